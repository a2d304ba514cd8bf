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
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import combinations, product

from assistant.agreement import Claim
from assistant.bounds import cues_of_title
from assistant.concluding import conclude, count_for, registered_as
from assistant.dates import A_DATE, unknown_date
from assistant.denials import ANSWERS_NO, denies_its_figure, is_claimed
from assistant.describing import described
from assistant.evidence import Count, Evidence, Verdict, VerdictName, counts_in
from assistant.finding import UNREAD
from assistant.further_ways import EXAMPLE, with_examples, with_further_ways
from assistant.leads import NOTHING, NOTHING_LENT, Lead, Lent, currency_of, leads_over, rows_of_tables
from assistant.numbers import Bound, Number, sentences
from assistant.persons import Given, is_input
from assistant.quoting import Judged, judge
from assistant.readings import bindings
from assistant.sentence_names import Name, by_order, mentions_of, names_of
from assistant.worked_out import Derivation
from corpus.bands import Fact
from corpus.regexes import regex
from index.resolve import Lexicon, Mention

__all__ = ["Count", "Derivation", "Evidence", "Given", "Verdict", "VerdictName", "check", "counts_in"]

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
# "(Acme, Oslo, total pay as printed)": an aside without figures that says whose the ones before it are.
_ASIDE = regex(r"\s*[(（][^\d\n]{3,160}[)）][.。]?[*_ ]*(?=\n|$)")
_OWN_ASIDE = regex(r"\s*[(（][^\d]{3,160}[)）][.。]?\s*$")
_THAT_IS = regex(
    r"[\s–—*_-]*(?:that|this|these|those|which|both)(?:['’]s|\s+(?:is|are|was|were|being))\b", re.IGNORECASE
)
_PLUS = regex(r"\bplus\s+(?:an?\s+)?$|\bon\s+top\s+of\b[^\d;.]*$", re.IGNORECASE)
_OTHER_END = regex(r"\b(?:other|opposite)(?P<end>\s+(?:end|side|limit|extreme|bound|edge)\b)?", re.IGNORECASE)
_NAMES_IT = regex(r"\W*(?:that|this|it)(?:['’]s|\s+(?:is|was|would\s+be|means|comes\s+to|stands\s+at|reads))\s+", re.I)
_OPPOSITE: dict[Bound, Bound] = {"low": "high", "high": "low", "": ""}
# A name of equity that is as well the word for giving any part of pay.
_WEAK = regex(r"\s*(?:grants?|vest(?:s|ing))", re.IGNORECASE)
# "How high does Acme go?", and the same in quotes: "… go?" she asks.
_A_QUESTION = regex(
    r"[?？]\s*$|[?？][\"”’'»]\s*(?:[–—-]\s*|[^\d.?!\"“”]{0,60}\b(?:ask|wonder|inquir|want)\w*[^\d.?!\"“”]{0,40}[.:,]?\s*)?$",
    re.I,
)
_LOW_LINES = regex(r"(?<![\w_])(?P<mark>_{1,3})(?=[^\s_])(?P<words>[^_\n]{1,200}?)(?<=\S)(?P=mark)(?![\w_])")
# "OSLO — Acme, valued at …": where it was written, and only perhaps what it is of.
_DATELINE = regex(r"[\W_]*[A-Z]{2}[A-Z ]+\s*(?:[–—:]|--?\s)\s*$")


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


# ------------------------------------------------------------------------------------- paragraphs


def check(text: str, evidence: Evidence, lexicon: Lexicon) -> list[Verdict]:
    """Give every number of a text its verdict, in order."""
    text = _starred(text)
    out: list[Verdict] = []
    context = _Context()
    header: list[str] = []
    paragraph: list[tuple[int, str]] = []
    leads: dict[int, Lead] = {}  # by where a line begins

    def finish() -> None:
        out.extend(_check_paragraph(paragraph, leads, evidence, lexicon, context))
        paragraph.clear()

    above = leads_over(text, lambda title: _cell_names(title, lexicon), lambda t: bool(_GENERAL.search(t)))
    rows = rows_of_tables(text.split("\n"))
    for (start, line), lead, is_row in zip(_lines(text), above, rows, strict=True):
        if not line.strip():
            if paragraph and (
                _ASIDE.match(text, start + len(line) + 1)
                or _says_whose(text, start + len(line) + 1, paragraph, lexicon)
            ):
                continue  # "(Acme, Oslo, as printed)" speaks of what stands above it
            finish()
            context = context if _leads_on(text, start) or _is_table(text, start) else _Context()
            header = []
            continue
        if is_row or (line.count("|") >= 2 and not header and not paragraph):
            finish()
            cells = [c.strip(" *") for c in line.strip().strip("|").split("|")]
            if all(re.fullmatch(r":?-*:?", c) for c in cells):
                continue
            header = header or cells
            context.take(lead)
            out += _check_row(line, start, header, evidence, lexicon, context)
            continue
        header = []
        if line.lstrip().startswith("#"):
            finish()
            context = _Context()
        leads[start] = lead
        paragraph += [(start + offset, sentence) for offset, sentence in sentences(line)]
    finish()
    return sorted(out, key=lambda v: v.start)


