"""Every number of a text gets a verdict: quoted, input, derived, unsupported, or not an amount.

In: a text, a `Lexicon`, and `Evidence` (facts, counts, what the person gave, what code computed).
Out: one `Verdict` for each number, with its reason. A quoted amount must be its cell's own: the
company, place, level, component, bound, currency and period that the sentence names for it, or its
paragraph where the sentence leaves it out, have to agree with one fact. The same check runs on our
own composed answers, on a model's, and behind `verify`. It does not judge advice, only figures.

A sentence that names several companies, places or components is read in every way in which they can
belong to its numbers, the same way for all of them, and the reading that supports most counts. A
false figure would have to be right in some reading of the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence, Set
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property, lru_cache
from itertools import combinations, product
from typing import Literal

from assistant.agreement import Claim, disagreement, is_of_place
from assistant.dates import A_DATE, dates_in, unknown_date
from assistant.denials import denies_its_figure, is_claimed, is_denied
from assistant.numbers import (
    UNREAD,
    Bound,
    Number,
    cues_of_title,
    describe,
    noun_behind,
    numbers_of,
    sentences,
)
from assistant.persons import (
    LEFT_OVER,
    Given,
    is_input,
    is_offered,
    is_the_persons,
    stands_as_theirs,
    stands_as_yours,
)
from assistant.readings import Name, bindings, by_order, mentions_of, names_of
from assistant.rounding import is_past, is_rounded, rounds
from assistant.worked_out import Derivation, worked_out
from corpus.bands import Fact
from corpus.money import Amount, amounts_in
from corpus.passages import Passage
from corpus.regexes import regex
from index.resolve import Lexicon, Mention

__all__ = ["Count", "Derivation", "Evidence", "Given", "Verdict", "VerdictName", "check", "counts_in"]

VerdictName = Literal["quoted", "input", "derived", "unsupported", "not_an_amount"]

# A sentence that speaks of the one before it: "That's the top of the band.", "– all from Acme, Oslo."
_SPEAKS_BACK = regex(
    r"^[\s–—*_-]*(?:that(?:['’]s|\s+is)?|this|these|those|they(?:['’]re|\s+(?:are|mark|form))|it(?:['’]s|\s+is)|all|both|such\s+is|which|so\s+(?:says|reads)|from|source)\b"
    r"(?!\s+(?:guide|means))",
    re.IGNORECASE,
)
_NOT_TRUE = regex(
    r"\b(?:not|n['’]t)\s+(?:true|right|correct|the\s+case)\b|\b(?:untrue|false|wrong|incorrect|mistaken|a\s+myth)\b",
    re.IGNORECASE,
)
_IN_FACT = regex(r"[\s–—*_-]*(?:in\s+fact|in\s+truth|actually|really)\b", re.IGNORECASE)
_SETS_RIGHT = regex(
    r"[\s–—*_-]*(?:it|its|they|their|that|the|in\s+fact|in\s+truth|actually|rather|instead)\b", re.IGNORECASE
)
_GENERAL = regex(
    r"\bgeneral\s+guides?\b|(?<!for\s)\bexamples?\b|\billustrat\w+|\bsample\b|\bhypothetical\b|\bbig\s+tech\b",
    re.IGNORECASE,
)
_EXPERIENCE = regex(r"[+]?[\s-]*years?[’']?\s+(?:of\s+)?(?:\w+\s+){0,2}experience\b", re.IGNORECASE)
_READING = regex(r"\bread(?:s|ing)?\b", re.IGNORECASE)
_INSTEAD = regex(r"\b(?:instead\s+of|rather\s+than)\b[^.;,]*$", re.IGNORECASE)
# "(Acme, Oslo, total pay as printed)": an aside without figures that says whose the ones before it are.
_ASIDE = regex(r"\s*[(（][^\d\n]{3,160}[)）][.。]?[*_ ]*(?=\n|$)")
_OWN_ASIDE = regex(r"\s*[(（][^\d]{3,160}[)）][.。]?\s*$")
_THAT_IS = regex(
    r"[\s–—*_-]*(?:that|this|these|those|which|both)(?:['’]s|\s+(?:is|are|was|were|being))\b", re.IGNORECASE
)
# A name of equity that is as well the word for giving any part of pay.
_WEAK = regex(r"\s*(?:grants?|vest(?:s|ing))", re.IGNORECASE)
_WITHIN = regex(
    r"\b(?:within|at\s+(?:the\s+)?(?:latest|most)|no\s+later|up\s+to|max\w*|before|under|inside|longest)\b|最晚|最多|之内|以内",
    re.IGNORECASE,
)
_AT_LEAST = regex(
    r"\b(?:at\s+(?:the\s+)?(?:earliest|least)|no\s+(?:sooner|earlier)|after|from|min\w*|wait)\b|最早|至少",
    re.IGNORECASE,
)
# "How high does Acme go?", and the same in quotes: "… go?" she asks.
_A_QUESTION = regex(
    r"[?？]\s*$|[?？][\"”’'»]\s*(?:[–—-]\s*|[^\d.?!\"“”]{0,60}\b(?:ask|wonder|inquir|want)\w*[^\d.?!\"“”]{0,40}[.:,]?\s*)?$",
    re.I,
)
_IN_FIGURES = regex(r"\b(?:five|six|seven|eight)[\s-]figures?\b", re.IGNORECASE)
_NOBODY_GETS = regex(
    r"\b(?:neither|nor|no|none|nobody|never|not)\b[^.;]*\b(?:over|above|reach\w*|exceed\w*|beyond|past)\s+(?:five|six|seven|eight)\b",
    re.IGNORECASE,
)
_END_OF = "an end of"
# "OSLO — Acme, valued at …": where it was written, and only perhaps what it is of.
_DATELINE = regex(r"[\W_]*[A-Z]{2}[A-Z ]+\s*(?:[–—:]|--?\s)\s*$")
_ITEM = regex(r"\s*(?:[-*+•–]|\d{1,2}[.)]|[a-z][.)])\s")
_NEAR = Decimal("0.03")  # how far "about $1" may be from the exact figure that the sentence gives beside it


@dataclass(frozen=True, slots=True)
class Count:
    """A number in a guide that is neither money nor a percentage: `24-48h`, `1.5B+ users`."""

    low: Decimal
    high: Decimal
    noun: str
    guide: str
    line: int
    company: str | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is known of one number of a text. `start` and `end` count code points."""

    text: str
    start: int
    end: int
    verdict: VerdictName
    reason: str
    fact: Fact | None = None
    place: tuple[str, int] | None = None  # guide and line it is quoted from
    derivation: Derivation | None = None


