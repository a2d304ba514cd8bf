"""New figures in what a recruiter wrote, read beside the figures that the offer has now.

In: a `Message` and the `Offer`. Out: `Change`s, each with its field, old and new value and the words it
was read from; questions where a figure could mean two things; figures that were only supposed ("if we
got you to …"). Nothing is applied here without being asked to: `apply_changes` makes a new mapping and
`changed` a new offer. A mixed notation ("245" beside 230,000) is read by what it stands beside.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from assistant.compose.wording import digits
from assistant.counter.heard import Message, is_tied, parts_in, sentences_of
from assistant.counter.offer import Money, Offer, Percent
from assistant.counter.terms import written
from assistant.result import plain
from assistant.worked_out import Derivation
from corpus.money import Amount, amounts_in
from corpus.numerals import spelt_amounts_in
from corpus.regexes import regex

FIELDS = ("base", "equity_total", "equity_per_year", "bonus_percent", "bonus", "sign_on", "level", "deadline")
NAMES = {"base": "base", "equity": "equity", "bonus": "bonus", "sign_on": "sign-on"}

_BREAK = regex(r"[,;:()]|\b(?:and|but|while|plus|with|however)\b|\s[–—-]+\s", re.IGNORECASE)
# Parts that an offer's fields do not hold: their figures are nobody else's.
_OTHER = regex(
    r"\b(?:relocation|housing|stipend|retention|allowance|total|tc|ctc|package|all[\s-]in|pto|"
    r"vacation|visa|learning|"
    r"refresh(?:er|e)?s?|top[\s-]up|commission|benefits?|pension|insurance)\b",
    re.IGNORECASE,
)
_NOT_PAY = regex(
    r"^\s?(?:-|–)?\s?(?:hours?|hrs?|days?|weeks?|months?|years?|yrs?|h\b|am\b|pm\b|a\.m|p\.m|"
    r"o['’]?clock|candidates?|people|engineers?|"
    r"rounds?|interviews?|business|working|more\s+(?:days?|hours?)|times?|units|shares?\b|"
    r"options?\b|(?:st|nd|rd|th)\b|:\d)",
    re.IGNORECASE,
)
_MONTHS = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_DATED = regex(rf"^\s?(?:of\s+)?{_MONTHS}\b", re.IGNORECASE)
_DATE_BEFORE = regex(
    rf"\b{_MONTHS}\.?\s?$|\b(?:the|level|grade|top|over|next|within|l|e|p|ic)\s?$", re.IGNORECASE
)
# Somebody else's figures, or figures that are refused: never a new offer.
_ASKED = regex(
    r"\b(?:you(?:['’]ve|\s+have)?\s+(?:\w+\s+)?(?:ask\w*|request\w*|propos\w+|want\w*|"
    r"mention\w*|need\w*|feel|quoted)|your\s+(?:ask|request|"
    r"counter\w*|proposal|number|expectations?|figure|target)|you\s+are\s+(?:asking|looking)|asking\s+for)\b",
    re.IGNORECASE,
)
_REFUSES = regex(
    r"\b(?:can['’]?t|cannot|can\s+not|won['’]?t|not\s+(?:able|possible|going)|unable|"
    r"impossible|no\s+way|out\s+of\s+(?:band|range)|too\s+(?:high|much)|"
    r"instead\s+of|rather\s+than|not\s+\W?\d|could\s*n['’]?t)\b",
    re.IGNORECASE,
)
_LIMITS = regex(
    r"\b(?:tops?\s+out|capped?|max(?:imum|es)?\s+(?:for|is|of)|ceiling|bands?|range|midpoint|"
    r"upper|others?|peers?|everyone|team\s+(?:earns?|makes?)|average)\b",
    re.IGNORECASE,
)
# What is so as a rule, for everybody: nothing that is offered now.
_AS_A_RULE = regex(
    r"\b(?:typical(?:ly)?|usual(?:ly)?|normal(?:ly)?|generally|on\s+average|as\s+a\s+rule|historically)\b",
    re.IGNORECASE,
)
_CUT = regex(
    r"\b(?:lower(?:s|ed|ing)?|reduc\w+|cut(?:s|ting)?|decreas\w+|trim\w*|shav\w+|drop(?:s|ped|ping)?"
    r"|(?:bring|brought|take|took|bringing|taking|go|goes|going|come|comes|move|moving)\s+(?:\w+\s+){0,4}?down|down\s+to"
    r"|give\s+up|remov\w+|without\s+the)\b",
    re.IGNORECASE,
)
_NO_CUT = regex(r"\b(?:not|n['’]t|never|without|no)\s+(?:\w+\s+){0,3}?$", re.IGNORECASE)
_IN_PARTS = regex(
    r"\b(?:split|spread|halves|half|instal?lments?|tranches|parts|each\s+year|over\s+(?:the\s+)?(?:first\s+)?"
    r"(?:\d|two|three|four)\s+(?:years?|months?)|(?:first|second|next)\s+(?:year|anniversary)|year\s+(?:one|two|\d))\b",
    re.IGNORECASE,
)
_WOULD_IT_DO = regex(
    r"\bwould\s+\W?\d[\w.,]*\s+(?:\w+\s+){0,3}?(?:work|help|do|be|make|suit|get)\b", re.IGNORECASE
)
_ON_TOP_OF = regex(
    r"^\s*(?:more\s+)?(?:to|onto|on\s+top\s+of)\s+(?:the|your)?\s*(?:\w+\s+)?(?:base|salary|equity|rsus?|stock|grant"
    r"|sign|bonus)",
    re.IGNORECASE,
)
_MORE_BEFORE = regex(
    r"(?:\b(?:by|another|an?\s+(?:additional|extra|further)|additional|extra|(?:bump|increase|"
    r"raise|uplift|top[\s-]up)\s+of)\s+(?:of\s+|up\s+to\s+)?|[+＋]\s?)"
    r"(?:(?:an?|about|around|roughly|the)\s+)?$",
    re.IGNORECASE,
)
_MORE_BEHIND = regex(
    r"^\s?(?:(?!and\b|or\b|but\b|plus\b)\w+\s+){0,2}?(?:more|extra|on\s+top|bump|increase|"
    r"raise|uplift|additional)\b",
    re.IGNORECASE,
)
_TO = regex(
    r"(?:\b(?:to|at|=|is|are|of\s+up\s+to|totals?|totall?ing)|->|→|=>)\s*(?:(?:about|around|the)\s+)?$",
    re.IGNORECASE,
)
_ADDS = regex(r"\b(?:add(?:ed|ing)?|throw\s+in|plus|top\s+up)\b", re.IGNORECASE)
_FROM = regex(r"\bfrom\s*$", re.IGNORECASE)
_ARROW = regex(r"^\s*(?:->|→|=>|to\b|➜|—>)", re.IGNORECASE)
A_YEAR = regex(
    r"^.{0,24}?(?:/\s?(?:yr|year|y)\b|\bper\s+(?:year|annum)|\b(?:a|each|every)\s+year|"
    r"\bannual(?:ly)?|\byearly|\bp\.?a\b)",
    re.IGNORECASE,
)
_SUPPOSED = regex(
    r"\bif\b|\bsuppos(?:e|ing)|\bassuming\b|\bhypothetical\w*|\blet['’]?s\s+say\b|"
    r"\bwhat\s+(?:if|about)\b|\bmaybe\b|\bmight\b|\bwould\s+you\b|"
    r"\b(?:try|ask|push|fight)(?:ing)?\s+(?:for|to)\b|\bsee\s+if\b|\bnot\s+sure\b",
    re.IGNORECASE,
)
_LEVEL = regex(
    r"\b(?:bring|bump|come|get|hire|level|lift|offer|make|move|put|raise|slot|re-?level|up-?level|upgrade|"
    r"promote)\w*\s+(?:\w+\s+){0,4}?(?:at|to|as|in\s+at|into|up\s+to)\s+(?:an?\s+|the\s+)?"
    r"(?:level\s+)?(?P<level>(?:L|E|P|IC|ICT|T|M)\s?\d{1,2}|[1-4]-[12])\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Change:
    """One field of the offer that a message changes. `component` is what it is a part of."""

    field: str
    component: str
    old: Decimal | str | None
    new: Decimal | str
    words: str
    currency: str | None = None
    mark: str = ""
    derivation: Derivation | None = None  # where the new value was worked out: 230000 + 15000

    @property
    def better(self) -> bool:
        """Whether it is more than before."""
        if isinstance(self.new, str):
            return self.field == "level"
        return self.new > (self.old if isinstance(self.old, Decimal) else 0)

    def as_dict(self) -> dict[str, Any]:
        """One entry of the contract's `offer_changes`."""
        old = plain(self.old) if isinstance(self.old, Decimal) else self.old
        new = plain(self.new) if isinstance(self.new, Decimal) else self.new
        return {"field": self.field, "old": old, "new": new, "words": self.words, "currency": self.currency}


