"""The page for leaders: what a month's stories say, on one sheet of paper."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from statistics import median

from bot.core.edition import Edition, Monthly, WeekCount
from bot.core.model.digest import Line
from bot.core.model.month import Month, Months
from bot.core.model.story import Story
from bot.core.ports.catalogue import Texts
from bot.core.publishable import is_publishable
from bot.digest.blocks import Block, Labels, without_empty_sections
from bot.digest.compose import FEW
from bot.digest.figures import figures
from bot.digest.month_figures import (
    directions,
    oldest_risk,
    services,
    silent_languages,
    tellers_for_and_against,
    waiting_in_time,
)
from bot.digest.numbers import missing
from bot.digest.quote import one_line, shorten
from bot.digest.select import MUST_WIN
from bot.digest.trends import LEAST_WEEKS
from bot.digest.week_story import choose_week_story, is_delicate
from bot.digest.wording import Wording

WORDS = 350
"""Of one printed page, which is read in two minutes."""

ALOUD, ALOUD_WORDS = 500, 120
"""Characters and words of a story that is read aloud: less than a minute."""

SERVICES, RISKS = 6, 5
"""Rows."""

_NAME = 40
_LEAST_FIRST = (
    *(Block.MONTH_RISK, Block.MONTH_SERVICE, Block.MONTH_RUN, Block.MONTH_UNKNOWN),
    *(Block.MONTH_MUST_WIN, Block.QUOTE, Block.SOURCE),
)
"""What is left out where there are too many words, first to last, each from its end."""


def compose_month(edition: Edition, texts: Texts, labels: Labels) -> tuple[Line, ...]:
    """Return the page; `edition.monthly` tells the months. Parts without data are left out."""
    monthly = edition.monthly
    assert monthly is not None  # noqa: S101  # a week has no page
    wording = Wording(edition, texts, labels, figures(edition))
    return within_words((*_opening(wording, monthly), *_body(wording, monthly)))


def period_name(months: Months, name: Callable[[Month], str]) -> str:
    """Return November 2026, November–December 2026, or with both years."""
    first, last = months.first, months.last
    if first == last:
        return f"{name(last)} {last.year}"
    if first.year == last.year:
        return f"{name(first)}–{name(last)} {last.year}"
    return f"{name(first)} {first.year} – {name(last)} {last.year}"


def words(lines: Iterable[Line]) -> int:
    """Return how many words there are to read."""
    return sum(len(line.text.split()) for line in lines)


def within_words(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Return the lines without the least of them, as far as there are too many words."""
    least = (line for block in _LEAST_FIRST for line in reversed(lines) if line.block == block)
    left = lines
    while words(left) > WORDS and (line := next(least, None)):
        left = without_empty_sections(one for one in left if one is not line)
    return left


def _opening(wording: Wording, monthly: Monthly) -> Iterator[Line]:
    months = monthly.months
    period = period_name(months, lambda month: wording.text("month-name", month=month.number))
    yield Line(Block.HEADER, wording.text("month-header", period=period), ())
    yield _stories(wording)
    if wording.edition.still_waiting:
        yield _waiting(wording)
    useful = monthly.usefulness
    if answered := useful.useful + useful.not_useful:
        text = wording.text("month-useful", useful=useful.useful, answered=answered)
        yield Line(Block.MONTH_FIGURE, text, (), ("useful", "useful.answered"))
    if wording.edition.late:
        yield Line(Block.LATE, wording.text("month-late"), ())
    if months.first != months.last:
        yield Line(Block.MERGED, wording.text("month-merged"), ())


def _body(wording: Wording, monthly: Monthly) -> Iterator[Line]:
    stories = wording.edition.kept
    if not stories:
        yield Line(Block.QUIET, wording.text("month-quiet"), ())
    yield from _aloud(wording)
    if 0 < len(stories) <= FEW:
        yield Line(Block.FEW, wording.text("month-few"), ())
    if len(stories) > FEW:
        yield from _section(wording, Block.MONTH_MUST_WIN_HEADING, _must_wins(wording))
        yield from _section(wording, Block.MONTH_SERVICE_HEADING, _services(wording))
        yield from _section(wording, Block.MONTH_RISK_HEADING, _risks(wording))
    yield from _section(wording, Block.MONTH_RUN_HEADING, _runs(wording, monthly.by_week))
    if len(stories) > FEW:
        yield from _section(wording, Block.MONTH_UNKNOWN_HEADING, _unknown(wording))
    yield Line(Block.CAUTION, wording.text("caution"), ())


def _section(wording: Wording, heading: Block, lines: Iterable[Line]) -> Iterator[Line]:
    found = tuple(lines)
    if found:
        yield Line(heading, wording.text(heading.value.replace("_", "-")), ())
        yield from found


