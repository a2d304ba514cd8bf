"""One offer laid out year by year, every figure with its formula.

In: an `Offer`, how many years. Out: a `Compared`: base, sign-on, bonus and equity of each year as entered or
by a formula, the guaranteed cash, a total where one can be had, what was assumed, what to ask. Nothing is
added across currencies, and nothing that was left out is guessed. It knows no other offer.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from assistant.compose.wording import digits
from assistant.counter.compared import MARKS, NAMES, PARTS, Compared, Part, Worked, YearPay
from assistant.counter.offer import Equity, Money, Offer
from assistant.counter.result import Flag
from assistant.worked_out import Derivation
from corpus.regexes import regex

LEAST_YEARS, MOST_YEARS = 4, 10
HUNDREDTH = Decimal("0.01")

# Equity that nobody can sell when it vests, and equity that anybody can, as people name them.
_NOT_LIQUID = regex(
    r"\boptions?\b|\b[in]sos?\b|\bprivate\b|\bpre-?ipo\b|\bppus?\b|\bphantom\b|\bprofit\b|\btokens?\b|\billiquid\b"
    r"|\bnot\s+liquid\b|\bunlisted\b|\bdouble[\s-]trigger\b|\bpaper\b|\bwarrants?\b|\bunits?\s+of\s+profit\b|未上市|期权",
    re.IGNORECASE,
)
_LIQUID = regex(r"\b(?:public|publicly|listed|traded|tradable|liquid|nasdaq|nyse)\b|上市公司", re.IGNORECASE)


@dataclass
class Notes:
    """What the person must know of all offers together."""

    flags: dict[str, list[str]] = field(default_factory=dict)

    def flag(self, code: str, message: str) -> None:
        told = self.flags.setdefault(code, [])
        if message not in told:
            told.append(message)

    def done(self) -> tuple[Flag, ...]:
        return tuple(Flag(code, " ".join(told)) for code, told in self.flags.items())


@dataclass
class Book:
    """One offer while it is laid out."""

    offer: Offer
    name: str
    years: int
    notes: Notes
    worked: list[Worked] = field(default_factory=list)
    assumptions: list[str] = field(default_factory=list)
    questions: list[str] = field(default_factory=list)
    currencies: dict[str, str | None] = field(default_factory=dict)
    marks: dict[str, str] = field(default_factory=dict)

    def assume(self, sentence: str) -> None:
        if sentence not in self.assumptions:
            self.assumptions.append(sentence)

    def ask(self, *questions: str) -> None:
        self.questions += [q for q in questions if q not in self.questions]

    def enter(self, part: Part, money: Money) -> None:
        """Note what a part is paid in."""
        self.currencies[part] = money.currency or self.offer.currency
        # A plain "$" is USD; without a mark the offer's dollars are written the way people write them.
        self.marks[part] = money.mark or (MARKS.get(self.currencies[part] or "", ""))

    def work(self, figure: str, terms: Sequence[Term | None], currency: str | None) -> Decimal | None:
        """The sum of what is there, to the second decimal, registered where it is more than an input."""
        there = [term for term in terms if term is not None]
        if not there:
            return None
        counted = [term for term in there if term.value] or there[:1]
        value = rounded(sum((term.value for term in counted), Decimal(0)))
        formula = " + ".join(term.formula for term in counted)
        if formula != digits(value):
            derivation = Derivation(value, value, "money", currency, formula, ("input",))
            self.worked.append(Worked(figure, derivation))
        return value


@dataclass(frozen=True, slots=True)
class Term:
    """An amount before it is rounded, and how it comes about: a number, or a product of numbers."""

    value: Decimal
    formula: str

    def times(self, count: int) -> Term:
        return self if count == 1 else Term(self.value * count, f"{self.formula} * {count}")


NOTHING = Term(Decimal(0), "0")
Row = tuple[Term | None, ...]  # one part, year by year


def as_entered(value: Decimal) -> Term:
    return Term(value, digits(value))


def rounded(value: Decimal) -> Decimal:
    """A worked-out amount to the second decimal.

    >>> rounded(Decimal(100000) / 3), rounded(Decimal("25000.00"))
    (Decimal('33333.33'), Decimal('25000'))
    """
    value = value.quantize(HUNDREDTH, ROUND_HALF_UP)
    whole = value.to_integral_value()
    return whole if value == whole else value


def lay_out(offer: Offer, name: str, years: int, notes: Notes) -> Compared:
    book = Book(offer, name, years, notes)
    rows: dict[Part, Row] = {
        "base": _base(book),
        "sign_on": _sign_on(book),
        "bonus": _bonus(book),
        "equity": _equity(book),
    }
    no_total = why_no_total(book)
    pays, together = add_up(book, rows, no_total)
    entered = set(book.currencies.values())
    if len(entered) > 1:
        notes.flag("mixed_currency", f"{name}: {no_total}")
    missing = [NAMES[part] for part in PARTS if part not in book.currencies]
    if missing:
        notes.flag("missing_fields", f"{name}: not entered: {', '.join(missing)}.")
    if None in entered:
        book.ask("In which currency is each amount paid?")
    if not offer.region:
        book.ask("Where is the job?")
    if not offer.level:
        book.ask("Which level is the offer for?")
    # Amounts of one currency are written one way, also those that were entered without a mark.
    known = {book.currencies[part]: mark for part, mark in book.marks.items() if mark}
    return Compared(
        name=name,
        currency=entered.pop() if len(entered) == 1 else None,
        years=pays,
        together=together,
        currencies=book.currencies,
        marks={part: mark or known.get(book.currencies[part], "") for part, mark in book.marks.items()},
        liquid=_is_liquid(offer),
        equity_kind=offer.equity_kind,
        no_total=no_total,
        questions=tuple(book.questions),
        assumptions=tuple(book.assumptions),
        worked=tuple(book.worked),
    )


def _base(book: Book) -> Row:
    base = book.offer.base
    if base is None:
        book.ask("What is the base salary?")
        return (None,) * book.years
    book.enter("base", base)
    book.assume("The base stays the same in every year; no raise is counted.")
    return (as_entered(base.value),) * book.years


def _sign_on(book: Book) -> Row:
    parts = book.offer.sign_on
    if not parts:
        book.ask("Is there a sign-on bonus?")
        return (None,) * book.years
    if len({part.currency or book.offer.currency for part in parts}) > 1:
        book.assume("The parts of the sign-on are in different currencies, so none of them is counted.")
        book.notes.flag(
            "mixed_currency", f"{book.name}: the parts of the sign-on are in different currencies."
        )
        return (None,) * book.years
    book.enter("sign_on", parts[0])
    if len(parts) == 1:
        book.assume("The sign-on is paid in the first year.")
    if any(part.value for part in parts):
        book.ask("Must the sign-on be paid back on leaving early: until when, and before or after tax?")
    if len(parts) > book.years:
        book.assume(f"Years after the {MOST_YEARS}th are not shown.")
    paid = [as_entered(part.value) for part in parts[: book.years]]
    return (*paid, *[NOTHING] * (book.years - len(paid)))


def _bonus(book: Book) -> Row:
    offer, bonus = book.offer, book.offer.bonus
    if bonus is None:
        book.ask("Is there a yearly bonus, and what is its target?")
        return (None,) * book.years
    book.ask("What was really paid as bonus in the last years, and is the first year's guaranteed?")
    book.assume("The bonus is its target in every year; a target is not guaranteed.")
    if isinstance(bonus, Money):
        book.enter("bonus", bonus)
        return (as_entered(bonus.value),) * book.years
    if offer.base is None:
        book.assume(f"The bonus is {digits(bonus.value)}% of a base that was not entered.")
        return (None,) * book.years
    book.enter("bonus", offer.base)
    share = Term(
        offer.base.value * bonus.value / 100, f"{digits(offer.base.value)} * {digits(bonus.value)} / 100"
    )
    return (share,) * book.years


def _equity(book: Book) -> Row:
    offer, grant = book.offer, book.offer.equity
    if grant is None:
        book.ask("Is there equity, of what kind, and over how many years?")
        return (None,) * book.years
    book.enter("equity", grant.amount)
    _ask_about_equity(book, grant)
    if grant.years is not None and grant.years <= 0:
        book.ask("Over how many years is the equity?")
        return (None,) * book.years
    shares = _by_schedule(book, grant) if offer.vesting else _evenly(book, grant)
    if len(shares) < book.years:
        book.assume(f"No refresher is counted: after year {len(shares)} there is no equity.")
    if len(shares) > book.years:
        book.assume(f"Years after the {MOST_YEARS}th are not shown.")
    return (*shares[: book.years], *[NOTHING] * (book.years - len(shares)))


def _by_schedule(book: Book, grant: Equity) -> list[Term]:
    """The whole grant in the person's own percentages."""
    vesting, amount = book.offer.vesting, grant.amount.value
    times = Decimal(1)
    if grant.per_year:
        times = Decimal(len(vesting))
        book.assume(
            f"The equity was entered for each year; the schedule was applied to {digits(times)} times it."
        )
    elif grant.years is None:
        book.assume(f"The equity is the whole grant of the schedule, over {_years(Decimal(len(vesting)))}.")
    elif grant.years != len(vesting):
        book.notes.flag(
            "vesting_years",
            f"{book.name}: the equity is over {_years(grant.years)}, the schedule has {_years(len(vesting))}; the "
            "schedule was used.",
        )
    told = sum(vesting, Decimal(0))
    if told != 100:
        book.notes.flag(
            "vesting_not_100", f"{book.name}: the vesting percentages add up to {digits(told)}, not to 100."
        )
        book.ask("What is the vesting schedule, year by year?")
    whole = digits(amount) if times == 1 else f"{digits(amount)} * {digits(times)}"
    return [
        Term(amount * times * percent / 100, f"{whole} * {digits(percent)} / 100") if percent else NOTHING
        for percent in vesting
    ]


