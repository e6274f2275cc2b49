"""`kuule practice`."""

import tempfile
from pathlib import Path

from tests.integration.commands.desk import BOXES, Desk


def test_practice_once_prints_the_last_digest_from_anywhere_and_leaves_nothing(
    desk: Desk,
) -> None:
    (desk.folder / "config.toml").unlink()
    temporary = Path(tempfile.mkdtemp(dir=desk.folder))

    process = desk.spawn("practice", "--once", environ={"TMPDIR": str(temporary)})
    out, err = process.communicate(timeout=60)

    assert process.returncode == 0
    assert err == ""
    assert "viikko 40" in out.splitlines()[0]
    assert out.count("T-") > 5
    assert not BOXES.search(out)
    assert list(temporary.iterdir()) == []
    assert list(desk.folder.iterdir()) == [temporary]
