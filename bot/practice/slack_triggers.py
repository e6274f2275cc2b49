"""Trigger ids: what lets the app open a modal for whoever has just done something."""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.practice.clock import PracticeClock
from bot.practice.slack_arguments import SlackError

LIFETIME = timedelta(seconds=3)


@dataclass(slots=True, kw_only=True)
class Trigger:
    """Whose act it was; `view_id` is the view in which it happened, if any."""

    user: str
    view_id: str | None
    expires: datetime
    is_used: bool = False


class Triggers:
    """Every trigger id so far: each is good once, for three seconds of the workspace's clock."""

    def __init__(self, clock: PracticeClock, chance: random.Random) -> None:
        self._clock = clock
        self._chance = chance
        self._triggers: dict[str, Trigger] = {}

    def new(self, user: str, view_id: str | None = None) -> str:
        """Return a new trigger id for that person."""
        first, second = self._chance.getrandbits(40), self._chance.getrandbits(40)
        trigger_id = f"{first}.{second}.practice"
        expires = self._clock.now() + LIFETIME
        self._triggers[trigger_id] = Trigger(user=user, view_id=view_id, expires=expires)
        return trigger_id

    def find(self, trigger_id: object) -> Trigger:
        """Return a trigger that may still be exchanged. Raise SlackError."""
        trigger = self._triggers.get(str(trigger_id))
        if trigger is None:
            raise SlackError("invalid_trigger_id")
        if trigger.is_used:
            raise SlackError("exchanged_trigger_id")
        if self._clock.now() > trigger.expires:
            raise SlackError("expired_trigger_id")
        return trigger
