"""What the five guides say, typed by hand, against what the readers make of them.

In: the packaged guides and, when COUNTEROFFER_TEST_GUIDES names a folder with the five documents
that they carry over, that folder too: the same assertions hold for both. Every expected figure was
read by a person from those documents; none comes from the project's own parsers. A guide is known
here by what it says and not by its file's name, since the two folders name their files differently.
"""

from __future__ import annotations

import os
import re
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from corpus.bands import bands_in
from corpus.files import read_guides
from corpus.guide import Guide, Table
from corpus.guide_levels import levels_of
from corpus.levels import level_maps_in
from corpus.other_figures import figures_in
from corpus.passages import Passage, passages_in
from corpus.scripts import increments_in

PACKAGED = Path(__file__).parent.parent / "corpus" / "guides"
# Read at import: fixtures clean the environment before a test runs.
GIVEN = os.environ.get("COUNTEROFFER_TEST_GUIDES")
FOLDERS = ["packaged", "given"]
COMPANIES = ["Meta", "ByteDance", "Alibaba"]
GENERAL = {"scale": "Machine Learning at Scale", "crack": "Crack ML Interview"}
NAMES = [*COMPANIES, *GENERAL]


# (region, currency, then low and high of base, equity over four years, bonus in percent and total)
PAY: dict[str, list[tuple[str, str, int, int, int, int, int, int, int, int]]] = {
    "Meta": [
        ("US (Menlo Park / NYC)", "USD", 210_000, 300_000, 300_000, 700_000, 15, 15, 380_000, 620_000),
        ("US (Seattle / Austin)", "USD", 200_000, 285_000, 280_000, 660_000, 15, 15, 360_000, 590_000),
        ("London (UK)", "USD", 170_000, 250_000, 240_000, 560_000, 15, 15, 310_000, 510_000),
        ("Canada (Toronto / Montreal)", "USD", 165_000, 240_000, 225_000, 530_000, 15, 15, 295_000, 490_000),
        ("Germany (Berlin / Hamburg)", "USD", 155_000, 230_000, 210_000, 500_000, 15, 15, 275_000, 465_000),
        ("Singapore", "USD", 150_000, 220_000, 200_000, 480_000, 15, 15, 260_000, 445_000),
        ("India (Hyderabad / Bangalore)", "USD", 65_000, 110_000, 90_000, 250_000, 15, 15, 120_000, 235_000),
    ],
    "ByteDance": [
        (
            "Bay Area / Mountain View (US)",
            "USD",
            *(185_000, 260_000, 130_000, 370_000, 15, 20, 290_000, 490_000),
        ),
        ("New York City / Seattle (US)", "USD", 180_000, 255_000, 125_000, 360_000, 15, 20, 285_000, 480_000),
        ("Beijing (HQ)", "CNY", 560_000, 1_050_000, 310_000, 800_000, 20, 40, 920_000, 1_900_000),
        ("Shanghai", "CNY", 530_000, 1_000_000, 290_000, 760_000, 20, 40, 870_000, 1_800_000),
        ("Singapore", "SGD", 145_000, 225_000, 85_000, 210_000, 15, 20, 220_000, 380_000),
    ],
    "Alibaba": [
        ("Bay Area / Sunnyvale (US R&D)", "USD", 170_000, 240_000, 95_000, 260_000, 15, 15, 250_000, 400_000),
        ("Seattle (US)", "USD", 165_000, 235_000, 90_000, 250_000, 15, 15, 245_000, 390_000),
        ("Hangzhou (HQ)", "CNY", 500_000, 950_000, 230_000, 650_000, 15, 30, 780_000, 1_600_000),
        ("Beijing", "CNY", 480_000, 920_000, 220_000, 620_000, 15, 30, 750_000, 1_550_000),
        ("Singapore", "SGD", 130_000, 200_000, 60_000, 160_000, 15, 15, 180_000, 310_000),
    ],
}

