"""Advice, quoted word for word from its passage, the sentence nearest to the question first.

A do or don't never without its heading, a reply never without what it replies to. In: the question
and what the search found. Out: quotations on the page.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from assistant.page import Page, Style, flat
from assistant.question import Question
from assistant.situations import pushback_meant
from corpus.passages import Passage
from corpus.regexes import regex
from index.encoder import Encoder
from index.names import CJK
from index.resolve import words_of
from index.search import STOP_WORDS, Hit

# Below this cosine to the nearest passage, and without the question's own words in it, a question
# is about something else than the guides. Measured on the development questions.
NEAR = 0.33


# With a word of the field in it, a question may be worded further from the guides than this.
FIELD_NEAR = 0.2


# What somebody does or fears before the other side is in the field whatever else it says.
SITUATION_NEAR = 0.14


# Below this cosine not even shared words make a passage one about the question.
NOT_FAR = 0.1


# From this cosine on, what a recruiter said is taken for a pushback that a guide answers.
SAME_PUSHBACK = 0.5


# What is reported in so many words ("they say that …") may be further from a guide's own words.
LIKE_PUSHBACK = 0.29


# Words of theirs in quotation marks, with a reply asked for, are some pushback.
ANY_PUSHBACK = 0.1
_REPLY_ASKED = regex(
    r"\b(?:repl(?:y|ies)|respond|response|answer|come\s*back|retort|rejoinder|what\s+(?:do|should|can|could|would|to|now)\b.{0,12}\b(?:say|tell|write)|what\s+now|say\s+back|my\s+line|(?:any|good|smart|a|best)\s+(?:line|words?|sentence|phrase)s?|help|what\s+(?:else|can|could)|is\s+(?:it|that)\s+(?:over|it|all))\b|怎么回|怎么说",
    re.I,
)
# More quotations than this are more than an anxious reader takes in.
MOST_QUOTED = 3
# What leads from an answer to what else the guides say.
ALSO_SAID = "Also in the guides:"
# Words that rank or point and say nothing of what a question is about.
_EMPTY = frozenset("best better worst most least high low good bad near close list give know without long".split())


# Who speaks for the other side.
_SPEAKER = (
    r"(?:they|she|he|hr|recruiter|manager|company|rep|lady|guy|woman|man|boss|headhunter|founder|ceo|cto|owner|director|startup|start-up"
    r"|firm|employer|team|contact|person|mail|e-?mail|letter|it)"
)


_HEARD = regex(r"[\"“'‘«]([^\"“”«»]{6,160})[\"”'’»]")


# Nothing but who said it: the reply is what is wanted.
_ONLY_SAID = regex(
    r"^(?!.*\b(?:what|how|which|why|should|shall|can|could|may|is|are|do|does|i)\b)[^?？]*"
    rf"\b(?!it\b){_SPEAKER}\b[^?？]*\b(?:says?|said|tells?|told|wrote|writes?|repl\w+|answered|keeps?)\b[^?？]*$",
    re.I,
)


# "They claim it is the final number": what stands behind the verb is what was said.
_REPORTED = regex(
    rf"\b{_SPEAKER}\s+(?:\w+\s+)?(?:say|says|said|saying|tell|tells|told|claims?|claiming|insists?|repl(?:y|ies|ied)|answer(?:s|ed)?|wrote|writes)\s*:?\s+(?:me\s+|us\s+|that\s+)*([^?.!]{{8,160}})"
    rf"|(?:^|[.!]\s+){_SPEAKER}\s*:\s*([^?.!]{{8,160}})"
    rf"|([^?.!,;:]{{8,160}}),?\s+(?:is\s+what\s+)?{_SPEAKER}\s+(?:says?|said|tells?\s+me|told\s+me|keeps?\s+saying)\b(?=\W*(?:$|[.,!?;]))",
    re.I,
)


_ASKED_OF_ME = regex(r"^\W*(?:what|how|when|where|why|who|do|does|did|are|is|can|could|would|will)\b", re.I)


_SENTENCE = regex(r"(?<=[.!?])\s+(?=[A-Z“\"(])")


_OF_THE_FIELD = regex(
    r"""\b(?:offers?|counter\w*|negotiat\w*|recruit\w*|compensation|comp|package|salary|salaries|pay|money|raise|hiring|employers?|equity
    |rsus?|options?|stock|bonus(?:es)?|bands?|guides?|leverage|perks?|contract|startups?|hr|levels?|deadline|bluff\w*|lever\w*|base)\b""",
    re.IGNORECASE | re.VERBOSE,
)


_SITUATION = regex(
    r"""\b(?:they|them|she|he|hr|recruiters?|manager|company)\b.{0,40}\b(?:want\w*|ask\w*|answer\w*|decid\w*|decision|sign(?:ed|ing)?|wait\w*|pressur\w*|push\w*|promis\w*
    |call(?:ed|s|ing)?|repl\w*|ghost\w*|quiet|silen\w*|tonight|tomorrow|friday|monday|reject\w*|withdr\w*|pull\w*)\b
    |\b(?:i|my|me|we)\b.{0,40}\b(?:notice|resign\w*|quit\w*|accept\w*|decid\w*|negotiat\w*|nervous|scared|afraid|shak\w*|cry\w*|stress\w*|regret\w*|greedy|rude|polite
    |ask(?:ed|ing)?\s+for|counter\w*|think\s+(?:about|it|over)|sleep|push\w*|sign(?:ed)?|wait\w*|buy\s+time)\b
    |\b(?:take|need|have|get|ask\s+for)\s+(?:\w+\s+){0,3}(?:time|days?|weekend|week|hours?)\s+to\s+(?:think|decide|consider|answer|reply)""",
    re.IGNORECASE | re.VERBOSE,
)


_DO = regex(r"^\W*(?:do|dos|do's)\W*$", re.IGNORECASE)


_DONT = regex(
    r"^\W*(?:don['’]?ts?|do\s+nots?|avoid|mistakes?\b.*|what\s+(?:not\s+to|to\s+avoid)\b.*)\W*$",
    re.IGNORECASE,
)


_DONT_ASKED = regex(
    r"\b(?:forbidden|red[\s-]?flag\w*|blunders?|taboos?|no-?gos?|no-?\s?no['’]?e?s|pitfalls?|errors?|sins?|faux\s+pas"
    r"|bad\s+(?:behaviou?rs?|habits?)|not(?!\s+the\s+bad)|never|avoid|don['’]?t['’]?s?|mistakes?|wrong|ruin\w*|spoil\w*|hurts?|harm\w*|kills?|backfir\w*|damag\w*|wreck\w*|sabotag\w*|dangerous)\b|n['’]t\b|不(?:能|要|该|应该|可以)|禁忌|忌讳|雷区",
    re.IGNORECASE,
)


_NOT_WANTED = regex(r"\b(?:not|no|without|except|minus|skip)\s+(?:the\s+|any\s+)?don['’]?t['’]?s\b|\(\s*do\s*\)", re.I)


_SIDE = r"\s+(?:list|column|side|block|section|box|half)\b"
_DO_NAMED = regex(rf"\b(?:do['’]s|dos)\b|\bdo(?:{_SIDE}|\s*(?:and|&|\+|/|n|,|or|und)\s*(?:the\s+)?don)", re.I)
_DONT_NAMED = regex(rf"\b(?:don['’]?ts|dont['’]s)\b|\bdon['’]?t(?:{_SIDE}|\s*(?:$|[?.,]))", re.I)


def guides_named(q: Question) -> set[str]:
    """The guides that a question names by their publisher: "according to …"."""
    return {m.name for m in q.resolved.mentions if m.kind == "guide"}


def of_guides(q: Question, hits: Sequence[Hit]) -> list[Hit]:
    """What was found in the guides that a question names; all, where it names none or nothing was."""
    named = guides_named(q)
    return [h for h in hits if h.passage.guide in named] or list(hits)


def write_pushback(page: Page, q: Question, encoder: Encoder, hits: Sequence[Hit]) -> bool:
    """The guides' reply to what the recruiter said, where they have one for it."""
    pairs = [h.passage for h in hits if h.passage.kind == "pushback"]
    pairs += [p for p in page.library.passages(kind="pushback", company=None)[:20] if p not in pairs]
    if not pairs:
        return False
    heard = _HEARD.search(q.text)
    reported = None if heard else _REPORTED.search(q.text)
    clause = heard or reported
    words = next(filter(None, clause.groups()), "") if clause else q.text
    said = page.lexicon.widened(words)
    if CJK.search(said) and not CJK.search(" ".join(p.text for p in pairs)):
        # The guides' own words for it say more beside replies in another script.
        said = " ".join(w for w in said.split() if not CJK.search(w)) or said
    whens = [flat(dict(p.parts).get("when", "")) for p in pairs]
    vectors = encoder.encode([said, *whens])
    scores = [float(score) for score in vectors[1:] @ vectors[0]]
    if max(scores) < SAME_PUSHBACK and (plain := pushback_meant(vectors[0], page.library, encoder)):
        scores = [float(score) for score in vectors[1:] @ encoder.encode([plain])[0]]
    order = sorted(range(len(pairs)), key=lambda i: -scores[i])
    least = LIKE_PUSHBACK if reported and not _ASKED_OF_ME.search(words) else SAME_PUSHBACK
    if (
        heard
        and (_REPLY_ASKED.search(beside := q.text.replace(heard.group(), " ")) or _ONLY_SAID.search(beside))
        and not _ASKED_OF_ME.search(heard.group(1))
    ):
        least = ANY_PUSHBACK
    if scores[order[0]] < least:
        return False
    # Where none is plainly the same, the two nearest are shown; where none is even near, three.
    best = scores[order[0]]
    kept = order[:1] if best >= SAME_PUSHBACK else order[:2] if best >= LIKE_PUSHBACK else order[:3]
    for i in kept:
        sentence = _quotation(pairs[i], set(), short=False)
        if sentence:
            page.say(sentence, pairs[i], style="bullet" if len(kept) > 1 else "sentence")
    return True


