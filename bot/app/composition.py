"""The composition root: what is built on what."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from functools import partial

from bot.app.program import Program
from bot.app.services import Services
from bot.app.side import Side
from bot.app.slack import slack_side
from bot.app.telegram import telegram_side
from bot.calendars import PublicHolidays
from bot.config import Secrets, Settings
from bot.core.alerts import Alerts
from bot.core.amending import Amending
from bot.core.archive import Archive
from bot.core.asking import Asking
from bot.core.claiming import Claiming
from bot.core.corrections import Corrections
from bot.core.drafting import Drafting
from bot.core.editing import Editing
from bot.core.edition import Edition
from bot.core.erasing import Erasing
from bot.core.gap_watch import GapWatch
from bot.core.gate import Gate, operator_address
from bot.core.guiding import Guiding
from bot.core.helping import Helping
from bot.core.home import HomeVisits
from bot.core.intake import Intake
from bot.core.learning import Learning
from bot.core.model.digest import Composition, Line
from bot.core.model.language import Language
from bot.core.model.learning import TeamLayer
from bot.core.model.platforms import Platform
from bot.core.model.team import Team
from bot.core.month_pages import MonthPages
from bot.core.notices import Notices
from bot.core.nudging import Nudging
from bot.core.opinions import Opinions
from bot.core.overseeing import Overseeing
from bot.core.ports.clock import Clock
from bot.core.ports.files import FileSource
from bot.core.ports.sender import Sender
from bot.core.preferences import Preferences
from bot.core.previews import Previews
from bot.core.proposing import Proposing
from bot.core.publishing import Publishing
from bot.core.pulse import Pulse
from bot.core.records import Records
from bot.core.removal import Removal
from bot.core.retagging import Retagging
from bot.core.silence import Silence
from bot.core.talk import Talk
from bot.core.telling import Telling
from bot.core.timetable import Timetable
from bot.core.trying import Trying
from bot.core.visits import Visits
from bot.core.voices import VoiceMessages
from bot.core.votes import Votes
from bot.core.withholding import Withholding
from bot.courier import Courier
from bot.digest.blocks import Block
from bot.digest.late import marked_late
from bot.digest.prepare import prepare, prepare_month
from bot.digest.week_story import other_week_stories
from bot.digest.withdraw import without, without_old_words, without_reason
from bot.fetcher import Fetcher
from bot.i18n.catalogue import Catalogue
from bot.images.process import ImageProcess
from bot.pictures.process import PictureProcess
from bot.sealing import KeyedSealer
from bot.tagging.labels import TaxonomyLabels
from bot.tagging.learner import LessonLearner
from bot.tagging.learning_tagger import LearningTagger
from bot.tagging.tagger import CueTagger
from bot.tagging.word_cues import WordCues
from bot.transcriber import Transcriber
from bot.transcription import TranscriptionService
from handlers.web import app as web
from storage.store import open_store


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
    operator = operator_address(settings.kuule.operator)
    untaught, cues, layers = CueTagger(), WordCues(), dict[str, TeamLayer]()
    tagger = LearningTagger(untaught, labels, cues, layers)

    def compose(edition: Edition) -> Composition:
        team = edition.team
        if edition.monthly:
            return prepare_month(edition, texts, labels.of(team), _tells_who(untaught, team))
        found = prepare(edition, texts, labels.of(team), _tells_who(untaught, team))
        return replace(found, offers=other_week_stories(edition))

    says_late = partial(marked_late, texts=texts)

    def redact(lines: Sequence[Line], number: str, language: Language) -> tuple[Line, ...]:
        return without(lines, number, texts, language)

    def revise(
        lines: Sequence[Line], number: str, shown: str, language: Language
    ) -> tuple[Line, ...]:
        return without_old_words(lines, number, shown, texts, language)

    def unquote(
        lines: Sequence[Line], number: str, why: str, language: Language
    ) -> tuple[Line, ...]:
        return without_reason(lines, number, why, texts, language)

    async with open_store(settings.kuule.database, sealer) as store, AsyncExitStack() as stack:
        courier = Courier(store, senders, clock, pulse, sealer)
        clean, told = ImageProcess(), courier.wake.set
        fetcher = Fetcher(store, sealer, sources, clean, teams, clock, pulse, told)
        alerts = Alerts(operator)
        telling = Telling(tagger, sealer, holidays, alerts)
        guiding = Guiding(store, tagger, sealer, telling, teams, clock)
        visits = Visits(sealer, telling, teams, clock)
        voices = VoiceMessages(store, tagger, sealer, guiding, visits, teams, clock)
        service = _transcription(settings, secrets)
        transcriber = Transcriber(store, voices, sources, service, clock, told)
        admitted = _waking(
            (courier.wake, True),
            (fetcher.wake, teams.keep_attachments),
            (transcriber.wake, service is not None),
        )
        learner = LessonLearner(untaught, cues)
        learning = Learning(store, learner, teams, layers, clock, asyncio.sleep, asyncio.to_thread)
        timetable = Timetable(holidays)
        drafting = Drafting(store, compose, tagger.version, timetable, asyncio.to_thread)
        gate = Gate(store, sealer, clock, pulse, asyncio.sleep, admitted, operator, teams)
        withholding = Withholding(revise)
        corrections = Corrections(
            store, sealer, teams, labels.knows, learning.take_up, clock, withholding
        )
        editing = Editing(store, tagger, sealer, revise, teams, clock, alerts)
        publishing = Publishing(
            store,
            teams,
            drafting,
            timetable,
            clock,
            Silence(teams, senders, operator),
            Votes(sealer),
            says_late,
            operator,
        )
        overseeing = Overseeing(store, sealer, teams, drafting, publishing, timetable, clock)
        trying = Trying(teams, drafting, timetable, partial(_test_mark, texts), clock)
        services = Services(
            intake=Intake(store, tagger, sealer, teams, holidays, clock, withholding, alerts),
            guiding=guiding,
            asking=Asking(store, tagger, sealer, teams, clock),
            previews=Previews(store, tagger, sealer, teams),
            editing=editing,
            helping=Helping(store, tagger, sealer, teams, clock),
            amending=Amending(store, sealer, corrections, editing, redact, teams, clock),
            removal=Removal(store, sealer, redact, teams, clock),
            erasing=Erasing(store, sealer, redact, unquote, teams, clock),
            talk=Talk(store, sealer, teams, clock),
            archive=Archive(store, sealer),
            claiming=Claiming(store, sealer, teams, holidays, clock),
            opinions=Opinions(store, sealer, tagger, teams),
            voices=voices,
            homes=HomeVisits(store, sealer, teams, clock),
            records=Records(store, sealer, teams, clock),
            preferences=Preferences(store, sealer),
            overseeing=overseeing,
            trying=trying,
            gate=gate,
            texts=texts,
            labels=labels.of(teams.first),
            labels_of=lambda team: labels.of(teams.of(team)),
            teams=teams,
            clock=clock,
            draw=PictureProcess(),
        )
        sides: dict[Platform, Side] = {}
        if pair := secrets.slack_pair(settings.slack.mode):
            sides[Platform.SLACK] = slack_side(settings, *pair, services)
        if keys := secrets.telegram_pair(settings.telegram.mode):
            sides[Platform.TELEGRAM] = telegram_side(settings, *keys, services, store, stack)
        senders |= {platform: side.sender for platform, side in sides.items()}
        sources |= {platform: side.files for platform, side in sides.items()}
        presences = {name: side.presences for name, side in sides.items() if side.presences}
        yield Program(
            store=store,
            teams=teams,
            publishing=publishing,
            proposing=Proposing(store, teams, drafting, timetable, clock),
            overseeing=overseeing,
            trying=trying,
            month_pages=MonthPages(store, teams, drafting, timetable, clock, says_late, operator),
            notices=Notices(store, teams, clock),
            corrections=corrections,
            learning=learning,
            retagging=Retagging(store, tagger, teams, clock, pulse, asyncio.sleep),
            nudging=Nudging(store, sealer, teams, holidays, presences, clock),
            guiding=guiding,
            gap_watch=GapWatch(store, teams, pulse, clock, operator),
            courier=courier,
            fetcher=fetcher,
            transcriber=transcriber,
            web=web.build(
                store,
                pulse,
                clock,
                {path: app for side in sides.values() for path, app in side.posts.items()},
            ),
            clock=clock,
            listen=tuple(side.listen for side in sides.values()),
            probes={platform: side.probe for platform, side in sides.items()},
            further_probes=(service.probe,) if service else (),
        )


def _tells_who(tagger: CueTagger, team: Team) -> Callable[[str], bool]:
    """Return what finds personal data in a digest's line: the same as finds it in a story."""
    return lambda text: bool(tagger.read(text, team).pii)


def _waking(*loops: tuple[asyncio.Event, bool]) -> Callable[[], None]:
    """Return what lets each loop look for work, of those that may get any."""
    events = [event for event, is_used in loops if is_used]

    def wake() -> None:
        for event in events:
            event.set()

    return wake


def _transcription(settings: Settings, secrets: Secrets) -> TranscriptionService | None:
    """Return the service that is set, if one is."""
    section = settings.transcription
    if not section.url:
        return None
    return TranscriptionService(section.url, section.model, secrets.transcription_key)


def _test_mark(texts: Catalogue, language: Language) -> Line:
    return Line(Block.TEST, texts.text(language, "digest-test"), ())
