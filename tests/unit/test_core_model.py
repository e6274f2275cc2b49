"""Values of the heart: weeks, languages, teams, shares, precedence and paces."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core import pacing
from bot.core.model.delivery import Address
from bot.core.model.language import spoken
from bot.core.model.platforms import Platform, Route
from bot.core.model.story import Share
from bot.core.model.tag import NOTHING, Source, Tag
from bot.core.model.team import Teams
from bot.core.model.week import Week
from bot.core.precedence import visible
from tests.core_builders import HELSINKI, SERVICE, SHOP, TEAMS

WEEKS = st.dates(datetime(2000, 1, 1).date(), datetime(2090, 1, 1).date()).map(
    lambda day: Week(*day.isocalendar()[:2])
)


class TestWeek:
    @given(WEEKS, st.integers(-200, 200))
    def test_weeks_follow_each_other_without_a_gap(self, week: Week, shift: int) -> None:
        assert week.end(HELSINKI) == week.next().start(HELSINKI)
        assert week.shifted(shift).shifted(-shift) == week
        assert (week.shifted(shift) > week) == (shift > 0)

    @given(WEEKS)
    def test_its_form_is_read_back_and_sorts_like_it(self, week: Week) -> None:
        assert Week.parse(str(week)) == week
        assert str(week) < str(week.next())

    @given(st.datetimes(datetime(2000, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC)))
    def test_every_instant_is_in_its_week(self, instant: datetime) -> None:
        week = Week.of(instant, HELSINKI)

        assert week.start(HELSINKI) <= instant < week.end(HELSINKI)

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "2026",
            "2026-W",
            "2026-W1",
            "2026-W00",
            "2026-W54",
            "2025-W53",
            "2026-46",
            "26-W46",
            "0000-W01",
            "+202-W46",
            "1_26-W46",
            "2026-W+6",
            "2026-W4_",
            "2026-W46 ",
            "２０２６-W46",
            "2026-W46\n",
        ],
    )
    def test_any_other_form_is_refused(self, text: str) -> None:
        with pytest.raises(ValueError, match=r"."):
            Week.parse(text or " ")

    def test_2026_has_fifty_three(self) -> None:
        assert str(Week(2026, 53).next()) == "2027-W01"


class TestLanguage:
    @pytest.mark.parametrize(
        ("locale", "language"),
        [
            ("fi", "fi"),
            ("fi-FI", "fi"),
            ("sv_SE", "sv"),
            ("EN-gb", "en"),
            ("", None),
            ("de", None),
            ("fil", None),
            ("enm", None),
            ("other", None),
            ("f", None),
        ],
    )
    def test_a_locale_is_spoken_by_its_first_subtag(
        self, locale: str, language: str | None
    ) -> None:
        assert spoken(locale) == language


class TestTeams:
    def test_a_channel_belongs_to_who_listens_or_posts_there(self) -> None:
        assert TEAMS.by_channel("C1") is SERVICE
        assert TEAMS.by_channel("C8") is SHOP
        assert TEAMS.by_channel("C0") is None
        assert TEAMS.by_channel("") is None

    def test_a_team_that_is_not_set_any_more_leaves_its_people_to_the_first(self) -> None:
        assert TEAMS.of(SHOP.id) is SHOP
        assert TEAMS.of("gone") is TEAMS.of("") is TEAMS.first

    def test_an_empty_start_word_names_nobody(self) -> None:
        assert Teams((replace(SERVICE, telegram_start=""),)).by_start("") is None

    def test_a_channels_own_team_decides_what_is_captured_there(self) -> None:
        some = replace(SERVICE, slack_capture=frozenset({Route.CHANNEL}))
        other = replace(SHOP, slack_capture=frozenset({Route.MENTION}))
        teams = Teams((some, other))

        assert not teams.captures(Route.MENTION, "C1")
        assert teams.captures(Route.MENTION, "C2")
        assert teams.captures(Route.MENTION, "C0")


class TestShare:
    def test_only_what_is_stored_is_not_quoted(self) -> None:
        assert [share for share in Share if not share.is_quotable] == [Share.STORE]


class TestPrecedence:
    def test_the_highest_source_hides_the_others_of_its_facet(self) -> None:
        tags = [_tag("theme", "a", Source.RULE), _tag("theme", "b", Source.TELLER)]

        assert [tag.key for tag in visible(tags)] == ["b"]

    def test_every_tag_of_the_highest_source_is_seen(self) -> None:
        tags = [_tag("theme", "a", Source.RULE), _tag("theme", "b", Source.RULE)]

        assert visible(tags) == tuple(tags)

    def test_facets_do_not_hide_each_other(self) -> None:
        tags = [_tag("theme", "a", Source.MACHINE), _tag("feeling", "b", Source.TELLER)]

        assert visible(tags) == tuple(tags)

    def test_a_tag_that_says_none_of_a_facet_hides_the_others_and_is_not_seen(self) -> None:
        tags = [_tag("theme", "a", Source.RULE), _tag("theme", NOTHING, Source.HUMAN)]

        assert visible([*tags, _tag("feeling", "b", Source.RULE)]) == (
            _tag("feeling", "b", Source.RULE),
        )

    @given(st.permutations(list(Source)))
    def test_the_order_of_the_tags_does_not_matter(self, sources: list[Source]) -> None:
        seen = visible(_tag("theme", source, source) for source in sources)

        assert [tag.source for tag in seen] == [Source.TELLER]


class TestPacing:
    @pytest.mark.parametrize(
        ("platform", "channel", "user", "seconds"),
        [
            (Platform.SLACK, "C1", "", 1.0),
            (Platform.SLACK, "C1", "U1", 0.6),
            (Platform.TELEGRAM, "77", "", 1.0),
            (Platform.TELEGRAM, "-10077", "", 3.0),
        ],
    )
    def test_each_kind_of_place_has_its_pace(
        self, platform: Platform, channel: str, user: str, seconds: float
    ) -> None:
        address = Address(platform=platform, channel=channel, user=user)

        assert pacing.interval(address) == seconds

    def test_an_edit_is_paced_with_the_posts_of_its_channel(self) -> None:
        post = Address(platform=Platform.SLACK, channel="C1")

        assert pacing.lane(post) == pacing.lane(replace(post, edits="1.0"))
        assert pacing.lane(post) != pacing.lane(replace(post, user="U1"))
        assert pacing.lane(post) != pacing.lane(replace(post, platform=Platform.TELEGRAM))


def _tag(facet: str, key: str, source: Source) -> Tag:
    return Tag(facet=facet, key=key, source=source, polarity=0, confidence=1.0, start=0, end=1)
