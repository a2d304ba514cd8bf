"""Whether a number of a sentence is a fact's own: end, period, owner, place, component, level, direction.

In: a `Number` with what is said of it, a `Claim` (whose the reading makes it) and a `Fact`. Out: the
reason why it is not that fact's, or None where everything said of it agrees. It chooses no reading
and searches no facts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from assistant.numbers import LOWERS, RAISES, Number, Said, parting
from assistant.periods import period_in
from assistant.stage_words import stage_at
from corpus.bands import Fact
from corpus.regexes import regex
from index.ladder import covers, read_label
from index.names import is_aspect_of, is_same_part
from index.resolve import Lexicon, RowKey

_ASKED = regex(
    r"\b(?:add(?:s|ed|ing|itional)?|sums?\s+to|plus|more|on\s+top|extra|increas\w*|rais\w*|bump\w*|lift\w*|increment\w*|scripts?|template|lines"
    r"|asks?|asking|asked|(?:above|over|beyond)\s+(?:what|whatever|theirs?|yours?|the\s+(?:\w+\s+)?(?:offer|number|letter)|the\s+\w+\s+(?:that\s+)?(?:they|you))|push\w*|counter\w*|request\w*|negotiat\w*|higher|up(?!\s+to\b)|improve\w*|lever|propos\w*|another|boost\w*"
    r"|mov(?:es?|ing)|ris(?:es?|ing|en)|climb\w*|step|jump|tack\w*|pil(?:e|ed|es|ing)|stack\w*|hik\w*|sweeten\w*|top\s+up|augment\w*|supplement\w*|pad(?:s|ded|ding)?|nudg\w*|grow\w*|enlarg\w*|demand\w*"
    r"|(?:put|throw|lay|slap|bolt|place|tag)(?:s|ting|ing)?(?=[^.;]{0,40}\bon\b)|want\w*|need\w*|seek\w*|go(?:es|ing)?\s+for|on\s+(?:the\s+|your\s+|its\s+)?"
    r"(?:base|rsus?|equity|stock|sign|signing|bonus))\b|[+＋加涨]|上调|提高|增加|多[要拿给争谈]|再要|追加|话术|模板",
    re.IGNORECASE,
)
_BESIDES = regex(r"\b(?:another|additional|extra|further|plus)\s+$|[+＋]\s?$", re.IGNORECASE)
_ON_TOP = regex(r"[\s*_]*(?:extra\s+)?on\s+top\b", re.IGNORECASE)
# "Adds a sign-on of $5K", "再要5K": a part that was not there is asked for outright.
_A_NEW_PART = regex(
    r"\badd(?:s|ed|ing)?\s+(?:in\s+|up\s+)?(?:an?|one)\s+(?:\w+[\s-]+){0,3}?(?:sign|signing|joining)[\w\s-]*?(?:\s+of|\s+worth|\s+at)\s*$"
    r"|\badd(?:s|ed|ing)?\s+(?:an?\s+)?$",
    re.IGNORECASE,
)
_A_SIGN_ON = regex(r"[\s-]*(?:of\s+)?(?:\w+\s+)?sign(?:ing)?\b", re.IGNORECASE)
# What scripts do with a figure; a cell of a row is not meant where no place is named beside these.
_OF_A_SCRIPT = regex(
    r"\b(?:scripts?|templates?|counters?|bumps?|increments?|raise[sd]?|raising|propos\w+|negotiate-up)\b|话术|模板",
    re.IGNORECASE,
)
_SCRIPTED = regex(
    r"\b(?:scripts?|templates?|bumps?|increments?|negotiate-up"
    r"|rais(?:e|es|ed|ing)\s+(?:the\s+|your\s+)?(?:base|salary|rsus?|equity|stock|sign))\b|话术|模板",
    re.IGNORECASE,
)
_A_WHOLE_BAND = regex(r"\b(?:band|range)\b[^.;,\d]{0,40}?(?:\bis|\bof|[:=])\s*$", re.IGNORECASE)
_WHOLE = regex(
    r"(?<!\bup )(?<!\bnext )(?<!\baddition )(?<!\bopposed )(?<!\bcontrast )(?<!\bclose )"
    r"\bto(?:\s+(?:exactly|precisely|about|around|roughly|just|a\s+total\s+of))?\s*$"
    r"|\b(?:should|must|to|would|will)\s+(?:be|equal|become)\s*$",
    re.IGNORECASE,
)
_FIGURE = regex(r"\d\s?[+]?\s?(?:%|percent|billion|trillion|[BT]\b)")
_PAY_WORD = regex(r"\b(?:base|salary|bonus|total|benefits?|equity|stock|pay|comp\w*)\b", re.IGNORECASE)
_WORDS = regex(r"[A-Za-z]{3,}|[\u3400-\u9fff]")
_STOP = frozenset(
    "the and for are was were with from that this has have had its their they you your per about over into than then "
    "which who what where when how why all any more most also only just not but out off year years money amount figure "
    "figures number numbers guide guides says said states state according company offer offers pay paid pays around "
    "base salary equity stock bonus total comp compensation rsu rsus sign sign-on package band range".split()
)
_STOP_STEMS = frozenset(s[:4] for s in _STOP)
_SEMICOLON = regex(r"[;；。]|\.\s")
# What people call the matters that guides give figures of: (stem of the guides' word, words).
_CONCEPTS = (
    ("valu", regex(r"\b(?:worth|valu\w+|priced)\b|估值", re.IGNORECASE)),
    (
        "mark",
        regex(
            r"\b(?:market\s+cap\w*|worth|valued\s+at|valuation|capitali[sz]ation|market\s+value)\b|市值",
            re.IGNORECASE,
        ),
    ),
    (
        "reve",
        regex(
            r"\b(?:revenues?|sales|turnover|income|earn(?:s|ing|ings|ed)?|takes?\s+in|(?:bring(?:s|ing)?|brought)\s+in|mak(?:es|ing|e)|made)\b|营收|收入",
            re.IGNORECASE,
        ),
    ),
    (
        "infr",
        regex(r"\b(?:infra\w*|compute|hardware|data\s+cent\w+|capex)\b|基础设施|基建", re.IGNORECASE),
    ),
    (
        "spen",
        regex(
            r"\b(?:spen[dt]\w*|invest\w*|budget\w*|pours?|puts?\s+into)\b|投资|投入|上投|支出", re.IGNORECASE
        ),
    ),
    ("gmv", regex(r"\b(?:gmv|goods|merchandise)\b|成交额", re.IGNORECASE)),
    ("user", regex(r"\busers?\b|用户", re.IGNORECASE)),
    ("bene", regex(r"\bbenefits?\b|福利", re.IGNORECASE)),
    ("tota", regex(r"\btotal\w*\b|合计|总计|总共|一共|共计|总包", re.IGNORECASE)),
    ("stan", regex(r"\b(?:standard|normal|usual|regular|ordinary)\b", re.IGNORECASE)),
)
_RATE = regex(r"(?:^|_)(?P<time>month(?:ly)?|hour(?:ly)?|day|daily|week(?:ly)?)(?:_|$)")
_TIMES = {
    "month": regex(r"\bmonth(?:ly)?\b|/\s?m(?:o|[eê]s|ois|onat|ån)\b|每月|月薪", re.IGNORECASE),
    "hour": regex(r"\bhour(?:ly)?\b|/\s?hr?\b", re.IGNORECASE),
    "day": regex(r"\bda(?:y|ily)\b", re.IGNORECASE),
    "week": regex(r"\bweek(?:ly)?\b|/\s?wk\b", re.IGNORECASE),
}
# What tells one figure of a part from another: a time, a year, a point of a range.
_ASPECT = regex(
    r"\bper (?:month|hour|day|week)\b|\b(?:year|month|y)\W?\d{1,2}\b|\b20\d\d\b|\bp\d\d\b|\b\d\dth(?: percentile)?\b|"
    r"\b(?:median|mid-?point|mid|min(?:imum)?|max(?:imum)?|low|high|average|avg|mean|target)\b",
    re.IGNORECASE,
)
# A part of pay that is called what is added: a clearance premium is a figure and no difference.
_ADDED_BY_NAME = frozenset({"premium", "supplement", "uplift"})
_OF_A_BUSINESS = 1_000_000_000  # nobody is paid as much
_LEVEL_PARTS = regex(r"(?:\b(?!to\b|and\b)([A-Za-z]{1,4})[ -]?)?(\d{1,2})(?:-(\d))?")


@dataclass(frozen=True, slots=True)
class Claim:
    """What one reading of a sentence says that a number is."""

    companies: tuple[str, ...]
    places: tuple[str, ...]
    components: tuple[str, ...]
    levels: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    general: bool = False  # the sentence speaks of the general guide's example
    place_is_own: bool = True  # named in the sentence, not before it
    company_is_own: bool = True


@lru_cache(maxsize=1 << 16)
def _lies_at(lexicon: Lexicon, company: str, role: str | None, region: str, place: str) -> bool:
    """Whether a row answers for a place: no other row of the company is nearer, and it is not just close by."""
    own = RowKey(company, role, region)
    rivals = [row for row in lexicon.rows_of(company) if row.role == role]
    rows, how = lexicon.rows_at(rivals if own in rivals else [own], place)
    return own in rows and how != "metro"


def is_of_place(fact: Fact, places: Sequence[str], lexicon: Lexicon, every: bool) -> bool:
    """Whether a fact's row answers for one of the places, or for every one."""
    lies = [_lies_at(lexicon, fact.company or "", fact.role, fact.region or "", p) for p in places]
    return all(lies) if every else any(lies)


