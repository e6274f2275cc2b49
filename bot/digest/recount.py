"""Counting again what a digest says, from its stories and from the printed text alone."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import reduce
from math import ceil

from bot.core import workdays
from bot.core.edition import Edition
from bot.core.model.digest import Line, Period
from bot.core.model.story import Role
from bot.digest.blocks import Block
from bot.digest.plain import visible_characters
from bot.digest.select import Side, on_side, themes_of

_SIDES = frozenset({Block.DELIGHTED, Block.HURT})
_STORY_NUMBER = re.compile(r"T-\d+")
_QUOTED = re.compile(r"[“”](.*)[“”](.*)", re.DOTALL)
_GROUP_MARK = re.compile(r"(?<=\d)[\u00a0\u202f,](?=\d{3})")
_HALF_MINUTES = 500
"""Characters read in half a minute."""


def quoted_words(line: Line) -> str | None:
    """Return the words that the line gives as a teller's own."""
    if line.block == Block.QUOTE:
        return line.text
    quoted = _quotation(line)
    return quoted[1] if quoted else None


def printed_numbers(line: Line) -> list[str]:
    """Return the story numbers that Kuule itself wrote into the line."""
    return _STORY_NUMBER.findall(_own_words(line))


def is_supported(ids: Sequence[str], side: Side, edition: Edition) -> bool:
    """True when these are stories of this side and, if several, one of every teller on a theme.

    No story at all is right only where the side has none.
    """
    pool = on_side(edition.kept, side)
    cited = [story for story in pool if story.number in ids]
    if len(cited) != len(ids):
        return False
    if len(cited) <= 1:
        return bool(cited) or not pool
    shared = reduce(set.intersection, (themes_of(story, side) for story in cited))
    voices = {story.teller for story in cited}
    return len(voices) == len(cited) and any(
        voices == {story.teller for story in pool if theme in themes_of(story, side)}
        for theme in shared
    )


def adds_up(line: Line, lines: Sequence[Line], edition: Edition) -> bool:
    """True when every number in the line is what the stories give."""
    block = Block(line.block)
    if block in {Block.QUOTE, Block.REASON}:
        return True  # their numbers are a teller's words and a theme's name
    words = _own_words(line)
    if block is Block.COUNTS:
        dates, _, words = words.partition(" · ")
        return _is_period(dates, edition.period) and _figures(words) == sorted(_counts(edition))
    if block is Block.READING_TIME:
        return _decimals(words) == [_reading_time(lines)]
    return _figures(words) == sorted(_expected(line, edition))


def _expected(line: Line, edition: Edition) -> list[int]:
    block = Block(line.block)
    if block in _SIDES:
        return [len(line.ids), *_rest(line), *_late_weeks(line, edition)] if line.ids else []
    if block in {Block.HEADER, Block.MERGED}:
        return _weeks(edition.period)
    if block is Block.LATE_STORIES:
        return [len(edition.late_stories)]
    if block is Block.WAITING:
        people = Counter(one.teller or one.number for one in edition.still_waiting)
        return [len(people), *_rest(line)]
    if block is Block.OLDEST:
        return [_longest_wait(edition), edition.team.reply_days]
    return _late_weeks(line, edition) if block is Block.SOURCE else []


def _counts(edition: Edition) -> list[int]:
    stories = edition.kept
    if not stories:
        return []
    counts = [len(stories)]
    if edition.shows_roles:
        customers = [story for story in stories if story.role is Role.CUSTOMER]
        by_role = (len(customers), len(stories) - len(customers))
        counts += [told for told in by_role if told]
    voices = len({one.teller for one in stories})
    return counts if voices == len(stories) else [*counts, voices]


def _rest(line: Line) -> list[int]:
    """Return how many stories the line rests on beyond those that it prints, if it prints any."""
    printed = len(printed_numbers(line))
    return [len(line.ids) - printed] if 0 < printed < len(line.ids) else []


def _late_weeks(line: Line, edition: Edition) -> list[int]:
    printed = printed_numbers(line)
    stories = (*edition.late_stories, *edition.earlier)
    return [story.week.number for story in stories if story.number in printed]


def _longest_wait(edition: Edition) -> int:
    zone = edition.team.timezone
    since = min(one.since for one in edition.still_waiting).astimezone(zone).date()
    return workdays.between(since, edition.now.astimezone(zone).date(), edition.is_holiday)


def _reading_time(lines: Sequence[Line]) -> float:
    read = [line for line in lines if line.block != Block.READING_TIME]
    return ceil(visible_characters(read) / _HALF_MINUTES) / 2


def _weeks(period: Period) -> list[int]:
    first, last = period.first, period.last
    if first == last:
        return [first.number]
    if first.year == last.year:
        return [first.number, last.number]
    return [first.number, first.year, last.number, last.year]


def _is_period(dates: str, period: Period) -> bool:
    """True when days and year of both ends are there, and nothing but them and their months."""
    first, last = period.first.monday(), period.last.sunday()
    written = set(_figures(dates))
    ends = {first.day, last.day, last.year}
    return ends <= written <= ends | {first.month, first.year, last.month}


def _own_words(line: Line) -> str:
    """Return what Kuule itself says in the line: no teller's words and no name of a theme."""
    if line.block in {Block.QUOTE, Block.REASON}:
        return ""
    if line.block not in _SIDES:
        return line.text
    quoted = _quotation(line)
    return quoted[2] if quoted else line.text.rpartition(":")[2]


def _quotation(line: Line) -> re.Match[str] | None:
    is_single = line.block in _SIDES and len(line.ids) == 1
    return _QUOTED.match(line.text) if is_single else None


def _figures(words: str) -> list[int]:
    plain = _GROUP_MARK.sub("", _STORY_NUMBER.sub("", words))
    return sorted(int(figure) for figure in re.findall(r"\d+", plain))


def _decimals(words: str) -> list[float]:
    return [float(figure.replace(",", ".")) for figure in re.findall(r"\d+(?:[.,]\d+)?", words)]
