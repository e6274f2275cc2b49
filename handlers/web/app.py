"""The web port: is it alive, and how is it. No ids and no texts."""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from prometheus_client import generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.registry import Collector
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from bot.core.errors import StorageUnavailableError
from bot.core.ports.clock import Clock
from bot.core.ports.counting import Census
from bot.core.ports.store import Store
from bot.core.pulse import Pulse


def build(
    store: Store, pulse: Pulse, clock: Clock, posts: Mapping[str, ASGIApp] | None = None
) -> Starlette:
    """Return the app with /healthz and /metrics; `posts` take what is posted to their paths."""

    async def healthz(_request: Request) -> Response:
        state = await _state(store, pulse, clock)
        return JSONResponse(state, status_code=200 if state["database"] == "ok" else 503)

    async def metrics(_request: Request) -> Response:
        census = await _census(store)
        figures = generate_latest(_Figures(census, pulse, clock.now()))
        return Response(figures, media_type=CONTENT_TYPE_LATEST)

    routes = [_route("/healthz", healthz), _route("/metrics", metrics)]
    routes += [Route(path, app, methods=["POST"]) for path, app in (posts or {}).items()]
    return Starlette(routes=routes)


def _route(path: str, endpoint: Callable[[Request], Awaitable[Response]]) -> Route:
    return Route(path, endpoint, methods=["GET"])


async def _census(store: Store) -> Census | None:
    try:
        return await store.read(lambda tx: tx.counting.take())
    except StorageUnavailableError:
        return None


async def _state(store: Store, pulse: Pulse, clock: Clock) -> dict[str, object]:
    census = await _census(store)
    last = {platform.value: at.isoformat() for platform, at in pulse.last_event.items()}
    if census is None:
        return {"database": "unavailable", "last_event": last}
    return {
        "database": "ok",
        "last_event": last,
        "oldest_delivery_seconds": _age(census.oldest_due, clock.now()),
        "parked": census.parked,
    }


@dataclass(frozen=True, slots=True)
class _Figures(Collector):
    """The figures of one scrape."""

    census: Census | None
    pulse: Pulse
    now: datetime

    def collect(self) -> Iterable[Metric]:
        yield GaugeMetricFamily(
            "kuule_database_up", "1 when it can be read.", value=self.census is not None
        )
        last = GaugeMetricFamily(
            "kuule_last_event_timestamp_seconds",
            "When an event last came in.",
            labels=["platform"],
        )
        for platform, at in self.pulse.last_event.items():
            last.add_metric([platform], at.timestamp())
        yield last
        events = CounterMetricFamily("kuule_events", "What happened.", labels=["what", "label"])
        for (what, label), count in self.pulse.counts.items():
            events.add_metric([what, label], count)
        yield events
        yield GaugeMetricFamily(
            "kuule_outdated_parts",
            "Parts that are still to be tagged anew.",
            value=self.pulse.outdated,
        )
        if self.census is not None:
            yield from self._census(self.census)

    def _census(self, census: Census) -> Iterable[Metric]:
        yield GaugeMetricFamily("kuule_stories", "Stories that are kept.", value=census.stories)
        yield GaugeMetricFamily(
            "kuule_parked_inputs", "Inputs that failed five times.", value=census.parked
        )
        yield GaugeMetricFamily(
            "kuule_unposted_digests", "Digests claimed and not posted yet.", value=census.unposted
        )
        states = GaugeMetricFamily("kuule_deliveries", "Deliveries by state.", labels=["state"])
        for state, count in census.deliveries.items():
            states.add_metric([state], count)
        yield states
        yield GaugeMetricFamily(
            "kuule_oldest_delivery_seconds",
            "How long the longest waiting delivery is due.",
            value=_age(census.oldest_due, self.now),
        )


def _age(since: datetime | None, now: datetime) -> float:
    return 0.0 if since is None else max((now - since).total_seconds(), 0.0)
