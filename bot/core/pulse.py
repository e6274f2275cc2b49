"""Signs of life for operators: what happened when and how often, without ids and texts."""

from collections import Counter
from datetime import datetime

from bot.core.model.platforms import Platform


class Pulse:
    """In memory, of this process."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.last_event: dict[Platform, datetime] = {}
        self.listening: set[Platform] = set()
        """The platforms whose messages come in now, as far as this process can tell."""
        self.counts: Counter[tuple[str, str]] = Counter()
        self.outdated = 0
        """Parts that are still to be tagged anew, as far as this process knows."""

    def beat(self, platform: Platform, now: datetime) -> None:
        """An event of that platform came in."""
        self.last_event[platform] = now

    def count(self, what: str, label: str) -> None:
        """One more of what, with a label of few values (a platform, an outcome)."""
        self.counts[what, label] += 1
