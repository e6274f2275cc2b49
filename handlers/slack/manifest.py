"""The manifest from which Slack makes the app, as JSON or YAML. Pure.

https://docs.slack.dev/reference/app-manifest
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from bot.core.model.language import Language
from bot.core.model.team import Teams
from bot.core.ports.catalogue import Texts
from handlers.slack.needs import Need, captured_by, events_of, scopes_of
from handlers.slack.parse_shortcut import KEEP, TELL

PATH = "/slack/events"
"""Where Slack posts in HTTP mode."""
COMMANDS: Mapping[str, Language] = {"/tarina": "fi", "/story": "en", "/berattelse": "sv"}


def manifest(
    teams: Teams, needs: tuple[Need, ...], texts: Texts, address: str = ""
) -> dict[str, Any]:
    """Return the manifest; with an `address` for HTTP mode, without for Socket Mode."""
    captured, language = captured_by(teams), teams.first.language
    url = {"request_url": address + PATH} if address else {}
    return {
        "_metadata": {"major_version": 1},
        "display_information": {
            "name": "Kuule",
            "description": texts.text(language, "app-description"),
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                # Receipts go there; where nothing is taken, nobody should be able to write.
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": "dm" not in captured,
            },
            "bot_user": {"display_name": "Kuule", "always_online": True},
            **_commands(texts, address if "command" in captured else None),
            **_shortcuts(texts, language, is_on="shortcut" in captured),
        },
        "oauth_config": {"scopes": {"bot": list(scopes_of(needs))}},
        "settings": {
            "event_subscriptions": {**url, "bot_events": list(events_of(needs))},
            "interactivity": {"is_enabled": True, **url},
            "org_deploy_enabled": False,
            "socket_mode_enabled": not address,
            "token_rotation_enabled": False,
        },
    }


def _commands(texts: Texts, address: str | None) -> dict[str, Any]:
    if address is None:
        return {}
    url = {"url": address + PATH} if address else {}
    commands = [
        {
            "command": command,
            "description": texts.text(language, "command-description"),
            "usage_hint": texts.text(language, "command-usage"),
            "should_escape": False,
            **url,
        }
        for command, language in COMMANDS.items()
    ]
    return {"slash_commands": commands}


def _shortcuts(texts: Texts, language: Language, *, is_on: bool) -> dict[str, Any]:
    if not is_on:
        return {}
    shortcuts = [
        {
            "name": texts.text(language, f"shortcut-{name}"),
            "type": kind,
            "callback_id": callback_id,
            "description": texts.text(language, f"shortcut-{name}-description"),
        }
        for name, kind, callback_id in (
            ("tell", "global", TELL),
            ("keep", "message", KEEP),
        )
    ]
    return {"shortcuts": shortcuts}


def as_json(manifest: Mapping[str, Any]) -> str:
    """Return it as Slack's page takes it."""
    return json.dumps(manifest, indent=2, ensure_ascii=False)


def as_yaml(manifest: Mapping[str, Any], reasons: Mapping[str, str]) -> str:
    """Return it as YAML, with a reason beside each scope and event."""
    return "\n".join(_yaml(manifest, reasons, ""))


def as_table(reasons: Mapping[str, str]) -> str:
    """Return the reasons, one a line."""
    width = max(map(len, reasons))
    return "\n".join(f"{name:{width}}  {reason}" for name, reason in reasons.items())


def _yaml(value: Mapping[str, Any], reasons: Mapping[str, str], indent: str) -> Iterator[str]:
    for key, inner in value.items():
        if isinstance(inner, Mapping):
            yield f"{indent}{key}:"
            yield from _yaml(inner, reasons, f"{indent}  ")
        elif isinstance(inner, list):
            yield f"{indent}{key}:"
            for item in inner:
                yield from _yaml_item(item, reasons, f"{indent}  ")
        else:
            yield f"{indent}{key}: {json.dumps(inner, ensure_ascii=False)}"


def _yaml_item(item: object, reasons: Mapping[str, str], indent: str) -> Iterator[str]:
    if isinstance(item, Mapping):
        first, *rest = _yaml(item, reasons, f"{indent}  ")
        yield f"{indent}- {first.strip()}"
        yield from rest
    else:
        yield f"{indent}- {item}  # {reasons[str(item)]}"
