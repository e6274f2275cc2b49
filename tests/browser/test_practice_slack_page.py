"""Modals, the App Home, menus and files on the practice page, clicked through in Chromium."""

import base64
from datetime import UTC, datetime

import pytest
import pytest_asyncio
from playwright.async_api import expect

from bot.practice.clock import PracticeClock
from bot.practice.slack_values import REQUIRED
from bot.practice.slack_views import TROUBLE
from bot.practice.workspace import Workspace
from tests.practice_app import SILENCE, a_modal, an_app, an_input, option, plain
from tests.practice_browser import (
    CONTRAST,
    HOSTILE,
    NAMES_OF_CONTROLS,
    in_one_browser,
    needs_chromium,
)

pytestmark = [needs_chromium, in_one_browser]

NOON = datetime(2026, 11, 10, 12, tzinfo=UTC)
FEELINGS = [
    option("glad", "Ilahtunut"),
    option("sad", "Pettynyt"),
    option("calm", "Helpottunut"),
]
STORY = an_input(
    "story",
    {"type": "plain_text_input", "multiline": True, "placeholder": plain("Eilen illalla…")},
    label=plain("Mitä tapahtui?"),
    hint=plain("Älä kirjoita asiakkaan nimeä."),
)
ABOUT = an_input(
    "about", {"type": "radio_buttons", "options": FEELINGS}, label=plain("Miltä tuntui?")
)
MORE = {"type": "button", "action_id": "more", "text": plain("Lisää tietoja")}
FORM = [
    {"type": "context", "elements": [{"type": "mrkdwn", "text": "_Kerro kuin työkaverille_"}]},
    STORY,
    ABOUT,
    {"type": "actions", "block_id": "more", "elements": [MORE]},
]
FULL_FORM = [
    *FORM,
    an_input(
        "feeling",
        {"type": "multi_static_select", "options": FEELINGS},
        label=plain("Asiakkaasta"),
        optional=True,
    ),
    an_input(
        "energy",
        {"type": "static_select", "options": FEELINGS},
        label=plain("Voimat"),
        optional=True,
    ),
    an_input(
        "flags",
        {"type": "checkboxes", "options": FEELINGS},
        label=plain("Huomaa"),
        optional=True,
    ),
    an_input("title", {"type": "plain_text_input"}, label=plain("Otsikko"), optional=True),
]


def sure(style: str = "danger") -> dict:
    return {
        "title": plain("Poistetaanko?"),
        "text": plain("Tarina katoaa."),
        "confirm": plain("Poista"),
        "deny": plain("Pidä"),
        "style": style,
    }


@pytest_asyncio.fixture(loop_scope="session")
async def workspace():
    async with Workspace(PracticeClock("simulated", NOON), seed=1) as workspace:
        yield workspace


@pytest_asyncio.fixture(loop_scope="session")
async def app(workspace):
    async with an_app(workspace) as app:
        yield app


async def opened(workspace, app, page, blocks=FORM, **fields):
    """Open a modal by the shortcut of the page, and return the dialog."""
    await page.get_by_role("button", name="Kerro tarina").click()
    await workspace.until(lambda: app.of_type("shortcut") != [])
    trigger_id = app.of_type("shortcut")[-1]["trigger_id"]
    await app.client.views_open(trigger_id=trigger_id, view=a_modal(blocks=blocks, **fields))
    dialog = page.get_by_role("dialog", name="Kerro tarina")
    await expect(dialog).to_be_visible()
    return dialog


async def submitted(workspace, app) -> dict:
    await workspace.until(lambda: app.of_type("view_submission") != [])
    return app.of_type("view_submission")[-1]["view"]["state"]["values"]


# Modals


