"""What the guides say in their own words: lists, replies, tables of what can move, advice; or a question back.

In: the `Page`, a question that facts alone do not answer, and the passages found for it. Out: quoted
passages on the page, or the one question that has to be asked back. Advice comes last and always says
something: what is nearest, that more has to be known, or that the guides do not cover it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from assistant.compose.advice import (
    ALSO_SAID,
    guides_named,
    of_guides,
    write_advice,
    write_do_dont,
    write_pushback,
)
from assistant.compose.flexibility import write_differences, write_flexibility
from assistant.compose.kind import (
    Kind,
    Signs,
    asks_all_differences,
    asks_mistakes,
    figure_alone,
    lacks_detail,
    rest_of,
    weighs_parts,
)
from assistant.compose.kind_words import COUNTED, HOW_MUCH
from assistant.page import Page
from assistant.question import Question
from assistant.seeking import seeks, sought
from assistant.untruth import weighs_untruth
from corpus.passages import Passage
from corpus.regexes import regex
from index.encoder import Encoder
from index.library import Library
from index.resolve import words_of
from index.search import Hit, search

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# A kind of passage that the question names outweighs what is merely near.
NAMED_KIND = 1.6
# A question that names a company and no part of pay is more likely answered by that company's guide.
OWN_GUIDE = 1.1
# Above this, no row is wanted, whatever word for pay is in a question; far above, nothing more has to be known.
NO_ROW = 0.0
SURE = 2.5
# A figure with no more words than these beside it was told to be judged as well.
MOST_BESIDE_A_FIGURE = 4
# So many characters may stand between "how much" and the part of pay.
_BESIDE_HOW_MUCH = 12
# "How many percent more than the first offer may I ask": no amount, a rule.
_WHICH_PERCENT = regex(
    r"(?=.*\b(?:first|initial|their|the)\s+offer\b)(?=.*\b(?:above|over|more|higher|beyond|on\s+top)\b)"
    r".*\b(?:how\s+many\s+per\s?cent\w*|(?:what|which|an?|any)\s+per\s?cent\w*|how\s+many\s*%)",
    re.I,
)
# An argument to use with a company is most likely among its levers.
FITTING_KIND = 1.3

_WORDS_WANTED = regex(
    r"\b(?:template|scripts?|skeleton|wording|draft|outline|sample|framework|sentences?)\b"
    r"|\b(?:write|draft|give|start|begin|open|structure|phrase|word)\b.{0,30}\b(?:e-?mails?|letters?|messages?|counter)\b",
    re.I,
)
_ARGUES = regex(
    r"\b(?:arguments?|pitch\w*|sell|case\s+for|reasons?|card|angle|leverage|justif\w*|convince\w*|persuade\w*|care\s+about|bring\s+(?:it|that|this)?\s*up"
    r"|in\s+(?:return|exchange)|\b(?:suggests?|advises?|recommends?|tells?)\b.{0,12}\bto\s+(?:ask|say|use|argue)"
    r"|(?:how|what|which)\b.{0,40}\b(?:phrase|word|say|tell|mention|use|line|fits?|suits?|make))\b|怎么说|怎么谈",
    re.I,
)


def kinds_named(q: Question) -> dict[str, float]:
    """Kinds of passages that a question names itself."""
    if weighs_untruth(q.text):
        return {}  # a script is what is doubted
    if re.search(r"\blevers?\b", q.text, re.I):
        return {"lever": NAMED_KIND}
    if _WORDS_WANTED.search(q.text):
        return {"script": NAMED_KIND}
    if q.resolved.companies and _ARGUES.search(q.text):
        return {"lever": FITTING_KIND}
    return {}


def passages_for(
    q: Question, widened: str, vector: NDArray[np.float32], library: Library, encoder: Encoder
) -> list[Hit]:
    """The passages for a question, best first: inside its companies and the guides it names."""
    companies = list(q.resolved.companies) or None
    own = OWN_GUIDE if companies and not (q.resolved.components or q.has("advice", "pushback")) else 1.0
    most = 40 if guides_named(q) else 12
    kinds = kinds_named(q)
    moved = sought(vector, encoder.id) if seeks(encoder.id) else None
    hits = search(
        widened, library, encoder, companies, k=most, kinds=kinds, own=own, vector=vector, sought=moved
    )
    return of_guides(q, hits)


def is_prose(passage: Passage) -> bool:
    """Rows of pay are never advice."""
    return not (passage.kind == "row" and passage.company is not None)


def write_words(
    kind: Kind,
    page: Page,
    q: Question,
    signs: Signs,
    encoder: Encoder,
    hits: Sequence[Hit],
    supported: bool,
) -> bool:
    """Write a kind of answer in the guides' own words; advice, the last of them, always says something."""
    if kind == "do_dont":
        if not write_do_dont(page, q):
            return False
        if asks_mistakes(q):
            beside = [h for h in hits if h.passage.kind != "list"][:2]
            write_advice(page, q, beside, is_prose, style="bullet")
        return True
    if kind == "pushback":
        if not write_pushback(page, q, encoder, hits):
            return False
        page.say(ALSO_SAID, style="lead", required=False)
        beside = [h for h in hits if h.passage.kind != "pushback"][:2]
        write_advice(page, q, beside, is_prose, style="bullet")
        return True
    if kind == "flexibility":
        if asks_all_differences(q):
            return write_differences(page, q)
        if not write_flexibility(page, q):
            return False
        if weighs_parts(q):
            write_advice(page, q, hits[:3], is_prose, style="bullet")
        return True
    _write_advice_or_ask(page, q, signs, hits, supported)
    return True


