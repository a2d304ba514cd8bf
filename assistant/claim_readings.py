"""What a statement's words can mean in the tables at hand: which cells, by which formula.

In: the words of a claim, the times and the operations that they name, and the `Tables` of the sources.
Out: `Reading`s with their values. No reading is searched for by its value: each is a formula that the
words name over cells that the words name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from assistant.claim_choice import best_named, in_line, in_total, is_denied, of_all, several_named
from assistant.claim_series import ASKS_COUNT, ENOUGH, Series, Tables
from assistant.claim_stems import COUNTED, LIGHT, TOTAL_STEM, stems
from assistant.claim_times import by_time, fillings, meant
from assistant.claim_words import Operation, Times, goes_down
from corpus.any_tables import Figure
from corpus.printed import SCALES, Period
from corpus.regexes import regex

FAR_BETTER = 0.25  # by how much a cell of another unit has to be named better to be what is meant


@dataclass(frozen=True, slots=True)
class Reading:
    """One meaning of the words: its value and the cells it is made of."""

    value: Decimal
    kind: (
        str  # "money": in the cells' scale; "percent": of percentages or a growth; "ratio": a share, unscaled
    )
    cells: tuple[Figure, ...]
    formula: str
    either_sign: bool = False


# --------------------------------------------------------------------------------------- readings


def readings(
    words: str, times: Times, operations: Sequence[Operation], tables: Tables, unit: str = ""
) -> Iterator[Reading]:
    """What the words can mean, by every operation that they name.

    `unit` is what the claim itself says its number is: "percent", "money" or nothing.
    """
    told = [(score, s) for score, s in tables.told(words) if _may_have(s, unit, operations)]
    yield from _of_ranked(told, words, times, operations, tables)
    every = tables.ranked(words)
    ranked = [(score, s) for score, s in every if _may_have(s, unit, operations)]
    if "growth" in operations:  # of amounts, where what share they are stands beside them
        amounts = {(s.cells[0].place[0], s.row, s.group) for _, s in ranked if not (s.in_prose or s.cells[0].percent)}
        ranked = [
            (score, s) for score, s in ranked
            if s.of_change or not s.cells[0].percent or (s.cells[0].place[0], s.row, s.group) not in amounts
        ]  # fmt: skip
    ranked = _prices_alone(_counts_alone(ranked, words), words)
    better = [s for score, s in every if ranked and score > ranked[0][0] + FAR_BETTER and not s.of_change]
    if set(operations) <= {"quote", "average"} and unit == "percent" and any(not s.in_prose for s in better):
        return  # what is named is there, and in another unit
    yield from _of_ranked(ranked, words, times, operations, tables)
    if ranked and ranked[0][1].in_prose:  # a long sentence holds many words by chance
        in_tables = [(score, s) for score, s in ranked if not s.in_prose]
        yield from _of_ranked(in_tables, words, times, operations, tables)


def _of_ranked(
    ranked: Sequence[tuple[float, Series]],
    words: str,
    times: Times,
    operations: Sequence[Operation],
    tables: Tables,
) -> Iterator[Reading]:
    """What the words can mean of these series."""
    if not ranked or ranked[0][0] < ENOUGH:
        for operation in operations:
            if operation in ("average", "sum"):
                yield from _of_group(words, times, operation, tables)
        return
    best = of_all(best_named(words, ranked, times, tables), words, tables)
    if set(operations) <= {"quote", "sum"}:
        best = in_total(best, words, tables)
    spanning = best
    if len(times.years) > 1 or (operations[0] in ("change", "growth", "average") and not times):
        spanning = in_total(of_all(best_named(words, ranked, times, tables, 2), words, tables) or best, words, tables)
    several = several_named(words, ranked, tables)
    made = False
    if (
        "share" in operations and len(operations) > 2
    ):  # "the change in the percentage of": of a column of shares
        rows = {(s.cells[0].place[0], s.row, s.group) for s in spanning}
        spanning = spanning + [
            s
            for s in tables.series
            if s not in spanning
            and (s.cells[0].place[0], s.row, s.group) in rows
            and _NAMED_SO["share"].search(s.cells[0].column)
        ]
    for operation in operations:
        # "Fell by A and B together": what the two come to, and not one less the other.
        together = operation == "change" and "sum" in operations
        for reading in _by_operation(operation, words, times, spanning, () if together else several, tables):
            made = True
            yield reading
    named = [op for op in operations if op not in ("quote", "sum")]
    # "What was the average price in 2031?" may name a row called so.
    one_time = set(named) <= {"average"} and len(times.years) == 1
    if made and not named and (len(times.years) > 1 or len(times.months) > 1):
        return  # a sum of several years or quarters is none of them
    if not made or not named or one_time:
        for s in best:
            yield from _quoted(s, times, tables)
        if "share" not in named:
            return
    beside = {(s.row, s.group) for s in best}
    for s in tables.series:
        if s.in_prose or not (s in best or (s.row, s.group) in beside) or not _says_it(s, operations):
            continue
        if any(_is_named_apart(other, s, words, tables) for other in best):
            continue  # "a decrease of 50 points" beside the increase that is asked for
        between = {y for y in tables.years if s.of_change and str(y) in s.column}
        if not between or set(times.years) <= between:  # "2031 vs. 2030" is no change from 2029
            yield from _quoted(s, times, tables)


def _is_named_apart(s: Series, other: Series, words: str, tables: Tables) -> bool:
    """Whether of two columns of one row the words name something of this one's own, and nothing of the other's."""
    known = {tables.as_known(w) for w in stems(words)}
    in_one_row = (s.cells[0].place[0], s.row, s.group) == (other.cells[0].place[0], other.row, other.group)
    if s.cells[0].percent != other.cells[0].percent:
        return False  # "what percent of revenue": the unit tells which
    return in_one_row and bool((s.column - other.column) & known) and not (other.column - s.column) & known


def _may_have(s: Series, unit: str, operations: Sequence[Operation]) -> bool:
    """Whether a series can be what a number of this unit is of."""
    one = s.cells[0]
    change = s.of_change or (s.in_prose and all(_is_told_change(c) for c in s.cells))
    if change and one.percent and set(operations) <= {"quote", "sum", "average"}:
        return False  # by how much a row has changed is not what stands in it
    if unit == "money":
        return not one.percent
    if not unit and "%" in one.text and set(operations) <= {"quote", "sum", "average"}:
        return False  # a percentage is claimed with its mark
    if unit == "percent" and set(operations) <= {"quote", "sum", "average"}:
        return one.percent or one.rate
    return True


_MEASURES = regex(
    r"\b(?:prices?|values?|costs?|amounts?|terms?|life|lives|age|averages?|years|rates?|proceeds|consideration)\b|[$£€¥%]",
    re.I,
)
_COUNT = regex(rf"\b{COUNTED}\b", re.I)


def _counts_alone(ranked: Sequence[tuple[float, Series]], words: str) -> list[tuple[float, Series]]:
    """Without the prices, terms and amounts of rows that also tell how many, where that is what is asked for.

    A measure that the words name themselves stays: "the number of shares at average price".
    """
    if not (ASKS_COUNT.search(words) or _COUNT.search(words)):
        return list(ranked)
    said = {m.lower() for m in _MEASURES.findall(words)}

    def measures(s: Series) -> bool:
        one = s.cells[0]
        return any(m.lower() not in said for m in _MEASURES.findall(f"{one.column} {one.text}"))

    counted = {s.cells[0].place[:2] for _, s in ranked if not (s.in_prose or measures(s))}
    return [
        (score, s) for score, s in ranked
        if s.in_prose or not measures(s) or not any(c.place[:2] in counted for c in s.cells)
    ]  # fmt: skip


def _prices_alone(ranked: Sequence[tuple[float, Series]], words: str) -> list[tuple[float, Series]]:
    """Without the counts of rows that also tell what one costs, where that is asked for: "paid per option"."""
    priced = {c.place[:2] for _, s in ranked for c in s.cells if c.per_one}
    if not priced or ASKS_COUNT.search(words) or not _FOR_ONE.search(words):
        return list(ranked)
    return [(score, s) for score, s in ranked if all(c.per_one or c.place[:2] not in priced for c in s.cells)]


_FOR_ONE = regex(
    r"\b(?:per|each|(?:a|one)\s+single)\s+(?:\w+\s+)?(?:share|option|unit|warrant|right|award|[RPD]SU)\b", re.I
)


def _is_told_change(cell: Figure) -> bool:
    """Whether a sentence tells a percentage as a change: "an increase of 12%", "grew 12%"."""
    before = cell.row.partition(cell.text)[0]
    return bool(_CHANGED_BY.search(before))


_CHANGED_BY = regex(
    r"\b(?:increas|decreas|declin|grow|grew|rose|ris|fell|fall|drop|reduc|improv|chang|up|down)\w*"
    r"(?:\s+(?:of|by|or|approximately|about|from))*\s*$",
    re.I,
)


def _by_operation(
    operation: Operation,
    words: str,
    times: Times,
    best: Sequence[Series],
    several: Sequence[Series],
    tables: Tables,
) -> Iterator[Reading]:
    if operation in ("change", "growth", "difference"):
        for s in best:
            yield from _over_time(s, times, operation, words, tables)
        if operation == "difference" and re.search(r"\b(?:average|mean)\b", words, re.I):
            yield from _of_averages(several, times, tables)
        if operation == "difference" or not (times and len(times.years) > 1):
            yield from _between(several, times, "growth" if operation == "growth" else "difference", tables)
    elif operation in ("average", "sum"):
        for s in best:
            yield from _of_many(s, times, operation, tables)
        if len(times.years) > 1:
            return  # what rows come to in one of the years is not what is asked for
        yield from _across(several, times, operation, tables)
        if len(best) > 1 and all(in_line(best[0], s) for s in best):  # several rows are named alike
            for cells in _paired(best, times, tables):
                yield from _joined(cells, operation)
        yield from _of_group(words, times, operation, tables)
    elif operation == "share":
        yield from _shares(best, several, times, words, tables)


def _of_group(words: str, times: Times, operation: Operation, tables: Tables) -> Iterator[Reading]:
    """All rows under a title that the words name, in one column: "the sum of all credits"."""
    asked = {tables.as_known(w) for w in stems(words)}
    groups: dict[tuple[object, str, frozenset[str]], list[Series]] = {}
    for s in tables.series:
        if not s.in_prose and not s.of_change and TOTAL_STEM not in s.row:
            groups.setdefault((s.cells[0].place[0], s.cells[0].group, s.column), []).append(s)
    for (table, title, column), members in groups.items():
        if not column - LIGHT <= asked and any(
            beside[:2] == (table, title) and (other := beside[2] - LIGHT) and other <= asked for beside in groups
        ):
            continue  # "Level 1" is not the column "Level 3"
        heads = (frozenset(stems(title)) | members[0].column) & tables.weight.keys() - LIGHT
        if len(members) < 2 or not heads or not heads & asked or len(heads & asked) < 0.6 * len(heads):
            continue
        own = [s.row - s.aside - heads - LIGHT for s in members]
        if any(row and row <= asked for row in own):
            continue  # one of them is named, and not all
        others = [frozenset(stems(other)) for _, other, _ in groups]
        if any(heads < other - LIGHT <= asked for other in others) or is_denied(heads, others, asked):
            continue  # "cost of revenues" names no sum of revenues
        for cells in _paired(members, times, tables):
            yield from _joined(cells, operation)


_NAMED_SO = {
    "change": regex(
        r"\b(?:chang|increas|decreas|varian|movement|growth|reduc|gain|higher|lower|declin)\w*|\bvs\b|\+/-",
        re.I,
    ),
    "growth": regex(r"%|\b(?:percent|chang|growth|varian)\w*", re.I),
    "difference": regex(r"\b(?:differ|varian|chang)\w*", re.I),
    "average": regex(r"\b(?:average|mean)\b", re.I),
    "share": regex(r"%|\b(?:percent|proportion|share|ratio|rate)\w*", re.I),
}


def _says_it(s: Series, operations: Sequence[Operation]) -> bool:
    """Whether a label itself names what was done: "Change", "Weighted average price"."""
    one = s.cells[0]
    label = f"{one.row} {one.group} {one.column} {one.text}"
    named = [op for op in operations if op in _NAMED_SO and not (op == "change" and "growth" in operations)]
    return all(_NAMED_SO[op].search(label) for op in named)


def _quoted(s: Series, times: Times, tables: Tables) -> Iterator[Reading]:
    for cell in meant(s, times, tables)[0]:
        yield Reading(cell.value, kind_of((cell,)), (cell,), "", either_sign=cell.value < 0)


def kind_of(cells: Sequence[Figure]) -> str:
    """What a linear formula of these cells is: percentages, money, or rates that may lack their mark."""
    if all(c.percent for c in cells):
        return "percent"
    return "rate" if all(c.percent or c.rate for c in cells) else "money"


def _over_time(
    s: Series, times: Times, operation: Operation, words: str, tables: Tables
) -> Iterator[Reading]:
    cells, named = meant(s, times, tables)
    dated = tuple(c for c in sorted(s.cells, key=by_time) if c.period.years)
    if len(dated) < 2:
        return
    if len(cells) == 1 and named:
        at = dated.index(cells[0])
        pairs = [(dated[at - 1], dated[at])] if at else []
    elif len(cells) >= 2 and named:
        pairs = [(cells[0], cells[-1])]
    else:
        pairs = [(dated[0], dated[-1])]
    down = goes_down(words)
    for old, new in pairs:
        yield from _changed(old, new, operation, down)


def _changed(old: Figure, new: Figure, operation: Operation, down: bool) -> Iterator[Reading]:
    kind = kind_of((old, new))
    gap = new.value - old.value
    pair = (new, old)
    shown = f"{_shown(new)} - {_shown(old)}"
    # "The change was 12%" tells of a growth, but of percentages it tells of their difference.
    if old.value and (kind == "money" or operation == "growth"):
        formula = f"({shown}) / {_shown(old)} * 100"
        yield Reading(gap / old.value * 100, "percent", pair, formula, either_sign=down)
    if operation == "growth":
        if kind != "money":
            yield Reading(gap, kind, pair, shown, either_sign=down)
        return
    yield Reading(gap, kind, pair, shown, either_sign=down or (operation == "difference" and gap < 0))


def _between(
    several: Sequence[Series], times: Times, operation: Operation, tables: Tables
) -> Iterator[Reading]:
    for a, b in combinations(several, 2):
        for x, y in _paired([a, b], times, tables):
            kind = kind_of((x, y))
            gap = x.value - y.value
            if operation == "growth":
                for one, other in ((x, y), (y, x)):
                    if other.value:
                        formula = f"({_shown(one)} - {_shown(other)}) / {_shown(other)} * 100"
                        yield Reading(
                            (one.value - other.value) / other.value * 100, "percent", (one, other), formula
                        )
                continue
            yield Reading(gap, kind, (x, y), f"{_shown(x)} - {_shown(y)}", either_sign=gap < 0)


def _of_averages(several: Sequence[Series], times: Times, tables: Tables) -> Iterator[Reading]:
    """The difference of two averages, which is the average of the differences."""
    for a, b in combinations(several, 2):
        pairs = list(_paired([a, b], times, tables))
        if len(pairs) > 1:
            gap = sum((x.value - y.value for x, y in pairs), Decimal(0)) / len(pairs)
            shown = " + ".join(f"({_shown(x)} - {_shown(y)})" for x, y in pairs)
            cells = tuple(c for pair in pairs for c in pair)
            yield Reading(gap, kind_of(cells), cells, f"({shown}) / {len(pairs)}", either_sign=gap < 0)


def _paired(several: Sequence[Series], times: Times, tables: Tables) -> Iterator[tuple[Figure, ...]]:
    """Cells of several series at the same time."""
    chosen = [{c.period.years: c for c in meant(s, times, tables)[0]} for s in several]
    shared = set(chosen[0])
    for one in chosen[1:]:
        shared &= set(one)
    for years in sorted(shared):
        yield tuple(one[years] for one in chosen)
    if not shared and all(len(one) == 1 for one in chosen):
        yield tuple(next(iter(one.values())) for one in chosen)


def _of_many(s: Series, times: Times, operation: Operation, tables: Tables) -> Iterator[Reading]:
    cells, named = meant(s, times, tables)
    if operation == "average" and named and len(cells) == 1:  # "the 2031 average": of its two ends
        dated = sorted(s.cells, key=by_time)
        at = dated.index(cells[0])
        cells = tuple(dated[at - 1 : at + 1]) if at else cells
    elif not named:
        cells = tuple(c for c in s.cells if c.period.years) or s.cells
    for some in fillings(cells, s, times) if named else (cells,):
        if len(some) > 1:
            yield from _joined(some, operation)


def _joined(cells: Sequence[Figure], operation: Operation) -> Iterator[Reading]:
    whole = sum((c.value for c in cells), Decimal(0))
    formula = " + ".join(_shown(c) for c in cells)
    kind = kind_of(cells)
    if operation == "average":
        whole, formula = whole / len(cells), f"({formula}) / {len(cells)}"
    yield Reading(whole, kind, tuple(cells), formula, either_sign=whole < 0)


def _across(
    several: Sequence[Series], times: Times, operation: Operation, tables: Tables
) -> Iterator[Reading]:
    for n in range(2, len(several) + 1):
        for some in combinations(several, n):
            for cells in _paired(some, times, tables):
                yield from _joined(cells, operation)


_SHARE_WORD = r"(?:percentage|proportion|portion|part|share|fraction|ratio|percent|%)"
_COMES_FROM = (
    r"(?:made\s+up\s+(?:of|by)|from|generated\s+(?:from|by)|comprised\s+of|due\s+to|attributable\s+to"
    r"|represented\s+by)"
)
_AMONG = r"(?:among|amongst|in|out\s+of|over|to|against|from|of)"
# What is set (a) against what (b).
_PARTED = tuple(
    regex(pattern, re.I | re.S)
    for pattern in (
        rf"(?P<a>.*?)\b(?:expressed\s+|shown\s+)?as\s+an?\s+{_SHARE_WORD}\s+(?:of|over|to)\b(?P<b>.*)",
        rf"(?<!\w){_SHARE_WORD}\s+(?:of\s+)?(?P<b>.*?)\b(?:is|are|was|were)\s+{_COMES_FROM}(?P<a>.*)",
        rf"(?<!\w){_SHARE_WORD}\s+(?:constitution\s+)?of\s+(?P<a>.*?)\b{_AMONG}\s+(?:the\s+)?(?P<b>.*)",
        r"(?P<a>\S+(?:\s+\S+)?)[\s-]to[\s-](?P<b>\S+)\s+ratio",
    )
)


def _beside(a: Series, b: Series, tables: Tables) -> Series:
    """The series of b's row in a's column, where a and b are of different rows and columns."""
    if in_line(a, b):
        return b
    x, y = a.cells[0], b.cells[0]
    same = (
        s
        for s in tables.series
        if not s.in_prose and s.cells[0].place[0] == x.place[0] == y.place[0]
        and (s.row, s.cells[0].group) == (b.row, y.group) and s.column == a.column
    )  # fmt: skip
    return next(same, b)


def _best_part(part: str, words: str, times: Times, tables: Tables) -> list[Series]:
    """The series that a part of the words names; the column may be named elsewhere in the words."""
    whole = {id(s): score for score, s in tables.ranked(words)}
    ranked = [(score + 0.5 * whole[id(s)], s) for score, s in tables.ranked(part) if score >= ENOUGH]
    ranked.sort(key=lambda one: -one[0])
    return of_all(best_named(words, ranked, times, tables), words, tables)[:4]


def _parted(words: str, times: Times, tables: Tables) -> list[tuple[Series, Series]]:
    """What is set against what, by the split of the words that names both sides best."""
    found: list[tuple[float, list[tuple[Series, Series]]]] = []
    for pattern in _PARTED:
        for m in _splits(pattern, words):
            a, b = (_best_part(m[side], words, times, tables) for side in ("a", "b"))
            pairs = [(x, y) for x in a for y in b if x is not y and not (x.in_prose or y.in_prose)]
            if pairs:
                x, y = pairs[0]
                named = tables.coverage(x, m["a"]) + tables.coverage(y, m["b"])
                found.append((named, pairs))
    return max(found, key=lambda one: one[0])[1] if found else []


def _splits(pattern: re.Pattern[str], words: str) -> Iterator[re.Match[str]]:
    """The matches of a pattern with every place where its parts can meet."""
    end = 0
    while (m := pattern.search(words)) and m.end("a") + m.start("b") > end:
        yield m
        end = m.end("a") + m.start("b")
        if m.end("a") > m.start("b"):
            return  # the whole is named first: its first split is the only one
        # Spoil the word that parted them, and look for the next.
        words = words[: m.end("a")] + "_" * (m.start("b") - m.end("a")) + words[m.start("b") :]


def _shares(
    best: Sequence[Series], several: Sequence[Series], times: Times, words: str, tables: Tables
) -> Iterator[Reading]:
    pairs = _parted(words, times, tables)
    if not pairs:
        pairs = [pair for a, b in combinations(several, 2) for pair in ((a, b), (b, a))]
    for a, b in pairs:
        for x, y in _paired([a, _beside(a, b, tables)], times, tables):
            if y.value:
                formula = f"{_shown(x)} / {_shown(y)}"
                yield Reading(x.value / y.value, "ratio", (x, y), formula, either_sign=x.value / y.value < 0)
    for s in dict.fromkeys((*best, *(s for pair in pairs for s in pair))):  # one year as a share of another
        cells, named = meant(s, times, tables)
        of_two = len(times.years) > 1 or len(times.months) > 1 or bool(times.pairs)
        if named and of_two and len(cells) == 2 and cells[0].value and cells[1].value:
            for x, y in (cells, cells[::-1]):
                yield Reading(x.value / y.value, "ratio", (x, y), f"{_shown(x)} / {_shown(y)}")


def _shown(cell: Figure) -> str:
    """A cell's value in a formula."""
    text = f"{cell.value:f}"
    return f"({text})" if cell.value < 0 else text