# The same rows as they are printed, typed a second time.
ROWS = {
    "Meta": """\
| US (Menlo Park / NYC) | $210K–$300K | $300K–$700K | 15% | $380K–$620K |
| US (Seattle / Austin) | $200K–$285K | $280K–$660K | 15% | $360K–$590K |
| London (UK) | $170K–$250K | $240K–$560K | 15% | $310K–$510K |
| Canada (Toronto / Montreal) | $165K–$240K | $225K–$530K | 15% | $295K–$490K |
| Germany (Berlin / Hamburg) | $155K–$230K | $210K–$500K | 15% | $275K–$465K |
| Singapore | $150K–$220K | $200K–$480K | 15% | $260K–$445K |
| India (Hyderabad / Bangalore) | $65K–$110K | $90K–$250K | 15% | $120K–$235K |""",
    "ByteDance": """\
| Bay Area / Mountain View (US) | $185K–$260K | $130K–$370K | 15–20% | $290K–$490K |
| New York City / Seattle (US) | $180K–$255K | $125K–$360K | 15–20% | $285K–$480K |
| Beijing (HQ) | CNY 560K–CNY 1.05M | CNY 310K–CNY 800K | 20–40% | CNY 920K–CNY 1.9M |
| Shanghai | CNY 530K–CNY 1M | CNY 290K–CNY 760K | 20–40% | CNY 870K–CNY 1.8M |
| Singapore | SGD 145K–SGD 225K | SGD 85K–SGD 210K | 15–20% | SGD 220K–SGD 380K |""",
    "Alibaba": """\
| Bay Area / Sunnyvale (US R&D) | $170K–$240K | $95K–$260K | 15% | $250K–$400K |
| Seattle (US) | $165K–$235K | $90K–$250K | 15% | $245K–$390K |
| Hangzhou (HQ) | CNY 500K–CNY 950K | CNY 230K–CNY 650K | 15–30% | CNY 780K–CNY 1.6M |
| Beijing | CNY 480K–CNY 920K | CNY 220K–CNY 620K | 15–30% | CNY 750K–CNY 1.55M |
| Singapore | SGD 130K–SGD 200K | SGD 60K–SGD 160K | 15% | SGD 180K–SGD 310K |""",
}
HEADER = "| Region | Base Salary | Stock (RSU/4yr) | Bonus | Total Comp |"

MARKS = {"USD": "$", "CNY": "CNY", "SGD": "SGD"}
PERIODS = {"base": "year", "equity": "4 years", "total": "year"}
LEVELS = {"Meta": "E5-E6", "ByteDance": "2-1 to 3-1", "Alibaba": "P6-P8"}

# (component, low, high, basis): what each script adds to the offer, or asks for outright.
INCREMENTS: dict[str, set[tuple[str, int | None, int | None, str]]] = {
    "Meta": {
        ("base", 20_000, 30_000, "added"),
        ("equity", 120_000, 180_000, "added"),
        ("sign_on", 40_000, 60_000, "added"),
    },
    "ByteDance": {("equity", 110_000, 110_000, "added"), ("sign_on", 75_000, 75_000, "absolute")},
    "Alibaba": {("equity", 80_000, 80_000, "added"), ("sign_on", 60_000, 60_000, "absolute")},
}

# (level, company elsewhere, level there, whether one level meets one level)
LEVEL_MAPS = {
    "Meta": {
        ("E5", "Google", "L5", True),
        ("E5", "Amazon", "L6 Applied Scientist", True),
        ("E5", "Apple", "ML Engineer ICT4", True),
        ("E6", "Google", "L6", True),
        ("E6", "Amazon", "L7 Principal Scientist", True),
        ("E6", "Apple", "ML Engineer ICT5", True),
    },
    "ByteDance": {
        ("2-1 to 3-1", "Google Brain", "L4-L6", False),
        ("2-1 to 3-1", "Meta FAIR", "IC4-IC6", False),
        ("2-1 to 3-1", "OpenAI", "Research Engineer", False),
        ("2-1 to 3-1", "Anthropic", "Research Engineer", False),
    },
    "Alibaba": {
        ("P6-P8", "Google Brain", "L4-L5", False),
        ("P6-P8", "Meta FAIR", "IC4-IC5", False),
        ("P6-P8", "OpenAI", "Research Engineer", False),
        ("P6-P8", "Anthropic", "Research Engineer", False),
    },
}

