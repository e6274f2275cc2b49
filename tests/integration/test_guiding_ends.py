"""How talks with customers end on both databases: by a wish, in silence, in distress."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from bot.core.model.delivery import Address, Content, Note, Question, QuestionForm, Receipt
from bot.core.model.dialogue import LIFE, SILENCE, Step, Verb
from bot.core.model.incoming import IncomingRemoval
from bot.core.model.platforms import Platform
from bot.core.model.story import Share
from bot.core.model.team import Teams
from bot.sealing import KeyedSealer
from storage.store import SqlStore, open_store
from storage.tables import held, person
from storage.talk_tables import dialogue
from tests.core_builders import (
    SERVICE,
    SHOP,
    WEDNESDAY,
    Office,
    a_command,
    a_telegram_message,
    execute,
    rows,
)
from tests.fakes import StandingClock
from tests.talk_builders import PERSON, accepted, contents, edited, saved, talk, tap, tell


@pytest.fixture
def office(store: SqlStore, sealer: KeyedSealer) -> Office:
    team = replace(SERVICE, on_call="UONCALL")
    return Office(store, sealer, StandingClock(WEDNESDAY), Teams((team, SHOP)))


# By a wish


async def test_what_is_deleted_does_not_come_back(office: Office, database: str) -> None:
    await accepted(office)
    await tell(office, "One.", "Two.")
    await office.guiding.stop(a_command("stop", number=902))
    await tap(office, Verb.DISCARD)
    await tell(office, "One.", "Two.")

    assert rows(database, select(held)) == []
    assert rows(database, select(dialogue)) == []
    assert await office.told() == []


async def test_a_wish_to_delete_asks_about_the_draft_and_nothing_remains_of_it(
    office: Office, database: str
) -> None:
    await accepted(office)
    await tell(office, "One.", "Two.")
    await office.delivered()
    assert await office.guiding.ask_deletion(a_command("delete", number=902))
    assert await office.guiding.ask_deletion(a_command("delete", number=902))
    (asked,) = await contents(office)
    await tap(office, Verb.DISCARD)
    await tell(office, "One.", "Two.")

    assert isinstance(asked, Question)
    assert asked.form is QuestionForm.DELETION
    assert rows(database, select(held)) == []
    assert rows(database, select(dialogue)) == []
    assert await office.told() == []


async def test_a_draft_goes_on_when_it_is_not_to_be_deleted(office: Office) -> None:
    await accepted(office)
    await tell(office, "One.")
    await office.guiding.ask_deletion(a_command("delete", number=902))
    await tap(office, Verb.GO_ON)

    assert (await saved(office)).text == "One."


async def test_a_wish_to_delete_asks_about_no_draft_where_there_is_none(
    office: Office, database: str
) -> None:
    assert not await office.guiding.ask_deletion(a_command("delete", number=902))
    assert rows(database, select(person)) == []

    await accepted(office)
    assert not await office.guiding.ask_deletion(a_command("delete", number=903))

    await tell(office, "I am in distress.")
    assert not await office.guiding.ask_deletion(a_command("delete", number=904))
    assert len(await office.told()) == 1


# In silence


async def test_silence_asks_once_and_a_day_later_the_story_is_told(office: Office) -> None:
    await accepted(office)
    await tell(office, "One.")
    await office.delivered()
    asked: list[Content] = []
    for minutes in (2, 1, 3, 600):
        office.clock.advance(timedelta(minutes=minutes))
        await office.guiding.pass_time()
        asked += await contents(office)
    (reminder,) = asked
    assert isinstance(reminder, Question)
    assert reminder.form is QuestionForm.REMINDER

    office.clock.advance(LIFE)
    for _ in range(2):
        await office.guiding.pass_time()
    (story,) = await office.told()
    (receipt,) = await contents(office)
    assert (story.text, story.share) == ("One.", SERVICE.share)
    assert isinstance(receipt, Receipt)


async def test_a_reminder_that_comes_too_late_is_not_sent(office: Office) -> None:
    await accepted(office)
    await tell(office, "One.")
    await office.delivered()
    office.clock.advance(SILENCE)
    await office.guiding.pass_time()
    await tap(office, Verb.DONE)

    (question,) = await contents(office)
    assert isinstance(question, Question)
    assert question.form is QuestionForm.PLAIN


async def test_words_whose_notice_nobody_accepts_are_deleted_after_a_day_and_that_is_said(
    office: Office, database: str
) -> None:
    await tell(office, "One.")
    await office.delivered()
    office.clock.advance(LIFE)
    await office.guiding.pass_time()

    (answer,) = await contents(office)
    assert isinstance(answer, Note)
    assert answer.key == "talk-expired"
    assert rows(database, select(held)) == []


async def test_a_program_that_was_away_for_weeks_still_tells_what_it_holds(
    office: Office,
) -> None:
    await accepted(office)
    await tell(office, "One.")
    office.clock.advance(timedelta(days=20))
    await office.guiding.pass_time()

    assert [story.text for story in await office.told()] == ["One."]


async def test_a_talk_that_cannot_be_ended_does_not_hold_up_the_others(
    office: Office, database: str
) -> None:
    for number, user in enumerate(("66", "77"), 1):
        await office.guiding.tell(a_telegram_message("One.", number, user=user))
        office.clock.advance(timedelta(seconds=1))
    await office.delivered()
    key = office.sealer.keyed(("telegram", "9", "66"))
    execute(database, update(person).where(person.c.key == key).values(address=b"damaged"))
    office.clock.advance(LIFE)
    with pytest.raises(ExceptionGroup):
        await office.guiding.pass_time()

    (answer,) = await office.delivered()
    assert answer.address.channel == "77"


async def test_two_processes_end_a_talk_once(office: Office, database: str) -> None:
    await accepted(office)
    await tell(office, "One.")
    await office.delivered()
    office.clock.advance(LIFE)
    async with open_store(database, office.sealer) as another:
        offices = [office, replace(office, store=another)] * 2
        await asyncio.gather(*(each.guiding.pass_time() for each in offices))

    assert len(await office.told()) == 1
    assert len(await office.receipts()) == 1


# In distress


async def test_distress_leaves_the_script_helps_and_alerts_at_once(office: Office) -> None:
    await accepted(office)
    await tell(office, "Bad.")
    await tap(office, Verb.DONE)
    await office.delivered()
    await tell(office, "I am in distress.", first=2)

    alert, help_text = await office.delivered()
    (story,) = await office.told()
    assert isinstance(help_text.content, Question)
    assert (await talk(office)).step is Step.HELPED
    assert (story.text, story.share) == ("Bad.\nI am in distress.", Share.STORE)
    assert help_text.content.number == story.number
    assert isinstance(alert.content, Note)
    assert alert.address == Address(platform=Platform.SLACK, channel="UONCALL")
    assert alert.content.arguments["number"] == story.number


async def test_distress_is_kept_and_told_before_the_notice_was_accepted(office: Office) -> None:
    await tell(office, "I am in distress.")

    assert len(await office.delivered()) == 2
    assert [story.share for story in await office.told()] == [Share.STORE]


async def test_what_is_written_after_distress_joins_the_story_and_asks_nothing(
    office: Office,
) -> None:
    await accepted(office)
    await tell(office, "I am in distress.", "It is dark.", "It is distress.")
    await tell(office, "It is dark.", first=2)
    office.clock.advance(SILENCE)
    await office.guiding.pass_time()

    (story,) = await office.told()
    answers = await contents(office)
    assert story.text == "I am in distress.\nIt is dark.\nIt is distress."
    notes = [each.key for each in answers if isinstance(each, Note)]
    assert sorted(notes) == ["on-call", "talk-added-help", "talk-added-help"]


async def test_who_removes_that_story_begins_anew(office: Office) -> None:
    await accepted(office)
    await tell(office, "I am in distress.")
    (story,) = await office.told()
    wish = IncomingRemoval(key=("telegram", "9", "press", "x"), person=PERSON, number=story.number)
    await office.removal.remove(wish)
    await tell(office, "I am well.", first=2)

    present = await talk(office)
    assert (present.step, present.texts) == (Step.STORY, 1)


async def test_without_anybody_on_call_the_operator_is_told(
    store: SqlStore, sealer: KeyedSealer
) -> None:
    operator = Address(platform=Platform.TELEGRAM, channel="42")
    office = Office(store, sealer, StandingClock(WEDNESDAY), operator=operator)
    await tell(office, "I am in distress.")

    assert operator in [each.address for each in await office.delivered()]


async def test_distress_in_an_edit_leaves_the_script_too(office: Office) -> None:
    await accepted(office)
    await tell(office, "It is dark.")
    await office.delivered()
    await edited(office, 1, "I am in distress.")

    assert (await talk(office)).step is Step.HELPED
    assert [story.text for story in await office.told()] == ["I am in distress."]
    assert len(await office.delivered()) == 2


async def test_distress_in_an_edit_of_a_told_story_helps_and_alerts_once(office: Office) -> None:
    await accepted(office)
    await tell(office, "It is dark.")
    await saved(office)
    await office.delivered()
    await edited(office, 1, "I am in distress.")

    notes = [each.key for each in await contents(office) if isinstance(each, Note)]
    assert sorted(notes) == ["on-call", "talk-help"]


async def test_another_edit_alerts_nobody(office: Office) -> None:
    await accepted(office)
    await tell(office, "It is dark.")
    await office.delivered()
    await edited(office, 1, "It is light.")

    assert await office.delivered() == []


# Out of reach


async def test_who_blocked_the_bot_is_not_asked_and_the_story_is_told_all_the_same(
    office: Office,
) -> None:
    await accepted(office)
    await tell(office, "One.")
    await office.delivered()
    await office.guiding.reach(PERSON, may=False)
    for _ in range(2):
        office.clock.advance(LIFE)
        await office.guiding.pass_time()

    assert await office.delivered() == []
    assert len(await office.told()) == 1


async def test_who_writes_again_is_answered_again(office: Office) -> None:
    await accepted(office)
    await office.guiding.reach(PERSON, may=False)
    await tell(office, "One.")

    assert len(await office.delivered()) == 1
