"""The levels that a guide as a whole says it is about.

In: a Guide. Out: its levels as it writes them, from its front matter, its level map or its title. It does not
know which row is for which: that is for `corpus.bands`.
"""

from __future__ import annotations

import re

from corpus.columns import column_kind, level_codes
from corpus.guide import Guide
from corpus.other_figures import front_matter
from corpus.pay_table import read_table
from corpus.regexes import regex
from corpus.shapes import plain

_LEVEL_MAP = regex(r"\blevel[\s-]+(?:map\w*|equivalen\w*)|\blevels?\s*[:：]", re.IGNORECASE)
_SET_AGAINST = regex(
    r"\s(?:=|≈|~|≙|→|->|\||maps?\s+to|corresponds?\s+to|equals?|is\s+equivalent)\s|\bequivalent\b",
    re.IGNORECASE,
)
_GRADES = regex(r"\b[0-9]-[0-9]\s?(?:to|–|-)\s?[0-9]-[0-9]\b")


def levels_of(guide: Guide) -> str | None:
    """The levels that a guide says it is about, as it writes them; None when it does not say.

    From its front matter (`level: E5`), else the guide's own side of its level map (`E5 (Senior) maps
    to …; E6 …` gives "E5–E6", `Engineer at X (P6-P8) = …` gives "P6-P8"), else its title. A guide
    with a table of its levels does not say which of them its rows are for.
    """
    front = front_matter(guide)
    for number in front:
        if found := re.match(r"levels?\s*:\s*(.+)$", guide.lines[number - 1].strip(), re.IGNORECASE):
            return found[1].strip(" \"'") or None
    ladders = [table for table in guide.tables if column_kind(table.header[0]) in ("level", "title")]
    if any(len(table.rows) > 1 and not read_table(table, guide).columns for table in ladders):
        return None
    for number, line in enumerate(guide.lines, start=1):
        if number in front or line.lstrip().startswith(("|", "#")) or not _LEVEL_MAP.search(plain(line)):
            continue
        said = [line, *_items_after(guide, number)]
        if own := _own_levels(said, guide.company):
            return own
    inside = re.findall(r"\(([^()]*)\)", guide.title)
    codes = [code for words in inside for code in _codes(words)]
    return _as_one(codes)


def _items_after(guide: Guide, number: int) -> list[str]:
    items: list[str] = []
    for line in guide.lines[number:]:
        if not re.match(r"\s*[-*•]\s", line):
            break
        items.append(line)
    return items


def _own_levels(lines: list[str], company: str | None) -> str | None:
    """The levels on the guide's own side of each pair of a level map."""
    found: list[str] = []
    for line in lines:
        words = plain(line)
        _, colon, rest = words.partition(":")
        for pair in (rest if colon else words).split(";"):
            against = _SET_AGAINST.search(pair)
            if not against:
                continue
            own = pair[: against.start()]
            own = own.replace(company, " ") if company else own
            inside = [code for words in re.findall(r"\(([^()]*)\)", own) for code in _codes(words)]
            found += [code for code in inside or _codes(own) if code not in found]
    return _as_one(found)


def _codes(text: str) -> list[str]:
    return _GRADES.findall(text) or level_codes(text)


def _as_one(codes: list[str]) -> str | None:
    if not codes:
        return None
    return codes[0] if len(codes) == 1 else f"{codes[0]}–{codes[-1]}"
