"""How an offer's own words, amounts and asks are said in a message to the recruiter.

In: an `Offer`, its `Check`, an `Ask`. Out: phrases. Amounts are written with the mark that the person
uses, else the row's; a text field comes in only where `claims.usable` lets it, and only if it is short
enough for a letter. No amount is computed and no reason is given here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from assistant.compose.wording import digits, period_words, shown
from assistant.counter.free_text import usable
from assistant.counter.kinds import name_of
from assistant.counter.offer import Competing, Equity, Money, Offer, Percent
from assistant.counter.result import Ask, Check, flagged
from corpus.aliases import read_aliases
from corpus.bands import Fact
from corpus.money import format_amount
from corpus.regexes import regex
from index.names import words_of

_SYMBOLS = {"USD": "$", "EUR": "€", "GBP": "£", "INR": "₹"}
# A mark that can stand before digits; "dollars" or "元" behind them cannot.
_MARK = regex(r"(?:[A-Z]{1,3})?[$£€₹₪]|[A-Z]{3}|Rs\.?|(?:CN|JP)¥")
_LAKHS = regex(r"\b(?:lakhs?|lacs?|lpa|crores?)\b|\d\s*(?:cr|l)\b", re.IGNORECASE)
LAKH = Decimal(100_000)
CRORE = 100 * LAKH
_YEARS = ("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth")
_CJK = regex(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
NOT_TOLD = regex(r"\b(?:not|unknown|unsure|none|n/?a|tbd|no|don['’]?t|yet|\?)(?!\w)|^\W*$", re.IGNORECASE)
_WITH_THE = regex(
    r"(?:us|usa|uk|uae|eu|united\s.*|netherlands|philippines|.*\barea|.*\bvalley|.*\bstates)", re.IGNORECASE
)
_NAME_ENDS = regex(r"[,;(|/<\n\t]|\s[–—-]\s|\s@|\bfrom\b|\bat\b", re.IGNORECASE)
_NAME = regex(r"[^\W\d_][^\W\d_.'’-]*(?:[.'’-][^\W\d_]*)*", re.UNICODE)
_SAID_BY = regex(
    r"^(?:(?:the|this|their)\s+)?(?:offer\s+)?(?:(?:is\s+)?(?:valid|open|good|due)|expires?|expiring|ends|deadline(?:\s+is)?)?"
    r"[\s:]*(?:(?:by|on|until|till|before|no\s+later\s+than)\b)?\s*",
    re.IGNORECASE,
)
_DAY_OR_MONTH = regex(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|june|july|august|september|october"
    r"|november|december)\b"
)
_SPAN = regex(
    r"^(?:in|within)\b"
    r"|^(?:\d+|an?|one|two|three|four|five|six|seven|ten)\s+(?:\w+\s+)?(?:hours?|days?|weeks?)\b",
    re.IGNORECASE,
)
_A_MONTH = regex(
    r"\d{4}-\d\d-\d\d|\b(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b",
    re.IGNORECASE,
)
_DIGITS_OF_DATE = regex(
    r"(?<![\d-])(20\d\d)-(\d\d)-(\d\d)(?![\d-])|(20\d\d)\s?年\s?(\d{1,2})\s?月\s?(\d{1,2})\s?日"
)
_MONTHS = (
    "January February March April May June July August September October November December".split()
)
_LED = regex(r"(?:on|in|from|after|by|before|as|at|mid|early|late)\b", re.IGNORECASE)
MOST_WORDS = 6  # of a name, a place, a deadline that goes into a letter


def _short(text: str | None, words: int = MOST_WORDS) -> str | None:
    """A text field that a letter can take in: usable, in Latin letters, one line, short."""
    kept = usable(text) if text else None
    if kept is None or _CJK.search(kept) or "\n" in kept or len(kept) > 12 * words:
        return None
    return kept if len(kept.split()) <= words else None


# ------------------------------------------------------------------------------------------ names


def company_name(offer: Offer, check: Check) -> str | None:
    """The company as the person calls it, in the spelling of its guide or of common use.

    "TikTok" stays TikTok though its row is ByteDance's; another script, or a slip, becomes the guide's name.
    """
    entered = _short(offer.company)
    of_guide = check.company if check.covered else None
    if of_guide and (entered is None or not flagged(check.flags, "company_mapped")):
        return of_guide
    if entered is None:
        return None
    known = next((n for n in read_aliases().companies if words_of(n) == words_of(entered)), None)
    return known or (entered[:1].upper() + entered[1:] if entered.islower() else entered)


def person_name(text: str | None) -> str | None:
    """A name alone, without what people put behind it; None where it is no name.

    >>> person_name("Dr. Ana Ruiz, she/her"), person_name("wei"), person_name("Say I have 3 offers")
    ('Dr. Ana Ruiz', 'Wei', None)
    """
    if not text or usable(text) is None:
        return None
    name = _NAME_ENDS.split(text.strip(), maxsplit=1)[0].strip(" .:")
    words = name.split()
    if not 1 <= len(words) <= 4 or len(name) > 48 or not all(_NAME.fullmatch(w) for w in words):
        return None
    return name.title() if name.islower() else name


def greeting(offer: Offer) -> str:
    """The salutation: "Hi Ana,", "Dear Dr. Ruiz,", "Hello,"."""
    name = person_name(offer.recruiter)
    if name is None:
        return "Hello,"
    return f"Hi {name}," if " " not in name else f"Dear {name},"


def place_words(offer: Offer, check: Check) -> str | None:
    """The place as entered, if it can be said in a sentence and its spelling is sure: "in Berlin"."""
    place = _short(check.place or offer.region, 4)
    if (
        place is None
        or flagged(check.flags, "region_fuzzy")
        or re.search(r"[/(),;:\d]|remote|\bhq\b", place, re.I)
    ):
        return None
    if place.islower():
        place = place.upper() if len(place) <= 3 else place.title()
    return f"in the {place}" if _WITH_THE.fullmatch(place) else f"in {place}"


def role_words(offer: Offer, check: Check | None = None) -> str | None:
    """The role as entered: "the ML engineer role"; in another script, as its guide calls it."""
    entered = offer.role
    if entered and check and check.covered and _CJK.search(entered):
        entered = check.role
    role = _short(entered)
    if role is None or NOT_TOLD.search(role):
        return None
    role = re.sub(r"\s*\b(?:role|position|job)$", "", role, flags=re.IGNORECASE)
    return f"the {_spelt_out(role)} role" if role else None


def _spelt_out(role: str) -> str:
    """
    >>> _spelt_out("ml eng"), _spelt_out("AI Engineer"), _spelt_out("founding ML engineer")
    ('ML engineer', 'AI Engineer', 'founding ML engineer')
    """
    role = re.sub(r"\b(?:ml|ai|nlp|llm|cv|swe|sde|sre|hpc|gpu)s?\b", lambda m: m[0].upper(), role)
    return re.sub(r"\beng(?:r|g)?\b\.?", "engineer", role)


def level_words(offer: Offer) -> str | None:
    """The level as entered, where the person knows it."""
    level = _short(offer.level, 3)
    return None if level is None or NOT_TOLD.search(level) else level


def written_out(text: str) -> str:
    """A text with its dates of digits as a letter writes them; a day that is none stays as it is.

    >>> written_out("by 2026-11-27"), written_out("2026 年 12 月 1 日"), written_out("2026-13-01")
    ('by 27 November 2026', '1 December 2026', '2026-13-01')
    """

    def said(match: re.Match[str]) -> str:
        year, month, day = (int(part) for part in match.groups() if part)
        if not (1 <= month <= 12 and 1 <= day <= 31):
            return match[0]
        return f"{day} {_MONTHS[month - 1]} {year}"

    return _DIGITS_OF_DATE.sub(said, text)


def day_in_capitals(text: str) -> str:
    """Days and months as they are written: "friday, 4 december" is "Friday, 4 December"."""
    return _DAY_OR_MONTH.sub(lambda m: m[0].capitalize(), text)


def deadline_words(offer: Offer) -> str | None:
    """The deadline as entered, with its preposition: "by Friday", "within 5 days"."""
    entered = _short(written_out(offer.deadline or ""), 7)
    if entered is None or NOT_TOLD.search(entered):
        return None
    when = day_in_capitals(_SAID_BY.sub("", entered, count=1))
    if re.match(r"(?:this|next)\s+\w", when, re.IGNORECASE):
        return f"by the end of {when}" if re.search(r"\bweek|\bmonth|\bquarter", when, re.I) else f"by {when}"
    if re.match(r"(?:asap|as\s+soon\s+as|soon|immediately|today|tonight|tomorrow)\b", when, re.IGNORECASE):
        return "soon" if when.lower().startswith(("as", "soon", "imm")) else f"by {when}"
    if re.search(r"\bfrom\s+(?:now|today)\b", when, re.IGNORECASE):
        return when
    if _SPAN.search(when):
        return when if when[:2].lower() in ("in", "wi") else f"within {when}"
    if re.match(r"(?:end|middle|beginning)\s+of\b", when, re.IGNORECASE):
        when = f"the {when}"
    how = "before" if re.match(r"before\b", entered, re.IGNORECASE) else "by"
    return f"{how} {when}" if when else None


# ---------------------------------------------------------------------------------------- amounts


def written(value: Decimal, currency: str | None, mark: str = "", words: str = "") -> str:
    """An amount as the person writes such amounts.

    >>> written(Decimal(230000), "USD"), written(Decimal(2400000), "INR", words="24 lakh")
    ('$230K', '₹24 lakh')
    >>> written(Decimal(14000000), "INR", words="24 lakh")
    '₹1.4 crore'
    """
    mark = mark if _MARK.fullmatch(mark) else ""
    mark = mark or _SYMBOLS.get(currency or "", "")
    if currency == "INR" and _LAKHS.search(words):
        unit, name = (CRORE, "crore") if value >= CRORE else (LAKH, "lakh")
        return f"{mark}{' ' if mark[-1:].isalpha() else ''}{digits(value / unit)} {name}"
    return format_amount(value, currency, mark)


def marks_of(offer: Offer) -> dict[str | None, str]:
    """How each currency is marked in every message: as the person marks it first, in their offer before elsewhere.

    "" where they only wrote figures: then it is marked as is usual, and not as another's offer is.
    """
    out: dict[str | None, str] = {}
    wanted = [m for m in (*offer.target.values(), offer.unvested) if isinstance(m, Money)]
    others = [m for c in offer.competing for m in (c.tc, *(c.parts.money if c.parts else ())) if m]
    for moneys in (offer.money, wanted, others):
        told = {m.currency for m in moneys if _MARK.fullmatch(m.mark)}
        for money in moneys:
            if money.currency not in told or _MARK.fullmatch(money.mark):
                out.setdefault(money.currency, money.mark if money.currency in told else "")
    return out


def _in_lakhs(offer: Offer) -> str:
    """Words of the person's in lakhs or crores, if they write so; then all their rupees are."""
    wanted = [m for m in (*offer.target.values(), offer.unvested) if isinstance(m, Money)]
    return next((m.words for m in (*offer.money, *wanted) if _LAKHS.search(m.words)), "")


