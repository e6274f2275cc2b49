"""The boundary to Slack: what Bolt answers decides whether Slack sends an envelope again.

With `process_before_response` Bolt answers after the listener; its error handler raises on, so
that the gate sees what failed. Status 200 means that the work is committed or parked, or none of
Kuule's business; 503 leaves the envelope unacknowledged.
"""

from dataclasses import dataclass
from typing import Any

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from bot.core.errors import StorageUnavailableError
from bot.core.gate import Gate
from bot.core.model.platforms import Platform
from handlers.slack.not_saved import NotSaved
from handlers.slack.parse import check_form

_DONE, _NOT_FOUND = 200, 404


@dataclass(frozen=True, slots=True)
class SlackBoundary:
    """Dispatches requests to Bolt behind the gate, for every transport."""

    app: AsyncApp
    gate: Gate
    not_saved: NotSaved

    async def dispatch(self, payload: dict[str, Any]) -> BoltResponse:
        """Return Bolt's answer to what a transport brought."""
        try:
            response = await self.gate.admit(
                Platform.SLACK, payload, lambda: self._handle(payload)
            )
        except StorageUnavailableError:
            return await self.not_saved.unavailable(payload)
        if response is None:
            # Parked: no story was made of what a person saved in a modal.
            response = await self.not_saved.in_view(payload)
        return response or BoltResponse(status=_DONE)

    async def _handle(self, payload: dict[str, Any]) -> BoltResponse:
        check_form(payload)
        # Whichever transport brought it: it is parsed, and known to be Slack's.
        request = AsyncBoltRequest(mode="socket_mode", body=payload)
        response = await self.app.async_dispatch(request)
        # It has Slack's form, and no listener takes it: a closed view, a kind of next year.
        return BoltResponse(status=_DONE) if response.status == _NOT_FOUND else response
