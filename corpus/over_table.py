"""What stands over a table of pay and beside it: whose pay it is, which part of it, where, in what.

In: a Table and its Guide. Out: `Over`: the part of pay, level or place that its heading or label names,
and whether it speaks of other companies; the currency said near the table. It reads the innermost
heading and the line of words right above the table, and no others.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.columns import (
    NO_NOTE,
    PARENTHESIS,
    MoneyNote,
    column_kind,
    component_of,
    is_level,
    level_codes,
    place_of,
    says_years,
    slug_of,
    without_component,
)
from corpus.currencies import CURRENCY_CODES, CURRENCY_WORDS, currency_named, currency_of
from corpus.guide import Guide, Table
from corpus.known_names import one_place_in, places_in
from corpus.labels import label_of
from corpus.origin import ROLE_NOUN
from corpus.regexes import regex
from corpus.shapes import plain

_TOTAL = regex(
    r"\btotal (?:comp(?:ensation)?|pay|packages?|remuneration|rewards?)\b|(?-i:\b(?:TC|CTC|OTE)\b)",
    re.IGNORECASE,
)
_CLAUSE = regex(r"[.;,]\s|\band\b")
_NAMED_CURRENCY = regex(rf"\b(?:in|are|is)\s+((?-i:[A-Z]{{3}})|{CURRENCY_WORDS})(?!\w)", re.IGNORECASE)
_THOUSANDS = regex(
    rf"\b(?P<scale>thousand|million)s? of (?P<name>(?-i:[A-Z]{{3}})|{CURRENCY_WORDS})(?!\w)", re.IGNORECASE
)
_EXCEPT = regex(
    # What a cell says for itself holds for it anyway.
    r"\b(?:except|excluding|apart from|other than|"
    r"unless(?! (?:otherwise|(?:the|a|its) (?:cell|row)|noted|stated|marked)))\b",
    re.IGNORECASE,
)
_OF_ALL_AMOUNTS = regex(
    r"^(?:all )?(?:amounts|figures|numbers|sums|values|ranges|bands)\b.{0,40}\b(?:are|is)\b|^[\w ]{2,30} only\W*$",
    re.IGNORECASE,
)
_PHRASE = regex(r"\s*[,;:|()]\s*|\s+[\u2013—-]\s+")
_PEOPLE = regex(
    r"(?:interns|trainees|apprentices|graduates|new grad(?:uate)?s|juniors|seniors|directors|fellows)", re.IGNORECASE
)
_ONLY_RANK = regex(
    r"(?:(?:senior|staff|junior|mid|principal|entry|intern|new grad|associate|distinguished|"
    r"lead|graduate|level|band|grade|"
    r"[A-Z]{1,3}-?\d{1,2}\+?)[ -]?)+", re.IGNORECASE
)
_WHO_PAYS = regex(
    r"\b[Ww]hat (?P<who>(?!They|We|It|You|Recruiters|People)[A-Z][\w&.'’-]*(?: [A-Z][\w&.'’-]*)*) pays?\b"
)
_TOTAL_CASH = regex(r"\btotal (?:target )?cash\b", re.IGNORECASE)
_TIME = regex(
    r"\b(?:monthly|hourly|daily|weekly) "
    r"(?:page|sums?|amounts?|figures?|table|invoices?|pay|salar(?:y|ies)|gross|net|base|rates?|packages?|comp\w*|wages?)\b|"
    r"\b(?:per|a|each) (?:month|hour|day|week)\b|/\s?(?:mo|month|hr|hour)\b",
    re.IGNORECASE,
)
_STATED_CURRENCY = regex(
    rf"(?:\ball\b|(?:^|[.:;*_(]\s*|\bthe )(?:figures|amounts|numbers|values|ranges)\b)[^.|]{{0,60}}?\b(?:in|are|is)\W+"
    rf"(?P<name>(?-i:[A-Z]{{3}})|{CURRENCY_WORDS})(?!\w)|"
    rf"\b(?:all )?(?:figures|amounts|numbers|values|ranges)\W+(?P<code>(?-i:[A-Z]{{3}}))(?!\w)|"
    r"\bdollars? (?:are|is|means?) (?P<whose>[A-Za-z]+)\b",
    re.IGNORECASE,
)
_OTHERS = regex(
    r"\b(?:competitors?|competing|rivals?|peers?|elsewhere|other (?:companies|employers|firms)|"
    r"market comparison|industry (?:averages?|comparison|benchmarks?))\b",
    re.IGNORECASE,
)
_COSTS = regex(
    r"\b(?:budgets?|headcounts?|payroll|hiring plans?)\b|"
    r"\b(?:hiring|recruit\w*|employer|staff|team|project|company) (?:costs?|spend\w*|pools?)\b|"
    r"\bcosts? (?:per|of) (?:seat|hire|head)\b",
    re.IGNORECASE,
)
_EXAMPLE = regex(
    r"\b(?:examples?|samples?|illustrat\w*|hypothetical|worked|scenarios?|counter\w*|ask(?:s|ing)?|target package|"
    r"your (?:offer|numbers?|pitch)|"
    r"walk-?away|templates?|scripts?|stretch|personas?|case stud(?:y|ies)|math)\b",
    re.IGNORECASE,
)
# Words of a heading that name pay at large, a time or a kind of list: what they leave is its own name.
_GENERIC = regex(
    r"\b(?:pay|salary|salaries|comp(?:ensation)?|total|bands?|ranges?|tables?|sheets?|grids?|packages?|data|overview|summary|breakdown|"
    r"structure|details?|benchmarks?|figures?|numbers|levels?|locations?|regions?|by|for|in|and|of|the|at|per|each|"
    r"annual|yearly|estimated|typical|(?:19|20)\d\d|vs\.?|guide)\b|[&:()\u2013—|/-]",
    re.IGNORECASE,
)
_PAY_WORDS = regex(
    r"\b(?:comp(?:ensation)?|pay|salary|salaries|bands?|ranges?|packages?|tables?)\b", re.IGNORECASE
)
_CALLED_PAY = regex(r"\b(?:comp(?:ensation)?|pay|package|salary|salaries)\b", re.IGNORECASE)
_LONGEST_LABEL = 8  # words


@dataclass(frozen=True, slots=True)
class Over:
    """What the words over a table say of all its cells."""

    component: str | None = None
    level: str | None = None
    region: str | None = None
    note: MoneyNote = NO_NOTE
    others: bool = False  # it speaks of other companies
    costs: bool = False  # it speaks of what an employer spends, or of what a team has
    example: bool = False  # it speaks of an example or of what to ask for
    name: str = ""  # the words that tell the table from one like it; "" where there are none
    titles: tuple[str, ...] = ()  # the lines over it, nearest first
    said: tuple[str, ...] = ()  # the words that name its part of pay, and perhaps the time it is for


NOTHING_OVER = Over()


def over_table(table: Table, guide: Guide) -> Over:
    """Read the heading and the label over a table."""
    said = [label_of(line) for line in _lines_over(table, guide)]
    naming = next((words for words in said if part_named(words)), "")
    component = part_named(naming) or _part_in_caption(table, guide)
    if component is None and any(map(_TOTAL_CASH.search, said)):
        component = "total_cash"
    if component is None and _calls_it_total(table, guide):
        component = "total"
    name = next((words for line in said if (words := own_words(line, guide))), "")
    place = place_of(name)
    level = place.name if level_codes(place.name) else _level_said(said)
    sited = next((found for line in said if (found := one_place_in(line, guide))), None)
    sited = sited or next(filter(None, map(_noted_place, said)), None) or _place_beside(table, guide)
    marked = place.note.currency is not None or _has_flag(table, guide)
    region = place.name if not level and marked and place.name and not is_level(place.name) else None
    heading = next((line for line in said if own_words(line, guide)), "")
    if region and "," in heading:  # "Graz, by grade (EUR)" is of Graz
        region = own_words(_PHRASE.split(heading)[0], guide) or region
    if region and (re.search(r"\d", region) or component_of(region) or column_kind(region) != "other"):
        region = None  # "FY31 (USD)", "Stipends (EUR)"
    timed = next((words for words in said if _TIME.search(words) and not says_years(words)), "")
    return Over(
        component=component,
        level=level,
        region=sited or region,
        note=_note_over(table, guide, (name, *said)),
        others=any(_OTHERS.search(words) or _pays_elsewhere(words, guide) for words in said),
        costs=any(_COSTS.search(words) for words in said),
        example=any(_EXAMPLE.search(words) for words in said),
        name=place.name,
        titles=tuple(said),
        said=tuple(dict.fromkeys(words for words in (naming, timed) if words)),
    )


def _lines_over(table: Table, guide: Guide) -> list[str]:
    """The label right above the table and the innermost heading, nearest first."""
    found: list[str] = []
    for n in range(table.header_line - 1, max(0, table.header_line - 4), -1):
        line = guide.lines[n - 1].strip()
        if not line:
            continue
        words = plain(line.lstrip("#").strip())
        marked = line != words or line.endswith((":", "："))
        if marked and len(words.split()) <= _LONGEST_LABEL and not line.startswith(("|", "-", ">")):
            found.append(words.rstrip(":："))
        break
    if table.section and len(table.section) > 1 and table.section[-1] not in found:
        found.append(table.section[-1])
    return found


def _level_said(lines: Sequence[str]) -> str | None:
    """The level that one phrase of a heading is: "Lund, senior, EUR", "Junior: base only".

    >>> _level_said(["Lund, senior, EUR"]), _level_said(["Senior Engineer pay"]), _level_said(["Staff pay"])
    ('senior', None, None)
    """
    for line in lines:
        phrases = [phrase.strip() for phrase in _PHRASE.split(line)]
        ranks = [phrase for phrase in phrases if _ONLY_RANK.fullmatch(phrase) and is_level(phrase)]
        if len(phrases) > 1 and len(ranks) == 1:
            return ranks[0]
        if len(phrases) == 1 and _PEOPLE.fullmatch(line.strip()):  # "Interns"
            return line.strip()[:-1]
    return None


def _noted_place(line: str) -> str:
    """The name beside a currency in the brackets of a heading: "Base (CHF per year, Lund)"."""
    for said in PARENTHESIS.finditer(line):
        items = [item.strip() for item in said[1].split(",")]
        names = [item for item in items if item[:1].isupper() and column_kind(item) == "other" and not is_level(item)]
        names = [name for name in names if place_of(f"x ({name})").note == NO_NOTE and not re.search(r"\d", name)]
        paid = any(place_of(f"x ({item})").note.currency for item in items if item not in names)
        if len(items) > 1 and len(names) == 1 and paid:
            return names[0]
    return ""


def _place_beside(table: Table, guide: Guide) -> str | None:
    """The one place that a sentence beside a table says its amounts are for: "Amounts are for Lund."."""
    last = table.rows[-1].line if table.rows else table.header_line
    near = guide.lines[max(0, table.header_line - 4) : table.header_line - 1] + guide.lines[last : last + 3]
    for line in near:
        if line.lstrip().startswith(("|", "#", "-", ">")):
            continue
        for sentence in re.split(r"(?<=[.!?])\s+", plain(line).strip(" *_")):
            if _OF_ALL_AMOUNTS.search(sentence) and (place := one_place_in(sentence, guide)):
                return place
    return None


def _part_in_caption(table: Table, guide: Guide) -> str | None:
    """The part of pay that a phrase of the sentence right above a table is: "Annual base, US dollars."."""
    above = table.header_line - 1
    while above and above > table.header_line - 3 and not guide.lines[above - 1].strip():
        above -= 1
    line = plain(guide.lines[above - 1].strip()) if above else ""
    if not line or line.startswith(("|", "#", "-", ">", "*")):
        return None
    last = re.split(r"(?<=[.!?])\s+", line)[-1].rstrip(" .:")
    parts = {part_named(phrase) for phrase in _PHRASE.split(last) if not without_component(phrase)} - {None}
    return parts.pop() if len(parts) == 1 else None


def _note_over(table: Table, guide: Guide, lines: Sequence[str]) -> MoneyNote:
    """The currency and the scale that the words over a table say; what gives a scale says more."""
    near = [plain(line) for line in guide.lines[max(0, table.header_line - 4) : table.header_line - 1]]
    notes = [_note_in(line) for line in lines]
    notes += [_note_in(line) for line in near if not _EXCEPT.search(line) and _THOUSANDS.search(line)]
    scaled = next((note for note in notes if note.factor != 1), NO_NOTE)
    named = next((note for note in notes if note.currency), NO_NOTE)
    if scaled.currency and named.currency and scaled.currency != named.currency:
        return named
    return MoneyNote(scaled.currency or named.currency, scaled.factor)


def _has_flag(table: Table, guide: Guide) -> bool:
    lines = _lines_over(table, guide)
    return any(re.search(r"[\U0001f1e6-\U0001f1ff]{2}|:[a-z]{2}:", line) for line in lines)


def part_named(words: str) -> str | None:
    """The one part of pay that a heading names; "Salary & Compensation" names pay at large.

    >>> [part_named(words) for words in ("Base Salary by Level", "RSU Grants", "Pay and Equity", "Salaries")]
    ['base', 'equity', None, None]
    """
    named = component_of(words)
    phrases = _PHRASE.split(words)
    if named is None and len(phrases) > 1:  # "Lund, by step (base, £ thousand)"
        parts = {component_of(phrase) for phrase in phrases if phrase and not without_component(phrase)} - {None}
        named = parts.pop() if len(parts) == 1 else None
    if named == "base" and not re.search(r"\bbase\b", words, re.IGNORECASE):
        return None
    first = phrases[0]
    if named is not None and len(first.split()) <= 2 and first != words and (alone := component_of(first)):
        named = alone  # "Refreshers, granted in May"
    own = named == slug_of(first) and (first != words or len(words.split()) < 3)
    if own or named in ("base", "equity", "options", "bonus", "sign_on"):
        rest = re.sub(r"\bbase (?:salary|salaries|pay|comp\w*)\b", "", words, flags=re.IGNORECASE)
        return None if _CALLED_PAY.search(rest) else named
    return None


def own_words(line: str, guide: Guide) -> str:
    """What is left of a heading without the words of every such heading and the guide's own names."""
    place = place_of(line)
    words = place.name
    if component_of(words) and part_named(words):
        return ""
    if guide.company:
        words = re.sub(rf"(?<!\w){re.escape(guide.company)}(?:['’]s)?(?!\w)", " ", words)
    left = _GENERIC.sub(" ", words)
    if not left.strip() or _TOTAL.search(words):
        return ""
    # "London Compensation" is told by London; "Senior Engineer (L5)" stays as it is.
    titled = is_level(words) and ROLE_NOUN.search(words)  # "Senior Data Engineer" is whole
    kept = " ".join((_PAY_WORDS.sub(" ", words) if level_codes(words) or titled else left).split())
    code = f" ({place.note.currency})" if place.note.currency else ""
    if ROLE_NOUN.search(kept) and not is_level(kept):
        return ""
    return f"{kept.strip(' ,')}{code}"


