"""Every number of a text, with where it comes from or why it is not supported.

In: a text, and the guides, an offer or the files it is to be checked against. Out: the `verify` object or its
page, and an exit code. The judging is `assistant.grounding`'s; here its verdicts get citations. The
figures shown are the text's own: none of them is stated by this program.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from assistant.commands import DONE, UNSUPPORTED, open_desk
from assistant.screen import Screen
from assistant.settings import Settings
from corpus.guide import Guide, parse_guide
from corpus.passages import Passage, passages_in

if TYPE_CHECKING:
    from assistant.claim_series import Tables
    from assistant.counter.offer import Offer
    from assistant.grounding import Evidence, Verdict
    from assistant.result import Citation
    from corpus.any_tables import Figure
    from index.encoder import Encoder
    from index.resolve import Lexicon

_PAY = frozenset({"base", "equity", "bonus", "sign_on"})  # two of these beside each other make a table of pay
PassageAt = Callable[[str, int], Passage | None]


def verify(text: str, settings: Settings, screen: Screen, encoder: Encoder | None = None) -> int:
    """Check a text against the guides."""
    from assistant.answer import evidence_of
    from index.resolve import lexicon_of

    with open_desk(settings, screen, encoder) as desk:
        evidence, lexicon = evidence_of(desk.library), lexicon_of(desk.library)
        return _show(text, *judged(text, evidence, lexicon, desk.library.passage_at), screen)


def verify_of_offer(
    text: str, offer: Offer, settings: Settings, screen: Screen, encoder: Encoder | None = None
) -> int:
    """Check a letter about an offer as a draft of it is checked: the person's figures, the plan's, its own row."""
    from assistant.counter.draft import evidence_of_draft
    from index.resolve import lexicon_of

    with open_desk(settings, screen, encoder) as desk:
        lexicon = lexicon_of(desk.library)
        evidence = evidence_of_draft(offer, desk.library, lexicon)
        return _show(text, *judged(text, evidence, lexicon, desk.library.passage_at), screen)


def verify_against(text: str, sources: Sequence[tuple[str, str]], screen: Screen) -> int:
    """Check a text against other texts, given as name and text, and nothing else."""
    return _show(text, *judged_against(text, sources), screen)


def judged_against(text: str, sources: Sequence[tuple[str, str]]) -> tuple[dict[str, Any], list[Citation]]:
    """The `verify` object for a text against other texts, with its citations."""
    return Sources(sources).judged(text)


class Sources:
    """Other texts, given as name and text, as the only evidence. Pay is read strictly, and first.

    Tables that are not about pay are read as they come: their rows, columns, times and scales.
    """

    def __init__(self, sources: Sequence[tuple[str, str]]) -> None:
        guides = [parse_guide(words, name) for name, words in sources]
        self._passages = [passage for guide in guides for passage in passages_in(guide)]
        self._lines = {guide.path: guide for guide in guides}
        self._evidence, self._lexicon = evidence_in(guides, self._passages)
        self._of_pay = {guide.path for guide in guides if self._is_of_pay(guide)}
        self._tables = self._other_tables(guides)

    def judged(self, text: str) -> tuple[dict[str, Any], list[Citation]]:
        """The `verify` object of the contract for a text, with its citations."""
        return _as_result(self.verdicts(text), self._passage_at)

    def verdicts(self, text: str) -> list[Verdict]:
        """Every number of a text with its verdict."""
        from assistant.grounding import check

        if self._tables is None:
            return check(text, self._evidence, self._lexicon)
        from assistant.claimed_cells import judge

        found = judge(text, self._tables, self._passage_at)
        if not self._of_pay:
            return found
        others = {(v.start, v.end): v for v in found if v.verdict in ("quoted", "derived")}
        strict = check(text, self._evidence, self._lexicon)
        return [others.get((v.start, v.end), v) if v.verdict == "unsupported" else v for v in strict]

    def _is_of_pay(self, guide: Guide) -> bool:
        """Whether a text gives bands of a company's, or parts of pay that stand beside each other."""
        bands = [f for f in self._evidence.facts if f.guide == guide.path and f.kind == "band"]
        return bool(bands) and (guide.company is not None or len({f.component for f in bands} & _PAY) > 1)

    def _other_tables(self, guides: Sequence[Guide]) -> Tables | None:
        """The figures of what does not read as pay; None where there is no such table."""
        from assistant.claim_series import Tables
        from corpus.any_tables import figures_of

        figures: list[Figure] = []
        tables = 0
        for guide in guides:
            bands = {f.line for f in self._evidence.facts if f.guide == guide.path and f.kind == "band"}
            of_pay = guide.path in self._of_pay
            here = figures_of(guide, frozenset(bands) if of_pay else frozenset(), tables)
            tables += len(guide.tables)
            figures += [one for one in here if not (of_pay and one.in_prose)]
        return Tables(tuple(figures)) if any(not one.in_prose for one in figures) else None

    def _passage_at(self, name: str, line: int) -> Passage | None:
        holding = [one for one in self._passages if one.guide == name and one.first <= line <= one.last]
        return min(holding, key=lambda one: one.last - one.first, default=None) or _line(
            self._lines[name], line
        )


