"""What stands beside the asks: what the person should know, the ladder, what is left to find out.

In: an `Offer`, its `Check`, its asks. Out: flags, the `Ladder`, questions. It chooses no amount.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from assistant.compose.wording import digits, label
from assistant.counter.free_text import usable
from assistant.counter.levers import is_lower, late_vesting
from assistant.counter.notes import Notes
from assistant.counter.offer import Money, Offer, Percent
from assistant.counter.priorities import parts_of_priority
from assistant.counter.result import Ask, Check, Ladder
from assistant.counter.terms import home_currency, said
from assistant.worked_out import Derivation

LARGE_STEP = Decimal("1.2")


def note_leverage(offer: Offer, check: Check, asks: Sequence[Ask], notes: Notes) -> None:
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
        lower = [c for c in held if is_lower(c, offer, home_currency(offer, check))]
        if lower:
            names = " and ".join(c.company or "another company" for c in lower)
            notes.flag(
                "competing_offer_lower",
                f"What you entered of the offer from {names} is lower than this one. It is told as you entered it and "
                "not given as a reason; leave its figures out if you would rather not tell them.",
            )
    elif not untold:
        notes.flag(
            "no_competing_offer",
            "You entered no other offer, so none is mentioned; other reasons carry the asks.",
        )
    if any(c.status == "in_process" for c in offer.competing):
        notes.flag("process_not_offer", "A process under way is no offer and is not called one.")
    if late_vesting(offer):
        notes.flag(
            "late_vesting",
            f"Only {digits(offer.vesting[0])}% of your equity vests in the first year. So the first years are worth "
            "less than an even part of the grant.",
        )
    if offer.unvested and any(a.component == "sign_on" for a in asks):
        notes.flag("unvested_used", "What you leave unvested is given as the reason for the sign-on.")
    if offer.deadline:
        notes.flag("deadline", f"The offer asks for an answer by {offer.deadline}.")


def note_aims(offer: Offer, asks: Sequence[Ask], notes: Notes) -> None:
    """Where the person's own aims and the asks do not go together."""
    for name, aim in offer.target.items():
        ask = next((a for a in asks if a.component == name), None)
        if ask is None or ask.high is None or ask.closed or not isinstance(aim, Money):
            continue
        if aim.currency in (None, ask.currency) and aim.value > ask.high:
            notes.flag(
                "target_above_ask",
                f"Your target for the {label(name)} is higher than what is asked for, so you would open "
                "under your own target.",
            )
    base = next((a for a in asks if a.component == "base" and a.origin == "target"), None)
    if base and base.current and base.high and base.high > base.current * LARGE_STEP:
        notes.flag(
            "large_step",
            "The base that you ask for is more than a fifth above what you are offered, and base is usually the "
            "hardest part to move: have a reason at hand that fits your level, and expect no more than a part of it.",
        )
    wanted = [(words, parts_of_priority(words)) for words in offer.priorities]
    unread = [words for words, parts in wanted if not parts]
    if unread:
        notes.flag(
            "priorities_unread",
            f"Not read as a part of the offer: {'; '.join(unread)}. Raise it yourself if it matters to you.",
        )


def note_constraints(offer: Offer, notes: Notes) -> None:
    """What the person wants not to be forgotten, told back to them: it is theirs to raise."""
    kept = [text.rstrip(" .;") for c in offer.constraints if (text := usable(c))]
    if kept:
        notes.flag(
            "constraints",
            f"Not to be forgotten, as you entered it: {'; '.join(kept)}. The letter does not speak of it: raise it "
            "before you accept.",
        )


def note_limits(offer: Offer, check: Check, year: Derivation | None, notes: Notes) -> None:
    """Where the offer is under what the person would walk away from. `year`: a year of the offer."""
    home = home_currency(offer, check)
    for name, limit in offer.walk_away.items():
        now, called = _offered(name, offer, year), "total" if name == "total" else label(name)
        if isinstance(now, Percent) and isinstance(limit, Percent):
            figures = f"{digits(now.value)}%", f"{digits(limit.value)}%"
        elif isinstance(now, Money) and isinstance(limit, Money):
            if (now.currency or home) != (limit.currency or home):
                notes.flag(
                    "limit_not_compared",
                    f"Your limit for the {called} is in another currency than the offer, so they are not compared.",
                )
                continue
            figures = said(now, offer, home), said(limit, offer, home)
        else:
            if name == "total" and now is None:
                notes.flag(
                    "limit_not_compared",
                    "Your limit for the total is compared with nothing: a year of this offer cannot be worked out yet.",
                )
            continue
        if now.value >= limit.value:
            continue
        if name == "total":
            text = (
                f"The total of a year of this offer is {figures[0]}, under your limit of {figures[1]}. It counts base, "
                "a year's part of the equity and the bonus, and no sign-on."
            )
        else:
            text = f"The {called} offered is {figures[0]}, under your limit of {figures[1]}."
        notes.flag("below_walk_away", text)


def _offered(name: str, offer: Offer, year: Derivation | None) -> Money | Percent | None:
    """What is offered of a part, as a limit for it is entered: equity over four years, a year of all."""
    if name == "total" and year:
        return Money(year.value, year.currency, "")
    if name == "equity" and offer.equity and offer.equity.years:
        return replace(offer.equity.amount, value=offer.equity.over_four_years)
    if name == "sign_on" and len({s.currency for s in offer.sign_on}) == 1:
        return replace(offer.sign_on[0], value=offer.sign_on_total)
    return {"base": offer.base, "bonus": offer.bonus}.get(name)


def ladder_of(offer: Offer, asks: Sequence[Ask]) -> Ladder | None:
    opening = {
        a.component: (a.low, a.high)
        for a in asks
        if a.low is not None and a.high is not None and not a.closed
    }
    target = {name: amount.value for name, amount in offer.target.items()}
    leave = {name: amount.value for name, amount in offer.walk_away.items()}
    every = {**offer.walk_away, **offer.target}
    codes = {name: a.currency for name, a in every.items() if isinstance(a, Money) and a.currency}
    return Ladder(opening, target, leave, codes) if opening or target or leave else None


def questions_about(offer: Offer, check: Check, asks: Sequence[Ask]) -> list[str]:
    """What to ask: the person's own aim where no guide helps, and what the offer leaves open."""
    out = []
    if check.status == "not_covered" and offer.region and not offer.target and offer.money:
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
