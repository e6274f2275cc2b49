"""The copy of a receipt in the direct message, after its story has changed or gone."""

import pytest

from bot.practice.faults import stall
from bot.practice.limits import AS_FAST_AS_IT_COMES
from tests.program import a_play, stories, until, words

OLD = "Asiakas kiitti, kun neuvoja kuunteli loppuun asti."
NEW = "Laskussa oli virhe."


@pytest.fixture
async def play(tmp_path, sqlite_template):
    async with a_play(tmp_path, sqlite_template, rates=AS_FAST_AS_IT_COMES) as play:
        yield play


async def told(play):
    """Tell in the listened channel; return the message's ts and the copy of the receipt."""
    workspace = play.workspace
    ts = await workspace.slack_say("u1", OLD)
    await workspace.until(lambda: bool(copies(play)))
    (copy,) = copies(play)
    assert OLD in str(copy.blocks)
    return ts, copy


def copies(play):
    return [
        message for message in play.workspace.dm("u1") if "remove_story" in str(message.blocks)
    ]


async def by_command(play, program, _ts, _copy):
    (story,) = await stories(program)
    await play.workspace.slack_command("u1", "/tarina", f"poista {story.number}")


async def by_deletion(play, _program, ts, _copy):
    await play.workspace.slack_delete("u1", ts)


async def by_bell(play, _program, ts, _copy):
    await play.workspace.slack_react("u1", play.workspace.story_channel, ts, "no_bell")


@pytest.mark.parametrize("remove", [by_command, by_deletion, by_bell])
async def test_the_copy_of_a_removed_story_says_only_that_it_is_gone(play, remove):
    async with play.running() as program:
        ts, copy = await told(play)
        await remove(play, program, ts, copy)
        await play.workspace.until(lambda: "kuunteli" not in str(copy.blocks))

    assert words("removed") in copy.text
    assert "action_id" not in str(copy.blocks)
    assert play.kept() == 0


async def by_edit(play, ts):
    await play.workspace.slack_edit("u1", ts, NEW)


async def by_form(play, ts):
    """Change the words from the receipt in the channel, which is another message."""
    workspace = play.workspace
    receipt = next(m for m in workspace.seen_by("u1") if "edit_story" in str(m.blocks))
    await workspace.slack_press("u1", receipt, "edit_story")
    await workspace.until(lambda: bool(workspace.modals("u1")))
    (block,) = [b for b in workspace.modal("u1").blocks if b["type"] == "input"]
    await workspace.slack_submit("u1", {block["block_id"]: NEW})


@pytest.mark.parametrize("change", [by_edit, by_form])
async def test_the_copy_of_a_changed_story_shows_its_words_of_now(play, change):
    async with play.running():
        ts, copy = await told(play)
        await change(play, ts)
        await play.workspace.until(lambda: NEW in str(copy.blocks))

    assert "kuunteli" not in str(copy.blocks)
    assert len(copies(play)) == 1


async def test_the_copy_is_edited_again_after_it_was_edited(play):
    async with play.running() as program:
        ts, copy = await told(play)
        await by_edit(play, ts)
        await play.workspace.until(lambda: NEW in str(copy.blocks))
        await by_command(play, program, ts, copy)
        await play.workspace.until(lambda: words("removed") in copy.text)

    assert "virhe" not in str(copy.blocks)


async def test_a_removed_part_goes_from_the_copy_too(play):
    workspace = play.workspace
    async with play.running():
        ts, copy = await told(play)
        reply = await workspace.slack_say("u1", "Hän palasi.", thread_ts=ts)
        await until(lambda: play.parts() == 2)
        await workspace.slack_edit("u1", ts, NEW)
        await workspace.until(lambda: "Hän palasi." in str(copy.blocks))
        await workspace.slack_delete("u1", reply)
        await workspace.until(lambda: "Hän palasi." not in str(copy.blocks))

    assert NEW in str(copy.blocks)


async def test_a_story_removed_while_its_receipt_is_on_the_way_leaves_no_copy(play):
    workspace = play.workspace
    async with play.running():
        workspace.faults.next("chat.postMessage", stall(1))
        ts = await workspace.slack_dm("u1", OLD)
        await until(lambda: play.kept() == 1)
        await workspace.slack_delete("u1", ts, workspace.people.employee("u1").dm)
        # The word of the removal, and what was the receipt.
        await workspace.until(
            lambda: [words("removed") in m.text for m in workspace.dm("u1")].count(True) == 2
        )

    assert copies(play) == []
    assert play.kept() == 0


async def test_a_thread_under_the_copy_still_belongs_to_the_story(play):
    workspace = play.workspace
    async with play.running():
        _, copy = await told(play)
        dm = workspace.people.employee("u1").dm
        await workspace.slack_say("u1", "Hän palasi.", dm, thread_ts=copy.ts)
        await until(lambda: play.parts() == 2)

    assert play.kept() == 1
