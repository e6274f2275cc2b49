"""Whether a request that came by HTTP is Slack's, and of now. Pure.

https://docs.slack.dev/authentication/verifying-requests-from-slack
"""

import hashlib
import hmac
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

_WINDOW = 300
"""Seconds between Slack's clock and ours, either way: an older request may be a replayed one."""
_TIMESTAMP = re.compile(rb"[0-9]{1,12}")
_SIGNATURE = re.compile(rb"v0=[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Claim:
    """What the headers claim, in Slack's form and of now."""

    timestamp: bytes
    signature: bytes

    def holds(self, secret: str, body: bytes) -> bool:
        """Return whether who has the signing secret signed this body then; the comparison takes
        as long whatever differs.
        """
        signed = b"v0:" + self.timestamp + b":" + body
        digest = hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()
        return hmac.compare_digest(f"v0={digest}".encode(), self.signature)


def claim(headers: Iterable[tuple[bytes, bytes]], now: datetime) -> Claim | None:
    """Return what the headers claim, their names in lower case; None when one of the two is
    missing, there twice or not in Slack's form, or when the time is not that of now.
    """
    found = list(headers)
    timestamp = _only(found, b"x-slack-request-timestamp", _TIMESTAMP)
    signature = _only(found, b"x-slack-signature", _SIGNATURE)
    if timestamp is None or signature is None:
        return None
    is_of_now = abs(int(now.timestamp()) - int(timestamp)) <= _WINDOW
    return Claim(timestamp, signature) if is_of_now else None


def _only(
    headers: list[tuple[bytes, bytes]], name: bytes, form: re.Pattern[bytes]
) -> bytes | None:
    values = [value for header, value in headers if header == name]
    return values[0] if len(values) == 1 and form.fullmatch(values[0]) else None
