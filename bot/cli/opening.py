"""What a command needs before it begins: settings and secrets that are right."""

import os
from pathlib import Path
from typing import NamedTuple

import typer

from bot.config import (
    Secrets,
    Settings,
    load_secrets,
    load_settings,
    require_key,
    require_platform,
)
from bot.core.model.team import Team, Teams


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
