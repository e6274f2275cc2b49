"""Settings and secrets: what loads, and what an admin reads when something is wrong."""

import base64
import re
import tomllib
from collections.abc import Mapping
from datetime import time
from pathlib import Path
from typing import Any, get_args
from zoneinfo import ZoneInfo

import pytest
from pydantic import BaseModel

from bot.config import (
    ConfigError,
    Secrets,
    Settings,
    config_path,
    has_secrets,
    load_secrets,
    load_settings,
    require_key,
    require_platform,
)
from bot.core.errors import KuuleError
from bot.core.model import Identity, Share, Team

EXAMPLE = Path(__file__).parents[2] / "config.example.toml"
A_TEAM = '[[teams]]\nid = "palvelu"\nname = "Asiakaspalvelu"\n'
A_CHANNEL = '[teams.slack]\ndigest = "C0456"\n'
SMALLEST = A_TEAM + A_CHANNEL
BOT, APP = "xoxb-1-canary", "xapp-1-canary"
SIGNING = "0123456789abcdefcanary"
TELEGRAM = "123456:canary-canary"
KEY = base64.b64encode(bytes(range(32))).decode()
SLACK = {"KUULE_SLACK_BOT_TOKEN": BOT, "KUULE_SLACK_APP_TOKEN": APP}


def load(path: Path, text: str, environ: Mapping[str, str] | None = None) -> Settings:
    file = path / "config.toml"
    file.write_text(text, encoding="utf-8")
    return load_settings(file, environ or {})


def complaint(path: Path, text: str, environ: Mapping[str, str] | None = None) -> str:
    with pytest.raises(ConfigError) as caught:
        load(path, text, environ)
    return str(caught.value).replace(f"{path}/", "")


def only_team(path: Path, text: str) -> Team:
    return load(path, text).to_teams().first


def a_theme(key: str, table: str = "must_win", label: str = '{ fi = "Nimi" }') -> str:
    return f'[[teams.{table}]]\nkey = "{key}"\nlabel = {label}\n'


def secret_complaint(environ: Mapping[str, str], mode: str = "socket") -> str:
    with pytest.raises(ConfigError) as caught:
        load_secrets(environ, slack_mode=mode)
    return str(caught.value)


# What loads


def test_a_team_with_a_channel_is_enough_and_the_rest_is_as_documented(tmp_path: Path) -> None:
    settings = load(tmp_path, SMALLEST)
    team = settings.to_teams().first

    assert settings.kuule.database == "sqlite:///var/kuule.db"
    assert settings.kuule.operator == ""
    assert settings.kuule.log == "info"
    assert settings.slack.mode == "socket"
    assert settings.slack.base_url == "https://slack.com/api/"
    assert settings.telegram.mode == "polling"
    assert settings.telegram.base_url == "https://api.telegram.org"
    assert (settings.web.host, settings.web.port) == ("127.0.0.1", 8080)
    assert team == Team(
        id="palvelu",
        name="Asiakaspalvelu",
        language="fi",
        timezone=ZoneInfo("Europe/Helsinki"),
        country="FI",
        members=0,
        identity=Identity.UNNAMED,
        share=Share.TEAM,
        reply_days=3,
        slack_digest="C0456",
        slack_capture=frozenset({"command", "mention", "dm", "channel", "reaction", "shortcut"}),
        digest_day=0,
        digest_time=time(9),
    )


@pytest.mark.parametrize(
    "channel",
    [
        '[teams.slack]\nlisten = ["C0123"]\n',
        '[teams.slack]\ndigest = "G0123"\n',
        '[teams.telegram]\nstart = "palvelu"\n',
        "[teams.telegram]\ndigest = -1001234567890\n",
    ],
)
def test_any_one_channel_will_do(tmp_path: Path, channel: str) -> None:
    assert only_team(tmp_path, A_TEAM + channel).id == "palvelu"


