"""Where a folder's guides say what a hand-written case cites.

In: `Guides`, what is cited: a guide's key with lines of the files that the case was typed from, or its path
with how its lines begin. Out: lines of this folder's guide. `cases/places.toml` has for each line of those
files how the lines that say the same begin; a row under another name is found by its number while the table
has as many rows as it had. What is not found is not guessed.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from corpus.problem import Problem
from evals.cases import Cited
from evals.cells import CASE_ROWS, Guides, lines_of_row

PLACES = Path(__file__).parent / "cases" / "places.toml"

Beginnings = Mapping[str, Mapping[int, tuple[str, ...]]]


def read_beginnings(file: Path) -> Beginnings:
    """For each guide's key and line, how the lines that say the same begin. Raises Problem."""
    remedy = 'write lines like 12 = ["The first words"] under the key of a guide, as [meta]'
    try:
        read = tomllib.loads(file.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise Problem(f"the places cannot be read: {error}", str(file), remedy) from error
    if not read:
        raise Problem("the file holds no place", str(file), remedy)
    found: dict[str, dict[int, tuple[str, ...]]] = {}
    for key, lines in read.items():
        if key not in CASE_ROWS or not isinstance(lines, dict):
            raise Problem(f"{key!r} is no guide that cases name", str(file), remedy)
        for line, beginnings in lines.items():
            words = isinstance(beginnings, list) and all(isinstance(b, str) and b.strip() for b in beginnings)
            if not line.isdecimal() or not words or not beginnings:
                raise Problem(f"{key}, {line}: no list of beginnings", str(file), remedy)
            found.setdefault(key, {})[int(line)] = tuple(beginnings)
    return found


@cache
def _beginnings() -> Beginnings:
    return read_beginnings(PLACES)


def lines_of(guides: Guides, cited: Cited) -> list[int]:
    """The lines of this folder's guide that a case cites, by their number in other files or by how they begin."""
    if not cited.begins:
        return lines_cited(guides, cited.guide, cited.lines)
    file = guides.file(cited.guide)
    return [n for n, words in enumerate(file.lines if file else (), 1) if words.startswith(cited.begins)]


def lines_cited(guides: Guides, key: str, lines: Sequence[int]) -> list[int]:
    """The lines of this folder's guide that a case cites; none where they are not to be found."""
    return list(_lines_cited(guides, key, lines[0], lines[1]))


# Many cases cite the same lines, and each is held to them several times.
@cache
def _lines_cited(guides: Guides, key: str, first: int, last: int) -> tuple[int, ...]:
    file = guides.file(key)
    if file is None:
        return ()
    cited = range(first, last + 1)
    if guides.verbatim:
        return tuple(cited)
    found: set[int] = set()
    for line in cited:
        begins = _beginnings().get(key, {}).get(line, ())
        named = [n for n, words in enumerate(file.lines, 1) if begins and words.startswith(begins)]
        found.update(named or lines_of_row(guides, key, (line, line)))
    return tuple(sorted(found))
