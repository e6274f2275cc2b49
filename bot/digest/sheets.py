"""The thread of a digest: must-win themes, ideas, risks, who waits, all stories."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import islice

from bot.core import workdays
from bot.core.model.digest import Line
from bot.core.model.story import Story, Waiting
from bot.core.model.tag import IDEA as IDEA_TAG
from bot.core.model.tag import THEMES
from bot.core.publishable import FOR_ONE_PERSON, is_publishable
from bot.digest.blocks import Block
from bot.digest.figures import theme_figure
from bot.digest.likeness import NEAR_DUPLICATE, Stretches, likeness, stretches
from bot.digest.quote import cut_quote, passage, shorten
from bot.digest.select import (
    MUST_WIN,
    SERIOUS,
    Side,
    Theme,
    numbers_of,
    tellers,
    themes_in,
    themes_of,
)
from bot.digest.wording import OPEN, QUOTE, Wording, fit

LISTED_IDEAS = LISTED_OPEN = 15
"""Lines in one message."""

LISTED_STORIES = 60


def sheets(wording: Wording, quoted: Iterable[str]) -> tuple[Line, ...]:
    """Return all of them but the figures; `quoted` are the stories whose words stand above."""
    return (
        *_must_wins(wording, set(quoted)),
        *_section(wording, Block.IDEAS_HEADING, _ideas(wording)),
        *_section(wording, Block.RISKS_HEADING, _risks(wording)),
        *open_customers(wording),
        *_section(wording, Block.STORIES_HEADING, _stories(wording)),
    )


def open_customers(wording: Wording) -> tuple[Line, ...]:
    """Return who waits for an answer, longest first, and how to give one."""
    lines = tuple(_open(wording))
    if not lines:
        return ()
    guide = Line(Block.GUIDE, wording.text("guide"), ())
    return (*_section(wording, Block.OPEN_HEADING, lines), guide)


def _section(wording: Wording, heading: Block, lines: Iterable[Line]) -> tuple[Line, ...]:
    lines = tuple(lines)
    key = heading.value.replace("_heading", "-heading")
    return (Line(heading, wording.text(key), ()), *lines) if lines else ()


def _must_wins(wording: Wording, quoted: set[str]) -> tuple[Line, ...]:
    themes = [
        (theme.facet, theme.key)
        for theme in wording.edition.team.themes
        if theme.facet == MUST_WIN
    ]
    lines: list[Line] = []
    for theme in themes:
        lines.append(_must_win(wording, theme))
        if story := _must_win_story(wording, theme, quoted):
            quoted.add(story.number)
            ids = (story.number,)
            quote = cut_quote(story.text, QUOTE)
            lines.append(Line(Block.MUST_WIN_QUOTE, quote, ids, reason="gravest"))
            lines.append(Line(Block.MUST_WIN_SOURCE, wording.source(story), ids))
    return _section(wording, Block.MUST_WIN_HEADING, lines)


def _must_win(wording: Wording, theme: Theme) -> Line:
    stories = [story for story in wording.edition.kept if theme in themes_in(story)]

    def told(side: Side) -> int:
        return len(tellers(story for story in stories if theme in themes_of(story, side)))

    text = wording.text(
        "must_win",
        theme=wording.short(theme),
        **{"for": told(Side.DELIGHTED)},
        against=told(Side.HURT),
        ideas=len(tellers(story for story in stories if _ideas_of(story))),
    )
    return Line(Block.MUST_WIN, text, numbers_of(stories), (theme_figure(theme),))


def _must_win_story(wording: Wording, theme: Theme, quoted: set[str]) -> Story | None:
    """Return the gravest story on the theme whose words are not yet shown."""
    found = (
        story
        for story in wording.edition.kept
        if is_publishable(story) and theme in themes_in(story) and story.number not in quoted
    )
    return max(found, key=lambda story: story.criticality, default=None)


def _ideas(wording: Wording) -> Iterator[Line]:
    """Yield as many ideas as a message takes, and how many stories more have some."""
    lines = list(islice(_unlike_ideas(wording), LISTED_IDEAS + 1))
    listed = lines[:LISTED_IDEAS]
    yield from listed
    told = {number for line in listed for number in line.ids}
    more = [story for story in _with_ideas(wording) if story.number not in told]
    if len(lines) > len(listed) and more:
        text = wording.text("more-ideas", stories=len(more))
        yield Line(Block.MORE_IDEAS, text, numbers_of(more))


def _unlike_ideas(wording: Wording) -> Iterator[Line]:
    """Yield each idea once, in the words of the first of those who tell it alike."""
    told = ((story, words) for story in _with_ideas(wording) for words in _ideas_of(story))
    listed: list[Stretches] = []
    for story, words in told:
        own = stretches(words)
        if any(likeness(own, other) >= NEAR_DUPLICATE for other in listed):
            continue
        listed.append(own)
        horizon = next((tag.key for tag in story.tags if tag.facet == "horizon"), "")
        name = wording.inside(("horizon", horizon)) if horizon else ""
        text = wording.idea(story, words, name)
        yield Line(Block.IDEA, text, (story.number,), reason="unlike")


def _with_ideas(wording: Wording) -> list[Story]:
    stories = sorted(wording.edition.kept, key=lambda story: story.number)
    return [story for story in stories if is_publishable(story) and _ideas_of(story)]


def _ideas_of(story: Story) -> tuple[str, ...]:
    return tuple(
        passage(story.text, tag.start, tag.end)
        for tag in story.tags
        if (tag.facet, tag.key) == IDEA_TAG
    )


def _risks(wording: Wording) -> Iterator[Line]:
    """Yield one line a kind. What is grave and of no kind, and may not be shown, is one more."""
    stories = wording.edition.kept
    by_kind: dict[str, set[str]] = defaultdict(set)
    for story in stories:
        for tag in story.tags:
            if tag.facet == "risk":
                by_kind[tag.key].add(story.number)
    due = {one.number: _due(wording, one) for one in wording.edition.still_waiting}
    for kind in sorted(by_kind.keys() - FOR_ONE_PERSON):
        yield _risk(wording, kind, by_kind[kind], due)
    for kind in sorted(by_kind.keys() & FOR_ONE_PERSON):
        yield _private_risk(wording, wording.short(("risk", kind)))
    if any(
        story.criticality >= SERIOUS
        and not is_publishable(story)
        and not any(tag.facet == "risk" for tag in story.tags)
        for story in stories
    ):
        yield _private_risk(wording, wording.text("risk-other"))


def _risk(wording: Wording, kind: str, told: set[str], due: Mapping[str, date]) -> Line:
    """Return the line of the stories told of it; `due` says when who waits has been promised."""
    name, figure = wording.short(("risk", kind)), f"risk.{kind}"
    count = wording.figures.values[figure]
    numbers, promised = tuple(sorted(told)), [due[number] for number in told & due.keys()]
    if not promised:
        return Line(Block.RISK, wording.text("risk", risk=name, stories=count), numbers, (figure,))
    day = wording.texts.date(wording.language, min(promised))
    text = wording.text("risk-due", risk=name, stories=count, due=day)
    return Line(Block.RISK, text, numbers, (figure,))


def _private_risk(wording: Wording, name: str) -> Line:
    return Line(Block.RISK, wording.text("risk-private", risk=name), ())


def _due(wording: Wording, one: Waiting) -> date:
    """Return by which day the reply is promised."""
    edition = wording.edition
    told = one.since.astimezone(edition.team.timezone).date()
    return workdays.after(told, edition.team.reply_days, edition.is_holiday)


def _open(wording: Wording) -> Iterator[Line]:
    edition = wording.edition
    known = {
        story.number: story for story in (*edition.earlier, *edition.kept) if is_publishable(story)
    }
    shown = [one for one in edition.still_waiting if one.number in known]
    reason = "longest" if len(shown) > LISTED_OPEN else ""
    zone = edition.team.timezone
    today = edition.now.astimezone(zone).date()
    for one in shown[:LISTED_OPEN]:
        story = known[one.number]
        since = one.since.astimezone(zone).date()
        days = workdays.between(since, today, edition.is_holiday)
        text = _open_text(wording, story, days)
        yield Line(Block.OPEN, text, (one.number,), reason=reason)


def _open_text(wording: Wording, story: Story, days: int) -> str:
    number = wording.number(story)
    themes = sorted(
        (theme for theme in themes_in(story) if theme[0] != MUST_WIN),
        key=lambda theme: (THEMES.index(theme[0]), theme[1]),
    )
    if not themes:
        return wording.text("open-plain", number=number, days=days)

    def render(name: str) -> str:
        return wording.text("open", number=number, theme=name, days=days)

    return fit(wording.name(themes[0]), OPEN, shorten, render)


def _stories(wording: Wording) -> Iterator[Line]:
    stories = [story for story in wording.edition.kept if is_publishable(story)]
    # What is grave is never among those that are only counted.
    ordered = sorted(stories, key=lambda story: (story.criticality < SERIOUS, story.number))
    for story in ordered[:LISTED_STORIES]:
        yield Line(Block.STORY, wording.listed(story), (story.number,))
    if more := ordered[LISTED_STORIES:]:
        text = wording.text("more-stories", stories=len(more))
        yield Line(Block.MORE_STORIES, text, numbers_of(more))
