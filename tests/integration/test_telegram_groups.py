"""Employees in a group on Telegram: what is a story, who is told what, and another id."""

from dataclasses import replace

import pytest

from bot.practice.clock import next_monday
from bot.practice.limits import AS_FAST_AS_IT_COMES
from bot.practice.telegram_chats import BOT_USERNAME, is_by_bot
from tests.program import a_play, stories, until, words

pytestmark = pytest.mark.filterwarnings("ignore:Deprecated since version v22.2")

GOOD = "Asiakas kiitti, kun puhelinneuvoja kuunteli loppuun asti."
DISTRESS = "En jaksa enää elää."
GROUP, SUPERGROUP = -4_001_002_003, -1_003_000_000_000_000
CHANNEL = -1_003_000_000_000_001


@pytest.fixture
async def play(tmp_path, sqlite_template):
    opened = a_play(tmp_path, sqlite_template, rates=AS_FAST_AS_IT_COMES, telegram_digest=GROUP)
    async with opened as play:
        await play.workspace.telegram_say("c1", "/start")
        play.workspace.groups.add_bot(GROUP)
        yield replace(play, operator=str(play.workspace.people.customer("c1").id))


def said(play, chat=GROUP):
    messages = play.workspace.chats.chats[chat].messages.values()
    return [m["text"] for m in messages if is_by_bot(m)]


async def answered(play, count=1, chat=GROUP):
    await play.workspace.until(lambda: len(said(play, chat)) == count)
    return said(play, chat)[-1]


@pytest.mark.parametrize(
    "text",
    [
        f"@{BOT_USERNAME} {GOOD}",
        f"{GOOD} @{BOT_USERNAME}",
        f"/story {GOOD}",
        f"/tarina@{BOT_USERNAME} {GOOD}",
        f"/berattelse {GOOD}",
        f"/TARINA\n{GOOD}",
    ],
)
async def test_a_mention_or_the_command_tells_a_story_of_an_employee(play, text):
    async with play.running() as program:
        play.workspace.groups.say("c5", GROUP, text)
        receipt = await answered(play)
        (story,) = await stories(program)

    assert (story.text, story.role) == (GOOD, "employee")
    assert story.number in receipt


async def test_a_reply_to_kuule_tells_a_story(play):
    async with play.running() as program:
        play.workspace.groups.say("c5", GROUP, "/help")
        assert words("group-how", "en") in await answered(play)
        messages = play.workspace.chats.chats[GROUP].messages.values()
        answer = next(m for m in messages if is_by_bot(m))
        play.workspace.groups.say("c5", GROUP, GOOD, reply_to_message=answer)
        await answered(play, 2)

        assert [story.text for story in await stories(program)] == [GOOD]


async def test_an_edit_changes_the_story_that_its_message_told_and_says_so_under_it(play):
    workspace = play.workspace
    async with play.running() as program:
        told = workspace.groups.say("c5", GROUP, f"@{BOT_USERNAME} {GOOD}")
        await answered(play)
        workspace.clock.advance(60)
        workspace.groups.edit(told, "Jono oli pitkä.")
        assert words("edited", "en") in await answered(play, 2)
        (story,) = await stories(program)

    assert story.text == "Jono oli pitkä."
    answer = list(workspace.chats.chats[GROUP].messages.values())[-1]
    assert answer["reply_to_message"]["message_id"] == told["message_id"]


async def test_who_tells_of_distress_is_helped_in_private_and_not_before_the_others(play):
    workspace = play.workspace
    await workspace.telegram_say("c5", "/help")
    async with play.running():
        workspace.groups.say("c5", GROUP, f"/story {DISTRESS}")
        await answered(play)
        await workspace.until(
            lambda: any(words("talk-help", "en") in m["text"] for m in workspace.chat("c5"))
        )
        await workspace.quiet()

    assert len(said(play)) == 1
    assert "112" not in said(play)[0]