def test_a_team_speaks_the_language_of_the_whole_unless_it_has_its_own(tmp_path: Path) -> None:
    whole = '[kuule]\nlanguage = "sv"\ntimezone = "Europe/Stockholm"\n'

    assert only_team(tmp_path, whole + SMALLEST).language == "sv"
    assert only_team(tmp_path, whole + SMALLEST).timezone == ZoneInfo("Europe/Stockholm")
    own = whole + A_TEAM + 'language = "en"\ntimezone = "Europe/London"\n' + A_CHANNEL
    assert only_team(tmp_path, own).language == "en"
    assert only_team(tmp_path, own).timezone == ZoneInfo("Europe/London")


def test_a_team_keeps_everything_that_was_set(tmp_path: Path) -> None:
    team = only_team(
        tmp_path,
        A_TEAM + 'identity = "named"\nshare = "store"\nowner = "U01"\non_call = "-12"\n'
        'members = 7\nreply_days = 2\ncountry = "SE"\nsensitive_groups = ["access_needs"]\n'
        '[teams.slack]\nlisten = ["C1", "C2"]\ncapture = ["dm"]\n'
        '[teams.telegram]\nstart = "apu"\ndigest = -100\n'
        '[teams.digest]\nday = "sunday"\ntime = "23:30"\n',
    )

    assert (team.identity, team.share) == (Identity.NAMED, Share.STORE)
    assert (team.owner, team.on_call, team.country) == ("U01", "-12", "SE")
    assert (team.members, team.reply_days) == (7, 2)
    assert team.sensitive_groups == {"access_needs"}
    assert (team.slack_listen, team.slack_capture) == (("C1", "C2"), frozenset({"dm"}))
    assert (team.telegram_start, team.telegram_digest) == ("apu", -100)
    assert (team.digest_day, team.digest_time) == (6, time(23, 30))


def test_the_tables_of_themes_are_merged_and_keep_their_facet(tmp_path: Path) -> None:
    tables = ("must_win", "values", "services", "focus_groups", "themes")
    text = SMALLEST + "".join(a_theme("same", table) for table in tables)

    facets = [theme.facet for theme in only_team(tmp_path, text).themes]

    assert facets == ["must_win", "value", "service", "focus_group", "theme"]


def test_a_theme_has_a_label_and_synonyms_in_every_language(tmp_path: Path) -> None:
    label = '{ fi = "Kuultu", en = "Heard" }\nsynonyms = { en = ["listen*"] }'
    (theme,) = only_team(tmp_path, SMALLEST + a_theme("heard", label=label)).themes

    assert theme.label == {"fi": "Kuultu", "en": "Heard", "sv": "Kuultu"}
    assert theme.synonyms == {"fi": (), "en": ("listen*",), "sv": ()}


def test_a_label_of_blanks_is_none(tmp_path: Path) -> None:
    text = SMALLEST + a_theme("heard", label='{ fi = " ", en = "Heard" }')

    assert only_team(tmp_path, text).themes[0].label["fi"] == "Heard"


def test_a_label_that_the_team_does_not_speak_is_better_than_none(tmp_path: Path) -> None:
    text = SMALLEST + a_theme("heard", label='{ sv = "Hörd" }')

    assert only_team(tmp_path, text).themes[0].label["fi"] == "Hörd"


@pytest.mark.parametrize(
    "database",
    [
        "sqlite:///var/kuule.db",
        "sqlite:////srv/kuule.db",
        "postgresql://user@host/name",
        "postgresql://user@host:5433/name?sslmode=require",
        "postgresql:///name?host=/run/postgresql",
    ],
)
def test_both_kinds_of_databases_are_taken(tmp_path: Path, database: str) -> None:
    settings = load(tmp_path, f'[kuule]\ndatabase = "{database}"\n' + SMALLEST)

    assert settings.kuule.database == database


def test_settings_do_not_change(tmp_path: Path) -> None:
    settings = load(tmp_path, SMALLEST)

    with pytest.raises(ValueError, match="frozen"):
        settings.web.port = 1


