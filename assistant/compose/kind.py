"""What kind of answer a question gets, decided in one place, from what was resolved before its words.

In: a part of a question, understood. Out: `Signs` (whether it is about rows of pay, about advice, or
both) and the kinds of answer worth trying, best first. A row that is named in full (company and place)
with anything to look up in it is answered from the row, whatever else is said; words of advice then
add advice, they do not take the row away. Where less is named, more words are needed. It writes
nothing and knows no guide.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from typing import Literal

from assistant.compose.advice import leaves_pay_aside, wants_time
from assistant.compose.hearsay import claims_a_row
from assistant.compose.kind_words import (
    ABOUT_MINE,
    ADVICE_ABOUT_PAY,
    ADVICE_ASKED,
    ADVICE_BESIDE,
    AMOUNT,
    ASKS_NOUN,
    ASKS_WHAT,
    COUNTED,
    COVERAGE,
    COVERS_PLACES,
    DATED,
    DO_OR_DONT,
    EVERY,
    EVERY_FIRM,
    EVERY_LEVER,
    EVERY_PLACE,
    FIGURES_WANTED,
    FLEXIBLE,
    HOW_MUCH,
    INCREASES,
    INSIDE,
    INSTEAD,
    INVENTORY,
    LADDER,
    LISTED,
    LOOK_UP,
    LOST,
    MINE_TO_SAY,
    NUMBER_WANTED,
    OF_DIFFERENCES,
    ONLINE,
    RECURS,
    SAYING,
    SCRIPT,
    SCRIPTS,
    SEVERAL,
    TABLE,
    TO_SAY,
    WHAT_PARTS,
    WHERE_I_LOOK,
    WHICH_PART,
    WORTH,
    YES_OR_NO,
    YOU_COVER,
)
from assistant.question import QUOTATION, Question, asks_other_level
from assistant.situations import WHAT_IS_VALUED
from corpus.regexes import regex
from index.resolve import words_of
from index.search import STOP_WORDS

# Above this, advice is plainly what is asked for, by words and meaning together.
PLAIN = 1.5

Leaning = Literal["pay", "both", "advice"]
# What an answer can be made of, each by a writer of its own.
Kind = Literal[
    "sources", "levels", "increments", "levers", "listing", "pay", "do_dont", "pushback", "flexibility", "advice"
]  # fmt: skip

# More words than these beside names, and "mistakes" or "never" is only met on the way.
MOST_BESIDE_LISTS = 10
_PAY_WORDS = frozenset(
    "better higher lower more less most least best worst highest lowest difference compare versus "
    "city cities region regions office offices site sites location locations each every differ "
    "differs between first year table tables appear complete line full whole entire row rows everything "
    "guide guides have has tell show state kindly band bands range ranges pay pays paid paying earn "
    "make makes making wage wages remuneration money number numbers figure figures offer offers offered "
    "please pls "
    "story moneywise lines columns anything everything percent "
    "overview info information details dump print know abt show data summary lot sheet "
    "office offices location locations site sites every each outside "
    "hello hey thanks good low high fair okay normal lowball decent bad much many there here".split()
)


@dataclass(frozen=True, slots=True)
class Signs:
    """What speaks for which kind of answer."""

    rest: tuple[str, ...]  # the words beside names, pay words and small words
    here: bool  # this part itself names a component or a place
    rowed: bool  # rows at a place that is named
    looks_up: bool  # a component, an amount or a word for a table's cells
    full: bool  # company and place are both known: few rows, certainly the ones meant
    named_pay: bool  # a component, a word for pay or an amount
    pay_asked: bool  # rows of pay are what is asked for, at least in part
    leaning: Leaning
    advises: float = 0.0  # how plainly words and meaning together ask how to negotiate; 0 where not weighed

    @property
    def advised(self) -> bool:
        """Plainly a question of how to negotiate, whatever it names."""
        return self.advises > PLAIN


def fact_kinds(q: Question, signs: Signs, topical: bool) -> list[Kind]:
    """The kinds of answer from facts that a question can have, best first; the first that finds any is it."""
    resolved = q.resolved
    out: list[Kind] = []
    if _asks_sources(q, topical) and not signs.advised:
        out.append("sources")
    elsewhere = bool(resolved.other_companies) and not resolved.companies
    pay_elsewhere = elsewhere and q.has("pay") and not q.has("levels")
    reconciles = q.has("reconcile") and "total" in resolved.components
    # "As an L4, how do I reply": who somebody is, and not what is asked.
    beside = not (q.has("levels") or resolved.other_companies or len(resolved.companies) > 1)
    beside = beside and (q.has("pushback") or advice_asked(q))
    if (q.has("levels") or resolved.levels) and not (
        row_of_level(q, signs) or topical or pay_elsewhere or reconciles or _moves_level(q) or beside
    ):
        out.append("levels")
    # "Is the base in A bigger than in B" asks for rows, whatever a guide is said to say; so does a whole row.
    ranks_rows = q.has("compare") and len({t.row for t in resolved.targets if t.asked}) > 1
    ranks_rows = ranks_rows and not (q.given and asks_ready_text(q))
    whole_row = signs.rowed and len(resolved.components) > 2 and not q.given
    # Without a company, only a question about the scripts themselves is about their increments.
    ready = asks_ready_text(q)
    scripts = bool(resolved.companies) or bool(SCRIPTS.search(q.text)) or (ready and SEVERAL.search(q.text))
    # "Which cities does the guide cover" asks for places.
    lists_places = q.has("listing") and bool(COVERS_PLACES.search(q.text)) and not resolved.components
    raises = (q.has("increment") and not lists_places) or ready
    every_one = EVERY_FIRM.search(q.text) or (INCREASES.search(q.text) and SEVERAL.search(q.text) and not q.given)
    scripts = scripts or (bool(resolved.components) and bool(every_one))
    beside = bool(resolved.companies) and bool(resolved.components) and figure_beside_topic(q)
    argued = TO_SAY.search(q.text) and LOST.search(q.text)
    raises = raises and not (argued and not (q.given or HOW_MUCH.search(q.text)))
    raises = raises and (ready or not (q.has("agreement") and resolved.components))
    # "Do the guides list the same parts of a package, one has a sign-on": what belongs to it is asked.
    raises = raises and not (q.has("agreement") and COUNTED.search(q.text))
    # "All the sign-on numbers": no table has a column of them, each script has one.
    all_of_it = resolved.components == ("sign_on",) and not (resolved.targets or q.given)
    if all_of_it and EVERY.search(q.text) and not COUNTED.search(q.text):
        scripts = raises = True
    # A place that no row has is what is asked about, not the script.
    nowhere = any(u.kind == "place" for u in resolved.uncovered) and not (resolved.components or ready)
    raises = raises and not (nowhere and not q.given)
    # "What does the guide say of 210 base, 300 stock": where they lie, unless a script or an ask is spoken of.
    raises = raises and not (signs.full and len(q.given) > 1 and not (ready or _OF_AN_ASK.search(q.text)))
    # "The guide says the base there starts at 100K": the row is what is claimed.
    raises = raises and not (signs.rowed and claims_a_row(q))
    raises = raises and (bool(q.given) or ready or not leaves_pay_aside(q.text))
    # "A script for the papers lever", "what do I say to their question of my expectation": words, no amounts.
    raises = raises and (bool(q.given) or ready or not _WORDS_FOR.search(q.text))
    if raises and scripts and not (ranks_rows or whole_row or q.has("midpoint") or (topical and not beside)):
        out.append("increments")
    if resolved.companies and EVERY_LEVER.search(q.text):
        out.append("levers")
    pays = signs.pay_asked and signs.leaning != "advice"
    everywhere = q.has("superlative") or (q.has("threshold") and bool(q.given) and not resolved.targets)
    if pays and everywhere and not topical:
        out.append("pay")
    if (
        q.has("listing")
        and not ONLINE.search(q.text)
        and not q.has("agreement")
        and (not figures_wanted(q) or bool(YOU_COVER.search(q.text)))
        and not (signs.rowed or resolved.components or topical)
        and COVERAGE.search(q.text)
        and not SAYING.search(q.text)
        and (bool(resolved.companies) or not DO_OR_DONT.search(q.text))
    ):
        out.append("listing")
    # "How much tax on 400K" is about the tax; "the base in London, and a visa?" is about both.
    parts_given = len({g.component for g in q.given} - {None}) > 1
    beside_topic = bool(resolved.components and resolved.companies) and signs.rowed and not q.given
    beside_topic = beside_topic or (bool(resolved.companies) and figure_beside_topic(q))
    if pays and (not topical or beside_topic or parts_given):
        out.append("pay")
    return list(dict.fromkeys(out))


_WORDS_FOR = regex(
    r"\b(?:scripts?|lines?|words?|wording|pitch|text|template)\s+(?:for|of|on|about|with)\s+(?:\S+\s+){0,4}?levers?\b"
    r"|\blevers?['’]?s?\s+(?:script|line|words?|wording|pitch|text|template)\b"
    r"|\b(?:salary|pay|comp\w*|my|your|our)\s+expectations?\b|\bexpected\s+(?:salary|pay|comp\w*)\b",
    re.I,
)
_OF_AN_ASK = regex(
    r"\b(?:scripts?|ask\w*|counter\w*|add\w*|bump\w*|raise\w*|increas\w*|propos\w*|push\w*|request\w*|demand\w*|templates?|paragraph"
    r"|strategy|playbook|recipe|formula|method|word\s+for\s+word|new\s+(?:base|stock|equity|rsus?|sign|bonus|numbers?|figures?|amounts?)|more|extra|plus|top|uplift|negotiat\w*|make[s]?\s+of)\b|加|涨|要",
    re.I,
)


def figure_beside_topic(q: Question) -> bool:
    """A part of pay is asked for beside a topic: "sign-on amount and sign-on clawback"."""
    ends = [0, *(m.start() for m in LISTED.finditer(q.text)), len(q.text)]
    for start, end in itertools.pairwise(ends):
        here = {m.kind for m in q.resolved.mentions if start <= m.start < end}
        part = q.text[start:end]
        if "component" in here and "topic" not in here and (AMOUNT.search(part) or SCRIPT.search(part)):
            return bool(q.resolved.topics)
    return False


def asks_ready_text(q: Question) -> bool:
    """What a text that a guide holds ready asks for: the text, by whatever name, and a part of pay or an amount."""
    amount = bool(HOW_MUCH.search(q.text) or ASKS_NOUN.search(q.text))
    return q.has("ready_text") and (bool(q.resolved.components) or amount)


def may_be_topic(q: Question, signs: Signs) -> bool:
    """A yes-or-no question, or one of when and how, about a part of pay at no place: seldom about a cell."""
    return (
        bool(q.resolved.components or q.resolved.companies)
        and (bool(q.resolved.companies) or not q.resolved.uncovered)
        and not (q.given or q.has("fabricate", "injection", "ready_text", "sources") or WORTH.search(q.text))
        and not (q.has("increment") and q.resolved.components)
        and not any(m.kind == "place" for m in q.resolved.mentions)
        and bool(YES_OR_NO.search(q.text))
    )


def word_kinds(q: Question, signs: Signs) -> list[Kind]:
    """The kinds of answer in the guides' own words that a question can have, best first."""
    resolved = q.resolved
    out: list[Kind] = []
    if figure_alone(q, signs):
        return ["advice"]  # which asks back
    if asks_all_differences(q):
        return ["flexibility", "advice"]
    if DO_OR_DONT.search(q.text) and len(signs.rest) <= MOST_BESIDE_LISTS and not resolved.companies:
        out.append("do_dont")
    if WHICH_PART.search(q.text) and INSTEAD.search(q.text) and resolved.components and not resolved.companies:
        out.append("flexibility")  # "they say the base is fixed, what else can be moved"
    doubted = bool(resolved.components) and bool(FLEXIBLE.search(q.text)) and bool(_DOUBTED.search(q.text))
    # "The recruiter needs an answer by tomorrow": time is what is wanted, whoever says so.
    hurried = wants_time(q.text) and not QUOTATION.search(q.text)
    if q.has("pushback") and not (MINE_TO_SAY.search(q.text) or doubted or hurried):
        out.append("pushback")
    weighed = weighs_parts(q)
    moved = WHICH_PART.search(q.text) or (q.has("agreement") and not COUNTED.search(q.text))
    moved = not resolved.companies and moved and q.meant != WHAT_IS_VALUED
    recurs = len(resolved.components) == 1 and RECURS.search(q.text)
    if (weighed and not resolved.companies) or (
        not weighed and (moved or recurs or FLEXIBLE.search(q.text))
    ):
        out.append("flexibility")
    return list(dict.fromkeys([*out, "advice"]))


