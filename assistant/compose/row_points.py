"""A point of a band: so far up it, a percentile, an end moved by a step, the person's own beside an end.

In: a `Row`. Out: derived values with their formulas. A percentile is said to be a point of the printed range, and
none of people.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from assistant.compose.arithmetic import tell
from assistant.compose.changes import PERCENT_ASKED
from assistant.compose.figures import upper_first
from assistant.compose.position import say_place
from assistant.compose.raises import cut_in, raise_in
from assistant.compose.row_cells import OF_AN_END, Row, by_year, ends_of, money_cell
from assistant.compose.wording import digits, end_text, label, shown, where
from assistant.given import Given
from assistant.page import Page
from assistant.question import HIGH_WORD, LOW_WORD, Question
from corpus.money import Amount
from corpus.regexes import regex

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
    r"|\b(?:(?P<high>top|upper|third|highest|best)|(?P<low>bottom|lower|first|lowest))\s+(?:(?P<tenth>decile)|quartile|quarter)\b"
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


def write_row_points(row: Row) -> bool:
    """What a question asks of one point or one end of a band of a row."""
    return (
        _half(row)
        or _percentile(row)
        or _point(row)
        or _end_moved(row)
        or _end_and_share(row)
        or _percent_of_end(row)
        or _own_to_end(row)
    )



def _point(row: Row) -> bool:
    """ "60 % of the band", "three quarters of the way up": the amount at a point of a band."""
    name = money_cell(row)
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
    told = share.quantize(Decimal("0.1"), ROUND_HALF_UP).normalize()
    return page.derive(told, f"{part} * 100", ["input"], unit="percent")


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


# "The top 10 percent of the band": it begins at the point so far below the top.
_TOP_SHARE = regex(
    r"\b(?:(?P<high>top|upper|highest|best)|bottom|lower|lowest|worst)\s+(?P<n>\d{1,2})\s?(?:%|percent|pct)(?!\w)"
    r"(?!\s*(?:more|less|above|below|higher|lower|over|under|raise|bonus|increase|on\s+top))",
    re.I,
)
_HALF_OF_BAND = regex(r"\b(?:(?P<high>top|upper|higher|second)|bottom|lower|first)\s+half\s+(?:of|in)\b", re.I)


def _half(row: Row) -> bool:
    """ "The upper half of the band": from its middle to its top."""
    name, found = money_cell(row), _HALF_OF_BAND.search(row.q.text)
    if name is None or found is None or row.q.given or not row.whole(name):
        return False
    low, high = row.cell(name, "low"), row.cell(name, "high")
    middle = (low + high).over(2)
    reach = tell(row.page, middle, high) if found["high"] else tell(row.page, low, middle)
    return row.say(
        f"The {'upper' if found['high'] else 'lower'} half of the {label(name)} range for {where(row.target)}, "
        f"{shown(row.by[name])}, is {reach}: its middle is {tell(row.page, middle)}.",
        name,
    )


def _percentile(row: Row) -> bool:
    """ "The 75th percentile of the band": the point so far up a printed range, which is none of people."""
    name, share = money_cell(row), percentile_in(row.q.text)
    if (part := _TOP_SHARE.search(row.q.text)) and not row.figures.money and len(row.q.given) == 1:
        share = 100 - Decimal(part["n"]) if part["high"] else Decimal(part["n"])
    elif row.q.given:
        return False
    if name is None or share is None:
        return False
    if str(share) in row.q.text:
        said = f"{row.page.give(Amount(share, share, 'percent', None, '', None, '', 0, 0))} (as you ask)"
    else:  # "the top quartile" is no figure of the person's
        said = row.page.derive(share, f"100 - {digits(100 - share)}", ["input"], unit="percent")
    _say_point(row, name, share, said)
    told = "a point of the printed range and no percentile of people"
    return row.say(f"That is {told}: the guide does not say how many are paid what.", name)


def _say_point(row: Row, name: str, share: Decimal, said: str) -> bool:
    """The amount at so many percent of the way from floor to top of a cell."""
    low, high = row.cell(name, "low"), row.cell(name, "high")
    width = high - low
    factor = f"{digits(share)} / 100" if share == int(share) else {67: "2 / 3", 33: "1 / 3"}[round(share)]
    part = replace(width, value=width.value * share / 100, formula=f"({width.formula}) * {factor}")
    point = low + part
    return row.say(
        f"The point at {said} of the way from floor to top of the {label(name)} range for {where(row.target)}, "
        f"{shown(row.by[name])}, is {tell(row.page, point)}{by_year(row, name, point)}.",
        name,
    )


_PLUS = regex(r"\b(?:plus|add\w*|and|with|together)\b|\+", re.I)
# Of which part of pay a percentage is: "25% of the stock", "the first year of the stock (25%)".
_OF_WHAT = regex(
    r"\s*(?:%|percent|pct)?\s*of\s+(?:(?:the|its|their|a|top|max\w*|floor|bottom|min\w*|lowest|highest)\s+)*$", re.I
)
_IN_BRACKETS = regex(r"(?:\s+\w+){0,2}\s*\(\s*$")


def _end_and_share(row: Row) -> bool:
    """ "The top of the base plus 25% of the top of the stock": an end of one part, and a percentage of another's."""
    q, f = row.q, row.figures
    parts = [c for c in dict.fromkeys(q.resolved.components) if c in row.by and row.by[c].unit == "money"]
    if len(parts) != 2 or f.money or len(f.rates) != 1 or not _PLUS.search(q.text) or not all(map(row.whole, parts)):
        return False
    rate = f.rates[0].amount
    if rate.low != rate.high or q.has("difference", "share", "ratio"):
        return False
    named = [m for m in q.resolved.mentions if m.kind == "component"]
    of = next((m.name for m in named if m.start >= rate.end and _OF_WHAT.fullmatch(q.text[rate.end : m.start])), "")
    of = of or next(
        (m.name for m in named if m.end <= rate.start and _IN_BRACKETS.fullmatch(q.text[m.end : rate.start])), ""
    )
    ends = {c: ends_of(q, c) for c in parts}
    if of not in parts or any(len(own) != 1 for own in ends.values()):
        return False
    other = next(c for c in parts if c != of)
    end = {c: {"low": "floor", "high": "top"}[own[0]] for c, own in ends.items()}
    part = row.cell(of, ends[of][0]).percent(rate.low)
    whole = row.cell(other, ends[other][0]) + part
    return row.say(
        f"For {where(row.target)}, the {end[other]} of the {label(other)} ({shown(row.by[other])}) plus your "
        f"{row.page.give(rate)} of the {end[of]} of the {label(of)} ({shown(row.by[of])}) is {tell(row.page, whole)}; "
        f"that part alone is {tell(row.page, part)}.",
        *parts,
    )


