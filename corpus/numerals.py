"""Numbers written in words become amounts: "two hundred ten thousand dollars", "fifteen percent", 八十万.

In: a text. Out: `Amount`s at their places; and the currency that words behind an amount name
("Singapore dollars"). Small plain words ("two companies", "four years") are language, not figures,
and are left alone; so are ordinals.
"""

from __future__ import annotations

import re
from decimal import Decimal

from corpus.currencies import CODE_WORDS, CURRENCY_WORDS, HAN_WORDS, currency_named, currency_of
from corpus.money import Amount, AmountUnit
from corpus.regexes import regex

_UNITS = {
    w: i
    for i, w in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen".split()
    )
}
_TENS = {
    w: 10 * i for i, w in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)
}
_SCALES = {
    "thousand": 1_000,
    "grand": 1_000,
    "lakh": 100_000,
    "lakhs": 100_000,
    "million": 1_000_000,
    "crore": 10_000_000,
    "crores": 10_000_000,
    "billion": 1_000_000_000,
    "trillion": 1_000_000_000_000,
}
_PARTS = {"half": Decimal("0.5"), "quarter": Decimal("0.25"), "three-quarters": Decimal("0.75")}
_WORD_NUMBERS = (*_UNITS, *_TENS, "hundred", *_SCALES, *_PARTS)

_CURRENCY = rf"{CURRENCY_WORDS}|{CODE_WORDS}"
_CURRENCY_BEHIND = regex(
    rf"\s+(?:in\s+|of\s+)?(?P<name>{_CURRENCY})\b|\s*(?P<han>{HAN_WORDS})|\s?(?P<sign>[$€£₹])(?!\s?\d)",
    re.IGNORECASE,
)
_CURRENCY_ALONE = regex(rf"\b(?:{_CURRENCY})\b|{HAN_WORDS}", re.IGNORECASE)
_PERCENT = regex(r"\s*(?:percent|per\s?cent|pct|%)", re.IGNORECASE)
_TOKEN = regex(r"[A-Za-z]+")
_ANY_WORD = regex(rf"\b(?:{'|'.join(_WORD_NUMBERS)})\b", re.IGNORECASE)
_AND = regex(r"\s+and\s+", re.IGNORECASE)
_RANGE = regex(r"\s*(?:[-–—]|\bto\b|\btill\b|\bthrough\b|\buntil\b)\s*", re.IGNORECASE)
_ONE_OF = regex(r"(?:one|two|three|four)\s+of\s+[A-Z]{3}\s?\d", re.IGNORECASE)  # "a floor for one of CNY 5"
_FIGURE_AHEAD = regex(r"(?:[A-Z]{3}\s?)?[$£€¥₹]?\d")
_BETWEEN = regex(r"\bbetween\s+$", re.IGNORECASE)
_FIGURES = {"five": 5, "six": 6, "seven": 7, "eight": 8}
_SIX_FIGURES = regex(r"\b(five|six|seven|eight)[\s-]figures?\b", re.IGNORECASE)
_HAN = regex(r"[〇零一二两三四五六七八九十百千万亿]*[十百千万亿][〇零一二两三四五六七八九十百千万亿]*")
_HAN_PERCENT = regex(r"百分之([〇零一二两三四五六七八九十百]+)")
_HAN_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}


def currency_behind(text: str, end: int) -> tuple[str, str, int] | None:
    """The currency named in words right behind an amount: its code, its mark, and where the words end.

    >>> currency_behind("145K Singapore dollars a year", 4)
    ('SGD', 'SGD', 22)
    >>> currency_behind("80万美元", 3)
    ('USD', 'USD', 5)
    >>> currency_behind("half a million €", 14)
    ('EUR', '€', 16)
    """
    found = _CURRENCY_BEHIND.match(text, end)
    if found and found["sign"]:
        return currency_of(found["sign"]) or "", found["sign"], found.end()
    named = currency_named(found["name"] or found["han"]) if found else None
    return (*named, found.end()) if found and named else None


