"""What a teller has filled into the modal: read from Slack's state of a view. Pure."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime

from bot.core.model.delivery import Shortcut
from bot.core.model.incoming import Choices, IncomingMessage
from bot.core.model.platforms import Platform, Route
from bot.core.model.story import Identity, Role, Share
from bot.core.payload import Payload, read_mapping, read_string
from bot.core.text import is_blank
from handlers.slack.interactions import chosen_in, said_by, states_of
from handlers.slack.parse import URL_LIFE, Self, is_of_another_workspace

SHORTEST, LONGEST = 15, 3000
"""Characters of a story."""
FEELINGS = (
    "heard",
    "ignored",
    "valued",
    "belittled",
    "safe",
    "uncertain",
    "relieved",
    "frustrated",
    "disappointed",
    "delighted",
    "grateful",
    "ease",
    "success",
    "hurried",
    "unfair",
)
MOST_FEELINGS = 3
ABOUT = {
    "customer": Role.EMPLOYEE_ABOUT_CUSTOMER,
    "own": Role.EMPLOYEE,
    "other_team": Role.EMPLOYEE,
}
ENERGY = ("energised", "neutral", "drained")
SHARE = {
    "named": (Identity.NAMED, Share.TEAM),
    "unnamed": (Identity.UNNAMED, Share.TEAM),
    "counted": (Identity.UNNAMED, Share.STORE),
}
FLAGS = {
    "waits": ("outcome", "unresolved"),
    "idea": ("kind", "idea"),
    "risk": ("kind", "risk"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """What stands in the fields. Choices that are not among the options count as none."""

    text: str = ""
    about: str = ""
    feelings: tuple[str, ...] = ()
    energy: str = ""
    share: str = ""
    flags: tuple[str, ...] = ()

    @property
    def mark(self) -> str:
        """Return what tells these fields from others, and nothing of what they say."""
        return hashlib.sha256(json.dumps(asdict(self)).encode()).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """Where and when the modal was opened: what its private_metadata carries."""

    nonce: str
    """The natural key of the story: the same modal submitted twice is one story."""
    channel: str = ""
    url: str = ""
    """The command's response_url."""
    until: float = 0
    """Seconds since 1970, until when Slack takes the URL."""
    more: bool = False
    """True when every field is shown."""
    previewed: str = ""
    """The mark of the fields as they are previewed."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A modal as it comes back: whose it is, where it was opened, what it says."""

    user: str
    opening: Opening
    fields: Fields


def read_form(body: Payload, me: Self) -> Filled | None:
    """Return the modal of a view_submission or of a button in it; None for people of another
    workspace. Raise ValueError for what is not of Slack's form or not our modal.
    """
    user, view = read_mapping(body, "user"), read_mapping(body, "view")
    if is_of_another_workspace(body, me):
        return None
    states = states_of(view)
    fields = Fields(
        text=said_by(states.get("story", {})),
        about=_one(states.get("about", {}), ABOUT),
        feelings=_many(states.get("feeling", {}), FEELINGS)[:MOST_FEELINGS],
        energy=_one(states.get("energy", {}), ENERGY),
        share=_one(states.get("share", {}), SHARE),
        flags=_many(states.get("flags", {}), FLAGS),
    )
    return Filled(read_string(user, "id"), _opening(read_string(view, "private_metadata")), fields)


def complaints(fields: Fields) -> dict[str, str]:
    """Return the catalogue's key of what is wrong, by block id."""
    found = {}
    length = len(fields.text.strip())
    if length < SHORTEST or is_blank(fields.text):
        found["story"] = "form-too-short"
    elif length > LONGEST:
        found["story"] = "form-too-long"
    found |= {name: "form-choose" for name in ("about", "share") if not getattr(fields, name)}
    return found


def to_message(filled: Filled, me: Self, now: datetime) -> IncomingMessage:
    """Return the story that fields without complaints tell."""
    fields, opening = filled.fields, filled.opening
    identity, share = SHARE[fields.share]
    tags = [("feeling", key) for key in fields.feelings]
    tags += [("energy", fields.energy)] if fields.energy else []
    tags += [FLAGS[key] for key in fields.flags]
    left = opening.until - now.timestamp()
    is_open = bool(opening.url) and 0 < left <= URL_LIFE.total_seconds()
    until = datetime.fromtimestamp(opening.until, now.tzinfo) if is_open else now
    return IncomingMessage(
        key=("slack", me.workspace, "modal", opening.nonce),
        platform=Platform.SLACK,
        route=Route.MODAL,
        workspace=me.workspace,
        user=filled.user,
        channel=opening.channel or filled.user,
        text=fields.text.strip(),
        told_at=now,
        shortcut=Shortcut(opening.url, until) if is_open else None,
        choices=Choices(
            role=ABOUT[fields.about], identity=identity, share=share, tags=tuple(tags)
        ),
    )


def written(opening: Opening) -> str:
    """Return the private_metadata."""
    return json.dumps(asdict(opening))


def _opening(metadata: str) -> Opening:
    try:
        found = json.loads(metadata)
        opening = Opening(**found)
        kinds = {name: type(default) for name, default in asdict(Opening(nonce="")).items()}
        fits = all(isinstance(value, _KINDS[kinds[name]]) for name, value in found.items())
    except (TypeError, ValueError, RecursionError) as error:
        raise ValueError("private_metadata") from error
    if not fits or not opening.nonce:
        raise ValueError("private_metadata")
    return opening


_KINDS: Mapping[type, tuple[type, ...]] = {str: (str,), int: (int, float), bool: (bool,)}


def _one(state: Payload, options: Iterable[str]) -> str:
    said = said_by(state)
    return said if said in tuple(options) else ""


def _many(state: Payload, options: Iterable[str]) -> tuple[str, ...]:
    chosen = chosen_in(state)
    return tuple(key for key in options if key in chosen)
