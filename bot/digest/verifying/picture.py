"""Each dot of the picture is a story that the digest shows, where it belongs."""

from collections.abc import Iterator

from bot.core.model.digest import Dot, Finding, Phase, Tone
from bot.core.model.story import Role
from bot.core.model.tag import Sentiment
from bot.digest.blocks import Block
from bot.digest.verifying.evidence import Evidence
from bot.digest.verifying.figures import phase
from bot.digest.verifying.page import Page

_TONES = {Sentiment.POSITIVE: "delighted", Sentiment.NEGATIVE: "hurt"}


def pictures(page: Page, evidence: Evidence) -> Iterator[Finding]:
    """Find a picture that shows more than the lines do, or something else."""
    words = page.of_block(Block.PICTURE)
    if page.picture is None:
        return
    dots = page.picture.dots
    numbers = [dot.number for dot in dots]
    is_whole = len(dots) + page.picture.others == len(evidence.kept)
    if (
        set(numbers) != evidence.drawable & page.shown
        or len(set(numbers)) < len(numbers)
        or not is_whole
        or not all(_is_placed(dot, evidence) for dot in dots)
    ):
        yield Finding("picture", words[0] if words else None)


def _is_placed(dot: Dot, evidence: Evidence) -> bool:
    story = evidence.kept[dot.number]
    role = Role.CUSTOMER if story.role is Role.CUSTOMER else Role.EMPLOYEE
    return dot == Dot(
        number=dot.number,
        phase=Phase(phase(story)),
        tone=Tone(_TONES.get(story.sentiment, "between")),
        role=role if evidence.shows_roles else None,
        waits=dot.number in evidence.numbers_waiting,
    )
