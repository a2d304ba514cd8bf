"""The currency that the amounts of a letter are in, or a question where they could be in two.

In: a letter's text, its figures, the countries that it names. Out: the currency, read or asked, in `Pay`. A
plain $ is that of the United States only where no other country's dollar is likely.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.counter.letter_money import Figure
from assistant.counter.letter_reads import Pay, doubt_of
from assistant.counter.proposal import Read, Reading
from corpus.currencies import CURRENCY_CODES, CURRENCY_WORDS, DOLLAR_CURRENCIES, currency_named, currency_of
from corpus.regexes import regex

# Where a plain "$" may be another country's dollar.
_DOLLAR_PLACES = {
    "Singapore": "SGD", "Canada": "CAD", "Australia": "AUD", "Hong Kong": "HKD", "New Zealand": "NZD",
    "Taiwan": "TWD", "Mexico": "MXN",
}  # fmt: skip
_CURRENCY_SAID = regex(
    r"\((?P<code>[A-Z]{3})\)|\b(?:in|are|is|currency:?)\s+(?P<in>[A-Z]{3})\b"
    r"|\b(?P<bare>[A-Z]{3}|sgd|usd|eur|gbp|cny|rmb|inr)\b"
    rf"|\b(?P<words>(?i:{CURRENCY_WORDS}))\b",
)
# "all figures in INR per annum", or the head of a column: "Amount (INR)".
_OF_ALL = regex(
    r"\b(?:figures|amounts|values|salary|compensation|remuneration|numbers)\b[^.\n|]{0,40}?\b(?:in|are\s+in)\s+"
    r"(?P<code>[A-Z]{3})\b|(?:^|\|)\s*[A-Z][\w ]{2,30}\((?P<column>[A-Z]{3})\)\s*(?=\||$)",
    re.MULTILINE,
)
# Names that more than one currency goes by.
_PLAIN = frozenset({"dollar", "buck", "pound", "franc"})
_LAKHS = regex(r"\d\s*(?:lakhs?|lacs?|crores?|cr|lpa)\b", re.IGNORECASE)


def read_currency(text: str, figures: Sequence[Figure], countries: Sequence[str], pay: Pay) -> None:
    """Put the currency into `pay`, or a question about it."""
    money = [f for f in figures if f.amount.unit != "percent" and not f.shares]
    money.sort(key=lambda f: f.part != "base")
    said = _said_currency(text)
    if not money and len(said) != 1:
        return
    home = next((_DOLLAR_PLACES[c] for c in countries if c in _DOLLAR_PLACES), None)
    marked = {f.amount.currency for f in money if f.amount.currency}
    base = next((f for f in money if f.part == "base"), None)
    only_equity = {f.part for f in money if f.amount.currency} == {"equity"}
    abroad = only_equity and marked == {"USD"} and countries and "United States" not in countries
    if base is not None and not base.amount.currency and marked and (len(marked | set(said)) > 1 or abroad):
        # The base has no mark of its own, and the letter's marks are those of other parts.
        _of_unmarked(text, base, [*said, *sorted(marked - set(said))], pay)
        return
    for figure in money:
        code, mark = figure.amount.currency, figure.amount.mark
        if code and (mark != "$" or home is None or home in said):
            if mark == "$":
                others = [c for c in said if c in DOLLAR_CURRENCIES and c != "USD"]
                code = others[0] if len(others) == 1 and "USD" not in said else code
            note = (
                "a plain $, taken for US dollars"
                if mark == "$" and code == "USD" and "USD" not in said
                else "as marked"
            )
            pay.currency = code
            shown = mark or figure.amount.text
            start = figure.start + max(figure.amount.text.find(shown), 0)
            pay.fields.append(
                Read("currency", code, text[start : start + len(shown)], start, start + len(shown), note)
            )
            return
        if code and mark == "$" and home:
            readings = [Reading(c, {"currency": c}) for c in ("USD", home)]
            pay.doubts.append(
                doubt_of("currency", f"Are the amounts with a plain $ in {home} or in USD?", figure, readings)
            )
            return
    codes = list(said)
    if len(codes) == 1:
        start, end = said[codes[0]]
        pay.currency = codes[0]
        pay.fields.append(
            Read("currency", codes[0], text[start:end], start, end, "the one that the letter names")
        )
        return
    rupees = next((f for f in money if _LAKHS.search(f.amount.text)), None)
    if rupees is not None and not codes:
        pay.currency = "INR"
        note = "lakh and crore are counted in rupees"
        pay.fields.append(Read("currency", "INR", rupees.amount.text, rupees.start, rupees.end, note))
        return
    if not money:
        return
    ask = "In which currency are the amounts? The letter does not say"
    pay.doubts.append(doubt_of("currency", f"{ask}.", money[0]))


def _of_unmarked(text: str, base: Figure, codes: Sequence[str], pay: Pay) -> None:
    """The currency of a base without a mark: the one said of all amounts or of the column, else asked."""
    general = {m["code"] or m["column"]: m for m in _OF_ALL.finditer(text)}
    named = {currency_of(code): m for code, m in general.items() if code in CURRENCY_CODES}
    if len(named) == 1:
        code, match = next(iter(named.items()))
        if code is not None:
            group = "code" if match["code"] else "column"
            pay.currency = code
            note = "said of all amounts"
            pay.fields.append(Read("currency", code, match[group], *match.span(group), note))
            return
    readings = [Reading(code, {"currency": code}) for code in codes[:4]]
    pay.doubts.append(doubt_of("currency", "In which currency is the base?", base, readings))


def _said_currency(text: str) -> dict[str, tuple[int, int]]:
    found: dict[str, tuple[int, int]] = {}
    for match in _CURRENCY_SAID.finditer(text):
        code: str | None
        if match["words"]:
            words = match["words"].casefold()
            named = None if words.rstrip("s") in _PLAIN else currency_named(words)
            code = named[0] if named else None
        else:
            name = (match["code"] or match["in"] or match["bare"]).upper()
            code = (
                currency_of(name)
                if name in CURRENCY_CODES and name not in ("TRY", "PEN", "COP", "ALL")
                else None
            )
        if code:
            found.setdefault(code, match.span())
    return found
