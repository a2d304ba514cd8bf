"""One sentence, or one row of a table, held against the evidence: whose its numbers are, and a verdict for each.

In: a sentence, `Evidence`, a `Lexicon` and the `Context` of its paragraph. Out: the verdicts of its numbers; the
context then knows what the sentence named and which of its figures passed.

A sentence that names several companies, places or components is read in every way in which they can
belong to its numbers, the same way for all of them, and the reading that supports most counts. A
false figure would have to be right in some reading of the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import combinations, product

from assistant.agreement import Claim
from assistant.bounds import cues_of_title
from assistant.concluding import conclude, count_for, registered_as
from assistant.dates import A_DATE, unknown_date
from assistant.describing import described
from assistant.evidence import Evidence, Verdict
from assistant.finding import UNREAD
from assistant.further_ways import EXAMPLE, with_examples, with_further_ways
from assistant.leads import NOTHING, NOTHING_LENT, Lead, Lent, currency_of
from assistant.numbers import Bound, Number
from assistant.persons import is_input
from assistant.quoting import Judged, is_everywhere, judge
from assistant.readings import bindings
from assistant.relations import held_apart
from assistant.sentence_names import Name, as_exchanged, by_order, mentions_of, names_of, with_its
from assistant.shorthand import is_stated, is_unmarked
from corpus.bands import Fact
from corpus.regexes import regex
from index.resolve import Lexicon, Mention

GENERAL = regex(
    r"\bgeneral\s+guides?\b|(?<!for\s)\bexamples?\b|\billustrat\w+|\bsample\b|\bhypothetical\b|\bbig\s+tech\b",
    re.IGNORECASE,
)
_PLUS = regex(r"\bplus\s+(?:an?\s+)?$|\bon\s+top\s+of\b[^\d;.]*$", re.IGNORECASE)
_OTHER_END = regex(r"\b(?:other|opposite)(?P<end>\s+(?:end|side|limit|extreme|bound|edge)\b)?", re.IGNORECASE)
_NAMES_IT = regex(
    r"\W*(?:that|this|it)(?:['’]s|\s+(?:is|was|would\s+be|means|comes\s+to|stands\s+at|reads))\s+", re.I
)
# "The template raises RSUs by …": one company's, whichever it is.
_ONE_SCRIPT = regex(r"\b(?:the|this|that|its|one)\s+(?:\w+\s+)?(?:guide|script|template)\b(?!\s+and\b)", re.I)
# "Acme Oslo", "Acme's Oslo", "Oslo's at Acme", "the Oslo one at Acme"
_OF_THE_COMPANY = regex(r"(?:['’]s)?\s+(?:(?:one|row|office|band|total|at|for|by|in|with)\s+){0,3}", re.I)
_SEVERAL = regex(
    r"\b(?:scripts|guides|templates|companies|each|both|all|other|another|respectively|two|three|vs|versus|against|than"
    r"|while|whereas|elsewhere)\b",
    re.I,
)
_OPPOSITE: dict[Bound, Bound] = {"low": "high", "high": "low", "": ""}
# A name of equity that is as well the word for giving any part of pay.
_WEAK = regex(r"\s*(?:grants?|vest(?:s|ing))", re.IGNORECASE)
# "OSLO — Acme, valued at …": where it was written, and only perhaps what it is of.
_DATELINE = regex(r"[\W_]*[A-Z]{2}[A-Z ]+\s*(?:[–—:]|--?\s)\s*$")


@dataclass
class Context:
    """What a paragraph has named so far, for the sentences that name nothing themselves."""

    companies: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    components: tuple[str, ...] = ()
    company_units: tuple[
        tuple[str, ...], ...
    ] = ()  # the different names of the last sentence that named some
    place_units: tuple[tuple[str, ...], ...] = ()
    place_of: tuple[str, ...] = ()  # the companies whose place it was, () for nobody's
    lead: Lead = NOTHING  # what stands above the line
    last_bound: Bound = ""  # the one that the last sentence gave: "… goes up to $1. In Oslo it's $2."
    named_end: Bound = ""  # of a sentence without figures: "Ask for the top of the band. That is $1."
    general: bool = False
    told: bool = False  # the last sentence gave figures
    text: str = ""  # the last sentence
    supported: list[tuple[Number, Fact]] = field(default_factory=list)

    def take(self, lead: Lead) -> None:
        """Begin a line: what stands above it speaks for it, before what the line above it named.

        Prose under a heading goes on from sentence to sentence, and names its parts of pay itself.
        """
        self.lead = lead if lead.is_item else NOTHING
        if not lead.is_item and (self.companies or self.places):
            return
        if lead.companies and lead.companies != self.companies:
            self.companies, self.places, self.place_of = lead.companies, (), ()
        if lead.places:
            self.places, self.place_of = lead.places, lead.companies
        if lead.is_item:
            self.components = lead.components or self.components
            self.general = self.general or lead.general


def named(mentions: Iterable[Mention], kind: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(m.name for m in mentions if m.kind == kind))


def check_sentence(
    text: str, base: int, evidence: Evidence, lexicon: Lexicon, context: Context
) -> list[Verdict]:
    """The verdicts of a sentence's numbers. Amounts without a K are thousands where more is true then."""
    mentions = mentions_of(text, lexicon)
    meant = named(mentions, "company") or context.companies
    names = _names_in(text, mentions, meant, lexicon)
    best = _read(text, base, evidence, lexicon, context, mentions, names, False)
    if best.unsupported and _has_unmarked(text, base, best, mentions, names, context):
        other = _read(text, base, evidence, lexicon, context, mentions, names, True)
        best = min(best, other, key=lambda reading: reading.unsupported)
    context.supported = best.supported
    _remember(context, names["company"], names["place"], names["component"], best.general)
    own = {n.bound for n in best.numbers if n.bound_is_own or n.ends or n.is_change}
    context.last_bound = own.pop() if len(own) == 1 else ""
    context.named_end = "" if best.numbers else cues_of_title(text)[0]
    context.text = text
    context.told = any(n.amount.unit != "count" or n.amount.scaled for n in best.numbers)
    return held_apart(text, base, best.numbers, best.verdicts)


