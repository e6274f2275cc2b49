"""Response URLs: five answers in thirty minutes to who pressed a button or typed a command."""

import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from bot.practice.arguments import is_true
from bot.practice.clock import PracticeClock
from bot.practice.ledger import Ledger, Post
from bot.practice.slack_blocks import check_blocks
from bot.practice.slack_schema import InvalidSchemaError
from bot.practice.slack_team import BOT_USER, Message, SlackTeam
from bot.practice.slack_users import TEAM

USES = 5
LIFETIME = timedelta(minutes=30)


class UrlRefusedError(Exception):
    """An answer that Slack does not take: its HTTP status and word."""

    def __init__(self, status: int, error: str) -> None:
        super().__init__(error)
        self.status = status
        self.error = error


@dataclass(slots=True, kw_only=True)
class ResponseUrl:
    """Who may be answered where; `source` is the message whose button was pressed."""

    channel: str
    user: str
    source: str | None
    expires: datetime
    uses: int = field(default=0)


class ResponseUrls:
    """All response URLs given out so far."""

    def __init__(
        self, team: SlackTeam, ledger: Ledger, clock: PracticeClock, chance: random.Random
    ) -> None:
        self.base = ""
        self._team = team
        self._ledger = ledger
        self._clock = clock
        self._chance = chance
        self._urls: dict[str, ResponseUrl] = {}

    def new(self, kind: str, channel: str, user: str, source: str | None = None) -> str:
        """Return a new URL under `base`."""
        url = f"{self.base}/{kind}/{TEAM}/{self._chance.getrandbits(64)}"
        self._urls[url] = ResponseUrl(
            channel=channel, user=user, source=source, expires=self._clock.now() + LIFETIME
        )
        return url

    def use(self, url: str, body: dict[str, Any]) -> None:
        """Carry out an answer and count it. Raise UrlRefusedError."""
        known = self._urls.get(url)
        if known is None:
            raise UrlRefusedError(404, "expired_url")
        if self._clock.now() > known.expires:
            raise UrlRefusedError(404, "expired_url")
        if known.uses >= USES:
            raise UrlRefusedError(404, "used_url")
        self.carry_out(url, body)
        known.uses += 1

    def carry_out(self, url: str, body: dict[str, Any]) -> None:
        """Show an answer. Raise UrlRefusedError if it says nothing or its blocks are wrong."""
        known = self._urls[url]
        source = self._team.channels[known.channel].messages.get(known.source or "")
        if is_true(body.get("delete_original")):
            if source is not None:
                self._team.remove(source)
            self._record(known, "delete_original", known.source or "", body)
            return
        blocks = self._blocks(body)
        text = str(body.get("text") or "")
        if not text and not blocks:
            raise UrlRefusedError(500, "no_text")
        if source is not None and is_true(body.get("replace_original", True)):
            source.rewrite(text, blocks)
            self._record(known, "replace_original", source.ts, body)
            return
        message = self._team.add(
            Message(
                channel=known.channel,
                ts=self._team.new_ts(),
                user=BOT_USER,
                text=text,
                blocks=blocks,
                thread_ts=body.get("thread_ts"),
                to=None if body.get("response_type") == "in_channel" else known.user,
            )
        )
        self._record(known, "response_url", message.ts, body)

    def _blocks(self, body: dict[str, Any]) -> list[dict[str, Any]]:
        try:
            return check_blocks(body.get("blocks") or [])
        except InvalidSchemaError as error:
            raise UrlRefusedError(400, "invalid_blocks") from error

    def _record(self, known: ResponseUrl, method: str, ref: str, body: dict[str, Any]) -> None:
        self._ledger.post(
            Post(
                method=method,
                destination=f"{known.channel}/{known.user}",
                ref=ref,
                arguments=body,
                at=self._clock.now(),
            )
        )
