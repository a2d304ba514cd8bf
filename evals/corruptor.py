"""A right sentence becomes wrong ones, each by one change of one kind.

In: a `Sentence`, the evals' own table, a seeded generator. Out: `Wrong` sentences. What a change left
true by that table is thrown away (15 % stands in eleven rows; another region may hold the same
figure), so that a check is not blamed for passing a truth. It does not make two mistakes at once.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import combinations

from evals.cases import Claim, Sentence
from evals.cells import Guides, Row
from evals.names import COMPANY_ALIASES, names_any, names_place
from evals.sentences import WORDS, of_cell, places_in_label

NUMBER = re.compile(r"[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?")
COMPONENT = re.compile(
    r"\b(?:(?P<base>base\s+(?:salary|pay)|base|salary)"
    r"|(?P<equity>RSU\s+grants?|RSUs?|equity|stock(?:\s+grant)?)"
    r"|(?P<bonus>(?:target\s+)?bonus)"
    r"|(?P<sign_on>sign(?:ing)?[\s-](?:on|bonus)(?:\s+bonus)?)"
    r"|(?P<total>total\s+(?:compensation|comp|pay)|total|TC|all[\s-]in))\b",
    re.IGNORECASE,
)
FOUR_YEARS = re.compile(
    r"\b(?:over|across|for|in)\s+(?:the\s+|all\s+)?(?:four|4)\s+years(?:\s+together)?\b|(?:/|\bper\s+)4\s?(?:yrs?|years)\b",
    re.I,
)
YEAR = re.compile(r"\b(?:years?|yearly|annual\w*|yrs?|annum)\b|年", re.IGNORECASE)
HAN = re.compile("[\u3400-\u9fff]")
CLAUSE_ENDS = re.compile(r"\s*(?:[.,;)!]|$)|\s+(?:and|in|at|for|while|but)\b")
AFTER_SIGN = re.compile(r"[-–−+\w$]$|\bminus\s$")
ROUNDING = re.compile(
    r"\b(?:about|roughly|around|some|nearly|almost|ca\.?|approximately|just|bit|over|under)\W*$|[~≈]$", re.I
)
PRINTED = {"CNY": "CNY ", "EUR": "€", "GBP": "£", "SGD": "SGD ", "USD": "$"}
CURRENCY_WORDS = (
    (re.compile(r"(?:US|S|SG)\$|\$"), PRINTED),
    (re.compile(r"\b(?:CNY|RMB|SGD|USD)\b ?"), PRINTED),
    (re.compile(r"\b(?:Singapore |US )?dollars\b|\byuan\b"),
     {"CNY": "yuan", "EUR": "euros", "SGD": "Singapore dollars", "USD": "US dollars", "GBP": "pounds"}),
)  # fmt: skip
# What stands on the left is written as on the right; a mark in front is needed where the scale is dropped.
SCALES = (
    (re.compile(r"(?<=\d)\s?[Kk]\b"), "M"),
    (re.compile(r"(?<=\d)\s?M\b"), "K"),
    (re.compile(r"(?<=\d)\s?B\b"), "M"),
    (re.compile(r"\bthousand\b"), "million"),
    (re.compile(r"\bmillion\b"), "thousand"),
    (re.compile(r"\bbillion\b"), "million"),
    (re.compile(r"(?<=\d)万"), "亿"),
    (re.compile(r",000\b"), ""),
    (re.compile(r"(?<=\d)\s?[Kk]\b"), ""),
)
BOUND_WORDS = (
    ("up to", "from"), ("tops out at", "starts at"), ("maximum", "minimum"), ("max", "min"),
    ("ceiling", "floor"), ("highest", "lowest"), ("top", "bottom"), ("upper", "lower"),
    ("at most", "at least"), ("most", "least"), ("no more than", "no less than"),
)  # fmt: skip
ONES = ("two", "three", "four", "five", "six", "seven", "eight", "nine")
# One of each kind from a sentence; more where few sentences can be changed that way.
MOST = {"increment": 4}
CELLS = ("base", "equity", "bonus", "total")


@dataclass(frozen=True, slots=True)
class Wrong:
    """A wrong sentence: which right one it comes from, by which kind of change."""

    of: str
    kind: str
    text: str
    old: str
    new: str


def corrupt(sentence: Sentence, guides: Guides, chance: random.Random) -> list[Wrong]:
    """Wrong sentences of every kind, as many as `MOST` says. The same seed gives the same ones."""
    found = []
    for kind, make in KINDS.items():
        made = sorted({w for w in make(sentence, guides, chance) if w[0] != sentence.text})
        for text, old, new in chance.sample(made, min(MOST.get(kind, 1), len(made))):
            found.append(Wrong(sentence.id, kind, text, old, new))
    return found


Made = Iterator[tuple[str, str, str]]


def is_true(claim: Claim, rows: Sequence[Row], guides: Guides) -> bool:
    """Whether the table holds what is claimed, in one of these rows (a cell), a script or the prose."""
    if claim.is_cell:
        return any(
            c.component == claim.component
            and c.unit == claim.unit
            and _fits(claim, c.low, c.high, c.currency)
            for row in rows
            for c in row.cells
        )
    if claim.component in ("increment", "sign_on"):
        return any(
            i.company == claim.company
            and i.component in (claim.of, claim.component)
            and _fits(claim, i.low, i.high, "USD")
            for i in guides.increments
        )
    prose = [f for file in guides.files if file.company in (None, claim.company) for f in file.prose]
    return any(f.unit == claim.unit and _fits(claim, f.low, f.high, f.currency) for f in prose)


def _fits(claim: Claim, low: Decimal, high: Decimal, currency: str) -> bool:
    if claim.currency and currency and claim.currency != currency:
        return False
    return claim.low in (None, low) and claim.high in (None, high)


def _rows(claim: Claim, guides: Guides) -> list[Row]:
    return guides.rows_like(claim.company, claim.region)


def _replaced(sentence: Sentence, claim: Claim, text: str) -> tuple[str, str, str]:
    whole = sentence.text[: claim.at] + text + sentence.text[claim.at + len(claim.text) :]
    return whole, claim.text, text


def _approximate(sentence: Sentence, claim: Claim) -> bool:
    """Whether a claim is made as a rounded one: such a figure stands for others near it."""
    return claim.rounded or bool(ROUNDING.search(sentence.text[: claim.at]))


def _open(sentence: Sentence) -> list[Claim]:
    """Claims that say a figure and affirm it."""
    return [c for c in sentence.claims if c.component != "level" and not c.negated]


# ---- the figure itself


def _digit(sentence: Sentence, guides: Guides, chance: random.Random) -> Made:
    for claim in _open(sentence):
        if claim.component == "derived" and _approximate(sentence, claim):
            continue
        tokens = list(NUMBER.finditer(claim.text))
        bounds = _bounds(claim, len(tokens))
        for token, names in zip(tokens, bounds, strict=False):
            at = chance.choice([i for i, c in enumerate(token[0]) if c.isdigit()])
            digit = chance.choice([d for d in "123456789" if d != token[0][at]])
            new = token[0][:at] + digit + token[0][at + 1 :]
            ratio = _plain(new) / _plain(token[0]) if _plain(token[0]) else Decimal(0)
            if _stays_wrong(sentence, claim, names, ratio, guides):
                yield _replaced(
                    sentence, claim, claim.text[: token.start()] + new + claim.text[token.end() :]
                )
        if not tokens and (spoken := _respoken(claim, chance)):
            text, ratio = spoken
            if _stays_wrong(sentence, claim, _bounds(claim, 1)[0], ratio, guides):
                yield _replaced(sentence, claim, text)


def _plain(number: str) -> Decimal:
    return Decimal(number.replace(",", ""))


def _bounds(claim: Claim, tokens: int) -> list[tuple[str, ...]]:
    """Which bounds each number of a claim's text is."""
    if tokens == 2 and claim.low is not None and claim.high is not None:
        return [("low",), ("high",)]
    one = tuple(name for name in ("low", "high") if getattr(claim, name) is not None)
    return [one] if tokens == 1 and (len(one) == 1 or claim.low == claim.high) else []