def _evenly(book: Book, grant: Equity) -> list[Term]:
    """The same in every year, which is an assumption and is said to be one."""
    amount = grant.amount.value
    book.ask("What is the vesting schedule, year by year, and is there a cliff?")
    if grant.per_year:
        book.assume(
            "The equity was entered for each year and is counted once in each of the first four years; no "
            "schedule was entered."
        )
        return [as_entered(amount)] * LEAST_YEARS
    years = Decimal(4) if grant.years is None else grant.years
    book.assume(f"The equity vests evenly over {_years(years)}; no schedule was entered.")
    book.notes.flag(
        "even_vesting", f"{book.name}: no vesting schedule was entered, so an even one is assumed."
    )
    if grant.years is None:
        book.assume("The equity is the total over four years; the years were not entered.")
    whole, rest = int(years), years - int(years)
    share = as_entered(amount) if years == 1 else Term(amount / years, f"{digits(amount)} / {digits(years)}")
    # A grant that outlasts the years shown is cut there, and that is said.
    shares = [share] * min(whole, MOST_YEARS + 1)
    if rest and whole <= MOST_YEARS:
        shares.append(Term(amount * rest / years, f"{digits(amount)} / {digits(years)} * {digits(rest)}"))
    return shares


def _years(count: Decimal | int) -> str:
    return "1 year" if count == 1 else f"{digits(Decimal(count))} years"


