"""The way from speech to words."""

from typing import Protocol


class Transcribe(Protocol):
    """A service that writes down what is said."""

    async def __call__(self, recording: bytes) -> str:
        """Return what is said in the recording, empty where nothing is.

        Raise NotHeardError, or HearingDelayedError when it may succeed soon.
        """
        ...
