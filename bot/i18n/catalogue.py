"""Message catalogues: one folder a language, Fluent files in it, the same keys in each."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from typing import Any

from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax import ast

from bot.core.model.language import SPOKEN, Language
from bot.i18n.dates import format_date, format_dates, format_moment, format_time
from bot.i18n.patterns import SentencePattern


class Catalogue:
    """Sentences by key. One missing in a language is a defect: nothing falls back to another."""

    def __init__(self) -> None:
        """Load every language."""
        resources = {language: _resources(language) for language in SPOKEN}
        self._bundles = {language: _bundle(language, resources[language]) for language in SPOKEN}
        self._messages = {language: _messages(resources[language]) for language in SPOKEN}
        self._patterns: dict[tuple[Language, str], SentencePattern] = {}

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

    def read(self, language: Language, key: str, text: str) -> Mapping[str, str] | None:
        """Return the arguments, as they are printed, with which the sentence is this text; None
        when it is another sentence. Raise KeyError for an unknown key.
        """
        if (language, key) not in self._patterns:
            pattern = SentencePattern.of(key, self._messages[language])
            self._patterns[language, key] = pattern
        return self._patterns[language, key].read(text)

    def dates(self, language: Language, first: date, last: date) -> str:
        """Return the range of dates, both included, as that language writes it."""
        return format_dates(language, first, last)

    def date(self, language: Language, day: date) -> str:
        """Return the date as that language writes it."""
        return format_date(language, day)

    def time(self, language: Language, moment: datetime) -> str:
        """Return the time of day, where the moment is, as that language writes it."""
        return format_time(language, moment)

    def moment(self, language: Language, moment: datetime) -> str:
        """Return the date and the time of day, where the moment is."""
        return format_moment(language, moment)


def _bundle(language: Language, resources: tuple[Any, ...]) -> Any:
    # Chat clients would count and show isolation marks; every argument here runs left to right.
    bundle = FluentBundle([language], use_isolating=False)
    for resource in resources:
        bundle.add_resource(resource)
    return bundle


@cache  # To parse them takes a quarter of a second.
def _resources(language: Language) -> tuple[Any, ...]:
    folder = files("bot.i18n").joinpath(language)
    found = sorted(folder.iterdir(), key=lambda file: file.name)
    return tuple(FluentResource(file.read_text(encoding="utf-8")) for file in found)


def _messages(resources: tuple[Any, ...]) -> Mapping[str, ast.Message]:
    return {
        entry.id.name: entry
        for resource in resources
        for entry in resource.body
        if isinstance(entry, ast.Message)
    }