def _ask_about_equity(book: Book, grant: Equity) -> None:
    offer = book.offer
    if offer.vesting:
        book.ask("Is there a cliff?")
    book.ask("At which share price was the equity valued, and on which date?")
    if grant.years is None and not offer.vesting:
        book.ask("Is the equity the total over four years, or an amount for each year?")
        book.notes.flag(
            "annual_vs_4yr",
            f"{book.name}: the equity was entered without years and is read as the total over four years.",
        )
    elif grant.per_year:
        book.ask("Is the yearly equity promised for every year, or granted anew each time?")
        book.notes.flag("annual_vs_4yr", f"{book.name}: the equity was entered as an amount for each year.")
    liquid = _is_liquid(offer)
    if liquid is False:
        book.notes.flag(
            "equity_value_unknown",
            f"{book.name}: the equity ({_kind(offer)}) is not liquid. Its amount is the company's own value, not "
            "money; look at the cash beside it.",
        )
        book.assume(
            "The equity is not liquid: no cash figure counts it; the total counts it at the company's own value."
        )
        book.ask("When and how can the equity be sold, and what happens to it on leaving?")
    elif liquid is None:
        book.ask("Is the equity in a listed company: can it be sold as soon as it vests?")
    book.ask("Are there yearly refreshers?")


