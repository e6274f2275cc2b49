"""From a file that waits to an image that is kept, on both databases."""

import asyncio
from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest

from bot.core.errors import FileDelayedError, FileNotKeptError, StorageUnavailableError
from bot.core.intake import Told
from bot.core.model.attachment import FileKind, Image, NotKept
from bot.core.model.delivery import Delivery, Note, Receipt
from bot.core.model.platforms import Platform, Route
from bot.core.model.team import Teams
from bot.core.ports.sealing import SealedText
from bot.fetcher import Fetcher
from bot.sealing import KeyedSealer
from storage.store import SqlStore
from tests.contract.tables import everything, rows, spoil
from tests.core_builders import (
    SERVICE,
    SHOP,
    WEDNESDAY,
    Office,
    a_deletion,
    a_message,
    a_reply,
    a_telegram_message,
    an_edit,
)
from tests.fakes import FailingStore, StandingClock
from tests.patience import HANGS

ON = Teams((replace(SERVICE, attachments=True), SHOP))
PAUSES = (10, 60, 600, 3600, 21600)


@dataclass
class Source:
    """Gives a file's name as its content, or raises what it is told to, one a call."""

    answers: list[Exception] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    meanwhile: asyncio.Event | None = None
    """The answer waits for it."""

    async def fetch(self, file: str, kind: FileKind = FileKind.IMAGE) -> bytes:
        self.asked.append(file)
        if self.meanwhile is not None:
            await self.meanwhile.wait()
        if self.answers:
            raise self.answers.pop(0)
        return file.encode()


async def clean(content: bytes) -> Image:
    """Take everything for an image that does not begin with no."""
    if content.startswith(b"no"):
        raise FileNotKeptError(NotKept.BROKEN)
    return Image("image/png", b"clean " + content)


@pytest.fixture
def office(store: SqlStore, sealer: KeyedSealer) -> Office:
    return Office(store, sealer, StandingClock(WEDNESDAY), teams=ON)


@pytest.fixture
def source() -> Source:
    return Source()


def a_fetcher(office: Office, source: Source) -> Fetcher:
    return Fetcher(
        store=office.store,
        sealer=office.sealer,
        sources={Platform.SLACK: source, Platform.TELEGRAM: source},
        clean=clean,
        teams=office.teams,
        clock=office.clock,
        pulse=office.pulse,
        told=lambda: None,
    )


@pytest.fixture
def fetcher(office: Office, source: Source) -> Fetcher:
    return a_fetcher(office, source)


def contents(database: str, sealer: KeyedSealer) -> list[bytes]:
    """Open what is kept."""
    keys = {row["attachment"]: row["wrapped"] for row in rows(database, "attachment_key")}
    return sorted(
        sealer.open_content(
            SealedText(bytes(row["content"]), bytes(keys[row["id"]])),  # type: ignore[arg-type]
            f"attachment/{row['id']}/content",
        )
        for row in rows(database, "attachment")
        if row["content"] is not None
    )


def notes(deliveries: list[Delivery]) -> list[tuple[str, str, str]]:
    found = [each.content for each in deliveries if isinstance(each.content, Note)]
    return sorted(
        (note.key, note.arguments.get("amount", ""), note.arguments.get("why", ""))
        for note in found
        if note.key.startswith("file") or note.key == "receipt-file"
    )


# At once


async def test_a_story_is_told_before_its_file_is_looked_for(
    office: Office, source: Source
) -> None:
    assert await office.intake.submit(a_message(files=("F1",))) is Told.STORED

    receipts = [each.content for each in await office.receipts()]
    assert [(each.file_awaited, each.file_dropped) for each in receipts] == [(True, False)] * 2  # type: ignore[union-attr]
    assert source.asked == []


async def test_a_team_that_keeps_none_has_nothing_fetched(
    store: SqlStore, sealer: KeyedSealer, source: Source, database: str
) -> None:
    office = Office(store, sealer, StandingClock(WEDNESDAY))
    await office.intake.submit(a_message(files=("F1",)))

    assert await a_fetcher(office, source).fetch_due() == 0

    receipts = [each.content for each in await office.receipts()]
    assert [(each.file_awaited, each.file_dropped) for each in receipts] == [(False, True)] * 2  # type: ignore[union-attr]
    assert rows(database, "attachment") == []


