"""A digest's messages in Slack: the top, and the sheets that hang on it. Pure."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from types import MappingProxyType

from bot.core.model.delivery import DigestCopy, DigestPost
from bot.core.model.digest import Digest, Line, Sheet
from bot.core.model.platforms import Platform
from bot.core.ports.catalogue import Texts
from bot.core.sheets import lines_of
from bot.core.text import is_blank
from bot.digest.blocks import ENDING, Block
from handlers.slack import limits
from handlers.slack.blocks import (
    DIVIDER,
    Message,
    SlackBlock,
    actions,
    fallback,
    header,
    image,
    mrkdwn,
    mrkdwn_section,
    plain_section,
    quotation,
    small_print,
    table,
    within,
)
from handlers.slack.digest_buttons import DigestButtons
from handlers.slack.plain import escaped

_SMALL = {
    Block.COUNTS,
    Block.READING_TIME,
    Block.LATE,
    Block.MERGED,
    Block.TEST,
    Block.LATE_STORIES,
    Block.CAUTION,
    Block.MISSING,
    Block.HIDDEN,
    Block.METHOD,
    Block.GUIDE,
}
_FIRST = {Block.HEADER, Block.COUNTS, Block.MONTH_FIGURE}
_SIDES = {Block.DELIGHTED_HEADING, Block.HURT_HEADING}
_QUOTES = {Block.QUOTE, Block.MUST_WIN_QUOTE}
_ABOUT_QUOTES = {Block.SOURCE, Block.REASON, Block.MOVED, Block.MUST_WIN_SOURCE}
_FENCE = re.compile("`(?=`)")
_READABLE = {Block.STORY_HEADING, Block.ARCHIVE_HEADING}


@dataclass(frozen=True, slots=True)
class DigestDrawing:
    """One message of a digest, to be drawn in the forms that a workspace may take."""

    digest: Digest
    post: DigestPost
    texts: Texts

    @property
    def words(self) -> str:
        """What stands for the picture."""
        found = (line.text for line in self.digest.lines if line.block == Block.PICTURE)
        return next(found, "")

    @property
    def has_figures(self) -> bool:
        """True when the message can be drawn with a table."""
        return any(line.block == Block.NUMBER for line in self._lines)

    def message(self, *, file: str = "", with_table: bool = False) -> Message:
        """Return the message; `file` is Slack's id of the picture, where there is one."""
        if not self._lines:
            gone = self.texts.text(self.digest.language, "digest-withdrawn")
            return Message(text=fallback(gone, limits.TEXT), blocks=[plain_section(gone)])
        if self.digest.months:
            blocks, room = sections(self._lines), limits.THREAD_TEXT
        elif self.post.sheet is Sheet.TOP:
            blocks, room = list(self._top(file)), limits.TOP_TEXT
        else:
            blocks, room = self._thread(with_table=with_table), limits.THREAD_TEXT
        return Message(text=self._fallback(), blocks=within(blocks, room))

    @property
    def _lines(self) -> list[Line]:
        lines = lines_of(self.digest, self.post, Platform.SLACK)
        return [line for line in lines if not is_blank(line.text)]

    def _top(self, file: str) -> Iterator[SlackBlock]:
        lines = self._lines
        at = next((at for at, line in enumerate(lines) if line.block in ENDING), len(lines))
        yield from sections(lines[:at], self._beside(lines))
        if file:
            where = self.texts.text(self.digest.language, "picture-in-thread")
            yield image(file, f"{self.words} {where}")
        ending = [line for line in lines[at:] if line.block != Block.CAUTION]
        if ending:
            yield DIVIDER
        yield from sections(ending)
        if self._is_for_team:
            anybody_waits = any(line.block == Block.WAITING for line in lines)
            yield actions(self._buttons.row(anybody_waits=anybody_waits))
        yield from self._last([line.text for line in lines if line.block == Block.CAUTION])

    def _last(self, texts: Sequence[str]) -> list[SlackBlock]:
        """Return the last line, with the way to how the digest is made beside it."""
        if not self._is_for_team:
            return small_print(texts)
        return [plain_section(text) | {"accessory": self._buttons.method()} for text in texts]

    @property
    def _is_for_team(self) -> bool:
        """False for a copy: what its buttons would do belongs to the team's channel."""
        return not isinstance(self.post, DigestCopy)

    @property
    def _buttons(self) -> DigestButtons:
        return DigestButtons(self.digest, self.texts)

    def _beside(self, lines: Sequence[Line]) -> Mapping[str, SlackBlock]:
        """Return the buttons that stand beside sections, by the block that opens each."""
        found: dict[str, SlackBlock] = {}
        for heading, *below in _split(lines) if self._is_for_team else ():
            quoted = [line for line in below if line.block == Block.QUOTE]
            if heading.block in _READABLE and len(quoted) == 1 and quoted[0].ids:
                found[heading.block] = self._buttons.read(quoted[0].ids[0])
            if heading.block == Block.WAITING_HEADING:
                found[heading.block] = self._buttons.queue()
        return found

    def _waiting(self) -> Iterator[SlackBlock]:
        """Yield each story that waits with the button that takes it on."""
        for is_open, run in groupby(self._lines, lambda line: line.block == Block.OPEN):
            if not is_open:
                yield from sections(list(run))
                continue
            for line in run:
                button = {"accessory": self._buttons.claim(line.ids[0])} if line.ids else {}
                yield mrkdwn_section(_marked(line)) | button

    def _thread(self, *, with_table: bool) -> list[SlackBlock]:
        if self.post.sheet is Sheet.OPEN and self._is_for_team:
            return list(self._waiting())
        if not with_table:
            return sections(self._lines)
        lines = self._lines
        figures = [line for line in lines if line.block == Block.NUMBER]
        first = lines.index(figures[0])
        others = [line for line in lines[first:] if line.block != Block.NUMBER]
        return [*sections(lines[:first]), self._table(figures), *sections(others)]

    def _table(self, figures: Sequence[Line]) -> SlackBlock:
        def say(key: str) -> str:
            return self.texts.text(self.digest.language, key)

        rows = [line.text.rpartition(": ")[::2] for line in figures[: limits.TABLE_ROWS]]
        head = (say("table-what"), say("table-number"))
        return table(say("table-caption"), head, rows)

    def _fallback(self) -> str:
        """Return what a notification and a screen reader get first."""
        lines = self._lines
        by_block: Mapping[str, str] = {line.block: line.text for line in reversed(lines)}
        if Block.SENTENCE in by_block:
            return fallback(by_block[Block.SENTENCE], limits.TEXT)
        first = [line for line in lines if line.block in _FIRST]
        summary = " · ".join(line.text for line in first or lines[:1])
        return fallback(summary, limits.TEXT)


