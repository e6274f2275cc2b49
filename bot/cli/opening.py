"""What a command needs before it begins: settings and secrets that are right."""

import os
from pathlib import Path
from typing import NamedTuple

from bot.config import (
    Secrets,
    Settings,
    load_secrets,
    load_settings,
    refuse_later_modes,
    require_key,
    require_platform,
)


class Opening(NamedTuple):
    """The settings, the secrets and the 32 bytes of `KUULE_KEY`."""

    settings: Settings
    secrets: Secrets
    key: bytes


def settings_of(config: Path | None) -> Settings:
    """Return the settings of a command that only handles the database file."""
    return load_settings(config, os.environ)


def to_read(config: Path | None) -> Opening:
    """Return what a command needs that opens the database. Raise ConfigError."""
    settings = settings_of(config)
    secrets = load_secrets(os.environ, slack_mode=settings.slack.mode)
    return Opening(settings, secrets, require_key(secrets))


def to_listen(config: Path | None) -> Opening:
    """Return what the program needs to run. Raise ConfigError."""
    settings = settings_of(config)
    refuse_later_modes(settings, config, os.environ)
    secrets = load_secrets(os.environ, slack_mode=settings.slack.mode)
    require_platform(secrets, settings)
    return Opening(settings, secrets, require_key(secrets))