def said(money: Money, offer: Offer, home: str | None) -> str:
    """One of the person's amounts; `home` is the currency of those that name none."""
    currency = money.currency or home
    mark = marks_of(offer).get(money.currency, money.mark)
    return written(
        money.value, currency, mark, money.words if _LAKHS.search(money.words) else _in_lakhs(offer)
    )


def home_currency(offer: Offer, check: Check) -> str | None:
    """The currency of amounts that name none: the offer's, else the one it was placed in."""
    placed = (p.entered[1] if p.entered else p.currency for p in check.assessment if p.unit == "money")
    return offer.currency or next(filter(None, placed), None)


def years_words(years: Decimal) -> str:
    """ "four years", "2.5 years", "one year"."""
    number = _YEARS[int(years)] if years == int(years) and 0 < years < len(_YEARS) else digits(years)
    return f"{number} year" if years == 1 else f"{number} years"


def kind_words(offer: Offer) -> str:
    """What the equity is called: "RSUs" where the person called it so, else "equity"."""
    return name_of(offer.equity_kind)


def _grant(equity: Equity, offer: Offer, kind: str, home: str | None) -> str:
    amount = said(equity.amount, offer, home)
    if equity.per_year:
        return f"{amount} a year in {kind}"
    return f"{amount} in {kind}" + (f" over {years_words(equity.years)}" if equity.years else "")


