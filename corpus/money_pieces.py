"""The numbers in a text with what stands about them, and which two of them are the ends of one range.

In: a text in plain digits. Out: `Piece`s: a number as printed, its scale, currency mark, percent sign and
open end; identifiers, dates, citation marks and placeholders are none. What an amount is, and of what time,
is for `corpus.money`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from corpus.currencies import (
    CHINESE,
    CURRENCY_CODES,
    DOLLAR_CURRENCIES,
    FACTORS,
    INDIAN,
    LOWER_CODES,
    currency_of,
)
from corpus.regexes import regex

_CODE = "|".join(sorted(CURRENCY_CODES))
_LOWER = "|".join(sorted(LOWER_CODES))
GAP = "[ \u00a0\u202f]"
SEPARATORS = ",.'’\u00a0\u202f\u2009"
_SHARE = r"[0-9][0-9.–-]*[ ]?%"  # "170k usd 15%": the mark is of the amount before it
_UNIT_GLUE = (
    r"(?:h|hrs?|hours?|d|days?|y|yrs?|years?|yoe|YoE|YOE|mos?|months?|mins?|wks?|weeks?|[xX])(?![A-Za-z0-9])"
)

_TOKEN = regex(
    rf"""
    (?P<void>                                     # what holds digits and is no amount
        \[ [A-Za-z]\w{{0,15}} {GAP}? [-+−–×*] {GAP}? [0-9][^\]\n]{{0,24}} \]   # [X+20-30], [Y+110K]
      | \[ \^?[0-9]{{1,3}} (?:{GAP}?[,/–-]{GAP}?[0-9]{{1,3}})* \]               # [1], [2, 3], E[5/6]
      | (?<![0-9])[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}(?![0-9])                       # 2026-06-18
      | (?<![0-9])[0-9]{{1,2}}/[0-9]{{1,2}}/[0-9]{{4}}(?![0-9])                   # 18/06/2026
      | (?<![\w.,-])[0-9]-[0-9]{GAP}(?:to|[–-]){GAP}[0-9]-[0-9](?![\w.,%-])   # the grades 2-1 to 3-1
      | (?<![A-Za-z])(?:https?://|www\.)\S+
      | ^[ \t>]*[0-9]{{1,2}}[.)](?=[ \t])                                         # the numeral of a list
    )
  | (?P<amount>
        (?P<minus> (?<![\w)\]%+.,–−-]) [-−–] (?=[^\s–-]) )?
        (?:
            (?P<mark>
                (?<![A-Za-z]) (?:
                    [A-Z]{{1,3}}\$
                  | (?<!['’])(?:us|sgd?|hkd?|cad?|aud?|nz|nt|s|c)\$                  # as people type it
                  | (?:HK|NT|NZ){GAP}\$ | (?:CN|JP)¥ | Rs\.? | 人民币 | kr\.?(?={GAP}?[0-9])
                  | (?:{_CODE}|{_LOWER})(?:{GAP}?[$£€₪¥₹₩])?(?!{GAP}{{0,2}}{_SHARE})
                )
              | [$£€₪¥₹₩₽₺₫฿₱₦₴]
            )
            {GAP}{{0,2}} (?P<inner_minus>[-−](?=[0-9]))?
          | (?<![A-Za-z0-9_]) (?<![0-9][.,'’])     # a bare number starts no identifier and no fraction
        )
        (?P<number>(?>
            [0-9]{{1,3}} (?:[ ][0-9]{{3}})+ (?![0-9])               # € 185 000, only beside a mark
                (?: (?(mark) | (?!) )
                  | (?= (?:{GAP}?(?:[-–—]|à|bis){GAP}?[0-9]{{1,3}}(?:[ ][0-9]{{3}})+)?
                        {GAP}?(?:{_CODE}|€|£|\$(?!{GAP}?[0-9])|zł|kr|Kč|Ft)(?![A-Za-z]) ) )
          | (?<=[ ][0-9]{{3}}[-–—]) [0-9]{{1,3}} (?:[ ][0-9]{{3}})+ (?![0-9])          # SGD 145 000–225 000
          | (?<=[ ][0-9]{{3}}[ ][-–—][ ]) [0-9]{{1,3}} (?:[ ][0-9]{{3}})+ (?![0-9])
          | [0-9]{{1,3}} (?:[ ][0-9]{{3}})+ (?= [ ]?[-–—][ ]?[0-9]{{1,3}}(?:[ ][0-9]{{3}})+(?![0-9]))
          | (?:[0-9]+|(?<!\.)\.[0-9]+) (?:[{SEPARATORS}][0-9]+)*
        ))
        (?:
            {GAP}? (?P<percent> % | (?i:per{GAP}?cent|pct)(?![A-Za-z]) )
          | (?P<scale>
                [ \u00a0-]? (?i:thousand|million|billion|trillion|lakhs?|lacs?|crores?|grand|wan
                               |mln|bln|mn|mm|bn|tn|lpa) (?![A-Za-z])
              | {GAP}? (?:百万|千万|[千万萬亿億만억])
              | {GAP}? (?: T(?=€|EUR(?![A-Za-z])) | Tsd\.? | t[yi]s\.? | Mio\.? ) (?![A-Za-z])    # 63–77 T€
              | (?:[KkMmWwL]|[BT]|[Cc][Rr]) (?: (?![A-Za-z0-9_]) | (?=(?:{_CODE}|{_LOWER}|kr)(?![A-Za-z])) )
              | {GAP} (?:[Kk]|[Cc][Rr]) (?![\w-]|{GAP}?\()
              | {GAP} [Kkt] (?=kr(?![A-Za-z]))                        # 540–720 kkr
              | (?(mark) (?: [bt] | {GAP}[MBTLw] ) (?![\w-]) | (?!) )
              | (?(mark) [KMBT] (?=[a-z]) | (?!) )          # $550Kish is not 550
            )
          | (?(mark) | (?: (?! [A-Za-z0-9_] ) | (?= {_UNIT_GLUE} ) ) )
        )
        (?P<open> \+ (?! {GAP}? [0-9$£€₪¥₹₩] ) )?
        (?: {GAP}?
            (?P<after>
                (?:{_CODE}|{_LOWER}) (?![A-Za-z]|{GAP}?(?!{_SHARE})[0-9$£€₪¥₹₩])
              | (?:人民币|元|円|원|€|£|₪|₹|₱|₩|zł|Kč) (?!{GAP}?[0-9])
              | kr (?![A-Za-z]|\.\w|{GAP}?[0-9])
              | (?<=million[ ])won(?![A-Za-z])
              | (?i: (?:US{GAP})?dollars | euros? | pounds | yuan | rupees | shekels | yen ) (?![A-Za-z])
            )
        )?
        (?P<upwards> {GAP}? (?: [〜～] (?={GAP}*(?:$|[|),;/])) | 以上 | 이상 ) )?       # 600万円〜
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
RANGE_GAP = regex(r"\**(?:(\s*)([-–—−‒~～〜]|--|\.\.)(\s*)|\s+(to|till|through)\s+|\s*([至到])\s*)\**")
_BETWEEN = regex(r"\bbetween\s+\**$", re.IGNORECASE)
_AND = regex(r"\**\s+and\s+\**")


@dataclass(frozen=True, slots=True)
class Piece:
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
        """The number with its scale."""
        exact = self.number * self.factor
        return exact.to_integral_value() if exact == exact.to_integral_value() else exact

    @property
    def bare(self) -> bool:
        """Whether neither a currency nor a percent sign is about it."""
        return not self.mark and not self.percent


def pieces_in(text: str, bare_dollar: str, home: str | None) -> list[Piece]:
    """The numbers of a text, each with the marks about it; `bare_dollar` and `home` as in `corpus.money`."""
    pieces: list[Piece] = []
    for match in _TOKEN.finditer(text):
        if match["amount"] is None:
            continue
        pieces.extend(_piece(match, text, bare_dollar, home))
    return pieces


def _piece(match: re.Match[str], text: str, bare_dollar: str, home: str | None) -> list[Piece]:
    scale = (match["scale"] or "").strip(" \u00a0\u202f-")
    scale = scale if scale in CHINESE else scale.casefold()
    if scale == "t" and text.startswith(("€", "EUR"), match.end("scale")):
        scale = "tsd"  # 63 T€ are 63 Tausend
    mark, prefixed = (match["mark"] or "").strip(), match["mark"] is not None
    mark = "kr" if mark == "kr." else mark.upper() if mark.endswith("$") else mark
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
    number, separated, other = number_of(digits, factor, firm=bool(mark or scale or percent))
    if number is None:  # "61,62": a list of numbers
        return _listed(match)
    if match["minus"] or match["inner_minus"]:
        number = -number
    return [
        Piece(
            start=match.start("amount"),
            end=match.end("amount"),
            number=number,
            factor=factor,
            scale=scale,
            digits=digits,
            separated=separated,
            percent=percent,
            open=match["open"] is not None or match["upwards"] is not None,
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


def _listed(match: re.Match[str]) -> list[Piece]:
    start = match.start("number")
    if "," not in match["number"] or "." in match["number"]:
        return []  # 18.06.2026, version 1.2.3
    return [
        Piece(start + part.start(), start + part.end(), Decimal(part[0]), digits=part[0])
        for part in re.finditer("[0-9]+", match["number"])
    ]


def number_of(digits: str, factor: int, firm: bool) -> tuple[Decimal | None, bool, str]:
    """The value of a run of digits, whether it has thousands separators, and both readings if it has two.

    >>> number_of("32,00,000", 1, firm=True), number_of("1,5", 1, firm=True)
    ((Decimal('3200000'), True, ''), (Decimal('1.5'), False, '1.5 or 15'))
    """
    if _TWO_WAYS.fullmatch(digits):
        whole, small = Decimal(digits.replace(".", "")), Decimal(digits)
        if factor >= 10**6:  # nobody writes 1,015 millions as 1.015M
            return small, False, ""
        return small, False, f"{whole * factor:,f} or {plain_digits(small * factor)}"
    if _PLAIN.fullmatch(digits):
        return Decimal(digits), False, ""
    if _THOUSANDS.fullmatch(digits) or _LAKHS.fullmatch(digits):
        return Decimal(digits.replace(",", "")), True, ""
    if _SPACED.fullmatch(digits):
        return Decimal(re.sub(r"[ '’\u00a0\u202f\u2009]", "", digits).replace(",", ".")), True, ""
    if _CONTINENTAL.fullmatch(digits):
        return Decimal(digits.replace(".", "").replace(",", ".")), True, ""
    whole = Decimal(re.sub(r"[^0-9]", "", digits))
    if _DECIMAL_COMMA.fullmatch(digits):
        small = Decimal(digits.replace(",", "."))
        other = f"{plain_digits(small)} or {whole:,f}"
        return (small if firm else None), False, "" if factor > 1 else other
    return (whole if firm else None), True, f"{whole:,f} or {digits.replace(',', ' and ')}"


def joined(low: Piece, high: Piece, text: str) -> tuple[Piece, Piece] | None:
    """The two ends of a range with their shared unit and currency, or None where they are two amounts."""
    between = text[low.end : high.start]
    gap = RANGE_GAP.fullmatch(between)
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


def _one_dollar(low: Piece, high: Piece) -> tuple[Piece, Piece]:
    """A bare dollar takes the country of the other end, where that is said: `S$120K–$150K`, `$1K-$2K CAD`.

    Behind a code without a dollar's sign, as in `SGD 120K–$150K`, it may well be another one: two amounts.
    """
    if low.prefixed and low.currency != high.currency:
        if high.mark == "$" and low.mark != "$" and "$" in low.mark and low.currency in DOLLAR_CURRENCIES:
            return low, replace(high, currency=low.currency)
        behind = high.mark == "$" or not high.prefixed
        if low.mark == "$" and behind and high.currency in DOLLAR_CURRENCIES:
            return replace(low, currency=high.currency), high
    return low, high


def is_torn(low: Piece, high: Piece, text: str) -> bool:
    """Whether two pieces look like a range whose low end lacks its K: `$660-1M`."""
    return bool(
        RANGE_GAP.fullmatch(text[low.end : high.start])
        and low.mark
        and low.factor == 1
        and not (low.separated or low.percent or high.percent)
        and high.factor >= 10**6
        and low.number > high.number
        and (not high.mark or high.currency == low.currency)
    )


def _shared_unit(low: Piece, high: Piece, tight: bool) -> tuple[Piece, Piece] | None:
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


def plain_digits(value: Decimal) -> str:
    """Every digit with thousands separators; never exactly three decimals, which read two ways."""
    whole, _, fraction = f"{value:f}".partition(".")
    fraction = fraction.rstrip("0")
    if len(fraction) == 1 and len(whole) > 3:
        fraction += "0"
    if len(fraction) == 3:
        fraction += "0"
    return f"{int(whole):,}" + (f".{fraction}" if fraction else "")
