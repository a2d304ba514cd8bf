"""The dates of a text, and whether one that is said of the guides is one of theirs.

In: a text; the dates that the guides name. Out: spans of years, and the spans that no guide names. A
date is no amount, but "data of 2031-2033" is a claim like any other.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from decimal import Decimal

from corpus.regexes import regex

A_DATE = "date"  # the noun of a date, which counts years
_LAST_YEAR = 9999  # a larger number is a day, its digits read as one number
_YEAR = regex(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_FULL_DATE = regex(
    r"(?P<m>[a-z]{3})[a-z]*\.?\s+(?P<d>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<y>\d{4})"
    r"|(?P<d2>\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<m2>[a-z]{3})[a-z]*\.?,?\s+(?P<y2>\d{4})"
    r"|(?P<y3>\d{4})-(?P<m3>\d\d)-(?P<d3>\d\d)",
    re.IGNORECASE,
)
_SHORT_SPAN = regex(r"((?:19|20)\d\d)\s?[–—/-]\s?(\d\d)(?!\d)")
_YEAR_SPAN = regex(r"((?:19|20)\d\d)(?:\s?[–—/-]\s?|\s+(?:to|through)\s+|\s?[至到]\s?)(\d{4})(?!\d)")
_A_YEAR = regex(r"\d{4}")
# Words beside which a date is the guides' own: of their sources, or of their last update.
_DATED = regex(
    r"(?<![A-Za-z])(?:levels\.fyi|glassdoor|blind(?:['’]s)?(?=\s+(?:\w+\s+){0,2}(?:threads?|posts?|reports?|data|\d)|\s?(?:的)?(?:帖|数据|讨论))|publications?(?=\s*[:(])|benchmarks?|updated|earnings\s+call|"
    r"(?:guide['’]?s?|its|their)\s+sources|sources?(?=\s*:)|source\s+years?)|数据|更新",
    re.IGNORECASE,
)


def dates_in(text: str) -> list[tuple[Decimal, Decimal]]:
    """The spans of years that a text names; one year is a span too.

    A whole date counts as a day: its digits read as one number.

    >>> [(int(a), int(b)) for a, b in dates_in("data of 2031-2033, updated May 1, 2033")]
    [(20330501, 20330501), (2031, 2033)]
    """
    out: list[tuple[Decimal, Decimal]] = []
    taken: list[tuple[int, int]] = []
    for m in _FULL_DATE.finditer(text):
        month = (m["m"] or m["m2"] or "").lower()
        number = _MONTHS.index(month) + 1 if month in _MONTHS else int(m["m3"] or 0)
        if number:
            day = (
                int(m["y"] or m["y2"] or m["y3"]) * 10_000 + number * 100 + int(m["d"] or m["d2"] or m["d3"])
            )
            out.append((Decimal(day), Decimal(day)))
            taken.append(m.span())
    for m in _YEAR_SPAN.finditer(text):
        if any(s < m.end() and m.start() < e for s, e in taken):
            continue
        out.append((Decimal(m[1]), Decimal(m[2])))
        taken.append(m.span())
    for m in _SHORT_SPAN.finditer(text):
        if int(m[2]) > 12 and not any(s < m.end() and m.start() < e for s, e in taken):
            out.append((Decimal(m[1]), Decimal(m[1][:2] + m[2])))
            taken.append(m.span())
    for m in _YEAR.finditer(text):
        if not any(s < m.end() and m.start() < e for s, e in taken):
            out.append((Decimal(m[0]), Decimal(m[0])))
    return out


def unknown_date(text: str, start: int, end: int, known: Collection[tuple[Decimal, Decimal]]) -> bool:
    """Whether a date of a sentence is said of the guides or their sources, and is none of theirs."""
    if not known or not _DATED.search(text):
        return False
    said = text[start:end]
    ends = {one for pair in known for one in pair}
    days = {low for low, _ in known if low > _LAST_YEAR}
    ends |= {low // 10_000 for low in days}  # a day is of its year
    # what follows the first year belongs to it: "2031-2099年"
    for low, high in dates_in(text[start : end + 5] if _A_YEAR.fullmatch(said) else said):
        if low > _LAST_YEAR and not days:
            low = high = low // 10_000
        span = low != high or len(_A_YEAR.findall(said)) > 1
        if (low, high) not in known and (span or low not in ends):
            return True
    return False