def _stories(wording: Wording) -> Line:
    values = wording.figures.values
    data = ("stories", "stories.customers", "stories.employees")
    if not wording.edition.kept or not wording.edition.shows_roles:
        text = wording.text("month-stories", stories=values["stories"])
        return Line(Block.MONTH_FIGURE, text, (), data[:1])
    stories, customers, employees = (values[name] for name in data)
    text = wording.text(
        "month-stories-roles", stories=stories, customers=customers, employees=employees
    )
    return Line(Block.MONTH_FIGURE, text, (), data)


def _waiting(wording: Wording) -> Line:
    text = wording.text(
        "month-waiting",
        waiting=wording.edition.waiting_tellers,
        kept=waiting_in_time(wording.edition),
        promise=wording.edition.team.reply_days,
    )
    return Line(Block.MONTH_FIGURE, text, (), ("waiting", "waiting.in_time"))


def _aloud(wording: Wording) -> Iterator[Line]:
    """Yield a whole story whose teller lets the organisation read it."""
    edition = wording.edition
    may_be_read = tuple(story for story in edition.kept if _may_be_read(story, edition))
    chosen = choose_week_story(replace(edition, stories=may_be_read))
    if chosen is None:
        return
    ids = (chosen.story.number,)
    yield Line(Block.STORY_HEADING, wording.text("month-aloud-heading"), ())
    yield Line(Block.QUOTE, one_line(chosen.story.text), ids, reason=chosen.reason)
    yield Line(Block.SOURCE, wording.source(chosen.story), ids)


def _may_be_read(story: Story, edition: Edition) -> bool:
    return (
        is_publishable(story)
        and story.share.leaves_the_team
        and not is_delicate(story, edition)
        and len(one_line(story.text)) <= ALOUD
        and len(story.text.split()) <= ALOUD_WORDS
    )


def _must_wins(wording: Wording) -> Iterator[Line]:
    themes = [
        (theme.facet, theme.key)
        for theme in wording.edition.team.themes
        if theme.facet == MUST_WIN
    ]
    for theme, word in directions(wording.edition, themes).items():
        told = tellers_for_and_against(wording.edition, theme)
        text = wording.text(
            "month-must-win",
            theme=shorten(wording.name(theme), _NAME),
            **{"for": told[0]},
            against=told[1],
            direction=wording.text("month-direction", word=word),
        )
        name = f"{theme[0]}:{theme[1]}"
        data = (f"{name}.for", f"{name}.against")
        yield Line(Block.MONTH_MUST_WIN, text, (), data, word)


def _services(wording: Wording) -> Iterator[Line]:
    rows, _ = services(wording.edition)
    for row in rows[:SERVICES]:
        text = wording.text(
            "month-service",
            service=shorten(wording.name(row.theme), _NAME),
            thanks=row.thanks,
            blame=row.blame,
        )
        name = f"{row.theme[0]}:{row.theme[1]}"
        yield Line(Block.MONTH_SERVICE, text, (), (f"{name}.thanks", f"{name}.blame"))


def _risks(wording: Wording) -> Iterator[Line]:
    counts = {
        name.removeprefix("risk."): count
        for name, count in wording.figures.values.items()
        if name.startswith("risk.")
    }
    for kind in sorted(counts, key=lambda kind: (-counts[kind], kind))[:RISKS]:
        text = wording.text(
            "month-risk",
            risk=shorten(wording.name(("risk", kind)), _NAME),
            stories=counts[kind],
            days=oldest_risk(wording.edition, kind),
        )
        yield Line(Block.MONTH_RISK, text, (), (f"risk.{kind}", f"risk.{kind}.oldest"))


def _runs(wording: Wording, weeks: tuple[WeekCount, ...]) -> Iterator[Line]:
    """Yield small multiples: all stories, and where roles may be told those of each role."""
    if sum(week.stories > 0 for week in weeks) < LEAST_WEEKS:
        return
    yield _run(wording, "all", weeks, [week.stories for week in weeks])
    if wording.edition.shows_roles:
        yield _run(wording, "customers", weeks, [week.customers for week in weeks])
        others = [week.stories - week.customers for week in weeks]
        yield _run(wording, "employees", weeks, others)


def _run(wording: Wording, who: str, weeks: tuple[WeekCount, ...], counts: list[int]) -> Line:
    text = wording.text(
        "month-run",
        who=wording.text("month-who", who=who),
        first=str(weeks[0].week.number),
        last=str(weeks[-1].week.number),
        counts=" ".join(map(str, counts)),
        median=f"{median(counts):g}".replace(".", wording.text("month-point")),
    )
    return Line(Block.MONTH_RUN, text, (), (f"run.{who}",))


def _unknown(wording: Wording) -> Iterator[Line]:
    for line in missing(wording):
        yield Line(Block.MONTH_UNKNOWN, line.text, ())
    if silent := silent_languages(wording.edition):
        names = ", ".join(wording.text("spoken", language=language) for language in silent)
        text = wording.text("month-missing-languages", names=names)
        yield Line(Block.MONTH_UNKNOWN, text, ())
    _, hidden = services(wording.edition)
    if hidden:
        text = wording.text("month-hidden", services=hidden)
        yield Line(Block.MONTH_UNKNOWN, text, (), ("services.hidden",))
