"""`kuule month`."""

import re

from tests.integration.commands.desk import Desk


def test_a_month_as_json_has_the_form_of_a_digest(both: Desk) -> None:
    both.tell("Kiitos ystävällisestä avusta!")

    result = both.run("month", "--month", "this", "--json")

    assert result.status == 0
    assert list(result.json) == ["team", "period", "state", "lines"]
    assert re.fullmatch(r"\d{4}-\d{2}", result.json["period"])
    assert result.json["state"] == "composed"
    assert [line["block"] for line in result.json["lines"]][:2] == ["header", "month_figure"]


def test_a_month_is_printed_without_words_that_are_the_teams(desk: Desk) -> None:
    desk.tell("Kiitos ystävällisestä avusta!")

    result = desk.run("month", "--month", "this")

    assert result.status == 0
    assert result.out.startswith("📖 Kuukauden tarinat · ")
    assert "ystävällisestä" not in result.out


def test_a_month_is_written_as_a_page(desk: Desk) -> None:
    file = desk.folder / "page.html"

    result = desk.run("month", "--month", "this", "--html", str(file))

    assert result.status == 0
    assert str(file) in result.out
    assert file.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_what_is_no_month_is_said(desk: Desk) -> None:
    result = desk.run("month", "--month", "2026-13")

    assert result.status == 2
    assert "'2026-13' is no month" in " ".join(result.err.split())


def test_without_a_channel_for_leaders_nothing_is_posted(desk: Desk) -> None:
    result = desk.run("month", "--post")

    assert result.status == 2
    assert "leadership" in result.err


def test_only_one_form_is_chosen(desk: Desk) -> None:
    assert desk.run("month", "--json", "--post").status == 2
