"""The top of a digest: what everybody reads."""

from collections.abc import Sequence

from bot.core.model.digest import Line
from bot.core.model.story import Story
from bot.core.publishable import is_publishable
from bot.digest.blocks import Block
from bot.digest.choosing import Item
from bot.digest.quote import cut_quote
from bot.digest.select import Side, is_on, numbers_of
from bot.digest.week_story import WeekStory, choose_from_archive
from bot.digest.wording import MOVED, QUOTE, Wording, fit, week_range


def opening(wording: Wording) -> tuple[Line, ...]:
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
    edition, values = wording.edition, wording.figures.values
    period, stories = edition.period, values["stories"]
    dates = wording.texts.dates(wording.language, period.first.monday(), period.last.sunday())
    if not stories or not edition.shows_roles:
        counts = wording.text("counts", dates=dates, stories=stories)
    else:
        counts = wording.text(
            "counts-roles",
            dates=dates,
            stories=stories,
            customers=values["stories.customers"],
            employees=values["stories.employees"],
        )
    if values["tellers"] < stories:
        return wording.text("counts-tellers", counts=counts, tellers=values["tellers"])
    return counts


def story_of_the_week(wording: Wording, chosen: WeekStory) -> tuple[Line, ...]:
    story = chosen.story
    return (
        Line(Block.STORY_HEADING, wording.text("story-heading", stories=1), ()),
        *quoted(wording, story),
        Line(
            Block.REASON,
            wording.reason(chosen.reason, chosen.tags),
            (story.number,),
            reason=chosen.reason,
        ),
    )


def quoted(wording: Wording, story: Story, reason: str = "") -> tuple[Line, ...]:
    ids = (story.number,)
    quote = Line(Block.QUOTE, cut_quote(story.text, QUOTE), ids, reason=reason)
    return (quote, Line(Block.SOURCE, wording.source(story), ids))


def moved(wording: Wording) -> tuple[Line, ...]:
    """Return what moved the readers of the digest before most."""
    found = wording.edition.moved
    if found is None:
        return ()
    ids, votes = (found.number,), found.votes
    if not found.reasons:
        text = wording.text("moved", number=found.number, votes=votes)
        return (Line(Block.MOVED, text, ids, reason="votes"),)

    def render(why: str) -> str:
        return wording.text("moved-why", number=found.number, votes=votes, why=why)

    text = fit(found.reasons[0], MOVED, cut_quote, render)
    return (Line(Block.MOVED, text, ids, reason="votes"),)


def side(
    wording: Wording, block: Block, items: Sequence[Item], week_story: Story | None
) -> tuple[Line, ...]:
    heading = Line(f"{block}_heading", wording.text(f"{block}-heading"), ())
    if not items:
        return (heading, Line(block, wording.text("no-stories"), ()))
    return (heading, *(_item(wording, block, item, week_story) for item in items))


def _item(wording: Wording, block: Block, item: Item, week_story: Story | None) -> Line:
    ids = numbers_of(item.stories)
    # Why the story of the week was chosen stands above.
    is_told = item.theme is None and item.stories[0] is week_story
    reason = "" if is_told else item.reason
    return Line(block, _item_text(wording, item, week_story), ids, reason=reason)


def _item_text(wording: Wording, item: Item, week_story: Story | None) -> str:
    if item.theme:
        return wording.theme_item(item.theme, item.stories)
    (story,) = item.stories
    if story is week_story:
        return wording.text("item-week-story", numbers=wording.number(story))
    return wording.quote_item(story)


def waiting(wording: Wording) -> tuple[Line, ...]:
    edition = wording.edition
    if not (waiting := edition.still_waiting):
        return ()
    ids = tuple(one.number for one in waiting)
    known = {story.number for story in edition.stories + edition.earlier if is_publishable(story)}
    listed = [number for number in ids if number in known]
    key, numbers = (
        ("waiting", wording.numbers(listed, len(ids))) if listed else ("waiting-unlisted", "")
    )
    values, promise = wording.figures.values, edition.team.reply_days
    days = values["waiting.oldest"]
    oldest = "oldest-overdue" if days > promise else "oldest-in-time"
    return (
        Line(Block.WAITING_HEADING, wording.text("waiting-heading"), ()),
        Line(Block.WAITING, wording.text(key, waiting=values["waiting"], numbers=numbers), ids),
        Line(Block.OLDEST, wording.text(oldest, days=days, promise=promise), ids[:1]),
    )


def archive(wording: Wording) -> tuple[Line, ...]:
    story = choose_from_archive(wording.edition)
    if story is None:
        return ()
    heading = Line(Block.ARCHIVE_HEADING, wording.text("archive-heading"), ())
    return (heading, *quoted(wording, story, "archive"))


def easy_start(wording: Wording) -> tuple[Line, ...]:
    return (
        Line(Block.EASY_START_HEADING, wording.text("easy-start-heading"), ()),
        Line(Block.EASY_START, wording.text("easy-start", variant=_variant(wording)), ()),
    )


def question(wording: Wording, story: Story | None) -> tuple[Line, ...]:
    if story is None:
        return easy_start(wording)
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
        Line(
            Block.QUESTION,
            question,
            (story.number,),
            reason="hard_first" if tone == "hurt" else "no_hard",
        ),
    )


def _variant(wording: Wording) -> int:
    return wording.edition.period.last.number % 3
