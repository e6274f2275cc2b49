"""The files that come with a message in Telegram. Pure."""

from collections.abc import Mapping

from bot.core.model.platforms import NaturalKey, Platform
from bot.core.payload import Payload, read_string
from handlers.telegram.fields import chat_id

_KINDS = ("photo", "document", "video", "animation", "audio", "sticker")
_SOUNDS = ("voice", "video_note")


def files_of(message: Payload) -> tuple[str, ...]:
    """Return the ids of the files that came with it: of a photo's sizes the largest. An empty one
    stands for a file of a kind that Kuule does not know; a message with a text has none, nor has
    a voice message.
    """
    if "text" in message or sounds_of(message):
        return ()
    found = next((message[kind] for kind in _KINDS if kind in message), None)
    if isinstance(found, list):
        sizes = [each for each in found if isinstance(each, Mapping)]
        found = max(sizes, key=_pixels, default=None)
    name = found.get("file_id") if isinstance(found, Mapping) else None
    return (name if isinstance(name, str) else "",)


def has_file(message: Payload) -> bool:
    """True for a picture, or another file that may belong to a story."""
    return not message.keys().isdisjoint({"photo", "document", "video", "animation", "audio"})


def sounds_of(message: Payload) -> tuple[str, ...]:
    """Return the id of the voice message or video note that it is."""
    found = next((message[kind] for kind in _SOUNDS if kind in message), None)
    name = found.get("file_id") if isinstance(found, Mapping) else None
    return (name,) if isinstance(name, str) and name else ()


def album_key(message: Payload, bot: str) -> NaturalKey | None:
    """Return the key that all messages of an album have; None for one that is alone."""
    if "media_group_id" not in message:
        return None
    album = read_string(message, "media_group_id")
    return (Platform.TELEGRAM, bot, chat_id(message), "album", album)


def _pixels(size: Payload) -> int:
    sides = [size.get(side) for side in ("width", "height")]
    width, height = (side if isinstance(side, int) else 0 for side in sides)
    return width * height
