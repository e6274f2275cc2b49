"""The web port: alive, and how. No ids and no texts."""

from datetime import datetime, timedelta

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.core.model.platforms import Platform
from bot.core.pulse import Pulse
from handlers.web.app import build
from handlers.web.server import serving
from storage.store import open_store
from tests.core_builders import WEDNESDAY
from tests.fakes import StandingClock


@pytest.fixture
def clock():
    return StandingClock(WEDNESDAY)


@pytest.fixture
def pulse(clock):
    pulse = Pulse()
    pulse.beat(Platform.SLACK, clock.now() - timedelta(seconds=7))
    pulse.count("deliveries", "sent")
    pulse.count("parked", "telegram")
    return pulse


def asking(app):
    transport = httpx.ASGITransport(app=app)
    return httpx.AsyncClient(transport=transport, base_url="http://kuule")


def figures(text):
    return {
        (sample.name, *sorted(sample.labels.values())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


async def test_a_program_whose_database_can_be_read_is_healthy(store, pulse, clock):
    async with asking(build(store, pulse, clock)) as client:
        answer = await client.get("/healthz")

    assert answer.status_code == 200
    assert answer.json()["database"] == "ok"
    assert datetime.fromisoformat(answer.json()["last_event"]["slack"]) == (
        WEDNESDAY - timedelta(seconds=7)
    )


async def test_the_metrics_are_prometheus_own_form(store, pulse, clock):
    pulse.outdated = 12
    async with asking(build(store, pulse, clock)) as client:
        answer = await client.get("/metrics")

    found = figures(answer.text)
    assert answer.headers["content-type"].startswith("text/plain")
    assert found["kuule_database_up",] == 1
    assert found["kuule_stories",] == 0
    assert found["kuule_outdated_parts",] == 12
    assert found["kuule_events_total", "deliveries", "sent"] == 1
    assert found["kuule_events_total", "parked", "telegram"] == 1
    assert found["kuule_last_event_timestamp_seconds", "slack"] == WEDNESDAY.timestamp() - 7


async def test_a_database_that_cannot_be_read_is_unhealthy_and_still_measured(
    tmp_path, sqlite_template, sealer, pulse, clock
):
    path = tmp_path / "kuule.db"
    path.write_bytes(sqlite_template.read_bytes())
    async with open_store(f"sqlite:///{path}", sealer) as store:
        for file in tmp_path.iterdir():
            file.write_bytes(b"no database " * 1000)
        async with asking(build(store, pulse, clock)) as client:
            health, metrics = await client.get("/healthz"), await client.get("/metrics")

    assert (health.status_code, health.json()["database"]) == (503, "unavailable")
    assert metrics.status_code == 200
    assert figures(metrics.text)["kuule_database_up",] == 0


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
async def test_nothing_can_be_changed_there(store, pulse, clock, method):
    async with asking(build(store, pulse, clock)) as client:
        answer = await client.request(method, "/healthz")
        nothing = await client.request(method, "/")

    assert (answer.status_code, nothing.status_code) == (405, 404)


async def test_the_port_is_open_while_the_block_runs(store, pulse, clock):
    app = build(store, pulse, clock)
    async with serving(app, "127.0.0.1", 0) as port, httpx.AsyncClient() as client:
        answer = await client.get(f"http://127.0.0.1:{port}/healthz")

    assert answer.status_code == 200
    assert "server" not in answer.headers


async def test_a_port_that_is_taken_is_an_error(store, pulse, clock):
    app = build(store, pulse, clock)
    async with serving(app, "127.0.0.1", 0) as port:
        with pytest.raises(OSError, match="in use"):
            await serving(app, "127.0.0.1", port).__aenter__()
