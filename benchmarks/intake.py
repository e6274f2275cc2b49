"""Stories a second through the whole path, beside what bounds it, in one run.

A: a bare no-op dispatch by Bolt. B: a bare aiosqlite insert and commit of a 600-byte row with four
indexes and FTS5, FULL sync. Both one after another. Everything is measured round by round, the
median of five. H = 1 / (1/A + 1/B) is what a program of two perfect halves would reach one at a
time. The whole path is dispatch, parse, tag, store with FULL sync, acknowledge.

For Telegram a text is update, parse, look for signs of distress, keep. A talk is a whole story in
five updates, the shortest way: the text, `Valmis`, `Ohita` twice, and who may read it. Each of
them is a commit of its own, so no aim is set for it; between them the benchmark reads the id of
the talk, which a person's buttons carry.

    python -m benchmarks.intake [--stories N] [--database URL]
"""

import argparse
import asyncio
import gc
import json
import secrets
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import aiosqlite
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.web.async_client import AsyncWebClient

from bot.calendars import PublicHolidays
from bot.clock import SystemClock
from bot.core.asking import Asking
from bot.core.drafts import Drafts
from bot.core.editing import Editing
from bot.core.gate import Gate
from bot.core.guiding import Guiding
from bot.core.intake import Intake
from bot.core.model.dialogue import Dialogue, Verb
from bot.core.model.language import Language
from bot.core.model.team import Team, Teams
from bot.core.ports.store import Transaction
from bot.core.preferences import Preferences
from bot.core.pulse import Pulse
from bot.core.removal import Removal
from bot.core.talk import Talk
from bot.core.telling import Telling
from bot.i18n.catalogue import Catalogue
from bot.sealing import KeyedSealer
from bot.tagging.labels import TaxonomyLabels
from bot.tagging.tagger import CueTagger
from handlers.slack.boundary import SlackBoundary
from handlers.slack.connection import build_app
from handlers.slack.languages import Languages
from handlers.slack.listeners import SlackListener, register
from handlers.slack.messages import Messages
from handlers.slack.modal_listener import ModalListener
from handlers.slack.modals import Modals
from handlers.slack.not_saved import NotSaved
from handlers.slack.oversight import OversightListener
from handlers.slack.parse import Self
from handlers.slack.pointing import PointingListener
from handlers.slack.profiles import Profile
from handlers.slack.reader import ReaderListener
from handlers.slack.refusals import Doorkeeper
from handlers.slack.teller import TellerListener
from handlers.telegram.buttons import talk_data
from handlers.telegram.listeners import TelegramListener
from storage import schema
from storage.store import SqlStore, open_store

ROUNDS = 5
IN_FLIGHT = 50
BOT = "1"
TAPS = ((Verb.DONE, ""), (Verb.NEXT, ""), (Verb.NEXT, ""), (Verb.SHARE, "team"))
"""The shortest way from a text to its story."""
SELF = Self(workspace="T1", user="U0KUULE")
GOLDEN_WEEK = Path(__file__).parent.parent / "tests/data/week46_stories.json"
TEXTS = [story["text"] for story in json.loads(GOLDEN_WEEK.read_text("utf-8"))]
"""What is told: the golden week's stories in turn, 87 code points and 6 tags on average."""
TEAM = Team(
    id="palvelu",
    name="Asiakaspalvelu",
    language="fi",
    timezone=ZoneInfo("Europe/Helsinki"),
    slack_listen=("C1",),
    slack_digest="C2",
    slack_capture=frozenset({"channel", "mention", "dm", "command"}),
)

Work = Callable[[int], Awaitable[None]]


def slack_event(serial: int) -> dict[str, Any]:
    """Return a message in a listened channel, by one of two hundred people."""
    return {
        "team_id": "T1",
        "api_app_id": "A1",
        "type": "event_callback",
        "event_id": f"Ev{serial:010}",
        "event_time": 1_790_000_000,
        "event": {
            "type": "message",
            "channel": "C1",
            "channel_type": "channel",
            "user": f"U{serial % 200:04}",
            "text": TEXTS[serial % len(TEXTS)],
            "ts": f"{1_790_000_000 + serial // 1000}.{serial % 1000:06}",
        },
    }


def telegram_update(serial: int, person: int) -> dict[str, Any]:
    """Return a message in that person's private chat."""
    return {"update_id": serial, "message": _message(serial, person)}


def telegram_press(serial: int, person: int, talk: UUID, verb: Verb, value: str) -> dict[str, Any]:
    """Return the press of a button of that talk."""
    query = {
        "id": f"{serial}-{verb}-{value}-{secrets.token_hex(4)}",
        "from": {"id": person, "is_bot": False, "language_code": "fi"},
        "message": _message(serial, person),
        "data": talk_data(talk, verb, value),
    }
    return {"update_id": serial, "callback_query": query}


def _message(serial: int, person: int) -> dict[str, Any]:
    return {
        "message_id": serial,
        "date": 1_790_000_000 + serial // 1000,
        "chat": {"id": person, "type": "private"},
        "from": {"id": person, "is_bot": False, "language_code": "fi"},
        "text": TEXTS[serial % len(TEXTS)],
    }


