"""Telegram's Bot API: token, arguments, long polling, pace and errors as the real one has them."""

import asyncio
from collections.abc import Awaitable, Callable
from time import monotonic
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from bot.practice.arguments import (
    BadArgumentsError,
    Upload,
    answer,
    is_true,
    parsed,
    read_arguments,
)
from bot.practice.clock import PracticeClock
from bot.practice.exchange import Exchange
from bot.practice.faults import Fault
from bot.practice.ledger import Ledger, Post
from bot.practice.limits import Pace, Rates
from bot.practice.telegram_chats import Chat, Chats, Updates, bot_user, is_by_bot
from bot.practice.telegram_media import read_media, read_photo
from bot.practice.telegram_members import described, member_of
from bot.practice.telegram_persons import TelegramPersons
from bot.practice.telegram_texts import (
    TelegramError,
    bad_request,
    read_caption,
    read_commands,
    read_keyboard,
    read_text,
    strings,
    whole,
)
from bot.practice.telegram_webhook import Webhook

Arguments = dict[str, Any]
LONGEST_POLL = 50
LARGEST_UPLOAD = 50_000_000
"""Bytes that a bot may send. https://core.telegram.org/bots/api#sending-files"""
CONFLICT = (
    "Conflict: terminated by other getUpdates request; "
    "make sure that only one bot instance is running"
)


