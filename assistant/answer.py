"""A question becomes an Answer: resolved, searched, composed, checked.

In: the question, a `Library`, an encoder, and the `Lexicon` of its names. Out: an `Answer` in which
every number is quoted, given by the person or derived, and every sentence about the guides carries
its citations. The page, the service and the batch mode enter here too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.advising import advice_score, unsaid_score
from assistant.beyond import MOST_LOOKED_AT, asking_clause, stands_aside
from assistant.compose.advice import (
    ALSO_SAID,
    BEYOND_PAY_WORDS,
    THREAT_WORDS,
    TIME_WORDS,
    sets_pay_aside,
    stems_of,
    supports,
    threatens,
    wants_time,
    write_advice,
    write_levers,
)
from assistant.compose.business import business_asked, is_all_asked, write_business
from assistant.compose.changes import is_choice
from assistant.compose.coverage import (
    is_background,
    is_named_level,
    told_of,
    topic_is_covered,
    write_listing,
    write_source_named,
    write_sources,
    write_topics,
    write_uncovered,
    write_who_is_at,
)
from assistant.compose.currencies import write_currencies
from assistant.compose.example import write_example
from assistant.compose.headed import under_heading
from assistant.compose.increments import without_script_figures, write_increments
from assistant.compose.kind import (
    PLAIN,
    Kind,
    Signs,
    advice_asked,
    advice_beside,
    asks_inside,
    asks_what,
    fact_kinds,
    figure_beside_topic,
    may_be_topic,
    rest_of,
    row_of_level,
    signs_of,
    word_kinds,
)
from assistant.compose.kind_words import COUNTED, DO_OR_DONT, OF_CONDUCT, TAKEN_FROM_PAY, WHERE_I_LOOK
from assistant.compose.left_behind import write_left_behind
from assistant.compose.levels import write_levels
from assistant.compose.likeness import TOPICS, likeness_of
from assistant.compose.missing_parts import write_missing_parts
from assistant.compose.own_words import ask_back, is_prose, passages_for, write_not_of_the_field, write_words
from assistant.compose.parts import questions_in
from assistant.compose.pay import write_pay
from assistant.compose.quoted_figures import figures_of_guides, without_figures_of_guides
from assistant.compose.row_with import write_rows_with
from assistant.compose.rows import facts_of
from assistant.compose.stages import of_stages, write_part_of_stages, write_stages
from assistant.compose.sums import (
    asks_how_to_reckon,
    asks_quantity,
    moves_by_rate,
    write_own_sums,
    write_sums,
)
from assistant.compose.table_rows import write_table_row
from assistant.compose.told_in_text import write_hired_at, write_set_against, write_step_told
from assistant.grounding import Evidence, counts_in
from assistant.left_behind import MADE_UP_FOR, is_left_behind
from assistant.page import Page
from assistant.question import Question, asks_other_level, read_question
from assistant.refusing import (
    BEYOND_ANY,
    how_far_beyond,
    is_declined,
    least_beyond,
    told_beyond,
    without_asides,
    without_planted,
)
from assistant.result import Answer, Retrieved, Status
from assistant.situations import situation_of
from assistant.told_beside import without_names_beside
from assistant.untruth import weighs_untruth
from corpus.currencies import currencies_in
from corpus.passages import Passage
from corpus.regexes import regex
from index.encoder import Encoder, Remembering
from index.library import Library
from index.resolve import Lexicon, lexicon_of, words_of
from index.search import Hit, search

__all__ = ["Answer", "Status", "answer_question", "evidence_of"]

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Among so many, the passage for somebody's situation is early enough.
BESIDE = 2
LITTLE = 0.01
# From this score on, only an earlier turn could say what is meant.
UNSAID = 0.5
MOST_CHARACTERS = 4_000
LOOKED_UP_AT = "data sources market data levels asking"
HONEST_WAY = "be honest, do not bluff about other offers; leverage without a competing offer"
# So many passages of advice are quoted beside a sum of the person's own figures.
MOST_ALSO_SAID = 2
# So many rows of a question stand first among what was found.
MOST_ROWS_FOUND = 3
UNASKED_ROW = 0.6
OTHER_LEVEL = "level determination, is there room to level up given my scope"
# A shorter word is seldom a name, and a name of one company stands in no other's passages among so many.
SHORTEST_NAME = 5
MOST_HOLDERS = 20

# How the answer should look, not what it should be about: "reply in one line", "in two words please".
_FORM = regex(
    r"\b(?:(?:please\s+)?(?P<verb>reply|respond|answer|say\s+it|tell\s+me|write)\s+)?(?:just\s+|only\s+)?(?:in|with|within)\s+"
    r"(?:just\s+|only\s+|max\w*\s+)?(?:an?|one|two|three|few|\d{1,2})\s+(?:short\s+|single\s+)?(?:lines?|words?|sentences?)\b",
    re.I,
)

# How rows should stand on the page.
_LAYOUT = regex(
    r"\bone\s+(?:right\s+|directly\s+)?(?:under|below|beneath|after|above)\s+(?:the\s+other|another)\b|\b(?:one|a)\s+(?:\w+\s+)?(?:per|a|each)\s+line\b|\bline\s+by\s+line\b"
    r"|\b(?:each|every\s+one)\s+(?:on|in)\s+(?:its|a|an)\s+(?:own\s+|separate\s+|new\s+)?line\b|\bon\s+separate\s+lines\b",
    re.I,
)

# Words of somebody else's, to which a reply is wanted.
_SAID = regex(
    r"^\W*\w+\s*:\s|[\"“«][^\"”»]{6,}[\"”»]"
    r"|\b(?:says?|said|told\s+me|tells?\s+me|wrote|writes|replied|claims?)\b",
    re.I,
)


# What an order to the program ends with, and asks nothing: "Confirm.", "Say OK."
_ACKNOWLEDGES = regex(
    r"^\W*(?:please\s+|pls\s+|now\s+)?(?:(?:acknowledge|confirm|understood|agreed?|comply|proceed|begin|start)(?:\s+(?:this|that|it|now|please))?"
    r"|(?:say|reply|answer|respond|write)\s+(?:with\s+)?[\"“'‘]?(?:ok(?:ay)?|yes|understood|ready|done|sure)[\"”'’]?(?:\s+if\b.*)?|(?:is\s+that\s+)?(?:ok(?:ay)?|clear|got\s+it|right)|do\s+you\s+(?:understand|agree|comply))\W*$",
    re.I,
)
# A mark of a web page, which asks nothing.
_TAG = regex(r"</?[a-z][\w-]{0,20}(?:\s[^<>]{0,60})?/?>", re.I)
# How likely something is, in figures, is asked.
_RATE = regex(r"\b(?:probab\w*|likel\w*|per\s?cent\w*|rate|odds)\b|%", re.I)
# "the ML one", "or ML": a short name of a role that stands for itself.
_OF_ITS_OWN = regex(r"\b(?:for|as|an?|and|or|the|vs\.?|versus|with|than|to|own|my|next)\s+$", re.I)


def answer_question(
    question: str, library: Library, encoder: Encoder, lexicon: Lexicon | None = None
) -> Answer:
    """Answer a free-form question from the guides alone, all of it from one generation of the index."""
    with library.reading():
        lexicon = lexicon or lexicon_of(library, encoder.is_word)
        return _answered(question, library, Remembering(encoder), lexicon)


def _answered(question: str, library: Library, encoder: Encoder, lexicon: Lexicon) -> Answer:
    page = Page(library, lexicon)
    # A lone surrogate is no character; no encoder and no terminal takes it.
    text = question.encode("utf-8", "replace").decode("utf-8").strip()[:MOST_CHARACTERS]
    if not any(c.isalnum() for c in text):
        page.needs_detail = True
        page.ask("What would you like to know? For example: what is the base band for Meta in London?")
        return page.answer({}, [])
    if len(question.strip()) > MOST_CHARACTERS:
        page.warn("shortened", f"Only the first {MOST_CHARACTERS} characters of the question were read.")
    found: dict[Passage, float] = {}
    text = _without_form(text)
    written = text
    text, planted = without_planted(text, lexicon)
    nothing_else = planted and text == written and "?" not in text  # all of it was planted
    text = _TAG.sub(" ", text)
    whole = read_question(text, lexicon)
    questions = [] if nothing_else else of_stages(page, whole, questions_in(text, whole, lexicon))
    if is_declined(page, whole, questions, encoder):
        _decline(page, questions, library, encoder, found)
        questions = []
    else:
        questions = [replace(q, wants=q.wants - {"fabricate"}) for q in questions]
    if whole.has("injection") or planted:
        page.warn("injection", "Part of the question is an order to the program; it was not followed.")
    for q in questions:
        if not (whole.has("injection") and _ACKNOWLEDGES.match(q.text)):
            _answer_part(page, q, library, encoder, found, alone=len(questions) == 1)
    if (whole.has("injection") or nothing_else) and not page.said:
        page.say(
            "The order in the question was not followed; answers come from the guides alone.", required=False
        )
        page.lack("what the order asked for")
    ranked = sorted(found.items(), key=lambda item: -item[1])
    return page.answer(whole.resolved.as_dict(), [Retrieved(p, s) for p, s in ranked])


def _without_form(text: str) -> str:
    """A question without how its answer should look; to what somebody said, "reply in a line" asks for a reply."""

    def blank(form: re.Match[str]) -> str:
        said = _SAID.search(text[: form.start()] + text[form.end() :])
        asked = (form["verb"] or "") if said else ""
        return asked + " " * (len(form.group()) - len(asked))

    return _FORM.sub(blank, _LAYOUT.sub(lambda form: " " * len(form.group()), text))


def _by_its_own_words(q: Question, library: Library, lexicon: Lexicon) -> Question:
    """A question of several companies' rows is of the one whose guides alone have a name in it that is no
    English word: a product, a laboratory."""
    resolved = q.resolved
    companies = {t.row.company for t in resolved.targets}
    if resolved.companies or resolved.other_companies or len(companies) < 2:
        return q
    names = {w for m in lexicon.mentions(q.text) for w in words_of(m.text)}
    for word in rest_of(q):
        if word in names or len(word) < SHORTEST_NAME or not word.isalpha() or lexicon.is_english(word):
            continue
        owners = {p.company for p, _ in library.full_text([word], MOST_HOLDERS)}
        if len(owners) == 1 and owners <= companies:
            own = next(iter(owners))
            targets = tuple(t for t in resolved.targets if t.row.company == own)
            return replace(q, resolved=replace(resolved, companies=(own,) if own else (), targets=targets))
    return q


def _answer_part(
    page: Page, q: Question, library: Library, encoder: Encoder, found: dict[Passage, float], *, alone: bool
) -> None:
    """Write what answers one part of a question: figures and other facts first, the guides' words else.

    `alone`: there is no other part.
    """
    q = without_names_beside(_by_its_own_words(q, library, page.lexicon), library)
    resolved = q.resolved
    companies: Sequence[str] | None = list(resolved.companies) if resolved.companies else None
    widened = page.lexicon.widened(q.text)
    if threatens(q.text):
        widened = f"{widened} {THREAT_WORDS}"
    if weighs_untruth(q.text):
        widened = f"{widened} {HONEST_WAY}"
    if sets_pay_aside(q.text):
        widened = f"{widened} {BEYOND_PAY_WORDS}"
    if wants_time(q.text):
        widened = f"{widened} {TIME_WORDS}"
    if WHERE_I_LOOK.search(q.text):
        widened = f"{widened} {LOOKED_UP_AT}"
    vector = encoder.encode([widened])[0]
    hits = passages_for(q, widened, vector, library, encoder)
    if advice_asked(q) and not q.has("levels"):
        # "How should an L4 ask for equity": the level is who asks, and what it maps to is no advice.
        hits.sort(key=lambda h: h.passage.kind == "levels")
    lifted = asks_other_level(q.text) and q.has("advice") and not q.given
    if lifted and _write_other_level(page, q, library, encoder, found):
        return
    near = library.nearest(vector, 1, companies)
    cosine = near[0][1] if near else 0.0
    advises = advice_score(q, widened, hits, cosine, vector, encoder.id)
    if _is_unread(q) and not (resolved.companies or resolved.places or resolved.components):
        _write_not_understood(page)
        return
    if alone and (headed := under_heading(q, library)):
        found.update({h.passage: h.score * UNASKED_ROW for h in hits})
        found.update(dict.fromkeys(headed, 1.0))
        write_advice(page, q, [Hit(p, 1.0) for p in headed])
        return
    plainly = q.has("injection", "sources") or OF_CONDUCT.search(q.text) or DO_OR_DONT.search(q.text)
    nameless = alone and not (resolved.mentions or q.given or plainly)
    unsaid = unsaid_score(q, widened, hits, cosine, vector, encoder.id) if nameless else 0.0
    lacking = unsaid > UNSAID and unsaid + BEYOND_ANY > how_far_beyond(q, widened, library, encoder)
    # "Must I say that I am 45": what somebody might tell of themselves is said, and no detail is missing.
    # Nor where a situation is told beyond doubt: "I feel bad asking for more".
    told = lacking and told_beyond(q, library, encoder, page.lexicon)
    if lacking and not (told or _in_plain_situation(q, vector, library, encoder)):
        ask_back(page, q)
        return
    # "They cover 60% of the 90K I leave, how much do I lose": the sum is asked for, and then what makes up for it.
    lost = is_left_behind(q.text) and len(q.given) > 1 and asks_quantity(q) and not q.has("injection")
    reckoned = lost and write_own_sums(page, q)
    if reckoned:
        page.say(ALSO_SAID, style="lead", required=False)
    if write_left_behind(page, q, library, encoder, found):
        return
    q, hits = _in_situation(q, vector, hits, library, encoder)
    elsewhere = not (resolved.companies or resolved.places)
    for hit in hits:
        # Nobody's row was asked for, so a row of some company is seldom what is looked for.
        score = hit.score * UNASKED_ROW if elsewhere and not is_prose(hit.passage) else hit.score
        found[hit.passage] = max(found.get(hit.passage, 0.0), score)
    if reckoned or write_stages(page, q) or write_step_told(page, q):
        return
    sums = advises <= PLAIN or q.terms.shares is not None or q.has("convert") or asks_quantity(q) or is_choice(q)
    sums = sums or moves_by_rate(q)
    quoted = figures_of_guides(page, q)
    if not (quoted or q.has("injection")) and sums and write_own_sums(page, q):
        if advice_asked(q) and not asks_how_to_reckon(q):
            page.say(ALSO_SAID, style="lead", required=False)
            write_advice(page, q, hits[:MOST_ALSO_SAID], is_prose, style="bullet")
        return
    unnamed = q.resolved.companies and not q.resolved.components
    plain = not (q.given or advice_asked(q) or q.has("injection", "fabricate", "convert"))
    if unnamed and plain and write_table_row(page, q):
        return
    if not resolved.topics and write_set_against(page, q):
        return
    if not advice_asked(q) and (write_currencies(page, q) or write_rows_with(page, q) or write_who_is_at(page, q)):
        return
    if write_source_named(page, q):
        return
    business = business_asked(q)
    if business and is_all_asked(q):
        write_business(page, q, business)
        return
    topics, covered = _topics(page, q)
    if topics and not covered and not q.given and TAKEN_FROM_PAY.search(q.text):
        write_topics(page, q, topics)  # what goes off a salary is asked, and not the salary
        return
    # "Was zahlt Initech in Bern": the row named with a word for pay or for the post, whatever the words between.
    rowed = bool(resolved.companies and resolved.places) and (q.has("pay") or bool(resolved.roles or resolved.levels))
    abroad = rowed and not topics and q.wants <= {"pay"} and _is_unread(q)
    if abroad:
        q = replace(q, wants=q.wants | {"pay"})
    signs = signs_of(q, bool(topics), advises)
    if not (topics or covered) and may_be_topic(q, signs):
        like = likeness_of(library, encoder, vector)
        # "When do I speak of base against stock" is about the two.
        ordered = q.has("advice") and q.has("compare") and len(set(resolved.components)) > 1
        far = like.kind in TOPICS and like.plain and not ordered
        if far and not topic_is_covered(page, like.kind, resolved.companies):
            topics = [like.kind]
            signs = signs_of(q, True, advises)
    of_level = resolved.laddered and signs.pay_asked and signs.leaning == "pay"
    # A rate is missing to the row that is to be converted, not the row.
    converts = topics == ["fx"] and signs.full and not q.given
    apart = converts or (bool(topics and resolved.companies) and figure_beside_topic(q))
    # "What percent bonus do they pay there": a part of pay, and nothing beside it.
    bare = bool(resolved.components) and not (signs.rest or q.given or q.has("advice"))
    beyond = 0.0 if of_level or apart or abroad or bare else how_far_beyond(q, widened, library, encoder)
    if beyond < 0:
        q, topics = without_asides(q, signs, topics)
        resolved = q.resolved
        if signs.advised and beyond < -PLAIN and topics:
            topics = []  # "do I even have a chance to move it": how likely it is, is not what is asked
        signs = signs_of(q, bool(topics), advises)
    elif (
        beyond > least_beyond(q, signs, hits)
        and not (covered or resolved.uncovered)
        and (topics or not _in_plain_situation(q, vector, library, encoder))
    ):
        if topics:
            write_topics(page, q, topics)
        else:
            (_write_not_understood if _is_unread(q) else write_not_of_the_field)(page)
        return
    if not topics and (told := told_beyond(q, library, encoder, page.lexicon)):
        words = "" if any(c.isdigit() for c in told) else f" (“{told}”)"
        page.lack(f"whether to tell a recruiter this{words}")
        page.say(f"The guides do not say whether to tell a recruiter this{words}.", required=False)
        return
    asks_cell = signs.pay_asked and resolved.targets and (resolved.components or "?" in q.text)
    if signs.pay_asked and signs.leaning != "advice":
        for passage in _rows_asked(page, q):
            found[passage] = max(found.get(passage, 0.0), 1.0)
    if q.has("injection") and not asks_cell and not _asks_beyond_orders(q):
        return
    if write_example(page, q, bool(quoted)):
        if resolved.companies or any(t.asked for t in resolved.targets):
            write_pay(page, without_figures_of_guides(page, q, quoted or q.given))
        return
    if quoted:
        q = without_figures_of_guides(page, q, quoted)
        resolved = q.resolved
    before = len(page.said)
    if resolved.levels and resolved.companies and row_of_level(q, signs) and _maps_a_level(page, q):
        write_levels(page, q)
    asked = without_script_figures(page, q)
    facing = signs_of(q, False, advises) if converts else signs
    kinds = fact_kinds(asked, facing, bool(topics) and not converts)
    # "How do Acme's shares vest", where its guide tells: that, and not all its pay.
    of_topic = covered and not (resolved.components or q.given or q.has("pay"))
    done = False if of_topic else any(_write_facts(kind, page, asked, facing, topics) for kind in kinds)
    if done and signs.leaning != "advice":
        first = next((said.passages for said in page.said[before:] if said.passages), ())
        for passage in first[:MOST_ROWS_FOUND]:
            found[passage] = max(found.get(passage, 0.0), 1.0)  # what was looked up and not searched
    if business and done:
        write_business(page, q, business)
    done = _say_gaps(page, q, signs, topics, hits, before, done) or done
    if covered and not done:
        about = [Hit(p, 1.0) for t in covered for p in topic_is_covered(page, t, resolved.companies)]
        done = write_advice(page, q, about)
    if done and signs.leaning != "both":
        return
    # Words of another language that no cue fits are not a topic that the guides lack.
    found_nothing = not (page.said or signs.advised or resolved.companies or resolved.components)
    if found_nothing and _is_unread(q):
        _write_not_understood(page)
        return
    supported = supports(q, hits, cosine, widened)
    if asks_what(q):  # the name itself is what a passage has to hold
        names = [m.text.lower() for m in resolved.mentions]
        hits = [h for h in hits if is_prose(h.passage) and any(n in h.passage.quote.lower() for n in names)]
        supported = bool(hits)
    for kind in word_kinds(q, signs):
        if write_words(kind, page, q, signs, encoder, hits, supported):
            return


def _write_other_level(
    page: Page, q: Question, library: Library, encoder: Encoder, found: dict[Passage, float]
) -> bool:
    """How to be put at another level: what the general guides say of it, whatever level and company are named."""
    bare = replace(q.resolved, companies=(), levels=(), targets=(), mentions=())
    asked = replace(q, text=OTHER_LEVEL, resolved=bare, wants=frozenset({"advice"}))
    hits = passages_for(asked, OTHER_LEVEL, encoder.encode([OTHER_LEVEL])[0], library, encoder)
    general = [h for h in hits if h.passage.company is None and is_prose(h.passage)]
    found.update({h.passage: h.score for h in general})
    return write_advice(page, asked, general)


def _in_plain_situation(q: Question, vector: NDArray[np.float32], library: Library, encoder: Encoder) -> bool:
    """Whether a question tells of a situation of the field beyond doubt; what is left behind is weighed elsewhere."""
    meant, plain = situation_of(q, library, encoder, vector)
    return plain and meant != MADE_UP_FOR


def _in_situation(
    q: Question, vector: NDArray[np.float32], hits: list[Hit], library: Library, encoder: Encoder
) -> tuple[Question, list[Hit]]:
    """A question with the field's words for the situation it tells of, and its passages with the best one for
    that situation among the first.

    A question that names a place or an amount is one of rows, whatever somebody tells beside it; where guides may
    differ, what each of them says is looked for already.
    """
    kinds = {m.kind for m in q.resolved.mentions}
    rowed = "place" in kinds or {"level", "company"} <= kinds
    figured = any(not stands_aside(q, g.amount.start) for g in q.given if g.component != "unvested")
    differs = q.has("agreement") and not COUNTED.search(q.text)
    if figured or rowed or differs or q.has("injection"):
        return q, hits
    meant, plain = situation_of(q, library, encoder, vector)
    if not meant:
        return q, hits
    q = replace(q, meant=meant)
    told = f"{meant} {asking_clause(q)}"
    prose = [h for h in hits if is_prose(h.passage)]
    found = passages_for(q, told, encoder.encode([told])[0], library, encoder)
    words = stems_of(meant)
    # With no company named, one company's script is no answer for everybody.
    own = bool(q.resolved.companies)
    near = [h.passage for h in found if is_prose(h.passage) and (own or h.passage.company is None)][:MOST_LOOKED_AT]
    near.sort(key=lambda p: -len(words & stems_of(p.text)))
    # Where guides may differ in what they count, the best of each is heard.
    first = list({p.guide: p for p in reversed(near)}.values()) if q.has("agreement") else near[:1]
    first = [p for p in first if p not in [h.passage for h in prose[: 1 if plain else BESIDE]]]
    best = [h.score for h in prose[:2]] or [1.0]
    score = best[0] + LITTLE if plain else sum(best) / len(best)
    rest = [h for h in hits if h.passage not in first]
    return q, sorted([*(Hit(p, score) for p in first), *rest], key=lambda h: -h.score)


def _rows_asked(page: Page, q: Question) -> list[Passage]:
    """The very rows that are asked about, which need no search, unless they are many."""
    targets = [t for t in q.resolved.targets if t.asked]
    if not 0 < len(targets) <= MOST_ROWS_FOUND:
        return []
    facts = [f for t in targets for f in facts_of(page, t)[:1]]
    return [p for f in facts if (p := page.passage_of(f)) is not None]


def _topics(page: Page, q: Question) -> tuple[list[str], list[str]]:
    """What is asked about beside pay and advice: what the guides lack, and what they speak of."""
    resolved = q.resolved
    topics = [t for t in resolved.topics if not topic_is_covered(page, t, resolved.companies)]
    covered = [t for t in resolved.topics if t not in topics]
    if "odds" in topics and q.given and resolved.targets and resolved.components and not _RATE.search(q.text):
        topics.remove("odds")  # "any chance of 240 base" asks where 240 lies
    if q.terms.schedule and "vesting" not in topics:
        topics.append("vesting")
    ranked = q.has("superlative") and bool(resolved.components)
    row_named = bool(resolved.companies) or (bool(resolved.targets) and bool(resolved.components))
    if q.has("convert") and not (row_named or ranked) and len(q.given) < 2 and "fx" not in topics:
        topics.append("fx")
    return topics, covered


def _write_facts(kind: Kind, page: Page, q: Question, signs: Signs, topics: Sequence[str]) -> bool:
    """Write a kind of answer from facts; False where there are none for it."""
    if kind == "sources":
        return write_sources(page, q, named_only=bool(topics))
    if kind == "levels":
        if not write_levels(page, q):
            return False
        write_advice(page, q, [h for h in told_of(page, q) if h.passage.kind == "levels"])
        write_hired_at(page, q)
        return True
    if kind == "increments":
        only_place = replace(q, wants=q.wants - {"increment", "annual", "sum"})
        placed = asks_inside(q, signs) and write_pay(page, only_place)
        return write_increments(page, q) or placed
    if kind == "levers":
        return write_levers(page, q)
    if kind == "listing":
        return write_listing(page, q)
    # "Which companies pay in euros": rows of that currency, wherever they are.
    anywhere = q.has("superlative", "threshold") or (
        (q.has("listing") or (q.has("compare") and not q.given)) and bool(currencies_in(q.text))
    )
    if (q.resolved.targets or anywhere) and write_pay(page, q):
        return True
    if q.given and write_sums(page, q):
        return True
    signs_on = "sign_on" in q.resolved.components and bool(q.resolved.companies)
    if signs_on and (write_part_of_stages(page, q, "sign_on") or write_increments(page, q)):
        return True
    return write_missing_parts(page, q)


def _say_gaps(
    page: Page, q: Question, signs: Signs, topics: Sequence[str], hits: Sequence[Hit], before: int, done: bool
) -> bool:
    """Say what was asked for and is not in the guides; True where something was."""
    resolved = q.resolved
    by_level = done and is_named_level(page, q)
    wants_figures = signs.pay_asked or signs.rowed or not q.has("advice") or not signs.rest
    wants_figures = wants_figures and not (signs.advised and signs.leaning == "advice")
    said = False
    if resolved.uncovered and wants_figures and not by_level and not is_background(page, q):
        # "ML" beside another role says of which kind that is.
        covered_role = any(
            m.kind == "role"
            and m.name in page.lexicon.roles
            and (len(m.text) > 3 or _OF_ITS_OWN.search(q.text[: m.start]))
            and not any(
                o.kind == "role" and o.name != m.name and 0 <= o.start - m.end <= 1 for o in resolved.mentions
            )
            for m in resolved.mentions
        )
        if any(u.kind == "role" for u in resolved.uncovered) and not covered_role:
            page.forget(before)
        told = told_of(page, q)
        if told:
            write_advice(page, q, told)
        write_uncovered(page, q)
        said = True
    # "Which date do your figures have": the topic is of that, not asked for; "on which dates do the shares vest" is.
    dated = q.has("sources") and not resolved.components
    if topics and not ((done or said) and dated):
        write_topics(page, q, topics)
        said = True
        if (advice_beside(q) or signs.advised) and not signs.rowed:
            write_advice(page, q, hits, is_prose)
    return said


def _asks_beyond_orders(q: Question) -> bool:
    """Something is asked beside the order: a question mark outside the order's own sentence."""
    return "?" in q.text and q.has("advice")


def _maps_a_level(page: Page, q: Question) -> bool:
    """ "P7 in Google levels, and the total in Hangzhou": a level beside the company it is asked for in."""
    mapped = page.library.once(
        "words of mapped companies",
        lambda: {w for name in {m.other_company for m in page.library.level_maps()} for w in words_of(name)},
    )
    return any(set(words_of(o)) <= mapped for o in q.resolved.other_companies)


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
        for passage in _rows_asked(page, q):
            found[passage] = 1.0
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


def _is_unread(q: Question) -> bool:
    """Whether a question is in a language that is not read: neither English nor Chinese."""
    from assistant.model.words import language_of

    return language_of(q.text) not in ("en", "zh", "")


def _write_not_understood(page: Page) -> None:
    """Not "not covered": what was asked was not understood."""
    page.lack("what was asked: its language is not read here")
    page.say(
        "This was not understood: questions are read in English and Chinese. Ask it in one of them.",
        required=False,
    )