def _kind(offer: Offer) -> str:
    return " ".join((offer.equity_kind or "").split())


def _is_liquid(offer: Offer) -> bool | None:
    """Whether equity can be sold when it vests, as far as the person has said."""
    kind = offer.equity_kind or ""
    if offer.equity is None:
        return None
    if _NOT_LIQUID.search(kind):
        return False
    return True if _LIQUID.search(kind) else None


# ------------------------------------------------------------------------------------ sums


def why_no_total(book: Book) -> str:
    """Why the parts make no total, or nothing."""
    entered = list(dict.fromkeys(book.currencies.values()))
    if len(entered) > 1:
        kinds = " and ".join(code or "a currency that was not told" for code in entered)
        return f"There is no total: the parts are in {kinds}, and are not added."
    lacking = [NAMES[part] for part in ("base", "equity") if part not in book.currencies]
    if lacking:
        return f"There is no total: {' and '.join(lacking)} not entered."
    if book.offer.equity and book.offer.equity.years is not None and book.offer.equity.years <= 0:
        return "There is no total: the years of the equity are not known."
    left = [NAMES[part] for part in ("bonus", "sign_on") if part not in book.currencies]
    if left:
        book.assume(f"The total is without {' and '.join(left)}, which you did not enter.")
    return ""


def add_up(book: Book, rows: Mapping[Part, Row], no_total: str) -> tuple[tuple[YearPay, ...], YearPay]:
    """Every year, and all years together."""
    pays = tuple(
        _pay(book, n + 1, f"years[{n}]", {part: [row[n]] for part, row in rows.items()}, no_total)
        for n in range(book.years)
    )
    all_years = {part: _gathered(row) for part, row in rows.items()}
    return pays, _pay(book, 0, "together", all_years, no_total)


def _gathered(row: Row) -> list[Term | None]:
    """All years of a part, the same amounts taken together: `200000 * 4`."""
    if None in row:
        return [None]
    counts = Counter(term for term in row if term is not None and term.value)
    return [term.times(count) for term, count in counts.items()] or [NOTHING]


def _pay(
    book: Book, year: int, figure: str, parts: Mapping[Part, list[Term | None]], no_total: str
) -> YearPay:
    values = {part: book.work(f"{figure}.{part}", parts[part], book.currencies.get(part)) for part in PARTS}
    paid_in = book.currencies.get("base")
    guaranteed = total = None
    if values["base"] is not None and book.currencies.get("sign_on", paid_in) == paid_in:
        guaranteed = book.work(f"{figure}.guaranteed_cash", [*parts["base"], *parts["sign_on"]], paid_in)
    if not no_total:
        total = book.work(f"{figure}.total", [term for part in PARTS for term in parts[part]], paid_in)
    return YearPay(
        year, values["base"], values["bonus"], values["equity"], values["sign_on"], guaranteed, total
    )
