"""A question becomes an Answer: resolved, searched, composed, checked.

In: the question, a `Library`, an encoder, and the `Lexicon` of its names. Out: an `Answer` in which
every number is quoted, given by the person or derived, and every sentence about the guides carries
its citations. The page, the service and the batch mode enter here too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.compose.advice import supports, write_advice, write_do_dont, write_pushback
from assistant.compose.coverage import (
    topic_is_covered,
    write_listing,
    write_sources,
    write_topics,
    write_uncovered,
)
from assistant.compose.flexibility import write_flexibility
from assistant.compose.increments import write_increments
from assistant.compose.levels import write_levels
from assistant.compose.pay import write_pay
from assistant.compose.sums import write_sums
from assistant.grounding import Evidence, counts_in
from assistant.page import Page
from assistant.question import Question, parts_of, read_question, schedule_in
from assistant.result import Answer, Retrieved, Status
from corpus.passages import Passage
from index.encoder import Encoder
from index.library import Library
from index.resolve import Lexicon, Resolved, lexicon_of, words_of
from index.search import STOP_WORDS, Hit, search

__all__ = ["Answer", "Status", "answer_question", "evidence_of"]

MOST_CHARACTERS = 4_000
# A kind of passage that the question names outweighs what is merely near.
NAMED_KIND = 1.6
HONEST_WAY = "be honest, do not bluff about other offers; leverage without a competing offer"

_WORDS_WANTED = re.compile(
    r"\b(?:template|scripts?|skeleton|wording|draft|outline|sample|framework|sentences?)\b"
    r"|\b(?:write|draft|give)\b.{0,30}\b(?:e-?mail|letter|message|counter)\b",
    re.I,
)
_FIGURES_WANTED = re.compile(
    r"\b(?:pay|pays|paid|figures|numbers|bands?|salary|salaries|comp|amounts?)\b", re.I
)
_DO_OR_DONT = re.compile(
    r"""(?:\b(?:what|which|things|list|recommended|anything)\b.{0,40}\b(?:not|never|avoid|behaviou?rs?)\b
    |\bdo['’]s\b|\bdon['’]?ts\b|\bdos\b|\blist\s+of\s+do\b|\bmistakes\b|should\s+(?:i|we|one)\s+(?:not|never)\b)""",
    re.IGNORECASE | re.VERBOSE,
)
_PAY_WORDS = frozenset(
    "better higher lower more less most least best worst highest lowest difference compare versus "
    "city cities region regions table tables appear complete line full whole entire row rows everything "
    "guide guides have has tell show state kindly band bands range ranges pay pays paid paying earn "
    "money number numbers figure figures offer offers offered please pls "
    "hello hey thanks good low high fair okay normal lowball decent bad much many there here".split()
)
_SAYING = re.compile(r"\b(?:should|say|tell|mention|reveal|disclose|share|name)\b", re.I)
_COVERAGE = re.compile(
    r"""\b(?:regions?|cit(?:y|ies)|compan(?:y|ies)|places?|locations?|countries|offices?|guides?|cover\w*
    |roles?)\b|哪些""",
    re.IGNORECASE | re.VERBOSE,
)
_SCRIPTS = re.compile(
    r"""(?=.*\b(?:scripts?|increments?|negotiate[\s-]up)\b)(?=.*\b(?:rsus?|stocks?|equity|base|sign
    |how\s+much|increments?|asks?\b.{0,20}\bper\s+company|one\s+per)\b)""",
    re.DOTALL | re.IGNORECASE | re.VERBOSE,
)
_FLEXIBLE = re.compile(
    r"""push\w*\s+(?:on|for)|\bmov(?:e)?able\b|\beasy\s+(?:or|to)\b|flexib|negotiab|how\s+(?:easy|hard)
    |easy\s+or\s+hard|can\b.{0,40}\bnegotiat|\b(?:be|get)\s+(?:moved|negotiated|changed)|room\s+(?:on|in
    |for)""",
    re.IGNORECASE | re.VERBOSE,
)
_ADVICE_BESIDE = re.compile(
    r"""\b(?:can\s+they|will\s+they|would\s+they|rescind|cancel|take\s+(?:it\s+)?back|should\s+i|how\s+(?:do
    |should|can)\s+i|what\s+(?:do|should)\s+i|negotiat\w*|ask\s+for|fair|afraid|scared)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_NUMBER_WANTED = re.compile(
    r"""\b(?:how\s+much|what(?:'s|s|\s+is|\s+are)?|which|range|band|max\w*|min\w*|top|numbers?|figures?
    |usual|typical|normal)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_WHAT_PARTS = re.compile(r"\bcomponents?\b", re.I)
_ADVICE_ABOUT_PAY = re.compile(
    r"""negotiab|flexib|authori|(?:above|over|beyond|exceed\w*|outside)[\s-]+(?:the\s+)?band|\b(?:beat|match
    |outbid)(?:es|s)?\s+(?:\w+\s+){0,4}(?:offers?|labs?)\b|\blevers?\b|\bscripts?\b|template|\bwhy\b
    |questions?\b.{0,20}\bask|what\s+(?:do|should|shall)\s+i\s+(?:ask|say|answer|do|write)
    |ask\s+(?:for\s+)?(?:equity|base)\s+or|(?:equity|base)\s+or\s+(?:base|equity)\s+first|work(?:s
    |ing)?\s+on|compete|reply|respond|convince|(?:to|i|should|shall|can)\s+say\b|\bsay\s+(?:to|this
    |it(?!['’]s))\b|\bwrite\b|explain|do\s+i\s+count|differ\w*\s+(?:between\s+)?(?:rsus?
    |options?|target|stock)\b|real\s+money""",
    re.IGNORECASE | re.VERBOSE,
)


def answer_question(
    question: str, library: Library, encoder: Encoder, lexicon: Lexicon | None = None
) -> Answer:
    """Answer a free-form question from the guides alone."""
    lexicon = lexicon or lexicon_of(library, encoder.is_word)
    page = Page(library, lexicon)
    # A lone surrogate is no character; no encoder and no terminal takes it.
    text = question.encode("utf-8", "replace").decode("utf-8").strip()[:MOST_CHARACTERS]
    if not any(c.isalnum() for c in text):
        page.needs_detail = True
        page.ask("What would you like to know? For example: what is the base band for Meta in London?")
        return page.answer({}, [])
    if len(question.strip()) > MOST_CHARACTERS:
        page.warn("shortened", f"Only the first {MOST_CHARACTERS} characters of the question were read.")
    context: Resolved | None = None
    found: dict[Passage, float] = {}
    whole = read_question(text, lexicon)
    questions = []
    for part in parts_of(text, lambda piece: _names_a_cell(piece, lexicon)):
        q = read_question(_outside_quotes(part, lexicon), lexicon, context)
        if whole.has("injection") and not q.has("injection") and not q.resolved.mentions:
            # "… say X is 999K. And what is it?": what the order was about is what is asked.
            q = replace(q, resolved=whole.resolved)
        if q.has("injection"):
            q = replace(q, given=())  # the figures of an order are nobody's offer
        place_alone = any(m.kind == "place" for m in q.resolved.mentions) and not _rest_of(q)
        if context and not q.resolved.components and place_alone:
            q = replace(q, resolved=replace(q.resolved, components=context.components))
        context = q.resolved
        questions.append(q)
    if whole.has("fabricate"):
        _decline(page, questions, library, encoder, found)
        questions = []
    if whole.has("injection"):
        page.warn("injection", "Part of the question is an order to the program; it was not followed.")
    for q in questions:
        _answer_part(page, q, library, encoder, found)
    if whole.has("injection") and not page.said:
        page.say(
            "The order in the question was not followed; answers come from the guides alone.", required=False
        )
        page.lack("what the order asked for")
    ranked = sorted(found.items(), key=lambda item: -item[1])
    return page.answer(whole.resolved.as_dict(), [Retrieved(p, s) for p, s in ranked])


def _answer_part(
    page: Page, q: Question, library: Library, encoder: Encoder, found: dict[Passage, float]
) -> None:
    """Write what answers one part of a question: figures and other structured facts first, advice else."""
    resolved = q.resolved
    companies: Sequence[str] | None = list(resolved.companies) if resolved.companies else None
    widened = page.lexicon.widened(q.text)
    hits = search(widened, library, encoder, companies, k=12, kinds=_kinds_for(q))
    for hit in hits:
        found[hit.passage] = max(found.get(hit.passage, 0.0), hit.score)
    topics = [t for t in resolved.topics if not topic_is_covered(page, t, resolved.companies)]
    covered = [t for t in resolved.topics if t not in topics]
    if schedule_in(q.text) and "vesting" not in topics:
        topics.append("vesting")
    ranked = q.has("superlative") and bool(resolved.components)
    if q.has("convert") and not (resolved.targets or ranked) and len(q.given) < 2 and "fx" not in topics:
        topics.append("fx")
    # Names taken over from the part before do not make a part one about pay.
    context_free = not resolved.targets
    # A place taken over from the part before counts only where this part asks for pay itself.
    here = bool(resolved.components) or any(m.kind == "place" for m in resolved.mentions)
    rowed = here and any(t.asked for t in resolved.targets)
    named_pay = bool(resolved.components) or q.has("pay") or bool(q.given)
    pay_asked = named_pay or q.has("position")
    own = here or any(m.kind == "company" for m in resolved.mentions)
    pay_asked = pay_asked and (own or bool(q.given) or context_free)
    bare = own and not _rest_of(q) and not topics and not q.has("sources", "injection", "fabricate")
    few = len(_rest_of(q)) <= 2
    asks_rank = q.has("compare", "difference", "superlative") and (
        len(_rest_of(q)) <= (2 if resolved.companies else 0)
    )
    pay_asked = pay_asked or (rowed and asks_rank and not topics)
    both = rowed and any(m.kind == "company" for m in resolved.mentions)
    pay_asked = pay_asked or (
        both and len(_rest_of(q)) <= 1 and not topics and not q.has("advice", "pushback", "injection")
    )
    if not (resolved.components or q.given or rowed or few or _FIGURES_WANTED.search(q.text)):
        pay_asked = named_pay = False  # "which earnings call is quoted" is about something else
    pay_asked = pay_asked or (bare and bool(resolved.targets) and (rowed or bool(resolved.companies)))
    asks_cell = pay_asked and resolved.targets and (resolved.components or "?" in q.text)
    if q.has("injection") and not asks_cell and not _asks_beyond_orders(q):
        return

    before = len(page.said)
    done = _structured(page, q, rowed, pay_asked, bool(topics))
    done_by_level = done and _is_named_level(page, q)
    wants_figures = pay_asked or rowed or not q.has("advice") or not _rest_of(q)
    if resolved.uncovered and wants_figures and not done_by_level and not _background(page, q):
        covered_role = any(r in page.lexicon.roles for r in resolved.roles)
        if any(u.kind == "role" for u in resolved.uncovered) and not (done_by_level or covered_role):
            page.forget(before)
        write_uncovered(page, q)
        done = True
    if topics and not (done and q.has("sources")):
        write_topics(page, q, topics)
        done = True
        if not q.has("fabricate") and _ADVICE_BESIDE.search(q.text) and not rowed:
            write_advice(page, q, hits, _is_prose)
    if covered and not done:
        about = [Hit(p, 1.0) for t in covered for p in topic_is_covered(page, t, resolved.companies)]
        done = write_advice(page, q, about)
    if done:
        return
    if (
        _DO_OR_DONT.search(q.text)
        and len(_rest_of(q)) <= 4
        and not resolved.companies
        and write_do_dont(page, q)
    ):
        return
    if q.has("pushback") and write_pushback(page, q, encoder, hits):
        page.say("Also in the guides:", style="lead", required=False)
        write_advice(
            page, q, [h for h in hits if h.passage.kind != "pushback"][:2], _is_prose, style="bullet"
        )
        return
    flexible = _FLEXIBLE.search(q.text) or (q.has("agreement") and not resolved.companies)
    if flexible and write_flexibility(page, q):
        return
    if not supports(q, hits, _nearest(widened, library, encoder, companies), widened):
        if resolved.components and not resolved.companies and _rest_of(q) and write_flexibility(page, q):
            return
        if page.said and not _rest_of(q):
            return
        if named_pay:
            _ask_back(page, q)
        else:
            page.lack("what was asked: the guides are about job offers")
            page.say("The guides do not cover this.", required=False)
        return
    general = [h for h in hits if h.passage.company is None]
    if (
        named_pay
        and not resolved.targets
        and not q.has("advice", "pushback")
        and not _general_has(q, general)
    ):
        _ask_back(page, q)
        return
    if q.has("agreement") and not resolved.companies:
        hits = general
    if not write_advice(page, q, hits, _is_prose):
        _ask_back(page, q)


def _outside_quotes(part: str, lexicon: Lexicon) -> str:
    """What somebody else wrote is not what is asked, where the rest asks for a cell itself."""
    rest = re.sub(r"[\"“«][^\"”»]*[\"”»]", " ", part)
    return rest if rest != part and _names_a_cell(rest, lexicon) else part


def _names_a_cell(piece: str, lexicon: Lexicon) -> bool:
    kinds = {m.kind for m in lexicon.mentions(piece)}
    return "component" in kinds and bool(kinds & {"company", "place"}) and not re.search(r"\d", piece)


def _structured(page: Page, q: Question, rowed: bool, pay_asked: bool, topical: bool) -> bool:
    """Answers from facts: sources, levels, increments, coverage, pay."""
    resolved = q.resolved
    asks_sources = (
        q.has("sources")
        and not q.has("agreement")
        and not resolved.components
        and not q.has("pushback")
        and not q.given
    )
    if asks_sources and write_sources(page, q, named_only=topical):
        return True
    row_of_level = bool(resolved.components) and bool(resolved.companies or resolved.other_companies)
    if resolved.levels and row_of_level and resolved.companies and _maps_a_level(page, q):
        write_levels(page, q)
    if (q.has("levels") or resolved.levels) and not row_of_level and not topical and write_levels(page, q):
        return True
    # "Is the base in A bigger than in B" asks for rows, whatever a guide is said to say.
    ranks_rows = q.has("compare") and len({t.row for t in resolved.targets if t.asked}) > 1
    if (
        q.has("increment")
        and not ranks_rows
        and not q.has("midpoint")
        and not topical
        and _asks_increment(q)
        and write_increments(page, q)
    ):
        return True
    if q.has("superlative") and pay_asked and not topical and not _is_advice(q, rowed) and write_pay(page, q):
        return True
    if (
        q.has("listing")
        and not q.has("agreement")
        and not _FIGURES_WANTED.search(q.text)
        and not rowed
        and not resolved.components
        and not topical
        and _COVERAGE.search(q.text)
        and not _SAYING.search(q.text)
    ) and write_listing(page, q):
        return True
    # "How much tax on 400K" is about the tax; "the base in London, and a visa?" is about both.
    parts_given = len({g.component for g in q.given} - {None}) > 1
    beside_topic = bool(resolved.components and resolved.companies) and rowed and not q.given
    if topical and not (beside_topic or parts_given):
        return False
    if pay_asked and not _is_advice(q, rowed):
        if resolved.targets and write_pay(page, q):
            return True
        if q.given and write_sums(page, q):
            return True
        if "sign_on" in resolved.components and resolved.companies and write_increments(page, q):
            return True
    return False


def _maps_a_level(page: Page, q: Question) -> bool:
    """ "P7 in Google levels, and the total in Hangzhou": a level beside the company it is asked for in."""
    mapped = {w for m in page.library.level_maps() for w in words_of(m.other_company)}
    return any(set(words_of(o)) <= mapped for o in q.resolved.other_companies)


def _kinds_for(q: Question) -> dict[str, float]:
    """Kinds of passages that a question names itself."""
    if re.search(r"\blevers?\b", q.text, re.I):
        return {"lever": NAMED_KIND}
    if _WORDS_WANTED.search(q.text):
        return {"script": NAMED_KIND}
    return {}


def _is_prose(passage: Passage) -> bool:
    """Rows of pay are never advice."""
    return not (passage.kind == "row" and passage.company is not None)


def _asks_increment(q: Question) -> bool:
    """Without a company, only a question about the scripts themselves is about their increments."""
    return bool(q.resolved.companies) or bool(_SCRIPTS.search(q.text))


def _asks_beyond_orders(q: Question) -> bool:
    """Something is asked beside the order: a question mark outside the order's own sentence."""
    return "?" in q.text and q.has("advice")


def _general_has(q: Question, general: Sequence[Hit]) -> bool:
    """A general guide speaks of what is asked beside pay, so no row is needed."""
    if q.has("difference", "compare") and not q.given and len(q.resolved.components) > 0:
        return True
    rest = {w[:5] for w in _rest_of(q)} | {level.lower() for level in q.resolved.levels}
    return any(rest & {w[:5] for w in words_of(h.passage.text)} for h in general[:4])


def _rest_of(q: Question) -> list[str]:
    """The words of a question beside names, pay words and small words."""
    known = {w for m in q.resolved.mentions for w in words_of(m.text)}
    return [
        w
        for w in words_of(q.text)
        if w not in known and w not in STOP_WORDS and len(w) > 2 and w not in _PAY_WORDS and not w.isdigit()
    ]


def _is_advice(q: Question, rowed: bool) -> bool:
    """Advice about pay, not pay: "is base negotiable", "can recruiters go above band"."""
    if _ADVICE_ABOUT_PAY.search(q.text) or (not rowed and _WHAT_PARTS.search(q.text)):
        return True
    if not rowed and len(q.resolved.roles) > 1 and q.has("compare") and not q.resolved.components:
        return True
    if q.has("superlative", "spread", "midpoint", "reconcile") and q.resolved.components:
        return False
    if q.given and (rowed or q.resolved.companies or len(q.given) > 1 or q.has("annual")):
        return False
    if rowed:
        return False
    if (
        q.resolved.companies
        and q.resolved.components
        and not q.has("pay", "superlative", "annual", "midpoint", "spread")
    ):
        return q.has("advice") or _says_much_else(q)
    return q.has("advice", "pushback")


def _says_much_else(q: Question) -> bool:
    """Beyond names and pay words, a question that still says a lot is not asking for a cell."""
    return len(_rest_of(q)) >= 3 and not _NUMBER_WANTED.search(q.text)


def _is_named_level(page: Page, q: Question) -> bool:
    """A role that a level map names ("Research Engineer at OpenAI") is covered by it."""
    if not (q.has("levels") and page.said):
        return False
    text = " ".join(m.other_level for m in page.library.level_maps()).lower()
    return any(m.kind == "role" and m.text.lower() in text for m in q.resolved.mentions)


def _background(page: Page, q: Question) -> bool:
    """Another company is only where somebody comes from, who made the other offer, or a level's."""
    names = [u.name for u in q.resolved.uncovered if u.kind == "company"]
    if len(names) != len(q.resolved.uncovered):
        return False
    if q.has("levels") or q.resolved.levels:
        mapped = {w for m in page.library.level_maps() for w in words_of(m.other_company)}
        if page.said and all(set(words_of(n)) <= mapped for n in names):
            return True
    if not q.resolved.companies and not q.has("advice", "pushback", "fabricate"):
        return False
    if q.has("compare") and q.resolved.components and not q.has("advice"):
        return False
    for name in names:
        mention = next((m for m in q.resolved.mentions if m.name == name), None)
        if mention is None:
            return False
        before = q.text[: mention.start]
        behind = q.text[mention.end :]
        if (
            re.search(r"\b(?:vs\.?|versus|or|and|than|compare[d]?\s+(?:to|with))\s*$", before, re.I)
            and q.has("compare")
            and not q.has("advice")
        ):
            return False
        if re.search(
            r"\b(?:from|at|in|by|leaving|currently|now|have|has|got|an?|say|claim|match|beat)\s*$",
            before,
            re.I,
        ) or re.search(
            r"^\W*(?:offer|startup|equity|counter|process|is\s+my\s+current|L\d|E\d|level)", behind, re.I
        ):
            continue
        if q.has("advice", "levels") and q.resolved.companies:
            continue
        return False
    return True


def _nearest(text: str, library: Library, encoder: Encoder, companies: Sequence[str] | None) -> float:
    best = library.nearest(encoder.encode([text])[0], 1, companies)
    return best[0][1] if best else 0.0


def _ask_back(page: Page, q: Question) -> None:
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


def _decline(
    page: Page, questions: Sequence[Question], library: Library, encoder: Encoder, found: dict[Passage, float]
) -> None:
    """A request to invent or misstate: no, why, what is really so, and the honest way."""
    page.declined = True
    page.say(
        "This assistant does not invent offers, figures or deadlines, and does not help to misstate them.",
        required=False,
    )
    for q in questions:
        # The invented figure is not taken up.
        if any(t.asked for t in q.resolved.targets) and (q.resolved.components or q.has("pay")):
            write_pay(page, replace(q, given=(), bound=""))
        for u in q.resolved.uncovered:
            page.lack(f"figures for {u.name}")
    hits = search(HONEST_WAY, library, encoder, [], k=6)
    for hit in hits:
        found[hit.passage] = max(found.get(hit.passage, 0.0), hit.score)
    if hits:
        page.say("What works without it, in the guides' words:", style="lead", required=False)
        write_advice(
            page, replace(questions[0], text=HONEST_WAY) if questions else None, hits, style="bullet"
        )


def evidence_of(library: Library, companies: Sequence[str] | None = None) -> Evidence:
    """All that `verify` may quote: every fact and count of the guides, or of these companies and the
    general guides."""
    if companies is None:
        facts = library.facts()
        passages = library.passages()
    else:
        names: list[str | None] = [None, *companies]
        facts = [f for name in names for f in library.facts(company=name)]
        passages = [p for name in names for p in library.passages(company=name)]
    return Evidence(tuple(facts), counts_in(passages))
