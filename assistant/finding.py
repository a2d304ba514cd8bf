"""The numbers of a sentence, and the digits that are no amounts.

In: a sentence and the names found in it. Out: `Number`s that know their place and amount only, and the
rest of the digits with the reason why each is none. It does not know what is said of a number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from assistant.numbers import NO_NOUN, Number, noun_behind
from corpus.money import Amount, amounts_in
from corpus.numerals import currency_behind, spelt_amounts_in, spelt_hundreds_in
from corpus.regexes import regex
from corpus.scripts import sums_in
from index.resolve import Mention

_I = re.IGNORECASE | re.ASCII

# "the top of the band goes from $1 to $2": one end here and the same end there, no band.
_AN_END = (
    r"\b(?:top|floor|ceiling|cap|bottom|start|maximum|minimum|max|min|peak|smallest|largest|lowest|highest"
    r"|(?:upper|lower|high|low)\s+(?:end|bound|limit))\b"
)
END_MOVES_FROM = regex(
    rf"{_AN_END}[^,;.\d]{{0,60}}"
    r"\b(?:go(?:es)?|(?:move|change|shift|rise|fall|drop|climb|jump|slip|sink|grow|shrink)s?)\s+from\s+$"
    r"|\b(?:lifts?|raises?|takes?|brings?|moves?|shifts?|changes?|cuts?|lowers?|pushes|bumps?|drops?)\s[^,;.\d]{0,40}"
    rf"{_AN_END}[^,;.\d]{{0,40}}\sfrom\s+$",
    _I,
)
FROM_BEHIND = regex(
    r"(?:\s+(?:more|less|higher|lower|up|down|a\s+year|on\s+top))?[\s,:;(–—-]*(?:that\s+is,?\s+|namely\s+|going\s+)?from\s+",
    _I,
)
# "$2 above Oslo's: $3 to $1", "$2 higher at the floor, $1 to $3"
_TWO_BEHIND = regex(r"[^\d;.:]{0,60}[,:(–—][\s(]*(?:(?:it\s+)?(?:goes|moves|rises|falls)\s+)?(?:from\s+)?")
IS_OUTDONE = regex(r"\b(?:trails?|lags?(?:\s+behind)?|loses?\s+to|falls?\s+behind)\b[^.;]*$", _I)
_WIDTH_AHEAD = regex(r"\b(?:wid(?:e|th)|spread|span|range|band|gap)\b[^.;]*$", _I)
# "to the nearest $10K": how coarse the rounding is.
_GRAIN = regex(
    r"\bnearest\s+(?P<n>[$£€]?\d[\d,]*\s?[KkMm]?\b|(?:(?:ten|hundred|thousand|five|fifty|million)\b\s*)+)"
)
_LIST_NUMERAL = regex(r"^\s*(?:[-*+>]\s+)*(?P<n>\d{1,3})[.)](?=\s)")
# "1) Oslo 2) Bergen": the numerals of a list within a line, of which the first stands there.
_INLINE_NUMERAL = regex(r"(?<![\w$£€¥₹.,(（-])(?<![$£€¥₹]\s)(?P<n>\d{1,2})\)(?=\s)")
_CLOCK = regex(r"(?<![\d.,:$£€¥₹])(?:[01]?\d|2[0-3]):[0-5]\d(?![\d.,:]*[\d%KkMm])")
_CITATION = regex(r"\[\d{1,3}(?:\s?[,–-]\s?\d{1,3})*\]|\[\^\d+\]")
_DATE = regex(
    r"\b(?:(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+\d{1,2}(?:st|nd|rd|th)?(?:,?\s+(?:19|20)\d\d)?"
    r"|\d{1,2}(?:st|nd|rd|th)?\s+(?:of\s+)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?(?:,?\s+(?:19|20)\d\d)?"
    r"|(?:19|20)\d\d-\d\d-\d\d|q[1-4]\s+(?:fy\s?)?(?:19|20)\d\d|fy\s?(?:19|20)?\d\d"
    r"|(?<![$£€¥₹.,\d])(?<!CNY )(?<!SGD )(?<!USD )"
    r"(?:19|20)\d\d(?:\s?[–—/-]\s?(?:(?:19|20)\d\d|\d\d))?(?:\s?年)?(?:\s+(?:to|and|through)\s+(?:19|20)\d\d)?)"
    r"(?!\w|[,.]?\d|\s?%|\s+(?:thousand|million|dollars|yuan|USD|CNY|SGD))",
    _I,
)
_IDENTIFIER = regex(r"(?<![\w$£€¥])[A-Za-z]+[-/]?\d[\w-]*|\b401\(?k\)?|\b\d+[A-Za-z]{2,}\d*\b|\b[A-Z]\d\b")
_DIGITS = regex(r"\d+")
# A part of pay written together with its figure: "base14.5万", "RSU85k".
_GLUED = regex(r"(?<![A-Za-z])(?:base|salary|bonus|rsus?|stock|equity|total|tc)(?=\d)", _I)
_NEXT_ONES = regex(r"\s+/\s+(?:four|4)[\s-]?(?:years?|yrs?|y)$", _I)
_A_GRANT = regex(r"[\s-]*(?:rsus?|stock|equity|grants?|shares)\b[^\d]{0,20}\d", _I)
# "25 percentage points": how far two percentages are apart, and no count of things.
POINTS = regex(r"\s?(?:percentage|percent|per\s?cent|pct\.?)[\s-]points?\b|\s?(?:pp|ppts?)\b|\s?个?百分点", _I)
_BY_AHEAD = regex(r"\bby\s+$", _I)
_POINTS_BESIDE = regex(rf"{POINTS.pattern}|\s?points?\b(?!\s+of\b)", _I)  # "10 points" beside percentages
_DOLLAR_BEHIND = regex(r"\s?\$(?!\s?\d|[\[(A-Za-z])")
# A sign before what has none: "minus four parts", "data of -2024".
_SIGNED_WORD = regex(
    r"\b(?:minus|negative)\s+(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty)\b"
)
_SIGN_AHEAD = regex(r"(?:\b(?:minus|negative)\s+|(?<=[\w,:(]\s)[-−]|(?<=[(（])[-−]|^[-−])$", _I)
_SIGN_WORD = regex(r"\b(?:minus|negative)\s+$|(?:(?<=,\s)|(?<=[(（]))[-−]$", _I)
# "line 34", "pp. 3–5", "§ 12": where in a text something stands.
_PLACE_IN_TEXT = regex(
    r"(?:\b(?:lines?|pages?|pp?\.|ll?\.|paragraphs?|footnotes?|sections?|chapters?)|§§?)\s?"
    r"(?P<n>\d{1,4}(?:\s?(?:[–-]|to|and|,)\s?\d{1,4})?)"
    r"(?![\d,.]*\d|[\d.,]*\s?(?:[%％KkMmBbWw万亿]|[$£€¥₹]|percent|thousand|million|billion|hundred|dollars|yuan|[A-Z]{3}\b|years?|months?|weeks?|days?|hours?))",
    _I,
)
_RUNGS = regex(r"(?<![\w.,$€£¥-])[1-9]-[1-9]\s?[到至~～]\s?[1-9]-[1-9](?![\d%])", re.ASCII)
# "level 2–4": a level that is called by years, or by a number.
_LEVELS = regex(r"\blevels?\s(?P<n>\d{1,2}(?:\s?[–-]\s?\d{1,2})?\+?)(?![\d.,]*\s?(?:[\d%KkMmWw万]|percent))", re.ASCII)
_MARK_BEFORE = regex(r"(?:[$£€¥₹₩₪]|\b(?:CNY|SGD|USD|RMB|INR|EUR|GBP))\s?[\d.,]*$")
_MARK_BEHIND = regex(r"[\d.,]*\s?(?:%|percent|[KkMm](?![A-Za-z])|[万萬亿])")
# "1024–2025": what a year is joined to is one, and no year is as that.
_TO_A_YEAR = regex(r"\s?[–—/-]\s?(?:19|20)\d\d(?!\d)")
_FROM_A_YEAR = regex(r"(?<!\d)(?:19|20)\d\d\s?[–—/-]\s?$")
_TIGHT_SIGN = regex(r"\s[-−]$")
_WAN_BEHIND = regex(r"[wW](?![A-Za-z])")
UNREAD = "an amount that could not be read"


def numbers_of(
    text: str, base: int, mentions: Sequence[Mention]
) -> tuple[list[Number], list[tuple[int, int, str]]]:
    """The numbers of a sentence, and the digits that are no amounts: (start, end, why)."""
    idle: list[tuple[int, int, str]] = []
    taken: list[tuple[int, int]] = []

    def no_amount(start: int, end: int, reason: str) -> None:
        if not any(s < end and start < e for s, e in taken):
            taken.append((start, end))
            idle.append((base + start, base + end, reason))

    if m := _LIST_NUMERAL.match(text):
        no_amount(m.start("n"), m.end("n"), "a list numeral")
    numerals = list(_INLINE_NUMERAL.finditer(text)) if ")" in text else []
    if numerals and numerals[0]["n"] == "1":
        for m in numerals:
            no_amount(m.start("n"), m.end("n"), "a list numeral")
    for m in _CLOCK.finditer(text) if ":" in text else ():
        no_amount(m.start(), m.end(), "a time of day")
    for m in _GRAIN.finditer(text) if "nearest" in text else ():
        no_amount(m.start("n"), m.end("n"), "what a figure is rounded to")
    for m in _CITATION.finditer(text) if "[" in text else ():
        no_amount(m.start(), m.end(), "a citation mark")
    for mention in mentions:
        if mention.kind == "level" or (
            mention.kind in ("company", "place", "role") and re.search(r"\d", mention.text)
        ):
            no_amount(mention.start, mention.end, "a level or another name")
    for m in _DATE.finditer(text):
        no_amount(m.start(), m.end(), UNREAD if _SIGN_AHEAD.search(text[: m.start()]) else "a date")
    for m in _PLACE_IN_TEXT.finditer(text):
        no_amount(m.start("n"), m.end("n"), "a place in a text")
    for m in _RUNGS.finditer(text):
        no_amount(m.start(), m.end(), "a level or another name")
    for m in _LEVELS.finditer(text):
        no_amount(m.start("n"), m.end("n"), "a level or another name")
    for m in _SIGNED_WORD.finditer(text):
        no_amount(m.start(), m.end(), UNREAD)
    apart = _GLUED.sub(lambda m: " " * len(m[0]), text)
    found = [
        _with_currency(_own_period(a, text), text) for a in (*amounts_in(apart), *spelt_amounts_in(text))
    ]
    if mentions:
        found += _spoken(text, found)
    if "[" in text:
        found += sums_in(text)
    points = _POINTS_BESIDE if any(a.unit == "percent" for a in found) else POINTS
    found = [
        replace(a, unit="percent", text=text[a.start : m.end()], end=m.end())
        if a.unit == "count" and not a.scaled and (m := points.match(text, a.end))
        else a
        for a in found
    ]
    found.sort(key=lambda a: (a.start, -a.end))
    moved = [
        is_moved_by(b, a.low, a.high, text, a.start) for b, a in zip([None, *found], found, strict=False)
    ]
    # "$260K: they lift it by $80K to $340K"
    lifted = [
        bool(_BY_AHEAD.search(text[: a.start])) and any(b.end <= a.start and b.low + a.low == a.high for b in found)
        for a in found
    ]
    movements = zip(found, moved, lifted, strict=True)
    found = [part for a, by, up in movements for part in _two_of_a_movement(a, text, by or up)]
    numbers: list[Number] = []
    for amount in found:
        if any(s < amount.end and amount.start < e for s, e in taken):
            continue
        taken.append((amount.start, amount.end))
        numbers.append(Number(amount, base + amount.start, base + amount.end))
    for m in _IDENTIFIER.finditer(text):
        no_amount(m.start(), m.end(), UNREAD if _SIGN_WORD.search(text[: m.start()]) else "part of a name")
    bare = list(text)  # no digit goes without a verdict
    for start, end in taken:
        bare[start:end] = " " * (end - start)
    for m in _DIGITS.finditer("".join(bare)):
        marked = _MARK_BEFORE.search(text[: m.start()]) or _MARK_BEHIND.match(text[m.end() :])
        if len(m[0]) == 4:
            marked = marked or _TO_A_YEAR.match(text, m.end()) or _FROM_A_YEAR.search(text[: m.start()])
        marked = marked or (_TIGHT_SIGN.search(text[: m.start()]) and _WAN_BEHIND.match(text[m.end() :]))
        no_amount(m.start(), m.end(), UNREAD if marked else "digits that are no amount")
    return numbers, idle


def _spoken(text: str, found: Sequence[Amount]) -> list[Amount]:
    """Thousands as people say them, "two-fifty k", "one eighty", where nothing is counted by them."""
    amounts = [replace(a, scaled=False) for a in spelt_hundreds_in(text)]
    return [
        a
        for a in amounts
        if not any(b.start < a.end and a.start < b.end for b in found)
        and (not (noun := noun_behind(text, a.end)) or noun in NO_NOUN)
    ]


def is_moved_by(step: Amount | None, low: Decimal, high: Decimal | None, text: str, start: int) -> bool:
    """ "By $2, from $1 to $3", "$2 above Oslo's: $3 to $1": a figure and the two it is the way between."""
    if step is None or high is None or step.end > start:
        return False
    if not step.low == step.high == abs(high - low):
        return False
    between = text[step.end : start]
    if FROM_BEHIND.fullmatch(between):
        return True
    return bool(
        _TWO_BEHIND.fullmatch(between) and (low > high or not _WIDTH_AHEAD.search(text[: step.start]))
    )


def _two_of_a_movement(amount: Amount, text: str, by_it: bool) -> Iterable[Amount]:
    """ "The top goes from $1 to $2" has two figures where "$1 to $2" is elsewhere one range."""
    ends = [(m.start(), m.end()) for m in re.finditer(r"\s+to\s+", amount.text)]
    ahead = text[: amount.start]
    if len(ends) != 1 or not (by_it or END_MOVES_FROM.search(ahead) or IS_OUTDONE.search(ahead)):
        return [amount]
    cut = ends[0]
    parts = [(amount.start, amount.text[: cut[0]]), (amount.start + cut[1], amount.text[cut[1] :])]
    read = [(at, amounts_in(piece)) for at, piece in parts]
    if any(len(found) != 1 or found[0].unit != amount.unit for _, found in read):
        return [amount]
    return [replace(f[0], start=at + f[0].start, end=at + f[0].end) for at, f in read]


def _own_period(amount: Amount, text: str) -> Amount:
    """An amount without the period that is the next one's: "$1–$2 / four-year stock $3"."""
    cut = _NEXT_ONES.search(amount.text) if amount.period else None
    if cut is None or not _A_GRANT.match(text[amount.end :]):
        return amount
    return replace(amount, period=None, text=amount.text[: cut.start()], end=amount.start + cut.start())


def _with_currency(amount: Amount, text: str) -> Amount:
    """An amount with the currency that words behind it name: "145 thousand Singapore dollars", "145K $"."""
    if not amount.mark and amount.unit != "percent" and (m := _DOLLAR_BEHIND.match(text, amount.end)):
        return replace(
            amount, unit="money", currency="USD", mark="$", text=text[amount.start : m.end()], end=m.end()
        )
    if amount.unit == "percent" or (amount.mark not in ("", "$") and amount.currency):
        return amount
    if amount.text.lower().rstrip().endswith(("dollar", "dollars")) or not amount.mark:
        named = currency_behind(text, amount.end) if not amount.currency else None
        if named and not (amount.unit == "count" and not amount.scaled and amount.low < 1000):
            return replace(
                amount,
                unit="money",
                currency=named[0],
                mark=named[1],
                text=text[amount.start : named[2]],
                end=named[2],
            )
    return amount