LEVERS = {
    "Meta": [
        "Competing AI Company Offers",
        "Published Research & ML Track Record",
        "AI Infrastructure Scale Experience",
        "Startup Equity Offset",
    ],
    "ByteDance": [
        "AI Lab Offer",
        "Recommendation AI Expertise",
        "Generative AI",
        "Pre-IPO + Regulatory Premium",
    ],
    "Alibaba": ["AI Lab Offer", "LLM Expertise", "Commerce AI Impact", "Publication Record"],
}

AS_OF = {
    **{"Meta": "2024-2025", "ByteDance": "2024-2026", "Alibaba": "2024-2026"},
    **{"scale": None, "crack": "2026-06-18"},
}

# Each source by its name and its date, in the guide's order.
SOURCES = {
    "Meta": [
        ("levels.fyi", "2024-2025"),
        ("Glassdoor", ""),
        ("Blind", ""),
        ("earnings call", "Q4 2024"),
        ("LinkedIn", ""),
        ("Comprehensive.io", ""),
        ("Public reporting", ""),
    ],
    "ByteDance": [
        ("Levels.fyi", "2024-2026"),
        ("Glassdoor", "2024-2026"),
        ("Blind", "2024-2025"),
        ("ByteDance", "2025"),
        ("Google Brain", "2025"),
    ],
    "Alibaba": [
        ("Levels.fyi", "2024-2026"),
        ("Glassdoor", "2024-2026"),
        ("Blind", "2024-2025"),
        ("DAMO Academy and Tongyi Qianwen", "2025"),
        ("Google Brain", "2025"),
    ],
}

# Figures, dates and placeholders exactly as they stand in the text, with " ; " between them.
PRINTED = {
    "Meta": """
        $130B+ ; $30-40 billion ; 100B+ ; 20-30% ; billions of ; hundreds of thousands of GPUs ; dozens of
        Q4 2024 ; (2024-2025) ; over four years ; E5 (Senior) ; E6 (Staff) ; E5/E6 ; E[5/6]
        $[X]K base, $[Y]K RSUs, and a ; $[Z]K ; [competitor 1] ; $[comp1]K ; [competitor 2] ; $[comp2]K
        $[unvested]K ; $[X+20-30]K ; $[Y+120-180]K over four years ; $[Z+40-60]K ; $[X]K ; $[Y]K
        [OpenAI / Anthropic / Google DeepMind / xAI] ; [equity / options] ; [NeurIPS / ICML / CVPR / ACL]
        [specific ML topic] ; [current company] ; [X] million predictions ; [X] billion ; [Y] thousand GPUs
        [AI startup]""",
    "ByteDance": """
        $225B+ ; 1.5B+ users ; billions of ; (2024-2026) ; (2024-2025) ; (2025) ; (2-1 to 3-1)
        $[X]K base, $[Y]K RSUs, and ; [Z]% bonus ; [Google Brain/OpenAI] ; $[W]K TC ; $[Y+110K]
        a $75K sign-on ; $[target] ; [Google Brain/Meta FAIR/OpenAI] ; $[X] TC
        [ranking/retrieval/real-time personalization] ; [LLM/image generation/video synthesis]""",
    "Alibaba": """
        $200B ; $1T+ ; billions in ; millions of merchants ; (2024-2026) ; (2024-2025) ; (2025) ; (P6-P8)
        $[X]K base, $[Y]K RSUs, and ; 15% bonus ; [Google Brain/OpenAI] ; $[W]K TC ; $[Y+80K]
        a $60K sign-on ; $[target] ; [Google Brain/Meta FAIR/OpenAI] ; $[X] TC ; [NeurIPS/ICML/CVPR]
        [LLM training/RLHF/inference optimization]""",
    "scale": """
        L5 at Big Tech ; Base: $200K ; Equity: $300K/year ; (vesting) ; Bonus: $40K ; (20% target)
        Benefits: $30K ; 401k match ; Total: ~$570K ; 24-48h ; [Company] ; [competing offers/market data]
        $X ; [reason] ; $Y ; [leaving unvested equity/relocation]
        Total Compensation = Base + Equity + Bonus + Benefits""",
    "crack": "four components ; two companies ; few days",
}

