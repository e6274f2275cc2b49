"""The way to files that people sent, and what makes images of them."""

from collections.abc import Mapping
from typing import Protocol

from bot.core.model.attachment import Image


class FileSource(Protocol):
    """One platform's files."""

    async def fetch(self, file: str) -> bytes:
        """Return the content of the file that the platform calls so.

        Raise FileNotKeptError or FileDelayedError.
        """
        ...


class Download(Protocol):
    """Takes what may be an image from an address."""

    async def __call__(self, url: str, headers: Mapping[str, str]) -> bytes:
        """Return at most `images.LARGEST` bytes that begin like an image. The address is followed
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
