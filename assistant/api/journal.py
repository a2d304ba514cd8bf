"""What the service says of itself: a line of JSON for each request, and metrics for Prometheus.

In: the method, route, status and time of a request. Out: log lines and the text of `/metrics`. No
question, offer, text, address or key goes in, so none can come out. Several processes add up through
one small file each in a shared folder.
"""

from __future__ import annotations

import json
import logging
import os
import threading
import time
import traceback
from collections import defaultdict
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

log = logging.getLogger("counteroffer.service")

BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)  # seconds
HELP = {
    "counteroffer_requests_total": ("counter", "Requests by method, route and status."),
    "counteroffer_refused_total": ("counter", "Requests refused before they were read, by reason."),
    "counteroffer_answers_total": ("counter", "Answers by status."),
    "counteroffer_request_seconds": ("histogram", "Seconds until a request was answered in full."),
    "counteroffer_in_progress": ("gauge", "Requests being answered now."),
    "counteroffer_index_generation": ("gauge", "Counts the builds of the index that changed something."),
    "counteroffer_index_behind": ("gauge", "1 where the index is not up to date."),
    "counteroffer_store_away": ("gauge", "1 while the vector store does not answer."),
}
_TAKEN_FROM_ONE = (
    "counteroffer_index_generation", "counteroffer_index_behind", "counteroffer_store_away"
)  # fmt: skip

Labels = tuple[tuple[str, str], ...]
Values = dict[tuple[str, Labels], float]


class Journal:
    """Counts and logs requests. Safe to share between threads."""

    def __init__(self, folder: Path | None = None) -> None:
        """`folder` is shared by the processes of one service."""
        self._values: defaultdict[tuple[str, Labels], float] = defaultdict(float)
        self._lock = threading.Lock()
        self._file = folder / f"{os.getpid()}.json" if folder is not None else None

    def add(self, name: str, value: float = 1, **labels: str) -> None:
        """Add to a counter or a gauge."""
        with self._lock:
            self._values[(name, tuple(sorted(labels.items())))] += value

    def put(self, name: str, value: float) -> None:
        """Set a gauge."""
        with self._lock:
            self._values[(name, ())] = value

    def request(self, method: str, route: str, status: int, seconds: float, size: int, identity: str) -> None:
        """Count one request that was answered, and write its line."""
        with self._lock:
            self._values[
                ("counteroffer_requests_total", _labels(method=method, route=route, status=str(status)))
            ] += 1
            name = "counteroffer_request_seconds"
            for bound in BOUNDS:
                if seconds <= bound:
                    self._values[(f"{name}_bucket", _labels(le=str(bound), route=route))] += 1
            self._values[(f"{name}_bucket", _labels(le="+Inf", route=route))] += 1
            self._values[(f"{name}_sum", _labels(route=route))] += seconds
            self._values[(f"{name}_count", _labels(route=route))] += 1
        line(
            "request",
            id=identity,
            method=method,
            route=route,
            status=status,
            ms=round(seconds * 1000, 1),
            bytes_in=size,
        )

    def save(self) -> None:
        """Let the other processes see what was counted here."""
        if self._file is None:
            return
        with self._lock:
            kept = [[name, list(map(list, labels)), value] for (name, labels), value in self._values.items()]
        beside = self._file.with_suffix(".part")
        with suppress(OSError):
            beside.write_text(json.dumps(kept), "utf-8")
            beside.replace(self._file)

    def text(self) -> str:
        """The metrics of all processes in Prometheus's text format."""
        self.save()
        return "\n".join(_lines(self._together())) + "\n"

    def _together(self) -> Values:
        with self._lock:
            total: Values = dict(self._values)
        if self._file is None:
            return total
        for other in sorted(self._file.parent.glob("*.json")):
            if other == self._file:
                continue
            with suppress(OSError, ValueError):
                for name, labels, value in json.loads(other.read_text("utf-8")):
                    key = (str(name), tuple((str(a), str(b)) for a, b in labels))
                    if name not in _TAKEN_FROM_ONE:
                        total[key] = total.get(key, 0) + value
        return total


def _labels(**labels: str) -> Labels:
    return tuple(sorted(labels.items()))


def _lines(values: Values) -> Iterable[str]:
    for family, (kind, says) in HELP.items():
        yield f"# HELP {family} {says}"
        yield f"# TYPE {family} {kind}"
        for (name, labels), value in sorted(values.items(), key=lambda one: (one[0][0], _place(one[0][1]))):
            if name == family or (kind == "histogram" and name.rpartition("_")[0] == family):
                told = ",".join(f'{key}="{escaped(text)}"' for key, text in labels)
                yield f"{name}{{{told}}} {value:g}" if told else f"{name} {value:g}"


def _place(labels: Labels) -> tuple[Any, ...]:
    """Buckets in order of their bounds."""
    given = dict(labels)
    bound = given.pop("le", "0")
    return tuple(given.items()), float(bound)


def escaped(text: str) -> str:
    r"""A label's value as Prometheus reads it.

    >>> escaped('a"b\\c')
    'a\\"b\\\\c'
    """
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")


def line(event: str, **values: Any) -> None:
    """One line of the log."""
    log.info(json.dumps({"time": _now(), "event": event, **values}, ensure_ascii=True))


def fault(error: BaseException, identity: str) -> None:
    """A bug: its kind and place. Its message may hold what somebody wrote, so it is left out."""
    places = [
        f"{Path(f.filename).name}:{f.lineno}:{f.name}" for f in traceback.extract_tb(error.__traceback__)
    ]
    log.error(
        json.dumps(
            {
                "time": _now(),
                "event": "fault",
                "id": identity,
                "kind": type(error).__name__,
                "at": places[-12:],
            }
        )
    )


def _now() -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