# What else each guide says: people, techniques, authority, tracks. One pattern a fact, any case.
SAYS = {
    "Meta": r"""
        Mark Zuckerberg; family of apps; News Feed; Reels; Instagram; WhatsApp; Messenger; computer vision
        NLP; moderat; generative AI; xAI; Google DeepMind; OpenAI; Anthropic; startups; Llama; Reality Labs
        open-source foundation models; safety and integrity; AI accelerators; GPU clusters; real-time serving
        fine-tuning pipelines; evaluat; recommendation systems; large language models; multimodal AI
        human feedback; RLHF; AI safety; efficient inference; standard.{0,20}SWE; Research Scientist
        separate track|track of their own; comparable; AI talent war premium; streamlined|shortened
        (authority|authorized).{0,60}above[- ](the )?band""",
    "ByteDance": r"""
        private; TikTok; Douyin; advertising; moderat; generative AI; core AI premium; FAANG; ranking
        retrieval; personalization; CTR prediction; bidding; AR effects; video; search; LLM; GPU
        training frameworks; TPU; inferences per second; real[- ]time; feedback; no equal|unmatched
        advantage; IPO; regulat; exceptional
        standing authorization to beat.{0,15}Google Brain, Meta FAIR,? and OpenAI
        recommendation systems; large-scale ML training|ML training at large scale""",
    "Alibaba": r"""
        Tongyi Qianwen; DAMO Academy; NeurIPS; ICML; CVPR; ERNIE; Baidu; HunYuan; Tencent; market cap; GMV
        search; recommendation; advertising; logistics; Alibaba Cloud; PAI platform; foundation; open-source
        frontier; FAANG; merchants; deliver; vast; AI deployment scale premium; commerce AI premium; RLHF
        senior AI talent; (authorized|authority) to match""",
    "scale": r"""
        bands; scope|how wide; career; first offer; expect; location; startup; FAANG; speciali[sz]ation
        levels\.fyi; Blind; anonymous; LinkedIn; Recruiters; one-time|only once; vest; dilution; valuation
        percentage; relocation package; remote; mission; team; learn; life; equity; final offer
        band doesn't allow higher; we don't negotiate""",
    "crack": r"""
        restricted stock units; options; exercise price; strike price; dilution; tax; vesting schedule
        shares outstanding; percentage; preferred price; jurisdictions; range; budgeted; hiring committee
        in writing; resign; scope; on the spot; anchor; tier; share price; unvested equity; stability
        goodwill; rescind|withdraw; headline; location""",
}

# (component, how flexible) of both general guides.
FLEXIBILITY = {
    "scale": [
        ("Base", "Medium"),
        ("Equity", "High"),
        ("Signing", "High"),
        ("Level", "Low but important"),
        ("Start date", "High"),
    ],
    "crack": [
        ("Base salary", "Low to moderate (band-constrained)"),
        ("Equity", "Often high"),
        ("Signing bonus", "High"),
        ("Target bonus", "Low (policy-set percentage)"),
        ("Level", "Situational but high impact"),
    ],
}

# Figures in prose that are not the pay of any row: (low, high or None for an open end, unit).
FIGURES: dict[str, list[tuple[int, int | None, str]]] = {
    "Meta": [
        (130_000_000_000, None, "money"),
        (30_000_000_000, 40_000_000_000, "money"),
        (20, 30, "percent"),
    ],
    "ByteDance": [(225_000_000_000, None, "money")],
    "Alibaba": [(200_000_000_000, 200_000_000_000, "money"), (1_000_000_000_000, None, "money")],
    "scale": [
        (200_000, 200_000, "money"),
        (300_000, 300_000, "money"),
        (40_000, 40_000, "money"),
        (20, 20, "percent"),
        (30_000, 30_000, "money"),
        (570_000, 570_000, "money"),
    ],
    "crack": [],
}

