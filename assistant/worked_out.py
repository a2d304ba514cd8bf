"""A value that a text works out itself: which operation its words name, on which operands, and the check.

In: a number that quotes nothing, the numbers of its paragraph that do, the sentence. Out: a
`Derivation`, or None. Only operands that stand in the same paragraph and pass count, only in one
currency and of one component, and words beside the number must name the operation; a formula that
merely fits is not a derivation. It searches no facts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from assistant.directions import (
    Belongs,
    Operand,
    by_order_of_names,
    direction_fits,
    follows_a_difference,
    signed,
)
from assistant.numbers import Number
from assistant.periods import MONTHLY
from assistant.result import plain
from assistant.rounding import is_rounded, rounds
from corpus.bands import Fact
from corpus.money import Amount
from corpus.passages import Passage
from corpus.regexes import regex

_DIFFERENCE = regex(
    r"\b(?:differ\w*|gap|spread|span\w*|wid(?:e|er|th)|apart|more|less|fewer|higher|lower|earlier|later|sooner|above|below|beyond|beneath|extra|ahead|behind|short|shy|cheaper|bigger|further"
    r"|larger|smaller|better|worse|cover(?:s|ed|ing)?|measur(?:e|es|ed|ing)|leav(?:e|es|ing)|left|remain\w*|lies?|richer|poorer|dearer|pricier|fatter|leaner|stronger|weaker|steeper|thinner|increase|rise|drop|room|headroom|advantage|premium|distance|separat\w*|beats?|tops(?!\s+out)|trails?|leads?|greater"
    r"|exceed\w*|out(?:pays?|do(?:es)?|bids?|strips?|ranks?|earns?|weighs?)|stretch\w*|over|under|up|down|delta|minus|gain(?:s|ed|ing)?|costs?|los(?:es?|ing)|saves?|forgoes?|forfeits?|sacrific\w*|giv\w+\s+up|wins?|adds?)\b|差|跨度",
    re.IGNORECASE,
)
_SPREAD = regex(
    r"\b(?:(?:cover|measure|amount)(?:s|ed|ing)?|run(?:s|ning)?\s+over|left|leaves|leaving|remain\w*|spread|width|wide|span\w*|range|gap|difference|differ\w*|apart|distance|stretch\w*|room|headroom|between|from|separat\w*|divid(?:e|es|ing)|delta)\b|差|跨度",
    re.I,
)
_MIDDLE = regex(
    r"[/÷]\s?2\s*=\s|\b(?:mid-?\s?points?|mid-?way|split\w*\s+the\s+difference|middle|mid|halfway|half-way|(?:exactly|right|precisely)\s+between|halves|in\s+half|in\s+two|cent(?:re[ds]?|er(?:s|ed|ing)?|ring)|averag\w*|mean|median)\b|中点|中间|中位",
    re.I,
)
_MEAN = regex(r"\b(?:averag\w*|mean)\b|平均", re.I)
_SUM = regex(
    r"\b(?:total\w*|sum\w*|together|combin\w*|add\w*|altogether|in\s+all|comes?\s+(?:out\s+)?to|makes?|making|brings?|gives?|giving|yields?|plus|all\s+told)\b|[=+]|总",
    re.IGNORECASE,
)
_YEARS_PART = regex(
    r"\b(?:(?:a|one|per|each|every)\s+years?|year['’]s|yearly|annual\w*|per\s+annum|p\.?a\b|first[\s-]year|quarter|a\s+fourth|four\s+equal\s+parts"
    r"|(?:divid\w+|split\w*)\s+(?:\w+\s+){0,2}?(?:by|in|into|over)\s+(?:four|4)|each\s+of\s+the\s+(?:four|4)\s+years)\b"
    r"|(?:/|÷)\s?(?:4|yr|year)|每年|一年|年均",
    re.I,
)
# "$1 is 4% of $25", "4% and 5% of it"; "$1 on a floor of $25 is 4%".
_PART = regex(r"\s*(?:,|and|or)\s*$", re.I)
_ON_A_WHOLE = regex(r"\b(?:is|are|makes|equals|=)\s+(?:only\s+|about\s+|just\s+)?$", re.I)
_MOVED_BY_SHARE = regex(
    r"\b(?:(?P<down>drops?|falls?|loses?|shrinks?)|gains?|rises?|grows?|i\.e\.)\s+(?:by\s+)?$", re.I
)
# "Stock $8 over four years, so $2 a year, bonus …": what follows from a figure is of its part of pay.
_FOLLOWS = regex(r"(?:\s*years)?[\s,;–—(]*\b(?:so|hence|thus|i\.e\.,?|that(?:['’]s|\s+is))\s+", re.I)
_IN_48 = regex(r"\b48\s+(?:\w+\s+)?months\b|[/÷]\s?48\b", re.I)
_TIMES = regex(r"^\s?(?:x|×|times|fold|-fold)\b", re.IGNORECASE)
_SHARE = regex(
    r"\b(?:more|over|under|beyond|less|higher|lower|of|share|above|below|up|down|greater|bigger|smaller|ahead|behind|premium)\b",
    re.IGNORECASE,
)
# "Twice the $5 there", "three times its floor": so often another figure.
_MULTIPLE = regex(
    r"\b(?:(?P<w2>twice|doubl\w+)|(?P<w3>thrice|tripl\w+|three\s+times)|(?P<w4>quadrupl\w+|four\s+times)|(?P<w05>half))\b",
    re.IGNORECASE,
)
_MULTIPLES = {"w2": Decimal(2), "w3": Decimal(3), "w4": Decimal(4), "w05": Decimal("0.5")}
# What a whole is made of stands behind it as well: "$5 in all, that's $2 and $3", "$5: $2, $3".
_MADE_OF = regex(
    r"[^\d.;]{0,40}?(?:[:=(]|,\s*(?:that(?:['’]s|\s+is)|which\s+is|i\.e\.|being|namely)\b|\b(?:from|made\s+(?:up\s+)?of|consist\w*)\b)",
    re.IGNORECASE,
)
_A_BONUS = regex(r"\bbonus\w*|奖金", re.IGNORECASE)
_IN_AN_ASIDE = regex(r"\s*\(\s*")
_NEAR_SHARE = 3  # percentage points
_PERCENT_OF = regex(r"%|percent|\bbonus\b|\btarget\b", re.IGNORECASE)
_SHARE_OF = regex(r"(?:%|percent|per\s?cent)[^.;]{0,40}\b(?:of|on)\b", re.IGNORECASE)
_STILL_TO_GO = regex(
    r"^[\s*_]*(?:still\s+)?(?:to\s+go\b|(?:up\s+)?to\s+the\s+(?:top|ceiling|cap|end|maximum|upper|[$£€¥₹\dA-Z]|$)|(?:left\s+)?(?:below|under|until|till)\s+the\s+(?:top|ceiling|cap))",
    re.I,
)
# "The script adds $5K": what is put on top is no width of a band.
_PUT_ON = regex(r"\b(?:add(?:s|ed|ing)?|plus|propos\w+|ask\w*(?:\s+for)?)\s+$|[+＋]\s?$", re.I)
# "Without the $5K of benefits the total would be $1": a part is taken out of a whole.
_TAKES_OUT = regex(
    r"\b(?:without|less|minus|excluding|excl\.?|not\s+counting|leav(?:e|ing)\s+out|tak(?:e|ing)\s+(?:out|away|off)|subtract\w*|deduct\w*|net\s+of|apart\s+from|strip\w*)\b"
    r"|扣除|除去|去掉|不算",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Derivation:
    """A value that code computed and registered before any wording, with its formula.

    `inputs` are the passages its operands stand in, or "input" for a figure of the person's. The
    formula of a range is that of its low end, " to ", that of its high end.
    """

    value: Decimal
    high: Decimal  # equals `value` for a single value
    unit: Literal["money", "percent"]
    currency: str | None
    formula: str
    inputs: tuple[Passage | Literal["input"], ...] = ()
    component: str = ""  # what it may be said of; empty: of anything

    def as_dict(self, cite: Callable[[Passage], int | None]) -> dict[str, Any]:
        """The `derivation` of the contract; `high` is there where the value is a range."""
        low, _, high = self.formula.partition(" to ")
        inputs = [one if isinstance(one, str) else cite(one) for one in self.inputs]
        value: dict[str, Any] = {"formula": low, "inputs": inputs, "value": plain(self.value)}
        if self.high != self.value:
            value["high"] = {"formula": high or low, "value": plain(self.high)}
        return value


def operands_of(supported: Sequence[tuple[Number, Fact]]) -> list[Operand]:
    """Every value that the supported numbers of a paragraph stand for."""
    out: list[Operand] = []
    for n, fact in supported:
        if fact.low is None:
            continue
        if fact.high is None or fact.low == fact.high:
            out.append(Operand(fact.low, fact, n, "both", True))
        elif n.ends:
            if not n.closes_range:
                out += [Operand(fact.low, fact, n, "low", False), Operand(fact.high, fact, n, "high", False)]
        else:
            at_low = abs(n.amount.low - fact.low) < abs(n.amount.low - fact.high)
            out.append(Operand(fact.low if at_low else fact.high, fact, n, "low" if at_low else "high", True))
    return out


def worked_out(
    n: Number,
    text: str,
    base: int,
    supported: Sequence[tuple[Number, Fact]],
    components: Sequence[str],
    names: Sequence[tuple[int, int]],
    belongs: Belongs,
    title: str = "",
) -> Derivation | None:
    """The derivation that the words around a number name and its operands confirm, or None.

    What a heading above the line names, "Differences:", is named for its items too.
    """
    amount = n.amount
    if (
        amount.high is None
        or (n.negative and signed(n) is None)
        or n.torn
        or (amount.unit == "count" and not amount.scaled and not _TIMES.match(n.behind))
    ):
        return None
    operands = operands_of(supported)
    money = [o for o in operands if o.fact.unit == "money" and amount.currency in (None, o.fact.currency)]
    percents = [o for o in operands if o.fact.unit == "percent"]
    close = n.before[-60:] + " ∙ " + n.behind[:60] + (f" ∙ {title}" if title else "")
    if amount.unit == "percent":
        return (
            _middle(n, percents, components, text, close)
            or _percent_difference(n, percents, text, base, names, belongs)
            or _share(n, money, text, base, names, belongs)
        )
    if amount.unit == "count" and _TIMES.match(n.behind):
        return _ratio(n, money)
    return (
        _by_years(n, money, components, text, base)
        or _by_months(n, money, text)
        or _asked(n, money)
        or _middle(n, money, components, text, close)
        or _mean(n, money, text, base)
        or _difference(n, money, components, text, base, close, names, belongs)
        or _sum(n, money, percents, text, base, close)
        or _remainder(n, money, text, base)
        or _percent_of(n, money, percents, text, base, close)
        or _multiple(n, money, text, base)
    )


def _found(value: Decimal, high: Decimal, operand: Operand, formula: str) -> Derivation:
    unit: Literal["money", "percent"] = operand.fact.unit
    return Derivation(value, high, unit, operand.fact.currency, formula)


def _pairs(operands: Sequence[Operand]) -> Iterable[tuple[Operand, Operand]]:
    for a in operands:
        for b in operands:
            same_kind = a.fact.component == b.fact.component and a.fact.currency == b.fact.currency
            if a is not b and a.value > b.value and same_kind:
                yield a, b


def _by_years(
    n: Number, money: Sequence[Operand], components: Sequence[str], text: str, base: int
) -> Derivation | None:
    """A year's share of four years, or four years of a yearly figure."""
    factors = {"year": ("4 years", Decimal("0.25"), "/ 4"), "4 years": ("year", Decimal(4), "* 4")}
    own = n.period or ("year" if _YEARS_PART.search(text) else "")
    if own not in factors:
        return None
    period, factor, shown = factors[own]
    last = max((o for o in money if o.number.start < n.start), key=lambda o: o.number.start, default=None)
    for o in money:
        fact = o.fact
        if fact.period != period or fact.low is None or fact.high is None:
            continue
        own_part = fact.component in components or "total" in components or n.is_operand
        own_part = own_part or (o is last and bool(_FOLLOWS.fullmatch(n.before)))
        if components and not own_part:
            continue
        ends = fact.low * factor, fact.high * factor
        if (
            n.ends
            and not o.explicit
            and n.amount.high is not None
            and _all_fit(n, (n.amount.low, n.amount.high), ends)
        ):
            return _found(
                n.amount.low, n.amount.high or n.amount.low, o, f"{fact.low} {shown} to {fact.high} {shown}"
            )
        fits = n.bound in ("", o.end) or not n.bound_is_own
        if not n.ends and _all_fit(n, (n.amount.low,), (o.value * factor,)) and (o.explicit or fits):
            return _found(n.amount.low, n.amount.low, o, f"{o.value} {shown}")
    return None