@dataclass(frozen=True, slots=True)
class Moves:
    """What a message does to the figures."""

    changes: tuple[Change, ...] = ()
    supposed: tuple[Change, ...] = ()  # "if we got you to 250": no offer yet
    questions: tuple[str, ...] = ()
    tied: tuple[Change, ...] = ()  # "if you sign this week": theirs only on a condition
    same: frozenset[str] = frozenset()  # parts whose figure is what it was
    cut: frozenset[str] = frozenset()  # parts that are to be lower, without a figure
    split: bool = False  # the sign-on comes in parts, which are not told
    unchanged: frozenset[str] = frozenset()  # sentences whose only figures are what they were

    @property
    def worse(self) -> tuple[Change, ...]:
        """The figures that are lower than before."""
        return tuple(
            c
            for c in self.changes
            if isinstance(c.new, Decimal) and isinstance(c.old, Decimal) and c.new < c.old
        )

    @property
    def better(self) -> tuple[Change, ...]:
        """The changes for the better."""
        return tuple(c for c in self.changes if c.better)


@dataclass(slots=True)
class _Found:
    changes: dict[str, Change] = field(default_factory=dict)
    supposed: dict[str, Change] = field(default_factory=dict)
    questions: dict[str, None] = field(default_factory=dict)
    tied: dict[str, Change] = field(default_factory=dict)
    same: set[str] = field(default_factory=set)
    cut: set[str] = field(default_factory=set)
    split: bool = False
    unchanged: set[str] = field(default_factory=set)


