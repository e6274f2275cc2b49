"""`kuule doctor`."""

import asyncio
import contextlib
import re
import socket
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from bot.core.model.platforms import Platform
from bot.core.ports.listening import Gap
from bot.practice.clock import PracticeClock
from bot.practice.slack_team import OTHER
from bot.practice.workspace import Workspace
from handlers.web.server import serving
from tests.integration.commands.desk import TEAMS, TOKENS, Desk, Result, a_sentence


def test_doctor_as_json_has_the_form_of_the_contract(both: Desk) -> None:
    with a_silent_platform() as url:
        both.write(f'[slack]\nbase_url = "{url}/api/"\n[telegram]\nbase_url = "{url}"\n' + TEAMS)
        both.set(**TOKENS, KUULE__WEB__PORT="0")
        result = both.run("doctor", "--json")
        as_text = both.run("doctor")

    assert result.status == 1
    assert list(result.json) == ["ok", "checks"]
    assert result.json["ok"] is False
    checks = {check["name"]: check for check in result.json["checks"]}
    assert all(list(check) == ["name", "ok", "fix"] for check in checks.values())
    assert checks["database"] == {"name": "database", "ok": True, "fix": ""}
    assert checks["settings"]["ok"]
    assert checks["schema"]["ok"]
    wrong = [check["name"] for check in result.json["checks"] if not check["ok"]]
    assert wrong == ["slack", "telegram"]
    assert all(a_sentence(checks[name]["fix"]) for name in wrong)
    assert as_text.status == 1
    assert re.search(r"^ok +database$", as_text.out, re.MULTILINE)
    assert re.search(r"^fix slack +Slack cannot be reached: ", as_text.out, re.MULTILINE)
    assert re.search(r"^ok  running +No Kuule answers on web.port, ", as_text.out, re.MULTILINE)


def test_doctor_tells_a_transcription_service_that_does_not_answer(both: Desk) -> None:
    with a_silent_platform() as url:
        base = f'[slack]\nbase_url = "{url}/api/"\n[telegram]\nbase_url = "{url}"\n'
        both.write(f'{base}[transcription]\nurl = "{url}/v1"\n{TEAMS}')
        both.set(**TOKENS, KUULE__WEB__PORT="0", KUULE_TRANSCRIPTION_KEY="sk-canary")
        result = both.run("doctor", "--json")

    checks = {check["name"]: check for check in result.json["checks"]}
    assert not checks["transcription"]["ok"]
    assert a_sentence(checks["transcription"]["fix"])
    assert "canary" not in result.out


def test_doctor_without_settings_says_what_is_wrong_in_its_form(desk: Desk) -> None:
    desk.write("")

    result = desk.run("doctor", "--json")

    assert result.status == 1
    assert result.json["ok"] is False
    (check,) = result.json["checks"]
    assert (check["name"], check["ok"]) == ("settings", False)
    assert check["fix"].startswith("config.toml: teams is missing: ")


def test_doctor_says_how_much_is_still_to_be_tagged_anew(both: Desk) -> None:
    both.tell("Kirjasto oli auki.", "Kiitos.")
    service = '[[teams.services]]\nkey = "library"\nlabel = { fi = "Kirjasto" }\n'
    with a_silent_platform() as url:
        base = f'[slack]\nbase_url = "{url}/api/"\n[telegram]\nbase_url = "{url}"\n'
        first, second = TEAMS.split('[[teams]]\nid = "myynti"')
        both.write(f'{base}{first}{service}[[teams]]\nid = "myynti"{second}')
        both.set(**TOKENS)
        as_text = both.run("doctor")
        as_json = both.run("doctor", "--json")

    assert re.search(
        r"^ok +tags +2 parts of stories are still to be tagged anew; "
        r"a running Kuule does it by itself\.$",
        as_text.out,
        re.MULTILINE,
    )
    checks = {check["name"]: check for check in as_json.json["checks"]}
    assert checks["tags"]["ok"]


def test_doctor_tells_of_a_secret_file_that_a_group_may_read(desk: Desk) -> None:
    desk.write(TOKENS["KUULE_TELEGRAM_TOKEN"], "token").chmod(0o640)
    with a_silent_platform() as url:
        desk.write(f'[telegram]\nbase_url = "{url}"\n' + TEAMS)
        desk.set(KUULE_TELEGRAM_TOKEN_FILE="token")
        result = desk.run("doctor", "--json")

    (check,) = (each for each in result.json["checks"] if each["name"].endswith("_FILE"))
    assert (check["name"], check["ok"]) == ("KUULE_TELEGRAM_TOKEN_FILE", True)
    assert check["fix"].startswith("token may be read by others than its owner: run `chmod 600 ")
    assert a_sentence(check["fix"])


