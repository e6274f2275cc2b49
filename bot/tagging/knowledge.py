"""The package's own data files as values, read when asked.

`taxonomy.json` holds facets, keys, labels and cues; its keys never change. It differs from the
list of the product only where a trap asks for it: false friends are spelled out, both grades of a
stem are listed. Beside it: `traits.json` (what a key is worth, and signs), `traps.json` (doubtful
cues), `valence.json` (words that only feel), `languages.json` (function words, negators, spoken
forms).
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from bot.core.model.language import SPOKEN, Language
from bot.tagging.cues import Cue, Limit, parse
from bot.tagging.language import LanguageGuesser
from bot.tagging.tokens import fold

VALENCE = "valence"
CONTEXT = "context"
SIGN = "sign"
SENTIMENT = "sentiment"
_NO_TAGS = frozenset({VALENCE, CONTEXT, SIGN, SENTIMENT})


class Meaning(NamedTuple):
    """What a target is worth, and what becomes of it. Targets are "facet:key"."""

    target: str
    facet: str
    key: str
    weight: float
    """How good (+) or bad (−) what it says is, −1…1."""
    makes_tag: bool
    """False for the inner targets, and for the sentiment, of which the whole text decides."""
    stays: bool
    """True when it is said of a text even where it is denied."""
    denied: str | None
    """What it says instead when denied."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowledge:
    """Everything that is read from files.

    Targets are "facet:key"; those of "valence:", "context:" and "sign:" are inner, not tags.
    """

    cues: tuple[Cue, ...]
    meanings: Mapping[str, Meaning]
    """Of every target of the cues, and of those that stand for a denied one."""
    criticality: Mapping[str, int]
    topics: frozenset[str]
    """Facets that stay when denied: "en löydä laskua" is about the invoice."""
    signs: Mapping[str, str]
    thanks: frozenset[str]
    asks_anywhere: frozenset[str]
    asks_when_opening: frozenset[str]
    negators: Mapping[Language, frozenset[str]]
    harmless: Mapping[Language, tuple[str, ...]]
    contrast: frozenset[str]
    spoken: Mapping[str, str]
    function_words: Mapping[str, str]
    """By language, spoken and foreign."""
    guesser: LanguageGuesser


@cache
def load() -> Knowledge:
    """Read the files, once a process. Raise KeyError or ValueError when one of them lacks what it
    must hold.
    """
    taxonomy, traits, traps, valence, languages = (
        _json(name) for name in ("taxonomy", "traits", "traps", "valence", "languages")
    )
    negators = {language: _words(languages["negators"][language]) for language in SPOKEN}
    sources: list[tuple[str, Mapping[Language, list[str]]]] = [
        (f"{value['facet']}:{value['key']}", value["cues"]) for value in taxonomy
    ]
    sources += traits["cues"].items()
    sources += ((f"{CONTEXT}:{name}", cues) for name, cues in traps["contexts"].items())
    weight: dict[str, float] = dict(traits["weight"])
    for language in SPOKEN:
        for notation, value in valence[language].items():
            target = f"{VALENCE}:{value}"
            weight[target] = value
            sources.append((target, {language: [notation]}))
    special: Mapping[str, float] = traits["weight_of_cue"]
    limits = _limits(traps["limits"])
    cues = tuple(
        cue
        for target, by_language in sources
        for language, notations in by_language.items()
        for notation in notations
        for cue in parse(
            target,
            notation,
            language,
            negators,
            weight=special.get(f"{target} {notation}", weight.get(target, 0.0)),
            limit=limits.get((target, notation)),
        )
    )
    return Knowledge(
        cues=cues,
        meanings={
            target: _meaning(target, weight.get(target, 0.0), traits)
            for target in {cue.target for cue in cues}.union(weight, traits["denied"].values())
        },
        criticality=traits["criticality"],
        topics=frozenset(traits["topics"]),
        signs=traits["signs"],
        thanks=frozenset(traps["thanks"]),
        asks_anywhere=frozenset(traps["asking"]["anywhere"]),
        asks_when_opening=frozenset(traps["asking"]["opening"]),
        negators=negators,
        harmless={language: tuple(languages["not_negating"][language]) for language in SPOKEN},
        contrast=frozenset().union(
            *(_words(languages["contrast"][language]) for language in SPOKEN)
        ),
        spoken=languages["spoken"],
        function_words=languages["words"],
        guesser=LanguageGuesser(
            languages["words"],
            languages["patterns"],
            ((cue.first.text, cue.language) for cue in cues),
        ),
    )


def _meaning(target: str, weight: float, traits: Mapping[str, Any]) -> Meaning:
    facet, _, key = target.partition(":")
    return Meaning(
        target=target,
        facet=facet,
        key=key,
        weight=weight,
        makes_tag=facet not in _NO_TAGS,
        stays=facet in traits["topics"] or target in traits["not_denied"],
        denied=traits["denied"].get(target),
    )


def function_words() -> frozenset[str]:
    """Read the words of the spoken languages that say nothing by themselves."""
    words = _json("languages")["words"]
    return frozenset().union(*(_words(words[language]) for language in SPOKEN))


def _limits(listed: list[dict[str, Any]]) -> dict[tuple[str, str], Limit]:
    limits = {}
    for rule in listed:
        limit = Limit(
            tuple(rule.get("needs", ())),
            tuple(rule.get("unless", ())),
            rule.get("sentence", False),
        )
        limits.update({(tag, cue): limit for tag in rule["tags"] for cue in rule["cues"]})
    return limits


def _words(listed: str) -> frozenset[str]:
    return frozenset(fold(word) for word in listed.split())


def _json(name: str) -> Any:
    return json.loads(files("bot.tagging").joinpath(f"{name}.json").read_text(encoding="utf-8"))
