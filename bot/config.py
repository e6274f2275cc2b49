"""Settings: a TOML file, and above it `KUULE__SECTION__KEY` in the environment.

Nothing here reads the process's own environment; it is always an argument. What belongs to secrets
is in `bot.secrets` and offered here too.
"""

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import time
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Literal, Self, get_args
from urllib.parse import SplitResult, parse_qs, urlsplit
from zoneinfo import ZoneInfo, available_timezones

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails, PydanticCustomError
from pydantic_settings import BaseSettings, EnvSettingsSource, SettingsConfigDict

from bot.core.model import SPOKEN, Identity, Language, Share, Team, Teams, Theme
from bot.secrets import (
    EXAMPLE_FILE,
    SECRETS,
    ConfigError,
    Secrets,
    has_secrets,
    load_secrets,
    refuse_unknown_variables,
    require_key,
    shown,
    shown_key,
    slack_needs,
)

__all__ = [
    "ConfigError",
    "Secrets",
    "Settings",
    "config_path",
    "has_secrets",
    "load_secrets",
    "load_settings",
    "require_key",
    "require_platform",
]

Location = tuple[int | str, ...]
_MOST_LINES = 10


def _wrong(problem: str, fix: str) -> PydanticCustomError:
    return PydanticCustomError("wrong", "{problem}: {fix}", {"problem": problem, "fix": fix})


def _form(pattern: str, problem: str, fix: str) -> AfterValidator:
    def check(value: str) -> str:
        if not re.fullmatch(pattern, value):
            raise _wrong(problem, fix)
        return value

    return AfterValidator(check)


def _zone(value: object) -> ZoneInfo:
    try:
        return ZoneInfo(str(value))
    except (ValueError, OSError, KeyError):
        likely = get_close_matches(str(value), sorted(available_timezones()), 1)
        fix = f'write one like "{(likely or ["Europe/Helsinki"])[0]}"'
        raise _wrong("no time zone", fix) from None


def _time(value: object) -> time:
    if isinstance(value, str) and re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", value):
        return time.fromisoformat(value)
    raise _wrong("no time of day", 'write hours and minutes in quotes, like "09:00"')


def _database(value: str) -> str:
    parts = _parts(value)
    if parts and parts.scheme == "sqlite" and value.startswith("sqlite:///"):
        # A database in memory would keep nothing.
        if parts.path.strip("/") not in ("", ":memory:"):
            return value
    elif parts and parts.scheme == "postgresql" and parts.path.strip("/"):
        return value
    raise _wrong(
        "no address of a database",
        'write one like "sqlite:///var/kuule.db" or "postgresql://user@host/name"',
    )


def _parts(url: str) -> SplitResult | None:
    """Return the parts of a URL; None when it is none."""
    try:
        parts = urlsplit(url)
        _ = parts.port  # raises for a port that is no number
    except ValueError:
        return None
    return parts


def _address(value: str, *, ends: str, fix: str) -> str:
    parts = re.fullmatch(r"https?://[^\s@?#]+", value) and _parts(value)
    fits = value.endswith("/") == bool(ends) and value.endswith(ends)
    if parts and parts.hostname and fits:
        return value
    raise _wrong("no address of this service", fix)


def _slack_address(value: str) -> str:
    return _address(
        value, ends="/api/", fix='write one ending in /api/, like "https://slack.com/api/"'
    )


def _telegram_address(value: str) -> str:
    return _address(
        value, ends="", fix='write one without a last slash, like "https://api.telegram.org"'
    )


_CHANNELS = "one of slack.listen, slack.digest, telegram.start and telegram.digest"
_CHANNEL = r"[CG][A-Z0-9]+"
_CHANNEL_FIX = 'write its id from the end of the channel\'s details in Slack, like "C0123"'
_PERSON_FIX = 'write a Slack user id like "U0123" or a Telegram chat id like "123456"'
_WORD = r"[A-Za-z0-9_-]{1,64}"
_WORD_FIX = "write 1 to 64 of a–z, A–Z, 0–9, _ and -, like {}"

