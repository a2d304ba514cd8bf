"""Further ways to give names to the numbers of a sentence: a part and its whole, a share, what goes on, an example.

In: the ways that `assistant.readings` finds by where the names stand, the `Number`s, the `Name`s. Out:
the same ways, and those in which a number's kind or its neighbour tells more than a name's place. Which
way is meant is decided by `assistant.grounding`, which knows the facts.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from decimal import Decimal

from assistant.numbers import Number, cost
from assistant.readings import bindings
from assistant.sentence_names import Name
from corpus.regexes import regex

Way = tuple[tuple[str, ...], ...]

EXAMPLE = ("a general guide's example",)  # stands where a company's name does

# "$1 a year of about $2", "$1 of the guide's $2": a part of a whole.
_PART_OF = regex(r"[\s*_]*(?:(?:an?|per|each)\s+year\s+)?(?:out\s+)?of\s+[^\d;.,:()]{0,40}", re.IGNORECASE)
_OUT_OF = regex(r"\W*(?:out\s+)?of\s+[^\d;.,:()]{0,60}", re.IGNORECASE)
_OF_IT = regex(r"[\s*_]*of\s+(?:that|which|it|this)\b", re.IGNORECASE)  # "$5, and $3 of that is base"
_PARTS = frozenset(("base", "equity", "sign_on"))
_PRINTED = regex(r"\bprint(?:s|ed)\s*:?\s+$", re.IGNORECASE)
_ADDS_UP = regex(r"\d[^.;]*[+][^.;]*=")
_NEARLY = Decimal("0.02")  # how far a rounded result is from the exact one
_TOUCHES = regex(r"[\s*_-]*(?:of\s+|is\s+)?[\s*_]*", re.IGNORECASE)


def with_further_ways(
    ways: Sequence[Way],
    numbers: Sequence[Number],
    names: Sequence[Name],
    text: str,
    base: int,
    goes_on: bool,
    told: str,
) -> list[Way]:
    """The ways and what can be made of each.

    `goes_on` where the sentences before named a part of pay; `told` is the sentence right before.
    """
    out = list(ways)
    wholes = _wholes(numbers, names, text, base)
    if wholes:
        out += [_of_wholes(way, wholes, names) for way in ways]
    if any(m.names == ("bonus",) for m in names):
        out += [_of_shares(way, numbers, names, text, base) for way in list(out)]
    if any(n.is_part for n in numbers):  # "a total of $5 ($3 + $2)": the parts of a whole are of other parts of pay
        out += [_of_parts(way, numbers, names) for way in list(out)]
    if any(n.is_operand for n in numbers) or _ADDS_UP.search(told):
        out += [_of_printed(way, numbers, names, text, base) for way in list(out)]
    if shares := _taken_shares(numbers):
        out += [tuple(shares.get(i, given) for i, given in enumerate(way)) for way in list(out)]
    if goes_on and (own := _own_only(numbers, names, text, base)):
        out.append(own)
    return list(dict.fromkeys(out))


def with_examples(
    ways: Sequence[Way],
    numbers: Sequence[Number],
    companies: Sequence[Name],
    examples: Sequence[tuple[int, int]],
    text: str,
    base: int,
) -> list[Way]:
    """ "The example's $1, unlike Acme's $2": a general guide's example beside a company is as one more company."""
    free = [e for e in examples if not any(c.start < e[1] and e[0] < c.end for c in companies)]
    if not companies or not free or len(numbers) < 2:
        return list(ways)
    named = [*companies, *(Name(EXAMPLE, start, end) for start, end in free)]
    named.sort(key=lambda name: name.start)
    return list(dict.fromkeys([*ways, *bindings(numbers, named, text, base, False, False)]))


def _between(m: Name, n: Number, text: str, base: int) -> str:
    return text[m.end : n.start - base] if m.end <= n.start - base else text[n.end - base : m.start]


