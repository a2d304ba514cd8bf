"""What a guide sets against what: its own levels and those of other companies.

In: a Guide. Out: `LevelMap`s, both sides as printed. Read are lines with a sign of equality (`=`,
`~`, "maps to", "equivalent to") and tables whose columns are companies. It does not know the levels
of any company, and draws no conclusion from two maps to a third.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.guide import Block, Guide, Table
from corpus.origin import ROLE_NOUN
from corpus.regexes import regex
from corpus.shapes import LABEL, plain, shape_of

LEVEL_TITLE = regex(
    r"\blevels?\b.*\b(?:map|maps|mapping|mapped|equivalen\w+|compar\w+|benchmark\w*)\b|"
    r"\bequivalen\w+ levels?\b",
    re.IGNORECASE,
)
EQUALS = regex(
    r"\s*(?:(?<![<>=!])=+(?!>)|~|≈|≙|↔|<->|\b(?:maps?|mapped|corresponds?|translates?)\s+(?:roughly\s+)?to\b|"
    r"\b(?:is|are)\s+(?:roughly\s+)?(?:equivalent|equal|comparable)\s+to\b|\bequals\b|\bequivalents?:)\s*",
    re.IGNORECASE,
)
SENTENCE_END = regex(r"(?<!\b[A-Z])\.\s+(?=[A-Z(\"“])|;\s*")
BETWEEN = regex(r"\s+/\s+|\s*\|\s*|,\s+(?:and\s+)?(?![^()]*\))|\s+and\s+(?=[A-Z])")
ASIDE = regex(r"\s+(?:--|—|\u2013)\s+.*$")
ONE_CODE = r"(?:[A-Z]{1,4}-?\d{1,2}[a-z]?\+?|(?<!\d)\d{2}\+?(?!\d)|\d-\d)"
CODE = regex(rf"(?<![\w$]){ONE_CODE}(?:\s*(?:[-\u2013—/]|to)\s*{ONE_CODE})*(?![\w%])")
SINGLE = regex(rf"{ONE_CODE}")
# Words that begin what a person is called there, after the name of the company.
RANK_WORD = regex(
    r"^(?:ML|AI|ML/AI|AI/ML|MLE|SWE|SDE|SRE|PM|TPM|NLP|Junior|Mid|Senior|Sr\.?|Staff|Principal|Lead|Distinguished|Partner|"
    r"Applied|Research|Researcher|Software|Data|Machine|Perception\S*|Engineer|Scientist|Analyst|Eng|Manager|Architect|"
    r"Band|Level|Grade|Product|Quant|VP|SVP|Member|Associate|Entry)$"
)
AT_COMPANY = regex(r"^(?P<level>.+?)\s+(?:at|@)\s+(?P<company>[A-Z0-9].*)$")
NOT_A_COMPANY = regex(
    r"\b(?:compan(?:y|ies)|years?|yoe|experience|title|scope|industry|external|internal|typical|notes?|description|responsib\w+|salary|base|"
    r"bonus|comp|total|pay|region)\b|[$€£%]",
    re.IGNORECASE,
)
COLUMN_WORDS = regex(r"\b(?:equivalents?|levels?|bands?|grades?)\b|[@:]", re.IGNORECASE)
NOTHING = regex(r"^(?:n/?a|none|[-\u2013—?]*)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class LevelMap:
    """One line of a level map: `level` at the guide's company against `other_level` elsewhere.

    Both sides are as printed. `exact` is True where one level meets one level ("E5" and "L5"),
    False where the guide only sets a range against a range ("2-1 to 3-1" and "L4-L6").
    """

    guide: str
    line: int
    company: str
    role: str | None
    level: str  # "E5", "2-1 to 3-1", "P6-P8"
    title: str  # "Senior ML", or ""
    other_company: str  # "Google", "Meta FAIR", "OpenAI"
    other_level: str  # "L5", "L6 Applied Scientist", "ML Engineer ICT4", "L4-L6", "Research Engineer"
    exact: bool


def level_maps_in(guide: Guide) -> list[LevelMap]:
    """Every pair of levels that the guide sets against each other."""
    tabled = {row.line for table in guide.tables for row in table.rows}
    tabled |= {table.header_line for table in guide.tables}
    found: list[LevelMap] = []
    for block in guide.blocks:
        if block.kind == "heading":
            continue
        announced = is_level_map(guide, block)
        for n in range(block.first, block.last + 1):
            if n not in tabled:
                found += _maps_in_line(guide, n, announced)
    for table in guide.tables:
        found += _maps_in_table(guide, table)
    return sorted(found, key=lambda found_map: found_map.line)


def is_level_map(guide: Guide, block: Block) -> bool:
    """A block that says of itself that it maps levels: by its label, its lead-in or its heading."""
    first = shape_of(guide.lines[block.first - 1])
    label = LABEL.match(first)
    if label:
        return bool(LEVEL_TITLE.search(label[1]))
    title = block.section[-1] if block.section else ""
    return bool(LEVEL_TITLE.search(title) or (first.rstrip().endswith(":") and LEVEL_TITLE.search(first)))


def _maps_in_line(guide: Guide, n: int, announced: bool) -> list[LevelMap]:
    text = shape_of(guide.lines[n - 1])
    label = LABEL.match(text)
    if label and LEVEL_TITLE.search(label[1]):
        text = label[2]
    text = re.sub(r"^\s*(?:[-*+•>]|\d{1,2}[.)])\s+", "", plain(text))
    found: list[LevelMap] = []
    for clause in SENTENCE_END.split(text):
        sides = [ASIDE.sub("", side).strip(" .,:") for side in EQUALS.split(clause)]
        if len(sides) < 2 or not sides[0]:
            continue
        company, level, title = own_level(sides[0].split(" | ")[0], guide.company, guide.role)
        for entry in (entry for side in sides[1:] for entry in BETWEEN.split(side) if entry):
            for other_company, other_level in other_levels(entry.strip(" .")):
                both = bool(CODE.search(level)) and bool(CODE.search(other_level))
                if not company or other_company == company or not (announced or both):
                    continue
                exact = _is_single(level) and _is_single(other_level)
                found.append(
                    LevelMap(
                        guide.path, n, company, guide.role, level, title, other_company, other_level, exact
                    )
                )
    return found


def own_level(text: str, company: str | None, role: str | None) -> tuple[str, str, str]:
    """Read the left side of a map: company, level, title.

    >>> own_level("Data Engineer at Acme (T3 to T5)", "Acme", "Data Engineer")
    ('Acme', 'T3 to T5', '')
    >>> own_level("T4 (Senior Data)", "Acme", "Data Engineer")
    ('Acme', 'T4', 'Senior Data')
    >>> own_level("Acme T4 SDE II", None, None)
    ('Acme', 'T4', 'SDE II')
    """
    if company is None:
        at = AT_COMPANY.match(text)
        company = at["company"].split(" (")[0] if at else _split_company(text)[0]
        company = "" if company and CODE.fullmatch(company) else company
    rest = re.sub(rf"(?:\b(?:at|@)\s+)?(?<!\w){re.escape(company)}(?!\w)", " ", text) if company else text
    rest = re.sub(rf"(?<!\w){re.escape(role)}s?(?!\w)", " ", rest) if role else rest
    code = CODE.search(rest)  # after the company is gone: F5 and N26 look like levels
    if code:
        rest = rest.replace(code[0], " ", 1)
    title = re.sub(r"\s+", " ", rest.replace("(", " ").replace(")", " ")).strip(" ,:")
    if code:
        return company or "", code[0], title
    return company or "", title or role or text.strip(), ""


def other_levels(entry: str) -> list[tuple[str, str]]:
    """Read one entry of the right side: pairs of company and level.

    >>> other_levels("Globex L6 Applied Scientist"), other_levels("Research Engineer at Hooli/Initech")
    ([('Globex', 'L6 Applied Scientist')], [('Hooli', 'Research Engineer'), ('Initech', 'Research Engineer')])
    >>> other_levels("Globex Labs ML Engineer ICT4"), other_levels("L5/L6 across the industry")
    ([('Globex Labs', 'ML Engineer ICT4')], [])
    """
    at = AT_COMPANY.match(entry)
    bracketed = re.match(r"^(?P<level>[^()]+?)\s+\((?P<company>[A-Z][^()]*)\)$", entry)
    company, level = _split_company(entry)
    if at:
        company, level = at["company"], at["level"]
    elif not company and bracketed and not CODE.search(bracketed["company"]):
        company, level = bracketed["company"], bracketed["level"]
    level = re.sub(rf"\(({CODE.pattern})\)", r"\1", level) if company else level
    if (
        not company
        or not level
        or NOT_A_COMPANY.search(company)
        or not (company[0].isupper() or company[0].isdigit())
    ):
        return []
    if CODE.fullmatch(company) and not SINGLE.fullmatch(company):
        return []
    return [(name.strip(), level.strip()) for name in re.split(r"/(?=[A-Z])", company) if name.strip()]


def _split_company(entry: str) -> tuple[str, str]:
    """Words up to the first level code or rank word are the company's name; `Booking.com L4` → both."""
    words = entry.split()
    for i, word in enumerate(words):
        if RANK_WORD.match(word.strip("(),")) or (
            CODE.match(word.strip("(),")) and (i > 0 or not _is_name(word, words))
        ):
            return " ".join(words[:i]).strip(" ,("), " ".join(words[i:])
    return "", ""


