"""Payloads in Slack's own form: event callbacks, slash commands, button presses. Pure."""

from typing import Any

from bot.practice.people import Employee
from bot.practice.slack_team import APP, BOT_USER, TEAM, Channel, Message

VERIFICATION_TOKEN = "practice-verification"  # noqa: S105 - Slack still sends it, nobody reads it


def event_callback(
    event: dict[str, Any], *, event_id: str, event_time: int, is_ext_shared: bool = False
) -> dict[str, Any]:
    """Wrap an inner event as the Events API does."""
    return {
        "token": VERIFICATION_TOKEN,
        "team_id": TEAM,
        "context_team_id": TEAM,
        "context_enterprise_id": None,
        "api_app_id": APP,
        "event": event,
        "type": "event_callback",
        "event_id": event_id,
        "event_time": event_time,
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": TEAM,
                "user_id": BOT_USER,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": is_ext_shared,
        "event_context": f"4-{event_id}",
    }


def message_event(message: Message, channel: Channel) -> dict[str, Any]:
    """Return a new message; a thread reply names the writer of its parent."""
    event = message.as_json() | {
        "channel": channel.id,
        "event_ts": message.ts,
        "channel_type": channel.kind,
    }
    parent = channel.messages.get(message.thread_ts or "")
    if parent is not None and parent is not message:
        event["parent_user_id"] = parent.user
    return event


def mention_event(message: Message, channel: Channel) -> dict[str, Any]:
    event = message_event(message, channel) | {"type": "app_mention"}
    del event["channel_type"]
    return event


def changed_event(
    message: Message, before: dict[str, Any], channel: Channel, event_ts: str
) -> dict[str, Any]:
    """Return an edit: hidden, with the new and the old message inside."""
    return {
        "type": "message",
        "subtype": "message_changed",
        "hidden": True,
        "message": message.as_json(),
        "previous_message": before,
        "channel": channel.id,
        "channel_type": channel.kind,
        "ts": event_ts,
        "event_ts": event_ts,
    }


def deleted_event(message: Message, channel: Channel, event_ts: str) -> dict[str, Any]:
    return {
        "type": "message",
        "subtype": "message_deleted",
        "hidden": True,
        "deleted_ts": message.ts,
        "previous_message": message.as_json(),
        "channel": channel.id,
        "channel_type": channel.kind,
        "ts": event_ts,
        "event_ts": event_ts,
    }


def reaction_event(
    user: str, message: Message, name: str, event_ts: str, kind: str
) -> dict[str, Any]:
    return {
        "type": kind,
        "user": user,
        "reaction": name,
        "item": {"type": "message", "channel": message.channel, "ts": message.ts},
        "item_user": message.user,
        "event_ts": event_ts,
    }


def slash_command(
    person: Employee, channel: Channel, command: str, text: str, *, trigger_id: str, url: str
) -> dict[str, Any]:
    return {
        "token": VERIFICATION_TOKEN,
        "team_id": TEAM,
        "team_domain": "practice",
        "channel_id": channel.id,
        "channel_name": "directmessage" if channel.kind == "im" else channel.name,
        "user_id": person.id,
        "user_name": person.key,
        "command": command,
        "text": text,
        "api_app_id": APP,
        "is_enterprise_install": "false",
        "response_url": url,
        "trigger_id": trigger_id,
    }


def block_actions(
    person: Employee,
    channel: Channel,
    message: Message,
    action: dict[str, Any],
    *,
    trigger_id: str,
    url: str,
) -> dict[str, Any]:
    """Return a button press. A private message's own content is not sent along, as in Slack."""
    payload: dict[str, Any] = {
        "type": "block_actions",
        "user": {
            "id": person.id,
            "username": person.key,
            "name": person.key,
            "team_id": TEAM,
        },
        "api_app_id": APP,
        "token": VERIFICATION_TOKEN,
        "container": {
            "type": "message",
            "message_ts": message.ts,
            "channel_id": channel.id,
            "is_ephemeral": message.to is not None,
        },
        "trigger_id": trigger_id,
        "team": {"id": TEAM, "domain": "practice"},
        "enterprise": None,
        "is_enterprise_install": False,
        "channel": {
            "id": channel.id,
            "name": "directmessage" if channel.kind == "im" else channel.name,
        },
        "state": {"values": {}},
        "response_url": url,
        "actions": [action],
    }
    if message.thread_ts:
        payload["container"]["thread_ts"] = message.thread_ts
    if message.to is None:
        payload["message"] = message.as_json(with_metadata=True)
    return payload


def typed_blocks(text: str) -> list[dict[str, Any]]:
    """Return the rich text block that Slack's own client adds to what a person types."""
    section = {"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}
    return [{"type": "rich_text", "elements": [section]}] if text else []


def as_typed(text: str) -> str:
    """Return what Slack sends for what a person types: & < > escaped, "@Kuule" a mention."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return escaped.replace("@Kuule", f"<@{BOT_USER}>")
