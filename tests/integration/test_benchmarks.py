"""The benchmark of the way in still goes the product's own way."""

from benchmarks.intake import _ways
from storage.store import SqlStore


async def test_each_way_of_the_intake_benchmark_keeps_what_it_tells(store: SqlStore) -> None:
    slack, text, talk = _ways(store)
    await slack(1)
    await text(1)
    await talk(1)

    census = await store.read(lambda tx: tx.counting.take())
    assert (census.stories, census.parked) == (2, 0)