async def test_a_form_is_filled_in_and_sent(browsing, workspace, app):
    async with browsing(workspace) as page:
        dialog = await opened(workspace, app, page, FULL_FORM)
        await dialog.get_by_label("Mitä tapahtui?").fill("Jono oli pitkä")
        await dialog.get_by_role("group", name="Miltä tuntui?").get_by_label("Pettynyt").check()
        many = dialog.get_by_role("group", name="Asiakkaasta")
        await many.get_by_label("Ilahtunut").check()
        await many.get_by_label("Helpottunut").check()
        await dialog.get_by_label("Voimat").select_option("calm")
        await dialog.get_by_role("group", name="Huomaa").get_by_label("Pettynyt").check()
        await dialog.get_by_role("button", name="Tallenna").click()
        values = await submitted(workspace, app)
        await expect(dialog).to_be_hidden()

    assert values["story"]["story"]["value"] == "Jono oli pitkä"
    assert values["about"]["about"]["selected_option"]["value"] == "sad"
    chosen = values["feeling"]["feeling"]["selected_options"]
    assert [each["value"] for each in chosen] == ["glad", "calm"]
    assert values["energy"]["energy"]["selected_option"]["value"] == "calm"
    assert [each["value"] for each in values["flags"]["flags"]["selected_options"]] == ["sad"]
    assert values["title"]["title"]["value"] is None


async def test_choices_in_groups_stand_under_the_names_of_the_groups(browsing, workspace, app):
    groups = [
        {"label": plain("Miltä se tuntui"), "options": FEELINGS[:2]},
        {"label": plain("Missä se tapahtui"), "options": [option("phone", "Puhelin")]},
    ]
    tags = {"type": "multi_static_select", "option_groups": groups}
    async with browsing(workspace) as page:
        dialog = await opened(workspace, app, page, [an_input("tags", tags)])
        felt = dialog.get_by_role("group", name="Miltä se tuntui")
        await felt.get_by_label("Pettynyt").check()
        where = dialog.get_by_role("group", name="Missä se tapahtui")
        await where.get_by_label("Puhelin").check()
        await expect(felt.get_by_label("Puhelin")).to_have_count(0)
        await dialog.get_by_role("button", name="Tallenna").click()
        values = await submitted(workspace, app)

    chosen = values["tags"]["tags"]["selected_options"]
    assert [each["value"] for each in chosen] == ["sad", "phone"]


async def test_what_is_missing_is_said_beside_its_input_and_has_the_focus(
    browsing, workspace, app
):
    async with browsing(workspace) as page:
        dialog = await opened(workspace, app, page)
        await dialog.get_by_role("button", name="Tallenna").click()

        story = dialog.get_by_label("Mitä tapahtui?")
        await expect(story).to_have_accessible_description(
            f"Älä kirjoita asiakkaan nimeä. {REQUIRED}"
        )
        await expect(story).to_be_focused()
        await expect(story).to_have_attribute("aria-invalid", "true")
        await expect(dialog.locator(".error", has_text=REQUIRED)).to_have_count(2)

    assert app.of_type("view_submission") == []


async def test_an_error_of_the_app_keeps_the_text(browsing, workspace, app):
    errors = {"response_action": "errors", "errors": {"story": "Ei tallentunut"}}
    app.answer = lambda payload: errors if payload["type"] == "view_submission" else None
    async with browsing(workspace) as page:
        dialog = await opened(workspace, app, page, [STORY])
        await dialog.get_by_label("Mitä tapahtui?").fill("Jono oli pitkä")
        await dialog.get_by_role("button", name="Tallenna").click()

        await expect(dialog.locator(".error")).to_have_text("Ei tallentunut")
        await expect(dialog.get_by_label("Mitä tapahtui?")).to_have_value("Jono oli pitkä")


async def test_silence_of_the_app_is_told_and_keeps_the_text(browsing, workspace, app):
    app.answer = lambda payload: SILENCE if payload["type"] == "view_submission" else None
    async with browsing(workspace) as page:
        dialog = await opened(workspace, app, page, [STORY])
        await dialog.get_by_label("Mitä tapahtui?").fill("Jono oli pitkä")
        await dialog.get_by_role("button", name="Tallenna").click()
        await submitted(workspace, app)
        workspace.clock.advance(3)

        await expect(dialog.get_by_role("alert")).to_have_text(TROUBLE)
        await expect(dialog.get_by_label("Mitä tapahtui?")).to_have_value("Jono oli pitkä")


