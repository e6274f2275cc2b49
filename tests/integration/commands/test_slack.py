"""`kuule slack manifest`."""

import json

import pytest

from tests.integration.commands.desk import Desk

TEAM = """
[[teams]]
id = "palvelu"
name = "Asiakaspalvelu"
[teams.slack]
listen = ["C0123"]
capture = {capture}
"""


def test_the_manifest_is_json_and_the_reasons_stand_beside_it(desk: Desk) -> None:
    desk.write(TEAM.format(capture='["dm", "command"]'))

    result = desk.run("slack", "manifest")

    assert result.status == 0
    assert result.json["oauth_config"]["scopes"]["bot"] == [
        *("chat:write", "commands", "dnd:read", "im:history", "users:read")
    ]
    assert "im:history       takes stories by direct message\n" in result.err
    assert "message.im       takes stories by direct message\n" in result.err


def test_it_needs_no_secrets_and_no_database(desk: Desk) -> None:
    desk.unset("KUULE_KEY", "KUULE__KUULE__DATABASE")

    assert desk.run("slack", "manifest").status == 0
    assert [file.name for file in desk.folder.iterdir()] == ["config.toml"]


def test_as_yaml_the_reasons_are_comments(desk: Desk) -> None:
    result = desk.run("slack", "manifest", "--yaml")

    assert "      - chat:write  # posts receipts, " in result.out
    assert result.err == ""


def test_a_private_channel_adds_its_scope(desk: Desk) -> None:
    desk.write(TEAM.format(capture='["channel"]'))

    assert "groups:history" in desk.run("slack", "manifest", "--private").out
    assert "groups:history" not in desk.run("slack", "manifest").out


@pytest.mark.parametrize("mode", ["", "http"])
def test_http_mode_is_asked_for_by_the_option_or_the_settings(desk: Desk, mode: str) -> None:
    if mode:
        desk.set(KUULE__SLACK__MODE=mode)
    option = [] if mode else ["--http"]

    result = desk.run("slack", "manifest", *option, "--url", "https://kuule.example.org/")

    settings = json.loads(result.out)["settings"]
    assert settings["interactivity"]["request_url"] == "https://kuule.example.org/slack/events"
    assert settings["socket_mode_enabled"] is False


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--http"], "add --url"),
        (["--url", "https://kuule.example.org"], "add --http"),
        (["--http", "--url", "http://kuule.example.org"], "write one like https://"),
        (["--http", "--url", "kuule.example.org"], "write one like https://"),
        (["--http", "--url", "https://a@b.example"], "write one like https://"),
        (["--http", "--url", "https://kuule.example.org/?a=b"], "write one like https://"),
    ],
)
def test_an_address_that_does_not_fit_is_a_sentence(
    desk: Desk, options: list[str], said: str
) -> None:
    result = desk.run("slack", "manifest", *options)

    assert result.status == 2
    assert said in result.err
    assert result.out == ""
