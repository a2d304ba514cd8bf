"""The headers of a table of pay with what stands below them: of which kind each column is.

In: a Table and its Guide. Out: `Head`s: the words of a header in one row or two, its kind by these words,
by its neighbours or by the labels below it, and whether money stands there. What the columns together
say is for `corpus.pay_table`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from corpus.columns import (
    NO_NOTE,
    PARENTHESIS,
    ColumnKind,
    MoneyNote,
    Place,
    column_kind,
    component_of,
    is_level,
    place_of,
    says_time,
    without_time,
)
from corpus.guide import Guide, Table
from corpus.known_names import is_known_place, names_place
from corpus.labels import bare
from corpus.money import amounts_in
from corpus.origin import ROLE_NOUN
from corpus.over_table import column_currencies
from corpus.range_ends import end_of, names_end
from corpus.regexes import regex

_EXPERIENCE = regex(r"^\D{0,3}\d{1,2}(?:\s?[-–—]\s?\d{1,2}|\+)\s*(?:years?|yrs?|yoe)?$", re.IGNORECASE)
AMOUNT = regex(r"^[+-]?\s?\d[\d.,]*\s?%|[$€£]\s?\d")
_PLAIN_NUMBERS = regex(r"\d{2,}[\d.,]*\+?(?:\s?[-–—]\s?\d{2,}[\d.,]*\+?)?")
_FLAG = regex(r"[\U0001f1e6-\U0001f1ff]{2}|^:[a-z]{2}:")
_CODE = regex(r"([A-Z]{1,4})[ -]?(\d{1,2})\+?")  # a rank by its code, whatever its letters: "D6"
RANKED = regex(r"^(?:band|step|class|cohort|hire|rank)\b", re.IGNORECASE)
_MIDDLE = regex(r"target|typical|expected|market", re.IGNORECASE)
_ORDINAL = regex(r"^\d{1,2}\.?$")
# Headers of what is neither a place nor a rank, whatever its names look like.
_NO_KEY = regex(
    r"\b(?:teams?|squads?|projects?|program(?:me)?s?|products?|orgs?|organi[sz]ations?|departments?|desks?|clients?|customers?|"
    r"candidates?|funds?|segments?|schools?|universit\w+|tools?|vendors?|approvers?|interviewers?|contacts?|names?|persons?|"
    r"moves?|stages?|rounds?|phases?|parts?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Head:
    """The header of a column: its words, its kind, and the part under or over it that is a key."""

    index: int
    words: str  # as printed; two rows of headers joined
    kind: ColumnKind
    place: Place
    component: str | None
    key: str  # the other part of a header in two rows
    holds_money: bool
    upper: int | None = None


def heads_of(table: Table, guide: Guide, currency_over: bool) -> list[Head]:
    """The headers with what stands below them; `currency_over`: a currency is said over the table."""
    under = second_header(table)
    told = column_currencies(table, guide)
    heads: list[Head] = []
    with_currency = any(column_kind(header) == "currency" for header in table.header)
    for i, header in enumerate(table.header):
        above = header
        if under and not above:
            above = next((h for h in reversed(table.header[1 : i + 1]) if h), "") if under[i] else ""
        below = under[i] if under and i < len(under) else ""
        parts = [part for part in dict.fromkeys((above, below)) if part]
        component = next((found for part in parts if (found := component_of(part))), None)
        key = next((part for part in parts if component_of(part) is None), "") if len(parts) > 1 else ""
        words = " ".join(parts)
        kind = column_kind(words)
        place = place_of(words)
        note = next((said for part in parts if (said := place_of(part).note) != NO_NOTE), place.note)
        if i in told and note.currency is None:
            note = MoneyNote(told[i], note.factor)
        known = note.currency is not None or with_currency
        if currency_over and (i or component is not None):
            known = known or component is not None or is_level(place.name) or names_place(place.name)
            known = known or kind == "bound" or _holds_thousands(table, i)
        money = _holds_money(table, i, known, component is not None)
        heads.append(Head(i, words, kind, Place(place.name, note), component, key, money))
    if currency_over:
        heads = [replace(head, holds_money=head.holds_money or _is_beside_money(table, head, heads)) for head in heads]
    return _with_their_neighbours(table, _with_both_ends(table, heads), guide)


def _is_beside_money(table: Table, head: Head, heads: Sequence[Head]) -> bool:
    """Whether a column named like others of money has numbers as they have: "Lund" beside "Oslo" in thousands."""
    if not head.index or head.kind != "other" or not head.words or _NO_KEY.search(head.words):
        return False
    beside = [one for one in heads if one.index and one.kind == "other" and one.holds_money]
    return bool(beside) and all(_numbers(table, one.index) for one in (head, *beside))


def _numbers(table: Table, column: int) -> bool:
    """Whether every cell of a column with a digit is a number or a range of two digits or more and nothing else."""
    cells = [bare(row.cells[column]) for row in table.rows if column < len(row.cells)]
    return all(_PLAIN_NUMBERS.fullmatch(cell) for cell in cells if re.search(r"\d", cell)) and any(cells)


def place_in_header(table: Table) -> str:
    """The place that the header of the keys names for all rows: "Level (Stockholm)", "Oslo" over levels."""
    name = place_of(table.header[0]).name
    inside = PARENTHESIS.search(name)
    place = inside[1].strip() if inside else name
    labels = [place_of(row.cells[0]).name for row in table.rows if row.cells]
    named = is_known_place(place) and column_kind(PARENTHESIS.sub(" ", name)) != "region"
    if named and not any(map(names_place, labels)):
        return place
    # "Base (Lund)" beside the total of the same row.
    parts = [place_of(header).name for header in table.header[1:] if component_of(header)]
    behind = [said[1].removesuffix(" only").strip() for part in parts if (said := PARENTHESIS.search(part))]
    sited = any(column_kind(header) == "region" for header in table.header) or any(map(names_place, labels))
    return behind[0] if len(behind) == 1 and is_known_place(behind[0]) and not sited else ""


def _with_both_ends(table: Table, heads: list[Head]) -> list[Head]:
    """One header for the two columns that hold the ends of a range: "Base Low" and "Base High" are "Base"."""
    pairs: dict[tuple[str, MoneyNote], dict[bool, list[Head]]] = {}
    for head in heads[1:]:
        if (end := end_of(head.place.name)) and _holds_digits(table, head.index):
            rest, is_low = end
            pairs.setdefault((rest, head.place.note), {}).setdefault(is_low, []).append(head)
    found = {head.index: head for head in heads}
    for (rest, note), ends in pairs.items():
        lows, highs = ends.get(True, []), ends.get(False, [])
        if len(lows) == len(highs) == 1 and lows[0].index < highs[0].index:
            found.pop(highs[0].index)
            found[lows[0].index] = replace(
                lows[0],
                words=rest,
                kind=column_kind(rest) if rest else "unnamed pay",
                place=Place(rest, note),
                component=component_of(rest) if rest else None,
                key="" if names_end(lows[0].key) else lows[0].key,
                holds_money=lows[0].holds_money or highs[0].holds_money,
                upper=highs[0].index,
            )
    return [found[i] for i in sorted(found)]


def _holds_digits(table: Table, column: int) -> bool:
    return any(re.search(r"\d", row.cells[column]) for row in table.rows if column < len(row.cells))


def second_header(table: Table) -> tuple[str, ...] | None:
    """The first row, where it goes on with a header that has gaps or says the same twice."""
    if not table.rows:
        return None
    cells = table.rows[0].cells
    filled = [i for i, cell in enumerate(cells) if cell and i < len(table.header)]
    if len(filled) < 2 or any(amounts_in(cell) for cell in cells if component_of(cell) is None):
        return None
    above = Counter(table.header[i] for i in filled if i)
    unclear = "" in above or any(times > 1 for times in above.values())
    said = all(len(cells[i].split()) <= 4 for i in filled)
    return (
        cells
        if unclear and said and (not (cells[0] and table.header[0]) or cells[0] == table.header[0])
        else None
    )


def _with_their_neighbours(table: Table, heads: list[Head], guide: Guide) -> list[Head]:
    """Kinds that only the other headers or the cells below tell."""
    found: list[Head] = []
    levels = any(
        head.kind == "level" or is_level(head.place.name) for head in heads[1:] if head.kind != "bound"
    )
    bounds = [head for head in heads if head.kind == "bound"]
    ladder = _ladder(heads, guide)
    for head in heads:
        kind = head.kind
        labels = [row.cells[head.index] for row in table.rows if head.index < len(row.cells)]
        labels = [label for label in labels if label]
        ends = len(bounds) > 1 or any(one.upper is not None for one in heads)
        if kind == "scenario" and ends and _MIDDLE.fullmatch(head.words):
            kind = "bound"  # "Target" between "Min" and "Max"
        elif kind == "bound" and levels and bounds == [head] and is_level(head.place.name):
            kind = "level"  # "Mid" beside "Senior", not beside "Low"
        elif kind == "other" and head.index in ladder:
            kind = "level"
        elif kind == "time" and labels and all(_EXPERIENCE.match(label) for label in labels):
            kind = "experience"
        elif kind == "region" and not head.holds_money and any(AMOUNT.search(label) for label in labels):
            kind = "notes"  # "vs. Market: +10%"
        elif head.index == 0 and kind == "other" and labels and all(map(_ORDINAL.match, labels)):
            kind = "number"
        elif head.index == 0 and kind in ("other", "unnamed pay") and not head.holds_money:
            told = None if _NO_KEY.search(head.words) else _kind_by_labels(labels, guide.role)
            kind = "level" if RANKED.search(head.words) else told or kind
        elif head.index == 0 and kind == "region" and labels and all(map(is_level, labels)):
            kind = kind if any(map(names_place, labels)) else "level"  # "Paris office" over levels
        elif kind in ("time", "other") and head.holds_money and says_time(head.words):
            kind = "other" if without_time(head.place.name) else "unnamed pay"  # "Monthly (×13)"
        found.append(replace(head, kind=kind))
    return found


def _ladder(heads: Sequence[Head], guide: Guide) -> frozenset[int]:
    """The headers that are steps of a ladder of the guide's by their codes alone: "DS-1", "DS-2", "DS-3"."""
    codes = {head.index: _code_of(head.place.name) for head in heads}
    letters = _letters_of_ladders(guide)
    return frozenset(index for index, code in codes.items() if code and code[0] in letters)