async def test_the_other_teams_wish_counts_for_its_own_stories_only(
    office: Office, fetcher: Fetcher
) -> None:
    await office.intake.submit(a_message(channel="C2", files=("F1",)))

    assert await fetcher.fetch_due() == 0


async def test_the_same_message_twice_has_its_file_fetched_once(
    office: Office, fetcher: Fetcher, source: Source
) -> None:
    for _ in range(2):
        await office.intake.submit(a_message(files=("F1",)))
    await fetcher.fetch_due()

    assert await fetcher.fetch_due() == 0
    assert source.asked == ["F1"]


# Kept


async def test_an_image_is_kept_sealed_and_its_teller_is_told_in_private(
    office: Office, fetcher: Fetcher, database: str, sealer: KeyedSealer
) -> None:
    await office.intake.submit(a_message(files=("F1",)))
    await office.delivered()

    assert await fetcher.fetch_due() == 1

    assert contents(database, sealer) == [b"clean F1"]
    assert b"clean F1" not in everything(database)
    told = await office.delivered()
    assert notes(told) == [("file-kept", "single", "")]
    (story,) = await office.told()
    assert [(each.address.channel, each.address.user) for each in told] == [("U1", "")]
    assert [each.content.arguments["number"] for each in told] == [story.number]  # type: ignore[union-attr]


async def test_what_is_needed_to_fetch_it_is_sealed_and_forgotten(
    office: Office, fetcher: Fetcher, database: str
) -> None:
    await office.intake.submit(a_message(user="U0CANARY", files=("F0CANARY",)))
    assert b"CANARY" not in everything(database)

    await fetcher.fetch_due()

    assert [row["awaited"] for row in rows(database, "attachment")] == [None]


async def test_a_telegram_teller_is_told_in_the_chat_and_in_their_language(
    office: Office, fetcher: Fetcher
) -> None:
    on = replace(office, teams=Teams((replace(SHOP, attachments=True), SERVICE)))
    await on.intake.submit(a_telegram_message(files=("F1",), locale="en"))
    await on.delivered()
    await a_fetcher(on, Source()).fetch_due()

    (told,) = await on.delivered()
    assert told.address.channel == "77"
    assert isinstance(told.content, Note)
    assert told.content.language == "en"


async def test_several_files_are_told_of_in_a_sentence_an_outcome(
    office: Office, fetcher: Fetcher
) -> None:
    await office.intake.submit(a_message(files=("F1", "no", "F2", "nothing", "F3")))
    await office.delivered()
    told = []
    while await fetcher.fetch_due():
        told.append(notes(await office.delivered()))

    # Nothing is said before all are known.
    assert told == [
        [],
        [],
        [("file-kept", "several", ""), ("file-not-kept", "several", "broken")],
    ]


async def test_a_reply_brings_files_too(
    office: Office, fetcher: Fetcher, database: str, sealer: KeyedSealer
) -> None:
    await office.intake.submit(a_message())
    await office.intake.submit(a_reply(files=("F2",)))
    await office.delivered()
    await fetcher.fetch_due()

    assert contents(database, sealer) == [b"clean F2"]
    assert notes(await office.delivered()) == [("file-kept", "single", "")]


async def test_who_replies_with_a_file_is_told_that_it_is_not_kept(
    store: SqlStore, sealer: KeyedSealer
) -> None:
    office = Office(store, sealer, StandingClock(WEDNESDAY))
    await office.intake.submit(a_message())
    await office.delivered()
    await office.intake.submit(a_reply(files=("F2",)))

    assert notes(await office.delivered()) == [("receipt-file", "", "")]


