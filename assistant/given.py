"""The amounts that a person gives in a question, and what each of them is of.

In: a text and what it resolves to. Out: `Given`s, in whole units, each with the part of an offer that it
seems to be: named beside it, said by its place in a row of parts, or what the person has today. It
computes nothing and knows no guide.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from assistant.percentages import is_of_a_name, rate_of
from assistant.terms import Terms
from corpus.money import Amount, amounts_in
from corpus.numerals import spelt_amounts_in, spelt_hundreds_in
from corpus.regexes import regex
from index.resolve import Mention, Resolved

Period = Literal["year", "4 years", "month", "week", "hour", ""]
_SHARES = regex(r"(?<![\w/.-])(\d{1,2})\s?[/:-]\s?(\d{1,2})(?![\w/%])")
_SLASHED = regex(r"(?<![\w/.-])(\d+(?:\.\d+)?[kK%]?)((?:\s?/\s?\d+(?:\.\d+)?[kK%]?){2,4})(?![\w/])")
_NOT_MONEY_BEHIND = regex(
    r"""^\s?-?(?:h|hrs?|hours?|days?|weeks?|months?|quarters?|mo|min(?:ute)?s?|years?|yrs?|yoe|y\.?o\.?e|sentences?
    |words?|offers?|companies|regions?|cities|guides?|people|components?|pages?|questions?|options
    |shares|papers?|times|x|th|st|nd|rd|st\b|levels?|points?|things|scripts?|parts?|rounds?|steps?
    |of\s+(?:them|my|the\s+(?:three|two)))\b|^\s?[)°.]\s*$|^年|^个""",
    re.IGNORECASE | re.VERBOSE,
)
_NOT_MONEY_BEFORE = regex(
    r"(?:\byoe|\bage|\baged|\btop|\bq|\bpage|\bline|\bno\.?|#|\bin|\bsince|\byear|\bgen|\blevel|\bwc|(?:^|[,.;:]\s|\b(?:and|so|but|now)\s)at|\b[XYZ]\s?\+|\bturn(?:ed|ing))\s*$",
    re.IGNORECASE,
)
# "I'm 52, ex-academic", "I am 34 and have two offers": a person's years; "I'm 20 below the top" is not.
_I_AM = regex(r"\b(?:i['’]?m|i\s+am|she['’]?s|he['’]?s)\s+$", re.I)
_AGE_ENDS = regex(r"\s*(?:[,.;!?)]|$|and\b|with\b|male\b|female\b|now\s*[,.])", re.I)
OLDEST = 75
_COUNTS_THINGS = regex(
    r"\s?-?\s?(?:params?\b|parameters?\b|(?:(?:language|vision|dense|moe|sparse|param\w*)\s+)?models?\b|tokens?\b|users?\b|gpus?\b|tpus?\b|[hav]\d{3}s?\b|requests?\b|qps\b|queries\b|images?\b|citations?\b"
    r"|stars?\b|followers?\b|employees\b|people\b|steps\b|samples\b|examples\b|nodes?\b|chips?\b|downloads?\b|subscribers?\b|views?\b|clicks?\b|predictions?\b|lines\s+of\s+code)",
    re.I,
)
# "I forfeit 90k and they put 60k": what somebody else does is another clause.
_CLAUSE_ENDS = regex(
    r"[,.;!?]\s|\b(?:and|but|while|whereas)\s+(?=(?:\w+\s+){1,2}?(?:put|offer|give|gave|pay|paid|add|said|say|propos|includ|have)\w*\b"
    r"|(?:i\s+)?(?:get|gets|got|receive|am\s+getting|getting)\b)",
    re.I,
)
_FORFEITED = regex(
    r"""unvested|forfeit\w*|leav(?:e|ing)\s+behind|giv(?:e|ing)\s+up|(?<!do\si\s)(?<!will\si\s)(?<!would\si\s)(?<!we\s)\blos(?:e|ing)\b|walk\w*\s+away\s+from""",
    re.IGNORECASE | re.VERBOSE,
)
# A bare number up to this beside "bonus" is a percentage.
MOST_PERCENT = 40
_PACKAGE = regex(r"\b(?:package|all[\s-]?in|altogether|per\s+year\s+in\s+all)\b|包", re.I)
# Lakh and crore are counted in rupees.
_INDIAN = regex(r"\b(?:lakhs?|lacs?|crores?|cr)\b", re.I)
_OVER_FOUR = regex(
    r"\s*(?:k|usd|sgd|cny|rsus?|stock)?\s*(?:over|across|in)\s+(?:all\s+)?(?:four|4)\b(?!\s*(?:months|weeks|days))",
    re.I,
)
# Nobody gives more figures than this in a question; what comes after them is not read.
MOST_GIVEN = 40
# "Total of 400k", "TC: 500k": the total is given, and not asked for.
_IS_GIVEN = regex(
    r"\W{0,2}|\s*(?:of|is|was|(?:would|will|should|must|could|has\s+to)\s+(?:then\s+)?be|comes?\s+to|=|:|at|comp(?:ensation)?)\s*"
    r"(?:about\s+)?\W?",
    re.I,
)
_DOLLAR_WORDS = frozenset(("dollar", "dollars", "buck", "bucks"))
_BLANK_THOUSANDS = regex(
    r"(?<=\d) (?=\d{3}(?: \d{3})*\s?(?:dollars?|usd|eur\w*|€|sgd|cny|rmb|yuan|gbp|pounds?|inr|chf)\b)", re.I
)
_BY_THE_HOUR = regex(r"\s*(?:dollars?|usd|bucks)?\s*(?:/|an?|per|each|every)\s*(?:hours?|hr|h)\b", re.I)
_SHORT_PERIOD = regex(
    r"\s*(?:usd|dollars?|gross|net|before\s+tax|pesos?|rupees?|euros?|pounds?|yuan|rmb|cny|sgd|francs?|yen|won|baht|ringgit)?\s*(?:(?:/|an?|per|each|every)\s*(?:(?P<week>week|wk)|months?|mo)\b"
    r"|monthly\b)(?!\s+(?:is|are|how|what))",
    re.I,
)
_WISHED = regex(r"\b(?:need|want|target|goal|reach|get\s+to|aim\w*|make)\W+(?:\w+\W+){0,2}$", re.I)
_CHINESE_MARK = regex(r"[\u3400-\u9fff]")
# A component more than this many characters away from an amount is not the amount's.
FARTHEST = 45
# What a component on the less usual side of its amount costs, in the distance's measure.
OTHER_SIDE = 9
# With "16薪" beside it, less than this is a month's pay in any currency of the guides but the smallest.
MOST_A_MONTH = 200_000
_A_YEAR = regex(r"\b(?:a|per|each|every)\s+year\b|\bannual\w*|\byearly\b|年薪|每年", re.I)


@dataclass(frozen=True, slots=True)
class Given:
    """An amount of the person's, and the component it seems to be of."""

    amount: Amount
    component: str | None
    period: Period = ""
    assumed_thousands: bool = False
    months: int = 12  # how many months' pay make a year, where the amount is by the month
    times: int = 1  # how many of it there are: "three tranches of 28k each"
    years: int = 4  # over how many years a grant is given, where it is not said to be for one

    @property
    def over(self) -> str:
        """For how long a grant is: "four years"."""
        return years_told(self.years)


