"""What the benchmark of scale measured, as a table: a column for each size.

In: benches with their kept results. Out: lines, the quick start's measurements in brackets.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from evals.questions import columns
from evals.scale_size import PART, Bench

TARGETS = (
    "to reach: rate at least the quick start's; cold 1.5 s; warm p50 40 ms, p99 150 ms; refresh 3 s; 1.5 GB"
)


def table(benches: Sequence[Bench]) -> str:
    """What was measured, a column for each size, with the quick start's in brackets."""
    results = [bench.results() for bench in benches]

    def line(
        name: str, step: str, show: Callable[[dict[str, Any]], str], quick: str | None = None
    ) -> list[str]:
        cells = []
        for kept in results:
            ours, theirs = _shown(kept.get(step), show), _shown(kept.get(quick or ""), show)
            cells.append(f"{ours} ({theirs})" if theirs != "–" else ours)
        return [name, *cells]

    def rate(v: dict[str, Any]) -> str:
        return f"{v['bytes'] / v['seconds'] / 1000:.1f} KB/s"

    def share(name: str) -> Callable[[dict[str, Any]], str]:
        return lambda v: f"{v[name]:.1%}"

    def milliseconds(name: str) -> Callable[[dict[str, Any]], str]:
        return lambda v: f"{v[name] * 1000:.0f} ms"

    rows = [
        ["guides", *(f"{bench.size:,}" + ("" if bench.vectors else ", no vectors") for bench in benches)],
        line("bytes of guide", "build", lambda v: f"{v['bytes'] / 1e6:.1f} MB"),
        line("passages", "build", lambda v: f"{v['passages']:,}"),
        line("facts", "build", lambda v: f"{v['facts']:,}"),
        line("made searchable", "build", rate, "quick_build"),
        line(
            "… for each second of processor",
            "build",
            lambda v: f"{v['bytes'] / v['processor'] / 1000:.1f} KB",
            "quick_build",
        ),
        line("disk for a byte of guide", "build", lambda v: f"{v['disk'] / v['bytes']:.1f}", "quick_build"),
        line("peak memory, building", "build", lambda v: f"{v['memory'] / 1e6:.0f} MB", "quick_build"),
        line("one edit taken in", "refresh", lambda v: f"{v['seconds']:.1f} s"),
        line("… processor", "refresh", lambda v: f"{v['processor']:.1f} s"),
        line("cold question", "cold", lambda v: f"{v['seconds']:.2f} s", "quick_cold"),
        line("… processor", "cold", lambda v: f"{v['processor']:.2f} s", "quick_cold"),
        line("warm question, p50", "warm", milliseconds("p50"), "quick_build"),
        line("warm question, p99", "warm", milliseconds("p99"), "quick_build"),
        line("… processor, p50", "warm", milliseconds("processor_p50"), "quick_build"),
        line("… processor, p99", "warm", milliseconds("processor_p99"), "quick_build"),
        line("peak memory, answering", "warm", lambda v: f"{v['memory'] / 1e6:.0f} MB"),
        line("asked row first", "warm", share("row_first"), "quick_build"),
        line("asked row among four", "warm", share("row_of_four"), "quick_build"),
        line("another guide first", "warm", share("other_guide_first"), "quick_build"),
        line("asked figure stated", "warm", share("figure_stated")),
        line("another row's figure stated", "warm", share("other_row_stated")),
    ]
    commits = sorted({value["commit"] for kept in results for value in kept.values()})
    part = [bench for bench in benches if not bench.whole and bench.vectors]
    note = f" Of {part[0].size:,} guides the quick start embedded the first {PART}." if part else ""
    return "\n".join(
        [*columns(rows), f"commit {', '.join(commits)}; in brackets LangChain's quick start.{note}", TARGETS]
    )


def _shown(values: dict[str, Any] | None, show: Callable[[dict[str, Any]], str]) -> str:
    if values is None:
        return "–"
    try:
        return show(values)
    except (KeyError, TypeError, ZeroDivisionError):
        return "–"
