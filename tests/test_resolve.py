"""Names are understood as people write them, and nobody is given another row.

The lexicon here is made by hand: invented companies and towns beside a few real places, so that only
the rules and the packaged aliases are tested.
"""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.aliases import read_aliases
from index.resolve import Lexicon, Mention, Resolved, RowKey, resolve, words_of

ROLE = "ML/AI Engineer"
WORDS = frozenset("apply metadata metal settle staff stuff offer offers grant beta local".split())


def rows(company: str, *regions: str) -> list[RowKey]:
    return [RowKey(company, ROLE, region) for region in regions]


LEXICON = Lexicon(
    rows=(
        *rows("Initech", "US (Menlo Park / NYC)", "London (UK)", "Canada (Toronto / Montreal)", "Singapore"),
        *rows("ByteDance", "New York City / Seattle (US)", "Beijing (HQ)", "Singapore"),
        *rows("Umbra", "Bay Area / Palo Alto (US)", "Gotham", "Germany (Berlin / Hamburg)"),
        *rows("Meta", "US (Austin)", "Asia"),
        *rows("Alibaba", "Hangzhou (HQ)"),
    ),
    companies=("Initech", "ByteDance", "Umbra", "Meta", "Alibaba"),
    roles=(ROLE,),
    is_word=lambda word: word in WORDS,
)


def of(text: str) -> Resolved:
    return resolve(text, LEXICON)


def targets(text: str) -> list[tuple[str, str | None]]:
    """The rows a text is about."""
    return [(t.row.company, t.row.region) for t in of(text).targets]


def named(text: str, kind: str) -> list[str]:
    """The names of one kind in a text, in order, each once."""
    return list(dict.fromkeys(m.name for m in LEXICON.mentions(text) if m.kind == kind))


def corrected(text: str) -> list[tuple[str, str]]:
    return [(m.text, m.name) for m in of(text).mentions if m.corrected]


# ---- names


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("base at initech", "company", "Initech"),
        ("INITECH BASE", "company", "Initech"),
        ("is it more at TikTok", "company", "ByteDance"),
        ("tik-tok rsu", "company", "ByteDance"),
        ("byte dance rsu", "company", "ByteDance"),
        ("FB base", "company", "Meta"),
        ("offer from Facebook", "company", "Meta"),
        ("字节的股票", "company", "ByteDance"),
        ("字节跳动的股票", "company", "ByteDance"),
        ("阿里给多少", "company", "Alibaba"),
        ("offer in SF", "place", "San Francisco"),
        ("nyc band", "place", "New York City"),
        ("New York band", "place", "New York City"),
        ("bengaluru band", "place", "Bangalore"),
        ("北京的底薪", "place", "Beijing"),
        ("base in the Bay Area", "place", "Bay Area"),
        ("I am an MLE", "role", ROLE),
        ("as a machine learning engineer", "role", ROLE),
        ("算法岗", "role", ROLE),
        ("底薪多少", "component", "base"),
        ("how many RSUs", "component", "equity"),
        ("RSU's", "component", "equity"),
        ("stock grant", "component", "equity"),
        ("sign-on", "component", "sign_on"),
        ("sign on", "component", "sign_on"),
        ("signing bonus", "component", "sign_on"),
        ("what TC", "component", "total"),
        ("年终奖", "component", "bonus"),
        ("when does it vest", "topic", "vesting"),
        ("H-1B", "topic", "visa"),
    ],
)
def test_a_name_is_understood_as_people_write_it(text: str, kind: str, name: str) -> None:
    """Guides' names, aliases, Chinese, any case and any hyphen stand for the canonical name."""
    assert named(text, kind) == [name]


@pytest.mark.parametrize(
    "text", ["Initech's base", "Initech’s base", "base at Initech.", "(Initech)", "Initech/Umbra: Initech"]
)
def test_possessives_and_punctuation_do_not_hide_a_name(text: str) -> None:
    """A name ends where its letters end."""
    assert named(text, "company")[0] == "Initech"


