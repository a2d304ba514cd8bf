"""What a person is shown of a check and of a draft: pages of blocks.

In: a `Draft`. Out: `Block`s in the order in which a candidate needs them: where the offer lies, what to
watch, what to ask for and why, the letter to copy, the call, what to answer, what to find out, the sources.
It chooses no figure; what it shows was computed and checked before. The letter stands alone between two
lines, so that it can be copied as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from assistant.compose.wording import period_words, shown
from assistant.counter.bars import is_turned
from assistant.counter.levers import ask_at_rate
from assistant.counter.offer import Offer
from assistant.counter.result import Ask, Check, Draft, Flag, Placed
from assistant.drawing import Block, Grid, Items, Prose, Title, Verbatim
from assistant.render import said, source_of
from assistant.result import Citation
from corpus.money import format_amount
from corpus.passages import Passage

NAMES = {"base": "base salary", "equity": "equity", "bonus": "bonus", "sign_on": "sign-on bonus"}

NO_ROW = (
    "The guides have no row for this offer, so the amounts to ask for must be yours. Enter what you would like "
    "to reach as a target, for example `target: {base: 250k}` in the file or `--target-base 250k`, and a letter "
    "is drafted with the general advice of the guides."
)

NO_PLACE = (
    "The place of the job is missing, and the guides' rows are by place. Enter it, for example `region: London` in "
    "the file or `--city London`; without it, a letter needs a target of your own (`--target-base 250k`)."
)


def check_page(draft: Draft) -> list[Block]:
    """The check alone: bars, what to watch, what to find out, the sources."""
    page = _where_it_lies(draft)
    page += _watch(draft)
    page += _open_questions(draft, draft.check.status == "needs_detail")
    return page + sources(draft.citations)


def draft_page(draft: Draft, offer: Offer) -> list[Block]:
    """All of a draft. Where there is none, what is missing for one comes first."""
    if draft.status != "drafted":
        return _no_draft(draft, offer)
    page = _where_it_lies(draft) + _watch(draft) + _asks(draft, offer)
    page += _letter(draft) + _call(draft)
    page += _replies(draft) + _open_questions(draft, False)
    if draft.recap is not None and draft.recap.paragraphs:
        page += [
            Title("When you have agreed, send this recap"),
            Verbatim(draft.recap.plain, framed=True),
        ]
    return page + _rests_on(draft) + sources(draft.citations)


def _no_draft(draft: Draft, offer: Offer) -> list[Block]:
    sentence = {
        "needs_detail": "**There is no letter yet**: some things are missing.",
        "not_covered": "**There is no letter**: the guides do not cover this offer.",
        "declined": "**There is no letter**: this cannot be drafted as it was asked for.",
    }[draft.status if draft.status != "drafted" else "needs_detail"]
    page: list[Block] = [Prose(sentence)]
    aimed = offer.target or offer.target_words
    if draft.check.assessment and not draft.check.covered and not aimed:
        page.append(Prose(NO_ROW if offer.region else NO_PLACE))
    page += _open_questions(draft, True)
    if draft.check.assessment:
        page += _where_it_lies(draft)
    return page + _watch(draft) + sources(draft.citations)


# ---- the parts of a page


def _where_it_lies(draft: Draft) -> list[Block]:
    """The offer against its row, as bars; the row's printed total."""
    check = draft.check
    page: list[Block] = []
    if check.assessment:
        page += [Title(f"Your offer{_whose(check)}"), Verbatim(_bars(check))]
    ids = draft.ids
    notes = [_with_marks(note.text, note.passages, ids) for note in check.notes]
    marks = _marks((p.passage for p in check.assessment if p.passage), ids)
    if marks:
        notes.insert(0, f"The ranges are those of the guide's own row. {marks}")
    notes += [_at_the_rate(placed) for placed in check.assessment if is_turned(placed)]
    if notes:
        page.append(Items(tuple(notes)))
    return page


def _at_the_rate(placed: Placed) -> str:
    """`At your exchange rate: base salary `150,000 * 1.3 = 195,000` USD.`"""
    formula, value = (
        (placed.derivation.formula, placed.offered) if placed.derivation else ("", placed.offered)
    )
    name = NAMES.get(placed.component, placed.component)
    return f"At your exchange rate: {name} `{_grouped(formula)} = {value:,f}` {placed.currency}."


def _whose(check: Check) -> str:
    """`: Meta, London (UK), ML/AI Engineer`."""
    names = [name for name in (check.company, check.region, check.role) if name]
    return f": {', '.join(names)}" if names else ""


def _bars(check: Check) -> str:
    from assistant.counter.bars import check_bars

    return "\n".join(check_bars(check))