def write_do_dont(page: Page, q: Question) -> bool:
    """The guides' lists of what to do and what not to do, each with its heading."""
    # "Only the dos, not the don'ts": what is not wanted is named as well.
    asked = _NOT_WANTED.sub(" ", q.text)
    both = _DO_NAMED.search(asked) and _DONT_NAMED.search(asked)
    wanted = (_DO, _DONT) if both else (_DONT,) if _DONT_ASKED.search(asked) else (_DO,)
    named = guides_named(q)
    done = False
    for passage in page.library.passages(kind="list", company=None):
        if any(w.search(passage.section) for w in wanted) and (not named or passage.guide in named):
            sentence = _quotation(passage, set(), short=False)
            if sentence:
                page.say(sentence, passage)
                done = True
    return done


def write_levers(page: Page, q: Question) -> bool:
    """Every lever of the companies named, with its name and its words."""
    done = False
    for company in q.resolved.companies:
        for passage in page.library.passages(kind="lever", company=company):
            sentence = _quotation(passage, set(), short=False)
            if sentence:
                page.say(sentence, passage, style="bullet")
                done = True
    return done


# "Pay up by noon or I am gone": an ultimatum, in whatever words.
_THREAT = regex(
    r"\bor\s+(?:else\b|i\s|i['’]?m\s|we\s|it['’]?s\s|no\s+deal|bust|bye|goodbye|adios|forget)|\b(?:by|before|until|till)\s+(?:noon|tonight|today|tomorrow|midnight|\d{1,2}\s?(?:am|pm|:|o['’]?clock))\b.{0,30}\bor\b"
    r"|\b(?:ultimatum|threaten\w*|threats?)\b|\btake[\s-]+it[\s-]+or[\s-]+leave[\s-]+it\b|last\s+chance",
    re.I,
)
THREAT_WORDS = "make ultimatums threat confrontational aggressive adversarial"


