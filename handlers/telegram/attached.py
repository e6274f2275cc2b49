"""The files that come with a message in Telegram. Pure."""

from collections.abc import Mapping

from bot.core.payload import Payload

_KINDS = ("photo", "document", "video", "animation", "audio", "voice", "video_note", "sticker")


def files_of(message: Payload) -> tuple[str, ...]:
    """Return the ids of the files that came with it: of a photo's sizes the largest. An empty one
    stands for a file of a kind that Kuule does not know; a message with a text has none.
    """
    if "text" in message:
        return ()
    found = next((message[kind] for kind in _KINDS if kind in message), None)
    if isinstance(found, list):
        sizes = [each for each in found if isinstance(each, Mapping)]
        found = max(sizes, key=_pixels, default=None)
    name = found.get("file_id") if isinstance(found, Mapping) else None
    return (name if isinstance(name, str) else "",)


def is_picture(message: Payload) -> bool:
    """True for a photo, or a document, which may be one."""
    return not message.keys().isdisjoint({"photo", "document"})


def _pixels(size: Payload) -> int:
    sides = [size.get(side) for side in ("width", "height")]
    width, height = (side if isinstance(side, int) else 0 for side in sides)
    return width * height
