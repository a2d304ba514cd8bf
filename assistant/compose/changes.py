"""A figure of the person's that becomes another: raised, cut, traded for another part, or wanted as a whole.

In: `Figures` of one question. Out: derived values with their formulas. Which figure is what comes on top, and
which stands for itself, is read from the words beside it.
"""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.compose.arithmetic import Worked, tell
from assistant.compose.figures import Figures, joined, upper_first, years_in
from assistant.compose.raises import RAISES
from assistant.given import Given, years_told
from assistant.question import Question
from corpus.regexes import regex

PERCENT_ASKED = regex(
    r"(?<!\d)(?<!\d\s)%|(?<!\d\s)(?<!\d)\b(?:percent\w*|per\s?cent|pct)\b|百分之几|百分比|比例", re.I
)


def write_change(f: Figures) -> bool:
    """From one figure to another, a figure checked against another, a whole, a trade, or something on top."""
    return _breaks_even(f) or _became(f) or _checked_change(f) or _whole_of(f) or _traded(f) or _added(f)


# "From 200 to 184", "200 -> 184", "was 200, now 184": one figure that becomes another, and which of them is the first.
_BECAME = regex(
    r"\bfrom\b[^.;?]{0,30}?(?P<a1>@)[^.;?]{0,30}?\bto\b[^.;?]{0,20}?(?P<b1>@)|(?P<a2>@)\W{0,3}(?:->|→|=>)\W{0,3}(?P<b2>@)"
    r"|\bwas\b[^.;?]{0,20}?(?P<a3>@)[^.;?]{0,30}?\b(?:now|then)\b[^.;?]{0,20}?(?P<b3>@)",
    re.I,
)


def _became(f: Figures) -> bool:
    """ "From 200 to 184, how much did they cut in percent": the way from the first to the second, said that way."""
    q = f.q
    if len(f.money) != 2 or len(q.given) != 2 or q.has("share", "ratio"):
        return False
    if not (q.has("change") or PERCENT_ASKED.search(q.text)):
        return False
    marked = q.text
    for g in sorted(f.money, key=lambda g: -g.amount.start):
        marked = marked[: g.amount.start] + "@" + " " * (len(g.amount.text) - 1) + marked[g.amount.end :]
    found = _BECAME.search(marked)
    if found is None:
        return False
    old, new = f.money
    a, b = f.worked(old), f.worked(new)
    if a.currency != b.currency or a.value == b.value or not a.value or not b.value or old.period != new.period:
        return False
    gap, way = (b - a, "more") if b.value > a.value else (a - b, "less")
    share = tell(f.page, gap.share_of(a))
    f.page.say(f"From {f.said(old)} to {f.said(new)} is {tell(f.page, gap)} {way}: {share} of the first.")
    return True


OF_THE_OTHER = regex(
    r"(?:%|percent|pct)\s*(?:more|less|higher|lower|bigger|smaller|above|below|over|under|up|down)\s+(?:than|from|on|over)?",
    re.I,
)


def _checked_change(f: Figures) -> bool:
    """ "Is 210K 5% over 200K": by how many percent the one is above the other."""
    if not (len(f.money) == 2 and len(f.rates) == 1 and len(f.q.given) == 3):
        return False
    if _against_rate(f):
        return True
    if not OF_THE_OTHER.search(f.q.text):
        return False
    one, other = f.money
    rate = f.rates[0].amount
    if not one.amount.start < rate.start < other.amount.start or rate.high != rate.low:
        return False
    a, b = f.worked(one), f.worked(other)
    if a.currency != b.currency or not b.value or a.value == b.value:
        return False
    gap, way = (a - b, "more") if a.value > b.value else (b - a, "less")
    share = gap.share_of(b)
    agrees = "as you say" if share.value == rate.low else f"and not your {f.give(f.rates[0])}"
    f.page.say(upper_first(f"{f.said(one)} is {tell(f.page, share)} {way} than {f.said(other)}, {agrees}."))
    return True


# "Is 195K to 165K more than 15%": how far apart two figures are is set against a percentage.
_THAN_A_RATE = regex(
    r"\b(?:to|vs\.?|versus|from|against|over|and)\b.{0,40}\b(?:more|less|over|above|under|below|bigger|smaller|higher|lower|at\s+least|at\s+most|exactly)\b"
    r"(?:\s+than)?\s+(?:an?\s+|your\s+|my\s+)?$",
    re.I,
)


