"""What a letter may hold: the evals' own reading of an offer, apart from the program's.

In: a text, the offer as entered (a mapping of the contract's fields), what is asked, the rows of pay
that the offer's company and place name. Out: what stands in the text without a source: figures, claims
about other offers, deadlines, papers and unvested pay, placeholders, ultimatums. It is a small list of
words on purpose: it can miss a claim that is made in words of its own, and it judges no style.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

from evals.cells import Guides, Row
from evals.names import COMPANY_ALIASES, companies_named, names_place
from evals.reader import MARKS, Figure, Unit, figures_in, values_in

AMOUNTS = ("base", "bonus", "unvested_forfeited", "tc")
PERCENTS = ("bonus_percent",)
# Text of the person's that a letter may carry, so that figures and names in it are theirs.
CARRIED = ("strengths", "deadline", "start_date", "level", "role", "region", "company", "equity_kind")
NAMES = ("candidate", "recruiter")

COMPANIES = re.compile(
    r"\b(?:google|deepmind|openai|anthropic|xai|facebook|bytedance|tiktok|alibaba|tencent|baidu|huawei|xiaomi"
    r"|databricks|nvidia|microsoft|netflix|linkedin|uber|airbnb|snowflake|palantir|mistral|hugging\s?face"
    r"|salesforce|stripe|spotify|grab|jane street|citadel|two sigma|tesla|apple inc|magic leap|deepseek"
    r"|(?-i:Meta|Apple|Amazon|Cohere|Scale AI|Oracle|Intel|Samsung|Bloomberg))\b",
    re.IGNORECASE,
)
ONE_HOUSE = (
    {"meta", "facebook", "instagram", "whatsapp"},
    {"bytedance", "tiktok", "douyin"},
    {"google", "deepmind"},
)
OTHER_OFFER = re.compile(
    r"\bcompeting\b|\b(?:another|(?:an)?other|second|alternative|rival|external|outside|different)\s+(?:\w+\s+)?offers?\b"
    r"|\boffers?\s+(?:elsewhere|in\s+hand|on\s+the\s+table)\b|\bhigher\s+offers?\b|\bmatch\s+(?:their|the\s+other)\b"
    r"|\boffers?\s+(?:from|by|at|with)\s+(?!you\b|your\b|the\s+team\b|this\s+team\b)(?P<who>\w+)|另一|竞争",
    re.IGNORECASE,
)
SEVERAL = re.compile(
    r"\b(?:two|three|2|3|several|multiple|many|other|competing)\s+(?:\w+\s+)?offers\b|\boffers\s+from\b",
    re.IGNORECASE,
)
IN_WRITING = re.compile(
    r"\b(?:a|an|the|their|another|have|hold)\s+(?:competing\s+)?(?:written|signed)\s+(?:competing\s+)?offer\s+(?:from|at|with|of)\b"
    r"|\b(?:written|signed)\s+competing\s+offer\b|\boffer\s+letter\s+from\b",
    re.IGNORECASE,
)
DEADLINE = re.compile(
    r"\bdeadlines?\b|\bexpir\w+|\bexploding\b|\b(?:need|have|must|required|asked|expected)\s+(?:me\s+)?to\s+"
    r"(?:respond|reply|answer|decide|sign|accept)\s+by\b|\bby\s+(?:mon|tues|wednes|thurs|fri|satur|sun)day\b",
    re.IGNORECASE,
)
PAPERS = re.compile(
    r"\b(?:neurips|nips|icml|iclr|cvpr|iccv|eccv|acl|emnlp|naacl|kdd|aaai)\b|\bpublications?\b|\bpublished\b"
    r"|\bmy\s+(?:\w+\s+)?(?:papers?|research)\b|\bpatents?\b|\bph\.?d\b",
    re.IGNORECASE,
)
UNVESTED = re.compile(
    r"\bunvested\b|\bforfeit\w*|\b(?:leav\w+|giv\w+|walk\w+)\s+(?:behind|up|away)\b|\bleave\s+on\s+the\s+table\b",
    re.IGNORECASE,
)
DENIED = re.compile(r"\b(?:no|not|never|without|nor)\b[^.;]{0,40}$|n['’]t\b[^.;]{0,40}$", re.IGNORECASE)
PLACEHOLDER = re.compile(
    r"[\[\]{}]|<[^<>\n]{1,40}>|\$[A-Z]\b|\$_|__+|\bTBD\b|\bX{2,}\b|\bDecimal\b|\bnull\b|\bundefined\b"
    r"|\bNone\b(?! of)|\bN/A\b|\binsert\s"
)
ULTIMATUM = re.compile(
    r"\btake\s+it\s+or\s+leave\s+it\b|\botherwise,?\s+I\b|\bor\s+(?:else\b|I(?:['’]ll|\s+will|\s+must|['’]d|\s+would)\s+"
    r"(?:have\s+to\s+)?(?:walk|decline|withdraw|go|sign|accept))|\bnon-?negotiable\b|\bI\s+(?:demand|insist)\b"
    r"|\bmy\s+final\s+(?:demand|request)\b|\blast\s+chance\b",
    re.IGNORECASE,
)
SPACED = re.compile(r"(?<![\w.,])([0-9]{1,3})((?:[ \u00a0\u202f][0-9]{3})+)(?![0-9])")
CODE = re.compile(r"^[A-Z]{3}(?=\s?[0-9])\s?")
YEARS = range(1990, 2101)


@dataclass(frozen=True, slots=True)
class Source:
    """A figure that a text may hold. `currency` "" fits any."""

    low: Decimal
    high: Decimal
    unit: Unit
    currency: str

    def fits(self, figure: Figure, text: str) -> bool:
        """Whether a figure is this one, or one of its ends."""
        if not self._alike(figure, text):
            return False
        return (figure.low, figure.high) == (self.low, self.high) or (
            not figure.is_range and figure.low in (self.low, self.high)
        )

    def ends(self, figure: Figure, text: str) -> set[Decimal]:
        """Its ends, for a figure that goes from one source to another ("from $230K to $250K")."""
        return {self.low, self.high} if self._alike(figure, text) else set()

    def _alike(self, figure: Figure, text: str) -> bool:
        if figure.unit != self.unit:
            return False
        yen = self.currency == "JPY" and "¥" in text[figure.start : figure.end]
        return not figure.currency or not self.currency or figure.currency == self.currency or yen


def word_count(text: str) -> int:
    """Words as a mail program counts them.

    >>> word_count("Thank you — $230K–$250K it is.")
    5
    """
    return sum(any(c.isalnum() for c in word) for word in text.split())


def rows_of_offer(offer: Mapping[str, Any], guides: Guides) -> list[Row]:
    """The rows that the offer's company and place name; none where either names none."""
    companies = companies_named(str(offer.get("company") or ""), guides)
    region = str(offer.get("region") or "")
    return [row for row in guides.rows if row.company in companies and names_place(region, row)]


