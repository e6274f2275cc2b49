from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from bot.core.edition import Edition
from bot.core.model.digest import Composition, Line, Period
from bot.core.model.language import SPOKEN, Language
from bot.core.model.story import Role, Share, Status, Story, Waiting
from bot.core.model.tag import Sentiment
from bot.core.model.week import Week
from bot.digest.compose import compose
from bot.digest.plain import plain
from bot.digest.verifying.verify import verify
from bot.i18n.catalogue import Catalogue
from tests.digest_builders import (
    MONDAY_8,
    WEEK_46,
    FakeLabels,
    a_story,
    a_team,
    an_edition,
    an_evidence,
    of_block,
)

TEXTS, LABELS = Catalogue(), FakeLabels.of_taxonomy()
WEEK_45 = Week(2026, 45)
NEGATIVE = Sentiment.NEGATIVE


def composed(edition: Edition) -> tuple[Line, ...]:
    lines = compose(edition, TEXTS, LABELS)
    assert verify(Composition(lines), an_evidence(edition)) == ()
    return lines


def texts(lines: tuple[Line, ...], block: str) -> list[str]:
    return [line.text for line in of_block(lines, block)]


def stories(count: int, role: Role = Role.CUSTOMER, first: int = 1000) -> list[Story]:
    return [a_story(f"T-{first + number}", role=role) for number in range(count)]


class TestCounts:
    def test_roles_are_split_in_a_team_of_five(self) -> None:
        told = [
            *stories(3),
            *stories(1, Role.EMPLOYEE, 2000),
            *stories(1, Role.EMPLOYEE_ABOUT_CUSTOMER, 3000),
        ]
        lines = composed(an_edition(told, team=a_team(members=5)))

        assert texts(lines, "counts") == [
            "9.–15.11.2026 · 5 tarinaa: 3 asiakkailta, 2 työntekijöiltä"
        ]
        assert texts(lines, "source") == ["T-1000 · asiakas"]

    @pytest.mark.parametrize("members", [0, 4])
    def test_a_small_team_shows_no_role_at_all(self, members: int) -> None:
        told = [*stories(3), *stories(2, Role.EMPLOYEE, 2000)]
        lines = composed(an_edition(told, team=a_team(members=members)))

        assert texts(lines, "counts") == ["9.–15.11.2026 · 5 tarinaa"]
        assert "asiakas\n" not in plain(lines)
        assert "työntekijä" not in plain(lines)

    def test_fewer_tellers_than_stories_are_told(self) -> None:
        told = [a_story(f"T-000{i}", teller="a") for i in range(4)]
        lines = composed(an_edition(told))

        (counts,) = texts(lines, "counts")
        assert counts.endswith("4 tarinaa: 4 asiakkailta · 1 kertoja")

    @pytest.mark.parametrize(
        ("role", "language", "said"),
        [
            (Role.CUSTOMER, "fi", "2 tarinaa: 2 asiakkailta"),
            (Role.EMPLOYEE, "fi", "2 tarinaa: 2 työntekijöiltä"),
            (Role.CUSTOMER, "en", "2 stories: 2 from customers"),
            (Role.EMPLOYEE, "en", "2 stories: 2 from employees"),
            (Role.CUSTOMER, "sv", "2 berättelser: 2 från kunder"),
            (Role.EMPLOYEE, "sv", "2 berättelser: 2 från medarbetare"),
        ],
    )
    def test_a_role_that_told_nothing_is_left_out(
        self, role: Role, language: Language, said: str
    ) -> None:
        told = an_edition(stories(2, role), team=a_team(members=5, language=language))

        (counts,) = texts(composed(told), "counts")
        assert counts.endswith(said)

    def test_numbers_are_grouped_and_years_are_not(self) -> None:
        lines = composed(an_edition(stories(1200), team=a_team(members=0)))

        assert texts(lines, "counts") == ["9.–15.11.2026 · 1\u00a0200 tarinaa"]

    def test_the_counts_rest_on_every_kept_story_by_number(self) -> None:
        told = [
            *stories(4),
            a_story("T-0001", share=Share.STORE),
            a_story("T-0002", status=Status.WITHDRAWN),
        ]
        (counts,) = of_block(composed(an_edition(told)), "counts")

        assert counts.ids == ("T-0001", "T-1000", "T-1001", "T-1002", "T-1003")


