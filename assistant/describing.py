"""What a sentence says of its numbers: sign, direction, which of them are one range, which follow from others.

In: a sentence and its `Number`s. Out: the same numbers, described. Whose a number is is
`assistant.readings`'s, whether what is said is true `assistant.agreement`'s.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from copy import copy
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from assistant.bounds import TAKEN_FROM, bind_bounds, cues_of_title, falls, has_cue, of_two_edges
from assistant.denials import is_denied
from assistant.finding import END_MOVES_FROM, IS_OUTDONE, is_moved_by, numbers_of
from assistant.leads import NOTHING_LENT, Lent, lend_currency
from assistant.numbers import BESIDE, NO_NOUN, RESPECTIVELY, Number, noun_behind
from assistant.periods import MONTHLY, PERIODS, bind_periods
from assistant.shorthand import IN_THOUSANDS, as_money
from assistant.written_formulas import formulas_in
from corpus.numerals import currencies_named_in, currency_behind
from corpus.regexes import regex
from index.resolve import Mention

_I = re.IGNORECASE | re.ASCII

_QUARTER = regex(
    r"\b(?:quarter|fourth)\b|\b(?:four|4)\s+times\b|\btimes\s+(?:four|4)\b|\b(?:each|one|any|every)\s+(?:one\s+)?of\s+(?:these|those|them|(?:the|its)\s+four)\b|\b(?:in|for|to)\s+each(?=\s*[.,;)])"
    r"|[/÷]\s?(?:4|four)\b|\b(?:by|in|into)\s+(?:4|four)\b",
    _I,
)
# "$32 over 1 year": what the figure itself is said to be over.
_OVER_ONE_YEAR = regex(r"[\s*_,(]*(?:(?:spread\s+)?(?:over|across|within))\s+(?:1|one|a\s+single)[\s-]years?\b", _I)

_JOINS = regex(
    r"""(?:\s+at\s+one\s+end)?[*_]{0,2}\s*(?:,?\s*(?:(?P<and>and|n)|to|bis|through|till|until|up\s+to|all\s+the\s+way\s+(?:up\s+)?to|and\s+goes\s+up\s+to)
    |[–—~～-]|→|->|至|到)\s*[*_]{0,2}\s*(?:(?:about|around|roughly|approximately|approx\.?|circa|ca\.?|some|nearly|almost|exactly|precisely|[~≈])\s*)?
    (?:minus\s+|negative\s+|[+−-]\s?)?""",
    _I | re.VERBOSE,
)
_OPENS_RANGE = regex(
    r"\b(?:between|btw|from|rang(?:e|es|ing)|spans?|anywhere|somewhere|从|在)\W*(?:\w+\W+){0,2}$"
)
_SUBTRACTS = regex(r"[\s*_]*(?:=|\)\s?[/÷×*])")  # "$3 - $1 = $2", "(3-1)/2"
_OUTDOES = regex(
    r"\b(?:beats?|tops(?!\s+out)|leads?|exceeds?|overtakes?|out(?:bids?|pays?|does|ranks?|strips?|earns?|weighs?)|wins?(?:\s+over)?)\b[^.;]*$",
    _I,
)
_TWO_ENDS = regex(r"\d[^\d]*?(?:\bto\b|\btill\b|\bthrough\b|\band\b|[-–—−‒~～〜至到])[^\d]*?\d", _I)
_TORN = regex(
    r"[$£€¥₹][\s]?\d+(?:\.\d+)?[*_]*\s*(?:to|till|through|and|[-–—~至到])\s*[*_]*(?:[A-Z]{0,3}[$£€¥₹])\s?\d[\d.]*\s?[KkMmBw万](?![A-Za-z])",
    _I,
)
_TORN_CODE = regex(
    r"(?P<code>[A-Z]{3})\s?\d+(?:\.\d+)?[*_]*\s*(?:to|till|through|and|[-–—~至到])\s*[*_]*(?P=code)\s?\d[\d.]*\s?[KkMmBw万](?![A-Za-z])"
)

_MIDDLE_OF = regex(r"\b(?:mid-?\s?point|middle|median|average|mean)\s+(?:of|at|being|is)\s+$", _I)
# "SGD 130K to $200K": whether both are of one country is open.
_MIXED = regex(r"(?!USD)[A-Z]{3}\s?\d[^$]*(?<![A-Z])\$\s?\d")

_MINUS_BEFORE = regex(
    r"(?:\b(?:minus|negative)[)*_]*(?:\s+(?:an?|about|around|roughly|some|approximately|almost|nearly|exactly))*\s*"
    r"|\bnegative\s+(?:\w+\s+){1,2}of\s+(?:an?\s+)?"
    r"|(?<![\w)\]%])[-−–－](?:an?\s+|\s?(?=[$£€¥₹A-Z]))?|(?<=[到至])[-−]|负)$",
    _I,
)
_TIGHT_MINUS = regex(r"(?<![A-Za-z0-9)\]%万])[-−]$")
# "$200K of base minus $30K": nothing but the first figure's own noun stands before the word.
_SUBTRACTED_FROM = regex(
    r"[\s)*_]*(?:(?:of|in|a|per|year|annum|annual|yearly|base|salary|pay|bonus|equity|stock|rsus?|grant|sign-?on|total|comp(?:ensation)?|package|cash"
    r"|offer|target|band|top|upper|lower|low|high|maximum|minimum|ceiling|floor|end|the|your|their|its|limit)\b[\s)*_]*){0,6}minus\s+",
    _I | re.S,
)
_OF_MINUS = regex(r"\bof\s+(?:the\s+|its\s+)?minus\s+$", _I)
# "$200K (Acme, Oslo) minus $30K"
_SUBTRACTED_BEHIND = regex(r"^[\s*_]*\([^()]*\)\s*minus\s+$", _I)
_UP_BEFORE = regex(
    r"(?:\b(?:(?<!make )(?<!makes )(?<!made )(?<!making )up(?:\s+by)?"
    r"|another|additional|extra|further|added|plus\s+another)\s*(?:an?\s+)?|(?<!\s)[+＋]\s?|[+＋]"
    r"|(?:(?<!外)加|涨|上调|提高|增加|多[要拿给争谈]|再加|追加)了?\s?)$",
    _I,
)
_BY_BEFORE = regex(
    r"\bby\s+(?:(?:about|around|roughly|some|up\s+to|exactly|another|a\s+further)\s+)?(?:between\s+)?[+]?$",
    _I,
)
# A verb that adds or takes away, right before its amount: "tacks $80K onto the RSUs", "costs you $5K".
_MOVES_BY = regex(
    r"\b(?:add(?:s|ed|ing)?|tack(?:s|ed|ing)?(?:\s+on)?|pil(?:e|es|ed|ing)(?:\s+on)?"
    r"|gain(?:s|ed|ing)?|costs?|costing|los(?:e|es|ing)|lost|sav(?:e|es|ing)"
    r"|giv(?:e|es|ing)\s+up|forgo(?:es|ing)?|sacrific(?:e|es|ing))"
    r"\s+(?:you\s+|them\s+|it\s+)?(?:about\s+|around\s+|roughly\s+|some\s+)?$",
    _I,
)
_DOWN_BEFORE = regex(
    r"(?<!\bput )(?<!\bset )(?<!\bputs )(?<!\bputting )(?<!\bnote )(?<!\bnoted )(?<!\bwrite )(?<!\bwritten )(?<!\bjot )"
    r"\bdown(?:\s+by)?\s*$",
    _I,
)
_UP_BEHIND = regex(
    r"^[\s*_]*(?:(?:a|per|each)\s+year\s+)?(?:more(?!\s+or\s+less)|extra|further|later(?!\s+on\b)|higher(?!\s+end)|additional|on\s+top(?!\s+of\s+anything)|above|ahead|over\s+the(?!\s+(?:\w+\s+){0,2}(?:years?|months|period|term|vest\w*)\b)|larger|bigger|greater|better|richer|dearer|pricier|fatter|stronger|steeper)\b",
    _I,
)
_DOWN_BEHIND = regex(
    r"^[\s*_]*(?:(?:a|per|each)\s+year\s+)?(?:less(?!\s+$)|fewer|earlier|sooner|below|behind|short|shy|smaller|worse|cheaper|poorer|leaner|weaker|thinner|under\s+the|lower(?!\s+(?:end|bound|limit|edge|part|side|boundary)))\b",
    _I,
)
_CHANGE_BEFORE = regex(
    r"\b(?:increase|raise|rise(?!\s+to\b)|bump|increment|lift|boost|step|jump|gap|difference|differential|spread|delta|width|cut|reduction|decrease"
    r"|drop|headroom|shortfall|surplus|advantage|premium|differs?|separat\w+|apart)\s+(?:(?:of|is|are|by|to|at|comes?\s+to|works?\s+out\s+(?:at|to|as)|about|around|roughly|some|nearly|almost)\s+)*(?:[+]\s?)?$",
    _I,
)
_DIFFERENCE_IS = regex(
    r"\b(?:difference|gap|differential|shortfall|margin)\b[^\d;.:]{0,70}"
    r"\b(?:is|of|are|was|comes?\s+to|amounts?\s+to|at|=)\s+$",
    _I,
)
_CHANGE_BEHIND = regex(
    r"^[\s*_]*(?:(?:is|are|was|being|makes?)\s+(?:the|a)\s+(?:whole\s+)?|of\s+)(?:gap|difference|differential|distance)\b"
    r"|^[\s*_]*(?:(?:RSU|equity|stock|base|bonus|sign-on|salary)\s+)?(?:apart|gap|difference|differential|spread(?!\s+(?:evenly|equally|over|across|out))|wide|increase|raise|bump|increment|jump|step|rise|climb|drop|cut|saving|loss|gain|wider|headroom|lead|advantage|edge|premium|shortfall)\b",
    _I,
)
_PERCENTAGE_AHEAD = regex(r"\b(?:percentage|percent|per\s?cent)(?:\s+[A-Za-z'’]+){0,6}\s*(?:[:=]\s*|\s)$", _I)
_NEARLY = Decimal("0.01")  # how far a percentage is from the share that it rounds
_SCALED_WORD = regex(r"^(?P<digits>\d+(?:\.\d+)?)\s?(?:thousand|million|[KkMm](?![A-Za-z]))")


def described(
    text: str, base: int, mentions: tuple[Mention, ...], lent: Lent = NOTHING_LENT, unmarked: bool = False
) -> tuple[list[Number], list[tuple[int, int, str]]]:
    """The numbers of a sentence with all that is said of each, and the digits that are no amounts.

    `lent` is the currency of what stands over the sentence; with `unmarked` numbers without a mark may be
    amounts. A letter and what stands beside it say many things twice, so a sentence is read once.
    """
    numbers, idle = _described(text, mentions, lent, unmarked)
    return [_moved(n, base) for n in numbers], [(base + a, base + b, why) for a, b, why in idle]


@lru_cache(maxsize=1024)
def _described(
    text: str, mentions: tuple[Mention, ...], lent: Lent, unmarked: bool
) -> tuple[list[Number], list[tuple[int, int, str]]]:
    numbers, idle = numbers_of(text, 0, mentions)
    if unmarked:
        numbers = as_money(text, numbers, {m.start for m in mentions})
    lend_currency(numbers, *lent)
    if numbers:
        describe(text, 0, numbers)
    for n in numbers:
        n.denied = is_denied(n)
    return numbers, idle


def _moved(n: Number, base: int) -> Number:
    """A number of its own, for the place where its sentence stands."""
    own = copy(n)
    own.start, own.end = base + n.start, base + n.end
    return own


def describe(text: str, base: int, numbers: list[Number]) -> None:
    """Give each number what is said of it."""
    _lend_scale_of_all(text, numbers)
    _lend_percent(text, base, numbers)
    _lend_currency(text, base, numbers)
    for i, n in enumerate(numbers):
        begin = numbers[i - 1].end - base if i else 0
        finish = numbers[i + 1].start - base if i + 1 < len(numbers) else len(text)
        n.before = text[begin : n.start - base]
        n.behind = text[n.end - base : finish]
        n.noun = noun_behind(text, n.end - base)
        n.is_range = n.amount.low != n.amount.high or bool(_TWO_ENDS.search(n.amount.text))
        n.torn = n.is_range and bool(_TORN.search(n.amount.text) or _TORN_CODE.search(n.amount.text))
        other = currency_behind(text, n.end - base) if n.is_range and n.amount.mark not in ("", "$") else None
        n.torn = n.torn or bool(n.is_range and _MIXED.match(n.amount.text))
        n.torn = n.torn or (other is not None and n.amount.currency not in (None, other[0]))
        follows = i > 0 and numbers[i - 1].amount.unit == n.amount.unit
        n.negative = n.amount.low < 0 or _is_negative(n, follows)
        _describe_change(n)
    for step, a, b in zip(numbers, numbers[1:], numbers[2:], strict=False):
        if TAKEN_FROM.search(text[: a.start - base]):
            continue
        if is_moved_by(step.amount, a.amount.low, b.amount.high, text, a.start - base) and _is_to(a.behind):
            step.is_change = True
    _tell_quarters(text, base, numbers)
    _tell_results(numbers)
    _share_changes(text, base, numbers)
    _join_ranges(text, base, numbers)
    bind_bounds(text, base, numbers)
    of_two_edges(text, base, numbers)
    _tell_steps(numbers)
    bind_periods(text, base, numbers)
    _tell_months(text, numbers)
    for formula in formulas_in(text, base, numbers):
        aside = text[: numbers[formula.operands[0]].start - base].rstrip().endswith("(")
        first, last = numbers[formula.operands[0]], numbers[formula.operands[-1]]
        cued = has_cue(text[first.start - base : last.end - base]) or has_cue(text[last.end - base :])
        in_turn = {numbers[i].bound for i in formula.operands if numbers[i].bound_is_own} == {"low", "high"}
        unsaid = not (formula.is_sum or cued or in_turn) and formula.relates(numbers)
        for i in formula.operands:
            numbers[i].is_operand, numbers[i].is_part = True, formula.is_sum
            n = numbers[i]
            if unsaid:
                n.bound, n.bound_is_own = "", False  # "ceiling to floor: 25/9"
            if not n.bound_is_own and not has_cue(text[: last.end - base]):
                n.bound = ""  # "$8/4 = $2 up to $12/4": nor what stands behind the formula
            if aside and not n.bound_is_own and not cues_of_title(text[: n.start - base])[0]:
                n.bound = ""  # "$3 ($12/4) up to $5": what stands behind an aside is not said of it
        for i in formula.subtracted:
            numbers[i].negative = numbers[i].amount.low < 0


def _tell_quarters(text: str, base: int, numbers: Sequence[Number]) -> None:
    """ "$8 a year, a quarter of $32": of two figures, one four times the other, each has its own period."""
    amounts = [(n, n.amount.low, n.amount.high) for n in numbers if n.amount.unit == "money"]
    pairs = [
        (a, b)
        for i, (a, low, high) in enumerate(amounts)
        for b, part, whole in amounts[max(0, i - BESIDE) : i + BESIDE]
        if part and high is not None and whole is not None and _is_quarter(part, low) and _is_quarter(whole, high)
    ]
    if pairs and (_QUARTER.search(text) or PERIODS[0][1].search(text)):
        for a, b in pairs:
            b.period = "year"
            if not _OVER_ONE_YEAR.match(text, a.end - base):
                a.period = "4 years"


def _is_quarter(part: Decimal, whole: Decimal) -> bool:
    """Whether one figure is a fourth of another, or that rounded."""
    return abs(whole / 4 - part) <= part / 100


def _tell_months(text: str, numbers: Sequence[Number]) -> None:
    """ "Per month: $60 by 12, so $5": of two figures, one about twelve times the other, only that one is a month's."""
    if not MONTHLY.search(text):
        return
    amounts = [n for n in numbers if n.amount.unit == "money" and not n.is_range]
    for k, a in enumerate(amounts):
        for b in amounts[max(0, k - BESIDE) : k + BESIDE]:
            if b.amount.low and abs(a.amount.low / 12 - b.amount.low) <= b.amount.low / 100:
                a.period, b.period = "" if a.period == "other" else a.period, "other"


