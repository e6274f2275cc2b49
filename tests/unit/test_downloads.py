"""One look at an address that a platform gave: nothing is followed, and it ends when it has to."""

import asyncio
import gzip
from collections.abc import AsyncIterator

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from bot.core.errors import FileDelayedError, FileNotKeptError
from bot.core.images import LARGEST
from bot.core.model.attachment import NotKept
from bot.downloads import download
from bot.practice.server import LoopbackServer
from tests.images import an_image

HEADERS = {"Authorization": "Bearer xoxb-canary"}


class Host:
    """A host of files that remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[Request] = []
        self.sent = 0
        routes = [Route("/{what:path}", self.answer)]
        self.server = LoopbackServer(Starlette(routes=routes), port=0, ping_seconds=20)

    def url(self, what: str) -> str:
        return f"http://127.0.0.1:{self.server.port}/{what}"

    async def answer(self, request: Request) -> Response:
        self.asked.append(request)
        what = request.path_params["what"]
        if what.isdigit():
            return Response(status_code=int(what), headers={"retry-after": "7"})
        answers = {
            "image": lambda: Response(an_image()),
            "drops": lambda: StreamingResponse(self._dropwise(an_image())),
            "away": lambda: RedirectResponse(self.url("image"), 302),
            "html": lambda: Response(b"<html>Sign in</html>", media_type="image/png"),
            "short": lambda: Response(b"\x89P"),
            "empty": lambda: Response(b""),
            "full": lambda: Response(an_image() + bytes(LARGEST - len(an_image()))),
            "large": lambda: Response(an_image() + bytes(LARGEST)),
            "long": lambda: StreamingResponse(self._long(an_image())),
            "video": lambda: StreamingResponse(self._long(b"\0\0\0\x20ftypmp42")),
            "packed": lambda: Response(
                gzip.compress(an_image()), headers={"content-encoding": "gzip"}
            ),
        }
        return answers[what]()

    async def _dropwise(self, content: bytes) -> AsyncIterator[bytes]:
        for place in range(0, len(content), 5):
            yield content[place : place + 5]

    async def _long(self, beginning: bytes) -> AsyncIterator[bytes]:
        yield beginning
        for _ in range(200):
            # Else whoever is not listened to any more would never let anybody else on.
            await asyncio.sleep(0)
            self.sent += 2**20
            yield bytes(2**20)


@pytest.fixture
async def host() -> AsyncIterator[Host]:
    opened = Host()
    opened.server.bind()
    await opened.server.start()
    yield opened
    await opened.server.stop()


@pytest.mark.parametrize("what", ["image", "drops"])
async def test_an_image_is_taken_with_the_headers_that_open_it(host: Host, what: str) -> None:
    assert await download(host.url(what), HEADERS) == an_image()

    (asked,) = host.asked
    assert asked.headers["authorization"] == "Bearer xoxb-canary"
    assert asked.headers["accept-encoding"] == "identity"


async def test_as_many_bytes_as_are_taken_are_taken(host: Host) -> None:
    assert len(await download(host.url("full"), {})) == LARGEST


@pytest.mark.parametrize(
    ("what", "reason"),
    [
        ("away", NotKept.REFUSED),
        ("html", NotKept.NOT_AN_IMAGE),
        ("short", NotKept.NOT_AN_IMAGE),
        ("empty", NotKept.NOT_AN_IMAGE),
        ("packed", NotKept.NOT_AN_IMAGE),
        ("large", NotKept.TOO_LARGE),
        ("long", NotKept.TOO_LARGE),
        ("video", NotKept.NOT_AN_IMAGE),
        ("301", NotKept.REFUSED),
        ("307", NotKept.REFUSED),
        ("401", NotKept.REFUSED),
        ("403", NotKept.REFUSED),
        ("404", NotKept.GONE),
        ("410", NotKept.GONE),
    ],
)
async def test_what_is_not_taken_has_a_reason(host: Host, what: str, reason: NotKept) -> None:
    with pytest.raises(FileNotKeptError) as refused:
        await download(host.url(what), HEADERS)

    assert refused.value.reason is reason
    # Nothing was followed.
    assert len(host.asked) == 1


@pytest.mark.parametrize(("what", "most"), [("long", 2 * LARGEST), ("video", LARGEST // 2)])
async def test_what_is_not_taken_is_not_read_to_its_end(host: Host, what: str, most: int) -> None:
    with pytest.raises(FileNotKeptError):
        await download(host.url(what), {})

    assert host.sent < most


@pytest.mark.parametrize(("what", "seconds"), [("429", 7.0), ("500", 7.0), ("503", 7.0)])
async def test_a_busy_host_is_asked_later(host: Host, what: str, seconds: float) -> None:
    with pytest.raises(FileDelayedError) as delayed:
        await download(host.url(what), {})

    assert delayed.value.retry_after == seconds


async def test_a_host_that_is_away_is_asked_later(host: Host) -> None:
    url = host.url("image")
    await host.server.stop()

    with pytest.raises(FileDelayedError) as delayed:
        await download(url, {})

    assert delayed.value.retry_after is None


@pytest.mark.parametrize("url", ["", "file:///etc/passwd", "http://", "http://[::1"])
async def test_what_is_no_address_is_refused_and_not_repeated(url: str) -> None:
    with pytest.raises(FileNotKeptError) as refused:
        await download(url, HEADERS)

    assert refused.value.reason is NotKept.REFUSED
    assert refused.value.__cause__ is None
