"""The poller against every way in which a poll can end: what it asks next, and after how long."""

import asyncio
from urllib.parse import parse_qs, urlsplit

import pytest
from telegram import Bot
from telegram.error import (
    BadRequest,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TimedOut,
)
from telegram.request import HTTPXRequest

from bot.core.errors import StorageUnavailableError
from bot.core.model.platforms import Platform
from bot.core.pulse import Pulse
from bot.practice import faults
from bot.practice.clock import PracticeClock
from bot.practice.limits import AS_FAST_AS_IT_COMES
from bot.practice.workspace import Workspace
from handlers.telegram.poller import TelegramPoller
from storage.alone import AloneLead
from tests.patience import HANGS
from tests.program import WEDNESDAY

pytestmark = pytest.mark.filterwarnings("ignore:Deprecated since version v22.2")


class Telegram(HTTPXRequest):
    """Answers each poll with the next of a script, and stops the poller after the last."""

    def __init__(self, *script: object) -> None:
        super().__init__()
        self.script = list(script)
        self.offsets: list[int | None] = []
        self.webhook = ""
        self.over = asyncio.Event()

    async def post(self, url, request_data=None, **_):
        method = urlsplit(url).path.rpartition("/")[2]
        if method == "getWebhookInfo":
            info = {"url": self.webhook, "has_custom_certificate": False}
            return info | {"pending_update_count": 1}
        if method == "deleteWebhook":
            assert "drop_pending_updates" not in (request_data.parameters if request_data else {})
            self.webhook = ""
            return True
        (offset,) = parse_qs(urlsplit(url).query).get("offset", [None])
        self.offsets.append(None if offset is None else int(offset))
        if not self.script:
            self.over.set()
            await asyncio.Event().wait()
        answer = self.script.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer


class Listener:
    def __init__(self) -> None:
        self.handled: list[int] = []
        self.outages = 0

    async def handle(self, update) -> None:
        if self.outages:
            self.outages -= 1
            raise StorageUnavailableError("the database is away")
        self.handled.append(update["update_id"])


async def polled(
    telegram: Telegram,
    listener: Listener | None = None,
    lead: AloneLead | None = None,
    pulse: Pulse | None = None,
) -> list[float]:
    """Let the poller work through the script and return its pauses."""
    pauses: list[float] = []
    known = pulse or Pulse()

    async def pause(seconds: float) -> None:
        assert known.listening == set()
        pauses.append(seconds)
        await asyncio.sleep(0)

    bot = Bot("1:x", request=telegram, get_updates_request=telegram)
    ours = listener or Listener(), lead or AloneLead(), known
    poller = TelegramPoller(bot, telegram, "https://telegram/bot1:x", *ours, pause)
    task = asyncio.create_task(poller.run())
    try:
        async with asyncio.timeout(HANGS):
            await telegram.over.wait()
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await telegram.shutdown()
    return pauses


def batch(*numbers: int) -> list[dict]:
    return [{"update_id": number, "message": {"chat": {"id": 7}}} for number in numbers]


async def test_the_offset_is_one_more_than_the_last_and_kept_over_an_empty_poll():
    telegram = Telegram(batch(10, 11), [], batch(12))

    assert await polled(telegram) == []
    assert telegram.offsets == [None, 12, 12, 13]


async def test_a_poller_that_gets_answers_listens_and_one_that_waits_does_not():
    pulse = Pulse()
    await polled(Telegram(RetryAfter(17), []), pulse=pulse)
    assert pulse.listening == {Platform.TELEGRAM}


async def test_flood_control_is_waited_out_as_long_as_it_asks():
    telegram = Telegram(batch(10), RetryAfter(17), batch(11))

    assert await polled(telegram) == [17.0]
    assert telegram.offsets == [None, 11, 11, 12]


@pytest.mark.parametrize(
    "error",
    [
        NetworkError("Bad Gateway"),
        NetworkError("Internal Server Error"),
        TimedOut("Timed out"),
        BadRequest("odd"),
        Forbidden("odd"),
    ],
    ids=lambda error: type(error).__name__,
)
async def test_5xx_time_outs_and_odd_refusals_are_asked_again_at_growing_pauses(error):
    telegram = Telegram(batch(10), *[error] * 8, batch(11), error)

    assert await polled(telegram) == [1, 2, 4, 8, 16, 32, 60, 60, 1]
    assert set(telegram.offsets[1:-2]) == {11}


async def test_a_refused_token_is_asked_again_every_half_minute():
    assert await polled(Telegram(InvalidToken(), InvalidToken())) == [30, 30]


@pytest.mark.parametrize("answer", ["x", 5, None, {"a": 1}, [{"update_id": "x"}], [{}]])
async def test_an_answer_that_nobody_can_read_does_not_end_it(answer):
    listener = Listener()

    assert await polled(Telegram(answer, batch(10)), listener) == [1]
    assert listener.handled[-1] == 10


