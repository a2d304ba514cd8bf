"""Which end of a band a sentence says that a number is: "tops out at $1", "$1 at the lower end".

In: a sentence and its `Number`s. Out: `bound` of each. Each cue goes to the number that is cheapest to
reach from it; two cues around one number, with another beside it, are one for each.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from functools import lru_cache

from assistant.finding import END_MOVES_FROM, FROM_BEHIND
from assistant.numbers import ACROSS_A_NUMBER, BESIDE, Bound, Number, Said, cost
from assistant.periods import period_in
from corpus.regexes import regex

_I = re.IGNORECASE | re.ASCII

_NOT = (
    r"(?:\b(?:not|no|never|nobody|none|nothing|cannot|without|nor|neither|hardly|nowhere"
    r"|hard[\s-]pressed|(?:ai|is|are|was|does|do|did|wo|ca|could|would)nt)\b|n['’]t\b|不)"
)
_NEGATED = regex(_NOT, _I)
# "Nothing in Acme's row for Oslo puts base under …": the subject of a denial may be long.
_NOBODY = (
    r"\b(?:leav(?:e|ing)|outside|nobody|nothing|none|no\s+(?:one|row|cell|line|part|figure|offer|band))\b"
    r"[^\d.;]{0,100}?"
)
_AMOUNT_AHEAD = (
    r"(?=\s+(?:(?:the|a|about|around|roughly)\s+)?(?:[A-Z]{0,3}\s?[$£€¥₹]|[A-Z]{3}\s?\d|\d"
    r"|(?:one|two|three|four|five|six|seven|eight|nine|ten|[a-z]+teen|[a-z]+ty|half)\b(?!\s+years)))"
)
_HIGH = regex(
    rf"""\b(?:(?:(?:can|could|may|might)\s+(?:even\s+|also\s+)?(?:be|go|get|touch|come\s+to|amount\s+to|(?:give|pay|offer)(?:\s+you)?)|till|until|upto|touch(?:es|ing)?)
      {_AMOUNT_AHEAD}(?!\s+(?:\d+|one|two|three|four|five|six)\s+(?:years?|points?|things?|times|offers?|hours?|days?|weeks?|months?)\b)
    """
    r"""|up\s+to(?!\s+(?:you|date|now))|as\s+(?:high|far)\s+as|as\s+much(?:\s+\w+){0,2}?\s+as|at\s+(?:the\s+)?(?:very\s+)?most|max(?:imum|imal(?:ly)?|imums|es|ed|ing|s)?
    |(?<!\bon\s)(?<!\bon\sthe\s)(?!tops\s+(?-i:[A-Z][a-z])(?![^.;\d]*\bout\b))top(?:s|ped|ping|most)?(?!\s+(?:talent|ai|ml|tier|performer|compan|lab|choice|priorit|market|conference|of\s+(?:(?:that|this)(?!\s+(?:[a-z]+\s+){0,3}?(?:band|range|row|scale|cell|spread)\b)|the\s+market|your|any)))(?!-tier)
    |ceilings?|(?<!market\s)cap(?:s|ped|ping)?|uppermost|upper|higher(?=\s+(?:one|figure|number|value|amount)\b|\s+of\s+the\s+two\b)|(?<![\"“‘])highs?(?!\s+(?:growth|demand|flexib|impact|priorit|school))(?!-)|highest|the\s+most|(?<!lower\s)limit(?:s|ed)?
    |hard\s+stops?|(?:stop(?:s|ped|ping)?|ends|ended|clos(?:es?|ed|ing)|conclud(?:es?|ing)|terminat(?:es?|ing)
        |halt(?:s|ed|ing)?|wind(?:s|ing)?\s+up|(?:tail|taper)(?:s|ing)?\s+off)
      (?=(?:\s+(?!(?:once|when|if|as|while|until|after|asking|looking|negotiating|here|is)\b)[\w$£€¥-]+,?){0,4}?\s+(?:at|there|short|with|on|out)\b)|(?:stop|end|finish)(?=[^.?;\d]{0,60}\?)|end[\s-]?points?|(?<=\bthe\s|\bits\s)end(?=\s+(?:is|being|comes|lies|sits)\b)|(?<=\bmarks\sthe\s)end|upper(?=\s+one\b)|(?<!low\s)(?<!lower\s)(?<!bottom\s)end(?:s|ed)?(?=\s+(?:at|in|with|there|up)\b|\s*[:$]|\s+(?:CNY|SGD|about|approximately|around|roughly))|finish(?:es|ed)?|is\s+all(?=\s*(?:[.,;)]|$|there\b|you\b))|(?<=[\dKkMm]\s)closes(?=\s*(?:[.,;)]|$|it\b|the\b))|(?<=\bis\s)(?:over|through)(?=\s+(?:at|with|by)\b)|peak(?:s|ed)?|roof|lid
    |(?:all\s+the\s+way|go(?:es|ing)?|run(?:s|ning)?|get(?:s|ting)?|climb(?:s|ing)?|rise[sn]?|rising|extend(?:s|ing)?|stretch(?:es|ing)?)
      (?:\s+(?:up|out|on|all\s+the\s+way|as\s+far))*\s+(?:to|as)(?!\s+(?:year|\d+\s+years))
    |reach(?:es|ed|ing)?(?!\s+out)|hit(?:s|ting)?|(?<!more\s)or\s+(?:less|lower|below|under|worse)|and\s+(?:below|under)|at\s+best|(?<=\bis\sthe\s)best|best\s+case|largest|biggest|greatest|culminat\w+|plateaus?|crests?|summit|apex|pinnacle|zenith|far\s+end|(?<=\bat\sthe\s)(?:very\s+)?end(?=\s*(?:[.,;:)]|$))|end\s+of\s+the\s+(?:road|line|scale)|(?<!both\s)(?<!two\s)ends(?=\s*(?:[.,;)]|$))(?!\s*[,(]\s*(?:[A-Z]{3}\s)?[$£€¥₹]?\d\S*\s+(?:and|to)\s+(?:[A-Z]{3}\s)?[$£€¥₹]?\d)|(?<=[a-z]\s)stops(?=\s*(?:[.,;)]|$))|runs?\s+out(?=\s+at|\s*(?:[.,;)]|$))|no\s+(?:more\s+)?(?:room|headroom)(?:\s+(?:left|above|upwards?))?|(?:is|are)\s+done(?=\s+(?:at|with|by)\b)|as\s+(?:good|big|large|great|much)\s+as(?=[^.;\d]{0,60}\bgets?\b)
    |(?:last|second|final|upper|right-hand)(?=\s+(?:figure|number|value|amount|one)\b|\s+(?:is\s+)?[$£€¥₹](?!\S+\s+(?:more|less|higher|lower|above|below|larger|smaller|bigger)\b))|(?:(?<=\bthe\s)|(?<=\bits\s)|(?<=['’]s\s)|(?<=\band\s))(?:larger|bigger|higher|greater)(?=\s+(?:[\w-]+\s+){0,2}(?:raise|step|ask|bump|increment|increase|uplift)\b)|richest|priciest|dearest|fattest|steepest|extreme|head(?=\s+of\s+the\s+(?:band|range|scale)))\b
    |最高|上限|封顶|顶格|至多|最多|高达|最大|≤|⩽|<=(?=\s*[$£€¥₹\dA-Z])""",
    _I | re.VERBOSE,
)
_LOW = regex(
    r"""\b(?:start(?:s|ed|ing)?(?!\s+(?:date|up))(?!-)|min(?:imum|imal(?:ly)?|imums|s)?|at\s+(?:the\s+)?(?:very\s+)?least|floors?(?:ed)?|lower(?=\s+(?:(?:end|bound|limit|edge|part|side|figure|number|value|amount)s?|boundary|boundaries|one|and|or|of\s+the\s+two\s+(?:figures|numbers|values|amounts))\b)
    |lows?(?!\s+(?:flexib|to\s+moderate|but))(?!-)|lowest|as\s+(?:low|little)\s+as|bottom(?:s|ed)?(?:\s+out)?|beg(?:in|ins|inning|an)|entry(?!-|\s+level)|the\s+least
    |opens?(?!\s+(?:source|to\s|about|question|model|and\s))|opened|opening(?!\s+(?:ask|offer|bid|number|position|counter|move|line|figure))|kick(?:s|ed)?\s+off|upwards?\s+(?:of|from)|and\s+(?:up|above|upwards?)|(?<!less\s)or\s+(?:more|above|higher|better|over)
    |onwards?|not\s+a\s+\w+\s+less|at\s+worst|(?<=\bis\sthe\s)worst|worst\s+case|smallest|commenc\w+|(?:(?<!boil\s)(?<!boils\s)(?<!come\s)(?<!comes\s)(?<!narrows\s)down|falls?|drops?|dips?|sinks?)\s+to|as\s+far\s+down\s+as|as\s+(?:bad|small|poor|meagre)\s+as(?=[^.;\d]{0,60}\bgets?\b)|near\s+end|rock\s+bottom|sets?\s+(?:out|off)|setting\s+out|takes?\s+off(?=\s+(?:at|from))|cheapest|poorest|leanest|launch(?:es|ed)?(?=\s+(?:at|from))
    |(?:first|left-hand)(?=\s+(?:figure|number|value|amount|one)\b)|foot(?=\s+of\s+the)|basement|threshold|(?:(?<=\bthe\s)|(?<=\bits\s)|(?<=['’]s\s)|(?<=\band\s))(?:smaller|lower|lesser)(?=\s+(?:[\w-]+\s+){0,2}(?:raise|step|ask|bump|increment|increase|uplift)\b))\b
    |(?<=[\dKkMm])\s+plus(?=\s*(?:[.,;:!?)]|$))
    |\bfrom(?=\W*(?:(?:about|around|roughly|some|approximately|just|only|as\s+low\s+as|a)\W*)*$)
    |最低|下限|起步|至少|最少|不低于|不少于|保底|最小|≥|⩾|>=(?=\s*[$£€¥₹\dA-Z])|(?<=[万wWkK%元币刀])\s?起""",
    _I | re.VERBOSE,
)
_NAMED_END = regex(
    r"(?P<how>smallest|lowest|highest|largest|biggest|greatest|top)\s+(?:[\w-]+\s+){0,2}?"
    r"(?:ceilings?|floors?|caps?|maximums?|minimums?|max|min|(?:upper|lower)\s+(?:end|limit|bound)s?)\b",
    _I,
)
# Verbs of movement say "the upper end" only where no noun of an end says which: "at the lower end it reaches".
# "Starts high, at $1": how it starts, and no end of its own.
_HOW_HIGH = regex(
    r"\b(?:start|open|begin|kick|end|clos|finish|stop)\w*\s+(?:(?:very|pretty|rather|quite|so|too|fairly|relatively|really|as|more|\w+ly)\s+)?$",
    _I,
)
_OF_A_BAND = regex(
    r"\s+(?:end\s+)?of\s+(?:the|its|that|this|their|what)\s+(?:\w+\s+){0,3}?(?:band|row|range|scale|table|prints?|lists?|pays?)\b",
    _I,
)
# "I'd open at $1, the ceiling": what a person does is no end of a band where a word beside it says which.
_PERSON_DOES = regex(
    r"\b(?:I|you|we)(?:['’](?:d|ll))?\s+(?:(?:would|could|should|can|may|might|will|to|then|even)\s+)*$", _I
)
_MOVES = regex(r"(?:reach|hit|get|go|run|rise|rising|come|can|could|may|might|touch)\w*(?:\s.*)?", _I | re.S)
NEVER_ABOVE = regex(
    rf"(?:{_NOBODY}|{_NOT}[^\d.;]{{0,48}}?)"
    + r"\b(?:above|beyond|past|exceed\w*|surpass\w*|top(?:s|ping)?(?=\s+[$£€¥₹\dCS])|"
    r"more|higher|greater|further|north\s+of|cross(?:es|ing)?|(?:over|pass(?:es)?|break(?:s|ing)?)"
    + _AMOUNT_AHEAD
    + r")\b(?:\s+than)?|不超过|不高于",
    _I,
)
NEVER_BELOW = regex(
    rf"(?:{_NOBODY}|{_NOT}[^\d.;]{{0,48}}?)"
    + r"\b(?:below|under"
    + _AMOUNT_AHEAD
    + r"|beneath|less|lower|fewer|short\s+of|south\s+of|smaller)\b(?:\s+than)?",
    _I,
)
_PAST_IT = regex(
    r"\b(?:anything|everything|whatever|any\s+\w+)\s+(?:\w+\s+)?(?:(?P<high>above|over|beyond|more\s+than|higher\s+than|exceeding|past)"
    r"|(?P<low>below|under|less\s+than|lower\s+than|beneath))\s*$",
    _I,
)
# "will not go under $1 or over $2"
_OR_PAST = regex(
    r"\d\S*(?:\s+[a-z]+,?){0,5}?\s+(?:or|nor)\s+(?:[a-z]+\s+)?(?:(?P<high>above|over|beyond|more\s+than|higher\s+than|past)|(?P<low>below|under|less\s+than|lower\s+than|beneath))\s*$",
    _I,
)
_LEFT_THE_BAND = regex(
    r"^[^;.\d]{0,80}?\b(?:left|leav(?:e|es|ing)|off|out\s+of|outside|beyond|below|beneath|under|above|past|short\s+of)\s+(?:(?!and\b|but\b)[\w'’]+\s+){0,4}?"
    r"(?:band|table|row|range|scale|cell)\b",
    _I,
)
_MORE_THAN = regex(
    r"\b(?:(?P<high>above|over|beyond|more\s+than|higher\s+than|past|cross(?:es)?|exceeds?)|(?P<low>below|under|less\s+than|lower\s+than|beneath))\s*$",
    _I,
)
_NOT_LISTED = regex(
    r"^[^,;.\d]{0,48}?(?:\b(?:not|nothing|none|never|no|nobody|nowhere|outside|out\s+of|unheard|off\s+the)\b|n['’]t\b)"
)
_DENIED_CUE = regex(r"\b(?:not|isn['’]?t|never|nor)\s+(?:at\s+)?(?:the\s+|its\s+|a\s+|an\s+)?$", _I)
_DOES_NOT = regex(
    r"\b(?:(?:do|does|did|will|would|can|could)\s+not|(?:do|does|did|wo|would|ca|could)n['’]?t|never)\s+$", _I
)
_LIMITS = regex(r"(?:start|begin|open|commence|stop|end|close|finish)s?", _I)
# "from $1 in Oslo to $2 in Bergen", "$1 taken from $2": two figures and no range.
_NO_RANGE = regex(
    r"\s*\([^()\d]{1,40}\)\s+(?:up\s+|down\s+)?to\s+$"
    r"|\s*[(]?(?:in|at|for|with)\s+(?:the\s+)?[A-Z][^;]{0,40}?\s(?:up\s+|down\s+)?to\s+$"
)
_FALLS_FROM = regex(
    r"\b(?:falls?|drops?|sinks?|shrinks?|declin\w*|fell|dropp\w*|falling|cut|down|moves?|changes?)\s+from\s+$",
    _I,
)
_DOWN_TO = regex(r"\s+(?:all\s+the\s+way\s+)?down\s+to\s+(?:only\s+)?", _I)
_FROM = regex(r"\bfrom\s+$", _I)
TAKEN_FROM = regex(r"\b(?:subtract\w*|deduct\w*|take[sn]?|taking)\b[^.;]*\d[^.;]*\bfrom\s+$", _I)
_BOTH_ENDS = regex(r"\s*(?:(?:of\s+the\s+\w+\s+)?(?:and|to|&|/|–|-)\s*(?:the\s+|its\s+)?)", _I)
_AND = regex(r"\s*(?:,?\s*(?:and|&)|,|/)\s*(?:(?:the|its|a)\s+)?", _I)
_ARE = regex(r"\s*(?:(?:are|were|being|as|for|mark|form|,)\s+)?(?:(?:the|its|a)\s+)?", _I)
_ONLY_NAMES = regex(r"(?:\s+(?!(?:and|or|but|at|from|to|with)\b)[A-Za-z]+){1,5}\s+", _I)  # "$1/$2 Oslo base low/high"
_OPENS_PAIR = regex(
    r"\b(?:between|from|separat\w+|part\w*|gap|spread|difference|distance|room|span\w*)\s+(?:of\s+)?(?:the\s+|its\s+)?"
    r"(?:\w+\s+){0,2}$",
    _I,
)
# "$1 and $2 as the ends of …", "…, $1 and $2 being its limits"
_TWO_LIMITS = r"(?:ends|end\s?points|bounds|boundaries|limits|extremes|edges|bookends|goalposts)\b"
_AS_LIMITS = regex(
    rf"[^\d,;.]{{0,30}}?\s*,?\s*\b(?:as|for|being|are|mark|form)\s+(?:its|the|both|two|outer|\s)*{_TWO_LIMITS}",
    _I,
)
_LIMITS_ARE = regex(rf"\b(?:two|both|the|outer|its)\s+(?:\w+\s+)?{_TWO_LIMITS}[^.;\d]*$", _I)
_EDGES = regex(r"\b(?:edges|ends|bounds|boundaries|limits|extremes)\b[^.;]*$", _I)
_SIDE_OF_A_BAND = regex(
    r"[\s*_]*(?:(?P<low>below|beneath|underneath)|(?P<high>above))(?=\s*(?:[,;.(]|$|and\b|over\b|across\b|for\b))",
    _I,
)


_END_NOUN = regex(r"(?:max(?:imum)?|min(?:imum)?|top|floor|ceiling|cap|bottom)", _I)
# "$1 max $2", "$1 floor, ceiling $2": the word may as well stand in front of the next figure.
_OF_THE_NEXT = regex(r"[\s:=~–-]*(?:(?:is|are|of|at|being|about|around|roughly)\s+)*[A-Z]{0,3}\s?[$£€¥₹]?\d", _I)
_AT_THE = regex(r"\s*(?:at|on)\s+the\s+", _I)
# "$1 against $2 at the low end": the end is that of both.
_SET_AGAINST = regex(r"\s*(?:against|versus|vs\.?|compared\s+(?:to|with))\s+", _I)
_END_BEHIND = regex(r"\s*(?:at|on|for)\s+the\s+(?:low|high|lower|upper|top|bottom)\b", _I)
_MIDDLE = regex(r"\b(?:mid-?points?|middle|median|half-?way|cent(?:re|er))\b", _I)


def falls(n: Number, numbers: Sequence[Number], ahead: str) -> bool:
    """Whether a figure is what another, smaller one falls from: "drops from $2 to $1" is no range."""
    following = next((o for o in numbers if o.start > n.start), None)
    if following is None or not _FALLS_FROM.search(ahead):
        return False
    return n.amount.low > following.amount.low


def _moves_from(n: Number, numbers: Sequence[Number], ahead: str) -> bool:
    """Whether "from" before a figure opens a movement or a subtraction and no range."""
    if TAKEN_FROM.search(ahead) or END_MOVES_FROM.search(ahead) or falls(n, numbers, ahead):
        return True
    i = next(i for i, o in enumerate(numbers) if o is n)
    step, to = (numbers[i - 1] if i else None), numbers[i + 1] if i + 1 < len(numbers) else None
    if step is None:
        return False
    between = n.before
    if step.amount.low * 4 == n.amount.low and _FROM.fullmatch(between.strip() + " "):
        return True  # "$3 from $12": a fourth
    if to is None:
        return False
    value = abs(to.amount.low - n.amount.low)
    return step.amount.low == value and bool(FROM_BEHIND.fullmatch(between))


# The same sentence is read again wherever its row is shown or it is weighed once more.
@lru_cache(maxsize=1024)
def _bound_cues(text: str) -> tuple[tuple[int, int, Bound], ...]:
    cues: list[tuple[int, int, Bound]] = []
    for pattern, bound in ((NEVER_ABOVE, "high"), (NEVER_BELOW, "low")):
        cues += [(m.start(), m.end(), bound) for m in pattern.finditer(text)]  # type: ignore[misc]
    strong = list(cues)
    for pattern, bound in ((_HIGH, "high"), (_LOW, "low")):
        for m in pattern.finditer(text):
            if any(s < m.end() and m.start() < e for s, e, _ in strong):
                continue
            # "not the top" says of no figure that it is the top; "does not start at" says which end is meant
            denied = _DENIED_CUE.search(text[: m.start()])
            if denied and not (_LIMITS.fullmatch(m.group()) and _DOES_NOT.search(text[: m.start()])):
                continue
            if m.group().lower() in ("high", "low") and _HOW_HIGH.search(text[: m.start()]):
                continue
            cues.append((m.start(), m.end(), bound))  # type: ignore[arg-type]
    # "the smallest ceiling": the noun says which end it is
    return tuple(
        sorted(c for c in cues if not ((named := _NAMED_END.match(text, c[0])) and named.end("how") == c[1]))
    )


def _without_pairs(
    cues: Sequence[tuple[int, int, Bound]], text: str, base: int, numbers: Sequence[Number]
) -> list[tuple[int, int, Bound]]:
    """ "Between floor and ceiling": both ends of a band, and neither of them said of a figure."""
    dropped: set[int] = set()
    for i in range(len(cues) - 1):
        a, b = cues[i], cues[i + 1]
        if a[2] == b[2] or not _BOTH_ENDS.fullmatch(text[a[1] : b[0]]):
            continue
        if _OPENS_PAIR.search(text[: a[0]]) or re.match(
            r"[^\d,;]*\b(?:is|are|lie|lies|apart|differ)\b", text[b[1] :]
        ):
            following = [n for n in numbers if n.start - base >= b[1]]
            if _OPENS_PAIR.search(text[: a[0]]) or len(following) == 1:
                dropped |= {i, i + 1}
    return [c for i, c in enumerate(cues) if i not in dropped]


def _each_in_turn(
    cues: Sequence[tuple[int, int, Bound]], text: str, base: int, numbers: Sequence[Number]
) -> list[tuple[int, int, Bound]]:
    """ "The minimum and maximum are $1 and $2", "min/max: $1/$2": two ends and two figures, in one order."""
    for a, b in itertools.pairwise(numbers):
        if a.ends or b.ends or not _AND.fullmatch(text[a.end - base : b.start - base]):
            continue
        for one, two in itertools.pairwise(cues):
            if one[2] == two[2] or not _AND.fullmatch(text[one[1] : two[0]]):
                continue
            ahead, behind = text[two[1] : a.start - base], text[b.end - base : one[0]]
            if two[1] <= a.start - base and not re.search(r"[\d;]|\.\s", ahead) and cost(ahead) < 2:
                near = True
            else:
                near = b.end - base <= one[0] and bool(_ARE.fullmatch(behind) or _ONLY_NAMES.fullmatch(behind))
            if near:
                a.bound, b.bound, a.bound_is_own, b.bound_is_own = one[2], two[2], True, True
                return [c for c in cues if c not in (one, two)]
    return list(cues)


def bind_bounds(text: str, base: int, numbers: list[Number]) -> None:
    cues = _without_pairs(_bound_cues(text), text, base, numbers)
    cues = _each_in_turn(cues, text, base, numbers)
    for n in numbers:  # "from" and "anything above" are cues only right before their number
        ahead = text[: n.start - base]
        near = ahead[-160:]
        past = (
            (_OR_PAST.search(near) if _NEGATED.search(ahead) else None)
            or _PAST_IT.search(near)
            or ((_NOT_LISTED.search(n.behind) or _LEFT_THE_BAND.search(n.behind)) and _MORE_THAN.search(near))
        )
        if past:
            start, end = (at + len(ahead) - len(near) for at in past.span())
            cues = [c for c in cues if not (c[0] < end and start < c[1])]
            cues.append((start, end, "high" if past["high"] else "low"))
        elif _NO_RANGE.match(n.behind) or _moves_from(n, numbers, ahead):
            cues = [c for c in cues if text[c[0] : c[1]].lower() != "from" or ahead[c[1] :].strip()]
        elif not n.is_range and (m := _LOW.search(ahead[-30:])) and m.group().lower() == "from":
            cues.append((n.start - base - 5, n.start - base - 1, "low"))
    for a, b in itertools.pairwise(numbers):  # "from $2 down to $1": no ends
        if a.amount.low > b.amount.low and _DOWN_TO.fullmatch(a.behind):
            cues = [c for c in cues if not (a.start - base - 12 <= c[0] and c[1] <= b.start - base)]
    # what joins the ends of a range ("$1 till $2") says no end of another figure
    cues = sorted({c for c in cues if not _joins_a_range(c, numbers, base)})
    if not cues:
        for n in numbers:
            _give_ends(n)
        return
    owners = _one_for_each({c: _owner_of(c[0], c[1], text, base, numbers) for c in cues}, text, base, numbers)
    for i, n in enumerate(numbers):
        if n.ends:
            _give_ends(n)
            continue
        if n.bound_is_own:
            continue  # one of two that are told in order
        own = [c for c in cues if owners[c] == i]
        if not own:  # a cue that is nearer to a whole range does not speak of it
            begin = numbers[i - 1].end - base if i else 0
            finish = numbers[i + 1].start - base if i + 1 < len(numbers) else len(text)
            own = [c for c in cues if begin <= c[0] and c[1] <= finish and numbers[owners[c]].ends]
        if own:
            if len({c[2] for c in own}) == 2:
                own = [c for c in own if _OF_A_BAND.match(text[c[1] :])] or own
                own = [c for c in own if not _PERSON_DOES.search(text[: c[0]])] or own
                own = [c for c in own if not _MOVES.fullmatch(text[c[0] : c[1]])] or own
            n.bound = min(own, key=lambda c: _way_to(c[0], c[1], n, text, base))[2]
            n.bound_is_own = True
            continue
        ahead_cues = [c for c in cues if c[1] <= n.start - base and ";" not in text[c[1] : n.start - base]]
        if ahead_cues:
            n.bound = ahead_cues[-1][2]
        elif len({c[2] for c in cues}) == 1:
            n.bound = cues[0][2]


def _one_for_each(
    owners: dict[tuple[int, int, Bound], int], text: str, base: int, numbers: Sequence[Number]
) -> dict[tuple[int, int, Bound], int]:
    """ "$1 min and $2 max": of two cues around a figure, the one in front is the first figure's, if it has none.

    Nothing that parts clauses may stand between a cue and the figure that it goes to.
    """
    out = dict(owners)
    for cue, i in owners.items():
        if i == 0 or numbers[i].ends or cue[1] > numbers[i].start - base or i - 1 in out.values():
            continue
        before = numbers[i - 1]
        other = any(o[2] != cue[2] and k == i and o[0] >= numbers[i].end - base for o, k in owners.items())
        gap = text[before.end - base : cue[0]]
        if other and not before.ends and before.end - base <= cue[0] and cost(gap) < 1 and "(" not in gap:
            out[cue] = i - 1
    return out


def _joins_a_range(cue: tuple[int, int, Bound], numbers: Sequence[Number], base: int) -> bool:
    return any(
        n.start - base <= cue[0]
        and cue[1] <= (n.end if n.range_end is None else numbers[n.range_end].start) - base
        for n in numbers
        if n.is_range or n.range_end is not None
    )


def _give_ends(n: Number) -> None:
    if n.range_end is not None:
        n.bound = "low"
    elif n.closes_range:
        n.bound = "high"


def _way_to(start: int, end: int, n: Number, text: str, base: int) -> float:
    if end <= n.start - base:
        return cost(text[end : n.start - base])
    if _AT_THE.fullmatch(text, n.end - base, start):
        return 0.0  # "$1 at the bottom to $2"
    touches = _END_NOUN.fullmatch(text, start, end) and not text[n.end - base : start].strip(" *_")
    if touches and not _OF_THE_NEXT.match(text, end):
        return 0.0  # "the $1 maximum into $2"
    return cost(text[n.end - base : start]) + 0.3


def _owner_of(start: int, end: int, text: str, base: int, numbers: Sequence[Number]) -> int:
    """The number that a cue is cheapest to reach from."""

    if (opening := text.rfind("(", 0, start)) >= 0 and ")" not in text[opening:start]:
        for i, n in enumerate(numbers):  # "$90K (base, low)" speaks of what stands before it
            if n.end - base <= opening and not text[n.end - base : opening].strip(" *_"):
                return i

    for i, n in enumerate(numbers):  # "from floor ($1)": an aside right behind a word is of that word
        if n.start - base > end and re.fullmatch(r"\s*[(（]\s*", text[end : n.start - base]):
            return i

    def price(i: int) -> float:
        crossed = sum(
            1
            for other in numbers[max(0, before - BESIDE) : before + BESIDE]
            if (end <= other.start - base and other.end <= numbers[i].start)
            or (numbers[i].end <= other.start and other.end - base <= start)
        )
        return _way_to(start, end, numbers[i], text, base) + crossed * ACROSS_A_NUMBER

    # A cue never belongs across many numbers: those nearest on each side are all that can own it.
    before = sum(1 for n in numbers if n.start - base < start)
    near = range(max(0, before - BESIDE), min(len(numbers), before + BESIDE))
    return min([i for i in near if not numbers[i].is_years] or near, key=price)


def of_two_edges(text: str, base: int, numbers: Sequence[Number]) -> None:
    """ "The two edges are $1 below and $2 above", "$1 against $2 at the top": where each lies, and no difference."""
    for a, b in itertools.pairwise(numbers):
        of_both = _SET_AGAINST.fullmatch(a.behind) and _END_BEHIND.match(b.behind)
        if of_both and b.bound_is_own and not (a.bound_is_own or a.ends or b.ends):
            a.bound, a.bound_is_own = b.bound, True
        if (
            a.ends
            or b.ends
            or a.amount.low >= b.amount.low
            or not re.fullmatch(r"\s*(?:,|and|&|/|;)\s*", a.behind.removeprefix(" below"))
        ):
            continue
        if _AS_LIMITS.match(b.behind) or _LIMITS_ARE.search(a.before):
            a.bound, b.bound, a.bound_is_own, b.bound_is_own = "low", "high", True, True
        below, above = _SIDE_OF_A_BAND.match(a.behind), _SIDE_OF_A_BAND.match(b.behind)
        around = below and below["low"] and above and above["high"] and _MIDDLE.search(text[b.end - base :])
        if around:  # "with $1 below and $2 above, the midpoint is …"
            a.is_change, a.way, a.bound, a.bound_is_own = False, "", "low", True
            b.is_change, b.way, b.bound, b.bound_is_own = False, "", "high", True
    for n in numbers:
        side = _SIDE_OF_A_BAND.match(n.behind)
        if side and _EDGES.search(text[: n.start - base]):
            n.is_change, n.way = False, ""
            n.bound, n.bound_is_own = ("low" if side["low"] else "high"), True


def has_cue(text: str) -> bool:
    """Whether a piece of a sentence says of anything that it is an end of a band."""
    return bool(_bound_cues(text))


def cues_of_title(title: str) -> tuple[Bound, Said]:
    """The end and the period that the title of a column gives its numbers.

    >>> cues_of_title("Lowest RSU (4 years)")
    ('low', '4 years')
    """
    bounds = {c[2] for c in _bound_cues(title)}
    return (bounds.pop() if len(bounds) == 1 else ""), period_in(title)
