"""Cells whose currency, time or place is said outside them: answered with it, and checked against it.

One invented company. A figure that a guide gives by the month, for one year or in a currency of its header
is never said for another time, another year or in another currency.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from conftest import TinyEncoder

from assistant.answer import answer_question
from assistant.grounding import Evidence, check
from assistant.result import Answer
from index.build import build
from index.library import Library, open_library
from index.resolve import Lexicon, lexicon_of

SORVANE = """---
company: Sorvane
role: Data Engineer
---

# Sorvane Data Engineer Offer Guide

## Leeds (GBP)

| Level | Base | Options (4 yrs) |
|---|---|---|
| D3 | 52,000–61,000 | 20,000–30,000 |
| D4 | 66,000–78,000 | 40,000–55,000 |

## Warsaw (PLN)

| Level | Base | Options (4 yrs) |
|---|---|---|
| D3 | 182,000–211,000 | 61,000–93,000 |

## Contracts

| Level | B2B (hourly) | B2B (monthly) |
|---|---|---|
| Expert | 200–240 zł/h | 33 000–40 000 zł |

## Lisbon (EUR)

| Level | Base per month |
|---|---|
| D3 | 3.100–3.600 |
| D4 | 3.900–4.700 |

## Reno (USD)

| Level | Base 2030 | Base 2031 |
|---|---|---|
| D3 | $101K–$112K | $108K–$119K |
"""


class Product:
    """The guide's index, opened."""

    def __init__(self, library: Library, encoder: TinyEncoder, lexicon: Lexicon) -> None:
        self.library, self.encoder, self.lexicon = library, encoder, lexicon
        self.evidence = Evidence(facts=tuple(library.facts(guide="sorvane.md")))

    def answer(self, question: str) -> Answer:
        return answer_question(question, self.library, self.encoder, self.lexicon)

    def verdicts(self, text: str) -> list[str]:
        return [v.verdict for v in check(text, self.evidence, self.lexicon) if v.verdict != "not_an_amount"]


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    guides, folder = tmp_path_factory.mktemp("guides"), tmp_path_factory.mktemp("index")
    (guides / "sorvane.md").write_text(SORVANE, encoding="utf-8")
    encoder = TinyEncoder()
    build(guides, folder, encoder=encoder, chroma=False)
    with open_library(folder) as library:
        yield Product(library, encoder, lexicon_of(library, encoder.is_word))


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("base at Sorvane in Leeds, D4?", ["GBP 66,000–78,000"]),
        ("sorvane warsaw d3 base", ["PLN 182,000–211,000"]),
        ("Sorvane D3 base in Lisbon", ["per month"]),
        ("Sorvane D3 base in Reno", ["$108K–$119K"]),  # the newest year's
        ("Sorvane D3 base 2030 in Reno", ["2030 of $101K–$112K"]),
    ],
)
def test_a_figure_is_said_with_what_stands_outside_its_cell(
    product: Product, question: str, said: list[str]
) -> None:
    """Its currency, its time, its year; and its own row alone, by the level as it is printed."""
    answer = product.answer(question)
    assert answer.status == "answered", answer.text
    assert [words for words in said if words not in answer.text] == [], answer.text
    assert not answer.withheld
    assert len(answer.citations) == 1


@pytest.mark.parametrize(
    ("text", "verdicts"),
    [
        ("For Sorvane in Leeds, D4, the base is GBP 66,000–78,000.", ["quoted"]),
        ("For Sorvane in Leeds, D4, the base is $66,000–$78,000.", ["unsupported"]),
        ("For Sorvane, Expert, the B2B rate per month is 33 000–40 000 zł.", ["quoted"]),
        ("For Sorvane, Expert, the B2B rate is 33 000–40 000 zł a year.", ["unsupported"]),
        ("For Sorvane, Expert, the B2B rate is 33 000–40 000 zł an hour.", ["unsupported"]),
        ("For Sorvane, Expert, the B2B rate is 200–240 zł a month.", ["unsupported"]),
        ("For Sorvane in Reno, D3, the base 2031 is $108K–$119K.", ["quoted"]),
        ("For Sorvane in Reno, D3, the base 2030 is $108K–$119K.", ["unsupported"]),
        ("For Sorvane in Lisbon, D3, the base is EUR 3,100–3,600 a year.", ["unsupported"]),
    ],
)
def test_a_figure_is_of_its_own_time_and_currency(product: Product, text: str, verdicts: list[str]) -> None:
    """What a guide gives by the month is no year's; what it gives for one year is not another's."""
    assert product.verdicts(text) == verdicts