def watched(title: str, flags: Iterable[Flag], withheld: int = 0) -> list[Block]:
    """What to watch: the messages of flags, and how many sentences were withheld."""
    watch = [flag.message for flag in flags if flag.message]
    if withheld:
        sentences = "One sentence was" if withheld == 1 else f"{withheld} sentences were"
        watch.append(f"{sentences} withheld: something in it could not be supported.")
    return [Title(title), Items(tuple(watch))] if watch else []


def _watch(draft: Draft) -> list[Block]:
    return watched("Good to know before you write", draft.flags, draft.withheld)


def _open_questions(draft: Draft, needed: bool) -> list[Block]:
    """What the person must tell first; or what to find out from the recruiter."""
    own = draft.questions
    if needed:  # what is for the recruiter does not stand in the way of a letter
        own = draft.check.questions or tuple(q for q in own if q not in draft.plan.questions)
    if not own:
        return []
    title = "To go on, I need to know" if needed else "Questions for the recruiter"
    return [Title(title), Items(tuple(own))]


def _asks(draft: Draft, offer: Offer) -> list[Block]:
    asks = draft.plan.asks
    if not asks:
        return []
    page: list[Block] = [Title("What to ask for, and why")]
    for number, ask in enumerate(asks, 1):
        beside = [_now(ask, offer)]
        beside += ["your main ask"] if ask.lead and len(asks) > 1 else []
        later = "they closed it" if ask.closed else "keep it for later"
        beside += [f"not in the letter: {later}"] if number > draft.plan.in_letter else []
        inside = f" ({'; '.join(filter(None, beside))})" if any(beside) else ""
        lines = [f"**{number}. {_headline(ask, offer)}**{inside}"]
        reason = _with_marks(ask.reason, ask.passages, draft.ids)
        lines = [*lines, reason] if ask.reason else [f"{lines[0]} {reason}".rstrip()]
        lines += [f"Computed as {sums}." for sums in [_sums(ask)] if sums]
        lines += [place for place in [_in_band(ask)] if place]
        page.append(Prose("  \n".join(lines)))
    return page + _ladder(draft, offer)


def _headline(ask: Ask, offer: Offer) -> str:
    """`Equity over four years: $520K–$580K`."""
    name = NAMES.get(ask.component, said(ask.component))
    name = f"{name[:1].upper()}{name[1:]}" + (" over four years" if ask.component == "equity" else "")
    if ask.low is not None and ask.high is not None:
        return f"{name}: {_range(ask.low, ask.high, ask, offer)}"
    if ask.component in ("level", "start_date"):
        return f"{name}: {ask.wanted}" if ask.wanted else name
    return f"{name}: {'more' if ask.current else 'ask for one'}, without an amount for now"


def _now(ask: Ask, offer: Offer) -> str:
    if ask.component in ("level", "start_date"):
        return ""
    return f"you are offered {_amount(ask.current, ask, offer)}" if ask.current else "nothing so far"


def _range(low: Decimal, high: Decimal, ask: Ask, offer: Offer) -> str:
    ends = (_amount(low, ask, offer), _amount(high, ask, offer))
    return "–".join(dict.fromkeys(ends))


def _amount(value: Decimal, ask: Ask, offer: Offer) -> str:
    if ask.unit == "percent":
        return f"{value.normalize():f}%"
    return format_amount(value, ask.currency, _mark(ask, offer))


def _mark(ask: Ask, offer: Offer) -> str:
    """How the person marks this currency, else how the row does."""
    for money in offer.money:
        if money.mark and money.currency == ask.currency:
            return money.mark
    if ask.band is not None and ask.band.currency == ask.currency:
        return ask.band.mark
    return "$" if ask.currency == "USD" else ""


def _sums(ask: Ask) -> str:
    """The formula as a person reads it: `400,000 + 120,000 = 520,000`."""
    if ask.derivation is None:
        return ""
    derivation = ask.derivation
    low, _, high = derivation.formula.partition(" to ")
    if ask.uncapped and ask.top is not None and not ask.above_band:  # as it was cut, and not its end alone
        first, _, last = ask.uncapped.formula.partition(" to ")
        ends = [(first, ask.uncapped.value), (last or first, ask.uncapped.high)]
        low, high = (f"min({f}, {ask.top.normalize():f})" if v > ask.top else f for f, v in ends)
    pairs = [(low, derivation.value)] + ([(high or low, derivation.high)] if high else [])
    sums = [f"`{_grouped(f)} = {v:,f}`" for f, v in pairs if not _is_number(f)]
    return " and ".join(dict.fromkeys(sums))


def _is_number(formula: str) -> bool:
    return formula.replace(".", "", 1).isdigit()


def _grouped(formula: str) -> str:
    """Figures of a formula with their thousands apart.

    >>> _grouped("min(400000 + 180000, 560000)")
    'min(400,000 + 180,000, 560,000)'
    """
    return re.sub(r"(?<![\d.])\d{4,}", lambda found: f"{int(found[0]):,}", formula)