@dataclass(frozen=True)
class Evidence:
    """What numbers may come from. `cited` limits quoting to these lines (guide, line); None: no limit.

    A figure of the person's is in `inputs`, or in `given` where what it is of should be held too.
    """

    facts: tuple[Fact, ...]
    counts: tuple[Count, ...] = ()
    inputs: tuple[Amount, ...] = ()
    derived: tuple[Derivation, ...] = ()
    cited: frozenset[tuple[str, int]] | None = None
    given: tuple[Given, ...] = ()  # inputs of which it is known what they are of

    def may_quote(self, guide: str, line: int) -> bool:
        """Whether a line is among the cited ones, where these limit quoting."""
        return self.cited is None or (guide, line) in self.cited

    @cached_property
    def entered(self) -> tuple[Given, ...]:
        """All figures of the person's."""
        return (*(Given(amount) for amount in self.inputs), *self.given)

    @cached_property
    def by_value(self) -> dict[tuple[str, Decimal], tuple[Fact, ...]]:
        """The facts by unit and either end."""
        out: dict[tuple[str, Decimal], list[Fact]] = {}
        for fact in self.facts:
            for value in {fact.low, fact.high} - {None}:
                out.setdefault((fact.unit, value), []).append(fact)  # type: ignore[arg-type]
        return {key: tuple(facts) for key, facts in out.items()}


@dataclass
class _Context:
    """What a paragraph has named so far, for the sentences that name nothing themselves."""

    companies: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    components: tuple[str, ...] = ()
    company_units: tuple[
        tuple[str, ...], ...
    ] = ()  # the different names of the last sentence that named some
    place_units: tuple[tuple[str, ...], ...] = ()
    place_of: tuple[str, ...] = ()  # the companies whose place it was, () for nobody's
    bound: Bound = ""  # what the lead of a list says of its items: "Ceilings for base:"
    general: bool = False
    told: bool = False  # the last sentence gave figures
    text: str = ""  # the last sentence
    supported: list[tuple[Number, Fact]] = field(default_factory=list)


_Judged = tuple[Number, Fact | None, str]


def counts_in(passages: Iterable[Passage]) -> tuple[Count, ...]:
    """The numbers in passages that are neither money nor percentages, with the noun behind them; dates too."""
    out: list[Count] = []
    for passage in passages:
        for offset, line in enumerate(passage.quote.split("\n")):
            for amount in amounts_in(line):
                if amount.unit != "count":
                    continue
                noun = noun_behind(line, amount.end)
                if noun:
                    high = amount.high if amount.high is not None else amount.low
                    out.append(
                        Count(amount.low, high, noun, passage.guide, passage.first + offset, passage.company)
                    )
            for low, high in dates_in(line):
                out.append(Count(low, high, A_DATE, passage.guide, passage.first + offset, passage.company))
        for low, high in dates_in(passage.as_of or ""):
            out.append(Count(low, high, A_DATE, passage.guide, passage.first, passage.company))
    return tuple(dict.fromkeys(out))