def threatens(text: str) -> bool:
    """Whether a text holds an ultimatum.

    >>> threatens("can i say 'sign by noon or i am gone'"), threatens("base or stock?")
    (True, False)
    """
    return bool(_THREAT.search(text))


_PAY = (
    r"(?:pay|money|cash|paychecks?|salary|salaries|compensation|comp|numbers|figures|financials?|wages?|the\s+sum|dollars|tc)"
)
# "Aside from the paycheck", "leaving money out of it", "salary aside": what counts beside pay.
_PAY_ASIDE = regex(
    rf"\b(?:aside\s+from|apart\s+from|besides|beside|beyond|other\s+than|else\s+than|except(?:\s+for)?|not\s+(?:only\s+)?(?:about|for)|(?:leav|put|sett|tak)\w*(?:\s+out)?)\s+"
    rf"(?:(?:the|my|just|only|all|any)\s+){{0,2}}(?:\w+\s+)?{_PAY}\b|\b{_PAY}\s+(?:set\s+|put\s+|left\s+)?(?:aside|apart)\b",
    re.I,
)
_CHOOSES = regex(
    r"\b(?:decid\w*|decision|choos\w*|choice|pick\w*|matters?|weigh\w*|count(?:s|ed)?|consider\w*|look(?:ing)?\s+(?:at|into)|think\s+(?:about|of)|judge|compare|make\s+up\s+my\s+mind)\b",
    re.I,
)
BEYOND_PAY_WORDS = "final decision value of the whole, learning team balance mission"


