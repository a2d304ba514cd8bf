"""A statement about a table, taken apart: what it claims, what it says the claim is of, how it was worked out.

In: a text. Out: `Stated`s in order: a number that is claimed, with its sign, scale and unit as written,
the words that say what it is (the sentence, and the question that it answers), and the formula shown
for it, if any. It knows no table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise
from typing import Literal

from assistant.claim_accounts import spelled_out
from assistant.claim_arithmetic import LONGEST
from corpus.printed import CURRENCY, MONTH_NAMES, NUMBER, PART, SCALES, part_of_year
from corpus.regexes import regex

Operation = Literal["quote", "change", "growth", "difference", "average", "sum", "share", "which"]

CENTS = Decimal("0.0001")  # to which a worked-out value is shown
LARGEST = Decimal(10) ** 18  # beyond it a value is shown as it is

# ---- sentences

_PIECE = regex(r"(?:[?？](?:[\"”’'»)*_]+)?\s*|(?<=[.!])[\"”’'»)]*\s+(?=[\"“‘'(*]?[A-Z])|\n+)")
_SHORT = regex(r"\b(?:Inc|Corp|Ltd|Co|No|vs|St|U\.S|U\.K|approx|incl|excl|e\.g|i\.e|Mr|Ms|Jr|Dr)\.\s*$")
# "J. Marsh", but not "… of Customer A. Next"
_INITIAL = regex(
    r"(?:^|[^\w\s]|\b(?!(?:customer|class|level|series|plan|type|tier|group|schedule|part|section|option|grade|vitamin)\b)"
    r"[A-Za-z]+\s)[A-Z]\.\s*$",
    re.I,
)
_ROLE = regex(r"^[\s>*_#-]*(?:Q(?:uestion)?|A(?:nswer)?|Claim)\s*[:.)]\s*[*_]*", re.I)
_ASKS_YEAR = regex(
    r"\b(?:which|what)\s+(?:of\s+(?:the|these|those)\s+(?:\w+\s+)?)?(?:fiscal\s+|financial\s+|calendar\s+)?"
    r"(?:year|period|quarter|date)s?\b|\bwhen\b"
    r"|(?<!\d )(?<!one )\byear\s+of\b|\bhow\s+many\s+years\b|\blast\s+(?:fiscal\s+)?year\s+of\b",
    re.I,
)

# ---- numbers

_CLAIMED = regex(
    rf"(?P<lead>(?<![\w.,])[-−–]\s?|\(\s*)?(?P<mark>(?:{CURRENCY})\s*)?(?P<inner>(?<![\w.,%)])[-−–]\s?|\(\s*)?"
    rf"(?<![\w.,/])(?P<number>{NUMBER.pattern})(?![\d]|[,.]\d|(?<=[1-4])(?:[QH]\b|Q[’']?\d\d))(?P<close>\s*\))?"
    r"(?:\s*(?P<percent>%|per\s?cent\b|percentage\s+points?\b)|\s*(?P<scale>thousand|million|billion|trillion)s?\b|\s?(?P<short>K|[mM]n?|bn|B)\b)?",
    re.I,
)
_YEAR = regex(r"(?:19|20)\d\d")
# A day in digits, a unit of thousands, a counted quarter: they say what is meant and claim nothing.
_DAY = regex(r"(?<![\d/.])(?:\d{1,2}[/.]\d{1,2}[/.](?:(?:19|20)\d\d|\d\d)|(?:19|20)\d\d-\d\d-\d\d)(?![\d/])")
_UNIT = regex(rf"(?:(?:{CURRENCY})\s?)?[’'`‘]?(?<![\d.,])000[’'`‘]?s?(?![\d,.]\d|\w)")
_ORDINAL = regex(r"(?<![\d.,])\d{1,2}(?:st|nd|rd|th)\b", re.I)
_YEARS = regex(r"(?<![\d.,$£€])(?:19|20)\d\d(?!\d|,\d{3}|\.\d)")
_FY = regex(r"(?:\b(?:FY|CY|F(?=[0-4]\d\b))\s?|(?<=\b[1-4]Q))[’']?(\d\d)\b(?!\d)|[’'](\d\d)\b", re.I)
_OF_A_CENTURY = regex(r"\b(?:FY|CY)\s?20(\d\d)\b", re.I)
_RANGE = regex(
    r"\b((?:19|20)\d\d)\s*(?:[-–—]|to|through|until)\s*(?:FY\s?|fiscal\s+)?((?:19|20)?\d\d)\b", re.I
)
_HYPHENED = regex(r"\b((?:19|20)\d\d)\s?[-–—]\s?((?:19|20)?\d\d)\b(?!\d|[-–—/])")
_BETWEEN = regex(
    r"\bbetween\s+(?:the\s+)?(?:(?:FY|fiscal|financial|years?)\s*)*((?:19|20)\d\d)\s+and\s+(?:(?:FY|fiscal|financial|years?)\s*)*((?:19|20)\d\d)\b",
    re.I,
)
_PAIR = regex(r"\b((?:19|20)\d\d)\s*/\s*((?:19|20)?\d\d)\b")
_MONTH_WORD = f"(?:{MONTH_NAMES})"
_MONTH = regex(
    rf"\b(?P<month>{MONTH_NAMES})\b\.?"
    r"(?=\s*\d|\s+(?:and|to|or|through|until|(?:fiscal\s+)?quarters?)\b|\s*[-–—]\s*[A-Z]|\s*$|,|\s*[?.;)])",
    re.I,
)
_DATED = regex(
    rf"\b(?P<month>{MONTH_NAMES})\b\.?\s*(?:\d{{1,2}}(?:st|nd|rd|th)?,?\s+|,\s*)?(?P<year>(?:19|20)\d\d)\b", re.I
)
_AN_END_OF = regex(
    r"\b(?:(?P<start>start|beginning)|end|close)\s+of\s+(?:the\s+)?(?:fiscal\s+|financial\s+|FY\s*)?(?:year\s+)?"
    r"(?P<year>(?:19|20)\d\d)\b",
    re.I,
)
_ITS_YEAR = regex(
    r"\s*(?:,\s*|of\s+|in\s+)?(?:the\s+)?(?:fiscal\s+|financial\s+|FY\s*)?(?:year\s+)?((?:19|20)\d\d)\b", re.I
)
_UP_TO = regex(r"\s*(?:to|through|until|[-–—])\s*(?:the\s+)?", re.I)
_COUNTED_BEHIND = regex(
    r"^\s*[-\s]?(?:(?:fiscal|financial|calendar)\s+)?(?:years?|yrs?|months?|quarters?|periods?|days?|weeks?|FYs?)\b",
    re.I,
)
_SCALE_OF = {"k": "thousand", "m": "million", "mn": "million", "bn": "billion", "b": "billion"}

# ---- formulas

_EXPRESSION = r"[-+−–*×x÷/<>≤≥()\[\]{}$£€¥%\d.,\s]*\d[-+−–*×x÷/<>≤≥()\[\]{}$£€¥%\d.,\s]*"
_FORMULA_BEHIND = regex(
    rf"\s*\)?\s*(?:=|[(]?(?:i\.e\.|calculated\s+as|computed\s+as|from|as)\s*:?)\s*(?P<formula>{_EXPRESSION})"
)
_IN_BRACKETS = regex(rf"[\s.,;:]*\(\s*=?\s*(?P<formula>{_EXPRESSION})\)[\s.]*(?:$|\n)")
_FORMULA_AHEAD = regex(rf"(?P<formula>(?<![\w.])[$(\[\d]{_EXPRESSION})=\s*$")
# "Calculation: (5 - 4) / 4" in a line of its own.
_FORMULA_ALONE = regex(
    rf"[\s>*_-]*(?:(?:[A-Za-z]+\s+){{0,3}}[A-Za-z]+\s*[:=]\s*[*_]*|=\s*)?(?P<formula>{_EXPRESSION})[\s.]*$"
)
_OPERATOR = regex(r"\d\s*%?\s*[\])}]*\s*[-+−–*×÷/<>≤≥]")
HOW_MANY = regex(r"\bhow\s+many\s+(?:of\s+(?:the|these|those)\s+)?(?:\w+\s+)?(?:years|periods|quarters|months)\b", re.I)

# ---- operations

_CHANGE_WORDS = (
    r"chang(?:e|ed|es|ing)|increas(?:e|ed|es|ing)|decreas(?:e|ed|es|ing)|gr(?:ew|ow|own|owth|ows)|r[oi]se[sn]?|f[ea]ll(?:en|s)?(?!\s+(?:due|under|within|into)\b)"
    r"|declin(?:e|ed|es|ing)|drop(?:ped|s)?|movement|reduc(?:ed|tion)|variance|improve(?:[sd]|ment)?|(?:up|down)(?=\s+(?:by\s+)?#)"
    r"|(?:go(?:es|ne)?|went|c[ao]me)\s+(?:up|down)|climb(?:ed)?|jump(?:ed)?|shr[aiu]nk"
    r"|worsen(?:ed)?|deteriorat(?:e|ed|ion)|widen(?:ed)?|narrow(?:ed)?|expand(?:ed)?|surged?|plunged?|soar(?:ed)?"
    r"|how\s+did\b[^?.#]*\b(?:develop|evolve)"
)
_GROWTH = regex(
    rf"(?:%|\bper\s?cent(?:age)?|\brelative|\bproportionate)\s+(?:year[\s-]on[\s-]year\s+|annual\s+)?(?:(?:{_CHANGE_WORDS})|difference)\b"
    rf"|\b(?:{_CHANGE_WORDS})\b[^?.]*(?:\bin\s+(?:%|percent)|\bas\s+a\s+percentage\b(?!\s+of))"
    rf"|\b(?:how\s+(?:many|much)|by\s+what)\s+per\s?cent(?:age(?:\s+points?)?)?\b[^?.]*\b(?:{_CHANGE_WORDS})\b"
    rf"|\b(?:how\s+much,?\s+in|by\s+wh(?:at|ich))\s+(?:per\s?cent(?:age)?\b(?!\s+points?)|%)[^?.]*\b(?:{_CHANGE_WORDS})\b"
    r"|\b(?:how\s+many|by\s+wh(?:at|ich))\s+(?:per\s?cent(?:age)?\b|%)(?!\s+(?:of|points?)\b)[^?.]*"
    r"\b(?:higher|lower|more|less|larger|smaller|greater|above|below|exceed\w*|over|under)\b"
    r"|\bgrowth\s+rate\b|\bgrowth\b|\byear[\s-]on[\s-]year\s+percentage\b|\bpercentage\b[^?.]{0,20}\b(?:chang|increas|decreas|gr[eo]w)\w*",
    re.I,
)
_CHANGE = regex(rf"\b(?:{_CHANGE_WORDS})\b", re.I)
_DIFFERENCE = regex(
    r"(?:\b|(?=#))(?:(?:how\s+far|by\s+how\s+(?:much|many))\b[^?.]*\b(?:above|below|ahead|behind|under|over)|differen(?:ce|t|ces)|differ(?:s|ed)?|gap|spread|exceed\w*|#\s+(?:more|less|greater|fewer)\s+than|how\s+(?:much|many)\s+(?:more|less|higher|lower|greater|fewer))\b",
    re.I,
)
_AVERAGE = regex(r"\b(?:average|averages|averaged|avg|mean|annual\s+average)\b", re.I)
_SUM = regex(
    r"\b(?:sum|total|totals|totalled|totaled|combined|altogether|together|aggregate|cumulative|overall|in\s+all|add(?:ed|s|ing)?\s+up"
    r"|(?:full|whole|entire)[\s-]+(?:fiscal\s+|financial\s+)?year|whole\s+of|(?:all|both)\s+(?:the\s+)?(?:four\s+|two\s+|twelve\s+)?(?:quarters|halves|months))\b",
    re.I,
)
_TOGETHER = regex(r"\b(?:together|altogether|combined|in\s+(?:all|total))\b", re.I)
_SHARE = regex(
    r"\b(?:as\s+)?an?\s+(?:percentage|proportion|share|fraction|ratio|percent|%)\s+(?:of|over|to)\b|(?<!\w)(?:percentage|proportion|fraction|ratio|percent|%)(?!\w)|\bshare\s+of\b(?!\s+(?:stock|common))|\b(?:what|which)\s+(?:portion|part)\s+of\b|\bas\s+a\s+portion\s+of\b",
    re.I,
)
_WHICH = regex(
    r"\b(?:largest|highest|greatest|biggest|most|maximum|lowest|smallest|least|minimum|larger|higher|greater|bigger|lower|smaller|less|fewer|fewest|more|above|below|under|over|exceed\w*|at\s+least|at\s+most|positive|negative)\b",
    re.I,
)
_DOWNWARD = regex(r"\b(?:decreas\w*|declin\w*|drop\w*|f[ea]ll\w*|reduc\w*|down|lower)\b", re.I)
_UPWARD = regex(
    r"\b(?:increas\w*|gr[eo]w\w*|r[oi]se\w*|up|higher|chang\w*|improv\w*|movement|variance)\b", re.I
)


# What a claim says was done, and what it commonly asks with.
OF_CLAIMS = frozenset(
    "change changed increase increased decrease decreased growth decline percentage percent average difference total"
    " overall combined proportion ratio share year years fiscal between respectively largest highest lowest smallest"
    " company amount value number compared".split()
)


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it is written, at its place in the text."""

    text: str
    start: int
    end: int
    value: Decimal  # with its sign, without its scale
    digits: int  # behind the point, as printed
    scale: Decimal | None  # as written; None where no scale is written
    percent: bool
    marked: bool  # with a currency mark
    bare: bool  # digits alone: no mark, sign, scale, per cent, point or separator


