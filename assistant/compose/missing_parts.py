"""A part of pay that is asked for and that a row has no figure of.

In: a question, and the rows it means. Out: what the guide's own cell says, where it has one without a
figure ("Discretionary"), or that the row has no such part, and which parts it has. Never another part's
figure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.compose.kind import advice_asked
from assistant.compose.rows import MAIN, facts_of
from assistant.compose.rows_meant import rows_meant
from assistant.compose.told_in_text import told_in_text, write_told_in_text
from assistant.compose.wording import label, listed, where
from assistant.page import Page, flat
from assistant.question import Question
from corpus.bands import Fact
from corpus.known_names import places_in
from corpus.money import amounts_in
from corpus.passages import Passage
from corpus.regexes import regex
from index.names import is_aspect_of
from index.resolve import Target

# For more rows than these nothing is said row by row.
MOST_ROWS = 4
# A cell that says that there is no such part of pay.
_THERE_IS_NONE = regex(r"\W*(?:none|no|nil|zero|0%?|not\s+(?:offered|paid|granted|applicable))\W*", re.I)
_GRANTS = frozenset({"equity", "options"})


_TO = regex(r"\s*(?:[–—-]|\bto\b)\s*", re.I)


def _reads(name: str, cell: str) -> str:
    """What a cell reads, and that it falls where its first figure is the higher one.

    >>> print(_reads("Base", "$220K–$150K"))
    the guide's “Base” reads “$220K–$150K”, which falls: the higher figure stands first, so it is read as no range
    >>> print(_reads("Bonus", "Discretionary"))
    the guide's “Bonus” reads “Discretionary”
    """
    said = f"the guide's “{name}” reads “{cell}”"
    found = amounts_in(cell)
    falls = len(found) == 2 and found[0].low > found[1].low and _TO.fullmatch(cell[found[0].end : found[1].start])
    return f"{said}, which falls: the higher figure stands first, so it is read as no range" if falls else said


def write_missing_parts(page: Page, q: Question, told_only: bool = False) -> bool:
    """Say of each row meant that it lacks the part asked for; False where it is not so.

    `told_only`: only where the guide has a cell for the part that holds no figure of it.
    """
    asked = [c for c in q.resolved.components if c != "options" or not q.has("advice")]
    rows_named = any(t.asked for t in q.resolved.targets) and not advice_asked(q)
    if not q.resolved.companies or q.has("pushback", "increment", "fabricate"):
        return False
    if not told_only and not q.resolved.targets and (asked or q.has("pay")):
        return _write_unread(page, q, asked or MAIN)
    if not asked:
        return False
    if q.has("advice") and not rows_named:
        return False
    targets = list(q.resolved.targets)
    named = [t for t in targets if t.asked] or targets
    rows = rows_meant(page, q, named) if 0 < len(named) <= MOST_ROWS else []
    of_level = rows if q.resolved.levels else targets  # another level's figure is not the one asked for
    if not targets or any(facts_of(page, t, asked) for t in of_level):
        return False
    what = " and ".join(label(c) for c in asked)
    companies = list(dict.fromkeys(t.row.company for t in targets))
    told: list[str] = []
    for t in rows[:MOST_ROWS]:
        cells = [cell for c in asked for cell in _cells(page, t, c)]
        for name, cell, passage in cells:
            page.say(f"For {where(t)}, {_reads(name, cell)}.", passage)
            told.append(cell)
    if told_only and not told:
        return False
    lacking = [c for c in asked if not rows or any(parts_unanswered(page, t, [c]) for t in rows)]
    in_text = [] if told else [one for company in companies for one in told_in_text(page, company, lacking)]
    if lacking and not in_text:
        page.lack(f"{' and '.join(label(c) for c in lacking)} for {', '.join(companies)}")
    if told:
        return True
    if in_text:
        write_told_in_text(page, f"The tables for {' and '.join(companies)} have no {what};", in_text)
        # Of a part that leans on another the place is told before, and the level may be too.
        shown_beside = len(rows) == 1 or any(m.kind == "place" for m in q.resolved.mentions)
        for t in rows[:MOST_ROWS] if shown_beside and (rows_named or q.resolved.levels) else ():
            facts = facts_of(page, t)
            passages = [page.passage_of(f) for f in facts]
            page.say(f"The row for {where(t)} gives {listed(facts)}.", *passages, required=False)
        return True
    has = list(dict.fromkeys(label(f.component) for t in named for f in facts_of(page, t)))
    first = next((f for t in named for f in facts_of(page, t)), None)
    empty = next((p for t in rows for c in asked for _, _, p in _cells(page, t, c, empty=True)), None)
    place = where(rows[0]) if len(rows) == 1 else " and ".join(companies)
    page.say(
        f"The guides have no {what} for {place}; they have {', '.join(has)}.",
        empty or (page.passage_of(first) if first else None),
        required=False,
    )
    return True


def _write_unread(page: Page, q: Question, asked: Sequence[str]) -> bool:
    """What the text says of the parts, of companies whose guides have no table that could be read."""
    said = False
    for company in q.resolved.companies:
        if page.lexicon.rows_of(company) or company not in page.lexicon.companies:
            continue
        lead, said = f"{company}'s guide has no table of pay that could be read", True
        if in_text := told_in_text(page, company, asked):
            write_told_in_text(page, f"{lead};", in_text)
        else:
            page.lack(f"figures for {company}")
            page.say(f"{lead}, and its text gives no such figure.", required=False)
    return said


def write_cells_without_figures(page: Page, targets: Sequence[Target], parts: Sequence[str] = ()) -> None:
    """What the guide's own cells read for parts of rows that have no figure: "None", "20,000 options".

    Of whole rows, or of these parts of them.
    """
    for t in targets if len(targets) <= MOST_ROWS else ():
        own = parts_without_figures(page, t, parts)
        for name, cell, passage in dict.fromkeys(cell for c in own for cell in _cells(page, t, c)):
            page.say(f"For {where(t)}, {_reads(name, cell)}.", passage, required=False)


def parts_unanswered(page: Page, target: Target, parts: Sequence[str]) -> list[str]:
    """Those of some parts of a row for which the guide has neither a figure nor words that answer.

    "None" says that there is none, and a number of options is what was asked for; "Discretionary" says
    nothing of how much, nor do options where RSUs are asked for.
    """
    has = {f.component for f in facts_of(page, target)}
    out: list[str] = []
    for part in parts:
        cells = [cell for _, cell, _ in _cells(page, target, part)]
        answered = cells and all(_answers(part, cell) for cell in cells)
        if part not in has and not answered:
            out.append(part)
    return out


def _answers(part: str, cell: str) -> bool:
    counted = part == "options" and any(c.isdigit() for c in cell)
    return counted or bool(_THERE_IS_NONE.fullmatch(cell))


def write_row_without_figures(page: Page, q: Question, company: str, place: str) -> bool:
    """What the guide's cells read for a place whose row has no figure at all; False where there is no such row."""
    of_figures = {(f.guide, f.line) for f in page.library.facts(company=company)}
    told: list[str] = []
    for passage in page.library.passages(company=company, kind="row"):
        whose = [cell for name, cell in passage.parts if not _components(page, name)]
        if (passage.guide, passage.first) in of_figures or not any(
            place in page.lexicon.places_of(cell) for cell in whose
        ):
            continue
        cells = [(_components(page, name), flat(name), flat(cell)) for name, cell in passage.parts]
        named = [one for one in cells if one[0] and one[2].strip(" —–-")]
        asked = [one for one in named if one[0] & set(q.resolved.components)] or named
        for _, name, cell in asked:
            page.say(f"For {company} in {', '.join(map(flat, whose))}, {_reads(name, cell)}.", passage)
        told += [cell for _, _, cell in asked]
    if any(not _THERE_IS_NONE.fullmatch(cell) for cell in told):
        page.lack(f"figures for {company} in {place}")
    return bool(told)


