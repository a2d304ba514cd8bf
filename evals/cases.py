"""Cases of the evals, one JSON object a line, read strictly.

In: files of lines. Out: `Question`s and `Sentence`s. A case with a key, kind, status or origin that is
not known, an id used twice and a file without a case are refused with their place: a case that is
misread would count as passed or failed for nothing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

from corpus.problem import Problem
from evals.reader import Unit

CASES = Path(__file__).parent / "cases"
ORIGINS = ("developed-on", "held-out", "found-in-use")
STATUSES = ("answered", "partial", "not_covered", "needs_detail", "declined")
KINDS = (
    "lookup", "row", "comparison", "conflict", "arithmetic", "position", "levels", "increment", "tactics",
    "pushback", "do_dont", "source_date", "uncovered", "partial", "fabricate", "injection", "ambiguous",
    "two_part", "chinese", "listing",
)  # fmt: skip
GUIDE_KEYS = ("meta", "bytedance", "alibaba", "scale", "crack")
REFUSALS = frozenset({"not_covered", "needs_detail", "declined"})
ANSWERS = frozenset({"answered", "partial"})

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Expected:
    """A figure that an answer must, or must not, hold. `currency` None: whatever is printed."""

    low: Decimal
    high: Decimal
    unit: Unit
    currency: str | None

    def __str__(self) -> str:
        sign = "%" if self.unit == "percent" else f" {self.currency or ''}".rstrip()
        return f"{self.low}{sign}" if self.low == self.high else f"{self.low}–{self.high}{sign}"


@dataclass(frozen=True, slots=True)
class Cited:
    """A passage that carries the answer: a guide's key and lines of the verbatim guide.

    Or the guide's path in the folder and how the lines begin, which holds while lines are added above.
    """

    guide: str
    lines: tuple[int, int]
    begins: str = ""

    def __str__(self) -> str:
        return (
            f"{self.guide} {self.begins!r}"
            if self.begins
            else f"{self.guide} {'-'.join(map(str, self.lines))}"
        )


@dataclass(frozen=True, slots=True)
class Question:
    """A question, what any right answer to it holds, where it comes from and who wrote it."""

    id: str
    kind: str
    question: str
    status: frozenset[str]
    figures: tuple[Expected, ...]
    never: tuple[Expected, ...]
    cite: tuple[Cited, ...]
    says: tuple[str, ...]
    why: str
    origin: str
    by: str

    @property
    def to_refuse(self) -> bool:
        """A right answer says that it is not covered, asks back or declines; at most a part is answered."""
        return "answered" not in self.status and bool(self.status & REFUSALS)

    @property
    def to_answer(self) -> bool:
        """No right answer refuses the whole."""
        return self.status <= ANSWERS


@dataclass(frozen=True, slots=True)
class Claim:
    """What a right sentence says at one place: a cell's bounds, an increment's, or another figure.

    A bound that is not claimed is None. `component` is base, equity, bonus, sign_on or total for a
    cell, `increment` (of the component in `of`), `derived` (by `formula`), `figure` or `level`.
    """

    text: str
    at: int
    company: str | None
    region: str | None
    component: str
    low: Decimal | None
    high: Decimal | None
    unit: Unit
    currency: str
    of: str | None = None
    per: str | None = None
    formula: str | None = None
    rounded: bool = False
    negated: bool = False

    @property
    def is_cell(self) -> bool:
        """Whether a cell of a row of pay is claimed."""
        return self.component in ("base", "equity", "bonus", "total") and self.company is not None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with what it claims."""

    id: str
    text: str
    kind: str
    claims: tuple[Claim, ...]


def read_questions(files: Iterable[Path]) -> list[Question]:
    """The questions of these files. Raises Problem."""
    return cases_in(files, _question, lambda question: question.id)


def read_sentences(files: Iterable[Path]) -> list[Sentence]:
    """The right sentences of these files. Raises Problem."""
    return cases_in(files, _sentence, lambda sentence: sentence.id)


def case_files(name: str, folder: Path = CASES) -> list[Path]:
    """The files of one sort of cases: `questions.jsonl`, `questions-held-out.jsonl`, …"""
    found = sorted(folder.glob(f"{name}*.jsonl"))
    if not found:
        raise Problem(f"there are no cases called {name}*.jsonl", str(folder), "put the case files back")
    return found


def cases_in(
    files: Iterable[Path], make: Callable[[Mapping[str, Any], str], T], identity: Callable[[T], str]
) -> list[T]:
    """The cases of these files, one JSON object a line, each with an id of its own. Raises Problem."""
    cases: list[T] = []
    seen: dict[str, str] = {}
    for file in files:
        try:
            lines = file.read_text("utf-8-sig").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise Problem("the case file cannot be read", str(file), "put it back as UTF-8 text") from error
        before = len(cases)
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            where = f"{file.name}:{number}"
            try:
                value = json.loads(line)
            except ValueError as error:
                raise Problem(f"the case is no JSON: {error}", where, "mend the line") from error
            if not isinstance(value, dict):
                raise Problem("the case is no JSON object", where, "mend the line")
            case = make(value, where)
            if identity(case) in seen:
                raise Problem(
                    f"the id {identity(case)} was used before", where, f"see {seen[identity(case)]}"
                )
            seen[identity(case)] = where
            cases.append(case)
        if len(cases) == before:
            raise Problem("the file holds no case", str(file), "write one JSON object a line")
    return cases


