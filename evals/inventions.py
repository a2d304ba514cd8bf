"""What a model may invent beside a right answer: sentences by kind, and what their blanks are filled with.

In: `cases/inventions.txt`. Out: its sentences. Nothing here needs a model or knows how the product checks.
"""

from __future__ import annotations

from pathlib import Path

INVENTIONS = Path(__file__).parent / "cases" / "inventions.txt"

COMPANIES = ("Google", "OpenAI", "Anthropic", "Apple", "Netflix", "Zorblatt", "Jane Street", "Databricks")
VENUES = ("NeurIPS", "ICML", "CVPR", "Nature")
PLACES = ("Zurich", "Tokyo", "Lisbon", "Warsaw", "Dubai")
DAYS = ("Friday", "tomorrow", "next Monday", "the end of the week")
PEOPLE = ("Sarah", "Mr Lee", "Priya")


def inventions() -> dict[str, list[str]]:
    """The sentences of `cases/inventions.txt` by their kind."""
    out: dict[str, list[str]] = {}
    for line in INVENTIONS.read_text("utf-8").splitlines():
        if line.startswith("? "):
            kind = out.setdefault(line[2:], [])
        elif line.startswith("- "):
            kind.append(line[2:])
    return out