@dataclass(frozen=True, slots=True)
class Formula:
    """Arithmetic as it is written, with the numbers it is made of."""

    text: str
    start: int
    end: int
    numbers: tuple[Number, ...]


@dataclass(frozen=True, slots=True)
class Times:
    """The times that words name: single years, pairs ("2030/2031"), and whether all between are meant."""

    years: tuple[int, ...] = ()  # in the order of the words
    pairs: tuple[tuple[int, int], ...] = ()
    between: tuple[tuple[int, int], ...] = ()  # "2029-2031", "from 2029 to 2031"
    ends: tuple[tuple[int, int], ...] = ()  # "between 2029 and 2031": the two, or all from one to the other
    months: tuple[str, ...] = ()
    ordinals: tuple[int, ...] = ()  # "the first and the third month"
    dates: tuple[tuple[str, int], ...] = ()  # months, quarters and halves that have their year beside them
    started: tuple[int, ...] = ()  # years of which the words mean the start: "from the start of 2030"
    closed: tuple[int, ...] = ()  # years of which they mean the end

    def __bool__(self) -> bool:
        return bool(self.years or self.pairs)


@dataclass(frozen=True, slots=True)
class Stated:
    """A claimed number with the words that say what it is."""

    number: Number
    words: str
    formula: Formula | None
    answers: bool  # it answers a question
    near: Times  # the times named next to it, where a sentence gives several figures
    last: bool = True  # no other claim follows in its sentence


