"""Where settings come from: the file and the environment."""

from pathlib import Path

import pytest

from bot.config import (
    ConfigError,
    config_path,
    load_settings,
)
from tests.config_builders import (
    SMALLEST,
    complaint,
    load,
)


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    environ = {"KUULE__WEB__PORT": "0", "KUULE__KUULE__LANGUAGE": "en", "PATH": "/bin"}
    settings = load(tmp_path, '[web]\nport = 9000\nhost = "::1"\n' + SMALLEST, environ)

    assert (settings.web.port, settings.web.host) == (0, "::1")
    assert settings.kuule.language == "en"


def test_a_table_may_be_json_in_the_environment(tmp_path: Path) -> None:
    teams = '[{"id": "apu", "name": "Apu", "slack": {"listen": ["C9"]}}]'
    environ = {"KUULE__TEAMS": teams, "KUULE__WEB": '{"port": 1}'}
    settings = load(tmp_path, SMALLEST, environ)

    assert [team.id for team in settings.teams] == ["apu"]
    assert settings.web.port == 1


def test_an_error_in_the_environment_names_the_variable(tmp_path: Path) -> None:
    environ = {"KUULE__WEB__PORT": "many"}

    assert complaint(tmp_path, SMALLEST, environ) == (
        'KUULE__WEB__PORT is "many", which is no whole number: write it like port = 8080.'
    )
    team = {"KUULE__TEAMS": '[{"id": "apu"}]'}
    assert complaint(tmp_path, SMALLEST, team) == (
        'KUULE__TEAMS: teams[0].name is missing: write it like name = "Asiakaspalvelu".'
    )


def test_an_error_in_the_file_names_the_file_although_its_table_is_in_the_environment_too(
    tmp_path: Path,
) -> None:
    text = '[web]\nhost = ""\n' + SMALLEST

    assert complaint(tmp_path, text, {"KUULE__WEB__PORT": "1"}).startswith("config.toml: web.host")


def test_broken_json_in_the_environment_is_not_echoed(tmp_path: Path) -> None:
    said = complaint(tmp_path, SMALLEST, {"KUULE__TEAMS": "[canary"})

    assert said == "KUULE__TEAMS is no JSON: write it as JSON or unset it."


@pytest.mark.parametrize(
    ("name", "likely"),
    [
        ("KUULE_SLACK_TOKEN", "KUULE_SLACK_BOT_TOKEN"),
        ("KUULE_KEY_FIEL", "KUULE_KEY_FILE"),
        ("KUULE__SALCK__MODE", "KUULE__SLACK"),
        ("KUULE_WEB__PORT", "KUULE__WEB"),
        ("kuule_key", "KUULE_KEY"),
    ],
)
def test_a_misspelled_variable_is_refused(tmp_path: Path, name: str, likely: str) -> None:
    assert complaint(tmp_path, SMALLEST, {name: "canary"}) == (
        f"{name} is no environment variable of Kuule: did you mean {likely}?"
    )


# The file


def test_the_file_is_the_argument_then_the_variable(tmp_path: Path) -> None:
    one, other = tmp_path / "one.toml", tmp_path / "other.toml"
    one.touch()
    other.touch()
    environ = {"KUULE_CONFIG": str(other)}

    assert config_path(one, environ) == one
    assert config_path(None, environ) == other


def test_without_any_name_the_file_is_config_toml_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    assert config_path(None, {}) is None
    with pytest.raises(ConfigError, match=r"^config\.toml does not exist: copy"):
        load_settings(None, {})
    Path("config.toml").write_text(SMALLEST, encoding="utf-8")
    assert config_path(None, {}) == Path("config.toml")
    assert load_settings(None, {}).teams[0].id == "palvelu"


def test_the_environment_alone_is_enough(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    environ = {"KUULE__TEAMS": '[{"id": "apu", "name": "Apu", "slack": {"digest": "C9"}}]'}

    assert load_settings(None, environ).teams[0].id == "apu"


def test_a_named_file_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    missing = tmp_path / "no.toml"

    with pytest.raises(ConfigError, match=r"no\.toml does not exist: copy config\.example\.toml"):
        config_path(missing, {})
    with pytest.raises(ConfigError, match=r"^KUULE_CONFIG: .*no\.toml does not exist"):
        load_settings(None, {"KUULE_CONFIG": str(missing)})


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        load_settings(tmp_path, {})


def test_a_file_that_is_no_toml_is_refused_with_the_place(tmp_path: Path) -> None:
    assert complaint(tmp_path, '[kuule]\nlanguage = fi"canary"\n').startswith(
        "config.toml is no TOML at line 2, column 12: write lines like"
    )
    assert "canary" not in complaint(tmp_path, '[kuule]\ncanary = 1\ncanary = "canary"\n')
    assert "its end" in complaint(tmp_path, "[kuule]\nlanguage = [")


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_bytes('[kuule]\noperator = "ä"\n'.encode("latin-1"))

    with pytest.raises(ConfigError, match="not in UTF-8"):
        load_settings(file, {})
