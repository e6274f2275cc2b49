"""What can go wrong between the program and a platform, ordered by tests, call by call."""

from collections import defaultdict, deque
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing that goes wrong with one call. Made by the functions below."""

    kind: Literal["status", "refusal", "cut_before", "cut_after", "stall"]
    status: int = 200
    error: str = ""
    retry_after: int | str | None = None
    seconds: float = 0


def rate_limited(retry_after: int | str | None = 30) -> Fault:
    """Answer 429. `retry_after` may be nonsense or None, as it sometimes is."""
    return Fault(kind="status", status=429, error="ratelimited", retry_after=retry_after)


def server_error(status: int = 500) -> Fault:
    """Answer 5xx without doing anything."""
    return Fault(kind="status", status=status, error="internal_error")


def refused(error: str, status: int = 400) -> Fault:
    """Answer with the platform's own error: Slack's word, or Telegram's description and status."""
    return Fault(kind="refusal", status=status, error=error)


def cut_before() -> Fault:
    """Cut the connection; nothing was done."""
    return Fault(kind="cut_before")


def cut_after() -> Fault:
    """Do what was asked and cut the connection instead of answering."""
    return Fault(kind="cut_after")


def stall(seconds: float) -> Fault:
    """Do what was asked after that many real seconds."""
    return Fault(kind="stall", seconds=seconds)


class Faults:
    """A queue of faults for each method, `"*"` for any; a standing one comes after the queue."""

    def __init__(self) -> None:
        self._next: defaultdict[str, deque[Fault | None]] = defaultdict(deque)
        self._standing: dict[str, Fault] = {}

    def next(self, method: str, *faults: Fault | None) -> None:
        """Let the next calls of the method meet these faults, one each; None lets a call pass."""
        self._next[method].extend(faults)

    def always(self, method: str, fault: Fault) -> None:
        """Let every call of the method meet the fault, until `clear`."""
        self._standing[method] = fault

    def clear(self, method: str | None = None) -> None:
        """Let all go well again, for one method or for all."""
        if method is None:
            self._next.clear()
            self._standing.clear()
            return
        self._next.pop(method, None)
        self._standing.pop(method, None)

    def take(self, method: str) -> Fault | None:
        """Return what goes wrong with this call, using it up."""
        for name in (method, "*"):
            if self._next.get(name):
                return self._next[name].popleft()
            if name in self._standing:
                return self._standing[name]
        return None
