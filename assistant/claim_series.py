"""The series of cells in the tables at hand, and which of them words name, and for which time.

In: the `Figure`s of the sources, and words. Out: `Series`, ranked. A series is the cells that differ in
nothing but their time. Words choose series by what they share with the labels of row, group and column,
rare words counting more, and by what the labels say that the words do not; the runner-up counts only
where it is nearly as good as the best.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import takewhile

from assistant.claim_stems import (
    ALIKE,
    ASIDE,
    BEGINNING,
    COUNTED,
    COUNTED_STEM,
    ENDING,
    LIGHT,
    TOTAL_STEM,
    initials_of,
    stem,
    stems,
)
from assistant.claim_words import OF_CLAIMS
from corpus.any_tables import UNNAMED, Figure
from corpus.printed import MONTH_NAMES, SCALES, Period
from corpus.regexes import regex

_LETTERS = regex(r"\b[A-Z](?:&?[A-Z]){1,5}(?:s|\d)?\b|\b[a-z]&[a-z](?:&?[a-z])?\b")
_TAKEN_OFF = regex(r"^\W*(?:less|add|plus|minus)\b(?!\s+than)\W*", re.I)  # "Less: allowances"
_ALIAS = regex(r"[(“\"]\s*[“\"]([^”\"]+)[”\"]")
_TOTAL = regex(r"\b(?:total|totals|overall|combined|sum|altogether|aggregate)\b", re.I)
_OF_CHANGE = regex(
    r"\b(?:chang|varian|variat|increas|decreas|growth|movement|difference|diff)\w*|\bvs\b|\bversus\b|\+/-|(?<!\w)%(?!\w)",
    re.I,
)
# "How many years" and "how many more" ask for no column of numbers.
ASKS_COUNT = regex(
    r"\b(?:numbers?|quantity)\s+of\s+(?!(?:years|months|days)\b)"
    r"|(?<!\bby )\bhow\s+many\s+(?!(?:more|less|fewer|times|years|months|days|per\s?cent|percent\w*|%)"
    r"|of\s+(?:the|these|those)\s+(?:\w+\s+)?(?:years|months|quarters|periods)\b)",
    re.I,
)
_THEREAFTER = regex(r"(?:.*\s)?thereafter\b", re.I)
_AFTER_YEAR = regex(
    r"\b(?:after|beyond|later\s+than|subsequent\s+to|past)\s+(?:fiscal\s+|the\s+)?(?:year\s+)?((?:19|20)\d\d)\b"
    r"(?!\s*[-–/]\s*\d)",
    re.I,
)
_FROM_YEAR = regex(
    r"\b(?:from\s+)?(?:fiscal\s+)?((?:19|20)\d\d)\s+(?:on(?:wards?)?|(?:and|or)\s+(?:after|later|beyond))\b", re.I
)
_PART_OF_YEAR = regex(r"[qh]\d")
_HALF = regex(
    r"\b(?:(?:the\s+)?(?P<nth>first|second|1st|2nd)[\s-]+half|H(?P<n>[12])|(?P<before>[12])H)\b"
    r"(?:\s*(?:of\s+)?(?:the\s+)?(?:fiscal\s+|FY\s*)?(?:year\s+)?(?P<year>(?:19|20)\d\d)\b)?",
    re.I,
)
_MONEY = regex(r"[$£€¥]|\b(?:RMB|USD|EUR|GBP|CNY|JPY|CHF)\b")
_COUNTS = regex(
    r"\b(?:numbers?\s+of|shares|units|options|warrants|RSUs|PSUs|employees|headcount|stores)\b|\A\W*numbers?\b", re.I
)
_LONG_WORD = regex(r"(?<![\w’'])[A-Za-z]{5,}(?![\w’'])")
_A_DATE = regex(rf"\b(?:\d{{1,2}}\s+(?:{MONTH_NAMES})|(?:{MONTH_NAMES})\s+\d{{1,2}})\b", re.I)
_FAR = 100  # times the largest amount that the sentences tell
PROSE = 0.35  # how much more of the words a sentence has to hold than a cell's titles
ABOUT = 0.5  # what a word counts that is said of the whole table
_OF_CAPTION = 0.8  # what a word weighs that stands in no label
_BEGINNING, _ENDING = stem(BEGINNING), stem(ENDING)
_NET, _GROSS = stem("net"), stem("gross")
_BALANCES = frozenset({stem("balance"), _BEGINNING, _ENDING})
CLOSE = 0.1  # how far behind the best a series may be and still be meant, as a share of the words' weight
ENOUGH = 0.3  # how much of the words that the tables know a series has to explain


@dataclass(frozen=True, eq=False)
class Series:
    """Cells that differ in their time alone."""

    cells: tuple[Figure, ...]
    row: frozenset[str]
    group: frozenset[str]
    column: frozenset[str]
    label: str  # the row's own words, for phrases
    in_prose: bool = False
    aside: frozenset[str] = frozenset()  # words of the row that stand in brackets
    shared: frozenset[str] = frozenset()  # words of the column that all columns of the table have
    alias: frozenset[str] = frozenset()  # what the row says it is called: ("Acme")
    of_change: bool = False  # a column of changes: "% change", "Variance"
    lent: frozenset[str] = frozenset()  # words that a row without a label has of the title above it
    about: frozenset[str] = frozenset()  # words of the titles near the table
    named_by: frozenset[str] = frozenset()  # those of them that count as its own

    @property
    def all(self) -> frozenset[str]:
        """Every stem that names it."""
        return self.row | self.group | self.column


@dataclass
class Tables:
    """All series of the sources, and how telling their words are."""

    figures: tuple[Figure, ...]
    series: list[Series] = field(default_factory=list)
    weight: dict[str, float] = field(default_factory=dict)
    years: frozenset[int] = frozenset()
    _last: tuple[str, list[tuple[float, Series]]] = ("", [])
    _initials: dict[str, str] = field(default_factory=dict)  # of the labels
    _first_letters: dict[str, str] = field(default_factory=dict)  # of their first three words and more
    _vocabulary: set[str] = field(default_factory=set)
    _last_years: frozenset[int] = frozenset()  # the years that a row or column "Thereafter" comes behind
    _told_apart: frozenset[int] = frozenset()  # tables whose dated columns differ in their time
    _quarterly: bool = False  # they tell of quarters, and of no halves

    def __post_init__(self) -> None:
        groups: dict[tuple[object, ...], list[Figure]] = {}
        self._told_apart = _told_apart_by_time(self.figures)
        for figure in self.figures:
            if figure.in_prose:
                key: tuple[object, ...] = (*figure.place[:2], figure.guide, figure.scale, figure.percent)
            else:
                column = frozenset(stems(figure.column))
                if figure.period.years and figure.place[0] in self._told_apart:
                    column = frozenset()
                named = " ".join(stems(figure.row)) or figure.row.lower()
                key = (figure.place[0], named, figure.group.lower(), column)
            groups.setdefault(key, []).append(figure)
        columns: dict[int, set[frozenset[str]]] = {}
        for figure in self.figures:
            columns.setdefault(figure.place[0], set()).add(frozenset(stems(figure.column)))
        rows = {(f.place[:2], stems(_A_DATE.sub(" ", ASIDE.sub(" ", f.row)))) for f in self.figures if not f.in_prose}
        bare_labels = Counter((place[0], label) for place, label in rows)
        opened = {place[0] for place, label in rows if _BEGINNING in label}
        before_reductions = _before_reductions(self.figures)
        common = {table: frozenset.intersection(*sets) for table, sets in columns.items()}
        for cells in groups.values():
            for run in _runs(cells):
                one = run[0]
                row = frozenset(stems(_TAKEN_OFF.sub("", one.row)))
                if one.in_prose:
                    self.series.append(Series(tuple(run), row, frozenset(), frozenset(), "", True))
                    continue
                group = frozenset(stems(one.group))
                lent: frozenset[str] = frozenset()
                before_less: frozenset[str] = frozenset()
                if one.row == UNNAMED:
                    group |= self._shared_above(one)
                    lent = frozenset(stems(one.group.rpartition(" / ")[2]))
                    before_less = before_reductions.get(one.place[:2], frozenset())
                    row |= lent | before_less
                bare = ASIDE.sub(" ", one.row)
                if len(stems(undated := _A_DATE.sub(" ", bare))) and bare_labels[one.place[0], stems(undated)] == 1:
                    bare = undated  # "Opening balance 1 April" beside "Closing balance 31 March"
                aside = row - frozenset(stems(bare)) if stems(bare) else frozenset()
                aside |= before_less - lent
                if _ENDING in row and row != {_ENDING} and one.place[0] not in opened:
                    aside |= {_ENDING}  # "Employees at year end", and no other employees
                column = frozenset(w for cell in run for w in stems(cell.column))
                change = bool(_OF_CHANGE.search(one.column)) and not any(c.period.years for c in run)
                label = " ".join(stems(bare))
                self.series.append(
                    Series(
                        tuple(run),
                        row,
                        group,
                        column,
                        label,
                        False,
                        aside,
                        common[one.place[0]],
                        frozenset(stems(" ".join(_ALIAS.findall(one.row)))),
                        change,
                        lent,
                        frozenset(stems(one.caption)),
                    )
                )
        labels: set[tuple[int, str, frozenset[str]]] = set()
        for s in self.series:
            if not s.in_prose:
                place = s.cells[0].place
                labels |= {(place[0], f"r{place[1]}", s.row), (place[0], f"c{place[2]}", s.column)}
                labels |= {(place[0], f"g{s.cells[0].group}", s.group)}
        count: Counter[str] = Counter(w for _, _, words in labels for w in words)
        whole = max(len(labels), 2)
        self.weight = {
            w: (0.2 if len(w) == 1 else 1.0)
            * math.log(1 + whole / n)
            / math.log(1 + whole)
            * (0.4 if w in LIGHT else 1.0)
            for w, n in count.items()
        }
        self._name_by_captions()
        titles = (t for f in self.figures if not f.in_prose for t in (f.row, f.column, f.group.rpartition(" / ")[2]))
        for title in dict.fromkeys(titles):
            for letters in initials_of(title):
                self._initials.setdefault(letters, title)
                for n in range(3, len(letters)):
                    self._first_letters.setdefault(letters[:n], title)
        self._quarterly = {f.period.month[:1] for f in self.figures if _PART_OF_YEAR.fullmatch(f.period.month)} == {"q"}
        self._last_years = frozenset(_years_before_the_rest(self.figures))
        self.years = frozenset(y for f in self.figures if not f.in_prose for y in f.period.years)

    def _name_by_captions(self) -> None:
        """Let what the titles near a table say count for series that nothing else names.

        These are the years of a table of one column, "2031 | $ 12.8", and the balances of one whose rows lead
        from one to the next: "Balance at June 30, 2031".
        """
        unnamed = {s.cells[0].place[0] for s in self.series if not (s.in_prose or s.all)}
        for n, s in enumerate(self.series):
            balance = bool(s.row) and s.row <= _BALANCES
            if not s.in_prose and s.about and (balance or s.cells[0].place[0] in unnamed):
                self.series[n] = replace(s, named_by=s.about)
                for w in s.about - LIGHT:
                    self.weight.setdefault(w, _OF_CAPTION)

    def _shared_above(self, total: Figure) -> frozenset[str]:
        """The words that most rows above a total have."""
        rows = {
            f.place[1]: frozenset(stems(f.row))
            for f in self.figures
            if f.place[0] == total.place[0] and f.place[1] < total.place[1] and f.group == total.group
        }
        count = Counter(w for words in rows.values() for w in words)
        return frozenset(w for w, n in count.items() if n > 1 and 3 * n >= 2 * len(rows))

    def may_be_in(self, scale: Decimal, cells: Sequence[Figure]) -> bool:
        """Whether amounts whose scale the source nowhere says are in this one, by what its sentences tell.

        Many a table of accounts is in thousands without a word. What the sentences tell in words ("$41.9
        million") is of the size that its amounts then have; where they tell nothing, nothing is known.
        """
        if scale not in (SCALES["thousand"], SCALES["million"]):
            return False
        if all(c.in_prose for c in cells):
            return self._is_told_as_in_tables(scale, cells)
        if any(c.in_prose or c.per_one or c.percent or c.scale is not None for c in cells):
            return False
        if any(_COUNTS.search(f"{c.column} {c.row}") and not _MONEY.search(f"{c.text} {c.column}") for c in cells):
            return False  # of shares and people the source tells how many
        tables = {c.place[0] for c in cells}
        beside = [f for f in self.figures if f.place[0] in tables and not (f.percent or f.per_one)]
        if any(f.scale is not None for f in beside) or not any(_MONEY.search(f.text + f.column) for f in beside):
            return False
        told = [abs(f.value) * f.scale for f in self.figures if f.in_prose and f.scale and f.scale > 1]
        largest = max(abs(f.value) for f in beside) * scale
        return bool(told) and max(told) / _FAR < largest < max(told) * _FAR

    def _is_told_as_in_tables(self, scale: Decimal, cells: Sequence[Figure]) -> bool:
        """Whether amounts that sentences print as "$16,905" may be in what all amounts of the tables are in.

        Not where a sentence writes an amount out: "$742,000".
        """
        amounts = [f for f in self.figures if not (f.in_prose or f.percent or f.per_one) and f.scale != 1]
        bare = [f for f in self.figures if f.in_prose and f.scale == 1 and "," in f.text and _MONEY.match(f.text)]
        if not amounts or any(f.scale != scale for f in amounts) or any(f.value % 1000 == 0 for f in bare):
            return False
        return all(c in bare for c in cells)

    # ---- which series

    def spelled(self, words: str, known: bool = False) -> str:
        """Words with the letters that stand for a label of the tables written out: "WIP", "R&D".

        Letters that are a word of the tables themselves stay, unless `known` ones are to be written out too.
        """
        def written_out(m: re.Match[str]) -> str:
            letters = re.sub(r"[&.]|(?<=[A-Z])s$", "", m[0]).upper()
            if not known and {w for w in stems(m[0]) if not w.isdigit()} & self.weight.keys():
                return m[0]
            # "SG&A" leaves out the expenses, "CET1" the capital.
            first = self._first_letters if re.search(r"[&\d]", m[0]) else {}
            return self._initials.get(letters) or first.get(letters, m[0])

        words = _AFTER_YEAR.sub(lambda m: "thereafter" if int(m[1]) in self._last_years else m[0], words)
        words = _FROM_YEAR.sub(lambda m: f"{m[1]} thereafter" if int(m[1]) in self._last_years else m[0], words)
        if self._quarterly:
            words = _HALF.sub(_in_quarters, words)
        if COUNTED_STEM in self.weight:
            words = ASKS_COUNT.sub(f"{COUNTED} ", words)
        return _LETTERS.sub(written_out, words)

    def corrected(self, words: str) -> str:
        """Words with those that nobody knows spelled as the one word that they are a letter off: "revneue"."""
        if not self._vocabulary:
            titles = {f"{f.row} {f.column} {f.group} {f.caption}" for f in self.figures}
            self._vocabulary = {w.lower() for title in titles for w in _LONG_WORD.findall(title)} | OF_CLAIMS

        def spelled(m: re.Match[str]) -> str:
            word = m[0].lower()
            if word in self._vocabulary or stem(word) in self.weight:
                return m[0]
            near = [w for w in self._vocabulary if w[0] == word[0] and _is_a_letter_off(word, w)]
            return near[0] if near and len({stem(w) for w in near}) == 1 else m[0]

        return _LONG_WORD.sub(spelled, words)

    def ranked(self, words: str) -> list[tuple[float, Series]]:
        """The series by how well the words name them, best first, as a share of what the words say."""
        if self._last[0] == words:
            return self._last[1]
        asked = [self.as_known(w) for w in stems(words)]
        known = {w: self.weight.get(w, 0.0) for w in dict.fromkeys(asked)}
        in_prose = {w for s in self.series if s.in_prose for w in s.row}
        told = {w: known[w] or (0.5 if w in in_prose and w not in LIGHT else 0.0) for w in known}
        full = max(sum(known.values()), 0.4)
        all_told = max(sum(told.values()), 0.4)
        phrase = " ".join(asked)
        changes = bool(_OF_CHANGE.search(words))
        out = []
        for s in self.series:
            if s.in_prose:
                score = sum(told[w] for w in told if w in s.row) / all_told - PROSE
            else:
                score = self._score(s, known, full, phrase, changes)
            out.append((score, s))
        out.sort(key=lambda one: -one[0])
        self._last = words, out  # one claim asks several times
        return out

    def told(self, words: str) -> list[tuple[float, Series]]:
        """The figures that sentences tell of what no title names, by the share of the words that the sentence holds.

        A word that no title has stands in front of the figure, and no cell has as many of the words.
        """
        asked = {self.as_known(w) for w in stems(words)} - LIGHT
        prose = [s for s in self.series if s.in_prose]
        apart = asked & {w for s in prose for w in s.row} - self.weight.keys()
        of = {w: self.weight.get(w, ABOUT) for w in asked if w in self.weight or w in apart}
        whole = sum(of.values())
        if not apart:
            return []

        def share(s: Series) -> float:
            held = {self.as_known(w) for w in s.row} if s.in_prose else s.all
            return sum(weight for w, weight in of.items() if w in held) / whole

        best = max((share(s) for s in self.series if not s.in_prose), default=0.0)
        told = [(share(s), s) for s in prose if any(apart & _said_before(c, self.figures) for c in s.cells)]
        return sorted(((n, s) for n, s in told if n > best), key=lambda one: -one[0])

    def as_known(self, word: str) -> str:
        """A word of a question as the tables spell it: "indemnification" for "indemnity", "high" for "highest"."""
        if word in self.weight or word.isdigit():
            return word
        if alike := sorted(ALIKE.get(word, frozenset()) & self.weight.keys()):
            return alike[0]
        if len(word) < 5:
            return word
        return next((w for w in self.weight if len(w) >= 5 and w[:5] == word[:5]), word)

    def _score(self, s: Series, known: dict[str, float], full: float, phrase: str, changes: bool) -> float:
        def has(words: Iterable[str]) -> float:
            return sum(known[w] for w in words if w in known)

        def lacks(words: Iterable[str]) -> float:
            return sum(self.weight.get(w, 0.0) for w in words if w not in known)

        column = s.column - LIGHT if s.of_change else s.column
        if s.of_change and not changes:
            column = frozenset(w for w in column if not w.isdigit())
        gained = has(s.row - s.lent) + 0.9 * has(column - s.row)
        gained += 0.75 * has(s.lent | (s.group - s.row - s.column))
        gained += ABOUT * has(s.about - s.row - s.column - s.group)
        gained += (1 - ABOUT) * has(s.named_by - s.row - s.column - s.group)
        own = has(s.row)
        missing = lacks(s.row - s.aside) + 0.25 * lacks(s.aside)
        whole = own + missing
        share = own / whole if whole else 1.0
        if s.row <= _BALANCES and (s.named_by & known.keys()) - LIGHT:
            share = 1.0  # "the goodwill of 2031" is its balance
        score = gained / full * (0.55 + 0.45 * share)
        apart = column - s.row - s.shared
        score -= 0.1 * min(lacks(apart), 2.0) / max(full, 1.0)
        score -= 0.04 * min(lacks(s.group - s.row), 2.0) / max(full, 1.0)
        if s.of_change:
            score -= 0.3
        if len(s.label) > 2 and f" {s.label} " in f" {phrase} ":
            score += 0.1
        return score

    def titles_covered(self, s: Series, words: str) -> bool:
        """Whether the words name a series' column, by what it has apart from the other columns."""
        known = {self.as_known(w) for w in stems(words)}
        own = s.column - s.shared
        weight = sum(self.weight.get(w, 0.5) for w in own)
        return not own or sum(self.weight.get(w, 0.5) for w in own if w in known) >= 0.5 * weight

    def coverage(self, s: Series, words: str) -> float:
        """How much of a series' own label the words hold."""
        known = {self.as_known(w) for w in stems(words)}
        if s.alias and s.alias <= known:
            return 1.0
        own = s.row - s.aside or s.row
        whole = sum(self.weight.get(w, 0.5) for w in own) or 1.0
        return sum(self.weight.get(w, 0.5) for w in own if w in known) / whole


def _said_before(cell: Figure, figures: Sequence[Figure]) -> frozenset[str]:
    """The words of a sentence between a figure and the one before it."""
    ahead = cell.row[: max(cell.row.find(cell.text), 0)]
    others = (f.text for f in figures if f.place[:2] == cell.place[:2] and f.text in ahead)
    return frozenset(stems(ahead[max((ahead.rfind(one) + len(one) for one in others), default=0) :]))


def _in_quarters(half: re.Match[str]) -> str:
    """A half, as found by `_HALF`, as the sum of its quarters.

    >>> _HALF.sub(_in_quarters, "Fares in H2 2031?")
    'Fares in the sum of Q3 2031 and Q4 2031?'
    """
    first = 1 if (half["nth"] or half["n"] or half["before"])[0].lower() in "1f" else 3
    year = f" {half['year']}" if half["year"] else ""
    return f"the sum of Q{first}{year} and Q{first + 1}{year}"


def _is_a_letter_off(a: str, b: str) -> bool:
    """Whether two words differ by a letter that is missing, too many or another, or by two that are swapped.

    >>> _is_a_letter_off("revneue", "revenue"), _is_a_letter_off("asets", "assets"), _is_a_letter_off("rate", "late")
    (True, True, True)
    """
    if abs(len(a) - len(b)) > 1 or a == b:
        return False
    at = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    a, b = a[at:], b[at:]
    return (len(a) > 3 and a[1:] == b[1:]) or a[1:] == b or a == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:])


