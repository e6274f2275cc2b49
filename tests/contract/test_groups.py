"""The `Groups` port, and the move of a group, hold on both databases."""

from dataclasses import replace

import pytest

from bot.core import pacing
from bot.core.groups import GroupList, move_group
from bot.core.model.delivery import Address, DeliveryState
from bot.core.model.platforms import Platform, Route
from bot.core.model.team import Teams
from bot.core.ports.groups import Group
from bot.core.ports.sealing import SealedText
from bot.sealing import KeyedSealer
from storage.store import SqlStore, open_store
from storage.tables import metadata
from tests.contract.builders import (
    NOW,
    a_delivery,
    a_digest,
    a_note,
    a_post,
    after,
    claim,
    deliver,
    settle,
    telegram,
)
from tests.contract.tables import everything, rows
from tests.core_builders import TEAMS, Office, a_telegram_message
from tests.fakes import StandingClock

OLD, NEW = "-4001002003", "-1003000000000000"
OPERATOR = Address(platform=Platform.TELEGRAM, channel="77")


async def known(store: SqlStore) -> list[Group]:
    return list(await store.read(lambda tx: tx.groups.all()))


async def test_joined_left_and_joined_again_is_one_group(store: SqlStore) -> None:
    for _ in range(2):
        assert await store.write(lambda tx: tx.groups.join(NEW, NOW))
        assert not await store.write(lambda tx: tx.groups.join(NEW, NOW))
        await store.write(lambda tx: tx.groups.leave(NEW, NOW))

    assert await known(store) == [Group(NEW, is_member=False)]


async def test_ids_of_52_bits_fit(store: SqlStore) -> None:
    chat = str(-(2**52) + 1)
    await store.write(lambda tx: tx.groups.join(chat, NOW))

    assert [group.chat for group in await known(store)] == [chat]


async def test_a_group_that_moved_is_found_by_both_ids(store: SqlStore) -> None:
    await store.write(lambda tx: tx.groups.join(OLD, NOW))
    # Told twice: by the old chat and by the new one.
    for _ in range(2):
        await store.write(lambda tx: move_group(tx, OLD, NEW, NOW))

    def places(tx):
        return [tx.groups.now_at(chat) for chat in (OLD, NEW, "-5")]

    assert await store.read(places) == [NEW, NEW, "-5"]
    assert set(await known(store)) == {
        Group(OLD, is_member=False, moved_to=NEW),
        Group(NEW, is_member=True),
    }


async def test_what_waits_and_where_digests_stand_moves_and_nothing_else(store: SqlStore) -> None:
    digest = a_digest()
    await store.write(lambda tx: tx.digests.claim(digest, NOW))
    posted = replace(a_post(digest), address=telegram(OLD))
    await deliver(store, posted)
    (sent,) = await claim(store)
    await settle(store, sent, DeliveryState.SENT, remote_id="5")
    waiting = [
        a_delivery(name, address=telegram(chat), content=a_note(), not_before=after(seconds=9))
        for name, chat in (("1", OLD), ("2", "700"), ("3", OLD))
    ]
    await deliver(store, *waiting)

    await store.write(lambda tx: move_group(tx, OLD, NEW, NOW))

    (found,) = await store.read(lambda tx: tx.deliveries.posted(digest.id))
    taken = [*await claim(store, after(minutes=1)), *await claim(store, after(minutes=2))]
    assert found.address.channel == NEW
    assert sorted(each.address.channel for each in taken) == [NEW, NEW, "700"]


class BreakingSealer(KeyedSealer):
    """Fails at the seal after so many more; without a number it does not."""

    more: int | None = None

    def seal(self, text: str, place: str) -> bytes:
        if self.more == 0:
            raise ArithmeticError
        self.more = None if self.more is None else self.more - 1
        return super().seal(text, place)