def asks_all_differences(q: Question) -> bool:
    """Whether it is asked where the guides differ, of nothing in particular: "what do they disagree about"."""
    resolved = q.resolved
    named = resolved.companies or resolved.places or resolved.components or resolved.topics or resolved.levels
    rest = [w for w in rest_of(q) if w not in OF_DIFFERENCES]
    return q.has("agreement") and not (named or q.given or rest)


# "HR said the bonus is never negotiable. True?": whether it is so, and not what to reply.
_DOUBTED = regex(
    r"\b(?:true|right|correct|really|is\s+(?:that|it|this)\s+so|is\s+(?:that|this)\s+(?:a\s+)?(?:fact|lie|bluff))\b\W*$|真的吗|是真的",
    re.I,
)


def weighs_parts(q: Question) -> bool:
    """Two parts of an offer against each other: "the bonus or the sign-on"."""
    return len(set(q.resolved.components) - {"total", "options"}) > 1 and q.has("compare", "superlative")


def lacks_detail(q: Question, signs: Signs) -> bool:
    """Nobody can answer this without knowing more: "is it ok", "they offer 380, is it fair"."""
    resolved = q.resolved
    if not resolved.mentions and not signs.rest and ABOUT_MINE.search(q.text):
        return True
    if not (resolved.mentions or q.given) and _MY_OFFER.search(q.text):
        return True  # "could you place my offer please"
    if not (q.given or resolved.companies or resolved.places) and _MINE_FROM_END.match(q.text):
        return True  # "how far is my rsu from the top"
    if figure_alone(q, signs):
        return True
    if not resolved.mentions and len(signs.rest) < 2 and q.has("pay") and q.has("compare") and not advice_asked(q):
        return True  # "which one pays better"
    nothing = not (resolved.targets or resolved.components or resolved.other_companies)
    return bool(q.given) and q.has("position") and nothing and not advice_asked(q)


