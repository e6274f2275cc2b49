"""Everything of a person goes: who is asked, what goes, and that nothing comes back."""

import asyncio
from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from bot.core import open_question
from bot.core.claiming import Claiming
from bot.core.model.delivery import Address, DigestPost, Note, OwnRecord
from bot.core.model.dialogue import Verb
from bot.core.model.digest import Digest, DigestState, Line, Period
from bot.core.model.incoming import IncomingClaim, IncomingErasing
from bot.core.model.platforms import Platform
from bot.core.model.story import Status, Story
from bot.core.opinions import Opinions
from bot.core.ports.deliveries import NewDelivery
from bot.core.ports.recordings import NewRecording
from bot.core.ports.store import Transaction
from bot.core.records import Records
from bot.sealing import KeyedSealer
from storage.store import SqlStore, open_store
from storage.tables import case, metadata, part, person, story
from tests.contract.builders import a_held
from tests.contract.tables import everything
from tests.core_builders import (
    SERVICE,
    TEXTS,
    WEDNESDAY,
    WEEK_46,
    Office,
    a_command,
    a_message,
    a_reply,
    a_tap,
    a_telegram_message,
    held_texts,
    rows,
)
from tests.fakes import StandingClock
from tests.talk_builders import edited

WHO = ("telegram", "9", "77")
WITHDRAWN = "poistettu kertojan pyynnöstä"
OF_A_PERSON = {
    ("story", "person"),
    ("case", "claimed_by"),
    ("held", "person"),
    ("dialogue", "person"),
    ("recording", "person"),
    ("ask", "person"),
    ("rating", "reader"),
    ("vote", "reader"),
}
"""The columns, beside those of `person` itself, that say whose a row is."""


@pytest.fixture
def office(store: SqlStore, sealer: KeyedSealer) -> Office:
    return Office(store, sealer, StandingClock(WEDNESDAY))


def wish(confirmed: int | None = None, *, user: str = "77", press: str = "1") -> IncomingErasing:
    """Return the press of a button in a private chat on Telegram."""
    return IncomingErasing(
        key=("telegram", "9", "press", press),
        person=("telegram", "9", user),
        confirmed=confirmed,
        question="erase-question",
        answer_to=Address(platform=Platform.TELEGRAM, channel=user, edits="5"),
        locale="en",
    )


async def notes(office: Office) -> list[tuple[str, str, str]]:
    """Send what waits; return which sentence was said of how many stories, and in which place."""
    return [
        (each.content.key, each.content.arguments.get("stories", ""), each.address.edits)
        for each in await office.delivered()
        if isinstance(each.content, Note)
    ]


# Who is asked


async def test_whoever_wants_everything_erased_is_asked_first(office: Office) -> None:
    await _tell(office, "One.", "Two.")

    assert not await office.erasing.erase(wish())

    assert await notes(office) == [("erase-question", "2", "5")]
    assert len(await office.told()) == 2


async def test_whoever_says_yes_is_erased_and_told_so_in_the_place_of_the_question(
    office: Office, database: str
) -> None:
    await _tell(office, "One.", "Two.")

    assert await office.erasing.erase(wish(2))

    assert await notes(office) == [("erased", "2", "5")]
    assert rows(database, select(person)) == []
    assert rows(database, select(part)) == []
    assert {(row["status"], row["person"]) for row in rows(database, select(story))} == {
        (Status.ERASED, None)
    }


async def test_whoever_has_told_more_since_the_question_is_asked_anew(office: Office) -> None:
    await _tell(office, "One.", "Two.")

    assert not await office.erasing.erase(wish(1))

    assert await notes(office) == [("erase-question", "2", "5")]
    assert len(await office.told()) == 2


async def test_whoever_has_removed_one_since_the_question_is_not_asked_again(
    office: Office,
) -> None:
    await _tell(office, "One.")

    assert await office.erasing.erase(wish(2))
    assert not await office.told()


