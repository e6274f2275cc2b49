"""A talk outlives kill -9 between its questions, and while one is on its way: real processes."""

import shutil
import signal
from collections import Counter
from contextlib import asynccontextmanager

import pytest

from bot.core.model.dialogue import Verb
from bot.practice.clock import PracticeClock
from bot.practice.faults import stall
from bot.practice.slack_handover import Retries
from bot.practice.workspace import Workspace
from tests.integration.kuule_process import a_site, nursery
from tests.program import rows, until, words
from tests.telegram_talk import Talker

GOOD = "Puhelinneuvoja kuunteli loppuun asti ja sain heti avun."


@pytest.fixture
async def workspace():
    # Else Slack would send again, minutes later, what came before the first socket was open.
    retries = Retries(keep_while_deaf=True)
    async with Workspace(PracticeClock(), seed=1, retries=retries) as workspace:
        yield workspace


@pytest.fixture
def database(tmp_path, sqlite_template):
    return shutil.copy(sqlite_template, tmp_path / "kuule.db")


@pytest.fixture
async def forks(tmp_path, workspace, database):
    site = a_site(tmp_path / "site", workspace, f"sqlite:///{database}")
    async with nursery(site) as forks:
        yield forks


@pytest.fixture
def talker(workspace):
    return Talker(workspace)


@asynccontextmanager
async def killed_after(forks):
    """Run the program while the block runs, and kill it then."""
    kuule = await forks.start()
    yield
    kuule.send(signal.SIGKILL)
    await kuule.ended()


def asked(workspace):
    """Return how often each text came into the chat, as a message or in the place of one."""
    posts = [post for post in workspace.ledger.posts if "text" in post.arguments]
    return Counter(str(post.arguments["text"]) for post in posts if "chat_id" in post.arguments)


async def test_a_talk_goes_on_where_it_was_and_nothing_is_asked_twice(
    workspace, forks, database, talker
):
    steps = (
        (Verb.ACCEPT, "", "talk-story"),
        (Verb.DONE, "", "talk-feeling"),
        (Verb.FEEL, "heard", "talk-feeling-second"),
        (Verb.NEXT, "", "talk-expectation"),
        (Verb.EXPECT, "exceeded", "talk-share"),
        (Verb.SHARE, "reply", "receipt"),
    )
    async with killed_after(forks):
        await talker.say("/start")
        await talker.said(words("talk-notice"))
    for verb, value, next_question in steps:
        # Pressed while nobody listens, and repeated, as Telegram repeats what is not confirmed.
        press = await talker.press(verb, value)
        async with killed_after(forks):
            await talker.said(words(next_question))
            workspace.resend(press)
            await workspace.quiet()
            if verb is Verb.ACCEPT:
                await talker.say(GOOD)
                await talker.said(words("talk-more"))

    assert set(asked(workspace).values()) == {1}
    assert len(talker.answers()) == 2
    tags = rows(database, "SELECT facet, key FROM tag WHERE source = 'teller'")
    assert set(tags) == {("feeling", "heard"), ("expectation", "exceeded")}
    assert rows(database, "SELECT shown FROM part") == [(GOOD,)]
    assert rows(database, "SELECT share FROM story") == [("team",)]
    assert rows(database, "SELECT * FROM dialogue") == []


async def test_a_question_that_a_kill_held_up_is_shown_to_whoever_presses_again(
    workspace, forks, database, talker
):
    async with killed_after(forks):
        await talker.say(GOOD)
        await talker.said(words("talk-notice"))
        await talker.press(Verb.ACCEPT)
        await talker.said(words("talk-more"))
        sending = "SELECT * FROM delivery WHERE state = 'sending'"
        await until(lambda: not rows(database, sending))
        workspace.faults.next("editMessageText", stall(3_000))
        await talker.press(Verb.DONE)
        await until(lambda: rows(database, sending))
    assert rows(database, "SELECT step FROM dialogue") == [("feeling",)]
    async with killed_after(forks):
        await talker.press(Verb.DONE)
        await talker.said(words("talk-feeling"))
        await talker.press(Verb.NEXT)
        await talker.said(words("talk-expectation"))
        await talker.press(Verb.NEXT)
        await talker.press(Verb.SHARE, "team")
        await talker.said(words("receipt"))

    assert rows(database, "SELECT shown FROM part") == [(GOOD,)]
    assert set(asked(workspace).values()) == {1}