# ------------------------------------------------------------------------------------- paragraphs


def check(text: str, evidence: Evidence, lexicon: Lexicon) -> list[Verdict]:
    """Give every number of a text its verdict, in order."""
    out: list[Verdict] = []
    context = _Context()
    header: list[str] = []
    paragraph: list[tuple[int, str]] = []

    def finish() -> None:
        out.extend(_check_paragraph(paragraph, evidence, lexicon, context))
        paragraph.clear()

    for start, line in _lines(text):
        if not line.strip():
            if paragraph and _ASIDE.match(text, start + len(line) + 1):
                continue  # "(Acme, Oslo, as printed)" speaks of what stands above it
            finish()
            context = context if _leads_on(text, start) or _is_table(text, start) else _Context()
            header = []
            continue
        if line.lstrip().startswith("|") or (line.count("|") >= 2 and not header and not paragraph):
            finish()
            cells = [c.strip(" *") for c in line.strip().strip("|").split("|")]
            if all(re.fullmatch(r":?-*:?", c) for c in cells):
                continue
            header = header or cells
            out += _check_row(line, start, header, evidence, lexicon, context)
            continue
        header = []
        if line.lstrip().startswith("#"):
            finish()
            context = _Context()
        paragraph += [(start + offset, sentence) for offset, sentence in sentences(line)]
    finish()
    return sorted(out, key=lambda v: v.start)


def _lines(text: str) -> Iterable[tuple[int, str]]:
    start = 0
    for line in text.split("\n"):
        yield start, line
        start += len(line) + 1


def _leads_on(text: str, position: int) -> bool:
    """A paragraph that ends in a colon, and a heading, speak for what follows the blank line."""
    before = text[:position].rstrip()
    last = before.rsplit("\n", 1)[-1]
    return before.endswith((":", "：", "**")) or last.lstrip().startswith("#")


def _is_table(text: str, position: int) -> bool:
    """Whether a table follows a blank line: what stands above it may say whose it is."""
    return text[position:].lstrip().startswith("|")


def _check_paragraph(
    paragraph: Sequence[tuple[int, str]], evidence: Evidence, lexicon: Lexicon, context: _Context
) -> list[Verdict]:
    """Check sentence by sentence; one without a figure that speaks back belongs to those before it."""
    pieces: list[tuple[int, str]] = []
    trailer: tuple[Mention, ...] = ()
    paragraph = _with_its_names(paragraph, lexicon)
    for start, sentence in paragraph:
        if pieces and _goes_on(pieces[-1][1], sentence):
            first, before = pieces[-1]
            pieces[-1] = (first, before + " " * (start - first - len(before)) + sentence)
            continue
        if pieces and _THAT_IS.match(sentence) and _names_nothing(pieces[-1][1], lexicon):
            first, before = pieces[-1]
            pieces[-1] = (first, before + " " * (start - first - len(before)) + sentence)
            continue
        if (
            pieces
            and not re.search(r"\d", sentence)
            and (_SPEAKS_BACK.match(sentence) or _OWN_ASIDE.fullmatch(sentence))
        ):
            first, before = pieces[-1]
            trailer = lexicon.mentions(sentence, correct=False)
            pieces[-1] = (first, before + " " * (start - first - len(before)) + sentence)
            continue
        pieces.append((start, sentence))
    if not trailer and len(pieces) > 1 and _names_nothing(pieces[0][1], lexicon):
        trailer = mentions_of(pieces[1][1], lexicon)  # "Mind the $1. At Acme it is four years' stock."
    if trailer and len(pieces) > 1:
        context.companies = context.companies or _named(trailer, "company")
        context.places = context.places or _named(trailer, "place")
        context.components = context.components or _named(trailer, "component")
    out: list[Verdict] = []
    for start, sentence in pieces:
        if not _ITEM.match(sentence):
            context.bound = ""
        out += _check_sentence(sentence, start, evidence, lexicon, context)
        if sentence.rstrip(" *").endswith(":") and not re.search(r"\d", sentence):
            context.bound = cues_of_title(sentence)[0]
    return out


def _with_its_names(paragraph: Sequence[tuple[int, str]], lexicon: Lexicon) -> Sequence[tuple[int, str]]:
    """ "$1? Really. Acme starts there.": figures at the beginning, and behind them whose they are."""
    for k in range(1, min(len(paragraph), 3)):
        sentence = paragraph[k][1]
        if re.search(r"\d", sentence) or not _names_nothing(paragraph[0][1], lexicon):
            return paragraph
        if any(m.kind in ("company", "place") for m in lexicon.mentions(sentence, correct=False)):
            whole = paragraph[0][1]
            for at, piece in paragraph[1 : k + 1]:
                whole += " " * (at - paragraph[0][0] - len(whole)) + piece
            return [(paragraph[0][0], whole), *paragraph[k + 1 :]]
    return paragraph


