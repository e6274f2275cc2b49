"""What holds for every set of lessons."""

import json
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.model.learning import Example, Layer, Lesson
from bot.core.model.team import Team
from bot.tagging.learner import LessonLearner
from bot.tagging.word_cues import WordCues
from tests.fakes import PlainTagger

TEAM = Team(id="t", name="T", language="fi", timezone=ZoneInfo("UTC"))
TAGGER = PlainTagger("fi", {"lasku": "touchpoint:invoice", "myyjä": "touchpoint:person"})
LEARNER = LessonLearner(TAGGER, WordCues())
TEXTS = st.lists(
    st.sampled_from(["lasku", "laskua", "myyjä", "automaatti", "jono", "kiire"]), max_size=4
).map(" ".join)
KEYS = st.lists(
    st.tuples(st.sampled_from(["invoice", "person", "web"]), st.sampled_from([-1, 0, 1])),
    max_size=2,
    unique_by=lambda pair: pair[0],
).map(lambda keys: tuple(sorted(keys)))
LESSONS = st.lists(
    st.builds(lambda text, keys: Lesson(text, (("touchpoint", keys),)), TEXTS, KEYS), max_size=12
)
CAUTIONS = st.integers(1, 3)


def study(lessons: list[Lesson]) -> list[Example]:
    return [LEARNER.study(lesson, TEAM) for lesson in lessons]


def written(layer: Layer) -> bytes:
    """Return the layer as bytes, the same for the same layer."""
    taken = {name: sorted(cues) for name, cues in layer.taken.items()}
    return json.dumps([layer.found, taken, layer.polarity], sort_keys=True).encode()


@settings(deadline=None)  # a busy machine is slow, not wrong
@given(LESSONS.flatmap(lambda ls: st.tuples(st.just(ls), st.permutations(ls))), CAUTIONS)
def test_the_order_of_corrected_stories_does_not_matter(
    lessons: tuple[list[Lesson], list[Lesson]], caution: int
) -> None:
    one, other = (study(each) for each in lessons)

    assert written(LEARNER.fit(one, caution)) == written(LEARNER.fit(other, caution))
    assert LEARNER.choose(one, caution) == LEARNER.choose(other, caution)


@settings(deadline=None)  # a busy machine is slow, not wrong
@given(LESSONS, CAUTIONS)
def test_more_caution_never_finds_more(lessons: list[Lesson], caution: int) -> None:
    bold, careful = (LEARNER.fit(study(lessons), each) for each in (caution, caution + 1))

    assert careful.found.keys() <= bold.found.keys()
    assert careful.taken.keys() <= bold.taken.keys()


@settings(deadline=None)  # a busy machine is slow, not wrong
@given(LESSONS, CAUTIONS)
def test_the_chosen_caution_errs_no_more_than_the_given_one(
    lessons: list[Lesson], caution: int
) -> None:
    """Each fold being taught by the others."""
    examples = study(lessons)

    def errors(tried: int) -> int:
        return sum(
            LEARNER.errors(
                LEARNER.fit([each for each in examples if each.fold != fold], tried),
                [each for each in examples if each.fold == fold],
            )
            for fold in range(5)
        )

    assert errors(LEARNER.choose(examples, caution)) <= errors(caution)


@settings(deadline=None)  # a busy machine is slow, not wrong
@given(LESSONS, CAUTIONS)
def test_a_layer_speaks_only_of_what_people_told(lessons: list[Lesson], caution: int) -> None:
    layer = LEARNER.fit(study(lessons), caution)

    told = {
        f"{facet}:{key}" for lesson in lessons for facet, keys in lesson.facets for key, _ in keys
    }
    assert {name for names in layer.found.values() for name in names} <= told
    assert all(0 < rate <= 1 for names in layer.found.values() for rate in names.values())