def given_in(text: str, resolved: Resolved, terms: Terms) -> list[Given]:
    """The amounts in a question, in whole units, with their likely components."""
    out: list[tuple[Amount, str | None, bool]] = []
    taken = [(m.start, m.end) for m in resolved.mentions if m.kind != "component"]
    taken += [(m.start(), m.end()) for m in _SHARES.finditer(text) if int(m[1]) + int(m[2]) == 100]
    taken += terms.spans
    for m in _SLASHED.finditer(text):
        numbers = list(re.finditer(r"\d+(?:\.\d+)?[kK%]?", m.group()))
        if any(a < m.end() and m.start() < b for a, b in terms.spans):
            continue
        listed = _listed_parts(text, resolved)
        order = listed if len(listed) == len(numbers) else ("base", "equity", "bonus", "sign_on")
        for n, component in zip(numbers, order, strict=False):
            start = m.start() + n.start()
            if component == "bonus" and _is_sign_on_at(start + len(n.group()), resolved):
                component = "sign_on"  # "230 / 380 / 30 signing"
            value = Decimal(n.group().rstrip("kK%"))
            percent = component == "bonus" and value <= 100
            amount = Amount(
                value if percent else value * 1000, value if percent else value * 1000,
                "percent" if percent else "money", None, "", None, n.group(), start, start + len(n.group()), True,
            )  # fmt: skip
            out.append((amount, component, not n.group()[-1:].isalpha()))
        taken.append((m.start(), m.end()))
    # "132 000 dollars": a blank that parts thousands, where a currency stands behind.
    text = _BLANK_THOUSANDS.sub("\u00a0", text)
    spelt = spelt_amounts_in(text)
    spelt += [a for a in spelt_hundreds_in(text) if not any(a.start < b.end and b.start < a.end for b in spelt)]
    amounts = sorted((*amounts_in(text), *(replace(a, scaled=a.unit != "count") for a in spelt)), key=lambda a: a.start)
    for amount in amounts[:MOST_GIVEN]:
        if any(s < amount.end and amount.start < e for s, e in taken):
            continue
        taken.append((amount.start, amount.end))
        if amount.unit == "percent" and is_of_a_name(text, amount, resolved):
            continue
        if not (amount.currency or amount.unit == "percent") and _COUNTS_THINGS.match(text[amount.end :]):
            continue  # "a 70B model on 4k GPUs"
        if (amount.start, amount.end) in terms.percents:
            amount = replace(amount, unit="percent")
        if amount.unit != "count":
            if (
                amount.unit == "money"
                and not amount.scaled
                and amount.low < 1000
                and amount.low == amount.high
                and amount.mark
                and not _BY_THE_HOUR.match(text[amount.end :])
            ):
                amount = _thousands(amount)
            if amount.currency and amount.mark.lower() in _DOLLAR_WORDS:
                amount = replace(amount, mark="$")
            elif amount.currency and (_CHINESE_MARK.search(amount.mark) or amount.mark.isalpha()):
                amount = replace(amount, mark=amount.currency)
            if amount.unit == "money" and amount.currency is None and _INDIAN.search(amount.text):
                amount = replace(amount, currency="INR", mark="₹")
            out.append((amount, None, False))
            continue
        if (
            amount.high is None
            or _NOT_MONEY_BEHIND.search(text[amount.end :])
            or _NOT_MONEY_BEFORE.search(text[: amount.start])
            or _is_an_age(text, amount)
        ):
            continue
        if amount.scaled:
            out.append((replace(amount, unit="money"), None, False))
        elif 1900 <= amount.low <= 2100 and amount.low == int(amount.low):
            continue
        elif amount.low >= 10_000 or (_BY_THE_HOUR.match(text[amount.end :]) and amount.low < 2000):
            out.append((replace(amount, unit="money"), None, False))
        elif 15 <= amount.low < 2000 or (5 <= amount.low < 15 and _is_sign_on(text, amount, resolved)):
            out.append((_thousands(amount), None, True))
    given = _with_components(text, sorted(out, key=lambda o: o[0].start), without_counted(resolved, terms))
    return _by_months(text, given, terms.months) if terms.months else given


