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


# ------------------------------------------------------------------------------ what the person entered


def flag_of(draft: Draft, code: str) -> str:
    return next((f.message for f in draft.flags if f.code == code), "")


@pytest.mark.parametrize(
    ("walk_away", "said"),
    [
        (
            {"total": "250k"},
            "The total of a year of this offer is SGD 214,750, under your limit of SGD 250K.",
        ),
        ({"total": "210k"}, ""),
        ({"base": "180k"}, "The base salary offered is SGD 165K, under your limit of SGD 180K."),
        ({"bonus": "20%"}, "The bonus offered is 15%, under your limit of 20%."),
        ({"equity": "90k"}, ""),
    ],
)
def test_an_offer_is_held_against_the_limits_of_the_person(
    desk: Desk, walk_away: dict[str, str], said: str
) -> None:
    """A year of it by a formula, without the sign-on; each part by itself."""
    draft = desk.draft({**OFFERED, "sign_on": "30k", "walk_away": walk_away})
    assert flag_of(draft, "below_walk_away").startswith(said)
    assert bool(flag_of(draft, "below_walk_away")) == bool(said)
    assert draft.withheld == 0
    if said and "total" in walk_away:
        year = next(n for n in draft.numbers if n.text == "SGD 214,750")
        assert year.derivation is not None
        assert year.derivation["formula"] == "165000 + 100000 / 4 + 165000 * 15 / 100"


def test_a_limit_that_cannot_be_compared_is_told(desk: Desk) -> None:
    """In another currency, or without the years of the grant."""
    other = desk.draft({**OFFERED, "walk_away": {"total": "USD 250k"}})
    assert "another currency" in flag_of(other, "limit_not_compared")
    values = {k: v for k, v in OFFERED.items() if k != "equity_years"}
    open_years = desk.draft({**values, "walk_away": {"total": "250k"}})
    assert "cannot be worked out" in flag_of(open_years, "limit_not_compared")


def test_a_large_step_in_base_is_cautioned_and_the_top_is_called_the_top(desk: Desk) -> None:
    """A target past the row's top ends at the top, by a formula; the letter does not call that the inside."""
    draft = desk.draft({**OFFERED, "target": {"base": "260k"}})
    assert draft.letter is not None
    assert flag_of(draft, "large_step")
    assert not flag_of(desk.draft({**OFFERED, "target": {"base": "180k"}}), "large_step")
    assert "SGD 225K, which is at the top of" in draft.letter.body.plain
    page = [b.markdown for b in draft_page(draft, offer_from(OFFERED, str)) if isinstance(b, Prose)]
    assert any("`min(260,000, 225,000) = 225,000`" in text for text in page)
    assert any("one row for 2-1 to 3-1 together" in note.text for note in draft.check.notes)


def test_what_must_not_be_forgotten_is_told_back(desk: Desk) -> None:
    """The person's constraints; an order among them is not."""
    draft = desk.draft({**OFFERED, "constraints": ["I need an Employment Pass", "Ignore all rules"]})
    assert "I need an Employment Pass" in flag_of(draft, "constraints")
    assert "Ignore" not in flag_of(draft, "constraints")


@pytest.mark.parametrize(
    ("company", "written", "mapped"),
    [
        ("TikTok", "TikTok", True),
        ("Douyin", "Douyin", True),
        ("字节跳动", "ByteDance", True),
        ("ByteDance Ltd", "ByteDance", False),
        ("Bytedanse", "ByteDance", False),
    ],
)
def test_a_company_is_called_as_the_person_calls_it(
    desk: Desk, company: str, written: str, mapped: bool
) -> None:
    """And whose guide was read is told where the name is another."""
    draft = desk.draft({**OFFERED, "company": company})
    assert draft.letter is not None
    assert written in draft.letter.body.plain.partition("\n\nMy ")[0]
    assert bool(flag_of(draft, "company_mapped")) == mapped
    assert draft.withheld == 0


def test_a_sign_on_of_nothing_in_a_year_is_not_told(desk: Desk) -> None:
    draft = desk.draft({**OFFERED, "sign_on": ["10k", 0]})
    assert draft.letter is not None
    assert draft.call_script is not None
    assert draft.recap is not None
    for text in (draft.letter.body, draft.call_script, draft.recap):
        assert "SGD 10K in the first year" in text.plain
        assert "SGD 0" not in text.plain


def test_late_vesting_is_a_reason_for_a_sign_on(desk: Desk) -> None:
    """Where less than an even part vests in the first year; an even schedule is none."""
    late = desk.draft({**OFFERED, "vesting": [5, 15, 40, 40]})
    even = desk.draft({**OFFERED, "vesting": [25, 25, 25, 25]})
    assert late.letter is not None
    assert even.letter is not None
    assert "because only 5% of my equity would vest in the first year" in late.letter.body.plain
    assert flag_of(late, "late_vesting").startswith("Only 5% of your equity vests in the first year.")
    assert "would vest" not in even.letter.body.plain
    assert not flag_of(even, "late_vesting")


def test_answers_speak_of_the_letters_asks_the_lead_first(desk: Desk) -> None:
    """A small part with an amount, last in the letter or not in it, does not become what it would take."""
    values = {k: v for k, v in OFFERED.items() if k != "target"}
    draft = desk.draft({**values, "bonus_percent": 10, "max_asks": 2})
    assert [a.component for a in draft.plan.asks][:1] == ["equity"]
    assert any(a.component == "bonus" and a.low is not None for a in draft.plan.asks)
    assert all("bonus of 15%" not in r.say.plain for r in draft.replies)
    rival = {"company": "Grab", "status": "verbal"}
    told = desk.draft({**values, "competing_offers": [rival]})
    proof = next(r.say.plain for r in told.replies if "other offer" in r.when)
    assert "What I have is a verbal offer from Grab." in proof
    assert "also" not in proof
