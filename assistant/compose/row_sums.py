"""Values worked out from a row's own cells: a bonus in money, a point of a band, parts added up.

In: a `Question`, one row. Out: derived values with their formulas. A grant over four years counts a
quarter for a year, which is always said to be an assumption.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from assistant.compose.arithmetic import Source, Worked, tell
from assistant.compose.changes import PERCENT_ASKED
from assistant.compose.compare import comparable
from assistant.compose.factors import factor_in
from assistant.compose.figures import Figures, figures_of
from assistant.compose.position import say_place
from assistant.compose.rows import facts_of
from assistant.compose.sums import CUT, RAISE
from assistant.compose.wording import digits, end_text, label, shown, where
from assistant.given import RATE, Given
from assistant.page import Page
from assistant.question import HIGH_WORD, LOW_WORD, Question
from corpus.bands import Fact
from corpus.money import Amount
from corpus.regexes import regex
from index.resolve import Target

End = Literal["low", "high"]
# A percentage of an end of "the band" is one of the base's.
_OF_AN_END = regex(
    r"\b(?:on|of|above|below|under|over|than)\s+(?:the\s+|its\s+|their\s+|meta['’]s\s+)?(?:\w+\s+){0,5}?(?:tops?|floor|max\w*|min\w*|band|range|upper|lower|bottom|middle|mid-?point|ceiling|cap|lowest|highest)\b",
    re.I,
)
_ADDED = regex(r"\b(?:plus|add\w*|sum\w*|together|combin\w*|come\w*\s+to)\b|\+|加", re.I)
_ADDING = regex(
    r"\b(?:plus|sum\w*|add\w*|total\w*|together|combin\w*|get|earn|make|annual\w*|yearly|a\s+year|comes?)\b|\+|加|总",
    re.I,
)
_TO_ADD = regex(
    r"\b(?:plus|add\w*|sum\w*|total\w*|together|combin\w*|altogether|comes?\s+to|what\s+do\s+(?:i|you|we)\s+get|annual\w*|yearly|a\s+year)\b|\+|加|总",
    re.I,
)
_ALL_PARTS = regex(
    r"\bbase\b.{0,12}\+\s*(?:rsus?|equity|stock)\b|\b(?:each|every|all)\s+(?:\S+\s+){0,4}?(?:component|piece|part|column)s?\b"
    r"|\b(?:top|bottom|floor|max\w*|min\w*|lowest|highest|low\s+end|high\s+end)\s+(?:end\s+)?(?:of|on|in|for)\s+(?:everything|all)\b|\beverything\s+(?:at|maxed|on)\b",
    re.I,
)
_TIMES = regex(r"\btimes\b|\bmultipl\w*|[×*]", re.I)
# "Three quarters of the way up the band", "a third into the range": how far, in words.
_FRACTIONS: tuple[tuple[str, Decimal], ...] = (
    (r"(?:three|3)[\s-](?:quarters?|fourths?)|3/4", Decimal(75)),
    (r"(?:two|2)[\s-]thirds?|2/3", Decimal(200) / 3),
    (r"(?:one|a|1|first|bottom|lower)[\s-](?:quarter|fourth)|1/4|\bquarter", Decimal(25)),
    (r"(?:one|a|1)[\s-]third|1/3|\bthird", Decimal(100) / 3),
)
# "The 75th percentile of the band", "p90", "top quartile": how far, as of people.
_PERCENTILE = regex(
    r"\b(?:(?P<n>[1-9]\d?)\s?(?:st|nd|rd|th)?\s?-?\s?(?:percentile|pctile|%-?ile|ile)|p\s?-?(?P<p>25|50|75|80|85|90|95|99)(?!\d))\b"
    r"|\b(?:(?P<high>top|upper|third|highest|best)|(?P<low>bottom|lower|first|lowest))\s+(?:(?P<tenth>decile)|quartile)\b"
    r"|\b(?P<down>\d{1,2})\s?%?\s+from\s+(?:the\s+)?top\b",
    re.I,
)
_ALONG = r"\s*(?:of\s+the\s+way|(?:of\s+)?(?:the\s+)?way|up|into|through|along)\b"
_AT = r"\bat\s+(?:exactly\s+|about\s+|around\s+|the\s+)?"
_OF_THE_BAND = (
    r"(?:\s+(?:mark|point))?\s+(?:of|in)\s+(?:the\s+|its\s+|their\s+|your\s+|that\s+)?(?:\w+\s+)?(?:band|range)\b"
)
_POINT_OF_BAND = regex(
    r"(?:%|percent|pct)\s*(?:point|mark|spot)?\s*(?:(?:of|in|into|up|through|along|from)\s+(?:the\s+)?(?:\w+\s+){0,5}?)(?:band|range|way)\b|\b(?:percentile|th\s+percentile)\b",
    re.I,
)
_REACHES = regex(r"\b(?:hit|reach|get\s+to|until|up\s+to|to\s+(?:be\s+(?:at|in)|match|land)|need)\b", re.I)


@dataclass(frozen=True, slots=True)
class _Row:
    """A row's cells by component, and the ends of them that a question is about."""

    page: Page
    q: Question
    target: Target
    by: dict[str, Fact]
    ends: tuple[End, ...]
    figures: Figures

    def cell(self, component: str, end: End) -> Worked:
        """An end of a cell, to reckon with."""
        fact = self.by[component]
        value = fact.low if end == "low" else fact.high
        value = value if value is not None else fact.low or Decimal(0)
        source = self.page.passage_of(fact)
        return Worked(value, digits(value), (source,), fact.unit, fact.currency, fact.mark)

    def whole(self, component: str) -> bool:
        """Whether a cell has both ends."""
        fact = self.by.get(component)
        return fact is not None and fact.low is not None and fact.high is not None

    def at(self) -> str:
        """Which end is spoken of."""
        return {"low": " at the low end", "high": " at the top", "": ""}[self.q.bound]

    def say(self, text: str, *components: str) -> bool:
        """A sentence that rests on the row."""
        self.page.say(text, *(self.page.passage_of(self.by[c]) for c in components))
        return True


