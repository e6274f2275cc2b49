"""The picture of a digest: which stories have a dot, and the words that stand for it."""

from collections.abc import Iterable

from bot.core.edition import Edition
from bot.core.model.digest import Dot, Line, Phase, Picture, Tone
from bot.core.model.story import Role, Story
from bot.core.model.tag import Sentiment
from bot.core.publishable import is_publishable
from bot.digest.blocks import Block
from bot.digest.figures import phase_of
from bot.digest.wording import Wording

FEWEST = 5
"""Stories from which on there is a picture."""

_TONES = {Sentiment.POSITIVE: Tone.DELIGHTED, Sentiment.NEGATIVE: Tone.HURT}


def picture_of(edition: Edition, lines: Iterable[Line]) -> Picture | None:
    """Return the dots of the stories that these lines show, or None when there are too few or the
    team wants none.
    """
    stories = edition.kept
    if len(stories) < FEWEST or not edition.team.digest_picture:
        return None
    shown = sorted(filter(is_publishable, stories), key=lambda story: story.number)
    waiting = edition.numbers_waiting
    dots = tuple(_dot(story, waiting, shows_role=edition.shows_roles) for story in shown)
    return Picture(dots, len(stories) - len(dots)).of_shown(lines)


def picture_line(wording: Wording, lines: Iterable[Line]) -> tuple[Line, ...]:
    """Return what a picture of these lines tells to those who do not see it."""
    picture = picture_of(wording.edition, lines)
    if picture is None:
        return ()
    values = wording.figures.values
    waits = ("waiting",) if "waiting" in values else ()
    text = wording.text(
        "picture",
        stories=values["stories"],
        waiting=values.get("waiting", 0),
        **{phase: values[f"phase.{phase}"] for phase in Phase},
        **{mood: values[f"mood.{mood}"] for mood in Sentiment},
    )
    data = (
        "stories",
        *(f"phase.{phase}" for phase in Phase),
        *(f"mood.{mood}" for mood in Sentiment),
        *waits,
    )
    return (Line(Block.PICTURE, text, tuple(dot.number for dot in picture.dots), data),)


def _dot(story: Story, waiting: frozenset[str], *, shows_role: bool) -> Dot:
    role = Role.CUSTOMER if story.role is Role.CUSTOMER else Role.EMPLOYEE
    return Dot(
        number=story.number,
        phase=phase_of(story),
        tone=_TONES.get(story.sentiment, Tone.BETWEEN),
        role=role if shows_role else None,
        waits=story.number in waiting,
    )