def disagreement(
    n: Number,
    low: Decimal,
    high: Decimal | None,
    fact: Fact,
    claim: Claim,
    text: str,
    lexicon: Lexicon,
) -> str | None:
    """Why a number is not this fact's, or None where everything said of it agrees."""
    if n.amount.currency and fact.currency and n.amount.currency != fact.currency:
        return f"{fact.location} has it in {fact.currency}"
    if n.amount.mark == "¥" and fact.currency not in ("CNY", "JPY"):
        return f"{fact.location} has it in {fact.currency}"
    if problem := _wrong_end(n, low, high, fact):
        return problem
    if claim.companies and fact.company is not None and fact.company not in claim.companies:
        return f"the figure is {fact.company}'s"
    if claim.companies and fact.company is None:
        return "the figure is of a general guide"
    if claim.general and fact.company is not None:
        return f"the figure is {fact.company}'s, not a general example's"
    if problem := _wrong_period(n, fact):
        return problem
    if fact.kind == "figure":
        return _wrong_matter(n, fact, claim, text, lexicon)
    if claim.places and fact.region and not is_of_place(fact, claim.places, lexicon, claim.place_is_own):
        return f"the figure is of {fact.region}"
    unmarked = not n.amount.currency and fact.currency not in (None, "USD")
    if unmarked and fact.region and not claim.places and not re.search("[万萬wW]", n.amount.text):
        return f"{fact.location} has it in {fact.currency}"
    if claim.components and not any(
        _same_component(c, fact) or _says_aspect(n, c, fact, text) or _says_point(n, c, fact, text)
        for c in claim.components
    ):
        return f"the figure is {fact.component.replace('_', '-')}"
    if not _level_fits(fact, claim.levels):
        return f"{fact.location} is for {fact.level}"
    if fact.kind == "stage" and not n.is_operand:
        said = stage_at(text, n.before, n.amount.text)
        return None if said == fact.stage else f"{fact.location} names it for another stage: {fact.stage}"
    if fact.kind == "increment":
        return _wrong_step(n, fact, claim, text)
    of_script = _OF_A_SCRIPT.search(text) if not n.bound_is_own else _SCRIPTED.search(text)
    if of_script and not claim.places and not n.ends and fact.unit == "money":
        return f"{fact.location} states it for {fact.region}, not for a script"
    # Equity and bonus come on top of the base: "base, and another $1 of stock".
    comes_on_top = fact.component != "base" and (
        _ON_TOP.match(n.behind) or ((n.ends or n.period == "4 years") and _BESIDES.search(n.before))
    )
    named_so = fact.kind == "band" and bool(_ADDED_BY_NAME & set(fact.component.split("_")))
    moves = (n.way or (n.is_change and not n.ends)) and not n.is_operand
    if moves and not (comes_on_top or named_so):
        return f"{fact.location} states a figure, not a difference"
    others = claim.roles and fact.role and fact.role not in claim.roles and claim.companies
    if others and not (_says_role(text, fact, lexicon) or _roles_in_level(fact, lexicon) >= set(claim.roles)):
        return f"{fact.location} is for {fact.role}"
    return None


