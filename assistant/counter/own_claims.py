"""Claims about the person: deadlines, publications, experience, circumstances, what is left behind, pay.

In: a sentence and what was `Entered`. Out: what the sentence claims that does not stand there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from assistant.counter.entered_claims import (
    DAY,
    IX,
    MONTH,
    NO_CLAIM,
    Entered,
    claimed,
    clauses_of,
    moments_in,
    money_in,
    stems,
    values_of,
)
from assistant.counter.free_text import usable
from assistant.counter.terms import written_out
from corpus.money import Amount, amounts_in
from corpus.regexes import regex
from index.resolve import words_of

# -------------------------------------------------------------------------------------- deadlines


_DEADLINE = regex(
    rf"""\b(?:
        (?:by|until|till|before|no\s+later\s+than|latest\s+by|on\s+or\s+before)\s+(?:the\s+)?(?:end\s+of\s+
          |close\s+of\s+|this\s+|next\s+|coming\s+)*(?:{DAY}|{MONTH}\b|week\b|weekend\b|month\b|day\b
          |business\b|\d{{4}}-\d\d|\d{{1,2}}(?:st|nd|rd|th)\b|\d{{1,2}}[/.]\d|\d{{1,2}}\s+{MONTH})
      | (?:offers?|it|which|that|they|letter|proposal)\s+(?:\w+\s+){{0,3}}(?:expires?|lapses?|runs?\s+out
        |explodes?|ends?\s+on|closes?\s+on|is\s+valid\s+until|is\s+open\s+until)
      | expir(?:es|ing|y|ation) | exploding | deadlines? | time[\s-]?limit | time[\s-]sensitive
        | running\s+out\s+of\s+time | tight\s+timeline | on\s+a\s+clock
      | (?:i|we)\s+(?:must|need\s+to|have\s+to|am\s+(?:required|expected|asked)\s+to|was\s+asked\s+to
        |am\s+under\s+pressure\s+to|owe\s+(?:them|an\s+answer)
        |promised\s+(?:them\s+)?to)\s+(?:\w+\s+){{0,3}}?(?:decide|answer|respond|sign|accept|reply
        |give\s+(?:them|an?|my|you)\s+(?:an?\s+)?(?:answer|decision)|let\s+(?:them|you)\s+know|get\s+back)
      | (?:they|you)\s+(?:want|need|expect|asked\s+for|ask\s+for|require
        |gave\s+me)\s+(?:\w+\s+){{0,3}}(?:answer|decision|reply|response)
      | (?:within|in\s+the\s+next|in\s+less\s+than|only\s+have|only)\s+(?:\d+|an?|one|two|three|four|five|six
        |seven|ten|few)\s+(?:business\s+|working\s+)?(?:hours?|days?|weeks?)
    )""",
    IX,
)


# "Could you give me until next week?" asks; it claims no deadline.
_ASKS_FOR_TIME = regex(
    r"^\W*(?:could|can|may|would|might|is|should)\b[^.]*\b(?:give|have|take|extend|move|wait|possible"
    r"|need|ok|okay)\b",
    re.I,
)


def deadline_claims(sentence: str, entered: Entered) -> Iterable[str]:
    """Deadlines where none was entered, and other ones than the entered."""
    claim = claimed(_DEADLINE, sentence)
    if claim is None or (_ASKS_FOR_TIME.search(sentence) and sentence.endswith("?")):
        return
    if re.search(r"\bstart\w*\b", sentence[: claim.start()], re.I) and (
        entered.offer.start_date or entered.offer.target_words
    ):
        claim = None if moments_in(sentence) <= entered.dates else claim
        if claim is None:
            return
    if not entered.offer.deadline and not any(r.text for r in entered.offer.rounds):
        yield "a deadline that was not entered"
        return
    if strange := moments_in(sentence[claim.start() :]) - entered.dates - _stop_dates(entered):
        yield f"a deadline other than the entered one ({', '.join(sorted(strange))})"


def _stop_dates(entered: Entered) -> frozenset[str]:
    """The words of the deadline as entered, and those that tell no moment by themselves."""
    deadline = entered.offer.deadline or ""
    return frozenset(
        {*words_of(deadline), *words_of(written_out(deadline)), "a", "an", "few", "day", "days", "week", "weeks"}
    )


# ------------------------------------------------------------------------------ about the person

_PUBLISHED = regex(
    r"""\b(?:publish(?:ed|ing)?\s+(?:\w+\s+){0,4}(?:at|in|on|papers?|research|work)|(?:my|our|first-author
      |co-?author\w*)\s+(?:\w+\s+){0,3}(?:papers?|publications?|research|articles?)|publications?|(?:research
      |conference|workshop|journal)\s+papers?
    |NeurIPS|NIPS|ICML|ICLR|CVPR|ICCV|ECCV|ACL|EMNLP|NAACL|KDD|AAAI|IJCAI|SIGIR|RecSys|COLT|AISTATS|Nature
      |co-?authored|(?:best|outstanding)\s+paper
    |(?:been|was|were|is|are)\s+(?:\w+\s+)?cited|citations|h-index|patents?|PhD|Ph\.D|doctorate|thesis
      |award(?:s|ed|-winning)?|keynote|(?:invited\s+)?talk\s+at)\b""",
    re.VERBOSE,
)
_VENUE = regex(r"\b(?:[A-Z]{3,}[a-z]*|NeurIPS|RecSys|Nature)\b")
_ABOUT_ME = regex(
    r"""\b(?:
        my\s+(?:[\w-]+\s+){0,4}(?:experience|expertise|background|track\s+record|record|knowledge|skills?
          |specialt?i[sz]\w*|achievements?|accomplishments?|contributions?|portfolio|research|impact
          |leadership)\b(?P<of>[^.;]*)
      | (?:i|i['’]ve|we)\s+(?:have\s+|had\s+|also\s+|recently\s+|personally\s+|successfully\s+|previously\s+
        |once\s+|single-handedly\s+)*(?:built(?!\s+up)|led|trained|shipped|designed|launched|scaled|managed
        |founded|created|deployed|developed|architected|delivered|grew|improved|reduced|increased|saved
        |optimi[sz]ed|mentored|implemented|worked\s+on|specialised\s+in|specialized\s+in|invented|won|earned
        |received|holds?|pioneered|drove|owned|wrote|contributed|maintain(?:ed)?|authored|ran
        |cut)\b(?!\s+(?:your|this|the|an?|my)\s+(?:\w+\s+){0,2}(?:offer|letter|mail|email|message|note|call
        |reply|details|package|terms|numbers?)\b)(?P<did>[^.;]*)
      | (?:with|bring(?:s|ing)?|over|after|have|for)\s+(?:\w+\s+){0,2}(?P<years>\d+|two|three|four|five|six
        |seven|eight|nine|ten|twelve|fifteen|twenty)\+?\s+years\s+(?:of|in|building|working
        |as)\b(?P<span>[^.;]*)
    )""",
    IX,
)
_MY_LIFE = regex(
    r"\b(?:top|star|high|best|strongest)[\s-]+(?:perform\w+|rated|ranked|contributor|talent)\b"
    r"|\bexceeds?\s+expectations\b|\b(?:was|been|am|being)\s+promoted\b"
    r"|\bmy\s+(?:performance\s+)?(?:reviews?|ratings?)\s+(?:ha|are|were|is)\w*"
    r"|\bmy\s+(?:wife|husband|partner|spouse|family|kids?|children|son|daughter|mortgage|rent|debt"
    r"|loans?|visa|green\s+card|health|parents|relocation|move|landlord|commute)\b"
    r"|\b(?:i\s+am|i['’]m|i\s+will\s+be|we\s+are|i\s+have\s+to|i\s+would\s+be)\s+(?:relocating|moving"
    r"|uprooting)\b"
    r"|\b(?:i|we)\s+(?:have|need)\s+to\s+(?:relocate|move)\b|\bcost\s+of\s+(?:my\s+)?(?:moving|relocating)\b",
    re.I,
)
_PROMISED = regex(
    r"\b(?:as\s+)?you\s+(?:\w+\s+)?(?:promised|agreed|guaranteed|assured|committed|confirmed)\b"
    r"|\b(?:as|what)\s+(?:was|were)\s+promised\b"
    r"|\b(?:you|your\s+team|the\s+hiring\s+manager|your\s+colleague)\s+(?:had\s+|have\s+"
    r"|also\s+)*(?:told\s+me|said\s+that|mentioned|indicated|hinted|implied|signal+ed"
    r"|suggested\s+that)\b"
    r"|\bi\s+(?:was|have\s+been|had\s+been)\s+(?:\w+\s+)?(?:assured|promised|told|guaranteed"
    r"|given\s+to\s+understand)\b",
    re.I,
)


def self_claims(sentence: str, entered: Entered) -> Iterable[str]:
    """Publications, experience and circumstances that the person did not enter."""
    told = entered.told
    if m := claimed(_PUBLISHED, sentence):
        word = m.group().lower()
        venues = {v.lower() for v in _VENUE.findall(sentence) if _PUBLISHED.fullmatch(v)}
        of_them = re.search(
            r"\b(?:your|team['’]s|company['’]s|academy['’]s?)\s+(?:\w+\s+){0,3}$", sentence[: m.start()], re.I
        )
        if not of_them and (any(v not in told for v in venues) or not _told_of(word, told)):
            yield "a publication or distinction that was not entered"
            return
    for m in _ABOUT_ME.finditer(sentence):
        if NO_CLAIM.search(sentence[: m.start()]):
            continue
        if m["years"] and m["years"].lower() not in told and m["years"] not in told:
            yield "years of experience that were not entered"
            continue
        rest = stems(clauses_of((m["of"] or m["did"] or m["span"] or "").strip() or m.group())[0])
        if m["of"] is not None:
            rest |= stems(m.group()[: len(m.group()) - len(m["of"])]) - stems(
                "my experience expertise background track record knowledge skills specialty specialization"
                " achievements accomplishments contributions portfolio research impact leadership own relevant"
                " professional past prior previous"
            )
        rest = frozenset(rest) - _VAGUE
        if rest and 2 * len(rest & entered.words) < len(rest):
            yield "something about the person that was not entered"
    life = claimed(_MY_LIFE, sentence)
    if life and not stems(life.group()) & _told_stems(entered):
        yield "a circumstance that was not entered"
    if claimed(_PROMISED, sentence) and not entered.offer.rounds:
        yield "a promise that was not entered"


_VAGUE = stems(
    "well fits fit relevant closely directly matches match area areas field problem problems things thing closest close"
    " brings value help helps contribute start day one side here same kind part this that short needs need market"
)


@lru_cache(maxsize=512)
def _told_stems_of(text: str) -> frozenset[str]:
    return stems(text)


def _told_stems(entered: Entered) -> frozenset[str]:
    offer = entered.offer
    return _told_stems_of(" ".join([entered.told, *(c for c in offer.constraints if usable(c))]))


def _told_of(word: str, told: str) -> bool:
    kinds = (
        ("paper", "publi", "author", "conference", "journal", "research", "cited", "citation", "neurips", "nips",
         "icml", "iclr", "cvpr", "iccv", "eccv", "acl", "emnlp", "naacl", "kdd", "aaai", "ijcai", "colt",
         "sigir", "recsys", "aistats", "nature"),
        ("patent",), ("phd", "ph.d", "doctor", "thesis"), ("award", "prize", "won"), ("talk", "keynote", "speaker"),
        ("h-index", "citation", "cited"),
    )  # fmt: skip
    mine = [kind for kind in kinds if any(k in word for k in kind)] or [(word,)]
    return any(any(k in told for k in kind) for kind in mine)


# ---------------------------------------------------------------------- what is given up, what is paid

_UNVESTED = regex(
    r"""\b(?:unvested|not\s+(?:yet\s+)?vested|has\s*n['’]t\s+vested|have\s*n['’]t\s+vested
      |has\s+not\s+(?:yet\s+)?vested|have\s+not\s+(?:yet\s+)?vested|forfeit\w*|forgo\w*|forego\w*
    |(?:leav(?:e|ing)|left)\s+(?:\S+\s+){0,6}(?:behind|on\s+the\s+table)|(?:giv(?:e|ing)
      |gave)\s+up\s+(?:\S+\s+){0,6}(?:equity|stock|rsus?|shares|options|bonus|grant|vesting)
    |walk(?:ing)?\s+away\s+from\s+(?:\S+\s+){0,6}(?:equity|stock|rsus?|shares|options|bonus|grant|vesting
      |vest\w*|[$£€¥]|\d)
    |los(?:e|ing)\s+(?:\S+\s+){0,6}(?:equity|stock|rsus?|shares|options|bonus|grant|refresh\w*)|(?:upcoming
      |next|retention|year-end)\s+(?:vest\w*|refresh\w*|payout)
    |(?:not|never)\s+(?:have\s+|be\s+|fully\s+|yet\s+)*vest\w*|(?:equity|stock|rsus?|shares|options|bonus
      |grant)\s+(?:\w+\s+){0,3}(?:at|from|with)\s+my\s+(?:current|present|old|last|existing)
    |buy[\s-]?out\s+(?:of\s+)?my|sacrific\w*\s+(?:\S+\s+){0,6}(?:vest\w*|equity|stock|bonus|grant)|(?:stock
      |equity|rsus?|shares|options|bonus|grant)\s+(?:\w+\s+){0,3}(?:is|are|would\s+be|will\s+be)\s+(?:gone
      |lost|forfeited|void)|(?:bonus|vest\w*|grant|payout)\s+(?:that\s+)?i\s+(?:would|will)\s+(?:miss|lose
      |forgo)|make\s+me\s+whole|clawback)\b""",
    IX,
)
_CURRENT = regex(
    r"""\b(?:(?:my|the)\s+(?:current|present|existing|previous|last)\s+(?:annual\s+|total\s+|base\s+|yearly\s+
      |cash\s+)*(?:salary|pay|compensation|comp|tc|package|income|base|earnings|total|remuneration)\b
    |i\s+(?:currently\s+|now\s+|already\s+|presently\s+)?(?:earn|make|take\s+home|am\s+(?:currently\s+|now\s+
      |already\s+)?(?:paid|earning|making|on))\s+(?=\D{0,12}\d|more|over|well|around|about|at)
    |(?:currently|already|now|today)\s+(?:earn(?:ing)?|mak(?:e|ing)|(?:get(?:ting)?\s+)?paid)|(?:current
      |present)\s+(?:employer|company|job|role)\s+(?:already\s+|currently\s+)?(?:pays|gives)\b
    |i\s+(?:am|was)\s+(?:at|on)\s+(?=[$£€¥₹]|[A-Z]{3}\s?\d|\d)|where\s+i\s+(?:work|am)\s+now
    |my\s+(?:total\s+|base\s+|annual\s+|overall\s+)*(?:salary|pay|compensation|comp|tc|income
      |package)\s+(?:(?:today|now|currently|presently|right\s+now|here)\b|(?:at|in)\s+(?:the\s+moment|present
      |my\s+(?:current|present|old|last))|(?:is|stands\s+at|comes\s+to)\s+(?:\w+\s+){0,2}(?=[$£€¥₹]
      |[A-Z]{3}\s?\d|\d)))""",
    IX,
)


_COMPARED_PAY = regex(
    r"\d|\b(?:higher|lower|more|less|above|below|exceeds?|close|similar|same|already|better|match\w*"
    r"|equal\w*|cut|drop|step\s+down)\b",
    re.I,
)


def given_up_claims(sentence: str, entered: Entered) -> Iterable[str]:
    """Unvested equity and current pay that were not entered, or in other figures."""
    offer = entered.offer
    own = values_of([offer.unvested])
    for clause in clauses_of(sentence):
        if claimed(_UNVESTED, clause, denying=True):
            if offer.unvested is None:
                yield "unvested pay that was not entered"
            elif wrong := [
                a.text
                for a in money_in(clause)
                if {a.low, a.high} - {None} - own and not _is_asked(clause, a)
            ]:
                yield f"{wrong[0]} is not the unvested amount that was entered"
        if claimed(_CURRENT, clause) and (money_in(clause) or _COMPARED_PAY.search(clause)):
            paid = {v for a in money_in(offer.current_pay or "") for v in (a.low, a.high)}
            bare = {a.low for a in amounts_in(offer.current_pay or "")}
            if not offer.current_pay:
                yield "current pay that was not entered"
            elif any({a.low, a.high} - {None} - paid - bare for a in money_in(clause)):
                yield "current pay in another figure than was entered"


def _is_asked(clause: str, amount: Amount) -> bool:
    """ "A sign-on bonus of $40K for the equity I leave behind": the amount is the ask's, not what is left."""
    before = clause[: amount.start]
    return bool(
        re.search(r"\b(?:sign(?:ing)?[\s-]?(?:on|up)?|bonus|base|ask\w*|request\w*)\b[^,]*$", before, re.I)
    ) and not re.search(r"\b(?:unvested|forfeit\w*|giv\w+\s+up|leav\w+|los\w+)\b[^,]*$", before, re.I)
