"""What is said when something is set wrongly, and how a value is shown in it."""

import json
import re

from bot.core.errors import KuuleError

EXAMPLE_FILE = "config.example.toml"

# Tokens, addresses with a user, and long runs of base64, wherever somebody pasted them.
_LOOKS_SECRET = re.compile(r"xox|xapp-|\d{5,}:[\w-]{20,}|://[^/]*@|[\w+/=-]{32,}")


class ConfigError(KuuleError):
    """Kuule is set wrongly: a sentence a line, each with the key, where it stands, what to write.

    It never carries the value of a secret.
    """


def shown(value: object) -> str:
    """Return the value fit for a message: on one line, short, and never a secret."""
    if isinstance(value, str):
        if _LOOKS_SECRET.search(value):
            return "a value that is not shown here"
        short = value if len(value) <= 60 else f"{value[:59]}…"
        return json.dumps(short, ensure_ascii=not short.isprintable())
    if isinstance(value, dict):
        return "a table"
    if isinstance(value, list):
        return "a list"
    return json.dumps(value, default=str)


def shown_key(key: str) -> str:
    """Return the name of a key or variable, quoted when it is none that Kuule could have."""
    return key if re.fullmatch(r"[A-Za-z_]{1,60}", key) else shown(key)
