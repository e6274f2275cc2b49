"""Telegram wired: its client, how updates come in, what listens to them."""

import asyncio
from contextlib import AsyncExitStack
from functools import partial

from pydantic import SecretStr
from telegram import Bot
from telegram.request import HTTPXRequest

from bot.app.services import Services
from bot.app.side import Run, Side
from bot.config import Settings
from bot.core.groups import GroupList
from bot.downloads import download
from handlers.telegram.digests import TelegramDigests
from handlers.telegram.files import TelegramFiles
from handlers.telegram.groups import GroupListener
from handlers.telegram.listeners import TelegramListener
from handlers.telegram.members import Members
from handlers.telegram.menus import publish_menus
from handlers.telegram.poller import TelegramPoller
from handlers.telegram.posts import PATH as TELEGRAM_PATH
from handlers.telegram.posts import TelegramPosts
from handlers.telegram.probe import OwnName, end_waiting
from handlers.telegram.probe import probe as telegram_probe
from handlers.telegram.reader import ReaderListener
from handlers.telegram.registration import Registration
from handlers.telegram.sender import TelegramSender
from handlers.telegram.team_reading import TeamReading
from storage.store import SqlStore


def telegram_side(
    settings: Settings,
    secret: SecretStr,
    webhook_secret: SecretStr | None,
    services: Services,
    store: SqlStore,
    stack: AsyncExitStack,
) -> Side:
    """Return Telegram's side: polling, or posts to the web port where a webhook secret is set."""
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
    told = services.intake, services.editing, services.helping, services.removal, services.talk
    username, teams = OwnName(bot).get, services.teams
    members = Members(sending, base + token)
    reader = ReaderListener(
        teams=teams,
        groups=known,
        claiming=services.claiming,
        opinions=services.opinions,
        preferences=services.preferences,
        talk=services.talk,
        texts=services.texts,
        is_member=members.has,
    )
    groups = GroupListener(own, username, *told, known, reader)
    listener = TelegramListener(
        bot=own,
        gate=gate,
        guiding=services.guiding,
        editing=services.editing,
        removal=services.removal,
        erasing=services.erasing,
        talk=services.talk,
        voices=services.voices,
        hears=bool(settings.transcription.url),
        overseeing=services.overseeing,
        groups=groups,
        reader=reader,
        answered=partial(end_waiting, bot),
    )
    reading = TeamReading(
        teams=teams,
        archive=services.archive,
        claiming=services.claiming,
        opinions=services.opinions,
        texts=services.texts,
        username=username,
        may_mention=members.show,
    )
    digests = TelegramDigests(bot, services.draw, services.texts, teams, username)
    sender = TelegramSender(
        bot, services.texts, services.labels, services.records, digests, reading
    )
    files = TelegramFiles(bot, files_base + token, download)

    def with_menus(run: Run) -> Run:
        async def listen() -> None:
            await publish_menus(bot, services.texts, services.teams.first.language)
            await run()

        return listen

    if webhook_secret:
        url, word = settings.web.url + TELEGRAM_PATH, webhook_secret.get_secret_value()
        posts = TelegramPosts(word, listener, gate.pulse)
        telling = Registration(bot, url, word, gate.pulse, asyncio.sleep)
        probe = partial(telegram_probe, bot, url)
        return Side(sender, with_menus(telling.run), probe, files, {TELEGRAM_PATH: posts})
    poller = TelegramPoller(
        bot, polling, base + token, listener, store.lead, gate.pulse, asyncio.sleep
    )
    return Side(sender, with_menus(poller.run), partial(telegram_probe, bot, ""), files)
