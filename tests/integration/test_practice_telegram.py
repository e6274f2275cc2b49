"""The stand-in for Telegram's Bot API, spoken to by the real python-telegram-bot."""

import asyncio
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from aiohttp import web
from telegram import (
    Bot,
    BotCommand,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaPhoto,
    ReplyParameters,
)
from telegram.error import BadRequest, Conflict, Forbidden, InvalidToken, RetryAfter

from bot.practice.clock import PracticeClock
from bot.practice.limits import AS_FAST_AS_IT_COMES
from bot.practice.telegram_webhook import HEADER
from bot.practice.workspace import Workspace

NOON = datetime(2026, 11, 10, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def durations_as_timedelta(monkeypatch):
    """python-telegram-bot warns about plain seconds unless it is told to give intervals."""
    monkeypatch.setenv("PTB_TIMEDELTA", "1")


@pytest.fixture
async def workspace():
    clock = PracticeClock("simulated", NOON)
    async with Workspace(clock, seed=1) as workspace:
        yield workspace


@pytest.fixture
async def bot(workspace):
    async with a_bot(workspace) as bot:
        yield bot


def a_bot(workspace: Workspace, token: str | None = None) -> Bot:
    return Bot(token or workspace.telegram_token, base_url=workspace.telegram_base_url + "/bot")


def keyboard(data: str) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton("Poista", callback_data=data)]])


@pytest.fixture
async def chat(workspace):
    await workspace.telegram_say("c1", "/start")
    return workspace.people.customer("c1").id


async def test_a_wrong_token_is_refused(workspace):
    with pytest.raises(InvalidToken):
        async with a_bot(workspace, "1:wrong"):
            pass


async def test_an_unknown_method_is_not_found(workspace):
    async with httpx.AsyncClient() as client:
        url = f"{workspace.url}/bot{workspace.telegram_token}/sendHologram"
        answer = await client.get(url)

    assert (answer.status_code, answer.json()["error_code"]) == (404, 404)


async def test_arguments_are_taken_from_the_query_and_from_json_too(workspace, chat):
    url = f"{workspace.url}/bot{workspace.telegram_token}/sendMessage"
    async with httpx.AsyncClient() as client:
        await client.get(url, params={"chat_id": chat, "text": "kysely"})
        await client.post(url, json={"chat_id": chat, "text": "json"})

    assert [m["text"] for m in workspace.chat("c1")][1:] == ["kysely", "json"]


async def test_a_message_comes_as_an_update_in_telegrams_own_form(workspace, bot):
    await workspace.telegram_say("c3", "Hej")

    (update,) = await bot.get_updates()

    assert update.message.text == "Hej"
    assert update.message.from_user.language_code == "sv"
    assert update.message.chat.type == "private"


async def test_a_command_is_marked_as_one(workspace, bot):
    await workspace.telegram_say("c1", "/start palvelu")

    (update,) = await bot.get_updates()

    entity = update.message.entities[0]
    assert (entity.type, entity.offset, entity.length) == ("bot_command", 0, 6)


async def test_an_update_comes_again_until_its_offset_is_passed(workspace, bot):
    await workspace.telegram_say("c1", "yksi")
    await workspace.telegram_say("c1", "kaksi")

    first = await bot.get_updates()
    again = await bot.get_updates(offset=first[0].update_id)
    rest = await bot.get_updates(offset=first[0].update_id + 1)

    assert [u.message.text for u in again] == ["yksi", "kaksi"]
    assert [u.message.text for u in rest] == ["kaksi"]
    assert [e.is_open for e in workspace.ledger.events] == [False, True]


async def test_a_negative_offset_forgets_all_but_the_newest(workspace, bot):
    for text in ("yksi", "kaksi", "kolme"):
        await workspace.telegram_say("c1", text)

    newest = await bot.get_updates(offset=-1)

    assert [u.message.text for u in newest] == ["kolme"]
    assert [u.message.text for u in await bot.get_updates()] == ["kolme"]


async def test_no_more_than_the_limit_comes_at_once(workspace, bot):
    for number in range(120):
        await workspace.telegram_say("c1", str(number))

    assert len(await bot.get_updates(limit=7)) == 7
    assert len(await bot.get_updates()) == 100


async def test_a_long_poll_waits_for_the_next_update(workspace, bot):
    poll = asyncio.create_task(bot.get_updates(timeout=10))
    await workspace.until(lambda: workspace.is_polled)
    await workspace.telegram_say("c1", "vihdoin")

    assert [u.message.text for u in await poll] == ["vihdoin"]


async def test_a_long_poll_ends_empty_after_its_timeout(bot):
    assert await bot.get_updates(timeout=timedelta(seconds=1)) == ()


