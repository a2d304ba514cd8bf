"""Tables of every shape become facts; what is not understood is reported, never guessed."""

from __future__ import annotations

from decimal import Decimal

import pytest

from corpus.bands import Fact, bands_in
from corpus.guide import Guide, parse_guide
from corpus.guide_levels import levels_of
from corpus.other_figures import clause_around, figures_in

TITLE = "### Data Engineer | Acme Global Negotiation Guide\n\n"

ACROSS = """
| Region | Base Salary | Stock (RSU/4yr) | Bonus | Total Comp |
|---|---|---|---|---|
| Oslo / Bergen (NO) | $101K–$151K | $61K–$162K | 11–13% | $133K–$214K |
| Hefei (HQ) | CNY 310K–CNY 1.15M | CNY 120K–420K | 12%+ | CNY 401K–CNY 1.4M+ |
| Perth | **A$90,000 - A$99,000** | — | Discretionary | None |
"""

DOWN = """
| Component | Leeds (GBP £) | Pune (INR ₹) | Toronto (CAD) |
|---|---|---|---|
| **Base Salary** | £71,000 – £93,000 | ₹21,00,000 – ₹34,50,000 | $99,000 – $120,000 |
| Annual Bonus | 9% target (£6,390 – £8,370) | 9–11% target | None |
| RSU Grant (Acme shares) | £31,000 – £52,000/yr vesting | INR 12L–INR 19L | 40,000 – 60,000 |
| Options (4yr vesting) | 9,000 – 11,000 options | — | 7,000 options |
| Signing Bonus | £5,000 | ₹1,00,000 | C$8K |
| Total Year-1 Comp | £110,000+ | ₹40,00,000 | $150K |
"""

LEVELS = """
| Level | Lund (USD) | Remote EU (EUR) |
|---|---|---|
| Mid (L3-L4) | $91,000–$112,000 | €71,000–€88,000 |
| Staff+ (L6+) | $151,000–$187,000 | €98,000–€121,000 |
"""

TWO_KEYS = """
| Level | Region | Base Salary | Signing Bonus | Total Comp (Yr 1) |
|---|---|---|---|---|
| L4 DE I | Lund | $91K-$112K | $11K | $120K |
| L5 DE II | Lund | $121K-$142K | $21K | $170K |
"""


def read(table: str, title: str = TITLE) -> Guide:
    return parse_guide(title + table.strip() + "\n", "acme.md")


def facts_of(table: str, after: str = "") -> list[Fact]:
    return bands_in(read(table.strip() + "\n\n" + after))[0]


def short(fact: Fact) -> tuple[str | None, str | None, str, int | None, int | None, str | None, str | None]:
    low, high = (None if end is None else int(end) for end in (fact.low, fact.high))
    return fact.level, fact.region, fact.component, low, high, fact.currency, fact.period


def one_table(header: str, *rows: str) -> tuple[list[Fact], list[str]]:
    bar = "|" + "---|" * (header.count("|") - 1)
    facts, unread = bands_in(read("\n".join([header, bar, *rows])))
    return facts, [item.reason for item in unread]


def test_regions_down_and_parts_of_pay_across() -> None:
    """Each cell is a fact with its row's region and its column's part of pay; dashes are no fact."""
    nok, hefei = "Oslo / Bergen (NO)", "Hefei (HQ)"
    assert [short(fact) for fact in facts_of(ACROSS)] == [
        (None, nok, "base", 101_000, 151_000, "USD", "year"),
        (None, nok, "equity", 61_000, 162_000, "USD", "4 years"),
        (None, nok, "bonus", 11, 13, None, "year"),
        (None, nok, "total", 133_000, 214_000, "USD", "year"),
        (None, hefei, "base", 310_000, 1_150_000, "CNY", "year"),
        (None, hefei, "equity", 120_000, 420_000, "CNY", "4 years"),
        (None, hefei, "bonus", 12, None, None, "year"),
        (None, hefei, "total", 401_000, None, "CNY", "year"),
        (None, "Perth", "base", 90_000, 99_000, "AUD", "year"),
    ]
    assert bands_in(read(ACROSS))[1] == []


