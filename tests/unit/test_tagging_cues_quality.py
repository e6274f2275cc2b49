"""How well texts are read that another hand wrote and tagged: precision and recall of the tags of
the rules, and of the sentiment on which rules and classifier settle.

The texts are parted by the first hex digit of their SHA-256: rules were tried on the even half
only, and the texts of the odd half were not looked at. The figures of the odd half tell of the
field; those of the even half show that no rule was lost.
"""

import json
from collections import Counter
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo

import pytest

from bot.core.model.tag import Reading, Source
from bot.core.model.team import Team
from bot.tagging.tagger import CueTagger

Half = Literal["tune", "held"]

CASES: list[dict[str, Any]] = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "data" / "tagging" / "cues.jsonl")
    .read_text(encoding="utf-8")
    .splitlines()
]
ALL = "all"
OVERALL: Mapping[Half, tuple[float, float]] = {
    "tune": (0.74, 0.82),
    "held": (0.54, 0.52),
}
"""Precision and recall."""
FLOORS: Mapping[Half, Mapping[str, tuple[float, float]]] = {
    "tune": {
        "contact": (0.8, 0.8),
        "emotion": (0.5, 0.8),
        "empathy": (0.6, 0.8),
        "energy": (0.5, 0.9),
        "expectation": (0.7, 0.7),
        "feeling": (0.5, 0.8),
        "group": (0.7, 0.8),
        "horizon": (0.7, 0.9),
        "kind": (0.65, 0.7),
        "outcome": (0.75, 0.7),
        "quality": (0.65, 0.7),
        "risk": (0.75, 0.85),
        "sentiment": (0.7, 0.7),
        "stage": (0.6, 0.7),
        "touchpoint": (0.75, 0.8),
        "underlying": (0.55, 0.75),
        "value": (0.5, 0.8),
    },
    "held": {
        "contact": (0.5, 0.5),
        "emotion": (0.4, 0.55),
        "empathy": (0.4, 0.25),
        "energy": (0.45, 0.7),
        "expectation": (0.15, 0.05),
        "feeling": (0.4, 0.35),
        "group": (0.35, 0.2),
        "horizon": (0.65, 0.2),
        "kind": (0.5, 0.5),
        "outcome": (0.45, 0.15),
        "quality": (0.45, 0.4),
        "risk": (0.75, 0.3),
        "sentiment": (0.5, 0.5),
        "stage": (0.4, 0.45),
        "touchpoint": (0.55, 0.6),
        "underlying": (0.4, 0.55),
        "value": (0.2, 0.1),
    },
}


def _half(text: str) -> Half:
    return "tune" if int(sha256(text.encode()).hexdigest()[0], 16) % 2 == 0 else "held"


def _team(case: Mapping[str, Any]) -> Team:
    return Team(id="t", name="t", language=case["language"], timezone=ZoneInfo("UTC"))


@cache  # for the worker that runs these tests, and no other
def _readings() -> list[Reading]:
    tagger = CueTagger()
    return [tagger.read(case["text"], _team(case)) for case in CASES]


@cache
def _counts() -> dict[tuple[Half, str], Counter[str]]:
    counts: dict[tuple[Half, str], Counter[str]] = {}
    for case, reading in zip(CASES, _readings(), strict=True):
        found = {
            f"{tag.facet}:{tag.key}"
            for tag in reading.tags
            if tag.source is Source.RULE and tag.facet not in {"sentiment", "free_tag"}
        }
        found.add(f"sentiment:{reading.sentiment}")
        gold = set(case["tags"])
        for tag in found | gold:
            outcome = "both" if tag in found & gold else "found" if tag in found else "gold"
            for facet in (tag.partition(":")[0], ALL):
                counts.setdefault((_half(case["text"]), facet), Counter())[outcome] += 1
    return counts


def _figures(half: Half, facet: str) -> tuple[float, float]:
    count = _counts()[half, facet]
    return (
        count["both"] / max(1, count["both"] + count["found"]),
        count["both"] / max(1, count["both"] + count["gold"]),
    )


def _table(half: Half) -> str:
    rows = sorted(facet for part, facet in _counts() if part == half)
    return "\n".join(
        "{:12} precision {:.2f} recall {:.2f}".format(facet, *_figures(half, facet))
        for facet in rows
    )


@pytest.mark.parametrize("half", OVERALL)
def test_precision_and_recall_over_all_facets_stay_what_they_were(half: Half) -> None:
    """The figures reached, rounded down."""
    precision, recall = _figures(half, ALL)

    assert precision >= OVERALL[half][0], _table(half)
    assert recall >= OVERALL[half][1], _table(half)


@pytest.mark.parametrize(
    ("half", "facet"), [(half, facet) for half in FLOORS for facet in FLOORS[half]]
)
def test_no_facet_falls_below_its_floor(half: Half, facet: str) -> None:
    """Each floor leaves room for a handful of tags, for some facets have few."""
    precision, recall = _figures(half, facet)

    assert precision >= FLOORS[half][facet][0], _table(half)
    assert recall >= FLOORS[half][facet][1], _table(half)


def test_the_page_says_how_well_each_facet_is_read() -> None:
    """Whoever changes a figure puts the new table into the page."""
    page = (Path(__file__).parents[2] / "docs" / "tagging.md").read_text(encoding="utf-8")
    rows = [
        "| {} | {} | {:.2f} / {:.2f} | {:.2f} / {:.2f} |".format(
            facet,
            _counts()["held", facet]["both"] + _counts()["held", facet]["gold"],
            *_figures("held", facet),
            *_figures("tune", facet),
        )
        for facet in sorted(FLOORS["held"])
    ]

    assert "\n".join(rows) in page, "\n".join(rows)


def test_the_classifier_suggests_next_to_nothing_in_a_story() -> None:
    """Alone it would suggest two emotions a story, nearly all of them wrong."""
    suggested = [
        tag for reading in _readings() for tag in reading.tags if tag.source is Source.MACHINE
    ]

    assert len(suggested) <= len(CASES) / 15


def test_the_halves_are_those_the_rules_were_tried_on() -> None:
    """A changed text changes its half: then the figures have to be taken anew."""
    assert Counter(_half(case["text"]) for case in CASES) == {"tune": 215, "held": 189}
