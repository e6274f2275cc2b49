"""Whatever a platform says of files: names of them, and never more."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.core.images import begins_like_image
from handlers.slack.parse import files_of as slack_files
from handlers.telegram.attached import files_of as telegram_files

leaves = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)
fields = st.sampled_from(["id", "file_id", "width", "height", "photo", "document", "video"])
anything = st.recursive(
    leaves,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(fields, inner, max_size=4),
    max_leaves=16,
)


@given(anything)
def test_slacks_files_are_names(files: Any) -> None:
    found = slack_files({"files": files})

    assert all(isinstance(each, str) for each in found)
    assert len(found) == (len(files) if isinstance(files, list) else 0)


@given(st.dictionaries(fields, anything, max_size=4))
def test_a_message_without_a_text_has_one_file_in_telegram(message: dict[str, Any]) -> None:
    (found,) = telegram_files(message)

    assert isinstance(found, str)
    assert telegram_files(message | {"text": "Hei."}) == ()


@given(st.binary(max_size=64))
def test_what_follows_the_first_bytes_says_nothing_of_the_kind(rest: bytes) -> None:
    assert begins_like_image(b"\xff\xd8\xff" + rest)
    assert not begins_like_image(b"<" + rest)