Zone = Annotated[ZoneInfo, BeforeValidator(_zone)]
TimeOfDay = Annotated[time, BeforeValidator(_time)]
Whole = Annotated[int, Field(strict=True)]
Filled = Annotated[str, _form(r"(?s).*\S.*", "empty", "write at least one letter")]
Channel = Annotated[str, _form(_CHANNEL, "no id of a channel", _CHANNEL_FIX)]
MaybeChannel = Annotated[
    str, Field(examples=["C0123"]), _form(f"({_CHANNEL})?", "no id of a channel", _CHANNEL_FIX)
]
Person = Annotated[
    str,
    Field(examples=["U0123"]),
    _form(r"([UW][A-Z0-9]+|-?\d+)?", "no id of a person", _PERSON_FIX),
]
Word = Annotated[str, _form(_WORD, "no short name", _WORD_FIX.format('"palvelu"'))]
# Telegram's own limit for what follows /start.
StartWord = Annotated[
    str,
    Field(examples=["palvelu"]),
    _form(f"({_WORD})?", "no start word", _WORD_FIX.format('"palvelu"')),
]
Country = Annotated[str, _form(r"[A-Z]{2}", "no country", 'write two capital letters, like "FI"')]
Day = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
Capture = Literal["command", "mention", "dm", "channel", "reaction", "shortcut"]


class _Section(BaseModel):
    model_config = ConfigDict(
        extra="forbid", frozen=True, hide_input_in_errors=True, str_strip_whitespace=True
    )


class KuuleSection(_Section):
    """`[kuule]`: what concerns the whole program."""

    # Out of every repr: in the environment the address may carry a password.
    database: Annotated[str, AfterValidator(_database)] = Field(
        default="sqlite:///var/kuule.db", repr=False
    )
    language: Language = "fi"
    timezone: Zone = ZoneInfo("Europe/Helsinki")
    operator: Person = ""
    log: Literal["debug", "info", "warning", "error"] = "info"


class SlackSection(_Section):
    """`[slack]`: how Slack is reached."""

    mode: Literal["socket", "http"] = "socket"
    base_url: Annotated[str, AfterValidator(_slack_address)] = "https://slack.com/api/"


class TelegramSection(_Section):
    """`[telegram]`: how Telegram is reached."""

    mode: Literal["polling", "webhook"] = "polling"
    base_url: Annotated[str, AfterValidator(_telegram_address)] = "https://api.telegram.org"


class WebSection(_Section):
    """`[web]`: where the program's own pages are."""

    host: Filled = "127.0.0.1"
    port: Whole = Field(default=8080, ge=0, le=65535)


class TeamSlack(_Section):
    """`[teams.slack]`: the team's channels in Slack and what is captured there."""

    listen: tuple[Channel, ...] = Field(default=(), examples=[["C0123"]])
    digest: MaybeChannel = ""
    capture: tuple[Capture, ...] = Field(default=get_args(Capture), examples=[["command"]])


class TeamTelegram(_Section):
    """`[teams.telegram]`: the team's start word and the chat of its digest; 0 is none."""

    start: StartWord = ""
    digest: Whole = Field(default=0, examples=[-1001234567890])


class TeamDigest(_Section):
    """`[teams.digest]`: when the digest is posted, in the team's time zone."""

    day: Day = "monday"
    time: TimeOfDay = time(9)


class Label(_Section):
    """A name by language; at least one is given."""

    fi: str = ""
    en: str = ""
    sv: str = ""

    @model_validator(mode="after")
    def _has_one(self) -> Self:
        if not (self.fi or self.en or self.sv):
            raise PydanticCustomError("no_label", "no label")
        return self


class Synonyms(_Section):
    """Words that point to a theme, by language; `*` at the end stands for any ending."""

    fi: tuple[Filled, ...] = Field(default=(), examples=[["kuunte*"]])
    en: tuple[Filled, ...] = Field(default=(), examples=[["listen*"]])
    sv: tuple[Filled, ...] = Field(default=(), examples=[["lyssn*"]])


class ThemeSection(_Section):
    """`[[teams.must_win]]` and its likes."""

    key: Word = Field(examples=["heard"])
    label: Label
    synonyms: Synonyms = Synonyms()


def _distinct(themes: tuple[ThemeSection, ...]) -> tuple[ThemeSection, ...]:
    keys = [theme.key for theme in themes]
    for key in keys:
        if keys.count(key) > 1:
            raise PydanticCustomError("twice", "twice", {"key": key})
    return themes


Themes = Annotated[tuple[ThemeSection, ...], AfterValidator(_distinct)]


