"""Which files are taken for images, and how large they may be. What a file is called, and what its
sender says of it, count for nothing.
"""

LARGEST = 10 * 2**20
"""Bytes."""
MOST_PIXELS = 25_000_000
HEAD = 12
"""So many first bytes tell the kind."""

_BEGINNINGS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a")


def begins_like_image(head: bytes) -> bool:
    """True for the beginning of a JPEG, PNG, GIF or WebP file."""
    is_webp = head[:4] == b"RIFF" and head[8:HEAD] == b"WEBP"
    return is_webp or head.startswith(_BEGINNINGS)
