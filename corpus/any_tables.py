"""Tables of no known shape: their figures, with what names each of them and the scale it is printed in.

In: a `Guide`. Out: one `Figure` for each number of its tables that are not years of a header, and for
each number of its prose. A figure knows the words of its row, of the group its row stands in and of
its column, apart from the period, which is kept on its own; and its scale, where the table names one.
It does not know what a table is about.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from corpus.guide import Guide, Table
from corpus.printed import (
    CURRENCY,
    MONTH_NAMES,
    NUMBER,
    SCALES,
    SIGNS,
    YEAR,
    Period,
    is_year,
    period_in,
    prose_scale,
    read_number,
    scale_in,
    without_period,
)
from corpus.regexes import regex
from corpus.table_heads import (
    BLANK,
    UNIT,
    Line,
    Titles,
    corner_of,
    named_column,
    period_over,
    rows_of,
    titles_over,
)

# ---- printed numbers

_OF_NOTES = regex(r"\W*(?:notes?|refs?|references?|pages?)(?:\s+(?:no|nos|ref|reference|number)s?)?\W*", re.I)

# ---- scales

# "(in millions, shares in thousands)": what shares are in is said apart from the amounts.
_OF_SHARES = regex(r"\b(?:shares?|units)\s+in\s+(?P<word>thousand|million|billion)s\b", re.I)
_SHARES = regex(r"\b(?:shares?|stock\s+units|securities|RSUs|options)\b", re.I)
_PER_ONE = regex(r"\bper\b[^|]{0,24}\b(?:share|unit|day|employee|ads|adr|option|warrant|rsu|dsu)s?\b", re.I)
_EXCEPT = regex(r"\b(?:except|excluding|other\s+than)\b[^|]*", re.I)
_PERCENT = regex(r"(?<!\d)(?<!\d )%|\bpercent(?:age)?s?\b", re.I)  # "5.125% notes" are no percentages
_IS_RATE = regex(r"%|\bpercent(?:age)?\b|\brates?\b|\bmargin\b|\byield\b|\bvolatility\b", re.I)


# "As a percentage of revenue" is said of the row above.
_OF_THE_ROW_ABOVE = regex(
    r"\W*(?:as\s+an?\s+(?:%|per\s?cent)|%|per\s?cent|of\s+which|(?:year|yoy)\b.*\b(?:growth|change)"
    r"|(?:growth|change)\b\W*(?:%|rate)?\W*$)",
    re.I,
)
_HEADS = regex(
    r"\W*(?:(?:average|total)\s+)?(?:number\s+of\s+(?:employees|staff|people|stores|shops|sites|properties)|employees|headcount)\b"
    r"(?!.*\b(?:costs?|benefits?|expenses?|compensation|pay|payable)\b)",
    re.I,
)
_UNITS = regex(r"\W*(?:units?|uom|measures?|measured\s+in|units?\s+of\s+measure(?:ment)?)\W*", re.I)
_PRICE = regex(r"\b(?:prices?|fair\s+values?|cost\s+basis)\b", re.I)
_IN_CENTS = regex(r"[^\d.]*\d{1,4}\.\d\d\W*")
UNNAMED = "total"  # a row without a label is the total of what stands above it


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as it stands, and what names it."""

    guide: str
    line: int
    text: str  # as printed: "(114)", "$ 1,146.2", "3.75%"
    value: Decimal  # with its sign, without its scale
    percent: bool
    scale: Decimal | None  # 1,000 in a table "in thousands"; None where nothing is said
    row: str  # the label of the row, without its period; in prose the sentence
    group: str  # the titles above the row, outermost first
    column: str  # the titles above the column, without their period
    period: Period
    place: tuple[int, int, int]  # table, row and column; prose has table -1
    per_one: bool = False  # "per share": the scale of the table does not hold
    rate: bool = False  # called a rate, and small: it may be a percentage though no mark says so
    caption: str = ""  # the titles near its table
    between: bool = False  # between two dated balances, and of the time of the second

    @property
    def in_prose(self) -> bool:
        """Whether it stands in a sentence."""
        return self.place[0] < 0