def write_row_sums(page: Page, q: Question, targets: Sequence[Target]) -> bool:
    """Values worked out from a row's own cells: a bonus in money, a month's base, all parts added."""
    if not targets or q.has("increment"):
        return False
    if len(targets) > 1:
        several = all(t.asked for t in targets) and len(targets) < 4
        return several and (_own_base_in_rows(page, q, targets) or _ends_together(page, q, targets))
    ends: tuple[End, ...] = ("low", "high") if not q.bound else (q.bound,)
    by = {f.component: f for f in facts_of(page, targets[0])}
    row = _Row(page, q, targets[0], by, ends, figures_of(page, q, targets))
    several = "equity" in q.resolved.components and len(set(q.resolved.components)) > 1
    return (
        _percentile(row)
        or _point(row)
        or _end_moved(row)
        or _percent_of_end(row)
        or _own_to_end(row)
        or (several and _parts(row))
        or _bonus(row)
        or _month(row)
        or _scaled_end(row)
        or _parts(row)
    )


def _money_cell(row: _Row) -> str | None:
    """The part of pay that a percentage or a point of the band is taken of: the one named, else base."""
    named = [c for c in row.q.resolved.components if c != "bonus" or len(row.q.resolved.components) == 1]
    name = named[0] if len(named) == 1 else "base" if not named or "base" in named else None
    fact = row.by.get(name) if name else None
    return name if fact is not None and fact.unit == "money" and row.whole(name or "") else None


def _point(row: _Row) -> bool:
    """ "60 % of the band", "three quarters of the way up": the amount at a point of a band."""
    name = _money_cell(row)
    if name is None or row.figures.money or len(row.figures.rates) > 1:
        return False
    if row.figures.rates:
        if not _POINT_OF_BAND.search(row.q.text) or row.q.bound:
            return False
        share = row.figures.rates[0].amount.low
        said = f"{row.figures.give(row.figures.rates[0])} (as you ask)"
    else:
        spans: list[tuple[int, int, Decimal]] = []
        for words, share in _FRACTIONS:
            along = rf"(?:{words})(?:{_ALONG}|[\s-]point\b)|{_AT}(?:{words}){_OF_THE_BAND}"
            for m in re.finditer(along, row.q.text, re.I):
                if not any(a < m.end() and m.start() < b for a, b, _ in spans):
                    spans.append((m.start(), m.end(), share))
        if not spans or row.q.given:
            return False
        for _, _, share in sorted(spans):
            _say_point(row, name, share, "that part" if len(spans) == 1 else _in_percent(row.page, share))
        return True
    return _say_point(row, name, share, said)


