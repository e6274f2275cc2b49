"""The composition root: the only file that names concrete classes."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from pydantic import SecretStr
from slack_sdk.web.async_client import AsyncWebClient
from starlette.applications import Starlette
from starlette.types import ASGIApp
from telegram import Bot
from telegram.request import HTTPXRequest

from bot.calendars import PublicHolidays
from bot.config import Secrets, Settings
from bot.core.alerts import Alerts
from bot.core.amending import Amending
from bot.core.asking import Asking
from bot.core.corrections import Corrections
from bot.core.drafts import Drafts
from bot.core.editing import Editing
from bot.core.edition import Edition
from bot.core.gate import Gate, operator_address
from bot.core.groups import GroupList
from bot.core.guiding import Guiding
from bot.core.home import HomeVisits
from bot.core.intake import Intake
from bot.core.learning import Learning
from bot.core.model.check import Check
from bot.core.model.digest import Line
from bot.core.model.language import Language
from bot.core.model.learning import TeamLayer
from bot.core.model.platforms import Platform
from bot.core.model.team import Teams
from bot.core.notices import Notices
from bot.core.nudging import Nudging
from bot.core.ports.clock import Clock
from bot.core.ports.files import FileSource
from bot.core.ports.presence import Presences
from bot.core.ports.sender import Sender
from bot.core.ports.store import Transaction
from bot.core.preferences import Preferences
from bot.core.publishing import Publishing
from bot.core.pulse import Pulse
from bot.core.removal import Removal
from bot.core.retagging import Retagging
from bot.core.talk import Talk
from bot.core.telling import Telling
from bot.courier import Courier
from bot.digest.prepare import prepare
from bot.digest.withdraw import without, without_old_words
from bot.downloads import download
from bot.fetcher import Fetcher
from bot.i18n.catalogue import Catalogue
from bot.images.process import ImageProcess
from bot.sealing import KeyedSealer
from bot.tagging.labels import TaxonomyLabels, TeamLabels
from bot.tagging.learner import LessonLearner
from bot.tagging.learning_tagger import LearningTagger
from bot.tagging.tagger import CueTagger
from bot.tagging.word_cues import WordCues
from handlers.slack.connection import SlackConnection
from handlers.slack.files import SlackFiles
from handlers.slack.languages import Languages
from handlers.slack.manifest import PATH as SLACK_PATH
from handlers.slack.modals import Modals
from handlers.slack.parse import Self
from handlers.slack.posts import SlackPosts
from handlers.slack.presence import SlackPresences
from handlers.slack.probe import SlackProbe
from handlers.slack.profiles import Profiles
from handlers.slack.sender import SlackSender
from handlers.slack.sockets import SlackSockets
from handlers.slack.teller import TellerListener
from handlers.telegram.files import TelegramFiles
from handlers.telegram.groups import GroupListener
from handlers.telegram.listeners import TelegramListener
from handlers.telegram.menus import publish_menus
from handlers.telegram.poller import TelegramPoller
from handlers.telegram.posts import PATH as TELEGRAM_PATH
from handlers.telegram.posts import TelegramPosts
from handlers.telegram.probe import OwnName, end_waiting
from handlers.telegram.probe import probe as telegram_probe
from handlers.telegram.registration import Registration
from handlers.telegram.sender import TelegramSender
from handlers.web import app as web
from storage.store import SqlStore, open_store

Run = Callable[[], Coroutine[Any, Any, None]]
Probe = Callable[[], Awaitable[Sequence[Check]]]
"""Asks a platform whether it knows us and has granted what the settings need."""


@dataclass(frozen=True, slots=True)
class Program:
    """Everything wired."""

    store: SqlStore
    teams: Teams
    publishing: Publishing
    notices: Notices
    corrections: Corrections
    learning: Learning
    retagging: Retagging
    nudging: Nudging
    guiding: Guiding
    courier: Courier
    fetcher: Fetcher
    web: Starlette
    clock: Clock
    listen: tuple[Run, ...]
    """The platforms' loops, which run until cancelled."""
    probes: Mapping[Platform, Probe]

    async def begin(self) -> None:
        """Serve every team from now on, and tell each listened channel so, once."""
        await self.publishing.begin()
        await self.notices.announce()

    async def tick(self) -> None:
        """Do what is due by now. Each runs whatever became of the others; what failed is raised
        at the end.
        """
        failures = []
        for work in (
            self.publishing.publish_due,
            self.nudging.nudge_due,
            # Before what is held too long goes: a talk tells what it holds.
            self.guiding.pass_time,
            self._forget_late,
            self.courier.tidy,
            self.store.tidy,
            self.learning.look,
            self.learning.refit_due,
            self.retagging.step,
        ):
            try:
                await work()
            except Exception as error:  # noqa: BLE001  # raised below
                failures.append(error)
        self.courier.wake.set()
        self.fetcher.wake.set()
        if failures:
            raise ExceptionGroup("a tick left work undone", failures)

    async def _forget_late(self) -> None:
        """Drop replies whose story never came, and take silence about a question for a no."""
        now = self.clock.now()

        def unit(tx: Transaction) -> None:
            tx.stories.drop_held(now)
            tx.asks.expire(now)

        await self.store.write(unit)


