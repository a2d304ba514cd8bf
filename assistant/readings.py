"""Whose the numbers of a sentence are: the ways in which its names can belong to them.

In: a sentence, its `Number`s, the mentions of a `Lexicon`. Out: the `Name`s that speak together
("Berlin / Hamburg"), and for each kind (companies, places, components) the ways to give them to the
numbers: by nearness, by what stands before, by what stands behind, in parallel lists. Which way is
meant is decided by `assistant.grounding`, which knows the facts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.numbers import ACROSS_A_NUMBER, RESPECTIVELY, Number, cost
from index.resolve import Lexicon, Mention

_I = re.IGNORECASE | re.ASCII
# Names of the whole that no list of components has, because only a sentence makes them one.
_ALL_TOLD = re.compile(
    r"\b(?:all\s+told|all\s+in\s+all|altogether|taken\s+together|in\s+sum|all\s+together|everything\s+included|earns?(?=\s+(?:about\s+)?[$\d])|totall?(?:s|ing)(?=\s))\b",
    _I,
)
_TOUCH = re.compile(r"(?:\s+(?:of|is|at|in|as|a|the|goes|runs|for))*[\s:*_+]*", _I)
_LEVEL_TALK = re.compile(
    r"^\W{0,2}(?:\w+\s+){0,2}?(?:terms|levels?|ladder|scale|equivalent|grades?|speak|E\d|L\d|IC\d)\b", _I
)


# "Oslo, not Bergen, …", "not Bergen but Oslo": what is denied owns no figure.
_DENIED_NAME = re.compile(
    r"\b(?:not|never|rather\s+than|instead\s+of|as\s+opposed\s+to)\s+(?:(?:in|at|for|the|its|about|of|by)\s+)*$",
    _I,
)
_CORRECTED = re.compile(r"[\s,(–—-]*(?:but|it['’]s|it\s+is|rather)\b", _I)
_ADDED_TO = re.compile(
    r"\s+(?:more\s+|extra\s+)?(?:to|onto|on\s+top\s+of|on)\s+(?:(?:the|your|their|its|my|an?)\s+)?", _I
)
_TOPIC = re.compile(
    r"\W*(?:(?:on|for|as\s+(?:for|to)|regarding|concerning|about|in\s+terms\s+of|when\s+it\s+comes\s+to|with\s+regard\s+to)\s+)"
    r"(?:the\s+|its\s+)?",
    _I,
)
_PAYS = re.compile(
    r"(?:grants?|granted|granting|bases?|awards?|pays?|earns?)|totall?(?:s|ed|ing)|in\s+total|total", _I
)


@dataclass(frozen=True, slots=True)
class Name:
    """A name of a sentence: one or more mentions that speak together ("Berlin / Hamburg")."""

    names: tuple[str, ...]
    start: int
    end: int


def names_of(
    text: str,
    mentions: Sequence[Mention],
    numbers: Sequence[Number],
    base: int,
    lexicon: Lexicon,
    same_row: Callable[[str, str, bool], bool],
) -> dict[str, list[Name]]:
    """The names of a sentence by kind, those that speak together as one, those of ladders left out."""
    free = [m for m in mentions if not any(n.start - base <= m.start < n.end - base for n in numbers)]
    places = [m for m in free if m.kind == "place"]
    around = {p.name: lexicon.around(p.name) for p in places}
    kept = {
        "company": _without_ladders(text, [m for m in free if m.kind == "company"], free, lexicon),
        "place": [
            p for p in places if not any(p.name in around[o.name] and _beside_it(p, o, text) for o in places)
        ],
        "component": [
            m for m in free if m.kind == "component" and not (m.name == "total" and _is_over_years(m, text))
        ]
        + [Mention("component", "total", m.group(), m.start(), m.end()) for m in _ALL_TOLD.finditer(text)],
    }
    kept = {kind: _without_denied(text, found, numbers, base) for kind, found in kept.items()}
    kept["component"] = _without_sums(text, kept["component"])
    kept["component"] = _under_topic(text, kept["component"])
    out: dict[str, list[Name]] = {}
    for kind, found in kept.items():
        units: list[Name] = []
        for m in sorted(found, key=lambda m: m.start):
            last = units[-1] if units else None
            if last:
                between = text[last.end : m.start]
                tight = bool(re.fullmatch(r"\s?[/(]\s?|\s?\)?\s?", between))
                loose = kind == "place" and bool(re.fullmatch(r"\s?[,&–-]\s?|\s+(?:and|or)\s+", between))
                mates = kind == "place" and any(same_row(m.name, other, tight) for other in last.names)
                if (tight and (mates or m.name in last.names)) or (loose and mates):
                    units[-1] = Name(tuple(dict.fromkeys((*last.names, m.name))), last.start, m.end)
                    continue
            units.append(Name((m.name,), m.start, m.end))
        out[kind] = units
    return out


def _is_over_years(m: Mention, text: str) -> bool:
    """ "$1 (four-year total)" is a grant's whole, and not total pay."""
    return m.text.lower() in ("total", "totals") and bool(
        re.search(r"\b(?:four|4)[\s-]years?[\s-]+(?:grand\s+)?$", text[: m.start], _I)
    )


