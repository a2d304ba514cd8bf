"""Sums: of the person's own figures, and of a row's own cells.

In: a `Question`, the rows. Out: derived values with their formulas. An even split of equity over the
years is always said to be an assumption.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Literal

from assistant.compose.position import say_place
from assistant.compose.rows import facts_of, topic_question
from assistant.compose.wording import digits, shown, where
from assistant.page import Page
from assistant.question import Given, Question
from corpus.bands import Fact
from corpus.money import Amount
from corpus.passages import Passage
from index.resolve import Target

# Stands in a sentence for the value that is computed last; no guide's text can hold it.
_VALUE = "\0"


def write_row_sums(page: Page, q: Question, targets: Sequence[Target]) -> bool:
    """Values worked out from a row's own cells: a bonus in money, a month's base, all parts added."""
    if len(targets) != 1 or q.has("increment"):
        return False
    target = targets[0]
    by = {f.component: f for f in facts_of(page, target)}
    base, equity, bonus = by.get("base"), by.get("equity"), by.get("bonus")
    named = set(q.resolved.components)
    ends = ("low",) if q.bound == "low" else ("high",) if q.bound == "high" else ("low", "high")

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
        and q.has("percent_of", "convert", "amount")
        and not _ALL_PARTS.search(q.text)
    ):
        rate = mine.get("bonus")
        if rate is not None and "base" not in named:
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
            return write(
                f"For {where(target)}, {said} of the base salary ({shown(base)}) is {_VALUE} a year{_at(q)}.",
                lambda end: cell(base, end) * (percent or cell(bonus, end)) / 100,
                lambda end: f"{digits(cell(base, end))} * {digits(percent or cell(bonus, end))} / 100",
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
    if (
        base
        and equity
        and bonus
        and bonus.unit == "percent"
        and equity.period == "4 years"
        and ({"base", "equity", "bonus"} <= named or _ALL_PARTS.search(q.text))
        and _ADDING.search(q.text)
        and ("total" not in named or _ALL_PARTS.search(q.text))
        and q.has("sum", "annual")
    ):
        return write(
            f"Added up for {where(target)}, base {shown(base)}, a quarter of the equity "
            f"({shown(equity)} over four years) and a bonus of {shown(bonus)} come to {_VALUE} a year{_at(q)}.",
            lambda end: cell(base, end) + cell(equity, end) / 4 + cell(base, end) * cell(bonus, end) / 100,
            lambda end: (
                f"{digits(cell(base, end))} + {digits(cell(equity, end))}/4"
                f" + {digits(cell(base, end))}*{digits(cell(bonus, end))}/100"
            ),
            base,
            equity,
            bonus,
        )
    return False


def _at(q: Question) -> str:
    return {"low": " at the low end", "high": " at the top", "": ""}[q.bound]


def write_sums(page: Page, q: Question, targets: Sequence[Target] = ()) -> bool:
    """Arithmetic on the person's own figures; needs no row, uses one for its currency where known."""
    if len(q.given) == 1 and _CHANGED.search(q.text) and _say_change(page, q, targets):
        return True
    by: dict[str, Given] = {}
    for g in q.given:
        if g.component:
            by.setdefault(g.component, g)
    currency, mark = _currency(page, q, targets)
    base, equity, bonus, sign_on = (by.get(c) for c in ("base", "equity", "bonus", "sign_on"))
    if q.has("increment"):
        return False
    if (
        base
        and bonus
        and bonus.amount.unit == "percent"
        and not equity
        and (q.has("percent_of", "annual", "sum", "convert", "amount") or _PLUS.search(q.text))
    ):
        b, p = base.amount.low, bonus.amount.low
        if _MORE.search(q.text):
            raised = page.derive(
                b + b * p / 100, f"{digits(b)} + {digits(b)} * {digits(p)} / 100", ["input"], currency, mark
            )
            mine = page.give(_in(base, currency, mark))
            page.say(f"Your base of {mine} raised by your {page.give(bonus.amount)} is {raised} a year.")
            for t in targets if len(targets) == 1 else ():
                for f in facts_of(page, t, ["base"]):
                    say_place(page, f, t, b + b * p / 100, "", page.passage_of(f))
            return True
        money = page.derive(b * p / 100, f"{digits(b)} * {digits(p)} / 100", ["input"], currency, mark)
        both = page.derive(
            b + b * p / 100, f"{digits(b)} + {digits(b)} * {digits(p)} / 100", ["input"], currency, mark
        )
        mine = page.give(_in(base, currency, mark))
        page.say(
            f"{page.give(bonus.amount)} of your base of {mine} is {money} a year; "
            f"your base and bonus together come to {both}."
        )
        return True
    offers = _several_offers(q)
    if len(offers) > 1 and q.has("sum", "annual", "compare"):
        for parts in offers:
            _say_total(
                page,
                parts["base"],
                parts["equity"],
                parts.get("bonus"),
                parts.get("sign_on"),
                currency,
                mark,
                None,
                "",
            )
        return True
    if base and equity and q.has("sum", "annual"):
        _say_total(
            page,
            base,
            equity,
            bonus,
            sign_on,
            currency,
            mark,
            None if bonus else _row_bonus(page, q, targets),
            q.text,
        )
        return True
    if len(q.given) == 2 and q.has("percent_of", "amount") and not base:
        rates = [g for g in q.given if g.amount.unit == "percent"]
        sums = [g for g in q.given if g.amount.unit == "money" and g.component is None]
        if rates and sums:
            p, m = rates[0].amount.low, sums[0].amount.low
            money = page.derive(m * p / 100, f"{digits(m)} * {digits(p)} / 100", ["input"], currency, mark)
            mine = page.give(_in(sums[0], currency, mark))
            page.say(f"{page.give(rates[0].amount)} of your {mine} is {money}.")
            return True
    if equity and not base and _either_way(q.text):
        _say_either_way(page, equity, currency, mark)
        return True
    if (
        base
        and equity
        and q.has("compare")
        and base.amount.unit == equity.amount.unit == "money"
        and not bonus
    ):
        e = equity.amount.low
        share = page.derive(e / 4, f"{digits(e)} / 4", ["input"], currency, mark)
        page.say(
            f"Your {page.give(_in(equity, currency, mark))} of equity, if it is over four years and "
            f"vests evenly, is {share} a year; "
            f"your {page.give(_in(base, currency, mark))} of base is paid every year, and a bonus in "
            "percent grows with it."
        )
        page.ask(topic_question(page, "vesting"))
        return True
    if equity and q.has("annual") and not base and equity.period != "year" and not q.has("position"):
        e = equity.amount.low
        share = page.derive(e / 4, f"{digits(e)} / 4", ["input"], currency, mark)
        page.say(
            f"Your {page.give(_in(equity, currency, mark))} of equity over four years is {share} a year "
            "if it vests evenly, "
            "which is an assumption: the guides give no vesting schedule."
        )
        page.ask(topic_question(page, "vesting"))
        return True
    return False


