"""Settings: what loads."""

from datetime import time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.core.model.story import Identity, Share
from bot.core.model.team import Team
from tests.config_builders import (
    A_CHANNEL,
    A_TEAM,
    SMALLEST,
    a_theme,
    load,
    only_team,
)


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
        "coarse_dates = true\n"
        'quiet_months = ["june", "december"]\n'
        "attachments = true\n"
        '[teams.slack]\nlisten = ["C1", "C2"]\ncapture = ["dm"]\n'
        '[teams.telegram]\nstart = "apu"\ndigest = -100\n'
        '[teams.digest]\nday = "sunday"\ntime = "23:30"\npicture = false\n',
    )

    assert (team.identity, team.share) == (Identity.NAMED, Share.STORE)
    assert (team.owner, team.on_call, team.country) == ("U01", "-12", "SE")
    assert (team.members, team.reply_days) == (7, 2)
    assert team.sensitive_groups == {"access_needs"}
    assert team.coarse_dates
    assert team.quiet_months == {6, 12}
    assert team.attachments
    assert (team.slack_listen, team.slack_capture) == (("C1", "C2"), frozenset({"dm"}))
    assert (team.telegram_start, team.telegram_digest) == ("apu", -100)
    assert (team.digest_day, team.digest_time) == (6, time(23, 30))
    assert not team.digest_picture


def test_the_tables_of_themes_are_merged_and_keep_their_facet(tmp_path: Path) -> None:
    tables = ("must_win", "values", "services", "focus_groups", "themes")
    text = SMALLEST + "".join(a_theme("same", table) for table in tables)

    facets = [theme.facet for theme in only_team(tmp_path, text).themes]

    assert facets == ["must_win", "value", "service", "focus_group", "theme"]


def test_leaders_may_read_another_language_than_their_team(tmp_path: Path) -> None:
    assert only_team(tmp_path, SMALLEST).leadership_language is None

    own = A_TEAM + 'leadership_language = "sv"\n' + A_CHANNEL
    assert only_team(tmp_path, own).leadership_language == "sv"


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
