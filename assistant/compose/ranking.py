"""Rows in order of their pay: the highest, the second lowest, the top three, the one after another.

In: rows with their facts, a `Question`. Out: sentences. Which place in the order is meant is read from
its words alone; rows that may not be ranked against each other are ranked in groups of their own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from assistant.compose.arithmetic import Worked, say_relation, tell
from assistant.compose.compare import (
    Way,
    best_of,
    cell_operand,
    groups_of,
    places_in_order,
    say_unranked,
    scope_of,
)
from assistant.compose.wording import digits, label, listed, shown, where
from assistant.page import Page, Style
from assistant.question import Question
from corpus.bands import Fact
from corpus.regexes import regex
from index.names import is_same_part
from index.resolve import Target

_ORDINAL = regex(
    r"\b(?:(?P<n2>second|2nd)|(?P<n3>third|3rd)|(?P<n4>fourth|4th)|(?P<n5>fifth|5th)|(?P<n6>sixth|6th))[\s-]+(?:from\s+(?:the\s+)?|to[\s-]+(?:the\s+)?)?"
    r"(?P<of>high|low|most|least|best|worst|big|small|larg|top|bottom|cheap|rich|last|place|end|pay|in\b)"
    r"|\b(?:number|no\.?|rank|place)\s+(?P<number>[2-7])(?!\d)|第(?P<zh>[二三四五六])|倒数第(?P<back>[一二三四五六])",
    re.I,
)
_CHINESE = "一二三四五六"
_FROM_BELOW = regex(
    r"\b(?:last\s+(?:place|one|row|in)|penultimate|(?:second|third|next)[\s-]+to[\s-]+(?:the\s+)?last|from\s+(?:the\s+)?(?:bottom|end|last)|ascending)\b|倒数",
    re.I,
)
_NEXT_TO_LAST = regex(
    r"\bpenultimate\b|\bnext[\s-]+to[\s-]+(?:the\s+)?last\b|\brunner[\s-]?up\b|\bnext[\s-]+(?:highest|lowest|best|worst)",
    re.I,
)
_SEVERAL = regex(
    r"\b(?:top|bottom|best|worst|first|last|highest|lowest)\s+(?:(two|2)|(three|3)|(four|4)|(five|5))\b"
    r"|\b(?:(two|2)|(three|3)|(four|4)|(five|5))\s+(?:\w+\s+)?(?:highest|lowest|best|worst|biggest|smallest|largest|cheapest|top|bottom)"
    r"|\b(?:which|what|name|list)\s+(?:the\s+)?(?:(two|2)|(three|3)|(four|4)|(five|5))\s+(?:\w+\s+){0,6}?(?:highest|lowest|best|worst|biggest|smallest|most|least)"
    r"|前(?:([二两])|(三)|(四)|(五))",
    re.I,
)
_IN_ORDER = regex(
    r"\bfrom\s+(?:low|high|best|worst|small|big|top|bottom)\w*\s+to\b|\brank\w*|\bsort\w*|\border(?:ed)?\b|\b(?:high|low)(?:est)?\s+to\s+(?:high|low)|\bdescending"
    r"|\bascending|排序|排名",
    re.I,
)
_RISING = regex(
    r"\b(?:low\w*|small\w*|least|bottom)\s+(?:\w+\s+)?(?:to|first)\b|\bascending\b|从低到高", re.I
)
_HIGHEST_FLOOR = regex(
    r"\b(?:highest|biggest|best|largest|top)\s+(?:\w+\s+){0,2}?(?:floors?|min(?:imum)?s?|bottoms?|starting|low\s+end)\b",
    re.I,
)
_LOWEST_TOP = regex(
    r"\b(?:lowest|smallest|worst)\s+(?:\w+\s+){0,2}?(?:tops?|ceilings?|max(?:imum)?s?|caps?|upper)\b", re.I
)
# What stands before a place where the row beside its own in the order is meant.
_BESIDE = regex(
    r"\b(?P<way>after|following|behind|below|under|beneath|above|before|ahead\s+of|except(?:\s+for)?|besides|apart\s+from|excluding|without)"
    r"\s+(?:the\s+|meta['’]?s?\s+)?$",
    re.I,
)
_WHICH_PLACE = regex(
    r"\b(?:which|what)\s+(?:\w+\s+)?(?:regions?|places?|city|cities|locations?|rows?|one|office|country)\b|\bwho\b|哪",
    re.I,
)
_STEPS = regex(r"\b(?:next|right|just|directly|straight|immediately|comes?|follows?|ranks?)\b", re.I)


# "The widest band", "the biggest spread": rows in order of how far their ends are apart.
_WIDEST = regex(
    r"\b(?:wid|broad)est\b|\b(?:biggest|largest|greatest|most)\s+(?:\w+\s+){0,2}?(?:spread|span|width|distance|gap|room\s+between)\b|跨度最大|最宽",
    re.I,
)
_NARROWEST = regex(
    r"\b(?:narrow|tight)est\b|\b(?:smallest|least)\s+(?:\w+\s+){0,2}?(?:spread|span|width|distance|gap)\b|跨度最小|最窄",
    re.I,
)


@dataclass(frozen=True, slots=True)
class _Order:
    """Which rows of an order are meant, counted from the end that the question names."""

    first: int  # how many come before the first that is meant
    count: int
    from_below: bool


def ranks_all_rows(q: Question) -> bool:
    """A place in the order of all rows of a company, though one of them is named: "the lowest is Graz, and
    which region comes second", "what comes after Graz"."""
    if beside_place(q):
        return True
    return q.has("superlative") and not q.given and _order(q).first > 0 and bool(_WHICH_PLACE.search(q.text))


