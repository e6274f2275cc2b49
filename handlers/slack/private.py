"""Answers that one person alone gets on Slack, in the direct messages with Kuule."""

from bot.core.model.delivery import Address, Shortcut
from bot.core.model.incoming import IncomingCommand
from bot.core.model.platforms import NaturalKey, Platform


def private(user: str) -> Address:
    """Return where that person is written to."""
    return Address(platform=Platform.SLACK, channel=user)


def answered(
    key: NaturalKey, user: str, note: str, shortcut: Shortcut | None = None
) -> IncomingCommand:
    """Return the wish that the person be answered with that note. `key` begins with the platform
    and the workspace.
    """
    return IncomingCommand(
        key=key,
        platform=Platform.SLACK,
        workspace=key[1],
        user=user,
        channel=user,
        note=note,
        shortcut=shortcut,
    )