def test_what_the_administrator_has_seen_is_told_of_no_more(both: Desk) -> None:
    both.park()
    with a_silent_platform() as url:
        both.write(f'[slack]\nbase_url = "{url}/api/"\n[telegram]\nbase_url = "{url}"\n' + TEAMS)
        both.set(**TOKENS)
        before, marking, after = (
            {check["name"]: check for check in both.run("doctor", "--json", *seen).json["checks"]}
            for seen in ((), ("--seen",), ())
        )

    assert before["parked"]["fix"].startswith("1 inputs failed five times")
    assert before["parked"]["fix"].endswith("then run `kuule doctor --seen`.")
    assert marking["seen"] == {
        "name": "seen",
        "ok": True,
        "fix": "1 messages and inputs are marked as seen: only what fails from now on is told of.",
    }
    assert marking["parked"]["ok"]
    assert after["parked"]["ok"]
    assert "seen" not in after


async def test_doctor_looks_at_slack_and_at_the_running_kuule(desk: Desk) -> None:
    # The clock of the stand-in's answers is the machine's.
    async with Workspace(PracticeClock("simulated", datetime.now(UTC)), seed=1) as workspace:
        desk.write(
            f"""
            [slack]
            base_url = "{workspace.slack_base_url}"
            [[teams]]
            id = "palvelu"
            name = "Asiakaspalvelu"
            [teams.slack]
            listen = ["{workspace.story_channel}"]
            digest = "{OTHER}"
            """
        )
        desk.set(
            KUULE_SLACK_BOT_TOKEN=workspace.slack_bot_token,
            KUULE_SLACK_APP_TOKEN=workspace.slack_app_token,
        )
        desk.run("migrate")
        async with serving(a_running_kuule(), "127.0.0.1", 0) as port:
            desk.set(KUULE__WEB__PORT=str(port))
            result = await asyncio.to_thread(desk.run, "doctor", "--json")

    checks = {check["name"]: check for check in result.json["checks"]}
    wrong = [name for name, check in checks.items() if not check["ok"]]
    assert wrong == ["teams[0].slack.digest"]
    assert checks["teams[0].slack.digest"]["fix"].startswith("Kuule is not in this channel: ")
    assert checks["running"] == {"name": "running", "ok": True, "fix": ""}
    assert checks["slack-event"] == {
        "name": "slack-event",
        "ok": True,
        "fix": "The last event came at 2026-11-22T05:18:15+00:00.",
    }
    assert all(a_sentence(check["fix"]) for check in checks.values() if check["fix"])
    assert result.status == 1
    assert workspace.slack_bot_token not in result.out


async def test_doctor_tells_the_groups_on_telegram_and_says_nothing_of_none(both: Desk) -> None:
    async with a_telegram(both, digest=0) as workspace:
        before = await asyncio.to_thread(both.run, "doctor", "--json")
        await both.write_into(lambda tx: (tx.groups.join("-5", NOW), tx.groups.join("-7", NOW)))
        await both.write_into(lambda tx: tx.groups.leave("-7", NOW))
        after = await asyncio.to_thread(both.run, "doctor", "--json")

    assert not [check for check in before.json["checks"] if "group" in check["name"]]
    assert groups_in(after) == [
        {
            "name": "telegram-groups",
            "ok": True,
            "fix": "Kuule is in these groups and channels on Telegram: -5.",
        }
    ]
    assert (before.status, after.status) == (0, 0)
    assert workspace.telegram_token not in before.out + after.out


async def test_doctor_tells_that_privacy_mode_is_off_and_how_to_set_it(both: Desk) -> None:
    async with a_telegram(both, digest=0) as workspace:
        as_it_should_be = await asyncio.to_thread(both.run, "doctor", "--json")
        workspace.chats.has_privacy_mode = False
        result = await asyncio.to_thread(both.run, "doctor", "--json")

    private, open_ = (
        next(check for check in each.json["checks"] if check["name"] == "telegram-privacy")
        for each in (as_it_should_be, result)
    )
    assert (private["ok"], private["fix"]) == (True, "")
    assert not open_["ok"]
    assert "/setprivacy" in open_["fix"]
    assert a_sentence(open_["fix"])
    assert (as_it_should_be.status, result.status) == (0, 1)


