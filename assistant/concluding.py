"""From the best reading of a sentence to the verdicts: the person's own first, then quoted, then derived.

In: the numbers with the facts they quote, `Evidence`, the operands of the paragraph. Out: one `Verdict`
for each number.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from decimal import Decimal

from assistant.agreement import Claim, is_of_place
from assistant.dates import A_DATE
from assistant.end_ratios import ratio_of_ends
from assistant.evidence import Count, Evidence, Verdict, VerdictName
from assistant.numbers import Number
from assistant.persons import (
    LEFT_OVER,
    is_input,
    is_offered,
    is_the_persons,
    stands_as_theirs,
    stands_as_yours,
)
from assistant.quoting import END_OF, Judged, near_the_exact, shares_of_an_end
from assistant.reckoned import with_formulas
from assistant.sentence_names import Name
from assistant.worked_out import Derivation, operands_of, worked_out
from corpus.bands import Fact
from corpus.regexes import regex
from index.resolve import Lexicon

_EXPERIENCE = regex(r"[+]?[\s-]*years?[’']?\s+(?:of\s+)?(?:\w+\s+){0,2}experience\b", re.IGNORECASE)
_READING = regex(r"\bread(?:s|ing)?\b", re.IGNORECASE)
# "1.5 times the top", "2x what Acme pays": a factor, and not how often something is done.
_MULTIPLIES = regex(
    r"\s?(?:x|×|times|-?fold)\s+(?:as|of|the|its|their|your|my|our|his|her|that|this|what)\b"
    r"|\s?(?:x|×|times)\s?(?:[$€£¥₹]|[A-Z]{3}\s?\d|(?-i:[A-Z])[a-z])",
    re.IGNORECASE,
)
_FACTORS = regex(r"\*\s*(\d+(?:\.\d+)?)(?![\d.])(?!\s*/)")
_INSTEAD = regex(r"\b(?:instead\s+of|rather\s+than)\b[^.;,]*$", re.IGNORECASE)
_WITHIN = regex(
    r"\b(?:within|at\s+(?:the\s+)?(?:latest|most)|no\s+later|up\s+to|max\w*|before|under|inside|longest)\b|最晚|最多|之内|以内",
    re.IGNORECASE,
)
_AT_LEAST = regex(
    r"\b(?:at\s+(?:the\s+)?(?:earliest|least)|no\s+(?:sooner|earlier)|after|from|min\w*|wait)\b|最早|至少",
    re.IGNORECASE,
)


def conclude(
    text: str,
    base: int,
    judged: Sequence[Judged],
    claims: Sequence[Claim],
    evidence: Evidence,
    lexicon: Lexicon,
    operands: list[tuple[Number, Fact]],
    rows: Sequence[Name],
    title: str = "",
) -> list[Verdict]:
    """Turn the best reading into verdicts: the person's own first, then quoted, then derived."""
    quoted = [fact for n, fact, _ in judged if fact is not None and not n.denied]
    # "$1 instead of Acme's $2": what the other is set against is not denied.
    # "ends at $1, not at $2": nor is the figure of another row, which is denied of this one.
    own_rows = {(fact.company, fact.region) for fact in quoted}
    operands += [
        (n, fact)
        for n, fact, _ in judged
        if fact is not None
        and (not n.denied or _INSTEAD.search(n.before) or (own_rows - {(fact.company, fact.region)}))
    ]
    ranges = frozenset(fact for n, fact, _ in judged if fact is not None and n.ends)
    denied = frozenset((n.amount.unit, n.amount.low) for n, _, _ in judged if n.denied)
    names = {(name.start, name.end): name for name in rows}
    mentioned = [(name.start, name.end) for name in sorted(rows, key=lambda r: r.start)]

    def belongs(start: int, end: int, fact: Fact) -> bool:
        name = names[start, end].names
        return fact.company in name or (bool(fact.region) and is_of_place(fact, name, lexicon, False))

    judged = near_the_exact(judged, claims, text, lexicon)
    judged = shares_of_an_end(judged, claims, text, evidence, lexicon)
    operands += [(n, f) for n, f, reason in judged if f is not None and reason.startswith(END_OF)]
    out: list[Verdict] = []
    for i, ((n, fact, reason), claim) in enumerate(zip(judged, claims, strict=True)):

        def verdict(v: VerdictName, why: str, n: Number = n, **more: object) -> Verdict:
            return Verdict(n.amount.text, n.start, n.end, v, why, **more)  # type: ignore[arg-type]

        if (formulas := _formulas_beside(i, judged, claims, evidence)) is not None:
            # A factor is the one that its sentence's formula has, or a ratio of what is quoted there.
            if any(n.amount.low == Decimal(f) for formula in formulas for f in _FACTORS.findall(formula)):
                if is_input(n, claim, evidence.entered):
                    out.append(verdict("input", "the factor you gave"))
                else:
                    out.append(verdict("not_an_amount", "the factor of the formula beside it"))
            elif ratio := worked_out(n, text, base, operands, claim.components, mentioned, belongs):
                out.append(verdict("derived", ratio.formula, derivation=ratio))
            else:
                out.append(verdict("unsupported", "no formula beside it has this factor"))
            continue
        registered = registered_as(n, claim, evidence)
        if registered is not None and stands_as_theirs(n, registered):
            registered = None
        # A value worked out that happens to equal the person's figure is the person's only where it
        # stands as theirs.
        given = is_input(n, claim, evidence.entered)
        theirs = given and is_the_persons(n, text, base, fact)
        one_value = registered is None or registered.value != registered.high
        offered = one_value and bool(evidence.entered) and is_offered(n, text, base)
        worked = registered is not None and (n.is_change or bool(LEFT_OVER.match(n.behind)))
        if (theirs and (registered is None or stands_as_yours(n))) or (given and offered):
            out.append(verdict("input", "the figure you gave"))
        elif offered:
            out.append(verdict("unsupported", "it is stated as offered, and it was not given so"))
        elif fact is not None and not worked:
            out.append(verdict("quoted", reason, fact=fact, place=(fact.guide, fact.line)))
        elif registered is not None:
            out.append(verdict("derived", registered.formula, derivation=registered))
        elif _is_corrected(n, claim, quoted, ranges, lexicon, denied) or (
            n.denied and _is_another_count(n, judged, claims, evidence)
        ):
            out.append(verdict("not_an_amount", "a figure that the sentence itself corrects"))
        elif count := count_for(n, claim, evidence):
            out.append(
                verdict("quoted", f"stands in {count.guide}:{count.line}", place=(count.guide, count.line))
            )
        elif derived := worked_out(n, text, base, operands, claim.components, mentioned, belongs, title):
            out.append(verdict("derived", derived.formula, derivation=derived))
        elif claimed := ratio_of_ends(n, claim, evidence, [f for _, f in operands], lexicon):
            if claimed.derivation is not None:
                out.append(verdict("derived", claimed.reason, derivation=claimed.derivation))
            else:
                out.append(verdict("unsupported", claimed.reason))
        elif (idle := _idle_reason(n)) and not (_is_measured(judged, i) or _is_bare_difference(n)):
            out.append(verdict("not_an_amount", idle))
        else:
            out.append(verdict("unsupported", reason))
    return with_formulas(out, [n for n, _, _ in judged], text, base, operands_of(operands))


