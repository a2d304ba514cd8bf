"""Everything together: are the guides as accepted, and is every answer still right?

In: what `counteroffer eval` was asked, the guides. Out: the exit code, 4 where a score is below its
floor, and a report. The facts are held to the accepted ones; then the hand-written questions and the check
of numbers (a fixed sample of each unless all are asked for), the generated cases, guides with one thing
wrong, and the offers are run by several processes. What changed since the last run of the same code is
enough with `--changed`. No model is called but with --live. Two runs are the same but for `times`.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.problem import Problem
from evals import affected as depend
from evals import facts_lock, since, suites
from evals.accepting import BELOW, DONE, PACKAGED, accept
from evals.cells import Guides, read_guides
from evals.choosing import fits, ids_of_suites, kinds_there, narrowed, questions_to_word
from evals.facts_lock import Difference, Stated
from evals.measured import Run
from evals.outcomes import Mark, Outcome, compared, score_rows
from evals.processes import outcomes_of
from evals.product import commit, quantile
from evals.suites import Place

if TYPE_CHECKING:
    from assistant.cli_maintaining import EvalOptions
    from assistant.screen import Screen
    from assistant.settings import Settings
    from evals.recording import Recorded

MOST_NOTES = 20


def evaluate(options: EvalOptions, settings: Settings, screen: Screen) -> int:
    """What `counteroffer eval` does."""
    from evals import report

    if options.unanswered is not None:
        return _drafted(options.unanswered, screen)
    started = time.perf_counter()
    guides = read_guides(settings.guides_folder)
    now = facts_lock.stated_in(settings.guides_folder, [file.path for file in guides.files])
    lock = facts_lock.lock_of(settings.guides_folder, PACKAGED)
    if options.baseline and settings.guides_folder.resolve() != PACKAGED.resolve():
        raise Problem("the baseline is of the packaged guides", "--baseline", "take away --guides")
    if options.accept:
        return accept(now, lock, settings.guides_folder, options.yes, screen)
    run = _run(options, settings, screen, guides, now, lock)
    run = replace(run, times={"seconds": round(time.perf_counter() - started, 2), **run.times})
    value = run.as_dict()
    if options.markdown:
        _write(options.markdown, report.markdown(run))
    if options.html:
        _write(options.html, report.html(run, settings.guides_folder))
    if options.junit:
        _write(options.junit, report.junit(run))
    if options.baseline:
        kept = {**{k: value[k] for k in ("passed", "scores", "commit", "corpus", "code", "samples")},
                "prose": since.prose_digests(settings.guides_folder, guides),
                "failed": sorted(
                    [*(one.id for one in run.failed), *since.not_asked(since.baseline(), run.outcomes)]
                )}  # fmt: skip
        _write(since.BASELINE, json.dumps(kept, ensure_ascii=False, indent=1) + "\n")
        _write(since.BASELINE.with_suffix(".md"), report.markdown(run))
    screen.result(value, lambda: report.page(run))
    return DONE if run.passed else BELOW


def _drafted(log: Path, screen: Screen) -> int:
    """Write the questions of a log as lines of cases; each `why` is to be filled in."""
    from evals.in_use import drafts_from

    cases = drafts_from(log, suites.question_ids().values())
    if screen.json:
        screen.line({"cases": cases})
        return DONE
    for case in cases:
        screen.line(case)
    screen.note(
        f"{len(cases)} questions: say what a right answer holds and why, and put the lines into "
        "`evals/cases/questions-in-use.jsonl`."
    )
    return DONE


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    except OSError as error:
        raise Problem(
            f"the report cannot be written: {error.strerror}", str(path), "name another file"
        ) from error


# ---- running


def _run(
    options: EvalOptions,
    settings: Settings,
    screen: Screen,
    guides: Guides,
    now: Sequence[Stated],
    lock: Path | None,
) -> Run:
    notes: list[str] = []
    locked = facts_lock.read_lock(lock) if lock else []
    found = facts_lock.differences(locked, now) if lock else []
    if lock is None:
        notes.append("no facts were ever accepted for these guides; `eval --accept` accepts them")
    place = Place(settings.guides_folder, _index(settings))
    code = since.code_digest()
    notes += _stray_settings(settings, options)
    model = _model(options, settings)
    with screen.progress("Reading the guides"):
        files = suites.start(place)
    try:
        notes += _not_measured(guides)
        names: tuple[str, ...] | None = None
        basis = since.last_green(place.index, code, locked) if options.changed else None
        whole = options.everything or bool(options.cases) or basis is not None
        chosen, samples, cases = ids_of_suites(place, guides, options, whole)
        if options.changed and basis is None:
            notes.append("no green run of this code is known: everything runs")
        elif basis is not None:
            changes = facts_lock.differences(basis.stated, now)
            prose = since.reworded(place.guides, guides, basis)
            chosen, names, why = since.depending(guides, cases.generated, changes, prose, basis)
            known_lines = set(facts_lock.told(found))  # those are listed anyway
            news = [one for one in facts_lock.told(changes) if one not in known_lines]
            notes += [f"changed since the last green run: {one}" for one in news[:MOST_NOTES]]
            if len(news) > MOST_NOTES:
                notes.append(f"and {len(news) - MOST_NOTES} changes more")
            notes.append(f"{len(names)} cases depend on what changed since the last green run")
            notes += why[:MOST_NOTES]
        part = bool(options.kinds or options.cases)
        to_word = (
            questions_to_word(options, chosen["questions"]) if model is not None and basis is None else []
        )
        there = kinds_there(chosen, cases) if options.kinds else []
        chosen = narrowed(chosen, options, cases)
        samples = {suite: words for suite, words in samples.items() if chosen.get(suite)}
        if part and not (any(chosen.values()) or to_word or "facts" in options.kinds):
            told = f"; the kinds are {', '.join(there)}" if there else ", or see their names in a whole run"
            raise Problem("no case fits", None, f"take away --kind or --case{told}")
        outcomes, unlike = outcomes_of(options, chosen, place, screen)
        if model is not None and to_word:
            outcomes += _worded(model, to_word, samples, guides, screen)
    finally:
        suites.close()
    former = depend.typed_from(locked, found)
    outcomes = [_dated(one, guides, former) for one in outcomes]
    if not options.kinds or "facts" in options.kinds:
        outcomes = [*_facts(locked, found), *outcomes]
    if part:
        outcomes = [one for one in outcomes if fits(one, options)]
    complete = not part and names is None
    rows = score_rows(outcomes, floors=complete)
    failed = [one.id for one in outcomes if not one.stale and not one.passed]
    packaged = settings.guides_folder.resolve() == PACKAGED.resolve()
    baseline = since.baseline() if complete and packaged else None
    failed += since.not_asked(baseline, outcomes)
    known = basis.failed if basis else frozenset((baseline or {}).get("failed", ()))
    seconds = [
        one.seconds for one in outcomes if one.seconds is not None and one.suite not in ("offers", "model")
    ]
    times = (
        {f"p{part}_ms": round(quantile(seconds, part / 100) * 1000, 1) for part in (50, 95)}
        if seconds
        else {}
    )
    run = Run(
        tuple(outcomes), tuple(rows), tuple(found), guides.digest, code, commit(), tuple(notes), samples,
        names, known, compared(rows, failed, samples, baseline) if complete else {}, times, unlike, complete,
    )  # fmt: skip
    if complete and run.passed:
        since.remember(place, code, guides, now, failed, files)
    return run


def _not_measured(guides: Guides) -> Iterator[str]:
    """The guides of which the suite knows nothing, or not the pay, with what would mend it."""
    for one in guides.unmeasured:
        yield f"not measured: {one}"
    read = {row.guide for row in guides.rows}
    for file in guides.files:
        bands = len(suites.product().library.facts(guide=file.path, kind="band"))
        if bands and file.path not in read:
            yield (
                f"not measured: the {bands} figures of pay in {file.path}, of which the suite reads no row; name "
                "its company in the front matter or as `# … | Acme Negotiation Guide`, and draw its table with pipes"
            )


def _index(settings: Settings) -> Path:
    """The index that is asked. Another encoder than the program's own has an index of its own."""
    from index.build import default_index_folder

    return (
        settings.index_folder
        if settings.embedder.value is None
        else default_index_folder(settings.guides_folder)
    )


