"""Nothing in the digest tells who somebody is."""

from collections.abc import Iterator

from bot.core.model.digest import Finding, Line
from bot.digest.verifying.evidence import Evidence
from bot.digest.verifying.page import Page
from bot.digest.verifying.quotes import as_told
from bot.digest.verifying.reading import Reading
from bot.digest.verifying.sentences import Value


def personal_data(page: Page, evidence: Evidence) -> Iterator[Finding]:
    """Find names, numbers and addresses of people, in whatever the line says."""
    for line, reading in page.entries:
        if evidence.tells_who(_as_told(line, reading, evidence)):
            yield Finding("personal_data", line)


def _as_told(line: Line, reading: Reading | None, evidence: Evidence) -> str:
    """Return the words with the line breaks of who told them: the first word of a message would
    else look like a name within a sentence.
    """
    quote = reading.of(Value.QUOTE) if reading else None
    story = evidence.known.get(line.ids[0]) if len(line.ids) == 1 else None
    if not quote or story is None:
        return line.text
    return line.text.replace(quote, as_told(quote, story.text))
