"""The page for leaders in Chromium: on one sheet of paper, readable in light and in the dark."""

import re

import pytest
import pytest_asyncio

from bot.core.model.language import SPOKEN
from bot.digest.month import compose_month
from bot.digest.page import page
from tests.digest_builders import TEXTS
from tests.month_builders import LABELS, a_page, golden_month
from tests.practice_browser import CONTRAST, in_one_browser, needs_chromium

pytestmark = [needs_chromium, in_one_browser]


@pytest_asyncio.fixture(loop_scope="session")
async def window(chromium):
    async with await chromium.new_context(viewport={"width": 320, "height": 640}) as opened:
        yield opened


async def shown(window, language="fi"):
    opened = await window.new_page()
    lines = compose_month(golden_month(language), TEXTS, LABELS)
    await opened.set_content(page(a_page(lines, language=language), TEXTS))
    return opened


@pytest.mark.parametrize("language", SPOKEN)
async def test_it_is_printed_on_one_sheet_of_a4(window, language):
    opened = await shown(window, language)

    pdf = await opened.pdf(prefer_css_page_size=True)

    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 1
    (width, height) = re.search(rb"/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]", pdf).groups()
    assert (round(float(width)), round(float(height))) in {(595, 842), (596, 842), (594, 841)}


async def test_nothing_is_wider_than_the_narrowest_telephone(window):
    opened = await shown(window)

    assert await opened.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_every_text_can_be_read_in_light_and_in_the_dark(window, scheme):
    opened = await shown(window)
    await opened.emulate_media(color_scheme=scheme)

    assert await opened.evaluate(CONTRAST) == []


async def test_a_screen_reader_finds_headings_the_table_and_the_charts(window):
    opened = await shown(window)

    await opened.get_by_role("heading", name="Kiitos ja moite palveluittain").wait_for()
    await opened.get_by_role("rowheader", name="Laskutus").wait_for()
    await opened.get_by_role("img", name="Asiakkaat").wait_for()
