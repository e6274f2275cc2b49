"""Talks with customers on both databases: what is kept, what is asked, and what becomes of it."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from bot.core.dialogue import MANY
from bot.core.model.delivery import (
    Address,
    Content,
    Note,
    Question,
    QuestionForm,
    Receipt,
)
from bot.core.model.dialogue import LIFE, SILENCE, Dialogue, Step, Verb
from bot.core.model.incoming import IncomingEdit, IncomingRemoval
from bot.core.model.platforms import Platform
from bot.core.model.story import Identity, Role, Share, Story
from bot.core.model.tag import Source
from bot.core.model.team import Teams
from bot.core.ports.store import Transaction
from bot.sealing import KeyedSealer
from storage.store import SqlStore, open_store
from storage.tables import attachment, held, part, person
from storage.talk_tables import dialogue
from tests.core_builders import (
    SERVICE,
    SHOP,
    WEDNESDAY,
    Office,
    a_command,
    a_tap,
    a_telegram_message,
    execute,
    rows,
)
from tests.fakes import StandingClock

PERSON = ("telegram", "9", "77")


@pytest.fixture
def office(store: SqlStore, sealer: KeyedSealer) -> Office:
    team = replace(SERVICE, on_call="UONCALL")
    return Office(store, sealer, StandingClock(WEDNESDAY), Teams((team, SHOP)))


async def talk(office: Office) -> Dialogue:
    """Return the talk of user 77."""
    key = office.sealer.keyed(PERSON)

    def read(tx: Transaction) -> Dialogue | None:
        person = tx.people.find(key)
        return tx.dialogues.of(person.id) if person else None

    found = await office.store.read(read)
    assert found is not None
    return found


async def tap(office: Office, verb: Verb, value: str = "", *, number: int = 0) -> None:
    """Press a button of the present talk; each press has a number of its own unless given one."""
    present = await talk(office)
    number = number or len(_numbers)
    _numbers.append(number)
    await office.guiding.tap(a_tap(present.id, verb, value, number=number))


_numbers = [1_000_000]


async def tell(office: Office, *texts: str, first: int = 1, **fields: Any) -> None:
    for number, text in enumerate(texts, first):
        await office.guiding.tell(a_telegram_message(text, number, **fields))


async def accepted(office: Office) -> None:
    """Let user 77 accept the notice."""
    await office.guiding.begin(a_command("start"))
    await tap(office, Verb.ACCEPT)
    await office.delivered()


async def contents(office: Office) -> list[Content]:
    return [each.content for each in await office.delivered()]


async def saved(office: Office, readers: str = "team") -> Story:
    """Lead the talk to its end, skipping what can be skipped, and return the only story."""
    for verb in (Verb.DONE, Verb.NEXT, Verb.NEXT):
        await tap(office, verb)
    await tap(office, Verb.SHARE, readers)
    (story,) = await office.told()
    return story


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


# Ending


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


async def test_one_talk_and_one_question_whatever_comes_at_once(office: Office) -> None:
    messages = [a_telegram_message(f"{n}.", n) for n in range(1, 9)]
    await asyncio.gather(*(office.guiding.tell(each) for each in messages))

    assert (await talk(office)).texts == 8
    assert len(await office.delivered()) == 1


# Distress


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


def an_edit_of(number: int, text: str) -> IncomingEdit:
    return IncomingEdit(
        message=("telegram", "9", "77", str(number)),
        person=PERSON,
        channel="77",
        text=text,
        changed_at=WEDNESDAY + timedelta(seconds=30),
    )


async def edited(office: Office, number: int, text: str) -> None:
    """Edit a message of user 77, twice, as after a kill."""
    for _ in range(2):
        edit = an_edit_of(number, text)
        await office.editing.edit(edit)
        await office.guiding.heed(edit, a_command("edited", number=950))


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


# Whom messages do not reach


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


async def test_languages_are_chosen_in_the_talk(office: Office) -> None:
    await office.guiding.begin(a_command("start"))
    await tap(office, Verb.SPEAK, "sv")
    await tap(office, Verb.ACCEPT)

    questions: Sequence[Content] = await contents(office)
    spoken = [each.language for each in questions if isinstance(each, Question)]
    assert sorted(spoken) == ["en", "sv", "sv"]


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