# The example


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
    examples = ("slack", "telegram", "language", "timezone")
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


# The environment


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


# One sentence for each mistake


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            A_TEAM + 'timezone = "Europe/Helsinky"\n' + A_CHANNEL,
            'teams[0].timezone is "Europe/Helsinky", which is no time zone: '
            'write one like "Europe/Helsinki".',
        ),
        ('[slack]\nmoed = "http"\n' + SMALLEST, "slack.moed is no setting: did you mean mode?"),
        (
            "colour = 1\n" + SMALLEST,
            "colour is no setting: remove it, or write one of kuule, slack, telegram, web, teams.",
        ),
        (
            '[web]\nport = "8080"\n' + SMALLEST,
            'web.port is "8080", which is no whole number: write it like port = 8080.',
        ),
        (
            "[web]\nport = true\n" + SMALLEST,
            "web.port is true, which is no whole number: write it like port = 8080.",
        ),
        (
            "[web]\nport = 65536\n" + SMALLEST,
            "web.port is 65536, which is too large: write 65535 or less.",
        ),
        (
            "[web]\nport = -1\n" + SMALLEST,
            "web.port is -1, which is too small: write 0 or more.",
        ),
        (
            "kuule = 5\n" + SMALLEST,
            "kuule is 5, which is no table: write [kuule] and its keys below.",
        ),
        (
            '[teams]\nid = "a"\n',
            "teams is a table, which is no list: write [[teams]] as in config.example.toml.",
        ),
        ("teams = []\n", "teams is empty: write [[teams]] as in config.example.toml."),
        ("", "teams is missing: write [[teams]] as in config.example.toml."),
        (
            A_TEAM,
            "teams[0] has no channel: write one of slack.listen, slack.digest, telegram.start "
            "and telegram.digest.",
        ),
        (
            '[[teams]]\nid = "a"\n' + A_CHANNEL,
            'teams[0].name is missing: write it like name = "Asiakaspalvelu".',
        ),
        (
            '[kuule]\nlanguage = "fr"\n' + SMALLEST,
            'kuule.language is "fr", which is not known: write "fi", "en" or "sv".',
        ),
        (
            '[kuule]\nlog = "loud"\n' + SMALLEST,
            'kuule.log is "loud", which is not known: '
            'write "debug", "info", "warning" or "error".',
        ),
        (
            SMALLEST + '[teams.digest]\ntime = "9"\n',
            'teams[0].digest.time is "9", which is no time of day: '
            'write hours and minutes in quotes, like "09:00".',
        ),
        (
            SMALLEST + "[teams.digest]\ntime = 09:00:00\n",
            'teams[0].digest.time is "09:00:00", which is no time of day: '
            'write hours and minutes in quotes, like "09:00".',
        ),
        (
            SMALLEST + '[teams.digest]\nday = "maanantai"\n',
            'teams[0].digest.day is "maanantai", which is not known: write "monday", "tuesday", '
            '"wednesday", "thursday", "friday", "saturday" or "sunday".',
        ),
        (
            A_TEAM + '[teams.slack]\nlisten = ["C1", "#yleinen"]\n',
            'teams[0].slack.listen[1] is "#yleinen", which is no id of a channel: write its id '
            'from the end of the channel\'s details in Slack, like "C0123".',
        ),
        (
            A_TEAM + '[teams.slack]\nlisten = "C1"\n',
            'teams[0].slack.listen is "C1", which is no list: write it like listen = ["C0123"].',
        ),
        (
            A_TEAM + 'owner = "@pomo"\n' + A_CHANNEL,
            'teams[0].owner is "@pomo", which is no id of a person: '
            'write a Slack user id like "U0123" or a Telegram chat id like "123456".',
        ),
        (
            A_TEAM + "owner = 123456\n" + A_CHANNEL,
            'teams[0].owner is 123456, which is no text: write it like owner = "U0123".',
        ),
        (
            '[[teams]]\nid = "oma tiimi"\nname = "A"\n' + A_CHANNEL,
            'teams[0].id is "oma tiimi", which is no short name: '
            'write 1 to 64 of a–z, A–Z, 0–9, _ and -, like "palvelu".',
        ),
        (
            '[slack]\nbase_url = "https://slack.com/api"\n' + SMALLEST,
            'slack.base_url is "https://slack.com/api", which is no address of this service: '
            'write one ending in /api/, like "https://slack.com/api/".',
        ),
        (
            '[telegram]\nbase_url = "https://api.telegram.org/"\n' + SMALLEST,
            'telegram.base_url is "https://api.telegram.org/", which is no address of this '
            'service: write one without a last slash, like "https://api.telegram.org".',
        ),
        (
            '[kuule]\ndatabase = "kuule.db"\n' + SMALLEST,
            'kuule.database is "kuule.db", which is no address of a database: '
            'write one like "sqlite:///var/kuule.db" or "postgresql://user@host/name".',
        ),
        (
            SMALLEST + "".join(a_theme(f"k{number}") for number in range(6)),
            "teams[0].must_win has 6 entries: keep the 5 that matter most.",
        ),
        (
            SMALLEST + a_theme("same", "values") * 2,
            "teams[0].values has the key same twice: write another one.",
        ),
        (
            SMALLEST + a_theme("heard", label="{}"),
            "teams[0].must_win[0].label has no name in any language: "
            'write it like { fi = "…", en = "…", sv = "…" }.',
        ),
        (
            SMALLEST + a_theme("heard", label='{ fi = "a", de = "b" }'),
            "teams[0].must_win[0].label.de is no setting: remove it, or write one of fi, en, sv.",
        ),
    ],
)
def test_a_mistake_is_one_sentence_with_the_key_the_file_and_what_to_write(
    tmp_path: Path, text: str, said: str
) -> None:
    assert complaint(tmp_path, text) == f"config.toml: {said}"


