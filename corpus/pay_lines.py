"""Pay that stands in lists and lines instead of a table: "- London: £80K–£130K base, 10% bonus".

In: a Guide. Out: `Line`s, each a part of pay with the words that hold its figure and the level or place
it is for. Only below a heading about pay that speaks of no script, example or other company, and only
where every word of an item is understood; all else stays a sentence. It does not read figures.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from corpus.columns import NO_NOTE, MoneyNote, component_of, is_level, place_of, without_component
from corpus.guide import Guide
from corpus.known_names import names_company, names_other_company
from corpus.labels import bare
from corpus.money import Amount, amounts_in
from corpus.over_table import part_named
from corpus.pay_columns import may_be_place
from corpus.regexes import regex
from corpus.shapes import ITEM, QUOTE, plain

_ABOUT_PAY = regex(r"\b(?:comp(?:ensation)?|salary|salaries|pay|packages?|bands?|ranges?)\b", re.IGNORECASE)
_ABOUT_ELSE = regex(
    r"\b(?:negotiat\w*|scripts?|levers?|examples?|illustrat\w*|scenarios?|counter\w*|compet\w+|rivals?|peers?|market|industry|"
    r"asks?|targets?|strateg\w+|offers?|worked|faqs?|questions?|pushback|sources?|evidence|vs\.?|versus|how|why|what|"
    r"when|tips?|initial|your?|premiums?|increases?|bumps?|next|goals?|progress\w*|history|others?)\b",
    re.IGNORECASE,
)
_PLACES = regex(
    r"\b(?:locations?|regions?|cit(?:y|ies)|offices?|countr(?:y|ies)|geo\w*|places?|sites?|zones?|tiers?|hubs?|markets?)\b",
    re.IGNORECASE,
)
_FILLER = regex(
    r"\b(?:target(?:ed)?|range|typical|annual(?:ly)?|about|of|in|a|an|the|per|year(?:ly)?|over|four|vest(?:ing|ed|s)?|schedule|grants?|"
    r"value|with|standard|performance|cash|up to|from)\b|\b4[- ]?(?:yr|year)s?\b|[():,./~≈*]",
    re.IGNORECASE,
)
_QUALIFIED = regex(r"(?:\b(?:up to|from|at least|about|max\.?|min\.?)|[~≈≤≥<>])\s*$", re.IGNORECASE)
_TOTAL = regex(r"\btotal comp(?:ensation)?\b", re.IGNORECASE)
_SUBJECT = regex(r"^(?P<name>[^:]{1,60}?)\s*(?::|\s[\u2013—-]+\s)\s*(?P<rest>.*)$", re.DOTALL)
_ENDS = regex(r"[;|·•]|,\s|\s[+/]\s")


@dataclass(frozen=True, slots=True)
class Part:
    """A part of pay in a line: its component, its label and the words that hold its one figure."""

    component: str
    label: str
    text: str
    cell: str = ""  # the figure's own words: "up to $50K"


@dataclass(frozen=True, slots=True)
class Line:
    """A part of pay at its line, with the level or the place that it is for."""

    number: int
    part: Part
    level: str | None = None
    region: str | None = None
    section: str = ""
    note: MoneyNote = NO_NOTE


def parts_in(text: str) -> list[Part]:
    """The parts of pay that a text lists, each with one figure; none where a word is not understood.

    >>> [(part.component, part.cell) for part in parts_in("$90K–$99K base, 10% target bonus")]
    [('base', '$90K–$99K'), ('bonus', '10%')]
    >>> parts_in("Base is rarely above $99K")
    []
    """
    found: list[Part] = []
    for piece in _pieces(text):
        amounts = [amount for amount in amounts_in(piece) if _is_pay(amount)]
        if len(amounts) != 1:
            return []
        label = piece[: amounts[0].start] + " " + piece[amounts[0].end :]
        component = component_of(_unbracketed(label))
        # "Base: 60%" is a share of the whole.
        share = amounts[0].unit == "percent" and component in (
            "base",
            "equity",
            "options",
            "sign_on",
            "total",
        )
        if (
            component is None
            or share
            or _FILLER.sub(" ", without_component(_unbracketed(label))).strip(" +–—-")
        ):
            return []
        first = _QUALIFIED.search(piece[: amounts[0].start])
        cell = piece[first.start() if first else amounts[0].start : amounts[0].end].strip()
        found.append(Part(component, label.strip(" :"), piece, cell))
    return found


def _is_pay(amount: Amount) -> bool:
    return amount.unit == "percent" or (amount.unit == "money" and amount.period != "month")


def _unbracketed(label: str) -> str:
    return re.sub(r"\(\s*\)", " ", label).strip(" :")


def _pieces(text: str) -> list[str]:
    """A text cut at its commas, semicolons and bars, but for those in brackets."""
    cuts, depth = [0], 0
    ends = {match.start(): match.end() for match in _ENDS.finditer(text)}
    pieces: list[str] = []
    for i, char in enumerate(text):
        depth += (char == "(") - (char == ")")
        if depth == 0 and i in ends:
            pieces.append(text[cuts[-1] : i])
            cuts.append(ends[i])
    pieces.append(text[cuts[-1] :])
    return [piece.strip() for piece in pieces if piece.strip()]


def lines_of_pay(guide: Guide) -> tuple[list[Line], list[int]]:
    """Every part of pay in the lists and lines below a heading about pay.

    And the lines between them that hold amounts and are not understood.
    """
    found: list[Line] = []
    unclear: list[int] = []
    if guide.company is None:
        return found, unclear
    aside = {n for one in guide.set_aside for n in range(one.first, one.last + 1)}
    for block in guide.blocks:
        title = block.section[-1] if len(block.section) > 1 else ""
        if (
            block.kind not in ("list", "paragraph")
            or not _ABOUT_PAY.search(title)
            or _ABOUT_ELSE.search(title)
        ):
            continue
        numbers = [n for n in range(block.first, block.last + 1) if guide.lines[n - 1].strip()]
        if any(n in aside or QUOTE.match(guide.lines[n - 1]) for n in numbers):
            continue
        lines = _of_block(guide, numbers, title)
        read = {line.number for line in lines}
        if block.kind == "list" or len(read) == len(numbers):
            found += lines
            others = [n for n in numbers if n not in read]
            unclear += [n for n in others if _seems_pay(guide.lines[n - 1], guide, alone=not read)]
    return found, unclear


def _seems_pay(line: str, guide: Guide, alone: bool) -> bool:
    """Whether amounts stand in an item of a list; `alone`: where no other item says that the list is pay.

    Then the item itself has to name a part of pay, and no other company.
    """
    if not any(map(_is_pay, amounts_in(line))):
        return False
    words = plain(bare(line))
    return not alone or (component_of(words) is not None and not names_other_company(words, guide))


def _of_block(guide: Guide, numbers: list[int], title: str) -> list[Line]:
    texts = {n: plain(bare(ITEM.sub("", guide.lines[n - 1], count=1))).strip() for n in numbers}
    items = _items(texts, guide)
    places = bool(_PLACES.search(title)) or _lists_places(items, guide)
    named = part_named(title) or ("total" if _TOTAL.search(title) else "")
    # "- Lund: $90K" below "Base Salary Ranges": all its items are names with one amount.
    one_each = len(numbers) > 1 and all(_is_one_amount(text) for text in texts.values())
    found: list[Line] = []
    over: Line | None = None
    others = False  # the items stand below one of several names that is not understood
    for n, text in texts.items():
        indented = guide.lines[n - 1][:1].isspace()
        over, others = (over, others) if indented else (None, False)
        if others:
            continue
        if parts := parts_in(text):
            found += [replace(over or Line(n, part, section=title), number=n, part=part) for part in parts]
            continue
        subject = _SUBJECT.match(text)
        name = (subject["name"] if subject else text).strip(" :")
        place = place_of(name)
        level = place.name if is_level(name) else None
        keyed = places or (bool(named) and one_each)
        if level is None and (not keyed or not _is_name(name) or names_other_company(name, guide)):
            others = not indented and len(items) > 1 and component_of(name) is None
            continue
        head = Line(n, Part("", "", ""), level, None if level else place.name, title, place.note)
        if not subject or not subject["rest"]:
            over = over if indented else head
            continue
        parts = parts_in(subject["rest"])
        if not parts and _is_one_amount(text):
            parts = [Part(named or "pay", title, subject["rest"], subject["rest"])]
        found += [replace(head, part=part) for part in parts]
    return found


def _items(texts: dict[int, str], guide: Guide) -> list[tuple[str, str]]:
    """The outer items of a list: the name of each, and what stands behind it and in the items below it."""
    found: list[tuple[str, str]] = []
    for n, text in texts.items():
        if found and guide.lines[n - 1][:1].isspace():
            name, rest = found[-1]
            found[-1] = name, f"{rest}, {text}".removeprefix(", ")
        else:
            subject = _SUBJECT.match(text)
            found.append((subject["name"].strip(), subject["rest"]) if subject else (text.strip(" :"), ""))
    return found


def _lists_places(items: list[tuple[str, str]], guide: Guide) -> bool:
    """Whether every item is a name with pay behind it, part by part: "Lund: €70K base, 5% bonus".

    Of some items the words behind the name may not be understood; of one at least they are.
    """
    names = [name for name, _ in items]
    return (
        len(items) > 1
        and all(any(map(_is_pay, amounts_in(rest))) for _, rest in items)
        and all(_is_name(name) and may_be_place(name) for name in names)
        and not any(names_company(name, guide) or names_other_company(name, guide) for name in names)
        and any(parts_in(rest) for _, rest in items)
    )


def _is_one_amount(text: str) -> bool:
    """Whether a text is a name with one amount of money behind it and nothing else."""
    subject = _SUBJECT.match(text)
    if not subject:
        return False
    amounts = amounts_in(subject["rest"])
    return len(amounts) == 1 and amounts[0].unit == "money" and amounts[0].text == subject["rest"].strip()


def _is_name(words: str) -> bool:
    return words[:1].isupper() and len(words.split()) <= 6 and not any(map(_is_pay, amounts_in(words)))
