"""Every mistake in the settings as a sentence: the key, where it stands, what to write."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any, get_args
from urllib.parse import parse_qs, urlsplit

from pydantic import ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from bot.config.errors import EXAMPLE_FILE, shown, shown_key
from bot.config.model import Settings
from bot.config.secrets import SECRETS
from bot.config.sections import FACETS, TeamSection

Location = tuple[int | str, ...]
Mistake = tuple[Location, str]
"""Where it stands, and the rest of the sentence after the key."""

_MOST_LINES = 10


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a key was set, in the words of who has to change it."""

    file: Path | None
    in_environment: Mapping[str, Any]
    variables: frozenset[str]

    def is_in_file(self, location: Location) -> bool:
        """Return whether it does not come from the environment, where a list is given whole."""
        if location[0] not in self.in_environment:
            return True
        keys = self.in_environment[str(location[0])]
        return isinstance(keys, dict) and len(location) > 1 and location[1] not in keys

    def subject(self, location: Location) -> str:
        """Return the key with its file or environment variable."""
        if self.is_in_file(location):
            return f"{self.file}: {_dotted(location)}" if self.file else _dotted(location)
        variable = "__".join(("KUULE", *map(str, location))).upper()
        if variable in self.variables:
            return variable
        return f"KUULE__{location[0]}: ".upper() + _dotted(location)

    def tell(self, wrong: Sequence[Mistake]) -> str:
        """Return a sentence a line; very many are counted."""
        lines = [f"{self.subject(location)} {rest}" for location, rest in wrong[:_MOST_LINES]]
        if len(wrong) > _MOST_LINES:
            lines.append(f"… and {len(wrong) - _MOST_LINES} more.")
        return "\n".join(lines)


def found_by(error: ValidationError) -> list[Mistake]:
    """Return what pydantic found."""
    return [(found["loc"], _rest(found)) for found in error.errors()]


def found_between(settings: Settings, origin: Origin) -> list[Mistake]:
    """Return what is wrong in settings of which each alone is right."""
    wrong = list(_clashes(settings))
    if origin.is_in_file(_DATABASE) and _has_password(settings.kuule.database):
        wrong.append((_DATABASE, _IN_THE_OPEN))
    return wrong


_TEMPLATES = {
    "wrong": "is {shown}, which is {problem}: {fix}",
    "missing": "is missing: {example}",
    "extra_forbidden": "is no setting{unknown}",
    "string_type": "is {shown}, which is no text: {example}",
    "int_type": "is {shown}, which is no whole number: {example}",
    "bool_type": "is {shown}, which is neither true nor false",
    "greater_than_equal": "is {shown}, which is too small: write {ge} or more",
    "less_than_equal": "is {shown}, which is too large: write {le} or less",
    "literal_error": "is {shown}, which is not known: write {expected}",
    "enum": "is {shown}, which is not known: write {expected}",
    "twice": "has the key {key} twice: write another one",
    "no_label": 'has no name in any language: write it like {{ fi = "…", en = "…", sv = "…" }}',
    "no_channel": "has no channel: write {channels}",
    "tuple_type": "is {shown}, which is no list: {example}",
    "model_type": "is {shown}, which is no table: write {header} and its keys below",
    "empty": "is empty: {example}",
    "too_long": "has {actual_length} entries: keep the {max_length} that matter most",
}
"""What is said of each type of error that pydantic finds, after the key."""

_DATABASE: Location = ("kuule", "database")
_IN_THE_OPEN = (
    "holds a password, and secrets do not belong into the file: "
    "set the whole address as KUULE__KUULE__DATABASE, or keep the password in ~/.pgpass."
)


def _rest(error: ErrorDetails) -> str:
    """Return what follows the key in the sentence about this error."""
    location = error["loc"]
    template = _TEMPLATES.get(error["type"], "cannot be read: write it as in {file}")
    context = dict(error.get("ctx", {}))
    context["expected"] = str(context.get("expected")).replace("'", '"')
    rest = template.format(
        **context,
        shown=shown(error["input"]),
        example=_example(location),
        header=_header(location),
        unknown=_unknown(location) if error["type"] == "extra_forbidden" else "",
        file=EXAMPLE_FILE,
    )
    return rest if rest.endswith("?") else f"{rest}."


def _clashes(settings: Settings) -> Iterator[Mistake]:
    """Yield what two teams both have and only one may have."""
    taken: dict[tuple[str, str], tuple[int, Location]] = {}
    for at, team in enumerate(settings.teams):
        for kind, value, inner in _names(team):
            location: Location = ("teams", at, *inner)
            owner, first = taken.setdefault((kind, value.casefold()), (at, location))
            if owner != at:
                yield location, f"is {shown(value)}, as {_dotted(first)} is: write another one."


def _names(team: TeamSection) -> Iterator[tuple[str, str, Location]]:
    """Yield what a team is found by: the kind, the value and where it is set."""
    yield "team", team.id, ("id",)
    for at, channel in enumerate(team.slack.listen):
        yield "channel", channel, ("slack", "listen", at)
    if team.slack.digest:
        yield "channel", team.slack.digest, ("slack", "digest")
    if team.telegram.start:
        yield "start", team.telegram.start, ("telegram", "start")
    if team.telegram.digest:
        yield "chat", str(team.telegram.digest), ("telegram", "digest")


def _has_password(database: str) -> bool:
    parts = urlsplit(database)
    return bool(parts.password or "password" in parse_qs(parts.query))


def _fields_at(location: Location) -> Mapping[str, FieldInfo]:
    """Return the fields of the table there; none when nothing is a table there."""
    fields: Mapping[str, FieldInfo] = Settings.model_fields
    for step in location:
        if isinstance(step, str):
            field = fields.get(step)
            annotation = field.annotation if field else None
            inner = get_args(annotation)[0] if get_args(annotation) else annotation
            fields = getattr(inner, "model_fields", {})
    return fields


def _example(location: Location) -> str:
    """Return what to write, by the example or the default of the setting."""
    if _fields_at(location):
        return f"write {_header(location)} as in {EXAMPLE_FILE}"
    *table, name = (step for step in location if isinstance(step, str))
    field = _fields_at(tuple(table)).get(name)
    if field is None:
        return ""
    value = field.examples[0] if field.examples else field.default
    if isinstance(location[-1], int):
        return f"write one like {json.dumps(value[0])}"
    return f"write it like {name} = {json.dumps(value, default=str)}"


def _header(location: Location) -> str:
    name = ".".join(step for step in location if isinstance(step, str))
    many = (
        isinstance(location[-1], int) or name == "teams" or name.removeprefix("teams.") in FACETS
    )
    return f"[[{name}]]" if many else f"[{name}]"


def _unknown(location: Location) -> str:
    *table, key = map(str, location)
    if key.lower().endswith(("token", "secret", "password", "key")):
        secret = "_".join(("KUULE", *table[-1:], key)).upper()
        likely = get_close_matches(secret, SECRETS, 1)
        where = likely[0] if likely else f"what {EXAMPLE_FILE} lists"
        return f", as secrets come from the environment only: set {where} and remove this line"
    fields = _fields_at(location[:-1])
    likely = get_close_matches(key, fields, 1)
    if likely:
        return f": did you mean {likely[0]}?"
    return f": remove it, or write one of {', '.join(fields)}"


def _dotted(location: Location) -> str:
    """Return the key as one writes it: `teams[0].slack.listen[1]`."""
    steps = (f"[{step}]" if isinstance(step, int) else f".{shown_key(step)}" for step in location)
    return "".join(steps).removeprefix(".")
