"""A story that tells of grave harm is never passed over: it is shown, or said to be routed."""

from collections.abc import Iterator
from itertools import islice

from bot.core.model.digest import Finding
from bot.core.model.story import Story
from bot.digest.blocks import Block
from bot.digest.verifying.evidence import CRITICAL, FEW, PRIVATE_RISKS, Evidence
from bot.digest.verifying.names import is_name
from bot.digest.verifying.page import Page
from bot.digest.verifying.sentences import Value


def critical_recall(page: Page, evidence: Evidence) -> Iterator[Finding]:
    """Find, once, that a grave story is neither shown nor counted among the risks."""
    shown, routed = page.shown, _kinds_told(page, evidence)
    passed_over = (
        story
        for number, story in evidence.kept.items()
        if story.criticality >= CRITICAL
        and number not in shown
        and (number in evidence.showable or not _is_routed(story, routed, evidence))
    )
    return (Finding("critical_recall", None) for _ in islice(passed_over, 1))


def _is_routed(story: Story, routed: set[str], evidence: Evidence) -> bool:
    kinds = {tag.key for tag in story.tags if tag.facet == "risk"} or {""}
    return bool(kinds & routed) or len(evidence.kept) <= FEW


def _kinds_told(page: Page, evidence: Evidence) -> set[str]:
    """Return the keys of the risks that are told; an empty one for those of no kind."""
    kinds = {
        name.removeprefix("risk.") for line in page.of_block(Block.RISK) for name in line.data
    }
    keys = [key for _, reading in page.read for key in reading.keys]
    named = {text for _, said, text in page.printed if said is Value.PRIVATE_RISK}
    kinds |= {
        key
        for key in PRIVATE_RISKS
        if any(is_name(text, evidence.name(("risk", key))) for text in named)
    }
    return kinds | ({""} if "risk-other" in keys else set())
