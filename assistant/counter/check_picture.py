"""The picture of a check: one bar for each part of the offer, with the offer marked on it.

In: a `Check`. Out: SVG that stands alone. Every band is drawn at one width, whatever its figures; an
offer far outside is drawn beside its bar, with a break in the line and a sentence that says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from assistant.compose.wording import label, period_words
from assistant.compose.wording import shown as printed
from assistant.counter.bars import ends, offered, place_in_words
from assistant.counter.result import Check, Placed
from assistant.counter.svg import BOLD, EDGE, WIDE, Sheet, width
from corpus.bands import Fact

# The band of every part is drawn between these two places; what lies beside it lies outside of the band.
LEFT, RIGHT = 74.0, 286.0
OUTERMOST = 24.0  # how near to the sheet's edge a mark may come
APART = 9.0  # how far from the bar a mark outside of the band is at least


def heading(check: Check) -> str:
    where = " in ".join(part for part in (check.company, check.region) if part)
    what = f"Your offer from {where}" if where else "Your offer"
    return f"{what}, against the guide’s row" if check.covered else what


def check_svg(check: Check) -> str:
    """One bar for each part of the offer: the guide's floor and top, and the offer marked on it."""
    sheet = Sheet("check")
    title = heading(check)
    sheet.lines(title, size=16, bold=True, most=4)
    if not check.assessment:
        why = "There is nothing to place: no part of an offer was entered."
        sheet.say(why)
        sheet.lines(why, kind="co-soft")
    for placed in check.assessment:
        sheet.y += 12
        sheet.path(f"M{EDGE} {sheet.y:.1f}H{WIDE - EDGE}", "co-faint")
        sheet.y += 4
        _draw_placed(sheet, placed)
    return sheet.finished(title)


def _draw_placed(sheet: Sheet, placed: Placed) -> None:
    name = label(placed.component)
    words, amount = place_in_words(placed), offered(placed)
    over = " over four years" if placed.component == "equity" else ""
    # An equity cell that counts by the year was compared by the year.
    if placed.fact and placed.component == "equity" and placed.fact.period == "year":
        over = " a year"
    sheet.say(f"{name}: {amount}{over}. {words}")
    sheet.lines(name[:1].upper() + name[1:], size=14, bold=True)
    sheet.lines(f"You are offered {amount}{over}." if amount else "Nothing is offered.", size=13)
    if placed.derivation:
        sheet.lines(f"worked out as {placed.derivation.formula}", size=11, kind="co-soft")
    sheet.lines(words, size=13, kind="co-soft")
    if placed.place in ("below", "inside", "above") and placed.fact and placed.fact.low is not None:
        floor, top = ends(placed.fact)
        sheet.say(f"The guide prints {printed(placed.fact)}{period_words(placed.fact)}.")
        _draw_bar(sheet, placed, placed.fact, floor, top)


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where on the sheet an offer is marked, and whether the distance is true."""

    x: float
    to_scale: bool = True


def _spot(placed: Placed, fact: Fact) -> _Spot:
    low, high, value = fact.low, fact.high, placed.offered
    assert low is not None
    assert value is not None
    middle = (LEFT + RIGHT) / 2
    if low == high:
        if value == low:
            return _Spot(middle)
        return _Spot(OUTERMOST if value < low else WIDE - OUTERMOST, to_scale=False)
    if high is None:
        if value == low:
            return _Spot(LEFT)
        return _Spot(OUTERMOST if value < low else middle, to_scale=False)
    # The share decides only where a mark is drawn; beside the sheet it is cut before it becomes a float.
    share = min(max((value - low) / (high - low), Decimal(-1)), Decimal(2))
    x = LEFT + float(share) * (RIGHT - LEFT)
    if x < OUTERMOST:
        return _Spot(OUTERMOST, to_scale=False)
    if x > WIDE - OUTERMOST:
        return _Spot(WIDE - OUTERMOST, to_scale=False)
    if value < low:
        return _Spot(min(x, LEFT - APART))
    return _Spot(max(x, RIGHT + APART) if value > high else x)


def _draw_bar(sheet: Sheet, placed: Placed, fact: Fact, floor: str, top: str) -> None:
    spot, amount = _spot(placed, fact), offered(placed)
    single, is_open = fact.low == fact.high, fact.high is None
    sheet.y += 20
    half = width(amount, 13) * BOLD / 2
    centre = min(max(spot.x, EDGE + half), WIDE - EDGE - half)
    sheet.words(amount, centre, sheet.y - 4, kind="co-mark", anchor="middle", bold=True)
    y = sheet.y + 8
    if single:
        middle = (LEFT + RIGHT) / 2
        sheet.path(f"M{OUTERMOST:g} {y + 8:.1f}H{WIDE - OUTERMOST:g}", "co-faint")
        sheet.path(f"M{middle:g} {y - 3:.1f}V{y + 19:.1f}", "co-line")
        sheet.box(middle - 4, y, 8, 16, "co-band")
    else:
        sheet.box(LEFT, y, RIGHT - LEFT, 16, "co-band")
        sheet.path(f"M{LEFT:g} {y - 3:.1f}V{y + 19:.1f}", "co-line")
        if is_open:  # an arrow where a top would be
            sheet.path(f"M{RIGHT - 6:g} {y + 1:.1f}l7 7l-7 7", "co-line")
        else:
            sheet.path(f"M{RIGHT:g} {y - 3:.1f}V{y + 19:.1f}", "co-line")
    near = (LEFT + RIGHT) / 2 if single else (LEFT if spot.x < LEFT else RIGHT)
    if not LEFT <= spot.x <= RIGHT or (single and not spot.to_scale):
        ahead = 1 if spot.x < near else -1
        if abs(near - spot.x) > 8:
            sheet.path(f"M{spot.x + 8 * ahead:.1f} {y + 8:.1f}H{near:.1f}", "co-line")
        if not spot.to_scale:  # two strokes break the line: the distance is longer than it looks
            x = spot.x + 20 * ahead
            sheet.path(f"M{x - 4:.1f} {y + 14:.1f}l4 -12M{x + 2:.1f} {y + 14:.1f}l4 -12", "co-line")
    x = spot.x
    sheet.path(f"M{x:.1f} {y - 2:.1f}l7 10l-7 10l-7 -10z", "co-mark")
    sheet.y = y + 22
    _draw_ends(sheet, floor, top, single, is_open)
    if not spot.to_scale:
        sheet.lines("The mark’s distance is not to scale.", size=11, kind="co-soft")


def _draw_ends(sheet: Sheet, floor: str, top: str, single: bool, is_open: bool) -> None:
    sheet.y += 14
    if single:
        sheet.words(f"the guide: {floor}", (LEFT + RIGHT) / 2, sheet.y, size=12, anchor="middle")
        sheet.y += 4
        return
    lower, upper = f"floor {floor}", "no top printed" if is_open else f"top {top}"
    taken = width(lower, 12) + width(upper, 12) + 10
    if taken <= WIDE - 2 * EDGE:
        # Long figures use the whole sheet, short ones stand under the ends of the bar.
        apart = min(LEFT, max(EDGE, (WIDE - taken) / 2))
        sheet.words(lower, apart, sheet.y, size=12)
        sheet.words(upper, WIDE - apart, sheet.y, size=12, anchor="end")
    else:
        sheet.words(lower, EDGE, sheet.y, size=12)
        sheet.y += 16
        sheet.words(upper, WIDE - EDGE, sheet.y, size=12, anchor="end")
    sheet.y += 4
