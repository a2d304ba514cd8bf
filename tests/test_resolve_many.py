"""Names, roles, levels and places of many companies are found from their guides alone.

The companies and towns are invented, so that nothing of the packaged aliases can name them; the answers
come from four small guides, each of another shape.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.answer import answer_question
from assistant.result import Answer
from evals.product import Product
from index.build import build
from index.library import open_library
from index.resolve import Lexicon, Resolved, RowKey, lexicon_of, resolve
from tests.conftest import TinyEncoder

ML, SWE, TPM, FOURD = "ML/AI Engineer", "Software Engineer", "Technical Program Manager", "4D Sound Engineer"
LEXICON = Lexicon(
    rows=(
        RowKey("Q.R. Vandel", ML, "Columbia MD"),
        RowKey("Q.R. Vandel", ML, "Washington, DC"),
        RowKey("Ostrel & Sons Trading", ML, "London"),
        RowKey("Ostrel & Sons Trading", SWE, "London"),
        RowKey("Ostrel & Sons Trading", FOURD, "London"),
        RowKey("GlimmCorp", ML, "US (Grelling / Bay Area)"),
        RowKey("GlimmCorp", ML, "US (Other Markets)"),
        RowKey("GlimmCorp", ML, "EMEA (London/Amsterdam)"),
        RowKey("Harbor", ML, "Berlin"),
        RowKey("Harbor", ML, "Remote US"),
        RowKey("Harbor Labs", ML, "Berlin"),
        RowKey("Velmont72", TPM, None),
        RowKey("Ostrava", ML, "Oslo"),
        RowKey("Ostrivo", ML, "Oslo"),
    ),
    companies=(
        *("Q.R. Vandel", "Ostrel & Sons Trading", "GlimmCorp", "Harbor", "Harbor Labs", "Velmont72"),
        *("Ostrava", "Ostrivo"),
    ),
    roles=(ML, SWE, TPM, FOURD),
    is_word=lambda word: word in {"harbor", "please", "within", "today"},
    levels_at={"Velmont72": ("59-60", "61-62", "63+")},
)


def of(text: str) -> Resolved:
    return resolve(text, LEXICON)


def rows(text: str) -> list[tuple[str, str | None, str | None]]:
    """The rows a text is about."""
    return [(t.row.company, t.row.role, t.row.region) for t in of(text).targets]


@pytest.mark.parametrize(
    ("text", "company"),
    [
        ("base at QR Vandel", "Q.R. Vandel"),
        ("base at qrvandel", "Q.R. Vandel"),
        ("Q. R. Vandel base", "Q.R. Vandel"),
        ("ostrel and sons trading base", "Ostrel & Sons Trading"),
        ("ostrel & sons base", "Ostrel & Sons Trading"),
        ("ostrel base in london", "Ostrel & Sons Trading"),
        ("glimm corp base", "GlimmCorp"),
        ("glimm base", "GlimmCorp"),
        ("velmont 72 base", "Velmont72"),
        ("V72 base", "Velmont72"),
        ("harbor labs base", "Harbor Labs"),
        ("harbor berlin base", "Harbor"),
        ("does harbor pay well in berlin", "Harbor"),
    ],
)
def test_a_company_is_found_by_what_its_own_name_gives(text: str, company: str) -> None:
    """Initials, joints, "and" for "&", and what is left without the kind of firm; whole words only."""
    assert of(text).companies == (company,)


@pytest.mark.parametrize(
    "text",
    ["base for the harbor of my savings", "to harbor a doubt about base", "harbored base", "glimmer base"],
)
def test_a_word_of_the_sentence_is_no_company(text: str) -> None:
    """ "Harbor" behind an article or as a verb, and names inside longer words, name nobody."""
    assert of(text).companies == ()


def test_a_word_gives_way_to_a_company_named_for_certain() -> None:
    """Beside another company an ordinary word is one; in a list of companies it is a name."""
    assert of("any harbor near the glimmcorp office").companies == ("GlimmCorp",)
    assert of("harbor or glimmcorp, who pays more base").companies == ("Harbor", "GlimmCorp")


def test_a_spelling_between_two_companies_is_not_mended() -> None:
    """As near to one as to the other: neither is read into it."""
    assert of("base at ostravo oslo").companies == ()
    assert of("base at ostrlva").companies in ((), ("Ostrava",))


def test_a_role_keeps_its_own_rows() -> None:
    """The role named, by its short name too, and never another's row; several are all meant."""
    assert rows("swe at ostrel in london") == [("Ostrel & Sons Trading", SWE, "London")]
    assert rows("MLE at ostrel, london") == [("Ostrel & Sons Trading", ML, "London")]
    assert rows("4D sound eng at ostrel") == [("Ostrel & Sons Trading", FOURD, "London")]
    assert rows("is the 4d one or the SWE paid more at ostrel") == [
        ("Ostrel & Sons Trading", SWE, "London"),
        ("Ostrel & Sons Trading", FOURD, "London"),
    ]
    assert len(rows("ostrel london base")) == 3
    assert all(t.of_role for t in of("ostrel london base").targets)