def _years_before_the_rest(figures: Sequence[Figure]) -> Iterator[int]:
    """The last year of each table that goes on with "Thereafter"."""
    in_tables = [f for f in figures if not f.in_prose]
    for table in {f.place[0] for f in in_tables if _THEREAFTER.match(f"{f.row} {f.column}".strip())}:
        yield max((y for f in in_tables if f.place[0] == table for y in f.period.years), default=0)


def _before_reductions(figures: Sequence[Figure]) -> dict[tuple[int, int], frozenset[str]]:
    """By table and row what a row without a label is, where something is taken off below it.

    Above "Less: reserve" and "Inventories, net" it is the gross inventories; so it is above a "Reserve" below nought.
    """
    rows: dict[tuple[int, int], list[Figure]] = {}
    for one in sorted((f for f in figures if not f.in_prose), key=lambda f: f.place):
        rows.setdefault(one.place[:2], []).append(one)
    out: dict[tuple[int, int], frozenset[str]] = {}
    for (table, n), cells in rows.items():
        if cells[0].row != UNNAMED:
            continue
        below = [some for (t, m), some in rows.items() if t == table and m > n]
        taken = list(takewhile(_is_taken_off, below))
        rest = frozenset(stems(below[len(taken)][0].row)) if len(below) > len(taken) else frozenset()
        if taken and rest and (_NET in rest or all(_TAKEN_OFF.match(some[0].row) for some in taken)):
            out[table, n] = frozenset({_GROSS}) | rest - {_NET, TOTAL_STEM}
    return out


