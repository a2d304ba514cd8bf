"""New figures in what a recruiter wrote, read beside the figures that the offer has now.

In: a `Message` and the `Offer`. Out: `Change`s, each with its field, old and new value and the words it
was read from; questions where a figure could mean two things; figures that were only supposed ("if we
got you to …"). What each figure changes is `changes`'s to say. Nothing is applied here: `apply_changes`
makes a new mapping and `changed` a new offer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.counter.changes import (
    BREAK,
    CUT,
    FROM,
    NAMES,
    Change,
    Found,
    change_of,
    clause_of,
    present,
    value_of,
)
from assistant.counter.heard import Message, is_tied, parts_in, sentences_of, trade_in
from assistant.counter.offer import Offer
from corpus.money import Amount, amounts_in
from corpus.numerals import spelt_amounts_in
from corpus.regexes import regex

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
_NO_CUT = regex(r"\b(?:not|n['’]t|never|without|no)\s+(?:\w+\s+){0,3}?$", re.IGNORECASE)
_WOULD_IT_DO = regex(
    r"\bwould\s+\W?\d[\w.,]*\s+(?:\w+\s+){0,3}?(?:work|help|do|be|make|suit|get)\b", re.IGNORECASE
)
_ARROW = regex(r"^\s*(?:->|→|=>|to\b|➜|—>)", re.IGNORECASE)
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
class Moves:
    """What a message does to the figures."""

    changes: tuple[Change, ...] = ()
    supposed: tuple[Change, ...] = ()  # "if we got you to 250": no offer yet
    questions: tuple[str, ...] = ()
    tied: tuple[Change, ...] = ()  # "if you sign this week": theirs only on a condition
    traded: tuple[Change, ...] = ()  # "if you drop the sign-on": theirs only for what is let go of
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


def moves_in(message: Message, offer: Offer, home: str | None) -> Moves:
    """What changes. `home` is the currency of the offer's amounts that name none."""
    found = Found()
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
        tuple(found.traded.values()),
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


def _read(sentence: str, offer: Offer, home: str | None, before: str | None, found: Found) -> None:
    trade = trade_in(sentence)
    if trade:  # what is to be let go of is nothing that they give or take
        start, stop = trade
        sentence = sentence[:start] + " " * (stop - start) + sentence[stop:]
    parts = [p for p in parts_in(sentence) if p[0] in NAMES]
    parts += [("other", m.start(), m.end()) for m in _OTHER.finditer(sentence)]
    amounts = pay_in(sentence)
    first_is_part = bool(parts and amounts and min(p[1] for p in parts) < amounts[0].start)
    marks = found.marks
    _read_cuts(sentence, parts, amounts, found)
    for i, amount in enumerate(amounts):
        clause = clause_of(sentence, amount)
        if _ASKED.search(clause) or _REFUSES.search(clause) or _LIMITS.search(clause):
            continue
        if _AS_A_RULE.search(clause):
            continue
        behind = sentence[amount.end : amounts[i + 1].start if i + 1 < len(amounts) else len(sentence)]
        follows = i + 1 < len(amounts) and _ARROW.match(behind) and len(behind) < 8
        if follows or (FROM.search(sentence[: amount.start]) and amount.low == amount.high):
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
        change = change_of(name, amount, sentence, offer, home, found)
        if change is None:
            continue
        if trade:
            found.traded[change.field] = change
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
    if amounts and found.same and marks == found.marks:
        found.unchanged.add(sentence)


def _read_cuts(
    sentence: str, parts: Sequence[tuple[str, int, int]], amounts: Sequence[Amount], found: Found
) -> None:
    """The parts that a clause lowers without a figure: "we would have to cut the sign-on"."""
    start = 0
    for stop in [*(m.start() for m in BREAK.finditer(sentence)), len(sentence)]:
        cut = CUT.search(sentence, start, stop)
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


def part_of(
    amount: Amount, parts: Sequence[tuple[str, int, int]], sentence: str, first_is_part: bool
) -> str | None:
    """The part whose name is cheapest to reach: a comma or an "and" on the way costs."""

    def cost(part: tuple[str, int, int]) -> float:
        _, start, end = part
        behind = start >= amount.end
        between = sentence[amount.end : start] if behind else sentence[end : amount.start]
        turned = 3.0 if behind == first_is_part else 0.0
        return len(between) + 25 * len(BREAK.findall(between)) + turned

    best = min(parts, key=cost)
    return best[0] if cost(best) < 90 else None


def _by_value(amount: Amount, offer: Offer) -> str | None:
    """The one part whose present figure is near, where no part is named."""
    fits = []
    for name in ("base", "equity", "sign_on"):
        old = present(name, offer)
        if old is None or not old.value or amount.unit == "percent":
            continue
        reading = value_of(amount, old.value, more=False)
        if reading is not None and Decimal("0.9") <= reading / old.value <= Decimal("1.4"):
            fits.append(name)
    return fits[0] if len(fits) == 1 else None


def _read_level(sentence: str, offer: Offer, found: Found) -> None:
    m = _LEVEL.search(sentence)
    if m is None or _REFUSES.search(sentence) or _LIMITS.search(sentence):
        return
    level = m["level"].upper().replace(" ", "")
    if level == (offer.level or "").upper():
        return
    change = Change("level", "level", offer.level, level, m["level"])
    if trade_in(sentence) or is_tied(sentence):
        (found.traded if trade_in(sentence) else found.tied)["level"] = change
        return
    (found.supposed if _SUPPOSED.search(sentence[: m.start()]) else found.changes)["level"] = change
