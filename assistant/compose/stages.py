"""What a company's guide names for the stages of a negotiation: to open with, to aim at, to accept at least.

In: a question that names a stage, and the guide's facts of that kind. Out: the figures of each stage asked for,
with the place and level that the text names, and the distance between them, or to the person's own figures. A
figure that the text names for one place is never said of another.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

from assistant.agreement import is_of_place
from assistant.compose.advice import write_advice
from assistant.compose.arithmetic import Operand, Worked, say_relation, tell
from assistant.compose.own_words import ask_back
from assistant.compose.wording import digits, label
from assistant.given import Given
from assistant.page import Page
from assistant.question import Question
from assistant.stage_words import stages_said
from corpus.bands import Fact, Stage
from corpus.money import amounts_in
from corpus.regexes import regex
from index.ladder import covers
from index.names import is_same_part
from index.search import Hit

_SAYS: dict[Stage, str] = {
    "initial": "takes an initial offer of",
    "opening": "says to open with",
    "target": "says to target",
    "stretch": "names as a stretch",
    "counter": "expects the company to counter with",
    "close": "says to close with",
    "floor": "says to accept no less than",
    "walk_away": "says to walk away below",
}
_CALLED: dict[Stage, str] = {
    "initial": "initial offer's", "opening": "opening", "target": "target", "stretch": "stretch",
    "counter": "counter's", "close": "closing ask's", "floor": "accept-at", "walk_away": "walk-away",
}  # fmt: skip
# What to open with is not to be found where no figure of a stage was named.
_IN_PLACE_OF: dict[Stage, tuple[Stage, ...]] = {
    "opening": ("target",), "target": ("opening",), "close": ("target",),
    "floor": ("walk_away",), "walk_away": ("floor",),
}  # fmt: skip
# A figure is wanted, and not how or when something is done.
_WANTS_FIGURES = regex(
    r"\b(?:what|where|how\s+(?:much|far|high|low)|which|numbers?|figures?|amounts?|lowest|least|minimum|gap|apart"
    r"|differ\w*|distance|between|under|above|below|floors?|(?:opening|closing|first)\s+asks?)\b",
    re.IGNORECASE,
)
_HOW_DONE = regex(
    r"\b(?:how\s+(?:do|should|can|would|long|to)|when|why|who|whether|should\s+i\s+accept)\b", re.IGNORECASE
)
# "The floor in Oslo" is the row's lower end, unless it is one of what is done.
_OF_A_NEGOTIATION = regex(
    r"\baccept\w*|\bbottom\s+line\b|\bsettle\b|\bstrateg\w+|\bscripts?\b|\bnegotiat\w+|\b(?:should|do|can|could|must)\b[^.?!]{0,30}\b(?:take|go)\b",
    re.IGNORECASE,
)
_ACCEPT_FLOOR = regex(r"\baccept\w*[\s-]+(?:at[\s-]+)?(?:floor|minimum)\b|\bfloor\b[^.?!]{0,20}\baccept", re.IGNORECASE)
# Beside another stage: what is asked for is what one opens with.
_ASKED_FOR = regex(r"\bask(?:s|ed|ing)?\s+for\b|\b(?:to\s+say|say\s+first|to\s+name|name\s+first)\b", re.IGNORECASE)
_OF_A_RANGE = regex(r"\b(?:bands?|ranges?|tables?|rows?)\b", re.IGNORECASE)
# "The main one, and Oslo": the figure that is named for no place as well.
_UNPLACED = regex(r"\b(?:main|general|default|usual|standard|dollars?|usd)\b", re.IGNORECASE)
_A_YEAR = regex(
    r"\b(?:per|a|each|every)\s+(?:year|yr)\b|/\s?(?:yr|year)\b|\b(?:yearly|annual\w*)\b|\byear\s+(?:1|one)\b",
    re.IGNORECASE,
)


def write_stages(page: Page, q: Question) -> bool:
    """Say what the guide names for the stages that a question is about; False where it is about none, or the
    guide names none of them."""
    asked = _asked(page, q)
    if not asked or q.has("injection", "fabricate"):
        return False
    said = False
    companies = _companies(q)
    if not (companies or q.given or q.resolved.other_companies or q.resolved.uncovered):
        return _ask_whose(page, q)
    for company in companies:
        facts = [f for f in page.library.facts(company=company, kind="stage") if _is_of_question(f, q)]
        own: list[list[Fact]] = []
        lacking = False
        for stage in asked:
            found = _named(page, q, [f for f in facts if f.stage == stage])
            if not found and (others := [f for s in _IN_PLACE_OF.get(stage, ()) for f in facts if f.stage == s]):
                found = [] if any(f.stage in asked for f in others) else _named(page, q, others)
            own += [found] if found else []
            lacking = lacking or not found
        for found in own:
            said = _say_figures(page, found) or said
        _say_distances(page, q, own)
        if own and (lacking or _lacks_part(q, [f for found in own for f in found])):
            page.say("In the guide's own words:", style="lead", required=False)
            passages = dict.fromkeys(p for found in own for f in found if (p := page.passage_of(f)))
            write_advice(page, q, [Hit(p, 1.0) for p in passages], style="bullet")
    return said


def _ask_whose(page: Page, q: Question) -> bool:
    """Ask for the company, where only companies' guides speak of stages: one's figures answer for no other."""
    if page.library.passages(company=None) or not page.library.facts(kind="stage"):
        return False
    ask_back(page, q)
    return True


def write_part_of_stages(page: Page, q: Question, part: str) -> bool:
    """Say what a guide names for its stages of a part of pay that no table of the company has; False where it has
    none either."""
    said = False
    for company in q.resolved.companies:
        bands = page.library.facts(company=company, component=part, kind="band")
        facts = [f for f in page.library.facts(company=company, kind="stage") if f.component == part]
        facts = _named(page, q, [f for f in facts if _is_of_question(f, q)])
        said = (bool(facts) and not bands and _say_figures(page, facts)) or said
    return said


def write_asked_for(page: Page, q: Question) -> bool:
    """Say what a guide names to ask for: to open with, or to target where it names nothing to open with."""
    said = False
    for company in _companies(q):
        facts = [f for f in page.library.facts(company=company, kind="stage") if _is_of_question(f, q)]
        asks = next((found for s in ("opening", "target") if (found := [f for f in facts if f.stage == s])), [])
        said = _say_figures(page, _named(page, q, asks)) or said
    return said


def _lacks_part(q: Question, facts: Sequence[Fact]) -> bool:
    """Whether a part of pay that is asked about is among none of the figures."""
    return any(not any(_is_part(c, f) for f in facts) for c in q.resolved.components)


def of_stages(page: Page, whole: Question, parts: Sequence[Question]) -> list[Question]:
    """The parts of a question of one company's stages: one, where a part names only parts of pay ("from target
    down to accept, how much base and how much equity"); else each with the company that another part names."""
    companies = _companies(whole)
    if len(parts) < 2 or len(companies) != 1 or not page.library.facts(company=companies[0], kind="stage"):
        return list(parts)
    named = {m.kind for q in parts[1:] for m in q.resolved.mentions} - {"component", "place", "level"}
    bare = all(q.resolved.components and not stages_said(q.text) for q in parts[1:])
    if bare and not named and _asked(page, whole):
        return [whole]
    told = whole.resolved
    return [
        replace(q, resolved=replace(q.resolved, companies=companies, places=told.places, targets=told.targets))
        if _asked(page, q) and not _companies(q) and not q.resolved.other_companies
        else q
        for q in parts
    ]


