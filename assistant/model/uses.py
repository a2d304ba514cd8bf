"""What a figure that was placed by its id is said to be: a difference, a sum, an ask, of which time.

In: a sentence, `Material`. Out: a reason where that is not what the composed sentence says of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import pairwise

from assistant.model.references import Figure, Material, Rendered
from assistant.model.turns import before_turn
from corpus.money import Amount, amounts_in
from corpus.regexes import regex

_USES = {
    "difference": regex(
        r"\b(?:gap|differ\w*|more|less|higher|lower|between|room|headroom|above|below|over|under|apart|short"
        r"|away|left|shy|distance|spread|wid\w+|span\w*|further|extra|remain\w*|exceed\w*|beyond|up\s+to\s+the\s+top"
        r"|behind|ahead|lead\w*|advantage|from\s+the|trail\w*|beat\w*|add\w*|to\s+go|before|still)\b|差"
        r"|低|高|距|空间|高出|低于|高于|多|少|还有",
        re.I,
    ),
    "middle": regex(r"\b(?:mid\w*|middle|halfway|centre|center|average|half)\b|中", re.I),
    "year": regex(
        r"\b(?:a|per|each|every|one|any|single)\s+year\b|\byear(?:ly|['’]s)?\b|\bannual\w*|\byears?\b|每年|一年"
        r"|年",
        re.I,
    ),
    "month": regex(r"\bmonth\w*|每月|一个月|月", re.I),
    "total": regex(
        r"\b(?:total\w*|sum\w*|add\w*|together|package|comes?\s+to|all\s+in|combin\w*|altogether|in\s+all|make\w*"
        r"|overall|worth|amounts?\s+to|brings?|up\s+to)\b|总|合计|加起来",
        re.I,
    ),
    "share": regex(
        r"%|\b(?:percent|per\s?cent|third|way|share|position|through|along|portion|half|quarter|up\s+the)\b"
        r"|位置|处",
        re.I,
    ),
}
_END = {
    "high": regex(r"\b(?:top|upper|max\w*|ceiling|high(?:est)?\s+end|cap)\b|上限|高端|最高", re.I),
    "low": regex(r"\b(?:bottom|floor|min\w*|low(?:er|est)?\s+end)\b|下限|低端|最低|起点", re.I),
}


def use_problems(rendered: Rendered, material: Material, uses: bool = True) -> Iterable[str]:
    """A worked-out figure that is said to be of something else, and, in answers, something else than it is."""
    worked = [
        (a, b, material.figures[f])
        for a, b, f, _ in rendered.placed
        if material.figures[f].source == "derived"
    ]
    if not worked:
        return
    placed = {f for _, _, f, _ in rendered.placed}
    homes = [s for s in material.sentences if placed & set(s.figures)]
    allowed = _mentioned(" ".join(s.text for s in homes) + " " + material.question, material)
    allowed |= {
        m
        for f in placed
        for m in _mentioned(material.figures[f].of, material)
        if material.figures[f].source == "quoted"
    }
    told = before_turn(rendered.text, max(b for _, b, _ in worked)) if uses else rendered.text
    strange = _mentioned(told, material) - allowed
    if strange:
        yield f"the figure is not of {', '.join(sorted(name for _, name in strange))}"
        return
    for start, end, figure in worked if uses else ():
        at_home = [s for s in homes if figure.id in s.figures]
        own = {u for s in at_home for u, p in _USES.items() if p.search(s.text)}
        here = {u for u, p in _USES.items() if p.search(rendered.bare)}
        if figure.derivation and figure.derivation.unit == "percent":
            here.add("share")
            own.add("share")
        way = figure.derivation is not None and _WAY_UP.match(figure.derivation.formula)
        if way and not _ON_THE_WAY.search(rendered.bare):
            yield f"{figure.text} is how far up the range a figure lies, and is not said to be"
            return
        if own and not own & here:
            yield f"{figure.text} is not said to be what it is ({', '.join(sorted(own))})"
            return
        formula = figure.derivation.formula.partition(" to ")[0] if figure.derivation else ""
        if re.fullmatch(r"[\d.]+ - [\d.]+", formula) and not _USES["difference"].search(rendered.bare):
            yield f"{figure.text} is a difference, and is not said to be one"
            return
        if _is_of_two_others(rendered.text, figure, formula):
            yield f"{figure.text} is the difference of two other figures than those that are told"
            return
        if re.fullmatch(r"\([\d.]+ \+ [\d.]+\) / 2", formula) and not _USES["middle"].search(rendered.bare):
            yield f"{figure.text} is a middle, and is not said to be one"
            return
        there = {
            e
            for s in at_home
            for a, b, f in s.numbers
            if f == figure.id and (e := _end_near(s.text, a, b, s.numbers))
        }
        near = _end_near(rendered.text, start, end, tuple((a, b, f) for a, b, f, _ in rendered.placed))
        if near and there and near not in there:
            yield f"{figure.text} is of the other end of the range"
            return


def _is_of_two_others(text: str, figure: Figure, formula: str) -> bool:
    """ "One starts at $145K and the other at $130K, $25K apart": the two figures told do not differ by that."""
    if figure.derivation is None or not re.fullmatch(r"[\d.]+ - [\d.]+", formula):
        return False
    amounts = [a for a in amounts_in(text) if a.unit == "money" and a.low == a.high]
    told = {a.low for a in amounts if a.low != figure.derivation.value}
    operands = {Decimal(operand) for operand in formula.split(" - ")}
    return len(told) == 2 and told != operands and max(told) - min(told) != figure.derivation.value


_WAY_UP = regex(r"\([\d.]+ - [\d.]+\) / \([\d.]+ - [\d.]+\)")
_ON_THE_WAY = regex(
    r"\b(?:way|through|along|up\s+the|into|position\w*|mid\w*|third|half\w*|quarter|portion|parts?|range|band|floor|top"
    r"|bottom|mark|point|percentile)\b|位置|处|中",
    re.I,
)
_PERIOD_BEHIND = regex(
    r"^\s*(?:in\s+\w+\s+)?(?:(?P<years>(?:over|for|across|in)\s+(?:all\s+|the\s+)?(?:four|4)\s+years)|(?P<year>(?:a"
    r"|per|each|every)\s+(?:single\s+)?year|yearly|annually|/\s?(?:yr|year)|每年|一年)"
    r"|(?P<month>(?:a|per|each|every)\s+month|monthly|每月)|(?P<other>(?:a|per|each|every)\s+(?:quarter|week"
    r"|day|hour)|quarterly|weekly))",
    re.I,
)
_WHICH_YEAR = regex(r"^\s*(?:in|for)?\s*(?:the\s+|your\s+)?(first|second|third|fourth)\s+year", re.I)
_IN_BRACKETS = regex(
    r"\b(?:base(?:\s+salary)?|salary|equity|rsus?|stock|bonus)\b[^,;.()]{0,12}(?:\(|\bof)\s*$", re.I
)
_WAY_BEHIND = regex(r"^\s*(?:of\s+the\s+way|up\s+the\s+(?:range|band)|through\s+the)", re.I)


def slot_problems(rendered: Rendered, material: Material) -> Iterable[str]:
    """A figure with another figure's period behind it, or a range where a share belongs."""
    for start, end, f, _ in rendered.placed:
        figure = material.figures[f]
        behind = rendered.text[end : end + 40]
        percent = figure.text.endswith("%")
        if _WAY_BEHIND.search(behind) and not (percent and figure.source == "derived"):
            yield f"{figure.text} is no share of the way"
            return
        own = [s.text[b : b + 40] for s in material.sentences for _, b, name in s.numbers if name == f]
        if (m := _WHICH_YEAR.search(behind)) and not any(
            (h := _WHICH_YEAR.search(t)) and h[1].lower() == m[1].lower() for t in own
        ):
            yield f"{figure.text} is not said of that year"
            return
        if (
            figure.source == "derived"
            and _IN_BRACKETS.search(rendered.text[:start])
            and not any(
                _IN_BRACKETS.search(s.text[:a])
                for s in material.sentences
                for a, _, name in s.numbers
                if name == f
            )
        ):
            yield f"{figure.text} is not that part of pay itself"
            return
        if (m := _PERIOD_BEHIND.search(behind)) is None:
            continue
        period = (
            {"year": "year", "4 years": "years", "once": "once"}.get(figure.fact.period or "", "")
            if figure.fact
            else ""
        )
        if m.lastgroup == period:
            continue
        same = any((h := _PERIOD_BEHIND.search(t)) and h.lastgroup == m.lastgroup for t in own)
        worked = (
            figure.source == "derived"
            and not percent
            and any(
                _USES[k].search(s.text)
                for s in material.sentences
                if f in s.figures
                for k in ("year", "month")
                if m.lastgroup and m.lastgroup.startswith(k)
            )
        )
        worked = worked or (m.lastgroup or "").startswith(_period_of(figure, material) or "∎")
        given = figure.source == "input" and m.lastgroup == "year" and not percent
        if not (same or worked or given) and not (
            percent and figure.source == "quoted" and m.lastgroup == "year"
        ):
            yield f"{figure.text} is not for that time"
            return


