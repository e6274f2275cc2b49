"""How much of what was told the lines of a digest stand for, against simpler ways to choose.

Coverage is the sum of tellers of the themes that are shown, of that of all themes, both sides
together. It is counted three times over, see `Covered`.

    python -m benchmarks.choice
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random
from statistics import mean
from uuid import UUID

from benchmarks.page import write_section
from bot.core.model.story import Identity, Part, Role, Share, Status, Story
from bot.core.model.tag import Sentiment, Source, Tag
from bot.core.model.week import Week
from bot.digest.choosing import SLOTS, Item, choose_items
from bot.digest.likeness import likeness, stretches
from bot.digest.select import MUST_WIN, Side, Theme, on_side, themes_of
from bot.tagging.vectors import vector_of
from tests.digest_builders import week46

WEEKS = 1000
SEED = 6
MONDAY = datetime(2026, 11, 9, 6, tzinfo=UTC)

_POLARITY = {"positive": 1, "negative": -1}
_TOPICS = [("theme", f"topic{number}") for number in range(12)] + [
    ("touchpoint", key) for key in ("person", "phone", "chat", "web", "invoice", "premises")
]
_WORDS_EACH, _WORDS_ALL = 12, 60
_LETTERS = "aeiouyäöhjklmnprstv"

Way = Callable[[Sequence[Story], Side], Sequence[Item]]


def main() -> None:
    """Print the table and write it into the page."""
    table = as_table()
    print(table)
    write_section("choice", table)


def as_table() -> str:
    """Return the coverage of each way as Markdown."""
    draw = Random(SEED)  # noqa: S311  # a simulation
    # As often as the simulated weeks, for one random choice of the golden week says nothing.
    sets = [week46().stories] * (WEEKS // 10), [_simulated_week(draw) for _ in range(WEEKS)]
    rows = []
    for name, way in _ways().items():
        found = [Covered.mean([coverage(week, way) for week in weeks]) for weeks in sets]
        cells = [f"{one.leads:.2f} | {one.names:.2f} | {one.voices:.2f}" for one in found]
        rows.append(f"| {name} | {' | '.join(cells)} |\n")
    return (
        "| way to choose | golden week: leads to | names | voices "
        "| simulated weeks: leads to | names | voices |\n"
        f"| --- | --- | --- | --- | --- | --- | --- |\n{''.join(rows)}"
    )


@dataclass(frozen=True, slots=True)
class Covered:
    """Three shares of all tellers by theme: of the themes of every story to which a line leads, of
    the themes that a line itself names, and of the tellers for whom a line stands on the theme.
    """

    leads: float
    names: float
    voices: float

    @classmethod
    def mean(cls, found: Sequence["Covered"]) -> "Covered":
        """Return the mean of each."""
        return cls(
            mean(one.leads for one in found),
            mean(one.names for one in found),
            mean(one.voices for one in found),
        )


def coverage(stories: Sequence[Story], way: Way) -> Covered:
    """Return how much the lines of both sides cover."""
    leads = names = voices = whole = 0
    for side in Side:
        pool = on_side(stories, side)
        told: dict[Theme, set[UUID | None]] = defaultdict(set)
        for story in pool:
            for theme in _themes(story, side):
                told[theme].add(story.teller)
        items = way(pool, side)
        led = {theme for item in items for story in item.stories for theme in _themes(story, side)}
        named = {theme for item in items for theme in _named(item, side)}
        whole += sum(map(len, told.values()))
        leads += sum(len(told[theme]) for theme in led)
        names += sum(len(told[theme]) for theme in named)
        voices += len(
            {
                (story.teller, theme)
                for item in items
                for story in item.stories
                for theme in _named(item, side)
            }
        )
    whole = max(whole, 1)
    return Covered(leads / whole, names / whole, voices / whole)


def _named(item: Item, side: Side) -> set[Theme]:
    return {item.theme} if item.theme else _themes(item.stories[0], side)


def _themes(story: Story, side: Side) -> set[Theme]:
    return {theme for theme in themes_of(story, side) if theme[0] != MUST_WIN}


def _ways() -> dict[str, Way]:
    draw = Random(SEED)  # noqa: S311  # a simulation
    return {
        "the digest": lambda pool, side: choose_items(pool, side, None),
        "MMR": lambda pool, _: _singles(_mmr(pool)),
        "longest": lambda pool, _: _singles(
            sorted(pool, key=lambda story: -len(story.text))[:SLOTS]
        ),
        "newest": lambda pool, _: _singles(
            sorted(pool, key=lambda story: story.told_at, reverse=True)[:SLOTS]
        ),
        "random": lambda pool, _: _singles(draw.sample(pool, min(SLOTS, len(pool)))),
    }


def _singles(stories: Iterable[Story]) -> list[Item]:
    return [Item((story,)) for story in stories]


def _mmr(pool: Sequence[Story]) -> list[Story]:
    """Return what is most like all and least like what is chosen, in equal parts."""
    words = {story.number: stretches(story.text) for story in pool}
    central = {
        story.number: mean(likeness(words[story.number], other) for other in words.values())
        for story in pool
    }
    chosen: list[Story] = []
    while len(chosen) < min(SLOTS, len(pool)):
        chosen.append(
            max(
                (story for story in pool if story not in chosen),
                key=lambda one: (
                    central[one.number]
                    - max(
                        (likeness(words[one.number], words[other.number]) for other in chosen),
                        default=0.0,
                    )
                ),
            )
        )
    return chosen


def _simulated_week(draw: Random) -> list[Story]:
    """Return 8 to 80 stories. Few topics are told of often and many seldom; a tenth of the
    tellers tell several times, and one story in twenty comes by a second channel too.
    """
    people = draw.randint(6, 60)
    weights = [1 / (rank + 1) for rank in range(len(_TOPICS))]
    draw.shuffle(weights)
    common = _words(draw, _WORDS_ALL)
    words = {topic: _words(draw, _WORDS_EACH) for topic in _TOPICS}
    stories: list[Story] = []
    for teller in range(people):
        for _ in range(draw.randint(2, 5) if draw.random() < 0.1 else 1):
            topics = sorted(set(draw.choices(_TOPICS, weights, k=draw.randint(1, 3))))
            said = [draw.choice(words[topic]) for topic in topics for _ in range(4)]
            said += draw.choices(common, k=draw.randint(4, 40))
            draw.shuffle(said)
            stories += _told(draw, len(stories), " ".join(said), teller, topics)
    return stories


def _told(
    draw: Random, number: int, text: str, teller: int, topics: Sequence[Theme]
) -> Iterable[Story]:
    sentiment = draw.choice([*Sentiment, Sentiment.POSITIVE, Sentiment.NEGATIVE])
    moment = MONDAY + timedelta(minutes=draw.randrange(7 * 24 * 60))
    criticality = draw.choice([0, 0, 0, 1, 2, 3]) if sentiment is Sentiment.NEGATIVE else 0
    copies = 2 if draw.random() < 0.05 else 1
    for copy in range(copies):
        yield _story(
            1000 + number + copy,
            text,
            teller=teller + 10_000 * copy,
            themes=topics,
            sentiment=sentiment,
            criticality=criticality,
            told_at=moment,
        )


def _words(draw: Random, count: int) -> list[str]:
    return ["".join(draw.choices(_LETTERS, k=draw.randint(3, 11))) for _ in range(count)]


def _story(
    number: int,
    text: str,
    *,
    teller: int,
    themes: Iterable[Theme],
    sentiment: Sentiment,
    criticality: int,
    told_at: datetime,
) -> Story:
    polarity = _POLARITY.get(sentiment, 0)
    return Story(
        id=UUID(int=number),
        number=f"T-{number:04}",
        team="palvelu",
        role=Role.CUSTOMER,
        identity=Identity.UNNAMED,
        share=Share.TEAM,
        status=Status.KEPT,
        language="fi",
        sentiment=sentiment,
        criticality=criticality,
        needs_reply=False,
        week=Week(2026, 46),
        told_at=told_at,
        teller=UUID(int=teller),
        parts=(Part(text=text, vector=vector_of(text), told_at=told_at),),
        tags=tuple(
            Tag(
                facet=facet,
                key=key,
                source=Source.RULE,
                polarity=polarity,
                confidence=1,
                start=0,
                end=1,
            )
            for facet, key in themes
        ),
    )


if __name__ == "__main__":
    main()
