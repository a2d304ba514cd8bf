"""A page of sentences, each with the passages it rests on, that becomes a checked Answer.

In: sentences, quotes, given and derived figures, warnings, gaps. Out: an `Answer` whose numbers have
all passed `grounding.check`. A sentence whose figure does not pass is withheld and counted; its
citations go with it, never without it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Literal

from assistant.grounding import Derivation, Evidence, Verdict, check, counts_in
from assistant.result import Answer, Citation, Conflict, Number, Retrieved, Side, Status, Warning_
from corpus.bands import Fact
from corpus.money import Amount, amounts_in, format_amount
from corpus.passages import Passage
from corpus.regexes import regex
from index.library import Library
from index.resolve import Lexicon

Style = Literal["sentence", "bullet", "lead"]
_PERIOD = regex(r"(?:\s+(?:an?|per|each|every|over|in)\s|/)\D.*$|\s+over\s.*$|/\s?4.*$", re.IGNORECASE)
_QUOTED = regex("“([^“”]*)”")


@dataclass(frozen=True, slots=True)
class _Said:
    text: str
    passages: tuple[Passage, ...]
    style: Style
    required: bool  # the sentence is what was asked for


@dataclass
class Page:
    """What is being said, before it is checked."""

    library: Library
    lexicon: Lexicon
    said: list[_Said] = field(default_factory=list)
    derived: list[Derivation] = field(default_factory=list)
    given: list[Amount] = field(default_factory=list)
    warnings: dict[str, str] = field(default_factory=dict)
    not_covered: list[str] = field(default_factory=list)
    questions: list[str] = field(default_factory=list)
    conflicts: list[tuple[str, tuple[tuple[str, Passage], ...]]] = field(default_factory=list)
    declined: bool = False
    needs_detail: bool = False

    def say(
        self, text: str, *passages: Passage | None, style: Style = "sentence", required: bool = True
    ) -> None:
        """Add a sentence and the passages it rests on; the marks are written by `answer`."""
        kept = tuple(dict.fromkeys(p for p in passages if p is not None))
        said = _Said(text, kept, style, required)
        if said not in self.said:
            self.said.append(said)

    def passage_of(self, fact: Fact) -> Passage | None:
        """The passage a fact stands in."""
        return self.library.passage_at(fact.guide, fact.line)

    def derive(
        self,
        value: Decimal,
        formula: str,
        inputs: Sequence[Passage | Literal["input"] | None],
        currency: str | None = None,
        mark: str = "",
        unit: Literal["money", "percent"] = "money",
        high: Decimal | None = None,
    ) -> str:
        """Register a computed value and return it as it is written."""
        end = value if high is None else high
        sources = tuple(dict.fromkeys(i for i in inputs if i is not None))
        self.derived.append(Derivation(value, end, unit, currency, formula, sources))
        if unit == "percent":
            text = f"{_digits(value)}%"
            return text if end == value else f"{_digits(value)}–{_digits(end)}%"
        text = format_amount(value, currency, mark)
        return text if end == value else f"{text}–{format_amount(end, currency, mark)}"

    def give(self, amount: Amount) -> str:
        """Register a figure of the person's and return it as it is written."""
        self.given.append(amount)
        if amount.unit == "percent":
            ranged = amount.high is not None and amount.high != amount.low
            return f"{_digits(amount.low)}{f'–{_digits(amount.high or amount.low)}' if ranged else ''}%"
        if amount.unit == "count":
            return _digits(amount.low)
        text = format_amount(amount.low, amount.currency, amount.mark)
        if amount.high is not None and amount.high != amount.low:
            text += f"–{format_amount(amount.high, amount.currency, amount.mark)}"
        return text

    def warn(self, code: str, message: str) -> None:
        """Something to watch, said once."""
        self.warnings.setdefault(code, message)

    def lack(self, what: str) -> None:
        """Something asked for that is not in the guides."""
        if what not in self.not_covered:
            self.not_covered.append(what)

    def ask(self, question: str) -> None:
        """A question back to the person, or one for the recruiter."""
        if question and question not in self.questions:
            self.questions.append(question)

    def forget(self, said: int) -> None:
        """Take back what was said from the `said`-th sentence on: it is of another role than asked for."""
        del self.said[said:]
        self.warnings.clear()
        self.derived.clear()

    def differ(self, about: str, sides: Sequence[tuple[str, Passage]]) -> None:
        """Two or more guides that do not say the same."""
        self.conflicts.append((about, tuple(sides)))

    def status(self) -> Status:
        """What the page amounts to."""
        answered = any(s.required and (s.passages or self.derived) for s in self.said)
        if self.declined:
            return "declined"
        if self.needs_detail and not answered:
            return "needs_detail"
        if self.not_covered:
            return "partial" if answered else "not_covered"
        return "answered" if answered else "not_covered"

    def answer(
        self, resolved: dict[str, list[str]], retrieved: Iterable[Retrieved], model: str | None = None
    ) -> Answer:
        """Number the citations, check every figure, withhold what does not pass."""
        said = _without_empty_leads(self.said)
        withheld = 0
        while True:
            text, spans, citations = _lay_out(said, [p for _, sides in self.conflicts for _, p in sides])
            bad, numbers = self._judge(text, spans, citations)
            if not bad:
                break
            withheld += len(bad)
            said = _without_empty_leads([s for i, s in enumerate(said) if i not in bad])
        self.said = said
        if withheld and not any(s.required for s in said):
            note = "An answer was composed, but a figure in it could not be traced to the guides, so it was withheld."
            text = f"{note}\n\n{text}".rstrip()
            shift = len(text) - len(text[len(note) :].lstrip("\n")) if len(text) > len(note) else 0
            numbers = [replace(n, start=n.start + shift, end=n.end + shift) for n in numbers]
            self.lack("a figure that could not be traced")
        status = self.status()
        if withheld:
            note = "One sentence was withheld because a figure in it"
            if withheld > 1:
                note = f"{withheld} sentences were withheld because figures in them"
            self.warn("withheld", f"{note} could not be traced to the guides.")
        ids = {c.passage: c.id for c in citations}
        # What the answer cites was found, whoever found it: the list starts with it.
        found = {r.passage: r for r in retrieved}
        top = max((r.score for r in found.values()), default=0.0)
        cited = [
            Retrieved(c.passage, found[c.passage].score if c.passage in found else top) for c in citations
        ]
        rest = [r for p, r in found.items() if p not in ids]
        return Answer(
            status=status,
            text=text,
            citations=tuple(citations),
            numbers=tuple(numbers),
            conflicts=tuple(
                Conflict(about, tuple(Side(says, ids[p]) for says, p in sides))
                for about, sides in self.conflicts
            ),
            warnings=tuple(Warning_(code, message) for code, message in self.warnings.items()),
            not_covered=tuple(self.not_covered),
            questions=tuple(self.questions),
            resolved=resolved,
            retrieved=tuple((cited + rest)[:8]),
            model=model,
            withheld=withheld,
        )

    def _judge(
        self, text: str, spans: Sequence[tuple[int, int, _Said]], citations: Sequence[Citation]
    ) -> tuple[set[int], list[Number]]:
        """The sentences that do not pass, and the numbers of those that do."""
        passages = [c.passage for c in citations]
        cited = frozenset((p.guide, line) for p in passages for line in range(p.first, p.last + 1))
        guides = dict.fromkeys(p.guide for p in passages)
        evidence = Evidence(
            facts=tuple(f for g in guides for f in self.library.facts(guide=g)),
            counts=counts_in(passages),
            inputs=tuple(self.given),
            derived=tuple(self.derived),
            cited=cited,
        )
        ids = {c.passage: c.id for c in citations}
        bad: set[int] = set()
        numbers: list[Number] = []
        for verdict in check(text, evidence, self.lexicon):
            i = next((k for k, (a, b, _) in enumerate(spans) if a <= verdict.start < b), None)
            if i is None:
                continue
            number = _number(verdict, spans[i][2], text, ids, self.derived, evidence.facts)
            if number == "bad":
                bad.add(i)
            elif isinstance(number, Number):
                numbers.append(number)
        return bad, numbers