def leaves_pay_aside(text: str) -> bool:
    """Whether a text asks for something beside pay, whatever it is about."""
    return bool(_PAY_ASIDE.search(text))


def sets_pay_aside(text: str) -> bool:
    """Whether a text asks what counts beside pay.

    >>> sets_pay_aside("aside from the paycheck, how do i decide"), sets_pay_aside("what besides money do they pay")
    (True, False)
    """
    return bool(_PAY_ASIDE.search(text) and _CHOOSES.search(text))


_DAY = (
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days?|(?:mon|tue|wed|thu|fri)\b|today|tonight|tomorrow|noon|midnight|next\s+week|the\s+weekend|end\s+of\s+(?:the\s+)?(?:day|week)|eod|eow)"
)
# A term by which an answer is wanted.
_TERM = regex(
    rf"\b(?:by|until|till|til|before|due|ends?|expires?|(?:answer|decision|reply|decide|respond|sign)\w*(?:\s+\w+){{0,3}}?\s+on|is)\s+(?:on\s+)?(?:this\s+|next\s+|coming\s+)?{_DAY}"
    r"|\b(?:deadline|due\s+date|end\s+date|expiry|expir\w+|explod\w*)\b",
    re.I,
)
_MORE_TIME = regex(
    r"\b(?:more|extra|another|additional|few|couple(?:\s+of)?|bit\s+of|some|buy|gain|win|need|get)\s+(?:more\s+)?(?:time|days?|weeks?|hours)\b"
    r"|\b(?:extension|extend\w*|longer|stretch\w*|postpon\w*|prolong\w*|delay\w*|push\s+back\s+the\s+(?:date|deadline)|hold\s+off|wait|week\s+more|until\s+next\s+week|(?:days?|weeks?)\s+more)\b",
    re.I,
)
# What is stretched is something else: the day one starts, a lease, a visa.
_OTHER_TERM = regex(
    r"\b(?:start(?:ing)?|visa|permit|lease|probation|notice|contract|internship|vest\w*|cliff|leave|remote)\b",
    re.I,
)
# "They want answer until tomorrow, what I do": an answer is wanted by a day or within hours.
_PRESSED = regex(
    r"\b(?:answer\w*|decision|decide\w*|repl(?:y|ies)|respon[ds]\w*|sign|accept|say\s+yes|yes)\b[^.?!;]{0,30}?\b(?:"
    rf"(?:by|until|till|til|before|on)\s+(?:on\s+)?(?:this\s+|next\s+|coming\s+|the\s+)?{_DAY}"
    r"|(?:in|within)\s+(?:an?|the\s+next|\d+|one|two|three|few|couple\s+of)\s+(?:hours?|days?)|right\s+(?:now|away)|immediately|asap|today|tomorrow)",
    re.I,
)
_WHAT_NOW = regex(
    r"\bwhat\s+(?:(?:can|should|could|do|shall|must|would|to|now|next)\b|i\s+(?:can\s+|should\s+)?do\b)|怎么办", re.I
)
# Somebody else presses, and nothing but that is told: "the recruiter needs a decision by tomorrow".
_THEY_PRESS = regex(
    r"^[^?]{0,30}\b(?:they|he|she|hr|(?:the\s+|my\s+|our\s+)?(?:recruiter|company|manager)|them)\b[^?.!;]*"
    r"\b(?:need\w*|want\w*|push\w*|press\w*|forc\w*|say\w*|said|give\w*|gave|rush\w*|insist\w*|expect\w*|demand\w*)\b[^?.!;]*\W*$",
    re.I,
)
TIME_WORDS = "request time before you decide, ask for time to consider, a few days"


def wants_time(text: str) -> bool:
    """Whether a text asks how to have more time for the answer to an offer.

    >>> wants_time("they want it by thursday, how do i get more days"), wants_time("can i delay my start date")
    (True, False)
    >>> wants_time("I must answer until friday, what can I do")
    True
    """
    if _OTHER_TERM.search(text):
        return False
    if _PRESSED.search(text) and (_WHAT_NOW.search(text) or _THEY_PRESS.search(text)):
        return True
    return bool(_MORE_TIME.search(text)) and bool(_TERM.search(text) or _EXTENSION.search(text))


