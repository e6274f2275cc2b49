"""The vector of a shown text."""

from hypothesis import given
from hypothesis import strategies as st

from bot.core.model.vector import CELLS
from bot.tagging.vectors import vector_of

TOLD = "Soitin laskusta hermostuneena. Neuvoja kuunteli loppuun asti ja korjasi virheen."


def cells(text: str) -> int:
    """Return the vector as one number."""
    return int.from_bytes(vector_of(text))


def full(text: str) -> int:
    """Return how many cells the text fills."""
    return cells(text).bit_count()


def shared(one: str, other: str) -> int:
    """Return how many cells both texts fill."""
    return (cells(one) & cells(other)).bit_count()


def test_a_vector_is_the_same_on_every_machine_and_in_every_process() -> None:
    vector = cells("Hei sinä")
    found = [cell for cell in range(CELLS) if vector >> (CELLS - 1 - cell) & 1]

    assert found == [39, 155, 376, 421, 698, 2014, 2045]


def test_letter_case_and_marks_do_not_count() -> None:
    assert vector_of("Hei, sinä!") == vector_of(" hei\nSINÄ") == vector_of("*Hei* _sinä_")


def test_nearly_the_same_words_fill_nearly_the_same_cells() -> None:
    another = "Kassalla oli kova kiire, eikä kukaan ehtinyt tervehtiä meitä tänään lainkaan."

    assert shared(TOLD, TOLD.replace("korjasi", "korjaili")) > 0.85 * full(TOLD)
    assert shared(TOLD, another) < 0.15 * full(TOLD)


def test_a_text_without_words_fills_no_cell() -> None:
    assert full("") == full("?!") == full("🙂") == 0


def test_of_a_long_text_the_beginning_counts() -> None:
    assert vector_of("a" * 600 + "b") == vector_of("a" * 600 + "c" * 10_000)


@given(st.text())
def test_every_text_has_a_vector_of_one_size(text: str) -> None:
    assert len(vector_of(text)) == CELLS // 8


@given(st.text(max_size=100), st.text(max_size=100))
def test_who_says_more_fills_no_cell_less(text: str, more: str) -> None:
    whole = cells(f"{text} {more}")

    assert cells(text) | whole == whole