@dataclass(frozen=True, slots=True)
class _Services:
    intake: Intake
    guiding: Guiding
    asking: Asking
    drafts: Drafts
    editing: Editing
    amending: Amending
    removal: Removal
    talk: Talk
    homes: HomeVisits
    preferences: Preferences
    gate: Gate
    texts: Catalogue
    labels: TeamLabels
    labels_of: Callable[[str], TeamLabels]
    teams: Teams
    clock: Clock


@dataclass(frozen=True, slots=True)
class _Side:
    sender: Sender
    listen: Run
    probe: Probe
    files: FileSource
    posts: Mapping[str, ASGIApp] = field(default_factory=dict)
    """What takes posts to a path of the web port."""
    presences: Presences | None = None


@asynccontextmanager
async def open_program(
    settings: Settings, secrets: Secrets, key: bytes, clock: Clock
) -> AsyncIterator[Program]:
    """Wire the program on a database whose schema is in order. Platforms without secrets are
    off.
    """
    sealer, teams, texts, pulse = KeyedSealer(key), settings.to_teams(), Catalogue(), Pulse()
    labels, holidays, senders = TaxonomyLabels(), PublicHolidays(), dict[Platform, Sender]()
    sources = dict[Platform, FileSource]()
    untaught, cues, layers = CueTagger(), WordCues(), dict[str, TeamLayer]()
    tagger = LearningTagger(untaught, labels, cues, layers)

    def compose(edition: Edition) -> tuple[Line, ...]:
        return prepare(edition, texts, labels.of(edition.team)).lines

    def redact(lines: Sequence[Line], number: str, language: Language) -> tuple[Line, ...]:
        return without(lines, number, texts, language)

    def revise(
        lines: Sequence[Line], number: str, shown: str, language: Language
    ) -> tuple[Line, ...]:
        return without_old_words(lines, number, shown, texts, language)

    async with open_store(settings.kuule.database, sealer) as store, AsyncExitStack() as stack:
        courier = Courier(store, senders, clock, pulse)
        clean, told = ImageProcess(), courier.wake.set
        fetcher = Fetcher(store, sealer, sources, clean, teams, clock, pulse, told)

        def admitted() -> None:
            courier.wake.set()
            if teams.keep_attachments:
                fetcher.wake.set()

        learner = LessonLearner(untaught, cues)
        learning = Learning(store, learner, teams, layers, clock, asyncio.sleep, asyncio.to_thread)
        operator = operator_address(settings.kuule.operator)
        gate = Gate(store, sealer, clock, pulse, asyncio.sleep, admitted, operator, teams)
        corrections = Corrections(store, sealer, teams, labels.knows, learning.take_up, clock)
        alerts = Alerts(operator)
        editing = Editing(store, tagger, sealer, revise, teams, clock, alerts)
        telling = Telling(tagger, sealer, holidays, alerts)
        guiding = Guiding(store, tagger, sealer, telling, teams, clock)
        services = _Services(
            Intake(store, tagger, sealer, teams, holidays, clock, alerts),
            guiding,
            Asking(store, tagger, sealer, teams, clock),
            Drafts(store, tagger, sealer, teams),
            editing,
            Amending(store, sealer, corrections, editing, redact, teams, clock),
            Removal(store, sealer, redact, teams, clock),
            Talk(store, sealer, teams, clock),
            HomeVisits(store, sealer, teams, clock),
            Preferences(store, sealer),
            gate,
            texts,
            labels.of(teams.first),
            lambda team: labels.of(teams.by_id(team) or teams.first),
            teams,
            clock,
        )
        sides: dict[Platform, _Side] = {}
        if pair := secrets.slack_pair(settings.slack.mode):
            sides[Platform.SLACK] = _slack(settings, *pair, services)
        if keys := secrets.telegram_pair(settings.telegram.mode):
            sides[Platform.TELEGRAM] = _telegram(settings, *keys, services, store, stack)
        senders |= {platform: side.sender for platform, side in sides.items()}
        sources |= {platform: side.files for platform, side in sides.items()}
        presences = {name: side.presences for name, side in sides.items() if side.presences}
        yield Program(
            store,
            teams,
            Publishing(store, teams, compose, holidays, clock, operator),
            Notices(store, teams, clock),
            corrections,
            learning,
            Retagging(store, tagger, teams, clock, pulse, asyncio.sleep),
            Nudging(store, sealer, teams, holidays, presences, clock),
            guiding,
            courier,
            fetcher,
            web.build(
                store,
                pulse,
                clock,
                {path: app for side in sides.values() for path, app in side.posts.items()},
            ),
            clock,
            tuple(side.listen for side in sides.values()),
            {platform: side.probe for platform, side in sides.items()},
        )