def _goes_on(before: str, sentence: str) -> bool:
    """Whether a sentence answers the question before it, or sets right the figure denied there."""
    if _A_QUESTION.search(before) and not re.search(r"\d", before):
        return True
    if is_claimed(before) and (before.rstrip().endswith("?") or _IN_FACT.match(sentence)):
        return True
    if not re.search(r"\d", before) or not re.search(r"\d", sentence):
        return False
    if _NOT_TRUE.search(before) and _SETS_RIGHT.match(sentence):
        return True
    return denies_its_figure(before)


def _names_nothing(text: str, lexicon: Lexicon) -> bool:
    """Whether a sentence gives figures and does not say whose: "In short: $1 to $2."."""
    return bool(re.search(r"\d", text)) and not any(
        m.kind in ("company", "place", "component") for m in lexicon.mentions(text, correct=False)
    )


def _named(mentions: Iterable[Mention], kind: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(m.name for m in mentions if m.kind == kind))


# -------------------------------------------------------------------------------------- sentences


def _check_sentence(
    text: str, base: int, evidence: Evidence, lexicon: Lexicon, context: _Context
) -> list[Verdict]:
    mentions = mentions_of(text, lexicon)
    numbers, idle = numbers_of(text, base, mentions)
    meant = _named(mentions, "company") or context.companies
    verdicts = [
        _dated(text, base, a, b, meant, evidence) or _idle(text[a - base : b - base], a, b, why)
        for a, b, why in idle
    ]
    names = names_of(text, mentions, numbers, base, lexicon, _same_row(lexicon, meant))
    companies = by_order(text, names["company"], context.company_units)
    places, components = by_order(text, names["place"], context.place_units), names["component"]
    components = _without_weak(text, components, numbers, context)
    general = not companies and (bool(_GENERAL.search(text)) or (context.general and not places))
    if numbers:
        describe(text, base, numbers)
        for n in numbers:
            n.denied = is_denied(n)
            if context.bound and not n.bound and not n.ends and not n.is_change:
                n.bound = context.bound
        levels = tuple(m.name for m in mentions if m.kind == "level")
        explained = any(m.kind == "company" and m.name not in lexicon.companies for m in mentions)
        written_at = len(places) == 1 and bool(_DATELINE.match(text[: places[0].end + 2]))
        roles = () if explained else _named(mentions, "role")
        ways = [
            bindings(numbers, kind, text, base, kind is components, bool(before))
            for kind, before in (
                (companies, context.companies),
                (places, context.places),
                (components, True),
            )
        ]
        # "Smallest bump in the script: $1. Largest: $2.": a sentence without names goes on about the same.
        told = text if names["company"] or names["place"] or components else f"{context.text} {text}"
        best: list[_Judged] = []
        claims: list[Claim] = []
        score = -1
        memory: dict[tuple[int, Claim], tuple[Fact | None, str]] = {}
        for by_company, by_place, by_component in product(*ways):
            read = [
                Claim(
                    by_company[i] or (() if general else context.companies),
                    by_place[i] or _place_before(by_company[i], general, context),
                    by_component[i] or context.components,
                    levels,
                    roles,
                    general,
                    bool(by_place[i]) and not written_at,
                    bool(by_company[i]),
                )
                for i in range(len(numbers))
            ]
            judged = _judge(numbers, read, told, evidence, lexicon, memory)
            supported = sum(
                fact is not None
                or is_input(n, c, evidence.entered)
                or _registered(n, c, evidence) is not None
                or _count_for(n, c, evidence) is not None
                for (n, fact, _), c in zip(judged, read, strict=True)
            )
            if supported > score:
                best, claims, score = judged, read, supported
            if supported == len(numbers):
                break
        rows = [*companies, *places]
        verdicts += _conclude(text, base, best, claims, evidence, lexicon, context, rows)
    _remember(context, names["company"], names["place"], components, general)
    context.text = text
    context.told = any(n.amount.unit != "count" or n.amount.scaled for n in numbers)
    return verdicts


def _place_before(companies: tuple[str, ...], general: bool, context: _Context) -> tuple[str, ...]:
    """The place of the sentences before, unless they were of another company."""
    if general or (companies and context.place_of and not set(companies) & set(context.place_of)):
        return ()
    return context.places


