from collections.abc import Mapping

import pytest

from bot.core.model.language import SPOKEN, Language
from bot.core.ports.catalogue import OTHER
from bot.i18n.catalogue import Catalogue

TEXTS = Catalogue()


@pytest.mark.parametrize("language", SPOKEN)
@pytest.mark.parametrize(
    ("key", "arguments"),
    [
        ("digest-item", {"theme": "A: b", "stories": 3, "numbers": "T-1, T-2, T-3"}),
        ("digest-item-quote", {"quote": "Sanoin: ”ei”. 1 (a)", "numbers": "T-1"}),
        ("digest-counts-roles", {"dates": "d", "stories": 9, "customers": 5, "employees": 4}),
        ("digest-counts-roles", {"dates": "d", "stories": 1, "customers": 1, "employees": 0}),
        ("digest-counts-roles", {"dates": "d", "stories": 1, "customers": 0, "employees": 1}),
        ("digest-oldest-overdue", {"days": 5, "promise": 3}),
        ("digest-caution", {}),
    ],
)
def test_a_sentence_is_read_as_it_was_written(
    language: Language, key: str, arguments: Mapping[str, str | float]
) -> None:
    written = TEXTS.text(language, key, **arguments)
    expected = {name: str(value) for name, value in arguments.items()}

    assert TEXTS.read(language, key, written) == expected


def test_a_large_number_is_read_as_it_is_grouped() -> None:
    written = TEXTS.text("fi", "digest-counts", dates="d", stories=12345)
    read = TEXTS.read("fi", "digest-counts", written)

    assert read == {"dates": "d", "stories": "12\u00a0345"}


def test_a_value_that_only_chose_a_form_is_read_by_its_name() -> None:
    assert TEXTS.read("fi", "digest-spoken", "ruotsiksi") == {"language": "sv"}
    assert TEXTS.read("fi", "digest-spoken", "muulla kielellä") == {"language": OTHER}
    assert TEXTS.read("fi", "digest-story-heading", "Viikon tarina") == {"stories": "1"}
    assert TEXTS.read("fi", "digest-story-heading", "Molemmat tarinat") == {"stories": OTHER}


def test_another_sentence_is_not_read() -> None:
    for text in ("", "Kooste lähtee ajoissa.", "Kooste lähtee tällä kertaa myöhässä. Matti"):
        assert TEXTS.read("fi", "digest-late", text) is None


def test_an_unknown_sentence_is_an_error() -> None:
    with pytest.raises(KeyError):
        TEXTS.read("fi", "digest-unheard-of", "")