def _is_of(verdict: Verdict, derivation: Derivation) -> bool:
    """A registered value that also stands in some cell of the page, but not in this sentence's passages."""
    amounts = amounts_in(verdict.text)
    return len(amounts) == 1 and (amounts[0].low, amounts[0].high, amounts[0].unit) == (
        derivation.value,
        derivation.high,
        derivation.unit,
    )


def _is_in(fact: Fact, passage: Passage) -> bool:
    return fact.guide == passage.guide and passage.first <= fact.line <= passage.last


def _alike(fact: Fact, other: Fact | None) -> bool:
    """Whether two guides say the same of the same cell."""
    return other is not None and _said_by(fact) == _said_by(other)


def _said_by(f: Fact) -> tuple[object, ...]:
    return f.company, f.role, f.level, f.region, f.component, f.low, f.high, f.unit, f.currency, f.period


def _number(
    verdict: Verdict,
    said: _Said,
    text: str,
    ids: dict[Passage, int],
    derived: Sequence[Derivation],
    facts: Sequence[Fact],
) -> Number | Literal["bad", "none"]:
    """The number object of a verdict; "bad" where it may not be shown, "none" where it is no figure."""
    if verdict.verdict == "not_an_amount":
        return "none"
    home = _verbatim_home(verdict, said, text)
    if verdict.verdict == "quoted" and verdict.place is not None and home is None:
        guide, line = verdict.place
        home = next((p for p in said.passages if p.guide == guide and p.first <= line <= p.last), None)
        # Two guides that have the very same cell: the sentence's own is meant.
        home = home or next((p for p in said.passages for f in facts if _is_in(f, p) and _alike(f, verdict.fact)), None)
    figure = _PERIOD.sub("", verdict.text)
    end = verdict.start + len(figure)
    if home is not None:
        return Number(figure, verdict.start, end, "quoted", ids[home], verdict.fact)
    if (cell := _own_cell(verdict, said, facts)) is not None:
        return Number(figure, verdict.start, end, "quoted", ids[cell[0]], cell[1])
    if verdict.verdict == "input":
        return Number(figure, verdict.start, end, "input")
    # A value that is also an end of a range that was worked out is its own.
    derivation = verdict.derivation
    if derivation is None or not _is_of(verdict, derivation):
        derivation = next((d for d in derived if _is_of(verdict, d)), derivation)
    if verdict.verdict in ("derived", "quoted") and derivation is not None and derivation.inputs:
        shown = derivation.as_dict(ids.get)
        return Number(figure, verdict.start, end, "derived", None, None, shown)
    return "bad"


