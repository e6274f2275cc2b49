"""What readers of a digest press and submit, to neutral values. Pure."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from uuid import UUID

from bot.core.model.delivery import Address
from bot.core.model.incoming import IncomingClaim, IncomingCommand
from bot.core.model.platforms import NaturalKey, Platform
from bot.core.model.team import Team
from bot.core.payload import Payload, read_mapping, read_string
from handlers.slack.interactions import first_action, said_by, states_of
from handlers.slack.parse import Self, is_of_another_workspace


@dataclass(frozen=True, slots=True)
class Spot:
    """Where the team reads: the channel, the message on which the thread hangs, and the digest
    that was spoken of; empty where there is none. A view's private_metadata carries it.
    """

    channel: str
    thread: str = ""
    digest: str = ""

    @property
    def digest_id(self) -> UUID | None:
        """The digest's id; None for what is none."""
        try:
            return UUID(hex=self.digest)
        except ValueError:
            return None

    def written(self) -> str:
        """Return the private_metadata."""
        return json.dumps(asdict(self))


@dataclass(frozen=True, slots=True, kw_only=True)
class ReaderPress:
    """A press of a button, or a choice in a menu, in a digest, its thread or a view."""

    key: NaturalKey
    person: NaturalKey
    user: str
    trigger_id: str
    value: str
    spot: Spot
    view_id: str = ""
    """Of the modal in which the button is; empty in a channel."""
    view_hash: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReaderForm:
    """A form as it comes back."""

    person: NaturalKey
    user: str
    spot: Spot
    values: Mapping[str, str]
    """What was written or chosen in each block."""


def parse_reader_press(body: Payload, me: Self) -> ReaderPress | None:
    """Return the first action; None for people of another workspace. Raise ValueError for a
    payload that breaks Slack's own form.
    """
    if is_of_another_workspace(body, me):
        return None
    value = said_by(first_action(body))
    user = read_string(read_mapping(body, "user"), "id")
    trigger_id = read_string(body, "trigger_id")
    view = read_mapping(body, "view") if body.get("view") else None
    return ReaderPress(
        key=("slack", me.workspace, "action", trigger_id),
        person=("slack", me.workspace, user),
        user=user,
        trigger_id=trigger_id,
        value=value,
        spot=_spot(body) if view is None else _written(view),
        view_id="" if view is None else read_string(view, "id"),
        view_hash="" if view is None else read_string(view, "hash"),
    )


def turned_away(body: Payload, me: Self, note: str) -> IncomingCommand | None:
    """Return the answer, which nobody else sees, to somebody of another workspace who pressed a
    button in a channel; None for anybody else.
    """
    if not is_of_another_workspace(body, me) or not body.get("message"):
        return None
    return IncomingCommand(
        key=("slack", me.workspace, "action", read_string(body, "trigger_id")),
        platform=Platform.SLACK,
        workspace=me.workspace,
        user=read_string(read_mapping(body, "user"), "id"),
        channel=_spot(body).channel,
        note=note,
        among_others=True,
    )


def parse_reader_form(body: Payload, me: Self) -> ReaderForm | None:
    """Return what was submitted; None for people of another workspace."""
    if is_of_another_workspace(body, me):
        return None
    user, view = read_string(read_mapping(body, "user"), "id"), read_mapping(body, "view")
    values = {block: said_by(state) for block, state in states_of(view).items()}
    person = ("slack", me.workspace, user)
    return ReaderForm(person=person, user=user, spot=_written(view), values=values)


def to_claim(press: ReaderPress, team: Team) -> IncomingClaim:
    """Return the wish to take on, or to give back, the reply to the story of the value."""
    spot = press.spot
    return IncomingClaim(
        key=press.key,
        person=press.person,
        team=team.id,
        number=press.value,
        post_to=Address(platform=Platform.SLACK, channel=spot.channel, replies_to=spot.thread),
        answer_to=Address(platform=Platform.SLACK, channel=spot.channel, user=press.user),
    )


def _spot(body: Payload) -> Spot:
    container = read_mapping(body, "container")
    message = body.get("message")
    own = read_string(container, "message_ts")
    root = message.get("thread_ts") if isinstance(message, Mapping) else None
    thread = root if isinstance(root, str) and root else own
    return Spot(channel=read_string(container, "channel_id"), thread=thread)


def _written(view: Payload) -> Spot:
    try:
        return Spot(**json.loads(read_string(view, "private_metadata")))
    except TypeError as error:
        raise ValueError("private_metadata") from error
