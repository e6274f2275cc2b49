"""What is said of a theme is said by several people, and by all who spoke of it."""

from collections.abc import Iterator

from bot.core.model.digest import Finding
from bot.digest.blocks import Block
from bot.digest.verifying.entities import themes_named
from bot.digest.verifying.evidence import Evidence
from bot.digest.verifying.page import Page
from bot.digest.verifying.sentences import Value

_FEWEST = 2


def prevalences(page: Page, evidence: Evidence) -> Iterator[Finding]:
    """Find themes of a side that rest on one teller, or not on one story of each."""
    for line, value, printed in page.printed:
        if value is not Value.THEME:
            continue
        cited = {story.teller for story in evidence.cited(line)}
        is_general = len(cited) == len(line.ids) >= _FEWEST
        themes = themes_named(line, printed, evidence)
        voices = [evidence.tellers_on(Block(line.block), theme) for theme in themes]
        if not is_general or cited not in voices:
            yield Finding("prevalence", line)
