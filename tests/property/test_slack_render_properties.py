"""Whatever text comes: blocks that Slack takes, and nothing in them that Slack would act on."""

import json
import re
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.core.model.delivery import Note, Receipt
from bot.core.model.digest import Digest, Line, Sheet
from bot.core.model.platforms import Platform
from bot.core.model.story import Share
from bot.core.sheets import posts_of
from bot.digest.blocks import Block
from bot.i18n.catalogue import Catalogue
from bot.practice.slack_blocks import BLOCKS_TOGETHER, blocks_length, check_blocks
from handlers.slack import render
from handlers.slack.blocks import Message, text_length
from handlers.slack.digest import DigestDrawing
from handlers.slack.receipt import receipt
from tests.digest_builders import FakeLabels, a_digest

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


def messages(digest: Digest) -> list[Message]:
    """Return every message of a digest in every form."""
    drawings = [DigestDrawing(digest, post, TEXTS) for post in posts_of(digest, Platform.SLACK)]
    return [
        message
        for drawing in drawings
        for message in (
            drawing.message(),
            drawing.message(file="F0UP0000001"),
            *([drawing.message(with_table=True)] if drawing.has_figures else []),
        )
    ]


@settings(max_examples=300, deadline=None)
@given(st.lists(lines, min_size=1, max_size=70))
@example([Line("delighted_heading", "&" * 400, ()), Line("source", "&" * 400, ())])
def test_a_digest_of_any_lines_is_taken_and_harmless(found):
    digest = a_digest(found)

    for message in messages(digest):
        assert_slack_takes(message)
        assert message.blocks
        assert message.text.strip() or not any(re.search(r"\w", line.text) for line in found)


@settings(max_examples=100, deadline=None)
@given(st.lists(lines, min_size=1, max_size=200))
def test_no_message_of_a_digest_is_longer_than_people_read(found):
    digest = a_digest(found)

    for post in posts_of(digest, Platform.SLACK):
        message = DigestDrawing(digest, post, TEXTS).message(file="F0UP0000001")
        most = 3500 if post.sheet is Sheet.TOP else 6000
        assert sum(text_length(block) for block in message.blocks) <= most
        assert len(message.text) <= 200


@settings(deadline=None)
@given(st.lists(lines, min_size=1, max_size=10), visible)
def test_no_line_that_can_be_seen_is_left_out_of_a_short_digest(found, word):
    short = [Line(line.block, line.text[:50], line.ids) for line in found]
    for number, line in enumerate(short):
        told = [*short[:number], Line(line.block, word, ()), *short[number + 1 :]]
        blocks = [message.blocks for message in messages(a_digest(told))]

        # The words of the picture are with the numbers.
        assert word in json.dumps(blocks, ensure_ascii=False)


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
