"""What every message of a counter-offer says alike: the job, the asks, where in a range they lie.

In: an `Offer`, its `Check`, its `Plan`, the library. Out: phrases. Which of several wordings is taken
depends on the offer's figures, never on who the person is.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.counter.levers import Reason, is_by_range, is_lower, reasons_for
from assistant.counter.offer import Offer
from assistant.counter.result import Ask, Check, Plan
from assistant.counter.terms import (
    ask_words,
    company_name,
    home_currency,
    level_words,
    listed,
    part_name,
    place_words,
    role_words,
)
from index.library import Library

UPPER_PART = Decimal("0.6")  # of a range, from its floor


@dataclass(frozen=True)
class Writer:
    """What every sentence of a message needs to know."""

    offer: Offer
    check: Check
    plan: Plan
    library: Library | None = None  # None: no reasons are asked for

    @property
    def asks(self) -> tuple[Ask, ...]:
        """The asks that are written to the recruiter."""
        return self.plan.asks[: max(0, self.plan.in_letter)]

    @property
    def company(self) -> str | None:
        return company_name(self.offer, self.check)

    @property
    def home(self) -> str | None:
        return home_currency(self.offer, self.check)

    def pick(self, key: str, *ways: str) -> str:
        """One of several ways to say it: the same for the same offer."""
        figures = ",".join(str(m.value) for m in self.offer.money)
        seed = f"{key}|{self.check.company}|{self.check.region}|{figures}|{len(self.plan.asks)}"
        return ways[zlib.crc32(seed.encode()) % len(ways)]

    def job(self) -> str:
        """What the offer is for: "the ML engineer role (E5) at Meta in Berlin"."""
        role, level, place = (
            role_words(self.offer, self.check),
            level_words(self.offer),
            place_words(self.offer, self.check),
        )
        at = f" at {self.company}" if self.company else ""
        where = f" {place}" if place else ""
        if role:
            return f"{role}{f' ({level})' if level else ''}{at}{where}"
        return f"the role{f' at level {level}' if level and not self.company else ''}{at}{where}"

    def range_part(self, ask: Ask) -> str:
        """What of the range to ask for: its upper part, or its top for an offer that is there already."""
        placed = self.check.placed(ask.component)
        high = placed is not None and placed.position is not None and placed.position >= UPPER_PART
        return "top" if high else "upper part"

    def wanted(self, ask: Ask) -> str:
        """What is asked for; where there is no amount, the place in the range."""
        if ask.component == "bonus" or not is_by_range(ask):
            return ask_words(ask, self.offer)
        part = self.range_part(ask)
        name = "a base" if ask.component == "base" else part_name(ask, self.offer)
        return f"{name} {'at' if part == 'top' else 'in'} the {part} of the range for this role"

    @property
    def rival_carries(self) -> bool:
        """Whether another offer can be given as the reason: not where what was entered of it is lower."""
        held = [c for c in self.offer.competing if c.is_offer]
        return bool(held) and not all(is_lower(c, self.offer, self.home) for c in held)

    def reasons(self, ask: Ask) -> list[Reason]:
        """What speaks for an ask, the strongest first."""
        return reasons_for(ask, self.offer, self.check, self.library)


def rest_words(writer: Writer, asks: Sequence[Ask], because: str = "") -> str:
    """Several asks in one sentence, what is left behind beside the sign-on.

    Those that speak of a range come last: a figure behind the word "range" would read as the range's.
    """
    ranged = [a for a in asks if a.component != "bonus" and is_by_range(a)]
    plain = [a for a in asks if a not in ranged]
    order = sorted(plain, key=lambda a: bool(because) and a.component == "sign_on") + ranged
    parts = [f"{writer.wanted(a)}{because if a.component == 'sign_on' else ''}" for a in order]
    if because and len(parts) > 1 and order[-1].component != "sign_on":
        return f"{', '.join(parts[:-1])}, and {parts[-1]}"
    return listed(parts)