# ------------------------------------------------------------------------------------------ reading


def figures_of(guide: Guide, without: frozenset[int] = frozenset(), first: int = 0) -> tuple[Figure, ...]:
    """The figures of all tables and sentences of a guide; `without` are lines that are read elsewhere.

    `first` is the number of the first table, to tell tables of several guides apart.
    """
    out: list[Figure] = []
    in_tables: set[int] = set()
    spoken = " ".join(
        line for n, line in enumerate(guide.lines, 1) if not line.lstrip().startswith("|") and line.strip()
    )
    for table in guide.tables:
        in_tables |= {table.header_line, *(row.line for row in table.rows)}
    sentences: list[Figure] = []
    for n, line in enumerate(guide.lines, 1):
        if n not in in_tables and n not in without and line.strip() and not line.lstrip().startswith("|"):
            sentences += _sentence_figures(line, n, guide)
    for index, table in enumerate(guide.tables, first):
        lines = {table.header_line, *(row.line for row in table.rows)}
        if lines & without:
            continue
        found = _table_figures(table, index, guide, spoken)
        unsaid = [one for one in found if one.scale is None and not one.percent]
        if unsaid and len(unsaid) == sum(not (one.percent or one.per_one) for one in found):
            scale = _told_scale(unsaid, sentences)
            found = [
                replace(one, scale=scale) if one.scale is None and not one.percent else one for one in found
            ]
        out += found
    return (*out, *sentences)


