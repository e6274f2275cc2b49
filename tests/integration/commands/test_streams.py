"""Terminals, pipes and signals."""

import contextlib
import os
import pty
import re
import signal
import socket
import time
from collections.abc import Callable
from pathlib import Path

from tests.integration.commands.desk import BOXES, TOKENS, Desk
from tests.patience import HANGS


def test_a_pipe_that_is_closed_ends_without_a_word(desk: Desk) -> None:
    desk.tell("Tarina.")
    reading, writing = os.pipe()
    os.close(reading)

    process = desk.spawn("stories", stdout=writing)
    os.close(writing)
    _, err = process.communicate(timeout=HANGS)

    assert process.returncode == 1
    assert err == ""


def test_an_output_that_is_full_is_a_sentence(desk: Desk) -> None:
    with Path("/dev/full").open("w") as full:
        process = desk.spawn("key", stdout=full)
        _, err = process.communicate(timeout=HANGS)

    assert process.returncode == 1
    assert "Traceback" not in err
    assert "no space left on device" in err


def test_letters_that_the_terminal_lacks_do_not_end_the_command(desk: Desk) -> None:
    desk.tell("Hyvää päivää – 🙂")

    process = desk.spawn("stories", environ={"PYTHONIOENCODING": "ascii"})
    out, err = process.communicate(timeout=HANGS)

    assert process.returncode == 0, err
    assert r"p\xe4iv\xe4\xe4" in out


def test_ctrl_c_ends_a_command_without_a_trace(desk: Desk) -> None:
    process = desk.spawn("practice", "--once", environ={"TMPDIR": str(desk.folder)})
    wait_for(lambda: any(desk.folder.glob("kuule-practice-*/kuule.db")))
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=HANGS)

    assert process.returncode == 130
    assert out == ""
    assert "Traceback" not in err
    assert not any(desk.folder.glob("kuule-practice-*"))


def test_sigterm_leaves_nothing_of_a_practice(desk: Desk) -> None:
    process = desk.spawn("practice", "--once", environ={"TMPDIR": str(desk.folder)})
    wait_for(lambda: any(desk.folder.glob("kuule-practice-*/kuule.db")))
    process.send_signal(signal.SIGTERM)
    _, err = process.communicate(timeout=HANGS)

    assert process.returncode == 130
    assert "Traceback" not in err
    assert not any(desk.folder.glob("kuule-practice-*"))


def wait_for(holds: Callable[[], bool], seconds: float = HANGS) -> None:
    until = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < until, "it did not happen"
        time.sleep(0.02)


def test_a_web_port_that_is_taken_is_a_sentence(desk: Desk) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        desk.set(**TOKENS, KUULE__WEB__PORT=str(port))
        process = desk.spawn("run")
        _, err = process.communicate(timeout=HANGS)

    assert process.returncode == 1
    assert err == (
        f"Port {port} of 127.0.0.1 cannot be used (address already in use): "
        "end what uses it, or set another web.port; 0 is any free one.\n"
    )


def test_a_practice_port_that_is_taken_is_a_sentence(desk: Desk) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        process = desk.spawn("practice", "--port", str(port))
        _, err = process.communicate(timeout=HANGS)

    assert process.returncode == 1
    assert err == (
        f"Port {port} of 127.0.0.1 cannot be used (address already in use): "
        "end what uses it, or set another --port; 0 is any free one.\n"
    )


def test_run_without_file_and_secrets_is_practice_until_sigterm(desk: Desk) -> None:
    (desk.folder / "config.toml").unlink()
    desk.unset("KUULE__KUULE__DATABASE", "KUULE_KEY")

    # Another program may have the default port; practice then takes a free one.
    with contextlib.suppress(OSError), socket.create_server(("127.0.0.1", 8090)):
        process = desk.spawn("run", environ={"TMPDIR": str(desk.folder)})
        assert process.stderr is not None
        lines = [process.stderr.readline() for _ in range(2)]
        process.send_signal(signal.SIGTERM)
        _, err = process.communicate(timeout=HANGS)

        assert lines[0].startswith("There is no config.toml and no KUULE_ secret is set")
        assert re.match(r"Open http://127\.0\.0\.1:\d+ and type ", lines[1])
        assert process.returncode == 0
        assert err == ""
        assert not any(desk.folder.glob("kuule-practice-*"))


def test_a_terminal_gets_a_table_and_progress(desk: Desk) -> None:
    desk.tell("Kiitos :heart: avusta [red].")

    stories = on_a_terminal(desk, "stories")
    played = on_a_terminal(desk, "practice", "--once", enough="Four weeks of stories")
    helped = on_a_terminal(desk, "--help")

    assert BOXES.search(stories)
    assert "Kiitos :heart: avusta [red]." in stories
    assert "Four weeks of stories" in played
    assert "Traceback" not in played
    assert BOXES.search(helped)


def on_a_terminal(desk: Desk, *arguments: str, enough: str = "") -> str:
    """Return what a person would see, who ends it with Ctrl+C once they have read `enough`."""
    master, slave = pty.openpty()
    environ = {"TERM": "xterm", "COLUMNS": "120"}
    process = desk.spawn(*arguments, stdout=slave, stderr=slave, environ=environ)
    os.close(slave)
    seen, ended_by_hand = b"", False
    # The terminal raises once nobody writes to it any more.
    with contextlib.suppress(OSError):
        while chunk := os.read(master, 65536):
            seen += chunk
            if enough and not ended_by_hand and enough.encode() in seen:
                process.send_signal(signal.SIGINT)
                ended_by_hand = True
    os.close(master)
    assert process.wait(timeout=HANGS) == (130 if enough else 0)
    return seen.decode()
