"""A second reader of tables of pay, to count what the first one reads, misreads and misses.

In: the text of a guide. Out: `Cell`s: every cell of a pipe table that states pay, with its place, level,
part of pay, figures and time, read by rules of its own. It shares no code with the product's reader, so
that a mistake of the one is not a mistake of the other. It is smaller, and knows no headers in two rows,
no rows that head others and no headings over tables: where the two differ, a person judges.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

SYMBOLS = {"£": "GBP", "€": "EUR", "₹": "INR", "₪": "ILS", "₩": "KRW", "¥": "", "$": "USD"}
DOLLARS = {"S": "SGD", "C": "CAD", "A": "AUD", "R": "BRL", "US": "USD", "CA": "CAD", "AU": "AUD", "HK": "HKD",
           "NZ": "NZD", "NT": "TWD", "MX": "MXN", "": "USD"}  # fmt: skip
CODES = frozenset(
    "USD EUR GBP CNY RMB SGD INR JPY CAD AUD HKD TWD CHF ILS BRL UYU MXN KRW PLN SEK NOK DKK CZK AED".split()
)
POWERS = {
    "k": 3,
    "m": 6,
    "b": 9,
    "l": 5,
    "lakh": 5,
    "lakhs": 5,
    "lpa": 5,
    "cr": 7,
    "crore": 7,
    "w": 4,
    "万": 4,
}
NUMBER = re.compile(
    r"(?P<mark>\b[A-Z]{1,3}\$|[$£€₹₪₩¥]|\b[A-Z]{3}(?=\s?\d))?\s?"
    r"(?P<digits>\d+(?:[,.'\u00a0]\d+)*)"
    r"(?:\s?(?P<power>lakhs?|LPA|crore|Cr|[KMBLkw万])(?![A-Za-z]))?(?P<open>\+)?(?:\s?(?P<percent>%))?(?P<more>\+(?!\d))?"
    r"(?:\s(?P<behind>[A-Z]{3})\b)?"
)
JOINED = re.compile(r"\s*(?:-|–|—|to)\s*$")
TAGS = re.compile(r"\*\*|__|`|\\(?=[$|])|\[\^?\d+\]|<[^>]+>")
ROUND = re.compile(r"\(([^()]*)\)")
# By which words a label is a part of pay; the first that fits.
PARTS = (
    ("sign_on", ("sign-on", "signing", "sign on", "joining bonus")),
    ("total", ("total", " tc ", " ote ")),
    ("base", ("base", "salary")),
    ("bonus", ("bonus", "incentive")),
    ("equity", ("rsu", "stock", "equity", "share")),
    ("options", ("option",)),
)
OWN_NAMES = ("carry", "premium", "profit", "phantom", "token", "ppu", "relocation", "refresh", "retention")
LEVEL_WORDS = ("level", "grade", "band", "seniority")
PLACE_WORDS = ("region", "location", "city", "country", "office", "market", "geo", "site")
# Tables that set one offer against another, one year against the next, one company against others.
APART = (
    "initial", "stretch", "counter", "offer", "target (", "ask", "company", "competitor", "equivalent",
    "final", "walk", "year 2", "yoe", "vest %", "flexib",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Amount:
    """One figure: its ends (None is open), "%" or a currency code, "" for a count of things."""

    low: Decimal
    high: Decimal | None
    unit: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of pay: where it stands, whose it is, and what it states."""

    line: int
    column: str
    text: str
    place: str
    level: str
    component: str
    period: str  # "year", "4 years", "once", or "" where nothing tells
    amounts: tuple[Amount, ...]
    header_line: int = 0


def cells_in(text: str) -> list[Cell]:
    """Every cell of pay in a guide's pipe tables, in order."""
    return [cell for table in tables_in(text) for cell in _cells(table)]


def tables_in(text: str) -> Iterator[list[tuple[int, list[str]]]]:
    """Pipe tables: lines and cells, the header first, the rules left out."""
    table: list[tuple[int, list[str]]] = []
    for number, line in enumerate([*text.split("\n"), ""], 1):
        row = line.strip().lstrip("> ").strip()
        if row.startswith("|") and row.count("|") > 2:
            if not set(row) <= set("|-: "):
                cells = re.split(r"(?<!\\)\|", row.strip("|"))
                table.append((number, [TAGS.sub("", cell).strip() for cell in cells]))
        elif table:
            if len(table) > 1:
                yield table
            table = []


def amounts_of(text: str, currency: str = "") -> list[Amount]:
    """The figures of a cell; `currency` is that of its header.

    >>> [(int(a.low), a.high and int(a.high), a.unit) for a in amounts_of("₹3,84,000 – ₹6,00,000 (12%)")]
    [(384000, 600000, 'INR'), (12, 12, '%')]
    >>> [(int(a.low), a.high, a.unit) for a in amounts_of("$600K - $1M+")], amounts_of("IC4, L5-L6")
    ([(600000, None, 'USD')], [])
    """
    found: list[Amount] = []
    behind, last = -1, None
    for match in NUMBER.finditer(text):
        before = text[match.start() - 1] if match.start() else " "
        if before.isalnum() and not match["mark"]:
            continue  # the 5 of L5
        unit = _unit(match, currency)
        value = _value(match)
        high = None if match["open"] or match["more"] else value
        joins = last is not None and JOINED.fullmatch(text[behind : match.start()])
        if joins and last is not None and found and (last[0] in (unit, "", currency) or not unit):
            low = found.pop().low
            scale = match["power"] and not last[1] and low < 1000 and low * 1000 > value / 1000
            low = low * 10 ** POWERS[match["power"].lower()] if scale else low
            found.append(Amount(low, high, unit or last[0]))
        else:
            found.append(Amount(value, high, unit))
        behind, last = match.end(), (unit, match["power"])
    return found