def test_a_fact_knows_its_place() -> None:
    """Line, verbatim cell, column, section, company and role belong to the fact."""
    fact = facts_of(ACROSS)[0]
    assert (fact.guide, fact.line, fact.cell, fact.column) == ("acme.md", 5, "$101K–$151K", "Base Salary")
    assert (fact.company, fact.role, fact.kind, fact.mark) == ("Acme", "Data Engineer", "band", "$")
    assert fact.section == "Data Engineer | Acme Global Negotiation Guide"
    assert fact.location == "acme.md:5"


def test_parts_of_pay_down_and_regions_across() -> None:
    """Rows name the part of pay, headers the region and the currency; two figures in a cell are two facts."""
    facts = [short(fact) for fact in facts_of(DOWN)]
    assert facts == [
        (None, "Leeds", "base", 71_000, 93_000, "GBP", "year"),
        (None, "Pune", "base", 2_100_000, 3_450_000, "INR", "year"),
        (None, "Toronto", "base", 99_000, 120_000, "CAD", "year"),
        (None, "Leeds", "bonus", 9, 9, None, "year"),
        (None, "Leeds", "bonus", 6_390, 8_370, "GBP", "year"),
        (None, "Pune", "bonus", 9, 11, None, "year"),
        (None, "Leeds", "equity", 31_000, 52_000, "GBP", "year"),
        (None, "Pune", "equity", 1_200_000, 1_900_000, "INR", None),
        (None, "Toronto", "equity", 40_000, 60_000, "CAD", None),
        (None, "Leeds", "sign_on", 5_000, 5_000, "GBP", "once"),
        (None, "Pune", "sign_on", 100_000, 100_000, "INR", "once"),
        (None, "Toronto", "sign_on", 8_000, 8_000, "CAD", "once"),
        (None, "Leeds", "total", 110_000, None, "GBP", "year"),
        (None, "Pune", "total", 4_000_000, 4_000_000, "INR", "year"),
        (None, "Toronto", "total", 150_000, 150_000, "CAD", "year"),
    ]


def test_a_number_of_options_is_reported_and_is_no_fact() -> None:
    """Options and shares are counts; the cell is listed as not read."""
    unread = bands_in(read(DOWN))[1]
    assert [(item.line, item.reason) for item in unread] == [
        (8, "Leeds (GBP £): '9,000 – 11,000' counts shares or options, it is not money"),
        (8, "Toronto (CAD): '7,000' counts shares or options, it is not money"),
    ]


@pytest.mark.parametrize(
    ("after", "component"),
    [("", "pay"), ("*Total compensation includes base and stock.*", "total"), ("Base is half of it.", "pay")],
)
def test_levels_down_and_regions_across(after: str, component: str) -> None:
    """Without a named part of pay it is "pay", and "total" only where the words beside the table say so."""
    facts = facts_of(LEVELS, after)
    assert [short(fact) for fact in facts] == [
        ("Mid (L3-L4)", "Lund", component, 91_000, 112_000, "USD", "year"),
        ("Mid (L3-L4)", "Remote EU", component, 71_000, 88_000, "EUR", "year"),
        ("Staff+ (L6+)", "Lund", component, 151_000, 187_000, "USD", "year"),
        ("Staff+ (L6+)", "Remote EU", component, 98_000, 121_000, "EUR", "year"),
    ]


def test_two_key_columns() -> None:
    """Level and region of the row both belong to its facts."""
    facts = facts_of(TWO_KEYS)
    assert [(fact.level, fact.region, fact.component) for fact in facts[:4]] == [
        ("L4 DE I", "Lund", "base"),
        ("L4 DE I", "Lund", "sign_on"),
        ("L4 DE I", "Lund", "total"),
        ("L5 DE II", "Lund", "base"),
    ]