def _stays_wrong(
    sentence: Sentence, claim: Claim, names: Sequence[str], ratio: Decimal, guides: Guides
) -> bool:
    """Whether the claim with its bounds multiplied is false, and no other truth by chance."""
    values = {name: getattr(claim, name) * ratio for name in names}
    if _approximate(sentence, claim):
        return not Decimal("0.75") < ratio < Decimal("1.3")
    if claim.component == "derived":
        return not set(values.values()) & _sums(sentence, guides)
    changed = replace(claim, **values)
    ends = {
        v
        for row in _rows(claim, guides)
        for c in row.cells
        if c.component == claim.component
        for v in (c.low, c.high)
    }
    if not claim.is_cell:
        ends = set()
    return not is_true(changed, _rows(claim, guides), guides) and not set(values.values()) & ends


def _sums(sentence: Sentence, guides: Guides) -> set[Decimal]:
    """What simple arithmetic makes of the sentence's cells: a changed result may be one of these."""
    values = {v for c in sentence.claims for row in _rows(c, guides) if c.region for cell in row.cells
              if cell.component == c.component for v in (cell.low, cell.high)}  # fmt: skip
    values |= {v for c in sentence.claims for v in (c.low, c.high) if v is not None}
    pairs = list(combinations(sorted(values), 2))
    found = values | {v / 4 for v in values} | {v * 4 for v in values}
    found |= {b - a for a, b in pairs} | {a + b for a, b in pairs} | {(a + b) / 2 for a, b in pairs}
    return found | {v / 4 for v in found}


