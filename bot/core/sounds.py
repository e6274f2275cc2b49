"""Which files are taken for recordings of a voice. What a file is called counts for nothing."""

_OGG = b"OggS"
_MP4 = b"ftyp"
_MP4_AT = 4
"""Four bytes of length come before it."""


def media_of(content: bytes) -> str:
    """Return what a recording is by its first bytes: Telegram's voice messages are Ogg, its video
    notes MP4. Empty for anything else.
    """
    if content.startswith(_OGG):
        return "audio/ogg"
    return "video/mp4" if content.startswith(_MP4, _MP4_AT) else ""


def begins_like_sound(head: bytes) -> bool:
    """True for the beginning of a recording."""
    return bool(media_of(head))
