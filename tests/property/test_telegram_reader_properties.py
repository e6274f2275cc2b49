"""Whatever people write and teams are called: what readers see fits Telegram, and what its buttons
carry says again what was written.
"""

import re
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.claiming import Queued
from bot.core.model.delivery import Address
from bot.core.model.language import SPOKEN
from bot.core.model.platforms import Platform
from bot.core.model.team import Team
from bot.i18n.catalogue import Catalogue
from bot.practice.limits import utf16_units
from bot.practice.telegram_texts import read_text
from handlers.telegram.digest_buttons import digest_buttons
from handlers.telegram.limits import DATA, TEXT
from handlers.telegram.message import Message
from handlers.telegram.reader_words import (
    Goal,
    Wanted,
    button_data,
    digest_of,
    digest_word,
    rating_data,
    read_button,
    read_rating,
    read_start,
    start_link,
    start_word,
    team_word,
)
from handlers.telegram.team_pages import PAGE, TeamPages
from tests.core_builders import SERVICE
from tests.digest_builders import a_digest, a_story, chosen_for_everything
from tests.property.test_slack_render_properties import names

TEXTS = Catalogue()
NAME = "kuule_practice_bot"
ID = UUID(int=2**127 + 5)
START = re.compile(r"[A-Za-z0-9_-]{1,64}")
"""https://core.telegram.org/bots/features#deep-linking"""

told = st.text(st.sampled_from("a💬\u0301\ud800 <&>*_[\n"), max_size=9000) | st.just("💬" * 9000)
languages = st.sampled_from(SPOKEN)
numbers = st.integers(0, 999_999_999).map(lambda number: f"T-{number:04}")
stories = st.lists(st.builds(a_story, numbers, told), max_size=20)
queues = st.lists(
    st.builds(
        Queued,
        number=numbers,
        days=st.integers(0, 10_000),
        is_overdue=st.booleans(),
        claimer=st.sampled_from([None, Address(platform=Platform.TELEGRAM, channel="700000001")]),
        is_own=st.booleans(),
    ),
    max_size=60,
)
teams = st.builds(
    lambda name, id_: Team(id=id_, name=name, language="fi", timezone=SERVICE.timezone),
    names,
    st.text(st.sampled_from("Ab9_-"), min_size=1, max_size=64),
)


def fits(message: Message) -> None:
    """Telegram takes it."""
    mode = {"parse_mode": "HTML"} if message.is_html else {}
    text, _ = read_text({"text": message.text} | mode)
    assert utf16_units(text) <= TEXT
    for button in (each for row in message.rows for each in row):
        assert button.label.strip()
        assert len(button.data.encode()) <= DATA
        assert read_button(button.data) is not None


@given(teams, languages, stories, st.integers(0, 9999))
@settings(max_examples=40)
def test_lists_of_stories_fit(team, language, found, page):
    pages = TeamPages(team, language, TEXTS)

    fits(pages.stories(ID, found, page))
    fits(pages.vote(ID, found, page))
    fits(pages.found(found))


@given(teams, languages, numbers, told)
@settings(max_examples=40)
def test_a_story_is_read_in_full_piece_by_piece(team, language, number, text):
    pages = TeamPages(team, language, TEXTS)
    story = a_story(number, text)

    shown, piece, is_more = "", 0, True
    while is_more:
        message = pages.story(number, story, piece)
        fits(message)
        shown += message.text
        is_more, piece = bool(message.rows), piece + 1

    assert shown.count("a") >= text.count("a")
    assert shown.count("💬") == text.count("💬")


@given(teams, languages, queues, st.integers(0, 9999))
@settings(max_examples=40)
def test_a_queue_fits_and_offers_only_what_can_be_done(team, language, queued, page):
    message = TeamPages(team, language, TEXTS).queue(queued, page)

    fits(message)
    offered = [read_button(button.data) for row in message.rows for button in row]
    free = {each.number for each in queued if not each.claimer and not each.is_own}
    own = {each.number for each in queued if each.is_own}
    assert {each.number for each in offered if each.wanted is Wanted.CLAIM} <= free
    assert {each.number for each in offered if each.wanted is Wanted.RELEASE} <= own