def _respoken(claim: Claim, chance: random.Random) -> tuple[str, Decimal] | None:
    """A number in words with another first word ("two hundred" → "six hundred") and the ratio of both."""
    match = re.match(rf"({'|'.join(ONES)}) hundred\b(?!.*\bto\b)", claim.text)
    value = claim.low if claim.low is not None else claim.high
    if not match or value is None or not value:
        return None
    digit = ONES.index(match[1]) + 2
    other = chance.choice([d for d in range(2, 10) if d != digit])
    # "two hundred ten thousand" is 210,000: its hundreds are `digit` hundred thousand.
    unit = Decimal(100_000)
    if not digit * unit <= value < (digit + 1) * unit:
        return None
    text = ONES[other - 2] + claim.text[len(match[1]) :]
    return text, (value + (other - digit) * unit) / value


def _bound(sentence: Sentence, guides: Guides, chance: random.Random) -> Made:
    for claim in _open(sentence):
        if not claim.is_cell or _approximate(sentence, claim):
            continue
        tokens = list(NUMBER.finditer(claim.text))
        for row in _rows(claim, guides):
            cell = row.cell(claim.component)
            if cell is None or cell.low == cell.high or claim.unit != cell.unit:
                continue
            if len(tokens) == 1 and (claim.low is None) != (claim.high is None):
                other = cell.high if claim.high is None else cell.low
                own = cell.low if claim.high is None else cell.high
                text = _like(claim.text, tokens[0], own, other)
                if text:
                    yield _replaced(sentence, claim, text)
            if len(tokens) == 2 and claim.low == cell.low and claim.high == cell.high:
                # One end of the range is that of another part of the same row.
                for stranger in row.cells:
                    if stranger.unit != cell.unit or stranger.component == claim.component:
                        continue
                    if stranger.high > cell.low and stranger.high != cell.high:
                        text = _like(claim.text, tokens[1], cell.high, stranger.high)
                        if text:
                            yield _replaced(sentence, claim, text)
    points = [c for c in sentence.claims if c.is_cell and (c.low is None) != (c.high is None)]
    if len(points) == 1 == len(_open(sentence)) and not _approximate(sentence, points[0]):
        yield from _turned(sentence, points[0], guides)


def _like(text: str, token: re.Match[str], own: Decimal, other: Decimal) -> str | None:
    """The claim's text with another value in place of a number, in the same unit; None where the same
    scale cannot write it plainly."""
    scale = own / _plain(token[0])
    value = other / scale
    if value < Decimal("0.01"):
        return None
    plain = f"{value.normalize():,f}" if "," in token[0] else f"{value.normalize():f}"
    return text[: token.start()] + plain + text[token.end() :] if len(plain) < 12 else None