def beside_place(q: Question) -> str:
    """The place whose neighbour in the order is asked for: "what comes after Graz", "the lowest after Graz"."""
    if not (q.has("superlative") or _STEPS.search(q.text)) or q.given:
        return ""
    for m in q.resolved.mentions:
        if m.kind == "place" and _BESIDE.search(q.text[: m.start]):
            return m.text
    return ""


def _order(q: Question) -> _Order:
    text = q.text
    below = q.bound == "low" or (q.bound == "" and bool(_FROM_BELOW.search(text)))
    found = _ORDINAL.search(text)
    first = 0
    if found is not None:
        named = next((n for n in range(2, 7) if found[f"n{n}"]), 0)
        chinese = found["zh"] or found["back"]
        first = (
            int(found["number"]) if found["number"] else _CHINESE.index(chinese) + 1 if chinese else named
        ) - 1
    elif _NEXT_TO_LAST.search(text):
        first = 1
    many = _SEVERAL.search(text)
    count = 1 if many is None or first else 2 + next(i for i, g in enumerate(many.groups()) if g) % 4
    return _Order(first, count, below or bool(_FROM_BELOW.search(text) and q.bound != "high"))


def _ends(fact: Fact) -> tuple[Decimal, Decimal]:
    return fact.high if fact.high is not None else Decimal("Infinity"), fact.low or Decimal(0)


def _say_extremes(page: Page, q: Question, group: Sequence[tuple[Target, Fact]]) -> None:
    """ "Between the highest and the lowest top": the two rows furthest apart, at one end."""
    end: Literal["low", "high"] = "low" if _BOTTOMS.search(q.text) and not _TOPS.search(q.text) else "high"
    cells = [o for t, f in group if (o := cell_operand(page, t, f, end)) is not None]
    if len(cells) > 1:
        most, least = max(cells, key=lambda o: o.value), min(cells, key=lambda o: o.value)
        say_relation(page, q, least, most, usual=True)


# "By how much more than the second", "the margin over the next".
_TO_THE_NEXT = regex(
    r"\b(?:margin|lead|gap|difference|distance|ahead|much|far|apart)\b[^.?!]{0,40}\b(?:next|second|2nd|runner[\s-]?up|other|rest|closest)\b"
    r"(?!\s+(?:year|offer|week|month|round|company['’]s|highest|best|lowest))",
    re.I,
)


def _say_ahead(page: Page, q: Question, group: Sequence[tuple[Target, Fact]], end: Literal["low", "high"]) -> None:
    """How far the first row is from the one that comes next, at the end by which they are ranked."""
    cells = [o for t, f in group if (o := cell_operand(page, t, f, end)) is not None]
    cells.sort(key=lambda o: o.value, reverse=end == "high")
    behind = [o for o in cells if o.value != cells[0].value]
    if behind:
        asked = replace(q, wants=(q.wants & {"change", "ratio"}) | {"difference"})
        less, more = sorted((cells[0], behind[0]), key=lambda o: o.value)
        say_relation(page, asked, less, more, usual=True)


_TOPS = regex(r"\b(?:top|ceiling|max\w*|upper|cap)\b", re.I)
_BOTTOMS = regex(r"\b(?:bottom|floor|min\w*|lower|start\w*)\b", re.I)


