"""Secrets: what is taken, and what an admin reads when one is wrong."""

import base64
from collections.abc import Mapping
from pathlib import Path

import pytest

from bot.config import (
    ConfigError,
    Secrets,
    has_secrets,
    load_secrets,
    load_settings,
    loose_files,
    require_key,
    require_platform,
)
from tests.config_builders import (
    APP,
    BOT,
    EXAMPLE,
    KEY,
    SIGNING,
    SLACK,
    TELEGRAM,
    secret_complaint,
)


def test_all_secrets_are_read_and_none_is_shown() -> None:
    secrets = load_secrets(
        SLACK
        | {
            "KUULE_SLACK_SIGNING_SECRET": SIGNING,
            "KUULE_TELEGRAM_TOKEN": f"  {TELEGRAM}\n",
            "KUULE_TELEGRAM_WEBHOOK_SECRET": "canary_1",
            "KUULE_KEY": KEY,
        },
        slack_mode="socket",
    )

    assert secrets.slack_bot_token is not None
    assert secrets.slack_bot_token.get_secret_value() == BOT
    assert secrets.telegram_token is not None
    assert secrets.telegram_token.get_secret_value() == TELEGRAM
    assert require_key(secrets) == bytes(range(32))
    assert "canary" not in repr(secrets)
    assert KEY not in repr(secrets)


def test_a_platform_without_its_tokens_is_off() -> None:
    slack = load_secrets(SLACK | {"KUULE_TELEGRAM_TOKEN": ""}, slack_mode="socket")
    telegram = load_secrets({"KUULE_TELEGRAM_TOKEN": TELEGRAM}, slack_mode="socket")

    assert (slack.slack_is_on, slack.telegram_is_on) == (True, False)
    assert (telegram.slack_is_on, telegram.telegram_is_on) == (False, True)
    for secrets in (slack, telegram):
        require_platform(secrets, load_settings(EXAMPLE, {}))


def test_no_platform_at_all_is_an_error_that_says_what_to_set() -> None:
    nothing = load_secrets({"KUULE_KEY": KEY}, slack_mode="socket")

    with pytest.raises(ConfigError) as caught:
        require_platform(nothing, load_settings(EXAMPLE, {}))

    assert str(caught.value) == (
        "No platform is on: set KUULE_SLACK_BOT_TOKEN and KUULE_SLACK_APP_TOKEN for Slack, "
        "or KUULE_TELEGRAM_TOKEN for Telegram."
    )


@pytest.mark.parametrize(
    ("mode", "given", "missing"),
    [
        ("socket", {"KUULE_SLACK_BOT_TOKEN": BOT}, "KUULE_SLACK_APP_TOKEN"),
        ("socket", {"KUULE_SLACK_APP_TOKEN": APP}, "KUULE_SLACK_BOT_TOKEN"),
        ("http", SLACK, "KUULE_SLACK_SIGNING_SECRET"),
        ("http", {"KUULE_SLACK_SIGNING_SECRET": SIGNING}, "KUULE_SLACK_BOT_TOKEN"),
        ("socket", {"KUULE_TELEGRAM_WEBHOOK_SECRET": "canary"}, "KUULE_TELEGRAM_TOKEN"),
    ],
)
def test_half_a_platform_is_an_error_that_says_what_to_set(
    mode: str, given: Mapping[str, str], missing: str
) -> None:
    said = secret_complaint(given, mode)

    assert said.startswith(f"{missing} is missing, and ")
    assert "canary" not in said


def test_a_webhook_needs_its_secret() -> None:
    secrets = load_secrets({"KUULE_TELEGRAM_TOKEN": TELEGRAM}, slack_mode="socket")
    settings = load_settings(EXAMPLE, {"KUULE__TELEGRAM__MODE": "webhook"})

    with pytest.raises(ConfigError, match="KUULE_TELEGRAM_WEBHOOK_SECRET is missing"):
        require_platform(secrets, settings)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("KUULE_SLACK_BOT_TOKEN", APP),
        ("KUULE_SLACK_BOT_TOKEN", f'"{BOT}"'),
        ("KUULE_SLACK_BOT_TOKEN", f"{BOT}\n{BOT}"),
        ("KUULE_SLACK_APP_TOKEN", BOT),
        ("KUULE_SLACK_SIGNING_SECRET", BOT),
        ("KUULE_TELEGRAM_TOKEN", "canary"),
        ("KUULE_TELEGRAM_TOKEN", "٣٣٣:canary"),
        ("KUULE_TELEGRAM_WEBHOOK_SECRET", "canary canary"),
        ("KUULE_TRANSCRIPTION_KEY", "canary canary"),
        ("KUULE_KEY", "canary"),
        ("KUULE_KEY", base64.b64encode(b"canary").decode()),
        ("KUULE_KEY", base64.b64encode(bytes(33)).decode()),
        ("KUULE_KEY", "ä" * 43 + "="),
    ],
)
def test_a_secret_of_the_wrong_kind_is_refused_and_not_echoed(name: str, value: str) -> None:
    said = secret_complaint({name: value})

    assert said.startswith(f"{name} holds something else than ")
    assert value not in said
    assert "canary" not in said


