"""Somebody erases everything of themselves from the Home tab of Slack: the practice workspace."""

import pytest

from bot.practice.limits import AS_FAST_AS_IT_COMES
from tests.program import a_play, rows, until, words

GOOD = "Asiakas kiitti, kun neuvoja kuunteli loppuun asti."
MORE = "Laskussa oli virhe, mutta se korjattiin heti."


@pytest.fixture
async def play(tmp_path, sqlite_template):
    async with a_play(tmp_path, sqlite_template, rates=AS_FAST_AS_IT_COMES) as play:
        yield play


def home(play):
    view = play.workspace.home("u1")
    return str(view.blocks) if view else ""


def said(play, sentence):
    return [message for message in play.workspace.dm("u1") if sentence in message.text]


async def told(play, text=GOOD):
    """Tell in the listened channel, and wait for the copy of the receipt."""
    await play.workspace.slack_say("u1", text)
    await play.workspace.until(
        lambda: any(text in str(message.blocks) for message in play.workspace.dm("u1"))
    )


async def at_home(play, text=GOOD):
    await play.workspace.slack_home("u1")
    await play.workspace.until(lambda: text in home(play))


async def erase(play):
    """Press the button of the Home tab, as it is drawn now."""
    await play.workspace.slack_press("u1", play.workspace.home("u1"), "erase_all")


async def test_from_the_home_tab_to_nothing_kept(play):
    async with play.running():
        await told(play)
        await told(play, MORE)
        await at_home(play)
        assert "Poistanko kaikki 2 tarinaasi" in home(play)
        await erase(play)
        await play.workspace.until(lambda: said(play, "Poistin kaikki 2 tarinaasi"))
        await play.workspace.until(lambda: words("home-none") in home(play))
        await play.workspace.until(
            lambda: not any(GOOD in str(message.blocks) for message in play.workspace.dm("u1"))
        )

    assert play.kept() == 0
    assert rows(play.database, "SELECT * FROM person") == []
    assert len(said(play, words("removed"))) == 2, "the copies of the receipts"


async def test_a_button_pressed_again_is_answered_that_nothing_is_kept(play):
    async with play.running():
        await told(play)
        await at_home(play)
        view = play.workspace.home("u1")
        for _ in range(2):
            await play.workspace.slack_press("u1", view, "erase_all")
        await play.workspace.until(lambda: said(play, words("erase-nothing")))
        assert len(said(play, "Poistin tarinasi")) == 1


async def test_a_story_told_since_the_home_tab_was_drawn_is_asked_about(play):
    async with play.running():
        await told(play)
        await at_home(play)
        await told(play, MORE)
        await erase(play)
        await play.workspace.until(lambda: said(play, "sinulla on nyt 2 tarinaa"))
        await play.workspace.until(lambda: "Poistanko kaikki 2 tarinaasi" in home(play))
        assert play.kept() == 2
        await erase(play)
        await until(lambda: play.kept() == 0)


async def test_whoever_erased_everything_gets_the_first_receipt_again(play):
    async with play.running():
        await told(play)
        await at_home(play)
        await erase(play)
        await play.workspace.until(lambda: words("home-none") in home(play))
        await told(play, MORE)

    (receipt,) = [m for m in play.workspace.dm("u1") if "remove_story" in str(m.blocks)]
    assert words("masking") in str(receipt.blocks)


async def test_a_stranger_is_told_that_nothing_is_kept(play):
    async with play.running():
        await at_home(play, words("home-none"))
        await erase(play)
        await play.workspace.until(lambda: said(play, words("erase-nothing")))

    assert rows(play.database, "SELECT * FROM person") == []
