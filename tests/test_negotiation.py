"""A draft on a negotiation that is under way: never more than was asked before, nothing that was refused."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from conftest import TinyEncoder
from countering import random_offer

from assistant.counter.draft import draft_counter
from assistant.counter.offer import Round
from assistant.counter.reading import offer_from
from assistant.counter.result import Draft
from assistant.counter.rounds import asked_before, before
from assistant.settings import packaged_guides
from index.build import build
from index.library import Library, open_library
from index.resolve import Lexicon, lexicon_of


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder: Path = tmp_path_factory.mktemp("index")
    build(packaged_guides(), folder, encoder=TinyEncoder(), chroma=False)
    with open_library(folder) as opened:
        yield opened


@pytest.fixture(scope="module")
def lexicon(library: Library) -> Lexicon:
    return lexicon_of(library)


ASKED = (
    "Thank you. I would like to ask for RSUs of 520k over four years, a base of 250k and a sign-on of 50k."
)
MOVED = "We went back to comp. We can do 238k base and 460k RSUs, plus a 25k sign-on."
META = {
    "company": "Meta", "role": "ML engineer", "region": "Menlo Park", "level": "E5", "currency": "USD",
    "base": 238_000, "equity_total": 460_000, "equity_years": 4, "bonus_percent": 15, "sign_on": 25_000,
}  # fmt: skip


def me(text: str, **figures: str) -> dict[str, Any]:
    return {"from": "me", "text": text, "figures": figures}


def them(text: str) -> dict[str, Any]:
    return {"from": "recruiter", "text": text}


def drafted(
    library: Library, lexicon: Lexicon, *rounds: Mapping[str, Any], **changes: Any
) -> tuple[Draft, dict[str, tuple[int | None, int | None]], set[str]]:
    """The draft, its amounts in order, and the components that are in the letter."""
    values = {k: v for k, v in {**META, "rounds": list(rounds), **changes}.items() if v is not None}
    draft = draft_counter(offer_from(values, lambda key: key), library, None, lexicon)
    plan = draft.plan
    amounts = {
        a.component: (None if a.low is None else int(a.low), None if a.high is None else int(a.high))
        for a in plan.asks
    }
    return draft, amounts, {a.component for a in plan.asks[: plan.in_letter]}


def codes(draft: Draft) -> set[str]:
    return {flag.code for flag in draft.flags}


def test_no_more_than_was_asked_for_before(library: Library, lexicon: Lexicon) -> None:
    """The guide's increments on the new figures would go past the person's own earlier asks."""
    draft, amounts, _ = drafted(library, lexicon, me(ASKED), them(MOVED))
    assert list(amounts.items()) == [
        ("equity", (520_000, 520_000)),
        ("sign_on", (50_000, 50_000)),
        ("base", (250_000, 250_000)),
    ]
    assert "asked_more_than_before" not in codes(draft)
    assert draft.letter
    assert draft.call_script
    assert draft.recap
    for text in (draft.letter.body.plain, draft.call_script.plain, draft.recap.plain):
        assert "$520K" in text
        assert "$580K" not in text
        assert "$640K" not in text
    assert "your offer is now $238K base" in draft.letter.body.plain


def test_the_persons_target_lets_them_ask_for_more(library: Library, lexicon: Lexicon) -> None:
    """A target above the earlier ask is the person's own word; it is a ceiling then."""
    draft, amounts, _ = drafted(library, lexicon, me(ASKED), them(MOVED), target={"equity": "560k"})
    assert amounts["equity"] == (560_000, 560_000)
    assert amounts["base"] == (250_000, 250_000)
    draft, amounts, _ = drafted(library, lexicon, me(ASKED), them(MOVED), target={"equity": "700k"})
    assert amounts["equity"] == (580_000, 640_000)
    assert "asked_more_than_before" in codes(draft)


def test_an_ask_that_was_met_is_not_asked_again(library: Library, lexicon: Lexicon) -> None:
    """They gave what was asked for: the guide's increment is not put on top of it."""
    _, amounts, _ = drafted(library, lexicon, me(ASKED), them(MOVED), sign_on=50_000)
    assert set(amounts) == {"equity", "base"}
    _, amounts, _ = drafted(library, lexicon, me(ASKED), them(MOVED), base=251_000)
    assert set(amounts) == {"equity", "sign_on"}


def test_an_earlier_ask_gives_the_amount_where_the_guide_cannot(library: Library, lexicon: Lexicon) -> None:
    """Dollars are not added to CNY, but what the person named before is theirs."""
    shanghai = {
        "company": "ByteDance", "region": "Shanghai", "currency": "CNY", "base": "600k", "equity_total": "400k",
        "sign_on": None, "bonus_percent": 25,
    }  # fmt: skip
    draft, amounts, _ = drafted(
        library, lexicon, me("Could we get to CNY 550k in RSUs and a base of 680k?"), them("400k it is."), **shanghai
    )  # fmt: skip
    assert amounts == {"equity": (550_000, 550_000), "sign_on": (None, None), "base": (680_000, 680_000)}
    assert draft.letter
    assert "upper part" not in draft.letter.body.plain