def extremes(words: str, times: Times, tables: Tables) -> Iterator[tuple[Period, Figure]]:
    """The times of a series that "in which year" asks for: where it is largest, smallest, beyond a bound."""
    for cells in _over_which(words, times, tables):
        yield from ((c.period, c) for c in _chosen(cells, words))


def counted(words: str, times: Times, tables: Tables) -> Iterator[tuple[Reading, Decimal]]:
    """In how many of its times a series is beyond the bound that the words name; the reading has all its cells."""
    bound = _BOUND.search(words)
    for cells in _over_which(words, times, tables) if bound else ():
        found = _chosen(cells, words)
        formula = " + ".join(f"({c.value:f} {bound['way']} {bound['number']})" for c in cells) if bound else ""
        yield (
            Reading(Decimal(len(found)), "count", tuple(cells), formula),
            Decimal(bound["number"].replace(",", "").replace("−", "-")) if bound else Decimal(0),
        )


def _over_which(words: str, times: Times, tables: Tables) -> Iterator[list[Figure]]:
    """The dated cells that are compared with each other, of each series that the words name."""
    ranked = [(score, s) for score, s in tables.ranked(words) if not s.in_prose and len(s.cells) > 1]
    best = best_named(words, ranked, Times(), tables) or [one for _, one in ranked[:1]]
    if not re.search(r"%|\bper\s?cent", words, re.I):
        best = [s for s in best if not s.cells[0].percent] or best
    # Of "receivables" and "up to three months" the words that name both mean the narrower one.
    meant_one = max(best, key=lambda s: (tables.coverage(s, words), len(s.row)), default=None)
    for s in (one for one in best if meant_one and (one.row, one.group) == (meant_one.row, meant_one.group)):
        cells = [c for c in s.cells if c.period.years]
        if times and len(times.years) > 1:
            years = {*times.years, *(y for a, b in times.between for y in range(a, b))}
            cells = [c for c in cells if set(c.period.years) & years] or cells
        if len(cells) > 1:
            yield cells