def _percent_of_end(row: Row) -> bool:
    """ "5 % above the top", "95 % of the floor", a percentage more or less than an end or the middle of a band."""
    f, name = row.figures, money_cell(row)
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
    more = raise_in(row.q.text) and not re.search(r"(?:%|percent)\s+of\b", row.q.text, re.I)
    if cut_in(row.q.text) and not more:
        return row.say(
            upper_first(
                f"{said} less your {given} is {tell(row.page, end - part)}"
                f"{by_year(row, name, end - part)}; your {given} is {tell(row.page, part)}."
            ),
            name,
        )
    if more:
        return row.say(
            upper_first(
                f"{said} raised by your {given} is {tell(row.page, end + part)}{by_year(row, name, end + part)}; "
                f"your {given} is {tell(row.page, part)}."
            ),
            name,
        )
    return row.say(
        f"Of {said} the {given} that you ask for is {tell(row.page, part)}{by_year(row, name, part)}.", name
    )


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
_TO_END = regex(
    rf"^\s?k?\s*(?:usd|dollars?)?\s*(?P<way>to|onto|on)\s+(?:{_AN_END}|(?:[^\s,.;?!\d]+\s+){{1,5}}?(?:floor|bottom|top|max(?:imum)?|min(?:imum)?)\b)",
    re.I,
)
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


def _end_moved(row: Row) -> bool:
    """ "The floor plus 20K": an end of a band and an amount of the person's, and how it stands to what they have."""
    q, f, name = row.q, row.figures, money_cell(row)
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
        and bool(raise_in(q.text) or cut_in(q.text))
    )


def _own_to_end(row: Row) -> bool:
    """The person's own amount against an end of the band in percent: what share it is, what raise reaches it."""
    f = row.figures
    if len(f.money) != 1 or f.rates or not PERCENT_ASKED.search(row.q.text):
        return False
    if not (row.q.bound or row.q.has("midpoint")) or not OF_AN_END.search(
        row.q.text.replace(" to ", " of ")
    ):
        return False
    given = f.money[0]
    name = given.component or money_cell(row)
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
            upper_first(
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
