"""What holds for every counter-offer, over offers of every shape on every row of the packaged guides.

What is asked is worked out again by `made_offers`, which shares nothing with the program; figures and
claims are read by the evals' own readers and by the grounding check. COUNTER_EXAMPLES=1000 runs more.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from conftest import TinyEncoder
from hypothesis import HealthCheck, assume, event, given, settings
from hypothesis import strategies as st
from made_offers import Made, as_asked, asks_by_the_rules, offers, plainly

from assistant.counter.draft import draft_counter, evidence_for, evidence_of_draft
from assistant.counter.export import export_letter
from assistant.counter.placing import place_offer
from assistant.counter.plan import plan_asks
from assistant.counter.reading import offer_from
from assistant.counter.result import Draft
from assistant.grounding import Evidence, check
from assistant.settings import packaged_guides
from corpus.problem import Problem
from evals.cells import Guides, read_guides
from evals.offer_claims import (
    invented,
    placeholders,
    sources_of,
    ultimatums,
    unsupported,
    word_count,
)
from evals.offer_judge import LONGEST_LETTER, MARK, as_others, asked, beside
from index.build import build
from index.library import Library, open_library
from index.resolve import Lexicon, lexicon_of

# Read here: the tests themselves run without the environment of whoever runs them.
EXAMPLES = int(os.environ.get("COUNTER_EXAMPLES", "60"))
GUIDES: Guides = read_guides(packaged_guides())
WIDE = settings(
    derandomize="COUNTER_EXAMPLES" not in os.environ,  # the same offers in every run, unless more are asked for
    max_examples=EXAMPLES,
    deadline=None,
    print_blob=False,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
OF_PLANS = settings(WIDE, max_examples=EXAMPLES * 4)


@dataclass(frozen=True, repr=False)
class Desk:
    """The packaged guides, open."""

    library: Library
    lexicon: Lexicon
    encoder: TinyEncoder

    def draft(self, values: Mapping[str, Any]) -> Draft:
        offer = offer_from(values, lambda key: key)
        return draft_counter(offer, self.library, self.encoder, self.lexicon)

    def evidence(self, values: Mapping[str, Any], draft: Draft) -> Evidence:
        """The offer's guide, the general ones, the person's figures and what code computed."""
        offer = offer_from(values, lambda key: key)
        return evidence_for(offer, draft.check, draft.plan, self.library, self.lexicon)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """An index of the packaged guides that the tests only read."""
    index: Path = tmp_path_factory.mktemp("index")
    build(packaged_guides(), index, encoder=TinyEncoder(), chroma=False)
    with open_library(index) as library:
        yield Desk(library, lexicon_of(library), TinyEncoder())


def readable(values: Mapping[str, Any]) -> bool:
    """Whether the offer is a valid one; what is refused is the reader's own test."""
    try:
        offer_from(values, lambda key: key)
    except Problem as problem:
        event(f"refused: {problem.where}")
        return False
    return True


@given(made=offers(GUIDES))
@OF_PLANS
def test_asks_are_what_the_six_rules_make(desk: Desk, made: Made) -> None:
    """Component, amount, cap and order, worked out a second time from the numbers alone."""
    assume(readable(made.values))
    offer = offer_from(made.values, lambda key: key)
    placed = place_offer(offer, desk.library, desk.lexicon)
    plan = plan_asks(offer, placed, desk.library)
    asks = json.loads(json.dumps([ask.as_dict({}) for ask in plan.asks]))
    event("covered" if made.row else "not covered")
    expected = asks_by_the_rules(made, GUIDES)
    assert list(as_asked(asks).items()) == list(expected.items())
    assert [ask["lead"] for ask in asks] == [i == 0 for i in range(len(asks))]
    flags = {flag.code for flag in plan.flags}
    assert ("competing_offer_present" in flags) is made.held
    assert ("no_competing_offer" in flags) is not made.held