def moves_in(message: Message, offer: Offer, home: str | None) -> Moves:
    """What changes. `home` is the currency of the offer's amounts that name none."""
    found = _Found()
    before: str | None = None  # the part that the sentence before was about
    for sentence in sentences_of(message.text):
        parts = {name for name, _, _ in parts_in(sentence)} & set(NAMES)
        _read(sentence, offer, home, before, found)
        can_move = parts - message.refused or parts
        before = next(iter(can_move)) if len(can_move) == 1 else before if not parts else None
        _read_level(sentence, offer, found)
    # The time of "20k more if you sign today" is that of the 20k, not of the offer.
    of_a_tie = found.tied and any(
        is_tied(s) and (message.when or "") in s for s in sentences_of(message.text)
    )
    if message.when and not of_a_tie and message.when.lower() not in (offer.deadline or "").lower():
        found.changes["deadline"] = Change("deadline", "deadline", offer.deadline, message.when, message.when)
    return Moves(
        tuple(found.changes.values()),
        tuple(c for name, c in found.supposed.items() if name not in found.changes),
        tuple(found.questions),
        tuple(found.tied.values()),
        frozenset(found.same),
        frozenset(found.cut) - {c.component for c in found.changes.values()},
        found.split,
        frozenset(found.unchanged),
    )


def pay_in(sentence: str) -> list[Amount]:
    """The figures of a sentence that can be pay."""
    plain_ones = amounts_in(sentence)
    spelt = [
        a
        for a in spelt_amounts_in(sentence)
        if a.low >= 1000 and not any(a.start < p.end and p.start < a.end for p in plain_ones)
    ]
    out = []
    for a in sorted((*plain_ones, *spelt), key=lambda a: a.start):
        if a.unit == "count" and not a.scaled:
            behind, ahead = sentence[a.end :], sentence[: a.start]
            if _NOT_PAY.match(behind) or _DATED.match(behind) or _DATE_BEFORE.search(ahead):
                continue
            if a.low < 5 or 1990 <= a.low <= 2100:
                continue
        out.append(a)
    return out


