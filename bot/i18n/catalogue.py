"""Message catalogues: one folder a language, Fluent files in it, the same keys in each."""

from datetime import date
from importlib.resources import files
from typing import Any

from fluent.runtime import FluentBundle, FluentResource

from bot.core.model.language import SPOKEN, Language
from bot.i18n.dates import format_date, format_dates


class Catalogue:
    """Sentences by key. One missing in a language is a defect: nothing falls back to another."""

    def __init__(self) -> None:
        """Load every language."""
        self._bundles = {language: _bundle(language) for language in SPOKEN}

    def text(self, language: Language, key: str, /, **arguments: str | float) -> str:
        """Return the sentence. Raise KeyError for an unknown key or a missing argument."""
        bundle = self._bundles[language]
        message = bundle.get_message(key)
        if message.value is None:
            raise KeyError(key)
        formatted, errors = bundle.format_pattern(message.value, arguments)
        if errors:
            raise KeyError(key) from errors[0]
        return str(formatted)

    def dates(self, language: Language, first: date, last: date) -> str:
        """Return the range of dates, both included, as that language writes it."""
        return format_dates(language, first, last)

    def date(self, language: Language, day: date) -> str:
        """Return the date as that language writes it."""
        return format_date(language, day)


def _bundle(language: Language) -> Any:
    # Chat clients would count and show isolation marks; every argument here runs left to right.
    bundle = FluentBundle([language], use_isolating=False)
    for resource in sorted(
        files("bot.i18n").joinpath(language).iterdir(), key=lambda file: file.name
    ):
        bundle.add_resource(FluentResource(resource.read_text(encoding="utf-8")))
    return bundle