def company_before(level: str) -> str:
    """The name that stands before a level as companies do: "Globex" of `Globex L5`, "" of `Senior (L5)`.

    >>> company_before("Globex L5"), company_before("L4 SDE I"), company_before("Data Engineer L4")
    ('Globex', '', '')
    """
    name = _split_company(level)[0]
    return "" if not name or CODE.match(name) or ROLE_NOUN.search(name) or not name[0].isupper() else name


def _is_name(word: str, words: list[str]) -> bool:
    """`F5` and `N26` are companies where a level or a rank word still follows."""
    return len(words) > 1 and any(
        CODE.match(other.strip("(),")) or RANK_WORD.match(other.strip("(),")) for other in words[1:]
    )


def _is_single(level: str) -> bool:
    codes = CODE.findall(level)
    return len(codes) == 1 and len(SINGLE.findall(codes[0])) == 1


def _maps_in_table(guide: Guide, table: Table) -> list[LevelMap]:
    announced = any(LEVEL_TITLE.search(title) for title in table.section[-1:])
    columns = [(i, _company_of(header)) for i, header in enumerate(table.header) if i > 0]
    named = any("equivalent" in header.lower() for header in table.header[1:])
    own = table.header[0]
    if not (announced or named) or not re.search(
        r"\b(?:levels?|titles?|grades?|bands?)\b", own, re.IGNORECASE
    ):
        return []
    company = guide.company or COLUMN_WORDS.sub("", own).strip()
    found: list[LevelMap] = []
    for row in table.rows:
        _, level, title = own_level(row.cells[0], company, None) if row.cells else ("", "", "")
        for i, other in columns:
            cell = row.cells[i] if i < len(row.cells) else ""
            if company and level and other and other != company and not NOTHING.match(cell):
                exact = not any(_is_range(side) for side in (level, cell))
                found.append(
                    LevelMap(guide.path, row.line, company, guide.role, level, title, other, cell, exact)
                )
    return found


def _company_of(header: str) -> str:
    """The company that a column stands for: `Equivalent @ Globex` → Globex, `Typical YoE` → none."""
    if NOT_A_COMPANY.search(header):
        return ""
    name = re.sub(r"\s+", " ", COLUMN_WORDS.sub(" ", header)).strip()
    return name if name[:1].isupper() or name[:1].isdigit() else ""


def _is_range(level: str) -> bool:
    codes = CODE.findall(level)
    return any(len(SINGLE.findall(code)) > 1 for code in codes) or len(codes) > 1
