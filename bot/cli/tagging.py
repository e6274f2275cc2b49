"""`kuule tag`: the tagger alone, without database, keys or platforms."""

import gc
import json
import os
from collections.abc import Iterable
from pathlib import Path
from zoneinfo import ZoneInfo

from bot import forms
from bot.cli import opening
from bot.cli.terminal import put_json, say
from bot.config import config_path
from bot.core.model.tag import Reading
from bot.core.model.team import Team
from bot.tagging.tagger import CueTagger

_NO_TEAM = Team(id="", name="", language="en", timezone=ZoneInfo("UTC"))
"""Whose themes are sought where there are no settings: nobody's."""


def team_of(config: Path | None, team: str) -> Team:
    """Return the team of the settings; without settings and a name nobody's. Raise ConfigError
    or, for an unknown team, BadParameter.
    """
    if not team and config_path(config, os.environ) is None:
        return _NO_TEAM
    return opening.team_in(opening.settings_of(config).to_teams(), team)


def read(text: str, team: Team) -> Reading:
    """Return what the tagger reads in one text."""
    return CueTagger().read(text, team)


def tag_lines(lines: Iterable[bytes], team: Team, *, explain: bool) -> bool:
    """Print a JSON object for each line, in order; return False when one of them was no object
    with a text, for which an object with an `error` is printed.
    """
    tagger = CueTagger()
    gc.freeze()  # what was loaded stays, and need not be walked through again and again
    all_read = True
    for number, line in enumerate(lines, 1):
        text = _text(line)
        if text is None:
            all_read = False
            message = f'line {number} is no JSON object with a "text"'
            say(f'{message[0].upper()}{message[1:]}: write lines like {{"text": "..."}}.')
            put_json({"error": message})
        else:
            put_json(forms.reading_json(tagger.read(text, team), explain=explain))
    return all_read


def _text(line: bytes) -> str | None:
    try:
        told = json.loads(line)
    except (ValueError, RecursionError):
        return None
    text = told.get("text") if isinstance(told, dict) else None
    return text if isinstance(text, str) else None