def _table_figures(table: Table, index: int, guide: Guide, spoken: str) -> list[Figure]:
    lines = list(rows_of(table))
    parts = _dated_parts(lines)
    over_all = dict.fromkeys(
        cell
        for header in dict.fromkeys(header for line in lines for header in line.headers)
        for c, cell in enumerate(header)
        if not (c and _is_its_own(cell, header))
    )
    over_all |= dict.fromkeys(title for line in lines for title in line.group)
    whole = scale_in(" | ".join(over_all)) or prose_scale(spoken)
    of_shares = _OF_SHARES.search(f"{' | '.join(over_all)} {spoken}")
    next_dated = _next_dated(lines)
    leading_to = _balances(lines)
    rates = _columns_of_rates(lines)
    priced = _columns_of_prices(lines)
    caption = _caption_of(table, guide)
    out: list[Figure] = []
    head = ""
    for r, line in enumerate(lines):
        above = lines[r - 1].label if r else ""
        head = above if not _OF_THE_ROW_ABOVE.match(above) else head
        under = (head,) if _OF_THE_ROW_ABOVE.match(line.label) and head and not period_in(head).years else ()
        over_labels = [header[0] for header in line.headers]
        group = " / ".join((*corner_of(over_labels), *line.group, *under))
        dated = parts[line.headers]
        over_part = next((found for found in map(scale_in, over_labels[::-1]) if found), None)
        unit, of_unit = next(
            (
                (line.cells[c].strip(), c)
                for header in line.headers
                for c, title in enumerate(header[1:], 1)
                if _UNITS.fullmatch(title) and read_number(line.cells[c]) is None
            ),
            ("", 0),
        )
        words = [
            cell.strip()
            for c, cell in enumerate(line.cells[1:], 1)
            if re.search(r"[A-Za-z]{3}", cell) and not re.search(r"\d", cell) and c != of_unit
        ]
        for c, cell in enumerate(line.cells):
            read = read_number(cell) if c else None
            if (
                read is None
                and c
                and cell.strip()
                and BLANK.fullmatch(cell.strip())
                and re.search(rf"[{SIGNS}—]", cell)
            ):
                read = Decimal(0), "%" in cell
            if read is None:
                continue
            if any(c < len(header) and _OF_NOTES.fullmatch(header[c]) for header in line.headers):
                continue  # the numbers of notes are no figures
            titles = titles_over(line, c)
            title = " / ".join(titles)
            own, between = period_over(line, c), False
            if not (dated and own.years):
                label_period = period_in(line.label)
                group_period = period_in(group)
                if not group_period.years:
                    group_period = next((p for p in map(period_in, over_labels[::-1]) if p.years), Period())
                named = label_period if label_period.years else group_period
                if not (dated or label_period.years) and next_dated[r].years:
                    named, between = next_dated[r], True  # a year in a title over all rows is no row's own
                if not dated or not own.years:
                    own = Period(
                        own.years
                        if own.years and not named.years
                        else (named.years if not dated else own.years),
                        named.month or label_period.month or own.month,
                    )
            label = (line.label if dated else without_period(line.label)) if line.label else UNNAMED
            near = _EXCEPT.sub("", f"{line.label} | {unit} | {titles[-1] if titles else ''}")
            per_one = bool(_PER_ONE.search(near)) or c in priced or "/" in unit
            if line.group and not _SHARES.search(line.label):
                per_one = per_one or bool(_PER_ONE.search(_EXCEPT.sub("", line.group[-1])))
            percent = read[1] or (
                bool(_PERCENT.search(_EXCEPT.sub("", f"{line.label} | {unit} | {title}")))
                and not re.search(r"[$£€¥]", cell)
            )
            nexts = line.cells[c + 1].strip() if c + 1 < len(line.cells) else ""
            percent = percent or nexts == "%" or c in rates
            scale = scale_in(line.label)
            if scale is None and unit:
                scale = scale_in(unit) or Decimal(1)
            if scale is None:
                scale = Decimal(1) if per_one else scale_in(title) or scale_in(group) or over_part or whole
            counted = of_shares and not per_one and _SHARES.search(f"{line.label} {title}")
            if of_shares and counted and not re.search(r"[$£€¥(]", cell):
                scale = SCALES[of_shares["word"].lower()]
            if scale and _HEADS.match(line.label) and scale_in(line.label) is None and not re.search(r"[$£€¥.]", cell):
                scale = Decimal(1)  # "Employees at year end", below amounts in thousands
            if YEAR.fullmatch(cell.strip()) and re.search(r"\byears?\b", f"{line.label} {title}", re.I):
                scale = Decimal(1)  # "Year of expiry | 2031"
            row = " ".join([label, *words]) if words else label
            if not dated and not own.years:
                own, between = next_dated[r], True
            if not dated and next_dated[r].years and r in leading_to:
                titles = [*filter(None, [group]), leading_to[r]]
                group = group if leading_to[r] in group else " / ".join(titles)
            out.append(
                Figure(
                    guide.path, line.line, cell.strip(), read[0], percent, None if percent else scale, row,
                    group if dated else without_period(group), UNIT.sub(" ", named_column(title)), own,
                    (index, r, c), per_one, _may_be_rate(f"{line.label} {title} {group}", cell, read[0]),
                    caption, between and bool(own.years),
                )
            )  # fmt: skip
    return out


def _is_its_own(title: str, header: Titles) -> bool:
    """Whether the scale of a title is its own column's: "Units | Price | Value (in thousands)"."""
    others = [cell for cell in header[1:] if cell.strip() and cell != title]
    return bool(
        scale_in(title) and any(not scale_in(cell) and not is_year(cell) for cell in others)
        and re.search(r"[A-Za-z]{3}", UNIT.sub(" ", without_period(title))) and not is_year(title)
    )  # fmt: skip


def _dated_parts(lines: Sequence[Line]) -> dict[tuple[Titles, ...], bool]:
    """By the titles of each part of a table, whether its columns are of times and not its rows."""
    parts: dict[tuple[Titles, ...], list[Line]] = {}
    for line in lines:
        parts.setdefault(line.headers, []).append(line)
    out = {}
    for headers, rows in parts.items():
        times = {period_over(line, c).years for line in rows[:1] for c in range(1, len(line.cells))} - {()}
        by_row = any(period_in(f"{line.label} {' '.join(line.group)}").years for line in rows)
        out[headers] = len(times) > 1 or (bool(times) and not by_row)
    return out


