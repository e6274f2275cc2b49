"""What is told to the intake that is measured: the golden week, over and over."""

import json
import secrets
from pathlib import Path
from typing import Any
from uuid import UUID

from bot.core.model.dialogue import Verb
from handlers.telegram.buttons import talk_data

GOLDEN_WEEK = Path(__file__).parent.parent / "tests/data/week46_stories.json"
TEXTS = [story["text"] for story in json.loads(GOLDEN_WEEK.read_text("utf-8"))]
"""What is told: the golden week's stories in turn, 87 code points and 6 tags on average."""


def slack_event(serial: int) -> dict[str, Any]:
    """Return a message in a listened channel, by one of two hundred people."""
    return {
        "team_id": "T1",
        "api_app_id": "A1",
        "type": "event_callback",
        "event_id": f"Ev{serial:010}",
        "event_time": 1_790_000_000,
        "event": {
            "type": "message",
            "channel": "C1",
            "channel_type": "channel",
            "user": f"U{serial % 200:04}",
            "text": TEXTS[serial % len(TEXTS)],
            "ts": f"{1_790_000_000 + serial // 1000}.{serial % 1000:06}",
        },
    }


def telegram_update(serial: int, person: int) -> dict[str, Any]:
    """Return a message in that person's private chat."""
    return {"update_id": serial, "message": _message(serial, person)}


def telegram_press(serial: int, person: int, talk: UUID, verb: Verb, value: str) -> dict[str, Any]:
    """Return the press of a button of that talk."""
    query = {
        "id": f"{serial}-{verb}-{value}-{secrets.token_hex(4)}",
        "from": {"id": person, "is_bot": False, "language_code": "fi"},
        "message": _message(serial, person),
        "data": talk_data(talk, verb, value),
    }
    return {"update_id": serial, "callback_query": query}


def _message(serial: int, person: int) -> dict[str, Any]:
    return {
        "message_id": serial,
        "date": 1_790_000_000 + serial // 1000,
        "chat": {"id": person, "type": "private"},
        "from": {"id": person, "is_bot": False, "language_code": "fi"},
        "text": TEXTS[serial % len(TEXTS)],
    }
