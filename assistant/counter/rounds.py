"""The rounds of a negotiation: what was asked, refused and thanked for; the offer taken forward.

In: an offer with its rounds, what a new message says, its changes. Out: the asks that are still open;
the offer, or the values of its file, with the changes and the message. Nothing is changed in place. It
reads earlier messages as it reads a new one, and words nothing.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from assistant.counter.answers import LIMITS
from assistant.counter.changes import A_YEAR, FIELDS, NAMES, Change, present
from assistant.counter.heard import Message, hear, kind_of, parts_in, sentences_of
from assistant.counter.moves import Moves, part_of, pay_in
from assistant.counter.offer import Equity, Money, Offer, Percent, Round
from assistant.counter.result import Ask, Before, Plan
from assistant.worked_out import Derivation
from corpus.money import Amount, amounts_in
from corpus.regexes import regex

_ME = frozenset({"me", "i", "myself", "candidate", "self", "us", "you", "my letter"})
_THANKS = regex(r"\bthank|\bgrateful|\bappreciate", re.IGNORECASE)
WISHES = regex(
    r"\b(?:ask(?:ed|ing)?\b|is\s+about\b|hop(?:e|ing)|propos\w+|request\w*|look(?:ing)?\s+(?:for|at)|in\s+mind|want"
    r"|would\s+(?:\w+\s+)?(?:like|love|help|make|appreciate|be\s+(?:grateful|glad|happy))|be\s+possible"
    r"|could(?!\s+you\s+(?:please\s+)?(?:send|confirm|tell|share|explain|let|write))|target(?!\s+bonus)\w*"
    r"|thinking\s+of|can\s+(?:you|we)\s+(?:do|go|get|make|reach))",
    re.IGNORECASE,
)
# What stands behind these words is what they or others offer, or what is left behind, and no wish.
_TOLD = regex(
    r"\b(?:(?:your|the|this|you|written|verbal|another|other)\s+offer(?:ed|s)?|offered|understand|correctly|thank\w*"
    r"|stands?\s+at|leav\w+|unvested|from\s+(?:another|a)\b|forfeit\w*|total\s+comp\w*)\b",
    re.IGNORECASE,
)
# "This is our final offer", in a sentence that names a part as well.
_OFFER_FINAL = regex(
    r"\b(?:final|last|best|definitive)\s+(?:\w+\s+){0,2}(?:offer|proposal|package|word|terms|answer)\b", re.IGNORECASE
)


# ------------------------------------------------------------------------------- what was said before


def is_mine(one: Round, offer: Offer) -> bool:
    sender = one.sender.strip().lower()
    return sender in _ME or (bool(offer.candidate) and sender == (offer.candidate or "").strip().lower())


def refused_before(offer: Offer) -> frozenset[str]:
    """The parts that earlier messages of theirs refused."""
    theirs = [hear(r.text) for r in offer.rounds if not is_mine(r, offer)]
    return frozenset(part for message in theirs for part in message.refused)


def before(offer: Offer) -> Before:
    """What the rounds leave for the next counter: the person's latest asks, and what is refused for good.

    What is only said to stay as it is was not refused; what they moved later is open again.
    """
    asked: dict[str, tuple[Decimal, Decimal]] = {}
    refused: set[str] = set()
    last: frozenset[str] = frozenset()  # what the person's last message asked for
    for one in offer.rounds:
        if is_mine(one, offer):
            now = asked_before(one, offer)
            asked |= now
            last = frozenset(now) or last
            continue
        heard = hear(one.text)
        firm = set(heard.refused - heard.kept)
        if heard.says("partial_yes", "acceptance"):
            refused -= {name for name, _, _ in parts_in(one.text)} - heard.refused
        elif heard.says("rejection") and not heard.refused:
            firm |= last
        if heard.says("only_sign_on_moves"):
            firm |= {"base", "equity", "bonus"}
        refused |= firm
    return Before(asked, frozenset(refused), last_step(offer)[1])


def last_word_was_no(offer: Offer) -> bool:
    """Whether their last message says no, calls it final or takes the offer back, and gives nothing."""
    heard = _their_last(offer)
    if heard.says("rescind"):
        return True
    given = heard.says("partial_yes", "acceptance") or any(
        pay_in(s) and not _DENIES.search(s) for s in sentences_of(heard.text)
    )
    return heard.says("rejection", "final_offer", "no_negotiation") and not given


def _their_last(offer: Offer) -> Message:
    """Their last message, as it was understood; an empty one where there is none."""
    last = next((one for one in reversed(offer.rounds) if not is_mine(one, offer)), None)
    return hear(last.text) if last else Message("")


def last_step(offer: Offer) -> tuple[bool, bool]:
    """Whether their last message moved a part of the way, and whether it calls the offer final."""
    heard = _their_last(offer)
    return heard.says("partial_yes"), _is_final(heard)


def _is_final(heard: Message) -> bool:
    """Whether the offer is called final, and not one part of it alone: "the base cannot go any higher"."""
    return heard.says("final_offer") and any(
        _OFFER_FINAL.search(s) or (not parts_in(s) and kind_of(s) == "final_offer")
        for s in sentences_of(heard.text)
    )


_DENIES = regex(r"\b(?:not|cannot|unable|no|never)\b|n['’]t\b", re.IGNORECASE)


def all_refused(heard: Message, offer: Offer) -> frozenset[str]:
    """A plain no to "your request" refuses every part that the person's last message asked for."""
    if not heard.says("rejection") or heard.refused or heard.says("only_sign_on_moves", "partial_yes"):
        return frozenset()
    last = next((r for r in reversed(offer.rounds) if is_mine(r, offer)), None)
    return frozenset(asked_before(last, offer)) if last else frozenset()


