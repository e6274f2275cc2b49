"""How much there is to read, and how long its sentences are."""

import re
from collections.abc import Iterable, Iterator

from bot.core.model.digest import Finding, Line, Sheet
from bot.digest.verifying.evidence import Evidence
from bot.digest.verifying.page import Page
from bot.digest.verifying.sentences import Value

GREEN, RED = 2400, 3000
"""Contract: visible characters of the top, good up to the first, not sent over the second."""

_SENTENCE_WORDS = 15
"""How many words a sentence of Kuule's own has on the average at most."""

_END = re.compile(r"[.!?](?:\s|$)")


def lengths(page: Page, _evidence: Evidence) -> Iterator[Finding]:
    """Find too much to read on the top, and too much for one breath."""
    top = page.on(Sheet.TOP)
    if characters(top) > GREEN:
        longest = max(top, key=lambda line: len(line.text))
        yield Finding("length", longest, is_red=characters(top) > RED)
    sentences = list(_own_sentences(page))
    words = [count for count, _ in sentences]
    if sum(words) > _SENTENCE_WORDS * len(words):
        _, line = max(sentences, key=lambda sentence: sentence[0])
        yield Finding("length", line, is_red=False)


def characters(lines: Iterable[Line]) -> int:
    """Return the length that readers see, the breaks between lines included."""
    return sum(len(line.text) + 1 for line in lines)


def _own_sentences(page: Page) -> Iterator[tuple[int, Line]]:
    """Yield how many words each sentence on the top has that is no teller's."""
    top = page.on(Sheet.TOP)
    for line, reading in page.read:
        if line in top:
            own = line.text.replace(reading.of(Value.QUOTE) or "", "")
            counts = (len(sentence.split()) for sentence in _END.split(own))
            yield from ((count, line) for count in counts if count)
