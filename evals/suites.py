"""The suites, cut into pieces of work that a process of its own can do: cases in, `Outcome`s out.

In: a `Task` (a suite, which cases of it) and a `Place` (the guides, their index). Out: outcomes in the
order of the cases. Each process opens the index once. What a case asks is in `cases/`, `generated`,
`numbers`, `guide_mutations` and `offers`; what the outcomes mean is in `outcomes`.
"""

from __future__ import annotations

import math
import random
import shutil
import tempfile
import time
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evals import guide_mutations
from evals.cases import Sentence, case_files, read_questions, read_sentences
from evals.cells import COMPONENTS, MARKDOWN, Guides, read_guides, text_of
from evals.corruptor import corrupt
from evals.generated import Case, about, generated_cases
from evals.judge import judge, seen, unmeasured
from evals.offer_cases import OfferCase, read_offer_cases
from evals.outcomes import Mark, Outcome
from evals.product import VECTORS, Prepared, Product, opened
from evals.reader import figures_in
from evals.sentences import sentences

if TYPE_CHECKING:
    from assistant.result import Answer

FIRST = 4
SEED = 1  # of the corruptions, so that two runs are alike
DEEPEST = 8
TIMED = 15  # one question in so many is timed, alone from end to end; the others' vectors are made together


@dataclass(frozen=True, slots=True)
class Place:
    """Where the guides and their index lie."""

    guides: Path
    index: Path


@dataclass(frozen=True, slots=True)
class Task:
    """Some cases of a suite, by their ids, or one of `AT_ONCE` for the mutated guides."""

    suite: str
    ids: tuple[str, ...]


class _Desk:
    """What one process holds open."""

    place: Place | None = None
    guides: Guides
    product: Product  # with vectors that were made before
    alone: Product  # the same, which makes each vector as it comes
    encoder: Prepared
    stack: ExitStack


def start(place: Place) -> dict[str, str]:
    """Open the index in this process, brought up to date. The digest of each guide as it was indexed."""
    if _Desk.place != place:
        _Desk.stack = ExitStack()
        _Desk.guides = read_guides(place.guides)
        _Desk.alone = _Desk.stack.enter_context(opened(place.guides, place.index))
        _Desk.encoder = Prepared(_Desk.alone.encoder, place.index)
        _Desk.stack.callback(_Desk.encoder.close)
        _Desk.product = replace(_Desk.alone, encoder=_Desk.encoder)
        _Desk.place = place
    library = _Desk.product.library
    read = {guide.path for guide in library.guides()}
    return {path: stamp.sha256 for path, stamp in library.stamps().items() if path in read}


def start_beside(place: Place) -> None:
    """`start` in a process of its own, which keeps its compiled patterns as a command does."""
    from multiprocessing.util import Finalize

    from corpus.regexes import kept_in

    stack = ExitStack()
    stack.enter_context(kept_in(place.index))
    start(place)
    Finalize(None, stack.close, exitpriority=1)


def product() -> Product:
    """The index that `start` opened in this process."""
    return _Desk.product


def close() -> None:
    """Close what `start` opened in this process."""
    if _Desk.place is not None:
        _Desk.stack.close()
        _Desk.place = None


def do(task: Task) -> list[Outcome]:
    """Do one task in a process that was started."""
    assert _Desk.place is not None
    make: dict[str, Callable[[Task, Place], list[Outcome]]] = {
        "questions": _questions,
        "generated": _generated,
        "numbers": _numbers,
        "guides": _mutants,
        "offers": _offers,
    }
    return make[task.suite](task, _Desk.place)


# ---- questions


@cache
def _question_cases() -> dict[str, Any]:
    return {question.id: question for question in read_questions(case_files("questions"))}


def question_ids() -> dict[str, Any]:
    """The hand-written questions by their ids."""
    return dict(_question_cases())


