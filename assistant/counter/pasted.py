"""A pasted offer letter becomes a proposal: fields with the exact words they came from, and questions.

In: the text of a letter, a mail or a chat. Out: a `Proposal`; nothing of it is used before the person
says yes (`assistant.counter.confirming`). Rules do the reading; `model` may propose more, and what it
proposes is kept only where it stands in the letter. Orders in a letter are left out, never followed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from assistant.counter.letter_dates import ask_deadline
from assistant.counter.letter_names import names_in
from assistant.counter.letter_pay import pay_in
from assistant.counter.letter_place import ask_place, countries_in
from assistant.counter.letter_terms import terms_in
from assistant.counter.letter_text import ORDER, sentences_of, set_aside
from assistant.counter.proposal import Doubt, LeftOut, Proposal, Read, Reading
from corpus.problem import Problem

if TYPE_CHECKING:
    from index.library import Library
    from index.resolve import Lexicon

__all__ = ["Doubt", "LeftOut", "Proposal", "Read", "Reading", "propose"]

TEXT_LIMIT = 200_000  # characters; a contract of forty pages has half of that

# What a model may add: the letter in, a proposal out. It is checked like what the rules read.
Proposing = Callable[[str, Proposal], Proposal]
_ORDER_OF_FIELDS = (
    "company role level region currency base bonus_percent bonus equity_total equity_per_year equity_years "
    "equity_kind vesting sign_on start_date deadline candidate recruiter".split()
)


def propose(text: str, library: Library | None, lexicon: Lexicon, model: Proposing | None = None) -> Proposal:
    """What a letter seems to offer. Raises Problem for a text without words, or one far too long.

    Every value's words stand in the letter at their span. `model`, where given, sees the letter and what
    the rules read; fields of its own are kept only with words that stand where it says.
    """
    if not text.strip():
        raise Problem("the letter is empty", None, "paste the whole letter, or name its file")
    if len(text) > TEXT_LIMIT:
        raise Problem(
            f"the letter has more than {TEXT_LIMIT:,} characters", None, "keep the pages that state the pay"
        )
    masked, left_out = set_aside(text)
    sentences = sentences_of(masked)
    pay = pay_in(masked, sentences, countries_in(masked, lexicon))
    reads = [*names_in(masked, sentences, lexicon), *pay.fields]
    reads = [r for r in reads if _stands(text, r)]
    reads.sort(key=lambda r: _ORDER_OF_FIELDS.index(r.field))
    known = {read.field for read in reads}
    doubts = list(pay.doubts)
    if "deadline" not in known:
        doubts += ask_deadline(sentences)
    if "region" not in known:
        doubts.append(ask_place(masked, lexicon))
    made = _readable(
        Proposal(text, tuple(reads), tuple(doubts), left_out, beside=terms_in(sentences))
    )
    return _checked(made, model(text, made)) if model is not None else made


def _readable(made: Proposal) -> Proposal:
    """A proposal whose values `offer_from` takes: a field that it refuses becomes a question."""
    from assistant.counter.reading import offer_from

    for _ in made.fields:
        try:
            offer_from(made.values, lambda path: path)
        except Problem as problem:
            name = re.split(r"[.\[]", problem.where or "")[0]
            refused = [read for read in made.fields if read.field == name] or list(made.fields)
            asked = tuple(
                Doubt(r.field, f"“{r.words}”: {problem.message}. What is it?", r.words, r.start, r.end)
                for r in refused
            )
            kept = tuple(read for read in made.fields if read not in refused)
            made = replace(made, fields=kept, questions=(*made.questions, *asked))
        else:
            break
    return made


def _stands(text: str, read: Read) -> bool:
    return text[read.start : read.end] == read.words and bool(read.words.strip())


def _checked(rules: Proposal, model: Proposal) -> Proposal:
    """What a model proposed, as far as it stands in the letter and the rules have not read or asked it.

    A figure must be one that the words themselves hold; a question of the rules stays open.
    """
    from assistant.counter.reading import offer_from

    # A question without words is about what the rules did not find: there a model may find it.
    known = {r.field for r in rules.fields} | {d.field for d in rules.questions if d.words}
    known |= {name for d in rules.questions for name in d.also}
    outside = [(left.start, left.end) for left in rules.left_out]
    added = []
    for read in model.fields:
        aside = any(first < read.end and read.start < last for first, last in outside)
        if read.field in known or aside or not _stands(rules.text, read):
            continue
        if not _holds(read):
            continue
        try:
            offer_from({**rules.values, read.field: read.value}, lambda path: path)
        except Problem:
            continue
        added.append(read)
        known.add(read.field)
    fields = sorted((*rules.fields, *added), key=lambda r: _ORDER_OF_FIELDS.index(r.field))
    found = {read.field for read in added}
    still = tuple(doubt for doubt in rules.questions if doubt.field not in found)
    return replace(rules, fields=tuple(fields), questions=still)


def _holds(read: Read) -> bool:
    """Whether the words of a field hold its value."""
    from corpus.money import amounts_in

    if read.field not in _ORDER_OF_FIELDS:
        return False
    values: list[Any] = read.value if isinstance(read.value, list) else [read.value]
    if all(isinstance(v, int | float) and not isinstance(v, bool) for v in values):
        held = {a.low for a in amounts_in(read.words)}
        return all(v in {float(h) for h in held} for v in values)
    return isinstance(read.value, str) and read.value.strip() in read.words


def orders_in(proposal: Proposal) -> list[LeftOut]:
    """The orders that a letter held."""
    return [left for left in proposal.left_out if left.why == ORDER]