def _tell_results(numbers: Sequence[Number]) -> None:
    """ "$5 less $3 is $2": a figure that two before it differ by, or that lies in their middle, is no third one's."""
    fractions = (n for n in numbers if n.amount.unit == "count" and n.amount.low != n.amount.low.to_integral_value())
    single = [n for n in numbers if n.amount.unit != "count" and not n.is_range]
    for n in fractions:  # "$3 / $2 = 1.5"
        before = [m.amount.low for m in single if m.end <= n.start and m.amount.low][-2:]
        n.is_result = len(before) == 2 and abs(before[0] / before[1] - n.amount.low) < _NEARLY
    for k, n in enumerate(single):
        for a, b in itertools.combinations(single[max(0, k - BESIDE) : k], 2):
            x, y = a.amount.low, b.amount.low
            if n.amount.unit == "percent" and a.amount.unit == b.amount.unit == "money" and x and y:
                ratio = n.amount.low / 100
                n.is_result = n.is_result or min(abs(ratio - r) for r in (x / y, y / x)) < _NEARLY
            if n.amount.low in (abs(x - y), (x + y) / 2) and n.amount.unit == a.amount.unit == b.amount.unit:
                n.is_result = True


def _tell_steps(numbers: Sequence[Number]) -> None:
    """ "+$2: $1 becomes $3", "40% against 30%, 10 points": what two other figures differ by, and they by it."""
    single = [n for n in numbers if n.amount.unit != "count" and not n.is_range]
    for k, n in enumerate(single):
        near = [m for m in single[max(0, k - BESIDE) : k + BESIDE] if m is not n and m.amount.unit == n.amount.unit]
        for a, b in itertools.permutations(near, 2):
            if n.amount.low and b.amount.low - a.amount.low == n.amount.low:
                n.is_step = True
                for m in (a, b) if n.is_change else ():  # "$1 goes to $3": a way, and no end of a band
                    if m is b or not m.bound_is_own:
                        m.bound, m.bound_is_own = "", False
                if n.amount.unit == "percent":
                    a.is_step = b.is_step = True


