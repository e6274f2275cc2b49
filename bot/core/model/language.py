"""The languages in which Kuule speaks, and in which people tell."""

from typing import Literal

Language = Literal["fi", "en", "sv"]
"""A language in which Kuule speaks."""

StoryLanguage = Literal["fi", "en", "sv", "other"]
"""The language in which something was told."""

SPOKEN: tuple[Language, ...] = ("fi", "en", "sv")


def spoken(locale: str) -> Language | None:
    """Return the language of a locale (fi, sv-FI, sv_SE) if Kuule speaks it."""
    subtag = locale.replace("_", "-").partition("-")[0].lower()
    return next((language for language in SPOKEN if subtag == language), None)