# The recruiter's words, and what the reply must speak of.
PUSHBACK = [
    ("final offer", "signing bonus"),
    ("band doesn't allow higher", "level"),
    ("don't negotiate", "equity"),
]

DO = ["enthusias", "data", "specific", "writing", "time|before you decide"]
DONT = ["bluff", "ultimatum", "accept", "confront", "rush|hurry"]

# Lines whose sameness is the point: rows of tables, level maps, one figure under its name.
SAME_BY_NATURE = re.compile(r"^\s*(\||\*\*Level mapping:|(- )?\w+: ~?\$\d)", re.IGNORECASE)
NOT_WORDS = re.compile(r"\[[^\]]*\]|\S*\d\S*")
WORD = re.compile(r"[^\W\d_]+")
RUN = 8


@cache
def guides_of(which: str) -> dict[str, Guide]:
    """The five guides of one folder, by company or by publisher."""
    if which == "given" and not GIVEN:
        return {}
    found: dict[str, Guide] = {}
    for guide, _ in read_guides(PACKAGED if which == "packaged" else Path(str(GIVEN))):
        if guide is None:
            continue
        text = "\n".join(guide.lines)
        publishers = [name for name, publisher in GENERAL.items() if publisher in text]
        # A list of the documents names both publishers and is itself neither of them.
        names = [guide.company] if guide.company in COMPANIES else publishers
        for name in names if len(names) == 1 else ():
            assert name not in found, f"two guides for {name}: {found[name].path} and {guide.path}"
            found[name] = guide
    return found


def guide_of(which: str, name: str) -> Guide:
    """One guide; the test is skipped where no second folder was given."""
    if which == "given" and not GIVEN:
        pytest.skip("COUNTEROFFER_TEST_GUIDES names no folder")
    return guides_of(which)[name]


def text_of(guide: Guide) -> str:
    return "\n".join(guide.lines)


def passages_of(guide: Guide, kind: str) -> list[Passage]:
    return [passage for passage in passages_in(guide) if passage.kind == kind]


def part(passage: Passage, name: str) -> str:
    """The named piece of a passage, all its pieces of that name joined."""
    return " ".join(text for key, text in passage.parts if key.casefold() == name)


def whole(value: Decimal | None) -> int | None:
    """An exact amount as the integer that was typed for it; an open end stays None."""
    assert value is None or value == int(value)
    return None if value is None else int(value)


def entries(text: str) -> list[str]:
    """The entries of a typed list: by line, and by semicolon within a line."""
    return [entry.strip() for entry in re.split(r";\s|\n", text) if entry.strip()]


def dashes(text: str) -> str:
    return re.sub("[\u2010-\u2015]", "-", text)


def flexibility_table(guide: Guide) -> Table:
    return next(table for table in guide.tables if any("lexibility" in title for title in table.header))


def runs_of(lines: list[str]) -> dict[tuple[str, ...], str]:
    """Every run of eight words, with the words as they stand; figures and placeholders left out."""
    text = " ".join(NOT_WORDS.sub(" ", line) for line in lines if not SAME_BY_NATURE.match(line))
    words = WORD.findall(text)
    return {
        tuple(word.casefold() for word in words[at : at + RUN]): " ".join(words[at : at + RUN])
        for at in range(len(words) - RUN + 1)
    }


@pytest.mark.parametrize("which", FOLDERS)
def test_all_five_are_read(which: str) -> None:
    """Both folders hold the same five guides, and none of them is unreadable."""
    guide_of(which, "Meta")
    assert sorted(guides_of(which)) == sorted(NAMES)
    assert all(
        (guide.company == name) == (name in COMPANIES) and (guide.company is None) == (name in GENERAL)
        for name, guide in guides_of(which).items()
    )


def test_the_table_is_whole() -> None:
    """The hand-typed table itself has its seventeen rows, fourteen level pairs and twelve levers."""
    assert [len(PAY[company]) for company in COMPANIES] == [7, 5, 5]
    assert [len(ROWS[company].splitlines()) for company in COMPANIES] == [7, 5, 5]
    assert sum(map(len, LEVEL_MAPS.values())) == 14
    assert sum(map(len, LEVERS.values())) == 12
    assert sum(map(len, INCREMENTS.values())) == 7