def _by_months(n: Number, money: Sequence[Operand], text: str) -> Derivation | None:
    """A month's share of a yearly figure."""
    if n.ends or n.period not in ("", "other") or not MONTHLY.search(text):
        return None
    for o in money:
        yearly = o.fact.component in ("base", "total", "figure") and o.fact.period != "4 years"
        months = 12 if yearly else 48 if o.fact.period == "4 years" and _IN_48.search(text) else 0
        fits = months and (
            _all_fit(n, (n.amount.low,), (o.value / months,))
            or (is_rounded(n) and n.amount.low == round(o.value / months))
        )
        if fits:
            return _found(n.amount.low, n.amount.low, o, f"{o.value} / {months}")
    return None


def _asked(n: Number, money: Sequence[Operand]) -> Derivation | None:
    """What a script makes of an end of its own part's band: the end, and what the script adds to it.

    Nothing else is done with the two, so no word need name the sum; where the script adds a range, either
    end of it.
    """
    steps = [o for o in money if o.fact.kind == "increment" and o.fact.basis == "added"]
    if not steps or n.is_change:
        return None
    for cell in money:
        for step in steps:
            a, b = cell.fact, step.fact
            if a.kind != "band" or not cell.explicit or a.component != b.component or a.company != b.company:
                continue
            if n.ends:
                if b.low is None or b.high is None or n.amount.high is None:
                    continue
                if (n.amount.low, n.amount.high) == (cell.value + b.low, cell.value + b.high):
                    shown = f"{cell.value} + {b.low} to {cell.value} + {b.high}"
                    return _found(n.amount.low, n.amount.high, cell, shown)
            elif n.amount.low == cell.value + step.value:
                return _found(n.amount.low, n.amount.low, cell, f"{cell.value} + {step.value}")
    return None


