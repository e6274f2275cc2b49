"""The practice page in a real headless Chromium."""

from datetime import UTC, datetime
from itertools import pairwise

import httpx
import pytest
import pytest_asyncio
from playwright.async_api import Page, expect
from slack_sdk.web.async_client import AsyncWebClient
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup

from bot.practice.clock import PracticeClock
from bot.practice.workspace import Workspace
from tests.images import an_image
from tests.practice_browser import (
    CONTRAST,
    HOSTILE,
    NAMES_OF_CONTROLS,
    in_one_browser,
    needs_chromium,
)

pytestmark = in_one_browser

NOON = datetime(2026, 11, 10, 12, tzinfo=UTC)


@pytest_asyncio.fixture(loop_scope="session")
async def workspace():
    async with Workspace(PracticeClock("simulated", NOON), seed=1) as workspace:
        yield workspace


def slack(workspace: Workspace) -> AsyncWebClient:
    return AsyncWebClient(
        token=workspace.slack_bot_token, base_url=workspace.slack_base_url, retry_handlers=[]
    )


def blocks() -> list[dict]:
    text = {"type": "plain_text", "text": "Poista tarina"}
    return [
        {"type": "header", "text": {"type": "plain_text", "text": "Viikon tarinat"}},
        {"type": "section", "text": {"type": "mrkdwn", "text": "*Kiitos*\n> T-0412 &lt;3"}},
        {"type": "section", "fields": [{"type": "mrkdwn", "text": "ilahdutti"}] * 2},
        {"type": "divider"},
        {
            "type": "actions",
            "elements": [
                {
                    "type": "button",
                    "action_id": "remove",
                    "text": text,
                    "style": "danger",
                    "accessibility_label": "Poista tarina T-0412",
                }
            ],
        },
        {"type": "context", "elements": [{"type": "mrkdwn", "text": "_otos_ `koodi`"}]},
    ]


async def until(workspace: Workspace, holds) -> None:
    await workspace.until(holds)


@needs_chromium
async def test_what_an_employee_types_appears_in_the_channel(browsing, workspace):
    async with browsing(workspace) as page:
        await page.get_by_label("Viesti").first.fill("Asiakas toi pullaa @Kuule")
        await page.locator("#employee-form").get_by_role("button", name="Lähetä").click()

        await expect(page.locator("#channel article")).to_contain_text("Asiakas toi pullaa")

    assert workspace.messages()[0].text == "Asiakas toi pullaa <@U0KUULEBOT>"


@needs_chromium
async def test_what_a_customer_types_reaches_the_bot(browsing, workspace):
    async with browsing(workspace) as page:
        await page.select_option("#customer-who", "c3")
        await page.fill("#customer-text", "Hej, kön var lång")
        await page.press("#customer-text", "Enter")

        await expect(page.locator("#chat article")).to_contain_text("kön var lång")

    update = workspace.ledger.events[0].payload
    assert update["message"]["from"]["language_code"] == "sv"


@needs_chromium
async def test_a_customer_sends_a_photo_with_words_beside_it(browsing, workspace):
    picture = {"name": "kuva.png", "mimeType": "image/png", "buffer": an_image("PNG")}
    async with browsing(workspace) as page:
        await page.get_by_label("Liitä kuva tai tiedosto").set_input_files(picture)
        await page.fill("#customer-text", "Tällainen lasku")
        await page.press("#customer-text", "Enter")
        article = page.locator("#chat article")
        await expect(article).to_contain_text("Tällainen lasku")
        await expect(article.get_by_role("img", name="Valokuva")).to_be_visible()
        assert await page.input_value("#customer-file") == ""

    message = workspace.ledger.events[0].payload["message"]
    assert message["caption"] == "Tällainen lasku"
    assert message["photo"][-1]["file_size"] == len(an_image("PNG"))


@needs_chromium
async def test_a_customer_sends_a_file_alone(browsing, workspace):
    paper = {"name": "lasku.pdf", "mimeType": "application/pdf", "buffer": b"%PDF"}
    async with browsing(workspace) as page:
        await page.get_by_label("Liitä kuva tai tiedosto").set_input_files(paper)
        form = page.locator("#customer-form")
        await form.get_by_role("button", name="Lähetä", exact=True).click()
        await expect(page.locator("#chat article")).to_contain_text("Tiedosto: lasku.pdf")

    message = workspace.ledger.events[0].payload["message"]
    assert "caption" not in message
    assert message["document"]["mime_type"] == "application/pdf"


@needs_chromium
async def test_a_command_typed_in_the_channel_is_a_slash_command(browsing, workspace):
    async with browsing(workspace) as page:
        await page.fill("#employee-text", "/tarina Jono oli pitkä")
        await page.press("#employee-text", "Enter")
        await until(workspace, lambda: workspace.ledger.events != [])

    event = workspace.ledger.events[0]
    assert event.kind == "slash_commands"
    assert (event.payload["command"], event.payload["text"]) == ("/tarina", "Jono oli pitkä")