def _in_band(ask: Ask) -> str:
    """Where what is asked for lies in the row's range."""
    band = ask.band
    if band is None or ask.low is None or ask.high is None or band.low is None:
        return ""
    if shown(band) in ask.reason:  # the reason has said it
        return ""
    if ask.floor is None or band.unit != ask.unit:
        return ""
    top = ask.top
    rate = " at your exchange rate" if ask_at_rate(ask) else ""
    range_ = f"the guide's range{rate}, {shown(band)}{period_words(band)}"
    if top is None:
        return f"{range_[:1].upper()}{range_[1:]}, has no top."
    if ask.high > top:
        return f"This is above {range_}."
    if ask.low == ask.high == top:
        return f"This is the top of {range_}."
    if ask.high == top:
        return f"This goes up to the top of {range_}."
    if ask.low < ask.floor:
        return f"This is still under {range_}."
    return f"This is inside {range_}."


def _ladder(draft: Draft, offer: Offer) -> list[Block]:
    """Opening, target and walk-away side by side, where the person has set them."""
    ladder = draft.plan.ladder
    if ladder is None or not (ladder.target or ladder.walk_away):
        return []
    parts = list(dict.fromkeys((*ladder.opening, *ladder.target, *ladder.walk_away)))
    asks = {ask.component: ask for ask in draft.plan.asks}
    rows = []
    for part in parts:
        ask = asks.get(part) or _like(part, offer)
        opening = ladder.opening.get(part)
        rows.append(
            (
                NAMES.get(part, said(part)),
                _range(*opening, ask, offer) if opening else "",
                _amount(ladder.target[part], ask, offer) if part in ladder.target else "",
                _amount(ladder.walk_away[part], ask, offer) if part in ladder.walk_away else "",
            )
        )
    header = ("", "you open with", "your target", "you walk away below")
    # A column in which nothing stands says only that something was not entered.
    kept = [n for n in range(len(header)) if n == 0 or any(row[n] for row in rows)]
    grid = Grid(tuple(header[n] for n in kept), tuple(tuple(row[n] for n in kept) for row in rows))
    return [Title("From your first ask to where you walk away" if len(kept) > 2 else "Your own limit"), grid]


def _like(part: str, offer: Offer) -> Ask:
    """An ask that says in which currency and unit a part that is not asked for is written."""
    from assistant.counter.offer import Money, Percent

    value = offer.target.get(part) or offer.walk_away.get(part)
    currency = value.currency if isinstance(value, Money) else offer.currency
    unit: Any = "percent" if isinstance(value, Percent) else "money"
    return Ask(part, None, None, None, unit, currency, "")


def _letter(draft: Draft) -> list[Block]:
    letter = draft.letter
    if letter is None:
        return []
    words = len(letter.body.plain.split())
    return [
        Title(f"Your letter ({words} words; copy what is between the lines)"),
        Verbatim(f"Subject: {letter.subject}\n\n{letter.body.plain}", framed=True),
    ]


def _call(draft: Draft) -> list[Block]:
    if draft.call_script is None or not draft.call_script.paragraphs:
        return []
    return [Title("If you speak on the phone"), Verbatim(draft.call_script.plain)]


def _replies(draft: Draft) -> list[Block]:
    if not draft.replies:
        return []
    page: list[Block] = [Title("If they answer …")]
    for reply in draft.replies:
        marks = _marks(reply.say.passages, draft.ids)
        page.append(Prose(f"**“{_unquoted(reply.when)}”** {marks}".rstrip()))
        page.append(Verbatim(_indented(reply.say.plain)))
    return page


def _unquoted(when: str) -> str:
    return when.strip().strip("“”\"'").strip()


def _indented(text: str) -> str:
    return "\n".join(f"    {line}" if line else "" for line in text.split("\n"))


def _rests_on(draft: Draft) -> list[Block]:
    """The sentences of the letter that rest on a guide, with their marks; the letter itself has none."""
    if draft.letter is None:
        return []
    sentences = [
        _with_marks(f"“{said.text}”", said.passages, draft.ids)
        for paragraph in draft.letter.body.paragraphs
        for said in paragraph
        if said.passages
    ]
    return [Title("What the letter rests on"), Items(tuple(sentences))] if sentences else []


def _marks(passages: Iterable[Passage], ids: Mapping[Passage, int]) -> str:
    return "".join(f"[{n}]" for n in dict.fromkeys(ids[p] for p in passages if p in ids))


def _with_marks(text: str, passages: Iterable[Passage], ids: Mapping[Passage, int]) -> str:
    return f"{text} {_marks(passages, ids)}".strip()


def sources(citations: Sequence[Citation]) -> list[Block]:
    """The passages that are cited, under a title of their own."""
    return [Title("Sources"), *(source_of(citation) for citation in citations)] if citations else []
