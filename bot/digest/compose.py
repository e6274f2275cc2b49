"""Stories of a team and period in, lines of a digest out, each with the numbers it rests on."""

from collections.abc import Callable, Sequence
from math import ceil

from bot.core import workdays
from bot.core.edition import Edition
from bot.core.model.digest import Line
from bot.core.model.story import Role, Story
from bot.core.ports.catalogue import Texts
from bot.core.publishable import is_publishable
from bot.digest.blocks import Block, Labels
from bot.digest.plain import visible_characters
from bot.digest.quote import cut_quote
from bot.digest.select import (
    Item,
    Side,
    choose_items,
    choose_singles,
    is_on,
    on_side,
    tellers,
)
from bot.digest.week_story import WeekStory, choose_from_archive, choose_week_story
from bot.digest.wording import QUOTE, Wording, week_range

FEW = 2
"""Up to this many stories there is nothing to choose and nothing to conclude."""

_QUIET_WEEKS = 2
_CHARACTERS_A_HALF_MINUTE = 500

Choose = Callable[[Sequence[Story], Side, Story | None], tuple[Item, ...]]


def compose(edition: Edition, texts: Texts, labels: Labels) -> tuple[Line, ...]:
    """Return the digest in the form that fits the number of its stories."""
    return _compose(Wording(edition, texts, labels), choose_items)


def extract(edition: Edition, texts: Texts, labels: Labels) -> tuple[Line, ...]:
    """Return the form that only quotes: no theme stands for several stories."""
    return _compose(
        Wording(edition, texts, labels),
        lambda pool, _, week_story: choose_singles(pool, week_story),
    )


def _compose(wording: Wording, choose: Choose) -> tuple[Line, ...]:
    stories = wording.edition.kept
    if not stories:
        return _quiet(wording)
    if len(stories) <= FEW:
        return (*_opening(wording), *_few(wording))
    return _with_reading_time(wording, _opening(wording), _full(wording, choose))


def _opening(wording: Wording) -> tuple[Line, ...]:
    edition = wording.edition
    period, stories = edition.period, edition.kept
    weeks = 1 if period.first == period.last else 2
    header = wording.text("header", weeks=weeks, period=week_range(period))
    lines = [
        Line(Block.HEADER, header, ()),
        Line(Block.COUNTS, _counts(wording), numbers_of(stories)),
    ]
    if edition.late:
        lines.append(Line(Block.LATE, wording.text("late"), ()))
    if weeks > 1:
        lines.append(Line(Block.MERGED, wording.text("merged", period=week_range(period)), ()))
    if late := edition.late_stories:
        lines.append(
            Line(
                Block.LATE_STORIES,
                wording.text("late-stories", stories=len(late)),
                numbers_of(late),
            )
        )
    return tuple(lines)


def _counts(wording: Wording) -> str:
    edition = wording.edition
    stories, period = edition.kept, edition.period
    dates = wording.texts.dates(wording.language, period.first.monday(), period.last.sunday())
    if not stories or not edition.shows_roles:
        counts = wording.text("counts", dates=dates, stories=len(stories))
    else:
        customers = sum(story.role is Role.CUSTOMER for story in stories)
        counts = wording.text(
            "counts-roles",
            dates=dates,
            stories=len(stories),
            customers=customers,
            employees=len(stories) - customers,
        )
    if len(people := tellers(stories)) < len(stories):
        return wording.text("counts-tellers", counts=counts, tellers=len(people))
    return counts


def _full(wording: Wording, choose: Choose) -> tuple[Line, ...]:
    edition = wording.edition
    chosen = choose_week_story(edition)
    week_story = chosen.story if chosen else None
    delighted = choose(on_side(edition.kept, Side.DELIGHTED), Side.DELIGHTED, week_story)
    hurt = choose(on_side(edition.kept, Side.HURT), Side.HURT, week_story)
    return (
        *(_story_of_the_week(wording, chosen) if chosen else ()),
        *_side(wording, Block.DELIGHTED, delighted, week_story),
        *_side(wording, Block.HURT, hurt, week_story),
        *_waiting(wording),
        *_question(wording, _talking_point(hurt, week_story)),
        Line(Block.CAUTION, wording.text("caution"), ()),
    )


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
            lines += _quoted(wording, story)
    if len(shown) == len(stories):
        lines.append(Line(Block.FEW, wording.text("few", stories=len(stories)), numbers_of(shown)))
    hard_first = min(shown, key=lambda story: not is_on(story, Side.HURT), default=None)
    lines += [*_waiting(wording), *_question(wording, hard_first)]
    return (*lines, Line(Block.CAUTION, wording.text("caution"), ()))


