"""Who offers what to whom, where and from when, in a letter's own words.

In: the text of a letter (what is not the offer blanked out), its sentences, the lexicon. Out: `Read`s for
company, role, level and region, and with them those of its people and dates. A name is read where the
letter's form says what it is, or where it is the only known one of its kind.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.counter.letter_dates import dates_in
from assistant.counter.letter_people import CLOSING, GREETING, UP, candidate_in, read_at, recruiter_in
from assistant.counter.letter_place import region_in
from assistant.counter.letter_text import Sentence
from assistant.counter.letter_words import LABEL_END, LEGAL_SUFFIX, ROLE_HEAD, THEIR_OFFER
from assistant.counter.proposal import Read
from corpus.regexes import regex
from index.resolve import Lexicon, Mention

_NAME = rf"(?<!\w){UP}(?:[\w&'’*+-]|\.(?=[a-z])){{0,40}}(?:[ ](?:{UP}[\w&'’*+-]{{0,40}}|of|and|&|de|der|du)){{0,4}}"
_LEGAL_END = regex(
    rf"(?:,?\s+(?:{LEGAL_SUFFIX}|India|Singapore|China|US|USA|UK|\([A-Z][a-z]+\)))*,?\s+{LEGAL_SUFFIX}\s*$"
)
_ROLE = (
    rf"(?:(?:(?<!\w)(?:{UP}|ML|AI))[\w/&+.-]{{0,40}}(?:[ ](?:of|and"
    rf"|&)(?=[ ]{UP}))?[ -]){{0,5}}(?:[\w/]{{0,40}}{ROLE_HEAD})(?:[ ](?:I{{1,3}}|IV|V|[1-5]))?\b"
    rf"(?:,[ ](?:{UP}[\w/-]+)(?:[ ]{UP}[\w/-]+){{0,2}})?"
)
_ROLE_LABEL = regex(
    r"^[^\w\n]*(?:job\s+title|title|role|position|designation|岗位|职位|Stelle)"
    rf"{LABEL_END}(?P<name>[^\n|\t]{{2,60}})",
    re.I | re.M,
)
_ROLE_FORMS = (
    regex(
        rf"\b(?:position|role|post|job|title|Stelle)\s+(?:of|as|als)\s+(?:an?\s+|our\s+"
        rf"|the\s+)?(?:new\s+)?[“\"']?(?P<name>{_ROLE})"
    ),
    regex(rf"\b(?:as|als)\s+(?:an?\s+|our\s+|the\s+|eine?n?\s+)?(?:new\s+)?(?P<name>{_ROLE})"),
    regex(
        rf"\b(?:the|a|an|our|this|for)\s+(?P<name>{_ROLE})\s*(?:\([^)\n]{{1,12}}\)\s*)?(?:role"
        rf"|position|post|job|opening|team)\b"
    ),
    regex(rf"\b(?:for|in)\s+(?:the\s+)?(?P<name>{_ROLE})(?=\s|[,.;:(]|$)"),
    regex(
        rf"^[^\w\n]*(?:Offer\s*[:–-]\s*|Subject:\s*Offer\s*[:–-]\s*)?(?P<name>{_ROLE})(?=\s*[(,|–-]"
        rf"|\s+(?:in|at)\b|\s*$)",
        re.M,
    ),
    regex(
        rf"(?:[:,–-]\s+|offers?\s+you\s+(?:the\s+|a\s+)?)(?P<name>{_ROLE})(?=\s*[(,.|–-]|\s+(?:in"
        rf"|at)\b|\s*$)",
        re.M,
    ),
)
_COMPANY_LABEL = regex(
    rf"^[^\w\n]*(?:company|employer|公司|Arbeitgeber){LABEL_END}(?P<name>[^\n|\t]{{2,60}})", re.I | re.M
)
_NOT_COMPANY = regex(
    r"^(?:We|You|Your|This|That|It|The|Our|I|In|On|As|For|Here|Hi|Hey|Hello|Dear|There|Base"
    r"|Salary|Bonus|Equity|Offer|Role|Level|Terms?|Annual|Sign|RSUs?"
    r"|Congratulations|Please|Thanks|Thank|Subject|Re|Private|Monthly|Total|Compensation"
    r"|Confidential|Letter|Employment|If|All|Good|Great|Further|Notes?"
    r"|Recruiter|HR|Option|Monday|Tuesday|Wednesday|Thursday|Friday|Position|Location|Start"
    r"|Date|From|To|Fixed|Target|Board|System|Annexure|Company|And|Component)\b",
)
_EAGER = (
    r"(?:(?:is|are)\s+(?:(?:very|so|really|truly|extremely)\s+)?(?:pleased|delighted|happy"
    r"|excited|thrilled|glad|proud)|would\s+(?:like|love)|wants\b|is\s+offering|offers?\s+you"
    r"|can\s+(?:offer|do)|agrees\s+to|gives\s+you|pays\s+you|will\s+pay|offers\s+an?\b"
    r"|believes?\b)"
)
_COMPANY_FORMS = (
    regex(rf"\bon\s+behalf\s+of\s+(?P<name>{_NAME}(?:,?\s+{LEGAL_SUFFIX})*)"),
    regex(
        rf"(?:^|[.!?\n:“\"(]\s{{0,3}}|\b(?:that|and|but"
        rf"|because)\s+)(?P<name>{_NAME}(?:,?\s+(?:\([A-Z]\w+\)\s+)?{LEGAL_SUFFIX})*)\s+{_EAGER}",
        re.M,
    ),
    regex(rf"(?P<name>{_NAME}(?:\s+\([A-Z]\w+\))?(?:,?\s+{LEGAL_SUFFIX})+)(?![\w])"),
    regex(
        rf"\b(?:offers?|employment|position|role|job|opportunity|package|numbers"
        rf"|love\s+to\s+have\s+you|committee|team|work|join|summary|terms|compensation"
        rf"|Angebot)\b(?:\s+[\w’'-]+){{0,6}}?\s+(?:at|with|from|for|bei(?:\s+der"
        rf"|\s+dem)?)\s+(?P<name>{_NAME})"
    ),
    regex(rf"\bjoin(?:ing)?\s+(?:us\s+at\s+)?(?P<name>{_NAME})"),
    regex(
        rf"\b(?:[Aa]t|bei|[Ww]elcome\s+to|here\s+from|from)\s+(?P<name>{_NAME})(?=,|\s+(?:your|we"
        rf"|here|the|in|came)\b|\.|\s*$|\s+[a-z])",
        re.M,
    ),
    regex(
        rf"\A\s*(?P<name>{_NAME})(?:\s+(?:offer|compensation|employment|new\s+hire|salary|total"
        rf"|comp|terms)\b|\s+[-–]\s|:\s|,\s|\s*\n)"
    ),
    regex(
        rf"^(?P<name>{_NAME})\s+(?:pays|gives|serves|would|will)\b"
        rf"|^(?P<name2>{_NAME})(?:\s+offer\b|:\s+(?=total|base|your))",
        re.M,
    ),
)
_LEVEL_LABEL = regex(
    r"\b(?:job\s+|career\s+)?(?:level|grade|band|职级)\b\s*(?:is\s+|of\s+"
    r"|will\s+be\s+)?[:：|\t-]?\s*(?:level\s+)?(?P<name>[A-Z]{0,3}-?\d{1,2}(?:[-.]\d{1,2})?\+?)(?![\w%$])",
    re.I,
)
_LEVEL_OF_ELSE = regex(
    r"\s+(?:policy|policies|benefits?|relocation|package|support|clearance|cover(?:age)?|tier|executives?)\b", re.I
)
_LEVEL_TOKEN = regex(
    r"(?<![\w$£€.,/-])(?P<name>(?:ICT|IC|SDE|E|L|P|T|M|D)-?\d{1,2}(?:-\d)?)(?![\w%.,-]*\d|\s*(?:%|visa|form))"
)


def names_in(text: str, sentences: Sequence[Sentence], lexicon: Lexicon) -> list[Read]:
    """Every name and date of an offer that the letter's form gives."""
    mentions = lexicon.mentions(text, correct=False)
    close = CLOSING.search(text)
    body = text[: close.start()] if close else text
    found = [
        _company(text, mentions),
        _role(body, lexicon),
        _level(body),
        region_in(text, body, mentions, lexicon),
        candidate_in(text),
        recruiter_in(text, close),
        *dates_in(sentences),
    ]
    kept = [read for read in found if read is not None]
    people = {r.field: r.value for r in kept if r.field in ("candidate", "recruiter")}
    if people.get("candidate") and people.get("candidate") == people.get("recruiter"):
        kept = [r for r in kept if r.field != "recruiter"]
    return kept