def _wholes(numbers: Sequence[Number], names: Sequence[Name], text: str, base: int) -> list[tuple[int, int]]:
    """The pairs of a part and the whole that it is said to be of, unless a name says what the whole is."""
    out: list[tuple[int, int]] = []
    others = [m for m in names if "total" not in m.names]
    for i, (a, b) in enumerate(itertools.pairwise(numbers)):
        if a.ends or b.ends or not a.amount.unit == b.amount.unit == "money":
            continue
        if a.amount.low < b.amount.low and _PART_OF.fullmatch(b.before):
            pair = (i, i + 1)
        elif a.amount.low > b.amount.low and (
            _OUT_OF.fullmatch(a.before)
            # but "stock of $5, $3 of it at the floor"
            or (_OF_IT.match(b.behind) and not any(m.end <= a.start - base for m in others))
        ):
            pair = (i + 1, i)
        else:
            continue
        whole = numbers[pair[1]]
        if not any(_TOUCHES.fullmatch(_between(m, whole, text, base)) for m in others):
            out.append(pair)
    return out


def _of_wholes(way: Way, wholes: Sequence[tuple[int, int]], names: Sequence[Name]) -> Way:
    """A whole is total pay, and its part is not."""
    parts = [m.names for m in names if "total" not in m.names]
    out = list(way)
    for part, whole in wholes:
        out[whole] = ("total",)
        if "total" in out[part]:
            out[part] = parts[0] if len(set(parts)) == 1 else ()
    return tuple(out)


def _of_shares(way: Way, numbers: Sequence[Number], names: Sequence[Name], text: str, base: int) -> Way:
    """ "Bonus $1 on base $2, which is why it says 20%": of the parts named, the bonus is what is a percentage."""
    return tuple(
        ("bonus",)
        if n.amount.unit == "percent"
        and not any(_TOUCHES.fullmatch(_between(m, n, text, base)) for m in names)
        else given
        for n, given in zip(numbers, way, strict=True)
    )


def _of_parts(way: Way, numbers: Sequence[Number], names: Sequence[Name]) -> Way:
    """What a written sum adds up: of the one part of pay that is named beside the total, else of any."""
    said = list(dict.fromkeys(name for m in names for name in m.names if name in _PARTS))
    part = (said[0],) if len(said) == 1 else ()
    if len(said) > 1:
        return way
    return tuple(
        part if n.is_part and given == ("total",) else given for n, given in zip(numbers, way, strict=True)
    )


def _of_printed(way: Way, numbers: Sequence[Number], names: Sequence[Name], text: str, base: int) -> Way:
    """ "$1 + $2/4 = $3, and the guide prints $4": beside a sum of parts the printed figure is the total."""
    return tuple(
        ("total",)
        if n.amount.unit == "money"
        and not (n.is_operand or n.ends)
        and _PRINTED.search(n.before)
        and not any(_TOUCHES.fullmatch(_between(m, n, text, base)) for m in names)
        else given
        for n, given in zip(numbers, way, strict=True)
    )


def _taken_shares(numbers: Sequence[Number]) -> dict[int, tuple[str, ...]]:
    """ "15% on $200K is $30K": of pay a percentage is taken of the base, whatever else the sentence names.

    The result stands in the sentence too, alone or with the base.
    """
    out: dict[int, tuple[str, ...]] = {}
    money = [(i, n.amount.low) for i, n in enumerate(numbers) if n.amount.unit == "money" and not n.is_range]
    for k, p in enumerate(numbers):
        if p.amount.unit != "percent" or p.amount.high is None:
            continue
        for i, base in money:
            for share in (p.amount.low, p.amount.high):
                results = (base * share / 100, base + base * share / 100)
                if any(abs(m - r) <= r * _NEARLY for j, m in money if j != i for r in results if r):
                    out[i], out[k] = ("base",), ("bonus",)
    return out


def _own_only(numbers: Sequence[Number], names: Sequence[Name], text: str, base: int) -> Way | None:
    """ "It adds $1 and then a $2 sign-on": the one name is its own figure's, those before it go on about theirs."""
    leaders = [i for i, n in enumerate(numbers) if not n.closes_range and not n.is_years]
    if len(names) != 1 or len(leaders) < 2:
        return None
    touched = [i for i in leaders if _TOUCHES.fullmatch(_between(names[0], numbers[i], text, base))]
    if touched != leaders[-1:] or names[0].end <= numbers[touched[0]].start - base:
        return None
    before, own = numbers[leaders[-2]], numbers[touched[0]]
    if cost(text[before.end - base : own.start - base]) < 2:
        return None
    return tuple(names[0].names if i >= touched[0] else () for i in range(len(numbers)))
