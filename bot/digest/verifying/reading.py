"""Reading a printed line: by which sentence of the catalogue it speaks, and what it fills in."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from bot.core.model.digest import Line
from bot.core.model.language import Language
from bot.core.ports.catalogue import Texts
from bot.digest.blocks import Block
from bot.digest.verifying.sentences import (
    LATE_NUMBER,
    QUOTES,
    SENTENCES,
    SOURCE_WORDS,
    SOURCES,
    Argument,
    Arguments,
    Said,
    Value,
    Within,
)

_STORY_NUMBER = re.compile(r"T-\d+")
_BETWEEN = " · "


@dataclass(frozen=True, slots=True)
class Reading:
    """What a line says: the keys of its sentences, the whole before what stands within, and what
    is printed for each argument.
    """

    keys: tuple[str, ...] = ()
    values: tuple[tuple[Said, str], ...] = ()

    def of(self, value: Value) -> str | None:
        """Return what is printed for this, or None where the sentence does not say it."""
        return next((text for each, text in self.values if each is value), None)

    @property
    def key(self) -> str:
        """The sentence of the whole line; of words that are a teller's alone there is none."""
        return self.keys[0] if self.keys else ""

    @property
    def printed(self) -> tuple[str, ...]:
        """The numbers of stories that are printed, in their order."""
        return tuple(text for each, text in self.values if each is Value.NUMBER)


class Reader:
    """Reads the lines of one language."""

    def __init__(self, texts: Texts, language: Language) -> None:
        """Take the catalogue whose sentences the lines should be."""
        self._texts, self._language = texts, language

    def read(self, line: Line) -> Reading | None:
        """Return what the line says, or None when no sentence of its block says it."""
        block = Block(line.block)
        if block in QUOTES:
            return Reading(values=((Value.QUOTE, line.text),))
        if block in SOURCES:
            number, *words = line.text.split(_BETWEEN)
            return _joined(
                self._number(number), *(self._any(SOURCE_WORDS, word) for word in words)
            )
        return self._any(SENTENCES.get(block, {}), line.text)

    def _any(self, sentences: Mapping[str, Arguments], text: str) -> Reading | None:
        readings = (self._sentence(key, each, text) for key, each in sentences.items())
        return next((reading for reading in readings if reading is not None), None)

    def _sentence(self, key: str, arguments: Arguments, text: str) -> Reading | None:
        found = self._texts.read(self._language, f"digest-{key}", text)
        if found is None:
            return None
        values = (self._value(arguments[name], printed) for name, printed in found.items())
        return _joined(Reading(keys=(key,)), *values)

    def _value(self, argument: Argument, printed: str) -> Reading | None:
        if isinstance(argument, Within):
            found = self._any(argument.sentences, printed)
            if found is not None or argument.otherwise is None:
                return found
            return self._value(argument.otherwise, printed)
        if argument is Value.LIST:
            return _joined(*map(self._number, printed.split(", ")))
        return Reading(values=((argument, printed),))

    def _number(self, printed: str) -> Reading | None:
        if _STORY_NUMBER.fullmatch(printed):
            return Reading(values=((Value.NUMBER, printed),))
        return self._sentence("late-number", LATE_NUMBER, printed)


def _joined(*readings: Reading | None) -> Reading | None:
    """Return all of them as one, or None when one could not be read."""
    found = [reading for reading in readings if reading is not None]
    if len(found) < len(readings):
        return None
    return Reading(
        tuple(key for reading in found for key in reading.keys),
        tuple(value for reading in found for value in reading.values),
    )