def _beside_it(wider: Mention, place: Mention, text: str) -> bool:
    """Whether a country or area only says where a place beside it lies: "Oslo (Norway)"."""
    between = text[min(wider.end, place.end) : max(wider.start, place.start)]
    return len(between) < 25 and not re.search(r"\d", between)


def _without_denied(
    text: str, found: Sequence[Mention], numbers: Sequence[Number], base: int
) -> list[Mention]:
    """Leave out what a sentence says it is not about, where it says beside it what it is about.

    "Oslo, not Bergen" and "not Bergen but Oslo", with no figure between the two and none of its own
    behind the one denied.
    """
    ordered = sorted(found, key=lambda m: m.start)
    digits = [(n.start - base, n.end - base) for n in numbers]

    def parted(a: int, b: int) -> bool:
        return any(a <= s and e <= b for s, e in digits)

    out: list[Mention] = []
    dropped: Mention | None = None
    for i, m in enumerate(ordered):
        if dropped is not None and re.fullmatch(r"\s*[/(]\s*|\s+or\s+|\s*", text[dropped.end : m.start]):
            dropped = m  # "not Oslo / Bergen"
            continue
        dropped = None
        if _DENIED_NAME.search(text[max(0, m.start - 40) : m.start]):
            left = ordered[i - 1] if i else None
            right = ordered[i + 1] if i + 1 < len(ordered) else None
            beside_left = left is not None and m.start - left.end < 30 and not parted(left.end, m.start)
            beside_right = right is not None and bool(_CORRECTED.match(text[m.end : right.start]))
            beside_right = beside_right and right is not None and not parted(m.end, right.start)
            others = {o.name for o in (left, right) if o is not None} - {m.name}
            owns = any(0 <= s - m.end < 4 for s, _ in digits) or bool(re.match(r"['’]s?\b", text[m.end :]))
            if (beside_left or beside_right) and others and not owns:
                dropped = m
                continue
        out.append(m)
    return out


def _without_sums(text: str, found: Sequence[Mention]) -> list[Mention]:
    """ "$1 in total for the bonus": the whole of that component, and not total pay."""
    starts = {m.start for m in found}

    def is_sum(m: Mention) -> bool:
        if m.name != "total" or not re.search(r"\bin\s+$|\bin\s+total$", text[: m.end], _I):
            return False
        of = re.match(r"\s+(?:for|of|as)\s+(?:(?:the|an?|its|your|their)\s+)?", text[m.end :])
        return of is not None and m.end + of.end() in starts

    return [m for m in found if not is_sum(m)]


def _under_topic(text: str, found: Sequence[Mention]) -> list[Mention]:
    """ "On base, Acme grants …": what a sentence opens with outweighs a verb, and "in total"."""
    objects = {m.start for m in found}
    found = [  # "what it grants in base": the verb names nothing where its object does
        m
        for m in found
        if not (
            re.fullmatch(r"grant(?:s|ed|ing)?", m.text, _I)
            and (behind := re.match(r"(?:\s+(?:you|them|people))?\s+(?:in|as)\s+(?:the\s+)?", text[m.end :]))
            and m.end + behind.end() in objects
        )
    ]
    topics = [m for m in found if _TOPIC.fullmatch(text[: m.start]) and re.match(r"\s*[,:–—]", text[m.end :])]
    if len(topics) != 1:
        return list(found)
    rest = [m for m in found if m is not topics[0]]
    return topics if all(_PAYS.fullmatch(m.text) for m in rest) else list(found)