def _calls_it_total(table: Table, guide: Guide) -> bool:
    """Whether the heading over a table or the words next to it call its amounts total compensation."""
    if table.section and _TOTAL.search(table.section[-1]):
        return True
    last = table.rows[-1].line if table.rows else table.header_line
    # The words next to it: what ends within two lines above, or begins within two lines below.
    at = bisect_left(guide.blocks, table.header_line, key=lambda block: block.first)
    for block in guide.blocks[max(0, at - 2) : at + 4]:
        if block.kind in ("heading", "table"):
            continue
        words = plain(guide.lines[block.first - 1]).strip(" *_(")
        if last < block.first <= last + 2 and _TOTAL.match(words):
            return True
        if table.header_line - 2 <= block.last < table.header_line and _TOTAL.search(words):
            return True
    return False


def _pays_elsewhere(words: str, guide: Guide) -> bool:
    """Whether a heading tells what another than the guide's company pays: "What Globex pays"."""
    who = _WHO_PAYS.search(words)
    return who is not None and who["who"] != guide.company and not places_in(who["who"], own=True)


def _note_in(line: str) -> MoneyNote:
    """The currency and the scale that a heading says: "Pay (GBP)", "Base only, in thousands of pounds"."""
    note = place_of(line).note
    if note == NO_NOTE and (said := _THOUSANDS.search(line)) and (code := _code(said["name"])):
        return MoneyNote(code, 10**6 if said["scale"].lower() == "million" else 1000)
    return note