def _listed_parts(text: str, resolved: Resolved) -> tuple[str, ...]:
    """Parts of pay that are named one right after the other: "205/360/35 (base, stock, signing)"."""
    parts = [m for m in resolved.mentions if m.kind == "component" and m.name != "total"]
    joined = all(_LIST_MARK.fullmatch(text[a.end : b.start]) for a, b in itertools.pairwise(parts))
    names = tuple(m.name for m in parts)
    return names if joined and len(set(names)) == len(names) > 1 else ()


_LIST_MARK = regex(r"\s*(?:[,/|&+-]|,?\s*and)\s*(?:the\s+)?", re.I)


def without_counted(resolved: Resolved, terms: Terms) -> Resolved:
    """The same without the names that a number of shares has: they are of that number, and of no amount."""
    mentions = tuple(m for m in resolved.mentions if not (m.kind == "component" and terms.holds(m.start, m.end)))
    named = {m.name for m in mentions if m.kind == "component"}
    return replace(resolved, mentions=mentions, components=tuple(c for c in resolved.components if c in named))


def _is_sign_on(text: str, amount: Amount, resolved: Resolved) -> bool:
    """Whether a small bare number stands right beside a sign-on: "10 sign on"."""
    return any(
        m.kind == "component" and m.name == "sign_on" and not text[amount.end : m.start].strip(" -:=")
        for m in resolved.mentions
        if m.start >= amount.end
    )


def _is_sign_on_at(end: int, resolved: Resolved) -> bool:
    """Whether a number that ends there is followed by the name of a sign-on."""
    return any(m.kind == "component" and m.name == "sign_on" and 0 < m.start - end <= 3 for m in resolved.mentions)


def _thousands(amount: Amount) -> Amount:
    high = amount.high * 1000 if amount.high is not None else None
    return replace(amount, low=amount.low * 1000, high=high, unit="money", scaled=True)