class TestNotes:
    def test_a_merged_period_is_said(self) -> None:
        lines = composed(an_edition(stories(3), period=Period(WEEK_45, WEEK_46)))

        assert texts(lines, "header") == ["📖 Viikon tarinat · viikot 45–46"]
        assert texts(lines, "merged") == [
            "Edellinen kooste jäi väliin, joten tässä ovat viikot 45–46."
        ]
        assert texts(lines, "counts")[0].startswith("2.–15.11.2026 · ")
        assert not of_block(lines, "late_stories")

    def test_a_period_across_the_year_names_both(self) -> None:
        lines = composed(an_edition(period=Period(Week(2026, 53), Week(2027, 1))))

        assert texts(lines, "header") == ["📖 Viikon tarinat · viikot 53/2026–1/2027"]

    def test_a_late_digest_is_said(self) -> None:
        assert texts(composed(an_edition(stories(3), late=True)), "late")
        assert not texts(composed(an_edition(stories(3))), "late")

    def test_late_stories_are_counted_and_marked_wherever_they_are_shown(self) -> None:
        late = a_story("T-0045", week=WEEK_45, tags=["touchpoint:phone"])
        told = [late, *(a_story(f"T-100{i}", tags=["touchpoint:phone"]) for i in range(2))]
        lines = composed(an_edition(told))

        assert texts(lines, "late_stories") == [
            "1 tarina on aiemmalta viikolta: se tuli vasta koosteen jälkeen."
        ]
        assert texts(lines, "source") == ["T-0045 · asiakas · viikko 45"]
        assert texts(lines, "delighted") == ["Puhelin: 3 tarinaa (T-0045 vk 45, T-1000, T-1001)"]


