"""The way to files that people sent, and what makes images of them."""

from collections.abc import Mapping
from typing import Protocol

from bot.core.model.attachment import FileKind, Image


class FileSource(Protocol):
    """One platform's files."""

    async def fetch(self, file: str, kind: FileKind = FileKind.IMAGE) -> bytes:
        """Return the content of the file that the platform calls so, if it begins like one of
        that kind.

        Raise FileNotKeptError or FileDelayedError.
        """
        ...


class Download(Protocol):
    """Takes what may be a file of a kind from an address."""

    async def __call__(
        self, url: str, headers: Mapping[str, str], kind: FileKind = FileKind.IMAGE
    ) -> bytes:
        """Return at most `images.LARGEST` bytes that begin like one. The address is followed
        nowhere else, and stands in no message.

        Raise FileNotKeptError or FileDelayedError.
        """
        ...


class CleanImage(Protocol):
    """Draws images anew."""

    async def __call__(self, content: bytes) -> Image:
        """Return the image upright and without anything that is not its pixels.

        Raise FileNotKeptError or FileDelayedError.
        """
        ...