async def test_more_fields_come_without_losing_what_was_typed(browsing, workspace, app):
    async with browsing(workspace) as page:
        dialog = await opened(workspace, app, page)
        await dialog.get_by_label("Mitä tapahtui?").fill("Jono oli")
        await dialog.get_by_role("button", name="Lisää tietoja").click()
        await workspace.until(lambda: app.of_type("block_actions") != [])
        view = app.of_type("block_actions")[0]["view"]
        await dialog.get_by_label("Mitä tapahtui?").press_sequentially(" pitkä")
        await app.client.views_update(
            view_id=view["id"], hash=view["hash"], view=a_modal(blocks=FULL_FORM)
        )

        await expect(dialog.get_by_label("Voimat")).to_be_visible()
        await expect(dialog.get_by_label("Mitä tapahtui?")).to_have_value("Jono oli pitkä")
        await expect(dialog.get_by_label("Mitä tapahtui?")).to_be_focused()

    assert view["state"]["values"]["story"]["story"]["value"] == "Jono oli"


async def test_the_focus_stays_in_the_modal_and_goes_back_when_esc_closes_it(
    browsing, workspace, app
):
    async with browsing(workspace) as page:
        dialog = await opened(workspace, app, page, notify_on_close=True)
        await expect(dialog.get_by_label("Mitä tapahtui?")).to_be_focused()
        outside = "document.activeElement.closest('dialog, body').localName === 'body'"
        own = "document.activeElement === document.body"
        for _ in range(20):
            await page.keyboard.press("Tab")
            assert await page.evaluate(own) or not await page.evaluate(outside)
        await page.keyboard.press("Escape")

        await expect(dialog).to_be_hidden()
        await expect(page.get_by_role("button", name="Kerro tarina")).to_be_focused()
        await workspace.until(lambda: app.of_type("view_closed") != [])

    assert workspace.modals("u1") == []


async def test_a_modal_can_be_filled_in_and_sent_with_the_keyboard_alone(browsing, workspace, app):
    async with browsing(workspace) as page:
        dialog = await opened(workspace, app, page)
        await page.keyboard.type("Jono oli pitkä")
        await page.keyboard.press("Tab")
        await page.keyboard.press("Space")
        await page.keyboard.press("ArrowDown")
        for _ in range(3):
            await page.keyboard.press("Tab")
        await page.keyboard.press("Enter")
        values = await submitted(workspace, app)
        await expect(dialog).to_be_hidden()

    assert values["about"]["about"]["selected_option"]["value"] == "sad"


async def test_a_pushed_modal_covers_the_first_and_gives_it_back(browsing, workspace, app):
    answer = {"response_action": "push", "view": a_modal(title=plain("Esikatselu"), blocks=[])}
    app.answer = lambda payload: answer if payload["type"] == "view_submission" else None
    async with browsing(workspace) as page:
        dialog = await opened(workspace, app, page, [STORY])
        await dialog.get_by_label("Mitä tapahtui?").fill("Jono oli pitkä")
        await dialog.get_by_role("button", name="Tallenna").click()
        preview = page.get_by_role("dialog", name="Esikatselu")
        await expect(preview).to_be_visible()
        await preview.get_by_role("button", name="Sulje").click()

        await expect(dialog.get_by_label("Mitä tapahtui?")).to_have_value("Jono oli pitkä")


# Elements in messages


