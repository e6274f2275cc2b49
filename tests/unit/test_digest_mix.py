"""The stories of the week are of many kinds over eight weeks."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bot.core.model.language import SPOKEN
from bot.core.model.story import Role, Story, Waiting
from bot.core.model.tag import Sentiment
from bot.digest.compose import compose
from bot.digest.mix import FEWEST, SPAN, Kind, Kinds, kinds_of, shortfall
from bot.digest.week_story import choose_week_story, other_week_stories
from tests.digest_builders import (
    TEXTS,
    FakeLabels,
    a_story,
    a_team,
    an_edition,
    findings_in,
    of_block,
)

RICH = ("empathy:listening", "empathy:explaining", "stage:support", "must_win:heard")
CUSTOMERS = tuple(a_story(f"T-010{week}") for week in range(7))
EMPLOYEES = tuple(replace(story, role=Role.EMPLOYEE) for story in CUSTOMERS)
NO_LESSON = (*EMPLOYEES[:3], *CUSTOMERS[:4])
"""The seven digests before, newest first."""


def lesson(number: str = "T-0200", *tags: str, **fields: object) -> Story:
    """Return a hard story with something to learn from it."""
    return a_story(
        number,
        "Lasku tuli kahdesti. Sen voisi lähettää kerran.",
        tags=["kind:idea", *tags],
        polarity=0,
        sentiment=Sentiment.NEGATIVE,
        **fields,  # type: ignore[arg-type]  # the builder checks
    )


def chosen(*stories: Story, before: tuple[Story | None, ...], **fields: object) -> tuple[str, str]:
    found = choose_week_story(an_edition(stories, week_stories=before, **fields))
    assert found is not None
    return found.story.number, found.reason


def test_what_hurt_and_teaches_is_a_lesson() -> None:
    assert kinds_of(lesson()) == {Kind.LESSON, Kind.CUSTOMER}
    assert kinds_of(a_story(sentiment=Sentiment.NEGATIVE)) == {Kind.CUSTOMER}
    assert kinds_of(a_story(tags=["kind:idea"], role=Role.EMPLOYEE)) == {Kind.EMPLOYEE}
    mended = a_story(tags=["empathy:recovery"], sentiment=Sentiment.NEGATIVE, polarity=1)
    assert Kind.LESSON in kinds_of(mended)
    unmended = a_story(tags=["empathy:recovery"], sentiment=Sentiment.NEGATIVE)
    assert Kind.LESSON not in kinds_of(unmended)


def test_while_there_is_time_points_alone_decide() -> None:
    best, other = a_story("T-0001", tags=RICH), lesson()

    assert chosen(best, other, before=()) == ("T-0001", "empathy")
    assert chosen(best, other, before=CUSTOMERS[:2]) == ("T-0001", "empathy")


def test_a_lesson_is_taken_when_the_eight_weeks_would_else_have_too_few() -> None:
    best, other = a_story("T-0001", tags=RICH), lesson(role=Role.EMPLOYEE)
    one, two = (lesson("T-0300"), *NO_LESSON[:6]), (lesson("T-0300"), lesson(), *NO_LESSON[:5])

    assert chosen(best, other, before=NO_LESSON) == ("T-0200", "mix")
    assert chosen(best, other, before=one) == ("T-0200", "mix")
    assert chosen(best, other, before=two) == ("T-0001", "empathy")


def test_customers_and_employees_are_heard_within_eight_weeks() -> None:
    ours, theirs = a_story("T-0001", tags=RICH, role=Role.EMPLOYEE), a_story("T-0002")
    lessons = (lesson("T-0300", role=Role.EMPLOYEE), lesson("T-0301", role=Role.EMPLOYEE))

    before = (*lessons, *EMPLOYEES[:5])
    assert chosen(ours, theirs, before=before) == ("T-0002", "mix")
    ours, theirs = replace(theirs, role=Role.EMPLOYEE), replace(ours, role=Role.CUSTOMER)
    before = (lesson("T-0300"), lesson("T-0301"), EMPLOYEES[0], *CUSTOMERS[:4])
    assert chosen(ours, theirs, before=before) == ("T-0002", "mix")


def test_no_mix_asks_for_a_delicate_story() -> None:
    best, open_still = a_story("T-0001", tags=RICH), lesson(criticality=3)
    waiting = (Waiting("T-0200", open_still.told_at, open_still.teller),)

    assert chosen(best, open_still, before=NO_LESSON)[0] == "T-0200"
    assert chosen(best, open_still, before=NO_LESSON, waiting=waiting)[0] == "T-0001"


def test_the_owners_choice_goes_before_the_mix() -> None:
    stories = a_story("T-0001", tags=RICH), lesson()

    assert chosen(*stories, before=NO_LESSON, chosen="T-0001") == ("T-0001", "owner")


def test_where_the_mix_decides_the_owner_is_offered_the_best_by_points() -> None:
    stories = a_story("T-0001", tags=RICH), lesson(), a_story("T-0003")
    edition = an_edition(stories, week_stories=NO_LESSON)

    assert other_week_stories(edition) == ("T-0001", "T-0003")


def test_the_digest_says_why_and_is_sound() -> None:
    for language in SPOKEN:
        stories = [a_story("T-0001", tags=RICH), lesson(), a_story("T-0003"), a_story("T-0004")]
        team = a_team(language=language)
        edition = an_edition(stories, week_stories=NO_LESSON, team=team)
        labels = FakeLabels.of_taxonomy()
        lines = compose(edition, TEXTS, labels)

        (reason,) = of_block(lines, "reason")
        assert reason.text == TEXTS.text(language, "digest-reason-mix")
        assert reason.ids == ("T-0200",)
        assert findings_in(lines, edition, labels) == ()


KINDS = [
    frozenset({role, *more})
    for role in (Kind.CUSTOMER, Kind.EMPLOYEE)
    for more in ((), (Kind.LESSON,))
]


@given(st.lists(st.permutations(KINDS), min_size=SPAN, max_size=40))
def test_where_every_kind_is_told_each_week_every_eight_weeks_have_the_mix(
    weeks: list[list[Kinds]],
) -> None:
    told: list[Kinds] = []
    for by_points in weeks:
        before = told[::-1]
        told.append(min(by_points, key=lambda kinds: shortfall([kinds, *before])))

    for start in range(len(told) - SPAN + 1):
        span = told[start : start + SPAN]
        for kind, fewest in FEWEST.items():
            assert sum(kind in kinds for kinds in span) >= fewest
