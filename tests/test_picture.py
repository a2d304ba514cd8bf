"""Pictures stand alone, say in words what they draw, and keep every word on the sheet."""

from __future__ import annotations

import re
from decimal import Decimal
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_compare import FULL, OFFERS, grant, money

from assistant.counter.bars import check_bars, ends, offered, place_in_words
from assistant.counter.compare import compare_offers
from assistant.counter.offer import Offer
from assistant.counter.picture import check_html, check_svg, compare_html, compare_svg
from assistant.counter.result import Check, Flag, Placed, Said
from assistant.counter.svg import WIDE, width
from assistant.drawing import width_of
from assistant.worked_out import Derivation
from corpus.bands import Fact
from corpus.passages import Passage

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = '</text></svg><script>alert(1)</script><img src=x onerror="x">&amp;\u202e\x1b[31m]]> url(#@bonus@)'
PASSAGE = Passage(
    "umbra.md", "Umbra: pay", "By region", 9, 9, None, "| Lisbon | $200K–$300K |\n| <b>x</b> |", "", "row",
    "Umbra", "ML/AI Engineer", "2031",
)  # fmt: skip


def cell(text: str, low: str, high: str | None, component: str = "base", **more: str | None) -> Fact:
    told = {"unit": "money", "currency": "USD", "mark": "$", "period": "year", **more}
    return Fact(
        "umbra.md", 9, text, component, "By region", "Umbra", "ML/AI Engineer", None, "Lisbon", component, "band",
        Decimal(low), None if high is None else Decimal(high), told["unit"], told["currency"],  # type: ignore[arg-type]
        told["mark"] or "", told["period"], as_of="2031",  # type: ignore[arg-type]
    )  # fmt: skip


def share(text: str, low: str, high: str | None) -> Fact:
    return cell(text, low, high, "bonus", unit="percent", currency=None, mark="", period=None)


def placed(value: str, place: str, fact: Fact | None, position: str | None = None, why: str = "") -> Placed:
    unit = fact.unit if fact else "money"
    return Placed(
        fact.component if fact else "sign_on", Decimal(value), unit, fact.currency if fact else "USD",
        place, fact, PASSAGE if fact else None, None if position is None else Decimal(position), None, why,  # type: ignore[arg-type]
    )  # fmt: skip


BASE = cell("$200K–$300K", "200000", "300000")
YUAN = cell("CNY 560K–CNY 1.05M", "560000", "1050000", currency="CNY", mark="CNY")
CASES = [
    placed("225000", "inside", BASE, "0.25"),
    placed("200000", "inside", BASE, "0"),
    placed("300000", "inside", BASE, "1"),
    placed("199999", "below", BASE, "0.00"),
    placed("1000", "below", BASE, "-1.99"),
    placed("90000000000", "above", BASE, "899998"),
    placed("1050000", "inside", YUAN, "1"),
    placed("15", "inside", share("15%", "15", "15")),
    placed("12.5", "below", share("15%", "15", "15")),
    placed("40", "above", share("15%", "15", "15")),
    placed("30", "inside", share("25%+", "25", None)),
    placed("17", "inside", share("15–20%", "15", "20"), "0.40"),
    placed("225000", "not_comparable", BASE, why="the offer is in GBP, the row in USD"),
    placed("40000", "no_band", None, why="the row has no sign-on bonus"),
    Placed("base", None, "money", None, "no_band"),
]


def check_of(*assessment: Placed, company: str = "Umbra", region: str = "Lisbon") -> Check:
    return Check("done", company, "ML/AI Engineer", region, assessment, covered=True)


def parsed(svg: str) -> ElementTree.Element:
    """A picture that is well-formed, runs nothing, fetches nothing, and is described."""
    root = ElementTree.fromstring(svg)
    allowed = {"svg", "title", "desc", "style", "defs", "pattern", "rect", "path", "circle", "text"}
    ids = set()
    for element in root.iter():
        assert element.tag.removeprefix(SVG) in allowed, element.tag
        for name, value in element.attrib.items():
            assert not name.startswith("on")
            assert "href" not in name
            assert "url(" not in value or re.fullmatch(r"url\(#[\w-]+\)", value)
            if name == "id":
                assert value not in ids
                ids.add(value)
    style = root.findtext(f"{SVG}style") or ""
    assert "url(" not in style
    assert "@import" not in style
    assert "prefers-color-scheme:dark" in style
    assert "currentColor" in style
    for used in re.findall(r"url\(#([\w-]+)\)", svg.split("</style>")[1].split("<text")[0]):
        assert used in ids
    assert root.attrib["role"] == "img"
    assert set(root.attrib["aria-labelledby"].split()) <= ids
    assert (root.findtext(f"{SVG}title") or "").strip()
    assert (root.findtext(f"{SVG}desc") or "").strip()
    on_sheet(root)
    return root


