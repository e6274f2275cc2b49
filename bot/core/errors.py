"""The errors of Kuule. Their messages carry no story text, name, id or token."""

from bot.core.model.attachment import NotKept
from bot.core.model.platforms import NaturalKey


class KuuleError(Exception):
    """The root of every error that Kuule raises itself."""


class StorageError(KuuleError):
    """The database could not do it; nothing was kept."""


class StorageUnavailableError(StorageError):
    """The database is locked, full or away: the same work may succeed later."""


class SchemaError(StorageError):
    """The database's schema and the program do not fit; the message says what to do."""


class KeyMismatchError(KuuleError):
    """KUULE_KEY is not the key with which this database was begun."""


class WeekPassedError(KuuleError):
    """A digest of that week cannot come any more; `first` is the first week that still can."""

    def __init__(self, first: str) -> None:
        """Keep the week, like 2026-W46."""
        super().__init__("the digest of that week cannot come any more")
        self.first = first


class DeliveryError(KuuleError):
    """A message was certainly not delivered."""


class DeliveryRefusedError(DeliveryError):
    """It never will be: blocked, not in the channel, archived. `reason` is the platform's own
    word.
    """

    def __init__(self, reason: str) -> None:
        """Keep the platform's word for it."""
        super().__init__("the platform refuses this delivery for good")
        self.reason = reason


class DeliveryUnreachableError(DeliveryRefusedError):
    """Nothing will be delivered there any more: `person` has blocked Kuule or is gone; without
    one, the place is a group that has put it out.
    """

    def __init__(self, reason: str, person: NaturalKey | None = None) -> None:
        """Keep the platform's word, and whom it is about."""
        super().__init__(reason)
        self.person = person


class DeliveryDelayedError(DeliveryError):
    """It may be later. `retry_after` is in seconds, None when the platform did not say."""

    def __init__(self, retry_after: float | None = None) -> None:
        """Keep the platform's wish."""
        super().__init__("the platform asks to try later")
        self.retry_after = retry_after


class DeliveryMovedError(DeliveryError):
    """The place has another id now: `channel`."""

    def __init__(self, channel: str) -> None:
        """Keep the new id."""
        super().__init__("the place has another id now")
        self.channel = channel


class DeliveryUnknownError(KuuleError):
    """The answer was lost: the message may have been delivered."""


class FileNotKeptError(KuuleError):
    """A file will not be kept."""

    def __init__(self, reason: NotKept) -> None:
        """Keep the reason, which its teller is told."""
        super().__init__("the file is not kept")
        self.reason = reason


class FileDelayedError(KuuleError):
    """A file cannot be had now. `retry_after` is in seconds, None when nobody said."""

    def __init__(self, retry_after: float | None = None) -> None:
        """Keep the platform's wish."""
        super().__init__("the platform does not give the file now")
        self.retry_after = retry_after


class PictureMissingError(KuuleError):
    """A picture could not be drawn now: what it belongs to goes without it."""

    def __init__(self) -> None:
        """Say no more: what a drawing program writes is nobody's message."""
        super().__init__("the picture could not be drawn")


class PictureDelayedError(PictureMissingError):
    """Others are drawn before it: it may be drawn later."""


class NotHeardError(KuuleError):
    """A voice message will not be understood."""


class HearingDelayedError(KuuleError):
    """Nobody writes down a voice message now."""