def _stray_settings(settings: Settings, options: EvalOptions) -> Iterator[str]:
    from evals.recording import file_of

    if settings.embedder.value is not None:
        yield "measured with the program's own encoder, not with the one that is set"
    name = settings.model.value or "none"
    if name != "none" and not options.live and not file_of(name).is_file():
        yield f"measured without a model: no reply of {name} is recorded; --live asks it"


def _model(options: EvalOptions, settings: Settings) -> Recorded | None:
    """The model whose replies are judged too, if one is configured and recorded or to be asked."""
    from evals.recording import Recorded, file_of

    name = settings.model.value or "none"
    if options.live:
        from assistant.commands import open_model

        asked = open_model(settings)
        if asked is None:
            raise Problem("no model is configured to be asked", "--live", "name one with --model")
        return Recorded(name, file_of(name), asked)
    return Recorded(name, file_of(name)) if name != "none" and file_of(name).is_file() else None


def _worded(
    model: Recorded, names: Sequence[str], samples: dict[str, str], guides: Guides, screen: Screen
) -> list[Outcome]:
    """The outcomes of these questions in the model's words; what was used is said with the samples."""
    from evals.recording import worded

    outcomes: list[Outcome] = []
    doing = "Asking" if model.asked else "Replaying"
    with screen.progress(f"{doing} {model.model_name}") as progress:
        for number, name in enumerate(names, 1):
            outcomes += worded([suites.question_ids()[name]], suites.product(), guides, model)
            progress(number, len(names))
    used = ", ".join(f"{count} {name.replace('_', ' ')}" for name, count in model.tokens.items())
    share = f"{len(names)} of {len(suites.question_ids())} questions"
    samples["model"] = f"{share} in words of {model.model_name}; {used}"
    return outcomes


