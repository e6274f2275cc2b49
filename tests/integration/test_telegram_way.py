"""The whole way on Telegram: real long polling, the practice workspace."""

import pytest

from bot.practice.people import Customer
from tests.program import WEEK_47, a_play, limit_pages, stories, words

GOOD = "Puhelinneuvoja kuunteli loppuun asti ja sain heti avun."


@pytest.fixture
async def play(tmp_path, sqlite_template):
    async with a_play(tmp_path, sqlite_template) as play:
        yield play


def answers(play, who="c1"):
    return [m for m in play.workspace.chat(who) if m["from"]["is_bot"]]


async def answered(play, who="c1", count=1):
    await play.workspace.until(lambda: len(answers(play, who)) == count)
    return answers(play, who)[-1]


def buttons(message):
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [button["callback_data"] for row in rows for button in row]


# In


async def test_a_text_is_one_story_with_a_receipt_in_the_chat(play):
    async with play.running() as program:
        await play.workspace.telegram_say("c1", GOOD)
        receipt = await answered(play)

        (story,) = await stories(program)

    assert (story.text, story.role) == (GOOD, "customer")
    assert story.number in receipt["text"]
    assert buttons(receipt) == [f"remove:{story.number}"]


@pytest.mark.parametrize(("who", "language"), [("c1", "fi"), ("c3", "sv"), ("c5", "en")])
async def test_the_receipt_speaks_the_tellers_language(play, who, language):
    async with play.running():
        await play.workspace.telegram_say(who, GOOD)
        assert words("receipt", language) in (await answered(play, who))["text"]


async def test_only_the_first_receipt_says_who_reads(play):
    async with play.running():
        for number in range(2):
            await play.workspace.telegram_say("c1", f"{GOOD} {number}")
            await answered(play, count=number + 1)

    first, second = answers(play)
    assert "Asiakaspalvelu" in first["text"]
    assert "Asiakaspalvelu" not in second["text"]


async def test_a_caption_is_a_story_and_the_receipt_says_that_the_file_was_not_kept(play):
    async with play.running() as program:
        await play.workspace.telegram_send("c1", {"photo": [{"file_id": "x"}], "caption": GOOD})
        receipt = await answered(play)

        assert [story.text for story in await stories(program)] == [GOOD]

    assert words("receipt-file") in receipt["text"]


async def test_the_button_removes_the_story_and_edits_the_receipt(play):
    workspace = play.workspace
    async with play.running():
        await workspace.telegram_say("c1", GOOD)
        receipt = await answered(play)
        await workspace.telegram_press("c1", receipt["message_id"], buttons(receipt)[0])
        await workspace.until(lambda: words("removed") in answers(play)[0]["text"])
        await workspace.until(lambda: workspace.ledger.counts()["answerCallbackQuery"] == 1)

    assert buttons(answers(play)[0]) == []
    assert len(answers(play)) == 1
    assert play.kept() == 0


async def test_nobody_removes_the_story_of_another(play):
    workspace = play.workspace
    async with play.running():
        await workspace.telegram_say("c1", GOOD)
        receipt = await answered(play)
        query = {
            "id": "1",
            "from": {"id": 700000002, "is_bot": False, "language_code": "fi"},
            "message": receipt,
            "data": buttons(receipt)[0],
        }
        workspace.updates.add("callback_query", query)
        await workspace.until(lambda: words("remove-not-found") in answers(play)[0]["text"])

    assert play.kept() == 1


# Answers


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("/start", "greeting"),
        ("/start palvelu", "greeting"),
        ("/start jokin", "greeting-other-team"),
        ("/help", "help"),
        ("/jotain", "unknown-command"),
    ],
)
async def test_a_command_is_answered_and_nothing_is_kept(play, text, key):
    async with play.running():
        await play.workspace.telegram_say("c1", text)
        answer = await answered(play)

    assert words(key) in answer["text"]
    assert play.kept() == 0