def _sign_on(parts: Sequence[Money], offer: Offer, home: str | None, brief: bool) -> str:
    if len(parts) == 1:
        amount = said(parts[0], offer, home)
        return f"{amount} sign-on bonus" if brief else f"a sign-on bonus of {amount}"
    each = [
        f"{said(p, offer, home)} in the {_ORDINALS[i]} year"
        for i, p in enumerate(parts[: len(_ORDINALS)])
        if p.value
    ]
    return f"a sign-on bonus of {listed(each)}"


def parts_words(offer: Offer, home: str | None, brief: bool = False, like: Offer | None = None) -> list[str]:
    """The offer's parts as entered: "$230K base", "$400K in RSUs over four years" …

    `like` is the offer whose marks are taken, where this is another company's.
    """
    marked = like or offer
    out = []
    if offer.base:
        amount = said(offer.base, marked, home)
        out.append(f"{amount} base")
    if offer.equity:
        out.append(_grant(offer.equity, marked, kind_words(offer), home))
    if offer.bonus:
        percent = isinstance(offer.bonus, Percent)
        amount = (
            f"{digits(offer.bonus.value)}%"
            if isinstance(offer.bonus, Percent)
            else said(offer.bonus, marked, home)
        )
        name = "target bonus" if percent else "bonus"
        out.append(f"{amount} {name}" if brief else f"a {name} of {amount}")
    if offer.sign_on and offer.sign_on_total:
        out.append(_sign_on(offer.sign_on, marked, home, brief))
    return out


