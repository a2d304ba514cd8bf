"""Questions about the person's own offer in a conversation, answered from the offer itself.

In: a message, an `Offer`, the library. Out: an `Answer` made of the check, the plan, the letter, the call
script or the reply that `assistant.counter` made and checked, and how the message was understood; None
where the message is not about the offer. It chooses no figure and words no letter.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal

from assistant.compose.position import say_place
from assistant.compose.wording import label
from assistant.page import Page
from assistant.result import Answer, Citation, Number, Retrieved, Status, Warning_
from corpus.money import Amount, format_amount
from corpus.regexes import regex
from index.resolve import Lexicon, RowKey, Target

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

    from assistant.counter.offer import Offer
    from assistant.counter.result import Ask, Check, Draft, Flag, Placed
    from corpus.passages import Passage
    from index.encoder import Encoder
    from index.library import Library

Intent = Literal["check", "asks", "letter", "call", "reply", ""]

_QUOTED = regex(r"[\"“«‘'](?P<said>[^\"”»]{4,}?)[\"”»’'](?=\W|$)", re.DOTALL)
_THEY_SAID = regex(
    r"""\b(?:they|she|he|hr|(?:the\s+|my\s+)?(?:recruiter|manager|company))\s+(?:just\s+|now\s+)?(?:said|says?|wrote|writes?|replied|answered|told\s+me|tells?\s+me)
    \s*[:,]?\s*(?:that\s+)?(?P<said>.{4,}?)(?:[.;,]?\s+(?:and\s+|so\s+)?(?:what|how)\s+(?:do|should|can|would|to)\b.*)?$
    |(?:HR|他们|对方|招聘官?)(?:说|回复)[:：,，]?\s*(?P<zh>.{2,})$""",
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
_ANSWER_TO = regex(
    r"\b(?:reply|answer|respond|response|say\s+to|write\s+back|tell\s+them)\b|怎么回|回复", re.I
)
_CALL = regex(r"\b(?:call\s+script|phone\s+script|on\s+the\s+(?:phone|call)|for\s+the\s+call)\b|电话", re.I)
_LETTER = regex(
    r"""\b(?:write|draft|make|give|show|prepare|compose|generate|create|send|need|want)\b.{0,30}\b(?:(?:e-?)?mails?|letters?|counter(?:[\s-]?offer)?|messages?)\b
    |^\W*(?:the\s+|my\s+)?(?:counter[\s-]?offer|counter)?\s*(?:(?:e-?)?mail|letter|counter)\W*(?:please|pls)?\W*$|写.{0,8}(?:邮件|信)|(?:邮件|信)怎么写""",
    re.IGNORECASE | re.VERBOSE,
)
_ASKS = regex(
    r"""\bwhat\s+(?:should|can|could|do|shall|would|to)\s*(?:i|we|you\s+suggest)?\s*(?:to\s+)?(?:ask|counter|negotiate|request)(?:\s+(?:them|for|with|about|now|then))*\W*$
    |\bhow\s+much\s+(?:more\s+)?(?:should|can|could|do)\s+i\s+(?:ask|counter|request)(?:\s+(?:them|for|with|now|then))*\W*$|(?:应该|可以|能)?(?:怎么|要|谈)(?:多少|什么)\W*$""",
    re.IGNORECASE | re.VERBOSE,
)
_CHECK = regex(
    r"""\b(?:my|the|this|our)\s+(?:\w+\s+)?(?:offer|package)\b.{0,30}\b(?:ok|okay|good|bad|fair|low|high|normal|enough|decent|lowball\w*|reasonable|competitive|compare|stand|lie)\b
    |\b(?:how|where)(?:'s|\s+is|\s+does|\s+good\s+is|\s+are)\s+(?:my|the|this)\s+(?:\w+\s+)?(?:offer|package)\b|\b(?:is|are|was)\s+(?:it|this)\s+an?\s+(?:\w+\s+)?(?:offer|package|lowball)\b
    |\b(?:check|rate|evaluate|assess|review|judge|look\s+at)\s+(?:my|the|this|it)\b.{0,12}\b(?:offer|package)\b|\bam\s+i\s+(?:being\s+)?(?:lowballed|underpaid)\b
    |(?:我的)?(?:offer|包|待遇).{0,6}(?:怎么样|如何|正常|合理|好吗|行吗|低吗)""",
    re.IGNORECASE | re.VERBOSE,
)


def intent_of(text: str) -> Intent:
    """What a message wants of the person's offer.

    >>> intent_of("is my offer ok?"), intent_of("write the mail"), intent_of("what should I ask for?")
    ('check', 'letter', 'asks')
    >>> intent_of("what do I reply to 'this is our final offer'"), intent_of("base at Meta in London?")
    ('reply', '')
    """
    if said_in(text):
        return "reply"
    if _CALL.search(text):
        return "call"
    if _LETTER.search(text):
        return "letter"
    if _ASKS.search(text):
        return "asks"
    return "check" if _CHECK.search(text) else ""


def said_in(text: str) -> str:
    """What the recruiter said, where a message tells it and asks what to answer, or only tells it.

    >>> said_in("they said: the base is fixed. what do i say"), said_in("what if they say no")
    ('the base is fixed', '')
    """
    quoted = _QUOTED.search(text)
    told = _THEY_SAID.search(text)
    if quoted and (_ANSWER_TO.search(text) or told):
        return quoted["said"].strip()
    if told and not re.match(
        r"\W*(?:and\s+|but\s+|so\s+)?(?:what|how)?\s*(?:if|when|can|could|should|will|would|is|are|do|does)\b",
        text,
        re.I,
    ):
        return (told["said"] or told["zh"] or "").strip().rstrip(".,;")
    return ""


def answer_about_offer(
    text: str,
    offer: Offer,
    library: Library,
    encoder: Encoder,
    lexicon: Lexicon,
    model: BaseChatModel | None = None,
    seconds: float | None = None,
    told: bool = False,
) -> tuple[Answer, str] | None:
    """The answer to a message about the offer, and how it was understood; None where it is about something else.

    `told`: the offer is what this talk told, so that figures in the message are its own.
    """
    from assistant.question import read_question

    intent = intent_of(text)
    if not intent:
        return None
    q = read_question(text, lexicon)
    if q.has("fabricate") or (q.has("injection") and intent != "reply"):
        return None
    if intent != "reply" and (
        (q.given and not told) or _is_of_another(q.resolved.companies + q.resolved.other_companies, offer, lexicon)
    ):
        return None  # "is 230 a good offer at X": asked of these figures, not of the offer that is loaded
    limit: dict[str, Any] = {} if seconds is None else {"seconds": seconds}
    if intent == "check":
        return check_answer(offer, library, lexicon), "where your offer lies"
    if intent == "reply":
        from assistant.counter.reply import reply_to

        said = said_in(text)
        reply = reply_to(offer, said, library, encoder, lexicon)
        if model is not None:
            from assistant.model.letters import word_reply

            reply = word_reply(reply, offer, said, library, lexicon, model, **limit)
        return reply_answer(reply, offer), f"what to reply to “{_short(said)}”"
    from assistant.counter.draft import draft_counter

    draft = draft_counter(offer, library, encoder, lexicon)
    if model is not None and intent == "letter":
        from assistant.model.letters import word_draft

        draft = word_draft(draft, offer, library, lexicon, model, **limit)
    shown_as = {
        "asks": "what to ask for in your offer",
        "letter": "the letter for your offer",
        "call": "a call about your offer",
    }
    return draft_answer(draft, offer, intent), shown_as[intent]


def _short(said: str) -> str:
    return said if len(said) <= 60 else f"{said[:57].rstrip()}…"


def _is_of_another(companies: Sequence[str], offer: Offer, lexicon: Lexicon) -> bool:
    own = (
        {m.name for m in lexicon.mentions(f"at {offer.company}") if m.kind == "company"}
        if offer.company
        else set()
    )
    return bool(companies) and not set(companies) <= (own | {offer.company or ""})


# ---- the check


def check_answer(offer: Offer, library: Library, lexicon: Lexicon) -> Answer:
    """Each part of the offer in its own row; what to watch and what to ask."""
    from assistant.counter.draft import check_offer

    placed, draft = check_offer(offer, library, lexicon)
    page = Page(library, lexicon)
    for one in placed.assessment:
        _say_placed(page, one, placed, offer)
    if placed.status == "not_covered":
        page.lack(f"a row for {_called(placed)}")
        page.say(f"The guides have no row for {_called(placed)}.", required=False)
    if placed.status == "needs_detail":
        page.needs_detail = True
        page.say("To place the offer, a little more is needed.", required=False)
    for flag in draft.flags:
        page.warn(flag.code, flag.message)
    for question in draft.questions:
        page.ask(question)
    return page.answer(_resolved(offer, placed), [])


def _called(placed: Check) -> str:
    return ", ".join(filter(None, (placed.company, placed.region, placed.role))) or "this offer"


def _say_placed(page: Page, one: Placed, check: Check, offer: Offer) -> None:
    if one.offered is None:
        return
    money = next((m for m in offer.money if m.currency == one.currency), None)
    mark = money.mark if money else ""
    amount = Amount(
        one.offered,
        one.offered,
        one.unit,
        one.currency if one.unit == "money" else None,
        mark,
        None,
        "",
        0,
        0,
        True,
    )
    fact = one.fact
    if one.derivation is not None:
        value = page.derive(one.offered, one.derivation.formula, ["input"], one.currency, mark)
        length = " over four years" if one.component == "equity" else ""
        page.say(f"Your {label(one.component)} comes to {value}{length}.")
    if fact is None or fact.low is None or one.place in ("no_band", "not_comparable"):
        why = f": {one.why}" if one.why else ""
        given = f" of {page.give(amount)}" if one.derivation is None else ""
        said = f"Your {label(one.component)}{given} is not placed{why}."
        page.say(said, page.passage_of(fact) if fact else None, required=False)
        return
    target = Target(RowKey(fact.company or "", fact.role, fact.region), fact.region or "", "named")
    said = "" if one.derivation is not None else f"Your {page.give(amount)}"
    if one.derivation is None and fact.period == "4 years":
        said = f"{said} of equity" if one.component == "equity" else said
    say_place(page, fact, target, one.offered, said, page.passage_of(fact))


def _resolved(offer: Offer, placed: Check) -> dict[str, list[str]]:
    named = {
        "company": placed.company or offer.company,
        "role": placed.role or offer.role,
        "level": offer.level,
        "region": placed.region or offer.region,
    }
    found = {key: [value] if value else [] for key, value in named.items()}
    return {**found, "component": [p.component for p in placed.assessment]}


# ---- the draft and the reply


@dataclass
class _Sheet:
    """A text in the making from pieces that were checked: their numbers move along, citations are
    numbered anew in the order of their marks."""

    numbers_of: Sequence[Number]
    passages: dict[int, Passage]
    text: str = ""
    numbers: list[Number] = field(default_factory=list)
    order: dict[Passage, int] = field(default_factory=dict)

    def add(self, words: str, name: str = "") -> None:
        """Words that stand as they are; those of the field `name` bring their numbers."""
        start = len(self.text)
        self.text += words
        for n in self.numbers_of:
            if name and n.field == name:
                self.numbers.append(self._moved(n, start))

    def figure(self, words: str, derivation: dict[str, Any] | None) -> None:
        """A figure that code computed, or one of the person's."""
        start = len(self.text)
        self.text += words
        source: Literal["derived", "input"] = "derived" if derivation else "input"
        again = self._derivation(derivation)
        self.numbers.append(Number(words, start, len(self.text), source, None, None, again))

    def mark(self, passages: Sequence[Passage]) -> None:
        marks = "".join(f"[{self.order.setdefault(p, len(self.order) + 1)}]" for p in dict.fromkeys(passages))
        self.text += f" {marks}" if marks else ""

    def rest(self, lead: str) -> None:
        """The marks of what numbers rest on and no mark has named, and of `lead`'s passages."""
        named = {int(m) for m in re.findall(r"\[(\d+)\]", self.text)}
        open_ = [p for p, i in self.order.items() if i not in named]
        if open_:
            self.text += f"\n\n{lead}"
            self.mark(open_)

    def _moved(self, n: Number, by: int) -> Number:
        cited = self._again(n.citation)
        return replace(
            n,
            start=n.start + by,
            end=n.end + by,
            field="text",
            citation=cited,
            derivation=self._derivation(n.derivation),
        )

    def _again(self, citation: Any) -> int | None:
        passage = self.passages.get(citation) if isinstance(citation, int) else None
        return self.order.setdefault(passage, len(self.order) + 1) if passage is not None else None

    def _derivation(self, derivation: dict[str, Any] | None) -> dict[str, Any] | None:
        if derivation is None:
            return None
        return {**derivation, "inputs": [i if i == "input" else self._again(i) for i in derivation["inputs"]]}

    def answer(
        self,
        status: Status,
        resolved: dict[str, list[str]],
        flags: Sequence[Flag],
        questions: Sequence[str],
        **more: Any,
    ) -> Answer:
        citations = tuple(Citation(i, p) for p, i in self.order.items())
        return Answer(
            status,
            self.text,
            citations,
            tuple(sorted(self.numbers, key=lambda n: n.start)),
            warnings=tuple(Warning_(f.code, f.message) for f in flags),
            questions=tuple(questions),
            resolved=resolved,
            retrieved=tuple(Retrieved(c.passage, 1.0) for c in citations)[:8],
            **more,
        )


def draft_answer(draft: Draft, offer: Offer, intent: Intent) -> Answer:
    """What to ask for, the letter, or the call script of a draft."""
    sheet = _Sheet(draft.numbers, {c.id: c.passage for c in draft.citations})
    resolved = _resolved(offer, draft.check)
    if draft.status != "drafted":
        statuses: dict[str, Status] = {
            "needs_detail": "needs_detail",
            "not_covered": "not_covered",
            "declined": "declined",
        }
        sheet.add("There is no draft yet: some things are missing.")
        return sheet.answer(
            statuses[draft.status], resolved, draft.flags, draft.questions, withheld=draft.withheld
        )
    if intent == "asks":
        _write_asks(sheet, draft, offer)
    elif intent == "call" and draft.call_script is not None:
        sheet.add(draft.call_script.plain, "call_script")
        _rests(sheet, draft.call_script.passages)
    elif draft.letter is not None:
        sheet.add(f"Subject: {draft.letter.subject}\n\n")
        sheet.add(draft.letter.body.plain, "letter.body")
        _rests(sheet, draft.letter.body.passages)
    more = {"model": draft.model} if intent == "letter" else {}
    return sheet.answer("answered", resolved, draft.flags, draft.questions, withheld=draft.withheld, **more)


def _rests(sheet: _Sheet, passages: Sequence[Passage]) -> None:
    for passage in passages:
        sheet.order.setdefault(passage, len(sheet.order) + 1)
    sheet.rest("What it rests on:")


def _write_asks(sheet: _Sheet, draft: Draft, offer: Offer) -> None:
    ids = draft.ids
    if not draft.plan.asks:
        sheet.add("There is nothing left to ask for: what you entered is at or above what the guides give.")
    for i, ask in enumerate(draft.plan.asks):
        sheet.add("\n" if i else "")
        sheet.add(f"{i + 1}. {label(ask.component)[:1].upper()}{label(ask.component)[1:]}")
        words = _amount(ask, offer)
        if words:
            sheet.add(" over four years: " if ask.component == "equity" else ": ")
            sheet.figure(words, ask.derivation.as_dict(ids.get) if ask.derivation else None)
        elif ask.wanted:
            sheet.add(f": {ask.wanted}")
        sheet.add(". ")
        sheet.add(ask.reason, f"asks[{i}].reason")
        sheet.mark(ask.passages)
    sheet.rest("These also rest on:")


def _amount(ask: Ask, offer: Offer) -> str:
    if ask.low is None or ask.high is None:
        return ""
    if ask.unit == "percent":
        ends = [f"{end.normalize():f}%" for end in (ask.low, ask.high)]
    else:
        mark = next((m.mark for m in offer.money if m.mark and m.currency == ask.currency), "")
        mark = mark or (ask.band.mark if ask.band is not None and ask.band.currency == ask.currency else "")
        ends = [
            format_amount(end, ask.currency, mark or ("$" if ask.currency == "USD" else ""))
            for end in (ask.low, ask.high)
        ]
    return "–".join(dict.fromkeys(ends))


def reply_answer(reply: Any, offer: Offer) -> Answer:
    """What to reply, and why."""
    sheet = _Sheet(reply.numbers, {c.id: c.passage for c in reply.citations})
    statuses: dict[str, Status] = {"done": "answered", "needs_detail": "needs_detail", "declined": "declined"}
    if reply.message:
        sheet.add(reply.message, "message")
    if reply.why:
        sheet.add("\n\nWhy: " if reply.message else "Why: ")
        sheet.add(reply.why, "why")
    for citation in reply.citations:
        sheet.order.setdefault(citation.passage, len(sheet.order) + 1)
    sheet.rest("What it rests on:")
    resolved = {
        "company": [offer.company] if offer.company else [],
        "role": [],
        "level": [],
        "region": [],
        "component": [],
    }
    return sheet.answer(
        statuses[reply.status], resolved, reply.flags, reply.questions, withheld=reply.withheld
    )
