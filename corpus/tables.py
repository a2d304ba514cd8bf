"""Lines become rows of cells: pipe tables, tables by tabs or gaps, tables whose cells ran together.

In: lines. Out: where a table stands and its cells. It does not know what a cell means.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from corpus.regexes import regex
from corpus.shapes import INVISIBLE, PIPE, QUOTE, plain

DASHES = regex(r"^\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*$")
SPLIT_PIPE = regex(r"(?<!\\)\|")
QUOTED_ROW = regex(r"^\s{0,3}>\s?\|.*\|\s*$")
GAP = regex(r"\t+| {3,}")
# Where one cell ends and the next begins without a space: "seekersWhat", "(capped)Rarely", "gap?Can".
JOINT = regex(
    r"(?<=[a-zß-öø-ÿ)\]?%\u2019])(?=[A-ZÀ-Þ$€£¥₹])|(?<=\d[KMB])(?=[A-Z$€£¥₹])|(?<=\d[KMB]\+)(?=[A-Z$€£¥₹])"
)
LONGEST_HEADER = 7  # words
CAMEL = regex(r"\b[A-Za-z]*[a-z][A-Z][A-Za-z]*\b")


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as it stands: its header, its rows with their lines, and its whole extent."""

    header: tuple[str, ...]
    header_line: int
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    first: int
    last: int
    flattened: bool = False


def cells_of(line: str) -> tuple[str, ...]:
    r"""Cut a pipe row into cells without marks of emphasis.

    >>> cells_of("| **Base** | 10 \\| 20 | — |")
    ('Base', '10 | 20', '—')
    """
    bare = line.strip()
    bare = bare[1:] if bare.startswith("|") else bare
    if bare.endswith("|") and not bare.endswith("\\|"):
        bare = bare[:-1]
    return tuple(_clean(cell.replace("\\|", "|")) for cell in SPLIT_PIPE.split(bare))


def _clean(cell: str) -> str:
    # Invisible characters inside a cell stay: a figure with one in it must not be read as if it had none.
    cell = plain(cell.strip())
    while cell and (cell[0].isspace() or INVISIBLE.match(cell[0])):
        cell = cell[1:]
    while cell and (cell[-1].isspace() or INVISIBLE.match(cell[-1])):
        cell = cell[:-1]
    return cell


def joints_of(line: str, names: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """Cut a line at the places where two cells ran together; `names` are words spelled with such a joint.

    >>> joints_of("Base paySeldom (fixed)Who decides?")
    ('Base pay', 'Seldom (fixed)', 'Who decides?')
    >>> joints_of("AskLinkedInNow", frozenset({"LinkedIn"}))
    ('Ask', 'LinkedIn', 'Now')
    """
    inside = {
        match.start() + i
        for name in names
        for match in re.finditer(re.escape(name), line)
        for i in range(1, len(name))
    }
    cuts = [0, *(m.start() for m in JOINT.finditer(line) if m.start() not in inside), len(line)]
    return tuple(line[a:b].strip() for a, b in pairwise(cuts))


def grids_in(lines: list[str], closed: set[int]) -> list[Grid]:
    """Find every table. `closed` are line numbers that cannot hold one (front matter, code)."""
    spelled = Counter(word for line in lines for word in CAMEL.findall(line) if len(word) <= 20)
    # A word spelled so twice, or in a sentence, is a name ("LinkedIn"), not two cells.
    in_prose = {word for line in lines if len(line) > 120 for word in CAMEL.findall(line)}
    names = frozenset(word for word, times in spelled.items() if times > 1 or word in in_prose)
    lines = [QUOTE.sub("", line) if QUOTED_ROW.match(line) else line for line in lines]
    grids: list[Grid] = []
    at = 0
    while at < len(lines):
        grid = None
        if at + 1 not in closed:
            grid = (
                _piped(lines, at, closed)
                or _gapped(lines, at, closed)
                or _flattened(lines, at, closed, names)
            )
        if grid:
            grids.append(grid)
            at = grid.last
        else:
            at += 1
    return grids


def _is_drawing_rule(cells: tuple[str, ...]) -> bool:
    return not any(cells)


def _piped(lines: list[str], at: int, closed: set[int]) -> Grid | None:
    dashed = (
        at + 1 < len(lines)
        and "|" in lines[at]
        and "|" in lines[at + 1]
        and bool(DASHES.match(lines[at + 1]))
    )
    if not dashed and not PIPE.match(lines[at]):
        return None
    header = cells_of(lines[at])
    if _is_drawing_rule(header) or DASHES.match(lines[at]) or len(header) < 2:
        return None
    end = at + (2 if dashed else 1)
    rows: list[tuple[int, tuple[str, ...]]] = []
    while end < len(lines) and end + 1 not in closed:
        line = lines[end]
        if not (
            PIPE.match(line)
            or (dashed and "|" in line and line.strip() and not line.lstrip().startswith((">", "#", "-")))
        ):
            break
        cells = cells_of(line)
        if not dashed and len(cells) != len(header):
            break
        if not DASHES.match(line) and any(cells):
            rows.append((end + 1, cells))
        end += 1
    return Grid(header, at + 1, tuple(rows), at + 1, end) if rows else None


def _gapped(lines: list[str], at: int, closed: set[int]) -> Grid | None:
    # Tabs make a table of two lines; gaps of spaces may be mere layout, so they need three.
    line = lines[at]
    if "\t" not in line.strip() and "   " not in line.strip():
        return None
    found: list[tuple[int, tuple[str, ...]]] = []
    end = at
    while end < len(lines) and end + 1 not in closed and lines[end].strip():
        cells = tuple(_clean(cell) for cell in GAP.split(lines[end].strip()))
        if len(cells) < 3 or (found and len(cells) != len(found[0][1])):
            break
        found.append((end + 1, cells))
        end += 1
    if len(found) < (2 if "\t" in line.strip() else 3):
        return None
    return Grid(found[0][1], at + 1, tuple(found[1:]), at + 1, end)


def _flattened(lines: list[str], at: int, closed: set[int], names: frozenset[str]) -> Grid | None:
    line = lines[at]
    if len(line) > 400 or not JOINT.search(line) or line.lstrip().startswith(("|", "#", ">", "-", "*")):
        return None
    found: list[tuple[int, tuple[str, ...]]] = []
    end = at
    while end < len(lines) and end + 1 not in closed and lines[end].strip() and len(lines[end]) <= 600:
        cells = joints_of(lines[end].strip(), names)
        if len(cells) < 3 or (found and len(cells) != len(found[0][1])):
            break
        found.append((end + 1, cells))
        end += 1
    # A header is words without an end mark; sentences that hold names like GitHub are none.
    if len(found) < 3 or line.rstrip().endswith((".", ",", ";", ":", "!")):
        return None
    if any(len(cell.split()) > LONGEST_HEADER for cell in found[0][1]):
        return None
    return Grid(found[0][1], at + 1, tuple(found[1:]), at + 1, end, flattened=True)
