"""Secrets: from the environment or from files that it names, never from the file of settings."""

import base64
import os
import re
import stat
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from pydantic import SecretStr

from bot.config.errors import EXAMPLE_FILE, ConfigError, shown_key

# No secret is longer; it also ends the reading of a file that has no end.
_MOST_BYTES = 4096

_WRITABLE = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH
"""Without these bits, open to everybody, are the secrets that Docker puts into a container."""

_FORMS = {
    "KUULE_SLACK_BOT_TOKEN": (r"xoxb-[\w-]+", "Slack's bot token, which begins with xoxb-"),
    "KUULE_SLACK_APP_TOKEN": (r"xapp-[\w-]+", "Slack's app-level token, which begins with xapp-"),
    "KUULE_SLACK_SIGNING_SECRET": (
        r"(?!xox|xapp-)\w{8,}",
        "Slack's signing secret, which is letters and digits only",
    ),
    "KUULE_TELEGRAM_TOKEN": (
        r"\d+:[\w-]+",
        "the bot's token from BotFather, which is digits, a colon and letters",
    ),
    "KUULE_TELEGRAM_WEBHOOK_SECRET": (
        r"[\w-]{1,256}",
        "1 to 256 of a–z, A–Z, 0–9, _ and -, as Telegram demands",
    ),
    "KUULE_TRANSCRIPTION_KEY": (
        r"[!-~]+",
        "the key of the transcription service, which is letters, digits and signs",
    ),
    "KUULE_KEY": (
        r"[A-Za-z0-9+/]{43}=",  # 43 letters of six bits and one = are 32 bytes
        "32 bytes in base64, which `kuule key` prints for you",
    ),
}

SECRETS = tuple(_FORMS)
"""The environment variables of secrets; each may be given as a file by its name with `_FILE`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Secrets:
    """What must never be printed. A platform is on when its tokens are there."""

    slack_bot_token: SecretStr | None = None
    slack_app_token: SecretStr | None = None
    slack_signing_secret: SecretStr | None = None
    telegram_token: SecretStr | None = None
    telegram_webhook_secret: SecretStr | None = None
    transcription_key: SecretStr | None = None
    key: SecretStr | None = None

    @property
    def slack_is_on(self) -> bool:
        """Whether Kuule listens in Slack."""
        return self.slack_bot_token is not None

    def slack_pair(self, mode: str) -> tuple[SecretStr, SecretStr] | None:
        """Return the bot token and what that mode needs beside it; None when Slack is off."""
        _, beside = (getattr(self, _field(name)) for name in slack_needs(mode))
        return (self.slack_bot_token, beside) if self.slack_bot_token and beside else None

    def telegram_pair(self, mode: str) -> tuple[SecretStr, SecretStr | None] | None:
        """Return the token and, in webhook mode, the secret; None when Telegram is off."""
        if self.telegram_token is None:
            return None
        return self.telegram_token, self.telegram_webhook_secret if mode == "webhook" else None

    @property
    def telegram_is_on(self) -> bool:
        """Whether Kuule listens in Telegram."""
        return self.telegram_token is not None


def has_secrets(environ: Mapping[str, str]) -> bool:
    """Return whether any secret is set; a misspelled one counts, so that it is not overlooked."""
    return any(
        value.strip()
        for name, value in environ.items()
        if name.startswith("KUULE_") and not name.startswith("KUULE__") and name != "KUULE_CONFIG"
    )


def settings_in(environ: Mapping[str, str]) -> Sequence[str]:
    """Return the names of the variables that give settings, which practice has no use for."""
    return sorted(name for name in environ if name.upper().startswith("KUULE__"))


def load_secrets(environ: Mapping[str, str], *, slack_mode: str) -> Secrets:
    """Return the secrets that are set; an empty variable is not set.

    Raise ConfigError for one of the wrong kind, an unfit file, or half a platform.
    """
    found = {name: value for name in SECRETS if (value := _secret(name, environ))}
    _refuse_halves(found.keys(), slack_mode)
    return Secrets(**{_field(name): SecretStr(found[name]) for name in found})


def require_key(secrets: Secrets) -> bytes:
    """Return the 32 bytes of `KUULE_KEY`. Raise ConfigError when it is not set."""
    if secrets.key is None:
        raise ConfigError(
            "KUULE_KEY is missing: run `kuule key` once, keep what it prints safe, and set it."
        )
    return base64.b64decode(secrets.key.get_secret_value())


def slack_needs(mode: str) -> tuple[str, ...]:
    """Return the variables without which Slack is not on in that mode."""
    last = "KUULE_SLACK_APP_TOKEN" if mode == "socket" else "KUULE_SLACK_SIGNING_SECRET"
    return ("KUULE_SLACK_BOT_TOKEN", last)


def refuse_unknown_variables(environ: Mapping[str, str], sections: Collection[str]) -> None:
    """Raise ConfigError for a variable that begins as Kuule's do and is none of them."""
    known = ["KUULE_CONFIG", *SECRETS, *(f"{name}_FILE" for name in SECRETS)]
    tables = [f"KUULE__{section.upper()}" for section in sections]
    for name in sorted(environ):
        upper = name.upper()
        is_setting = "__".join(upper.split("__")[:2]) in tables
        if not upper.startswith("KUULE_") or name in known or is_setting:
            continue
        likely = get_close_matches(upper, known + tables, 1)
        fix = f"did you mean {likely[0]}?" if likely else f"unset it or see {EXAMPLE_FILE}."
        msg = f"{shown_key(name)} is no environment variable of Kuule: {fix}"
        raise ConfigError(msg)


