"""The worked example of a general guide: its lines as they stand, and what can be computed from them.

In: a question that speaks of the example. Out: the example, quoted, and the sum, share or difference
of its lines that the question names. It is nobody's pay, and is never placed in a row.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from assistant.compose.advice import guides_named
from assistant.compose.arithmetic import Operand, relates, say_relation, say_scaled, say_sum
from assistant.compose.rows import facts_of
from assistant.compose.wording import digits
from assistant.page import Page, flat
from assistant.question import Question
from corpus.money import amounts_in, format_amount
from corpus.passages import Passage
from corpus.regexes import regex
from index.resolve import words_of
from index.search import STOP_WORDS

_SPOKEN_OF = regex(r"\b(?:examples?|samples?|illustrat\w*|worked|hypothetical|specimen)\b|例子|示例", re.I)
_LEFT_OUT = regex(
    r"\b(?:without|minus|less|strip\w*|excluding|exclud\w*|not\s+(?:counting|including)|before|tak(?:e|ing)\s+(?:\w+\s+){0,3}?(?:away|out|off)"
    r"|leav(?:e|ing)\s+(?:\w+\s+){0,3}?(?:out|aside|off)|subtract\w*|deduct\w*|drop\w*|remov\w*|knock\w*\s+off|cut\w*(?:\s+out)?|skip\w*|except|ignor\w*|apart\s+from"
    r"|other\s+than|(?:throw\w*|toss\w*|kick\w*|strik\w+|cross\w*|tak\w+|leav\w+|forget\w*)\s+(?:\w+\s+){0,3}?(?:out|away|off|about)|disregard\w*|forget|no)\b",
    re.I,
)
# The example beside a company's own table.
_OF_ROWS = regex(
    r"\b(?:vs\.?|versus|against|differ\w*|same|match\w*|mismatch|compare\w*|compar\w+|isn['’]?t|than|fits?|tables?|rows?|prints?|printed|bands?|sit|while|but|another|both|other\s+guide|disagree\w*)\b",
    re.I,
)
_ADDED = regex(r"\b(?:plus|and|with|together|sum|add\w*|combined)\b|\+", re.I)


@dataclass(frozen=True, slots=True)
class _Line:
    name: str  # as the guide calls it
    component: str  # "base" … , or its own name
    operand: Operand


def write_example(page: Page, q: Question, quoted: bool = False) -> bool:
    """Answer from a guide's worked example. False where the question does not speak of one.

    `quoted`: the question says figures to be the guides' own.
    """
    beside = bool(q.resolved.companies) or any(t.asked for t in q.resolved.targets)
    spoken = bool(_SPOKEN_OF.search(q.text) and q.resolved.components)
    if beside and not (quoted or _OF_ROWS.search(q.text)):
        return False
    for passage in page.library.passages(kind="formula", company=None):
        lines = _lines(page, passage)
        if passage.guide in guides_named(q) and q.resolved.companies and _named(q, lines):
            _say_lines(page, passage)  # "Globex's guide against that text, the bonus": both are shown
            return True
        if beside and not (spoken or _quotes(q, passage, lines) or (quoted and _only_here(page, q, passage, lines))):
            continue
        if len(lines) > 1 and (
            _speaks_of(q, passage, lines, beside) or (beside and spoken and _named(q, lines))
        ):
            _say_lines(page, passage)
            if not beside:
                _compute(page, q, lines)
            return True
    return False


def _say_lines(page: Page, passage: Passage) -> None:
    pieces = [flat(line) for line in passage.quote.split("\n") if line.strip() and line != passage.section]
    page.say(f"{passage.section}: “{'” · “'.join(pieces)}”", passage)


def _lines(page: Page, passage: Passage) -> list[_Line]:
    out = []
    for name, cell in passage.parts:
        amounts = [a for a in amounts_in(cell) if a.unit == "money"]
        if not amounts or amounts[0].low != amounts[0].high:
            continue
        a = amounts[0]
        component = next(
            (m.name for m in page.lexicon.mentions(name, correct=False) if m.kind == "component"),
            name.lower(),
        )
        said = f"the example's {name.lower()} of {format_amount(a.low, a.currency, a.mark)}"
        said += " a year" if a.period == "year" else ""
        operand = Operand(a.low, said, digits(a.low), passage, "money", a.currency, a.mark)
        out.append(_Line(name, component, operand))
    return out


def _speaks_of(q: Question, passage: Passage, lines: list[_Line], beside_rows: bool = False) -> bool:
    title = set(words_of(dict(passage.parts).get("example", ""))) - STOP_WORDS - {"example"}
    words = set(words_of(q.text))
    values = {line.operand.value for line in lines}
    spoken = bool(_SPOKEN_OF.search(q.text))
    theirs = [g for g in q.given if g.amount.unit == "money" and g.amount.low not in values]
    quoted = len([g for g in q.given if g.amount.low in _values(passage, lines)])
    shared = len(title & words)
    asks = bool(_named(q, lines)) or relates(q) or q.has("sum", "annual", "monthly", "amount", "pay")
    if theirs and not quoted:
        return False
    if quoted and beside_rows:
        return True
    if not spoken and not (shared > 1 or (shared and quoted)):
        return False
    # "An example of a mail" is about wording; what the example is of stands in its own words.
    return (asks or shared == len(title)) and (shared > 0 or quoted > 0 or len(_named(q, lines)) > 1)


def _quotes(q: Question, passage: Passage, lines: list[_Line]) -> bool:
    """A figure of the example, beside what the example is of: "an L5 is about 570k, but their table goes …"."""
    values = _values(passage, lines)
    title = set(words_of(dict(passage.parts).get("example", ""))) - STOP_WORDS - {"example"}
    return bool(title & set(words_of(q.text))) and any(
        g.amount.low == g.amount.high and g.amount.low in values for g in q.given
    )


def _only_here(page: Page, q: Question, passage: Passage, lines: list[_Line]) -> bool:
    """A figure of the example that no row asked about prints."""
    rows = {end for t in q.resolved.targets for f in facts_of(page, t) for end in (f.low, f.high)}
    values = _values(passage, lines) - rows
    return any(g.amount.low == g.amount.high and g.amount.low in values for g in q.given)


def _values(passage: Passage, lines: list[_Line]) -> set[Decimal]:
    """The amounts of the example, and the percentages beside them."""
    percents = {a.low for _, cell in passage.parts for a in amounts_in(cell) if a.unit == "percent"}
    return percents | {line.operand.value for line in lines}


def _named(q: Question, lines: list[_Line]) -> list[_Line]:
    """The lines that a question names, in its order."""
    places: list[tuple[int, _Line]] = []
    values = {g.amount.low: g.amount.start for g in q.given}
    for line in lines:
        at = [m.start for m in q.resolved.mentions if m.kind == "component" and m.name == line.component]
        at += [m.start() for m in re.finditer(rf"\b{re.escape(line.name)}\b", q.text, re.I)]
        # What a line holds in brackets names it too: "health", "401k".
        aside = {w for w in words_of(_aside(line)) if len(w) > 3} - {"match", "target", "year"}
        at += [m.start() for w in aside for m in re.finditer(rf"\b{re.escape(w)}", q.text, re.I)]
        at += [values[line.operand.value]] if line.operand.value in values else []
        if at:
            places.append((min(at), line))
    return [line for _, line in sorted(places, key=lambda p: p[0])]


def _aside(line: _Line) -> str:
    passage = line.operand.passage
    cell = dict(passage.parts).get(line.name, "") if passage else ""
    return " ".join(re.findall(r"\(([^)]*)\)", cell))


def _compute(page: Page, q: Question, lines: list[_Line]) -> None:
    total = next((line for line in lines if line.component == "total"), None)
    named = _named(q, lines)
    parts = [line for line in named if line is not total]
    out = _LEFT_OUT.search(q.text)
    if out and total and parts and (total in named or len(parts) == 1):
        dropped = [line for line in parts if _place(q, line) > out.start()] or parts
        rest = total.operand.value - sum((line.operand.value for line in dropped), Decimal(0))
        formula = " - ".join([total.operand.formula, *(line.operand.formula for line in dropped)])
        o = total.operand
        left = page.derive(rest, formula, [o.source], o.currency, o.mark)
        names = " and ".join(line.operand.said for line in dropped)
        page.say(f"{o.said[0].upper()}{o.said[1:]} without {names} is {left}.", o.passage)
    elif relates(q) and (len(parts) == 2 or (len(parts) == 1 and total)):
        first, second = (parts[0], parts[1]) if len(parts) == 2 else (parts[0], total or parts[0])
        say_relation(page, q, first.operand, second.operand)
    elif total and not parts and (q.has("reconcile") or _ADDED.search(q.text)):
        say_sum(page, [line.operand for line in lines if line is not total], " a year")
    elif len(parts) > 1 and (q.has("sum", "annual") or _ADDED.search(q.text)):
        say_sum(page, [line.operand for line in parts], " a year")
    elif len(named) == 1:
        say_scaled(page, named[0].operand, q.text)


def _place(q: Question, line: _Line) -> int:
    found = [m.start() for m in re.finditer(rf"\b{re.escape(line.name)}\b", q.text, re.I)]
    found += [m.start for m in q.resolved.mentions if m.kind == "component" and m.name == line.component]
    return max(found, default=len(q.text))
