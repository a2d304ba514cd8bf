"""A sum that a question writes out: "top base minus its floor, divided by 2", "190 base + 10% of it + 240/4".

In: a `Question`, the person's figures, the row it is about if there is one. Out: one derived value whose formula
is what was written, each operand said as what it is. What is not read whole is no sum here: nothing is guessed.
It reads signs and words for the four operations; what a word of prose asks for is read elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from assistant.compose.arithmetic import Worked, tell
from assistant.compose.figures import figures_of, upper_first
from assistant.compose.row_cells import End, Row
from assistant.compose.rows import facts_of
from assistant.compose.wording import label, shown, where
from assistant.given import Given
from assistant.page import Page
from assistant.question import HIGH_WORD, LOW_WORD, Question
from corpus.money import Amount
from corpus.numerals import number_spelt
from corpus.passages import Passage
from corpus.regexes import regex
from index.resolve import Target

Kind = Literal[
    "given", "cell", "end", "number", "fraction", "years", "op", "whole op", "(", ")", "it", "of", "word", "stop"
]  # fmt: skip
# An end of a range, its middle, or none named: both ends are reckoned with.
At = Literal["low", "high", "middle", ""]
_MOST_PURE = 100

_OPERATORS = regex(
    r"(?P<plus>\+|\b(?:plus|add)\b)|(?P<minus>(?<=\s)[-–−](?=\s)|\b(?:minus|subtract(?:ed)?(?:\s+by)?)\b|\bless\b(?=\s+(?:the|its|my|\W?\d)))"
    r"|(?P<times>[×*]|\bx\b|\b(?:times|multiplied\s+by)\b)|(?P<over>÷|/|\bdivided?\s+by\b)",
    re.I,
)
_WHOLE = regex(r"\W*,?\s*(?:(?:and\s+)?then|all\s+(?:of\s+)?(?:that|it)|the\s+(?:whole|sum|result|lot)|,)\s*$", re.I)
_FRACTION = regex(
    r"(?P<half>half(?:\s+of)?\b|1/2\s+of\b)|(?P<quarter>(?:(?:an?|one)\s+(?:quarter|fourth)(?:\s+of)?|quarter\s+of|1/4\s+of)\b)|(?P<third>(?:(?:an?|one)\s+third(?:\s+of)?|1/3\s+of)\b)"
    r"|(?P<twothirds>two\s+thirds(?:\s+of)?)\b|(?P<twice>twice|double)\b",
    re.I,
)
_PARTS_OF = {"half": (1, 2, "half of"), "quarter": (1, 4, "a quarter of"), "third": (1, 3, "a third of"),
             "twothirds": (2, 3, "two thirds of"), "twice": (2, 1, "twice")}  # fmt: skip
_YEARS = regex(
    r"(?:(?P<n>\d|one|two|three|four|an?)\s+(?:years?|yrs?)['’]?s?)\s+(?:worth\s+of|worth|of)\s+(?:the\s+)?", re.I
)
_LOW, _HIGH = regex(r"\blow(?:er|s)?\b(?!\s*ball)", re.I), regex(r"\bhighs?\b", re.I)
_MIDDLE = regex(r"\b(?:mid-?\s?points?|middle|centre|center|average)\b", re.I)
_ENDS: tuple[tuple[re.Pattern[str], At], ...] = (
    (_LOW, "low"), (_HIGH, "high"), (LOW_WORD, "low"), (HIGH_WORD, "high"), (_MIDDLE, "middle"),
)  # fmt: skip
_A_YEAR = regex(
    r"\b(?:(?:per|a|each|every|one)\s+(?:year|yr|annum)|year(?:ly|['’]s)|annual\w*)\b|/\s?(?:yr|year)\b", re.I
)
_NUMBER = regex(r"\d+(?:\.\d+)?(?![\w%]|[.,]\d)|\.\d+(?![\w%])")
_IT = regex(r"\b(?:it|that|this|them)\b", re.I)
# Words between operands that change nothing: names of the row are told apart before.
_FILLER = regex(
    r"\b(?:the|its|their|my|your|an?|at|for|in|from|on|with|is|are|was|does|do|what(?:['’]?s)?|how|much|many|equals?|so|please"
    r"|pls|takes?|calculate|compute|gives?|makes?|comes?|get|to|you|i|we|us|me|it|and|then|result|range|band|salary"
    r"|figures?|numbers?|value|ends?|part|guide['’]?s?|row|worth|yearly|annual|annually|per|year|hey|hi|hello|usd"
    r"|dollars?|euros?|pounds?|k)\b",
    re.I,
)
_STOP = regex(r"[.?!;:](?=\s|$)|\n")


@dataclass(frozen=True, slots=True)
class _Token:
    kind: Kind
    start: int
    end: int
    text: str = ""
    given: Given | None = None
    number: Decimal = Decimal(0)
    at: At = ""


@dataclass(frozen=True, slots=True)
class _Value:
    """A part of the sum: its value at each end reckoned with, and how it is said."""

    ends: tuple[Worked, ...]
    said: str
    pure: Decimal | None = None  # a plain number, and no amount
    percent: bool = False
    terms: int = 1  # how many were added up
    whole_grant: bool = False  # for four years, and not yet a year's part

    def with_said(self, ends: Sequence[Worked], said: str) -> _Value:
        return _Value(tuple(ends), said, whole_grant=self.whole_grant)


class _NoSum(Exception):
    """What is written is not read whole."""


def write_written(page: Page, q: Question, targets: Sequence[Target]) -> bool:
    """Say what a written sum comes to; False where there is none that is read whole."""
    if q.has("increment", "injection", "fabricate", "threshold", "convert"):
        return False
    if not (_OPERATORS.search(q.text) or _YEARS.search(q.text)):
        return False
    if len(targets) > 1:
        return False
    try:
        sum_ = _Sum(page, q, targets)
        value = sum_.read()
    except _NoSum:
        return False
    if any(w.value <= 0 for w in value.ends):
        return False
    result = tell(page, value.ends[0], value.ends[-1])
    said = f"for {where(targets[0])}, {value.said}" if sum_.passages else value.said
    page.say(f"{upper_first(said)} is {result}.", *sum_.passages)
    if sum_.assumes:
        page.say("That the equity is spread evenly over its four years is an assumption.", required=False)
    return True


class _Sum:
    """One written sum: its tokens, and the row and figures that they stand for."""

    def __init__(self, page: Page, q: Question, targets: Sequence[Target]) -> None:
        self.page, self.q = page, q
        self.figures = figures_of(page, q, targets)
        by = {f.component: f for f in facts_of(page, targets[0])} if targets else {}
        self.row = Row(page, q, targets[0], by, ("low", "high"), self.figures) if targets else None
        self.tokens = self._chain()
        self.i = 0
        self.base: _Value | None = None
        self.component = ""
        self.passages: list[Passage | None] = []
        self.assumes = False
        # An end that is named outside the sum is that of every cell in it.
        self.bound: At = q.bound

    # ------------------------------------------------------------------------------------- tokens

    def _tokens(self) -> list[_Token]:
        q, text = self.q, self.q.text
        spans: list[_Token] = []
        for g in q.given:
            a = g.amount
            if a.unit == "money" and a.low != a.high:
                raise _NoSum
            spans.append(_Token("given", a.start, a.end, a.text, g))
        for m in q.resolved.mentions:
            if m.kind == "component":
                of_figure = any(g.component == m.name and _beside(text, g.amount, m.start, m.end) for g in q.given)
                spans.append(_Token("of" if of_figure else "cell", m.start, m.end, m.name))
            elif m.kind in ("company", "place", "level", "role"):
                spans.append(_Token("of", m.start, m.end))
        figures = [s for s in spans if s.kind == "given"]
        spans = [s for s in spans if not any(o is not s and o.start <= s.start < o.end for o in figures)]
        out: list[_Token] = []
        at = 0
        starts = {s.start: s for s in spans if s.end > s.start}
        while at < len(text):
            if at in starts:
                token = starts[at]
                if _is_pure(text, token):
                    token = replace(token, kind="number", number=Decimal(token.text.strip()))
                out.append(token)
                at = token.end
                continue
            if text[at].isspace() or text[at] in ",()":
                if text[at] in "()":
                    out.append(_Token("(" if text[at] == "(" else ")", at, at + 1))
                elif text[at] == ",":
                    out.append(_Token("word", at, at + 1, ","))
                at += 1
                continue
            token = self._token(text, at)
            out.append(token)
            at = max(token.end, at + 1)
        return out

    def _token(self, text: str, at: int) -> _Token:
        if m := _STOP.match(text, at):
            return _Token("stop", at, m.end())
        if m := _OPERATORS.match(text, at):
            kind: Kind = "whole op" if _WHOLE.search(text[:at]) and m.lastgroup in ("times", "over") else "op"
            return _Token(kind, at, m.end(), m.lastgroup or "")
        if m := _YEARS.match(text, at):
            number = number_spelt(m["n"].lower()) if not m["n"].isdigit() else Decimal(m["n"])
            return _Token("years", at, m.end(), m.group(), number=number or Decimal(1))
        if m := _FRACTION.match(text, at):
            return _Token("fraction", at, m.end(), m.lastgroup or "")
        for pattern, end in _ENDS:
            if m := pattern.match(text, at):
                return _Token("end", at, m.end(), at=end)
        if m := _NUMBER.match(text, at):
            return _Token("number", at, m.end(), m.group(), number=Decimal(m.group()))
        if m := regex(r"of\b", re.I).match(text, at):
            return _Token("of", at, m.end(), "of")
        if (m := _IT.match(text, at)) and regex(r"\bof\s+(?:the\s+)?$", re.I).search(text[:at]):
            return _Token("it", at, m.end())
        if (m := _FILLER.match(text, at)) or (m := regex(r"[=\"'’“”]+", re.I).match(text, at)):
            return _Token("of", at, m.end())
        word = regex(r"\w+(?:['’]\w+)?|\W").match(text, at)
        return _Token("word", at, word.end() if word else at + 1, word.group() if word else "")

    def _chain(self) -> list[_Token]:
        """The one run of tokens that holds the operators; the rest of the question must hold no figure."""
        runs: list[list[_Token]] = [[]]
        tokens = self._tokens()
        for k, token in enumerate(tokens):
            comma = token.kind == "word" and token.text == ","
            follows = next((t.kind for t in tokens[k + 1 :] if t.kind != "of"), "")
            if comma and follows in ("op", "whole op"):
                continue
            if token.kind in ("word", "stop"):
                runs.append([])
            else:
                runs[-1].append(token)
        own = [run for run in runs if any(t.kind in ("op", "whole op", "years") for t in run)]
        if len(own) != 1:
            raise _NoSum
        printed = {v for f in (self.row.by.values() if self.row else ()) for v in (f.low, f.high)}
        for run in runs:
            if run is not own[0] and any(t.given and t.given.amount.low not in printed for t in run):
                raise _NoSum
        chain = [t for t in own[0] if t.kind != "of"]
        self._worth_it(chain)
        return chain

    def _worth_it(self, chain: Sequence[_Token]) -> None:
        """A plain sum of cells, and one figure moved by a percentage, are said better where they are read as such."""
        ops = [t.text for t in chain if t.kind in ("op", "whole op")]
        if not ops and not any(t.kind == "end" for t in chain):
            raise _NoSum  # "one year of stock" is told with its whole range elsewhere
        cells = [t for t in chain if t.kind == "cell"]
        givens = [t for t in chain if t.kind == "given"]
        if set(ops) == {"plus"} and not givens and not any(t.kind in ("(", "it", "end") for t in chain):
            raise _NoSum
        parts = {t.given.component for t in givens if t.given}
        if not cells and "bonus" in parts and set(ops) <= {"plus", "over"} and not any(t.kind == "it" for t in chain):
            raise _NoSum  # the parts of an offer
        moved = any(t.given and t.given.amount.unit == "percent" for t in givens)
        if len(ops) == 1 and moved and not any(t.kind in ("it", "number", "fraction") for t in chain):
            raise _NoSum  # "the top plus 10%"
        if set(ops) == {"plus"} and not cells and not any(t.kind == "it" for t in chain):
            raise _NoSum
        by_number = set(ops) <= {"times", "over"} and any(t.kind == "number" for t in chain)  # "185K x 1.15"
        if not (cells or by_number) and not any(t.kind == "end" for t in chain) and len(ops) < 2:
            raise _NoSum

    # ------------------------------------------------------------------------------------ reading

    def read(self) -> _Value:
        value = self._expression()
        if self.i < len(self.tokens):
            raise _NoSum
        if value.pure is not None or value.percent:
            raise _NoSum
        return value

    def _peek(self) -> _Token | None:
        return self.tokens[self.i] if self.i < len(self.tokens) else None

    def _take(self) -> _Token:
        token = self._peek()
        if token is None:
            raise _NoSum
        self.i += 1
        return token

    def _expression(self) -> _Value:
        value = self._term()
        while (token := self._peek()) and token.kind in ("op", "whole op"):
            self.i += 1
            if token.text in ("plus", "minus"):
                value = self._added(value, self._term(), token.text)
            else:
                value = self._scaled(value, self._factor(), token.text, whole=True)
        return value

    def _term(self) -> _Value:
        value = self._factor()
        while (token := self._peek()) and token.kind == "op" and token.text in ("times", "over"):
            self.i += 1
            value = self._scaled(value, self._factor(), token.text)
        return value

    def _factor(self) -> _Value:
        token = self._take()
        if token.kind == "(":
            value = self._expression()
            if self._take().kind != ")":
                raise _NoSum
            self._amount(value)
            return replace(value, said=f"({value.said})", terms=1)
        if token.kind == "fraction":
            factor, parts, words = _PARTS_OF[token.text]
            inner = self._factor()
            self._amount(inner)
            return inner.with_said([w.times(factor).over(parts) for w in inner.ends], f"{words} {inner.said}")
        if token.kind == "years":
            inner = self._factor()
            if self.component != "equity" or inner.pure is not None or self.row is None:
                raise _NoSum
            self.assumes = True
            times = "" if token.number == 1 else f" times {self._number(token)}"
            ends = [w.over(4).times(token.number) for w in inner.ends]
            return _Value(tuple(ends), f"a quarter of {inner.said}{times}")
        if token.kind == "number":
            return _Value((), self._number(token), token.number)
        if token.kind == "given" and token.given:
            return self._given(token.given)
        following = self._peek()
        rate = following.given if following else None
        if token.kind == "cell" and token.text == "bonus" and rate and rate.amount.unit == "percent":
            self.i += 1  # "bonus 15% of base"
            return self._given(rate)
        if token.kind in ("cell", "end"):
            return self._cell(token)
        raise _NoSum

    def _number(self, token: _Token) -> str:
        amount = Amount(token.number, token.number, "count", None, "", None, token.text, token.start, token.end)
        return f"your {self.page.give(amount)}"

    def _given(self, given: Given) -> _Value:
        if given.amount.unit == "percent":
            rate, said = given.amount.low, f"your {self.page.give(given.amount)}"
            if (token := self._peek()) and token.kind == "it":
                self.i += 1
                if self.base is None:
                    raise _NoSum
                return self.base.with_said([w.percent(rate) for w in self.base.ends], f"{said} of that")
            token = self._peek()
            named = bool(token and token.kind == "cell" and token.text == "bonus")
            if named or given.component == "bonus":
                self.i += named
                if self.base is None:
                    raise _NoSum
                token = self._peek()
                self.i += bool(token and token.kind == "cell" and token.text == "base")
                return self.base.with_said([w.percent(rate) for w in self.base.ends], f"{said} of the base")
            elif token and token.kind in ("cell", "end", "given"):
                inner = self._factor()
                return inner.with_said([w.percent(rate) for w in inner.ends], f"{said} of {inner.said}")
            return _Value((), said, rate, percent=True)
        if given.times > 1 or given.period not in ("", "year", "4 years"):
            raise _NoSum
        value = _Value((self.figures.worked(given),), f"your {self.figures.give(given)}")
        self.base = self.base or value
        return value

    def _cell(self, token: _Token) -> _Value:
        at: At = ""
        component = self.component
        tokens = [token]
        while (following := self._peek()) and following.kind in ("cell", "end") and len(tokens) < 2:
            if following.kind == token.kind:
                raise _NoSum
            tokens.append(following)
            self.i += 1
        for t in tokens:
            if t.kind == "cell":
                component = t.text
            else:
                at = t.at
        row = self.row
        if row is None or not component or not row.whole(component):
            raise _NoSum
        self.component = component
        fact = row.by[component]
        at = at or self.bound
        self.passages.append(self.page.passage_of(fact))
        ends: list[End] = ["low", "high"] if at in ("", "middle") else [at]  # type: ignore[list-item]
        words = {"low": "the floor of ", "high": "the top of ", "middle": "the middle of ", "": ""}[at]
        if fact.unit == "percent":
            if self.base is None or component != "bonus" or at == "middle":
                raise _NoSum
            rates = [row.cell(component, end).value for end in ends]
            bases = self.base.ends if len(self.base.ends) == len(rates) else self.base.ends * len(rates)
            if len(bases) != len(rates):
                raise _NoSum
            source = self.page.passage_of(fact)
            worked = [replace(b.percent(r), sources=(*b.sources, source)) for b, r in zip(bases, rates, strict=True)]
            return _Value(tuple(worked), f"{words}the bonus ({shown(fact)}) of it")
        cells = [row.cell(component, end) for end in ends]
        if at == "middle":
            cells = [(cells[0] + cells[1]).over(2)]
        over = " over four years" if fact.period == "4 years" else ""
        value = _Value(tuple(cells), f"{words}the {label(component)} ({shown(fact)}{over})", whole_grant=bool(over))
        if over and self._by_year(token, tokens[-1]):
            self.assumes = True
            value = _Value(tuple(c.over(4) for c in cells), f"a quarter of {value.said}")
        if component == "base" or self.base is None:
            self.base = value
        return value

    def _by_year(self, first: _Token, last: _Token) -> bool:
        """ "Yearly rsu", "rsu top per year": the words stand between this cell and what stands beside it."""
        text, following = self.q.text, self._peek()
        before = max((t.end for t in self.tokens if t.end <= first.start), default=0)
        around = text[before : first.start] + " | " + text[last.end : following.start if following else last.end + 20]
        return bool(_A_YEAR.search(around))

    # ------------------------------------------------------------------------------------ reckoning

    def _amount(self, value: _Value) -> None:
        if value.pure is not None:
            raise _NoSum

    def _added(self, a: _Value, b: _Value, op: str) -> _Value:
        self._amount(a)
        word = "plus" if op == "plus" else "minus"
        if b.percent and b.pure is not None:  # "the middle plus 15%"
            if a.terms > 1 or not any(t.kind == "cell" for t in self.tokens):
                raise _NoSum  # "200 + 15% + 300/4": a bonus, and of the base
            shares = [w.percent(b.pure) for w in a.ends]
            ends = [w + s if op == "plus" else w - s for w, s in zip(a.ends, shares, strict=True)]
            return a.with_said(ends, f"{a.said} {word} {b.said} of it")
        self._amount(b)
        if len(a.ends) != len(b.ends) and 1 not in (len(a.ends), len(b.ends)):
            raise _NoSum
        if op == "minus" and len(b.ends) > 1:
            raise _NoSum  # what is left of a range when a range is taken away is not said by its ends
        many = max(len(a.ends), len(b.ends))
        pairs = list(zip(a.ends * (many // len(a.ends)), b.ends * (many // len(b.ends)), strict=True))
        if any(x.unit != y.unit or (x.currency and y.currency and x.currency != y.currency) for x, y in pairs):
            raise _NoSum
        if a.whole_grant != b.whole_grant and not self.q.given:
            raise _NoSum  # a grant of four years and a year's pay
        both = a.with_said([x + y if op == "plus" else x - y for x, y in pairs], f"{a.said} {word} {b.said}")
        return replace(both, terms=a.terms + b.terms)

    def _scaled(self, a: _Value, b: _Value, op: str, whole: bool = False) -> _Value:
        if op == "times" and a.pure is not None and not a.percent and b.pure is None:
            a, b = b, a
        if a.pure is not None:
            raise _NoSum
        comma = "," if whole else ""
        if b.pure is None:
            if op != "over" or len(a.ends) != 1 or len(b.ends) != 1 or not b.ends[0].value or self.q.given:
                raise _NoSum  # "205 base / 420 rsu": a list
            share = a.ends[0].share_of(b.ends[0])
            return a.with_said([share], f"{a.said}{comma} divided by {b.said}{comma}")
        if b.percent:
            if op != "times":
                raise _NoSum
            return a.with_said([w.percent(b.pure) for w in a.ends], f"{b.said} of {a.said}")
        if not b.pure:
            raise _NoSum
        ends = [w.times(b.pure) if op == "times" else w.over(b.pure) for w in a.ends]
        ends = [replace(w, sources=(*w.sources, "input")) for w in ends]
        if op == "over" and b.pure == 4:
            a = replace(a, whole_grant=False)
        if op == "times":
            return a.with_said(ends, f"{b.said} times {a.said}")
        return a.with_said(ends, f"{a.said}{comma} divided by {b.said}{comma}")


def _beside(text: str, amount: Amount, start: int, end: int) -> bool:
    """Whether a name of a part of pay stands right beside its figure: "190 base", "base of 190"."""
    between = text[amount.end : start] if start >= amount.end else text[end : amount.start]
    return bool(regex(r"\s*(?:k|in|of|as|is|=|:)?\s*(?:the\s+)?", re.I).fullmatch(between))


def _is_pure(text: str, token: _Token) -> bool:
    """A small plain number behind a sign for times or over: "240/4", "x 1.15"."""
    given = token.given
    plain = bool(regex(r"\d{1,3}(?:\.\d+)?").fullmatch(token.text.strip()))
    small = plain and Decimal(token.text.strip()) <= _MOST_PURE
    signed = regex(r"(?:[×*÷/]|\b(?:x|times|by))\s*$", re.I).search(text[: token.start])
    ahead = regex(r"\s*(?:[×*]|x\b|times\b)", re.I).match(text, token.end)
    return bool(given and given.amount.unit == "money" and small and (signed or ahead) and not given.component)
