"""The page in a browser: how soon something is seen, and how soon the picture follows a keystroke.

In: a folder of guides, how many visits and keystrokes. Out: the milliseconds of half and of 95 in a hundred.
Each visit begins with an empty cache; a keystroke is timed from the browser's own `keydown` until the frame
after the bars were drawn anew, with the service in between. It starts the service and stops by itself.
Needs Playwright (the `browser` extra) and the system's Chromium.

    python -m evals.bench_page
"""

from __future__ import annotations

import argparse
import asyncio
import importlib
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from corpus.problem import Problem
from evals.bench_serving import ready, service
from evals.cells import read_guides
from evals.product import quantile
from evals.questions import GUIDES

VISITS, KEYS = 20, 60
PAINT_TARGET, PICTURE_TARGET = 1000.0, 100.0
SIZE = {"width": 1280, "height": 860}
FLAGS = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")

# Each keystroke is timed on its own: the next one is typed when the bars of the last are drawn.
WATCH = """
window.times = [];
let begun = 0;
document.querySelector("#field-base").addEventListener("keydown", () => { begun = performance.now(); });
new MutationObserver(() => requestAnimationFrame(() => {
  if (begun && document.querySelector(".picture")) { window.times.push(performance.now() - begun); begun = 0; }
})).observe(document.querySelector(".check"), { childList: true, subtree: true });
"""


@contextmanager
def browser() -> Iterator[Any]:
    """The system's Chromium under Playwright. Raises Problem where either is missing."""
    try:
        playwright = importlib.import_module("playwright.sync_api")
    except ImportError as error:
        raise Problem("Playwright is not installed", None, "pip install 'counteroffer[browser]'") from error
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        raise Problem("Chromium is not installed", None, "apt-get install chromium")
    with playwright.sync_playwright() as running:
        opened = running.chromium.launch(executable_path=found, args=list(FLAGS))
        try:
            yield opened
        finally:
            opened.close()


def first_paints(opened: Any, url: str, visits: int) -> list[float]:
    """Milliseconds until something is seen, of visits that have seen nothing before."""
    times = []
    for _ in range(visits):
        context = opened.new_context(viewport=SIZE)
        page = context.new_page()
        page.goto(url)
        page.wait_for_function("performance.getEntriesByName('first-contentful-paint').length > 0")
        times.append(
            float(page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime"))
        )
        context.close()
    return times


def pictures(opened: Any, url: str, company: str, region: str, keys: int) -> list[float]:
    """Milliseconds from a keystroke in the base until its bars are drawn."""
    page = opened.new_page(viewport=SIZE)
    page.goto(f"{url}#/offer")
    page.fill("#field-company", company)
    page.fill("#field-region", region)
    page.fill("#field-base", "200000")
    page.wait_for_selector(".picture")
    page.wait_for_timeout(500)
    page.evaluate(WATCH)
    page.focus("#field-base")
    page.keyboard.press("End")
    for n in range(keys):
        before = len(page.evaluate("window.times"))
        page.keyboard.press("Backspace" if n % 2 else "0")
        page.wait_for_function("before => window.times.length > before", arg=before)
    page.wait_for_timeout(200)
    times: list[float] = page.evaluate("window.times")
    page.close()
    return times


def row_in(folder: Path) -> tuple[str, str]:
    """A company and a place whose row the picture can be drawn against."""
    rows = read_guides(folder).rows
    if not rows:
        raise Problem("the guides have no row", str(folder), "name other guides")
    return rows[0].company, rows[0].region


def line(what: str, times: list[float], target: float) -> str:
    """One line of the report."""
    half, late = quantile(times, 0.5), quantile(times, 0.95)
    return f"{what:<36} p50 {half:4.0f} ms, p95 {late:4.0f} ms, of {len(times)}  (to reach: {target:.0f} ms)"


def main() -> None:
    """Print the report; exit code 4 where half are slower than what is to be reached."""
    reader = argparse.ArgumentParser(description="The page in a browser.")
    reader.add_argument("--guides", type=Path, default=GUIDES)
    reader.add_argument("--visits", type=int, default=VISITS)
    reader.add_argument("--keys", type=int, default=KEYS)
    given = reader.parse_args()
    try:
        row = row_in(given.guides)
        with service(given.guides, 1) as (port, _):
            asyncio.run(ready(port))
            url = f"http://127.0.0.1:{port}/"
            with browser() as opened:
                paints = first_paints(opened, url, given.visits)
                drawn = pictures(opened, url, *row, given.keys)
    except Problem as problem:
        sys.exit(str(problem))
    print(line("first paint", paints, PAINT_TARGET))
    print(line("a keystroke until the picture", drawn, PICTURE_TARGET))
    reached = quantile(paints, 0.5) < PAINT_TARGET and quantile(drawn, 0.5) < PICTURE_TARGET
    sys.exit(0 if reached else 4)


if __name__ == "__main__":
    main()
