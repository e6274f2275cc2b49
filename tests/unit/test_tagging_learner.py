"""Words that people's corrections agree on speak for a tag, or carry one no longer."""

from zoneinfo import ZoneInfo

import pytest

from bot.core.model.correction import Keys
from bot.core.model.learning import Example, Layer, Lesson
from bot.core.model.team import Team
from bot.core.ports.learner import BEGINNING
from bot.tagging.learner import LessonLearner, apply
from bot.tagging.word_cues import WordCues
from tests.fakes import PlainTagger

TEAM = Team(id="t", name="T", language="fi", timezone=ZoneInfo("UTC"))
WORDS = {"lasku": "touchpoint:invoice", "uhka": "risk:safety", "myyjä": "touchpoint:person"}
LEARNER = LessonLearner(PlainTagger("fi", WORDS), WordCues())
NOTHING = Layer(found={}, taken={}, polarity={})


def a_lesson(text: str, facet: str = "service", **keys: int) -> Lesson:
    given: Keys = tuple(sorted(keys.items()))
    return Lesson(text, ((facet, given),))


def study(*lessons: Lesson) -> list[Example]:
    return [LEARNER.study(lesson, TEAM) for lesson in lessons]


def fit(*lessons: Lesson, caution: int = BEGINNING) -> Layer:
    return LEARNER.fit(study(*lessons), caution)


def found(layer: Layer, text: str) -> dict[str, str]:
    """Return what the layer finds in a text, and by which word."""
    (example,) = study(Lesson(text, ()))
    return {name: one.cue for name, one in apply(layer, example.cues, example.said).found.items()}


def gone(layer: Layer, text: str) -> set[str]:
    (example,) = study(Lesson(text, ()))
    return set(apply(layer, example.cues, example.said).gone)


BORROWED = (
    a_lesson("Lainausautomaatti söi korttini eilen.", library=0),
    a_lesson("Kävin lainausautomaatilla turhaan.", library=-1),
    a_lesson("Onneksi lainausautomaatin vieressä oli apua.", library=1),
)


# What is missed


def test_of_nothing_nothing_is_learned() -> None:
    assert fit() == NOTHING
    assert NOTHING.is_empty


def test_one_correction_changes_no_other_story() -> None:
    """A story has too many words to know which of them it was."""
    assert fit(BORROWED[0]).is_empty


def test_two_that_agree_speak_for_a_tag_in_every_inflection() -> None:
    layer = fit(*BORROWED[:2])

    assert found(layer, "Taas sama lainausautomaateista.") == {"service:library": "lainausa*"}
    assert found(layer, "Kirja oli hyvä.") == {}


def test_the_more_caution_the_more_stories_must_agree() -> None:
    text = "Lainausautomaattia ei ole."

    assert found(fit(*BORROWED[:2], caution=2), text) == {}
    assert found(fit(*BORROWED, caution=2), text)


def test_a_word_that_was_found_wrongly_speaks_no_more() -> None:
    """It stands in two stories that people looked at and left alone."""
    others = (Lesson("Lainausautomaattimme on vanha.", (("kind", ()),)),)
    layer = fit(*BORROWED[:2], *others, *others)

    assert found(layer, "Lainausautomaatti taas.") == {}


def test_words_that_only_hold_a_sentence_together_teach_nothing() -> None:
    layer = fit(a_lesson("Se ei ole hyvä.", library=0), a_lesson("Ei se ole totta.", library=0))

    assert layer.is_empty


def test_a_tag_that_many_stories_lack_needs_more_of_them() -> None:
    """Else chance would find words for it."""
    few = [a_lesson(f"Talvella numero{n}x oli kylmä.", other=0) for n in range(2)]
    many = [a_lesson(f"Sana{n}b ja toinen{n}c.", library=0) for n in range(40)]
    rare = [a_lesson(f"Outo sanasto {n}q.", library=0) for n in range(2)]

    layer = fit(*few, *many, *rare)

    assert found(layer, "Talvella taas.") == {"service:other": "talvella"}
    assert "service:library" not in found(layer, "Outo juttu.")


