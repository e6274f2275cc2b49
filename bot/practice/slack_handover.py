"""Handing things over to the app until it acknowledges them, and when Slack tries again."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from bot.practice.clock import PracticeClock
from bot.practice.ledger import Event, Kind, Ledger


@dataclass(frozen=True, slots=True, kw_only=True)
class Retries:
    """How Slack tries again, in seconds by the workspace's clock.

    With `keep_while_deaf` an event for which no socket is open waits for one and uses up no try.
    Slack itself counts such a try as failed.
    """

    ack_timeout: float = 3
    delays: tuple[float, ...] = (0, 60, 300)
    keep_while_deaf: bool = False


class Way(Protocol):
    """How an event reaches the app: Socket Mode or HTTP."""

    late: str
    """Slack's word for an acknowledgement that did not come in time."""

    def attempt(self, event: Event, reason: str) -> None:
        """Try once; `reason` says why again. Tell the handover how it ended."""
        ...


class Handover:
    """Every event on its way to the app. `way` is set before the first one is sent."""

    way: Way

    def __init__(self, clock: PracticeClock, ledger: Ledger, retries: Retries) -> None:
        self.retries = retries
        self.on_answer: Callable[[Event], None] = lambda _: None
        self.on_silence: Callable[[Event], None] = lambda _: None
        self._clock = clock
        self._ledger = ledger

    def send(self, kind: Kind, key: str, payload: dict[str, Any]) -> Event:
        """Hand something over and return its entry in the ledger."""
        event = Event(kind=kind, key=key, payload=payload, sent_at=self._clock.now())
        self._ledger.begin(event)
        self.way.attempt(event, "")
        return event

    def resend(self, event: Event) -> None:
        """Send an event once more, as if its acknowledgement had been lost."""
        self.way.attempt(event, self.way.late)

    def try_again(self, event: Event, reason: str) -> None:
        """Attempt once more what is still open."""
        if event.is_open:
            self.way.attempt(event, reason)

    def acknowledged(self, event: Event, answer: dict[str, Any] | None) -> None:
        """Close an event as taken, and act on what came with it if it was in time."""
        was_open = event.is_open
        self._ledger.acknowledge(event, self._clock.now(), answer)
        if was_open:
            self.on_answer(event)

    def failed(self, event: Event, reason: str, *, for_good: bool = False) -> None:
        """Try again later, or give up: what a person waits for is tried once."""
        if not event.is_open:
            return
        event.failures.append(reason)
        self._ledger.changed()
        tries = len(event.attempts)
        if event.kind != "events_api":
            self._ledger.give_up(event)
            self.on_silence(event)
        elif for_good or tries > len(self.retries.delays):
            self._ledger.give_up(event)
        else:
            self._try_later(event, reason, self.retries.delays[tries - 1])

    def _try_later(self, event: Event, reason: str, delay: float) -> None:
        if delay == 0:
            asyncio.get_running_loop().call_soon(self.try_again, event, reason)
        else:
            self._clock.call_later(delay, lambda: self.try_again(event, reason))