def _read(sentence: str, offer: Offer, home: str | None, before: str | None, found: _Found) -> None:
    parts = [p for p in parts_in(sentence) if p[0] in NAMES]
    parts += [("other", m.start(), m.end()) for m in _OTHER.finditer(sentence)]
    amounts = pay_in(sentence)
    first_is_part = bool(parts and amounts and min(p[1] for p in parts) < amounts[0].start)
    marks = len(found.changes) + len(found.supposed) + len(found.questions) + len(found.tied)
    _read_cuts(sentence, parts, amounts, found)
    for i, amount in enumerate(amounts):
        clause = _clause_of(sentence, amount)
        if _ASKED.search(clause) or _REFUSES.search(clause) or _LIMITS.search(clause):
            continue
        if _AS_A_RULE.search(clause):
            continue
        behind = sentence[amount.end : amounts[i + 1].start if i + 1 < len(amounts) else len(sentence)]
        follows = i + 1 < len(amounts) and _ARROW.match(behind) and len(behind) < 8
        if follows or (_FROM.search(sentence[: amount.start]) and amount.low == amount.high):
            continue  # the old figure of "420K -> 450K"
        name = part_of(amount, parts, sentence, first_is_part) if parts else before
        if name == "other":
            continue
        if name is None:
            name = _by_value(amount, offer)
        if name is None:
            if not any(ord(c) > 127 for c in amount.text):
                found.questions[f"Which part of the offer does “{amount.text}” mean?"] = None
            continue
        change = _change(name, amount, sentence, offer, home, found)
        if change is None:
            continue
        if is_tied(sentence):
            found.tied[change.field] = change
            continue
        if _WOULD_IT_DO.search(sentence):
            found.supposed[change.field] = change
            continue
        supposed = _SUPPOSED.search(sentence[: amount.end]) and not re.search(
            r"\b(?:approved|we\s+can|i\s+can|got\s+you|agreed)\b", clause, re.IGNORECASE
        )
        (found.supposed if supposed else found.changes)[change.field] = change
    if (
        amounts
        and found.same
        and marks == len(found.changes) + len(found.supposed) + len(found.questions) + len(found.tied)
    ):
        found.unchanged.add(sentence)


def _read_cuts(
    sentence: str, parts: Sequence[tuple[str, int, int]], amounts: Sequence[Amount], found: _Found
) -> None:
    """The parts that a clause lowers without a figure: "we would have to cut the sign-on"."""
    start = 0
    for stop in [*(m.start() for m in _BREAK.finditer(sentence)), len(sentence)]:
        cut = _CUT.search(sentence, start, stop)
        here = [name for name, at, _ in parts if start <= at < stop and name in NAMES]
        if (
            cut
            and here
            and not any(start <= a.start < stop for a in amounts)
            and not _NO_CUT.search(sentence[start : cut.start()])
        ):
            # "cut the sign-on for more RSUs": the part after the verb, not the one it is cut for.
            behind = [name for name, at, _ in parts if cut.start() <= at < stop and name in NAMES]
            found.cut.add((behind or here[-1:])[0])
        start = stop


def _clause_of(sentence: str, amount: Amount) -> str:
    """The clause an amount stands in."""
    start = max((m.end() for m in _BREAK.finditer(sentence, 0, amount.start)), default=0)
    stop = _BREAK.search(sentence, amount.end)
    return sentence[start : stop.start() if stop else len(sentence)]


def part_of(
    amount: Amount, parts: Sequence[tuple[str, int, int]], sentence: str, first_is_part: bool
) -> str | None:
    """The part whose name is cheapest to reach: a comma or an "and" on the way costs."""

    def cost(part: tuple[str, int, int]) -> float:
        _, start, end = part
        behind = start >= amount.end
        between = sentence[amount.end : start] if behind else sentence[end : amount.start]
        turned = 3.0 if behind == first_is_part else 0.0
        return len(between) + 25 * len(_BREAK.findall(between)) + turned

    best = min(parts, key=cost)
    return best[0] if cost(best) < 90 else None