def evidence_in(guides: Sequence[Guide], passages: Sequence[Passage]) -> tuple[Evidence, Lexicon]:
    """What the figures of a text may come from, and the names it may use, when only these guides count."""
    from assistant.grounding import Evidence, counts_in
    from corpus.bands import bands_in
    from corpus.other_figures import figures_in
    from corpus.scripts import increments_in
    from corpus.stages import stages_in
    from index.resolve import Lexicon, RowKey

    bands = [fact for guide in guides for fact in bands_in(guide)[0]]
    others = [
        fact for guide in guides for fact in (*increments_in(guide), *stages_in(guide), *figures_in(guide))
    ]
    rows = dict.fromkeys(RowKey(fact.company, fact.role, fact.region) for fact in bands if fact.company)
    lexicon = Lexicon(
        tuple(rows),
        tuple(dict.fromkeys(guide.company for guide in guides if guide.company)),
        tuple(dict.fromkeys(guide.role for guide in guides if guide.role)),
    )
    return Evidence((*bands, *others), counts_in(passages)), lexicon


def _line(guide: Guide, line: int) -> Passage | None:
    """A line that belongs to no passage, as one."""
    if not 1 <= line <= len(guide.lines):
        return None
    words = guide.lines[line - 1]
    return Passage(
        guide.path,
        guide.title,
        "",
        line,
        line,
        None,
        words,
        words,
        "text",
        guide.company,
        guide.role,
        guide.as_of,
    )


class _Citations:
    """Passages numbered in the order of use."""

    def __init__(self, passage_at: PassageAt) -> None:
        self.made: dict[Passage, Citation] = {}
        self._passage_at = passage_at

    def of(self, passage: Passage) -> Citation:
        from assistant.result import Citation

        return self.made.setdefault(passage, Citation(len(self.made) + 1, passage))

    def at(self, guide: str, line: int) -> Citation | None:
        passage = self._passage_at(guide, line)
        return self.of(passage) if passage else None


def judged(
    text: str, evidence: Evidence, lexicon: Lexicon, passage_at: PassageAt
) -> tuple[dict[str, Any], list[Citation]]:
    """The `verify` object of the contract for a text, with its citations."""
    from assistant.grounding import check

    return _as_result(check(text, evidence, lexicon), passage_at)


def _as_result(verdicts: Sequence[Verdict], passage_at: PassageAt) -> tuple[dict[str, Any], list[Citation]]:
    from assistant.render import verify_as_dict

    citations = _Citations(passage_at)
    result: dict[str, Any] = verify_as_dict(verdicts, citations.at, citations.of)
    made = list(citations.made.values())
    result["citations"] = [citation.as_dict() for citation in made]
    return result, made


def _show(text: str, result: dict[str, Any], made: list[Citation], screen: Screen) -> int:
    from assistant.render import verify_page

    screen.result(result, lambda: verify_page(text, result, made))
    return UNSUPPORTED if result["status"] == "unsupported" else DONE
