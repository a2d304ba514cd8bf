"""Every number of a text gets a verdict: quoted, input, derived, unsupported, or not an amount.

In: a text, a `Lexicon`, and `Evidence` (facts, counts, what the person gave, what code computed).
Out: one `Verdict` for each number, with its reason. A quoted amount must be its cell's own: the
company, place, level, component, bound, currency and period that the sentence names for it, or its
paragraph where the sentence leaves it out, have to agree with one fact. The same check runs on our
own composed answers, on a model's, and behind `verify`. It does not judge advice, only figures.

Here a text becomes paragraphs and these become sentences, each with what stands above and around it;
`assistant.sentence_check` judges one sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from assistant.denials import ANSWERS_NO, SAYS_NOT_SO, denies_its_figure, is_claimed
from assistant.evidence import Count, Evidence, Verdict, VerdictName, counts_in
from assistant.leads import Lead, leads_over, rows_of_tables
from assistant.numbers import sentences
from assistant.periods import asks_for_period, opens_with_period
from assistant.persons import Given
from assistant.sentence_check import GENERAL, Context, cell_names, check_row, check_sentence, named
from assistant.sentence_names import mentions_of
from assistant.worked_out import Derivation
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
# "(Acme, Oslo, total pay as printed)": an aside without figures that says whose the ones before it are.
_NO_FIGURE = r"(?:[^\d\n]|(?<!\d)(?:19|20)\d\d(?!\d))"  # a year is none
_ASIDE = regex(rf"\s*[(（]{_NO_FIGURE}{{3,160}}[)）][.。]?[*_ ]*(?=\n|$)")
# A sentence ends before the first bar: a line of prose that quotes something with bars, and no row of a table.
_TELLS = regex(r"^[^|]*[\w)\]”\"][.!?。](?:\s*\[\d+\])*\s+[^|\s]")
_OWN_ASIDE = regex(rf"\s*[(（]{_NO_FIGURE}{{3,160}}[)）][.。]?\s*$")
_THAT_IS = regex(
    r"[\s–—*_-]*(?:that|this|these|those|which|both)(?:['’]s|\s+(?:is|are|was|were|being))\b", re.IGNORECASE
)
# "How high does Acme go?", and the same in quotes: "… go?" she asks.
_A_QUESTION = regex(
    r"[?？]\s*$|[?？][\"”’'»]\s*(?:[–—-]\s*|[^\d.?!\"“”]{0,60}\b(?:ask|wonder|inquir|want)\w*[^\d.?!\"“”]{0,40}[.:,]?\s*)?$",
    re.I,
)
_LOW_LINES = regex(r"(?<![\w_])(?P<mark>_{1,3})(?=[^\s_])(?P<words>[^_\n]{1,200}?)(?<=\S)(?P=mark)(?![\w_])")


# ------------------------------------------------------------------------------------- paragraphs


def check(text: str, evidence: Evidence, lexicon: Lexicon) -> list[Verdict]:
    """Give every number of a text its verdict, in order."""
    text = _starred(text)
    out: list[Verdict] = []
    context = Context()
    header: list[str] = []
    paragraph: list[tuple[int, str]] = []
    leads: dict[int, Lead] = {}  # by where a line begins

    def finish() -> None:
        out.extend(_check_paragraph(paragraph, leads, evidence, lexicon, context))
        paragraph.clear()

    above = leads_over(text, lambda title: cell_names(title, lexicon), lambda t: bool(GENERAL.search(t)))
    rows = rows_of_tables(text.split("\n"))
    for (start, line), lead, is_row in zip(_lines(text), above, rows, strict=True):
        if not line.strip():
            if paragraph and (
                _ASIDE.match(text, start + len(line) + 1)
                or _says_whose(text, start + len(line) + 1, paragraph, lexicon)
            ):
                continue  # "(Acme, Oslo, as printed)" speaks of what stands above it
            finish()
            context = context if _leads_on(text, start) or _is_table(text, start) else Context()
            header = []
            continue
        if is_row or (line.count("|") >= 2 and not header and not paragraph and not _TELLS.search(line)):
            finish()
            cells = [c.strip(" *") for c in line.strip().strip("|").split("|")]
            if all(re.fullmatch(r":?-*:?", c) for c in cells):
                continue
            header = header or cells
            context.take(lead)
            out += check_row(line, start, header, evidence, lexicon, context)
            continue
        header = []
        if line.lstrip().startswith("#"):
            finish()
            context = Context()
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
    context: Context,
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
            and (
                (not re.search(r"\d", sentence)
                and (
                    _is_bare_name(sentence, pieces[-1][1], lexicon)
                    or _SPEAKS_BACK.match(sentence)
                    or opens_with_period(sentence)
                ))
                or _OWN_ASIDE.fullmatch(sentence)
            )
        ):
            first, before = pieces[-1]
            trailer = lexicon.mentions(sentence, correct=False)
            pieces[-1] = (first, before + " " * (start - first - len(before)) + sentence)
            continue
        pieces.append((start, sentence))
    if not trailer and len(pieces) > 1 and _names_nothing(pieces[0][1], lexicon):
        trailer = mentions_of(pieces[1][1], lexicon)  # "Mind the $1. At Acme it is four years' stock."
    if trailer and len(pieces) > 1:
        context.companies = context.companies or named(trailer, "company")
        context.places = context.places or named(trailer, "place")
        context.components = context.components or named(trailer, "component")
    if not context.companies and not context.places:
        told = _told_elsewhere([sentence for _, sentence in pieces], lexicon)
        context.companies, context.places = named(told, "company"), named(told, "place")
        context.place_of = context.companies if context.places else ()
    out: list[Verdict] = []
    for start, sentence in pieces:
        if start in leads:
            context.take(leads[start])
        out += check_sentence(sentence, start, evidence, lexicon, context)
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
    if re.search(r"\d", before) and SAYS_NOT_SO.match(sentence):
        return True
    if not re.search(r"\d", before) or not re.search(r"\d", sentence):
        return False
    if asks_for_period(before):
        return True
    if _NOT_TRUE.search(before) and _SETS_RIGHT.match(sentence):
        return True
    return denies_its_figure(before)


def _denies_more(before: str, sentence: str, lexicon: Lexicon) -> bool:
    """Whether a sentence says what the figure before it is not: "It goes to $1. It does not say $2."."""
    if not re.search(r"\d", before) or not denies_its_figure(sentence):
        return False
    return not any(m.kind in ("company", "place") for m in lexicon.mentions(sentence, correct=False))


def _is_bare_name(sentence: str, before: str, lexicon: Lexicon) -> bool:
    """Whether a sentence is only the name of whose the figures before it are: "170 of 210, base. Acme."."""
    companies = [m for m in lexicon.mentions(sentence, correct=False) if m.kind == "company"]
    if len(companies) != 1 or not re.search(r"\d", before):
        return False
    rest = sentence[: companies[0].start] + sentence[companies[0].end :]
    if len(re.findall(r"\w+", rest)) > 1:
        return False
    return not any(m.kind == "company" for m in lexicon.mentions(before, correct=False))


def _names_nothing(text: str, lexicon: Lexicon) -> bool:
    """Whether a sentence gives figures and does not say whose: "In short: $1 to $2."."""
    return bool(re.search(r"\d", text)) and not any(
        m.kind in ("company", "place", "component") for m in lexicon.mentions(text, correct=False)
    )
