"""Texts and inline keyboards as Telegram takes them; lengths are UTF-16 units after parsing."""

import re
from html.parser import HTMLParser
from typing import Any

from bot.practice.arguments import parsed
from bot.practice.limits import TELEGRAM_CALLBACK, TELEGRAM_CAPTION, TELEGRAM_TEXT, utf16_units

HTML_ENTITIES = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline",
    "ins": "underline", "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough",
    "code": "code", "pre": "pre", "a": "text_link", "blockquote": "blockquote",
    "tg-spoiler": "spoiler",
}  # fmt: skip
COMMAND = re.compile(r"(?<!\S)/[a-z0-9_]{1,32}(?:@\w+)?", re.ASCII | re.IGNORECASE)
BUTTON_KINDS = {"callback_data", "url", "web_app", "login_url", "switch_inline_query", "copy_text"}


class TelegramError(Exception):
    """An answer with `ok: false`: number, description and parameters."""

    def __init__(self, code: int, description: str, **parameters: Any) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters


def bad_request(why: str) -> TelegramError:
    return TelegramError(400, f"Bad Request: {why}")


def read_text(arguments: dict[str, Any]) -> tuple[str, list[dict[str, Any]]]:
    """Return the text and its entities after parsing. Raise TelegramError where Telegram would."""
    text, entities = _marked(arguments, "text", "entities")
    if not text.strip():
        raise bad_request("message text is empty")
    if utf16_units(text) > TELEGRAM_TEXT:
        raise bad_request("message is too long")
    return text, entities


def read_caption(arguments: dict[str, Any]) -> dict[str, Any]:
    """Return the fields of a caption, none for an empty one."""
    text, entities = _marked(arguments, "caption", "caption_entities")
    if utf16_units(text) > TELEGRAM_CAPTION:
        raise bad_request("message caption is too long")
    return {"caption": text, "caption_entities": entities} if text.strip() else {}


def _marked(
    arguments: dict[str, Any], name: str, entities_name: str
) -> tuple[str, list[dict[str, Any]]]:
    raw = arguments.get(name)
    text = "" if raw is None else str(raw)
    mode = str(arguments.get("parse_mode") or "")
    if mode and mode.lower() != "html":
        raise bad_request("unsupported parse_mode")
    if mode:
        return _parse_html(text)
    return text, _json_list(arguments.get(entities_name), entities_name)


def read_keyboard(arguments: dict[str, Any]) -> dict[str, Any] | None:
    """Return the inline keyboard. Raise TelegramError where Telegram would."""
    value = arguments.get("reply_markup")
    if value is None or value == "":
        return None
    try:
        markup = parsed(value)
    except ValueError as error:
        raise bad_request("object expected as reply markup") from error
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    rows = markup.get("inline_keyboard")
    if rows is None:
        return None  # another kind of keyboard, or its removal: not shown, not refused
    if not isinstance(rows, list):
        raise bad_request('field "inline_keyboard" must be of type Array')
    for row in rows:
        for button in row if isinstance(row, list) else [None]:
            _check_button(button)
    return {"inline_keyboard": rows} if rows else None


def read_commands(arguments: dict[str, Any]) -> list[dict[str, str]]:
    """Return a menu of commands. Raise TelegramError where Telegram would."""
    try:
        commands = parsed(arguments.get("commands") or "[]")
    except ValueError as error:
        raise bad_request("can't parse commands JSON object") from error
    if not isinstance(commands, list) or len(commands) > 100:
        raise bad_request("expected an Array of BotCommand")
    for command in commands:
        if not re.fullmatch(r"[a-z0-9_]{1,32}", str(command.get("command", ""))):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(str(command.get("description", ""))) <= 256:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return commands


def whole(arguments: dict[str, Any], name: str, default: int) -> int:
    """Return the argument as a whole number."""
    value = arguments.get(name)
    if value is None or value == "":
        return default
    try:
        return int(str(value))
    except ValueError as error:
        msg = f"{name} must be an Integer"
        raise bad_request(msg) from error


def strings(value: object) -> list[str]:
    """Return the kinds of update that the bot asks for."""
    try:
        items = parsed(value)
    except ValueError as error:
        raise bad_request("can't parse allowed updates JSON object") from error
    if not isinstance(items, list):
        raise bad_request("expected an Array of String as allowed_updates")
    return [str(item) for item in items]


def command_entities(text: str) -> list[dict[str, Any]]:
    """Return the entities that Telegram adds to what a person types: bot commands."""
    return [
        {
            "type": "bot_command",
            "offset": utf16_units(text[: match.start()]),
            "length": utf16_units(match.group()),
        }
        for match in COMMAND.finditer(text)
    ]


def _check_button(button: object) -> None:
    if not isinstance(button, dict):
        raise bad_request('field "inline_keyboard" must be an Array of Arrays of objects')
    if not str(button.get("text") or "").strip():
        raise bad_request("inline keyboard button text must be non-empty")
    if len(BUTTON_KINDS & set(button)) != 1:
        raise bad_request("text buttons are unallowed in the inline keyboard")
    data = button.get("callback_data")
    if data is not None and not 1 <= len(str(data).encode()) <= TELEGRAM_CALLBACK:
        raise bad_request("BUTTON_DATA_INVALID")


def _json_list(value: object, name: str) -> list[dict[str, Any]]:
    if value is None or value == "":
        return []
    try:
        items = parsed(value)
    except ValueError as error:
        msg = f"can't parse {name} JSON object"
        raise bad_request(msg) from error
    if not isinstance(items, list):
        msg = f"expected an Array of {name}"
        raise bad_request(msg)
    return items


class _Html(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.entities: list[dict[str, Any]] = []
        self._open: list[tuple[str, dict[str, Any]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        kind = HTML_ENTITIES.get(tag)
        if kind is None:
            msg = f'can\'t parse entities: Unsupported start tag "{tag}"'
            raise bad_request(msg)
        entity: dict[str, Any] = {"type": kind, "offset": utf16_units(self.text), "length": 0}
        if kind == "text_link":
            entity["url"] = dict(attrs).get("href") or ""
        if kind == "blockquote" and "expandable" in dict(attrs):
            entity["type"] = "expandable_blockquote"
        if tag == "blockquote" and any(opened == tag for opened, _ in self._open):
            raise bad_request("can't parse entities: blockquote entities can't be nested")
        self._open.append((tag, entity))

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open[-1][0] != tag:
            raise bad_request("can't parse entities: Unmatched end tag")
        _, entity = self._open.pop()
        entity["length"] = utf16_units(self.text) - entity["offset"]
        if entity["length"] > 0:
            self.entities.append(entity)

    def handle_data(self, data: str) -> None:
        self.text += data

    def finish(self) -> None:
        self.close()
        if self._open:
            msg = f"can't parse entities: Can't find end tag \"{self._open[-1][0]}\""
            raise bad_request(msg)


def _parse_html(text: str) -> tuple[str, list[dict[str, Any]]]:
    parser = _Html()
    parser.feed(text)
    parser.finish()
    # What encloses another entity comes before it.
    order = sorted(parser.entities, key=lambda entity: (entity["offset"], -entity["length"]))
    return parser.text, order
