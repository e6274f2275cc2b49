"""Voice messages all the way on Telegram: a real download, a stand-in that writes down."""

from contextlib import asynccontextmanager

import pytest

from bot.core.model.dialogue import Verb
from bot.core.ports.sealing import SealedText
from bot.practice.faults import refused, server_error, stall
from bot.practice.transcription import spoken
from bot.sealing import KeyedSealer
from tests.program import a_play, rows, stories, until, words
from tests.telegram_talk import Talker, buttons

KEPT = "SELECT id, media, content, wrapped FROM attachment JOIN attachment_key ON attachment = id"
GOOD = "Puhelinneuvoja kuunteli loppuun asti ja sain heti avun."


@asynccontextmanager
async def opened(tmp_path, template, **fields):
    async with a_play(tmp_path, template, **{"transcription": True} | fields) as play:
        yield play


@pytest.fixture
async def play(tmp_path, sqlite_template):
    async with opened(tmp_path, sqlite_template) as play:
        yield play


@pytest.fixture
def talker(play):
    return Talker(play.workspace)


async def decide(play, talker, verdict):
    """Press that button below what was heard, which is the newest with one."""

    def found():
        return [
            (message["message_id"], data)
            for message in talker.answers()
            for data in buttons(message)
            if data.startswith("v:") and data.endswith(f":{verdict}")
        ]

    await play.workspace.until(found)
    await play.workspace.telegram_press(talker.who, *found()[-1])


def receipt(talker):
    number, _ = talker.removal()
    return next(each["text"] for each in talker.answers() if each["message_id"] == number)


@pytest.mark.parametrize("as_video", [False, True])
async def test_what_was_heard_is_told_once_its_teller_says_that_it_is_right(
    play, talker, as_video
):
    async with play.running() as program:
        await talker.begin()
        await play.workspace.telegram_speak("c1", GOOD, as_video=as_video)
        await talker.said(words("voice-listening"))
        await talker.said(words("voice-heard"))
        assert (play.held(), play.kept()) == (0, 0)
        await decide(play, talker, "right")
        await talker.said(words("talk-more"))
        await talker.said(words("voice-taken"))
        await talker.finish()
        (story,) = await stories(program)

    assert story.text == GOOD
    assert rows(play.database, "SELECT * FROM recording") == []
    assert words("receipt-file") in receipt(talker)
    (taken,) = [each for each in talker.answers() if words("voice-taken") in each["text"]]
    assert GOOD in taken["text"]
    assert buttons(taken) == []


async def test_what_was_heard_wrongly_is_written_by_its_teller(play, talker):
    async with play.running() as program:
        await talker.begin()
        await play.workspace.telegram_speak("c1", "Puhelin neuvoja kuun telin.")
        await decide(play, talker, "write")
        await talker.said(words("voice-rewritten"))
        await talker.say(GOOD)
        await talker.finish()
        assert [story.text for story in await stories(program)] == [GOOD]

    assert rows(play.database, "SELECT * FROM recording") == []


async def test_nothing_is_left_of_what_its_teller_discards(play, talker):
    async with play.running():
        await talker.begin()
        await play.workspace.telegram_speak("c1", GOOD)
        await decide(play, talker, "drop")
        await talker.said(words("voice-discarded"))

    assert (play.held(), play.kept()) == (0, 0)
    assert rows(play.database, "SELECT * FROM recording") == []
    assert GOOD not in str(talker.answers())


async def test_nothing_goes_to_the_service_before_the_notice_is_accepted(play, talker):
    workspace = play.workspace
    async with play.running() as program:
        await workspace.telegram_speak("c1", GOOD)
        await talker.said(words("talk-notice"))
        await program.tick()
        await workspace.quiet()
        assert "transcription" not in {call.method for call in workspace.ledger.calls}
        await talker.press(Verb.ACCEPT)
        await talker.said(words("voice-listening"))
        await talker.said(words("voice-heard"))
        await decide(play, talker, "right")
        await talker.finish()
        assert [story.text for story in await stories(program)] == [GOOD]