@pytest.mark.parametrize(
    "database",
    ["mysql://host/name", "sqlite://", "sqlite:///", "sqlite:///:memory:", "postgresql://host",
     "postgresql://host:port/name", "postgresql+psycopg://host/name"],
)  # fmt: skip
def test_no_other_database_is_taken(tmp_path: Path, database: str) -> None:
    text = f'[kuule]\ndatabase = "{database}"\n' + SMALLEST

    assert "kuule.database" in complaint(tmp_path, text)


@pytest.mark.parametrize(
    "zone", ["", "Europe", "../../etc/passwd", "europe/helsinki", "UTC+2", "/etc/localtime"]
)
def test_no_other_time_zone_is_taken(tmp_path: Path, zone: str) -> None:
    text = f'[kuule]\ntimezone = "{zone}"\n' + SMALLEST

    assert "which is no time zone" in complaint(tmp_path, text)


@pytest.mark.parametrize(
    "url",
    ["slack.com/api/", "ftp://slack.com/api/", "https:///api/", "https://h:x/api/",
     "https://h/api/?a=/api/", "https://u:p@h/api/", "https://h /api/"],
)  # fmt: skip
def test_no_other_address_of_slack_is_taken(tmp_path: Path, url: str) -> None:
    text = f'[slack]\nbase_url = "{url}"\n' + SMALLEST

    assert "slack.base_url" in complaint(tmp_path, text)