def _request(body: dict[str, Any]) -> AsyncBoltRequest:
    return AsyncBoltRequest(mode="socket_mode", body=body)


def bare_dispatch() -> Work:
    """A: Bolt with one listener that does nothing."""
    app = AsyncApp(client=AsyncWebClient(), authorize=_authorize, process_before_response=True)

    @app.event("message")
    async def nothing() -> None:
        return

    async def work(serial: int) -> None:
        response = await app.async_dispatch(_request(slack_event(serial)))
        if response.status != 200:
            raise RuntimeError("Bolt refused")

    return work


async def bare_insert(connection: aiosqlite.Connection) -> Work:
    """B: one row and one commit."""
    for statement in (
        "PRAGMA journal_mode=WAL",
        "PRAGMA synchronous=FULL",
        "CREATE TABLE row(id INTEGER PRIMARY KEY, a TEXT, b TEXT, c INT, d INT, body TEXT)",
        *(f"CREATE INDEX row_{column} ON row({column})" for column in "abcd"),
        "CREATE VIRTUAL TABLE words USING fts5(body)",
    ):
        await connection.execute(statement)
    body = " ".join(TEXTS)[:600]

    async def work(serial: int) -> None:
        key = secrets.token_hex(8)
        await connection.execute(
            "INSERT INTO row(a, b, c, d, body) VALUES (?, ?, ?, ?, ?)",
            (key, key[::-1], serial, -serial, body),
        )
        await connection.execute("INSERT INTO words(body) VALUES (?)", (body,))
        await connection.commit()

    return work


async def _authorize() -> AuthorizeResult:
    return AuthorizeResult(
        enterprise_id=None, team_id=SELF.workspace, bot_user_id=SELF.user, bot_token=None
    )


async def one_at_a_time(work: Work, serials: range) -> float:
    """Return how many a second."""
    began = time.perf_counter()
    for serial in serials:
        await work(serial)
    return len(serials) / (time.perf_counter() - began)


async def in_flight(work: Work, serials: range) -> float:
    """Return how many a second with fifty under way."""
    left = iter(serials)

    async def worker() -> None:
        for serial in left:
            await work(serial)

    began = time.perf_counter()
    await asyncio.gather(*(worker() for _ in range(IN_FLIGHT)))
    return len(serials) / (time.perf_counter() - began)


@dataclass
class Measured:
    """One kind of work, and how many a second it did in each round."""

    work: Work
    measure: Callable[[Work, range], Awaitable[float]]
    count: int
    serials: int
    """Where its own ever new serials begin."""
    rates: list[float] = field(default_factory=list)

    async def round(self, *, counts: bool = True) -> None:
        """Do one round."""
        rate = await self.measure(self.work, range(self.serials, self.serials + self.count))
        self.serials += self.count
        if counts:
            self.rates.append(rate)

    @property
    def median(self) -> float:
        """Return the median of the rounds."""
        return statistics.median(self.rates)


async def run(stories: int, database: str) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory(dir=".") as folder:
        url = database or f"sqlite:///{folder}/kuule.db"
        schema.prepare(url, allowed=True, announce=print)
        async with (
            aiosqlite.connect(f"{folder}/bare.db") as connection,
            open_store(url, KeyedSealer(secrets.token_bytes(32))) as store,
        ):
            slack, text, talk = _ways(store)
            a = Measured(bare_dispatch(), one_at_a_time, stories, 0)
            b = Measured(await bare_insert(connection), one_at_a_time, stories, 0)
            ways = {
                "Slack     one at a time": Measured(slack, one_at_a_time, stories, 10_000_000),
                "Slack     50 in flight": Measured(slack, in_flight, stories * 4, 30_000_000),
                "Telegram text, one by one": Measured(text, one_at_a_time, stories, 50_000_000),
                "Telegram text, in flight": Measured(text, in_flight, stories * 4, 70_000_000),
                "Telegram talk, one by one": Measured(talk, one_at_a_time, stories, 80_000_000),
                "Telegram talk, in flight": Measured(talk, in_flight, stories, 90_000_000),
            }
            gc.freeze()  # as the program does
            # Round by round, so that a machine that slows down slows all of them.
            for turn in range(ROUNDS + 1):
                for each in (a, b, *ways.values()):
                    await each.round(counts=turn > 0)
    h = 1 / (1 / a.median + 1 / b.median)
    print(f"A  bare Bolt dispatch       {a.median:8.0f} /s")
    print(f"B  bare insert and commit   {b.median:8.0f} /s")
    print(f"H  1 / (1/A + 1/B)          {h:8.0f} /s")
    # Telegram's way has no Bolt in it, so its bound is B alone; H judges it all the same.
    for name, way in ways.items():
        aim = f"   (aim {AIMS[way.measure]})" if "talk" not in name else ""
        print(f"{name:26} {way.median:8.0f} /s   {way.median / h:5.2f} H{aim}")


