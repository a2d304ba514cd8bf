"""Why an ask is fair: reasons that are true for this person, each with the passages it rests on.

In: an `Offer`, its `Check`, the library. Out: `Reason`s for an ask, the strongest first.
Another offer, an unvested grant or a strength is a reason only where the person entered it; without
any, the row, the level and what the general guides say about room remain. It writes no letter.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from assistant.compose.compare import in_us
from assistant.compose.wording import digits
from assistant.counter.free_text import is_moment, usable
from assistant.counter.offer import Competing, Offer, Percent
from assistant.counter.priorities import parts_of_priority
from assistant.counter.result import Ask, Check
from assistant.counter.terms import (
    cell_words,
    company_name,
    home_currency,
    part_name,
    place_words,
    rival_words,
    said,
)
from assistant.worked_out import Derivation
from corpus.currencies import DOLLAR_CURRENCIES
from corpus.passages import Passage
from corpus.regexes import regex
from index.library import Library

Kind = Literal[
    "rival", "process", "unvested", "vesting", "strength", "floor", "market", "earlier", "target", "priority", "room",
    "once", "level", "exception", "hope",
]  # fmt: skip

_FLEXIBILITY = regex(r"flexib|negotiab", re.IGNORECASE)
_HIGH = regex(r"\b(?:high|often|very)\b", re.IGNORECASE)
_HEADS = {
    "equity": regex(r"\bequity|\bstock|\brsu", re.IGNORECASE),
    "sign_on": regex(r"\bsign", re.IGNORECASE),
    "base": regex(r"\bbase|\bsalary", re.IGNORECASE),
    "bonus": regex(r"\bbonus", re.IGNORECASE),
    "level": regex(r"\blevel", re.IGNORECASE),
    "start_date": regex(r"\bstart", re.IGNORECASE),
}
# Words in -ed that are no deed: "Advanced Rust", "applied scientist".
_NO_DEED = (
    "need|speed|embed|feed|seed|based|advanced|distributed|applied|experienced|skilled|certified|unsupervised|"
    "supervised|self|published\\s+(?:author|researcher)"
)
_DID = regex(
    r"(?:built|led|wrote|ran|won|cut|grew|drove|gave|taught|made|brought|took|sped|set\s+up|spoke"
    rf"|(?!(?:{_NO_DEED})\b)[a-z-]{{3,}}ed)\b",
    re.IGNORECASE,
)
_HAVE = regex(
    r"(?:have|am|can|co-own|own|know|maintain|lead|build|run|hold|speak|teach|publish|train|review)\b", re.I
)
_NOUNS = regex(
    r"(?:\d|(?:one|two|three|four|five|six|seven|eight|nine|ten|over|more\s+than)\b)", re.IGNORECASE
)
_CJK = regex(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
MOST_STRENGTH_WORDS = 16
_NAMES_MONEY = regex(r"[$€£¥₹]\s?\d|\b(?:USD|CNY|SGD|EUR|GBP|INR)\s?\d|\d\s?[kK]\b(?!\w)")


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an ask is fair: a sentence of its own, and a clause that can follow "because"."""

    kind: Kind
    sentence: str
    because: str = ""
    passages: tuple[Passage, ...] = ()


def strengths_of(offer: Offer) -> tuple[str, ...]:
    """The strengths that a letter can take in, in the person's own words."""
    kept = (usable(s) for s in offer.strengths)
    return tuple(
        s.rstrip(" .;,")
        for s in kept
        if s
        and not is_moment(s)
        and len(s.split()) <= MOST_STRENGTH_WORDS
        and not _CJK.search(s)
        and not _NAMES_MONEY.search(s)
    )


