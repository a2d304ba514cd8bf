"""`counteroffer serve` and `counteroffer mcp`: the service and the tools, as processes.

In: `Settings`, where to listen, who may ask. Out: an exit code when it was stopped. It listens on this
machine alone unless told otherwise, and then only with a key. What is served is `assistant.api`'s and
`assistant.mcp_server`'s, imported only here.
"""

from __future__ import annotations

import logging
import os
import re
import signal
import socket
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.commands import DONE, open_desk, open_model, tell_unweighed
from assistant.screen import Screen
from assistant.settings import Settings
from corpus.problem import Problem

if TYPE_CHECKING:
    from types import FrameType

    from starlette.types import ASGIApp

    from assistant.api.app import Plan
    from assistant.api.guard import Rules

HOST, PORT = "127.0.0.1", 8000
PUBLIC_PER_MINUTE = 600.0  # requests of one client, where others than this machine can ask
GRACE_SECONDS = 10
START_SECONDS = 60  # a worker on a busy machine may take so long to load; a dead one is seen at once
MOST_CONNECTIONS = 1_000
LEAST_KEY = 16  # characters; what can be guessed is no key


@dataclass(frozen=True, slots=True)
class Listening:
    """Where to listen, and who may ask there."""

    host: str = HOST
    port: int = PORT
    workers: int = 1
    hosts: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    per_minute: float | None = None


def serve(settings: Settings, screen: Screen, listening: Listening, show: bool = False) -> int:
    """Answer over HTTP until stopped; `show` opens the page in a browser."""
    rules = rules_of(settings, listening)
    with open_desk(settings, screen) as desk:  # what can go wrong is said before anything listens
        if open_model(settings) is not None:
            tell_unweighed(desk.encoder, screen)
    with _listening(listening) as bound, tempfile.TemporaryDirectory(prefix="counteroffer-") as shared:
        url = _told(bound, listening, screen)
        if show:
            _show(url)
        build = partial(_app, settings, rules, plan_of(settings, listening, Path(shared)))
        return _run(build, bound, listening.workers)


def mcp(settings: Settings, screen: Screen, listening: Listening | None = None) -> int:
    """Offer the tools to an MCP client: on standard input and output, or over HTTP."""
    try:
        from assistant import mcp_server
    except ImportError as error:
        if (error.name or "").partition(".")[0] not in ("mcp", "mcp_types"):
            raise
        raise Problem("the package mcp is not installed", None, "pip install 'counteroffer'") from error
    from assistant.api.desk import OpenDesk

    quiet = Screen(sys.stderr, sys.stderr)  # standard output is the client's
    model = open_model(settings)
    if listening is None:
        with OpenDesk(settings, quiet, model=model) as desk:
            if model is not None:
                tell_unweighed(desk.encoder, quiet)
            mcp_server.run_stdio(desk)
        return DONE
    rules = rules_of(settings, listening)
    with open_desk(settings, screen) as opened:
        if model is not None:
            tell_unweighed(opened.encoder, screen)
    with _listening(listening) as bound:
        _told(bound, listening, screen, "/mcp")
        return _run(partial(_mcp_app, settings, rules), bound, 1)


# ---- who may ask


def rules_of(settings: Settings, listening: Listening) -> Rules:
    """What holds for every request. Raises Problem for an address that others reach, without a key."""
    from assistant.api.guard import Rules, is_loopback

    keys = keys_in(settings.api_key.value)
    short = [key for key in keys if len(key) < LEAST_KEY]
    if short:
        raise Problem(
            f"a key is shorter than {LEAST_KEY} characters",
            settings.api_key.origin,
            "make one with: python -c 'import secrets; print(secrets.token_urlsafe(32))'",
        )
    public = not is_loopback(listening.host)
    if public and not keys:
        raise Problem(
            f"{listening.host} can be reached by others, and no key is set",
            "--host",
            "set COUNTEROFFER_API_KEY, or leave --host out to listen on this machine alone",
        )
    per_minute = listening.per_minute
    if per_minute is None:
        per_minute = PUBLIC_PER_MINUTE if public else 0
    for origin in listening.origins:
        if not re.fullmatch(r"https?://[^/\s*]+", origin):
            raise Problem(f"{origin!r} is no origin", "--allow-origin", "write it as https://example.org")
    return Rules(
        host=listening.host,
        keys=keys,
        hosts=listening.hosts,
        origins=listening.origins,
        per_minute=per_minute,
    )


def keys_in(value: str | None) -> tuple[str, ...]:
    """The keys of a setting; several stand side by side while one takes the place of another.

    >>> keys_in("new-key, old-key"), keys_in(None)
    (('new-key', 'old-key'), ())
    """
    return tuple(dict.fromkeys(re.split(r"[\s,]+", value.strip()))) if value and value.strip(", \n\t") else ()


