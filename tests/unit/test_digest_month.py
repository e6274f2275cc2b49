"""The page for leaders: what stands on it, what never does, and that it is checked."""

import re
from dataclasses import replace
from typing import Any

import pytest

from bot.core.edition import Edition, History, WeekCount
from bot.core.model.digest import Finding, Line, Period
from bot.core.model.language import SPOKEN, Language
from bot.core.model.month import Month, Months
from bot.core.model.story import Role, Share
from bot.core.model.tag import Sentiment, Theme
from bot.core.model.week import Week
from bot.digest.month import WORDS, compose_month, period_name, words
from bot.digest.plain import plain
from bot.digest.prepare import prepare_month
from bot.digest.verifying.month import verify_month
from bot.digest.withdraw import without
from tests.digest_builders import DATA, TEXTS, a_story, a_team, an_evidence, of_block, tells_nobody
from tests.month_builders import LABELS, NOVEMBER, a_month, golden_month, many


def composed(edition: Edition) -> tuple[Line, ...]:
    return compose_month(edition, TEXTS, LABELS)


def found(lines: tuple[Line, ...], edition: Edition) -> tuple[Finding, ...]:
    return verify_month(lines, edition, an_evidence(edition, LABELS))


def texts(lines: tuple[Line, ...], block: str) -> list[str]:
    return [line.text for line in of_block(lines, block)]


# The golden month


@pytest.mark.parametrize("language", SPOKEN)
def test_the_golden_month_gives_the_golden_page(language: Language) -> None:
    expected = (DATA / f"month_2026_11.{language}.txt").read_text(encoding="utf-8")

    assert plain(composed(golden_month(language))) + "\n" == expected


@pytest.mark.parametrize("language", SPOKEN)
def test_the_golden_page_is_sound_and_fits_one_sheet(language: Language) -> None:
    edition = golden_month(language)
    lines = composed(edition)

    assert found(lines, edition) == ()
    assert words(lines) <= WORDS
    assert prepare_month(edition, TEXTS, LABELS, tells_nobody).lines == lines


# Months of few and of many stories


def test_a_month_without_stories_is_short_and_blames_nobody() -> None:
    edition = a_month()

    assert plain(composed(edition)) == (
        "📖 Kuukauden tarinat · marraskuu 2026\n"
        "Ei uusia tarinoita\n"
        "\n"
        "Hiljainen kuukausi. Se ei kerro, että kaikki olisi hyvin tai huonosti.\n"
        "\n"
        "Tarinat kertovat, mitä ihmiset halusivat jakaa. "
        "Ne eivät ole otos kaikista asiakkaista. Tunnistetut nimet on poistettu."
    )
    assert found(composed(edition), edition) == ()


def test_of_two_stories_nothing_is_concluded() -> None:
    story = a_story("T-0501", tags=["service:billing", "must_win:heard", "risk:invoice_error"])
    edition = a_month([a_story("T-0502", share=Share.ORGANISATION), story])
    lines = composed(edition)

    assert {line.block for line in lines} == {
        *("header", "month_figure", "story_heading", "quote", "source", "few", "caution"),
    }
    assert texts(lines, "few") == ["Näin harvasta tarinasta ei voi päätellä mitään."]
    assert found(lines, edition) == ()


@pytest.mark.parametrize("number", [300, 3000])
def test_many_stories_are_one_sheet_too(number: int) -> None:
    edition = many(number)
    lines = composed(edition)

    assert words(lines) <= WORDS
    assert found(lines, edition) == ()
    assert len(of_block(lines, "quote")) == 1


# What may leave the team


@pytest.mark.parametrize("share", [Share.STORE, Share.TEAM])
def test_words_that_were_told_to_the_team_do_not_leave_it(share: Share) -> None:
    lines = composed(a_month([a_story(f"T-050{place}", share=share) for place in range(5)]))

    assert not [line for line in lines if line.ids]
    assert not of_block(lines, "quote")