def _formulas_beside(
    i: int, judged: Sequence[Judged], claims: Sequence[Claim], evidence: Evidence
) -> list[str] | None:
    """The formulas of the values worked out in the sentence of a factor; None for any other number.

    A sentence without amounts says nothing that a factor could be held against.
    """
    n = judged[i][0]
    if n.amount.unit != "count" or n.amount.scaled or not _MULTIPLIES.match(n.behind):
        return None
    others = [k for k in range(len(judged)) if k != i]
    found = [d for k in others if (d := registered_as(judged[k][0], claims[k], evidence)) is not None]
    quoted = any(judged[k][1] is not None for k in others)
    return [d.formula for d in found] if found or quoted else None


def _is_another_count(
    n: Number, judged: Sequence[Judged], claims: Sequence[Claim], evidence: Evidence
) -> bool:
    """ "1.5 billion users and not 1 billion": a count that is denied beside the right one."""
    right = [m for (m, _, _), c in zip(judged, claims, strict=True) if not m.denied and count_for(m, c, evidence)]
    return n.amount.unit == "count" and bool(right) and all(m.amount.low != n.amount.low for m in right)


def _is_corrected(
    n: Number,
    claim: Claim,
    quoted: Sequence[Fact],
    ranges: Set[Fact],
    lexicon: Lexicon,
    denied: Set[tuple[str, Decimal]],
) -> bool:
    """A wrong figure that the sentence denies, beside the right one of the same row and component.

    One end is wrong where the whole range stands beside it: "not a flat 10%, but 10–20%".
    """
    if n.negative or n.torn or (n.amount.unit, n.amount.low) not in denied:
        return False
    same = [f for f in quoted if f.unit == n.amount.unit or n.amount.unit == "count"]
    if claim.companies:
        same = [f for f in same if f.company is None or f.company in claim.companies]
    if claim.places:
        same = [f for f in same if not f.region or is_of_place(f, claim.places, lexicon, False)]
    if claim.components:
        same = [f for f in same if f.component in (*claim.components, "figure")]

    def is_right(fact: Fact) -> bool:
        if n.amount.currency and fact.currency and n.amount.currency != fact.currency:
            return False  # "not $160K, it's SGD 160K"
        if n.amount.high is not None and n.amount.low != n.amount.high:
            return (fact.low, fact.high) == (n.amount.low, n.amount.high)
        if fact in ranges and fact.low != fact.high and not n.bound_is_own:
            return n.is_range and (fact.low, fact.high) == (n.amount.low, n.amount.high)
        end = {"low": fact.low, "high": fact.high}.get(n.bound)
        return n.amount.low in ((fact.low, fact.high) if end is None else (end,))

    return bool(same) and not any(is_right(f) for f in same)


