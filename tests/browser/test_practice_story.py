"""An employee's story on the practice page, by typing and clicking: told, set right, removed."""

import re

from playwright.async_api import expect

from tests.practice_browser import in_one_browser, needs_chromium
from tests.program import a_play, stories

pytestmark = [needs_chromium, in_one_browser]

TOLD = "Asiakas jonotti tunnin ja lähti pettyneenä."
CORRECTED = "Asiakas jonotti kaksi tuntia ja lähti pettyneenä."


async def test_a_story_is_told_set_right_changed_and_removed_by_clicks(
    browsing, tmp_path, sqlite_template
):
    async with (
        a_play(tmp_path, sqlite_template) as play,
        play.running() as program,
        browsing(play.workspace) as page,
    ):
        await page.get_by_label("Viesti").first.fill(TOLD)
        await page.locator("#employee-form").get_by_role("button", name="Lähetä").click()
        dm = page.locator("#dm")

        await dm.get_by_role("button", name=re.compile("^Korjaa tarinan")).click()
        tags = page.get_by_role("dialog", name="Korjaa tunnisteet")
        await tags.get_by_label("Lasku ja maksaminen").check()
        await tags.get_by_role("button", name="Tallenna").click()
        await expect(tags).to_be_hidden()

        await dm.get_by_role("button", name=re.compile("^Muokkaa tarinaa")).click()
        words = page.get_by_role("dialog", name="Muokkaa tarinaa")
        await words.get_by_role("textbox").fill(CORRECTED)
        await words.get_by_role("button", name="Tallenna").click()
        await expect(dm).to_contain_text(CORRECTED)
        (story,) = await stories(program)

        await dm.get_by_role("button", name=re.compile("^Poista tarina")).click()
        await page.get_by_role("dialog").get_by_role("button", name="Poista", exact=True).click()
        await expect(dm).to_contain_text(f"Tarina {story.number} on poistettu.")
        left = await stories(program)

    assert story.text == CORRECTED
    assert ("touchpoint", "invoice") in {
        (tag.facet, tag.key) for tag in story.tags if tag.source == "teller"
    }
    assert left == []