def words_around(table: Table, guide: Guide) -> list[str]:
    """What names the places of a table that does not: its headers, the headings over it, the guide's title."""
    return [*table.header, *table.section, guide.title]


def stated_currency(table: Table, guide: Guide) -> str | None:
    """The currency that a sentence beside a table says its amounts are in."""
    last = table.rows[-1].line if table.rows else table.header_line
    near = guide.lines[max(0, table.header_line - 4) : table.header_line - 1] + guide.lines[last : last + 3]
    plain_words = [words for line in near if not _EXCEPT.search(words := plain(line))]
    said = (match for words in plain_words for match in _STATED_CURRENCY.finditer(words))
    codes = {
        _code(match["name"] or match["code"] or f"{match['whose']} dollar") for match in said
    } - {None}
    return codes.pop() if len(codes) == 1 else None


def column_currencies(table: Table, guide: Guide) -> dict[int, str]:
    """The currencies that a sentence over a table gives its columns by place: "Dublin in euro; India in rupees"."""
    found: dict[int, str] = {}
    near = guide.lines[max(0, table.header_line - 4) : table.header_line - 1]
    said_near = [line for line in near if _NAMED_CURRENCY.search(line)]
    headers = [places_in(place_of(header).name) for header in table.header] if said_near else []
    for line in said_near if any(headers[1:]) else ():
        if line.lstrip().startswith(("|", "#")):
            continue
        for clause in _CLAUSE.split(plain(line)):
            said = {code for name in _NAMED_CURRENCY.findall(clause) if (code := _code(name))}
            places = places_in(clause, own=True)
            if len(said) == 1 and places:
                code = next(iter(said))
                found |= {i: code for i, around in enumerate(headers) if i and around & places}
    return found


def _code(name: str) -> str | None:
    known = currency_named(name.lower())
    return known[0] if known else currency_of(name.upper()) if name.upper() in CURRENCY_CODES else None
