"""Settings and secrets for tests: the smallest that load, and what is said of wrong ones."""

import base64
from collections.abc import Mapping
from pathlib import Path

import pytest

from bot.config import ConfigError, Settings, load_secrets, load_settings
from bot.core.model.team import Team

EXAMPLE = Path(__file__).parents[1] / "config.example.toml"
A_TEAM = '[[teams]]\nid = "palvelu"\nname = "Asiakaspalvelu"\n'
A_CHANNEL = '[teams.slack]\ndigest = "C0456"\n'
SMALLEST = A_TEAM + A_CHANNEL
BOT, APP = "xoxb-1-canary", "xapp-1-canary"
SIGNING = "0123456789abcdefcanary"
TELEGRAM = "123456:canary-canary"
KEY = base64.b64encode(bytes(range(32))).decode()
SLACK = {"KUULE_SLACK_BOT_TOKEN": BOT, "KUULE_SLACK_APP_TOKEN": APP}


def load(path: Path, text: str, environ: Mapping[str, str] | None = None) -> Settings:
    file = path / "config.toml"
    file.write_text(text, encoding="utf-8")
    return load_settings(file, environ or {})


def complaint(path: Path, text: str, environ: Mapping[str, str] | None = None) -> str:
    with pytest.raises(ConfigError) as caught:
        load(path, text, environ)
    return str(caught.value).replace(f"{path}/", "")


def only_team(path: Path, text: str) -> Team:
    return load(path, text).to_teams().first


def a_theme(key: str, table: str = "must_win", label: str = '{ fi = "Nimi" }') -> str:
    return f'[[teams.{table}]]\nkey = "{key}"\nlabel = {label}\n'


def secret_complaint(environ: Mapping[str, str], mode: str = "socket") -> str:
    with pytest.raises(ConfigError) as caught:
        load_secrets(environ, slack_mode=mode)
    return str(caught.value)
