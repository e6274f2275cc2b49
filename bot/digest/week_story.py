"""The story of the week, chosen by points that can be told."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Literal

from bot.core.edition import Edition, RecentTellers
from bot.core.model.story import Story
from bot.core.model.tag import Sentiment, Source, Tag
from bot.core.publishable import is_publishable
from bot.digest.mix import NO_KIND, Kinds, kinds_of, shortfall

Reason = Literal[
    "owner", "mix", "empathy", "feeling", "event", "must_win", "voice", "length", "oldest"
]

_LACK_OF_EMPATHY = frozenset({"indifference", "blaming", "bouncing", "rudeness"})
_SENSITIVE = frozenset({"safety", "privacy", "legal"})
_HARD = 3
_ALL_SHOWN = 2
_OTHERS = 2
_READABLE = range(80, 601)


@dataclass(frozen=True, slots=True)
class WeekStory:
    """The story, the strongest reason for it, and the tags that the reason names."""

    story: Story
    reason: Reason
    tags: tuple[tuple[str, str], ...]


def choose_week_story(edition: Edition) -> WeekStory | None:
    """Return the owner's choice, else the story with most points, the oldest of equals, among
    those that keep the mix of eight weeks; None when none may be quoted.
    """
    chosen = next((story for story in edition.kept if story.number == edition.chosen), None)
    if chosen and is_publishable(chosen):
        return WeekStory(chosen, "owner", ())
    ranked = _ranked(edition.kept, edition)
    if not ranked:
        return None
    told = [kinds_of(each) for each in edition.week_stories]
    story = min(ranked, key=lambda one: _lost_for_mix(one, told, edition))
    if story is not ranked[0]:
        return WeekStory(story, "mix", ())
    points = _points(story, edition)
    reason = max(points, key=lambda one: points[one])
    return WeekStory(story, reason, _named(story, reason))


def other_week_stories(edition: Edition) -> tuple[str, ...]:
    """Return the numbers of the next best, which the owner may choose instead. Where all stories
    are shown there is nothing to choose.
    """
    chosen = choose_week_story(edition)
    if chosen is None or len(edition.kept) <= _ALL_SHOWN:
        return ()
    others = (one.number for one in _ranked(edition.kept, edition) if one != chosen.story)
    return tuple(islice(others, _OTHERS))


def choose_from_archive(edition: Edition) -> Story | None:
    """Return the best story of earlier weeks, by the same points."""
    return next(iter(_ranked(edition.earlier, edition)), None)


def _ranked(stories: Sequence[Story], edition: Edition) -> list[Story]:
    fresh = [
        story
        for story in stories
        if is_publishable(story) and story.number not in edition.recently_used
    ]
    return sorted(fresh, key=lambda story: (-_score(story, edition), story.told_at, story.number))


def _lost_for_mix(story: Story, told: Sequence[Kinds], edition: Edition) -> int:
    """Return what the mix of eight weeks loses by it: no mix asks for a delicate story."""
    kinds = NO_KIND if is_delicate(story, edition) else kinds_of(story)
    return shortfall([kinds, *told])


def _score(story: Story, edition: Edition) -> int:
    return sum(_points(story, edition).values()) - (3 if is_delicate(story, edition) else 0)


def _points(story: Story, edition: Edition) -> dict[Reason, int]:
    facets = {tag.facet for tag in story.tags}
    return {
        "oldest": 0,
        "empathy": len(_named(story, "empathy")),
        "feeling": _feeling(story),
        "event": len(facets & {"stage", "touchpoint"}),
        "must_win": int("must_win" in facets),
        "voice": _new_voice(story, edition.recent_tellers),
        "length": int(len(story.text) in _READABLE),
    }


def _new_voice(story: Story, recent: RecentTellers | None) -> int:
    """Return one point for a teller, and one for a stage, of whom nothing came lately."""
    if recent is None:
        return 0
    stages = {tag.key for tag in story.tags if tag.facet == "stage"}
    is_new = story.teller is not None and story.teller not in recent.tellers
    return is_new + bool(stages - recent.stages)


def _feeling(story: Story) -> int:
    sources = {tag.source for tag in _feelings(story)}
    if sources & {Source.TELLER, Source.HUMAN}:
        return 2
    return int(bool(sources))


def _named(story: Story, reason: Reason) -> tuple[tuple[str, str], ...]:
    if reason == "empathy":
        return _distinct(_kindness(story))[:2]
    if reason == "feeling":
        return _distinct(_feelings(story))[:1]
    if reason == "must_win":
        return _distinct(tag for tag in story.tags if tag.facet == "must_win")[:1]
    return ()


def _feelings(story: Story) -> list[Tag]:
    # What a model guesses of an emotion is a suggestion, not something that was told. How it felt
    # is where the story ends up, not the worry with which a good one begins.
    against = {Sentiment.POSITIVE: -1, Sentiment.NEGATIVE: 1}.get(story.sentiment)
    return [
        tag
        for tag in story.tags
        if tag.facet in {"feeling", "emotion"}
        and tag.source is not Source.MACHINE
        and tag.polarity != against
    ]


def _kindness(story: Story) -> list[Tag]:
    if story.sentiment is Sentiment.NEGATIVE:
        return []
    return [
        tag
        for tag in story.tags
        if tag.facet == "empathy" and tag.key not in _LACK_OF_EMPATHY and tag.polarity >= 0
    ]


def _distinct(tags: Iterable[Tag]) -> tuple[tuple[str, str], ...]:
    return tuple(dict.fromkeys((tag.facet, tag.key) for tag in tags))


def is_delicate(story: Story, edition: Edition) -> bool:
    """True when other stories should be quoted before it."""
    sensitive = any(
        (tag.facet == "risk" and tag.key in _SENSITIVE)
        or (tag.facet == "group" and tag.key in edition.team.sensitive_groups)
        for tag in story.tags
    )
    is_open = story.number in edition.numbers_waiting
    return sensitive or (is_open and story.criticality >= _HARD)
