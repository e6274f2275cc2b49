"""The manifest asks for what the settings need, says why, and stays within Slack's limits."""

import json
import re

import pytest

from bot.core.model.language import SPOKEN
from bot.core.model.team import Teams
from bot.i18n.catalogue import Catalogue
from handlers.slack.manifest import COMMANDS, as_json, as_table, as_yaml, manifest
from handlers.slack.needs import events_of, needs, scopes_of
from tests.digest_builders import a_team

TEXTS = Catalogue()
ALL = frozenset({"command", "mention", "dm", "channel", "reaction", "shortcut"})
ALWAYS = {"chat:write", "dnd:read", "users:read"}


def teams(capture=ALL, listen=("C1",), **fields):
    return Teams((a_team(slack_capture=frozenset(capture), slack_listen=listen, **fields),))


def made(of=None, address="", **how):
    of = of or teams()
    return manifest(of, needs(of, **how), TEXTS, address)


def scopes(of, **how):
    return set(made(of, **how)["oauth_config"]["scopes"]["bot"])


def events(of, **how):
    return set(made(of, **how)["settings"]["event_subscriptions"]["bot_events"])


# As few as the settings need


def test_files_are_read_only_where_a_team_keeps_attachments():
    on = teams(attachments=True)

    assert "files:read" not in scopes(teams())
    assert scopes(on) - scopes(teams()) == {"files:read"}
    assert scopes_of(needs(on))["files:read"].startswith("keeps images")


def test_files_are_written_only_where_a_digest_comes_to_slack_with_a_picture():
    on = teams(slack_digest="C9")

    assert "files:write" not in scopes(teams())
    assert "files:write" not in scopes(teams(slack_digest="C9", digest_picture=False))
    assert scopes(on) - scopes(teams()) == {"files:write"}
    assert "picture" in scopes_of(needs(on))["files:write"]


@pytest.mark.parametrize(
    ("capture", "wanted", "heard"),
    [
        ([], set(), set()),
        (["command"], {"commands"}, set()),
        (["shortcut"], {"commands"}, set()),
        (["dm"], {"im:history"}, {"message.im"}),
        (["mention"], {"app_mentions:read"}, {"app_mention"}),
        (
            ["channel"],
            {"channels:history", "reactions:read"},
            {"message.channels", "reaction_added"},
        ),
        (
            ["reaction"],
            {"channels:history", "reactions:read"},
            {"message.channels", "reaction_added"},
        ),
    ],
)
def test_each_way_asks_for_its_own_scopes_and_events(capture, wanted, heard):
    assert scopes(teams(capture)) == ALWAYS | wanted
    assert events(teams(capture)) == {"app_home_opened"} | heard


def test_the_ways_of_all_teams_count():
    both = Teams((*teams(["dm"]).all, *teams(["mention"]).all))

    assert {"im:history", "app_mentions:read"} < scopes(both)


def test_where_no_channel_is_listened_to_none_is_read():
    assert scopes(teams(["channel"], listen=())) == ALWAYS


def test_nothing_is_asked_for_that_the_table_does_not_know_and_no_user_token():
    everything = made(teams(), private=True)

    assert list(everything["oauth_config"]["scopes"]) == ["bot"]
    assert scopes(teams(), private=True) == {
        *("app_mentions:read", "channels:history", "chat:write", "commands", "groups:history"),
        *("dnd:read", "im:history", "reactions:read", "users:read"),
    }


@pytest.mark.parametrize("how", [{"listen": ("C1", "G2")}, {}])
def test_private_channels_are_asked_for_by_their_id_or_by_hand(how):
    wanted = scopes(teams(**how), private=not how)

    assert "groups:history" in wanted
    assert "groups:history" not in scopes(teams())


def test_private_channels_are_not_asked_for_where_channels_are_not_heard():
    assert "groups:history" not in scopes(teams(["dm"]), private=True)


@pytest.mark.parametrize("way", ["command", "shortcut"])
def test_what_is_not_captured_is_not_offered(way):
    features = made(teams(ALL - {way}))["features"]

    assert ("slash_commands" in features) is (way != "command")
    assert ("shortcuts" in features) is (way != "shortcut")


