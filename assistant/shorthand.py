"""Amounts written without a mark and perhaps without their K: "base 210–300", "170,000 to 250,000 in Oslo".

In: a sentence, its `Number`s before anything is said of them, the names in it. Out: the same numbers, those that
stand without a mark as money, short ones as thousands. It does not know whether that is meant: who reads a
sentence both ways decides by what is true then.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace

from assistant.numbers import NO_NOUN, Number, noun_behind
from corpus.regexes import regex

IN_THOUSANDS = regex(
    r"\bin\s+(?:thousands?\b|(?:[$£€¥₹]|[A-Z]{3}\s?)[Kk]\b|K\b)(?!\s+of\s+(?:years|people|users|lines))",
    re.ASCII,
)
# Who writes pay without a K writes two or three digits, or a million as 1050; smaller numbers count things.
_LEAST, _MOST = 20, 10_000
_K_BEHIND = regex(r"\s?[Kk]\b")  # "130–200 SGD k"
_BY_POINTS = regex(r"[^\d]*\d{1,3}\.000(?:\s?[-–—]\s?\d{1,3}\.000)?[^\d]*")  # "155.000–230.000 $"
_WORD = regex(r"\s?([A-Za-zà]+)")
# "$560–600K" is read as one amount; where it is not, its two ends are not in one unit.
_TO_A_SCALED = regex(
    r"[\s*_]*(?:[-–—−~～至到]|to\b|till\b)[\s*_]*(?:[A-Z]{3}\s?|[$£€¥₹])?\d[\d.,]*\s?(?:[KkMmBw万](?![A-Za-z])|thousand|million)"
)
# "Difference 15.": of amounts without a K, however small.
_DIFFERENCE_AHEAD = regex(r"\b(?:differences?|gap|spread|delta)\W+(?:(?:is|of|just|only|about)\s+)*$", re.IGNORECASE)
_COUNTED = frozenset("hour day week month minute year people user employee engineer point".split())


def as_money(text: str, numbers: list[Number], named: Collection[int]) -> list[Number]:
    """The numbers, those that may be unmarked amounts as money; `named` is where the names of the text begin."""
    return [_marked(n) if is_unmarked(n, text, named) else n for n in numbers]


def _marked(n: Number) -> Number:
    amount = n.amount
    factor = 1 if amount.scaled or amount.low >= _MOST or amount.high is None else 1000
    high = None if amount.high is None else amount.high * factor
    return replace(n, amount=replace(amount, low=amount.low * factor, high=high, unit="money", scaled=True))


def is_unmarked(n: Number, text: str, named: Collection[int]) -> bool:
    """Whether a number could be an amount: without scale and mark so many thousand, and nothing that it counts."""
    amount = n.amount
    if amount.unit == "money" and not amount.scaled and amount.high is not None:
        return bool(_K_BEHIND.match(text, amount.end) or _BY_POINTS.fullmatch(amount.text))
    least = 1 if _DIFFERENCE_AHEAD.search(text[: amount.start]) else _LEAST
    if amount.unit != "count" or amount.high is None or amount.low < least:
        return False
    if _TO_A_SCALED.match(text, amount.end):
        return False
    if amount.low != amount.high and noun_behind(text, amount.end) not in _COUNTED:
        return True  # both ends of a cell by chance, and of another thing: nobody counts so
    word = _WORD.match(text, amount.end)
    # "210 exactly", "230,000 gets divided": no adverb is counted, nor what is written with its thousands
    if word and amount.scaled and noun_behind(text, amount.end) not in _COUNTED:
        return True
    return not word or word[1].lower() in NO_NOUN or word[1].endswith("ly") or word.start(1) in named


def is_stated(text: str) -> bool:
    """Whether a sentence says that its amounts are in thousands."""
    return bool(IN_THOUSANDS.search(text))