def test_the_longest_name_wins() -> None:
    """A sign-on bonus is no bonus, and a total compensation is one name."""
    assert named("the signing bonus and the total compensation", "component") == ["sign_on", "total"]
    assert named("the bonus", "component") == ["bonus"]


def test_a_mention_is_where_it_stands() -> None:
    """Start and end are those of the words as written."""
    text = "今年 TikTok 北京 base?"
    found = LEXICON.mentions(text)
    assert [(m.text, text[m.start : m.end]) for m in found] == [(m.text, m.text) for m in found]
    assert [m.name for m in found] == ["ByteDance", "Beijing", "base"]


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("E5 at Initech", ("E5",)),
        ("from L4–L6", ("L4–L6",)),
        ("the 2-1 to 3-1 band", ("2-1 to 3-1",)),
        ("P6-P8, ICT4", ("P6-P8", "ICT4")),
        ("my 401k and a 24-48h wait, 2-1%", ()),
        ("between $1-2 and CNY5, 5 days", ()),
    ],
)
def test_levels_are_told_from_other_numbers(text: str, levels: tuple[str, ...]) -> None:
    """A letter and a number, or two grades, is a level; a plan, a span of hours or an amount is not."""
    assert of(text).levels == levels


# ---- spellings


@pytest.mark.parametrize(
    ("text", "said", "name"),
    [
        ("base at bytedanse", "bytedanse", "ByteDance"),
        ("base at initch", "initch", "Initech"),
        ("umbra in gotam", "gotam", "Gotham"),
        ("initech singapor", "singapor", "Singapore"),
        ("alibabba base", "alibabba", "Alibaba"),
    ],
)
def test_a_misspelt_name_is_mended_and_marked(text: str, said: str, name: str) -> None:
    """A letter too many, too few or wrong is mended, and the mention says that it was."""
    assert corrected(text) == [(said, name)]


def test_a_mended_place_marks_its_rows() -> None:
    """The row carries the correction, so that it is said aloud."""
    assert [(t.row.region, t.asked, t.corrected) for t in of("Umbra in Gotam").targets] == [
        ("Gotham", "Gotam", True)
    ]
    assert [t.corrected for t in of("Umbra in Gotham").targets] == [False]


@pytest.mark.parametrize(
    "text",
    [
        "how do I apply",
        "the metadata of a form",
        "metal prices",
        "we could settle this",
        "a block of shares",
        "I target a higher number",
        "at large scale",
        "a notion of fairness",
        "my manager, my em, line by line",
        "the meat of it",
        "it's nice to render a snap judgement",
    ],
)
def test_an_ordinary_word_is_no_company_and_no_place(text: str) -> None:
    """A word of everyday English is a name only where it reads as one."""
    found = of(text)
    assert (found.companies, found.other_companies, found.places) == ((), (), ())


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("an offer from Block", "Block"),
        ("I joined Snap last year", "Snap"),
        ("they want me at grab", "Grab"),
        ("a snap offer came in", "Snap"),
    ],
)
def test_an_ordinary_word_is_a_name_where_it_reads_as_one(text: str, name: str) -> None:
    """A capital inside a sentence, "at" or "from" before it, or "offer" behind it make a name of it."""
    assert of(text).other_companies == (name,)


def test_us_is_a_country_only_in_capitals() -> None:
    """ "Tell us" names no country; "in the US" and "a US role" do."""
    assert named("in the US", "place") == named("a US role", "place") == ["US"]
    assert named("can you tell us the base", "place") == []


# ---- places and rows


