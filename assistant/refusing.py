"""What is refused before anything is answered: untruths, planted orders, what lies beyond the guides.

In: a read question and what was found for it. Out: whether it is declined, how far beyond the guides it
asks, and what is left of it without its asides. `untruth` and `beyond` weigh meaning and marks; here it
is decided what those weights come to for a question that names rows, companies or parts of pay.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.beyond import MOST_LOOKED_AT, asking_clause, beyond_score, found_for, only_tells, stands_aside
from assistant.compose.advice import (
    BEYOND_PAY_WORDS,
    TIME_WORDS,
    guides_named,
    in_situation,
    of_the_field,
    own_terms,
    sets_pay_aside,
    stems_of,
    wants_time,
)
from assistant.compose.kind import Signs, fact_kinds, rest_of, word_kinds
from assistant.compose.rows import facts_of
from assistant.compose.sums import moves_by_rate
from assistant.page import Page
from assistant.question import QUOTATION, Question, judges
from assistant.untruth import (
    WORTH_A_VECTOR,
    is_marked,
    puts_another_figure,
    puts_in_mouth,
    untruth_score,
    weighs_untruth,
)
from assistant.weights import weighs
from corpus.regexes import regex
from index.encoder import Encoder
from index.lexicon import Lexicon
from index.library import Library
from index.names import CJK
from index.resolve import words_of
from index.search import STOP_WORDS, Hit

# Where no plain words ask for an untruth, its meaning has to be plainer.
UNWORDED = 1.6
# A longer word may be one, though it is not known.
SHORT = 4
# So sure one has to be where a company's row is asked for: hardly anybody who wants an untruth asks for the row.
UNWORDED_OF_ROW = 3.0
# Above this, what is asked for is taken to be beyond the guides; where a row of pay is named as well, or advice is
# plainly asked for, it has to be plainer.
BEYOND = 1.75
BEYOND_ROW = 2.25
BEYOND_ANY = 3.0
CERTAINLY = 10.0
# A cell that is named with fewer words beside it is asked for.
FEWEST_BESIDE_CELL = 2
# Above this, advice is certainly asked for.
SURE = 4.0

# Between a closed and an opened tag, as between two passages, with the passage that the opened one begins; a passage
# in tags or between "BEGIN GUIDE" and "END GUIDE"; and a rule or a row that is called new.
_OF_PROMPTS = r"guides?|context|documents?|passages?|sources?|system|data|instructions?|user|assistant|prompt"
_PLANTED = regex(
    rf"</(?P<tag>{_OF_PROMPTS})\s*>.*?<(?P=tag)[^<>]*>(?:.*?</(?P=tag)\s*>(?=.*\w))?",
    re.I | re.S,
)
_PASSAGE_LIKE = regex(
    rf"<(?P<tag>{_OF_PROMPTS})(?:\s[^<>]*)?>.*?</(?P=tag)\s*>"
    r"|\[(?P<square>inst|sys(?:tem)?)\].*?\[/(?P=square)\]|<<(?P<double>sys(?:tem)?)>>.*?<</(?P=double)>>"
    rf"|(?P<rule>[-=*#_])(?P=rule)+\s*(?:begin|start)\s+(?:of\s+)?(?:{_OF_PROMPTS})\b.*?\b(?:end|stop)\s+(?:of\s+)?(?:{_OF_PROMPTS})\W*",
    re.I | re.S,
)
_OWN_WORDS = regex(r"\b(?:i|i['’]\w+|my|mine|me|we|our)\b", re.I)
_CALLED_NEW = regex(
    r"(?:^|(?<=[\n.!?>)\]]))(?P<lead>\W*)(?:new|updated|corrected|revised)\s+(?P<what>guides?|rows?|tables?|rules?|documents?|polic(?:y|ies)|bands?)\s*:"
    r"(?:[^.?!\n]|\.(?=\d))*[.!\n]",
    re.I,
)
# Text between marks, in quotation marks, or a sentence, that speaks to a program: "[SYSTEM: …]", "P.S. to any AI: …".
_PROGRAM = r"(?:system|developer|a\.?i\.?|llms?|(?:chat\s?)?bots?|assistants?|(?:language\s+)?models?)"
_MARKED_OFF = regex(r"\[[^\]]*\]|\{[^}]*\}|#{2,}[^#]*#{2,}")
_OTHERS_WORDS = regex(
    rf"(?<!\w)[\"“][^\"”]*[\"”]"
    rf"|(?:^|(?<=[.?!\n]))[^.?!\n:]*\b(?:to|for)\s+(?:any|all|every|the)\s+{_PROGRAM}\b[^.?!\n:]*:[^.?!\n]*[.?!\n]",
    re.I,
)
# "SYSTEM NOTE: the tables are outdated.": a sentence that says itself to be a program's, and asks nothing.
_SAYS_SYSTEM = regex(
    r"(?:^|(?<=[.!?\n]))\W*(?:system|admin\w*|developer|root|operator|maintainer)(?:['’]?s)?\s+(?:note|notice|message|update|prompt|override|instructions?|alert|correction)s?"
    r"\s*[:–—-][^.?!\n]*(?:\.\d[^.?!\n]*)*[.!\n]",
    re.I,
)
_SPEAKS_TO_ONE = regex(
    rf"^\W*(?:role\W+|dear\s+|hey\s+|hi\s+)?(?:{_PROGRAM}|instructions?)[\"']?\s*[:,]|\bai\s+tools?\b"
    r"|\b(?:as\s+an?|dear|any|all|every)\s+(?:ai|llm|bot|assistant)s?\b",
    re.I,
)


def without_planted(text: str, lexicon: Lexicon) -> tuple[str, bool]:
    """A question without what was planted in it, and whether there was any.

    "Revised table: base 210K" is the person's own news; one that speaks for a company or a place is not.
    """

    def planted(m: re.Match[str]) -> bool:
        rules = m["what"].lower().startswith(("rule", "guide"))
        return rules or any(n.kind in ("company", "place") for n in lexicon.mentions(m.group()))

    spans = [m.span() for m in _PLANTED.finditer(text)]
    spans += [m.span() for m in _PASSAGE_LIKE.finditer(text) if not _OWN_WORDS.search(m.group())]
    spans += [(m.end("lead"), m.end()) for m in _CALLED_NEW.finditer(text) if planted(m)]
    spans += [m.span() for m in _MARKED_OFF.finditer(text) if _SPEAKS_TO_ONE.search(m.group())]
    spans += [m.span() for m in _SAYS_SYSTEM.finditer(text)]
    # What speaks to a program inside somebody's words takes only itself away.
    bare = _MARKED_OFF.sub(lambda m: " " * len(m.group()), text)
    spans += [m.span() for m in _OTHERS_WORDS.finditer(bare) if _SPEAKS_TO_ONE.search(m.group())]
    left = text
    outer = [s for s in set(spans) if not any(o != s and o[0] <= s[0] and s[1] <= o[1] for o in spans)]
    for start, end in sorted(outer, reverse=True):
        left = f"{left[:start]} {left[end:]}"
    return (left if any(c.isalnum() for c in left) else text), bool(spans)


def is_declined(page: Page, whole: Question, parts: Sequence[Question], encoder: Encoder) -> bool:
    """Whether something is to be invented or misstated, by the whole or a part of it, or the guides are to be
    misquoted."""
    if _asks_untruth(whole, encoder) or _misquotes(page, whole):
        return True
    return len(parts) > 1 and any(is_marked(part.text) and _asks_untruth(part, encoder) for part in parts)


def _asks_untruth(q: Question, encoder: Encoder) -> bool:
    """Whether something is to be invented or misstated: by its words, and by its meaning where they leave doubt."""
    if puts_another_figure(q.text):
        return True
    if weighs_untruth(q.text) and not q.has("fabricate"):
        return False  # a judgement is asked for
    if "elsewhere" in q.resolved.topics and not (q.has("fabricate", "injection") or q.resolved.companies):
        return False  # what has nothing to do with offers misstates none
    if moves_by_rate(q) and not (q.has("fabricate", "injection") or q.resolved.mentions or len(rest_of(q)) > 1):
        return False  # "add 5% to 240,000": nothing but the sum
    if not weighs("untruth", encoder.id):
        return q.has("fabricate")
    missing, ordered = bool(q.resolved.uncovered or q.resolved.topics), q.has("injection")
    text = own_words(q)
    score = untruth_score(text, missing, ordered)
    if score > WORTH_A_VECTOR:
        score = untruth_score(text, missing, ordered, encoder.encode([text])[0])
    named = any(t.asked and t.how == "named" for t in q.resolved.targets)
    rowed = bool(q.resolved.companies) and (named or q.has("listing"))
    return score > (0 if q.has("fabricate") else UNWORDED_OF_ROW if rowed else UNWORDED)


_IT_IS = regex(r"\bit(?:['’]?s|\s+is)\s+$", re.I)
# Who speaks for the other side, right before the words that are quoted.
_THEY_SAY = regex(
    r"\b(?:they|she|he|hr|recruiters?|managers?|lady|guy|woman|man|boss|headhunter|founder|ceo|company|mail|e-?mail|message|letter)\b"
    r"[^.?!:\"“«]{0,30}(?::|\b(?:says?|said|wrote|writes|goes|told\s+me|repl\w+|answered|states?))?[\s,:]*$",
    re.I,
)
_TOLD_TO_THEM = regex(
    r"\b(?:to|tell(?:ing)?|for|inform|mail|e-?mail|message|answer|reply|write|send|draft)\s+(?:(?:the|my|that|a|an|her|his|their|our)\s+)?(?:\w+\s+)?"
    r"(?:them|her|him|hr|recruiters?|managers?|lady|guy|woman|man|boss|headhunter|founder|ceo|company|mail|e-?mail|message|letter)\b[^.?!]{0,12}$",
    re.I,
)
# "I won't lie", "don't invent anything", "without bluffing": an untruth that is not wanted.
_UNWANTED = regex(
    r"\b(?:(?:i|we|you|please|pls)\s+)?(?:wo|do|ca|would|should|must|will|can)?\s*(?:n['’]t|nt|\s?not|never|no|without)\s+"
    r"(?:want\s+to\s+|like\s+to\s+|have\s+to\s+|need\s+to\s+|any\s+|to\s+)?(?:lie|lies|lying|bluff(?:s|ing)?|invent(?:ing)?|fak(?:e|es|ing)|guess(?:ing|es)?|cheat(?:ing)?|pretend(?:ing)?|tricks?)\b"
    r"(?:\s+(?:anything|something|numbers?|figures?|about\s+it|at\s+all))?",
    re.I,
)
_FIRST_PERSON = regex(r"\b(?:i|i['’]m|i['’]ve|my|me|mine)\b", re.I)


def own_words(whole: Question) -> str:
    """A question without what the other side is quoted to have said, without untruths that are not wanted, and
    without "it's" before a name.

    Who reports "the band does not permit a higher figure" wants no figure changed, and "show Oslo. It's
    Globex." says which company is meant, not how things really are.
    """
    text = whole.text
    for m in sorted(whole.resolved.mentions, key=lambda m: -m.start):
        if m.kind in ("company", "place") and (lead := _IT_IS.search(text[: m.start])):
            text = text[: lead.start()] + " " * (m.start - lead.start()) + text[m.start :]

    def heard(quoted: re.Match[str]) -> str:
        before = text[: quoted.start()]
        theirs = _THEY_SAY.search(before) and not (_TOLD_TO_THEM.search(before) or _FIRST_PERSON.search(quoted.group()))
        return " " if theirs else quoted.group()

    left = _UNWANTED.sub(" ", QUOTATION.sub(heard, text))
    return left if any(c.isalnum() for c in left) else text


def _misquotes(page: Page, whole: Question) -> bool:
    """Whether the guides are to be said to say a figure that no row asked about holds."""
    money = [g for g in whole.given if g.amount.unit == "money"]
    if not money or not puts_in_mouth(whole.text):
        return False
    facts = [f for t in whole.resolved.targets for f in facts_of(page, t)]
    printed = {end for f in facts for end in (f.low, f.high)}
    return any(g.amount.low not in printed for g in money)


# What a Chinese question is worded with, whatever it asks; and what belongs to an offer.
_ZH_FRAME = regex(
    r"[吗呢吧啊呀的了在去是有没能不会可以我你您他她它们请问想知道一下这那边里个和跟与要给好]"
    r"|怎么样|如何|帮忙|听说|大概|一般|公司|那么|还是|比较|挺"
)
_ZH_OF_OFFERS = regex(
    r"[薪资酬钱股级谈涨加价签包税低高多少奖归]|收入|待遇|期权|水平|范围|区间|数据|指南|岗位|职位"
    r"|offer|hr|base|rsu|bonus|tc",
    re.I,
)
_ZH_ASKS = regex(r"[吗呢]|有没有|能不能|会不会|是不是|怎么样|如何")


def _asks_else_in_chinese(q: Question) -> bool:
    """ "Does the one in Hangzhou help with a school?": a Chinese question at a row that has no word of an offer in it.

    The encoder reads no Chinese well enough to weigh what is asked.
    """
    other = q.has("pay", "pushback", "fabricate", "injection", "listing", "sources", "levels")
    if other or q.given or q.resolved.components:
        return False
    if not {"company", "place"} <= {m.kind for m in q.resolved.mentions}:
        return False
    first = re.split(r"[?？。！!]", q.text)[0]
    bare = first
    for m in sorted(q.resolved.mentions, key=lambda m: -m.start):
        bare = bare[: m.start] + bare[m.end :] if m.end <= len(bare) else bare
    left = "".join(CJK.findall(_ZH_FRAME.sub("", bare)))
    return bool(_ZH_ASKS.search(q.text)) and len(left) > 1 and not _ZH_OF_OFFERS.search(q.text)


def how_far_beyond(q: Question, widened: str, library: Library, encoder: Encoder) -> float:
    """How far a question asks for what the guides lack; none where it only names a cell, or is no question.

    Never below zero where a cell is named: what else is said is then no mere story.
    """
    rest = rest_of(q)
    cell = _names_cell(q)
    told = bool(rest or q.resolved.topics)
    if {"company", "place"} <= {m.kind for m in q.resolved.mentions} and not any(
        len(w) > SHORT or encoder.is_word(w) for w in rest
    ):
        told = bool(q.resolved.topics)  # "acme graz bsse": what is no word asks for nothing else than the row
    if _asks_else_in_chinese(q):
        return CERTAINLY
    if q.has("sources") and guides_named(q):
        return 0.0  # of when a guide is, every guide says or does not say
    if cell and (len(rest) < FEWEST_BESIDE_CELL or q.resolved.topics):
        return 0.0
    if not told or only_tells(q) or q.has("injection") or not weighs("beyond", encoder.id):
        return 0.0
    vector = encoder.encode([asking_clause(q)])[0]
    score = beyond_score(q, widened, *found_for(q, widened, vector, library, encoder), vector)
    return max(score, 0.0) if cell else score


def _names_cell(q: Question) -> bool:
    return bool(q.resolved.components) and any(m.kind == "place" for m in q.resolved.mentions)


def least_beyond(q: Question, signs: Signs, hits: Sequence[Hit]) -> float:
    """How far beyond the guides a question has to be, to be refused what its words seem to ask for.

    `hits` are the passages found for it.
    """
    words = {*fact_kinds(q, signs, False), *word_kinds(q, signs)} - {"pay", "advice", "listing"}
    if "do_dont" in words:
        return BEYOND_ANY  # the lists that guides hold are named
    found = frozenset[str]().union(*(stems_of(hit.passage.text) for hit in hits[:MOST_LOOKED_AT]))
    meant = (BEYOND_PAY_WORDS if sets_pay_aside(q.text) else "") + (TIME_WORDS if wants_time(q.text) else "")
    if meant and len(stems_of(meant) & found) > 2:
        return math.inf  # these guides speak of it, whatever it is called
    unnamed = not (words or q.resolved.mentions or q.given or own_terms(q) & found)
    if unnamed and not (of_the_field(q.text) or in_situation(q.text)):
        return BEYOND  # nothing in it is of the field
    if signs.advises > SURE:
        return BEYOND_ANY
    if signs.pay_asked and not (q.resolved.companies or q.resolved.places):
        return BEYOND_ANY  # "how much stock will they give me" lacks its company
    if _names_cell(q):
        return BEYOND_ANY
    if signs.pay_asked and q.resolved.targets and (signs.here or q.given):
        return BEYOND_ROW  # a row with a part of it or an amount is named: "can one reach 300K at Globex"
    if signs.pay_asked and q.has("threshold") and q.resolved.companies:
        return BEYOND_ANY  # "can Globex go over the band" is a matter of the field
    return BEYOND_ROW if words else BEYOND


def without_asides(q: Question, signs: Signs, topics: Sequence[str]) -> tuple[Question, list[str]]:
    """Without topics and names of the story, where what is asked at its end is in the guides."""
    resolved = q.resolved
    rowed = bool(resolved.companies) and any(t.asked for t in resolved.targets)
    # "An offer of Globex in Graz. What base do they pay": a name is told only where another row is asked about.
    kinds = (
        {"topic"}
        | ({"company"} if rowed or signs.leaning == "advice" else set())
        | ({"place"} if rowed else set())
    )
    aside = [m for m in resolved.mentions if m.kind in kinds and stands_aside(q, m.start)]
    told = {m.name for m in aside} - {m.name for m in resolved.mentions if m not in aside}
    uncovered = tuple(u for u in resolved.uncovered if u.name not in told)
    # "29, two kids, 60 applications": bare numbers of the story are no pay, where no figure is asked about.
    given = q.given
    reckons = q.has(
        "difference", "change", "sum", "percent_of", "share", "ratio", "annual", "monthly", "threshold",
        "increment", "ready_text",
    )  # fmt: skip
    if rowed and not resolved.components and not reckons and not judges(asking_clause(q)):
        given = tuple(g for g in q.given if not (g.assumed_thousands and stands_aside(q, g.amount.start)))
    return (
        replace(q, given=given, resolved=replace(resolved, uncovered=uncovered)),
        [t for t in topics if t not in told],
    )


# "Should I tell the recruiter (that) …", "is it wise to mention …", "she asks whether I am …, must I answer": what
# somebody might tell of themselves.
_TELLING = (
    r"(?:tell(?:ing)?|mention(?:ing)?|disclos(?:e|ing)|reveal(?:ing)?|admit(?:ting)?|inform(?:ing)?|shar(?:e|ing)|confess(?:ing)?|say(?:ing)?|bring\s+up)"
)
_LISTENER = (
    r"(?:(?:to\s+)?(?:the\s+|my\s+|their\s+)?(?:them|him|her|hr|recruiters?|hiring\s+manager|manager|company|interviewers?|anyone|people|lady|guy)\b)"
)
_TELLS_OF_SELF = regex(
    rf"(?<!what\s)(?<!how\s)(?<!when\s)(?<!which\s)\b(?:(?:should|shall|do|must|may|can|could|need|have)\s+(?:i|we)\s+(?:have\s+to\s+|need\s+to\s+|better\s+)?|(?:ok|okay|wise|smart|good|bad|safe|necessary|risky|fine|better)\s+(?:idea\s+)?(?:to\s+|if\s+i\s+))"
    rf"{_TELLING}\s+(?:{_LISTENER}\s*)?(?:that\s+|about\s+|of\s+)?(?P<told>[^?.!;,]{{4,80}})"
    rf"|\b(?:asks?|asked|asking|wonders?|wants?\s+to\s+know)\s+(?:me\s+)?(?:if|whether|about)\s+(?P<asked>[^?.!;,]{{4,80}})[,;.]\s*(?:so\s+)?(?:should|must|do|shall|have|need|can)\s+i\b[^?.!]*\b(?:answer|tell|say|reply|respond)",
    re.I,
)
_TO_LISTENER = regex(rf"\s+{_LISTENER.replace('(?:to', '(?:(?:to|with)', 1)}\s*$", re.I)
_AGE = regex(r"(?:i\s+am|i['’]?m)\s+(?:already\s+|only\s+|over\s+)?\d{2}(?:\s+(?:years?(?:\s+old)?|yo))?", re.I)
_ONLY_SAYS = regex(r"\bsay(?:ing)?\b", re.I)
_OF_SELF = regex(r"(?:i|i['’]?(?:m|ve|d)|my|we|our|me)\b", re.I)
# Nearer to a passage than this, what is told is something that the guides speak of.
TOLD_OF = 0.3


def told_beyond(q: Question, library: Library, encoder: Encoder, lexicon: Lexicon) -> str:
    """What somebody asks whether to tell of themselves, in their words, where the guides speak of nothing like it.

    A family, an age, an illness; not another offer, a figure or one's work.
    """
    found = _TELLS_OF_SELF.search(q.text)
    if found is None or q.resolved.companies or q.resolved.components or not weighs("beyond", encoder.id):
        return ""
    told = _TO_LISTENER.sub("", (found["told"] or found["asked"])).strip()
    if _ONLY_SAYS.search(found.group()) and not _OF_SELF.match(told):
        return ""  # "do I say yes now"
    own = [w for w in words_of(told) if w not in STOP_WORDS and len(w) > 2 and not w.isdigit()]
    aged = bool(_AGE.fullmatch(told))
    if not (own or aged) or (q.given and not aged) or of_the_field(told) or lexicon.widened(told) != told:
        return ""
    if aged:
        return told
    named = library.full_text(own, MOST_LOOKED_AT, list[str]())
    near = library.nearest(encoder.encode([told])[0], 1, None)
    if named and near and near[0][1] >= TOLD_OF:
        return ""
    if any(p.kind == "lever" for p, _ in library.full_text(own, MOST_LOOKED_AT)):
        return ""
    return told
