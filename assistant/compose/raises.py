"""Which way a percentage of a question moves an amount, and whether the amount is the one that was moved.

In: a question's text, a percentage and an amount in it. Out: the words that raise or cut, if any. "I get 20% less"
is a cut though it gets something: the word behind a percentage decides before those ahead of it.
"""

from __future__ import annotations

import re

from assistant.given import Given
from corpus.regexes import regex

# How one says that something becomes more.
RAISES = r"(?:rais\w*|increas\w*|lift\w*|bump\w*|grow\w*|grew|ris(?:e|es|en|ing)|rose|jump\w*|climb\w*)"
_PERCENT = r"(?:percent|per\s?cent|pct|%)"
_RAISED_BEHIND = regex(
    rf"""{_PERCENT}\s*(?:more|higher|increase|raise|rise|up\b|bump|hike|on\s+top|above|over(?!\s+\d{{1,2}}\b(?!\s?k|[.,]\d)))
    |{_PERCENT}\s+(?:\w+\s+){{1,4}}(?:raise|rise|increase|bump|hike|uplift)\b|{_PERCENT}\s+counter\w*""",
    re.IGNORECASE | re.VERBOSE,
)
_RAISED_AHEAD = regex(
    rf"""\b{RAISES}\b.{{0,30}}?\b(?:by|of)\s+\S+\s?{_PERCENT}
    |\b(?:add\w*|get|gets|plus|want\w*|up|raise|increase|rise|bump|hike)\s+(?:(?:of|by|a|another|the)\s+)*\S+\s?{_PERCENT}
    |\b(?:raise|increase|rise|bump|hike|uplift)\s+(?:is|was|would\s+be|will\s+be|at|:)\s+(?:\w+\s+)?\d+(?:\.\d+)?\s?{_PERCENT}
    |\+\s?\d+(?:\.\d+)?\s?{_PERCENT}(?!\s*(?:target\s+|annual\s+)?bonus)|[涨加提]\w{{0,2}}\s?\d+\s?%""",
    re.IGNORECASE | re.VERBOSE,
)
_CUT_BEHIND = regex(
    rf"""{_PERCENT}\s*(?:less|fewer|lower|below|under|down|worse|(?:taken\s+|gone\s+|going\s+)?(?:off|away))\b
    |{_PERCENT}\s*(?:\w+\s+){{0,2}}?(?:cut|tax(?:es)?|discount|drop|reduction|decrease|haircut)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_CUT_AHEAD = regex(
    rf"""\b(?:cut|reduc\w*|lower\w*|dropp?\w*|f[ae]ll\w*|down|lost|los(?:e|es|ing)|shrank|shrinks?|minus|less(?!\s+than)|decreas\w*|crash\w*|sank|slid|take(?=\s+\d))
    \s+(?:\w+\s+){{0,3}}?(?:by\s+)?\S+\s?{_PERCENT}|\btax\w*\s+(?:rate\s+)?(?:is|of|at|takes?|=|:)?\s*(?:about\s+|around\s+)?\d+(?:\.\d+)?\s?{_PERCENT}
    |[跌降减少]\w{{0,2}}\s?\d+\s?%""",
    re.IGNORECASE | re.VERBOSE,
)


def raise_in(text: str) -> re.Match[str] | None:
    """The words that make a percentage a raise, where none says nearer that it is a cut.

    >>> bool(raise_in("I want 20% on 250k")), bool(raise_in("I get 20% less than 250k"))
    (True, False)
    """
    return _moved(text, _RAISED, _CUT)


def cut_in(text: str) -> re.Match[str] | None:
    """The words that make a percentage a cut, where none says nearer that it is a raise.

    >>> bool(cut_in("they cut it by 10%")), bool(cut_in("after the cut by HR I get 20% more"))
    (True, False)
    """
    return _moved(text, _CUT, _RAISED)


_Way = tuple[re.Pattern[str], re.Pattern[str]]  # its words behind a percentage, and those ahead of one
_RAISED: _Way = _RAISED_BEHIND, _RAISED_AHEAD
_CUT: _Way = _CUT_BEHIND, _CUT_AHEAD


def _moved(text: str, way: _Way, other_way: _Way) -> re.Match[str] | None:
    """The words of one way, unless those of the other way are nearer to the percentage."""
    one, other = (behind.search(text) for behind, _ in (way, other_way))
    if one or other:
        nearer = one and (other is None or len(one.group()) <= len(other.group()))
        return one if nearer else None
    one, other = (ahead.search(text) for _, ahead in (way, other_way))
    return one if one and (other is None or one.start() >= other.start()) else None


# "300k, 20% more than me", "a base of 180k, which is 10% below mine": the amount is what a percentage made of another.
_SAID_OF_AMOUNT = regex(
    r"(?!.*\b(?:and|but|while|the|my|his|her|their|i|he|she|we|they|want\w*|need\w*|ask\w*|gets?|add|plus)\b)[^.;?!]{0,60}"
    r"(?:[,(–—-]\s*|\b(?:is|was|are|were|i\.?e\.?|being)\s+)(?:about\s+|around\s+|roughly\s+|exactly\s+|only\s+|just\s+)?",
    re.I,
)
_THAN_ANOTHER = regex(
    rf"\s*{_PERCENT}?\s*(?:(?:more|less|fewer|higher|lower|better|worse|up|down)\s+than|above|below|over|under)\s+"
    r"(?=\w)(?!\d|(?:that|this|it|these|those|now|today|currently|present|average|usual|the\s+(?:\w+\s+){0,2}?(?:top|floor|bottom|ceiling|middle|"
    r"midpoint|max\w*|min\w*|band|range|row|market))\b)",
    re.I,
)


def is_of_another(text: str, amount: Given, rate: Given) -> bool:
    """Whether an amount is said to be so many percent more or less than one that is not told.

    >>> from corpus.money import amounts_in
    >>> def asked(text):
    ...     return is_of_another(text, *(Given(a, None) for a in amounts_in(text)))
    >>> asked("my friend has 300k, 20% more than me"), asked("I have 300k. My friend has 20% more than me")
    (True, False)
    """
    first, second = amount.amount, rate.amount
    if second.start < first.end:
        return False
    between = text[first.end : second.start]
    return bool(_SAID_OF_AMOUNT.fullmatch(between) and _THAN_ANOTHER.match(text[second.end :]))
