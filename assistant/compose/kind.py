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

from assistant.compose.flexibility import WHICH_PART
from assistant.question import QUOTATION, Question
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

# All that the tables hold of a place or a company, whatever it is called: "anything on Graz", "dump the table".
INVENTORY = regex(
    r"\b(?:any\s?things?(?!\s+(?:i|we|to|else|wrong|special))|any\s+(?:data|info\w*|figures|numbers)|everything|all\s+(?:of\s+it|(?:the\s+)?(?:comp\s+)?(?:figures|fields|cells|columns)|(?:the\s+)?data|(?:the\s+)?info)"
    r"|what(?:['’]?s|\s+is|\s+was)?\s+(?:there|in\s+(?:it|your|the))"
    r"|what(?:ever)?\s+(?:do\s+|have\s+)?(?:you|u|ya|we)(?:['’]?ve)?\s+(?:have|got|know)|(?:whichever|all)\s+(?:you|u|ya)(?:['’]?ve)?\s+(?:have|got)|(?:you|u)\s+know\s+a?bo?u?t"
    r"|what(?:['’]?s|\s+is)\s+the\s+(?:story|deal|situation|picture)|money-?\s?wise|overview|info(?:rmation)?|details|dump|complete|(?:the\s+)?(?:whole\s+)?lot|summary|numbers)\b|(?:全部|所有|完整)",
    re.I,
)
_FIGURES_WANTED = regex(r"\b(?:pay|pays|paid|figures|numbers|bands?|salary|salaries|comp|amounts?)\b", re.I)
# A table, its lines, or all that stands in one.
_LOOK_UP = regex(
    rf"""{INVENTORY.pattern}|\b(?:bands?|ranges?|rows?|lines?|columns?|cells?|tables?|sheets?|charts?|numbers?|figures?|package|everything|entire|whole
    |(?:each|every|all)\s+(?:\w+\s+){{0,2}}(?:parts?|components?|pieces?|columns?|figures?|numbers?)|breakdown|full\s+picture|pays?|salary|salaries
    |entry|entries|record|details|particulars|specifics|spell\s+out|rundown|low-?down|deets|stats|the\s+(?:whole\s+)?lot|remuneration|earnings|wages?
    |comp|compensation|floors?|tops?|ceilings?|caps?|max\w*|min\w*|bracket|printed|how\s+much|earn|makes?)\b|多少|薪|工资|待遇|范围|区间""",
    re.IGNORECASE | re.VERBOSE,
)
_NUMBER_WANTED = regex(
    r"""\b(?:how\s+much|what(?:'s|s|\s+is|\s+are)?|which|range|band|max\w*|min\w*|top|numbers?|figures?
    |usual|typical|normal)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_TABLE = regex(r"\b(?:table|rows|lines|sheet|chart|list)\b", re.I)
_WHAT_PARTS = regex(r"\bcomponents?\b", re.I)
_ADVICE_ABOUT_PAY = regex(
    r"""negotiab|flexib|authori|(?:above|over|beyond|exceed\w*|outside)[\s-]+(?:the\s+)?band|\b(?:beat|match
    |outbid)(?:es|s)?\s+(?:\w+\s+){0,4}(?:offers?|labs?)\b|\blevers?\b|\bscripts?\b|template|\bwhy\b
    |questions?\b.{0,20}\bask|what\s+(?:do|should|shall)\s+i\s+(?:ask|say|answer|do|write)
    |ask\s+(?:for\s+)?(?:equity|base)\s+or|(?:equity|base)\s+or\s+(?:base|equity)\s+first|work(?:s
    |ing)?\s+on|compete|reply|respond|convince|(?:to|i|should|shall|can)\s+say\b|\bsay\s+(?:to|this
    |it(?!['’]s))\b|\bwrite\b|explain|do\s+i\s+count|differ\w*\s+(?:between\s+)?(?:rsus?
    |options?|target|stock)\b|real\s+money""",
    re.IGNORECASE | re.VERBOSE,
)
# A question for advice in so many words, not a word that merely occurs in advice.
_ADVICE_ASKED = regex(
    r"""\b(?:should\s+(?:i|we)(?!\s+(?:expect|get|see|be\s+(?:paid|getting|offered|on|making))\b)|how\s+(?:do|should|can|could|would|to)\b(?!\s*(?:much|many|far|big))|what\s+(?:do|should|can|could|would)\s+(?:i|we)\s+(?:say|do|answer|reply
    |ask|write|tell)|can\s+(?:i|we|they)\s+(?:\w+\s+){0,2}(?:ask|negotiat\w*|push|say|rescind|withdraw)|is\s+it\s+(?:advisable|stupid|dumb|crazy|silly|bad|ok|okay|rude|wise|smart|risky|safe
    |normal)\s+to|negotiab\w*|flexib\w*|reply|respond|tips?|advice|levers?|scripts?|rescind\w*|convince|draft|write)\b|怎么|如何|应该""",
    re.IGNORECASE | re.VERBOSE,
)
_DO_OR_DONT = regex(
    r"""(?:\b(?:what|which)\s+(?:\w+\s+)?(?:behaviou?rs?|habits?|manners|moves?|things)\b.{0,40}\b(?:ruin|spoil|hurt|harm|kill|backfire|damage|wreck|sabotage|help|work)\w*
    |\b(?:what|which|things|list|recommended|anything)\b.{0,40}\b(?:not|(?<!i\shave\s)(?<!i\shad\s)(?<!['’]ve\s)never|avoid|behaviou?rs?)\b
    |\b(?:two|three|four|five|six|seven|\d)\s+(?:[\w-]+\s+){0,2}(?:behaviou?rs|habits|no-?gos|taboos|sins|blunders)\b
    |\b(?:what|which|things|list)\b.{0,40}\b(?:forbidden|blunders?|taboos?|no-?gos?|pitfalls?|sins?|faux\s+pas)\b
    |\b(?:good|bad|right|wrong|recommended|positive|negative|advised|desired|proper)\s+(?:behaviou?rs?|habits?|conduct|manners)\b|\bbehaviou?rs?\b.{0,60}\brecommend\w*|\bthings?\s+(?:that\s+)?(?:one|i|we|you)\s+should\s+(?:not\s+)?do\b|\bdo\s+list\b|\bdo['’]s\b|\bdon['’]?ts\b|\bdos\b|\blist\s+of\s+do\b|\bmistakes\b|should\s+(?:i|we|one)\s+(?:not|never)\b)""",
    re.IGNORECASE | re.VERBOSE,
)

_SAYING = regex(
    r"\b(?:should|say|tell(?!\s+(?:me|us)\b)|mention|reveal|disclose|share"
    r"|name(?!\s+(?:all|every|each|me\s+(?:all|every|the)|the\s+(?:\w+\s+)?(?:places|cities|regions|locations|offices"
    r"|countries|companies|firms|towns|sites|guides))))\b",
    re.I,
)

_INSIDE = regex(
    r"\b(?:inside|within|in\s+(?:the\s+)?(?:band|range)|below|above|ok|okay|fair|good|low|lowball|where)\b",
    re.I,
)

_DATED = regex(r"\b(?:dates?|dated|updated|outdated|vintage|how\s+(?:old|recent|fresh)|sources?)\b", re.I)

# What one can argue with at a company, all of it: "the four arguments", "every talking point".
_ARGUMENTS = (
    r"(?:(?<=every\s)lever|(?<=each\s)lever|(?<=every\s)argument|(?<=each\s)argument|levers|(?:[\w-]+\s+)?arguments|talking\s+points|selling\s+points|bargaining\s+chips|angles|pitches|cards\s+(?:to|i|we))"
)
_EVERY_LEVER = regex(
    rf"\b(?:all|list|name|names|every|each|which|what|many|two|three|four|five|six|\d)\b(?:\W+\w+){{0,4}}\W+{_ARGUMENTS}\b"
    rf"|\b{_ARGUMENTS}\b.{{0,60}}\b(?:all|names?|list)\b",
    re.I,
)

# Whether a part of an offer comes once or again: what the tables of the guides note beside it.
_RECURS = regex(
    r"\b(?:every\s+year|each\s+year|yearly|(?<!and\s)again(?!\s+and\s+again)|recurr\w*|repeat\w*|one-?\s?(?:time|off)|once(?!\s+(?:i|we|you|they|he|she|it|the|my|their|signed|accepted)\b)|year\s+(?:two|2)|second\s+year|annual(?:ly)?)\b|每年都|一次性",
    re.I,
)

# What belongs to the total, which is no matter of how far it can be moved.
_COUNTED = regex(
    r"\b(?:formula|count(?:s|ed)?|includ\w*|components?|belongs?"
    r"|part\s+of\s+(?:the\s+)?(?:tc|total|comp\w*|pay|package))\b",
    re.I,
)

# A question that points at something nobody has named: "how much should it be", "what do they offer".
_ABOUT_MINE = regex(
    r"\bhow\s+much\b|\b(?:is|are|was)\s+(?:it|this|that|these|those|mine|they)\b.{0,20}\b(?:good|ok|okay|fair|low|high|normal|enough)\b"
    r"|\bwhat\s+(?:do|does|will|would)\s+(?:they|he|she|it)\s+(?:offer|pay|give)\b|\bwhat(?:'s"
    r"|\s+is)\s+the\s+(?:band|range)\b",
    re.I,
)

_COVERAGE = regex(
    r"""\b(?:regions?|cit(?:y|ies)|compan(?:y|ies)|firms?|towns?|employers?|businesses|sites?|places?|locations?|countries|offices?|guides?|cover\w*
    |roles?)\b|哪些""",
    re.IGNORECASE | re.VERBOSE,
)

# Places where one looks things up oneself.
_ONLINE = regex(r"\b(?:on\s+the\s+(?:web|internet|net)|online|web\s?(?:sites?|pages?))\b", re.I)

_SCRIPTS = regex(
    r"""(?=.*\b(?:scripts?|increments?|negotiate[\s-]up)\b)(?=.*\b(?:rsus?|stocks?|equity|base|sign
    |how\s+much|increments?|asks?\b.{0,20}\bper\s+company|one\s+per)\b)""",
    re.DOTALL | re.IGNORECASE | re.VERBOSE,
)

_HOW_MUCH = regex(r"\b(?:how\s+(?:much|many|big|large|high)|amounts?|figures?|numbers?|sums?)\b|多少", re.I)
_SEVERAL = regex(r"\b(?:three|two|3|2|each|every|all|both|respectively|which|rank)\b|scripts\b", re.I)

_EVERY_FIRM = regex(
    r"\b(?:each|every|all|both|three|two|3|2)\s+(?:(?:of\s+)?(?:the|your|these|those)\s+)?(?:\w+\s+)?(?:compan(?:y|ies)|firms?|employers?|guides?)\b",
    re.I,
)
# The words to say of what one gives up are asked for, not what a script asks for.
_LOST = regex(r"\b(?:los(?:e|es|ing|t)|forfeit\w*|giv(?:e|ing)\s+up|leav(?:e|ing)\s+behind|part(?:ing)?\s+with|unvested)\b", re.I)
_TO_SAY = regex(
    r"\b(?:tells?|advises?|suggests?|recommends?|wants?)\s+(?:(?:me|us|one)\s+)?to\s+(?:say|tell|write|answer|reply|ask)\b",
    re.I,
)

_YES_OR_NO = regex(
    r"(?:^|[,;:.!?]\s+|\b(?:and|so|but|or)\s+)\W*(?:is|are|do|does|did|will|would|can|could|must|when|how\s+(?:does|do|is|are|often|long))\b"
    r"|\b(?:or\s+(?:just|only|is)|(?:is|are)\s+there|do\s+(?:you|they|we|i)|must|have\s+to)\b|吗|会不会|是不是",
    re.I,
)

_FLEXIBLE = regex(
    r"""push\w*\s+(?:on|for)|\bmov(?:e)?able\b|\beasy\s+(?:or|to)\b|flexib|negotiab|how\s+(?:easy|hard)
    |easy\s+or\s+hard|can\b.{0,40}\b(?:negotiat|bargain|haggl)|\b(?:be|get)\s+(?:moved|negotiated|changed)|room\s+(?:on|in
    |for)""",
    re.IGNORECASE | re.VERBOSE,
)

_ADVICE_BESIDE = regex(
    r"""\b(?:can\s+they|will\s+they|would\s+they|rescind|cancel|take\s+(?:it\s+)?back|should\s+i|how\s+(?:do
    |should|can)\s+i|what\s+(?:do|should)\s+i|negotiat\w*|ask\s+for|fair|afraid|scared)\b""",
    re.IGNORECASE | re.VERBOSE,
)
# More words than these beside names, and "mistakes" or "never" is only met on the way.
MOST_BESIDE_LISTS = 10
_PAY_WORDS = frozenset(
    "better higher lower more less most least best worst highest lowest difference compare versus "
    "city cities region regions table tables appear complete line full whole entire row rows everything "
    "guide guides have has tell show state kindly band bands range ranges pay pays paid paying earn "
    "make makes making wage wages remuneration money number numbers figure figures offer offers offered "
    "please pls "
    "story moneywise lines columns anything everything "
    "overview info information details dump print know abt show data summary lot sheet "
    "hello hey thanks good low high fair okay normal lowball decent bad much many there here".split()
)


# All levels of a company's rows: "each of its three levels", "the ladder".
_LADDER = regex(
    r"\b(?:all|each|every|three|four|both|the)\b(?:\W+\w+){0,3}?\W+(?:levels?|lvls?|ladders?|grades|rungs)\b",
    re.I,
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
    if (q.has("levels") or resolved.levels) and not (row_of_level(q, signs) or topical or pay_elsewhere):
        out.append("levels")
    # "Is the base in A bigger than in B" asks for rows, whatever a guide is said to say; so does a whole row.
    ranks_rows = q.has("compare") and len({t.row for t in resolved.targets if t.asked}) > 1
    whole_row = signs.rowed and len(resolved.components) > 2 and not q.given
    # Without a company, only a question about the scripts themselves is about their increments.
    ready = asks_ready_text(q)
    scripts = bool(resolved.companies) or bool(_SCRIPTS.search(q.text)) or (ready and _SEVERAL.search(q.text))
    raises = q.has("increment") or ready
    scripts = scripts or (bool(resolved.components) and bool(_EVERY_FIRM.search(q.text)))
    argued = _TO_SAY.search(q.text) and _LOST.search(q.text)
    raises = raises and not (argued and not (q.given or _HOW_MUCH.search(q.text)))
    raises = raises and (ready or not (q.has("agreement") and resolved.components))
    if raises and scripts and not (ranks_rows or whole_row or q.has("midpoint") or topical):
        out.append("increments")
    if resolved.companies and _EVERY_LEVER.search(q.text):
        out.append("levers")
    pays = signs.pay_asked and signs.leaning != "advice"
    everywhere = q.has("superlative") or (q.has("threshold") and bool(q.given) and not resolved.targets)
    if pays and everywhere and not topical:
        out.append("pay")
    if (
        q.has("listing")
        and not _ONLINE.search(q.text)
        and not q.has("agreement")
        and not figures_wanted(q)
        and not (signs.rowed or resolved.components or topical)
        and _COVERAGE.search(q.text)
        and not _SAYING.search(q.text)
        and (bool(resolved.companies) or not _DO_OR_DONT.search(q.text))
    ):
        out.append("listing")
    # "How much tax on 400K" is about the tax; "the base in London, and a visa?" is about both.
    parts_given = len({g.component for g in q.given} - {None}) > 1
    beside_topic = bool(resolved.components and resolved.companies) and signs.rowed and not q.given
    beside_topic = beside_topic or (bool(resolved.companies) and figure_beside_topic(q))
    if pays and (not topical or beside_topic or parts_given):
        out.append("pay")
    return list(dict.fromkeys(out))


_LISTED = regex(r"\s(?:and|plus|&|\+|as\s+well\s+as|along\s+with)\s|[,;]", re.I)


def figure_beside_topic(q: Question) -> bool:
    """A part of pay is asked for beside a topic: "sign-on amount and sign-on clawback"."""
    ends = [0, *(m.start() for m in _LISTED.finditer(q.text)), len(q.text)]
    for start, end in itertools.pairwise(ends):
        here = {m.kind for m in q.resolved.mentions if start <= m.start < end}
        if "component" in here and "topic" not in here and _AMOUNT.search(q.text[start:end]):
            return bool(q.resolved.topics)
    return False


_AMOUNT = regex(
    r"\b(?:amounts?|how\s+(?:much|big|large|high)|size|bands?|ranges?|figures?|numbers?|value|sum)\b", re.I
)


def asks_ready_text(q: Question) -> bool:
    """What a text that a guide holds ready asks for: the text, by whatever name, and a part of pay or an amount."""
    return q.has("ready_text") and (bool(q.resolved.components) or bool(_HOW_MUCH.search(q.text)))


# What a company as a whole is worth is no matter of its shares' price.
_WORTH = regex(
    r"\bworth\s*(?:\?|$|[.,;]|these\s|now\b|today\b|as\s+a\b)|\bvaluation\b|\bvalued\b|\bmarket\s+cap", re.I
)


def may_be_topic(q: Question, signs: Signs) -> bool:
    """A yes-or-no question, or one of when and how, about a part of pay at no place: seldom about a cell."""
    return (
        bool(q.resolved.components or q.resolved.companies)
        and (bool(q.resolved.companies) or not q.resolved.uncovered)
        and not (q.given or q.has("fabricate", "injection", "ready_text", "sources") or _WORTH.search(q.text))
        and not (q.has("increment") and q.resolved.components)
        and not any(m.kind == "place" for m in q.resolved.mentions)
        and bool(_YES_OR_NO.search(q.text))
    )


# Words that the person would say themselves are no pushback: "is it smart to say '…'".
_MINE_TO_SAY = regex(
    r"\b(?:smart|clever|wise|ok|okay|rude|bad|good|idea|risky|dangerous|stupid|fine|should\s+i|can\s+i|may\s+i|could\s+i|shall\s+i)\b"
    r"\W*(?:\w+\W+){0,3}?(?:say|saying|write|writing|tell|telling|send|sending)\b[^?.!]{0,20}[\"“'‘«]",
    re.I,
)


def word_kinds(q: Question, signs: Signs) -> list[Kind]:
    """The kinds of answer in the guides' own words that a question can have, best first."""
    resolved = q.resolved
    out: list[Kind] = []
    if _DO_OR_DONT.search(q.text) and len(signs.rest) <= MOST_BESIDE_LISTS and not resolved.companies:
        out.append("do_dont")
    if q.has("pushback") and not _MINE_TO_SAY.search(q.text):
        out.append("pushback")
    weighed = weighs_parts(q)
    moved = WHICH_PART.search(q.text) or (q.has("agreement") and not _COUNTED.search(q.text))
    moved = not resolved.companies and moved
    recurs = len(resolved.components) == 1 and _RECURS.search(q.text)
    if (weighed and not resolved.companies) or (
        not weighed and (moved or recurs or _FLEXIBLE.search(q.text))
    ):
        out.append("flexibility")
    return [*out, "advice"]


def weighs_parts(q: Question) -> bool:
    """Two parts of an offer against each other: "the bonus or the sign-on"."""
    return len(set(q.resolved.components) - {"total", "options"}) > 1 and q.has("compare", "superlative")


def lacks_detail(q: Question, signs: Signs) -> bool:
    """Nobody can answer this without knowing more: "is it ok", "they offer 380, is it fair"."""
    resolved = q.resolved
    if not resolved.mentions and not signs.rest and _ABOUT_MINE.search(q.text):
        return True
    nothing = not (resolved.targets or resolved.components or resolved.other_companies)
    return bool(q.given) and q.has("position") and nothing and not advice_asked(q)


def row_of_level(q: Question, signs: Signs) -> bool:
    """A level beside a row names whose row it is; without one it asks what the level is elsewhere."""
    resolved = q.resolved
    if resolved.laddered and (resolved.row_levels or signs.rowed) and not _maps_levels(q):
        return True  # a company's rows are for levels, and one of them is named
    terse = not signs.rest and any(m.kind == "place" for m in resolved.mentions)  # "acme l4 bergen"
    cells = bool(resolved.components) or (signs.rowed and (signs.looks_up or terse) and not q.has("levels"))
    return cells and bool(resolved.companies or resolved.other_companies or signs.rowed)


def _maps_levels(q: Question) -> bool:
    """What a level is elsewhere is asked, not what it is paid."""
    return (
        q.has("levels")
        and (bool(q.resolved.other_companies) or len(q.resolved.companies) > 1)
        and not (q.resolved.components or q.has("pay"))
    )


def asks_inside(q: Question, signs: Signs) -> bool:
    """ "Is it inside, and what does the script make of it": the place of an amount beside its increment."""
    return q.has("position") and signs.rowed and bool(q.given) and bool(_INSIDE.search(q.text))


def asks_mistakes(q: Question) -> bool:
    """What goes wrong most, which the guides also say outside their lists."""
    return bool(re.search(r"\b(?:mistakes?|blunders?|errors?|pitfalls?)\b", q.text, re.I))


def advice_beside(q: Question) -> bool:
    """Advice is asked for beside something that the guides lack."""
    return not q.has("fabricate") and bool(_ADVICE_BESIDE.search(q.text))


def _asks_sources(q: Question, topical: bool) -> bool:
    said = q.has("pushback") and not _DATED.search(QUOTATION.sub(" ", q.text))
    return (
        q.has("sources")
        and not (q.has("agreement") or q.resolved.components or q.given or said)
        and not (topical and q.resolved.companies)
        and not _WHERE_I_LOOK.search(q.text)
    )


# Where one can look for figures oneself is advice.
_WHERE_I_LOOK = regex(
    r"\bwhere\s+(?:can|could|should|shall|do|does|would|might|to|else)\s+(?:i|we|one|people|someone)?\s*(?:\w+\s+)?(?:look|find|get|check|see|go|read|search|research)\b",
    re.I,
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
    if not (resolved.components or q.given or rowed or few or _FIGURES_WANTED.search(q.text)):
        pay = named_pay = False  # "which earnings call is quoted" is about something else
    bare = own and not rest and not topical and not q.has("sources", "injection", "fabricate")
    pay = pay or (bare and bool(resolved.targets) and (rowed or bool(resolved.companies)))
    whole_table = _company_here(q) and bool(INVENTORY.search(q.text) or _TABLE.search(q.text))
    pay = pay or (
        whole_table and len(rest) <= 1 and not topical and not q.has("sources", "injection", "fabricate")
    )
    every_level = (
        resolved.laddered
        and _company_here(q)
        and (of_level or (rowed and q.has("levels")) or bool(_LADDER.search(q.text)))
    )
    plainly = (
        every_level and not topical and not q.has("sources", "injection", "fabricate") and not _maps_levels(q)
    )
    if plainly and not _ADVICE_ASKED.search(q.text) and not _ADVICE_ABOUT_PAY.search(q.text):
        # A level that a row of the company is for, or all of them: the row is what is asked for.
        pay, leaning_row = True, True
    else:
        leaning_row = False
    looks_up = bool(resolved.components or q.given or _LOOK_UP.search(q.text))
    # A place that stands in this part, or a company: what was taken over from the part before is less sure.
    own_row = any(m.kind in ("place", "company") for m in resolved.mentions)
    plain = (
        rowed
        and bool(_LOOK_UP.search(q.text))
        and not _ADVICE_ASKED.search(q.text)
        and not resolved.uncovered
    )
    other = topical or q.has("injection", "fabricate", "sources")
    certain = (full or plain) and own_row and looks_up and not other
    taken_over = rowed and not any(m.kind == "place" for m in resolved.mentions)
    leaning = _leaning(q, rowed and not (taken_over and _ADVICE_ASKED.search(q.text)), certain, rest)
    if whole_table and len(rest) <= 1 and not topical and not _ADVICE_ASKED.search(q.text):
        leaning = "pay"
    if leaning_row:
        leaning = "pay"
    if advises > PLAIN and leaning == "pay" and not leaning_row:
        leaning = "both" if certain else "advice"
    return Signs(rest, here, rowed, looks_up, full, named_pay, pay or certain, leaning, advises)


def _company_here(q: Question) -> bool:
    """A company of the guides is named here."""
    return any(m.kind == "company" for m in q.resolved.mentions) and bool(q.resolved.targets)


def _leaning(q: Question, rowed: bool, certain: bool, rest: tuple[str, ...]) -> Leaning:
    """Pay, advice about pay ("is base negotiable", "can recruiters go above band"), or both."""
    if not _is_advice(q, rowed, rest):
        return "pay"
    if not certain:
        return "advice"
    return "both" if _ADVICE_ASKED.search(q.text) or q.has("pushback") else "pay"


def _is_advice(q: Question, rowed: bool, rest: tuple[str, ...]) -> bool:
    if _ADVICE_ABOUT_PAY.search(q.text) or (not rowed and _WHAT_PARTS.search(q.text)):
        return True
    if not rowed and len(q.resolved.roles) > 1 and q.has("compare") and not q.resolved.components:
        return True
    if q.has("superlative", "spread", "midpoint", "reconcile") and q.resolved.components:
        return False
    if q.given and (rowed or q.resolved.companies or len(q.given) > 1 or q.has("annual")):
        return False
    if rowed:
        return False
    if (
        q.resolved.companies
        and q.resolved.components
        and not q.has("pay", "superlative", "annual", "midpoint", "spread")
    ):
        # Beyond names and pay words, a question that still says a lot is not asking for a cell.
        return q.has("advice") or (len(rest) >= 3 and not _NUMBER_WANTED.search(q.text))
    return q.has("advice", "pushback")


def advice_asked(q: Question) -> bool:
    """Whether a question asks for advice in so many words."""
    return bool(_ADVICE_ASKED.search(q.text))


def asks_yes_or_no(text: str) -> bool:
    """Whether a text asks for a yes or no, or when and how."""
    return bool(_YES_OR_NO.search(text))


def figures_wanted(q: Question) -> bool:
    """Whether a question has a word for figures of pay."""
    return bool(_FIGURES_WANTED.search(q.text))


def rest_of(q: Question) -> list[str]:
    """The words of a question beside names, pay words and small words."""
    known = {w for m in q.resolved.mentions for w in words_of(m.text)}
    return [
        w
        for w in words_of(q.text)
        if w not in known and w not in STOP_WORDS and len(w) > 2 and w not in _PAY_WORDS and not w.isdigit()
    ]
