"""Currencies and numbers that no id placed: what a model typed itself.

In: a sentence, `Material`. Out: a reason for a currency that none of its figures is in, and for digits
and number words that stand nowhere in the data. Whether those that do are right is the check's to say.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache

from assistant.dates import dates_in, unknown_date
from assistant.finding import numbers_of
from assistant.model.references import Material, Rendered
from assistant.model.words import CHINESE, flat, flat_known
from corpus.currencies import currencies_in
from corpus.money import Amount, amounts_in
from corpus.numerals import number_spelt
from corpus.regexes import regex

IX = re.IGNORECASE | re.VERBOSE

# Money that no guide, offer or question here is in.
_OTHER_MONEY = regex(r"\b(?:BTC|bitcoin|crypto|krona|pesos?|won(?!['’]))\b|₿", re.I)


_TWO_MARKS = regex(r"[€£¥₹]\s?[A-Z]{3}\b|\$\s?(?:EUR|GBP|CNY|SGD|INR|RMB)\b|[€£₹]\s?[$¥]")


def currency_problem(rendered: Rendered, material: Material) -> str | None:
    """A currency that none of the sentence's figures is in."""
    if _TWO_MARKS.search(rendered.text):
        return "a figure has two currencies"
    own = {
        m.amount.currency
        for _, _, f, _ in rendered.placed
        if (m := material.figures[f]).amount and m.amount.currency
    }
    here = currencies_in(rendered.bare)
    asked = _currencies(material.question) | _currencies(material.composed) if here else frozenset()
    known = _currencies(material.known) if here else frozenset()
    passed_over = bool(_NO_CURRENCY.search(rendered.bare))  # "read it as printed rather than as euros"
    for code in sorted(here):
        if passed_over and code in asked:
            continue
        if code not in known or (own and code not in own):
            return f"no figure of the sentence is in {code}"
    if (other := _OTHER_MONEY.search(rendered.bare)) and not _OTHER_MONEY.search(material.known):
        return f"no figure of the sentence is in {other.group()}"
    return None


@lru_cache(maxsize=64)
def _currencies(text: str) -> frozenset[str]:
    return frozenset(currencies_in(text))


_NO_CURRENCY = regex(
    r"\b(?:not|no|never|whether|which|nor|neither|without|rather\s+than|instead\s+of|unless|if|nothing|silent|unspecified"
    r"|unstated|nowhere)\b|n['’]t\b",
    re.I,
)

# ---- numbers


_TOKEN = regex(r"[^\W_]*\d[\w.,–-]*", re.ASCII)
_ONE = regex(r"[a-z]{1,2}\d{1,2}|\d[\d.,]*[kmw]?")  # a level, or one end of "SGD 145K–SGD 225K"
_HOURS = regex(r"\d+[–-]?\d*h")
_SPACED = regex(r"(?<![A-Za-z])\d(?<![A-Z]\d)\s+\d")
_QUANTITY = regex(
    r"""\b(?:hundreds?|thousands?|millions?|billions?|trillions?|lakhs?|crores?|dozens?|grand|(?:five|six|seven|eight)[\s-]+figures?|doubl\w+(?!-?\s?check)|twice|tripl\w+|quadrupl\w+|threefold|twofold
    |(?:two|three|four|five|ten)\s+times|half\s+again|(?:ten|fifteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[\s-]\w+)?\s+(?:percent|per\s+cent|%|k\b|grand))\b
    |[零〇一二两三四五六七八九十百千]{2,}\s?(?:万|亿|千|百|%|％|元|美元|k)?|[一二两三四五六七八九十百千]\s?(?:万|亿)|百分之|翻(?:倍|番)|两倍|一倍|[一二三四五六七八九]成""",
    IX,
)


