"""Sums of the person's own figures: a year's total, what is left, two of them against each other.

In: a `Question`, the rows (for their currency). Out: derived values with their formulas. An even
split of equity over the years is always said to be an assumption.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Literal

from assistant.compose.arithmetic import Operand, relates, say_relation, say_scaled, say_sum
from assistant.compose.position import say_place
from assistant.compose.row_sums import MORE
from assistant.compose.rows import facts_of, topic_question
from assistant.compose.wording import digits, shown
from assistant.page import Page
from assistant.question import Given, Question
from corpus.bands import Fact
from corpus.money import Amount
from corpus.regexes import regex
from index.resolve import Target

_FOUR_YEARS_OF = regex(r"\b(?:four|4)[\s-]*(?:y|yrs?|years?)\b", re.I)
_FOUR_YEARS = regex(
    r"\b(?:sum|total|altogether|together|in\s+all|overall|earn|get|make|worth|comes?)\b.{0,25}"
    r"\b(?:over|across|for|in|after)\s+(?:all\s+|the\s+)*(?:four|4)\s+years\b|\b(?:four|4)[\s-]year\s+(?:total|sum|package)\b",
    re.I,
)
_CHANGED = regex(
    r"\b(?:rais\w*|increas\w*|rose|rise|went\s+up|mov\w+|chang\w+|from|more|percent|up|drop\w*|cut)\b|%", re.I
)
_OFF = regex(
    r"\d\s?(?:%|percent)\s+(?:off|less|lower|cut|discount)\b|\b(?:cut|reduc\w*|lower\w*|drop\w*)\s+(?:\w+\s+){0,3}by\s+\S*\s?(?:%|percent)?",
    re.I,
)
_PLUS_SIGN = regex(r"\d\w*\s*(?:\+|plus\b)", re.I)
_PLUS = regex(r"\b(?:plus|and|with|together)\b|\+", re.I)


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
    if _say_rest(page, q, by, currency, mark):
        return True
    if (
        base
        and bonus
        and bonus.amount.unit == "percent"
        and not equity
        and (q.has("percent_of", "annual", "sum", "convert", "amount") or _PLUS.search(q.text))
    ):
        b, p = base.amount.low, bonus.amount.low
        if MORE.search(q.text):
            raised = page.derive(
                b + b * p / 100, f"{digits(b)} + {digits(b)} * {digits(p)} / 100", ["input"], currency, mark
            )
            mine = page.give(_in(base, currency, mark))
            page.say(f"Your base of {mine} raised by your {page.give(bonus.amount)} is {raised} a year.")
            for t in targets if len(targets) == 1 else ():
                for f in facts_of(page, t, ["base"]):
                    say_place(page, f, t, b + b * p / 100, "", page.passage_of(f))
            return True
        top = bonus.amount.high
        if top is not None and top != p:
            page.give(replace(bonus.amount, low=top))
            reach = page.derive(
                b * p / 100, f"{digits(b)} * {digits(p)} / 100 to {digits(b)} * {digits(top)} / 100",
                ["input"], currency, mark, high=b * top / 100,
            )  # fmt: skip
            mine = page.give(_in(base, currency, mark))
            page.say(
                f"On your base of {mine}, a bonus from your {page.give(replace(bonus.amount, high=p))} to your "
                f"{page.give(replace(bonus.amount, low=top))} is {reach} a year."
            )
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
    asked_rows = any(t.asked for t in targets)
    # Several parts given and nothing else asked of them: what they add up to.
    only_parts = bonus and not asked_rows and not relates(q) and not q.has("position")
    if base and equity and (q.has("sum", "annual") or only_parts):
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
    if equity and not base and len(q.given) == 1 and _either_way(q.text):
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
    if _say_of_two(page, q, currency, mark):
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
    return _say_of_one(page, q, currency, mark)


def _operand(page: Page, given: Given, currency: str | None, mark: str) -> Operand:
    amount = _in(given, currency, mark)
    unit: Literal["money", "percent"] = "percent" if amount.unit == "percent" else "money"
    name = given.component.replace("_", "-") if given.component in ("base", "equity", "sign_on") else ""
    said = f"your {page.give(amount)}" + (f" of {name}" if name else "")
    return Operand(amount.low, said, digits(amount.low), "input", unit, amount.currency, amount.mark)


def _say_of_two(page: Page, q: Question, currency: str | None, mark: str) -> bool:
    """Two figures of the person's against each other: "600K instead of 480K, how much more"."""
    points = [g for g in q.given if g.amount.low == g.amount.high and g.component != "unvested"]
    money = [g for g in points if g.amount.unit == "money"]
    rates = [g for g in points if g.amount.unit == "percent"]
    if len(money) == 1 and len(rates) == 1 and (MORE.search(q.text) or _OFF.search(q.text)):
        one, p = _operand(page, money[0], currency, mark), rates[0].amount.low
        if _OFF.search(q.text):
            cut = page.derive(
                one.value - one.value * p / 100,
                f"{one.formula} - {one.formula} * {digits(p)} / 100", ["input"], one.currency, one.mark,
            )  # fmt: skip
            page.say(f"{one.said[0].upper()}{one.said[1:]} less your {page.give(rates[0].amount)} is {cut}.")
            return True
        raised = page.derive(
            one.value + one.value * p / 100,
            f"{one.formula} + {one.formula} * {digits(p)} / 100", ["input"], one.currency, one.mark,
        )  # fmt: skip
        page.say(
            f"{one.said[0].upper()}{one.said[1:]} raised by your {page.give(rates[0].amount)} is {raised}."
        )
        return True
    kinds = {g.component for g in money}
    same = len(kinds - {None}) < 2
    if (
        len(money) > 1
        and len(money) == len(q.given)
        and same
        and _PLUS_SIGN.search(q.text)
        and not relates(q)
    ):
        parts = [_operand(page, g, currency, mark) for g in money]
        if say_sum(page, parts) and q.has("annual") and all(g.period != "year" for g in money):
            whole = sum((o.value for o in parts), Decimal(0))
            formula = f"({' + '.join(o.formula for o in parts)}) / 4"
            share = page.derive(whole / 4, formula, ["input"], parts[0].currency, parts[0].mark)
            page.say(f"Over four years evenly, which is an assumption, that is {share} a year.")
        return True
    if len(money) != 2 or len(q.given) != 2 or not (relates(q) or (same and not q.has("sum"))):
        return False
    if q.resolved.targets and (q.has("position") or not relates(q)):
        return False
    a, b = (_operand(page, g, currency, mark) for g in money)
    if {g.period for g in money} == {"year", "4 years"}:
        # A year's part against four years' whole: both by the year.
        a, b = (
            replace(o, value=o.value / 4, formula=f"{o.formula} / 4", said=f"a quarter of {o.said}")
            if g.period == "4 years" else o
            for o, g in zip((a, b), money, strict=True)
        )  # fmt: skip
        return say_relation(page, q, a, b, usual=True)
    if not say_relation(page, q, a, b, usual=True):
        return False
    if kinds - {None} == {"equity"} and all(g.period != "year" for g in money):
        gap = abs(a.value - b.value)
        high, low = sorted((a, b), key=lambda o: -o.value)
        share = page.derive(gap / 4, f"({high.formula} - {low.formula}) / 4", ["input"], currency, mark)
        page.say(f"Over four years evenly, which is an assumption, that is {share} a year.")
    return True