def _says_role(text: str, fact: Fact, lexicon: Lexicon) -> bool:
    """Whether a sentence has the role of a row as it is printed, and no longer name that holds it."""
    said = [role for role in (*lexicon.roles, fact.role or "") if role and role.casefold() in text.casefold()]
    return bool(said) and fact.role in said and max(said, key=len) == fact.role


@lru_cache(maxsize=1024)
def _roles_named(lexicon: Lexicon, label: str) -> frozenset[str]:
    return frozenset(m.name for m in lexicon.mentions(label, correct=False) if m.kind == "role")


def _roles_in_level(fact: Fact, lexicon: Lexicon) -> frozenset[str]:
    """The roles that a row's own label reads like: "0–1 (new grad)"."""
    return _roles_named(lexicon, fact.level) if fact.level else frozenset()


def _wrong_end(n: Number, low: Decimal, high: Decimal | None, fact: Fact) -> str | None:
    if high is None and fact.high is not None and n.range_end is None:  # "$180K+"
        return None if fact.low == low else f"{fact.location} has it as the upper end"
    if n.is_range or n.range_end is not None or low != high:
        if (fact.low, fact.high) != (low, high):
            return f"{fact.location} has another range"
        return None
    if fact.low == fact.high:
        return None
    if not n.bound and not n.is_operand and fact.kind == "band" and _A_WHOLE_BAND.search(n.before):
        return f"{fact.location} has a range, not one figure"
    used = n.is_operand or n.is_step
    # what is added is not said to be the end that the figure it is added to is
    bound = "" if used and fact.kind == "increment" and not n.bound_is_own else n.bound
    if bound == "low" and fact.low != low:
        return f"{fact.location} has it as the upper end"
    if bound == "high" and fact.high != low:
        return f"{fact.location} has it as the lower end"
    one_of_two = fact.unit == "percent" or fact.kind == "increment"
    if not bound and fact.high is not None and one_of_two and not used:
        return f"{fact.location} has a range, not one figure"
    return None