@pytest.mark.parametrize("keeps", [False, True])
async def test_without_a_service_who_speaks_is_asked_to_write(tmp_path, sqlite_template, keeps):
    service = {"transcription": False, "attachments": keeps}
    async with opened(tmp_path, sqlite_template, **service) as play, play.running():
        talker = Talker(play.workspace)
        await play.workspace.telegram_speak("c1", GOOD)
        await talker.said(words("not-taken-voice"))

    assert rows(play.database, "SELECT * FROM recording") == []


async def test_a_service_that_is_away_for_a_moment_is_asked_again(play, talker):
    play.workspace.faults.next("transcription", server_error(503))
    async with play.running() as program:
        await talker.begin()
        await play.workspace.telegram_speak("c1", GOOD)
        await until(lambda: _is_put_off(play))
        play.workspace.clock.advance(5)
        await program.tick()
        await talker.said(words("voice-heard"))


@pytest.mark.parametrize("content", ["", "   ", "x" * 3501])
async def test_what_cannot_be_shown_is_asked_for_in_writing(play, talker, content):
    async with play.running():
        await talker.begin()
        await play.workspace.telegram_speak("c1", content)
        key = "voice-too-long" if content.strip() else "voice-not-heard"
        await talker.said(words(key))

    assert rows(play.database, "SELECT * FROM recording") == []


async def test_a_service_that_refuses_is_not_waited_for(play, talker):
    play.workspace.faults.always("transcription", refused("no"))
    async with play.running():
        await talker.begin()
        await play.workspace.telegram_speak("c1", GOOD)
        await talker.said(words("voice-not-heard"))

    assert rows(play.database, "SELECT * FROM recording") == []


async def test_a_recording_that_telegram_has_lost_is_asked_for_in_writing(play, talker):
    async with play.running():
        await talker.begin()
        await play.workspace.telegram_send("c1", {"voice": {"file_id": "unheard-of"}})
        await talker.said(words("voice-not-heard"))


async def test_a_program_that_ends_while_it_listens_loses_nothing(play, talker):
    workspace = play.workspace
    workspace.faults.next("transcription", stall(3_000))
    async with play.running():
        await talker.begin()
        await workspace.telegram_speak("c1", GOOD)
        await until(lambda: rows(play.database, "SELECT attempts FROM recording") == [(1,)])

    assert words("voice-heard") not in str(talker.answers())
    workspace.faults.clear()
    workspace.clock.advance(301)
    async with play.running() as program:
        await decide(play, talker, "right")
        await talker.finish()
        assert [story.text for story in await stories(program)] == [GOOD]


async def test_what_was_heard_waits_for_its_teller_through_a_restart(play, talker):
    async with play.running():
        await talker.begin()
        await play.workspace.telegram_speak("c1", GOOD)
        await talker.said(words("voice-heard"))
    async with play.running() as program:
        await decide(play, talker, "right")
        await talker.said(words("voice-taken"))
        await talker.finish()
        assert [story.text for story in await stories(program)] == [GOOD]

    assert len([each for each in talker.answers() if words("voice-taken") in each["text"]]) == 1


async def test_what_nobody_confirms_for_a_day_is_deleted_and_that_is_said(play, talker):
    async with play.running() as program:
        await talker.begin()
        await play.workspace.telegram_speak("c1", GOOD)
        await talker.said(words("voice-heard"))
        play.workspace.clock.advance(86400)
        await program.tick()
        await talker.said(words("voice-expired"))
        await decide(play, talker, "right")
        await talker.said(words("voice-over"))

    assert (play.kept(), play.held()) == (0, 0)
    assert rows(play.database, "SELECT * FROM recording") == []


async def test_stop_forgets_what_was_said(play, talker):
    async with play.running():
        await talker.begin()
        await play.workspace.telegram_speak("c1", GOOD)
        await talker.said(words("voice-heard"))
        await talker.say("/stop")
        await talker.said(words("talk-left"))

    assert rows(play.database, "SELECT * FROM recording") == []