def test_a_wrong_key_says_how_to_get_a_right_one() -> None:
    assert "`kuule key`" in secret_complaint({"KUULE_KEY": "canary"})
    with pytest.raises(ConfigError, match="KUULE_KEY is missing: run `kuule key`"):
        require_key(Secrets())


# Secrets in files


def a_secret_file(path: Path, content: str, mode: int = 0o600) -> dict[str, str]:
    file = path / "token"
    file.write_text(content, encoding="utf-8")
    file.chmod(mode)
    return {"KUULE_TELEGRAM_TOKEN_FILE": str(file)}


def test_a_secret_may_be_in_a_file(tmp_path: Path) -> None:
    secrets = load_secrets(a_secret_file(tmp_path, f"\n{TELEGRAM}\r\n"), slack_mode="socket")

    assert secrets.telegram_token is not None
    assert secrets.telegram_token.get_secret_value() == TELEGRAM


@pytest.mark.parametrize("mode", [0o644, 0o604, 0o602, 0o464, 0o446])
def test_a_file_that_others_may_open_is_refused(tmp_path: Path, mode: int) -> None:
    said = secret_complaint(a_secret_file(tmp_path, TELEGRAM, mode))

    assert said.startswith("KUULE_TELEGRAM_TOKEN_FILE: ")
    assert f"run `chmod 600 {tmp_path / 'token'}`" in said


@pytest.mark.parametrize("mode", [0o640, 0o440, 0o444])
def test_a_file_of_a_group_or_a_container_is_taken_and_told_of(tmp_path: Path, mode: int) -> None:
    environ = a_secret_file(tmp_path, TELEGRAM, mode)

    assert load_secrets(environ, slack_mode="socket").telegram_is_on
    assert loose_files(environ) == {"KUULE_TELEGRAM_TOKEN_FILE": tmp_path / "token"}


@pytest.mark.parametrize("mode", [0o600, 0o400])
def test_a_file_of_its_owner_alone_is_not_told_of(tmp_path: Path, mode: int) -> None:
    assert loose_files(a_secret_file(tmp_path, TELEGRAM, mode)) == {}


@pytest.mark.parametrize(
    ("content", "said"),
    [("", "is empty"), (" \n", "is empty"), ("1:" + "a" * 5000, "is too long")],
)
def test_a_file_that_holds_no_secret_is_refused(tmp_path: Path, content: str, said: str) -> None:
    assert said in secret_complaint(a_secret_file(tmp_path, content))


def test_a_file_of_the_wrong_kind_is_refused_and_not_echoed(tmp_path: Path) -> None:
    said = secret_complaint(a_secret_file(tmp_path, BOT))

    assert said.startswith("KUULE_TELEGRAM_TOKEN_FILE holds something else than ")
    assert "canary" not in said


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    for file in (tmp_path, tmp_path / "none"):
        said = secret_complaint({"KUULE_TELEGRAM_TOKEN_FILE": str(file)})
        assert said.startswith(f"KUULE_TELEGRAM_TOKEN_FILE: {file} cannot be read (")


def test_a_secret_is_given_once(tmp_path: Path) -> None:
    both = a_secret_file(tmp_path, TELEGRAM) | {"KUULE_TELEGRAM_TOKEN": TELEGRAM}

    assert secret_complaint(both) == (
        "KUULE_TELEGRAM_TOKEN and KUULE_TELEGRAM_TOKEN_FILE are both set: unset one of them."
    )


@pytest.mark.parametrize(
    ("environ", "has"),
    [
        ({}, False),
        ({"PATH": "/bin"}, False),
        ({"KUULE_CONFIG": "a.toml", "KUULE__WEB__PORT": "0"}, False),
        ({"KUULE_KEY": ""}, False),
        ({"KUULE_KEY": KEY}, True),
        ({"KUULE_KEY_FILE": "key"}, True),
        ({"KUULE_SLACK_TOKEN": BOT}, True),
    ],
)
def test_it_is_known_whether_any_secret_is_set(environ: Mapping[str, str], has: bool) -> None:
    assert has_secrets(environ) is has
