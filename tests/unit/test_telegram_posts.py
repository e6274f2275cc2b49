"""Telegram's posts to one path: what carries the secret is handled, the rest is 403."""

import asyncio
import json

import httpx
import pytest
from starlette.applications import Starlette
from starlette.routing import Route

from bot.core.errors import StorageUnavailableError
from bot.core.model.platforms import Platform
from bot.core.pulse import Pulse
from handlers.telegram.posts import PATH, TelegramPosts, read_update
from tests.patience import HANGS

SECRET = "canary-of-the-webhook_1"
HEADER = "X-Telegram-Bot-Api-Secret-Token"


def update(number: int, chat: int = 7) -> dict:
    return {"update_id": number, "message": {"message_id": number, "chat": {"id": chat}}}


class Listener:
    """Takes updates, and holds or fails those that a test names."""

    def __init__(self) -> None:
        self.begun: list[int] = []
        self.done: list[int] = []
        self.held: dict[int, asyncio.Event] = {}
        self.fails: set[int] = set()

    async def handle(self, payload) -> None:
        number = payload.get("update_id", 0)
        self.begun.append(number)
        if number in self.held:
            await self.held[number].wait()
        if number in self.fails:
            raise StorageUnavailableError("the database is away")
        self.done.append(number)


class Door:
    def __init__(self, *, patience: float = 5) -> None:
        self.pulse = Pulse()
        self.listener = Listener()
        self.posts = TelegramPosts(SECRET, self.listener, self.pulse, patience=patience)
        self.app = Starlette(routes=[Route(PATH, self.posts, methods=["POST"])])

    async def post(self, content: object, headers: object = ((HEADER, SECRET),)) -> int:
        transport = httpx.ASGITransport(app=self.app)
        async with httpx.AsyncClient(transport=transport, base_url="http://kuule") as client:
            return (await client.post(PATH, content=content, headers=headers)).status_code

    async def until(self, holds) -> None:
        async with asyncio.timeout(HANGS):
            while not (self.listener.begun and holds()):  # noqa: ASYNC110  # nobody sets an event there
                await asyncio.sleep(0)

    def waiting(self, chat: int) -> int:
        return len(self.posts._chats[chat]._waiters or ())

    async def send(self, number: int, chat: int = 7) -> int:
        return await self.post(json.dumps(update(number, chat)).encode())


@pytest.fixture
def door():
    return Door()


async def test_an_update_with_the_secret_is_handled_and_then_answered(door):
    door.listener.held[1] = asyncio.Event()
    posting = asyncio.create_task(door.send(1))
    await door.until(lambda: door.listener.begun == [1])
    assert not posting.done()

    door.listener.held[1].set()

    assert await posting == 200
    assert door.listener.done == [1]


WRONG = ["", " ", SECRET[:-1], f"{SECRET}x", SECRET.upper(), f"{SECRET},{SECRET}", "ä", "x" * 9999]


@pytest.mark.parametrize("wrong", WRONG, ids=ascii)
async def test_a_wrong_secret_is_403_and_nothing_is_looked_at(door, wrong):
    headers = [(HEADER.encode(), wrong.encode())]

    assert await door.post(json.dumps(update(1)).encode(), headers) == 403
    assert door.listener.begun == []
    assert door.pulse.counts["refused_requests", Platform.TELEGRAM] == 1


class Blind(bytes):
    """Cannot be compared but by `hmac.compare_digest`, which looks at every byte."""

    __hash__ = bytes.__hash__

    def __eq__(self, other):
        raise AssertionError("the time would tell how much of it is right")


class Secret(str):
    __slots__ = ()

    def encode(self, *_):
        return Blind(super().encode())


async def test_the_secret_is_compared_in_constant_time():
    listener = Listener()
    posts = TelegramPosts(Secret(SECRET), listener, Pulse())
    transport = httpx.ASGITransport(app=Starlette(routes=[Route(PATH, posts, methods=["POST"])]))
    async with httpx.AsyncClient(transport=transport, base_url="http://kuule") as client:
        answers = [
            await client.post(PATH, json=update(1), headers={HEADER: given})
            for given in (SECRET, f"{SECRET[:-1]}2")
        ]

    assert [answer.status_code for answer in answers] == [200, 403]


@pytest.mark.parametrize("headers", [(), ((HEADER, SECRET), (HEADER, SECRET))])
async def test_no_secret_and_two_of_them_are_403(door, headers):
    assert await door.post(b"{}", headers) == 403


async def test_what_is_not_kept_is_503_so_that_telegram_posts_it_again(door):
    door.listener.fails.add(1)

    assert await door.send(1) == 503

    door.listener.fails.clear()
    assert await door.send(1) == 200


async def test_the_updates_of_a_chat_are_handled_in_their_order_and_chats_side_by_side(door):
    gate = door.listener.held[1] = asyncio.Event()
    posts = []
    for number in (1, 2, 3):
        posts.append(asyncio.create_task(door.send(number, 7)))
        await door.until(lambda number=number: door.waiting(7) == number - 1)
    assert await door.send(4, 8) == 200
    assert (door.listener.begun, door.listener.done) == ([1, 4], [4])

    gate.set()

    assert await asyncio.gather(*posts) == [200, 200, 200]
    assert door.listener.done == [4, 1, 2, 3]
    assert len(door.posts._chats) == 0


async def test_a_failed_update_lets_the_next_of_its_chat_pass(door):
    door.listener.fails.add(1)
    posts = [asyncio.create_task(door.send(number)) for number in (1, 2)]

    assert await asyncio.gather(*posts) == [503, 200]


@pytest.mark.parametrize(
    "body",
    [b"", b"[]", b"null", b'"x"', b"1e400", b"\xff\xfe", b"{", b"[" * 100_000, b'{"update_id":'],
    ids=lambda body: ascii(body[:12]),
)
async def test_what_is_no_object_is_handed_on_to_be_parked(door, body):
    assert await door.post(body) == 200
    assert door.listener.begun == [0]
    assert set(read_update(body)) == {"update"}


async def test_a_body_beyond_all_of_telegrams_is_413(door):
    assert await door.post(b"x" * 1_000_001) == 413
    assert door.listener.begun == []


async def test_a_body_that_does_not_come_is_408():
    door = Door(patience=0.05)

    async def slowly():
        yield b"{"
        await asyncio.Event().wait()

    assert await door.post(slowly()) == 408
