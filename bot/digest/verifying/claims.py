"""What has to be so that a sentence may be said at all."""

from collections.abc import Callable, Mapping

from bot.core.model.digest import Line
from bot.digest.blocks import Block
from bot.digest.verifying.evidence import FEW, Evidence

_Claim = Callable[[Line, Evidence], bool]
_READABLE = range(80, 601)
"""Characters of a story that is easy to read from start to finish."""


def is_so(key: str, line: Line, evidence: Evidence) -> bool:
    """True when nothing speaks against the sentence, apart from its figures and names."""
    claim = _CLAIMS.get(key)
    return claim is None or claim(line, evidence)


def _is_single(line: Line, _evidence: Evidence) -> bool:
    return len(line.ids) == 1


def _keeps_the_promise(_line: Line, evidence: Evidence) -> bool:
    return evidence.longest_wait <= evidence.team.reply_days


def _hurt(line: Line, evidence: Evidence) -> bool:
    return any(evidence.has_tone(number, Block.HURT) for number in line.ids)


def _delighted(line: Line, evidence: Evidence) -> bool:
    return any(evidence.has_tone(number, Block.DELIGHTED) for number in line.ids)


def _tells_an_event(line: Line, evidence: Evidence) -> bool:
    tags = (
        tag for number in line.ids if (story := evidence.known.get(number)) for tag in story.tags
    )
    return any(tag.facet in {"stage", "touchpoint"} for tag in tags)


def _is_readable(line: Line, evidence: Evidence) -> bool:
    return any(len(story.text) in _READABLE for story in evidence.cited(line))


def _has_an_idea(line: Line, evidence: Evidence) -> bool:
    return evidence.tagged("kind", "idea").issuperset(line.ids)


_CLAIMS: Mapping[str, _Claim] = {
    "late": lambda _, evidence: evidence.is_late,
    "merged": lambda _, evidence: evidence.weeks > 1,
    "quiet": lambda _, evidence: not evidence.kept,
    "header-quiet": lambda _, evidence: not evidence.kept,
    "few": lambda _, evidence: 0 < len(evidence.kept) <= FEW,
    "item": lambda line, _: len(line.ids) > 1,
    "item-quote": _is_single,
    "item-quote-foreign": _is_single,
    "item-week-story": _is_single,
    "no-stories": lambda line, _: not line.ids,
    "waiting-unlisted": lambda line, evidence: not evidence.showable & set(line.ids),
    "oldest-in-time": _keeps_the_promise,
    "oldest-overdue": lambda line, evidence: not _keeps_the_promise(line, evidence),
    "question-hurt": _hurt,
    "question-delighted": lambda line, it: _delighted(line, it) and not _hurt(line, it),
    "question-other": lambda line, it: not _delighted(line, it) and not _hurt(line, it),
    "idea": _has_an_idea,
    "idea-foreign": _has_an_idea,
    "reason-event": _tells_an_event,
    "reason-length": _is_readable,
}
