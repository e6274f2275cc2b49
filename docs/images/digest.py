"""Photographs a digest of the play, as it looks in Slack and on Telegram, on a desk and on a
telephone.

Needs Debian's chromium.

    python -m docs.images.digest
"""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

from playwright.async_api import Browser, Page, async_playwright

from bot import rehearsal
from bot.cli.stage import scenes_of, stage
from bot.practice.clock import PracticeClock
from docs.images.photograph import CHROMIUM

HERE = Path(__file__).parent
START = datetime(2026, 9, 7, tzinfo=UTC)
DESK, TELEPHONE = 840, 390
_ALONE = """
body .top, main .pane.employee, main .pane.customer { display: none; }
.pane .pane-head, article header .menu { display: none; }
body, main .pane { padding: 0.5rem; border: 0; box-shadow: none; }
body main { display: block; }
main .pane.digest .room .log { height: auto; max-height: none; overflow: visible; border: 0; }
"""
"""Leaves of the page what a reader of the digest has before them."""
_NEWEST = """(log) => {
  const tops = [...log.querySelectorAll('article:not(.thread)')];
  const first = tops.at(-Number(log.id === 'group-log') - 1);
  for (const article of [...log.querySelectorAll('article')]) {
    if (article === first) break;
    article.remove();
  }
}"""
"""Leaves of a log its last digest: in the group that is a photo and a text."""


async def photograph() -> None:
    """Play four weeks, and write the pictures of the last digest."""
    clock = PracticeClock("simulated", start=START)
    async with stage(clock, 0) as (workspace, program), async_playwright() as playwright:
        scenes = scenes_of(workspace)
        await rehearsal.rehearse(program, workspace, clock, scenes, lambda _: None)
        browser = await playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        for name, log, width in (
            ("digest-slack-desk.png", "digest-log", DESK),
            ("digest-slack-telephone.png", "digest-log", TELEPHONE),
            ("digest-telegram-telephone.png", "group-log", TELEPHONE),
        ):
            page = await _opened(browser, workspace.url, width)
            await _picture(page, log, HERE / name)
            await page.close()
        await browser.close()


async def _opened(browser: Browser, url: str, width: int) -> Page:
    page = await browser.new_page(
        viewport={"width": width, "height": 900},
        device_scale_factor=2 if width == TELEPHONE else 1,
        locale="fi-FI",
        bypass_csp=True,
    )
    await page.goto(url)
    await page.wait_for_selector('#group-log[aria-busy="false"]')
    await page.add_style_tag(content=_ALONE)
    return page


async def _picture(page: Page, log: str, file: Path) -> None:
    shown = page.locator(f"#{log}")
    await shown.evaluate(_NEWEST)
    if log == "digest-log":
        # What hangs on it would make the picture several screens long.
        threads = "(log) => log.querySelectorAll('.thread').forEach((each) => each.remove())"
        await shown.evaluate(threads)
    await shown.locator("img").first.wait_for()
    await shown.screenshot(path=file)


if __name__ == "__main__":
    asyncio.run(photograph())