def _with_components(
    text: str, found: Sequence[tuple[Amount, str | None, bool]], resolved: Resolved
) -> list[Given]:
    named = [m for m in resolved.mentions if m.kind == "component" and not _is_of_row(text, m, resolved)]
    # "What is my total" asks for it; "tc 500k" gives it.
    starts = [a.start for a, _, _ in found]
    given = [
        m
        for m in named
        if m.name != "total"
        or any(m.end <= start and _IS_GIVEN.fullmatch(text[m.end : start]) for start in starts)
        or any(0 <= m.start - a.end < 2 and (_WISHED.search(text[: a.start]) or len(found) > 1) for a, _, _ in found)
    ]
    # Of several amounts none is the total that is asked for.
    # "A total of 205k base": the part that stands right behind the amount is what it is of.
    parts = [m.start for m in given if m.name != "total"]
    behind_any = [a.start for a, _, _ in found if any(text[a.end : p] in (" ", "") for p in parts if p >= a.end)]
    given = [
        m
        for m in given
        if m.name != "total"
        or not any(m.end <= s and _IS_GIVEN.fullmatch(text[m.end : s]) for s in behind_any)
    ]
    mentions = given or (named if sum(a.unit != "percent" for a, _, _ in found) < 2 else [])
    free = [a for a, c, _ in found if c is None]
    ahead = _bind(text, free, mentions, before=True)
    behind = _bind(text, free, mentions, before=False)
    # Where both ways cost the same, what the text begins with tells: "200 base 260 rsu".
    first_named = bool(free and mentions) and mentions[0].start > free[0].start
    best = behind if (_cost(behind), not first_named) < (_cost(ahead), first_named) else ahead
    out: list[Given] = []
    for i, (amount, component, assumed) in enumerate(found):
        name = component or (best[free.index(amount)][0] if amount in free else None)
        joins = _TO_JOIN if name is None else _SIGN_ITEM
        unnamed = component is None and name in (None, "base", "equity")
        if unnamed and amount.unit == "money" and joins.match(text[amount.end :]):
            name = "sign_on"
        if component is None and amount.unit == "money":
            name = _by_the_word_ahead(text[: amount.start], name)
        if component is None and amount.unit == "percent":
            name = rate_of(text, amount, [a for a, _, _ in found], resolved)
        if component is None and (moved := _moved_part(text, amount, mentions)):
            name = moved
        if name == "bonus" and amount.unit == "money" and _BONUS_ON.search(text[: amount.start]):
            name = "base"  # "the bonus on 240K"
        bare = assumed and amount.unit == "money" and amount.low == amount.high
        added = _is_added(text, amount)
        if name == "bonus" and bare and not added and amount.low <= MOST_PERCENT * 1000:
            # "base 260, bonus 15": nobody's bonus is 15 thousand without a mark beside such a base; in
            # "190 base + 28 bonus" all are amounts, which alone can be added.
            amount = replace(
                amount, low=amount.low / 1000, high=amount.low / 1000, unit="percent", scaled=False
            )
            assumed = False
        if (
            component is None
            and amount.unit == "money"
            and name == "bonus"
            and any(a.unit == "percent" for a, _, _ in found)
        ):
            name = None
        first = max(0, amount.start - 40, found[i - 1][0].end if i else 0)
        last = min(amount.end + 30, found[i + 1][0].start if i + 1 < len(found) else len(text))
        # "120k unvested, sign-on is 30k": what stands in another clause is said of another amount.
        clause = _CLAUSE_ENDS.split(text[first : amount.start])[-1] + text[amount.start : last]
        if _FORFEITED.search(clause) and name in (
            None,
            "equity",
            "sign_on",
        ):
            name = "unvested"
        finish = found[i + 1][0].start if i + 1 < len(found) else len(text)
        period = _period(amount, text[amount.end : finish])
        if period == "year" and _HOW_MUCH_IS.search(text[: amount.start]) and _PART_A_YEAR.match(text[amount.end :]):
            period = ""
        if name is None and amount.unit == "money" and _spread_out(text, amount, finish):
            name = "equity"  # "400K over four years": nothing else of an offer is counted so
        grant = name in (None, "equity") and amount.unit == "money" and not period
        years = _years_of_grant(text[amount.end : finish]) if grant else 4
        out.append(Given(amount, name, period, assumed, times=_how_many(amount, text), years=years))
    out = _of_written_sum(text, [_quartered(text, g) for g in out])
    out = [_reached(text, g) if len(out) > 1 else g for g in out]
    out = _in_turn(text, _with_today(text, out), resolved)
    if len(out) == 1 and out[0].component is None and out[0].amount.unit == "money" and _PACKAGE.search(text):
        out = [replace(out[0], component="total")]
    names = [g.component for g in out]
    if len(out) == 1 and names == [None] and len(set(resolved.components)) == 1:
        out = [replace(out[0], component=resolved.components[0])]
    return out


_WORD_AHEAD = regex(
    r"\b(?:(?P<sign>sign)|(?P<total>package|tc)|(?P<bill>rent|mortgage|loans?|debts?|daycare|tuition|bills|expenses|insurance|living\s+costs?))"
    r"\s*(?:is|of|at|costs?|are|:|=)?\s*(?:about\s+|around\s+)?\W?$",
    re.I,
)


def _by_the_word_ahead(before: str, name: str | None) -> str | None:
    """The part of an offer that the word right before an amount tells of: "sign 30k"; a bill is none."""
    found = _WORD_AHEAD.search(before)
    if found is None or (found["total"] and name not in (None, "equity", "base", "bonus")):
        return name
    return None if found["bill"] else "sign_on" if found["sign"] else "total"


