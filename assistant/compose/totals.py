"""The parts of an offer as one: a year's total, all years together, what a total leaves for a part.

In: `Figures`. Out: derived values with their formulas. An even split of equity over the years is always
said to be an assumption.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.compose.arithmetic import PER_YEAR, Worked, months_told, relates, tell
from assistant.compose.changes import PERCENT_ASKED
from assistant.compose.figures import Figures, joined, once, packages_in, upper_first, years_in
from assistant.compose.rows import facts_of, topic_question
from assistant.compose.wording import digits, shown
from assistant.given import Given, years_told
from assistant.page import Page
from assistant.question import Question
from corpus.bands import Fact
from corpus.regexes import regex
from index.resolve import Target

_CASH_ONLY = regex(
    r"\b(?:only|just)\b.{0,20}\bcash\b|\bcash\b.{0,12}\b(?:only|part|difference|diff|comp)\b|\bmore\s+cash\b|\bwithout\s+(?:the\s+)?(?:stock|rsus?|equity)\b",
    re.I,
)
_ENDS = regex(r"\d+(?:\.\d+)?")
# "20k less base but 40k more sign-on": by how much parts differ, and no parts of one offer.
_MOVED_BY = regex(r"\d\s?[kw]?\s+(?:less|more|lower|higher|fewer)\b", re.I)
_TARGETED = regex(r"\b(?:target|goal|aim|want|need|wish|dream)\w*\b", re.I)


def cash_of(f: Figures, parts: dict[str, Given]) -> tuple[Worked, list[str]]:
    """What base and bonus pay in one year, and how they are said."""
    return _year_of(f, {name: g for name, g in parts.items() if name != "equity"})


def _say_beside_today(f: Figures, parts: dict[str, Given], year: Worked) -> None:
    """How much more or less an offer pays than what the person has today: in a year, and in the first one."""
    today = f.by.get("today")
    if today is None:
        return
    now, sign_on = f.yearly(today), parts.get("sign_on")
    sums = [("the first year", year + f.worked(sign_on))] if once(sign_on) and sign_on else []
    sums.append(("a year without the sign-on" if sums else "a year", year))
    told = []
    for name, each in sums:
        gap, way = (each - now, "more") if each.value >= now.value else (now - each, "less")
        told.append(f"{tell(f.page, gap)} {way} in {name}".replace("in a year", "a year"))
    f.page.say(f"Beside your {f.give(today)} of today that is {joined(told)}.")


def _year_of(f: Figures, parts: dict[str, Given], row_bonus: Fact | None = None) -> tuple[Worked, list[str]]:
    """What the parts of an offer come to in one year without a sign-on, and how they are said."""
    base, equity = parts["base"], parts.get("equity")
    total = f.yearly(base)
    by_time = f" a {base.period}{months_told(base.period, base.months).rstrip(',')}" if base.period in PER_YEAR else ""
    names = [f"your base of {f.give(base)}{by_time}"]
    if equity:
        total += f.yearly(equity)
        names.append(_said_of_equity(f, equity))
    bonus = parts.get("bonus")
    if bonus and bonus.amount.unit == "percent":
        total += f.yearly(base).percent(bonus.amount.low)
        names.append(f"your bonus of {f.give(bonus)} of base")
    elif bonus:
        total += f.worked(bonus)
        names.append(f"your bonus of {f.give(bonus)}")
    if row_bonus and row_bonus.low is not None:
        total += replace(
            f.yearly(base).percent(row_bonus.low), sources=("input", f.page.passage_of(row_bonus))
        )
        of_range = f.q.bound and len(_ENDS.findall(shown(row_bonus))) > 1
        end = {"low": " at its floor", "high": " at its top"}[f.q.bound] if f.q.bound and of_range else ""
        names.append(f"the row's bonus of {shown(row_bonus)} of base{end}")
    return total, names


def _said_of_equity(f: Figures, equity: Given) -> str:
    return f"your equity of {f.give(equity)}" + (
        " a year" if equity.period == "year" else f" divided by {equity.over.removesuffix(' years')}"
    )


def _say_evenly(f: Figures, equity: Given) -> None:
    parts = equity.over.removesuffix(" years")
    f.page.say(f"The equity is counted in {parts} even parts, which is an assumption.", required=False)


# "Half now, half next year", "in two halves of 25K": money paid once comes in two years.
_HALVES = regex(
    r"\bhalf\b[^.?!]{0,40}\bhalf\b[^.?!]{0,30}\b(?:year|later|anniversary|12\s+months|twelve\s+months)\b"
    r"|\btwo\s+(?:equal\s+|yearly\s+|annual\s+)?(?:halves|instal+ments|payments|parts)\b(?P<each>\s+of\s+\W?\d)?"
    r"|\b(?:split|spread|paid)\s+(?:evenly\s+|equally\s+)?(?:over|across|in|between)\s+(?:the\s+)?(?:first\s+)?(?:two|2)\s+years\b",
    re.I,
)


def write_total(f: Figures, targets: Sequence[Target]) -> bool:
    """The parts of one offer added up: a year, the first year, all the years named."""
    q, by = f.q, f.by
    base, equity, bonus, sign_on = (by.get(c) for c in ("base", "equity", "bonus", "sign_on"))
    if not base or base.amount.unit != "money" or not (equity or bonus or sign_on):
        return False
    if (not equity and not all(g.component for g in q.given)) or "unvested" in by or "total" in by:
        return False
    if _MOVED_BY.search(q.text):
        return False
    asked_rows = any(t.asked for t in targets)
    # Several parts given and nothing else asked of them: what they add up to.
    today = "today" in by
    judged = relates(q) or q.has("position")
    only_parts = (bonus or sign_on) and (equity or today) and not asked_rows and (today or not judged)
    years = years_in(q.text)
    counted = bool(_CASH_ONLY.search(q.text)) or (years > 0 and not equity)
    if not (q.has("sum", "annual") or only_parts or counted):
        return False
    parts = {k: g for k, g in by.items() if k != "equity" or not _CASH_ONLY.search(q.text)}
    if len(parts) < 2:
        return False
    row_bonus = None if bonus else _row_bonus(f.page, q, targets)
    _say_total(f, parts, row_bonus, years)
    if equity and not (bonus or row_bonus or "bonus" in q.resolved.components or _CASH_ONLY.search(q.text)):
        f.page.say("No bonus is in it: you tell of none.", required=False)
    return True


def _say_total(
    f: Figures, parts: dict[str, Given], row_bonus: Fact | None, years: int, whose: str = "Your"
) -> Worked:
    passage = f.page.passage_of(row_bonus) if row_bonus else None
    total, names = _year_of(f, parts, row_bonus)
    if len(names) == 1 and whose != "Your":
        f.page.say(f"{whose} yearly total is {names[0]} alone.", passage)
    # A row's bonus may be a range; what it makes of the total is one, too.
    most, _ = _year_of(f, parts, replace(row_bonus, low=row_bonus.high)) if row_bonus else (total, names)
    if len(names) > 1:
        f.page.say(f"{whose} yearly total is {tell(f.page, total, most)}: {joined(names)}.", passage)
    sign_on = parts.get("sign_on")
    halves = _HALVES.search(f.q.text) if once(sign_on) else None
    if halves and sign_on:
        half = f.worked(sign_on) if halves["each"] else f.worked(sign_on).over(2)
        first, last = (each + half for each in (total, most))
        of = f.give(sign_on)
        said = f"each half of your sign-on, {of}," if halves["each"] else f"half of your sign-on of {of}"
        f.page.say(
            f"With {said} in each of the first two years, either of them comes to {tell(f.page, first, last)}."
        )
    elif once(sign_on) and sign_on:
        first, last = (each + f.worked(sign_on) for each in (total, most))
        f.page.say(
            f"With your sign-on of {f.give(sign_on)}, paid once, the first year comes to {tell(f.page, first, last)}."
        )
    if years > 1:
        whole, largest = total.times(years), most.times(years)
        if once(sign_on) and sign_on:
            paid = f.worked(sign_on).times(2) if halves and halves["each"] else f.worked(sign_on)
            whole, largest = whole + paid, largest + paid
        f.page.say(
            f"Over all {years_told(years)} together your parts come to "
            f"{tell(f.page, whole, largest)}.",
            passage,
        )
    _say_beside_today(f, parts, total)
    bonus = parts.get("bonus")
    if bonus and bonus.amount.unit == "money" and bonus.assumed_thousands and bonus.amount.low < 100_000:
        share = bonus.amount.low / 1000
        f.page.say(
            f"Your “{bonus.amount.text}” was read as an amount, {f.give(bonus)}; as a percentage of the base it would "
            f"be {tell(f.page, f.yearly(parts['base']).percent(share))}.",
            required=False,
        )
    equity = parts.get("equity")
    if equity and equity.period != "year":
        _say_evenly(f, equity)
        f.page.ask(topic_question(f.page, "vesting"))
    return total


# "From 180 to 195", "300k -> 360k": one figure becomes another. Behind it, that it is asked by how much.
_BECOMES = regex(r"(?:^|(?<=\s))to\b|->|→|=>", re.I)
_JOINT = regex(r"k?\W*(?:to|->|→|=>)\W*(?:now\s+)?\W*", re.I)
_PARTS = frozenset(("base", "equity", "sign_on", "bonus"))
# "190 instead of 215": the second becomes the first.
_IN_PLACE_OF = regex(r"k?\W*(?:instead\s+of|rather\s+than|in\s+place\s+of)\W*", re.I)
_RAISES = regex(
    r"\b(?:instead|rather|place)\b|\b(?:rais|increas|lift|bump|mov|chang|improv|adjust|went|goes|sweeten|cut|lower|reduc|drop|add)\w*\b|\bfrom\b|\bup(?:ped|s)?\b|->|→|=>",
    re.I,
)
_BY_HOW_MUCH = regex(
    r"\bhow\s+much\b|\bwhat\s+(?:\w+\s+){0,2}?(?:extra|more)\b|\bwhat\s+(?:do|would|will)\s+(?:i|we)\s+(?:lose|gain|win)\b|\b(?:goes|go|going|is)\s+(?:\w+\s+)?(?:up|down)\s+by\b|\bby\s+what\b"
    r"|\bwhat\b.{0,20}\b(?:difference|change|increase|gain|effect|delta)\b|\bfrom\s+what\s+to\s+what\b|\bwhat\b.{0,40}\bbecomes?\b|\bnew\s+(?:yearly\s+|annual\s+)?total\b",
    re.I,
)
_RAISED_TO = regex(
    r"\b(?:rais|increas|lift|bump|mov|push|sweeten|improv|chang|cut|lower|reduc|drop)\w*\s+(?:(?:the|my|that|this|it|up|down)\s+)*(?:\w+\s+){0,2}?to\s+\W{0,2}(?:[A-Z]{3}\s?)?$",
    re.I,
)
_OF_A_YEAR = regex(r"\b(?:year|yearly|annual\w*|total|tc|package)\b", re.I)


def _raised(f: Figures) -> tuple[Given, Given] | None:
    """The one part of an offer that is said to have changed, as it was and as it is."""
    steps = []
    for g in f.q.given:
        high = g.amount.high
        if high is not None and high > g.amount.low and _BECOMES.search(g.amount.text):
            old, new = replace(g.amount, high=g.amount.low), replace(g.amount, low=high)
            steps.append((replace(g, amount=old), replace(g, amount=new)))
    for a, b in itertools.pairwise(f.money):
        if _JOINT.fullmatch(f.q.text[a.amount.end : b.amount.start]):
            steps.append((a, replace(b, component=a.component, period=a.period)))
        elif _IN_PLACE_OF.fullmatch(f.q.text[a.amount.end : b.amount.start]):
            part = a.component or b.component
            steps.append((replace(b, component=part), replace(a, component=part, period=b.period)))
    for b in () if steps else f.money:
        # "250k stock, 170k base, and they raise the stock to 330k"
        same = [a for a in f.money if a.component == b.component and a.amount.end < b.amount.start]
        if b.component and len(same) == 1 and _RAISED_TO.search(f.q.text[: b.amount.start]):
            steps.append((same[0], replace(b, period=same[0].period, years=same[0].years)))
    if len(steps) != 1 or not _RAISES.search(f.q.text):
        return None
    was, now = steps[0]
    # Alone it is only a figure that grew, unless a year of the offer is asked about.
    return (was, now) if was.component and (len(f.q.given) > 2 or _OF_A_YEAR.search(f.q.text)) else None


def write_raised_part(f: Figures) -> bool:
    """ "Only the sign-on was raised, 30k to 75k; how much more is the first year": by how much one part grew, in a
    year, and what the whole offer comes to before and after."""
    pair = _raised(f) if _BY_HOW_MUCH.search(f.q.text) else None
    if pair is None:
        return False
    old, new = pair
    part = old.component or ""
    parts = {g.component: g for g in f.q.given if g.component and g.component != part and g.amount.low == g.amount.high}
    before, after = f.worked(old), f.worked(new)
    if before.currency != after.currency or before.value == after.value or part not in _PARTS:
        return False
    base, bonus = parts.get("base"), parts.get("bonus")
    rated = before.unit == "percent"
    if rated and base is None:
        return False
    way = "more" if after.value > before.value else "less"
    said = f"Your {part.replace('_', '-')} goes from your {f.give(old)} to your {f.give(new)}"

    def apart(one: Worked, other: Worked) -> Worked:
        return other - one if after.value > before.value else one - other

    if rated and base:
        a, b = (f.yearly(base).percent(g.amount.low) for g in (old, new))
        f.page.say(f"{said} of base: {tell(f.page, apart(a, b))} {way} a year.")
    elif part == "sign_on":
        gap = apart(before, after)
        f.page.say(f"{said}: {tell(f.page, gap)} {way} in the first year, and nothing in the years after.")
    elif part == "equity" and old.period != "year":
        gap = apart(before, after)
        f.page.say(
            f"{said}: {tell(f.page, gap)} {way} over four years, which is {tell(f.page, gap.over(4))} a year "
            "if it vests evenly, which is an assumption."
        )
    else:
        gap = apart(f.yearly(old), f.yearly(new))
        f.page.say(f"{said}: {tell(f.page, gap)} {way} a year.")
        if part == "base" and bonus and bonus.amount.unit == "percent":
            whole = gap + gap.percent(bonus.amount.low)
            f.page.say(f"With your bonus of {f.give(bonus)} on it that is {tell(f.page, whole)} {way} a year.")
    if PERCENT_ASKED.search(f.q.text) and before.value and not rated:
        f.page.say(f"That is {tell(f.page, apart(before, after).share_of(before))} of what it was.")
    _say_before_and_after(f, {**parts, part: old}, {**parts, part: new})
    return True


def _say_before_and_after(f: Figures, before: dict[str, Given], after: dict[str, Given]) -> None:
    if "base" not in before or len(before) < 2 or set(before) & {"total", "today", "unvested"}:
        return
    sums = []
    for parts in (before, after):
        total, _ = _year_of(f, parts)
        sign_on = parts.get("sign_on")
        sums.append(total + f.worked(sign_on) if sign_on else total)
    year = "first year" if "sign_on" in before else "yearly total"
    f.page.say(f"Your {year} comes to {tell(f.page, sums[1])}; before, it came to {tell(f.page, sums[0])}.")
    if "equity" in before:
        _say_evenly(f, before["equity"])


def write_each_offer(f: Figures) -> bool:
    """Several offers: each one's total, and how far two are apart."""
    offers = packages_in(f.q)
    if len(offers) < 2 or not (
        f.q.has("sum", "annual", "compare", "difference", "amount") or _CASH_ONLY.search(f.q.text)
    ):
        return False
    if _CASH_ONLY.search(f.q.text):
        offers = [{k: g for k, g in o.items() if k != "equity"} for o in offers]
    named = ("Your first offer's", "Your second offer's", "Your third offer's")
    whose = [*named, *(f"Offer {n}'s" for n in range(len(named) + 1, len(offers) + 1))]
    totals = [
        _say_total(f, parts, None, years_in(f.q.text), name)
        for name, parts in zip(whose, offers, strict=False)
    ]
    if len(totals) == 2 and totals[0].currency == totals[1].currency and totals[0].value != totals[1].value:
        big, small = sorted(totals, key=lambda w: -w.value)
        first = "first" if big is totals[0] else "second"
        f.page.say(f"By the year the {first} pays {tell(f.page, big - small)} more.")
        starts = [
            t + f.worked(sign_on) if once(sign_on := o.get("sign_on")) and sign_on else t
            for t, o in zip(totals, offers, strict=True)
        ]
        big, small = sorted(starts, key=lambda w: -w.value)
        if starts != totals and big.value != small.value:
            first = "first" if big is starts[0] else "second"
            f.page.say(f"In the first year, sign-on included, the {first} pays {tell(f.page, big - small)} more.")
    elif len({w.currency for w in totals}) > 1:
        f.page.say("They are not in one currency, so they are not set against each other.", required=False)
        f.page.ask("In which currency is each of the offers, and at which rate should they be compared?")
    return True