def registered_as(n: Number, claim: Claim, evidence: Evidence) -> Derivation | None:
    for d in evidence.derived:
        bare = d.unit == "money" and d.currency is None and not n.noun  # "by the hour, … is 96.15"
        unit = "money" if n.amount.unit == "count" and (n.amount.scaled or bare) else n.amount.unit
        if unit != d.unit or (n.amount.currency and d.currency and n.amount.currency != d.currency):
            continue
        if d.component and claim.components and d.component not in claim.components:
            continue
        sign = -1 if n.negative and n.amount.low > 0 else 1
        value = (n.amount.low * sign, (n.amount.low if n.amount.high is None else n.amount.high) * sign)
        if (d.value, d.high) == value:
            return d
        if value[0] == value[1] and value[0] in (d.value, d.high) and d.value != d.high:
            return d
    return None


def count_for(n: Number, claim: Claim, evidence: Evidence) -> Count | None:
    plain = n.amount.unit == "count" or (not n.amount.mark and n.amount.scaled)
    if not plain or n.negative:
        return None
    high = n.amount.high if n.amount.high is not None else n.amount.low
    near = f"{n.before[-40:]} {n.behind[:40]}".lower().replace("用户", " user ")
    for count in evidence.counts:
        if count.noun == A_DATE:
            continue
        if (count.low, count.high) != (n.amount.low, high) and not _is_limit_of(count, n, near):
            continue
        large = count.low >= 1000 and re.search(rf"\b{re.escape(count.noun)}", near)
        if count.noun != n.noun and not large:
            continue
        if count.company and claim.companies and count.company not in claim.companies:
            continue
        if evidence.may_quote(count.guide, count.line):
            return count
    return None


def _is_limit_of(count: Count, n: Number, near: str) -> bool:
    """ "Within 72 hours" is the end of "36–72 hours", "36 hours at the earliest" its beginning."""
    if n.amount.low != n.amount.high or count.low == count.high or count.noun != n.noun:
        return False
    if n.amount.low == count.high:
        return bool(_WITHIN.search(near))
    return n.amount.low == count.low and bool(_AT_LEAST.search(near))


def _idle_reason(n: Number) -> str | None:
    """Plain small numbers that count things are language; a figure of time or pay is not."""
    if n.amount.unit != "count" or n.amount.scaled or n.amount.low != n.amount.high or n.negative:
        return None
    if n.noun == "minute" and _READING.search(n.before[-30:] + n.behind[:20]):
        return "how long a text takes to read"
    if n.noun == "year" and _EXPERIENCE.match(n.behind):
        return "years of experience"
    if (n.noun == "year" and n.amount.low in (1, 4)) or (n.noun == "month" and n.amount.low in (12, 48)):
        return "a period"
    if n.amount.low <= 20 and n.noun not in (
        "hour",
        "day",
        "week",
        "month",
        "minute",
        "year",
        "percent",
        "k",
        "m",
    ):
        return "a count of things"
    return None


def _is_bare_difference(n: Number) -> bool:
    """ "Difference 15.": how far two figures are apart, and no count of anything."""
    return n.is_change and not n.noun and bool(re.search(r"\b(?:difference|gap|spread|delta)\b", n.before, re.I))


def _is_measured(judged: Sequence[Judged], i: int) -> bool:
    """Whether a bare number is the end of a range whose other end is an amount."""
    n = judged[i][0]
    other = n.range_end if n.range_end is not None else i - 1 if n.closes_range else None
    return other is not None and judged[other][0].amount.unit != "count"
