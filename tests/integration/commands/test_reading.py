"""`kuule stories` and `kuule digest`."""

import asyncio
import re
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from bot.core.model.digest import Digest, DigestState, Period
from tests.integration.commands.desk import BOXES, TEAMS, THIS, Desk

# Stories


def test_stories_as_json_have_the_form_of_the_contract(both: Desk) -> None:
    both.tell("Kiitos ystävällisestä avusta!")

    result = both.run("stories", "--json")

    assert result.status == 0
    assert result.err == ""
    assert result.out.count("\n") == 1
    assert list(result.json) == ["team", "week", "stories"]
    assert (result.json["team"], result.json["week"]) == ("palvelu", str(THIS))
    (story,) = result.json["stories"]
    assert list(story) == [
        "number", "role", "language", "identity", "share", "status", "week", "text", "tags",
    ]  # fmt: skip
    assert re.fullmatch(r"T-\d{4}", story["number"])
    assert story["text"] == "Kiitos ystävällisestä avusta!"
    assert (story["role"], story["language"]) == ("employee", "fi")
    assert (story["identity"], story["share"], story["status"]) == ("unnamed", "team", "kept")
    assert story["week"] == str(THIS)
    assert story["tags"]
    for tag in story["tags"]:
        assert list(tag) == [
            "facet", "key", "source", "polarity", "confidence", "start", "end",
        ]  # fmt: skip
        assert tag["polarity"] in (-1, 0, 1)
        assert 0 <= tag["start"] <= tag["end"] <= len(story["text"])


def test_a_story_is_printed_letter_by_letter(desk: Desk) -> None:
    text = "Jono :heart: oli [red]pitkä[/red] \\[x] 100 % {nimi} ja " + "pitkä " * 60 + "loppu."
    desk.tell(text)

    as_json = desk.run("stories", "--json")
    as_text = desk.run("stories")

    assert as_json.json["stories"][0]["text"] == text
    assert as_text.out.count("\n") == 1
    assert as_text.out.rstrip("\n").endswith(f": {text}")


def test_a_story_cannot_steer_the_terminal(desk: Desk) -> None:
    desk.tell("Ei\x1b[2Jnäy\x9b31m\x07 \u202eväärin")

    as_text = desk.run("stories")
    as_json = desk.run("stories", "--json")
    digests = [
        desk.run("digest", "--week", "this", *how) for how in ((), ("--markdown",), ("--html",))
    ]

    for result in (as_text, as_json, *digests):
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f]", result.out)
    assert as_json.json["stories"][0]["text"].startswith("Ei\x1b[2Jnäy\x9b31m")


def test_no_stories_are_said_beside_the_output(desk: Desk) -> None:
    as_text = desk.run("stories")
    as_json = desk.run("stories", "--json")

    assert (as_text.status, as_text.out) == (0, "")
    assert as_text.err == f"There are no stories of {THIS}.\n"
    assert as_json.json == {"team": "palvelu", "week": str(THIS), "stories": []}


def test_the_week_is_this_one_unless_another_is_named(desk: Desk) -> None:
    desk.tell("Tämä viikko.")
    desk.tell("Viime viikko.", week=THIS.shifted(-1))

    texts = [
        desk.run("stories", "--json", *options).json["stories"][0]["text"]
        for options in ((), ("--week", "last"), ("--week", str(THIS.shifted(-1))))
    ]

    assert texts == ["Tämä viikko.", "Viime viikko.", "Viime viikko."]


def test_the_team_is_the_first_unless_another_is_named(desk: Desk) -> None:
    desk.tell("Ensimmäisen tiimin tarina.")

    assert len(desk.run("stories", "--json").json["stories"]) == 1
    assert desk.run("stories", "--json", "--team", "myynti").json == {
        "team": "myynti",
        "week": str(THIS),
        "stories": [],
    }


@pytest.mark.parametrize("command", ["stories", "digest"])
@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--team", "x"), "There is no team 'x'; the settings have: palvelu, myynti."),
        (("--week", "next"), f"'next' is no week: write this, last or a week like {THIS}."),
        (("--week", "2026-W54"), "'2026-W54' is no week"),
        (("--week", "2025-W53"), "'2025-W53' is no week"),
        (("--week", ""), "'' is no week"),
        (("--week", "０２６-W46"), "is no week"),
    ],
)
def test_an_unknown_team_or_week_is_exit_status_2(
    desk: Desk, command: str, options: tuple[str, ...], said: str
) -> None:
    result = desk.run(command, *options)

    assert result.status == 2
    assert said in " ".join(result.err.split())


# The digest


def test_a_digest_can_be_kept_as_a_file(desk: Desk) -> None:
    desk.tell("Kiitos avusta & ajasta, neuvoja kuunteli loppuun asti.", week=THIS.shifted(-1))

    as_markdown, as_html = desk.run("digest", "--markdown"), desk.run("digest", "--html")

    assert as_markdown.status == as_html.status == 0
    assert as_markdown.out.startswith("# 📖 ")
    assert as_html.out.startswith("<!DOCTYPE html>")
    assert "avusta &amp; ajasta" in as_html.out


