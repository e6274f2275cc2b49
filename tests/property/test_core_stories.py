"""Any order and any repetition of messages, replies, edits and removals gives what they mean
together.
"""

from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import count
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.core.model.delivery import Receipt
from bot.core.model.incoming import IncomingEdit, IncomingMessage, IncomingRemoval
from bot.core.model.platforms import Route
from bot.core.model.team import Teams
from bot.sealing import KeyedSealer
from storage.store import SqlStore
from tests.core_builders import SERVICE, WEDNESDAY, Office, a_key, a_message
from tests.fakes import StandingClock

_runs = count()


class Message(NamedTuple):
    """One of the messages of two threads. Its name is its text."""

    name: str
    user: str
    parent: str = ""


THREADS = {
    "A": (Message("A1", "U1", "A"), Message("A2", "U1", "A"), Message("A3", "U2", "A")),
    "B": (Message("B1", "U2", "B"),),
}
MESSAGES = {
    each.name: each
    for root, replies in THREADS.items()
    for each in (Message(root, "U1" if root == "A" else "U2"), *replies)
}
EVENTS = st.one_of(
    st.tuples(st.just("come"), st.sampled_from(sorted(MESSAGES))),
    st.tuples(st.just("mention"), st.sampled_from(sorted(THREADS))),
    st.tuples(st.just("delete"), st.sampled_from(sorted(MESSAGES))),
    st.tuples(st.just("bell"), st.sampled_from(sorted(MESSAGES))),
    st.tuples(st.just("foreign bell"), st.sampled_from(sorted(THREADS))),
    st.tuples(st.sampled_from(["edit 1", "edit 2", "edit 3"]), st.sampled_from(sorted(MESSAGES))),
    st.tuples(st.just("edit away"), st.sampled_from(sorted(MESSAGES))),
    st.tuples(st.just("button"), st.sampled_from(sorted(THREADS))),
)
Event = tuple[str, str]
EDITS = {f"edit {number}": number for number in (1, 2, 3)}
IN_ORDER = [("come", "A"), ("come", "A1"), ("come", "A3"), ("come", "A2"), ("come", "B")]


def words(name: str, edit: int) -> str:
    """Return what a message says after its edits up to that one."""
    return f"{name}~{edit}" if edit else name


@dataclass
class Model:
    """What came and what is gone; the order is of no interest."""

    came: set[str] = field(default_factory=set)
    gone: set[str] = field(default_factory=set)
    edits: dict[str, int] = field(default_factory=dict)

    def take(self, event: Event) -> None:
        what, name = event
        if what in {"come", "mention"}:
            self.came.add(name)
        elif what in EDITS:
            self.edits[name] = max(self.edits.get(name, 0), EDITS[what])
        elif what in {"delete", "bell", "edit away"} or (what == "button" and name in self.came):
            self.gone.add(name)

    def visible(self) -> list[str]:
        """Return the texts of the stories."""
        return [
            "\n".join(
                self._says(name)
                for name in (
                    root,
                    *(each.name for each in replies if self._is_part(root, each)),
                )
            )
            for root, replies in THREADS.items()
            if root in self.came - self.gone
        ]

    def _says(self, name: str) -> str:
        return words(name, self.edits.get(name, 0))

    def _is_part(self, root: str, reply: Message) -> bool:
        return reply.user == MESSAGES[root].user and reply.name in self.came - self.gone


