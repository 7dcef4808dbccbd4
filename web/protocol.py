"""Connections that end: one that tells its request, sends its body or takes its answer too slowly is closed, and there are only so many."""

import asyncio
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from web import bounds

FULL = b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 30\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


class BoundedHTTP(H11Protocol):
    """The server's protocol with a clock for each step of a request."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.step: float | None = None
        self.clock: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        """Take a connection, or refuse it where there are too many."""
        super().connection_made(transport)
        if len(self.connections) > bounds.CONNECTIONS:
            transport.write(FULL)
            transport.close()
        self.watch()

    def data_received(self, data: bytes) -> None:
        """Take what comes."""
        super().data_received(data)
        self.watch()

    def on_response_complete(self) -> None:
        """After an answer the next request is waited for, by another clock as long as nothing of it has come."""
        super().on_response_complete()
        self.watch(is_waiting=not self.conn.trailing_data[0])

    def handle_websocket_upgrade(self, event: h11.Request) -> None:
        """A websocket has clocks of its own."""
        super().handle_websocket_upgrade(event)
        self.stop_clock()

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing is waited for any longer."""
        self.stop_clock()
        super().connection_lost(exc)

    def watch(self, *, is_waiting: bool = False) -> None:
        """Start a clock where another step of a request has begun; a step is not given more time by what comes of it."""
        step = None if is_waiting or self.transport.get_protocol() is not self else self.seconds()
        if step != self.step:
            self.stop_clock()
            if step is not None:
                self.step, self.clock = step, self.loop.call_later(step, self.transport.abort)

    def seconds(self) -> float | None:
        """How long the step may take that the request is in."""
        if self.conn.their_state is h11.IDLE:
            return bounds.HEADER_SECONDS
        is_answered = self.cycle is None or self.cycle.response_complete
        return bounds.BODY_SECONDS if self.conn.their_state is h11.SEND_BODY else None if is_answered else bounds.ANSWER_SECONDS

    def stop_clock(self) -> None:
        """Wait for nothing."""
        if self.clock is not None:
            self.clock.cancel()
        self.step = self.clock = None
