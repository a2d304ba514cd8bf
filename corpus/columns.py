"""What the header of a column, or the label of a row, says about the pay that stands there.

In: a header or label as printed. Out: its kind, its component, its region, the currency and scale it
sets for its cells, the period of its amounts. By words and shapes, not by a list of known headers.
It sees one label at a time; `corpus.bands` puts a table together.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from corpus.currencies import CURRENCY_CODES, CURRENCY_WORDS, currency_named, currency_of
from corpus.labels import label_of
from corpus.regexes import regex

Period = Literal["year", "4 years", "once"]
ColumnKind = Literal[
    "component", "unnamed pay", "component key", "level", "level and region", "region", "title", "role",
    "company", "currency", "number", "experience", "time", "bound", "scenario", "notes", "other",
]  # fmt: skip

PARENTHESIS = regex(r"\(([^()]*)\)")
_MARKS = r"[A-Z]{0,3}\$|[£€₪¥₹₩]"
_MONEY_WORD = regex(rf"{_MARKS}|[^\W\d_]+|[0-9]+")
_CURRENCY_NAME = regex(rf"\b(?:{CURRENCY_WORDS})(?!\w)", re.IGNORECASE)
_FACTOR_WORDS = {
    "k": 1000, "thousand": 1000, "thousands": 1000, "000": 1000, "000s": 1000,
    "m": 10**6, "million": 10**6, "millions": 10**6, "l": 10**5, "lakh": 10**5, "lakhs": 10**5, "lpa": 10**5,
    "cr": 10**7, "crore": 10**7, "crores": 10**7, "tys": 1000, "tsd": 1000,
}  # fmt: skip
_FILLER = frozenset(
    "equiv equivalent in all of s per year yr annual month mo mies mån hr hour h day week wk".split()
    + list(_FACTOR_WORDS)
)
_SHARE_OF = regex(r"(?:%|\bper\s?cent\b|\bas a share\b)\s*of (?:the )?[a-z]+", re.IGNORECASE)  # "Bonus, % of fixed"
_TOGETHER = regex(r"[+&]|\band\b", re.IGNORECASE)  # "Bonus + Equity" is neither alone
_SAR = regex(r"\b(?:Hong Kong|Maca[ou]) SAR\b")  # an administrative region, no riyal
_TRAILING_CODE = regex(rf"[\s,–—/-]+({'|'.join(sorted(CURRENCY_CODES))})$")

# Words by which a label names a part of pay. Several families in one label are a part of their own.
_FAMILIES = {
    "sign_on": r"sign(?:ing)?[\s-]?on\b|\bsigning\b|"
    r"\b(?:joining|welcome|starting|hiring|new[- ]hire)\s+(?:bonus|payment)|"
    r"^\W*joining\W*$|\b(?:antritts|eintritts)pr[äa]mie\b|\bprime (?:de bienvenue|d['’]arriv[ée]e)|签字费|사이닝",
    "total": r"\btotal\b|\b(?:annual|yearly|whole|full) package\b|\bt\.?c\.?\b|"
    r"\bctc\b|\bote\b|\ball-in\b|总包|年包|\bgesamt(?:verg[üu]tung|paket)?\b",
    "base": r"\bbase\b|\bsalary\b|\bfixed\b|\bfixe?\b|\bbasic\b(?! (?:terms|facts|rules))|"
    r"基本工资|底薪|月薪|年薪|基本給|月給|연봉|월급|기본급|"
    r"\b(?:grund|jahres|monats|fix)?gehalt\b|\bsalaires?\b|\bsalarios?\b|\bsal[áa]rios?\b|\bsueldos?\b|\bstipendio\b|\b(?:grund|års|måneds|månads|fast)?l[øö]nn?\b|\bwynagrodzenie\b|\bpodstaw[ay]\b",
    "bonus": r"\w*bonus(?:es)?\b|\bbonos?\b|^\W*prime\W*$|\bincentives?\b|\bstip?\b|奖金|\bpr[äa]mie\b|\bpremia\b",
    "equity": r"\brsus?\b|\bstock\b|\bequity\b|\bshares\b|\bshare (?:grants?|awards?|plans?|options?)\b|"
    r"\b(?:initial|new[- ]hire|annual|(?:4|four)[- ]y(?:ea)?r)\s+grants?\b|股票|"
    r"\b(?:aktien(?:paket)?|acciones|azioni|aandelen|akcje|aktier)\b",
    "options": r"\boptions?\b|期权",
    "ppu": r"\bppus?\b",
    "cash": r"\bcash\b",
    "other": r"\b(?:carry|carried|profit|premiums?|refresh(?:er)?s?|relocation|stipends?|commissions?|variable|"
    r"allowances?|benefits?|pension|units?|guarantee|retention|match|phantom|tokens?|virtual|deferred|sars|"
    r"appreciation|psus?|[ev]sops?|warrants?|espp|co-?invest(?:ment)?|dividends?|long[- ]term|lti[ps]?|"
    r"referral|spot|superannuation|on-?call|pager|overtime|housing|buy-?out|make-whole|"
    r"(?:patent|clearance|publication|milestone|completion|loyalty) bonus)\b|手当|"
    r"\b(?:orts|schicht|leistungs|funktions)?zulagen?\b",
}
# What is counted in money and is nobody's pay.
_NOT_PAID = regex(
    r"\b(?:price|strike|quotas?|arr|gmv|valuation|409a|rent|tax(?:es)?|index|revenue|headcount|funding|raised|"
    r"(?:(?:bonus|profit|team|studio|salary|merit|comp(?:ensation)?|royalty|prize) )?pools?|"
    r"envelopes?|payroll|spend(?:ing)?|"
    r"^\W*(?:last|next|seed|series [a-f]|funding|latest) round|"
    r"post-money|pre-money|runway|turnover|ebitda|aum|market cap|"
    r"(?<!learning )(?<!training )(?<!education )(?<!travel )(?<!office )"
    r"(?<!equipment )(?<!wellness )(?<!development )budgets?|"
    r"cost of living|living costs?|employer(?:['’]s)? costs?|cost to (?:the )?employer)\b",
    re.IGNORECASE,
)
_FAMILY = {name: regex(pattern, re.IGNORECASE) for name, pattern in _FAMILIES.items()}
# In this order: the first whose words a header has.
_KIND_WORDS: dict[ColumnKind, str] = {
    "component key": r"^(?:pay |comp(?:ensation)? )?(?:components?|elements?|items?|type|part)$|^$",
    "number": r"^(?:#|no\.?|nr\.?)$",
    "currency": r"^(?:currency|ccy|curr\.?)$",
    "company": r"^(?:other |similar |comparable |target )?compan(?:y|ies)(?: name)?$|"
    r"\b(?:competitors?|employers?|firms?|peers?|rivals?)\b",
    "region": r"\b(?:regions?|loc(?:ations?)?|city|cities|country|countries|offices?|studios?|market|hub|geo\w*|metro|"
    r"site|area|place|zone|locale|state|province|campus|hq|ciudad|cidade|ville|standort|localidade|sede)\b|"
    r"地区|城市|地点|勤務地|拠点|근무지",
    "unnamed pay": r"^(?:(?:annual|yearly|typical|market|salary|pay|comp(?:ensation)?|4[- ]?years?|four[- ]year|"
    r"estimated|est\.?)\s)*"
    r"(?:comp(?:ensation)?|pay|package|range|band|amount|value|earnings|total)(?: range| band)?$|"
    r"^(?:what to expect|what you (?:get|see)|expect(?:ed)?|"
    r"how much|(?:(?:hourly|daily|monthly|pay) )?rates?|"
    r"h[öo]he|betrag|montant|importe|valor|bel[øo]b|belopp|kwota|金额)$|"
    r"^(?:typical|annual(?:ly)?|yearly|per year|a year|4[- ]?(?:years?|yrs?)|four[- ]years?|over (?:4|four) years)$",
    "bound": r"^(?:low|high|upp)(?:er)?(?: (?:range|band|estimate|salary|base|total|comp\w*|pay|point|quartile))?$|"
    r"^(?:min(?:imum|imo)?|max(?:imum|imo)?|m[ií]nimo?|m[áa]ximo?|median|mid(?:dle|-?point)?(?!-)|mean|average|avg|top|bottom|from|to|von|bis|van|tot|desde|hasta|od|do|"
    r"p(?:10|25|50|75|90)|(?:10|25|50|75|90|95|99)th)\b|\bpercentile\b|"
    r"\bband (?:top|bottom|min\w*|max\w*|mid\w*)$|"
    r"\b(?:top|bottom|ceiling) of\b|\b(?:low|high|lower|upper) (?:end|bound)\b",
    "level": r"\b(?:levels?|grade|band|ladder|seniority|rank|tier|n[ií]vel|niveau|stufe)\b|职级|级别|等級|等级|직급",
    "title": r"\btitle\b",
    "role": r"\b(?:role|position|job)\b|职位",
    "notes": r"\b(?:notes?|comments?|flexibility|details?|description|sources?|tips?|strategy|why|how|scope|"
    r"skills?|question|lever|capability)\b",
    "experience": r"\b(?:yoe|experience|tenure)\b|\byears? (?:of|in|at)\b",
    "time": r"\b(?:years?|yr|months?|quarter|dates?|when|timeline|vest(?:ing|s)?|"
    r"20[0-9]{2})\b",
    "scenario": r"\b(?:initial|offer(?:ed)?|target|stretch|counter|current|asks?|opening|accept|floor|"
    r"walk-?away|final|before|after|example|scenario|delta|change|gap|increase|yours?|"
    r"conservative|moderate|aggressive|realistic|optimistic|pessimistic|ideal|baseline|"
    r"(?:best|worst|base|likely) case)\b",
}
_KIND = {kind: regex(pattern, re.IGNORECASE) for kind, pattern in _KIND_WORDS.items()}
_LEVEL_CODE = regex(
    r"\b(?:L|E|P|IC|ICT|T|M|G|ML|SDE|SWE|MTS)[ -]?\d{1,2}\+?"
    r"(?:\s?[-–/]\s?(?:[A-Z]{1,3})?\d{1,2}\+?)?(?![\w%])"
)
_LEVEL_WORD = regex(
    r"\b(?:senior|staff|junior|mid(?!-(?!level|senior|career))|"
    r"principal|entry|director|intern|new grad|associate|distinguished|partner|"
    r"fellow|I{1,3}|IV|sr|jr|lead|manager|graduate|trainee|apprentice|vp|svp|early career|experienced|"
    r"b\.?sc|m\.?sc|ph\.?d|postdoc|bachelor['’]?s?|master['’]s|undergrad(?:uate)?s?|"
    r"(?:level|band|grade) \d{1,2})\b|^\d{1,2}(?:\s?[-–/]\s?\d{1,2})?\+?(?:\s|$)",
    re.IGNORECASE,
)
_FOUR_YEARS = regex(
    r"(?:\b|/)(?:4|four)[\s-]?(?:yr|year|y)s?\b|/\s?4\b|[4四]\s?年|"
    r"\b4[ -]?(?:J\b|Jahren?\b|ans\b|años\b|anos\b|anni\b|jaar\b|lata?\b|år\b)",
    re.IGNORECASE,
)
_RATE = regex(
    r"\b(?:monthly|hourly|daily|weekly)\b|\bper (?:month|hour|day|week)\b|\bday rate\b|月薪|\bmensal\b|\bmensuel\b",
    re.IGNORECASE,
)
_GROSS = regex(r"\b(?:gross|net|brutto|netto|bruto|rates?|pay|salary)\b", re.IGNORECASE)
_PAY_WORD = regex(r"\b(?:comp(?:ensation)?|pay|package|grant|on|amount)\b", re.IGNORECASE)
# A label that is nothing but four years, or has them in brackets: "4-Year Value", "Total (4yr)".
_ONLY_FOUR_YEARS = regex(
    r"^(?:over )?(?:4|four)[\s-]?(?:yr|year)s?(?: total| value| amount)?$|\((?:over )?(?:4|four)[\s-]?(?:yr|year)s?\)",
    re.IGNORECASE,
)
_OTHER_YEARS = regex(r"\b(?:[235-9]|1\d)[\s-]?(?:yr|year)s?\b", re.IGNORECASE)
_A_YEAR = regex(
    r"/\s?(?:yr|year|annum)\b|\bper (?:year|annum)\b|\bannual(?:ly|i[sz]ed)?\b|\byearly\b|\bp\.a\.",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class MoneyNote:
    """What a label says about the amounts beside it: `(GBP £)`, `(SGD, thousands)`."""

    currency: str | None = None
    factor: int = 1


@dataclass(frozen=True, slots=True)
class Place:
    """A label without its flag and its note on money: `🇬🇧 London (GBP £)` is "London" in GBP."""

    name: str
    note: MoneyNote


NO_NOTE = MoneyNote()


@lru_cache(maxsize=1 << 12)
def place_of(label: str) -> Place:
    """Part a label from its flag and its note on money.

    >>> place_of("London (GBP £)")
    Place(name='London', note=MoneyNote(currency='GBP', factor=1))
    >>> place_of("New York City / Seattle (US)").name, place_of("India (INR/USD equiv)").note.currency
    ('New York City / Seattle (US)', None)
    """
    note = MoneyNote()
    name = label_of(label)
    if name and not name.startswith("IN ") and (whole := _money_note(name)) and whole.currency:
        return Place("", whole)
    for parenthesis in PARENTHESIS.finditer(name):
        found, others = _money_note(parenthesis[1]), ""
        if not found and "," in parenthesis[1]:  # "(Leeds, GBP)", "($K, 4yr)"
            items = [(item.strip(), _money_note(item)) for item in parenthesis[1].split(",")]
            found = next((said for _, said in items if said), None)
            others = ", ".join(item for item, said in items if not said)
        if found:
            note = found
            name = name.replace(parenthesis[0], f" ({others}) " if others else " ")
    ahead, comma, behind = name.rpartition(",")
    if note == MoneyNote() and comma and ahead.strip() and (said := _money_note(behind.strip())):
        note, name = said, ahead  # "Lund variable, k€"
    if note.currency is None and (code := _TRAILING_CODE.search(name.rstrip())) and not _SAR.search(name):
        note = MoneyNote(currency_of(code[1]), note.factor)
        name = name.rstrip()[: code.start()]
        name = re.sub(r"\s+in$", "", name)
    return Place(re.sub(r"\s+", " ", name).strip(), note)


def _money_note(words: str) -> MoneyNote | None:
    """The currency and scale of a parenthesis that speaks of nothing else; None of any other."""
    currencies: list[str] = []
    factor, bare_dollar = 1, False
    words = _CURRENCY_NAME.sub(lambda name: f" {(currency_named(name[0]) or ('',))[0]} ", words)
    for word in _MONEY_WORD.findall(words):
        if word == "$":
            bare_dollar = True
        elif word in CURRENCY_CODES or re.fullmatch(rf"{_MARKS}|zł|Kč", word):
            code = currency_of(word)
            if code and code not in currencies:
                currencies.append(code)
        elif word.casefold() in _FILLER:
            factor = max(factor, _FACTOR_WORDS.get(word.casefold(), 1))
        else:
            return None
    if currencies != ["INR"] and re.search(r"\bL\b", words):
        return None  # a lone L is a lakh of rupees or nothing
    if not currencies and not bare_dollar and factor == 1:
        return None
    if not currencies and bare_dollar:
        currencies = ["USD"]
    return MoneyNote(currencies[0] if len(currencies) == 1 else None, factor)


def component_of(label: str) -> str | None:
    """The part of pay that a label names, or None where it names none.

    >>> [component_of(label) for label in ("Stock (Options/4yr)", "Signing Bonus", "Total Comp", "City")]
    ['equity', 'sign_on', 'total', None]
    >>> [component_of(label) for label in ("Options/4yr", "Carry/Bonus", "w/ Remote Premium", "PPUs (4yr)")]
    ['options', 'carry_bonus', 'with_remote_premium', 'ppu']
    """
    outside = _SHARE_OF.sub(" ", PARENTHESIS.sub(" ", place_of(label).name))
    if _NOT_PAID.search(outside):
        return None
    return _component(outside) or (
        _component(label) if PARENTHESIS.search(label) and not outside.strip() else None
    )


def _component(words: str) -> str | None:
    families = {name for name, pattern in _FAMILY.items() if pattern.search(words)}
    if not families:
        return None
    if "other" in families:
        return slug_of(words)
    if "sign_on" in families:
        families.discard("bonus")
    if families & {"bonus", "base"}:
        families.discard("cash")
    if "equity" in families and "options" in families:
        # "Stock options" are options; "RSU/Options" and "Equity/Options" may be either.
        families.discard("options" if re.search(r"rsu|equity", words, re.IGNORECASE) else "equity")
    if "equity" in families and not ("bonus" in families and _TOGETHER.search(words)):
        families -= {"bonus", "total"}
    return families.pop() if len(families) == 1 else slug_of(words)


def names_no_pay(label: str) -> bool:
    """Whether a label names what is counted in money and paid to nobody: a strike price, a valuation.

    >>> names_no_pay("Strike price"), names_no_pay("Base")
    (True, False)
    """
    return bool(_NOT_PAID.search(PARENTHESIS.sub(" ", place_of(label).name)))


def without_component(label: str) -> str:
    """What a label says besides the part of pay, the currency and the time.

    >>> [without_component(label) for label in ("Lund Base", "Base (Leeds, GBP)", "Annual Bonus", "Base Low")]
    ['Lund', 'Leeds', '', 'Low']
    """
    words = place_of(label).name.replace("(", " ").replace(")", " ")
    for pattern in (*_FAMILY.values(), _FOUR_YEARS, _A_YEAR, _PAY_WORD):
        words = pattern.sub(" ", words)
    return re.sub(r"\s+", " ", words).strip(" ,:/+\u2013—-")


def slug_of(label: str) -> str:
    """A label as a name for filters.

    >>> slug_of("w/ 40% Remote Premium"), slug_of("Base + Bonus")
    ('with_40_remote_premium', 'base_bonus')
    """
    words = re.sub(r"\bw/", "with ", PARENTHESIS.sub(" ", label).casefold())
    words = re.sub(r"/\s?(?:4\s?yr|year|yr)\b", " ", words)
    return re.sub(r"[\W_]+", "_", words).strip("_") or "pay"


def column_kind(header: str) -> ColumnKind:
    """What a column holds, by its header.

    >>> [column_kind(header) for header in ("Level", "Base Salary", "Typical YoE", "Bonn (EUR)", "Stretch")]
    ['level', 'component', 'experience', 'other', 'scenario']
    """
    place = place_of(header)
    words = PARENTHESIS.sub(" ", place.name).strip()
    if component_of(header) is not None:
        return "component"
    if _NOT_PAID.search(words):
        return "notes"
    if not words and place.note != MoneyNote():
        return "unnamed pay"  # "USD", "£k"
    if "/" in words and _KIND["level"].search(words) and _KIND["region"].search(words):
        return "level and region"
    return next((kind for kind, pattern in _KIND.items() if pattern.search(words)), "other")


def says_years(text: str) -> bool:
    """Whether words say that an amount is for a year or for four.

    >>> says_years("Base (per year)"), says_years("RSU (4yr)"), says_years("Base")
    (True, True, False)
    """
    return bool(_A_YEAR.search(text) or _FOUR_YEARS.search(text))


def says_time(text: str) -> bool:
    """Whether words name the time that pay is counted by: "Monthly", "per hour"."""
    return bool(_RATE.search(text))


def time_said(text: str) -> str:
    """The words for the time that pay is counted by, "" where there are none."""
    found = _RATE.search(text)
    return found[0].casefold() if found else ""


def without_time(label: str) -> str:
    """A label without the time it counts by, and without whether that is gross.

    >>> without_time("Tel Aviv monthly gross (₪)"), without_time("B2B (hourly)"), without_time("Monthly")
    ('Tel Aviv', 'B2B', '')
    """
    return " ".join(_GROSS.sub(" ", _RATE.sub(" ", PARENTHESIS.sub(" ", label))).split()).strip(" ,:–—-")


def is_level(label: str) -> bool:
    """Whether a label reads as a level: `Senior (L5)`, `59-60`, `Staff+`."""
    return bool(_LEVEL_CODE.search(label) or _LEVEL_WORD.search(PARENTHESIS.sub(" ", label)))


def level_codes(text: str) -> list[str]:
    """The levels by code that a text names, as printed.

    >>> level_codes("Engineer (L4-L5), once IC3/IC4")
    ['L4-L5', 'IC3/IC4']
    """
    return [match[0] for match in _LEVEL_CODE.finditer(text)]


def period_of(component: str, *labels: str) -> Period | None:
    """The time that an amount of a component is for, as its labels say or as the component implies.

    >>> period_of("equity", "Stock (RSU/4yr)"), period_of("equity", "RSU/Year"), period_of("equity", "Shares")
    ('4 years', 'year', None)
    """
    if component == "sign_on":
        return "once"
    if component in ("base", "bonus", "total", "pay"):
        if any(_ONLY_FOUR_YEARS.search(label) for label in labels):
            return "4 years"
        return None if any(_OTHER_YEARS.search(label) for label in labels) else "year"
    words = " ".join(labels)
    if _FOUR_YEARS.search(words):
        return "4 years"
    return "year" if _A_YEAR.search(words) else None
