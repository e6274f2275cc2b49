"""What a command needs before it begins: settings and secrets that are right."""

import os
from pathlib import Path
from typing import NamedTuple, TypeVar

import typer

from bot.config import (
    Secrets,
    Settings,
    load_secrets,
    load_settings,
    require_key,
    require_platform,
)
from bot.core.model.month import Month
from bot.core.model.team import Team, Teams
from bot.core.model.week import Week

Span = TypeVar("Span", Week, Month)


class Opening(NamedTuple):
    """The settings, the secrets and the 32 bytes of `KUULE_KEY`."""

    settings: Settings
    secrets: Secrets
    key: bytes


def settings_of(config: Path | None) -> Settings:
    """Return the settings of a command that only handles the database file."""
    return load_settings(config, os.environ)


def team_in(teams: Teams, wanted: str) -> Team:
    """Return the team of that id, the first for none. Raise BadParameter."""
    found = teams.by_id(wanted) if wanted else teams.first
    if found is None:
        known = ", ".join(team.id for team in teams.all)
        message = f"There is no team {wanted!r}; the settings have: {known}."
        raise typer.BadParameter(message)
    return found


def span_in(wanted: str, this: Span) -> Span:
    """Return the week or month that an option names; `this` is the present one. Raise
    BadParameter.
    """
    if wanted in {"this", "last"}:
        return this if wanted == "this" else this.shifted(-1)
    try:
        return type(this).parse(wanted)
    except ValueError:
        kind = type(this).__name__.lower()
        message = f"{wanted!r} is no {kind}: write this, last or a {kind} like {this}."
        raise typer.BadParameter(message) from None


def to_read(config: Path | None) -> Opening:
    """Return what a command needs that opens the database. Raise ConfigError."""
    settings = settings_of(config)
    secrets = load_secrets(os.environ, slack_mode=settings.slack.mode)
    return Opening(settings, secrets, require_key(secrets))


def to_listen(config: Path | None) -> Opening:
    """Return what the program needs to run. Raise ConfigError."""
    settings = settings_of(config)
    secrets = load_secrets(os.environ, slack_mode=settings.slack.mode)
    require_platform(secrets, settings)
    return Opening(settings, secrets, require_key(secrets))
