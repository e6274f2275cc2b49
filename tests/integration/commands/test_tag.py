"""`kuule tag` as a process: a text, or lines in and lines out."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.integration.kuule_process import bare_environment

TEAM = """
[[teams]]
id = "palvelu"
name = "Asiakaspalvelu"
[teams.slack]
listen = ["C0123"]
digest = "C0456"
[[teams.must_win]]
key = "heard"
label = { en = "Everyone is heard" }
synonyms = { en = ["listen*"] }
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "config.toml").write_text(TEAM, encoding="utf-8")
    return tmp_path


def tag(folder: Path, *arguments: str, lines: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(  # noqa: S603  # our own command
        [sys.executable, "-m", "bot", "tag", *arguments],
        cwd=folder,
        env=bare_environment(),
        input=lines,
        capture_output=True,
        check=False,
    )


def test_a_text_is_read_without_settings_keys_or_database(tmp_path: Path) -> None:
    done = tag(tmp_path, "Call me at 040 1234567, nobody listened", "--json")

    reading = json.loads(done.stdout)
    assert done.returncode == 0
    assert list(reading) == [
        *("language", "sentiment", "valence", "emotions", "tags"),
        *("criticality", "needs_reply", "signs", "pii", "masked"),
    ]
    assert reading["pii"] == [{"kind": "phone", "start": 11, "end": 22}]
    assert reading["masked"] == "Call me at [phone-number], nobody listened"
    assert list(tmp_path.iterdir()) == []


def test_a_teams_own_themes_are_found(folder: Path) -> None:
    reading = json.loads(tag(folder, "They listened to me", "--json").stdout)

    assert ("must_win", "heard") in {(tag["facet"], tag["key"]) for tag in reading["tags"]}


def test_a_team_that_asks_for_it_is_shown_no_exact_dates(folder: Path) -> None:
    asking = TEAM.replace("[teams.slack]", "coarse_dates = true\n[teams.slack]")
    (folder / "config.toml").write_text(asking, encoding="utf-8")

    reading = json.loads(tag(folder, "I rang on 12 November 2026", "--json").stdout)

    assert reading["masked"] == "I rang on [November 2026]"
    assert reading["pii"] == []


def test_each_tag_can_say_on_which_words_it_rests(folder: Path) -> None:
    done = tag(folder, "They listened to me", "--explain")

    assert "must_win: heard + (rule 0.75: listened)" in done.stdout.decode().splitlines()


def test_an_idea_is_quoted_whole_and_masked(folder: Path) -> None:
    text = "The queue was long. Could the receipts be sent to anna@example.org? Thanks."

    (read,) = tag(
        folder, "-", "--explain", lines=json.dumps({"text": text}).encode()
    ).stdout.splitlines()
    reading = json.loads(read)

    (idea,) = [found for found in reading["tags"] if found["key"] == "idea"]
    assert reading["masked"][idea["start"] : idea["end"]] == idea["words"]
    assert idea["words"] == "Could the receipts be sent to [email]?"
    assert f'kind: idea "{idea["words"]}"' in tag(folder, text).stdout.decode().splitlines()


def test_lines_are_answered_in_order_whatever_they_hold(folder: Path) -> None:
    texts = ["a story", "", "\u202etrick", "\ud800", "x" * 30_000, "The queue was long", "😀"]
    lines = "".join(json.dumps({"text": text, "id": 7}) + "\n" for text in texts).encode()

    done = tag(folder, "-", "--json", lines=lines)

    shown = [json.loads(line)["masked"] for line in done.stdout.splitlines()]
    assert (done.returncode, shown) == (0, texts)


def test_a_line_that_is_no_text_is_named_and_the_others_are_read(folder: Path) -> None:
    lines = b'{"text": "good"}\n[1]\n{"text": 5}\nnonsense\n\xff\n{"text": "bad"}\n'

    done = tag(folder, "-", lines=lines)

    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert [each.get("masked") for each in found] == ["good", None, None, None, None, "bad"]
    assert found[1] == {"error": 'line 2 is no JSON object with a "text"'}
    assert done.returncode == 1
    assert done.stderr.decode().splitlines()[0] == (
        'Line 2 is no JSON object with a "text": write lines like {"text": "..."}.'
    )


def test_an_unknown_team_is_named(folder: Path) -> None:
    done = tag(folder, "a story", "--team", "nobody")

    assert done.returncode == 2
    assert "nobody" in done.stderr.decode()
    assert "palvelu" in done.stderr.decode()