@pytest.mark.parametrize(
    ("text", "row", "how"),
    [
        ("ByteDance Seattle", ("ByteDance", "New York City / Seattle (US)"), "named"),
        ("ByteDance NYC", ("ByteDance", "New York City / Seattle (US)"), "named"),
        ("Initech Montreal", ("Initech", "Canada (Toronto / Montreal)"), "named"),
        ("Initech Menlo", ("Initech", "US (Menlo Park / NYC)"), "named"),
        ("Umbra Gotham", ("Umbra", "Gotham"), "named"),
        ("Umbra in San Francisco", ("Umbra", "Bay Area / Palo Alto (US)"), "inside"),
        ("ByteDance in Bellevue", ("ByteDance", "New York City / Seattle (US)"), "inside"),
        ("Initech in Manhattan", ("Initech", "US (Menlo Park / NYC)"), "inside"),
        ("Meta in Tokyo", ("Meta", "Asia"), "inside"),
        ("Initech in Canada", ("Initech", "Canada (Toronto / Montreal)"), "wider"),
        ("Initech in the UK", ("Initech", "London (UK)"), "wider"),
        ("ByteDance in China", ("ByteDance", "Beijing (HQ)"), "wider"),
        ("Umbra in Europe", ("Umbra", "Germany (Berlin / Hamburg)"), "wider"),
        ("Initech in Oakland", ("Initech", "US (Menlo Park / NYC)"), "metro"),
        ("ByteDance HQ", ("ByteDance", "Beijing (HQ)"), "named"),
    ],
)
def test_a_place_finds_its_row(text: str, row: tuple[str, str], how: str) -> None:
    """Named in a combined row, inside a row's area, wider than it, or in the metro area of its town."""
    (target,) = of(text).targets
    assert ((target.row.company, target.row.region), target.how) == (row, how)


@pytest.mark.parametrize(
    "text",
    [
        "Initech in Vancouver",
        "Umbra in Munich",
        "Initech in Boston",
        "Meta in Dallas",
        "Initech in Manchester",
        "ByteDance in Shanghai",
    ],
)
def test_a_country_beside_its_cities_answers_for_no_third_city(text: str) -> None:
    """ "Canada (Toronto / Montreal)" is no row for Vancouver: it is said to be missing, with what is near."""
    found = of(text)
    assert found.targets == ()
    (missing,) = found.uncovered
    assert (missing.kind, missing.company) == ("place", found.companies[0])
    assert missing.nearby == tuple(row.region for row in LEXICON.rows_of(found.companies[0]))


def test_a_named_row_is_taken_before_a_wider_one() -> None:
    """Beside its own row, Singapore is not also read from a continent's."""
    both = Lexicon((*rows("Meta", "Asia", "Singapore"),), ("Meta",), (ROLE,))
    assert [t.row.region for t in resolve("Meta Singapore", both).targets] == ["Singapore"]


def test_a_country_named_beside_a_city_only_says_where_it_is() -> None:
    """ "Seattle, US" asks for Seattle and not for all of the US."""
    assert of("ByteDance in Seattle, US").places == ("Seattle",)
    assert targets("Initech in London, UK") == [("Initech", "London (UK)")]


def test_a_company_alone_means_all_its_rows() -> None:
    """Where no place is named, every row of the company is meant, in the guide's order."""
    assert [t.row for t in of("Umbra pay").targets] == list(LEXICON.rows_of("Umbra"))
    assert {t.how for t in of("Umbra pay").targets} == {"all"}


def test_a_town_alone_means_whoever_has_a_row_for_it() -> None:
    """Without a company, the rows that name the town are meant, of every company that has one."""
    assert targets("base in Singapore") == [
        ("Initech", "Singapore"),
        ("ByteDance", "Singapore"),
        ("Meta", "Asia"),
    ]
    assert targets("base in Toronto") == [("Initech", "Canada (Toronto / Montreal)")]
    assert targets("what is the base") == []


# ---- several


PAIRED = [("Initech", "London (UK)"), ("ByteDance", "Singapore")]


@pytest.mark.parametrize(
    "text",
    [
        "Initech London vs ByteDance Singapore",
        "London Initech or Singapore ByteDance",
        "base at Initech in London and at ByteDance in Singapore",
        "is Initech's London office better than TikTok 新加坡",
    ],
)
def test_two_companies_with_two_places_are_two_rows(text: str) -> None:
    """Each company keeps its own place: two rows are meant, not four."""
    assert sorted(targets(text)) == sorted(PAIRED)


def test_two_companies_share_a_place_and_two_places_a_company() -> None:
    """ "A and B in X" asks for both in X; "A in X and Y" for both places of A."""
    assert targets("Initech and ByteDance in Singapore") == [
        ("Initech", "Singapore"),
        ("ByteDance", "Singapore"),
    ]
    assert targets("Initech in London and Singapore") == [
        ("Initech", "London (UK)"),
        ("Initech", "Singapore"),
    ]


