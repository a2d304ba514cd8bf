"""The check of every text about an offer: each figure has its source, each claim stands in the offer.

In: an offer, what its figures may come from, texts. Out: the texts without the sentences that do not
pass, the numbers of what is left with where they come from, and the passages cited, numbered in the
order of use. Drafts and replies are checked here; so is what a model words.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from assistant.counter.claims import false_claims
from assistant.counter.offer import Money, Offer, Percent
from assistant.counter.result import Said, Words
from assistant.grounding import Count, Evidence, Given, Verdict, check, counts_in
from assistant.numbers import sentences
from assistant.result import Number
from corpus.bands import Fact
from corpus.money import Amount, amounts_in
from corpus.passages import Passage
from index.library import Library
from index.resolve import Lexicon

# Text fields that may come into a letter, and those that never do.
SHOWN_TEXTS = ("candidate", "recruiter", "deadline", "start_date", "level", "equity_kind")
KEPT_TEXTS = ("notes", "current_pay", "language", "region", "role", "company")

_Place = tuple[int, int]  # of a sentence in its Words: paragraph, sentence


@dataclass
class Checker:
    """Checks texts and numbers the passages they cite."""

    offer: Offer
    evidence: Evidence
    library: Library
    lexicon: Lexicon
    order: dict[Passage, int] = field(default_factory=dict)
    numbers: list[Number] = field(default_factory=list)
    withheld: int = 0

    def words(self, text: Words, name: str, *, claims: bool = True) -> Words:
        """The words without the sentences that do not pass; their numbers are kept under `name`.

        `claims`: the text is said to the recruiter, so what it claims has to stand in the offer.
        """
        while True:
            bad, verdicts = self._judge(text, claims)
            if not bad:
                break
            self.withheld += len(bad)
            text = _without(text, bad)
        for passage in text.passages:
            self.cite(passage)
        if claims:
            verdicts = self._as_own(text, verdicts)
        self.numbers += [self._number(v, name) for v in verdicts if v.verdict != "not_an_amount"]
        return text

    def _as_own(self, text: Words, verdicts: list[Verdict]) -> list[Verdict]:
        """A figure of the person's that equals a cell is theirs where its sentence rests on no guide.

        "Your offer is … a target bonus of 15%" tells the offer, whatever the row says.
        """
        plain = [(start, end) for (i, k), start, end in _spans(text) if not text.paragraphs[i][k].passages]
        out = []
        for v in verdicts:
            own = v.verdict == "quoted" and v.fact is not None and self._is_given(v.fact)
            if own and any(start <= v.start < end for start, end in plain):
                v = replace(v, verdict="input", reason="the figure you gave", fact=None, place=None)
            out.append(v)
        return out

    def _is_given(self, fact: Fact) -> bool:
        """Whether the person entered the same single value for the same part."""
        return any(
            g.amount.low == fact.low == fact.high
            and (g.amount.unit, g.amount.currency) == (fact.unit, fact.currency)
            and g.component == fact.component
            for g in self.evidence.given
        )

    def message(self, text: str, name: str) -> str:
        """A message to the person, sentence by sentence."""
        said = tuple(Said(part.strip()) for _, part in sentences(text) if part.strip())
        return self.words(Words((said,)), name, claims=False).plain

    def cite(self, passage: Passage) -> int:
        """The number of a passage."""
        return self.order.setdefault(passage, len(self.order) + 1)

    def _judge(self, text: Words, claims: bool) -> tuple[set[_Place], list[Verdict]]:
        plain = text.plain
        spans = list(_spans(text))
        bad = {
            place
            for place, start, end in spans
            if claims and false_claims(plain[start:end], self.offer, self.lexicon)
        }
        verdicts = check(plain, self.evidence, self.lexicon)
        for verdict in verdicts:
            if verdict.verdict == "unsupported":
                bad |= {place for place, start, end in spans if start <= verdict.start < end}
        return bad, verdicts

    def _number(self, verdict: Verdict, name: str) -> Number:
        passage = self.library.passage_at(*verdict.place) if verdict.place is not None else None
        return Number(
            verdict.text,
            verdict.start,
            verdict.end,
            verdict.verdict,  # type: ignore[arg-type]
            self.cite(passage) if passage else None,
            verdict.fact if verdict.verdict == "quoted" else None,
            verdict.derivation.as_dict(self.cite) if verdict.derivation else None,
            name,
        )


def _spans(text: Words) -> Iterable[tuple[_Place, int, int]]:
    """Where each sentence of `text.plain` stands: (paragraph, sentence), start, end."""
    start = 0
    for i, paragraph in enumerate(text.paragraphs):
        for k, said in enumerate(paragraph):
            yield (i, k), start, start + len(said.text)
            start += len(said.text) + 1
        start += 1


def _without(text: Words, bad: set[_Place]) -> Words:
    kept = [
        tuple(said for k, said in enumerate(paragraph) if (i, k) not in bad)
        for i, paragraph in enumerate(text.paragraphs)
    ]
    return Words(tuple(p for p in kept if p))


def texts_of(offer: Offer) -> list[tuple[str, str]]:
    """Every free text of an offer, with its field."""
    out = [(name, getattr(offer, name)) for name in (*SHOWN_TEXTS, *KEPT_TEXTS) if getattr(offer, name)]
    for name in ("strengths", "constraints", "priorities"):
        out += [(name, text) for text in getattr(offer, name)]
    out += [("rounds", r.text) for r in offer.rounds]
    out += [("competing_offers", c.company) for c in offer.competing if c.company]
    return out


def evidence_of_row(library: Library, row: tuple[Fact, ...]) -> tuple[tuple[Fact, ...], tuple[Count, ...]]:
    """What a text about an offer may quote: the offer's own row first, then what its guides and the general ones
    say beside their rows; read once for each row.

    Another row of the same guide is no source, however alike its cells are: "15–20%" is this row's or nobody's.
    """

    def make() -> tuple[tuple[Fact, ...], tuple[Count, ...]]:
        general = [g.path for g in library.guides() if g.company is None]
        every = dict.fromkeys((*(f.guide for f in row), *general))
        facts = [f for g in every for f in library.facts(guide=g) if f.kind != "band" or f.company is None]
        passages = [p for g in every for p in library.passages(guide=g)]
        return tuple(dict.fromkeys((*row, *facts))), counts_in(passages)

    return library.once(("evidence of", row), make)


def inputs_of(offer: Offer) -> list[Amount]:
    """The figures that the person wrote in texts, which may be of anything."""
    out = [Amount(v, v, "percent", None, "", None, f"{v}%", 0, 0) for v in offer.vesting]
    for _, text in texts_of(offer):
        out += amounts_in(text)
    for one in offer.rounds:
        for text in one.figures.values():
            out += amounts_in(text)
    return out


def given_in(offer: Offer, lexicon: Lexicon) -> list[Given]:
    """The figures that the person entered in fields, each with what it is of."""
    out = _given_of(offer)
    out += [Given(_amount(v), name) for name, v in (*offer.target.items(), *offer.walk_away.items())]
    if offer.unvested:
        out.append(Given(_amount(offer.unvested)))
    for other in offer.competing:
        named = [m.name for m in lexicon.mentions(other.company or "") if m.kind == "company"]
        # A name that the lexicon does not know is not read as a company in a sentence either.
        # Of several offers in one sentence each figure's own is the claims' matter, not the figures'.
        company = named[0] if named and other.may_name and len(offer.competing) == 1 else ""
        out += [Given(_amount(other.tc), "total", company)] if other.tc else []
        out += [replace(g, company=company) for g in (_given_of(other.parts) if other.parts else ())]
    return out


def _given_of(offer: Offer) -> list[Given]:
    out = [Given(_amount(offer.base), "base")] if offer.base else []
    if offer.equity:  # options and units are called many names
        out.append(Given(_amount(offer.equity.amount), "" if offer.equity_kind else "equity"))
    out += [Given(_amount(offer.bonus), "bonus")] if offer.bonus else []
    return out + [Given(_amount(part), "sign_on") for part in offer.sign_on]


def _amount(entered: Money | Percent) -> Amount:
    if isinstance(entered, Percent):
        return Amount(entered.value, entered.value, "percent", None, "", None, entered.words, 0, 0)
    return Amount(
        entered.value, entered.value, "money", entered.currency, entered.mark, None, entered.words, 0, 0
    )