def _against_rate(f: Figures) -> bool:
    rate, (one, other) = f.rates[0].amount, f.money
    if max(one.amount.start, other.amount.start) > rate.start or rate.high != rate.low:
        return False
    if not _THAN_A_RATE.search(f.q.text[: rate.start]):
        return False
    a, b = f.worked(one), f.worked(other)
    if a.currency != b.currency or not a.value or not b.value or a.value == b.value:
        return False
    gap, way = (b - a, "more") if b.value > a.value else (a - b, "less")
    share = gap.share_of(a)
    beside = "just" if share.value == rate.low else "above" if share.value > rate.low else "below"
    f.page.say(
        f"From {f.said(one)} to {f.said(other)} is {tell(f.page, gap)} {way}: {tell(f.page, share)} of the first, "
        f"{beside} your {f.give(f.rates[0])}."
    )
    return True


_WHOLE_ASKED = regex(
    r"\b(?:what|which|how\s+(?:much|big|high|large))\s+(?:an?\s+)?(?:base|salary|grant|total|amount|tc)\b.{0,30}\b(?:need\w*|must|should|gives?|makes?|so\s+that|for|have\s+to|would)\b",
    re.I,
)


def _whole_of(f: Figures) -> bool:
    """ "What base do I need so that 15% is 36K": the whole of which a percentage is an amount."""
    if not (len(f.money) == len(f.rates) == 1 and len(f.q.given) == 2) or not _WHOLE_ASKED.search(f.q.text):
        return False
    part, rate = f.money[0], f.rates[0]
    if part.component not in (None, "bonus") or not rate.amount.low or rate.amount.high != rate.amount.low:
        return False
    whole = f.worked(part).over(rate.amount.low).times(100)
    f.page.say(f"For your {f.give(rate)} to be your {f.give(part)}, the whole has to be {tell(f.page, whole)}.")
    return True


# "15K more", "a raise of 15K", "+15K": what is added to another figure.
_MORE_BEHIND = regex(
    r"^\s?k?\s*(?:usd|dollars?)?\s*(?:a\s+year\s+)?(?:more|extra|additional|on\s+top|higher|raise|bump|increase|uplift|better)\b",
    re.I,
)
_MORE_AHEAD = regex(
    rf"(?:\+\s?|\b(?:another|additional|extra|add(?:s|ed|ing)?|(?:{RAISES}|up)\s+(?:\w+\s+){{0,2}}?(?:of|by)|(?:raise|increase|bump|hike|uplift)\s+of))\s*(?:an?\s+|about\s+)?\W?$",
    re.I,
)
# "Rises 33K from 165K", "up 20K on 180K".
_ROSE_AHEAD = regex(rf"\b(?:{RAISES}|up|gain\w*)\s+(?:an?\s+|about\s+|around\s+)?\W?$", re.I)
_FROM_BEHIND = regex(r"\s?k?\s+(?:from|on|over)\s", re.I)
# "Cut 10K of base", "took 5K off my base".
_CUT_AHEAD = regex(r"\b(?:cut|cuts|cutting|slash\w*|reduc\w*|drop\w*)\s+(?:an?\s+|about\s+|around\s+)?\W?$", re.I)
_OFF_BEHIND = regex(r"\s?k?\s+(?:of|off|from|out\s+of)\s", re.I)
_LESS_BEHIND = regex(r"^\s?k?\s*(?:usd|dollars?)?\s*(?:a\s+year\s+)?(?:less|lower|worse|down|cut|fewer)\b", re.I)
_LESS_AHEAD = regex(
    r"(?:[-−]\s?|\b(?:minus|less|los(?:e|es|ing)|giv(?:e|es|ing)\s+up|(?:cut|reduc|lower|drop)\w*\s+(?:\w+\s+){0,2}?by|cut\s+of|took|take[ns]?|taking|remov\w*|shav\w*|knock\w*|trimm\w*))\s*(?:off\s+)?(?:an?\s+|about\s+)?\W?$",
    re.I,
)


def _direction(q: Question, given: Given) -> int:
    """1 for a figure that comes on top, -1 for one that goes, 0 for one that stands for itself."""
    ahead, behind = q.text[: given.amount.start], q.text[given.amount.end :]
    if _MORE_BEHIND.search(behind) or (_ROSE_AHEAD.search(ahead) and _FROM_BEHIND.match(behind)):
        return 1
    if _LESS_BEHIND.search(behind) or (_CUT_AHEAD.search(ahead) and _OFF_BEHIND.match(behind)):
        return -1
    return 1 if _MORE_AHEAD.search(ahead) else -1 if _LESS_AHEAD.search(ahead) else 0