def _by_value(amount: Amount, offer: Offer) -> str | None:
    """The one part whose present figure is near, where no part is named."""
    fits = []
    for name in ("base", "equity", "sign_on"):
        old = present(name, offer)
        if old is None or not old.value or amount.unit == "percent":
            continue
        reading = _value(amount, old.value, more=False)
        if reading is not None and Decimal("0.9") <= reading / old.value <= Decimal("1.4"):
            fits.append(name)
    return fits[0] if len(fits) == 1 else None


# ----------------------------------------------------------------------------------------- one figure


def present(name: str, offer: Offer) -> Money | None:
    if name == "base":
        return offer.base
    if name == "equity":
        return offer.equity.amount if offer.equity else None
    if name == "sign_on" and offer.sign_on:
        return replace(offer.sign_on[0], value=offer.sign_on_total)
    return offer.bonus if name == "bonus" and isinstance(offer.bonus, Money) else None


def _field(name: str, offer: Offer, percent: bool) -> str:
    if name == "equity":
        return "equity_per_year" if offer.equity and offer.equity.per_year else "equity_total"
    return "bonus_percent" if name == "bonus" and percent else name


def _change(
    name: str, amount: Amount, sentence: str, offer: Offer, home: str | None, found: _Found
) -> Change | None:
    ahead, behind = sentence[: amount.start], sentence[amount.end :]
    if (
        amount.low != amount.high
        and amount.high is not None
        and (_FROM.search(ahead) or _is_old(name, amount, offer))
    ):
        amount = replace(amount, low=amount.high)  # "from 15% to 20%"
    if amount.high is None or amount.low != amount.high or amount.doubt:
        found.questions[f"Which amount exactly is meant by “{amount.text}” for the {NAMES[name]}?"] = None
        return None
    old = present(name, offer)
    adds = bool(_ADDS.search(ahead)) and not _TO.search(ahead)
    small = name in ("base", "equity") and amount.unit != "percent" and old is not None and old.value > 0
    small = (
        small and old is not None and (_value(amount, None, True) or old.value) < old.value * Decimal("0.4")
    )
    more = bool(
        _MORE_BEFORE.search(ahead)
        or (_MORE_BEHIND.match(behind) and not _TO.search(ahead))
        or (adds and (small or _ON_TOP_OF.match(behind)))
    )
    less = bool(_CUT.search(_clause_of(sentence, amount)))
    if amount.unit == "percent":
        return _percent(name, amount, sentence, offer, home, more, less, found)
    currency = (old.currency if old else None) or home
    if amount.currency and currency and amount.currency != currency:
        theirs = f"“{amount.text}” for the {NAMES[name]} is in {amount.currency}"
        found.questions[f"{theirs}, your offer in {currency}: in which currency is it paid?"] = None
        return None
    currency = currency or amount.currency
    value = _value(amount, old.value if old else None, more)
    a_year = name == "equity" and (amount.period == "year" or bool(A_YEAR.match(behind)))
    if value is None or (name == "bonus" and old is None and isinstance(offer.bonus, Percent)):
        found.questions[_two_readings(name, amount)] = None
        return None
    mark = old.mark if old else amount.mark
    if name == "sign_on" and _IN_PARTS.search(behind):
        found.split = True
        found.questions[f"How much of the sign-on of “{amount.text}” is paid in each year?"] = None
        return None
    if name == "sign_on" and not more and old and old.value and _ADDS.search(ahead) and not _TO.search(ahead):
        now = written(old.value, currency, mark)
        found.questions[
            f"Is the sign-on of “{amount.text}” on top of the {now} you have, or instead of it?"
        ] = None
        return None
    return _made(name, amount, value, old, offer, currency, mark, more, less, a_year, found)