async def test_a_sign_of_distress_is_answered_with_help_before_anything_is_told(play, talker):
    async with play.running() as program:
        await talker.begin()
        await play.workspace.telegram_speak("c1", "En jaksa enää elää.")
        await talker.said(words("talk-help"))
        assert play.kept() == 0
        await decide(play, talker, "right")
        await until(lambda: play.kept() == 1)
        (story,) = await stories(program)

    assert story.share == "store"


def _is_put_off(play):
    """Return whether a first try has failed: the lease of whoever tries is longer."""
    now = play.workspace.clock.now().timestamp()
    found = rows(play.database, "SELECT not_before FROM recording WHERE attempts = 1")
    return any(at / 1e6 - now <= 5 for (at,) in found)


# What is kept of the sound


async def test_a_team_that_keeps_attachments_keeps_the_sound_sealed(tmp_path, sqlite_template):
    async with opened(tmp_path, sqlite_template, attachments=True) as play:
        talker = Talker(play.workspace)
        async with play.running() as program:
            await talker.begin()
            await play.workspace.telegram_speak("c1", GOOD)
            await decide(play, talker, "right")
            await talker.finish()
            await talker.said(words("receipt-file-awaited"))
            await talker.said(words("sound-kept"))
            (story,) = await stories(program)

        ((which, media, content, key),) = rows(play.database, KEPT)
        sealed = SealedText(content, key)
        sound = KeyedSealer(play.key).open_content(sealed, f"attachment/{which}/content")
        assert (media, sound, story.text) == ("audio/ogg", spoken(GOOD), GOOD)
        async with play.running():
            await talker.say(f"poista {story.number}")
            await until(lambda: play.kept() == 0)

        assert rows(play.database, KEPT) == []


@pytest.mark.parametrize("verdict", ["write", "drop"])
async def test_the_sound_of_what_was_not_right_is_not_kept(tmp_path, sqlite_template, verdict):
    async with opened(tmp_path, sqlite_template, attachments=True) as play, play.running():
        talker = Talker(play.workspace)
        await talker.begin()
        await play.workspace.telegram_speak("c1", "Jotain muuta.")
        await decide(play, talker, verdict)
        await until(lambda: rows(play.database, "SELECT * FROM recording") == [])
        await talker.say(GOOD)
        await talker.finish()

        assert rows(play.database, "SELECT * FROM attachment") == []
        assert words("receipt-file-awaited") not in receipt(talker)


# A kill at any point


async def test_a_press_that_is_delivered_again_tells_once(play, talker):
    workspace = play.workspace
    async with play.running() as program:
        await talker.begin()
        await workspace.telegram_speak("c1", GOOD)
        await decide(play, talker, "right")
        await talker.said(words("voice-taken"))
        spoke, *_, pressed = [each for each in workspace.ledger.events if each.kind == "update"][
            2:
        ]
        for event in (pressed, spoke, pressed):
            workspace.resend(event)
        await workspace.quiet()
        await talker.finish()
        assert [story.text for story in await stories(program)] == [GOOD]

    assert play.parts() == 1
    assert str(talker.answers()).count(words("voice-listening")) == 1
    assert rows(play.database, "SELECT * FROM recording") == []


async def test_nothing_that_was_said_stands_in_the_log(play, talker, caplog):
    play.workspace.faults.next("transcription", server_error(503), refused(GOOD))
    with caplog.at_level("DEBUG"):
        async with play.running() as program:
            await talker.begin()
            await play.workspace.telegram_speak("c1", GOOD)
            await until(lambda: _is_put_off(play))
            play.workspace.clock.advance(5)
            await program.tick()
            await talker.said(words("voice-not-heard"))

    ours = [each for each in caplog.records if each.name.startswith(("bot", "handlers"))]
    assert not [each for each in ours if GOOD in str(each.__dict__)]
