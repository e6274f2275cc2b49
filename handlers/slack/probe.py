"""Whether Slack knows us, and has granted what the settings need. For `doctor`."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.core.model.check import Check
from bot.core.model.team import Teams
from bot.core.ports.clock import Clock
from handlers.slack.answers import status_of, word_of
from handlers.slack.channels import look_at_channels
from handlers.slack.needs import needs, scopes_of

_AWAY = "Slack cannot be reached: check the network and slack.base_url."
_REFUSED = (
    "Slack refuses the bot token ({}): install the app again and set KUULE_SLACK_BOT_TOKEN anew."
)
_NO_BOT = "The bot token is a person's: set KUULE_SLACK_BOT_TOKEN to the Bot User OAuth Token."
_APP_REFUSED = (
    "Slack refuses the app-level token ({}): generate one with the scope connections:write and "
    "set KUULE_SLACK_APP_TOKEN."
)
_SIGNING = (
    "Whether the signing secret is the right one shows only when Slack posts: "
    "wrong ones are counted in /metrics as refused_requests."
)
_SCOPES_HIDDEN = (
    "Slack does not say what is granted: compare the scopes with `kuule slack manifest`."
)
_MISSING = (
    "The app lacks {}: paste what `kuule slack manifest` prints under App Manifest in Slack and "
    "install the app again."
)
_TOO_MANY = "The app may do more than the settings need: {} can be taken away."
_EVENTS = (
    "Slack does not tell a bot to which events it is subscribed, nor whether Delayed Events are "
    "on: compare Event Subscriptions with `kuule slack manifest`."
)
_NO_TIME = "Slack's answer has no time, so the clock cannot be compared."
_WRONG_TIME = "The clock of this machine is {} seconds {} Slack's: run a time service."

_ALLOWED_SECONDS = 60
_FOR_LOOKING = frozenset({"channels:read", "groups:read", "groups:history"})
"""Scopes that are not too many: with them `doctor` sees more, or channels may be private."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SlackProbe:
    """Looks at one installation of the app."""

    client: AsyncWebClient
    app_token: str
    """Empty in HTTP mode."""
    teams: Teams
    clock: Clock

    async def look(self) -> list[Check]:
        """Return every check that can be made; with the bot token refused, only that."""
        try:
            answer = await self.client.auth_test()
        except (SlackApiError, aiohttp.ClientError, TimeoutError) as error:
            return [Check("slack", _why(error, _REFUSED))]
        if not answer.get("bot_id"):
            return [Check("slack", _NO_BOT)]
        headers = {name.lower(): value for name, value in answer.headers.items()}
        granted = _granted(headers)
        return [
            Check("slack"),
            await self._app_token(),
            *self._scopes(granted),
            Check("slack-events", _EVENTS, is_remark=True),
            self._clock(headers),
            *[check async for check in look_at_channels(self.client, self.teams, granted)],
        ]

    async def _app_token(self) -> Check:
        if not self.app_token:
            return Check("slack-signing", _SIGNING, is_remark=True)
        try:
            await self.client.apps_connections_open(app_token=self.app_token)
        except (SlackApiError, aiohttp.ClientError, TimeoutError) as error:
            return Check("slack-app-token", _why(error, _APP_REFUSED))
        return Check("slack-app-token")

    def _scopes(self, granted: frozenset[str] | None) -> Iterator[Check]:
        if granted is None:
            yield Check("slack-scopes", _SCOPES_HIDDEN, is_remark=True)
            return
        needed = set(scopes_of(needs(self.teams)))
        missing, more = needed - granted, granted - needed - _FOR_LOOKING
        yield Check("slack-scopes", _MISSING.format(_named(missing)) if missing else "")
        if more:
            yield Check("slack-scopes-unused", _TOO_MANY.format(_named(more)), is_remark=True)

    def _clock(self, headers: Mapping[str, Any]) -> Check:
        try:
            theirs = parsedate_to_datetime(str(headers.get("date")))
        except ValueError:
            return Check("slack-clock", _NO_TIME, is_remark=True)
        ahead = (self.clock.now() - theirs).total_seconds()
        if abs(ahead) <= _ALLOWED_SECONDS:
            return Check("slack-clock")
        side = "ahead of" if ahead > 0 else "behind"
        return Check("slack-clock", _WRONG_TIME.format(round(abs(ahead)), side))


def _why(error: Exception, refused: str) -> str:
    if isinstance(error, SlackApiError) and status_of(error) == 200 and (word := word_of(error)):
        return refused.format(word)
    return _AWAY


def _granted(headers: Mapping[str, Any]) -> frozenset[str] | None:
    """Return the scopes of the token; None when Slack does not tell them."""
    listed = headers.get("x-oauth-scopes")
    if listed is None:
        return None
    return frozenset(scope.strip() for scope in str(listed).split(",") if scope.strip())


def _named(scopes: set[str] | frozenset[str]) -> str:
    return ", ".join(sorted(scopes))