async def test_a_second_poller_ends_the_first_with_a_conflict(workspace, bot):
    first = asyncio.create_task(bot.get_updates(timeout=10))
    await workspace.until(lambda: workspace.is_polled)
    async with a_bot(workspace) as other:
        await other.get_updates(timeout=0)

    with pytest.raises(Conflict):
        await first


async def test_only_the_wanted_kinds_of_update_are_kept(workspace, bot):
    await bot.get_updates(allowed_updates=["message"])
    number = await workspace.telegram_say("c1", "vanha")
    await workspace.telegram_edit("c1", number, "uusi")

    updates = await bot.get_updates()

    assert [(u.message.text, u.edited_message) for u in updates] == [("vanha", None)]


async def test_updates_are_kept_for_a_day(workspace, bot):
    await workspace.telegram_say("c1", "vanha")
    workspace.clock.advance(24 * 3600 + 1)
    await workspace.telegram_say("c1", "uusi")

    assert [u.message.text for u in await bot.get_updates()] == ["uusi"]
    assert workspace.ledger.events[0].lost


async def test_after_a_week_of_silence_the_numbers_may_start_lower(workspace, bot):
    await workspace.telegram_say("c1", "ennen")
    (before,) = await bot.get_updates()
    workspace.updates.jump(1000)
    await workspace.telegram_say("c1", "jälkeen")

    (after,) = await bot.get_updates(offset=before.update_id + 1)
    rest = await bot.get_updates(offset=after.update_id + 1)

    assert (after.update_id, after.message.text, rest) == (1000, "jälkeen", ())


async def test_a_duplicated_update_comes_twice_and_takes_nothing_with_it(workspace, bot):
    await workspace.telegram_say("c1", "yksi")
    await workspace.telegram_say("c1", "kaksi")
    workspace.resend(workspace.ledger.events[0])

    (one,) = await bot.get_updates(limit=1)
    rest = await bot.get_updates(offset=one.update_id + 1)

    assert [u.message.text for u in rest] == ["kaksi", "yksi"]


async def test_other_content_than_text_can_be_sent(workspace, bot):
    voice = {"file_id": "f", "file_unique_id": "u", "duration": 3}
    await workspace.telegram_send("c1", {"voice": voice})

    (update,) = await bot.get_updates()

    assert update.message.voice.duration == timedelta(seconds=3)


async def test_a_photo_comes_in_sizes_and_is_taken_by_its_path(workspace, bot):
    await workspace.telegram_file("c1", b"kuva", "Näin kävi")
    (update,) = await bot.get_updates()
    small, large = update.message.photo
    assert (update.message.caption, small.width < large.width) == ("Näin kävi", True)

    file = await bot.get_file(large.file_id)
    url = f"{workspace.url}/file/bot{workspace.telegram_token}/photos/file_2.jpg"
    async with httpx.AsyncClient() as client:
        there, elsewhere = await client.get(url), await client.get(url.replace("bot71", "bot72"))

    assert (file.file_size, there.content, elsewhere.status_code) == (4, b"kuva", 404)


async def test_a_document_keeps_its_name_in_the_message_only(workspace, bot):
    await workspace.telegram_file(
        "c1", b"%PDF", as_photo=False, name="lasku.pdf", mimetype="application/pdf"
    )
    (update,) = await bot.get_updates()
    document = update.message.document
    assert (document.file_name, document.mime_type) == ("lasku.pdf", "application/pdf")

    assert (await bot.get_file(document)).file_path.endswith("/documents/file_1.pdf")


@pytest.mark.parametrize(
    ("content", "said"), [(bytes(20_000_001), "File is too big"), (None, "Wrong file_id")]
)
async def test_what_no_bot_gets_is_refused(workspace, bot, content, said):
    file_id = "unheard-of"
    if content is not None:
        await workspace.telegram_file("c1", content, as_photo=False)
        (update,) = await bot.get_updates()
        file_id = update.message.document.file_id

    with pytest.raises(BadRequest, match=said):
        await bot.get_file(file_id)


async def test_a_sent_message_is_seen_in_the_chat(workspace, bot, chat):
    await bot.send_message(chat, "Kiitos", reply_markup=keyboard("remove"))

    assert workspace.chat("c1")[-1]["text"] == "Kiitos"
    assert workspace.ledger.counts()["sendMessage"] == 1


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("x" * 4097, "too long"),
        ("😀" * 2049, "too long"),
        (" ", "empty"),
    ],
)
async def test_texts_beyond_telegrams_limits_are_refused(bot, chat, text, why):
    with pytest.raises(BadRequest, match=why):
        await bot.send_message(chat, text)


async def test_the_length_is_counted_after_parsing(bot, chat):
    message = await bot.send_message(chat, f"<b>{'x' * 4096}</b>", parse_mode="HTML")

    assert message.entities[0].length == 4096