MANY_ROLES = Lexicon(
    rows=tuple(
        RowKey("Tarnwick", role, "Oslo")
        for role in ("Frontend Engineer", SWE, TPM, "Product Manager", "Engineering Manager", "Data Scientist")
    ),
    companies=("Tarnwick",),
    roles=("Frontend Engineer", SWE, TPM, "Product Manager", "Engineering Manager", "Data Scientist"),
)


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("base of a front-end engineer at tarnwick", "Frontend Engineer"),
        ("tarnwick fe engineer base", "Frontend Engineer"),
        ("Tarnwick frontend dev, Oslo", "Frontend Engineer"),
        ("technical PM at Tarnwick, base", TPM),
        ("how high does base go for PMs at Tarnwick", "Product Manager"),
        ("a em in oslo at tarnwick, base", "Engineering Manager"),
        ("Base. Tarnwick. EM. Oslo.", "Engineering Manager"),
        ("base at tarnwick (ds, oslo)", "Data Scientist"),
        ("does tarnwick pay em well, base in oslo", None),
    ],
)
def test_a_role_is_found_by_what_people_call_it(text: str, role: str | None) -> None:
    """The nearest of several roles alike; "em" and "ds" only where a role can stand."""
    assert resolve(text, MANY_ROLES).roles == ((role,) if role else ())


@pytest.mark.parametrize("text", ["TPM base at ostrel", "customer success manager at ostrel, base?"])
def test_a_role_that_a_company_lacks_is_said(text: str) -> None:
    """It is not covered there, with the roles that are."""
    (missing,) = of(text).uncovered
    assert (missing.kind, missing.company) == ("role", "Ostrel & Sons Trading")
    assert missing.nearby == (ML, SWE, FOURD)


def test_another_companys_role_takes_no_row() -> None:
    """A role that only another company has leaves no row of this one."""
    assert rows("TPM base at ostrel") == []


@pytest.mark.parametrize(
    ("text", "regions"),
    [
        ("vandel columbia base", ["Columbia MD"]),
        ("QR Vandel in Columbia, base", ["Columbia MD"]),
        ("QR Vandel in Maryland", ["Columbia MD"]),
        ("QR Vandel in DC", ["Washington, DC"]),
        ("QR Vandel washington", ["Washington, DC"]),
        ("glimm in Grelling", ["US (Grelling / Bay Area)"]),
        ("glimm in San Jose", ["US (Grelling / Bay Area)"]),
        ("glimm in Denver", ["US (Other Markets)"]),
        ("glimm other US", ["US (Other Markets)"]),
        ("glimm in the US", ["US (Grelling / Bay Area)", "US (Other Markets)"]),
        ("glimm EMEA", ["EMEA (London/Amsterdam)"]),
        ("glimm in Munich", []),
        ("harbor remote", ["Remote US"]),
        ("harbor, remote in the US", ["Remote US"]),
        ("harbor in Denver", []),
    ],
)
def test_a_place_is_found_by_the_parts_of_a_label(text: str, regions: list[str]) -> None:
    """A town without its state, each part of a label, the rest of a country; never a neighbour's row."""
    assert [region for _, _, region in rows(text)] == regions