class TestSides:
    def test_both_sides_fill_three_slots(self) -> None:
        told = [*stories(5), *(a_story(f"T-200{i}", sentiment=NEGATIVE) for i in range(4))]
        lines = composed(an_edition(told))

        assert len(of_block(lines, "delighted")) == len(of_block(lines, "hurt")) == 3

    def test_each_item_says_why_it_was_chosen(self) -> None:
        grave = a_story("T-2009", "Ovi jäi lukkoon.", sentiment=NEGATIVE, criticality=4)
        bills = [
            a_story(f"T-200{i}", tags=["touchpoint:invoice"], sentiment=NEGATIVE) for i in range(2)
        ]
        lines = composed(an_edition([*stories(2), grave, *bills]))

        assert [line.reason for line in of_block(lines, "hurt")] == ["serious", "theme"]
        assert {line.reason for line in of_block(lines, "delighted")} == {"single"}

    def test_an_empty_side_says_so(self) -> None:
        lines = composed(an_edition(stories(3)))

        assert texts(lines, "hurt_heading") == ["Mikä satutti"]
        assert texts(lines, "hurt") == ["ei tarinoita"]

    def test_a_line_of_one_teller_says_one_story(self) -> None:
        told = [
            a_story(f"T-000{i}", f"Sain apua {i}.", teller="a", tags=["touchpoint:phone"])
            for i in range(4)
        ]
        lines = composed(an_edition(told))

        assert all("1 tarina (" in text for text in texts(lines, "delighted"))

    def test_a_theme_prints_four_numbers_and_counts_the_rest(self) -> None:
        told = [a_story(f"T-100{i}", tags=["touchpoint:phone"]) for i in range(6)]
        line = of_block(composed(an_edition(told)), "delighted")[0]

        assert line.text == "Puhelin: 6 tarinaa (T-1000, T-1001, T-1002, T-1003 ja 2 muuta)"
        assert len(line.ids) == 6

    @pytest.mark.parametrize(
        ("good", "bad", "more", "sentence"),
        [
            (2, 3, [], "Ilahdutti kuunteleminen, satutti tieto ja viestintä"),
            (3, 2, [], "Ilahdutti kuunteleminen, satutti tieto ja viestintä"),
            (
                3,
                2,
                ["empathy:rudeness"],
                "Ilahdutti kuunteleminen ja tieto ja viestintä, satutti tylyys",
            ),
            (3, 3, ["empathy:rudeness"], "Ilahdutti kuunteleminen, satutti tylyys"),
        ],
    )
    def test_the_sentence_names_a_theme_of_both_sides_on_one(
        self, good: int, bad: int, more: list[str], sentence: str
    ) -> None:
        told = [
            *(a_story(f"T-100{i}", tags=["quality:information"]) for i in range(good)),
            *(
                a_story(f"T-200{i}", sentiment=NEGATIVE, tags=["quality:information"])
                for i in range(bad)
            ),
            *(a_story(f"T-300{i}", tags=["empathy:listening"]) for i in range(4)),
            *(a_story(f"T-400{i}", sentiment=NEGATIVE, tags=more) for i in range(4)),
        ]

        assert texts(composed(an_edition(told)), "sentence")[0].startswith(f"{sentence}: ")

    def test_a_theme_that_alone_divides_is_named_on_both_sides(self) -> None:
        moods = [Sentiment.POSITIVE] * 2 + [NEGATIVE] * 2
        told = [
            a_story(f"T-100{i}", sentiment=mood, tags=["quality:information"])
            for i, mood in enumerate(moods)
        ]

        assert texts(composed(an_edition(told)), "sentence")[0].startswith(
            "Ilahdutti tieto ja viestintä, satutti tieto ja viestintä: "
        )

    def test_the_sentence_names_a_touchpoint_only_where_nothing_else_is_known(self) -> None:
        told = [
            *(a_story(f"T-100{i}", tags=["touchpoint:phone"]) for i in range(5)),
            *(a_story(f"T-200{i}", tags=["empathy:listening"]) for i in range(3)),
            *(
                a_story(f"T-300{i}", sentiment=NEGATIVE, tags=["touchpoint:chat"])
                for i in range(3)
            ),
        ]
        lines = composed(an_edition(told))

        assert texts(lines, "sentence")[0].startswith(
            "Ilahdutti kuunteleminen, satutti chat ja viestit: "
        )
        assert [text.partition(":")[0] for text in texts(lines, "delighted")] == [
            "Puhelin",
            "Kuunteleminen",
        ]

    def test_a_quote_in_another_language_is_marked(self) -> None:
        told = [*stories(2), a_story("T-9001", "It was rude.", language="en", sentiment=NEGATIVE)]

        assert texts(composed(an_edition(told)), "hurt") == [
            "”It was rude.” englanniksi, 1 tarina (T-9001)"
        ]

    def test_a_long_name_is_shortened_and_its_numbers_are_not(self) -> None:
        told = [a_story(f"T-100{i}", tags=[f"theme:{'pitkä ' * 40}"]) for i in range(3)]
        text = texts(composed(an_edition(told)), "delighted")[0]

        assert len(text) == 110
        assert text.endswith("…: 3 tarinaa (T-1000, T-1001, T-1002)")


