"""A book or the shortcut on a message, through the practice workspace: one's own becomes a story,
another's author is asked first.
"""

import itertools
from datetime import timedelta

import pytest

from bot.practice.faults import refused
from bot.practice.workspace import SCOPES
from tests.program import a_play, stories, words

GOOD = "Asiakas kiitti meitä kovasti. Hän oli iloinen."
ELSE = "C0ELSE0000"


@pytest.fixture
async def play(tmp_path, sqlite_template):
    async with a_play(tmp_path, sqlite_template) as play:
        play.workspace.team.add_channel(ELSE, "muualla")
        yield play


def receipts(messages):
    return [message for message in messages if words("receipt") in message.text]


def said(messages, key):
    return [message for message in messages if words(key) in message.text]


async def until_said(play, user, key):
    """Return the message in which the person was told so, in private."""
    workspace = play.workspace

    def found():
        return said(
            [
                *workspace.dm(user),
                *workspace.seen_by(user),
                *workspace.seen_by(user, ELSE),
            ],
            key,
        )

    await workspace.until(lambda: bool(found()))
    return found()[-1]


# One's own


@pytest.mark.parametrize("name", ["book", "open_book"])
async def test_a_book_under_ones_own_message_makes_a_story_of_it(play, name):
    workspace = play.workspace
    async with play.running() as program:
        ts = await workspace.slack_say("u1", GOOD, ELSE)
        await workspace.slack_react("u1", ELSE, ts, name)
        await workspace.until(lambda: bool(receipts(workspace.seen_by("u1", ELSE))))

        assert [story.text for story in await stories(program)] == [GOOD]


async def test_the_shortcut_on_ones_own_message_makes_a_story_of_it(play):
    workspace = play.workspace
    async with play.running() as program:
        ts = await workspace.slack_say("u1", GOOD, ELSE)
        event = await workspace.slack_message_shortcut("u1", ts, "keep_story", ELSE)
        await workspace.until(lambda: bool(receipts(workspace.seen_by("u1", ELSE))))

        assert [story.text for story in await stories(program)] == [GOOD]

    assert event.acked_at is not None


@pytest.mark.parametrize("way", ["book", "shortcut"])
async def test_a_message_inside_a_thread_can_be_pointed_at(play, way):
    workspace = play.workspace
    async with play.running() as program:
        parent = await workspace.slack_say("u2", "Miten meni?", ELSE)
        ts = await workspace.slack_say("u1", GOOD, ELSE, thread_ts=parent)
        if way == "book":
            await workspace.slack_react("u1", ELSE, ts, "book")
        else:
            await workspace.slack_message_shortcut("u1", ts, "keep_story", ELSE)
        await workspace.until(lambda: bool(receipts(workspace.seen_by("u1", ELSE))))

        assert [story.text for story in await stories(program)] == [GOOD]


async def test_another_reaction_makes_no_story(play):
    workspace = play.workspace
    async with play.running():
        ts = await workspace.slack_say("u1", GOOD, ELSE)
        await workspace.slack_react("u1", ELSE, ts, "tada")
        await workspace.quiet()

    assert play.kept() == 0


async def test_a_message_without_words_is_answered_plainly(play):
    workspace = play.workspace
    async with play.running():
        ts = await workspace.slack_say("u1", "// ei tarina", ELSE)
        await workspace.slack_message_shortcut("u1", ts, "keep_story", ELSE)
        await until_said(play, "u1", "kept-not")

    assert play.kept() == 0


async def test_a_book_needs_no_scope_to_read_the_channel(tmp_path, sqlite_template):
    scopes = SCOPES - {"channels:history"}
    async with a_play(tmp_path, sqlite_template, scopes=scopes) as play:
        workspace = play.workspace
        workspace.team.add_channel(ELSE, "muualla")
        async with play.running() as program:
            ts = await workspace.slack_say("u1", GOOD, ELSE)
            await workspace.slack_react("u1", ELSE, ts, "book")
            await workspace.until(lambda: bool(receipts(workspace.seen_by("u1", ELSE))))

            assert len(await stories(program)) == 1


# Another's


async def asked(play, way="book", **fields):
    """Let u2 point at a message of u1; return its ts and the question to u1."""
    workspace = play.workspace
    ts = await workspace.slack_say("u1", fields.get("text", GOOD), ELSE)
    if way == "book":
        await workspace.slack_react("u2", ELSE, ts, "book")
    else:
        await workspace.slack_message_shortcut("u2", ts, "keep_story", ELSE)
    return ts, await until_said(play, "u1", "ask")