def test_a_learned_tag_has_the_polarity_that_people_gave_it() -> None:
    good = [a_lesson(f"Lainausautomaatti {n}k auttoi.", library=1) for n in range(2)]

    assert fit(*good).polarity == {"service:library": 1}
    assert fit(*BORROWED).polarity == {"service:library": 0}


def test_the_word_that_was_right_more_often_is_the_reason() -> None:
    layer = fit(
        a_lesson("Kirjasto ja automaatti.", library=0),
        a_lesson("Kirjasto ja automaatti taas.", library=0),
        Lesson("Automaatti toimi.", (("kind", ()),)),
    )

    assert found(layer, "Automaatti kirjastossa.") == {"service:library": "kirjas*"}


# What is wrong


def test_a_tag_that_is_removed_twice_on_a_word_does_not_rest_on_it_any_more() -> None:
    layer = fit(
        a_lesson("Hiihdon lasku oli jyrkkä.", "touchpoint"),
        a_lesson("Jyrkkä lasku mäestä.", "touchpoint"),
    )

    assert gone(layer, "Se lasku oli liian jyrkkä.") == {"touchpoint:invoice"}
    assert gone(layer, "Mukava myyjä.") == set()


def test_a_tag_that_people_left_alone_elsewhere_stays() -> None:
    kept = [Lesson(f"Väärä lasku tuli {n}.", (("kind", ()),)) for n in range(4)]

    layer = fit(
        a_lesson("Hiihdon lasku oli jyrkkä.", "touchpoint"),
        a_lesson("Jyrkkä lasku mäestä.", "touchpoint"),
        *kept,
    )

    assert gone(layer, "Lasku tuli.") == set()


@pytest.mark.parametrize("facet", ["risk", "group", "focus_group", "free_tag"])
def test_what_must_not_become_a_habit_is_not_learned(facet: str) -> None:
    """A risk keeps a story from being quoted, whatever people are used to remove."""
    added = [a_lesson(f"Lainausautomaatti {n}.", facet, senior=0) for n in range(5)]
    removed = [a_lesson(f"Selvä uhka {n}.", "risk") for n in range(5)]

    assert fit(*added, *removed).is_empty


# Sentiment


def test_another_sentiment_takes_the_place_of_the_one_that_is_read() -> None:
    layer = fit(
        a_lesson("Jonotus kesti.", "sentiment", negative=-1),
        a_lesson("Pitkä jonotus.", "sentiment", negative=-1),
    )

    assert found(layer, "Jonotus ja taas jonotus.") == {"sentiment:negative": "jonotus"}
    assert gone(layer, "Jonotus ja taas jonotus.") == {"sentiment:neutral"}


def test_a_story_is_never_left_without_sentiment() -> None:
    layer = fit(*(a_lesson(f"Jotain {n}.", "sentiment") for n in range(9)))

    assert gone(layer, "Jotain muuta.") == set()


# Judging


def test_errors_are_the_facets_that_come_out_otherwise_than_people_left_them() -> None:
    examples = study(*BORROWED)

    assert LEARNER.errors(NOTHING, examples) == 3
    assert LEARNER.errors(LEARNER.fit(examples, BEGINNING), examples) == 0


def test_the_caution_is_chosen_by_which_the_others_teach_best() -> None:
    """Three stories, each of which only the two others can teach."""
    likes = study(*(a_lesson(f"Lainausautomaatti {n}x.", library=0) for n in range(30)))
    by_fold = {example.fold: example for example in likes}
    others = study(*(Lesson(f"Aivan {n}y muuta.", ()) for n in range(20)))

    assert LEARNER.choose([by_fold[1], by_fold[2], by_fold[3], *others], 3) == 1


def test_the_caution_stays_where_no_other_is_better() -> None:
    assert LEARNER.choose(study(BORROWED[0]), 2) == 2
    assert LEARNER.choose([], 3) == 3


def test_the_same_text_falls_always_into_the_same_fold() -> None:
    folds = {LEARNER.study(Lesson(f"Teksti {n}.", ()), TEAM).fold for n in range(50)}

    assert folds == {0, 1, 2, 3, 4}
    assert len({LEARNER.study(lesson, TEAM).fold for lesson in [BORROWED[0]] * 3}) == 1
