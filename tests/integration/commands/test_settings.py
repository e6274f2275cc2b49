"""Settings and secrets: what is wrong is named, with what to write."""

import pytest

from tests.integration.commands.desk import TEAMS, TOKENS, Desk, a_sentence


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (TEAMS + "colour = 1\n", "config.toml: teams[1].telegram.colour is no setting: "),
        ("[web]\nport = '80'\n" + TEAMS, 'config.toml: web.port is "80", which is no whole '),
        ("[kuule]\ntimezone = 'Mars'\n" + TEAMS, 'config.toml: kuule.timezone is "Mars", '),
        ("[[teams]]\nid = 'a'\nname = 'A'\n", "config.toml: teams[0] has no channel: write "),
        ("[[teams]\n", "config.toml is no TOML at line 1"),
    ],
)
@pytest.mark.parametrize(
    "command", [("run",), ("stories",), ("digest",), ("migrate",), ("backup", "b.db")]
)
def test_wrong_settings_are_one_sentence_and_exit_status_2(
    desk: Desk, text: str, said: str, command: tuple[str, ...]
) -> None:
    desk.write(text)

    result = desk.run(*command)

    assert result.status == 2
    assert result.err.startswith(said)
    assert a_sentence(result.err)
    assert len(result.err.splitlines()) == 1


def test_a_settings_file_that_is_a_directory_is_a_sentence(desk: Desk) -> None:
    result = desk.run("stories", "--config", str(desk.folder))

    assert result.status == 2
    assert result.err == (
        f"{desk.folder} cannot be read (is a directory): name a file that Kuule may read.\n"
    )


def test_the_option_names_the_file_before_the_variable_and_that_before_the_directory(
    desk: Desk,
) -> None:
    names = {"option": "first", "variable": "second", "config": "third"}
    for file, team in names.items():
        desk.write(TEAMS.replace('id = "palvelu"', f'id = "{team}"'), f"{file}.toml")

    in_directory = desk.run("stories", "--json")
    desk.set(KUULE_CONFIG="variable.toml")
    by_variable = desk.run("stories", "--json")
    by_option = desk.run("stories", "--json", "--config", "option.toml")

    teams = [result.json["team"] for result in (by_option, by_variable, in_directory)]
    assert teams == ["first", "second", "third"]


def test_a_named_file_that_is_not_there_is_exit_status_2(desk: Desk) -> None:
    by_option = desk.run("stories", "--config", "none.toml")
    desk.set(KUULE_CONFIG="gone.toml")
    by_variable = desk.run("stories")

    assert (by_option.status, by_variable.status) == (2, 2)
    assert by_option.err.startswith("none.toml does not exist: copy config.example.toml ")
    assert by_variable.err.startswith("KUULE_CONFIG: gone.toml does not exist: copy ")


def test_nothing_is_migrated_where_there_are_no_settings(desk: Desk) -> None:
    (desk.folder / "config.toml").unlink()
    desk.unset("KUULE_KEY", "KUULE__KUULE__DATABASE")

    result = desk.run("run", "--migrate")

    assert result.status == 2
    assert "There are no settings, so there is nothing to migrate." in result.err


def test_a_secret_without_a_file_is_no_practice_but_exit_status_2(desk: Desk) -> None:
    (desk.folder / "config.toml").unlink()
    desk.unset("KUULE__KUULE__DATABASE")

    result = desk.run("run")

    assert result.status == 2
    assert result.err.startswith("config.toml does not exist: copy config.example.toml to it")


def test_run_without_a_platform_says_what_to_set(desk: Desk) -> None:
    result = desk.run("run")

    assert result.status == 2
    assert result.err.startswith("No platform is on: set KUULE_SLACK_BOT_TOKEN and ")


def test_run_without_a_key_says_how_to_get_one(desk: Desk) -> None:
    desk.unset("KUULE_KEY")
    desk.set(**TOKENS)

    result = desk.run("run")

    assert result.status == 2
    assert result.err.startswith("KUULE_KEY is missing: run `kuule key` once")


def test_webhook_mode_without_an_address_says_what_is_missing(desk: Desk) -> None:
    secret = "KUULE_TELEGRAM_WEBHOOK_SECRET"
    desk.set(**TOKENS, KUULE__TELEGRAM__MODE="webhook", **{secret: "canary"})

    result = desk.run("run")

    assert result.status == 2
    assert result.err.startswith('web.url is missing, and telegram.mode is "webhook": write the ')


def test_http_mode_without_the_signing_secret_says_what_is_missing(desk: Desk) -> None:
    desk.set(**TOKENS, KUULE__SLACK__MODE="http")

    result = desk.run("run")

    assert result.status == 2
    assert result.err == (
        "KUULE_SLACK_SIGNING_SECRET is missing, and KUULE_SLACK_BOT_TOKEN needs it "
        'while slack.mode is "http": set both or none.\n'
    )