def _asked(page: Page, q: Question) -> list[Stage]:
    """The stages that a question asks the figures of, in its order."""
    stages = list(dict.fromkeys(stage for _, _, stage in stages_said(q.text)))
    if "opening" not in stages and "target" not in stages and _ASKED_FOR.search(q.text) and stages:
        stages.insert(0, "opening")
    if not stages or _OF_A_RANGE.search(q.text):
        return []
    negotiates = (_ACCEPT_FLOOR if q.given else _OF_A_NEGOTIATION).search(q.text)
    if stages == ["floor"] and not negotiates and not _is_of_no_row(page, q):
        return []
    wants = _WANTS_FIGURES.search(q.text) or q.resolved.components or len(stages) > 1
    return stages if wants and not (_HOW_DONE.search(q.text) and not q.resolved.components) else []


def _is_of_no_row(page: Page, q: Question) -> bool:
    """Whether a floor is that of the company's guide: no row is named, there are several, and it names one."""
    companies, resolved = _companies(q), q.resolved
    if len(companies) != 1 or resolved.places or resolved.levels or len(resolved.targets) < 2:
        return False
    return any(f.stage in ("floor", "walk_away") for f in page.library.facts(company=companies[0], kind="stage"))


def _companies(q: Question) -> tuple[str, ...]:
    rows = tuple(dict.fromkeys(t.row.company for t in q.resolved.targets if t.asked))
    return q.resolved.companies or (rows if len(rows) == 1 else ())