def _in_percent(page: Page, share: Decimal) -> str:
    """A fraction of a way, in percent."""
    part = {25: "1 / 4", 33: "1 / 3", 67: "2 / 3", 75: "3 / 4"}[round(share)]
    return page.derive(share.quantize(Decimal("0.1")).normalize(), f"{part} * 100", ["input"], unit="percent")


def percentile_in(text: str) -> Decimal | None:
    """The percentile that a text names: 75 for "75th percentile", "p75" and the bottom of the top quartile.

    >>> percentile_in("p90 of the base"), percentile_in("the top quartile"), percentile_in("75%")
    (Decimal('90'), Decimal('75'), None)
    """
    found = _PERCENTILE.search(text)
    if found is None:
        return None
    if found["down"]:
        return 100 - Decimal(found["down"])
    if found["n"] or found["p"]:
        return Decimal(found["n"] or found["p"])
    edge = Decimal(10 if found["tenth"] else 25)
    return 100 - edge if found["high"] else edge


def _percentile(row: _Row) -> bool:
    """ "The 75th percentile of the band": the point so far up a printed range, which is none of people."""
    name, share = _money_cell(row), percentile_in(row.q.text)
    if name is None or share is None or row.q.given:
        return False
    asked = Amount(share, share, "percent", None, "", None, "", 0, 0)
    _say_point(row, name, share, f"{row.page.give(asked)} (as you ask)")
    told = "a point of the printed range and no percentile of people"
    return row.say(f"That is {told}: the guide does not say how many are paid what.", name)


def _say_point(row: _Row, name: str, share: Decimal, said: str) -> bool:
    """The amount at so many percent of the way from floor to top of a cell."""
    low, high = row.cell(name, "low"), row.cell(name, "high")
    width = high - low
    factor = f"{digits(share)} / 100" if share == int(share) else {67: "2 / 3", 33: "1 / 3"}[round(share)]
    part = replace(width, value=width.value * share / 100, formula=f"({width.formula}) * {factor}")
    point = low + part
    return row.say(
        f"The point at {said} of the way from floor to top of the {label(name)} range for {where(row.target)}, "
        f"{shown(row.by[name])}, is {tell(row.page, point)}{_by_year(row, name, point)}.",
        name,
    )


_A_YEAR = regex(r"\b(?:per|a|each|every)\s+(?:year|yr|annum)\b|\byearly\b|\bannual\w*|/\s?(?:yr|year)\b|每年", re.I)


def _by_year(row: _Row, name: str, value: Worked) -> str:
    """What a part of a whole grant is for, and what it is a year where that is asked."""
    if row.by[name].period != "4 years":
        return ""
    if not _A_YEAR.search(row.q.text):
        return " over four years"
    return f" over four years, or {tell(row.page, value.over(4))} a year if spread evenly, which is an assumption"