def _row_bonus(page: Page, q: Question, targets: Sequence[Target]) -> Fact | None:
    """The row's own bonus, where the person speaks of it without a figure; of a range the end that is named."""
    if "bonus" not in q.resolved.components or len(targets) != 1:
        return None
    found = facts_of(page, targets[0], ["bonus"])
    if len(found) != 1 or found[0].unit != "percent" or found[0].low is None or found[0].high is None:
        return None
    if q.bound:
        end = found[0].low if q.bound == "low" else found[0].high
        return replace(found[0], low=end, high=end)
    return found[0]


def write_rest(f: Figures) -> bool:
    """ "TC 500 with base 230 and a bonus of 15%: how much stock is that": what a total leaves for a part."""
    by, total = f.by, f.by.get("total")
    if total is None or total.amount.unit != "money" or len(by) < 2 or "unvested" in by:
        return False
    base, equity, bonus, sign_on = (by.get(c) for c in ("base", "equity", "bonus", "sign_on"))
    asked = [
        c for c in ("equity", "base", "bonus", "sign_on") if c in f.q.resolved.components and c not in by
    ]
    left, said = f.worked(total), f.said(total).removesuffix(" of total")
    said = upper_first(said.replace("your", "your total of", 1))
    if not asked:
        if base and (equity or bonus) and (_TARGETED.search(f.q.text) or f.q.has("difference", "position")):
            sum_ = _say_total(f, {k: g for k, g in by.items() if k != "total"}, None, 0)
            gap = left - sum_ if left.value >= sum_.value else sum_ - left
            way = "short of" if left.value >= sum_.value else "above"
            f.page.say(f"That is {tell(f.page, gap)} {way} {said[0].lower()}{said[1:]}.")
            return True
        return False
    missing = asked[0]
    names: list[str] = []
    if base:
        left -= f.yearly(base)
        names.append(f"your base of {f.give(base)}")
        if bonus and bonus.amount.unit == "percent":
            left -= f.yearly(base).percent(bonus.amount.low)
            names.append(f"your bonus of {f.give(bonus)} of base")
    if bonus and bonus.amount.unit == "money":
        left -= f.worked(bonus)
        names.append(f"your bonus of {f.give(bonus)}")
    if equity:
        left -= f.yearly(equity)
        names.append(_said_of_equity(f, equity))
    if sign_on and once(sign_on):
        left -= f.worked(sign_on)
        names.append(f"your sign-on of {f.give(sign_on)}")
    rated = missing == "base" and bonus is not None and bonus.amount.unit == "percent"
    if left.value <= 0 or not (names or rated):
        return False
    if rated and bonus:
        p = bonus.amount.low
        formula = f"({left.formula}) / (1 + {digits(p)} / 100)"
        left = replace(left, value=left.value / (1 + p / 100), formula=formula)
        f.page.say(
            f"{said}{' without ' if names else ''}{' and '.join(names)} leaves a base of {tell(f.page, left)} with "
            f"your bonus of {f.give(bonus)} on it."
        )
        return True
    text = f"{said} without {' and '.join(names)} leaves {tell(f.page, left)} a year"
    if missing == "equity":
        f.page.say(f"{text}, which is {tell(f.page, left.times(4))} over four years.")
    else:
        f.page.say(f"{text}.")
        if missing == "bonus" and base:
            f.page.say(f"That is {tell(f.page, left.share_of(f.yearly(base)))} of your base.")
    return True
