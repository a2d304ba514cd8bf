"""A table of text (CSV, TSV) becomes the lines of a guide, each line of the file its own.

In: the text of a file. Out: as many lines of text, with a note on each that could not be kept as a row:
`file:line` is the line of the file. A row with more cells than the header, or whose cells may be one
figure cut at its comma (`$170,000` without quotation marks), is text. The csv module does the parting.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from itertools import pairwise

from corpus.formats.document import WIDEST, GuideText, has_amount
from corpus.problem import Problem
from corpus.regexes import regex

DELIMITERS = ",;\t|"
LONGEST_CELL = 20_000  # characters; a quotation mark that is never closed makes one of the whole file
NO_HEADER = "the table has no header: it is kept as text"

_LINE_END = regex(r"\r\n|\n|\r")
_SEP = regex(r"sep=(.)\s*$", re.IGNORECASE)  # Excel's own first line
_CUT_BEFORE = regex(r"(?:^|[\s\u2013—-])(?P<mark>(?:[A-Z]{0,3}[$€£¥₹₪₩]|[A-Z]{3}\s)\s?)?\d{1,3}$")
_CUT_AFTER = regex(r"(?P<sure>000(?!\d)|\d{3}\s?[\u2013—-])|\d{3}(?!\d)")


def lines_of_sheet(text: str, name: str) -> GuideText:
    r"""The rows as lines of pipes, line for line. Raises Problem.

    >>> sheet = lines_of_sheet('City,Base\nBonn,"€90,000"\nOslo,$170,000\n', "a.csv")
    >>> sheet.text, [line for line, _ in sheet.notes]
    ('| City | Base |\n| Bonn | €90,000 |\n| Oslo,$170,000 | — |\n', [3])
    """
    lines = _LINE_END.split(text.removeprefix("\ufeff"))
    lines = lines[:-1] if lines[-1] == "" else lines
    named = _SEP.match(lines[0]) if lines else None
    start = 1 if named else 0
    sheet = _Sheet(named[1] if named else _delimiter(lines))
    sheet.out = [""] * start
    reader = csv.reader((line + "\n" for line in lines[start:]), delimiter=sheet.delimiter)
    try:
        for cells in reader:
            first = len(sheet.out)
            if any(len(cell) > LONGEST_CELL for cell in cells):
                raise csv.Error("field larger than ours")
            sheet.row(
                [" ".join(cell.split()) for cell in cells], " ".join(lines[first : start + reader.line_num])
            )
            # A cell with line ends takes several lines of the file: what follows keeps its own number.
            filler = _piped([""] * sheet.width) if sheet.width else ""
            sheet.out += [filler] * (start + reader.line_num - len(sheet.out))
    except csv.Error as exc:
        if str(exc).startswith("field larger"):
            message = f"a cell begins at line {len(sheet.out) + 1} and does not end"
            raise Problem(message, name, "close its quotation mark") from exc
        raise Problem(f"the table cannot be read: {exc}", name, "save it anew as CSV") from exc
    return GuideText("\n".join(sheet.out) + "\n" if sheet.out else "", (), tuple(sheet.notes))


class _Sheet:
    """The lines so far. `width` is that of the table we are in, 0 outside of one."""

    def __init__(self, delimiter: str) -> None:
        self.delimiter = delimiter
        self.out: list[str] = []
        self.notes: list[tuple[int, str]] = []
        self.width = 0
        self.headless = False

    def row(self, cells: list[str], raw: str) -> None:
        filled = [cell for cell in cells if cell]
        if not filled:
            self.width, self.headless = 0, False
            self.out.append("")
        elif len(cells) < 2 or (len(filled) == 1 and not self.width):
            self.out.append(filled[0])
            self.width = 0
        elif self.headless or (not self.width and any(map(has_amount, cells))):
            if not self.headless:
                self.notes.append((len(self.out) + 1, NO_HEADER))
            self.headless = True
            self.out.append(_as_text(raw))
        else:
            self.in_table(cells, raw)

    def in_table(self, cells: list[str], raw: str) -> None:
        while self.width and len(cells) > self.width and not cells[-1]:
            cells.pop()
        reason = _why_not(cells, self.width, self.delimiter)
        if not reason:
            self.width = self.width or len(cells)
            self.out.append(_piped(cells + [""] * (self.width - len(cells))))
            return
        self.notes.append((len(self.out) + 1, reason))
        # The table goes on after it, under the same header: the row is one cell, and the others say nothing.
        self.out.append(_piped([_as_text(raw)] + ["—"] * (self.width - 1)) if self.width else _as_text(raw))


def _delimiter(lines: list[str]) -> str:
    """The mark that parts the most lines into the same number of cells, two or more."""
    best, most = ",", (0, 0)
    for mark in DELIMITERS:
        rows = csv.reader((line[:LONGEST_CELL] for line in lines[:200]), delimiter=mark)
        try:
            counts = Counter(len(cells) for cells in rows if len(cells) > 1)
        except csv.Error:  # a mark of quotation that is not closed; the reading of the whole says so
            continue
        if counts:
            cells, times = counts.most_common(1)[0]
            if (times, cells) > most:
                best, most = mark, (times, cells)
    return best


def _why_not(cells: list[str], width: int, delimiter: str) -> str:
    if len(cells) > WIDEST:
        return f"the row has more than {WIDEST} cells; it is kept as text"
    if delimiter == ",":
        for before, after in pairwise(cells):
            cut, rest = _CUT_BEFORE.search(before), _CUT_AFTER.match(after)
            if cut and rest and (cut["mark"] or rest["sure"]):
                whole = f"{before},{after}"
                return f"{whole!r} may be one figure cut at its comma; the row is kept as text"
    if width and len(cells) > width:
        return f"the row has {len(cells)} cells, its header {width}; it is kept as text"
    return ""


def _as_text(raw: str) -> str:
    """A row as it stands in the file, such that nothing takes it for a row of a table."""
    return raw.replace("\t", " / ").replace("|", "/")


def _piped(cells: list[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