@dataclass(frozen=True, slots=True)
class _Reading:
    """A sentence read in one way: its numbers, their verdicts, and what of its paragraph has passed by then."""

    numbers: list[Number]
    verdicts: list[Verdict]
    supported: list[tuple[Number, Fact]]
    general: bool

    @property
    def unsupported(self) -> int:
        """How many of its numbers have no source."""
        return sum(v.verdict == "unsupported" for v in self.verdicts)


def _read(
    text: str,
    base: int,
    evidence: Evidence,
    lexicon: Lexicon,
    context: Context,
    mentions: tuple[Mention, ...],
    names: Mapping[str, list[Name]],
    unmarked: bool,
) -> _Reading:
    """Read a sentence in every way its names can belong to its numbers; with `unmarked` 210 may be 210K."""
    numbers, idle = described(text, base, mentions, _lent_to(context.lead, text, names), unmarked)
    meant = named(mentions, "company") or context.companies
    supported = list(context.supported)
    verdicts = [
        _dated(text, base, a, b, meant, evidence) or _idle(text[a - base : b - base], a, b, why)
        for a, b, why in idle
    ]
    companies = as_exchanged(text, by_order(text, names["company"], context.company_units))
    places = as_exchanged(text, by_order(text, names["place"], context.place_units))
    components = names["component"]
    components = _without_weak(text, components, numbers, context)
    general = not companies and (bool(GENERAL.search(text)) or (context.general and not places))
    if numbers:
        governed = {u.names for u in components} <= {(name,) for name in context.lead.components}
        other_end = _OTHER_END.search(text)
        told_before: Bound = "" if components or other_end else context.last_bound
        if other_end and other_end["end"] and {c.names for c in components} <= {context.components}:
            told_before = _OPPOSITE[context.last_bound]  # "It starts at $1. The other end is $2."
        if not told_before and context.named_end and _NAMES_IT.fullmatch(numbers[0].before):
            numbers[0].bound = numbers[0].bound or context.named_end
        for n in numbers:
            if governed and n.amount.unit == "money":
                n.period = n.period or context.lead.period
            if not n.bound and not n.ends and not n.is_change:
                n.bound = context.lead.bound or told_before
        levels = tuple(m.name for m in mentions if m.kind == "level")
        explained = any(m.kind == "company" and m.name not in lexicon.companies for m in mentions)
        written_at = len(places) == 1 and bool(_DATELINE.match(text[: places[0].end + 2]))
        roles = () if explained else named(mentions, "role")
        ways = [
            [way for one in said for way in bindings(numbers, one, text, base, one is components, bool(before))]
            for said, before in (
                (with_its(text, companies), context.companies),
                (with_its(text, places), context.places),
                ([components], True),
            )
        ]
        if len(companies) > 1:
            ways[0] = [*ways[0], *_of_places(ways[0][0], ways[1], companies, lexicon)]
        elif len(companies) == 1 < len(places):
            ways[0] = [*ways[0], *_of_other_rows(ways[1], companies[0], places, text, lexicon)]
        examples = [m.span() for m in GENERAL.finditer(text)]
        ways[0] = with_examples(ways[0], numbers, companies, examples, text, base)
        ways[2] = with_further_ways(ways[2], numbers, components, text, base, bool(context.components), context.text)
        # "Smallest bump in the script: $1. Largest: $2.": a sentence without names goes on about the same.
        told = text if names["company"] or names["place"] or components else f"{context.text} {text}"
        told = f"{context.lead.title} {told}" if context.lead.title else told
        nobody = not (companies or context.companies or places)
        scripted = any(n.is_change for n in numbers) or any("sign_on" in c.names for c in components)
        of_one = nobody and bool(
            lexicon.companies
            and (_ONE_SCRIPT.search(text) or (scripted and len(numbers) > 1 and not _SEVERAL.search(text)))
        )
        if of_one:
            ways[0] = [*ways[0], *(((company,),) * len(numbers) for company in lexicon.companies)]
        best: list[Judged] = []
        claims: list[Claim] = []
        score = -1
        memory: dict[tuple[int, Claim], tuple[Fact | None, str]] = {}
        for by_company, by_place, by_component in product(*ways):
            read = [
                Claim((), (), by_component[i] or context.components, levels, roles, True)
                if by_company[i] == EXAMPLE
                else Claim(
                    by_company[i] or (() if general else context.companies),
                    () if is_everywhere(n) else by_place[i] or _place_before(by_company[i], general, context),
                    by_component[i] or _component_before(numbers, i, context),
                    levels,
                    roles,
                    general,
                    bool(by_place[i]) and not written_at,
                    bool(by_company[i]),
                )
                for i, n in enumerate(numbers)
            ]
            judged = judge(numbers, read, told, evidence, lexicon, memory)
            steps = {f.company for _, f, _ in judged if f and f.kind == "increment"} if of_one else ()
            if len(steps) > 1:
                continue
            passed = sum(
                fact is not None
                or is_input(n, c, evidence.entered)
                or registered_as(n, c, evidence) is not None
                or count_for(n, c, evidence) is not None
                for (n, fact, _), c in zip(judged, read, strict=True)
            )
            if passed > score:
                best, claims, score = judged, read, passed
            if passed == len(numbers):
                break
        rows = [*companies, *places]
        verdicts += conclude(text, base, best, claims, evidence, lexicon, supported, rows, context.lead.title)
    return _Reading(numbers, verdicts, supported, general)


