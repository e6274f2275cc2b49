"""Personal data by rule: what is masked, and what only looks like it."""

import pytest

from bot.core.model.tag import PersonalData
from bot.tagging.personal_data.codes import identity_codes, personal_numbers
from bot.tagging.personal_data.find import find
from bot.tagging.personal_data.marks import MARKS, mask

HIDDEN = [
    ("phone", "0401234567"),
    ("phone", "040 123 4567"),
    ("phone", "040-1234567"),
    ("phone", "(040) 123 4567"),
    ("phone", "040.123.4567"),
    ("phone", "+358 40 123 4567"),
    ("phone", "+358401234567"),
    ("phone", "+358 (0)40 123 4567"),
    ("phone", "00358 40 1234567"),
    ("phone", "358401234567"),
    ("phone", "09 123 4567"),
    ("phone", "09 - 123 4567"),
    ("phone", "(09) 123 4567"),
    ("phone", "+44 (0)20 7946 0958"),
    ("phone", "+1 (415) 555-0132"),
    ("phone", "070-123 45 67"),
    ("phone", "+46 70 123 45 67"),
    ("phone", "+44 20 7946 0958"),
    ("phone", "555-123-4567".replace("555", "415")),
    ("phone", "<tel:+358401234567|+358 40 1234567>"),
    ("email", "matti.meikalainen@esimerkki.fi"),
    ("email", "Matti+lasku@osasto.firma.co.uk"),
    ("email", "mäki@yritys.fi"),
    ("email", "matti(at)firma.fi"),
    ("email", "<mailto:matti@firma.fi|Matti Meikäläinen>"),
    ("hetu", "131052-308T"),
    ("hetu", "131052-308t"),
    ("hetu", "131052–308T"),
    ("handle", "@matti_m"),
    ("handle", "<@U012AB3CD>"),
    ("handle", "<@U012AB3CD|matti>"),
    ("email", "matti (piste) meikalainen (at) firma (piste) fi"),
    ("email", "matti(a)firma.fi"),
    ("iban", "FI21 1234 5600 0007 85"),
    ("iban", "fi2112345600000785"),
    ("iban", "FI21-1234-5600-0007-85"),
    ("iban", "DE89 3704 0044 0532 0130 00"),
    ("iban", "GB29NWBK60161331926819"),
    ("iban", "NO93 8601 1117 947"),
    ("card", "4539 1488 0343 6467"),
    ("card", "4539-1488-0343-6467"),
    ("card", "4539148803436467"),
    ("card", "3782 822463 10005"),
    ("address", "Kauppakatu 12"),
    ("address", "Kauppakatu 12 B 34"),
    ("address", "kauppakatu 12 b 34"),
    ("address", "Mannerheimintiellä 14 A"),
    ("address", "Iso Roobertinkatu 20-22 A 5"),
    ("address", "Aleksis Kiven katu 12 C"),
    ("address", "Raatihuoneenkatu 3 as. 5"),
    ("address", "Hämeenkatu 10, 33100 Tampere"),
    ("address", "Bulevardi 7 A 3, 00120 HELSINKI"),
    ("address", "Viides linja 4"),
    ("address", "Storgatan 5 A"),
    ("address", "Norra Esplanaden 5"),
    ("address", "Runebergs väg 3"),
    ("address", "Kungsgatan 12, lgh 1203"),
    ("address", "Sveavägen 44, SE-111 34 Stockholm"),
    ("address", "12 High Street"),
    ("address", "12-14 Old Mill Lane"),
    ("address", "Flat 3, 45 St Mary's Road"),
    ("address", "221B Baker Street, London NW1 6XE"),
    ("plate", "ABC-123"),
    ("plate", "FI ABC-123"),
    ("link", "https://kuule.fi/a_(b)?c=1#d"),
    ("link", "www.kuule.fi"),
    ("link", "<https://kuule.fi/ohje|ohje>"),
]

