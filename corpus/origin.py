"""Whose guide it is, for which role, and from when its figures are.

In: front matter, titles, lines of sources. Out: company, role, `as_of`, sources. A company
or role that no text or front matter names is None: such a guide is a general one, unless `corpus.paths` knows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from corpus.regexes import regex
from corpus.shapes import LINK, plain

GUIDE_WORDS = (
    r"(?:the|a|an|complete|ultimate|definitive|comprehensive|practical|full|short|global|salary|offer|job|pay|"
    r"compensation|comp|total|interview|20\d\d)"
)
ENDING = regex(
    rf"[\s:,\u2013—|-]*\b(?:{GUIDE_WORDS}\s+)*(?:negotiation|negotiating|salary|compensation|offer)?\s*"
    r"(?:(?:and|&)\s+\w+\s+)?(?:guide|playbook|handbook|notes)(?:\s*\(?20\d\d\)?)?$",
    re.IGNORECASE,
)
STRONG_ENDING = regex(r"\bnegotiation\s+(?:guide|playbook|handbook)\b", re.IGNORECASE)
SEPARATOR = regex(r"\s+[|\u2013—-]\s+|\s*:\s+")
ROLE_NOUN = regex(
    r"\b(?:engineers?|engineering|scientists?|managers?|developers?|designers?|analysts?|researchers?|architects?|"
    r"consultants?|administrators?|specialists?|leads?|directors?|programmers?|recruiters?|accountants?|associates?|"
    r"sre|swe|sde|mle|tpm|pm)\b",
    re.IGNORECASE,
)
ROLE_AT_COMPANY = regex(r"^(?P<role>.+?)\s+(?:at|@)\s+(?P<company>[A-Z0-9].*)$")
IN_BRACKETS = regex(r"\s*\([^()]*\)\s*$")

MONTHS = {
    name: i
    for i, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), start=1
    )
}
UPDATED = regex(
    r"\b(?:(?:last\s+)?updated|as of|last revised|revised|published)\b[\s:on]*(?P<when>[^·|*()]{4,40})",
    re.IGNORECASE,
)
ISO_DATE = regex(r"\b((?:19|20)\d\d)-(\d\d)(?:-(\d\d))?\b")
WORD_DATE = regex(
    r"\b(?:(?P<d1>\d{1,2})(?:st|nd|rd|th)?\s+)?(?P<m>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+"
    r"(?:(?P<d2>\d{1,2})(?:st|nd|rd|th)?,?\s+)?(?P<y>(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
YEAR_SPAN = regex(
    r"(?<![\d$€£¥₹,.])(?:FY)?((?:19|20)\d\d)(?:\s*[-\u2013—/]\s*((?:19|20)?\d\d))?(?![\d,.]*\d|[KMBkw%])"
)
PAY_SOURCE = regex(
    r"levels\.?\s?fyi|glassdoor|\bblind\b|teamblind|comprehensive\.io|payscale|salar(?:y|ies)|compensation|\bcomp\b|\bpay\b|"
    r"\boffers?\b|benchmarks?|h1b|wages?|earnings of|offershow|脉脉|薪",
    re.IGNORECASE,
)
PAY_HEADING = regex(r"\b(?:compensation|salary|salaries|pay|comp|bands?|benchmarks?)\b", re.IGNORECASE)
SOURCES_TITLE = regex(
    r"^\W*(?:evidence|(?:data |named |our )?sources?|references)(?:\s*(?:&|and|/)\s*\w+)*\W*$", re.IGNORECASE
)
LONGEST_YAML = 20_000  # characters
DEEPEST_YAML = 200  # brackets that open


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What stands between the two `---` at the top; `last` is its last line, 0 where there is none."""

    last: int = 0
    title: str | None = None
    company: str | None = None
    role: str | None = None
    as_of: str | None = None
    sources: tuple[str, ...] = ()
    sources_lines: tuple[int, int] | None = None
    names_company: bool = False  # `company:` stands there, if only to say that there is none


def read_front_matter(lines: Sequence[str]) -> FrontMatter:
    """Read the YAML at the top of a guide; text that is no mapping is not front matter.

    >>> read_front_matter(["---", "company: Acme", "as_of: 2031-02-03", "---", "# Pay"]).as_of
    '2031-02-03'
    """
    if not lines or lines[0].strip() != "---":
        return FrontMatter()
    end = next((i for i, line in enumerate(lines[1:200], 1) if line.strip() in ("---", "...")), 0)
    if not end or not any(re.match(r"\w[\w -]*:", line) for line in lines[1:end]):
        return FrontMatter()
    values = _mapping(lines[1:end])
    if not values:
        return FrontMatter()
    sources = values.get("sources", values.get("source"))
    items = sources if isinstance(sources, list) else [sources] if sources else []
    return FrontMatter(
        last=end + 1,
        title=_scalar(values.get("title")),
        company=_nobody(_scalar(values.get("company"))),
        role=_nobody(_scalar(values.get("role"))),
        as_of=_scalar(values.get("as_of", values.get("updated", values.get("date")))),
        sources=tuple(text for item in items if (text := _scalar(item))),
        sources_lines=_lines_of_key(lines[:end], "source"),
        names_company="company" in values,
    )


