"""What lies in the database's files: canaries of who told, where and what, looked for as bytes."""

import base64
import json
import random
import secrets
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest

from bot.core.attaching import Wanted, awaited_file, content_place
from bot.core.model.delivery import DeliveryState, DigestPost, Shortcut
from bot.core.model.incoming import IncomingErasing
from bot.core.ports.deliveries import NewDelivery
from bot.core.ports.recordings import NewRecording
from bot.core.ports.store import Transaction
from bot.sealing import KeyedSealer
from storage.store import SqlStore
from tests.contract.builders import (
    NOW,
    a_delivery,
    a_digest,
    a_held,
    a_key,
    a_note,
    a_part,
    a_story,
    a_tag,
    after,
    claim,
    deliver,
    settle,
    slack,
    telegram,
    tell,
)
from tests.contract.tables import everything, rows
from tests.contract.test_audit import ENTRY
from tests.contract.test_corrections import a_correction
from tests.contract.test_learning import a_version
from tests.core_builders import Office, a_command, a_telegram_message
from tests.fakes import StandingClock

USER, CHAT, MESSAGE, WORKSPACE = "U0CANARYUSR", "D0CANARYCHT", "1731312000.424242", "T0CANARYWSP"
TELEGRAM_CHAT = "7000424242"
HOOK = "https://hooks.slack.test/commands/canary-token"
ORIGINAL = "The original canary calls +358 40 424242."
HELD = "The held canary waits."
HEARD = "The canary sings."
PARKED = "The parked canary cannot fly."
FILE = "F0CANARYFIL"
IMAGE = "The image of a canary."
REMOTE = "1731312099.424242"
CANARIES = (
    USER,
    CHAT,
    MESSAGE,
    WORKSPACE,
    TELEGRAM_CHAT,
    HOOK,
    "canary-token",
    ORIGINAL,
    "424242",
    HELD,
    HEARD,
    PARKED,
    FILE,
    IMAGE,
    REMOTE,
    "C0CANARYCHN",
)


@pytest.fixture
def at_rest(database: str) -> Callable[[], bytes]:
    """Everything that lies at rest: each column, and the files where the database is files."""

    def read() -> bytes:
        files = Path(database.removeprefix("sqlite:///"))
        found = [file.read_bytes() for file in files.parent.glob(f"{files.name}*")]
        return b"\n".join([everything(database), *found])

    return read


def assert_hidden(dump: bytes, canary: str) -> None:
    raw = canary.encode()
    forms = (
        raw,
        raw.hex().encode(),
        base64.b64encode(raw).rstrip(b"="),
        canary.encode("utf-16-le"),
    )
    assert not [form for form in forms if form in dump], canary


async def tell_everything(store: SqlStore, sealer: KeyedSealer) -> None:
    """Write every kind of row, as the services do."""
    key = sealer.keyed(("slack", WORKSPACE, CHAT, MESSAGE))
    person_key = sealer.keyed(("slack", WORKSPACE, USER))
    address = sealer.seal(json.dumps([WORKSPACE, USER]), f"person/{person_key.hex()}/address")
    part = a_part("1.0", "The shown text calls [number].", a_tag("emotion", "joy"))
    original = sealer.seal_original(ORIGINAL, f"part/{part.id.hex}/original")
    held = sealer.keyed(("slack", WORKSPACE, CHAT, "2.0"))
    digest = a_digest()

    wanted = Wanted(file=FILE, address=slack(USER), language="fi", chosen=False)
    awaited, kept = (awaited_file(sealer, part.id, wanted, NOW) for _ in range(2))
    image = sealer.seal_content(IMAGE.encode(), content_place(kept.id))

    def unit(tx: Transaction) -> None:
        person = tx.people.meet(person_key, address)
        tx.people.choose_team(person.id, "palvelu")
        story = a_story(replace(part, key=key, original=original), person.id, reply_due=NOW)
        tx.stories.add(story)
        tx.attachments.add(awaited)
        tx.attachments.add(kept)
        tx.attachments.keep(kept.id, "image/png", image)
        tx.stories.hold(
            replace(
                a_held("2.0", "1.0"),
                key=held,
                parent=key,
                person=person_key,
                sealed=sealer.seal(HELD, f"held/{held.hex()}/sealed"),
            )
        )
        tx.recordings.add(
            NewRecording(
                id=UUID(int=7),
                key=sealer.keyed(("telegram", "1", TELEGRAM_CHAT, "7")),
                person=person.id,
                sealed=sealer.seal(HEARD, "recording/7/sealed"),
                not_before=NOW,
                expires=after(hours=24),
            )
        )
        tx.corrections.add(a_correction(story.id))
        tx.audit.add(ENTRY)
        tx.learning.adopt(a_version(), tx.learning.states()["palvelu"])
        tx.digests.claim(digest, NOW)
        raw = json.dumps({"text": PARKED, "user": USER})
        tx.parking.add(sealer.keyed(("parked", raw)), "slack", raw, "KeyError", NOW)
        shortcut = Shortcut(HOOK, after(minutes=30))
        for address_ in (slack(CHAT), slack("C0CANARYCHN", user=USER), telegram(TELEGRAM_CHAT)):
            tx.deliveries.add(
                NewDelivery(
                    dedup=("slack", WORKSPACE, CHAT, MESSAGE, "receipt", address_.channel),
                    address=address_,
                    content=a_note(),
                    not_before=NOW,
                    shortcut=shortcut,
                    story=story.id,
                )
            )
        tx.deliveries.add(
            NewDelivery(
                dedup=("digest", MESSAGE),
                address=slack("C0CANARYCHN"),
                content=DigestPost(digest.id),
                not_before=NOW,
                digest=digest.id,
            )
        )

    await store.write(unit)


