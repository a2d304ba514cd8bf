"""Claims about others: offers that somebody holds, processes under way, companies that are named.

In: a sentence and what was `Entered`. Out: what the sentence claims that does not stand there. A company
that nobody has listed is known by its place: "an offer from", "Acme has offered me", "interviewing at".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from assistant.counter.entered_claims import (
    IX,
    NO_CLAIM,
    OF_THEIRS,
    Entered,
    claimed,
    clauses_of,
    money_in,
    names_of,
    own_names,
    values_of,
)
from assistant.counter.offer import Competing, Money, Percent
from corpus.currencies import CURRENCY_CODES
from corpus.regexes import regex
from index.resolve import words_of

_ADJECTIVE = (
    r"(?:compelling|competitive|strong|attractive|good|great|solid|generous|concrete|formal|official"
    r"|firm|signed|written|verbal|oral|serious|similar|comparable|higher|larger|bigger|better|richer"
    r"|stronger|excellent|significant|substantial|very|much|tempting|final|full|new|recent|standing"
    r"|open|active|live|pending|outstanding)"
)
_OTHER_OFFER = regex(
    rf"""\b(?:
        (?:another|competing|rival|outside|external|alternative|parallel|second|third|additional|further
          |different)\s+(?:(?:job|written|verbal|{_ADJECTIVE})\s+){{0,3}}(?:offers?|packages?|proposals?)
      | (?:an?y?|my|the|some|these|those|two|three|four|five|several|multiple|many|few|couple\s+of|both
        |\d+)\s+(?:of\s+)?(?:my\s+)?other\s+(?:(?:job|{_ADJECTIVE})\s+){{0,3}}(?:offers?|packages?)
      | other\s+(?:(?:job|{_ADJECTIVE})\s+){{0,3}}offers?
      | (?:two|three|four|five|several|multiple|many|numerous|a\s+few|a\s+couple\s+of
        |a\s+number\s+of)\s+(?:(?:job|other|{_ADJECTIVE})\s+){{0,3}}offers?
      | counter-?\s?offers?\s+(?:from|by)\s+(?:my|the)\b
      | (?:current|present)\s+(?:employer|company|team|firm
        |manager)(?:['’]s)?\s+(?:\w+\s+){{0,3}}(?:counter\w*|retention|match\w*|offer\w*|promot\w+|rais\w+)
      | (?:a\s+)?(?:second|third|another|different|rival|competing|other)\s+(?:\w+\s+)?(?:compan(?:y|ies)
        |employers?|firms?|start-?ups?|labs?|teams?|(?:ai|tech)\s+\w+|players?)\s+(?:\w+\s+){{0,3}}(?:offer\w*
        |propos\w+|willing|prepared|ready|put|made|gave|given|extended|pay\w*|would\s+pay|bid\w*)
      | (?:someone|somebody|somewhere)\s+else\s+(?:\w+\s+){{0,3}}(?:offer\w*|pay\w*)
      | (?:offers?|package|numbers?|figures?|terms|compensation|pay)\s+(?:\w+\s+){{0,3}}(?:elsewhere
        |from\s+elsewhere|on\s+the\s+table\s+elsewhere|from\s+a\s+competitor|from\s+your\s+competitors?
        |from\s+(?:another|a\s+different|a\s+second|one\s+of\s+your))
      | (?:i|i['’]ve|we)\s+(?:\w+\s+){{0,3}}(?:been|was)\s+offered(?!\s+(?:the|this|a)\s+(?:role|position|job
        |chance|opportunity|level)\b)
      | (?:i|i['’]m|i\s+am)\s+(?:\w+\s+){{0,2}}(?:hold|holding|sitting\s+on|weighing|weigh|considering
        |comparing|juggling|choosing\s+between|deciding\s+between|entertaining
        |fielding)\s+(?:\w+\s+){{0,3}}(?:offers|alternatives|options|opportunities|proposals)
      | (?:i|i['’]ve)\s+(?:\w+\s+)?(?:have|hold|got|received|secured|landed|obtained)\s+(?:\w+\s+){{0,4}}offers
      | (?:competitors?|the\s+other\s+side|other\s+compan(?:y|ies)|elsewhere)\s+(?:\w+\s+){{0,3}}(?:offer\w*
        |pay(?:s|ing)?|gave|put)
      | (?:match|beat|exceed|top)\s+(?:\w+\s+){{0,2}}(?:other|their|that|competing|the\s+competing
        |my\s+other)\s+(?:offers?|package|numbers?|bid)
      | (?:the|my)\s+other\s+(?:one|offer|company|package)\b
      | (?:i|i['’]ve|we)\s+(?:\w+\s+)?(?:have|hold|got|received|secured|landed
        |obtained)\s+an?\s+(?:{_ADJECTIVE}\s+){{0,3}}offer(?!\s+(?:from|by|at|with)\s+(?:you\b|your\b
        |(?-i:[A-Z])))
      | my\s+(?:\w+\s+)?(?:alternatives?|fallback|(?:outside|other)\s+(?:options?|choices?))
      | (?:have|hold|got|keep|weigh\w*|consider\w*)\s+(?:\w+\s+)?(?:other|outside|alternative|better|several
        |multiple)\s+(?:options|choices|possibilities|alternatives)
      | outside\s+(?:options?|interest|opportunit\w+)
      | (?:better|stronger|higher|richer|bigger|larger|more\s+attractive|more\s+lucrative)\s+(?:deal|bid
        |proposal|package|number)\s+(?:lined\s+up|in\s+hand|waiting|already|on\s+the\s+table|from|at|with
        |than\s+yours)
      | my\s+(?:\w+\s+)?(?:manager|boss|employer|company|team|firm)(?:['’]s)?\s+(?:has\s+|have\s+|is\s+
        |will\s+|would\s+|just\s+|already\s+){{0,3}}(?:offer\w*|promis\w*|counter\w*|propos\w*|ready|willing
        |prepared|rais\w+|match\w*|promot\w*)
      | (?:the|an?)\s+other\s+(?:team|company|employer|lab|firm|side|party
        |recruiter)\s+(?:\w+\s+){{0,2}}(?:want\w*|need\w*|expect\w*|ask\w*|press\w*|gave|give|is|has)
      | (?:an?|two|several|the|some)\s+(?:\w+\s+){{0,2}}(?:start-?ups?|hedge\s+funds?|banks?|funds?|labs?
        |unicorn)\s+(?:\w+\s+){{0,2}}(?:promis\w+|offer\w*|gave|made|put|want\w*|would)
      | elsewhere | bidding\s+war | (?:best|highest|strongest|top)\s+(?:competing|outside|alternative
        |other)\s+\w+ | BATNA
    )\b""",
    IX,
)
# "an offer from Acme", "Acme has offered me", "Acme's offer": a name nobody need have listed.
_NAME = (
    r"(?P<name>(?:[A-Z][\w&'’.-]*|xAI|eBay|[a-z]{0,2}[A-Z]\w+|[a-z]\w+\.(?:ai|com"
    r"|io))(?:\s+(?:[A-Z][\w&'’.-]*|AI|of|de))*)"
)
_OFFER_FROM = regex(
    rf"\b(?:offers?|packages?|proposals?|bid|term\s+sheet|contract|letter)\s+(?:\w+\s+){{0,3}}?(?:from"
    rf"|at|with|by)\s+(?:both\s+)?(?:the\s+)?{_NAME}"
)
_NAME_OFFERED = regex(
    rf"\b{_NAME}(?:['’]s)?\s+(?:\w+\s+){{0,2}}?(?:offer(?:ed|s|ing)?\b|(?:has|have)\s+(?:offered|made"
    rf"|extended|given|put|promised|proposed|come\s+back|matched)"
    rf"|made\s+me|gave\s+me|extended|came\s+back|is\s+(?:offering|willing|ready|prepared)|would\s+pay"
    rf"|will\s+pay|pays?\s+(?:me|more)|package|proposal)"
)
_SENTENCE_STARTS = frozenset(
    "i my the a an this that these those it if as your you we our thank thanks could would can may please "
    "for with to in on at and but so because since given after before when while once first second third "
    "finally also however dear hi hello best kind warm regards sincerely base equity rsus rsu sign bonus "
    "market pay another other one two what how is are there their they who which any some no not let "
    "making working joining having being based offer offers monday tuesday wednesday thursday friday "
    "saturday sunday happy glad looking both recently currently meanwhile additionally furthermore "
    "moreover".split()
)


_MARKS = frozenset("$€£¥₹₩")


def _name_in(m: re.Match[str]) -> str | None:
    """The name of a match without the sentence's own first word; None where none is left."""
    if m.string[m.end("name") : m.end("name") + 1] in _MARKS:
        return None  # "leave HK$350K behind"
    words = m.group("name").rstrip(".'’,").split()
    while words and words[0].lower().strip(".'’") in _SENTENCE_STARTS:
        words = words[1:]
    name = " ".join(words)
    name = re.sub(r"['’]s$", "", name)
    return None if not name or name.split()[0] in CURRENCY_CODES else name


def is_own(name: str, entered: Entered) -> bool:
    """Whether a name is the offer's own company, its people, its role or place."""
    offer = entered.offer
    own = own_names(offer, entered.lexicon)
    if names_of(name, entered.lexicon) & own:
        return True
    bare = set(words_of(name))
    texts = (offer.company, offer.recruiter, offer.candidate, offer.role, offer.region, offer.level)
    return any(t and bare and bare <= set(words_of(t)) for t in texts)


def rivals_of(name: str, entered: Entered) -> tuple[Competing, ...]:
    """The other offers and processes of the company that a name stands for."""
    for each in names_of(name, entered.lexicon):
        if each in entered.rival_names:
            return entered.rival_names[each]
    bare = set(words_of(name))
    for known, rivals in entered.rival_names.items():
        if bare and (bare <= set(words_of(known)) or set(words_of(known)) <= bare):
            return rivals
    return ()


def _offers_named(clause: str, entered: Entered) -> Iterable[tuple[str, re.Match[str]]]:
    for pattern in (_OFFER_FROM, _NAME_OFFERED):
        for m in pattern.finditer(clause):
            name = _name_in(m)
            if name and not NO_CLAIM.search(clause[: m.start()]) and not is_own(name, entered):
                yield name, m


_WRITTEN = regex(
    r"\b(?:written|signed|in\s+writing|formal|official|letter|contract|on\s+paper|in\s+hand)\b", re.I
)
_VERBAL = regex(r"\b(?:verbal(?:ly)?|oral(?:ly)?|spoken|by\s+phone|on\s+the\s+phone)\b", re.I)
_SEVERAL = regex(
    r"\b(?:two|three|four|five|several|multiple|many|numerous|few|couple|number\s+of|both"
    r"|[2-9])\b(?:[\s\w-]{0,40})\boffers\b"
    r"|\b(?:competing|other|rival|outside|alternative|additional|stronger|higher|better)\s+(?:job\s+)?offers\b"
    r"|\b(?:have|hold|received|got|secured|holding)\s+(?:\w+\s+){0,3}offers\b|\boffers\s+from\b",
    re.I,
)
_COUNTS = {
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "both": 2,
    "couple": 2,
    "several": 3,
    "multiple": 2,
    "many": 3,
}
_MORE = regex(
    r"\b(?:two|three|four|five|both|several|multiple|many|couple|[2-9])\b(?=[\s\w-]{0,40}\boffers\b)", re.I
)


def offer_claims(sentence: str, entered: Entered) -> Iterable[str]:
    """Offers that were not entered, and entered ones said otherwise than they were."""
    claims = False
    for clause in clauses_of(sentence):
        named = list(_offers_named(clause, entered))
        other = claimed(_OTHER_OFFER, clause)
        if other and OF_THEIRS.search(clause[: other.start()]) and not named:
            other = None  # "you extend other offers"
        if not named and not other:
            continue
        claims = True
        if not entered.offers:
            # "another company" of a process is judged there.
            yield "an offer that was not entered"
            continue
        rivals: list[Competing] = []
        for name, _ in named:
            held = [r for r in rivals_of(name, entered) if r.is_offer]
            if not held:
                yield f"an offer from {name} was not entered"
            rivals += held
        yield from _status_claims(clause, tuple(rivals) or entered.offers)
        yield from _figure_claims(clause, tuple(rivals) or entered.offers)
    if claims and entered.offers:
        yield from _count_claims(sentence, len(entered.offers))


def _status_claims(clause: str, rivals: Sequence[Competing]) -> Iterable[str]:
    statuses = {r.status for r in rivals}
    if "written" not in statuses and claimed(_WRITTEN, clause):
        yield "a verbal offer is said to be in writing"
    if "verbal" not in statuses and claimed(_VERBAL, clause):
        yield "a written offer is said to be verbal"


def _count_claims(sentence: str, held: int) -> Iterable[str]:
    if not (several := claimed(_SEVERAL, sentence)):
        return
    word = _MORE.search(sentence[several.start() :])
    said = word.group().lower() if word else ""
    least = int(said) if said.isdigit() else _COUNTS.get(said, 2)
    # "two offers" may count the one that is being negotiated
    if (
        held
        + (1 if least == 2 and not re.search(r"\b(?:other|competing|rival|outside)\b", sentence, re.I) else 0)
        < least
    ):
        yield "more offers than were entered"


def _rival_values(rival: Competing) -> set[object]:
    parts = rival.parts
    own: list[Money | Percent | None] = [rival.tc]
    if parts:
        own += [*parts.money, parts.bonus]
    return values_of(own)


def _figure_claims(clause: str, rivals: Sequence[Competing]) -> Iterable[str]:
    allowed = {v for r in rivals for v in _rival_values(r)}
    for amount in money_in(clause):
        if {amount.low, amount.high} - {None} - allowed:
            yield f"{amount.text} is not what was entered of the other offer"


# -------------------------------------------------------------------------------------- processes

_PROCESS = regex(
    r"""\b(?:
        (?:other|another|parallel|concurrent|several|multiple|two|three|different|competing|ongoing|separate
          |second)\s+(?:\w+\s+){0,2}(?:process(?:es)?|interviews?|interview\s+loops?|conversations?\s+with
          |pipelines?|opportunit(?:y|ies)|applications?|searches)
      | (?:i|i['’]m|i\s+am|i\s+was|we\s+are|i\s+have\s+been|i['’]ve\s+been|currently|also
        |still)\s+(?:\w+\s+){0,2}(?:interviewing|in\s+(?:the\s+)?(?:final|last|late|advanced
        |onsite)\s*-?\s*(?:rounds?|stages?|phase)|in\s+talks|in\s+discussions|in\s+conversations?|in\s+(?:an?
        |the|my)?\s*(?:\w+\s+)?process\b|talking\s+(?:to|with)\s+(?:other|another|a|several|two|[A-Z])
        |speaking\s+(?:to|with)\s+(?:other|another|several|two)|exploring\s+(?:other|several|multiple))
      | (?:final|last|onsite|on-site|advanced)[\s-]+(?:rounds?|stages?|interviews?|loops?)\s+(?:with|at|for)
      | (?:expect(?:ing)?|await(?:ing)?|waiting\s+(?:for|on)|anticipat(?:e|ing)
        |due)\s+(?:\w+\s+){0,4}(?:offers?|decisions?|answers?|numbers?|packages?)\s+(?:\w+\s+){0,2}(?:from|at
        |by)\s+(?!you\b|your\b)
      | (?:expect(?:ing)?|await(?:ing)?|anticipat(?:e|ing))\s+(?:an?|two|several|another|more|other
        |further)\s+(?:\w+\s+){0,2}(?:offers?|decisions?)
      | (?:other|several|multiple|two|three|many|a\s+few|various)\s+(?:\w+\s+){0,2}(?:companies|employers
        |firms|labs|start-?ups|teams\s+elsewhere|recruiters)
      | (?:a\s+second|another|a\s+different|one\s+other|a\s+rival|a\s+competing)\s+(?:\w+\s+){0,2}(?:company
        |employer|firm|lab|start-?up|recruiter)
      | (?:process(?:es)?|loop|interviews?|onsite|conversations?|talks|discussions?)\s+(?:\w+\s+){0,2}(?:with
        |at)\s+(?!you\b|your\b|the\s+team\b|the\s+hiring\b|this\b|me\b)
      | (?:a|my|one)\s+competitor | competitors?\s+(?:of\s+yours\s+)?(?:is|are|has|have)\b | headhunted
        | being\s+recruited\s+by | (?:interest|attention)\s+from\s+(?:other|several|multiple|[A-Z])
      | (?:been|being|was)\s+(?:\w+\s+)?(?:approached|contacted|courted|pursued)\s+by
        | one\s+of\s+(?:\w+\s+)?(?:two|three|four|several|my)\s+(?:finalists|options|choices|companies
        |favou?rites)
      | (?:in\s+high\s+demand|sought[\s-]after\s+by)
    )""",
    IX,
)
_PROCESS_WITH = regex(
    rf"\b(?:process(?:es)?|interview(?:s|ing|ed)?|round|rounds|stage|stages|talks|loop|onsite|on-site"
    rf"|discussions?|conversations?|talking|speaking|negotiating"
    rf"|negotiations)\s+(?:\w+\s+){{0,2}}?(?:with|at|to|for)\s+(?:the\s+)?{_NAME}"
)


def process_claims(sentence: str, entered: Entered) -> Iterable[str]:
    """Processes with companies that were not entered."""
    for m in _PROCESS_WITH.finditer(sentence):
        name = _name_in(m)
        if not name or NO_CLAIM.search(sentence[: m.start()]) or is_own(name, entered):
            continue
        if not rivals_of(name, entered):
            yield f"a process with {name} was not entered"
            return
    claim = claimed(_PROCESS, sentence)
    if claim and not OF_THEIRS.search(sentence[: claim.start()]) and not entered.processes:
        company = re.search(r"\b(?:compan|employer|firm|lab|start|competitor)", claim.group(), re.I)
        at_rival = [n for m in _PROCESS_WITH.finditer(sentence) if (n := _name_in(m))]
        own = at_rival and all(is_own(n, entered) for n in at_rival)
        if not own and not (company and entered.offers):
            yield "a process that was not entered"


# -------------------------------------------------------------------------------------- companies

_LEAVING = regex(
    rf"\b(?:leaving|leave|left|worked\s+at|work\s+at|working\s+at|engineer\s+at|years?\s+at|job\s+at"
    rf"|role\s+at|team\s+at|researcher\s+at|time\s+at|came\s+from|joining\s+from|moving\s+from"
    rf"|employed\s+(?:at|by)|currently\s+(?:at|with)|now\s+(?:at|with)|ex-?)\s*{_NAME}"
)
_SOURCE = regex(r"(?:\b(?:on|data\s+from|according\s+to|via)\s+)$", re.IGNORECASE)


def company_claims(sentence: str, entered: Entered) -> Iterable[str]:
    """Companies that do not stand in the offer, and those that may not be named."""
    for m in entered.lexicon.mentions(sentence, correct=False):
        if m.kind != "company" or m.name in entered.named:
            continue
        rivals = rivals_of(m.text, entered)
        if rivals and not any(r.may_name for r in rivals):
            yield f"{m.text} may not be named"
        elif is_own(m.text, entered) or (
            words_of(m.text) == ("linkedin",) and _SOURCE.search(sentence[: m.start])
        ):
            continue
        elif not (m.text.islower() and len(m.text) <= 4):
            yield f"{m.text} does not stand in the offer"
    for known, rivals in entered.rival_names.items():
        hidden = known and not any(r.may_name for r in rivals)
        if hidden and re.search(rf"\b{re.escape(known)}\b", " ".join(words_of(sentence))):
            yield f"{rivals[0].company} may not be named"
    for left in _LEAVING.finditer(sentence):
        name = _name_in(left)
        if (
            name
            and not is_own(name, entered)
            and " ".join(words_of(name)) not in " ".join(words_of(entered.told))
        ):
            yield f"{name} does not stand in the offer"