def _without_weak(
    text: str, components: list[Name], numbers: Sequence[Number], context: _Context
) -> list[Name]:
    """Leave out "grant" where another part of pay is named for the one figure: "a bonus grant of $1"."""
    weak = [c for c in components if _WEAK.fullmatch(text[c.start : c.end])]
    if not weak or not numbers:
        return components
    others = [c for c in components if c not in weak]
    if others and {c.names for c in others} != {("equity",)}:
        leaders = [n for n in numbers if not n.closes_range]
        return others if len(leaders) == 1 else components
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
    context: _Context,
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
    context.components = tuple(dict.fromkeys(name for c in components for name in c.names))
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


# ---------------------------------------------------------------------------------- finding facts


def _judge(
    numbers: list[Number],
    claims: Sequence[Claim],
    text: str,
    evidence: Evidence,
    lexicon: Lexicon,
    memory: dict[tuple[int, Claim], tuple[Fact | None, str]],
) -> list[_Judged]:
    """The fact that each number quotes under its claim. A range of two numbers is one cell's two ends."""
    out: list[_Judged] = []
    apart = bool(evidence.inputs or evidence.derived)  # "from your 230K to 250K" is no cell
    for i, (n, claim) in enumerate(zip(numbers, claims, strict=True)):
        if (i, claim) not in memory:
            memory[i, claim] = _fact_for(_whole(numbers, i), claim, text, evidence, lexicon)
        fact, reason = memory[i, claim]
        if fact is None and (pair := _pair(numbers, claims, i)) is not None:
            fact, reason = _fact_for(pair, claim, text, evidence, lexicon)
        if n.closes_range and i:
            opener, opened, why = out[-1]
            if opened is not None and opener.range_end == i:
                fact, reason = opened, why
            elif not apart or fact is None:
                fact, reason = None, why if not apart else reason
        elif fact is None and n.range_end is not None and apart:
            fact, reason = _fact_for(replace(n, range_end=None), claim, text, evidence, lexicon)
        out.append((n, fact, reason))
    return out


def _pair(numbers: Sequence[Number], claims: Sequence[Claim], i: int) -> Number | None:
    """ "Opens with $1 and is done at $2": a number and its neighbour as the two ends of one cell.

    Whatever words say which end each is, unless they say it the wrong way round.
    """
    n = numbers[i]
    for j in (i - 1, i + 1):
        if not 0 <= j < len(numbers) or claims[j] != claims[i]:
            continue
        a, b = numbers[min(i, j)], numbers[max(i, j)]
        if any(
            x.ends or x.is_change or x.negative or x.torn or x.amount.high != x.amount.low or x.denied
            for x in (a, b)
        ):
            continue
        turned = (a.bound_is_own and a.bound == "high") or (b.bound_is_own and b.bound == "low")
        turned = turned or not re.search(r"\w", a.behind)
        if a.amount.unit == b.amount.unit and a.amount.low < b.amount.low and not turned:
            currency = a.amount.currency or b.amount.currency
            if a.amount.currency and b.amount.currency and a.amount.currency != b.amount.currency:
                continue
            amount = replace(n.amount, low=a.amount.low, high=b.amount.low, currency=currency)
            return replace(n, amount=amount, is_range=True, bound="")
    return None


def _whole(numbers: Sequence[Number], i: int) -> Number:
    n = numbers[i]
    if n.range_end is None:
        return replace(n, closes_range=False)
    other = numbers[n.range_end]
    unit = other.amount.unit if n.amount.unit == "count" else n.amount.unit
    amount = replace(
        n.amount,
        high=other.amount.high,
        unit=unit,
        currency=n.amount.currency or other.amount.currency,
        mark=n.amount.mark or other.amount.mark,
    )
    mixed = n.amount.currency and other.amount.currency and n.amount.currency != other.amount.currency
    return replace(
        n,
        amount=amount,
        bound="",
        negative=n.negative or other.negative,
        behind=other.behind,
        torn=n.torn or bool(mixed),
        period=n.period or other.period,
    )


