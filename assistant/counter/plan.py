"""Which amounts are asked for: every one by a rule, with its formula, its source and its place.

In: an `Offer`, its `Check`, the library, the lexicon. Out: a `Plan`. The rules are the contract's:
the guide's increment is added to the right number or asked outright; both ends stop at the row's top
unless the guide speaks of going above the band and another offer is at hand; nothing crosses
currencies without the person's rate; what has no increment gets an amount from the person's target
or the row's floor. Nothing about the person but their figures, priorities and target comes in here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from assistant.compose.wording import digits, label, period_words, shown
from assistant.counter.offer import Money, Offer, Percent
from assistant.counter.placing import HUNDREDTH
from assistant.counter.result import Ask, Check, Flag, Ladder, Plan
from assistant.worked_out import Derivation
from corpus.bands import Fact
from corpus.money import format_amount
from corpus.passages import Passage
from corpus.regexes import regex
from index.library import Library
from index.resolve import Lexicon

DEFAULT_ORDER = ("equity", "sign_on", "base", "bonus", "level", "start_date")
MOST_IN_LETTER = 3
Unit = Literal["money", "percent"]

# What people call the parts of an offer when they say what matters to them; first fit wins.
_PRIORITIES: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = tuple(
    (regex(pattern, re.IGNORECASE), parts)
    for pattern, parts in (
        (r"sign(?:ing)?[\s_-]*(?:on|up)?\b|joining|up-?front|one[\s-]time|签", ("sign_on",)),
        (r"equit|stock|rsu|shares?\b|grant|options?\b|upside|股", ("equity",)),
        (r"bonus|奖金", ("bonus",)),
        (r"base|salar|fixed|basic|monthly|底薪|工资", ("base",)),
        (r"cash|liquid|money\s+now|现金", ("sign_on", "base")),
        (r"level|title|grade|职级", ("level",)),
        (r"start|join(?:ing)?\s+date|入职", ("start_date",)),
    )
)
# "Above the band", said of what can be had: authority, approval, an exception.
_ABOVE = regex(
    r"\b(?:above|over|beyond|outside|exceed\w*|past)[\s-]+(?:of\s+)?(?:the\s+|its\s+|standard\s+)?(?:top\s+of\s+"
    r"the\s+)?(?:pay\s+|salary\s+)?(?:bands?|ranges?)\b|\bout-of-(?:band|range)\b",
    re.IGNORECASE,
)
_MAY = regex(
    r"\bauthori\w+|\bmay\b|\bcan\b|\bable\b|\bpossible|\ballow\w*|\bapprov\w+|\bexception", re.I
)
_NEVER = regex(r"\bnot\b|n['’]t\b|\bnever\b|\bno\s|\brarely\b|\bunable\b|\bwithout\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Part:
    """A component of the offer as the rules see it: what is there now, and the row's cell."""

    name: str
    current: Decimal | None
    unit: Unit
    currency: str | None
    mark: str
    cell: Fact | None
    increment: Fact | None
    passages: tuple[Passage, ...]  # of the increment and of the cell


@dataclass
class _Notes:
    flags: dict[str, str] = field(default_factory=dict)

    def flag(self, code: str, message: str) -> None:
        known = self.flags.get(code)
        self.flags[code] = message if known is None or message in known else f"{known} {message}"


def plan_asks(offer: Offer, check: Check, library: Library, lexicon: Lexicon) -> Plan:
    """Choose every amount."""
    notes = _Notes()
    above = any(c.is_offer for c in offer.competing) and _may_go_above(check, library)
    asks: list[Ask] = []
    for part in _parts(offer, check, library):
        if ask := _ask(part, offer, check, above, notes):
            asks.append(ask)
    asks += _in_words(offer, asks, check.covered)
    asks = _ordered(asks, offer.priorities)
    if asks:
        asks[0] = replace(asks[0], lead=True)
    _note_leverage(offer, asks, notes)
    _note_aims(offer, asks, notes)
    most = MOST_IN_LETTER if offer.max_asks is None else min(offer.max_asks, MOST_IN_LETTER)
    return Plan(
        tuple(asks),
        most,
        _ladder(offer, asks),
        tuple(Flag(code, message) for code, message in notes.flags.items()),
        tuple(_questions(offer, check, asks)),
    )


