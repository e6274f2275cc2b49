"""Any order of words, taps, commands, silence, repetitions and distress keeps every word that was
sent, once, and asks nothing twice.
"""

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import count
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.core import waiting
from bot.core.model.delivery import Question, QuestionForm, Receipt
from bot.core.model.dialogue import LIFE, SILENCE, Dialogue, Readers, Step, Verb
from bot.core.model.team import Teams
from bot.core.ports.people import Person
from bot.core.ports.store import Transaction
from bot.core.stated import EXPECTATIONS, FEELINGS
from bot.sealing import KeyedSealer
from storage.store import SqlStore
from tests.core_builders import SERVICE, WEDNESDAY, Office, a_command, a_tap, a_telegram_message
from tests.fakes import StandingClock

_runs = count(100)
VALUES = {Verb.FEEL: FEELINGS, Verb.EXPECT: EXPECTATIONS, Verb.SHARE: tuple(Readers)}
TAPS = st.sampled_from(list(Verb)).flatmap(
    lambda verb: st.tuples(st.just("tap"), st.just(verb), st.sampled_from(VALUES.get(verb, ("",))))
)
EVENTS = st.one_of(
    st.just(("text",)),
    st.just(("text",)),
    TAPS,
    TAPS,
    st.just(("file",)),
    st.just(("distress",)),
    st.just(("old tap",)),
    st.just(("start",)),
    st.just(("stop",)),
    st.just(("minutes",)),
    st.just(("day",)),
    st.tuples(st.just("again"), st.integers(1, 8)),
)
Event = tuple[Any, ...]
SHORTEST = [
    ("text",),
    ("tap", Verb.ACCEPT, ""),
    ("tap", Verb.DONE, ""),
    ("tap", Verb.NEXT, ""),
    ("tap", Verb.NEXT, ""),
    ("tap", Verb.SHARE, "team"),
]


@dataclass
class Run:
    """One sequence of events of one person, and what of it may be gone."""

    office: Office
    user: str
    clock: StandingClock
    number: int = 0
    sent: list[str] = field(default_factory=list)
    gone: set[str] = field(default_factory=set)
    """Deleted by the teller, or because nobody accepted the notice in time."""
    inputs: list[tuple[str, Any]] = field(default_factory=list)
    old: UUID = field(default_factory=uuid4)

    async def take(self, event: Event) -> None:
        before = await self.talk()
        held = await self.held()
        await self._do(event, before)
        if before is not None and self._may_delete(event, before):
            left = await self.held() + await self.stories()
            self.gone |= set(held - left)

    def _may_delete(self, event: Event, before: Dialogue) -> bool:
        if event[0] == "day":
            return before.step is Step.NOTICE
        may = before.is_stopping or before.step is Step.SHARE
        return may and event[:2] == ("tap", Verb.DISCARD)

    async def _do(self, event: Event, before: Dialogue | None) -> None:
        what = event[0]
        self.number += 1
        if what == "again":
            if len(self.inputs) >= event[1]:
                await self._input(*self.inputs[-event[1]])
        elif what in {"minutes", "day"}:
            self.clock.advance(SILENCE if what == "minutes" else LIFE)
            await self.office.guiding.pass_time()
        else:
            await self._new(event, before)

    async def _new(self, event: Event, before: Dialogue | None) -> None:
        what, user = event[0], self.user
        if what in {"text", "distress"}:
            text = f"{what} {self.number}"
            self.sent.append(text)
            message = a_telegram_message(text, self.number, user=user, told_at=self._second())
            await self._new_input("tell", message)
        elif what == "file":
            file = a_telegram_message(
                "", self.number, user=user, told_at=self._second(), files=("x",)
            )
            await self._new_input("tell", file)
        elif what == "tap":
            talk = before.id if before else self.old
            self.old = talk
            await self._new_input("tap", a_tap(talk, *event[1:], number=self.number, user=user))
        elif what == "old tap":
            tap = a_tap(self.old, Verb.DONE, number=self.number, user=user)
            await self._new_input("tap", tap)
        else:
            command = replace(
                a_command(what, number=self.number),
                key=("telegram", "9", user, str(self.number)),
                user=user,
                channel=user,
            )
            await self._new_input("begin" if what == "start" else "stop", command)

    async def _new_input(self, name: str, incoming: Any) -> None:
        self.inputs.append((name, incoming))
        await self._input(name, incoming)

    async def _input(self, name: str, incoming: Any) -> None:
        await getattr(self.office.guiding, name)(incoming)

    def _second(self) -> datetime:
        """Return the time as Telegram tells it."""
        return self.clock.now().replace(microsecond=0)

    async def talk(self) -> Dialogue | None:
        def read(tx: Transaction) -> Dialogue | None:
            person = self._person(tx)
            return tx.dialogues.of(person.id) if person else None

        return await self.office.store.read(read)

    async def held(self) -> Counter[str]:
        key = self.office.sealer.keyed(("telegram", "9", self.user))

        def read(tx: Transaction) -> list[str]:
            person = self._person(tx)
            talk = tx.dialogues.of(person.id) if person else None
            held = tx.stories.held(talk.id.bytes, key) if talk else ()
            return [waiting.opened(self.office.sealer, part).text for part in held]

        # Files without words tell nothing.
        return Counter(filter(None, await self.office.store.read(read)))

    async def stories(self) -> Counter[str]:
        def read(tx: Transaction) -> list[str]:
            person = self._person(tx)
            found = tx.stories.of_person(person.id, 0, 1000) if person else ()
            return [part.text for story in found for part in story.parts]

        return Counter(await self.office.store.read(read))

    def _person(self, tx: Transaction) -> Person | None:
        return tx.people.find(self.office.sealer.keyed(("telegram", "9", self.user)))