_MINE_FROM_END = regex(r"\W*(?:and\s+|so\s+)?how\s+(?:far|close|near|high|low)\s+(?:is|are)\s+my\s+\w+", re.I)
_MY_OFFER = regex(
    r"\b(?:place|check|judge|rate|evaluate|assess|grade|review|look\s+(?:at|over))\s+my\s+(?:\w+\s+)?(?:offer|numbers?|package|figures?)\W*"
    r"(?:please|pls|thanks?|thx|for\s+me|now|today)?\W*$",
    re.I,
)
# "Happy?", "should I be satisfied": a figure is to be judged, whatever the word.
_FEELS = regex(
    r"\bshould\s+i\s+be\s+(?:\w+\s+)?(?:happy|satisfied|pleased|glad|content|thrilled|proud|disappointed|insulted|angry|offended|worried|ok|okay)\b",
    re.I,
)
# A figure with more words than these beside it asks for something of its own.
MOST_BESIDE_FIGURE = 2


def figure_alone(q: Question, signs: Signs) -> bool:
    """Figures of an offer, and nothing that says whose or where: "they offered me 900K. Happy?"."""
    resolved = q.resolved
    named = resolved.targets or resolved.other_companies or resolved.places or resolved.topics or resolved.levels
    parts = {g.component for g in q.given}
    if named or not q.given or any(g.amount.unit != "money" for g in q.given) or not set(resolved.components) <= parts:
        return False
    if q.has(
        "difference", "change", "share", "ratio", "percent_of", "annual", "monthly", "convert", "increment", "compare",
        "fabricate", "injection", "threshold",
    ):  # fmt: skip
        return False
    beside = [w for w in signs.rest if not any(c.isdigit() for c in w)]
    if _FEELS.search(q.text):
        return len(beside) <= 2 * MOST_BESIDE_FIGURE
    most = MOST_BESIDE_FIGURE if "?" in q.text else 1
    return len(beside) <= most and not advice_asked(q)