def on_sheet(root: ElementTree.Element) -> None:
    """No word runs over the edge or into another, as far as widths can be estimated."""
    high = float(root.attrib["viewBox"].split()[3])
    taken: dict[str, list[tuple[float, float]]] = {}
    for element in root.iter(f"{SVG}text"):
        text, x, y = element.text or "", float(element.attrib["x"]), float(element.attrib["y"])
        wide = width(text, float(element.attrib["font-size"]))
        left = {"start": x, "middle": x - wide / 2, "end": x - wide}[
            element.attrib.get("text-anchor", "start")
        ]
        assert left >= 0, text
        assert left + wide <= WIDE, text
        assert 0 < y < high, text
        for other in taken.setdefault(element.attrib["y"], []):
            assert left >= other[1] or left + wide <= other[0], f"{text} runs into its neighbour"
        taken[element.attrib["y"]].append((left, left + wide))
    for element in root.iter(f"{SVG}rect"):
        x, wide = float(element.attrib.get("x", 0)), float(element.attrib["width"])
        assert -0.1 <= x <= x + wide <= WIDE + 0.1


def words_of(root: ElementTree.Element) -> str:
    return " ".join(element.text or "" for element in root.iter(f"{SVG}text"))


@pytest.mark.parametrize("one", CASES, ids=lambda one: f"{one.offered} {one.place}")
def test_each_way_of_lying_in_a_band_is_drawn(one: Placed) -> None:
    """Amount and place are said on the picture and in its description."""
    root = parsed(check_svg(check_of(one)))
    drawn, told = words_of(root), root.findtext(f"{SVG}desc") or ""
    assert offered(one) in drawn
    assert " ".join(place_in_words(one).split()) in drawn
    assert place_in_words(one) in told
    if one.place in ("below", "inside", "above"):
        assert one.fact
        for end in ends(one.fact):
            assert end in drawn


def test_floor_and_top_stand_as_the_guide_prints_them() -> None:
    """Also where one unit is printed for both ends, or an end is open."""
    assert ends(YUAN) == ("CNY 560K", "CNY 1.05M")
    assert ends(share("15–20%", "15", "20")) == ("15%", "20%")
    assert ends(share("25%+", "25", None)) == ("25%", "")
    assert ends(cell("$170-250K", "170000", "250000")) == ("$170K", "$250K")
    assert ends(cell("$170,000 to $250,000", "170000", "250000")) == ("$170,000", "$250,000")


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "25% of the way from floor to top."), (1, "Exactly at the floor."), (2, "Exactly at the top."),
        (3, "Below the floor."), (5, "Above the top."), (7, "Exactly the one figure of the guide."),
        (8, "Below the one figure of the guide."), (10, "Above the floor; the guide prints no top."),
        (12, "Not compared: the offer is in GBP, the row in USD. The guide prints $200K–$300K a year."),
        (13, "No band: the row has no sign-on bonus."),
    ],
)  # fmt: skip
def test_places_in_words(number: int, words: str) -> None:
    """Every place has its sentence; a share of the way only inside."""
    assert place_in_words(CASES[number]) == words


def test_a_mark_outside_is_drawn_outside() -> None:
    """One dollar under the floor is beside the bar, not on its edge; far away is not to scale, and says so."""
    marks = {}
    for n in (1, 3, 4):
        svg = check_svg(check_of(CASES[n]))
        found = re.search(r'<path d="M([\d.]+) [^"]+z" class="co-mark"', svg)
        assert found
        marks[n] = float(found[1])
        assert ("not to scale" in svg) is (n == 4)
    assert marks[4] < marks[3] < marks[1]


def test_the_formula_of_a_normalised_grant_is_shown() -> None:
    """An amount for each year is compared over four years, with how."""
    fact = cell("$300K–$700K", "300000", "700000", "equity", period="4 years")
    how = Derivation(Decimal(440000), Decimal(440000), "money", "USD", "110000 * 4", ("input",))
    one = Placed("equity", Decimal(440000), "money", "USD", "inside", fact, None, Decimal("0.35"), how)
    drawn = words_of(parsed(check_svg(check_of(one))))
    assert "You are offered $440K over four years." in drawn
    assert "110000 * 4" in drawn