def _added(f: Figures) -> bool:
    """ "15K more on 205K": the raise in percent, and what it comes to."""
    if len(f.money) != 2 or len(f.q.given) != 2:
        return False
    ways = [_direction(f.q, g) for g in f.money]
    if sorted(map(abs, ways)) != [0, 1]:
        return False
    step, whole = f.money if ways[0] else (f.money[1], f.money[0])
    a, b = f.worked(step), f.worked(whole)
    same = step.component == whole.component or None in (step.component, whole.component)
    if not same or a.currency != b.currency or not 0 < a.value < b.value or step.period != whole.period:
        return False
    up = sum(ways) > 0
    f.page.say(
        upper_first(
            f"{f.said(step)} {'on top of' if up else 'off'} {f.said(whole)} is {tell(f.page, a.share_of(b))} of it, "
            f"and makes it {tell(f.page, b + a if up else b - a)}."
        )
    )
    return True


_AGAINST = regex(
    r"\b(?:instead|rather|versus|vs\.?|than|against|or|difference|lose|losing|loss|costs?|more|less)\b|还是|差", re.I
)


def write_base_apart(f: Figures) -> bool:
    """ "180K instead of 200K base, with a 20% bonus, over four years": what lies between, with the bonus on it."""
    q, years = f.q, years_in(f.q.text)
    bonus = [g for g in f.rates if g.component == "bonus" and g.amount.low == g.amount.high]
    kinds = {g.component for g in f.money}
    if len(f.money) != 2 or len(q.given) != 2 + len(bonus) or len(bonus) > 1 or not _AGAINST.search(q.text):
        return False
    if "base" not in kinds or kinds - {"base", None} or {g.period for g in f.money} - {"", "year", "4 years"}:
        return False
    in_percent = PERCENT_ASKED.search(q.text) or (q.has("change") and not bonus)
    if in_percent or q.has("share", "ratio", "midpoint", "position"):
        return False
    if not (bonus or years > 1 or q.has("monthly")):
        return False  # what lies between two figures, and nothing else
    small, big = sorted(f.money, key=lambda g: g.amount.low)
    if f.worked(small).currency != f.worked(big).currency or small.amount.low == big.amount.low:
        return False
    gap = f.worked(big) - f.worked(small)
    said = f"between {f.said(small)} and {f.said(big)} there is {tell(f.page, gap)} a year"
    if bonus:
        gap += gap.percent(bonus[0].amount.low)
        said += f", or {tell(f.page, gap)} with your bonus of {f.give(bonus[0])} of base"
    if q.has("monthly"):
        said += f": {tell(f.page, gap.over(12))} a month"
    if years > 1:
        said += f"; over {years_told(years)} that is {tell(f.page, gap.times(years))}"
    f.page.say(upper_first(f"{said}."))
    return True


# What of an offer comes once, and what comes every year.
_ONCE_PAID = frozenset(("sign_on", "unvested"))


_UNTIL = regex(
    r"\bhow\s+(?:many\s+(?:years|yrs)|long|soon)\b|\b(?:after|in)\s+(?:how\s+many|which|what)\s+years?\b|\bwhen\s+(?:does|do|will|would|is)\b"
    r"|\bbreaks?[\s-]?even\b|\bpays?\s+(?:itself\s+)?(?:off|back)\b",
    re.I,
)
# So many years, and what is asked for is no longer a matter of an offer.
_MOST_YEARS = 15


# One of two, and not both of an offer.
_CHOICE = regex(r"\b(?:or|vs\.?|versus|instead\s+of|rather\s+than|against|over)\b|还是|或", re.I)
# A base is never so little: what is set against money paid once is what comes on top of it.
_MOST_ON_TOP = 60_000


def is_choice(q: Question) -> bool:
    """Whether money paid once stands against money that comes every year: "20K signing or 6K more base"."""
    if len(q.given) != 2 or any(g.amount.unit != "money" or g.amount.low != g.amount.high for g in q.given):
        return False
    first, second = q.given
    if {first.component in _ONCE_PAID, second.component in _ONCE_PAID} != {True, False}:
        return False
    yearly = next(g for g in q.given if g.component not in _ONCE_PAID)
    if yearly.component != "base" or (yearly.amount.low > _MOST_ON_TOP and not _UNTIL.search(q.text)):
        return False
    return bool(_UNTIL.search(q.text) or _CHOICE.search(q.text[first.amount.end : second.amount.start]))


def write_choice(f: Figures) -> bool:
    """Money paid once against money that comes every year: what they come to, and from when the second is ahead."""
    if not is_choice(f.q) or any(t.asked for t in f.q.resolved.targets) or f.q.has("position", "increment"):
        return False
    once = next(g for g in f.money if g.component in _ONCE_PAID)
    paid = next(g for g in f.money if g is not once)
    years = years_in(f.q.text)
    whole, year = f.worked(once), f.yearly(paid)
    if whole.currency != year.currency:
        return False
    if years > 1:
        sum_of_years = year.times(years)
        comes_to = f"comes to {tell(f.page, sum_of_years)} over {years_told(years)}"
        lead = f"{f.said(paid)} {comes_to}, and {f.said(once)} is paid once"
        if sum_of_years.value == whole.value:
            f.page.say(f"{upper_first(lead)}: it is even.")
        else:
            more, less = (sum_of_years, whole) if sum_of_years.value > whole.value else (whole, sum_of_years)
            name = "base" if more is sum_of_years else "sign-on"
            f.page.say(f"{upper_first(lead)}: the {name} is {tell(f.page, more - less)} more.")
    return _breaks_even(f, asked=True) or years > 1