def sources_of(
    offer: Mapping[str, Any], asks: Iterable[Mapping[str, Any]], guides: Guides | None = None
) -> list[Source]:
    """Every figure that a letter about this offer may hold.

    What the person would not tell the other side (walk-away, current pay, notes) is none of them.
    """
    home = currency_of(offer.get("currency"))
    found = list(_entered(offer, home))
    for ask in asks:
        if ask["ask"] is not None:
            low, high = (Decimal(str(end)) for end in ask["ask"])
            unit: Unit = "percent" if ask.get("unit") == "percent" else "money"
            found.append(Source(low, high, unit, ask.get("currency") or ""))
    if guides is not None:
        rows = rows_of_offer(offer, guides)
        found += [Source(c.low, c.high, c.unit, c.currency) for row in rows for c in row.cells]
        companies = {row.company for row in rows}
        found += [Source(i.low, i.high, "money", "USD") for i in guides.increments if i.company in companies]
    return found


def currency_of(name: Any) -> str:
    """The code of a currency as people write it; "" for none.

    >>> currency_of("RMB"), currency_of("$"), currency_of("chf"), currency_of(None)
    ('CNY', 'USD', 'CHF', '')
    """
    written = str(name or "").strip()
    return MARKS.get(written.lower(), written.upper() if re.fullmatch(r"[A-Za-z]{3}", written) else "")