# "in which year was the net income negative": beyond nought, on one side of it.
_SIGNED = regex(r"\b(?:(?P<below>negative|below\s+zero|a\s+(?:net\s+)?loss)|positive|above\s+zero)\b", re.I)
_BOUND = regex(
    r"\b(?P<way>less|lower|fewer|below|under|smaller|more|greater|higher|above|over|larger|exceed\w*|at\s+least|at\s+most)\b\s*(?:\bthan\s*)?[-−(]?\s*[$£€]?\s*[-−(]?\s*(?P<number>[-−]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)"
    r"(?:\s*(?P<scale>thousand|million|billion)s?\b)?",
    re.I,
)
_OF_EITHER_SIGN = regex(
    r"\b(?:income|profit|earnings|result|margin|return|cash\s+flows?|surplus|equity|ebitda?)\b", re.I
)
_SMALLEST = regex(r"\b(?:lowest|smallest|least|minimum|lower|smaller|less|fewer|fewest)\b", re.I)


def _chosen(cells: Sequence[Figure], words: str) -> list[Figure]:
    bound = _BOUND.search(words)
    if bound:
        value = Decimal(bound["number"].replace(",", "").replace("−", "-"))
        if re.search(r"[-−(]\s*[$£€]?\s*$", words[: bound.start("number")]):
            value = -value
        down = bool(re.match(r"less|lower|fewer|below|under|smaller|at\s+most", bound["way"], re.I))
        scale = SCALES.get((bound["scale"] or "").lower())

        def beyond(cell: Figure, size: Decimal) -> bool:
            asked = value * scale / cell.scale if scale and cell.scale else value
            return size < asked if down else size > asked

        kept = [c for c in cells if beyond(c, c.value)]
        # "Less than 5,000" of (2,000) and (8,000): a bound that tells none apart is one of their size.
        if len(kept) in (0, len(cells)) and value > 0 and any(c.value < 0 for c in cells):
            kept = [c for c in cells if beyond(c, abs(c.value))]
        return kept
    if signed := _SIGNED.search(words):
        return [c for c in cells if (c.value < 0 if signed["below"] else c.value > 0)]
    # What is paid out or lost is compared by its size; what may be of either sign is not.
    sized = all(c.value < 0 for c in cells) and not _OF_EITHER_SIGN.search(cells[0].row)
    values = {c: abs(c.value) if sized else c.value for c in cells}
    best = min(values.values()) if _SMALLEST.search(words) else max(values.values())
    return [c for c in cells if values[c] == best]