def _own_cell(verdict: Verdict, said: _Said, facts: Sequence[Fact]) -> tuple[Passage, Fact] | None:
    """The cell of a sentence's own passages for a figure that is also one end of a range that was worked out."""
    d = verdict.derivation
    amounts = amounts_in(verdict.text)
    if d is None or d.value == d.high or len(amounts) != 1 or amounts[0].high not in (None, amounts[0].low):
        return None
    value, unit = amounts[0].low, amounts[0].unit
    own = ((p, f) for p in said.passages for f in facts if _is_in(f, p) and f.unit == unit)
    return next(((p, f) for p, f in own if f.low == f.high == value), None)


def _verbatim_home(verdict: Verdict, said: _Said, text: str) -> Passage | None:
    """The cited passage that holds, word for word, the quotation a number stands in."""
    for m in _QUOTED.finditer(text):
        if m.start() <= verdict.start and verdict.end <= m.end():
            for piece in m.group(1).split(" … "):
                if verdict.text in piece:
                    for p in said.passages:
                        if flat(piece) in flat(p.quote):
                            return p
    return None


def flat(text: str) -> str:
    """A text on one line, without marks of emphasis: how quotations are shown and compared."""
    bare = text.replace("**", "").replace("“", '"').replace("”", '"')
    return re.sub(r"\s+", " ", re.sub(r"(?m)^>\s?", "", bare)).strip()


def _without_empty_leads(said: list[_Said]) -> list[_Said]:
    return [
        s
        for i, s in enumerate(said)
        if s.style != "lead" or (i + 1 < len(said) and said[i + 1].style == "bullet")
    ]


def _lay_out(
    said: Sequence[_Said], more: Sequence[Passage] = ()
) -> tuple[str, list[tuple[int, int, _Said]], list[Citation]]:
    """The text with its marks, where each sentence stands in it, and the citations in order of use."""
    order: dict[Passage, int] = {}
    pieces: list[str] = []
    spans: list[tuple[int, int, _Said]] = []
    position = 0
    previous: Style | None = None
    for s in said:
        for p in s.passages:
            order.setdefault(p, len(order) + 1)
        marks = "".join(f"[{order[p]}]" for p in s.passages)
        joint = ""
        if previous is not None:
            joint = {"bullet": "\n" if previous in ("bullet", "lead") else "\n\n", "lead": "\n\n"}.get(
                s.style, " " if previous == "sentence" else "\n\n"
            )
        body = ("- " if s.style == "bullet" else "") + s.text + (f" {marks}" if marks else "")
        pieces += [joint, body]
        position += len(joint)
        spans.append((position, position + len(body), s))
        position += len(body)
        previous = s.style
    for p in more:
        order.setdefault(p, len(order) + 1)
    return "".join(pieces), spans, [Citation(i, p) for p, i in order.items()]


def _digits(value: Decimal) -> str:
    return f"{value.normalize():f}"
