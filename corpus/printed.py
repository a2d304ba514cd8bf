"""Numbers, scales and times as tables and reports print them.

In: a cell, a title or a caption. Out: its one number, the scale that it names ("in thousands"), the period
that it is of ("year ended 30 June 2031"). It does not know which figure of a table a title is for: that is
for `corpus.any_tables`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from corpus.regexes import regex

SIGNS = r"\-−–‒"
NUMBER = regex(r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|\.\d+")
CURRENCY = (
    r"(?:US|CA?|A|HK|S|NZ|NT)?\$|[£€¥₹₩]|\b(?:RMB|USD|EUR|GBP|CNY|JPY|INR|Rs\.?|CHF|SGD|AUD|CAD|SEK|NOK|DKK)"
    r"|\b(?-i:[A-Z]{2,3})(?=\s?[’'`‘]000)"  # whatever the currency is called: "AED’000", "RM'000"
)
_OF_TIME = r"(?:years?|months?|weeks?|days?)"
_CELL = regex(
    rf"(?P<open>[({SIGNS}]\s*)?(?:(?:{CURRENCY})\s*)?(?P<inner>[({SIGNS}]\s*)?"
    rf"(?P<number>{NUMBER.pattern})\s*(?P<behind>%|x|bps)?\s*\)?\s*(?P<last>%|{_OF_TIME}|[a-zA-Z]{{0,3}})?",
)
_IS_TIME = regex(rf"\d\s*{_OF_TIME}\W*$", re.I)
NOTE = regex(r"\s*(?:\(\s*(?:\d{1,2}|[a-z]|[ivx]{1,4})\s*\)|\[\s*\w{1,2}\s*\]|[*†‡§¹²³⁴⁵⁶⁷⁸⁹]+)\s*$", re.I)
YEAR = regex(r"(?<![\d.,$£€])(?:19|20)\d\d(?!\d|,\d{3}|\.\d)")
_SHORT_YEAR = regex(r"(?:\b(?:FY|CY|F(?=[0-4]\d\b))\s?|(?<=\b[1-4]Q))[’']?(\d\d)\b|[’'](\d\d)\b", re.I)
# Said of a column, and of its figures only that they were looked at again.
_MARKED = regex(r"\(?\b(?:restated|unaudited|audited|re-?presented)\d?\b\)?", re.I)
YEARS_ONLY = regex(
    r"[\W_]*(?:(?:fiscal|fy|cy|f(?=[0-4]\d\b)|year|years|weeks|ended|ending|as|of|at|quarter|months|three|six|nine|twelve|the|for|and|to|restated|unaudited|audited|note|notes"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)(?:uary|ruary|ch|il|e|y|ust|tember|ember|ober)?|(?:19|20)\d\d[AEF]?|\d{1,2}(?:st|nd|rd|th)?)[\W_]*)+",
    re.I,
)
_WEEKS = regex(r"\b5[23][\s-]weeks?\b", re.I)
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH_NAMES = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    "|nov(?:ember)?|dec(?:ember)?"
)
_MONTH = regex(
    rf"\b(?P<month>{MONTH_NAMES})\b\.?(?P<day>\s+\d{{1,2}}(?:st|nd|rd|th)?\b(?:\s?[{SIGNS}]\s?\d{{1,2}}\b)?)?,?", re.I
)
_ORDER = ("first", "second", "third", "fourth")
_NTH = r"(?:(?P<nth>first|second|third|fourth)|(?P<th>[1-4])(?:st|nd|rd|th))[\s-]+(?P<of>quarter|half)\b"
PART = regex(
    rf"\b(?:(?P<letter>[QH])(?P<n>[1-4])(?=\b|FY)"
    rf"|(?P<first>[1-4])(?P<behind>[QH])(?:\b|(?<=Q)(?=[’']?(?:(?:19|20)\d\d|\d\d)\b))|{_NTH})",
    re.I,
)
_FIRST_WEEK = regex(r"\bjan(?:uary)?\.?\s+0?[2-7],?\s+(?=(?:19|20)\d\d)", re.I)
_DAY_FIRST = regex(rf"\b\d{{1,2}}(?:st|nd|rd|th)?\s+(?=(?:{MONTH_NAMES})\b)", re.I)
SCALES = {
    "thousand": Decimal(1000),
    "million": Decimal(1_000_000),
    "billion": Decimal(1_000_000_000),
    "trillion": Decimal(1_000_000_000_000),
}
_SCALE = regex(
    r"\b(?P<word>thousand|million|billion)s\b|\(\s*(?P<full>1,000)s?\s*\)|\bin\s+(?P<after>thousand|million|billion)\b"
    rf"|(?:(?:{CURRENCY})\s?|[’'/(\s])(?P<single>thousand|million|billion)\b(?=\s*(?:[),;|]|$|except|unless))"
    rf"|(?:(?:{CURRENCY})\s?)[’'`‘]?(?P<thousand>000s?|k)(?!\w|[,.]\d)"
    r"|[(\s’'`‘](?P<bare>[’'`‘]000s?|000[’'`‘]?s)(?!\d|,\d)|\(\s*(?P<zeros>000)\s*\)"
    rf"|(?:{CURRENCY})\s?(?P<letter>m|mn|mm|bn|b)\b|\(\s*(?P<alone>m|mn|mm|bn)\s*\)",
    re.I,
)
_IN_PROSE = regex(
    rf"\bin\s+(?:{CURRENCY})\s?(?:thousand|million|billion)\b"
    r"|\bin\s+(?:[A-Z][\w.]*\s+){0,2}(?:thousand|million|billion)s\b(?!\s+of\s+(?!(?:[A-Z][\w.]*\s+)*(?:dollar|euro|pound|yen|share|unit|u\.?s)))"
    rf"|(?:(?:{CURRENCY})|\b(?:in|dollars)\s)\s?(?:thousand|million|billion)s\b"
    rf"|\(\s*(?:in\s+)?(?:(?:{CURRENCY})\s?)?(?:in\s+)?(?:thousand|million|billion)s?\b|(?:{CURRENCY})\s?[’'`‘]?000s?(?!\d|[,.]\d)|[(\s][’'`‘]000s?\b|\(\s*in\s+[’'`‘]?000[’'`‘]?s?\s*\)",
    re.I,
)
_INTHOUSANDS = regex(r"\bin(?=(?:thousands|millions|billions)\b)", re.I)


@dataclass(frozen=True, slots=True)
class Period:
    """Of what time a figure is: its year or years ("2018/2019"), and the month where it is named."""

    years: tuple[int, ...] = ()
    month: str = ""  # "sep"; of quarters and halves "q3", "h1"
    first_week: bool = False  # of January: the end of a year of 52 or 53 weeks that is called the one before


def read_number(cell: str) -> tuple[Decimal, bool] | None:
    """The one number of a cell and whether it is a percentage; None for words, blanks and years' titles.

    >>> read_number("$ (1,204.5)"), read_number("12 %"), read_number("(14.1%)"), read_number("— 7")
    ((Decimal('-1204.5'), False), (Decimal('12'), True), (Decimal('-14.1'), True), (Decimal('-7'), False))
    >>> read_number("2,806 (3)"), read_number("n/a"), read_number("3 to 5")
    ((Decimal('2806'), False), None, None)
    """
    bare = cell.strip().replace("\u00a0", " ")
    if NOTE.search(bare) and NUMBER.search(bare[: NOTE.search(bare).start()]):  # type: ignore[union-attr]
        bare = NOTE.sub("", bare)
    bare = re.sub(r"(?<=\d),\s(?=\d{3}\b)", ",", bare).strip()
    found = re.fullmatch(r"—?\s*" + _CELL.pattern, bare, re.I)
    if not found:
        return None
    value = Decimal(found["number"].replace(",", ""))
    negative = bool(found["open"] or found["inner"] or bare.startswith("—"))
    percent = found["behind"] == "%" or found["last"] == "%"
    return (-value if negative else value), percent


def is_year(cell: str) -> bool:
    return bool(YEAR.search(cell) or _SHORT_YEAR.search(cell)) and bool(YEARS_ONLY.fullmatch(bare(cell)))


def bare(cell: str) -> str:
    return NOTE.sub("", cell.strip()) or cell.strip()


def is_figure(cell: str) -> bool:
    """Whether a row with this cell is one of figures; "3 months" may as well be a title."""
    return read_number(cell) is not None and not (is_year(cell) or _IS_TIME.search(cell))


def period_in(text: str) -> Period:
    """The time that a title names.

    >>> period_in("Years ended June 30, 2031")
    Period(years=(2031,), month='jun', first_week=False)
    >>> period_in("FY31").years, period_in("2030/2031").years, period_in("January 3, 2031").first_week
    ((2031,), (2030, 2031), True)
    """
    years = [int(found) for found in YEAR.findall(text)]
    if not years:
        years = [2000 + int(a or b) for a, b in _SHORT_YEAR.findall(text)]
    month = _MONTH.search(text)
    first_week = bool(_FIRST_WEEK.search(text))
    part = PART.search(text)
    named = month["month"][:3].lower() if month else part_of_year(part) if part else ""
    return Period(tuple(dict.fromkeys(years)), named, first_week)


def part_of_year(found: re.Match[str]) -> str:
    """A quarter or a half, as found by `PART`.

    >>> [part_of_year(m) for m in PART.finditer("Q3, the first half, 2nd quarter")]
    ['q3', 'h1', 'q2']
    """
    letter = (found["letter"] or found["behind"] or found["of"])[0].lower()
    number = found["n"] or found["first"] or found["th"] or _ORDER.index(found["nth"].lower()) + 1
    return f"{letter}{number}"


def without_period(text: str) -> str:
    """A title without the time it names.

    >>> without_period("Revenue, year ended June 30, 2031")
    'Revenue, year ended'
    """
    kept = YEAR.sub(" ", _DAY_FIRST.sub("", text))
    kept = _MONTH.sub(" ", _SHORT_YEAR.sub(" ", kept))
    kept = _WEEKS.sub(" ", kept)
    kept = _MARKED.sub(" ", re.sub(r"(?<![\w.])\d{1,2},(?=\s|$)", " ", kept))
    return re.sub(r"\s+", " ", kept).strip(" ,;:/-–")


def scale_in(text: str) -> Decimal | None:
    """The scale that words name: "(in thousands)", "RMB’Million", "£m", "$000"."""
    found = _SCALE.search(f" {_INTHOUSANDS.sub('in ', text)} ")
    if not found:
        return None
    word = (found["word"] or found["single"] or found["after"] or "").lower()
    if word:
        return SCALES[word]
    letter = (found["letter"] or found["alone"] or "").lower()
    return SCALES["billion" if letter.startswith("b") else "million" if letter else "thousand"]


def prose_scale(spoken: str) -> Decimal | None:
    """What the sentences around a table say its amounts are in."""
    found = _IN_PROSE.search(spoken)
    return scale_in(found[0] + " ") if found else None
