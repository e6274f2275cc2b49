"""Settings from a TOML file and the environment, secrets from the environment only."""

from bot.config.errors import ConfigError
from bot.config.model import Settings
from bot.config.platforms import require_platform
from bot.config.reading import config_path, load_settings
from bot.config.secrets import (
    Secrets,
    has_secrets,
    load_secrets,
    loose_files,
    require_key,
    settings_in,
)

__all__ = [
    "ConfigError",
    "Secrets",
    "Settings",
    "config_path",
    "has_secrets",
    "load_secrets",
    "load_settings",
    "loose_files",
    "require_key",
    "require_platform",
    "settings_in",
]
