"""The `Groups` port, and the move of a group, hold on both databases."""

from dataclasses import replace

import pytest

from bot.core.groups import GroupList, move_group
from bot.core.model.delivery import Address, DeliveryState
from bot.core.model.platforms import Platform
from bot.core.model.team import Teams
from bot.core.ports.groups import Group
from storage.store import SqlStore
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
from tests.core_builders import TEAMS
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
