"""An offer by questions and answers: one question at a time, only for what is missing.

In: what asks, what says, what was told already. Out: the fields of an offer, as a file has them. Every
answer goes through `offer_from`, so an answer that cannot be read is asked again with its sentence.
Nothing is read or written here; `save`, where given, writes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from assistant.counter.fields import meant, status_of
from assistant.counter.offer import Competing, Equity, Money, Offer, Percent
from assistant.counter.offer_file import offer_values, write_offer
from assistant.counter.reading import offer_from
from corpus.money import format_amount
from corpus.problem import Problem
from corpus.regexes import regex

Ask = Callable[[str], str]
Say = Callable[[str], None]
Save = Callable[[str, str], None]
Values = dict[str, Any]

_YEARLY = regex(r"(?:/|\b(?:per|a|each|every)\s)\s*(?:year|yr|annum)\b|\bannual(?:ly)?\b|\byearly\b", re.I)
_SMALL_NUMBER = regex(r"\d{1,3}(?:\.\d+)?")
_WISH = regex(r"\s*([^\d=:]+?)(?:\s*[=:]\s*|\s+)((?:[A-Za-z]{2,3}\s?)?[$£€¥₹]?\s?\d.*?)\s*")
_BETWEEN = regex(r"[;\n]|,(?!\d)|\band\b")
_NO = frozenset(("no", "n", "none", "nothing", "nobody"))
_YES = frozenset(("yes", "y", "ok", "right", "correct"))

WELCOME = (
    "I ask one thing at a time. Press Enter if they did not tell you, or if you do not want to say.\n"
    "You can write amounts as you know them: 185k, SGD 180,000, CNY 1.05M, 80w, 12 lakh."
)


@dataclass(frozen=True, slots=True)
class Question:
    """A question for one field, and how its answer becomes fields."""

    field: str
    words: str
    take: Callable[[str], Values] | None = None
    beside: tuple[str, ...] = ()  # fields that answer it as well

    def fields_of(self, answer: str) -> Values:
        return self.take(answer) if self.take else {self.field: answer}


def _equity(answer: str) -> Values:
    if _YEARLY.search(answer):
        return {"equity_per_year": _YEARLY.sub("", answer).strip(" ,()")}
    return {"equity_total": answer}


def _bonus(answer: str) -> Values:
    percent = "%" in answer or "percent" in answer.lower() or _SMALL_NUMBER.fullmatch(answer)
    return {"bonus_percent" if percent else "bonus": answer}


def _target(answer: str) -> Values:
    """`base 250k, equity 500k` as a mapping."""
    found = {}
    for part in filter(str.strip, _BETWEEN.split(answer)):
        wish = _WISH.fullmatch(part)
        if wish is None:
            remedy = "name each part, for example: base 250k, equity 500k"
            raise Problem(f"I could not read {part.strip()!r}", remedy=remedy)
        found[wish[1].strip()] = wish[2]
    return {"target": found}


QUESTIONS = (
    Question("company", "Which company is the offer from?"),
    Question("role", "What is the job? For example: ML engineer"),
    Question("region", "In which city is the job?"),
    Question("level", "Which level is it, if they told you? For example: E5"),
    Question("currency", "In which currency do they pay? For example: USD, SGD, CNY, EUR, INR"),
    Question("base", "How much is the base salary for one year? For example: 185k"),
    Question(
        "equity_total",
        "How much stock (equity, RSUs) do they offer, in money? For example: 400k, or 100k per year",
        _equity,
        ("equity_per_year",),
    ),
    Question("bonus_percent", "How much is the yearly bonus? For example: 15%, or 30k", _bonus, ("bonus",)),
    Question(
        "sign_on",
        "How much is the sign-on bonus, the money paid once at the start? If in two years: 50k, 30k",
    ),
    Question("deadline", "Until when do they want your answer?"),
    Question("competing_offers", "Do you have another offer, or interviews elsewhere? yes or no"),
    Question(
        "unvested_forfeited",
        "Do you lose stock or a bonus when you leave your present company? How much? For example: 140k",
    ),
    Question("strengths", "What can you truthfully say about your work? One sentence"),
    Question("priorities", "What matters most to you? The most important first, for example: equity, base"),
    Question("target", "What would you like to reach? For example: base 250k, equity 500k", _target),
    Question("walk_away", "Below which total for one year do you say no? This is in no letter"),
    Question("recruiter", "What is the name of the person you write to?"),
    Question("candidate", "What is your name, for the end of the letter?"),
)
_YEARS = Question(
    "equity_years",
    "Is that for all years together? Write for how many years, for example 4; or write: per year",
)


def interview(ask: Ask, say: Say, values: Mapping[str, Any], save: Save | None = None) -> Values:
    """Ask for what `values` lack, show what was understood, and give the fields of the offer.

    `save` (name, text of the file) is offered at the end where it is given. Raises Problem for
    `values` that are wrong, and where the answers end too early.
    """
    given = _fields(offer_from(values, lambda path: path))
    say(WELCOME)
    try:
        for question in QUESTIONS:
            if not any(name in given for name in (question.field, *question.beside)):
                given = _answered(question, ask, say, given)
        given = _confirmed(ask, say, given)
        if save is not None:
            _saved(ask, say, given, save)
    except EOFError as error:
        remedy = "answer them on a terminal, or give a file: “counteroffer offer-template” writes one"
        raise Problem("the answers ended before the questions", "standard input", remedy) from error
    return given


def _fields(offer: Offer) -> Values:
    return offer_values(offer)


def _answered(question: Question, ask: Ask, say: Say, given: Values) -> Values:
    """Ask until the answer can be read, and what follows from it."""
    if question.field == "currency" and _names_its_currencies(given):
        return given
    if question.field == "competing_offers":
        return _others(ask, say, given)
    given = _put(question, ask, say, given)
    if "equity_total" in given and question.field == "equity_total" and "equity_years" not in given:
        given = _years(ask, say, given)
    return given


def _put(question: Question, ask: Ask, say: Say, given: Values) -> Values:
    while True:
        answer = ask(f"{question.words}\n> ").strip()
        if not answer or answer.lower() in _NO:
            return given
        try:
            return _with(given, question.fields_of(answer))
        except Problem as problem:
            say(_sentence(problem))


def _with(given: Values, more: Values) -> Values:
    """The fields with some more of them, read and written again. Raises Problem."""
    return _fields(offer_from({**given, **more}, lambda path: ""))


def _years(ask: Ask, say: Say, given: Values) -> Values:
    while True:
        answer = ask(f"{_YEARS.words}\n> ").strip()
        if not answer:
            return given
        try:
            if _YEARLY.search(answer) or answer.lower() in ("year", "yearly", "each"):
                rest = {name: value for name, value in given.items() if name != "equity_total"}
                return _with(rest, {"equity_per_year": given["equity_total"]})
            return _with(given, {"equity_years": answer})
        except Problem as problem:
            say(_sentence(problem))


def _names_its_currencies(given: Values) -> bool:
    money = offer_from(given, str).money
    return bool(money) and all(amount.own_currency for amount in money)


def _others(ask: Ask, say: Say, given: Values) -> Values:
    """Other offers and processes, one after the other."""
    others: list[Values] = []
    words = next(q.words for q in QUESTIONS if q.field == "competing_offers")
    while True:
        answer = ask(f"{words}\n> ").strip().lower()
        if not answer or answer in _NO:
            return given
        if answer not in _YES:
            say("Please write yes or no.")
            continue
        other: Values = {}
        for field, question in (
            ("company", "Which company?"),
            ("status", "Is it written, verbal (they only told you), or in process (no offer yet)?"),
            ("tc", "How much is it for one year, all together? For example: 420k"),
            ("may_name", "May I write the name of that company in your letter? yes or no (Enter is no)"),
        ):
            if field == "tc" and status_of(other.get("status", "")) == "in_process":
                continue
            if field == "may_name" and "company" not in other:
                continue
            other = _other_field(ask, say, given, others, other, field, question)
        if other:
            others.append(other)
            given = _with(given, {"competing_offers": others})
            others = list(given.get("competing_offers", []))
        words = "Is there one more? yes or no"


def _other_field(
    ask: Ask, say: Say, given: Values, others: list[Values], other: Values, field: str, question: str
) -> Values:
    while True:
        answer = ask(f"{question}\n> ").strip()
        if field == "may_name" and not answer:
            answer = "no"
        if not answer or (field != "may_name" and answer.lower() in _NO):
            return other
        tried = {**other, field: answer}
        try:
            _with(given, {"competing_offers": [*others, tried]})
        except Problem as problem:
            say(_sentence(problem))
        else:
            return tried


def _sentence(problem: Problem) -> str:
    """What is wrong and how to mend it, without the name of a place."""
    name, _, rest = re.sub(r"^[\w\[\]]+\.(?=\w)", "", problem.message).partition(" ")
    message = f"{name.replace('_', ' ')[:1].upper()}{name.replace('_', ' ')[1:]} {rest}"
    return f"{message}. Please {problem.remedy}." if problem.remedy else f"{message}."


# ------------------------------------------------------------------------------------------- the end


def _confirmed(ask: Ask, say: Say, given: Values) -> Values:
    """Show what was understood, until it is right."""
    by_field = {q.field: q for q in QUESTIONS}
    while True:
        say("This is what I understood:\n" + "\n".join(f"  {line}" for line in understood(given)))
        answer = ask(
            "Is it right? Press Enter for yes, or write what to change, for example: base\n> "
        ).strip()
        if not answer or answer.lower() in _YES:
            return given
        name = meant(answer, by_field) or ""
        name = next((field for field in by_field if name.startswith(field)), "")
        if not name:
            say(f"Please write one of: {', '.join(by_field)}.")
            continue
        question = by_field[name]
        gone = {name, *question.beside, *(["equity_years"] if name == "equity_total" else [])}
        rest = {field: value for field, value in given.items() if field not in gone}
        try:
            rest = _with(rest, {})
        except Problem as problem:
            say(_sentence(problem))
            continue
        given = _answered(question, ask, say, rest)


def understood(values: Mapping[str, Any]) -> list[str]:
    """What was understood, one line for each thing: `base: 80w (CNY 800K)`.

    >>> understood({"company": "Acme", "currency": "CNY", "base": "80w", "bonus_percent": 15})
    ['company: Acme', 'currency: CNY', 'base: 80w (CNY 800K)', 'bonus: 15% of the base']
    """
    offer = offer_from(values, str)
    lines = [
        f"{name.replace('_', ' ')}: {getattr(offer, name)}"
        for name in ("company", "role", "region", "level", "currency")
        if getattr(offer, name)
    ]
    if offer.base:
        lines.append(f"base: {_money(offer.base)}")
    if offer.equity:
        lines.append(f"equity: {_grant(offer.equity)}")
    if offer.vesting:
        lines.append(f"vesting: {' / '.join(f'{share:f}%' for share in offer.vesting)}")
    if offer.bonus:
        lines.append(f"bonus: {_amount(offer.bonus)}")
    if offer.sign_on:
        lines.append(f"sign-on: {', then '.join(_money(part) for part in offer.sign_on)}")
    if offer.deadline:
        lines.append(f"deadline: {offer.deadline}")
    lines += [f"elsewhere: {_other(other)}" for other in offer.competing]
    if offer.unvested:
        lines.append(f"lost by leaving: {_money(offer.unvested)}")
    lines += [f"strength: {text}" for text in offer.strengths]
    if offer.priorities:
        lines.append(f"priorities: {', '.join(offer.priorities)}")
    lines += [f"target {name.replace('_', '-')}: {_amount(amount)}" for name, amount in offer.target.items()]
    lines += [f"target {name.replace('_', ' ')}: {words}" for name, words in offer.target_words.items()]
    lines += [f"walk-away {name.replace('_', '-')}: {_amount(a)}" for name, a in offer.walk_away.items()]
    if offer.recruiter:
        lines.append(f"to: {offer.recruiter}")
    if offer.candidate:
        lines.append(f"from: {offer.candidate}")
    return lines or ["nothing yet"]


def _money(money: Money) -> str:
    """As entered, and what that is: `80w (CNY 800K)`."""
    exact = format_amount(money.value, money.currency)
    return f"{money.words} ({exact if money.currency else f'{exact}, currency not told'})"


def _amount(amount: Money | Percent) -> str:
    return f"{amount.words} of the base" if isinstance(amount, Percent) else _money(amount)


def _grant(equity: Equity) -> str:
    if equity.per_year:
        return f"{_money(equity.amount)} each year"
    if equity.years is None:
        return f"{_money(equity.amount)}, years not told"
    return f"{_money(equity.amount)} over {equity.years:f} years"


def _other(other: Competing) -> str:
    said = {
        "written": "a written offer",
        "verbal": "an offer by word",
        "in_process": "in process, no offer yet",
    }
    status = said[other.status] if other.status else "status not told"
    total = f", {_money(other.tc)}" if other.tc else ""
    named = "" if other.may_name else ", not to be named"
    return f"{other.company or 'a company'}: {status}{total}{named}"


def _saved(ask: Ask, say: Say, given: Values, save: Save) -> None:
    while True:
        name = ask("To keep this, write a file name such as offer.yaml, or press Enter\n> ").strip()
        if not name or name.lower() in _NO:
            return
        if "." not in name.rpartition("/")[2]:
            name += ".yaml"
        try:
            save(name, write_offer(given))
        except Problem as problem:
            say(_sentence(problem))
        else:
            say(f"Saved as {name}.")
            return