_EXTENSION = regex(
    r"\b(?:get|ask(?:\s+(?:\w+\s+)?for)?|request|need|want|have)\s+(?:an?\s+|some\s+|few\s+|a\s+few\s+|more\s+)*(?:extension|more\s+(?:time|days)|time\s+to\s+(?:think|decide|consider)|days\s+(?:more|to\s+(?:think|decide|consider))|longer)\b",
    re.I,
)


def write_advice(
    page: Page,
    q: Question | None,
    hits: Sequence[Hit],
    wanted: Callable[[Passage], bool] | None = None,
    style: Style = "sentence",
) -> bool:
    """Quote what the guides say to the question, nearest first; `style` is that of the first quotation."""
    terms = _terms(f"{page.lexicon.widened(q.text)} {q.meant}") if q else set()
    if q and _THREAT.search(q.text):
        terms |= _terms(THREAT_WORDS)
    quotations: list[tuple[str, Passage]] = []
    kept = [h for h in hits if wanted is None or wanted(h.passage)]
    if q and q.has("agreement"):
        # Where guides may differ, each of them speaks before any speaks twice.
        first = {h.passage.guide: h for h in reversed(kept)}
        kept = sorted(first.values(), key=lambda h: -h.score) + [h for h in kept if h not in first.values()]
    figures = set(_FIGURE.findall(q.text)) if q else set()
    if figures:
        # A passage that holds the very figure of the question speaks first.
        kept = sorted(kept, key=lambda h: figures.isdisjoint(_FIGURE.findall(h.passage.quote)))
    for hit in kept[:6]:
        sentence = _quotation(hit.passage, terms, short=len(quotations) > 1)
        if sentence and sentence not in [s for s, _ in quotations]:
            quotations.append((sentence, hit.passage))
    for i, (sentence, passage) in enumerate(quotations[:MOST_QUOTED]):
        if i == 1 and style == "sentence":
            page.say(ALSO_SAID, style="lead", required=False)
        page.say(sentence, passage, style=style if i == 0 else "bullet", required=i == 0)
    return bool(quotations)


# A figure as it is written, whole: "40" is not in "401k".
_FIGURE = regex(r"(?<![\w.,])\d[\d.,]*(?:\s?[-–]\s?\d[\d.,]*)?(?:%|\w+)?(?<![.,])")


def _terms(text: str) -> set[str]:
    return {_stem(w) for w in words_of(text) if w not in STOP_WORDS and len(w) > 2}


_ENDINGS = (
    "ations", "ation", "ating", "iated", "iate", "ing", "ies", "ers", "ed", "es", "er", "s", "y", "e",
)  # fmt: skip


@lru_cache(maxsize=8192)
def _stem(word: str) -> str:
    """A word without its ending. The guides' words come with every question."""
    if word.endswith(_ENDINGS):
        for end in _ENDINGS:
            if word.endswith(end) and len(word) - len(end) >= 4:
                return word[: -len(end)]
    return word


def _quotation(passage: Passage, terms: set[str], short: bool) -> str | None:
    """A passage as a sentence: its own words in quotation marks, with what they belong to."""
    parts = dict(passage.parts)
    kind = passage.kind
    if kind == "pushback":
        when, say = parts.get("when", ""), parts.get("say", "")
        return f"If they say “{flat(when).strip(_Q)}”, you can say: “{flat(say).strip(_Q)}”"
    if kind == "faq":
        answer = _best_sentences(flat(parts.get("answer", "")), terms, 1 if short else 2, first=True)
        asked = flat(parts.get("question", "")).strip(_Q)
        # "Yes" alone would answer the person's own question, which is another one.
        return (f"Asked “{asked}”, the guide says: “{answer}”" if asked else f"“{answer}”") if answer else None
    if kind == "list":
        heading = flat(parts.get("heading", passage.section))
        items = [flat(v) for k, v in passage.parts if k == "item"]
        lead = [flat(v) for k, v in passage.parts if k == "lead-in"]
        if not items:
            return None
        # A lead with figures is said where it stands, not in brackets beside another passage's mark.
        named = lead and lead[0] != heading and not any(c.isdigit() for c in lead[0])
        name = f"{heading} ({lead[0].rstrip(':')})" if named else heading
        return f"{name}: “{'”, “'.join(items)}”."
    if kind == "row":
        cells = [(k, v) for k, v in passage.parts if v]
        if not cells:
            return None
        return (
            f"{flat(cells[0][1])}: " + "; ".join(f"{flat(k).lower()} “{flat(v)}”" for k, v in cells[1:]) + "."
        )
    if kind == "lever":
        name = flat(parts.get("name", passage.section))
        return (
            f"Lever “{name.rstrip(':')}”: “{flat(parts.get('say', '')).strip(_Q)}”"
            if parts.get("say")
            else None
        )
    if kind == "script":
        words = flat(parts.get("say", "") or passage.quote.lstrip("> "))
        return f"The guide's script, with its blanks: “{words.strip(_Q)}”"
    if kind == "persona":
        strategy = _best_sentences(flat(parts.get("strategy", "")), terms, 1 if short else 2, first=False)
        name = flat(parts.get("name", passage.section))
        return f"For someone in this place, “{name}”: “{strategy}”" if strategy else None
    if kind == "timeline":
        steps = [(k, v) for k, v in passage.parts]
        if not steps:
            return f"“{flat(passage.quote)}”"
        return "In this order: " + " → ".join(f"“{flat(k)}” (“{flat(v)}”)" for k, v in steps) + "."
    if kind in ("formula", "levels", "sources"):
        lines = [flat(line) for line in passage.quote.split("\n")]
        pieces = [line for line in lines if line and line != passage.section]
        return f"{passage.section}: “{'” · “'.join(pieces)}”"
    best = _best_sentences(flat(passage.quote.lstrip("> ")), terms, 1 if short else 2, first=False)
    return f"“{best}”" if best else None