@dataclass(frozen=True, slots=True)
class Parted:
    """A text taken apart: what is claimed, and the numbers that only say what is meant."""

    stated: tuple[Stated, ...]
    named: tuple[tuple[Number, str], ...]  # years, dates, numbers of a question; with the words around


# ------------------------------------------------------------------------------------------ the text


def part(text: str) -> Parted:
    """Take a text apart."""
    stated: list[Stated] = []
    named: list[tuple[Number, str]] = []
    question = ""
    answered = True
    for start, piece in _pieces(text):
        bare = _ROLE.sub("", piece).strip()
        if re.search(r"[?？][\"”’'»)*_\s]*$", piece):
            question = f"{question} {bare}" if not answered and question else bare
            answered = False
            named += [(n, bare) for n in numbers_in(piece, start)]
            continue
        if not re.search(r"\d", piece):
            continue
        words = f"{question} {bare}" if question and not answered else bare
        if stated and stated[-1].formula is None and (alone := _FORMULA_ALONE.match(piece[:LONGEST])):
            formula = alone["formula"].strip(" .,;\n")
            if _OPERATOR.search(formula):
                at = start + piece.index(formula)
                parts = tuple(operands_in(formula, at))
                stated[-1] = replace(stated[-1], formula=Formula(formula, at, at + len(formula), parts))
                continue
        claims, idle = _of_sentence(piece, start, words, bool(question) and not answered)
        stated += claims
        named += [(n, words) for n in idle]
        if claims:
            answered = True
            question = ""
    return Parted(tuple(stated), tuple(named))


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """Sentences and questions with their places."""
    start = 0
    for found in _PIECE.finditer(text):
        before = text[start : found.start()]
        if before.endswith(".") and (_SHORT.search(before) or _is_initial(before)):
            continue
        if text[start : found.end()].strip():
            yield start, text[start : found.end()]
        start = found.end()
    if text[start:].strip():
        yield start, text[start:]


