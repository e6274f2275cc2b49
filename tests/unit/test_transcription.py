"""A recording to a service and its words back, or why not, over a real connection."""

import logging
from collections.abc import AsyncIterator

import pytest
from pydantic import SecretStr
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.core.errors import HearingDelayedError, NotHeardError
from bot.core.model.check import Check
from bot.practice.clock import PracticeClock
from bot.practice.faults import cut_after, rate_limited, refused, server_error
from bot.practice.server import LoopbackServer
from bot.practice.transcription import filmed, spoken
from bot.practice.workspace import Workspace
from bot.transcription import TranscriptionService
from tests.program import WEDNESDAY

WORDS = "Puhelinneuvoja kuunteli minua loppuun asti.\r\nKiitos, å!"


@pytest.fixture
async def workspace() -> AsyncIterator[Workspace]:
    async with Workspace(PracticeClock("live", WEDNESDAY), seed=1) as workspace:
        yield workspace


def service(workspace: Workspace, key: str | None = None, path: str = "") -> TranscriptionService:
    key = workspace.transcription_key if key is None else key
    url = workspace.transcription_url + path
    return TranscriptionService(url, "whisper-1", SecretStr(key) if key else None)


@pytest.mark.parametrize("recording", [spoken(WORDS), filmed(WORDS)])
async def test_what_is_said_comes_back_as_words(workspace: Workspace, recording: bytes) -> None:
    assert await service(workspace)(recording) == WORDS


async def test_what_is_no_recording_is_sent_nowhere(workspace: Workspace) -> None:
    with pytest.raises(NotHeardError):
        await service(workspace)(b"%PDF-1.7")

    assert workspace.ledger.calls == []


@pytest.mark.parametrize("fault", [rate_limited(), server_error(503), cut_after()])
async def test_what_may_pass_is_tried_later(workspace: Workspace, fault: object) -> None:
    workspace.faults.next("transcription", fault)  # type: ignore[arg-type]  # each is a Fault

    with pytest.raises(HearingDelayedError):
        await service(workspace)(spoken(WORDS))
    assert await service(workspace)(spoken(WORDS)) == WORDS


async def test_a_service_that_nobody_runs_is_tried_later() -> None:
    with pytest.raises(HearingDelayedError):
        await TranscriptionService("http://127.0.0.1:1/v1", "m", None)(spoken(WORDS))


async def test_a_refusal_is_final_and_logged_without_a_word(
    workspace: Workspace, caplog: pytest.LogCaptureFixture
) -> None:
    workspace.faults.next("transcription", refused(WORDS))
    with caplog.at_level(logging.DEBUG), pytest.raises(NotHeardError):
        await service(workspace)(spoken(WORDS))

    (line,) = [each for each in caplog.records if each.name == "bot.transcription"]
    assert (line.message, line.__dict__["state"]) == ("the transcription service refuses", 400)
    assert WORDS not in caplog.text


async def test_the_doctor_is_content_with_a_service_that_answers(workspace: Workspace) -> None:
    assert await service(workspace).probe() == [Check("transcription")]


@pytest.mark.parametrize(
    ("key", "path", "fix"),
    [
        ("wrong", "", "KUULE_TRANSCRIPTION_KEY"),
        ("", "", "KUULE_TRANSCRIPTION_KEY"),
        (None, "/elsewhere", "404"),
    ],
)
async def test_the_doctor_says_what_is_set_wrongly(
    workspace: Workspace, key: str | None, path: str, fix: str
) -> None:
    (check,) = await service(workspace, key, path).probe()

    assert fix in check.fix


async def test_the_doctor_tells_a_service_that_nobody_runs() -> None:
    (check,) = await TranscriptionService("http://127.0.0.1:1/v1", "m", None).probe()

    assert "transcription.url" in check.fix


@pytest.mark.parametrize("body", [b"<html>", b"[]", b'{"text": 7}', bytes(1_000_001)])
async def test_the_doctor_tells_what_is_no_transcription_service(body: bytes) -> None:
    async def answer(_: Request) -> Response:
        return Response(body)

    routes = [Route("/audio/transcriptions", answer, methods=["POST"])]
    server = LoopbackServer(Starlette(routes=routes), port=0, ping_seconds=20)
    server.bind()
    await server.start()
    url = f"http://127.0.0.1:{server.port}"
    (check,) = await TranscriptionService(url, "m", None).probe()
    with pytest.raises(NotHeardError):
        await TranscriptionService(url, "m", None)(spoken(WORDS))
    await server.stop()

    assert "no transcription service" in check.fix