@lru_cache(maxsize=1024)
def _names_in(
    text: str, mentions: tuple[Mention, ...], meant: tuple[str, ...], lexicon: Lexicon
) -> dict[str, list[Name]]:
    """The names of a sentence by kind, where these companies are spoken of. Nobody may change the lists."""
    return names_of(text, mentions, described(text, 0, mentions)[0], 0, lexicon, _same_row(lexicon, meant))


def _has_unmarked(
    text: str,
    base: int,
    reading: _Reading,
    mentions: Sequence[Mention],
    names: Mapping[str, Sequence[Name]],
    context: Context,
) -> bool:
    """Whether a number without a source may be so many thousand: pay is spoken of, or a formula is written."""
    starts = {m.start for m in mentions}
    unread = {v.start for v in reading.verdicts if v.verdict == "unsupported"}
    pay = bool(names["component"] or context.components or is_stated(text))
    rowed = bool(names["company"] and names["place"])  # "Acme Oslo: 150-220, 200-480"
    return any(
        n.start in unread
        and (pay or n.is_operand or (n.is_range and rowed) or n.bound_is_own or n.amount.scaled or n.amount.doubt)
        and is_unmarked(n, text, starts)
        for n in reading.numbers
    )


_Way = tuple[tuple[str, ...], ...]


