"""How figures, rows and components are said in a sentence.

In: facts and rows. Out: words. No figure is computed or chosen here.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from assistant.page import Page
from corpus.bands import Fact
from corpus.money import amounts_in, format_amount
from corpus.regexes import regex
from index.names import is_aspect_of
from index.resolve import Target

# What a cell says its figure was raised by, in brackets behind it.
_RAISE = regex(r"\s*\(\+[^()]*%\)")
# "with 40 remote premium" is said without its figure, "guarantee year 1" with it.
_DIGITS = regex(r"(?<!year)(?<!month)(?:^| )\d+(?= |$)")
_ADDED = regex(r"^\+\s?(?=\D?\d)")
_BECAME = regex(r"\s*(?:→|->|⇒|=>)\s*")
_BARE_NUMBERS = regex(r"\d+(?:\.\d+)?(?:\s?[-–—]\s?\d+(?:\.\d+)?)?")
_LABELS = {
    "base": "base salary",
    "equity": "equity (RSUs)",
    "bonus": "bonus",
    "sign_on": "sign-on bonus",
    "total": "total compensation as printed",
    "pay": "pay",
}


def label(component: str) -> str:
    """What a component is called in a sentence."""
    whole = next((part for part in _LABELS if is_aspect_of(part, component)), "")
    if whole:  # "base_2031": the year tells it from the base of another
        return f"{label(whole)} {component.removeprefix(whole).replace('_', ' ').strip()}"
    return _LABELS.get(component) or " ".join(_DIGITS.sub(" ", component.replace("_", " ")).split())


def is_own_column(component: str) -> bool:
    """Whether a part of pay is one that a guide's table alone knows: "with 40% agentic premium"."""
    return component not in _LABELS and not any(is_aspect_of(part, component) for part in _LABELS)


def period_words(fact: Fact) -> str:
    """What a figure is for: " a year", " over four years" …"""
    if fact.unit == "percent":
        return ""
    return {"year": " a year", "4 years": " over four years", "once": " once", None: ""}[fact.period]


def stated(fact: Fact) -> str:
    """A cell as a sentence says it: `base salary $170K–$250K a year`."""
    return f"{label(fact.component)} {shown(fact)}{period_words(fact)}"


def shown(fact: Fact) -> str:
    """A cell's figure as printed, on one line; the ends of a range that stand in two cells with a dash."""
    cell = _RAISE.sub("", fact.cell) if fact.unit == "money" else fact.cell
    if "|" in cell and fact.kind == "band":
        ends = [part.strip() for part in cell.split("|")]
        cell = f"{ends[0]}–{ends[-1]}"
    cell = " ".join(cell.replace("**", "").split())
    if fact.kind == "band" and fact.unit == "money":
        cell = _ADDED.sub("", cell)  # a premium of "+$5,000" is one of $5,000
    if fact.kind == "band" and (became := _BECAME.split(cell))[1:]:
        cell = became[-1]  # "$90K → $99K": what it is now
    if fact.unit == "percent" and _BARE_NUMBERS.fullmatch(cell):
        return f"{cell}%"  # "15" under "Bonus %"
    return cell if fact.unit != "money" or _says_itself(fact, cell) else _in_full(fact, cell)


def _says_itself(fact: Fact, cell: str) -> bool:
    """Whether a cell alone says its figure: its currency and scale do not stand in a header."""
    if fact.kind != "band" or not any(char.isdigit() for char in cell):
        return True
    money = [amount for amount in amounts_in(cell) if amount.unit == "money" or amount.scaled]
    of_fact = [amount for amount in money if amount.low == (fact.high if fact.low is None else fact.low)]
    return any(
        amount.unit == "money" and not amount.doubt and amount.currency in (None, fact.currency)
        for amount in of_fact
    )


def _in_full(fact: Fact, cell: str) -> str:
    """A figure with its currency: as printed where that reads the same, else written out."""
    named = f"{fact.currency} {cell}"
    if fact.currency and _says_itself(fact, named):
        return named
    ends = [end for end in (fact.low, fact.open_from or fact.high) if end is not None]
    text = "–".join(format_amount(end, fact.currency) for end in dict.fromkeys(ends))
    return f"up to {text}" if fact.low is None else f"{text}+" if fact.high is None else text


def where(fact_or_target: Fact | Target) -> str:
    """The row in words: "Meta in London (UK)"."""
    row = fact_or_target.row if isinstance(fact_or_target, Target) else fact_or_target
    name = row.company or "The guide"
    place = f"{name} in {row.region}" if row.region else name
    if isinstance(fact_or_target, Target):
        role = fact_or_target.row.role if fact_or_target.of_role else ""
        place = ", ".join(part for part in (place, role, level_words(fact_or_target.level)) if part)
    if isinstance(fact_or_target, Target) and fact_or_target.guide:
        place += f" (as “{fact_or_target.guide}” has it)"
    return place


def level_words(level: str) -> str:
    """A row's level in a sentence: a bare number says that it is one."""
    return f"level {level}" if level[:1].isdigit() and "-" not in level[:2] else level


def listed(facts: Sequence[Fact]) -> str:
    # Two facts of one cell ("$1 (+2%)", "2% ($1)") are said once.
    once: dict[tuple[str, str, int, str, str | None], Fact] = {}
    for fact in facts:
        once.setdefault((fact.component, fact.guide, fact.line, fact.cell, fact.region), fact)
    return ", ".join(stated(f) for f in once.values())


def article(fact: Fact) -> str:
    return {"base": "a ", "bonus": "a ", "sign_on": "a "}.get(fact.component, "")


def digits(value: Decimal) -> str:
    return f"{value.normalize():f}"


def end_text(page: Page, fact: Fact, end: Decimal) -> str:
    if fact.unit == "percent":
        return f"{end.normalize():f}%"
    return format_amount(end, fact.currency, fact.mark)


def ends_of(fact: Fact) -> tuple[Decimal, Decimal] | None:
    if fact.low is None or fact.high is None or fact.low == fact.high:
        return None
    return fact.low, fact.high