# "How much is E5 at Acme", "what does an L4 get": what a level is paid, and not what it is elsewhere.
_PAID = regex(
    r"\bhow\s+much\b|\b(?:what\s+(?:does|do|would|will)\b.{0,30}\b(?:get|earn|make|receive)|pays?|paid|paying|earns?|salary|comp)\b|多少钱|多少薪|薪资|工资",
    re.I,
)


def row_of_level(q: Question, signs: Signs) -> bool:
    """A level beside a row names whose row it is; without one it asks what the level is elsewhere."""
    resolved = q.resolved
    if resolved.laddered and (resolved.row_levels or signs.rowed) and not _maps_levels(q):
        return True  # a company's rows are for levels, and one of them is named
    terse = not signs.rest and any(m.kind == "place" for m in resolved.mentions)  # "acme l4 bergen"
    paid = bool(resolved.companies) and not q.has("levels") and bool(_PAID.search(q.text))
    # "Is 180K good for an L4 at Acme": an amount is judged, whatever it is an amount of.
    judged = bool(q.given) and q.has("position") and not q.has("levels")
    looked_up = signs.rowed and (signs.looks_up or terse) and not q.has("levels")
    cells = paid or judged or looked_up or bool(resolved.components)
    return cells and bool(resolved.companies or resolved.other_companies or signs.rowed)