def _is_initial(before: str) -> bool:
    """Whether a text ends in the first letter of a name.

    >>> _is_initial("the pay of L."), _is_initial("revenue from Customer A."), _is_initial("in the US.")
    (True, False, False)
    """
    found = _INITIAL.search(before[-40:])
    return bool(found) and before.rstrip(". ")[-1:].isupper()


def numbers_in(text: str, base: int) -> list[Number]:
    """All numbers of a piece of text."""
    out = []
    for m in _CLAIMED.finditer(text):
        lead, inner = (m["lead"] or "").strip(), (m["inner"] or "").strip()
        closed = bool(m["close"])
        bracket = "(" in (lead, inner)
        start, end = m.start(), m.end()
        minus = any(s in "-−–" for s in (lead, inner) if s)
        ahead = text[:start]
        apart = ahead[-1:].isspace() and not (m["lead"] or m["inner"] or "")[-1:].isspace()  # "in 2019 -5.1 million"
        if minus and re.search(r"[\d%]\s*$", ahead) and not apart:
            minus = False  # "2019-2018", "8 - 3"
        if bracket and not closed and lead == "(":
            start = m.end("lead")
        if closed and not bracket:
            end = m.end("number") if not (m["percent"] or m["scale"]) else m.end()
        negative = minus or (bracket and closed)
        value = Decimal(m["number"].replace(",", ""))
        short = (m["short"] or "").lower()
        scale = (m["scale"] or _SCALE_OF.get(short, "")).lower()
        point = m["number"].partition(".")[2]
        shown = text[start:end]
        lost = len(shown) - len(shown.lstrip())
        bare = bool(re.fullmatch(r"\d+", shown.strip()))
        out.append(
            Number(
                shown.strip(), base + start + lost, base + start + lost + len(shown.strip()),
                -value if negative else value, len(point), SCALES.get(scale), bool(m["percent"]),
                bool(m["mark"]), bare,
            )
        )  # fmt: skip
    return out


