"""Every amount and percentage of a guide that is no pay of a row, as plain figures; and the words they stand in.

In: a Guide. Out: `figure` facts of prose, lists, headings and tables that are not about pay; the clause that
holds a figure, the section that holds a line. It does not know pay: that is for `corpus.bands`.
"""

from __future__ import annotations

from corpus.bands import Fact
from corpus.guide import Guide, section_at
from corpus.money import amounts_in
from corpus.origin import read_front_matter
from corpus.pay_table import read_table
from corpus.regexes import regex
from corpus.shapes import shape_of
from corpus.stages import stages_in

_DIGIT = regex(r"\d")
# Where a clause ends: at a stop before a space, a semicolon, a dash between spaces, a bar.
_CLAUSE_END = regex(r"(?<!\betc)(?<!\be\.g)(?<!\bi\.e)[.;!?](?=[\s\"”*)]|$)|\s(?:--|—|–|\|)\s")
_SUM = regex(r"\[[A-Za-z]\w*\s*[+]\s*[0-9]")  # [Y+110K]: the mark of a script that adds to an offer
_LONGEST_CLAUSE = 120


def figures_in(guide: Guide) -> list[Fact]:
    """Every other amount and percentage in the guide, as `figure` facts.

    Prose, lists, headings, headers and the tables that are not about pay. Not: lines set aside, scripts
    whose placeholders add to an offer, which are increments, and the figures of a negotiation's stages.
    """
    closed = {n for aside in guide.set_aside for n in range(aside.first, aside.last + 1)}
    closed.update(front_matter(guide))
    pay_lines: set[int] = set()
    facts: list[Fact] = []
    for table in guide.tables:
        columns = read_table(table, guide).columns
        read = {column.index for column in columns}
        pay_lines |= {table.header_line, *(row.line for row in table.rows)}
        for header in table.header:
            facts += _figures(header, header, table.header_line, header, guide)
        for row in table.rows:
            for i, cell in enumerate(row.cells):
                if i not in read:
                    header = table.header[i] if i < len(table.header) else ""
                    facts += _figures(cell, cell, row.line, header, guide)
    scripts = _lines_of_sums(guide)
    for number, line in enumerate(guide.lines, start=1):
        if number in closed or number in pay_lines or number in scripts or not _DIGIT.search(line):
            continue
        facts += _figures(line, "", number, "", guide)
    staged = {_value(fact) for fact in stages_in(guide)}
    return sorted((fact for fact in facts if _value(fact) not in staged), key=lambda fact: fact.line)


def _value(fact: Fact) -> tuple[object, ...]:
    return fact.line, fact.low, fact.high, fact.unit, fact.currency


def _figures(text: str, cell: str, line: int, column: str, guide: Guide) -> list[Fact]:
    facts: list[Fact] = []
    for amount in amounts_in(text):
        if amount.unit == "count" or (amount.unit == "money" and amount.currency is None) or amount.doubt:
            continue
        facts.append(
            Fact(
                guide=guide.path,
                line=line,
                cell=cell or clause_around(text, amount.start, amount.end),
                column=column,
                section=section_at(guide, line),
                company=guide.company,
                role=guide.role,
                level=None,
                region=None,
                component="figure",
                kind="figure",
                low=amount.low,
                high=amount.high,
                unit="percent" if amount.unit == "percent" else "money",
                currency=amount.currency,
                mark=amount.mark,
                period=None if amount.period == "month" else amount.period,
                as_of=guide.as_of,
                open_from=amount.open_from,
            )
        )
    return facts


def clause_around(text: str, start: int, end: int) -> str:
    """The clause that holds text[start:end], verbatim, at most 120 characters.

    >>> clause_around("We grew. Revenue of $3B drives pay. It lasts.", 20, 23)
    'Revenue of $3B drives pay'
    """
    # Stops further off than the longest clause change nothing; looking for them would make a line of
    # many figures cost their square.
    first, last = max(0, start - 2 * _LONGEST_CLAUSE), min(len(text), end + 2 * _LONGEST_CLAUSE)
    for stop in _CLAUSE_END.finditer(text, first, min(len(text), last + 1)):
        if stop.end() <= start:
            first = stop.end()
        elif stop.start() >= end:
            last = stop.start()
            break
    if last - first > _LONGEST_CLAUSE:
        spare = max(0, _LONGEST_CLAUSE - (end - start))
        left = max(first, min(start - spare // 2, last - _LONGEST_CLAUSE))
        right = min(last, max(left + _LONGEST_CLAUSE, end))
        if left > first and (space := text.find(" ", left, start)) >= 0:
            left = space + 1
        if right < last and (space := text.rfind(" ", end, right)) >= 0:
            right = space
        first, last = left, right
    return text[first:last].strip(" \t>*|")


def front_matter(guide: Guide) -> range:
    """The lines of front matter; a rule drawn over the first lines of text opens none."""
    return range(1, read_front_matter([shape_of(line) for line in guide.lines]).last + 1)


def _lines_of_sums(guide: Guide) -> set[int]:
    lines: set[int] = set()
    for block in guide.blocks:
        span = range(block.first, block.last + 1)
        if any(_SUM.search(guide.lines[n - 1]) for n in span):
            lines |= set(span)
    return lines
