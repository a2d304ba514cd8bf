"""The count of what is read in foreign guides: a wrong key, a lost cell, a changed figure is told."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from corpus.bands import Fact, bands_in
from corpus.guide import Unread, parse_guide
from evals.wild import judge, judged, main
from evals.wild_cells import Cell, cells_in

GUIDE = """### Data Engineer | Acme Global Negotiation Guide

| Level | Region | Base Salary | Stock (RSU/4yr) | Bonus | Signing Bonus |
|---|---|---|---|---|---|
| L4 | 🇸🇪 Lund (SEK) | SEK 510K–SEK 590K | $41K–$52K | 9–11% | $5K |
| L5 | Pisa | €61,000 – €72,000 | $1.1M+ | 15%+ | — |

| Component | Leeds (GBP £) | Pune (INR ₹) |
|---|---|---|
| Base | £61,000 – £72,000 | ₹21,00,000 – ₹34,50,000 |
| Options | 4,000 – 5,000 options | — |
"""


def read() -> tuple[list[Cell], list[Fact], list[Unread]]:
    facts, unread = bands_in(parse_guide(GUIDE, "acme.md"))
    return cells_in(GUIDE), facts, unread


def test_both_readers_read_the_same() -> None:
    """Every cell is right but the count of options, which is listed."""
    found = judged(parse_guide(GUIDE, "acme.md"))
    assert [one.verdict for one in found] == ["right"] * 9 + ["listed"]
    assert found[2].cell.place == "lund"
    assert [(one.cell.component, one.cell.period) for one in found[:4]] == [
        ("base", "year"),
        ("equity", "4 years"),
        ("bonus", "year"),
        ("sign_on", "once"),
    ]


@pytest.mark.parametrize(
    "change",
    [
        {"low": Decimal(1)},
        {"high": None},
        {"currency": "EUR"},
        {"region": "Pisa"},
        {"level": "L5"},
        {"component": "total"},
        {"company": "Globex"},
        {"period": "4 years"},
    ],
)
def test_a_fact_with_anything_changed_is_wrong(change: dict[str, Any]) -> None:
    """One field of one fact is enough."""
    cells, facts, unread = read()
    assert judge("acme.md", cells[0], facts, unread, "acme").verdict == "right"
    changed = [replace(facts[0], **change), *facts[1:]]
    assert judge("acme.md", cells[0], changed, unread, "acme").verdict == "wrong"


def test_a_cell_that_is_neither_read_nor_listed_is_missing() -> None:
    """What is listed with its line is not missing; what is not listed is."""
    cells, facts, unread = read()
    assert judge("acme.md", cells[0], facts[1:], unread, "acme").verdict == "missing"
    assert judge("acme.md", cells[-1], facts, unread, "acme").verdict == "listed"
    assert judge("acme.md", cells[-1], facts, [], "acme").verdict == "missing"


def test_the_command_says_how_many_and_where(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Its exit code is 4 below 97 %, and every cell that is not right is named."""
    (tmp_path / "acme.md").write_text(GUIDE, encoding="utf-8")
    assert main([str(tmp_path), "--json"]) == 4
    told = json.loads(capsys.readouterr().out)
    assert (told["cells"], told["right"], told["listed"]) == (10, 9, 1)
    assert [(one["line"], one["verdict"]) for one in told["not_right"]] == [(11, "listed")]
    (tmp_path / "acme.md").write_text(GUIDE.rpartition("| Options")[0], encoding="utf-8")
    assert main([str(tmp_path)]) == 0
    assert main([str(tmp_path / "none")]) == 1