def listed(items: Sequence[str]) -> str:
    """
    >>> listed(["a", "b", "c"])
    'a, b and c'
    """
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} and {items[-1]}"


# ------------------------------------------------------------------------------------ other offers


def rival_words(rival: Competing, offer: Offer, home: str | None) -> tuple[str, str]:
    """Who the other company is, and what of its offer was entered: ("Acme", " with $200K base")."""
    name = _short(rival.company) if rival.may_name else None
    figures = ""
    if rival.tc:
        figures = f" with total compensation of {said(rival.tc, offer, home)}"
    elif rival.parts:
        parts = parts_words(rival.parts, rival.parts.currency or home, like=offer)
        figures = f" with {listed(parts)}" if parts else ""
    return name or "another company", figures


# ------------------------------------------------------------------------------------------- asks


def ask_mark(ask: Ask, offer: Offer) -> tuple[str, str]:
    """How an ask's amounts are marked, and words of the person's in the same notation."""
    band = ask.band
    of_row = band.mark if band and band.currency == ask.currency else ""
    return marks_of(offer).get(ask.currency) or of_row, _in_lakhs(offer)


def amount_words(ask: Ask, offer: Offer) -> str:
    """The amount that is asked for: `$520K–$580K`."""
    ends = list(dict.fromkeys(e for e in (ask.low, ask.high) if e is not None))
    if ask.unit == "percent":
        return "–".join(f"{digits(e)}%" for e in ends)
    mark, words = ask_mark(ask, offer)
    return "–".join(written(e, ask.currency, mark, words) for e in ends)


def ask_words(ask: Ask, offer: Offer) -> str:
    """An ask as the object of "I would like to ask for": `a base of $250K–$260K`."""
    if ask.low is None:
        return {
            "level": f"level {wanted_words(ask)}" if wanted_words(ask) else "another look at the level",
            "start_date": f"a start {wanted_words(ask)}"
            if wanted_words(ask)
            else "flexibility in the start date",
            "sign_on": "a higher sign-on bonus" if offer.sign_on_total else "a sign-on bonus",
            "equity": f"more {kind_words(offer)}",
            "base": "a higher base",
            "bonus": "a higher target bonus",
        }[ask.component]
    amount = amount_words(ask, offer)
    if ask.component == "equity":
        return f"{amount} in {kind_words(offer)} over four years"
    if ask.component == "sign_on":
        return f"a sign-on bonus of {amount}" + (" in total" if len(offer.sign_on) > 1 else "")
    if ask.component == "bonus":
        return f"a target bonus of {amount}" if ask.unit == "percent" else f"a bonus of {amount}"
    return f"a base of {amount}"


def wanted_words(ask: Ask) -> str:
    """The level or the start date that is asked for, as entered: "E6", "on 1 March"."""
    wanted = _short(ask.wanted, 5) or ""
    if ask.component == "start_date" and _A_MONTH.search(wanted):
        return wanted if _LED.match(wanted) else f"{'on' if re.search(r'[0-9]', wanted) else 'in'} {wanted}"
    return wanted


def part_name(ask: Ask, offer: Offer) -> str:
    """What an ask is about: "equity", "sign-on bonus" …"""
    names = {"sign_on": "sign-on bonus", "bonus": "target bonus", "start_date": "start date"}
    return kind_words(offer) if ask.component == "equity" else names.get(ask.component, ask.component)


def cell_words(fact: Fact, offer: Offer) -> str:
    """A cell as its guide prints it, with its period; in the person's mark where they write the currency otherwise."""
    mark = marks_of(offer).get(fact.currency)
    ends = [e for e in (fact.low, fact.high) if e is not None]
    if mark and mark != fact.mark and fact.unit == "money" and fact.high is not None:
        text = "–".join(dict.fromkeys(format_amount(e, fact.currency, mark) for e in ends))
        return f"{text}{period_words(fact)}"
    return f"{shown(fact)}{period_words(fact)}"


def same_basis(offer: Offer, home: str | None) -> str:
    """The offered equity over four years, where it was entered otherwise; "" where that is no whole amount."""
    equity = offer.equity
    if equity is None or equity.years in (None, 4) or equity.over_four_years % 1:
        return ""
    money = replace(equity.amount, value=equity.over_four_years)
    return f"On the same four-year basis, your offer is {said(money, offer, home)}."
