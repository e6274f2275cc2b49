"""Which platforms are on, and what they need."""

from collections.abc import Mapping
from pathlib import Path

from bot.config.errors import ConfigError
from bot.config.model import Settings
from bot.config.reading import origin_of
from bot.config.secrets import Secrets, slack_needs

_BUILT = {"telegram": "polling"}
"""The modes that this version has, where it has not all."""


def refuse_later_modes(settings: Settings, path: Path | None, environ: Mapping[str, str]) -> None:
    """Raise ConfigError for a mode that only a later version has."""
    wrong = []
    for section, built in _BUILT.items():
        mode = getattr(settings, section).mode
        if mode != built:
            rest = f'is "{mode}", which comes in a later version: write "{built}".'
            wrong.append(((section, "mode"), rest))
    if wrong:
        raise ConfigError(origin_of(path, environ).tell(wrong))


def require_platform(secrets: Secrets, settings: Settings) -> None:
    """Raise ConfigError unless a platform is on and has all that its mode needs."""
    if not (secrets.slack_is_on or secrets.telegram_is_on):
        slack = " and ".join(slack_needs(settings.slack.mode))
        msg = f"No platform is on: set {slack} for Slack, or KUULE_TELEGRAM_TOKEN for Telegram."
        raise ConfigError(msg)
    is_webhook = secrets.telegram_is_on and settings.telegram.mode == "webhook"
    if is_webhook and secrets.telegram_webhook_secret is None:
        raise ConfigError(
            'KUULE_TELEGRAM_WEBHOOK_SECRET is missing, and telegram.mode is "webhook": '
            'set it, or write mode = "polling".'
        )