def _wrong_period(n: Number, fact: Fact) -> str | None:
    if fact.unit == "percent" and n.amount.period in ("4 years", "month"):
        return f"{fact.location} has it as a share, not over time"
    if not (n.period or n.not_over) or fact.unit != "money":
        return None
    if time := _RATE.search(fact.component):
        own = next(name for name in _TIMES if time["time"][:2] == name[:2])
        beside = re.split(r",\s|\band\b", n.before)[-1] + re.split(r",\s|\band\b", n.behind)[0]
        others = any(_TIMES[name].search(beside) for name in _TIMES if name != own)
        right = _TIMES[own].search(beside) and not others and n.period == "other"
        return None if right else f"{fact.location} has it by the {own}"
    words = {"4 years": "over four years", "once": "once", "year": "a year"}
    if n.not_over and n.not_over == (fact.period or period_in(fact.cell)):
        return f"{fact.location} has it {words[n.not_over]}"
    if not n.period:
        return None
    if fact.period:
        return None if n.period == fact.period else f"{fact.location} has it {words[fact.period]}"
    said: Said = period_in(fact.cell)
    if said:
        return None if said == n.period else f"{fact.location} has it {words.get(said, 'otherwise')}"
    if n.period == "year" and _PAY_WORD.search(fact.cell):
        return None  # a base or a bonus without a period is a year's
    return f"{fact.location} names no such period"