def _percent_of_end(row: _Row) -> bool:
    """ "5 % above the top", "95 % of the floor", a percentage more or less than an end or the middle of a band."""
    f, name = row.figures, _money_cell(row)
    middle = row.q.has("midpoint") and not row.q.bound
    if name is None or f.money or len(f.rates) != 1 or not (row.q.bound or middle):
        return False
    rate = f.rates[0].amount
    bonus = row.by.get("bonus")
    moved = _moves_an_end(row.q)
    speaks_of_bonus = "bonus" in row.q.resolved.components or (
        bonus is not None and bonus.low == rate.low == bonus.high and not moved
    )
    if speaks_of_bonus or rate.high != rate.low or (row.q.has("midpoint") and not (middle and moved)):
        return False
    range_of = f"the {label(name)} range for {where(row.target)}"
    if row.q.bound:
        end = row.cell(name, row.q.bound)
        word = {"low": "floor", "high": "top"}[row.q.bound]
        said = f"the {word} of {range_of}, {end_text(row.page, row.by[name], end.value)},"
    else:
        end = (row.cell(name, "low") + row.cell(name, "high")).over(2)
        said = f"the middle of {range_of}, {shown(row.by[name])},"
    given, part = row.page.give(rate), end.percent(rate.low)
    more = RAISE.search(row.q.text) and not re.search(r"(?:%|percent)\s+of\b", row.q.text, re.I)
    if CUT.search(row.q.text) and not more:
        return row.say(
            _upper(
                f"{said} less your {given} is {tell(row.page, end - part)}"
                f"{_by_year(row, name, end - part)}; your {given} is {tell(row.page, part)}."
            ),
            name,
        )
    if more:
        return row.say(
            _upper(
                f"{said} raised by your {given} is {tell(row.page, end + part)}{_by_year(row, name, end + part)}; "
                f"your {given} is {tell(row.page, part)}."
            ),
            name,
        )
    by_year = _by_year(row, name, part)
    return row.say(f"Of {said} the {given} that you ask for is {tell(row.page, part)}{by_year}.", name)


_AN_END = (
    r"(?:the\s+|its\s+|their\s+)?(?:very\s+)?(?:(?:base|rsu|equity|stock|salary|band)(?:['’]s)?\s+)?"
    r"(?:floor|bottom|min(?:imum)?|low(?:er)?\s+end|top|ceiling|cap|max(?:imum)?|(?:high|upper)\s+end|mid-?point|middle)\b"
)
_OF_ITS_RANGE = (
    r"(?:\s+of\s+(?:the\s+|its\s+|their\s+)?(?:\w+\s+){0,3}?(?:band|range|base|salary|rsus?|equity|stock)\b)?"
)
# "The floor plus 20K", "20K over the top": an end and what is added to it or taken off it.
_END_AND_STEP = regex(
    rf"{_AN_END}{_OF_ITS_RANGE}\s*(?:,\s*)?(?P<way>plus|and|\+|minus|less|[-−])\s*(?:another\s+|about\s+)?[$£€¥]?\s*$",
    re.I,
)
_STEP_AND_END = regex(
    rf"^\s?k?\s*(?:usd|dollars?)?\s*(?:more\s+than|less\s+than|(?:up\s+)?(?P<way>above|over|on\s+top\s+of|below|under|off|beneath))\s+{_AN_END}",
    re.I,
)
_ADD_STEP = regex(r"\b(?:add\w*|put\w*|tack\w*|pil\w+)\s+(?:another\s+|about\s+)?[$£€¥]?\s*$", re.I)
_TO_END = regex(rf"^\s?k?\s*(?:usd|dollars?)?\s*(?P<way>to|onto|on)\s+{_AN_END}", re.I)
# An amount up to this share of an end is a step from it, and more a figure of its own.
_MOST_STEP = Decimal("0.6")


def _step_from_end(q: Question, given: Given) -> re.Match[str] | None:
    """What says that an amount is a step from an end of a band, or from its middle."""
    amount = given.amount
    if _ADD_STEP.search(q.text[: amount.start]) and (found := _TO_END.match(q.text[amount.end :])):
        return found  # "add 20K to the floor"
    return _END_AND_STEP.search(q.text[: amount.start]) or _STEP_AND_END.match(q.text[amount.end :])


def is_operand(q: Question, given: Given) -> bool:
    """Whether a figure only moves an end of a band ("10% below the top", "the floor plus 20K"), and is no offer."""
    if given.amount.unit == "percent":
        return _moves_an_end(q)
    return _step_from_end(q, given) is not None