def test_words_of_others_stay_words() -> None:
    """Tags, entities, marks of direction and control characters are shown, never obeyed."""
    one = placed("1000", "not_comparable", BASE, why=HOSTILE)
    pages = [check_html(check_of(one, company=HOSTILE, region=HOSTILE * 20), flags=[Flag("x", HOSTILE)])]
    parsed(check_svg(check_of(one, company=HOSTILE, region=HOSTILE * 20)))
    comparison = compare_offers([Offer(HOSTILE, equity=grant(1000), equity_kind=HOSTILE, base=money(2000))])
    parsed(compare_svg(comparison))
    pages.append(compare_html(comparison))
    for page in pages:
        read_page(page)
        assert "\u202e" not in page
        assert "\x1b" not in page


def test_several_pictures_fit_on_one_page() -> None:
    """Their ids differ, and the same picture is the same text."""
    one, two = check_svg(check_of(CASES[0])), check_svg(check_of(CASES[1]))
    three = compare_svg(compare_offers([FULL]))
    ids = [set(re.findall(r' id="([^"]+)"', svg)) for svg in (one, two, three)]
    assert not ids[0] & ids[1]
    assert not ids[0] & ids[2]
    assert one == check_svg(check_of(CASES[0]))


class _Reader(HTMLParser):
    """What a browser would find on a page: its tags, attributes and words."""

    EMPTY = frozenset({"meta", "br", "rect", "path", "circle"})

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.open: list[str] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag not in self.EMPTY:
            self.open.append(tag)
        for name, _ in attrs:
            assert not name.startswith("on")
            assert name not in ("src", "href", "action", "style", "srcset")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.words.append(data)


def read_page(page: str) -> str:
    reader = _Reader()
    reader.feed(page)
    reader.close()
    assert not reader.open
    assert not reader.tags & {"script", "link", "img", "iframe", "object", "form", "a", "base", "b"}
    assert "default-src 'none'" in page
    assert "width=device-width" in page
    return " ".join(" ".join(reader.words).split())


def test_the_page_of_a_check() -> None:
    """Picture, the same figures in a table, the printed total, flags, questions, and the lines with their place."""
    check = Check(
        "done", "Umbra", "ML/AI Engineer", "Lisbon", (CASES[0], CASES[13]), (Flag("a", "Mind the gap."),),
        ("Which level?",), (), (Said("The guide prints a total of $350K.", (PASSAGE,)),), True,
    )  # fmt: skip
    words = read_page(check_html(check))
    for said in (
        "Your offer from Umbra in Lisbon", "$200K–$300K a year [1]", "25% of the way from floor to top.",
        "a total of $350K. [1]", "Mind the gap.", "Which level?", "umbra.md:9", "| Lisbon | $200K–$300K |",
        "<b>x</b>", "data of 2031", "No band: the row has no sign-on bonus.",
    ):  # fmt: skip
        assert said in words, said
    assert "Which level?" not in read_page(check_html(check, questions=()))


def test_a_check_of_nothing_says_so() -> None:
    """An offer without amounts gives a sentence, and no empty table."""
    empty = Check("needs_detail")
    assert "There is nothing to place" in words_of(parsed(check_svg(empty)))
    assert "table" not in read_page(check_html(empty))
    assert check_bars(empty) == []


def test_the_picture_of_a_comparison() -> None:
    """Totals, parts and years are written; legend and patterns tell the parts apart."""
    private = Offer("Acme", base=money(90_000), equity=grant(400_000), equity_kind="options")
    svg = compare_svg(compare_offers([FULL, private]))
    drawn = words_of(parsed(svg)).replace("\u00a0", " ")
    for said in (
        "Umbra", "Acme", "Year 4", "total $296,500", "sign-on $40K", "bonus (target) $31,500", "equity $15K",
        "equity that is not liquid", "bonus: a target, not guaranteed", "Not entered: sign-on, bonus.",
    ):  # fmt: skip
        assert said in drawn, said
    assert len(set(re.findall(r'fill="url\(#[\w-]+-(bonus|equity|paper)\)"', svg))) == 3
    assert "own scale" not in drawn


def test_each_currency_has_its_own_scale() -> None:
    """Bars of two currencies are not drawn against one another, and the picture says so."""
    yuan = Offer("Acme", base=money(900_000, "CNY"), equity=grant(1_200_000, 4, "CNY"))
    svg = compare_svg(compare_offers([FULL, yuan]))
    assert "Each currency has its own scale" in words_of(parsed(svg))
    bars = re.findall(r'<rect x="14.0" y="[\d.]+" width="([\d.]+)" height="20.0" class="co-full"', svg)
    assert len(bars) == 8
    assert float(bars[4]) < 300 > float(bars[0])