@pytest.mark.parametrize("more", [0, 1, 2])
async def test_a_move_that_fails_half_way_moves_nothing(database: str, more: int) -> None:
    sealer = BreakingSealer(bytes(32))
    async with open_store(database, sealer) as store:
        await in_use(store, OLD)
        before = everything(database)
        sealer.more = more
        with pytest.raises(ArithmeticError):
            await GroupList(store, TEAMS, StandingClock(NOW), None).move(OLD, NEW)
        assert everything(database) == before

        sealer.more = None
        await GroupList(store, TEAMS, StandingClock(NOW), None).move(OLD, NEW)
        assert await store.read(lambda tx: tx.groups.now_at(OLD)) == NEW


class OpenSealer(KeyedSealer):
    """Seals nothing, so that whoever looks at the rows sees all of it."""

    def seal(self, text: str, place: str) -> bytes:
        return text.encode()

    def open(self, sealed: bytes, place: str) -> str:
        return sealed.decode()

    def seal_content(self, content: bytes, place: str) -> SealedText:
        return SealedText(sealed=content, wrapped_key=b"")


async def test_after_a_move_the_old_id_stands_only_where_it_leads_to_the_new_one(
    database: str,
) -> None:
    sealer = OpenSealer(bytes(32))
    async with open_store(database, sealer) as store:
        await in_use(store, OLD)
        await Office(store, sealer, StandingClock(NOW)).intake.submit(
            replace(a_telegram_message(), route=Route.GROUP, channel=OLD)
        )
        before = columns_with(database, sealer, OLD)
        await GroupList(store, TEAMS, StandingClock(NOW), None).move(OLD, NEW)

    # The hash in "lane" says when the place was free again, and is soon forgotten.
    moved = {"delivery.lane", "delivery.sealed"}
    assert before == {"telegram_group.chat", "lane.key"} | moved
    assert columns_with(database, sealer, OLD) == {"telegram_group.chat", "lane.key"}
    leads = {"telegram_group.chat", "telegram_group.moved_to"}
    assert columns_with(database, sealer, NEW) == leads | moved


async def in_use(store: SqlStore, chat: str) -> None:
    """Let Kuule be in a group with a digest, an edit of it, and two answers that wait."""
    digest, address = a_digest(), telegram(chat)
    await store.write(lambda tx: tx.groups.join(chat, NOW))
    await store.write(lambda tx: tx.digests.claim(digest, NOW))
    await deliver(store, replace(a_post(digest), address=address))
    (sent,) = await claim(store)
    await settle(store, sent, DeliveryState.SENT, remote_id="5")
    places = (replace(address, edits="5"), replace(address, replies_to="7"))
    waiting = [
        a_delivery(str(number), address=place, content=a_note(), not_before=after(seconds=9))
        for number, place in enumerate(places)
    ]
    await deliver(store, *waiting)


def columns_with(database: str, sealer: KeyedSealer, chat: str) -> set[str]:
    """Return the columns of all tables in which the id stands, or the hash of its lane."""
    lane = sealer.keyed(pacing.lane(telegram(chat)))
    return {
        f"{table}.{column}"
        for table in metadata.tables
        for row in rows(database, table)
        for column, value in row.items()
        if chat in shown(value) or value == lane
    }


def shown(value: object) -> str:
    return value.decode(errors="replace") if isinstance(value, bytes) else str(value)


@pytest.mark.parametrize("operator", [OPERATOR, None])
async def test_the_operator_is_told_of_each_new_group_once(store: SqlStore, operator) -> None:
    groups = GroupList(store, TEAMS, StandingClock(NOW), operator)
    for _ in range(2):
        await groups.join(NEW)

    told = await claim(store, after(minutes=1))
    assert [each.content.arguments["chat"] for each in told] == ([NEW] if operator else [])


def test_the_place_of_the_digest_is_the_teams_channel() -> None:
    team = replace(TEAMS.all[1], telegram_digest=int(NEW))
    teams = Teams((TEAMS.first, team))

    assert teams.by_channel(NEW) == team
    assert teams.by_channel("0") is None