_COUNT_BEFORE = regex(
    r"\b(?P<n>two|three|four|five|six|[2-6])\s+(?:[a-z-]+\s+){1,4}?(?:(?:of|at|worth|for)\s+)?(?:about\s+)?$", re.I
)
_EACH = regex(r"\s*(?:usd|dollars?|bucks)?\s*(?:each|apiece)\b", re.I)
_COUNTS = ("two", "three", "four", "five", "six")


def _how_many(amount: Amount, text: str) -> int:
    """How many of an amount there are: 3 in "three tranches of 28k each"."""
    found = _COUNT_BEFORE.search(text[: amount.start])
    if not (found and _EACH.match(text[amount.end :]) and amount.unit == "money"):
        return 1
    return int(found["n"]) if found["n"].isdigit() else _COUNTS.index(found["n"].lower()) + 2


# "How much is my 300k RSU a year?": the year is what is asked for, where nothing else is.
_HOW_MUCH_IS = regex(
    r"\b(?:how\s+much|what)(?:['’]?s|\s+(?:is|are|would|will|does|do|makes?))\s+(?:be\s+)?(?:(?:my|the|an?|their|grant|of|about|around)\s+)*\W?$",
    re.I,
)
_PART_A_YEAR = regex(
    r"\s*(?:of\s+)?(?:\w+\s+){0,2}?[A-Za-z]\w*\s+(?:(?:a|per|each|every)\s+(?:year|yr)|yearly|annually)\b\s*"
    r"(?:(?:at|in|for|with|from)\s+[^,.;?!]*)?(?:[.?!]|$)",
    re.I,
)
# "200k/4": what is parted into four is a grant, where nothing else is said of it.
_IN_FOUR = regex(r"\s?(?:/|÷|divided\s+by|by|over)\s?(?:4|four)\b(?!\s*(?:%|months|weeks|days))", re.I)
# "To get 400 a year, with 320 in stock": what all parts are to come to.
_TO_REACH = regex(r"\b(?:get(?:\s+to)?|reach|make|earn|hit|land\s+at|see)\s+(?:about\s+|around\s+)?\W?$", re.I)
_IN_A_YEAR = regex(
    r"\s*k?\s*(?:(?:a|per|each|every)\s+year\b|annual\w*|yearly|in\s+(?:total|all)\b|all\s+in\b|tc\b)", re.I
)
_IF = regex(
    r"\b(?:need|needed|necessary|require\w*|must|(?:would|does|do|should)\s+(?:\w+\s+){0,2}?(?:have\s+to\s+)?be)\b",
    re.I,
)
# "What must my base be to make 250", "how much stock do I need": the part that is asked for.
_PART_ASKED = regex(
    r"\b(?:what|which|how\s+(?:much|big|high|large|many))\b[^.?!\d]{0,30}?\b(?:base|salary|rsus?|stock|equity|grant|sign\w*|bonus)\b[^.?!\d]*$",
    re.I,
)


def _reached(text: str, given: Given) -> Given:
    before, behind = text[: given.amount.start], text[given.amount.end :]
    named = given.component not in (None, "base") and not _PART_ASKED.search(before)
    unnamed = given.amount.unit == "money" and not named
    if unnamed and _IF.search(text) and _TO_REACH.search(before) and (
        _IN_A_YEAR.match(behind) or _PART_ASKED.search(before)
    ):
        return replace(given, component="total", period="year")
    return given


def _quartered(text: str, given: Given) -> Given:
    if given.amount.unit == "money" and given.component is None and _IN_FOUR.match(text[given.amount.end :]):
        return replace(given, component="equity", period="4 years")
    return given


# "185 + 130/4 + 15%": the parts of an offer, told apart by what is done to each.
_ONE = r"[$€£¥]?\d[\d.,]*\s?[kK]?\s*(?:[A-Za-z-]+\s*){0,2}"
_QUARTER = rf"{_ONE}(?:/|÷|divided\s+by)\s*(?:4|four)(?:\s?-?y(?:ears?|rs?)?)?\b"
WRITTEN_SUM = regex(rf"{_ONE}\+\s*{_QUARTER}(?:\s*\+\s*\d[\d.]*\s?(?:%|percent))?", re.I)


def _of_written_sum(text: str, out: list[Given]) -> list[Given]:
    """The parts of a sum that is written out, whatever is named near it: what is parted into four is the grant."""
    parts: dict[int, str] = {}
    for found in WRITTEN_SUM.finditer(text):
        inside = [g for g in out if found.start() <= g.amount.start < found.end()]
        if [g.amount.unit for g in inside] in (["money"] * 2, ["money", "money", "percent"]):
            parts |= dict(zip((g.amount.start for g in inside), ("base", "equity", "bonus"), strict=False))
    return [
        replace(g, component=parts[g.amount.start], period="4 years" if parts[g.amount.start] == "equity" else g.period)
        if g.amount.start in parts else g
        for g in out
    ]  # fmt: skip