@needs_chromium
async def test_receipts_and_digests_appear_by_themselves(browsing, workspace):
    person = workspace.people.employee("u1").id
    async with browsing(workspace) as page:
        await slack(workspace).chat_postEphemeral(
            channel=workspace.story_channel, user=person, text="Kiitos", blocks=blocks()
        )
        await slack(workspace).chat_postMessage(
            channel=workspace.digest_channel, text="Viikko 46", blocks=blocks()
        )

        receipt = page.locator("#channel article")
        await expect(receipt).to_contain_text("Vain sinä näet tämän")
        await expect(receipt.locator("strong")).to_have_text("Kiitos")
        await expect(receipt.locator("blockquote")).to_have_text("T-0412 <3")
        await expect(page.locator("#digest-log h4")).to_have_text("Viikon tarinat")

        await page.select_option("#employee-who", "u2")
        await expect(page.locator("#channel article")).to_have_count(0)
        await expect(page.locator("#digest-log article")).to_have_count(1)


@needs_chromium
async def test_buttons_in_messages_can_be_pressed(browsing, workspace):
    person = workspace.people.employee("u1").id
    await slack(workspace).chat_postMessage(channel=person, text="Kiitos", blocks=blocks())
    number = await workspace.telegram_say("c1", "hei")
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("Poista", callback_data="x:1")]])
    url = workspace.telegram_base_url + "/bot"
    async with Bot(workspace.telegram_token, base_url=url) as bot:
        await bot.send_message(workspace.people.customer("c1").id, "ok", reply_markup=keyboard)

    async with browsing(workspace) as page:
        await page.locator("#dm").get_by_role("button", name="Poista tarina T-0412").click()
        await expect(page.get_by_role("status")).to_have_text("Painoit: Poista tarina")
        await page.locator("#chat").get_by_role("button", name="Poista").click()
        await until(workspace, lambda: workspace.ledger.events[-1].payload.get("callback_query"))

    pressed = [e for e in workspace.ledger.events if e.kind == "interactive"]
    assert pressed[0].payload["actions"][0]["action_id"] == "remove"
    query = workspace.ledger.events[-1].payload["callback_query"]
    assert (query["data"], query["message"]["message_id"]) == ("x:1", number + 1)


@needs_chromium
async def test_a_reply_goes_to_its_thread(browsing, workspace):
    async with browsing(workspace) as page:
        await page.fill("#employee-text", "Tarina")
        await page.press("#employee-text", "Enter")
        await page.get_by_role("button", name="Vastaa ketjuun").click()
        await page.keyboard.type("Vielä yksi asia")
        await page.keyboard.press("Enter")
        await expect(page.locator("#channel article.thread")).to_contain_text("Vielä yksi asia")

    parent, reply = workspace.messages()
    assert reply.thread_ts == parent.ts


@needs_chromium
async def test_everything_can_be_done_with_the_keyboard_alone(browsing, workspace):
    async with browsing(workspace) as page:
        stops = []
        for _ in range(30):
            await page.keyboard.press("Tab")
            stops.append(await page.evaluate("document.activeElement.id"))
            ring = "getComputedStyle(document.activeElement).outlineStyle"
            assert await page.evaluate(ring) != "none"
            if stops[-1] == "employee-text":
                await page.keyboard.type("Näppäimistöllä kerrottu")
                await page.keyboard.press("Enter")
            if stops[-1] == "digest-log":
                break

        await expect(page.locator("#channel article")).to_contain_text("Näppäimistöllä kerrottu")

    order = ["leap", "employee-who", "channel", "employee-where", "employee-text", "dm"]
    order += ["customer-who", "chat", "customer-text", "customer-file", "digest-log"]
    assert [stop for stop in stops if stop in order] == order


@needs_chromium
async def test_monday_comes_with_one_button(browsing, workspace):
    leaps = []

    async def on_leap():
        leaps.append(workspace.clock.now())

    workspace.on_leap = on_leap
    async with browsing(workspace) as page:
        await page.get_by_role("button", name="Siirry seuraavaan maanantaihin klo 9").press(
            "Enter"
        )
        await expect(page.locator("#now")).to_have_text("ma 16.11.2026 klo 9.00")
        await expect(page.get_by_role("status")).to_contain_text("ma 16.11.2026 klo 9.00")

    assert leaps == [datetime(2026, 11, 16, 7, tzinfo=UTC)]


@needs_chromium
@pytest.mark.parametrize("width", [320, 360, 768, 1280])
async def test_nothing_scrolls_sideways(browsing, workspace, width):
    await workspace.slack_say("u1", "x" * 400 + " " + HOSTILE)
    await workspace.telegram_say("c1", "y" * 400)
    await slack(workspace).chat_postMessage(
        channel=workspace.digest_channel, text="Viikko 46", blocks=blocks()
    )
    async with browsing(workspace, width=width) as page:
        await expect(page.locator("#digest-log article")).to_have_count(1)

        assert await page.evaluate("document.documentElement.scrollWidth") <= width
        wide = "[...document.querySelectorAll('.log')].map((l) => l.scrollWidth - l.clientWidth)"
        assert max(await page.evaluate(wide)) <= 0


