"""Rows against each other: which is higher, by how much, and which cannot be ranked.

In: rows with their facts. Out: sentences. Amounts are never ranked or subtracted across currencies,
nor a plain `$` printed abroad against another guide's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from assistant.compose.arithmetic import Operand, Worked, say_relation, tell
from assistant.compose.rows import MAIN, say_derived_of_cells, write_rows
from assistant.compose.wording import digits, end_text, label, listed, period_words, shown, where
from assistant.page import Page
from assistant.question import HIGH_WORD, LOW_WORD, Question
from corpus.bands import Fact
from corpus.passages import Passage
from corpus.regexes import regex
from index.resolve import Target, words_of

_US = regex(r"(?<![\w.])U\.?S\.?(?:A\.?)?(?![\w])")


def in_us(fact: Fact) -> bool:
    return _us_region(fact.region or "")


@lru_cache(maxsize=1024)
def _us_region(region: str) -> bool:
    from corpus.aliases import read_aliases
    from index.names import TOWN_AND_STATE, places_in_region

    aliases = read_aliases()
    known = {words_of(n): name for name, names in aliases.place_names.items() for n in (name, *names)}
    if _US.search(region):
        return True  # "Remote US"
    for piece in places_in_region(region):
        name = known.get(words_of(piece), "")
        if not name and (town := TOWN_AND_STATE.fullmatch(piece)):
            name = aliases.states.get(town["code"], "")
        seen = 0
        while name and seen < 6:
            if name == "US":
                return True
            name = aliases.places[name].within if name in aliases.places else ""
            seen += 1
    return not region


def comparable(a: Fact, b: Fact) -> bool:
    if a.unit != b.unit or a.currency != b.currency or a.period != b.period:
        return False
    return a.unit == "percent" or a.company == b.company or (in_us(a) and in_us(b)) or a.mark != "$" != b.mark


def _components_of(rows: Sequence[tuple[Target, list[Fact]]], components: Sequence[str]) -> list[str]:
    named = list(components) or [c for c in MAIN if any(f.component == c for _, facts in rows for f in facts)]
    extra = [
        f.component
        for _, facts in rows
        for f in facts
        if f.component not in named and f.component not in MAIN
    ]
    return list(dict.fromkeys(named + (extra if not components else [])))


def write_comparison(
    page: Page, q: Question, rows: Sequence[tuple[Target, list[Fact]]], components: Sequence[str]
) -> None:
    filled = [(t, facts) for t, facts in rows if facts]
    filled = list({(t.row, t.guide, t.level): (t, facts) for t, facts in reversed(filled)}.values())[::-1]
    if len(filled) < 2:
        if len(rows) > 1 and len({t.asked for t, _ in rows}) > 1 and filled:
            row = page.passage_of(filled[0][1][0])
            page.say(f"Both stand in one row of the guide, {where(filled[0][0])}.", row, required=False)
            rows = filled
        write_rows(page, q, rows, components)
        return
    verdicts: list[tuple[str, tuple[Passage | None, ...]]] = []
    unranked = False
    for component in _components_of(filled, components):
        facts = [(t, f) for t, fs in filled for f in fs if f.component == component]
        if len(facts) == 2:
            (ta, a), (tb, b) = facts
            own = _own_ends(q, ta, tb)
            if own and comparable(a, b):
                x, y = cell_operand(page, ta, a, own[0]), cell_operand(page, tb, b, own[1])
                if x and y:
                    say_relation(page, replace(q, wants=q.wants | {"difference"}), x, y, ordered=True)
            if comparable(a, b):
                verdicts.append(_versus(page, q, ta, a, tb, b))
            else:
                unranked = True
        elif len(facts) > 2:
            groups = groups_of(facts)
            if len(groups) > 1:
                unranked = True
            for group in groups:
                if len(group) > 1:
                    scope = scope_of(group) if len(groups) > 1 else ""
                    way: Way = "highest floor" if q.bound == "low" else "high"
                    verdicts.append(best_of(page, group, way, scope))
    for text, passages in verdicts[:4]:
        page.say(text, *passages, style="bullet" if len(verdicts) > 1 else "sentence")
    if q.has("difference") and len(filled) > 2:
        _say_apart(page, q, filled, components)
    if q.has("share", "ratio", "change"):
        _say_in_percent(page, q, filled, components)
    if q.has("spread"):
        _say_widths(page, filled, components)
    if q.has("midpoint"):
        _say_middles(page, q, filled, components)
    closed = all(f.high is not None for _, fs in filled for f in fs)
    if len(filled) == 2 and closed and not unranked and not q.bound and 0 < len(verdicts) <= 4:
        # The sentences above have both rows whole.
        say_derived_of_cells(page, replace(q, wants=q.wants & {"annual", "monthly"}), filled)
        return
    page.say("What the guides give:", style="lead", required=False)
    for t, cells in filled:
        page.say(f"{where(t)}: {listed(cells)}.", *(page.passage_of(f) for f in cells), style="bullet")
    if unranked:
        say_unranked(page, [f for _, fs in filled for f in fs])
    say_derived_of_cells(page, replace(q, wants=q.wants - {"spread", "share", "ratio", "change"}), filled)


def _say_apart(
    page: Page, q: Question, rows: Sequence[tuple[Target, list[Fact]]], components: Sequence[str]
) -> None:
    """How far the best rows of two companies are apart: "does Acme pay more than Globex here, and by how much"."""
    companies = list(dict.fromkeys(t.row.company for t, _ in rows))
    if len(companies) != 2:
        return
    for component in _components_of(rows, components):
        facts = [(t, f) for t, fs in rows for f in fs if f.component == component and f.unit == "money"]
        ends = [e for e in ends_asked(q) if all((f.low if e == "low" else f.high) is not None for _, f in facts)]
        own = [[(t, f) for t, f in facts if t.row.company == company] for company in companies]
        if not all(own) or len(groups_of(facts)) > 1:
            continue
        for end in ends:
            best = [max(each, key=lambda one: (one[1].low if end == "low" else one[1].high) or 0) for each in own]
            a, b = (cell_operand(page, t, f, end) for t, f in best)
            if a and b:
                say_relation(page, replace(q, wants=frozenset({"difference"})), a, b)


def _say_widths(page: Page, rows: Sequence[tuple[Target, list[Fact]]], components: Sequence[str]) -> None:
    """How wide two ranges of one currency are, and by how much the one is wider."""
    for component in components:
        facts = [(t, f) for t, fs in rows for f in fs if f.component == component and f.unit == "money"]
        if len(facts) != 2 or not comparable(facts[0][1], facts[1][1]):
            continue
        said: list[tuple[Worked, Target, str]] = []
        for t, f in facts:
            if f.low is None or f.high is None:
                return
            formula = f"{digits(f.high)} - {digits(f.low)}"
            width = Worked(f.high - f.low, formula, (page.passage_of(f),), "money", f.currency, f.mark)
            said.append((width, t, label(f.component)))
        (one, ta, name), (two, tb, _) = sorted(said, key=lambda each: -each[0].value)
        passages = [page.passage_of(f) for _, f in facts]
        page.say(
            f"The {name} range for {where(ta)} is {tell(page, one)} wide, that for {where(tb)} {tell(page, two)}: "
            f"{tell(page, one - two)} wider.",
            *passages,
        )


def _say_middles(
    page: Page, q: Question, rows: Sequence[tuple[Target, list[Fact]]], components: Sequence[str]
) -> None:
    """The midpoints of two ranges of one currency, and how far they are apart."""
    for component in components:
        facts = [(t, f) for t, fs in rows for f in fs if f.component == component and f.unit == "money"]
        if len(facts) != 2 or not comparable(facts[0][1], facts[1][1]):
            continue
        ends: list[Operand] = []
        for t, f in facts:
            if f.low is None or f.high is None:
                return
            formula, passage = f"({digits(f.low)} + {digits(f.high)}) / 2", page.passage_of(f)
            worked = Worked((f.low + f.high) / 2, formula, (passage,), "money", f.currency, f.mark)
            said = f"the midpoint of the {label(component)} range for {where(t)}, {tell(page, worked)},"
            ends.append(Operand(worked.value, said, formula, passage, "money", f.currency, f.mark))
        say_relation(page, replace(q, wants=q.wants | {"difference"}), ends[0], ends[1])


def _say_in_percent(
    page: Page, q: Question, rows: Sequence[tuple[Target, list[Fact]]], components: Sequence[str]
) -> None:
    """How two cells stand to each other in percent, at the ends asked for."""
    wants = q.wants - {"difference"}
    for component in _components_of(rows, components):
        facts = [(t, f) for t, fs in rows for f in fs if f.component == component and f.unit == "money"]
        if len(facts) == 2 and comparable(facts[0][1], facts[1][1]):
            for end in ends_asked(q):
                a, b = (cell_operand(page, t, f, end) for t, f in facts)
                if a and b:
                    say_relation(page, replace(q, wants=wants), a, b)


End = Literal["low", "high"]


def _own_ends(q: Question, ta: Target, tb: Target) -> tuple[End, End] | None:
    """ "Is the floor in A above the ceiling in B": an end of each row, where the two differ."""
    cues: list[tuple[int, End]] = [(m.start(), "low") for m in LOW_WORD.finditer(q.text)]
    cues += [(m.start(), "high") for m in HIGH_WORD.finditer(q.text)]
    ends: list[End] = []
    if len(cues) == 2 and ta.asked != tb.asked:
        # "The floor in A above the top in B": as they are told, one after the other.
        at = [next((m.start for m in q.resolved.mentions if m.text == t.asked), -1) for t in (ta, tb)]
        first, last = (end for _, end in sorted(cues))
        before = sorted(cues)[0][0] < min(at) < sorted(cues)[1][0] < max(at)
        if min(at) >= 0 and before and first != last:
            return (first, last) if at[0] < at[1] else (last, first)
    for target in (ta, tb):
        names = {target.asked} if ta.asked != tb.asked else set()  # one place: the companies tell them apart
        places = [
            m for m in q.resolved.mentions
            if m.text in names or (not names and m.kind == "company" and m.name == target.row.company)
        ]  # fmt: skip
        places = [m for m in places if m.kind in ("place", "company")]
        if names:
            near = sorted(cues, key=lambda cue: min((abs(cue[0] - m.start) for m in places), default=999))
        else:
            near = [cue for cue in sorted(cues) if places and cue[0] > places[0].start]
        if not near or not places:
            return None
        ends.append(near[0][1])
    return (ends[0], ends[1]) if ends[0] != ends[1] else None


def ends_asked(q: Question) -> tuple[Literal["low", "high"], ...]:
    """The ends of a range that a question is about: the one it names, else both."""
    return ("low",) if q.bound == "low" else ("high",) if q.bound == "high" else ("low", "high")


def cell_operand(page: Page, target: Target, fact: Fact, end: Literal["low", "high"]) -> Operand | None:
    """One end of a cell as an operand of a sum."""
    value = fact.low if end == "low" else fact.high
    if value is None:
        return None
    word = "" if fact.low == fact.high else " at the floor" if end == "low" else " at the top"
    said = f"the {label(fact.component)} for {where(target)}{word}, {end_text(page, fact, value)},"
    passage = page.passage_of(fact)
    return Operand(value, said, digits(value), passage, fact.unit, fact.currency, fact.mark)


def groups_of(facts: Sequence[tuple[Target, Fact]]) -> list[list[tuple[Target, Fact]]]:
    out: list[list[tuple[Target, Fact]]] = []
    for t, f in facts:
        for group in out:
            if all(comparable(f, g) for _, g in group):
                group.append((t, f))
                break
        else:
            out.append([(t, f)])
    return out


def _versus(
    page: Page, q: Question, ta: Target, a: Fact, tb: Target, b: Fact
) -> tuple[str, tuple[Passage | None, ...]]:
    """Which of two comparable cells is higher, at the ends asked for, and by how much."""
    passages = (page.passage_of(a), page.passage_of(b))
    name = label(a.component)
    if (a.low, a.high) == (b.low, b.high):
        same = f"The {name} is the same for {where(ta)} and {where(tb)}: {shown(a)}{period_words(a)}."
        return same, passages
    pairs = {"top": (a.high, b.high), "bottom": (a.low, b.low)}
    if q.bound:
        pairs = {"top": pairs["top"]} if q.bound == "high" else {"bottom": pairs["bottom"]}
    ends = {at: (x, y) for at, (x, y) in pairs.items() if x is not None and y is not None}
    if all(x >= y for x, y in ends.values()) or all(x <= y for x, y in ends.values()):
        return _one_gives_more(page, name, ta, a, tb, b, ends), passages
    said = []
    for at, (x, y) in ends.items():
        (first, more), (second, less) = sorted(((ta, x), (tb, y)), key=lambda pair: -pair[1])
        diff = _difference(page, a, b, more, less)
        said.append(
            f"at the {at} {where(first)} gives more {name}, {end_text(page, a, more)} against "
            f"{end_text(page, b, less)} for {where(second)}, {diff} more"
        )
    text = "; ".join(said)
    return text[0].upper() + text[1:] + ".", passages


def _one_gives_more(
    page: Page,
    name: str,
    ta: Target,
    a: Fact,
    tb: Target,
    b: Fact,
    ends: dict[str, tuple[Decimal, Decimal]],
) -> str:
    """One row is at least as high at every end asked for; each figure stands behind its own row."""
    if any(x < y for x, y in ends.values()):
        ta, a, tb, b = tb, b, ta, a
        ends = {at: (y, x) for at, (x, y) in ends.items()}
    gaps = {at: _difference(page, a, b, x, y) for at, (x, y) in ends.items() if x != y}
    if len(ends) == 1:
        at, (x, y) = next(iter(ends.items()))
        if not gaps:
            return f"At the {at}, {where(ta)} and {where(tb)} give the same {name}: {end_text(page, a, x)}."
        return (
            f"{where(ta)} gives more {name} at the {at}, {end_text(page, a, x)}, than {where(tb)}, "
            f"{end_text(page, b, y)}: {gaps[at]} more."
        )
    more = " and ".join(f"{gap} more at the {at}" for at, gap in gaps.items())
    first, second = f"{shown(a)}{period_words(a)}", f"{shown(b)}{period_words(b)}"
    return f"{where(ta)} gives more {name}, {first}, than {where(tb)}, {second}: {more}."


def _difference(page: Page, a: Fact, b: Fact, more: Decimal, less: Decimal) -> str:
    passages = (page.passage_of(a), page.passage_of(b))
    text = page.derive(
        more - less, f"{digits(more)} - {digits(less)}", passages, a.currency, a.mark, unit=a.unit
    )
    return f"{text.rstrip('%')} percentage points" if a.unit == "percent" else text


def scope_of(group: Sequence[tuple[Target, Fact]]) -> str:
    """What the rows of a group that may be ranked have in common."""
    fact = group[0][1]
    if fact.unit != "money":
        return ""
    if fact.mark == "$" and not in_us(fact):
        return f"{fact.company}'s rows outside the US, printed with a plain “$”"
    return "the US rows" if fact.mark == "$" else f"the rows in {fact.currency}"


def say_unranked(page: Page, facts: Sequence[Fact]) -> None:
    names = list(dict.fromkeys(f.currency for f in facts if f.currency))
    if len(names) > 1:
        listed = ", ".join(names[:-1]) + " and " + names[-1]
        page.say(
            f"These rows cannot be ranked against each other: they are in different currencies ({listed}), "
            "and the guides give no exchange rate.",
            required=False,
        )
    elif len({(f.unit, f.period) for f in facts}) > 1:
        page.say(
            "These rows cannot be ranked against each other: their figures are not of one kind, or not for one time.",
            required=False,
        )
        return
    else:
        page.say(
            "These rows cannot be ranked against each other: one guide prints a plain “$” outside the US "
            "without saying which dollar it means.",
            required=False,
        )
    page.warn(
        "fx_needed",
        "Figures in different currencies are shown side by side and not compared; no rate was given.",
    )


_NTH = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")


# How rows are put in order: by their tops, highest first; by their floors, lowest first; and the other way.
Way = Literal["high", "low", "highest floor", "lowest top"]


def _key(fact: Fact, way: Way) -> tuple[Decimal, Decimal]:
    low, high = fact.low or Decimal(0), fact.high if fact.high is not None else Decimal("Infinity")
    return (high, low) if way in ("high", "lowest top") else (low, high)


def places_in_order(facts: Sequence[Fact], way: Way) -> list[tuple[Decimal, Decimal]]:
    """The distinct ranges of some cells in order."""
    return sorted({_key(f, way) for f in facts}, reverse=way in ("high", "highest floor"))


def best_of(
    page: Page, group: Sequence[tuple[Target, Fact]], end: Way, scope: str = "", nth: int = 0
) -> tuple[str, tuple[Passage | None, ...]]:
    """The row with the highest (or lowest) cell of a group that may be ranked."""
    values = places_in_order([f for _, f in group], end)
    wanted = values[min(nth, len(values) - 1)]
    ties = [pair for pair in group if _key(pair[1], end) == wanted]
    t, f = ties[0]
    name = label(f.component)
    among = f" among {scope}" if scope else ""
    word = {"high": "highest", "low": "lowest"}.get(end, end)
    name = name if end in ("high", "low") else f"of the {name}"
    word = word if not nth else f"{_NTH[min(nth, 9)]}-{word}"
    if len(ties) > 1:
        names = ", ".join(where(x) for x, _ in ties[:-1]) + " and " + where(ties[-1][0])
        return (
            f"The {word} {name}{among} is the same in {len(ties)} rows, {names}: "
            f"{shown(f)}{period_words(f)}.",
            tuple(page.passage_of(x) for _, x in ties),
        )
    return (
        f"The {word} {name}{among} is that of {where(t)}: {shown(f)}{period_words(f)}.",
        (page.passage_of(f),),
    )