async def test_a_reply_that_waits_for_its_story_keeps_its_files(
    office: Office, fetcher: Fetcher, database: str, sealer: KeyedSealer
) -> None:
    assert await office.intake.submit(a_reply(files=("F2",))) is Told.HELD
    await office.editing.edit(an_edit("More, and better.", ts="2.0"))
    await office.intake.submit(a_message(files=("F1",)))
    while await fetcher.fetch_due():
        pass

    assert contents(database, sealer) == [b"clean F1", b"clean F2"]
    (story,) = await office.told()
    assert story.text == "A story.\nMore, and better."


async def test_an_edited_story_keeps_its_image(
    office: Office, fetcher: Fetcher, database: str, sealer: KeyedSealer
) -> None:
    await office.intake.submit(a_message(files=("F1",)))
    await fetcher.fetch_due()
    await office.editing.edit(an_edit("Another story."))

    assert contents(database, sealer) == [b"clean F1"]


# Removed


async def test_a_removed_story_takes_its_image_and_what_is_said_of_it(
    office: Office, fetcher: Fetcher, database: str
) -> None:
    await office.intake.submit(a_message(files=("F1",)))
    await office.delivered()
    await fetcher.fetch_due()

    await office.removal.remove(a_deletion())

    assert rows(database, "attachment") == rows(database, "attachment_key") == []
    assert await office.delivered() == []


async def test_a_story_that_is_removed_while_its_file_comes_keeps_nothing(
    office: Office, fetcher: Fetcher, source: Source, database: str
) -> None:
    source.meanwhile = asyncio.Event()
    await office.intake.submit(a_message(files=("F1",)))
    await office.delivered()
    fetching = asyncio.create_task(fetcher.fetch_due())
    async with asyncio.timeout(HANGS):
        while not source.asked:  # noqa: ASYNC110  # nobody sets an event there
            await asyncio.sleep(0.001)
    await office.removal.remove(a_deletion())
    source.meanwhile.set()
    await fetching

    assert rows(database, "attachment") == rows(database, "attachment_key") == []
    assert await office.delivered() == []


# Not kept, and later


async def test_a_file_that_is_not_kept_leaves_the_story_and_a_reason(
    office: Office, fetcher: Fetcher, source: Source, database: str
) -> None:
    source.answers = [FileNotKeptError(NotKept.GONE)]
    await office.intake.submit(a_message(files=("F1",)))
    await office.delivered()
    await fetcher.fetch_due()

    assert notes(await office.delivered()) == [("file-not-kept", "single", "gone")]
    assert len(await office.told()) == 1
    (row,) = rows(database, "attachment")
    assert (row["state"], row["reason"], row["content"]) == ("dropped", "gone", None)


@pytest.mark.parametrize(
    "error", [FileDelayedError(), TimeoutError(), ValueError("a defect of ours")]
)
async def test_what_may_pass_is_tried_again_at_growing_pauses_and_then_given_up(
    office: Office, fetcher: Fetcher, source: Source, error: Exception
) -> None:
    source.answers = [error] * 20
    await office.intake.submit(a_message(files=("F1",)))
    await office.delivered()
    tried = []
    for pause in (0, *PAUSES):
        office.clock.advance(timedelta(seconds=max(0, pause - 1)))
        tried.append(await fetcher.fetch_due())
        assert notes(await office.delivered()) == []
        office.clock.advance(timedelta(seconds=min(1, pause)))
        tried.append(await fetcher.fetch_due())

    assert tried[0::2] == [1, 0, 0, 0, 0, 0]
    assert tried[1::2] == [0, 1, 1, 1, 1, 1]
    assert notes(await office.delivered()) == [("file-not-kept", "single", "out_of_reach")]
    assert len(source.asked) == 6


async def test_a_platform_that_asks_for_time_gets_it(
    office: Office, fetcher: Fetcher, source: Source
) -> None:
    source.answers = [FileDelayedError(90.0)]
    await office.intake.submit(a_message(files=("F1",)))
    await fetcher.fetch_due()

    office.clock.advance(timedelta(seconds=89))
    assert await fetcher.fetch_due() == 0
    office.clock.advance(timedelta(seconds=1))
    assert await fetcher.fetch_due() == 1