def test_the_page_of_a_comparison() -> None:
    """Tables with cash and equity apart, the second view with its rate, assumptions, formulas, questions."""
    yuan = Offer(
        "Acme", base=money(900_000, "CNY"), equity=grant(400_000, 4, "CNY"),
        exchange_rates={"USD/CNY": Decimal("7.5")},
    )  # fmt: skip
    words = read_page(compare_html(compare_offers([FULL, yuan])))
    for said in (
        "Guaranteed cash", "Bonus (target)", "$296,500", "1 USD = 7.5 CNY", "$120K", "900000 / 7.5",
        "The equity vests evenly over 4 years", "year 1, equity: 300000 * 5 / 100 = USD 15K", "Ask them",
        "Amounts in different currencies are not set against each other", "Nothing here comes from a guide",
    ):  # fmt: skip
        assert said in words, said
    assert "No offer was given." in words_of(parsed(compare_svg(compare_offers([]))))


def test_bars_for_a_terminal() -> None:
    """One line for each part, the columns under one another, the mark outside where the offer is."""
    lines = check_bars(check_of(*CASES[:6], CASES[13]))
    assert len(lines) == 7
    starts = {line.index("yours") for line in lines[:6]}
    assert len(starts) == 1
    assert lines[0].startswith(
        "base salary    $200K    ├────◆───────────┤    $300K  yours $225K: 25% of the way"
    )
    assert lines[3].index("◆") < lines[3].index("├")
    assert lines[5].index("◆") > lines[5].index("┤")
    assert "◆─" in lines[1]
    assert "─◆" in lines[2]
    assert lines[6].endswith("yours $40K: no band: the row has no sign-on bonus")


def test_bars_in_ascii_only() -> None:
    """For a terminal that has nothing else."""
    pound = cell("£90K–£120K", "90000", "120000", currency="GBP", mark="£")
    for line in check_bars(check_of(*CASES, placed("95000", "inside", pound, "0.17")), ascii_only=True):
        assert line.isascii()
    assert "|---*" in check_bars(check_of(CASES[0]), ascii_only=True)[0].replace("----*", "---*")


# ---- what always holds

AMOUNTS = st.decimals(0, 10**14, places=2)


@st.composite
def placings(draw: st.DrawFn) -> Placed:
    low, high = sorted((draw(AMOUNTS), draw(AMOUNTS)))
    value = draw(AMOUNTS)
    top = draw(st.sampled_from([high, low, None]))
    fact = cell(draw(st.text(max_size=20)), str(low), None if top is None else str(top))
    where = "below" if value < low else "above" if top is not None and value > top else "inside"
    where = draw(st.sampled_from([where, "no_band", "not_comparable"]))
    position = (value - low) / (top - low) if top not in (None, low) and top is not None else None
    return Placed(
        draw(st.sampled_from(["base", "equity", "relocation_budget"])), value, "money",
        draw(st.sampled_from([None, "USD", "CNY"])), where, draw(st.sampled_from([fact, None]))  # type: ignore[arg-type]
        if where in ("no_band", "not_comparable") else fact, None, position, None, draw(st.text(max_size=80)),
    )  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(placings(), max_size=4), st.text(max_size=80), st.text(max_size=80))
def test_any_check_can_be_drawn(assessment: list[Placed], company: str, region: str) -> None:
    """Well-formed, nothing over the edge, lines for a terminal on one line each."""
    check = check_of(*assessment, company=company, region=region)
    parsed(check_svg(check))
    read_page(check_html(check))
    lines = check_bars(check)
    assert len(lines) == len(assessment)
    assert all("\n" not in line for line in lines)
    barred = [
        line for line, one in zip(lines, assessment, strict=True) if one.place in ("below", "inside", "above")
    ]
    assert len({width_of(line[: line.index("yours")]) for line in barred}) <= 1


@settings(max_examples=40, deadline=None)
@given(st.lists(OFFERS, max_size=3))
def test_any_comparison_can_be_drawn(offers: list[Offer]) -> None:
    """Also with names of any length, figures of thirty digits, and nothing at all."""
    comparison = compare_offers(offers)
    parsed(compare_svg(comparison))
    read_page(compare_html(comparison))
