"""Who is in a group of the practice workspace, as Telegram's own library reads it."""

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import BadRequest

from bot.practice.clock import PracticeClock
from bot.practice.limits import AS_FAST_AS_IT_COMES
from bot.practice.telegram_chats import BOT_USERNAME, GROUP_ID
from bot.practice.workspace import Workspace
from tests.program import WEDNESDAY

WHO = "c5"


@pytest.fixture
async def workspace():
    clock = PracticeClock("simulated", WEDNESDAY)
    async with Workspace(clock, seed=1, rates=AS_FAST_AS_IT_COMES) as workspace:
        yield workspace


@pytest.fixture
async def bot(workspace):
    base = workspace.telegram_base_url + "/bot"
    async with Bot(workspace.telegram_token, base_url=base) as bot:
        yield bot


@pytest.mark.parametrize(
    "status", ["creator", "administrator", "member", "restricted", "left", "kicked"]
)
async def test_the_status_of_somebody_is_told(workspace, bot, status):
    workspace.groups.seat(WHO, GROUP_ID, status)

    found = await bot.get_chat_member(GROUP_ID, workspace.people.customer(WHO).id)

    assert found.status == status


async def test_who_was_never_there_has_left_and_who_is_nobody_is_refused(workspace, bot):
    found = await bot.get_chat_member(GROUP_ID, workspace.people.customer(WHO).id)

    assert found.status == "left"
    with pytest.raises(BadRequest):
        await bot.get_chat_member(GROUP_ID, 5)


async def test_who_writes_in_a_group_is_in_it(workspace, bot):
    workspace.groups.say(WHO, GROUP_ID, "Hei.")

    found = await bot.get_chat_member(GROUP_ID, workspace.people.customer(WHO).id)

    assert found.status == "member"


async def test_the_kind_of_a_chat_is_told(bot):
    assert (await bot.get_chat(GROUP_ID)).type == "supergroup"


async def test_a_button_in_a_group_is_pressed_by_anybody_there(workspace, bot):
    rows = InlineKeyboardMarkup([[InlineKeyboardButton("Kyllä", callback_data="yes")]])
    sent = await bot.send_message(GROUP_ID, "Kooste", reply_markup=rows)
    await workspace.telegram_press(WHO, sent.message_id, "yes", group=GROUP_ID)
    query = (await bot.get_updates())[-1].callback_query

    await query.answer("Kiitos")

    assert query.message.chat.id == GROUP_ID
    assert workspace.telegram.group.notices == ["Kiitos"]


async def test_a_link_to_the_bot_opens_the_private_chat_with_its_start_word(workspace):
    await workspace.telegram_open(WHO, f"https://t.me/{BOT_USERNAME}?start=palvelu")

    assert [message["text"] for message in workspace.chat(WHO)] == ["/start palvelu"]


@pytest.mark.parametrize(
    "url", ["https://example.org", f"https://t.me/{BOT_USERNAME}?start={'x' * 65}"]
)
async def test_another_link_does_not(workspace, url):
    with pytest.raises(LookupError):
        await workspace.telegram_open(WHO, url)
