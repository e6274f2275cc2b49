"""Which of the cues that stand in a text count: the traps of the taxonomy beside negation."""

from collections import defaultdict
from collections.abc import Sequence

from bot.tagging.cue_index import Hit
from bot.tagging.cues import Limit
from bot.tagging.knowledge import CONTEXT, Knowledge
from bot.tagging.tokens import Words

_GOOD = "good"
_SAME = "same"
_IDEA = "kind:idea"
_ANYWHERE = -1
_Span = tuple[int, int]


class Traps:
    """Sieves the hits of one text. Made per text; keeps nothing afterwards."""

    def __init__(
        self, knowledge: Knowledge, words: Words, hits: Sequence[Hit], denied: frozenset[int]
    ) -> None:
        """Take the hits and the numbers of those that a negator takes back."""
        self._knowledge = knowledge
        self._words = words
        self._contexts: dict[tuple[str, int], set[_Span]] = defaultdict(set)
        self._firsts: dict[str, set[int]] = defaultdict(set)
        self._good: set[int] = set()
        self._thanks: set[int] = set()
        self._wished: set[int] = set()
        for number, hit in enumerate(hits):
            self._note(hit, is_denied=number in denied)
        self._good_beside_thanks = bool(self._good - self._thanks)

    def _note(self, hit: Hit, *, is_denied: bool) -> None:
        target = hit.cue.target
        if target.startswith(CONTEXT):
            name, span = target.partition(":")[2], (hit.first, hit.last)
            self._contexts[name, self._words.sentence[hit.first]].add(span)
            self._contexts[name, _ANYWHERE].add(span)
            return
        self._firsts[target].add(hit.first)
        if target == _IDEA and hit.last > hit.first:
            self._wished.update(range(hit.first, hit.last + 1))
        if hit.cue.weight > 0 and not is_denied:
            self._good.add(hit.first)
        if hit.cue.notation in self._knowledge.thanks:
            self._thanks.add(hit.first)

    def lets_pass(self, hit: Hit) -> bool:
        """True when the cue counts where it stands."""
        if hit.cue.target == "kind:question":
            return self._asks(hit)
        if hit.cue.weight and hit.first in self._wished and hit.first == hit.last:
            return False  # "It would be great if …" is a wish, not praise
        limit = hit.cue.limit
        if limit is None:
            return True
        if any(self._stands(name, hit, limit) for name in limit.unless):
            return False
        return not limit.needs or any(self._stands(name, hit, limit) for name in limit.needs)

    def _stands(self, name: str, hit: Hit, limit: Limit) -> bool:
        if name == _SAME:
            return len(self._firsts[hit.cue.target]) > 1
        if name == _GOOD:
            # One thanks does not vouch for another: both can be mere manners.
            if hit.first in self._thanks:
                return self._good_beside_thanks
            return len(self._good) > 1 or hit.first not in self._good
        place = self._words.sentence[hit.first] if limit.in_sentence else _ANYWHERE
        spans = self._contexts.get((name, place), set())
        return len(spans) > ((hit.first, hit.last) in spans)

    def _asks(self, hit: Hit) -> bool:
        if hit.first in self._firsts[_IDEA]:
            return False  # "What if customers could …?" begins an idea
        sentence = self._words.sentence
        if (
            sentence[hit.first] in self._words.asked
            or hit.cue.notation in self._knowledge.asks_anywhere
        ):
            return True
        opens = hit.first == 0 or sentence[hit.first - 1] != sentence[hit.first]
        return opens and hit.cue.notation in self._knowledge.asks_when_opening
