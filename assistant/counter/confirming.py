"""The person looks at what was read of a letter, answers what is open, corrects, and says yes.

In: a `Proposal`, what asks and what says. Out: the fields of an offer, as a file has them. Without a yes
nothing comes out but a Problem. Every answer goes through `offer_from`, so one that cannot be read is
asked again with its sentence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from assistant.counter.fields import OFFER_FIELDS, meant
from assistant.counter.letter_text import ORDER
from assistant.counter.proposal import Doubt, Proposal
from assistant.counter.reading import offer_from
from corpus.problem import Problem
from corpus.regexes import regex

Ask = Callable[[str], str]
Say = Callable[[str], None]

_YES = frozenset("yes y ok right correct ja si 是 对".split())
_NO = frozenset("no n none stop quit nein 否 不".split())
_CORRECTION = regex(r"\s*([A-Za-z][\w -]{1,30}?)\s*[=:]\s*(.*)", re.DOTALL)
BESIDE = "Also in the letter, and not weighed here; read it before you sign:"
ASK = "Is this right? Write yes, no, or a correction such as base = 230k\n> "


def confirm(proposal: Proposal, ask: Ask, say: Say) -> dict[str, Any]:
    """The fields that the person confirmed. Raises Problem on a no, and where the answers end."""
    try:
        return _confirmed(proposal, ask, say)
    except EOFError as error:
        remedy = "answer on a terminal, or add --yes to use what was read"
        raise Problem("the answers ended before a yes", "standard input", remedy) from error


def _confirmed(proposal: Proposal, ask: Ask, say: Say) -> dict[str, Any]:
    say("This is what I read in the letter. Nothing is used before you say yes.")
    for line in summary(proposal):
        say(line)
    if beside := beside_lines(proposal):
        say(BESIDE)
        for line in beside:
            say(line)
    values = proposal.values
    for doubt in proposal.questions:
        values = _answered(doubt, values, ask, say)
    while True:
        answer = ask(ASK).strip()
        word = answer.casefold().rstrip(".!")
        if word in _YES:
            try:
                offer_from(values, _place)
            except Problem as problem:
                say(str(problem))
                continue
            return values
        if word in _NO:
            remedy = "write the offer into a file: “counteroffer offer-template” makes one"
            raise Problem("you did not confirm what was read, so nothing was used", "--letter", remedy)
        values = _corrected(answer, values, say)


def summary(proposal: Proposal) -> list[str]:
    """What was read, line by line: the field, its value, the letter's words."""
    lines = [
        f"  {_name(read.field)}: {value_words(read.value)}   (“{_short(read.words)}”; {read.note})"
        for read in proposal.fields
    ]
    orders = [left for left in proposal.left_out if left.why == ORDER]
    lines += [f"  Not followed, it is an order: “{_short(left.words)}”" for left in orders]
    others = [left for left in proposal.left_out if left.why != ORDER]
    if others:
        lines.append(
            f"  Not read: {len(others)} lines that are {', '.join(dict.fromkeys(o.why for o in others))}"
        )
    return lines or ["  No field of an offer."]


def beside_lines(proposal: Proposal) -> list[str]:
    """What else the letter says, each sentence once, with the subjects that it is about."""
    subjects: dict[str, list[str]] = {}
    for one in proposal.beside:
        subjects.setdefault(one.words, []).append(one.subject)
    return [f"  {' and '.join(names)}: “{_clipped(words)}”" for words, names in subjects.items()]


def value_words(value: Any) -> str:
    """A value as people write it.

    >>> value_words(230000), value_words([60000, 40000]), value_words("USD 300000")
    ('230,000', '60,000 and 40,000', 'USD 300000')
    """
    if isinstance(value, list):
        return " and ".join(value_words(one) for one in value)
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return f"{value:,}"
    return str(value)


def _answered(doubt: Doubt, values: Mapping[str, Any], ask: Ask, say: Say) -> dict[str, Any]:
    """The values with what the person says to a question; an empty answer leaves it open."""
    lines = [doubt.ask]
    lines += [f"  {n}  {reading.says}" for n, reading in enumerate(doubt.readings, 1)]
    hint = "a number from the list, the answer itself, or Enter" if doubt.readings else "the answer, or Enter"
    while True:
        answer = ask("\n".join([*lines, f"Write {hint} if you do not know\n> "])).strip()
        if not answer:
            return dict(values)
        if answer.isdecimal() and 1 <= int(answer) <= len(doubt.readings):
            taken: Mapping[str, Any] = doubt.readings[int(answer) - 1].values
        else:
            taken = {doubt.field: answer}
        try:
            offer_from({**values, **taken}, _place)
        except Problem as problem:
            say(str(problem))
        else:
            return {**values, **taken}


def _corrected(answer: str, values: Mapping[str, Any], say: Say) -> dict[str, Any]:
    """The values with a correction, `field = value`; without a value the field is taken out."""
    correction = _CORRECTION.fullmatch(answer)
    if correction is None:
        say("Write yes, no, or a correction such as base = 230k; “base =” takes the base out.")
        return dict(values)
    field = meant(correction[1], OFFER_FIELDS)
    if field is None or field not in OFFER_FIELDS:
        say(f"There is no field {correction[1].strip()!r}." + (f" Write {field}." if field else ""))
        return dict(values)
    changed = {name: value for name, value in values.items() if name != field}
    if correction[2].strip():
        changed[field] = correction[2].strip()
    try:
        offer_from(changed, _place)
    except Problem as problem:
        say(str(problem))
        return dict(values)
    say(
        f"  {_name(field)}: {value_words(changed[field])}"
        if field in changed
        else f"  {_name(field)}: taken out"
    )
    return changed


def _place(path: str) -> str:
    return f"your answer to {path}"


def _name(field: str) -> str:
    return field.replace("_", " ")


def _short(words: str) -> str:
    return _clipped(words, 90)


def _clipped(words: str, limit: int = 200) -> str:
    plain = " ".join(words.split())
    return plain if len(plain) <= limit else plain[: limit - 1] + "…"
