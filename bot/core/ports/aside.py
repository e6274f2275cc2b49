"""Pure work that takes long, out of the way of whoever waits."""

from collections.abc import Awaitable, Callable
from typing import Protocol, TypeVar

T = TypeVar("T")


class Aside(Protocol):
    """Runs pure work where it holds nobody up."""

    def __call__(self, work: Callable[[], T], /) -> Awaitable[T]:
        """Return what the work returns."""
        ...