@pytest.mark.parametrize("which", FOLDERS)
@pytest.mark.parametrize(("company", "at"), [(name, at) for name in PAY for at in range(len(PAY[name]))])
def test_pay_row(which: str, company: str, at: int) -> None:
    """A row gives four facts: each figure exact, under its own company, region and currency."""
    guide = guide_of(which, company)
    region, currency, *figures = PAY[company][at]
    printed = ROWS[company].splitlines()[at]
    _, *cells = (cell.strip() for cell in printed.strip("|").split("|"))
    facts = {fact.component: fact for fact in bands_in(guide)[0] if fact.region == region}
    assert sorted(facts) == ["base", "bonus", "equity", "total"]
    for number, component in enumerate(("base", "equity", "bonus", "total")):
        fact = facts[component]
        assert [whole(fact.low), whole(fact.high)] == figures[2 * number : 2 * number + 2]
        assert (fact.cell, guide.lines[fact.line - 1]) == (cells[number], printed)
        assert (fact.kind, fact.company, fact.as_of) == ("band", company, AS_OF[company])
        if component == "bonus":
            assert (fact.unit, fact.currency) == ("percent", None)
        else:
            assert (fact.unit, fact.currency, fact.mark) == ("money", currency, MARKS[currency])
            assert fact.period == PERIODS[component]


@pytest.mark.parametrize("which", FOLDERS)
@pytest.mark.parametrize("company", COMPANIES)
def test_no_other_bands(which: str, company: str) -> None:
    """Nothing else in a company's guide is read as a band, and no pay cell is left unread."""
    guide = guide_of(which, company)
    facts, unread = bands_in(guide)
    assert len(facts) == 4 * len(PAY[company])
    assert unread == []
    assert {fact.role for fact in facts} == {"ML/AI Engineer"}
    # No row names a level: what the guide says of its levels stands beside the whole table.
    assert {fact.level for fact in facts} <= {None, levels_of(guide)}
    assert dashes(levels_of(guide) or "none") == LEVELS[company]


@pytest.mark.parametrize("which", FOLDERS)
@pytest.mark.parametrize("name", list(GENERAL))
def test_general_guides_have_no_bands(which: str, name: str) -> None:
    """A worked example and a table of flexibility are not pay bands."""
    assert bands_in(guide_of(which, name))[0] == []
    assert increments_in(guide_of(which, name)) == []
    assert level_maps_in(guide_of(which, name)) == []


@pytest.mark.parametrize("which", FOLDERS)
@pytest.mark.parametrize("company", COMPANIES)
def test_increments(which: str, company: str) -> None:
    """Each script's increments, with what they are added to and what is asked for outright."""
    guide = guide_of(which, company)
    facts = increments_in(guide)
    found = {(fact.component, whole(fact.low), whole(fact.high), fact.basis) for fact in facts}
    assert found == INCREMENTS[company]
    assert len(facts) == len(INCREMENTS[company])
    for fact in facts:
        assert (fact.kind, fact.unit, fact.currency, fact.company) == ("increment", "money", "USD", company)
        assert fact.cell in guide.lines[fact.line - 1]
        if fact.component == "equity":
            # Only where the script says so, or as the guide's own stock column has it.
            assert fact.period in ("4 years", None)
        if company == "Meta" and fact.component == "equity":
            assert fact.period == "4 years"


@pytest.mark.parametrize("which", FOLDERS)
@pytest.mark.parametrize("company", COMPANIES)
def test_level_maps(which: str, company: str) -> None:
    """Every pair of levels, and whether one level meets one or a range meets a range."""
    maps = level_maps_in(guide_of(which, company))
    pairs = {(each.level, each.other_company, dashes(each.other_level), each.exact) for each in maps}
    assert pairs == LEVEL_MAPS[company]
    assert len(maps) == len(LEVEL_MAPS[company])
    assert {each.company for each in maps} == {company}
    if company == "Meta":
        assert {(each.level, each.title) for each in maps} == {("E5", "Senior ML"), ("E6", "Staff ML")}


