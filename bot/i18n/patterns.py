"""Sentences of the catalogue turned round: from the words that are printed to their arguments."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from fluent.syntax import ast

from bot.core.ports.catalogue import OTHER

_NUMBER = r"\d(?:[\d\u00a0\u202f.,]*\d)?"
_PLURALS = {"zero": "0", "one": "1", "two": "2"}
_Messages = Mapping[str, ast.Message]


@dataclass(frozen=True, slots=True)
class SentencePattern:
    """One message: what it matches, and which argument each group of the match is."""

    regex: re.Pattern[str]
    groups: tuple[tuple[str, str | None], ...]
    """By place: the argument, and its value where the group only marks the chosen form."""

    @classmethod
    def of(cls, key: str, messages: _Messages) -> "SentencePattern":
        """Return the pattern of a message. Raise KeyError when there is none with that key."""
        builder = _Builder(messages, frozenset(_numbers(messages[key].value, messages)))
        regex = builder.of(messages[key].value)
        return cls(re.compile(regex, re.DOTALL), tuple(builder.groups))

    def read(self, text: str) -> Mapping[str, str] | None:
        """Return the arguments as they are printed, or None when it is another sentence."""
        match = self.regex.fullmatch(text)
        if match is None:
            return None
        values: dict[str, str] = {}
        others = set()
        for printed, (argument, chosen) in zip(match.groups(), self.groups, strict=True):
            if printed is None:
                continue
            if chosen == OTHER:
                others.add(argument)
                continue
            value = printed if chosen is None else chosen
            if values.setdefault(argument, value) != value:
                return None
        return dict.fromkeys(others, OTHER) | values


class _Builder:
    def __init__(self, messages: _Messages, numbers: frozenset[str]) -> None:
        self.groups: list[tuple[str, str | None]] = []
        self._messages, self._numbers = messages, numbers

    def of(self, pattern: Any) -> str:
        return "".join(
            re.escape(element.value)
            if isinstance(element, ast.TextElement)
            else self._expression(element.expression)
            for element in pattern.elements
        )

    def _expression(self, expression: Any) -> str:
        if isinstance(expression, ast.SelectExpression):
            argument = _argument(expression)
            forms = "|".join(self._form(argument, one) for one in expression.variants)
            return f"(?:{forms})"
        if isinstance(expression, ast.MessageReference):
            return self.of(self._messages[expression.id.name].value)
        if isinstance(expression, ast.StringLiteral):
            return re.escape(expression.parse()["value"])
        self.groups.append((expression.id.name, None))
        return f"({_NUMBER})" if expression.id.name in self._numbers else "(.*)"

    def _form(self, argument: str, variant: Any) -> str:
        self.groups.append((argument, _value(variant.key)))
        return f"(){self.of(variant.value)}"


def _argument(expression: Any) -> str:
    name: str = expression.selector.id.name
    return name


def _value(key: Any) -> str:
    name: str = key.value if isinstance(key, ast.NumberLiteral) else key.name
    return _PLURALS.get(name, name)


def _numbers(pattern: Any, messages: _Messages) -> Iterator[str]:
    """Yield the arguments that are numbers: those whose value or plural chooses a form."""
    for element in pattern.elements:
        expression = getattr(element, "expression", None)
        if isinstance(expression, ast.MessageReference):
            yield from _numbers(messages[expression.id.name].value, messages)
        if isinstance(expression, ast.SelectExpression):
            if any(_value(variant.key).isdigit() for variant in expression.variants):
                yield _argument(expression)
            for variant in expression.variants:
                yield from _numbers(variant.value, messages)