class TeamSection(_Section):
    """`[[teams]]`. `language` and `timezone` None are those of `[kuule]`."""

    id: Word = Field(examples=["palvelu"])
    name: Filled = Field(examples=["Asiakaspalvelu"])
    language: Language | None = None
    timezone: Zone | None = None
    country: Country = "FI"
    owner: Person = ""
    on_call: Person = ""
    members: Whole = Field(default=0, ge=0)
    identity: Identity = Identity.UNNAMED
    share: Share = Share.TEAM
    reply_days: Whole = Field(default=3, ge=1)
    sensitive_groups: tuple[Word, ...] = Field(default=(), examples=[["access_needs"]])
    slack: TeamSlack = TeamSlack()
    telegram: TeamTelegram = TeamTelegram()
    digest: TeamDigest = TeamDigest()
    must_win: Themes = Field(default=(), max_length=5)
    values: Themes = ()
    services: Themes = ()
    focus_groups: Themes = ()
    themes: Themes = ()

    @model_validator(mode="after")
    def _has_a_channel(self) -> Self:
        slack, telegram = self.slack, self.telegram
        if not (slack.listen or slack.digest or telegram.start or telegram.digest):
            raise PydanticCustomError("no_channel", "no channel", {"channels": _CHANNELS})
        return self


FACETS = {
    "must_win": "must_win",
    "values": "value",
    "services": "service",
    "focus_groups": "focus_group",
    "themes": "theme",
}
"""The tables of themes in a team, and the facet of the tags that each gives."""


def _at_least_one(teams: tuple[TeamSection, ...]) -> tuple[TeamSection, ...]:
    # Not min_length: pydantic counts only the valid ones and would add an error to that of a team.
    if not teams:
        raise PydanticCustomError("empty", "empty")
    return teams


class _Environment(EnvSettingsSource):
    """`KUULE__SECTION__KEY` as pydantic-settings reads it, but from a given mapping."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = environ
        super().__init__(Settings)

    def _load_env_vars(self) -> Mapping[str, str | None]:
        return {name.lower(): value for name, value in self._environ.items()}

    def decode_complex_value(self, field_name: str, field: FieldInfo, value: Any) -> Any:
        try:
            return super().decode_complex_value(field_name, field, value)
        except (ValueError, RecursionError):
            name = f"KUULE__{field_name.upper()}"
            msg = f"{name} is no JSON: write it as JSON or unset it."
            raise ConfigError(msg) from None

    def __call__(self) -> dict[str, Any]:
        # Numbers are read strictly, so that `port = "8080"` is an error in the file.
        found = super().__call__()
        for section, keys in found.items():
            fields = getattr(Settings.model_fields[section].annotation, "model_fields", {})
            for key in fields.keys() & keys if isinstance(keys, dict) else ():
                if fields[key].annotation is int and re.fullmatch(r"-?\d{1,18}", str(keys[key])):
                    keys[key] = int(keys[key])
        return found


class Settings(BaseSettings):
    """Everything that is set, valid as a whole. Made by `load_settings`."""

    model_config = SettingsConfigDict(
        extra="forbid",
        frozen=True,
        hide_input_in_errors=True,
        env_prefix="KUULE__",
        env_nested_delimiter="__",
    )

    kuule: KuuleSection = KuuleSection()
    slack: SlackSection = SlackSection()
    telegram: TelegramSection = TelegramSection()
    web: WebSection = WebSection()
    teams: Annotated[tuple[TeamSection, ...], AfterValidator(_at_least_one)]

    def __init__(self, values: Mapping[str, Any]) -> None:
        """Validate these values and look nowhere else. Raise ValidationError."""
        # Past BaseSettings, which would look into the process's environment.
        super(BaseSettings, self).__init__(**values)

    def to_teams(self) -> Teams:
        """Return the teams as the heart knows them, with the defaults of `[kuule]` filled in."""
        return Teams(tuple(self._team(team) for team in self.teams))

    def _team(self, team: TeamSection) -> Team:
        language = team.language or self.kuule.language
        return Team(
            id=team.id,
            name=team.name,
            language=language,
            timezone=team.timezone or self.kuule.timezone,
            country=team.country,
            owner=team.owner,
            on_call=team.on_call,
            members=team.members,
            identity=team.identity,
            share=team.share,
            reply_days=team.reply_days,
            sensitive_groups=frozenset(team.sensitive_groups),
            themes=tuple(
                _theme(facet, theme, language)
                for table, facet in FACETS.items()
                for theme in getattr(team, table)
            ),
            slack_listen=team.slack.listen,
            slack_digest=team.slack.digest,
            slack_capture=frozenset(team.slack.capture),
            telegram_start=team.telegram.start,
            telegram_digest=team.telegram.digest,
            digest_day=get_args(Day).index(team.digest.day),
            digest_time=team.digest.time,
        )


def _theme(facet: str, theme: ThemeSection, language: Language) -> Theme:
    """Return it with a label in every language; a missing one is the team's, else the first."""
    given: dict[Language, str] = {spoken: getattr(theme.label, spoken) for spoken in SPOKEN}
    substitute = given[language] or next(filter(None, given.values()))
    return Theme(
        facet=facet,
        key=theme.key,
        label={spoken: given[spoken] or substitute for spoken in SPOKEN},
        synonyms={spoken: getattr(theme.synonyms, spoken) for spoken in SPOKEN},
    )


