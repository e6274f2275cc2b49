"""`kuule qr`."""

import asyncio
import base64
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PIL import Image

from bot.config import load_settings
from bot.core.places import MOST, Place, StartWords
from bot.practice.clock import PracticeClock
from bot.practice.workspace import Workspace
from bot.sealing import KeyedSealer
from tests.integration.commands.desk import KEY, TEAMS, Desk
from tests.practice_browser import needs_chromium
from tests.printing import module_mm, opened, pages, read

LINK = "https://t.me/kuule_practice_bot?start="
READABLE_MM = 1.0
"""Twice what a telephone needs close by: a code is read from about ten times its width, and with
45 modules this is half a metre.
"""


@contextmanager
def telegram(desk: Desk) -> Iterator[None]:
    """Let a practice workspace be Telegram while commands run."""
    ready, over = threading.Event(), threading.Event()
    found: list[Workspace] = []

    async def stand_in() -> None:
        async with Workspace(PracticeClock(), seed=1) as workspace:
            found.append(workspace)
            ready.set()
            await asyncio.to_thread(over.wait)

    thread = threading.Thread(target=asyncio.run, args=(stand_in(),))
    thread.start()
    try:
        assert ready.wait(20)
        url, token = found[0].telegram_base_url, found[0].telegram_token
        desk.set(KUULE__TELEGRAM__BASE_URL=url, KUULE_TELEGRAM_TOKEN=token)
        yield
    finally:
        over.set()
        thread.join()


def test_the_link_of_a_team_is_printed_and_nothing_is_written(desk: Desk) -> None:
    with telegram(desk):
        result = desk.run("qr", "--team", "myynti")

    assert (result.status, result.out) == (0, f"{LINK}myynti\n")
    assert [file.name for file in desk.folder.iterdir()] == ["config.toml"]


def test_the_word_of_a_touchpoint_is_signed_with_the_key_of_the_settings(desk: Desk) -> None:
    with telegram(desk):
        result = desk.run("qr", "--team", "myynti", "--touchpoint", "invoice")

    teams = load_settings(desk.folder / "config.toml", {}).to_teams()
    words = StartWords(teams, KeyedSealer(base64.b64decode(KEY)))
    word = result.out.strip().removeprefix(LINK)
    assert words.place(word) == Place(teams.all[1], "invoice")


def test_the_code_is_drawn_as_svg_and_as_png(desk: Desk) -> None:
    with telegram(desk):
        for name in ("code.svg", "code.PNG"):
            assert desk.run("qr", "--team", "myynti", "--out", name).status == 0

    assert (desk.folder / "code.svg").read_text().startswith("<?xml")
    with Image.open(desk.folder / "code.PNG") as image:
        assert image.size[0] == image.size[1] > 400


def test_another_program_reads_the_link_in_the_picture(desk: Desk) -> None:
    with telegram(desk):
        arguments = ("--team", "myynti", "--touchpoint", "invoice", "--out", "code.png")
        link = desk.run("qr", *arguments).out.strip()

    assert link.startswith(f"{LINK}myynti-invoice-")
    assert read(Path("code.png").read_bytes()) == [link]


@needs_chromium
def test_another_program_reads_the_link_in_the_drawing(desk: Desk) -> None:
    with telegram(desk):
        link = desk.run("qr", "--team", "myynti", "--out", "code.svg").out.strip()

    with opened(Path("code.svg")) as page:
        seen = page.screenshot()

    assert read(seen) == [link]


@needs_chromium
@pytest.mark.parametrize("language", ["fi", "en", "sv"])
def test_the_poster_is_one_page_of_size_a5_whose_code_is_read_from_an_arms_length(
    desk: Desk, language: str
) -> None:
    # The longest word, and a name that takes three lines.
    team = f'name = "{"Asiakasneuvonta ja palvelu " * 4}"\nlanguage = "{language}"'
    start = f'start = "{"m" * (MOST - len("-invoice-") - 12)}"'
    desk.write(TEAMS.replace('name = "Myynti"', team).replace('start = "myynti"', start))
    with telegram(desk):
        arguments = ("--team", "myynti", "--touchpoint", "invoice", "--out", "poster.html")
        link = desk.run("qr", *arguments).out.strip()

    with opened(Path("poster.html")) as page:
        sheets, width, seen = pages(page), module_mm(page), page.screenshot()

    assert len(link.removeprefix(LINK)) == MOST
    assert sheets == [(148, 210)]
    assert width >= READABLE_MM
    assert read(seen) == [link]


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("fi", "Kerro, mitä tapahtui"),
        ("en", "Tell us what happened"),
        ("sv", "Berätta vad som hände"),
    ],
)
def test_the_poster_speaks_the_teams_language_and_is_of_size_a5(
    desk: Desk, language: str, title: str
) -> None:
    desk.write(TEAMS.replace('name = "Myynti"', f'name = "<Myynti>"\nlanguage = "{language}"'))
    with telegram(desk):
        desk.run("qr", "--team", "myynti", "--touchpoint", "invoice", "--out", "poster.html")

    poster = Path("poster.html").read_text(encoding="utf-8")
    assert f'<html lang="{language}">' in poster
    assert f"<h1>{title}</h1>" in poster
    assert "size: A5" in poster
    assert "<svg" in poster
    assert "&lt;Myynti&gt;" in poster
    assert "<Myynti>" not in poster
    assert "$" not in poster
    assert "http" not in poster.replace("http://www.w3.org/2000/svg", "").replace(LINK, "")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--team", "palvelu"], "Team 'palvelu' has no start word: write telegram.start"),
        (["--team", "myynti", "--touchpoint", "moon"], "There is no touchpoint 'moon'; there are"),
        (["--team", "myynti", "--out", "code.gif"], "--out must end in .svg or .png"),
        (["--team", "nobody"], "There is no team 'nobody'"),
    ],
)
def test_what_does_not_fit_is_said_before_telegram_is_asked(
    desk: Desk, arguments: list[str], says: str
) -> None:
    desk.set(KUULE_TELEGRAM_TOKEN="1:x", KUULE__TELEGRAM__BASE_URL="http://127.0.0.1:9")

    result = desk.run("qr", *arguments)

    assert result.status == 2
    assert says in " ".join(result.err.split())


def test_a_word_beyond_telegrams_limit_is_refused(desk: Desk) -> None:
    desk.write(TEAMS.replace('start = "myynti"', f'start = "{"m" * 50}"'))
    desk.set(KUULE_TELEGRAM_TOKEN="1:x")

    result = desk.run("qr", "--team", "myynti", "--touchpoint", "invoice")

    assert result.status == 2
    assert "has 71 characters, and Telegram takes 64" in " ".join(result.err.split())


def test_without_the_network_it_says_so_and_writes_nothing(desk: Desk) -> None:
    desk.set(KUULE_TELEGRAM_TOKEN="1:x", KUULE__TELEGRAM__BASE_URL="http://127.0.0.1:9")

    result = desk.run("qr", "--team", "myynti", "--out", "code.svg")

    assert result.status == 1
    assert result.err.startswith("Telegram cannot be reached: check the network")
    assert not Path("code.svg").exists()


def test_without_a_token_it_says_what_is_missing(desk: Desk) -> None:
    result = desk.run("qr", "--team", "myynti")

    assert result.status == 2
    assert result.err.startswith("KUULE_TELEGRAM_TOKEN is missing")
