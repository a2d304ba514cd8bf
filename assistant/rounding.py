"""Figures that are said to be about right: which ones a sentence rounds, and what a round figure stands for.

In: a `Number`, which knows the words around it. Out: whether it is rounded, and whether a value is the
one it rounds. It knows no facts.
"""

from __future__ import annotations

import re
from decimal import Decimal

from assistant.numbers import Number
from corpus.regexes import regex

_I = re.IGNORECASE | re.ASCII

_ROUNDING = regex(
    r"\b(?:about|around|roughly|approximately|approx|some|nearly|almost|approach(?:es|ing)|near(?:s|ing)|close\s+to|just\s+(?:over|under|above|below|shy\s+of)"
    r"|(?:a\s+(?:bit|little|touch|shade|hair)|slightly|somewhat|marginally)\s+(?:over|under|above|below|north\s+of|more\s+than|less\s+than)"
    r"|circa|ca|or\s+so|more\s+or\s+less|plus\s+or\s+minus|on\s+the\s+order\s+of|in\s+the\s+ballpark\s+of|something\s+like|not\s+far\s+(?:off|from)|not\s+quite|near|close\s+on|getting\s+on\s+for|(?:just|a\s+(?:bit|little|touch))\s+short\s+of|call\s+it|a\s+good|a\s+cool|give\s+or\s+take|in\s+the\s+(?:region|neighbou?rhood|vicinity)\s+of|north\s+of|south\s+of|shy\s+of|well\s+over|-?ish)\W*(?:an?\s+)?$|(?:~|≈|左右|大约|差不多|将近|约)\W*$",
    _I,
)
_ABOVE = regex(
    r"\b(?:over|above|past|beyond|more\s+than|upwards\s+of|north\s+of|a\s+good)\W*(?:an?\s+)?$", _I
)
_UNDER = regex(
    r"\b(?:under|below|less\s+than|shy\s+of|short\s+of|not\s+quite|nearly|almost|approach(?:es|ing)|near(?:s|ing)|south\s+of)\W*$",
    _I,
)
_ROUNDING_BEHIND = regex(
    r"[\s,(–—-]*(?:-?ish\b|or\s+so\b|or\s+thereabouts\b|more\s+or\s+less\b|give\s+or\s+take\b|roughly\b|approximately\b|左右|上下)",
    _I,
)
# "…, a shade less in fact": the exact figure lies on that side of the round one.
_SIDE_BEHIND = regex(
    r"[\s,(–—-]*(?:or\s+|and\s+|but\s+|in\s+fact\s+|actually\s+)?(?:just\s+|only\s+)?"
    r"(?:(?P<change>and\s+change|plus\s+change)|(?:a\s+(?:bit|little|touch|shade|hair|tad|fraction|whisker)|slightly|somewhat|marginally)\s+"
    r"(?:(?P<over>more|over|above|higher)|(?P<under>less|under|below|lower|short)))\b",
    _I,
)
_IN_ROUND_TERMS = regex(
    r"[^\w;.]*\b(?:(?:roughly|broadly|loosely)\s+speaking|in\s+round\s+(?:numbers|figures|terms)|round(?:ed|ing|s)|I\s+round|ballpark)\b",
    _I,
)
_SMALLEST_RATIO = Decimal("0.06")  # a rounded figure is at most this far from what it rounds


def is_rounded(n: Number) -> bool:
    """Whether the sentence says that the figure is about right: "around $90K", "$90K or so"."""
    return bool(
        _ROUNDING.search(n.before[-36:])
        or _IN_ROUND_TERMS.search(n.before)
        or _IN_ROUND_TERMS.match(n.behind)
        or _ROUNDING_BEHIND.match(n.behind)
        or _SIDE_BEHIND.match(n.behind)
    )


def is_past(n: Number) -> bool:
    """ "Past a million", "over $1": a round figure that the exact one lies above."""
    return bool(_ABOVE.search(n.before))


def rounds(said: Decimal, value: Decimal, n: Number) -> bool:
    """Whether a figure rounds a value: a rounder one, nearest in its last digit, and close."""
    if said == value:
        return True
    digits = str(int(said))
    rounder = said % 50_000 == 0 and value % 50_000 != 0
    if not said or not (rounder or len(digits.rstrip("0")) < len(str(int(value)).rstrip("0"))):
        return False
    above, beneath = bool(_ABOVE.search(n.before)), bool(_UNDER.search(n.before))
    if side := _SIDE_BEHIND.match(n.behind):
        above = above or bool(side["over"] or side["change"])
        beneath = beneath or bool(side["under"])
    if (above and value < said) or (beneath and value > said):
        return False
    step = Decimal(10) ** (len(digits) - len(digits.rstrip("0")))
    step = step * 5 if said % (step * 5) == 0 else step
    if above or beneath:
        return abs(value - said) <= min(step, value * _SMALLEST_RATIO)
    return abs(value - said) <= min(step / 2, value * _SMALLEST_RATIO)
