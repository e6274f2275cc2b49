"""Passing over what cannot be best changes no choice."""

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.model.story import Story
from bot.core.model.tag import Sentiment
from bot.digest.choosing import SLOTS, choose_singles
from bot.digest.coverage import Coverage
from bot.digest.select import Side
from tests.digest_builders import a_story

TAGS = ("touchpoint:invoice", "theme:closing_time", "quality:information")


@st.composite
def pools(draw: st.DrawFn) -> list[Story]:
    """Return some stories that hurt, none of them serious."""
    return [
        a_story(
            f"T-{number:04}",
            draw(st.text("aeijkl ", min_size=1, max_size=200)),
            teller=draw(st.sampled_from("abcdef")),
            tags=sorted(draw(st.sets(st.sampled_from(TAGS)))),
            sentiment=Sentiment.NEGATIVE,
            criticality=draw(st.integers(0, 3)),
        )
        for number in range(draw(st.integers(1, 12)))
    ]


def of_all(pool: list[Story]) -> list[Story]:
    """Return what is chosen when every story is looked at, each time."""
    coverage, chosen = Coverage(pool, Side.HURT), list[Story]()
    left = sorted(pool, key=lambda story: (-story.criticality, story.told_at, story.number))
    while left and len(chosen) < SLOTS:
        heard = {story.teller for story in chosen}
        worth = [
            (coverage.repeats(story), story.teller in heard, -coverage.of_story(story))
            for story in left
        ]
        chosen.append(left.pop(worth.index(min(worth))))
        coverage.add_story(chosen[-1])
    return chosen


@given(pools())
@settings(max_examples=200)
def test_the_choice_is_that_of_who_looks_at_every_story(pool: list[Story]) -> None:
    found = [item.stories[0] for item in choose_singles(pool, Side.HURT, None)]

    assert found == of_all(pool)


@given(pools(), st.data())
def test_no_story_adds_more_than_was_hoped(pool: list[Story], data: st.DataObject) -> None:
    coverage = Coverage(pool, Side.HURT)
    for line in data.draw(st.lists(st.sampled_from(pool), max_size=3)):
        coverage.of_story(data.draw(st.sampled_from(pool)))
        coverage.add_story(line)

    for story in pool:
        assert coverage.at_most(story) >= coverage.of_story(story)
