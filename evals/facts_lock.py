"""The facts that were accepted, in a file beside the evals, and what differs from them now.

In: a folder of guides, read by the evals' own reader, and `facts.lock`. Out: `Difference`s, each with
its guide, line and cell. An edit of the guides is not the new truth until somebody has seen it listed
and said yes (`counteroffer eval --accept`). It holds cells, increments, figures of the prose, level
maps, headings, the names of levers, lists of what to do and what not, and each guide's company, role
and date. Wording is not held: a sentence may be put better without anybody's leave.

`was` keeps the value that a cell had when the hand-written cases were typed, so that such cases are
called out of date and not the product's fault.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from corpus.problem import Problem
from evals.cells import COMPONENTS, company_of, increments_in, read_guides, tables_in, text_of
from evals.reader import figures_in

LOCK = Path(__file__).parent / "facts.lock"
OWN_LOCK = "facts.lock"  # of a folder that is not the packaged one, beside its guides
KINDS = ("cell", "increment", "figure", "levels", "heading", "lever", "advice", "about")

FRONT_KEY = re.compile(r"^(company|role|as_of):\s*(.+?)\s*$")
MARKED_HEADING = re.compile(r"^(#{1,6})\s+(.+?)\s*#*$")
BOLD_HEADING = re.compile(r"^\*\*([^*]+?)\*\*:?\s*$")
BARE_DO = re.compile(r"^(?:Do|Don['’]t|Dos|Don['’]ts)\s*$")
NAMED_ITEM = re.compile(r"^\s*(?:\d+[.)]|[-*])\s+\*\*([^*]+?):?\*\*")
ITEM = re.compile(r"^\s*(?:\d+[.)]|[-*•])\s+(.+)$")
DO_OR_DONT = re.compile(r"\b(?:do|don['’]?ts?|dos|avoid)\b", re.IGNORECASE)
LEVEL_MAP = re.compile(r"\blevel[\s-]+map", re.IGNORECASE)
MARKS = re.compile(r"\*\*|__|`")
SAME_GUIDE = 0.8  # share of what a guide states by which it is known again under another name
COMPANY = ("about", "company")  # what every guide states, if only that it is of no company


@dataclass(frozen=True, slots=True)
class Stated:
    """One thing that a guide states. `key` names it without its line, `value` is what is compared."""

    guide: str
    line: int
    kind: str
    key: str
    value: str
    printed: str = ""
    was: str | None = None

    @property
    def location(self) -> str:
        return f"{self.guide}:{self.line}"


@dataclass(frozen=True, slots=True)
class Difference:
    """What was accepted and what stands there now; None where there is none of the two."""

    old: Stated | None
    new: Stated | None

    @property
    def here(self) -> Stated:
        """The side that can be opened now, else the one that was accepted."""
        found = self.new or self.old
        assert found is not None
        return found

    def __str__(self) -> str:
        one = self.here
        if self.old and self.new:
            what = f"{self.old.printed or self.old.value} → {self.new.printed or self.new.value}"
        elif self.new:
            what = f"new: {self.new.printed or self.new.value or self.new.key}"
        else:
            what = f"gone: {one.printed or one.value or one.key}"
        return f"{one.location}: {one.kind} {one.key}: {what}"


# ---- what the guides state


def stated_in(folder: Path, paths: Iterable[str] | None = None) -> list[Stated]:
    """What the guides of a folder state, by guide and line; of all that can be read unless some are named."""
    if paths is None:
        paths = [file.path for file in read_guides(folder).files]
    return [one for path in paths for one in stated_by(text_of(folder, path), path)]


def stated_by(text: str, guide: str) -> list[Stated]:
    """What one guide states.

    >>> text = "# Pay | Acme Negotiation Guide\\n\\n| Region | Base |\\n|---|---|\\n| Oslo | $9K–$12K |"
    >>> [(one.line, one.kind, one.key, one.value) for one in stated_by(text, "acme.md")][-1:]
    [(5, 'cell', 'Oslo | Base', '9000–12000 USD')]
    """
    company = company_of(text)
    lines = text.splitlines()
    found = [*_about(lines, guide, company), *_cells(text, guide)]
    in_table = {line for table in tables_in(text) for line, _ in table}
    closed = in_table | set(range(1, _front(lines) + 1))
    found += _prose(lines, guide, closed)
    if company is not None:
        for number, line in enumerate(lines, 1):
            for one in increments_in(line, company):
                value = f"{_number(one.low)}–{_number(one.high)} USD{' outright' if one.absolute else ''}"
                found.append(Stated(guide, number, "increment", f"script | {one.component}", value))
    return sorted(found, key=lambda one: (one.line, KINDS.index(one.kind), one.key))


def _front(lines: Sequence[str]) -> int:
    """The last line of the front matter; 0 without one."""
    if not lines or lines[0].strip() != "---":
        return 0
    return next((n for n, line in enumerate(lines[1:], 2) if line.strip() == "---"), 0)


def _about(lines: Sequence[str], guide: str, company: str | None) -> Iterator[Stated]:
    named = set()
    for number in range(1, _front(lines) + 1):
        if match := FRONT_KEY.match(lines[number - 1]):
            named.add(match[1])
            yield Stated(guide, number, "about", match[1], match[2].strip("\"'"))
    if "company" not in named:
        yield Stated(guide, 1, "about", "company", company or "")


def _cells(text: str, guide: str) -> Iterator[Stated]:
    for table in tables_in(text):
        header = table[0][1]
        for line, cells in table[1:]:
            for column, cell in zip(header[1:], cells[1:], strict=False):
                # Only a cell of pay is its figures; in other tables the words are the fact.
                pay = any(pattern.search(column) for pattern in COMPONENTS.values())
                value = (value_of(cell) if pay else "") or cell
                yield Stated(guide, line, "cell", f"{cells[0]} | {column}", value, cell)
            if len(cells) != len(header):
                yield Stated(guide, line, "cell", f"{cells[0]} | number of cells", str(len(cells)))


def value_of(text: str) -> str:
    """The figures of a text as values, so that another way to write the same is no difference.

    >>> value_of("$170K–$250K"), value_of("$170,000 to $250,000"), value_of("25%+")
    ('170000–250000 USD', '170000–250000 USD', '25+ %')
    """
    said = []
    for one in figures_in(text):
        ends = _number(one.low) if one.low == one.high else f"{_number(one.low)}–{_number(one.high)}"
        unit = "%" if one.unit == "percent" else one.currency
        opened = one.opened or text[one.end : one.end + 1] == "+"
        said.append(f"{ends}{'+' if opened else ''} {unit}".strip())
    return ", ".join(said)


def _number(value: Any) -> str:
    return f"{value.normalize():f}"


def _prose(lines: Sequence[str], guide: str, closed: set[int]) -> Iterator[Stated]:
    """Headings, figures, level maps, names of levers, what to do and what not."""
    path: list[tuple[int, str]] = []
    for number, line in enumerate(lines, 1):
        if number in closed:
            continue
        if title := _title(line):
            rank, words = title
            path = [*(one for one in path if one[0] < rank), (rank, words)]
            yield Stated(guide, number, "heading", " > ".join(w for _, w in path), "")
            continue
        section = path[-1][1] if path else ""
        words = " ".join(MARKS.sub("", line).split())
        if LEVEL_MAP.search(words):
            yield Stated(guide, number, "levels", section, words)
            continue
        if named := NAMED_ITEM.match(line):
            yield Stated(guide, number, "lever", section, named[1])
        elif (item := ITEM.match(line)) and DO_OR_DONT.fullmatch(section.strip()):
            yield Stated(guide, number, "advice", section, " ".join(item[1].split()))
        # A placeholder's increment has a kind of its own; what is left are figures of the prose.
        for one in figures_in(re.sub(r"\[[^\]]*\]K?", lambda m: "#" * len(m[0]), line)):
            printed = line[one.start : one.end].strip()
            yield Stated(guide, number, "figure", section, value_of(printed) or printed, printed)


def _title(line: str) -> tuple[int, str] | None:
    if match := MARKED_HEADING.match(line):
        return len(match[1]), match[2]
    if match := BOLD_HEADING.match(line):
        return 7, match[1]
    return (8, line.strip()) if BARE_DO.match(line) else None


# ---- the file


def read_lock(file: Path = LOCK) -> list[Stated]:
    """The accepted facts. Raises Problem for a file that is missing, empty or not as it was written."""
    try:
        lines = file.read_text("utf-8").splitlines()
    except OSError as error:
        raise Problem(
            "there are no accepted facts", str(file), "accept what the guides state with `eval --accept`"
        ) from error
    found = []
    for number, line in enumerate(lines, 1):
        try:
            found.append(Stated(**json.loads(line)))
        except (ValueError, TypeError) as error:
            raise Problem(
                "the line is no accepted fact", f"{file.name}:{number}", "put the file back"
            ) from error
    if not found:
        raise Problem("the file holds no accepted fact", str(file), "put it back")
    return found


def write_lock(stated: Iterable[Stated], file: Path = LOCK) -> None:
    """Write the accepted facts, one a line, so that a review shows each."""
    keys = ("guide", "line", "kind", "key", "value", "printed", "was")
    lines = []
    for one in stated:
        values = {key: getattr(one, key) for key in keys}
        kept = {key: value for key, value in values.items() if value not in ("", None) or key in keys[:5]}
        lines.append(json.dumps(kept, ensure_ascii=False))
    file.write_text("\n".join(lines) + "\n", "utf-8")


def lock_of(folder: Path, packaged: Path) -> Path | None:
    """The accepted facts that a folder is held to: its own, else the packaged ones if it has those guides."""
    if folder.resolve() == packaged.resolve():
        return LOCK
    if (folder / OWN_LOCK).is_file():
        return folder / OWN_LOCK
    if not LOCK.is_file():
        return None
    there = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
    guides = {one.guide for one in read_lock(LOCK)}
    return LOCK if len(guides & there) * 2 > len(guides) else None


def accepted(now: Iterable[Stated], before: Iterable[Stated]) -> list[Stated]:
    """What is to be written when the differences were agreed to: values of now, with what they were typed as."""
    known, before = list(now), list(before)
    names = renamed(before, known)
    older = {id(one.new): one.old for one in differences(before, known) if one.new and one.old}
    typed = {(names.get(o.guide, o.guide), o.kind, o.key): o.was for o in before if o.was is not None}
    result = []
    for one in known:
        old = older.get(id(one))
        was = typed.get((one.guide, one.kind, one.key)) or (old.value if old else None)
        result.append(replace(one, was=was if was != one.value else None))
    return result


# ---- what differs


def differences(before: Iterable[Stated], now: Iterable[Stated]) -> list[Difference]:
    """What differs between accepted facts and those of now, by place. A mere change of line is none."""
    before, now = list(before), list(now)
    found: list[Difference] = []
    moved = renamed(before, now)
    for path, name in moved.items():
        found.append(
            Difference(Stated(path, 1, "about", "file", path), Stated(name, 1, "about", "file", name))
        )
    before = [replace(one, guide=moved[one.guide]) if one.guide in moved else one for one in before]
    old, new = _by_key(before), _by_key(now)
    for key in dict.fromkeys([*old, *new]):
        found += _differences(old.get(key, []), new.get(key, []))
    return sorted(found, key=lambda d: (d.here.guide, d.here.line, KINDS.index(d.here.kind), d.here.key))


def renamed(before: Iterable[Stated], now: Iterable[Stated]) -> dict[str, str]:
    """Guides that have another file name now: most of what each stated stands in one new file."""
    old, new = _by_guide(before), _by_guide(now)
    found: dict[str, str] = {}
    for path in sorted(set(old) - set(new)):
        shares = {name: len(old[path] & new[name]) / len(old[path]) for name in sorted(set(new) - set(old))}
        best = max(shares, key=lambda name: shares[name], default=None)
        if best is not None and shares[best] >= SAME_GUIDE and best not in found.values():
            found[path] = best
    return found


def _by_guide(stated: Iterable[Stated]) -> dict[str, set[tuple[str, str, str]]]:
    groups: dict[str, set[tuple[str, str, str]]] = defaultdict(set)
    for one in stated:
        groups[one.guide].add((one.kind, one.key, one.value))
    return groups


def told(found: Sequence[Difference]) -> list[str]:
    """The differences as lines; a guide of which nothing is left is one line."""
    gone: dict[str, int] = defaultdict(int)
    for one in found:
        gone[one.here.guide] += one.new is None
    whole = {one.here.guide for one in found if one.new is None and (one.here.kind, one.here.key) == COMPANY}
    whole -= {one.here.guide for one in found if one.new is not None}
    lines = [str(one) for one in found if one.here.guide not in whole]
    return [
        *(f"{guide}: the whole guide is gone, with {gone[guide]} facts" for guide in sorted(whole)),
        *lines,
    ]


def _by_key(stated: Iterable[Stated]) -> Mapping[tuple[str, str, str], list[Stated]]:
    groups: dict[tuple[str, str, str], list[Stated]] = defaultdict(list)
    for one in stated:
        groups[one.guide, one.kind, one.key].append(one)
    return groups


def _differences(old: Sequence[Stated], new: Sequence[Stated]) -> Iterator[Difference]:
    """One name may have several values (the figures of a section): they are matched in their order."""
    matcher = SequenceMatcher(None, [one.value for one in old], [one.value for one in new], autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            continue
        for i in range(max(b - a, d - c)):
            yield Difference(old[a + i] if a + i < b else None, new[c + i] if c + i < d else None)