def number_problems(rendered: Rendered, material: Material) -> Iterable[str]:
    """Digits and words of number that stand nowhere in the data."""
    text = rendered.bare
    for c in text:
        if (
            not c.isascii()
            and not CHINESE.match(c)
            and unicodedata.numeric(c, None) is not None
            and c not in material.known
        ):
            yield "it has digits of another script"
            return
    known = _tokens(material)
    amounts = amounts_in(text)
    for m in _TOKEN.finditer(text):
        read = [a for a in amounts if a.start < m.end() and m.start() < a.end]
        if read and all(_is_known(a, material) for a in read):
            continue  # the same value in another form: "40-60K"; what it is of is the check's to say
        timed = _TIMED.fullmatch(m.group().rstrip(".,–-").lower())
        if timed and (timed[1] in known or _counted(timed[1], material)):
            continue
        if is_bare_of_theirs(m.group().rstrip(".,–-"), text[: m.start()], text[m.end() :], material):
            continue
        token = m.group().rstrip(".,–-")
        if _LEVEL.fullmatch(token) and material.passages and token in _levels(material.nearby):
            continue
        if token.lower() not in known:
            yield f"{m.group()} stands nowhere in the data; place a figure by its id"
            return
    for m in _RANGE.finditer(text):
        read = [a for a in amounts if a.start < m.end() and m.start() < a.end]
        if read and all(_is_known(a, material) for a in read):
            continue
        if _range(m) not in _ranges(material.known):
            yield f"the range {m.group()} stands nowhere in the data; place a figure by its id"
            return
    if spaced := _SPACED.search(text):
        yield f"“{spaced.group()}” is digits set apart"
        return
    words = _QUANTITY.search(text)
    if (
        words
        and _NUMERAL_WORDS.fullmatch(words.group())
        and any(n.start <= words.start() and words.end() <= n.end for n in numbers_of(text, 0, ())[0])
    ):
        return  # the check of figures reads it
    if words and flat(words.group()).lower() not in flat_known(material):
        yield f"“{words.group()}” stands nowhere in the data; place a figure by its id"


_LEVEL = regex(r"[A-Z]{1,3}\d{1,2}(?:[-–][A-Z]{0,3}\d{1,2})?")


@lru_cache(maxsize=64)
def _levels(text: str) -> frozenset[str]:
    return frozenset(m.group() for m in re.finditer(rf"\b{_LEVEL.pattern}\b", text))


_NUMERAL_WORDS = regex(
    r"(?:(?:ten|fifteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|percent"
    r"|per\s+cent)[\s-]*)+",
    re.I,
)
_TIMED = regex(r"(\d{1,2})-?(?:months?|weeks?|days?|years?|yrs?|y)")


def _counted(number: str, material: Material) -> bool:
    """Whether a number of months or years is named in the data or by the person."""
    told = f"{material.known} {material.question if material.trusted_question else ''}"
    return bool(
        re.search(rf"(?<!\d){number}(?:\s*-?\s*(?:months?|weeks?|days?|years?|yrs?|y)\b|\s*年)", told, re.I)
    )


_YOUR = regex(r"\b(?:your|the)\s+(?:\w+\s+)?$", re.I)
# What makes a figure a guide's: "the band ends at ∎", "∎ is the floor".
_OF_A_GUIDE = regex(
    r"\b(?:bands?|ranges?|tables?|rows?|columns?|guides?|scripts?|floors?|ceilings?|tops?|bottoms?|m(?:ax|in)\w*|pays?|paid|offers"
    r"|gives?|gave|prints?|lists?|starts?|begins?|ends?|stops?|reach\w*|runs?|goes|go|average\w*|median|from|to|up\s+to|between)\b",
    re.I,
)
_AS_AN_END = regex(
    r"\s*(?:(?:is|was|are|being|marks?)\s+)?(?:(?:the|its|their|an?)\s+)?(?:\w+\s+)?"
    r"(?:floor|ceiling|top|bottom|maximum|minimum|low\s+end|high\s+end|bands?|ranges?|average|median|[–-]\s?\d)",
    re.I,
)
_IS = regex(r"\s*(?:is|are|was|means|being)\s+", re.I)
_CLAUSE = regex(
    r"[,;:—–]\s*|[.?!]\s+"
    r"|\s(?=(?:and|but|so|since|because|as|while|whereas|although|though|where|if)\s)",
    re.I,
)