def _lend_scale_of_all(text: str, numbers: list[Number]) -> None:
    """ "In thousands of dollars: base 170–250": what the sentence says of its amounts that have no scale."""
    if not IN_THOUSANDS.search(text):
        return
    for n in numbers:
        plain = n.amount.unit == "count" and not n.amount.scaled and n.amount.high is not None
        if plain and n.amount.high is not None and not noun_behind(text, n.end):
            low, high = n.amount.low * 1000, n.amount.high * 1000
            n.amount = replace(n.amount, low=low, high=high, unit="money", scaled=True)


def _lend_percent(text: str, base: int, numbers: Sequence[Number]) -> None:
    """ "Bonus percentage in both cases 15": the word in front says what the number is."""
    for n in numbers:
        plain = n.amount.unit == "count" and not n.amount.scaled and n.amount.high is not None
        bare = plain and noun_behind(text, n.end - base) in ("", *NO_NOUN)
        if bare and n.amount.low <= 100 and _PERCENTAGE_AHEAD.search(text[: n.start - base]):
            n.amount = replace(n.amount, unit="percent")


def _lend_currency(text: str, base: int, numbers: list[Number]) -> None:
    """A currency that the sentence names apart ("in yuan: 560K") is that of the amounts without one."""
    named = {
        code
        for code, start, end in currencies_named_in(text)
        if not any(n.start - base <= start and end <= n.end - base for n in numbers)
    }
    if len(named) == 1:
        code = named.pop()
        for n in numbers:
            if n.amount.unit == "money" and not n.amount.mark:
                n.amount = replace(n.amount, currency=code)


