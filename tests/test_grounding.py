"""Every number of a text gets the verdict it deserves: own words, invented figures, by kind."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.grounding import Count, Derivation, Evidence, Verdict, check
from corpus.bands import Fact
from corpus.money import Amount
from index.resolve import Lexicon, RowKey

ROLE = "ML Engineer"
PERIODS = {"base": "year", "equity": "4 years", "bonus": None, "total": "year"}
MARKS = {"USD": "$", "SEK": "SEK", "CNY": "CNY", "SGD": "SGD"}


def band(company: str, line: int, region: str, component: str, low: int, high: int, currency: str) -> Fact:
    """A cell of an invented pay table."""
    money = component != "bonus"
    return Fact(
        guide=f"{company.lower()}.md",
        line=line,
        cell=f"{low}-{high}",
        column=component,
        section="Pay",
        company=company,
        role=ROLE,
        level="E5–E6" if company == "Norwell" else None,
        region=region,
        component=component,
        kind="band",
        low=Decimal(low),
        high=Decimal(high),
        unit="money" if money else "percent",
        currency=currency if money else None,
        mark=MARKS[currency] if money else "",
        period=PERIODS[component],  # type: ignore[arg-type]
    )


def row(company: str, line: int, region: str, currency: str, *ends: tuple[int, int]) -> list[Fact]:
    """The four cells of a row: base, equity, bonus, total."""
    return [
        band(company, line, region, component, low, high, currency)
        for component, (low, high) in zip(PERIODS, ends, strict=True)
    ]


def prose(
    company: str | None, line: int, cell: str, low: int, high: int | None, unit: str = "money", **more: object
) -> Fact:
    """A figure of running text."""
    first = band(company or "general", line, "", "base" if unit == "money" else "bonus", low, low, "USD")
    named = {
        "component": "figure",
        "kind": "figure",
        "company": company,
        "role": None,
        "level": None,
        "region": None,
    }
    fact = replace(first, **named, cell=cell, high=None if high is None else Decimal(high), period=None)  # type: ignore[arg-type]
    return replace(fact, **more)  # type: ignore[arg-type]


def step(company: str, line: int, component: str, low: int, high: int, basis: str) -> Fact:
    """What a script adds or asks for."""
    period = {"base": "year", "equity": "4 years", "sign_on": "once"}[component]
    first = band(company, line, "", "base", low, high, "USD")
    fact = replace(first, component=component, kind="increment", region=None, level=None)
    return replace(fact, basis=basis, period=period)  # type: ignore[arg-type]


FACTS = (
    *row("Norwell", 5, "Dublin (Ireland)", "USD", (142_000, 218_000), (188_000, 436_000), (15, 15), (260_000, 402_000)),
    *row("Norwell", 6, "Munich / Hamburg (Germany)", "USD",
         (131_000, 204_000), (172_000, 396_000), (15, 15), (238_000, 371_000)),
    *row("Norwell", 7, "Austin (US)", "USD", (176_000, 264_000), (252_000, 588_000), (15, 15), (333_000, 529_000)),
    *row("Kestrel", 4, "Shenzhen (HQ)", "CNY", (465_000, 910_000), (205_000, 585_000), (15, 35), (735_000, 1_450_000)),
    *row("Kestrel", 5, "Singapore", "SGD", (126_000, 197_000), (58_000, 152_000), (10, 20), (174_000, 306_000)),
    *row("Kestrel", 6, "Austin (US)", "USD", (163_000, 246_000), (97_000, 283_000), (15, 20), (249_000, 418_000)),
    step("Norwell", 20, "base", 15_000, 25_000, "added"),
    step("Norwell", 20, "equity", 105_000, 165_000, "added"),
    step("Norwell", 20, "sign_on", 35_000, 55_000, "added"),
    step("Kestrel", 18, "equity", 95_000, 95_000, "added"),
    step("Kestrel", 18, "sign_on", 65_000, 65_000, "absolute"),
    prose("Norwell", 2, "Norwell's $88B+ in annual revenue pays for it", 88_000_000_000, None),
    prose("Kestrel", 2, "a market cap of $140B and rising", 140_000_000_000, 140_000_000_000),
    prose("Norwell", 3, "bands stretch 10-25% above standard ranges", 10, 25, "percent"),
    prose(None, 7, "Base: $190K", 190_000, 190_000),
    prose(None, 8, "Equity: $280K/year (vesting)", 280_000, 280_000, period="year"),
    prose(None, 9, "Bonus: $38K (20% target)", 38_000, 38_000),
    prose(None, 9, "Bonus: $38K (20% target)", 20, 20, "percent"),
    prose(None, 10, "Benefits: $22K (health and so on)", 22_000, 22_000),
    prose(None, 11, "Total: $530K", 530_000, 530_000),
)  # fmt: skip
COUNTS = (
    Count(Decimal(36), Decimal(72), "hour", "general.md", 14, None),
    Count(Decimal(2_300_000_000), Decimal(2_300_000_000), "user", "kestrel.md", 9, "Kestrel"),
)
EVIDENCE = Evidence(FACTS, COUNTS)
LEXICON = Lexicon(
    tuple(dict.fromkeys(RowKey(f.company or "", ROLE, f.region) for f in FACTS if f.kind == "band")),
    ("Norwell", "Kestrel"),
    (ROLE,),
)


def flagged(text: str, evidence: Evidence = EVIDENCE) -> list[str]:
    """The figures of a text that are supported by nothing."""
    return [v.text for v in check(text, evidence, LEXICON) if v.verdict == "unsupported"]


# kind, a right sentence, and the same sentence made wrong
PAIRS = [
    (
        "bound",
        "With $142K below and $218K above, the midpoint of base for Norwell in Dublin is $180K.",
        "With $142K below and $264K above, the midpoint of base for Norwell in Dublin is $203K.",
    ),
    (
        "total",
        "Kestrel pays SGD 126K–SGD 197K as base in Singapore. Everything counted, that becomes SGD 174K–SGD 306K.",
        "Kestrel pays SGD 126K–SGD 197K as base in Singapore. Everything counted, that becomes SGD 126K–SGD 306K.",
    ),
    (
        "denial",
        "Instead of the Kestrel desk, the Norwell one in Dublin tops out at $218K base.",
        "Instead of the Kestrel desk, the Norwell one in Dublin tops out at $291K base.",
    ),
    (
        "bound",
        "Norwell's Dublin band for base opens at $142K and closes at $218K.",
        "Norwell's Dublin band for base opens at $142K and closes at $142K.",
    ),
    (
        "bound",
        "At the upper end, Dublin reaches $218K in base at Norwell.",
        "At the lower end, Dublin reaches $218K in base at Norwell.",
    ),
    ("bound", "Norwell starts base at $142K in Dublin.", "Norwell stops base at $142K in Dublin."),
    (
        "bound",
        "More or less $142K is the bottom of Norwell's base band in Dublin.",
        "More or less $218K is the bottom of Norwell's base band in Dublin.",
    ),
    (
        "rounded",
        "Norwell's Dublin base caps out close to $220K, a shade less in fact.",
        "Norwell's Dublin base caps out close to $220K, a shade more in fact.",
    ),
    (
        "rounded",
        "Norwell's Dublin total caps at $400K and change.",
        "Norwell's Austin base caps at $300K and change.",
    ),
    (
        "negation",
        "It is Dublin, not Munich / Hamburg, where Norwell prints base of $142K–$218K.",
        "It is Munich / Hamburg, not Dublin, where Norwell prints base of $142K–$218K.",
    ),
    (
        "negation",
        "Not Kestrel but Norwell pays $333K–$529K in total in Austin.",
        "Not Norwell but Kestrel pays $333K–$529K in total in Austin.",
    ),
    (
        "period",
        "$436K is not a yearly amount: it is Norwell's top equity in Dublin over four years.",
        "$436K is not over four years: it is Norwell's top equity in Dublin.",
    ),
    (
        "difference",
        "Choosing Austin over Dublin at Norwell gains you $46K at the top of base ($264K against $218K).",
        "Choosing Dublin over Austin at Norwell gains you $46K at the top of base ($218K against $264K).",
    ),
    (
        "difference",
        "Norwell starts base at $176K in Austin and at $142K in Dublin. That puts Austin $34K higher.",
        "Norwell starts base at $176K in Austin and at $142K in Dublin. That puts Austin $34K lower.",
    ),
    (
        "difference",
        "Norwell tops out at $264K base in Austin; in Dublin it is $218K, which is $46K lower.",
        "Norwell tops out at $264K base in Austin; in Dublin it is $218K, which is $46K higher.",
    ),
    (
        "difference",
        "Kestrel Shenzhen base 46.5万 to 91万, 差 44.5万.",
        "Kestrel Shenzhen base 46.5万 to 91万, 差 54.5万.",
    ),
    (
        "sum",
        "Top base $264K plus a year of top RSUs ($588K over 4 years: $147K a year) makes $411K at Norwell Austin.",
        "Top base $264K plus a year of top RSUs ($588K over 4 years: $147K a year) makes $421K at Norwell Austin.",
    ),
    (
        "sum",
        "The example: base $190K, equity $280K/year, bonus $38K, benefits $22K, total $530K.",
        "The example: base $190K, equity $280K/year, bonus $38K, benefits $22K, total $470K.",
    ),
    (
        "sign",
        "Norwell's Austin equity of $588K over four years means about $147K each year.",
        "Norwell's Austin equity of $588K over four years means about minus $147K each year.",
    ),
    (
        "sign",
        "A bonus of 15% is what Norwell prints for Austin.",
        "A negative bonus of 15% is what Norwell prints for Austin.",
    ),
    (
        "scale",
        "Norwell Austin equity $252K–$588K over four years, which is $63K to $147K a year.",
        "Norwell Austin equity $252K–$588K over four years, which is $63 to $147K a year.",
    ),
    (
        "currency",
        "Kestrel's base in Shenzhen maxes at 91万元.",
        "Kestrel's base in Shenzhen maxes at 91万新元.",
    ),
    (
        "increment",
        "Take Kestrel's RSU number and put $95K on it.",
        "Take Kestrel's RSU number and take $95K off it.",
    ),
    (
        "increment",
        "Norwell's script adds $35–55K to the sign-on you have, nothing flat.",
        "Norwell never gives a flat sign-on; it adds $35–55K to the RSUs you have.",
    ),
    (
        "component",
        "On equity, Norwell grants $188K to $436K in total over 4 years in Dublin.",
        "On base, Norwell grants $188K to $436K in total over 4 years in Dublin.",
    ),
    (
        "company",
        "| Norwell | base |\n|---|---|\n| Austin | $176K–$264K |",
        "| Kestrel | base |\n|---|---|\n| Austin | $176K–$264K |",
    ),
    (
        "digit",
        "Norwell in Dublin pays a base of $142K–$218K.",
        "Norwell in Dublin pays a base of $142K–$228K.",
    ),
    ("region", "Base at Norwell: $131K to $204K in Munich.", "Base at Norwell: $131K to $204K in Dublin."),
    ("region", "Base at Norwell: $131K–$204K in Hamburg.", "Base at Norwell: $131K–$204K in Berlin."),
    (
        "region",
        "Norwell (Austin) shows $529K as the top total.",
        "Norwell (Munich) shows $529K as the top total.",
    ),
    ("company", "In Austin Kestrel has RSUs of $97K–$283K.", "In Austin Norwell has RSUs of $97K–$283K."),
    ("component", "Norwell, Dublin: equity $188K–$436K.", "Norwell, Dublin: base $188K–$436K."),
    (
        "component",
        "$188K–$436K. That's Norwell's RSU for Dublin.",
        "$188K–$436K. That's Norwell's TC for Dublin.",
    ),
    (
        "currency",
        "Kestrel pays SGD 126K–197K base in Singapore.",
        "Kestrel pays $126K–197K base in Singapore.",
    ),
    (
        "currency",
        "Base at Kestrel Singapore is 126 thousand to 197 thousand Singapore dollars.",
        "Base at Kestrel Singapore is 126 thousand to 197 thousand US dollars.",
    ),
    (
        "scale",
        "Kestrel Shenzhen tops out at CNY 1.45M total.",
        "Kestrel Shenzhen tops out at CNY 1.45K total.",
    ),
    ("scale", "Norwell Dublin base: $142K to $218K.", "Norwell Dublin base: $142 to $218K."),
    ("bound", "Norwell's Dublin base tops out at $218K.", "Norwell's Dublin base starts at $218K."),
    (
        "bound",
        "Nobody at Norwell in Dublin gets below $142K base.",
        "Nobody at Norwell in Dublin gets above $142K base.",
    ),
    (
        "bound",
        "Minimum base at Norwell in Dublin: $142K; anything less is out.",
        "Maximum base at Norwell in Dublin: $142K; anything less is out.",
    ),
    (
        "bound",
        "I'd stop once Norwell Dublin is at $218K base, as that is the maximum.",
        "I'd stop once Norwell Dublin is at $218K base, as that is the minimum.",
    ),
    (
        "bound",
        "Norwell's Dublin base runs from $142K up to $218K.",
        "Norwell's Dublin base runs from $142K up to $142K.",
    ),
    (
        "bound",
        "Norwell Dublin base: $142K (low), $218K (high).",
        "Norwell Dublin base: $218K (low), $142K (high).",
    ),
    ("bound", "Kestrel's Shenzhen bonus goes up to 35%.", "Kestrel's Shenzhen bonus is 35%."),
    (
        "period",
        "Norwell's Dublin equity is $188K–$436K over four years.",
        "Norwell's Dublin equity is $188K–$436K a year.",
    ),
    (
        "period",
        "Over four years, RSUs at Norwell Dublin are $188K to $436K.",
        "Each year, RSUs at Norwell Dublin are $188K to $436K.",
    ),
    (
        "period",
        "Norwell pays a base of $142K–$218K a year in Dublin.",
        "Norwell pays a base of $142K–$218K a month in Dublin.",
    ),
    ("sign", "Base at Norwell Dublin: $142K to $218K.", "Base at Norwell Dublin: minus $142K to $218K."),
    ("sign", "Base at Norwell Dublin: $142K to $218K.", "Base at Norwell Dublin: $142K to -$218K."),
    (
        "sign",
        "Norwell's Dublin base tops out at two hundred eighteen thousand dollars.",
        "Norwell's Dublin base tops out at negative two hundred eighteen thousand dollars.",
    ),
    (
        "increment",
        "Norwell's script adds $15–25K to the base.",
        "Norwell's script cuts $15–25K from the base.",
    ),
    ("increment", "Norwell's script adds $15–25K to the base.", "Kestrel's script adds $15–25K to the base."),
    (
        "increment",
        "For Norwell, 15-25K on base, 105-165K on RSUs and 35-55K on the sign-on.",
        "For Norwell, 15-25K on base, 105-165K on the sign-on and 35-55K on RSUs.",
    ),
    (
        "increment",
        "A sign-on of $65,000 is named in Kestrel's script.",
        "An extra $65,000 of sign-on is added in Kestrel's script.",
    ),
    (
        "increment",
        "A sign-on of $65,000 is named in Kestrel's script.",
        "A sign-on of $55,000 is named in Norwell's script.",
    ),
    ("increment", "Kestrel's lines put equity up 95K.", "Kestrel's lines put equity down 95K."),
    (
        "level",
        "An E5 at Norwell in Dublin sees a base of $142K–$218K.",
        "An E3 at Norwell in Dublin sees a base of $142K–$218K.",
    ),
    (
        "order",
        "Norwell's floors in Dublin and Austin are $142K and $176K of base, respectively.",
        "Norwell's floors in Dublin and Austin are $176K and $142K of base, respectively.",
    ),
    (
        "two rows",
        "Versus Kestrel in Austin ($249K–$418K), Norwell in Austin pays $333K–$529K in total.",
        "Versus Kestrel in Austin ($333K–$529K), Norwell in Austin pays $249K–$418K in total.",
    ),
    (
        "difference",
        "Norwell's Dublin base ends at $218K against $204K in Munich, so $14K more.",
        "Norwell's Dublin base ends at $218K against $204K in Munich, so $14K less.",
    ),
    (
        "difference",
        "Norwell has base of $142K–$218K in Dublin and $131K–$204K in Munich. "
        "The floor differs by $11K, the ceiling by $14K.",
        "Norwell has base of $142K–$218K in Dublin and $131K–$204K in Munich. "
        "The floor differs by $14K, the ceiling by $11K.",
    ),
    (
        "midpoint",
        "Norwell's Dublin base is $142K–$218K; the midpoint is $180K.",
        "Norwell's Dublin base is $142K–$218K; the midpoint is $190K.",
    ),
    (
        "midpoint",
        "Kestrel's Shenzhen bonus is 15–35%, call it 25% in the middle.",
        "Kestrel's Shenzhen bonus is 15–35%, call it 24% in the middle.",
    ),
    (
        "share",
        "Norwell's top RSU grant in Dublin ($436K) is 10% higher than in Munich ($396K).",
        "Norwell's top RSU grant in Dublin ($436K) is 10% lower than in Munich ($396K).",
    ),
    (
        "yearly",
        "Norwell's Dublin RSUs top out at $436K over four years, or $109K a year.",
        "Norwell's Dublin RSUs top out at $436K over four years, or $109K over four years.",
    ),
    (
        "denial",
        "Norwell's Dublin base is $142K–$218K, not $260K.",
        "Norwell's Dublin base is $260K, not $142K–$218K.",
    ),
    (
        "denial",
        "Don't ask for $300K base in Dublin; Norwell's table stops at $218K.",
        "Do ask for $300K base in Dublin; Norwell's table stops at $218K.",
    ),
    (
        "rounding",
        "Norwell's Dublin base tops out at just under $220K.",
        "Norwell's Dublin base tops out at just over $220K.",
    ),
    (
        "example",
        "The general example has $190K base and equity of $280K a year.",
        "The general example has $190K base and equity of $280K over four years.",
    ),
    (
        "example",
        "Adding $190K, $280K, $38K and $22K gives the example's $530K.",
        "Adding $190K, $280K, $38K and $22K gives the example's $540K.",
    ),
    (
        "business",
        "Norwell has over $88 billion in annual revenue.",
        "Kestrel has over $88 billion in annual revenue.",
    ),
    (
        "business",
        "Norwell's bands go 10 to 25 percent above standard.",
        "Norwell's bands go 10 to 25 percent below standard.",
    ),
    ("count", "Acknowledge within 36–72 hours.", "Acknowledge within 36–72 days."),
    ("count", "Kestrel has 2.3B users.", "Kestrel has 2.3M users."),
    (
        "heading",
        "### Norwell in Dublin\n\n- Base: $142K–$218K\n- RSUs: $188K–$436K",
        "### Norwell in Munich\n\n- Base: $142K–$218K\n- RSUs: $188K–$436K",
    ),
    (
        "table",
        "| Place | Base | TC |\n|---|---|---|\n| Norwell Dublin | $142K–$218K | $260K–$402K |",
        "| Place | TC | Base |\n|---|---|---|\n| Norwell Dublin | $142K–$218K | $260K–$402K |",
    ),
    (
        "table",
        "| Place | RSU (4 yr) |\n|---|---|\n| Norwell Dublin | $188K–$436K |",
        "| Place | RSU per year |\n|---|---|\n| Norwell Dublin | $188K–$436K |",
    ),
    ("chinese", "Kestrel 深圳 底薪最高91万", "Kestrel 深圳 底薪最低91万"),
    ("chinese", "Kestrel 深圳 股票四年 20.5万到58.5万", "Kestrel 深圳 股票每年 20.5万到58.5万"),
    (
        "former",
        "Base at Norwell Dublin peaks at $218K and at Norwell Austin at $264K; the former is behind by $46K.",
        "Base at Norwell Dublin peaks at $218K and at Norwell Austin at $264K; the former is ahead by $46K.",
    ),
    (
        "question",
        "You are off to Dublin? Then Norwell base stops at $218K.",
        "You are off to Munich? Then Norwell base stops at $218K.",
    ),
    (
        "question",
        "Is $188K–$436K of RSUs at Norwell Dublin for one year or all four? It is over four years.",
        "Is $188K–$436K of RSUs at Norwell Dublin for one year or all four? It is paid every year.",
    ),
    (
        "set right",
        "It is not true that Norwell Dublin base ends at $230K. It ends at $218K.",
        "It is not true that Norwell Dublin base ends at $218K. It ends at $230K.",
    ),
    (
        "set right",
        "You wrote $230K, but the top base of Norwell in Dublin is $218K.",
        "You wrote $218K, but the top base of Norwell in Dublin is $230K.",
    ),
    (
        "edges",
        "The two edges of Norwell's base band in Dublin are $142K below and $218K above.",
        "The two edges of Norwell's base band in Dublin are $218K below and $142K above.",
    ),
    (
        "from here to there",
        "Between Norwell Dublin and Austin the top of the base band goes from $218K to $264K.",
        "Between Norwell Dublin and Austin the top of the base band goes from $264K to $218K.",
    ),
    (
        "whole grant",
        "With $436K (four-year total) you are at the top of Norwell's Dublin RSU band.",
        "With $436K (yearly) you are at the top of Norwell's Dublin RSU band.",
    ),
    (
        "row label",
        "| Norwell Dublin | floor | top |\n|---|---|---|\n| RSUs over four years | $188K | $436K |",
        "| Norwell Dublin | floor | top |\n|---|---|---|\n| RSUs a year | $188K | $436K |",
    ),
    (
        "minus",
        "Top base: $264K (Norwell, Austin) minus $218K (Norwell, Dublin) = $46K.",
        "Top base: $218K (Norwell, Dublin) minus $264K (Norwell, Austin) = $46K.",
    ),
    (
        "or over",
        "Norwell in Dublin will not go under $142K or over $218K on base.",
        "Norwell in Dublin will not go under $218K or over $142K on base.",
    ),
    (
        "trailer",
        "1) Base: $142K–$218K\n2) Bonus: 15%\n– all from Norwell, Dublin.",
        "1) Base: $142K–$218K\n2) Bonus: 15%\n– all from Norwell, Munich.",
    ),
]


# Manners that came up later, in other words than where they came from.
LATER = [
    (
        "bound",
        "No figure in Norwell's Dublin row takes total pay below $260K or beyond $402K.",
        "No figure in Norwell's Dublin row takes total pay below $402K or beyond $260K.",
    ),
    (
        "bound",
        "None of the offers Norwell prints for Dublin has a base less than $142K a year or more than $218K.",
        "None of the offers Norwell prints for Dublin has a base less than $142K a year or more than $204K.",
    ),
    (
        "bound",
        "norwell dublin wont go past 218k base, and it isnt under 142k either",
        "norwell dublin wont go past 142k base, and it isnt under 142k either",
    ),
    (
        "bound",
        "norwell cant give you more than $436k of rsus in dublin (4 yrs)",
        "norwell cant give you less than $436k of rsus in dublin (4 yrs)",
    ),
    (
        "bound",
        "RSUs at Norwell Dublin over four years: ≥ $188K, ≤ $436K.",
        "RSUs at Norwell Dublin over four years: ≥ $436K, ≤ $188K.",
    ),
    ("bound", "Norwell Dublin base >= $142K and <= $218K.", "Norwell Dublin base >= $218K and <= $142K."),
    (
        "bound",
        "$142,000 and $218,000 are the two limits of Norwell's base band in Dublin.",
        "$142,000 and $204,000 are the two limits of Norwell's base band in Dublin.",
    ),
    (
        "bound",
        "Norwell's Dublin base has $142K and $218K as its endpoints; the latter is $76K above the former.",
        "Norwell's Dublin base has $142K and $218K as its endpoints; the latter is $76K below the former.",
    ),
    (
        "bound",
        "From floor to ceiling Norwell's Dublin base band is $76K wide ($218K minus $142K).",
        "From floor to ceiling Norwell's Dublin base band is $86K wide ($218K minus $142K).",
    ),
    (
        "component",
        "The full package at Norwell in Dublin is $260K–$402K, of which 15% of base is bonus.",
        "The full package at Norwell in Dublin is $188K–$436K, of which 15% of base is bonus.",
    ),
    (
        "component",
        "Norwell Dublin: $142k to $218k fixed, plus 15% variable.",
        "Norwell Dublin: $188k to $436k fixed, plus 15% variable.",
    ),
    (
        "component",
        "Kestrel Singapore gives SGD 126-197k fixed and 10-20% variable.",
        "Kestrel Singapore gives SGD 58-152k fixed and 10-20% variable.",
    ),
    (
        "component",
        "Norwell in Austin: $176K–$264K, stock $252K–$588K over 4 years.",
        "Norwell in Austin: $176K–$264K, bonus $252K–$588K over 4 years.",
    ),
    (
        "component",
        "Dublin (Norwell) starts at $142K, and RSUs of $188K over four years come with it.",
        "Dublin (Norwell) starts at $152K, and RSUs of $188K over four years come with it.",
    ),
    (
        "component",
        "The formula reads Total = Base + Equity + Bonus + Benefits; its example ends at $530K.",
        "The formula reads Total = Base + Equity + Bonus + Benefits; its example ends at $430K.",
    ),
    (
        "component",
        "Take out benefits of $22K and the general example's total of $530K would be $508K.",
        "Take out benefits of $22K and the general example's total of $530K would be $498K.",
    ),
    (
        "component",
        "Norwell has $188K–$436K as its grant for Dublin (four years).",
        "Norwell has $188K–$436K as its bonus grant for Dublin (four years).",
    ),
    (
        "component",
        "About equity, mind the four years! Norwell's grant in Dublin is $188K–$436K.",
        "About base pay, mind the four years! Norwell's grant in Dublin is $188K–$436K.",
    ),
    (
        "component",
        "In Dublin $188K–$436K vesting over four years is what Norwell states as RSUs.",
        "In Dublin $188K–$436K vesting over four years is what Norwell states as total pay.",
    ),
    (
        "rounded",
        "Norwell's Dublin base runs from roughly $140K to roughly $220K.",
        "Norwell's Dublin base runs from roughly $140K to roughly $260K.",
    ),
    (
        "rounded",
        "Plan on about $215K of base at the top in Dublin with Norwell; to be exact, the top is $218K.",
        "Plan on about $245K of base at the top in Dublin with Norwell; to be exact, the top is $218K.",
    ),
    (
        "rounded",
        "Norwell's Dublin floor for base is near $145K, $142K if you want it exactly.",
        "Norwell's Dublin floor for base is near $165K, $142K if you want it exactly.",
    ),
    (
        "product",
        "A 15% bonus on a $163K base at Kestrel in Austin makes $24,450.",
        "A 15% bonus on a $163K base at Kestrel in Austin makes $26,450.",
    ),
    (
        "product",
        "A 20% bonus on a base of $246K (Kestrel, Austin) would be $49.2K.",
        "A 20% bonus on a base of $163K (Kestrel, Austin) would be $49.2K.",
    ),
    (
        "increment",
        "Kestrel's script adds RSUs of $95K and also adds a signing bonus of $65K.",
        "Kestrel's script adds RSUs of $95K and also adds a signing bonus of $55K.",
    ),
    ("increment", "Kestrel话术:RSU加9.5万美元。", "Kestrel话术:RSU加9.7万美元。"),
    (
        "increment",
        "Norwell模板里base涨1.5-2.5万美元,股票涨10.5-16.5万美元。",
        "Norwell模板里base涨10.5-16.5万美元,股票涨1.5-2.5万美元。",
    ),
    (
        "increment",
        "Norwell's script lifts base by $15K at the least and $25K at the most.",
        "Norwell's script lifts base by $15K at the least and $218K at the most.",
    ),
    (
        "increment",
        "In Norwell's counter the base goes +$15K to +$25K, the RSUs +$105K to +$165K.",
        "In Norwell's counter the base goes +$60K, the RSUs +$105K to +$165K.",
    ),
    ("level", "Kestrel 2-1到3-1 在深圳 base 46.5万–91万元。", "Kestrel 2-1到3-1 在深圳 base 46.5万–81万元。"),
    (
        "figure",
        "Two numbers: Norwell takes in over $88B a year; Kestrel is worth $140B on the market.",
        "Two numbers: Kestrel takes in over $88B a year; Norwell is worth $140B on the market.",
    ),
    ("figure", "Kestrel市值1400亿美元,用户23亿。", "Kestrel市值1500亿美元,用户23亿。"),
    (
        "figure",
        "Kestrel (market value: $140B) has 2.3B users.",
        "Kestrel (market value: $150B) has 2.3B users.",
    ),
    (
        "example",
        "$190K base, $280K vesting every year, $38K bonus and $22K benefits make $530K in the general example.",
        "$190K base, $280K vesting every year, $38K bonus and $22K benefits make $540K in the general example.",
    ),
    (
        "example",
        "通用例子:base 19万美元,股票每年28万美元,奖金3.8万美元,福利2.2万美元,合计53万美元。",
        "通用例子:base 19万美元,股票每年28万美元,奖金3.8万美元,福利2.2万美元,合计54万美元。",
    ),
    ("count", "Say thanks within 72 hours at the latest.", "Say thanks within 96 hours at the latest."),
    ("count", "收到以后36-72小时内回复。", "收到以后36-84小时内回复。"),
    ("count", "Reply after 36 hours at the earliest.", "Reply after 26 hours at the earliest."),
    (
        "row",
        "Kestrel Singapore (SGD): base 126–197K · RSU/4yr 58–152K · bonus 10–20% · TC 174–306K.",
        "Kestrel Singapore (SGD): base 126–197K · RSU/4yr 58–162K · bonus 10–20% · TC 174–306K.",
    ),
    (
        "row",
        "Norwell Dublin: base $142K–$218K; $188K–$436K in stock across four years; 15% target; $260K–$402K all told.",
        "Norwell Dublin: base $142K–$218K; $188K–$436K in stock across four years; 25% target; $260K–$402K all told.",
    ),
    (
        "denial",
        "Munich's top base at Norwell is not $218K (that's Dublin) but $204K.",
        "Munich's top base at Norwell is not $204K (that's Dublin) but $218K.",
    ),
    (
        "denial",
        "Don't take $142K–$218K, which is Dublin, for Norwell's Munich base: that one is $131K–$204K.",
        "Don't take $142K–$218K, which is Munich, for Norwell's Munich base: that one is $142K–$218K.",
    ),
    (
        "denial",
        "Norwell in Dublin never pays 25% in bonus. The row says 15%.",
        "Norwell in Dublin never pays 15% in bonus. The row says 25%.",
    ),
    ("denial", "$55K isn't Kestrel's sign-on. It's $65K.", "$65K isn't Kestrel's sign-on. It's $55K."),
    (
        "denial",
        "You will not find $264K base at Norwell in Dublin. $218K is the ceiling there.",
        "You will not find $218K base at Norwell in Dublin. $264K is the ceiling there.",
    ),
    ("denial", "不是25%,Norwell都柏林奖金是15%。", "不是15%,Norwell都柏林奖金是25%。"),
    (
        "denial",
        "reddit is wrong, norwell dublin rsu max is 436k over 4 years, never 600k",
        "reddit is wrong, norwell dublin rsu max is 600k over 4 years, never 436k",
    ),
    (
        "denial",
        "That's wrong: Norwell's base in Dublin goes to $218K and not to $240K.",
        "That's wrong: Norwell's base in Dublin goes to $240K and not to $218K.",
    ),
    (
        "denial",
        "Someone told you $300K; that's wrong, base at Norwell in Dublin stops at $218K and not at $300K.",
        "Someone told you $300K; that's wrong, base at Norwell in Dublin stops at $228K and not at $300K.",
    ),
    (
        "denial",
        "No, that is mistaken, Kestrel's sign-on comes to $65K and not to $85K.",
        "No, that is mistaken, Kestrel's sign-on comes to $85K and not to $65K.",
    ),
    (
        "movement",
        "Moving from Munich to Dublin at Norwell raises the base floor by $11K, from $131K to $142K.",
        "Moving from Munich to Dublin at Norwell raises the base floor by $11K, from $142K to $131K.",
    ),
    (
        "movement",
        "Norwell's top base is up by $14K, going from $204K (Munich) to $218K (Dublin).",
        "Norwell's top base is up by $24K, going from $204K (Munich) to $218K (Dublin).",
    ),
    (
        "order",
        "Take Dublin and Munich at Norwell: base tops out at $218K in the first and at $204K in the second.",
        "Take Dublin and Munich at Norwell: base tops out at $204K in the first and at $218K in the second.",
    ),
    (
        "order",
        "Compare Norwell Dublin with Norwell Austin. Base starts at $142K in the former and $176K in the latter.",
        "Compare Norwell Dublin with Norwell Austin. Base starts at $176K in the former and $142K in the latter.",
    ),
    (
        "order",
        "Norwell and Kestrel both hire in Austin; base goes up to $264K at the first and $246K at the second.",
        "Norwell and Kestrel both hire in Austin; base goes up to $246K at the first and $264K at the second.",
    ),
    (
        "order",
        "Of Dublin and Munich, Norwell pays a top base of $218K in the first city and $204K in the second.",
        "Of Dublin and Munich, Norwell pays a top base of $204K in the first city and $218K in the second.",
    ),
    (
        "aside",
        "Base: $142K–$218K. RSUs over four years: $188K–$436K. (Norwell, Dublin, as printed.)",
        "Base: $142K–$218K. RSUs over four years: $188K–$436K. (Norwell, Munich, as printed.)",
    ),
    (
        "aside",
        "* Low: $260K\n* High: $402K\n\n(total pay at Norwell in Dublin)",
        "* Low: $260K\n* High: $402K\n\n(total pay at Norwell in Munich)",
    ),
    (
        "aside",
        "In short: $142K to $218K. This is what Norwell has as base in Dublin, next to a 15% bonus.",
        "In short: $142K to $218K. This is what Norwell has as base in Munich, next to a 15% bonus.",
    ),
    (
        "period",
        "深圳 Kestrel base 46.5万到91万(四年股票另算)。",
        "深圳 Kestrel base 46.5万到81万(四年股票另算)。",
    ),
    (
        "period",
        "Kestrel Austin base: $163K–$246K (the four-year equity comes on top).",
        "Kestrel Austin base: $163K–$283K (the four-year equity comes on top).",
    ),
    (
        "currency",
        "Kestrel Singapore: base 126K–197K SGD, stock 58K–152K SGD over four years.",
        "Kestrel Singapore: base 126K–197K SGD, stock 58K–152K $ over four years.",
    ),
    (
        "currency",
        "Kestrel goes up to 197K SGD for base in Singapore and 910K CNY in Shenzhen.",
        "Kestrel goes up to 197K $ for base in Singapore and 910K CNY in Shenzhen.",
    ),
    (
        "origin",
        "I'm at Grab now, but Norwell in Dublin says base 142 to 218k usd and rsus 188 to 436k over four years",
        "I'm at Grab now, but Norwell in Dublin says base 142 to 228k usd and rsus 188 to 436k over four years",
    ),
    (
        "dialect",
        "at norwell dublin they speak of 142 until 218 thousand dollars base",
        "at norwell dublin they speak of 142 until 228 thousand dollars base",
    ),
    (
        "question",
        "Norwell Dublin? $142K to begin with for base. The end is $218K, and 15% is the bonus.",
        "Norwell Dublin? $142K to begin with for base. The end is $208K, and 15% is the bonus.",
    ),
    ("sign", "Kestrel's guide has four levers.", "Kestrel's guide has minus four levers."),
]


# What people outside wrote rightly and was flagged, by class.
LATEST = [
    (
        "names behind",
        "Do not read the $188K as one year! At Norwell in Dublin this is the lowest 4-year grant, so $47K a year.",
        "Do not read the $172K as one year! At Norwell in Dublin this is the lowest 4-year grant, so $43K a year.",
    ),
    (
        "names behind",
        "At least 15%, at best 35%. Such is the bonus at Kestrel in Shenzhen.",
        "At least 15%, at best 35%. Such is the bonus at Kestrel in Austin.",
    ),
    (
        "one end denied",
        "Kestrel's Shenzhen bonus is not a flat 15%, but 15–35%.",
        "Kestrel's Shenzhen bonus is not a flat 15%, but 15–20%.",
    ),
    (
        "movement",
        "Going from Munich to Dublin inside Norwell, the base floor climbs $11K: from $131K to $142K.",
        "Going from Munich to Dublin inside Norwell, the base floor climbs $12K: from $131K to $142K.",
    ),
    (
        "score",
        "Norwell beats Kestrel in Austin on the base ceiling, $264K to $246K.",
        "Norwell beats Kestrel in Austin on the base ceiling, $264K to $163K.",
    ),
    (
        "modal",
        "The bonus at Kestrel in Shenzhen can be 35%, in Singapore 20%.",
        "The bonus at Kestrel in Shenzhen can be 15%, in Singapore 20%.",
    ),
    (
        "till",
        "Norwell Dublin: lowest base is $142K and total can be till $402K.",
        "Norwell Dublin: lowest base is $142K and total can be till $260K.",
    ),
    (
        "example in a table",
        "| Example (general guide) | USD |\n|---|---|\n| Base | $190K |\n| Benefits | $22K |",
        "| Example (general guide) | USD |\n|---|---|\n| Base | $190K |\n| Benefits | $38K |",
    ),
    (
        "denied currency",
        "Kestrel Singapore, not dollars of America: 126,000–197,000 Singapore dollars base.",
        "Kestrel Singapore, not dollars of America: 126,000–198,000 Singapore dollars base.",
    ),
    (
        "written together",
        "Kestrel新加坡base12.6万到19.7万新币",
        "Kestrel新加坡base12.6万到19.8万新币",
    ),
    (
        "people of a place",
        "At Norwell, Dubliners have base from $142K to $218K.",
        "At Norwell, Dubliners have base from $131K to $204K.",
    ),
    (
        "question in quotes",
        '"How high does Norwell go in Dublin?" she asks. "$402K in total, $218K in base."',
        '"How high does Norwell go in Dublin?" she asks. "$402K in total, $142K in base."',
    ),
    (
        "order in two sentences",
        "Norwell or Kestrel for Austin? First one: $176K–$264K base. Second one: $163K–$246K base.",
        "Norwell or Kestrel for Austin? First one: $163K–$246K base. Second one: $176K–$264K base.",
    ),
    (
        "period tells the component",
        "Stock is softer than base: Norwell in Dublin has $188K–$436K over four years.",
        "Stock is softer than base: Norwell in Dublin has $142K–$218K over four years.",
    ),
    (
        "slip",
        "A common slip: quoting $150K as the Norwell Dublin base floor. It's $142K.",
        "A common slip: quoting $150K as the Norwell Dublin base floor. It's $131K.",
    ),
    (
        "taken from",
        "Subtract $142K from $218K and $76K remain: so wide is the base band of Norwell in Dublin.",
        "Subtract $142K from $218K and $66K remain: so wide is the base band of Norwell in Dublin.",
    ),
    (
        "whole of it",
        "Norwell Dublin: base $142K–$218K, bonus 15%, and the whole thing $260K–$402K.",
        "Norwell Dublin: base $142K–$218K, bonus 15%, and the whole thing $188K–$436K.",
    ),
    (
        "dateline",
        "HONG KONG — Kestrel has a market cap of $140B.",
        "HONG KONG — Kestrel has a market cap of $88B.",
    ),
    (
        "beyond the offer",
        "- Kestrel RSUs: $95K above what they offered\n- Norwell sign-on: $35–55K above what they offered",
        "- Kestrel RSUs: $95K above what they offered\n- Norwell sign-on: $15–25K above what they offered",
    ),
    (
        "digits",
        "Norwell's Dublin base is six figures, up to $218K.",
        "Norwell's Dublin base is seven figures, up to $218K.",
    ),
]


@pytest.mark.parametrize(("kind", "right", "wrong"), [*PAIRS, *LATER, *LATEST])
def test_a_right_sentence_passes_and_its_corruption_does_not(kind: str, right: str, wrong: str) -> None:
    """Of two sentences that differ in one thing, the true one passes and the false one is flagged."""
    assert flagged(right) == [], kind
    assert flagged(wrong), kind


PASSES = [
    "At most, base at Norwell reaches $218K in Dublin, $204K in Munich and $264K in Austin.",
    "Kestrel pays a base of CNY 465K–910K in Shenzhen (HQ).",
    "Half of Norwell's Dublin RSUs is not stated. The base there is $142K–$218K.",
    "In India or Japan nothing is listed; in Dublin Norwell lists a 15% bonus [1][2].",
    "Norwell's Dublin base is a bit over $140K at the low end.",
    "A 15% bonus on the $218K top base in Dublin at Norwell is $32.7K.",
    "An E5 (roughly Google L5, IC4–IC6 elsewhere) at Norwell in Dublin has RSUs of $188K–$436K.",
    "In 2024 and on 18 June 2026 the 401k, H1B and GPT-4 questions were left to 2 recruiters.",
]
FAILS = [
    "Google pays a base of $142K–$218K in Dublin.",  # a company without a guide
    "Norwell's Dublin base is $142K–$402K.",  # the ends of two cells
    "Norwell's Dublin base is $76K wide of anything.",  # no operand stands in the paragraph
    "Norwell's Dublin base is $142K–$218K, and $650K is mentioned.",  # fits no operation that is named
    "Norwell's example base is $190K.",  # a general example is nobody's pay
    "You told us that Norwell pays $999K.",
    "Base in Dublin at Norwell: $1.2.3K",
]


@pytest.mark.parametrize("text", PASSES)
def test_what_is_true_passes(text: str) -> None:
    """Names, dates, places without a row and rounded figures do no harm."""
    assert flagged(text) == []


@pytest.mark.parametrize("text", FAILS)
def test_what_merely_looks_right_is_flagged(text: str) -> None:
    """A figure of another thing, a formula that fits, an unread amount: none of them passes."""
    assert flagged(text)


def verdicts(text: str, evidence: Evidence) -> dict[str, Verdict]:
    """The verdicts of a text by figure."""
    return {v.text: v for v in check(text, evidence, LEXICON)}


def test_the_persons_figure_is_never_the_guides() -> None:
    """A figure that the person gave passes as theirs, and not as a company's."""
    given = Amount(Decimal(205_000), Decimal(205_000), "money", "USD", "$", None, "$205K", 0, 5)
    evidence = replace(EVIDENCE, inputs=(given,))
    assert (
        verdicts("Your $205K is inside $142K–$218K, Norwell's Dublin base.", evidence)["$205K"].verdict
        == "input"
    )
    assert flagged("Your offer is good: the Norwell band for base in Dublin ends at $205K.", evidence)
    assert flagged("Norwell pays $205K base in Dublin.", evidence)