_INTRODUCES = regex(
    r":\s*$|\b(?:following|below)\b[^.:]{0,30}\b(?:table|summary|analysis|breakdown|presents?|sets?\s+forth|summari[sz]es|shows)\b"
    r"|\b(?:are|is|was|were)\s+as\s+(?:follows|above|below)|\btable\s+below\b|\bthe\s+table\s+(?:shows|describes|presents|lists|gives)\b"
    r"|\b(?:are|is|was|were)\s+(?:shown|summari[sz]ed|presented|listed|set\s+(?:out|forth))\b|\bfollows\b",
    re.I,
)


def _caption_of(table: Table, guide: Guide) -> str:
    """The titles near a table and the sentence that introduces it: what all of it is about."""
    lines = guide.lines
    first, last = table.header_line, max((row.line for row in table.rows), default=table.header_line)
    others = [n for t in guide.tables if t is not table for n in (t.header_line, *(row.line for row in t.rows))]
    start = max((n for n in others if n < first), default=0)
    end = min((n for n in others if n > last), default=len(lines) + 1)
    found: list[str] = []
    for around in (lines[start : first - 1][::-1], lines[last : end - 1]):
        told = [line.strip(" #*_:") for line in around if line.strip()]
        titles = [one for one in told[:_NEAR] if len(one.split()) <= _TITLE and not one.endswith(".")]
        found += [re.sub(r"^\W*(?:note\s+)?\d+[.)]?\s+", "", one, flags=re.I) for one in titles]
        sentences = (m[0] for line in around for m in _OWN_SENTENCE.finditer(line))
        found += [one for one in sentences if _INTRODUCES.search(one)][:1]
    return " / ".join(found)


_NEAR = 6  # lines on either side of a table in which its title may stand
_TITLE = 8  # words of a title
_OWN_SENTENCE = regex(r"[^\s|](?:[^.|]|\.(?!\s)){0,400}[.:]")


def _columns_of_rates(lines: Sequence[Line]) -> frozenset[int]:
    """The columns in which the mark stands at the first and the last figure only, as printers do it.

    Or at the first only, where that is the whole of which all others are shares: "Sales | 100.0%".
    """
    out = set()
    for c in range(1, max((len(line.cells) for line in lines), default=0)):
        cells = [line.cells[c].strip() for line in lines if c < len(line.cells)]
        cells = [cell for cell in cells if read_number(cell) is not None]
        marked = len(cells) > 2 and all("%" in cell for cell in (cells[0], cells[-1]))
        marked = marked or (len(cells) > 2 and _is_of_a_whole(cells))
        if marked and not any(re.search(r"[$£€¥]|\d,\d{3}", cell) for cell in cells):
            out.add(c)
    return frozenset(out)


def _columns_of_prices(lines: Sequence[Line]) -> frozenset[int]:
    """The columns of what one share costs, beside one that counts them: "Number | Grant-date fair value"."""
    priced, counting = set(), False
    for c in range(1, max((len(line.cells) for line in lines), default=0)):
        cells = [line.cells[c].strip() for line in lines if c < len(line.cells)]
        cells = [cell for cell in cells if read_number(cell) is not None]
        title = " ".join(titles_over(lines[0], c))
        if cells and _PRICE.search(title) and all(_IN_CENTS.fullmatch(cell) for cell in cells):
            priced.add(c)
        counting = counting or bool(cells and (_COUNTS.search(title) or _SHARES.search(title)))
    return frozenset(priced if counting else ())


_COUNTS = regex(r"\b(?:numbers?|units|quantity|awards|warrants)\b", re.I)


def _is_of_a_whole(cells: Sequence[str]) -> bool:
    """Whether a column starts with 100% and holds shares of it."""
    first, *others = (read_number(cell) for cell in cells)
    return first == (Decimal(100), True) and all(one is not None and abs(one[0]) <= 100 for one in others)


def _may_be_rate(titles: str, cell: str, value: Decimal) -> bool:
    return bool(_IS_RATE.search(titles)) and abs(value) <= 100 and not re.search(r"[$£€¥]", cell)