def test_nobody_can_write_to_kuule_where_direct_messages_are_not_taken():
    home = made(teams(["command"]))["features"]["app_home"]

    assert home["messages_tab_enabled"]
    assert home["messages_tab_read_only_enabled"]
    assert not made()["features"]["app_home"]["messages_tab_read_only_enabled"]


# Its two renderings


def test_for_socket_mode_there_is_no_address():
    assert made()["settings"]["socket_mode_enabled"]
    assert "http" not in as_json(made())


def test_for_http_mode_one_address_is_everywhere():
    found = made(address="https://kuule.example.org")

    url = "https://kuule.example.org/slack/events"
    settings = found["settings"]
    assert not settings["socket_mode_enabled"]
    assert settings["event_subscriptions"]["request_url"] == url
    assert settings["interactivity"]["request_url"] == url
    assert [command["url"] for command in found["features"]["slash_commands"]] == [url] * 3


# Why


def test_every_scope_and_event_has_its_reason():
    needed = needs(teams(), private=True)
    reasons = scopes_of(needed) | events_of(needed)

    assert set(reasons) == scopes(teams(), private=True) | events(teams(), private=True)
    assert all(reasons.values())
    assert reasons["commands"] == (
        "takes stories by /tarina, /story and /berattelse; takes stories by the two shortcuts"
    )
    assert [line.split("  ")[0].strip() for line in as_table(reasons).splitlines()] == list(
        reasons
    )


def test_yaml_says_the_same_as_json_with_a_reason_beside_each():
    found, needed = made(address="https://kuule.example.org"), needs(teams())
    reasons = scopes_of(needed) | events_of(needed)

    text = as_yaml(found, reasons)

    assert unyaml(text) == json.loads(as_json(found))
    for name, reason in reasons.items():
        assert f"- {name}  # {reason}\n" in text


def unyaml(text):
    """Read the small part of YAML in which manifests are written."""
    lines = [(len(line) - len(line.lstrip()), line.strip()) for line in text.splitlines()]
    return block(lines, 0)


def block(lines, depth):
    if lines[0][1].startswith("- "):
        return [item(lines, depth) for _ in iter(lambda: is_here(lines, depth, "- "), False)]
    found = {}
    while is_here(lines, depth):
        key, _, value = lines.pop(0)[1].partition(":")
        found[key] = json.loads(value) if value else block(lines, lines[0][0])
    return found


def item(lines, depth):
    text = lines[0][1].removeprefix("- ")
    if "  # " in text:
        lines.pop(0)
        return text.partition("  # ")[0]
    lines[0] = (depth + 2, text)
    return block(lines, depth + 2)


def is_here(lines, depth, start=""):
    return bool(lines) and lines[0][0] == depth and lines[0][1].startswith(start)


# Slack's limits: https://docs.slack.dev/reference/app-manifest


@pytest.mark.parametrize("language", SPOKEN)
def test_everything_is_as_short_as_slack_wants_it(language):
    found = made(teams(language=language))
    shown, features = found["display_information"], found["features"]

    assert len(shown["name"]) <= 35
    assert len(shown["description"]) <= 140
    assert len(features["bot_user"]["display_name"]) <= 80
    for command in features["slash_commands"]:
        assert re.fullmatch("/[a-z]{1,31}", command["command"])
        assert len(command["description"]) <= 2000
        assert len(command["usage_hint"]) <= 1000
    for shortcut in features["shortcuts"]:
        assert len(shortcut["name"]) <= 24
        assert len(shortcut["description"]) <= 150
        assert len(shortcut["callback_id"]) <= 255
    assert {shortcut["type"] for shortcut in features["shortcuts"]} == {"global", "message"}


def test_each_command_is_described_in_its_own_language():
    found = made()["features"]["slash_commands"]

    assert [command["command"] for command in found] == list(COMMANDS)
    assert [command["description"] for command in found] == [
        TEXTS.text(language, "command-description") for language in COMMANDS.values()
    ]
