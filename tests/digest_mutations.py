"""Digests that say something else than they did, one thing at a time.

A mutation takes a sound digest and returns it with one change that a reader would be misled by, or
None where there is nothing to change. What cannot mislead is none: other quotation marks in a
teller's words, or two items of one side in another order.
"""

import random
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.core.edition import Edition
from bot.core.model.digest import COUNTING, Composition, Line
from bot.digest.blocks import Block
from bot.digest.compose import compose, extract
from bot.digest.verifying.evidence import Evidence
from bot.digest.verifying.reading import Reader
from bot.digest.verifying.sentences import SOURCES, Value
from bot.digest.verifying.verify import verify
from tests.digest_builders import TEXTS, FakeLabels, an_evidence

LABELS = FakeLabels.of_taxonomy()
NAMES = ("Aino", "Virtanen", "Matti Mäkinen", "Siiri", "Holm", "Erik", "Mr Brown", "Nokia")
Lines = tuple[Line, ...]
_CRITICAL = 4


@dataclass(frozen=True)
class Digest:
    """A sound digest with what it rests on."""

    lines: Lines
    edition: Edition
    evidence: Evidence


def changed_number(dice: random.Random, digest: Digest) -> Lines | None:
    """Change one digit, wherever it is printed."""
    places = [
        (at, match.start())
        for at, line in enumerate(digest.lines)
        for match in re.finditer(r"\d", line.text)
    ]
    at, place = dice.choice(places)
    text = digest.lines[at].text
    other = dice.choice([digit for digit in "0123456789" if digit != text[place]])
    return _with(digest, at, text=text[:place] + other + text[place + 1 :])


def swapped_id(dice: random.Random, digest: Digest) -> Lines | None:
    """Let a line cite another story of the week, half of the time in print too."""
    places = [at for at, line in enumerate(digest.lines) if line.ids]
    at = dice.choice(places)
    line = digest.lines[at]
    others = sorted({story.number for story in digest.edition.stories} - set(line.ids))
    if not others:
        return None
    old, new = dice.choice(line.ids), dice.choice(others)
    ids = tuple(new if number == old else number for number in line.ids)
    text = line.text.replace(old, new) if dice.random() < 0.5 else line.text
    return _with(digest, at, ids=ids, text=text)


def changed_word_of_a_quote(dice: random.Random, digest: Digest) -> Lines | None:
    """Put another teller's word into a quote."""
    quotes = [(at, words) for at, words in _printed(digest, Value.QUOTE) if words]
    if not quotes:
        return None
    at, quote = dice.choice(quotes)
    words = quote.split()
    place = dice.randrange(len(words))
    others = [word for story in digest.edition.stories for word in story.text.split()]
    new = dice.choice([word for word in others if word != words[place]])
    words[place] = new
    return _with(digest, at, text=digest.lines[at].text.replace(quote, " ".join(words)))


def inserted_name(dice: random.Random, digest: Digest) -> Lines | None:
    """Put a name between two words of any line."""
    at = dice.randrange(len(digest.lines))
    words = digest.lines[at].text.split(" ")
    words.insert(dice.randint(0, len(words)), dice.choice(NAMES))
    return _with(digest, at, text=" ".join(words))


def swapped_label(dice: random.Random, digest: Digest) -> Lines | None:
    """Call a theme by another's name."""
    names = [*_printed(digest, Value.THEME), *_printed(digest, Value.WHY)]
    if not names:
        return None
    at, name = dice.choice(names)
    language = digest.edition.team.language
    others = sorted({label[language] for label in LABELS.names.values()} - {name})
    new = dice.choice(others)
    return _with(digest, at, text=digest.lines[at].text.replace(name, new))


def moved_line(dice: random.Random, digest: Digest) -> Lines | None:
    """Move a line out of its section."""
    at = dice.randrange(len(digest.lines))
    rest = [*digest.lines[:at], *digest.lines[at + 1 :]]
    to = dice.randint(0, len(rest))
    beside = {line.block for line in rest[max(to - 1, 0) : to + 1]}
    if to == at or digest.lines[at].block in beside:
        return None
    return (*rest[:to], digest.lines[at], *rest[to:])


