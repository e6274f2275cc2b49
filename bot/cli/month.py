"""`kuule month`: the page for leaders."""

from pathlib import Path
from typing import Annotated

import typer

from bot import forms
from bot.cli import opening
from bot.cli.options import Config, JsonOption, PostOption, PrintOption, TeamOption
from bot.cli.terminal import put, put_json


def month(
    config: Config = None,
    team: TeamOption = "",
    which_month: Annotated[
        str, typer.Option("--month", metavar="M", help="2026-11, this or last.")
    ] = "last",
    as_text: PrintOption = False,
    as_json: JsonOption = False,
    html: Annotated[
        Path | None,
        typer.Option(
            "--html",
            metavar="FILE",
            help="Write it as a page that a browser prints, or saves as PDF, on one A4.",
        ),
    ] = None,
    post: PostOption = False,
) -> None:
    """Show a month's page for leaders, or post it."""
    if as_text + as_json + (html is not None) + post > 1:
        raise typer.BadParameter("Choose one of --print, --json, --html and --post.")
    ready = opening.to_read(config)
    from bot.cli import reading  # noqa: PLC0415  # loads the whole program

    if post:
        posted, was_claimed = reading.post_month(ready, team, which_month)
        put(forms.posted_text(posted, was_claimed=was_claimed))
        return
    which, found = reading.month_of(ready, team, which_month)
    if as_json:
        put_json(forms.digest_json(which, found))
    elif html is not None and found.lines:
        html.write_text(reading.page_of(found) + "\n", encoding="utf-8")
        put(f"The page is in {html}.")
    else:
        put(forms.digest_text(found))
