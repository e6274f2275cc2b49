"""What readers ask for on Telegram, as it comes in."""

from uuid import UUID

import pytest

from handlers.telegram.groups import parse_group
from handlers.telegram.parse import parse_update
from handlers.telegram.reader_words import (
    OF_DIGEST,
    Goal,
    Wanted,
    button_data,
    digest_word,
    rating_data,
    start_link,
    start_word,
    team_word,
)
from handlers.telegram.wanted import Guided, Rated, ReaderWish
from tests.core_builders import SERVICE
from tests.unit.test_telegram_parse import BOT, a_message, a_press, in_group, parse

DIGEST = UUID(int=7)
PLACE = team_word(SERVICE)
SEARCH = start_word(Wanted.SEARCH, PLACE)


def a_question(word=SEARCH, **fields):
    """Return a question of Kuule's: which words are searched for, unless another is given."""
    url = start_link("kuule_bot", word)
    entity = {"type": "text_link", "offset": 0, "length": 2, "url": url}
    author = {"id": int(BOT), "is_bot": True}
    return {"message_id": 4, "from": author, "text": "🔎 …", "entities": [entity]} | fields


@pytest.mark.parametrize("command", ["/hae", "/search", "/SOK", "/hae@kuule_bot"])
def test_a_search_is_asked_for_with_its_words(command):
    wish = parse(a_message(text=f"{command} pitkä jono"))

    assert (wish.goal, wish.command.argument) == (Goal(Wanted.SEARCH, ""), "pitkä jono")


@pytest.mark.parametrize("command", ["/jono", "/queue", "/ko"])
def test_the_queue_is_asked_for(command):
    assert parse(a_message(text=command)).goal == Goal(Wanted.QUEUE, "")


def test_a_start_word_below_a_digest_leads_to_its_stories():
    wish = parse(a_message(text=f"/start {start_word(Wanted.DIGEST, digest_word(DIGEST))}"))

    assert wish.is_start
    assert wish.goal == Goal(Wanted.DIGEST, digest_word(DIGEST))


@pytest.mark.parametrize("word", ["palvelu", "read_", "read_short", "find_", "take_aaaaaaaa"])
def test_any_other_start_word_is_a_tellers(word):
    assert isinstance(parse(a_message(text=f"/start {word}")), Guided)


def test_an_answer_to_the_question_is_searched_for():
    wish = parse(a_message(text="jono", reply_to_message=a_question()))

    assert (wish.goal, wish.command.argument) == (Goal(Wanted.SEARCH, PLACE), "jono")
    assert not wish.is_start


def test_an_answer_to_why_is_the_reason_of_a_vote():
    asked = a_question(start_word(Wanted.WHY, digest_word(DIGEST), "T-0412"))
    wish = parse(a_message(text="Opetti meille jotain.", reply_to_message=asked))

    assert wish.goal == Goal(Wanted.WHY, digest_word(DIGEST), "T-0412")
    assert wish.command.argument == "Opetti meille jotain."


@pytest.mark.parametrize("wanted", [Wanted.VOTE, Wanted.METHOD])
def test_start_words_below_a_digest_lead_to_the_vote_and_to_how_it_is_made(wanted):
    place = digest_word(DIGEST)
    wish = parse(a_message(text=f"/start {start_word(wanted, place)}"))

    assert (wish.goal, wish.is_start) == (Goal(wanted, place), True)


@pytest.mark.parametrize(
    "asked",
    [
        a_question(**{"from": {"id": 7, "is_bot": False}}),
        a_question(entities=[]),
        a_question(entities="x"),
        a_question(entities=[None, {"url": 5}, {"url": "https://example.org"}]),
        "x",
    ],
)
def test_an_answer_to_anything_else_tells(asked):
    assert not isinstance(parse(a_message(text="jono", reply_to_message=asked)), ReaderWish)


@pytest.mark.parametrize(
    ("wanted", "edits"),
    [
        (Wanted.DIGEST, "5"),
        (Wanted.TURN, "5"),
        (Wanted.CLAIM, "5"),
        (Wanted.RELEASE, "5"),
        (Wanted.STORY, ""),
        (Wanted.QUEUE, ""),
        (Wanted.SEARCH, ""),
        (Wanted.VOTE, "5"),
        (Wanted.MUTE, ""),
        (Wanted.SPEAK, ""),
    ],
)
def test_what_turns_or_changes_a_page_takes_its_place_and_the_rest_does_not(wanted, edits):
    place = digest_word(DIGEST) if wanted in OF_DIGEST else PLACE
    goal = Goal(wanted, place, "T-0412", 3)

    wish = parse_update(a_press(data=button_data(goal)), BOT)

    assert (wish.goal, wish.command.edits) == (goal, edits)


def test_a_choice_opens_a_message_of_its_own_that_can_be_answered():
    goal = Goal(Wanted.PICK, digest_word(DIGEST), "T-0412")

    wish = parse_update(a_press(data=button_data(goal)), BOT)

    assert (wish.goal, wish.command.edits) == (goal, "")


@pytest.mark.parametrize("is_useful", [True, False])
def test_a_press_below_a_digest_in_the_group_is_a_voice(is_useful):
    press = a_press(data=rating_data(DIGEST, is_useful=is_useful), message=in_group(text="📖"))

    assert parse_group(press, BOT, "kuule_bot") == Rated(
        digest=DIGEST,
        is_useful=is_useful,
        person=("telegram", BOT, "7"),
        chat="-1001",
        locale="fi",
    )


def test_such_a_press_in_a_private_chat_is_nobodys():
    assert parse_update(a_press(data=rating_data(DIGEST, is_useful=True)), BOT) is None