def _write_advice_or_ask(page: Page, q: Question, signs: Signs, hits: Sequence[Hit], supported: bool) -> None:
    """Quote what is nearest; ask back, or say that it is not covered, where nothing is near enough."""
    resolved = q.resolved
    argued = bool(resolved.companies) and bool(_ARGUES.search(q.text))
    # "What is the total made of": of what the parts are, every row is an example and none is asked for.
    parted = bool(COUNTED.search(q.text)) and resolved.components == ("total",) and not (resolved.companies or q.given)
    if figure_alone(q, signs) and signs.advises < SURE and not parted:
        ask_back(page, q)
        return
    supported = supported or parted or signs.advised or (argued and _shares_with_lever(q, hits))
    if not supported:
        if resolved.components and not resolved.companies and signs.rest and write_flexibility(page, q):
            return
        if page.said and (not signs.rest or page.not_covered):
            return
        if signs.named_pay:
            ask_back(page, q)
        else:
            write_not_of_the_field(page)
        return
    if argued and not q.has("sources"):
        hits = [h for h in hits if h.passage.kind != "sources"]  # a list of sources is no argument
    general = [h for h in hits if h.passage.company is None]
    if page.not_covered and page.said and signs.pay_asked and not (signs.advised or q.has("advice", "pushback")):
        return  # the rows that were asked for are not there, and that is said
    row_wanted = signs.named_pay and not resolved.targets and not q.has("advice", "pushback")
    row_wanted = row_wanted and not parted and signs.advises <= NO_ROW and not _general_has(q, general)
    if row_wanted or (lacks_detail(q, signs) and signs.advises < SURE and not parted):
        ask_back(page, q)
        return
    # With no general guide, all that is near are the words of one company or another, with its figures.
    nobodys = not (resolved.companies or resolved.places or resolved.other_companies or general)
    if nobodys and (_asks_how_much_of_a_part(q) or any(g.component for g in q.given)):
        ask_back(page, q)
        return
    if q.has("agreement") and not resolved.companies:
        hits = general
    if argued:
        hits = _lever_early(hits)
    elif not resolved.companies:
        hits = _general_early(hits)
    if _WHICH_PERCENT.search(q.text) and not (q.given or resolved.components):
        page.lack("a percentage above the first offer")
        page.say("The guides give no percentage for how far above a first offer to ask.", required=False)
    if not write_advice(page, q, hits, is_prose):
        ask_back(page, q)
    elif figured := [g for g in q.given if g.amount.unit == "money"]:
        nowhere = not (resolved.companies or resolved.places or resolved.other_companies or resolved.uncovered)
        if nowhere and len(figured) == 1 and not signs.rest[MOST_BESIDE_A_FIGURE:]:
            page.ask("Which company and which city is it? Then the figure can be set beside the guide's band.")


def _asks_how_much_of_a_part(q: Question) -> bool:
    """ "How much signing bonus": the amount of a part of pay."""
    parts = [m.start for m in q.resolved.mentions if m.kind == "component"]
    return any(0 <= start - m.end() <= _BESIDE_HOW_MUCH for m in HOW_MUCH.finditer(q.text) for start in parts)


def write_not_of_the_field(page: Page) -> None:
    page.lack("what was asked: the guides are about job offers")
    page.say("The guides do not cover this.", required=False)


def ask_back(page: Page, q: Question) -> None:
    """Ask once, in one batch, for what is missing."""
    page.needs_detail = True
    missing = []
    if not q.resolved.companies:
        missing.append(f"which company ({', '.join(page.lexicon.companies[:12])})")
    if not q.resolved.places:
        missing.append("which city or region")
    if not q.resolved.components:
        missing.append("which part of the offer (base, equity, bonus, sign-on or total)")
    page.ask(
        "Please say "
        f"{', '.join(missing[:-1]) + ' and ' + missing[-1] if len(missing) > 1 else (missing or ['a little more'])[0]}."
    )
    page.say("To answer this from the guides, a little more is needed.", required=False)


def _general_has(q: Question, general: Sequence[Hit]) -> bool:
    """A general guide speaks of what is asked beside pay, so no row is needed."""
    if q.has("difference", "compare") and not q.given and len(q.resolved.components) > 0:
        return True
    rest = {w[:5] for w in rest_of(q)} | {level.lower() for level in q.resolved.levels}
    return any(rest & {w[:5] for w in words_of(h.passage.text)} for h in general[:4])


def _shares_with_lever(q: Question, hits: Sequence[Hit]) -> bool:
    """One of the question's own words stands in a lever that was found: "my RLHF work"."""
    own = set(rest_of(q)) - {"say", "tell", "use", "word", "phrase", "make", "work", "mention"}
    return any(h.passage.kind == "lever" and own & set(words_of(h.passage.text)) for h in hits)


# A company's own prose is about as likely meant, where no company is named, as a general guide's this much behind.
OTHERS_PROSE = 0.9


def _general_early(hits: Sequence[Hit]) -> list[Hit]:
    """Where no company is named, what a general guide says before what one company's recruiters or figures do.

    A lever or a script is words to say, and may serve with any company.
    """

    def weight(hit: Hit) -> float:
        own = hit.passage.company is None or hit.passage.kind in ("lever", "script", "levels")
        return hit.score if own else hit.score * OTHERS_PROSE

    return sorted(hits, key=lambda hit: -weight(hit))


def _lever_early(hits: Sequence[Hit]) -> list[Hit]:
    """The nearest lever among the first two that are quoted: it is the company's own argument."""
    prose = [h for h in hits if is_prose(h.passage)]
    lever = next((h for h in prose if h.passage.kind == "lever"), None)
    if lever is None or lever in prose[:2]:
        return prose
    rest = [h for h in prose if h is not lever]
    return [rest[0], lever, *rest[1:]]