def config_path(argument: Path | None, environ: Mapping[str, str]) -> Path | None:
    """Return the file of settings: the argument, else `KUULE_CONFIG`, else `config.toml` here.

    None when nothing names a file and there is no `config.toml`; a named one that is not there
    raises ConfigError.
    """
    named = environ.get("KUULE_CONFIG", "").strip()
    path = argument or Path(named or "config.toml")
    if path.exists():
        return path
    if argument is None and not named:
        return None
    origin = "" if argument else "KUULE_CONFIG: "
    msg = f"{origin}{path} does not exist: copy {EXAMPLE_FILE} to it, or name another file."
    raise ConfigError(msg)


def load_settings(path: Path | None, environ: Mapping[str, str]) -> Settings:
    """Return the settings of the file that `config_path` finds, overruled by the environment.

    Raise ConfigError for anything in either that is not right.
    """
    refuse_unknown_variables(environ, Settings.model_fields)
    file = config_path(path, environ)
    in_file = _read(file) if file else {}
    in_environment = _Environment(environ)()
    if file is None and "teams" not in in_environment:
        msg = f"config.toml does not exist: copy {EXAMPLE_FILE} to it, or name a file by --config."
        raise ConfigError(msg)
    origin = _Origin(file, in_environment, frozenset(name.upper() for name in environ))
    try:
        settings = Settings(_merged(in_file, in_environment))
    except ValidationError as error:
        wrong = [(found["loc"], _rest(found)) for found in error.errors()]
    else:
        wrong = list(_clashes(settings))
        if origin.is_in_file(_DATABASE) and _has_password(settings.kuule.database):
            wrong.append((_DATABASE, _IN_THE_OPEN))
        if not wrong:
            return settings
    # Raised outside the except: pydantic's error holds the values that were given.
    lines = [f"{origin.subject(location)} {rest}" for location, rest in wrong[:_MOST_LINES]]
    if len(wrong) > _MOST_LINES:
        lines.append(f"… and {len(wrong) - _MOST_LINES} more.")
    raise ConfigError("\n".join(lines))


def require_platform(secrets: Secrets, settings: Settings) -> None:
    """Raise ConfigError unless a platform is on and has all that its mode needs."""
    if not (secrets.slack_is_on or secrets.telegram_is_on):
        slack = " and ".join(slack_needs(settings.slack.mode))
        msg = f"No platform is on: set {slack} for Slack, or KUULE_TELEGRAM_TOKEN for Telegram."
        raise ConfigError(msg)
    is_webhook = secrets.telegram_is_on and settings.telegram.mode == "webhook"
    if is_webhook and secrets.telegram_webhook_secret is None:
        raise ConfigError(
            'KUULE_TELEGRAM_WEBHOOK_SECRET is missing, and telegram.mode is "webhook": '
            'set it, or write mode = "polling".'
        )


def _read(file: Path) -> dict[str, Any]:
    try:
        with file.open("rb") as stream:
            return tomllib.load(stream)
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        msg = f"{file} cannot be read ({reason}): name a file that Kuule may read."
    except UnicodeDecodeError:
        msg = f"{file} is not in UTF-8: save it in that encoding."
    except (ValueError, RecursionError) as error:
        # Only the place is taken from the message: the rest may quote what stands there.
        found = re.search(r"line \d+, column \d+", str(error))
        place = found[0] if found else "its end"
        msg = f'{file} is no TOML at {place}: write lines like language = "fi", each key once.'
    raise ConfigError(msg)


def _merged(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    merged = {**below, **above}
    for key in below.keys() & above.keys():
        if isinstance(below[key], dict) and isinstance(above[key], dict):
            merged[key] = _merged(below[key], above[key])
    return merged


@dataclass(frozen=True, slots=True)
class _Origin:
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


_TEMPLATES = {
    "wrong": "is {shown}, which is {problem}: {fix}",
    "missing": "is missing: {example}",
    "extra_forbidden": "is no setting{unknown}",
    "string_type": "is {shown}, which is no text: {example}",
    "int_type": "is {shown}, which is no whole number: {example}",
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


def _clashes(settings: Settings) -> Iterator[tuple[Location, str]]:
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
