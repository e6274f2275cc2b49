"""Photographs the practice page after a week with a few stories, with the program behind it.

Needs Debian's chromium.

    python -m docs.images.photograph
"""

import asyncio
from datetime import UTC, datetime, time
from pathlib import Path

from playwright.async_api import async_playwright

from bot import running
from bot.cli.stage import stage
from bot.practice import stories
from bot.practice.clock import PracticeClock, next_monday
from bot.practice.workspace import Workspace

PICTURE = Path(__file__).with_name("practice.png")
CHROMIUM = "/usr/bin/chromium"
SUNDAY = datetime(2026, 11, 22, 7, 15, tzinfo=UTC)
TOLD_BEFORE = {
    "u2": "A customer thanked me warmly, because nobody had ever explained her bill so calmly.",
    "u4": "Kassalla oli pitkä jono, ja asiakas lähti kesken pois.",
}
WAITING = "Laskussa oli virhe, eikä kukaan vastannut. Milloin saan vastauksen?"
OF_THE_CUSTOMER = (
    "Puhelinneuvoja kuunteli loppuun asti eikä keskeyttänyt kertaakaan. Helpotti, kun asia hoitui "
    "yhdellä soitolla."
)
OF_THE_EMPLOYEE = "Asiakas soitti kolmannen kerran samasta asiasta, ja se harmitti meitä molempia."
RECEIPT = "#channel >> text=Kiitos, tarinasi on tallessa"
_PATIENCE_SECONDS = 60.0


async def photograph() -> None:
    """Let people tell, move the clock to the digest, and write the picture."""
    async with stage(PracticeClock("live", SUNDAY), 0) as (workspace, program):
        workspace.on_leap = program.tick
        stop = asyncio.Event()
        started = running.run(program, "127.0.0.1", 0, stop=stop, ready=lambda _: None)
        async with asyncio.TaskGroup() as tasks, asyncio.timeout(_PATIENCE_SECONDS):
            tasks.create_task(started)
            await _a_week(workspace)
            await _picture(workspace)
            stop.set()


async def _a_week(workspace: Workspace) -> None:
    await workspace.connected()
    for user, text in TOLD_BEFORE.items():
        await workspace.slack_say(user, text)
    await _talk(workspace, "c2", WAITING)
    await _talk(workspace, "c1", OF_THE_CUSTOMER)
    await workspace.slack_say("u1", OF_THE_EMPLOYEE)
    await workspace.until(lambda: "remove_story" in str(workspace.seen_by("u1")))
    await workspace.quiet()
    await workspace.leap(next_monday(workspace.clock.now(), workspace.zone))
    await workspace.until(lambda: bool(workspace.messages(workspace.digest_channel)))


async def _talk(workspace: Workspace, who: str, text: str) -> None:
    """Let a customer tell, and press what leads to the receipt."""
    scene = stories.Scene(week=0, day=0, at=time(), who=who, route="telegram", text=text)
    await stories.perform(workspace, scene)
    seen = workspace.chat(who)
    while "remove:" not in str(seen):
        await workspace.until(lambda before=seen: workspace.chat(who) != before)
        seen = workspace.chat(who)
        await stories.lead_on(workspace, scene)


async def _picture(workspace: Workspace) -> None:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        size = {"width": 1280, "height": 900}
        page = await browser.new_page(viewport=size, locale="en-GB")  # type: ignore[arg-type]  # a TypedDict
        await page.goto(workspace.url)
        await page.wait_for_selector('#channel[aria-busy="false"]')
        # Its beginning: who sees the story, and how.
        await page.locator(RECEIPT).evaluate("receipt => receipt.scrollIntoView()")
        await page.evaluate("scrollTo(0, 0)")
        await page.screenshot(path=PICTURE)
        await browser.close()


if __name__ == "__main__":
    asyncio.run(photograph())