@pytest.mark.parametrize(
    ("mine", "yours", "said"),
    [
        ("id", "id", 'teams[1].id is "PALVELU", as teams[0].id is: write another one.'),
        (
            '[teams.slack]\nlisten = ["C1"]\n',
            '[teams.slack]\ndigest = "C1"\n',
            'teams[1].slack.digest is "C1", as teams[0].slack.listen[0] is: write another one.',
        ),
        (
            '[teams.telegram]\nstart = "apu"\n',
            '[teams.telegram]\nstart = "Apu"\n',
            'teams[1].telegram.start is "Apu", as teams[0].telegram.start is: write another one.',
        ),
        (
            "[teams.telegram]\ndigest = -1\n",
            "[teams.telegram]\ndigest = -1\n",
            'teams[1].telegram.digest is "-1", as teams[0].telegram.digest is: write another one.',
        ),
    ],
)
def test_two_teams_share_no_id_start_word_or_channel(
    tmp_path: Path, mine: str, yours: str, said: str
) -> None:
    if mine == "id":
        text = SMALLEST + SMALLEST.replace("palvelu", "PALVELU").replace("C0456", "C2")
    else:
        text = A_TEAM + mine + '[[teams]]\nid = "toinen"\nname = "Toinen"\n' + yours

    assert complaint(tmp_path, text) == f"config.toml: {said}"


def test_a_team_may_post_its_digest_where_it_listens(tmp_path: Path) -> None:
    text = A_TEAM + '[teams.slack]\nlisten = ["C1"]\ndigest = "C1"\n'

    assert only_team(tmp_path, text).slack_digest == "C1"


def test_several_mistakes_are_told_at_once_a_line_each(tmp_path: Path) -> None:
    text = '[kuule]\nlanguage = "fr"\nlog = "loud"\n' + SMALLEST

    lines = complaint(tmp_path, text).splitlines()

    assert len(lines) == 2
    assert all(line.startswith("config.toml: kuule.") for line in lines)


def test_very_many_mistakes_are_counted(tmp_path: Path) -> None:
    text = "".join(f"x{number} = 1\n" for number in range(13)) + SMALLEST

    lines = complaint(tmp_path, text).splitlines()

    assert len(lines) == 11
    assert lines[-1] == "… and 3 more."


def test_a_mistake_stays_on_its_line_whatever_was_written(tmp_path: Path) -> None:
    text = '[kuule]\noperator = "a\\nb\\u001b[31m"\n"k\\ney" = 1\n' + SMALLEST

    said = complaint(tmp_path, text)

    assert len(said.splitlines()) == 2
    assert "\x1b" not in said


def test_a_configuration_error_is_an_error_of_kuule() -> None:
    assert issubclass(ConfigError, KuuleError)


# Secrets in the wrong place


@pytest.mark.parametrize(
    ("text", "variable"),
    [
        (f'[slack]\nbot_token = "{BOT}"\n', "KUULE_SLACK_BOT_TOKEN"),
        (f'[slack]\ntoken = "{BOT}"\n', "KUULE_SLACK_BOT_TOKEN"),
        (f'[telegram]\ntoken = "{TELEGRAM}"\n', "KUULE_TELEGRAM_TOKEN"),
        (f'[kuule]\nkey = "{KEY}"\n', "KUULE_KEY"),
    ],
)
def test_a_secret_in_the_file_is_sent_to_the_environment(
    tmp_path: Path, text: str, variable: str
) -> None:
    said = complaint(tmp_path, text + SMALLEST)

    assert f"secrets come from the environment only: set {variable}" in said
    assert "canary" not in said
    assert KEY not in said


@pytest.mark.parametrize("secret", [BOT, APP, "123456:AAH4nary4nary4nary4nary4nary", KEY])
def test_a_secret_in_a_wrong_key_is_not_echoed(tmp_path: Path, secret: str) -> None:
    said = complaint(tmp_path, f'[kuule]\noperator = "{secret}"\n' + SMALLEST)

    assert secret not in said
    assert "a value that is not shown here" in said


def test_a_password_of_the_database_does_not_stand_in_the_file(tmp_path: Path) -> None:
    database = "postgresql://user:canary@host/name"
    text = f'[kuule]\ndatabase = "{database}"\n' + SMALLEST

    said = complaint(tmp_path, text)
    settings = load(tmp_path, SMALLEST, {"KUULE__KUULE__DATABASE": database})

    assert said.startswith("config.toml: kuule.database holds a password")
    assert settings.kuule.database == database
    assert "canary" not in said + repr(settings)


# Secrets in their place


