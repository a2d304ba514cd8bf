"""A grant on the person's own schedule, shares at a price, amounts at an exchange rate.

In: `Figures` whose question has `Terms`. Out: derived values with their formulas; the guides give no
schedule, no share price and no rate, so all of them are the person's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from assistant.compose.arithmetic import Source, Worked, tell
from assistant.compose.figures import Figures, joined, once, upper_first, years_in
from assistant.compose.rows import facts_of
from assistant.compose.totals import cash_of
from assistant.compose.wording import digits, label, shown, where
from assistant.given import years_told
from assistant.terms import Rate, rate_between
from corpus.bands import Fact
from corpus.currencies import currencies_in
from corpus.money import Amount
from corpus.regexes import regex
from index.resolve import Target

_NTH = ("first", "second", "third", "fourth", "fifth", "sixth")
_AFTER_YEARS = regex(
    r"\b(?:after|first|by|within|over\s+the\s+first)\s+(?:the\s+)?(?:end\s+of\s+)?(?:first\s+)?(?:year\s+)?(?P<n>\d|two|three|four)\b(?:\s+years?)?",
    re.I,
)
_EVEN = regex(r"\beven(?:ly)?\b|\bequal(?:ly)?\b", re.I)


def write_vested(f: Figures, targets: Sequence[Target]) -> bool:
    """A grant on the person's own vesting schedule, year by year; with base and the rest where given."""
    parts = f.q.terms.schedule
    if not parts:
        return False
    grants = [g for g in f.money if g.component == "equity"]
    grants = grants or [g for g in f.money if g.component in (None, "total")][:1]
    passage = None
    if grants:
        low = high = f.worked(grants[0])
        said = f.said(replace(grants[0], component="equity"))
    else:
        cells = [c for t in targets if t.asked for c in facts_of(f.page, t, ["equity"])]
        if len(cells) != 1 or cells[0].low is None or cells[0].high is None or f.money:
            return False
        passage, cell = f.page.passage_of(cells[0]), cells[0]
        ends = {"low": (cell.low, cell.low), "high": (cell.high, cell.high), "": (cell.low, cell.high)}[
            f.q.bound
        ]
        low, high = (
            Worked(v, digits(v), (passage,), "money", cell.currency, cell.mark) for v in ends if v is not None
        )
        said = f"the {label('equity')} for {where(cell)}, {shown(cell)},"
    told = [
        f"{tell(f.page, low.percent(p), high.percent(p))} in the {_NTH[i]} year" for i, p in enumerate(parts)
    ]
    f.page.say(upper_first(f"{said} on your schedule is {joined(told)}."), passage)
    after = _AFTER_YEARS.search(f.q.text)
    n = years_in(after.group()) or (int(after["n"]) if after and after["n"].isdigit() else 0) if after else 0
    if 1 < n < len(parts):
        share = sum(parts[:n], Decimal(0))
        f.page.say(
            f"After {years_told(n)} that is {tell(f.page, low.percent(share), high.percent(share))}.",
            passage,
        )
    if _EVEN.search(f.q.text):
        even = tell(f.page, low.over(len(parts)), high.over(len(parts)))
        f.page.say(f"In even parts it would be {even} each year.", passage)
    base = f.by.get("base")
    if base and grants:
        cash, names = cash_of(f, {k: g for k, g in f.by.items() if k != "equity"})
        years = []
        for i, p in enumerate(parts):
            total = cash + low.percent(p)
            if i == 0 and (sign_on := f.by.get("sign_on")) and once(sign_on):
                total += f.worked(sign_on)
                f.give(sign_on)
            years.append(f"{tell(f.page, total)} in the {_NTH[i]} year")
        first = " and your sign-on in the first" if once(f.by.get("sign_on")) else ""
        f.page.say(f"With {' and '.join(names)}{first}, your total is {joined(years)}.")
    return True


_EQUAL_YEARS = regex(r"\b(?:four|4)\s+(?:equal|even|same)\b|\b(?:equal|even)\s+years\b", re.I)


def write_shares(f: Figures) -> bool:
    """So many shares at a price; of options what is left above their strike."""
    shares = f.q.terms.shares
    if shares is None:
        return False
    currency = shares.currency or f.currency
    mark = shares.mark or f.mark
    if mark.isalpha():  # "12 dollars"
        mark = "$" if currency == "USD" else currency or ""

    def one(value: Decimal) -> tuple[Worked, str]:
        amount = Amount(value, value, "money", currency, mark, None, digits(value), 0, 0)
        return Worked(value, digits(value), ("input",), "money", currency, mark), f.page.give(amount)

    price, said = one(shares.price)
    count = Amount(shares.count, shares.count, "count", None, "", None, digits(shares.count), 0, 0)
    f.page.given.append(count)
    text = f"{shares.count.normalize():,f} {shares.name} at your {said}"
    if shares.strike:
        strike, of_strike = one(shares.strike)
        price, text = price - strike, f"{text} less your strike of {of_strike}"
    worth = price.times(shares.count)
    f.page.say(f"Your {text} each come to {tell(f.page, worth)}.")
    years = years_in(f.q.text)
    if not f.q.given and (years or f.q.has("annual") or _EQUAL_YEARS.search(f.q.text)):
        years = years or 4
        a_year = tell(f.page, worth.over(years))
        f.page.say(f"Spread evenly over {years_told(years)}, which is an assumption, that is {a_year} a year.")
    base = f.by.get("base")
    if base and base.amount.unit == "money" and len(f.q.given) == 1 and f.q.has("sum", "annual"):
        years = years_in(f.q.text) or 4
        total = f.yearly(base) + worth.over(years)
        f.page.say(
            f"Spread evenly over {years_told(years)}, which is an assumption, and with "
            f"{f.said(base)} that is {tell(f.page, total)} a year."
        )
    if "option" in shares.name.lower():
        f.page.say("On paper: what options will be worth is open, and the tax is not in it.", required=False)
    return True