async def test_every_element_of_a_message_can_be_chosen(browsing, workspace, app):
    person = workspace.people.employee("u1").id
    elements = [
        {"type": "static_select", "action_id": "select", "placeholder": plain("Tunne")},
        {"type": "multi_static_select", "action_id": "many", "placeholder": plain("Tunteet")},
        {"type": "radio_buttons", "action_id": "radio"},
        {"type": "checkboxes", "action_id": "checks"},
        {"type": "overflow", "action_id": "overflow"},
    ]
    filled = [element | {"options": FEELINGS} for element in elements]
    blocks = [{"type": "actions", "block_id": "b", "elements": filled}]
    await app.client.chat_postMessage(channel=person, text="x", blocks=blocks)
    async with browsing(workspace) as page:
        article = page.locator("#dm article")
        await article.get_by_label("Tunne", exact=True).select_option("sad")
        await article.get_by_role("group", name="Tunteet").get_by_label("Ilahtunut").check()
        await article.get_by_role("group", name="radio").get_by_label("Helpottunut").check()
        await article.get_by_role("group", name="checks").get_by_label("Pettynyt").check()
        await article.locator(".body summary").click()
        await article.locator(".body details").get_by_role("button", name="Ilahtunut").click()
        await workspace.until(lambda: len(app.of_type("block_actions")) == 5)

    actions = [payload["actions"][0] for payload in app.of_type("block_actions")]
    assert [action["type"] for action in actions] == [each["type"] for each in elements]
    assert actions[0]["selected_option"]["value"] == "sad"
    assert actions[1]["selected_options"][0]["value"] == "glad"
    assert actions[4]["selected_option"]["value"] == "glad"


async def test_what_needs_to_be_confirmed_is_asked_first(browsing, workspace, app):
    person = workspace.people.employee("u1").id
    button = {"type": "button", "action_id": "remove", "text": plain("Poista tarina")}
    blocks = [{"type": "actions", "elements": [button | {"confirm": sure()}]}]
    await app.client.chat_postMessage(channel=person, text="x", blocks=blocks)
    async with browsing(workspace) as page:
        remove = page.locator("#dm").get_by_role("button", name="Poista tarina")
        question = page.get_by_role("dialog", name="Poistetaanko?")
        await remove.click()
        await expect(question).to_have_accessible_description("Tarina katoaa.")
        await page.keyboard.press("Escape")
        await expect(question).to_be_hidden()
        await remove.click()
        await question.get_by_role("button", name="Pidä").click()
        assert app.of_type("block_actions") == []

        await remove.click()
        await question.get_by_role("button", name="Poista").click()
        await workspace.until(lambda: len(app.of_type("block_actions")) == 1)


async def test_a_press_that_nobody_acknowledges_is_told_beside_the_message(
    browsing, workspace, app
):
    person = workspace.people.employee("u1").id
    blocks = [{"type": "actions", "elements": [MORE]}]
    await app.client.chat_postMessage(channel=person, text="x", blocks=blocks)
    app.answer = lambda _: SILENCE
    async with browsing(workspace) as page:
        await page.locator("#dm").get_by_role("button", name="Lisää tietoja").click()
        await workspace.until(lambda: app.of_type("block_actions") != [])
        workspace.clock.advance(3)

        await expect(page.locator("#dm article").get_by_role("alert")).to_have_text(TROUBLE)


# App Home


async def test_the_home_is_a_tab_that_the_app_fills(browsing, workspace, app):
    person = workspace.people.employee("u1").id
    section = {"type": "section", "text": plain("T-0412"), "accessory": MORE}
    view = {"type": "home", "blocks": [{"type": "header", "text": plain("Omat")}, section]}
    async with browsing(workspace) as page:
        tab = page.get_by_role("tab", name="Koti")
        panel = page.get_by_role("tabpanel", name="Koti")
        await page.get_by_role("tab", name="Viestit").focus()
        await page.keyboard.press("ArrowRight")
        await expect(tab).to_be_focused()
        await expect(tab).to_have_attribute("aria-selected", "true")
        await expect(panel).to_contain_text("ei ole vielä pannut")
        await workspace.until(lambda: app.of_type("app_home_opened") != [])
        await app.client.views_publish(user_id=person, view=view)
        await expect(panel.get_by_role("heading", name="Omat")).to_be_visible()
        await panel.get_by_role("button", name="Lisää tietoja").click()
        await workspace.until(lambda: app.of_type("block_actions") != [])
        await page.keyboard.press("Shift+Tab")

    assert app.of_type("block_actions")[0]["view"]["type"] == "home"
    assert app.of_type("app_home_opened")[0]["event"]["tab"] == "home"