# -------------------------------------------------------------------------------------- company


def _company(text: str, mentions: Sequence[Mention]) -> Read | None:
    label = _COMPANY_LABEL.search(text)
    if label:
        start, end = _plain_company(text, *label.span("name"))
        return read_at("company", text, start, end, "labelled so")
    theirs = [m.span() for m in THEIR_OFFER.finditer(text)]
    greeted = [m.span("name") for m in GREETING.finditer(text)]
    for form in _COMPANY_FORMS:
        for match in form.finditer(text):
            group = "name" if match["name"] else "name2"
            start, end = _plain_company(text, *match.span(group), mentions)
            name = text[start:end]
            if len(name) < 2 or _NOT_COMPANY.match(name) or re.search(rf"\b{ROLE_HEAD}\b", name):
                continue
            if any(first <= start <= last + 25 for first, last in theirs):
                continue
            if any(first <= start < last for first, last in greeted):
                continue
            kinds = {m.kind for m in mentions if m.start <= start and end <= m.end}
            if kinds and "company" not in kinds:
                continue
            return read_at("company", text, start, end, "by the form of the sentence")
    known = [
        m
        for m in mentions
        if m.kind == "company" and m.text != "AWS" and not any(a <= m.start <= b + 25 for a, b in theirs)
    ]
    names = {m.name for m in known}
    if len(names) == 1:
        return read_at("company", text, known[0].start, known[0].end, "the only company named")
    return None


