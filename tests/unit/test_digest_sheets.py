from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.edition import Edition, History
from bot.core.model.digest import Line, Phase, Tone
from bot.core.model.language import SPOKEN, Language
from bot.core.model.story import Role, Share, Status, Story, Waiting
from bot.core.model.tag import Sentiment, Theme
from bot.digest.compose import compose
from bot.digest.dots import picture_of
from bot.digest.figures import figures
from bot.digest.plain import plain
from bot.i18n.catalogue import Catalogue
from tests.digest_builders import (
    MONDAY_8,
    FakeLabels,
    a_story,
    a_team,
    an_edition,
    findings_in,
    of_block,
    week46,
)

TEXTS, LABELS = Catalogue(), FakeLabels.of_taxonomy()
NEGATIVE = Sentiment.NEGATIVE
THEMES = tuple(
    Theme(facet=facet, key=key, label={}, synonyms={})
    for facet, key in (("must_win", "heard"), ("focus_group", "senior"), ("focus_group", "young"))
)


def composed(*stories: Story, **fields: object) -> tuple[Line, ...]:
    return compose(an_edition(stories, **fields), TEXTS, LABELS)


def texts(lines: tuple[Line, ...], block: str) -> list[str]:
    return [line.text for line in of_block(lines, block)]


def many(count: int, first: int = 1000, **fields: object) -> list[Story]:
    return [a_story(f"T-{first + i}", f"Tarina {i}.", **fields) for i in range(count)]  # type: ignore[arg-type]  # the builder checks


def values(edition: Edition) -> dict[str, int]:
    return dict(figures(edition).values)


class TestSentence:
    @pytest.mark.parametrize("language", SPOKEN)
    def test_every_theme_that_it_names_is_an_item_below(self, language: Language) -> None:
        lines = compose(week46(language=language), TEXTS, LABELS)
        (sentence,) = texts(lines, "sentence")
        items = [
            line.text.partition(":")[0] for line in lines if line.block in {"delighted", "hurt"}
        ]
        named = [name for name in items if name[1:].casefold() in sentence.casefold()]

        assert len(named) == 4
        assert len(sentence) <= 200

    def test_without_themes_it_tells_the_moods(self) -> None:
        (line,) = of_block(composed(*many(3)), "sentence")

        assert line.text == (
            "Tarinoita on monesta asiasta: 3 myönteistä, 0 kielteistä, 0 kaksijakoista "
            "ja 0 neutraalia tarinaa."
        )
        assert set(line.data) == {f"mood.{mood}" for mood in Sentiment}

    def test_long_names_leave_room_for_one_theme_a_side(self) -> None:
        stories = [
            a_story(f"T-{1000 + 10 * i + j}", tags=[f"theme:{letter * 70}"], sentiment=sentiment)
            for i, (letter, sentiment) in enumerate(
                (("a", NEGATIVE), ("b", NEGATIVE), ("c", Sentiment.POSITIVE))
            )
            for j in range(3)
        ]
        (text,) = texts(composed(*stories), "sentence")

        assert len(text) <= 200
        assert "aaa" in text
        assert "bbb" not in text


class TestChanges:
    def test_a_change_rests_on_its_figures_and_its_stories(self) -> None:
        first, _ = of_block(compose(week46(), TEXTS, LABELS), "rising")

        assert first.ids == ("T-0402", "T-0403", "T-0404", "T-0405")
        assert first.data[0] == "theme.theme:closing_time"
        assert first.reason == "clear_rise"

    @pytest.mark.parametrize(
        ("weeks", "tellers", "said"),
        [(8, 160, "Ei selviä muutoksia."), (3, 60, "Liian vähän kertojia muutosten näkemiseen.")],
    )
    def test_that_there_is_none_is_an_answer_too(
        self, weeks: int, tellers: int, said: str
    ) -> None:
        history = History(weeks=weeks, tellers=tellers, by_theme={})

        assert texts(composed(*many(3), history=history), "steady") == [said]

    def test_where_nothing_is_known_of_before_nothing_is_said(self) -> None:
        assert not of_block(composed(*many(3)), "rising_heading")

    def test_another_mix_is_told_where_roles_may_be(self) -> None:
        history = History(weeks=8, tellers=160, by_theme={}, customers=60)
        told = many(20)

        assert texts(composed(*told, history=history), "mix") == [
            "Kertojien joukko muuttui: asiakkaita 20/20 kertojaa, aiemmin 60/160."
        ]
        small = a_team(members=4)
        assert not of_block(composed(*told, history=history, team=small), "mix")

    def test_a_fall_has_its_own_heading(self) -> None:
        history = History(weeks=8, tellers=160, by_theme={("theme", "queue"): 60})
        lines = composed(*many(23), history=history)

        assert texts(lines, "rising_heading") == ["Laskussa"]
        assert texts(lines, "rising") == [
            "↓ queue: 0/23 kertojaa, aiemmin 60/160 (8 viikkoa). Selvä muutos."
        ]


