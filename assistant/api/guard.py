"""Who may ask what, how much and how fast: looked at before anything of a request is read.

In: an ASGI application and `Rules`. Out: the application behind a check of the Host header (a page of
another site that points its own name here is refused), of the Origin, of the key, of rate, size and
time. Adds security headers and a request id, counts and logs. It knows no route but those that are open.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import ipaddress
import time
import uuid
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.api.journal import Journal, fault
from assistant.api.problems import Refusal, unexpected
from corpus.regexes import regex

LOOPBACK_NAMES = frozenset(("localhost", "127.0.0.1", "::1"))
# Nothing behind these shows what somebody asked, or costs more than reading a file.
OPEN = ("/health", "/ready", "/docs", "/openapi.json", "/favicon.ico", "/assets/")
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = (
    (b"content-security-policy", CONTENT_SECURITY_POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=(), payment=(), usb=()"),
)
MOST_CLIENTS = 10_000  # whose rate is remembered
ALLOWED_HEADERS = b"authorization, content-type, accept, x-request-id"

_REQUEST_ID = regex(r"[A-Za-z0-9_.-]{1,64}")
_BEARER = regex(r"[Bb][Ee][Aa][Rr][Ee][Rr] ([\x21-\x7e]{1,512})")
_HOST = regex(r"(?:\[(?P<v6>[0-9A-Fa-f:.]+)\]|(?P<name>[^:\[\]@/\\?#\s]+))(?::(?P<port>\d{1,5}))?")
_CHANGING = frozenset(("POST", "PUT", "PATCH", "DELETE"))
_KNOWN_METHODS = frozenset(("GET", "HEAD", "OPTIONS", *_CHANGING))


@dataclass(frozen=True, slots=True)
class Rules:
    """What holds for every request."""

    host: str = "127.0.0.1"  # the address that is listened on
    keys: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()  # names that it may be asked by, beside its own
    origins: tuple[str, ...] = ()  # pages of other origins that may ask; none unless told
    per_minute: float = 0  # requests of one client; 0: as many as it likes
    most_bytes: int = 2_000_000  # of a body
    body_seconds: float = 10.0  # for a whole body to come in
    open_paths: tuple[str, ...] = field(default=OPEN)

    @property
    def is_local(self) -> bool:
        """Nobody but this machine can reach it."""
        return is_loopback(self.host)


def is_loopback(host: str) -> bool:
    """Whether an address reaches this machine alone.

    >>> [is_loopback(h) for h in ("127.0.0.1", "::1", "localhost", "0.0.0.0", "example.org")]
    [True, True, True, False, False]
    """
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def host_of(header: str) -> str | None:
    """The name in a Host header, without its port; None for one that is none.

    >>> host_of("LOCALHOST:8000"), host_of("[::1]:80"), host_of("127.0.0.1"), host_of("a@b"), host_of("")
    ('localhost', '::1', '127.0.0.1', None, None)
    """
    found = _HOST.fullmatch(header)
    if found is None or (found["port"] is not None and int(found["port"]) > 65_535):
        return None
    return (found["v6"] or found["name"]).lower().rstrip(".")


class Guard:
    """An ASGI application behind `Rules`."""

    def __init__(
        self, app: ASGIApp, rules: Rules, journal: Journal, now: Callable[[], float] = time.monotonic
    ) -> None:
        self.app = app
        self.rules = rules
        self.journal = journal
        self._now = now
        self._keys = [_digest(key) for key in rules.keys]
        self._buckets: OrderedDict[bytes, tuple[float, float]] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
            return
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        await _Request(self, scope, receive, send).answer()

    # ---- what a request must pass

    def refuses(self, scope: Scope, headers: dict[bytes, list[bytes]]) -> Refusal | None:
        """Why a request is refused before its body is read, or None."""
        if not self._host_is_ours(headers):
            return Refusal(
                421, "wrong_host", "this service does not answer to that name", "use the address it prints"
            )
        origin = _one(headers, b"origin")
        if origin is not None and scope["method"] in _CHANGING and not self.allows(origin, headers):
            return Refusal(403, "wrong_origin", "a page of another site may not ask this service")
        who = b"address:" + _address(scope)
        if self._keys and not _is_open(scope["path"], self.rules.open_paths):
            named = self._key_of(headers)
            if named is None:
                # Guessing costs of the same allowance.
                return self._too_fast(who) or Refusal(
                    401,
                    "no_key",
                    "this service asks for a key",
                    "send it as “Authorization: Bearer …”",
                    headers=(("www-authenticate", 'Bearer realm="counteroffer"'),),
                )
            who = b"key:" + named
        return self._too_fast(who)

    def _host_is_ours(self, headers: dict[bytes, list[bytes]]) -> bool:
        named = headers.get(b"host", [])
        host = host_of(named[0].decode("latin-1")) if len(named) == 1 else None
        if host is None:
            return False
        own = {name.lower() for name in (*self.rules.hosts, self.rules.host)}
        if self.rules.is_local or self.rules.hosts:
            return host in own or host in LOOPBACK_NAMES
        return True  # public, behind a key, and nobody said under which names

    def allows(self, origin: str, headers: dict[bytes, list[bytes]]) -> bool:
        """Whether a page of this origin may ask: one that was served from here, or that was named."""
        if origin in self.rules.origins:
            return True
        try:
            parts = urlsplit(origin)
        except ValueError:
            return False
        return (
            parts.scheme in ("http", "https")
            and parts.netloc.lower() == (_one(headers, b"host") or "").lower()
        )

    def _key_of(self, headers: dict[bytes, list[bytes]]) -> bytes | None:
        """The digest of the key that was sent, if it is one of ours. Takes as long for any other."""
        sent = headers.get(b"authorization", [])
        found = _BEARER.fullmatch(sent[0].decode("latin-1")) if len(sent) == 1 else None
        given = _digest(found[1] if found else "")
        known = [hmac.compare_digest(given, key) for key in self._keys]
        return given if found is not None and any(known) else None

    def _too_fast(self, who: bytes) -> Refusal | None:
        """Take one from a client's allowance, which fills up again while time passes."""
        if not self.rules.per_minute:
            return None
        most, now = max(1.0, self.rules.per_minute / 6), self._now()  # ten seconds' worth at once
        left, since = self._buckets.pop(who, (most, now))
        left = min(most, left + (now - since) * self.rules.per_minute / 60)
        allowed = left >= 1
        self._buckets[who] = (left - 1 if allowed else left, now)
        if len(self._buckets) > MOST_CLIENTS:
            self._buckets.popitem(last=False)
        if allowed:
            return None
        wait = max(1, round((1 - left) * 60 / self.rules.per_minute + 0.5))
        return Refusal(
            429,
            "too_fast",
            "more requests came than this service takes from one client",
            f"wait {wait} s",
            headers=(("retry-after", str(wait)),),
        )


