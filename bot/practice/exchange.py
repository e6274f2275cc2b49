"""One request and its answer, with the faults ordered for it. Both platforms' endpoints use it."""

import asyncio
from collections.abc import Awaitable, Callable

from starlette.requests import HTTPConnection, Request
from starlette.responses import Response

from bot.practice.clock import PracticeClock
from bot.practice.faults import Fault, Faults
from bot.practice.ledger import Call, Ledger


class Exchange:
    """Lets a call pass, or go wrong as ordered, and records how it ended."""

    def __init__(
        self,
        faults: Faults,
        ledger: Ledger,
        clock: PracticeClock,
        cut: Callable[[HTTPConnection], None],
    ) -> None:
        self._faults = faults
        self._ledger = ledger
        self._clock = clock
        self._cut = cut

    async def handle(
        self,
        request: Request,
        method: str,
        carry_out: Callable[[], Awaitable[tuple[str, Response]]],
        faulty: Callable[[Fault], Response],
    ) -> Response:
        """Return the answer; `carry_out` gives its outcome in a word and the response."""
        fault = self._faults.take(method)
        if fault is None:
            outcome, response = await carry_out()
        else:
            outcome, response = await self._go_wrong(request, fault, carry_out, faulty)
        self._ledger.calls.append(Call(method, outcome, self._clock.now()))
        return response

    async def _go_wrong(
        self,
        request: Request,
        fault: Fault,
        carry_out: Callable[[], Awaitable[tuple[str, Response]]],
        faulty: Callable[[Fault], Response],
    ) -> tuple[str, Response]:
        if fault.kind in {"status", "refusal"}:
            return fault.error, faulty(fault)
        if fault.kind == "stall":
            await asyncio.sleep(fault.seconds)
            return await carry_out()
        if fault.kind == "cut_after":
            await carry_out()
        self._cut(request)
        return fault.kind, Response(status_code=503)  # goes nowhere: the connection is gone
