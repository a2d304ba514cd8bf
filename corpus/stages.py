"""The figures that a guide names for the stages of a negotiation: what to open with, to aim at, to accept at least.

In: a Guide. Out: `Fact`s of kind "stage", each with its stage, its part of pay, and the place or level that
the text names for it. They are read from sentences that tell what to do ("Open at $190K base in Oslo", "Accept
no lower than $160K base") and from tables whose columns are stages. A figure whose stage or part of pay is not
plain is not read; nor is what a condition ("if they open at …") or somebody else's offer is about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from corpus.bands import Fact, Stage, bands_in
from corpus.columns import Period, component_of, level_codes, period_of, place_of
from corpus.guide import Guide, Table, section_at
from corpus.known_names import is_known_place
from corpus.money import Amount, amounts_in
from corpus.regexes import regex
from corpus.scripts import PLACEHOLDER, Script, equity_period_of, script_of, sentence_spans

# What a sentence has the reader do, and the stage whose figures follow it.
_CUE = regex(
    r"""
    (?P<opening>
        (?:open|start|anchor)
        (?:\s+(?:your|the|with\s+(?:an?|the|your))\s+(?:initial\s+|first\s+|opening\s+)?ask)? \s+(?:at|with)\b
      | (?:your|my|the) \s+ (?:opening|initial|first) \s+ ask \s+ (?:is|of|at|should\s+be)\b
      | opening\s+ask\s*:
    )
  | (?P<target> (?:i['’]m|i\s+am|you(?:['’]re|\s+are))\s+targeting\b | target (?=\s) | target\s*: )
  | (?P<stretch> stretch\s*: )
  | (?P<initial> initial\s+offer\s*: )
  | (?P<close> to\s+close,?\s+(?:request|ask\s+for|propose)\b )
  | (?P<counter>
        (?:will|may|might|would|often|usually|typically|tends?\s+to|(?:is|are)\s+likely\s+to)\s+counter\s+(?:at|with)\b
    )
  | (?P<floor>
        (?:(?:your|my|the)\s+)? accept(?:ance)?(?:-at)?[\s-]floor (?:\s+(?:should\s+be|is|of|at))? (?:\s*:)?
      | (?:your|my)\s+floor\s+(?:should\s+be|is)\b
      | (?:never\s+|do\s+not\s+|don['’]t\s+)accept\s+(?:anything\s+)?(?:below|under|less\s+than|lower\s+than)\b
      | accept \s+ (?:only\s+)?
        (?:at\b (?:\s+least\b)? | (?:no|nothing|not)\s+(?:lower|less|below|under)(?:\s+than)?\b)
    )
  | (?P<walk_away> walk\s+away\s+(?:below|under|at)\b )
    """,
    re.IGNORECASE | re.VERBOSE,
)
# Verbs of the reader's own: they begin a clause, or follow one of these words. "Engineers start at" is no advice.
_TOLD_TO = frozenset({"opening", "target", "floor", "walk_away"})
_BEFORE_ADVICE = regex(
    r"(?:^|[.!?:;,(“\"—–>*]|\b(?:you|i|should|can|must|would|then|and|to|['’]d))[\s*_“\"]*$", re.IGNORECASE
)
_CONDITION = regex(r"\b(?:if|unless|when|whether|never|not|avoid|instead\s+of|rather\s+than)\b|n['’]t\b", re.IGNORECASE)
_CLAUSE = regex(r"[.;!?—](?:\s|$)")
# Where the figures of a stage end: what follows is worked out of them, or hangs on something else.
_SCOPE_END = regex(
    r"\s[—–=]|,?\s+(?:yielding|bringing|making|giving|totall?ing|if|unless|when|while|versus|vs\.?|instead|because)\b",
    re.IGNORECASE,
)
_HANGS_ON = regex(r"(?<!\bor)\s+(?:if|unless|when|while)$", re.IGNORECASE)
_PART_END = regex(r"[,;:!?()\"“”~=]|\.(?=\s|$)|\s[+/—–]|[+/]\s|\b(?:and|plus|with|to)\b", re.IGNORECASE)
_LEAD = regex(
    r"(?:^|[.;:,“\"*]\s*)(?:in|for)\s+(?P<place>[^\s,;.][^,;.]{1,40}?)(?:\s+(?:roles?|offers?|candidates?|hires?))?,\s*$",
    re.IGNORECASE,
)
_TAIL = regex(r"\b(?:for|in)\s+(?:(?:an?|the)\s+)?(?P<name>[^\s,;.()][^,;()]{0,40}?)[\s.”\"*)]*$", re.IGNORECASE)
_ASIDE = regex(r"[\s*]*\((?P<name>[^()]{2,40})\)")
_LIST_JOINT = regex(r"[\s*]*(?:\([^()]*\)\s*)?/[\s*~]*")
_JOINT = regex(r"^[\s,;+/*]*(?:and\s+)?")
# Where the words that belong to a figure end.
_CELL_END = regex(r"[,;*=$£€₪¥₹]|\.(?=\s|$)|\s[+/—–]|\b(?:and|plus|with|for|to|or|at|unless)\b|\(\s*$")
_TITLE = regex(r"[\s*_]*(?P<title>[^:.\"“]{0,80}):")
_HEADS: tuple[tuple[Stage, re.Pattern[str]], ...] = (
    ("initial", regex(r"(?:the(?:ir)?\s+)?(?:initial|first)(?:\s+offer)?", re.IGNORECASE)),
    ("opening", regex(r"(?:your\s+)?(?:opening|open|anchor)(?:\s+(?:ask|at))?", re.IGNORECASE)),
    ("target", regex(r"(?:your\s+)?target", re.IGNORECASE)),
    ("stretch", regex(r"stretch(?:\s+goal)?", re.IGNORECASE)),
    ("floor", regex(r"(?:accept(?:-at)?|floor|accept(?:-at)?\s+floor|minimum)", re.IGNORECASE)),
    ("walk_away", regex(r"walk-?\s?away", re.IGNORECASE)),
)
_PARENTHESIS = regex(r"\([^()]*\)")
_PARTS_OF_PAY = frozenset({"base", "equity", "options", "bonus", "sign_on", "total"})


@dataclass(frozen=True, slots=True)
class _Scope:
    """The words that one cue governs, with the place that stands before it."""

    stage: Stage
    start: int
    end: int
    place: str


@lru_cache(maxsize=8)
def stages_in(guide: Guide) -> tuple[Fact, ...]:
    """The figures of the stages, in the order of the lines. Equity has the period of the guide's equity
    column where its own words name none."""
    facts: list[Fact] = []
    for block in guide.blocks:
        if block.kind in ("heading", "table", "drawing"):
            continue
        if not _CUE.search("\n".join(guide.lines[block.first - 1 : block.last])):
            continue
        script = script_of(guide, block)
        if not any(m["sum"] for m in PLACEHOLDER.finditer(script.text)):
            facts += _told(guide, script, _level_of(guide, script, block.first))
    for table in guide.tables:
        facts += _tabled(guide, table)
    period = equity_period_of(guide) if facts else None
    return tuple(
        replace(fact, period=period) if fact.component in ("equity", "options") and fact.period is None else fact
        for fact in sorted(facts, key=lambda fact: fact.line)
    )


def _level_of(guide: Guide, script: Script, line: int) -> str | None:
    """The level of a script: in its own title, else in the heading it stands under."""
    title = _TITLE.match(script.text)
    for words in (title["title"] if title else "", section_at(guide, line)):
        for aside in _ASIDE.finditer(words):
            if level_codes(aside["name"]):
                return aside["name"]
        if len(codes := level_codes(words)) == 1:
            return codes[0]
    return None


# ------------------------------------------------------------------------------------------ sentences


def _told(guide: Guide, script: Script, level: str | None) -> Iterator[Fact]:
    places = _places(guide)
    carried = ""
    for first, last in sentence_spans(script.text):
        scopes = list(_scopes(script.text, first, last, places, carried))
        carried = scopes[-1].place if scopes else ""
        for scope in scopes:
            yield from _figures(guide, script, scope, places, level)


def _places(guide: Guide) -> frozenset[str]:
    """The places of the guide's own tables."""
    regions = {fact.region for fact in bands_in(guide)[0] if fact.region}
    return frozenset(place_of(region).name.casefold() for region in regions)


def _place(words: str, places: frozenset[str]) -> str:
    """The words, where they are nothing but a place; else ""."""
    words = words.strip(" *:,+")
    return words if words and (words.casefold() in places or is_known_place(words)) else ""


def _scopes(text: str, first: int, last: int, places: frozenset[str], carried: str) -> Iterator[_Scope]:
    cues = [m for m in _CUE.finditer(text, first, last) if _is_advice(text, first, m)]
    place = carried if cues and not text[first : cues[0].start()].strip(" *\"“”>") else ""
    for i, cue in enumerate(cues):
        lead = _LEAD.search(text[first : cue.start()])
        if lead:
            place = _place(lead["place"], places)
        end = cues[i + 1].start() if i + 1 < len(cues) else last
        stop = _SCOPE_END.search(text, cue.end(), end)
        stage: Stage = cue.lastgroup  # type: ignore[assignment]
        if (lead is None or place) and not (stop and _HANGS_ON.search(text, cue.end(), stop.end())):
            yield _Scope(stage, cue.end(), stop.start() if stop else end, place)


def _is_advice(text: str, first: int, cue: re.Match[str]) -> bool:
    """Whether a cue tells the reader what to do, here and now: no condition stands before it in its clause."""
    clause = max((m.end() for m in _CLAUSE.finditer(text, first, cue.start())), default=first)
    before = text[clause : cue.start()]
    if _CONDITION.search(before):
        return False
    return cue.lastgroup not in _TOLD_TO or bool(_BEFORE_ADVICE.search(before)) or not before.strip()


def _figures(
    guide: Guide, script: Script, scope: _Scope, places: frozenset[str], level: str | None
) -> Iterator[Fact]:
    """The figures of one cue: each with its part of pay, what stands in a list with it, and its place."""
    start = scope.start
    for segment in re.split(r"(?<=;)", script.text[scope.start : scope.end]):
        region, own_level = scope.place, level
        if tail := _TAIL.search(segment.rstrip("; ")):
            region = _place(tail["name"], places) or region
            codes = level_codes(tail["name"])
            own_level = codes[0] if codes and codes[0] == tail["name"].strip() else own_level
        part, at = "", 0  # what the amount before is of, and where the words that name it end
        for amount in amounts_in(segment):
            if amount.unit == "count" or amount.doubt or (amount.unit == "money" and amount.currency is None):
                part, at = "", amount.end
                continue
            ahead = segment[min(at, amount.start) : amount.start]
            listed = bool(part and _LIST_JOINT.fullmatch(ahead))
            region = _place(_JOINT.sub("", ahead), places) or region
            inside = segment.count("(", 0, amount.start) > segment.count(")", 0, amount.start)
            part = _part(segment, ahead, amount, inside) or (part if listed else "")
            at = _named_until(segment, amount.end)
            aside = _ASIDE.match(segment, at)
            named = _place(aside["name"], places) if aside else ""
            if part and _is_pay(part, amount, guide):
                place = (start + amount.start, start + amount.end)
                yield _fact(guide, script, place, amount, part, scope.stage, named or region, own_level)
        start += len(segment)


def _named_until(segment: str, at: int) -> int:
    """Where the words behind an amount end that name its part: at a parenthesis or another part."""
    stop = _PART_END.search(segment, at)
    return stop.start() if stop else len(segment)


def _part(segment: str, ahead: str, amount: Amount, inside: bool) -> str:
    """The part of pay that the words behind an amount name, else those before it; within parentheses only those
    in them."""
    behind = segment[amount.end : _named_until(segment, amount.end)]
    if named := component_of(re.split(r"\b(?:over|for|in\s+total)\b", behind)[0]):
        return named
    stops = list(_PART_END.finditer(ahead))
    nearest = ahead[stops[-1].end() if stops else 0 :]
    return "" if inside else component_of(nearest) or component_of(behind) or ""


def _is_pay(part: str, amount: Amount, guide: Guide) -> bool:
    if amount.unit == "percent":
        return part == "bonus"
    return part in _PARTS_OF_PAY or part.endswith("sign_on") or any(part == f.component for f in bands_in(guide)[0])


def _fact(
    guide: Guide,
    script: Script,
    place: tuple[int, int],
    amount: Amount,
    part: str,
    stage: Stage,
    region: str,
    level: str | None,
) -> Fact:
    line = script.line_at(place[0])
    stop = _CELL_END.search(script.text, place[1])
    words = script.text[place[0] : stop.start() if stop else len(script.text)].rstrip(" (")
    words = words.rstrip(")") if words.count(")") > words.count("(") else words
    component = "sign_on" if part.endswith("sign_on") else part
    period: Period | None = "year" if amount.period == "year" else "4 years" if amount.period == "4 years" else None
    return _of(guide, line, words.strip(" *"), "", component, stage, region or None, level, amount, period)


def _of(
    guide: Guide,
    line: int,
    cell: str,
    column: str,
    component: str,
    stage: Stage,
    region: str | None,
    level: str | None,
    amount: Amount,
    period: Period | None,
) -> Fact:
    return Fact(
        guide=guide.path,
        line=line,
        cell=cell,
        column=column,
        section=section_at(guide, line),
        company=guide.company,
        role=guide.role,
        level=level,
        region=region,
        component=component,
        kind="stage",
        low=amount.low,
        high=amount.high,
        unit="percent" if amount.unit == "percent" else "money",
        currency=amount.currency,
        mark=amount.mark,
        period=period or period_of(component, cell, column),
        as_of=guide.as_of,
        open_from=amount.open_from,
        stage=stage,
    )


# --------------------------------------------------------------------------------------------- tables


def _tabled(guide: Guide, table: Table) -> Iterator[Fact]:
    """The cells of a table whose rows are parts of pay and of whose columns two or more are stages."""
    heads: dict[int, Stage] = {}
    for i, header in enumerate(table.header):
        words = _PARENTHESIS.sub(" ", header).strip(" *:")
        stage = next((stage for stage, pattern in _HEADS if pattern.fullmatch(words)), None)
        if i and stage:
            heads[i] = stage
    if len(set(heads.values())) < 2 or len(set(heads.values())) < len(heads):
        return
    codes = level_codes(section_at(guide, table.header_line))
    for row in table.rows:
        label = row.cells[0].strip(" *") if row.cells else ""
        component = component_of(label)
        if component not in _PARTS_OF_PAY:
            continue
        for i, stage in heads.items():
            amounts = amounts_in(row.cells[i]) if i < len(row.cells) else []
            if len(amounts) == 1 and (amounts[0].currency or amounts[0].unit == "percent") and not amounts[0].doubt:
                yield _of(
                    guide, row.line, row.cells[i].strip(" *"), label, component, stage, None,
                    codes[0] if len(codes) == 1 else None, amounts[0], period_of(component, label),
                )  # fmt: skip
