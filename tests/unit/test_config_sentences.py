"""What an admin reads when something is set wrongly."""

from pathlib import Path

import pytest

from bot.config import (
    ConfigError,
)
from bot.core.errors import KuuleError
from tests.config_builders import (
    A_CHANNEL,
    A_TEAM,
    APP,
    BOT,
    KEY,
    SMALLEST,
    TELEGRAM,
    a_theme,
    complaint,
    load,
    only_team,
)


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
            "colour is no setting: remove it, or write one of kuule, slack, telegram, "
            "transcription, web, teams.",
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
            A_TEAM + "coarse_dates = 1\n" + A_CHANNEL,
            "teams[0].coarse_dates is 1, which is neither true nor false.",
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
            '[transcription]\nurl = "whisper.example.org"\n' + SMALLEST,
            'transcription.url is "whisper.example.org", which is no address of this service: '
            'write one without a last slash, like "http://127.0.0.1:8000/v1", or nothing.',
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