async def test_whoever_told_nothing_but_is_known_is_asked_and_erased(
    office: Office, database: str
) -> None:
    await office.talk.speak(a_command("language-chosen"), "sv")
    await office.delivered()

    await office.erasing.erase(wish())
    assert await notes(office) == [("erase-question", "0", "5")]
    await office.erasing.erase(wish(0, press="2"))

    assert await notes(office) == [("erased", "0", "5")]
    assert rows(database, select(person)) == []


async def test_a_stranger_is_told_that_nothing_is_kept_and_is_not_kept_by_asking(
    office: Office, database: str
) -> None:
    assert not await office.erasing.erase(wish(3))

    assert await notes(office) == [("erase-nothing", "", "")]
    assert rows(database, select(person)) == []


async def test_what_somebody_who_never_told_anything_thought_of_digests_is_forgotten(
    office: Office, database: str
) -> None:
    (told,) = await _tell(office, "One.", user="88")
    digest = await _posted(office, told)
    opinions = Opinions(office.store, office.sealer, office.tagger, office.teams)
    await opinions.rate(digest, WHO, is_useful=True)
    await opinions.vote(digest, WHO, told.number, "Because.")

    await office.erasing.erase(wish())

    assert await notes(office) == [("erase-nothing", "", "")]
    for table in ("rating", "vote"):
        assert rows(database, select(metadata.tables[table])) == []


async def test_what_waits_of_somebody_who_never_told_anything_goes(
    office: Office, database: str
) -> None:
    key = office.sealer.keyed(WHO)

    def wait(tx: Transaction) -> None:
        tx.asks.add(office.sealer.keyed(("asked",)), key, office.clock.now().replace(month=12))
        tx.stories.hold(replace(a_held("2.0", "1.0"), person=key))

    await office.store.write(wait)

    await office.erasing.erase(wish())

    assert await notes(office) == [("erase-nothing", "", "")]
    assert [row["person"] for row in rows(database, select(metadata.tables["ask"]))] == [None]
    assert rows(database, select(metadata.tables["held"])) == []


async def test_a_second_press_says_so_beside_the_answer_to_the_first(office: Office) -> None:
    await _tell(office, "One.")

    await office.erasing.erase(wish(1))
    await office.erasing.erase(wish(1, press="2"))

    assert sorted(await notes(office)) == [("erase-nothing", "", ""), ("erased", "1", "5")]


async def test_nothing_of_anybody_else_goes(office: Office) -> None:
    await _tell(office, "Theirs.", user="88")
    await _tell(office, "Mine.", first=2)

    await office.erasing.erase(wish(5))

    assert [each.text for each in await office.told()] == ["Theirs."]
    assert await _known(office, "88")


async def test_the_answer_is_in_the_language_that_was_chosen(office: Office) -> None:
    await office.talk.speak(a_command("language-chosen"), "sv")
    await office.delivered()

    await office.erasing.erase(wish(0))

    (answer,) = await office.delivered()
    assert isinstance(answer.content, Note)
    assert (answer.content.language, answer.content.chosen) == ("sv", True)


# What goes


async def test_no_word_and_no_trace_of_the_person_is_left_but_tombstones(
    office: Office, database: str
) -> None:
    who = await _of_whom_everything_is_kept(office)
    key = office.sealer.keyed(WHO)

    assert await office.erasing.erase(wish(1))
    await office.delivered()

    dump = everything(database)
    for gone in (b"canary", who.hex.encode(), b"gonetag"):
        assert gone not in dump
    assert dump.count(key) == 1, "the person's own tombstone"
    assert held_texts(database, office.sealer) == {}
    for table in ("dialogue", "recording", "rating", "vote", "held"):
        assert rows(database, select(metadata.tables[table])) == []
    assert {
        (row["person"], row["expires"]) for row in rows(database, select(metadata.tables["ask"]))
    } == {(None, None)}


