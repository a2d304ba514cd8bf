"""A follow-up becomes a question that stands alone: what it leaves out is filled in from what is in play.

In: one message, what is `InPlay`, the `Lexicon`. Out: a `Standing`: the whole question, what to show of
how it was understood, and what is in play after it; or a question back, where two readings are possible.
Only names and the person's own figures are carried over, never anything that was answered. A message
that stands alone is left exactly as it was typed. It reads no guide and answers nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.compose.figures import years_in
from assistant.compose.kind import advice_asked
from assistant.in_play import MOST_EARLIER, InPlay, Mine, Post, companies_in, merged, mine_in, places_in
from assistant.leftovers import kind_of, unknown_name, words_left
from assistant.own_figures import own_figures
from assistant.question import Question, Want, parts_of, read_question
from assistant.standing import Kind, ask, own_words, what_of, whose
from corpus.regexes import regex
from index.resolve import Lexicon, Mention

_CARRIED_KIND_ENDS = regex(r"\bwhat(?:['’]?s|\s+is|\s+are)\b(?!\s+about)|\bhow\s+much\b|多少|是什么", re.I)
_ALL_ROWS = regex(
    r"""\b(?:which|what|any|all|every|other|each|most)\s+(?:\w+\s+){0,2}?(?:compan(?:y|ies)|firms?|employers?|cit(?:y|ies)
    |regions?|places|locations?|countries|guides?|offices?|rows)\b|\bwho\s+(?:pays?|gives?|offers?)\b|\bwhere\s+(?:is|do|does|are|would|can)\b
    |\b(?:anywhere|everywhere|overall|big\s+tech)\b|\b(?:list|rank)\b|哪家|哪些|所有|各家""",
    re.IGNORECASE | re.VERBOSE,
)
_WHO_PAYS = regex(r"\bwho\s+(?:pays?|gives?|offers?)\b|\bwhich\s+(?:company|one|firm)\b|哪家", re.I)
_PERCENT_MORE = regex(
    r"\d\s*(?:%|percent\b|per\s+cent\b)\s*(?:\w+\s+)?(?:more|higher|extra|raise|increase|bump|on\s+top|up)\b"
    r"|\b(?:raise|increase|bump|up|higher|more)\b[^.?!]{0,30}?\bby\s+\d+(?:\.\d+)?\s*(?:%|percent\b|per\s+cent\b)",
    re.I,
)
_BESIDE = regex(r"\b(?:vs\.?|versus|compared?(?:\s+(?:to|with))?|comparison|against)\b|对比|相比|比", re.I)
_WHICH_OF = regex(
    r"\b(?:which|who|what|where)\b.{0,24}\b(?:higher|better|more|best|most|highest|lower|less|bigger)\b"
    r"|\bcompare\s+(?:them|both|the\s+two|these|those)\b|哪个(?:更)?(?:高|好|多)",
    re.I,
)
_HOW_MUCH_IS = regex(r"\bhow\s+much\s+(?:is|are|would|will)\s+(?:that|it|this|they|those)\b", re.I)
_MY_PLACE = regex(r"\b(?:where|how\s+far)\s+(?:am|do|would)\s+i\b", re.I)
_JUDGE_IT = regex(
    r"\b(?:is|are|was|would)\s+(?:it|that|this|these|they|those)\s+(?:be\s+)?(?:an?\s+)?(?:\w+\s+)?(?:ok|okay|good|bad|fair|low"
    r"|high|normal|enough|decent|reasonable)\b|\bgood\s+or\s+bad\b|^\W*(?:正常|合理|低|高|好)吗",
    re.I,
)
_OF_WHAT = "Which figure of yours should be placed: how much is it, and is it base, equity, bonus or sign-on?"
_MOVABLE = regex(r"\b(?:negotiab\w*|flexib\w*|movable|fixed|room|higher|raise\w*|negotiate)\b|谈", re.I)
_BARE = regex(r"\W*(?:(?:but|and|so)\W+)?(?:why|how(?:\s+so)?|really|what|huh|hm+|为什么)\W*", re.I)
_OTHER = regex(r"\b(?:the\s+)?other\s+(?:one|company|firm|offer)\b|另一(?:家|个)", re.I)
_ONE_OF = regex(r"\b(?:top|first|second|third|last|best|highest|lowest)\s+ones?\b", re.I)
_POINTING = regex(r"\b(?:it|its|that|this|these|those|they|them|there|here|same|ones?)\b|这|那", re.I)
_IDLE_IT = regex(
    r"\b(?:is|was|would|will)\s+(?:it|this|that)\s+(?:be\s+)?(?:\w+\s+)?(?:ok|okay|bad|good|normal|wise|rude|risky|safe|better|possible|stupid|smart"
    r"|common|allowed|worth|too\s+late)\s+(?:idea\s+)?(?:to|if|that|when|for)\b",
    re.I,
)
_ALL_PARTS = regex(
    r"\b(?:pay|pays|paid|everything|package|all\s+components|numbers|figures)\b|待遇|薪资", re.I
)
THANKS = regex(
    r"\W*(?:(?:ok|okay|thanks?|thx|ty|thank\s+you|great|cool|nice|perfect|got\s+it|hi|hello|hey|bye|good|so\s+much|very|a\s+lot|谢谢|好的|你好)\W*)+",
    re.I,
)
_REFUSED = regex(
    r"""\b(?:say|says|said|tell|tells|answer|answers)\s+(?:\w+\s+)?no\b|\b(?:refuse|reject|decline)[sd]?\b|\bdon['’]?t\s+agree
    |\bdo\s+not\s+agree|\bdisagrees?\b|\bturns?\s+(?:\w+\s+)?down\b|拒绝|不同意|说不""",
    re.IGNORECASE | re.VERBOSE,
)
_REFUSED_WORDS = frozenset(
    "if they say says said no tell tells refuse refuses reject rejects decline declines answer".split()
)
_OWN = regex(r"\b(?:my|mine|our)\b|我的?", re.I)
# What is asked of a cell in the person's own words, with the cell behind them.
_OF_A_CELL: tuple[Want, ...] = ("currency", "sources", "convert", "reconcile", "ratio", "share", "agreement")


@dataclass(frozen=True, slots=True)
class Standing:
    """A question that stands alone. `understood` is "" where nothing was filled in."""

    text: str
    in_play: InPlay
    understood: str = ""
    notes: tuple[str, ...] = ()
    ask_back: str = ""


# ---- a message


def follow(text: str, play: InPlay, lexicon: Lexicon) -> Standing:
    """The standing question of a message; its parts are read one after the other."""
    parts = parts_of(text, lambda piece: _names_row(piece, lexicon))
    if len(parts) < 2:
        return _follow_part(text, play, lexicon)
    done: list[Standing] = []
    for part in parts:
        one = _follow_part(part, done[-1].in_play if done else play, lexicon)
        if one.ask_back:
            return one
        done.append(one)
    last = done[-1].in_play
    notes = tuple(n for one in done for n in one.notes)
    if not any(one.understood for one in done):
        return Standing(text, last, notes=notes)
    said = [one.text if one.text.rstrip()[-1:] in "?.!？" else f"{one.text.rstrip()}?" for one in done]
    shown = [one.understood or one.text.strip(" ?？.") for one in done]
    return Standing(" ".join(said), last, "; ".join(shown), notes)


def _names_row(piece: str, lexicon: Lexicon) -> bool:
    kinds = {m.kind for m in lexicon.mentions(piece)}
    return "component" in kinds and bool(kinds & {"company", "place"}) and not re.search(r"\d", piece)


def _follow_part(text: str, play: InPlay, lexicon: Lexicon) -> Standing:
    q = read_question(text, lexicon)
    if q.has("fabricate", "injection") or THANKS.fullmatch(text.strip() or "?"):
        return Standing(text, play)
    rest = words_left(q, lexicon)
    if _REFUSED.search(text) and set(rest) <= _REFUSED_WORDS and not q.resolved.mentions:
        return Standing(
            "What do I say when they say no to my counter-offer?",
            play,
            "what to say when they say no to your counter-offer",
        )
    given, play, back = own_figures(q, play)
    if back:
        return Standing(text, play, ask_back=back)
    if not given and (raised := _raised(q, play, lexicon)):
        return raised
    unknown = unknown_name(q, rest, play, lexicon)
    if not rest or unknown:
        return _fragment(q, given, play, lexicon, unknown)
    return _sentence(q, given, rest, play, lexicon)


def _raised(q: Question, play: InPlay, lexicon: Lexicon) -> Standing | None:
    """"Can they give me 20% more base?": asked of the person's own base, which is in play."""
    if not _PERCENT_MORE.search(q.text) or any(g.amount.unit == "money" or g.amount.scaled for g in q.given):
        return None
    after, notes = merged(q, play, lexicon)
    named = q.resolved.components or (play.components if len(play.components) == 1 else ())
    own = [m for m in play.mine if m.component in named] if named else list(play.mine)
    if len(own) != 1 or "%" in own[0].words:
        return None
    after = replace(after, components=tuple(filter(None, (own[0].component,))), kind="position")
    return _beside(q.text, after, f"({', '.join(filter(None, (own_words(own[0]), whose(after))))})", notes)


# ---- messages that only name what is different


def _fragment(
    q: Question, given: tuple[Mine, ...], play: InPlay, lexicon: Lexicon, unknown: Mention | None
) -> Standing:
    text, r = q.text, q.resolved
    named = bool(r.mentions or unknown or given)
    own_kind = kind_of(q, given)
    if _OTHER.search(text) and not companies_in(q):
        return _other(q, play)
    if _WHICH_OF.search(text) and not (r.companies or places_in(q)):
        return _which_of(q, play)
    if r.topics:
        if not play.posts or not (_POINTING.search(text) or r.companies or places_in(q)):
            return Standing(text, play)
        after, notes = merged(q, play, lexicon)
        of_equity = not r.components and "equity" in after.components and bool(_POINTING.search(text))
        return _beside(text, after, f"({whose(after, about=of_equity)})", notes)
    if _BARE.fullmatch(text.strip()):
        return Standing(
            text, play, ask_back="Please ask it in a whole sentence: what would you like to know?"
        )
    if not play.posts and not play.components and not play.mine:
        after, notes = merged(q, play, lexicon, unknown)
        return Standing(text, replace(after, kind=_kind_after(q, own_kind, "band")), notes=notes)
    if not (named or own_kind or _POINTING.search(text) or q.has(*_OF_A_CELL, "position", "pay", "sum")):
        return Standing(text, play)
    after, notes = merged(q, play, lexicon, unknown)
    if _has_listing(q) and _ALL_ROWS.search(text):
        return Standing(text, replace(after, kind="listing"), notes=notes)
    if _ALL_ROWS.search(text) and not companies_in(q):
        posts = (
            tuple(Post(None, p.place) for p in after.posts)
            if places_in(q) or not _has_listing(q)
            else after.posts
        )
        kind: Kind = "ranking" if _WHO_PAYS.search(text) else "band"
        after = replace(after, posts=tuple(dict.fromkeys(posts)), kind=kind)
        return Standing(text, after) if places_in(q) or r.components else Standing(text, play)
    if _BESIDE.search(text) and len({*companies_in(q)}) == 1 and play.companies:
        after = replace(
            after,
            posts=tuple(dict.fromkeys((*play.posts[-1:], *after.posts))),
            kind="compare",
            earlier=play.earlier,
        )
        return _standing(after, notes)
    if _BESIDE.search(text) and places_in(q) and not companies_in(q) and play.places:
        both = tuple(dict.fromkeys((*play.posts, *after.posts)))
        return _standing(replace(after, posts=both, kind="compare", earlier=play.earlier), notes)
    if (
        given
        and play.components
        and _HOW_MUCH_IS.search(text)
        and not set(r.components) & set(play.components)
    ):
        # "How much is that for a base of 200k": asked of what is in play, on the person's figure.
        both_parts = tuple(dict.fromkeys((*play.components, *r.components)))
        about = whose(replace(after, components=play.components), about=True)
        return _beside(text, replace(after, components=both_parts, kind="band"), f"({about})", notes)
    if _ONE_OF.search(text) and _many_rows(after, lexicon):
        return Standing(text, play, ask_back=_which_row(after, lexicon))
    if not r.components and _ALL_PARTS.search(text) and (r.companies or places_in(q)):
        after = replace(after, components=())
    kind = own_kind or ("position" if _MY_PLACE.search(text) and play.mine else _carried(q, play))
    if kind == "position":
        after = replace(
            after,
            components=r.components
            or tuple(dict.fromkeys(m.component for m in given if m.component))
            or after.components,
        )
    elif q.has("position") and not own_kind:
        kind = "position"
    after = replace(after, kind=kind)
    own = mine_in(after)
    of_a_cell = q.has("currency", "convert") or (q.has(*_OF_A_CELL) and not q.has("percent_of"))
    if of_a_cell and not (own_kind or r.companies or places_in(q)):
        return _beside(text, replace(after, kind=play.kind), f"({whose(after, about=True)})")
    if q.has("percent_of", "sum") and not places_in(q) and not r.companies and after.mine and not own_kind:
        # A total is in the money of the place where the offer is, if there was only one.
        where = whose(after) if q.has("sum") and len(after.posts) == 1 and not after.earlier else ""
        said = ", ".join(filter(None, (*map(own_words, after.mine), where)))
        return _beside(text, replace(after, kind="band"), f"({said})")
    if own and years_in(text) and not (own_kind or r.companies or places_in(q)):
        said = ", ".join(map(own_words, own))
        return _beside(text, replace(after, kind="band"), f"({said}, {whose(after)})" if after.posts else f"({said})")
    if (
        kind == "position"
        and own
        and notes
        and _many_rows(after, lexicon)
        and play.posts
        and play.posts[0].place is not None
    ):
        where = "; ".join(
            row.region or "" for p in after.posts if p.company for row in lexicon.rows_of(p.company)
        )
        return Standing(text, after, notes=notes, ask_back=f"In which place? The guides have {where}.")
    if _JUDGE_IT.search(text) and not (r.mentions or after.mine or own_kind):
        return Standing(text, play, ask_back=_OF_WHAT)
    if kind == "position" and not own:
        if q.has("position") and not r.mentions:  # "is it ok?" with no figure of theirs
            return (
                Standing(text, replace(after, kind=play.kind))
                if not play.mine
                else _standing(replace(after, components=()), notes)
            )
        after = replace(after, kind="band")
    full = not _adds(q, after, unknown)
    if full and (own_kind or kind == "band" or _CARRIED_KIND_ENDS.search(text)):
        return Standing(text, replace(after, kind=own_kind or "band"), notes=notes)
    return _standing(after, notes)


def _kind_after(q: Question, own: Kind | None, otherwise: Kind) -> Kind:
    if _ALL_ROWS.search(q.text) and _WHO_PAYS.search(q.text):
        return "ranking"
    return own or ("position" if q.given and q.has("position") else otherwise)


def _carried(q: Question, play: InPlay) -> Kind:
    """What was asked before is asked again of the new row, unless the message asks anew."""
    if _CARRIED_KIND_ENDS.search(q.text) and play.kind not in ("ranking",):
        return "band"
    if play.kind == "compare":
        several = {*companies_in(q)}
        return "compare" if len(several) != 1 else "band"
    if play.kind == "position" and q.resolved.components:
        has = any(m.component in q.resolved.components for m in play.mine)
        return "position" if has else "band"
    if play.kind == "ranking" and companies_in(q):
        return "band"
    if play.kind == "listing" and (q.resolved.components or places_in(q)):
        return "band"
    return play.kind


def _has_listing(q: Question) -> bool:
    return q.has("listing") and not q.resolved.components


def _adds(q: Question, after: InPlay, unknown: Mention | None) -> bool:
    """Whether what is in play says more than the message does."""
    r = q.resolved
    own = {*companies_in(q)}
    return bool(
        set(after.companies) - own
        or set(after.places) - set(places_in(q))
        or set(after.components) - set(r.components)
        or set(after.levels) - set(r.levels)
        or set(after.roles) - set(r.roles)
        or unknown
    )


def _standing(after: InPlay, notes: tuple[str, ...]) -> Standing:
    if after.kind in ("annual", "monthly") and "sign_on" in after.components:
        notes = (*notes, "A sign-on bonus is paid once, or in parts: it is no amount for each year.")
    text, shown = ask(after, mine_in(after))
    return Standing(text, after, shown, notes)


def _beside(text: str, after: InPlay, what: str, notes: tuple[str, ...] = ()) -> Standing:
    """The person's own words with what they point at behind them."""
    whole = f"{text.strip().rstrip('?？.! ')} {what}?"
    return Standing(whole, after, whole.rstrip("?"), notes)


def _other(q: Question, play: InPlay) -> Standing:
    others = list(dict.fromkeys(p for p in play.earlier if p.company and p.company not in play.companies))
    names = list(dict.fromkeys(p.company for p in others))
    if len(names) == 1:
        before = (*play.posts, *others[1:])[:MOST_EARLIER]
        kind = kind_of(q, ()) or play.kind
        return _standing(replace(play, posts=tuple(others[:1]), earlier=before, levels=(), kind=kind), ())
    if not names:
        return Standing(q.text, play)
    return Standing(q.text, play, ask_back=f"Which one do you mean: {' or '.join(map(str, names))}?")


def _which_of(q: Question, play: InPlay) -> Standing:
    posts = play.posts if len(play.posts) > 1 else (*play.earlier[:1], *play.posts)
    components = q.resolved.components or play.components
    if len(posts) < 2 or len({p.company for p in posts} | {p.place for p in posts}) < 2:
        return (
            Standing(q.text, play)
            if not play.posts
            else Standing(q.text, replace(play, components=components))
        )
    after = replace(play, posts=posts, components=components, kind="compare", earlier=())
    return _standing(after, ())


def _many_rows(play: InPlay, lexicon: Lexicon) -> bool:
    return any(
        p.place is None and p.company and len(lexicon.rows_of(p.company)) > 1 for p in play.posts
    ) or any(p.company is None for p in play.posts)


def _which_row(play: InPlay, lexicon: Lexicon) -> str:
    rows = [row for p in play.posts if p.company for row in lexicon.rows_of(p.company)]
    first = f"{rows[0].company} in {rows[0].region}" if rows else "the first row"
    return (
        f"Do you mean the first row ({first}), or the highest figure of all rows?"
        if rows
        else "Which row do you mean?"
    )


# ---- messages that say more than names


def _sentence(
    q: Question, given: tuple[Mine, ...], rest: Sequence[str], play: InPlay, lexicon: Lexicon
) -> Standing:
    text, r = q.text, q.resolved
    own_companies = bool(companies_in(q))
    own_kind = kind_of(q, given)
    row = bool(r.components or places_in(q) or r.levels or given)
    advice = (
        q.has("pushback") or advice_asked(q) or (q.has("advice") and not row) or bool(_IDLE_IT.search(text))
    )
    if advice and not given:
        if (
            own_kind == "increment"
            and not own_companies
            and play.companies
            and (r.components or play.components)
        ):
            after, notes = merged(q, play, lexicon)
            about = whose(replace(after, levels=(), roles=()))
            said = ", ".join((*map(own_words, mine_in(after)), about))
            return _beside(text, replace(after, kind="increment"), f"({said})")
        if not own_companies:
            movable = _MOVABLE.search(text) and _POINTING.search(text) and not r.mentions and play.components
            return (
                _beside(text, play, f"(the {what_of(play.components)})") if movable else Standing(text, play)
            )
        after, notes = merged(q, play, lexicon)
        increment = own_kind == "increment" and bool(r.components)
        return Standing(text, replace(after, kind="increment" if increment else play.kind), notes=notes)
    if not (play.posts or play.mine):
        after, notes = merged(q, play, lexicon)
        return Standing(text, replace(after, kind=_kind_after(q, own_kind, "band")), notes=notes)
    if _ALL_ROWS.search(text) and not own_companies:
        if not row:
            return Standing(text, play)
        after, notes = merged(q, replace(play, posts=tuple(Post(None, p.place) for p in play.posts)), lexicon)
        return Standing(
            text, replace(after, kind="ranking" if _WHO_PAYS.search(text) else "band"), notes=notes
        )
    pointing = bool(_POINTING.search(text)) and len(text.split()) <= 12
    mine = (
        _OWN.search(text)
        and not given
        and play.mine
        and q.has("position", "sum", "percent_of", "annual", "monthly")
    )
    if mine:
        after, notes = merged(q, play, lexicon)
        after = replace(after, kind="position" if q.has("position") else play.kind)
        if own := mine_in(replace(after, components=r.components)):
            about = ", ".join(own_words(m) for m in own)
            beyond = f", {whose(after)}" if after.posts and not own_companies else ""
            return _beside(text, after, f"({about}{beyond})")
    if not (row or pointing or own_companies or q.has("pay")) or (
        q.resolved.topics and not (row or pointing)
    ):
        return Standing(text, play)
    after, notes = merged(q, play, lexicon)
    after = replace(after, kind=_kind_after(q, own_kind, "band"))
    if not row and not pointing:
        after = replace(after, components=r.components if own_companies and q.has("pay") else play.components)
    lacks_company = not own_companies and bool(after.companies)
    lacks_place = not places_in(q) and bool(after.places) and (row or pointing)
    if not (lacks_company or lacks_place):
        return Standing(text, after, notes=notes)
    about = whose(after, about=pointing and not r.components and bool(after.components))
    return _beside(text, after, f"({about})")
