"""Which of the cues that stand in a text count: the traps of the taxonomy beside negation."""

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from bot.tagging.cue_index import Hit
from bot.tagging.cues import Limit
from bot.tagging.knowledge import CONTEXT, Knowledge
from bot.tagging.tokens import Words

_GOOD = "good"
_SAME = "same"
_IDEA = "kind:idea"
_QUESTION = "kind:question"
_ANYWHERE = -1
_Span = tuple[int, int]


class _Around(NamedTuple):
    """Where what is good and what is thanks begins, and where the contexts stand."""

    good: set[int]
    thanks: set[int]
    contexts: dict[tuple[str, int], set[_Span]]


class Traps:
    """Sieves the hits of one text. Made per text; keeps nothing afterwards.

    Most hits are in no doubt; what stands around them is gathered when the first one is.
    """

    def __init__(
        self, knowledge: Knowledge, words: Words, hits: Sequence[Hit], denied: frozenset[int]
    ) -> None:
        """Take the hits and the numbers of those that a negator takes back."""
        self._knowledge = knowledge
        self._words = words
        self._hits = hits
        self._denied = denied
        ideas = [hit for hit in hits if hit.cue.target == _IDEA]
        self._ideas = {hit.first for hit in ideas}
        self._wished = {
            place
            for hit in ideas
            if hit.last > hit.first
            for place in range(hit.first, hit.last + 1)
        }
        self._around: _Around | None = None

    def lets_pass(self, hit: Hit) -> bool:
        """True when the cue counts where it stands."""
        cue = hit.cue
        if cue.weight and hit.first in self._wished and hit.first == hit.last:
            return False  # "It would be great if …" is a wish, not praise
        if cue.target == _QUESTION:
            return self._asks(hit)
        limit = cue.limit
        if limit is None:
            return True
        if any(self._stands(name, hit, limit) for name in limit.unless):
            return False
        return not limit.needs or any(self._stands(name, hit, limit) for name in limit.needs)

    def _stands(self, name: str, hit: Hit, limit: Limit) -> bool:
        around = self._around
        if around is None:
            around = self._around = self._gathered()
        if name == _SAME:
            return len({one.first for one in self._hits if one.cue.target == hit.cue.target}) > 1
        if name == _GOOD:
            # One thanks does not vouch for another: both can be mere manners.
            if hit.first in around.thanks:
                return bool(around.good - around.thanks)
            return len(around.good) > 1 or hit.first not in around.good
        place = self._words.sentence[hit.first] if limit.in_sentence else _ANYWHERE
        spans = around.contexts.get((name, place), frozenset[_Span]())
        return len(spans) > ((hit.first, hit.last) in spans)

    def _gathered(self) -> _Around:
        around = _Around(set(), set(), defaultdict(set))
        for number, hit in enumerate(self._hits):
            cue = hit.cue
            if cue.target.startswith(CONTEXT):
                name, span = cue.target.partition(":")[2], (hit.first, hit.last)
                around.contexts[name, self._words.sentence[hit.first]].add(span)
                around.contexts[name, _ANYWHERE].add(span)
                continue
            if cue.weight > 0 and number not in self._denied:
                around.good.add(hit.first)
            if cue.notation in self._knowledge.thanks:
                around.thanks.add(hit.first)
        return around

    def _asks(self, hit: Hit) -> bool:
        if hit.first in self._ideas:
            return False  # "What if customers could …?" begins an idea
        sentence = self._words.sentence
        if (
            sentence[hit.first] in self._words.asked
            or hit.cue.notation in self._knowledge.asks_anywhere
        ):
            return True
        opens = hit.first == 0 or sentence[hit.first - 1] != sentence[hit.first]
        return opens and hit.cue.notation in self._knowledge.asks_when_opening
