"""Values as the services write them, for the tests of the store. Each shows only what matters."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from bot.core.model.delivery import Address, Delivery, DeliveryState, DigestPost, Note, Receipt
from bot.core.model.digest import Digest, DigestState, Line, Period
from bot.core.model.platforms import Platform
from bot.core.model.story import Identity, Role, Share, Story
from bot.core.model.tag import Reading, Sentiment, Source, Tag, Version
from bot.core.model.team import Team
from bot.core.model.week import Week
from bot.core.ports.deliveries import NewDelivery, Outcome
from bot.core.ports.people import Person
from bot.core.ports.sealing import SealedText
from bot.core.ports.store import Store, Transaction
from bot.core.ports.stories import HeldPart, NewPart, NewStory, OwnStory

NOW = datetime(2026, 11, 11, 9, tzinfo=UTC)
WEEK = Week(2026, 46)
TEAM = Team(
    id="palvelu", name="Asiakaspalvelu", language="fi", timezone=ZoneInfo("Europe/Helsinki")
)
VERSION = Version(taxonomy="t1", model="m1")
OTHER_TEAM = Team(id="butik", name="Butiken", language="sv", timezone=TEAM.timezone)


def a_key(name: str) -> bytes:
    """Return 32 bytes, as a keyed hash is."""
    return name.encode().ljust(32, b"\0")


def after(**duration: float) -> datetime:
    return NOW + timedelta(**duration)


def a_tag(facet: str, key: str = "k", **fields: Any) -> Tag:
    values: dict[str, Any] = {
        "source": Source.RULE,
        "polarity": 0,
        "confidence": 0.5,
        "start": 0,
        "end": 1,
    }
    return Tag(facet=facet, key=key, **values | fields)


def a_reading(text: str = "Hei.", *tags: Tag, **fields: Any) -> Reading:
    values: dict[str, Any] = {
        "language": "fi",
        "sentiment": Sentiment.NEUTRAL,
        "valence": 0.0,
        "emotions": (),
        "criticality": 0,
        "needs_reply": False,
        "signs": (),
        "pii": (),
    }
    return Reading(masked=text, tags=tags, **values | fields)


def a_vector(text: str) -> bytes:
    """Return bytes that are of that text alone, like a vector."""
    return b"vector of " + text.encode()


def a_part(name: str, text: str = "Hei.", *tags: Tag, **fields: Any) -> NewPart:
    """Return a part told by the message of that name."""
    told_at, version = fields.pop("told_at", NOW), fields.pop("version", VERSION)
    return NewPart(
        id=uuid4(),
        key=a_key(name),
        original=SealedText(b"sealed " + name.encode(), b"wrapped " + name.encode()),
        told_at=told_at,
        reading=a_reading(text, *tags, **fields),
        vector=a_vector(text),
        version=version,
    )


def a_story(part: NewPart, person: UUID, **fields: Any) -> NewStory:
    values: dict[str, Any] = {
        "id": uuid4(),
        "team": TEAM,
        "role": Role.CUSTOMER,
        "identity": Identity.UNNAMED,
        "share": Share.TEAM,
        "week": WEEK,
        "reply_due": None,
    }
    return NewStory(part=part, person=person, **values | fields)


async def tell(
    store: Store, name: str, text: str = "Hei.", *tags: Tag, teller: str = "U1", **fields: Any
) -> NewStory:
    """Store a story told by the message of that name, and return it as it was written."""
    story_fields = {
        each: fields.pop(each)
        for each in ("team", "role", "identity", "share", "week", "reply_due")
        if each in fields
    }
    part = a_part(name, text, *tags, **fields)

    def unit(tx: Transaction) -> NewStory:
        person = tx.people.meet(a_key(teller), b"sealed address")
        story = a_story(part, person.id, **story_fields)
        tx.stories.add(story)
        return story

    return await store.write(unit)


async def told(store: Store, week: Week = WEEK, team: str = TEAM.id) -> Sequence[Story]:
    return await store.read(lambda tx: tx.stories.told_in(team, week))


async def person_of(store: Store, name: str = "U1") -> Person:
    return await store.write(lambda tx: tx.people.meet(a_key(name), b"sealed address"))


async def of(store: Store, message: str, person: Person | None = None) -> OwnStory | None:
    return await store.write(
        lambda tx: tx.stories.of(a_key(message), person.id if person else None)
    )


async def add_part(store: Store, message: str, part: NewPart) -> None:
    def unit(tx: Transaction) -> None:
        own = tx.stories.of(a_key(message), None)
        assert own is not None
        tx.stories.add_part(own.id, part)

    await store.write(unit)


async def withdraw(store: Store, message: str, now: datetime = NOW) -> None:
    def unit(tx: Transaction) -> None:
        own = tx.stories.of(a_key(message), None)
        assert own is not None
        tx.stories.withdraw(own.id, now)

    await store.write(unit)


def a_held(name: str, parent: str, person: str = "U1", **fields: Any) -> HeldPart:
    values: dict[str, Any] = {"sealed": b"sealed " + name.encode(), "expires": after(minutes=10)}
    return HeldPart(key=a_key(name), parent=a_key(parent), person=a_key(person), **values | fields)


def a_receipt(number: str = "T-0412") -> Receipt:
    return Receipt(number=number, language="fi", team="Asiakaspalvelu", share=Share.TEAM)


def a_note(key: str = "removed") -> Note:
    return Note(key=key, language="fi", arguments={"number": "T-0412"})


def slack(channel: str = "C1", **fields: str) -> Address:
    return Address(platform=Platform.SLACK, channel=channel, **fields)


def telegram(chat: str = "700") -> Address:
    return Address(platform=Platform.TELEGRAM, channel=chat)


def a_delivery(name: str = "1.0", **fields: Any) -> NewDelivery:
    values: dict[str, Any] = {"address": slack(), "content": a_receipt(), "not_before": NOW}
    return NewDelivery(dedup=("slack", "T1", "C1", name, "receipt"), **values | fields)


def a_digest(week: Week = WEEK, **fields: Any) -> Digest:
    values: dict[str, Any] = {
        "id": uuid4(),
        "team": TEAM.id,
        "period": Period(week, week),
        "language": "fi",
        "state": DigestState.CLAIMED,
        "lines": (Line("header", "Viikko 46", ()), Line("quote", "”Hei.”", ("T-0412",))),
    }
    return Digest(**values | fields)


def a_post(digest: Digest, channel: str = "C9", **fields: Any) -> NewDelivery:
    """Return the delivery of a digest to a channel."""
    return NewDelivery(
        dedup=("digest", digest.team, str(digest.period.last), channel),
        address=slack(channel),
        content=DigestPost(digest.id),
        not_before=fields.pop("not_before", NOW),
        digest=digest.id,
        **fields,
    )


async def deliver(store: Store, *deliveries: NewDelivery) -> None:
    def unit(tx: Transaction) -> None:
        for each in deliveries:
            tx.deliveries.add(each)

    await store.write(unit)


async def claim(
    store: Store, now: datetime = NOW, limit: int = 20, lease: float = 60
) -> list[Delivery]:
    until = now + timedelta(seconds=lease)
    return list(await store.write(lambda tx: tx.deliveries.claim(now, until, limit)))


async def settle(
    store: Store, delivery: Delivery, state: DeliveryState, now: datetime = NOW, **fields: Any
) -> None:
    outcome = Outcome(delivery=delivery.id, state=state, **fields)
    await store.write(lambda tx: tx.deliveries.settle(outcome, now))
