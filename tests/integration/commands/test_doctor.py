"""`kuule doctor`."""

import contextlib
import re
import socket
from collections.abc import Iterator

from tests.integration.commands.desk import TEAMS, TOKENS, Desk, a_sentence


def test_doctor_as_json_has_the_form_of_the_contract(both: Desk) -> None:
    with a_silent_platform() as url:
        both.write(f'[slack]\nbase_url = "{url}/api/"\n[telegram]\nbase_url = "{url}"\n' + TEAMS)
        both.set(**TOKENS)
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
    assert checks["tags"] == {"name": "tags", "ok": True, "fix": ""}


@contextlib.contextmanager
def a_silent_platform() -> Iterator[str]:
    """An address at which nobody answers."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{taken.getsockname()[1]}"