def test_an_empty_key_is_the_one_above() -> None:
    """A level that is written once for several rows holds for them all."""
    facts, _ = one_table("| Level | City | Base |", "| L4 | Lund | $90K |", "| | Bonn | $80K |")
    assert [(fact.level, fact.region) for fact in facts] == [("L4", "Lund"), ("L4", "Bonn")]


def test_titles_beside_levels() -> None:
    """A title stands beside its level and does not replace it."""
    facts, _ = one_table(
        "| Level | Title | Base |", "| 59-60 | Engineer I-II | $90K |", "| 65+ | Partner | $1M+ |"
    )
    assert [(fact.level, fact.title) for fact in facts] == [("59-60", "Engineer I-II"), ("65+", "Partner")]


def test_levels_across() -> None:
    """Headers that are levels give the level, rows the region."""
    facts, _ = one_table("| City | L4 | L5 |", "| Lund | $90K–$99K | $110K+ |")
    assert [(fact.level, fact.region, fact.component) for fact in facts] == [
        ("L4", "Lund", "pay"),
        ("L5", "Lund", "pay"),
    ]


def test_a_table_of_several_roles_names_the_role_of_each_row() -> None:
    """Another role's pay never becomes the pay of the guide's own role."""
    facts, _ = one_table("| Role | Count | Base |", "| Analyst | 2 | $70K |")
    assert [(fact.role, fact.level, fact.region) for fact in facts] == [("Analyst", None, None)]


@pytest.mark.parametrize(
    ("header", "component", "period"),
    [
        ("Options/4yr", "options", "4 years"),
        ("Equity (Private/4yr)", "equity", "4 years"),
        ("Stock (Options or RSU/4yr)", "equity", "4 years"),
        ("RSU/Year", "equity", "year"),
        ("Stock", "equity", None),
        ("PPUs (4yr)", "ppu", "4 years"),
        ("Carry/Bonus", "carry_bonus", None),
        ("Bonus (Annual)", "bonus", "year"),
        ("Sign-On", "sign_on", "once"),
        ("Total Package", "total", "year"),
        ("w/ 30% Night Premium", "with_30_night_premium", None),
    ],
)
def test_parts_of_pay_and_their_periods(header: str, component: str, period: str | None) -> None:
    """A known part of pay has its name, any other its slug; the period is said or implied."""
    facts, _ = one_table(f"| Region | Base | {header} |", "| Lund | $90K | $50K |")
    assert (facts[1].component, facts[1].period) == (component, period)


def test_a_premium_column_holds_an_amount_and_a_percentage() -> None:
    """`$90K (+30%)` is two facts of the same cell."""
    facts, _ = one_table("| Region | Base | w/ Night Premium |", "| Lund | $80K | $90K–$99K (+30%) |")
    assert [(fact.unit, fact.low) for fact in facts[1:]] == [
        ("money", Decimal(90_000)),
        ("percent", Decimal(30)),
    ]


@pytest.mark.parametrize("region", ["🇳🇴 Oslo (NOK)", ":norway: Oslo (NOK)", "Oslo (NOK kr)", "Oslo"])
def test_flags_and_currencies_are_no_part_of_a_region(region: str) -> None:
    """A region keeps its own words, without its flag and its currency."""
    facts, _ = one_table("| Region | Base |", f"| {region} | NOK 900,000 - 990,000 |")
    assert facts[0].region in ("Oslo", "Oslo (NOK kr)")
    assert (facts[0].low, facts[0].high, facts[0].currency) == (900_000, 990_000, "NOK")


def test_scale_and_currency_may_stand_in_the_header() -> None:
    """`Base (CNY K)` makes thousands of its plain numbers."""
    facts, reasons = one_table("| Region | Base (CNY K) | Stock |", "| Hefei | 310–1,050 | 1.05M |")
    assert (facts[0].low, facts[0].high, facts[0].currency) == (310_000, 1_050_000, "CNY")
    assert reasons == ["Stock: '1.05M' has no currency"]


