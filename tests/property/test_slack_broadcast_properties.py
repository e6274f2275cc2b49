"""Nothing that Kuule posts calls a channel, a group or everybody, whatever a story says."""

import json
import re
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.asking import first_words
from bot.core.model.delivery import Ask, Note, Receipt
from bot.core.model.digest import Line
from bot.core.model.story import Share
from bot.digest.blocks import Block
from bot.i18n.catalogue import Catalogue
from bot.tagging.tagger import CueTagger
from handlers.slack import render
from handlers.slack.ask_message import ask_message
from handlers.slack.blocks import Message
from handlers.slack.parse import told
from handlers.slack.receipt import receipt
from tests.digest_builders import FakeLabels, a_digest, a_team
from tests.property.test_slack_render_properties import marked_up, messages
from tests.unit.test_slack_parse import ME

TEXTS, TAGGER, TEAM = Catalogue(), CueTagger(), a_team()
CALL = re.compile(r"<!|<@|<#")
calls = st.sampled_from(
    [
        "<!channel>",
        "<!here>",
        "<!everyone>",
        "<!here|here>",
        "<!subteam^S0123|@group>",
        "<@U0123>",
        "&lt;!channel&gt;",
        "&amp;lt;!channel&amp;gt;",
        "@channel",
        "@here",
        "@everyone",
        "<<!channel>>",
        "<!chan<!channel>nel>",
        "<! channel>",
        "\u202e<!here>",
    ]
)
stories = st.lists(calls | st.text(max_size=20), min_size=1, max_size=6).map(" ".join)


def posted(message: Message) -> list[str]:
    """Return every text in which Slack looks for mentions, and every element that is one."""
    blocks: list[Any] = json.loads(json.dumps(message.blocks))
    return [message.text, *marked_up(blocks), *_mentions(blocks)]


def _mentions(value: Any) -> list[str]:
    """Return the elements of rich text that would call somebody."""
    if isinstance(value, list):
        return [found for each in value for found in _mentions(each)]
    if not isinstance(value, dict):
        return []
    own = ["<!"] if value.get("type") in {"broadcast", "usergroup", "user", "channel"} else []
    return own + [found for each in value.values() for found in _mentions(each)]


@settings(max_examples=200, deadline=None)
@given(stories, st.sampled_from(list(Block)))
def test_no_story_makes_a_digest_call_anybody(story, block):
    shown = TAGGER.read(told(story, ME), TEAM).masked
    lines = [Line(block, text, ("T-0412",)) for text in (shown, story)]

    for message in messages(a_digest(lines)):
        assert not any(CALL.search(text) for text in posted(message))


@settings(max_examples=100, deadline=None)
@given(stories)
def test_nothing_private_calls_anybody_either(story):
    ask = Ask(words=first_words(story), message="C1:1.1", language="fi")
    note = Note(
        key="channel-notice", language="fi", arguments={"team": story[:200], "share": "team"}
    )
    told = Receipt(number="T-0412", language="fi", team=story[:200], share=Share.TEAM)

    for message in (
        ask_message(ask, "fi", TEXTS),
        render.note(note, "fi", TEXTS),
        receipt(told, None, "fi", TEXTS, FakeLabels()),
    ):
        assert not any(CALL.search(text) for text in posted(message))
