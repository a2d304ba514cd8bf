"""What a sentence asserts of people: who has, does, says or is about to do something.

In: a sentence with its figures written, `Material`. Out: a reason for a word that neither the data has nor
advice needs, and a narrower one where somebody is said to have or do something: then the words have to be
the data's own, since that is where offers, promises and news are invented. It reads English.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from assistant.model.counsel import (
    SHORT,
    claimed_in,
    dishonest_counsel,
    has_verb,
    is_act,
    is_remark,
    pieces_of,
    possessed_in,
    without_opening,
)
from assistant.model.references import Material, Rendered
from assistant.model.vocabulary import (
    ALL,
    Tier,
    forms_of,
    is_imperative,
    strange_words,
    with_same,
    words_in,
)
from assistant.model.weighing import KINDS, Doubt, said_score
from assistant.model.words import ADVISING, CHINESE, names_of, quotes, stems
from corpus.money import amounts_in
from corpus.regexes import regex

IX = re.IGNORECASE | re.VERBOSE

_CLAUSE = regex(
    r"[;:]\s|,\s+(?:(?:and|but|so|while|whereas|since|because|as)\s)?|\s(?:because|since|while|whereas|although)\s"
)
_OTHERS = regex(
    r"""^\W*(?:(?:and|but|so|since|as|because|once|also|then|now|here|there|yet|in\s+(?:your|this|most
    |many)\s+cases?|in\s+practice|\w{3,}ly)[\s,]+)*
    (?:they|he|she|others?|people|everybody|everyone|somebody|someone|anybody|nobody
    |(?:(?:the|your|my|our|their|a|an|some|most|many|all|other|several|two|three|more|new|these|those|both|hiring
    |average)\s+){0,3}
     (?:\w+\s+)?(?:hr|recruiters?|manager|managers|team|teams|compan(?:y|ies)|employers?|firms?|people|engineers?
     |candidates?|colleagues?|hires?|director|department|group))
    \s+(?P<does>.*)""",
    IX,
)
_YOU = regex(
    r"""^\W*(?:(?:and|but|so|since|as|because|then|now|here|there|yet|also|with\s+that|on\s+top)\s+)*
    (?:you(?:['’](?:ve|re|ll|d))?\s+(?:(?:also|already|still|now|only|even|just|both)\s+)?
      (?:have|had|hold|got|get|were|are|will|would|received?|earn|made?)\b|you['’](?:ve
      |re(?!\s+(?:\w+ly\s+)?(?:free|welcome|right|wise|asking|better\s+off|in\s+an?\s+\w+\s+(?:place|spot|position)))|ll
      |d)\b
      |you\s+(?:can|could|may|might)\s+(?:also\s+|even\s+|still\s+)?(?:get|keep|have|earn|receive|gain|rely
      |count)\b|your\s)""",
    IX,
)
_YOU_WOULD = regex(r"\byou(?:['’](?:ll|d)|\s+(?:will|would))\b", re.IGNORECASE)
_ACCORDING = regex(r"\b(?:according\s+to|as\s+per|judging\s+by|based\s+on)\s+([^,;.∎]{3,40})", re.IGNORECASE)
# Nothing here is known from hearsay, whoever stands in the data.
_HEARSAY = regex(
    r"\b(?:people|persons?|someone|somebody|friends?|colleagues?|insiders?|folks|employees|staff|teams?|peers?"
    r"|managers?|engineers|sources)\b",
    re.IGNORECASE,
)
_SOURCES = frozenset(
    "guide guides script data market research number numbers figure figures range band table row".split()
)
_FORETOLD = regex(r"\b(?:will|won['’]t|going\s+to|(?:is|are|am)\s+about\s+to|shall)\b", re.IGNORECASE)
_OPEN = regex(
    r"\b(?:how|what|whether|if|which|that|who)\b", re.IGNORECASE
)  # "think about how it will develop"
_SPEAKER = regex(r"\b(?:I|I['’](?:ve|m|d|ll)|[Mm]y|[Mm]e|[Mm]ine|[Ww]e|[Oo]ur|[Uu]s)\b")
_TOLD_OF_ME = regex(
    r"\bI(?:['’]ve)?\s+(?:also\s+|already\s+|just\s+)?(?:have|had|hold|held|got|received?|was|were|earn|made?|led|built|won|wrote|published"
    r"|been|know|heard|spoke)\b|\bI['’]ve\b|\bmy\b",
    re.IGNORECASE,
)
_OF_THE_GUIDES = regex(r"\bguides\b", re.IGNORECASE)
# Words in quotation marks that the person may say, as far as a sentence of them reaches.
_TO_BE_SAID = regex(
    r"[“\"][^“”\"]*(?:[”\"]|$)|^[^“”\"]*[”\"]$|(?:(?<=\s)|^)['‘](?=\w)(?:[^'’]|(?<=\w)['’](?=\w))+(?<=[\w.!?,])['’](?!\w)"
)
_OPINION = regex(
    r"\bI\s+(?:say|suggest|advise|recommend|think|read|see)\b|\blet\s+me\b"
    r"|\bI(?:['’]m|\s+am)\s+(?:afraid|sorry|not\s+sure|unsure)\b|\bI\s+(?:understand|wish|hope|have\s+no(?:thing)?|hear\s+you)\b"
    r"|\bI\s+(?:can|could|can['’]t|cannot|couldn['’]t|won['’]t|wouldn['’]t|don['’]t|do\s+not)\s+(?:only\s+|also\s+|really\s+|fairly\s+)?"
    r"(?:put|call|say|name|confirm|guess|tell|give|get|pass|point|quote|show|treat|turn|convert|translate|look|suggest|advise|recommend|see|find|compare|rank|judge|vouch|add|think|know\s+(?:which|whether|how|why))\b"
    r"|\bI(?:['’]d|\s+(?:would|should)(?:n['’]t)?)\s+(?:not\s+|also\s+)?(?!have|get|earn|los|be\b|leave|go\b|tak|receiv|accept|mov|join)\w+",
    re.IGNORECASE,
)
_MINE = regex(
    r"""\bI(?:['’]ve|['’]m)?\s+(?:(?:also|already|still|now|just|recently|do)\s+)*
    (?:have|had|hold|held|got|get|received?|was|were|am|earn|made?|led|built|worked|won|wrote|published|know|heard
    |learn(?:ed|t)|spoke|turned)\b
    |\bI['’](?:ve|m)\b""",
    IX,
)
_OF_MINE = regex(
    r"\b(?:my|our)\s+(?P<what>[\w’'-]+(?:\s+[\w’'-]+)?)|\bI\s+(?:can|could|might|may|will)\s+(?P<does>\w+)",
    re.IGNORECASE,
)
# What is narrow wherever it stands: what they do, what is theirs, what there is, what happened, what the writer knows.
_THEY = regex(
    r"""\b(?:they|he|she)\s+(?:(?:also|always|never|just|still|only|often|usually|really|\w+ly)\s+)*
    (?:(?:can|could|will|would|may|might|must|have|had|did|do|does|are|were|is|was|has)\s+(?:not\s+)?(?:be\s+
    |been\s+)?)?
    (?P<what>[\w’'-]+(?:\s+[\w’'-]+)?)""",
    IX,
)
_THEIR = regex(r"\b(?:their|his|her)\s+(?P<what>[\w’'-]+(?:\s+[\w’'-]+)?)", re.IGNORECASE)
_THERE_IS = regex(
    r"""\bthere\s+(?:is|are|was|were|has\s+been|will\s+be)\s+(?:(?:also|still|usually|often|always|already)\s+)*
    (?P<what>(?:(?!to\b|in\b|for\b|with\b|on\b|of\b)[\w’'-]+\s*){1,4})""",
    IX,
)
_HAPPENED = regex(
    r"""^(?P<what>.*\b(?:came|went|had|got|made|gave|took|became|began|grew|rose|raised|moved|turned|paid|sent|wrote
    |met|won(?!['’])|lost
    |found|ran|saw|agreed|promised|added|changed|hired|gone|risen|fallen|dropped|doubled)\b.*)""",
    IX | re.MULTILINE,
)
_DID = regex(
    r"""\b(?:they|he|she|recruiters?|compan(?:y|ies)|employers?|teams?|managers?|people|others)\s+(?:(?:have|has
    |had)\s+)?
    (?:(?:already|once|recently|just|also|never|even|\w+ly)\s+)*(?P<what>\w{3,}ed)\b""",
    IX,
)
_KNOWN_TO_ME = regex(
    r"\bI\s+(?:also\s+|already\s+)?(?:know|hear|heard|gather|learn(?:ed|t)|reali[sz]e|am\s+aware|am\s+told)\s+(?P<what>.*)",
    re.IGNORECASE,
)


@lru_cache(maxsize=64)
def words_of_data(text: str) -> frozenset[str]:
    """The words of a text as they stand."""
    return frozenset(words_in(text))


_SAYING_THAT = regex(r"^\W*(?:that|which|who)\s+", re.IGNORECASE)
_OF_SHARES = regex(r"\b(?:stock|shares?|equity|rsus?|options?)\b", re.I)
_CASH = frozenset(("cash",))  # may be said of a figure
_SAYING = frozenset(
    """say says said ask asks offer offers offered tell give want mean state reply answer insist refuse pay make push
    come need like expect set put list print have press stand lie sit""".split()
)
_THEIRS = frozenset(
    "own mind part side way point place view words reasons reason answer question questions budget range offer".split()
)
_BEING = frozenset(
    """need reason reasons point way ways harm doubt chance sense use room gap difference plenty nothing space bit lot
    flexibility leeway slack range band figure headroom
    distance shame limit side thing things good case left lever levers""".split()
)
_NARROW = (
    (_THEY, _SAYING),
    (_THEIR, _THEIRS),
    (_THERE_IS, _BEING),
    (_HAPPENED, frozenset(("said", "offered"))),
    (_KNOWN_TO_ME, frozenset[str]()),
)
_IF = regex(r"\b(?:if|when|whether|unless|in\s+case|suppose|once|should\s+you|before|after)\b", re.IGNORECASE)
_SUPPOSED = regex(r"^\W*(?:if\s+I|until|before|[^,]*\buntil\s+you)\b", re.IGNORECASE)
_SAID_OF_FIGURES = regex(r"\ball\s+told\b|(?<=∎)\s*hours?\b|(?<=\d)\s*hours?\b", re.IGNORECASE)
_AS_IT_IS = regex(r"\bas\s+(?:they|it)\s+(?:stands?|are|is)(?=\s*(?:[,.;:!?]|$))|\bon\s+paper\b", re.I)
_TOLD_YOU = regex(r"\b(?:you\s+(?:were|have\s+been)|they)\s+(?:told|quoted)\b", re.IGNORECASE)


# The first word of a letter's sentence; "please tell me" and "let me know" ask for something of the writer's.
_FIRST = regex(
    r"\W*(?P<verb>[A-Za-z]+)\s+(?:that|the|your|them|him|her|this|these|how|why|whether|what|about)\b"
)
# What is said of countering, and of what has come to be, is for the writer to know and not for the reader.
_OF_COUNTERING = regex(r"\bcounter(?:s|ing|-?offers?)?\b|\bnegotiat(?:e|es|ing)\b", re.I)
_HAS_BECOME = regex(
    r"\b(?:it|this|that|they|these|those)\s+(?:has|have|had)\s+(?!to\b|been\s+\w+ing\b)\w+", re.I
)


def asserting_problems(rendered: Rendered, material: Material, letter: bool) -> Iterable[str]:
    """Words that neither the data has nor advice needs; fewer are free where somebody has or does something."""
    if quotes(rendered.text, material):
        return
    known = known_forms(material)
    text = _bare(rendered, material)
    if not letter:
        text = without_opening(text)
        for words in _TO_BE_SAID.findall(text):
            if _TOLD_OF_ME.search(words):
                yield from _strange(words, known, ("joining", "placing", "writing"), "of the speaker ")
        text = _TO_BE_SAID.sub(lambda m: _SPEAKER.sub("·", m[0]), text)
        known_here = _with(known, _CASH) if rendered.placed and not _OF_SHARES.search(text) else known
        yield from _counsel_problems(text, known_here)
    else:
        if (first := _FIRST.match(text)) and is_imperative(first["verb"].lower(), ""):
            yield "it tells its reader what to do, as advice to the writer would"
        for pattern in (_OF_COUNTERING, _HAS_BECOME):
            if (found := pattern.search(text)) and found[0].lower() not in material.composed.lower():
                yield f"“{found[0]}” is no part of what is to be said"
        yield from _strange(text, _with(known, _CASH) if rendered.placed else known, ALL)
    for cited in _ACCORDING.finditer(text):
        yield from _strange(cited[1], _with(known, _SOURCES), ("joining",), "of others ")
        if heard := _HEARSAY.search(cited[1]):
            yield f"“{heard[0]}” are no source"
    clauses = [c for c in _CLAUSE.split(text) if c.strip()]
    for clause in clauses:
        figure = "∎" in clause
        others = _OTHERS.match(clause)
        if others is not None and not figure:
            yield from _strange(clause, known, ("joining",), "of others ")
        elif (
            (to_come := _FORETOLD.search(clause))
            and not (figure or is_act(clause))
            and not _OPEN.search(clause[: to_come.start()])
        ):
            if not (_SPEAKER.search(clause) and (letter or _OPINION.search(clause))):
                free: tuple[Tier, ...] = ("joining", "placing") if _YOU.match(clause) else ("joining",)
                yield from _strange(clause, known, free, "of what is to come ")
        elif letter and not figure and _YOU_WOULD.search(clause):
            yield from _strange(clause, known, ("joining", "placing", "writing"), "of what is to come ")
        elif _YOU.match(clause) and not (figure or letter or is_act(clause) or not has_verb(clause)):
            yield from _strange(clause, known, ("joining", "placing"), "of the person ")
        free_here = not letter and all(piece.directs for piece in pieces_of(clause))
        for m in () if letter or figure else _DID.finditer(clause):
            if m["what"].lower() not in words_of_data(material.told_of) and not _IF.search(
                clause[: m.start()]
            ):
                reason = f"“{m['what']}” is said to have happened and stands nowhere in the data"
                yield Doubt("happened", reason)
        for pattern, more in () if figure else _NARROW:
            if pattern is _HAPPENED and (
                free_here or (not letter and (_OPINION.search(clause) or _SUPPOSED.match(clause)))
            ):
                continue  # "ask what has been paid": nobody says that it has
            for m in pattern.finditer(clause):
                ahead = text[: text.find(clause)] + clause[: m.start()]
                if pattern in (_THEIR, _THEY) and _OF_THE_GUIDES.search(ahead):
                    continue
                if pattern is _THEY and _IF.search(clause[: m.start()]):
                    continue  # "when they call it final": nobody says that they do
                yield from _strange(m["what"] or "", _with(known, more), ("joining",), "of them ")
        if not (letter or _OPINION.search(clause) or _SUPPOSED.match(clause)) and _SPEAKER.search(clause):
            yield Doubt("speaks", "it speaks as somebody who is not asked")
            return
        if letter and _MINE.search(clause):
            yield from _strange(clause, known, ("joining", "placing", "writing"), "of the writer ")
        for mine in _OF_MINE.finditer(clause) if letter else ():
            words = mine["what"] or mine["does"]
            yield from _strange(words, known, ("joining", "placing", "writing"), "of the writer ")


@lru_cache(maxsize=64)  # what is made of some forms is kept by them: the same ones have to be one value
def _with(known: frozenset[str], more: frozenset[str]) -> frozenset[str]:
    return known | more


def _counsel_problems(text: str, known: frozenset[str]) -> Iterable[str]:
    """Of an answer: words that a piece which counsels nobody may not have, and claims in one that does."""
    if said := dishonest_counsel(text):
        yield f"“{said}” is no honest advice"
    for piece in pieces_of(text):
        if not piece.free:
            others = "∎" not in piece.text and _OTHERS.match(_SAYING_THAT.sub("", piece.text))
            strange = strange_words(piece.text, known, ("joining",) if others else ALL)
            for word in strange:
                yield Doubt("said", f"“{word}” is said and stands nowhere in the data")
            continue
        if claimed := claimed_in(piece, known):
            yield Doubt("said", f"“{claimed}” is said and stands nowhere in the data")
        for what in possessed_in(piece.text):
            if not is_act(what + " is"):
                yield from _strange(what, known, ALL, "of somebody ")


def _strange(text: str, known: frozenset[str], tiers: tuple[Tier, ...], of: str = "") -> Iterable[str]:
    strange = strange_words(text, known, tiers)
    if strange:
        reason = f"“{strange[0]}” is said {of}and stands nowhere in the data"
        yield Doubt(of.strip(), reason) if of.strip() in KINDS else reason


def _bare(rendered: Rendered, material: Material) -> str:
    """The sentence without its figures and the names that others judge."""
    text = _AS_IT_IS.sub(" ", _SAID_OF_FIGURES.sub(" ", rendered.bare))
    if any(material.figures[f].source == "input" for _, _, f, _ in rendered.placed):
        text = _TOLD_YOU.sub(" ", text)
    theirs = material.companies | names_of(material.supported, material.lexicon)[0]  # quoted, or named there
    for m in reversed(material.lexicon.mentions(text, correct=False)):
        if m.kind in ("company", "place", "level"):
            other = m.kind == "company" and material.passages and m.name not in theirs
            text = text[: m.start] + ("others" if other else "·" * (m.end - m.start)) + text[m.end :]
    return text


def known_forms(material: Material) -> frozenset[str]:
    """Every form of the words that the data has, and of those that say the same."""
    # whom the person speaks with, and what others judge
    beside = "recruiter usd sgd cny cad eur gbp lakh"
    return material.once("forms", lambda: with_same(forms_of(f"{material.told_of} {beside}")))


def score_of(rendered: Rendered, material: Material, doubts: Sequence[Doubt]) -> float | None:
    """How much a sentence of an answer is like a lie; None where there are no weights for it."""
    text, known, asked = weighed_as(rendered, material)
    return said_score(text, known, asked, doubts, material.encoder)


def weighed_as(rendered: Rendered, material: Material) -> tuple[str, frozenset[str], frozenset[str]]:
    """What of a sentence is weighed, and the words of the data and of the question."""
    return _bare(rendered, material), forms_of(material.supported), forms_of(material.question)


# ---- what it rests on


def support_problem(rendered: Rendered, material: Material) -> str | None:
    """Why a sentence is not about the passages it cites; None where it is, or where that cannot be seen."""
    if CHINESE.search(rendered.bare):
        return None
    own = stems(rendered.bare)
    if not own:
        return None
    cited = [material.passages[name] for name in rendered.cited]
    about: set[str] = set()
    for p in cited:
        about |= stems(p.text) | stems(f"{p.quote} {p.title} {p.section}")
    for s in material.sentences:
        if not s.passages or set(s.passages) & set(cited):
            about |= stems(s.text)
    told = {w for w in own if w not in ADVISING}
    if cited and not rendered.placed and told and not own & about:
        typed = {v for a in amounts_in(rendered.bare) if a.unit != "count" for v in (a.low, a.high)}
        if typed & {v for p in cited for a in amounts_in(p.quote) for v in (a.low, a.high)}:
            return None  # it speaks of a figure that stands there
        others = (p for p in material.passages.values() if p not in cited)
        elsewhere = set[str]().union(*(stems(f"{p.text} {p.quote}") for p in others))
        if len(rendered.bare.split()) <= SHORT and is_remark(rendered.bare):
            return None  # "Fair question!"
        row = any(f.fact is not None for f in material.figures.values())
        if not (row or told & elsewhere) and all(piece.directs for piece in pieces_of(rendered.bare)):
            return None  # "Take a breath first.": advice among advice, that claims nothing
        return Doubt("about", f"{', '.join(rendered.cited)} does not speak of this")
    return None
