"""Both sides have the same room, and no teller has too much of it."""

from collections import Counter
from collections.abc import Iterator

from bot.core.model.digest import Finding
from bot.digest.verifying.evidence import POLARITIES, Evidence
from bot.digest.verifying.page import Page

_VOICES_FROM, _VOICE_SHARE = 10, 5
"""Contract: from ten items on one teller has at most a fifth of them."""


def balance(page: Page, evidence: Evidence) -> Iterator[Finding]:
    """Find the last item of the longer side, while a story could fill a slot of the shorter."""
    items = {block: [line for line in page.of_block(block) if line.ids] for block in POLARITIES}
    longer = max(items.values(), key=len)
    for block, lines in items.items():
        used = {number for line in lines for number in line.ids}
        if len(lines) < len(longer) and evidence.on_side(block).keys() - used:
            yield Finding("balance", longer[-1])


def voices(page: Page, evidence: Evidence) -> Iterator[Finding]:
    """Find the items by which a teller has more than the share of one."""
    items = [line for line in page.of_block(*POLARITIES) if line.ids]
    if len(items) < _VOICES_FROM:
        return
    heard: Counter[object] = Counter()
    for line in items:
        tellers = {story.teller for story in evidence.cited(line)}
        heard.update(tellers)
        if any(heard[teller] > len(items) // _VOICE_SHARE for teller in tellers):
            yield Finding("voice", line)
