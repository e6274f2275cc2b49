"""A method of Slack's Web API, and what it asks of its caller."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from bot.practice.limits import Rate
from bot.practice.slack_arguments import Arguments
from bot.practice.slack_team import SlackTeam

KINDS = {"channel": "channels", "group": "groups", "im": "im"}


@dataclass(frozen=True, slots=True)
class Method:
    """What is done, and what for: kind of token, scope (one, or by kind of channel), pace."""

    run: Callable[[Arguments], dict[str, Any]]
    scope: str | None = None
    by_channel: str = ""  # "history" or "read": the scope is named after the channel's kind
    caller: Literal["bot", "app"] = "bot"
    rate: Rate | None = None

    def needed_scope(self, arguments: Arguments, team: SlackTeam) -> str | None:
        if not self.by_channel:
            return self.scope
        channel = team.channels.get(str(arguments.get("channel", "")))
        return f"{KINDS[channel.kind if channel else 'channel']}:{self.by_channel}"


Methods = dict[str, Method]