def _questions(task: Task, place: Place) -> list[Outcome]:
    from evals.questions import run

    chosen = [_question_cases()[identity] for identity in task.ids]
    timed = _timed(task)
    prepare([task])
    found = []
    for result in (
        *run([q for q in chosen if q.id in timed], _Desk.alone, _Desk.guides),
        *run([q for q in chosen if q.id not in timed], _Desk.product, _Desk.guides),
    ):
        marks = tuple(
            Mark(s.criterion, None if s.passed is None else float(s.passed), s.why) for s in result.scores
        )
        q, shown = result.question, result.shown
        places = tuple((f.guide, f.first, f.last) for f in shown.retrieved) if shown else ()
        found.append(
            Outcome("questions", q.id, q.kind, q.question, marks, (), "", shown.status if shown else None,
                    shown.text if shown else None, places, result.seconds if q.id in timed else None, q.origin)
        )  # fmt: skip
    return found


def _timed(task: Task) -> frozenset[str]:
    """The questions of a task that are left to be timed as they come."""
    return frozenset(task.ids[::TIMED])


def prepare(tasks: Iterable[Task]) -> None:
    """Make the vectors of the questions together, but for those that are timed."""
    assert _Desk.place is not None
    folder = _Desk.place.guides
    texts = [
        (
            _question_cases()[name] if task.suite == "questions" else _generated_cases(folder)[name].question
        ).question
        for task in tasks
        if task.suite in ("questions", "generated")
        for name in task.ids
        if name not in _timed(task)
    ]
    _Desk.encoder.prepare(map(_Desk.product.lexicon.widened, texts))


# ---- generated cases


@cache
def _generated_cases(folder: Path) -> dict[str, Case]:
    return {case.question.id: case for case in generated_cases(read_guides(folder), folder)}


def generated_ids(folder: Path) -> dict[str, Case]:
    """The generated cases by their ids."""
    return dict(_generated_cases(folder))


def _generated(task: Task, place: Place) -> list[Outcome]:
    cases, timed = _generated_cases(place.guides), _timed(task)
    prepare([task])
    found = [
        ask(cases[name], _Desk.alone if name in timed else _Desk.product, _Desk.guides) for name in task.ids
    ]
    return [one if one.id in timed else replace(one, seconds=None) for one in found]


def ask(case: Case, product: Product, guides: Guides, suite: str = "generated") -> Outcome:
    """Ask one generated case and mark what came."""
    from assistant.answer import answer_question

    q = case.question
    started = time.perf_counter()
    try:
        answer = answer_question(q.question, product.library, product.encoder, product.lexicon)
    except Exception as error:
        # A bug of the product, whatever it is, fails this case and not the run.
        where = traceback.extract_tb(error.__traceback__)[-1]
        why = f"{type(error).__name__} in {Path(where.filename).name}:{where.lineno}"
        marks = tuple(Mark(s.criterion, None, why) for s in unmeasured(q, guides, why))
        return Outcome(suite, q.id, q.kind, q.question, marks, case.about)
    seconds = time.perf_counter() - started
    shown = seen(answer)
    marks = tuple(Mark(s.criterion, float(bool(s.passed)), s.why) for s in judge(q, shown, guides))
    marks = tuple(_exact(mark, case, shown.text) for mark in marks)
    marks += tuple(_citation_marks(case, answer, guides)) + tuple(_ranks(case, answer))
    if q.kind == "conflict":
        shows = bool(answer.conflicts)
        marks += (Mark("conflict shown", float(shows), "" if shows else "no conflict is shown"),)
    places = tuple((f.guide, f.first, f.last) for f in shown.retrieved)
    return Outcome(
        suite, q.id, q.kind, q.question, marks, case.about, "", shown.status, shown.text, places, seconds
    )


def _exact(mark: Mark, case: Case, text: str) -> Mark:
    """A cell of one figure is not told by a range that only ends in it."""
    wanted = {(f.low, f.high) for f in case.question.figures}
    asked = mark.criterion == "figures" and mark.passed and case.exact
    if asked and not wanted & {(f.low, f.high) for f in figures_in(text)}:
        return Mark("figures", 0.0, f"only ranges that end in {case.question.figures[0]}")
    return mark


