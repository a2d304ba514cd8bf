"""Whose the numbers of a sentence are: the ways in which its names can belong to them.

In: a sentence, its `Number`s and the `Name`s of one kind. Out: the ways to give them to the numbers: by
nearness, by what stands before, by what stands behind, in parallel lists. Which way is meant is decided by
`assistant.grounding`, which knows the facts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.numbers import ACROSS_A_NUMBER, RESPECTIVELY, Number, cost, parting
from assistant.sentence_names import PAYS_WORDS, Name
from corpus.regexes import regex

_I = re.IGNORECASE | re.ASCII
# "$1 (that is Bergen)", "$1, which is Bergen": a name that speaks of the figure before it and of no other.
_APPOSED = regex(
    r"[\s*_]*(?:\(\s*|,\s*|[–—-]\s*)(?:(?:and\s+)?(?:that|which|this|it)(?:['’]s|\s+(?:is|are|belongs?\s+to|stands?|comes?)|\s+would\s+be)"
    r"|as\s+it\s+is|i\.e\.,?|namely)\s+(?:(?:only|the|for|in|from|what|row|figure|one|number|band|of|at)\s+)*$",
    _I,
)
_TOUCH = regex(
    r"(?:\s+(?:dollars?|yuan|USD|CNY|SGD))?(?:\s+(?:of|is|at|in|as|a|the|goes|runs|for))*(?:[\s:*_的]|[+](?!\s))*",
    _I,
)
# From a component on to its own figure: "equity 95K", "RSUs of $5K over four years".
_LEADS = regex(
    r"(?:\s+(?:of|is|are|at|in|as|the|max|maximum|top|goes|runs|from|about|up|to|best|around))*[\s:*_=+~(–-]*",
    _I,
)
_SMALL_WORDS = regex(r"(?:\b(?:a|an|the|then|next|finally|also|and|with|of|at)\b|[^A-Za-z])*", _I)
_CLAUSE_CLOSES = regex(r"[\s*_]*(?:[.,;)]|$)")
_CLAUSE_ENDS = regex(r"[;；]")
_THAN = regex(r"\bthan\b")
_IS_THE = regex(r"(?:\s+(?:is|as|for|of|in|target|a|the|its))*\s+", _I)
_ADDED_TO = regex(
    r"\s+(?:more\s+|extra\s+)?(?:to|onto|on\s+top\s+of|on)\s+(?:(?:the|your|their|its|my|an?)\s+)?", _I
)
# "Of the $1 in all, $2 is equity": the whole is not what its part is.
_OUT_OF = regex(r"\W*(?:out\s+)?of\s+(?:(?:the|that|its|a|about|roughly|around|some)\s+)*", _I)
# "Bergen's ceiling of $1", "the $1 of Bergen": a figure and whose it is.
_OWNS = regex(r"['’]s\s+(?:[a-z-]+\s+){0,4}", _I)
# "… $1 (Bergen does)", "… $1, that's Bergen's"
_OWNED_BY = regex(
    r"\s+(?:of|from|in|at|for)\s+(?:the\s+)?|[^\d;.,(]{0,40}[(]\s*(?:only\s+)?"
    r"|[^\d;.,(]{0,40}[,(–—]\s*(?:for\s+)?(?:it|that|this|which|those|these|they)"
    r"(?:['’](?:s|re)|\s+(?:is|are|was|were|would\s+be|belongs?\s+to))\s+(?:(?:only|the|for|in|of|at|what)\s+)*",
    _I,
)
_OF_A_WHOLE = regex(r"\s+(?:of|on(?!\s+top\b(?!\s+of)))\b", _I)
_TARGET_ON = regex(r"\s+(?:target|rate)\s+on\b", _I)
_SHARE_OF = regex(r"\s+(?:of|(?:(?:target|rate)\s+)?on)\s+(?:(?:the|your|that|this|its|their|annual|yearly)\s+)*", _I)
_AS = regex(r"\bas\s+(?:(?:the|its|their|an?)\s+)?$", _I)
_IN_BRACKETS = regex(r"\s*[(（](?:\w+\s+){0,2}")
_CLOSES = regex(r"\s*[)）]")


def bindings(
    numbers: Sequence[Number],
    names: Sequence[Name],
    text: str,
    base: int,
    adjacent: bool = False,
    named: bool = True,
) -> list[tuple[tuple[str, ...], ...]]:
    """The ways to give names of one kind to the numbers: one tuple of names for each number, each way.

    Ways that leave out a name which another way gives to a number are no readings of the sentence, nor
    (with `adjacent`) ways that pass over the one name that touches a number. With `named` the figures
    before the first name may be those of the sentence before.
    """
    if adjacent and len(names) > 1:
        names = [m for m in names if not _is_only_a_whole(m, numbers, text, base)] or names
    distinct = list(dict.fromkeys(n.names for n in names))
    if len(distinct) <= 1:
        only = distinct[0] if distinct else ()
        first = min((m.start for m in names), default=0)
        # "15% of the base": what a share is of is not what it is.
        shares = [
            adjacent
            and n.end - base <= first
            and (_is_share(n) or bool(_OUT_OF.fullmatch(n.before) and not _AS.search(text[:first])))
            for n in numbers
        ]
        taken_of = [adjacent and i > 0 and _is_base_of(numbers[i - 1], n) for i, n in enumerate(numbers)]
        # of the parts of pay a target is a share of the base
        target: tuple[str, ...] = ("base",) if only == ("bonus",) else ()
        way = tuple(
            target if of else () if share else only for share, of in zip(shares, taken_of, strict=True)
        )
        more = _unnamed_first(way, numbers, names, text, base, adjacent) if named else []
        if adjacent and (plain := _without_percents(way, numbers, names, text, base)) != way:
            more.append(plain)
        if adjacent:
            more += _each_its_own(numbers, names, text, base)
        return list(dict.fromkeys([way, *more]))
    apposed = {
        k: i
        for k, m in enumerate(names)
        if not adjacent and (i := _apposed_to(m, numbers, text, base)) is not None
    }
    near: list[tuple[str, ...]] = []
    before: list[tuple[str, ...]] = []
    behind: list[tuple[str, ...]] = []
    for n in numbers:
        start, end = n.start - base, n.end - base
        # "20% of the $200K base": what the share is of is not what it is
        share = _is_share(n)
        own = next((names[k] for k, i in apposed.items() if numbers[i] is n), None)
        free = [own] if own else [m for k, m in enumerate(names) if k not in apposed] or list(names)
        whole = next((m for m in free if m.start >= end), None) if share else None
        usable = [m for m in free if m is not whole]
        if not usable:
            if adjacent:
                near.append(())
                before.append(())
                behind.append(())
                continue
            usable = free
        ahead = [m for m in usable if m.end <= start]
        after = [m for m in usable if m.start >= end]

        def price(m: Name, start: int = start, end: int = end) -> float:
            lo, hi = (m.end, start) if m.end <= start else (end, m.start)
            crossed = sum(1 for o in numbers if lo <= o.start - base and o.end - base <= hi)
            return cost(text[lo:hi]) + crossed * ACROSS_A_NUMBER

        near.append(min(usable, key=price).names)
        before.append((ahead[-1:] or after[:1])[0].names)
        behind.append((after[:1] or ahead[-1:])[0].names)
    ways = [near, before, behind]
    if not adjacent and (apart := _denied_apart(numbers, names, text, base)):
        ways.append(apart)
    beside = [_beside(n, names, text, base) for n in numbers] if adjacent else []
    amounts = [i for i, n in enumerate(numbers) if not n.is_years] or list(range(len(numbers)))
    leaders = [i for i in amounts if not numbers[i].closes_range and not numbers[i].is_change]
    leaders = leaders or [i for i in amounts if not numbers[i].closes_range]
    in_order = bool(RESPECTIVELY.search(text))
    told = [i for i in leaders if not numbers[i].is_result]  # "A and B: $3 less $1 is $2" is two and a result
    if told != leaders and len(told) == len(names) and not apposed:
        given = iter(names)
        ways.append([next(given).names if i in told else () for i in range(len(numbers))])
    # "$1, $2 (Oslo), $3 (Bergen)": names in brackets are of the figure before them only
    asides = [
        (i, m)
        for m in names
        for i in amounts
        if _IN_BRACKETS.fullmatch(text[numbers[i].end - base : m.start])
    ]
    if not adjacent and len(asides) == len(names):
        own_aside = {i: m.names for i, m in reversed(asides)}
        ways.append([own_aside.get(i, near[i] if n.is_change else ()) for i, n in enumerate(numbers)])
    closed = {i: m.names for i, m in reversed(asides) if _CLOSES.match(text, m.end)}
    if not adjacent and len(leaders) > 1 and set(leaders) <= set(closed):  # nothing is left open
        own_way = [closed.get(i, ()) for i in range(len(numbers))]
        for i in leaders:
            if (closing := numbers[i].range_end) is not None:
                own_way[closing] = own_way[i]
        rest = [i for i in amounts if i not in closed and not numbers[i].closes_range]
        if not rest:
            return [tuple(own_way)]
    # "The same 15% in A as in B, though base differs: $1 and $2": the figures behind the last name, in its order
    last = [i for i in leaders if numbers[i].start - base >= names[-1].end]
    if len(last) == len(names) < len(leaders) and not apposed:
        ways.append([names[last.index(i)].names if i in last else near[i] for i in range(len(numbers))])
    if leaders and len(leaders) % len(names) == 0 and not apposed:
        turns = [near[i] if n.is_change and not adjacent else () for i, n in enumerate(numbers)]
        for k, i in enumerate(leaders):
            turns[i] = names[k % len(names)].names
            if numbers[i].range_end is not None:
                turns[i + 1] = turns[i]
        # "base of $1 and $2 with stock of $3 and $4 respectively": what is told in order may be the rows alone
        ways = [turns, *([before] if adjacent and len(leaders) > len(names) else [])] if in_order else [*ways, turns]
    elif not in_order and not adjacent and not apposed and len(distinct) == len(leaders) < len(names):
        # "A or B? $1 in A beats $2": a name that comes again is of the figure that its first place says
        turns = [()] * len(numbers)
        for k, i in enumerate(leaders):
            turns[i] = distinct[k]
            if (closing := numbers[i].range_end) is not None:
                turns[closing] = distinct[k]
        ways.append(turns)
    elif in_order and len(distinct) == len(leaders):
        ordered: list[tuple[str, ...]] = [()] * len(numbers)
        for k, i in enumerate(leaders):
            ordered[i] = distinct[k]
        ways = [ordered]
    # "$1, $2, $3 (base, RSU, bonus)": a list of figures and the list of what they are
    listed = len(leaders) == len(names) >= 3 and (
        numbers[amounts[-1]].end - base <= names[0].start or names[-1].end <= numbers[0].start - base
    )
    if not in_order and not listed:
        for each in ways:
            each[:] = [
                touching or given for touching, given in zip(beside or [()] * len(each), each, strict=True)
            ]
    named_by = [len({way[i] for i in leaders} - {()}) for way in ways]
    # of the ways that name as much by the figures themselves, those that leave out no name by a change either
    in_all = [(k, len({way[i] for i in amounts} - {()})) for k, way in zip(named_by, ways, strict=True)]
    kept = [tuple(way) for way, k in zip(ways, in_all, strict=True) if k == max(in_all)]
    first_ones = [
        w for way in kept if named for w in _unnamed_first(way, numbers, names, text, base, adjacent)
    ]
    nouns = {m.names for m in names if not PAYS_WORDS.fullmatch(text[m.start : m.end])}
    hinted = [_by_period(way, numbers) for way in kept if adjacent and ("equity",) in nouns]
    each_own = _each_its_own(numbers, names, text, base) if adjacent and not in_order else []
    return list(dict.fromkeys([*kept, *first_ones, *hinted, *each_own]))


def _denied_apart(
    numbers: Sequence[Number], names: Sequence[Name], text: str, base: int
) -> list[tuple[str, ...]]:
    """ "In Oslo it isn't the $1 of Bergen; it's $2.": a name that touches a denied figure is of no other."""
    own: dict[int, Name] = {}
    for i, n in enumerate(numbers):
        for m in names if n.denied else ():
            if m.end <= n.start - base:
                touches = _OWNS.fullmatch(text[m.end : n.start - base])
            else:
                touches = _OWNED_BY.fullmatch(text[n.end - base : m.start])
            if touches:
                own[i] = m
    rest = [m for m in names if m not in own.values()]
    if not own or len({m.names for m in rest}) != 1:
        return []
    return [own[i].names if i in own else rest[0].names for i in range(len(numbers))]


def _each_its_own(
    numbers: Sequence[Number], names: Sequence[Name], text: str, base: int
) -> list[tuple[tuple[str, ...], ...]]:
    """ "$1–$2, then $3–$4 of stock, 15%": each name is of the figure that it touches, the rest of a row has none.

    Only whole bands and shares go without a name: an end of a band is said of something.
    """
    leaders = [i for i, n in enumerate(numbers) if not n.closes_range and not n.is_years]
    if not names or len(leaders) <= len(names):
        return []
    given: dict[int, tuple[str, ...]] = {}
    for m in names:
        touched = [i for i in leaders if _touches(m, numbers[i], numbers, text, base)]
        if len(touched) != 1 or touched[0] in given:
            return []
        given[touched[0]] = m.names
    unnamed = [i for i in leaders if i not in given]
    if any(not _stands_bare(numbers, i, first=i == leaders[0]) for i in unnamed):
        return []
    out = [given.get(i, ()) for i in range(len(numbers))]
    for i in leaders:
        if (end := numbers[i].range_end) is not None:
            out[end] = out[i]
    return [tuple(out)]


def _stands_bare(numbers: Sequence[Number], i: int, first: bool) -> bool:
    """Whether a figure is a whole band or a share with no word of its own: ", 15%," in a row told in order."""
    n = numbers[i]
    if not n.ends and n.amount.unit != "percent":
        return False
    last = n if n.range_end is None else numbers[n.range_end]
    ahead = "" if first else parting(n.before)[-1]
    return bool(_SMALL_WORDS.fullmatch(ahead) and _SMALL_WORDS.fullmatch(parting(last.behind)[0]))


def _touches(m: Name, n: Number, numbers: Sequence[Number], text: str, base: int) -> bool:
    """Whether nothing but small words parts a name from a figure; "total" stands in front, or ends its clause."""
    if m.end <= n.start - base:
        return bool(_TOUCH.fullmatch(text[m.end : n.start - base]))
    end = (n.end if n.range_end is None else numbers[n.range_end].end) - base
    if m.start < end or not _TOUCH.fullmatch(text[end : m.start]):
        return False
    return "total" not in m.names or bool(_CLAUSE_CLOSES.match(text, m.end))


def _by_period(way: tuple[tuple[str, ...], ...], numbers: Sequence[Number]) -> tuple[tuple[str, ...], ...]:
    """ "Stock before base: $1 over four years": of the parts named it is the one that is over four years."""
    return tuple(
        ("equity",) if n.period == "4 years" else given for n, given in zip(numbers, way, strict=True)
    )


def _unnamed_first(
    way: Sequence[tuple[str, ...]],
    numbers: Sequence[Number],
    names: Sequence[Name],
    text: str,
    base: int,
    adjacent: bool,
) -> list[tuple[tuple[str, ...], ...]]:
    """ "Acme pays $1, equity $2": a component in front of its own figure says nothing of the one before.

    The figures before the first name are then without one, if it touches a later figure and something
    parts it from them.
    """
    if not names:
        return []
    first = min(names, key=lambda m: m.start)
    earlier = [i for i, n in enumerate(numbers) if n.end - base <= first.start]
    if adjacent and len(earlier) > 1:  # "the end is $1, and 15% is the bonus"
        own, left = numbers[earlier[-1]], numbers[earlier[-2]]
        touches = _IS_THE.fullmatch(text[own.end - base : first.start])
        if (
            touches
            and own.amount.unit == "percent"
            and not own.closes_range
            and cost(text[left.end - base : own.start - base]) >= 2
        ):
            return [tuple(() if i in earlier[:-1] else given for i, given in enumerate(way))]
    later = [n for n in numbers if n.start - base >= first.end]
    if not earlier or not later:
        return []
    last = numbers[earlier[-1]]
    between = text[last.end - base : first.start]
    apart = cost(between) >= 2
    ahead = text[first.end : later[0].start - base]
    if adjacent and _CLAUSE_ENDS.search(between) and cost(ahead) < 1:
        return [tuple(() if i in earlier else given for i, given in enumerate(way))]
    if not apart or not (_LEADS.fullmatch(ahead) or cost(_THAN.sub(" ", ahead)) < 0.4):
        return []
    return [tuple(() if i in earlier else given for i, given in enumerate(way))]


def _without_percents(
    way: tuple[tuple[str, ...], ...], numbers: Sequence[Number], names: Sequence[Name], text: str, base: int
) -> tuple[tuple[str, ...], ...]:
    """ "$1 base, and 15% on top": a percentage apart from the one name, which has its own amount, has none."""
    owned = any(n.amount.unit == "money" for n in numbers)
    out = list(way)
    for i, n in enumerate(numbers):
        if not owned or n.amount.unit != "percent" or not i:
            continue
        start = n.start - base
        ahead = max((m.end for m in names if m.end <= start), default=None)
        behind = min((m.start for m in names if m.start >= n.end - base), default=None)
        far = ahead is None or cost(text[ahead:start]) >= 2
        if far and behind is None and numbers[i - 1].amount.unit == "money":
            out[i] = ()
    return tuple(out)


def _apposed_to(m: Name, numbers: Sequence[Number], text: str, base: int) -> int | None:
    """The number that a name in an aside speaks of: "$1 (that is Bergen)"; None for none."""
    before = [i for i, n in enumerate(numbers) if n.end - base <= m.start]
    if not before:
        return None
    return before[-1] if _APPOSED.fullmatch(text[numbers[before[-1]].end - base : m.start]) else None


def _is_only_a_whole(m: Name, numbers: Sequence[Number], text: str, base: int) -> bool:
    """ "The bonus, $1, is 20% of base": a name that a share is of, and no figure's own."""
    if m.names == ("bonus",):
        return False  # "15% of bonus"
    shares = (n for n in numbers if n.end - base <= m.start and _is_share(n))
    if not any(_SHARE_OF.fullmatch(text[n.end - base : m.start]) for n in shares):
        return False
    following = next((n for n in numbers if n.start - base >= m.end), None)
    return following is None or cost(text[m.end : following.start - base]) >= 2