@pytest.mark.parametrize("way", ["book", "shortcut"])
async def test_the_author_of_anothers_message_is_asked_in_private_and_decides(play, way):
    workspace = play.workspace
    async with play.running() as program:
        _, question = await asked(play, way)
        await until_said(play, "u2", "ask-sent")
        assert await stories(program) == []

        event = await workspace.slack_press("u1", question, "ask_yes")
        await workspace.until(lambda: words("receipt") in question.text)
        (story,) = await stories(program)

        assert story.text == GOOD
        assert event.acked_at is not None
        # The author can remove it: it is theirs.
        await workspace.slack_command("u1", "/tarina", f"poista {story.number}")
        await until_said(play, "u1", "removed")

    assert play.kept() == 0


async def test_the_question_shows_the_first_words_masked(play):
    text = "Soitin numeroon 040 1234567 ja asiakas oli todella iloinen siitä, että muistin hänet."
    async with play.running():
        _, question = await asked(play, text=text)

    shown = str(question.blocks)
    assert "[puhelinnumero]" in shown
    assert "1234567" not in shown
    assert "muistin" not in shown


async def test_a_no_is_remembered_and_nobody_is_asked_again(play):
    workspace = play.workspace
    async with play.running() as program:
        ts, question = await asked(play)
        await workspace.slack_press("u1", question, "ask_no")
        await workspace.until(lambda: words("ask-refused") in question.text)
        await workspace.slack_react("u3", ELSE, ts, "book")
        await until_said(play, "u3", "ask-sent")
        await workspace.slack_message_shortcut("u2", ts, "keep_story", ELSE)
        await workspace.quiet()

        assert await stories(program) == []

    assert said(workspace.dm("u1"), "ask") == []


async def test_silence_for_seven_days_is_a_no(play):
    workspace = play.workspace
    async with play.running() as program:
        _, question = await asked(play)
        workspace.clock.advance(timedelta(days=7, seconds=1).total_seconds())
        await program.tick()
        await workspace.slack_press("u1", question, "ask_yes")
        await workspace.until(lambda: words("ask-over") in question.text)

    assert play.kept() == 0


async def test_nobody_else_can_say_yes(play):
    workspace = play.workspace
    async with play.running():
        ts, _ = await asked(play)
        element = {"type": "button", "action_id": "ask_yes", "value": f"{ELSE}:{ts}"}
        forged = await until_said(play, "u2", "ask-sent")
        row = {"type": "actions", "block_id": "b", "elements": [element | {"text": {}}]}
        forged.blocks = [row]
        await workspace.slack_press("u2", forged, "ask_yes")
        await until_said(play, "u2", "ask-over")

    assert play.kept() == 0


async def test_a_yes_to_a_message_that_is_gone_keeps_nothing(play):
    workspace = play.workspace
    async with play.running():
        ts, question = await asked(play)
        await workspace.slack_delete("u1", ts, ELSE)
        await workspace.slack_press("u1", question, "ask_yes")
        await workspace.until(lambda: words("kept-gone") in question.text)

    assert play.kept() == 0


async def test_a_yes_to_a_message_of_which_only_the_thread_is_left_keeps_nothing(play):
    workspace = play.workspace
    async with play.running():
        ts, question = await asked(play)
        await workspace.slack_say("u2", "Hienoa!", ELSE, thread_ts=ts)
        await workspace.slack_delete("u1", ts, ELSE)
        await workspace.slack_press("u1", question, "ask_yes")
        await workspace.until(lambda: words("kept-gone") in question.text)

    assert play.kept() == 0


async def test_a_message_that_slack_does_not_show_is_said_to_be_unreadable(play):
    workspace = play.workspace
    async with play.running():
        _, question = await asked(play)
        for method in ("reactions.get", "conversations.replies"):
            workspace.faults.next(method, refused("missing_scope", 200))
        await workspace.slack_press("u1", question, "ask_yes")
        await until_said(play, "u1", "kept-unread")

    assert play.kept() == 0


async def test_a_book_under_kuules_own_message_is_answered_plainly(play):
    workspace = play.workspace
    async with play.running():
        await workspace.slack_dm("u1", GOOD)
        await workspace.until(lambda: bool(receipts(workspace.dm("u1"))))
        (receipt,) = receipts(workspace.dm("u1"))
        dm = workspace.people.employee("u1").dm
        await workspace.slack_react("u1", dm, receipt.ts, "book")
        await until_said(play, "u1", "kept-ours")

    assert play.kept() == 1


async def test_what_the_author_says_now_is_kept_not_what_was_pointed_at(play):
    workspace = play.workspace
    async with play.running() as program:
        ts, question = await asked(play)
        await workspace.slack_edit("u1", ts, "Asiakas kiitti.", ELSE)
        await workspace.slack_press("u1", question, "ask_yes")
        await workspace.until(lambda: words("receipt") in question.text)

        assert [story.text for story in await stories(program)] == ["Asiakas kiitti."]


