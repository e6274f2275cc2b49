"""Payloads are read by name, and what breaks the form is said by its name."""

from collections.abc import Callable

import pytest

from bot.core.payload import Payload, read_mapping, read_number, read_string

PAYLOAD = {
    "mapping": {"inner": "x"},
    "no_names": {},
    "string": "x",
    "no_letters": "",
    "number": 7,
    "nought": 0,
    "negative": -1001,
    "fraction": 7.5,
    "truth": True,
    "list": ["x"],
    "nothing": None,
}
READERS = {
    read_mapping: {"mapping", "no_names"},
    read_string: {"string", "no_letters"},
    read_number: {"number", "nought", "negative"},
}
Reader = Callable[[Payload, str], object]


def pairs(*, readable: bool) -> list[tuple[Reader, str]]:
    return [
        (reader, name)
        for reader, names in READERS.items()
        for name in [*PAYLOAD, "missing"]
        if (name in names) == readable
    ]


@pytest.mark.parametrize(("reader", "name"), pairs(readable=True))
def test_a_value_of_the_right_kind_is_given_as_it_is_even_when_empty(
    reader: Reader, name: str
) -> None:
    assert reader(PAYLOAD, name) is PAYLOAD[name]


@pytest.mark.parametrize(("reader", "name"), pairs(readable=False))
def test_what_is_missing_or_of_another_kind_is_an_error_that_says_its_name(
    reader: Reader, name: str
) -> None:
    with pytest.raises(ValueError, match=f"^{name}$"):
        reader(PAYLOAD, name)


def test_a_payload_within_a_payload_is_read_as_one() -> None:
    assert read_string(read_mapping(PAYLOAD, "mapping"), "inner") == "x"