def _says_aspect(n: Number, component: str, fact: Fact, text: str) -> bool:
    """Whether the last aspect of a part that is named before a figure is its own: "base per month of $1"."""
    if not is_aspect_of(component, fact.component):
        return False
    at = text.find(n.amount.text)
    ahead = text[max(0, at - 120) : at] if at >= 0 else n.before
    said = [re.sub(r"\W+", "_", m[0].casefold()) for m in _ASPECT.finditer(ahead)]
    return bool(said) and said[-1] == fact.component.removeprefix(f"{component}_")


def _says_point(n: Number, component: str, fact: Fact, text: str) -> bool:
    """Whether a bare "median" is that of the part that is named right before it: "total compensation median"."""
    _, _, point = component.partition("_")
    part, _, own = fact.component.partition("_")
    at = text.find(n.amount.text)
    ahead = text[max(0, at - 60) : at] if at >= 0 else n.before
    named = own and point and is_same_part(f"{part}_{point}", fact.component)
    return bool(named) and bool(re.search(rf"\b{re.escape(part)}\b[^.;]*$", ahead, re.IGNORECASE))


def _same_component(component: str, fact: Fact) -> bool:
    options = component == "equity" and fact.component == "options"
    return options or is_same_part(component, fact.component)


def _stems(text: str, every: bool = False) -> set[str]:
    """The beginnings of a text's words, and of what they mean: "is worth" says "valuation".

    >>> sorted(_stems("估值, and users"))
    ['user', 'valu']
    """
    words = {w.lower()[:4] for w in _WORDS.findall(text)}
    words |= {stem for stem, pattern in _CONCEPTS if pattern.search(text)}
    return words if every else {w for w in words if w not in _STOP_STEMS and w[0].isascii()}


def _place_in_cell(fact: Fact) -> int:
    """Where a figure of the prose stands in its line."""
    if not fact.low:
        return -1
    digits = f"{fact.low.normalize():f}".rstrip("0")
    found = re.search(rf"(?<![\d.]){re.escape(digits)}0{{0,2}}(?![\d.]*\d)", fact.cell)
    return found.start() if found else fact.cell.find(digits[:1])


def _is_told_of(fact: Fact, claim: Claim, text: str, stems: Set[str]) -> bool:
    """Whether a figure of a business's size is told of the business itself, and of no other matter of it."""
    if fact.unit != "money" or fact.low is None or fact.low < _OF_A_BUSINESS or not claim.company_is_own:
        return False
    if claim.components or not claim.companies or len(_FIGURE.findall(text)) > 2:
        return False
    return {stem for stem, pattern in _CONCEPTS if pattern.search(text)} <= stems


def _level_fits(fact: Fact, levels: Sequence[str]) -> bool:
    """Whether a level that is named on the fact's own ladder lies inside the fact's levels."""
    if not fact.level or not levels:
        return True
    titles = [level for level in levels if read_label(level).title and not read_label(level).steps]
    if titles and read_label(fact.level).title and not any(covers(fact.level, t) for t in titles):
        return False
    own = _rungs(fact.level)
    if not own:
        return True
    ladder = own[0][0]
    named = [rung for level in levels for rung in _rungs(level) if rung[0] == ladder]
    return not named or any(min(own) <= rung <= max(own) for rung in named)


def _rungs(level: str) -> list[tuple[str, int, int]]:
    """The rungs of a level or a range of levels: "E5–E6" gives those of E5 and E6.

    >>> _rungs("P6-P8"), _rungs("2-1 to 3-1")
    ([('P', 6, 0), ('P', 8, 0)], [('', 2, 1), ('', 3, 1)])
    """
    return [((m[1] or "").upper(), int(m[2]), int(m[3] or 0)) for m in _LEVEL_PARTS.finditer(level)]


