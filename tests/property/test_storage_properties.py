"""What holds for every instant, week, tag and delivery that the storage keeps."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.model.delivery import Address, Content, Note, Receipt
from bot.core.model.platforms import Platform
from bot.core.model.story import Share
from bot.core.model.tag import Source, Tag
from bot.core.model.week import Week
from bot.core.precedence import visible
from storage.contents import decode, encode
from storage.session import instant, micros

INSTANTS = st.datetimes(min_value=datetime(1970, 1, 1), max_value=datetime(9999, 1, 1))
TEXTS = st.text(st.characters())
WEEKS = st.builds(
    lambda day: Week.of(day, ZoneInfo("UTC")),
    st.datetimes(min_value=datetime(1971, 1, 1), max_value=datetime(9998, 1, 1)).map(
        lambda naive: naive.replace(tzinfo=UTC)
    ),
)
TAGS = st.builds(
    Tag,
    facet=st.sampled_from(["service", "emotion", "must_win"]),
    key=st.sampled_from("ab"),
    source=st.sampled_from(Source),
    polarity=st.integers(-1, 1),
    confidence=st.floats(0, 1),
    start=st.just(0),
    end=st.just(1),
)
ADDRESSES = st.builds(
    Address, platform=st.sampled_from(Platform), channel=TEXTS, user=TEXTS, edits=TEXTS
)
LANGUAGES = st.sampled_from(["fi", "en", "sv"])
CONTENTS = st.one_of(
    st.builds(
        Receipt,
        number=TEXTS,
        language=LANGUAGES,
        team=TEXTS,
        share=st.sampled_from(Share),
        first=st.booleans(),
        elsewhere=st.booleans(),
        file_dropped=st.booleans(),
        file_awaited=st.booleans(),
    ),
    st.builds(Note, key=TEXTS, language=LANGUAGES, arguments=st.dictionaries(TEXTS, TEXTS)),
)


@given(INSTANTS, st.sampled_from(["UTC", "Europe/Helsinki", "America/St_Johns", "Asia/Kolkata"]))
def test_an_instant_is_the_same_in_whatever_zone_it_was_written(
    naive: datetime, zone: str
) -> None:
    aware = naive.replace(tzinfo=UTC)

    assert instant(micros(aware)) == aware
    assert micros(aware.astimezone(ZoneInfo(zone))) == micros(aware)


@given(INSTANTS, st.timedeltas(timedelta(0), timedelta(days=1)))
def test_stored_instants_sort_as_time_does(naive: datetime, later: timedelta) -> None:
    aware = naive.replace(tzinfo=UTC)

    assert (micros(aware) < micros(aware + later)) == (later > timedelta(0))


def test_an_instant_without_a_zone_is_refused() -> None:
    with pytest.raises(TypeError):
        micros(datetime(2026, 11, 11, 9))


@given(WEEKS, WEEKS)
def test_stored_weeks_sort_as_time_does(one: Week, other: Week) -> None:
    assert (str(one) < str(other)) == (one.monday() < other.monday()) == (one < other)


@given(WEEKS)
def test_a_stored_week_is_read_as_it_was(week: Week) -> None:
    assert Week.parse(str(week)) == week


@pytest.mark.parametrize("year", [2004, 2009, 2015, 2020, 2026, 2032, 2037])
def test_week_fifty_three_stands_between_the_years(year: int) -> None:
    weeks = [Week(year, 52), Week(year, 53), Week(year + 1, 1), Week(year + 1, 10)]

    assert sorted(map(str, reversed(weeks))) == [str(week) for week in weeks]
    assert Week(year, 52).shifted(2) == Week(year + 1, 1)


@given(st.lists(TAGS))
def test_readers_see_the_highest_source_of_each_facet_and_no_facet_vanishes(
    tags: list[Tag],
) -> None:
    shown = visible(tags)
    ranks = list(Source)

    assert {tag.facet for tag in shown} == {tag.facet for tag in tags}
    for tag in shown:
        rivals = [each for each in tags if each.facet == tag.facet]
        assert min(ranks.index(each.source) for each in rivals) == ranks.index(tag.source)
    assert visible(shown) == shown
    assert set(visible(reversed(tags))) == set(shown)


@given(ADDRESSES, CONTENTS)
def test_what_is_to_be_sent_is_read_as_it_was_written(address: Address, content: Content) -> None:
    assert decode(encode(address, content)) == (address, content)