def _is_of_question(fact: Fact, q: Question) -> bool:
    """Whether a figure is of the role and one of the levels that a question names, or of any."""
    roles = {t.row.role for t in q.resolved.targets if t.row.company == fact.company}
    levels = q.resolved.levels
    of_role = fact.role in roles or not roles
    return of_role and (not (levels and fact.level) or any(covers(fact.level or "", level) for level in levels))


def _named(page: Page, q: Question, facts: list[Fact]) -> list[Fact]:
    """Of one stage's figures those for the places and parts of pay that a question names."""
    if places := q.resolved.places:
        own = [f for f in facts if f.region and any(is_of_place(f, [p], page.lexicon, True) for p in places)]
        bare = [f for f in facts if not f.region]
        bare = bare if _UNPLACED.search(q.text) else [f for f in bare if _is_paid_at(page, f, places)]
        named = {f.component for f in own}
        unplaced = bare if _UNPLACED.search(q.text) else [f for f in bare if f.component not in named]
        facts = [f for f in facts if f in own or f in unplaced]
    parts = [c for c in q.resolved.components if any(_is_part(c, f) for f in facts)]
    facts = [f for f in facts if any(_is_part(c, f) for c in parts)] if parts else facts
    yearly = [f for f in facts if f.period == "year"] if _A_YEAR.search(q.text) else []
    of_year = {(f.component, f.level, f.region) for f in yearly}
    facts = [f for f in facts if f in yearly or (f.component, f.level, f.region) not in of_year]
    # A line and the table below it may say the same.
    once = {(f.component, f.role, f.level, f.region, f.low, f.high, f.currency, f.period): f for f in reversed(facts)}
    return [f for f in facts if f in once.values()]


def _is_part(asked: str, fact: Fact) -> bool:
    return is_same_part(asked, fact.component) or {asked, fact.component} == {"equity", "options"}


def _is_paid_at(page: Page, fact: Fact, places: Sequence[str]) -> bool:
    """Whether the company's rows at these places are in a figure's currency."""
    bands = page.library.facts(company=fact.company, kind="band")
    return any(f.currency == fact.currency and f.region and is_of_place(f, places, page.lexicon, False) for f in bands)


def _say_figures(page: Page, facts: Sequence[Fact]) -> bool:
    """A sentence for each place and level of a stage, with all its parts of pay."""
    roles = {f.role for f in facts}
    groups: dict[tuple[object, ...], list[Fact]] = {}
    for f in facts:
        groups.setdefault((f.stage, f.region, f.level, f.role, f.line), []).append(f)
    for own in groups.values():
        first = own[0]
        assert first.stage
        parts = [f"{_article(f)}{_part_label(f)} of {_shown(f)}" for f in own]
        whole = ", ".join(parts[:-1]) + (" and " if parts[1:] else "") + parts[-1]
        page.say(
            f"{first.company}'s guide {_SAYS[first.stage]} {whole}{_where(first, len(roles) > 1)}.",
            *(page.passage_of(f) for f in own),
        )
    return bool(groups)


def _part_label(fact: Fact) -> str:
    return "total compensation" if fact.component == "total" else label(fact.component)


def _article(fact: Fact) -> str:
    return "a " if fact.component in ("base", "bonus", "sign_on") else ""


def _where(fact: Fact, with_role: bool) -> str:
    """For which place, level and role: " in Oslo for L5"."""
    level = f" for {fact.level}" if fact.level else ""
    role = f" ({fact.role})" if with_role and fact.role else ""
    return (f" in {fact.region}" if fact.region else "") + level + role