def _turned(sentence: Sentence, claim: Claim, guides: Guides) -> Made:
    """The bound word is turned round: "up to" → "from"."""
    changed = replace(claim, low=claim.high, high=claim.low)
    if is_true(changed, _rows(claim, guides), guides):
        return
    words = [(a, b) for pair in BOUND_WORDS for a, b in (pair, pair[::-1])]
    held = [(m, b) for a, b in words for m in re.finditer(rf"(?i)\b{a}\b", sentence.text)]
    # Several bound words in a sentence are turned all or none; only a single one is safe to turn.
    spans = {m.span() for m, _ in held}
    outer = [s for s in spans if not any(o != s and o[0] <= s[0] and s[1] <= o[1] for o in spans)]
    if len(outer) != 1 or re.search(
        r"\b(?:not|n't|never|nothing|less|more|above|below|beyond|under|over)\b", sentence.text
    ):
        return
    for match, new in held:
        if match.span() == outer[0]:
            yield sentence.text[: match.start()] + new + sentence.text[match.end() :], match[0], new


def _scale(sentence: Sentence, guides: Guides, chance: random.Random) -> Made:
    for claim in _open(sentence):
        if claim.unit != "money" or claim.component == "derived":
            continue
        marked = re.search(r"[$€£¥]|\b[A-Z]{3}\b", claim.text)
        for pattern, new in SCALES:
            if pattern.search(claim.text) and (new or marked):
                # A factor of a thousand is in no cell; only figures of the prose are that far apart.
                yield _replaced(sentence, claim, pattern.sub(new, claim.text))


def _currency(sentence: Sentence, guides: Guides, chance: random.Random) -> Made:
    for claim in _open(sentence):
        if (
            claim.unit != "money"
            or claim.component == "derived"
            or claim.currency not in ("USD", "CNY", "SGD")
        ):
            continue
        for pattern, marks in CURRENCY_WORDS:
            if not pattern.search(claim.text):
                continue
            for code, mark in marks.items():
                if code != claim.currency and not is_true(
                    replace(claim, currency=code), _rows(claim, guides), guides
                ):
                    yield _replaced(sentence, claim, pattern.sub(mark, claim.text))
            break


def _sign(sentence: Sentence, guides: Guides, chance: random.Random) -> Made:
    for claim in _open(sentence):
        before = sentence.text[: claim.at]
        if claim.text.startswith("+"):
            yield _replaced(sentence, claim, "-" + claim.text[1:])
        elif re.match(r"[$€£¥\d]|[A-Z]{3} ?\d", claim.text) and not AFTER_SIGN.search(before):
            yield _replaced(sentence, claim, "-" + claim.text)
            if before.endswith(" "):
                yield _replaced(sentence, claim, "minus " + claim.text)
        elif not AFTER_SIGN.search(before) and re.match(rf"(?:{'|'.join(ONES)})\b", claim.text):
            yield _replaced(sentence, claim, "minus " + claim.text)


def _period(sentence: Sentence, guides: Guides, chance: random.Random) -> Made:
    """A grant over four years becomes one for each year, a yearly base one for four years."""
    cells = _open(sentence)
    if any(not c.is_cell for c in sentence.claims):
        return
    text = sentence.text
    if spans := list(FOUR_YEARS.finditer(text)):
        if len(spans) == 1 and sum(c.component == "equity" for c in cells) == 1:
            for new in ("a year", "per year", "each year"):
                yield text[: spans[0].start()] + new + text[spans[0].end() :], spans[0][0], new
        return
    if YEAR.search(text) or HAN.search(text):
        return
    for claim in cells:
        if claim.component in ("equity", "base") and CLAUSE_ENDS.match(text[claim.at + len(claim.text) :]):
            for new in (" a year", " per year") if claim.component == "equity" else (" over four years",):
                yield _replaced(sentence, claim, claim.text + new)


# ---- whose figure it is


