"""The likeness of stories by their vectors."""

from dataclasses import replace
from itertools import combinations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.model.story import Part, Story
from bot.digest.likeness import likeness, stretches
from bot.digest.vectors import Vector
from tests.digest_builders import MONDAY_8, a_message_of, a_story, week46

TOLD = st.text("abdeijkä ", max_size=80)


def of(text: str) -> Vector:
    return Vector.of(a_story(text=text))


def test_a_likeness_is_near_the_cosine_of_what_both_texts_hold() -> None:
    pairs = list(combinations(week46().stories, 2))

    def error(one: Story, other: Story) -> float:
        (found,) = Vector.of(one).likenesses([Vector.of(other)])
        return found - likeness(stretches(one.text), stretches(other.text))

    errors = [error(*pair) for pair in pairs]
    assert len(errors) == 253
    assert max(map(abs, errors)) < 0.08
    assert abs(sum(errors)) / len(errors) < 0.005


def test_a_story_without_words_is_like_none() -> None:
    assert of("").likenesses([of(""), of("Kiitos avusta.")]) == [0, 0]


@given(TOLD, TOLD)
def test_a_likeness_is_the_same_both_ways(one: str, other: str) -> None:
    assert of(one).likenesses([of(other)]) == of(other).likenesses([of(one)])


@given(TOLD.filter(lambda text: len(text.replace(" ", "")) > 1))
def test_a_story_is_most_like_itself(text: str) -> None:
    assert of(text).likenesses([of(text)]) == [pytest.approx(1)]


@given(st.lists(TOLD, max_size=4), st.randoms())
def test_the_parts_of_a_story_are_one_whatever_their_order(
    texts: list[str], random: Random
) -> None:
    parts = tuple(a_message_of(text, MONDAY_8) for text in texts)
    again = tuple(random.sample(parts, len(parts)))

    assert _of_parts(parts) == _of_parts(again + again)


def _of_parts(parts: tuple[Part, ...]) -> Vector:
    return Vector.of(replace(a_story(), parts=parts))
