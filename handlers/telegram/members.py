"""Who is in a group or channel at this moment, as Telegram alone knows.

The answers are taken raw from PTB's request layer, as the updates are (docs/adr/0005): the library
refuses somebody of whom it is not told every right that it knows.
"""

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from telegram.constants import ChatMemberStatus, ChatType
from telegram.error import BadRequest, ChatMigrated, Forbidden, TelegramError
from telegram.request import HTTPXRequest

_INSIDE = {ChatMemberStatus.OWNER, ChatMemberStatus.ADMINISTRATOR, ChatMemberStatus.MEMBER}


@dataclass(frozen=True, slots=True)
class Members:
    """Asks Telegram."""

    request: HTTPXRequest
    url: str
    """The bot's own address with its token; it must never be printed."""

    async def has(self, chat: str, user: str) -> bool:
        """Return whether that person is there; False for one, or a place, that Telegram does not
        know or show. Raise TelegramError when it cannot be asked.
        """
        try:
            return _is_inside(await self._ask("getChatMember", chat_id=chat, user_id=user))
        except ChatMigrated as moved:
            return await self.has(str(moved.new_chat_id), user)
        except (BadRequest, Forbidden):
            return False

    async def show(self, chat: str, user: str) -> bool:
        """Return whether a link to that person tells the others nothing that they do not see
        anyway: in a group that they are in under their own name. False where Telegram does not
        say so.
        """
        with contextlib.suppress(TelegramError):
            about = await self._ask("getChat", chat_id=chat)
            if about.get("type") == ChatType.CHANNEL:
                return False
            found = await self._ask("getChatMember", chat_id=chat, user_id=user)
            return _is_inside(found) and found.get("is_anonymous") is not True
        return False

    async def _ask(self, method: str, **arguments: str) -> Mapping[str, Any]:
        found: Any = await self.request.post(f"{self.url}/{method}?{urlencode(arguments)}")
        return found if isinstance(found, Mapping) else {}


def _is_inside(found: Mapping[str, Any]) -> bool:
    # Somebody who is restricted may have left.
    is_restricted = found.get("status") == ChatMemberStatus.RESTRICTED
    return found.get("status") in _INSIDE or (is_restricted and found.get("is_member") is True)
