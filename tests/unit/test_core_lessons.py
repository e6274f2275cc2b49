"""Of each corrected facet the last word of the highest source is a lesson."""

from typing import Any
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from bot.core.lessons import lessons
from bot.core.model.learning import Lesson
from bot.core.model.tag import Source
from bot.core.ports.learning import Verdict

PRAISE, IDEA = (("praise", 1),), (("idea", 0),)


def a_verdict(serial: int, story: int = 1, **fields: Any) -> Verdict:
    values: dict[str, Any] = {
        "facet": "kind",
        "keys": PRAISE,
        "source": Source.HUMAN,
        "text": f"Story {story}.",
    }
    return Verdict(serial=serial, story=UUID(int=story), **values | fields)


def test_no_correction_is_no_lesson() -> None:
    assert lessons([]) == ()


def test_each_corrected_story_is_one_lesson() -> None:
    verdicts = [a_verdict(1), a_verdict(2, facet="touchpoint", keys=IDEA), a_verdict(3, 2)]

    assert lessons(verdicts) == (
        Lesson("Story 2.", (("kind", PRAISE),)),
        Lesson("Story 1.", (("kind", PRAISE), ("touchpoint", IDEA))),
    )


def test_the_last_word_counts() -> None:
    (lesson,) = lessons([a_verdict(2, keys=IDEA, text="Now."), a_verdict(1, text="Then.")])

    assert lesson == Lesson("Now.", (("kind", IDEA),))


def test_what_the_teller_said_stays_whatever_a_colleague_says_later() -> None:
    (lesson,) = lessons([a_verdict(1, source=Source.TELLER), a_verdict(2, keys=IDEA)])

    assert lesson.facets == (("kind", PRAISE),)


def test_what_the_machine_said_and_people_left_is_told_too() -> None:
    """Else a learned tag that nobody minds would count as one that nobody has set."""
    library = (("service", (("library", 0),)),)

    (lesson,) = lessons([a_verdict(1), a_verdict(2, facet="value", keys=(), beside=library)])
    (corrected,) = lessons([a_verdict(1, facet="service", keys=()), a_verdict(2, beside=library)])

    assert lesson.facets == (("kind", PRAISE), *library, ("value", ()))
    assert corrected.facets == (("kind", PRAISE), ("service", ()))


def test_a_thousand_stories_are_learned_from_the_last_ones() -> None:
    found = lessons([a_verdict(n, n) for n in range(1, 1_101)])

    assert len(found) == 1_000
    assert found[0].text == "Story 1100."


VERDICTS = st.lists(
    st.tuples(
        st.integers(1, 4), st.sampled_from([PRAISE, IDEA, ()]), st.sampled_from(["kind", "value"])
    ),
    max_size=12,
).map(
    lambda rows: [
        a_verdict(serial, story, keys=keys, facet=facet)
        for serial, (story, keys, facet) in enumerate(rows, 1)
    ]
)


@given(VERDICTS, st.integers(1, 4))
def test_a_story_that_was_never_told_changes_no_other_lesson(
    verdicts: list[Verdict], gone: int
) -> None:
    left = [verdict for verdict in verdicts if verdict.story != UUID(int=gone)]

    assert lessons(left) == tuple(
        lesson for lesson in lessons(verdicts) if lesson.text != f"Story {gone}."
    )