def test_the_part_before_gives_what_a_part_leaves_out() -> None:
    """A second part keeps company and place of the first, and takes its own where it names them."""
    before = of("Initech in London")
    assert [(t.row.company, t.row.region) for t in resolve("and the bonus?", LEXICON, before).targets] == [
        ("Initech", "London (UK)")
    ]
    after = resolve("and in Singapore?", LEXICON, before)
    assert [(t.row.company, t.row.region) for t in after.targets] == [("Initech", "Singapore")]
    other = resolve("and at Netflix?", LEXICON, before)
    assert (other.companies, other.targets) == ((), ())


# ---- what is not meant


@pytest.mark.parametrize(
    ("text", "rows_meant"),
    [
        ("Initech base in London, not Singapore", [("Initech", "London (UK)")]),
        ("not in Singapore but in London, at Initech", [("Initech", "London (UK)")]),
        ("ByteDance 不是北京, 新加坡", [("ByteDance", "Singapore")]),
        ("moving from Seattle to Singapore with ByteDance", [("ByteDance", "Singapore")]),
        ("I live in Seattle; base at ByteDance Singapore?", [("ByteDance", "Singapore")]),
        ("leaving Meta for Umbra in Gotham", [("Umbra", "Gotham")]),
        ("I turned down Meta. Umbra Gotham base?", [("Umbra", "Gotham")]),
        ("my friend sits at ByteDance Beijing, what about Umbra in Gotham", [("Umbra", "Gotham")]),
    ],
)
def test_what_is_excluded_or_background_is_not_asked_for(
    text: str, rows_meant: list[tuple[str, str]]
) -> None:
    """ "Not X", "moving from X", "I live in X": the other place or company is meant."""
    assert targets(text) == rows_meant


def test_background_alone_is_what_is_asked_for() -> None:
    """Where nothing else is named, the place somebody lives in is the one meant."""
    assert targets("I live in Seattle, base at ByteDance?") == [("ByteDance", "New York City / Seattle (US)")]


def test_an_excluded_place_is_not_among_all_the_others() -> None:
    """ "Everywhere but Beijing" does not show Beijing."""
    assert targets("ByteDance base, but not in Beijing") == [
        ("ByteDance", "New York City / Seattle (US)"),
        ("ByteDance", "Singapore"),
    ]


# ---- what is not covered


def test_a_company_without_a_guide_is_not_covered() -> None:
    """It is named with the companies that are, and no other company's row is meant instead."""
    for text in ("Netflix in London", "offer at Netflix in Singapore", "base at Globex"):
        found = of(text)
        assert found.targets == ()
        assert [(u.kind, u.nearby) for u in found.uncovered] == [("company", LEXICON.companies)]
    assert of("Netflix or Umbra in Gotham").uncovered[0].name == "Netflix"
    assert targets("Netflix or Umbra in Gotham") == [("Umbra", "Gotham")]


@pytest.mark.parametrize(
    "text",
    ["what does Globex pay in London", "base at Globex London", "Globex London base", "Globex, London"],
)
def test_a_company_nobody_has_heard_of_takes_no_other_companys_row(text: str) -> None:
    """An unknown name beside a place is a company that is not covered, not a question about the place."""
    assert targets(text) == []


def test_a_place_nobody_has_heard_of_is_not_covered() -> None:
    """A capitalised name behind "in" is a place that is missing."""
    found = of("Initech base in Springfield")
    assert (found.places, found.targets) == (("Springfield",), ())
    assert found.uncovered[0].name == "Springfield"


def test_a_role_without_rows_is_not_covered() -> None:
    """It is named with the role that is; compared with the covered role it is only background."""
    found = of("data scientist at Initech in London")
    assert [(u.kind, u.name, u.nearby) for u in found.uncovered] == [("role", "Data Scientist", (ROLE,))]
    assert [(u.kind, u.name) for u in of("ML product manager at Initech").uncovered] == [
        ("role", "Product Manager")
    ]
    assert of("does an ML engineer get more than a data scientist at Initech").uncovered == ()
    both = of("base for an ML engineer, and for a data scientist, at Initech").uncovered
    assert [u.name for u in both] == ["Data Scientist"]
    assert of("MLE at Initech").uncovered == ()