_LISTED = regex(r"\((?P<labels>[^()]*[a-z][^()]*)\)", re.I)


def is_called_nothing_else(rendered: Rendered, at: int, figure: Figure, material: Material) -> bool:
    """Whether a figure of a guide's prose, placed by its id, is given no other part of pay than its own.

    Code knows what it is of: "the ∎ example", "the pieces, ∎, ∎ and ∎". A list of as many parts behind as
    many figures names them in order.
    """
    label = figure.fact.cell.partition(":")[0] if figure.fact else ""
    own = _labels(label, material)
    text = rendered.text
    places = [start for start, _, _, _ in rendered.placed]
    labels = _labels(text, material)
    if at not in places or not own:
        return False
    paired: set[int] = set()
    for m in _LISTED.finditer(text):
        inside = [x for x in labels if m.start() <= x[1] < m.end()]
        ahead = [p for p in places if p < m.start()][-len(inside) :] if inside else []
        if len(inside) < 2 or len(ahead) < len(inside):
            continue
        paired |= {start for _, start in inside}
        if at in ahead and inside[ahead.index(at)][0] not in {name for name, _ in own}:
            return False
        if at in ahead:
            return True
    others = [x for x in labels if x[1] not in paired and x[0] not in {name for name, _ in own}]
    end = next(b for a, b, _, _ in rendered.placed if a == at)
    before = [start for _, start in others if start < at and not any(start < p < at for p in places)]
    behind = [start for _, start in others if start >= end and not any(end <= p < start for p in places)]
    stop = re.search(r"[,;:(]", text[end:])
    near = [s for s in behind if s < end + (stop.start() if stop else len(text))]
    return not before and not near