def _say_rest(page: Page, q: Question, by: dict[str, Given], currency: str | None, mark: str) -> bool:
    """ "TC 500 with base 230 and a bonus of 15%: how much stock is that": what the total leaves."""
    total, base, bonus, sign_on = (by.get(c) for c in ("total", "base", "bonus", "sign_on"))
    if not (total and base) or "equity" in by or "equity" not in q.resolved.components:
        return False
    value, formula = (
        total.amount.low - base.amount.low,
        f"{digits(total.amount.low)} - {digits(base.amount.low)}",
    )
    said = [f"your base of {page.give(_in(base, currency, mark))}"]
    if bonus and bonus.amount.unit == "percent":
        value -= base.amount.low * bonus.amount.low / 100
        formula += f" - {digits(base.amount.low)}*{digits(bonus.amount.low)}/100"
        said.append(f"your bonus of {page.give(bonus.amount)} of base")
    for part, name in ((bonus, "bonus"), (sign_on, "sign-on")):
        if part and part.amount.unit == "money":
            value, formula = value - part.amount.low, f"{formula} - {digits(part.amount.low)}"
            said.append(f"your {name} of {page.give(_in(part, currency, mark))}")
    if value <= 0:
        return False
    left = page.derive(value, formula, ["input"], currency, mark)
    whole = page.derive(value * 4, f"({formula}) * 4", ["input"], currency, mark)
    page.say(
        f"Your total of {page.give(_in(total, currency, mark))} without {' and '.join(said)} leaves {left} a year, "
        f"which is {whole} over four years."
    )
    return True


def _say_of_one(page: Page, q: Question, currency: str | None, mark: str) -> bool:
    """One figure of the person's, halved, by the month or over the years."""
    money = [g for g in q.given if g.amount.unit == "money" and g.amount.low == g.amount.high]
    if len(q.given) != 1 or not money or q.has("position", "threshold") or q.resolved.targets:
        return False
    if money[0].component == "equity" and money[0].period != "year" and _FOUR_YEARS_OF.search(q.text):
        return False
    return say_scaled(page, _operand(page, money[0], currency, mark), q.text)


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
