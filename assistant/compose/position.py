"""Where an amount of the person's lies in a row.

In: the amount, the rows. Out: sentences with floor, top, share of the range and what is left to the
top, each computed here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from assistant.compose.arithmetic import Worked, months_told, per_year, place_in, rounded, tell
from assistant.compose.hearsay import whose
from assistant.compose.rows import facts_of, has_column
from assistant.compose.wording import article, digits, end_text, label, period_words, shown, stated, where
from assistant.given import Given
from assistant.page import Page
from assistant.question import LOW_WORD, Question
from corpus.bands import Fact
from corpus.money import Amount
from corpus.passages import Passage
from corpus.regexes import regex
from index.resolve import Target

# An amount is placed in at most so many rows, when the place was left open.
MOST_PLACED = 8
# Asked where an amount comes without a part of pay, beside its place as what most people mean.
WHICH_PART = "Which part of the offer is the amount: base, equity, bonus, sign-on or the yearly total?"


def write_position(page: Page, q: Question, given: Given, rows: Sequence[tuple[Target, list[Fact]]]) -> bool:
    """Where an amount lies in the rows asked about; True where it could be said of one."""
    between = given.amount.high not in (None, given.amount.low) and not any(t.asked for t, _ in rows)
    either = bool(_EITHER_WAY.search(q.text))
    if ((q.has("threshold") and not either) or (between and len(rows) > 2)) and len(rows) > 1:
        return _write_threshold(page, q, given, rows)
    if (
        given.component is None
        and given.amount.unit == "money"
        and len(rows) == 1
        and not has_column(page, [rows[0][0]], q.resolved.components)
        and set(q.resolved.components) <= {g.component for g in q.given}
    ):
        page.ask(WHICH_PART)
        as_base, as_total = (replace(given, component=c) for c in ("base", "total"))  # as most people mean it
        base = fact_of(page, as_base, *rows[0])
        above = base is not None and base.high is not None and given.amount.low > base.high
        # More than any base of the row is likelier a total: its place is said in both.
        placed_so = [write_position(page, q, as_base, rows)]
        if above or not placed_so[0]:
            placed_so.append(write_position(page, q, as_total, rows))
        return any(placed_so)
    placed = False
    for target, facts in rows[:MOST_PLACED]:
        fact = fact_of(page, given, target, facts)
        if fact is None or fact.low is None:
            continue
        passage = page.passage_of(fact)
        amount = given.amount
        if fact.unit != amount.unit:
            continue
        owner = whose(q, given) if target.asked else "own"
        if owner == "claimed" and _say_claimed(page, q, target, fact, given):
            placed = True
            continue
        if amount.currency and fact.currency and amount.currency != fact.currency:
            page.say(
                f"Your {page.give(amount)} cannot be placed in the {label(fact.component)} range for "
                f"{where(target)}, "
                f"{shown(fact)}: the currencies differ, and the guide gives no exchange rate.",
                passage,
            )
            page.warn("currency_mismatch", f"The row for {where(target)} is in {fact.currency}.")
            placed = True
            continue
        if amount.high is not None and amount.high > amount.low and (amount.low, amount.high) == (fact.low, fact.high):
            page.say(
                f"Your {page.give(replace(amount, currency=fact.currency, mark=fact.mark))} is exactly the "
                f"{label(fact.component)} range that the guide gives for {where(target)}, {shown(fact)}.",
                passage,
            )
            if q.has("midpoint"):
                _say_middle(page, fact, passage)
            placed = True
            continue
        if amount.unit == "money" and not amount.currency:
            amount = replace(amount, currency=fact.currency, mark=fact.mark)
        value = amount.low
        ranged = amount.high is not None and amount.high != amount.low
        if (
            given.component is not None
            and given.component not in q.resolved.components
            and given.amount.unit == "money"
            and not any(g.component == given.component for g in q.given)
        ):
            page.say(f"Read as {label(given.component)}:", required=False)
        times = times_of(given, fact)
        # A whole grant against a cell that is for one year: its even part.
        grant = fact.component == "equity" and given.period in ("", "4 years") and given.amount.unit == "money"
        parted = grant and fact.period == "year" and (given.period == "4 years" or given.years != 4)
        spread = grant and fact.period == "4 years" and given.years != 4
        scaled = times > 1 or parted or spread
        high = amount.high if amount.high is not None else value
        if scaled:
            own, top = (
                w.over(given.years) if parted else w.over(given.years).times(4) if spread else w.times(times)
                for w in (
                    Worked(one, digits(one), ("input",), "money", fact.currency, fact.mark) for one in (value, high)
                )
            )
            value, high = rounded(own), rounded(top)
            given_for = f"a {given.period}{months_told(given.period, given.months)}"
            given_for = f"over {given.over}" if parted or spread else given_for
            shown_for = "over four years" if fact.period == "4 years" else "a year"
            evenly = ", spread evenly, which is an assumption" if parted else ""
            evenly = " at the same rate, which is an assumption" if spread else evenly
            page.say(f"Your {page.give(amount)} {given_for} is {tell(page, own, top)} {shown_for}{evenly}.")
        said = page.give(amount) if not scaled else ""
        said = f"The {said} that you tell of" if said and owner == "told" else f"Your {said}" if said else "That"
        if ranged:
            _say_place_of_range(page, fact, target, (value, high), said, passage, q.has("midpoint"))
        else:
            in_percent, from_floor = q.has("change"), bool(_FROM_FLOOR.search(q.text))
            say_place(page, fact, target, value, said, passage, q.has("midpoint"), in_percent, from_floor)
            _say_far_end(page, q, fact, value, passage)
        placed = True
        if fact.low and amount.unit == "money" and value * 4 < fact.low:
            page.ask(
                f"You wrote {amount.text}: is that right? It is far below any figure of this row. "
                "(In a shell, put the question in single quotes, or “$2” of “$230K” is lost.)"
            )
        if given.assumed_thousands:
            page.warn(
                "read_as_thousands",
                f"“{given.amount.text}” was read as {page.give(amount)}.",
            )
        if fact.component == "equity" and not (given.period or spread or parted) and fact.period in ("4 years", "year"):
            read = "the total" if fact.period == "4 years" else "an amount for each year, as the guide's is"
            page.ask(
                f"Is the equity the total over four years, or an amount for each year? It was read as {read}."
            )
    return placed


def times_of(given: Given, fact: Fact) -> int:
    """How many of an amount's own periods make the period of a cell."""
    if fact.period == "year":
        return per_year(given.period, given.months)
    return 4 if given.period == "year" and fact.period == "4 years" else 1