async def test_each_person_has_a_home_of_their_own(browsing, workspace, app):
    person = workspace.people.employee("u1").id
    view = {"type": "home", "blocks": [{"type": "section", "text": plain("Vain sinulle")}]}
    await app.client.views_publish(user_id=person, view=view)
    async with browsing(workspace) as page:
        await page.get_by_role("tab", name="Koti").click()
        await expect(page.locator("#home")).to_contain_text("Vain sinulle")
        await page.select_option("#employee-who", "u2")
        await page.get_by_role("tab", name="Koti").click()

        await expect(page.locator("#home")).to_contain_text("ei ole vielä pannut")


# The menu of a message


async def test_a_shortcut_is_chosen_on_a_colleagues_reply(browsing, workspace, app):
    ts = await workspace.slack_say("u1", "tarina")
    reply = await workspace.slack_say("u2", "jatkoa", thread_ts=ts)
    async with browsing(workspace) as page:
        article = page.locator("#channel article.thread")
        await article.locator("header summary").click()
        await article.get_by_role("button", name="Tallenna tarinaksi").click()
        await workspace.until(lambda: app.of_type("message_action") != [])

    payload = app.of_type("message_action")[0]
    assert (payload["message_ts"], payload["message"]["thread_ts"]) == (reply, ts)
    assert payload["user"]["id"] == workspace.people.employee("u1").id


async def test_a_second_employee_reacts_and_takes_it_back(browsing, workspace, app):
    await workspace.slack_say("u1", "tarina")
    async with browsing(workspace) as page:
        await page.select_option("#employee-who", "u2")
        article = page.locator("#channel article")
        await article.locator("summary").click()
        await article.get_by_role("button", name="Reagoi: 📖 kirja").click()
        chip = article.get_by_role("button", name="Reaktio 📖 kirja, 1 kpl")
        await expect(chip).to_have_attribute("aria-pressed", "true")
        await chip.click()
        await expect(chip).to_have_count(0)
        await article.locator("summary").click()
        await article.get_by_role("button", name="Reagoi: 🔕 ei kelloa").click()
        await workspace.until(lambda: len(app.of_type("reaction_added")) == 2)

    names = [payload["event"]["reaction"] for payload in app.of_type("reaction_added")]
    assert names == ["book", "no_bell"]
    assert len(app.of_type("reaction_removed")) == 1


async def test_ones_own_message_is_edited_as_it_was_typed(browsing, workspace, app):
    await workspace.slack_say("u1", "5 &lt; 6 &amp; <@U0KUULEBOT>")
    async with browsing(workspace) as page:
        article = page.locator("#channel article")
        await article.locator("summary").click()
        await article.get_by_role("button", name="Muokkaa viestiä").click()
        text = page.locator("#employee-text")
        await expect(text).to_have_value("5 < 6 & @Kuule")
        await text.fill("7 < 8")
        await text.press("Enter")
        await expect(article).to_contain_text("7 < 8")

    assert workspace.messages()[0].text == "7 &lt; 8"
    changes = [p for p in app.of_type("message") if "subtype" in p["event"]]
    assert changes[0]["event"]["subtype"] == "message_changed"


async def test_ones_own_message_is_deleted_once_it_is_sure(browsing, workspace, app):
    await workspace.slack_say("u1", "tarina")
    await workspace.slack_say("u2", "toisen")
    async with browsing(workspace) as page:
        first, second = (page.locator("#channel article").nth(n) for n in (0, 1))
        await second.locator("summary").click()
        await expect(second.get_by_role("button", name="Poista viesti")).to_have_count(0)
        await page.keyboard.press("Escape")
        await expect(second.locator("summary")).to_be_focused()
        await expect(second.locator("details")).not_to_have_attribute("open", "")
        await first.locator("summary").click()
        await first.get_by_role("button", name="Poista viesti").click()
        question = page.get_by_role("dialog", name="Poistetaanko tämä viesti?")
        await question.get_by_role("button", name="Poista").click()
        await expect(page.locator("#channel article")).to_have_count(1)

    assert [m.text for m in workspace.messages()] == ["toisen"]