def _moves_level(q: Question) -> bool:
    """Whether the level can be changed is asked, not what one is elsewhere."""
    if asks_other_level(q.text) and q.has("advice"):
        return True
    return bool(FLEXIBLE.search(q.text)) and not (q.resolved.levels or q.resolved.other_companies)


def _maps_levels(q: Question) -> bool:
    """What a level is elsewhere is asked, not what it is paid."""
    return (
        q.has("levels")
        and (bool(q.resolved.other_companies) or len(q.resolved.companies) > 1)
        and not (q.resolved.components or q.has("pay"))
    )


def asks_inside(q: Question, signs: Signs) -> bool:
    """ "Is it inside, and what does the script make of it": the place of an amount beside its increment."""
    return q.has("position") and signs.rowed and bool(q.given) and bool(INSIDE.search(q.text))


def asks_mistakes(q: Question) -> bool:
    """What goes wrong most, which the guides also say outside their lists."""
    return bool(re.search(r"\b(?:mistakes?|blunders?|errors?|pitfalls?)\b", q.text, re.I))


def advice_beside(q: Question) -> bool:
    """Advice is asked for beside something that the guides lack."""
    return not q.has("fabricate") and bool(ADVICE_BESIDE.search(q.text))


def _asks_sources(q: Question, topical: bool) -> bool:
    said = q.has("pushback") and not DATED.search(QUOTATION.sub(" ", q.text))
    return (
        q.has("sources")
        and not (q.has("agreement") or q.resolved.components or q.given or said)
        and not (topical and q.resolved.companies)
        and not WHERE_I_LOOK.search(q.text)
    )


