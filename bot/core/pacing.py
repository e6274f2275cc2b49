"""How fast a platform lets a bot write to one place."""

from bot.core.model.delivery import Address
from bot.core.model.platforms import Platform

_SLACK_SECONDS = 1.0
"""chat.postMessage: one a second and channel. https://docs.slack.dev/apis/web-api/rate-limits"""
_SLACK_EPHEMERAL_SECONDS = 0.6
"""chat.postEphemeral is a tier 4 method: more than 100 a minute."""
_TELEGRAM_CHAT_SECONDS = 1.0
"""One a second and chat. https://core.telegram.org/bots/faq#broadcasting-to-users"""
_TELEGRAM_GROUP_SECONDS = 3.0
"""Twenty a minute and group (the same page); ids of groups are negative."""


def interval(address: Address) -> float:
    """Return for how many seconds one message takes its lane."""
    if address.platform is Platform.SLACK:
        return _SLACK_EPHEMERAL_SECONDS if address.user else _SLACK_SECONDS
    return _TELEGRAM_GROUP_SECONDS if address.channel.startswith("-") else _TELEGRAM_CHAT_SECONDS


def lane(address: Address) -> tuple[str, ...]:
    """Return what is paced together: one channel's posts, and apart from them what only one
    person sees there.
    """
    return ("lane", address.platform, address.channel, "ephemeral" if address.user else "post")