def _end_moved(row: _Row) -> bool:
    """ "The floor plus 20K": an end of a band and an amount of the person's, and how it stands to what they have."""
    q, f, name = row.q, row.figures, _money_cell(row)
    if name is None or f.rates:
        return False
    steps = [(g, found) for g in f.money if (found := _step_from_end(q, g))]
    rest = [g for g in f.money if all(g is not s for s, _ in steps)]
    if len(steps) != 1 or len(rest) > 1 or len(f.money) != len(q.given):
        return False
    step, found = steps[0]
    low, high = row.cell(name, "low"), row.cell(name, "high")
    if LOW_WORD.search(found.group()):
        end, word = low, "floor"
    elif HIGH_WORD.search(found.group()):
        end, word = high, "top"
    else:
        end, word = (low + high).over(2), "middle"
    own = f.worked(step)
    if own.currency not in (None, end.currency) or own.value > end.value * _MOST_STEP:
        return False
    up = not re.search(r"minus|less|[-−]|below|under|off|beneath", found["way"] or found.group(), re.I)
    moved = end + own if up else end - own
    row.say(
        f"The {word} of the {label(name)} range for {where(row.target)}, {shown(row.by[name])}, "
        f"{'plus' if up else 'less'} your {f.give(step)} is {tell(row.page, moved)}.",
        name,
    )
    if q.has("position") and not rest:
        say_place(row.page, row.by[name], row.target, moved.value, "", row.page.passage_of(row.by[name]))
    for g in rest:
        mine = f.worked(g)
        gap = moved - mine if moved.value >= mine.value else mine - moved
        if mine.currency in (None, end.currency) and gap.value:
            way = "more" if moved.value > mine.value else "less"
            row.say(f"That is {tell(row.page, gap)} {way} than {f.said(g)}.", name)
    return True


def _moves_an_end(q: Question) -> bool:
    """Whether a percentage without the name of a bonus is more or less than an end or the middle of a band."""
    return (
        "bonus" not in q.resolved.components
        and bool(q.bound or q.has("midpoint"))
        and bool(RAISE.search(q.text) or CUT.search(q.text))
    )


def _own_to_end(row: _Row) -> bool:
    """The person's own amount against an end of the band in percent: what share it is, what raise reaches it."""
    f = row.figures
    if len(f.money) != 1 or f.rates or not PERCENT_ASKED.search(row.q.text):
        return False
    if not (row.q.bound or row.q.has("midpoint")) or not _OF_AN_END.search(
        row.q.text.replace(" to ", " of ")
    ):
        return False
    given = f.money[0]
    name = given.component or _money_cell(row)
    if name is None or not row.whole(name) or row.by[name].unit != "money":
        return False
    own = f.worked(given)
    if own.currency not in (None, row.by[name].currency) or not own.value:
        return False
    if row.q.bound:
        end, word = row.cell(name, row.q.bound), {"low": "floor", "high": "top"}[row.q.bound]
    else:
        end, word = (row.cell(name, "low") + row.cell(name, "high")).over(2), "midpoint"
    mine = f.said(given)
    if end.value > own.value and _REACHES.search(row.q.text):
        row.say(
            f"From {mine} to the {word} is {tell(row.page, end - own)}, a raise of "
            f"{tell(row.page, (end - own).share_of(own))}.", name,
        )  # fmt: skip
    else:
        gap = own - end if own.value > end.value else end - own
        way = "above" if own.value > end.value else "below"
        row.say(
            _upper(
                f"{mine} is {tell(row.page, own.share_of(end))} of the {word} of the range, "
                f"{tell(row.page, gap.share_of(end))} {way} it."
            ),
            name,
        )
    say_place(
        row.page,
        row.by[name],
        row.target,
        own.value,
        f"Your {f.give(given)}",
        row.page.passage_of(row.by[name]),
        False,
        True,
    )
    return True