_ASKS = regex(
    r"[\W_]*(?:in\s+|for\s+|as\s+of\s+)?(?:what|which|how\s+(?:much|many|long|large|high)|when|who|whose)\b",
    re.I,
)


def _of_sentence(piece: str, base: int, words: str, answers: bool) -> tuple[list[Stated], list[Number]]:
    numbers = numbers_in(piece, base)
    formulas = _formulas(piece, base, numbers)
    spans = [(f.start, f.end) for f in formulas.values()]
    inside = {id(n) for n in numbers if any(a <= n.start < b for a, b in spans)}
    open_question = not answers and bool(_ASKS.match(piece))  # "What was the base in 2031: $5"
    answers = answers or open_question
    asks_year = answers and bool(_ASKS_YEAR.search(words))
    telling = [m.span() for pattern in (_DAY, _UNIT, _ORDINAL) for m in pattern.finditer(piece)]
    outside = [n for n in numbers if id(n) not in inside]
    claimed: list[Number] = []
    idle: list[Number] = []
    for n in numbers:
        if id(n) in inside:
            continue
        behind, before = piece[n.end - base :], piece[: n.start - base]
        if any(a <= n.end - base - 1 < b for a, b in telling):
            idle.append(n)
            continue
        if open_question and n is not outside[-1]:
            idle.append(n)
            continue
        only = n.bare and not _COUNTED_BEHIND.match(behind)
        if n.bare and _YEAR.fullmatch(n.text) and not asks_year:
            # A year; as the only number behind a question it is what was answered.
            alone = answers and len(outside) == 1 and not re.search(r"[A-Za-z]{3}", _ROLE.sub("", before))
            said = n is numbers[-1] and re.search(r"(?:\b(?:is|are|was|were)|[:=])\s*$", before, re.I)
            if alone or (said and re.match(r"[\s.*_]*$", behind)):
                claimed.append(n)
            else:
                idle.append(n)
        elif (
            n.bare
            and (
                re.search(rf"\b{_MONTH_WORD}\.?\s*$", before, re.I)
                or re.match(rf"(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH_WORD}\b", behind, re.I)
                or re.search(r"\b(?:note|item)\s*$", before, re.I)
                or (re.search(r"\b(?:FY|CY)\s*$", before, re.I) and not (asks_year and _YEAR.fullmatch(n.text)))
            )
        ) or (n.bare and not only and not (answers and n is numbers[-1])):
            idle.append(n)
        else:
            claimed.append(n)
    out = []
    for n in claimed:
        near = _times_near(n, claimed, piece, base) if len(claimed) > 1 and not answers else Times()
        formula = formulas.get(id(n))
        out.append(
            Stated(n, spelled_out(_without(words, n, formula)), formula, answers, near, n is claimed[-1])
        )
    return out, idle


