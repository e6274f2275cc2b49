"""Nothing in the digest tells who somebody is."""

from collections.abc import Iterator

from bot.core.model.digest import Finding
from bot.digest.verifying.evidence import Evidence
from bot.digest.verifying.page import Page


def personal_data(page: Page, evidence: Evidence) -> Iterator[Finding]:
    """Find names, numbers and addresses of people, in whatever the line says."""
    return (Finding("personal_data", line) for line in page.lines if evidence.tells_who(line.text))
