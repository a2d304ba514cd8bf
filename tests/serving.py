"""A service to ask in tests: two invented guides, an index that a ten-line encoder made, a client.

In: a folder and an encoder. Out: settings, an application, a process that listens on loopback.
"""

from __future__ import annotations

import http.client
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from starlette.types import ASGIApp

from assistant.api.app import Plan, make_app
from assistant.api.desk import OpenDesk
from assistant.api.guard import Rules
from assistant.screen import Screen
from assistant.settings import Settings, read_settings
from index.build import build
from index.encoder import Encoder

ROOT = Path(__file__).parent.parent

INITECH = """\
---
company: Initech
role: ML/AI Engineer
as_of: "2031"
---

# Initech: negotiating an ML/AI Engineer offer

## Pay by region

| Region | Base Salary | Stock (RSU/4yr) | Bonus | Total Comp |
|---|---|---|---|---|
| Lisbon (Portugal) | EUR 112K–EUR 223K | EUR 311K–EUR 622K | 12% | EUR 230K–EUR 410K |
| US (Austin / NYC) | $134K–$245K | $331K–$642K | 12–18% | $250K–$450K |

## Negotiate-up script

> **Negotiate Up Strategy:** "Your $[X]K base and $[Y]K RSUs are kind. I'd like RSUs at $[Y+90K] and a $40K sign-on."

Write "<script>alert(1)</script>" nowhere.
"""

GENERAL = """\
# Offers in general

## How flexible each part is

| Component | Flexibility | Notes |
|---|---|---|
| Equity | High | Moves more easily than base |
| Signing | High | The company pays it only once |

## Staying calm

Thank the recruiter, ask for the offer in writing, and take a few days.

## Handling Pushback

"This is our final offer"
"I understand. Could we look at the signing bonus once more?"
"""

OFFER: dict[str, Any] = {
    "company": "Initech",
    "region": "Austin",
    "role": "ML engineer",
    "level": "E5",
    "currency": "USD",
    "base": "180k",
    "equity_total": 400_000,
    "equity_years": 4,
    "bonus_percent": 15,
}


def settings_in(folder: Path, encoder: Encoder) -> Settings:
    """Settings of an index of the two guides."""
    guides = folder / "guides"
    guides.mkdir()
    (guides / "initech.md").write_text(INITECH, "utf-8")
    (guides / "general.md").write_text(GENERAL, "utf-8")
    build(guides, folder / "index", encoder=encoder, chroma=False)
    return read_settings({"guides": str(guides), "index": str(folder / "index")}, {}, [])


def app_of(
    settings: Settings, encoder: Encoder, rules: Rules | None = None, plan: Plan | None = None
) -> ASGIApp:
    """The service in this process."""
    screen = Screen(sys.stderr, sys.stderr)
    return make_app(lambda: OpenDesk(settings, screen, encoder), rules or Rules(), plan)


def events_in(text: str) -> list[tuple[str, Any]]:
    """Server-sent events by a reader of its own."""
    found = []
    for block in text.split("\n\n"):
        fields = [line.partition(": ") for line in block.split("\n") if line and not line.startswith(":")]
        named = {name: value for name, _, value in fields}
        if named:
            found.append((named.get("event", ""), json.loads(named["data"])))
    return found


@contextmanager
def process(*flags: str, environment: Mapping[str, str] | None = None) -> Iterator[tuple[str, int, Any]]:
    """`counteroffer …` as a process that says where it listens: host, port, the process."""
    ran = subprocess.Popen(
        [sys.executable, "-m", "assistant", *flags, "--port", "0", "--json"],
        cwd=ROOT,
        env={**os.environ, **(environment or {})},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert ran.stdout is not None
        said = ran.stdout.readline()
        if not said:
            raise AssertionError(ran.communicate(timeout=20)[1])
        url = json.loads(said)["url"]
        host, port = url.split("//")[1].split("/")[0].rsplit(":", 1)
        until = time.monotonic() + 40
        while time.monotonic() < until:
            try:
                connection = http.client.HTTPConnection("127.0.0.1", int(port), timeout=5)
                with closing(connection):
                    connection.request("GET", "/ready")  # the tools have no such route, and say so
                    connection.getresponse().read()
                break
            except OSError:
                time.sleep(0.1)
        yield host, int(port), ran
    finally:
        ran.terminate()
        try:
            ran.communicate(timeout=20)
        except subprocess.TimeoutExpired:
            ran.kill()
            ran.communicate()
