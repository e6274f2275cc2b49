"""Neutral values to Slack's blocks. Pure: a value in, text and blocks out, within Slack's
limits for any text.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from bot.core.model import Digest, Language, Line, Note, Receipt
from bot.core.ports import Texts
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
_SIDES = (Block.DELIGHTED, Block.HURT)


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
        text=limits.cut(thanks, limits.TEXT),
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
    return Message(text=limits.cut(sentence, limits.SECTION), blocks=[_plain_section(sentence)])


def digest(content: Digest) -> Message:
    """Return the digest: a header, small print, and one section a heading."""
    blocks: list[SlackBlock] = []
    for section in _sections(content.lines):
        blocks += _section(section)
    return Message(text=limits.cut(_summary(content.lines), limits.TEXT), blocks=_paired(blocks))


def _sections(lines: Sequence[Line]) -> list[list[Line]]:
    """Split at headings; before the first heading, each run of small print or text stands
    alone.
    """
    sections: list[list[Line]] = []
    for line in lines:
        block = Block(line.block)
        apart = block.is_heading or block in {Block.HEADER, Block.QUIET, Block.CAUTION}
        if (
            apart
            or not sections
            or (block in _SMALL and Block(sections[-1][0].block) not in _SMALL)
        ):
            sections.append([line])
        else:
            sections[-1].append(line)
    return sections


def _section(lines: Sequence[Line]) -> list[SlackBlock]:
    first = Block(lines[0].block)
    if first is Block.HEADER:
        return [{"type": "header", "text": _plain_text(lines[0].text, limits.HEADER)}]
    if first in _SMALL:
        return [_context(line.text for line in lines)]
    if not first.is_heading:
        return [_mrkdwn_section(escaped("\n".join(line.text for line in lines)))]
    if any(line.block == Block.QUOTE for line in lines):
        return _quoting(lines)
    heading, *rest = lines
    side = Block(first.removesuffix("_heading"))
    bullet = "• " if side in _SIDES else ""
    body = "\n".join(bullet + escaped(line.text) for line in rest)
    text = f"*{escaped(heading.text)}*\n{body}"
    return [_mrkdwn_section(text) | ({"side": side} if side in _SIDES else {})]


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
            blocks.append(_context(texts))
    return blocks


def _paired(blocks: Sequence[SlackBlock]) -> list[SlackBlock]:
    """Set the two sides beside each other: fields of one section, not columns of spaces."""
    sides = [block for block in blocks if "side" in block]
    if not sides:
        return list(blocks)
    fields = [_mrkdwn(block["text"]["text"], limits.FIELD) for block in sides]
    pair = {"type": "section", "fields": fields}
    return [pair if block is sides[0] else block for block in blocks if block not in sides[1:]]


def _summary(lines: Sequence[Line]) -> str:
    """Return what a notification and a screen reader get first: the title and the counts."""
    return " · ".join(line.text for line in lines if line.block in {Block.HEADER, Block.COUNTS})


def _quotation(text: str) -> SlackBlock:
    element = {"type": "text", "text": text}
    return {"type": "rich_text", "elements": [{"type": "rich_text_quote", "elements": [element]}]}


def _context(texts: Iterable[str]) -> SlackBlock:
    elements = [_plain_text(text, limits.SECTION) for text in texts]
    return {"type": "context", "elements": elements[: limits.CONTEXT_ELEMENTS]}


def _plain_section(text: str) -> SlackBlock:
    return {"type": "section", "text": _plain_text(text, limits.SECTION)}


def _mrkdwn_section(text: str) -> SlackBlock:
    return {"type": "section", "text": _mrkdwn(text, limits.SECTION)}


def _mrkdwn(text: str, limit: int) -> SlackBlock:
    # verbatim: Slack turns no name or address in the text into a link or a mention.
    return {"type": "mrkdwn", "text": limits.cut_escaped(text, limit), "verbatim": True}


def _plain_text(text: str, limit: int) -> SlackBlock:
    return {"type": "plain_text", "text": limits.cut(text, limit), "emoji": False}
