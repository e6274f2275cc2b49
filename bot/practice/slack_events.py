"""Event callbacks in Slack's own form. Pure."""

from typing import Any

from bot.practice.slack_team import APP, BOT_USER, SLACKBOT, Channel, Message
from bot.practice.slack_users import TEAM

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


def deleted_event(
    message: Message, before: dict[str, Any], channel: Channel, event_ts: str
) -> dict[str, Any]:
    return {
        "type": "message",
        "subtype": "message_deleted",
        "hidden": True,
        "deleted_ts": message.ts,
        "previous_message": before,
        "channel": channel.id,
        "channel_type": channel.kind,
        "ts": event_ts,
        "event_ts": event_ts,
    }


def tombstone_event(
    message: Message, before: dict[str, Any], channel: Channel, event_ts: str
) -> dict[str, Any]:
    """Return the deletion of a message with replies: a change, which leaves a tombstone."""
    replies = [reply for reply in channel.thread(message.ts) if reply is not message]
    event = changed_event(message, before, channel, event_ts)
    event["message"] = {
        "type": "message",
        "subtype": "tombstone",
        "text": "This message was deleted.",
        "user": SLACKBOT,
        "hidden": True,
        "ts": message.ts,
        "thread_ts": message.ts,
        "reply_count": len(replies),
        "reply_users_count": len({reply.user for reply in replies}),
        "latest_reply": replies[-1].ts,
        "is_locked": False,
    }
    return event


def home_opened_event(
    user: str, channel: str, tab: str, event_ts: str, view: dict[str, Any] | None
) -> dict[str, Any]:
    event = {
        "type": "app_home_opened",
        "user": user,
        "channel": channel,
        "event_ts": event_ts,
        "tab": tab,
    }
    return event if view is None else event | {"view": view}


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


def typed_blocks(text: str) -> list[dict[str, Any]]:
    """Return the rich text block that Slack's own client adds to what a person types."""
    section = {"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}
    return [{"type": "rich_text", "elements": [section]}] if text else []


def as_typed(text: str) -> str:
    """Return what Slack sends for what a person types: & < > escaped, "@Kuule" a mention."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return escaped.replace("@Kuule", f"<@{BOT_USER}>")


def as_retyped(text: str) -> str:
    """Return what a person finds when they edit their message: `as_typed` the other way round."""
    plain = text.replace(f"<@{BOT_USER}>", "@Kuule")
    return plain.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