def _multiple(n: Number, money: Sequence[Operand], text: str, base: int) -> Derivation | None:
    """So often another figure, in words: "twice the $5"."""
    said = _MULTIPLE.search(text)
    if said is None or n.ends or n.is_change:
        return None
    factor = _MULTIPLES[str(said.lastgroup)]
    for o in money:
        own = n.period in ("", "other" if o.fact.period is None else o.fact.period)
        if o.explicit and own and o.number.start >= base and _all_fit(n, (n.amount.low,), (o.value * factor,)):
            return _found(n.amount.low, n.amount.low, o, f"{factor} * {o.value}")
    return None


def _all_fit(n: Number, said: Sequence[Decimal], values: Sequence[Decimal]) -> bool:
    """Whether the figures are these values, or round them where the sentence says so."""
    if list(said) == list(values):
        return True
    return is_rounded(n) and all(rounds(a, b, n) for a, b in zip(said, values, strict=True))


def _middle(
    n: Number, operands: Sequence[Operand], components: Sequence[str], text: str, close: str
) -> Derivation | None:
    if n.ends or not (_MIDDLE.search(close) or _MIDDLE.search(text)):
        return None
    for a in operands:
        for b in operands:
            if (
                a.fact == b.fact
                and a.end == "low"
                and b.end == "high"
                and _same_period(n, a.fact)
                and (not components or a.fact.component in components)
                and (a.value + b.value) / 2 == n.amount.low
            ):
                return _found(n.amount.low, n.amount.low, a, f"({a.value} + {b.value}) / 2")
    return None