def _plain_company(text: str, start: int, end: int, mentions: Sequence[Mention] = ()) -> tuple[int, int]:
    """A company's name without its legal form, and without a place behind it."""
    name = text[start:end].rstrip(" ,.")
    legal = _LEGAL_END.search(name)
    if legal:
        name = name[: legal.start()]
    name = re.sub(r"(?:股份|责任)?有限(?:责任)?公司$|['’]s$", "", name)
    lead = re.match(r"(?:With|At|The|For|Our|From|Dear|Join|And)\s+(?=\S)", name)
    if lead and not legal:
        start, name = start + lead.end(), name[lead.end() :]
    for mention in mentions:
        if mention.kind == "place" and start < mention.start < start + len(name) and not legal:
            name = text[start : mention.start]
    name = re.sub(r"(?:\s+(?:and|of|&|de|der|du|as|for|in|at|The|Research Scientist))+\s*$", "", name).rstrip(
        " ,.:-–"
    )
    return start, start + len(name)


# ------------------------------------------------------------------------------------ role, level


def _role(body: str, lexicon: Lexicon) -> Read | None:
    label = _ROLE_LABEL.search(body)
    if label and not re.search(r"\d{3}|[.!?]\s", label["name"]):
        start, end = label.span("name")
        end = start + len(
            re.split(r"[（(，]|,\s+(?:based|located|reporting|in|at)\b", body[start:end])[0].rstrip()
        )
        return read_at("role", body, start, end, "labelled so")
    for form in _ROLE_FORMS:
        for match in form.finditer(body):
            start, end = match.span("name")
            before = body[max(0, start - 40) : start]
            if re.search(
                r"(?:report\w*(?:\s+directly)?\s+to|manager\s+is|mentor\s+for|supervis\w+)\W+(?:the\s+"
                r"|our\s+)?$",
                before,
                re.I,
            ):
                continue
            start, end = _plain_role(body, start, end, lexicon)
            if end - start < 4 or body[start:end] in ("Lead", "Manager", "Director", "Engineering"):
                continue
            return read_at("role", body, start, end, "by the form of the sentence")
    own = [m for m in lexicon.mentions(body, correct=False) if m.kind == "role" and len(m.text) > 3]
    titled = [m for m in own if re.search(rf"{ROLE_HEAD}s?$|师$|员$|家$", m.text, re.I)]
    if len({m.name for m in titled}) == 1:
        return read_at("role", body, titled[0].start, titled[0].end, "the only role named")
    return None


def _plain_role(body: str, start: int, end: int, lexicon: Lexicon) -> tuple[int, int]:
    """A role without the place or company that a comma adds."""
    name = body[start:end]
    comma = name.find(",")
    if comma >= 0:
        added = [m for m in lexicon.mentions(name[comma:], correct=False) if m.kind in ("place", "company")]
        if added or _LEVEL_TOKEN.search(name[comma + 1 :]):
            name = name[:comma]
    name = re.sub(r"^(?:The|Our|A|An|New|Offer|Subject)\s+", "", name)
    return start + body[start:end].find(name), start + body[start:end].find(name) + len(name)


def _level(body: str) -> Read | None:
    labels = [
        m
        for m in _LEVEL_LABEL.finditer(body)
        if not re.match(r"\s*(?:years|months|weeks|days|%)", body[m.end() :])
    ]
    labels = [m for m in labels if "band" not in m[0].lower() or m["name"][0].isalpha()]
    labels = [m for m in labels if not _LEVEL_OF_ELSE.match(body, m.end())]
    found = {m["name"]: m for m in _LEVEL_TOKEN.finditer(body)}
    whole = [m for m in labels if not m["name"].isdecimal()]
    # "L5" names a level by itself; a bare number behind "level" may be that of anything.
    if whole or (labels and len(found) != 1):
        start, end = (whole or labels)[0].span("name")
        return read_at("level", body, start, end, "labelled so")
    if len(found) == 1:
        start, end = next(iter(found.values())).span("name")
        return read_at("level", body, start, end, "the only level named")
    return None