async def test_a_platform_that_asks_for_ever_is_not_believed(
    office: Office, fetcher: Fetcher, source: Source
) -> None:
    source.answers = [FileDelayedError(float("inf"))]
    await office.intake.submit(a_message(files=("F1",)))
    await fetcher.fetch_due()

    office.clock.advance(timedelta(days=1))
    assert await fetcher.fetch_due() == 1


async def test_a_platform_that_is_off_is_waited_for(
    office: Office, fetcher: Fetcher, database: str
) -> None:
    await office.intake.submit(a_message(files=("F1",)))

    await replace(fetcher, sources={}).fetch_due()

    assert [row["state"] for row in rows(database, "attachment")] == ["waiting"]


async def test_a_process_that_dies_while_fetching_loses_nothing(
    office: Office, fetcher: Fetcher, source: Source, database: str, sealer: KeyedSealer
) -> None:
    source.meanwhile = asyncio.Event()
    await office.intake.submit(a_message(files=("F1",)))
    dying = asyncio.create_task(fetcher.run())
    async with asyncio.timeout(HANGS):
        while not source.asked:  # noqa: ASYNC110  # nobody sets an event there
            await asyncio.sleep(0.001)
    dying.cancel()
    await asyncio.gather(dying, return_exceptions=True)

    next_one = a_fetcher(office, Source())
    assert await next_one.fetch_due() == 0
    office.clock.advance(timedelta(minutes=5))
    assert await next_one.fetch_due() == 1
    assert contents(database, sealer) == [b"clean F1"]


async def test_a_file_that_ends_every_process_is_given_up(
    office: Office, fetcher: Fetcher, source: Source
) -> None:
    await office.intake.submit(a_message(files=("F1",)))
    await office.delivered()
    for _ in range(6):
        now = office.clock.now()
        await office.store.write(
            lambda tx, at=now: tx.attachments.claim(at, at + timedelta(minutes=5), 2)
        )
        office.clock.advance(timedelta(minutes=5))
    await fetcher.fetch_due()

    assert source.asked == []
    assert notes(await office.delivered()) == [("file-not-kept", "single", "out_of_reach")]


async def test_a_team_that_changed_its_mind_has_nothing_fetched_any_more(
    office: Office, source: Source
) -> None:
    await office.intake.submit(a_message(files=("F1",)))
    await office.delivered()
    off = replace(office, teams=Teams((SERVICE, SHOP)))
    await a_fetcher(off, source).fetch_due()

    assert source.asked == []
    assert notes(await office.delivered()) == [("file-not-kept", "single", "turned_off")]


async def test_a_row_that_cannot_be_read_holds_up_no_other(
    office: Office, fetcher: Fetcher, database: str, sealer: KeyedSealer
) -> None:
    await office.intake.submit(a_message(files=("F1",)))
    spoil(database, "attachment", awaited=b"damaged")
    await office.intake.submit(a_message(ts="3.0", files=("F3",)))
    while await fetcher.fetch_due():
        pass

    assert contents(database, sealer) == [b"clean F3"]
    assert sorted(str(row["state"]) for row in rows(database, "attachment")) == [
        "dropped",
        "kept",
    ]


async def test_a_database_that_is_away_when_the_image_has_come_makes_it_come_again(
    office: Office, fetcher: Fetcher, source: Source, database: str, sealer: KeyedSealer
) -> None:
    failing = FailingStore(office.store)
    await office.intake.submit(a_message(files=("F1",)))
    failing.failures_after, failing.failures = 1, 1
    with pytest.raises(StorageUnavailableError):
        await replace(fetcher, store=failing).fetch_due()

    office.clock.advance(timedelta(minutes=5))
    await fetcher.fetch_due()

    assert source.asked == ["F1", "F1"]
    assert contents(database, sealer) == [b"clean F1"]


async def test_a_command_has_no_receipt_about_files(office: Office) -> None:
    await office.intake.submit(a_message(route=Route.COMMAND))

    (receipt,) = await office.receipts()
    assert isinstance(receipt.content, Receipt)
    assert not receipt.content.file_awaited