def _mean(n: Number, money: Sequence[Operand], text: str, base: int) -> Derivation | None:
    """The mean of the figures that a sentence gives one by one."""
    said = [o for o in money if o.explicit and o.number.start >= base and o.number is not n]
    if len(said) < 2 or n.ends or not _MEAN.search(text) or len({o.fact.component for o in said}) > 1:
        return None
    mean = sum((o.value for o in said), Decimal(0)) / len(said)
    if n.amount.low != mean and not (is_rounded(n) and abs(n.amount.low - mean) < 1000):
        return None
    shown = " + ".join(str(o.value) for o in said)
    return _found(n.amount.low, n.amount.low, said[0], f"({shown}) / {len(said)}")


def _percent_difference(
    n: Number,
    percents: Sequence[Operand],
    text: str,
    base: int,
    names: Sequence[tuple[int, int]],
    belongs: Belongs,
) -> Derivation | None:
    """How far two percentages are apart, in percentage points; "more" and "less" said of the right one."""
    own = n.before[-30:] + " ∙ " + n.behind[:30]
    in_points = re.search(r"points?\b|pp(?:ts?)?\b|百分点", n.amount.text + n.behind[:24], re.I)
    if n.is_change or _SPREAD.search(own) or in_points:
        for a in percents:
            for b in percents:
                if (
                    a.value - b.value == n.amount.low == n.amount.high
                    and a.value > b.value
                    and (a.end == b.end or a.explicit or b.explicit or a.fact == b.fact)
                    and (
                        a.fact == b.fact
                        or not in_points
                        or direction_fits(n, a, b, text, base, names, belongs)
                    )
                ):
                    return _found(n.amount.low, n.amount.low, a, f"{a.value} - {b.value}")
    return None


