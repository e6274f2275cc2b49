"""The figures that only the page for leaders has."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.core import workdays
from bot.core.edition import Edition
from bot.core.model.language import SPOKEN, Language
from bot.core.model.story import Story
from bot.digest.figures import is_small_cell, tellers_by_theme
from bot.digest.select import Side, Theme, tellers, themes_in, themes_of
from bot.digest.trends import Counts, changed, is_comparable

SERVICE = "service"


@dataclass(frozen=True, slots=True)
class ServiceRow:
    """How many people thank for a service, and how many blame it."""

    theme: Theme
    thanks: int
    blame: int


def waiting_in_time(edition: Edition) -> int:
    """Return how many of those who wait have waited no longer than was promised."""
    zone = edition.team.timezone
    today = edition.now.astimezone(zone).date()
    overdue = {
        one.teller or one.number
        for one in edition.still_waiting
        if workdays.between(one.since.astimezone(zone).date(), today, edition.is_holiday)
        > edition.team.reply_days
    }
    return edition.waiting_tellers - len(overdue)


def tellers_for_and_against(edition: Edition, theme: Theme) -> tuple[int, int]:
    """Return how many people spoke well of a theme, and how many ill."""
    return _told(edition.kept, theme, Side.DELIGHTED), _told(edition.kept, theme, Side.HURT)


def directions(edition: Edition, themes: Sequence[Theme]) -> Mapping[Theme, str]:
    """Return the word for how each theme changed against the weeks before, by the rule of trends.

    As in the weeks before, who speaks of it in two weeks counts twice.
    """
    history = edition.history
    if history is None or not is_comparable(history):
        return dict.fromkeys(themes, "unknown")
    by_week: dict[object, list[Story]] = {}
    for story in edition.kept:
        by_week.setdefault(story.week, []).append(story)
    people = [tellers_by_theme(stories) for stories in by_week.values()]
    of = sum(len(tellers(stories)) for stories in by_week.values())
    counted = [
        (
            one,
            Counts(
                sum(len(week.get(one, ())) for week in people),
                of,
                history.by_theme.get(one, 0),
                history.tellers,
            ),
        )
        for one in themes
    ]
    found = {trend.theme: str(trend.change) for trend in changed(counted)}
    return dict.fromkeys(themes, "steady") | found


def services(edition: Edition) -> tuple[list[ServiceRow], int]:
    """Return the services of which most people spoke first, and how many are left out.

    Where one side is a small cell the other is not shown either.
    """
    themes = {theme for story in edition.kept for theme in themes_in(story) if theme[0] == SERVICE}
    shown: list[ServiceRow] = []
    for theme in sorted(themes):
        sides = [_on(edition.kept, theme, side) for side in Side]
        if any(sides) and not any(stories and is_small_cell(stories) for stories in sides):
            shown.append(ServiceRow(theme, *(len(tellers(stories)) for stories in sides)))
    shown.sort(key=lambda row: (-row.thanks - row.blame, row.theme))
    return shown, len(themes) - len(shown)


def oldest_risk(edition: Edition, kind: str) -> int:
    """Return how many working days ago the first story with that risk was told."""
    zone = edition.team.timezone
    told = next(
        story.told_at
        for story in edition.kept
        if any(tag.facet == "risk" and tag.key == kind for tag in story.tags)
    )
    today = edition.now.astimezone(zone).date()
    return workdays.between(told.astimezone(zone).date(), today, edition.is_holiday)


def silent_languages(edition: Edition) -> tuple[Language, ...]:
    """Return the languages in which too few told. Nobody and a few are not told apart."""
    return tuple(
        language
        for language in SPOKEN
        if is_small_cell(story for story in edition.kept if story.language == language)
    )


def _told(stories: Iterable[Story], theme: Theme, side: Side) -> int:
    return len(tellers(_on(stories, theme, side)))


def _on(stories: Iterable[Story], theme: Theme, side: Side) -> list[Story]:
    return [story for story in stories if theme in themes_of(story, side)]
