"""What candidates rely on in their own drafts and replies, over the packaged guides."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from conftest import TinyEncoder

from assistant.counter.draft import draft_counter
from assistant.counter.reading import offer_from
from assistant.counter.reply import Reply, reply_to
from assistant.counter.result import Draft
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
