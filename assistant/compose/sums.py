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

from assistant.compose.arithmetic import Worked, relates, say_relation, say_scaled, say_sum, tell
from assistant.compose.figures import Figures, figures_of, once, packages_in, years_in
from assistant.compose.position import say_place
from assistant.compose.rows import facts_of, topic_question
from assistant.compose.wording import digits, label, shown, where
from assistant.page import Page
from assistant.question import Given, Question, currencies_in
from corpus.bands import Fact
from corpus.money import Amount
from corpus.regexes import regex
from index.resolve import Target

_NTH = ("first", "second", "third", "fourth", "fifth", "sixth")
# A raise, and not a share, in percent.
RAISE = regex(
    r"""\b(?:rais|increas|lift|bump|grow)\w*\b.{0,30}?\b(?:by|of)\s+\S+\s?(?:%|percent)|\b(?:add\w*|get|gets|plus|want\w*|up|raise|increase|rise|bump|hike)\s+(?:(?:of|by|a|another|the)\s+)*\S+\s?(?:%|percent|pct)
    |(?:percent|per\s?cent|pct|%)\s*(?:more|higher|increase|raise|rise|up\b|bump|hike|on\s+top|above|over(?!\s+\d))|\+\s?\d+(?:\.\d+)?\s?(?:%|percent)|[涨加提]\w{0,2}\s?\d+\s?%""",
    re.IGNORECASE | re.VERBOSE,
)
CUT = regex(
    r"""(?:%|percent|pct)\s*(?:off|less|lower|below|under|cut|down|discount|drop)\b
    |\b(?:cut|reduc\w*|lower\w*|dropp?\w*|f[ae]ll\w*|down|lost|los(?:e|es|ing)|shrank|shrinks?|minus|decreas\w*|crash\w*|sank|slid)\s+(?:\w+\s+){0,3}?(?:by\s+)?\S+\s?(?:%|percent|pct)
    |[跌降减少]\w{0,2}\s?\d+\s?%""",
    re.IGNORECASE | re.VERBOSE,
)
_ASKS_NUMBER = regex(
    r"""\bhow\s+(?:much|many)\b|\bwhat(?:['’]?s|\s+is|\s+are|\s+does|\s+do|\s+would|\s+will|\s+number|\s+base|\s+total|\s+percent|\s+share|\s+part|\s+%)?\b|\bwhich\s+(?:base|number|one|amount)\b
    |\b(?:calculate|compute|work\s+out|figure\s+out|new\s+(?:base|number|grant|salary)|in\s+(?:money|dollars|cash|usd|sgd|cny|yuan)|thats|that['’]s|gives|makes|comes?\s+to|gets?\s+me\s+to|together|total|sum|each|yearly|monthly|profit|value|amount|percent|result)\b
    |%\s*\?|=|\?|多少|几|是""",
    re.IGNORECASE | re.VERBOSE,
)
_PART_OF = regex(r"(?:%|percent|pct)\s*(?:\w+\s+){0,3}?(?:of|on|from)\b", re.I)
_PLUS_SIGN = regex(
    r"\d\w*\s*(?:[A-Za-z-]+\s+){0,2}(?:\+|plus\b)|\b(?:together|altogether|sum|combined|in\s+all|add(?:ed)?\s+up)\b"
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
PERCENT_ASKED = regex(
    r"(?<!\d)(?<!\d\s)%|(?<!\d\s)(?<!\d)\b(?:percent\w*|per\s?cent|pct)\b|百分之几|百分比|比例", re.I
)
_COVERS = regex(r"\bcover\w*|\bmake\s+up\s+for|\boffset\w*|\bcompensat\w*|\brepla\w*|补|抵", re.I)
_AFTER_YEARS = regex(
    r"\b(?:after|first|by|within|over\s+the\s+first)\s+(?:the\s+)?(?:end\s+of\s+)?(?:first\s+)?(?:year\s+)?(?P<n>\d|two|three|four)\b(?:\s+years?)?",
    re.I,
)
_EVEN = regex(r"\beven(?:ly)?\b|\bequal(?:ly)?\b", re.I)
_CASH_ONLY = regex(
    r"\b(?:only|just)\b.{0,20}\bcash\b|\bcash\b.{0,12}\b(?:only|part|difference|diff|comp)\b|\bmore\s+cash\b|\bwithout\s+(?:the\s+)?(?:stock|rsus?|equity)\b",
    re.I,
)
_TARGETED = regex(r"\b(?:target|goal|aim|want|need|wish|dream)\w*\b", re.I)


def write_own_sums(page: Page, q: Question) -> bool:
    """Sums that need no row and whose operands are all there, whatever else a question speaks of.

    A schedule beside a grant is reckoned though the guides give no schedule.
    """
    if q.terms.schedule or q.terms.shares or q.terms.rate:
        f = figures_of(page, q, [t for t in q.resolved.targets if t.asked])
        if _vested(f, q.resolved.targets) or _shares(f) or _converted(f, q.resolved.targets):
            return True
    rowed = any(t.asked for t in q.resolved.targets)
    if len(q.given) == 2 and not q.resolved.companies and RAISE.search(q.text) and not q.has("threshold"):
        f = figures_of(page, q)
        if _percent(f, ()):  # "170 base, want 15 % more, what number do I say"
            return True
    if rowed or not q.given or not _ASKS_NUMBER.search(q.text) or q.has("increment", "threshold", "position"):
        return False
    return write_sums(page, q)


def write_sums(page: Page, q: Question, targets: Sequence[Target] = ()) -> bool:
    """Arithmetic on the person's own figures; needs no row, uses one for its currency where known."""
    if q.has("increment"):
        return False
    f = figures_of(page, q, targets)
    rules: tuple[Callable[[], bool], ...] = (
        lambda: _vested(f, targets),
        lambda: _shares(f),
        lambda: _converted(f, targets),
        lambda: len(q.given) == 1 and bool(_CHANGED.search(q.text)) and _moved(f),
        lambda: _rest(f),
        lambda: _each_offer(f),
        lambda: _percent(f, targets),
        lambda: _total(f, targets),
        lambda: _either_way(f),
        lambda: _base_and_equity(f),
        lambda: _two(f, targets),
        lambda: _year_of_grant(f),
        lambda: _scaled(f),
    )
    return any(rule() for rule in rules)


# ------------------------------------------------------------------- schedules, shares, exchange rates


def _vested(f: Figures, targets: Sequence[Target]) -> bool:
    """A grant on the person's own vesting schedule, year by year; with base and the rest where given."""
    parts = f.q.terms.schedule
    if not parts:
        return False
    grants = [g for g in f.money if g.component == "equity"]
    grants = grants or [g for g in f.money if g.component in (None, "total")][:1]
    passage = None
    if grants:
        low = high = f.worked(grants[0])
        said = f.said(replace(grants[0], component="equity"))
    else:
        cells = [c for t in targets if t.asked for c in facts_of(f.page, t, ["equity"])]
        if len(cells) != 1 or cells[0].low is None or cells[0].high is None or f.money:
            return False
        passage, cell = f.page.passage_of(cells[0]), cells[0]
        ends = {"low": (cell.low, cell.low), "high": (cell.high, cell.high), "": (cell.low, cell.high)}[
            f.q.bound
        ]
        low, high = (
            Worked(v, digits(v), (passage,), "money", cell.currency, cell.mark) for v in ends if v is not None
        )
        said = f"the {label('equity')} for {where(cell)}, {shown(cell)},"
    told = [
        f"{tell(f.page, low.percent(p), high.percent(p))} in the {_NTH[i]} year" for i, p in enumerate(parts)
    ]
    f.page.say(_upper(f"{said} on your schedule is {_listed(told)}."), passage)
    after = _AFTER_YEARS.search(f.q.text)
    n = years_in(after.group()) or (int(after["n"]) if after and after["n"].isdigit() else 0) if after else 0
    if 1 < n < len(parts):
        share = sum(parts[:n], Decimal(0))
        f.page.say(
            f"After {n} years that is {tell(f.page, low.percent(share), high.percent(share))}.", passage
        )
    if _EVEN.search(f.q.text):
        even = tell(f.page, low.over(len(parts)), high.over(len(parts)))
        f.page.say(f"In even parts it would be {even} each year.", passage)
    base = f.by.get("base")
    if base and grants:
        cash, names = _cash(f, {k: g for k, g in f.by.items() if k != "equity"})
        years = []
        for i, p in enumerate(parts):
            total = cash + low.percent(p)
            if i == 0 and (sign_on := f.by.get("sign_on")) and once(sign_on):
                total += f.worked(sign_on)
                f.give(sign_on)
            years.append(f"{tell(f.page, total)} in the {_NTH[i]} year")
        first = " and your sign-on in the first" if once(f.by.get("sign_on")) else ""
        f.page.say(f"With {' and '.join(names)}{first}, your total is {_listed(years)}.")
    return True


def _shares(f: Figures) -> bool:
    """So many shares at a price; of options what is left above their strike."""
    shares = f.q.terms.shares
    if shares is None:
        return False
    currency, mark = shares.currency or f.currency, shares.mark or f.mark

    def one(value: Decimal) -> tuple[Worked, str]:
        amount = Amount(value, value, "money", currency, mark, None, digits(value), 0, 0)
        return Worked(value, digits(value), ("input",), "money", currency, mark), f.page.give(amount)

    price, said = one(shares.price)
    count = Amount(shares.count, shares.count, "count", None, "", None, digits(shares.count), 0, 0)
    f.page.given.append(count)
    text = f"{shares.count.normalize():,f} {shares.name} at your {said}"
    if shares.strike:
        strike, of_strike = one(shares.strike)
        price, text = price - strike, f"{text} less your strike of {of_strike}"
    worth = price.times(shares.count)
    f.page.say(f"Your {text} each come to {tell(f.page, worth)}.")
    if "option" in shares.name.lower():
        f.page.say("On paper: what options will be worth is open, and the tax is not in it.", required=False)
    return True


def _converted(f: Figures, targets: Sequence[Target]) -> bool:
    """Amounts, or the cells asked about, at the person's own rate."""
    rate = f.q.terms.rate
    if rate is None:
        return False
    done = False
    unnamed = [g for g in f.money if g.amount.currency is None]
    if len(unnamed) == 1 and len(f.money) == 1:
        # "70万 in usd at 7.0": it is of the other currency than the one asked for.
        wanted = currencies_in(f.q.text)
        other = rate.to if wanted == {rate.of} else rate.of if wanted == {rate.to} else None
        unnamed = [
            replace(g, amount=replace(g.amount, currency=other, mark=other or "")) for g in unnamed if other
        ]
    for g in (*(m for m in f.money if m.amount.currency), *(u for u in unnamed if u.amount.currency)):
        if g.amount.currency in (rate.of, rate.to):
            result = tell(f.page, _at_rate(f, f.worked(g)))
            f.page.say(f"At your rate, {f.said(g)} is {result}.")
            done = True
    if not done and not f.money:
        named = list(f.q.resolved.components) or ["base"]
        for t in [t for t in targets if t.asked][:3]:
            for fact in facts_of(f.page, t, named):
                if fact.currency in (rate.of, rate.to) and fact.low is not None and fact.high is not None:
                    passage = f.page.passage_of(fact)
                    low, high = (
                        _at_rate(
                            f, Worked(v, digits(v), (passage, "input"), "money", fact.currency, fact.mark)
                        )
                        for v in (fact.low, fact.high)
                    )
                    f.page.say(
                        f"At your rate, the {label(fact.component)} for {where(t)}, {shown(fact)}, is "
                        f"{tell(f.page, low, high)}.", passage,
                    )  # fmt: skip
                    done = True
    return done


def _at_rate(f: Figures, w: Worked) -> Worked:
    rate = f.q.terms.rate
    assert rate is not None
    if w.currency == rate.of:
        return replace(w.times(rate.value), currency=rate.to, mark=rate.to)
    return replace(w.over(rate.value), currency=rate.of, mark=rate.of)


# ------------------------------------------------------------------------- percentages and amounts


def _percent(f: Figures, targets: Sequence[Target]) -> bool:
    """A percentage and an amount: a raise, a cut, a part; two percentages of one amount."""
    q = f.q
    if len(f.money) != 1 or not f.rates or len(f.money) + len(f.rates) != len(q.given):
        return False
    given = f.money[0]
    raised, cut = RAISE.search(q.text), CUT.search(q.text)
    if years_in(q.text) > 1 and not (raised or cut):
        return False
    asks = q.has("percent_of", "annual", "sum", "convert", "amount") or raised or cut or _asks_bonus(q)
    if not (asks or _PART_OF.search(q.text) or (given.component == "base" and _PLUS.search(q.text))):
        return False
    amount, said = f.worked(given), f.said(given)
    if given.period == "month" and not (raised or cut):
        amount, said = amount.times(12), f"twelve times {said}"
    if len(f.rates) == 2:
        one, two = (amount.percent(g.amount.low) for g in f.rates)
        big, small = (one, two) if one.value >= two.value else (two, one)
        parts = [
            f"{f.give(g)} of {said} is {tell(f.page, w)}" for g, w in zip(f.rates, (one, two), strict=True)
        ]
        f.page.say(_upper(f"{' and '.join(parts)}; between them there is {tell(f.page, big - small)}."))
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
            f.page.say(_upper(f"{said} raised by your {ends} is {reach}."))
        else:
            reach = tell(f.page, amount.percent(p), amount.percent(top))
            f.page.say(_upper(f"a bonus from your {ends} of {said} is {reach}{_a_year(given)}."))
        return True
    part = amount.percent(p)
    if cut and not raised:
        f.page.say(_upper(f"{said} less your {f.page.give(rate)} is {tell(f.page, amount - part)}."))
        f.page.say(f"What goes is {tell(f.page, part)}.", required=False)
        return True
    whole = amount + part
    bonus = given.component == "base" or "bonus" in q.resolved.components
    if raised:
        f.page.say(
            _upper(f"{said} raised by your {f.page.give(rate)} is {tell(f.page, whole)}{_a_year(given)}.")
        )
        f.page.say(f"The raise itself is {tell(f.page, part)}.", required=False)
        for t in targets if len(targets) == 1 else ():
            for fact in facts_of(
                f.page, t, ["base"] if given.component == "base" else [given.component or "base"]
            ):
                say_place(f.page, fact, t, whole.value, "", f.page.passage_of(fact))
        return True
    if bonus and given.component in (None, "base"):
        f.page.say(
            f"{f.page.give(rate)} of {said} is {tell(f.page, part)} a year; your base and bonus together come "
            f"to {tell(f.page, whole)}."
        )
        return True
    f.page.say(f"{f.page.give(rate)} of {said} is {tell(f.page, part)}.")
    return True


def _asks_bonus(q: Question) -> bool:
    """ "30% bonus, the bonus is how much": named once with its percentage and once to ask for it."""
    return sum(m.name == "bonus" for m in q.resolved.mentions) > 1 and bool(_ASKS_NUMBER.search(q.text))


def _moved(f: Figures) -> bool:
    """ "From $180K to $198K": by how much, and by how many percent."""
    amount = f.amount(f.q.given[0])
    old, new = amount.low, amount.high
    if amount.unit != "money" or new is None or not old or new <= old:
        return False
    a, b = (Worked(v, digits(v), ("input",), "money", amount.currency, amount.mark) for v in (old, new))
    said = f.page.give(amount)
    f.page.say(
        f"From one end of your {said} to the other is {tell(f.page, b - a)} more, or "
        f"{tell(f.page, (b - a).share_of(a))} of the first figure."
    )
    return True


# ------------------------------------------------------------------------------- parts of an offer


def _cash(f: Figures, parts: dict[str, Given]) -> tuple[Worked, list[str]]:
    """What base and bonus pay in one year, and how they are said."""
    base = parts["base"]
    total = f.yearly(base)
    names = [f"your base of {f.give(base)}" + (" a month" if base.period == "month" else "")]
    bonus = parts.get("bonus")
    if bonus and bonus.amount.unit == "percent":
        total += f.yearly(base).percent(bonus.amount.low)
        names.append(f"your bonus of {f.give(bonus)} of base")
    elif bonus:
        total += f.worked(bonus)
        names.append(f"your bonus of {f.give(bonus)}")
    return total, names


def _year_of(f: Figures, parts: dict[str, Given], row_bonus: Fact | None = None) -> tuple[Worked, list[str]]:
    """What the parts of an offer come to in one year without a sign-on, and how they are said."""
    base, equity = parts["base"], parts.get("equity")
    total = f.yearly(base)
    names = [f"your base of {f.give(base)}" + (" a month" if base.period == "month" else "")]
    if equity:
        total += f.yearly(equity)
        names.append(
            f"your equity of {f.give(equity)}"
            + (" a year" if equity.period == "year" else " divided by four")
        )
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
        names.append(f"the row's bonus of {shown(row_bonus)} of base")
    return total, names


def _total(f: Figures, targets: Sequence[Target]) -> bool:
    """The parts of one offer added up: a year, the first year, all the years named."""
    q, by = f.q, f.by
    base, equity, bonus, sign_on = (by.get(c) for c in ("base", "equity", "bonus", "sign_on"))
    if not base or base.amount.unit != "money" or not (equity or bonus or sign_on):
        return False
    if len([g for g in q.given if g.component]) != len(q.given) or "unvested" in by or "total" in by:
        return False
    asked_rows = any(t.asked for t in targets)
    # Several parts given and nothing else asked of them: what they add up to.
    only_parts = (bonus or sign_on) and equity and not asked_rows and not relates(q) and not q.has("position")
    years = years_in(q.text)
    counted = bool(_CASH_ONLY.search(q.text)) or (years > 0 and not equity)
    if not (q.has("sum", "annual") or only_parts or counted):
        return False
    parts = {k: g for k, g in by.items() if k != "equity" or not _CASH_ONLY.search(q.text)}
    if len(parts) < 2:
        return False
    row_bonus = None if bonus else _row_bonus(f.page, q, targets)
    _say_total(f, parts, row_bonus, years)
    return True


def _say_total(f: Figures, parts: dict[str, Given], row_bonus: Fact | None, years: int) -> Worked:
    passage = f.page.passage_of(row_bonus) if row_bonus else None
    total, names = _year_of(f, parts, row_bonus)
    if len(names) > 1:
        f.page.say(f"Your yearly total is {tell(f.page, total)}: {_listed(names)}.", passage)
    sign_on = parts.get("sign_on")
    if once(sign_on) and sign_on:
        first = total + f.worked(sign_on)
        f.page.say(
            f"With your sign-on of {f.give(sign_on)}, paid once, the first year comes to {tell(f.page, first)}."
        )
    if years > 1:
        whole = total.times(years)
        if once(sign_on) and sign_on:
            whole += f.worked(sign_on)
        f.page.say(
            f"Over all {_WORDS.get(years, str(years))} years together your parts come to {tell(f.page, whole)}.",
            passage,
        )
    equity = parts.get("equity")
    if equity and equity.period != "year":
        f.page.say("The equity is counted in four even parts, which is an assumption.", required=False)
        f.page.ask(topic_question(f.page, "vesting"))
    return total


_WORDS = {2: "two", 3: "three", 4: "four", 5: "five"}


def _each_offer(f: Figures) -> bool:
    """Several offers: each one's total, and how far two are apart."""
    offers = packages_in(f.q)
    if len(offers) < 2 or not (
        f.q.has("sum", "annual", "compare", "difference", "amount") or _CASH_ONLY.search(f.q.text)
    ):
        return False
    if _CASH_ONLY.search(f.q.text):
        offers = [{k: g for k, g in o.items() if k != "equity"} for o in offers]
    totals = [_say_total(f, parts, None, years_in(f.q.text)) for parts in offers]
    if len(totals) == 2 and totals[0].currency == totals[1].currency and totals[0].value != totals[1].value:
        big, small = sorted(totals, key=lambda w: -w.value)
        first = "first" if big is totals[0] else "second"
        f.page.say(f"By the year the {first} pays {tell(f.page, big - small)} more.")
    return True


def _row_bonus(page: Page, q: Question, targets: Sequence[Target]) -> Fact | None:
    """The row's own bonus, where the person speaks of it without a figure and the row has one figure."""
    if "bonus" not in q.resolved.components or len(targets) != 1:
        return None
    found = facts_of(page, targets[0], ["bonus"])
    return (
        found[0] if len(found) == 1 and found[0].unit == "percent" and found[0].low == found[0].high else None
    )


def _rest(f: Figures) -> bool:
    """ "TC 500 with base 230 and a bonus of 15%: how much stock is that": what a total leaves for a part."""
    by, total = f.by, f.by.get("total")
    if total is None or total.amount.unit != "money" or len(by) < 2 or "unvested" in by:
        return False
    base, equity, bonus, sign_on = (by.get(c) for c in ("base", "equity", "bonus", "sign_on"))
    asked = [
        c for c in ("equity", "base", "bonus", "sign_on") if c in f.q.resolved.components and c not in by
    ]
    left, said = f.worked(total), f.said(total).removesuffix(" of total")
    said = said.replace("your", "Your total of", 1)
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
        names.append(
            f"your equity of {f.give(equity)}"
            + (" a year" if equity.period == "year" else " divided by four")
        )
    if sign_on and once(sign_on):
        left -= f.worked(sign_on)
        names.append(f"your sign-on of {f.give(sign_on)}")
    if left.value <= 0 or not names:
        return False
    if missing == "base" and bonus and bonus.amount.unit == "percent":
        p = bonus.amount.low
        formula = f"({left.formula}) / (1 + {digits(p)} / 100)"
        left = replace(left, value=left.value / (1 + p / 100), formula=formula)
        f.page.say(
            f"{said} without {' and '.join(names) or 'anything else'} leaves a base of {tell(f.page, left)} with "
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


# ------------------------------------------------------------------------------- two, several, one


def _two(f: Figures, targets: Sequence[Target]) -> bool:
    """Two figures of the person's against each other: "600K instead of 480K, how much more"."""
    q, page = f.q, f.page
    points = [g for g in f.money if g.amount.low == g.amount.high]
    lost = [g for g in points if g.component == "unvested"]
    if len(points) == len(q.given) == 2 and len(lost) == 1 and not q.resolved.targets:
        return _covered(f, next(g for g in points if g not in lost), lost[0])
    money = [g for g in points if g.component != "unvested"]
    kinds = {g.component for g in money}
    same = len(kinds - {None}) < 2
    related = relates(q) or bool(PERCENT_ASKED.search(q.text))
    added = _PLUS_SIGN.search(q.text) and not relates(q)
    if (
        len(money) > 1
        and len(money) == len(q.given)
        and added
        and (same or len(money) > 2 or kinds == {"base", "sign_on"} or None in kinds)
    ):
        flows = all(g.period != "year" for g in money)
        if say_sum(page, [f.operand(g) for g in money]) and q.has("annual") and flows and same:
            whole = f.worked(money[0])
            for g in money[1:]:
                whole += f.worked(g)
            page.say(
                f"Over four years evenly, which is an assumption, that is {tell(page, whole.over(4))} a year."
            )
        return True
    if len(money) != 2 or len(q.given) != 2 or not (related or (same and not q.has("sum"))):
        return False
    if q.resolved.targets and any(t.asked for t in q.resolved.targets) and (q.has("position") or not related):
        return False
    if q.has("advice") and not related and not q.has("amount"):
        return False
    a, b = (f.operand(g) for g in money)
    wants = q.wants
    if PERCENT_ASKED.search(q.text) and not q.has("share", "ratio"):
        part_of = kinds - {None} >= {"base", "total"} or "total" in kinds
        wants = wants | ({"share"} if part_of and not _BECOMES.search(q.text) else {"change"})
    asked = replace(q, wants=wants)
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
    if kinds - {None} == {"equity"} and all(g.period != "year" for g in money):
        high, low = sorted((f.worked(g) for g in money), key=lambda w: -w.value)
        share = tell(page, (high - low).over(4))
        page.say(f"Over four years evenly, which is an assumption, that is {share} a year.")
    return True


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
        page.say(_upper(f"{said} covers your {lost_said} left behind: it is {share} of it."), *passages)
        return
    page.say(
        _upper(
            f"{said} covers {share} of your {lost_said} left behind; {tell(page, lost - paid)} would remain."
        ),
        *passages,
    )


def _base_and_equity(f: Figures) -> bool:
    base, equity = f.by.get("base"), f.by.get("equity")
    if not (base and equity and f.q.has("compare")) or "bonus" in f.by:
        return False
    if base.amount.unit != "money" or equity.amount.unit != "money":
        return False
    f.page.say(
        f"Your {f.give(equity)} of equity, if it is over four years and vests evenly, is "
        f"{tell(f.page, f.worked(equity).over(4))} a year; your {f.give(base)} of base is paid every year, and a "
        "bonus in percent grows with it."
    )
    years = years_in(f.q.text) or 4
    f.page.say(
        f"Over {_WORDS.get(years, str(years))} years the base comes to {tell(f.page, f.worked(base).times(years))}.",
        required=False,
    )
    f.page.ask(topic_question(f.page, "vesting"))
    return True


def _year_of_grant(f: Figures) -> bool:
    equity = f.by.get("equity")
    if not (equity and f.q.has("annual")) or "base" in f.by or f.q.has("position"):
        return False
    if equity.period == "year":
        if years_in(f.q.text) > 1 or re.search(r"\b(?:whole|total|grant)\b|总", f.q.text, re.I):
            years = years_in(f.q.text) or 4
            whole = tell(f.page, f.worked(equity).times(years))
            f.page.say(
                f"Your {f.give(equity)} of equity a year is {whole} over {_WORDS.get(years, str(years))} years."
            )
            return True
        return False
    f.page.say(
        f"Your {f.give(equity)} of equity over four years is {tell(f.page, f.worked(equity).over(4))} a year "
        "if it vests evenly, which is an assumption: the guides give no vesting schedule."
    )
    f.page.ask(topic_question(f.page, "vesting"))
    return True


_FOUR_YEARS_OF = regex(r"\b(?:four|4)[\s-]*(?:y|yrs?|years?)\b", re.I)


def _scaled(f: Figures) -> bool:
    """One figure of the person's, halved, by the month or over the years."""
    if len(f.q.given) != 1 or not f.money or f.q.has("position", "threshold"):
        return False
    if any(t.asked for t in f.q.resolved.targets):
        return False
    given = f.money[0]
    if given.component == "equity" and given.period != "year" and _FOUR_YEARS_OF.search(f.q.text):
        return False
    return say_scaled(f.page, f.operand(given), f.q.text, given.period)


def _either_way(f: Figures) -> bool:
    """ "Is it each year or all four": the person does not know which."""
    equity = f.by.get("equity")
    if not equity or len(f.q.given) != 1 or not _EITHER.search(f.q.text):
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


_EITHER = regex(
    r"(?:each|per|a|every)\s+year\b.{0,20}\bor\b|\bor\b.{0,20}(?:each|per|a|every)\s+year|without\s+years|每年还是",
    re.I,
)


def _a_year(given: Given) -> str:
    return " a year" if given.component == "base" else ""


def _listed(items: Sequence[str]) -> str:
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}"


def _upper(text: str) -> str:
    return text[0].upper() + text[1:]