# "50k joining", "30k to sign": paid for coming.
_TO_JOIN = regex(
    r"\s*(?:as\s+(?:an?\s+)?|for\s+)?(?:joining|signing|to\s+(?:sign|join)|sign(?=\s*(?:[,;/.+&)?!]|$|and\b)))\b"
    r"(?!\s+(?:in|on\s+\d|next|as)\b)", re.I
)
# "200 base / 350 stock / 20 sign": an item of a list.
_SIGN_ITEM = regex(r"\s*sign\s*(?:[,;/.+&)?!]|$|and\b)", re.I)
# "The standard bonus there", "their max bonus", "the bonus as in the guide": the row's own, not the person's.
_OF_ROW_BEFORE = regex(
    r"\b(?:standard|usual|normal|typical|regular|guide(?:['’]?s)?|their|row(?:['’]?s)?|local|table(?:['’]?s)?|printed|listed|max\w*|min\w*|full|whatever)\s+(?:\w+\s+)?$",
    re.I,
)
_OF_ROW_BEHIND = regex(
    r"\s+(?:there|as\s+(?:in|per|printed|listed)|(?:of|in|from|per)\s+(?:the|your|their|its)\s+(?:guide|table|row|band))\b"
    r"(?!\s+is\b)",
    re.I,
)


def _is_of_row(text: str, m: Mention, resolved: Resolved) -> bool:
    """Whether a bonus is said to be the one that the row asked about has."""
    if m.name != "bonus" or not any(t.asked for t in resolved.targets):
        return False
    before = _OF_ROW_BEFORE.search(text[: m.start])
    behind = text[m.end :]
    return bool(before or _OF_ROW_BEHIND.match(behind)) and not _FIGURE_NEXT.match(behind)


_FIGURE_NEXT = regex(r"\s*(?:(?:of|is|=|:|at)\s*)?[$€£¥]?\d", re.I)


# What is paid out by the year, or in all, over some years is no grant.
_NO_GRANT = regex(
    r"\b(?:earn\w*|mak(?:e|es|ing)|made|total\w*|package|salar\w*|pay\w*|cash|income|comp\w*|tc|value|worth|all\s+in|sav\w*|cost\w*|lose|gain\w*)\b",
    re.I,
)


def _spread_out(text: str, amount: Amount, finish: int) -> bool:
    """Whether an amount without a name is said to be over some years."""
    behind = text[amount.end : finish]
    others = _OF_YEARS.match(behind)
    years = amount.period == "4 years" or _OVER_FOUR.match(behind) or (others and others["over"])
    said = text[: amount.end] + re.split(r"[,;.?!]|\band\b", behind)[0]
    return bool(years) and not _NO_GRANT.search(said)


def _is_an_age(text: str, amount: Amount) -> bool:
    bare = not amount.scaled and amount.low == amount.high and amount.low <= OLDEST
    return bare and bool(_I_AM.search(text[: amount.start]) and _AGE_ENDS.match(text[amount.end :]))


def _by_months(text: str, out: list[Given], months: int) -> list[Given]:
    """With so many months' pay to the year: what is by the month, or is said to be by nothing and can only be."""
    pay = [g for g in out if g.component in (None, "base", "total") and g.amount.unit == "money"]
    small = [g for g in pay if g.amount.low < MOST_A_MONTH and not g.period]
    if len(small) == 1 and len(pay) == 1 and not _A_YEAR.search(text):
        out = [replace(g, period="month", component="base") if g is small[0] else g for g in out]
    return [replace(g, months=months) if g.period == "month" else g for g in out]


_BONUS_ON = regex(r"\bbonus\b[^.,;?!\d]{0,25}?\s(?:on|from)\s+(?:an?\s+|my\s+|the\s+)?(?:base\s+(?:of\s+)?)?\W?$", re.I)


# "20k less base, 100k more stock": the part stands right behind.
_MORE_OF = regex(
    r"\s?[kw]?\s*(?:less|more|extra|additional|higher|lower|fewer)\s+(?:of\s+|in\s+|on\s+)?(?:the\s+|my\s+)?",
    re.I,
)


def _moved_part(text: str, amount: Amount, mentions: Sequence[Mention]) -> str | None:
    """The part that an amount is more or less of."""
    behind = (m for m in mentions if m.start >= amount.end and _MORE_OF.fullmatch(text[amount.end : m.start]))
    return next((m.name for m in behind), None)


def _is_added(text: str, amount: Amount) -> bool:
    """Whether an amount stands between plus signs with others: "190 base + 28 bonus + 260 stock"."""
    return bool(_PLUS_BEFORE.search(text[: amount.start]) and not _PERCENTS.search(text))


