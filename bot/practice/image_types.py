"""What the first bytes of a file say about it: of images the platforms believe nothing else."""

PNG, JPEG, GIF = "image/png", "image/jpeg", "image/gif"
_HEADS = {b"\x89PNG\r\n\x1a\n": PNG, b"\xff\xd8\xff": JPEG, b"GIF8": GIF}


def image_type(content: bytes) -> str:
    """Return the media type, empty when it is no image that the stand-in knows."""
    return next((kind for head, kind in _HEADS.items() if content.startswith(head)), "")
