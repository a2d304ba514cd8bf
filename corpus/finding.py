"""One thing that is doubtful in a guide, with its place and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True, slots=True)
class Finding:
    """`line` is 0 where the whole file is meant. An error makes the command fail; a note only tells."""

    code: str
    severity: Severity
    guide: str
    line: int
    message: str
    remedy: str

    @property
    def location(self) -> str:
        """`meta.md:9`, the place a person can open."""
        return f"{self.guide}:{self.line}" if self.line else self.guide
