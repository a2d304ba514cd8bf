"""A row of a company's tables that is asked for by its own words and whose figures are not read as pay.

In: a question about a company, and the rows of its guides. Out: the row as it is printed, each cell with its
header: numbers of options, what a level is elsewhere, how often the pager is carried. It reckons nothing, and
says nothing where the row's label is not named or nothing else of its table is.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.compose.rows import facts_of
from assistant.page import Page, flat
from assistant.question import Question
from corpus.passages import Passage
from index.resolve import words_of
from index.search import STOP_WORDS

MOST_ROWS = 2
# Words shorter than these are compared whole, longer ones by their beginnings: "refresher", "refreshers".
STEM = 5
_SMALL = STOP_WORDS | frozenset("much many does per each year month week have there what".split())


def write_table_row(page: Page, q: Question) -> bool:
    """Quote the rows whose label and header the question names; False where none of a company's is so named."""
    said = False
    for company, passage, cells in _rows_named(page, q)[:MOST_ROWS]:
        told = "; ".join(f"{flat(name)} “{flat(cell)}”" for name, cell in cells if cell.strip(" —–-") and name.strip())
        if told:
            page.say(f"{company}'s guide has this row for {flat(passage.parts[0][1])}: {told}.", passage)
            said = True
    return said


def _rows_named(page: Page, q: Question) -> list[tuple[str, Passage, list[tuple[str, str]]]]:
    """The rows that are named best, each with its cells that are not read as pay."""
    resolved = q.resolved
    names = {w for m in resolved.mentions if m.kind == "company" for w in words_of(m.text)}
    said = _stems([w for w in words_of(q.text) if w not in names and w not in _SMALL])
    # "Mid level" names no column "Level": a row's key is no header's name.
    keyed = {w for m in resolved.mentions if m.kind in ("level", "place", "role") for w in words_of(m.text)}
    keyed |= {"level"} if resolved.levels else set()
    asked = _stems([w for w in words_of(q.text) if w not in names | keyed and w not in _SMALL])
    levels = {words_of(m.text) for m in resolved.mentions if m.kind == "level"}
    if any(facts_of(page, t, resolved.components) for t in resolved.targets if resolved.components):
        return []
    found: list[tuple[int, str, Passage, list[tuple[str, str]]]] = []
    for company in resolved.companies:
        read: dict[tuple[str, int], set[str]] = {}
        for f in page.library.facts(company=company, kind="band"):
            read.setdefault((f.guide, f.line), set()).add(f.cell)
        rows = [p for kind in ("row", "levels") for p in page.library.passages(company=company, kind=kind)]
        for passage in rows:
            if len(passage.parts) < 2:
                continue
            label = _stems(words_of(passage.parts[0][1]))
            of_pay = read.get((passage.guide, passage.first), set())
            cells = [(name, cell) for name, cell in passage.parts[1:] if cell not in of_pay]
            headers = [words_of(name) for name, _ in cells]
            told = {stem for header in headers for stem in _stems(header) if not stem.isdigit()} - label
            # A table of levels names each by several names; of pay tables a level may have a row for each place.
            called = passage.kind == "levels" and any(words_of(cell) in levels for _, cell in passage.parts)
            if ((label and label <= said) or called) and (named := asked & told):
                found.append((len(named), company, passage, cells))
    best = max((score for score, *_ in found), default=0)
    return [(company, passage, cells) for score, company, passage, cells in found if score == best]


def _stems(words: Sequence[str]) -> set[str]:
    return {w[:STEM] if len(w) > STEM else w for w in words if w not in _SMALL}
