"""Whatever tellers wrote and readers search for: views that Slack takes, without mentions."""

import json
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bot.core.archive import MOST_FOUND
from bot.core.claiming import Queued
from bot.core.model.delivery import Address, Claimed
from bot.core.model.language import SPOKEN
from bot.core.model.platforms import Platform
from bot.i18n.catalogue import Catalogue
from bot.practice.slack_view_schema import LARGEST, check_view
from handlers.slack import render
from handlers.slack.blocks import Message, SlackBlock
from handlers.slack.reader_presses import Spot
from handlers.slack.reader_views import ReaderViews
from tests.digest_builders import a_story, chosen_for_everything
from tests.property.test_slack_render_properties import ATTACKS, assert_slack_takes

TEXTS = Catalogue()

ON_SLACK = Address(platform=Platform.SLACK, channel="U0123ABC")
ON_TELEGRAM = Address(platform=Platform.TELEGRAM, channel="700000001")

texts = st.text(max_size=200) | st.sampled_from([*ATTACKS, "\x01" * 9000, '"' * 9000, "\\" * 9000])
stories = st.builds(lambda text: replace(a_story("T-0412", text)), texts)
views = st.builds(
    ReaderViews,
    st.sampled_from(SPOKEN),
    st.just(TEXTS),
    st.just(Spot("C0456", "1700000000.000100", "0" * 32)),
)
queued = st.builds(
    Queued,
    number=st.integers(0, 99_999).map(lambda n: f"T-{n:04}"),
    days=st.integers(0, 400),
    is_overdue=st.booleans(),
    claimer=st.sampled_from([None, ON_SLACK, ON_TELEGRAM]),
    is_own=st.booleans(),
)


def assert_shown(view: SlackBlock) -> None:
    content = check_view(json.loads(json.dumps(view)), "modal")
    assert len(json.dumps(content).encode()) <= LARGEST


@given(views, stories)
def test_a_story_is_shown_whatever_its_words_are(draw: ReaderViews, story) -> None:
    assert_shown(draw.story(story))


@given(views, st.lists(queued, max_size=120))
def test_a_queue_of_any_length_is_shown(draw: ReaderViews, rows: list[Queued]) -> None:
    view = draw.queue(rows)

    assert_shown(view)
    assert ON_TELEGRAM.channel not in str(view), "an id on another platform is nobody's business"


@given(views, texts, st.lists(stories, max_size=MOST_FOUND))
def test_what_was_found_is_shown_below_the_words(draw: ReaderViews, words, found) -> None:
    assert_shown(draw.search(words[:100], found))


@given(views, st.lists(stories, max_size=150))
def test_the_forms_are_forms(draw: ReaderViews, candidates) -> None:
    for view in (
        draw.story(None),
        draw.search("", None),
        draw.rate(),
        draw.vote(candidates),
        draw.speak(),
        draw.method(None),
        draw.method(chosen_for_everything()),
        draw.said("voted"),
    ):
        assert_shown(view)


@given(st.sampled_from(SPOKEN), st.booleans())
def test_who_claimed_is_the_only_mention(language, released) -> None:
    content = Claimed(number="T-0412", user="U0123ABC", language=language, released=released)

    message = render.claimed(content, TEXTS)

    assert message.text.count("<@") == 1
    without = json.dumps(message.blocks).replace("<@U0123ABC>", "Minna")
    assert_slack_takes(Message("Minna", json.loads(without)))
