"""Keyed hashes and sealing, against RFC 5869, NIST SP 800-38D and each other."""

import hmac
import secrets
from hashlib import sha256

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given
from hypothesis import strategies as st

from bot.core.ports.sealing import SealedText
from bot.sealing import KeyedSealer

KEY = bytes(range(32))
PLACE = "part/1/original"

texts = st.text(st.characters())
"""Lone surrogates too: JSON may bring them."""


def derived(purpose: bytes) -> bytes:
    """HKDF-SHA256 as RFC 5869 writes it, for 32 bytes and no salt."""
    extracted = hmac.digest(bytes(32), KEY, sha256)
    return hmac.digest(extracted, b"kuule/1/" + purpose + b"\x01", sha256)


@given(texts, texts)
def test_what_was_sealed_opens_at_its_own_place(text: str, place: str) -> None:
    sealer = KeyedSealer(KEY)
    place = place.encode("utf-8", "replace").decode()

    assert sealer.open(sealer.seal(text, place), place) == text
    assert sealer.open_original(sealer.seal_original(text, place), place) == text


def test_what_was_sealed_does_not_open_elsewhere() -> None:
    sealer = KeyedSealer(KEY)
    sealed, original = sealer.seal("Hei.", PLACE), sealer.seal_original("Hei.", PLACE)

    with pytest.raises(ValueError, match="sealed with another key"):
        sealer.open(sealed, "part/2/original")
    with pytest.raises(ValueError, match="sealed with another key"):
        sealer.open_original(original, "part/2/original")


def test_what_was_sealed_does_not_open_with_another_key() -> None:
    other = KeyedSealer(secrets.token_bytes(32))
    sealer = KeyedSealer(KEY)

    with pytest.raises(ValueError, match="sealed with another key"):
        other.open(sealer.seal("Hei.", PLACE), PLACE)
    with pytest.raises(ValueError, match="sealed with another key"):
        other.open_original(sealer.seal_original("Hei.", PLACE), PLACE)


@pytest.mark.parametrize("length", [0, 1, 7, 8, 11, 12, 13, 27])
def test_what_is_too_short_to_be_sealed_is_a_value_error(length: int) -> None:
    sealer = KeyedSealer(KEY)

    with pytest.raises(ValueError):  # noqa: PT011  # the library's own for some lengths
        sealer.open(bytes(length), PLACE)
    with pytest.raises(ValueError):  # noqa: PT011
        sealer.open_original(SealedText(bytes(length), bytes(length)), PLACE)


def test_a_changed_bit_anywhere_is_seen() -> None:
    sealer = KeyedSealer(KEY)
    sealed = sealer.seal("Hei.", PLACE)

    for position in range(len(sealed) * 8):
        changed = bytearray(sealed)
        changed[position // 8] ^= 1 << position % 8
        with pytest.raises(ValueError, match="sealed with another key"):
            sealer.open(bytes(changed), PLACE)


def test_without_its_own_key_an_original_does_not_open() -> None:
    sealer = KeyedSealer(KEY)
    one, two = (sealer.seal_original("Hei.", PLACE) for _ in range(2))

    with pytest.raises(ValueError, match="sealed with another key"):
        sealer.open_original(SealedText(one.sealed, two.wrapped_key), PLACE)
    with pytest.raises(ValueError, match="sealed with another key"):
        sealer.open(one.sealed, PLACE)


def test_the_same_text_is_sealed_differently_each_time() -> None:
    sealer = KeyedSealer(KEY)

    assert len({sealer.seal("Hei.", PLACE) for _ in range(100)}) == 100
    assert len({sealer.seal_original("Hei.", PLACE).wrapped_key for _ in range(100)}) == 100


def test_the_three_purposes_have_keys_of_their_own_by_hkdf() -> None:
    sealer = KeyedSealer(KEY)
    sealed = sealer.seal("Hei.", PLACE)
    original = sealer.seal_original("Hei.", PLACE)

    opened = AESGCM(derived(b"sealing")).decrypt(sealed[:12], sealed[12:], PLACE.encode())
    own = AESGCM(derived(b"wrapping")).decrypt(
        original.wrapped_key[:12], original.wrapped_key[12:], PLACE.encode()
    )
    assert opened == b"Hei."
    assert len(own) == 32
    assert sealer.keyed(("a", "bc")) == hmac.digest(
        derived(b"natural key"), b"\0\0\0\x01a\0\0\0\x02bc", sha256
    )


def test_a_keyed_hash_is_the_same_in_every_process_of_a_key() -> None:
    key = ("slack", "T1", "C1", "1700000000.000100")

    assert KeyedSealer(KEY).keyed(key) == KeyedSealer(KEY).keyed(key)
    assert KeyedSealer(KEY).keyed(key) != KeyedSealer(secrets.token_bytes(32)).keyed(key)
    assert len(KeyedSealer(KEY).keyed(key)) == 32


@given(st.lists(texts, max_size=4), st.lists(texts, max_size=4))
def test_two_natural_keys_never_run_together(one: list[str], other: list[str]) -> None:
    sealer = KeyedSealer(KEY)

    assert (sealer.keyed(tuple(one)) == sealer.keyed(tuple(other))) == (one == other)


@pytest.mark.parametrize("key", [("ab", "c"), ("a", "bc"), ("abc",), ("abc", ""), ("", "abc"), ()])
def test_the_borders_of_a_natural_key_count(key: tuple[str, ...]) -> None:
    sealer = KeyedSealer(KEY)
    others = {("ab", "c"), ("a", "bc"), ("abc",), ("abc", ""), ("", "abc"), ()} - {key}

    assert sealer.keyed(key) not in {sealer.keyed(other) for other in others}
