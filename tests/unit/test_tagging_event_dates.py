"""Days and times in a text, told no more exactly than by their month."""

from dataclasses import replace
from itertools import product
from zoneinfo import ZoneInfo

import pytest

from bot.core.model.language import SPOKEN, Language
from bot.core.model.tag import Theme
from bot.core.model.team import Team
from bot.tagging.event_dates.find import find_dates
from bot.tagging.event_dates.marks import MONTHS, EventDate, Grain, date_mark
from bot.tagging.tagger import CueTagger

TAGGER = CueTagger()
OPEN = Team(id="t", name="t", language="fi", timezone=ZoneInfo("Europe/Helsinki"))
TEAM = replace(OPEN, coarse_dates=True)


def shown(text: str, language: Language) -> str:
    pieces: list[str] = []
    end = 0
    for date in find_dates(text, language):
        pieces += (text[end : date.start], date_mark(date, language))
        end = date.end
    return "".join((*pieces, text[end:]))


@pytest.mark.parametrize(
    ("text", "coarse"),
    [
        ("Kävin 12.11.2026 hakemassa.", "Kävin [marraskuu 2026] hakemassa."),
        ("Kävin 1.2.26 hakemassa.", "Kävin [helmikuu 2026] hakemassa."),
        ("Kävin 12. 11. 2026.", "Kävin [marraskuu 2026]."),
        ("Tilasin 12.11. ja odotin.", "Tilasin [marraskuu] ja odotin."),
        ("Tilasin sen 12.11. Mitään ei kuulu.", "Tilasin sen [marraskuu]. Mitään ei kuulu."),
        ("Tilasin sen 12.11.", "Tilasin sen [marraskuu]."),
        ("Olin jonossa ke 12.11. aamulla", "Olin jonossa [marraskuu] aamulla"),
        ("Huoltokatko 12.–14.11.2026 haittasi", "Huoltokatko [marraskuu 2026] haittasi"),
        ("Huoltokatko 12.11.2026-14.11.2026 haittasi", "Huoltokatko [marraskuu 2026] haittasi"),
        ("Matka 30.11.–2.12. peruttiin", "Matka [marraskuu]–[joulukuu] peruttiin"),
        ("Kävin 2026-11-12 liikkeessä", "Kävin [marraskuu 2026] liikkeessä"),
        ("Leima 2026-11-12T14:30:05Z kuitissa", "Leima [marraskuu 2026] kuitissa"),
        ("Soitin 12. marraskuuta 2026 teille", "Soitin [marraskuu 2026] teille"),
        ("Soitin 12. marraskuuta teille", "Soitin [marraskuu] teille"),
        ("Soitin 3. päivänä toukokuuta teille", "Soitin [toukokuu] teille"),
        ("Marraskuun 12. päivänä jouduin", "[marraskuu] jouduin"),
        ("Huhtikuun 3:ntena jouduin", "[huhtikuu] jouduin"),
        ("Lasku erääntyi 12. päivänä", "Lasku erääntyi [päivämäärä]"),
        ("Lasku erääntyi viime kuun 12. päivä", "Lasku erääntyi [päivämäärä]"),
        ("Viime tiistaina kassalla", "[arkipäivä] kassalla"),
        ("Tulin lauantaina, täyttä oli", "Tulin [viikonloppu], täyttä oli"),
        ("Tulin torstai-iltana myöhään", "Tulin [arkipäivä] myöhään"),
        ("Tulin sunnuntaiaamuna", "Tulin [viikonloppu]"),
        ("Odotin tiistaista asti", "Odotin [arkipäivä]"),
        ("Viime perjantain tilaus", "[arkipäivä] tilaus"),
        ("Tiistaina 12.11.2026 klo 14.30 soitin", "[marraskuu 2026] soitin"),
        ("Tulin klo 14.30 paikalle", "Tulin [kellonaika] paikalle"),
        ("Tulin kello 9 paikalle", "Tulin [kellonaika] paikalle"),
        ("Tulin klo 14:ltä paikalle", "Tulin [kellonaika] paikalle"),
        ("Odotin klo 9–11 pihalla", "Odotin [kellonaika] pihalla"),
        ("Tulin kello kolmelta", "Tulin [kellonaika]"),
        ("Tulin puoli kolmelta", "Tulin [kellonaika]"),
        ("Tulin kahden aikaan", "Tulin [kellonaika]"),
        ("Tulin 14.30 aikaan", "Tulin [kellonaika]"),
        ("Kone lähti 16:45 vasta", "Kone lähti [kellonaika] vasta"),
    ],
)
def test_a_finnish_date_leaves_its_month(text: str, coarse: str) -> None:
    assert shown(text, "fi") == coarse