def _share(
    n: Number,
    money: Sequence[Operand],
    text: str,
    base: int,
    names: Sequence[tuple[int, int]],
    belongs: Belongs,
) -> Derivation | None:
    """ "19 % more", "62 % of": of two values of one component at the same end, or said one by one."""
    compared = _SHARE.search(n.behind[:14])
    part = re.match(r"\s*of\b", n.behind) or (
        not compared and (_PART.match(n.behind) or _ON_A_WHOLE.search(n.before))
    )
    moved = _MOVED_BY_SHARE.search(n.before)
    if n.ends or not (part or n.is_change or moved or compared):
        return None
    for a in money:
        for b in money:
            if a.value <= b.value or not b.value or not _comparable(a, b):
                continue
            one_row = (a.fact.guide, a.fact.line) == (b.fact.guide, b.fact.line)
            both_said = a.explicit and b.explicit and a.fact.company == b.fact.company
            if a.fact.component != b.fact.component and not (part and (one_row or both_said)):
                continue
            if part and _share_fits(b.value / a.value * 100, n):
                return Derivation(n.amount.low, n.amount.low, "percent", None, f"{b.value} / {a.value} * 100")
            whole = a if n.way == "down" or (moved and moved["down"]) else b
            fits = _share_fits((a.value - b.value) / whole.value * 100, n)
            if not part and fits and direction_fits(n, a, b, text, base, names, belongs):
                formula = f"({a.value} - {b.value}) / {whole.value} * 100"
                return Derivation(n.amount.low, n.amount.low, "percent", None, formula)
    return None


def _share_fits(value: Decimal, n: Number) -> bool:
    """Whether a percentage is this share, as exactly as it is said: "62 %", "just over 60 %"."""
    near = is_rounded(n) and not n.amount.low % 5 and abs(value - n.amount.low) <= _NEAR_SHARE
    return _rounds_to(value, n.amount) or near


def _comparable(a: Operand, b: Operand) -> bool:
    if a.fact.currency != b.fact.currency:
        return False
    return (a.explicit and b.explicit) or a.end == b.end or a.fact == b.fact or "both" in (a.end, b.end)


