"""The texts by which the tagger is measured are as many and as varied as their figures need."""

import json
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.core.model.team import Team
from bot.tagging.tagger import CueTagger

DATA = Path(__file__).parents[1] / "data" / "tagging"
OTHER_TOLD = 0.84
"""Share of the lines in other languages that were told as such, rounded down."""


@cache
def lines(name: str) -> list[dict[str, Any]]:
    text = (DATA / f"{name}.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def test_each_language_has_a_hundred_texts_with_tags_and_many_are_traps() -> None:
    cues = lines("cues")

    assert min(Counter(case["language"] for case in cues).values()) >= 100
    assert sum(case["trap"] is not None for case in cues) >= len(cues) / 3


def test_two_fifths_of_the_texts_with_personal_data_only_seem_to_have_some() -> None:
    cases = lines("personal_data")

    assert len(cases) >= 500
    assert sum(not case["spans"] for case in cases) >= 0.38 * len(cases)


@pytest.mark.parametrize("name", ["cues", "personal_data", "names", "other_languages", "ideas"])
def test_no_text_stands_twice(name: str) -> None:
    texts = [case["text"] for case in lines(name)]

    assert len(texts) == len(set(texts))


def test_two_hundred_lines_of_twenty_languages_are_other_as_often_as_measured() -> None:
    cases = lines("other_languages")
    tagger = CueTagger()
    team = Team(id="t", name="t", language="fi", timezone=ZoneInfo("UTC"))

    told = sum(tagger.read(case["text"], team).language == "other" for case in cases)

    assert len(cases) >= 200
    assert len({case["language"] for case in cases}) >= 20
    assert told / len(cases) >= OTHER_TOLD
