"""Over how long a sentence says that an amount is: a year, four years, another time.

In: a sentence and its `Number`s. Out: `period` of each, and the period that it is denied to be over.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.numbers import Number, Said, cost
from corpus.regexes import regex

_I = re.IGNORECASE | re.ASCII

_DENIED_PERIOD = regex(
    r"(?:\b(?:not|never|rather\s+than|instead\s+of|no)|n['’]t)\s+(?:(?:over|across|spread|in|as|for|meant|paid|stated|quoted|given|an?|the|per)\s+){0,3}$",
    _I,
)
# "Do not read the $1 as one year"
_NOT_READ_AS = regex(
    r"(?:\b(?:not|never)|n['’]t)\s+(?:read|take|mistake|treat|see|count|confuse|understand|regard|quote|think)\b[^.;!?]{0,60}"
    r"\b(?:as|for|with|to\s+be)\s+(?:(?:an?|the|per|being|single|full|of)\s+)*$",
    _I,
)
_LABELS = regex(
    r"\s*(?:[(=:]|,?\s*\b(?:for|as|are|being|stand(?:ing)?\s+for)\b)\s*(?P<labels>[^\n.;()]{10,160})", _I
)
_SLASH, _COMMA = regex(r"/"), regex(r",\s*(?:and\s+)?|\s+and\s+", _I)
_NEXT_GRANT = regex(r"\s*/\s*(?:rsus?|stock|equity|grants?|shares)\b", _I)

PERIODS: tuple[tuple[Said, re.Pattern[str]], ...] = (
    (
        "year",
        regex(
            r"""\b(?:each|every\s+one|one|any)\s+of\s+(?:the|those|its|all|these|them)?\s*(?:(?:four|4)\s+)?years
            |\b(?:an?|per|each|every|any|in\s+a|in\s+one|over\s+one|over\s+a|for\s+one|for\s+a|one|1)[\s-]+(?:(?:single|full|given|average|typical|normal|ordinary|usual|regular|calendar|whole)\s+)?(?:years?|annum|yr)\b
            |\b1[\s-]?(?:years?|yrs?|y)\b
            |\b(?:annually|yearly|annual(?!\s+(?:report|review|refresh|earning))|annuali[sz]ed|year\s+by\s+year|year\s+after\s+year|12-month|every\s+(?:12|twelve)\s+months)\b
            |\bp\.?\s?a\b\.?|/\s?(?:yr|year|annum|y)\b|每年|一年|年均|/\s?年""",
            _I | re.VERBOSE,
        ),
    ),
    (
        "4 years",
        regex(r"\b(?:four|4)[\s-]?(?:full\s+|whole\s+)?(?:years?|yrs?|y)\b|\b48\s+months\b|四年|4\s?年"),
    ),
    (
        "other",
        regex(
            r"""\b(?:over|across|within|every|per|spread\s+over|for|in)\s+(?:the\s+)?(?:two|three|five|six|seven|eight|ten|2|3|5|6|7|8|10)[\s-]?(?:years?|yrs?)(?!\s+(?:of\s+)?exp)\b
            |\b(?:two|three|five|six|2|3|5|6)-years?\b
            |\b(?:monthly|weekly|hourly|daily|quarterly)\b|\b(?:an?|per|each|every)\s+(?:month|week|hour|day|quarter(?!\s+(?:of|mil(?:lion)?)\b)|fortnight)\b
            |/\s?(?:mo|month|wk|hr|h|day)\b|每月|每周|/\s?月""",
            _I | re.VERBOSE,
        ),
    ),
)
MONTHLY = regex(
    r"\bmonth(?:s|ly)?\b|[/÷]\s?(?:12|mo)\b|\b(?:by|over|into|in)\s+(?:12|twelve)\b|每月|月薪", re.IGNORECASE
)
_QUESTION_BEGINS = regex(r"[.!?][\"”’'»*_]*\s")
# "What is the $8 grant a year? $2.": the time that is asked for is that of the answer.
_ASKS_FOR = regex(r"(?:^|[.!?:,]\s)\W*(?:and\s+|so\s+|now\s+|but\s+)?(?:what|how\s+much)\b[^?]*[^?\d\W]\s+$", _I)
_TO_A_PERIOD = regex(r"[\W_]*(?:(?:all|that(?:['’]s|\s+is)|over|for|spread)\s+(?:the\s+)?)*", _I)
_CLOSES = regex(r"\s*(?:[,.;:!)–—]|$)")
_APART = regex(
    r"\b(?:extra|on\s+top|separate(?:ly)?|apart|excluded|excluding|not\s+(?:included|counted|counting|in\s+it)|comes?\s+besides)\b"
    r"|另算|另计|不含|不包括|除外|另外",
    _I,
)


def period_in(text: str) -> Said:
    """The period that a text names, "" for none."""
    return next((said for said, pattern in PERIODS if pattern.search(text)), "")


def opens_with_period(sentence: str) -> bool:
    """Whether a sentence begins with the time that the figures before it are over.

    >>> opens_with_period("Per year, to be exact."), opens_with_period("Every year they review it.")
    (True, False)
    """
    found = (m for _, pattern in PERIODS if (m := pattern.search(sentence)))
    return any(_TO_A_PERIOD.fullmatch(sentence, 0, m.start()) and _CLOSES.match(sentence, m.end()) for m in found)


def asks_for_period(text: str, start: int = -1, end: int = -1) -> bool:
    """Whether a question asks what a figure comes to over some time, which stands there, or at its end.

    >>> asks_for_period("How much is the $8 grant a year?"), asks_for_period("Is it $8 a year?")
    (True, False)
    """
    if end >= 0:
        return bool(re.match(r"\W*\?", text[end:]) and _ASKS_FOR.search(text[:start]))
    return text.rstrip().endswith("?") and any(
        asks_for_period(text, *m.span()) for _, pattern in PERIODS for m in pattern.finditer(text)
    )


def bind_periods(text: str, base: int, numbers: list[Number]) -> None:
    cues: list[tuple[int, int, Said]] = []
    text = _parted(text, base, numbers)
    # "(the four-year grant comes on top)" speaks of no figure of its sentence
    asides = [
        m.span()
        for m in re.finditer(r"[(（][^()（）\d]*(?:4\s?年)?[^()（）\d]*[)）]", text)
        if _APART.search(m[0])
    ]
    for said, pattern in PERIODS:
        for m in pattern.finditer(text):
            if not any(s < m.end() and m.start() < e for s, e, _ in cues) and not any(
                s <= m.start() < e for s, e in asides
            ):
                cues.append((m.start(), m.end(), said))
    denied = [c for c in cues if _DENIED_PERIOD.search(text[: c[0]]) or _NOT_READ_AS.search(text[: c[0]])]
    cues = [c for c in cues if c not in denied]
    # "all four years or one? It is granted a year": what is asked is not said.
    if (asked := text.rfind("?")) >= 0 and any(c[0] > asked for c in cues):
        since = max((m.end() for m in _QUESTION_BEGINS.finditer(text, 0, asked)), default=0)
        cues = [c for c in cues if c[0] > asked or c[1] <= since]
    else:
        since = 0
    for start, end, said in denied:
        i = _owner_of_period(start, end, text, base, numbers)
        if i is not None:
            numbers[i].not_over = said
    for n in numbers:
        if since <= n.start - base < asked and any(c[0] > asked for c in cues):
            continue  # "$1 a year? No, that is over four."
        if n.amount.period in ("year", "4 years"):
            n.period = n.amount.period
        elif n.amount.period == "month":
            n.period = "other"
    labels = _labels_behind(text, base, numbers)
    # "over four years, so $1 for each year": the one in the figure's own clause says it
    cues.sort(key=lambda c: (_is_before_a_clause(c, text, base, numbers), c))
    for start, end, said in cues:
        if (k := next((k for k, (s, e) in enumerate(labels) if s <= start and end <= e), None)) is not None:
            leader = [n for n in numbers if not n.closes_range and not n.is_years][k]
            leader.period = leader.period or said
            continue
        if any(n.start - base <= start and end <= n.end - base for n in numbers) or not numbers:
            continue
        i = _owner_of_period(start, end, text, base, numbers)
        if asks_for_period(text, start, end):
            i = next((k for k, n in enumerate(numbers) if n.start - base >= end), None)
        if i is None or numbers[i].amount.unit == "percent":
            continue
        owner = numbers[i]
        after = start >= owner.end - base
        touches = after and re.fullmatch(r"[\s(*_]*", text[owner.end - base : start])
        if not owner.period or owner.amount.period is None:
            owner.period = said if touches else owner.period or said
            if owner.closes_range:
                numbers[i - 1].period = numbers[i - 1].period or said
            elif owner.range_end is not None:
                numbers[owner.range_end].period = numbers[owner.range_end].period or said


def _parted(text: str, base: int, numbers: Sequence[Number]) -> str:
    """The text with an edge between an amount and a word written together with it: "$500Keach year"."""
    for n in numbers:
        end = n.end - base
        if n.amount.unit == "money" and text[end - 1 : end].isalpha() and text[end : end + 1].isalpha():
            text = f"{text[: end - 1]} {text[end:]}"
    return text


def _is_before_a_clause(cue: tuple[int, int, Said], text: str, base: int, numbers: Sequence[Number]) -> bool:
    """Whether a period stands before all amounts, and something parts it from the first."""
    first = next((n for n in numbers if not n.is_years), None)
    return first is not None and cue[1] <= first.start - base and cost(text[cue[1] : first.start - base]) >= 2


def _labels_behind(text: str, base: int, numbers: Sequence[Number]) -> list[tuple[int, int]]:
    """The labels of a list behind its figures, one for each: "$1, $2, 15% (base, RSU over four years, bonus)"."""
    leaders = [n for n in numbers if not n.closes_range and not n.is_years]
    if len(leaders) < 3:
        return []
    at = max(n.end for n in numbers if not n.is_years) - base
    m = _LABELS.match(text, at)
    if m is None:
        return []
    slashes = m["labels"].count("/") >= len(leaders) - 1
    out, start = [], m.start("labels")
    for part in [*(_SLASH if slashes else _COMMA).finditer(m["labels"]), None]:
        end = m.start("labels") + (len(m["labels"]) if part is None else part.start())
        out.append((start, end))
        start = end if part is None else m.start("labels") + part.end()
    return out if len(out) == len(leaders) else []


def _owner_of_period(start: int, end: int, text: str, base: int, numbers: Sequence[Number]) -> int | None:
    """A period stands behind its amount, unless something parts them and nothing parts it from the next."""
    behind = [i for i, n in enumerate(numbers) if n.end - base <= start]
    if behind and _NEXT_GRANT.match(text, numbers[behind[-1]].end - base, start):
        behind = []  # "base $1/RSU (4y) $2"
    ahead = [i for i, n in enumerate(numbers) if n.start - base >= end]
    if not behind or not ahead:
        return behind[-1] if behind else ahead[0] if ahead else None
    left, right = behind[-1], ahead[0]
    to_left = cost(text[numbers[left].end - base : start])
    to_right = cost(text[end : numbers[right].start - base])
    return left if to_left <= to_right + 0.2 else right
