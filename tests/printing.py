"""What leaves a printer, and what a telephone's camera reads on it."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

import zxingcpp
from PIL import Image
from playwright.sync_api import Page, sync_playwright

from tests.practice_browser import ARGUMENTS, CHROMIUM

_MM = 96 / 25.4
"""CSS pixels of a millimetre. https://www.w3.org/TR/css-values-4/#absolute-lengths"""
_MEDIA_BOX = re.compile(rb"/MediaBox \[0 0 ([0-9.]+) ([0-9.]+)\]")

_FIRST_CODE = """
() => {
  const code = document.querySelector('svg');
  return code.getBoundingClientRect().width / code.viewBox.baseVal.width;
}
"""


def read(picture: bytes) -> list[str]:
    """Return what the codes in a picture say, by a decoder that knows nothing of who drew them."""
    with Image.open(BytesIO(picture)) as image:
        return [found.text for found in zxingcpp.read_barcodes(image)]


@contextmanager
def opened(file: Path) -> Iterator[Page]:
    """Open a file in a browser whose window is as large as a page of size A5."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        window = {"width": round(148 * _MM), "height": round(210 * _MM)}
        page = browser.new_page(viewport=window)
        page.goto(file.absolute().as_uri())
        yield page
        browser.close()


def pages(page: Page) -> list[tuple[int, int]]:
    """Return the width and height of each page that a printer gets, in whole millimetres."""
    sheets = _MEDIA_BOX.findall(page.pdf(prefer_css_page_size=True))
    return [
        (round(float(width) * 25.4 / 72), round(float(height) * 25.4 / 72))
        for width, height in sheets
    ]


def module_mm(page: Page) -> float:
    """Return how wide one dark square of the code is on paper."""
    return float(page.evaluate(_FIRST_CODE)) / _MM
