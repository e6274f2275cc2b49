"""A code is scanned at a touchpoint: its link opens the chat, and says where the story belongs."""

from dataclasses import replace

import pytest

from bot.core.model.team import Teams
from bot.core.places import Place, StartWords
from bot.practice.telegram_chats import BOT_USERNAME
from bot.sealing import KeyedSealer
from tests.core_builders import SERVICE
from tests.program import TEAM, a_play, stories, words
from tests.telegram_talk import Talker

UNKNOWN = "En tunnistanut linkin tiimiä."
GOOD = "Kuuntelit loppuun asti ja sain heti avun."


@pytest.fixture
async def play(tmp_path, sqlite_template):
    async with a_play(tmp_path, sqlite_template) as play:
        yield play


def a_link(key, touchpoint):
    """Return what `kuule qr --touchpoint` prints where the program has that key."""
    team = replace(SERVICE, telegram_start=TEAM)
    word = StartWords(Teams((team,)), KeyedSealer(key)).word(Place(team, touchpoint))
    return f"https://t.me/{BOT_USERNAME}?start={word}"


async def test_the_story_that_follows_a_scan_is_about_the_place_of_the_code(play):
    talker = Talker(play.workspace)
    async with play.running() as program:
        await play.workspace.telegram_open("c1", a_link(play.key, "invoice"))
        await talker.said(words("talk-notice"))
        await talker.tell(GOOD)
        (story,) = await stories(program)

    assert ("touchpoint", "invoice", "human") in [(t.facet, t.key, t.source) for t in story.tags]
    assert UNKNOWN not in str(talker.answers())


async def test_a_word_that_another_key_signed_is_answered_as_an_unknown_one(play):
    async with play.running():
        await play.workspace.telegram_open("c1", a_link(b"x" * 32, "invoice"))
        notice = await Talker(play.workspace).answered()

    assert UNKNOWN in notice["text"]
