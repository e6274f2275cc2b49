"""`kuule practice`."""

import re
import tempfile
from pathlib import Path

from tests.integration.commands.desk import BOXES, Desk
from tests.patience import HANGS

README = Path(__file__).parents[3] / "README.md"
NUMBER = re.compile(r"T-\d+")


def test_practice_once_prints_the_digest_that_the_readme_shows_from_anywhere_and_leaves_nothing(
    desk: Desk,
) -> None:
    (desk.folder / "config.toml").unlink()
    temporary = Path(tempfile.mkdtemp(dir=desk.folder))

    process = desk.spawn("practice", "--once", environ={"TMPDIR": str(temporary)})
    out, err = process.communicate(timeout=HANGS)

    assert process.returncode == 0
    assert err == ""
    shown = README.read_text(encoding="utf-8").partition("```text\n")[2].partition("```")[0]
    assert shown
    assert NUMBER.sub("T-…", out).startswith(NUMBER.sub("T-…", shown))
    assert not BOXES.search(out)
    assert list(temporary.iterdir()) == []
    assert list(desk.folder.iterdir()) == [temporary]


def test_a_run_that_is_practice_says_which_settings_it_does_not_use(desk: Desk) -> None:
    (desk.folder / "config.toml").unlink()
    desk.unset("KUULE_KEY", "KUULE__KUULE__DATABASE")

    process = desk.spawn("run", environ={"KUULE__WEB__PORT": "9000"})
    said = [process.stderr.readline() for _ in range(3)]
    process.terminate()
    process.communicate(timeout=HANGS)

    assert said[0].endswith("so this is practice.\n")
    assert said[1].startswith(
        "Practice has settings of its own and does not use KUULE__WEB__PORT: write a config.toml"
    )
    assert said[2].startswith("Open http://127.0.0.1:")
    assert process.returncode == 0