def _code_of(name: str) -> tuple[str, str] | None:
    found = _CODE.fullmatch(PARENTHESIS.sub(" ", name).strip())
    return (found[1], found[2]) if found else None


@lru_cache(maxsize=8)
def _letters_of_ladders(guide: Guide) -> frozenset[str]:
    """The letters that several codes in headers and first cells of the guide's tables begin with."""
    steps: dict[str, set[str]] = {}
    for table in guide.tables:
        for name in (*table.header, *(row.cells[0] for row in table.rows if row.cells)):
            if (code := _code_of(place_of(name).name)) and not is_quarter(code):
                steps.setdefault(code[0], set()).add(code[1])
    return frozenset(letter for letter, numbers in steps.items() if len(numbers) > 1)


def is_quarter(code: tuple[str, str]) -> bool:
    """Whether a code is of a time: "Q1", "H2", "FY26", or a percentile."""
    return code[0] in ("Q", "H", "FY", "Y", "P") and (code[0] != "P" or int(code[1]) >= 10)


def _holds_thousands(table: Table, column: int) -> bool:
    """Whether every cell of a column is a number with its thousands apart: "52,000"."""
    cells = [bare(row.cells[column]) for row in table.rows if column < len(row.cells)]
    found = [amounts_in(cell) for cell in cells if re.search(r"\d", cell)]
    return bool(found) and all(one and all(a.scaled and a.unit == "count" for a in one) for one in found)


