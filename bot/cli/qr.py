"""`kuule qr`: the link that brings customers to a team, and its code to hang up."""

import asyncio
from pathlib import Path

import typer

from bot.cli.opening import Opening, team_in
from bot.config import ConfigError
from bot.core.places import MOST, TOUCHPOINT, Place, StartWords
from bot.i18n.catalogue import Catalogue
from bot.sealing import KeyedSealer
from bot.tagging.labels import TaxonomyLabels, TeamLabels
from handlers.telegram.poster import code_png, code_svg, poster
from handlers.telegram.probe import username_of

_ENDINGS = (".svg", ".png", ".html")
_NAMELESS = (
    "KUULE_TELEGRAM_TOKEN is missing, and only with it Telegram tells the bot's name, which the "
    "link holds: set it."
)
_NO_START = "Team {0!r} has no start word: write telegram.start for it in the settings."
_NO_TOUCHPOINT = "There is no touchpoint {!r}; there are: {}."
_TOO_LONG = (
    "The word for that touchpoint has {} characters, and Telegram takes {}: "
    "shorten telegram.start."
)
_WRONG_ENDING = "--out must end in .svg or .png for the code, or in .html for a poster of size A5."


def make(ready: Opening, team: str, touchpoint: str, out: Path | None) -> str:
    """Return the link, once the file is written. Raise BadParameter or ConfigError for what does
    not fit, KuuleError when Telegram cannot be asked.
    """
    settings, secrets, key = ready
    if out is not None and out.suffix.lower() not in _ENDINGS:
        raise typer.BadParameter(_WRONG_ENDING)
    if secrets.telegram_token is None:
        raise ConfigError(_NAMELESS)
    teams = settings.to_teams()
    place = Place(team_in(teams, team), touchpoint)
    labels = TaxonomyLabels().of(place.team)
    word = _word(StartWords(teams, KeyedSealer(key)), place, labels)
    token = secrets.telegram_token.get_secret_value()
    username = asyncio.run(username_of(token, settings.telegram.base_url))
    link = f"https://t.me/{username}?start={word}"
    if out is not None:
        out.write_bytes(_drawn(link, out.suffix.lower(), place, labels))
    return link


def _word(words: StartWords, place: Place, labels: TeamLabels) -> str:
    known = labels.keys(TOUCHPOINT)
    if not place.team.telegram_start:
        raise typer.BadParameter(_NO_START.format(place.team.id))
    if place.touchpoint and place.touchpoint not in known:
        raise typer.BadParameter(_NO_TOUCHPOINT.format(place.touchpoint, ", ".join(known)))
    word = words.word(place)
    if len(word) > MOST:
        raise typer.BadParameter(_TOO_LONG.format(len(word), MOST))
    return word


def _drawn(link: str, ending: str, place: Place, labels: TeamLabels) -> bytes:
    if ending == ".svg":
        return code_svg(link)
    if ending == ".png":
        return code_png(link)
    team, where = place.team, [place.team.name]
    if place.touchpoint:
        where.append(labels.label(TOUCHPOINT, place.touchpoint, team.language))
    return poster(link, team, " · ".join(where), Catalogue())