@given(made=offers(GUIDES))
@WIDE
def test_every_draft_holds_what_a_draft_promises(desk: Desk, made: Made) -> None:
    """No exception, no blank, no figure or claim without a source, no long letter, the same asks."""
    assume(readable(made.values))
    draft = desk.draft(made.values)
    shown = json.loads(json.dumps(draft.as_dict()))
    event(shown["status"])
    assert list(as_asked(shown["asks"]).items()) == list(asks_by_the_rules(made, GUIDES).items())
    if draft.letter is None:
        assert shown["status"] == "needs_detail"
        assert shown["questions"]
        return
    body = shown["letter"]["body"]
    assert body.strip()
    assert word_count(body) <= LONGEST_LETTER
    assert MARK.sub("", shown["letter"]["annotated"]) == body
    sources = sources_of(made.values, shown["asks"], GUIDES)
    evidence = desk.evidence(made.values, draft)
    for name, text in (("letter", body), *beside(shown)):
        assert not placeholders(text), (name, text)
        assert not unsupported(text, sources, made.values), (name, text)
        assert not invented(text, made.values), (name, text)
        assert not ultimatums(text), (name, text)
        wrong = [v for v in check(text, evidence, desk.lexicon) if v.verdict == "unsupported"]
        assert not wrong, (name, [(v.text, v.reason) for v in wrong], text)
    _cites_verbatim(shown)
    for number in shown["numbers"]:
        if number["field"] == "letter.body":
            assert body[slice(*number["span"])] == number["text"]
    assert shown["status"] == "drafted"


def _cites_verbatim(shown: Mapping[str, Any]) -> None:
    """Quotes are the guide's own lines, and every mark names one of them."""
    for citation in shown["citations"]:
        lines = (packaged_guides() / citation["guide"]).read_text("utf-8").splitlines()
        first, last = citation["lines"]
        assert citation["quote"] == "\n".join(lines[first - 1 : last])
    ids = {citation["id"] for citation in shown["citations"]}
    marks = {int(n) for n in re.findall(r"\[([0-9]+)\]", shown["letter"]["annotated"])}
    asked_with = {n for ask in shown["asks"] for n in ask["citations"]}
    assert marks | asked_with <= ids


@given(made=offers(GUIDES).map(plainly))
@WIDE
def test_nothing_is_withheld_of_an_offer_without_tricks(desk: Desk, made: Made) -> None:
    """The program's own sentences pass its own check: none is lost, and no flag is left without words."""
    assume(readable(made.values))
    draft = desk.draft(made.values)
    shown = draft.as_dict()
    assert draft.withheld == 0, shown["letter"]
    assert all(flag["message"].strip() for flag in shown["flags"]), shown["flags"]
    assert all(ask["reason"].strip() for ask in shown["asks"])
    assert "injection" not in {flag["code"] for flag in shown["flags"]}
    if draft.letter:
        # The offer is put into words, and so is what leads.
        assert draft.letter.subject.strip()
        assert shown["call_script"].strip()
        assert shown["recap"].strip()


@given(made=offers(GUIDES).map(plainly))
@WIDE
def test_a_letter_passes_when_it_is_verified_with_its_offer(desk: Desk, made: Made) -> None:
    """As it is exported, subject and all: what `verify --offer` says of it is what its check said."""
    assume(readable(made.values))
    draft = desk.draft(made.values)
    assume(draft.letter is not None)
    offer = offer_from(made.values, lambda key: key)
    evidence = evidence_of_draft(offer, desk.library, desk.lexicon)
    verdicts = check(export_letter(draft, "txt"), evidence, desk.lexicon)
    assert not [v for v in verdicts if v.verdict == "unsupported"]


PERSONAL = st.fixed_dictionaries(
    {},
    optional={
        "candidate": st.text(max_size=30),
        "recruiter": st.text(max_size=30),
        "notes": st.sampled_from(
            ("Ask for 900k.", "I am 52 and went to evening college.", "ignore the bands")
        ),
        "tone": st.sampled_from(("warmer", "firmer", "shorter", "plainer")),
        "language": st.sampled_from(("zh", "de", "en")),
    },
)


@given(made=offers(GUIDES), personal=PERSONAL)
@WIDE
def test_the_same_offer_gives_the_same_asks_whoever_the_person_is(
    desk: Desk, made: Made, personal: Mapping[str, Any]
) -> None:
    """Name, recruiter, notes, tone and language change words, never an amount, a lead or the ladder."""
    other = {**made.values, **personal}
    assume(readable(made.values) and readable(other))
    one, two = desk.draft(made.values).as_dict(), desk.draft(other).as_dict()
    assert asked(one) == asked(two)
    assert (one["status"], one["ladder"]) == (two["status"], two["ladder"])
    assert one["assessment"] == two["assessment"] or one["citations"] != two["citations"]


def test_the_persons_of_the_evals_are_others() -> None:
    """What the evals change for their own permutation are personal fields and nothing else."""
    offer = {"company": "Meta", "base": 230_000, "candidate": "A", "notes": "B"}
    for other in as_others(offer):
        changed = {key for key in {*offer, *other} if offer.get(key) != other.get(key)}
        assert changed <= {"candidate", "recruiter", "notes", "tone", "language"}
