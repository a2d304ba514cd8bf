"""Whose guide a file is, for which role, where only a name says so: `acme/ml-engineer.csv`, "Acme: ML Engineer pay".

In: a path below the guides folder or a plain title, the guide's text. Out: company and role, or None. A
folder's name is taken for a company when the text names it so; or, for a guide that has a table and names no
company, when the name is neither an ordinary word for a folder, nor a place, nor a role. Of a plain title the
same is true.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import PurePosixPath

from corpus.aliases import place_words, read_aliases
from corpus.origin import ROLE_NOUN
from corpus.regexes import regex

# Folders are called so after what is in them or when it was put there, whoever pays.
_ORDINARY = frozenset(
    "a all archive archived bands by clean collection comp companies company compensation copy csv current data "
    "default desktop doc docs documents docx download downloads draft drafts employers example examples export "
    "exports file files final firms folder general guide guides handbook handbooks home html import imports inbox "
    "inputs internal jobs kb knowledge latest levels library list market markdown md misc my negotiating "
    "negotiation negotiations new notes offer offers old other others our out output pages pay payroll pdf pdfs "
    "personal playbook playbooks private public ranges raw reading reference references report reports research "
    "role roles salaries salary sample samples scraped section sheets source sources survey surveys table tables "
    "team temp test tests text the tmp total txt update updates upload uploads v web wiki work xlsx".split()
)
_OF_GUIDES = frozenset(
    "salary salaries compensation comp guide guides negotiation negotiations offer offers interview handbook".split()
)
_ACRONYMS = frozenset(
    "ml ai mle sre swe sde tpm pm em llm nlp qa it hr ux ui bi gpu ios ar vr cv r&d".split()
)
_DATE = regex(r"(?:19|20)\d\d|q[1-4]|h[12]|fy\d{2,4}|\d{1,2}|v\d+", re.IGNORECASE)
_WORDS = regex(r"[\s_-]+")
# What a title says beside whose guide it is, and words that are no company's name there.
_OF_PAY = regex(
    r"\b(?:salar(?:y|ies)|pay|compensation|comp|total|offers?|bands?|ranges?|levels?|negotiat(?:ion|ing)|benchmarks?"
    r"|rewards?|interviews?|global|guide|for|and|the|an?|by\s+\w+|(?:19|20)\d\d(?:\s?[-–/]\s?\d{2,4})?)\b|[(),]",
    re.IGNORECASE,
)
_NO_COMPANY = frozenset(
    "tips overview chapter part introduction appendix career careers tech technology industry startup startups big "
    "remote machine learning how what why when where which top best understanding engineering people your".split()
)
_TITLE_PARTS = regex(r"\s+[|\u2013\u2014-]\s+|\s*[:\u2014]\s+|\s+(?:at|@)\s+")
_AND = regex(r"\s*&\s*|\s(?:and|und|et|och|og)\s")
_BETWEEN = regex(r"\s+[|\u2013\u2014-]\s+|__+|\s*[|\u2013\u2014]\s*|\s+(?:at|@)\s+", re.IGNORECASE)


def named_in_path(name: str, text: str, has_table: bool = False) -> tuple[str | None, str | None]:
    """Read (company, role) from a path, where the text or the path alone makes it sure enough.

    >>> named_in_path("acme/data-engineer.md", "What Acme pays a Data Engineer")
    ('Acme', 'Data Engineer')
    >>> named_in_path("notes/data-engineer.md", "What to ask"), named_in_path("acme/sre.md", "What to ask")
    ((None, None), (None, None))
    >>> named_in_path("acme-labs/2031/ml-engineer.csv", "Level,Base", has_table=True)
    ('Acme Labs', 'ML Engineer')
    >>> [named_in_path(f"{name}.csv", "Level,Base", True) for name in ("Acme - ML Engineer", "berlin/sre", "pay")]
    [('Acme', 'ML Engineer'), (None, None), (None, None)]
    """
    path = PurePosixPath(name)
    folders, stem = path.parts[:-1], path.stem
    for one, other in _pairs(folders, stem):
        company = _company(one, text, has_table)
        if company and _is_role(other):
            return company, _role(other, text)
    return None, None


def named_in_plain_title(title: str, text: str) -> tuple[str | None, str | None]:
    """Read (company, role) from the title of a guide that has a table, where it is those two and words of pay.

    >>> named_in_plain_title("Acme Labs - ML Engineer offers (2031)", "Acme Labs - ML Engineer offers")
    ('Acme Labs', 'ML Engineer')
    >>> named_in_plain_title("Data Scientist pay at Acme", "Data Scientist pay at Acme")
    ('Acme', 'Data Scientist')
    >>> named_in_plain_title("Tips: how engineers negotiate", "Tips"), named_in_plain_title("Acme pay", "Acme pay")
    ((None, None), (None, None))
    """
    parts = [" ".join(_OF_PAY.sub(" ", part).split()).strip(" -–—:|") for part in _TITLE_PARTS.split(title)]
    if len(parts) != 2:
        return None, None
    for one, other in (parts, parts[::-1]):
        words = other.split()
        if (
            not one
            or not 1 <= len(words) <= 5
            or not ROLE_NOUN.search(words[-1])
            or not words[0][0].isupper()
        ):
            continue
        names = one.split()
        if len(names) > 4 or not names[0][0].isalnum() or names[0].islower():
            continue
        if not any(name.casefold() in _NO_COMPANY for name in names) and (
            company := _company(one, text, True)
        ):
            return company, _role(other, text)
    return None, None


def fuller_name(company: str, name: str, title: str) -> str:
    """A company's name with what the folder has of it and a title's ending took for a word of pay.

    >>> fuller_name("Acme", "acme-pay/sre.md", "SRE | Acme Pay pay guide")
    'Acme Pay'
    >>> fuller_name("Acme", "acme/sre.md", "SRE | Acme Pay guide")
    'Acme'
    """
    for part in PurePosixPath(name).parts[:-1]:
        said = _spelled(part, title)
        more = (
            said[len(company) :].split()
            if said and said.casefold().startswith(company.casefold() + " ")
            else []
        )
        if said and more and all(word[0].isupper() and word.casefold() not in _OF_GUIDES for word in more):
            return said
    return company


def is_spelt_out(name: str, title: str) -> bool:
    """Whether a title has the whole of a company's name, of which a path has the words or the first of them.

    >>> is_spelt_out("Acme Und Co", "Acme & Co"), is_spelt_out("Elm", "Elm Capital"), is_spelt_out("Elm", "Globex")
    (True, True, False)
    """
    own, whole = ([word for word in _WORDS.split(_AND.sub(" and ", each.casefold())) if word] for each in (name, title))
    return whole[: len(own)] == own


def _pairs(folders: tuple[str, ...], stem: str) -> list[tuple[str, str]]:
    """What may be the company and what the role: in one name, or in a folder's and the file's."""
    parts = [part for part in _BETWEEN.split(stem) if part]
    if len(parts) == 2:
        return [(parts[0], parts[1]), (parts[1], parts[0])]
    over = next((folder for folder in reversed(folders) if not _is_ordinary(folder)), None)
    return [(over, stem), (stem, over)] if over else []


def _is_ordinary(name: str) -> bool:
    words = [word for word in _WORDS.split(name.casefold()) if word]
    return all(word in _ORDINARY or _DATE.fullmatch(word) for word in words)


def _is_role(name: str) -> bool:
    return bool(ROLE_NOUN.search(" ".join(_WORDS.split(name))))


def _company(name: str, text: str, has_table: bool) -> str | None:
    if _is_ordinary(name) or _is_role(name):
        return None
    said = _spelled(name, text)
    if said is not None:
        return None if said.islower() else said  # "notes" in a text about notes is no company
    plain = " ".join(_WORDS.split(name)).strip()
    if not has_table or plain.casefold() in place_words():
        return None
    known = _companies().get(plain.casefold())
    return known or " ".join(word if not word.islower() else _capital(word) for word in plain.split())


def _capital(word: str) -> str:
    return word.upper() if len(word) <= 2 or any(char.isdigit() for char in word) else word.capitalize()


def _role(name: str, text: str) -> str:
    said = _spelled(name, text)
    if said is not None and not said.islower():
        return said
    words = [word for word in _WORDS.split(name) if word]
    return " ".join(
        word.upper() if word.casefold() in _ACRONYMS else word[:1].upper() + word[1:] for word in words
    )


def _spelled(slug: str, text: str) -> str | None:
    """A name as the text spells it: with a capital where it does so anywhere."""
    words = [re.escape(word) for word in _WORDS.split(slug) if word]
    if not words:
        return None
    pattern = r"[\s/.&-]{1,3}".join(words)
    found = [match[0] for match in re.finditer(rf"(?<!\w){pattern}(?!\w)", text, re.IGNORECASE)]
    return next((one for one in found if not one.islower()), found[0] if found else None)


@cache
def _companies() -> dict[str, str]:
    """Companies as they spell themselves, by their names without case."""
    return {name.casefold(): name for name in read_aliases().companies}
