"""Which files come with a message in Telegram, and where they are taken from."""

from collections.abc import Mapping
from typing import Any

import pytest
from telegram import Bot, File
from telegram.error import BadRequest, Forbidden, NetworkError, TimedOut

from bot.core.errors import FileDelayedError, FileNotKeptError
from bot.core.model.attachment import FileKind, NotKept
from handlers.telegram.attached import files_of, has_file, sounds_of
from handlers.telegram.files import TelegramFiles

BASE = "https://api.telegram.org/file/bot123:canary"


class AnsweringBot(Bot):
    """Knows where one file lies, or raises."""

    def __init__(self, answer: Any) -> None:
        super().__init__("123:canary")
        self._unfrozen = {"answer": answer}

    async def get_file(self, file_id: Any, **kwargs: Any) -> File:
        answer = self._unfrozen["answer"]
        if isinstance(answer, Exception):
            raise answer
        return File(file_id, "unique", file_path=answer)


class Downloads:
    """Remembers what it was to take."""

    def __init__(self) -> None:
        self.taken: list[str] = []

    async def __call__(
        self, url: str, headers: Mapping[str, str], kind: FileKind = FileKind.IMAGE
    ) -> bytes:
        assert not headers
        self.taken.append(url)
        return b"content"


async def test_a_file_is_taken_from_where_telegram_says() -> None:
    downloads, url = Downloads(), f"{BASE}/photos/file_7.jpg"

    assert await TelegramFiles(AnsweringBot(url), BASE, downloads).fetch("id") == b"content"
    assert downloads.taken == [url]


@pytest.mark.parametrize(
    "path",
    [
        None,
        "",
        "/etc/passwd",
        "/var/lib/telegram-bot-api/123/photos/file_7.jpg",
        f"{BASE}/../../x",
        f"{BASE}/photos/../../../x",
        f"{BASE}//evil.example/x",
        f"{BASE}/x?y=z",
        f"{BASE}/x#y",
        f"{BASE}/x%2e%2e/y",
        f"{BASE}/@evil.example",
        "https://evil.example/x.jpg",
        "https://api.telegram.org.evil.example/file/bot123:canary/x",
    ],
)
async def test_another_place_is_refused(path: str | None) -> None:
    downloads = Downloads()

    with pytest.raises(FileNotKeptError) as not_kept:
        await TelegramFiles(AnsweringBot(path), BASE, downloads).fetch("id")

    assert not_kept.value.reason is NotKept.REFUSED
    assert downloads.taken == []


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (BadRequest("File is too big"), NotKept.TOO_LARGE),
        (BadRequest("Wrong file_id or the file is temporarily unavailable"), NotKept.GONE),
    ],
)
async def test_telegrams_no_is_a_reason(error: Exception, reason: NotKept) -> None:
    with pytest.raises(FileNotKeptError) as not_kept:
        await TelegramFiles(AnsweringBot(error), BASE, Downloads()).fetch("id")

    assert not_kept.value.reason is reason


@pytest.mark.parametrize(
    ("error", "seconds"),
    [
        (TimedOut(), None),
        (NetworkError("x"), None),
        (Forbidden("x"), None),
    ],
)
async def test_what_may_pass_is_tried_later(error: Exception, seconds: float | None) -> None:
    with pytest.raises(FileDelayedError) as delayed:
        await TelegramFiles(AnsweringBot(error), BASE, Downloads()).fetch("id")

    assert delayed.value.retry_after == seconds


async def test_a_file_without_a_name_is_no_image() -> None:
    with pytest.raises(FileNotKeptError) as not_kept:
        await TelegramFiles(AnsweringBot(""), BASE, Downloads()).fetch("")

    assert not_kept.value.reason is NotKept.NOT_AN_IMAGE


@pytest.mark.parametrize(
    ("message", "files"),
    [
        ({"text": "Hei."}, ()),
        (
            {
                "photo": [
                    {"file_id": "small", "width": 90, "height": 60},
                    {"file_id": "large", "width": 900, "height": 600},
                    {"file_id": "middle", "width": 320, "height": 200},
                ]
            },
            ("large",),
        ),
        ({"document": {"file_id": "d"}}, ("d",)),
        # An animation comes as a document, too.
        ({"animation": {"file_id": "a"}, "document": {"file_id": "a"}}, ("a",)),
        ({"video": {"file_id": "v"}}, ("v",)),
        ({"paid_media": {}}, ("",)),
        ({"photo": []}, ("",)),
        ({"photo": [None, 7, {"file_id": 7}]}, ("",)),
        ({"photo": [{"file_id": "x", "width": "9", "height": None}]}, ("x",)),
        ({"document": "d"}, ("",)),
        ({"document": {"file_id": 7}}, ("",)),
    ],
)
def test_the_files_of_a_message_are_found(message: dict[str, Any], files: tuple[str, ...]) -> None:
    assert files_of(message) == files


def test_a_file_is_told_from_what_is_only_said() -> None:
    assert has_file({"photo": []})
    assert has_file({"document": {}})
    assert not has_file({"voice": {}})


@pytest.mark.parametrize("kind", ["voice", "video_note"])
def test_what_is_said_is_named_apart_from_files(kind: str) -> None:
    message = {kind: {"file_id": "x"}}

    assert (sounds_of(message), files_of(message)) == (("x",), ())
    assert sounds_of({kind: {"file_id": 7}}) == sounds_of({kind: None}) == ()