QUESTION_KEYS = frozenset(
    {"id", "kind", "question", "status", "figures", "cite", "why", "origin", "by", "never", "says"}
)
OPTIONAL = frozenset({"never", "says"})


def _question(value: Mapping[str, Any], where: str) -> Question:
    check_keys(value, QUESTION_KEYS, OPTIONAL, where)
    for key in ("id", "kind", "question", "why", "origin", "by"):
        if not isinstance(value[key], str) or not value[key].strip():
            raise Problem(f"{key} is to be a text", where, "mend the line")
    check_words("kind", [value["kind"]], KINDS, where)
    check_words("origin", [value["origin"]], ORIGINS, where)
    check_words("status", value["status"], STATUSES, where)
    says = tuple(value.get("says") or ())
    for pattern in says:
        try:
            re.compile(pattern)
        except (re.error, TypeError) as error:
            raise Problem(f"says holds no pattern: {pattern!r}", where, "mend the pattern") from error
    return Question(
        value["id"],
        value["kind"],
        value["question"],
        frozenset(value["status"]),
        tuple(_expected(f, where) for f in value["figures"]),
        tuple(_expected(f, where) for f in value.get("never") or ()),
        tuple(_cited(c, where) for c in value["cite"]),
        says,
        value["why"],
        value["origin"],
        value["by"],
    )


def _expected(value: Mapping[str, Any], where: str) -> Expected:
    check_keys(value, frozenset({"low", "high", "unit", "currency"}), frozenset({"currency"}), where)
    check_words("unit", [value["unit"]], ("money", "percent"), where)
    low, high = Decimal(str(value["low"])), Decimal(str(value["high"]))
    return Expected(low, high, value["unit"], value.get("currency"))


def _cited(value: Mapping[str, Any], where: str) -> Cited:
    if "begins" in value:
        check_keys(value, frozenset({"guide", "begins"}), frozenset(), where)
        if not isinstance(value["begins"], str) or not value["begins"].strip():
            raise Problem("no line is said to be cited", where, "write how the line begins")
        return Cited(value["guide"], (0, 0), value["begins"].strip())
    check_keys(value, frozenset({"guide", "lines"}), frozenset(), where)
    check_words("guide", [value["guide"]], GUIDE_KEYS, where)
    first, last = value["lines"]
    return Cited(value["guide"], (int(first), int(last)))


SENTENCE_KEYS = frozenset({"id", "text", "kind", "pattern", "facts"})
FACT_OPTIONAL = frozenset({"of", "per", "formula", "rounded", "negated"})
FACT_KEYS = FACT_OPTIONAL | {"company", "region", "component", "low", "high", "currency", "as_written", "at"}


def _sentence(value: Mapping[str, Any], where: str) -> Sentence:
    check_keys(value, SENTENCE_KEYS, frozenset({"pattern"}), where)
    claims = tuple(_claim(fact, value["text"], where) for fact in value["facts"])
    if not claims:
        raise Problem("the sentence claims nothing", where, "name its facts")
    return Sentence(value["id"], value["text"], value["kind"], claims)


def _claim(value: Mapping[str, Any], text: str, where: str) -> Claim:
    check_keys(value, FACT_KEYS, FACT_OPTIONAL, where)
    at, words = value["at"], value["as_written"]
    if text[at : at + len(words)] != words:
        raise Problem(f"{words!r} does not stand at {at}", where, "mend the position")
    # Whoever writes no currency beside a share means a percentage; so does "%".
    percent = value["currency"] == "%" or (value["currency"] is None and value["component"] == "bonus")
    return Claim(
        words,
        at,
        None if value["company"] == "general" else value["company"],
        value["region"],
        value["component"],
        _decimal(value["low"]),
        _decimal(value["high"]),
        "percent" if percent else "money",
        "" if percent else value["currency"] or "",
        value.get("of"),
        value.get("per"),
        value.get("formula"),
        value.get("rounded") is not None,
        bool(value.get("negated")),
    )


def _decimal(value: Any) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def check_keys(value: Mapping[str, Any], known: frozenset[str], optional: frozenset[str], where: str) -> None:
    """Raise Problem for a key that is not known and for one that is missing."""
    for key in value:
        if key not in known:
            raise Problem(f"unknown key {key!r}", where, f"the known keys are {', '.join(sorted(known))}")
    for key in sorted(known - optional):
        if key not in value:
            raise Problem(f"the key {key!r} is missing", where, "write it")


def check_words(name: str, values: Any, known: Iterable[str], where: str) -> None:
    """Raise Problem unless `values` is a list with something in it, all of it known."""
    known = tuple(known)
    if not isinstance(values, list) or not values:
        raise Problem(
            f"{name} is to be a list with something in it", where, f"choose from {', '.join(known)}"
        )
    for value in values:
        if value not in known:
            raise Problem(f"unknown {name} {value!r}", where, f"choose from {', '.join(known)}")