def test_a_currency_said_beside_the_table_holds_for_it() -> None:
    """ "All figures in CHF" gives unmarked amounts their currency."""
    assert [
        fact.currency
        for fact in facts_of("| City | Base |\n|---|---|\n| Bern | 90K |", "All figures in CHF.")
    ] == ["CHF"]


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("$660-1M", "Base: '$660' could be 660 or 660,000"),
        ("€1.050", "Base: '€1.050' could be 1,050 or 1.05"),
        ("$30K Y1, $20K Y2", "Base: there are several amounts in '$30K Y1, $20K Y2'"),
        ("¥60K", "Base: '¥60K' has no currency"),
        ("CNY 600/quarter", "Base: 'CNY 600/quarter' is paid by the quarter"),
        ("CNY 60K x 15", "Base: 'CNY 60K x 15' is paid by the month"),
        ("L5", "Base: 'L5' holds no amount"),
        ("$1\u200b70K", "Base: an invisible character stands in '$1\\u200b70K'"),
    ],
)
def test_a_cell_that_is_not_understood_is_reported(cell: str, reason: str) -> None:
    """No fact comes from it, and the reason names what is there."""
    facts, reasons = one_table("| Region | Base |", "| Bonn | $80K |", f"| Lund | {cell} |")
    assert [fact.region for fact in facts] == ["Bonn"]
    assert reasons == [reason]


@pytest.mark.parametrize(
    ("header", "row", "reason"),
    [
        (
            "| Stage | Base | Equity |",
            "| Seed | $80K | $9K |",
            "the column 'Stage' is neither a level nor a region",
        ),
        ("| Region | Base | Base Salary |", "| Lund | $80K | $9K |", "two columns name the same part of pay"),
    ],
)
def test_a_table_of_pay_that_is_not_understood_is_reported(header: str, row: str, reason: str) -> None:
    """Its amounts are plain figures, and the table is listed."""
    facts, reasons = one_table(header, row)
    assert (facts, reasons) == ([], [f"a table of pay was not read: {reason}"])


@pytest.mark.parametrize(
    "table",
    [
        "| Acme Level | At Zeta | Years |\n|---|---|---|\n| L4 | E4 | 2-4 |\n| L5 | E5 | 4-7 |",
        "| Component | Flexibility |\n|---|---|\n| Base | Low |\n| Equity | High |",
        "| Company | Base | Total |\n|---|---|---|\n| Rival | $100K | $120K |",
        "| Component | Initial | Target (+$9K) |\n|---|---|---|\n| Base | $80K | $89K |",
        "| Year | Vested |\n|---|---|\n| 1 | 25% |",
    ],
)
def test_other_tables_are_not_pay(table: str) -> None:
    """Level equivalents, advice, rivals, worked examples and schedules give no band and no complaint."""
    assert bands_in(read(table)) == ([], [])


def test_amounts_of_other_tables_are_figures() -> None:
    """A worked example is quoted with its column, and is nobody's pay."""
    facts = figures_in(read("| Component | Week one | Target (+$9K) |\n|---|---|---|\n| Base | $80K | $89K |"))
    assert [(fact.kind, fact.component, fact.column, fact.cell) for fact in facts] == [
        ("figure", "figure", "Target (+$9K)", "Target (+$9K)"),
        ("figure", "figure", "Week one", "$80K"),
        ("figure", "figure", "Target (+$9K)", "$89K"),
    ]


PROSE = """
Acme runs on 2B+ events. Revenue of $4B+ makes it rich; 20-30% above others is normal.

- Stock grants of $300K over 4 years for L5
- your 401k and E5 do not count

> "Thank you for $[X]K base and $[Y]K RSUs. I need RSUs at $[Y+70K] and a $20K sign-on."
"""