def test_rows_without_places_answer_for_the_company() -> None:
    """Where a company's rows name no place, the place asked for is kept to be said."""
    found = of("velmont72 in Denver, level 61 base")
    assert [t.row.region for t in found.targets] == [None]
    assert found.placeless == (("Velmont72", "Denver"),)
    assert found.uncovered == ()


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("velmont72 63 base", ("63",)),
        ("base of a 61-62 at velmont72", ("61-62",)),
        ("is 60k base ok at velmont72", ()),
        ("glimmcorp 63 base", ()),
    ],
)
def test_a_bare_number_is_a_level_where_a_company_counts_so(text: str, levels: tuple[str, ...]) -> None:
    """Amounts and other companies' numbers are none."""
    assert of(text).row_levels == levels


# ---- answers

GUIDES = {
    "tarn/ml.md": """### ML/AI Engineer — Tarnwick offer guide

#### Total Compensation (2025)

| Level | Berlin (EUR €) | London (GBP £) |
|---|---|---|
| Mid (L3-L4) | €61,000–€83,000 | £72,000–£94,000 |
| Senior (L5) | €87,000–€118,000 | £99,000–£131,000 |
| Staff+ (L6+) | €121,000–€163,000 | £137,000–£178,000 |

#### Level Mapping

| Internal Level | Title | Typical YoE |
|---|---|---|
| IC5 | Senior ML/AI Engineer | 4–7 years |
| IC6 | Staff ML/AI Engineer | 7–12 years |
""",
    "tarn/swe.md": """### Software Engineer — Tarnwick offer guide

#### Compensation (2025)

| Region | Base Salary | Bonus | Total Comp |
|---|---|---|---|
| Berlin | €65,000–€89,000 | Discretionary | €71,000–€97,000 |
| London | £78,000–£96,000 | Discretionary | £83,000–£103,000 |
""",
    "orvane/ml.md": """### ML/AI Engineer — Orvane offer guide

#### Compensation (2025)

| Region | Base Salary | Carry/Bonus | Total Comp |
|---|---|---|---|
| Stamwell CT (HQ) | $245K–$335K | $203K–$327K | $448K–$662K |
| New York | $255K–$351K | $211K–$333K | $466K–$684K |
""",
    "brisolt/ml.md": """### ML/AI Engineer — Brisolt offer guide

#### Compensation (2025)

| Region | Base Salary | Options (4yr vesting) | Bonus | Total Comp | w/ 30% Night Premium |
|---|---|---|---|---|---|
| Austin | $141K–$187K | 21,000 – 43,000 options | None | $152K–$201K | $198K–$261K (+30%) |
| London | £91K–£127K | 17,000 – 31,000 options | 11–14% target | £98K–£139K | £127K–£181K (+30%) |
""",
    "kelvor/ml.md": """### ML/AI Engineer — Kelvor offer guide

#### Compensation (2025)

| Level | Title | Base Salary | RSU (4-Year) | Total Comp |
|---|---|---|---|---|
| 41-42 | ML/AI Engineer I-II | $119K–$163K | $64K–$171K | $154K–$243K |
| 43+ | Partner/Distinguished ML | $271K–$363K | $590K–$1.3M | $580K–$890K+ |
""",
}


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    folder = tmp_path_factory.mktemp("many")
    for name, text in GUIDES.items():
        file: Path = folder / "guides" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    encoder = TinyEncoder()
    build(folder / "guides", folder / "index", encoder=encoder, chroma=False)
    with open_library(folder / "index") as library:
        yield Product(library, encoder, lexicon_of(library, encoder.is_word))


