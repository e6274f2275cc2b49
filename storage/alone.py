"""The duty to poll Telegram on SQLite, where there should be one process only."""


class AloneLead:
    """The `Lead` port for a process that has the duty whatever others do."""

    def __init__(self) -> None:
        """Begin without the duty."""
        self._has_it = False

    async def take(self) -> bool:
        """Take it at once."""
        had_it, self._has_it = self._has_it, True
        return not had_it

    async def close(self) -> None:
        """Let go."""
        self._has_it = False