def strength_words(strengths: Sequence[str]) -> str:
    """The person's strengths in a sentence or two.

    >>> strength_words(["Published at ICML", "I led a team of six"])
    'On my side, I published at ICML and led a team of six.'
    >>> strength_words(["5 years of ranking systems"]), strength_words(["RLHF expert"])
    ('I bring 5 years of ranking systems.', 'My background, in short: RLHF expert.')
    """
    plain = [_WITHOUT_I.sub("", s) for s in strengths]
    deeds = [_lower(s) for s in plain if _DID.match(s)]
    own = [s for s, p in zip(strengths, plain, strict=True) if s != p and not _DID.match(p)]
    rest = [s for s, p in zip(strengths, plain, strict=True) if s == p and not _DID.match(s)]
    states = [_lower(s) for s in rest if _HAVE.match(s)]
    nouns = [_lower(s) for s in rest if _NOUNS.match(s)]
    other = [s for s in rest if not _HAVE.match(s) and not _NOUNS.match(s)]
    out = []
    if deeds:
        out.append(f"On my side, I {_and(deeds)}.")
    if states:
        out.append(f"I {_and(states)}.")
    if nouns:
        out.append(f"I bring {_and(nouns)}.")
    out += [f"{s}." for s in own]
    if len(other) == 1 and re.match(r"my\b", other[0], re.IGNORECASE):
        out.append(f"Please also take into account {_lower(other[0])}.")
    elif other:
        out.append(f"My background, in short: {'; '.join(other)}.")
    return " ".join(out)


_WITHOUT_I = regex(r"^[Ii]\s+(?:have\s+|['’]ve\s+)?(?=\w)")


def _lower(text: str) -> str:
    """A capital that only began a line becomes small: "Published …", not "PyTorch …"."""
    first = text.split()[0]
    return text[:1].lower() + text[1:] if first[1:].islower() or (len(first) == 1 and first == "A") else text


def _and(items: Sequence[str]) -> str:
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}"


def rivals_of(offer: Offer) -> tuple[Competing, ...]:
    """The other offers, written ones first; without any, the processes under way."""
    held = sorted((c for c in offer.competing if c.is_offer), key=lambda c: c.status != "written")
    return tuple(held) or tuple(c for c in offer.competing if c.status == "in_process")


def rival_sentence(offer: Offer, check: Check, most: int = 2, also: str = "I also have") -> Reason | None:
    """Other offers or processes, exactly as entered. `also`: how a sentence of offers begins."""
    home = home_currency(offer, check)
    rivals = rivals_of(offer)
    if not rivals:
        return None
    if rivals[0].is_offer:
        each = []
        for rival in rivals[:most]:
            name, figures = rival_words(rival, offer, home)
            each.append(f"a {rival.status} offer from {name}{figures}")
        return Reason("rival", f"{also} {_and(each)}.")
    names = list(dict.fromkeys(rival_words(rival, offer, home)[0] for rival in rivals[:most]))
    return Reason("process", f"I am also in a hiring process with {_and(names)}, which is still under way.")


def is_lower(rival: Competing, offer: Offer, home: str | None) -> bool:
    """Whether a year of another offer, as far as it was entered, is less than a year of this one.

    A year is base, a quarter of the equity and the bonus, in one currency; where that cannot be told of
    either offer, nothing is lower.
    """
    own, theirs = a_year_of(offer, home), None
    if rival.tc:
        theirs = rival.tc.value, rival.tc.currency or home
    elif (
        rival.parts and rival.parts.equity and (year := a_year_of(rival.parts, rival.parts.currency or home))
    ):
        theirs = year.value, year.currency
    return bool(own and theirs and own.currency == theirs[1] and theirs[0] < own.value)


def a_year_of(offer: Offer, home: str | None) -> Derivation | None:
    """A year of an offer without its sign-on, to the unit: base, a year's part of the equity, the bonus."""
    base, grant = offer.base, offer.equity
    if base is None or (grant and grant.years is None):
        return None
    total, moneys, formula = base.value, [base], digits(base.value)
    if grant and grant.years:
        total, moneys = total + grant.amount.value / grant.years, [*moneys, grant.amount]
        formula += f" + {digits(grant.amount.value)} / {digits(grant.years)}"
    if isinstance(offer.bonus, Percent):
        total += base.value * offer.bonus.value / 100
        formula += f" + {digits(base.value)} * {digits(offer.bonus.value)} / 100"
    elif offer.bonus:
        total, moneys = total + offer.bonus.value, [*moneys, offer.bonus]
        formula += f" + {digits(offer.bonus.value)}"
    currencies = {m.currency or home for m in moneys}
    if len(currencies) > 1:
        return None
    total = total.quantize(Decimal(1), ROUND_HALF_UP)
    return Derivation(total, total, "money", currencies.pop(), formula, ("input",), "total")


