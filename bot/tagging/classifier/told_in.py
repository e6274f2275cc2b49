"""The language of a text from the rules and the classifier together.

The rules know the neighbours of the spoken languages and the classifier does not: what the rules
call "other" stays so unless they only lacked evidence. Of a text of many words, or of words that
leave no doubt, the rules are sure.
"""

import math
from collections.abc import Mapping, Sequence

import numpy as np

from bot.core.model.language import SPOKEN
from bot.tagging.classifier.summing import summed
from bot.tagging.classifier.weights import Weights
from bot.tagging.classifier.windows import BITS, buckets
from bot.tagging.language import Guess

TONGUE_BITS = 15
_SHIFT = np.uint32(BITS - TONGUE_BITS)

_MANY = 16
"""Words from which on the rules are not asked about."""

_FEW = 3
"""Words up to which the rules often have no evidence at all."""

_SHORTEST = 3
"""Letters from which a foreign word is evidence: "no" is said in many languages."""

_SURE = 0.5
"""Chance from which on it is that language although the rules saw none."""

_UNLIKELY = 0.15
"""Chance below which the guess of the rules does not stand."""

_HOME = frozenset("abcdefghijklmnopqrstuvwxyzåäöéüšž'-")


class ToldIn:
    """Settles what rules and classifier say. Built once; pure afterwards."""

    def __init__(self, weights: Weights, words: Mapping[str, str]) -> None:
        """Take the weights, and the function words by language, spoken and foreign, as in
        `languages.json`.
        """
        spoken = {word for name in SPOKEN for word in words[name].split()}
        self._weights = weights
        self._foreign = frozenset(
            word
            for name, listed in words.items()
            if name not in SPOKEN
            for word in listed.replace("'", "").split()
            if len(word) >= _SHORTEST
        ) - frozenset(spoken)

    def settle(self, guess: Guess, words: Sequence[str]) -> Guess:
        """Return the language, given the guess of the rules and the folded words."""
        if guess.sure or not 0 < len(words) < _MANY:
            return guess
        if guess.language == "other" and not self._lacked(words):
            return guess
        chances = self._chances(words)
        best = max(chances)
        if guess.language == "other":
            return Guess(SPOKEN[chances.index(best)]) if best >= _SURE else guess
        return (
            guess
            if chances[SPOKEN.index(guess.language)] >= _UNLIKELY
            else Guess(SPOKEN[chances.index(best)])
        )

    def _chances(self, words: Sequence[str]) -> list[float]:
        own = self._weights
        # Words alone: marks tell of the files of the sentences, not of their languages.
        found = buckets(" ".join(words)).ravel() >> _SHIFT
        rows = own.tongues.take(found, axis=0).astype(np.float32)
        heads = summed(rows) * own.tongue_scale / np.float32(math.sqrt(len(rows)))
        powers = np.exp(own.tongue_readout[:, :-1] @ heads + own.tongue_readout[:, -1])
        chances: list[float] = (powers / powers.sum()).tolist()
        return chances

    def _lacked(self, words: Sequence[str]) -> bool:
        """Whether the words are few, and none is a foreign one."""
        return len(words) <= _FEW and all(
            word not in self._foreign and _HOME.issuperset(word) for word in words
        )
