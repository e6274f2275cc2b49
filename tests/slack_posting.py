"""Posts as Slack makes them, for HTTP mode: signed with a secret, at a time."""

import hashlib
import hmac
from datetime import datetime

SECRET = "0123456789abcdef0123456789abcdef"
TIMESTAMP, SIGNATURE = "x-slack-request-timestamp", "x-slack-signature"


def signature(body: bytes, timestamp: str, secret: str = SECRET) -> str:
    base = b"v0:" + timestamp.encode() + b":" + body
    return "v0=" + hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()


def signed(body: bytes, at: datetime, secret: str = SECRET) -> dict[str, str]:
    """Return the headers that go with a body."""
    timestamp = str(int(at.timestamp()))
    return {TIMESTAMP: timestamp, SIGNATURE: signature(body, timestamp, secret)}