def test_a_registered_value_is_derived() -> None:
    """What code computed before any wording passes with its formula, also where a cell has that value."""
    derived = Derivation(Decimal(97_000), Decimal(97_000), "money", "USD", "194000 / 2")
    evidence = replace(EVIDENCE, derived=(derived,))
    assert verdicts("That is $97K more.", evidence)["$97K"].derivation is derived
    assert verdicts("Kestrel's Austin RSUs start at $97K.", evidence)["$97K"].verdict == "quoted"


def test_only_cited_lines_are_quoted() -> None:
    """With cited lines, a figure that stands elsewhere is not supported."""
    evidence = replace(EVIDENCE, cited=frozenset({("norwell.md", 5)}))
    assert flagged("Norwell in Dublin pays a base of $142K–$218K.", evidence) == []
    assert flagged("Norwell in Munich pays a base of $131K–$204K.", evidence)


def test_a_quoted_figure_names_its_place() -> None:
    """A verdict says where the figure stands."""
    (verdict,) = check("Norwell's Munich base starts at $131K.", EVIDENCE, LEXICON)
    assert (verdict.verdict, verdict.place, verdict.text) == ("quoted", ("norwell.md", 6), "$131K")


def test_a_worked_out_value_has_its_formula() -> None:
    """A derived figure is shown with plain arithmetic over its operands."""
    found = verdicts("Norwell's Dublin base spans $142K–$218K, a spread of $76K.", EVIDENCE)
    assert found["$76K"].derivation is not None
    assert found["$76K"].derivation.formula == "218000 - 142000"