def _next_dated(lines: Sequence[Line]) -> list[Period]:
    """For each row the period of the balance that it leads to: what stands between two dated balances."""
    found = [period_in(line.label) for line in lines]
    dated = [i for i, one in enumerate(found) if one.years]
    out = [Period()] * len(lines)
    for before, after in pairwise(dated):
        if len(dated) > 1 and found[before].month and found[after].month:
            for i in range(before + 1, after):
                out[i] = found[after]
    return out


def _balances(lines: Sequence[Line]) -> dict[int, str]:
    """For each row between two dated balances what these are called: "Non-vested" over "Granted"."""
    out: dict[int, str] = {}
    dated = [i for i, line in enumerate(lines) if period_in(line.label).years]
    for before, after in pairwise(dated):
        labels = (without_period(lines[i].label) for i in (before, after))
        names = {re.sub(r"\b(?:as\s+of|as\s+at|at|on)\s*$", "", label, flags=re.I).strip(" ,-–—") for label in labels}
        if len(names) == 1 and (name := names.pop()):
            out |= dict.fromkeys(range(before + 1, after), name)
    return out


_TELLING = 200  # amounts of sentences that are held against the cells


def _told_scale(figures: Sequence[Figure], sentences: Sequence[Figure]) -> Decimal | None:
    """The scale in which cells are the amounts of the sentences: "$24.2 million" beside 24,193."""
    found: dict[Decimal, set[Decimal]] = {}
    for told in sentences[:_TELLING]:
        if told.percent or not told.scale or told.scale == 1 or told.value < 1:
            continue
        unit = Decimal(1).scaleb(told.value.as_tuple().exponent) * told.scale  # type: ignore[arg-type]
        for scale in (SCALES["thousand"], SCALES["million"]):
            if scale > told.scale:
                continue
            for one in figures:
                same = scale == told.scale and abs(one.value) == told.value and len(told.value.as_tuple().digits) > 1
                if same or (
                    abs(one.value) >= 10 and abs(abs(one.value) * scale - told.value * told.scale) * 2 <= unit
                ):
                    found.setdefault(scale, set()).add(abs(one.value))
    best = sorted(found.items(), key=lambda item: -len(item[1]))
    if best and len(best[0][1]) >= 2 and (len(best) == 1 or len(best[0][1]) > 2 * len(best[1][1])):
        return best[0][0]
    return None


# -------------------------------------------------------------------------------------------- prose

_SENTENCE = regex(r"(?<=[.;!?])\s+(?=[A-Z(“\"])")
_AMOUNT = regex(
    rf"(?P<mark>(?:{CURRENCY})\s*)?(?P<open>\(\s*)?(?P<sign>(?<!\w)[-−]\s?)?(?:(?:{CURRENCY})\s*)?(?<![\w.,])(?P<number>{NUMBER.pattern})(?![\w,]*\d)"
    r"\s*\)?(?:\s*(?P<percent>%|per\s?cent\b|percent\b)|\s*(?P<scale>thousand|million|billion|trillion)s?\b)?",
    re.I,
)


def _sentence_figures(line: str, n: int, guide: Guide) -> list[Figure]:
    out: list[Figure] = []
    for s, sentence in enumerate(_SENTENCE.split(line)):
        periods = [(m.start(), int(m[0])) for m in YEAR.finditer(sentence)]
        amounts = [
            m
            for m in _AMOUNT.finditer(sentence)
            if not (is_year(m["number"]) and not m["mark"])
            and not _is_day(sentence, m)
            and (m["mark"] or m["percent"] or m["scale"] or len(m["number"]) > 2)
        ]
        respectively = bool(re.search(r"\brespectively\b", sentence))
        aside = _in_brackets_of_a_year(sentence, amounts)
        for i, m in enumerate(amounts):
            near = aside.get(i) or _year_of(i, m, amounts, periods, respectively)
            if _A_YEAR_BEFORE.match(sentence, m.end()):
                near = tuple(year - 1 for year in near)
            out.append(
                Figure(
                    guide.path, n, m[0].strip(), Decimal(m["number"].replace(",", "")) * (-1 if m["sign"] else 1),
                    bool(m["percent"]), None if m["percent"] else SCALES.get((m["scale"] or "").lower(), Decimal(1)),
                    sentence, "", "", Period(near), (-1, n * 1000 + s, i),
                )
            )  # fmt: skip
    return out


