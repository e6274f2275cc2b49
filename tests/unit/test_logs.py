"""What stands in the log, and above all what does not."""

import asyncio
import io
import json
import logging
import re
import warnings
from typing import Any

import pytest

from bot.core.errors import StorageError
from bot.logs import FIELDS, FOREIGN, OWN, configure

pytestmark = pytest.mark.usefixtures("logging_as_it_was")

STORY = "canary: the nurse Liisa shouted at me"
USER = "UCANARY01"
TOKEN = "xoxb-1-canary"
CANARIES = (STORY, "canary", "Liisa", USER, TOKEN)
LEVELS = ("debug", "info", "warning", "error")


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


class Broken(io.StringIO):
    def write(self, text: str, /) -> int:
        raise OSError(text)


def is_clean(text: str) -> bool:
    return not any(canary in text for canary in CANARIES)


def lines(stream: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def fail(message: str) -> None:
    raise ValueError(message)


def fail_deeply() -> None:
    try:
        try:
            fail(STORY)
        except ValueError as error:
            raise KeyError(USER) from error
    except KeyError:
        raise StorageError(TOKEN)  # noqa: B904  # the implicit cause is what is tested


# Kuule's own loggers


@pytest.mark.parametrize("name", OWN)
def test_an_event_is_one_json_line_with_its_fields(name: str) -> None:
    stream = io.StringIO()
    configure("info", stream)

    logging.getLogger(f"{name}.courier").info(
        "delivery sent", extra={"platform": "slack", "attempt": 2, "seconds": 0.5}
    )

    (line,) = lines(stream)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00", line.pop("time"))
    assert line == {
        "level": "info",
        "logger": f"{name}.courier",
        "event": "delivery sent",
        "platform": "slack",
        "seconds": 0.5,
        "attempt": 2,
    }


def test_a_terminal_gets_a_short_line() -> None:
    stream = Terminal()
    configure("info", stream)

    logging.getLogger("bot.courier").warning("delivery put off", extra={"platform": "telegram"})

    assert re.fullmatch(
        r"\d\d:\d\d:\d\dZ warning bot\.courier: delivery put off platform=telegram\n",
        stream.getvalue(),
    )


@pytest.mark.parametrize("stream", [io.StringIO(), Terminal()])
def test_a_field_that_is_not_allowed_is_not_printed(stream: io.StringIO) -> None:
    configure("debug", stream)

    logging.getLogger("bot").debug(
        "story stored", extra={"text": STORY, "user": USER, "number": "canary", "count": 1}
    )

    assert "story stored" in stream.getvalue()
    assert "count" in stream.getvalue()
    assert is_clean(stream.getvalue())


@pytest.mark.parametrize("stream", [io.StringIO(), Terminal()])
def test_arguments_of_a_message_are_not_printed(stream: io.StringIO) -> None:
    configure("debug", stream)

    logging.getLogger("handlers.slack").debug("story of %s: %s", USER, STORY)
    logging.getLogger("handlers.slack").debug("story of %(user)s", {"user": USER})

    assert "story of %s: %s" in stream.getvalue()
    assert stream.getvalue().count("\n") == 2
    assert is_clean(stream.getvalue())


def test_an_object_as_message_or_field_is_only_its_type() -> None:
    stream = io.StringIO()
    configure("debug", stream)

    logging.getLogger("storage").error(ValueError(STORY))
    logging.getLogger("storage").error(
        "failed", extra={"error": KeyError(USER), "reason": [STORY]}
    )

    first, second = lines(stream)
    assert first["event"] == "ValueError"
    assert (second["error"], second["reason"]) == ("KeyError", "list")


@pytest.mark.parametrize(
    "secret",
    [
        TOKEN,
        "xoxe.xoxb-1-canary",
        "xapp-1-canary",
        "123456:canary-canary",
        "https://api.telegram.org/bot123456:canary/getMe",
        "wss://wss.slack.com/link/?ticket=canary",
        "https://hooks.slack.com/commands/canary",
    ],
)
def test_a_token_or_address_does_not_slip_through_an_allowed_field(secret: str) -> None:
    stream = io.StringIO()
    configure("info", stream)

    logging.getLogger("bot").info("refused", extra={"reason": f"for {secret}"})

    assert is_clean(stream.getvalue())


@pytest.mark.parametrize("stream", [io.StringIO(), Terminal()])
def test_a_value_can_neither_end_the_line_nor_colour_it(stream: io.StringIO) -> None:
    configure("info", stream)
    nasty = "a\n12:00:00Z error bot: forged\r\x1b[31m\x00\x85\u2028\u202eb"

    logging.getLogger("bot").info("refused", extra={"reason": nasty})

    assert len(stream.getvalue().splitlines()) == 1
    assert stream.getvalue().rstrip("\n").isprintable()


def test_a_value_does_not_pass_for_another_field_on_a_terminal() -> None:
    stream = Terminal()
    configure("info", stream)

    logging.getLogger("bot").info("refused", extra={"reason": "no count=1"})

    assert stream.getvalue().endswith(' bot: refused reason="no count=1"\n')


def test_a_long_value_is_cut() -> None:
    stream = io.StringIO()
    configure("info", stream)

    logging.getLogger("bot").info("refused", extra={"reason": "a " * 5000})

    assert len(lines(stream)[0]["reason"]) == 200


def test_every_allowed_field_can_be_given() -> None:
    stream = io.StringIO()
    configure("info", stream)

    logging.getLogger("bot").info("all", extra=dict.fromkeys(FIELDS, 1))

    assert lines(stream)[0].items() >= dict.fromkeys(FIELDS, 1).items()


def test_the_level_is_that_of_the_settings() -> None:
    stream = io.StringIO()
    configure("warning", stream)

    logging.getLogger("bot.app").info("quiet")
    logging.getLogger("bot.app").warning("loud")

    assert [line["event"] for line in lines(stream)] == ["loud"]


def test_configuring_again_replaces() -> None:
    first, second = io.StringIO(), io.StringIO()
    configure("info", first)
    configure("info", second)

    logging.getLogger("bot").info("once")
    logging.getLogger("httpx").error("once")

    assert first.getvalue() == ""
    assert len(lines(second)) == 2


def test_a_stream_that_breaks_prints_nothing_anywhere(capsys: pytest.CaptureFixture[str]) -> None:
    configure("info", Broken())

    logging.getLogger("bot").info("story %s", STORY)
    logging.getLogger("httpx").error("%s", STORY)

    assert capsys.readouterr() == ("", "")


# Exceptions


@pytest.mark.parametrize("stream", [io.StringIO(), Terminal()])
def test_an_exception_is_its_types_and_places_down_to_the_first_cause(stream: io.StringIO) -> None:
    configure("info", stream)

    try:
        fail_deeply()
    except StorageError:
        logging.getLogger("bot").exception("unit of work failed")

    text = stream.getvalue()
    assert is_clean(text)
    assert len(text.splitlines()) == 1
    assert re.search(
        r"bot\.core\.errors\.StorageError at \S*test_logs\.py:\d+ > \S*test_logs\.py:\d+; "
        r"KeyError at \S*test_logs\.py:\d+; ValueError at \S*test_logs\.py:\d+ > ",
        text,
    )


def test_a_place_does_not_tell_where_kuule_is_installed() -> None:
    stream = io.StringIO()
    configure("info", stream)

    try:
        json.loads("{" + STORY)
    except ValueError:
        logging.getLogger("bot").exception("no JSON")

    exception = lines(stream)[0]["exception"]
    assert exception.startswith("json.decoder.JSONDecodeError at ")
    assert re.search(r" > json/__init__\.py:\d+ > json/decoder\.py:\d+", exception)
    assert "/" not in exception.split("json/__init__")[0].split("test_logs")[0].removeprefix(
        "json.decoder.JSONDecodeError at tests/unit/"
    )


def test_a_group_names_its_members() -> None:
    stream = io.StringIO()
    configure("info", stream)

    group = ExceptionGroup(STORY, [ValueError(STORY), ExceptionGroup(USER, [KeyError(TOKEN)])])
    logging.getLogger("bot").error("tasks failed", exc_info=group)

    exception = lines(stream)[0]["exception"]
    assert [part.split()[0] for part in exception.split("; ")] == [
        "ExceptionGroup",
        "ValueError",
        "ExceptionGroup",
        "KeyError",
    ]


def test_exceptions_that_cause_each_other_end() -> None:
    stream = io.StringIO()
    configure("info", stream)
    one, other = ValueError(STORY), KeyError(USER)
    one.__cause__, other.__cause__ = other, one

    logging.getLogger("bot").error("circle", exc_info=one)

    assert lines(stream)[0]["exception"] == "ValueError at no frame; KeyError at no frame"


# Foreign loggers


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("name", [*FOREIGN, "slack_sdk.web.client", "some.library", "root"])
def test_a_library_is_heard_from_warning_on_and_never_quoted(name: str, level: str) -> None:
    stream = io.StringIO()
    configure(level, stream)
    logger = logging.getLogger(name)

    logger.debug("%s", STORY)
    logger.info(f"POST https://api.telegram.org/bot{TOKEN}/getMe {STORY}")  # noqa: G004
    logger.warning("%s of %s", STORY, USER, extra={"reason": STORY, "platform": USER})

    (line,) = lines(stream)
    assert is_clean(stream.getvalue())
    assert (line["logger"], line["level"]) == (name, "warning")
    assert line["where"].startswith("test_a_library_is_heard_from_warning_on_and_never_quoted:")
    assert set(line) == {"time", "level", "logger", "event", "where"}


def test_a_library_that_turns_itself_up_is_still_not_heard() -> None:
    stream = io.StringIO()
    configure("debug", stream)
    loud = logging.getLogger("slack_bolt.AsyncApp")
    loud.setLevel(logging.DEBUG)

    loud.info(STORY)

    loud.setLevel(logging.NOTSET)
    assert stream.getvalue() == ""


def test_a_handler_that_a_library_brought_is_taken_away() -> None:
    stream, theirs = io.StringIO(), io.StringIO()
    logging.getLogger("uvicorn").addHandler(logging.StreamHandler(theirs))
    configure("debug", stream)

    logging.getLogger("uvicorn").error(STORY)

    assert theirs.getvalue() == ""
    assert len(lines(stream)) == 1


def test_an_exception_in_a_library_is_only_its_types() -> None:
    stream = io.StringIO()
    configure("debug", stream)

    try:
        fail_deeply()
    except StorageError:
        logging.getLogger("asyncio").exception(STORY, stack_info=True)

    assert is_clean(stream.getvalue())
    assert lines(stream)[0]["exception"] == ("bot.core.errors.StorageError; KeyError; ValueError")


async def test_a_task_that_nobody_awaited_tells_no_message() -> None:
    stream = io.StringIO()
    configure("debug", stream)

    asyncio.get_running_loop().call_exception_handler(
        {"message": STORY, "exception": ValueError(USER)}
    )

    assert is_clean(stream.getvalue())
    assert lines(stream)[0]["exception"] == "ValueError"


def test_a_warning_of_python_is_not_quoted() -> None:
    stream = io.StringIO()
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        configure("debug", stream)
        warnings.warn(STORY, stacklevel=1)
        logging.captureWarnings(False)

    assert is_clean(stream.getvalue())
    assert lines(stream)[0]["logger"] == "py.warnings"
