"""One Chromium for the tests of a run; each of them gets pages that know nothing of the others'.

To start a browser takes as long as a whole test on a page. It lives on the loop of the run, so
whatever speaks with it does too.
"""

from functools import partial

import pytest
import pytest_asyncio
from playwright.async_api import async_playwright

from tests.practice_browser import ARGUMENTS, CHROMIUM, browsed


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def chromium():
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield browser
        await browser.close()


@pytest.fixture
def browsing(chromium):
    """Return what opens the practice page of a workspace."""
    return partial(browsed, chromium)