@pytest.mark.parametrize("text", ["Sana. " * 84, "a " * 121], ids=["characters", "words"])
def test_a_story_that_takes_long_to_read_aloud_is_not_chosen(text: str) -> None:
    long = a_story("T-0501", text.strip(), share=Share.PUBLIC)
    short = a_story("T-0502", "Kiitos.", share=Share.ORGANISATION)

    (quote,) = of_block(composed(a_month([long, short])), "quote")
    assert quote.text == "Kiitos."
    assert not of_block(composed(a_month([long])), "quote")


def test_a_delicate_story_is_not_read_aloud() -> None:
    delicate = a_story(tags=["risk:privacy"], share=Share.ORGANISATION)
    private = a_story("T-0502", tags=["risk:staff_wellbeing"], share=Share.ORGANISATION)

    assert not of_block(composed(a_month([delicate, private])), "quote")


def test_a_risk_for_one_person_is_not_on_the_page() -> None:
    stories = [a_story(f"T-050{place}", tags=["risk:staff_wellbeing"]) for place in range(6)]

    assert not of_block(composed(a_month(stories)), "month_risk")


def test_in_a_small_team_no_role_is_told() -> None:
    weeks = [WeekCount(Week(2026, week), 5, 2) for week in range(37, 49)]
    edition = replace(golden_month(), team=a_team(members=4))
    assert edition.monthly is not None
    edition = replace(edition, monthly=replace(edition.monthly, by_week=tuple(weeks)))
    lines = composed(edition)

    assert texts(lines, "month_figure")[0] == "92 tarinaa"
    assert [line.data for line in of_block(lines, "month_run")] == [("run.all",)]
    assert texts(lines, "source") == ["T-1420"]
    assert found(lines, edition) == ()


# Must-win themes


def must_win(now: int, before: int, **fields: Any) -> Edition:
    theme = ("must_win", "heard")
    team = a_team(themes=(Theme(facet=theme[0], key=theme[1], label={}, synonyms={}),))
    stories = [
        a_story(f"T-{500 + place}", tags=["must_win:heard"] if place < now else [])
        for place in range(24)
    ]
    history = History(weeks=8, tellers=160, by_theme={theme: before})
    return a_month(stories, **({"team": team, "history": history} | fields))


@pytest.mark.parametrize(
    ("now", "before", "word"),
    [
        (8, 8, "siitä puhutaan enemmän"),
        (5, 8, "siitä puhutaan ehkä enemmän"),
        (2, 16, "ennallaan"),
        (0, 80, "siitä puhutaan vähemmän"),
        (4, 0, "uusi aihe"),
    ],
)
def test_the_direction_is_that_of_the_rule_of_trends(now: int, before: int, word: str) -> None:
    (line,) = of_block(composed(must_win(now, before)), "month_must_win")

    assert line.text == f"Jokainen tulee kuulluksi: kertojia puolesta {now}, vastaan 0 · {word}"


@pytest.mark.parametrize("history", [None, History(weeks=3, tellers=160, by_theme={})])
def test_with_too_little_before_no_direction_is_told(history: History | None) -> None:
    (line,) = of_block(composed(must_win(8, 0, history=history)), "month_must_win")

    assert line.text.endswith(" · suunta ei vielä näy")


# Small cells


def service_stories(thanks: int, blame: int, role: Role = Role.CUSTOMER) -> Edition:
    return a_month(
        a_story(
            f"T-{500 + place}",
            tags=["service:billing"],
            sentiment=Sentiment.POSITIVE if place < thanks else Sentiment.NEGATIVE,
            role=role,
        )
        for place in range(thanks + blame)
    )


@pytest.mark.parametrize(
    ("thanks", "blame", "role", "is_shown"),
    [
        (3, 3, Role.CUSTOMER, True),
        (3, 0, Role.CUSTOMER, True),
        (0, 4, Role.CUSTOMER, True),
        (9, 2, Role.CUSTOMER, False),
        (1, 9, Role.CUSTOMER, False),
        (5, 5, Role.EMPLOYEE, True),
        (9, 4, Role.EMPLOYEE, False),
    ],
)
def test_a_small_cell_takes_its_row_with_it(
    thanks: int, blame: int, role: Role, is_shown: bool
) -> None:
    edition = service_stories(thanks, blame, role)
    lines = composed(edition)

    assert texts(lines, "month_service") == (
        [f"Laskutus: kiittäjiä {thanks}, moittijoita {blame}"] if is_shown else []
    )
    assert ("1 palvelun luvut ovat liian pieniä näytettäviksi." in plain(lines)) is not is_shown
    assert found(lines, edition) == ()


