"""Files that people attach to messages."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath
from typing import Any

from bot.practice.slack_users import TEAM


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedFile:
    """One file. `mimetype` is what the sender's program says, true or not."""

    id: str
    user: str
    name: str
    mimetype: str
    content: bytes
    created: datetime
    base: str  # the address of the workspace, with a slash at its end
    elsewhere: str = ""  # the address of a file that only a link leads to, as to another service's

    @property
    def path(self) -> str:
        """Where it is downloaded, below the workspace's own address."""
        return f"files-pri/{TEAM}-{self.id}/download/{self.name}"

    def as_json(self) -> dict[str, Any]:
        """Return the file as messages and files.info show it."""
        way = self.elsewhere or f"{self.base}{self.path}"
        suffix = PurePath(self.name).suffix.removeprefix(".").lower()
        return {
            "id": self.id,
            "created": int(self.created.timestamp()),
            "timestamp": int(self.created.timestamp()),
            "name": self.name,
            "title": self.name,
            "mimetype": self.mimetype,
            "filetype": suffix or "binary",
            "pretty_type": suffix.upper() or "Binary",
            "user": self.user,
            "user_team": TEAM,
            "editable": False,
            "size": len(self.content),
            "mode": "external" if self.elsewhere else "hosted",
            "is_external": bool(self.elsewhere),
            "external_type": "",
            "is_public": True,
            "public_url_shared": False,
            "display_as_bot": False,
            "username": "",
            "url_private": way.replace("/download", ""),
            "url_private_download": way,
            "permalink": f"https://practice.slack.com/files/{self.user}/{self.id}/{self.name}",
            "is_starred": False,
            "has_rich_preview": False,
            "file_access": "visible",
        }

    def as_hint(self) -> dict[str, Any]:
        """Return the file as events of an externally shared channel name it: ask files.info."""
        return {"id": self.id, "mode": "file_access", "file_access": "check_file_info"}
