"""Neutral values to Slack's blocks. Pure: a value in, text and blocks out, within Slack's
limits for any text.
"""

from collections.abc import Sequence
from itertools import groupby

from bot.core.model.delivery import Claimed, Note, Nudge
from bot.core.model.digest import Digest, Line
from bot.core.model.language import Language
from bot.core.ports.catalogue import Texts
from bot.core.text import is_blank
from bot.digest.blocks import Block
from handlers.slack import action_ids, limits
from handlers.slack.blocks import (
    Message,
    SlackBlock,
    actions,
    button,
    fallback,
    mrkdwn,
    mrkdwn_section,
    plain_section,
    plain_text,
    quotation,
    small_print,
    within,
)
from handlers.slack.parse_shortcut import TELL
from handlers.slack.plain import escaped

_SMALL = {
    Block.COUNTS,
    Block.READING_TIME,
    Block.LATE,
    Block.MERGED,
    Block.LATE_STORIES,
    Block.CAUTION,
}
_SIDES = {Block.DELIGHTED_HEADING, Block.HURT_HEADING}


def note(content: Note, language: Language, texts: Texts) -> Message:
    """Return one sentence."""
    sentence = texts.text(language, content.key, **content.arguments)
    return Message(text=fallback(sentence, limits.SECTION), blocks=[plain_section(sentence)])


def nudge(content: Nudge, language: Language, texts: Texts) -> Message:
    """Return a prompt, why it comes, and the buttons that tell or end it."""

    def say(key: str) -> str:
        return texts.text(language, key)

    prompt = say(f"prompt-{content.prompt}")
    buttons = [
        button(TELL, content.prompt, say("button-tell")),
        button(action_ids.STOP_ASKING, content.prompt, say("button-stop-asking")),
    ]
    return Message(
        text=fallback(prompt, limits.TEXT),
        blocks=[plain_section(prompt), *small_print([say("nudge-why")]), actions(buttons)],
    )


def claimed(content: Claimed, texts: Texts) -> Message:
    """Return who has taken on a reply, or given it back, with the button for the opposite."""

    def say(key: str, **arguments: str) -> str:
        return texts.text(content.language, key, **arguments)

    key = "claim-released" if content.released else "claim-made"
    sentence = say(key, who=f"<@{content.user}>", number=content.number)
    wanted, label = (
        (action_ids.CLAIM, "button-claim")
        if content.released
        else (action_ids.RELEASE, "button-release")
    )
    press = button(wanted, content.number, say(label), f"{say(label)} {content.number}")
    return Message(text=sentence, blocks=[mrkdwn_section(sentence), actions([press])])


def digest(content: Digest) -> Message:
    """Return the digest: a header, small print, and one section a heading."""
    lines = [line for line in content.lines if not is_blank(line.text)]
    blocks = [block for section in _sections(lines) for block in _section(section)]
    return Message(text=fallback(_summary(lines), limits.TEXT), blocks=within(_paired(blocks)))


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
        return [{"type": "header", "text": plain_text(lines[0].text, limits.HEADER)}]
    if first in _SMALL:
        return small_print([line.text for line in lines])
    if not first.is_heading:
        return [mrkdwn_section(escaped("\n".join(line.text for line in lines)))]
    if any(line.block == Block.QUOTE for line in lines):
        return _quoting(lines)
    heading, *rest = lines
    is_side = first in _SIDES
    bullet = "• " if is_side else ""
    body = "\n".join(bullet + escaped(line.text) for line in rest)
    text = f"*{escaped(heading.text)}*\n{body}"
    return [mrkdwn_section(text) | {"side": is_side}]


def _quoting(lines: Sequence[Line]) -> list[SlackBlock]:
    """Return headings and sources as text and each quote as a quotation, where no mark-up can
    arise from it.
    """
    heading, *rest = lines
    blocks: list[SlackBlock] = [mrkdwn_section(f"*{escaped(heading.text)}*")]
    for is_quote, run in groupby(rest, lambda line: line.block == Block.QUOTE):
        texts = [line.text for line in run]
        if is_quote:
            blocks += [quotation(text) for text in texts]
        else:
            blocks += small_print(texts)
    return blocks


def _paired(blocks: Sequence[SlackBlock]) -> list[SlackBlock]:
    """Set the sides beside each other: fields of one section, not columns of spaces."""
    result: list[SlackBlock] = []
    for block in blocks:
        if not block.pop("side", False):
            result.append(block)
            continue
        field = mrkdwn(block["text"]["text"], limits.FIELD)
        if result and len(result[-1].get("fields", [None] * limits.FIELDS)) < limits.FIELDS:
            result[-1]["fields"].append(field)
        else:
            result.append({"type": "section", "fields": [field]})
    return result


def _summary(lines: Sequence[Line]) -> str:
    """Return what a notification and a screen reader get first: the title and the counts."""
    first = [line for line in lines if line.block in {Block.HEADER, Block.COUNTS}] or lines[:1]
    return " · ".join(line.text for line in first)
