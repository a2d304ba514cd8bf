"""What each command does, once its options are read: index, ask, search, bands.

In: `Settings`, a `Screen`, the command's own arguments. Out: the exit code. The index is opened here,
and taken up to date before a question. Heavy parts are imported by the function that needs them.
"""

from __future__ import annotations

import json
import math
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeVar

from assistant.screen import Screen, problem_as_dict
from assistant.settings import Settings
from corpus.problem import Problem

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

    from assistant.result import Answer, Warning_
    from index.encoder import Encoder
    from index.library import Library
    from index.resolve import Lexicon

T = TypeVar("T")
U = TypeVar("U")
AT_ONCE = 8  # questions that a model is asked at the same time; providers count requests at once
Answering = Callable[[str, "Library", "Encoder", "Lexicon | None"], "Answer"]

DONE, PROBLEM, NOT_COVERED, UNSUPPORTED = 0, 1, 3, 4
EXIT = {"not_covered": NOT_COVERED, "declined": NOT_COVERED}  # of an answer's status; the rest are done


@dataclass(frozen=True, slots=True)
class Desk:
    """What a question is answered from. `behind` says why the index is not up to date, if it is not."""

    library: Library
    encoder: Encoder
    behind: str | None = None


# ---- the index


def index(settings: Settings, screen: Screen, encoder: Encoder | None = None) -> int:
    """Build or refresh the index, show what changed, and say when evals are due."""
    from assistant.maintaining import evals_due
    from assistant.render import index_as_dict, index_page
    from index.build import build, guide_files
    from index.library import open_library

    guide_files(settings.guides_folder)  # a folder that is not there is all there is to say
    with screen.progress("Indexing the guides") as progress:
        report = build(
            settings.guides_folder,
            settings.index_folder,
            settings.embedder.value,
            settings.chroma_url.value,
            progress,
            encoder=encoder,
            say=screen.note,
        )
    for note in report.notes:
        screen.note(note)
    with open_library(settings.index_folder) as library:
        set_aside = library.set_aside()
        due = evals_due(settings.index_folder, library, report)
    screen.result(
        {**index_as_dict(report, set_aside), "evals_due": due},
        lambda: index_page(report, set_aside, str(settings.index_folder)),
    )
    if due is not None:
        screen.note(due)
    return DONE


@contextmanager
def open_desk(settings: Settings, screen: Screen, encoder: Encoder | None = None) -> Iterator[Desk]:
    """The index, made if there is none, and up to date if that can be had.

    A refresh that cannot be had leaves the last index answering, and `behind` says so.
    """
    from index.build import build, guide_files, refresh
    from index.encoder import FastEncoder, open_encoder
    from index.library import open_library
    from index.tables import NoIndex

    guides, folder = settings.guides_folder, settings.index_folder
    name, url = settings.embedder.value, settings.chroma_url.value
    behind: str | None = None
    try:
        open_library(folder).close()
    except NoIndex as reason:
        guide_files(guides)  # a folder that is not there is all there is to say
        if reason.reason != "missing":
            screen.note(f"{reason.message}; it is made anew")
        with screen.progress("Making the index, which takes some seconds once") as progress:
            report = build(guides, folder, name, url, progress, encoder=encoder, say=screen.note)
        notes = report.notes
        encoder = encoder or open_encoder(folder, name)
    else:
        encoder = encoder or open_encoder(folder, name)
        if isinstance(encoder, FastEncoder):
            encoder.load_meanwhile()
        refreshed = refresh(guides, folder, encoder, say=screen.note)
        notes = refreshed.report.notes if refreshed.report else ()
        behind = refreshed.note
    for note in (*notes, *([behind] if behind else [])):
        screen.note(note)
    with open_library(folder, url, screen.note) as library:
        yield Desk(library, encoder, behind)


# ---- ask


def answering() -> Answering:
    """The function that answers; imported when the first question comes."""
    from assistant.answer import answer_question

    return answer_question


def ask(
    question: str,
    settings: Settings,
    screen: Screen,
    answer_question: Answering | None = None,
    encoder: Encoder | None = None,
) -> int:
    """Answer one question; on a terminal, a model's sentences appear as they pass the check."""
    from assistant.render import answer_page
    from assistant.unanswered import keep_unanswered

    model = open_model(settings)
    with open_desk(settings, screen, encoder) as desk:
        answer = _answer(question, desk, None, answer_question or answering())
        said = ""
        if model is not None:
            tell_unweighed(desk.encoder, screen)
            answer, said = _worded(
                question, answer, desk, model, settings, screen.say if screen.live else None
            )
        keep_unanswered(question, answer, settings)
        page = answer_page(answer)
        screen.result(answer.as_dict(), lambda: page[1:] if said and said == answer.text else page)
    return EXIT.get(answer.status, DONE)


