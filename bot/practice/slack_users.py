"""People as Slack describes them: guests, strangers, bots; their status and quiet hours. Pure."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.practice.people import Employee

TEAM = "T0PRACTICE"
OTHER_TEAM = "T0ELSEWHERE"


@dataclass(slots=True)
class Presence:
    """What a person has set: a status, and when not to be disturbed."""

    status_text: str = ""
    status_emoji: str = ""
    quiet: tuple[datetime, datetime] | None = None


def team_of(person: Employee) -> str:
    return OTHER_TEAM if person.kind == "stranger" else TEAM


def user_json(person: Employee, presence: Presence, *, with_locale: bool) -> dict[str, Any]:
    """Return what users.info says of a person."""
    shown: dict[str, Any] = {
        "id": person.id,
        "team_id": team_of(person),
        "name": person.key,
        "real_name": person.role,
        "deleted": False,
        "tz": person.tz,
        "is_bot": person.kind == "bot",
        "is_app_user": False,
        "is_restricted": person.kind in {"guest", "single_channel_guest"},
        "is_ultra_restricted": person.kind == "single_channel_guest",
        "profile": {
            "real_name": person.role,
            "display_name": person.role,
            "status_text": presence.status_text,
            "status_emoji": presence.status_emoji,
            "status_expiration": 0,
            "team": team_of(person),
        },
    }
    if person.kind == "stranger":
        shown["is_stranger"] = True
    if with_locale:
        shown["locale"] = person.locale
    return shown


def dnd_json(presence: Presence, now: datetime) -> dict[str, Any]:
    """Return what dnd.info says: the next quiet hours or those of now; 1 stands for none."""
    quiet = presence.quiet
    if quiet is None or quiet[1] <= now:
        return {"dnd_enabled": False, "next_dnd_start_ts": 1, "next_dnd_end_ts": 1}
    start, end = (int(instant.timestamp()) for instant in quiet)
    return {"dnd_enabled": True, "next_dnd_start_ts": start, "next_dnd_end_ts": end}