def asked(product: Product, question: str) -> Answer:
    return answer_question(question, product.library, product.encoder, product.lexicon)


def test_a_number_far_above_a_ladder_is_no_level() -> None:
    """A rung above those of the guide is asked for and not covered; a number far off is none."""
    lexicon = replace(LEXICON, levels_at={"Ostrava": ("59-60", "61-68")})
    asked = ("ostrava 70 base", "ostrava 77 base", "ostrava 58 base")
    assert [resolve(text, lexicon).levels for text in asked] == [("70",), (), ()]


@pytest.mark.parametrize(
    ("question", "has", "lacks"),
    [
        ("senior ML engineer at Tarnwick in Berlin, total?", "€87,000–€118,000", "€61,000"),
        ("Tarnwick L7 MLE London total comp", "£137,000–£178,000", "£99,000"),
        ("IC5 at Tarnwick as an ML engineer in London: what total?", "£99,000–£131,000", "£137,000"),
        ("SWE base at Tarnwick Berlin", "€65,000–€89,000", "€87,000"),
        ("what's the carry at Orvane in stamwell", "$203K–$327K", "$211K"),
    ],
)
def test_an_answer_holds_its_own_row_alone(product: Product, question: str, has: str, lacks: str) -> None:
    """The level, role and place that are named choose the row, and no neighbour's figure is shown."""
    answer = asked(product, question)
    assert answer.status == "answered"
    assert has in answer.text
    assert lacks not in answer.text


def test_levels_from_one_to_another_hold_those_between(product: Product) -> None:
    """ "From mid to staff" asks for senior as well."""
    text = asked(product, "Tarnwick ML Berlin from mid to staff, the totals").text
    assert all(floor in text for floor in ("€61,000", "€87,000", "€121,000"))


def test_an_open_role_is_asked_back_where_rows_are_many(product: Product) -> None:
    """Once, with the roles there are; no figure is shown before it is known."""
    answer = asked(product, "what is the total comp at Tarnwick?")
    assert answer.status == "needs_detail"
    assert all(role in answer.questions[0] for role in (ML, SWE))
    assert not answer.numbers


def test_a_part_that_a_row_lacks_is_said_in_the_rows_own_words(product: Product) -> None:
    """ "Discretionary" is quoted; a part without a column is not covered, with the parts there are."""
    told = asked(product, "SWE bonus at Tarnwick London?")
    assert "Discretionary" in told.text
    assert told.status == "partial"
    missing = asked(product, "sign-on at Orvane New York?")
    assert missing.status == "not_covered"
    assert "carry bonus" in missing.text
    assert not missing.numbers


def test_a_level_that_no_row_is_for_gets_no_other_levels_figures(product: Product) -> None:
    """L2 lies below all rows: they are named, and none is shown."""
    answer = asked(product, "Tarnwick ML L2 Berlin total comp")
    assert answer.status == "not_covered"
    assert "Senior (L5)" in answer.text
    assert not answer.numbers


@pytest.mark.parametrize("question", ["the whole package at Brisolt Austin", "Brisolt Austin, everything please"])
def test_a_whole_row_holds_its_cells_without_figures(product: Product, question: str) -> None:
    """ "None" and a number of options are cells of the row as well, and no other place's are shown."""
    answer = asked(product, question)
    assert answer.status == "answered"
    assert "$141K–$187K" in answer.text
    assert "“None”" in answer.text
    assert "21,000 – 43,000 options" in answer.text
    assert "17,000" not in answer.text


