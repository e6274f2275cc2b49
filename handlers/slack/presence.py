"""Whether somebody on Slack may be disturbed, as far as `users:read` and `dnd:read` let it ask."""

import re
from collections import OrderedDict
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.core.model.delivery import Address
from bot.core.ports.clock import Clock
from handlers.slack.answers import retry_seconds, status_of, word_of

_KEPT = 5_000
_ZONE_LIFE = timedelta(days=1)
_AWAY_LIFE = timedelta(minutes=15)
_TOO_MANY = 429
_WITHOUT_SCOPE = timedelta(hours=1)
_VACATION = frozenset({":palm_tree:", ":desert_island:", ":beach_with_umbrella:"})
_VACATION_WORDS = frozenset(
    {
        *("loma", "lomalla", "kesäloma", "kesälomalla", "vapaalla"),
        *("vacation", "vacationing", "holiday", "holidays", "ooo"),
        *("semester", "semestern", "ledig"),
    }
)


class SlackPresences:
    """The `Presences` port. It remembers for a while, so that a tick costs few calls."""

    def __init__(self, client: AsyncWebClient, clock: Clock) -> None:
        """Take the client."""
        self._client = client
        self._clock = clock
        self._zones: OrderedDict[str, tuple[datetime, ZoneInfo | None]] = OrderedDict()
        self._away: OrderedDict[str, tuple[datetime, bool]] = OrderedDict()
        self._without_scope: dict[str, datetime] = {}
        self._silent_until: datetime | None = None

    async def zone(self, address: Address) -> ZoneInfo | None:
        """Return the zone of the person's own settings."""
        user, now = address.channel, self._clock.now()
        known = self._zones.get(user)
        if known is not None and now < known[0]:
            return known[1]
        profile = await self._ask("users_info", user)
        if profile is None:
            return None
        zone = _zone(profile.get("user") or {})
        _remember(self._zones, user, (now + _ZONE_LIFE, zone))
        return zone

    async def is_away(self, address: Address) -> bool:
        """True on vacation by the status, in do not disturb, or when Slack cannot be asked now."""
        user, now = address.channel, self._clock.now()
        known = self._away.get(user)
        if known is not None and now < known[0]:
            return known[1]
        profile, quiet = await self._ask("users_info", user), await self._ask("dnd_info", user)
        if profile is None or quiet is None:
            return True
        away = _is_on_vacation(profile.get("user") or {}) or _is_quiet(quiet, now)
        _remember(self._away, user, (now + _AWAY_LIFE, away))
        return away

    async def _ask(self, method: str, user: str) -> Mapping[str, Any] | None:
        """Return Slack's answer: nothing in it without the scope, None when there is none now."""
        now = self._clock.now()
        if self._silent_until is not None and now < self._silent_until:
            return None
        if method in self._without_scope and now < self._without_scope[method]:
            return {}
        try:
            found = await getattr(self._client, method)(user=user)
        except SlackApiError as error:
            if status_of(error) == _TOO_MANY:
                rest = retry_seconds(error.response.headers)
                self._silent_until = now + timedelta(seconds=rest)
            if word_of(error) != "missing_scope":
                return None
            self._without_scope[method] = now + _WITHOUT_SCOPE
            return {}
        except (aiohttp.ClientError, TimeoutError):
            return None
        return dict(found.data)


def _zone(user: Mapping[str, Any]) -> ZoneInfo | None:
    try:
        return ZoneInfo(str(user["tz"]))
    except (KeyError, ValueError, ZoneInfoNotFoundError, OSError):
        return None


def _is_on_vacation(user: Mapping[str, Any]) -> bool:
    profile = user.get("profile") or {}
    words = re.findall(r"\w+", str(profile.get("status_text") or "").lower())
    return profile.get("status_emoji") in _VACATION or not _VACATION_WORDS.isdisjoint(words)


def _is_quiet(quiet: Mapping[str, Any], now: datetime) -> bool:
    second = now.timestamp()
    if quiet.get("snooze_enabled") and second < _number(quiet.get("snooze_endtime")):
        return True
    starts, ends = (_number(quiet.get(f"next_dnd_{end}_ts")) for end in ("start", "end"))
    return bool(quiet.get("dnd_enabled")) and starts <= second < ends


def _number(value: Any) -> float:
    return float(value) if isinstance(value, int | float) else 0.0


def _remember(known: OrderedDict[str, Any], user: str, value: Any) -> None:
    known[user] = value
    known.move_to_end(user)
    if len(known) > _KEPT:
        known.popitem(last=False)