@pytest.mark.parametrize("which", FOLDERS)
@pytest.mark.parametrize("company", COMPANIES)
def test_levers(which: str, company: str) -> None:
    """Four levers a guide, under their names, each with words to say."""
    levers = passages_of(guide_of(which, company), "lever")
    assert [part(lever, "name") for lever in levers] == LEVERS[company]
    assert all(part(lever, "say") for lever in levers)


@pytest.mark.parametrize("which", FOLDERS)
@pytest.mark.parametrize("company", COMPANIES)
def test_one_script(which: str, company: str) -> None:
    """The negotiate-up script is one passage, and holds the increments."""
    scripts = [script for script in passages_of(guide_of(which, company), "script") if "[Y+" in script.quote]
    assert len(scripts) == 1
    assert "$[X]K base" in scripts[0].quote


@pytest.mark.parametrize("company", COMPANIES)
def test_script_says_only_if_true(company: str) -> None:
    """Beside each script that speaks of another offer stands that it must be true (our guides only)."""
    guide = guide_of("packaged", company)
    end = max(script.last for script in passages_of(guide, "script") if "[Y+" in script.quote)
    assert "only if" in " ".join(guide.lines[end : end + 3])


@pytest.mark.parametrize("which", FOLDERS)
@pytest.mark.parametrize("name", NAMES)
def test_dates(which: str, name: str) -> None:
    """The span of years that the pay data has, or the day of the update; none where none is named."""
    assert guide_of(which, name).as_of == AS_OF[name]


@pytest.mark.parametrize("which", FOLDERS)
@pytest.mark.parametrize("company", COMPANIES)
def test_sources(which: str, company: str) -> None:
    """Every named source with its date, in order."""
    sources = guide_of(which, company).sources
    assert len(sources) == len(SOURCES[company])
    for source, (name, date) in zip(sources, SOURCES[company], strict=True):
        assert name in source
        assert date in source


@pytest.mark.parametrize("name", NAMES)
def test_front_matter_and_text_name_the_same_sources(name: str) -> None:
    """A source stands in the front matter and, word for word but for one mark, in the list (our guides)."""
    guide = guide_of("packaged", name)
    assert guide.sources
    last = [section for section in guide.sections if section.title == "Evidence & sources"][-1]
    listed = [line[2:] for line in guide.lines[last.first : last.last] if line.startswith("- ")]
    assert len(listed) == len(guide.sources)
    if name in GENERAL:
        assert listed == list(guide.sources)


@pytest.mark.parametrize("which", FOLDERS)
@pytest.mark.parametrize("name", NAMES)
def test_printed_figures(which: str, name: str) -> None:
    """Each figure, date and placeholder stands in the text character for character."""
    text = text_of(guide_of(which, name))
    rows = [HEADER, *ROWS[name].splitlines()] if name in COMPANIES else []
    assert [printed for printed in [*entries(PRINTED[name]), *rows] if printed not in text] == []


@pytest.mark.parametrize("which", FOLDERS)
@pytest.mark.parametrize("name", NAMES)
def test_named_facts(which: str, name: str) -> None:
    """People, techniques, authority and tracks are in the text."""
    text = " ".join(text_of(guide_of(which, name)).split())
    assert [fact for fact in entries(SAYS[name]) if not re.search(fact, text, re.IGNORECASE)] == []


@pytest.mark.parametrize("which", FOLDERS)
@pytest.mark.parametrize("name", NAMES)
def test_figures_that_are_not_pay(which: str, name: str) -> None:
    """Business figures, advice and the worked example are `figure` facts, and no row's pay."""
    facts = figures_in(guide_of(which, name))
    assert {fact.kind for fact in facts} <= {"figure"}
    found = {(whole(fact.low), whole(fact.high), str(fact.unit)) for fact in facts}
    assert [figure for figure in FIGURES[name] if figure not in found] == []


