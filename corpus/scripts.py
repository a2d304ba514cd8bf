"""What a guide tells people to say and do: increments.

In: a Guide. Out: `Fact`s of kind "increment". Level maps are in `corpus.levels`; levers, pushback
pairs, lists and personas are passages (`corpus.passages`).

An increment is read only from a script that adds to its own placeholders (`$[Y+110K]`); what a
placeholder stands for is what the script's opening calls it (`$[Y]K RSUs`). A script that names
plain targets ("Open at $200K base") states figures, not increments.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from corpus.bands import Fact, Unit, bands_in
from corpus.columns import Period, component_of, period_of
from corpus.currencies import CURRENCY_CODES
from corpus.guide import Block, Guide, section_at
from corpus.money import Amount, amounts_in
from corpus.regexes import regex

PLACEHOLDER = regex(
    rf"""
    (?P<mark> [A-Z]{{0,3}}\$ | [£€₪¥₹] | (?:{"|".join(sorted(CURRENCY_CODES))})\ ? )?
    \[ (?P<name>[A-Za-z]\w*) (?: \s*\+\s* (?P<sum>[0-9][^\]]*) )? \]
    \ ? (?P<unit> % | [KkMmw万](?![A-Za-z]) )?
    """,
    re.VERBOSE,
)
_SENTENCE_END = regex(r"[.!?][\"”*]*(?:\s|$)")
_PHRASE_END = regex(r"[,;:.!?\"”]|\s(?:--|—|–)\s|\b(?:and|plus|with)\b")
_ASKING = regex(
    r"\b(?:like|needs?|needed|propos\w+|request\w*|want|ask(?:s|ing)?|seek\w*|target\w*|choose|sign)\b",
    re.IGNORECASE,
)
_PARTS_OF_PAY = frozenset({"base", "equity", "options", "bonus", "sign_on"})


@dataclass(frozen=True, slots=True)
class Script:
    """A block as one running text; `starts` are the places where its lines begin."""

    text: str
    starts: tuple[tuple[int, int], ...]  # place in the text, line number

    def line_at(self, place: int) -> int:
        return max((start, line) for start, line in self.starts if start <= place)[1]


def increments_in(guide: Guide) -> list[Fact]:
    """The figures that the guide's negotiate-up scripts add to an offer or ask for outright.

    `$[Y+110K]` adds 110,000 to what the opening calls `$[Y]K` (basis "added"); `a $75K sign-on` in a
    sentence that asks is asked for as it stands (basis "absolute"). Equity has the period of the
    guide's equity column, where its columns agree on one.
    """
    facts: list[Fact] = []
    equity_period: Period | None = None
    looked = False
    for block in guide.blocks:
        if block.kind in ("heading", "table", "drawing"):
            continue
        script = script_of(guide, block)
        sums = [match for match in PLACEHOLDER.finditer(script.text) if match["sum"]]
        if not sums:
            continue
        if not looked:
            equity_period, looked = equity_period_of(guide), True
        facts += _script_facts(guide, script, equity_period)
    return facts


def equity_period_of(guide: Guide) -> Period | None:
    periods = {fact.period for fact in bands_in(guide)[0] if fact.component in ("equity", "options")}
    return periods.pop() if len(periods) == 1 else None


def script_of(guide: Guide, block: Block) -> Script:
    text = ""
    starts: list[tuple[int, int]] = []
    for number in range(block.first, block.last + 1):
        line = re.sub(r"^[\s>]+", "", guide.lines[number - 1])
        starts.append((len(text), number))
        text += line.rstrip() + " "
    return Script(text.rstrip(), tuple(starts))


def _script_facts(guide: Guide, script: Script, equity_period: Period | None) -> list[Fact]:
    meanings, marks = _opening(script.text)
    found: list[tuple[int, Fact]] = []
    asking = False
    for first, last in sentence_spans(script.text):
        sentence = script.text[first:last]
        placeholders = [match for match in PLACEHOLDER.finditer(script.text, first, last) if match["sum"]]
        asking = asking or bool(placeholders)
        if not asking or not (placeholders or _ASKING.search(sentence)):
            continue
        for match in placeholders:
            place = match.span()
            component = meanings.get(match["name"]) or _component_beside(script.text, *place)
            added = _sum_of(match, marks)
            if component and added:
                fact = _increment(guide, script, place, added, component, equity_period, "added")
                found.append((place[0], fact))
        for amount in amounts_in(sentence):
            place = (first + amount.start, first + amount.end)
            component = _component_beside(script.text, *place)
            if amount.currency and component in _PARTS_OF_PAY:
                fact = _increment(guide, script, place, amount, component, equity_period, "absolute")
                found.append((place[0], fact))
    return [fact for _, fact in sorted(found, key=lambda pair: pair[0])]


def _sum_of(match: re.Match[str], marks: dict[str, str], unmarked: bool = False) -> Amount | None:
    """The amount that a placeholder adds: `$[X+20-30]K` adds 20,000 to 30,000 dollars.

    A percentage is one of whatever stands there: the mark before `$[Y+15-25%]` is the placeholder's own.
    With `unmarked` an amount need not say its currency.
    """
    mark = match["mark"] or marks.get(match["name"], "")
    figure = match["sum"].rstrip()
    figure += "" if figure.endswith("%") else match["unit"] or ""
    added = amounts_in(figure if figure.endswith("%") else f"{mark}{figure}")
    if len(added) != 1 or (
        added[0].unit != "percent" and added[0].currency is None and not (unmarked and added[0].scaled)
    ):
        return None
    return added[0]


def sums_in(text: str) -> list[Amount]:
    """What placeholders add, each where its digits stand: 110,000 dollars in `RSUs at $[Y+110K]`."""
    out = []
    for match in PLACEHOLDER.finditer(text):
        added = _sum_of(match, {}, unmarked=True) if match["sum"] else None
        if added is not None:
            start, end = match.span("sum")
            out.append(replace(added, text=text[start:end], start=start, end=end))
    return out


def _opening(text: str) -> tuple[dict[str, str], dict[str, str]]:
    """What each placeholder stands for and its currency mark, from where it stands without a sum.

    >>> _opening("Thank you for $[X]K base, RSUs of $[Y]K and a [Z]% bonus.")
    ({'X': 'base', 'Y': 'equity', 'Z': 'bonus'}, {'X': '$', 'Y': '$', 'Z': ''})
    """
    meanings: dict[str, str] = {}
    marks: dict[str, str] = {}
    for match in PLACEHOLDER.finditer(text):
        if match["sum"] or match["name"] in meanings:
            continue
        component = _component_beside(text, match.start(), match.end()) or component_of(match["name"])
        if component:
            meanings[match["name"]] = component
            marks[match["name"]] = match["mark"] or ""
    return meanings, marks


def _component_beside(text: str, start: int, end: int) -> str | None:
    """The part of pay that the words right behind an amount name, else the words right before it.

    >>> text = "a base of $90K, a $75K sign-on"
    >>> _component_beside(text, 10, 14), _component_beside(text, 18, 22)
    ('base', 'sign_on')
    """
    behind = text[end : end + 40]
    stop = _PHRASE_END.search(behind)
    before = text[max(0, start - 40) : start]
    stops = list(_PHRASE_END.finditer(before))
    return component_of(_words(behind[: stop.start()] if stop else behind)) or component_of(
        _words(before[stops[-1].end() :] if stops else before)
    )


def _words(phrase: str) -> str:
    # Other figures and placeholders end the phrase that belongs to this one.
    return re.split(r"[\[$£€₪¥₹]|\bover\b", phrase)[0].strip()


def sentence_spans(text: str) -> list[tuple[int, int]]:
    ends = [match.end() for match in _SENTENCE_END.finditer(text)]
    if not ends or ends[-1] < len(text):
        ends.append(len(text))
    return list(zip([0, *ends[:-1]], ends, strict=True))


def _increment(
    guide: Guide,
    script: Script,
    place: tuple[int, int],
    amount: Amount,
    component: str,
    equity_period: Period | None,
    basis: Literal["added", "absolute"],
) -> Fact:
    line = script.line_at(place[0])
    cell = _phrase(script.text, *place)
    unit: Unit = "percent" if amount.unit == "percent" else "money"
    period = period_of(component, cell)
    if component in ("equity", "options") and period is None:
        period = equity_period
    return Fact(
        guide=guide.path,
        line=line,
        cell=cell,
        column="",
        section=section_at(guide, line),
        company=guide.company,
        role=guide.role,
        level=None,
        region=None,
        component=component,
        kind="increment",
        low=amount.low,
        high=amount.high,
        unit=unit,
        currency=amount.currency,
        mark=amount.mark,
        period=period,
        basis=basis,
        as_of=guide.as_of,
        open_from=amount.open_from,
    )


def _phrase(text: str, start: int, end: int) -> str:
    """The words around an amount up to the next comma, stop or "and", verbatim."""
    stops = list(_PHRASE_END.finditer(text, 0, start))
    stop = _PHRASE_END.search(text, end)
    return text[stops[-1].end() if stops else 0 : stop.start() if stop else len(text)].strip()
