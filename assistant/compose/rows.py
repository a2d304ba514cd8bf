"""Rows of pay, as they stand: one cell, one row, several rows.

In: rows with their facts. Out: sentences, each figure from its own cell, and the midpoint, width or
yearly share of a cell where it is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Literal

from assistant.compose.arithmetic import Operand, relates, say_relation
from assistant.compose.wording import (
    article,
    digits,
    end_text,
    ends_of,
    label,
    listed,
    period_words,
    shown,
    where,
)
from assistant.page import Page
from assistant.question import Question
from corpus.bands import Fact
from corpus.regexes import regex
from index.names import is_aspect_of, is_same_part
from index.resolve import Target

MAIN = ("base", "equity", "bonus", "sign_on", "total")


# "Over four years": not the years of somebody's experience, nor a grant's own.
_FOUR_YEARS_OF_IT = regex(
    r"\b(?:over|across|for|during|in)\s+(?:all\s+|the\s+|all\s+the\s+)?(?:4|four)[\s-]*(?:years?|yrs?)\b(?!['’]?\s+(?:of\s+)?exp)",
    re.IGNORECASE,
)


def facts_of(page: Page, target: Target, components: Sequence[str] = ()) -> list[Fact]:
    """The band facts of a row, in the order of its columns."""
    facts = page.library.facts(
        company=target.row.company, role=target.row.role, region=target.row.region, kind="band"
    )
    if target.guide:
        facts = [f for f in facts if f.guide == target.guide]
    if target.level or target.unlevelled:
        facts = [f for f in facts if (f.level or "") == target.level]
    if not components:
        return facts
    wanted = set(components)
    if "equity" in wanted:
        wanted.add("options")
    found = [f for f in facts if any(is_same_part(c, f.component) for c in wanted)]
    found = found or [f for f in facts if any(is_aspect_of(c, f.component) for c in wanted)]
    # "What does it pay": where no table leaves its part of pay without a name, the whole row is asked for.
    return found or (facts if wanted == {"pay"} else [])


def write_rows(
    page: Page, q: Question, rows: Sequence[tuple[Target, list[Fact]]], components: Sequence[str]
) -> None:
    named = {(t.row, t.guide, t.level): (t, facts) for t, facts in reversed(rows) if facts}
    filled = list(named.values())[::-1]  # "Graz, or rather its suburb": each row once
    if len(filled) == 1:
        _write_row(page, q, *filled[0])
        return
    companies = list(dict.fromkeys(t.row.company for t, _ in filled))
    what = " and ".join(label(c) for c in components) if components else "pay"
    lead = (
        f"{companies[0]}'s guide gives this {what}, row by row:"
        if len(companies) == 1
        else f"This is the {what} that the guides give, row by row:"
    )
    page.say(lead, style="lead", required=False)
    for t, facts in filled:
        page.say(f"{where(t)}: {listed(facts)}.", *(page.passage_of(f) for f in facts), style="bullet")
    if q.bound and q.has("midpoint") and _say_mean(page, q, [f for _, facts in filled for f in facts]):
        q = replace(q, wants=q.wants - {"midpoint"})
    say_derived_of_cells(page, q, filled)


def has_column(page: Page, targets: Sequence[Target], components: Sequence[str]) -> bool:
    """Whether one of the rows has a cell for one of the parts of pay."""
    return any(facts_of(page, t, [c]) for t in targets for c in components)


def write_beside_row(page: Page, q: Question, target: Target, components: Sequence[str]) -> None:
    """The row's own cells beside what was reckoned from the person's figures, where none of them is shown."""
    facts = facts_of(page, target, [c for c in components if c in MAIN]) if components else []
    shown_rows = {passage for said in page.said for passage in said.passages}
    facts = [f for f in facts if page.passage_of(f) not in shown_rows]
    if facts and q.given:
        page.say(
            f"For comparison, the row for {where(target)} gives {listed(facts)}.",
            *(page.passage_of(f) for f in facts),
            required=False,
        )


def _write_row(page: Page, q: Question, target: Target, facts: list[Fact]) -> None:
    passages = [page.passage_of(f) for f in facts]
    if len(facts) == 1:
        fact = facts[0]
        ends = ends_of(fact)
        if q.bound and ends and not q.given:
            end = ends[0] if q.bound == "low" else ends[1]
            word = "starts at" if q.bound == "low" else "tops out at"
            page.say(
                f"For {where(target)}, the {label(fact.component)} {word} "
                f"{end_text(page, fact, end)}{period_words(fact)}; "
                f"the whole range is {shown(fact)}.",
                *passages,
            )
        else:
            page.say(
                f"For {where(target)}, the guide gives {article(fact)}{label(fact.component)} of "
                f"{shown(fact)}{period_words(fact)}.",
                *passages,
            )
    else:
        page.say(f"For {where(target)}, the guide gives {listed(facts)}.", *passages)
    say_derived_of_cells(page, q, [(target, facts)])
    if relates(q) and not q.given:
        say_between(page, q, target, facts)


def say_derived_of_cells(page: Page, q: Question, rows: Sequence[tuple[Target, list[Fact]]]) -> None:
    """Midpoint, width and yearly share of the cells asked for."""
    for t, facts in rows:
        for fact in facts:
            ends = ends_of(fact)
            if ends is None:
                continue
            low, high = ends
            passage = page.passage_of(fact)
            unit = fact.unit
            money = (fact.currency, fact.mark)
            if q.has("midpoint"):
                middle = page.derive(
                    (low + high) / 2, f"({digits(low)} + {digits(high)}) / 2", [passage], *money, unit=unit
                )
                page.say(
                    f"The midpoint of the {label(fact.component)} range for {where(t)} is {middle}.", passage
                )
            if q.has("spread") and not q.given:
                width = page.derive(
                    high - low, f"{digits(high)} - {digits(low)}", [passage], *money, unit=unit
                )
                page.say(
                    f"From floor to top, the {label(fact.component)} range for {where(t)} spans {width}.",
                    passage,
                )
            if q.has("change", "ratio", "share") and unit == "money" and len(facts) == 1 and not q.given:
                name = f"the {label(fact.component)} range for {where(t)}"
                floor = Operand(low, f"the floor of {name}", digits(low), passage, unit, *money)
                top = Operand(high, f"the top of {name}", digits(high), passage, unit, *money)
                say_relation(page, replace(q, wants=q.wants - {"difference"}), floor, top)
            if (
                q.has("monthly")
                and unit == "money"
                and fact.period == "year"
                and not q.given
                and len(rows) < 3
            ):
                say_twelfth(page, q, t, fact)
            yearly = fact.period == "year" and unit == "money" and len({f.component for f in facts}) == 1
            if yearly and not q.given and _FOUR_YEARS_OF_IT.search(q.text):
                formula = f"{digits(low)} * 4 to {digits(high)} * 4"
                total = page.derive(low * 4, formula, [passage], *money, high=high * 4)
                page.say(f"Four such years of {label(fact.component)} come to {total}.", passage)
            if q.has("annual") and fact.period == "4 years" and not q.given:
                if q.bound:
                    end = low if q.bound == "low" else high
                    share = page.derive(end / 4, f"{digits(end)} / 4", [passage], *money)
                else:
                    share = page.derive(
                        low / 4, f"{digits(low)} / 4 to {digits(high)} / 4", [passage], *money, high=high / 4
                    )
                if q.has("midpoint") and not q.bound:
                    formula = f"({digits(low)} + {digits(high)}) / 2 / 4"
                    middle = page.derive((low + high) / 8, formula, [passage], *money)
                    page.say(f"A quarter of that midpoint is {middle}.", passage)
                page.say(
                    f"Spread evenly, {'the whole range' if q.has('midpoint') else 'that'} is {share} for each of "
                    "the four years (an assumption: the guide gives no vesting schedule).",
                    passage,
                )
                page.ask(topic_question(page, "vesting"))


def _say_mean(page: Page, q: Question, facts: Sequence[Fact]) -> bool:
    """The average of one end over several rows of one currency."""
    ends = [f.low if q.bound == "low" else f.high for f in facts]
    values = [v for v in ends if v is not None]
    if len(values) < len(facts) or len({(f.component, f.unit, f.currency) for f in facts}) > 1:
        return False
    mean = (sum(values, Decimal(0)) / len(values)).quantize(Decimal("0.01")).normalize()
    formula = f"({' + '.join(digits(v) for v in values)}) / {len(values)}"
    passages = [page.passage_of(f) for f in facts]
    text = page.derive(mean, formula, passages, facts[0].currency, facts[0].mark, unit=facts[0].unit)
    word = "bottoms" if q.bound == "low" else "tops"
    page.say(f"The average of these {word} of the {label(facts[0].component)} is {text}.", *passages)
    return True


def say_twelfth(page: Page, q: Question, target: Target, fact: Fact) -> None:
    """A month's part of a yearly cell."""
    if fact.low is None or fact.high is None:
        return
    low = fact.high if q.bound == "high" else fact.low
    high = fact.low if q.bound == "low" else fact.high
    cents = Decimal("0.01")
    formula = f"{digits(low)} / 12" + (f" to {digits(high)} / 12" if high != low else "")
    passage = page.passage_of(fact)
    part = page.derive(
        (low / 12).quantize(cents).normalize(), formula, [passage], fact.currency, fact.mark,
        high=(high / 12).quantize(cents).normalize(),
    )  # fmt: skip
    page.say(f"A twelfth of the {label(fact.component)} for {where(target)} is {part} a month.", passage)