class TestWaiting:
    def test_the_longest_wait_is_in_working_days_without_holidays(self) -> None:
        waiting = (Waiting("T-1000", datetime(2026, 11, 11, 9, tzinfo=UTC)),)
        friday = date(2026, 11, 13)
        edition = an_edition(stories(3), waiting=waiting, is_holiday=lambda day: day == friday)
        lines = composed(edition)

        assert texts(lines, "waiting") == ["1 kertoja odottaa vastausta (T-1000)."]
        assert texts(lines, "oldest") == ["Pisin odotus: 2 työpäivää, lupauksen (3) rajoissa."]

    def test_who_told_three_stories_waits_once(self) -> None:
        one, other = uuid4(), uuid4()
        waiting = tuple(
            Waiting(number, MONDAY_8, teller)
            for number, teller in (("T-1000", one), ("T-1001", one), ("T-1002", other))
        )
        lines = composed(an_edition(stories(3), waiting=waiting))

        assert texts(lines, "waiting") == [
            "2 kertojaa odottaa vastausta (T-1000, T-1001, T-1002)."
        ]

    def test_a_broken_promise_is_said(self) -> None:
        waiting = (Waiting("T-1000", MONDAY_8 - timedelta(days=30)),)
        lines = composed(an_edition(stories(3), waiting=waiting))

        assert texts(lines, "oldest") == ["Pisin odotus: 21 työpäivää, yli lupauksen (3)."]

    def test_only_numbers_that_may_be_listed_are_printed(self) -> None:
        told = [*stories(2), a_story("T-0007", share=Share.STORE)]
        earlier = (a_story("T-0008", week=WEEK_45),)
        waiting = tuple(
            Waiting(number, MONDAY_8) for number in ("T-1000", "T-0007", "T-0008", "T-0009")
        )
        (line,) = of_block(composed(an_edition(told, waiting=waiting, earlier=earlier)), "waiting")

        assert line.text == "4 kertojaa odottaa vastausta (T-0008, T-1000 ja 2 muuta)."
        assert set(line.ids) == {"T-1000", "T-0007", "T-0008", "T-0009"}

    def test_no_number_at_all_leaves_the_count(self) -> None:
        lines = composed(an_edition(stories(3), waiting=(Waiting("T-0009", MONDAY_8),)))

        assert texts(lines, "waiting") == ["1 kertoja odottaa vastausta."]

    def test_a_removed_story_does_not_wait(self) -> None:
        told = [*stories(3), a_story("T-0009", status=Status.WITHDRAWN)]
        lines = composed(an_edition(told, waiting=(Waiting("T-0009", MONDAY_8),)))

        assert not of_block(lines, "waiting_heading")


class TestQuestion:
    def test_it_is_about_a_hard_story_whose_words_are_shown(self) -> None:
        told = [*stories(3), a_story("T-0001", "Jono oli pitkä.", sentiment=NEGATIVE)]
        (question,) = of_block(composed(an_edition(told)), "question")

        assert question.ids == ("T-0001",)
        assert "(T-0001)" in question.text

    def test_without_a_hard_quote_it_is_about_the_story_of_the_week(self) -> None:
        lines = composed(an_edition(stories(3)))

        assert of_block(lines, "question")[0].ids == of_block(lines, "quote")[0].ids

    def test_without_any_words_to_show_it_is_an_easy_start(self) -> None:
        told = [a_story(f"T-000{i}", share=Share.STORE) for i in range(3)]
        lines = composed(an_edition(told))

        assert of_block(lines, "easy_start")
        assert not of_block(lines, "question")