def loose_files(environ: Mapping[str, str]) -> Mapping[str, Path]:
    """Return the files of secrets that others than their owner may read, by the variable that
    names them.
    """
    named = {name: environ.get(name, "").strip() for name in (f"{each}_FILE" for each in SECRETS)}
    files = {name: Path(value) for name, value in named.items() if value}
    return {name: file for name, file in files.items() if _is_loose(file.stat().st_mode)}


def _is_loose(mode: int) -> bool:
    return stat.S_ISREG(mode) and bool(mode & (stat.S_IRGRP | stat.S_IROTH))


def _field(name: str) -> str:
    return name.removeprefix("KUULE_").lower()


def _secret(name: str, environ: Mapping[str, str]) -> str:
    value, file = environ.get(name, "").strip(), environ.get(f"{name}_FILE", "").strip()
    if value and file:
        msg = f"{name} and {name}_FILE are both set: unset one of them."
        raise ConfigError(msg)
    where = name
    if file:
        where = f"{name}_FILE"
        value = _read(where, Path(file))
    pattern, kind = _FORMS[name]
    if value and not re.fullmatch(pattern, value, re.ASCII):
        msg = f"{where} holds something else than {kind}: set it to that, without quotes."
        raise ConfigError(msg)
    return value


def _read(name: str, file: Path) -> str:
    """Return what the file holds."""
    try:
        with file.open("rb") as stream:
            # Of the open file, so that it cannot be another one in between.
            mode = os.fstat(stream.fileno()).st_mode
            content = stream.read(_MOST_BYTES + 1)
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        msg = f"{name}: {file} cannot be read ({reason}): name a file that Kuule may read."
        raise ConfigError(msg) from None
    if stat.S_ISREG(mode) and mode & stat.S_IRWXO & ~stat.S_IXOTH and mode & _WRITABLE:
        msg = f"{name}: {file} is open to every user of the machine: run `chmod 600 {file}`."
        raise ConfigError(msg)
    value = content.decode("utf-8", "replace").strip()
    if not value or len(content) > _MOST_BYTES:
        problem = "too long for a secret" if value else "empty"
        msg = f"{name}: {file} is {problem}: write the secret into it, and nothing else."
        raise ConfigError(msg)
    return value


def _refuse_halves(found: Collection[str], slack_mode: str) -> None:
    platforms = {
        "KUULE_SLACK_": slack_needs(slack_mode),
        "KUULE_TELEGRAM_": ("KUULE_TELEGRAM_TOKEN",),
    }
    for prefix, needed in platforms.items():
        given = [name for name in SECRETS if name in found and name.startswith(prefix)]
        missing = [name for name in needed if name not in found]
        if given and missing:
            why = f' while slack.mode is "{slack_mode}"' if prefix == "KUULE_SLACK_" else ""
            msg = f"{missing[0]} is missing, and {given[0]} needs it{why}: set both or none."
            raise ConfigError(msg)