def _slack(
    settings: Settings, bot_token: SecretStr, proof: SecretStr, services: _Services
) -> _Side:
    client = AsyncWebClient(
        bot_token.get_secret_value(),
        base_url=settings.slack.base_url,
        timeout=10,
        retry_handlers=[],
    )
    profiles = Profiles(client, services.clock)
    secret = proof.get_secret_value()
    sockets = SlackSockets(client=client, app_token=secret, pause=asyncio.sleep)
    posts = SlackPosts(secret, services.clock, services.gate.pulse)
    is_http = settings.slack.mode == "http"

    def teller(me: Self, languages: Languages) -> TellerListener:
        return TellerListener(
            me=me,
            amending=services.amending,
            removal=services.removal,
            homes=services.homes,
            preferences=services.preferences,
            talk=services.talk,
            views=Modals(client),
            profiles=profiles,
            languages=languages,
            texts=services.texts,
            vocabulary_of=services.labels_of,
            clock=services.clock,
        )

    connection = SlackConnection(
        client=client,
        transport=posts if is_http else sockets,
        teams=services.teams,
        intake=services.intake,
        drafts=services.drafts,
        asking=services.asking,
        labels=services.labels,
        editing=services.editing,
        removal=services.removal,
        talk=services.talk,
        teller=teller,
        gate=services.gate,
        profiles=profiles,
        preferences=services.preferences,
        texts=services.texts,
        clock=services.clock,
        pause=asyncio.sleep,
    )
    sender = SlackSender(client, services.texts, services.labels_of, profiles, services.clock)
    paths = {SLACK_PATH: posts} if is_http else {}
    probe = SlackProbe(
        client=client,
        app_token="" if is_http else secret,
        teams=services.teams,
        clock=services.clock,
    )
    presences = SlackPresences(client, services.clock)
    files = SlackFiles(client, download)
    return _Side(sender, connection.run, probe.look, files, paths, presences)


def _telegram(
    settings: Settings,
    secret: SecretStr,
    webhook_secret: SecretStr | None,
    services: _Services,
    store: SqlStore,
    stack: AsyncExitStack,
) -> _Side:
    token = secret.get_secret_value()
    base = f"{settings.telegram.base_url}/bot"
    sending, polling = HTTPXRequest(connection_pool_size=32), HTTPXRequest()
    stack.push_async_callback(sending.shutdown)
    stack.push_async_callback(polling.shutdown)
    files_base = f"{settings.telegram.base_url}/file/bot"
    bot = Bot(
        token,
        base_url=base,
        base_file_url=files_base,
        request=sending,
        get_updates_request=polling,
    )
    own, gate = token.partition(":")[0], services.gate
    known = GroupList(store, services.teams, services.clock, gate.operator)
    told = services.intake, services.removal, services.talk
    groups = GroupListener(own, OwnName(bot).get, *told, known)
    listener = TelegramListener(
        bot=own,
        gate=gate,
        guiding=services.guiding,
        editing=services.editing,
        removal=services.removal,
        talk=services.talk,
        groups=groups,
        answered=partial(end_waiting, bot),
    )
    sender = TelegramSender(bot, services.texts, services.labels)
    files = TelegramFiles(bot, files_base + token, download)

    def with_menus(run: Run) -> Run:
        async def listen() -> None:
            await publish_menus(bot, services.texts, services.teams.first.language)
            await run()

        return listen

    if webhook_secret:
        url, word = settings.web.url + TELEGRAM_PATH, webhook_secret.get_secret_value()
        posts = TelegramPosts(word, listener, gate.pulse)
        telling = Registration(bot, url, word, asyncio.sleep)
        probe = partial(telegram_probe, bot, url)
        return _Side(sender, with_menus(telling.run), probe, files, {TELEGRAM_PATH: posts})
    poller = TelegramPoller(bot, polling, base + token, listener, store.lead, asyncio.sleep)
    return _Side(sender, with_menus(poller.run), partial(telegram_probe, bot, ""), files)