def _citation_marks(case: Case, answer: Answer, guides: Guides) -> list[Mark]:
    """Whether the very lines are cited, and no row of pay that does not belong there."""
    if not case.places:
        return []
    cited = [(c.passage.guide, c.passage.first, c.passage.last) for c in answer.citations]
    missing = [p for p in case.places if not any(g == p[0] and a <= p[1] <= b for g, a, b in cited)]
    rows = {(row.guide, row.line) for row in guides.rows}
    wrong = [(g, a) for g, a, b in cited if a == b and (g, a) in rows and (g, a) not in case.places]
    share = 1 - len(missing) / len(case.places)
    marks = [Mark("citation recall", share, f"not cited: {_said(missing)}" if missing else "")]
    if cited:
        right = 1 - len(wrong) / len(cited)
        marks.append(Mark("citation precision", right, f"cited too: {_said(wrong)}" if wrong else ""))
    return marks


def _said(places: Sequence[tuple[str, int]]) -> str:
    return ", ".join(f"{guide}:{line}" for guide, line in places)


def _ranks(case: Case, answer: Answer) -> list[Mark]:
    """How far up the passages that carry the answer were found."""
    if not case.places:
        return []
    found = [(r.passage.guide, r.passage.first, r.passage.last) for r in answer.retrieved][:DEEPEST]
    gains = [any(g == p[0] and a <= p[1] <= b for p in case.places) for g, a, b in found]
    first = next((i for i, gain in enumerate(gains) if gain), None)
    ideal = sum(1 / math.log2(i + 2) for i in range(min(len(case.places), DEEPEST)))
    reached = sum(1 / math.log2(i + 2) for i, gain in enumerate(gains) if gain)
    why = "" if first is not None else f"retrieved {_said([(g, a) for g, a, _ in found]) or 'nothing'}"
    return [
        Mark("hit@1", float(first == 0), why),
        Mark(f"hit@{FIRST}", float(first is not None and first < FIRST), why),
        Mark("MRR", 0.0 if first is None else 1 / (first + 1), why),
        Mark("nDCG@8", min(1.0, reached / ideal), why),
    ]


# ---- the check of numbers


_MADE: dict[str, dict[str, tuple[str, Sentence]]] = {}


def sentences_of(guides: Guides) -> dict[str, tuple[str, Sentence]]:
    """The right sentences by their ids, each with its maker; what is wrong is made from each when it is run."""
    from evals.numbers import MAKERS

    # Reading thousands of sentences takes a moment, and the guides of one process are the same.
    if guides.digest not in _MADE:
        people = read_sentences(case_files("right_sentences"))
        right = [(MAKERS[0], one) for one in people] + [(MAKERS[1], one) for one in sentences(guides)]
        _MADE[guides.digest] = {one.id: (maker, one) for maker, one in right}
    return _MADE[guides.digest]


def _numbers(task: Task, place: Place) -> list[Outcome]:
    from assistant.answer import evidence_of
    from assistant.grounding import check

    known = sentences_of(_Desk.guides)
    right = {sentence.text for _, sentence in known.values()}
    evidence, lexicon = evidence_of(_Desk.product.library), _Desk.product.lexicon

    def against(text: str) -> str:
        verdicts = check(text, evidence, lexicon)
        return "; ".join(f"{v.text}: {v.reason}" for v in verdicts if v.verdict == "unsupported")

    found = []
    for identity in task.ids:
        sentence = known[identity][1]
        flagged = against(sentence.text)
        mark = Mark("right not flagged", float(not flagged), flagged)
        found.append(Outcome("numbers", f"N-{identity}", "right", sentence.text, (mark,)))
        made: set[str] = set()
        for number, one in enumerate(corrupt(sentence, _Desk.guides, random.Random(f"{SEED} {identity}"))):
            if one.text in right or one.text in made:
                continue
            made.add(one.text)
            caught = bool(against(one.text))
            mark = Mark("wrong caught", float(caught), "" if caught else f"not caught: {one.old} → {one.new}")
            found.append(Outcome("numbers", f"N-{identity}-{number}", one.kind, one.text, (mark,)))
    return found


# ---- guides with one thing wrong


def _mutants(task: Task, place: Place) -> list[Outcome]:
    found: list[Outcome] = []
    texts = {f.path: text_of(place.guides, f.path) for f in _Desk.guides.files}
    for identity in task.ids:
        found += _by_lock(texts, identity) if identity in texts else _by_cases(texts, identity, place)
    return found