SHOWN = [
    "9.11.2026",
    "09.11.2026",
    "09-11-2026",
    "2026-11-09",
    "9.–15.11.2026",
    "klo 14.30",
    "09.30–10.15",
    "0900-1700",
    "09–17",
    "1 200,50 €",
    "05 000,00 €",
    "10 000 000 euroa",
    "T-0412",
    "tilausnumero 0012345678",
    "order 0912345678",
    "viite 12345 67890",
    "asiakasnumero: 0123456789",
    "FI21 1234 5600 0007 86",
    "SE21 1234 5600 0007 85",
    "RF18 5390 0754 7034",
    "4539 1488 0343 6468",
    "viite 4539 1488 0343 6467",
    "6408430000128",
    "356938035643809",
    "0112038-9",
    "+20 1500",
    "010190-128S",
    "Kauppakatu",
    "Storgatan",
    "High Street",
    "talo 12",
    "Valtatie 4",
    "Moottori 2",
    "Kauppakadulla 12 autoa",
    "Kauppakadulla 20 minuuttia",
    "Kauppakatu 2024",
    "in 2023 Oxford Street",
    "on 4 May Church Street",
    "bus 12 Mill Road",
    "COVID-19",
    "WD-40",
    "tulostin XYZ-500",
    "ABC-123 printer",
    "KLM 210",
    "12 @ 1.99",
    "https://",
    "www.",
    "<#C0LAGER|lager>",
    "131052-308X",
    "311352-308T",
    "@here",
    "5 kpl",
    "25 minuuttia, 3 soittoa, 2 päivää",
    "100 000 000 000 000 000",
    "<#C0123456789|yleinen>",
    "kg/m2 3,14159265",
]


@pytest.mark.parametrize(("kind", "written"), HIDDEN)
def test_personal_data_is_masked_wherever_it_stands(kind: str, written: str) -> None:
    """Alone, in a sentence, and before a full stop; the span refers to the given text."""
    for text in (written, f"Hei, {written} kiitos", f"Tässä: {written}."):
        spans = find(text)

        assert [span.kind for span in spans] == [kind], text
        assert text[spans[0].start : spans[0].end] == written
        assert written not in mask(text, spans, "fi")


@pytest.mark.parametrize("text", SHOWN)
def test_what_only_looks_like_personal_data_is_shown(text: str) -> None:
    """Dates, times, amounts, order numbers, false codes."""
    assert find(text) == ()
    assert find(f"Se on {text} eilisestä.") == ()


@pytest.mark.parametrize("sign", "-YXWVU")
def test_each_century_sign_of_the_1900s_is_known(sign: str) -> None:
    """The check character does not rest on the sign."""
    assert [span.kind for span in find(f"131052{sign}308T")] == ["hetu"]


@pytest.mark.parametrize("sign", "+ABCDEF")
def test_each_century_sign_of_the_1800s_and_2000s_is_known(sign: str) -> None:
    """13 October of 1852 and 2052 are dates too."""
    assert [span.kind for span in find(f"131052{sign}308T")] == ["hetu"]


def test_a_leap_day_counts_only_in_a_leap_year() -> None:
    """29 February 1900 never was; 2000 had one."""
    code = "290200{}123" + "0123456789ABCDEFHJKLMNPRSTUVWXY"[290200123 % 31]

    assert find(code.format("-")) == ()
    assert [span.kind for span in find(code.format("A"))] == ["hetu"]


def test_the_mark_is_in_the_language_of_the_text() -> None:
    """One readable word in brackets."""
    text = "040 1234567, a@b.fi, 131052-308T, @matti"

    assert mask(text, find(text), "fi") == (
        "[puhelinnumero], [sähköposti], [henkilötunnus], [käyttäjänimi]"
    )
    assert mask(text, find(text), "en") == "[phone-number], [email], [identity-code], [username]"
    assert mask(text, find(text), "sv") == (
        "[telefonnummer], [e-post], [personbeteckning], [användarnamn]"
    )


PLATES = [
    "auto ABC-123",
    "auto ABC 123",
    "autoni ABC123",
    "mopo AB-12",
    "rekkari abc-123",
    "bilen ABC 12D",
    "reg abc 12d",
    "the car FI ABC 123",
]


@pytest.mark.parametrize("text", PLATES)
def test_a_plate_is_known_by_the_vehicle_beside_it(text: str) -> None:
    """The same letters and digits beside a thing, or beside nothing, are a code of something."""
    assert [span.kind for span in find(f"Tuo {text} siinä.")] == ["plate"]


def test_what_may_be_a_plate_is_shown_where_no_vehicle_is_spoken_of() -> None:
    """An amount beside a car is no plate either."""
    for text in ("Hyllyssä ABC 123", "Malli abc-123", "My car was 100 metres away", "bil som 123"):
        assert find(text) == ()