def dropped_critical_story(dice: random.Random, digest: Digest) -> Lines | None:
    """Leave out every line that shows a grave story."""
    grave = [one.number for one in digest.edition.stories if one.criticality >= _CRITICAL]
    shown = {number for line in digest.lines if line.block not in COUNTING for number in line.ids}
    if not (candidates := [number for number in grave if number in shown]):
        return None
    number = dice.choice(candidates)
    return tuple(line for line in digest.lines if line.block in COUNTING or number not in line.ids)


def changed_data_name(dice: random.Random, digest: Digest) -> Lines | None:
    """Let a line cite another figure than it says."""
    names = sorted({name for line in digest.lines for name in line.data})
    places = [at for at, line in enumerate(digest.lines) if line.data]
    if not places:
        return None
    at = dice.choice(places)
    data = list(digest.lines[at].data)
    place = dice.randrange(len(data))
    others = [name for name in (*names, "energy.gave", "group.senior") if name not in data]
    data[place] = dice.choice(others)
    return _with(digest, at, data=tuple(data))


def wrong_role(dice: random.Random, digest: Digest) -> Lines | None:
    """Turn the split by role round, or the role of one teller."""
    places = [at for at, line in enumerate(digest.lines) if line.block in (*SOURCES, Block.COUNTS)]
    at = dice.choice(places)
    turned = _turned(digest, digest.lines[at])
    return _with(digest, at, text=turned) if turned != digest.lines[at].text else None


Mutation = Callable[[random.Random, Digest], Lines | None]
MUTATIONS: Mapping[str, Mutation] = {
    "a changed number": changed_number,
    "a swapped id": swapped_id,
    "a changed word of a quote": changed_word_of_a_quote,
    "an inserted name": inserted_name,
    "a swapped label": swapped_label,
    "a moved line": moved_line,
    "a dropped critical story": dropped_critical_story,
    "a changed name of a figure": changed_data_name,
    "a wrong role": wrong_role,
}


def _turned(digest: Digest, line: Line) -> str:
    language = digest.edition.team.language
    if line.block != Block.COUNTS:
        customer, employee = (
            TEXTS.text(language, f"digest-role-{role}") for role in ("customer", "employee")
        )
        swap = {customer: employee, employee: customer}
        return " · ".join(swap.get(part, part) for part in line.text.split(" · "))
    found = TEXTS.read(language, "digest-counts-roles", line.text)
    if found is None:
        return line.text
    counts = {name: int(found[name]) for name in ("stories", "customers", "employees")}
    counts["customers"], counts["employees"] = counts["employees"], counts["customers"]
    return TEXTS.text(language, "digest-counts-roles", dates=found["dates"], **counts)


def _printed(digest: Digest, value: Value) -> list[tuple[int, str]]:
    reader = Reader(TEXTS, digest.edition.team.language)
    return [
        (at, printed)
        for at, line in enumerate(digest.lines)
        if (reading := reader.read(line)) is not None
        for each, printed in reading.values
        if each is value
    ]


def _with(digest: Digest, at: int, **fields: object) -> Lines | None:
    """Return the lines with one changed, or None when the change changes nothing."""
    line = replace(digest.lines[at], **fields)  # type: ignore[arg-type]  # the dataclass checks
    before = digest.lines[at]
    is_same = line.text.split() == before.text.split()
    if is_same and (line.ids, line.data) == (before.ids, before.data):
        return None
    return (*digest.lines[:at], line, *digest.lines[at + 1 :])


def uncaught(mutation: Mutation, digests: Sequence[Digest], count: int, seed: int) -> list[Lines]:
    """Return those of that many mutated digests in which nothing is red."""
    dice = random.Random(seed)  # noqa: S311  # repeatable, not secret
    missed, tried = [], 0
    while tried < count:
        digest = dice.choice(digests)
        lines = mutation(dice, digest)
        if lines is None:
            continue
        tried += 1
        if not any(finding.is_red for finding in verify(Composition(lines), digest.evidence)):
            missed.append(lines)
    return missed


def sound_digests(editions: Iterable[Edition]) -> list[Digest]:
    """Compose both forms of each edition; all of them have to be green."""
    found = []
    for edition in editions:
        evidence = an_evidence(edition, LABELS)
        for form in (compose, extract):
            lines = form(edition, TEXTS, LABELS)
            assert verify(Composition(lines), evidence) == ()
            found.append(Digest(lines, edition, evidence))
    return found