# ------------------------------------------------------------------------------------------ the parts


def _parts(offer: Offer, check: Check, library: Library) -> list[_Part]:
    row_guide = check.row[0].guide if check.row else None
    increments = (
        [f for f in library.facts(company=check.company, kind="increment") if f.guide == row_guide]
        if check.covered
        else []
    )
    home = offer.currency or next((m.currency for m in offer.money if m.currency), None)
    known = [p for p in check.assessment if p.unit == "money"]
    if home is None and all(p.currency for p in known):
        home = next((f.currency for f in check.row if f.currency), None)
    out = []
    for name in ("equity", "sign_on", "base", "bonus"):
        placed = check.placed(name)
        cell = check.cell(name) if check.covered else None
        increment = next((f for f in increments if f.component == name and f.low is not None), None)
        unit: Unit = "percent" if name == "bonus" else "money"
        current, currency, mark = None, home, ""
        if placed is not None:
            current, unit, currency = placed.offered, placed.unit, placed.currency
            if name == "equity" and offer.equity:
                current = offer.equity.over_four_years
        elif name == "sign_on" and not offer.sign_on:
            current = Decimal(0)  # an absent sign-on counts as nothing
        mark = _mark(name, offer, currency, cell)
        passages = tuple(
            p for f in (increment, cell) if f is not None and (p := library.passage_at(f.guide, f.line))
        )
        out.append(_Part(name, current, unit, currency, mark, cell, increment, passages))
    return out


def _mark(name: str, offer: Offer, currency: str | None, cell: Fact | None) -> str:
    """How amounts of a component are marked: as the person does, else as the row does."""
    own = {
        "base": (offer.base,) if offer.base else (),
        "equity": (offer.equity.amount,) if offer.equity else (),
        "sign_on": offer.sign_on,
    }.get(name, ())
    for money in (*own, *offer.money):
        if money.mark and money.currency == currency:
            return money.mark
    if cell is not None and cell.currency == currency and cell.mark:
        return cell.mark
    return "$" if currency == "USD" else ""


# ------------------------------------------------------------------------------------------- the rules


def _ask(part: _Part, offer: Offer, check: Check, above: bool, notes: _Notes) -> Ask | None:
    """One component's ask by the rules, or None where there is nothing to ask."""
    grant = offer.equity if part.name == "equity" else None
    open_years = grant is not None and grant.years is None
    top = None if open_years else _top(part, offer)
    if part.current is not None and top is not None and part.current >= top:
        return None
    wanted, stated = (None, part.increment) if open_years else _from_increment(part, offer, notes)
    if wanted is None and not open_years:
        wanted = _from_target(part, offer, notes) or _from_floor(part)
    if wanted is None:
        if stated is None or part.current is None:
            return None
        because = (
            "Over how many years your equity is was not told, so no amount is computed."
            if open_years
            else f"That is in {stated.currency}, your {label(part.name)} in "
            f"{part.currency or 'a currency that was not told'}, so no amount is computed without "
            f"{'an exchange rate' if part.currency else 'the currency'}."
        )
        return Ask(
            part.name,
            part.current,
            None,
            None,
            part.unit,
            part.currency,
            f"The guide's script {_says(stated)} {label(part.name)} {_amount(stated)}. {because}",
            part.passages,
            origin=_origin(stated),
            stated=stated,
            band=part.cell,
        )
    # Options and units go by many names, so what is planned of them may be said of any.
    of = "" if part.name == "equity" and offer.equity_kind else part.name
    return _capped(part, wanted, stated, top, above, notes, of)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """An amount before the cap."""

    low: Decimal
    high: Decimal
    formula: str
    why: str
    origin: Literal["increment", "absolute", "target", "floor", "words"]
    inputs: tuple[Passage | Literal["input"], ...]


def _origin(stated: Fact) -> Literal["increment", "absolute"]:
    return "absolute" if stated.basis == "absolute" else "increment"


