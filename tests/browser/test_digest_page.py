"""The page that `kuule digest --html` prints, in Chromium: narrow, in the dark and on paper."""

import pytest
import pytest_asyncio

from bot.core.model.digest import Line
from bot.digest.page import page
from bot.i18n.catalogue import Catalogue
from bot.pictures.drawing import drawn
from tests.digest_builders import a_digest
from tests.picture_builders import a_picture, some_captions
from tests.practice_browser import CONTRAST, in_one_browser, needs_chromium
from tests.unit.test_digest_documents import LINES

pytestmark = [needs_chromium, in_one_browser]

LONG = Line("quote", "Sana" * 60, ("T-1",))


@pytest.fixture(scope="module")
def content():
    svg = drawn(a_picture(), some_captions(a_picture()), "svg").decode()
    return page(a_digest([*LINES, LONG]), Catalogue(), svg)


@pytest_asyncio.fixture(loop_scope="session")
async def opened(chromium, content):
    async with await chromium.new_page(viewport={"width": 320, "height": 640}) as shown:
        await shown.set_content(content)
        yield shown


async def test_nothing_is_wider_than_the_narrowest_telephone(opened):
    assert await opened.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_every_text_can_be_read_in_light_and_in_the_dark(opened, scheme):
    await opened.emulate_media(color_scheme=scheme)

    assert await opened.evaluate(CONTRAST) == []


async def test_a_screen_reader_finds_title_headings_picture_and_table(opened):
    names = [await each.text_content() for each in await opened.get_by_role("heading").all()]

    assert names[0] == "📖 Viikon tarinat"
    await opened.get_by_role("img", name="Pistekuvio & luvut").wait_for()
    await opened.get_by_role("rowheader", name="Tarinoita").wait_for()


async def test_it_is_printed_on_paper(opened):
    assert (await opened.pdf()).startswith(b"%PDF")
