"""Of which kinds the stories of the week are, over eight weeks."""

from collections import Counter
from collections.abc import Sequence
from enum import Enum, auto

from bot.core.model.story import Role, Story
from bot.digest.select import Side, is_on

SPAN = 8
"""Digests, this one included."""


class Kind(Enum):
    """What a story of the week can be."""

    LESSON = auto()
    """A hard one with something to learn from it."""
    CUSTOMER = auto()
    EMPLOYEE = auto()


Kinds = frozenset[Kind]

FEWEST = {Kind.LESSON: 2, Kind.CUSTOMER: 3, Kind.EMPLOYEE: 2}
"""How many of each kind there should be in every span."""
NO_KIND: Kinds = frozenset()

_TEACHING = frozenset(
    {("kind", "idea"), ("kind", "insight"), ("empathy", "recovery"), ("outcome", "resolved")}
)
"""By these tags somebody says what could be otherwise, or how it was put right."""


def kinds_of(story: Story | None) -> Kinds:
    """Return of which kinds the story is; of a digest without one, none."""
    if story is None:
        return NO_KIND
    teller = Kind.CUSTOMER if story.role is Role.CUSTOMER else Kind.EMPLOYEE
    teaches = any((tag.facet, tag.key) in _TEACHING and tag.polarity >= 0 for tag in story.tags)
    return frozenset({teller, Kind.LESSON} if teaches and is_on(story, Side.HURT) else {teller})


def shortfall(told: Sequence[Kinds]) -> int:
    """Return how many stories are lost for the mix: newest first, the one to be chosen included.

    In each span of eight that has begun, what is wanting has to fit into the weeks that are left
    of it. The time before the first digest is in no span.
    """
    spans = range(max(SPAN - len(told), 0), SPAN)
    return sum(max(_wanting(told[: SPAN - left]) - left, 0) for left in spans)


def _wanting(told: Sequence[Kinds]) -> int:
    """Return how many more are needed at least: a hard one is some teller's, too."""
    found = Counter(kind for kinds in told for kind in kinds)
    wanting = {kind: max(fewest - found[kind], 0) for kind, fewest in FEWEST.items()}
    return max(wanting[Kind.LESSON], wanting[Kind.CUSTOMER] + wanting[Kind.EMPLOYEE])