def test_resolved_as_the_contract_has_it() -> None:
    """Company, role, level, region and component, the region in the guide's own words."""
    assert of("E5 MLE, TikTok in Seattle: base and RSU").as_dict() == {
        "company": ["ByteDance"],
        "role": [ROLE],
        "level": ["E5"],
        "region": ["New York City / Seattle (US)"],
        "component": ["base", "equity"],
    }


# ---- what always holds


ALIASES = read_aliases()


def test_no_alias_stands_for_two_names() -> None:
    """Among companies, and among places, each name means one."""
    for entries in (ALIASES.companies, ALIASES.place_names):
        seen: dict[tuple[str, ...] | str, str] = {}
        for name, others in entries.items():
            for each in (name, *others):
                key = words_of(each) or each
                assert seen.setdefault(key, name) == name, each


def test_every_place_lies_in_a_place_that_is_known() -> None:
    """A chain of places ends at the top and goes in no circle."""
    for name, place in ALIASES.places.items():
        assert not place.within or place.within in ALIASES.places
        assert name not in LEXICON.around(name)


PIECES = st.sampled_from(
    [
        *(
            "Initech",
            "ByteDance",
            "TikTok",
            "字节",
            "Umbra",
            "Netflix",
            "London",
            "Seattle",
            "新加坡",
            "Canada",
        ),
        *("Vancouver", "Gotham", "gotam", "NYC", "base", "RSU", "TC", "not", "from", "in", "at", "vs", "and"),
        *(
            "E5",
            "2-1 to 3-1",
            "MLE",
            "data scientist",
            "$230K",
            "?",
            ",",
            "my friend",
            "HQ",
            "Europe",
            "remote",
        ),
    ]
)


@given(st.lists(PIECES, max_size=10).map(" ".join))
@settings(max_examples=200, deadline=None)
def test_only_rows_of_the_companies_named_are_meant(text: str) -> None:
    """Whatever is asked, every row is one of the guides', of a company named, at a place it covers."""
    found = of(text)
    for target in found.targets:
        assert target.row in LEXICON.rows
        assert not found.companies or target.row.company in found.companies
        assert found.companies or not found.other_companies
    for m in found.mentions:
        assert text[m.start : m.end] == m.text
    assert [m.start for m in found.mentions] == sorted(m.start for m in found.mentions)


@given(st.text(max_size=60))
@settings(max_examples=200, deadline=None)
def test_any_text_can_be_resolved(text: str) -> None:
    """No text is an error, and every mention is a piece of it."""
    for m in of(text).mentions:
        assert isinstance(m, Mention)
        assert text[m.start : m.end] == m.text


# ---- a story before the question


@pytest.mark.parametrize(
    ("text", "region"),
    [
        (
            "We moved from Leeds to Bath some years ago. Now Initech in London called. Base?",
            "London (UK)",
        ),
        ("I did my PhD in Shanghai; ByteDance's headquarters called me. What is in its row?", "Beijing (HQ)"),
        (
            "Born in Beijing, raised in Toronto. Initech Singapore wants me by June. What could the base be?",
            "Singapore",
        ),
    ],
)
def test_the_places_of_a_story_are_not_asked_about(text: str, region: str) -> None:
    """Where somebody lived or studied is no row, nor is what a sentence tells that names no company."""
    assert {r for _, r in targets(text)} == {region}


def test_a_month_at_the_end_of_a_sentence_is_no_company() -> None:
    """A name ends where its sentence does."""
    assert of("Initech London wants me by June. What is the total?").other_companies == ()


def test_two_places_in_one_sentence_are_both_meant() -> None:
    """A choice that stands beside the company is no story."""
    text = "Initech it is, either London or Toronto. Which has more base?"
    assert {r for _, r in targets(text)} == {"London (UK)", "Canada (Toronto / Montreal)"}