def _fact_for(
    n: Number, claim: Claim, text: str, evidence: Evidence, lexicon: Lexicon
) -> tuple[Fact | None, str]:
    """The fact that a number quotes under a claim, or None and the reason."""
    reason = "no guide states this figure"
    if n.negative:
        return None, "no guide states a negative figure"
    if n.torn:
        return None, "its ends are not in one unit"
    for fact in evidence.by_value.get((n.amount.unit, n.amount.low), ()):
        problem: str | None = "the figure does not stand in the cited lines"
        if evidence.may_quote(fact.guide, fact.line):
            problem = disagreement(n, n.amount.low, n.amount.high, fact, claim, text, lexicon)
        if problem is None:
            return fact, f"stands in {fact.location}"
        if fact.kind == "band" or reason == "no guide states this figure":
            reason = problem
    if _IN_FIGURES.search(n.amount.text):  # "six figures": any end of as many digits
        for fact in (f for f in evidence.facts if f.unit == "money" and f.kind == "band"):
            for value in (fact.low, fact.high):
                within = value is not None and n.amount.low <= value <= (n.amount.high or value)
                beneath = value is not None and value == fact.high and value < n.amount.low
                if value is None or not (beneath if _NOBODY_GETS.search(text) else within):
                    continue
                one = replace(n, amount=replace(n.amount, low=value, high=value), is_range=False)
                if evidence.may_quote(fact.guide, fact.line) and not disagreement(
                    one, value, value, fact, claim, text, lexicon
                ):
                    return fact, f"has as many digits as {fact.location}"
    if n.amount.unit == "money" and is_rounded(n):
        for fact in evidence.facts:
            if fact.unit == "money" and fact.kind == "band" and evidence.may_quote(fact.guide, fact.line):
                ends = _rounded_from(n, fact)
                if ends and disagreement(n, *ends, fact, claim, text, lexicon) is None:
                    return fact, f"rounds a figure of {fact.location}"
    return None, reason


def _rounded_from(n: Number, fact: Fact) -> tuple[Decimal, Decimal] | None:
    """The fact's ends that rounded figures stand for."""
    if fact.low is None or fact.high is None or n.amount.high is None:
        return None
    if n.ends:
        both = rounds(n.amount.low, fact.low, n) and rounds(n.amount.high, fact.high, n)
        return (fact.low, fact.high) if both else None
    for value in (fact.low, fact.high):
        if value != n.amount.low and rounds(n.amount.low, value, n):
            return value, value
    return None


# ------------------------------------------------------------------------------------- concluding


def _conclude(
    text: str,
    base: int,
    judged: Sequence[_Judged],
    claims: Sequence[Claim],
    evidence: Evidence,
    lexicon: Lexicon,
    context: _Context,
    rows: Sequence[Name],
) -> list[Verdict]:
    """Turn the best reading into verdicts: the person's own first, then quoted, then derived."""
    quoted = [fact for n, fact, _ in judged if fact is not None and not n.denied]
    # "$1 instead of Acme's $2": what the other is set against is not denied.
    context.supported += [
        (n, fact)
        for n, fact, _ in judged
        if fact is not None and (not n.denied or _INSTEAD.search(n.before))
    ]
    ranges = frozenset(fact for n, fact, _ in judged if fact is not None and n.ends)
    denied = frozenset((n.amount.unit, n.amount.low) for n, _, _ in judged if n.denied)
    names = {(name.start, name.end): name for name in rows}
    mentioned = [(name.start, name.end) for name in sorted(rows, key=lambda r: r.start)]

    def belongs(start: int, end: int, fact: Fact) -> bool:
        name = names[start, end].names
        return fact.company in name or (bool(fact.region) and is_of_place(fact, name, lexicon, False))

    judged = _near_the_exact(judged, claims, text, lexicon)
    judged = _shares_of_an_end(judged, claims, text, evidence, lexicon)
    context.supported += [(n, f) for n, f, reason in judged if f is not None and reason.startswith(_END_OF)]
    out: list[Verdict] = []
    for i, ((n, fact, reason), claim) in enumerate(zip(judged, claims, strict=True)):

        def verdict(v: VerdictName, why: str, n: Number = n, **more: object) -> Verdict:
            return Verdict(n.amount.text, n.start, n.end, v, why, **more)  # type: ignore[arg-type]

        registered = _registered(n, claim, evidence)
        if registered is not None and stands_as_theirs(n, registered):
            registered = None
        # A value worked out that happens to equal the person's figure is the person's only where it
        # stands as theirs.
        given = is_input(n, claim, evidence.entered)
        theirs = given and is_the_persons(n, text, base, fact)
        one_value = registered is None or registered.value != registered.high
        offered = one_value and bool(evidence.entered) and is_offered(n, text, base)
        worked = registered is not None and (n.is_change or bool(LEFT_OVER.match(n.behind)))
        if (theirs and (registered is None or stands_as_yours(n))) or (given and offered):
            out.append(verdict("input", "the figure you gave"))
        elif offered:
            out.append(verdict("unsupported", "it is stated as offered, and it was not given so"))
        elif fact is not None and not worked:
            out.append(verdict("quoted", reason, fact=fact, place=(fact.guide, fact.line)))
        elif registered is not None:
            out.append(verdict("derived", registered.formula, derivation=registered))
        elif _is_corrected(n, claim, quoted, ranges, lexicon, denied):
            out.append(verdict("not_an_amount", "a figure that the sentence itself corrects"))
        elif count := _count_for(n, claim, evidence):
            out.append(
                verdict("quoted", f"stands in {count.guide}:{count.line}", place=(count.guide, count.line))
            )
        elif derived := worked_out(n, text, base, context.supported, claim.components, mentioned, belongs):
            out.append(verdict("derived", derived.formula, derivation=derived))
        elif (idle := _idle_reason(n)) and not _is_measured(judged, i):
            out.append(verdict("not_an_amount", idle))
        else:
            out.append(verdict("unsupported", reason))
    return out


