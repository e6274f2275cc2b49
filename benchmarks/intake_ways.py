"""The program's own ways in, wired without its loops: each returns after the commit."""

import asyncio
import secrets
from collections.abc import Awaitable, Callable
from typing import Any
from zoneinfo import ZoneInfo

from slack_sdk.web.async_client import AsyncWebClient

from benchmarks.intake_told import slack_event, telegram_press, telegram_update
from bot.calendars import PublicHolidays
from bot.clock import SystemClock
from bot.core.asking import Asking
from bot.core.editing import Editing
from bot.core.gate import Gate
from bot.core.guiding import Guiding
from bot.core.intake import Intake
from bot.core.model.dialogue import Dialogue, Verb
from bot.core.model.language import Language
from bot.core.model.team import Team, Teams
from bot.core.ports.store import Transaction
from bot.core.preferences import Preferences
from bot.core.previews import Previews
from bot.core.pulse import Pulse
from bot.core.removal import Removal
from bot.core.talk import Talk
from bot.core.telling import Telling
from bot.core.withholding import Withholding
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
from handlers.telegram.listeners import TelegramListener
from storage.store import SqlStore

BOT = "1"
TAPS = ((Verb.DONE, ""), (Verb.NEXT, ""), (Verb.NEXT, ""), (Verb.SHARE, "team"))
"""The shortest way from a text to its story."""
SELF = Self(workspace="T1", user="U0KUULE")
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


def ways(store: SqlStore) -> tuple[Work, Work, Work]:
    """Return a message on Slack, a text on Telegram, and a whole talk there."""
    clock, teams = SystemClock(), Teams((TEAM,))
    sealer = KeyedSealer(secrets.token_bytes(32))
    gate = Gate(store, sealer, clock, Pulse(), asyncio.sleep, lambda: None, None, teams)
    tagger = CueTagger()
    holidays = PublicHolidays()
    withholding = Withholding(lambda lines, *_: tuple(lines))
    intake = Intake(store, tagger, sealer, teams, holidays, clock, withholding)
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
        previews=Previews(store, tagger, sealer, teams),
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
        erasing=unused,
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
        erasing=unused,
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
