"""Whatever a teller writes: receipts, forms and Home that Slack takes, and no mention in them."""

import json
import re
from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.amending import OwnWords
from bot.core.cadence import PROMPTS
from bot.core.home import PAGE, Home, OwnStory, Step, progress
from bot.core.model.delivery import Note, Nudge, Receipt
from bot.core.model.digest import DigestState
from bot.core.model.language import SPOKEN
from bot.core.model.story import Identity, Share
from bot.core.model.tag import Source
from bot.core.model.week import Week
from bot.core.ports.stories import Holdings, Standing
from bot.i18n.catalogue import Catalogue
from bot.practice.slack_view_schema import LARGEST, check_view
from bot.tagging.labels import TaxonomyLabels
from handlers.slack import limits, render
from handlers.slack.home import home_view
from handlers.slack.presses import Form, Place
from handlers.slack.receipt import CHIPS, receipt
from handlers.slack.receipt_forms import tags_form, words_form
from tests.contract.builders import a_tag
from tests.digest_builders import a_message_of, a_story, a_team
from tests.property.test_slack_render_properties import (
    ATTACKS,
    LIVE,
    a_digest,
    assert_slack_takes,
    lines,
    marked_up,
)

TEXTS = Catalogue()
LABELS = TaxonomyLabels().of(a_team())
NOW = datetime(2026, 11, 18, 10, tzinfo=UTC)

texts = st.text(max_size=200) | st.sampled_from([*ATTACKS, "\x01" * 4000, '"' * 4000, "\\" * 4000])
languages = st.sampled_from(SPOKEN)
tags = st.lists(
    st.builds(
        a_tag,
        st.sampled_from([*CHIPS, "risk"]),
        st.sampled_from(LABELS.keys("feeling") + LABELS.keys("touchpoint")) | texts,
        source=st.sampled_from(Source),
    ),
    max_size=60,
).map(tuple)
stories = st.builds(
    lambda text, tags, identity, share: replace(
        a_story("T-0412", text), tags=tags, identity=identity, share=share
    ),
    texts,
    tags,
    st.sampled_from(Identity),
    st.sampled_from(Share),
)
standings = st.builds(
    Standing,
    week=st.sampled_from([None, Week(2026, 53)]),
    digest=st.sampled_from([None, *DigestState]),
    is_shown=st.booleans(),
    case=st.sampled_from(["", "open", "claimed", "answered", "closed"]),
)
counts = st.integers(0, 100_000)
homes = st.builds(
    Home,
    stories=st.lists(st.builds(OwnStory, stories, standings), max_size=PAGE).map(tuple),
    page=st.integers(0, 70),
    pages=st.integers(1, 70),
    holdings=st.builds(Holdings, counts, counts, counts),
    asked=st.integers(0, 4),
    is_known=st.booleans(),
    language=st.sampled_from([None, *SPOKEN]),
    may_ask=st.booleans(),
    team=st.just(a_team()),
    digest=st.none() | st.lists(lines, max_size=60).map(a_digest),
)
forms = st.builds(
    Form,
    nonce=st.text(st.characters(codec="ascii"), max_size=60),
    number=st.just("T-0412"),
    place=st.builds(
        Place, channel=st.just("C1"), ts=st.just("1.1"), url=st.just("https://h.test/" + "x" * 400)
    ),
)


def assert_view(view, kind):
    content = json.loads(json.dumps(view))
    check_view(content, kind)
    assert len(json.dumps(content).encode()) <= LARGEST == limits.VIEW_TOGETHER
    # Nothing in a view is markup but the digest, and that is escaped.
    for text in marked_up(content):
        assert not LIVE.search(text)
        assert not re.search(r"&(?!amp;|lt;|gt;)", text)


@settings(max_examples=200, deadline=None)
@given(stories, texts.map(lambda text: text[:200]), languages, st.booleans(), st.booleans())
def test_a_receipt_of_any_story_is_taken_and_harmless(story, team, language, first, elsewhere):
    content = Receipt(
        number=story.number,
        language=language,
        team=team,
        share=story.share,
        first=first,
        elsewhere=elsewhere,
        file_awaited=True,
        offers_asking=first,
        bell=True,
    )

    message = receipt(content, story, language, TEXTS, LABELS)

    assert_slack_takes(message)
    assert marked_up(message.blocks) == []
    pressed = json.dumps(message.blocks)
    for action in ("edit_story", "remove_story", "correct_tags", "share_counted"):
        assert action in pressed


@given(st.lists(stories, min_size=2, max_size=2))
def test_the_order_of_the_feelings_is_the_tellers_own_and_always_the_same(pair):
    content = Receipt(number="T-0412", language="fi", team="x", share=Share.TEAM)

    def order(story):
        blocks = receipt(content, story, "fi", TEXTS, LABELS).blocks
        found = [e["action_id"] for b in blocks for e in b.get("elements", ()) if "action_id" in e]
        return [each for each in found if each.startswith("feeling_")]

    one, other = (order(replace(story, teller=pair[0].teller)) for story in pair)
    assert one == other
    assert one[-1] == "feeling_other"


@settings(max_examples=100, deadline=None)
@given(homes, languages)
def test_any_home_is_taken_and_harmless(home, language):
    assert_view(home_view(home, language, TEXTS), "home")


@settings(max_examples=100, deadline=None)
@given(forms, st.lists(texts.filter(bool), min_size=1, max_size=30), languages)
def test_the_form_of_any_words_is_taken(form, written, language):
    words = [OwnWords(a_story(f"T-{n}").id, text) for n, text in enumerate(written)]

    assert_view(words_form(form, words, language, TEXTS), "modal")


@settings(max_examples=100, deadline=None)
@given(forms, stories, languages)
def test_the_form_of_any_tags_is_taken(form, story, language):
    assert_view(tags_form(form, story, language, TEXTS, LABELS), "modal")


@settings(max_examples=100, deadline=None)
@given(texts, st.sampled_from(["event", "feeling", "other-side", "phases"]), languages)
def test_a_question_with_any_word_is_taken_and_harmless(word, missing, language):
    arguments = {"number": "T-0412", "missing": missing, "word": word[:30]}
    note = Note(key="follow-up-echo", language=language, arguments=arguments)

    assert_slack_takes(render.note(note, language, TEXTS))


@given(st.sampled_from(sorted(PROMPTS)), languages)
def test_every_prompt_is_taken(prompt, language):
    nudge = Nudge(prompt=prompt, language=language, until=NOW)

    assert_slack_takes(render.nudge(nudge, language, TEXTS))


@given(standings)
def test_progress_is_waiting_until_the_digest_is_posted(standing):
    read, *answer = progress(standing)

    assert (read is Step.WAITING) == (standing.digest is not DigestState.POSTED)
    assert answer == ([Step(standing.case)] if standing.case else [])


def test_a_story_of_many_parts_is_shown_as_one():
    story = replace(a_story(), parts=tuple(a_message_of(t, NOW) for t in ("Yksi.", "Kaksi.")))
    content = Receipt(number="T-0500", language="fi", team="x", share=Share.TEAM)

    assert "Yksi.\\nKaksi." in json.dumps(receipt(content, story, "fi", TEXTS, LABELS).blocks)