def _starred(text: str) -> str:
    """Emphasis by low lines as emphasis by stars: "_$1_" is one amount, and the line is no part of a word."""
    if "_" not in text:
        return text
    return _LOW_LINES.sub(lambda m: "*" * len(m["mark"]) + m["words"] + "*" * len(m["mark"]), text)


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


def _says_whose(text: str, position: int, paragraph: Sequence[tuple[int, str]], lexicon: Lexicon) -> bool:
    """Whether the next paragraph says whose the figures of this one are: "All from Acme's Oslo row."."""
    line = text[position:].lstrip("\n").split("\n", 1)[0]
    if re.search(r"\d", line) or not _SPEAKS_BACK.match(line):
        return False
    whose = ("company", "place")
    return any(m.kind in whose for m in lexicon.mentions(line, correct=False)) and not any(
        m.kind in whose for _, sentence in paragraph for m in lexicon.mentions(sentence, correct=False)
    )


def _is_table(text: str, position: int) -> bool:
    """Whether a table follows a blank line: what stands above it may say whose it is."""
    return text[position:].lstrip().startswith("|")


def _check_paragraph(
    paragraph: Sequence[tuple[int, str]],
    leads: Mapping[int, Lead],
    evidence: Evidence,
    lexicon: Lexicon,
    context: _Context,
) -> list[Verdict]:
    """Check sentence by sentence; one without a figure that speaks back belongs to those before it."""
    pieces: list[tuple[int, str]] = []
    trailer: tuple[Mention, ...] = ()
    paragraph = _with_its_names(paragraph, lexicon)
    for start, sentence in paragraph:
        if pieces and (_goes_on(pieces[-1][1], sentence) or _denies_more(pieces[-1][1], sentence, lexicon)):
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
    if not context.companies and not context.places:
        told = _told_elsewhere([sentence for _, sentence in pieces], lexicon)
        context.companies, context.places = _named(told, "company"), _named(told, "place")
        context.place_of = context.companies if context.places else ()
    out: list[Verdict] = []
    for start, sentence in pieces:
        if start in leads:
            context.take(leads[start])
        out += _check_sentence(sentence, start, evidence, lexicon, context)
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


def _told_elsewhere(pieces: Sequence[str], lexicon: Lexicon) -> tuple[Mention, ...]:
    """ "Floor: $1. Company: Acme, city: Oslo.": whose the figures are stands in a sentence without any."""
    rows: list[tuple[Mention, ...]] = []
    for piece in pieces:
        named = tuple(m for m in mentions_of(piece, lexicon) if m.kind in ("company", "place"))
        if named and re.search(r"\d", piece):
            return ()
        rows += [named] if named else []
    known = [
        named for named in rows if {m.name for m in named if m.kind == "company"} & set(lexicon.companies)
    ]
    return known[0] if len(rows) == len(known) == 1 else ()


def _goes_on(before: str, sentence: str) -> bool:
    """Whether a sentence answers the question before it, or sets right the figure denied there."""
    if _A_QUESTION.search(before) and (ANSWERS_NO.match(sentence) or not re.search(r"\d", before)):
        return True
    if is_claimed(before) and (before.rstrip().endswith("?") or _IN_FACT.match(sentence)):
        return True
    if not re.search(r"\d", before) or not re.search(r"\d", sentence):
        return False
    if _NOT_TRUE.search(before) and _SETS_RIGHT.match(sentence):
        return True
    return denies_its_figure(before)