async def test_nothing_is_left_of_all_that_a_person_may_take_along(office: Office) -> None:
    await _of_whom_everything_is_kept(office)
    records = Records(office.store, office.sealer, office.teams, office.clock)
    assert await records.of(WHO) is not None

    await office.erasing.erase(wish(1))

    assert await records.of(WHO) is None


def test_every_column_that_says_whose_a_row_is_was_thought_of() -> None:
    named = {
        (table.name, column.name)
        for table in metadata.sorted_tables
        for column in table.c
        if column.name in {"person", "reader", "teller", "claimed_by"}
    }

    assert named == OF_A_PERSON


async def test_what_waits_to_be_sent_to_the_person_is_not_sent(office: Office) -> None:
    await _tell(office, "One.")
    await _add(office, OwnRecord(teller=WHO, language="en"))

    await office.erasing.erase(wish(1))

    (only,) = await office.delivered()
    assert isinstance(only.content, Note)
    assert only.content.key == "erased"


async def test_a_reply_that_the_person_has_taken_on_waits_for_somebody_again(
    office: Office, database: str
) -> None:
    await _tell(office, "Bad luck?", user="88")
    await _claims_the_reply(office)

    await office.erasing.erase(wish(0))

    (left,) = rows(database, select(case))
    assert (left["state"], left["claimed_by"], left["claimed_at"]) == ("open", None, None)


# What was posted


async def test_a_post_that_shows_several_stories_is_edited_once(office: Office) -> None:
    told = await _tell(office, "Good help.", "Good words.")
    await _posted(office, *told)

    await office.erasing.erase(wish(2))

    edits = [each for each in await office.delivered() if isinstance(each.content, DigestPost)]
    assert [each.address.edits for each in edits] == ["remote-1"]
    shown = office.slack.digests[-1]
    assert shown is not None
    assert [line.text for line in shown.lines] == ["2 stories", WITHDRAWN, WITHDRAWN]


async def test_the_reason_for_a_vote_leaves_the_digest_that_quotes_it(office: Office) -> None:
    (told,) = await _tell(office, "One.", user="88")
    digest = await _posted(office, told, why="Because of the canary.")
    opinions = Opinions(office.store, office.sealer, office.tagger, office.teams)
    await opinions.vote(digest, WHO, told.number, "Because of the canary.")

    await office.erasing.erase(wish())

    (edit,) = [each for each in await office.delivered() if each.address.edits]
    assert edit.content == DigestPost(digest)
    shown = office.slack.digests[-1]
    assert shown is not None
    assert [line.text for line in shown.lines][1:] == ["One.", _moved(told)]


# What comes again


async def test_a_yes_that_is_delivered_again_erases_nothing_of_who_came_back(
    office: Office,
) -> None:
    await _tell(office, "One.")
    await office.erasing.erase(wish(1))
    await office.delivered()
    await _tell(office, "Anew.", first=2)

    assert not await office.erasing.erase(wish(1))

    assert await notes(office) == []
    assert [each.text for each in await office.told()] == ["Anew."]


async def test_no_message_that_is_delivered_again_brings_anything_back(
    office: Office, database: str
) -> None:
    await office.intake.submit(a_message())
    await office.intake.submit(a_reply())
    await office.erasing.erase(_on_slack(1))

    await office.intake.submit(a_message())
    await office.intake.submit(a_reply())

    assert not await office.told()
    assert rows(database, select(person)) == []


async def test_nothing_of_a_talk_that_is_delivered_again_brings_the_person_back(
    office: Office, database: str
) -> None:
    start, told = a_command("start"), a_telegram_message("Said in the talk.", 901)
    await office.guiding.begin(start)
    await office.guiding.tell(told)
    talk = UUID(str(rows(database, select(metadata.tables["dialogue"]))[0]["id"]))
    pressed = a_tap(talk, Verb.ACCEPT)
    await office.guiding.tap(pressed)
    await office.erasing.erase(wish(0))

    await office.guiding.begin(start)
    await office.guiding.tell(told)
    await office.guiding.tap(pressed)

    assert rows(database, select(person)) == []
    assert rows(database, select(metadata.tables["dialogue"])) == []


