"""What candidates rely on in their own drafts and replies, over the packaged guides."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from conftest import TinyEncoder

from assistant.counter.draft import draft_counter
from assistant.counter.pages import draft_page
from assistant.counter.reading import offer_from
from assistant.counter.reply import Reply, reply_to
from assistant.counter.result import Draft
from assistant.drawing import Prose
from assistant.settings import packaged_guides
from index.build import build
from index.library import Library, open_library
from index.resolve import Lexicon, lexicon_of


@dataclass(frozen=True, repr=False)
class Desk:
    """The packaged guides, open."""

    library: Library
    lexicon: Lexicon

    def draft(self, values: Mapping[str, Any]) -> Draft:
        offer = offer_from(values, lambda key: key)
        return draft_counter(offer, self.library, TinyEncoder(), self.lexicon)

    def reply(self, values: Mapping[str, Any], message: str) -> Reply:
        offer = offer_from(values, lambda key: key)
        return reply_to(offer, message, self.library, TinyEncoder(), self.lexicon)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """An index of the packaged guides that the tests only read."""
    index: Path = tmp_path_factory.mktemp("index")
    build(packaged_guides(), index, encoder=TinyEncoder(), chroma=False)
    with open_library(index) as library:
        yield Desk(library, lexicon_of(library))


# ------------------------------------------------------------------------------------- the row's own


def test_a_figure_of_an_offer_is_never_quoted_from_another_row(desk: Desk) -> None:
    """Where rows of one guide have equal cells, each draft and reply quotes its own."""
    quoted = 0
    for key in desk.lexicon.rows:
        cells = {
            f.component: f for f in desk.library.facts(company=key.company, region=key.region, kind="band")
        }
        base = cells.get("base")
        if base is None or base.low is None or base.high is None:
            continue
        values = {
            "company": key.company,
            "role": key.role,
            "region": key.region,
            "currency": base.currency,
            "base": int((base.low + base.high) / 2),
            "equity_total": 200_000,
            "equity_years": 4,
            "bonus_percent": 5,
        }
        facts = [n.fact for n in desk.draft(values).numbers]
        facts += [n.fact for n in desk.reply(values, "We can do no more on the base.").numbers]
        regions = {f.region for f in facts if f is not None and f.kind == "band" and f.company}
        assert regions <= {key.region}, key
        quoted += len(regions)
    assert quoted > 10


# --------------------------------------------------------------------------------- what is compared


@pytest.mark.parametrize(
    ("values", "compared"),
    [
        # A plain "$" of a London row beside pounds: £420K may be past its top already.
        ({"company": "Meta", "region": "London", "currency": "GBP", "equity_total": "420k"}, False),
        ({"company": "Meta", "region": "Berlin", "currency": "EUR", "equity_total": "90k"}, False),
        # In the row's own currency, or turned into it, the place in the range is known.
        ({"company": "ByteDance", "region": "Singapore", "currency": "SGD", "equity_total": "100k"}, True),
        (
            {
                "company": "Meta",
                "region": "London",
                "currency": "GBP",
                "equity_total": "200k",
                "exchange_rates": {"GBP/USD": 1.3},
                "target": {"equity": "280k"},
            },
            True,
        ),
    ],
)
@pytest.mark.parametrize("tone", ["neutral", "warmer", "firmer", "plainer", "shorter"])
def test_a_letter_speaks_of_a_range_only_where_the_offer_was_compared_with_it(
    desk: Desk, values: dict[str, Any], compared: bool, tone: str
) -> None:
    """What was not compared may lie at the top of the range already, so no one is asked to move it up there."""
    draft = desk.draft({"base": "150k", "equity_years": 4, "tone": tone, **values})
    assert draft.letter is not None
    assert draft.call_script is not None
    for text in (draft.letter.body.plain, draft.call_script.plain):
        assert ("range for this role" in text or "usual range" in text) == compared, text


# ---------------------------------------------------------------------------------- after a final offer

OFFERED = {
    "company": "ByteDance",
    "region": "Singapore",
    "currency": "SGD",
    "base": "165k",
    "equity_total": "100k",
    "equity_years": 4,
    "bonus_percent": 15,
    "target": {"base": "205k"},
}


def after(text: str, **more: Any) -> dict[str, Any]:
    """The offer after a message of theirs that brought the base to where it is."""
    return {
        **OFFERED,
        **more,
        "rounds": [{"from": "recruiter", "text": text, "figures": {"base": "165k"}}],
    }


@pytest.mark.parametrize(
    "text",
    [
        "We can go up to 165k on the base, but the RSUs cannot move. This is our final offer.",
        "We raised your base to 165k. That is our best and final offer, sorry.",
        "We can do 165k base and this is our last word.",
        "I got you 165k on the base. Please take it as our final proposal.",
    ],
)
def test_a_counter_after_a_final_offer_is_not_deaf(desk: Desk, text: str) -> None:
    """It says that it understood, asks for one thing and not for what was refused, and tells the person why."""
    draft = desk.draft(after(text))
    assert draft.letter is not None
    body = draft.letter.body.plain
    assert "I understand that this is your final offer, so I come back to one point alone." in body
    assert "205K" not in body  # the base, which they have just moved, is not first
    assert any(f.code == "called_final" for f in draft.flags)
    assert draft.plan.in_letter == 1
    assert draft.withheld == 0


def test_what_they_refused_is_shown_as_closed(desk: Desk) -> None:
    """In the list of asks it is no ask for later, and no prepared reply asks for it."""
    draft = desk.draft(after("We can go up to 165k on the base, but the RSUs cannot move."))
    closed = [a.component for a in draft.plan.asks if a.closed]
    assert closed == ["equity"]
    page = next(
        block.markdown
        for block in draft_page(draft, offer_from(OFFERED, str))
        if isinstance(block, Prose) and "Equity over" in block.markdown
    )
    assert "they closed it" in page
    assert "keep it for later" not in page
    assert all("more equity" not in r.say.plain for r in draft.replies)


def test_the_step_that_they_made_is_thanked_for(desk: Desk) -> None:
    """A letter after a better figure thanks for it; one after a plain no does not."""
    moved = desk.draft(after("We can go up to 165k on the base."))
    stayed = desk.draft(after("Sorry, the base has to stay as it is."))
    assert moved.letter is not None
    assert "for the step that you have made" in moved.letter.body.plain
    assert stayed.letter is not None
    assert "step" not in stayed.letter.body.plain


@pytest.mark.parametrize("text", ["The base of 165k cannot go any higher.", "We can go up to 165k on the base."])
def test_one_part_at_its_end_leaves_the_others_open(desk: Desk, text: str) -> None:
    """A limit on the base is no final offer."""
    draft = desk.draft(after(text))
    assert draft.letter is not None
    assert "final offer" not in draft.letter.body.plain
    assert "equity" in [a.component for a in draft.plan.asks if not a.closed]


@pytest.mark.parametrize(
    "text",
    [
        "Sorry, the base is fixed at 165k, nothing more possible.",
        "This is our final offer.",
        "There is no budget for more.",
        "Only the sign-on could move.",
    ],
)
def test_the_reason_of_an_answer_says_what_the_answer_does(desk: Desk, text: str) -> None:
    """Where nothing is left to ask for, the reason does not speak of an ask, and cites nothing for it."""
    earlier = [
        {"from": "recruiter", "text": "This is our final offer."},
        {"from": "me", "text": "Could a higher sign-on bonus help to bridge what is left?"},
    ]
    asking = desk.reply({**OFFERED, "sign_on": "20k"}, text)
    assert "sign-on bonus" in asking.message
    assert "nothing" not in asking.why
    assert "no more pay" not in asking.why
    quiet = desk.reply({**OFFERED, "sign_on": "20k", "rounds": earlier}, text)
    assert "sign-on" not in quiet.message
    assert "asks for nothing" in quiet.why or "ask for no more pay" in quiet.why
    for reply in (asking, quiet):
        marked = reply.annotated + reply.why_annotated
        assert all(f"[{c.id}]" in marked for c in reply.citations)
