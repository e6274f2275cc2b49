"""The language of a text from the rules and the classifier together.

The rules know the neighbours of the spoken languages and the classifier does not: what the rules
call "other" stays so unless they only lacked evidence.
"""

from collections.abc import Mapping, Sequence

from bot.core.model.language import SPOKEN, Language, StoryLanguage

_FEW = 3
"""Words up to which the rules often have no evidence at all."""

_SHORTEST = 3
"""Letters from which a foreign word is evidence: "no" is said in many languages."""

_SURE = 0.9
_SURER = 0.6
_HOME = frozenset("abcdefghijklmnopqrstuvwxyzåäöéüšž'-")


class ToldIn:
    """Settles what rules and classifier say. Built once; pure afterwards."""

    def __init__(self, words: Mapping[str, str]) -> None:
        """Take the function words by language, spoken and foreign, as in `languages.json`."""
        spoken = {word for name in SPOKEN for word in words[name].split()}
        self._foreign = frozenset(
            word
            for name, listed in words.items()
            if name not in SPOKEN
            for word in listed.replace("'", "").split()
            if len(word) >= _SHORTEST
        ) - frozenset(spoken)

    def settle(
        self, guess: StoryLanguage, chances: Mapping[Language, float], words: Sequence[str]
    ) -> StoryLanguage:
        """Return the language, given the guess of the rules and the folded words."""
        best = max(SPOKEN, key=lambda name: chances[name])
        if guess == "other":
            return best if chances[best] >= _SURE and self._lacked(words) else guess
        return best if chances[best] >= _SURER else guess

    def _lacked(self, words: Sequence[str]) -> bool:
        """Whether the words are few, and none is a foreign one."""
        return 0 < len(words) <= _FEW and all(
            word not in self._foreign and _HOME.issuperset(word) for word in words
        )
