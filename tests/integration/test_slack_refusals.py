"""Slack Connect, guests, people of other workspaces, bots and workflows: nothing of theirs is
kept, and who turned to Kuule is told so in their own language.
"""

import pytest

from bot.practice.workspace import SCOPES
from tests.program import a_play, until, words

GOOD = "Asiakas kiitti, kun puhelinneuvoja kuunteli loppuun asti."
SHARED = "C0SHARED00"


@pytest.fixture
async def play(tmp_path, sqlite_template):
    async with a_play(tmp_path, sqlite_template) as play:
        play.workspace.team.add_channel(SHARED, "yhteinen", is_ext_shared=True)
        yield play


def said(messages, key, language="fi"):
    return [m for m in messages if m.is_by_bot and words(key, language) in m.text]


async def is_told(play, person, channel, key, language):
    def found():
        return said(play.workspace.seen_by(person, channel), key, language)

    await play.workspace.until(lambda: bool(found()))
    await play.workspace.quiet()
    assert play.kept() == 0
    return found()


@pytest.mark.parametrize("kind", ["guest", "single_channel_guest"])
async def test_a_guest_who_writes_to_kuule_gets_one_sentence_in_their_language(play, kind):
    workspace = play.workspace
    guest = workspace.slack_newcomer(kind=kind, language="sv")
    async with play.running():
        await workspace.slack_dm(guest, GOOD)

        assert len(await is_told(play, guest, guest.dm, "refused-guest", "sv")) == 1


async def test_a_guests_mention_is_answered_where_only_the_guest_sees_it(play):
    workspace = play.workspace
    guest = workspace.slack_newcomer(kind="guest", language="en")
    async with play.running():
        await workspace.slack_say(guest, f"<@U0KUULEBOT> {GOOD}")

        (answer,) = await is_told(play, guest, workspace.story_channel, "refused-guest", "en")
        assert answer.to == guest.id


async def test_a_guests_command_is_answered_where_it_was_typed(play):
    workspace = play.workspace
    guest = workspace.slack_newcomer(kind="guest", language="fi")
    async with play.running():
        event = await workspace.slack_command(guest, "/tarina", GOOD)

        await is_told(play, guest, workspace.story_channel, "refused-guest", "fi")
        assert event.acks == 1


async def test_a_guest_in_a_listened_channel_gets_silence(play):
    workspace = play.workspace
    guest = workspace.slack_newcomer(kind="guest")
    async with play.running():
        await workspace.until(lambda: bool(workspace.messages()))
        await workspace.slack_say(guest, GOOD)
        await workspace.quiet()

        assert [m for m in workspace.seen_by(guest) if m.to] == []
        assert [m for m in workspace.dm(guest) if m.is_by_bot] == []

    assert play.kept() == 0


async def test_without_the_scope_to_know_a_guest_the_story_is_taken(tmp_path, sqlite_template):
    scopes = SCOPES - {"users:read"}
    async with a_play(tmp_path, sqlite_template, scopes=scopes) as play, play.running():
        guest = play.workspace.slack_newcomer(kind="guest")
        await play.workspace.slack_dm(guest, GOOD)
        await until(lambda: play.kept() == 1)


async def test_a_stranger_who_mentions_kuule_in_a_shared_channel_gets_one_sentence(play):
    workspace = play.workspace
    stranger = workspace.slack_newcomer(SHARED, kind="stranger", language="en")
    async with play.running():
        await workspace.slack_say(stranger, f"<@U0KUULEBOT> {GOOD}", SHARED)

        (answer,) = await is_told(play, stranger, SHARED, "refused-outsider", "en")
        assert answer.to == stranger.id


async def test_a_strangers_direct_message_gets_one_sentence(play):
    workspace = play.workspace
    stranger = workspace.slack_newcomer(SHARED, kind="stranger", language="sv")
    async with play.running():
        await workspace.slack_dm(stranger, GOOD)

        assert len(await is_told(play, stranger, stranger.dm, "refused-outsider", "sv")) == 1


async def test_a_colleague_who_mentions_kuule_in_a_shared_channel_gets_one_sentence(play):
    workspace = play.workspace
    async with play.running():
        await workspace.slack_say("u1", f"<@U0KUULEBOT> {GOOD}", SHARED)

        assert len(await is_told(play, "u1", SHARED, "refused-shared", "fi")) == 1


@pytest.mark.parametrize("way", ["stranger", "colleague"])
async def test_a_listened_channel_that_is_shared_is_silent_and_nothing_is_kept(play, way):
    workspace = play.workspace
    workspace.team.channels[workspace.story_channel].is_ext_shared = True
    who = workspace.slack_newcomer(kind="stranger") if way == "stranger" else "u1"
    async with play.running():
        await workspace.until(lambda: bool(workspace.messages()))
        await workspace.slack_say(who, GOOD)
        await workspace.quiet()

        assert [m for m in workspace.seen_by(who) if m.to] == []

    assert play.kept() == 0


async def test_a_story_told_before_its_channel_was_shared_goes_when_its_message_is_deleted(play):
    workspace = play.workspace
    async with play.running():
        ts = await workspace.slack_say("u1", GOOD)
        await until(lambda: play.kept() == 1)
        workspace.team.channels[workspace.story_channel].is_ext_shared = True
        await workspace.slack_delete("u1", ts)
        await until(lambda: play.kept() == 0)


async def test_another_bot_and_a_workflow_are_neither_taken_nor_answered(play):
    workspace = play.workspace
    bot = workspace.slack_newcomer(kind="bot")
    async with play.running():
        await workspace.until(lambda: bool(workspace.messages()))
        before = len(workspace.ledger.posts)
        await workspace.slack_say(bot, f"<@U0KUULEBOT> {GOOD}")
        await workspace.slack_dm(bot, GOOD)
        workspace.slack.webhook(GOOD)
        workspace.slack.say("u1", GOOD, subtype="bot_message", bot_id="B0WORKFLOW", user=None)
        await workspace.quiet()

        assert len(workspace.ledger.posts) == before

    assert (play.kept(), play.parked()) == (0, 0)
    assert all(event.acks == 1 for event in workspace.ledger.events)
