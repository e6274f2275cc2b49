"""Options and arguments that several commands take."""

from pathlib import Path
from typing import Annotated

import typer

Config = Annotated[
    Path | None,
    typer.Option(
        "--config", metavar="FILE", help="The settings; else KUULE_CONFIG or ./config.toml."
    ),
]
TeamOption = Annotated[
    str, typer.Option("--team", metavar="T", help="The team's id; else the first team.")
]
WeekOption = Annotated[str, typer.Option("--week", metavar="W", help="2026-W46, this or last.")]
PrintOption = Annotated[bool, typer.Option("--print", help="Print it as text (the default).")]
PostOption = Annotated[bool, typer.Option("--post", help="Post it now to where it is read, once.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]
BackupFile = Annotated[Path, typer.Argument(metavar="FILE", help="The backup.")]
