"""What headings and the lines that lead into lists say of the lines beneath them.

In: the lines of a text, a `Lexicon`. Out: for each line the `Lead` that governs it: the company, place,
component, currency, period and end that the headings above it name, the inner over the outer. What a
line says itself goes before it; that is for `assistant.grounding` to weigh. It judges no number.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from assistant.bounds import cues_of_title
from assistant.numbers import Bound, Number, Said, sentences
from corpus.numerals import currencies_named_in
from corpus.regexes import regex

# A mark of a list, with what stands before it: "- ", "3. ", "> * ".
_MARK = regex(r"(?P<indent>[\s>]*)(?:(?P<number>\*{0,2}\d{1,2}[.)]\*{0,2}|[A-Za-z][.)])|[-*+•–])\s")
_HEADING = regex(r"\s*(?P<marks>#{1,6})\s")
_BOLD = regex(r"\s*(?:\*\*|__)[^*_\n]+(?:\*\*|__)[:：]?\s*$")
# The line beneath a table's header, and the one beneath a heading that is underlined.
_RULE = regex(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)+\|?\s*")
_UNDERLINE = regex(r"\s*(?:-{2,}|={2,})\s*")
_COLON = regex(r"[:：][\s*_]*$")
_STOP = regex(r"[.!?;,。！？；，…][\s*_\"”)]*$")
_LABEL = regex(r"\s*[^.!?\d]{2,60}[:：–—-]\s")  # "Acme, Oslo: …"
_LONGEST_TITLE = 9  # words of a line that leads on without a colon
_LONGEST_OF_ALL = 200  # characters of headings that are kept
_DEEPEST = 12  # headings within each other; a text that goes deeper is not an outline
_FIGURE = regex(
    r"[$£€¥₹]\s?\d|\d\s?[%％]|\d\s?(?:thousand|million|[KkMmwW万萬])(?![A-Za-z])|\d{5,}|\d,\d{3}|\d\s?percent"
)
# A heading's currency, and whether a bare dollar sign beneath it is that dollar.
Lent = tuple[str, bool]
NOTHING_LENT: Lent = ("", False)
_DOLLARS = frozenset({"SGD", "CAD", "AUD", "HKD", "NZD", "TWD"})

NamesOf = Callable[[str], dict[str, tuple[str, ...]]]


@dataclass(frozen=True, slots=True)
class Lead:
    """What stands above a line, as far as it names anything."""

    companies: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    components: tuple[str, ...] = ()
    bound: Bound = ""
    period: Said = ""
    currency: str = ""
    general: bool = False
    title: str = ""  # its words
    is_item: bool = False  # the line beneath is a list's, a table's or a bare label's, and no prose

    def over(self, outer: Lead) -> Lead:
        """This lead within another one: what it does not name is the outer one's."""
        moved = bool(self.companies) and self.companies != outer.companies
        return Lead(
            self.companies or outer.companies,
            self.places or (() if moved and outer.companies else outer.places),
            self.components or outer.components,
            self.bound or outer.bound,
            self.period or outer.period,
            self.currency or outer.currency,
            self.general or (outer.general and not self.companies),
            f"{outer.title} {self.title}".strip()[-_LONGEST_OF_ALL:],
        )

    def shares_a_slot(self, other: Lead) -> bool:
        """Whether both name a company, a place or a component: the later one then ends the earlier."""
        return any(
            a and b
            for a, b in (
                (self.companies, other.companies),
                (self.places, other.places),
                (self.components, other.components),
            )
        )

    @property
    def names_nothing(self) -> bool:
        return not (self.companies or self.places or self.components or self.general)


NOTHING = Lead()


@dataclass(slots=True)
class _Open:
    """A heading that is in force: `rank` is 1–6 for headings, 7 for a line of its own, more for items."""

    rank: float
    lead: Lead
    used: bool = False  # some line beneath it has been read
    listed: bool = False  # and that was an item