def _mapping(lines: Sequence[str]) -> dict[str, object]:
    import yaml

    text = "\n".join(lines)
    try:
        # Front matter is a few names; what YAML would read for minutes is read line by line.
        if len(text) > LONGEST_YAML or text.count("[") + text.count("{") > DEEPEST_YAML:
            raise ValueError("more than front matter holds")
        values = yaml.safe_load(text)
    except (yaml.YAMLError, RecursionError, ValueError):
        # `title: Pay: what to ask` is no YAML, but plain to read line by line.
        pairs = (re.match(r"(\w[\w ]*?)\s*:\s+(.+)$", line) for line in lines)
        return {pair[1].lower(): pair[2].strip("\"' ") for pair in pairs if pair}
    if not isinstance(values, dict):
        return {}
    return {str(key).lower(): value for key, value in values.items() if isinstance(key, str)}


def _scalar(value: object) -> str | None:
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict) and len(value) == 1:  # `- Survey: pay of 2031` reads as a mapping
        key, inner = next(iter(value.items()))
        return f"{key}: {inner}" if isinstance(inner, (str, int, float)) else None
    return (
        (str(value).strip() or None)
        if isinstance(value, (str, int, float)) and not isinstance(value, bool)
        else None
    )


def _nobody(value: str | None) -> str | None:
    return (
        None
        if value is None or value.lower() in ("none", "null", "general", "any", "all", "-", "n/a")
        else value
    )


def _lines_of_key(lines: Sequence[str], key: str) -> tuple[int, int] | None:
    for i, line in enumerate(lines):
        if line.lower().startswith(key):
            last = i
            while last + 1 < len(lines) and re.match(r"\s+\S|-\s", lines[last + 1]):
                last += 1
            return i + 1, last + 1
    return None


def named_in_title(title: str) -> tuple[str | None, str | None]:
    """Read (company, role) from a title; both None where it names none.

    >>> named_in_title("Data Engineer | Acme Global Negotiation Guide")
    ('Acme', 'Data Engineer')
    >>> named_in_title("Acme — Data Engineer Salary Guide")
    ('Acme', 'Data Engineer')
    >>> named_in_title("How do I negotiate? A short guide")
    (None, None)
    """
    title = plain(title).strip()
    ending = ENDING.search(title)
    if not ending or not title[: ending.start()].strip():
        return None, None
    bare = title[: ending.start()].strip()
    parts = [part.strip() for part in SEPARATOR.split(bare) if part.strip()]
    if len(parts) == 2:
        role, company = parts
        if ROLE_NOUN.search(company) and not ROLE_NOUN.search(role):
            role, company = company, role
        if ROLE_NOUN.search(role) or STRONG_ENDING.search(title):
            return _without_brackets(company), _without_brackets(role)
        return None, None
    at = ROLE_AT_COMPANY.match(bare)
    if at and ROLE_NOUN.search(at["role"]):
        return _without_brackets(at["company"]), _without_brackets(at["role"])
    return None, None


def _without_brackets(name: str) -> str | None:
    return IN_BRACKETS.sub("", name).strip(" *_") or name.strip() or None


def date_in(text: str) -> str | None:
    """Read an update date: to the day, the month or the year, as far as the text goes.

    >>> date_in("Updated March 4, 2031 · 5 min read"), date_in("Last updated: 2031. All else varies.")
    ('2031-03-04', '2031')
    """
    match = UPDATED.search(text)
    if not match:
        return None
    when = match["when"]
    if iso := ISO_DATE.search(when):
        return iso[0]
    if word := WORD_DATE.search(when):
        day = word["d1"] or word["d2"]
        month = f"{word['y']}-{MONTHS[word['m'].lower()]:02d}"
        return f"{month}-{int(day):02d}" if day else month
    year = re.search(r"(?<!\d)(?:19|20)\d\d(?!\d)", when)
    return year[0] if year else None


def span_of_years(texts: Iterable[str]) -> str | None:
    """The first and last year that the texts name: "2029-2031", or one year alone.

    >>> span_of_years(["Survey (2029-2031)", "Threads, 2030"]), span_of_years(["$2030 a month"])
    ('2029-2031', None)
    """
    years: list[int] = []
    for text in texts:
        for first, last in YEAR_SPAN.findall(text):
            years.append(int(first))
            if last:
                year = int(last) if len(last) == 4 else int(first[:2] + last)
                if year >= int(first):
                    years.append(year)
    if not years:
        return None
    return str(min(years)) if min(years) == max(years) else f"{min(years)}-{max(years)}"


def as_of_from(titles_over_tables: Iterable[str], sources: Iterable[str], prose: Iterable[str]) -> str | None:
    """When the figures are from: the heading over the pay table, the pay sources, or the update date."""
    headed = span_of_years(title for title in titles_over_tables if PAY_HEADING.search(title))
    sourced = headed or span_of_years(source for source in sources if PAY_SOURCE.search(source))
    return sourced or next((found for line in prose if (found := date_in(line))), None)


def source_named(item: str) -> str:
    """A source as written, without its list mark, link and brackets.

    >>> source_named("- [Acme pay, 2031](https://example.org/a)"), source_named("- [Threads, 2031]")
    ('Acme pay, 2031', 'Threads, 2031')
    """
    bare = re.sub(r"^\s*(?:[-*+•‣◦\u2013]|\(?\d{1,3}[.)]|\[\d{1,3}\])\s+", "", item)
    bare = plain(LINK.sub(r"\1", bare)).strip()
    return bare[1:-1].strip() if re.fullmatch(r"\[[^\[\]]*\]", bare) else bare