@needs_chromium
async def test_every_control_has_a_name_and_the_page_its_landmarks(browsing, workspace):
    await slack(workspace).chat_postMessage(
        channel=workspace.digest_channel, text="Viikko 46", blocks=blocks()
    )
    async with browsing(workspace) as page:
        await expect(page.locator("#digest-log article")).to_have_count(1)
        names = await page.evaluate(NAMES_OF_CONTROLS)
        levels = await page.evaluate(
            "[...document.querySelectorAll('h1,h2,h3,h4')].map((h) => Number(h.localName[1]))"
        )

        assert "" not in names
        assert await page.get_by_role("main").count() == 1
        assert await page.get_by_role("region").count() == 3
        assert await page.get_by_role("log").count() == 5
        assert await page.locator("[role=log][aria-live=polite]").count() == 5
        assert levels[0] == 1
        assert all(after - before <= 1 for before, after in pairwise(levels))


@needs_chromium
@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_texts_stand_out_from_their_background(browsing, workspace, scheme):
    person = workspace.people.employee("u1").id
    await workspace.slack_say("u1", "Tarina <@U0KUULEBOT>")
    await workspace.telegram_say("c1", "Tarina")
    await slack(workspace).chat_postEphemeral(
        channel=workspace.story_channel, user=person, text="Kiitos", blocks=blocks()
    )
    async with browsing(workspace, color_scheme=scheme) as page:
        await expect(page.locator("#channel article.private")).to_have_count(1)

        assert await page.evaluate(CONTRAST) == []


@needs_chromium
async def test_markup_in_messages_is_shown_as_text(browsing, workspace):
    await workspace.telegram_say("c1", HOSTILE)
    link = "<javascript:window.hurt=1|paina> <https://example.org|turvallinen>"
    await slack(workspace).chat_postMessage(
        channel=workspace.digest_channel,
        text=HOSTILE,
        blocks=[{"type": "section", "text": {"type": "mrkdwn", "text": link}}],
    )
    async with browsing(workspace) as page:
        await page.fill("#employee-text", HOSTILE)
        await page.press("#employee-text", "Enter")

        await expect(page.locator("#channel .body")).to_have_text(HOSTILE)
        await expect(page.locator("#chat .body")).to_have_text(HOSTILE)
        await expect(page.locator("#digest-log .body a")).to_have_text("turvallinen")
        await expect(page.locator("#digest-log .body")).to_contain_text("paina")
        assert await page.evaluate("window.hurt") is None
        assert await page.locator(".log script, .log img").count() == 0


@needs_chromium
@pytest.mark.parametrize(
    ("locale", "title"),
    [
        ("fi-FI", "Kuulen harjoittelutila"),
        ("en-GB", "Kuule practice"),
        ("sv-SE", "Kuules övningsrum"),
    ],
)
async def test_the_page_speaks_the_browsers_language(browsing, workspace, locale, title):
    async with browsing(workspace, locale=locale) as page:
        await expect(page.get_by_role("heading", level=1)).to_have_text(title)
        assert await page.evaluate("document.documentElement.lang") == locale[:2]


@needs_chromium
async def test_the_language_can_be_switched(browsing, workspace):
    async with browsing(workspace) as page:
        await page.get_by_role("link", name="Svenska").click()

        await expect(page.get_by_role("heading", level=1)).to_have_text("Kuules övningsrum")
        await expect(page.get_by_role("link", name="Svenska")).to_have_attribute(
            "aria-current", "true"
        )


@needs_chromium
async def test_a_changed_message_keeps_the_focus_near(browsing, workspace):
    person = workspace.people.employee("u1").id
    sent = await slack(workspace).chat_postMessage(channel=person, text="ok", blocks=blocks())
    async with browsing(workspace) as page:
        await page.locator("#dm").get_by_role("button").focus()
        await slack(workspace).chat_update(
            channel=sent["channel"], ts=sent["ts"], text="Tarina on poistettu"
        )
        await expect(page.locator("#dm article")).to_contain_text("Tarina on poistettu")

        await expect(page.locator("#dm article")).to_be_focused()


@needs_chromium
async def test_a_lost_workspace_is_told_to_the_person(
    browsing,
):
    async with Workspace(PracticeClock(), seed=1) as workspace:
        leaving = browsing(workspace, may_complain=True)
        page: Page = await leaving.__aenter__()

    await expect(page.get_by_role("status")).to_contain_text("Yhteys harjoittelutilaan katkesi")
    await leaving.__aexit__(None, None, None)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"host": "evil.example"}, 403),
        ({"origin": "https://evil.example"}, 403),
        ({"content-type": "text/plain"}, 415),
        ({}, 400),
    ],
)
async def test_another_site_cannot_act_as_a_person(workspace, headers, status):
    headers = {"content-type": "application/json"} | headers
    async with httpx.AsyncClient() as client:
        answer = await client.post(
            f"{workspace.url}/page/slack", content=b'{"text": "x"}', headers=headers
        )

    assert answer.status_code == status
    assert workspace.ledger.events == []


async def test_the_page_allows_no_foreign_script(workspace):
    async with httpx.AsyncClient() as client:
        answer = await client.get(workspace.url)

    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert "[[" not in answer.text