async def test_unknown_html_is_refused(bot, chat):
    with pytest.raises(BadRequest, match=r"(?i)unsupported start tag"):
        await bot.send_message(chat, "<h1>Kooste</h1>", parse_mode="HTML")


async def test_callback_data_is_limited_to_64_bytes(bot, chat):
    await bot.send_message(chat, "x", reply_markup=keyboard("ä" * 32))

    with pytest.raises(BadRequest, match=r"(?i)button_data_invalid"):
        await bot.send_message(chat, "x", reply_markup=keyboard("ä" * 32 + "x"))


async def test_a_person_who_never_wrote_cannot_be_written_to(workspace, bot):
    with pytest.raises(BadRequest, match=r"(?i)chat not found"):
        await bot.send_message(workspace.people.customer("c9").id, "hei")


async def test_a_person_who_wrote_in_a_group_only_cannot_be_written_to(workspace, bot):
    workspace.telegram.say("c9", "hei", in_group=True)

    with pytest.raises(Forbidden, match="initiate"):
        await bot.send_message(workspace.people.customer("c9").id, "hei")


async def test_a_group_that_put_the_bot_out_cannot_be_written_to(workspace, bot):
    workspace.groups.add_bot(-5)
    workspace.groups.remove_bot(-5)

    with pytest.raises(Forbidden, match="kicked"):
        await bot.send_message(-5, "hei")


async def test_a_person_who_blocked_the_bot_is_left_alone(workspace, bot, chat):
    workspace.telegram.block("c1")

    with pytest.raises(Forbidden, match="blocked"):
        await bot.send_message(chat, "hei")


async def test_an_answer_needs_the_message_that_it_answers(bot, chat):
    with pytest.raises(BadRequest, match="not found"):
        await bot.send_message(chat, "x", reply_parameters=ReplyParameters(999))


async def test_too_many_messages_to_one_chat_are_answered_with_retry_after(workspace, bot, chat):
    for number in range(5):
        await bot.send_message(chat, str(number))

    with pytest.raises(RetryAfter) as caught:
        await bot.send_message(chat, "liikaa")

    assert caught.value.retry_after == timedelta(seconds=1)
    workspace.clock.advance(1)
    await bot.send_message(chat, "nyt")


async def test_a_pressed_button_is_answered_once(workspace, bot, chat):
    sent = await bot.send_message(chat, "Kiitos", reply_markup=keyboard("remove:T-0412"))
    await workspace.telegram_press("c1", sent.message_id, "remove:T-0412")
    query = (await bot.get_updates())[-1].callback_query

    await query.answer("Poistettu")

    assert (query.data, query.message.message_id) == ("remove:T-0412", sent.message_id)
    assert workspace.telegram.chat("c1").notices == ["Poistettu"]
    with pytest.raises(BadRequest, match=r"(?i)query is too old"):
        await query.answer()


async def test_a_button_that_is_not_there_cannot_be_pressed(workspace, chat):
    with pytest.raises(LookupError):
        await workspace.telegram_press("c1", 1, "remove")


async def test_an_edit_without_a_keyboard_takes_the_keyboard_away(workspace, bot, chat):
    sent = await bot.send_message(chat, "Kiitos", reply_markup=keyboard("remove"))

    await bot.edit_message_text("Poistettu", chat, sent.message_id)

    assert workspace.chat("c1")[-1]["text"] == "Poistettu"
    assert "reply_markup" not in workspace.chat("c1")[-1]


async def test_an_edit_that_changes_nothing_is_refused(bot, chat):
    sent = await bot.send_message(chat, "Kiitos")

    with pytest.raises(BadRequest, match="not modified"):
        await bot.edit_message_text("Kiitos", chat, sent.message_id)


async def test_only_the_bots_own_messages_can_be_edited(workspace, bot, chat):
    with pytest.raises(BadRequest, match="can't be edited"):
        await bot.edit_message_text("x", chat, workspace.chat("c1")[0]["message_id"])


async def test_a_keyboard_can_be_taken_away(workspace, bot, chat):
    sent = await bot.send_message(chat, "Kiitos", reply_markup=keyboard("remove"))

    await bot.edit_message_reply_markup(chat, sent.message_id)

    assert "reply_markup" not in workspace.chat("c1")[-1]


async def test_a_message_can_be_deleted_for_two_days(workspace, bot, chat):
    sent = await bot.send_message(chat, "x")
    kept = await bot.send_message(chat, "y")

    await bot.delete_message(chat, sent.message_id)

    workspace.clock.advance(48 * 3600 + 1)
    with pytest.raises(BadRequest, match="can't be deleted"):
        await bot.delete_message(chat, kept.message_id)