@given(teams, languages)
def test_the_question_of_the_search_leads_back_to_itself(team, language):
    message = TeamPages(team, language, TEXTS).ask(NAME)

    fits(message)
    _, entities = read_text({"text": message.text, "parse_mode": "HTML"})
    assert entities[0]["url"] == start_link(NAME, start_word(Wanted.SEARCH, team_word(team)))


@given(teams, languages, st.uuids(), numbers)
def test_the_question_of_a_vote_leads_back_to_its_story(team, language, digest, number):
    message = TeamPages(team, language, TEXTS).why(NAME, digest, number)

    fits(message)
    text, entities = read_text({"text": message.text, "parse_mode": "HTML"})
    word = entities[0]["url"].rpartition("=")[2]
    assert START.fullmatch(word)
    assert read_start(word) == Goal(Wanted.WHY, digest_word(digest), number)
    assert number in text


@pytest.mark.parametrize("language", SPOKEN)
def test_how_a_digest_is_made_fits(language):
    fits(TeamPages(SERVICE, language, TEXTS).method(chosen_for_everything()))


@given(teams, languages, st.uuids())
def test_every_button_below_a_digest_fits_and_says_what_it_leads_to(team, language, digest):
    rows = digest_buttons(a_digest([], id=digest, language=language), team, NAME, TEXTS)

    for button in (each for row in rows for each in row):
        word = button.url.rpartition("=")[2]
        assert read_rating(button.data) if button.data else START.fullmatch(word)
        assert len(button.data.encode()) <= DATA
        assert utf16_units(button.label) <= 24


@pytest.mark.parametrize("language", SPOKEN)
@pytest.mark.parametrize("key", ["rated", "team-rate-gone"])
def test_what_a_press_is_answered_with_fits(language, key):
    assert len(TEXTS.text(language, key)) <= 200


@given(st.uuids(), st.booleans(), st.integers(0, 9999))
def test_what_is_written_is_read_back(digest, is_useful, page):
    turned = Goal(Wanted.DIGEST, digest_word(digest), page=page)

    assert digest_of(digest_word(digest)) == digest
    assert read_rating(rating_data(digest, is_useful=is_useful)) == (digest, is_useful)
    assert read_start(start_word(Wanted.DIGEST, digest_word(digest))) == Goal(
        Wanted.DIGEST, digest_word(digest)
    )
    assert read_button(button_data(turned)) == turned


@given(st.uuids(), numbers)
def test_a_choice_is_read_back(digest, number):
    picked = Goal(Wanted.PICK, digest_word(digest), number)

    assert read_button(button_data(picked)) == picked


@given(
    st.text(max_size=64)
    | st.from_regex(r"r:((read|vote|pick):[\w-]{22}|(wait|mute):[\w-]{8}):(T-\d{1,9})?:\d{1,4}\Z")
    | st.from_regex(r"(read_[\w-]{22}|find_[\w-]{8}|u:[\w-]{22}:\d)\Z")
    | st.from_regex(r"why_[\w-]{22}_T-\d{1,9}\Z")
)
def test_what_is_read_is_what_was_written_and_all_else_is_nothing(text):
    goal, start, rated = read_button(text), read_start(text), read_rating(text)

    # Not the same letters: a page has many forms (007), and the last letter of an id sixteen.
    assert goal is None or read_button(button_data(goal)) == goal
    assert start is None or start_word(start.wanted, start.place, start.number) == text
    assert rated is None or read_rating(rating_data(rated[0], is_useful=rated[1])) == rated


def test_twelve_stories_are_two_pages_that_turn():
    pages = TeamPages(SERVICE, "fi", TEXTS)
    found = [a_story(f"T-{number:04}", "Jono.") for number in range(PAGE + 2)]
    first, second = (pages.stories(ID, found, page) for page in (0, 1))

    assert [message.text.count("T-") for message in (first, second)] == [PAGE, 2]
    assert "Sivu 1/2" in first.text
    labels = [[button.label for row in each.rows for button in row] for each in (first, second)]
    assert "Seuraavat" in labels[0]
    assert "Edelliset" in labels[1]