_PLUS_BEFORE = regex(
    r"\d\s?[kK]?\s*(?:[A-Za-z-]+\s*){0,2}\+\s*(?:(?:a\s+)?(?:target\s+)?bonus\s*(?:of\s+)?)?\W?$", re.I
)
_PERCENTS = regex(r"%|\bpercent|\bpct\b", re.I)
# What somebody has today, beside an offer: "I make 165 now", "my current job pays 180".
_TODAY = regex(
    r"\b(?:current(?:ly)?|today|at\s+present|presently|right\s+now|now|these\s+days|my\s+present|my\s+(?:old|existing)\s+(?:job|salary|pay|employer|base|comp\w*)"
    r"|(?:i|we)\s+(?:earn|make|get|am\s+(?:on|at|making|earning|paid)|['’]m\s+(?:on|at|making|earning|paid)))\b|目前|现在",
    re.I,
)
_OFFERED = regex(r"\b(?:new|offer\w*|they|proposal|would|next|will)\b", re.I)
_CLAUSE_END = regex(r"[.;!?,:](?=\s|$)|\n|\s[-–—]\s|\b(?:but|while|whereas|vs\.?|versus|against)\b", re.I)
_PARTS = frozenset(("base", "equity", "bonus", "sign_on"))


def _with_today(text: str, given: list[Given]) -> list[Given]:
    """The one amount that is what the person has today, where the others are an offer's parts."""
    if len(given) < 3:
        return given
    ends = [m.end() for m in _CLAUSE_END.finditer(text)]
    today = []
    for g in given:
        start = max((e for e in ends if e <= g.amount.start), default=0)
        end = min((e for e in ends if e >= g.amount.end), default=len(text))
        alone = not any(start <= o.amount.start < end for o in given if o is not g)
        clause = text[start:end]
        if alone and g.amount.unit == "money" and g.component in (None, "base", "total") and (
            _TODAY.search(clause) and not _OFFERED.search(clause)
        ):
            today.append(g)
    rest = [g for g in given if g not in today]
    if len(today) != 1 or not any(g.component in _PARTS for g in rest):
        return given
    return [replace(g, component="today") if g is today[0] else g for g in given]


# "180 + 20 bonus", "200 base 150 rsu 15": a part that is said by its place in the row.
_NEXT_PART = regex(r"\s*(?:[A-Za-z-]+\s+){0,2}?[A-Za-z-]*\s*(?:\+|,|/|plus\b|and\b|with\b|&)\s*(?:an?\s+)?", re.I)


def _in_turn(text: str, given: list[Given], resolved: Resolved) -> list[Given]:
    """Amounts without a name that stand in a row of parts: the first of them is the base, a small one behind
    base and equity the bonus."""
    out = list(given)
    names = {g.component for g in out}
    for i in range(1, len(out)):
        # "220 + 33 and 480 over four years": what comes over four years is the grant.
        if out[i].component is None and out[i].period == "4 years" and "equity" not in names:
            return _in_turn(text, [*out[:i], replace(out[i], component="equity"), *out[i + 1 :]], resolved)
    open_ = [i for i, g in enumerate(out) if g.component is None and g.amount.low == g.amount.high]
    if len(open_) == 1 and "base" not in names and names & _PARTS:
        i = open_[0]
        behind = out[i + 1] if i + 1 < len(out) else None
        shared = behind is not None and behind.amount.unit == "percent" and "bonus" in resolved.components
        if len(names & _PARTS) == 1 and not shared:
            behind = None  # "150k, 12% bonus": what a share of it stands behind is the base
        if (
            out[i].amount.unit == "money" and behind is not None and behind.component in _PARTS
            and _NEXT_PART.fullmatch(text[out[i].amount.end : behind.amount.start])
        ):  # fmt: skip
            out[i] = replace(out[i], component="base")
    if "bonus" in names or "bonus" in resolved.components:
        return out
    for i in range(2, len(out)):
        before = {out[i - 1].component, out[i - 2].component}
        small = out[i].assumed_thousands and out[i].amount.low <= MOST_PERCENT * 1000
        if out[i].component is None and small and before == {"base", "equity"}:
            amount = out[i].amount
            if _is_added(text, amount):
                out[i] = replace(out[i], component="bonus")
                continue
            share = amount.low / 1000
            amount = replace(amount, low=share, high=share, unit="percent", scaled=False)
            out[i] = replace(out[i], amount=amount, component="bonus", assumed_thousands=False)
    return out


_EACH_OF_YEARS = regex(
    r"\s*(?:\w+\s+){0,2}?(?:(?:(?:a|per|each|every)\s+|/\s?)(?:year|yr)|yearly|annually)\s+(?:for|over|during|in\s+each\s+of)\s+(?:all\s+|the\s+)*(?:\d|two|three|four|five)\b",
    re.I,
)


