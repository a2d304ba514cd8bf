"""Pay that stands in lists and lines instead of a table: "- London: £80K–£130K base, 10% bonus".

In: a Guide. Out: `Line`s, each a part of pay with the words that hold its figure and the level or place
it is for. Only below a heading about pay that speaks of no script, example or other company, and only
where every word of an item is understood; all else stays a sentence. It does not read figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from corpus.columns import NO_NOTE, MoneyNote, component_of, is_level, place_of, without_component
from corpus.guide import Block, Guide
from corpus.labels import bare
from corpus.money import Amount, amounts_in
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
    r"\b(?:locations?|regions?|cit(?:y|ies)|offices?|countr(?:y|ies)|geo\w*|places?|sites?)\b", re.IGNORECASE
)
_FILLER = regex(
    r"\b(?:target(?:ed)?|range|typical|annual(?:ly)?|about|of|in|a|an|the|per|year(?:ly)?|over|four|vest(?:ing|ed|s)?|schedule|grants?|"
    r"value|with|standard|performance|cash|up to|from)\b|\b4[- ]?(?:yr|year)s?\b|[():,./~≈*]",
    re.IGNORECASE,
)
_SUBJECT = regex(r"^(?P<name>[^:]{1,60}?)\s*(?::|\s[\u2013—-]+\s)\s*(?P<rest>.*)$", re.DOTALL)
_ENDS = regex(r"[;|·•]|,\s|\s\+\s")


@dataclass(frozen=True, slots=True)
class Part:
    """A part of pay in a line: its component, its label and the words that hold its one figure."""

    component: str
    label: str
    text: str


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

    >>> [(part.component, part.text) for part in parts_in("$90K–$99K base, 10% target bonus")]
    [('base', '$90K–$99K base'), ('bonus', '10% target bonus')]
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
        if component is None or _FILLER.sub(" ", without_component(_unbracketed(label))).strip(" +–—-"):
            return []
        found.append(Part(component, label.strip(" :"), piece))
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


def lines_of_pay(guide: Guide) -> Iterator[Line]:
    """Every part of pay in the lists and lines below a heading about pay."""
    if guide.company is None:
        return
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
        found = list(_of_block(guide, block, numbers, title))
        if block.kind == "list" or len({line.number for line in found}) == len(numbers):
            yield from found


def _of_block(guide: Guide, block: Block, numbers: list[int], title: str) -> Iterator[Line]:
    over: Line | None = None
    places = bool(_PLACES.search(title))
    for n in numbers:
        raw = guide.lines[n - 1]
        indented = len(raw) - len(raw.lstrip()) > 0
        text = plain(bare(ITEM.sub("", raw, count=1))).strip()
        if not indented:
            over = None
        if parts := parts_in(text):
            for part in parts:
                line = Line(n, part, section=title)
                yield replace(over, number=n, part=part) if over else line
            continue
        subject = _SUBJECT.match(text)
        name = (subject["name"] if subject else text).strip(" :")
        level, region = (name, None) if is_level(name) else (None, name)
        keyed = level is not None or (places and name[:1].isupper() and len(name.split()) <= 6)
        if not keyed or (level is None and amounts_in(name)):
            continue
        place = place_of(name)
        head = Line(n, Part("", "", ""), level and place.name, region and place.name, title, place.note)
        if subject and subject["rest"]:
            for part in parts_in(subject["rest"]):
                yield replace(head, part=part)
        elif not indented:
            over = head