@pytest.mark.parametrize(
    ("text", "coarse"),
    [
        ("I came on November 12th and waited", "I came on [November] and waited"),
        ("I came on Nov 12, 2026.", "I came on [November 2026]."),
        ("I came on Nov. 12 at noon", "I came on [November] at noon"),
        ("On 12 November 2026 I rang", "On [November 2026] I rang"),
        ("The 12th of May was the day", "[May] was the day"),
        ("On May 3 I rang", "On [May] I rang"),
        ("the 3rd of march it broke", "[March] it broke"),
        ("Between 3-5 June I rang", "Between [June] I rang"),
        ("Bought 13/11/2026 in town", "Bought [November 2026] in town"),
        ("Bought 11/13/2026 in town", "Bought [November 2026] in town"),
        ("Bought 11/12/2026 in town", "Bought [2026] in town"),
        ("Bought 12-13-2026 in town", "Bought [December 2026] in town"),
        ("I rang on the 12th, nobody came", "I rang on [date], nobody came"),
        ("Last Tuesday I rang", "[weekday] I rang"),
        ("I rang on Saturday morning", "I rang on [weekend]"),
        ("On Tuesday, November 12th at 2.30 pm I rang", "On [November] I rang"),
        ("I rang at 2 pm", "I rang at [time]"),
        ("I rang at 10:15 and 4 p.m. again", "I rang at [time] and [time] again"),
        ("I rang at three o'clock", "I rang at [time]"),
        ("I rang at half past three", "I rang at [time]"),
        ("Open until 9:00-17:00 they said", "Open until [time] they said"),
    ],
)
def test_an_english_date_leaves_its_month(text: str, coarse: str) -> None:
    assert shown(text, "en") == coarse


@pytest.mark.parametrize(
    ("text", "coarse"),
    [
        ("Jag kom den 12 november 2026.", "Jag kom [november 2026]."),
        ("Jag kom 12 november hit", "Jag kom [november] hit"),
        ("Jag kom den 3:e maj hit", "Jag kom [maj] hit"),
        ("Jag kom 3-5 juni hit", "Jag kom [juni] hit"),
        ("Jag kom 12 nov. 2026 hit", "Jag kom [november 2026] hit"),
        ("Jag kom den 12/11 hit", "Jag kom [november] hit"),
        ("Jag kom den 12:e, ingen svarade", "Jag kom [datum], ingen svarade"),
        ("Jag kom i tisdags kväll", "Jag kom [vardag]"),
        ("Jag kom på lördagen", "Jag kom på [helg]"),
        ("Förra torsdagen kom jag", "[vardag] kom jag"),
        ("Jag kom tisdagen den 12 november kl. 14.30", "Jag kom [november]"),
        ("Jag kom klockan 14 hit", "Jag kom [klockslag] hit"),
        ("Jag kom klockan halv tre", "Jag kom [klockslag]"),
        ("Jag kom vid 14-tiden", "Jag kom [klockslag]"),
        ("Jag kom vid tretiden", "Jag kom [klockslag]"),
        ("Jag kom kvart över två", "Jag kom [klockslag]"),
    ],
)
def test_a_swedish_date_leaves_its_month(text: str, coarse: str) -> None:
    assert shown(text, "sv") == coarse


@pytest.mark.parametrize(
    "text",
    [
        "Käyn tiistaisin ja joka lauantai, olette auki maanantaista perjantaihin.",
        "Asun marraskuun pimeydessä, marraskuussa 2026 oli kylmä.",
        "Versio 2.11. kaatui, luku 3.5. oli tyhjä.",
        "Osoite 10.12.20.26 ei vastaa, versio 3.5.1 kylläkin.",
        "Maksoin 12,11 euroa ja 5.10 € päälle, alennus 2.5. % vain.",
        "Odotin 12 tuntia, 3. yritys onnistui, jonossa 12. vuoro.",
        "Kysyin kolmelta myyjältä, kahdelta asiakkaalta.",
        "Kolmen tunnin jono, klo oli mitä oli.",
        "Huone 12/11 oli likainen, puolet 1/2 rikki.",
        "We visit every Tuesday and on Saturdays, Monday to Friday you are open.",
        "In May I may march 3 miles; you may 12 times try.",
        "In May 12 people came, the 12th floor was closed, the 5th attempt failed.",
        "It cost 5.10. Then 12.11 more. Version 1.2.3 failed, ratio 24/7.",
        "Black Friday was chaos, the march 8 times longer.",
        "Vi kommer varje tisdag och på tisdagar, måndag till fredag är det öppet.",
        "Den 12:e våningen, halv åtta-timmen, 3 marsch.",
        "Tavaraa 100 12 3.5 45-11-12 kpl.",
    ],
)
def test_what_is_no_day_of_one_event_stays(text: str) -> None:
    assert shown(text, "en") == text


