"""Values worked out from a row's own cells: a bonus in money, a month's base, parts added up.

In: a `Question`, one row. Out: derived values with their formulas. A grant over four years counts a
quarter for a year, which is always said to be an assumption.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Literal

from assistant.compose.rows import facts_of
from assistant.compose.wording import digits, shown, where
from assistant.page import Page
from assistant.question import Question
from corpus.bands import Fact
from corpus.passages import Passage
from corpus.regexes import regex
from index.resolve import Target

End = Literal["low", "high"]
# Stands in a sentence for the value that is computed last; no guide's text can hold it.
_VALUE = "\0"
# A percentage of an end of "the band" is one of the base's.
_OF_AN_END = regex(
    r"\b(?:on|of)\s+(?:the\s+)?(?:top|floor|max\w*|min\w*|band|range|upper|lower|bottom|middle|ceiling)\b",
    re.I,
)
_ADDED = regex(r"\b(?:plus|add\w*|sum\w*|together|combin\w*|come\w*\s+to)\b|\+|加", re.I)
_ADDING = regex(
    r"\b(?:plus|sum\w*|add\w*|total\w*|together|combin\w*|get|earn|make|annual\w*|yearly|a\s+year|comes?)\b|\+|加|总",
    re.I,
)
_ALL_PARTS = regex(
    r"\bbase\b.{0,12}\+\s*(?:rsus?|equity|stock)\b|\b(?:each|every|all)\s+(?:\S+\s+){0,4}?(?:component|piece|part|column)s?\b",
    re.I,
)
_TIMES = regex(r"\btimes\b|\bmultipl\w*|[×*]", re.I)
# A raise, and not a share, in percent.
MORE = regex(
    r"""\b(?:rais|increas|lift|bump|grow)\w*\b.{0,30}\bby\s+\S+\s?(?:%|percent)|\badd\w*\s+\S+\s?(?:%|percent)|\bget\s+\S+\s?(?:%|percent)|(?:percent|per\s?cent|%)\s+(?:more|higher|increase|raise|rise|up|on\s+top)|\b(?:raise|increase|rise
    |up|plus)\s+(?:of\s+|by\s+)?\S+\s?(?:%|percent)|\+\s?\d+\s?%""",
    re.IGNORECASE | re.VERBOSE,
)


def write_row_sums(page: Page, q: Question, targets: Sequence[Target]) -> bool:
    """Values worked out from a row's own cells: a bonus in money, a month's base, all parts added."""
    if len(targets) != 1 or q.has("increment"):
        return False
    target = targets[0]
    by = {f.component: f for f in facts_of(page, target)}
    base, bonus = by.get("base"), by.get("bonus")
    named = set(q.resolved.components)
    ends: tuple[End, ...] = (
        ("low",) if q.bound == "low" else ("high",) if q.bound == "high" else ("low", "high")
    )

    def cell(f: Fact, end: str) -> Decimal:
        value = f.low if end == "low" else f.high
        return value if value is not None else f.low or Decimal(0)

    def write(
        text: str,
        value: Callable[[str], Decimal],
        formula: Callable[[str], str],
        *facts: Fact,
        given: bool = False,
    ) -> bool:
        low, high = value(ends[0]), value(ends[-1])
        shown_formula = formula(ends[0]) if low == high else f"{formula(ends[0])} to {formula(ends[-1])}"
        passages = [page.passage_of(f) for f in facts]
        sources: list[Passage | Literal["input"] | None] = [*passages]
        if given:
            sources.append("input")
        result = page.derive(
            low, shown_formula, sources, facts[0].currency or money[0], facts[0].mark or money[1], high=high
        )
        page.say(text.replace(_VALUE, result), *passages)
        return True

    money = (base.currency, base.mark) if base else (None, "")
    mine = {g.component: g for g in q.given}
    if (
        bonus
        and bonus.unit == "percent"
        and bonus.low is not None
        and ("bonus" in named or "bonus" in mine)
        and (
            q.has("percent_of", "convert", "amount")
            or ("base" in named and _TIMES.search(q.text))
            or ("bonus" in mine and MORE.search(q.text))
        )
        and not _ALL_PARTS.search(q.text)
    ):
        rate = mine.get("bonus")
        if rate is not None and "base" not in named and not _OF_AN_END.search(q.text):
            return False
        if "base" in mine and set(mine) <= {"base", "bonus"}:
            if rate is not None:
                return False
            value = mine["base"].amount
            b = value.low
            said = page.give(value if value.currency else replace(value, currency=money[0], mark=money[1]))
            return write(
                f"A bonus of {shown(bonus)}, as the guide gives it for {where(target)}, on your base of "
                f"{said} is {_VALUE} a year.",
                lambda end: b * cell(bonus, end) / 100,
                lambda end: f"{digits(b)} * {digits(cell(bonus, end))} / 100",
                bonus,
                given=True,
            )
        if (base and not mine) or (
            base and set(mine) == {"bonus"} and rate and rate.amount.unit == "percent"
        ):
            assert base is not None
            percent = rate.amount.low if rate else None
            said = f"your {page.give(rate.amount)}" if rate else f"a bonus of {shown(bonus)}"
            more = bool(rate and MORE.search(q.text))
            if q.has("midpoint") and base.low is not None and base.high is not None and not q.bound:
                middle = (base.low + base.high) / 2
                sources = [page.passage_of(base), page.passage_of(bonus)]
                share = [percent or _end_of(bonus, end) for end in ("low", "high")]
                terms = [f"({digits(base.low)} + {digits(base.high)}) / 2 * {digits(x)} / 100" for x in share]
                part = page.derive(
                    middle * share[0] / 100, terms[0] if share[0] == share[1] else " to ".join(terms),
                    sources, *money, high=middle * share[1] / 100,
                )  # fmt: skip
                page.say(
                    f"For {where(target)}, {said} of the middle of the base salary range ({shown(base)}) is "
                    f"{part} a year.", *sources,
                )  # fmt: skip
                return True
            once = Decimal(1) if more else Decimal(0)
            of = f"the base salary ({shown(base)})"
            words = f"{of} raised by {said}" if more else f"{said} of {of}"
            return write(
                f"For {where(target)}, {words} is {_VALUE} a year{_at(q)}.",
                lambda end: cell(base, end) * once + cell(base, end) * (percent or cell(bonus, end)) / 100,
                lambda end: (
                    (f"{digits(cell(base, end))} + " if more else "")
                    + f"{digits(cell(base, end))} * {digits(percent or cell(bonus, end))} / 100"
                ),
                base,
                bonus,
                given=bool(rate),
            )
    if set(mine) - {"bonus"} or (mine and not _ALL_PARTS.search(q.text)):
        return False
    if base and q.has("monthly") and named <= {"base"}:
        return write(
            f"For {where(target)}, a twelfth of the base salary ({shown(base)} a year) is {_VALUE} a "
            f"month{_at(q)}.",
            lambda end: (cell(base, end) / 12).quantize(Decimal("0.01")).normalize(),
            lambda end: f"{digits(cell(base, end))} / 12",
            base,
        )
    every = bool(_ALL_PARTS.search(q.text)) and (len(named - {"total"}) < 2 or "bonus" in named)
    parts = [c for c in ("base", "equity", "bonus") if c in by and (every or c in named)]
    if (
        (len(parts) > 1 and (len(parts) == 3 or not every))
        and _ADDING.search(q.text)
        and ("total" not in named or every)
        and q.has("sum", "annual")
        and not q.has("share", "ratio", "difference")
        and (len(parts) == 3 or _ADDED.search(q.text))
    ):
        return _write_parts(page, q, target, [by[c] for c in parts], base, ends)
    return False


def _write_parts(
    page: Page, q: Question, target: Target, parts: Sequence[Fact], base: Fact | None, ends: Sequence[End]
) -> bool:
    """Cells of a row added up for one year: a quarter of the equity, a bonus in percent of the base."""
    said = []
    for f in parts:
        if f.component == "equity" and f.period == "4 years":
            said.append(f"a quarter of the equity ({shown(f)} over four years)")
        elif f.unit == "percent":
            said.append(f"a bonus of {shown(f)}")
        else:
            said.append(f"{f.component.replace('_', ' ')} {shown(f)}")
    values: list[Decimal] = []
    formulas: list[str] = []
    for end in ends:
        value, terms = Decimal(0), []
        for f in parts:
            cell = _end_of(f, end)
            if f.component == "equity" and f.period == "4 years":
                value, term = value + cell / 4, f"{digits(cell)}/4"
            elif f.unit == "percent":
                if base is None:
                    return False
                of = _end_of(base, end)
                value, term = value + of * cell / 100, f"{digits(of)}*{digits(cell)}/100"
            else:
                value, term = value + cell, digits(cell)
            terms.append(term)
        values.append(value)
        formulas.append(" + ".join(terms))
    money = next((f for f in parts if f.unit == "money"), None)
    if money is None:
        return False
    passages = [page.passage_of(f) for f in parts]
    formula = formulas[0] if len(set(formulas)) == 1 else " to ".join(formulas)
    result = page.derive(values[0], formula, passages, money.currency, money.mark, high=values[-1])
    listed = f"{', '.join(said[:-1])} and {said[-1]}"
    page.say(f"Added up for {where(target)}, {listed} come to {result} a year{_at(q)}.", *passages)
    return True


def _end_of(fact: Fact, end: End) -> Decimal:
    value = fact.low if end == "low" else fact.high
    return value if value is not None else fact.low or Decimal(0)


def _at(q: Question) -> str:
    return {"low": " at the low end", "high": " at the top", "": ""}[q.bound]