def _is_share(n: Number) -> bool:
    return n.amount.unit == "percent" and bool(_OF_A_WHOLE.match(n.behind))


def _is_base_of(share: Number, n: Number) -> bool:
    """ "A bonus of 15% of $1": what a share is taken of is no bonus."""
    return (
        (_is_share(share) or bool(_TARGET_ON.match(share.behind)))
        and share.end < n.start
        and bool(_SHARE_OF.fullmatch(n.before))
    )


def _beside(n: Number, names: Sequence[Name], text: str, base: int) -> tuple[str, ...]:
    """The one name that touches a number ("base of $1", "$1 base"), or () for none and for two."""
    if re.search(r"\b(?:add|put|tack|pil|pour|throw)\w*\W+(?:\w+\W+){0,2}$", n.before, _I):
        for m in names:  # "adds $1 to the base" speaks of the base
            if m.start >= n.end - base and _ADDED_TO.fullmatch(text[n.end - base : m.start]):
                return m.names
    whole = next((m for m in names if m.start >= n.end - base), None) if _is_share(n) else None
    touching = [
        m
        for m in names
        if m is not whole
        and _TOUCH.fullmatch(
            text[m.end : n.start - base] if m.end <= n.start - base else text[n.end - base : m.start]
        )
        and not ("total" in m.names and m.start >= n.end - base)
    ]
    return touching[0].names if len(touching) == 1 else ()