class _Request:
    """One request on its way through the guard."""

    def __init__(self, guard: Guard, scope: Scope, receive: Receive, send: Send) -> None:
        self.guard = guard
        self.scope = scope
        self.receive = receive
        self.send = send
        self.headers = _headers(scope)
        asked = _one(self.headers, b"x-request-id") or ""
        self.identity = asked if _REQUEST_ID.fullmatch(asked) else uuid.uuid4().hex
        self.status = 0
        self.size = 0

    async def answer(self) -> None:
        started = time.perf_counter()
        journal = self.guard.journal
        journal.add("counteroffer_in_progress")
        self.scope.setdefault("state", {})["request_id"] = self.identity
        try:
            await self._answer()
        except asyncio.CancelledError:
            raise
        except Exception as error:
            fault(error, self.identity)
            if not self.status:
                await self._refuse(unexpected())
        finally:
            journal.add("counteroffer_in_progress", -1)
            # A client that went away before it was answered.
            status = self.status or 499
            method = self.scope["method"] if self.scope["method"] in _KNOWN_METHODS else "other"
            journal.request(
                method, _route(self.scope), status, time.perf_counter() - started, self.size, self.identity
            )

    async def _answer(self) -> None:
        refusal = self.guard.refuses(self.scope, self.headers)
        # A preflight names no key; it is answered below where an origin was allowed.
        if refusal is not None and not (refusal.status == 401 and self._is_preflight()):
            await self._refuse(refusal)
            return
        if self._is_preflight():
            await self._preflight()
            return
        try:
            body = await self._body()
        except Refusal as refused:
            await self._refuse(refused)
            return
        if body is None:
            return
        await self.guard.app(self.scope, _once(body, self.receive), self._sent)

    def _is_preflight(self) -> bool:
        return self.scope["method"] == "OPTIONS" and b"access-control-request-method" in self.headers

    async def _preflight(self) -> None:
        origin = _one(self.headers, b"origin") or ""
        if origin not in self.guard.rules.origins:
            await self._refuse(
                Refusal(403, "wrong_origin", "a page of another site may not ask this service")
            )
            return
        headers = [
            (b"access-control-allow-methods", b"GET, POST"),
            (b"access-control-allow-headers", ALLOWED_HEADERS),
            (b"access-control-max-age", b"600"),
            (b"content-length", b"0"),
        ]
        await self._sent({"type": "http.response.start", "status": 204, "headers": headers})
        await self._sent({"type": "http.response.body", "body": b""})

    async def _body(self) -> bytes | None:
        """The whole body, of a size and in a time that are allowed; None when the client has gone."""
        rules = self.guard.rules
        too_large = Refusal(
            413,
            "too_large",
            f"the body is larger than {rules.most_bytes} bytes",
            "send less",
            headers=(("connection", "close"),),
        )
        told = _one(self.headers, b"content-length")
        if told is not None and (not told.isdecimal() or int(told[:20]) > rules.most_bytes):
            raise too_large
        parts: list[bytes] = []
        until = asyncio.get_running_loop().time() + rules.body_seconds
        more = True
        while more:
            try:
                async with asyncio.timeout_at(until):
                    message = await self.receive()
            except TimeoutError as error:
                raise Refusal(
                    408,
                    "too_slow",
                    f"the body did not come in within {rules.body_seconds:g} s",
                    "send it at once",
                    headers=(("connection", "close"),),
                ) from error
            if message["type"] == "http.disconnect":
                return None
            part = message.get("body", b"")
            self.size += len(part)
            if self.size > rules.most_bytes:
                raise too_large
            parts.append(part)
            more = message.get("more_body", False)
        return b"".join(parts)

    async def _refuse(self, refusal: Refusal) -> None:
        self.guard.journal.add("counteroffer_refused_total", reason=refusal.code)
        await refusal.response(self.identity)(self.scope, self.receive, self._sent)

    async def _sent(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            headers = list(message.get("headers", []))
            there = {name.lower() for name, _ in headers}
            headers += [(name, value) for name, value in HEADERS if name not in there]
            headers.append((b"x-request-id", self.identity.encode()))
            if b"cache-control" not in there:
                headers.append((b"cache-control", b"no-store"))
            if self.guard.rules.origins:
                headers.append((b"vary", b"Origin"))
                origin = _one(self.headers, b"origin")
                if origin in self.guard.rules.origins:
                    headers.append((b"access-control-allow-origin", (origin or "").encode("latin-1")))
            message = {**message, "headers": headers}
        await self.send(message)


def _once(body: bytes, receive: Receive) -> Receive:
    """A `receive` that gives a body that was read already, and then what else comes."""
    given = False

    async def replayed() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return replayed


def _digest(key: str) -> bytes:
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).digest()


def _headers(scope: Scope) -> dict[bytes, list[bytes]]:
    found: dict[bytes, list[bytes]] = {}
    for name, value in scope["headers"]:
        found.setdefault(name.lower(), []).append(value)
    return found


def _one(headers: dict[bytes, list[bytes]], name: bytes) -> str | None:
    values = headers.get(name)
    return values[0].decode("latin-1") if values else None


def _address(scope: Scope) -> bytes:
    client = scope.get("client")
    return str(client[0]).encode() if client else b""


def _is_open(path: str, open_paths: tuple[str, ...]) -> bool:
    return path == "/" or any(path == one or (path.startswith(f"{one.rstrip('/')}/")) for one in open_paths)


def _route(scope: Scope) -> str:
    """The route's own pattern: a path may hold a name of a guide, a log does not."""
    route = scope.get("route")
    path = getattr(route, "path", None)
    return str(path) if path else "other"
