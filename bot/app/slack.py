"""Slack wired: its client, how posts come in, what listens to them."""

import asyncio

from pydantic import SecretStr
from slack_sdk.web.async_client import AsyncWebClient

from bot.app.services import Services
from bot.app.side import Side
from bot.config import Settings
from bot.downloads import download
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
from handlers.slack.reader import ReaderListener
from handlers.slack.sender import SlackSender
from handlers.slack.sockets import SlackSockets
from handlers.slack.teller import TellerListener


def slack_side(
    settings: Settings, bot_token: SecretStr, proof: SecretStr, services: Services
) -> Side:
    """Return Slack's side: sockets, or posts to the web port in HTTP mode."""
    client = AsyncWebClient(
        bot_token.get_secret_value(),
        base_url=settings.slack.base_url,
        timeout=10,
        retry_handlers=[],
    )
    profiles = Profiles(client, services.clock)
    secret = proof.get_secret_value()
    pulse = services.gate.pulse
    sockets = SlackSockets(client=client, app_token=secret, pulse=pulse, pause=asyncio.sleep)
    posts = SlackPosts(secret, services.clock, pulse)
    is_http = settings.slack.mode == "http"

    def teller(me: Self, languages: Languages) -> TellerListener:
        return TellerListener(
            me=me,
            amending=services.amending,
            removal=services.removal,
            erasing=services.erasing,
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

    def reader(me: Self, languages: Languages) -> ReaderListener:
        return ReaderListener(
            me=me,
            teams=services.teams,
            archive=services.archive,
            claiming=services.claiming,
            opinions=services.opinions,
            preferences=services.preferences,
            talk=services.talk,
            views=Modals(client),
            languages=languages,
            texts=services.texts,
        )

    connection = SlackConnection(
        client=client,
        transport=posts if is_http else sockets,
        teams=services.teams,
        intake=services.intake,
        previews=services.previews,
        asking=services.asking,
        labels=services.labels,
        editing=services.editing,
        removal=services.removal,
        talk=services.talk,
        teller=teller,
        reader=reader,
        overseeing=services.overseeing,
        trying=services.trying,
        gate=services.gate,
        profiles=profiles,
        preferences=services.preferences,
        texts=services.texts,
        clock=services.clock,
        pause=asyncio.sleep,
    )
    sender = SlackSender(
        client,
        services.texts,
        services.labels_of,
        profiles,
        services.clock,
        services.draw,
        asyncio.sleep,
    )
    paths = {SLACK_PATH: posts} if is_http else {}
    probe = SlackProbe(
        client=client,
        app_token="" if is_http else secret,
        teams=services.teams,
        clock=services.clock,
    )
    presences = SlackPresences(client, services.clock)
    files = SlackFiles(client, download)
    return Side(sender, connection.run, probe.look, files, paths, presences)
