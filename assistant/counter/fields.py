"""The names that an offer file uses, and the other names people have for them: data and look-ups.

A name goes in, the field, component or word of the contract comes out, or None. It knows no values.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from assistant.counter.offer import Channel, OfferStatus, Tone
from corpus.aliases import read_aliases
from corpus.regexes import regex

# What an offer and another company's offer have alike, in the order in which they are written.
PART_FIELDS = tuple(
    "role region level currency base equity_total equity_years equity_per_year vesting equity_kind "
    "bonus_percent bonus sign_on start_date deadline notes".split()
)
OFFER_FIELDS = tuple(
    "company role region level currency base equity_total equity_years equity_per_year vesting equity_kind "
    "bonus_percent bonus sign_on competing_offers unvested_forfeited priorities strengths target walk_away "
    "max_asks current_pay start_date deadline constraints candidate recruiter tone channel language "
    "exchange_rates rounds notes".split()
)
COMPETING_FIELDS = ("company", "status", "may_name", "tc", *PART_FIELDS)
ROUND_FIELDS = ("date", "from", "text", "figures")
# The keys of a target or a walk-away that are amounts, and those that are words.
WANTED = ("base", "equity", "equity_per_year", "equity_years", "bonus", "bonus_percent", "sign_on", "total")
WANTED_WORDS = ("level", "start_date")

# What people call a field; the answer is what to write instead.
_EQUITY = "equity_total (for all years together) or equity_per_year"
_MEANT = {
    "base": "salary base_salary basesalary pay base_pay basic fixed fixed_pay annual_salary",
    _EQUITY: "equity stock stocks rsu rsus shares options grant equity_grant stock_grant rsu_grant",
    "equity_per_year": "equity_annual annual_equity equity_yearly rsu_per_year stock_per_year",
    "equity_years": "years equity_period vesting_years",
    "vesting": "schedule vesting_schedule vest",
    "region": "city location place country office site",
    "role": "title position job job_title",
    "company": "employer firm companies",
    "level": "grade band",
    "sign_on": "sign_on_bonus signing signing_bonus signon signon_bonus joining_bonus sign_in",
    "bonus_percent": "bonus_pct target_bonus bonus_target bonus_percentage annual_bonus",
    "competing_offers": "offers other_offers competing competing_offer other_offer others",
    "unvested_forfeited": "unvested forfeited unvested_equity unvested_rsus unvested_stock",
    "walk_away": "minimum min floor bottom_line reservation",
    "target": "goal targets ask asks wanted",
    "exchange_rates": "fx fx_rates rates exchange_rate rate",
    "candidate": "name my_name me",
    "recruiter": "recruiter_name hr",
    "current_pay": "current_salary current_tc current_comp",
    "strengths": "achievements evidence leverage",
    "constraints": "constraint conditions",
    "rounds": "history messages round conversation",
    "tc": "total total_comp total_compensation ctc package",
    "status": "state stage",
    "may_name": "can_name name_company nameable may_be_named",
    "from": "who sender by",
    "text": "message words said",
}

STATUSES: dict[OfferStatus, str] = {
    "written": "written, signed, letter, in writing, paper, on paper, contract, email, by email, mail, "
    "received, official, formal, 书面",
    "verbal": "verbal, verbally, phone, oral, orally, on the phone, by phone, over the phone, call, "
    "on a call, spoken, told, 口头",
    "in_process": "in process, process, in progress, interviewing, interview, interviews, onsite, on site, "
    "pending, final round, screening, still interviewing, ongoing, no offer yet, 面试, 面试中, 流程中",
}
_TONES: dict[Tone, str] = {
    "warmer": "warmer warm friendly kind gentle soft nice enthusiastic",
    "firmer": "firmer firm strong assertive direct confident tough bold",
    "shorter": "shorter short brief concise tight",
    "plainer": "plainer plain simple simpler easy clear",
    "neutral": "neutral normal professional polite formal default balanced",
}
_CHANNELS: dict[Channel, str] = {
    "mail": "mail email letter written text message chat linkedin whatsapp wechat slack",
    "call": "call phone telephone video zoom meeting meet teams voice talk",
}
# What a person writes for "they did not say", where a field could as well be left out.
NOT_TOLD = frozenset(("not told", "n/a", "none", "unknown", "?", "-", "–", "tbd", "tba", "not known"))

_WORDS = regex(r"[^\W\d_]+")
_DENIED = regex(r"\b(?:not|no|never|without|less)\s+(?:too\s+|so\s+|very\s+)?\w+")


# Other names that are a field's as well as its own; both at once are refused.
ALSO = {"city": "region"}


def slug(name: str) -> str:
    """A name as a key: `Sign-on bonus` is `sign_on_bonus`."""
    return re.sub(r"[\s_\-]+", "_", name.strip().casefold())


def meant(key: str, known: Iterable[str]) -> str | None:
    """What an unknown key was probably meant to be, in words; None where nothing is near.

    >>> meant("Sign-On", OFFER_FIELDS), meant("rsus", OFFER_FIELDS), meant("vestin", OFFER_FIELDS)
    ('sign_on', 'equity_total (for all years together) or equity_per_year', 'vesting')
    """
    from difflib import get_close_matches

    names, name = tuple(known), slug(key)[:100]
    if name in names:
        return name
    for field, others in _MEANT.items():
        if name in others.split() and field.split()[0] in names:
            return field
    spellings = {n: n for n in names}
    for field, others in _MEANT.items():
        if field.split()[0] in names:
            spellings |= {other: field for other in others.split() if other not in spellings}
    near = get_close_matches(name, spellings, 1, 0.75) or get_close_matches(name, names, 1, 0.6)
    return spellings[near[0]] if near else None


def component_of(key: str) -> str | None:
    """The component of a target that a key names, by any name in the lexicon's data.

    >>> component_of("RSUs"), component_of("signing bonus"), component_of("equity_total"), component_of("tc")
    ('equity', 'sign_on', 'equity', 'total')
    """
    name = slug(key)
    if name in WANTED or name in WANTED_WORDS:
        return name
    return _component_names().get(name)


@cache
def _component_names() -> dict[str, str]:
    lexicon = read_aliases().components
    names = {slug(n): component for component in WANTED for n in lexicon.get(component, ())}
    more = {"equity_total": "equity", "cash": "base", "bonus_pct": "bonus_percent", "title": "level"}
    more |= {"sign_on_bonus": "sign_on", "rsus_per_year": "equity_per_year", "total_comp": "total"}
    return more | names


def status_of(words: str) -> OfferStatus | None:
    """The status that words name.

    >>> status_of("Signed offer"), status_of("on the phone"), status_of("onsite"), status_of("maybe")
    ('written', 'verbal', 'in_process', None)
    """
    said = re.sub(r"[\s_\-]+", " ", words.strip().casefold())
    said = re.sub(r"^(?:an? |the )|(?: offer(?: letter)?| only)+$", "", said)
    for status, names in STATUSES.items():
        if said in names.split(", "):
            return status
    return "written" if said == "offer letter" else None


def tone_of(words: str) -> Tone | None:
    """The first tone that words ask for; what they say it should not be is passed over.

    >>> tone_of("short, warm, not pushy"), tone_of("not too warm but firm"), tone_of("like a pirate")
    ('shorter', 'firmer', None)
    """
    said = _DENIED.sub(" ", words.casefold())
    for word in _WORDS.findall(said):
        for tone, names in _TONES.items():
            if word in names.split():
                return tone
    return None


def channel_of(words: str) -> Channel | None:
    """Mail or call.

    >>> channel_of("E-mail"), channel_of("phone call"), channel_of("pigeon")
    ('mail', 'call', None)
    """
    said = set(_WORDS.findall(words.casefold()))
    order: tuple[Channel, ...] = ("call", "mail")
    return next((c for c in order if said & set(_CHANNELS[c].split())), None)