def _near_the_exact(
    judged: Sequence[_Judged], claims: Sequence[Claim], text: str, lexicon: Lexicon
) -> list[_Judged]:
    """ "Near $190K, exactly $185K": what is said to be about right stands beside the exact figure."""
    out: list[_Judged] = []
    for (n, fact, reason), claim in zip(judged, claims, strict=True):
        if fact is None and not n.ends and not n.negative and n.amount.high is not None and (is_rounded(n) or is_past(n)):
            for other, exact, _ in judged:
                value = other.amount.low
                if exact is None or other.ends or exact.unit != n.amount.unit or is_rounded(other):
                    continue
                close = abs(n.amount.low - value) <= value * _NEAR or (is_past(n) and rounds(n.amount.low, value, n))
                if close and not disagreement(
                    n, value, value, exact, claim, text, lexicon
                ):
                    fact, reason = exact, f"rounds a figure of {exact.location}"
                    break
        out.append((n, fact, reason))
    return out


def _shares_of_an_end(
    judged: Sequence[_Judged], claims: Sequence[Claim], text: str, evidence: Evidence, lexicon: Lexicon
) -> list[_Judged]:
    """ "A 20% bonus on a base of $200K is $40K": one end of the bonus, on that end of the base, worked out."""
    out = list(judged)
    for i, ((n, fact, _), claim) in enumerate(zip(judged, claims, strict=True)):
        if fact is not None or n.amount.unit != "percent" or n.ends or n.negative or n.denied:
            continue
        for other, base, _ in judged[i + 1 :]:
            if base is None or base.component != "base" or other.ends or base.kind != "band":
                continue
            result = n.amount.low * other.amount.low / 100
            if not any(m.amount.low == result and m.amount.unit == "money" for m, _, _ in judged):
                continue
            for bonus in evidence.by_value.get(("percent", n.amount.low), ()):
                end: Literal["low", "high"] = "low" if bonus.low == n.amount.low else "high"
                same_end = other.amount.low == (base.low if end == "low" else base.high)
                if (bonus.guide, bonus.line) != (base.guide, base.line) or not same_end:
                    continue
                own = replace(claim, components=("bonus",))
                told = replace(n, bound=end, is_change=False, way="")
                if evidence.may_quote(bonus.guide, bonus.line) and not disagreement(
                    told, n.amount.low, n.amount.high, bonus, own, text, lexicon
                ):
                    out[i] = (n, bonus, f"{_END_OF} {bonus.location}")
    return out


def _is_corrected(
    n: Number,
    claim: Claim,
    quoted: Sequence[Fact],
    ranges: Set[Fact],
    lexicon: Lexicon,
    denied: Set[tuple[str, Decimal]],
) -> bool:
    """A wrong figure that the sentence denies, beside the right one of the same row and component.

    One end is wrong where the whole range stands beside it: "not a flat 10%, but 10–20%".
    """
    if n.negative or n.torn or (n.amount.unit, n.amount.low) not in denied:
        return False
    same = [f for f in quoted if f.unit == n.amount.unit or n.amount.unit == "count"]
    if claim.companies:
        same = [f for f in same if f.company is None or f.company in claim.companies]
    if claim.places:
        same = [f for f in same if not f.region or is_of_place(f, claim.places, lexicon, False)]
    if claim.components:
        same = [f for f in same if f.component in (*claim.components, "figure")]

    def is_right(fact: Fact) -> bool:
        if fact in ranges and fact.low != fact.high and not n.bound_is_own:
            return n.is_range and (fact.low, fact.high) == (n.amount.low, n.amount.high)
        end = {"low": fact.low, "high": fact.high}.get(n.bound)
        return n.amount.low in ((fact.low, fact.high) if end is None else (end,))

    return bool(same) and not any(is_right(f) for f in same)


def _registered(n: Number, claim: Claim, evidence: Evidence) -> Derivation | None:
    for d in evidence.derived:
        unit = "money" if n.amount.unit == "count" and n.amount.scaled else n.amount.unit
        if unit != d.unit or (n.amount.currency and d.currency and n.amount.currency != d.currency):
            continue
        if d.component and claim.components and d.component not in claim.components:
            continue
        sign = -1 if n.negative and n.amount.low > 0 else 1
        value = (n.amount.low * sign, (n.amount.low if n.amount.high is None else n.amount.high) * sign)
        if (d.value, d.high) == value:
            return d
        if value[0] == value[1] and value[0] in (d.value, d.high) and d.value != d.high:
            return d
    return None