def _ratio(n: Number, money: Sequence[Operand]) -> Derivation | None:
    for a, b in _pairs(money):
        more, less = (a, b) if n.amount.low >= 1 else (b, a)  # 0.8 times the other: the smaller of the two
        if less.value and _comparable(a, b) and _rounds_to(more.value / less.value, n.amount):
            return Derivation(n.amount.low, n.amount.low, "money", None, f"{more.value} / {less.value}")
    return None


def _same_period(n: Number, fact: Fact) -> bool:
    """Whether a middle or a difference is over the years that its operands are over."""
    return not (n.period and fact.period) or n.period == fact.period


def _difference(
    n: Number,
    money: Sequence[Operand],
    components: Sequence[str],
    text: str,
    base: int,
    close: str,
    names: Sequence[tuple[int, int]],
    belongs: Belongs,
) -> Derivation | None:
    own = n.before[-30:] + " ∙ " + n.behind[:30]
    named = n.is_change or _DIFFERENCE.search(own) or (_SPREAD.search(close) and not n.bound_is_own)
    named = named or follows_a_difference(n, text, base) or bool(_STILL_TO_GO.match(n.behind))
    if n.ends or not named:
        return None
    for a, b in _pairs(money):
        if a.value - b.value != abs(n.amount.low) or not _same_period(n, a.fact):
            continue
        if components and a.fact.kind != "figure" and a.fact.component not in components:
            continue
        if a.fact == b.fact:
            if _STILL_TO_GO.match(n.behind):
                return _found(n.amount.low, n.amount.low, a, f"{a.value} - {b.value}")
            if by_order_of_names(n, a, b, text, base) is False:
                continue
            if (_SPREAD.search(text) or _SPREAD.search(close) or n.is_change) and not _PUT_ON.search(n.before):
                return _found(n.amount.low, n.amount.low, a, f"{a.value} - {b.value}")
            continue
        both_said = a.explicit and b.explicit
        same_end = a.end == b.end and n.bound in ("", a.end)
        if (both_said or same_end or "both" in (a.end, b.end)) and direction_fits(
            n, a, b, text, base, names, belongs
        ):
            return _found(n.amount.low, n.amount.low, a, f"{a.value} - {b.value}")
    return None


def _sum(
    n: Number, money: Sequence[Operand], percents: Sequence[Operand], text: str, base: int, close: str
) -> Derivation | None:
    if n.ends:
        return None
    # Three or more figures of a paragraph that add up to another: no word need say so.
    parts = list({(o.fact.location, o.value): o for o in money if o.explicit and o.number is not n}.values())
    one_end = len({o.end for o in parts} - {"both"}) < 2  # a floor and a ceiling make no whole
    if len(parts) > 2 and one_end and sum(o.value for o in parts) == n.amount.low and not n.is_change:
        return _found(n.amount.low, n.amount.low, parts[0], " + ".join(str(o.value) for o in parts))
    behind = bool(_MADE_OF.match(n.behind))
    if not (_SUM.search(close) or behind):
        return None
    said = [o for o in money if o.explicit and (o.number.start < n.start or behind) and o.number is not n]
    distinct = list({(o.fact.location, o.value): o for o in said}.values())
    for i, a in enumerate(distinct):
        for b in distinct[i + 1 :]:
            if any(o is not b and o.number.start >= base for o in distinct[i + 1 :]):
                continue  # a total of a list leaves none of it out
            if n.bound_is_own and {a.end, b.end} - {n.bound, "both"}:
                continue  # two floors make no ceiling
            if n.period == "year" and "4 years" in (a.fact.period, b.fact.period):
                continue
            if a.fact.currency == b.fact.currency and a.value + b.value == n.amount.low:
                return _found(n.amount.low, n.amount.low, a, f"{a.value} + {b.value}")
    if _YEARS_PART.search(text):
        for a in said:
            for b in said:
                yearly = a.fact.component == "base" and b.fact.period == "4 years"
                matched = a.fact.currency == b.fact.currency and {a.end, b.end} != {"low", "high"}
                if yearly and matched and a.value + b.value / 4 == n.amount.low:
                    return _found(n.amount.low, n.amount.low, a, f"{a.value} + {b.value} / 4")
    for formula, value in _totals(money, percents):
        if value == n.amount.low:
            return _found(n.amount.low, n.amount.low, money[0], formula)
    return None