def sections(
    lines: Sequence[Line], beside: Mapping[str, SlackBlock] = MappingProxyType({})
) -> list[SlackBlock]:
    """Return a header, small print, and one section a heading, with the button that stands beside
    it.
    """
    seen = [line for line in lines if not is_blank(line.text)]
    blocks: list[SlackBlock] = []
    for section in _split(seen):
        first, *others = _section(section)
        accessory = beside.get(section[0].block)
        blocks += [first | {"accessory": accessory} if accessory else first, *others]
    return _paired(blocks)


def _split(lines: Sequence[Line]) -> list[list[Line]]:
    """Split at headings; before the first heading, each run of small print or text stands
    alone.
    """
    found: list[list[Line]] = []
    for line in lines:
        if found and not _opens(Block(line.block), Block(found[-1][0].block)):
            found[-1].append(line)
        else:
            found.append([line])
    return found


def _opens(block: Block, section: Block) -> bool:
    """True when a line cannot be in the section that begins with that other block."""
    apart = block.is_heading or block in {Block.HEADER, Block.QUIET, Block.CAUTION}
    return apart or section is Block.HEADER or (block in _SMALL) is not (section in _SMALL)


def _section(lines: Sequence[Line]) -> list[SlackBlock]:
    first = Block(lines[0].block)
    if first is Block.HEADER:
        return [header(lines[0].text)]
    if first in _SMALL:
        return small_print([line.text for line in lines])
    if any(line.block in _QUOTES for line in lines):
        return _quoting(lines)
    blocks = [mrkdwn_section(text) for text in _packed(lines)]
    return [block | {"side": True} for block in blocks] if first in _SIDES else blocks


def _quoting(lines: Sequence[Line]) -> list[SlackBlock]:
    """Return each quote as a quotation, where no mark-up can arise from it, what is said about
    it in small letters, and the rest as text.
    """
    drawn: Mapping[str, Callable[[Sequence[Line]], list[SlackBlock]]] = {
        "quote": lambda run: [quotation(line.text) for line in run],
        "about": lambda run: small_print([line.text for line in run]),
        "text": lambda run: [mrkdwn_section(text) for text in _packed(run)],
    }
    return [block for kind, run in groupby(lines, _kind) for block in drawn[kind](list(run))]


def _kind(line: Line) -> str:
    if line.block in _QUOTES:
        return "quote"
    return "about" if line.block in _ABOUT_QUOTES else "text"


def _packed(lines: Sequence[Line]) -> list[str]:
    """Return the lines as texts, each of which one section takes."""
    texts: list[str] = []
    for line in lines:
        text = limits.cut_escaped(_marked(line), limits.SECTION)
        if texts and len(texts[-1]) + 1 + len(text) <= limits.SECTION:
            texts[-1] += f"\n{text}"
        else:
            texts.append(text)
    return texts


def _marked(line: Line) -> str:
    # Three of them would make code of all lines up to the next three.
    block, text = Block(line.block), _FENCE.sub("`\u2060", escaped(line.text))
    if block.is_heading:
        return f"*{text}*"
    return f"• {text}" if block.is_listed else text


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
