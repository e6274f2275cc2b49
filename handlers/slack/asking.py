"""Questions that need nothing but a token, asked until Slack answers: who are we, where do we
connect.
"""

import logging
from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from handlers.slack.answers import status_of, word_of
from handlers.slack.parse import Self

log = logging.getLogger(__name__)

Pause = Callable[[float], Awaitable[None]]

FIRST_PAUSE = 1.0
_LONGEST_PAUSE = 60.0


def longer(seconds: float) -> float:
    """Return the pause after one that did not help."""
    return min(seconds * 2, _LONGEST_PAUSE)


async def introduce(client: AsyncWebClient, pause: Pause) -> Self:
    """Return who Kuule is there, however long Slack is away or refuses the token."""
    seconds = FIRST_PAUSE
    while (found := await ask(client.auth_test(), "bot token")) is None:
        await pause(seconds)
        seconds = longer(seconds)
    return Self(workspace=str(found["team_id"]), user=str(found["user_id"]))


async def ask(call: Awaitable[Any], kind: str) -> Any | None:
    """Return what Slack answers to a call that needs nothing but the token of that kind; None,
    and a line in the log, when it does not.
    """
    try:
        return await call
    except SlackApiError as error:
        if status_of(error) == 200 and (reason := word_of(error)):
            log.error("Slack refuses a token", extra={"kind": kind, "reason": reason})  # noqa: TRY400  # the trace says nothing that the reason does not
            return None
    except (aiohttp.ClientError, TimeoutError):
        pass
    log.warning("Slack cannot be reached", extra={"platform": "slack"})
    return None
