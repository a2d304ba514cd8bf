"""Comparisons in words, held against the figures: "the higher stock of the two", "both ask for the same".

In: a sentence, `Material`. Out: a reason where two rows or two scripts are compared otherwise than their
own figures compare, or, where these cannot tell, otherwise than the composed answer compares them. Rows of
two currencies, and parts of two periods, are not compared here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from decimal import Decimal

from assistant.model.entailing import parts_in
from assistant.model.references import Material, Rendered
from assistant.periods import period_in
from corpus.bands import Fact
from corpus.money import amounts_in
from corpus.regexes import regex
from index.names import Mention

IX = re.IGNORECASE | re.VERBOSE
Holder = tuple[str, str]  # a row (company, region) or a script (company, "")

_MORE = regex(
    r"\b(?:more|higher|above|exceeds?|beats?|ahead|better|larger|bigger|greater|outpays?|tops|leads|richer"
    r"|wins|stronger|over|best|highest|most)\b|高于|更高|多于|更多|超过|领先",
    re.I,
)
_LESS = regex(
    r"\b(?:less|lower|below|behind|trails?|trailing|short|smaller|worse|fewer|lags?|under|cheaper|weaker"
    r"|poorer|lowest|least)\b|低于|更低|少于|更少|落后|不及",
    re.I,
)
_AGAINST = regex(
    r"\b(?:compared|measured|held|set|next|relative)\s+(?:with|to|against)\s+(?:\w+\s+){0,2}$|\b(?:unlike|versus|than|against|beside)\s+(?:\w+\s+){0,2}$"
    r"|(?:与|跟|和|比起|相比)\s*$",
    re.I,
)


def comparison_problem(rendered: Rendered, material: Material) -> str | None:
    """Why a comparison does not hold: by the figures, or the other way round than composed, or made by nobody."""
    decided = compared(rendered.text, rendered.cited, material)
    if decided is not None:
        return None if decided else "the figures do not compare so"
    way = _way(rendered.text, material)
    if way is None:
        return None
    names, sign = way
    made = [
        w for s in material.sentences if (w := _way(s.text, material)) is not None and set(w[0]) == set(names)
    ]
    if not made:
        return "nobody compared these in the data"
    if all((sign if w[0] == names else -sign) != w[1] for w in made):
        return "it compares them the other way round than the data"
    return None


def _way(text: str, material: Material) -> tuple[tuple[str, str], int] | None:
    """The two names that a text compares, in its order, and +1 where the first has more."""
    mentions = material.lexicon.mentions(text, correct=False)
    for kind in ("company", "place"):
        names = list(
            dict.fromkeys(m.name for m in mentions if m.kind == kind and m.name in _sides(material, kind))
        )
        sides = list(dict.fromkeys(_sides(material, kind)[n] for n in names))
        first = next((m.start for m in mentions if m.kind == kind and m.name in names), 0)
        if _AGAINST.search(text[:first]):
            sides.reverse()  # "compared with Meta, Alibaba pays less"
        if len(sides) == 2:
            up, down = _MORE.findall(text), _LESS.findall(text)
            up = [w for w in up if w.lower() not in ("over", "most", "best", "above")] or up
            if bool(up) == bool(down):
                return None
            if re.search(r"\bover\s+(?:four|4|the)\b", text, re.I) and [w.lower() for w in up] == ["over"]:
                return None
            return (sides[0], sides[1]), 1 if up else -1
    return None


def _sides(material: Material, kind: str) -> dict[str, str]:
    """The names of the rows that are given, each with the row it stands for."""
    out: dict[str, str] = {}
    shared: set[str] = set()
    for f in material.figures.values():
        if f.fact is None:
            continue
        if kind == "company" and f.fact.company:
            out[f.fact.company] = f.fact.company
        elif kind == "place" and f.fact.region:
            for place in material.lexicon.places_of(f.fact.region):
                if out.setdefault(place, f.fact.region) != f.fact.region:
                    shared.add(place)  # "US" of two rows tells them not apart
    return {name: row for name, row in out.items() if name not in shared}


# ---- by the figures

_PART = r"""(?:base|salar(?:y|ies)|stock|equity|rsus?|grants?|shares|bonus(?:es)?|sign(?:ing|-on)s?|totals?|comp\w*
    |packages?)"""
_AMOUNT = rf"""(?:{_PART}|pay|money|bands?|ranges?|figures?|numbers?|amounts?|floors?|ceilings?|tops?|ends?|asks?
    |increases?|raises?|ones?)"""
_UP = regex(
    rf"""\b(?:(?P<adjective>higher|larger|bigger|greater)(?!\s+(?:\w+\s+)?(?:offers?|levels?|roles?|risks?|costs?|percentages?|up|than\s+(?:that|this)\b))
    |(?:(?:pays?|paying|offers?|gives?|asks?\s+for|adds?|lists?|prints?|has|have|shows?)\s+(?:\w+\s+)?more(?=\s+{_PART}|\s+(?:in|on|than|for|to|there)\b|\s*[.,;])|more\s+{_PART})
    |exceeds?|beats?|outpays?|outbids?|surpass(?:es)?|outstrips?|ahead(?:\s+of|\s+on|\s+in)|above)\b""",
    IX,
)
_DOWN = regex(
    rf"""\b(?:(?P<adjective>lower|smaller)(?!\s+(?:\w+\s+)?(?:offers?|levels?|roles?|risks?|costs?|percentages?|than\s+(?:that|this)\b))
    |(?:(?:pays?|paying|offers?|gives?|asks?\s+for|adds?|lists?|prints?|has|have|shows?)\s+(?:\w+\s+)?less(?=\s+{_PART}|\s+(?:in|on|than|for|to|there)\b|\s*[.,;])|less\s+{_PART})
    |trails?|lags?|behind|below)\b""",
    IX,
)
_WIDE = regex(r"\b(?P<adjective>wider|broader)\b", re.I)
_NARROW = regex(r"\b(?P<adjective>narrower|tighter)\b", re.I)
_SAME = regex(
    rf"""\bthe\s+(?:very\s+|exact\s+)?same(?=\s+(?:\S+\s+){{0,3}}?{_AMOUNT}\b|\s+(?:as|in|for|at|on|across)\b|\s*[.,;]|$)
    |\b(?:identical|equal)(?=\s+(?:\S+\s+){{0,2}}?{_AMOUNT}\b|\s+(?:to|in|for|at|on|across)\b|\s*[.,;]|$)|\bno\s+(?:different\b|(?:\w+\s+)?difference\b)|\bdo(?:es)?(?:\s+not|n['’]t)\s+differ\b|\bon\s+(?:a\s+)?par\b
    |\b(?:equals|matches)(?=\s)|\bas\s+(?:high|much|large|big|low|small|wide)\s+(?:\S+\s+){{0,3}}?(?:as|in)\b""",
    IX,
)
_OTHER = regex(r"(?<!not\s)(?<!n['’]t\s)\bdiffers?\b", re.I)
# A word of any of these.
_COMPARES = regex(
    r"\b(?:higher|larger|bigger|greater|more|exceeds?|beats?|out\w+s|surpass(?:es)?|ahead|above|lower|smaller|less|trails?"
    r"|lags?|behind|below|wider|broader|narrower|tighter|same|identical|equals?|differ\w*|par|matches|as"
    r"|highest|largest|biggest|greatest|lowest|smallest)\b",
    re.I,
)
# Where nothing is said to be so, or only nearly so.
_UNDECIDED = regex(
    r"\?|\b(?:if|whether|unless|would|should|nearly|almost|roughly|similar\w*|close|quite|likely|probably|more\s+or\s+less"
    r"|midpoint|middle|half|average|per\s+cent|percent|share|year)\b|%",
    re.I,
)
_POSSIBLE = regex(r"\b(?:can|could|may|might)\b", re.I)
_DENIED = regex(r"(?:\b(?:not|no|never|neither|hardly)|n['’]t)\b(?:\s+[\w’'-]+){0,4}\s*$", re.I)
_ANY_DENIAL = regex(r"\b(?:not|no|never|neither|nor|none|hardly|nothing)\b|n['’]t\b", re.I)
_ONLY_ONE_END = {
    "low": regex(r"\b(?:starts?|begins?|floors?|bottoms?|minimum|low(?:er|est)?\s+ends?)\b", re.I),
    "high": regex(
        r"\b(?:ends(?=\s+(?:at|higher|lower|above|below|\W))|stops?|goes|go|reach(?:es)?|ceilings?|maximum|caps?|tops?(?:\s+out)?|high(?:er|est)?\s+ends?|upper\s+ends?)\b",
        re.I,
    ),
}
_CLAUSE = regex(
    r"[;:]\s+|,\s+|\s[–—]\s|\s+(?=(?:but|while|whereas|although|though|so|because|since)\s)", re.I
)
_BETWEEN = regex(r"\b(?:between|of)\s+$", re.I)
_APART = regex(r"\b(?:than|and|or|to|as|with|vs|versus|against|from|over|of)\b|[,;]", re.I)
_OF_TWO = regex(
    r"\bof\s+(?:the\s+|these\s+)?two\b|\bthe\s+(?:\w+\s+)?(?:other|two|both)\b|\bboth\b|\bthe\s+(?:higher|larger|bigger|greater|lower|smaller|wider|broader|narrower|tighter)\b",
    re.I,
)
_OTHER_BEHIND = regex(r"\b(?:than|to|with|as|against|beside|versus|vs)\b(?:\s+[\w’'-]+){0,3}\s*$", re.I)
_OWNER_BEHIND = regex(r"\b(?:is|are|in|at|of|from|by)\s+(?:(?:that|the|those|of|in|at|for|from)\s+)*$", re.I)
_THAN_OR_YOURS = regex(r"\bthan\b|\byours?\b|\byou\b", re.I)
_TOGETHER = regex(r"\b(?:both|two|each|all)\b", re.I)
_OF_A_SCRIPT = regex(r"\bscripts?\b|\btemplates?\b|\basks?\b", re.I)
_AS_PART = regex(
    rf"(?:{_SAME.pattern})\s+(?:as\s+|to\s+)?(?:(?:the|its|that\s+of|for|in)\s+)*(?P<part>{_PART})\b", IX
)


def compared(text: str, cited: Sequence[str], material: Material) -> bool | None:
    """Whether what a text says of two rows or scripts is so by their figures; None where that cannot be told."""
    if not _COMPARES.search(text):
        return None
    holders, all_cited = _holders(text, cited, material)
    if not holders:
        return None
    if _is_no_equal_part(text, holders, material) or _is_not_the_most(text, holders, material):
        return False
    decided: list[bool] = []
    parts: list[str] = []
    for clause in _CLAUSE.split(text):
        named = [name for name, _, _ in parts_in(clause, material.lexicon) if name in _PARTS]
        parts = list(dict.fromkeys(named)) or parts
        if (so := _holds(clause, parts, holders, material, all_cited)) is not None:
            decided.append(so)
    return all(decided) if decided else None


_PARTS = ("base", "equity", "bonus", "sign_on", "total")


def _holders(
    text: str, cited: Sequence[str], material: Material
) -> tuple[dict[Holder, dict[str, Fact]], bool]:
    """The rows, or the scripts where a text speaks of these, that are cited (True) or, with fewer than two, given."""

    lines = material.evidence.cited or frozenset()

    def read() -> dict[Holder, list[Fact]]:
        found: dict[Holder, list[Fact]] = {}
        for f in material.evidence.facts:
            if f.company and f.kind != "figure" and (f.guide, f.line) in lines:
                found.setdefault((f.company, (f.region or "") if f.kind == "band" else ""), []).append(f)
        return found

    found = material.once("rows and scripts", read)
    of_scripts = bool(_OF_A_SCRIPT.search(text)) or all(not region for _, region in found)
    places = {
        (p.guide, n) for name in cited for p in (material.passages[name],) for n in range(p.first, p.last + 1)
    }
    given = {h: {f.component: f for f in facts} for h, facts in found.items() if bool(h[1]) != of_scripts}
    near = {h: own for h, own in given.items() if any((f.guide, f.line) in places for f in own.values())}
    return (near, True) if len(near) > 1 else (given, False)


def other_side(text: str, start: int, end: int, cited: Sequence[str], material: Material) -> Fact | None:
    """The cell of a figure that is set against the other row's: "Acme has the larger stock, $1 versus $2".

    None where no second row is cited, a row of its own is named between them, or the cell is of another part.
    """
    m = _AGAINST_IT.search(text[:start])
    first = next((a for a in amounts_in(text[: m.start()]) if a.end == m.start()), None) if m else None
    second = next((a for a in amounts_in(text[start:end])), None)
    holders, all_cited = _holders(text, cited, material)
    period = period_in(text[start:])
    if first is None or second is None or not all_cited or len(holders) != 2:
        return None
    sides = _named(text[: first.start], holders, material)
    if not sides or len(sides) != 1:
        return None
    mine = holders[sides[0][0]]
    theirs = next(own for h, own in holders.items() if h != sides[0][0])
    named = {name for name, _, _ in parts_in(text, material.lexicon)}
    for part in named if len(named) == 1 else ():
        one, other = mine.get(part), theirs.get(part)
        if one is None or other is None or (one.low, one.high) != (first.low, first.high):
            continue
        if period and period != other.period:
            continue
        if (other.low, other.high, other.currency) == (second.low, second.high, second.currency):
            return other
    return None


_AGAINST_IT = regex(r"\s*,?\s*(?:versus|vs\.?|against|compared\s+(?:with|to)|as\s+against)\s+$", re.I)


def _holds(
    clause: str,
    parts: Sequence[str],
    holders: dict[Holder, dict[str, Fact]],
    material: Material,
    all_cited: bool,
) -> bool | None:
    """Whether one clause's comparison is so."""
    said = [(m, claim) for pattern, claim in _CLAIMS if (m := pattern.search(clause)) is not None]
    if len(said) != 1 or _UNDECIDED.search(clause):
        return None
    m, claim = said[0]
    sides = _named(clause, holders, material)
    if sides is None:
        return None
    names = [h for h, _ in sides]
    # One that is named is set against the other where a sentence cites both.
    implied = all_cited and len(holders) == 2 and not _THAN_OR_YOURS.search(clause)
    if len(names) == 1 and len(holders) == 2 and (implied or _OF_TWO.search(clause) or claim is _is_same):
        names += [h for h in holders if h != names[0]]
        behind = clause[m.end() : sides[0][1]] if sides[0][1] > m.end() else None
        if behind is not None and not (_OTHER_BEHIND.search(behind) or _OWNER_BEHIND.search(behind)):
            return None
        if behind is not None and _OTHER_BEHIND.search(behind):
            names.reverse()  # "is the bigger one next to Alibaba's"
    elif (
        not names
        and len(holders) == 2
        and claim in (_is_same, _is_other)
        and (implied or _TOGETHER.search(clause))
    ):
        names = list(holders)
    if len(names) != 2:
        return None
    if sides and sides[0][1] < m.start() and _AGAINST.search(clause[: sides[0][1]]):
        names.reverse()  # "compared with Meta, Alibaba pays less"
    ends = [end for end, p in _ONLY_ONE_END.items() if p.search(clause)]
    if len(ends) > 1 or not (parts or _IN_GENERAL.search(clause)):
        return None
    denied = bool(_DENIED.search(clause[: m.start()]))
    if not denied and _ANY_DENIAL.search(clause.replace(m[0], " ")):
        return None
    one, other = (holders[h] for h in names)
    shared = [p for p in (parts or _PARTS) if p in one and p in other]
    if not parts and _POSSIBLE.search(clause):
        shared = [p for p in shared if one[p].unit == "money"]
    results = [_told(claim, one[p], other[p], ends[0] if ends else "") for p in shared]
    if not results or (parts and len(shared) < len(parts)):
        return None
    if _POSSIBLE.search(clause):
        return True if claim is _is_more and all(_reaches(one[p], other[p]) for p in shared) else None
    if parts and None not in results:
        return all(bool(r) != denied for r in results)
    if len(set(results)) == 1 and results[0] is not None:
        return results[0] != denied
    return None


_IN_GENERAL = regex(r"\b(?:pays?|paid|paying|gives?|money|rows?|bands?|ranges?|offers?)\b", re.I)
Claim = Callable[[Decimal, Decimal, Decimal, Decimal], bool | None]


def _is_more(low: Decimal, high: Decimal, low2: Decimal, high2: Decimal) -> bool | None:
    """Whether a range lies higher; None where one end does and the other end lies lower."""
    if (low, high) == (low2, high2):
        return False
    if low >= low2 and high >= high2:
        return True
    return False if low <= low2 and high <= high2 else None


def _is_less(low: Decimal, high: Decimal, low2: Decimal, high2: Decimal) -> bool | None:
    return _is_more(low2, high2, low, high)


def _is_same(low: Decimal, high: Decimal, low2: Decimal, high2: Decimal) -> bool | None:
    return (low, high) == (low2, high2)


def _is_other(low: Decimal, high: Decimal, low2: Decimal, high2: Decimal) -> bool | None:
    return (low, high) != (low2, high2)


def _is_wider(low: Decimal, high: Decimal, low2: Decimal, high2: Decimal) -> bool | None:
    return high - low > high2 - low2


def _is_narrower(low: Decimal, high: Decimal, low2: Decimal, high2: Decimal) -> bool | None:
    return high - low < high2 - low2


_CLAIMS: tuple[tuple[re.Pattern[str], Claim], ...] = (
    (_SAME, _is_same), (_UP, _is_more), (_DOWN, _is_less), (_WIDE, _is_wider), (_NARROW, _is_narrower),
    (_OTHER, _is_other),
)  # fmt: skip


def _told(claim: Claim, one: Fact, other: Fact, end: str) -> bool | None:
    """What a claim comes to for two figures, or for one end of both; None where they cannot be compared."""
    if (one.unit, one.currency, one.period, one.basis) != (
        other.unit,
        other.currency,
        other.period,
        other.basis,
    ):
        return None
    if one.low is None or one.high is None or other.low is None or other.high is None:
        return None
    if end:
        a, b = (one.low, other.low) if end == "low" else (one.high, other.high)
        return claim(a, a, b, b)
    return claim(one.low, one.high, other.low, other.high)


def _reaches(one: Fact, other: Fact) -> bool:
    """Whether something in one range is more than something in another."""
    same = (one.unit, one.currency, one.period) == (other.unit, other.currency, other.period)
    return same and one.high is not None and other.low is not None and one.high > other.low


def _named(
    clause: str, holders: dict[Holder, dict[str, Fact]], material: Material
) -> list[tuple[Holder, int]] | None:
    """The rows that a clause names, in order, each with where; None where a name may be of several or of none."""
    groups: list[list[Mention]] = []
    for m in material.lexicon.mentions(clause, correct=False):
        if m.kind not in ("company", "place"):
            continue
        between = clause[groups[-1][-1].end : m.start] if groups else ""
        if (
            groups
            and len(between.split()) < 4
            and not _APART.search(between)
            and groups[-1][-1].kind != m.kind
        ):
            groups[-1].append(m)
        else:
            groups.append([m])
    found: list[tuple[Holder, int]] = []
    for group in groups:
        meant = [h for h in holders if all(_is_of(m, h, material) for m in group)]
        if len(meant) == len(holders) > 1:
            continue  # "in Oslo", where all are
        if len(meant) != 1:
            return None
        found.append((meant[0], group[0].start))
    if len(found) > 2 and _BETWEEN.search(clause[: found[0][1]]):
        found = found[2:]  # "between Acme and Zorb, Zorb has the higher base"
    return list({h: (h, at) for h, at in reversed(found)}.values())[::-1]


def _is_of(m: Mention, holder: Holder, material: Material) -> bool:
    company, region = holder
    return m.name == company if m.kind == "company" else m.name in material.lexicon.places_of(region)


def _is_no_equal_part(text: str, holders: dict[Holder, dict[str, Fact]], material: Material) -> bool:
    """Whether a part of one row is said to be the same as another part of it, and is not."""
    m = _AS_PART.search(text)
    if m is None or _ANY_DENIAL.search(text) or _UNDECIDED.search(text):
        return False
    ahead = {name for name, _, _ in parts_in(text[: m.start()], material.lexicon)}
    behind = {name for name, _, _ in parts_in(m["part"], material.lexicon)}
    sides = _named(text, holders, material)
    rows = [holders[h] for h, _ in sides or ()] or (list(holders.values()) if len(holders) == 1 else [])
    if len(rows) != 1 or len(ahead) != 1 or len(behind) != 1 or ahead == behind:
        return False
    one, other = rows[0].get(ahead.pop()), rows[0].get(behind.pop())
    ends = [end for end, p in _ONLY_ONE_END.items() if p.search(text)]
    if one is None or other is None or one.unit != other.unit or len(ends) > 1:
        return False
    values = [(f.low, f.high) if not ends else getattr(f, ends[0]) for f in (one, other)]
    return bool(values[0] != values[1])


_OF_ALL = regex(
    rf"""\bthe\s+(?:very\s+)?(?:(?P<most>highest|largest|biggest|greatest)|lowest|smallest)(?:\s+\w+)?\s+(?P<what>{_AMOUNT}|rows?)\b
    [^,;.]*?\b(?:of\s+all|(?:in|of)\s+(?:the|its|their|[A-Z]\w+['’]s)\s+(?:whole\s+|entire\s+)?(?:table|guide|list|rows)(?!\s+(?:in|for|outside|across|of)\b)|overall|anywhere)\b""",
    IX,
)


def _is_not_the_most(text: str, holders: dict[Holder, dict[str, Fact]], material: Material) -> bool:
    """Whether a row is said to have the most, or the least, of all of its guide, and another has more, or less."""
    m = _OF_ALL.search(text)
    if m is None or _ANY_DENIAL.search(text) or _UNDECIDED.search(text):
        return False
    sides = _named(text, holders, material) if len(holders) > 1 else [(h, 0) for h in holders]
    if not sides or len(sides) != 1:
        return False
    row = holders[sides[0][0]]
    named = [name for name, _, _ in parts_in(text, material.lexicon) if name in _PARTS]
    claim = _is_more if m["most"] else _is_less
    against = [
        claim(f.low, f.high, own.low, own.high)
        for f in material.evidence.facts
        if f.kind == "band"
        and (own := row.get(f.component)) is not None
        and (not named or f.component in named)
        if f.company == own.company and _told(_is_same, f, own, "") is False
        if f.low is not None and f.high is not None and own.low is not None and own.high is not None
    ]
    return True in against
