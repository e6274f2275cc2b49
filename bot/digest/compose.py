"""Stories of a team and period in, lines of a digest out, each with the numbers it rests on."""

from collections.abc import Sequence
from math import ceil

from bot.core.edition import Edition
from bot.core.model.digest import Line
from bot.core.model.story import Story
from bot.core.ports.catalogue import Texts
from bot.core.publishable import is_publishable
from bot.digest.blocks import Block, Labels
from bot.digest.changes import changes
from bot.digest.choosing import Choose, Item, choose_items, choose_singles
from bot.digest.dots import picture_line
from bot.digest.figures import figures
from bot.digest.numbers import numbers_sheet
from bot.digest.plain import visible_characters
from bot.digest.select import Side, is_on, numbers_of, on_side
from bot.digest.sentence import sentence
from bot.digest.sheets import open_customers, sheets
from bot.digest.top import (
    archive,
    easy_start,
    moved,
    opening,
    question,
    quoted,
    side,
    story_of_the_week,
    waiting,
)
from bot.digest.week_story import choose_week_story
from bot.digest.wording import Wording, week_range

FEW = 2
"""Up to this many stories there is nothing to choose and nothing to conclude."""

_QUIET_WEEKS = 2
_CHARACTERS_A_HALF_MINUTE = 500


def compose(edition: Edition, texts: Texts, labels: Labels) -> tuple[Line, ...]:
    """Return the digest in the form that fits the number of its stories."""
    return _compose(Wording(edition, texts, labels, figures(edition)), choose_items)


def extract(edition: Edition, texts: Texts, labels: Labels) -> tuple[Line, ...]:
    """Return the form that only quotes: no theme stands for several stories."""
    return _compose(Wording(edition, texts, labels, figures(edition)), choose_singles)


def _compose(wording: Wording, choose: Choose) -> tuple[Line, ...]:
    stories = wording.edition.kept
    if not stories:
        return _quiet(wording)
    if len(stories) <= FEW:
        return (*opening(wording), *_few(wording), *open_customers(wording))
    return _full(wording, choose)


def _full(wording: Wording, choose: Choose) -> tuple[Line, ...]:
    """Return the top and all sheets. What stands for the picture is told from all other lines,
    and so is what the sheet of numbers prints.
    """
    edition = wording.edition
    chosen = choose_week_story(edition)
    week_story = chosen.story if chosen else None
    delighted = choose(on_side(edition.kept, Side.DELIGHTED), Side.DELIGHTED, week_story)
    hurt = choose(on_side(edition.kept, Side.HURT), Side.HURT, week_story)
    above = (
        *sentence(wording, delighted, hurt),
        *(story_of_the_week(wording, chosen) if chosen else ()),
        *moved(wording),
        *side(wording, Block.DELIGHTED, delighted, week_story),
        *side(wording, Block.HURT, hurt, week_story),
        *changes(wording),
        *waiting(wording),
    )
    below = (
        *question(wording, _talking_point(hurt, week_story)),
        Line(Block.CAUTION, wording.text("caution"), ()),
    )
    thread = sheets(wording, [week_story.number] if week_story else ())
    picture = picture_line(wording, (*above, *thread))
    top = _with_reading_time(wording, opening(wording), (*above, *picture, *below))
    return (*top, *thread, *numbers_sheet(wording, (*top, *thread)))


def _few(wording: Wording) -> tuple[Line, ...]:
    stories = wording.edition.kept
    shown = sorted(
        (story for story in stories if is_publishable(story)), key=lambda story: story.number
    )
    lines: list[Line] = []
    if shown:
        lines.append(
            Line(Block.STORY_HEADING, wording.text("story-heading", stories=len(shown)), ())
        )
        for story in shown:
            lines += quoted(wording, story)
    if len(shown) == len(stories):
        lines.append(Line(Block.FEW, wording.text("few", stories=len(stories)), numbers_of(shown)))
    hard_first = min(shown, key=lambda story: not is_on(story, Side.HURT), default=None)
    lines += [*moved(wording), *waiting(wording), *question(wording, hard_first)]
    return (*lines, Line(Block.CAUTION, wording.text("caution"), ()))


def _quiet(wording: Wording) -> tuple[Line, ...]:
    edition = wording.edition
    if edition.quiet_weeks >= _QUIET_WEEKS:
        weeks = 1 if edition.period.first == edition.period.last else 2
        header = wording.text("header-quiet", weeks=weeks, period=week_range(edition.period))
        return (Line(Block.HEADER, header, ()),)
    return (
        *opening(wording),
        Line(Block.QUIET, wording.text("quiet"), ()),
        *moved(wording),
        *waiting(wording),
        *archive(wording),
        *easy_start(wording),
        *open_customers(wording),
    )


def _talking_point(hurt: Sequence[Item], week_story: Story | None) -> Story | None:
    """Return a story whose words stand in the digest, a hard one if there is one."""
    quoted = [item.stories[0] for item in hurt if item.theme is None]
    return quoted[0] if quoted else week_story


def _with_reading_time(
    wording: Wording, opening: tuple[Line, ...], body: tuple[Line, ...]
) -> tuple[Line, ...]:
    halves = ceil(visible_characters((*opening, *body)) / _CHARACTERS_A_HALF_MINUTE)
    reading = Line(Block.READING_TIME, wording.text("reading-time", minutes=halves / 2), ())
    return (*opening[:2], reading, *opening[2:], *body)