def _by_lock(texts: dict[str, str], guide: str) -> list[Outcome]:
    found = []
    for number, mutant in enumerate(guide_mutations.mutants({guide: texts[guide]})):
        caught = guide_mutations.catch(mutant, texts[guide])
        why = f"{mutant.guide}:{mutant.line} {mutant.what}"
        marks = (
            Mark("caught by the lock", float(bool(caught.said)), why),
            Mark("named", float(caught.named), f"{why}; said: {'; '.join(caught.said[:2])}"),
        )
        found.append(Outcome("guides", f"M-{guide}-{number}", mutant.kind, why, marks))
    return found


def _by_cases(texts: dict[str, str], kind: str, place: Place) -> list[Outcome]:
    """Every cell changed in one way, and the accepted cases asked: each cell's own case has to fail."""
    first: dict[str, Case] = {}
    for case in _generated_cases(place.guides).values():
        if case.question.kind == "lookup":
            first.setdefault(case.about[0], case)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "guides"
        changed: set[tuple[str, int, int]] = set()
        for path, text in texts.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            if Path(path).suffix.lower() not in MARKDOWN:  # a page or a document is not written from its text
                shutil.copy(place.guides / path, folder / path)
                continue
            mutated, cells = guide_mutations.mutate_all(kind, text)
            changed |= {(path, line, column) for line, column in cells}
            (folder / path).write_text(mutated, "utf-8")
        wanted = []
        for row in _Desk.guides.rows:
            header = _header(texts[row.guide], row.line)
            for cell in row.cells:
                column = next(i for i, h in enumerate(header) if i and COMPONENTS[cell.component].search(h))
                own = first.get(about(row, cell.component))
                if (row.guide, row.line, column) in changed and own:
                    wanted.append((own, f"{row.guide}:{row.line} {row.region} | {header[column]}"))
        with _again(folder, Path(scratch) / "index", place.index) as product:
            _Desk.encoder.prepare(product.lexicon.widened(case.question.question) for case, _ in wanted)
            found = []
            for case, what in wanted:
                outcome = ask(case, product, _Desk.guides)
                figures = [m for m in outcome.marks if m.criterion == "figures"]
                told = not all(m.passed for m in figures)
                why = "" if told else f"the case still passes: {case.question.question}"
                mark = Mark("caught by cases", float(told), f"{what} {why}".strip())
                found.append(Outcome("guides", f"M-{kind}-{what}", kind, what, (mark,), case.about))
    return found


@contextmanager
def _again(folder: Path, index: Path, made: Path) -> Iterator[Product]:
    """An index of other guides, begun from one that is there: its encoder and vectors serve again."""
    from index.build import build
    from index.library import open_library
    from index.resolve import lexicon_of

    shutil.copytree(made, index, ignore=shutil.ignore_patterns("chroma*", "*.lock", f"{VECTORS}*"))
    build(folder, index, chroma=False)
    with open_library(index) as library:
        yield Product(library, _Desk.encoder, lexicon_of(library, _Desk.encoder.is_word))


def _header(text: str, line: int) -> list[str]:
    from evals.cells import tables_in

    return next(table[0][1] for table in tables_in(text) if any(n == line for n, _ in table))


# ---- offers


@cache
def offer_cases() -> dict[str, OfferCase]:
    """The offers by their ids."""
    return {case.id: case for case in read_offer_cases(case_files("offers"))}


def _offers(task: Task, place: Place) -> list[Outcome]:
    from evals.offers import drafter_for, run

    cases = offer_cases()
    found = []
    for result in run([cases[i] for i in task.ids], drafter_for(_Desk.product), _Desk.guides):
        marks = tuple(
            Mark(s.criterion, None if s.passed is None else float(s.passed), s.why) for s in result.scores
        )
        asked = f"{result.case.offer.get('company')}, {result.case.offer.get('region')}: {result.case.why}"
        draft = result.draft or {}
        letter = (draft.get("letter") or {}).get("body")
        found.append(
            Outcome("offers", result.case.id, "offer", asked, marks, (), "", draft.get("status"), letter,
                    (), result.seconds, result.case.origin)
        )  # fmt: skip
    return found


__all__ = [
    "Place", "Task", "ask", "close", "do", "generated_ids", "offer_cases", "prepare", "product", "question_ids",
    "sentences_of", "start", "start_beside",
]  # fmt: skip
