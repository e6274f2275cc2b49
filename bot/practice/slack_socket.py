"""Socket Mode: each event goes to one open connection, and again until it is acknowledged."""

import asyncio
import json
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from starlette.websockets import WebSocket, WebSocketDisconnect

from bot.practice.clock import PracticeClock, Timer
from bot.practice.ledger import Attempt, Event, Ledger
from bot.practice.slack_handover import Handover
from bot.practice.slack_team import APP

MOST_CONNECTIONS = 10


@dataclass(slots=True, eq=False)
class Connection:
    """One open socket and what it has been handed."""

    id: str
    websocket: WebSocket
    frames: asyncio.Queue[str | None] = field(default_factory=asyncio.Queue)
    unacked: dict[str, tuple[Event, Timer]] = field(default_factory=dict)
    is_stalled: bool = False
    is_closing: bool = False

    def send(self, frame: dict[str, Any]) -> None:
        self.frames.put_nowait(json.dumps(frame))

    def close(self) -> None:
        """Close once everything before has been written."""
        self.is_closing = True
        self.frames.put_nowait(None)


class SocketMode:
    """All open connections of the app and the events that wait for an acknowledgement."""

    late = "timeout"

    def __init__(
        self,
        clock: PracticeClock,
        ledger: Ledger,
        chance: random.Random,
        handover: Handover,
        cut: Callable[[WebSocket], None],
        mute: Callable[[WebSocket], None],
    ) -> None:
        self.connections: list[Connection] = []
        self._handover = handover
        self._clock = clock
        self._ledger = ledger
        self._chance = chance
        self._cut = cut
        self._mute = mute
        self._tickets: set[str] = set()
        self._waiting: list[tuple[Event, str]] = []
        self._acks_to_ignore = 0

    # Connections

    def new_ticket(self) -> str:
        """Return a ticket that opens one connection."""
        ticket = self._new_id()
        self._tickets.add(ticket)
        return ticket

    async def serve(self, websocket: WebSocket) -> None:
        """Greet, hand out and read acknowledgements until either side ends."""
        ticket = websocket.query_params.get("ticket", "")
        if ticket not in self._tickets:
            await websocket.close(code=1008, reason="invalid ticket")
            return
        self._tickets.discard(ticket)
        await websocket.accept()
        connection = Connection(self._new_id(), websocket)
        if sum(not c.is_closing for c in self.connections) >= MOST_CONNECTIONS:
            await websocket.send_text(json.dumps(_disconnect("too_many_websockets")))
            await websocket.close()
            return
        self._open(connection)
        writer = asyncio.create_task(self._write(connection))
        try:
            await self._read(connection)
        finally:
            writer.cancel()
            await asyncio.wait([writer])
            self._closed(connection)

    def disconnect_all(self, reason: str = "refresh_requested") -> None:
        """Ask every connection to go; `warning` is a notice that leaves it open."""
        for connection in list(self.connections):
            connection.send(_disconnect(reason))
            if reason != "warning":
                connection.close()

    def drop_all(self) -> None:
        """Cut every connection without a word."""
        for connection in list(self.connections):
            self._cut(connection.websocket)

    def stall_all(self) -> None:
        """Leave every connection open and dead: nothing is sent, not even a ping, and nothing read
        is taken.
        """
        for connection in self.connections:
            connection.is_stalled = True
            self._mute(connection.websocket)

    def ignore_acks(self, count: int) -> None:
        """Lose the next acknowledgements on their way."""
        self._acks_to_ignore = count

    # Events

    def attempt(self, event: Event, reason: str) -> None:
        """Give the event to one open connection."""
        connections = [c for c in self.connections if not c.is_closing]
        if not connections:
            if self._handover.retries.keep_while_deaf:
                self._waiting.append((event, reason))
                return
            event.attempts.append(Attempt("", "", self._clock.now()))
            self._handover.failed(event, "connection_failed")
            return
        connection = self._chance.choice(connections)
        envelope_id = self._new_id()
        event.attempts.append(Attempt(envelope_id, connection.id, self._clock.now()))
        connection.send(self._envelope(event, envelope_id, reason))
        timer = self._clock.call_later(
            self._handover.retries.ack_timeout, lambda: self._expired(connection, envelope_id)
        )
        connection.unacked[envelope_id] = (event, timer)
        self._ledger.changed()

    def _envelope(self, event: Event, envelope_id: str, reason: str) -> dict[str, Any]:
        envelope = {
            "envelope_id": envelope_id,
            "payload": event.payload,
            "type": event.kind,
            "accepts_response_payload": event.kind != "events_api",
        }
        if event.kind == "events_api":
            envelope |= {"retry_attempt": len(event.attempts) - 1, "retry_reason": reason}
        return envelope

    def _expired(self, connection: Connection, envelope_id: str) -> None:
        entry = connection.unacked.get(envelope_id)
        if entry is not None and entry[0].attempts[-1].envelope_id == envelope_id:
            self._handover.failed(entry[0], self.late)

    # One connection

    def _open(self, connection: Connection) -> None:
        self.connections.append(connection)
        connection.send(
            {
                "type": "hello",
                "num_connections": sum(not c.is_closing for c in self.connections),
                "debug_info": {
                    "host": "applink-practice",
                    "build_number": 1,
                    "approximate_connection_time": 18060,
                },
                "connection_info": {"app_id": APP},
            }
        )
        waiting, self._waiting = self._waiting, []
        for event, reason in waiting:
            self._handover.try_again(event, reason)
        self._ledger.changed()

    def _closed(self, connection: Connection) -> None:
        self.connections.remove(connection)
        unacked, connection.unacked = connection.unacked, {}
        for envelope_id, (event, timer) in unacked.items():
            timer.cancel()
            if event.attempts[-1].envelope_id == envelope_id:
                self._handover.failed(event, "connection_failed")
        self._ledger.changed()

    async def _write(self, connection: Connection) -> None:
        try:
            while (frame := await connection.frames.get()) is not None:
                await connection.websocket.send_text(frame)
            await connection.websocket.close()
        except (WebSocketDisconnect, RuntimeError):
            return  # the other side was faster; the reader sees it too

    async def _read(self, connection: Connection) -> None:
        try:
            async for text in connection.websocket.iter_text():
                if not connection.is_stalled:
                    self._take(connection, text)
        except WebSocketDisconnect:
            return

    def _take(self, connection: Connection, text: str) -> None:
        try:
            frame = json.loads(text)
            envelope_id = str(frame["envelope_id"])
        except (ValueError, KeyError, TypeError):
            self._ledger.note_stray(text)
            return
        if self._acks_to_ignore > 0:
            self._acks_to_ignore -= 1
            return
        holder = connection if envelope_id in connection.unacked else self._holder(envelope_id)
        if holder is None:
            self._ledger.note_stray(envelope_id)
            return
        event, timer = holder.unacked.pop(envelope_id)
        timer.cancel()
        payload = frame.get("payload")
        answer = payload if payload and isinstance(payload, dict) else None
        self._handover.acknowledged(event, answer)

    def _holder(self, envelope_id: str) -> Connection | None:
        return next((c for c in self.connections if envelope_id in c.unacked), None)

    def _new_id(self) -> str:
        return str(UUID(int=self._chance.getrandbits(128), version=4))


def _disconnect(reason: str) -> dict[str, Any]:
    return {
        "type": "disconnect",
        "reason": reason,
        "debug_info": {"host": "applink-practice"},
    }
