"""A number of a sentence, and the pieces that a sentence is made of.

In: a line of text. Out: its sentences and their clauses; `Number` holds what other modules find out about
one: `finding` where it stands, `describing` what is said of it, `bounds` which end of a band it is,
`periods` over how long. It knows nothing of names and of facts.

A cue ("tops out at", "a year") belongs to the number that is cheapest to reach from it: commas,
semicolons, conjunctions and other numbers on the way cost, words hardly do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from corpus.money import Amount
from corpus.regexes import regex

Bound = Literal["low", "high", ""]
Said = Literal["year", "4 years", "other", ""]
Way = Literal["up", "down", ""]

# ASCII: the edge of an English word beside Chinese characters is an edge.
_I = re.IGNORECASE | re.ASCII

_SENTENCE_END = regex(
    r"(?<=[.!?])(?<!\bi\.e\.)(?<!\be\.g\.)(?<!\bvs\.)(?<!\bapprox\.)(?<!\bca\.)(?<!\bincl\.)(?<!\bmax\.)"
    r"(?<!\bmin\.)(?<!\bno\.)(?<!\bCo\.(?=\s+[a-z]))(?<!\bInc\.(?=\s+[a-z]))(?<!\bLtd\.(?=\s+[a-z]))"
    r"(?<!\bCorp\.(?=\s+[a-z]))(?<!\b[A-Z]\.[A-Z]\.(?=\s+[A-Z]))(?:\s+|(?=[\u3400-\u9fff]))|(?<=[。！？])"
)
# "1. ", "> - a) ": what marks an item ends no sentence.
_ITEM_MARK = regex(r"[\s>]*(?:[-*+•]\s+)*[*_]{0,2}(?:\d{1,3}|[A-Za-z])\.\s+")
# What parts two pieces of a sentence, and how much it costs to look across it.
_PARTING = regex(
    r"""(?P<strong>[;；]|\n|(?<![\d.])\.\s)
      | (?P<middle>,(?!\d)|[，、|·•]|\s[–—-]{1,2}\s|—|\s[+/]\s
          |\b(?:and|while|but|whereas|versus|vs|against|compared|than|or|then|unlike|plus|with)\b)
      | (?P<weak>[:：()（）])""",
    _I | re.VERBOSE,
)
_COSTS = {"strong": 5.0, "middle": 2.0, "weak": 0.5}
ACROSS_A_NUMBER = 3.0
RESPECTIVELY = regex(r"\b(?:respectively|in\s+(?:that|this|the\s+same)\s+order|each\s+in\s+turn|分别)")
RAISES = regex(
    r"\b(?:add(?:s|ed|ing|itional)?|more|on\s+top|extra|increas\w*|rais\w*|bump\w*|lift\w*|increment\w*|higher|up|another|boost\w*)\b|[+＋]",
    _I,
)
_A_STEP = r"\s+(?:[\w-]+\s+){0,2}(?:raise|step|ask|bump|increment|increase|uplift)\b"  # "the smaller RSU raise"
LOWERS = regex(
    rf"\b(?:less(?!\s+than)|lower(?:s|ed|ing)?(?!\s+(?:end|bound|limit|edge|part|side))(?!{_A_STEP})|reduc\w*|cuts?|cutting|minus|fewer|drop(?:s|ped|ping)?|decreas\w*|(?<!put\s)(?<!set\s)(?<!written\s)(?<!noted\s)(?<!note\s)(?<!write\s)(?<!jot\s)down|deduct\w*|take[sn]?\s+away"
    rf"|subtract\w*|trim\w*|shav(?:e|es|ed|ing)|slash\w*|shrink\w*|knock\w*\s+off|takes?\s+off|off\s+(?:the|your|my|its|an?|base|rsus?|stock|equity)|lop\w*|below|beneath|cheaper|smaller(?!{_A_STEP}))\b",
    _I,
)
_NOUN = regex(r"^[+]?[\s-]?(?:(?:equal|full|whole)\s+)?(?P<noun>[A-Za-z]+|小时|个月|用户|[天日周年])")
_TIME = {
    "h": "hour", "hr": "hour", "hrs": "hour", "hour": "hour", "hours": "hour", "day": "day", "days": "day",
    "week": "week", "weeks": "week", "month": "month", "months": "month", "minute": "minute", "minutes": "minute",
    "min": "minute", "year": "year", "years": "year", "yr": "year", "yrs": "year", "y": "year",
    "小时": "hour", "天": "day", "日": "day", "周": "week", "个月": "month", "年": "year", "用户": "user",
}  # fmt: skip

# What may follow an amount without being what is counted: "210 to 300 in Oslo", "170 of 210".
NO_NOUN = frozenset(
    """a à against and as at base bis bottom but by cap ceiling comes cny dollar dollars equals floor for from
    gives goes high in is k leaves less lower low makes max maximum meets min minimum minus of on or out over
    per plus respectively rmb rounded sgd stock sum thousand than that the then times to top total up upper
    usd versus vs was when where which while with yuan if until through n""".split()
)


@dataclass
class Number:
    """A number of a sentence with what is said of it. Positions count in the whole text."""

    amount: Amount
    start: int
    end: int
    bound: Bound = ""
    bound_is_own: bool = False  # the cue stands beside this number, not beside one before it
    period: Said = ""
    not_over: Said = ""  # the period that the sentence says it is not over
    before: str = ""  # back to the number before it
    behind: str = ""  # on to the next number
    negative: bool = False
    is_range: bool = False  # written with two ends, equal or not
    torn: bool = False  # "$200 to $480K": the low end lacks its K
    range_end: int | None = None  # index of the number that ends a "between X and Y"
    closes_range: bool = False
    noun: str = ""
    is_change: bool = False  # "$20K more", "up by $20K", "a gap of $20K"
    way: Way = ""
    denied: bool = False  # "not $1"
    is_operand: bool = False  # of a formula that the sentence writes out
    is_part: bool = False  # of a sum that the sentence writes out
    is_step: bool = False  # from one figure of the sentence to another: "+$2: $1 becomes $3"
    is_result: bool = False  # what two figures before it differ by, or their middle

    @property
    def ends(self) -> bool:
        """Whether the number is a whole range: as one amount, or as the first of a joined pair."""
        return self.is_range or self.range_end is not None or self.closes_range

    @property
    def is_years(self) -> bool:
        """ "4 years": a plain number that tells a period, and no amount."""
        return self.amount.unit == "count" and not self.amount.scaled and self.noun == "year"


# So many numbers on each side of a word can be what it speaks of.
BESIDE = 8
# A sentence longer than this is read in pieces.
LONGEST = 1_200


def _whole_sentences(line: str) -> Iterable[tuple[int, str]]:
    """The sentences of a line with their places; full stops of abbreviations end none.

    >>> [s for _, s in sentences("It is 5%, e.g. here. Then more.")]
    ['It is 5%, e.g. here. ', 'Then more.']
    >>> [s for _, s in sentences("2. It is 5%.")]
    ['2. It is 5%.']
    """
    start = 0
    for m in _SENTENCE_END.finditer(line):
        if not start and _ITEM_MARK.fullmatch(line, 0, m.end()):
            continue
        if m.end() > start and line[start : m.end()].strip():
            yield start, line[start : m.end()]
        start = m.end()
    if line[start:].strip():
        yield start, line[start:]


def sentences(line: str) -> Iterable[tuple[int, str]]:
    """The sentences of a line with where they begin; one without an end is cut, at a blank if it can be.

    What is said of a number stands near it: a cut after so many characters costs nothing, and keeps the
    time a hostile line takes in proportion to its length.
    """
    for start, sentence in _whole_sentences(line):
        while len(sentence) > LONGEST:
            at = sentence.rfind(" ", LONGEST // 2, LONGEST)
            at = at if at > 0 else LONGEST
            yield start, sentence[:at]
            start, sentence = start + at, sentence[at:]
        yield start, sentence


def noun_behind(text: str, end: int) -> str:
    """The noun right behind a number, singular: "48 hours" gives "hour"."""
    m = _NOUN.match(text[end : end + 40])
    if not m:
        return ""
    noun = m["noun"].lower()
    return _TIME.get(noun) or (noun[:-1] if noun.endswith("s") and len(noun) > 3 else noun)


@lru_cache(maxsize=4096)
def cost(text: str) -> float:
    """What it costs to look across a piece of a sentence.

    >>> cost(" tops out at ") < cost(", while base is ")
    True
    """
    return sum(_COSTS[str(m.lastgroup)] for m in _PARTING.finditer(text)) + len(text) / 200


def parting(text: str) -> list[str]:
    """The clauses of a piece of a sentence; there is always a first and a last.

    >>> parting("more RSUs and a ")
    ['more RSUs ', ' a ']
    """
    out, start = [], 0
    for m in _PARTING.finditer(text):
        if m.lastgroup != "weak":
            out.append(text[start : m.start()])
            start = m.end()
    return [*out, text[start:]]
