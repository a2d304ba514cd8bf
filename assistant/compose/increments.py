"""What the guides' scripts add to an offer or ask for, applied to the person's own figures.

An increment is never added across currencies, and never past a row's top without saying so.
"""

from __future__ import annotations

from dataclasses import replace

from assistant.compose.wording import digits, label, shown, where
from assistant.page import Page
from assistant.question import Given, Question
from corpus.bands import Fact
from corpus.money import format_amount


def write_increments(page: Page, q: Question) -> bool:
    """What the guides' scripts add to an offer, applied to the person's own figures where given."""
    companies = q.resolved.companies or (page.lexicon.companies if not q.resolved.other_companies else ())
    facts = [f for c in companies for f in page.library.facts(company=c, kind="increment")]
    if not facts:
        return False
    # A component that only names the person's own figure does not narrow what the script asks for.
    components = [c for c in q.resolved.components if c != "total"]
    if set(components) <= {g.component for g in q.given}:
        components = []
    wanted = [f for f in facts if not components or f.component in components]
    named = bool(q.resolved.companies)
    if not wanted and named:
        have = list(dict.fromkeys(label(f.component) for f in facts))
        missing = " and ".join(label(c) for c in components)
        page.say(
            f"{', '.join(companies)}: the guide's script asks for nothing on {missing}; it asks for "
            f"{' and '.join(have)}.",
            *(page.passage_of(f) for f in facts),
        )
        wanted = facts
    if not wanted:
        return False
    if not named and len(companies) > 6:
        return False
    for fact in wanted:
        page.say(
            _increment_sentence(fact),
            page.passage_of(fact),
            style="bullet" if len(wanted) > 1 else "sentence",
        )
    for given in q.given:
        if given.component == "unvested":
            for fact in facts:
                if fact.component == "sign_on" and fact.basis == "absolute":
                    _offset(page, given, fact)
        for fact in wanted:
            if given.component == fact.component and given.amount.unit == "money":
                _apply(page, q, given, fact)
    for fact in wanted:
        rows = [t for t in q.resolved.targets if t.row.company == fact.company and t.asked]
        currencies = {
            f.currency
            for t in rows
            for f in page.library.facts(company=t.row.company, region=t.row.region, kind="band")
            if f.currency
        }
        if currencies and fact.currency not in currencies:
            page.warn(
                "currency_mismatch",
                f"The script states its amounts in {fact.currency}, the row for {where(rows[0])} is in "
                f"{', '.join(sorted(currencies))}: "
                "they are not added without an exchange rate from you.",
            )
    page.warn(
        "only_if_true",
        "The guide's scripts mention competing offers. Say that part only if you have them.",
    )
    return True


def _offset(page: Page, given: Given, fact: Fact) -> None:
    """How much of what is left behind a sign-on of the script would cover."""
    if fact.low is None or (given.amount.currency or fact.currency) != fact.currency:
        return
    passage = page.passage_of(fact)
    lost = page.give(replace(given.amount, currency=fact.currency, mark=fact.mark))
    rest = given.amount.low - fact.low
    if rest <= 0:
        page.say(f"That covers your {lost} left behind.", passage)
        return
    left = page.derive(
        rest, f"{digits(given.amount.low)} - {digits(fact.low)}", ["input", passage], fact.currency, fact.mark
    )
    page.say(f"Of your {lost} left behind, {left} would remain.", passage)


def _increment_sentence(fact: Fact) -> str:
    value = _amount_text(fact)
    over = " over four years" if fact.period == "4 years" else ""
    if fact.basis == "absolute":
        return f"{fact.company}'s script asks for a {label(fact.component)} of {value}{over} outright."
    return f"{fact.company}'s script adds {value}{over} to the offered {label(fact.component)}."


def _amount_text(fact: Fact) -> str:

    assert fact.low is not None
    text = format_amount(fact.low, fact.currency, fact.mark)
    if fact.high is not None and fact.high != fact.low:
        text += f"–{format_amount(fact.high, fact.currency, fact.mark)}"
    return text


def _apply(page: Page, q: Question, given: Given, fact: Fact) -> None:
    amount = given.amount
    row_currencies = {
        f.currency
        for t in q.resolved.targets
        if t.asked and t.row.company == fact.company
        for f in page.library.facts(company=t.row.company, region=t.row.region, component="base", kind="band")
    }
    if (amount.currency or fact.currency) != fact.currency or (
        row_currencies and fact.currency not in row_currencies
    ):
        return
    if fact.low is None or fact.high is None:
        return
    mine = page.give(replace(amount, currency=fact.currency, mark=fact.mark))
    passage = page.passage_of(fact)
    name = label(fact.component)
    if fact.basis == "absolute":
        if amount.low >= fact.low:
            page.say(
                f"Your sign-on of {mine} already meets what the script asks for.", passage, required=False
            )
        else:
            gap = page.derive(
                fact.low - amount.low,
                f"{digits(fact.low)} - {digits(amount.low)}",
                [passage, "input"],
                fact.currency,
                fact.mark,
            )
            page.say(f"That is {gap} more than your {name} of {mine}.", passage)
        return
    value, yearly = amount.low, given.period == "year" and fact.period == "4 years"
    if yearly:
        value = amount.low * 4
    low, high = value + fact.low, value + fact.high
    plus = f" + {digits(fact.low)}" + (
        f" to {digits(value)} + {digits(fact.high)}" if fact.high != fact.low else ""
    )
    start = f"{digits(amount.low)} * 4" if yearly else digits(value)
    result = page.derive(low, start + plus, ["input", passage], fact.currency, fact.mark, high=high)
    page.say(f"Added to your {name} of {mine}{' a year' if yearly else ''}, that is {result}.", passage)
    if q.has("annual") and fact.period == "4 years" and not yearly:
        share = page.derive(
            low / 4,
            f"({start} + {digits(fact.low)}) / 4 to ({start} + {digits(fact.high)}) / 4",
            ["input", passage],
            fact.currency,
            fact.mark,
            high=high / 4,
        )
        page.say(f"Spread evenly, which is an assumption, that is {share} a year.", passage)
    tops = [
        f
        for t in q.resolved.targets
        if t.asked and t.row.company == fact.company
        for f in page.library.facts(
            company=t.row.company, region=t.row.region, component=fact.component, kind="band"
        )
    ]
    for top in tops[:1]:
        if top.high is not None and high > top.high:
            page.say(
                f"That goes past the top of the {name} range for {where(top)}, which is {shown(top)}.",
                page.passage_of(top),
                required=False,
            )