_MORE = re.compile(
    r"""(?:percent|per\s?cent|%)\s+(?:more|higher|increase|raise|rise|up|on\s+top)|\b(?:raise|increase|rise
    |up|plus)\s+(?:of\s+|by\s+)?\S+\s?(?:%|percent)|\+\s?\d+\s?%""",
    re.IGNORECASE | re.VERBOSE,
)


_FOUR_YEARS = re.compile(
    r"\b(?:sum|total|altogether|together|in\s+all|overall|earn|get|make|worth|comes?)\b.{0,25}"
    r"\b(?:over|across|for|in|after)\s+(?:all\s+|the\s+)*(?:four|4)\s+years\b|\b(?:four|4)[\s-]year\s+(?:total|sum|package)\b",
    re.I,
)
_ALL_PARTS = re.compile(
    r"\bbase\b.{0,12}\+\s*(?:rsus?|equity|stock)\b|\b(?:each|every|all)\s+(?:\S+\s+){0,4}?(?:component|piece|part|column)s?\b",
    re.I,
)
_CHANGED = re.compile(
    r"\b(?:rais\w*|increas\w*|rose|rise|went\s+up|mov\w+|chang\w+|from|more|percent|up|drop\w*|cut)\b|%", re.I
)
_ADDING = re.compile(
    r"\b(?:sum\w*|add\w*|total\w*|together|combin\w*|get|earn|make|annual\w*|yearly|a\s+year|comes?)\b|\+|加|总",
    re.I,
)
_PLUS = re.compile(r"\b(?:plus|and|with|together)\b|\+", re.I)


def _either_way(text: str) -> bool:
    """ "Is it each year or all four": the person does not know which."""
    return bool(
        re.search(
            r"(?:each|per|a|every)\s+year\b.{0,20}\bor\b|\bor\b.{0,20}(?:each|per|a|every)\s+year|without\s+years|每年还是",
            text,
            re.I,
        )
    )


def _say_either_way(page: Page, equity: Given, currency: str | None, mark: str) -> None:
    e = equity.amount.low
    given = page.give(_in(equity, currency, mark))
    share = page.derive(e / 4, f"{digits(e)} / 4", ["input"], currency, mark)
    whole = page.derive(e * 4, f"{digits(e)} * 4", ["input"], currency, mark)
    page.say(
        f"Your {given} of equity does not say which: over four years in total it is {share} a year; as "
        f"a yearly amount it is {whole} "
        "over four years. The guides' tables count equity over four years."
    )
    page.ask(
        "Is the equity amount the total over the whole vesting period, over how many years, or for each year?"
    )


