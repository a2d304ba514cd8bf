"""What a question wants: which intents it has, and which amounts the person gave.

In: a question and what it resolves to. Out: a `Question`. Words decide, in English and (for bands)
Chinese; nothing here knows a guide.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from importlib.resources import files
from typing import Literal, get_args

from assistant.terms import NO_TERMS, Terms, terms_in
from assistant.untruth import is_worded_so
from corpus.currencies import currencies_in
from corpus.money import Amount, amounts_in
from corpus.numerals import spelt_amounts_in
from corpus.regexes import regex
from index.resolve import Lexicon, Mention, Resolved, resolve

Want = Literal[
    "pay", "position", "midpoint", "spread", "difference", "annual", "sum", "percent_of", "increment", "superlative",
    "compare", "levels", "sources", "listing", "advice", "fabricate", "injection", "convert", "pushback", "currency",
    "reconcile", "threshold", "monthly", "agreement", "amount", "share", "ratio", "change", "ready_text",
]  # fmt: skip


Period = Literal["year", "4 years", "month", "week", "hour", ""]


@lru_cache(maxsize=1)
def _wants() -> dict[Want, re.Pattern[str]]:
    """`wants.toml`, read once for each process: it is data of the program."""
    patterns = tomllib.loads(files("assistant").joinpath("wants.toml").read_text(encoding="utf-8"))
    return {
        want: re.compile(patterns[want], re.IGNORECASE | re.VERBOSE)
        for want in get_args(Want)
        if want in patterns
    }


_PUSHBACK = regex(
    r"""["“'‘«].{6,160}["”'’»]|\b(?:(?:they|she|he|hr|recruiters?|lady|guy|woman|boss|headhunter|company|manager
    |hiring\s+manager)\s+(?:(?:in|from|at|of)\s+\w+\s+)?(?:just\s+|now\s+)?(?:say|says|said|told|tells|claims?|insists?|replied
    |answered|wrote|keep\w*\s+saying)|final\s+offer|best\s+and\s+final|top\s+of\s+(?:the|our)\s+band
    |band\s+(?:doesn'?t|does\s+not|won'?t)|(?:don'?t|do\s+not|never|no)\s+negotiat\w*|can'?t\s+(?:move
    |go\s+higher)|no\s+room|budget)\b|最终|HR说""",
    re.IGNORECASE | re.VERBOSE,
)
_INJECTION = regex(
    r"""\b(?:ignore|disregard|forget)\s+(?:all|everything|what(?:ever)?|anything)\s+(?:that\s+)?(?:you|u)\s+(?:were|have\s+been|are|know)\b
    |\b(?:ignore|disregard|forget|override|bypass|skip)\s+(?:\w+\s+){0,4}(?:instructions?|rules?|prompts?
    |guides?|guidelines|constraints|restrictions|everything|previous|above|citations?|sources)
    |\b(?:system|developer)\s*(?:prompt|message|mode)\b|^\s*(?:system|assistant|user|developer)\s*:
    |</?(?:context|system|assistant|user|instructions?)>|\byou\s+are\s+(?:now\s+)?(?:dan|free
    |an?\s+(?:unrestricted|different))\b|\byou\s+are\s+now\b|\b(?:note|message|memo|notice|info|update)\s+from\s+(?:the\s+|your\s+)?(?:admin\w*|developers?|devs?|system|operators?|owners?|maintainers?|moderators?)\b
    |\b(?:row|table|band|range|guide|sheet|figures?|numbers?|data|entry|cell)\s+(?:was|were|has\s+been|have\s+been|is|are|got)\s+(?:\w+\s+)?(?:corrected|updated|changed|revised|replaced|fixed|amended)\s+to\b|\bjailbreak\w*|\bdo\s+not\s+cite\b
    |\b(?:output|answer|reply|respond|say|print|return|write)\s+(?:\w+\s+)?(?:only|just|nothing\s+but|nothing\s+except)\s+(?:with\s+)?(?:the\s+(?:words?|sentence|phrase|text)\b|["'“‘«])
    |\b(?:only|just)\s+(?:output|answer|reply|respond|print|return)\s+(?:with\s+)?(?:the\s+(?:words?|sentence|phrase|text)\b|["'“‘«])
    |\bdon'?t\s+cite\b|\b(?:repeat|say)\s+after\s+me\b|\b(?:reveal|print|show|output
    |leak)\s+(?:\w+\s+){0,3}(?:system\s+prompt|hidden\s+prompt|your\s+prompt|instructions|api\s+key
    |secret)|\bnote\s+(?:for|to)\s+(?:the\s+)?(?:ai|assistant|model|llm|bot)\b|\bcurl\s+\S+
    |\b(?:rm\s+-rf|sudo)\b|\bno\s+limits\b|\badd\s+\S+\s+to\s+(?:every|each|all)\s+(?:number|figure
    |amount)|\b(?:new|updated)\s+instructions?\b|\bact\s+as\s+(?:if\s+)?(?:a|an|though|my)\b
    |\bfrom\s+now\s+on\b|\balways\s+(?:answer|say|reply|respond)\b|\b(?:prompt
    |instruction)\s+injection\b|(?:忽略|忘掉|忘记|无视|不要管).{0,6}(?:指令|规则|提示)|\bpretend\s+(?:you|to\s+be)\b|\b(?:reveal|show
    |tell)\s+(?:me\s+)?what\s+other\s+(?:users|people|candidates)|\b(?:other
    |previous)\s+users?['’]?s?\s+(?:questions?|data|offers?)|\bas\s+(?:an?\s+|the\s+)?(?:admin|administrator|developer|owner|system)\b|\bi\s+(?:have\s+|just\s+)?(?:updated|changed|edited)\s+(?:the|your)\s+(?:table|guide|data|numbers|system)|\bcite\s+nothing\b|\bwithout\s+(?:citing
    |citations|sources)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_NOT_CONVERTED = regex(
    r"\b(?:don['’]?t|do\s+not|without|no\s+need\s+to|never|no)\s+(?:\w+\s+)?(?:convert\w*|conversion"
    r"|fx|exchange)\b|\b(?:paid|granted|printed|quoted)\s+in\s+\w+\s+or\s+(?:in\s+)?\w+|不用换|不换算",
    re.I,
)
LOW_WORD = regex(
    r"""\b(?:min(?:imum)?|lowest|floors?|bottoms?|low(?:er)?\s+end|start(?:s|ing)?|at\s+least|least|smallest|cheapest|fewest|worst|weakest|poorest|low\s+side|entry|lower\s+(?:bound|limit)|lower\s+and\s+(?:the\s+)?upper|upper\s+and\s+(?:the\s+)?lower)\b|最低|最少|下限|起""",
    re.IGNORECASE | re.VERBOSE,
)
HIGH_WORD = regex(
    r"""\b(?:max(?:imum|es)?|highest|tops?|ceilings?|caps?|upper(?:\s+(?:end|bound|limit))?|high\s+end|at\s+most
    |up\s+to|most|peak|biggest|largest|best(?!\s+(?:regards|wishes))|upside)\b|最高|最多|上限|封顶""",
    re.IGNORECASE | re.VERBOSE,
)
_SHARES = regex(r"(?<![\w/.-])(\d{1,2})\s?[/:-]\s?(\d{1,2})(?![\w/%])")
_SLASHED = regex(r"(?<![\w/.-])(\d+(?:\.\d+)?[kK%]?)((?:\s?/\s?\d+(?:\.\d+)?[kK%]?){2,4})(?![\w/])")
_NOT_MONEY_BEHIND = regex(
    r"""^\s?-?(?:h|hrs?|hours?|days?|weeks?|months?|mo|min(?:ute)?s?|years?|yrs?|yoe|y\.?o\.?e|sentences?
    |words?|offers?|companies|regions?|cities|guides?|people|components?|pages?|questions?|options
    |shares|papers?|times|x|th|st|nd|rd|st\b|levels?|points?|things|scripts?|parts?|rounds?|steps?
    |of\s+(?:them|my|the\s+(?:three|two)))\b|^\s?[)°.]\s*$|^年|^个""",
    re.IGNORECASE | re.VERBOSE,
)
_NOT_MONEY_BEFORE = regex(
    r"(?:\byoe|\bage|\baged|\btop|\bq|\bpage|\bline|\bno\.?|#|\bin|\bsince|\byear|\bgen|\blevel|\bwc)\s*$",
    re.IGNORECASE,
)
_FORFEITED = regex(
    r"""unvested|forfeit\w*|leav(?:e|ing)\s+behind|giv(?:e|ing)\s+up|(?<!do\si\s)(?<!will\si\s)(?<!would\si\s)(?<!we\s)\blos(?:e|ing)\b|walk\w*\s+away\s+from""",
    re.IGNORECASE | re.VERBOSE,
)
_PART_JOINT = regex(
    r"""(?<=[?？!])\s*|(?<=[.,;?!\s])\s*(?=\b[Qq]\s?[1-4]\s?[.:)])|(?<=\s)(?=[(]?[1-4ab][)]\s)|(?<=[.!?]\s)(?=(?:one|two|first|second|firstly|secondly|third)\s?[,:]\s)|[;；]\s+|(?<=[a-z0-9)\]])(?<!\bacc)(?<!\bvs)(?<!\bapprox)(?<!\bincl)(?<!\bexcl)(?<!\bca)(?<!\bresp)\.\s+(?=[A-Za-z])|[,，]?\s+(?:and|also|plus|und|\+|&
    |then)\s+(?:also\s+|then\s+|second(?:ly)?\s+(?:thing\s+)?|to\s+|in\s+|at\s+)?(?=(?:what|how|which
    |should|can|could|is|are|do|does|did|will|where|when|who|why|whats|what's|hows|how's|give|tell|show
    |write|explain|for)\b)|[,，。；]?\s*(?:另外|还有|以及)""",
    re.IGNORECASE | re.VERBOSE,
)
_ASKING = regex(
    r"""\?|？|[:;—–]\s+(?:(?:and|so)\s+)?(?:what|how|which|should|can|could|where|when|who|why)\b|^\W*q\s?\d\s?[.:)]|^\W*(?:[1-4a-d]\s?[).:]\s*)?(?:(?:so|and|also|plus|then|or|but|und)\W+(?:(?:also|then|first|second|thing|to|in
    |at)\W+){0,3})?(?:what|how|which|should|can|could|is|are|do|does|did|will|where|when|who|why|whats
    |what's|hows|how's|give|tell|show|write|explain|list|compare|put|reply|ask
    |make)\b|吗|呢|多少|什么|怎么|哪|会不会|是不是|能不能""",
    re.IGNORECASE | re.VERBOSE,
)


_SAID = regex(r"(?<=[\"'”’][.!])\s+")
_NUMBERED = regex(r"\W*[1-4ab]\s?[).:]\s")
# "And the midpoint of it?", "which quarter was it?": asked of what stands before it.
_LEANS_BACK = regex(
    r"^\W*(?:please\s+)?(?:show|give|write|print)\s+(?:me\s+)?(?:the\s+|your\s+)?(?:sum|addition|math\w*|calculations?|computation|steps|working|arithmetic)\W*$"
    r"|^\W*(?:and\s+|so\s+|but\s+|ok(?:ay)?\s+)?(?:what|where|how)\s+(?:else\s+)?(?:now|then|(?:to|(?:do|can|could|should|would|shall|must)\s+(?:i|we|one)|(?:i|we|one)\s+(?:do|can|could|should))\s+(?:do|go|say|answer|reply|respond|react|tell\s+(?:them|her|him)))(?:\s+(?:now|then|next|here|to\s+(?:this|that|it)))*\W*$"
    r"|^\W*(?:and\s+|so\s+|also\s+)?(?:(?:together|altogether|combined|in\s+(?:total|all|sum))\W*$|(?:the\s+)?(?:mid-?point|middle|average|spread|width|half|quarter|share)\b.*\b(?:it|that|this|them|those)\b"
    r"|(?:which|what)\s+(?:quarter|year|years|date|month|page|guide|level|currency)\b.*\b(?:it|that|this|they|those)\b"
    r"|where\s+(?:am|are|is|do|does|would)\s+(?:i|we|it|that|this|they|those|he|she)\b(?!.*\b(?:from|get|got|data|info\w*|numbers|figures|source\w*)\b)|(?:in|inside|within)\s+(?:the\s+)?(?:band|range)\W*$|(?:is|are|was)\s+(?:it|that|this|they|those)\s+(?:ok|okay|fair|good|low|high|inside|within|below|above|in)\b)",
    re.I,
)
# More words than these ask for something of their own.
MOST_LEANING = 8
# A bare number up to this beside "bonus" is a percentage.
MOST_PERCENT = 40
_PACKAGE = regex(r"\b(?:package|all[\s-]?in|altogether|per\s+year\s+in\s+all)\b|包", re.I)
# Lakh and crore are counted in rupees.
_INDIAN = regex(r"\b(?:lakhs?|lacs?|crores?|cr)\b", re.I)
_OVER_FOUR = regex(
    r"\s*(?:k|usd|sgd|cny|rsus?|stock)?\s*(?:over|across|in)\s+(?:all\s+)?(?:four|4)\b(?!\s*(?:months|weeks|days))",
    re.I,
)
# What somebody else said or wrote.
QUOTATION = regex(r"[\"“«][^\"”»]*[\"”»]|(?<!\w)['‘](?=\w)(?:[^'’]|['’](?=\w)){8,400}['’](?!\w)")
# Nobody gives more figures than this in a question; what comes after them is not read.
MOST_GIVEN = 40
# "Total of 400k", "TC: 500k": the total is given, and not asked for.
_IS_GIVEN = regex(r"\W{0,2}|\s*(?:of|is|was|=|:|at|comp(?:ensation)?)\s*(?:about\s+)?\W?", re.I)
_DOLLAR_WORDS = frozenset(("dollar", "dollars", "buck", "bucks"))
_BLANK_THOUSANDS = regex(
    r"(?<=\d) (?=\d{3}(?: \d{3})*\s?(?:dollars?|usd|eur\w*|€|sgd|cny|rmb|yuan|gbp|pounds?|inr|chf)\b)", re.I
)
_BY_THE_HOUR = regex(r"\s*(?:dollars?|usd|bucks)?\s*(?:/|an?|per|each|every)\s*(?:hours?|hr|h)\b", re.I)
_SHORT_PERIOD = regex(
    r"\s*(?:usd|dollars?|euros?|eur|pounds?|gbp|rupees?|inr|yuan|rmb|yen|pesos?|francs?|chf|gross|net|before\s+tax)?\s*(?:(?:/|an?|per|each|every)\s*(?:(?P<week>week|wk)|months?|mo)\b"
    r"|monthly\b)(?!\s+(?:is|are|how|what))",
    re.I,
)
_WISHED = regex(r"\b(?:need|want|target|goal|reach|get\s+to|aim\w*|make)\W+(?:\w+\W+){0,2}$", re.I)
_CHINESE_MARK = regex(r"[\u3400-\u9fff]")
# A component more than this many characters away from an amount is not the amount's.
FARTHEST = 45
# What a component on the less usual side of its amount costs, in the distance's measure.
OTHER_SIDE = 9


@dataclass(frozen=True, slots=True)
class Given:
    """An amount of the person's, and the component it seems to be of."""

    amount: Amount
    component: str | None
    period: Period = ""
    assumed_thousands: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """A question (or one part of it), understood."""

    text: str
    resolved: Resolved
    wants: frozenset[Want]
    given: tuple[Given, ...]
    bound: Literal["low", "high", ""]
    terms: Terms = NO_TERMS

    def has(self, *wants: Want) -> bool:
        """Whether it wants any of these."""
        return any(w in self.wants for w in wants)


def parts_of(text: str, asks: Callable[[str], bool] = lambda piece: False) -> list[str]:
    """The parts of a question that ask something each; what only tells stays with what asks.

    `asks` may know other pieces that ask (a company with a component needs no question mark). An
    order to the program that asks nothing is left out.

    >>> parts_of("meta berlin base? and what to say when they tell me its final offer")
    ['meta berlin base?', 'and what to say when they tell me its final offer']
    >>> parts_of("acme berlin stock range how much? and midpoint of it?")
    ['acme berlin stock range how much? and midpoint of it?']
    >>> parts_of("I have one offer. Should I sign?")
    ['I have one offer. Should I sign?']
    """
    quoted = [(m.start(), m.end()) for m in QUOTATION.finditer(text)]
    pieces: list[str] = []
    start = 0
    for m in _PART_JOINT.finditer(text):
        if m.end() <= start or any(s <= m.start() < e for s, e in quoted):
            continue
        piece = (
            text[start : m.end()]
            if text[m.start() : m.end()].strip() in ("", ".")
            else text[start : m.start()]
        )
        pieces.append(piece)
        start = m.end() if text[m.start() : m.end()].strip() in ("", ".") else m.start()
    pieces.append(text[start:])
    # An order often ends with the words it wants said.
    pieces = [p for each in pieces for p in (_SAID.split(each) if _INJECTION.search(each) else [each])]
    out: list[str] = []
    held = ""
    orders = [bool(_INJECTION.search(piece)) and "?" not in piece for piece in pieces]
    asked = any("?" in piece and not order for piece, order in zip(pieces, orders, strict=True))
    for piece, order in zip(pieces, orders, strict=True):
        if not re.search(r"\w", piece) or (order and asked):
            continue
        numbered = (
            len(pieces) > 1
            and bool(_NUMBERED.match(piece))
            and sum(map(bool, map(_NUMBERED.match, pieces))) > 1
        )
        enough = len(re.findall(r"[A-Za-z0-9]+|[\u3400-\u9fff]", piece)) > 1
        if (_ASKING.search(piece.strip()) and enough) or numbered or asks(piece):
            out.append((held + " " + piece).strip())
            held = ""
        elif _INJECTION.search(piece) and len(pieces) > 1:
            continue
        else:
            held = (held + " " + piece.strip()).strip()
    if held:
        if out:
            out[-1] = f"{out[-1]} {held}"
        else:
            out.append(held)
    parts = [re.sub(r"\s+", " ", p).strip() for p in out] or [text]
    joined = parts[:1]
    for part in parts[1:]:
        if _LEANS_BACK.search(part) and len(part.split()) <= MOST_LEANING and not asks(part):
            joined[-1] = f"{joined[-1]} {part}"
        else:
            joined.append(part)
    return joined


def read_question(text: str, lexicon: Lexicon, context: Resolved | None = None) -> Question:
    """Understand one part of a question; `context` is what the part before it was about."""
    resolved = resolve(text, lexicon, context)
    told = _told(text, resolved)
    wants: set[Want] = {name for name, pattern in _wants().items() if pattern.search(told)}
    if _INJECTION.search(text):
        wants.add("injection")
    if is_worded_so(text):
        wants.add("fabricate")
    if _PUSHBACK.search(text):
        wants.add("pushback")
    if len(currencies_in(text)) > 1 and _IS_WORTH.search(text):
        wants.add("convert")
    if "convert" in wants and _NOT_CONVERTED.search(text):
        wants.discard("convert")
    low, high = LOW_WORD.search(text), HIGH_WORD.search(text)
    if low and high and _TAKES_AWAY.search(text):
        wants.add("spread")
    bound: Literal["low", "high", ""] = "" if bool(low) == bool(high) else "low" if low else "high"
    terms = terms_in(text)
    return Question(text, resolved, frozenset(wants), tuple(_given(text, resolved, terms)), bound, terms)


def _told(text: str, resolved: Resolved) -> str:
    """A question as its wants are read: the title of a level says nothing of them ("mid" is no midpoint)."""
    for m in resolved.mentions:
        if m.kind == "level" and m.text.isalpha():
            text = text[: m.start] + " " * (m.end - m.start) + text[m.end :]
    return _OTHERS_ASK.sub(" ", _EXPECTED.sub(" ", text))


# "Everybody in the family asks what …": others wonder; nothing is to be asked for.
_OTHERS_ASK = regex(
    r"\b(?:everybody|everyone|people|family|parents|friends?|he|she|they|wife|husband|partner|mother|father|mom|mum|dad|brother|sister|colleagues?)\s+"
    r"(?:\w+\s+){0,3}?(?:asks?|asked|asking|wonders?|keeps?\s+asking)\s+(?:me\s+)?(?=what|how|which)",
    re.I,
)
# "What base should I expect" asks for the row, not for advice.
_EXPECTED = regex(r"\bshould\s+(?=(?:i|we)\s+(?:expect|be\s+(?:paid|offered|making))\b)", re.I)


def judges(text: str) -> bool:
    """Whether a text asks how good a figure is, or where it lies."""
    return bool(_wants()["position"].search(text))


_IS_WORTH = regex(
    r"\b(?:what(?:['’]?s)?|how\s+(?:much|many)|worth|equals?|equivalent|turn\w*|expressed|exchange\w*|swap\w*|change\w*|into|make)\b|=|等于|多少|换",
    re.IGNORECASE,
)
_TAKES_AWAY = regex(
    r"\b(?:subtract\w*|deduct\w*|remov\w*|tak(?:e|ing)\b.{0,40}\b(?:away|off|from)|less|minus|remains?|left\s+over|how\s+(?:far|big|wide|much\s+(?:is|lies))|apart|between)\b|\s[-–−]\s(?!\d)|减",
    re.IGNORECASE,
)


def _given(text: str, resolved: Resolved, terms: Terms) -> list[Given]:
    """The amounts in a question, in whole units, with their likely components."""
    out: list[tuple[Amount, str | None, bool]] = []
    taken = [(m.start, m.end) for m in resolved.mentions if m.kind in ("level", "topic")]
    taken += [(m.start(), m.end()) for m in _SHARES.finditer(text) if int(m[1]) + int(m[2]) == 100]
    taken += terms.spans
    for m in _SLASHED.finditer(text):
        numbers = list(re.finditer(r"\d+(?:\.\d+)?[kK%]?", m.group()))
        if any(a < m.end() and m.start() < b for a, b in terms.spans):
            continue
        for n, component in zip(numbers, ("base", "equity", "bonus", "sign_on"), strict=False):
            start = m.start() + n.start()
            value = Decimal(n.group().rstrip("kK%"))
            percent = component == "bonus" and value <= 100
            amount = Amount(
                value if percent else value * 1000, value if percent else value * 1000,
                "percent" if percent else "money", None, "", None, n.group(), start, start + len(n.group()), True,
            )  # fmt: skip
            out.append((amount, component, not n.group()[-1:].isalpha()))
        taken.append((m.start(), m.end()))
    # "132 000 dollars": a blank that parts thousands, where a currency stands behind.
    text = _BLANK_THOUSANDS.sub("\u00a0", text)
    amounts = sorted((*amounts_in(text), *spelt_amounts_in(text)), key=lambda a: a.start)
    for amount in amounts[:MOST_GIVEN]:
        if any(s < amount.end and amount.start < e for s, e in taken):
            continue
        taken.append((amount.start, amount.end))
        if amount.unit == "percent" and _is_of_a_name(text, amount, resolved):
            continue
        if (amount.start, amount.end) in terms.percents:
            amount = replace(amount, unit="percent")
        if amount.unit != "count":
            if (
                amount.unit == "money"
                and not amount.scaled
                and amount.low < 1000
                and amount.low == amount.high
                and amount.mark
                and not _BY_THE_HOUR.match(text[amount.end :])
            ):
                amount = _thousands(amount)
            if amount.currency and amount.mark.lower() in _DOLLAR_WORDS:
                amount = replace(amount, mark="$")
            elif amount.currency and (_CHINESE_MARK.search(amount.mark) or amount.mark.isalpha()):
                amount = replace(amount, mark=amount.currency)
            if amount.unit == "money" and amount.currency is None and _INDIAN.search(amount.text):
                amount = replace(amount, currency="INR", mark="₹")
            out.append((amount, None, False))
            continue
        if (
            amount.high is None
            or _NOT_MONEY_BEHIND.search(text[amount.end :])
            or _NOT_MONEY_BEFORE.search(text[: amount.start])
        ):
            continue
        if amount.scaled:
            out.append((replace(amount, unit="money"), None, False))
        elif 1900 <= amount.low <= 2100 and amount.low == int(amount.low):
            continue
        elif amount.low >= 10_000:
            out.append((replace(amount, unit="money"), None, False))
        elif 15 <= amount.low < 2000:
            out.append((_thousands(amount), None, True))
    return _with_components(text, sorted(out, key=lambda o: o[0].start), resolved)


_TARGET_BEHIND = regex(r"\s*(?:of\s+)?(?:the\s+)?target\b", re.I)


def _is_of_a_name(text: str, amount: Amount, resolved: Resolved) -> bool:
    """A percentage that is no figure of the person's: of a column's own name, or the whole of a target.

    "The 30% night premium" where a guide calls a column so; "what is 100% target".
    """
    if amount.low == 100 and _TARGET_BEHIND.match(text[amount.end :]):
        return True
    number = f"{amount.low.normalize():f}"
    return any(
        m.kind == "component" and m.start >= amount.end and number in m.name.split("_")
        and not text[amount.end : m.start].strip()
        for m in resolved.mentions
    )  # fmt: skip


def _thousands(amount: Amount) -> Amount:
    high = amount.high * 1000 if amount.high is not None else None
    return replace(amount, low=amount.low * 1000, high=high, unit="money", scaled=True)


def _with_components(
    text: str, found: Sequence[tuple[Amount, str | None, bool]], resolved: Resolved
) -> list[Given]:
    named = [m for m in resolved.mentions if m.kind == "component"]
    # "What is my total" asks for it; "tc 500k" gives it.
    starts = [a.start for a, _, _ in found]
    given = [
        m
        for m in named
        if m.name != "total"
        or any(m.end <= start and _IS_GIVEN.fullmatch(text[m.end : start]) for start in starts)
        or any(0 <= m.start - a.end < 2 and _WISHED.search(text[: a.start]) for a, _, _ in found)
    ]
    mentions = given or named
    free = [a for a, c, _ in found if c is None]
    ahead = _bind(text, free, mentions, before=True)
    behind = _bind(text, free, mentions, before=False)
    best = ahead if _cost(ahead) <= _cost(behind) else behind
    out: list[Given] = []
    for i, (amount, component, assumed) in enumerate(found):
        name = component or (best[free.index(amount)][0] if amount in free else None)
        if component is None and name is None and amount.unit == "percent":
            name = "bonus"
        if amount.unit == "percent" and name not in (None, "bonus"):
            name = "bonus"
        bare = assumed and amount.unit == "money" and amount.low == amount.high
        if name == "bonus" and bare and amount.low <= MOST_PERCENT * 1000:
            # "base 260, bonus 15": nobody's bonus is 15 thousand without a mark beside such a base.
            amount = replace(
                amount, low=amount.low / 1000, high=amount.low / 1000, unit="percent", scaled=False
            )
            assumed = False
        if (
            component is None
            and amount.unit == "money"
            and name == "bonus"
            and any(a.unit == "percent" for a, _, _ in found)
        ):
            name = None
        first = max(0, amount.start - 40, found[i - 1][0].end if i else 0)
        last = min(amount.end + 30, found[i + 1][0].start if i + 1 < len(found) else len(text))
        # "120k unvested, sign-on is 30k": what stands in another clause is said of another amount.
        clause = re.split(r"[,.;!?]\s", text[first : amount.start])[-1] + text[amount.start : last]
        if _FORFEITED.search(clause) and name in (
            None,
            "equity",
            "sign_on",
        ):
            name = "unvested"
        finish = found[i + 1][0].start if i + 1 < len(found) else len(text)
        out.append(Given(amount, name, _period(amount, text[amount.end : finish]), assumed))
    if len(out) == 1 and out[0].component is None and out[0].amount.unit == "money" and _PACKAGE.search(text):
        out = [replace(out[0], component="total")]
    names = [g.component for g in out]
    if len(out) == 1 and names == [None] and len(set(resolved.components)) == 1:
        out = [replace(out[0], component=resolved.components[0])]
    return out


def _period(amount: Amount, behind: str) -> Period:
    if amount.period in ("year", "4 years", "month"):
        return amount.period
    if _BY_THE_HOUR.match(behind):
        return "hour"
    if short := _SHORT_PERIOD.match(behind):
        return "week" if short["week"] else "month"
    if _OVER_FOUR.match(behind):
        return "4 years"
    near = re.split(r"[,;+?!]|\.\s|\band\b", behind)[0][:40]
    if re.search(r"/\s?4\s?y|\b(?:4|four)[\s-]?(?:y|yrs?|years?)\b|四年|all\s+4", near, re.I):
        return "4 years"
    # "480K RSU is per year what" asks for the yearly share; "70K RSU per year" gives it.
    if re.match(
        r"\W*(?:(?!is\b|are\b|be\b|becomes?\b|how\b|what\b)\w+\W+){0,2}(?:(?:a|per|each|every)\s+(?:year|yr)\b|yearly|annual)",
        near,
        re.I,
    ):
        return "year"
    if re.match(r"\s?/\s?(?:yr|year|y)\b|\s?每年|\s?一年", near, re.I):
        return "year"
    return ""


def _bind(
    text: str, amounts: Sequence[Amount], mentions: Sequence[Mention], before: bool
) -> list[tuple[str | None, int]]:
    """Bind each amount to a component named beside it, nearest first, each name once.

    `before` says which side wins where both are as near: "base 250 rsu 480" against "250 base, 480 rsu".
    """
    # A bonus is the percentage where there is one.
    percents = any(a.unit == "percent" for a in amounts)
    near: list[tuple[int, int, int]] = []
    for i, amount in enumerate(amounts):
        for k, m in enumerate(mentions):
            if (amount.unit == "percent") != (m.name == "bonus") and (amount.unit == "percent" or percents):
                continue
            ahead = m.end <= amount.start
            gap = amount.start - m.end if ahead else m.start - amount.end
            between = (m.end, amount.start) if ahead else (amount.end, m.start)
            crossed = any(between[0] <= other.start < between[1] for other in amounts if other is not amount)
            if 0 <= gap <= FARTHEST and not crossed:
                near.append((2 * gap + (0 if ahead == before else OTHER_SIDE), i, k))
    bound: dict[int, tuple[str | None, int]] = {}
    used: set[int] = set()
    for cost, i, k in sorted(near):
        if i not in bound and k not in used:
            bound[i] = (mentions[k].name, cost)
            used.add(k)
    return [bound.get(i, (None, 3 * FARTHEST)) for i in range(len(amounts))]


def _cost(bound: Sequence[tuple[str | None, int]]) -> int:
    return sum(cost for _, cost in bound)