def fact_of(page: Page, given: Given, target: Target, facts: Sequence[Fact]) -> Fact | None:
    """The cell that an amount is to be placed in."""
    component = given.component
    if component is None:
        money = [f for f in facts if f.unit == given.amount.unit]
        return money[0] if len({f.component for f in money}) == 1 else None
    for f in facts or ():
        if f.component == component:
            return f
    return next(iter(facts_of(page, target, [component])), None)


def _say_claimed(page: Page, q: Question, target: Target, fact: Fact, given: Given) -> bool:
    """A figure that is said to be the row's own, beside what the row gives; False where the two cannot be compared."""
    amount = given.amount
    if fact.low is None or fact.high is None or given.period not in ("", fact.period):
        return False
    if amount.currency and fact.currency and amount.currency != fact.currency:
        return False
    if amount.unit == "money":
        amount = replace(amount, currency=fact.currency, mark=fact.mark)
    own = page.give(amount)
    ranged = amount.high not in (None, amount.low)
    # "Starts at 250K": a figure of the row's, at its other end, is not what it is said to be.
    low, high = (amount.low, amount.high) if ranged else (amount.low, amount.low)
    said_low, said_high = ranged or q.bound == "low", ranged or q.bound == "high"
    agrees = (low == fact.low or not said_low) and (high == fact.high or not said_high)
    agrees = agrees and (ranged or bool(q.bound) or amount.low in (fact.low, fact.high))
    passage = page.passage_of(fact)
    page.say(
        f"For {where(target)}, the guide gives {article(fact)}{label(fact.component)} of "
        f"{shown(fact)}{period_words(fact)}.",
        passage,
    )
    end = "" if not agrees or ranged else ", its floor" if amount.low == fact.low else ", its top"
    told = f"agrees with the row{end}" if agrees else "is not what the row says"
    page.say(f"The {own} that you name {told}.", passage)
    if not agrees:
        _say_ends_apart(page, fact, (low if said_low else None, high if said_high else None), passage)
    if q.has("midpoint"):
        _say_middle(page, fact, passage)
    return True


def _say_ends_apart(
    page: Page, fact: Fact, claimed: tuple[Decimal | None, Decimal | None], passage: Passage | None
) -> None:
    """Which ends of a row differ from those that are claimed for it."""
    parts = []
    for word, mine, own in zip(("starts", "ends"), claimed, (fact.low, fact.high), strict=True):
        if mine is not None and own is not None:
            told = page.give(Amount(mine, mine, fact.unit, fact.currency, fact.mark, None, "", 0, 0))
            not_so = ", as you name it" if mine == own else f", where you name {told}"
            parts.append(f"it {word} at {end_text(page, fact, own)}{not_so}")
    if parts:
        page.say(f"In the row {', and '.join(parts)}.", passage)


