"""The example of the settings shows every key and its default."""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel

from bot.config import (
    Secrets,
    Settings,
    load_settings,
)
from tests.config_builders import (
    EXAMPLE,
    SMALLEST,
    load,
)


def keys_of(model: type[BaseModel], prefix: str = "") -> set[str]:
    found = set()
    for name, field in model.model_fields.items():
        inner = (get_args(field.annotation) or (field.annotation,))[0]
        found.add(prefix + name)
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            found |= keys_of(inner, f"{prefix}{name}.")
    return found


def keys_in(table: Mapping[str, Any], prefix: str = "") -> set[str]:
    found = set()
    for name, value in table.items():
        found.add(prefix + name)
        inner = value[0] if isinstance(value, list) and value else value
        if isinstance(inner, dict):
            found |= keys_in(inner, f"{prefix}{name}.")
    return found


def test_the_example_loads() -> None:
    settings = load_settings(EXAMPLE, {})

    assert settings.to_teams().first.name == "Asiakaspalvelu"


def test_the_example_has_every_setting() -> None:
    example = tomllib.loads(EXAMPLE.read_text(encoding="utf-8"))

    assert keys_in(example) == keys_of(Settings)


def test_the_example_shows_the_defaults(tmp_path: Path) -> None:
    example, bare = load_settings(EXAMPLE, {}), load(tmp_path, SMALLEST)

    assert example.model_dump(exclude={"teams"}) == bare.model_dump(exclude={"teams"})
    shown, default = example.teams[0].model_dump(), bare.teams[0].model_dump()
    examples = ("slack", "telegram", "language", "timezone", "leadership_language")
    tables = ("must_win", "values", "services", "focus_groups", "themes")
    for key in examples + tables:
        del shown[key], default[key]
    assert shown == default


def test_each_setting_of_the_example_stands_below_a_comment_or_a_commented_neighbour() -> None:
    blocks = EXAMPLE.read_text(encoding="utf-8").split("\n\n")

    assert all("#" in block for block in blocks if not block.startswith("[[teams.must_win]]"))


def test_the_example_names_every_secret() -> None:
    text = EXAMPLE.read_text(encoding="utf-8")

    assert set(Secrets.__dataclass_fields__) == {
        name.lower() for name in re.findall(r"#   KUULE_(\w+) ", text)
    }