def _without(words: str, number: Number, formula: Formula | None) -> str:
    """The words without the claim itself."""
    for text in (formula.text if formula else "", number.text):
        at = words.rfind(text) if text else -1
        if at >= 0:
            words = f"{words[:at]} # {words[at + len(text) :]}"
    at = words.rfind("#")
    return words if len(words) <= 3 * LONGEST else words[max(0, at - 2 * LONGEST) : at + LONGEST]


def _formulas(piece: str, base: int, numbers: Sequence[Number]) -> dict[int, Formula]:
    """The formula shown for a number, by the number."""
    out: dict[int, Formula] = {}
    used: set[int] = set()
    for n in numbers:
        if id(n) in used:
            continue
        at = n.end - base
        m = _FORMULA_BEHIND.match(piece, at, at + LONGEST) or _IN_BRACKETS.match(piece, at, at + LONGEST)
        m = m or _ahead_of(piece, n.start - base)
        if not m or not _OPERATOR.search(m["formula"]):
            continue
        formula = m["formula"].rstrip(" .,;\n")
        formula = _balanced(formula)
        start = base + m.start("formula")
        parts = operands_in(formula, start)
        taken = [other for other in numbers if start <= other.start < start + len(formula)]
        used |= {id(other) for other in taken}
        out[id(n)] = Formula(formula, start, start + len(formula), tuple(parts))
    return out


def _ahead_of(piece: str, start: int) -> re.Match[str] | None:
    """The formula in front of its result: "44 - 40 = 4"."""
    if not piece[:start].rstrip().endswith("="):
        return None
    return _FORMULA_AHEAD.search(piece, max(0, start - LONGEST), start)


def _balanced(formula: str) -> str:
    while formula.count(")") > formula.count("(") and formula.endswith(")"):
        formula = formula[:-1].rstrip()
    return formula


# "up 12%", "an increase of $5": from one year to the other.
_BY = regex(r"\b(?:by|up|down|(?:increase|decrease|change|rise|fall|growth|decline|drop)\s+of|or)\s*$", re.I)


def _times_near(n: Number, claimed: Sequence[Number], piece: str, base: int) -> Times:
    """The years next to one of several figures: "$5 in 2030 and $7 in 2031"."""
    if _BY.search(piece[: n.start - base]):
        return Times()
    others = [(m.start(), int(m[0])) for m in _YEARS.finditer(piece)]
    others = [(at, y) for at, y in others if not any(c.start - base <= at < c.end - base for c in claimed)]
    if len({y for _, y in others}) < 2:
        return Times()
    if re.search(r"\brespectively\b", piece, re.I) and len(claimed) == len(others):
        return Times((others[list(claimed).index(n)][1],))
    after = [at for at, _ in others if at >= n.end - base]
    next_claim = min((c.start - base for c in claimed if c.start > n.start), default=len(piece))
    behind = [(at, y) for at, y in others if n.end - base <= at < next_claim]
    if behind and behind[0][0] - (n.end - base) < 25 and after:
        return Times((behind[0][1],))
    last_claim = max((c.end - base for c in claimed if c.end <= n.start), default=0)
    before = [(at, y) for at, y in others if last_claim <= at < n.start - base]
    return Times((before[-1][1],)) if len(before) == 1 else Times()


# ------------------------------------------------------------------------------------------- its words