@pytest.mark.parametrize("which", FOLDERS)
@pytest.mark.parametrize("name", list(FLEXIBILITY))
def test_flexibility(which: str, name: str) -> None:
    """Five components with how flexible each is, also where the table's cells ran together."""
    table = flexibility_table(guide_of(which, name))
    assert [(row.cells[0], row.cells[1]) for row in table.rows] == FLEXIBILITY[name]
    assert len(table.header) == {"scale": 3, "crack": 4}[name]
    assert all(len(row.cells) == len(table.header) and all(row.cells) for row in table.rows)


@pytest.mark.parametrize("which", FOLDERS)
def test_pushback_pairs(which: str) -> None:
    """What the recruiter says, with the reply that belongs to it."""
    pairs = passages_of(guide_of(which, "scale"), "pushback")
    assert len(pairs) == len(PUSHBACK)
    for pair, (when, say) in zip(pairs, PUSHBACK, strict=True):
        assert when in part(pair, "when").replace("\u2019", "'")
        assert say in part(pair, "say")


@pytest.mark.parametrize("which", FOLDERS)
@pytest.mark.parametrize(("heading", "items"), [("Do", DO), ("Don't", DONT)])
def test_do_and_dont_keep_their_heading(which: str, heading: str, items: list[str]) -> None:
    """Five of each; a piece of advice never stands without the word that turns it round."""
    lists = [
        passage
        for passage in passages_of(guide_of(which, "scale"), "list")
        if part(passage, "heading").replace("\u2019", "'") == heading
    ]
    assert len(lists) == 1
    found = [text for key, text in lists[0].parts if key == "item"]
    assert len(found) == len(items)
    for item, text in zip(items, found, strict=True):
        assert re.search(item, text, re.IGNORECASE)
    assert heading in lists[0].text.replace("\u2019", "'")


@pytest.mark.parametrize("which", FOLDERS)
def test_timeline(which: str) -> None:
    """Five steps in their order, with the note of each, in one passage."""
    timeline = [
        passage
        for passage in passages_in(guide_of(which, "scale"))
        if re.search(r"24-48h", passage.quote) and re.search("counter", passage.quote, re.IGNORECASE)
    ]
    assert len(timeline) == 1
    steps = ["offer received", "24-48h", "research", "counter", "discussion"]
    quote = timeline[0].quote.casefold()
    at = [quote.index(step) for step in steps]
    assert at == sorted(at)
    notes = ["accept", "enthusiasm", "data", "confident", "collaborative"]
    assert [note for note in notes if note not in quote] == []


@pytest.mark.parametrize("which", FOLDERS)
def test_personas_and_questions(which: str) -> None:
    """Two personas with profile, pain points and strategy; three questions with their answers."""
    guide = guide_of(which, "crack")
    personas = passages_of(guide, "persona")
    assert len(personas) == 2
    for persona in personas:
        assert all(part(persona, name) for name in ("name", "profile", "pain points", "strategy"))
    questions = passages_of(guide, "faq")
    assert len(questions) == 3
    assert part(questions[0], "answer").startswith("Almost never")
    topics = ["rescind|withdraw", "most", "without a competing|need a competing"]
    for question, topic in zip(questions, topics, strict=True):
        assert re.search(topic, part(question, "question"))


@pytest.mark.parametrize("which", FOLDERS)
@pytest.mark.parametrize("name", NAMES)
def test_no_advertising_in_passages(which: str, name: str) -> None:
    """A banner's percentage is never quoted as a figure of the guide."""
    passages = passages_in(guide_of(which, name))
    assert passages
    assert not [passage.location for passage in passages if re.search("cashback|question bank", passage.text)]


@pytest.mark.parametrize("name", NAMES)
def test_own_words(name: str) -> None:
    """No run of eight words of a packaged guide stands in any given document."""
    if not GIVEN:
        pytest.skip("COUNTEROFFER_TEST_GUIDES names no folder")
    theirs: set[tuple[str, ...]] = set()
    for path in sorted(Path(GIVEN).iterdir()):
        if path.suffix in {".txt", ".md"} and path.stem.casefold() != "readme":
            theirs |= runs_of(path.read_text(encoding="utf-8").splitlines()).keys()
    assert theirs
    ours = runs_of(list(guide_of("packaged", name).lines))
    assert [words for run, words in ours.items() if run in theirs] == []