def _says(stated: Fact) -> str:
    return "asks for a" if stated.basis == "absolute" else "adds to the"


def _amount(fact: Fact) -> str:
    """An increment as it is written: `$120K–$180K`."""
    assert fact.low is not None
    if fact.unit == "percent":
        ends = [f"{digits(e)}%" for e in (fact.low, fact.high) if e is not None]
    else:
        ends = [format_amount(e, fact.currency, fact.mark) for e in (fact.low, fact.high) if e is not None]
    return "–".join(dict.fromkeys(ends))


def _from_increment(part: _Part, offer: Offer, notes: _Notes) -> tuple[_Wanted | None, Fact | None]:
    """The amount that the guide's script leads to, and the script's own figure."""
    fact = part.increment
    if fact is None or fact.low is None or part.current is None:
        return None, None
    ends = (fact.low, fact.low if fact.high is None else fact.high)
    start = digits(part.current)
    inputs: tuple[Passage | Literal["input"], ...] = (*part.passages[:1], "input")
    why = _added_words(part, fact)
    if fact.unit == "percent" and part.unit == "money" and fact.basis == "added":
        values = [_whole(part.current * (100 + p) / 100) for p in ends]
        text = [f"{start} * (100 + {digits(p)}) / 100" for p in ends]
        return _Wanted(values[0], values[1], _range(text), why, "increment", inputs), fact
    if fact.unit != part.unit:
        return None, fact
    text = [digits(v) for v in ends]
    if part.name == "equity" and fact.period == "year":  # a grant is planned over four years
        ends, text = (ends[0] * 4, ends[1] * 4), [f"{t} * 4" for t in text]
    if fact.unit == "money" and part.currency is None:
        return None, fact
    if fact.unit == "money" and fact.currency != part.currency:
        rate = rate_of(fact.currency, part.currency, offer)
        notes.flag(
            "currency_mismatch",
            f"The guide's script states its {label(part.name)} in {fact.currency}, your offer is in "
            f"{part.currency}.",
        )
        if rate is None:
            _need_rate(fact.currency, part.currency, notes)
            return None, fact
        text = [rate.formula(v) for v in ends]
        ends = (rate.turn(ends[0]), rate.turn(ends[1]))
    if fact.basis == "absolute":
        if part.current >= ends[0]:
            return None, None  # already met
        why = f"{check_name(fact)}'s script asks for a {label(part.name)} of {_amount(fact)} outright"
        own = inputs if text != [digits(v) for v in ends] else inputs[:-1]
        return _Wanted(*ends, _range(text), why, "absolute", own), fact
    text = [f"{start} + {t}" for t in text]
    return _Wanted(
        part.current + ends[0], part.current + ends[1], _range(text), why, "increment", inputs
    ), fact


def _need_rate(own: str | None, other: str | None, notes: _Notes) -> None:
    notes.flag("fx_needed", f'To turn {own} into {other}, enter exchange_rates with "{own}/{other}".')


def check_name(fact: Fact) -> str:
    """Whose script a figure is of: "Meta", or "the guide"."""
    return fact.company or "the guide"


def _added_words(part: _Part, fact: Fact) -> str:
    return f"{check_name(fact)}'s script adds {_amount(fact)} to the {label(part.name)} offered"


@dataclass(frozen=True, slots=True)
class Rate:
    """The person's exchange rate, the way round that is needed."""

    value: Decimal
    divides: bool = False

    def turn(self, amount: Decimal) -> Decimal:
        """An amount in the other currency, to the unit."""
        return _whole(amount / self.value if self.divides else amount * self.value)

    def formula(self, amount: Decimal) -> str:
        return f"{digits(amount)} {'/' if self.divides else '*'} {digits(self.value)}"


def rate_of(own: str | None, other: str | None, offer: Offer) -> Rate | None:
    """How the person turns `own` into `other`; `"USD/CNY": 7.1` means 1 USD = 7.1 CNY."""
    for pair, rate in offer.exchange_rates.items():
        first, _, second = pair.partition("/")
        if (first, second) == (own, other):
            return Rate(rate)
        if (second, first) == (own, other):
            return Rate(rate, divides=True)
    return None