def times_in(words: str) -> Times:
    """The times that words name.

    >>> times_in("the average from 2029 to 2031").between, times_in("in FY31 and 2030").years
    (((2029, 2031),), (2031, 2030))
    """
    between, pairs = [], []
    words = re.sub(r"(?<![\d.,])((?:19|20)\d\d),(?=(?:19|20)\d\d\b(?!,\d{3}))", r"\1, ", words)  # "2030,2031"
    words = _OF_A_CENTURY.sub(r"20\1", _FY.sub(lambda m: f"20{m[1] or m[2]}", words))
    rest = words
    for pattern in (_HYPHENED, _RANGE):
        for a, b in pattern.findall(rest):
            end = int(b if len(b) == 4 else a[:2] + b)
            if end > int(a):
                between.append((int(a), end))
        rest = pattern.sub(" ", rest)
    for a, b in _PAIR.findall(words):
        pairs.append((int(a), int(b if len(b) == 4 else a[:2] + b)))
    ends = [(int(a), int(b)) for a, b in _BETWEEN.findall(words) if int(b) > int(a) + 1]
    years = [int(y) for y in _YEARS.findall(words)]
    months = [m["month"][:3].lower() for m in _MONTH.finditer(words)]
    parts = [(m, part_of_year(m)) for m in PART.finditer(words)]
    months += [part for _, part in parts]
    for (a, first), (b, last) in pairwise(parts):
        if first[0] == last[0] and _UP_TO.fullmatch(words[a.end() : b.start()]):
            months += [f"{first[0]}{n}" for n in range(int(first[1]), int(last[1]))]
    dates = [(m["month"][:3].lower(), int(m["year"])) for m in _DATED.finditer(words)]
    dates += [(part, int(m[1])) for found, part in parts if (m := _ITS_YEAR.match(words, found.end()))]
    edges = [(bool(m["start"]), int(m["year"])) for m in _AN_END_OF.finditer(words)]
    counted = " ".join(_ORDINALS.findall(words)).lower().replace("-", " ").split()
    ordinals = [ORDER.index(word) + 1 for word in counted if word in ORDER]
    return Times(
        tuple(dict.fromkeys(years)), tuple(dict.fromkeys(pairs)), tuple(between), tuple(ends),
        tuple(dict.fromkeys(months)),
        tuple(dict.fromkeys(ordinals)),
        tuple(dict.fromkeys(dates)),
        tuple(year for start, year in edges if start),
        tuple(year for start, year in edges if not start),
    )  # fmt: skip


ORDER = ("first", "second", "third", "fourth")
_ORDINALS = regex(
    rf"\b(?:(?:{'|'.join(ORDER)})\s+(?:to|and|or|until|through)\s+(?:the\s+)?)?(?:{'|'.join(ORDER)})"
    r"[\s-]+(?:month|quarter|period|week)s?\b",
    re.I,
)

def operations_of(words: str, answers: bool) -> tuple[Operation, ...]:
    """What the words say was done to cells, likeliest first."""
    if (_ASKS_YEAR.search(words) or HOW_MANY.search(words)) and _WHICH.search(words) and answers:
        return ("which",)
    found: list[Operation] = []
    if _GROWTH.search(words):
        found.append("growth")
    if _SHARE.search(words) and (
        not found or re.search(r"\b(?:percentage|proportion|portion|share|ratio)\s+of\b", words, re.I)
    ):
        found.append("share")
    if _AVERAGE.search(words):
        found.append("average")
    if _DIFFERENCE.search(words):
        found.append("difference")
    if _CHANGE.search(words):
        found.append("change")
    if _SUM.search(words) and set(found) <= {"share"}:  # "the average total": the total is a label
        found.append("sum")
    if found == ["change"] and _TOGETHER.search(words) and len(_YEARS.findall(words)) < 2:
        found.append("sum")  # "dropped out by forfeiture and expiry together"
    found.append("quote")
    return tuple(dict.fromkeys(found))


def goes_down(words: str) -> bool:
    """Whether the words tell of a fall only: "the decrease in", not "the increase / (decrease) in"."""
    return bool(_DOWNWARD.search(words)) and not _UPWARD.search(words)


# -------------------------------------------------------------------------------------------- formulas


def operands_in(formula: str, base: int) -> list[Number]:
    """The numbers of a formula, without their signs."""
    return [
        Number(
            m[0], base + m.start(), base + m.end(), Decimal(m[0].replace(",", "")),
            len(m[0].partition(".")[2]), None, False, False, False,
        )
        for m in NUMBER.finditer(formula)
    ]  # fmt: skip