async def test_a_conflict_is_waited_out_and_the_offset_forgotten():
    telegram = Telegram(batch(10), Conflict("terminated by other getUpdates"), batch(3))

    assert await polled(telegram) == [5]
    assert telegram.offsets == [None, 11, None, 4]


async def test_a_conflict_with_a_webhook_takes_the_webhook_away_and_asks_at_once():
    telegram = Telegram(Conflict("webhook is active"), batch(3))
    telegram.webhook = "https://old.example.org"

    assert await polled(telegram) == []
    assert telegram.webhook == ""


async def test_what_is_not_kept_is_not_confirmed():
    telegram, listener = Telegram(batch(10), batch(10), batch(11)), Listener()
    listener.outages = 1

    assert await polled(telegram, listener) == [1]
    assert telegram.offsets == [None, None, 11, 12]


async def test_a_week_of_silence_may_make_the_numbers_begin_anywhere():
    listener = Listener()
    numbers = [727334708, 117314199, 5, 2**31, 2**53 + 1, 2**63, 4]
    telegram = Telegram(*(batch(number) for number in numbers))

    assert await polled(telegram, listener) == []
    assert listener.handled == numbers
    assert telegram.offsets == [None, *(number + 1 for number in numbers)]


async def test_who_begins_to_lead_anew_asks_without_an_offset():
    class Lost(AloneLead):
        """Had anew at every poll."""

        async def take(self) -> bool:
            await super().take()
            return True

    telegram = Telegram(batch(10), batch(3))

    assert await polled(telegram, lead=Lost()) == []
    assert telegram.offsets == [None, None, None]


# A flood


class Slow(Listener):
    """Takes a turn of the loop for each update, and remembers what was under way together."""

    def __init__(self) -> None:
        super().__init__()
        self.under_way = 0
        self.together: list[int] = []

    async def handle(self, update) -> None:
        self.under_way += 1
        self.handled.append(update["update_id"])
        await asyncio.sleep(0)
        self.together.append(self.under_way)
        await asyncio.sleep(0)
        self.under_way -= 1


def texts(*said: str) -> list[dict]:
    return [
        {"update_id": number, "message": {"chat": {"id": 7}, "text": text}}
        for number, text in enumerate(said)
    ]


async def test_a_few_messages_of_a_chat_are_handled_one_after_another():
    listener = Slow()

    await polled(Telegram(texts(*["x"] * 10)), listener)

    assert set(listener.together) == {1}


async def test_a_flood_is_begun_in_order_and_handled_together_between_commands():
    listener = Slow()
    said = ["x", "/stop", *["x"] * 30, "/start", "/help", *["x"] * 5]

    await polled(Telegram(texts(*said)), listener)

    assert listener.handled == list(range(len(said)))
    assert listener.together[:2] == [1, 1]
    assert listener.together[2:32] == [30] * 30
    assert listener.together[32:34] == [1, 1]


async def test_of_a_flood_in_which_something_is_not_kept_nothing_is_confirmed():
    telegram, listener = Telegram(texts(*["x"] * 20), texts(*["x"] * 20)), Listener()
    listener.outages = 1

    assert await polled(telegram, listener) == [1]
    assert telegram.offsets == [None, None, 20]


class Impatient(HTTPXRequest):
    """The real connection, which waits for less than a second for each of the first answers."""

    def __init__(self, polls: int) -> None:
        super().__init__()
        self.polls = polls

    async def post(self, url, request_data=None, read_timeout=None, **rest):
        if "getUpdates" in url and self.polls:
            self.polls -= 1
            read_timeout = 0.2
        return await super().post(url, request_data, read_timeout=read_timeout, **rest)


async def test_a_poll_that_stalls_on_a_real_connection_is_asked_again_and_loses_nothing():
    clock = PracticeClock("simulated", WEDNESDAY)
    listener, pauses = Listener(), []

    async def pause(seconds: float) -> None:
        pauses.append(seconds)

    async with Workspace(clock, seed=1, rates=AS_FAST_AS_IT_COMES) as workspace:
        workspace.faults.next("getUpdates", faults.stall(0.5), faults.stall(0.5))
        await workspace.telegram_say("c1", "/start")
        base, token = workspace.telegram_base_url, workspace.telegram_token
        request = Impatient(2)
        bot = Bot(token, base_url=f"{base}/bot", request=request, get_updates_request=request)
        parts = bot, request, f"{base}/bot{token}", listener, AloneLead(), Pulse()
        task = asyncio.create_task(TelegramPoller(*parts, pause).run())
        await workspace.quiet()
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await request.shutdown()

    assert len(listener.handled) == 1
    assert len(pauses) >= 2