def _say_middle(page: Page, fact: Fact, passage: Passage | None) -> None:
    """The midpoint of a row's range."""
    if fact.low is None or fact.high is None or fact.low == fact.high:
        return
    low, high = (Worked(v, digits(v), (passage,), fact.unit, fact.currency, fact.mark) for v in (fact.low, fact.high))
    page.say(f"The midpoint of the row's range is {tell(page, (low + high).over(2))}.", passage)


def _points(difference: str) -> str:
    """A difference of two percentages is in percentage points."""
    if not difference.endswith("%"):
        return difference
    return f"{difference[:-1]} percentage point{'' if difference == '1%' else 's'}"


def _say_far_end(page: Page, q: Question, fact: Fact, value: Decimal, passage: Passage | None) -> None:
    """ "How far under the top" of what lies below the floor: the end that was asked for is not the nearer one."""
    low, high = fact.low, fact.high
    if low is None or high is None or low == high or not _HOW_FAR.search(q.text):
        return
    if q.bound == "high" and value < low:
        big, small, end = high, value, "under the top"
    elif q.bound == "low" and value > high:
        big, small, end = value, low, "over the floor"
    else:
        return
    formula = f"{digits(big)} - {digits(small)}"
    gap = page.derive(big - small, formula, [passage, "input"], fact.currency, fact.mark, unit=fact.unit)
    page.say(f"It is {_points(gap)} {end}.", passage)


_HOW_FAR = regex(r"\b(?:how\s+(?:much|far|many)|distance|gap|difference|away|short|from)\b|差|距", re.I)


def say_place(
    page: Page,
    fact: Fact,
    target: Target,
    value: Decimal,
    said: str,
    passage: Passage | None,
    middle: bool = False,
    in_percent: bool = False,
    from_floor: bool = False,
) -> None:
    """Say where a value lies in a row; `said` is how it is called ("Your $230K"), "" for what was just worked out."""
    yours = said or "That"
    low, high = fact.low, fact.high
    assert low is not None
    name = f"the {label(fact.component)} range for {where(target)}, {shown(fact)}{period_words(fact)}"
    if low == high:
        name = (
            f"the {label(fact.component)} that the guide gives for {where(target)}, "
            f"{shown(fact)}{period_words(fact)}"
        )
        word = "is exactly" if value == low else "is above" if value > low else "is below"
        apart = ""
        if value != low:
            big, small = (value, low) if value > low else (low, value)
            formula = f"{digits(big)} - {digits(small)}"
            gap = page.derive(big - small, formula, [passage, "input"], fact.currency, fact.mark, unit=fact.unit)
            apart = f", by {_points(gap)}"
        page.say(f"{yours} {word} {name}{apart}.", passage)
        return
    money = (fact.currency, fact.mark)
    unit = fact.unit
    if value < low:
        gap = page.derive(
            low - value, f"{digits(low)} - {digits(value)}", [passage, "input"], *money, unit=unit
        )
        gap = _points(gap)
        page.say(f"{yours} lies below {name}: {gap} under the floor.", passage)
        if in_percent:
            _say_off(page, low - value, low, f"({digits(low)} - {digits(value)})", passage, "floor")
    elif high is not None and value > high:
        gap = page.derive(
            value - high, f"{digits(value)} - {digits(high)}", [passage, "input"], *money, unit=unit
        )
        gap = _points(gap)
        page.say(f"{yours} lies above {name}: {gap} over the top.", passage)
        if in_percent:
            _say_off(page, value - high, high, f"({digits(value)} - {digits(high)})", passage, "top")
    elif high is None:
        page.say(f"{yours} lies inside {name}; the guide gives no top.", passage)
    else:
        share = (value - low) / (high - low) * 100
        rounded = place_in(value, low, high)
        percent = page.derive(
            rounded,
            f"({digits(value)} - {digits(low)}) / ({digits(high)} - {digits(low)}) * 100",
            [passage, "input"],
            unit="percent",
        )
        if value == low:
            place = "exactly at the floor of"
        elif value == high:
            place = "exactly at the top of"
        else:
            place = "inside"
        third = (
            "in the lower third"
            if share * 3 < 100
            else "in the upper third"
            if share * 3 > 200
            else "around the middle"
        )
        detail = (
            f", {third}: {percent} of the way from floor to top"
            if place == "inside"
            else f" ({percent} of the way from floor to top)"
        )
        page.say(f"{yours} is {place} {name}{detail}.", passage)
        if from_floor and value > low:
            over = page.derive(
                value - low, f"{digits(value)} - {digits(low)}", [passage, "input"], *money, unit=unit
            )
            page.say(f"It is {_points(over)} above the floor of the range.", passage)
    if middle and high is not None:
        _say_off_middle(page, fact, value, passage)
    if high is not None and low <= value < high:
            room = page.derive(
                high - value, f"{digits(high)} - {digits(value)}", [passage, "input"], *money, unit=unit
            )
            room = _points(room)
            verb = "are" if room.endswith("points") else "is"
            whose_figure = "that" if yours.startswith("The") else "your"
            page.say(
                f"There {verb} {room} between {whose_figure} figure and the top of the range.",
                passage,
                required=False,
            )