@pytest.mark.parametrize(
    ("text", "datum"),
    [
        ("Asun Linnankatu 8:ssa.", "Linnankatu 8"),
        ("Tili FI2112345600000785:lle.", "FI2112345600000785"),
        ("Sivu www.kuule.fi:n alla.", "www.kuule.fi"),
        ("Auto ABC-123:n vieressä.", "ABC-123"),
        ("(ks. https://kuule.fi/a)", "https://kuule.fi/a"),
        ("Lue https://kuule.fi/a...", "https://kuule.fi/a"),
        ("Numero (040 123 4567) vastaa.", "040 123 4567"),
        ("Numero 040 1234567 (24h) vastaa.", "040 1234567"),
        ("Numero 040 1234567 12.11. asti", "040 1234567"),
        ("Numero 0401234567 5.12.2026 alkaen", "0401234567"),
        ("Numero +358 40 123 4567 14.30", "+358 40 123 4567"),
        ("Ring 070-123 45 67 12/11", "070-123 45 67"),
        ("Soita 040 123 4567 9–17", "040 123 4567"),
        ("“12 High Street”", "12 High Street"),
    ],
)
def test_punctuation_and_case_endings_stay_outside(text: str, datum: str) -> None:
    """The reader still sees the sentence around the mark."""
    assert [text[span.start : span.end] for span in find(text)] == [datum]


def test_every_kind_has_a_mark_of_its_own_in_each_language() -> None:
    """The same kinds in each, and no mark stands for two."""
    kinds = {kind for kind, _ in HIDDEN}

    for marks in MARKS.values():
        assert marks.keys() >= kinds
        assert len(set(marks.values())) == len(marks)


def test_spans_of_another_finder_stand_among_those_of_the_rules() -> None:
    """What overlaps a rule's span is dropped, and so is the second of two that overlap."""
    text = "Maija soitti numeroon 040 1234567 ja maija@b.fi"
    name, twice, inside = (PersonalData("name", *place) for place in ((0, 5), (3, 9), (37, 42)))

    spans = find(text, (inside, twice, name))

    assert [(span.kind, span.start) for span in spans] == [
        ("name", 0),
        ("phone", 22),
        ("email", 37),
    ]


def test_another_finder_is_heard_where_the_rules_find_nothing() -> None:
    """A name in a text without a digit."""
    name = PersonalData("name", 0, 5)

    assert find("Maija soitti", (name,)) == (name,)


def test_neighbours_are_masked_in_one_go() -> None:
    """What one mask uncovers is masked too."""
    for text in ("a@b.fi@c.fi", "@a@b@c", "040 1234567 050 7654321", "131052-308T,a@b.fi,@c"):
        masked = mask(text, find(text), "fi")

        assert find(masked) == ()
        assert "@" not in masked


def test_a_number_said_to_be_a_telephone_is_one() -> None:
    """A short local number needs the word before it."""
    assert [span.kind for span in find("Puh. 123 4567")] == ["phone"]
    assert find("Odotin 123 4567 sekuntia") == ()


@pytest.mark.parametrize(
    "number", ["850709-9805", "19850709-9805", "198507099805", "850709+9805", "701063-2391"]
)
def test_a_swedish_personal_number_is_an_identity_code(number: str) -> None:
    assert [(span.kind, span.start) for span in find(f"Mitt nummer är {number}.")] == [
        ("hetu", 15)
    ]


@pytest.mark.parametrize(
    "number",
    [
        "850709-9806",  # the check digit is wrong
        "851309-9805",  # there is no such month
        "556016-0680",  # of an organisation
        "8507099805",  # ten digits may be anything
    ],
)
def test_what_only_looks_like_a_swedish_personal_number_is_none(number: str) -> None:
    assert "hetu" not in [span.kind for span in find(f"Order {number} kom.")]


def test_codes_of_two_countries_are_masked_in_any_order() -> None:
    text = "Personnumret 850709-9805 ja hetu 131052-308T, soita 040 123 4567 kiitos."

    spans = find(text)

    assert [text[span.start : span.end] for span in spans] == [
        "850709-9805",
        "131052-308T",
        "040 123 4567",
    ]
    assert mask(text, spans, "fi") == (
        "Personnumret [henkilötunnus] ja hetu [henkilötunnus], soita [puhelinnumero] kiitos."
    )


def test_a_code_that_both_countries_could_have_given_is_one_span() -> None:
    both = [
        f"{day:02}{month:02}{year:02}-{number:03}{check}"
        for day, month, year in [(10, 10, 10), (11, 11, 11), (12, 10, 11)]
        for number in range(2, 900)
        for check in range(10)
    ]
    twice = [code for code in both if [*identity_codes(code)] and [*personal_numbers(code)]]

    assert twice
    assert all(len(find(f"Koodi {code}.")) == 1 for code in twice)
