"""The languages of people on Slack, where the scope `users:read` allows to ask."""

from collections import OrderedDict
from datetime import datetime, timedelta

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.core.model.language import Language, spoken
from bot.core.ports.clock import Clock
from handlers.slack.answers import word_of

_KEPT = 1_000
_WITHOUT_SCOPE = timedelta(hours=1)
_AWAY = timedelta(minutes=1)


class Locales:
    """Asks once a person and remembers in memory; without the scope it stops asking for an
    hour, without an answer for a minute.
    """

    def __init__(self, client: AsyncWebClient, clock: Clock) -> None:
        """Take the client."""
        self._client = client
        self._clock = clock
        self._known: OrderedDict[str, Language | None] = OrderedDict()
        self._silent_until: datetime | None = None

    async def of(self, user: str) -> Language | None:
        """Return the language that the person chose on Slack, None when it cannot be known."""
        if user in self._known:
            self._known.move_to_end(user)
            return self._known[user]
        if self._silent_until is not None and self._clock.now() < self._silent_until:
            return None
        try:
            found = await self._client.users_info(user=user, include_locale=True)
        except SlackApiError as error:
            pause = _WITHOUT_SCOPE if word_of(error) == "missing_scope" else _AWAY
            self._silent_until = self._clock.now() + pause
            return None
        except (aiohttp.ClientError, TimeoutError):
            self._silent_until = self._clock.now() + _AWAY
            return None
        language = spoken(str((found.get("user") or {}).get("locale") or ""))
        self._known[user] = language
        if len(self._known) > _KEPT:
            self._known.popitem(last=False)
        return language
