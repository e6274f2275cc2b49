"""How long to wait after Telegram failed, and what the log says of it."""

import logging

from telegram.error import BadRequest, InvalidToken, RetryAfter, TelegramError

from handlers.telegram.sender import seconds

log = logging.getLogger(__name__)

PAUSE = 1.0
_LONGEST_PAUSE = 60.0
_REFUSED_PAUSE = 30.0


class Outages:
    """The failures since all was well last."""

    def __init__(self) -> None:
        """Begin while all is well."""
        self._next = PAUSE

    def over(self) -> None:
        """All is well again."""
        self._next = PAUSE

    def pause(self, error: TelegramError) -> float:
        """Return the seconds to wait: what Telegram asks for, else ever more up to a minute."""
        if isinstance(error, RetryAfter):
            return seconds(error)
        if isinstance(error, InvalidToken):
            log.error("Telegram refuses the bot token", extra={"platform": "telegram"})
            return _REFUSED_PAUSE
        log.warning(
            "Telegram refuses the request"
            if isinstance(error, BadRequest)
            else "Telegram cannot be reached",
            extra={"platform": "telegram", "error": type(error).__name__},
        )
        pause, self._next = self._next, min(2 * self._next, _LONGEST_PAUSE)
        return pause
