"""Keyed hashes and sealing with AES-256-GCM, behind the `Sealer` port.

KUULE_KEY is never used itself: HKDF-SHA256 (RFC 5869) derives one key a purpose from it. A nonce
is 96 random bits (NIST SP 800-38D, 8.2.2) and stands before the ciphertext. The associated data
is the place (row and field), so that a sealed value moved elsewhere does not open.
"""

import hmac
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bot.core.model.platforms import NaturalKey
from bot.core.ports.sealing import SealedText

_NONCE = 12


class KeyedSealer:
    """Everything that needs KUULE_KEY."""

    def __init__(self, key: bytes) -> None:
        """Derive the keys. `key` is 32 bytes."""
        self._hash = hmac.new(_derive(key, b"natural key"), digestmod="sha256")
        self._sealing = AESGCM(_derive(key, b"sealing"))
        self._wrapping = AESGCM(_derive(key, b"wrapping"))

    def keyed(self, key: NaturalKey) -> bytes:
        """Return the keyed hash. Lengths stand before the parts, so that no two keys run
        together.
        """
        parts = [part.encode("utf-8", "surrogatepass") for part in key]
        # `hmac.digest` lets go of Python's one running thread, and the writer would take it.
        keyed = self._hash.copy()
        keyed.update(b"".join([len(part).to_bytes(4) + part for part in parts]))
        return keyed.digest()

    def seal(self, text: str, place: str) -> bytes:
        """Seal under the common key."""
        return _encrypt(self._sealing, text.encode("utf-8", "surrogatepass"), place)

    def open(self, sealed: bytes, place: str) -> str:
        """Open what `seal` made."""
        return _decrypt(self._sealing, sealed, place).decode("utf-8", "surrogatepass")

    def seal_original(self, text: str, place: str) -> SealedText:
        """Seal under a new key that only this text has."""
        return self.seal_content(text.encode("utf-8", "surrogatepass"), place)

    def open_original(self, text: SealedText, place: str) -> str:
        """Open the content that is this text."""
        return self.open_content(text, place).decode("utf-8", "surrogatepass")

    def seal_content(self, content: bytes, place: str) -> SealedText:
        """Seal under a new key that only this content has."""
        own = AESGCM.generate_key(bit_length=256)
        return SealedText(
            sealed=_encrypt(AESGCM(own), content, place),
            wrapped_key=_encrypt(self._wrapping, own, place),
        )

    def open_content(self, content: SealedText, place: str) -> bytes:
        """Unwrap the content's own key and open it. Raise ValueError when it cannot be."""
        own = _decrypt(self._wrapping, content.wrapped_key, place)
        return _decrypt(AESGCM(own), content.sealed, place)


def _derive(key: bytes, purpose: bytes) -> bytes:
    return HKDF(hashes.SHA256(), length=32, salt=None, info=b"kuule/1/" + purpose).derive(key)


def _encrypt(cipher: AESGCM, plain: bytes, place: str) -> bytes:
    nonce = os.urandom(_NONCE)
    return nonce + cipher.encrypt(nonce, plain, place.encode())


def _decrypt(cipher: AESGCM, sealed: bytes, place: str) -> bytes:
    try:
        return cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], place.encode())
    except InvalidTag as error:
        raise ValueError("sealed with another key, for another place, or damaged") from error
