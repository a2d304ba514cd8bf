"""What a guide says of pay outside its tables is quoted, and never a row's."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.answer import Answer, answer_question
from index.build import build
from index.library import open_library
from tests.conftest import TinyEncoder

ACME = """# Acme: ML Engineer negotiation guide

| Level | Oslo | Remote |
|---|---|---|
| L4 base | €150K-€180K | €130K-€160K |
| L4 stock/yr | €40K-€60K | n/a |

Base at L6 in Oslo is €240K–€290K. Sign-on bonuses range from €10K to €50K. Initrode pays €300K base at L6.
Options vest over 4 years with a one-year cliff.
"""
GLOBEX = """<html><body><h1>Globex: ML engineer</h1>
<table><tr><th>Level</th><th colspan=2>Base</th></tr><tr><td>L4</td><td>€150k</td><td>€185k</td></tr></table>
<p>Signing bonus: €25K for L4. Initrode pays €300K base.</p></body></html>
"""
INITRODE = (
    "# Initrode: ML Engineer negotiation guide\n\n| Region | Base |\n|---|---|\n| Oslo | €100K-€120K |\n"
)


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Answer]:
    """Answers over three guides."""
    tiny_encoder = TinyEncoder()
    guides: Path = tmp_path_factory.mktemp("guides")
    for name, text in (("acme.md", ACME), ("globex.html", GLOBEX), ("initrode.md", INITRODE)):
        (guides / name).write_text(text, "utf-8")
    index = tmp_path_factory.mktemp("index")
    build(guides, index, encoder=tiny_encoder, chroma=False)

    def answer(question: str) -> Answer:
        with open_library(index) as library:
            return answer_question(question, library, tiny_encoder)

    return answer


@pytest.mark.parametrize(
    ("question", "quoted"),
    [
        ("Acme sign-on", "Sign-on bonuses range from €10K to €50K."),
        ("does Acme pay a signing bonus?", "Sign-on bonuses range from €10K to €50K."),
        ("Acme L6 base", "Base at L6 in Oslo is €240K–€290K."),
        ("Globex sign-on", "Signing bonus: €25K for L4."),
        ("how do Acme options vest?", "Options vest over 4 years with a one-year cliff."),
    ],
)
def test_the_text_is_quoted_where_the_tables_lack_it(
    ask: Callable[[str], Answer], question: str, quoted: str
) -> None:
    """Nothing is denied that the guide says; the quotation is word for word."""
    answer = ask(question)
    assert answer.status in ("answered", "partial")
    assert quoted in answer.text


@pytest.mark.parametrize("question", ["Globex base", "Globex L4 base", "Acme L6 base", "Globex sign-on"])
def test_another_company_s_pay_is_no_answer(ask: Callable[[str], Answer], question: str) -> None:
    """A sentence about a rival is not quoted for the company that was asked about."""
    assert "300K" not in ask(question).text


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Acme L4 stock 160k over 4 years in Oslo, is it ok?", ("€40K a year", "exactly at the floor")),
        (
            "Acme L4 RSUs 180-240k over four years Oslo, in range?",
            ("€45K–€60K a year", "high end exactly at the top"),
        ),
    ],
)
def test_a_grant_is_set_against_a_yearly_cell_by_its_even_part(
    ask: Callable[[str], Answer], question: str, told: tuple[str, ...]
) -> None:
    """ "stock/yr" is what one year brings; a grant for four years is parted, and the parting is said."""
    text = ask(question).text
    assert all(one in text for one in told)
    assert "an assumption" in text


def test_a_guide_without_a_readable_table_is_its_company_s(ask: Callable[[str], Answer]) -> None:
    """It is no general guide: another company's question does not quote it."""
    assert "25K" not in ask("Initrode sign-on").text
