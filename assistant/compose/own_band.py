"""A range of the person's own, and a figure in it: "the band is 180 to 240, where is 205".

In: `Figures`. Out: derived values with their formulas. A range that a guide prints is placed elsewhere.
"""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.compose.arithmetic import Worked, place_in, tell
from assistant.compose.changes import PERCENT_ASKED
from assistant.compose.figures import Figures
from assistant.compose.wording import digits
from assistant.given import Given
from corpus.regexes import regex

_WHERE = regex(
    r"\b(?:where|which\s+(?:place|percentile|quartile|third|half)|how\s+(?:far|high|low|good)|lies?|sits?|stands?|falls?|position\w*|inside|within)\b",
    re.I,
)


def write_in_own_band(f: Figures) -> bool:
    """Where one figure lies in a range that the person tells; False where there is none, or a row is asked about."""
    ranges = [g for g in f.q.given if g.amount.unit == "money" and g.amount.high not in (None, g.amount.low)]
    if len(ranges) != 1 or len(f.money) != 1 or len(f.q.given) != 2:
        return False
    if any(t.asked for t in f.q.resolved.targets) or f.q.has("change", "difference", "ratio"):
        return False
    if not (f.q.has("position") or _WHERE.search(f.q.text) or PERCENT_ASKED.search(f.q.text)):
        return False
    low, high = (_end(f, ranges[0], top) for top in (False, True))
    mine = f.worked(f.money[0])
    if mine.currency != low.currency or low.value >= high.value:
        return False
    said, band = f"your {f.give(f.money[0])}", f"your {f.page.give(f.amount(ranges[0]))}"
    if mine.value < low.value or mine.value > high.value:
        gap, where = (low - mine, "under the floor") if mine.value < low.value else (mine - high, "over the top")
        f.page.say(f"Y{said[1:]} lies {tell(f.page, gap)} {where} of {band}.")
        return True
    place = place_in(mine.value, low.value, high.value)
    formula = f"({mine.formula} - {low.formula}) / ({high.formula} - {low.formula}) * 100"
    share = Worked(place, formula, ("input",), "percent")
    left = high - mine
    text = f"Y{said[1:]} lies in {band}, {tell(f.page, share)} of the way from floor to top"
    f.page.say(f"{text}, {tell(f.page, left)} under the top." if left.value else f"{text}.")
    return True


def _end(f: Figures, given: Given, top: bool) -> Worked:
    amount = f.amount(given)
    value = amount.high if top and amount.high is not None else amount.low
    one = f.worked(replace(given, amount=replace(amount, high=amount.low)))
    return replace(one, value=value, formula=digits(value))