def signs_of(q: Question, topical: bool, advises: float = 0.0) -> Signs:
    """Weigh a part of a question.

    `topical`: it asks about something the guides lack, such as tax. `advises`: how plainly its words and
    meaning together ask for advice; plain meaning decides where no row is named in full.
    """
    resolved = q.resolved
    rest = tuple(rest_of(q))
    of_level = (
        resolved.laddered and bool(resolved.row_levels) and any(m.kind == "level" for m in resolved.mentions)
    )
    here = bool(resolved.components) or any(m.kind == "place" for m in resolved.mentions)
    # A place taken over from the part before counts only where this part asks for pay itself.
    rowed = (here and any(t.asked for t in resolved.targets)) or (of_level and bool(resolved.targets))
    of_one = len({t.row.company for t in resolved.targets}) == 1
    full = rowed and (bool(resolved.companies) or of_one) and not resolved.uncovered
    own = here or any(m.kind == "company" for m in resolved.mentions)
    named_pay = bool(resolved.components) or q.has("pay") or bool(q.given)
    # Names taken over from the part before do not make a part one about pay.
    pay = (named_pay or q.has("position")) and (own or bool(q.given) or not resolved.targets)
    ranks = q.has("compare", "difference", "superlative") and len(rest) <= (2 if resolved.companies else 0)
    both_named = rowed and any(m.kind == "company" for m in resolved.mentions)
    pay = pay or (rowed and ranks and not topical)
    pay = pay or (q.has("superlative") and bool(resolved.components and resolved.targets) and len(rest) <= 2)
    pay = pay or (
        both_named and len(rest) <= 1 and not topical and not q.has("advice", "pushback", "injection")
    )
    few = len(rest) <= 2
    if not (resolved.components or q.given or rowed or few or FIGURES_WANTED.search(q.text)):
        pay = named_pay = False  # "which earnings call is quoted" is about something else
    bare = own and not rest and not topical and not q.has("sources", "injection", "fabricate")
    bare = bare and not asks_what(q)
    pay = pay or (bare and bool(resolved.targets) and (rowed or bool(resolved.companies)))
    whole_table = _company_here(q) and bool(INVENTORY.search(q.text) or TABLE.search(q.text))
    pay = pay or (
        whole_table and len(rest) <= 1 and not topical and not q.has("sources", "injection", "fabricate")
    )
    every_level = (
        resolved.laddered
        and _company_here(q)
        and (of_level or (rowed and q.has("levels")) or bool(LADDER.search(q.text)))
    )
    plainly = (
        every_level and not topical and not q.has("sources", "injection", "fabricate") and not _maps_levels(q)
    )
    if plainly and not ADVICE_ASKED.search(q.text) and not ADVICE_ABOUT_PAY.search(q.text):
        # A level that a row of the company is for, or all of them: the row is what is asked for.
        pay, leaning_row = True, True
    else:
        leaning_row = False
    looks_up = bool(resolved.components or q.given or LOOK_UP.search(q.text))
    # A place that stands in this part, or a company: what was taken over from the part before is less sure.
    own_row = any(m.kind in ("place", "company") for m in resolved.mentions)
    plain = (
        rowed
        and bool(LOOK_UP.search(q.text))
        and not ADVICE_ASKED.search(q.text)
        and not resolved.uncovered
    )
    other = topical or q.has("injection", "fabricate", "sources")
    certain = (full or plain) and own_row and looks_up and not other
    taken_over = rowed and not any(m.kind == "place" for m in resolved.mentions)
    leaning = _leaning(q, rowed and not (taken_over and ADVICE_ASKED.search(q.text)), certain, rest)
    if whole_table and len(rest) <= 1 and not topical and not ADVICE_ASKED.search(q.text):
        leaning = "pay"
    if leaning_row:
        leaning = "pay"
    if advises > PLAIN and leaning == "pay" and not leaning_row:
        leaning = "both" if certain else "advice"
    return Signs(rest, here, rowed, looks_up, full, named_pay, pay or certain, leaning, advises)


def asks_what(q: Question) -> bool:
    """Whether a name of a company, or of something it has, is to be explained: "what is DAMO"."""
    return {m.kind for m in q.resolved.mentions} == {"company"} and bool(ASKS_WHAT.fullmatch(q.text))


def _company_here(q: Question) -> bool:
    """A company of the guides is named here."""
    return any(m.kind == "company" for m in q.resolved.mentions) and bool(q.resolved.targets)


def _leaning(q: Question, rowed: bool, certain: bool, rest: tuple[str, ...]) -> Leaning:
    """Pay, advice about pay ("is base negotiable", "can recruiters go above band"), or both."""
    if not _is_advice(q, rowed, rest):
        placed = certain and bool(q.given)
        return "both" if placed and not q.has("increment") and _COUNTERS.search(q.text) else "pay"
    if not certain:
        return "advice"
    asked = ADVICE_ASKED.search(q.text) or q.has("pushback") or _HOW_EASY.search(q.text)
    return "both" if asked else "pay"


