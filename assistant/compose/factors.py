"""A number that a question multiplies an end of a range by: "1.5 times the top", "the floor doubled", "half of".

In: a question's text, the places where it names what is multiplied. Out: a `Factor`, which says itself and
makes its formula. A word that multiplies nothing ("double-check", "twice a year") is none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from assistant.compose.arithmetic import Worked
from assistant.page import Page
from corpus.money import Amount
from corpus.numerals import number_spelt
from corpus.regexes import regex


@dataclass(frozen=True, slots=True)
class Factor:
    """So many times, or one of so many parts: a number, or a word for it where the person gave no number."""

    times: Decimal
    parts: Decimal = Decimal(1)
    words: str = ""
    given: Amount | None = None

    def of(self, value: Worked) -> Worked:
        """A value multiplied, by a formula in which this very factor stands."""
        result = value.times(self.times).over(self.parts)
        return replace(result, sources=(*result.sources, "input")) if self.given else result

    def said(self, page: Page) -> str:
        """How the factor stands before what it multiplies; a number is the person's."""
        return f"your {page.give(self.given)} times" if self.given else self.words


# Word, how it is said of the result, times, parts.
_WORDS: tuple[tuple[str, str, int, int], ...] = (
    (r"twice|doubled?", "twice", 2, 1),
    (r"thrice|triple[sd]?", "three times", 3, 1),
    (r"quadruple[sd]?", "four times", 4, 1),
    (r"half|halve[sd]?|1/2", "half of", 1, 2),
    (r"two[\s-]thirds|2/3", "two thirds of", 2, 3),
    (r"three[\s-](?:quarters|fourths)|3/4", "three quarters of", 3, 4),
    (r"(?:an?|one)[\s-]third|1/3", "a third of", 1, 3),
    (r"(?:an?|one)[\s-](?:quarter|fourth)|1/4", "a quarter of", 1, 4),
)
_ANY_WORD = "|".join(words for words, *_ in _WORDS)
_FIGURE = r"(?<![\w.,/])(?P<n>\d{1,3}(?:\.\d{1,4})?|\.\d{1,4})"
_SPELT = r"\b(?P<spelt>[a-z]+(?:[\s-](?:and\s+a\s+half|point(?:[\s-][a-z]+)+))?)"
_SO_MANY = (
    rf"(?:{_FIGURE}\s*(?:times\b|x\b(?!\s*\d)|×|\*)|{_SPELT}\s+times\b|\b(?P<word>{_ANY_WORD})\b(?![\s-]?check))"
)
_AHEAD = regex(rf"{_SO_MANY}\s*(?:as\s+(?:much|high|big|large)\s+as\s+)?(?:of\s+)?", re.I)
# "The top of base, and half of it".
_OF_IT = regex(rf"{_SO_MANY}\s+(?:of\s+)?(?:it|that|them)\b(?!\s+(?:of|in|at|for)\b)", re.I)
_BEHIND = regex(
    rf"(?:\b(?:times|multiplied\s+by|x)\s+|\s[×*x]\s?)(?:{_FIGURE}(?![\w%])|{_SPELT}\b)"
    r"|\b(?P<word>doubled|tripled|quadrupled|halved)\b",
    re.I,
)
# What stands between a factor and the end of a range that it multiplies: names, and no other clause.
_BETWEEN = regex(
    r"(?!(?:what|how|which|where|when|if|whether|for|about|in|at|on|by|to|and|or|an?|per|every|each|is|are|check)\b)"
    r"(?:(?!(?:and|or|but|is|are|was|if|whether)\b)[\w'’&/()-]+\s+){0,6}",
    re.I,
)


_POINTED = regex(r"(?:it|that|this|the\s+same)\b", re.I)


def factor_in(text: str, named: Sequence[int]) -> Factor | None:
    """The factor of what is named at these places of a text, before it or behind it."""
    for found in _AHEAD.finditer(text):
        at = min((place for place in named if place >= found.end()), default=None)
        if _POINTED.match(text, found.end()) and any(place < found.start() for place in named):
            return _factor(found)  # "the top of …; also half of it"
        if at is not None and _BETWEEN.fullmatch(text, found.end(), at) and (factor := _factor(found)):
            return factor
    for found in (*_OF_IT.finditer(text), *_BEHIND.finditer(text)):
        if any(place < found.start() for place in named) and (factor := _factor(found)):
            return factor
    return None


def _factor(found: re.Match[str]) -> Factor | None:
    if word := found["word"]:
        for pattern, words, times, parts in _WORDS:
            if re.fullmatch(pattern, word, re.I):
                return Factor(Decimal(times), Decimal(parts), words)
    if found["spelt"]:
        number = number_spelt(found["spelt"])
        return Factor(number, words=f"{found['spelt'].lower()} times") if number else None
    number = Decimal(found["n"])
    given = Amount(number, number, "count", None, "", None, found["n"], found.start("n"), found.end("n"))
    return Factor(number, given=given) if number else None
