"""The evals' own table of what the guides state: rows of pay, increments, figures in prose.

In: a folder of guides. Out: a `Guides` value. It reads pipe tables and little else, by the evals' own
reader, so that a mistake of the product's reader shows. Of a web page, a sheet or a document it takes
the text that the program draws from it, and reads that. It does not know aliases (see `names`) nor any
table that is not drawn with pipes.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from corpus.files import TWIN, guide_paths, read_guide
from corpus.problem import Problem
from evals.reader import Figure, Unit, figures_in

COMPONENTS = {
    "base": re.compile(r"\bbase\b", re.I),
    "equity": re.compile(r"\bstock\b|\brsus?\b|\bequity\b", re.I),
    "bonus": re.compile(r"\bbonus\b", re.I),
    "total": re.compile(r"\btotal\b|\btc\b", re.I),
}
MARKDOWN = (".md", ".markdown")
ROW = re.compile(r"^\s*\|(.*)\|\s*$")
RULE = re.compile(r"^[\s|:-]+$")
COMPANY_KEY = re.compile(r"^company:\s*(.+?)\s*$", re.M)
COMPANY_HEADING = re.compile(r"^#+ .*\|\s*(?P<company>[^|]+?)\s+(?:Global\s+)?Negotiation Guide\s*$", re.M)
# The guides without a company are told apart by the source that they name.
GENERAL = {"scale": "Machine Learning at Scale", "crack": "Crack ML Interview"}
ADDED = re.compile(r"\[[A-Z]\+(?P<low>\d+)(?:[-–](?P<high>\d+))?K?\]")
ABSOLUTE = re.compile(r"\$(?P<low>\d+)K (?=sign)")
INCREMENT_NOUN = re.compile(
    r"(?P<base>\bbase\b)|(?P<equity>\bRSUs?\b)|(?P<sign_on>\bsign(?:ing bonus|-on)\b)", re.I
)

# Lines of the verbatim guides at which the rows of each guide's first table stand. Cases name those
# lines; in another folder the same row is found by its number in the table.
CASE_ROWS = {"bytedance": (7, 11), "meta": (7, 13), "alibaba": (7, 11), "scale": (50, 54), "crack": (44, 48)}


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure of a row: a component with its two bounds. `currency` is "" for a percentage."""

    component: str
    low: Decimal
    high: Decimal
    unit: Unit
    currency: str


@dataclass(frozen=True, slots=True)
class Row:
    """One region's row of one company's pay table."""

    guide: str
    line: int
    company: str
    region: str
    cells: tuple[Cell, ...]

    def cell(self, component: str) -> Cell | None:
        """The cell of a component, or None where the row has none."""
        return next((c for c in self.cells if c.component == component), None)


@dataclass(frozen=True, slots=True)
class Increment:
    """What a company's script adds to a component, or asks for outright (`absolute`)."""

    company: str
    component: str
    low: Decimal
    high: Decimal
    absolute: bool


@dataclass(frozen=True, slots=True)
class GuideFile:
    """One guide: its path, its key in the cases, where the rows of its first table stand, its lines."""

    path: str
    key: str
    company: str | None
    table: tuple[int, ...]
    prose: tuple[Figure, ...]
    lines: tuple[str, ...]  # without the space around them


@dataclass(frozen=True, slots=True)
class Guides:
    """Everything that the evals know of a folder of guides. `digest` names its content."""

    files: tuple[GuideFile, ...]
    rows: tuple[Row, ...]
    increments: tuple[Increment, ...]
    digest: str
    unmeasured: tuple[str, ...] = ()  # guides whose text cannot be had, each with the reason

    def __hash__(self) -> int:
        return hash(self.digest)

    @property
    def verbatim(self) -> bool:
        """Whether line numbers in the cases are this folder's own."""
        tables = {f.key: f.table for f in self.files if f.company}
        return all(
            key in tables and tables[key] == tuple(range(first, last + 1))
            for key, (first, last) in CASE_ROWS.items()
            if key not in GENERAL
        )

    def file(self, key: str) -> GuideFile | None:
        """The guide that the cases call `key`, or by its path."""
        return next((f for f in self.files if key in (f.key, f.path)), None)

    def rows_like(self, company: str | None, region: str | None) -> list[Row]:
        """Rows of a company and a region; None is any."""
        return [r for r in self.rows if company in (None, r.company) and region in (None, r.region)]


def read_guides(folder: Path) -> Guides:
    """Read a folder's guides, README aside. Raises Problem when there is none that can be read."""
    if not folder.is_dir():
        raise Problem("there is no such folder of guides", str(folder), "name one with --guides")
    digest = hashlib.sha256()
    files: list[GuideFile] = []
    rows: list[Row] = []
    increments: list[Increment] = []
    unmeasured: list[str] = []
    for name in guide_paths(folder):
        text, why = _read(folder / name, name)
        if text is None:
            unmeasured += [] if why.endswith(TWIN) else [f"{name}: {why}"]
            continue
        content = (folder / name).read_bytes()
        digest.update(f"{name}\0{len(content)}\0".encode() + content)
        company = company_of(text)
        if company is not None:
            rows += rows_in(text, name, company)
            increments += increments_in(text, company)
        files.append(_file(text, name, company))
    if not files:
        raise Problem(f"the folder holds no guide that can be read: {'; '.join(unmeasured)}", str(folder),
                      "name another with --guides")  # fmt: skip
    return Guides(tuple(files), tuple(rows), tuple(increments), digest.hexdigest()[:12], tuple(unmeasured))


