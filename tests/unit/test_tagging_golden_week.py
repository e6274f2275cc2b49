"""The golden week read by the tagger.

Its author wrote the cues too, and its figures were seen while the traps were built: this proves
that the rules work together and stay so, not how well they read new stories.
"""

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.core.model.team import Team
from bot.tagging.tagger import CueTagger

STORIES: list[dict[str, Any]] = json.loads(
    (Path(__file__).parents[1] / "data" / "week46_stories.json").read_text(encoding="utf-8")
)
TEAM = Team(
    id="palvelu",
    name="Asiakaspalvelu",
    language="fi",
    timezone=ZoneInfo("Europe/Helsinki"),
    sensitive_groups=frozenset({"access_needs"}),
)
TAGGER = CueTagger()
DISTRESS = ("En halua elää enää.", "Matti ei halua elää enää 12.5.2025.", "I want to kill myself.")
NO_DISTRESS = ("Ei hätää, kaikki hyvin!", "Jono oli pitkä ja olin vihainen.", "")


def _found(story: Mapping[str, Any]) -> set[str]:
    return {f"{tag.facet}:{tag.key}" for tag in TAGGER.read(story["text"], TEAM).tags}


def test_every_gold_tag_of_the_week_is_found() -> None:
    """71 of 71: measured, and held as the floor."""
    gold = sum(len(story["tags"]) for story in STORIES)
    found = sum(len(_found(story) & set(story["tags"])) for story in STORIES)

    assert (found, gold) == (71, 71)


def test_a_story_of_the_week_gets_no_more_than_eight_tags_on_average() -> None:
    """Recall is not bought with noise: gold names the 3.1 most telling tags a story; contact,
    kind, stage and sentiment, which follow from them, are true beside them.
    """
    proposed = sum(len(_found(story)) for story in STORIES)

    assert proposed / len(STORIES) <= 8


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story["number"])
def test_language_sentiment_and_criticality_are_those_of_the_gold(
    story: Mapping[str, Any],
) -> None:
    """The derived fields of each story."""
    reading = TAGGER.read(story["text"], TEAM)

    assert reading.language == story["lang"]
    assert reading.sentiment == story["sentiment"]
    assert reading.criticality == story["criticality"]


@pytest.mark.parametrize(
    "story", [story for story in STORIES if story["role"] == "customer"], ids=lambda s: s["number"]
)
def test_a_customer_who_waits_for_a_reply_is_seen_to_need_one(story: Mapping[str, Any]) -> None:
    """Answered and open stories needed a reply, the others did not."""
    assert TAGGER.read(story["text"], TEAM).needs_reply is (story["reply"] != "none")


def test_the_threat_at_the_counter_is_a_sign_of_danger() -> None:
    """T-0423 is routed to people."""
    story = next(story for story in STORIES if story["number"] == "T-0423")

    assert TAGGER.read(story["text"], TEAM).signs == ("danger",)


@pytest.mark.parametrize("team", [TEAM, replace(TEAM, coarse_dates=True)], ids=["own", "coarse"])
def test_urgent_is_what_has_the_sign_of_distress(team: Team) -> None:
    texts = [*(story["text"] for story in STORIES), *DISTRESS, *NO_DISTRESS]

    urgent = [text for text in texts if TAGGER.is_urgent(text, team)]

    assert urgent == [text for text in texts if "distress" in TAGGER.read(text, team).signs]
    assert set(DISTRESS) <= set(urgent)
    assert not set(NO_DISTRESS) & set(urgent)