@pytest.mark.parametrize(
    "content", [{"video": {"file_id": "x"}}, {"voice": {"file_id": "x"}}, {"sticker": {}}]
)
async def test_what_is_no_text_gets_one_friendly_sentence_and_nothing_is_kept(play, content):
    async with play.running():
        await play.workspace.telegram_send("c3", content)
        answer = await answered(play, "c3")
        await play.workspace.quiet()

    assert words("not-taken-media", "sv") in answer["text"]
    assert len(answers(play, "c3")) == 1
    assert play.kept() == 0


async def test_an_edit_is_answered_and_changes_nothing(play):
    async with play.running() as program:
        number = await play.workspace.telegram_say("c1", GOOD)
        await answered(play)
        await play.workspace.telegram_edit("c1", number, "Jotain muuta.")
        answer = await answered(play, count=2)

        assert [story.text for story in await stories(program)] == [GOOD]

    assert words("not-taken-edit") in answer["text"]


async def test_a_group_gets_one_friendly_sentence_and_nothing_is_kept(play):
    workspace = play.workspace
    group = workspace.chats.chats[workspace.telegram_group]

    def said():
        return [m for m in group.messages.values() if m["from"]["is_bot"]]

    async with play.running():
        for text in (GOOD, "/help", GOOD):
            workspace.telegram.say("c5", text, in_group=True)
        await workspace.until(lambda: bool(said()))
        await workspace.quiet()
        await workspace.telegram_say("c5", GOOD)
        await answered(play, "c5")

    assert len(said()) == 1
    assert words("not-taken-group", "en") in said()[0]["text"]
    assert play.kept() == 1


async def test_what_a_group_writes_by_itself_is_not_answered(play):
    workspace = play.workspace
    async with play.running():
        workspace.telegram.send("c5", {"new_chat_members": [{"id": 1}]}, in_group=True)
        await workspace.quiet()

    group = workspace.chats.chats[workspace.telegram_group]
    assert [m for m in group.messages.values() if m["from"]["is_bot"]] == []


# Confirmed when, and only when

MALFORMED = [
    {"message": None},
    {"message": "x"},
    {"message": {}},
    {"message": {"chat": {"id": ["x"]}}},
    {"callback_query": "x"},
    {"callback_query": {"message": "x", "data": "remove:T-1"}},
    {
        "message": {
            "message_id": 0,
            "date": 1,
            "chat": {"id": 7, "type": "private"},
            "from": {"id": 7},
            "text": "x",
        }
    },
    {
        "message": {
            "message_id": 9,
            "date": 2**63,
            "chat": {"id": 7, "type": "private"},
            "from": {"id": 7},
            "text": "x",
        }
    },
]


async def test_malformed_updates_are_parked_and_the_queue_moves_on(play):
    workspace = play.workspace
    async with play.running():
        for number, content in enumerate(MALFORMED):
            workspace.updates.put({"update_id": 1000 + number, **content})
        await workspace.telegram_say("c1", GOOD)
        await answered(play)
        await workspace.quiet()

    assert (play.parked(), play.kept()) == (len(MALFORMED), 1)


async def test_updates_that_are_none_of_ours_are_confirmed(play):
    workspace = play.workspace
    async with play.running():
        for number, kind in enumerate(("channel_post", "poll", "of_next_year")):
            workspace.updates.put({"update_id": 1000 + number, kind: {"x": 1}})
        await workspace.quiet()

    assert (play.parked(), play.kept()) == (0, 0)


async def test_repeated_updates_are_one_story_and_one_receipt(play):
    workspace = play.workspace
    async with play.running():
        await workspace.telegram_say("c1", GOOD)
        await answered(play)
        told = next(event for event in workspace.ledger.events if event.kind == "update")
        for _ in range(3):
            workspace.resend(told)
        await workspace.quiet()

    assert (play.kept(), len(answers(play))) == (1, 1)