async def test_nobody_and_no_original_lies_in_clear_anywhere(
    store: SqlStore, sealer: KeyedSealer, at_rest: Callable[[], bytes]
) -> None:
    await tell_everything(store, sealer)
    waiting = at_rest()
    sent, lost, *_ = await claim(store)
    sending = at_rest()
    await settle(store, sent, DeliveryState.SENT, remote_id=REMOTE)
    await settle(store, lost, DeliveryState.UNKNOWN, reason="lost_answer")
    settled = at_rest()

    for dump in (waiting, sending, settled):
        assert b"The shown text calls [number]." in dump, "the dump must see what is in clear"
        for canary in CANARIES:
            assert_hidden(dump, canary)


async def test_nothing_of_a_withdrawn_story_is_left_in_the_files(
    store: SqlStore, sealer: KeyedSealer, at_rest: Callable[[], bytes]
) -> None:
    await tell(store, "1.0", "Words that must go away.", a_tag("emotion", "gonetag"))
    assert b"Words that must go away." in at_rest()
    assert b"wrapped 1.0" in at_rest()

    def unit(tx: Transaction) -> None:
        own = tx.stories.of(a_key("1.0"), None)
        assert own is not None
        tx.stories.withdraw(own.id, NOW)

    await store.write(unit)

    assert await store.tidy()
    for gone in (b"Words that must", b"gonetag", b"sealed 1.0", b"wrapped 1.0"):
        assert gone not in at_rest()


async def test_nothing_of_who_erased_everything_is_left_in_the_files_but_a_tombstone(
    store: SqlStore, sealer: KeyedSealer, database: str, at_rest: Callable[[], bytes]
) -> None:
    office = Office(store, sealer, StandingClock(NOW))
    await office.intake.submit(a_telegram_message("Words that must go away."))
    await office.guiding.begin(a_command("start"))
    await office.guiding.tell(a_telegram_message("Words that wait.", 2))
    ((person,), (part,), (held,)) = (rows(database, name) for name in ("person", "part", "held"))
    (part_key,) = rows(database, "part_key")
    address, original = bytes(person["address"]), bytes(part["original"])
    sealed = [address, original, bytes(part_key["wrapped"]), bytes(held["sealed"])]
    assert b"Words that must go away." in at_rest()
    assert [each for each in sealed if each not in at_rest()] == []

    wish = IncomingErasing(
        key=("telegram", "9", "press", "1"),
        person=("telegram", "9", "77"),
        confirmed=1,
        question="erase-question",
        answer_to=telegram("77"),
    )
    assert await office.erasing.erase(wish)
    await office.delivered()

    assert await store.tidy()
    dump = at_rest()
    for gone in (b"Words that", str(person["id"]).encode(), *sealed):
        assert gone not in dump
    assert sealer.keyed(wish.person) in dump


async def test_nothing_is_left_whatever_the_order_of_telling_and_removing(
    store: SqlStore, at_rest: Callable[[], bytes]
) -> None:
    """SQLite moves rows between pages while it grows: nothing may stay where they were."""
    chance = random.Random(46)  # noqa: S311  # no secret
    removed: list[str] = []
    kept: dict[str, str] = {}
    for n in range(300):
        words = f"canary-{n:03}-{secrets.token_hex(8)} "
        await tell(store, f"{n}", words * chance.randrange(1, 120), a_tag("f", f"tag{words[:10]}"))
        kept[f"{n}"] = words.strip()
        if chance.random() < 0.6:
            message = chance.choice(list(kept))
            removed.append(kept.pop(message))

            def withdraw(tx: Transaction, message: str = message) -> None:
                own = tx.stories.of(a_key(message), None)
                assert own is not None
                tx.stories.withdraw(own.id, NOW)

            await store.write(withdraw)

    assert await store.tidy()
    dump = at_rest()
    assert [words for words in removed if words.encode() in dump] == []
    assert [words for words in kept.values() if words.encode() not in dump] == []


async def test_what_was_sent_is_gone_from_the_files(
    store: SqlStore, database: str, at_rest: Callable[[], bytes]
) -> None:
    shortcut = Shortcut(HOOK, after(minutes=30))
    await deliver(store, a_delivery(shortcut=shortcut, address=slack("D1")))
    (row,) = rows(database, "delivery")
    (delivery,) = await claim(store)
    await settle(store, delivery, DeliveryState.SENT, remote_id=REMOTE)

    assert await store.tidy()

    for column in ("sealed", "shortcut"):
        assert bytes(row[column]) not in at_rest()