def _made(
    name: str,
    amount: Amount,
    value: Decimal,
    old: Money | None,
    offer: Offer,
    currency: str | None,
    mark: str,
    more: bool,
    less: bool,
    a_year: bool,
    found: _Found,
) -> Change | None:
    """The change that a figure with a sure reading makes."""
    formula = ""
    grant = offer.equity
    if name == "equity" and a_year and grant and not grant.per_year:
        years = grant.years or Decimal(4)
        formula = f"{digits(value)} * {digits(years)}"
        value *= years
    elif name == "equity" and grant and grant.per_year and not a_year and not more:
        if amount.period == "4 years":
            formula = f"{digits(value)} / 4"
            value /= 4
        elif value > 2 * grant.amount.value:
            found.questions[f"Is the equity of “{amount.text}” for each year, or for all years together?"] = (
                None
            )
            return None
    elif (
        name == "equity"
        and grant
        and not a_year
        and not more
        and amount.period is None
        and value < grant.amount.value * Decimal("0.45")
    ):
        found.questions[f"Is the equity of “{amount.text}” for each year, or for all years together?"] = None
        return None
    base = old.value if old else Decimal(0)
    if more and base:
        formula = f"{digits(base)} {'-' if less else '+'} {formula or digits(value)}"
        value = base - value if less else base + value
    if value == base:
        found.same.add(name)
        return None
    derivation = Derivation(value, value, "money", currency, formula, ("input",)) if formula else None
    return Change(
        _field(name, offer, False),
        name,
        old.value if old else None,
        value,
        amount.text,
        currency,
        mark,
        derivation,
    )


def _percent(
    name: str,
    amount: Amount,
    sentence: str,
    offer: Offer,
    home: str | None,
    more: bool,
    less: bool,
    found: _Found,
) -> Change | None:
    if name == "bonus":
        old = offer.bonus.value if isinstance(offer.bonus, Percent) else None
        if isinstance(offer.bonus, Money):
            found.questions[f"Your bonus is an amount, and they write “{amount.text}”: of which base?"] = None
            return None
        if old == amount.low:
            found.same.add(name)
            return None
        return Change("bonus_percent", "bonus", old, amount.low, amount.text)
    money = present(name, offer)
    raised = more or re.search(
        r"\b(?:bump|increase|raise|uplift|more|up)\b", _clause_of(sentence, amount), re.IGNORECASE
    )
    if money is None or not (raised or less):
        found.questions[f"What does “{amount.text}” come to for the {NAMES[name]}, in money?"] = None
        return None
    sign = "-" if less else "+"
    value = money.value * (100 - amount.low if less else 100 + amount.low) / 100
    formula = f"{digits(money.value)} * (100 {sign} {digits(amount.low)}) / 100"
    currency = money.currency or home
    derivation = Derivation(value, value, "money", currency, formula, ("input",))
    return Change(
        _field(name, offer, False), name, money.value, value, amount.text, currency, money.mark, derivation
    )


def _is_old(name: str, amount: Amount, offer: Offer) -> bool:
    """Whether the low end of "230 to 245" is what the offer has now."""
    if amount.unit == "percent":
        return isinstance(offer.bonus, Percent) and offer.bonus.value == amount.low
    old = present(name, offer)
    return old is not None and old.value in (amount.low, amount.low * 1000)


def _value(amount: Amount, old: Decimal | None, more: bool) -> Decimal | None:
    """The whole amount that a figure means, beside what it replaces or is added to; None where two fit."""
    if amount.scaled or amount.low >= 10_000:
        return amount.low
    if not old:
        return amount.low if amount.low >= 1000 else None
    lowest, highest = (Decimal("0.005"), Decimal(1)) if more else (Decimal("0.4"), Decimal("2.5"))
    fits = [v for v in (amount.low, amount.low * 1000) if lowest <= v / old <= highest]
    return fits[0] if len(fits) == 1 else None


def _two_readings(name: str, amount: Amount) -> str:
    value = digits(amount.low)
    return f"Does “{amount.text}” for the {NAMES[name]} mean {value} or {value}k?"


def _read_level(sentence: str, offer: Offer, found: _Found) -> None:
    m = _LEVEL.search(sentence)
    if m is None or _REFUSES.search(sentence) or _LIMITS.search(sentence):
        return
    level = m["level"].upper().replace(" ", "")
    if level == (offer.level or "").upper():
        return
    change = Change("level", "level", offer.level, level, m["level"])
    if is_tied(sentence):
        found.tied["level"] = change
        return
    (found.supposed if _SUPPOSED.search(sentence[: m.start()]) else found.changes)["level"] = change