def tell_unweighed(encoder: Encoder, screen: Screen) -> None:
    """Say so where the words of a model are not weighed, and the rules alone decide."""
    from assistant.model.weighing import why_unweighed

    if why := why_unweighed(encoder):
        screen.note(f"The model's sentences are held against the rules alone: {why}.")


def open_model(settings: Settings) -> BaseChatModel | None:
    """The model that is configured; where there is none, nothing of LangChain is imported."""
    if settings.model.value == "none":
        return None
    from assistant.model.opening import open_model as opened

    return opened(settings)


def _worded(
    question: str,
    answer: Answer,
    desk: Desk,
    model: BaseChatModel,
    settings: Settings,
    say: Callable[[str], None] | None = None,
) -> tuple[Answer, str]:
    """The answer in the model's words, and what was said of it already, laid out as an answer's text is."""
    from assistant.model.opening import seconds_of
    from assistant.model.speaking import word_answer
    from index.resolve import lexicon_of

    said: list[str] = []

    def on_event(event: Any) -> None:
        if event.name == "sentence" and say is not None:
            said.append(event.data["text"])
            say(said[-1])

    lexicon = lexicon_of(desk.library, desk.encoder.is_word)
    limit = seconds_of(settings)
    made = word_answer(
        question, answer, desk.library, lexicon, model, on_event, seconds=limit, encoder=desk.encoder
    )
    whole = " ".join(made.text.split())
    return made, made.text if say is not None and " ".join(" ".join(said).split()) == whole else ""


def ask_each(
    lines: Iterable[bytes],
    name: str,
    settings: Settings,
    screen: Screen,
    answer_question: Answering | None = None,
    encoder: Encoder | None = None,
) -> int:
    """Answer a question for each line of JSON, in order, one line out for each; `name` is the file's.

    A bad line gives a line with an error, and the rest go on. Empty lines are passed over.
    """
    from assistant.unanswered import keep_unanswered
    from index.resolve import lexicon_of

    code = DONE
    model = open_model(settings)
    with open_desk(settings, screen, encoder) as desk:
        if model is not None:
            tell_unweighed(desk.encoder, screen)
        answers = answer_question or answering()
        lexicon = lexicon_of(desk.library, desk.encoder.is_word)

        def value(placed: tuple[int, bytes]) -> dict[str, Any]:
            number, line = placed
            identity: Any = None
            try:
                identity, question = read_line(line, f"{name}:{number}")
                answer = _answer(question, desk, lexicon, answers)
                if model is not None:
                    answer, _ = _worded(question, answer, desk, model, settings)
                keep_unanswered(question, answer, settings)
            except BadLine as bad:
                return {"id": bad.identity, "error": problem_as_dict(bad)}
            except Problem as problem:
                return {"id": identity, "error": problem_as_dict(problem)}
            return {"id": identity, **answer.as_dict()}

        placed = ((number, line) for number, line in enumerate(lines, 1) if line.strip())
        for one in in_order(placed, value, AT_ONCE if model is not None and is_file(lines) else 1):
            code = PROBLEM if "error" in one else code
            screen.line(one)
    return code


def is_file(lines: object) -> bool:
    """Whether lines come from a file, whose next line need not be waited for, and no pipe or terminal."""
    with suppress(AttributeError, OSError, ValueError):
        import stat

        return stat.S_ISREG(os.fstat(lines.fileno()).st_mode)  # type: ignore[attr-defined]
    return False


def in_order(items: Iterable[T], work: Callable[[T], U], at_once: int) -> Iterator[U]:
    """What `work` makes of each item, in order, `at_once` of them in threads of their own.

    >>> list(in_order("abc", str.upper, 2))
    ['A', 'B', 'C']
    """
    if at_once == 1:
        yield from map(work, items)
        return
    from concurrent.futures import Future, ThreadPoolExecutor

    executor = ThreadPoolExecutor(at_once, "batch")
    waiting: deque[Future[U]] = deque()
    try:
        for item in items:
            waiting.append(executor.submit(work, item))
            if len(waiting) >= at_once:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        executor.shutdown(wait=False, cancel_futures=True)  # a model that hangs is not waited for


