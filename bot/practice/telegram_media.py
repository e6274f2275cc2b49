"""Photos as the bot sends them: in the request itself, never by an address or an id here."""

from typing import Any

from bot.practice.arguments import Upload, parsed
from bot.practice.image_types import JPEG, PNG, image_type
from bot.practice.telegram_texts import bad_request

LARGEST_PHOTO = 10_000_000
"""https://core.telegram.org/bots/api#sendphoto"""
_PHOTOS = {PNG, JPEG}
_ATTACHED = "attach://"


def read_photo(arguments: dict[str, Any]) -> bytes:
    """Return the photo of sendPhoto. Raise TelegramError where Telegram would."""
    return _photo(arguments, arguments.get("photo"))


def read_media(arguments: dict[str, Any]) -> tuple[bytes, dict[str, Any]]:
    """Return photo and caption arguments of editMessageMedia."""
    try:
        media = parsed(arguments.get("media") or "")
    except ValueError as error:
        raise bad_request("can't parse InputMedia JSON object") from error
    if not isinstance(media, dict) or media.get("type") != "photo":
        raise bad_request("unsupported InputMedia type")
    return _photo(arguments, media.get("media")), media


def _photo(arguments: dict[str, Any], found: object) -> bytes:
    if isinstance(found, str) and found.startswith(_ATTACHED):
        found = arguments.get(found.removeprefix(_ATTACHED))
    if not isinstance(found, Upload):
        raise bad_request("there is no photo in the request")
    if len(found.content) > LARGEST_PHOTO or image_type(found.content) not in _PHOTOS:
        raise bad_request("IMAGE_PROCESS_FAILED")
    return found.content
