"""Weeks that could be, made from a seed: the words are those of the golden week."""

import random
from collections.abc import Iterator, Sequence
from datetime import timedelta

from bot.core.edition import Edition
from bot.core.model.digest import Period
from bot.core.model.language import SPOKEN
from bot.core.model.story import Role, Share, Status, Story, Waiting
from bot.core.model.tag import Sentiment
from bot.core.model.week import Week
from tests.digest_builders import HELSINKI, a_story, a_team, an_edition, week46

GOLDEN = week46().stories
SENTENCES = tuple(
    sentence.strip(" .!?")
    for story in GOLDEN
    for sentence in story.text.replace("!", ".").replace("?", ".").split(". ")
)
TAGS = (
    "must_win:heard",
    "must_win:clear_bill",
    "theme:closing_time",
    "theme:response_time",
    "empathy:listening",
    "empathy:recovery",
    "empathy:rudeness",
    "quality:information",
    "quality:responsiveness",
    "touchpoint:invoice",
    "touchpoint:phone",
    "touchpoint:chat",
    "feeling:heard",
    "feeling:frustrated",
    "stage:use",
    "stage:support",
    "stage:choose",
    "energy:energised",
    "energy:drained",
    "kind:idea",
)
RISKS = ("risk:billing", "risk:churn", "risk:safety", "risk:dignity", "risk:staff_wellbeing")
SENTIMENTS = (
    *(Sentiment.POSITIVE,) * 4,
    *(Sentiment.NEGATIVE,) * 4,
    Sentiment.MIXED,
    Sentiment.NEUTRAL,
)


def weeks(seed: int, count: int) -> Iterator[Edition]:
    """Yield that many editions, of 3 to 60 stories, in the three languages by turns."""
    dice = random.Random(seed)  # noqa: S311  # repeatable, not secret
    return (_edition(dice, number) for number in range(count))


def _edition(dice: random.Random, number: int) -> Edition:
    week = Week(2026, dice.randint(20, 52))
    size = dice.choice((3, 5, 8, 12, 20, 35, 60))
    late = dice.choice((0, 0, 1, 2))
    stories = [_story(dice, 1000 + place, week, size) for place in range(size)]
    stories += [_story(dice, 900 + place, week.shifted(-1), size) for place in range(late)]
    return an_edition(
        stories,
        team=a_team(language=SPOKEN[number % 3], members=dice.choice((0, 4, 5, 40))),
        period=Period(week, week),
        now=week.next().start(HELSINKI) + timedelta(hours=8),
        waiting=_waiting(dice, stories),
    )


def _story(dice: random.Random, number: int, week: Week, size: int) -> Story:
    told_at = week.start(HELSINKI) + timedelta(minutes=dice.randint(0, 7 * 24 * 60 - 1))
    tags = dice.sample(TAGS, dice.randint(1, 5))
    is_grave = dice.random() < 0.1
    sentiment = Sentiment.NEGATIVE if is_grave else dice.choice(SENTIMENTS)
    if is_grave or dice.random() < 0.1:
        tags.append(dice.choice(RISKS))
    return a_story(
        f"T-{number}",
        _text(dice),
        teller=f"t{dice.randint(0, size)}",
        tags=tags,
        sentiment=sentiment,
        week=week,
        told_at=told_at,
        role=dice.choice(tuple(Role)),
        share=dice.choice((*(Share.TEAM,) * 8, Share.STORE)),
        language=dice.choice((*("fi",) * 6, "en", "sv", "other")),
        criticality=dice.choice((4, 5)) if is_grave else dice.randint(0, 3),
        status=dice.choice((*(Status.KEPT,) * 20, Status.WITHDRAWN)),
    )


def _text(dice: random.Random) -> str:
    return ". ".join(dice.sample(SENTENCES, dice.randint(1, 5))) + "."


def _waiting(dice: random.Random, stories: Sequence[Story]) -> tuple[Waiting, ...]:
    chosen = dice.sample(stories, dice.randint(0, min(6, len(stories))))
    return tuple(Waiting(story.number, story.told_at, story.teller) for story in chosen)
