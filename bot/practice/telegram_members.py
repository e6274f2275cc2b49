"""Who is in which group or channel on Telegram, as the bot may ask."""

from typing import Any

from bot.practice.telegram_chats import Chat
from bot.practice.telegram_texts import bad_request

RIGHTS = {
    "creator": ("is_anonymous",),
    "administrator": (
        *("can_be_edited", "is_anonymous", "can_manage_chat", "can_delete_messages"),
        *("can_manage_video_chats", "can_restrict_members", "can_promote_members"),
        *("can_change_info", "can_invite_users", "can_post_stories", "can_edit_stories"),
        "can_delete_stories",
    ),
    "restricted": (
        *("is_member", "can_send_messages", "can_send_audios", "can_send_documents"),
        *("can_send_photos", "can_send_videos", "can_send_video_notes", "can_send_voice_notes"),
        *("can_send_polls", "can_send_other_messages", "can_add_web_page_previews"),
        *("can_change_info", "can_invite_users", "can_pin_messages", "can_manage_topics"),
        *("can_edit_tag", "can_react_to_messages", "until_date"),
    ),
    "kicked": ("until_date",),
}
"""What Telegram tells of somebody beside who and what they are.
https://core.telegram.org/bots/api#chatmember
"""

_GIFTS = (
    *("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription"),
    "gifts_from_channels",
)


def seat(chat: Chat, user: dict[str, Any], status: str, fields: dict[str, Any]) -> None:
    """Let somebody be of that status there, with no rights but what `fields` say."""
    rights = dict.fromkeys(RIGHTS.get(status, ()), False)
    chat.members[user["id"]] = rights | fields | {"user": user, "status": status}


def described(chat: Chat) -> dict[str, Any]:
    """Return what getChat tells."""
    gifts = dict.fromkeys(_GIFTS, False)
    return chat.about | {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": gifts,
    }


def member_of(chat: Chat, user: dict[str, Any] | None) -> dict[str, Any]:
    """Return what getChatMember tells; None stands for somebody of whom Telegram knows nothing."""
    if user is None:
        raise bad_request("PARTICIPANT_ID_INVALID")
    return chat.members.get(user["id"], {"user": user, "status": "left"})