def is_bare_of_theirs(token: str, ahead: str, behind: str, material: Material) -> bool:
    """Whether digits without a scale are an amount that the person gave just so: "your Meta 520"."""
    if not (material.passages and material.trusted_question and token.isdigit() and len(token) < 4):
        return False
    if not re.search(rf"(?<![\w.,$]){token}(?![\w.,%]*\d)(?!\s*[%A-Z\d])", material.question):
        return False
    return bool(_YOUR.search(ahead)) or (len(token) > 1 and is_said_as_theirs(ahead, behind, material))


def is_said_as_theirs(ahead: str, behind: str, material: Material) -> bool:
    """Whether nothing around a figure of the person's gives it to a guide or to a company.

    "With ∎ you are inside the band", and not "the band ends at ∎", "Acme has ∎", "∎ is the floor".
    """
    clauses = _CLAUSE.split(re.sub(r"\([^()]*\)", " ", ahead))
    # With next to nothing before it, a figure may belong to what stands ahead: "the range for Acme in Oslo, ∎".
    clause = clauses[-1] if len(re.findall(r"\w+", clauses[-1])) > 1 else " ".join(clauses[-2:])
    if _OF_A_GUIDE.search(clause) or _AS_AN_END.match(behind):
        return False
    if is_ := _IS.match(behind):
        said = material.lexicon.mentions(behind[is_.end() : is_.end() + 20], correct=False)
        if any(m.kind == "component" for m in said):
            return False  # "∎ is the base salary there"
    return not any(m.kind in ("company", "place") for m in material.lexicon.mentions(clause, correct=False))


def _is_known(amount: Amount, material: Material) -> bool:
    """Whether an amount that is typed in an answer is one of the data or the question, by its value.

    A range has to be one there too; a single amount may be an end of one.
    """
    if not material.passages:
        return False  # a letter is held to what was composed
    values = _values(material.known) | {(a.unit, a.low, a.high) for a in material.evidence.inputs}
    if len(re.findall(r"\d[\d.,]*", amount.text)) > 1:
        return amount.low != amount.high and (amount.unit, amount.low, amount.high) in values
    return any(unit == amount.unit and amount.low in (low, high) for unit, low, high in values)


@lru_cache(maxsize=64)
def _values(text: str) -> frozenset[tuple[str, Decimal | None, Decimal | None]]:
    return frozenset((a.unit, a.low, a.high) for a in amounts_in(text) if a.unit != "count")


def date_problem(text: str, material: Material) -> str | None:
    """Years that are said of one company's guide or its sources, and are none of its own; quarters of no text."""
    if not _YEARS.search(text):
        return None
    quarters = _quarters(text)
    if material.passages and quarters and (new := quarters - _quarters(f"{material.told_of} {material.question}")):
        quarter, year = min(new)
        return f"Q{quarter} {year} stands nowhere in the data"
    named = {m.name for m in material.lexicon.mentions(text, correct=False) if m.kind == "company"}
    theirs = [p for p in material.passages.values() if p.company in named]
    if len(named) != 1 or not theirs:
        return None
    known = {d for p in theirs for d in dates_in(f"{p.quote} {p.as_of or ''}")}
    for m in _YEARS.finditer(text):
        if (denied := _DENIED_YEAR.search(text[: m.start()])) and not denied["only"]:
            if m[0].isdigit() and any(low <= int(m[0]) <= high for low, high in known):
                return f"{m[0]} is a date of {named.pop()}'s guide"
            continue  # "it names no 2026 source"
        if unknown_date(text, m.start(), m.end(), known):
            return f"{m[0]} is no date of {named.pop()}'s guide"
    return None


_QUARTER = regex(
    r"\bQ(?P<q1>[1-4])[\s/-]*(?:of\s+)?(?:fiscal\s+|FY\s?)?(?P<y1>20\d\d)\b|\b(?P<y2>20\d\d)[\s/-]*Q(?P<q2>[1-4])\b"
    r"|\b(?P<word>first|second|third|fourth|last|1st|2nd|3rd|4th)\s+quarter\s+(?:of\s+)?(?:fiscal\s+)?(?P<y3>20\d\d)\b",
    re.I,
)
_WORDS_OF_QUARTERS = ("first 1st", "second 2nd", "third 3rd", "fourth 4th last")
_ORDINALS = {word: n for n, words in enumerate(_WORDS_OF_QUARTERS, 1) for word in words.split()}