@dataclass
class Run:
    """One sequence of events against the services, in a channel and team of its own."""

    office: Office
    channel: str
    numbers: dict[str, str] = field(default_factory=dict)

    async def take(self, event: Event) -> None:
        what, name = event
        if what in {"come", "mention"}:
            await self._come(name, Route.MENTION if what == "mention" else Route.CHANNEL)
        elif what == "delete":
            await self._remove(name, None, what)
        elif what == "bell" or what == "edit away":
            await self._remove(name, self._user(name), what)
        elif what in EDITS:
            await self._edit(name, EDITS[what])
        elif what == "foreign bell" and name in self.numbers:
            await self._remove(name, "U3", what)
        elif what == "button" and name in self.numbers:
            await self._press(name)

    async def _come(self, name: str, route: Route) -> None:
        await self.office.intake.submit(self._message(name, route))
        for story in await self.office.told(self.office.teams.first):
            self.numbers[story.parts[0].text.partition("~")[0]] = story.number

    async def _edit(self, name: str, edit: int) -> None:
        await self.office.editing.edit(
            IncomingEdit(
                message=a_key(self._ts(name), self.channel),
                person=("slack", "T1", self._user(name)),
                channel=self.channel,
                text=words(name, edit),
                changed_at=WEDNESDAY + timedelta(seconds=60 + edit),
                may_come=True,
            )
        )

    def _message(self, name: str, route: Route) -> IncomingMessage:
        message = MESSAGES[name]
        return a_message(
            name,
            self._ts(name),
            channel=self.channel,
            user=self._user(name),
            parent=self._ts(message.parent) if message.parent else None,
            route=route,
            told_at=WEDNESDAY + timedelta(seconds=float(self._ts(name))),
        )

    async def _remove(self, name: str, user: str | None, what: str) -> None:
        key = a_key(self._ts(name), self.channel)
        person = None if user is None else ("slack", "T1", user)
        await self.office.removal.remove(
            IncomingRemoval(key=(*key, what), person=person, message=key)
        )

    async def _press(self, name: str) -> None:
        await self.office.removal.remove(
            IncomingRemoval(
                key=("press", self.channel, name),
                person=("slack", "T1", self._user(name)),
                number=self.numbers[name],
            )
        )

    def _user(self, name: str) -> str:
        # Of this run alone: in a shared place receipts would wait for those of earlier runs.
        return f"{MESSAGES[name].user}{self.channel}"

    @staticmethod
    def _ts(name: str) -> str:
        return f"{sorted(MESSAGES).index(name) + 1}.0"


async def _agrees(store: SqlStore, sealer: KeyedSealer, events: list[Event]) -> None:
    channel = f"C{next(_runs)}"
    team = replace(SERVICE, id=channel, slack_listen=(channel,), slack_digest="")
    run = Run(Office(store, sealer, StandingClock(WEDNESDAY), Teams((team,))), channel)
    model = Model()
    for event in events:
        await run.take(event)
        model.take(event)

    told = await run.office.told(team)
    assert sorted(story.text for story in told) == model.visible()
    receipts = [
        each.content.number
        for each in await run.office.delivered()
        if isinstance(each.content, Receipt)
    ]
    assert sorted(receipts) == sorted([story.number for story in told] * 2)


def _examples(number: int) -> settings:
    """Return so many, or as many as the profile of the command line says."""
    is_ours = settings.get_current_profile_name() == "sequences"
    return settings(
        max_examples=settings.default.max_examples if is_ours else number,
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@given(events=st.lists(EVENTS, max_size=16))
@example(events=[("delete", "A"), *IN_ORDER])
@example(events=[*IN_ORDER, ("delete", "A1"), *IN_ORDER])
@example(events=[*IN_ORDER[::-1], ("button", "A"), *IN_ORDER])
@example(events=[("edit 2", "A1"), ("edit 1", "A"), *IN_ORDER[::-1], ("edit 1", "A1")])
@_examples(250)
async def test_any_sequence_gives_what_its_events_mean_together(
    store: SqlStore, sealer: KeyedSealer, events: list[Event]
) -> None:
    await _agrees(store, sealer, events)


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
@given(events=st.lists(EVENTS, max_size=16))
@_examples(40)
async def test_any_sequence_gives_the_same_on_postgresql(
    store: SqlStore, sealer: KeyedSealer, events: list[Event]
) -> None:
    await _agrees(store, sealer, events)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@given(
    data=st.permutations(
        [*IN_ORDER, ("come", "B1"), ("delete", "A2"), ("bell", "B"), ("mention", "A")] * 2
    )
)
@_examples(60)
async def test_every_permutation_of_repeated_events_gives_one_result(
    store: SqlStore, sealer: KeyedSealer, data: list[Event]
) -> None:
    await _agrees(store, sealer, data)
