"""`draft --batch`: many offers, one line of JSON in and one out for each, in order.

In: lines of a file or a pipe. Out: the exit code. A bad line gives a line with an error, and the rest
go on. A long file is drafted by several processes: the index is only read, and the order of the lines
is kept. With a model, which is mostly waited for, some lines are worded at a time. What comes through a
pipe is answered line by line, before the next one is waited for.
"""

from __future__ import annotations

import itertools
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from assistant.commands import (
    AT_ONCE,
    DONE,
    PROBLEM,
    BadLine,
    Desk,
    in_order,
    is_file,
    open_desk,
    open_model,
    read_object,
    whole,
)
from assistant.countering import Drafting, drafting, lexicon_at, with_behind
from assistant.screen import Screen, problem_as_dict
from assistant.settings import Settings
from corpus.problem import Problem

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future

    from langchain_core.language_models import BaseChatModel

    from assistant.counter.offer import Offer
    from assistant.counter.result import Draft
    from index.encoder import Encoder
    from index.resolve import Lexicon

FEW = 100  # fewer lines are done before other processes have started
MOST_PROCESSES = 8
AHEAD = 8  # lines for each process that wait to be drafted; a file may be long

Line = tuple[bytes, str]  # a line and its place
Value = dict[str, Any]


def draft_each(
    lines: Iterable[bytes],
    name: str,
    settings: Settings,
    screen: Screen,
    encoder: Encoder | None = None,
    draft_counter: Drafting | None = None,
    processes: int = 1,
) -> int:
    """Draft for each line of JSON, in order, one line out for each; `name` is the file's.

    Empty lines are passed over. More than one process only with the settings' own encoder.
    """
    code = DONE
    model = open_model(settings)
    placed = ((line, f"{name}:{n}") for n, line in enumerate(lines, 1) if line.strip())
    with open_desk(settings, screen, encoder) as desk:
        drafts = draft_counter or drafting()
        if model is None:
            values = _values(placed, desk, settings, drafts, processes)
        else:
            values = _worded_values(placed, desk, settings, drafts, model, AT_ONCE if is_file(lines) else 1)
        for value in values:
            code = PROBLEM if "error" in value else code
            screen.line(value)
    return code


def _values(
    lines: Iterator[Line], desk: Desk, settings: Settings, draft_counter: Drafting, processes: int
) -> Iterator[Value]:
    waiting: deque[Line] = deque()
    if processes > 1:
        first = list(itertools.islice(lines, FEW))
        lines = itertools.chain(first, lines)
        if len(first) == FEW:
            # What no other process can do, for want of rights or memory, is done here.
            with suppress(OSError, ImportError, RuntimeError):
                yield from _by_others(lines, waiting, settings, desk.behind, processes)
    lexicon = lexicon_at(desk)
    for line, where in itertools.chain(waiting, lines):
        yield drafted_line(line, where, desk, lexicon, draft_counter)


def _worded_values(
    lines: Iterator[Line],
    desk: Desk,
    settings: Settings,
    draft_counter: Drafting,
    model: BaseChatModel,
    at_once: int,
) -> Iterator[Value]:
    from assistant.model.letters import word_draft
    from assistant.model.opening import seconds_of

    lexicon, seconds = lexicon_at(desk), seconds_of(settings)

    def worded(draft: Draft, offer: Offer) -> Draft:
        return word_draft(draft, offer, desk.library, lexicon, model, seconds=seconds)

    def value(placed: Line) -> Value:
        return drafted_line(*placed, desk, lexicon, draft_counter, worded)

    yield from in_order(lines, value, at_once)


def drafted_line(
    line: bytes,
    where: str,
    desk: Desk,
    lexicon: Lexicon,
    draft_counter: Drafting,
    worded: Callable[[Draft, Offer], Draft] | None = None,
) -> dict[str, Any]:
    """What goes out for one line of a batch; `worded` puts a draft into a model's words."""
    from assistant.counter.reading import offer_from

    identity: Any = None
    try:
        identity, values = read_line(line, where)
        offer = offer_from(values, lambda path: where, others_ignored=True)
        made = draft_counter(offer, desk.library, desk.encoder, lexicon)
        made = with_behind(made if worded is None else worded(made, offer), desk)
    except BadLine as bad:
        return {"id": bad.identity, "error": problem_as_dict(bad)}
    except Problem as problem:
        return {"id": identity, "error": problem_as_dict(problem)}
    return {"id": identity, **made.as_dict()}


def read_line(line: bytes, where: str) -> tuple[Any, dict[str, Any]]:
    """The id of a line, and all else that it says; what is no field of an offer is passed over later.

    >>> read_line(b'{"id": 7, "company": "Globex", "expected": 1}', "offers.jsonl:1")
    (7, {'company': 'Globex', 'expected': 1})
    """
    shape = 'write it as {"id": 1, "company": "…", "region": "…", "base": …}'
    value = read_object(line, where, shape)
    identity = value.pop("id", None)
    return identity, {key: _whole(one) for key, one in value.items()}


def _whole(value: Any) -> Any:
    if isinstance(value, str):
        return whole(value)
    if isinstance(value, list):
        return [_whole(one) for one in value]
    if isinstance(value, dict):
        return {whole(key): _whole(one) for key, one in value.items()}
    return value


# ---- several processes


def processes_for(file: object) -> int:
    """How many processes draft what comes from a file; one for a pipe or a terminal."""
    if not is_file(file):
        return 1
    has = getattr(os, "sched_getaffinity", None)
    return min(MOST_PROCESSES, len(has(0)) if has else os.cpu_count() or 1)


def _by_others(
    lines: Iterator[Line],
    waiting: deque[Line],
    settings: Settings,
    behind: str | None,
    processes: int,
) -> Iterator[Value]:
    """The values of lines that other processes draft, in order; `waiting` has those not done yet."""
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    # A forked process would share threads and an open database; a new one shares nothing.
    executor: Executor = ProcessPoolExecutor(
        processes, get_context("spawn"), initializer=_open_here, initargs=(settings, behind)
    )
    futures: deque[Future[Value]] = deque()
    try:
        for line in lines:
            waiting.append(line)
            futures.append(executor.submit(_drafted_here, *line))
            if len(futures) >= processes * AHEAD:
                value = futures.popleft().result()
                waiting.popleft()
                yield value
        while futures:
            value = futures.popleft().result()
            waiting.popleft()
            yield value
    finally:
        executor.shutdown(wait=False, cancel_futures=True)


_here: dict[str, Any] = {}  # what a process of a batch works with: opened once, when it starts


def _open_here(settings: Settings, behind: str | None) -> None:
    import signal

    from index.encoder import open_encoder
    from index.library import open_library

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that was started by the person ends all
    folder = settings.index_folder
    desk = Desk(open_library(folder), open_encoder(folder, settings.embedder.value), behind)
    _here.update(desk=desk, lexicon=lexicon_at(desk), draft=drafting())


def _drafted_here(line: bytes, where: str) -> Value:
    return drafted_line(line, where, _here["desk"], _here["lexicon"], _here["draft"])