def parts_without_figures(page: Page, target: Target, parts: Sequence[str] = ()) -> list[str]:
    """The parts of a row, or those of `parts`, for which its guide has cells and no figure."""
    has = {f.component for f in facts_of(page, target)}
    lacking = [
        c
        for c in parts or (*MAIN, "options")
        if c not in has and not (c in _GRANTS and has & _GRANTS) and not any(is_aspect_of(c, own) for own in has)
    ]
    return [c for c in lacking if _cells(page, target, c)]


def write_other_parts(
    page: Page, rows: Sequence[tuple[Target, list[Fact]]], components: Sequence[str]
) -> None:
    """Of rows set against others that have the part asked for: that they lack it, and the parts they have."""
    what = " and ".join(label(c) for c in components)
    for t, facts in rows if len(rows) <= MOST_ROWS else ():
        if not facts and (has := facts_of(page, t)):
            page.lack(f"{what} for {where(t)}")
            passages = [page.passage_of(f) for f in has]
            page.say(f"The guide has no {what} for {where(t)}; it gives {listed(has)}.", *passages)


def _cells(page: Page, target: Target, component: str, empty: bool = False) -> list[tuple[str, str, Passage]]:
    """The cells of a part of pay in a row's guide that hold no figure of it: its name, what it reads.

    `empty`: those with a dash and nothing else.
    """
    facts = facts_of(page, target)
    out: list[tuple[str, str, Passage]] = []
    for guide in dict.fromkeys(f.guide for f in facts):
        lines = {f.line for f in facts if f.guide == guide}
        for passage in page.library.passages(guide=guide, kind="row"):
            if len(passage.parts) < 2:
                continue
            first = passage.parts[0][1]
            if passage.first in lines:
                out += [
                    (flat(name), flat(cell), passage)
                    for name, cell in passage.parts[1:]
                    if _names(page, name, component)
                    and bool(cell.strip(" —–-")) != empty
                    and not _elsewhere(target, name)
                ]
            elif _names(page, first, component) and target.row.region:
                own = set(page.lexicon.places_of(target.row.region))
                out += [
                    (flat(first), flat(cell), passage)
                    for name, cell in passage.parts[1:]
                    if own & set(page.lexicon.places_of(name)) and bool(cell.strip(" —–-")) != empty
                ]
    return out


def _elsewhere(target: Target, header: str) -> bool:
    """Whether a column is of another place than the row asked for."""
    places, own = places_in(header, own=True), target.row.region or ""
    return bool(places) and not any(place in own for place in places) and not places & places_in(own)


def _components(page: Page, header: str) -> set[str]:
    return {m.name for m in page.lexicon.mentions(header, correct=False) if m.kind == "component"}


def _names(page: Page, header: str, component: str) -> bool:
    found = _components(page, header)
    return component in found or (component == "equity" and "options" in found and "equity" not in found)