def _shown(fact: Fact) -> str:
    """The figure as printed, with what it is for: "$90K a year"."""
    printed = amounts_in(fact.cell)[0].text
    words = {"4 years": " over four years", "year": " a year"}.get(fact.period or "", "")
    told = "/" in printed or "year" in printed
    plain = fact.unit == "percent" or fact.component not in ("equity", "options") or told
    return printed if plain else f"{printed}{words}"


# ------------------------------------------------------------------------------------------- distances


def _say_distances(page: Page, q: Question, stages: Sequence[Sequence[Fact]]) -> None:
    """How far the figures of two stages are apart, or those of one for two levels or places; how far the
    person's own are from them."""
    facts = [f for own in stages for f in own]
    if q.given:
        for given in q.given:
            _say_from_given(page, given, facts)
        return
    if len(stages) < 2 and not q.has("difference", "compare", "change"):
        return
    for a, b in combinations(facts, 2):
        if (a.stage != b.stage) == (len(stages) > 1) and _may_be_set_against(a, b, len(stages) > 1):
            _say_apart(page, q, a, b)


def _may_be_set_against(a: Fact, b: Fact, stages: bool) -> bool:
    """Whether two figures differ in their stage alone, or in a place or a level alone."""
    if a.component != b.component or _kept(a) != _kept(b):
        return False
    apart = [x != y and (not stages or None not in (x, y)) for x, y in ((a.region, b.region), (a.level, b.level))]
    return sum(apart) == (0 if stages else 1)


def _kept(fact: Fact) -> tuple[object, ...]:
    return fact.unit, fact.currency, fact.period, fact.role


def _say_apart(page: Page, q: Question, a: Fact, b: Fact) -> None:
    """How far two figures are apart; of ranges, end by end."""
    if all(len({end.value for end in _ends(page, f)}) == 1 for f in (a, b)):
        wanted = replace(q, wants=(q.wants & {"change", "share", "ratio"}) | {"difference"})
        say_relation(page, wanted, _operand(page, a), _operand(page, b))
        return
    big, small = (a, b) if (a.low or 0) >= (b.low or 0) else (b, a)
    gaps = [x - y for x, y in zip(_ends(page, big), _ends(page, small), strict=True)]
    page.say(
        f"Between {_said(small)} and {_said(big)} there is {tell(page, *gaps)}.",
        page.passage_of(big),
        page.passage_of(small),
    )


def _operand(page: Page, fact: Fact) -> Operand:
    assert fact.low is not None
    return Operand(
        fact.low, _said(fact), digits(fact.low), page.passage_of(fact), fact.unit, fact.currency, fact.mark
    )


def _said(fact: Fact) -> str:
    assert fact.stage
    return f"the {_CALLED[fact.stage]} {_part_label(fact)} of {_shown(fact)}{_where(fact, False)}"


def _ends(page: Page, fact: Fact) -> list[Worked]:
    values = [fact.low, fact.high if fact.high is not None else fact.low]
    return [
        Worked(v, digits(v), (page.passage_of(fact),), fact.unit, fact.currency, fact.mark)
        for v in values
        if v is not None
    ]


def _say_from_given(page: Page, given: Given, facts: Sequence[Fact]) -> None:
    """How far a figure of the person's is from those of its part of pay."""
    for fact in facts:
        amount = given.amount
        if given.component is None or not _is_part(given.component, fact) or amount.unit != fact.unit:
            continue
        if (amount.currency or fact.currency) != fact.currency or (given.period or fact.period) != fact.period:
            continue
        assert fact.stage
        mine = replace(amount, currency=fact.currency, mark=fact.mark)
        own = Worked(amount.low, digits(amount.low), ("input",), fact.unit, fact.currency, fact.mark)
        ends = _ends(page, fact)
        over = own.value > ends[-1].value
        gaps = [own - end if over else end - own for end in ends]
        if len({g.value for g in gaps}) > 1 or gaps[0].value < 0:
            continue
        how = "above" if over else "below"
        apart = f"{tell(page, gaps[0])} {how}" if gaps[0].value else "the same as"
        page.say(f"Your {_part_label(fact)} of {page.give(mine)} is {apart} {_said(fact)}.", page.passage_of(fact))