@pytest.mark.parametrize(
    ("said", "refused"),
    [
        ("The base cannot go any higher.", {"base"}),
        ("We can do 460k RSUs, but base is capped, no movement there.", {"base"}),
        ("Only the sign-on can move.", {"base", "equity", "bonus"}),
        ("Unfortunately we are not able to meet your request.", {"base", "equity", "sign_on"}),
        ("The base stays as before; equity goes to 460k.", set()),
        ("Let me check with comp and come back to you.", set()),
    ],
)
def test_what_is_refused_for_good(said: str, refused: set[str]) -> None:
    """A limit refuses its part, a plain no all that was asked for; "stays as before" is no refusal."""
    offer = offer_from({**META, "rounds": [me(ASKED), them(said)]}, lambda key: key)
    assert before(offer).refused == refused


def test_what_they_moved_later_is_open_again() -> None:
    """A no is the last word only until they move."""
    rounds = [me(ASKED), them("The base cannot go any higher."), them("Good news: base is now 238k.")]
    assert before(offer_from({**META, "rounds": rounds}, lambda key: key)).refused == set()


def test_a_refused_part_does_not_lead_and_is_not_in_the_letter(library: Library, lexicon: Lexicon) -> None:
    """Even where it is the person's first priority."""
    no = them("We can do 460k RSUs and 25k sign-on. The base cannot go any higher.")
    draft, amounts, written = drafted(library, lexicon, me(ASKED), no, priorities=["base"])
    assert list(amounts) == ["equity", "sign_on", "base"]
    assert written == {"equity", "sign_on"}
    assert "refused_before" in codes(draft)
    assert draft.letter
    assert "$250K" not in draft.letter.body.plain


def test_a_target_is_a_new_reason_and_still_does_not_lead(library: Library, lexicon: Lexicon) -> None:
    no = them("We can do 460k RSUs and 25k sign-on. The base cannot go any higher.")
    _, amounts, written = drafted(
        library, lexicon, me(ASKED), no, priorities=["base"], target={"base": "250k"}
    )
    assert list(amounts) == ["equity", "sign_on", "base"]
    assert written == {"equity", "sign_on", "base"}


def test_where_all_is_refused_the_level_is_asked_about(library: Library, lexicon: Lexicon) -> None:
    """What they said no to is listed, and none of it is in the letter."""
    no = them("Unfortunately we are not able to meet your request.")
    draft, amounts, written = drafted(library, lexicon, me(ASKED), no)
    assert next(iter(amounts)) == "level"
    assert written == {"level"}
    assert "last_word_was_no" in codes(draft)
    assert draft.letter
    assert "$520K" not in draft.letter.body.plain


@pytest.mark.parametrize(
    ("said", "is_no"),
    [
        ("This is our best and final offer.", True),
        ("We can do 238k base, which is final.", False),
        ("We can do 238k. The base cannot go any higher.", False),
    ],
)
def test_their_last_word(library: Library, lexicon: Lexicon, said: str, is_no: bool) -> None:
    """A step with a limit is no plain no."""
    draft, *_ = drafted(library, lexicon, me(ASKED), them(said))
    assert ("last_word_was_no" in codes(draft)) is is_no


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        (ASKED, {"equity": (520, 520), "base": (250, 250), "sign_on": (50, 50)}),
        ("Thanks for 230k base. Could the RSUs come to $500,000 to $540,000?", {"equity": (500, 540)}),
        ("Your offer is $230k base. My main request is about the equity. Would $500K be possible?",
         {"equity": (500, 500)}),
        ("I would like 140k a year in RSUs.", {"equity": (560, 560)}),
        ("I have a written offer from Acme with 270k base. I would leave 90k in unvested RSUs behind.", {}),
        ("Could you send me the letter by 2031, for the 238k base?", {}),
    ],
)  # fmt: skip
def test_what_an_earlier_message_asked_for(text: str, asked: Mapping[str, tuple[int, int]]) -> None:
    offer = offer_from({**META, "base": "238k"}, lambda key: key)
    found = asked_before(Round(None, "me", text), offer)
    assert {k: (int(a) // 1000, int(b) // 1000) for k, (a, b) in found.items()} == asked


def test_figures_of_a_round_go_before_its_words() -> None:
    offer = offer_from(
        {**META, "rounds": [me(ASKED, equity_per_year="150k", base="CNY 1m")]}, lambda key: key
    )
    assert before(offer).asked == {"equity": (Decimal(600_000), Decimal(600_000))}


def test_our_own_letters_are_read_back(library: Library, lexicon: Lexicon) -> None:
    """What a letter, a note or a recap asks for is what the next draft knows was asked, in every tone."""
    chance = random.Random(11)
    read = 0
    for _ in range(60):
        offer = random_offer(chance, library)
        draft = draft_counter(offer, library, None, lexicon)
        if draft.letter is None or draft.recap is None:
            continue
        asks = draft.plan.asks[: draft.plan.in_letter]
        wanted = {a.component: (a.low, a.high) for a in asks if a.low is not None and a.unit == "money"}
        for text in (draft.letter.body.plain, draft.recap.plain):
            assert asked_before(Round(None, "me", text), offer) == wanted, text
            read += bool(wanted)
    assert read > 40