def _is_taken_off(row: Sequence[Figure]) -> bool:
    return bool(_TAKEN_OFF.match(row[0].row)) or all(c.value < 0 for c in row)


def _told_apart_by_time(figures: Sequence[Figure]) -> frozenset[int]:
    """The tables of which no two columns have the same time: what else stands above them is no matter."""
    columns: dict[int, dict[int, set[Period]]] = {}
    for one in figures:
        if one.period.years and not one.in_prose:
            columns.setdefault(one.place[0], {}).setdefault(one.place[2], set()).add(one.period)
    out = set()
    for table, by_column in columns.items():
        times = [next(iter(found)) for found in by_column.values() if len(found) == 1]
        if len(times) == len(by_column) and len(set(times)) == len(times) and len(times) > 1:
            out.add(table)
    return frozenset(out)


def _runs(cells: Sequence[Figure]) -> Iterator[list[Figure]]:
    """Cells of the same name: one series, cut where a time comes again."""
    shares = [c for c in cells if c.percent]
    if any(c.period.years and c.period == s.period for s in shares for c in cells if not c.percent):
        # Amounts and, beside each, what share it is: "$ | % | $ | %".
        yield from _runs(shares)
        yield from _runs([c for c in cells if not c.percent])
        return
    run: list[Figure] = []
    for cell in cells:
        again = [other for other in run if other.period == cell.period]
        if any(other.period.years and other.value == cell.value for other in again):
            continue  # the same figure, carried from one part of a table to the next
        if again:
            yield run
            run = []
        run.append(cell)
    if run:
        yield run
