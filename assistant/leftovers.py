"""What a message says beside names and figures: nothing, where it only says what is different.

In: a message that was read. Out: the words that are left, the name that nobody has told us of, what is
asked of a row. It knows the small words of follow-ups in English and Chinese.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from assistant.in_play import InPlay, Mine
from assistant.question import Question
from assistant.standing import Kind
from corpus.regexes import regex
from index.resolve import Lexicon, Mention
from index.search import STOP_WORDS

# What a follow-up consists of beside names and figures; misspelt ones are mended.
_FILLERS = STOP_WORDS | frozenset(
    """what's whats wat wht abt about same also case instead question thing things office offices city cities
    location place role position job one ones part parts next again plus including value amount range ranges band
    bands row number numbers figure figures year years yr yrs yearly annual annually month monthly per each every
    all both four top max maximum min minimum lowest highest floor ceiling mid midpoint middle half average upper
    lower end limit bound split divide divided evenly big wide spread width between currency dollars dollar usd sgd
    cny eur gbp data source old good bad fine fair normal low high enough decent reasonable pay pays paying paid give
    gives offer offers offered get more less better best worst only money cash hm hmm yes yeah yep well right oh
    actually sure sorry hi hello hey pls plz please thx now over across would much many guys answer level lvl look
    first compared compare comparison versus vs against with higher biggest is'nt isn't full entire whole everything
    other sum put switch change try use ok okay want know u ur r whos it's its that's whatabout thank ya kind type
    far region regions wait mean meant means rather""".split()
)
_CJK_FILLERS = regex(
    r"那么?|呢|的话?|是|多少|吗|和|在|如果|每年|一年|年|每|最高|最低|最多|最少|正常|合理|怎么样|什么|一下|请问|看看|还有|这个|这|边|我|给"
    r"|钱|有|也|同样|换成|范围|中位数|中间|上限|下限|可以|好|高|低|偏|比|对比|哪个|更|公司|岗位|个|了|啊|谢谢|问|想|知道|大概|拿|到"
)
_CJK = regex(r"[\u3400-\u9fff]")
_WORD = regex(r"[A-Za-zÀ-ÖØ-öø-ÿ][\w'’]*")
_NAMED_AT = regex(r"\b(?P<how>in|at|for|about|from)\s+(?P<name>[a-zA-ZÀ-ÿ][\w'’.-]{2,})\W*$", re.I)


def words_left(q: Question, lexicon: Lexicon) -> list[str]:
    """The words that are neither names nor figures nor those of any follow-up."""
    covered = [(m.start, m.end) for m in q.resolved.mentions]
    covered += [(m.start, m.end) for m in lexicon.mentions(q.text)]
    covered += [(g.amount.start, g.amount.end) for g in q.given]
    out = []
    for m in _WORD.finditer(q.text):
        word = m.group().lower().replace("’", "'").strip("'")
        if any(s < m.end() and m.start() < e for s, e in covered) or len(word) < 2:
            continue
        if word not in _FILLERS and not (_CJK.match(word)) and not _is_misspelt_filler(word, lexicon):
            out.append(word)
    blank = q.text
    for s, e in covered:
        blank = blank[:s] + " " * (e - s) + blank[e:]
    if _CJK.search(_CJK_FILLERS.sub("", blank)):
        out.append(_CJK_FILLERS.sub("", blank).strip())
    return out


def _is_misspelt_filler(word: str, lexicon: Lexicon) -> bool:
    if len(word) < 4 or lexicon.is_word(word):
        return False
    from rapidfuzz import process
    from rapidfuzz.distance import DamerauLevenshtein

    return process.extractOne(word, _FILLERS, scorer=DamerauLevenshtein.distance, score_cutoff=1) is not None


def unknown_name(q: Question, rest: Sequence[str], play: InPlay, lexicon: Lexicon) -> Mention | None:
    """A name that nobody has told us of, where a follow-up says nothing else: "and in springfeld?"."""
    named = _NAMED_AT.search(q.text.strip())
    if len(rest) != 1 or not named or not play.posts or named["name"].lower() != rest[0] or q.has("advice"):
        return None
    if named["how"].lower() not in ("in", "at") and lexicon.is_word(rest[0]):
        return None
    if lexicon.is_word(rest[0]) and q.text.split()[0].lower() not in ("and", "what", "how", "in", "at"):
        return None
    kind: Literal["company", "place"] = "place" if named["how"].lower() == "in" else "company"
    name = named["name"][:1].upper() + named["name"][1:]
    return Mention(kind, name, named["name"], named.start("name"), named.end("name"))


def kind_of(q: Question, given: Sequence[Mine]) -> Kind | None:
    """What is asked of a row, where the words say so."""
    if q.has("midpoint"):
        return "midpoint"
    if q.has("spread"):
        return "spread"
    if q.has("increment"):
        return "increment"
    if given and (q.has("position") or not q.has("annual", "monthly", "sum", "percent_of", "difference")):
        return "position"
    if q.has("monthly"):
        return "monthly"
    if q.has("annual"):
        return "annual"
    if q.bound:
        return "top" if q.bound == "high" else "floor"
    return None