def _of_one_row(sentence: Sentence) -> list[Claim]:
    """The claims of a sentence that speaks of one row only; else none."""
    claims = [c for c in sentence.claims if c.component != "derived"]
    whole = claims and all(
        c.is_cell and c.region and not c.negated and not _approximate(sentence, c) for c in claims
    )
    return claims if whole and len({(c.company, c.region) for c in claims}) == 1 else []


def _region(sentence: Sentence, guides: Guides, chance: random.Random) -> Made:
    claims = _of_one_row(sentence)
    own = next(iter(_rows(claims[0], guides)), None) if claims else None
    if own is None:
        return
    named = next((w for w in places_in_label(own.region) if sentence.text.count(w) == 1), None)
    if named is None:
        return
    for row in guides.rows_like(own.company, None):
        if row.region == own.region:
            continue
        new = chance.choice(places_in_label(row.region))
        text = sentence.text.replace(named, new)
        meant = [r for r in guides.rows_like(own.company, None) if names_place(new, r)]
        if not names_place(text, own) and not all(
            is_true(replace(c, region=None), meant, guides) for c in claims
        ):
            yield text, named, new


def _company(sentence: Sentence, guides: Guides, chance: random.Random) -> Made:
    claims = [c for c in sentence.claims if c.component != "derived"]
    companies = {c.company for c in claims}
    own = next(iter(companies), None)
    if (
        len(companies) != 1
        or own is None
        or any(c.negated or _approximate(sentence, c) or c.component in ("level", "figure") for c in claims)
    ):
        return
    if len(re.findall(rf"\b{own}\b", sentence.text)) != 1:
        return
    for other in sorted({row.company for row in guides.rows} - {own}):
        text = re.sub(rf"\b{own}\b", other, sentence.text)
        if names_any(text, (own.lower(), *COMPANY_ALIASES.get(own.lower(), ()))):
            continue
        rows = guides.rows_like(other, None)
        if any(c.region for c in claims):
            rows = [row for row in rows if names_place(text, row)]
        if not all(is_true(replace(c, company=other, region=None), rows, guides) for c in claims):
            yield text, own, other


def _component(sentence: Sentence, guides: Guides, chance: random.Random) -> Made:
    claims = [c for c in sentence.claims if c.component != "derived"]
    if not claims or any(c.negated or _approximate(sentence, c) or c.company is None for c in claims):
        return
    said = {c.of or c.component for c in claims}
    found = list(COMPONENT.finditer(sentence.text))
    if len(said) != 1 or len(found) != 1 or found[0].lastgroup not in said:
        return
    own = found[0].lastgroup
    scripted = any(not c.is_cell for c in claims)
    others = ("base", "equity", "sign_on") if scripted else CELLS
    for other in others:
        if other == own:
            continue
        changed = [
            replace(c, component=other) if c.is_cell else replace(c, of=other, component="increment")
            for c in claims
        ]
        if not all(is_true(c, _rows(c, guides), guides) for c in changed):
            new = chance.choice(WORDS[other])
            yield sentence.text[: found[0].start()] + new + sentence.text[found[0].end() :], found[0][0], new


def _increment(sentence: Sentence, guides: Guides, chance: random.Random) -> Made:
    """Another script's increment, or that of another part."""
    for claim in _open(sentence):
        if claim.component not in ("increment", "sign_on") or not NUMBER.search(claim.text):
            continue
        for other in guides.increments:
            changed = replace(claim, low=other.low, high=other.high)
            # One end of the claim's own range is no clear mistake.
            if {other.low, other.high} & {claim.low, claim.high}:
                continue
            if not is_true(changed, [], guides):
                plus = "+" if claim.text.startswith("+") else ""
                yield _replaced(sentence, claim, plus + of_cell(other.low, other.high, "money", "USD"))


KINDS: dict[str, Callable[[Sentence, Guides, random.Random], Made]] = {
    "digit": _digit,
    "bound": _bound,
    "region": _region,
    "company": _company,
    "component": _component,
    "currency": _currency,
    "scale": _scale,
    "period": _period,
    "sign": _sign,
    "increment": _increment,
}
