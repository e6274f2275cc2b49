"""Start words: whose they are, and what cannot be forged."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.model.delivery import QuestionForm
from bot.core.model.dialogue import Verb
from bot.core.model.tag import Source
from bot.core.model.team import Teams
from bot.core.places import MOST, Place, StartWords
from bot.core.precedence import visible
from bot.sealing import KeyedSealer
from storage.store import SqlStore
from tests.core_builders import (
    SERVICE,
    SHOP,
    TEAMS,
    WEDNESDAY,
    Office,
    a_command,
    a_tap,
    a_telegram_message,
)
from tests.fakes import PlainTagger, StandingClock

WORD = st.from_regex(r"[A-Za-z0-9_-]{1,20}", fullmatch=True)
SEALER = KeyedSealer(bytes(32))
WORDS = StartWords(TEAMS, SEALER)
AT_SHOP = Place(SHOP, "invoice")


def test_a_plain_word_is_the_teams_own() -> None:
    assert WORDS.word(Place(SHOP)) == SHOP.telegram_start
    assert WORDS.place(SHOP.telegram_start.upper()) == Place(SHOP)


@given(WORD, WORD)
def test_a_signed_word_leads_back_to_its_place_in_telegrams_letters(start, touchpoint) -> None:
    team = replace(SHOP, telegram_start=start)
    words = StartWords(Teams((SERVICE, team)), SEALER)
    word = words.word(Place(team, touchpoint))

    assert re.fullmatch(r"[A-Za-z0-9_-]+", word)
    assert words.place(word) == Place(team, touchpoint)
    assert len(word) <= MOST


@given(st.text(max_size=80))
def test_nothing_that_somebody_makes_up_leads_to_a_touchpoint(word) -> None:
    place = WORDS.place(word)

    assert place is None or not place.touchpoint


@given(st.integers(0, 200), st.characters(codec="ascii"))
def test_a_changed_word_is_unknown(at, letter) -> None:
    word = WORDS.word(AT_SHOP)
    at %= len(word)
    changed = word[:at] + letter + word[at + 1 :]

    assert changed == word or WORDS.place(changed) is None


def test_a_word_signed_with_another_key_is_unknown() -> None:
    forged = StartWords(TEAMS, KeyedSealer(b"x" * 32)).word(AT_SHOP)

    assert WORDS.place(forged) is None


@pytest.mark.parametrize("word", ["", "-", "--", "butik-", "butik--", "butik-invoice-", "x" * 64])
def test_odd_words_are_unknown(word: str) -> None:
    assert WORDS.place(word) is None


# On the story that follows


@pytest.fixture
def office(store: SqlStore, sealer: KeyedSealer) -> Office:
    tagger = PlainTagger(words={"phone": "touchpoint:phone"})
    return Office(store, sealer, StandingClock(WEDNESDAY), tagger=tagger)


async def scan(office: Office, word: str, number: int = 900) -> None:
    await office.guiding.begin(a_command("start", word, number=number))


async def tap(office: Office, verb: Verb, number: int) -> None:
    key = office.sealer.keyed(("telegram", "9", "77"))

    def read(tx):
        return tx.dialogues.of(tx.people.find(key).id)

    talk = await office.store.read(read)
    await office.guiding.tap(a_tap(talk.id, verb, number=number))


async def told(office: Office, number: int, text: str = "On the phone.") -> list[tuple[str, str]]:
    """Tell something on Telegram and return the touchpoints that readers see on it."""
    at = office.clock.now()
    await office.guiding.tell(a_telegram_message(text, number, told_at=at))
    verbs = (Verb.ACCEPT, Verb.CANCEL, Verb.SAVE) if number == 1 else (Verb.CANCEL, Verb.SAVE)
    for step, verb in enumerate(verbs):
        await tap(office, verb, 10 * number + step)
    everywhere = [story for team in TEAMS.all for story in await office.told(team)]
    (story,) = [each for each in everywhere if each.text == text]
    return [(tag.key, tag.source) for tag in visible(story.tags) if tag.facet == "touchpoint"]


async def test_the_story_after_a_scan_has_the_touchpoint_and_the_next_one_not(office) -> None:
    word = StartWords(TEAMS, office.sealer).word(AT_SHOP)
    await scan(office, word)

    assert await told(office, 1) == [("invoice", Source.HUMAN)]
    assert await told(office, 2, "The phone again.") == [("phone", Source.RULE)]


async def test_a_scan_of_yesterday_says_nothing_of_a_story_of_today(office) -> None:
    await scan(office, StartWords(TEAMS, office.sealer).word(AT_SHOP))
    office.clock.advance(timedelta(hours=24, seconds=1))

    assert await told(office, 1) == [("phone", Source.RULE)]


async def test_a_forged_word_is_answered_as_an_unknown_one_and_leaves_no_touchpoint(
    office,
) -> None:
    await scan(office, "butik-invoice-AAAAAAAAAAAA")

    (answer,) = await office.delivered()
    assert answer.content.form is QuestionForm.OTHER_TEAM
    assert await told(office, 1) == [("phone", Source.RULE)]


async def test_a_plain_word_after_a_signed_one_forgets_the_touchpoint(office) -> None:
    await scan(office, StartWords(TEAMS, office.sealer).word(AT_SHOP))
    await scan(office, "butik", number=901)

    assert await told(office, 1) == [("phone", Source.RULE)]


async def test_a_teams_own_word_goes_before_a_readers(office: Office) -> None:
    word = "read_AAAAAAAAAAAAAAAAAAAAAA"
    teams = Teams((SERVICE, replace(SHOP, telegram_start=word)))

    assert not office.guiding.knows(word)
    assert replace(office, teams=teams).guiding.knows(word)