class TestMustWin:
    def test_tellers_for_against_and_with_ideas_are_counted(self) -> None:
        told = [
            a_story("T-0001", tags=["must_win:heard"]),
            a_story("T-0002", tags=["must_win:heard"], sentiment=NEGATIVE, teller="a"),
            a_story("T-0003", tags=["must_win:heard"], sentiment=NEGATIVE, teller="a"),
            a_story("T-0004", tags=["must_win:heard", "kind:idea"], sentiment=Sentiment.NEUTRAL),
        ]
        lines = composed(*told, team=a_team(themes=THEMES))

        assert texts(lines, "must_win") == [
            "Jokainen tulee kuulluksi: kertojia puolesta 1, vastaan 1, ideoita 1"
        ]
        assert of_block(lines, "must_win")[0].data == ("theme.must_win:heard",)

    def test_its_quote_is_grave_and_not_yet_shown(self) -> None:
        told = [
            a_story(f"T-000{i}", f"Sanat {i}.", tags=["must_win:heard"], criticality=i)
            for i in range(4)
        ]
        lines = composed(*told, team=a_team(themes=THEMES))
        above = of_block(lines, "quote")[0].ids

        (quote,) = of_block(lines, "must_win_quote")
        assert quote.ids == ("T-0003",)
        assert quote.ids != above

    def test_a_goal_is_no_item_of_what_hurt(self) -> None:
        told = [a_story(f"T-{i}", tags=["must_win:heard"], sentiment=NEGATIVE) for i in range(3)]
        lines = composed(*told, team=a_team(themes=THEMES))

        assert all(len(line.ids) == 1 for line in of_block(lines, "hurt"))


class TestIdeasAndRisks:
    def test_an_idea_is_quoted_with_its_horizon_and_is_new(self) -> None:
        told = [a_story("T-0001", "Voisiko jonon näyttää?", tags=["kind:idea", "horizon:new"])]
        lines = composed(*told, *many(2))

        assert texts(lines, "idea") == [
            f"”Voisiko jonon näyttää?” (T-0001), {LABELS.label('horizon', 'new', 'fi').lower()}"
            " · tila: uusi"
        ]

    def test_an_idea_that_many_have_is_quoted_once(self) -> None:
        told = [
            a_story(f"T-000{i}", "Voisiko jonon näyttää?" + "?" * i, tags=["kind:idea"])
            for i in range(3)
        ]
        other = a_story("T-0009", "Kassalle tarvitaan tuoli.", tags=["kind:idea"])

        assert [line.ids for line in of_block(composed(*told, other), "idea")] == [
            ("T-0000",),
            ("T-0009",),
        ]

    @pytest.mark.parametrize("language", SPOKEN)
    def test_above_fifteen_ideas_the_stories_with_others_are_counted(
        self, language: Language
    ) -> None:
        told = [
            a_story(f"T-{number}", f"{words} {words} {words}.", tags=["kind:idea"])
            for number, words in enumerate(_unlike(18), start=1000)
        ]
        again = replace(a_story("T-1999", tags=["kind:idea"]), parts=told[0].parts)
        stored = a_story("T-1998", "Salaa.", tags=["kind:idea"], share=Share.STORE)
        edition = an_edition([*told, again, stored], team=a_team(language=language))
        lines = compose(edition, TEXTS, LABELS)

        assert len(of_block(lines, "idea")) == 15
        (more,) = of_block(lines, "more_ideas")
        assert more.ids == ("T-1015", "T-1016", "T-1017", "T-1999")
        assert "4" in more.text
        assert findings_in(lines, edition) == ()
        fewer = replace(more, ids=more.ids[1:], text=more.text.replace("4", "3"))
        wrong = [fewer if line is more else line for line in lines]
        assert fewer in [finding.line for finding in findings_in(wrong, edition)]

    def test_where_all_ideas_are_listed_none_is_counted(self) -> None:
        told = [
            a_story(f"T-{number}", f"{words} {words} {words}.", tags=["kind:idea"])
            for number, words in enumerate(_unlike(15), start=1000)
        ]

        assert not of_block(composed(*told, replace(told[0], number="T-1999")), "more_ideas")

    def test_a_stored_idea_is_not_quoted(self) -> None:
        told = [a_story("T-0001", "Salaa.", tags=["kind:idea"], share=Share.STORE)]

        assert not of_block(composed(*told, *many(2)), "ideas_heading")

    def test_a_risk_has_a_count_and_the_day_by_which_a_reply_is_promised(self) -> None:
        told = a_story("T-0001", tags=["risk:billing"], sentiment=NEGATIVE)
        waiting = (Waiting("T-0001", told.told_at),)
        (line,) = of_block(composed(told, *many(2), waiting=waiting), "risk")

        assert line.text == "Laskutusvirhe: 1 tarina, vastattava viimeistään 12.11.2026"
        assert line.data == ("risk.billing",)

    @pytest.mark.parametrize("kind", ["urgent_person", "dignity", "staff_wellbeing"])
    def test_a_risk_for_one_person_has_neither_count_nor_story(self, kind: str) -> None:
        lines = composed(a_story("T-0001", tags=[f"risk:{kind}"]), *many(2))
        (line,) = of_block(lines, "risk")

        assert line.text.endswith(": ohjattu vastuuhenkilölle")
        assert (line.ids, line.data) == ((), ())
        assert f"risk.{kind}" not in values(an_edition([a_story(tags=[f"risk:{kind}"])]))

    def test_what_is_grave_and_stays_with_few_is_routed_aloud(self) -> None:
        grave = a_story("T-0001", criticality=5, share=Share.STORE)

        assert texts(composed(grave, *many(2)), "risk") == [
            "Muu vakava asia: ohjattu vastuuhenkilölle"
        ]