def _bonus(row: _Row) -> bool:
    """A bonus in money: the row's percentage or the person's, of the row's base or the person's."""
    page, q, f = row.page, row.q, row.figures
    bonus, named = row.by.get("bonus"), set(q.resolved.components)
    mine: dict[str | None, Given] = {g.component: g for g in q.given}
    if bonus is None or bonus.unit != "percent" or bonus.low is None or _ALL_PARTS.search(q.text):
        return False
    asked = (
        q.has("percent_of", "convert", "amount")
        or ("base" in named and bool(_TIMES.search(q.text)))
        or (bool({"bonus", RATE} & set(mine)) and bool(RAISE.search(q.text)))
        or (
            bool(q.bound)
            and {"bonus", "base"} <= named | set(mine) - {None}
            and bool(_ADDED.search(q.text) or _BONUS_ASKED.search(q.text))
        )
    )
    if "equity" in named and not mine:
        return False  # "base, stock, bonus and total, I know nothing about money": a row is listed
    rate = mine.get("bonus") or mine.get(RATE)
    if not asked or not ("bonus" in named or rate) or set(mine) - {"base", "bonus", RATE}:
        return False
    if rate is not None and (
        "base" in mine or rate.amount.unit != "percent" or rate.amount.high != rate.amount.low
    ):
        return False
    if rate is not None and "base" not in named and not _OF_AN_END.search(q.text):
        return False
    rates = [rate.amount.low] if rate else [row.cell("bonus", e).value for e in _ends_of(q, "bonus")]
    said = f"your {f.give(rate)}" if rate else f"a bonus of {shown(bonus)}"
    if "base" in mine:
        own, passage = f.worked(mine["base"]), page.passage_of(bonus)
        parts = [replace(own.percent(r), sources=(passage, "input")) for r in rates]
        return row.say(
            f"{_upper(said)}, as the guide gives it for {where(row.target)}, on your base of "
            f"{f.give(mine['base'])} is {tell(page, parts[0], parts[-1])} a year.",
            "bonus",
        ) and (not (_ADDED.search(q.text) or q.has("sum")) or _with_bonus(row, own, parts))
    if not row.whole("base"):
        return False
    if q.has("midpoint") and not q.bound:
        bases = [(row.cell("base", "low") + row.cell("base", "high")).over(2)]
        of = f"the middle of the base salary range ({shown(row.by['base'])})"
    else:
        bases = [row.cell("base", e) for e in _ends_of(q, "base")]
        of = f"the base salary ({shown(row.by['base'])})"
    source: Source = "input" if rate else page.passage_of(bonus)
    low, high = bases[0].percent(rates[0]), bases[-1].percent(rates[-1])
    low, high = (replace(w, sources=(*w.sources, source)) for w in (low, high))
    whole = tell(page, bases[0] + low, bases[-1] + high)
    if rate and RAISE.search(q.text):
        return row.say(f"For {where(row.target)}, {of} raised by {said} is {whole} a year{row.at()}.", "base")
    row.say(
        f"For {where(row.target)}, {said} of {of} is {tell(page, low, high)} a year{row.at()}.",
        "base",
        "bonus",
    )
    if _ADDED.search(q.text) or q.has("sum"):
        row.say(f"Base and bonus together come to {whole}.", "base", "bonus")
    return True


def _with_bonus(row: _Row, base: Worked, bonus: Sequence[Worked]) -> bool:
    """The person's base and the row's bonus on it, added."""
    return row.say(f"Base and bonus together come to {tell(row.page, base + bonus[0], base + bonus[-1])}.", "bonus")


def _own_base_in_rows(page: Page, q: Question, targets: Sequence[Target]) -> bool:
    """One base of the person's with the bonus of each of several rows, and how far two are apart."""
    f = figures_of(page, q, targets)
    base = f.by.get("base")
    if base is None or len(q.given) != 1 or "bonus" not in q.resolved.components:
        return False
    if not q.has("percent_of", "convert", "amount", "difference"):
        return False
    reach: list[tuple[Worked, Worked]] = []
    for t in targets:
        bonus = next((b for b in facts_of(page, t, ["bonus"]) if b.unit == "percent"), None)
        if bonus is None or bonus.low is None or bonus.high is None:
            return False
        passage = page.passage_of(bonus)
        low, high = (
            replace(f.worked(base).percent(rate), sources=(passage, "input"))
            for rate in (bonus.low, bonus.high)
        )
        page.say(
            f"On your base of {f.give(base)}, the bonus for {where(t)}, {shown(bonus)}, is "
            f"{tell(page, low, high)} a year.",
            passage,
        )
        reach.append((low, high))
    if len(reach) == 2:
        for i, word in ((1, "best"), (0, "least")):
            a, b = reach[0][i], reach[1][i]
            if a.value != b.value:
                gap = a - b if a.value > b.value else b - a
                page.say(
                    f"At their {word} they are {tell(page, gap)} apart.",
                    *(s for s in gap.sources if s and s != "input"),
                )
    return True


