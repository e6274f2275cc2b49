"""Buttons pressed and forms submitted, to neutral values. Pure.

A payload that breaks Slack's own form raises ValueError; a value that Kuule never wrote names no
story.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from uuid import UUID

from bot.core.model.delivery import Address, Shortcut
from bot.core.model.incoming import (
    Change,
    IncomingAmendment,
    IncomingErasing,
    IncomingRemoval,
    NewWords,
    OwnTags,
    Sharing,
)
from bot.core.model.platforms import NaturalKey, Platform
from bot.core.payload import Payload, read_mapping, read_string
from bot.core.stated import EXPECTATIONS, FEELINGS
from handlers.slack import action_ids
from handlers.slack.form import SHARE
from handlers.slack.interactions import chosen_in, first_action, said_by, states_of
from handlers.slack.parse import URL_LIFE, Self, is_of_another_workspace
from handlers.slack.private import private
from handlers.slack.receipt import CHIPS


@dataclass(frozen=True, slots=True)
class Place:
    """The message in which a button was pressed; empty on the Home tab."""

    channel: str = ""
    ts: str = ""
    is_ephemeral: bool = False
    url: str = ""
    until: float = 0
    """Seconds since 1970, until when Slack takes the URL."""

    def answer_to(self, user: str) -> Address | None:
        """Return where the message is replaced; None on the Home tab."""
        if not self.channel:
            return None
        if self.is_ephemeral:
            return Address(platform=Platform.SLACK, channel=self.channel, user=user)
        return Address(platform=Platform.SLACK, channel=self.channel, edits=self.ts)

    @property
    def shortcut(self) -> Shortcut | None:
        """Return the way to replace a message that Slack does not let be edited otherwise."""
        if not self.url:
            return None
        return Shortcut(self.url, datetime.fromtimestamp(self.until, UTC), replaces=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """A press of a button."""

    key: NaturalKey
    person: NaturalKey
    user: str
    trigger_id: str
    action_id: str
    value: str
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """Where and about what a form was opened: what its private_metadata carries."""

    nonce: str
    """Submitted twice, it is one wish."""
    number: str
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """A form as it comes back."""

    person: NaturalKey
    user: str
    form: Form
    values: Mapping[str, Payload]
    """Slack's state of each input, by block id."""


def parse_press(body: Payload, me: Self, now: datetime) -> Press | None:
    """Return the first action; None for people of another workspace."""
    user = _member(body, me)
    action = first_action(body)
    if user is None:
        return None
    trigger_id = read_string(body, "trigger_id")
    return Press(
        key=("slack", me.workspace, "action", trigger_id),
        person=("slack", me.workspace, user),
        user=user,
        trigger_id=trigger_id,
        action_id=read_string(action, "action_id"),
        value=said_by(action),
        place=_place(body, now),
    )


def parse_tap(press: Press) -> IncomingAmendment:
    """Return what a button of the receipt says about the story."""
    change = _change(press.action_id)
    if change is None:
        # What no button of ours says is said of no story.
        return replace(unchanged(press), number="")
    return replace(unchanged(press), change=change)


def unchanged(press: Press) -> IncomingAmendment:
    """Return the wish to see the receipt as it is: of a story that is not theirs, nobody does."""
    return IncomingAmendment(
        key=press.key,
        person=press.person,
        number=press.value,
        change=OwnTags({}),
        answer_to=press.place.answer_to(press.user),
        shortcut=press.place.shortcut,
        private=private(press.user),
    )


def parse_removal(press: Press) -> IncomingRemoval:
    """Return the removal that a button asks for."""
    return IncomingRemoval(
        key=press.key,
        person=press.person,
        number=press.value,
        answer_to=private(press.user) if press.place.channel else None,
        shortcut=press.place.shortcut,
    )


def parse_erasing(press: Press) -> IncomingErasing:
    """Return the wish of who has pressed the button on the Home tab and confirmed it there."""
    is_number = press.value.isascii() and press.value.isdigit()
    return IncomingErasing(
        key=press.key,
        person=press.person,
        confirmed=int(press.value[:9]) if is_number else None,
        question="erase-anew",
        answer_to=private(press.user),
    )


def parse_submission(body: Payload, me: Self) -> Submission | None:
    """Return what was submitted; None for people of another workspace."""
    user = _member(body, me)
    view = read_mapping(body, "view")
    form = _form(read_string(view, "private_metadata"))
    if user is None:
        return None
    person = ("slack", me.workspace, user)
    return Submission(person=person, user=user, form=form, values=states_of(view))


def to_amendment(submission: Submission, change: Change, me: Self) -> IncomingAmendment:
    """Return the change that a form asks for."""
    form = submission.form
    return IncomingAmendment(
        key=("slack", me.workspace, "form", form.nonce),
        person=submission.person,
        number=form.number,
        change=change,
        answer_to=form.place.answer_to(submission.user),
        shortcut=form.place.shortcut,
        private=private(submission.user),
    )


def chosen_tags(submission: Submission) -> OwnTags:
    """Return the tags that were chosen, for every facet that the form shows."""
    chosen: dict[str, list[str]] = {facet: [] for facet in CHIPS}
    for state in submission.values.values():
        for chosen_tag in chosen_in(state):
            facet, _, key = chosen_tag.partition(":")
            if facet in chosen and key:
                chosen[facet].append(key)
    return OwnTags({facet: tuple(keys) for facet, keys in chosen.items()})


def written_words(submission: Submission) -> NewWords:
    """Return the text of each part, by the block that bears its id."""
    found = {}
    for block, state in submission.values.items():
        text = state.get("value")
        if isinstance(text, str):
            found[UUID(hex=block)] = text.strip()
    return NewWords(found)


def metadata(form: Form) -> str:
    """Return a form's private_metadata."""
    return json.dumps(asdict(form))


def _form(written: str) -> Form:
    try:
        found = json.loads(written)
        return Form(nonce=found["nonce"], number=found["number"], place=Place(**found["place"]))
    except (KeyError, TypeError) as error:
        raise ValueError("private_metadata") from error


def _change(action_id: str) -> Change | None:
    if action_id.startswith(action_ids.FEELING):
        return _own_tag("feeling", action_id.removeprefix(action_ids.FEELING), FEELINGS)
    if action_id.startswith(action_ids.EXPECTATION):
        key = action_id.removeprefix(action_ids.EXPECTATION)
        return _own_tag("expectation", key, EXPECTATIONS)
    meaning = SHARE.get(action_id.removeprefix(action_ids.SHARE))
    return Sharing(*meaning) if meaning else None


def _own_tag(facet: str, key: str, known: tuple[str, ...]) -> OwnTags | None:
    return OwnTags({facet: (key,)}) if key in known else None


def _member(body: Payload, me: Self) -> str | None:
    """Return the user of this workspace; None for one of another."""
    user = read_string(read_mapping(body, "user"), "id")
    return None if is_of_another_workspace(body, me) else user


def _place(body: Payload, now: datetime) -> Place:
    container = read_mapping(body, "container")
    if container.get("type") != "message":
        return Place()
    url = body.get("response_url")
    return Place(
        channel=read_string(container, "channel_id"),
        ts=read_string(container, "message_ts"),
        is_ephemeral=container.get("is_ephemeral") is True,
        url=url if isinstance(url, str) else "",
        until=(now + URL_LIFE).timestamp(),
    )