# "The equity in Graz, how easy is it to move": whether it can be moved is asked beside what it is.
_HOW_EASY = regex(
    r"\bhow\s+(?:easy|hard|difficult|likely|fixed|rigid|firm)\b|\b(?:easy|hard|possible)\s+to\s+(?:move|change|raise|push|get\s+more)\b"
    r"|\b(?:any|is\s+there|much)\s+(?:room|wiggle\s+room|slack)\b(?!\s+(?:left|between|to\s+the\s+top))|\b(?:can|could)\s+(?:it|that|this|they)\s+be\s+(?:moved|changed|raised|pushed)\b",
    re.I,
)


# What to do about a figure is asked beside where it lies: "…, how should I counter".
_COUNTERS = regex(
    r"\bhow\s+(?:do|should|can|could|would|to|shall)\s+(?:(?:i|we)\s+)?(?:best\s+)?(?:counter|negotiate|respond|reply|react|answer|push|bring\s+(?:it|this)\s+up)\b"
    r"|\bwhat\s+(?:do|should|can|could|shall)\s+i\s+(?:say|reply|answer|write|counter)\b|怎么(?:还价|谈|回复|回)|如何(?:还价|谈|回复)",
    re.I,
)


_WHICH_ROWS = regex(r"^\W*(?:in\s+)?(?:where|which|what)\b", re.I)


def _is_advice(q: Question, rowed: bool, rest: tuple[str, ...]) -> bool:
    if q.has("reconcile") and q.resolved.companies and "total" in q.resolved.components:
        return False  # "why is the total not the sum of its parts"
    if ADVICE_ABOUT_PAY.search(q.text) or (not rowed and WHAT_PARTS.search(q.text)):
        return True
    if rowed and _HOW_EASY.search(q.text) and not q.given:
        return True
    if not rowed and len(q.resolved.roles) > 1 and q.has("compare") and not q.resolved.components:
        return True
    if q.has("superlative", "spread", "midpoint", "reconcile") and q.resolved.components:
        return False
    limited = q.has("threshold") and bool(q.given and q.resolved.components)
    if limited and (q.has("listing") or _WHICH_ROWS.search(q.text)) and not advice_asked(q):
        return False  # "all rows where the bonus could be above 18%"
    if q.resolved.components and q.resolved.companies and EVERY_PLACE.search(q.text) and not advice_asked(q):
        return False
    elsewhere = q.resolved.other_companies and not q.resolved.companies
    if elsewhere and q.resolved.components and len(rest) < 3 and not advice_asked(q) and not q.has("pushback"):
        return False  # a cell of a company that has no guide
    if q.given and (rowed or q.resolved.companies or len(q.given) > 1 or q.has("annual")):
        return False
    if q.has("change") and any(g.amount.high not in (None, g.amount.low) for g in q.given):
        return False  # "from 200k to 225k after my mail, what raise is it in %"
    if rowed:
        return False
    if (
        q.resolved.companies
        and q.resolved.components
        and not q.has("pay", "superlative", "annual", "midpoint", "spread")
    ):
        if not rest and not advice_asked(q):
            return False  # "relocation acme": names alone, whatever else they are words of
        # Beyond names and pay words, a question that still says a lot is not asking for a cell.
        return q.has("advice") or (len(rest) >= 3 and not NUMBER_WANTED.search(q.text))
    return q.has("advice", "pushback")


def advice_asked(q: Question) -> bool:
    """Whether a question asks for advice in so many words."""
    return bool(ADVICE_ASKED.search(q.text))


def asks_yes_or_no(text: str) -> bool:
    """Whether a text asks for a yes or no, or when and how."""
    return bool(YES_OR_NO.search(text))


def figures_wanted(q: Question) -> bool:
    """Whether a question has a word for figures of pay."""
    return bool(FIGURES_WANTED.search(q.text))


def rest_of(q: Question) -> list[str]:
    """The words of a question beside names, pay words and small words."""
    known = {w for m in q.resolved.mentions for w in words_of(m.text)}
    return [
        w
        for w in words_of(q.text)
        if w not in known and w not in STOP_WORDS and len(w) > 2 and w not in _PAY_WORDS and not w.isdigit()
    ]
