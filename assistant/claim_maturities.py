"""What falls due within so many years: the columns, or rows, of a table of maturities that add up to it.

In: the words of a claim, the ranked series of the tables. Out: `Reading`s, the sum of one row's cells
(or of one column's) over the spans that the words mean, and its share of their total. A span has to end
where the words say: "within four years" is nothing in a table of one, three and five.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from assistant.claim_readings import Reading, kind_of
from assistant.claim_series import CLOSE, Series, Tables
from assistant.claim_stems import TOTAL_STEM, stems
from assistant.claim_words import Operation
from corpus.any_tables import Figure
from corpus.regexes import regex

_I = re.IGNORECASE
_COUNTS = {w: i for i, w in enumerate("one two three four five six seven eight nine ten".split(), 1)}
_N = r"(?P<{}>\d{{1,2}}|" + "|".join(_COUNTS) + ")"
_NEXT = r"(?:the\s+)?(?:next|first|coming|following)\s+"
_UNDER = r"(?:less\s+than|up\s+to|within|under|below|no(?:t)?\s+(?:more|later|longer)\s+than|until|<)"
_PAST = r"(?:more\s+than|later\s+than|longer\s+than|greater\s+than|after|beyond|past|>)"
_WITHIN = regex(
    rf"(?:\b{_UNDER}\s+(?:{_NEXT}|the\s+)?|\b(?:in|over|during|for)\s+{_NEXT}){_N.format('n')}[\s-]+years?\b"
    rf"|\b{_N.format('m')}\s+years?\s+or\s+(?:less|below|fewer|under|sooner|shorter)\b",
    _I,
)
_AFTER = regex(
    rf"(?:\b{_PAST}|\bover(?!\s+(?:the|a|all)\b))\s+{_N.format('n')}\s+years?\b"
    rf"|\b{_N.format('m')}\s+years?\s+or\s+(?:more|above|over|later|longer|beyond)\b",
    _I,
)
_YEARS = r"\s*(?:years?|yrs?)?\b"
_SPAN = regex(rf"\b{_N.format('a')}\s*(?:years?)?\s*(?:[-–—]|to|and|through)\s*{_N.format('b')}{_YEARS}", _I)
_FIRST = regex(
    rf"(?:\b{_UNDER}|<)\s*(?:an?|{_N.format('n')}){_YEARS}|^\W*{_N.format('m')}\s+years?\s+or\s+less\b", _I
)
_LAST = regex(
    rf"(?:\b(?:{_PAST}|over)|>)\s*{_N.format('n')}{_YEARS}"
    rf"|\b{_N.format('m')}\s+years?\s+(?:or\s+more|and\s+(?:over|beyond|thereafter))\b",
    _I,
)
Span = tuple[int, int | None]
Line = tuple[int, int | None, int | None]  # a table with the row, or the column, whose cells add up


def span_of(label: str) -> Span | None:
    """The years that a title of a table of maturities is of: from, to; None to the end.

    >>> span_of("Less than 1 Year"), span_of("1–3 years"), span_of("After five years"), span_of("Total")
    ((0, 1), (1, 3), (5, None), None)
    """
    if not re.search(r"\d|year", label, _I):
        return None
    if m := _SPAN.search(label):
        low, high = _count(m["a"]), _count(m["b"])
        return (low, high) if low < high else None
    if m := _FIRST.search(label):
        return 0, _count(m["n"] or m["m"] or "1")
    if m := _LAST.search(label):
        return _count(m["n"] or m["m"]), None
    return None


def _count(word: str) -> int:
    return _COUNTS.get(word.lower()) or int(word)


def by_maturity(
    words: str, operations: Sequence[Operation], ranked: Sequence[tuple[float, Series]], tables: Tables
) -> Iterator[Reading]:
    """What the words can mean in a table of maturities, if they name years and it has spans of years."""
    if set(operations) - {"quote", "sum", "share"}:
        return
    within, after = _WITHIN.search(words), _AFTER.search(words)
    asked = within or after
    if asked is None or (within and after):
        return
    edge = _count(asked["n"] or asked["m"])
    known = {tables.as_known(w) for w in stems(words)}
    lines: dict[Line, tuple[float, list[tuple[Span, Figure]]]] = {}
    for score, s in ranked:
        if s.in_prose:
            continue
        for cell in s.cells:
            down, along = span_of(cell.row), span_of(cell.column)
            span = along or down
            if span is None or (down and along):
                continue
            key = (cell.place[0], cell.place[1] if along else None, cell.place[2] if down else None)
            own = tables.coverage(s, words) if along else _covered(s.column - s.shared, known)
            if own >= _NAMED:
                best, found = lines.get(key, (score, []))
                lines[key] = max(best, score), [*found, (span, cell)]
    top = max((score for score, _ in lines.values()), default=0.0)
    for key, (score, spans) in lines.items():
        if score < top - CLOSE or not any(edge in (low, high) for (low, high), _ in spans):
            continue
        chosen = [c for (low, high), c in spans if (high is not None and high <= edge if within else low >= edge)]
        if not chosen:
            continue
        value = sum((c.value for c in chosen), Decimal(0))
        formula = " + ".join(f"{c.value:f}" for c in chosen)
        if "share" in operations:
            for whole in _total_of(key, tables):
                if whole.value:
                    shown = f"({formula}) / {whole.value:f}"
                    yield Reading(value / whole.value, "ratio", (*chosen, whole), shown)
        else:
            yield Reading(value, kind_of(chosen), tuple(chosen), formula, either_sign=value < 0)


_NAMED = 0.6  # how much of the row's label, or the column's, the words have to hold


def _covered(own: frozenset[str], known: set[str]) -> float:
    return len(own & known) / len(own) if own else 0.0


def _total_of(key: Line, tables: Tables) -> Iterator[Figure]:
    """The total at the end of the same row or column."""
    table, row, column = key
    for s in tables.series:
        title = s.column - s.shared if row is not None else s.row
        for cell in s.cells if title == {TOTAL_STEM} and not s.in_prose else ():
            if cell.place[0] == table and (cell.place[1] == row if row is not None else cell.place[2] == column):
                yield cell
