"""Telegram in memory: chats, their messages, and the queue of updates with its offset rules."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import islice
from typing import Any

from bot.practice.clock import PracticeClock
from bot.practice.ledger import Attempt, Event, Ledger

BOT_ID = 7_100_000_001
BOT_USERNAME = "kuule_practice_bot"
GROUP_ID = -1_001_234_567_890
KEPT = timedelta(hours=24)
NOT_BY_DEFAULT = {"chat_member", "message_reaction", "message_reaction_count"}


def bot_user() -> dict[str, Any]:
    return {"id": BOT_ID, "is_bot": True, "first_name": "Kuule", "username": BOT_USERNAME}


def is_by_bot(message: dict[str, Any]) -> bool:
    """True also for a post in a channel, where nobody but the bot writes."""
    return "from" not in message or message["from"]["id"] == BOT_ID


@dataclass(slots=True)
class Chat:
    """A private chat with one customer, or a group or channel that the bot is in."""

    id: int
    about: dict[str, Any]
    messages: dict[int, dict[str, Any]] = field(default_factory=dict)
    revisions: dict[int, int] = field(default_factory=dict)
    notices: list[str] = field(default_factory=list)  # what pressed buttons answered
    is_blocked: bool = False
    moved_to: int | None = None  # the id of the supergroup that it has become
    members: dict[int, dict[str, Any]] = field(default_factory=dict)  # of a group, as ChatMember

    @property
    def is_channel(self) -> bool:
        return bool(self.about["type"] == "channel")


class Chats:
    """All chats; message ids grow over all private chats of the bot, as Telegram's do."""

    def __init__(self, clock: PracticeClock) -> None:
        self._clock = clock
        self._last_message_id = 0
        self.has_privacy_mode = True  # as BotFather has set it; told of, and nothing else
        self.chats: dict[int, Chat] = {}
        group = {"id": GROUP_ID, "type": "supergroup", "title": "Tiimi"}
        self.chats[GROUP_ID] = Chat(GROUP_ID, group)

    def add(self, chat: Chat, sender: dict[str, Any], fields: dict[str, Any]) -> dict[str, Any]:
        """Keep a message and return it in Telegram's form."""
        self._last_message_id += 1
        # In a channel the channel itself stands as the sender.
        author = {"sender_chat": chat.about} if chat.is_channel else {"from": sender}
        message = {
            "message_id": self._last_message_id,
            **author,
            "chat": chat.about,
            "date": int(self._clock.now().timestamp()),
        } | fields
        chat.messages[self._last_message_id] = message
        if chat.id < 0:
            # Only who is in a group writes there.
            chat.members.setdefault(sender["id"], {"user": sender, "status": "member"})
        return message

    def has_met(self, person: int) -> bool:
        """Whether somebody of that id has written where the bot is."""
        messages = (each for chat in self.chats.values() for each in chat.messages.values())
        return any(message.get("from", {}).get("id") == person for message in messages)

    def edit(self, chat: Chat, message: dict[str, Any], fields: dict[str, Any]) -> dict[str, Any]:
        """Change a message and return it in Telegram's form."""
        edited = message | fields | {"edit_date": int(self._clock.now().timestamp())}
        number = edited["message_id"]
        chat.messages[number] = edited
        chat.revisions[number] = chat.revisions.get(number, 0) + 1
        return edited


class Updates:
    """What happened and the bot has not confirmed yet, oldest first."""

    def __init__(self, ledger: Ledger, clock: PracticeClock, first_id: int) -> None:
        self._ledger = ledger
        self._clock = clock
        self._next_id = first_id
        self._queue: deque[tuple[int, Event]] = deque()
        self._last_position = 0
        self._delivered: dict[int, int] = {}  # update_id: the position at which the bot saw it
        self.on_arrival: Callable[[], None] = lambda: None
        self.allowed: set[str] | None = None  # None: all but the three that must be asked for

    def __len__(self) -> int:
        return len(self._queue)

    def add(self, kind: str, content: dict[str, Any]) -> Event | None:
        """Queue an update of that kind, unless the bot has asked not to get it."""
        is_wanted = kind not in NOT_BY_DEFAULT if self.allowed is None else kind in self.allowed
        if not is_wanted:
            return None
        update_id, self._next_id = self._next_id, self._next_id + 1
        return self.put({"update_id": update_id, kind: content})

    def put(self, update: dict[str, Any]) -> Event:
        """Queue an update exactly as given."""
        event = Event(
            kind="update",
            key=str(update.get("update_id")),
            payload=update,
            sent_at=self._clock.now(),
        )
        self._last_position += 1
        self._queue.append((self._last_position, event))
        self._ledger.begin(event)
        self.on_arrival()
        return event

    def jump(self, next_id: int) -> None:
        """Number updates from there on, up or down, as Telegram does after a week of silence."""
        self._next_id = next_id

    def fetch(self, limit: int) -> list[dict[str, Any]]:
        """Return the oldest updates, and remember that the bot saw them."""
        self._expire()
        seen = list(islice(self._queue, limit))
        for position, event in seen:
            event.attempts.append(Attempt("", "", self._clock.now()))
            self._delivered[event.payload.get("update_id", 0)] = position
        if seen:
            self._ledger.changed()
        return [event.payload for _, event in seen]

    def confirm(self, offset: int) -> None:
        """Forget what the offset confirms; a negative one keeps only that many of the newest."""
        if offset < 0:
            while len(self._queue) > -offset:
                self._take_oldest()
            return
        # After a jump the numbers start anew: what counts is what came up to the confirmed update.
        until = self._delivered.get(offset - 1)
        while self._queue and self._is_confirmed(self._queue[0], offset, until):
            self._take_oldest()

    def allow(self, kinds: list[str]) -> None:
        """Keep only updates of these kinds from now on; none means Telegram's own choice."""
        self.allowed = set(kinds) if kinds else None

    def waiting(self) -> list[Event]:
        """Return what is to be posted, oldest first; what waited for a day is lost."""
        self._expire()
        return [event for _, event in self._queue]

    def taken(self, event: Event) -> None:
        """Forget an update that a webhook took."""
        self._queue = deque(entry for entry in self._queue if entry[1] is not event)
        self._ledger.acknowledge(event, self._clock.now())

    def drop_all(self) -> None:
        """Forget everything, as a careless bot may ask. What is dropped counts as lost."""
        while self._queue:
            self._ledger.give_up(self._queue.popleft()[1])

    def _expire(self) -> None:
        horizon = self._clock.now() - KEPT
        while self._queue and self._queue[0][1].sent_at < horizon:
            self._ledger.give_up(self._queue.popleft()[1])

    def _take_oldest(self) -> None:
        _, event = self._queue.popleft()
        self._ledger.acknowledge(event, self._clock.now())

    @staticmethod
    def _is_confirmed(entry: tuple[int, Event], offset: int, until: int | None) -> bool:
        position, event = entry
        if until is not None:
            return position <= until
        update_id = event.payload.get("update_id")
        return isinstance(update_id, int) and update_id < offset
