"""Formulas that a sentence writes out: "(170+250)/2 = 210", "$95K/4", "300 less 210", "15% × $240K".

In: a sentence and its `Number`s. Out: the formulas, as operands and operators; the value of one once its
operands are known. It does not know which figures are true: a formula is worth what its operands are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal, DivisionByZero, InvalidOperation
from itertools import pairwise

from assistant.numbers import Number
from corpus.regexes import regex

_PAY_NOUN = r"(?:(?:base|rsus?|stock|equity|bonus|sign-?on|salary|benefits|floor|ceiling|top|bottom)\b)"
# From one operand to the next, which a word of pay may name: "200 base + 300 stock".
_STEP = regex(
    rf"""(?:\s{_PAY_NOUN})?[\s*_]*(?P<close>\)*)[\s*_]*
    (?:(?P<plus>[+＋]|\bplus\b)|(?P<minus>[-−–]|\b(?:minus|less(?!\s+than))\b)
     |(?P<times>[×*·]|\bx\b|\b(?:times|multiplied\s+by)\b)|(?P<by>[/÷]|\b(?:divided\s+by|by|over)\b)
     |(?P<of>\b(?:of|on|out\s+of)\b))
    (?:\s+(?:the\s+|its\s+)?{_PAY_NOUN})?[\s*_]*(?P<open>\(*)[\s*_]*""",
    re.IGNORECASE | re.VERBOSE,
)
# "75 (from 300 over 4) + 31.5": an aside explains the operand before it.
_ASIDE = regex(r"\s*\([^()]{1,40}\)(?=\s*(?:[-+−–]|plus\b|minus\b))", re.IGNORECASE)
# "$9 + $8/4 + 15% of base": the base is the figure that the sum begins with.
_OF_BASE = regex(r"\s+(?:of|on)\s+(?:(?:the|its|that)\s+)?(?:same\s+)?base(?:\s+(?:salary|pay))?\b", re.IGNORECASE)
_MULTIPLIED = regex(r"\bmultipl\w*\b[^.;]*$", re.IGNORECASE)
_SIGNS = {"plus": "+", "minus": "-", "times": "*", "by": "/", "of": "/"}
_BINDS = {"+": 1, "-": 1, "*": 2, "/": 2}
# A multiplier or a divisor that is no figure of anything: a quarter, a year's months, a mean of so many.
_LARGEST_CONSTANT = 20
_LONGEST = 12  # operands


@dataclass(frozen=True, slots=True)
class Formula:
    """Operands by their place among the sentence's numbers, with operators and brackets between them.

    "%" behind a percentage takes it of the first operand.
    """

    tokens: tuple[int | str, ...]

    @property
    def subtracted(self) -> tuple[int, ...]:
        """The numbers right behind a minus: its sign is the formula's and not theirs."""
        return tuple(t for s, t in pairwise(self.tokens) if s == "-" and isinstance(t, int))

    @property
    def is_sum(self) -> bool:
        """Whether it only adds: such operands may be different parts of pay."""
        return all(isinstance(t, int) or t in "+()%" for t in self.tokens)

    @property
    def operands(self) -> tuple[int, ...]:
        """The numbers that it is made of."""
        return tuple(t for t in self.tokens if isinstance(t, int))

    def relates(self, numbers: Sequence[Number]) -> bool:
        """Whether it sets one figure against another: what stands before "25 − 9" and "25/9" is said of neither."""
        fixed = self.constants(numbers)
        return sum(i not in fixed for i in self.operands) > 1

    def constants(self, numbers: Sequence[Number]) -> set[int]:
        """Operands that only multiply or divide: the 4 of "$95K/4"."""
        out = set()
        for k, t in enumerate(self.tokens):
            if not isinstance(t, int) or not _is_plain(numbers[t]):
                continue
            ahead = self.tokens[k - 1] if k else ""
            behind = self.tokens[k + 1] if k + 1 < len(self.tokens) else ""
            if ahead in ("*", "/") or behind == "*":
                out.add(t)
        return out

    def value(self, known: Callable[[int], Decimal | None]) -> Decimal | None:
        """What it comes to; None where an operand is not known."""
        values = {i: known(i) for i in self.operands}
        if any(v is None for v in values.values()):
            return None
        try:
            return _evaluated([values[t] if isinstance(t, int) else t for t in self._written_out()])  # type: ignore[misc]
        except (DivisionByZero, InvalidOperation):
            return None

    def shown(self, known: Callable[[int], Decimal | None]) -> str:
        """The formula with its operands' values."""
        parts = [f"{known(t):f}" if isinstance(t, int) else t for t in self._written_out()]
        return " ".join(parts).replace("( ", "(").replace(" )", ")")

    def _written_out(self) -> list[int | str]:
        """The tokens with the base of a percentage in its place."""
        return [part for t in self.tokens for part in (("*", self.operands[0]) if t == "%" else (t,))]


def _is_plain(n: Number) -> bool:
    amount = n.amount
    return (
        amount.unit == "count" and not amount.scaled and amount.low == amount.high
        and 0 < amount.low <= _LARGEST_CONSTANT and not n.noun.startswith("k")
    )  # fmt: skip


def formulas_in(text: str, base: int, numbers: Sequence[Number]) -> list[Formula]:
    """The formulas of a sentence, each as long as it goes."""
    out: list[Formula] = []
    i = 0
    while i < len(numbers):
        tokens, last = _from(i, text, base, numbers)
        if last > i:
            out.append(Formula(tuple(_balanced(tokens))))
        i = max(last, i) + 1
    inner = [k for k in range(len(numbers)) if not any(k in f.operands for f in out)]
    for k in inner:  # the formula of an aside within another one
        tokens, last = _from(k, text, base, numbers)
        if last > k and not any(set(Formula(tuple(tokens)).operands) & set(f.operands) for f in out):
            out.append(Formula(tuple(_balanced(tokens))))
    return out


def _from(i: int, text: str, base: int, numbers: Sequence[Number]) -> tuple[list[int | str], int]:
    """The tokens of the formula that begins with a number, and its last number."""
    ahead = text[: numbers[i].start - base].rstrip()
    tokens: list[int | str] = [*ahead[len(ahead.rstrip("(")) :], i]
    if numbers[i].is_range or numbers[i].amount.high is None:
        return [i], i
    last, end = i, numbers[i].end - base
    while last + 1 < len(numbers) and len(tokens) < 4 * _LONGEST:
        aside = _ASIDE.match(text, end)
        following = last + 1
        if aside:
            end = aside.end()
            following = next((k for k in range(last + 1, len(numbers)) if numbers[k].start - base >= end), -1)
        if following < 0:
            break
        n = numbers[following]
        step = _STEP.fullmatch(text, end, n.start - base)
        if step is None or n.is_range or n.is_years or n.amount.high is None:
            break
        if len(step["close"]) > tokens.count("(") - tokens.count(")"):
            break  # the bracket closes what was opened before the formula
        name = next(k for k in _SIGNS if step[k])
        sign = _SIGNS[name]
        if name == "of" and numbers[last].amount.unit == "percent":  # "15% of $1", and else "$1 of $4"
            sign = "*"
        elif step["of"] and step["of"].lower() == "on":
            break
        if step["by"] and step["by"].lower() in ("by", "over") and numbers[last].is_change:
            break  # "up $2 over $1"
        if step["by"] and step["by"].lower() == "by":
            if _MULTIPLIED.search(text[: numbers[last].start - base]):
                sign = "*"
            elif not _is_plain(n):
                break
        tokens += [*step["close"], sign, *step["open"], following]
        last, end = following, n.end - base
        if n.amount.unit == "percent" and sign == "+" and (of_base := _OF_BASE.match(text, end)):
            tokens.append("%")
            end = of_base.end()
    tail = re.match(r"[\s*_]*(\)*)", text[end:])
    if last > i and tail:
        tokens += [*tail[1]]
    return tokens, last


def _balanced(tokens: Sequence[int | str]) -> list[int | str]:
    """The tokens without brackets that have no other half: those of the sentence around the formula."""
    out: list[int | str] = list(tokens)
    opened: list[int] = []
    drop: set[int] = set()
    for k, t in enumerate(out):
        if t == "(":
            opened.append(k)
        elif t == ")":
            if opened:
                opened.pop()
            else:
                drop.add(k)
    drop |= set(opened)
    return [t for k, t in enumerate(out) if k not in drop]


def _evaluated(tokens: Sequence[Decimal | str]) -> Decimal:
    """The value of a balanced formula by the usual precedence.

    >>> _evaluated(["(", Decimal(170), "+", Decimal(250), ")", "/", Decimal(2)])
    Decimal('210')
    """
    values: list[Decimal] = []
    pending: list[str] = []

    def apply() -> None:
        sign, b, a = pending.pop(), values.pop(), values.pop()
        values.append(a + b if sign == "+" else a - b if sign == "-" else a / b if sign == "/" else a * b)

    for t in tokens:
        if isinstance(t, Decimal):
            values.append(t)
        elif t == "(":
            pending.append(t)
        elif t == ")":
            while pending[-1] != "(":
                apply()
            pending.pop()
        else:
            while pending and pending[-1] != "(" and _BINDS[pending[-1]] >= _BINDS[t]:
                apply()
            pending.append(t)
    while pending:
        apply()
    return values[0]