def _kind_by_labels(labels: Sequence[str], role: str | None) -> ColumnKind | None:
    """What the labels of a column are where its header does not say: places, or those who are paid.

    Where one of them is another role than the guide's, they are roles.
    """
    names = [PARENTHESIS.sub(" ", place_of(label).name).strip() for label in labels]
    places = sum(
        bool(_FLAG.search(label)) or is_known_place(name) or names_place(name)
        for label, name in zip(labels, names, strict=True)
    )
    ranks = sum(
        is_level(name) or bool(ROLE_NOUN.search(name) or _CODE.fullmatch(name)) for name in names
    )
    parts = any(component_of(name) for name in names)
    if not labels or parts or (places and ranks):
        return None
    if places * 2 > len(labels):
        return "region"
    if ranks * 2 < len(labels):
        return None
    return "role" if any(_is_other_role(name, role) for name in names) else "level"


def _is_other_role(name: str, role: str | None) -> bool:
    """Whether a label names a role and not the guide's own: "Backend Engineer" beside data engineers.

    >>> [_is_other_role(name, "ML/AI Engineer") for name in ("Senior Engineer", "ML Engineer", "Web Engineer")]
    [False, False, True]
    """
    words = set(re.findall(r"[^\W\d_]+", PARENTHESIS.sub(" ", name).casefold()))
    own = set(re.findall(r"[^\W\d_]+", (role or "").casefold()))
    nouns = {word for word in words if len(word) > 3 and ROLE_NOUN.fullmatch(word) and not is_level(word)}
    managers = "manager" in words and "manager" not in own and len(words) > 1
    others = {word for word in words if not is_level(word)} - own - {"of", "and", "the", "new"}
    return managers or (bool(nouns) and bool(others))


def _holds_money(table: Table, column: int, currency: bool, named: bool) -> bool:
    """Whether a column holds amounts: with a currency, or numbers like them where one is said for them."""
    amounts = (
        amount
        for row in table.rows
        # A note in a row of its own is none: "*without a sign-on of $20K*".
        if column < len(row.cells) and (column or any(cell.strip() for cell in row.cells[1:]))
        for amount in amounts_in(bare(row.cells[column]))
    )
    return any(
        amount.unit == "money" or (amount.unit == "count" and (currency or (named and amount.scaled)))
        for amount in amounts
    )