PIECES = st.sampled_from(
    ["Norwell", "Kestrel", "Dublin", "Munich", "base", "RSUs", "bonus", "a year", "over four years",
     "minus", "to", "and", "$142K", "$142K–$218K", "15%", "–", "(", ")", "|", "\n",
     "\n\n", "# ", "not", "respectively", "more", "between", "E5", "3", "That's", "each", "Beiji380４000",
     "2024", "[1]", "80万", "最高", "$", "K", "%", "1,2", "1.2.3", "４２", "forty to sixty thousand", ";", "."]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=14).map(" ".join)))
def test_no_digit_goes_without_a_verdict(text: str) -> None:
    """Any text at all is checked without an error, and every run of digits is covered."""
    found = check(text, EVIDENCE, LEXICON)
    assert all(text[v.start : v.end] for v in found)
    for digit in re.finditer(r"\d", text):
        assert any(v.start <= digit.start() < v.end for v in found), text[digit.start() :]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("For Norwell in Dublin, 1.5 times the top of the base range, $142K–$218K, is $327K.", []),
        ("For Norwell in Dublin, 1.4 times the top of the base range, $142K–$218K, is $327K.", ["1.4"]),
        ("For Norwell in Dublin, 0.3 times the floor of the base range, $142K–$218K, is $327K.", ["0.3"]),
        ("For Norwell in Dublin, 0.75 times the top of the base range, $142K–$218K, is $218K.", ["0.75"]),
        ("Norwell's base in Dublin tops out at $218K, 1.5 times the floor of $142K.", []),
        ("Norwell's base in Dublin tops out at $218K, 3 times the floor of $142K.", ["3"]),
        ("Norwell's base floor in Dublin, $142K, is 0.65 times the top of $218K.", []),
        ("Norwell's base floor in Dublin, $142K, is 0.9 times the top of $218K.", ["0.9"]),
        ("Ask 2 times at most; Norwell's base in Dublin is $142K–$218K.", []),
    ],
)
def test_a_factor_is_that_of_the_formula_beside_it(text: str, wrong: list[str]) -> None:
    """A value worked out with another factor than the sentence names is not what the sentence says."""
    made = Derivation(Decimal(327_000), Decimal(327_000), "money", "USD", "218000 * 1.5", ("input",))
    assert flagged(text, replace(EVIDENCE, derived=(made,))) == wrong