def test_who_thanks_ten_times_is_one_who_thanks() -> None:
    stories = [
        a_story(f"T-{500 + place}", tags=["service:billing"], teller=f"teller {place % 3}")
        for place in range(10)
    ]

    assert texts(composed(a_month(stories)), "month_service") == [
        "Laskutus: kiittäjiä 3, moittijoita 0"
    ]


def test_a_row_with_a_small_cell_is_found_by_the_check() -> None:
    edition = service_stories(9, 2)
    data = ("service:billing.thanks", "service:billing.blame")
    line = Line("month_service", "Laskutus: kiittäjiä 9, moittijoita 2", (), data)

    assert [each.check for each in found((line,), edition)] == ["small_cells"]


@pytest.mark.parametrize(
    ("language", "said"),
    [("fi", "(1 työpäivä)"), ("en", "(1 working day)"), ("sv", "(1 arbetsdag)")],
)
def test_a_promise_of_one_day_is_said_as_of_one(language: Language, said: str) -> None:
    edition = golden_month(language)
    edition = replace(edition, team=replace(edition.team, reply_days=1))
    lines = composed(edition)

    assert said in texts(lines, "month_figure")[1]
    assert found(lines, edition) == ()


# The check


def test_every_changed_number_of_the_golden_page_is_found() -> None:
    edition = golden_month()
    lines = composed(edition)

    unseen = []
    for line in lines:
        for match in re.finditer(r"\d+", line.text):
            changed = f"{line.text[: match.start()]}{int(match[0]) + 1}{line.text[match.end() :]}"
            altered = [replace(each, text=changed) if each is line else each for each in lines]
            if not found(tuple(altered), edition):
                unseen.append(changed)
    assert unseen == []


@pytest.mark.parametrize(
    ("block", "right", "wrong"),
    [
        ("month_must_win", "puolesta 8, vastaan 8 · ennallaan", "puhutaan enemmän"),
        ("month_must_win", "vastaan 12 · ennallaan", "suunta ei vielä näy"),
        ("month_run", "Kaikki", "Asiakkaat"),
        ("month_run", "Asiakkaat", "Työntekijät"),
    ],
)
def test_a_changed_word_of_the_golden_page_is_found(block: str, right: str, wrong: str) -> None:
    edition = golden_month()
    old = right.rpartition(" · ")[2]
    (line, *_) = (each for each in of_block(composed(edition), block) if right in each.text)

    assert found((replace(line, text=line.text.replace(old, wrong)),), edition)


STAGES = ("buy", "use")


def unknown_month() -> Edition:
    """Nobody told of the time before a purchase, and nobody of the old and of the young."""
    keys = ("senior", "young")
    groups = [Theme(facet="focus_group", key=key, label={}, synonyms={}) for key in keys]
    stories = [a_story(f"T-050{place}", tags=[f"stage:{STAGES[place % 2]}"]) for place in range(6)]
    return a_month(stories, team=a_team(themes=tuple(groups)))


def test_what_nobody_told_of_is_counted_again() -> None:
    edition = unknown_month()
    phases, groups, *_ = of_block(composed(edition), "month_unknown")
    names = groups.text.partition(": ")[2]

    assert phases.text == "Ei tarinoita vaiheista: ennen ostoa"
    assert names.count(", ") == 1
    assert found((phases, groups), edition) == ()
    for line, right, wrong in (
        (phases, "ennen ostoa", "oston jälkeen"),
        (phases, "ennen ostoa", "ennen ostoa, oston jälkeen"),
        (groups, names, names.split(", ")[0]),
        (groups, names, "lapset"),
    ):
        assert found((replace(line, text=line.text.replace(right, wrong)),), edition)


