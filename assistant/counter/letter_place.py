"""Where the job of a letter is, in its own words, or a question where it does not say.

In: the text of a letter (what is not the offer blanked out), the lexicon. Out: a `Read` or a `Doubt` for the
region, and the countries that a letter names. An address, a court or a right to work is no place of a job.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from assistant.counter.letter_dates import DATE
from assistant.counter.letter_people import GREETING, UP, read_at
from assistant.counter.letter_words import LABEL_END, LEGAL_SUFFIX, ROLE_HEAD
from assistant.counter.proposal import Doubt, Read, Reading
from corpus.regexes import regex
from index.resolve import Lexicon, Mention

_PLACE = rf"(?<!\w){UP}[\w'’.-]{{1,40}}(?:[ -]{UP}[\w'’.-]+){{0,2}}(?:,[ ]{UP}[\w.]+(?:[ ]{UP}\w+)?)?"
_PLACE_LABEL = regex(
    r"^[^\w\n]*(?:work\s+)?(?:location|office|region|city|place\s+of\s+work|Arbeitsort|Standort"
    rf"|工作地点|工作地|地点|base\s+location){LABEL_END}(?P<name>[^\n|\t;(（]{{2,50}})",
    re.I | re.M,
)
_PLACE_FORMS = (
    regex(
        rf"\b(?:based|located|sits|working|work|position|role|job|post|office|offices"
        rf"|job\s+is)\s+(?:\w+\s+){{0,3}}?(?:in|from|at|out\s+of)\s+(?:our\s+"
        rf"|the\s+)?(?P<name>{_PLACE})"
    ),
    regex(rf"\b(?:our|its|the)\s+(?P<name>{_PLACE})\s+office|\boffices?,\s+(?P<name2>{_PLACE})"),
    regex(
        rf"\bStandort\s+(?P<name>{_PLACE})|\b(?:Engineer|Scientist|Researcher|Analyst"
        rf"|Developer)[\w ]{{0,4}}\s+in\s+(?P<name2>{_PLACE})"
    ),
    regex(rf"\b(?:in|for)\s+(?P<name>{_PLACE})(?=[.,:;!\s]|$)"),
)
_SURE_PLACE = regex(
    rf"\b(?:(?:based|located)\s+(?:in|at)|{ROLE_HEAD}\s+in)\s+$"
)  # "Engineer at …" is a company's
_TWO_WORDS = regex(rf"{UP}[\w'’-]+(?: {UP}[\w'’-]+)?")
_ELSEWHERE = regex(
    r"(?:laws?\s+of(?:\s+the\s+state\s+of)?|headquartered\s+in|headquarters\s+in|courts\s+of"
    r"|university\s+of|state\s+of|bank\s+of|travel\s+to|visit|registered\s+in"
    r"|(?:right|eligib\w+|authori[sz]\w+|permi\w+|entitle\w+)\s+to\s+(?:live\s+and\s+)?work\s+in)"
    r"\s+(?:the\s+)?$",
    re.I,
)
_HEADER = regex(r"^(?:From|Von|De|Subject|Betreff|Sub|Re|发件人|主题)\s*[:：]", re.M)


def countries_in(text: str, lexicon: Lexicon) -> list[str]:
    """The countries that a letter names, or in which its places lie."""
    found: dict[str, None] = {}
    for mention in lexicon.mentions(text, correct=False):
        if mention.kind == "place":
            for name in (mention.name, *lexicon.around(mention.name)):
                if lexicon.place(name).country or not lexicon.place(name).within:
                    found[name] = None
    return list(found)


def region_in(text: str, body: str, mentions: Sequence[Mention], lexicon: Lexicon) -> Read | None:
    """Where the job is: labelled so, by the form of a sentence, or the only place that is named."""
    places = [m for m in _places(text, mentions) if m.end <= len(body)]
    label = _PLACE_LABEL.search(body)
    if label:
        start, end = label.span("name")
        end = start + len(text[start:end].rstrip(" .,"))
        if not re.search(r"remote|\d{3}", text[start:end], re.I):
            return read_at("region", text, start, end, "labelled so")
    first = _beginning(text)
    formed: list[tuple[int, int, str]] = []
    unknown: Read | None = None
    for form in _PLACE_FORMS:
        for match in form.finditer(body, first):
            group = "name" if match["name"] else "name2"
            start, end = match.span(group)
            inside = [m for m in places if start <= m.start and m.end <= end]
            if inside:
                formed.append((inside[0].start, max(m.end for m in inside), inside[0].name))
                continue
            sure = _SURE_PLACE.search(text[max(0, start - 40) : start])
            words = _TWO_WORDS.match(text, start, end)
            company = any(m.kind == "company" and m.start <= start < m.end for m in mentions)
            elsewhere = _ELSEWHERE.search(text[max(0, start - 40) : start])
            date = DATE.match(text[start:end])
            if unknown is None and sure and words and not company and not date and not elsewhere:
                note = "by the form of the sentence; the place is not known here"
                unknown = read_at("region", text, start, words.end(), note)
    for start, end, name in formed:
        # A city named elsewhere in the letter's own forms says more than the country that came first.
        inner = [one for one in formed if name in lexicon.around(one[2])]
        start, end, _ = inner[0] if inner else (start, end, name)
        return read_at("region", text, start, end, "by the form of the sentence")
    own = [m for m in places if m.start >= first and not _in_company_name(text, m)]
    inner_most = _inner_most(own, lexicon)
    if len({m.name for m in inner_most}) == 1:
        only = inner_most[0]
        return read_at("region", text, only.start, only.end, "the only place named")
    return unknown


def ask_place(text: str, lexicon: Lexicon) -> Doubt:
    """Where the job is, with the places that the letter names (an address, a company's name) as readings."""
    named = {m.name: m for m in reversed(_places(text, lexicon.mentions(text, correct=False)))}
    found = sorted(_inner_most(list(named.values()), lexicon), key=lambda m: m.start)[:4]
    readings = tuple(Reading(m.text, {"region": m.text}) for m in found)
    ask = "The letter does not say where the job is. Where is it?"
    if not found:
        return Doubt("region", ask, "", 0, 0)
    first = found[0]
    return Doubt("region", ask, text[first.start : first.end], first.start, first.end, readings)


def _places(text: str, mentions: Iterable[Mention]) -> list[Mention]:
    return [
        m
        for m in mentions
        if m.kind == "place"
        and "remote" not in m.text.casefold()
        and not _ELSEWHERE.search(text[max(0, m.start - 60) : m.start])
    ]


def _beginning(text: str) -> int:
    """Where the letter itself begins: at its greeting, unless the head of a mail stands before it."""
    greeting = GREETING.search(text)
    if greeting is None or _HEADER.search(text, 0, greeting.start()):
        return 0
    return greeting.start()


def _inner_most(places: Sequence[Mention], lexicon: Lexicon) -> list[Mention]:
    """The places that hold no other of them: of "Bangalore, India" the city."""
    outer = {name for m in places for name in lexicon.around(m.name)}
    return [m for m in places if m.name not in outer]


def _in_company_name(text: str, mention: Mention) -> bool:
    behind = text[mention.end : mention.end + 30]
    return bool(re.match(rf"\)?\s*,?\s*(?:Private\s+)?{LEGAL_SUFFIX}", behind)) or bool(
        re.match(r"\s*(?:dollars?|Time|time|law|standard|holidays?)\b", behind)
    )
