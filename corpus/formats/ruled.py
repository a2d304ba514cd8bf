"""Ruled tables of a PDF: grids of straight lines, and the text that stands in their cells.

In: the rules of a page and its pieces of text. Out: grids whose every cell is closed by lines on all sides,
with the words of each. A grid that is open somewhere, or in which a piece of text reaches over two cells,
is no table here.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from corpus.formats.document import Cell
from corpus.formats.drawn import NEAR, Drawn, Rule, words_of

MOST_RULES = 4_000  # of a page; a drawing has more, a table never
MOST_SIDE = 200  # rows or columns of a ruled table


@dataclass(frozen=True, slots=True)
class Grid:
    """A grid of lines: its borders from left to right and from top to bottom, its cells."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: dict[tuple[int, int], tuple[int, int, int, int]]  # place → first column and row, across, down


def grids_of(rules: Sequence[Rule]) -> Iterator[Grid]:
    """The closed grids that a page's rules make, of two columns and rows or more."""
    if not 6 <= len(rules) <= MOST_RULES:
        return
    for group in _touching(rules):
        xs = _distinct(x for rule in group if not rule.is_across for x in ((rule.x0 + rule.x1) / 2,))
        ys = _distinct(y for rule in group if rule.is_across for y in ((rule.y0 + rule.y1) / 2,))
        if 3 <= len(xs) <= MOST_SIDE and 3 <= len(ys) <= MOST_SIDE:
            cells = _cells_of(group, xs, ys)
            if cells is not None:
                yield Grid(tuple(xs), tuple(sorted(ys, reverse=True)), cells)


def _touching(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Rules by the drawing they are part of: each touches another of its own."""
    parent = list(range(len(rules)))

    def top(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    order = sorted(range(len(rules)), key=lambda i: rules[i].x0)
    reach: list[int] = []
    for i in order:
        one = rules[i]
        reach = [j for j in reach if rules[j].x1 + NEAR >= one.x0]
        for j in reach:
            if rules[j].y0 - NEAR <= one.y1 and one.y0 <= rules[j].y1 + NEAR:
                parent[top(i)] = top(j)
        reach.append(i)
    groups: dict[int, list[Rule]] = {}
    for i in range(len(rules)):
        groups.setdefault(top(i), []).append(rules[i])
    return list(groups.values())


def _distinct(values: Iterable[float]) -> list[float]:
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > NEAR:
            found.append(value)
    return found


def _cells_of(
    rules: Sequence[Rule], xs: list[float], ys: list[float]
) -> dict[tuple[int, int], tuple[int, int, int, int]] | None:
    """The cells of a grid, row 0 at the top; None where a cell is not closed or not a rectangle."""
    down = ys[::-1]
    across_at: dict[int, list[tuple[float, float]]] = {}
    down_at: dict[int, list[tuple[float, float]]] = {}
    for rule in rules:
        if rule.is_across:
            y = min(range(len(down)), key=lambda i: abs(down[i] - (rule.y0 + rule.y1) / 2))
            across_at.setdefault(y, []).append((rule.x0, rule.x1))
        else:
            x = min(range(len(xs)), key=lambda i: abs(xs[i] - (rule.x0 + rule.x1) / 2))
            down_at.setdefault(x, []).append((rule.y0, rule.y1))
    rows, columns = len(down) - 1, len(xs) - 1
    over = [
        [_covered(across_at.get(r, []), xs[c], xs[c + 1]) for c in range(columns)] for r in range(rows + 1)
    ]
    left = [
        [_covered(down_at.get(c, []), down[r + 1], down[r]) for c in range(columns + 1)] for r in range(rows)
    ]
    if not all(over[0]) or not all(over[rows]) or not all(row[0] and row[columns] for row in left):
        return None
    cells: dict[tuple[int, int], tuple[int, int, int, int]] = {}
    for r in range(rows):
        for c in range(columns):
            if (r, c) in cells:
                continue
            wide, high = 1, 1
            while c + wide < columns and not left[r][c + wide]:
                wide += 1
            while r + high < rows and not over[r + high][c]:
                high += 1
            inside = [(y, x) for y in range(r, r + high) for x in range(c, c + wide)]
            closed = all(over[r][x] and over[r + high][x] for x in range(c, c + wide)) and all(
                left[y][c] and left[y][c + wide] for y in range(r, r + high)
            )
            bare = not any(left[y][x] for y, x in inside if x > c) and not any(
                over[y][x] for y, x in inside if y > r
            )
            if not closed or not bare or any(place in cells for place in inside):
                return None
            for place in inside:
                cells[place] = (r, c, wide, high)
    return cells


def _covered(pieces: list[tuple[float, float]], first: float, last: float) -> bool:
    at = first
    for start, end in sorted(pieces):
        if start > at + NEAR:
            break
        at = max(at, end)
    return at >= last - NEAR


def cells_in(
    page: Sequence[Drawn], grids: Sequence[Grid]
) -> tuple[dict[int, int], dict[int, list[list[Cell]]]]:
    """Which piece is of which grid, and the grids' rows; a grid with a piece over two cells is none."""
    owner: dict[int, int] = {}
    filled: dict[int, list[list[Cell]]] = {}
    for g, grid in enumerate(grids):
        held: dict[tuple[int, int], list[Drawn]] = {}
        mine: list[int] = []
        sure = True
        for i, piece in enumerate(page):
            if not piece.text.strip() or i in owner:
                continue
            places = {_place(grid, x, y) for x, y in piece.starts or ((piece.x, piece.y),)}
            if places == {None}:
                continue
            sure = sure and len(places) == 1 and not piece.loose
            mine.append(i)
            for place in places:
                if place is not None:
                    held.setdefault(place, []).append(piece)
        if not sure or not mine:
            continue
        owner |= dict.fromkeys(mine, g)
        rows = []
        for r in range(len(grid.ys) - 1):
            begun = [(c, grid.cells[r, c]) for c in range(len(grid.xs) - 1) if grid.cells[r, c][:2] == (r, c)]
            rows.append([Cell(words_of(held.get((r, c), [])), wide, high) for c, (_, _, wide, high) in begun])
        filled[g] = rows
    return owner, filled


def _place(grid: Grid, x: float, y: float) -> tuple[int, int] | None:
    c = bisect_right(grid.xs, x + 0.5) - 1
    r = len(grid.ys) - 1 - bisect_right(grid.ys[::-1], y)
    if not (0 <= c < len(grid.xs) - 1 and 0 <= r < len(grid.ys) - 1):
        return None
    return grid.cells[r, c][:2]