class TestOpenAndAll:
    def test_who_waits_is_listed_longest_first_with_theme_and_days(self) -> None:
        told = [a_story("T-0001", tags=["theme:invoice"]), *many(2)]
        waiting = (
            Waiting("T-1000", MONDAY_8 - timedelta(days=3)),
            Waiting("T-0001", MONDAY_8 - timedelta(days=7)),
            Waiting("T-0404", MONDAY_8),
        )
        lines = composed(*told, waiting=waiting)

        assert texts(lines, "open") == ["T-0001 · Laskutus · 5 työpäivää", "T-1000 · 1 työpäivä"]
        assert of_block(lines, "guide")

    @pytest.mark.parametrize(("count", "reasons"), [(15, {""}), (16, {"longest"})])
    def test_those_who_wait_are_chosen_only_where_not_all_are_listed(
        self, count: int, reasons: set[str]
    ) -> None:
        told = many(count)
        waiting = tuple(Waiting(story.number, MONDAY_8) for story in told)
        listed = of_block(composed(*told, waiting=waiting), "open")

        assert (len(listed), {line.reason for line in listed}) == (15, reasons)

    def test_every_publishable_story_is_listed_by_number(self) -> None:
        told = [*many(5)[::-1], a_story("T-0001", share=Share.STORE)]
        lines = composed(*told)

        assert [line.ids for line in of_block(lines, "story")] == [
            (f"T-{1000 + i}",) for i in range(5)
        ]

    def test_above_sixty_the_rest_is_counted_but_nothing_grave(self) -> None:
        lines = composed(*many(70), a_story("T-9000", criticality=4, sentiment=NEGATIVE))

        listed = of_block(lines, "story")
        assert len(listed) == 60
        assert listed[0].ids == ("T-9000",)
        (more,) = of_block(lines, "more_stories")
        assert (more.text, len(more.ids)) == ("Lisäksi 11 muuta tarinaa.", 11)