def write_converted(f: Figures, targets: Sequence[Target]) -> bool:
    """Amounts, or the cells asked about, at the person's own rate."""
    rate = f.q.terms.rate
    if rate is None and f.q.has("convert") and len(f.money) == 1 and f.q.terms.rate_alone is not None:
        # "20 lakh in dollars, rate 83": between the amount's own currency and the one asked for.
        rate = rate_between({*currencies_in(f.q.text), f.money[0].amount.currency or ""}, f.q.terms.rate_alone)
    if rate is None:
        return f.q.has("convert") and not f.money and _write_cells(f, targets)
    done = False
    unnamed = [g for g in f.money if g.amount.currency is None]
    if len(unnamed) == 1 and len(f.money) == 1:
        # "70万 in usd at 7.0": it is of the other currency than the one asked for.
        wanted = currencies_in(f.q.text)
        other = rate.to if wanted == {rate.of} else rate.of if wanted == {rate.to} else None
        unnamed = [
            replace(g, amount=replace(g.amount, currency=other, mark=other or "")) for g in unnamed if other
        ]
    for g in (*(m for m in f.money if m.amount.currency), *(u for u in unnamed if u.amount.currency)):
        if g.amount.currency in (rate.of, rate.to):
            result = tell(f.page, _at_rate(f.worked(g), rate))
            f.page.say(f"At your rate, {f.said(g)} is {result}.")
            done = True
    return done or (not f.money and _write_cells(f, targets))


# Of a company's rows without a place asked for, at most so many are converted.
_MOST_CELLS = 8


def _write_cells(f: Figures, targets: Sequence[Target]) -> bool:
    """The cells asked about at the person's own rate, whose other currency may be the cells' own."""
    named = list(f.q.resolved.components) or ["base"]
    asked = [t for t in targets if t.asked] or (list(targets) if f.q.resolved.companies else [])
    cells = [(c, t) for t in asked for c in facts_of(f.page, t, named) if c.unit == "money"]
    rate = f.q.terms.rate
    if rate is None and f.q.terms.rate_alone is not None:
        # Of cells in several currencies nobody knows which one the rate is of.
        rate = rate_between({*currencies_in(f.q.text), *(c.currency or "" for c, _ in cells)}, f.q.terms.rate_alone)
    compares = f.q.has("compare", "superlative", "difference", "threshold")
    if rate is None or (compares and len(cells) > 1 and len({c.currency for c, _ in cells}) == 1):
        return False  # in one currency they are compared as they are printed
    done = False
    for fact, t in cells[:_MOST_CELLS]:
        if fact.currency not in (rate.of, rate.to) or fact.low is None or fact.high is None:
            continue
        passage = f.page.passage_of(fact)
        low, high = (
            _at_rate(Worked(v, digits(v), (passage, "input"), "money", fact.currency, fact.mark), rate)
            for v in (fact.low, fact.high)
        )
        own = Amount(rate.value, rate.value, "money", rate.to, rate.to, None, digits(rate.value), 0, 0)
        f.page.say(
            f"At your rate of {f.page.give(own)} for each {rate.of}, the {label(fact.component)} for {where(t)}, "
            f"{shown(fact)}, is {tell(f.page, low, high)}.", passage,
        )  # fmt: skip
        done = True
    if compares and done:
        _say_apart_at_rate(f, cells, rate)
    return done


def _say_apart_at_rate(f: Figures, cells: Sequence[tuple[Fact, Target]], rate: Rate) -> None:
    """How far two rows in two currencies are apart at the person's rate, in dollars where one is in them."""
    common = "USD" if rate.of == "USD" else rate.to
    for component in dict.fromkeys(c.component for c, _ in cells):
        pair = [(c, t) for c, t in cells if c.component == component]
        if len(pair) != 2 or {c.currency for c, _ in pair} != {rate.of, rate.to}:
            continue
        ends: list[str] = []
        for end, word in (("low", "at the floor"), ("high", "at the top")):
            mine: list[tuple[Worked, Target]] = []
            for fact, t in pair:
                value = fact.low if end == "low" else fact.high
                if value is None:
                    return
                sources: tuple[Source, ...] = (f.page.passage_of(fact), "input")
                own = Worked(value, digits(value), sources, "money", fact.currency, fact.mark)
                mine.append((own if fact.currency == common else _at_rate(own, rate), t))
            (more, where_more), (less, _) = sorted(mine, key=lambda one: -one[0].value)
            gap = replace(more - less, currency=common, mark=common)
            ends.append(f"{tell(f.page, gap)} more for {where(where_more)} {word}" if gap.value else f"the same {word}")
        f.page.say(
            f"At your rate the {label(component)} is {' and '.join(ends)}.", *(f.page.passage_of(c) for c, _ in pair)
        )


def _at_rate(w: Worked, rate: Rate) -> Worked:
    if w.currency == rate.of:
        return replace(w.times(rate.value), currency=rate.to, mark=rate.to)
    return replace(w.over(rate.value), currency=rate.of, mark=rate.of)