async def test_a_file_is_attached_with_a_text_beside_it(browsing, workspace, app):
    picture = {"name": "kuva.png", "mimeType": "image/png", "buffer": b"kuva"}
    async with browsing(workspace) as page:
        await page.get_by_label("Liitä tiedosto").set_input_files(picture)
        await page.fill("#employee-text", "Tällainen lasku")
        await page.press("#employee-text", "Enter")
        article = page.locator("#channel article")
        await expect(article).to_contain_text("Tällainen lasku")
        await expect(article).to_contain_text("Tiedosto: kuva.png")
        assert await page.input_value("#employee-file") == ""
        await workspace.until(lambda: app.of_type("message") != [])

    (file,) = app.event["files"]
    assert workspace.team.files[file["id"]].content == base64.b64decode("a3V2YQ==")
    assert app.event["subtype"] == "file_share"


# For everybody


@pytest.mark.parametrize("width", [320, 360, 1280])
async def test_no_modal_home_or_menu_scrolls_sideways(browsing, workspace, app, width):
    person = workspace.people.employee("u1").id
    long = {"type": "section", "text": plain("y" * 300), "accessory": MORE}
    await app.client.views_publish(user_id=person, view={"type": "home", "blocks": [long]})
    await workspace.slack_say("u1", "x" * 300)
    async with browsing(workspace, width=width) as page:
        await page.get_by_role("tab", name="Koti").click()
        await page.locator("#channel summary").click()
        menu = await page.locator("#channel .menu-items").bounding_box()
        assert menu["x"] >= 0
        await page.keyboard.press("Escape")
        dialog = await opened(workspace, app, page, [*FULL_FORM, long])
        box = await dialog.bounding_box()

        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        assert await dialog.evaluate("(d) => d.scrollWidth <= d.clientWidth")
        assert await page.evaluate("document.documentElement.scrollWidth") <= width
        assert await page.locator("#home").evaluate("(h) => h.scrollWidth <= h.clientWidth")


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_a_modal_and_a_home_can_be_read_and_named(browsing, workspace, app, scheme):
    person = workspace.people.employee("u1").id
    view = {"type": "home", "blocks": FULL_FORM}
    await app.client.views_publish(user_id=person, view=view)
    await workspace.slack_say("u1", "tarina")
    async with browsing(workspace, color_scheme=scheme) as page:
        await page.get_by_role("tab", name="Koti").click()
        assert "" not in await page.evaluate(NAMES_OF_CONTROLS)
        assert await page.evaluate(CONTRAST) == []
        dialog = await opened(workspace, app, page, FULL_FORM)
        await dialog.get_by_role("button", name="Tallenna").click()
        await expect(dialog.locator(".error").first).to_have_text(REQUIRED)

        assert "" not in await page.evaluate(NAMES_OF_CONTROLS)
        assert await page.evaluate(CONTRAST) == []


async def test_markup_in_a_modal_and_a_home_is_shown_as_text(browsing, workspace, app):
    person = workspace.people.employee("u1").id
    blocks = [
        {"type": "section", "text": plain(HOSTILE)},
        an_input("story", {"type": "plain_text_input", "initial_value": HOSTILE}),
        an_input("about", {"type": "radio_buttons", "options": [option("a", HOSTILE[:75])]}),
    ]
    await app.client.views_publish(user_id=person, view={"type": "home", "blocks": blocks})
    async with browsing(workspace) as page:
        dialog = await opened(workspace, app, page, blocks)

        await expect(dialog.locator(".body > p").first).to_have_text(HOSTILE)
        await expect(dialog.get_by_label("story")).to_have_value(HOSTILE)
        assert await page.evaluate("window.hurt") is None
        assert await page.locator("dialog script, dialog img, #home img").count() == 0