async def test_a_group_that_put_kuule_out_unheard_is_known_as_left_once_it_refuses(play):
    workspace = play.workspace
    async with play.running() as program:
        await workspace.quiet()
        workspace.chats.chats[GROUP].is_blocked = True
        workspace.groups.say("c5", GROUP, f"/story {GOOD}")
        await until(lambda: play.deliveries("dead") == 1)
        (group,) = await program.store.read(lambda tx: tx.groups.all())

    assert not group.is_member


async def test_who_never_wrote_in_private_cannot_be_helped_and_the_group_does_not_notice(play):
    workspace = play.workspace
    async with play.running():
        workspace.groups.say("c5", GROUP, f"/story {DISTRESS}")
        await answered(play)
        await until(lambda: play.deliveries("dead") == 1)
        await workspace.quiet()

    assert len(said(play)) == 1
    assert workspace.chat("c5") == []


async def test_an_edit_of_the_talk_of_others_tells_nothing(play):
    workspace = play.workspace
    async with play.running():
        message = workspace.groups.say("c5", GROUP, GOOD)
        workspace.groups.edit(message, "Jono oli pitkä.")
        await workspace.quiet()

    assert (play.kept(), play.parked(), play.held(), said(play)) == (0, 0, 0, [])


@pytest.mark.parametrize(
    "text", [GOOD, "@someone hei", "@another_bot hei", "/story@another_bot x", "/weather"]
)
async def test_what_is_not_meant_for_kuule_is_nobodys_business(play, text):
    async with play.running():
        play.workspace.groups.say("c5", GROUP, text)
        await play.workspace.quiet()

    assert (play.kept(), play.parked(), said(play)) == (0, 0, [])


async def test_what_a_group_writes_by_itself_is_not_answered(play):
    async with play.running():
        message = play.workspace.groups.say("c5", GROUP, "x")
        odd = {**message, "message_id": 90, "new_chat_members": [{"id": 1}]}
        del odd["text"]
        play.workspace.updates.add("message", odd)
        await play.workspace.quiet()

    assert (play.kept(), play.parked(), said(play)) == (0, 0, [])


@pytest.mark.parametrize("text", ["/story", f"@{BOT_USERNAME}", f"/weather@{BOT_USERNAME}"])
async def test_who_calls_and_says_nothing_is_told_how(play, text):
    async with play.running():
        play.workspace.groups.say("c3", GROUP, text)
        assert words("group-how", "sv") in await answered(play)

    assert play.kept() == 0


async def test_an_anonymous_administrator_is_told_in_one_sentence_why_nothing_is_kept(play):
    async with play.running():
        play.workspace.groups.say_anonymously(GROUP, f"@{BOT_USERNAME} {GOOD}")
        assert words("group-anonymous") in await answered(play)
        play.workspace.groups.say_anonymously(GROUP, "Muuta juttua.")
        await play.workspace.quiet()

    assert (play.kept(), len(said(play))) == (0, 1)


async def test_who_writes_as_a_channel_is_told_in_one_sentence_why_nothing_is_kept(play):
    groups = play.workspace.groups
    async with play.running():
        groups.say_as_channel(CHANNEL, GROUP, f"/tarina {GOOD}")
        assert words("group-anonymous") in await answered(play)
        groups.say_as_channel(CHANNEL, GROUP, "Muuta juttua.")
        await play.workspace.quiet()

    assert (play.kept(), play.parked(), len(said(play))) == (0, 0, 1)


async def test_only_the_teller_removes_a_story_whoever_presses(play):
    workspace = play.workspace
    async with play.running() as program:
        workspace.groups.say("c5", GROUP, f"/story {GOOD}")
        await answered(play)
        (story,) = await stories(program)
        receipt = list(workspace.chats.chats[GROUP].messages.values())[-1]
        for number, who in enumerate(("c6", "c5")):
            person = workspace.people.customer(who)
            presser = {"id": person.id, "is_bot": False, "language_code": "fi"}
            query = {"id": str(number), "from": presser, "message": receipt}
            query["data"] = f"remove:{story.number}"
            workspace.updates.add("callback_query", query)
            await answered(play, number + 2)
            assert play.kept() == 1 - number

    assert words("remove-not-found") in said(play)[1]
    assert words("removed") in said(play)[2]


