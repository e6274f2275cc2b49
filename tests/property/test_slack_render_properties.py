"""Whatever text comes: blocks that Slack takes, and nothing in them that Slack would act on."""

import json
import re
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.model.delivery import Note, Receipt
from bot.core.model.digest import Line
from bot.core.model.story import Share
from bot.core.model.week import Week
from bot.digest.blocks import Block
from bot.i18n.catalogue import Catalogue
from bot.practice.slack_blocks import BLOCKS_TOGETHER, blocks_length, check_blocks
from handlers.slack import render
from handlers.slack.blocks import Message
from handlers.slack.receipt import receipt
from tests.digest_builders import WEEK_46, FakeLabels, a_digest

TEXTS = Catalogue()
LABELS = FakeLabels.of_taxonomy()
LIVE = re.compile(r"<[@#!]|<[a-z]+:", re.IGNORECASE)
ATTACKS = [
    "<!channel> <!here> <!everyone> <!subteam^S1> <@U1> <#C1>",
    "&lt;!channel&gt;",
    "<https://evil.example|https://bank.fi>",
    "<!date^0^{date}^https://evil.example|x>",
    "<javascript:alert(1)|x>",
    "*_~`>\n>>> • ",
    "&" * 3500,
    "<" * 5000,
    "💬" * 5000,
    "a\u0301" * 4000,
    "\u202e\u2066x",
    " ",
    "\u200b",
    "",
]
texts = st.text(max_size=80) | st.sampled_from(ATTACKS)
lines = st.builds(
    Line,
    st.sampled_from([block.value for block in Block]),
    texts,
    st.lists(st.just("T-0412"), max_size=2).map(tuple),
)
names = texts.map(lambda text: text[:200])
visible = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=20)


def marked_up(value: Any) -> list[str]:
    """Return every text that Slack reads as mrkdwn."""
    if isinstance(value, list):
        return [text for each in value for text in marked_up(each)]
    if not isinstance(value, dict):
        return []
    own = [value["text"]] if value.get("type") == "mrkdwn" else []
    return own + [text for each in value.values() for text in marked_up(each)]


def assert_slack_takes(message: Message) -> None:
    blocks = json.loads(json.dumps(message.blocks))
    check_blocks(blocks)
    assert blocks_length(blocks) <= BLOCKS_TOGETHER
    for text in (message.text, *marked_up(blocks)):
        assert not LIVE.search(text)
        assert not re.search(r"&(?!amp;|lt;|gt;)", text)


@settings(max_examples=300, deadline=None)
@given(st.lists(lines, min_size=1, max_size=70))
def test_a_digest_of_any_lines_is_taken_and_harmless(found):
    message = render.digest(a_digest(found))

    assert_slack_takes(message)
    if any(re.search(r"\w", line.text) for line in found):
        assert message.blocks
        assert message.text.strip()


@given(st.lists(lines, min_size=1, max_size=10), visible)
def test_no_line_that_can_be_seen_is_left_out_of_a_short_digest(found, word):
    short = [Line(line.block, line.text[:50], line.ids) for line in found]
    for number, line in enumerate(short):
        told = [*short[:number], Line(line.block, word, ()), *short[number + 1 :]]

        assert word in json.dumps(render.digest(a_digest(told)).blocks, ensure_ascii=False)


@settings(max_examples=100, deadline=None)
@given(names, st.sampled_from(list(Share)), st.booleans(), st.booleans(), st.booleans())
def test_a_receipt_for_a_team_of_any_name_is_taken_and_harmless(
    name, share, first, elsewhere, file
):
    for language in ("fi", "en", "sv"):
        content = Receipt(
            number="T-0412",
            language=language,
            team=name,
            share=share,
            first=first,
            elsewhere=elsewhere,
            file_dropped=file,
            file_awaited=not file,
        )

        assert_slack_takes(receipt(content, None, language, TEXTS, LABELS))


@settings(max_examples=100, deadline=None)
@given(names)
def test_a_note_about_a_team_of_any_name_is_taken_and_harmless(name):
    for key in ("channel-notice", "privacy", "help"):
        note = Note(
            key=key,
            language="fi",
            arguments={"team": name, "share": "team", "identity": "unnamed"},
        )

        assert_slack_takes(render.note(note, "fi", TEXTS))


@given(st.sampled_from([Week(2026, 53), WEEK_46]))
def test_an_empty_digest_renders_nothing(week):
    assert render.digest(a_digest([])).blocks == []