async def test_no_choice_and_no_edit_that_is_delivered_again_brings_the_person_back(
    office: Office, database: str
) -> None:
    (waiting,) = await _tell(office, "Bad luck?", user="88")
    chosen, claim = a_command("language-chosen"), a_claim(waiting.number)
    claiming = Claiming(office.store, office.sealer, office.teams, office.holidays, office.clock)
    await office.talk.speak(chosen, "sv")
    assert await claiming.claim(claim)
    await edited(office, 1, "Told, and changed.")
    await office.erasing.erase(wish(0))

    await office.talk.speak(chosen, "sv")
    assert await claiming.claim(claim)
    await edited(office, 1, "Told, and changed.")

    assert [row["key"] for row in rows(database, select(person))] == [
        office.sealer.keyed(("telegram", "9", "88"))
    ]
    (left,) = rows(database, select(case))
    assert left["state"] == "open"


async def test_whoever_comes_back_is_met_as_one_who_never_came(office: Office) -> None:
    await _tell(office, "One.")
    await office.erasing.erase(wish(1))
    await office.delivered()

    await _tell(office, "Anew.", first=2)

    (receipt,) = await office.receipts()
    assert getattr(receipt.content, "first", False)


async def test_who_is_erased_twice_leaves_one_tombstone_of_the_last_time(
    office: Office, database: str
) -> None:
    await _tell(office, "One.")
    await office.erasing.erase(wish(1))
    await _tell(office, "Anew.", first=2)
    office.clock.set(WEDNESDAY.replace(hour=12))
    await office.erasing.erase(wish(1, press="2"))

    key = office.sealer.keyed(WHO)
    found = [
        row for row in rows(database, select(metadata.tables["erasure"])) if row["key"] == key
    ]
    assert [row["at"] for row in found] == [int(WEDNESDAY.replace(hour=12).timestamp()) * 10**6]


async def test_stories_that_are_told_while_the_teller_is_erased_are_erased_or_told_after(
    office: Office, database: str, sealer: KeyedSealer
) -> None:
    async with open_store(database, sealer) as other:
        elsewhere = replace(office, store=other)
        await _tell(office, "First.")
        told = [a_telegram_message(f"Story {n}.", n) for n in range(2, 22)]
        await asyncio.gather(
            *(elsewhere.intake.submit(each) for each in told),
            *(office.erasing.erase(wish(99, press=f"p{n}")) for n in range(5)),
        )

    left = rows(database, select(story).where(story.c.status == Status.KEPT))
    people = {row["id"] for row in rows(database, select(person))}
    assert {row["person"] for row in left} <= people
    words = {row["story"] for row in rows(database, select(part))}
    assert words == {row["id"] for row in left}


# Help


async def _tell(office: Office, *texts: str, first: int = 1, user: str = "77") -> list[Story]:
    """Tell these stories and return them."""
    before = {each.id for each in await office.told()}
    for number, text in enumerate(texts, first):
        await office.intake.submit(a_telegram_message(text, number, user=user))
    if first == 1:
        await office.delivered()
    return [each for each in await office.told() if each.id not in before]


async def _known(office: Office, user: str) -> bool:
    key = office.sealer.keyed(("telegram", "9", user))
    return await office.store.read(lambda tx: tx.people.find(key)) is not None


def _on_slack(confirmed: int) -> IncomingErasing:
    address = Address(platform=Platform.SLACK, channel="U1")
    return replace(wish(confirmed), person=("slack", "T1", "U1"), answer_to=address)