def _entered(offer: Mapping[str, Any], home: str) -> Iterator[Source]:
    for key in AMOUNTS:
        yield from _read(offer.get(key), home)
    for key in PERCENTS:
        yield from (Source(s.low, s.high, "percent", "") for s in _read(offer.get(key), home))
    sign_on = offer.get("sign_on")
    parts = [p for value in (sign_on if isinstance(sign_on, list) else [sign_on]) for p in _read(value, home)]
    yield from parts
    if parts:
        total = sum(p.low for p in parts)
        yield Source(Decimal(total), Decimal(total), "money", parts[0].currency)
    for key, years in (("equity_total", offer.get("equity_years") or 4), ("equity_per_year", 1)):
        for source in _read(offer.get(key), home):
            yield source
            four = (source.low * 4 / Decimal(str(years))).quantize(Decimal(1), ROUND_HALF_UP)
            yield Source(four, four, "money", source.currency)
    for key, value in (offer.get("target") or {}).items():
        percent = key == "bonus_percent"
        for source in _read(value, home):
            yield Source(source.low, source.high, "percent" if percent else source.unit, source.currency)
    for value in offer.get("vesting") or ():
        yield from (Source(s.low, s.high, "percent", "") for s in _read(value, home))
    for other in offer.get("competing_offers") or ():
        yield from _entered(other, currency_of(other.get("currency")) or home)
    for one in offer.get("rounds") or ():
        for value in (*(one.get("figures") or {}).values(), one.get("text") or ""):
            yield from _read(value, home)
    for text in _texts(offer, CARRIED):
        yield from _read(text, "")


def _read(value: Any, home: str) -> list[Source]:
    """The figures of a field: a number, or text with amounts in it."""
    if value is None or isinstance(value, bool | list | dict):
        return []
    text = str(value).strip()
    try:
        # "CHF 71000": a code that the reader of texts does not know, before plain digits.
        bare = Decimal(CODE.sub("", text).replace(",", ""))
        return [Source(bare, bare, "money", currency_of(code[0]) if (code := CODE.match(text)) else home)]
    except InvalidOperation:
        return [
            Source(f.low, f.high, f.unit, "" if f.unit == "percent" else f.currency or home)
            for f in figures_in(text)
        ]


def _texts(offer: Mapping[str, Any], fields: Iterable[str]) -> Iterator[str]:
    for name in fields:
        value = offer.get(name)
        yield from map(str, value) if isinstance(value, list | tuple) else ([str(value)] if value else [])


def unsupported(text: str, sources: Sequence[Source], offer: Mapping[str, Any]) -> list[str]:
    """Figures of a text that are none of the sources.

    >>> unsupported("From $230K to $250K, not $999K", [Source(*[Decimal(v) for v in (230000, 250000)],
    ...     "money", "USD")], {})
    ['$999K']
    """
    joined = SPACED.sub(lambda m: m[1] + re.sub(r"\D", ",", m[2]), text)
    figures = figures_in(joined)
    out = []
    for figure in figures:
        if any(source.fits(figure, joined) for source in sources):
            continue
        ends = {end for source in sources for end in source.ends(figure, joined)}
        if not (figure.is_range and {figure.low, figure.high} <= ends):
            out.append(joined[figure.start : figure.end])
    rest = list(joined)
    for figure in figures:
        rest[figure.start : figure.end] = " " * (figure.end - figure.start)
    known = {v for words in _texts(offer, (*CARRIED, *NAMES)) for v in values_in(words)}
    plain = {v for s in sources for v in (s.low, s.high)}
    for value in sorted(values_in("".join(rest)) - known - plain):
        if value >= 1000 and value not in YEARS:
            out.append(f"{value}")
    return out