def _labels(text: str, material: Material) -> list[tuple[str, int]]:
    """The parts of an offer that a text names, in order, each with where it stands; "benefits" is one."""
    found = [
        (m.name, m.start) for m in material.lexicon.mentions(text, correct=False) if m.kind == "component"
    ]
    found += [("benefits", m.start()) for m in _BENEFITS.finditer(text)]
    return sorted(found, key=lambda one: one[1])


_BENEFITS = regex(r"\b(?:benefits|perks)\b", re.I)
_SAME_TIME = regex(r"\(?(?P<one>[\d.]+) [+-] (?P<other>[\d.]+)\)?(?: / 2)?")


def _period_of(figure: Figure, material: Material) -> str:
    """The period of a middle or a difference: that of the two ends it was worked out from; "" if not one."""
    m = _SAME_TIME.fullmatch(figure.derivation.formula) if figure.derivation else None
    if m is None or figure.text.endswith("%"):
        return ""
    periods = set()
    for operand in (Decimal(m["one"]), Decimal(m["other"])):
        facts = [f.fact for f in material.figures.values() if f.fact and operand in (f.fact.low, f.fact.high)]
        periods |= {f.period for f in facts}
    return {"year": "year", "4 years": "years"}.get(periods.pop() or "", "") if len(periods) == 1 else ""


ROLES = {
    "offered": regex(
        r"\byour?\s+(?:current\s+|initial\s+|written\s+)?offer\b|\byou(?:\s+have|['’]ve)?\s+(?:\w+\s+)?offer\w*"
        r"|\boffered\b|\bthe\s+offer\b|\b(?:as|that|if)\s+i\s+(?:understand|read|have)\b|\bthank|你们?(?:提供|给出|的offer)|感谢|目前",
        re.I,
    ),
    "asked": regex(
        r"\b(?:would|could|can|may|request\w*|hop\w+|ask\w*|appreciate|glad|rais\w+|possible|in\s+mind|bring"
        r"|propos\w*|aim\w*|consider|wish|want|look\w*\s+for|target|move|adjust\w*|reach|happy)\b|希望|能否|可否"
        r"|请|想要|期望|提高|考虑",
        re.I,
    ),
    "another's": regex(
        r"\b(?:another|other|competing|verbal|written)\b|\boffer\s+(?:\w+\s+)?from\b|另|其他|别的", re.I
    ),
    "left": regex(
        r"\b(?:unvested|leav\w+|left|behind|forfeit\w*|giv\w+\s+up|walk\w*\s+away|los\w+)\b|放弃|未归属|损失",
        re.I,
    ),
}