async def test_doctor_tells_where_the_group_of_the_digest_has_gone(both: Desk) -> None:
    async with a_telegram(both, digest=-5):
        await both.write_into(lambda tx: tx.groups.join("-5", NOW))
        there = await asyncio.to_thread(both.run, "doctor", "--json")
        await both.write_into(lambda tx: tx.groups.move("-5", "-1003000000000000", NOW))
        moved = await asyncio.to_thread(both.run, "doctor", "--json")
        as_text = await asyncio.to_thread(both.run, "doctor")

    assert [check["name"] for check in groups_in(there)] == ["telegram-groups"]
    digest, groups = groups_in(moved)
    assert digest == {
        "name": "telegram-digest",
        "ok": False,
        "fix": (
            "The group -5 has another id: write telegram.digest = -1003000000000000; "
            "until then the digest follows."
        ),
    }
    assert groups["fix"].endswith(": -1003000000000000.")
    assert (there.status, moved.status, as_text.status) == (0, 1, 1)
    told = r"^fix telegram-digest +The group -5 has another id: "
    assert re.search(told, as_text.out, re.MULTILINE)


async def test_doctor_tells_that_kuule_was_put_out_of_the_group_of_the_digest(both: Desk) -> None:
    async with a_telegram(both, digest=-5):
        await both.write_into(lambda tx: tx.groups.join("-5", NOW))
        await both.write_into(lambda tx: tx.groups.leave("-5", NOW))
        result = await asyncio.to_thread(both.run, "doctor", "--json")

    assert groups_in(result) == [
        {
            "name": "telegram-digest",
            "ok": False,
            "fix": (
                "Kuule is not in the group -5 any more: "
                "add it there, or write another telegram.digest."
            ),
        }
    ]
    assert result.status == 1


@pytest.mark.parametrize(("age", "is_told"), [(6, True), (8, False)])
def test_doctor_tells_of_a_gap_in_listening_for_a_week(
    both: Desk, age: int, is_told: bool
) -> None:
    until = datetime.now(UTC) - timedelta(days=age)
    gap = Gap(Platform.TELEGRAM, until - timedelta(days=2), until)
    asyncio.run(both.write_into(lambda tx: tx.listening.note(gap.platform, gap.until)))
    asyncio.run(both.write_into(lambda tx: tx.listening.miss(gap)))
    both.set(**TOKENS)
    with a_silent_platform() as url:
        both.write(f'[slack]\nbase_url = "{url}/api/"\n[telegram]\nbase_url = "{url}"\n' + TEAMS)
        result = both.run("doctor", "--json")

    found = [check for check in result.json["checks"] if check["name"] == "telegram-gap"]
    assert [check["ok"] for check in found] == [True] * is_told
    assert all(
        check["fix"].startswith(f"Nobody listened from {gap.since:%Y-%m-%dT%H:%M:%S}+00:00 to ")
        for check in found
    )


NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)


@contextlib.asynccontextmanager
async def a_telegram(desk: Desk, *, digest: int) -> AsyncIterator[Workspace]:
    """Practice's Telegram for a desk with one team, whose digest goes to that group."""
    async with Workspace(PracticeClock("simulated", NOW), seed=1) as workspace:
        desk.write(
            f"""
            [kuule]
            operator = "700000001"
            [telegram]
            base_url = "{workspace.telegram_base_url}"
            [[teams]]
            id = "palvelu"
            name = "Asiakaspalvelu"
            [teams.telegram]
            start = "palvelu"
            digest = {digest}
            """
        )
        desk.set(KUULE_TELEGRAM_TOKEN=workspace.telegram_token, KUULE__WEB__PORT="0")
        yield workspace


def groups_in(result: Result) -> list[dict[str, object]]:
    return [
        check
        for check in result.json["checks"]
        if check["name"] in {"telegram-groups", "telegram-digest"}
    ]


def a_running_kuule() -> Starlette:
    async def healthz(_: Request) -> JSONResponse:
        return JSONResponse({"last_event": {"slack": "2026-11-22T05:18:15+00:00"}})

    return Starlette(routes=[Route("/healthz", healthz)])


@pytest.mark.parametrize(
    ("variable", "token"),
    [
        ("KUULE_SLACK_BOT_TOKEN", "xoxp-1-canary"),
        ("KUULE_SLACK_BOT_TOKEN", "xoxe.xoxb-1-canary"),
        ("KUULE_SLACK_BOT_TOKEN", "xapp-1-canary"),
        ("KUULE_SLACK_APP_TOKEN", "xoxb-1-canary"),
        ("KUULE_SLACK_SIGNING_SECRET", "xoxb-1-canary"),
        ("KUULE_SLACK_SIGNING_SECRET", "canary canary"),
    ],
)
def test_doctor_says_of_a_token_of_the_wrong_kind_which_one_is_wanted(
    desk: Desk, variable: str, token: str
) -> None:
    desk.set(**TOKENS | {variable: token})

    result = desk.run("doctor", "--json")

    (check,) = result.json["checks"]
    assert check["fix"].startswith(f"{variable} holds something else than Slack's ")
    assert "canary" not in result.out + result.err
    assert result.status == 1


@contextlib.contextmanager
def a_silent_platform() -> Iterator[str]:
    """An address at which nobody answers."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{taken.getsockname()[1]}"
