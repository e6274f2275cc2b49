"""Months of stories for the tests of the page for leaders."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.core.edition import Edition, Monthly, WeekCount
from bot.core.model.digest import Digest, Line, Period
from bot.core.model.language import Language
from bot.core.model.month import Month, Months
from bot.core.model.story import Role, Share, Story
from bot.core.model.week import Week
from bot.core.ports.readers import Usefulness
from tests.digest_builders import (
    HELSINKI,
    FakeLabels,
    a_digest,
    an_edition,
    person,
    tags_of,
    week46,
)

NOVEMBER = Month(2026, 11)
TUESDAY_1 = datetime(2026, 12, 1, 7, tzinfo=UTC)
"""When the page of November leaves: Tuesday at nine in Helsinki."""
_BEFORE = (5, 7, 6, 9, 4, 8, 7, 6)
"""Stories of the weeks before those of November."""
_ALOUD = "T-0420"
_SERVICES = {
    "service:billing": {"T-0401", "T-0406", "T-0407", "T-0408", "T-0409"},
    "service:shop": {"T-0402", "T-0403", "T-0404", "T-0405", "T-0410"},
    "service:chat": {"T-0418"},
}
LABELS = replace(
    taxonomy := FakeLabels.of_taxonomy(),
    names=dict(taxonomy.names)
    | {
        ("service", "billing"): {"fi": "Laskutus", "en": "Billing", "sv": "Fakturering"},
        ("service", "shop"): {"fi": "Myymälä", "en": "Shop", "sv": "Butik"},
        ("service", "chat"): {"fi": "Chat", "en": "Chat", "sv": "Chatt"},
    },
)


def a_month(
    stories: Iterable[Story] = (), by_week: Iterable[WeekCount] = (), **fields: Any
) -> Edition:
    """Return the edition of November, composed on the first of December."""
    months = Months(NOVEMBER, NOVEMBER)
    values: dict[str, Any] = {
        "period": Period(months.first_week(), months.last_week()),
        "now": TUESDAY_1,
        "monthly": Monthly(months=months, by_week=tuple(by_week)),
    }
    return an_edition(stories, **(values | fields))


def golden_month(language: Language = "fi") -> Edition:
    """Return a month in which the golden week is told four times, each time by other people."""
    week = week46(language=language)
    stories = [_told_again(story, weeks) for weeks in range(4) for story in week.stories]
    counts = [*_BEFORE, *[len(week.stories)] * 4]
    by_week = [
        WeekCount(Week(2026, 37 + place), count, count - count // 3)
        for place, count in enumerate(counts)
    ]
    edition = a_month(stories, by_week, team=week.team, waiting=week.waiting, history=week.history)
    assert edition.monthly is not None
    monthly = replace(edition.monthly, usefulness=Usefulness(14, 3))
    return replace(edition, monthly=monthly)


def many(number: int) -> Edition:
    """Return a month of so many stories, of which every seventh may leave the team."""
    week = week46().stories
    stories = [
        replace(
            week[place % len(week)],
            number=f"T-{place + 1000}",
            teller=person(f"teller {place % 211}"),
            share=Share.ORGANISATION if place % 7 == 0 else Share.TEAM,
            week=Week(2026, 45 + place % 4),
        )
        for place in range(number)
    ]
    return a_month(stories, team=week46().team, history=week46().history)


def a_page(lines: Iterable[Line], **fields: Any) -> Digest:
    """Return the claimed page of November with these lines."""
    months = Months(NOVEMBER, NOVEMBER)
    period = Period(months.first_week(), months.last_week())
    return a_digest(lines, **({"months": months, "period": period} | fields))


def _told_again(story: Story, weeks: int) -> Story:
    """Return the story as somebody else told it in another week; its number is T-x401."""
    told_at = story.told_at + timedelta(weeks=weeks - 1)
    number = story.number.replace("T-0", f"T-{weeks}")
    services = [name for name, told in _SERVICES.items() if story.number in told]
    polarity = story.tags[0].polarity if story.tags else 0
    is_aloud = story.number == _ALOUD and weeks == 1
    return replace(
        story,
        number=number if weeks else story.number,
        teller=person(f"{story.teller} {weeks}"),
        told_at=told_at,
        week=Week.of(told_at, HELSINKI),
        tags=(*story.tags, *tags_of(services, polarity)),
        share=Share.ORGANISATION if is_aloud else story.share,
        role=Role.CUSTOMER if services else story.role,
    )
