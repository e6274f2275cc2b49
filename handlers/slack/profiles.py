"""Who people on Slack are, where the scope `users:read` allows to ask: their language, and whether
they belong to the workspace.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.core.model.language import Language, spoken
from bot.core.ports.clock import Clock
from handlers.slack.answers import word_of

_KEPT = 1_000
_FRESH = timedelta(days=1)
_WITHOUT_SCOPE = timedelta(hours=1)
_AWAY = timedelta(minutes=1)
_PATIENCE_SECONDS = 1.0
"""A story waits for the answer, and Slack for the story."""
_STRANGERS = {"user_not_found", "user_not_visible"}


@dataclass(frozen=True, slots=True)
class Profile:
    """What Slack says of a person."""

    language: Language | None
    """The one that the person chose in Slack, if Kuule speaks it."""
    is_guest: bool = False
    is_outsider: bool = False
    """True for somebody of another workspace."""


_UNKNOWN_HERE = Profile(language=None, is_outsider=True)


class Profiles:
    """Asks once a person and day and remembers in memory; without the scope it stops asking for an
    hour, without an answer for a minute.
    """

    def __init__(self, client: AsyncWebClient, clock: Clock) -> None:
        """Take the client."""
        self._client = client
        self._clock = clock
        self._known: OrderedDict[str, tuple[datetime, Profile]] = OrderedDict()
        self._silent_until: datetime | None = None

    async def of(self, user: str) -> Profile | None:
        """Return what Slack says, None when it cannot be known now."""
        now = self._clock.now()
        asked, known = self._known.get(user, (None, None))
        if asked is not None and now - asked < _FRESH:
            self._known.move_to_end(user)
            return known
        if self._silent_until is not None and now < self._silent_until:
            return known
        found = await self._ask(user)
        if found is None:
            return known
        self._known[user] = (now, found)
        if len(self._known) > _KEPT:
            self._known.popitem(last=False)
        return found

    async def language(self, user: str) -> Language | None:
        """Return the person's own language, None when it cannot be known now."""
        profile = await self.of(user)
        return profile.language if profile else None

    async def _ask(self, user: str) -> Profile | None:
        try:
            async with asyncio.timeout(_PATIENCE_SECONDS):
                found = await self._client.users_info(user=user, include_locale=True)
        except SlackApiError as error:
            word = word_of(error)
            if word in _STRANGERS:
                return _UNKNOWN_HERE
            self._rest(_WITHOUT_SCOPE if word == "missing_scope" else _AWAY)
            return None
        except (aiohttp.ClientError, TimeoutError):
            self._rest(_AWAY)
            return None
        return _read(found.get("user") or {})

    def _rest(self, time: timedelta) -> None:
        self._silent_until = self._clock.now() + time


def _read(user: Mapping[str, Any]) -> Profile:
    return Profile(
        language=spoken(str(user.get("locale") or "")),
        # A single-channel guest is both.
        is_guest=user.get("is_restricted") is True or user.get("is_ultra_restricted") is True,
        is_outsider=user.get("is_stranger") is True,
    )
