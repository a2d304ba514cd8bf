"""The value of arithmetic as it is written beside a claim."""

from __future__ import annotations

import re
from decimal import Decimal, DivisionByZero, InvalidOperation

from corpus.printed import NUMBER

LONGEST = 400  # characters of a formula


def worth(formula: str, times: dict[int, Decimal] | None = None) -> Decimal | None:
    """The value of arithmetic as it is written; `times` multiplies the operands at those places.

    >>> worth("(4.0 - 3.75)/3.75 * 100").quantize(Decimal("0.01")), worth("[(3 + 5)/2] - $1,000")
    (Decimal('6.67'), Decimal('-996'))
    """
    text = formula.translate(str.maketrans("[]{}−–×÷", "()()--*/"))
    text = re.sub(r"(?<=[\d)\s])x(?=[\s\d($])", "*", re.sub(r"[$£€¥]", "", text))
    in_hundredths = "*" in text  # "12% * 40"; "4.1% + 4.6%" is in per cent throughout
    tokens = re.findall(rf"{NUMBER.pattern}|[-+*/()%]", text)
    if len(tokens) > LONGEST or "".join(tokens) != re.sub(r"\s", "", text):
        return None
    at, operand = 0, -1

    def total() -> Decimal:
        nonlocal at
        value = product()
        while at < len(tokens) and tokens[at] in "+-":
            sign = tokens[at]
            at += 1
            other = product()
            value = value + other if sign == "+" else value - other
        return value

    def product() -> Decimal:
        nonlocal at
        value = signed()
        while at < len(tokens) and tokens[at] in "*/":
            sign = tokens[at]
            at += 1
            other = signed()
            value = value * other if sign == "*" else value / other
        return value

    def signed() -> Decimal:
        nonlocal at, operand
        if tokens[at] in "+-":
            sign = tokens[at]
            at += 1
            return signed() if sign == "+" else -signed()
        if tokens[at] == "(":
            at += 1
            value = total()
            if tokens[at] != ")":
                raise IndexError
            at += 1
        else:
            value = Decimal(tokens[at].replace(",", ""))
            operand += 1
            value *= (times or {}).get(operand, Decimal(1))
            at += 1
        while at < len(tokens) and tokens[at] == "%":
            value = value / 100 if in_hundredths else value
            at += 1
        return value

    try:
        value = total()
    except (IndexError, DivisionByZero, InvalidOperation):
        return None
    return value if at == len(tokens) else None
