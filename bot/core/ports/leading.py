"""A duty that only one of several processes may have at a time."""

from typing import Protocol


class Lead(Protocol):
    """The duty, as one process sees it. It goes to another when this one ends or is cut off."""

    async def take(self) -> bool:
        """Return once this process has the duty; False when it had it at the last call already,
        and nobody else since.

        Raise StorageUnavailableError when that cannot be known now.
        """
        ...
