"""Images as people send them, and as nobody should."""

import struct
import zlib
from io import BytesIO
from typing import Any

from PIL import ExifTags, Image

GPS = b"CANARYGPS"
"""Stands in the metadata of `a_photo` where its place is."""
CANARY = b"CANARY"
"""Stands in everything else that is not a pixel."""
PNG_HEAD = b"\x89PNG\r\n\x1a\n"


def encoded(image: Image.Image, form: str, **options: Any) -> bytes:
    written = BytesIO()
    image.save(written, format=form, **options)
    return written.getvalue()


def an_image(form: str = "PNG", size: tuple[int, int] = (40, 30), mode: str = "RGB") -> bytes:
    """Return an image whose upper left corner is red."""
    image = Image.new(mode, size, "white")
    image.paste("red", (0, 0, size[0] // 4, size[1] // 4))
    return encoded(image, form)


def a_photo() -> bytes:
    """Return a JPEG of a telephone held upright: with place, comment, XMP and colour profile."""
    image = Image.new("RGB", (40, 30), "white")
    image.paste("red", (0, 0, 10, 8))
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6  # turn it a quarter to the right
    exif[ExifTags.Base.Model] = CANARY.decode()
    exif.get_ifd(ExifTags.IFD.GPSInfo).update(
        {ExifTags.GPS.GPSLatitudeRef: "N", ExifTags.GPS.GPSAreaInformation: GPS}
    )
    return encoded(
        image,
        "JPEG",
        quality=95,
        exif=exif,
        comment=CANARY,
        xmp=b"<x:xmpmeta>" + CANARY + b"</x:xmpmeta>",
        icc_profile=b"\0" * 128 + CANARY,
    )


def moving(form: str) -> bytes:
    """Return two frames."""
    second = Image.new("RGB", (40, 30), "blue")
    return encoded(Image.new("RGB", (40, 30), "red"), form, save_all=True, append_images=[second])


def a_png_of(width: int, height: int, *chunks: bytes) -> bytes:
    """Return a PNG that says to be so large, and is one of black pixels in few bytes."""
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    row = bytes(1 + (width + 7) // 8)
    pixels = zlib.compressobj(9)
    packed = b"".join(pixels.compress(row) for _ in range(height)) + pixels.flush()
    return (
        PNG_HEAD
        + chunk(b"IHDR", header)
        + b"".join(chunks)
        + chunk(b"IDAT", packed)
        + chunk(b"IEND", b"")
    )


def chunk(kind: bytes, content: bytes) -> bytes:
    """Return a chunk of a PNG."""
    checked = zlib.crc32(kind + content)
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", checked)