def _quarters(text: str) -> set[tuple[int, int]]:
    """The quarters that a text names, with their years."""
    return {
        (int(m["q1"] or m["q2"] or _ORDINALS[m["word"].lower()]), int(m["y1"] or m["y2"] or m["y3"]))
        for m in _QUARTER.finditer(text)
    }


_DENIED_YEAR = regex(
    r"\b(?:no|not|nothing|never|none|neither|nor|without|n['’]t)\b(?P<only>\s+only)?(?:\s+(?!but\b)[\w’']+){0,6}\s*$",
    re.I,
)
_YEARS = regex(r"\b(?:19|20)\d\d(?:\s?[–-]\s?(?:20)?\d\d)?\b")

# "seven regions": a count in words has to stand in the data like any other.
_COUNTED = regex(
    r"\b(?P<word>three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty)\s+(?:\w+\s+)?"
    r"(?:regions?|cities|places|offices|locations|countries|rows|levels|companies|employers|rounds|offers|months"
    r"|weeks|days|hours|people|candidates)\b",
    re.I,
)
_REGIONS = regex(r"\b(?:regions?|rows)\b", re.I)
_FORMULA = regex(r"=[^.;:=]*\+[^.;:=]*")
_NOT_WRITTEN = regex(r"[^a-z0-9=+]+")


def count_problem(text: str, material: Material) -> str | None:
    """A count in words, or a formula, that stands nowhere in the data."""
    known = flat_known(material)
    for m in _COUNTED.finditer(text):
        number = number_spelt(m["word"])
        rows = {(f.guide, f.region) for f in material.evidence.facts if f.region}
        regions = {sum(g == guide for g, _ in rows) for guide, _ in rows}  # counted by code
        if number in regions and _REGIONS.search(m[0]):
            continue
        if not re.search(rf"\b(?:{m['word'].lower()}|{number})\b", known):
            return f"“{m[0]}” stands nowhere in the data"
    for m in _FORMULA.finditer(text):
        if _NOT_WRITTEN.sub("", m[0].lower()) not in _NOT_WRITTEN.sub("", known):
            return "the formula stands nowhere in the data"
    return None


_RANGE = regex(
    r"(\d[\d.,]*\s?(?:[KkMmw万%](?![A-Za-z]))?)\s*(?:–|—|-|~|\bto\b|至|到)\s*(?:[A-Z]{3}\s?|[A-Z]{0,2}[$€£¥₹])?\s?(\d[\d.,]*\s?(?:[KkMmw万%](?![A-Za-z]))?)"
)


def _range(m: re.Match[str]) -> tuple[str, str]:
    low, high = (re.sub(r"[\s,.]+$|\s", "", m[n]).lower() for n in (1, 2))
    return low, high


@lru_cache(maxsize=64)
def _ranges(text: str) -> frozenset[tuple[str, str]]:
    return frozenset(_range(m) for m in _RANGE.finditer(text))


def _tokens_of(text: str) -> frozenset[str]:
    whole = {m.group().rstrip(".,–-").lower() for m in _TOKEN.finditer(text)}
    ends = {piece for token in whole for piece in re.split(r"[–-]", token) if _ONE.fullmatch(piece)}
    bare = {token.rstrip("h") for token in whole if _HOURS.fullmatch(token)}
    return frozenset(whole | ends | bare)


def _tokens(material: Material) -> frozenset[str]:
    """The tokens with digits that may be typed: those of the data, and of the question only levels."""

    def read() -> frozenset[str]:
        passages = material.passages.values()
        told = [material.composed, *(p.quote for p in passages), *(p.as_of or "" for p in passages)]
        told += [*material.more, *(f.of for f in material.figures.values())]
        levels = _A_LEVEL.findall(material.question) if material.trusted_question else []
        return _tokens_of("\n".join(told)) | {w.lower() for w in levels} | {"4", "1"}

    return material.once("tokens with digits", read)


_A_LEVEL = regex(r"\b(?:[A-Za-z]{1,2}\d{1,2}|\d-\d)\b")
