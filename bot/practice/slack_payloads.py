"""Interactivity and slash commands in Slack's own form. Pure."""

from typing import Any

from bot.practice.people import Employee
from bot.practice.slack_events import VERIFICATION_TOKEN
from bot.practice.slack_team import APP, Channel, Message
from bot.practice.slack_users import TEAM, team_of
from bot.practice.slack_views import View

Payload = dict[str, Any]

NAMES = {"im": "directmessage", "group": "privategroup"}


def slash_command(
    person: Employee, channel: Channel, command: str, text: str, *, trigger_id: str, url: str
) -> Payload:
    return {
        "token": VERIFICATION_TOKEN,
        "team_id": TEAM,
        "team_domain": "practice",
        "channel_id": channel.id,
        "channel_name": _name(channel),
        "user_id": person.id,
        "user_name": person.key,
        "command": command,
        "text": text,
        "api_app_id": APP,
        "is_enterprise_install": "false",
        "response_url": url,
        "trigger_id": trigger_id,
    }


def shortcut(person: Employee, callback_id: str, *, trigger_id: str, action_ts: str) -> Payload:
    """Return a global shortcut: no channel, no message, no response URL."""
    return _interaction("shortcut", person) | {
        "callback_id": callback_id,
        "trigger_id": trigger_id,
        "action_ts": action_ts,
    }


def message_action(
    person: Employee,
    channel: Channel,
    message: Message,
    callback_id: str,
    *,
    trigger_id: str,
    action_ts: str,
    url: str,
) -> Payload:
    """Return a message shortcut, with the message on which it was chosen."""
    return _interaction("message_action", person) | {
        "callback_id": callback_id,
        "trigger_id": trigger_id,
        "action_ts": action_ts,
        "response_url": url,
        "message_ts": message.ts,
        "channel": {"id": channel.id, "name": _name(channel)},
        "message": message.as_json(),
    }


def message_actions(
    person: Employee,
    channel: Channel,
    message: Message,
    action: Payload,
    values: Payload,
    *,
    trigger_id: str,
    url: str,
) -> Payload:
    """Return an act in a message. A private message is not itself sent along, as in Slack."""
    container: Payload = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": channel.id,
        "is_ephemeral": message.to is not None,
    }
    if message.thread_ts:
        container["thread_ts"] = message.thread_ts
    payload = _interaction("block_actions", person) | {
        "container": container,
        "trigger_id": trigger_id,
        "channel": {"id": channel.id, "name": _name(channel)},
        "state": {"values": values},
        "response_url": url,
        "actions": [action],
    }
    if message.to is None:
        payload["message"] = message.as_json(with_metadata=True)
    return payload


def view_actions(person: Employee, view: View, action: Payload, *, trigger_id: str) -> Payload:
    """Return an act in a modal or a Home."""
    return _interaction("block_actions", person) | {
        "container": {"type": "view", "view_id": view.id},
        "trigger_id": trigger_id,
        "view": view.as_json(),
        "actions": [action],
    }


def view_submission(person: Employee, view: View, *, trigger_id: str) -> Payload:
    return _interaction("view_submission", person) | {
        "trigger_id": trigger_id,
        "view": view.as_json(),
        "response_urls": [],
    }


def view_closed(person: Employee, view: View, *, is_cleared: bool) -> Payload:
    return _interaction("view_closed", person) | {
        "view": view.as_json(),
        "is_cleared": is_cleared,
    }


def _interaction(kind: str, person: Employee) -> Payload:
    return {
        "type": kind,
        "token": VERIFICATION_TOKEN,
        "team": {"id": TEAM, "domain": "practice"},
        "user": {
            "id": person.id,
            "username": person.key,
            "name": person.key,
            "team_id": team_of(person),
        },
        "api_app_id": APP,
        "enterprise": None,
        "is_enterprise_install": False,
    }


def _name(channel: Channel) -> str:
    return NAMES.get(channel.kind, channel.name)