def _denies_more(before: str, sentence: str, lexicon: Lexicon) -> bool:
    """Whether a sentence says what the figure before it is not: "It goes to $1. It does not say $2."."""
    if not re.search(r"\d", before) or not denies_its_figure(sentence):
        return False
    return not any(m.kind in ("company", "place") for m in lexicon.mentions(sentence, correct=False))


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
    meant = _named(mentions, "company") or context.companies
    names = _names_in(text, mentions, meant, lexicon)
    numbers, idle = described(text, base, mentions, _lent_to(context.lead, text, names))
    verdicts = [
        _dated(text, base, a, b, meant, evidence) or _idle(text[a - base : b - base], a, b, why)
        for a, b, why in idle
    ]
    companies = by_order(text, names["company"], context.company_units)
    places, components = by_order(text, names["place"], context.place_units), names["component"]
    components = _without_weak(text, components, numbers, context)
    general = not companies and (bool(_GENERAL.search(text)) or (context.general and not places))
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
        roles = () if explained else _named(mentions, "role")
        ways = [
            bindings(numbers, kind, text, base, kind is components, bool(before))
            for kind, before in (
                (companies, context.companies),
                (places, context.places),
                (components, True),
            )
        ]
        examples = [m.span() for m in _GENERAL.finditer(text)]
        ways[0] = with_examples(ways[0], numbers, companies, examples, text, base)
        ways[2] = with_further_ways(ways[2], numbers, components, text, base, bool(context.components))
        # "Smallest bump in the script: $1. Largest: $2.": a sentence without names goes on about the same.
        told = text if names["company"] or names["place"] or components else f"{context.text} {text}"
        told = f"{context.lead.title} {told}" if context.lead.title else told
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
                    by_place[i] or _place_before(by_company[i], general, context),
                    by_component[i] or _component_before(numbers, i, context),
                    levels,
                    roles,
                    general,
                    bool(by_place[i]) and not written_at,
                    bool(by_company[i]),
                )
                for i in range(len(numbers))
            ]
            judged = judge(numbers, read, told, evidence, lexicon, memory)
            supported = sum(
                fact is not None
                or is_input(n, c, evidence.entered)
                or registered_as(n, c, evidence) is not None
                or count_for(n, c, evidence) is not None
                for (n, fact, _), c in zip(judged, read, strict=True)
            )
            if supported > score:
                best, claims, score = judged, read, supported
            if supported == len(numbers):
                break
        rows = [*companies, *places]
        verdicts += conclude(text, base, best, claims, evidence, lexicon, context.supported, rows, context.lead.title)
    _remember(context, names["company"], names["place"], components, general)
    own = {n.bound for n in numbers if n.bound_is_own or n.ends or n.is_change}
    context.last_bound = own.pop() if len(own) == 1 else ""
    context.named_end = "" if numbers else cues_of_title(text)[0]
    context.text = text
    context.told = any(n.amount.unit != "count" or n.amount.scaled for n in numbers)
    return verdicts


@lru_cache(maxsize=1024)
def _names_in(
    text: str, mentions: tuple[Mention, ...], meant: tuple[str, ...], lexicon: Lexicon
) -> dict[str, list[Name]]:
    """The names of a sentence by kind, where these companies are spoken of. Nobody may change the lists."""
    return names_of(text, mentions, described(text, 0, mentions)[0], 0, lexicon, _same_row(lexicon, meant))


def _place_before(companies: tuple[str, ...], general: bool, context: _Context) -> tuple[str, ...]:
    """The place of the sentences before, unless they were of another company."""
    if general or (companies and context.place_of and not set(companies) & set(context.place_of)):
        return ()
    return context.places


def _component_before(numbers: Sequence[Number], i: int, context: _Context) -> tuple[str, ...]:
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
    text: str, components: list[Name], numbers: Sequence[Number], context: _Context
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
    general = context.lead.general or bool(_GENERAL.search(f"{' '.join(header)} {label}"))
    many = any(len(names) > 1 for names in own.values())
    for i, (offset, cell) in enumerate(cells):
        mine = _cell_names(cell, lexicon) if many else {}
        title = header[i] if i < len(header) else ""
        head = _cell_names(title, lexicon)
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


def _cell_names(text: str, lexicon: Lexicon) -> dict[str, tuple[str, ...]]:
    mentions = lexicon.mentions(text, correct=False)
    names = names_of(text, mentions, [], 0, lexicon, _same_row(lexicon, _named(mentions, "company")))
    return {
        kind: tuple(dict.fromkeys(n for unit in units for n in unit.names)) for kind, units in names.items()
    }
