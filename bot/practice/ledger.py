"""What was sent to the program, acknowledged by it and posted for it: what tests compare with."""

import asyncio
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

Kind = Literal["events_api", "slash_commands", "interactive", "update"]


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try at handing an event over. In Socket Mode each has its own envelope; by HTTP there
    is none, and the connection is the request URL.
    """

    envelope_id: str
    connection: str
    at: datetime


@dataclass(slots=True, kw_only=True)
class Event:
    """Something that happened to people and that the program must hear of."""

    kind: Kind
    key: str  # event_id, trigger_id or update_id
    payload: dict[str, Any]
    sent_at: datetime
    attempts: list[Attempt] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)  # Slack's word for each
    acked_at: datetime | None = None
    acks: int = 0  # more than one when a resent envelope was acknowledged again
    answer: dict[str, Any] | None = None  # the payload that came with the acknowledgement
    lost: bool = False  # the platform gave up

    @property
    def is_open(self) -> bool:
        return self.acked_at is None and not self.lost


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """One change that the platform carried out, whether or not the answer reached the program."""

    method: str
    destination: str
    ref: str  # Slack ts or view id, or Telegram message id
    arguments: dict[str, Any]
    at: datetime


@dataclass(frozen=True, slots=True)
class Call:
    """One request to an API and its outcome: "ok", or the error's name or number."""

    method: str
    outcome: str
    at: datetime


class Ledger:
    """Everything in the order in which it happened, and a way to wait for more of it."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self.posts: list[Post] = []
        self.calls: list[Call] = []
        self.stray_acks: list[str] = []
        self.version = 0
        self._open: dict[int, Event] = {}
        self._next_change: asyncio.Future[None] | None = None

    def begin(self, event: Event) -> None:
        """Record an event as sent and open."""
        self.events.append(event)
        self._open[id(event)] = event
        self.changed()

    def acknowledge(
        self, event: Event, at: datetime, answer: dict[str, Any] | None = None
    ) -> None:
        """Close an event as taken over by the program."""
        event.acks += 1
        if event.acked_at is None:
            event.acked_at = at
            event.answer = answer
        self._open.pop(id(event), None)
        self.changed()

    def note_stray(self, text: str) -> None:
        """Record an acknowledgement of nothing that was sent."""
        self.stray_acks.append(text)
        self.changed()

    def give_up(self, event: Event) -> None:
        """Close an event as lost."""
        event.lost = True
        self._open.pop(id(event), None)
        self.changed()

    def post(self, post: Post) -> None:
        """Record a change as carried out."""
        self.posts.append(post)
        self.changed()

    def open_events(self) -> list[Event]:
        """Return what is neither acknowledged nor lost, oldest first."""
        return list(self._open.values())

    def find(self, key: str) -> Event:
        """Return the latest event of that event, trigger or update id. Raise KeyError if none."""
        for event in reversed(self.events):
            if event.key == key:
                return event
        raise KeyError(key)

    def counts(self) -> Counter[str]:
        """Return how often each method was carried out."""
        return Counter(post.method for post in self.posts)

    def changed(self) -> None:
        """Wake everybody who waits for a change."""
        self.version += 1
        if self._next_change is not None and not self._next_change.done():
            self._next_change.set_result(None)
        self._next_change = None

    async def change(self) -> None:
        """Wait for the next change."""
        if self._next_change is None:
            self._next_change = asyncio.get_running_loop().create_future()
        await asyncio.shield(self._next_change)

    async def until(self, holds: Callable[[], bool], timeout: float) -> None:  # noqa: ASYNC109 - the tests' own limit
        """Wait until `holds()` is true. Raise TimeoutError after that many real seconds."""
        async with asyncio.timeout(timeout):
            while not holds():
                await self.change()
