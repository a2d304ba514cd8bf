"""Who an offer is for and who wrote, in a letter's own words.

In: the text of a letter. Out: `Read`s for candidate (who is greeted) and recruiter (who sent it, says so, or
signed it). A head of the company who signs is no recruiter; a team is nobody.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.counter.proposal import Read
from corpus.regexes import regex

UP = r"[A-ZÀ-ÖØ-Þ]"
_TITLE = r"(?:(?:(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Herr|Herrn|Frau)\.?\s+)+)"
GREETING = regex(
    rf"^[ \t]*(?:(?:Sehr\s+geehrte[rs]?|Dear|Hi|Hello|Hey|Hallo|Liebe[rs]?|Guten\s+Tag"
    rf"|Good\s+(?:morning|afternoon))\s+)(?P<title>{_TITLE})?(?P<name>{UP}[\w'’-]+(?:\s+{UP}[\w'’.-]+){{0,3}})\s*(?=[,!:.–-]|$|\s+[A-Z][a-z]+\s+from\b)",
    re.M,
)
# "To: Mr. Zhang Hao" at the head of a letter; 尊敬的…先生 greets in Chinese.
_ADDRESSED = regex(
    rf"^[ \t]*(?:To|Candidate|Name|An)\s*[:：]\s*{_TITLE}?(?P<name>{UP}[\w'’-]+(?:\s+{UP}[\w'’.-]+){{0,3}})"
    rf"\s*(?:<[^>\n]*>\s*)?$|尊敬的\s*(?P<name2>[\u4e00-\u9fff]{{2,4}}?)\s*(?:先生|女士|小姐|同学)",
    re.M,
)
_GENERIC = frozenset("team all there candidate sir madam everyone applicant colleague friend".split())
CLOSING = regex(
    r"^[ \t]*(?:(?:best|kind|warm|kindest|many)\s*(?:regards|wishes|thanks)?|regards"
    r"|sincerely(?:\s+yours)?|yours(?:\s+(?:sincerely|faithfully|truly))?"
    r"|thanks(?:\s+so\s+much)?|thank\s+you|cheers|all\s+the\s+best"
    r"|best\s+wishes|viele\s+grüße|mit\s+freundlichen\s+grüßen|beste\s+grüße|liebe\s+grüße"
    r"|talk\s+soon|very\s+truly\s+yours)\s*[,!.]?\s*$",
    re.I | re.M,
)
_PERSON = regex(
    rf"\s*(?P<name>{UP}[a-zà-ÿ'’-]+(?:\s+(?:{UP}\.|{UP}[\w'’-]+)){{0,2}})\s*(?:,\s*(?P<title>[^,\d]{{2,50}})?)?$"
)
_ON_BEHALF = regex(r"\s*(?:for\s+and\s+)?(?:on\s+behalf\s+of|for)\s+\S", re.I)
_SENDER = regex(rf"^From:\s*\"?(?P<name>{UP}[\w'’-]+(?:\s+{UP}[\w'’.-]+){{0,2}})\"?\s*<", re.M)
_INTRODUCED = regex(
    rf"\b(?P<name>{UP}[a-z]+)\s+(?:here\s+)?from\s+{UP}\w+\s+here\b|\b(?:I['’]m"
    rf"|my\s+name\s+is|this\s+is)\s+(?P<name2>{UP}[a-z]+)\s+from\b"
)
_HIRES = regex(r"recruit|talent|people|\bHR\b|human\s+resources|hiring|personal|staffing", re.I)
_HEADS = regex(
    r"chief|founder|president|\bCEO\b|\bCTO\b|director\s+of(?!\s+(?:people|talent))"
    r"|general\s+counsel|secretary",
    re.I,
)
_SIGNATORY = regex(r"\bsignatory\s*$", re.I)
_NO_PERSON = regex(
    r"\b(?:team|inc|ltd|gmbh|llc|department|group|human|resources|offer|accepted|signature"
    r"|regards|enclosures?|signatory|authori[sz]ed)\b",
    re.I,
)


def read_at(field: str, text: str, start: int, end: int, note: str) -> Read:
    """A field whose value is what stands in the text there."""
    words = text[start:end]
    return Read(field, words, words, start, end, note)


def candidate_in(text: str) -> Read | None:
    """Whoever is greeted by name."""
    for match in GREETING.finditer(text):
        name = match["name"]
        words = name.casefold().split()
        if words[0] in _GENERIC or _NO_PERSON.search(name):
            continue
        start, end = match.span("name")
        whole = _whole_name(text, name) if match["title"] else None
        if whole is not None:
            return read_at("candidate", text, *whole.span("name"), "the letter is to them")
        return read_at("candidate", text, start, end, "greeted so")
    addressed = _ADDRESSED.search(text)
    if addressed:
        group = "name" if addressed["name"] else "name2"
        name = addressed[group]
        if name.split()[0].casefold() not in _GENERIC and not _NO_PERSON.search(name):
            return read_at("candidate", text, *addressed.span(group), "the letter is to them")
    return None


def _whole_name(text: str, surname: str) -> re.Match[str] | None:
    """The line of an address that has the name of whoever is greeted by title and surname."""
    if " " in surname:
        return None
    line = (
        rf"^[ \t]*(?:(?:To|An):\s*)?{_TITLE}?(?!(?:Dear|Hi|Hello|Hey|Hallo|Mr|Ms|Mrs|Dr)\b)"
        rf"(?P<name>{UP}[\w'’-]+(?:[ ]{UP}[\w'’.-]+)?[ ]{re.escape(surname)})[ \t]*,?$"
    )
    return re.search(line, text, re.M)


def recruiter_in(text: str, close: re.Match[str] | None) -> Read | None:
    """Whoever sent the letter, says who they are, or signed it. `close` are its closing words."""
    sender = _SENDER.search(text)
    if sender and not _NO_PERSON.search(sender["name"]):
        return read_at("recruiter", text, *sender.span("name"), "the mail is from them")
    lines = [(m.start(), m.end(), m[0]) for m in re.finditer(r"[^\n]+", text) if m[0].strip()]
    if close:
        below = [line for line in lines if line[0] >= close.end()]
        return _signed(text, below)
    introduced = _INTRODUCED.search(text)
    if introduced:
        group = "name" if introduced["name"] else "name2"
        return read_at("recruiter", text, *introduced.span(group), "introduced so")
    for n, (_, _, line) in enumerate(lines[1:], 1):
        if (
            _HIRES.search(line)
            and len(line.split()) <= 6
            and not re.search(r"[:.]", line)
            and n >= len(lines) - 3
        ):
            return _signed(text, lines[n - 1 :])
    if lines and GREETING.search(text):
        last = lines[-2] if len(lines) > 3 and _SIGNATORY.search(lines[-1][2]) else lines[-1]
        person = _PERSON.fullmatch(last[2])
        if person and len(person["name"].split()) <= 3 and len(lines) > 2:
            return _signed(text, [last])
    return None


def _signed(text: str, below: Sequence[tuple[int, int, str]]) -> Read | None:
    while below and _ON_BEHALF.match(below[0][2]):
        below = below[1:]
    if not below:
        return None
    person = _PERSON.fullmatch(below[0][2])
    if person is None or _NO_PERSON.search(person["name"]):
        return None
    title = person["title"] or (below[1][2] if len(below) > 1 else "")
    if _HEADS.search(title) and not _HIRES.search(title):
        return None
    start = below[0][0] + person.start("name")
    return read_at("recruiter", text, start, start + len(person["name"]), "signed so")