# "611 at the end of 2031 compared with 874 a year before"
_A_YEAR_BEFORE = regex(
    r"[\s,(]*(?:(?:a|one|the)\s+year\s+(?:before|earlier|ago)|(?:in|for|at\s+the\s+end\s+of)\s+the\s+"
    r"(?:prior|previous|preceding)\s+(?:fiscal\s+|financial\s+)?year)\b",
    re.I,
)

# "$5 million (2030: $4 million)", "8% (31 December 2030: 7%)"
_YEAR_AHEAD = regex(
    rf"\((?:[\w\s,]{{0,16}}\b)?(?P<year>(?:19|20)\d\d)(?P<half>\s*/\s*\d{{2,4}})?"
    rf"\s*[:–-]?\s*(?:{CURRENCY})?\s*\(?$",
    re.I,
)


def _in_brackets_of_a_year(sentence: str, amounts: Sequence[re.Match[str]]) -> dict[int, tuple[int, ...]]:
    """The years of figures told as "$5 million (2030: $4 million)": the one in front is of the year after."""
    out: dict[int, tuple[int, ...]] = {}
    for i, m in enumerate(amounts):
        found = _YEAR_AHEAD.search(sentence[max(0, m.start() - 40) : m.end("open") if m["open"] else m.start()])
        if found is None:
            continue
        year = int(found["year"])
        if found["half"]:  # "31% (2030/31: 33%)"
            out[i] = (year, year + 1)
            if i and i - 1 not in out:
                out[i - 1] = (year + 1, year + 2)
            continue
        out[i] = (year,)
        between = sentence[amounts[i - 1].end() : m.start()] if i else ""
        if i and i - 1 not in out and not YEAR.search(between.partition("(")[0]) and ";" not in between:
            ahead = sentence[: amounts[i - 1].start()]
            own = YEAR.findall(ahead[ahead.rfind(")") + 1 :])
            out[i - 1] = (int(own[-1]) if own and int(own[-1]) != year else year + 1,)
    return out


def _is_day(sentence: str, m: re.Match[str]) -> bool:
    """The 30 of "June 30" and of "30 June", and the mark of a note."""
    before, behind = sentence[: m.start()], sentence[m.end() :]
    month = f"(?:{MONTH_NAMES})"
    return bool(
        re.search(rf"\b{month}\.?\s*$", before, re.I)
        or re.match(rf"\s*(?:st|nd|rd|th)?\s*(?:of\s+)?{month}\b", behind, re.I)
        or re.search(r"\b(?:notes?|items?|page|level|topic|no\.?)\s*$", before, re.I)
        or (m.start() == 0 and re.match(r"\s*\(\w\)", sentence))
    )


def _year_of(
    i: int,
    m: re.Match[str],
    amounts: Sequence[re.Match[str]],
    years: Sequence[tuple[int, int]],
    respectively: bool,
) -> tuple[int, ...]:
    """The year of an amount in a sentence: by order where they are told respectively, else the nearest."""
    if not years:
        return ()
    different = [y for _, y in years]
    if len(set(different)) == 1:
        return (different[0],)
    order = list(dict.fromkeys(different))
    if respectively and len(amounts) >= len(order) and len(amounts) % len(order) == 0:
        return (order[i % len(order)],)
    behind = [(at - m.end(), y) for at, y in years if at >= m.end()]
    if behind and amounts[0].start() < years[0][0]:
        return (min(behind)[1],)  # the years follow their amounts
    before = [(m.start() - at, y) for at, y in years if at < m.start()]
    return (min(behind)[1] if behind and (not before or min(behind)[0] < 40) else min(before)[1],)