def _is_negative(n: Number, follows: bool) -> bool:
    before = n.before[-40:]
    if not (_MINUS_BEFORE.search(before) or _TIGHT_MINUS.search(before)):
        return False
    if re.search(r"(?:^|\n)\s*[-–−]\s$", before) and not follows:
        return bool(re.search(r"\S", n.before[:-2]))  # the dash of a bullet
    if _OF_MINUS.search(before):
        return True  # nothing is taken from: "$3 of minus $5"
    if re.search(r"\s[–−-]\s$", before) and not re.search(r"minus|negative", before, _I):
        return False
    return not (follows and (_SUBTRACTED_FROM.fullmatch(n.before) or _SUBTRACTED_BEHIND.search(n.before)))


def _describe_change(n: Number) -> None:
    if _UP_BEFORE.search(n.before) or _UP_BEHIND.match(n.behind):
        n.is_change, n.way = True, "up"
    elif _DOWN_BEFORE.search(n.before) or _DOWN_BEHIND.match(n.behind):
        n.is_change, n.way = True, "down"
    elif (
        _MOVES_BY.search(n.before)
        or _DIFFERENCE_IS.search(n.before)
        or _BY_BEFORE.search(n.before)
        or _CHANGE_BEFORE.search(n.before)
        or _CHANGE_BEHIND.match(n.behind)
    ):
        n.is_change = True


