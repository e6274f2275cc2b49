"""A customer's whole talk on the practice page, by typing and clicking."""

from playwright.async_api import expect

from tests.practice_browser import in_one_browser, needs_chromium
from tests.program import a_play, stories

pytestmark = [needs_chromium, in_one_browser]

CLICKS = ("Jatka", "Valmis", "Kuulluksi", "Seuraava", "Ylitti", "Saa lukea, vastatkaa")


async def click(play, chat, *labels):
    """Click one button after the other, each after the second that Kuule leaves between two
    messages to one chat.
    """
    for label in labels:
        button = chat.get_by_role("button", name=label, exact=True)
        await expect(button).to_be_visible()
        play.workspace.clock.advance(1)
        await button.click()


async def test_a_talk_is_led_by_clicks_and_edits_one_message(browsing, tmp_path, sqlite_template):
    async with (
        a_play(tmp_path, sqlite_template) as play,
        play.running() as program,
        browsing(play.workspace) as page,
    ):
        chat = page.locator("#chat")
        await page.locator("#customer-text").fill("Puhelinneuvoja kuunteli loppuun asti.")
        await page.locator("#customer-text").press("Enter")
        await click(play, chat, *CLICKS)
        await expect(chat.get_by_role("button", name="Poista tarina")).to_be_visible()
        (story,) = await stories(program)
        receipt = chat.locator("article.bot")
        await expect(receipt).to_have_count(1)
        await expect(receipt).to_contain_text(story.number)

    assert len(CLICKS) == 6
    assert story.needs_reply
    assert {(t.facet, t.key) for t in story.tags if t.source == "teller"} == {
        ("feeling", "heard"),
        ("expectation", "exceeded"),
    }


async def test_ones_own_message_is_edited_and_the_story_with_it(
    browsing, tmp_path, sqlite_template
):
    async with (
        a_play(tmp_path, sqlite_template) as play,
        play.running() as program,
        browsing(play.workspace) as page,
    ):
        chat, text = page.locator("#chat"), page.locator("#customer-text")
        await text.fill("Neuvoja ei kuunnellut & 5 < 6.")
        await text.press("Enter")
        await click(play, chat, "Jatka")
        told = chat.locator("article.me")
        await told.locator("summary").click()
        await told.get_by_role("button", name="Muokkaa viestiä").click()
        await expect(page.locator("#customer-editing")).to_be_visible()
        await expect(text).to_have_value("Neuvoja ei kuunnellut & 5 < 6.")
        await text.fill("Neuvoja kuunteli loppuun asti.")
        await text.press("Enter")
        await expect(page.locator("#customer-editing")).to_be_hidden()
        await expect(told).to_contain_text("Neuvoja kuunteli loppuun asti.")
        await expect(told).to_have_count(1)
        await click(play, chat, *CLICKS[1:])
        await expect(chat.get_by_role("button", name="Poista tarina")).to_be_visible()
        (story,) = await stories(program)

    assert story.text == "Neuvoja kuunteli loppuun asti."


async def test_the_file_with_all_that_is_kept_can_be_opened(browsing, tmp_path, sqlite_template):
    words = "Soitin numerosta 040 1234567."
    async with (
        a_play(tmp_path, sqlite_template) as play,
        play.running(),
        browsing(play.workspace) as page,
    ):
        chat = page.locator("#chat")
        for text in (words, "/tietoni"):
            await page.locator("#customer-text").fill(text)
            await page.locator("#customer-text").press("Enter")
        link = chat.get_by_role("link", name="kuule-tietoni")
        async with page.expect_popup() as opened:
            await link.click()
        await expect((await opened.value).locator("body")).to_contain_text(words)


async def test_a_story_is_spoken_and_what_was_heard_is_confirmed_by_a_click(
    browsing, tmp_path, sqlite_template
):
    async with (
        a_play(tmp_path, sqlite_template, transcription=True) as play,
        play.running() as program,
        browsing(play.workspace) as page,
    ):
        chat = page.locator("#chat")
        await page.locator("#customer-text").fill("Puhelinneuvoja kuunteli loppuun asti.")
        await page.get_by_role("button", name="Lähetä ääniviestinä").click()
        await expect(chat.locator("article.me")).to_contain_text("Ääniviesti")
        await click(play, chat, "Jatka")
        await expect(chat).to_contain_text("Puhelinneuvoja kuunteli loppuun asti.")
        await click(play, chat, "Oikein", *CLICKS[1:])
        await expect(chat.get_by_role("button", name="Poista tarina")).to_be_visible()
        (story,) = await stories(program)

    assert story.text == "Puhelinneuvoja kuunteli loppuun asti."
