"""A connection that must say what it wants in time.

uvicorn waits for the headers of a request for as long as the client likes, and so could be filled with
connections that never ask anything. In: uvicorn's own protocol. Out: the same, closed when the headers of
a request have not come in within some seconds.
"""

from __future__ import annotations

import asyncio

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

HEADER_SECONDS = 10.0
MOST_HEADER_BYTES = 65_536


class PunctualProtocol(HttpToolsProtocol):
    """uvicorn's protocol, with a time and a size for the headers of each request."""

    _timer: asyncio.TimerHandle | None = None
    _header_bytes = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._begin()

    def connection_lost(self, exc: Exception | None) -> None:
        self._end()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self._timer is None and (self.cycle is None or self.cycle.response_complete):
            self._begin()  # the next request of a connection that is kept open
        if self._timer is not None:
            self._header_bytes += len(data)
        super().data_received(data)
        if self._timer is not None and self._header_bytes > MOST_HEADER_BYTES:
            self._too_late()

    def on_headers_complete(self) -> None:
        self._end()
        super().on_headers_complete()

    def _begin(self) -> None:
        self._header_bytes = 0
        self._timer = self.loop.call_later(HEADER_SECONDS, self._too_late)

    def _end(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _too_late(self) -> None:
        self._end()
        if not self.transport.is_closing():
            self.transport.abort()
