"""Talks with customers on both databases: what is asked, and what is kept of the answers."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from bot.core.dialogue import MANY
from bot.core.model.delivery import Content, Note, Question, QuestionForm, Receipt
from bot.core.model.dialogue import Step, Verb
from bot.core.model.story import Identity, Role, Share
from bot.core.model.tag import Source
from bot.core.model.team import Teams
from bot.sealing import KeyedSealer
from storage.store import SqlStore, open_store
from storage.tables import attachment, held, part
from storage.talk_tables import dialogue
from tests.core_builders import (
    SERVICE,
    SHOP,
    WEDNESDAY,
    Office,
    a_command,
    a_tap,
    a_telegram_message,
    rows,
)
from tests.fakes import StandingClock
from tests.talk_builders import accepted, an_edit_of, contents, edited, saved, talk, tap, tell


@pytest.fixture
def office(store: SqlStore, sealer: KeyedSealer) -> Office:
    team = replace(SERVICE, on_call="UONCALL")
    return Office(store, sealer, StandingClock(WEDNESDAY), Teams((team, SHOP)))


# Files without words


async def with_file(office: Office, number: int, **fields: Any) -> None:
    await office.guiding.tell(a_telegram_message("", number, files=("x",), **fields))


async def notes(office: Office) -> list[str]:
    return [each.key for each in await contents(office) if isinstance(each, Note)]


async def forms(office: Office) -> list[QuestionForm]:
    return [each.form for each in await contents(office) if isinstance(each, Question)]


def keeping(office: Office) -> Office:
    """Return it with a team that keeps attachments."""
    return replace(office, teams=Teams((replace(SERVICE, attachments=True), SHOP)))


async def test_a_file_before_the_words_asks_for_them_and_goes_with_them(
    office: Office, database: str
) -> None:
    office = keeping(office)
    await accepted(office)
    await with_file(office, 1)
    assert await forms(office) == [QuestionForm.FILE]
    await tap(office, Verb.DONE)
    assert (await talk(office)).step is Step.STORY, "a file alone is no story"
    await tell(office, "It rained.", first=2)

    story = await saved(office)
    assert story.text == "It rained."
    assert len(rows(database, select(attachment))) == 1


async def test_files_go_with_the_words_before_them(office: Office, database: str) -> None:
    office = keeping(office)
    await accepted(office)
    await tell(office, "One.", "Two.")
    await with_file(office, 3)
    await with_file(office, 4)

    story = await saved(office)
    second = select(part.c.shown).join_from(attachment, part, attachment.c.part == part.c.id)
    assert story.text == "One.\nTwo."
    assert [row["shown"] for row in rows(database, second)] == ["Two."] * 2


async def test_a_file_that_is_delivered_again_after_the_story_begins_no_talk(
    office: Office, database: str
) -> None:
    await accepted(office)
    await tell(office, "It rained.")
    await with_file(office, 2)
    await saved(office)
    await with_file(office, 2)

    assert rows(database, select(dialogue)) == []
    assert len(await office.told()) == 1


async def test_files_whose_words_never_came_go_with_the_talk(
    office: Office, database: str
) -> None:
    await accepted(office)
    await with_file(office, 1)
    await office.guiding.stop(a_command("stop", number=901))

    assert rows(database, select(held)) == rows(database, select(dialogue)) == []


async def test_a_stop_that_is_delivered_again_takes_nothing_from_the_next_talk(
    office: Office, database: str
) -> None:
    await accepted(office)
    stop = a_command("stop", number=901)
    await office.guiding.stop(stop)
    await with_file(office, 1)
    await office.guiding.stop(stop)

    assert len(rows(database, select(held))) == 1


async def test_a_caption_added_later_begins_the_story(office: Office) -> None:
    await accepted(office)
    await with_file(office, 1)
    await office.delivered()
    await edited(office, 1, "It rained.")

    assert await forms(office) == [QuestionForm.PLAIN]
    assert (await saved(office)).text == "It rained."


async def test_many_files_are_not_answered_one_by_one(office: Office) -> None:
    await accepted(office)
    await tell(office, "It rained.")
    await tap(office, Verb.DONE)
    await office.delivered()
    for number in range(2, MANY + 20):
        await with_file(office, number)

    said = await notes(office)
    assert said.count("talk-many") == 1
    assert len(said) == MANY - 1


async def test_an_album_is_answered_once_whatever_comes_first(office: Office) -> None:
    album = ("telegram", "9", "77", "album", "g")
    await accepted(office)
    await with_file(office, 1, album=album)
    await tell(office, "It rained.", first=2, album=album)
    await with_file(office, 3, album=album)

    assert await forms(office) == [QuestionForm.FILE], "it is drawn as the talk stands by then"
    assert (await talk(office)).texts == 1


async def test_help_is_not_held_back_by_the_answer_to_an_album(office: Office) -> None:
    album = ("telegram", "9", "77", "album", "g")
    await accepted(office)
    await with_file(office, 1, album=album)
    await tell(office, "I am in distress.", first=2, album=album)

    assert (await talk(office)).step is Step.HELPED
    assert (await forms(office))[0] is QuestionForm.PLAIN, "help does not wait"


async def test_a_file_after_help_belongs_to_the_story_that_was_told(
    office: Office, database: str
) -> None:
    office = keeping(office)
    await accepted(office)
    await tell(office, "I am in distress.")
    for _ in range(2):
        await with_file(office, 2)

    assert len(rows(database, select(attachment))) == 1
    assert (await notes(office)).count("talk-added-help") == 1


# Words


async def test_words_in_their_order_become_one_story_with_what_was_tapped(office: Office) -> None:
    await accepted(office)
    # All of one second, as Telegram tells the time.
    await tell(office, "One.", "Two.", "Three.", "Four.")
    for verb, value in (
        (Verb.DONE, ""),
        (Verb.FEEL, "heard"),
        (Verb.FEEL, "delighted"),
        (Verb.EXPECT, "exceeded"),
        (Verb.SHARE, "team"),
    ):
        await tap(office, verb, value)

    (story,) = await office.told()
    stated = {(tag.facet, tag.key) for tag in story.tags if tag.source is Source.TELLER}
    assert story.text == "One.\nTwo.\nThree.\nFour."
    assert story.role is Role.CUSTOMER
    assert stated == {
        ("feeling", "heard"),
        ("feeling", "delighted"),
        ("expectation", "exceeded"),
    }


@pytest.mark.parametrize(
    ("readers", "share", "needs_reply"),
    [("team", Share.TEAM, False), ("reply", Share.TEAM, True), ("service", Share.STORE, True)],
)
async def test_the_teller_says_who_may_read_and_whether_to_reply(
    office: Office, readers: str, share: Share, needs_reply: bool
) -> None:
    await accepted(office)
    await tell(office, "Where is my parcel?")

    story = await saved(office, readers)

    assert (story.share, story.identity, story.needs_reply) == (
        share,
        Identity.UNNAMED,
        needs_reply,
    )


async def test_the_receipt_has_the_number_and_the_day_by_which_it_is_read(office: Office) -> None:
    await accepted(office)
    await tell(office, "It rained.", files=("x",))
    story = await saved(office)

    receipts = [each for each in await office.delivered() if isinstance(each.content, Receipt)]
    (receipt,) = receipts
    assert isinstance(receipt.content, Receipt)
    assert receipt.content.number == story.number
    assert receipt.content.read_by == date(2026, 11, 16)
    assert receipt.content.file_dropped
    assert (receipt.address.channel, receipt.address.edits) == ("77", "5")


async def test_a_text_that_comes_again_is_kept_once_whenever_it_comes(
    office: Office, database: str
) -> None:
    await accepted(office)
    await tell(office, "Once.")
    await tell(office, "Once.")
    assert len(rows(database, select(held))) == 1
    story = await saved(office)
    await tell(office, "Once.")

    assert (story.text, len(rows(database, select(held)))) == ("Once.", 0)
    assert rows(database, select(dialogue)) == []


async def test_a_press_that_comes_again_changes_nothing(office: Office) -> None:
    await accepted(office)
    await tell(office, "It rained.")
    await tap(office, Verb.DONE)
    for _ in range(2):
        await tap(office, Verb.FEEL, "heard", number=7)

    assert (await talk(office)).feelings == ("heard",)


async def test_the_last_press_that_comes_again_makes_no_second_story(office: Office) -> None:
    await accepted(office)
    await tell(office, "It rained.")
    for verb in (Verb.DONE, Verb.NEXT, Verb.NEXT):
        await tap(office, verb)
    present = await talk(office)
    await office.delivered()
    for _ in range(3):
        await office.guiding.tap(a_tap(present.id, Verb.SHARE, "team", number=9))

    assert len(await office.told()) == 1
    assert len(await office.delivered()) == 1


async def test_a_press_too_early_that_comes_again_in_time_tells_nothing(office: Office) -> None:
    await accepted(office)
    await tell(office, "It rained.")
    await tap(office, Verb.SHARE, "team", number=7)
    for verb in (Verb.DONE, Verb.NEXT, Verb.NEXT):
        await tap(office, verb)
    await tap(office, Verb.SHARE, "team", number=7)

    assert (await talk(office)).step is Step.SHARE
    assert await office.told() == []
    await tap(office, Verb.SHARE, "service")
    assert [story.share for story in await office.told()] == [Share.STORE]


async def test_a_button_of_a_talk_that_is_over_says_so(office: Office) -> None:
    await accepted(office)
    await tell(office, "It rained.")
    over = await talk(office)
    await saved(office)
    await office.delivered()
    await office.guiding.tap(a_tap(over.id, Verb.DONE, number=99))

    (answer,) = await contents(office)
    assert isinstance(answer, Note)
    assert answer.key == "talk-over"


async def test_an_edit_in_the_talk_changes_what_will_be_told(
    office: Office, database: str
) -> None:
    await accepted(office)
    await tell(office, "It raind.", "Badly.")
    await office.editing.edit(an_edit_of(1, "It rained."))
    expires = {row["expires"] for row in rows(database, select(held))}
    story = await saved(office)

    assert story.text == "It rained.\nBadly."
    assert len(expires) == 1, "an edit does not shorten how long the words are held"


# The first contact


async def test_words_before_the_notice_wait_for_it(office: Office) -> None:
    await tell(office, "One.", "Two.")
    (notice,) = await contents(office)
    assert isinstance(notice, Question)
    assert (await talk(office)).step is Step.NOTICE

    await tap(office, Verb.ACCEPT)
    assert (await saved(office)).text == "One.\nTwo."


async def test_who_has_read_the_notice_is_reminded_shortly_that_it_waits(office: Office) -> None:
    await office.guiding.begin(a_command("start"))
    await office.delivered()
    await tell(office, "One.", "Two.")

    (reminder,) = await contents(office)
    assert isinstance(reminder, Question)
    assert reminder.form is QuestionForm.WAITING


async def test_the_notice_is_shown_once(office: Office) -> None:
    await accepted(office)
    await tell(office, "One.")
    await saved(office)
    await tell(office, "Two.", first=2)

    assert (await talk(office)).step is Step.STORY


@pytest.mark.parametrize(
    ("word", "form", "team"),
    [
        ("", QuestionForm.PLAIN, SERVICE),
        ("butik", QuestionForm.PLAIN, SHOP),
        ("nobody", QuestionForm.OTHER_TEAM, SERVICE),
    ],
)
async def test_a_start_word_chooses_the_team_and_an_unknown_one_is_told(
    office: Office, word: str, form: QuestionForm, team: Any
) -> None:
    await office.guiding.begin(a_command("start", word))

    (notice,) = await contents(office)
    assert isinstance(notice, Question)
    assert (notice.form, notice.team) == (form, team.name)
    await tap(office, Verb.ACCEPT)
    await tell(office, "One.")
    for verb in (Verb.DONE, Verb.NEXT, Verb.NEXT):
        await tap(office, verb)
    await tap(office, Verb.SHARE, "team")
    assert len(await office.told(team)) == 1


async def test_a_start_in_the_middle_keeps_what_was_told(office: Office) -> None:
    await accepted(office)
    await tell(office, "One.")
    await tap(office, Verb.DONE)
    await office.guiding.begin(a_command("start", number=901))
    present = await talk(office)

    assert (present.step, present.texts) == (Step.FEELING, 1)


async def test_a_start_that_comes_again_is_answered_once(office: Office) -> None:
    for _ in range(2):
        await office.guiding.begin(a_command("start"))

    assert len(await office.delivered()) == 1


async def test_languages_are_chosen_in_the_talk(office: Office) -> None:
    await office.guiding.begin(a_command("start"))
    await tap(office, Verb.SPEAK, "sv")
    await tap(office, Verb.ACCEPT)

    questions: Sequence[Content] = await contents(office)
    spoken = [each.language for each in questions if isinstance(each, Question)]
    assert sorted(spoken) == ["en", "sv", "sv"]


# Several at once


async def test_a_talk_goes_on_in_whichever_process_hears_of_it(
    office: Office, database: str
) -> None:
    async with open_store(database, office.sealer) as store:
        another = replace(office, store=store)
        await office.guiding.begin(a_command("start"))
        await tap(another, Verb.ACCEPT)
        await tell(office, "One.")
        await tell(another, "Two.", first=2)
        await tap(office, Verb.DONE)
        await tap(another, Verb.FEEL, "heard")
        await tap(office, Verb.NEXT)
        await tap(another, Verb.NEXT)
        await tap(office, Verb.SHARE, "team")

    (story,) = await office.told()
    assert story.text == "One.\nTwo."
    assert [tag.key for tag in story.tags if tag.source is Source.TELLER] == ["heard"]
    assert len(await office.receipts()) == 1


async def test_one_talk_and_one_question_whatever_comes_at_once(office: Office) -> None:
    messages = [a_telegram_message(f"{n}.", n) for n in range(1, 9)]
    await asyncio.gather(*(office.guiding.tell(each) for each in messages))

    assert (await talk(office)).texts == 8
    assert len(await office.delivered()) == 1


# A flood


async def test_who_floods_is_answered_once_and_loses_nothing(office: Office) -> None:
    await accepted(office)
    await tell(office, *(f"Story {number}." for number in range(MANY + 70)))

    said = await contents(office)
    assert [each.key for each in said if isinstance(each, Note)] == ["talk-many"]
    await tap(office, Verb.CANCEL)
    await tap(office, Verb.SAVE)
    (story,) = await office.told()
    assert all(f"Story {number}." in story.text for number in range(MANY + 70))
