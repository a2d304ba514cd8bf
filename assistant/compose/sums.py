"""Sums of the person's own figures: which operation their kinds and the question's words ask for.

In: a `Question`, the rows (for their currency). Out: derived values with their formulas. The kinds of
what is given decide first (a schedule and a grant, shares and a price, a rate and an amount, a
percentage and an amount, parts of an offer, two amounts), the words second. An even split of equity
over the years is always said to be an assumption.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal

from assistant.compose.arithmetic import (
    PER_YEAR,
    Operand,
    Worked,
    is_scaled,
    relates,
    say_relation,
    say_scaled,
    say_sum,
    tell,
)
from assistant.compose.changes import (
    OF_THE_OTHER,
    PERCENT_ASKED,
    write_base_apart,
    write_change,
    write_choice,
)
from assistant.compose.figures import PART_OF, Figures, figures_of, joined, upper_first, years_in
from assistant.compose.grants import write_converted, write_shares, write_vested
from assistant.compose.own_band import write_in_own_band
from assistant.compose.position import say_place
from assistant.compose.raises import cut_in, is_of_another, raise_in
from assistant.compose.rows import facts_of, topic_question
from assistant.compose.totals import write_each_offer, write_raised_part, write_rest, write_total
from assistant.compose.wording import digits, label, shown, where
from assistant.compose.written import write_written
from assistant.given import Given, years_told
from assistant.page import Page
from assistant.percentages import PART_OF_IT, RATE, SIGN_ON_RATE
from assistant.question import Question
from corpus.regexes import regex
from index.resolve import Target

_ASKS_NUMBER = regex(
    r"""\bhow\s+(?:much|many|big|large|high|far)\b|\bwhat(?:['’]?s|\s+is|\s+are|\s+does|\s+do|\s+would|\s+will|\s+number|\s+base|\s+total|\s+percent|\s+share|\s+part|\s+%)?\b|\bwhich\s+(?:base|number|one|amount)\b
    |\b(?:calculate|compute|work\s+out|figure\s+out|new\s+(?:base|number|grant|salary)|in\s+(?:money|dollars|cash|usd|sgd|cny|yuan)|thats|that['’]s|gives|makes|comes?\s+to|gets?\s+me\s+to|together|total|sum|each|yearly|monthly|becomes?|split|half\s+(?:of\s+)?the\s+(?:difference|gap)|profit|value|amount|percent|result)\b
    |%\s*\?|=|\?|多少|几|是""",
    re.IGNORECASE | re.VERBOSE,
)
_SPLIT = regex(r"\b(?:split|spread|divid\w*)\b", re.I)
_PLUS_SIGN = regex(
    r"\d\w*\s*(?:[A-Za-z-]+\s+){0,2}(?:\+|plus\b|on\s+top\s+of\b)|\b(?:together|altogether|sum|combined|in\s+all|add(?:ed)?\s+up)\b"
    r"|加起来|一共",
    re.I,
)
_PLUS = regex(r"\b(?:plus|and|with|together)\b|\+", re.I)
_CHANGED = regex(
    r"\b(?:rais\w*|increas\w*|rose|rise|went\s+up|mov\w+|chang\w+|from|more|percent|up|drop\w*|cut)\b|%", re.I
)
# "From 195 to 214", "195 -> 214", "was 160, now 176", "bumped me from": one figure becomes another.
_BECOMES = regex(
    r"\bfrom\b.{0,40}\bto\b|->|→|=>|\bwas\b.{0,40}\bnow\b|\bnow\b.{0,40}\bwas\b|\b(?:bump|mov|rais|increas|went|cut|shr[aiu]nk)\w*\b|\bfirst\b.{0,50}\b(?:second|then|now)\b|从.{0,12}[到涨降]",
    re.I,
)
_COVERS = regex(
    r"\b(?:un)?cover\w*|\bmake\s+up\s+for|\boffset\w*|\bcompensat\w*|\brepla\w*|补|抵"
    r"|\b(?:how\s+much|what)\b.{0,30}\b(?:short|missing|left|lack\w*|behind)\b"
    r"|\b(?:how\s+much|what)\s+(?:is\s+|am\s+i\s+)?(?:still\s+)?(?:missing|short|uncovered|lacking)\b|\b(?:am\s+i|i['’]?m|still|be)\s+(?:still\s+)?short\b|\b(?:is\s+(?:it|that)|does\s+(?:it|that))\s+(?:enough|do\b)|\b(?:lose|los(?:s|ing)|break\s+even|breakeven|worse\s+off)\b",
    re.I,
)


# Words, or a judgement, and no number are what is asked for.
_ASKS_WORDS = regex(
    r"\bwhat\s+(?:do|should|can|could|would|shall|to)\s+(?:i|we)?\s*(?:say|reply|answer|do|write|negotiate|ask|tell)\b|\bhow\s+(?:do|should|can|to)\b"
    r"|\b(?:should|can|could|may|shall)\s+(?:i|we)\s+(?:ask|negotiate|push|counter|accept|sign|take|say)\b|\bis\s+it\s+(?:ok|okay|rude|normal|fair|wise|smart)\b"
    r"|\bwhat\s+(?:can|should)\s+i\b|\bwhat\s+(?:now|next|are\s+my\s+options)\b|\breply\b|\bfair\b",
    re.I,
)
_A_NUMBER = regex(
    r"\b(?:number|figure|amount|percent\w*|how\s+much\s+(?:is|are|do|does)|in\s+(?:dollars|money))\b", re.I
)


# A number is asked for in so many words, not merely something: "how many percent is it", "profit?".
_QUANTITY_ASKED = regex(
    r"""\b(?:what|which)\s+(?:(?:per\s?cent\w*|profit)\b|%)|\bhow\s+(?:much|many)\s+(?:(?:short|(?:is|am\s+i)\s+(?:missing|short)|per\s?cent\w*|money|more|less|profit|dollars|is|are|was|were|will|would|does|do|did|comes?|makes?)\b|%)
    |\b(?:profit|gain|loss|value|worth|sum|total|difference|amount|result|net|together|altogether|combined|in\s+all|per\s?cent\w*|percent\w*|yearly|monthly)\W{0,3}[?]
    |\b(?:per|a|each|every)\s+(?:year|yr|month|annum)\W{0,3}[?]|\b(?:by|and|so)\s+how\s+much\b\W{0,3}(?:\w+\W*)?$|%\s*[?]|\bdifference\s+between\s+(?:\w+\s+){0,3}?\W?\d|\b(?:calculate|compute|work\s+out|figure\s+out|adds?\s+up\s+to|comes?\s+to|make\s+per\s+(?:year|month)|worth|which\s+per\s?cent\w*|up\s+or\s+down|net\s+effect)\b|多少|加起来|合计""",
    re.IGNORECASE | re.VERBOSE,
)


def asks_quantity(q: Question) -> bool:
    """Whether a number is plainly asked for, whatever advice is asked for beside it."""
    return bool(_QUANTITY_ASKED.search(q.text)) or scales_plainly(q)


_IS_IT = regex(
    r"\W*(?:(?:so|and|hi|hey|ok)\W+)*(?:is|are|was|do|does|did|can|could|will|would|should|why|who|when)\b", re.I
)


def scales_plainly(q: Question) -> bool:
    """Whether one amount is to be split or multiplied, and into how many parts is said."""
    asked = _ASKS_WORDS.search(q.text) or _IS_IT.match(q.text)
    return len(q.given) == 1 and q.given[0].amount.unit == "money" and is_scaled(q.text) and not asked


_HOW_TO_RECKON = regex(
    r"\bhow\s+(?:do|does|can|could|should|would|to)\s+(?:(?:i|you|we|one)\s+)?"
    r"(?:compute|calculate|work\s+out|figure\s+out|count|reckon|convert|compare|add\s+up|sum|get\s+(?:from|to)|annuali[sz]e)\b|怎么算|如何计算",
    re.I,
)


def moves_by_rate(q: Question) -> bool:
    """Whether all that is given is an amount and a percentage that raises or cuts it: "add 5% to 240K"."""
    kinds = sorted(g.amount.unit for g in q.given)
    return kinds == ["money", "percent"] and not q.resolved.companies and bool(raise_in(q.text) or cut_in(q.text))


def asks_how_to_reckon(q: Question) -> bool:
    """Whether what sounds like a wish for advice asks for the sum: "how do I work out"."""
    return bool(_HOW_TO_RECKON.search(q.text))


def write_own_sums(page: Page, q: Question) -> bool:
    """Sums that need no row and whose operands are all there, whatever else a question speaks of.

    A schedule beside a grant is reckoned though the guides give no schedule.
    """
    rowed = any(t.asked for t in q.resolved.targets)
    if q.terms.schedule or q.terms.shares or q.terms.rate or q.terms.rate_alone:
        f = figures_of(page, q, [t for t in q.resolved.targets if t.asked])
        # "Is my 800K CNY ok, and in dollars at 7.1": the row it is placed in comes with it.
        placed = rowed and bool(q.given) and q.has("position")
        if write_vested(f, q.resolved.targets) or write_shares(f):
            return True
        if not placed and write_converted(f, q.resolved.targets):
            return True
    if write_choice(figures_of(page, q)):
        return True
    if not (rowed or q.resolved.companies) and _inside_own(figures_of(page, q)):
        return True
    if _ASKS_WORDS.search(q.text) and not _A_NUMBER.search(q.text):
        return False
    if q.given and not rowed and write_written(page, q, ()):
        return True
    # "170 base, want 15 % more, what number do I say"
    if moves_by_rate(q) and _percent(figures_of(page, q), ()):
        return True
    if len(q.given) == 1 and q.given[0].period in PER_YEAR and q.has("annual") and not rowed:
        return _scaled(figures_of(page, q))  # "14k a month, what is it per year"
    scaled = scales_plainly(q)
    split = bool(_SPLIT.search(q.text)) or scaled  # "split 48K over 12 months": no limit
    compares = q.has("threshold") and not split and not (len(q.given) == 3 and OF_THE_OTHER.search(q.text))
    if not q.given or not (scaled or _ASKS_NUMBER.search(q.text)) or q.has("increment") or compares:
        return False
    if rowed:
        return False
    if q.has("position") and not asks_quantity(q):
        return write_in_own_band(figures_of(page, q))
    return write_sums(page, q)


def write_sums(page: Page, q: Question, targets: Sequence[Target] = ()) -> bool:
    """Arithmetic on the person's own figures; needs no row, uses one for its currency where known."""
    if q.has("increment") or _judges_parts(q):
        return False
    f = figures_of(page, q, targets)
    rules: tuple[Callable[[], bool], ...] = (
        lambda: _inside_own(f),
        lambda: write_vested(f, targets),
        lambda: write_shares(f),
        lambda: write_converted(f, targets),
        lambda: write_in_own_band(f),
        lambda: write_raised_part(f),
        lambda: bool(_CHANGED.search(q.text)) and _moved(f),
        lambda: write_change(f),
        lambda: write_base_apart(f),
        lambda: write_rest(f),
        lambda: _parts_apart(f),
        lambda: write_each_offer(f),
        lambda: _percent(f, targets),
        lambda: write_total(f, targets),
        lambda: _either_way(f),
        lambda: _base_and_equity(f),
        lambda: _two(f, targets),
        lambda: _year_of_grant(f),
        lambda: _scaled(f),
    )
    return any(rule() for rule in rules)


_HALF_OF_SUM = regex(
    r"\b(?:half|one\s+half|50\s?%)\s+(?:of\s+)?(?:(?:the|their|that)\s+)?(?:sum|total|two\s+together)\b|\bsum\b.{0,50}(?:\b(?:halved|divided\s+by\s+(?:two|2)|cut\s+in\s+half)\b|/\s?2\b)",
    re.I,
)


def _judges_parts(q: Question) -> bool:
    """ "195k in Graz plus 30k signing, is that weak": the plus joins parts of an offer that a row is to judge."""
    reckons = q.has("sum", "annual", "monthly", "difference", "share", "ratio", "change", "convert", "percent_of")
    kinds = {g.component for g in q.given if g.amount.unit == "money"}
    rated = kinds == {"base"} and {g.component for g in q.given} == {"base", "bonus"}
    rated = rated and "bonus" in q.resolved.components  # "180 base + 8%" is a raise
    return (
        q.has("position")
        and any(t.asked for t in q.resolved.targets)
        and (kinds in ({None, "sign_on"}, {"base", "sign_on"}) or rated)
        and not (reckons or asks_quantity(q))
    )


# ------------------------------------------------------------------------- percentages and amounts


def _percent(f: Figures, targets: Sequence[Target]) -> bool:
    """A percentage and an amount: a raise, a cut, a part; two percentages of one amount."""
    q = f.q
    if not f.money or not f.rates or len(f.money) + len(f.rates) != len(q.given):
        return False
    given = f.money[0]
    if len(f.money) == 2 and len(f.rates) == 1 and PART_OF.search(q.text):
        # "12% of 200k makes 24k, right?": the part is of what stands behind the percentage.
        given = next((g for g in f.money if g.amount.start > f.rates[0].amount.start), given)
    elif len(f.money) > 1:
        return False
    once = any(g.component == SIGN_ON_RATE for g in f.rates)
    raised, cut = not once and raise_in(q.text), not once and cut_in(q.text)
    joined_on = raised and raised.group().lower().startswith(("+", "plus"))
    offered = given.component is not None or "bonus" in q.resolved.components
    if joined_on and offered and all(g.component == "bonus" for g in f.rates):
        raised = None  # "230 base + 20% bonus": two parts of an offer
    aside = any(g.component == RATE and not _is_part_of(q, g, given) for g in f.rates)
    if targets and aside and not (once or raised or cut):
        return False  # "inflation is 4%", "20% of my team": no part of the amount
    if (years := years_in(q.text)) > 1 and not (raised or cut):
        paid = f.rates[0]
        if len(f.rates) > 1 or paid.component != "bonus" or given.component not in (None, "base") or given.period:
            return False
        if q.has("sum", "annual") or "total" in q.resolved.components:
            return False  # the base as well
        a_year = f.worked(given).percent(paid.amount.low)
        all_years = f"{tell(f.page, a_year.times(years))} over {years_told(years)}"
        f.page.say(f"{f.give(paid)} of {f.said(given)} is {tell(f.page, a_year)} a year, {all_years}.")
        return True
    asks = q.has("percent_of", "annual", "sum", "convert", "amount") or raised or cut or _asks_bonus(q)
    asks = asks or (len(f.rates) == 2 and _of_the_target(q, f.rates) is not None)
    asks = asks or bool(_WHICH_BASE.search(q.text))
    if not (asks or once or PART_OF.search(q.text) or (given.component == "base" and _PLUS.search(q.text))):
        return False
    amount, said = f.worked(given), f.said(given)
    if len(f.rates) == 1 and f.rates[0].amount.low and _WHICH_BASE.search(q.text) and not (raised or cut):
        low = f.rates[0].amount.low
        base = replace(amount, value=amount.value * 100 / low, formula=f"{amount.formula} * 100 / {digits(low)}")
        f.page.say(f"{f.give(f.rates[0])} of a base is your {f.give(given)} where the base is {tell(f.page, base)}.")
        return True
    if len(f.rates) == 2 and (share := _of_the_target(q, f.rates)):
        paid, target = share
        part = amount.percent(target.amount.low).percent(paid.amount.low)
        f.page.say(
            f"{f.give(paid)} of your target of {f.give(target)} on {said} is {tell(f.page, part)}{_a_year(given)}."
        )
        return True
    if len(f.rates) == 2:
        one, two = (amount.percent(g.amount.low) for g in f.rates)
        big, small = (one, two) if one.value >= two.value else (two, one)
        parts = [
            f"{f.give(g)} of {said} is {tell(f.page, w)}" for g, w in zip(f.rates, (one, two), strict=True)
        ]
        both = f"together {tell(f.page, one + two)}" if _PLUS_RATE.search(q.text) else ""
        apart = both or f"between them there is {tell(f.page, big - small)}"
        f.page.say(upper_first(f"{' and '.join(parts)}; {apart}."))
        return True
    if len(f.rates) != 1:
        return False
    rate = f.rates[0].amount
    p, top = rate.low, rate.high
    if top is not None and top != p:
        first, last = replace(rate, high=p), replace(rate, low=top)
        ends = f"{f.page.give(first)} to your {f.page.give(last)}"
        if raised:
            reach = tell(f.page, amount + amount.percent(p), amount + amount.percent(top))
            f.page.say(upper_first(f"{said} raised by your {ends} is {reach}."))
        else:
            reach = tell(f.page, amount.percent(p), amount.percent(top))
            f.page.say(upper_first(f"a bonus from your {ends} of {said} is {reach}{_a_year(given)}."))
            if q.has("difference"):
                apart = tell(f.page, amount.percent(top) - amount.percent(p))
                f.page.say(f"Between the two there is {apart}.")
        return True
    part = amount.percent(p)
    if (cut or raised) and is_of_another(q.text, given, f.rates[0]):
        left, way = (100 - p, "less") if cut else (100 + p, "more")
        if left <= 0:
            return False
        other = replace(amount, value=amount.value * 100 / left, formula=f"{amount.formula} * 100 / {digits(left)}")
        f.page.say(upper_first(f"{said} is {f.page.give(rate)} {way} than {tell(f.page, other)}{_a_year(given)}."))
        return True
    if cut and not raised:
        f.page.say(upper_first(f"{said} less your {f.page.give(rate)} is {tell(f.page, amount - part)}."))
        f.page.say(f"The difference is {tell(f.page, part)}.", required=False)
        if q.has("position") and given.component in (None, "base"):
            _place_changed(f, targets, given, (amount - part).value)
        return True
    if once:
        f.page.say(
            f"{f.give(f.rates[0])} of {said} is {tell(f.page, part)}, paid once and not each year."
        )
        return True
    beside = q.text[max(0, rate.start - 30) : rate.end + 30]
    again = given.component in (None, "base", "total") and bool(_EACH_YEAR.search(beside))
    if raised and again and 1 < years <= MOST_RAISES:
        risen = amount
        for _ in range(years):
            risen += risen.percent(p)
        times = f"{f.page.give(rate)} {_TIMES_OVER[years]} over"
        f.page.say(upper_first(f"{said} raised by your {times} is {tell(f.page, risen)}."))
        f.page.say(f"That is {tell(f.page, risen - amount)} more.", required=False)
        return True
    whole = amount + part
    bonus = f.rates[0].component != RATE and (given.component == "base" or "bonus" in q.resolved.components)
    if raised:
        f.page.say(
            upper_first(
                f"{said} raised by your {f.page.give(rate)} is {tell(f.page, whole)}{_a_year(given)}."
            )
        )
        f.page.say(f"The raise itself is {tell(f.page, part)}.", required=False)
        if given.component == "equity" and given.period != "year" and q.has("annual"):
            each = f"{tell(f.page, part.over(given.years))} of it, and {tell(f.page, whole.over(given.years))} in all"
            f.page.say(f"Spread evenly over {given.over}, which is an assumption, a year has {each}.")
        _place_changed(f, targets, given, whole.value)
        return True
    if bonus and given.component in (None, "base"):
        f.page.say(
            f"{f.page.give(rate)} of {said} is {tell(f.page, part)} a year; your base and bonus together come "
            f"to {tell(f.page, whole)}."
        )
        if q.has("monthly"):
            f.page.say(f"By the month the bonus is {tell(f.page, part.over(12))}.")
        return True
    f.page.say(f"{f.page.give(rate)} of {said} is {tell(f.page, part)}.")
    if given.component == "unvested" and p < 100:
        f.page.say(f"Of it {tell(f.page, amount - part)} would remain.")
    return True


# A raise that comes again: so many of them are reckoned one upon the other.
_PLUS_RATE = regex(r"(?:\bplus\b|\+)\s*\d+(?:\.\d+)?\s?(?:%|percent)", re.I)
_EACH_YEAR = regex(r"\b(?:each|every|per|a)\s+(?:year|yr|annum)\b|\b(?:annual\w*|yearly|compound\w*)\b|每年", re.I)
_TIMES_OVER = {2: "twice", 3: "three times", 4: "four times", 5: "five times"}
MOST_RAISES = 5
# "15% is 31,500, which base is that": what a part is of.
_WHICH_BASE = regex(
    r"\b(?:which|what)\s+base\b|\bneed\s+(?:as|for)\s+(?:an?\s+|my\s+)?base\b|\bbase\s+(?:do|would|should|must)\s+(?:i|it|that)\b.{0,20}\b(?:need|be|have)\b"
    r"(?=.*\bto\s+(?:be|get|make|come))",
    re.I,
)


def _place_changed(f: Figures, targets: Sequence[Target], given: Given, value: Decimal) -> None:
    """Where an amount lies that was raised or cut, in the one row asked about."""
    for t in targets if len(targets) == 1 else ():
        for fact in facts_of(f.page, t, [given.component or "base"]):
            say_place(f.page, fact, t, value, "", f.page.passage_of(fact))


def _is_part_of(q: Question, rate: Given, money: Given) -> bool:
    """Whether a percentage is said to be of the amount: "40% of the 200k", "of my base, 200k", "200k, 10% of it"."""
    behind = q.text[rate.amount.end :]
    if not PART_OF_IT.match(behind):
        return bool(_ON_MINE.match(behind))
    of = q.text[rate.amount.end : max(rate.amount.end, money.amount.start)] or behind
    first = _BREAK.split(of)[0]
    named = any(m.kind == "component" and 0 <= m.start - rate.amount.end < len(first) for m in q.resolved.mentions)
    return named or _OF_IT.match(of) is not None or (money.amount.start > rate.amount.end and first == of)


_BREAK = regex(r"[,;.!?](?:\s|$)")
_OF_IT = regex(r"\s*(?:of|on|from)\s+(?:it|that|this|them)\b", re.I)
_ON_MINE = regex(r"\W*(?:\w+\s+){0,3}(?:of|on|from)\s+(?:(?:an?|my|the|base|salary|your)\s+)*\W?\d", re.I)


_OF_TARGET = regex(
    r"\s*(?:of\s+(?:the\s+|my\s+|your\s+|their\s+)?(?:(?:bonus|annual|yearly)\s+)?(?:target|bonus)\b|pay-?out\b)", re.I
)
_PAID_AT = regex(
    r"\b(?:(?:pays?|paid|paying)(?:\s+out)?|pay-?out(?:\s+is|\s+was)?|funded)\s+(?:at\s+|only\s+|about\s+)*$", re.I
)


def _of_the_target(q: Question, rates: Sequence[Given]) -> tuple[Given, Given] | None:
    """What share of a target bonus is paid, and the target: "80% of the 15% target"."""
    paid = [g for g in rates if _OF_TARGET.match(q.text[g.amount.end :])]
    paid = paid or [g for g in rates if len(rates) == 2 and _PAID_AT.search(q.text[: g.amount.start])]
    if len(paid) != 1 or any(g.amount.low != g.amount.high for g in rates):
        return None
    target = next(g for g in rates if g is not paid[0])
    return paid[0], target


def _parts_apart(f: Figures) -> bool:
    """ "15% of 250K or 20% of 200K": each part, and how far they are apart."""
    if not (len(f.money) == len(f.rates) == 2 and len(PART_OF.findall(f.q.text)) > 1):
        return False
    parts = [f.worked(m).percent(r.amount.low) for m, r in zip(f.money, f.rates, strict=True)]
    if parts[0].currency != parts[1].currency:
        return False
    said = [
        f"{f.give(r)} of {f.said(m)} is {tell(f.page, part)}"
        for m, r, part in zip(f.money, f.rates, parts, strict=True)
    ]
    big, small = sorted(parts, key=lambda w: -w.value)
    both = f"together {tell(f.page, big + small)}" if _PLUS_RATE.search(f.q.text) else ""
    apart = both or f"between them there is {tell(f.page, big - small)}"
    f.page.say(upper_first(f"your {said[0]} and your {said[1]}; {apart}."))
    return True


def _asks_bonus(q: Question) -> bool:
    """ "30% bonus, the bonus is how much": named once with its percentage and once to ask for it."""
    return sum(m.name == "bonus" for m in q.resolved.mentions) > 1 and bool(_ASKS_NUMBER.search(q.text))


_GRANT = regex(r"\b(?:4|four)[\s-]*(?:years?|yrs?|y)\b|\b(?:grant|rsus?|stock|equity)\b", re.I)


def _moved(f: Figures) -> bool:
    """ "From $180K to $198K": by how much, and by how many percent; each of several that moved."""
    # "From 172 to 190, and is 190 still inside": the 190 is told twice.
    ends = {v for g in f.q.given if g.amount.low != g.amount.high for v in (g.amount.low, g.amount.high)}
    moved = [g for g in f.q.given if g.amount.low != g.amount.high or g.amount.low not in ends]
    amounts = [f.amount(g) for g in moved]
    if not amounts or any(a.unit != "money" or a.high is None or not 0 < a.low < a.high for a in amounts):
        return False
    several = len(amounts) > 1
    for amount, given in zip(amounts, moved, strict=True):
        old, new = amount.low, amount.high
        assert new is not None
        a, b = (Worked(v, digits(v), ("input",), "money", amount.currency, amount.mark) for v in (old, new))
        said = f.said(given) if several else f"your {f.page.give(amount)}"
        f.page.say(
            f"From one end of {said} to the other is {tell(f.page, b - a)} more, or "
            f"{tell(f.page, (b - a).share_of(a))} of the first figure."
        )
        if f.q.has("monthly") and not (several or _GRANT.search(f.q.text)):
            f.page.say(f"A twelfth of what lies between them is {tell(f.page, (b - a).over(12))} a month.")
        if f.q.has("annual") and not several and _GRANT.search(f.q.text):
            share = tell(f.page, (b - a).over(4))
            f.page.say(f"Over four years evenly, which is an assumption, that is {share} a year.")
    return True


# ------------------------------------------------------------------------------- two, several, one


def _two(f: Figures, targets: Sequence[Target]) -> bool:
    """Two figures of the person's against each other: "600K instead of 480K, how much more"."""
    q, page = f.q, f.page
    points = [g for g in f.money if g.amount.low == g.amount.high]
    rowed = any(t.asked for t in q.resolved.targets)
    # "Half the sum of 200K and 300K" is their middle, and not their sum.
    added = _PLUS_SIGN.search(q.text) and not (relates(q) or _HALF_OF_SUM.search(q.text))
    lost = [g for g in points if g.component == "unvested"]
    if not added and len(points) == len(q.given) == 2 and len(lost) == 1 and not q.resolved.targets:
        return _covered(f, next(g for g in points if g not in lost), lost[0])
    money = points if added else [g for g in points if g.component != "unvested"]
    kinds = {g.component for g in money}
    same = len(kinds - {None}) < 2
    related = relates(q) or bool(PERCENT_ASKED.search(q.text))
    if (
        len(money) > 1
        and len(money) == len(q.given)
        and added
        and (same or "unvested" in kinds or len(money) > 2 or kinds == {"base", "sign_on"} or None in kinds)
        # A year's base and four years' grant come to nothing together, until a total of a year is asked for.
        and not ({"base", "equity"} <= kinds and not asks_quantity(q))
    ):
        if _each_sum(f, money):
            return True
        flows = all(g.period != "year" for g in money)
        if say_sum(page, [f.operand(g) for g in money]) and q.has("annual") and flows and same:
            whole = f.worked(money[0])
            for g in money[1:]:
                whole += f.worked(g)
            page.say(
                f"Over four years evenly, which is an assumption, that is {tell(page, whole.over(4))} a year."
            )
        return True
    if q.has("midpoint") and len(money) > 1 and len(money) == len(q.given) and same:
        whole = f.worked(money[0])
        for g in money[1:]:
            whole += f.worked(g)
        names = joined([f.said(g) for g in money])
        page.say(f"The middle of {names} is {tell(page, whole.over(len(money)))}.")
        return True
    if len(money) != 2 or len(q.given) != 2 or not (related or (same and not q.has("sum"))):
        return False
    if not related and len(kinds) > 1 and not _EITHER_OR.search(q.text):
        return False  # "190K and 250K RSU, thoughts?": two parts of one offer
    if rowed and (not related or (q.has("position") and not q.has("difference", "ratio"))):
        return False
    if q.has("advice") and not related and not q.has("amount"):
        return False
    short = [g for g in money if g.period in PER_YEAR]
    if len(short) == 1 and _BY_MONTH.search(_TOLD_BY_MONTH.sub(" ", q.text)):
        return False  # "a mortgage of 3K a month, a base of 192K: how much a month"
    a, b = (_yearly_operand(f, g) if len(short) == 1 else f.operand(g) for g in money)
    wants = q.wants
    if PERCENT_ASKED.search(q.text) and not q.has("share", "ratio"):
        apart = kinds == {"base", "bonus"} or ("total" in kinds and kinds != {"total"})
        part_of = apart or bool(_DIVIDED_BY.search(q.text))
        wants = wants | ({"share"} if part_of and not _BECOMES.search(q.text) else {"change"})
    asked = replace(q, wants=wants)
    if kinds - {None} == {"equity"} and len({g.years for g in money if g.period in ("", "4 years")}) > 1:
        # Grants over different times: both by the year.
        a, b = (
            replace(o, value=w.value, formula=w.formula, said=f"a year of {o.said} over {g.over}")
            for o, g in zip((a, b), money, strict=True)
            for w in [f.worked(g).over(g.years)]
        )
        return say_relation(page, asked, a, b, usual=True)
    if {g.period for g in money} == {"year", "4 years"}:
        # A year's part against four years' whole: both by the year.
        a, b = (
            replace(o, value=o.value / 4, formula=f"{o.formula} / 4", said=f"a quarter of {o.said}")
            if g.period == "4 years" else o
            for o, g in zip((a, b), money, strict=True)
        )  # fmt: skip
        return say_relation(page, asked, a, b, usual=True)
    if not say_relation(page, asked, a, b, usual=True):
        return False
    if len({w.currency for w in (f.worked(g) for g in money)}) == 1:
        high, low = sorted((f.worked(g) for g in money), key=lambda w: -w.value)
        if _HALF_OF_GAP.search(q.text):
            page.say(f"Half of that is {tell(page, (high - low).over(2))}.")
        elif _BY_MONTH.search(q.text) and not short and all(g.period in ("", "year") for g in money):
            page.say(f"By the month that is {tell(page, (high - low).over(12))}.")
    if kinds - {None} == {"equity"} and all(g.period != "year" for g in money):
        high, low = sorted((f.worked(g) for g in money), key=lambda w: -w.value)
        share = tell(page, (high - low).over(4))
        page.say(f"Over four years evenly, which is an assumption, that is {share} a year.")
    return True


_HALF_OF_GAP = regex(r"\bhalf\s+(?:of\s+)?(?:the|that|this)\s+(?:difference|gap|distance)\b", re.I)
_DIVIDED_BY = regex(r"\d\s?[kKmMwW]?\s*(?:/|÷)\s*\W?\d", re.I)  # "205k / 260k in percent"
_ADDS = regex(r"[^,;/]{0,20}(?:\+|\bplus\b)[^,;/]{0,20}", re.I)


_AGAINST = regex(r"\b(?:or|vs\.?|versus|against|instead\s+of|than)\b", re.I)


def _each_sum(f: Figures, money: Sequence[Given]) -> bool:
    """ "180 + 60 or 190 + 40": sums that stand side by side, each by itself, and which is more."""
    groups: list[list[Given]] = []
    for i, g in enumerate(money):
        between = f.q.text[money[i - 1].amount.end : g.amount.start] if i else ""
        if i and _ADDS.fullmatch(between):
            groups[-1].append(g)
        else:
            groups.append([g])
    against = len(groups) == 2 and _AGAINST.search(f.q.text[groups[0][-1].amount.end : groups[1][0].amount.start])
    if len(groups) < 2 or (any(len(group) < 2 for group in groups) and not against):
        return False
    sums: list[Worked] = []
    for group in groups:
        whole = f.worked(group[0])
        for g in group[1:]:
            whole += f.worked(g)
        if len(group) > 1:
            f.page.say(f"{upper_first(joined([f.said(g) for g in group]))} come to {tell(f.page, whole)}.")
        sums.append(whole)
    if len({w.currency for w in sums}) == 1:
        first, second = sorted(sums, key=lambda w: -w.value)[:2]
        if first.value > second.value:
            if against and len(groups[sums.index(first)]) == 1:
                only = upper_first(f.said(groups[sums.index(first)][0]))
                f.page.say(f"{only} is more, by {tell(f.page, first - second)}.")
                return True
            nth = ("first", "second", "third", "fourth", "fifth", "sixth")[:6][min(sums.index(first), 5)]
            f.page.say(f"The {nth} is the most, by {tell(f.page, first - second)}.")
    return True


_EITHER_OR = regex(
    r"\b(?:or|vs\.?|versus|instead|rather|than|against|from|now|was|to|became|but|more|less)\b|还是|->|→", re.I
)
_BY_MONTH = regex(r"\b(?:a|per|each|every)\s+month\b|\bmonthly\b|每个?月", re.I)
# "14K a month": what an amount is for, and not what is asked.
_TOLD_BY_MONTH = regex(r"\d[\d.,]*\s?[kKwW万]?\s*(?:\w+\s+)?(?:/\s?|\b(?:a|per|each|every)\s+)(?:month|mo)\b", re.I)


def _yearly_operand(f: Figures, given: Given) -> Operand:
    """A figure by the year, to be set against another that is."""
    if given.period not in PER_YEAR:
        return f.operand(given)
    w = f.yearly(given)
    said = f"a year of {f.said(given)} a {given.period}"
    f.page.say(upper_first(f"{said} is {tell(f.page, w)}."))
    return replace(f.operand(given), value=w.value, formula=w.formula, said=said)


def _covered(f: Figures, paid: Given, lost: Given) -> bool:
    """What share of what is left behind a payment covers, and what remains."""
    if not (_COVERS.search(f.q.text) or relates(f.q) or PERCENT_ASKED.search(f.q.text)):
        return False
    say_covered(f.page, f.worked(paid), f.said(paid), f.worked(lost), f.give(lost))
    return True


def say_covered(page: Page, paid: Worked, said: str, lost: Worked, lost_said: str) -> None:
    """ "Your $30K of sign-on covers 25% of your $120K left behind; $90K would remain."."""
    if not lost.value or paid.currency != lost.currency:
        return
    passages = [s for s in paid.sources if s is not None and not isinstance(s, str)]
    share = tell(page, paid.share_of(lost))
    if paid.value >= lost.value:
        page.say(upper_first(f"{said} covers your {lost_said} left behind: it is {share} of it."), *passages)
        return
    page.say(
        upper_first(
            f"{said} covers {share} of your {lost_said} left behind; {tell(page, lost - paid)} would remain."
        ),
        *passages,
    )


_IN_ROW = regex(
    r"\b(?:top|floor|ceiling|bottom|band|range|inside|within|below|above|row|max(?:imum)?|min(?:imum)?|ok|okay|fair|low|high)\b",
    re.I,
)


def _base_and_equity(f: Figures) -> bool:
    base, equity = f.by.get("base"), f.by.get("equity")
    if not (base and equity and f.q.has("compare")) or "bonus" in f.by:
        return False
    if _IN_ROW.search(f.q.text) and any(t.asked for t in f.q.resolved.targets):
        return False  # where they lie in a row is asked, not which of them is worth more
    if base.amount.unit != "money" or equity.amount.unit != "money":
        return False
    f.page.say(
        f"Your {f.give(equity)} of equity, if it is over {equity.over} and vests evenly, is "
        f"{tell(f.page, f.yearly(equity))} a year; your {f.give(base)} of base is paid every year, and a "
        "bonus in percent grows with it."
    )
    years = years_in(f.q.text) or 4
    f.page.say(
        f"Over {years_told(years)} the base comes to "
        f"{tell(f.page, f.worked(base).times(years))}.",
        required=False,
    )
    f.page.ask(topic_question(f.page, "vesting"))
    return True


def _year_of_grant(f: Figures) -> bool:
    equity = f.by.get("equity")
    judged = f.q.has("position") and not asks_quantity(f.q)
    if not (equity and f.q.has("annual")) or "base" in f.by or judged:
        return False
    if equity.period == "year":
        if years_in(f.q.text) > 1 or re.search(r"\b(?:whole|total|grant)\b|总", f.q.text, re.I):
            years = years_in(f.q.text) or 4
            whole = tell(f.page, f.worked(equity).times(years))
            f.page.say(
                f"Your {f.give(equity)} of equity a year is {whole} over {years_told(years)}."
            )
            return True
        return False
    f.page.say(
        f"Your {f.give(equity)} of equity over {equity.over} is {tell(f.page, f.yearly(equity))} a year "
        "if it vests evenly, which is an assumption: the guides give no vesting schedule."
    )
    f.page.ask(topic_question(f.page, "vesting"))
    return True


_FOUR_YEARS_OF = regex(r"\b(?:four|4)[\s-]*(?:y|yrs?|years?)\b", re.I)


# "How much a month is my base of 200k at Acme": asked of the figure, and not of the row.
_OF_A_BASE = regex(
    r"\bhow\s+much\b[^.;?!]*\b(?:(?:a|per|each)\s+month|over\s+(?:all\s+)?(?:the\s+)?\w+\s+years)\b", re.I
)


def _scaled(f: Figures) -> bool:
    """One figure of the person's, halved, by the month or over the years."""
    parts = [g for g in f.money if g.component]
    # "A mortgage of 4K a month, and a base of 180K: how much a month": of several, the one that is pay.
    meant = f.money if len(f.q.given) == 1 else parts if len(parts) == 1 and asks_quantity(f.q) else ()
    if len(meant) != 1:
        return False
    given = meant[0]
    judged = f.q.has("position", "threshold") and not (asks_quantity(f.q) and len(f.q.given) > 1)
    if judged and given.period not in PER_YEAR:
        return False
    alone = len(f.q.given) == 1
    of_figure = given.component == "base" and given.period not in PER_YEAR and _OF_A_BASE.search(f.q.text)
    of_row = alone or given.component not in f.q.resolved.components
    if any(t.asked for t in f.q.resolved.targets) and of_row and not (of_figure and not judged):
        return False
    yearly = not f.q.has("monthly") and _FOUR_YEARS_OF.search(f.q.text)
    if given.component == "equity" and given.period != "year" and yearly:
        return False
    return say_scaled(f.page, f.operand(given), f.q.text, given.period, given.months)


_IN_THE_MIDDLE = regex(
    r"\b(?:meet\w*\s+(?:\w+\s+)?in\s+the\s+middle|half\s?way|middle|mid-?point|average|split\w*\s+the\s+difference)\b"
    r"|中间|平均",
    re.I,
)


def _inside_own(f: Figures) -> bool:
    """ "In the middle between 190 and 210", "half the difference between the two": of the person's own range."""
    given, page = f.q.given, f.page
    if len(given) != 1 or given[0].amount.unit != "money" or given[0].amount.high in (None, given[0].amount.low):
        return False
    amount = given[0].amount
    assert amount.high is not None
    ends = (replace(given[0], amount=replace(amount, low=v, high=v)) for v in (amount.low, amount.high))
    low, high = (f.worked(g) for g in ends)
    if _HALF_OF_GAP.search(f.q.text):
        page.say(f"Half of the difference within your {f.give(given[0])} is {tell(page, (high - low).over(2))}.")
        return True
    if _IN_THE_MIDDLE.search(f.q.text):
        page.say(f"The middle of your {f.give(given[0])} is {tell(page, (low + high).over(2))}.")
        return True
    return False


def _either_way(f: Figures) -> bool:
    """ "Is it each year or all four": the person does not know which."""
    equity = f.by.get("equity")
    if not equity or len(f.q.given) != 1 or not _EITHER.search(f.q.text):
        return False
    if _say_own_cell(f, equity.amount.low, equity.amount.high):
        return True
    if equity.amount.low != equity.amount.high:
        return False
    w = f.worked(equity)
    f.page.say(
        f"Your {f.give(equity)} of equity does not say which: over four years in total it is "
        f"{tell(f.page, w.over(4))} a year; as a yearly amount it is {tell(f.page, w.times(4))} over four years. "
        "The guides' tables count equity over four years."
    )
    f.page.ask(
        "Is the equity amount the total over the whole vesting period, over how many years, or for each year?"
    )
    return True


def _say_own_cell(f: Figures, low: Decimal, high: Decimal | None) -> bool:
    """A range that is asked about as a row has it: the row says over how long it counts."""
    for target in f.q.resolved.targets:
        for cell in facts_of(f.page, target, ["equity"]) if target.asked else ():
            if (cell.low, cell.high) == (low, high):
                passage = f.page.passage_of(cell)
                f.page.say(f"For {where(target)}, the guide gives {label('equity')} of {shown(cell)}.", passage)
                return True
    return False


_EITHER = regex(
    r"(?:each|per|a|every)\s+year\b.{0,20}\bor\b|\bor\b.{0,20}(?:each|per|a|every)\s+year|without\s+years|每年还是",
    re.I,
)


def _a_year(given: Given) -> str:
    return " a year" if given.component == "base" else ""