def _quiet(wording: Wording) -> tuple[Line, ...]:
    edition = wording.edition
    if edition.quiet_weeks >= _QUIET_WEEKS:
        weeks = 1 if edition.period.first == edition.period.last else 2
        header = wording.text("header-quiet", weeks=weeks, period=week_range(edition.period))
        return (Line(Block.HEADER, header, ()),)
    return (
        *_opening(wording),
        Line(Block.QUIET, wording.text("quiet"), ()),
        *_waiting(wording),
        *_archive(wording),
        *_easy_start(wording),
    )


def _story_of_the_week(wording: Wording, chosen: WeekStory) -> tuple[Line, ...]:
    story = chosen.story
    return (
        Line(Block.STORY_HEADING, wording.text("story-heading", stories=1), ()),
        *_quoted(wording, story),
        Line(Block.REASON, wording.reason(chosen.reason, chosen.tags), (story.number,)),
    )


def _quoted(wording: Wording, story: Story) -> tuple[Line, ...]:
    ids = (story.number,)
    source = wording.source(story)
    return (Line(Block.QUOTE, cut_quote(story.text, QUOTE), ids), Line(Block.SOURCE, source, ids))


def _side(
    wording: Wording, block: Block, items: Sequence[Item], week_story: Story | None
) -> tuple[Line, ...]:
    heading = Line(f"{block}_heading", wording.text(f"{block}-heading"), ())
    if not items:
        return (heading, Line(block, wording.text("no-stories"), ()))
    return (heading, *(_item(wording, block, item, week_story) for item in items))


def _item(wording: Wording, block: Block, item: Item, week_story: Story | None) -> Line:
    ids = numbers_of(item.stories)
    if item.theme:
        return Line(block, wording.theme_item(item.theme, item.stories), ids)
    (story,) = item.stories
    if story is week_story:
        return Line(block, wording.text("item-week-story", numbers=wording.number(story)), ids)
    return Line(block, wording.quote_item(story), ids)


def _waiting(wording: Wording) -> tuple[Line, ...]:
    edition = wording.edition
    if not (waiting := edition.still_waiting):
        return ()
    ids = tuple(one.number for one in waiting)
    known = {story.number for story in edition.stories + edition.earlier if is_publishable(story)}
    listed = [number for number in ids if number in known]
    key, numbers = (
        ("waiting", wording.numbers(listed, len(ids))) if listed else ("waiting-unlisted", "")
    )
    zone, promise = edition.team.timezone, edition.team.reply_days
    since, today = waiting[0].since.astimezone(zone).date(), edition.now.astimezone(zone).date()
    days = workdays.between(since, today, edition.is_holiday)
    oldest = "oldest-overdue" if days > promise else "oldest-in-time"
    return (
        Line(Block.WAITING_HEADING, wording.text("waiting-heading"), ()),
        Line(
            Block.WAITING, wording.text(key, waiting=edition.waiting_tellers, numbers=numbers), ids
        ),
        Line(Block.OLDEST, wording.text(oldest, days=days, promise=promise), ids[:1]),
    )


def _archive(wording: Wording) -> tuple[Line, ...]:
    story = choose_from_archive(wording.edition)
    if story is None:
        return ()
    heading = Line(Block.ARCHIVE_HEADING, wording.text("archive-heading"), ())
    return (heading, *_quoted(wording, story))


def _easy_start(wording: Wording) -> tuple[Line, ...]:
    return (
        Line(Block.EASY_START_HEADING, wording.text("easy-start-heading"), ()),
        Line(Block.EASY_START, wording.text("easy-start", variant=_variant(wording)), ()),
    )


def _talking_point(hurt: Sequence[Item], week_story: Story | None) -> Story | None:
    """Return a story whose words stand in the digest, a hard one if there is one."""
    quoted = [item.stories[0] for item in hurt if item.theme is None]
    return quoted[0] if quoted else week_story


def _question(wording: Wording, story: Story | None) -> tuple[Line, ...]:
    if story is None:
        return _easy_start(wording)
    tone = (
        "hurt"
        if is_on(story, Side.HURT)
        else "delighted"
        if is_on(story, Side.DELIGHTED)
        else "other"
    )
    question = wording.text(f"question-{tone}", variant=_variant(wording), number=story.number)
    return (
        Line(Block.QUESTION_HEADING, wording.text("question-heading"), ()),
        Line(Block.QUESTION, question, (story.number,)),
    )


def _variant(wording: Wording) -> int:
    return wording.edition.period.last.number % 3


def _with_reading_time(
    wording: Wording, opening: tuple[Line, ...], body: tuple[Line, ...]
) -> tuple[Line, ...]:
    halves = ceil(visible_characters((*opening, *body)) / _CHARACTERS_A_HALF_MINUTE)
    reading = Line(Block.READING_TIME, wording.text("reading-time", minutes=halves / 2), ())
    return (*opening[:2], reading, *opening[2:], *body)


def numbers_of(stories: Sequence[Story]) -> tuple[str, ...]:
    """Return their numbers, sorted: the order in which people told is nobody's business."""
    return tuple(sorted(story.number for story in stories))
