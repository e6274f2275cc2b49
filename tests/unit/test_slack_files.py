"""Where Slack's files are taken from: Slack, and nowhere else."""

from collections.abc import Mapping
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.core.errors import FileDelayedError, FileNotKeptError
from bot.core.model.attachment import FileKind, NotKept
from handlers.slack.files import SlackFiles

OWN = "https://files.slack.com/files-pri/T1-F1/download/kuva.png"


class Client(AsyncWebClient):
    """Knows one file, or raises."""

    def __init__(self, answer: Any, base_url: str = "https://slack.com/api/") -> None:
        super().__init__("xoxb-canary", base_url=base_url)
        self.answer = answer
        self.asked: list[str] = []

    async def files_info(self, *, file: str, **kwargs: Any) -> Any:
        self.asked.append(file)
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


class Downloads:
    """Remembers what it was to take."""

    def __init__(self) -> None:
        self.taken: list[tuple[str, Mapping[str, str]]] = []

    async def __call__(
        self, url: str, headers: Mapping[str, str], kind: FileKind = FileKind.IMAGE
    ) -> bytes:
        self.taken.append((url, headers))
        return b"content"


def refused(word: str, status: int = 200, **headers: str) -> SlackApiError:
    response = AsyncSlackResponse(
        client=None,
        http_verb="POST",
        api_url="",
        req_args={},
        data={"ok": False, "error": word},
        headers=headers,
        status_code=status,
    )
    return SlackApiError("refused", response)


async def test_a_file_is_taken_from_slacks_own_host_with_the_token() -> None:
    client, downloads = Client({"file": {"url_private_download": OWN}}), Downloads()

    assert await SlackFiles(client, downloads).fetch("F1") == b"content"

    assert client.asked == ["F1"]
    assert downloads.taken == [(OWN, {"Authorization": "Bearer xoxb-canary"})]


@pytest.mark.parametrize(
    "url",
    [
        "https://files.slack.com.evil.example/x.png",
        "https://files.slack.com@evil.example/x.png",
        "https://files.slack.com:8443/x.png",
        "https://files.slack.com\\@evil.example/x.png",
        "https://evil.example/files.slack.com/x.png",
        "http://files.slack.com/x.png",
        "https://FILES.SLACK.COM.evil.example/",
        "https://drive.example.com/open?id=1",
        "http://169.254.169.254/latest/meta-data",
        "http://[::ffff:127.0.0.1]/",
        "file:///etc/passwd",
        "//files.slack.com/x.png",
        "https://slack.com/x.png",
        "",
        None,
        7,
    ],
)
async def test_the_token_is_shown_nowhere_else(url: object) -> None:
    downloads = Downloads()
    client = Client({"file": {"url_private_download": url, "url_private": url}})

    with pytest.raises(FileNotKeptError) as not_kept:
        await SlackFiles(client, downloads).fetch("F1")

    assert not_kept.value.reason is NotKept.REFUSED
    assert downloads.taken == []


@pytest.mark.parametrize(
    ("base_url", "url"),
    [
        ("https://www.slack.com/api/", OWN),
        ("https://slack-gov.com/api/", "https://files.slack-gov.com/files-pri/x.png"),
        ("http://127.0.0.1:8000/api/", "http://127.0.0.1:8000/files-pri/x.png"),
    ],
)
async def test_each_slack_has_a_host_of_its_own(base_url: str, url: str) -> None:
    downloads = Downloads()

    await SlackFiles(Client({"file": {"url_private": url}}, base_url), downloads).fetch("F1")

    assert [taken for taken, _ in downloads.taken] == [url]


async def test_a_stand_in_is_not_slack() -> None:
    client = Client({"file": {"url_private": OWN}}, "http://127.0.0.1:8000/api/")

    with pytest.raises(FileNotKeptError):
        await SlackFiles(client, Downloads()).fetch("F1")


@pytest.mark.parametrize(
    ("word", "reason"),
    [
        ("missing_scope", NotKept.NOT_ALLOWED),
        ("file_deleted", NotKept.GONE),
        ("file_not_found", NotKept.GONE),
    ],
)
async def test_slacks_no_is_a_reason(word: str, reason: NotKept) -> None:
    with pytest.raises(FileNotKeptError) as not_kept:
        await SlackFiles(Client(refused(word)), Downloads()).fetch("F1")

    assert not_kept.value.reason is reason


async def test_a_file_without_a_name_is_gone() -> None:
    with pytest.raises(FileNotKeptError) as not_kept:
        await SlackFiles(Client({}), Downloads()).fetch("")

    assert not_kept.value.reason is NotKept.GONE


@pytest.mark.parametrize("answer", [{}, {"file": None}, {"file": []}, {"file": {}}])
async def test_an_answer_without_a_file_is_refused(answer: object) -> None:
    with pytest.raises(FileNotKeptError) as not_kept:
        await SlackFiles(Client(answer), Downloads()).fetch("F1")

    assert not_kept.value.reason is NotKept.REFUSED


@pytest.mark.parametrize(
    ("error", "seconds"),
    [
        (refused("ratelimited", 429, **{"Retry-After": "40"}), 40.0),
        (refused("internal_error", 500), None),
        (refused("invalid_auth"), None),
        (aiohttp.ClientConnectionError(), None),
        (TimeoutError(), None),
    ],
)
async def test_what_may_pass_is_tried_later(error: Exception, seconds: float | None) -> None:
    with pytest.raises(FileDelayedError) as delayed:
        await SlackFiles(Client(error), Downloads()).fetch("F1")

    assert delayed.value.retry_after == seconds
