"""The practice page in a real headless Chromium, and what is measured on it."""

from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from playwright.async_api import Browser, expect

from bot.practice.workspace import Workspace

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
HOSTILE = '<script>window.hurt=1</script><img src=x onerror="window.hurt=1"> & "lainaus"'

needs_chromium = pytest.mark.skipif(
    not CHROMIUM.exists(),
    reason="NOT TESTED: the practice page needs Debian's chromium (apt-get install chromium)",
)
in_one_browser = pytest.mark.asyncio(loop_scope="session")
"""Marks what runs on the loop of the run, where its browser lives."""

NAMES_OF_CONTROLS = """
() => [...document.querySelectorAll('a, button, summary, select, textarea, input, [tabindex="0"]')]
  .filter((control) => control.getClientRects().length)
  .map((control) => {
    const labels = [...(control.labels || [])].map((label) => label.textContent).join(' ');
    const ids = (control.getAttribute('aria-labelledby') || '').split(' ').filter(Boolean);
    const named = ids.map((id) => document.getElementById(id).textContent).join(' ');
    const own = ['A', 'BUTTON'].includes(control.tagName) ? control.textContent : '';
    return (control.getAttribute('aria-label') || named || labels || own).trim();
  })
"""

CONTRAST = """
() => {
  const numbers = (color) => (color.match(/[\\d.]+/g) || []).map(Number);
  const light = ([r, g, b]) => {
    const part = (v) => ((v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
  };
  const background = (node) => {
    for (let here = node; here; here = here.parentElement) {
      const color = numbers(getComputedStyle(here).backgroundColor);
      if (color.length === 3 || color[3] > 0) return color;
    }
    return [255, 255, 255];
  };
  const poor = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text = walker.nextNode(); text; text = walker.nextNode()) {
    const parent = text.parentElement;
    if (!text.data.trim() || !parent.getClientRects().length) continue;
    const pair = [numbers(getComputedStyle(parent).color), background(parent)].map(light);
    const ratio = (Math.max(...pair) + 0.05) / (Math.min(...pair) + 0.05);
    if (ratio < 4.5) poor.push(`${text.data.trim()} ${ratio.toFixed(2)}`);
  }
  return poor;
}
"""


@asynccontextmanager
async def browsed(
    browser: Browser,
    workspace: Workspace,
    *,
    width: int = 1280,
    locale: str = "fi-FI",
    may_complain: bool = False,
    **options,
):
    """Open the practice page, which must not complain."""
    expect.set_options(timeout=30_000)
    viewport = {"width": width, "height": 900}
    async with await browser.new_page(viewport=viewport, locale=locale, **options) as page:
        page.set_default_timeout(30_000)
        complaints: list[str] = []
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda line: complaints.append(line.text))
        await page.goto(workspace.url)
        await expect(page.locator("#channel")).to_have_attribute("aria-busy", "false")
        yield page
    assert may_complain or complaints == []
