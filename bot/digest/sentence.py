"""The week in one sentence: what the first items of both sides are about, and the moods."""

from collections.abc import Sequence

from bot.core.model.digest import Line
from bot.core.model.tag import Sentiment
from bot.digest.blocks import Block
from bot.digest.choosing import Item
from bot.digest.quote import shorten
from bot.digest.select import Theme, numbers_of
from bot.digest.wording import SENTENCE, Wording

_NAMED = 2
"""Themes a side."""

_SHORT_NAME = 40

_PLACE = "touchpoint"
"""The facet that says where: "Ilahdutti puhelin" says little."""


def sentence(
    wording: Wording, delighted: Sequence[Item], hurt: Sequence[Item]
) -> tuple[Line, ...]:
    """Return the section. It names only themes that are items below it."""
    good, bad = _named(delighted, hurt), _named(hurt, delighted)
    text = _text(wording, good, bad)
    if len(text) > SENTENCE:
        text = _text(wording, good[:1], bad[:1])
    data = tuple(f"mood.{mood}" for mood in Sentiment)
    return (
        Line(Block.SENTENCE_HEADING, wording.text("sentence-heading"), ()),
        Line(Block.SENTENCE, text, numbers_of(wording.edition.kept), data),
    )


def _named(items: Sequence[Item], others: Sequence[Item]) -> list[Theme]:
    """Return the themes that the sentence names of these items. One that stands on the other side
    too is named where more tell of it, or where nothing else is to be named.
    """
    own, other = _sizes(items), _sizes(others)
    if not own.keys() - other.keys():
        return list(own)[:_NAMED]
    is_left = bool(other.keys() - own.keys())
    return [
        theme
        for theme, size in own.items()
        if theme not in other or (is_left and size > other[theme])
    ][:_NAMED]


def _sizes(items: Sequence[Item]) -> dict[Theme, int]:
    """Return how many tell of each theme; where it was told of matters only when nothing else is
    known.
    """
    sizes = {item.theme: len(item.stories) for item in items if item.theme}
    return {theme: size for theme, size in sizes.items() if theme[0] != _PLACE} or sizes


def _text(wording: Wording, good: Sequence[Theme], bad: Sequence[Theme]) -> str:
    moods = {mood.value: wording.figures.values[f"mood.{mood}"] for mood in Sentiment}
    side = "both" if good and bad else "delighted" if good else "hurt" if bad else "none"
    return wording.text(
        "sentence",
        side=side,
        delighted=_names(wording, good),
        hurt=_names(wording, bad),
        **moods,
    )


def _names(wording: Wording, themes: Sequence[Theme]) -> str:
    names = [shorten(wording.inside(theme), _SHORT_NAME) for theme in themes]
    if len(names) < _NAMED:
        return "".join(names)
    return wording.text("and", first=names[0], second=names[1])
