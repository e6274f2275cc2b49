"""Which platforms are on, and what they need."""

from bot.config.errors import ConfigError
from bot.config.model import Settings
from bot.config.secrets import Secrets, slack_needs


def require_platform(secrets: Secrets, settings: Settings) -> None:
    """Raise ConfigError unless a platform is on and has all that its mode needs."""
    if not (secrets.slack_is_on or secrets.telegram_is_on):
        slack = " and ".join(slack_needs(settings.slack.mode))
        msg = f"No platform is on: set {slack} for Slack, or KUULE_TELEGRAM_TOKEN for Telegram."
        raise ConfigError(msg)
    if secrets.telegram_is_on and settings.telegram.mode == "webhook":
        _require_webhook(secrets, settings)


def _require_webhook(secrets: Secrets, settings: Settings) -> None:
    if secrets.telegram_webhook_secret is None:
        raise ConfigError(
            'KUULE_TELEGRAM_WEBHOOK_SECRET is missing, and telegram.mode is "webhook": '
            'set it, or write mode = "polling".'
        )
    if not settings.web.url:
        raise ConfigError(
            'web.url is missing, and telegram.mode is "webhook": write the address at which '
            'Telegram reaches the web port, like "https://kuule.example.org".'
        )