def text_of(folder: Path, name: str) -> str:
    """The text of a guide, whose lines are those that answers cite. Raises Problem where it has none."""
    text, why = _read(folder / name, name)
    if text is None:
        raise Problem(f"the guide cannot be read: {why}", str(folder / name), "save it as Markdown")
    return text


def _read(path: Path, name: str) -> tuple[str | None, str]:
    """A guide's text, or None and why it has none."""
    try:
        about = path.stat()
        if path.suffix.lower() in MARKDOWN:
            return path.read_text("utf-8-sig"), ""
    except OSError as error:
        return None, f"the file cannot be opened: {error.strerror}"
    except UnicodeDecodeError:
        pass  # an old encoding, which takes the program's own reader
    return _extracted(path, name, about.st_size, about.st_mtime_ns)


@lru_cache(maxsize=256)
def _extracted(path: Path, name: str, size: int, changed: int) -> tuple[str | None, str]:
    """What the program's readers make of a page, a sheet or a document; its tables are drawn with pipes."""
    guide, unread = read_guide(path, name)
    return ("\n".join(guide.lines), "") if guide else (None, unread.reason if unread else "it holds no text")


def company_of(text: str) -> str | None:
    """The company a guide is about: its front matter's, else its heading's.

    >>> company_of("# ML Engineer | Acme Global Negotiation Guide")
    'Acme'
    """
    if match := COMPANY_KEY.search(text):
        return match[1].strip("\"'")
    match = COMPANY_HEADING.search(text)
    return match["company"].strip() if match else None


def tables_in(text: str) -> list[list[tuple[int, list[str]]]]:
    """Pipe tables, each a list of (line, cells) with the header first; rules are left out."""
    tables: list[list[tuple[int, list[str]]]] = []
    last = -1
    for number, line in enumerate(text.splitlines(), 1):
        match = ROW.match(line)
        if not match:
            continue
        if number != last + 1:
            tables.append([])
        last = number
        if not RULE.match(line):
            tables[-1].append((number, [cell.strip() for cell in match[1].split("|")]))
    # A drawing may hold a line of empty cells; a table has a header and a row.
    return [table for table in tables if len(table) > 1]


def rows_in(text: str, guide: str, company: str) -> list[Row]:
    """Rows of the pay tables of a company's guide.

    >>> text = "| Region | Base | Bonus |\\n|---|---|---|\\n| Oslo | $10K–$12K | 5% |"
    >>> row = rows_in(text, "acme.md", "Acme")[0]
    >>> row.region, [(c.component, int(c.low), int(c.high), c.currency) for c in row.cells]
    ('Oslo', [('base', 10000, 12000, 'USD'), ('bonus', 5, 5, '')])
    """
    found = []
    for table in tables_in(text):
        columns = [_component(header) for header in table[0][1]]
        for line, cells in table[1:]:
            figures = [
                Cell(component, f.low, f.high, f.unit, f.currency)
                for component, cell in zip(columns[1:], cells[1:], strict=False)
                for f in figures_in(cell)[:1]
                if component is not None
            ]
            if figures:
                found.append(Row(guide, line, company, cells[0], tuple(figures)))
    return found


def increments_in(text: str, company: str) -> list[Increment]:
    """What the company's script adds or asks for, in thousands as scripts write them.

    >>> [(i.component, int(i.low), int(i.high), i.absolute)
    ...  for i in increments_in("RSUs at $[Y+70-90K] and a $40K sign-on", "Acme")]
    [('equity', 70000, 90000, False), ('sign_on', 40000, 40000, True)]
    """
    found = []
    for line in text.splitlines():
        for match in ADDED.finditer(line):
            nouns = list(INCREMENT_NOUN.finditer(line[: match.start()]))
            if nouns and nouns[-1].lastgroup:
                found.append(_increment(company, nouns[-1].lastgroup, match["low"], match["high"], False))
        if ADDED.search(line):
            found += [_increment(company, "sign_on", m["low"], None, True) for m in ABSOLUTE.finditer(line)]
    return found


def lines_of_row(guides: Guides, key: str, lines: Sequence[int]) -> list[int]:
    """Where rows that a case names by lines of the verbatim guides stand in this folder's guide."""
    file = guides.file(key)
    first, last = CASE_ROWS.get(key, (0, -1))
    asked = [n for n in range(lines[0], lines[1] + 1) if first <= n <= last]
    if file is None or len(file.table) != last - first + 1:
        return []
    return [file.table[n - first] for n in asked]


def _file(text: str, name: str, company: str | None) -> GuideFile:
    tables = tables_in(text)
    inside = {line for table in tables for line, _ in table}
    prose = [
        figure
        for number, line in enumerate(text.splitlines(), 1)
        if number not in inside
        for figure in figures_in(line)
    ]
    key = (company or "").lower() or next((k for k, words in GENERAL.items() if words in text), name)
    rows = tuple(line for line, _ in tables[0][1:]) if tables else ()
    return GuideFile(
        name, key, company, rows, tuple(prose), tuple(line.strip() for line in text.splitlines())
    )


def _component(header: str) -> str | None:
    return next((name for name, pattern in COMPONENTS.items() if pattern.search(header)), None)


def _increment(company: str, component: str, low: str, high: str | None, absolute: bool) -> Increment:
    return Increment(company, component, Decimal(low) * 1000, Decimal(high or low) * 1000, absolute)


def figures_of(rows: Iterable[Row]) -> set[tuple[Decimal, Decimal, Unit, str]]:
    """The cells of rows as (low, high, unit, currency)."""
    return {(c.low, c.high, c.unit, c.currency) for row in rows for c in row.cells}