def _breaks_even(f: Figures, asked: bool = False) -> bool:
    """ "How many years until 25K more base beats a 60K sign-on": between which two years it comes to as much."""
    once = [g for g in f.money if g.component in _ONCE_PAID]
    paid = [g for g in f.money if g.component in ("base", "bonus")]
    if len(f.q.given) != 2 or len(once) != 1 or len(paid) != 1 or not (asked or _UNTIL.search(f.q.text)):
        return False
    whole, year = f.worked(once[0]), f.yearly(paid[0])
    if whole.currency != year.currency or not year.value or not whole.value:
        return False
    before = int(whole.value // year.value)
    if before > _MOST_YEARS:
        return False
    name, against = f"{f.said(paid[0])} a year", f"{f.said(once[0])}, paid once"
    if before == 0:
        f.page.say(f"{upper_first(name)} is more than {against}, in the first year already.")
        return True
    told = tell(f.page, year.times(before)) if before > 1 else f"your {f.give(paid[0])}"
    years = years_told(before) if before > 1 else "one year"
    if whole.value == year.times(before).value:
        f.page.say(f"{upper_first(name)} comes to as much as {against}, over {years}.")
        return True
    after = years_told(before + 1)
    f.page.say(
        f"{upper_first(name)} comes to {told} over {years} and to {tell(f.page, year.times(before + 1))} over {after}, "
        f"against {against}: it is ahead from the {_NTH_YEAR[before]} year on."
    )
    f.page.say("What a raised base does to a bonus or to later raises is not in it, nor is the tax.", required=False)
    return True


_NTH_YEAR = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
             "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth")  # fmt: skip


_OF_WHOLE = regex(
    r"\s?k?\s+(?:of|off|from|out\s+of|on|to)\s+(?:my\s+|the\s+)?[\w-]+(?:\s+\w+)?\s*(?:of\s+|\()?\W?", re.I
)


def _of_wholes(f: Figures) -> list[Given]:
    """The figures without those that others are taken from: "5K off my base of 190K" is 5K of base."""
    out: list[Given] = []
    for g in f.money:
        before = out[-1] if out else None
        joined_to = before and _OF_WHOLE.fullmatch(f.q.text[before.amount.end : g.amount.start])
        if before and joined_to and _direction(f.q, before) and not _direction(f.q, g):
            out[-1] = replace(before, component=before.component or g.component)
        else:
            out.append(g)
    return out


def _traded(f: Figures) -> bool:
    """ "20K less base but 40K more sign-on": what each year comes to, and so many years together."""
    moved = _of_wholes(f)
    ways = [_direction(f.q, g) for g in moved]
    parts = [g.component for g in moved]
    if len(moved) < 2 or len(f.money) != len(f.q.given) or 0 in ways or None in parts or len(set(ways)) != 2:
        return False
    if len({f.worked(g).currency for g in moved}) > 1:
        return False

    def side(way: int, years: int) -> Worked:
        """All that is won, or all that is lost, in so many years."""
        paid = [
            f.worked(g) if g.component in _ONCE_PAID else f.yearly(g).times(years)
            for g, own in zip(moved, ways, strict=True)
            if own == way
        ]
        whole = paid[0]
        for part in paid[1:]:
            whole += part
        return whole

    said = joined([f"{f.said(g)} {'more' if way > 0 else 'less'}" for g, way in zip(moved, ways, strict=True)])
    told = years_in(f.q.text)
    results = []
    for years in dict.fromkeys((1, told or 4)):
        won, lost = side(1, years), side(-1, years)
        name = "in the first year" if years == 1 else f"over {years_told(years)}"
        if won.value == lost.value:
            results.append(f"{name} it is even")
            continue
        size, way = (won - lost, "up") if won.value > lost.value else (lost - won, "down")
        results.append(f"{name} you are {tell(f.page, size)} {way}")
    f.page.say(upper_first(f"with {said}, {' and '.join(results)}."))
    if "equity" in parts:
        f.page.say("The equity was counted as a grant over four years that vests evenly.", required=False)
    f.page.say("A bonus in percent of the base is not in it, nor is the tax.", required=False)
    return True