# "The sum of the floors", "both tops together": cells of several rows added up.
_TOGETHER = regex(
    r"\b(?:sum|combin(?:e|ing)|added\s+(?:up|together)|add\s+up|together|combined|altogether|plus)\b|加起来|总和|合计",
    re.I,
)


def _ends_together(page: Page, q: Question, targets: Sequence[Target]) -> bool:
    """The same end of the same part of pay in several rows, added up: "the sum of the floors in Oslo and Bern"."""
    named = list(dict.fromkeys(q.resolved.components))
    if q.given or len(named) != 1 or not _TOGETHER.search(q.text) or q.has("reconcile"):
        return False
    if q.has("compare", "difference") and not re.search(r"\bsum\b", q.text, re.I):
        return False
    facts = [f for t in targets for f in facts_of(page, t, named)]
    same = all(comparable(facts[0], f) for f in facts)
    if len(facts) != len(targets) or not same or facts[0].unit != "money":
        return False
    if any(f.low is None or f.high is None for f in facts):
        return False
    ends: tuple[End, ...] = ("low", "high") if not q.bound else (q.bound,)
    sums = []
    for end in ends:
        cells = [
            Worked(value, digits(value), (page.passage_of(f),), "money", f.currency, f.mark)
            for f in facts
            if (value := f.low if end == "low" else f.high) is not None
        ]
        whole = cells[0]
        for cell in cells[1:]:
            whole += cell
        sums.append(whole)
    word = {"low": " at the floor", "high": " at the top", "": ""}[q.bound]
    listed = " and ".join(f"{where(t)}, {shown(f)}" for t, f in zip(targets, facts, strict=True))
    page.say(
        f"The {label(named[0])} for {listed}, come to {tell(page, sums[0], sums[-1])} together{word}.",
        *(page.passage_of(f) for f in facts),
    )
    return True


def _ends_of(q: Question, component: str) -> list[End]:
    """The ends of a part of pay that a question speaks of: the words for an end stand beside the part's name."""
    names = [(m.start, m.name) for m in q.resolved.mentions if m.kind == "component"]
    names += [
        (m.start(), "bonus") for m in re.finditer(r"\b(?:percent\w*|rate|target)\b|(?<!\d)%", q.text, re.I)
    ]
    cues: list[tuple[int, End]] = [(m.start(), "low") for m in LOW_WORD.finditer(q.text)]
    cues += [(m.start(), "high") for m in HIGH_WORD.finditer(q.text)]
    own: set[End] = {
        end for at, end in cues if names and min(names, key=lambda n: abs(n[0] - at))[1] == component
    }
    if not own:
        return [q.bound] if q.bound else ["low", "high"]
    return [end for end in ("low", "high") if end in own]


def _month(row: _Row) -> bool:
    """A month's part of the base."""
    q = row.q
    if not (row.whole("base") and q.has("monthly") and set(q.resolved.components) <= {"base"}) or q.given:
        return False
    if q.has("midpoint") and not q.bound:
        middle = (row.cell("base", "low") + row.cell("base", "high")).over(2)
        row.say(
            f"The midpoint of the base salary range for {where(row.target)} is {tell(row.page, middle)} a year, "
            f"{tell(row.page, middle.over(12))} a month.", "base",
        )  # fmt: skip
    parts = [row.cell("base", e).over(12) for e in row.ends]
    return row.say(
        f"For {where(row.target)}, a twelfth of the base salary ({shown(row.by['base'])} a year) is "
        f"{tell(row.page, parts[0], parts[-1])} a month{row.at()}.", "base",
    )  # fmt: skip