async def test_commands_and_webhook_state_are_kept(workspace, bot):
    await workspace.telegram_say("c1", "hei")
    await bot.set_my_commands([BotCommand("start", "Alku")])
    await bot.delete_webhook()

    assert (await bot.get_my_commands())[0].command == "start"
    assert (await bot.get_webhook_info()).pending_update_count == 1


async def test_a_webhook_gets_what_waits_with_its_secret_until_it_takes_it(workspace, bot):
    await workspace.telegram_say("c1", "hei")
    async with an_endpoint(503, 200) as (url, taken):
        await bot.set_webhook(url, secret_token="abc", max_connections=5)
        await workspace.until(lambda: bool(workspace.ledger.events[0].failures))
        info = await bot.get_webhook_info()
        workspace.clock.advance(1)
        await workspace.quiet()

    assert (info.pending_update_count, info.max_connections) == (1, 5)
    assert info.last_error_message.startswith("Wrong response from the webhook: 503")
    assert [secret for secret, _ in taken] == ["abc", "abc"]
    assert [update["message"]["text"] for _, update in taken] == ["hei", "hei"]
    assert (await bot.get_webhook_info()).pending_update_count == 0


async def test_while_a_webhook_is_set_nobody_polls(workspace, bot):
    async with an_endpoint() as (url, _):
        await bot.set_webhook(url)
        with pytest.raises(Conflict, match="webhook is active"):
            await bot.get_updates()
        await bot.delete_webhook()

        assert await bot.get_updates() == ()


async def test_a_webhook_wants_https_and_a_plain_secret(bot):
    with pytest.raises(BadRequest, match="https url"):
        await bot.set_webhook("http://kuule.example.org/")
    with pytest.raises(BadRequest, match="ecret token"):
        await bot.set_webhook("https://kuule.example.org/", secret_token="ä")


@asynccontextmanager
async def an_endpoint(*statuses: int):
    """Answer with these, and keep what comes."""
    answers, taken = list(statuses), []

    async def take(request: web.Request) -> web.Response:
        taken.append((request.headers.get(HEADER), await request.json()))
        return web.Response(status=answers.pop(0))

    app = web.Application()
    app.router.add_post("/", take)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/", taken
    finally:
        await runner.cleanup()


async def test_dropping_pending_updates_is_seen_as_a_loss(workspace, bot):
    await workspace.telegram_say("c1", "hei")

    await bot.delete_webhook(drop_pending_updates=True)

    assert workspace.ledger.events[0].lost


async def test_the_teams_group_can_be_written_to(workspace, bot):
    await bot.send_message(workspace.telegram_group, "Viikko 46")

    assert len(workspace.chats.chats[workspace.telegram_group].messages) == 1


async def test_thousands_of_updates_pass_quickly():
    async with (
        Workspace(PracticeClock(), rates=AS_FAST_AS_IT_COMES) as workspace,
        a_bot(workspace) as bot,
    ):
        for number in range(3000):
            await workspace.telegram_say("c1", str(number))
        offset, seen = 0, 0
        while updates := await bot.get_updates(offset=offset, timeout=0):
            offset = updates[-1].update_id + 1
            seen += len(updates)

    assert seen == 3000
    assert workspace.ledger.open_events() == []


# Photos that the bot sends

PHOTO = b"\x89PNG\r\n\x1a\n" + b"x" * 20


async def test_a_photo_is_sent_with_its_caption_and_replaced_by_another(workspace, bot, chat):
    sent = await bot.send_photo(chat, PHOTO, caption="<b>Viikko</b>", parse_mode="HTML")
    media = InputMediaPhoto(PHOTO + b"y", caption="Uusi")
    await bot.edit_message_media(media, chat, sent.message_id)

    message = workspace.telegram.chat("c1").messages[sent.message_id]
    assert sent.caption == "Viikko"
    assert message["caption"] == "Uusi"
    assert "caption_entities" not in message
    assert workspace.telegram.files.content(message["photo"][-1]["file_id"]) == PHOTO + b"y"


async def test_what_is_no_photo_and_what_is_too_long_below_it_is_refused(bot, chat):
    with pytest.raises(BadRequest, match=r"(?i)image_process_failed"):
        await bot.send_photo(chat, b"<html>")
    with pytest.raises(BadRequest, match="caption is too long"):
        await bot.send_photo(chat, PHOTO, caption="x" * 1025)


async def test_a_photo_has_no_text_to_edit(bot, chat):
    sent = await bot.send_photo(chat, PHOTO)

    with pytest.raises(BadRequest, match="no text in the message"):
        await bot.edit_message_text("x", chat, sent.message_id)


async def test_a_quotation_within_a_quotation_is_refused(bot, chat):
    nested = "<blockquote>a<blockquote>b</blockquote></blockquote>"

    with pytest.raises(BadRequest, match="can't be nested"):
        await bot.send_message(chat, nested, parse_mode="HTML")
