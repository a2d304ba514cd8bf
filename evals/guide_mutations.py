"""Guides with one thing wrong: does anything notice, and does it say where?

In: the text of the guides. Out: `Mutant`s, each one change of one kind in one guide, and whether
the accepted facts (`facts_lock`) and the generated cases name it. A change that leaves the guide
stating the same is no mutant and is not made (a bonus of 15 % put in the place of another 15 %).
Rewording is no mutation either: what is held is facts, not sentences.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from evals.cells import COMPONENTS, ROW, company_of, tables_in
from evals.facts_lock import ITEM, MARKED_HEADING, NAMED_ITEM, Stated, differences, stated_by, value_of

DIGITS = re.compile(r"[0-9]+(?:\.[0-9]+)?")
SCALED = re.compile(r"(?<=[0-9])[KM](?![A-Za-z])")
CURRENCY = re.compile(r"\$|\b(?:CNY|SGD|USD|EUR|GBP|INR) ?|[€£₹]")
OTHER_CURRENCY = {"$": "CNY ", "CNY": "SGD ", "SGD": "CNY "}
ADDED = re.compile(r"(?<=\+)[0-9]+(?=[-–]?[0-9]*K?\])")
OUTRIGHT = re.compile(r"(?<=\$)[0-9]+(?=K sign)")
YEAR = re.compile(r"20[0-9]{2}")
CODE = re.compile(r"\b((?:IC|ICT|L|P|E))([0-9])\b")
BOLD_LINE = re.compile(r"^\*\*[^*]+\*\*:?\s*$")
DO, DONT = re.compile(r"^#*\s*Do\s*$"), re.compile(r"^#*\s*Don['’]t\s*$")

# Kinds whose change is in cells of pay, which the generated cases ask for.
OF_CELLS = ("cell changed", "cell moved", "cells swapped", "row moved", "scale changed", "currency changed")


@dataclass(frozen=True, slots=True)
class Mutant:
    """A guide with one change. `line` is where it stands in the accepted guide; `what` names the cell."""

    kind: str
    guide: str
    line: int
    what: str
    text: str
    rows: tuple[str, ...] = ()  # labels of the rows whose cells changed
    column: str = ""


@dataclass(frozen=True, slots=True)
class Caught:
    """What the accepted facts say of a mutant: the differences, and whether its place is among them."""

    mutant: Mutant
    said: tuple[str, ...]
    named: bool


def mutants(texts: dict[str, str]) -> Iterator[Mutant]:
    """Every mutant of every guide that states something else than the guide does, in a fixed order."""
    for guide, text in texts.items():
        accepted = _values(_stated(text, guide))
        for make in (_cells, _rows, _scripts, _lists, _sections, _dates):
            for mutant in make(guide, text):
                # `$1M` for `$1,000K` would be no mutant; anything but a cell is a fact by its words.
                same = mutant.kind in OF_CELLS and _values(_stated(mutant.text, guide)) == accepted
                if mutant.text != text and not same:
                    yield mutant


# Of a mutant it is asked whether it states something else, and then whether that is noticed.
@lru_cache(maxsize=4)
def _stated(text: str, guide: str) -> list[Stated]:
    return stated_by(text, guide)


def _values(stated: Sequence[Stated]) -> frozenset[tuple[str, str, str]]:
    return frozenset((one.kind, one.key, one.value) for one in stated)


def catch(mutant: Mutant, original: str) -> Caught:
    """Whether the accepted facts tell the mutant, and by its guide, line and cell."""
    found = differences(_stated(original, mutant.guide), _stated(mutant.text, mutant.guide))
    lines = {side.line for one in found for side in (one.old, one.new) if side}
    words = " ".join(str(one) for one in found)
    cell = all(part in words for part in (*mutant.rows, mutant.column) if part)
    return Caught(
        mutant, tuple(str(one) for one in found), mutant.line in lines and cell and mutant.guide in words
    )


# ---- cells of pay


def _pay_tables(text: str) -> Iterator[tuple[list[str], list[tuple[int, list[str]]], list[int]]]:
    """Header, rows and the columns of pay of each pay table."""
    if company_of(text) is None:
        return
    for table in tables_in(text):
        header = table[0][1]
        columns = [
            i for i, name in enumerate(header) if i and any(p.search(name) for p in COMPONENTS.values())
        ]
        if columns:
            yield header, table[1:], columns


def _with(text: str, changes: dict[tuple[int, int], str]) -> str:
    """The text with cells put in place: (line, column) → cell."""
    lines = text.splitlines(keepends=True)
    for line in {line for line, _ in changes}:
        body = lines[line - 1].rstrip("\r\n")
        match = ROW.match(body)
        assert match
        cells = [cell.strip() for cell in match[1].split("|")]
        for (at, column), cell in changes.items():
            if at == line:
                cells[column] = cell
        lines[line - 1] = f"| {' | '.join(cells)} |" + lines[line - 1][len(body) :]
    return "".join(lines)


def _cells(guide: str, text: str) -> Iterator[Mutant]:
    for header, rows, columns in _pay_tables(text):
        for number, (line, cells) in enumerate(rows):
            other_line, other = rows[(number + 1) % len(rows)]
            for place, column in enumerate(columns):
                cell, name = cells[column], header[column]
                for index, digits in enumerate(DIGITS.finditer(cell)):
                    changed = cell[: digits.start()] + _another(digits[0]) + cell[digits.end() :]
                    end = ("low", "high")[min(index, 1)]
                    yield Mutant("cell changed", guide, line, f"{cells[0]} | {name} | {end}",
                                 _with(text, {(line, column): changed}), (cells[0],), name)  # fmt: skip
                if other_line != line and value_of(cell) != value_of(other[column]):
                    moved = _with(text, {(other_line, column): cell})
                    yield Mutant(
                        "cell moved", guide, other_line, f"{other[0]} | {name}", moved, (other[0],), name
                    )
                    both = _with(text, {(other_line, column): cell, (line, column): other[column]})
                    yield Mutant(
                        "cells swapped", guide, line, f"{cells[0]} | {name}", both, (cells[0], other[0]), name
                    )
                beside = columns[(place + 1) % len(columns)]
                if beside != column and value_of(cell) != value_of(cells[beside]):
                    both = _with(text, {(line, column): cells[beside], (line, beside): cell})
                    yield Mutant(
                        "cells swapped", guide, line, f"{cells[0]} | {name}", both, (cells[0],), name
                    )
                if SCALED.search(cell):
                    scaled = SCALED.sub(lambda m: "M" if m[0] == "K" else "K", cell)
                    yield Mutant("scale changed", guide, line, f"{cells[0]} | {name}",
                                 _with(text, {(line, column): scaled}), (cells[0],), name)  # fmt: skip
                if mark := CURRENCY.search(cell):
                    code = OTHER_CURRENCY.get(mark[0].strip(), "USD ")
                    other_code = _with(text, {(line, column): CURRENCY.sub(code, cell)})
                    yield Mutant(
                        "currency changed", guide, line, f"{cells[0]} | {name}", other_code, (cells[0],), name
                    )


def _another(digits: str) -> str:
    """Another number of as many digits.

    >>> _another("250"), _another("9"), _another("1.05")
    ('260', '8', '1.06')
    """
    at = len(digits) - 1 if "." in digits or len(digits) < 3 else len(digits) - 2
    new = int(digits[at]) + 1 if digits[at] != "9" else 8
    return digits[:at] + str(new) + digits[at + 1 :]


def _rows(guide: str, text: str) -> Iterator[Mutant]:
    for _, rows, _columns in _pay_tables(text):
        for number, (line, cells) in enumerate(rows):
            other_line, other = rows[(number + 1) % len(rows)]
            if other_line != line:
                labels = _with(text, {(line, 0): other[0], (other_line, 0): cells[0]})
                yield Mutant("row moved", guide, line, cells[0], labels, (cells[0], other[0]))
            lines = text.splitlines(keepends=True)
            yield Mutant(
                "row removed", guide, line, cells[0], "".join(lines[: line - 1] + lines[line:]), (cells[0],)
            )


# ---- scripts, lists, sections, dates


def _scripts(guide: str, text: str) -> Iterator[Mutant]:
    lines = text.splitlines(keepends=True)
    for number, line in enumerate(lines, 1):
        outright = OUTRIGHT.finditer(line) if ADDED.search(line) else ()
        for match in (*ADDED.finditer(line), *outright):
            changed = line[: match.start()] + _another(match[0]) + line[match.end() :]
            yield _at("increment changed", guide, lines, number, changed, match[0])
        if "level map" in line.lower():
            for match in CODE.finditer(line):
                changed = line[: match.start()] + match[1] + _another(match[2]) + line[match.end() :]
                yield _at("level changed", guide, lines, number, changed, match[0])


def _lists(guide: str, text: str) -> Iterator[Mutant]:
    lines = text.splitlines(keepends=True)
    for number, line in enumerate(lines, 1):
        if NAMED_ITEM.match(line) and company_of(text):
            yield _at("lever dropped", guide, lines, number, "", NAMED_ITEM.match(line)[1])  # type: ignore[index]
    do = next((n for n, line in enumerate(lines, 1) if DO.match(line)), None)
    dont = next((n for n, line in enumerate(lines, 1) if DONT.match(line)), None)
    if do and dont:
        # "Bluff about other offers" is the opposite of itself one heading further up.
        for number in range(dont + 1, len(lines) + 1):
            if MARKED_HEADING.match(lines[number - 1]):
                break
            if ITEM.match(lines[number - 1]):
                kept = lines[: number - 1] + lines[number:]
                at = do + (1 if not kept[do].strip() else 0)
                moved = [*kept[:at], lines[number - 1], *kept[at:]]
                yield Mutant("advice turned round", guide, number, lines[number - 1].strip(), "".join(moved))


def _sections(guide: str, text: str) -> Iterator[Mutant]:
    lines = text.splitlines(keepends=True)
    heads = [n for n, line in enumerate(lines, 1) if MARKED_HEADING.match(line) or BOLD_LINE.match(line)]
    for place, number in enumerate(heads[1:], 1):
        rank = len(lines[number - 1]) - len(lines[number - 1].lstrip("#"))
        after = (n for n in heads[place + 1 :] if len(lines[n - 1]) - len(lines[n - 1].lstrip("#")) <= rank)
        end = next(after, len(lines) + 1)
        title = lines[number - 1].strip("#* \r\n")
        yield Mutant("section removed", guide, number, title, "".join(lines[: number - 1] + lines[end - 1 :]))


def _dates(guide: str, text: str) -> Iterator[Mutant]:
    lines = text.splitlines(keepends=True)
    for number, line in enumerate(lines, 1):
        if line.startswith("as_of:") and (year := YEAR.search(line)):
            changed = line[: year.start()] + str(int(year[0]) - 1) + line[year.end() :]
            yield _at("date changed", guide, lines, number, changed, year[0])


def _at(kind: str, guide: str, lines: list[str], number: int, line: str, what: str) -> Mutant:
    return Mutant(kind, guide, number, what, "".join([*lines[: number - 1], line, *lines[number:]]))


# ---- many at once, for the product

# What is done to every cell of a folder at once, so that one index serves for all of them.
AT_ONCE = ("cell changed", "cells swapped", "row moved", "currency changed")


def mutate_all(kind: str, text: str) -> tuple[str, set[tuple[int, int]]]:
    """A guide with every cell of pay changed in one way, and which cells (line, column) now say something else.

    "cells swapped": each cell goes to the next column of its unit; "row moved": the labels go round.
    """
    before: dict[tuple[int, int], str] = {}
    changes: dict[tuple[int, int], str] = {}
    for _, rows, columns in _pay_tables(text):
        for number, (line, cells) in enumerate(rows):
            if kind == "row moved":
                changes[line, 0] = rows[number - 1][1][0]
            for place, column in enumerate(columns):
                cell = cells[column]
                before[line, column] = cell
                if kind == "cell changed":
                    changes[line, column] = DIGITS.sub(lambda digits: _another(digits[0]), cell)
                elif kind == "currency changed":
                    changes[line, column] = CURRENCY.sub(
                        lambda m: OTHER_CURRENCY.get(m[0].strip(), "USD "), cell
                    )
                elif kind == "cells swapped":
                    changes[line, column] = cells[columns[(place + 1) % len(columns)]]
    after = {**before, **{key: cell for key, cell in changes.items() if key[1]}}
    changed = {key for key, cell in before.items() if value_of(cell) != value_of(after[key])}
    if kind == "row moved":
        changed = {
            (line, column)
            for _, rows, columns in _pay_tables(text)
            for number, (line, cells) in enumerate(rows)
            for column in columns
            if value_of(cells[column]) != value_of(rows[(number + 1) % len(rows)][1][column])
        }
    return _with(text, changes), changed
