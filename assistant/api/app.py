"""The service put together: routes behind a guard, one desk for all of them, opened and closed with it.

In: what opens the desk, `Rules`. Out: an ASGI application. It serves the page from `assistant/web` where
that is there, and a plain one else; nothing it shows loads anything from elsewhere.
"""

from __future__ import annotations

import asyncio
import mimetypes
import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp

from assistant.api import documents, responses
from assistant.api.desk import OpenDesk
from assistant.api.guard import Guard, Rules
from assistant.api.journal import Journal, fault, line
from assistant.api.problems import Refusal, of_problem, unexpected
from assistant.api.reception import Workshop, as_json, refused_types
from assistant.api.routes import contract_routes
from corpus.problem import Problem

REFRESH_SECONDS = 2.0
DESCRIPTION = (
    "Cited, checked answers about job offers, from negotiation guides. Every figure is quoted from the "
    "cited lines, given by the person, or derived by a formula that is shown. Errors are problem+json."
)
PLAIN_PAGE = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width, initial-scale=1"><title>counteroffer</title>'
    '<link rel="stylesheet" href="/docs/style.css"></head><body><main><h1>counteroffer</h1>'
    "<p>This service answers questions about job offers from negotiation guides.</p>"
    '<ul><li><a href="/docs">How to ask it</a></li><li><a href="/v1/guides">The guides</a></li>'
    '<li><a href="/v1/bands">The figures in them</a></li><li><a href="/ready">How it is</a></li></ul>'
    "</main></body></html>"
)
STATIC = {".html", ".css", ".js", ".mjs", ".svg", ".png", ".ico", ".woff2", ".json", ".txt", ".webmanifest"}


@dataclass(frozen=True, slots=True)
class Plan:
    """How the service runs, beside who may ask it."""

    threads: int = 4
    waiting: int = 256  # requests that may wait for a thread
    seconds: float = 30.0  # for one request, beside what a model may take
    shared: Path | None = None  # where the processes of one service put their counts
    refresh_seconds: float = REFRESH_SECONDS
    web: Traversable | None = field(default=None)