async def _of_whom_everything_is_kept(office: Office) -> UUID:
    """Let user 77 leave something in every table that knows of persons; return their row's id."""
    now, key = office.clock.now(), office.sealer.keyed(WHO)
    (told,) = await _tell(office, "The canary sings. Good?")
    await _tell(office, "Another bird? Bad.", user="88")
    await _claims_the_reply(office)
    digest = await _posted(office, told)
    opinions = Opinions(office.store, office.sealer, office.tagger, office.teams)
    await opinions.rate(digest, WHO, is_useful=True)
    await opinions.vote(digest, WHO, told.number, "Because of the canary.")
    await office.guiding.begin(a_command("start"))
    await office.guiding.tell(a_telegram_message("A canary in a talk.", 50))
    await _add(office, OwnRecord(teller=WHO, language="en"))

    def write(tx: Transaction) -> UUID:
        who = tx.people.find(key)
        assert who is not None
        tx.people.choose_language(who.id, "sv")
        open_question.put(tx, office.sealer, key, told.number, now, now)
        tx.asks.add(office.sealer.keyed(("asked",)), key, now.replace(month=12))
        recording = NewRecording(
            id=uuid4(),
            key=office.sealer.keyed(("spoken",)),
            person=who.id,
            sealed=b"canary",
            not_before=now,
            expires=now.replace(month=12),
        )
        tx.recordings.add(recording)
        return who.id

    return await office.store.write(write)


def a_claim(number: str) -> IncomingClaim:
    """Return the press by which user 77 takes on the reply to that story."""
    return IncomingClaim(
        key=("telegram", "9", "press", "claim"),
        person=WHO,
        team=SERVICE.id,
        number=number,
        post_to=Address(platform=Platform.TELEGRAM, channel="-5"),
        answer_to=Address(platform=Platform.TELEGRAM, channel="77"),
    )


async def _claims_the_reply(office: Office) -> None:
    """Let user 77 take on every reply that waits."""

    def claim(tx: Transaction) -> None:
        known = tx.people.meet(office.sealer.keyed(WHO), _address(office))
        for each in tx.cases.queue(SERVICE.id, 9):
            tx.cases.claim(each.story, known.id, office.clock.now())

    await office.store.write(claim)


def _address(office: Office) -> bytes:
    place = f"person/{office.sealer.keyed(WHO).hex()}/address"
    return office.sealer.seal('["telegram", "9", "77"]', place)


async def _add(office: Office, content: OwnRecord) -> None:
    """Let something wait for user 77 that is about no story."""
    waiting = NewDelivery(
        dedup=("waiting",),
        address=Address(platform=Platform.TELEGRAM, channel="77"),
        content=content,
        not_before=office.clock.now(),
    )
    await office.store.write(lambda tx: tx.deliveries.add(waiting))


def _moved(told: Story, why: str = "") -> str:
    """Return what a digest says of the story that moved the readers of the one before."""
    key = "digest-moved-why" if why else "digest-moved"
    return TEXTS.text("fi", key, number=told.number, votes=2, why=why)


async def _posted(office: Office, *stories: Story, why: str = "") -> UUID:
    """Claim and post a digest that quotes the stories, and a reason of who voted for the first;
    return its id.
    """
    reasons = [Line("moved", _moved(stories[0], why), (stories[0].number,))] if why else []
    digest = Digest(
        id=uuid4(),
        team=SERVICE.id,
        period=Period(WEEK_46, WEEK_46),
        language="fi",
        state=DigestState.CLAIMED,
        lines=(
            Line("counts", f"{len(stories)} stories", tuple(each.number for each in stories)),
            *(Line("quote", each.text, (each.number,)) for each in stories),
            *reasons,
        ),
    )

    def claim(tx: Transaction) -> None:
        tx.digests.claim(digest, office.clock.now())
        tx.digests.count(digest.id, [each.id for each in stories])
        tx.deliveries.add(
            NewDelivery(
                dedup=("digest",),
                address=Address(platform=Platform.SLACK, channel="C9"),
                content=DigestPost(digest.id),
                not_before=office.clock.now(),
                digest=digest.id,
            )
        )

    await office.store.write(claim)
    await office.delivered()
    return digest.id