def _whole(value: Decimal) -> Decimal:
    return value.quantize(Decimal(1), ROUND_HALF_UP)


def _range(text: Sequence[str]) -> str:
    return text[0] if text[0] == text[1] else f"{text[0]} to {text[1]}"


def _from_target(part: _Part, offer: Offer, notes: _Notes) -> _Wanted | None:
    target = offer.target.get(part.name)
    if target is None:
        return None
    value, text = target.value, digits(target.value)
    if isinstance(target, Money) and target.currency and part.currency not in (None, target.currency):
        rate = rate_of(target.currency, part.currency, offer)
        if rate is None:
            notes.flag(
                "currency_mismatch",
                f"Your target for the {label(part.name)} is in {target.currency}, your offer in {part.currency}.",
            )
            _need_rate(target.currency, part.currency, notes)
            return None
        value, text = rate.turn(value), rate.formula(value)
    unit = "percent" if isinstance(target, Percent) else "money"
    if unit != part.unit:
        base = offer.base
        if base is None or not base.value or part.name != "bonus":
            return None
        if unit == "percent":
            value, text = _whole(base.value * value / 100), f"{digits(base.value)} * {text} / 100"
        elif isinstance(target, Money) and target.currency in (None, base.currency):
            text = f"{text} / {digits(base.value)} * 100"
            value = (value / base.value * 100).quantize(HUNDREDTH, ROUND_HALF_UP)
        else:
            return None
    if part.current is not None and value <= part.current:
        return None
    return _Wanted(
        value, value, text, f"it is your own target for the {label(part.name)}", "target", ("input",)
    )


def _from_floor(part: _Part) -> _Wanted | None:
    cell = part.cell
    if cell is None or cell.low is None or part.current is None or not _same_money(part, cell):
        return None
    low = cell.low * 4 if part.name == "equity" and cell.period == "year" else cell.low
    if part.current >= low:
        return None
    why = f"your {label(part.name)} is under the floor of the row, {shown(cell)}{period_words(cell)}"
    return _Wanted(low, low, digits(low), why, "floor", part.passages[-1:])


def _same_money(part: _Part, cell: Fact) -> bool:
    if cell.unit != part.unit:
        return False
    if part.name == "equity" and cell.period not in ("4 years", "year"):
        return False
    return cell.unit == "percent" or part.currency == cell.currency


def _top(part: _Part, offer: Offer) -> Decimal | None:
    """The row's top in the offer's own currency and period; None where it is open or cannot be had."""
    cell = part.cell
    if cell is None or cell.high is None:
        return None
    times = Decimal(4) if part.name == "equity" and cell.period == "year" else Decimal(1)
    if _same_money(part, cell):
        return cell.high * times
    if cell.unit == part.unit == "money" and part.name in ("base", "sign_on", "equity") and cell.period:
        rate = rate_of(cell.currency, part.currency, offer)
        return None if rate is None else rate.turn(cell.high * times)
    return None


