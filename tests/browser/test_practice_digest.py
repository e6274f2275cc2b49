"""A digest on the practice page: its picture, its table, its thread, and the group on Telegram."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import uuid4

import aiohttp
import pytest_asyncio
from playwright.async_api import expect
from slack_sdk.web.async_client import AsyncWebClient
from telegram import Bot

from bot.core.model.delivery import Address, Delivery
from bot.core.model.digest import Line
from bot.core.model.platforms import Platform
from bot.core.sheets import posts_of
from bot.i18n.catalogue import Catalogue
from bot.practice.clock import PracticeClock
from bot.practice.workspace import Workspace
from handlers.slack.profiles import Profiles
from handlers.slack.sender import SlackSender
from handlers.telegram.sender import TelegramSender
from tests.digest_builders import FakeLabels, a_digest
from tests.images import an_image
from tests.picture_builders import a_picture
from tests.practice_browser import CONTRAST, HOSTILE, in_one_browser, needs_chromium
from tests.telegram_readers import NobodyReads, NothingKept, digests_of

pytestmark = [needs_chromium, in_one_browser]

NOON = datetime(2026, 11, 10, 12, tzinfo=UTC)
TEXTS, LABELS = Catalogue(), FakeLabels.of_taxonomy()
LINES = [
    Line("header", "📖 Viikon tarinat", ()),
    Line("quote", HOSTILE, ("T-0001",)),
    Line("picture", "Pistekuvio viikon tarinoista", ("T-0001",)),
    Line("question_heading", "Kysymys tiimille", ()),
    Line("question", "Mitä nyt?", ("T-0001",)),
    Line("ideas_heading", "Ideat", ()),
    Line("idea", "Jono näkyviin", ("T-0002",)),
    Line("numbers_heading", "Luvut", ()),
    Line("number", "Tarinoita: 23", (), ("stories",)),
]
DIGEST = replace(a_digest(LINES), picture=a_picture())


async def draw(picture, captions, form):
    return an_image("PNG", size=(1200, 675))


async def no_pause(_seconds):
    return


async def post(workspace, platform, channel, sender):
    root = ""
    for content in posts_of(DIGEST, platform):
        hangs_on = root if platform is Platform.SLACK else ""
        address = Address(platform=platform, channel=channel, replies_to=hangs_on)
        sent = await sender.send(Delivery(id=uuid4(), address=address, content=content), DIGEST)
        root = root or sent


@pytest_asyncio.fixture(loop_scope="session")
async def workspace():
    async with Workspace(PracticeClock("live", NOON), seed=1) as workspace:
        client = AsyncWebClient(workspace.slack_bot_token, base_url=workspace.slack_base_url)
        profiles = Profiles(client, workspace.clock)
        slack = SlackSender(
            client, TEXTS, lambda _: LABELS, profiles, workspace.clock, draw, no_pause
        )
        await post(workspace, Platform.SLACK, workspace.digest_channel, slack)
        async with Bot(
            workspace.telegram_token, base_url=f"{workspace.telegram_base_url}/bot"
        ) as bot:
            telegram = TelegramSender(
                bot, TEXTS, LABELS, NothingKept(), digests_of(bot, draw), NobodyReads()
            )
            group = str(workspace.telegram_group)
            await post(workspace, Platform.TELEGRAM, group, telegram)
        yield workspace


async def test_the_digest_is_seen_with_picture_thread_and_table(browsing, workspace):
    async with browsing(workspace) as page:
        log = page.locator("#digest-log")
        picture = log.get_by_role("img", name="Pistekuvio viikon tarinoista")
        await expect(picture).to_be_visible()
        assert await picture.evaluate("image => image.naturalWidth") == 1200
        await expect(log.locator("article.thread")).to_have_count(2)
        table = log.get_by_role("table", name="Viikon luvut")
        await expect(table.get_by_role("rowheader", name="Tarinoita")).to_be_visible()
        await expect(table.get_by_role("cell", name="23")).to_be_visible()
        assert await page.evaluate("window.hurt") is None
        assert await page.evaluate(CONTRAST) == []


async def test_the_group_on_telegram_sees_the_photo_and_unfolds_the_ideas(browsing, workspace):
    async with browsing(workspace) as page:
        log = page.locator("#group-log")
        await expect(log.get_by_role("img", name="Valokuva")).to_be_visible()
        await expect(log.locator("blockquote").first).to_have_text(HOSTILE)
        idea = log.locator("details blockquote")
        await expect(idea).to_be_hidden()
        await log.get_by_text("Ideat").click()
        await expect(idea).to_contain_text("Jono näkyviin")
        await expect(idea).to_be_visible()
        assert await page.evaluate("window.hurt") is None


async def test_nothing_of_the_digest_is_wider_than_a_telephone(browsing, workspace):
    async with browsing(workspace, width=360) as page:
        await expect(page.locator("#digest-log img")).to_be_visible()
        assert await page.evaluate("document.documentElement.scrollWidth") <= 360


async def test_what_is_no_picture_is_text_that_no_browser_runs(workspace):
    file = workspace.team.new_file(workspace.people.employee("u1"), "a", "image/png", b"<html>")
    async with aiohttp.ClientSession() as session:
        async with session.get(f"{workspace.url}/page/file/{file.id}") as response:
            assert response.content_type == "text/plain"
            assert response.headers["x-content-type-options"] == "nosniff"
        for name in ("F0NOBODY", "..%2F"):
            async with session.get(f"{workspace.url}/page/file/{name}") as response:
                assert response.status == 404


async def test_a_reader_presses_below_the_digest_and_follows_a_link_to_the_bot(
    browsing, workspace
):
    async with browsing(workspace) as page:
        log = page.locator("#group-log")
        await log.get_by_role("button", name="Hyödyllinen").click()
        await workspace.until(lambda: len(workspace.telegram.presses) == 1)
        await log.get_by_role("button", name="Lue kaikki").click()
        await expect(page.locator("#chat")).to_contain_text("/start read_")