_OTHER_LIMIT = regex(
    r"[\s*_]*(?:,|and|but|or)?\s*(?:at\s+(?:the\s+)?(?:very\s+)?(?:most|least)"
    r"|(?:no|not)\s+(?:more|less)\s+than|up\s+to)[\s*_]*",
    _I,
)


def _share_changes(text: str, base: int, numbers: list[Number]) -> None:
    """ "It goes up by at least $1 and at most $2": both are changes."""
    for a, b in itertools.pairwise(numbers):
        if a.is_change and not b.is_change and _OTHER_LIMIT.fullmatch(text[a.end - base : b.start - base]):
            b.is_change, b.way = True, a.way


def _is_to(between: str) -> bool:
    return bool(re.fullmatch(r"[\s*_]*(?:to|against|versus|vs\.?|and|→|->)[\s*_]*", between, _I))


def _join_ranges(text: str, base: int, numbers: list[Number]) -> None:
    """ "between X and Y", "X all the way to Y": two amounts that are one range."""
    for i in range(len(numbers) - 1):
        a, b = numbers[i], numbers[i + 1]
        joint = _JOINS.fullmatch(text[a.end - base : b.start - base])
        if joint is None or a.closes_range or a.is_range or b.is_range:
            continue
        if a.period and b.period and a.period != b.period:
            continue
        if _MIDDLE_OF.search(a.before):
            continue  # "from $1, via a midpoint of $2, to $3"
        if {a.amount.unit, b.amount.unit} == {"percent", "money"}:
            continue
        if falls(a, numbers, text[: a.start - base]) or END_MOVES_FROM.search(text[: a.start - base]):
            continue
        if a.amount.low > b.amount.low and _SUBTRACTS.match(text[b.end - base :]):
            continue
        if TAKEN_FROM.search(text[: a.start - base]) or _are_compared(a, b, text[: a.start - base]):
            continue
        if _BY_BEFORE.search(a.before) and any(
            m.amount.low + a.amount.low == b.amount.low for m in numbers[max(0, i - BESIDE) : i]
        ):
            continue  # "$3: they lift it by $2 to $5"
        before = numbers[i - 1].amount if i else None
        if is_moved_by(before, a.amount.low, b.amount.high, text, a.start - base):
            continue
        if a.amount.low > b.amount.low and (joint["and"] or "→" in joint.group()):
            continue  # "$5 from $20 and $3 from $12", "$5 → $1 less"
        if joint["and"] and (not _OPENS_RANGE.search(text[: a.start - base]) or RESPECTIVELY.search(text)):
            continue
        if a.amount.unit == "count" and not a.amount.scaled and not b.amount.mark.startswith("$"):
            _lend_scale(a, b)
        a.range_end, b.closes_range = i + 1, True
        a.is_change = b.is_change = a.is_change or b.is_change
        a.way = b.way = a.way or b.way
        a.torn = a.torn or (a.amount.unit == "count" and b.amount.scaled and not a.amount.scaled)


def _are_compared(a: Number, b: Number, ahead: str) -> bool:
    """ "Oslo beats Bergen on the ceiling, $2 to $1": a score, and no range from one to the other."""
    if a.amount.low > b.amount.low:
        return bool(_OUTDOES.search(ahead))
    return bool(IS_OUTDONE.search(ahead))


def _lend_scale(a: Number, b: Number) -> None:
    """ "155 until 230 thousand dollars": neither number has a mark in front, and the scale is for both."""
    m = _SCALED_WORD.search(b.amount.text)
    if m is None or a.amount.low >= 1000 or a.amount.high != a.amount.low:
        return
    factor = b.amount.low / Decimal(m["digits"])
    if factor > 1 and a.amount.low * factor < b.amount.low:
        value = a.amount.low * factor
        a.amount = replace(
            a.amount, low=value, high=value, unit=b.amount.unit, currency=b.amount.currency, scaled=True
        )