def leads_over(text: str, names_of: NamesOf, is_general: Callable[[str], bool]) -> list[Lead]:
    """For each line of a text what governs it. A text of one line is governed by nothing."""
    lines = text.split("\n")
    if len(lines) == 1:
        return [NOTHING]
    rows = rows_of_tables(lines)
    behind = [""] * len(lines)  # for each line the next one that is not blank
    for i in range(len(lines) - 2, -1, -1):
        behind[i] = lines[i + 1] if lines[i + 1].strip() else behind[i + 1]
    out: list[Lead] = []
    opened: list[_Open] = []
    after_blank = False
    for i, line in enumerate(lines):
        if not line.strip() or (opened and _UNDERLINE.fullmatch(line)):
            out.append(NOTHING)
            after_blank = True
            continue
        row = rows[i]
        under = "" if row or not behind[i] or lines[i + 1] is not behind[i] else behind[i]
        rank = 1.5 if _UNDERLINE.fullmatch(under) else _rank(line)
        leads = not row and len(opened) < _DEEPEST and _leads(line, rank, behind[i], bool(under))
        own = _of_line(line, names_of, is_general) if leads else NOTHING
        if rank == 7 and leads:
            _end_for(opened, own, after_blank)
        elif rank == 7 and not row:
            ended = [o for o in opened if o.rank < 7 or not (o.listed or (o.used and after_blank))]
            opened = [o for o in ended if o.rank <= 7]
        elif not row:
            opened = [o for o in opened if o.rank < rank]
        governing = NOTHING
        for one in opened:
            governing = one.lead.over(governing)
        item = row or rank > 7 or bool(opened and not leads and rank == 7 and not _STOP.search(line))
        out.append(replace(governing, is_item=item) if item else governing)
        if leads:
            opened.append(_Open(rank, own))
        else:
            for one in opened:
                one.used, one.listed = True, one.listed or row or rank > 7
        after_blank = False
    return out


def rows_of_tables(lines: Sequence[str]) -> list[bool]:
    """Which lines are rows of a Markdown table, with bars at the edges or only between the cells.

    >>> rows_of_tables(["Base | Bonus", "--- | ---", "$5 | 5%", "", "this | that"])
    [True, True, True, False, False]
    """
    out = []
    within = False
    for i, line in enumerate(lines):
        heads = "|" in line and i + 1 < len(lines) and bool(_RULE.fullmatch(lines[i + 1]))
        within = line.lstrip().startswith("|") or ("|" in line and (within or heads))
        out.append(within)
    return out


def _rank(line: str) -> float:
    """How deep a line lies: headings by their marks, lines of their own, items by how far they are set in.

    >>> _rank("## Base"), _rank("Base:"), _rank("1. base") < _rank("- base") < _rank("  - base")
    (2, 7, True)
    """
    if m := _HEADING.match(line):
        return len(m["marks"])
    if _BOLD.match(line):
        return 7
    if m := _MARK.match(line):
        return 10 + len(m["indent"].expandtabs(4)) + (0 if m["number"] else 0.5)
    return 7


def _leads(line: str, rank: float, following: str, close: bool) -> bool:
    """Whether a line is a heading of those beneath it; `close`: the following line is the next one."""
    if not following or _FIGURE.search(line):
        return False
    if rank < 7:
        return True
    beneath = _rank(following)
    if rank > 7:
        return beneath > rank
    if _BOLD.match(line) or _COLON.search(line):
        return True
    if beneath > 7 or "|" in following:
        return True
    if len(line.split()) > _LONGEST_TITLE or _STOP.search(following) or not _FIGURE.search(following):
        return False
    return bool(_LABEL.match(following)) or (close and not _STOP.search(line))


def _end_for(opened: list[_Open], own: Lead, after_blank: bool) -> None:
    """Close what a new line of its own ends: the items, and the first lead that names the same kind of thing."""
    for at, one in enumerate(opened):
        if one.rank < 7:
            continue
        spent = own.names_nothing and one.used and after_blank
        if one.rank > 7 or spent or own.shares_a_slot(one.lead):
            del opened[at:]
            return


def _of_line(line: str, names_of: NamesOf, is_general: Callable[[str], bool]) -> Lead:
    """What a heading names; of several sentences the last says which part of pay follows."""
    names = names_of(line)
    last = line
    if names.get("component") and len(parts := list(sentences(line))) > 1:
        last = parts[-1][1]
        names["component"] = names_of(last).get("component", ())
    bound, period = cues_of_title(last)
    currencies = {code for code, _, _ in currencies_named_in(last)}
    companies = names.get("company", ())
    return Lead(
        companies,
        names.get("place", ()),
        names.get("component", ()),
        bound,
        period,
        currencies.pop() if len(currencies) == 1 else "",
        not companies and is_general(line),
        " ".join(line.split())[:_LONGEST_OF_ALL],
    )


def lend_currency(numbers: Iterable[Number], currency: str, dollars: bool) -> None:
    """Give amounts without a currency the one that a heading names; a bare `$` is then that dollar."""
    for n in numbers:
        if n.amount.unit != "money" or not currency:
            continue
        if not n.amount.mark or (dollars and n.amount.mark == "$" and currency in _DOLLARS):
            n.amount = replace(n.amount, currency=currency)


def currency_of(titles: Sequence[str]) -> str:
    """The one currency that the first title which names any names; empty for none."""
    for title in titles:
        named = {code for code, _, _ in currencies_named_in(title)}
        if named:
            return named.pop() if len(named) == 1 else ""
    return ""