def _wrong_step(n: Number, fact: Fact, claim: Claim, text: str) -> str | None:
    """Why a number is not what a script adds or asks for."""
    if n.is_operand:
        return None  # a formula takes it as it is
    before, behind = parting(n.before)[-1], parting(n.behind)[0]
    if n.way == "down" or LOWERS.search(before) or LOWERS.search(behind):
        return "the script asks for more, not for less"
    if fact.basis == "added":
        if not _ASKED.search(text):
            return "the figure is what the script adds, not pay"
        if _WHOLE.search(before):
            return "the script adds this figure, it is not the whole"
    elif not re.search(r"(?<!\bup )\bto\s*$", before):
        beside = (
            before + " " + re.sub(r"\bnot\s+(?:on\s+top|added|an?\s+increase|extra)\b.*", "", behind)[:40]
        )
        if _A_NEW_PART.search(before) and (
            re.search(r"\bsign", before, re.I)
            or (re.search(r"\ban?\s+$", before) and _A_SIGN_ON.match(behind))
        ):
            return None
        if n.way == "up" or RAISES.search(beside) or re.search(r"\bby\s*$", before):
            return "the script asks for this figure outright, not on top"
    return None


def _is_of_the_business(n: Number, fact: Fact, lexicon: Lexicon) -> bool:
    """Whether a figure of a business's size stands in a clause of its own, without the place named elsewhere."""
    if fact.unit != "money" or fact.low is None or fact.low < _OF_A_BUSINESS:
        return False
    beside = (parting(n.before)[-1], parting(n.behind)[0])
    return not any(m.kind == "place" for piece in beside for m in lexicon.mentions(piece, correct=False))


def _wrong_matter(n: Number, fact: Fact, claim: Claim, text: str, lexicon: Lexicon) -> str | None:
    """A figure of the prose is quoted only where the sentence is about the same thing."""
    if claim.places and claim.place_is_own and not _is_of_the_business(n, fact, lexicon):
        return "the figure is not pay of a place"
    of_size = fact.unit == "money" and fact.low is not None and fact.low >= _OF_A_BUSINESS
    if not of_size and (RAISES.search(fact.cell) or re.search(r"\babove\b", fact.cell, re.I)):
        turned = LOWERS.search(parting(n.behind)[0]) or LOWERS.search(parting(n.before)[-1])
        if turned or n.way == "down":
            return f"{fact.location} says it the other way round"
    elif n.way:
        return f"{fact.location} states a figure, not a difference"
    stems, said = _stems(fact.cell + " " + fact.section), _stems(text)
    if fact.company is None:
        own = {m.name for m in lexicon.mentions(fact.cell, correct=False) if m.kind == "component"}
        if own:
            beside = _stems(parting(n.before)[-1] + " " + parting(n.behind)[0], every=True)
            if not claim.components and "bene" in beside - _stems(fact.cell, every=True):
                return f"{fact.location} says it of {' and '.join(sorted(own))}"
            if claim.components and not own & set(claim.components):
                return f"{fact.location} says it of {' and '.join(sorted(own))}"
            return None if claim.components or claim.general else f"{fact.location} says it of something else"
        label = _stems(fact.cell.partition(":")[0], every=True)
        beside = _stems(parting(n.before)[-1] + " " + parting(n.behind)[0], every=True)
        return (
            None
            if label & beside or (claim.general and not claim.components)
            else f"{fact.location} says it of something else"
        )
    names = {w.lower()[:4] for w in _WORDS.findall(fact.company)}
    if len(_FIGURE.findall(text)) > 1:  # several figures: each by the words of its own clause
        said = _stems(_SEMICOLON.split(n.before)[-1] + " ∙ " + _SEMICOLON.split(n.behind)[0])
        at = _place_in_cell(fact)
        stems = _stems(fact.cell[max(0, at - 40) : at + 50])
    if not (said - names) & (stems - names) and not _is_told_of(fact, claim, text, stems):
        return f"{fact.location} says it of something else"
    return None
