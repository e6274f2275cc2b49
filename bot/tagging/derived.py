"""Tags that follow from other tags of the same text, where no word of their own is needed.

Who met a person, rang, chatted or wrote had direct contact; an advertisement or hearsay is
indirect. A text that is good to somebody is praise, a bad one a complaint, unless it is another
kind of story. Who leaves is a customer lost. Without a word of its own, the stage is that of the
place: bills and calls are support, people and places are use.
"""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from bot.core.model.tag import Sentiment

MOOD = "mood"
"""The basis of a tag that rests on what the text feels, not on another tag."""

_FOLLOWS = (
    ("touchpoint:person", ("contact:direct",)),
    ("touchpoint:phone", ("contact:direct",)),
    ("touchpoint:chat", ("contact:direct",)),
    ("touchpoint:email", ("contact:direct",)),
    ("touchpoint:ad", ("contact:indirect",)),
    ("touchpoint:word", ("contact:indirect",)),
    ("outcome:leaves", ("risk:churn", "stage:exit")),
    ("risk:churn", ("outcome:leaves", "stage:exit")),
    ("empathy:bouncing", ("quality:effort",)),
    ("empathy:explaining", ("quality:information",)),
    ("empathy:listening", ("feeling:heard",)),
    ("feeling:uncertain", ("quality:information",)),
    ("kind:question", ("quality:information",)),
    ("risk:safety", ("kind:risk",)),
    ("risk:privacy", ("kind:risk",)),
    ("risk:staff_wellbeing", ("kind:risk",)),
    ("risk:urgent_person", ("kind:risk",)),
    ("stage:renew", ("outcome:returns", "group:regular")),
)
"""In order: of two that lead to the same tag it rests on the first."""
_OTHER_KINDS = frozenset(
    {"kind:idea", "kind:insight", "kind:question", "kind:help_request", "kind:risk"}
)
_OF_ONESELF = frozenset({"feeling:success", "stage:renew", "energy:energised", "energy:drained"})
"""Stories of one's own: glad or tired, but nobody is praised or blamed."""

_USE = "stage:use"
_STAGE_OF_PLACE = {
    "touchpoint:ad": "stage:aware",
    "touchpoint:phone": "stage:support",
    "touchpoint:chat": "stage:support",
    "touchpoint:email": "stage:support",
    "touchpoint:invoice": "stage:support",
    "touchpoint:person": _USE,
    "touchpoint:premises": _USE,
    "touchpoint:app": _USE,
    "touchpoint:self_service": _USE,
}


def follow(found: AbstractSet[str], sentiment: Sentiment) -> Iterator[tuple[str, str]]:
    """Yield (target, basis) of what follows from the targets found, each target once. Each step
    sees what the one before it added.
    """
    known = set(found)
    for step in (_plain, _kind, _stage):
        for target, basis in list(step(known, sentiment)):
            if target not in known:
                known.add(target)
                yield target, basis


def _plain(found: AbstractSet[str], _: Sentiment) -> Iterator[tuple[str, str]]:
    for basis, targets in _FOLLOWS:
        if basis in found:
            for target in targets:
                yield target, basis


def _kind(found: AbstractSet[str], sentiment: Sentiment) -> Iterator[tuple[str, str]]:
    if not _OTHER_KINDS.isdisjoint(found) or not _OF_ONESELF.isdisjoint(found):
        return
    if sentiment is Sentiment.POSITIVE:
        yield "kind:praise", MOOD
    elif sentiment is Sentiment.NEGATIVE:
        yield "kind:complaint", MOOD


def _stage(found: AbstractSet[str], sentiment: Sentiment) -> Iterator[tuple[str, str]]:
    if sentiment is Sentiment.NEUTRAL or any(target.startswith("stage:") for target in found):
        return
    for basis, target in _STAGE_OF_PLACE.items():
        if basis in found:
            yield target, basis
            return