class TelegramApi:
    """The HTTP endpoint `/botTOKEN/METHOD`."""

    def __init__(
        self,
        chats: Chats,
        updates: Updates,
        persons: TelegramPersons,
        ledger: Ledger,
        clock: PracticeClock,
        exchange: Exchange,
        *,
        token: str,
        rates: Rates,
    ) -> None:
        self.rates = rates
        self.menus: dict[str, list[dict[str, str]]] = {}
        self._chats = chats
        self._updates = updates
        self._persons = persons
        self._ledger = ledger
        self._clock = clock
        self._exchange = exchange
        self._token = token
        self.webhook = Webhook(updates, ledger, clock)
        self._pace = Pace(clock.now)
        self._poll: asyncio.Future[None] | None = None
        self._last_poll = -60.0
        updates.on_arrival = self._arrived

    async def call(self, request: Request) -> Response:
        """Answer one call of a Bot API method."""
        name = request.path_params["method"]
        return await self._exchange.handle(
            request, name, lambda: self._carry_out(request, name), _faulty
        )

    @property
    def is_waiting(self) -> bool:
        """Whether a long poll is open."""
        return self._poll is not None

    @property
    def is_polled(self) -> bool:
        """Whether somebody has asked for updates within the last minute of real time."""
        return self._poll is not None or monotonic() - self._last_poll < 60

    def _arrived(self) -> None:
        self.end_poll()
        self.webhook.pump()

    def end_poll(self) -> None:
        """Let a waiting poll look what there is."""
        if self._poll is not None and not self._poll.done():
            self._poll.set_result(None)

    async def _carry_out(self, request: Request, name: str) -> tuple[str, Response]:
        try:
            method = self._authorised(request.path_params["token"], name)
            result = await method(self, await read_arguments(request, LARGEST_UPLOAD))
        except BadArgumentsError as error:
            return _refusal(bad_request(f"can't parse the request: {error}"))
        except TelegramError as error:
            return _refusal(error)
        return "ok", answer({"ok": True, "result": result})

    def _authorised(self, token: str, name: str) -> "BotMethod":
        if token != self._token:
            raise TelegramError(401, "Unauthorized")
        method = METHODS.get(name.lower())
        if method is None:
            raise TelegramError(404, "Not Found")
        return method

    async def get_me(self, _: Arguments) -> object:
        return bot_user() | {
            "can_join_groups": True,
            "can_read_all_group_messages": not self._chats.has_privacy_mode,
            "supports_inline_queries": False,
        }

    async def get_updates(self, arguments: Arguments) -> object:
        limit = min(max(whole(arguments, "limit", 100), 1), 100)
        seconds = min(max(whole(arguments, "timeout", 0), 0), LONGEST_POLL)
        self.webhook.refuse_polls()
        if arguments.get("allowed_updates") is not None:
            self._updates.allow(strings(arguments["allowed_updates"]))
        self._end_other_poll()
        self._last_poll = monotonic()
        self._updates.confirm(whole(arguments, "offset", 0))
        found = self._updates.fetch(limit)
        if found or not seconds:
            return found
        await self._wait_for_update(seconds)
        return self._updates.fetch(limit)

    def _end_other_poll(self) -> None:
        if self._poll is not None and not self._poll.done():
            self._poll.set_exception(TelegramError(409, CONFLICT))

    async def _wait_for_update(self, seconds: float) -> None:
        arrival: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._poll = arrival
        self._ledger.changed()
        try:
            async with asyncio.timeout(seconds):
                await arrival
        except TimeoutError:
            return
        finally:
            if self._poll is arrival:
                self._poll = None

    async def send_message(self, arguments: Arguments) -> object:
        text, entities = read_text(arguments)
        fields: Arguments = {"text": text}
        if entities:
            fields["entities"] = entities
        return self._sent("sendMessage", arguments, fields)

    async def send_photo(self, arguments: Arguments) -> object:
        photo, caption = read_photo(arguments), read_caption(arguments)
        fields = self._persons.files.add_photo(photo) | caption
        return self._sent("sendPhoto", arguments, fields)

    def _sent(self, method: str, arguments: Arguments, fields: Arguments) -> Arguments:
        chat = self._chat(arguments)
        if keyboard := read_keyboard(arguments):
            fields["reply_markup"] = keyboard
        if (original := self._replied(chat, arguments)) is not None:
            fields["reply_to_message"] = original
        self._keep_pace(chat)
        message = self._chats.add(chat, bot_user(), fields)
        self._record(method, chat, message["message_id"], arguments)
        return message

    async def send_document(self, arguments: Arguments) -> object:
        caption = read_caption(arguments)
        file = arguments.get("document")
        if not isinstance(file, Upload):
            raise bad_request("there is no document in the request")
        document = self._persons.files.add_document(file.content, file.name, file.mimetype)
        return self._sent("sendDocument", arguments | {"document": ""}, document | caption)

    async def edit_media(self, arguments: Arguments) -> object:
        chat, message = self._own_message(arguments, "edit")
        photo, media = read_media(arguments)
        plain = {name: value for name, value in message.items() if not name.startswith("caption")}
        changed = plain | self._persons.files.add_photo(photo) | read_caption(media)
        return self._replace(chat, message, changed, "editMessageMedia", arguments)

    async def edit_text(self, arguments: Arguments) -> object:
        chat, message = self._own_message(arguments, "edit")
        if "text" not in message:
            raise bad_request("there is no text in the message to edit")
        text, entities = read_text(arguments)
        changed = message | {"text": text, "reply_markup": read_keyboard(arguments)}
        changed["entities"] = entities
        return self._replace(chat, message, changed, "editMessageText", arguments)

    async def edit_keyboard(self, arguments: Arguments) -> object:
        chat, message = self._own_message(arguments, "edit")
        changed = message | {"reply_markup": read_keyboard(arguments)}
        return self._replace(chat, message, changed, "editMessageReplyMarkup", arguments)

    async def delete_message(self, arguments: Arguments) -> object:
        chat = self._chat(arguments)
        message = chat.messages.get(whole(arguments, "message_id", 0))
        if message is None:
            raise bad_request("message to delete not found")
        if self._clock.now().timestamp() - message["date"] > 48 * 3600:
            raise bad_request("message can't be deleted")
        del chat.messages[message["message_id"]]
        self._record("deleteMessage", chat, message["message_id"], arguments)
        return True

    async def answer_callback(self, arguments: Arguments) -> object:
        press = self._persons.presses.get(str(arguments.get("callback_query_id", "")))
        if press is None or press.is_answered:
            raise bad_request(
                "query is too old and response timeout expired or query ID is invalid"
            )
        text = str(arguments.get("text") or "")
        if len(text) > 200:
            raise bad_request("MESSAGE_TOO_LONG")
        press.is_answered = True
        if text:
            press.chat.notices.append(text)
        self._record("answerCallbackQuery", press.chat, 0, arguments)
        return True

    async def get_chat(self, arguments: Arguments) -> object:
        return described(self._chat(arguments))

    async def get_member(self, arguments: Arguments) -> object:
        user = whole(arguments, "user_id", 0)
        return member_of(self._chat(arguments), self._persons.known(user))

    async def get_file(self, arguments: Arguments) -> object:
        return self._persons.files.look(str(arguments.get("file_id") or ""))

    async def set_webhook(self, arguments: Arguments) -> object:
        self.webhook.set(arguments)
        self._end_other_poll()
        return True

    async def delete_webhook(self, arguments: Arguments) -> object:
        self.webhook.delete(arguments)
        return True

    async def webhook_info(self, _: Arguments) -> object:
        return self.webhook.info()

    async def set_commands(self, arguments: Arguments) -> object:
        commands = read_commands(arguments)
        self.menus[str(arguments.get("language_code") or "")] = commands
        return True

    async def get_commands(self, arguments: Arguments) -> object:
        return self.menus.get(str(arguments.get("language_code") or ""), [])

    def _chat(self, arguments: Arguments) -> Chat:
        if arguments.get("chat_id") in {None, ""}:
            raise bad_request("chat_id is empty")
        number = whole(arguments, "chat_id", 0)
        chat = self._chats.chats.get(number)
        if chat is None and self._chats.has_met(number):
            why = "Forbidden: bot can't initiate conversation with a user"
            raise TelegramError(403, why)
        if chat is None:
            raise bad_request("chat not found")
        if chat.moved_to is not None:
            why = "Bad Request: group chat was upgraded to a supergroup chat"
            raise TelegramError(400, why, migrate_to_chat_id=chat.moved_to)
        if chat.is_blocked:
            what = "kicked from the group chat" if chat.id < 0 else "blocked by the user"
            raise TelegramError(403, f"Forbidden: bot was {what}")
        return chat

    def _own_message(self, arguments: Arguments, verb: str) -> tuple[Chat, dict[str, Any]]:
        chat = self._chat(arguments)
        message = chat.messages.get(whole(arguments, "message_id", 0))
        if message is None:
            msg = f"message to {verb} not found"
            raise bad_request(msg)
        if not is_by_bot(message):
            raise bad_request("message can't be edited")
        return chat, message

    def _replied(self, chat: Chat, arguments: Arguments) -> dict[str, Any] | None:
        try:
            about = parsed(arguments.get("reply_parameters") or "{}")
        except ValueError as error:
            raise bad_request("can't parse reply parameters JSON object") from error
        wanted = about.get("message_id") if isinstance(about, dict) else None
        wanted = wanted or arguments.get("reply_to_message_id")
        if wanted is None:
            return None
        original = chat.messages.get(whole({"id": wanted}, "id", 0))
        may_miss = isinstance(about, dict) and about.get("allow_sending_without_reply")
        if original is None and not is_true(may_miss):
            raise bad_request("message to be replied not found")
        return original

    def _replace(
        self,
        chat: Chat,
        before: dict[str, Any],
        after: dict[str, Any],
        method: str,
        arguments: Arguments,
    ) -> dict[str, Any]:
        after = {name: value for name, value in after.items() if value not in (None, [])}
        if {**before, "edit_date": 0} == {**after, "edit_date": 0}:
            raise bad_request(
                "message is not modified: specified new message content and reply markup are "
                "exactly the same as a current content and reply markup of the message"
            )
        self._keep_pace(chat)
        after["edit_date"] = int(self._clock.now().timestamp())
        number = after["message_id"]
        chat.messages[number] = after
        chat.revisions[number] = chat.revisions.get(number, 0) + 1
        self._record(method, chat, number, arguments)
        return after

    def _keep_pace(self, chat: Chat) -> None:
        rate = self.rates.telegram_group if chat.id < 0 else self.rates.telegram_chat
        seconds = self._pace.take(rate, str(chat.id)) or self._pace.take(self.rates.telegram_all)
        if seconds > 0:
            wait = max(1, -int(-seconds // 1))
            why = f"Too Many Requests: retry after {wait}"
            raise TelegramError(429, why, retry_after=wait)

    def _record(self, method: str, chat: Chat, ref: int, arguments: Arguments) -> None:
        post = Post(
            method=method,
            destination=str(chat.id),
            ref=str(ref),
            arguments=arguments,
            at=self._clock.now(),
        )
        self._ledger.post(post)


def _refusal(error: TelegramError) -> tuple[str, Response]:
    body: Arguments = {"ok": False, "error_code": error.code, "description": error.description}
    headers = {}
    if error.parameters:
        body["parameters"] = error.parameters
    if "retry_after" in error.parameters:
        headers["retry-after"] = str(error.parameters["retry_after"])
    return str(error.code), answer(body, error.code, headers)


def _faulty(fault: Fault) -> Response:
    if fault.status == 429:
        why = f"Too Many Requests: retry after {fault.retry_after}"
        after = {} if fault.retry_after is None else {"retry_after": fault.retry_after}
        return _refusal(TelegramError(429, why, **after))[1]
    return _refusal(TelegramError(fault.status, fault.error))[1]


BotMethod = Callable[[TelegramApi, Arguments], Awaitable[object]]

METHODS: dict[str, BotMethod] = {
    "getme": TelegramApi.get_me,
    "getchat": TelegramApi.get_chat,
    "getchatmember": TelegramApi.get_member,
    "getfile": TelegramApi.get_file,
    "getupdates": TelegramApi.get_updates,
    "sendmessage": TelegramApi.send_message,
    "senddocument": TelegramApi.send_document,
    "sendphoto": TelegramApi.send_photo,
    "editmessagemedia": TelegramApi.edit_media,
    "editmessagetext": TelegramApi.edit_text,
    "editmessagereplymarkup": TelegramApi.edit_keyboard,
    "deletemessage": TelegramApi.delete_message,
    "answercallbackquery": TelegramApi.answer_callback,
    "setwebhook": TelegramApi.set_webhook,
    "deletewebhook": TelegramApi.delete_webhook,
    "getwebhookinfo": TelegramApi.webhook_info,
    "setmycommands": TelegramApi.set_commands,
    "getmycommands": TelegramApi.get_commands,
}
