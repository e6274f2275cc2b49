"""An image drawn anew: its pixels are kept, and nothing else that its file holds.

Pillow is imported here and nowhere else, and only the worker imports this module.
"""

import warnings
from io import BytesIO

from PIL import Image as Pillow
from PIL import ImageOps

from bot.core.errors import FileNotKeptError
from bot.core.images import LARGEST, MOST_PIXELS
from bot.core.model.attachment import Image, NotKept

_READ = ("JPEG", "PNG", "GIF", "WEBP")
"""Only these decoders look at what a stranger sent."""
_WRITTEN = {"JPEG": "JPEG", "MPO": "JPEG", "PNG": "PNG", "GIF": "PNG", "WEBP": "WEBP"}
"""An MPO is a JPEG followed by more images, as some telephones write it; the photo comes first."""
_MODES = {
    "JPEG": ("L", "RGB"),
    "PNG": ("1", "L", "LA", "RGB", "RGBA", "I;16"),
    "WEBP": ("RGB", "RGBA"),
}
_OPTIONS = {"JPEG": {"quality": 85}, "PNG": {}, "WEBP": {"quality": 85}}


def load() -> None:
    """Load the decoders, while files can still be opened."""
    Pillow.init()


def cleaned(content: bytes) -> Image:
    """Return the image upright and without metadata. Raise FileNotKeptError."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return _drawn_anew(content)
        except FileNotKeptError:
            raise
        except Pillow.DecompressionBombError as error:
            raise FileNotKeptError(NotKept.TOO_MANY_PIXELS) from error
        except Exception as error:
            # What decoders raise for files that are cut or forged, no document lists.
            raise FileNotKeptError(NotKept.BROKEN) from error


def _drawn_anew(content: bytes) -> Image:
    with Pillow.open(BytesIO(content), formats=_READ) as image:
        if image.width * image.height > MOST_PIXELS:
            raise FileNotKeptError(NotKept.TOO_MANY_PIXELS)
        if image.format != "MPO" and getattr(image, "is_animated", False):
            raise FileNotKeptError(NotKept.MOVING)
        form = _WRITTEN[str(image.format)]
        pixels = _pixels(image, _MODES[form])
    written = BytesIO()
    pixels.save(written, format=form, **_OPTIONS[form])
    if written.tell() > LARGEST:
        raise FileNotKeptError(NotKept.TOO_LARGE)
    return Image(f"image/{form.lower()}", written.getvalue())


def _pixels(image: Pillow.Image, modes: tuple[str, ...]) -> Pillow.Image:
    image.load()
    ImageOps.exif_transpose(image, in_place=True)
    has_glass = image.has_transparency_data and image.mode not in ("LA", "RGBA")
    mode = "RGBA" if has_glass and "RGBA" in modes else image.mode
    pixels = image.convert(mode if mode in modes else "RGB")
    # Pillow would write some of it into the new file: a comment, a colour profile.
    pixels.info.clear()
    return pixels