def _of_places(
    near: _Way, ways: Sequence[_Way], companies: Sequence[Name], lexicon: Lexicon
) -> list[_Way]:
    """Of several companies each number is of the one that alone has a row at its place, if none is left out.

    Where several have one it is of the nearest.
    """
    meant = {name for c in companies for name in c.names}

    def of(places: tuple[str, ...]) -> tuple[str, ...]:
        found = [(c, *lexicon.rows_at(lexicon.rows_of(c), p)) for c in meant for p in places]
        own = {c for c, rows, how in found if rows and how != "metro"}
        return tuple(own) if len(own) == 1 else ()

    found = [tuple(of(places) or own for places, own in zip(way, near, strict=True)) for way in ways]
    return [way for way in dict.fromkeys(found) if all(way) and len(set(way)) == len(meant)]


def _of_other_rows(
    ways: Sequence[_Way], company: Name, places: Sequence[Name], text: str, lexicon: Lexicon
) -> list[_Way]:
    """ "Bergen's $3 is twice Acme Oslo's $1": the company named beside one place says nothing of the other's figure.

    Only where it has no row at the other place, so that the place says whose the figure is.
    """
    own = [p for p in places if _OF_THE_COMPANY.fullmatch(text[min(p.end, company.end) : max(p.start, company.start)])]

    def of_place(place: str) -> tuple[str, ...]:
        found = [(c, *lexicon.rows_at(lexicon.rows_of(c), place)) for c in lexicon.companies]
        return tuple(c for c, rows, how in found if rows and how == "named")

    if len(own) != 1 or not any(set(company.names) & set(of_place(p)) for p in own[0].names):
        return []

    def of(names: tuple[str, ...]) -> tuple[str, ...]:
        others = tuple(dict.fromkeys(c for p in names for c in of_place(p)))
        return company.names if not others or set(company.names) & set(others) else others

    found = dict.fromkeys(tuple(of(names) for names in way) for way in ways)
    return [way for way in found if len(set(way)) > 1 and company.names in way]


def _place_before(companies: tuple[str, ...], general: bool, context: Context) -> tuple[str, ...]:
    """The place of the sentences before, unless they were of another company."""
    if general or (companies and context.place_of and not set(companies) & set(context.place_of)):
        return ()
    return context.places


def _component_before(numbers: Sequence[Number], i: int, context: Context) -> tuple[str, ...]:
    """The component of the sentences before, unless a percentage comes on top of it: "Base is $1. Plus 15%.".

    Under "Base:", too, "Oslo: $1, 15%" has a percentage beside the amount that the heading speaks of.
    """
    n = numbers[i]
    if n.amount.unit == "percent" and (
        _PLUS.search(n.before)
        or (context.lead.components and any(o.amount.unit == "money" for o in numbers[:i]))
    ):
        return ()
    return context.components


def _lent_to(lead: Lead, text: str, names: Mapping[str, Sequence[Name]]) -> Lent:
    """The currency of the heading for amounts that have none, unless the sentence names one itself."""
    if not lead.currency or currency_of([text]):
        return NOTHING_LENT
    own = {name for unit in names["place"] for name in unit.names}
    return lead.currency, not lead.places or not own or bool(own & set(lead.places))


def _without_weak(
    text: str, components: list[Name], numbers: Sequence[Number], context: Context
) -> list[Name]:
    """Leave out "grant" where another part of pay is named for the one figure: "a bonus grant of $1"."""
    weak = [c for c in components if _WEAK.fullmatch(text[c.start : c.end])]
    if not weak or not numbers:
        return components
    others = [c for c in components if c not in weak]
    if others and {c.names for c in others} != {("equity",)}:
        return others if len(numbers) == 1 else components
    topic = () if others or context.told else context.components
    return others if topic and topic != ("equity",) else components


def _dated(
    text: str, base: int, start: int, end: int, companies: Sequence[str], evidence: Evidence
) -> Verdict | None:
    """A date that is said of the guides or their sources and that none of them names; None where it may stand."""
    if evidence.cited is not None:
        return None  # who cites lines shows the guide's date beside them
    known = {
        (c.low, c.high)
        for c in evidence.counts
        if c.noun == A_DATE and (not companies or c.company in (None, *companies))
    }
    if not unknown_date(text, start - base, end - base, known):
        return None
    return Verdict(text[start - base : end - base], start, end, "unsupported", "no guide names this date")


def _idle(text: str, start: int, end: int, why: str) -> Verdict:
    return Verdict(text, start, end, "unsupported" if why == UNREAD else "not_an_amount", why)