def test_a_group_with_a_long_name_is_read_though_its_name_is_cut() -> None:
    edition = unknown_month()
    long = dict.fromkeys(SPOKEN, "Asiakkaat, jotka " + "asioivat " * 9)
    labels = replace(LABELS, names=dict(LABELS.names) | {("focus_group", "senior"): long})
    _, groups, *_ = of_block(compose_month(edition, TEXTS, labels), "month_unknown")

    assert "…, " in groups.text
    assert verify_month((groups,), edition, an_evidence(edition, labels)) == ()


@pytest.mark.parametrize("stories", [0, 3])
def test_that_stories_are_few_is_said_of_few(stories: int) -> None:
    (few,) = of_block(composed(a_month([a_story()])), "few")
    edition = a_month([a_story(f"T-050{place}") for place in range(stories)])

    assert [each.check for each in found((few,), edition)] == ["numbers"]


@pytest.mark.parametrize("block", ["month_must_win", "month_service", "month_risk", "month_run"])
@pytest.mark.parametrize("data", [(), ("risk.none",), ("service:none.thanks",)])
def test_a_line_that_names_no_figure_of_the_page_is_found(
    block: str, data: tuple[str, ...]
) -> None:
    edition = golden_month()
    line, *_ = of_block(composed(edition), block)

    assert found((replace(line, data=data),), edition)


def test_a_sentence_that_is_not_kuules_is_found() -> None:
    edition = golden_month()

    assert found((Line("month_unknown", "Kaikki on hyvin.", ()),), edition)


def test_a_story_of_the_team_that_is_read_aloud_is_found() -> None:
    edition = a_month([a_story()])
    lines = (
        Line("quote", "Asiakas kiitti avusta.", ("T-0500",)),
        Line("source", "T-0500 · asiakas", ("T-0500",)),
    )

    assert {each.check for each in found(lines, edition)} == {"share"}


def test_what_fails_the_check_is_left_out_with_its_heading() -> None:
    edition = golden_month()

    page = prepare_month(edition, TEXTS, LABELS, lambda text: "Laskutusvirhe" in text)

    assert page.lines
    assert "Laskutusvirhe" not in plain(page.lines)


def test_the_story_of_a_teller_who_takes_it_back_leaves_the_page() -> None:
    lines = without(composed(golden_month()), "T-1420", TEXTS, "fi")

    assert texts(lines, "quote") == ["poistettu kertojan pyynnöstä"]
    assert "T-1420" not in plain(lines)


# The months


@pytest.mark.parametrize(
    ("months", "name"),
    [
        (Months(NOVEMBER, NOVEMBER), "11 2026"),
        (Months(NOVEMBER, Month(2026, 12)), "11–12 2026"),
        (Months(Month(2026, 12), Month(2027, 1)), "12 2026 – 1 2027"),
    ],
)
def test_two_months_are_named_with_as_few_years_as_needed(months: Months, name: str) -> None:
    assert period_name(months, lambda month: str(month.number)) == name


def test_a_page_of_two_months_says_so() -> None:
    months = Months(Month(2026, 10), NOVEMBER)
    edition = a_month(period=Period(months.first_week(), months.last_week()))
    assert edition.monthly is not None
    edition = replace(edition, monthly=replace(edition.monthly, months=months))
    lines = composed(edition)

    assert texts(lines, "header") == ["📖 Kuukauden tarinat · lokakuu–marraskuu 2026"]
    assert texts(lines, "merged") == ["Edellinen sivu jäi väliin, joten tässä on kaksi kuukautta."]
    assert found(lines, edition) == ()


def test_a_month_begins_and_ends_at_local_midnight() -> None:
    assert [str(Month.parse("2027-01").shifted(months)) for months in (-1, 0, 12)] == [
        *("2026-12", "2027-01", "2028-01"),
    ]
    assert str(Month(2028, 2).last_day()) == "2028-02-29"
    assert [str(Months(NOVEMBER, NOVEMBER).first_week()), str(NOVEMBER.first_day())] == [
        *("2026-W44", "2026-11-01"),
    ]


@pytest.mark.parametrize("text", ["2026-13", "2026-00", "2026-1", "26-01", "last", "2026-W46"])
def test_what_is_no_month_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=rf"{text}|month"):
        Month.parse(text)