def _say_off_middle(page: Page, fact: Fact, value: Decimal, passage: Passage | None) -> None:
    """How far an amount lies from the middle of a row's range, on whichever side of it."""
    low, high = fact.low, fact.high
    assert low is not None
    assert high is not None
    half = (low + high) / 2
    middle, own = f"({digits(low)} + {digits(high)}) / 2", digits(value)
    if value == half:
        page.say("That is exactly the midpoint of the range.", passage)
        return
    formula, side = (f"{middle} - {own}", "above") if value < half else (f"{own} - {middle}", "below")
    gap = page.derive(
        abs(half - value), formula, [passage, "input"], fact.currency, fact.mark, unit=fact.unit
    )
    page.say(f"The midpoint of the range is {_points(gap)} {side} your figure.", passage)


def _say_place_of_range(
    page: Page,
    fact: Fact,
    target: Target,
    ends: tuple[Decimal, Decimal],
    said: str,
    passage: Passage | None,
    middle: bool,
) -> None:
    """Where both ends of a range of the person's lie in a row."""
    yours = said or "That"
    low, high = fact.low, fact.high
    assert low is not None
    kind = f"the {label(fact.component)}"
    if low == high:
        name = f"{kind} that the guide gives for {where(target)}, {shown(fact)}{period_words(fact)}"
    else:
        name = f"{kind} range for {where(target)}, {shown(fact)}{period_words(fact)}"
    below, above = ends[0] < low, high is not None and ends[1] > high
    if ends[1] < low or (high is not None and ends[0] > high):
        place = f"lies {'below' if below else 'above'} {name}"
    elif below and above:
        place = f"reaches beyond both ends of {name}" if low != high else f"lies on both sides of {name}"
    elif below or above:
        place = f"lies partly {'below' if below else 'above'} {name}"
    else:
        place = f"is inside {name}"
    if high is None and not below:
        page.say(f"{yours} {place}; the guide gives no top.", passage)
        return
    lower, upper = (_end_placed(page, fact, value, passage) for value in ends)
    page.say(f"{yours} {place}: the low end is {lower}, the high end {upper}.", passage)
    if middle:
        _say_middle(page, fact, passage)


def _end_placed(page: Page, fact: Fact, value: Decimal, passage: Passage | None) -> str:
    """Where one end of the person's range lies: "$10K under the floor", "38% of the way from floor to top"."""
    low, high = fact.low, fact.high
    assert low is not None
    own = Worked(value, digits(value), ("input",), fact.unit, fact.currency, fact.mark)
    floor = replace(own, value=low, formula=digits(low), sources=(passage,))
    point = low == high
    if value < low:
        return f"{_points(tell(page, floor - own))} under {'it' if point else 'the floor'}"
    if high is None:
        return "above the floor"
    top = replace(floor, value=high, formula=digits(high))
    if value > high:
        return f"{_points(tell(page, own - top))} over {'it' if point else 'the top'}"
    if value in (low, high):
        return "exactly it" if point else f"exactly at the {'floor' if value == low else 'top'}"
    share = place_in(value, low, high)
    formula = f"({digits(value)} - {digits(low)}) / ({digits(high)} - {digits(low)}) * 100"
    return f"{page.derive(share, formula, [passage, 'input'], unit='percent')} of the way from floor to top"


_FROM_FLOOR = regex(r"\b(?:floor|bottom|minimum|min|low(?:er)?\s+end|lower\s+(?:bound|limit)|lowest)\b|下限|最低", re.I)