def _count_for(n: Number, claim: Claim, evidence: Evidence) -> Count | None:
    plain = n.amount.unit == "count" or (not n.amount.mark and n.amount.scaled)
    if not plain or n.negative:
        return None
    high = n.amount.high if n.amount.high is not None else n.amount.low
    near = f"{n.before[-40:]} {n.behind[:40]}".lower().replace("用户", " user ")
    for count in evidence.counts:
        if count.noun == A_DATE:
            continue
        if (count.low, count.high) != (n.amount.low, high) and not _is_limit_of(count, n, near):
            continue
        large = count.low >= 1000 and re.search(rf"\b{re.escape(count.noun)}", near)
        if count.noun != n.noun and not large:
            continue
        if count.company and claim.companies and count.company not in claim.companies:
            continue
        if evidence.may_quote(count.guide, count.line):
            return count
    return None


def _is_limit_of(count: Count, n: Number, near: str) -> bool:
    """ "Within 72 hours" is the end of "36–72 hours", "36 hours at the earliest" its beginning."""
    if n.amount.low != n.amount.high or count.low == count.high or count.noun != n.noun:
        return False
    if n.amount.low == count.high:
        return bool(_WITHIN.search(near))
    return n.amount.low == count.low and bool(_AT_LEAST.search(near))


def _idle_reason(n: Number) -> str | None:
    """Plain small numbers that count things are language; a figure of time or pay is not."""
    if n.amount.unit != "count" or n.amount.scaled or n.amount.low != n.amount.high or n.negative:
        return None
    if n.noun == "minute" and _READING.search(n.before[-30:] + n.behind[:20]):
        return "how long a text takes to read"
    if n.noun == "year" and _EXPERIENCE.match(n.behind):
        return "years of experience"
    if n.noun == "year" and n.amount.low in (1, 4):
        return "a period"
    if n.amount.low <= 20 and n.noun not in (
        "hour",
        "day",
        "week",
        "month",
        "minute",
        "year",
        "percent",
        "k",
        "m",
    ):
        return "a count of things"
    return None


def _is_measured(judged: Sequence[_Judged], i: int) -> bool:
    """Whether a bare number is the end of a range whose other end is an amount."""
    n = judged[i][0]
    other = n.range_end if n.range_end is not None else i - 1 if n.closes_range else None
    return other is not None and judged[other][0].amount.unit != "count"


# ----------------------------------------------------------------------------------------- tables


def _check_row(
    line: str, start: int, header: Sequence[str], evidence: Evidence, lexicon: Lexicon, context: _Context
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
    own = _cell_names(" | ".join(c for _, c in cells), lexicon)
    corner = _cell_names(header[0], lexicon) if header else {}
    label = cells[0][1] if cells else ""
    label_bound, label_period = cues_of_title(label)
    general = bool(_GENERAL.search(f"{' '.join(header)} {label}"))
    for i, (offset, cell) in enumerate(cells):
        title = header[i] if i < len(header) else ""
        head = _cell_names(title, lexicon)
        numbers, idle = numbers_of(cell, start + offset, lexicon.mentions(cell, correct=False))
        out += [_idle(line[a - start : b - start], a, b, why) for a, b, why in idle]
        if not numbers:
            continue
        describe(cell, start + offset, numbers)
        bound, period = cues_of_title(title)
        companies = own["company"] or head["company"] or corner.get("company", ())
        claim = Claim(
            companies or context.companies,
            own["place"] or head["place"] or corner.get("place", ()) or _place_before(companies, general, context),
            head["component"] or own["component"] or corner.get("component", ()) or context.components,
            general=general and not companies,
            place_is_own=bool(own["place"] or head["place"]),
        )
        for n in numbers:
            n.denied = is_denied(n)
            n.bound = n.bound or bound or (label_bound if i else "")
            n.period = n.period or period or (label_period if i else "")
            n.before = f"{label if i else ''} {title}: {n.before}"
        claims = [claim] * len(numbers)
        told = f"{label if i else ''} {title} {cell}"
        judged = _judge(numbers, claims, told, evidence, lexicon, {})
        out += _conclude(cell, start + offset, judged, claims, evidence, lexicon, context, ())
    return out


def _cell_names(text: str, lexicon: Lexicon) -> dict[str, tuple[str, ...]]:
    mentions = lexicon.mentions(text, correct=False)
    names = names_of(text, mentions, [], 0, lexicon, _same_row(lexicon, _named(mentions, "company")))
    return {
        kind: tuple(dict.fromkeys(n for unit in units for n in unit.names)) for kind, units in names.items()
    }