class Service:
    """What one process of the service holds."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.journal = Journal(plan.shared)
        self._desk: OpenDesk | None = None
        self._workshop: Workshop | None = None

    def desk(self) -> OpenDesk:
        if self._desk is None:
            raise Refusal(503, "not_ready", "the service is just starting", "try again in a moment")
        return self._desk

    def workshop(self) -> Workshop:
        if self._workshop is None:
            raise Refusal(503, "not_ready", "the service is just starting", "try again in a moment")
        return self._workshop

    @asynccontextmanager
    async def running(self, open_desk: Callable[[], OpenDesk]) -> AsyncIterator[None]:
        """Open the desk, keep it up to date, and close it when what is being answered has ended."""
        desk = await asyncio.to_thread(open_desk)
        await asyncio.to_thread(desk.warm)
        seconds = self.plan.seconds + (desk.model_seconds if desk.model is not None else 0)
        self._desk = desk
        self._workshop = Workshop(self.journal, self.plan.threads, self.plan.waiting, seconds)
        line("start", process=os.getpid(), model=desk.model_name, **_counts(desk))
        fresh = asyncio.create_task(self._keep_fresh(desk))
        try:
            yield
        finally:
            fresh.cancel()
            with suppress(asyncio.CancelledError):
                await fresh
            await asyncio.to_thread(self._workshop.close)
            await asyncio.to_thread(desk.close)
            self._desk = self._workshop = None
            line("stop", process=os.getpid())

    async def _keep_fresh(self, desk: OpenDesk) -> None:
        while True:
            try:
                if await asyncio.to_thread(desk.refresh):
                    line("refresh", **_counts(desk))
                self.journal.put("counteroffer_index_generation", desk.library.generation)
                self.journal.put("counteroffer_index_behind", 1 if desk.behind else 0)
                self.journal.put("counteroffer_store_away", 1 if desk.library.away else 0)
            except Problem as problem:
                line("refresh_failed", reason=problem.message)
            except Exception as error:
                fault(error, "refresh")
            self.journal.save()
            await asyncio.sleep(self.plan.refresh_seconds)


def _counts(desk: OpenDesk) -> dict[str, Any]:
    with suppress(Problem):
        return {key: value for key, value in desk.state().items() if key in ("guides", "generation")}
    return {}


def make_app(open_desk: Callable[[], OpenDesk], rules: Rules, plan: Plan | None = None) -> ASGIApp:
    """The whole application, behind its guard."""
    plan = plan or Plan()
    service = Service(plan)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        async with service.running(open_desk):
            yield

    app = FastAPI(
        title="counteroffer",
        version=_version(),
        description=DESCRIPTION,
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        redirect_slashes=False,
    )
    app.include_router(contract_routes(service.desk, service.workshop))
    _add_state(app, service)
    _add_documents(app)
    _add_page(app, plan.web or files("assistant").joinpath("web"))
    _add_handlers(app)
    return Guard(app, rules, service.journal)


def _version() -> str:
    from assistant.cli import version

    return version().strip("()")


def _add_state(app: FastAPI, service: Service) -> None:
    @app.get("/health", responses={200: {"model": responses.HealthObject}}, tags=["the service"])
    async def health() -> Response:
        """Whether the process answers at all."""
        return as_json({"status": "ok"})

    not_ready = {"description": "not ready", "content": {"application/problem+json": {}}}

    @app.get(
        "/ready", responses={200: {"model": responses.ReadyObject}, 503: not_ready}, tags=["the service"]
    )
    async def ready() -> Response:
        """Whether it can answer questions, and from what."""
        desk = service.desk()
        return as_json({"status": "ready", **await asyncio.to_thread(desk.state)})

    @app.get(
        "/metrics",
        responses={200: {"content": {"text/plain": {"schema": {"type": "string"}}}}},
        tags=["the service"],
    )
    async def metrics() -> Response:
        """What was counted, for Prometheus; of all processes together."""
        text = await asyncio.to_thread(service.journal.text)
        return Response(text, media_type="text/plain; version=0.0.4")


def _add_documents(app: FastAPI) -> None:
    @app.get("/openapi.json", include_in_schema=False)
    async def openapi() -> Response:
        return as_json(described(app))

    @app.get("/docs", include_in_schema=False)
    async def docs() -> Response:
        return Response(documents.page(described(app)), media_type="text/html")

    @app.get("/docs/style.css", include_in_schema=False)
    async def style() -> Response:
        return Response(documents.STYLE, media_type="text/css")


def described(app: FastAPI) -> dict[str, Any]:
    """The OpenAPI object, with the problems that every route may give."""
    if app.openapi_schema is None:
        made = app.openapi()
        schemas = made.setdefault("components", {}).setdefault("schemas", {})
        schemas["ProblemObject"] = responses.ProblemObject.model_json_schema(
            ref_template="#/components/schemas/{model}"
        )
        for name in ("HTTPValidationError", "ValidationError"):  # ours are problems
            schemas.pop(name, None)
        app.openapi_schema = made
    return app.openapi_schema


def _add_page(app: FastAPI, web: Traversable) -> None:
    """The page and what belongs to it: the files that are there now, and no others, whatever is asked."""
    found = dict(_static(web))

    async def shown(path: str) -> Response:
        content = await asyncio.to_thread(found[path].read_bytes)
        kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
        return Response(content, media_type=kind, headers={"cache-control": "no-cache"})

    async def plain() -> Response:
        return Response(PLAIN_PAGE, media_type="text/html")

    first = partial(shown, "index.html") if "index.html" in found else plain
    app.add_api_route("/", first, include_in_schema=False)
    for path in found:
        app.add_api_route(f"/assets/{path}", partial(shown, path), include_in_schema=False)


def _static(folder: Traversable, before: str = "") -> list[tuple[str, Traversable]]:
    if not folder.is_dir():
        return []
    out: list[tuple[str, Traversable]] = []
    for one in sorted(folder.iterdir(), key=lambda one: one.name):
        path = f"{before}{one.name}"
        if one.is_dir():
            out += _static(one, f"{path}/")
        elif os.path.splitext(one.name)[1] in STATIC:
            out.append((path, one))
    return out


def _add_handlers(app: FastAPI) -> None:
    def identity(request: Request) -> str:
        return str(getattr(request.state, "request_id", ""))

    async def refused(request: Request, error: Exception) -> Response:
        assert isinstance(error, Refusal)
        return error.response(identity(request))

    async def wrong(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if request.method == "POST" and kind != "application/json" and not kind.endswith("+json"):
            refusal = Refusal(415, "no_json", "the body is to be JSON", "send it as application/json")
            return refusal.response(identity(request))
        return refused_types(error).response(identity(request))

    async def problem(request: Request, error: Exception) -> Response:
        assert isinstance(error, Problem)
        return of_problem(error).response(identity(request))

    async def http(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        codes = {404: "not_there", 405: "no_such_method"}
        headers = tuple((error.headers or {}).items())
        said = {404: "there is nothing at this address", 405: "this address does not take that method"}
        code = codes.get(error.status_code, "refused")
        detail = said.get(error.status_code, str(error.detail))
        return Refusal(error.status_code, code, detail, "see /docs", headers=headers).response(
            identity(request)
        )

    async def bug(request: Request, _: Exception) -> Response:
        return unexpected().response(identity(request))  # the guard writes down where it happened

    app.add_exception_handler(Exception, bug)
    app.add_exception_handler(Refusal, refused)
    app.add_exception_handler(RequestValidationError, wrong)
    app.add_exception_handler(Problem, problem)
    app.add_exception_handler(HTTPException, http)