def placeholders(text: str) -> list[str]:
    """Brackets and other signs of a blank that was not filled."""
    return [m[0] for m in PLACEHOLDER.finditer(text)]


def ultimatums(text: str) -> list[str]:
    """Threats and last words."""
    return [m[0] for m in ULTIMATUM.finditer(text)]


def invented(text: str, offer: Mapping[str, Any]) -> list[str]:
    """Claims of a text that the offer does not hold.

    >>> invented("I have another offer, from OpenAI.", {"company": "Meta"})
    ['another offer: no other offer was entered', 'OpenAI: a company that was not entered']
    >>> invented("I do not hold another offer.", {"company": "Meta"})
    []
    """
    others = offer.get("competing_offers") or []
    held = [o for o in others if _status(o) in ("written", "verbal")]
    entered = " ".join(_texts({**offer, **_wanted_words(offer)}, (*CARRIED, "wanted"))).lower()
    out = []
    if not held:
        why = "only a process was entered" if others else "no other offer was entered"
        own = _own_names(offer)
        for match in _asserted(OTHER_OFFER, text):
            if match["who"] is None or match["who"].lower() not in own:
                out.append(f"{match[0]}: {why}")
    elif len(held) == 1:
        out += [f"{m[0]}: one other offer was entered" for m in _asserted(SEVERAL, text)]
    if held and not any(_status(o) == "written" for o in held):
        out += [f"{m[0]}: the other offer is verbal" for m in _asserted(IN_WRITING, text)]
    out += [f"{name}: a company that was not entered" for name in _strangers(text, offer)]
    for other in others:
        name = str(other.get("company") or "").strip()
        hidden = other.get("may_name", True) is False
        if hidden and name and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE):
            out.append(f"{name}: may not be named")
    if not any(o.get("deadline") for o in (offer, *others)):
        out += [f"{m[0]}: no deadline was entered" for m in _asserted(DEADLINE, text)]
    for match in _asserted(PAPERS, text):
        if match[0].lower().removesuffix("s") not in entered:
            out.append(f"{match[0]}: no paper was entered")
    if not offer.get("unvested_forfeited"):
        for match in _asserted(UNVESTED, text):
            if match[0].lower() not in entered:
                out.append(f"{match[0]}: nothing unvested was entered")
    return out


def _wanted_words(offer: Mapping[str, Any]) -> dict[str, list[str]]:
    """The words among the targets: a level, a start."""
    target = offer.get("target") or {}
    return {"wanted": [str(target[name]) for name in ("level", "start_date") if target.get(name)]}


def _status(other: Mapping[str, Any]) -> str:
    words = re.sub(r"[\s_-]+", " ", str(other.get("status") or "")).lower()
    if re.search(r"\b(?:written|signed|letter|writing)\b", words):
        return "written"
    return "verbal" if re.search(r"\b(?:verbal|phone|oral)\b", words) else "in_process"


def _own_names(offer: Mapping[str, Any]) -> str:
    """The names of the company that made the offer: as entered, and what else it is called."""
    entered = str(offer.get("company") or "").lower()
    for name, others in COMPANY_ALIASES.items():
        if any(re.search(rf"(?<![a-z]){re.escape(n)}(?![a-z])", entered) for n in (name, *others)):
            return " ".join((entered, name, *others))
    return entered


def _asserted(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Matches that the words before do not deny."""
    return (m for m in pattern.finditer(text) if not DENIED.search(text[: m.start()]))


def _strangers(text: str, offer: Mapping[str, Any]) -> list[str]:
    entered = [*_texts(offer, (*CARRIED, *NAMES))]
    entered += [str(o.get("company") or "") for o in offer.get("competing_offers") or ()]
    known = " ".join(entered).lower()
    own = _own_names(offer)
    house = next((h for h in ONE_HOUSE if any(n in own for n in h)), set())
    known = f"{known} {own}"
    names = (m[0] for m in COMPANIES.finditer(text))
    return [n for n in names if n.lower() not in known and n.lower() not in house]
