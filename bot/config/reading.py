"""Where settings come from: a TOML file, and above it `KUULE__SECTION__KEY` in the environment.

Nothing here reads the process's own environment; it is always an argument.
"""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic.fields import FieldInfo
from pydantic_settings import EnvSettingsSource

from bot.config.errors import EXAMPLE_FILE, ConfigError
from bot.config.model import Settings
from bot.config.secrets import refuse_unknown_variables
from bot.config.sentences import Origin, found_between, found_by


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
    origin = _origin(file, in_environment, environ)
    try:
        settings = Settings(_merged(in_file, in_environment))
    except ValidationError as error:
        wrong = found_by(error)
    else:
        wrong = found_between(settings, origin)
        if not wrong:
            return settings
    # Raised outside the except: pydantic's error holds the values that were given.
    raise ConfigError(origin.tell(wrong))


def origin_of(path: Path | None, environ: Mapping[str, str]) -> Origin:
    """Return where each of the settings that `load_settings` finds was set."""
    return _origin(config_path(path, environ), _Environment(environ)(), environ)


def _origin(
    file: Path | None, in_environment: Mapping[str, Any], environ: Mapping[str, str]
) -> Origin:
    return Origin(file, in_environment, frozenset(name.upper() for name in environ))


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