def _remainder(n: Number, money: Sequence[Operand], text: str, base: int) -> Derivation | None:
    """A whole less one or more of its parts, all said in this sentence: "the total without benefits"."""
    if n.ends or not _TAKES_OUT.search(text[: n.start - base] + n.behind):
        return None
    said = [o for o in money if o.explicit and o.number.start >= base]
    for whole in said:
        if whole.fact.component != "total" and not re.match(r"\W*total", whole.fact.cell, re.I):
            continue
        parts = {(o.fact.location, o.value): o for o in said if o.value < whole.value}
        for a in parts.values():
            if a.fact.guide == whole.fact.guide and whole.value - a.value == n.amount.low:
                return _found(n.amount.low, n.amount.low, whole, f"{whole.value} - {a.value}")
    return None


def _totals(money: Sequence[Operand], percents: Sequence[Operand]) -> Iterable[tuple[str, Decimal]]:
    """Base plus a year of equity plus bonus, at one end, from values named nearby."""
    for b in (o for o in money if o.fact.component == "base"):
        for e in (o for o in money if o.fact.component == "equity" and o.fact.period == "4 years"):
            for p in (o for o in percents if o.fact.component == "bonus"):
                if {b.end, e.end, p.end} - {"both"} in ({"low"}, {"high"}):
                    yield (
                        f"{b.value} + {e.value} / 4 + {b.value} * {p.value} / 100",
                        b.value + e.value / 4 + b.value * p.value / 100,
                    )


def _percent_of(
    n: Number, money: Sequence[Operand], percents: Sequence[Operand], text: str, base: int, close: str
) -> Derivation | None:
    share_of = _SHARE_OF.search(text[: n.start - base]) and any(p.number.start >= base for p in percents)
    named = _A_BONUS.search(text) or _IN_AN_ASIDE.fullmatch(n.behind)  # "$3 (15%)"
    beside = bool(named) and any(p.number.start >= base for p in percents)
    if not (_PERCENT_OF.search(close) or share_of or beside):
        return None
    bases = [o for o in money if o.fact.component in ("base", "figure")]
    if n.ends:
        return _percents_of(n, bases, percents)
    for p in percents:
        for a in bases:
            same_end = p.end == a.end or "both" in (p.end, a.end) or (p.explicit and a.explicit)
            # "15–20% of $5": of one figure that is said, either end of the share
            same_end = same_end or (a.explicit and p.number.is_range)
            share = a.value * p.value / 100
            if same_end and _all_fit(n, (n.amount.low,), (share,)):
                return _found(n.amount.low, n.amount.low, a, f"{a.value} * {p.value} / 100")
            if same_end and _SUM.search(f"{close} {text}") and n.amount.low == a.value + share:
                return _found(n.amount.low, n.amount.low, a, f"{a.value} + {a.value} * {p.value} / 100")
    return None


def _percents_of(n: Number, bases: Sequence[Operand], percents: Sequence[Operand]) -> Derivation | None:
    """A range of shares: both ends of the percentage of one base, or of both ends of the base."""
    for p in (p for p in percents if p.end in ("low", "both")):
        for q in (q for q in percents if q.fact == p.fact and q.end in ("high", "both")):
            for a in bases:
                for b in (a, *(b for b in bases if b.fact == a.fact and a.end == "low" and b.end == "high")):
                    if (n.amount.low, n.amount.high) == (a.value * p.value / 100, b.value * q.value / 100):
                        low, high = f"{a.value} * {p.value} / 100", f"{b.value} * {q.value} / 100"
                        return _found(n.amount.low, n.amount.high or n.amount.low, a, f"{low} to {high}")
    return None


def _rounds_to(value: Decimal, amount: Amount) -> bool:
    digits = len(amount.text.partition(".")[2].rstrip("%x× ")) if "." in amount.text else 0
    return round(value, min(digits, 6)) == amount.low
