"""Where the parts of an offer lie, in words and as bars of text for a terminal.

In: a `Check`. Out: sentences and lines. Figures are the check's and stand as the guide prints them. It
does not know how wide the terminal is.
"""

from __future__ import annotations

from assistant.compose.wording import digits, label, period_words
from assistant.compose.wording import shown as printed
from assistant.counter.result import Check, Placed
from assistant.drawing import shown, width_of
from corpus.bands import Fact
from corpus.money import amounts_in, format_amount
from corpus.regexes import regex

_ENDS = regex(r"\s*(?:[–—−~～]|\bto\b|-)\s*")
_ASCII = str.maketrans(
    {"–": "-", "—": "-", "−": "-", "“": '"', "”": '"', "’": "'", "‘": "'", "…": "...", "·": "-"}
)


def offered(placed: Placed) -> str:
    """What is offered, as people read it; "" where nothing is.

    >>> from decimal import Decimal
    >>> offered(Placed("bonus", Decimal("12.5"), "percent", None, "no_band"))
    '12.5%'
    >>> offered(Placed("base", Decimal(230000), "money", "USD", "no_band"))
    '$230K'
    """
    if placed.offered is None:
        return ""
    if placed.unit == "percent":
        return f"{digits(placed.offered)}%"
    fact = placed.fact
    mark = fact.mark if fact and fact.currency == placed.currency else ""
    # A plain "$" of the person's is USD.
    amount = format_amount(placed.offered, placed.currency, mark or ("$" if placed.currency == "USD" else ""))
    if is_turned(placed) and placed.entered:
        return f"{format_amount(placed.entered[0], placed.entered[1], '')} = {amount}"
    return amount


def is_turned(placed: Placed) -> bool:
    """Whether the person's exchange rate put the part in the row's currency."""
    return bool(placed.entered and placed.unit == "money" and placed.entered[1] != placed.currency)


def ends(fact: Fact) -> tuple[str, str]:
    """Floor and top as the guide prints them; "" for a top that is open.

    Where the cell prints one unit for both (`15–20%`), the floor gets it as well.
    """
    if fact.low is None:
        return "", ""
    pieces = _ENDS.split(printed(fact))
    both = [(fact.low, 0), (fact.high, -1)]
    out = []
    for value, place in both:
        if value is None:
            out.append("")
            continue
        text = pieces[place].strip() if len(pieces) == 2 else ""
        read = amounts_in(text)
        own = [(one.text, one.unit, one.mark, one.low) for one in read]
        if own != [(text, fact.unit, fact.mark, value)]:
            text = (
                f"{digits(value)}%"
                if fact.unit == "percent"
                else format_amount(value, fact.currency, fact.mark)
            )
        out.append(text)
    return out[0], out[1]


def place_in_words(placed: Placed) -> str:
    """Where the offer lies, in words that need no picture."""
    fact, value = placed.fact, placed.offered
    if placed.place == "no_band":
        return f"No band: {placed.why or 'the guides have none'}."
    if placed.place == "not_comparable" or fact is None or fact.low is None or value is None:
        cell = f" The guide prints {printed(fact)}{period_words(fact)}." if fact else ""
        return f"Not compared: {placed.why or 'the two have nothing in common'}.{cell}"
    if fact.low == fact.high:
        single = {"below": "Below", "above": "Above"}.get(placed.place)
        return f"{single} the one figure of the guide." if single else "Exactly the one figure of the guide."
    if placed.place == "below":
        return "Below the floor."
    if placed.place == "above":
        return "Above the top."
    if value == fact.low:
        return "Exactly at the floor."
    if fact.high is None:
        return "Above the floor; the guide prints no top."
    if value == fact.high:
        return "Exactly at the top."
    if placed.position is None:
        return "Inside the band."
    return f"{digits(placed.position * 100)}% of the way from floor to top."


def check_bars(check: Check, *, ascii_only: bool = False, columns: int = 24) -> list[str]:
    """One line for each part: its name, floor, bar with the offer on it, top, the offer in words."""
    rows: list[tuple[str, str, str, str, str]] = []
    for placed in check.assessment:
        called = (
            label(placed.component)
            if placed.place != "not_comparable"
            else placed.component.replace("_", " ")
        )
        fact, name = placed.fact, shown(called).replace("\n", " ")
        amount = offered(placed)
        if placed.place in ("below", "inside", "above") and fact and fact.low is not None:
            floor, top = ends(fact)
            bar = _bar(placed, fact, columns, ascii_only)
            single = fact.low == fact.high
            top = "" if single else top or "open"
            rows.append((name, floor, bar, top, f"yours {amount}: {_small(place_in_words(placed))}"))
        else:
            rows.append((name, "", "", "", f"yours {amount}: {_small(place_in_words(placed))}"))
    barred = [row for row in rows if row[2]]
    wide = [max((width_of(row[n]) for row in (rows if n == 0 else barred)), default=0) for n in range(4)]

    def filled(text: str, n: int, right: bool = False) -> str:
        space = " " * (wide[n] - width_of(text))
        return space + text if right else text + space

    lines = [
        f"{filled(name, 0)}  {filled(floor, 1, True)} {bar} {filled(top, 3)}  {words}"
        if bar
        else f"{filled(name, 0)}  {words}"
        for name, floor, bar, top, words in rows
    ]
    lines = [shown(line).replace("\n", " ").rstrip() for line in lines]
    return [_in_ascii(line) for line in lines] if ascii_only else lines


def _small(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:].removesuffix(".")


def _in_ascii(line: str) -> str:
    return line.translate(_ASCII).encode("ascii", "backslashreplace").decode("ascii")


def _bar(placed: Placed, fact: Fact, columns: int, ascii_only: bool) -> str:
    """`   ├────◆───────┤   `: three places on either side are outside of the band."""
    side, inner = 3, max(columns, 12) - 6
    left, line, right, mark, single, more = ("|", "-", "|", "*", "|", ">") if ascii_only else tuple("├─┤◆┼▷")
    if fact.low == fact.high:
        cells = [" "] * side + [" "] * inner + [" "] * side
        cells[side + inner // 2] = single
        at = side + inner // 2
    else:
        end = right if fact.high is not None else more
        cells = [" "] * side + [left, *[line] * (inner - 2), end] + [" "] * side
        at = side
    low, high, value = fact.low, fact.high, placed.offered
    assert low is not None
    assert value is not None
    if value < low:
        at = 0
    elif high is not None and value > high:
        at = len(cells) - 1
    elif high is None:
        at = side if value == low else side + inner // 2
    elif high != low:
        share = (value - low) / (high - low)
        # Only what is exactly at an end is drawn at that end.
        at = side + (0 if share == 0 else inner - 1 if share == 1 else 1 + int(share * (inner - 2)))
    cells[at] = mark
    return "".join(cells)