AIMS = {one_at_a_time: 0.4, in_flight: 0.8}


def _ways(store: SqlStore) -> tuple[Work, Work, Work]:
    clock, teams = SystemClock(), Teams((TEAM,))
    sealer = KeyedSealer(secrets.token_bytes(32))
    gate = Gate(store, sealer, clock, Pulse(), asyncio.sleep, lambda: None, None, teams)
    tagger = CueTagger()
    holidays = PublicHolidays()
    intake = Intake(store, tagger, sealer, teams, holidays, clock)
    editing = Editing(store, tagger, sealer, lambda lines, *_: tuple(lines), teams, clock)
    removal = Removal(store, sealer, lambda lines, *_: tuple(lines), teams, clock)
    talk = Talk(store, sealer, teams, clock)
    client, texts = AsyncWebClient(), Catalogue()
    app = build_app(client, SELF)
    colleagues = Colleagues()
    preferences = Preferences(store, sealer)
    languages = Languages(SELF.workspace, preferences, colleagues, teams)
    doorkeeper = Doorkeeper(colleagues)
    pointing = PointingListener(
        me=SELF,
        teams=teams,
        intake=intake,
        asking=Asking(store, tagger, sealer, teams, clock),
        talk=talk,
        messages=Messages(client),
        doorkeeper=doorkeeper,
        clock=clock,
    )
    modal = ModalListener(
        me=SELF,
        teams=teams,
        intake=intake,
        drafts=Drafts(store, tagger, sealer, teams),
        talk=talk,
        texts=texts,
        labels=TaxonomyLabels().of(TEAM),
        profiles=colleagues,
        languages=languages,
        modals=Modals(client),
        clock=clock,
    )
    unused: Any = None  # nobody presses a button here, and nobody tells in a group
    listener = SlackListener(
        me=SELF,
        teams=teams,
        intake=intake,
        editing=editing,
        removal=removal,
        talk=talk,
        modal=modal,
        pointing=pointing,
        doorkeeper=doorkeeper,
        trying=unused,
        clock=clock,
    )
    teller = TellerListener(
        me=SELF,
        amending=unused,
        removal=removal,
        homes=unused,
        preferences=preferences,
        talk=talk,
        views=Modals(client),
        profiles=colleagues,
        languages=languages,
        texts=texts,
        vocabulary_of=unused,
        clock=clock,
    )
    reader = ReaderListener(
        me=SELF,
        teams=teams,
        archive=unused,
        claiming=unused,
        opinions=unused,
        preferences=preferences,
        talk=talk,
        views=Modals(client),
        languages=languages,
        texts=texts,
    )
    owner = OversightListener(me=SELF, overseeing=unused, clock=clock)
    register(app, listener, teller, reader, owner)
    boundary = SlackBoundary(app, gate, NotSaved(texts, languages))
    guiding = Guiding(
        store=store,
        tagger=tagger,
        sealer=sealer,
        telling=Telling(tagger, sealer, holidays),
        teams=teams,
        clock=clock,
    )
    customers = TelegramListener(
        voices=unused,
        hears=False,
        overseeing=unused,
        bot=BOT,
        gate=gate,
        groups=unused,
        reader=unused,
        guiding=guiding,
        editing=editing,
        removal=removal,
        talk=talk,
        answered=_nobody,
    )

    async def slack(serial: int) -> None:
        body = slack_event(serial)
        response = await boundary.dispatch(body)
        if response.status != 200:
            raise RuntimeError("not acknowledged")

    async def one_text(serial: int) -> None:
        await customers.handle(telegram_update(serial, 100_000 + serial % 200))

    async def whole_talk(serial: int) -> None:
        person = 200_000 + serial % 200
        key = sealer.keyed(("telegram", BOT, str(person)))
        await customers.handle(telegram_update(serial, person))
        found = await store.read(lambda tx: _talk_of(tx, key))
        # Only the round that does not count meets people for the first time.
        first = ((Verb.ACCEPT, ""),) if not found.is_accepted else ()
        for verb, value in (*first, *TAPS):
            await customers.handle(telegram_press(serial, person, found.id, verb, value))

    return slack, one_text, whole_talk


def _talk_of(tx: Transaction, key: bytes) -> Dialogue:
    person = tx.people.find(key)
    found = person and tx.dialogues.of(person.id)
    if not found:
        raise RuntimeError("no talk was begun")
    return found


class Colleagues:
    """Everybody is known already, and a member of the workspace."""

    async def of(self, _: str) -> Profile:
        return Profile(language="fi")

    async def language(self, _: str) -> Language:
        return "fi"


async def _nobody(_query: str, _said: str) -> None:
    return


def main() -> None:
    """Read the arguments and measure."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--stories", type=int, default=300, help="a round (default 300)")
    parser.add_argument("--database", default="", help="another database, e.g. postgresql://…")
    arguments = parser.parse_args()
    asyncio.run(run(arguments.stories, arguments.database))


if __name__ == "__main__":
    main()
