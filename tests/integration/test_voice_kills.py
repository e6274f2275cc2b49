"""A voice message and what was heard in it outlive kill -9, at every step of a real process."""

import shutil
from dataclasses import replace

from bot.core.model.dialogue import Verb
from bot.practice.clock import PracticeClock
from bot.practice.faults import server_error
from bot.practice.workspace import Workspace
from tests.integration.kuule_process import a_site, started
from tests.program import rows, until, words
from tests.telegram_talk import Talker, buttons

GOOD = "Puhelinneuvoja kuunteli loppuun asti ja sain heti avun."


async def test_a_voice_message_is_told_once_whatever_is_killed(tmp_path, sqlite_template):
    database = shutil.copy(sqlite_template, tmp_path / "kuule.db")

    async with Workspace(PracticeClock(), seed=1) as workspace:
        talker = Talker(workspace)

        async def said(key):
            sentence = words(key)
            await workspace.until(lambda: sentence in str(talker.answers()))

        async def right():
            (heard,) = [m for m in talker.answers() if words("voice-heard") in m["text"]]
            (data,) = [data for data in buttons(heard) if data.endswith(":right")]
            return await workspace.telegram_press("c1", heard["message_id"], data)

        site = a_site(tmp_path / "site", workspace, f"sqlite:///{database}")
        environ = {
            "KUULE__TRANSCRIPTION__URL": workspace.transcription_url,
            "KUULE_TRANSCRIPTION_KEY": workspace.transcription_key,
        }
        site = replace(site, environ={**site.environ, **environ})
        workspace.faults.next("transcription", server_error(503))
        async with started(site):
            await talker.say("/start")
            await talker.press(Verb.ACCEPT)
            await said("talk-story")
            await workspace.telegram_speak("c1", GOOD)
            now = workspace.clock.now
            query = "SELECT not_before FROM recording WHERE attempts = 1"
            await until(
                lambda: any(at / 1e6 - now().timestamp() < 60 for (at,) in rows(database, query))
            )
        async with started(site):
            await said("voice-heard")
        async with started(site):
            press = await right()
            await until(lambda: rows(database, "SELECT * FROM held WHERE length(parent) = 16"))
            # What a kill catches on its way is another test's (test_talk_kills).
            await said("voice-taken")
            await talker.offered(Verb.DONE)
        async with started(site):
            workspace.resend(press)
            await talker.press(Verb.DONE)
            await talker.press(Verb.NEXT)
            await talker.press(Verb.EXPECT, "met")
            await talker.press(Verb.SHARE, "team")
            await workspace.until(lambda: "remove:" in str(talker.answers()))

    assert rows(database, "SELECT shown FROM part") == [(GOOD,)]
    assert rows(database, "SELECT * FROM recording") == []