def _capped(
    part: _Part,
    wanted: _Wanted,
    stated: Fact | None,
    top: Decimal | None,
    above: bool,
    notes: _Notes,
    of: str,
) -> Ask:
    """The ask with both ends at most at the row's top, unless going above it is open."""
    low, high, formula = wanted.low, wanted.high, wanted.formula
    cell = part.cell
    over = top is not None and high > top
    reason = f"{wanted.why[:1].upper()}{wanted.why[1:]}"
    value = _said(part, low, high)
    name = label(part.name)
    if over and cell is not None and top is not None:
        beyond = f"{value}, past the top of the row, {shown(cell)}{period_words(cell)}"
        if above:
            notes.flag(
                "ask_above_band_top",
                f"The {name} asked for, {value}, is above the row's top; the guide speaks of going above the "
                "band for people with competing offers.",
            )
            reason += f": {beyond}. The guide says that this is possible with a competing offer."
        else:
            notes.flag(
                "ask_above_band_top",
                f"By {'your target' if wanted.origin == 'target' else 'the guide’s increment'} the {name} would "
                f"come to {value}, above the row's top; the ask stops at the top.",
            )
            low, high = min(low, top), min(high, top)
            first, last = wanted.formula.split(" to ") if " to " in wanted.formula else (wanted.formula,) * 2
            formula = _range([first if low < top else digits(top), last if high < top else digits(top)])
            reason += f": that would be {beyond}, so the ask stops there, at {_said(part, low, high)}."
    elif wanted.origin == "floor":
        reason += "."
    elif wanted.origin in ("target", "absolute"):
        reason += f": {value}." if wanted.origin == "target" else "."
    else:
        now = _said(part, part.current, part.current) if part.current is not None else ""
        reason += f": with your {now}, that is {value}." if part.current else f": {value}."
    if part.name == "equity" and wanted.origin != "floor":
        reason = f"{reason[:-1]}, over four years." if "over four years" not in reason else reason
    currency = part.currency
    uncapped: Derivation | None = None
    if over:
        uncapped = Derivation(wanted.low, wanted.high, part.unit, currency, wanted.formula, wanted.inputs, of)
    inputs = tuple(dict.fromkeys((*wanted.inputs, *part.passages[-1:]))) if over else wanted.inputs
    derivation = Derivation(low, high, part.unit, currency, formula, inputs, of)
    return Ask(
        part.name,
        part.current,
        low,
        high,
        part.unit,
        currency,
        reason,
        part.passages if wanted.origin in ("increment", "absolute") else part.passages[-1:] if cell else (),
        above_band=over and above,
        derivation=derivation,
        uncapped=uncapped,
        origin=wanted.origin,
        stated=stated,
        band=cell,
    )


def _said(part: _Part, low: Decimal | None, high: Decimal | None) -> str:
    ends = [e for e in (low, high) if e is not None]
    if part.unit == "percent":
        return "–".join(dict.fromkeys(f"{digits(e)}%" for e in ends))
    return "–".join(dict.fromkeys(format_amount(e, part.currency, part.mark) for e in ends))


def _may_go_above(check: Check, library: Library) -> bool:
    """Whether the offer's own guide says that more than the band can be had."""
    if not check.row:
        return False
    guide = check.row[0].guide

    def says() -> bool:
        for passage in library.passages(guide=guide):
            for sentence in re.split(r"(?<=[.!?;])\s+|\n", passage.quote):
                if (m := _ABOVE.search(sentence)) and _MAY.search(sentence):
                    behind = sentence[m.end() :]
                    compared = re.match(r"[^.;]{0,30}\bstandard\b", behind)
                    if not _NEVER.search(sentence) and not compared:
                        return True
        return False

    return library.once(("above band", guide), says)


# ----------------------------------------------------------------------------------- order and the rest


def parts_of_priority(words: str) -> tuple[str, ...]:
    """The components that a priority means.

    >>> parts_of_priority("more stock"), parts_of_priority("cash now"), parts_of_priority("good team")
    (('equity',), ('sign_on', 'base'), ())
    """
    return next((parts for pattern, parts in _PRIORITIES if pattern.search(words)), ())


def _ordered(asks: list[Ask], priorities: Sequence[str]) -> list[Ask]:
    wanted = [part for words in priorities for part in parts_of_priority(words)]
    order = list(dict.fromkeys((*wanted, *DEFAULT_ORDER)))
    return sorted(asks, key=lambda ask: order.index(ask.component))


def _in_words(offer: Offer, asks: Sequence[Ask], covered: bool) -> list[Ask]:
    """Asks that are no amounts: level and start date, where the person wants them or nothing else is left."""
    prior = [part for words in offer.priorities for part in parts_of_priority(words)]
    out = []
    for name, reason in (
        ("level", "A higher level moves every part of the offer."),
        ("start_date", "A start date costs the company little, and can matter for vesting."),
    ):
        wanted = offer.target_words.get(name, "")
        if wanted or name in prior or (name == "level" and not asks and offer.money and covered):
            out.append(Ask(name, None, None, None, "money", None, reason, origin="words", wanted=wanted))
    return out