class TestFewStories:
    def test_two_stories_are_both_quoted(self) -> None:
        told = [
            a_story("T-0425", "Sain toiselta tiimiltä apua heti.", role=Role.EMPLOYEE),
            a_story("T-0424", "Ajanvaraus onnistui minuutissa."),
        ]
        lines = composed(an_edition(told))

        assert plain(lines) == (
            "📖 Viikon tarinat · viikko 46\n"
            "9.–15.11.2026 · 2 tarinaa: 1 asiakkaalta, 1 työntekijältä\n"
            "\n"
            "Molemmat tarinat\n"
            "> Ajanvaraus onnistui minuutissa.\n"
            "T-0424 · asiakas\n"
            "> Sain toiselta tiimiltä apua heti.\n"
            "T-0425 · työntekijä\n"
            "Kaksi tarinaa on liian vähän päätelmiin, mutta molemmat kannattaa lukea.\n"
            "\n"
            "Kysymys tiimille\n"
            "Mitä kertoja sai, mitä ei osannut odottaa (T-0424)?\n"
            "\n"
            "Tarinat kertovat, mitä ihmiset halusivat jakaa. "
            "Ne eivät ole otos kaikista asiakkaista. Tunnistetut nimet on poistettu."
        )

    def test_one_story_has_its_own_form(self) -> None:
        lines = composed(an_edition([a_story()], team=a_team(members=0)))

        assert texts(lines, "counts") == ["9.–15.11.2026 · 1 tarina"]
        assert texts(lines, "story_heading") == ["Viikon tarina"]
        assert texts(lines, "source") == ["T-0500"]
        assert texts(lines, "few") == [
            "Yksi tarina ei riitä päätelmiin, mutta se kannattaa lukea."
        ]

    def test_of_two_a_stored_one_is_only_counted(self) -> None:
        lines = composed(an_edition([a_story("T-0001"), a_story("T-0002", share=Share.STORE)]))

        assert texts(lines, "story_heading") == ["Viikon tarina"]
        assert [line.ids for line in of_block(lines, "quote")] == [("T-0001",)]
        assert not of_block(lines, "few")


class TestQuietWeek:
    def test_it_is_short_and_blames_nobody(self) -> None:
        archive = a_story("T-0420", "Pysähdyin ja kuuntelin.", week=WEEK_45, role=Role.EMPLOYEE)
        lines = composed(an_edition(earlier=(archive,), waiting=(Waiting("T-0420", MONDAY_8),)))

        assert plain(lines) == (
            "📖 Viikon tarinat · viikko 46\n"
            "9.–15.11.2026 · ei uusia tarinoita\n"
            "\n"
            "Hiljainen viikko. Se ei kerro, että kaikki olisi hyvin tai huonosti.\n"
            "\n"
            "Odottavat vastausta\n"
            "1 kertoja odottaa vastausta (T-0420).\n"
            "Pisin odotus: 0 työpäivää, lupauksen (3) rajoissa.\n"
            "\n"
            "Arkistosta\n"
            "> Pysähdyin ja kuuntelin.\n"
            "T-0420 · työntekijä · viikko 45\n"
            "\n"
            "Helppo alku\n"
            "Mikä pieni asia sujui tällä viikolla hyvin?\n"
            "\n"
            "Avoimet asiakkaat\n"
            "• T-0420 vk 45 · 0 työpäivää\n"
            f"{TEXTS.text('fi', 'digest-guide')}"
        )

    def test_without_an_archive_it_says_less(self) -> None:
        stored = a_story("T-0420", week=WEEK_45, share=Share.STORE)

        assert not of_block(composed(an_edition(earlier=(stored,))), "archive_heading")

    def test_the_third_one_running_is_one_line(self) -> None:
        lines = composed(an_edition(quiet_weeks=2, waiting=(Waiting("T-0420", MONDAY_8),)))

        assert [line.text for line in lines] == ["📖 Viikko 46 · ei uusia tarinoita"]
        assert len(composed(an_edition(quiet_weeks=1))) > 1


@pytest.mark.parametrize("language", SPOKEN)
@pytest.mark.parametrize("count", [0, 1, 2, 3, 30])
@pytest.mark.parametrize("number", [44, 45, 46])
def test_every_form_is_sound_in_every_language(
    language: Language, count: int, number: int
) -> None:
    week = Week(2026, number)
    told = [
        a_story(f"T-{1000 + i}", week=week, sentiment=list(Sentiment)[i % 4]) for i in range(count)
    ]
    late = [a_story("T-0001", week=week.shifted(-2))] if count else []
    edition = an_edition(
        [*told, *late],
        team=a_team(language=language),
        period=Period(week.shifted(-1), week),
        late=True,
        waiting=tuple(Waiting(story.number, story.told_at) for story in told),
    )

    assert composed(edition)