def around(text: str, at: int) -> str:
    """The sentence of a text that a place lies in: what is composed as one may be several."""
    ahead = [m.end() for m in re.finditer(r"[.?!]\s+(?=[A-Z])", text)]
    start = max((a for a in ahead if a <= at), default=0)
    return text[start : min((a for a in ahead if a > at), default=len(text))]


def role_problem(rendered: Rendered, material: Material) -> str | None:
    """In a letter: a figure that was offered, asked for, another's or left behind, said to be another of these."""
    here = {name for name, pattern in ROLES.items() if pattern.search(rendered.bare)}
    for _, _, f, _ in rendered.placed:
        homes = [around(s.text, a) for s in material.sentences for a, _, name in s.numbers if name == f]
        there = [{name for name, pattern in ROLES.items() if pattern.search(text)} for text in homes]
        if there and all(roles and not roles & here for roles in there):
            return f"{material.figures[f].text} is not said as {' or '.join(sorted(set().union(*there)))}"
        if "another's" in here and there and not any("another's" in roles for roles in there):
            return f"{material.figures[f].text} is of this offer"
    return None


_CHUNK = regex(r",\s+|;\s+|\s+and\s+|\s+plus\s+|、|，|；|和")


def part_problem(text: str, spans: Sequence[tuple[int, int]], material: Material) -> str | None:
    """In a letter: a figure said of another part of pay than it is of.

    It is read where a piece of the sentence has one figure and names one part: "a target bonus of 15%".
    """
    bounds = [0, *(m.end() for m in _CHUNK.finditer(text)), len(text)]
    for start, end in pairwise(bounds):
        inside = [(a, b) for a, b in spans if start <= a and b <= end]
        named = {
            m.name for m in material.lexicon.mentions(text[start:end], correct=False) if m.kind == "component"
        }
        named -= {"total", "options"}
        if len(inside) != 1 or len(named) != 1:
            continue
        a, b = inside[0]
        amount = next(iter(amounts_in(text[a:b])), None)
        own = _parts_of(amount, material) if amount is not None else set()
        if own and not own & named:
            return f"{text[a:b]} is not {named.pop()}"
    return None


def _parts_of(amount: Amount, material: Material) -> set[str]:
    """The parts of pay that an amount is of, as entered, asked for or printed; none where that is not known."""
    evidence = material.evidence
    own = {g.component for g in evidence.given if g.amount.low == amount.low and g.amount.unit == amount.unit}
    own |= {
        d.component for d in evidence.derived if amount.low in (d.value, d.high) and d.unit == amount.unit
    }
    own |= {f.component for f in evidence.facts if amount.low in (f.low, f.high) and f.unit == amount.unit}
    return set() if "" in own else own


_TURNS = regex(r"[,;]\s+(?:but|yet|though|although|while|whereas)\b|;\s", re.I)


def _end_near(text: str, start: int, end: int, numbers: tuple[tuple[int, int, str], ...]) -> str:
    """Which end of a range is named nearest behind a figure, or before it, up to the next figure."""
    behind = min((a for a, _, _ in numbers if a >= end), default=len(text))
    ahead = max((b for _, b, _ in numbers if b <= start), default=0)
    if all(p.search(text[end:behind]) for p in _END.values()):
        return ""  # "from floor to top"
    turn = _TURNS.search(text, end, behind)
    behind = turn.start() if turn else behind
    found: list[tuple[int, str]] = []
    for name, pattern in _END.items():
        if m := pattern.search(text[end:behind]):
            found.append((m.start(), name))
    if not found:
        for name, pattern in _END.items():
            for m in pattern.finditer(text[ahead:start]):
                found.append((start - ahead - m.end() + 1000, name))
        if len({name for _, name in found}) > 1:
            return ""
    return min(found)[1] if found else ""


def _mentioned(text: str, material: Material) -> set[tuple[str, str]]:
    return {
        (m.kind, m.name)
        for m in material.lexicon.mentions(text, correct=False)
        if m.kind in ("company", "place", "component")
        and not (m.kind == "component" and m.name in ("total", "options"))
    }
