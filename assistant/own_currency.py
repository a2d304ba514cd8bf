"""The currency that words give the person's own amounts: "180K in euros", "paid in GBP, my base is 90K".

In: a question, the amounts in it that name no currency. Out: for each the currency it is in by those words.
One that something is to be turned into ("how much is 180K in euros?") or that is asked about ("in euros or
in pounds?") is none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.currencies import CURRENCY_ANYHOW, CURRENCY_CODES, currency_called, currency_named
from corpus.money import Amount
from corpus.regexes import regex


@dataclass(frozen=True, slots=True)
class Spoken:
    """A currency behind "in": its code, the mark that amounts in it are written with, its place."""

    code: str
    mark: str
    start: int
    end: int


_IN = regex(
    rf"\bin\s+(?:the\s+)?(?P<name>{CURRENCY_ANYHOW}|(?-i:{'|'.join(sorted(CURRENCY_CODES))}))(?![a-z])", re.I
)
# What may stand between an amount and its currency: what it is of, and for how long.
_BETWEEN = regex(
    r"[\s,(]*(?:(?!(?:is|are|was|were|be|how|what|which|at|from|for|to|or|and|but|than|not|as|with|if|in)\b)"
    r"[a-z'’./-]+[\s,]+){0,4}",
    re.I,
)
# "How much is a base of 180K in euros", "convert my 180K": its worth in that currency is asked for.
_ASKS_WORTH = regex(
    r"\b(?:what(?:['’]?s)?|how\s+(?:much|many))\s+(?:(?!(?:if|when|where|band|range)\b)[\w'’]+\s+){0,6}\W?$"
    r"|\b(?:convert\w*|exchange\w*|turn\w*|chang\w+|express\w*|put|translat\w*)\b[^.?!;]{0,60}$",
    re.I,
)
# Words of a clause in which a currency is that of something else, or of the answer.
_OF_ANSWER = regex(
    r"\b(?:how|what(?:['’]?s)?|which|whose|convert\w*|exchange\w*|turn\w*|express\w*|show\w*|give|list|tell|print\w*|quot\w+"
    r"|worth|equal\w*|sum|difference|total|bands?|ranges?|tables?|rows?|guides?|figures|numbers|answer|reply)\b",
    re.I,
)
_CLAUSES = regex(r"[;:?!]|[.,](?!\d)|\s[–—-]\s")
_OR_BEHIND = regex(r"\s*(?:or|/)\s*\w", re.I)
_OR_AHEAD = regex(r"(?:\bor|/)\s*$", re.I)


def spoken_currencies(text: str, amounts: Sequence[Amount]) -> dict[Amount, Spoken]:
    """The currencies of those of these amounts to which words of the text give one.

    An amount takes the one right behind it; all take the one that a clause gives of them together.
    """
    found = [
        spoken
        for m in _IN.finditer(text)
        if not _OR_BEHIND.match(text, m.end())
        and not _OR_AHEAD.search(text[: m.start()])
        and (spoken := _spoken(m))
    ]
    own = [a for a in amounts if not _ASKS_WORTH.search(text[: a.start])]
    out = {
        a: s for a in own for s in found if s.start >= a.end and _BETWEEN.fullmatch(text, a.end, s.start)
    }
    rest = [s for s in found if not _is_of_answer(text, s)]
    if len({s.code for s in found}) == 1 and rest and not out:
        return dict.fromkeys(own, rest[0])
    return out


def _spoken(found: re.Match[str]) -> Spoken | None:
    words = found["name"]
    code, mark = currency_named(words) or (currency_called(words), "" if words[0].isalpha() else words)
    return Spoken(code, mark or code, *found.span()) if code else None


def _is_of_answer(text: str, spoken: Spoken) -> bool:
    """Whether the clause of a currency asks something in it, or speaks of others' figures."""
    start = max((m.end() for m in _CLAUSES.finditer(text, 0, spoken.start)), default=0)
    end = next((m.start() for m in _CLAUSES.finditer(text, spoken.end)), len(text))
    return bool(_OF_ANSWER.search(text, start, end))