@pytest.mark.parametrize("picture", [True, False])
def test_the_page_of_a_digest_has_its_picture_where_the_team_wants_one(
    desk: Desk, picture: bool
) -> None:
    on = f"[teams.digest]\npicture = {str(picture).lower()}\n"
    desk.write(TEAMS.replace('[[teams]]\nid = "myynti"', f'{on}[[teams]]\nid = "myynti"'))
    for number in range(5):
        text = f"Neuvoja numero {number} kuunteli loppuun asti, kiitos."
        desk.tell(text, week=THIS.shifted(-1))

    out = desk.run("digest", "--html").out

    assert ("<svg" in out) is picture


def test_a_digest_as_json_has_the_form_of_the_contract(both: Desk) -> None:
    both.tell("Kiitos avusta, neuvoja kuunteli loppuun asti.", week=THIS.shifted(-1))

    result = both.run("digest", "--json")

    assert result.status == 0
    assert list(result.json) == ["team", "period", "state", "lines"]
    assert result.json["team"] == "palvelu"
    assert result.json["period"] == str(THIS.shifted(-1))
    assert result.json["state"] == "composed"
    assert result.json["lines"]
    for line in result.json["lines"]:
        assert list(line) == ["block", "text", "ids"]
        assert all(re.fullmatch(r"T-\d{4}", number) for number in line["ids"])


def test_a_digest_is_printed_as_text_by_default(desk: Desk) -> None:
    desk.tell("Kiitos avusta, neuvoja kuunteli loppuun asti.", week=THIS.shifted(-1))

    printed = desk.run("digest", "--print")

    assert printed.status == 0
    assert printed == desk.run("digest")
    assert "neuvoja kuunteli loppuun asti" in printed.out
    assert not BOXES.search(printed.out)


def test_a_digest_is_posted_once_and_the_second_time_says_so(both: Desk) -> None:
    both.tell("Kiitos avusta, neuvoja kuunteli loppuun asti.", week=THIS.shifted(-1))

    first = both.run("digest", "--post")
    shown = both.run("digest", "--json")
    second = both.run("digest", "--post")

    assert (first.status, second.status) == (0, 0)
    assert first.out == "The digest is claimed; a running Kuule posts it at once.\n"
    assert second.out == "The digest was claimed before; nothing is changed.\n"
    assert shown.json["state"] == "claimed"
    assert both.run("digest", "--json") == shown


def test_a_digest_of_a_week_to_come_is_not_posted(desk: Desk) -> None:
    week = str(THIS.next())

    result = desk.run("digest", "--week", week, "--post")

    assert result.status == 2
    assert f"{week} is still to come" in result.err
    assert desk.run("digest", "--week", week, "--json").json["state"] == "composed"


def test_a_digest_of_a_week_long_gone_is_not_posted(desk: Desk) -> None:
    result = desk.run("digest", "--week", "2020-W01", "--post")

    assert result.status == 2
    assert "2020-W01 has no digest and will have none" in result.err


def test_what_only_reads_does_not_wait_for_whoever_writes(desk: Desk) -> None:
    desk.tell("Kiitos avusta, neuvoja kuunteli loppuun asti.")

    with desk.locked():
        result = desk.run("stories", "--json")

    assert result.status == 0
    assert len(result.json["stories"]) == 1


def test_a_digest_without_a_channel_is_not_posted(desk: Desk) -> None:
    result = desk.run("digest", "--team", "myynti", "--post")

    assert result.status == 2
    assert "The team myynti reads its digest nowhere: write " in result.err


def test_a_digest_on_trial_needs_an_owner(desk: Desk) -> None:
    result = desk.run("digest", "--test")

    assert result.status == 2
    assert "The team palvelu has no owner" in result.err


def test_a_digest_on_trial_goes_to_the_owner_and_changes_nothing(both: Desk) -> None:
    both.write(TEAMS.replace("[[teams]]", '[[teams]]\nowner = "U0123"', 1))
    both.tell("Kiitos avusta, neuvoja kuunteli loppuun asti.", week=THIS.shifted(-1))

    result = both.run("digest", "--test")

    assert (result.status, result.err) == (0, "")
    assert result.out == "A running Kuule sends it to the owner. It counts nothing.\n"
    assert both.run("digest", "--json").json["state"] == "composed"
    assert both.run("digest", "--post").out.startswith("The digest is claimed;")


def test_a_digest_is_held_only_in_the_hour_before_it_leaves(desk: Desk) -> None:
    result = desk.run("digest", "--hold")

    assert result.status == 0
    assert result.out.startswith("Nothing is changed: that can be done only in the hour")


def test_a_digest_is_held_and_let_go_by_command(desk: Desk) -> None:
    """Of this week, which leaves in the next, so that its time has not come."""
    digest = Digest(
        id=uuid4(),
        team="palvelu",
        period=Period(THIS, THIS),
        language="fi",
        state=DigestState.COMPOSED,
        lines=(),
    )
    asyncio.run(desk.write_into(lambda tx: tx.digests.propose(digest, datetime.now(UTC))))

    said = [desk.run("digest", "--week", "this", f"--{act}").out for act in ("hold", "release")]

    assert said == ["It is held, for a day at most.\n", "It is let go.\n"]
    again = desk.run("digest", "--week", "this", "--release").out
    assert again.startswith("Nothing is changed")
