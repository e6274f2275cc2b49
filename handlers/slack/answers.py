"""What Slack's answers say, even those that are not Slack's: a proxy's page, half an answer."""

import math
from collections.abc import Mapping
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_slack_response import AsyncSlackResponse

_DEFAULT_RETRY_SECONDS = 30.0


def status_of(error: SlackApiError) -> int:
    """Return the HTTP status; the SDK hands over two kinds of responses."""
    response: Any = error.response
    return int(getattr(response, "status_code", getattr(response, "status", 0)))


def word_of(error: SlackApiError) -> str:
    """Return Slack's own word for a refusal, empty when there is none to be read."""
    response = error.response
    content = response.data if isinstance(response, AsyncSlackResponse) else None
    return str(content.get("error", "")) if isinstance(content, dict) else ""


def retry_seconds(headers: Mapping[str, Any]) -> float:
    """Return the seconds of a Retry-After header; whatever is no sensible number counts as
    thirty.
    """
    value = next((headers[name] for name in headers if name.lower() == "retry-after"), "")
    try:
        seconds = float(value[0] if isinstance(value, list) else value)
    except (ValueError, TypeError, IndexError):
        return _DEFAULT_RETRY_SECONDS
    return max(seconds, 1.0) if math.isfinite(seconds) and seconds >= 0 else _DEFAULT_RETRY_SECONDS