def _without_ladders(
    text: str, companies: Sequence[Mention], mentions: Sequence[Mention], lexicon: Lexicon
) -> list[Mention]:
    """Leave out companies without a guide that only explain a level: "(L4–L6 in Google terms)"."""
    known = [c for c in companies if c.name in lexicon.companies]
    levels = [m for m in mentions if m.kind == "level"]
    if not known:
        return list(companies)
    return [
        c
        for c in companies
        if c in known
        or not (
            _LEVEL_TALK.match(text[c.end :])
            or any(len(text[m.end : c.start]) < 25 for m in levels if m.end <= c.start)
            or any(len(text[c.end : m.start]) < 12 for m in levels if m.start >= c.end)
        )
    ]


def bindings(
    numbers: Sequence[Number], names: Sequence[Name], text: str, base: int, adjacent: bool = False
) -> list[tuple[tuple[str, ...], ...]]:
    """The ways to give names of one kind to the numbers: one tuple of names for each number, each way.

    Ways that leave out a name which another way gives to a number are no readings of the sentence, nor
    (with `adjacent`) ways that pass over the one name that touches a number.
    """
    distinct = list(dict.fromkeys(n.names for n in names))
    if len(distinct) <= 1:
        only = distinct[0] if distinct else ()
        first = min((m.start for m in names), default=0)
        # "15% of the base": what a share is of is not what it is.
        shares = [adjacent and n.end - base <= first and _is_share(n) for n in numbers]
        return [tuple(() if share else only for share in shares)]
    near: list[tuple[str, ...]] = []
    before: list[tuple[str, ...]] = []
    behind: list[tuple[str, ...]] = []
    for n in numbers:
        start, end = n.start - base, n.end - base
        # "20% of the $200K base": what the share is of is not what it is
        share = _is_share(n)
        usable = [m for m in names if not (share and m.start >= end)] or list(names)
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
    beside = [_beside(n, names, text, base) for n in numbers] if adjacent else []
    leaders = [i for i, n in enumerate(numbers) if not n.closes_range and not n.is_change]
    leaders = leaders or [i for i, n in enumerate(numbers) if not n.closes_range]
    in_order = bool(RESPECTIVELY.search(text))
    if leaders and len(leaders) % len(names) == 0:
        turns: list[tuple[str, ...]] = [()] * len(numbers)
        for k, i in enumerate(leaders):
            turns[i] = names[k % len(names)].names
            if numbers[i].range_end is not None:
                turns[i + 1] = turns[i]
        ways = [turns] if in_order else [*ways, turns]
    elif in_order and len(distinct) == len(leaders):
        ordered: list[tuple[str, ...]] = [()] * len(numbers)
        for k, i in enumerate(leaders):
            ordered[i] = distinct[k]
        ways = [ordered]
    if not in_order:
        for way in ways:
            way[:] = [
                touching or given for touching, given in zip(beside or [()] * len(way), way, strict=True)
            ]
    leaders_only = [tuple(way[i] for i in leaders) for way in ways]
    most = max(len(set(way)) for way in leaders_only)
    kept = [tuple(way) for way, short in zip(ways, leaders_only, strict=True) if len(set(short)) == most]
    return list(dict.fromkeys(kept))


def _is_share(n: Number) -> bool:
    return n.amount.unit == "percent" and bool(re.match(r"\s+of\b", n.behind))


def _beside(n: Number, names: Sequence[Name], text: str, base: int) -> tuple[str, ...]:
    """The one name that touches a number ("base of $1", "$1 base"), or () for none and for two."""
    if re.search(r"\b(?:add|put|tack|pil|pour|throw)\w*\W+(?:\w+\W+){0,2}$", n.before, _I):
        for m in names:  # "adds $1 to the base" speaks of the base
            if m.start >= n.end - base and _ADDED_TO.fullmatch(text[n.end - base : m.start]):
                return m.names
    touching = [
        m
        for m in names
        if _TOUCH.fullmatch(
            text[m.end : n.start - base] if m.end <= n.start - base else text[n.end - base : m.start]
        )
        and not ("total" in m.names and m.start >= n.end - base)
    ]
    return touching[0].names if len(touching) == 1 else ()