ALL_MARKS = [
    date_mark(EventDate(0, 1, Grain.MONTH, month, year), language)
    for language, month, year in product(SPOKEN, range(1, 13), ("", "2026"))
] + [
    date_mark(EventDate(0, 1, grain, 0, "2026"), language)
    for language, grain in product(SPOKEN, Grain)
    if grain is not Grain.MONTH
]


@pytest.mark.parametrize("mark", ALL_MARKS)
def test_a_mark_is_no_word_no_name_and_no_date(mark: str) -> None:
    text = f"Kiitos {mark}! Soitin, {mark} and Mr {mark} vastasi. Terveisin {mark} Virtaselta."

    reading = TAGGER.read(text, replace(TEAM, themes=(_theme(mark),)))

    assert mark in reading.masked
    assert reading.masked.count(mark) == text.count(mark)
    assert "own" not in {tag.key for tag in reading.tags}


def test_dates_stay_where_the_team_did_not_ask() -> None:
    text = "Soitin tiistaina 12.11.2026 klo 14.30."

    assert TAGGER.read(text, OPEN).masked == text
    assert TAGGER.read(text, TEAM).masked == "Soitin [marraskuu 2026]."


def test_the_marks_are_in_the_language_of_the_text() -> None:
    english = TAGGER.read("I called you on November 12th and nobody answered.", TEAM)

    assert english.masked == "I called you on [November] and nobody answered."


def test_tags_rest_on_the_same_words_behind_a_date() -> None:
    text = "Tiistaina 12.11.2026 odotin puhelimessa tunnin, klo 9 vastattiin. Olen pettynyt."

    def resting(team: Team) -> set[tuple[str, str, str]]:
        reading = TAGGER.read(text, team)
        return {(tag.facet, tag.key, reading.masked[tag.start : tag.end]) for tag in reading.tags}

    assert resting(TEAM) == resting(OPEN)


def test_what_rests_on_a_date_alone_is_not_said() -> None:
    team = replace(OPEN, themes=(_theme("tiistaina"),))
    text = "Kävin tiistaina kassalla."

    assert "own" in {tag.key for tag in TAGGER.read(text, team).tags}
    assert "own" not in {
        tag.key for tag in TAGGER.read(text, replace(team, coarse_dates=True)).tags
    }


def test_personal_data_is_not_taken_for_a_date() -> None:
    reading = TAGGER.read("Soita 040 1211 2026, hetu 131052-308T, 12.11. sopii.", TEAM)

    assert reading.masked == "Soita [puhelinnumero], hetu [henkilötunnus], [marraskuu] sopii."
    assert {span.kind for span in reading.pii} == {"phone", "hetu"}


def test_every_month_has_a_name_in_every_language() -> None:
    assert {len(names) for names in MONTHS.values()} == {12}


@pytest.mark.parametrize(
    "unit",
    [
        *("12.11.", "12.11.2026 ", "1.", "12. ", "12.–", "2026-11-12", "1/", "den 12/11 ", "klo "),
        *("tiistai", "tiistaina ", "viime ", "on Tuesday, ", "i tisdags ", "14:30", "14:", "12-"),
        *("12 november ", "the 12th ", "May 3 ", "[marraskuu] ", "puoli ", "halv ", "3. pvä "),
    ],
    ids=ascii,
)
def test_dates_in_a_hundred_thousand_characters_are_found_in_time(unit: str) -> None:
    text = (unit * 100_000)[:100_000]

    # What is not linear in the length takes minutes here and runs into the tests' own limit.
    reading = TAGGER.read(text, TEAM)

    assert all(0 <= tag.start < tag.end <= len(reading.masked) for tag in reading.tags)


def _theme(synonym: str) -> Theme:
    return Theme(
        facet="theme",
        key="own",
        label={"fi": "Oma", "en": "Own", "sv": "Egen"},
        synonyms={"fi": (synonym.strip("[]"),)},
    )