def test_a_part_among_several_is_told_by_its_cell(product: Product) -> None:
    """The bonus of "None" stands beside the figures of the other parts."""
    answer = asked(product, "Brisolt Austin: base, bonus and total")
    assert answer.status == "answered"
    assert "$152K–$201K" in answer.text
    assert "“Bonus” reads “None”" in answer.text
    assert "21,000" not in answer.text


def test_a_count_of_options_answers_how_many(product: Product) -> None:
    """It is what was asked; RSUs asked for instead are not covered by it, nor options where there are RSUs."""
    told = asked(product, "option count at Brisolt in London?")
    assert (told.status, "17,000 – 31,000 options" in told.text) == ("answered", True)
    assert asked(product, "RSUs at Brisolt in London?").status == "partial"
    other = asked(product, "how many stock options at Kelvor, level 41?")
    assert other.status == "partial"
    assert any("options" in missing for missing in other.not_covered)


def test_a_row_set_against_another_is_told_where_it_lacks_the_part(product: Product) -> None:
    """The other company is not passed over: it lacks a base, and its own parts are shown as what they are."""
    answer = asked(product, "London base: Brisolt vs Tarnwick senior ML?")
    assert answer.status == "partial"
    assert "£91K–£127K" in answer.text
    assert "no base salary for Tarnwick in London, ML/AI Engineer, Senior (L5)" in answer.text
    assert "£99,000–£131,000" in answer.text


def test_leaving_one_place_for_another_keeps_both(product: Product) -> None:
    """What the move costs is the difference of two rows."""
    text = asked(product, "how much does leaving New York for Stamwell cost me in base at Orvane").text
    assert "$255K–$351K" in text
    assert "$245K–$335K" in text


def test_a_stage_beside_a_level_is_no_other_role() -> None:
    """ "New grad, level 59" is the row of 59; a new graduate alone is still not covered."""
    assert not of("new grad at Velmont72, TPM level 59 base").uncovered
    assert [u.name for u in of("new grad base at Velmont72").uncovered] == ["New Graduate"]


def test_no_before_the_one_company_is_at() -> None:
    """Portuguese "no": the company and its place are asked about; "not" still sets a company aside."""
    assert rows("quanto de base no GlimmCorp London") == [("GlimmCorp", ML, "EMEA (London/Amsterdam)")]
    assert not any(row[0] == "GlimmCorp" for row in rows("base in London, not GlimmCorp"))


def test_either_title_of_a_row_is_its_own(product: Product) -> None:
    """ "Partner/Distinguished" is the row of a partner, and no other row is shown."""
    answer = asked(product, "base at Kelvor, partner level")
    assert "$271K–$363K" in answer.text
    assert "$119K" not in answer.text


def test_a_percentage_in_the_name_of_a_column_is_no_offer(product: Product) -> None:
    """ "The 30% night premium" names the column: nothing is placed in the bonus range."""
    answer = asked(product, "with the 30% night premium what is the total at Brisolt London?")
    assert answer.status == "answered"
    assert "£127K–£181K" in answer.text
    assert "Your" not in answer.text


def test_an_amount_above_every_base_is_placed_in_the_total_too(product: Product) -> None:
    """Nobody said which part it is; the base alone would call it far too high."""
    text = asked(product, "is $500K at Orvane New York good?").text
    assert "$466K–$684K" in text
    assert "inside the total" in text


def test_a_companys_first_word_before_a_place_or_level_is_its_name() -> None:
    """ "orchid oslo ic4" is a look-up at Orchid Labs; an orchid elsewhere is a flower."""
    lexicon = Lexicon(
        rows=(RowKey("Orchid Labs", ML, "Oslo"), RowKey("Vandel", ML, "Oslo")),
        companies=("Orchid Labs", "Vandel"),
        roles=(ML,),
        is_word=lambda word: word == "orchid",
    )
    assert resolve("orchid oslo l4", lexicon).companies == ("Orchid Labs",)
    assert resolve("an orchid for the recruiter in oslo", lexicon).companies == ()
