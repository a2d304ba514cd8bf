"""Two values, or several, and what their words make of them: a difference, a share, a ratio, a sum.

In: operands (a cell's end, a figure of the person's, a line of a worked example) that somebody else
chose, and a `Question`. Out: sentences with derived values, each with its formula. Which operation is
meant is read from the question's wants alone; an operand knows how it is said and where it stands.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from assistant.compose.wording import digits
from assistant.page import Page
from assistant.question import Question
from corpus.passages import Passage

Source = Passage | Literal["input"] | None

_TENTH = Decimal("0.1")
_COMMA = ","


@dataclass(frozen=True, slots=True)
class Operand:
    """One value of a sum: how it is said, how a formula writes it, where it stands."""

    value: Decimal
    said: str  # "the base salary of $200K"
    formula: str  # "200000", "560000 / 4"
    source: Source
    unit: Literal["money", "percent"] = "money"
    currency: str | None = None
    mark: str = ""

    @property
    def passage(self) -> Passage | None:
        """The passage to cite, if it stands in one."""
        return self.source if isinstance(self.source, Passage) else None


def relates(q: Question) -> bool:
    """Whether a question asks how two values stand to each other."""
    return q.has("difference", "share", "ratio", "change")


def say_relation(page: Page, q: Question, a: Operand, b: Operand, usual: bool = False) -> bool:
    """How `a` stands to `b`: by how much, by how many percent, which share or how many times.

    `usual` says the difference even where no word asks for it. False where the two cannot be set
    against each other.
    """
    if a.unit != b.unit or a.currency != b.currency or not (a.value and b.value):
        return False
    big, small = (a, b) if a.value >= b.value else (b, a)
    sources = [a.source, b.source]
    passages = (a.passage, b.passage)
    done = False
    if q.has("ratio") or (q.has("share") and not q.has("change")):
        part, whole = _part_and_whole(q, a, b)
        percent = page.derive(
            (part.value / whole.value * 100).quantize(_TENTH).normalize(),
            f"{_in_brackets(part)} / {_in_brackets(whole)} * 100",
            sources,
            unit="percent",
        )
        page.say(_capital(f"{part.said} is {percent} of {whole.said.rstrip(_COMMA)}."), *passages)
        done = True
    if big.value == small.value:
        page.say(_capital(f"{a.said} and {b.said} are the same."), *passages)
        return True
    if q.has("change"):
        more = big.value - small.value
        up = page.derive(
            (more / small.value * 100).quantize(_TENTH).normalize(),
            f"({big.formula} - {_in_brackets(small)}) / {_in_brackets(small)} * 100",
            sources,
            unit="percent",
        )
        down = page.derive(
            (more / big.value * 100).quantize(_TENTH).normalize(),
            f"({big.formula} - {_in_brackets(small)}) / {_in_brackets(big)} * 100",
            sources,
            unit="percent",
        )
        than = small.said.rstrip(_COMMA)
        page.say(
            _capital(f"{big.said} is {up} more than {than}; the other way round that is {down} less."),
            *passages,
        )
        done = True
    if q.has("difference") or (usual and not done) or (q.has("change") and usual):
        gap = page.derive(
            big.value - small.value,
            f"{big.formula} - {_in_brackets(small)}",
            sources,
            big.currency,
            big.mark,
            unit=big.unit,
        )
        gap = f"{gap[:-1]} percentage points" if gap.endswith("%") else gap
        page.say(_capital(f"Between {small.said} and {big.said} there is {gap}."), *passages)
        done = True
    return done


def say_sum(page: Page, operands: Sequence[Operand], where: str = "") -> bool:
    """Operands added up."""
    if len(operands) < 2 or len({(o.unit, o.currency) for o in operands}) > 1:
        return False
    total = page.derive(
        sum((o.value for o in operands), Decimal(0)),
        " + ".join(o.formula for o in operands),
        [o.source for o in operands],
        operands[0].currency,
        operands[0].mark,
    )
    names = [o.said for o in operands]
    listed = f"{', '.join(names[:-1])} and {names[-1]}"
    page.say(_capital(f"{listed} come to {total}{where}."), *(o.passage for o in operands))
    return True


def say_scaled(page: Page, operand: Operand, text: str) -> bool:
    """An operand halved, quartered, by the month, or over several years, as a question's words say."""
    factor = _scale_in(text)
    if factor is None:
        return False
    times, name = factor
    value, formula = (
        (operand.value * times, f"{_in_brackets(operand)} * {digits(times)}")
        if times > 1
        else (operand.value * times, f"{_in_brackets(operand)} / {digits(1 / times)}")
    )
    if times == _TWELFTH:
        value, formula = operand.value / 12, f"{_in_brackets(operand)} / 12"
    result = page.derive(
        value.quantize(Decimal("0.01")).normalize(), formula, [operand.source], operand.currency, operand.mark
    )
    page.say(_capital(f"{name} {operand.said} is {result}."), operand.passage)
    return True


_TWELFTH = Decimal(1) / 12
_SCALES: tuple[tuple[str, Decimal, str], ...] = (
    (
        r"\b(?:quarter|fourth)\s+of\b|/\s?4\b|\bdivided?\s+(?:\S+\s+)?by\s+(?:4|four)\b",
        Decimal("0.25"), "a quarter of",
    ),
    (r"\bhalf\s+(?:of\b|my\b|that\b|the\b)|\bhalve", Decimal("0.5"), "half of"),
    (r"\b(?:per|a|each)\s+month\b|\bmonthly\b|\ba\s+twelfth\b|每月|月薪", _TWELFTH, "a twelfth of"),
    (
        r"\b(?:over|across|for|in|after)\s+(?:all\s+)?(?:the\s+)?(?:four|4)\s+years\b|\b(?:four|4)[\s-]year\b"
        r"|\btimes\s+(?:four|4)\b", Decimal(4), "four times",
    ),
    (r"\b(?:over|across|for|in|after)\s+(?:three|3)\s+years\b", Decimal(3), "three times"),
    (r"\b(?:over|across|for|in|after)\s+(?:two|2)\s+years\b|\b(?:double|twice)\b", Decimal(2), "twice"),
)  # fmt: skip


def _scale_in(text: str) -> tuple[Decimal, str] | None:
    for pattern, times, name in _SCALES:
        if re.search(pattern, text, re.I):
            return times, name
    return None


def _part_and_whole(q: Question, a: Operand, b: Operand) -> tuple[Operand, Operand]:
    """ "What share of the total is base": what stands behind "of" is the whole; a total always is."""
    if q.has("ratio") and not q.has("share"):
        return (a, b) if a.value >= b.value else (b, a)
    return (a, b) if a.value <= b.value else (b, a)


def _in_brackets(operand: Operand) -> str:
    return operand.formula if re.fullmatch(r"[\d.]+", operand.formula) else f"({operand.formula})"


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]