def _in(given: Given, currency: str | None, mark: str) -> Amount:
    a = given.amount
    return a if a.currency or a.unit == "percent" else replace(a, currency=currency, mark=mark)


def _currency(page: Page, q: Question, targets: Sequence[Target]) -> tuple[str | None, str]:
    for g in q.given:
        if g.amount.currency:
            return g.amount.currency, g.amount.mark
    for t in targets:
        for f in facts_of(page, t, ["base"]):
            if len({f2.currency for t2 in targets for f2 in facts_of(page, t2, ["base"])}) == 1:
                return f.currency, f.mark
    return None, ""


def _say_change(page: Page, q: Question, targets: Sequence[Target]) -> bool:
    """ "From $180K to $198K": by how much, and by how many percent."""
    currency, mark = _currency(page, q, targets)
    amount = _in(q.given[0], currency, mark)
    old, new = amount.low, amount.high
    if amount.unit != "money" or new is None or not old or new <= old:
        return False
    said = page.give(amount)
    more = page.derive(new - old, f"{digits(new)} - {digits(old)}", ["input"], amount.currency, amount.mark)
    share = ((new - old) / old * 100).quantize(Decimal("0.1")).normalize()
    formula = f"({digits(new)} - {digits(old)}) / {digits(old)} * 100"
    percent = page.derive(share, formula, ["input"], unit="percent")
    page.say(f"From one end of your {said} to the other is {more} more, or {percent} of the first figure.")
    return True


def _several_offers(q: Question) -> list[dict[str, Given]]:
    """ "A 200 base 260 rsu, B 220 base 200 rsu": a component named again begins the next offer."""
    offers: list[dict[str, Given]] = [{}]
    for g in q.given:
        if g.component is None:
            continue
        if g.component in offers[-1]:
            offers.append({})
        offers[-1][g.component] = g
    return offers if all({"base", "equity"} <= set(o) for o in offers) else []


def _row_bonus(page: Page, q: Question, targets: Sequence[Target]) -> Fact | None:
    """The row's own bonus, where the person speaks of it without a figure and the row has one figure."""
    if "bonus" not in q.resolved.components or len(targets) != 1:
        return None
    found = facts_of(page, targets[0], ["bonus"])
    return (
        found[0] if len(found) == 1 and found[0].unit == "percent" and found[0].low == found[0].high else None
    )


def _say_total(
    page: Page,
    base: Given,
    equity: Given,
    bonus: Given | None,
    sign_on: Given | None,
    currency: str | None,
    mark: str,
    row_bonus: Fact | None,
    text: str,
) -> None:
    b, e = base.amount.low, equity.amount.low
    yearly = equity.period == "year"
    formula = f"{digits(b)} + {digits(e)}" + ("" if yearly else "/4")
    total = b + (e if yearly else e / 4)
    parts = [f"your base of {page.give(_in(base, currency, mark))}"]
    parts.append(
        f"your equity of {page.give(_in(equity, currency, mark))}"
        + (" a year" if yearly else " divided by four")
    )
    if bonus:
        if bonus.amount.unit == "percent":
            p = bonus.amount.low
            formula += f" + {digits(b)}*{digits(p)}/100"
            total += b * p / 100
            parts.append(f"your bonus of {page.give(bonus.amount)} of base")
        else:
            formula += f" + {digits(bonus.amount.low)}"
            total += bonus.amount.low
            parts.append(f"your bonus of {page.give(_in(bonus, currency, mark))}")
    passage = page.passage_of(row_bonus) if row_bonus else None
    if row_bonus and row_bonus.low is not None:
        formula += f" + {digits(b)}*{digits(row_bonus.low)}/100"
        total += b * row_bonus.low / 100
        parts.append(f"the row's bonus of {shown(row_bonus)} of base")
    value = page.derive(total, formula, ["input", passage], currency, mark)
    page.say(f"Your yearly total is {value}: {', '.join(parts[:-1])} and {parts[-1]}.", passage)
    if sign_on and sign_on.amount.low:
        first = page.derive(
            total + sign_on.amount.low, f"{formula} + {digits(sign_on.amount.low)}", ["input"], currency, mark
        )
        page.say(
            f"With your sign-on of {page.give(_in(sign_on, currency, mark))}, paid once, the first year "
            f"comes to {first}."
        )
    if _FOUR_YEARS.search(text):
        once = sign_on.amount.low if sign_on else Decimal(0)
        four = f"({formula}) * 4" + (f" + {digits(once)}" if once else "")
        whole = page.derive(total * 4 + once, four, ["input", passage], currency, mark)
        page.say(f"Over all four years together your parts come to {whole}.", passage)
    if not yearly:
        page.say("The equity is counted in four even parts, which is an assumption.", required=False)
        page.ask(topic_question(page, "vesting"))
