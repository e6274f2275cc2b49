"""Ideas in stories: the sentence that tells one is quoted whole, the others are not.

The texts of tests/data/tagging/ideas.jsonl come in three sets, by one hand, which also wrote the
rules. Precision and recall at the first look, which is what to expect of others' texts: 0.66 and
0.52 of the first set, after which the cues were mended; 0.59 and 0.33 of the second, after which
moods came in; 0.73 and 0.63 of the last, after which nothing was changed.
"""

import json
from collections import Counter
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.core.model.tag import IDEA, Source, Theme
from bot.core.model.team import Team
from bot.tagging.ideas import LONGEST_QUOTE
from bot.tagging.tagger import CueTagger

TAGGER = CueTagger()
TEAM = Team(id="t", name="t", language="fi", timezone=ZoneInfo("UTC"))
CASES: list[dict[str, Any]] = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "data" / "tagging" / "ideas.jsonl")
    .read_text(encoding="utf-8")
    .splitlines()
]
REACHED = {"first": (1.0, 0.94), "second": (1.0, 0.93), "last": (0.73, 0.63)}
"""Precision and recall, rounded down."""


def ideas_of(text: str, team: Team = TEAM) -> list[str]:
    reading = TAGGER.read(text, team)
    return [reading.masked[start:end] for start, end in reading.ideas]


@cache
def counted(part: str) -> Counter[str]:
    counts: Counter[str] = Counter()
    for case in CASES:
        if case["set"] == part:
            found, wanted = set(ideas_of(case["text"])), set(case["ideas"])
            counts.update(right=len(found & wanted), wrong=len(found - wanted))
            counts["missed"] += len(wanted - found)
    return counts


@pytest.mark.parametrize("part", REACHED)
def test_as_many_quoted_sentences_tell_an_idea_as_was_measured(part: str) -> None:
    count = counted(part)

    assert count["right"] / (count["right"] + count["wrong"]) >= REACHED[part][0], str(count)


@pytest.mark.parametrize("part", REACHED)
def test_as_many_ideas_are_quoted_as_was_measured(part: str) -> None:
    count = counted(part)

    assert count["right"] / (count["right"] + count["missed"]) >= REACHED[part][1], str(count)


def test_each_set_has_ideas_and_traps_in_every_language() -> None:
    kinds = {(case["set"], case["language"], bool(case["ideas"])) for case in CASES}

    assert len(kinds) == 3 * 3 * 2
    assert sum(len(case["ideas"]) for case in CASES) >= 60


@pytest.mark.parametrize(
    ("text", "idea"),
    [
        ("Jono oli pitkä. Voisiko numeron ottaa kotona?", "Voisiko numeron ottaa kotona?"),
        ("Jono oli pitkä. voisiko numeron ottaa kotona? kiitos", "voisiko numeron ottaa kotona?"),
        ("Kehitysidea: katos, esim. ovelle. Kiitos.", "Kehitysidea: katos, esim. ovelle."),
        ("- kehitysidea: katos ovelle\n- kiitos", "kehitysidea: katos ovelle"),
        ("Kehitysidea:\nkatos ovelle\nKiitos", "Kehitysidea:\nkatos ovelle"),
        ("Idé: bänkar, t.ex. vid dörren! Tack.", "Idé: bänkar, t.ex. vid dörren!"),
        (
            "It would help to open at 8 a.m. sharp. Thanks.",
            "It would help to open at 8 a.m. sharp.",
        ),
        (
            "Kiitos. Ehdotan 12. päivää, jos se sopii. Hei!",
            "Ehdotan 12. päivää, jos se sopii.",
        ),
        ("Kiva!! ”Kannattaisi lisätä penkki.” Näin äiti.", "”Kannattaisi lisätä penkki.”"),
    ],
)
def test_a_quotation_begins_and_ends_with_its_sentence(text: str, idea: str) -> None:
    assert ideas_of(text) == [idea]


def test_a_quotation_is_masked() -> None:
    text = "Kävin. Ehdotan, että Mikko Virtanen soittaa numeroon 040 1234567. Kiitos."

    assert ideas_of(text) == ["Ehdotan, että [henkilö] soittaa numeroon [puhelinnumero]."]


def test_a_quotation_tells_dates_as_coarsely_as_its_story() -> None:
    text = "Kävin 1.2.2026. Ehdotan, että avaatte 12.11.2026 klo 8. Kiitos."

    assert ideas_of(text, replace(TEAM, coarse_dates=True)) == [
        "Ehdotan, että avaatte [marraskuu 2026]."
    ]


def test_each_idea_is_kept_as_a_tag_on_its_whole_sentence() -> None:
    reading = TAGGER.read("Ehdotan katosta. Kiitos. Olisiko penkki mahdollinen?", TEAM)

    kept = reading.with_quoted_ideas().with_sentiment_tag()

    quotes = [tag for tag in kept.tags if (tag.facet, tag.key) == IDEA]
    assert [kept.masked[tag.start : tag.end] for tag in quotes] == [
        "Ehdotan katosta.",
        "Olisiko penkki mahdollinen?",
    ]
    assert {tag.source for tag in quotes} == {Source.RULE}
    assert len(kept.tags) == len(reading.tags) + 2


def test_a_text_without_an_idea_is_kept_as_it_is_read() -> None:
    reading = TAGGER.read("Lasku tuli kahdesti.", TEAM)

    assert reading.ideas == ()
    assert reading.with_quoted_ideas() is reading


def test_of_an_endless_sentence_the_surroundings_are_quoted() -> None:
    text = "sana " * 500 + "ehdotan katosta " + "sana " * 500

    (idea,) = ideas_of(text)

    assert "ehdotan katosta" in idea
    assert len(idea) <= LONGEST_QUOTE
    assert idea.startswith("sana")
    assert idea.endswith("sana")


@pytest.mark.parametrize(
    "unit", ["ehdotan ", "ehdotan.", "ehdotan. ", "ehdotan\n", ". ", "olisi "]
)
def test_ideas_in_a_hundred_thousand_characters_are_found_in_time(unit: str) -> None:
    text = (unit * 100_000)[:100_000]

    # What is not linear in the length takes minutes here and runs into the tests' own limit.
    reading = TAGGER.read(text, TEAM)

    assert all(0 <= start < end <= len(reading.masked) for start, end in reading.ideas)


def test_a_theme_of_the_team_does_not_make_an_idea() -> None:
    theme = Theme(
        facet="theme",
        key="own",
        label={"fi": "Oma", "en": "Own", "sv": "Egen"},
        synonyms={"fi": ("penkki",)},
    )

    assert ideas_of("Istuin penkillä, penkki oli kova.", replace(TEAM, themes=(theme,))) == []