_Q = "\"“” '"


def _best_sentences(text: str, terms: set[str], most: int, first: bool) -> str:
    """The sentences nearest to the question, in their own order; whole, never cut."""
    sentences = [s for s in _SENTENCE.split(text) if s.strip()]
    if len(sentences) <= most:
        return " ".join(sentences)
    scored = []
    for i, s in enumerate(sentences):
        own = {_stem(w) for w in words_of(s)}
        figure = 0.8 if own & terms and re.search(r"\d", s) else 0
        scored.append((len(own & terms) + figure + (1.5 if first and i == 0 else 0) - i * 0.01, i))
    chosen = sorted(i for _, i in sorted(scored, reverse=True)[:most])
    if chosen[-1] - chosen[0] == len(chosen) - 1:
        return " ".join(sentences[i] for i in chosen)
    return " … ".join(sentences[i] for i in chosen)


@lru_cache(maxsize=1024)
def stems_of(text: str) -> frozenset[str]:
    """The words of a text without their endings. Passages are found again and again."""
    return frozenset(_stem(w) for w in words_of(text))


def own_terms(q: Question) -> set[str]:
    """What a question says beside names, small words and words that only rank."""
    return _terms(q.text) - {_stem(w) for m in q.resolved.mentions for w in words_of(m.text)} - _EMPTY


def terms_meant(q: Question, widened: str) -> set[str]:
    """The guides' words for what a question says in others."""
    return _terms(widened) - _terms(q.text) - _EMPTY


def of_the_field(text: str) -> bool:
    """Whether a text has a word of offers and negotiations."""
    return bool(_OF_THE_FIELD.search(text))


def in_situation(text: str) -> bool:
    """Whether a text tells what somebody does or fears before the other side."""
    return bool(_SITUATION.search(text))


def supports(q: Question, hits: Sequence[Hit], cosine: float, widened: str) -> bool:
    """Whether what was found is about the question at all, names of companies and places apart.

    Near in meaning with a word in common, or most of the question's own words in one passage.
    """
    names = {
        _stem(w) for m in q.resolved.mentions if m.kind in ("company", "place") for w in words_of(m.text)
    }
    own_terms = _terms(q.text) - names - _EMPTY
    terms = _terms(widened) - names - _EMPTY
    shared = covered = 0
    for hit in hits[:5]:
        there = stems_of(hit.passage.text) - names
        shared = max(shared, len(terms & there))
        reached = {t for t in own_terms if t in there or (terms - own_terms) & there}
        covered = max(covered, len(reached))
    if own_terms and covered * 2 >= len(own_terms) and cosine >= NOT_FAR:
        return True
    if names:
        # A name alone is near to every passage that has it.
        return (cosine >= NEAR and shared >= 1) or shared >= 2
    if cosine >= FIELD_NEAR and own_terms and _OF_THE_FIELD.search(q.text):
        return True
    if cosine >= SITUATION_NEAR and _SITUATION.search(q.text):
        return True
    return cosine >= NEAR + 0.12 or (cosine >= NEAR and shared >= 1) or (cosine >= NEAR - 0.1 and shared >= 2)
