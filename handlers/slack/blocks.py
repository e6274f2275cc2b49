"""The pieces of which messages and views are built, each within Slack's limits for any text."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from handlers.slack import limits
from handlers.slack.plain import escaped

SlackBlock = dict[str, Any]
DIVIDER: SlackBlock = {"type": "divider"}


Row = tuple[str, str]
_READ = ("text", "alt_text", "caption", "accessibility_label")


@dataclass(frozen=True, slots=True)
class Message:
    """What chat.postMessage takes: the fall-back text and the blocks."""

    text: str
    blocks: Sequence[SlackBlock]


def fallback(text: str, limit: int) -> str:
    """Return the text of a notification: Slack reads mrkdwn there too."""
    return limits.cut_escaped(escaped(text), limit)


def plain_text(text: str, limit: int) -> SlackBlock:
    """Return text in which nothing is markup."""
    return {"type": "plain_text", "text": limits.cut(text, limit), "emoji": False}


def mrkdwn(text: str, limit: int) -> SlackBlock:
    """Return markup. `text` is escaped by whoever made it."""
    # verbatim: Slack turns no name or address in the text into a link or a mention.
    return {"type": "mrkdwn", "text": limits.cut_escaped(text, limit), "verbatim": True}


def header(text: str) -> SlackBlock:
    """Return a heading."""
    return {"type": "header", "text": plain_text(text, limits.HEADER)}


def plain_section(text: str) -> SlackBlock:
    """Return a paragraph without markup."""
    return {"type": "section", "text": plain_text(text, limits.SECTION)}


def mrkdwn_section(text: str) -> SlackBlock:
    """Return a paragraph with markup."""
    return {"type": "section", "text": mrkdwn(text, limits.SECTION)}


def quotation(text: str, limit: int = limits.SECTION) -> SlackBlock:
    """Return a quotation, where no markup can arise."""
    element = {"type": "text", "text": limits.cut(text, limit)}
    return {"type": "rich_text", "elements": [{"type": "rich_text_quote", "elements": [element]}]}


def small_print(texts: Sequence[str]) -> list[SlackBlock]:
    """Return lines in small letters."""
    elements = [plain_text(text, limits.SMALL_PRINT) for text in texts]
    most = limits.CONTEXT_ELEMENTS
    return [
        {"type": "context", "elements": elements[start : start + most]}
        for start in range(0, len(elements), most)
    ]


def actions(buttons: Sequence[SlackBlock]) -> SlackBlock:
    """Return a row of buttons."""
    return {"type": "actions", "elements": list(buttons)}


def button(action_id: str, value: str, label: str, spoken: str = "") -> SlackBlock:
    """Return a button; `spoken` is what a screen reader says instead of the label."""
    made: SlackBlock = {
        "type": "button",
        "action_id": action_id,
        "value": value,
        "text": plain_text(label, limits.BUTTON),
    }
    return made | {"accessibility_label": limits.cut(spoken, limits.BUTTON)} if spoken else made


def confirmed(made: SlackBlock, title: str, text: str, yes: str, no: str) -> SlackBlock:
    """Return the button with the question that Slack asks before it counts as pressed."""
    confirm = {
        "title": plain_text(title, limits.CONFIRM_TITLE),
        "text": plain_text(text, limits.CONFIRM_TEXT),
        "confirm": plain_text(yes, limits.CONFIRM_BUTTON),
        "deny": plain_text(no, limits.CONFIRM_BUTTON),
    }
    return made | {"confirm": confirm}


def image(file: str, words: str) -> SlackBlock:
    """Return a picture that Slack has under that id, and the words that stand for it."""
    return {
        "type": "image",
        "slack_file": {"id": file},
        "alt_text": limits.cut(words, limits.ALT) or "…",
    }


def table(caption: str, head: Row, rows: Sequence[Row]) -> SlackBlock:
    """Return a table of two columns. https://docs.slack.dev/reference/block-kit/blocks"""
    cells = [
        [{"type": "raw_text", "text": limits.cut(text, limits.CELL)} for text in row]
        for row in (head, *rows)
    ]
    # All rows on one page: nobody should have to turn pages to see what a digest counts.
    return {"type": "data_table", "caption": caption, "rows": cells, "page_size": len(rows)}


def within(blocks: Sequence[SlackBlock], text: int = limits.BLOCKS_TOGETHER) -> list[SlackBlock]:
    """Return as many of the blocks as one message may have, with so many characters of text."""
    kept: list[SlackBlock] = []
    room = limits.BLOCKS_TOGETHER
    for block in blocks[: limits.BLOCKS]:
        room -= len(json.dumps(block, ensure_ascii=False)) + len(", ")
        text -= text_length(block)
        if room < 0 or text < 0:
            break
        kept.append(block)
    return kept


def text_length(value: object) -> int:
    """Return how many characters of a block people read or hear."""
    if isinstance(value, list):
        return sum(map(text_length, value))
    if not isinstance(value, dict):
        return 0
    own = sum(len(value[name]) for name in _READ if isinstance(value.get(name), str))
    return own + sum(map(text_length, value.values()))