async def _holds(store: SqlStore, sealer: KeyedSealer, events: list[Event]) -> None:
    clock = StandingClock(WEDNESDAY)
    # Nobody is on call: the place of an alert would be shared by all runs.
    office = Office(store, sealer, clock, Teams((SERVICE,)))
    run = Run(office, str(next(_runs)), clock)
    for event in events:
        await run.take(event)
        clock.advance(timedelta(milliseconds=300))
        found = await run.held() + await run.stories()
        assert set(found.values()) <= {1}, "no word stands twice"
        assert set(found) | run.gone == set(run.sent), "no word is lost"
        assert not set(found) & run.gone, "what was deleted does not come back"

    delivered = [each.content for each in await office.delivered()]
    reminders = Counter(
        each.talk
        for each in delivered
        if isinstance(each, Question) and each.form is QuestionForm.REMINDER
    )
    receipts = Counter(each.number for each in delivered if isinstance(each, Receipt))
    assert set(reminders.values()) <= {1}, "silence asks once"
    assert set(receipts.values()) <= {1}, "a story has one receipt"


def _examples(number: int) -> settings:
    """Return so many, or as many as the profile of the command line says."""
    is_ours = settings.get_current_profile_name() == "sequences"
    return settings(
        max_examples=settings.default.max_examples if is_ours else number,
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@given(events=st.lists(EVENTS, max_size=24))
@example(events=[*SHORTEST, *[("again", number) for number in range(1, 7)]])
@example(events=[*SHORTEST[:3], ("text",), ("minutes",), *SHORTEST[3:], ("old tap",)])
@example(events=[("text",), ("text",), ("day",), ("again", 1), ("again", 2), ("text",)])
@example(events=[*SHORTEST[:2], ("minutes",), ("minutes",), ("text",), ("day",), ("again", 2)])
@example(events=[("distress",), ("text",), ("again", 2), ("day",), *SHORTEST, ("stop",)])
@example(events=[*SHORTEST[:2], ("stop",), ("tap", Verb.DISCARD, ""), ("again", 4), ("text",)])
@example(events=[("distress",), ("tap", Verb.CANCEL, ""), ("tap", Verb.SAVE, "")])
@_examples(60)
async def test_any_sequence_keeps_every_word_once_and_asks_nothing_twice(
    store: SqlStore, sealer: KeyedSealer, events: list[Event]
) -> None:
    await _holds(store, sealer, events)


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
@given(events=st.lists(EVENTS, max_size=24))
@_examples(12)
async def test_any_sequence_does_the_same_on_postgresql(
    store: SqlStore, sealer: KeyedSealer, events: list[Event]
) -> None:
    await _holds(store, sealer, events)