class TestFigures:
    def test_every_figure_that_a_line_cites_is_printed_once(self) -> None:
        lines = compose(week46(), TEXTS, LABELS)
        printed = [line.data for line in of_block(lines, "number")]

        assert len(set(printed)) == len(printed)
        assert {(name,) for line in lines for name in line.data} <= set(printed)

    def test_the_golden_week_has_the_figures_of_its_example(self) -> None:
        found = values(week46())

        assert {name: found[name] for name in ("stories", "stories.customers", "tellers")} == {
            "stories": 23,
            "stories.customers": 14,
            "tellers": 23,
        }
        assert [found[f"mood.{mood}"] for mood in Sentiment] == [10, 2, 8, 3]
        assert [found[f"phase.{phase}"] for phase in Phase] == [1, 11, 11]
        assert (found["waiting"], found["waiting.oldest"]) == (3, 5)
        assert found["theme.theme:closing_time.before"] == 3

    def test_a_removed_story_is_no_figure(self) -> None:
        gone = a_story("T-0001", status=Status.WITHDRAWN, tags=["theme:queue"])

        assert values(an_edition([gone, a_story()]))["stories"] == 1
        assert "theme.theme:queue" not in values(an_edition([gone, a_story()]))

    @pytest.mark.parametrize(
        ("gave", "took", "hidden"), [(5, 5, 0), (9, 4, 2), (0, 4, 1), (0, 0, 0)]
    )
    def test_energy_is_hidden_below_five_on_either_side(
        self, gave: int, took: int, hidden: int
    ) -> None:
        told = [
            *many(gave, 1000, role=Role.EMPLOYEE, tags=["energy:energised"]),
            *many(took, 2000, role=Role.EMPLOYEE, tags=["energy:drained"]),
            *many(3, 3000),
        ]
        found = figures(an_edition(told))

        assert ("energy.gave" in found.values) == (hidden == 0 and gave > 0)
        assert found.hidden == hidden

    @pytest.mark.parametrize(("silent", "is_told"), [(0, True), (1, False), (4, False), (5, True)])
    def test_energy_is_hidden_where_few_are_left_over(self, silent: int, is_told: bool) -> None:
        told = [
            *many(5, 1000, role=Role.EMPLOYEE, tags=["energy:energised"]),
            *many(5, 2000, role=Role.EMPLOYEE, tags=["energy:drained"]),
            *many(silent, 3000, role=Role.EMPLOYEE),
        ]

        assert ("energy.gave" in values(an_edition(told))) == is_told

    def test_no_role_and_no_energy_is_counted_in_a_small_team(self) -> None:
        told = many(9, role=Role.EMPLOYEE, tags=["energy:energised"])
        found = values(an_edition(told, team=a_team(members=4)))

        assert not [name for name in found if name.startswith(("energy", "stories."))]

    def test_silent_phases_are_named_and_small_groups_like_silent_ones(self) -> None:
        told = [
            *many(3, 1000, tags=["focus_group:young", "stage:use"]),
            *many(2, 2000, tags=["focus_group:senior", "stage:aware"]),
        ]
        lines = composed(*told, team=a_team(themes=THEMES))

        assert texts(lines, "missing") == [
            "Ei tarinoita vaiheista: palvelun aikana",
            "Liian vähän kertojia ryhmistä: senior",
        ]

    def test_a_sensitive_group_is_never_named(self) -> None:
        team = a_team(themes=THEMES, sensitive_groups=frozenset({"senior", "young"}))

        assert "senior" not in plain(composed(*many(3), team=team))


class TestPicture:
    def test_below_five_stories_there_is_none(self) -> None:
        edition = an_edition(many(4))
        lines = compose(edition, TEXTS, LABELS)

        assert picture_of(edition, lines) is None
        assert not of_block(lines, "picture")

    def test_a_team_that_wants_no_picture_reads_no_words_of_one(self) -> None:
        edition = an_edition(many(5), team=a_team(digest_picture=False))
        lines = compose(edition, TEXTS, LABELS)

        assert picture_of(edition, lines) is None
        assert not of_block(lines, "picture")

    def test_the_stories_that_are_shown_have_a_dot_and_the_rest_is_a_number(self) -> None:
        edition = an_edition(
            [
                *many(4),
                a_story("T-2000", sentiment=NEGATIVE, tags=["stage:use"], role=Role.EMPLOYEE),
                a_story("T-0001", share=Share.STORE),
            ],
            waiting=(Waiting("T-2000", MONDAY_8),),
        )
        lines = compose(edition, TEXTS, LABELS)
        picture = picture_of(edition, lines)

        assert picture is not None
        assert picture.others == 1
        last = picture.dots[-1]
        assert (last.number, last.phase, last.tone) == ("T-2000", Phase.AFTER, Tone.HURT)
        assert (last.role, last.waits) == (Role.EMPLOYEE, True)
        assert of_block(lines, "picture")[0].ids == tuple(dot.number for dot in picture.dots)

    def test_in_a_small_team_no_dot_has_a_role(self) -> None:
        edition = an_edition(many(5), team=a_team(members=4))
        picture = picture_of(edition, compose(edition, TEXTS, LABELS))

        assert picture is not None
        assert {dot.role for dot in picture.dots} == {None}

    def test_its_words_have_every_figure(self) -> None:
        (line,) = of_block(compose(week46(), TEXTS, LABELS), "picture")

        assert line.text.startswith(
            "Pistekuvio tarinoista: 23 tarinaa, ennen ostoa 1, palvelun aikana 11, jälkeen 11."
        )
        assert len(line.text) <= 500
        assert "waiting" in line.data


def _unlike(many: int) -> list[str]:
    """Return so many words of which no two are alike."""
    return [letter * 6 for letter in "abcdefghijklmnopqrstuvwxyz"[:many]]