def _say_off(
    page: Page, gap: Decimal, end: Decimal, formula: str, passage: Passage | None, name: str
) -> None:
    """How far outside a row an amount lies, in percent of the row's end."""
    if end:
        share = (gap / end * 100).quantize(Decimal("0.1"), ROUND_HALF_UP).normalize()
        percent = page.derive(share, f"{formula} / {digits(end)} * 100", [passage, "input"], unit="percent")
        page.say(f"That is {percent} of the {name}.", passage)


# "Is it more or less than": it asks which, and for no rows under it.
_EITHER_WAY = regex(
    r"\b(?:more\s+or\s+less|less\s+or\s+more|higher\s+or\s+lower|lower\s+or\s+higher|(?:above|over)\s+or\s+(?:below|under)"
    r"|better\s+or\s+worse|bigger\s+or\s+smaller)\b",
    re.I,
)
_UNDER = regex(
    r"\b(?:under|below|less\s+than|or\s+(?:less|below|lower)|at\s+most|lower\s+than|smaller\s+than"
    r"|not\s+reach\w*)\b",
    re.I,
)
# "Tops out at 500K", "starts at 170K": the end itself, and neither more nor less.
_EXACTLY = regex(
    r"\b(?:(?:tops?|maxe?s)\s+out|ends?|caps?\s+out)\s+at\b|\b(?P<low>starts?\s+at|begins?\s+(?:at|with))\b",
    re.I,
)
_OR_BEYOND = regex(
    r"\b(?:or\s+(?:more|above|higher|better|over)|at\s+least|above|over|more\s+than)\b|\+", re.I
)
_INCLUSIVE = regex(
    r"\bup\s+to\b|\bor\s+(?:more|above|higher|better|over)\b|\bat\s+least\b|\breach\w*\b|\bfrom\b"
    r"|\b(?:nobody|no\s?one|any\s?one|any\s?body)\b(?!.*\b(?:above|over|more\s+than|beyond)\b)",
    re.I,
)


_AT_LEAST = regex(r"\bat\s+(?:the\s+)?(?:very\s+)?(?:least|most)\b", re.I)


def _write_threshold(
    page: Page, q: Question, given: Given, rows: Sequence[tuple[Target, list[Fact]]]
) -> bool:
    """Which rows reach an amount: "for which regions is the maximum over 500K"."""
    component = given.component or (q.resolved.components[0] if q.resolved.components else None)
    exactly = None if _UNDER.search(q.text) or _OR_BEYOND.search(q.text) else _EXACTLY.search(q.text)
    over: list[tuple[Target, Fact]] = []
    under: list[tuple[Target, Fact]] = []
    # "At least 500K" names no end of a band.
    floors = q.bound == "low" and bool(LOW_WORD.search(_AT_LEAST.sub(" ", q.text)))
    for t, facts in rows:
        for f in facts:
            if f.component == component and f.unit == given.amount.unit:
                end = f.low if floors else f.high
                if given.amount.currency in (None, f.currency) and end is not None:
                    top = given.amount.high
                    if top is not None and top != given.amount.low:
                        (over if given.amount.low <= end <= top else under).append((t, f))
                        continue
                    reaches = end >= given.amount.low if _INCLUSIVE.search(q.text) else end > given.amount.low
                    if exactly:
                        end = f.low if exactly["low"] else f.high
                        (over if end == given.amount.low else under).append((t, f))
                        continue
                    if _UNDER.search(q.text):
                        reaches = end < given.amount.low
                    (over if reaches else under).append((t, f))
    if not over and not under:
        return False
    amount = given.amount
    first = (over or under)[0][1]
    if amount.currency is None and len({f.currency for _, f in (*over, *under)}) > 1:
        text = f"{page.give(amount)}, each in its own currency"
    elif amount.currency is None:
        text = page.give(replace(amount, currency=first.currency, mark=first.mark))
    else:
        text = page.give(amount)
    verb = "reach" if _INCLUSIVE.search(q.text) else "go above"
    if _UNDER.search(q.text):
        verb = "begin below" if floors else "stay below"
    if amount.high not in (None, amount.low):
        verb = "lie within"
    elif exactly:
        verb = "start at" if exactly["low"] else "end at"
    begin = [(t, f) for t, f in under if f.low is not None and f.low < given.amount.low]
    lead = f"These rows {verb} your {text}:" if over else f"None of these rows would {verb} your {text}:"
    if not over and verb == "stay below" and begin:
        lead, under = f"None of the rows as a whole stays below your {text}; these begin below it:", begin
    page.say(lead, style="lead")
    for t, f in over or under:
        page.say(f"{where(t)}: {stated(f)}.", page.passage_of(f), style="bullet")
    return True