def unvested_clause(offer: Offer, check: Check) -> str | None:
    """What is left behind, exactly as entered: "I would leave $140K in unvested equity behind"."""
    if offer.unvested is None:
        return None
    return (
        f"I would leave {said(offer.unvested, offer, home_currency(offer, check))} in unvested equity behind"
    )


def late_vesting(offer: Offer) -> str | None:
    """Where less than an even part of the grant vests in the first year: "only 15% of my equity would vest …"."""
    if not offer.vesting or offer.equity is None or offer.vesting[0] * len(offer.vesting) >= 100:
        return None
    return f"only {digits(offer.vesting[0])}% of my equity would vest in the first year"


def room_in(library: Library) -> dict[str, tuple[Passage, ...]]:
    """The parts that the general guides call flexible, with the rows that say so."""

    def read() -> dict[str, tuple[Passage, ...]]:
        found: dict[str, list[Passage]] = {}
        for passage in library.passages(kind="row", company=None):
            degree = next((v for k, v in passage.parts if _FLEXIBILITY.search(k)), "")
            head = passage.parts[0][1] if passage.parts else ""
            if _HIGH.search(degree) and not re.search(r"\blow\b", degree, re.I):
                for part, pattern in _HEADS.items():
                    if pattern.search(head) and (part != "bonus" or not _HEADS["sign_on"].search(head)):
                        found.setdefault(part, []).append(passage)
        return {part: tuple(passages) for part, passages in found.items()}

    return library.once("parts with room", read)


def is_inside(ask: Ask) -> bool:
    """Whether the whole ask lies in its own cell, in one currency and period."""
    if ask.band is None or ask.low is None or ask.high is None or ask.floor is None or ask.above_band:
        return False
    return ask.floor <= ask.low and (ask.top is None or ask.high <= ask.top)


def inside_words(ask: Ask) -> str:
    """Where an ask that is inside its range lies: "at the top of" it where it is just that."""
    return "at the top of" if ask.low == ask.high == ask.top else "inside"


def _below(ask: Ask) -> str:
    """What an ask does to a part that is under its own range; "" where it is not, or not by plain figures."""
    if ask.floor is None or ask.current is None or ask.high is None or ask.current >= ask.floor:
        return ""
    if ask.unit == "percent" or not may_cite_cell(ask) or ask_at_rate(ask):
        return ""
    if is_inside(ask):
        return "would bring it inside"
    return "would bring it up to that range" if ask.high >= ask.floor else "would bring it closer"


def ask_at_rate(ask: Ask) -> bool:
    """Whether the ask and its cell are compared at the person's exchange rate."""
    return bool(
        ask.band and ask.floor is not None and ask.unit == "money" and ask.band.currency != ask.currency
    )


def may_cite_cell(ask: Ask) -> bool:
    """Whether the ask's cell can be shown beside it, and its currency is plain to whoever reads it.

    A plain "$" of a row outside the US, beside an offer in Singapore dollars, could mean either.
    """
    band = ask.band
    if band is None or band.low is None or band.high is None:
        return False
    if band.currency == ask.currency:
        return True
    return band.mark != "$" or in_us(band) or ask.currency not in DOLLAR_CURRENCIES


def is_by_range(ask: Ask) -> bool:
    """Whether an ask without an amount is for a part of its range.

    Only where the offer was compared with the range: £400K beside "$240K–$560K" may lie at its top already.
    """
    return ask.low is None and ask.floor is not None and ask.component in ("equity", "base", "bonus")


def leads_with_band(ask: Ask) -> bool:
    """Whether the range and the level stand in for an amount that cannot be computed."""
    return is_by_range(ask) and may_cite_cell(ask)


