"""Neutral values to Slack's blocks. Pure: a value in, text and blocks out, within Slack's
limits for any text.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from bot.core.model.delivery import Note, Receipt
from bot.core.model.digest import Digest, Line
from bot.core.model.language import Language
from bot.core.ports.catalogue import Texts
from bot.core.text import is_blank
from bot.digest.blocks import Block
from handlers.slack import limits
from handlers.slack.parse import REMOVE_ACTION
from handlers.slack.plain import escaped

SlackBlock = dict[str, Any]

_SMALL = {
    Block.COUNTS,
    Block.READING_TIME,
    Block.LATE,
    Block.MERGED,
    Block.LATE_STORIES,
    Block.CAUTION,
}
_SIDES = {Block.DELIGHTED_HEADING, Block.HURT_HEADING}


@dataclass(frozen=True, slots=True)
class Message:
    """What chat.postMessage takes: the fall-back text and the blocks."""

    text: str
    blocks: Sequence[SlackBlock]


def receipt(content: Receipt, language: Language, texts: Texts) -> Message:
    """Return the receipt with the button that removes the story."""

    def say(key: str) -> str:
        return texts.text(
            language, key, number=content.number, team=content.team, share=content.share
        )

    thanks = say("receipt")
    keys = []
    if content.file_dropped:
        keys.append("receipt-file")
    if content.first:
        keys += ["receipt-privacy", "receipt-out"]
    keys.append("receipt-elsewhere" if content.elsewhere else "receipt-remove-hint")
    return Message(
        text=_fallback(thanks, limits.TEXT),
        blocks=[
            _plain_section(f"{thanks} {' '.join(say(key) for key in keys)}"),
            {
                "type": "actions",
                "elements": [
                    {
                        "type": "button",
                        "action_id": REMOVE_ACTION,
                        "value": content.number,
                        "text": _plain_text(say("button-remove"), limits.BUTTON),
                        "accessibility_label": limits.cut(
                            say("button-remove-label"), limits.BUTTON
                        ),
                        "confirm": {
                            "title": _plain_text(say("button-remove"), 100),
                            "text": _plain_text(say("button-remove-confirm"), 300),
                            "confirm": _plain_text(say("button-yes"), 30),
                            "deny": _plain_text(say("button-no"), 30),
                        },
                    }
                ],
            },
        ],
    )


def note(content: Note, language: Language, texts: Texts) -> Message:
    """Return one sentence."""
    sentence = texts.text(language, content.key, **content.arguments)
    return Message(text=_fallback(sentence, limits.SECTION), blocks=[_plain_section(sentence)])


def digest(content: Digest) -> Message:
    """Return the digest: a header, small print, and one section a heading."""
    lines = [line for line in content.lines if not is_blank(line.text)]
    blocks = [block for section in _sections(lines) for block in _section(section)]
    return Message(text=_fallback(_summary(lines), limits.TEXT), blocks=_within(_paired(blocks)))


def _sections(lines: Sequence[Line]) -> list[list[Line]]:
    """Split at headings; before the first heading, each run of small print or text stands
    alone.
    """
    sections: list[list[Line]] = []
    for line in lines:
        if sections and not _opens(Block(line.block), Block(sections[-1][0].block)):
            sections[-1].append(line)
        else:
            sections.append([line])
    return sections


def _opens(block: Block, section: Block) -> bool:
    """True when a line cannot be in the section that begins with that other block."""
    apart = block.is_heading or block in {Block.HEADER, Block.QUIET, Block.CAUTION}
    return apart or section is Block.HEADER or (block in _SMALL and section not in _SMALL)


def _section(lines: Sequence[Line]) -> list[SlackBlock]:
    first = Block(lines[0].block)
    if first is Block.HEADER:
        return [{"type": "header", "text": _plain_text(lines[0].text, limits.HEADER)}]
    if first in _SMALL:
        return _small_print([line.text for line in lines])
    if not first.is_heading:
        return [_mrkdwn_section(escaped("\n".join(line.text for line in lines)))]
    if any(line.block == Block.QUOTE for line in lines):
        return _quoting(lines)
    heading, *rest = lines
    is_side = first in _SIDES
    bullet = "• " if is_side else ""
    body = "\n".join(bullet + escaped(line.text) for line in rest)
    text = f"*{escaped(heading.text)}*\n{body}"
    return [_mrkdwn_section(text) | {"side": is_side}]


def _quoting(lines: Sequence[Line]) -> list[SlackBlock]:
    """Return headings and sources as text and each quote as a quotation, where no mark-up can
    arise from it.
    """
    heading, *rest = lines
    blocks: list[SlackBlock] = [_mrkdwn_section(f"*{escaped(heading.text)}*")]
    for is_quote, run in groupby(rest, lambda line: line.block == Block.QUOTE):
        texts = [line.text for line in run]
        if is_quote:
            blocks += [_quotation(text) for text in texts]
        else:
            blocks += _small_print(texts)
    return blocks


def _paired(blocks: Sequence[SlackBlock]) -> list[SlackBlock]:
    """Set the sides beside each other: fields of one section, not columns of spaces."""
    result: list[SlackBlock] = []
    for block in blocks:
        if not block.pop("side", False):
            result.append(block)
            continue
        field = _mrkdwn(block["text"]["text"], limits.FIELD)
        if result and len(result[-1].get("fields", [None] * limits.FIELDS)) < limits.FIELDS:
            result[-1]["fields"].append(field)
        else:
            result.append({"type": "section", "fields": [field]})
    return result


def _within(blocks: Sequence[SlackBlock]) -> list[SlackBlock]:
    """Return as many of the blocks as one message may have."""
    kept: list[SlackBlock] = []
    room = limits.BLOCKS_TOGETHER
    for block in blocks[: limits.BLOCKS]:
        room -= len(json.dumps(block, ensure_ascii=False)) + len(", ")
        if room < 0:
            break
        kept.append(block)
    return kept


def _summary(lines: Sequence[Line]) -> str:
    """Return what a notification and a screen reader get first: the title and the counts."""
    first = [line for line in lines if line.block in {Block.HEADER, Block.COUNTS}] or lines[:1]
    return " · ".join(line.text for line in first)


def _fallback(text: str, limit: int) -> str:
    """Return the text of a notification: Slack reads mrkdwn there too."""
    return limits.cut_escaped(escaped(text), limit)


def _quotation(text: str) -> SlackBlock:
    element = {"type": "text", "text": limits.cut(text, limits.SECTION)}
    return {"type": "rich_text", "elements": [{"type": "rich_text_quote", "elements": [element]}]}


def _small_print(texts: Sequence[str]) -> list[SlackBlock]:
    elements = [_plain_text(text, limits.SMALL_PRINT) for text in texts]
    most = limits.CONTEXT_ELEMENTS
    return [
        {"type": "context", "elements": elements[start : start + most]}
        for start in range(0, len(elements), most)
    ]


def _plain_section(text: str) -> SlackBlock:
    return {"type": "section", "text": _plain_text(text, limits.SECTION)}


def _mrkdwn_section(text: str) -> SlackBlock:
    return {"type": "section", "text": _mrkdwn(text, limits.SECTION)}


def _mrkdwn(text: str, limit: int) -> SlackBlock:
    # verbatim: Slack turns no name or address in the text into a link or a mention.
    return {"type": "mrkdwn", "text": limits.cut_escaped(text, limit), "verbatim": True}


def _plain_text(text: str, limit: int) -> SlackBlock:
    return {"type": "plain_text", "text": limits.cut(text, limit), "emoji": False}
