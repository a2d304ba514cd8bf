"""Amounts in text become exact values, and back.

In: a text. Out: `Amount`s with their places, or one amount, or a Problem. Ranges, K/M/B/T, w/万/亿,
lakh/crore, currencies, percentages, open ends. What could mean two things is refused by
`read_amount` with both readings; `amounts_in`, which cannot refuse, takes the reading of an
English text. Pure.

It does not know numbers in words ("two hundred thousand", "八十万"), exchange rates, or whether an
amount is pay.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from corpus.currencies import (
    CHINESE,
    CURRENCY_CODES,
    DOLLAR_CURRENCIES,
    FACTORS,
    INDIAN,
    LOWER_CODES,
    currency_of,
)
from corpus.problem import Problem
from corpus.regexes import regex

AmountUnit = Literal["money", "percent", "count"]
AmountPeriod = Literal["year", "4 years", "month", "once"]


@dataclass(frozen=True, slots=True)
class Amount:
    """One amount, percentage or range as it stands in a text.

    `high` is None for an open end (`25%+`, `$1M+`). `currency` is None where no mark stands
    (`185k`), where the mark does not tell (`¥800`), and for percentages and counts. `start` and
    `end` are code points in the text read.
    """

    low: Decimal
    high: Decimal | None
    unit: AmountUnit  # "count": a number with neither currency nor percent
    currency: str | None
    mark: str  # as printed: "$", "CNY", "S$", "¥", ""
    period: AmountPeriod | None  # only where the text says so: "/yr"
    text: str
    start: int
    end: int
    scaled: bool = False  # a K, M, w, lakh … stood behind it, or thousands separators in it
    open_from: Decimal | None = None  # 1,000,000 in `$600K–$1M+`: where the open end begins
    doubt: str = ""  # both readings, where the text could mean two things: "1,050 or 1.05"


# The wide forms of ASCII and their narrow ones, one code point for one, so that places stay true.
LONGEST_CELL = 80  # characters of a text whose reading is kept
_WIDE = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)} | {ord("￥"): "¥", ord("￡"): "£"}
_FOREIGN_DIGIT = regex(r"(?![0-9])\d")
_ANY_DIGIT = regex(r"\d")

# ------------------------------------------------------------------------------------- the patterns

_CODE = "|".join(sorted(CURRENCY_CODES))
_LOWER = "|".join(sorted(LOWER_CODES))
_GAP = "[ \u00a0\u202f]"
_SEPARATORS = ",.'’\u00a0\u202f\u2009"
_SHARE = r"[0-9][0-9.–-]*[ ]?%"  # "170k usd 15%": the mark is of the amount before it
_UNIT_GLUE = (
    r"(?:h|hrs?|hours?|d|days?|y|yrs?|years?|yoe|YoE|YOE|mos?|months?|mins?|wks?|weeks?|[xX])(?![A-Za-z0-9])"
)

_TOKEN = regex(
    rf"""
    (?P<void>                                     # what holds digits and is no amount
        \[ [A-Za-z]\w{{0,15}} {_GAP}? [-+−–×*] {_GAP}? [0-9][^\]\n]{{0,24}} \]   # [X+20-30], [Y+110K]
      | \[ \^?[0-9]{{1,3}} (?:{_GAP}?[,/–-]{_GAP}?[0-9]{{1,3}})* \]               # [1], [2, 3], E[5/6]
      | (?<![0-9])[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}(?![0-9])                       # 2026-06-18
      | (?<![0-9])[0-9]{{1,2}}/[0-9]{{1,2}}/[0-9]{{4}}(?![0-9])                   # 18/06/2026
      | (?<![\w.,-])[0-9]-[0-9]{_GAP}(?:to|[–-]){_GAP}[0-9]-[0-9](?![\w.,%-])   # the grades 2-1 to 3-1
      | (?<![A-Za-z])(?:https?://|www\.)\S+
      | ^[ \t>]*[0-9]{{1,2}}[.)](?=[ \t])                                         # the numeral of a list
    )
  | (?P<amount>
        (?P<minus> (?<![\w)\]%+.,–−-]) [-−–] (?=[^\s–-]) )?
        (?:
            (?P<mark>
                (?<![A-Za-z]) (?:
                    [A-Z]{{1,3}}\$ | (?:HK|NT|NZ){_GAP}\$ | (?:CN|JP)¥ | Rs\.? | 人民币
                  | (?:{_CODE}|{_LOWER})(?:{_GAP}?[$£€₪¥₹₩])?(?!{_GAP}{{0,2}}{_SHARE})
                )
              | [$£€₪¥₹₩₽₺₫฿₱₦₴]
            )
            {_GAP}{{0,2}} (?P<inner_minus>[-−](?=[0-9]))?
          | (?<![A-Za-z0-9_]) (?<![0-9][.,'’])     # a bare number starts no identifier and no fraction
        )
        (?P<number>(?>
            [0-9]{{1,3}} (?:[ ][0-9]{{3}})+ (?![0-9])               # € 185 000, only beside a mark
                (?: (?(mark) | (?!) )
                  | (?= (?:{_GAP}?[-–—]{_GAP}?[0-9]{{1,3}}(?:[ ][0-9]{{3}})+)?
                        {_GAP}?(?:{_CODE}|€|£|zł|kr)(?![A-Za-z]) ) )
          | (?:[0-9]+|\.[0-9]+) (?:[{_SEPARATORS}][0-9]+)*
        ))
        (?:
            {_GAP}? (?P<percent> % | (?i:per{_GAP}?cent|pct)(?![A-Za-z]) )
          | (?P<scale>
                [ \u00a0-]? (?i:thousand|million|billion|trillion|lakhs?|lacs?|crores?|grand
                               |mln|bln|mn|mm|bn|tn|lpa) (?![A-Za-z])
              | {_GAP}? (?:百万|千万|[千万萬亿億])
              | (?:[KkMmWwL]|[BT]|[Cc][Rr]) (?: (?![A-Za-z0-9_]) | (?=(?:{_CODE}|{_LOWER})(?![A-Za-z])) )
              | {_GAP} (?:[Kk]|[Cc][Rr]) (?![\w-]|{_GAP}?\()
              | (?(mark) (?: [bt] | {_GAP}[MBTLw] ) (?![\w-]) | (?!) )
              | (?(mark) [KMBT] (?=[a-z]) | (?!) )          # $550Kish is not 550
            )
          | (?(mark) | (?: (?! [A-Za-z0-9_] ) | (?= {_UNIT_GLUE} ) ) )
        )
        (?P<open> \+ (?! {_GAP}? [0-9$£€₪¥₹₩] ) )?
        (?: {_GAP}?
            (?P<after>
                (?:{_CODE}|{_LOWER}) (?![A-Za-z]|{_GAP}?(?!{_SHARE})[0-9$£€₪¥₹₩])
              | (?:人民币|元|円|€|£|₪|₹|zł) (?!{_GAP}?[0-9])
              | (?i: (?:US{_GAP})?dollars | euros? | pounds | yuan | rupees | shekels | yen ) (?![A-Za-z])
            )
        )?
    )
  | (?P<word>                                      # identifiers: E5, L4-L6, IC3/IC4, a16z, 3D
        (?<![A-Za-zÀ-ɏ_]) [A-Za-zÀ-ɏ_]+ [0-9]\w*
        (?: [-–/] [A-Za-z]{{0,4}} [0-9]{{1,2}} (?![0-9.,]*[0-9%KkMw万]) \w* )*
      | [0-9]\w*
    )
    """,
    re.VERBOSE | re.MULTILINE,
)

_PLAIN = regex(r"[0-9]+(?:\.[0-9]+)?|\.[0-9]+")
_THOUSANDS = regex(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_LAKHS = regex(r"[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3}(?:\.[0-9]+)?")  # 32,00,000
_SPACED = regex(r"[0-9]{1,3}(?:[ '’\u00a0\u202f\u2009][0-9]{3})+(?:[.,][0-9]{1,2})?")  # 185'000
_CONTINENTAL = regex(r"[0-9]{1,3}(?:(?:\.[0-9]{3}){2,}(?:,[0-9]+)?|\.[0-9]{3},[0-9]{1,2})")  # 1.050.000,50
_TWO_WAYS = regex(r"[1-9][0-9]{0,2}\.[0-9]{3}")  # 1.050
_DECIMAL_COMMA = regex(r"[0-9]{1,3},[0-9]{1,2}")  # 1,5

_RUPEES_TO = regex(r"(?:₹|INR|Rs\.?)[ \u00a0]?[0-9][0-9.,]*[ ]?(?:L|Cr|cr)?[ ]?[-–—][ ]?$")
_RANGE_GAP = regex(r"\**(?:(\s*)([-–—−‒~～〜]|--)(\s*)|\s+(to|till|through)\s+|\s*([至到])\s*)\**")
_BETWEEN = regex(r"\bbetween\s+\**$", re.IGNORECASE)
_AND = regex(r"\**\s+and\s+\**")
# "10M+ monthly active users", "4M+ creators": a number of things, however large.
_COUNTED = regex(
    r"\+?[ \u00a0](?:[\w'’-]+[ \u00a0]){0,2}?(?:users?|customers|people|employees|engineers|developers|"
    r"creators|subscribers|seats|listings|merchants|parameters?|tokens|downloads|requests|queries|predictions|inferences|"
    r"views|messages|shares|options|units|images|transactions|members|researchers|enterprises|GPUs|DAU|MAU)\b"
)
_YEARS = r"(?:years?|yrs?\b\.?|y\b)"
_PERIOD = regex(
    rf"""
    (?P<four>
        {_GAP}?/{_GAP}?(?:4|four)[ -]?{_YEARS}
      | {_GAP}over{_GAP}(?:the{_GAP}(?:next{_GAP})?|a{_GAP})?(?:4|four)[ -]years?\b
      | {_GAP}?\((?:over{_GAP})?(?:4|four)[ -]?{_YEARS}(?:{_GAP}vest(?:ing)?)?\)
    )
  | (?P<year>
        {_GAP}?/{_GAP}?(?:year|yr|annum|y|p\.?a)\b | {_GAP}?/{_GAP}?年 | 每年
      | {_GAP}(?:per|a|each|every){_GAP}(?:year|yr|annum)\b
      | {_GAP}?p\.a\. | {_GAP}(?:annually|yearly|p\.?a\b)
    )
  | (?P<month>
        {_GAP}?/{_GAP}?(?:month|mo|mth|月)\b | {_GAP}(?:per|a|each|every){_GAP}month\b | {_GAP}monthly\b
    )
  | (?P<once> {_GAP}(?:once|one-time|one-off)\b )
    """,
    re.VERBOSE,
)
_PERIODS: dict[str, AmountPeriod] = {"four": "4 years", "year": "year", "month": "month", "once": "once"}
# "$275,000 in ACME RSUs over four years", "$90K RSU/yr": the period stands behind the name of the equity.
_EQUITY_PERIOD = regex(
    r"[ \u00a0](?:(?:in|of|worth)[ ])?(?:(?!and\b|plus\b|with\b)[\w'’.:-]+[ ]){0,3}?"
    r"(?:RSUs?|equity|stock|options|grants?|shares)(?:[ ]\([^()]{0,40}\))??"
    r"(?:(?P<four>[ ]over[ ](?:4|four)[ ]years\b|[ ]?\((?:4|four)[ -]?(?:years?|yrs?)\b)"
    r"|(?P<year>/(?:yr|year)\b))"
)


@dataclass(frozen=True, slots=True)
class _Piece:
    """One number with its marks, before ranges are joined."""

    start: int
    end: int
    number: Decimal  # as printed, without its scale
    digits: str
    factor: int = 1
    scale: str = ""
    separated: bool = False
    percent: bool = False
    open: bool = False
    mark: str = ""
    prefixed: bool = False  # the mark stood in front
    currency: str | None = None
    other: str = ""  # a second reading, where there is one

    @property
    def value(self) -> Decimal:
        exact = self.number * self.factor
        return exact.to_integral_value() if exact == exact.to_integral_value() else exact

    @property
    def bare(self) -> bool:
        return not self.mark and not self.percent


def amounts_in(text: str, bare_dollar: str = "USD") -> list[Amount]:
    """Every amount in a running text, in order: `$170K–$250K` is one, `15–20%` is one.

    `bare_dollar` is the currency of a `$` without a country. Identifiers (`E5`, `401k`), placeholders
    (`$[X]K`) and citation marks give nothing; bare numbers come back as counts.

    >>> [(a.text, str(a.low), str(a.high), a.currency) for a in amounts_in("$560–600K at L5, then S$1.05M+")]
    [('$560–600K', '560000', '600000', 'USD'), ('S$1.05M+', '1050000', 'None', 'SGD')]
    >>> [(a.text, a.unit, a.period) for a in amounts_in("a 15–20% bonus and $70K-$105K/year")]
    [('15–20%', 'percent', None), ('$70K-$105K/year', 'money', 'year')]
    >>> amounts_in("$[X+20-30]K base, my 401k, E5 to L6")
    []
    """
    return _read(text, bare_dollar, None)


def read_amount(text: str, currency: str | None = None) -> Amount:
    """Read a text that is one amount and nothing else; Problem when it is none or ambiguous.

    `currency` is used where the text has no mark. Ambiguous text (`1,5`, `1.050`, `¥800` without a
    country, `$145K` in an offer in SGD) is refused with both readings in the message.

    >>> str(read_amount("12 lakh", "INR").low)
    '1200000'
    >>> read_amount("1.050", "EUR")
    Traceback (most recent call last):
    corpus.problem.Problem: '1.050' could be 1,050 or 1.05. To mend it: write 1050 or 1.05
    """
    stripped = text.strip()
    found = _read(stripped, "USD", currency)
    if len(found) != 1 or found[0].start != 0 or found[0].end != len(stripped):
        raise _not_one_amount(stripped, found, currency)
    amount = found[0]
    if amount.doubt:
        first, second = amount.doubt.split(" or ")
        remedy = f"write {first.replace(',', '')} or {second.replace(',', '')}"
        raise Problem(f"{stripped!r} could be {amount.doubt}", remedy=remedy)
    if amount.unit == "percent":
        return amount
    if amount.mark == "¥" and amount.currency is None:
        if currency not in ("CNY", "JPY"):
            value = f"{amount.low:,f}"
            raise Problem(
                f"{stripped!r} could be {value} CNY or {value} JPY", remedy="write CNY or JPY instead of ¥"
            )
        return replace(amount, currency=currency)
    if amount.mark == "$" and currency in DOLLAR_CURRENCIES - {"USD"} and amount.currency == "USD":
        value = f"{amount.low:,f}"
        message = f"{stripped!r} could be {value} USD or {value} {currency}"
        raise Problem(message, remedy=f"write USD or {currency} instead of $")
    if not amount.mark and currency is not None:
        return replace(amount, unit="money", currency=currency)
    return amount


def format_amount(value: Decimal, currency: str | None, mark: str = "") -> str:
    """Write an exact amount the way the guides print it: `$170K`, `CNY 1.05M`, `$387,500`.

    K for whole thousands below a million; M, B, T with at most two decimals; else every digit.

    >>> format_amount(Decimal(170000), "USD", "$"), format_amount(Decimal(1050000), "CNY")
    ('$170K', 'CNY 1.05M')
    >>> format_amount(Decimal(387500), "USD", "$"), format_amount(Decimal(-15000), "SGD", "S$")
    ('$387,500', '-S$15K')
    """
    sign, size = ("-", -value) if value < 0 else ("", value)
    name = mark or currency or ""
    space = " " if name and name[-1].isalpha() and name[-1].isascii() else ""
    return f"{sign}{name}{space}{_digits(size)}"


# ----------------------------------------------------------------------------------------- reading


def _read(text: str, bare_dollar: str, home: str | None) -> list[Amount]:
    if not _ANY_DIGIT.search(text):
        return []
    read = _read_cell if len(text) <= LONGEST_CELL else _read_all
    return list(read(text, bare_dollar, home))


@lru_cache(maxsize=4096)
def _read_cell(text: str, bare_dollar: str, home: str | None) -> list[Amount]:
    """A cell is looked at three times, and many rows say the same."""
    return _read_all(text, bare_dollar, home)


def _read_all(text: str, bare_dollar: str, home: str | None) -> list[Amount]:
    plain = text
    if not text.isascii():
        plain = _FOREIGN_DIGIT.sub(lambda digit: str(unicodedata.decimal(digit[0])), text.translate(_WIDE))
    pieces = _pieces(plain, bare_dollar, home)
    found: list[Amount] = []
    covered = 0
    index = 0
    while index < len(pieces):
        first = pieces[index]
        index += 1
        if first.start < covered:  # the 4 of "over 4 years" belongs to the amount before it
            continue
        parts = [first]
        if index < len(pieces):
            joined = _join(first, pieces[index], plain)
            if joined:
                parts = list(joined)
                index += 1
            elif _torn(first, pieces[index], plain):
                parts = [replace(first, other=f"{first.value:,f} or {first.value * 1000:,f}")]
        amount = _amount(parts, text, plain)
        if amount is not None:
            found.append(amount)
            covered = amount.end
    return found


def _pieces(text: str, bare_dollar: str, home: str | None) -> list[_Piece]:
    pieces: list[_Piece] = []
    for match in _TOKEN.finditer(text):
        if match["amount"] is None:
            continue
        pieces.extend(_piece(match, text, bare_dollar, home))
    return pieces


def _piece(match: re.Match[str], text: str, bare_dollar: str, home: str | None) -> list[_Piece]:
    scale = (match["scale"] or "").strip(" \u00a0\u202f-")
    scale = scale if scale in CHINESE else scale.casefold()
    mark, prefixed = (match["mark"] or "").strip(), match["mark"] is not None
    currency = currency_of(mark, bare_dollar) if mark else None
    if match["after"]:
        named = currency_of(match["after"], bare_dollar)
        if not mark:
            mark, currency = match["after"], named
        elif currency is None or mark == "$":  # "$128K CAD", "¥80 RMB"
            currency = named
    digits, percent = match["number"], match["percent"] is not None
    if not mark and not percent and _is_identifier(match, text, scale, home):
        return []
    if mark == "¥" and currency is None and scale in CHINESE:
        currency = "CNY"
    if scale == "lpa" and not mark:
        currency = "INR"
    factor = FACTORS[scale] if scale else 1
    number, separated, other = _number(digits, factor, firm=bool(mark or scale or percent))
    if number is None:  # "61,62": a list of numbers
        return _listed(match)
    if match["minus"] or match["inner_minus"]:
        number = -number
    return [
        _Piece(
            start=match.start("amount"),
            end=match.end("amount"),
            number=number,
            factor=factor,
            scale=scale,
            digits=digits,
            separated=separated,
            percent=percent,
            open=match["open"] is not None,
            mark=mark,
            prefixed=prefixed,
            currency=currency,
            other="" if percent else other,
        )
    ]


def _is_identifier(match: re.Match[str], text: str, scale: str, home: str | None) -> bool:
    """Whether an unmarked number names something (401k, 12L, 5w, GPT-4) and says no amount."""
    start = match.start("number")
    if scale in INDIAN and scale != "lpa" and home != "INR":
        return not _RUPEES_TO.search(text, max(0, start - 24), start)  # "₹35L-55L"
    if match["number"] == "401" and (scale == "k" or text.startswith("(k)", match.end("number"))):
        return True
    if scale == "w" and "." not in match["number"] and len(match["number"]) < 2:
        return not (start and "\u3400" <= text[start - 1] <= "\u9fff")  # "2w" is two weeks, "月薪6w" no
    glued = start >= 2 and text[start - 1] in "-–" and text[start - 2].isascii() and text[start - 2].isalpha()
    return not scale and glued


def _listed(match: re.Match[str]) -> list[_Piece]:
    start = match.start("number")
    if "," not in match["number"] or "." in match["number"]:
        return []  # 18.06.2026, version 1.2.3
    return [
        _Piece(start + part.start(), start + part.end(), Decimal(part[0]), digits=part[0])
        for part in re.finditer("[0-9]+", match["number"])
    ]


def _number(digits: str, factor: int, firm: bool) -> tuple[Decimal | None, bool, str]:
    """The value of a run of digits, whether it has thousands separators, and both readings if it has two.

    >>> _number("32,00,000", 1, firm=True), _number("1,5", 1, firm=True)
    ((Decimal('3200000'), True, ''), (Decimal('1.5'), False, '1.5 or 15'))
    """
    if _TWO_WAYS.fullmatch(digits):
        whole, small = Decimal(digits.replace(".", "")), Decimal(digits)
        if factor >= 10**6:  # nobody writes 1,015 millions as 1.015M
            return small, False, ""
        return small, False, f"{whole * factor:,f} or {_plain_digits(small * factor)}"
    if _PLAIN.fullmatch(digits):
        return Decimal(digits), False, ""
    if _THOUSANDS.fullmatch(digits) or _LAKHS.fullmatch(digits):
        return Decimal(digits.replace(",", "")), True, ""
    if _SPACED.fullmatch(digits):
        return Decimal(re.sub(r"[ '’\u00a0\u202f\u2009]", "", digits).replace(",", ".")), True, ""
    if _CONTINENTAL.fullmatch(digits):
        return Decimal(digits.replace(".", "").replace(",", ".")), True, ""
    joined = Decimal(re.sub(r"[^0-9]", "", digits))
    if _DECIMAL_COMMA.fullmatch(digits):
        small = Decimal(digits.replace(",", "."))
        other = f"{_plain_digits(small)} or {joined:,f}"
        return (small if firm else None), False, "" if factor > 1 else other
    return (joined if firm else None), True, f"{joined:,f} or {digits.replace(',', ' and ')}"


def _join(low: _Piece, high: _Piece, text: str) -> tuple[_Piece, _Piece] | None:
    """The two ends of a range with their shared unit and currency, or None where they are two amounts."""
    between = text[low.end : high.start]
    gap = _RANGE_GAP.fullmatch(between)
    if gap is None:
        if between.strip() == "" and between and high.number < 0 and high.prefixed and low.prefixed:
            high = replace(high, number=-high.number)  # "$120K -$160K"
        elif not (_AND.fullmatch(between) and _BETWEEN.search(text[max(0, low.start - 40) : low.start])):
            return None
    tight = gap is not None and (gap[1], gap[3]) == ("", "") and gap[2] is not None
    low, high = _one_dollar(low, high)
    if low.open or (low.mark and high.mark and low.currency != high.currency):
        return None
    if gap is not None and gap[2] in ("—", "--") and not tight and not (low.mark and high.mark):
        return None
    units = _shared_unit(low, high, tight)
    if units is None:
        return None
    low, high = units
    if low.value > high.value:
        return None
    mark = low.mark or high.mark
    currency = low.currency or high.currency
    return replace(low, mark=mark, currency=currency), replace(high, mark=mark, currency=currency)


def _one_dollar(low: _Piece, high: _Piece) -> tuple[_Piece, _Piece]:
    """A bare dollar takes the country of the other end, where that is said: `S$120K–$150K`, `$1K-$2K CAD`."""
    if low.prefixed and low.currency != high.currency:
        if high.mark == "$" and low.mark != "$" and low.currency in DOLLAR_CURRENCIES:
            return low, replace(high, currency=low.currency)
        behind = high.mark == "$" or not high.prefixed
        if low.mark == "$" and behind and high.currency in DOLLAR_CURRENCIES:
            return replace(low, currency=high.currency), high
    return low, high


def _torn(low: _Piece, high: _Piece, text: str) -> bool:
    """Whether two pieces look like a range whose low end lacks its K: `$660-1M`."""
    return bool(
        _RANGE_GAP.fullmatch(text[low.end : high.start])
        and low.mark
        and low.factor == 1
        and not (low.separated or low.percent or high.percent)
        and high.factor >= 10**6
        and low.number > high.number
        and (not high.mark or high.currency == low.currency)
    )


def _shared_unit(low: _Piece, high: _Piece, tight: bool) -> tuple[_Piece, _Piece] | None:
    """Give a half that lacks percent or scale the other half's; None where they do not belong together."""
    if low.percent or high.percent:
        if low.percent and high.percent:
            return low, high
        lacking = high if low.percent else low
        if not lacking.bare or lacking.factor != 1 or lacking.separated or (lacking is high and not tight):
            return None
        return replace(low, percent=True, other=""), replace(high, percent=True, other="")
    if low.bare and high.prefixed and not low.scale and not low.separated:
        return None  # "Lever 5 - $10K", "Year 1-$40K"
    if low.factor == 1 and high.factor > 1 and not low.separated:
        if low.number <= high.number:
            return replace(low, factor=high.factor, scale=high.scale, other=""), high
        # "$500–$2K" has its own units; "$560–$1.05M" may mean 560 or 560K.
        return (low, high) if low.mark and high.mark and high.factor == 1000 else None
    if low.factor > 1 and high.factor == 1 and not high.separated:
        if high.mark or not tight or len(high.digits) > 3:
            return (low, high) if high.mark and len(high.digits) > 3 else None
        return low, replace(high, factor=low.factor, scale=low.scale, other="")
    if low.mark and high.bare and high.factor == 1 and not high.separated and not tight:
        return None  # "$12.1B — 2021", "$30 - 2021"
    return low, high


def _amount(parts: list[_Piece], text: str, plain: str) -> Amount | None:
    first, last = parts[0], parts[-1]
    start, end = first.start, last.end
    if _is_grade(parts, plain):
        return None
    scaled = any(part.factor > 1 or part.separated for part in parts)
    unit: AmountUnit = "count"
    if last.percent:
        unit = "percent"
    elif first.mark or first.currency or (1 < last.factor < 10**9 and not _COUNTED.match(plain, end)):
        unit = "money"
    period: AmountPeriod | None = None
    if unit != "count" and (said := _PERIOD.match(plain, end)):
        end = said.end()
        period = _PERIODS[str(said.lastgroup)]
    elif unit == "money" and (said := _EQUITY_PERIOD.match(plain, end)):
        period = "4 years" if said["four"] else "year"
    elif last.scale == "lpa":
        period = "year"
    is_range = len(parts) == 2
    return Amount(
        low=first.value,
        high=None if last.open else last.value,
        unit=unit,
        currency=None if unit != "money" else first.currency,
        mark="" if unit == "percent" else first.mark,
        period=period,
        text=text[start:end],
        start=start,
        end=end,
        scaled=scaled,
        open_from=last.value if last.open and is_range else None,
        doubt=first.other or last.other,
    )


def _is_grade(parts: list[_Piece], text: str) -> bool:
    """Whether a bare number is half of a grade such as `2-1`: digits around a tight hyphen, falling."""
    piece = parts[0]
    if len(parts) == 2 or not piece.bare or piece.scale or not re.fullmatch("[0-9]{1,2}", piece.digits):
        return False
    return bool(
        re.match(r"-[0-9]{1,2}(?![0-9.,%KkMw万])", text[piece.end : piece.end + 4])
        or re.search(r"(?<![0-9$.,])[0-9]{1,2}-$", text[max(0, piece.start - 4) : piece.start])
    )


def _not_one_amount(text: str, found: list[Amount], currency: str | None) -> Problem:
    if re.fullmatch(rf"[0-9]+(?:[{_SEPARATORS}][0-9]+)+", text):
        other = _number(text, 1, firm=True)[2] or f"{text} or a list"
        return Problem(f"{text!r} could be {other}", remedy="write it without separators")
    if re.fullmatch(r"[0-9.,]+\s?(?:L|Cr|cr)", text) and currency != "INR":
        factor = "lakh" if text.endswith("L") else "crore"
        return Problem(
            f"{text!r} could be {text.rstrip('LCcr ')} {factor} rupees or a name such as a level",
            remedy=f"write it with its currency: INR {text}",
        )
    if len(found) == 2 and _RANGE_GAP.fullmatch(text[found[0].end : found[1].start]):
        low, high = found
        if not low.scaled and high.scaled and low.unit != "percent":
            reading = f"could begin at {low.low:,f} or at {low.low:,f} times the unit of {high.text}"
            return Problem(f"{text!r} {reading}", remedy="give both ends their unit")
        if low.unit == high.unit and low.low > high.low:
            reading = f"is no range: {low.text} is above {high.text}"
            return Problem(f"{text!r} {reading}", remedy="write the low end first")
    if found:
        remedy = "write one amount or one range, such as 185k or $170K–$250K"
        return Problem(f"{text!r} is not one amount", remedy=remedy)
    return Problem(f"{text!r} is no amount", remedy="write one, such as 185k, CNY 1.05M or 12 lakh")


# ----------------------------------------------------------------------------------------- writing


def _digits(size: Decimal) -> str:
    if size >= 1000:
        for factor, letter in ((10**12, "T"), (10**9, "B"), (10**6, "M")):
            short = size / factor
            if size >= factor:
                if short * 100 == (short * 100).to_integral_value():
                    return f"{_plain_digits(short)}{letter}"
                break
        else:
            if size % 1000 == 0:
                return f"{_plain_digits(size / 1000)}K"
    return _plain_digits(size)


def _plain_digits(value: Decimal) -> str:
    """Every digit with thousands separators; never exactly three decimals, which read two ways."""
    whole, _, fraction = f"{value:f}".partition(".")
    fraction = fraction.rstrip("0")
    if len(fraction) == 1 and len(whole) > 3:
        fraction += "0"
    if len(fraction) == 3:
        fraction += "0"
    return f"{int(whole):,}" + (f".{fraction}" if fraction else "")
