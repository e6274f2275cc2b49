"""The platforms' limits: what a message may hold and how fast messages may come."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

SLACK_TEXT = 40_000
SLACK_BLOCKS = 50
SLACK_BLOCKS_TOGETHER = 13_200  # undocumented; what developers report
TELEGRAM_TEXT = 4_096
TELEGRAM_CALLBACK = 64


class InvalidBlocksError(Exception):
    """Blocks that Slack would refuse; the message names the place and the rule."""


def utf16_units(text: str) -> int:
    """Return the length as Telegram counts it."""
    return len(text.encode("utf-16-le", errors="surrogatepass")) // 2


def check_blocks(blocks: object) -> list[dict[str, Any]]:
    """Return the blocks as a list. Raise InvalidBlocksError where Slack would."""
    if not isinstance(blocks, list):
        raise InvalidBlocksError("blocks: must be an array")
    if len(blocks) > SLACK_BLOCKS:
        msg = f"blocks: no more than {SLACK_BLOCKS} items allowed"
        raise InvalidBlocksError(msg)
    block_ids: set[str] = set()
    for number, block in enumerate(blocks):
        where = f"/blocks/{number}"
        _need(isinstance(block, dict), where, "must be an object")
        check = BLOCKS.get(str(block.get("type")))
        _need(check is not None, where, f"unsupported type: {block.get('type')}")
        block_id = block.get("block_id")
        if block_id is not None:
            _need(isinstance(block_id, str) and len(block_id) <= 255, where, "bad block_id")
            _need(block_id not in block_ids, where, "block_id must be unique")
            block_ids.add(block_id)
        if check is not None:
            check(block, where)
    return blocks


def blocks_length(blocks: list[dict[str, Any]]) -> int:
    """Return the number of characters by which Slack judges blocks to be too long together."""
    return len(json.dumps(blocks, ensure_ascii=False))


def _need(holds: bool, where: str, rule: str) -> None:
    if not holds:
        msg = f"{where}: {rule}"
        raise InvalidBlocksError(msg)


def _text(value: object, where: str, longest: int, kinds: tuple[str, ...]) -> None:
    _need(isinstance(value, dict), where, "must be a text object")
    assert isinstance(value, dict)  # noqa: S101 - for the type checker
    _need(value.get("type") in kinds, where, f"type must be one of {', '.join(kinds)}")
    text = value.get("text")
    _need(isinstance(text, str), where, "text must be a string")
    _need(0 < len(str(text)) <= longest, where, f"must be between 1 and {longest} characters")


PLAIN = ("plain_text",)
ANY = ("plain_text", "mrkdwn")


def _header(block: dict[str, Any], where: str) -> None:
    _text(block.get("text"), where + "/text", 150, PLAIN)


def _divider(block: dict[str, Any], where: str) -> None:
    _need(set(block) <= {"type", "block_id"}, where, "a divider has no further fields")


def _section(block: dict[str, Any], where: str) -> None:
    text, fields = block.get("text"), block.get("fields")
    _need(text is not None or fields is not None, where, "text or fields is required")
    if text is not None:
        _text(text, where + "/text", 3000, ANY)
    if fields is not None:
        _need(isinstance(fields, list) and 1 <= len(fields) <= 10, where + "/fields", "1 to 10")
        for number, item in enumerate(fields):
            _text(item, f"{where}/fields/{number}", 2000, ANY)
    if block.get("accessory") is not None:
        _element(block["accessory"], where + "/accessory")


def _context(block: dict[str, Any], where: str) -> None:
    elements = block.get("elements")
    _need(isinstance(elements, list) and 1 <= len(elements) <= 10, where + "/elements", "1 to 10")
    for number, element in enumerate(elements or []):
        here = f"{where}/elements/{number}"
        if isinstance(element, dict) and element.get("type") == "image":
            _image(element, here)
        else:
            _text(element, here, 3000, ANY)


def _actions(block: dict[str, Any], where: str) -> None:
    elements = block.get("elements")
    _need(isinstance(elements, list) and 1 <= len(elements) <= 25, where + "/elements", "1 to 25")
    action_ids: set[str] = set()
    for number, element in enumerate(elements or []):
        here = f"{where}/elements/{number}"
        _element(element, here)
        action_id = element.get("action_id")
        _need(action_id is None or action_id not in action_ids, here, "action_id must be unique")
        action_ids.add(str(action_id))


def _element(element: object, where: str) -> None:
    _need(isinstance(element, dict), where, "must be an object")
    assert isinstance(element, dict)  # noqa: S101 - for the type checker
    kind = element.get("type")
    if kind == "image":
        _image(element, where)
        return
    _need(kind in {"button", "overflow"}, where, f"unsupported type: {kind}")
    _need(len(str(element.get("action_id", ""))) <= 255, where, "action_id is too long")
    if kind == "overflow":
        options = element.get("options")
        _need(isinstance(options, list) and 1 <= len(options) <= 5, where + "/options", "1 to 5")
        for number, option in enumerate(options or []):
            _need(isinstance(option, dict), f"{where}/options/{number}", "must be an object")
            _text(option.get("text"), f"{where}/options/{number}/text", 75, PLAIN)
        return
    _text(element.get("text"), where + "/text", 75, PLAIN)
    _short(element, "value", 2000, where)
    _short(element, "url", 3000, where)
    _short(element, "accessibility_label", 75, where)
    _need(element.get("style") in {None, "primary", "danger"}, where, "style is primary or danger")


def _short(element: dict[str, Any], name: str, longest: int, where: str) -> None:
    value = element.get(name)
    if value is not None:
        _need(isinstance(value, str) and len(value) <= longest, f"{where}/{name}", f"≤ {longest}")


def _image(block: dict[str, Any], where: str) -> None:
    source = block.get("image_url") or block.get("slack_file")
    _need(bool(source), where, "image_url or slack_file is required")
    alt = block.get("alt_text")
    _need(
        isinstance(alt, str) and 0 < len(alt) <= 2000, where + "/alt_text", "1 to 2000 characters"
    )


RICH_PARTS = {
    "rich_text_section",
    "rich_text_list",
    "rich_text_quote",
    "rich_text_preformatted",
}


def _rich_text(block: dict[str, Any], where: str) -> None:
    elements = block.get("elements")
    _need(isinstance(elements, list) and len(elements) > 0, where + "/elements", "is required")
    for number, element in enumerate(elements or []):
        here = f"{where}/elements/{number}"
        _need(isinstance(element, dict), here, "must be an object")
        _need(element.get("type") in RICH_PARTS, here, f"unsupported type: {element.get('type')}")
        _need(isinstance(element.get("elements"), list), here + "/elements", "must be an array")
        for inner in element["elements"]:
            _need(isinstance(inner, dict) and bool(inner.get("type")), here, "needs a type")


def _markdown(block: dict[str, Any], where: str) -> None:
    text = block.get("text")
    _need(isinstance(text, str) and 0 < len(text) <= 12_000, where + "/text", "1 to 12000")


BLOCKS: dict[str, Callable[[dict[str, Any], str], None]] = {
    "header": _header,
    "divider": _divider,
    "section": _section,
    "context": _context,
    "actions": _actions,
    "image": _image,
    "rich_text": _rich_text,
    "markdown": _markdown,
}


@dataclass(frozen=True, slots=True)
class Rate:
    """How many at once, and how many a second after that."""

    burst: float
    per_second: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates:
    """The pace that each platform allows. None means as fast as it comes."""

    slack_post: Rate | None = Rate(5, 1)  # a channel
    slack_ephemeral: Rate | None = Rate(20, 100 / 60)  # a workspace: tier 4
    slack_read: Rate | None = Rate(20, 50 / 60)  # a workspace and method: tier 3
    slack_update: Rate | None = Rate(20, 50 / 60)  # a workspace: tier 3
    telegram_chat: Rate | None = Rate(5, 1)
    telegram_group: Rate | None = Rate(20, 20 / 60)
    telegram_all: Rate | None = Rate(30, 30)


AS_FAST_AS_IT_COMES = Rates(
    slack_post=None,
    slack_ephemeral=None,
    slack_read=None,
    slack_update=None,
    telegram_chat=None,
    telegram_group=None,
    telegram_all=None,
)


@dataclass(slots=True)
class Pace:
    """Token buckets by key, refilled by the clock of the workspace."""

    now: Callable[[], datetime]
    _left: dict[tuple[str, ...], tuple[float, datetime]] = field(default_factory=dict)

    def take(self, rate: Rate | None, *key: str) -> float:
        """Return 0 and use one up, or return how many seconds to wait."""
        if rate is None:
            return 0
        now = self.now()
        left, since = self._left.get(key, (rate.burst, now))
        left = min(rate.burst, left + (now - since).total_seconds() * rate.per_second)
        if left < 1:
            self._left[key] = (left, now)
            return (1 - left) / rate.per_second
        self._left[key] = (left - 1, now)
        return 0