def say_between(page: Page, q: Question, target: Target, facts: Sequence[Fact]) -> None:
    """How two parts of one row stand to each other: "what share of the total is the base"."""
    cells = [f for f in facts if f.unit == "money"]
    if len(cells) == 1:
        totals = facts_of(page, target, ["total"])
        cells += [
            f
            for f in totals
            if f.unit == "money" and q.has("share") and not q.has("change") and f not in cells
        ]
    if len(cells) != 2 or len({f.currency for f in cells}) > 1:
        return
    cells, ordered = _in_order(q, cells)
    ends: list[Literal["low", "high"]] = [q.bound] if q.bound else ["low", "high"]
    whole = any(f.period == "4 years" for f in cells) and q.has("difference", "ratio") and not q.has("share")
    for quartered in (True, False) if whole else (True,):
        for end in ends:
            a, b = (_end_operand(page, target, f, end, quartered) for f in cells)
            if a is not None and b is not None:
                say_relation(page, q, a, b, ordered=ordered)


_TIMES_WHAT = regex(r"\b(?:times|multiples?\s+of)\s+(?:the\s+|its\s+|their\s+|my\s+)?$", re.I)


def _in_order(q: Question, cells: list[Fact]) -> tuple[list[Fact], bool]:
    """Two parts of a row as a ratio names them: "RSU to base" sets the RSUs against the base."""
    named = [m for m in q.resolved.mentions if m.kind == "component"]
    names = list(dict.fromkeys(m.name for m in named))
    if not q.has("ratio") or q.has("share") or len(names) != 2 or {f.component for f in cells} != set(names):
        return cells, False
    if _TIMES_WHAT.search(q.text[: named[0].start]):
        names.reverse()  # "how many times the base is the stock"
    return sorted(cells, key=lambda f: names.index(f.component)), True


def _end_operand(
    page: Page, target: Target, fact: Fact, end: Literal["low", "high"], quartered: bool
) -> Operand | None:
    """One end of a cell; of a grant over four years a quarter, where the other part is paid by the year."""
    value = fact.low if end == "low" else fact.high
    if value is None:
        return None
    said = (
        f"the {'floor' if end == 'low' else 'top'} of the {label(fact.component)} range for {where(target)}"
    )
    text = digits(value)
    if fact.period == "4 years" and quartered:
        value, text, said = value / 4, f"{text} / 4", f"a quarter of {said}"
    elif fact.period == "4 years":
        said += " over four years"
    return Operand(value, said, text, page.passage_of(fact), "money", fact.currency, fact.mark)


def topic_question(page: Page, topic: str) -> str:
    return page.lexicon.aliases.topics[topic].ask