def _period(amount: Amount, behind: str) -> Period:
    if amount.period in ("year", "4 years", "month"):
        return amount.period
    if _BY_THE_HOUR.match(behind):
        return "hour"
    if short := _SHORT_PERIOD.match(behind):
        return "week" if short["week"] else "month"
    if _OVER_FOUR.match(behind):
        return "4 years"
    near = re.split(r"[,;+?!]|[.:–—]\s|\band\b", behind)[0][:40]
    if _EACH_OF_YEARS.match(near):
        return "year"  # "110k RSU per year for 4 years"
    if re.search(r"/\s?4\s?y|\b(?:4|four)[\s-]?(?:y|yrs?|years?)\b|四年|all\s+4", near, re.I):
        return "4 years"
    # "480K RSU is per year what" asks for the yearly share; "70K RSU per year" gives it.
    if re.match(
        r"\W*(?:(?!is\b|are\b|be\b|becomes?\b|how\b|what\b)\w+\W+){0,2}(?:(?:a|per|each|every)\s+(?:year|yr)\b|yearly|annual)",
        near,
        re.I,
    ):
        return "year"
    if re.match(r"\s?/\s?(?:yr|year|y)\b|\s?每年|\s?一年", near, re.I):
        return "year"
    return ""


# "Over three years", "vesting in 5 years", "/3y": what a grant is said to be spread over.
_OF_YEARS = regex(
    r"[^,;.?!\d]{0,30}?\b(?:over|across|through|vest\w*\s+(?:\w+\s+)?(?:in|over|within|for))\s+(?:all\s+|the\s+|a\s+|next\s+)*(?P<over>\d|two|three|four|five|six|seven|eight|nine|ten)[\s-]*(?:y|yrs?|years?)\b"
    r"|\s?/\s?(?P<slash>\d)\s?(?:y|yrs?|years?)\b|\s*(?P<own>\d|two|three|four|five|six)[\s-](?:yrs?|years?)\s+(?:grant|vest\w*|schedule|equity|stock|rsus?)\b",
    re.I,
)
_YEAR_WORDS = {
    2: "two", 3: "three", 4: "four", 5: "five", 6: "six", 7: "seven", 8: "eight", 9: "nine", 10: "ten",
}  # fmt: skip


def years_told(years: int) -> str:
    """A number of years in words: "three years"."""
    return f"{_YEAR_WORDS.get(years, str(years))} years"


def _years_of_grant(behind: str) -> int:
    """Over how many years an amount is said to be; four, as the guides count, where nothing is said.

    >>> _years_of_grant(" rsu over 3 years"), _years_of_grant(" vesting in five years"), _years_of_grant(" base")
    (3, 5, 4)
    """
    if not (m := _OF_YEARS.match(behind)):
        return 4
    said = (m["over"] or m["slash"] or m["own"]).lower()
    years = int(said) if said.isdigit() else {word: n for n, word in _YEAR_WORDS.items()}[said]
    return years if years > 1 else 4


def _bind(
    text: str, amounts: Sequence[Amount], mentions: Sequence[Mention], before: bool
) -> list[tuple[str | None, int]]:
    """Bind each amount to a component named beside it, nearest first, each name once.

    `before` says which side wins where both are as near: "base 250 rsu 480" against "250 base, 480 rsu".
    """
    # A bonus is the percentage where there is one.
    percents = any(a.unit == "percent" for a in amounts)
    near: list[tuple[int, int, int]] = []
    for i, amount in enumerate(amounts):
        for k, m in enumerate(mentions):
            if (amount.unit == "percent") != (m.name == "bonus") and (amount.unit == "percent" or percents):
                continue
            ahead = m.end <= amount.start
            gap = amount.start - m.end if ahead else m.start - amount.end
            between = (m.end, amount.start) if ahead else (amount.end, m.start)
            crossed = any(between[0] <= other.start < between[1] for other in amounts if other is not amount)
            if ahead and _JOINS.fullmatch(text, m.end, amount.start):
                gap = 0
            if 0 <= gap <= FARTHEST and not crossed:
                # "The base would be 200k. Bonus?": what stands in another sentence is said of another amount.
                apart = 2 * FARTHEST if _SENTENCE.search(text, *between) else 0
                near.append((2 * gap + apart + (0 if ahead == before else OTHER_SIDE), i, k))
    bound: dict[int, tuple[str | None, int]] = {}
    used: set[int] = set()
    for cost, i, k in sorted(near):
        if i not in bound and k not in used:
            bound[i] = (mentions[k].name, cost)
            used.add(k)
    return [bound.get(i, (None, 3 * FARTHEST)) for i in range(len(amounts))]


_SENTENCE = regex(r"[.?!]\s")
# "3K a month, base of 192K": what a name is joined to is its own, however near another one stands.
_JOINS = regex(r"\s+of\s+(?:an?\s+|about\s+|around\s+)?\W?", re.I)


def _cost(bound: Sequence[tuple[str | None, int]]) -> int:
    return sum(cost for _, cost in bound)
