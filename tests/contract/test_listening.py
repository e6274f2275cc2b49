"""The `Listening` port holds on both databases."""

from datetime import timedelta

from bot.core.model.platforms import Platform
from bot.core.ports.listening import Gap
from storage.store import SqlStore
from tests.contract.builders import NOW

HOUR = timedelta(hours=1)


async def test_nothing_was_listened_to_in_the_beginning(store: SqlStore) -> None:
    assert await store.read(lambda tx: tx.listening.last()) == {}
    assert await store.read(lambda tx: tx.listening.gaps()) == []


async def test_the_latest_instant_of_each_platform_stands(store: SqlStore) -> None:
    for platform, at in (
        (Platform.TELEGRAM, NOW),
        (Platform.SLACK, NOW),
        (Platform.SLACK, NOW + HOUR),
        (Platform.SLACK, NOW - HOUR),
    ):
        await store.write(lambda tx, platform=platform, at=at: tx.listening.note(platform, at))

    last = await store.read(lambda tx: tx.listening.last())
    assert last == {Platform.SLACK: NOW + HOUR, Platform.TELEGRAM: NOW}


async def test_the_last_gap_of_each_platform_stands(store: SqlStore) -> None:
    gaps = [Gap(Platform.SLACK, NOW, NOW + HOUR), Gap(Platform.SLACK, NOW + HOUR, NOW + 3 * HOUR)]
    for gap in gaps:
        await store.write(lambda tx, gap=gap: tx.listening.note(gap.platform, gap.until))
        await store.write(lambda tx, gap=gap: tx.listening.miss(gap))

    assert await store.read(lambda tx: tx.listening.gaps()) == [gaps[1]]