def turned_to(offer: Offer) -> frozenset[str]:
    """The parts that the person's answers to earlier limits turned to: not asked a second time."""
    out: set[str] = set()
    limited = False
    for one in offer.rounds:
        if not is_mine(one, offer):
            limited = hear(one.text).says(*LIMITS)
        elif limited:
            out |= {name for name, _, _ in parts_in(one.text)}
            out |= {"growth"} if "equity" in out and "grow" in one.text else set()
            out |= {"review"} if "review of my pay" in one.text else set()
    return frozenset(out)


def has_thanked(offer: Offer) -> bool:
    return any(is_mine(r, offer) and _THANKS.search(r.text) for r in offer.rounds)


def open_asks(
    offer: Offer,
    after: Offer,
    plans: tuple[Plan, Plan],
    heard: Message,
    moves: Moves,
    refused: frozenset[str],
) -> tuple[Ask, ...]:
    """The asks that are neither refused nor met, never above what was asked for before.

    The plan of the changed offer says what there is still to ask; its amounts would grow with the offer,
    so the amounts are those of the plan before it, or of the person's own earlier message.
    """
    if heard.says("acceptance"):
        return ()
    earlier = {a.component: a for a in plans[0].asks}
    limits: dict[str, tuple[Decimal, Decimal]] = {}
    for one in offer.rounds:
        if is_mine(one, offer):
            limits |= asked_before(one, after)
    now = {c.component: c.new for c in moves.changes if isinstance(c.new, Decimal)}
    out: list[Ask] = []
    for ask in plans[1].asks:
        name = ask.component
        if name in refused:
            continue
        old = earlier.get(name, ask) if name in now else ask
        if name in limits and old.low is not None and old.high is not None:
            low, high = limits[name]
            if (low, high) != (old.low, old.high) and high < old.high:
                formula = (
                    f"{low.normalize():f}" if low == high else f"{low.normalize():f} to {high.normalize():f}"
                )
                derivation = Derivation(low, high, old.unit, old.currency, formula, ("input",))
                old = replace(old, low=low, high=high, derivation=derivation)
        current = now.get(name, ask.current)
        if (
            old.low is not None
            and isinstance(current, Decimal)
            and _per_four(name, current, after) >= old.low
        ):
            continue  # met
        out.append(old)
    return tuple(out)


def _per_four(name: str, value: Decimal, offer: Offer) -> Decimal:
    return offer.equity.over_four_years if name == "equity" and offer.equity else value


# ------------------------------------------------------------------------------------ taken forward