def _scaled_end(row: _Row) -> bool:
    """Half, twice or 1.5 times an end of a part of pay."""
    q, named = row.q, list(dict.fromkeys(row.q.resolved.components))
    if len(named) > 1 or q.given or not q.bound or q.has("share", "difference"):
        return False
    name = named[0] if named else _money_cell(row)
    factor = factor_in(q.text, _named_at(q))
    if name is None or factor is None or not row.whole(name):
        return False
    result, word = factor.of(row.cell(name, q.bound)), {"low": "floor", "high": "top"}[q.bound]
    # A quarter of a grant is most often a year of it already.
    by_year = "" if "quarter" in factor.said(row.page) else _by_year(row, name, result)
    return row.say(
        f"For {where(row.target)}, {factor.said(row.page)} the {word} of the {label(name)} range, "
        f"{shown(row.by[name])}, is {tell(row.page, result)}{by_year}.", name,
    )  # fmt: skip


def _named_at(q: Question) -> list[int]:
    """Where a question names a part of pay or an end of its range."""
    ends = (m.start() for words in (LOW_WORD, HIGH_WORD) for m in words.finditer(q.text))
    return [*ends, *(m.start for m in q.resolved.mentions if m.kind == "component")]


def _parts(row: _Row) -> bool:
    """Cells of a row added up for one year: a quarter of the equity, a bonus in percent of the base."""
    q, by = row.q, row.by
    named = set(q.resolved.components)
    every = bool(_ALL_PARTS.search(q.text)) and (len(named - {"total"}) < 2 or "bonus" in named)
    if {g.component for g in q.given} - {"bonus", RATE} or (q.given and not (every or _given_is_bonus(row))):
        return False
    parts = [c for c in ("base", "equity", "bonus") if c in by and (every or c in named)]
    if q.given and "bonus" not in parts:
        parts.append("bonus")
    asks = len(parts) > 1 and (len(parts) == 3 or not every) and _ADDING.search(q.text)
    rebuilt = q.has("reconcile") and len(parts) > 1
    if every and not rebuilt and not _TO_ADD.search(q.text):
        return False  # "all the parts of the package": they are listed
    if not asks or ("total" in named and not (every or rebuilt)) or not q.has("sum", "annual"):
        return False
    if q.has("share", "ratio", "difference") or not (len(parts) == 3 or _ADDED.search(q.text)):
        return False
    if ("base" not in by and "bonus" in parts) or not any(by[c].unit == "money" for c in parts):
        return False
    said: list[str] = []
    sums: list[Worked] = []
    for end in row.ends:
        terms: list[Worked] = []
        said = []
        for c in parts:
            fact, cell = by[c], row.cell(c, end)
            if c == "equity" and fact.period == "4 years":
                terms.append(cell.over(4))
                said.append(f"a quarter of the equity ({shown(fact)} over four years)")
            elif fact.unit == "percent":
                mine = row.figures.rates[0] if row.figures.rates else None
                terms.append(row.cell("base", end).percent(mine.amount.low if mine else cell.value))
                said.append(
                    f"your bonus of {row.figures.give(mine)}" if mine else f"a bonus of {shown(fact)}"
                )
            else:
                terms.append(cell)
                said.append(f"{c.replace('_', ' ')} {shown(fact)}")
        total = terms[0]
        for term in terms[1:]:
            total += term
        sums.append(total)
    listed = f"{', '.join(said[:-1])} and {said[-1]}"
    row.say(
        f"Added up for {where(row.target)}, {listed} come to {tell(row.page, sums[0], sums[-1])} a year{row.at()}.",
        *parts,
    )
    return True


def _given_is_bonus(row: _Row) -> bool:
    """The percentage of the question is one of the row's own bonus."""
    bonus, rates = row.by.get("bonus"), row.figures.rates
    if bonus is None or len(rates) != 1 or bonus.low is None or bonus.high is None:
        return False
    return bonus.low <= rates[0].amount.low <= bonus.high


_BONUS_ASKED = regex(
    r"\bbonus\b[^.?!]{0,20}[?]|\b(?:what|how)\b[^.?!]{0,25}\bbonus\b|\bbonus\b.{0,12}$", re.I
)


def _upper(text: str) -> str:
    return text[0].upper() + text[1:]
