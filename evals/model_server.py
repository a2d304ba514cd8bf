"""A server on loopback that speaks OpenAI's chat completions protocol from a script.

In: a script, called with each request's body and its number; what it returns says how the server
answers: the text, an HTTP status, a hang, a break in the middle. Out: its address, and the requests it
saw. It streams as server-sent events with usage and `[DONE]`, answers in one piece otherwise, and knows
tool calls and structured output only as text. It holds no model.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True)
class Reply:
    """How the server answers one request."""

    text: str = ""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    pieces: int = 12  # characters in each piece of a stream
    pause: float = 0.0  # seconds before each piece
    hang: float = 0.0  # seconds before anything
    break_after: int | None = None  # pieces, then the connection is cut
    finish: str = "stop"
    raw: bytes | None = None  # sent as it is, instead of the protocol
    usage: bool = True


Script = Callable[[dict[str, Any], int], Reply]


@dataclass
class Seen:
    """What reached the server."""

    bodies: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    url: str = ""
    sent: list[tuple[int, float]] = field(
        default_factory=list
    )  # characters of a stream, and when they were out


@contextmanager
def serving(script: Script) -> Iterator[Seen]:
    """The server, while the block runs."""
    seen = Seen()
    lock = threading.Lock()
    over = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, format: str, *args: object) -> None:
            """No words on standard error."""

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers.get("Content-Length") or 0)) or b"{}")
            with lock:
                number = len(seen.bodies)
                seen.bodies.append(body)
                seen.headers.append({k.lower(): v for k, v in self.headers.items()})
            reply = script(body, number)
            over.wait(reply.hang)
            with suppress(OSError):
                if not self.path.endswith("/chat/completions"):
                    self._whole(
                        404, {"error": {"message": "no such path", "type": "invalid_request_error"}}, {}
                    )
                elif reply.raw is not None:
                    self._bytes(
                        reply.status, reply.raw, {"Content-Type": "application/json", **reply.headers}
                    )
                elif reply.status != 200:
                    error = {
                        "message": "the script says so; key sk-secret-1234",
                        "type": "error",
                        "code": None,
                    }
                    self._whole(reply.status, {"error": error}, reply.headers)
                elif body.get("stream"):
                    self._stream(reply, body)
                else:
                    self._whole(200, completion(reply, body), reply.headers)

        def _whole(self, status: int, value: dict[str, Any], headers: dict[str, str]) -> None:
            self._bytes(status, json.dumps(value).encode(), {"Content-Type": "application/json", **headers})

        def _bytes(self, status: int, content: bytes, headers: dict[str, str]) -> None:
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def _stream(self, reply: Reply, body: dict[str, Any]) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            size = reply.pieces
            texts = [reply.text[i : i + size] for i in range(0, len(reply.text), size)]
            self._event(piece(body, {"role": "assistant", "content": ""}))
            for i, text in enumerate(texts):
                if reply.break_after is not None and i >= reply.break_after:
                    self.close_connection = True
                    self.connection.close()
                    return
                if reply.pause and over.wait(reply.pause):
                    return
                self._event(piece(body, {"content": text}))
                seen.sent.append((len(text), time.monotonic()))
            self._event(piece(body, {}, reply.finish))
            if reply.usage and (body.get("stream_options") or {}).get("include_usage"):
                self._event({**piece(body, {}), "choices": [], "usage": used(reply)})
            self._chunk(b"data: [DONE]\n\n")
            self._chunk(b"")

        def _event(self, value: dict[str, Any]) -> None:
            self._chunk(f"data: {json.dumps(value)}\n\n".encode())

        def _chunk(self, content: bytes) -> None:
            self.wfile.write(f"{len(content):x}\r\n".encode() + content + b"\r\n")
            self.wfile.flush()

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: Any, client_address: Any) -> None:
            """A client that went away is what some scripts are about."""

    server = Server(("127.0.0.1", 0), Handler)
    seen.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield seen
    finally:
        over.set()
        server.shutdown()
        server.server_close()
        thread.join(5)


def piece(body: dict[str, Any], delta: dict[str, Any], finish: str | None = None) -> dict[str, Any]:
    """One piece of a stream."""
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion.chunk",
        "created": 1,
        "model": body.get("model", "m"),
        "choices": [{"index": 0, "delta": delta, "finish_reason": finish, "logprobs": None}],
    }


def completion(reply: Reply, body: dict[str, Any]) -> dict[str, Any]:
    """A whole answer."""
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": int(time.time()),
        "model": body.get("model", "m"),
        "choices": [
            {
                "index": 0,
                "message": {"role": "assistant", "content": reply.text},
                "finish_reason": reply.finish,
                "logprobs": None,
            }
        ],
        "usage": used(reply),
    }


def used(reply: Reply) -> dict[str, int]:
    """What the call cost."""
    words = len(reply.text.split())
    return {"prompt_tokens": 321, "completion_tokens": words, "total_tokens": 321 + words}


def data_of(body: dict[str, Any]) -> str:
    """The text of a request's messages."""
    return "\n".join(str(m.get("content")) for m in body.get("messages", []))