def _entries(changes: Iterable[Change | Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return [c.as_dict() if isinstance(c, Change) else c for c in changes]


def apply_changes(
    offer_values: Mapping[str, Any], changes: Iterable[Change | Mapping[str, Any]]
) -> dict[str, Any]:
    """The values of an offer file with the changes made; the given mapping stays as it was.

    >>> apply_changes({"base": "230k", "bonus": "15%"}, [
    ...     {"field": "base", "old": 230000, "new": 245000, "words": "245"},
    ...     {"field": "bonus_percent", "old": 15, "new": 20, "words": "20%"}])
    {'base': 245000, 'bonus_percent': 20}
    """
    values = copy.deepcopy(dict(offer_values))
    for change in _entries(changes):
        name, new = str(change["field"]), change["new"]
        if name not in FIELDS:
            raise KeyError(f"no field of an offer is called {name}")
        was = values.get(name)
        currency = change.get("currency")
        if (
            currency
            and isinstance(was, str)
            and currency != values.get("currency")
            and not isinstance(new, str)
        ):
            new = f"{currency} {new}"  # an amount that named its own currency keeps it
        other = {"bonus_percent": "bonus", "bonus": "bonus_percent"}.get(name)
        if other:
            values.pop(other, None)
        values[name] = new
    return values


def add_round(
    values: Mapping[str, Any],
    sender: str,
    text: str,
    figures: Mapping[str, Any] | None = None,
    date: str | None = None,
) -> dict[str, Any]:
    """The values of an offer file with one more message of the negotiation; the given ones stay.

    >>> add_round({"base": 230000}, "recruiter", "We can do 245.", {"base": 245000}, "2026-03-02")["rounds"]
    [{'date': '2026-03-02', 'from': 'recruiter', 'text': 'We can do 245.', 'figures': {'base': 245000}}]
    """
    out = copy.deepcopy(dict(values))
    one: dict[str, Any] = {"date": date} if date else {}
    one |= {"from": sender, "text": text}
    if figures:
        one["figures"] = dict(figures)
    out["rounds"] = [*(out.get("rounds") or []), one]
    return out


def asked_before(one: Round, offer: Offer) -> dict[str, tuple[Decimal, Decimal]]:
    """What an earlier message of the person's asked for, by component: its figures, else its words.

    Equity is put at four years. An amount in another currency than the offer's is none of its asks.
    """
    out: dict[str, tuple[Decimal, Decimal]] = {}
    for name, words in one.figures.items():
        part = next((p for p, _, _ in parts_in(name.replace("_", " "))), None)
        amounts = [a for a in amounts_in(str(words)) if a.unit != "percent"]
        ends = [e for a in amounts for e in (a.low, a.high or a.low)]
        if part in NAMES and ends and all(_in_home(a, part, offer) for a in amounts):
            times = 4 if part == "equity" and "per_year" in name else 1
            out[part] = (min(ends) * times, max(ends) * times)
    if out:
        return out
    about: str | None = None  # what the sentence before was about
    for sentence in sentences_of(one.text):
        parts = [p for p in parts_in(sentence) if p[0] in NAMES]
        if WISHES.search(sentence):
            _read_wishes(sentence, parts, about, offer, out)
        named = {name for name, _, _ in parts}
        about = named.pop() if len(named) == 1 else None
    return out


def _read_wishes(
    sentence: str,
    parts: list[tuple[str, int, int]],
    about: str | None,
    offer: Offer,
    out: dict[str, tuple[Decimal, Decimal]],
) -> None:
    amounts = [a for a in pay_in(sentence) if a.unit != "percent" and (a.scaled or a.low >= _NO_YEAR)]
    first = bool(parts and amounts and min(p[1] for p in parts) < amounts[0].start)
    for amount in amounts:
        part = part_of(amount, parts, sentence, first) if parts else about
        if part not in NAMES or not _in_home(amount, part, offer):
            continue
        times = 4 if part == "equity" and _is_yearly(amount, sentence) else 1
        low, high = amount.low * times, (amount.high or amount.low) * times
        wish, told = (_last(pattern, sentence[: amount.start]) for pattern in (WISHES, _TOLD))
        if wish > told or (wish == told and high > _now(part, offer)):
            out[part] = (low, high)


def _last(pattern: re.Pattern[str], text: str) -> int:
    """Where the last match begins; -1 where there is none."""
    return max((m.start() for m in pattern.finditer(text)), default=-1)


_NO_YEAR = 10_000  # a smaller plain number may be a year, a count or a date


def _now(part: str, offer: Offer) -> Decimal:
    old = present(part, offer)
    if part == "equity" and offer.equity:
        return offer.equity.over_four_years
    return old.value if old else Decimal(0)


def _is_yearly(amount: Amount, sentence: str) -> bool:
    return amount.period == "year" or bool(A_YEAR.match(sentence[amount.end :]))


def _in_home(amount: Amount, part: str, offer: Offer) -> bool:
    old = present(part, offer)
    home = (old.currency if old else None) or offer.currency
    return amount.currency is None or home is None or amount.currency == home


def changed(offer: Offer, moves: Moves, message: str) -> Offer:
    """The offer as it would be with the changes, and with the message among its rounds."""
    out = replace(offer, rounds=(*offer.rounds, Round(None, "recruiter", message)))
    for change in moves.changes:
        new = change.new
        if isinstance(new, str):
            out = replace(out, level=new) if change.field == "level" else replace(out, deadline=new)
            continue
        named = (present(change.component, offer) or Money(new, change.currency, "")).own_currency
        money = Money(new, change.currency, change.words, change.mark, named)
        if change.component == "base":
            out = replace(out, base=money)
        elif change.component == "sign_on":
            out = replace(out, sign_on=(money,))
        elif change.component == "equity":
            grant = offer.equity or Equity(money, None)
            out = replace(out, equity=replace(grant, amount=money))
        elif change.field == "bonus_percent":
            out = replace(out, bonus=Percent(new, change.words))
        else:
            out = replace(out, bonus=money)
    return out