async def test_the_operator_learns_the_id_once_and_doctor_can_tell_it(play):
    workspace = play.workspace
    async with play.running() as program:
        workspace.groups.add_bot(SUPERGROUP, "channel")
        told = [str(GROUP), str(SUPERGROUP)]
        await workspace.until(
            lambda: all(any(each in m["text"] for m in workspace.chat("c1")) for each in told)
        )
        workspace.groups.remove_bot(GROUP)
        await workspace.quiet()
        found = await program.store.read(lambda tx: tx.groups.all())

    assert {group.chat: group.is_member for group in found} == {
        str(GROUP): False,
        str(SUPERGROUP): True,
    }


@pytest.mark.parametrize("tells", [True, False])
async def test_a_group_that_becomes_a_supergroup_takes_what_waits_with_it(play, tells):
    """Telegram says so in a message, or only when somebody writes to the old id."""
    workspace = play.workspace
    async with play.running() as program:
        await workspace.quiet()
        workspace.groups.say("c5", GROUP, f"/story {GOOD}")
        workspace.groups.migrate(GROUP, SUPERGROUP, tells=tells)
        await until(lambda: play.kept() == 1)
        if not said(play):
            await answered(play, chat=SUPERGROUP)
        workspace.on_leap = program.tick
        await workspace.leap(next_monday(workspace.clock.now(), workspace.zone))
        await workspace.until(lambda: any("📖" in text for text in said(play, SUPERGROUP)))
        found = await program.store.read(lambda tx: tx.groups.now_at(str(GROUP)))

    assert found == str(SUPERGROUP)
    assert play.deliveries("dead") == 0
    all_said = [*said(play), *said(play, SUPERGROUP)]
    assert len([text for text in all_said if words("receipt", "en") in text]) == 1


async def test_the_digest_goes_to_the_group_as_text_and_is_edited_when_a_story_is_withdrawn(play):
    workspace = play.workspace
    async with play.running() as program:
        workspace.groups.say("c5", GROUP, f"/story {GOOD}")
        await answered(play)
        (story,) = await stories(program)
        workspace.on_leap = program.tick
        await workspace.leap(next_monday(workspace.clock.now(), workspace.zone))
        digest = await answered(play, 2)
        assert GOOD in digest
        assert story.number in digest
        workspace.groups.say("c5", GROUP, f"@{BOT_USERNAME} poista {story.number}")
        await workspace.until(lambda: GOOD not in said(play)[1])

    assert "poistettu kertojan pyynnöstä" in said(play)[1]
    assert len([text for text in said(play) if "📖" in text]) == 1


async def test_the_digest_goes_to_a_channel_and_is_edited_there_when_a_story_is_withdrawn(play):
    workspace = play.workspace
    async with replace(play, telegram_digest=CHANNEL).running() as program:
        workspace.groups.add_bot(CHANNEL, "channel")
        workspace.groups.say("c5", GROUP, f"/story {GOOD}")
        await answered(play)
        (story,) = await stories(program)
        workspace.on_leap = program.tick
        await workspace.leap(next_monday(workspace.clock.now(), workspace.zone))
        assert GOOD in await answered(play, chat=CHANNEL)
        workspace.groups.say("c5", GROUP, f"@{BOT_USERNAME} poista {story.number}")
        await workspace.until(lambda: GOOD not in said(play, CHANNEL)[0])

    (post,) = workspace.chats.chats[CHANNEL].messages.values()
    assert "from" not in post, "in a channel nobody stands as the sender"
    assert "poistettu kertojan pyynnöstä" in said(play, CHANNEL)[0]
    assert not [text for text in said(play) if "📖" in text]