def currencies_named_in(text: str) -> list[tuple[str, int, int]]:
    """Every currency that a text names in words, with its place: code, start, end."""
    out = []
    for found in _CURRENCY_ALONE.finditer(text):
        named = currency_named(found.group())
        if named:
            out.append((named[0], found.start(), found.end()))
    return out


class _Words:
    """The number words of a text, read one number at a time.

    Grammar: number = (small scale)+ small? with falling scales, small = [below-100 "hundred"] below-100.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = [(m.group().lower(), m.start(), m.end()) for m in _TOKEN.finditer(text)]
        self.joins = "and"  # "" where "and" parts two numbers: "between two hundred and three hundred"

    def _at(self, i: int, previous: int | None = None) -> str:
        """The word at a place, or "" where the text ends or something else stands between."""
        if i >= len(self.tokens):
            return ""
        if previous is not None:
            between = self.text[self.tokens[previous][2] : self.tokens[i][1]]
            if not re.fullmatch(r"[\s-]+", between):
                return ""
        return self.tokens[i][0]

    def _below_hundred(self, i: int, previous: int | None) -> tuple[Decimal, int] | None:
        word = self._at(i, previous)
        if word in _TENS:
            unit = self._at(i + 1, i)
            if unit in _UNITS and 0 < _UNITS[unit] < 10:
                return Decimal(_TENS[word] + _UNITS[unit]), i + 2
            return Decimal(_TENS[word]), i + 1
        if word in _UNITS:
            return Decimal(_UNITS[word]), i + 1
        return None

    def _small(self, i: int, previous: int | None) -> tuple[Decimal, int] | None:
        """Up to 999, with "one point five" and "two and a half"."""
        word = self._at(i, previous)
        if word == "a" and (self._at(i + 1, i) in ("hundred", *_SCALES)):
            head: tuple[Decimal, int] | None = (Decimal(1), i + 1)
        elif word == "hundred" and previous is None:
            head = (Decimal(1), i)
        elif word == "half" and self._at(i + 1, i) == "a" and self._at(i + 2, i + 1) in _SCALES:
            return _PARTS["half"], i + 2
        elif word == "quarter" and self._at(i + 1, i) == "of" and self._at(i + 2, i + 1) == "a":
            return _PARTS["quarter"], i + 3
        elif word == "quarter" and self._at(i + 1, i) in _SCALES:
            return _PARTS["quarter"], i + 1
        else:
            head = self._below_hundred(i, previous)
        if head is None:
            return None
        value, i = head
        if self._at(i, i - 1) == "hundred" or (value == 1 and self._at(i) == "hundred"):
            value, i = value * 100, i + 1
            joint = i + 1 if self._at(i, i - 1) == self.joins else i
            rest = self._below_hundred(joint, joint - 1)
            if rest is not None:
                value, i = value + rest[0], rest[1]
        if self._at(i, i - 1) == "and" and [self._at(i + k, i + k - 1) for k in (1, 2)] == ["a", "half"]:
            return value + _PARTS["half"], i + 3
        if self._at(i, i - 1) == "point":
            digits, i = "", i + 1
            while (word := self._at(i, i - 1)) in _UNITS and _UNITS[word] < 10:
                digits, i = digits + str(_UNITS[word]), i + 1
            if digits:
                value += Decimal(f"0.{digits}")
        return value, i

    def number_at(self, i: int) -> tuple[Decimal, int, int] | None:
        """The number that begins at a word: its value, the word behind it, its last scale."""
        total, last, previous = Decimal(0), 0, None
        while True:
            joint = i
            if previous is not None and self._at(i, previous) == self.joins:
                joint = i + 1
            head = self._small(joint, None if previous is None else joint - 1)
            if head is None:
                break
            value, after = head
            scale = _SCALES.get(self._at(after, after - 1), 1)
            if previous is not None and (scale >= last or last == 1):
                break
            total, last = total + value * scale, scale
            i = after + (scale > 1)
            if scale > 1 and self._at(i, i - 1) in _SCALES:  # "lakh crore"
                total *= _SCALES[self._at(i, i - 1)]
                i += 1
            previous = i - 1
        return (total, i, last) if previous is not None else None


def _han_value(text: str) -> Decimal:
    """The value of a number in Chinese numerals.

    >>> _han_value("八十万")
    Decimal('800000')
    """
    total = section = digit = 0
    for char in text:
        if char in _HAN_DIGITS:
            digit = _HAN_DIGITS[char]
        elif char in "十百千":
            section += (digit or 1) * {"十": 10, "百": 100, "千": 1000}[char]
            digit = 0
        else:
            section = (section + digit or 1) * {"万": 10_000, "亿": 100_000_000}[char]
            total += section
            section = digit = 0
    return Decimal(total + section + digit)


def may_have_numbers(text: str) -> bool:
    """Whether anything in a text could be read as a number, in figures or in words: a look that costs little.

    >>> may_have_numbers("It is fair."), may_have_numbers("thirty thousand"), may_have_numbers("十五万")
    (False, True, True)
    """
    return any(map(str.isnumeric, text)) or bool(_ANY_WORD.search(text))


def spelt_amounts_in(text: str) -> list[Amount]:
    """Every amount and percentage that a text writes in words, in order; ranges are one.

    >>> [(a.low, a.unit) for a in spelt_amounts_in("fifteen percent of two hundred thousand dollars")]
    [(Decimal('15'), 'percent'), (Decimal('200000'), 'money')]
    >>> [(str(a.low), str(a.high), a.currency) for a in spelt_amounts_in("forty to sixty thousand Singapore dollars")]
    [('40000', '60000', 'SGD')]
    >>> spelt_amounts_in("two companies, four years")
    []
    """
    out: list[Amount] = []
    for m in _SIX_FIGURES.finditer(text):
        digits = _FIGURES[m.group(1).lower()]
        out.append(
            _amount(text, m.start(), m.end(), Decimal(10 ** (digits - 1)), Decimal(10**digits - 1), "money")
        )
    if _ANY_WORD.search(text):
        out += _english_amounts(text)
    for m in _HAN_PERCENT.finditer(text):
        value = _han_value(m.group(1))
        out.append(_amount(text, m.start(), m.end(), value, value, "percent"))
    for m in _HAN.finditer(text):
        before = text[m.start() - 1] if m.start() else ""
        if (
            before.isdigit()
            or not re.search("[万亿]", m.group())
            or m.group() in ("万", "亿", "千万", "百万", "十万")
        ):
            continue
        value = _han_value(m.group())
        out.append(_amount(text, m.start(), m.end(), value, value, "money"))
    out.sort(key=lambda a: (a.start, -a.end))
    return [a for i, a in enumerate(out) if not any(b.start <= a.start < b.end for b in out[:i])]


_SPOKEN = regex(
    rf"\b(?P<hundred>{'|'.join(w for w, n in _UNITS.items() if 0 < n < 10)})[\s-]"
    rf"(?P<tens>{'|'.join(_TENS)})(?:[\s-](?P<unit>{'|'.join(w for w, n in _UNITS.items() if 0 < n < 10)}))?\b"
    r"(?!\s+(?:hundred|thousand|million|percent))",
    re.IGNORECASE,
)
# "Ninety to two-fifty": the low end of a range whose high end is spoken so.
_SPOKEN_FROM = regex(
    rf"\b(?P<tens>{'|'.join(_TENS)})(?:[\s-](?P<unit>{'|'.join(w for w, n in _UNITS.items() if 0 < n < 10)}))?"
    r"\s*(?:to|till|through|until|[-–—])\s*$",
    re.IGNORECASE,
)


def spelt_hundreds_in(text: str) -> list[Amount]:
    """Every number from 100 to 999 that a text writes in words without a unit, as people say thousands of pay.

    >>> [int(a.low) for a in spelt_hundreds_in("a hundred and fifty-two base, or one eighty, or two twenty five")]
    [152, 180, 225]
    >>> [(int(a.low), int(a.high)) for a in spelt_hundreds_in("stock: ninety-five to two-sixty k")]
    [(95, 260)]
    >>> spelt_hundreds_in("two hundred thousand, fifty people, one of twenty")
    []
    """
    out: list[Amount] = []
    words = _Words(text)
    i = 0
    while i < len(words.tokens):
        found = words.number_at(i)
        if found is None:
            i += 1
            continue
        value, after, scale = found
        start, end = words.tokens[i][1], words.tokens[after - 1][2]
        if scale == 1 and 100 <= value < 1000 and re.search(r"\bhundred\b", text[start:end], re.IGNORECASE):
            out.append(_amount(text, start, end, value, value, "count"))
        i = after
    for m in _SPOKEN.finditer(text):
        if not any(a.start < m.end() and m.start() < a.end for a in out):
            value = Decimal(100 * _UNITS[m["hundred"].lower()] + _TENS[m["tens"].lower()])
            value += _UNITS[m["unit"].lower()] if m["unit"] else 0
            low, start = value, m.start()
            if opening := _SPOKEN_FROM.search(text, 0, start):
                low = Decimal(_TENS[opening["tens"].lower()] + _UNITS[(opening["unit"] or "zero").lower()])
                start = opening.start()
            out.append(_amount(text, start, m.end(), low, value, "count"))
    return sorted(out, key=lambda a: a.start)


def number_spelt(text: str) -> Decimal | None:
    """The number that a text is, written in words, however small; None where it is none or more than one.

    >>> number_spelt("two and a half"), number_spelt("Twelve"), number_spelt("many")
    (Decimal('2.5'), Decimal('12'), None)
    """
    words = _Words(text)
    found = words.number_at(0)
    return found[0] if found and found[1] == len(words.tokens) else None


def _english_amounts(text: str) -> list[Amount]:
    words = _Words(text)
    out: list[Amount] = []
    i = 0
    while i < len(words.tokens):
        start = words.tokens[i][1]
        between = bool(_BETWEEN.search(text[:start]))
        found = words.number_at(i)
        if between and (found is None or not _parts_two(words, found[1])):
            words.joins = ""
            found = words.number_at(i)
            words.joins = "and"
        if (
            found is None
            or text[max(0, start - 1) : start] in ("$", ".")
            or text[max(0, start - 1) : start].isdigit()
        ):
            i += 1
            continue
        low, after, scale = found
        high, end = low, words.tokens[after - 1][2]
        joined = _RANGE.match(text, end)
        if joined is None and between:
            joined = _AND.match(text, end)
        if joined:
            next_word = next(
                (k for k in range(after, len(words.tokens)) if words.tokens[k][1] == joined.end()), None
            )
            other = words.number_at(next_word) if next_word is not None else None
            if other is not None and next_word is not None:
                if scale == 1 and other[2] > 1:
                    low, scale = low * other[2], other[2]
                if low <= other[0]:
                    high, after, scale = other[0], other[1], max(scale, other[2])
                    end = words.tokens[after - 1][2]
                else:
                    low = found[0]
        i = after
        percent = _PERCENT.match(text, end)
        currency = currency_behind(text, end)
        if percent:
            out.append(_amount(text, start, percent.end(), low, high, "percent"))
        elif currency and not _ONE_OF.match(text, start):
            out.append(_amount(text, start, currency[2], low, high, "money", currency[0], currency[1]))
        elif scale > 1 or low >= 1000:
            out.append(_amount(text, start, end, low, high, "money"))
    return out


def _parts_two(words: _Words, after: int) -> bool:
    """Whether "and" and another figure follow a number: "between two hundred and eighty thousand and …"."""
    end = words.tokens[after - 1][2]
    unit = currency_behind(words.text, end)
    joint = _AND.match(words.text, unit[2] if unit else end)
    if joint is None:
        return False
    following = next((k for k in range(after, len(words.tokens)) if words.tokens[k][1] >= joint.end()), None)
    if following is not None and words.tokens[following][1] == joint.end() and words.number_at(following):
        return True
    return bool(_FIGURE_AHEAD.match(words.text, joint.end()))


def _amount(
    text: str,
    start: int,
    end: int,
    low: Decimal,
    high: Decimal,
    unit: AmountUnit,
    currency: str | None = None,
    mark: str = "",
) -> Amount:
    low, high = (v.to_integral_value() if v == v.to_integral_value() else v for v in (low, high))
    return Amount(low, high, unit, currency, mark, None, text[start:end], start, end, scaled=True)