def plan_of(settings: Settings, listening: Listening, shared: Path) -> Plan:
    """How each process works. Threads that wait for a model do nothing else; others use a core each."""
    from assistant.api.app import Plan

    cores = max(1, cores_here() // listening.workers)
    threads = 2 * cores if settings.model.value in (None, "none") else 24
    return Plan(threads=max(2, threads), shared=shared if listening.workers > 1 else None)


def cores_here() -> int:
    """The cores that this process may use."""
    has = getattr(os, "sched_getaffinity", None)
    return len(has(0)) if has else os.cpu_count() or 1


# ---- listening


@contextmanager
def _listening(listening: Listening) -> Iterator[socket.socket]:
    """A socket that is bound. Raises Problem."""
    where = f"--host {listening.host} --port {listening.port}"
    try:
        found = socket.getaddrinfo(listening.host, listening.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Problem(f"{listening.host} is no address of this machine", where, "name another") from error
    family, kind, _, _, address = found[0]
    bound = socket.socket(family, kind)
    try:
        if os.name == "posix":
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind(address)
    except (OSError, OverflowError) as error:
        bound.close()
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise Problem(
            f"it cannot listen there: {reason[:1].lower()}{reason[1:]}",
            where,
            "name another port with --port",
        ) from error
    try:
        bound.set_inheritable(True)
        yield bound
    finally:
        bound.close()


def _told(bound: socket.socket, listening: Listening, screen: Screen, path: str = "/") -> str:
    """Say where it listens."""
    port = bound.getsockname()[1]
    host = f"[{listening.host}]" if ":" in listening.host else listening.host
    url = f"http://{host}:{port}{path}"
    if screen.json:
        screen.line({"url": url})
    else:
        screen.note(f"Serving on {url} (Ctrl-C stops it).")
    return url


def _show(url: str) -> None:
    import threading
    import webbrowser

    threading.Timer(1.0, webbrowser.open, (url,)).start()


def _run(build: Callable[[], ASGIApp], bound: socket.socket, workers: int) -> int:
    """Run uvicorn on a bound socket until a signal; what is being answered is ended first."""
    import uvicorn

    config = uvicorn.Config(
        build,
        factory=True,
        workers=workers,
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        ws="none",
        http=_protocol(),
        limit_concurrency=MOST_CONNECTIONS,
        timeout_keep_alive=15,
        timeout_graceful_shutdown=GRACE_SECONDS,
        timeout_worker_healthcheck=START_SECONDS,
    )
    _log_here()
    before = signal.signal(signal.SIGTERM, _stop)
    try:
        if workers > 1:
            from uvicorn.supervisors import Multiprocess

            bound.listen(2048)
            Multiprocess(config, sockets=[bound]).run()
        else:
            server = uvicorn.Server(config)
            server.run(sockets=[bound])
            if not server.started:
                raise Problem("the service did not start", None, "see the lines above")
    except (KeyboardInterrupt, _Stopped):
        pass
    finally:
        signal.signal(signal.SIGTERM, before)
    return DONE


class _Stopped(BaseException):
    """A polite order to stop came, and was obeyed."""


def _stop(number: int, frame: FrameType | None) -> None:
    raise _Stopped


def _protocol() -> Any:
    """uvicorn's connections with a time for headers; its own where httptools is not there."""
    try:
        from assistant.api.connection import PunctualProtocol
    except ImportError:
        return "auto"
    return PunctualProtocol


def _log_here() -> None:
    """Lines of JSON on standard error; nothing else of a request is written anywhere."""
    log = logging.getLogger("counteroffer.service")
    if not log.handlers:
        handler = logging.StreamHandler(sys.stderr)
        handler.setFormatter(logging.Formatter("%(message)s"))
        log.addHandler(handler)
    log.setLevel(logging.INFO)
    log.propagate = False
    # uvicorn's own warnings name addresses and paths.
    logging.getLogger("uvicorn").setLevel(logging.ERROR)


# ---- what each process serves


def _app(settings: Settings, rules: Rules, plan: Plan) -> ASGIApp:
    from assistant.api.app import make_app
    from assistant.api.desk import OpenDesk

    _log_here()
    return make_app(lambda: OpenDesk(settings, model=open_model(settings)), rules, plan)


def _mcp_app(settings: Settings, rules: Rules) -> ASGIApp:
    from assistant import mcp_server
    from assistant.api.desk import OpenDesk

    _log_here()
    return mcp_server.http_app(OpenDesk(settings, model=open_model(settings)), rules)