def write_superlative(
    page: Page, q: Question, rows: Sequence[tuple[Target, list[Fact]]], components: Sequence[str]
) -> None:
    filled = [(t, facts) for t, facts in rows if facts]
    rising = q.bound == "low" or bool(_RISING.search(q.text))
    if (
        _IN_ORDER.search(q.text)
        and len(components) == 1
        and len({f.currency for _, fs in filled for f in fs}) == 1
    ):
        filled.sort(key=lambda row: _ends(row[1][0]), reverse=not rising)
    named = list(components) or [
        "total" if any(f.component == "total" for _, fs in filled for f in fs) else "base"
    ]
    if not components and "base" not in named and any(f.component == "base" for _, fs in filled for f in fs):
        named.append("base")
    has = dict.fromkeys(f.component for _, fs in filled for f in fs)
    if not set(named) & set(has):  # "pay" of tables that name a part by a name of their own
        named = [c for c in has if any(is_same_part(own, c) for own in named)] or list(has)[:1]
    used: list[Fact] = []
    groups_seen = 0
    wide, narrow = bool(_WIDEST.search(q.text)), bool(_NARROWEST.search(q.text))
    order = _order(q)
    way: Way = "low" if order.from_below else "high"
    if _HIGHEST_FLOOR.search(q.text):
        way = "highest floor"
    elif _LOWEST_TOP.search(q.text):
        way = "lowest top"
    elif rising and not _ORDINAL.search(q.text):
        way = "low"
    beside = beside_place(q)
    for component in named:
        facts = [(t, f) for t, fs in filled for f in fs if f.component == component]
        groups = groups_of(facts)
        groups_seen = max(groups_seen, len(groups))
        for group in groups:
            scope = scope_of(group) if len(groups) > 1 else ""
            if wide or narrow:
                for widest in (True, False)[0 if wide else 1 : 2 if narrow else 1]:
                    _say_widest(page, group, widest, scope, "bullet" if len(groups) > 1 else "sentence")
                continue
            nths = list(range(order.first, order.first + order.count))
            if beside:
                nths = _beside(q, group, way, beside)
            for nth in nths:
                text, passages = best_of(page, group, way, scope, nth)
                page.say(text, *passages, style="bullet" if len(groups) > 1 or len(nths) > 1 else "sentence")
        used += [f for _, f in facts]
        apart = len(groups) == 1 and len(facts) > 1 and not (wide or narrow)
        if apart and not order.first and _TO_THE_NEXT.search(q.text):
            _say_ahead(page, q, groups[0], "low" if way == "low" else "high")
        elif apart and len(facts) > 2 and q.has("difference", "spread"):
            _say_extremes(page, q, groups[0])
    if groups_seen > 1:
        say_unranked(page, used)
    if len(filled) <= 8:
        page.say("All the rows compared:", style="lead", required=False)
        for t, cells in filled:
            kept = [f for f in cells if f.component in named]
            if not kept:
                continue
            page.say(
                f"{where(t)}: {listed(kept)}.",
                *(page.passage_of(f) for f in kept),
                style="bullet",
                required=False,
            )


def _say_widest(
    page: Page, group: Sequence[tuple[Target, Fact]], widest: bool, scope: str, style: Style
) -> None:
    """The row whose ends are furthest apart, or least, and by how much."""
    widths = []
    for t, f in group:
        if f.low is not None and f.high is not None:
            formula, passage = f"{digits(f.high)} - {digits(f.low)}", page.passage_of(f)
            widths.append((t, f, Worked(f.high - f.low, formula, (passage,), f.unit, f.currency, f.mark)))
    if not widths:
        return
    best = (max if widest else min)(w.value for _, _, w in widths)
    ties = [(t, f, w) for t, f, w in widths if w.value == best]
    word, among = ("widest" if widest else "narrowest"), f" among {scope}" if scope else ""
    name, told = label(ties[0][1].component), _apart(tell(page, ties[0][2]))
    rows = ", ".join(f"{where(t)}, {shown(f)}" for t, f, _ in ties)
    verb = "is that of" if len(ties) == 1 else f"is the same in {len(ties)} rows,"
    page.say(
        f"The {word} range of {name}{among} {verb} {rows}: {told} from floor to top.",
        *(page.passage_of(f) for _, f, _ in ties),
        style=style,
    )


def _apart(width: str) -> str:
    return f"{width[:-1]} percentage points" if width.endswith("%") else width


def _beside(q: Question, group: Sequence[tuple[Target, Fact]], end: Way, place: str) -> list[int]:
    """The place in the order of the row that stands beside the named one."""
    values = places_in_order([f for _, f in group], end)
    mine = {t.row for t in q.resolved.targets if t.asked == place}
    own = next(
        (values.index(v) for t, f in group if t.row in mine for v in [places_in_order([f], end)[0]]), None
    )
    if own is None:
        return []
    way = next(
        found["way"].lower()
        for m in q.resolved.mentions
        if m.text == place and (found := _BESIDE.search(q.text[: m.start]))
    )
    if way.startswith(("except", "besides", "apart", "excluding", "without")):
        return [0 if own else 1]
    up = way.startswith(("above", "before", "ahead")) != (
        end == "low" and way in ("above", "below", "under", "beneath", "behind")
    )
    nth = own - 1 if up else own + 1
    return [nth] if 0 <= nth < len(values) else []
