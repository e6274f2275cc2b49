"""The data files of the tagger agree with each other."""

import json
from importlib.resources import files
from typing import Any

from bot.core.model.language import SPOKEN
from bot.tagging.knowledge import VALENCE, load

FACETS = {
    "contact": 2,
    "emotion": 8,
    "empathy": 14,
    "energy": 3,
    "expectation": 3,
    "feeling": 15,
    "group": 9,
    "horizon": 3,
    "kind": 7,
    "outcome": 6,
    "quality": 8,
    "risk": 9,
    "sentiment": 4,
    "stage": 8,
    "touchpoint": 14,
    "underlying": 4,
    "value": 5,
}


def _data(name: str) -> Any:
    return json.loads(files("bot.tagging").joinpath(f"{name}.json").read_text(encoding="utf-8"))


KEYS = {f"{value['facet']}:{value['key']}" for value in _data("taxonomy")}


def test_the_taxonomy_has_every_facet_and_key() -> None:
    """122 values; keys never change."""
    facets = [key.partition(":")[0] for key in KEYS]

    assert {facet: facets.count(facet) for facet in FACETS} == FACETS
    assert len(KEYS) == len(_data("taxonomy")) == 122


def test_every_value_has_cues_and_a_label_in_each_language() -> None:
    for value in _data("taxonomy"):
        for language in SPOKEN:
            cues = value["cues"][language]
            assert value["label"][language]
            assert cues
            assert len(set(cues)) == len(cues), (value["key"], language)


def test_traits_speak_only_of_keys_that_exist() -> None:
    traits = _data("traits")
    known = KEYS | traits["cues"].keys()
    cue_owners = {name.split(" ")[0] for name in traits["weight_of_cue"]}

    assert traits["weight"].keys() | traits["criticality"].keys() <= known
    assert traits["signs"].keys() | cue_owners | set(traits["not_denied"]) <= known
    assert traits["denied"].keys() | set(traits["denied"].values()) <= KEYS


def test_no_limit_speaks_of_a_cue_or_a_context_that_is_gone() -> None:
    """A repaired cue list must not leave its trap behind, unarmed."""
    traps = _data("traps")
    cues = {(cue.target, cue.notation) for cue in load().cues}
    contexts = traps["contexts"].keys() | {"same", "good"}

    for rule in traps["limits"]:
        for cue in rule["cues"]:
            assert any((tag, cue) in cues for tag in rule["tags"]), (rule["tags"], cue)
        assert contexts >= {*rule.get("needs", ()), *rule.get("unless", ())}


def test_a_word_of_feeling_weighs_between_minus_one_and_one() -> None:
    weights = [one.weight for one in load().meanings.values() if one.facet == VALENCE]

    assert weights
    assert all(-1 <= weight <= 1 and weight for weight in weights)


def test_no_cue_is_a_sentence_of_the_golden_week() -> None:
    """Cues are words and short phrases: none is longer than five words."""
    assert all(len(cue.notation.split()) <= 5 for cue in load().cues)
