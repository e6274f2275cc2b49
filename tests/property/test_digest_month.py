"""Whatever a month's stories are: one sheet, sound, and nothing that may not leave the team."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.edition import History, Monthly, WeekCount
from bot.core.model.digest import Period
from bot.core.model.language import SPOKEN
from bot.core.model.month import Month, Months
from bot.core.model.story import Role, Share, Status
from bot.core.model.tag import Sentiment, Theme
from bot.core.model.week import Week
from bot.core.ports.readers import Usefulness
from bot.digest.month import WORDS, compose_month, words
from bot.digest.prepare import prepare_month
from bot.digest.verifying.month import verify_month
from tests.digest_builders import (
    TEXTS,
    FakeLabels,
    a_story,
    a_team,
    an_evidence,
    tells_nobody,
)
from tests.month_builders import a_month

NAMES = st.text(alphabet="ab ", min_size=1, max_size=120).filter(str.strip)
KEYS = [f"k{number}" for number in range(7)]
FACETS = ("service", "must_win", "risk", "focus_group")
TAGS = [f"{facet}:{key}" for facet in FACETS for key in KEYS]
STORIES = st.lists(
    st.builds(
        dict,
        text=st.text(alphabet="aä. ", min_size=1, max_size=700).filter(str.strip),
        teller=st.sampled_from([f"teller {number}" for number in range(12)]),
        tags=st.lists(st.sampled_from([*TAGS, "risk:dignity", "risk:privacy"]), max_size=6),
        sentiment=st.sampled_from(Sentiment),
        share=st.sampled_from(Share),
        role=st.sampled_from(Role),
        status=st.sampled_from(Status),
        language=st.sampled_from([*SPOKEN, "other"]),
        week=st.sampled_from([Week(2026, week) for week in (45, 46, 47, 48)]),
    ),
    max_size=40,
)


HISTORIES = st.none() | st.builds(
    History,
    weeks=st.integers(3, 8),
    tellers=st.integers(18, 200),
    by_theme=st.dictionaries(
        st.tuples(st.just("must_win"), st.sampled_from(KEYS)), st.integers(0, 18)
    ),
)


@st.composite
def editions(draw: st.DrawFn):
    """Return a month of stories, and names for its themes, most of them long."""
    themes = tuple(
        Theme(facet=facet, key=key, label={}, synonyms={})
        for facet in ("must_win", "focus_group")
        for key in KEYS[: draw(st.integers(0, 5))]
    )
    team = a_team(
        language=draw(st.sampled_from(SPOKEN)), members=draw(st.integers(0, 12)), themes=themes
    )
    stories = [
        a_story(f"T-{1000 + number}", **fields) for number, fields in enumerate(draw(STORIES))
    ]
    counts = draw(st.lists(st.integers(0, 40000), min_size=12, max_size=12))
    months = Months(Month(2026, draw(st.sampled_from([10, 11]))), Month(2026, 11))
    monthly = Monthly(
        months=months,
        by_week=tuple(
            WeekCount(Week(2026, 37 + place), count, count // 3)
            for place, count in enumerate(counts)
        ),
        usefulness=Usefulness(draw(st.integers(0, 9)), draw(st.integers(0, 9))),
    )
    names = {tuple(tag.split(":")): dict.fromkeys(SPOKEN, draw(NAMES)) for tag in TAGS}
    edition = a_month(
        stories,
        team=team,
        monthly=monthly,
        period=Period(months.first_week(), months.last_week()),
        history=draw(HISTORIES),
    )
    return edition, FakeLabels(names)


@given(drawn=editions())
@settings(max_examples=150, deadline=None)
def test_a_page_is_one_sheet_and_sound(drawn) -> None:
    edition, labels = drawn
    lines = compose_month(edition, TEXTS, labels)

    assert words(lines) <= WORDS
    assert verify_month(lines, edition, an_evidence(edition, labels)) == ()
    assert prepare_month(edition, TEXTS, labels, tells_nobody).lines == lines


@given(drawn=editions())
@settings(max_examples=100, deadline=None)
def test_only_what_may_leave_the_team_is_shown(drawn) -> None:
    edition, labels = drawn
    shown = {number for line in compose_month(edition, TEXTS, labels) for number in line.ids}

    shares = {story.number: story.share for story in edition.kept}
    assert all(shares[number].leaves_the_team for number in shown)
    unshared = replace(
        edition, stories=tuple(replace(story, share=Share.TEAM) for story in edition.stories)
    )
    assert not any(line.ids for line in compose_month(unshared, TEXTS, labels))


@given(drawn=editions(), gone=st.integers(0, 39))
@settings(max_examples=100, deadline=None)
def test_the_order_in_which_people_told_is_nothing_that_the_page_shows(drawn, gone) -> None:
    edition, labels = drawn
    stories = edition.stories
    turned = replace(edition, stories=stories[gone:] + stories[:gone])

    assert compose_month(turned, TEXTS, labels) == compose_month(edition, TEXTS, labels)