def _remember(
    context: Context,
    companies: Sequence[Name],
    places: Sequence[Name],
    components: Sequence[Name],
    general: bool,
) -> None:
    """Keep what a sentence named for the sentences behind it."""
    if companies or places:
        context.company_units = tuple(dict.fromkeys(c.names for c in companies)) or context.company_units
        context.place_units = tuple(dict.fromkeys(p.names for p in places))
    if companies:
        names = tuple(dict.fromkeys(name for c in companies for name in c.names))
        if names != context.companies and context.companies:
            context.places, context.place_of = (), ()
        context.companies = names
        context.place_of = names if context.places else ()
    if places:
        context.place_of = context.companies
        context.places = tuple(dict.fromkeys(name for p in places for name in p.names))
    named = tuple(dict.fromkeys(name for c in components for name in c.names))
    context.components = named or context.lead.components
    context.general = general


@lru_cache(maxsize=256)
def _row_mates(lexicon: Lexicon, companies: tuple[str, ...]) -> frozenset[frozenset[str]]:
    """The pairs of places that stand in one row's label, of these companies or of any."""
    return frozenset(
        frozenset(pair)
        for region in {
            r.region for r in lexicon.rows if r.region and (r.company in companies or not companies)
        }
        for pair in combinations(lexicon.places_of(region), 2)
    )


def _same_row(lexicon: Lexicon, companies: tuple[str, ...]) -> Callable[[str, str, bool], bool]:
    """Whether two places name one row together: "A / B" of any company's, "A and B" of these companies'."""

    def together(a: str, b: str, tight: bool) -> bool:
        return frozenset((a, b)) in _row_mates(lexicon, () if tight else companies)

    return together


def check_row(
    line: str, start: int, header: Sequence[str], evidence: Evidence, lexicon: Lexicon, context: Context
) -> list[Verdict]:
    """A row of a Markdown table: its columns name components, its first cells name the row."""
    out: list[Verdict] = []
    position = 0
    cells: list[tuple[int, str]] = []
    for piece in re.split(r"(?<!\\)\|", line):
        cells.append((position, piece))
        position += len(piece) + 1
    if cells and not cells[0][1].strip():
        cells = cells[1:]
    own = cell_names(" | ".join(c for _, c in cells), lexicon)
    corner = cell_names(header[0], lexicon) if header else {}
    label = cells[0][1] if cells else ""
    label_bound, label_period = cues_of_title(label)
    general = context.lead.general or bool(GENERAL.search(f"{' '.join(header)} {label}"))
    many = any(len(names) > 1 for names in own.values())
    for i, (offset, cell) in enumerate(cells):
        mine = cell_names(cell, lexicon) if many else {}
        title = header[i] if i < len(header) else ""
        head = cell_names(title, lexicon)
        lent = currency_of([cell, title, label, header[0] if header else ""]) or context.lead.currency
        numbers, idle = described(cell, start + offset, lexicon.mentions(cell, correct=False), (lent, False))
        out += [_idle(line[a - start : b - start], a, b, why) for a, b, why in idle]
        if not numbers:
            continue
        bound, period = cues_of_title(title)
        companies = mine.get("company") or own["company"] or head["company"] or corner.get("company", ())
        claim = Claim(
            companies or context.companies,
            mine.get("place")
            or own["place"]
            or head["place"]
            or corner.get("place", ())
            or _place_before(companies, general, context),
            mine.get("component")
            or head["component"]
            or own["component"]
            or corner.get("component", ())
            or context.components,
            general=general and not companies,
            place_is_own=bool(own["place"] or head["place"]),
        )
        for n in numbers:
            n.bound = n.bound or bound or (label_bound if i else "") or ("" if n.ends else context.lead.bound)
            n.period = n.period or period or (label_period if i else "")
            if not (head["component"] or own["component"]) and n.amount.unit == "money":
                n.period = n.period or context.lead.period
            n.before = f"{label if i else ''} {title}: {n.before}"
        claims = [claim] * len(numbers)
        told = f"{label if i else ''} {title} {cell}"
        judged = judge(numbers, claims, told, evidence, lexicon, {})
        out += conclude(cell, start + offset, judged, claims, evidence, lexicon, context.supported, ())
    return out


def cell_names(text: str, lexicon: Lexicon) -> dict[str, tuple[str, ...]]:
    mentions = lexicon.mentions(text, correct=False)
    names = names_of(text, mentions, [], 0, lexicon, _same_row(lexicon, named(mentions, "company")))
    return {
        kind: tuple(dict.fromkeys(n for unit in units for n in unit.names)) for kind, units in names.items()
    }