def range_words(ask: Ask, offer: Offer) -> str:
    """The ask's cell as its guide prints it, with its company: the sentence before may name another."""
    assert ask.band
    part = {"sign_on": "a sign-on", "bonus": "the bonus", "base": "base salary"}.get(
        ask.component, ask.component
    )
    company = f" for {ask.band.company}" if ask.band.company else ""
    return f"In the market data I have{company}, {part} for this role is {cell_words(ask.band, offer)}"


def here(offer: Offer, check: Check) -> str:
    """ "for this role in Berlin", "for this role and location"."""
    place = place_words(offer, check)
    return f"for this role {place}" if place else "for this role and location"


def reasons_for(ask: Ask, offer: Offer, check: Check, library: Library | None) -> list[Reason]:
    """What speaks for an ask, the strongest first; the last always holds."""
    out: list[Reason] = []
    own = tuple(
        p
        for p in ask.passages
        if ask.band and p.guide == ask.band.guide and p.first <= ask.band.line <= p.last
    )
    where = here(offer, check)
    at = ", at the exchange rate I have used" if ask_at_rate(ask) else ""
    if ask.component == "sign_on" and (leave := unvested_clause(offer, check)):
        out.append(Reason("unvested", f"The reason is that {leave}.", f"because {leave}"))
    if ask.component == "sign_on" and (late := late_vesting(offer)):
        out.append(Reason("vesting", f"The reason is that {late}.", f"because {late}"))
    if ask.origin == "floor" and ask.band and may_cite_cell(ask):
        reach = "in line with it" if ask.band.low == ask.band.high else "to the start of that range"
        text = f"{range_words(ask, offer)}, so this would only bring me {reach}."
        out.append(Reason("floor", text, passages=own))
    elif below := _below(ask):
        text = f"{range_words(ask, offer)}: your offer is below that, and what I ask for {below}."
        part = part_name(ask, offer)
        are = "are below their" if part.endswith("s") and ask.component == "equity" else "is below its"
        out.append(Reason("floor", text, f"since the {part} you offer {are} usual range", own))
    elif ask.band and ask.low is not None and is_inside(ask):
        inside = inside_words(ask)
        out.append(
            Reason(
                "market",
                f"The market data I have {where} puts what I ask for {inside} the usual range{at}.",
                f"which is {inside} the usual range {where} in the market data I have",
                own,
            )
        )
    if ask.origin == "earlier":
        out.append(
            Reason("earlier", "That is the figure I named before.", "which is the figure I named before")
        )
    if ask.origin == "target":
        out.append(
            Reason(
                "target", "This is the figure I had in mind for myself.", "which is the figure I had in mind"
            )
        )
    if any(ask.component in parts_of_priority(p) for p in offer.priorities[:1]):
        out.append(
            Reason("priority", "This part matters most to me.", "because this part matters most to me")
        )
    room = room_in(library).get(ask.component, ()) if library else ()
    if ask.component == "sign_on":
        if room or ask.low is not None:
            out.append(
                Reason(
                    "once",
                    "As a one-time payment, it may be easier to arrange.",
                    "since a one-time payment may be easier to arrange",
                    room,
                )
            )
    elif room and ask.component == "equity":
        out.append(
            Reason(
                "room",
                "I understand that equity often has more room than base salary.",
                "since I understand that equity often has more room than base salary",
                room,
            )
        )
    if ask.component == "level":
        out.append(
            Reason(
                "level",
                "The level decides both the scope and the pay, so I would like to get it right.",
                "since it decides both scope and pay",
            )
        )
    if ask.component == "start_date":
        out.append(
            Reason(
                "hope",
                "That would suit me best.",
                "since that would suit me best",
            )
        )
    company = company_name(offer, check)
    out.append(
        Reason(
            "hope",
            "It would make this an easy decision for me."
            if ask.lead
            else "It would bring the package closer to what I hope for.",
            "since it would bring the package closer to what I hope for"
            if not ask.lead
            else f"since it would make {'joining ' + company if company else 'this'} an easy decision",
        )
    )
    return out