def _facts(locked: Sequence[Stated], found: Sequence[Difference]) -> list[Outcome]:
    """One outcome for each accepted fact, and one for each that is new."""
    outcomes = []
    gone = {id(one.old) for one in found if one.old}
    for number, one in enumerate(locked):
        if id(one) not in gone:
            name = f"F-{number}"
            outcomes.append(
                Outcome("facts", name, one.kind, f"{one.location} {one.key}", (Mark("as accepted", 1.0),))
            )
    for one_found in found:
        here = one_found.here
        mark = Mark("as accepted", 0.0, str(one_found))
        name = f"F-{here.guide}:{here.line} {here.key}"
        outcomes.append(Outcome("facts", name, here.kind, f"{here.location} {here.key}", (mark,)))
    return outcomes


def _dated(one: Outcome, guides: Guides, former: depend.Former) -> Outcome:
    """A hand-written case that fails on a fact that was changed since it was typed is out of date."""
    if one.passed:
        return one
    if one.suite == "questions":
        return replace(one, stale=depend.outdated(suites.question_ids()[one.id], guides, former))
    if one.suite == "numbers":
        known = suites.sentences_of(guides)
        name = one.id.removeprefix("N-")
        # A wrong sentence is as old as the right one that it was made from: it may have become true.
        _, sentence = known.get(name) or known[name.rpartition("-")[0]]
        return replace(one, stale=depend.outdated_sentence(sentence, guides, former))
    if one.suite == "offers":
        return replace(one, stale=depend.outdated_offer(suites.offer_cases()[one.id], guides, former))
    return one