async def test_before_the_yes_nothing_of_the_message_stands_in_the_database(play):
    workspace = play.workspace
    async with play.running():
        await asked(play)
        await workspace.quiet()

        content = play.database.read_bytes()
        wal = play.database.with_name(f"{play.database.name}-wal")
        content += wal.read_bytes() if wal.exists() else b""

    assert b"kiitti" not in content
    assert play.parts() == 0


# The same message by two ways


async def go(play, way, ts):
    workspace = play.workspace
    channel = workspace.story_channel
    if way == "book":
        await workspace.slack_react("u1", channel, ts, "book")
    elif way == "shortcut":
        await workspace.slack_message_shortcut("u1", ts, "keep_story", channel)
    elif way == "yes":
        await workspace.slack_react("u2", channel, ts, "open_book")
    await workspace.quiet()


@pytest.mark.parametrize(
    "ways", list(itertools.permutations(("book", "shortcut", "yes"), 2)), ids="+".join
)
@pytest.mark.parametrize("start", ["channel", "mention"])
async def test_the_same_message_by_any_ways_is_one_story(play, start, ways):
    workspace = play.workspace
    async with play.running():
        text = f"<@U0KUULEBOT> {GOOD}" if start == "mention" else GOOD
        ts = await workspace.slack_say("u1", text)
        await workspace.until(lambda: bool(receipts(workspace.dm("u1"))))
        for way in ways:
            await go(play, way, ts)

    assert play.kept() == 1
    assert len(receipts(workspace.dm("u1"))) == 1
    assert said(workspace.dm("u1"), "ask") == []


@pytest.mark.parametrize(
    "ways", list(itertools.permutations(("book", "shortcut"), 2)), ids="+".join
)
async def test_a_message_elsewhere_by_two_ways_is_one_story(play, ways):
    workspace = play.workspace
    async with play.running():
        ts = await workspace.slack_say("u1", GOOD, ELSE)
        for way in ways:
            if way == "book":
                await workspace.slack_react("u1", ELSE, ts, "book")
            else:
                await workspace.slack_message_shortcut("u1", ts, "keep_story", ELSE)
            await workspace.quiet()

    assert play.kept() == 1


@pytest.mark.parametrize("way", ["book", "shortcut"])
async def test_a_direct_message_pointed_at_is_one_story(play, way):
    workspace = play.workspace
    dm = workspace.people.employee("u1").dm
    async with play.running():
        ts = await workspace.slack_dm("u1", GOOD)
        await workspace.until(lambda: bool(receipts(workspace.dm("u1"))))
        if way == "book":
            await workspace.slack_react("u1", dm, ts, "book")
        else:
            await workspace.slack_message_shortcut("u1", ts, "keep_story", dm)
        await workspace.quiet()

    assert play.kept() == 1


# Edits and deletions, end to end


async def test_an_edit_changes_the_story_and_an_unfolded_link_does_not(play):
    workspace = play.workspace
    async with play.running() as program:
        ts = await workspace.slack_say("u1", GOOD)
        await workspace.until(lambda: bool(receipts(workspace.dm("u1"))))
        await workspace.slack_unfurl(ts)
        await workspace.slack_edit("u1", ts, "Asiakas kiitti.")
        await workspace.quiet()

        assert [story.text for story in await stories(program)] == ["Asiakas kiitti."]

    assert len(receipts(workspace.dm("u1"))) == 1


@pytest.mark.parametrize("text", ["// en sittenkään", ""])
async def test_an_edit_that_takes_the_words_away_removes_the_story(play, text):
    workspace = play.workspace
    async with play.running():
        ts = await workspace.slack_say("u1", GOOD)
        await workspace.until(lambda: bool(receipts(workspace.dm("u1"))))
        await workspace.slack_edit("u1", ts, text)
        await workspace.quiet()

    assert play.kept() == 0


async def test_deleting_a_message_that_has_replies_removes_the_story(play):
    workspace = play.workspace
    async with play.running():
        ts = await workspace.slack_say("u1", GOOD)
        await workspace.until(lambda: bool(receipts(workspace.dm("u1"))))
        await workspace.slack_say("u2", "Hienoa!", thread_ts=ts)
        await workspace.slack_delete("u1", ts)
        await workspace.quiet()

    assert play.kept() == 0


async def test_a_file_is_not_kept_and_the_receipt_says_so(play):
    workspace = play.workspace
    async with play.running() as program:
        await workspace.slack_file("u1", GOOD)
        await workspace.until(lambda: bool(receipts(workspace.dm("u1"))))
        (copy,) = receipts(workspace.dm("u1"))

        assert [story.text for story in await stories(program)] == [GOOD]

    assert words("receipt-file") in str(copy.blocks)