def _answer(question: str, desk: Desk, lexicon: Lexicon | None, answer_question: Answering) -> Answer:
    answer = answer_question(question, desk.library, desk.encoder, lexicon)
    return replace(answer, warnings=(*answer.warnings, _warning(desk.behind))) if desk.behind else answer


def _warning(behind: str) -> Warning_:
    from assistant.result import Warning_

    return Warning_("index_behind", behind[:1].upper() + behind[1:])


class BadLine(Problem):
    """A line of a batch that holds no question; its id, if it could be read."""

    def __init__(self, identity: Any, message: str, where: str, remedy: str) -> None:
        super().__init__(message, where, remedy)
        self.identity = identity


def read_line(line: bytes, where: str) -> tuple[Any, str]:
    """The id and the question of one line of a batch. Raises Problem.

    >>> read_line(b'{"id": 7, "question": "which base?", "kind": "x"}', "questions.jsonl:1")
    (7, 'which base?')
    """
    shape = 'write it as {"id": 1, "question": "…"}'
    value = read_object(line, where, shape)
    identity, question = value.get("id"), value.get("question")
    if not isinstance(question, str) or not question.strip():
        said = "has no question" if question is None else "has a question that is no text or is empty"
        raise BadLine(identity, f"the line {said}", where, shape)
    return identity, whole(question)


def read_object(line: bytes, where: str, shape: str) -> dict[str, Any]:
    """The JSON object of one line of a batch. Raises Problem, with `shape` as its remedy."""
    try:
        value = json.loads(line.decode("utf-8-sig"), parse_constant=_no_number, parse_float=_finite)
    except UnicodeDecodeError as error:
        raise BadLine(None, "the line is not UTF-8 text", where, "save the file as UTF-8") from error
    except (ValueError, RecursionError) as error:
        raise BadLine(None, f"the line is no JSON: {error}", where, shape) from error
    if not isinstance(value, dict):
        raise BadLine(None, "the line is no JSON object", where, shape)
    return value


def whole(text: str) -> str:
    """A text without halves of characters: half of a pair of code units is none, and nothing can take it."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _finite(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        raise ValueError(f"{digits[:40]} is too large a number")
    return number


def _no_number(constant: str) -> None:
    raise ValueError(f"{constant} is no number")


# ---- search and bands


def search(words: str, count: int, settings: Settings, screen: Screen, encoder: Encoder | None = None) -> int:
    """Show the passages that fit best, inside the companies that are named, their very rows first."""
    from assistant.render import search_page
    from assistant.result import Retrieved
    from index.search import search_resolved

    with open_desk(settings, screen, encoder) as desk:
        hits, resolved = search_resolved(words, desk.library, desk.encoder, count)
    found = [Retrieved(hit.passage, hit.score) for hit in hits]
    screen.result(
        {"results": [one.as_dict() for one in found], "resolved": resolved.as_dict()},
        lambda: search_page(found),
    )
    return DONE


def bands(
    filters: Mapping[str, Sequence[str]], settings: Settings, screen: Screen, encoder: Encoder | None = None
) -> int:
    """Show the facts that pass the filters as tables; names are understood as in a question."""
    from assistant.narrowing import narrow
    from assistant.render import band_as_dict, bands_page
    from index.resolve import lexicon_of

    with open_desk(settings, screen, encoder) as desk:
        facts = [fact for fact in desk.library.facts() if fact.kind != "figure"]
        titles = {guide.path: guide.title for guide in desk.library.guides()}
        narrowed = narrow(facts, filters, lexicon_of(desk.library))
    if not screen.json:
        for note in (*narrowed.notes, *narrowed.not_covered):
            screen.note(note)
        if not narrowed.facts and not narrowed.not_covered:
            screen.note("No row of the guides fits all of these filters.")
    value = {
        "facts": [band_as_dict(fact) for fact in narrowed.facts],
        "resolved": narrowed.resolved,
        "notes": list(narrowed.notes),
        "not_covered": list(narrowed.not_covered),
    }
    if screen.json or narrowed.facts:
        screen.result(value, lambda: bands_page(narrowed.facts, titles))
    return DONE if narrowed.facts else NOT_COVERED
