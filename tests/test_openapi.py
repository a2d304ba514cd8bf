"""The service keeps what its OpenAPI says, for requests that were made from it, right ones and wrong ones.

Schemathesis makes the requests. `SERVICE_EXAMPLES` says how many for each route: a few here, hundreds when
somebody wants to know.
"""

from __future__ import annotations

import os
import socket
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from conftest import TinyEncoder

pytest.importorskip("schemathesis", reason="the package schemathesis is not installed")

import schemathesis
import uvicorn
from hypothesis import HealthCheck, Phase, given, seed, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from serving import app_of, settings_in
from starlette.types import ASGIApp

EXAMPLES = int(os.environ.get("SERVICE_EXAMPLES", "5"))
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
held = settings(
    max_examples=EXAMPLES,
    deadline=None,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@contextmanager
def served(app: ASGIApp) -> Iterator[str]:
    """The application on a real socket, in a thread of this process."""
    with socket.create_server(("127.0.0.1", 0)) as bound:
        config = uvicorn.Config(app, log_config=None, ws="none", timeout_keep_alive=60)
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]})
        thread.start()
        try:
            while not server.started and thread.is_alive():
                time.sleep(0.02)
            yield f"http://127.0.0.1:{bound.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()


def test_what_openapi_says_holds(tmp_path: Path, tiny_encoder: TinyEncoder) -> None:
    """No server error, no status and no body that is not described, on any route."""
    app = app_of(settings_in(tmp_path, tiny_encoder), tiny_encoder)
    asked: Counter[str] = Counter()
    with served(app) as here:
        schema = schemathesis.openapi.from_url(f"{here}/openapi.json")
        for found in schema.get_all_operations():
            operation = found.ok()
            for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):

                @seed(1)
                @held
                @given(case=operation.as_strategy(generation_mode=mode))
                def holds(case: schemathesis.Case) -> None:
                    response = case.call(base_url=here)
                    asked[case.operation.label] += 1
                    case.validate_response(response, checks=CHECKS)

                try:
                    holds()
                except Exception as error:
                    if type(error).__name__ in ("Unsatisfiable", "InvalidArgument", "SkipTest"):
                        continue  # nothing can be wrong in a request that takes nothing
                    raise
    print(f"{sum(asked.values())} requests")
    assert len(asked) == 16
