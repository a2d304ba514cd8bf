"""The picture of a comparison: one stacked bar for each offer and year, cash apart from all else.

In: a `Comparison`. Out: SVG that stands alone. What is not of one currency is never stacked, and bars share
a scale only within a currency. Patterns, not colours, tell the parts apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from assistant.counter.compared import NAMES, PARTS, Compared, Comparison, Part, YearPay
from assistant.counter.svg import EDGE, WIDE, Sheet, width

BARS = {
    "base": ("co-full", "", ""),
    "sign_on": ("co-half co-edge", "", ""),
    "bonus": ("co-edge", "bonus", ""),
    "equity": ("co-edge", "equity", ""),
    "paper": ("co-edge co-broken", "paper", ""),
}
LEGEND = {
    "base": "base: cash, guaranteed",
    "sign_on": "sign-on: cash, guaranteed",
    "bonus": "bonus: a target, not guaranteed",
    "equity": "equity",
    "paper": "equity that is not liquid",
}
PATTERNS = (
    ("bonus", '<path d="M-2 10L10 -2M-2 2L2 -2M6 10L10 6" class="co-line"/>'),
    (
        "equity",
        '<circle cx="2" cy="2" r="1.3" class="co-ink"/><circle cx="6" cy="6" r="1.3" class="co-ink"/>',
    ),
    ("paper", '<path d="M0 4H8M4 0V8" class="co-faint"/>'),
)


def compare_svg(comparison: Comparison) -> str:
    """For each offer and year one stacked bar: cash solid, the bonus hatched, equity dotted."""
    sheet = Sheet("compare")
    names = [offer.name for offer in comparison.offers]
    title = "Offers year by year"
    sheet.lines(title, size=16, bold=True)
    if not names:
        sheet.say("No offer was given.")
        sheet.lines("No offer was given.", kind="co-soft")
        return sheet.finished(title)
    _draw_legend(sheet, comparison)
    tops = _scales(comparison)
    if len(tops) > 1:
        note = (
            "Each currency has its own scale: bars of different currencies cannot be set against each other."
        )
        sheet.say(note)
        sheet.lines(note, size=12, kind="co-soft")
    for number, offer in enumerate(comparison.offers):
        sheet.y += 14
        sheet.path(f"M{EDGE} {sheet.y:.1f}H{WIDE - EDGE}", "co-faint")
        sheet.y += 4
        sheet.lines(offer.name, size=15, bold=True, most=3)
        _draw_offer(sheet, offer, number, tops)
    return sheet.finished(title, PATTERNS)


def _kind(offer: Compared, part: str) -> str:
    return "paper" if part == "equity" and offer.liquid is False else part


def _draw_legend(sheet: Sheet, comparison: Comparison) -> None:
    used = {_kind(offer, part) for offer in comparison.offers for part in offer.currencies}
    sheet.y += 4
    for kind in [kind for kind in LEGEND if kind in used]:
        sheet.y += 20
        style, fill, more = BARS[kind]
        sheet.box(EDGE, sheet.y - 13, 24, 14, style, fill, more)
        sheet.words(LEGEND[kind], EDGE + 32, sheet.y - 2, size=12)
    sheet.y += 8


_Key = tuple[str | None, int]


def _key(code: str | None, number: int) -> _Key:
    """What shares a scale: one currency; an offer whose currency is not known has its own."""
    return (code, -1) if code else (None, number)


def _groups(offer: Compared) -> dict[str | None, list[Part]]:
    """The parts that may be stacked on each other: those in one currency."""
    groups: dict[str | None, list[Part]] = {}
    for part in PARTS:
        if part in offer.currencies:
            groups.setdefault(offer.currencies[part], []).append(part)
    return groups


def _scales(comparison: Comparison) -> dict[_Key, Decimal]:
    """The longest bar of each scale."""
    tops: dict[_Key, Decimal] = {}
    for number, offer in enumerate(comparison.offers):
        for code, parts in _groups(offer).items():
            key = _key(code, number)
            sums = [sum((year.part(p) or Decimal(0) for p in parts), Decimal(0)) for year in offer.years]
            tops[key] = max([tops.get(key, Decimal(0)), *sums])
    return tops


def _draw_offer(sheet: Sheet, offer: Compared, number: int, tops: dict[_Key, Decimal]) -> None:
    missing = [NAMES[part] for part in PARTS if part not in offer.currencies]
    notes = [offer.no_total] if offer.no_total else []
    if missing and len(missing) < len(PARTS) and "not entered" not in offer.no_total:
        notes.append(f"Not entered: {', '.join(missing)}.")
    for note in notes:
        sheet.say(f"{offer.name}: {note}")
        sheet.lines(note, size=12, kind="co-soft")
    if not offer.currencies:
        return
    for year in offer.years:
        sheet.y += 22
        sheet.words(f"Year {year.year}", EDGE, sheet.y, bold=True)
        total = _total_words(offer, year)
        if width(total, 13) < WIDE - 2 * EDGE - 80:
            sheet.words(total, WIDE - EDGE, sheet.y, anchor="end")
        else:
            sheet.lines(total)
        said = [
            f"{_part_name(part)} {offer.shown(part, year.part(part))}" for part in PARTS if year.part(part)
        ]
        sheet.say(f"{offer.name}, year {year.year}: {', '.join(said) or 'nothing'}; {total}.")
        for code, parts in _groups(offer).items():
            _draw_stack(sheet, offer, year, parts, tops[_key(code, number)])
        sheet.lines(", ".join(_unbroken(words) for words in said) or "nothing in this year", size=11.5)


def _unbroken(words: str) -> str:
    """A part keeps its figure beside it when a line is broken."""
    return words.replace(" ", "\u00a0")


def _part_name(part: str) -> str:
    return "bonus (target)" if part == "bonus" else NAMES[part]


def _total_words(offer: Compared, year: YearPay) -> str:
    if year.total is not None:
        return f"total {offer.shown('total', year.total)}"
    if year.guaranteed is not None:
        return f"guaranteed cash {offer.shown('guaranteed', year.guaranteed)}"
    return "no total"


def _draw_stack(sheet: Sheet, offer: Compared, year: YearPay, parts: Sequence[Part], top: Decimal) -> None:
    room, x = WIDE - 2 * EDGE, float(EDGE)
    sheet.y += 6
    sheet.box(EDGE, sheet.y, room, 20, "co-faint")
    for part in parts:
        value = year.part(part)
        if not value or value < 0 or not top:
            continue
        long = float(value / top) * (room - 6)
        kind = _kind(offer, part)
        if kind == "paper":
            x += 6  # apart from what is money
        style, fill, more = BARS[kind]
        sheet.box(x, sheet.y, long, 20, style, fill, more)
        x += long
    sheet.y += 22
