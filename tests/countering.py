"""Offers for tests of the counter-offer: made by hand in a line, or many at random over the guides' rows.

In: words and numbers as a person would give them. Out: `Offer`s; the messages of one; what figures may
come from. Reads no file and knows no expected text.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from assistant.counter.call import write_call, write_recap
from assistant.counter.draft import evidence_for
from assistant.counter.letter import write_letter
from assistant.counter.offer import Competing, Equity, Money, Offer, OfferStatus, Percent
from assistant.counter.placing import place_offer
from assistant.counter.plan import plan_asks
from assistant.counter.result import Check, Letter, Plan, Words
from assistant.grounding import Evidence
from corpus.bands import Fact
from corpus.money import read_amount
from index.library import Library
from index.resolve import Lexicon, lexicon_of

STRENGTHS = (
    "published at ICML 2024", "led a team of six", "5 years of ranking systems", "RLHF expert", "PhD in ML",
    "I built the ads ranking model at my last company", "trained models with 70B parameters on 512 GPUs",
    "speak Mandarin and English", "open-source maintainer of vLLM", "recommendation systems at scale",
)  # fmt: skip


def money(text: str, currency: str | None = None) -> Money:
    amount = read_amount(text, currency)
    return Money(amount.low, amount.currency, text, amount.mark, bool(amount.mark))


def offer(
    base: str | None = None,
    equity: str | None = None,
    years: int | None = 4,
    bonus: int | None = None,
    sign_on: Sequence[str] = (),
    unvested: str | None = None,
    target: dict[str, str] | None = None,
    currency: str | None = "USD",
    **more: Any,
) -> Offer:
    """An offer from words: `offer("230k", "400k", bonus=15, company="Meta")`."""
    return Offer(
        base=money(base, currency) if base else None,
        equity=Equity(money(equity, currency), None if years is None else Decimal(years)) if equity else None,
        bonus=Percent(Decimal(bonus), str(bonus)) if bonus else None,
        sign_on=tuple(money(s, currency) for s in sign_on),
        unvested=money(unvested, currency) if unvested else None,
        target={name: money(text, currency) for name, text in (target or {}).items()},
        currency=currency,
        **more,
    )


def rival(
    company: str | None, status: OfferStatus | None = "written", tc: str | None = None, may_name: bool = True
) -> Competing:
    return Competing(company, status, may_name, money(tc) if tc else None)


def planned(given: Offer, library: Library, lexicon: Lexicon) -> tuple[Check, Plan]:
    check = place_offer(given, library, lexicon)
    return check, plan_asks(given, check, library)


def letter_of(given: Offer, library: Library, lexicon: Lexicon) -> Letter:
    return write_letter(given, *planned(given, library, lexicon), library)


def messages_of(given: Offer, library: Library, lexicon: Lexicon) -> tuple[Check, Plan, dict[str, Words]]:
    """Letter, call script and recap of an offer, with what they rest on."""
    check, plan = planned(given, library, lexicon)
    return (
        check,
        plan,
        {
            "letter": write_letter(given, check, plan, library).body,
            "call": write_call(given, check, plan, library, ()),
            "recap": write_recap(given, check, plan),
        },
    )


def evidence_of(given: Offer, check: Check, plan: Plan, library: Library) -> Evidence:
    """What the figures of an offer's messages may come from."""
    return evidence_for(given, check, plan, library, lexicon_of(library))


# ------------------------------------------------------------------------------------------ at random


def random_offer(r: random.Random, library: Library) -> Offer:
    """An offer around a row of the guides, with everything that a person may enter, in any mixture."""
    bands = library.facts(kind="band")
    base = r.choice([f for f in bands if f.component == "base"])
    cells = {f.component: f for f in bands if f.guide == base.guide and f.region == base.region}
    currency = base.currency if r.random() < 0.8 else r.choice(["USD", "CNY", "SGD", "GBP", "CHF", "EUR"])
    mark = {"USD": "$", "GBP": "£", "EUR": "€"}.get(currency or "", currency or "")
    style = r.choice([mark, currency or "", ""])

    def amount(cell: Fact, least: float = 0.8, most: float = 1.15) -> Money:
        value = Decimal(
            int(r.uniform(float(cell.low or 0) * least, float(cell.high or 0) * most)) // 1000 * 1000
        )
        return Money(value, currency, f"{style}{value}", style, bool(style))

    pay = amount(cells["base"])
    equity = amount(cells["equity"])
    years = r.choice([4, 4, 4, 3, 5, None])
    sign = replace(pay, value=Decimal(r.choice([10, 20, 50, 75, 80]) * 1000))
    rivals = tuple(
        Competing(
            r.choice(["OpenAI", "Google", "Anthropic", "Nimbus Robotics", None]),
            r.choice(["written", "verbal", "in_process", None]),
            r.random() < 0.8,
            amount(cells["total"], 1, 1.3) if r.random() < 0.7 else None,
            Offer(base=amount(cells["base"]), equity=Equity(equity, Decimal(4)))
            if r.random() < 0.3
            else None,
        )
        for _ in range(r.choice([0, 0, 1, 1, 2, 3]))
    )
    aimed = {
        "base": replace(pay, value=pay.value + 15000),
        "sign_on": replace(sign, value=sign.value + 20000),
    }
    return Offer(
        company=base.company if r.random() < 0.92 else r.choice(["Grab", "Nebula Labs"]),
        role=r.choice(["ML engineer", "Machine Learning Engineer", None, "software engineer"]),
        region=base.region if r.random() < 0.7 else r.choice(["Paris", "london", "Berlin", "NYC", "Remote"]),
        level=r.choice(["E5", "P7", "2-2", None]),
        currency=currency,
        base=pay if r.random() < 0.95 else None,
        equity=Equity(equity, None if years is None else Decimal(years)) if r.random() < 0.95 else None,
        bonus=Percent(Decimal(r.choice([10, 12, 18, 25])), "") if r.random() < 0.8 else None,
        sign_on=r.choice([(), (), (sign,), (sign, replace(sign, value=sign.value / 2))]),
        competing=rivals,
        unvested=replace(sign, value=sign.value + 60000) if r.random() < 0.3 else None,
        priorities=tuple(r.sample(["more stock", "base", "cash", "level", "start date"], r.choice([0, 2]))),
        strengths=tuple(r.sample(STRENGTHS, r.choice([0, 1, 2, 3]))),
        target=aimed if r.random() < 0.3 else {},
        target_words=r.choice([{}, {}, {"level": "E6", "start_date": "1 September"}]),
        max_asks=r.choice([None, None, 1, 2]),
        deadline=r.choice([None, "Friday", "2031-06-18", "end of next week", "5 days"]),
        candidate=r.choice([None, "Wei Zhang", "José Núñez, she/her"]),
        recruiter=r.choice([None, "Sarah", "Ms. Chen", "Tom Baker (recruiting)"]),
        equity_kind=r.choice([None, None, "RSU", "options"]),
        tone=r.choice(["neutral", "warmer", "firmer", "shorter", "plainer"]),
        channel=r.choice(["mail", "mail", "mail", "call"]),
    )
