"""Whatever people write and teams are called: a text within Telegram's limit, without mark-up,
with buttons that Telegram takes.
"""

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.home import OwnPage, OwnStory
from bot.core.model.delivery import (
    DigestPost,
    OwnStories,
    Question,
    QuestionForm,
    Receipt,
    Shelf,
)
from bot.core.model.dialogue import Dialogue, Step, Verb
from bot.core.model.digest import Line, Sheet
from bot.core.model.language import SPOKEN
from bot.core.model.story import Identity, Share
from bot.core.ports.stories import Holdings, Standing
from bot.core.stated import FEELINGS, MORE_FEELINGS
from bot.digest.blocks import Block
from bot.i18n.catalogue import Catalogue
from bot.practice.limits import utf16_units
from bot.practice.telegram_texts import read_caption, read_text
from bot.tagging.labels import TaxonomyLabels
from handlers.telegram import render
from handlers.telegram.digest import caption, text
from handlers.telegram.limits import DATA, DIGEST_CAPTION, DIGEST_TEXT, TEXT
from handlers.telegram.message import Button, Message
from handlers.telegram.own_stories import own_stories
from handlers.telegram.question import Drawing
from tests.core_builders import SERVICE
from tests.digest_builders import a_digest, a_story
from tests.property.test_slack_render_properties import lines, names, visible

TEXTS = Catalogue()
LABELS = TaxonomyLabels().of(SERVICE)
NUMBER = "T-123456789"
AT = datetime(2026, 11, 30, tzinfo=UTC)
told = st.text(st.sampled_from("a💬\u0301\ud800 <&>*_[\n"), max_size=6000) | st.just("💬" * 4097)
talks = st.builds(
    Dialogue,
    id=st.uuids(),
    teller=st.uuids(),
    step=st.sampled_from(list(Step)),
    language=st.sampled_from(SPOKEN),
    heard_at=st.just(AT),
    texts=st.integers(0, 3),
    feelings=st.lists(st.sampled_from(FEELINGS + MORE_FEELINGS), unique=True, max_size=2).map(
        tuple
    ),
    shows_more=st.booleans(),
    is_stopping=st.booleans(),
)


def fits(message: Message) -> None:
    assert 1 <= utf16_units(message.text) <= TEXT
    for row in message.rows:
        assert 1 <= len(row) <= 2
        for button in row:
            assert button.label.strip()
            assert 1 <= len(button.data.encode()) <= DATA


@given(names, told, st.sampled_from(list(Share)), st.booleans(), st.sampled_from(SPOKEN))
def test_a_receipt_of_any_story_fits(name, text, share, file, language):
    content = Receipt(
        number=NUMBER,
        language=language,
        team=name,
        share=share,
        file_dropped=file,
        file_awaited=not file,
        read_by=date(2026, 12, 31),
    )
    message = render.receipt(content, a_story(text=text, share=share), TEXTS)

    fits(message)
    assert NUMBER in message.text


def pressable(talk: Dialogue, form: QuestionForm = QuestionForm.PLAIN) -> list[tuple[str, str]]:
    """Return the buttons of its question in their order, each with its value."""
    content = Question(
        talk=talk.id,
        language="fi",
        team="Kassat",
        share=Share.TEAM,
        identity=Identity.UNNAMED,
        form=form,
    )
    rows = Drawing(content, talk, TEXTS, LABELS).message().rows
    data = [button.data.split(":") for row in rows for button in row]
    return [(each[-2], each[-1]) for each in data]


def offered(talk: Dialogue) -> list[str]:
    """Return the feelings of its question, in their order."""
    return [value for verb, value in pressable(talk) if verb == Verb.FEEL]


@given(talks, st.sampled_from([QuestionForm.PLAIN, QuestionForm.FILE, QuestionForm.OTHER_TEAM]))
def test_done_is_offered_once_something_was_told(talk, form):
    talk = replace(talk, step=Step.STORY, is_stopping=False)

    assert ((Verb.DONE, "") in pressable(talk, form)) is (talk.texts > 0)


@given(talks, names, st.sampled_from(list(QuestionForm)), st.sampled_from(SPOKEN))
def test_a_question_of_any_talk_fits(talk, name, form, language):
    content = Question(
        talk=talk.id,
        language=language,
        team=name,
        share=Share.TEAM,
        identity=Identity.UNNAMED,
        form=form,
        number=NUMBER,
    )

    fits(Drawing(content, talk, TEXTS, LABELS).message())


@given(talks, st.uuids())
def test_two_talks_of_one_person_offer_the_feelings_in_one_order(talk, other):
    talk = replace(talk, step=Step.FEELING, is_stopping=False, feelings=())

    assert offered(talk) == offered(replace(talk, id=other))


def test_no_feeling_is_the_first_for_everybody():
    talk = Dialogue(
        id=UUID(int=1), teller=UUID(int=1), step=Step.FEELING, language="fi", heard_at=AT
    )
    firsts = {offered(replace(talk, teller=UUID(int=number)))[0] for number in range(100)}

    assert firsts == set(FEELINGS)


@given(st.lists(told, max_size=8), st.sampled_from(list(Shelf)), st.sampled_from(SPOKEN))
def test_a_page_of_any_stories_fits(stories, shelf, language):
    page = OwnPage(
        stories=tuple(OwnStory(a_story(text=text), Standing()) for text in stories),
        page=1,
        pages=3,
        holdings=Holdings(20, 30, 4),
    )
    content = OwnStories(person=UUID(int=1), page=1, shelf=shelf, language=language)

    fits(own_stories(content, page, TEXTS))


@pytest.mark.parametrize("data", ["", "x" * 65, "ä" * 33])
def test_a_button_that_telegram_would_refuse_is_none(data):
    with pytest.raises(ValueError, match="callback data"):
        Button("Valmis", data)


def shown(html: str) -> str:
    """Return what people see, after Telegram has taken the marks out."""
    return read_text({"text": html, "parse_mode": "HTML"})[0]


@settings(max_examples=300, deadline=None)
@given(st.lists(lines, max_size=70))
def test_a_digest_of_any_lines_is_html_that_telegram_takes_within_our_budget(found):
    digest = a_digest(found)
    html = text(digest, DigestPost(digest.id), TEXTS)
    words = caption(digest, DigestPost(digest.id, Sheet.PICTURE), TEXTS)

    assert utf16_units(shown(html)) <= DIGEST_TEXT
    kept = read_caption({"caption": words, "parse_mode": "HTML"}).get("caption", "")
    assert utf16_units(kept) <= DIGEST_CAPTION


@settings(max_examples=50, deadline=None)
@given(st.lists(lines, min_size=1, max_size=10), visible)
def test_no_line_of_a_short_digest_that_telegram_shows_is_left_out(found, word):
    short = [Line(line.block, line.text[:50], line.ids) for line in found]
    for number, line in enumerate(short):
        if Block(line.block).sheet not in {Sheet.TOP, Sheet.MUST_WIN, Sheet.IDEAS}:
            continue
        told = a_digest([*short[:number], Line(line.block, word, ()), *short[number + 1 :]])
        photo = caption(told, DigestPost(told.id, Sheet.PICTURE), TEXTS)

        assert word in shown(text(told, DigestPost(told.id), TEXTS)) + photo
