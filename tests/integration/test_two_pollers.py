"""Two processes on one bot's token: one polls, the other waits until it is gone."""

import signal
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy.engine import make_url

from bot.practice.clock import PracticeClock
from bot.practice.limits import AS_FAST_AS_IT_COMES
from bot.practice.slack_handover import Retries
from bot.practice.workspace import Workspace
from tests.integration.kuule_process import Kuule, a_site, started

LEADS, WAITS = "this process leads", "another process leads, this one waits"
CONFLICT = "another program polls"


@pytest.fixture
async def workspace() -> AsyncIterator[Workspace]:
    retries = Retries(delays=(0.2,) * 100, keep_while_deaf=True)
    async with Workspace(PracticeClock(), retries=retries, rates=AS_FAST_AS_IT_COMES) as opened:
        yield opened


def says(kuule: Kuule, sentence: str) -> bool:
    return any(sentence in line for line in kuule.lines)


def answers(workspace: Workspace, who: str) -> list[dict]:
    return [m for m in workspace.chat(who) if m["from"]["is_bot"]]


async def tell(workspace: Workspace, who: str) -> None:
    await workspace.telegram_say(who, f"Tarina, jonka kertoo {who}.")
    await workspace.until(lambda: len(answers(workspace, who)) == 1)


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM])
async def test_one_leads_and_when_it_ends_the_other_takes_over_and_nothing_is_lost(
    tmp_path: Path, workspace: Workspace, database: str, end: signal.Signals
) -> None:
    knows = make_url(database).get_backend_name() == "postgresql"
    site = a_site(tmp_path / "site", workspace, database)
    async with started(site) as first:
        await first.ready()
        await workspace.until(lambda: workspace.is_polled)
        async with started(site) as second:
            await second.ready()
            if knows:
                await second.until(lambda: says(second, WAITS))
            await tell(workspace, "c1")
            first.send(end)
            await first.ended()
            await tell(workspace, "c2")
            await workspace.quiet()

    assert says(second, LEADS) is knows
    if knows:
        assert not says(first, CONFLICT)
        assert not says(second, CONFLICT)
    assert not any(event.lost for event in workspace.ledger.events)
    assert [len(answers(workspace, who)) for who in ("c1", "c2")] == [1, 1]
