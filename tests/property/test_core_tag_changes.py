"""What holds for every change of tags."""

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from bot.core.model.correction import TagChange
from bot.core.model.tag import NOTHING, Source, Tag
from bot.core.ports.tag_sets import TaggedPart
from bot.core.precedence import PEOPLE, visible
from bot.core.tag_changes import changed
from tests.contract.builders import VERSION, a_tag

KEYS = ("a", "b", "c")
FACETS = ("kind", "touchpoint")
POLARITIES = st.sampled_from([-1, 0, 1])
TAGS = st.builds(
    lambda facet, key, source, polarity: a_tag(facet, key, source=source, polarity=polarity),
    st.sampled_from(FACETS),
    st.sampled_from(KEYS),
    st.sampled_from([Source.RULE, Source.MACHINE]),
    POLARITIES,
)
PARTS = st.lists(st.lists(TAGS, max_size=5), min_size=1, max_size=3).map(
    lambda tags: [a_tagged_part(number, each) for number, each in enumerate(tags)]
)
CHANGES = st.builds(
    lambda facet, keys, polarity: TagChange(
        facet=facet, old=keys[0], new=keys[1], polarity=polarity
    ),
    st.sampled_from(FACETS),
    st.tuples(
        st.one_of(st.none(), st.sampled_from(KEYS)), st.one_of(st.none(), st.sampled_from(KEYS))
    ).filter(any),
    st.one_of(st.none(), POLARITIES),
)
SOURCES = st.sampled_from(sorted(PEOPLE))


def a_tagged_part(number: int, tags: list[Tag]) -> TaggedPart:
    return TaggedPart(
        id=UUID(int=number),
        number=0,
        shown="Some words.",
        vector=b"",
        version=VERSION,
        tags=tuple(tags),
    )


def seen(parts: list[TaggedPart] | tuple[TaggedPart, ...]) -> set[tuple[str, str, int]]:
    tags = visible(tag for part in parts for tag in part.tags)
    return {(tag.facet, tag.key, tag.polarity) for tag in tags}


@given(PARTS, CHANGES, SOURCES)
def test_a_change_made_twice_is_made_once(
    parts: list[TaggedPart], change: TagChange, source: Source
) -> None:
    once = changed(parts, change, source)

    twice = changed(once.parts, change, source)

    if change.old != change.new:
        assert twice.before == twice.after == once.after
    assert seen(twice.parts) == seen(once.parts)


@given(PARTS, CHANGES, SOURCES)
def test_what_nobody_set_stays_beside_it_and_other_facets_stay_as_they_were(
    parts: list[TaggedPart], change: TagChange, source: Source
) -> None:
    made = changed(parts, change, source)

    for before, after in zip(parts, made.parts, strict=True):
        assert after.tags[: len(before.tags)] == before.tags
        assert {tag.facet for tag in after.tags[len(before.tags) :]} <= {change.facet}


@given(PARTS, CHANGES, SOURCES)
def test_readers_see_what_the_change_says(
    parts: list[TaggedPart], change: TagChange, source: Source
) -> None:
    made = changed(parts, change, source)

    found = {(key, polarity) for facet, key, polarity in seen(made.parts) if facet == change.facet}
    assert found == set(made.after)
    assert not any(key == NOTHING for _, key, _ in seen(made.parts))
    if made.before != made.after and change.new is None:
        assert change.old not in {key for key, _ in made.after}


@given(PARTS, st.sampled_from(FACETS), SOURCES)
def test_a_tag_that_comes_and_goes_leaves_what_was_seen(
    parts: list[TaggedPart], facet: str, source: Source
) -> None:
    come = changed(parts, TagChange(facet=facet, new="new"), source)

    gone = changed(come.parts, TagChange(facet=facet, old="new"), source)

    assert seen(gone.parts) == seen(parts)