def test_figures_of_prose_are_never_pay_and_scripts_are_left_to_increments() -> None:
    """Business figures and advice are figures with their clause; an increment script gives none."""
    facts = figures_in(read(PROSE))
    assert [(fact.line, fact.cell, fact.low, fact.high, fact.unit, fact.period) for fact in facts] == [
        (3, "Revenue of $4B+ makes it rich", 4 * 10**9, None, "money", None),
        (3, "20-30% above others is normal", 20, 30, "percent", None),
        (5, "- Stock grants of $300K over 4 years for L5", 300_000, 300_000, "money", "4 years"),
    ]
    assert {(fact.kind, fact.component, fact.region, fact.level) for fact in facts} == {
        ("figure", "figure", None, None)
    }


def test_a_clause_is_verbatim_and_short() -> None:
    """At most 120 characters, cut between words, with the figure inside."""
    text = "word " * 60 + "then $70K came " + "more " * 60
    start = text.index("$70K")
    clause = clause_around(text, start, start + 4)
    assert "$70K" in clause
    assert clause in text
    assert len(clause) <= 120


@pytest.mark.parametrize(
    ("line", "levels"),
    [
        ("**Level Mapping:** E5 (Senior) maps to Zeta L5 / Omega L6; E6 (Staff) maps to Zeta L6.", "E5–E6"),
        ("**Level Mapping:** Data Engineer at Acme (P6-P8) = L4-L5 at Zeta, IC4-IC5 at Omega", "P6-P8"),
        ("**Level Mapping:** Data Engineer at Acme (2-1 to 3-1) = L4-L6 at Zeta", "2-1 to 3-1"),
        ("**Level mapping:** Acme IC3/IC4 (Data) ~ Zeta L5/L6 | Omega 63/64", "IC3/IC4"),
        ("**Level Mapping:**\n- Acme L4 DE I = Zeta L3\n- Acme L5 DE II = Zeta L4", "L4–L5"),
        ("**Level Mapping:** Data Engineer at Acme = L5-L7 at Zeta", None),
        ("**Level Mapping:** Data Engineer at Acme maps to L5/L6 elsewhere", None),
        ("Engineers at L5 earn more.", None),
    ],
)
def test_the_levels_that_a_guide_is_about(line: str, levels: str | None) -> None:
    """The guide's own side of its level map, as it writes it; None where it does not say."""
    assert levels_of(read(line)) == levels


def test_levels_may_stand_in_the_title_or_the_front_matter() -> None:
    """Front matter first, the title last."""
    title = "### Engineer (SDE I-II / L4-L5) | Acme Global Negotiation Guide\n\n"
    assert levels_of(read("Text.", title)) == "L4-L5"
    assert levels_of(read("Text.", "---\nlevel: E5–E6\n---\n" + title)) == "E5–E6"


def test_a_rule_over_the_first_lines_is_no_front_matter() -> None:
    """What stands between two rules is text: its figures are read, and so are the levels it names."""
    text = "---\n\nAcme had revenue of $3.2B.\n\n**Level Mapping:** Acme E5 maps to Zeta L5\n\n---\n\n"
    guide = read("It grew 4% a year.", text + TITLE)
    assert [(fact.line, int(fact.low or 0)) for fact in figures_in(guide)] == [(3, 3_200_000_000), (11, 4)]
    assert levels_of(guide) == "E5"


def test_figures_of_front_matter_are_no_figures_of_the_text() -> None:
    """Front matter ends where it says so, with three dashes or three dots."""
    for end in ("---", "..."):
        text = f"---\ncompany: Acme\nbudget: $5M\n{end}\nAcme sold $7M.\n\n---\n\n"
        assert [fact.line for fact in figures_in(read("Text.", text))] == [5]


def test_a_guide_with_a_ladder_does_not_say_which_rung_its_rows_are_for() -> None:
    """A table of several levels makes one level of a mapping line no answer."""
    ladder = "| Acme Level | Elsewhere |\n|---|---|\n| P3 | Mid |\n| P4 | Senior |\n\n"
    assert levels_of(read(ladder + "**Level Mapping:** Acme P4 = Zeta L4")) is None