def _unit(match: re.Match[str], currency: str) -> str:
    if match["percent"]:
        return "%"
    mark = match["mark"] or ""
    if mark.endswith("$"):
        dollars = DOLLARS.get(mark[:-1], "")
        return currency if mark == "$" and currency in DOLLARS.values() and currency else dollars
    if mark in SYMBOLS:
        return SYMBOLS[mark] or currency
    for code in (mark, match["behind"] or ""):
        if code in CODES:
            return "CNY" if code == "RMB" else code
    return currency if match["power"] or "," in match["digits"] else ""


def _value(match: re.Match[str]) -> Decimal:
    digits = re.sub(r"[,'\u00a0]", "", match["digits"])
    if digits.count(".") > 1:
        digits = digits.replace(".", "")
    power = POWERS[match["power"].lower()] if match["power"] else 0
    return Decimal(digits).scaleb(power)


# ---- a table


def _cells(table: list[tuple[int, list[str]]]) -> Iterator[Cell]:
    header = table[0][1]
    rows = table[1:]
    lower = [f" {name.lower()} " for name in header]
    if any(word in name for name in lower for word in APART):
        return
    money = {
        i
        for _, row in rows
        for i, cell in enumerate(row)
        if any(a.unit not in ("", "%") for a in _read(cell, header, i))
    }
    if not money:
        return
    labels = [row[0] for _, row in rows if row and row[0]]
    down = sum(_part(label) != "" for label in labels) * 2 >= len(labels)
    across = [_part(name) for name in header]
    if not (down or any(across) or any(word in lower[0] for word in (*LEVEL_WORDS, *PLACE_WORDS))):
        return
    above: dict[int, str] = {}
    for line, row in rows:
        keys = _keys(header, row, money, above)
        for i, cell in enumerate(row[: len(header)]):
            name = header[i]
            if (
                i in keys
                or i == 0
                or not re.search(r"\d", cell)
                or (not down and not across[i] and i not in money)
            ):
                continue
            component = _part(row[0]) if down else across[i]
            place, level = keys.get("place", ""), keys.get("level", "")
            if not (across[i] and not down):
                if _is_level(name):
                    level = name
                elif not _is_amount_column(name):
                    place = name
            yield Cell(
                line, name, cell, _place(place), level, component or "pay",
                _period(component, f"{name} {row[0] if down else ''} {cell}"),
                tuple(_read(cell, header, i)), table[0][0],
            )  # fmt: skip


def _read(cell: str, header: list[str], i: int) -> list[Amount]:
    said = re.findall(r"\b[A-Z]{3}\b|[£€₹₪]", " ".join(ROUND.findall(header[i]))) if i < len(header) else []
    codes = {SYMBOLS.get(word, word) for word in said} & (CODES | set(SYMBOLS.values()))
    return amounts_of(cell, codes.pop() if len(codes) == 1 else "")


def _keys(header: list[str], row: list[str], money: set[int], above: dict[int, str]) -> dict[object, str]:
    """Columns that are keys, by index, and the place and level of the row; an empty one is that `above`."""
    keys: dict[object, str] = {}
    for i, name in enumerate(header[: len(row)]):
        lower = name.lower()
        if i in money or _part(name):
            continue
        if any(word in lower for word in PLACE_WORDS):
            above[i] = keys[i] = keys["place"] = row[i] or above.get(i, "")
        elif any(word in lower for word in LEVEL_WORDS):
            above[i] = keys[i] = keys["level"] = row[i] or above.get(i, "")
        elif "title" in lower:
            keys[i] = row[i]
            keys.setdefault("level", row[i])
    return keys


def _part(label: str) -> str:
    words = f" {ROUND.sub(' ', label).lower()} "
    own = next((name for name in OWN_NAMES if name in words), "")
    return own or next((part for part, names in PARTS if any(name in words for name in names)), "")


def _is_level(name: str) -> bool:
    return bool(re.search(r"\b(?:L|IC|E|P)\d|\b(?:senior|staff|junior|principal|mid)\b", name, re.IGNORECASE))


def _is_amount_column(name: str) -> bool:
    return ROUND.sub("", name).strip().lower() in ("amount", "range", "value", "typical range", "annual", "")


def _place(label: str) -> str:
    """A place by its letters alone, without the bracket that names a currency."""

    def kept(match: re.Match[str]) -> str:
        inside = set(re.findall(r"[A-Z]{3}|[$£€₹₪]", match[1]))
        return "" if inside and inside <= CODES | set(SYMBOLS) else match[0]

    label = re.sub(r":[a-z_]+:", "", ROUND.sub(kept, label))
    return "".join(char for char in label.casefold() if char.isalnum())


def letters(label: str | None) -> str:
    """A label by its letters and digits alone.

    >>> letters("Bonn (HQ)"), letters(None)
    ('bonnhq', '')
    """
    return _place(label or "")


def _period(component: str, words: str) -> str:
    low = words.lower()
    if component == "sign_on":
        return "once"
    if component in ("base", "bonus", "total", ""):
        return "year"
    if "/yr" in low.replace("4yr", "") or "per year" in low or "/year" in low or "annual" in low:
        return "4 years" if re.search(r"4[- ]?ye?a?r|/4yr", low) else "year"
    return "4 years" if re.search(r"4[ -]?(?:yr|year)", low) else ""