def test_all_secrets_are_read_and_none_is_shown() -> None:
    secrets = load_secrets(
        SLACK
        | {
            "KUULE_SLACK_SIGNING_SECRET": SIGNING,
            "KUULE_TELEGRAM_TOKEN": f"  {TELEGRAM}\n",
            "KUULE_TELEGRAM_WEBHOOK_SECRET": "canary_1",
            "KUULE_KEY": KEY,
        },
        slack_mode="socket",
    )

    assert secrets.slack_bot_token is not None
    assert secrets.slack_bot_token.get_secret_value() == BOT
    assert secrets.telegram_token is not None
    assert secrets.telegram_token.get_secret_value() == TELEGRAM
    assert require_key(secrets) == bytes(range(32))
    assert "canary" not in repr(secrets)
    assert KEY not in repr(secrets)


def test_a_platform_without_its_tokens_is_off() -> None:
    slack = load_secrets(SLACK | {"KUULE_TELEGRAM_TOKEN": ""}, slack_mode="socket")
    telegram = load_secrets({"KUULE_TELEGRAM_TOKEN": TELEGRAM}, slack_mode="socket")

    assert (slack.slack_is_on, slack.telegram_is_on) == (True, False)
    assert (telegram.slack_is_on, telegram.telegram_is_on) == (False, True)
    for secrets in (slack, telegram):
        require_platform(secrets, load_settings(EXAMPLE, {}))


def test_no_platform_at_all_is_an_error_that_says_what_to_set() -> None:
    nothing = load_secrets({"KUULE_KEY": KEY}, slack_mode="socket")

    with pytest.raises(ConfigError) as caught:
        require_platform(nothing, load_settings(EXAMPLE, {}))

    assert str(caught.value) == (
        "No platform is on: set KUULE_SLACK_BOT_TOKEN and KUULE_SLACK_APP_TOKEN for Slack, "
        "or KUULE_TELEGRAM_TOKEN for Telegram."
    )


@pytest.mark.parametrize(
    ("mode", "given", "missing"),
    [
        ("socket", {"KUULE_SLACK_BOT_TOKEN": BOT}, "KUULE_SLACK_APP_TOKEN"),
        ("socket", {"KUULE_SLACK_APP_TOKEN": APP}, "KUULE_SLACK_BOT_TOKEN"),
        ("http", SLACK, "KUULE_SLACK_SIGNING_SECRET"),
        ("http", {"KUULE_SLACK_SIGNING_SECRET": SIGNING}, "KUULE_SLACK_BOT_TOKEN"),
        ("socket", {"KUULE_TELEGRAM_WEBHOOK_SECRET": "canary"}, "KUULE_TELEGRAM_TOKEN"),
    ],
)
def test_half_a_platform_is_an_error_that_says_what_to_set(
    mode: str, given: Mapping[str, str], missing: str
) -> None:
    said = secret_complaint(given, mode)

    assert said.startswith(f"{missing} is missing, and ")
    assert "canary" not in said


def test_a_webhook_needs_its_secret() -> None:
    secrets = load_secrets({"KUULE_TELEGRAM_TOKEN": TELEGRAM}, slack_mode="socket")
    settings = load_settings(EXAMPLE, {"KUULE__TELEGRAM__MODE": "webhook"})

    with pytest.raises(ConfigError, match="KUULE_TELEGRAM_WEBHOOK_SECRET is missing"):
        require_platform(secrets, settings)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("KUULE_SLACK_BOT_TOKEN", APP),
        ("KUULE_SLACK_BOT_TOKEN", f'"{BOT}"'),
        ("KUULE_SLACK_BOT_TOKEN", f"{BOT}\n{BOT}"),
        ("KUULE_SLACK_APP_TOKEN", BOT),
        ("KUULE_SLACK_SIGNING_SECRET", BOT),
        ("KUULE_TELEGRAM_TOKEN", "canary"),
        ("KUULE_TELEGRAM_TOKEN", "٣٣٣:canary"),
        ("KUULE_TELEGRAM_WEBHOOK_SECRET", "canary canary"),
        ("KUULE_KEY", "canary"),
        ("KUULE_KEY", base64.b64encode(b"canary").decode()),
        ("KUULE_KEY", base64.b64encode(bytes(33)).decode()),
        ("KUULE_KEY", "ä" * 43 + "="),
    ],
)
def test_a_secret_of_the_wrong_kind_is_refused_and_not_echoed(name: str, value: str) -> None:
    said = secret_complaint({name: value})

    assert said.startswith(f"{name} holds something else than ")
    assert value not in said
    assert "canary" not in said