async def test_update_ids_that_start_anew_lower_or_beyond_63_bits_lose_nothing(play):
    workspace = play.workspace
    async with play.running():
        for number, first in enumerate((2**63, 5, 727334708, 117314199)):
            workspace.updates.jump(first)
            await workspace.telegram_say("c1", f"{GOOD} {number}")
            await answered(play, count=number + 1)
            await workspace.quiet()

    assert play.kept() == 4


async def test_a_failed_commit_does_not_move_the_offset_and_the_story_is_kept_later(play):
    workspace = play.workspace
    async with play.running():
        with play.locked():
            await workspace.telegram_say("c1", GOOD)
            event = workspace.ledger.events[-1]
            await workspace.until(lambda: len(event.attempts) == 2, timeout=30)
            assert event.acked_at is None
        await answered(play)
        await workspace.quiet()

    assert play.kept() == 1


async def test_a_full_disk_does_not_move_the_offset_and_heals(play):
    workspace = play.workspace
    async with play.running() as program:
        await limit_pages(program, 1)
        for number in range(40):
            await workspace.telegram_say("c1", f"{GOOD} {number} " + "x" * 3000)
        event = workspace.ledger.events[-1]
        await workspace.until(lambda: len(event.attempts) >= 2, timeout=20)
        assert event.acked_at is None
        assert play.kept() < 40
        await limit_pages(program, 1_000_000)
        await workspace.quiet(20)

    assert (play.kept(), play.parts()) == (40, 40)


async def test_a_batch_of_many_chats_keeps_each_chats_order(play):
    workspace = play.workspace
    for number in range(30):
        for who in ("c1", "c2", "c3"):
            await workspace.telegram_say(who, f"{GOOD} {number}")
    async with play.running() as program:
        await workspace.quiet(20)
        found = await stories(program)

    assert len(found) == 90


async def test_a_program_that_stops_loses_nothing_of_what_came_in(play):
    workspace = play.workspace
    async with play.running():
        for number in range(20):
            await workspace.telegram_say("c1", f"{GOOD} {number}")
    events = workspace.ledger.events
    confirmed = sum(1 for event in events if event.kind == "update" and event.acked_at)

    assert play.kept() >= confirmed
    async with play.running():
        await workspace.quiet(10)

    assert (play.kept(), play.parts()) == (20, 20)


# Large numbers and old messages


async def test_ids_of_52_bits_are_answered_where_they_came_from(play):
    workspace = play.workspace
    beyond = Customer(key="c99", id=2**52 - 1, label="Asiakas 99", language="fi")
    async with play.running():
        await workspace.telegram_say(beyond, GOOD)
        receipt = await answered(play, beyond)

    assert receipt["chat"]["id"] == beyond.id
    assert play.kept() == 1


async def test_a_message_that_waited_for_more_than_a_day_belongs_to_the_week_in_which_it_was_told(
    play,
):
    """Telegram forgets it after a day; a Bot API server of one's own may keep it longer."""
    workspace = play.workspace
    async with play.running() as program:
        number = await workspace.telegram_say("c1", GOOD)
        await answered(play)
        told = workspace.chat("c1")[0]
        old = told | {"message_id": number + 100, "date": told["date"] - 8 * 86400}
        workspace.updates.put(
            {"update_id": 1, "message": old | {"text": f"{GOOD} Viikko sitten."}}
        )
        await answered(play, count=2)
        this, last = await stories(program), await stories(program, WEEK_47.shifted(-1))

    assert [story.text for story in this] == [GOOD]
    assert [story.text for story in last] == [f"{GOOD} Viikko sitten."]


async def test_what_telegram_kept_for_a_day_is_gone_and_what_came_later_is_there(play):
    workspace = play.workspace
    await workspace.telegram_say("c1", GOOD)
    workspace.clock.advance(2 * 3600)
    await workspace.telegram_say("c1", f"{GOOD} Myöhemmin.")
    workspace.clock.advance(23 * 3600)
    async with play.running():
        await answered(play)
        await workspace.quiet()

    assert workspace.ledger.events[0].lost
    assert play.kept() == 1