def _note_leverage(offer: Offer, asks: Sequence[Ask], notes: _Notes) -> None:
    held = [c for c in offer.competing if c.is_offer]
    untold = [c for c in offer.competing if c.status is None]
    if untold:
        notes.flag(
            "competing_status_missing",
            "You entered another offer without its status (written, verbal or in_process), so nothing is said "
            "of it yet.",
        )
    if held:
        kinds = " and ".join(dict.fromkeys(f"a {c.status}" for c in held))
        notes.flag(
            "competing_offer_present", f"You hold {kinds} offer; it is used exactly as you entered it."
        )
    elif not untold:
        notes.flag(
            "no_competing_offer",
            "You entered no other offer, so none is mentioned; other reasons carry the asks.",
        )
    if any(c.status == "in_process" for c in offer.competing):
        notes.flag("process_not_offer", "A process under way is no offer and is not called one.")
    if offer.unvested and any(a.component == "sign_on" for a in asks):
        notes.flag("unvested_used", "What you leave unvested is given as the reason for the sign-on.")
    if offer.deadline:
        notes.flag("deadline", f"The offer asks for an answer by {offer.deadline}.")


def _note_aims(offer: Offer, asks: Sequence[Ask], notes: _Notes) -> None:
    """Where the person's own aims and the asks do not go together."""
    for name, aim in offer.target.items():
        ask = next((a for a in asks if a.component == name), None)
        if ask is None or ask.high is None or not isinstance(aim, Money):
            continue
        if aim.currency in (None, ask.currency) and aim.value > ask.high:
            notes.flag(
                "target_above_ask",
                f"Your target for the {label(name)} is higher than what is asked for, so you would open "
                "under your own target.",
            )
    wanted = [(words, parts_of_priority(words)) for words in offer.priorities]
    unread = [words for words, parts in wanted if not parts]
    if unread:
        notes.flag(
            "priorities_unread",
            f"Not read as a part of the offer: {'; '.join(unread)}. Raise it yourself if it matters to you.",
        )


def _ladder(offer: Offer, asks: Sequence[Ask]) -> Ladder | None:
    opening = {a.component: (a.low, a.high) for a in asks if a.low is not None and a.high is not None}
    target = {name: amount.value for name, amount in offer.target.items()}
    leave = {name: amount.value for name, amount in offer.walk_away.items()}
    every = {**offer.walk_away, **offer.target}
    codes = {name: a.currency for name, a in every.items() if isinstance(a, Money) and a.currency}
    return Ladder(opening, target, leave, codes) if opening or target or leave else None


def _questions(offer: Offer, check: Check, asks: Sequence[Ask]) -> list[str]:
    """What to ask: the person's own aim where no guide helps, and what the offer leaves open."""
    out = []
    if check.status == "not_covered" and not offer.target and offer.money:
        out.append(
            "What do you want to reach? The guides have no row for this offer, so enter your own target."
        )
    for part in dict.fromkeys(p for words in offer.priorities for p in parts_of_priority(words)):
        if part in ("base", "equity", "sign_on", "bonus") and not any(a.component == part for a in asks):
            out.append(
                f"You put the {label(part)} among your priorities, but no rule gives an amount for it: what is "
                "your own target?"
            )
    out += [
        f"Is the offer from {c.company or 'the other company'} written, verbal or in process?"
        for c in offer.competing
        if c.status is None
    ]
    if offer.equity and not offer.vesting:
        out.append("How does the equity vest, year by year, and is there a cliff?")
    if offer.equity and not offer.equity_kind:
        out.append("At which share price, and of which date, was the equity turned into units?")
    if offer.sign_on:
        out.append("Must the sign-on be paid back if I leave early, and is that before or after tax?")
    if offer.bonus:
        out.append("What was actually paid of the target bonus in the last years?")
    if offer.equity:
        out.append("Are there yearly refreshers, and when does the first one come?")
    if not offer.deadline:
        out.append("By when do you need my answer?")
    return out