def test_a_wrong_key_says_how_to_get_a_right_one() -> None:
    assert "`kuule key`" in secret_complaint({"KUULE_KEY": "canary"})
    with pytest.raises(ConfigError, match="KUULE_KEY is missing: run `kuule key`"):
        require_key(Secrets())


# Secrets in files


def a_secret_file(path: Path, content: str, mode: int = 0o600) -> dict[str, str]:
    file = path / "token"
    file.write_text(content, encoding="utf-8")
    file.chmod(mode)
    return {"KUULE_TELEGRAM_TOKEN_FILE": str(file)}


def test_a_secret_may_be_in_a_file(tmp_path: Path) -> None:
    secrets = load_secrets(a_secret_file(tmp_path, f"\n{TELEGRAM}\r\n"), slack_mode="socket")

    assert secrets.telegram_token is not None
    assert secrets.telegram_token.get_secret_value() == TELEGRAM


@pytest.mark.parametrize("mode", [0o644, 0o604, 0o602])
def test_a_file_that_others_may_open_is_refused(tmp_path: Path, mode: int) -> None:
    said = secret_complaint(a_secret_file(tmp_path, TELEGRAM, mode))

    assert said.startswith("KUULE_TELEGRAM_TOKEN_FILE: ")
    assert f"run `chmod 600 {tmp_path / 'token'}`" in said


@pytest.mark.parametrize(
    ("content", "said"),
    [("", "is empty"), (" \n", "is empty"), ("1:" + "a" * 5000, "is too long")],
)
def test_a_file_that_holds_no_secret_is_refused(tmp_path: Path, content: str, said: str) -> None:
    assert said in secret_complaint(a_secret_file(tmp_path, content))


def test_a_file_of_the_wrong_kind_is_refused_and_not_echoed(tmp_path: Path) -> None:
    said = secret_complaint(a_secret_file(tmp_path, BOT))

    assert said.startswith("KUULE_TELEGRAM_TOKEN_FILE holds something else than ")
    assert "canary" not in said


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    for file in (tmp_path, tmp_path / "none"):
        said = secret_complaint({"KUULE_TELEGRAM_TOKEN_FILE": str(file)})
        assert said.startswith(f"KUULE_TELEGRAM_TOKEN_FILE: {file} cannot be read (")


def test_a_secret_is_given_once(tmp_path: Path) -> None:
    both = a_secret_file(tmp_path, TELEGRAM) | {"KUULE_TELEGRAM_TOKEN": TELEGRAM}

    assert secret_complaint(both) == (
        "KUULE_TELEGRAM_TOKEN and KUULE_TELEGRAM_TOKEN_FILE are both set: unset one of them."
    )


@pytest.mark.parametrize(
    ("environ", "has"),
    [
        ({}, False),
        ({"PATH": "/bin"}, False),
        ({"KUULE_CONFIG": "a.toml", "KUULE__WEB__PORT": "0"}, False),
        ({"KUULE_KEY": ""}, False),
        ({"KUULE_KEY": KEY}, True),
        ({"KUULE_KEY_FILE": "key"}, True),
        ({"KUULE_SLACK_TOKEN": BOT}, True),
    ],
)
def test_it_is_known_whether_any_secret_is_set(environ: Mapping[str, str], has: bool) -> None:
    assert has_secrets(environ) is has
