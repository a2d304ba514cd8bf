"""The numbers of a sentence and what is said of each: end of a band, period, sign, direction.

In: a sentence. Out: `Number`s with what stands beside them, and the digits that are no amounts. It
knows nothing of names and of facts: whose a number is is `assistant.readings`'s, whether what is said
is true `assistant.agreement`'s.

A cue ("tops out at", "a year") belongs to the number that is cheapest to reach from it: commas,
semicolons, conjunctions and other numbers on the way cost, words hardly do.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from corpus.money import Amount, amounts_in
from corpus.numerals import currencies_named_in, currency_behind, spelt_amounts_in
from corpus.regexes import regex
from corpus.scripts import sums_in
from index.resolve import Mention

Bound = Literal["low", "high", ""]
Said = Literal["year", "4 years", "other", ""]
Way = Literal["up", "down", ""]

# ASCII: the edge of an English word beside Chinese characters is an edge.
_I = re.IGNORECASE | re.ASCII

_SENTENCE_END = regex(
    r"(?<=[.!?])(?<!\bi\.e\.)(?<!\be\.g\.)(?<!\bvs\.)(?<!\bapprox\.)(?<!\bca\.)(?<!\bincl\.)(?<!\bmax\.)"
    r"(?<!\bmin\.)(?<!\bno\.)(?<!\bCo\.(?=\s+[a-z]))(?<!\bInc\.(?=\s+[a-z]))(?<!\bLtd\.(?=\s+[a-z]))"
    r"(?<!\bCorp\.(?=\s+[a-z]))(?:\s+|(?=[\u3400-\u9fff]))|(?<=[。！？])"
)
_QUARTER = regex(r"\b(?:quarter|fourth)\b|[/÷]\s?(?:4|four)\b|\b(?:by|in|into)\s+(?:4|four)\b", _I)
# What parts two pieces of a sentence, and how much it costs to look across it.
_PARTING = regex(
    r"""(?P<strong>[;；]|\n|(?<![\d.])\.\s)
      | (?P<middle>,(?!\d)|[，、|·•]|\s[–—-]{1,2}\s|—|\s[+/]\s
          |\b(?:and|while|but|whereas|versus|vs|against|compared|than|or|then|unlike|plus|with)\b)
      | (?P<weak>[:：()（）])""",
    _I | re.VERBOSE,
)
_COSTS = {"strong": 5.0, "middle": 2.0, "weak": 0.5}
ACROSS_A_NUMBER = 3.0

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
    |(?<!\bon\s)(?<!\bon\sthe\s)top(?:s|ped|ping|most)?(?!\s+(?:talent|ai|ml|tier|performer|compan|lab|choice|priorit|market|conference|of\s+(?:that|this|the\s+market|your|any)))(?!-tier)
    |ceilings?|(?<!market\s)cap(?:s|ped|ping)?|uppermost|upper|highs?(?!\s+(?:growth|demand|flexib|impact|priorit|school))(?!-)|highest|the\s+most|(?<!lower\s)limit(?:s|ed)?
    |hard\s+stops?|(?:stop(?:s|ped|ping)?|ends|ended|clos(?:es?|ed|ing)|conclud(?:es?|ing)|terminat(?:es?|ing)
        |halt(?:s|ed|ing)?|wind(?:s|ing)?\s+up|(?:tail|taper)(?:s|ing)?\s+off)
      (?=(?:\s+(?!(?:once|when|if|as|while|until|after|asking|looking|negotiating|here|is)\b)[\w-]+){0,4}?\s+(?:at|there|short|with|on|out)\b)|end[\s-]?points?|(?<=\bthe\s)end(?=\s+(?:is|being)\b)|upper(?=\s+one\b)|(?<!low\s)(?<!lower\s)(?<!bottom\s)end(?:s|ed)?(?=\s+(?:at|in|with|there|up)\b|\s*[:$]|\s+(?:CNY|SGD|about|approximately|around|roughly))|finish(?:es)?|peak(?:s|ed)?|roof|lid
    |(?:all\s+the\s+way|go(?:es|ing)?|run(?:s|ning)?|get(?:s|ting)?|climb(?:s|ing)?|rise[sn]?|rising|extend(?:s|ing)?|stretch(?:es|ing)?)
      (?:\s+(?:up|out|all\s+the\s+way|as\s+far))*\s+(?:to|as)(?!\s+(?:year|\d+\s+years))
    |reach(?:es|ed|ing)?(?!\s+out)|hit(?:s|ting)?|(?<!more\s)or\s+(?:less|lower|below|under|worse)|and\s+(?:below|under)|at\s+best|(?<=\bis\sthe\s)best|best\s+case|largest|biggest|greatest|culminat\w+|plateaus?|crests?|summit|apex|pinnacle|zenith|far\s+end|end\s+of\s+the\s+(?:road|line|scale)|(?<!both\s)(?<!two\s)ends(?=\s*(?:[.,;)]|$))|runs?\s+out(?=\s+at|\s*(?:[.,;)]|$))|no\s+(?:more\s+)?(?:room|headroom)(?:\s+(?:left|above|upwards?))?|(?:is|are)\s+done(?=\s+(?:at|with|by)\b)|as\s+(?:good|big|large|great|much)\s+as(?=[^.;\d]{0,60}\bgets?\b)
    |(?:last|second|final|upper|right-hand)(?=\s+(?:figure|number|value|amount|one)\b|\s+(?:is\s+)?[$£€¥₹](?!\S+\s+(?:more|less|higher|lower|above|below|larger|smaller|bigger)\b))|richest|priciest|dearest|fattest|steepest|extreme|head(?=\s+of\s+the\s+(?:band|range|scale)))\b
    |最高|上限|封顶|顶格|至多|最多|高达|最大|≤|⩽|<=(?=\s*[$£€¥₹\dA-Z])""",
    _I | re.VERBOSE,
)
_LOW = regex(
    r"""\b(?:start(?:s|ed|ing)?(?!\s+(?:date|up))(?!-)|min(?:imum|imal(?:ly)?|imums|s)?|at\s+(?:the\s+)?(?:very\s+)?least|floors?(?:ed)?|lower(?=\s+(?:end|bound|limit|edge|part|side|boundary|figure|number|value|amount|one)\b)
    |lows?(?!\s+(?:flexib|to\s+moderate|but))(?!-)|lowest|as\s+(?:low|little)\s+as|bottom(?:s|ed)?(?:\s+out)?|beg(?:in|ins|inning|an)|entry(?!-|\s+level)|the\s+least
    |opens?(?!\s+(?:source|to\s|about|question|model|and\s))|opened|opening(?!\s+(?:ask|offer|bid|number|position|counter|move|line|figure))|kick(?:s|ed)?\s+off|upwards?\s+(?:of|from)|and\s+(?:up|above|upwards?)|(?<!less\s)or\s+(?:more|above|higher|better|over)
    |onwards?|not\s+a\s+\w+\s+less|at\s+worst|(?<=\bis\sthe\s)worst|worst\s+case|smallest|commenc\w+|(?:down|falls?|drops?|dips?|sinks?)\s+to|as\s+far\s+down\s+as|as\s+(?:bad|small|poor|meagre)\s+as(?=[^.;\d]{0,60}\bgets?\b)|near\s+end|rock\s+bottom|sets?\s+(?:out|off)|setting\s+out|takes?\s+off(?=\s+(?:at|from))|cheapest|poorest|leanest|launch(?:es|ed)?(?=\s+(?:at|from))
    |(?:first|left-hand)(?=\s+(?:figure|number|value|amount|one)\b)|foot(?=\s+of\s+the)|basement|threshold)\b
    |(?<=[\dKkMm])\s+plus(?=\s*(?:[.,;:!?)]|$))
    |\bfrom(?=\W*(?:(?:about|around|roughly|some|approximately|just|only|as\s+low\s+as|a)\W*)*$)
    |最低|下限|起步|至少|最少|不低于|不少于|保底|最小|≥|⩾|>=(?=\s*[$£€¥₹\dA-Z])|(?<=[万wWkK%元币刀])\s?起""",
    _I | re.VERBOSE,
)
# Verbs of movement say "the upper end" only where no noun of an end says which: "at the lower end it reaches".
_OF_A_BAND = regex(
    r"\s+(?:end\s+)?of\s+(?:the|its|that|this|their|what)\s+(?:\w+\s+){0,3}?(?:band|row|range|scale|table|prints?|lists?|pays?)\b",
    _I,
)
_MOVES = regex(
    r"(?:reach|hit|get|go|run|rise|rising|come|can|could|may|might|touch)\w*(?:\s.*)?", _I | re.S
)
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
    r"\d\S*(?:\s+(?:in|of|as|for|a|year|[a-z]+)){0,5}?\s+(?:or|nor)\s+(?:goes?\s+|anything\s+)?(?:(?P<high>above|over|beyond|more\s+than|higher\s+than|past)|(?P<low>below|under|less\s+than|lower\s+than|beneath))\s*$",
    _I,
)
_MORE_THAN = regex(
    r"\b(?:(?P<high>above|over|beyond|more\s+than|higher\s+than|past)|(?P<low>below|under|less\s+than|lower\s+than|beneath))\s*$",
    _I,
)
_NOT_LISTED = regex(
    r"^[^,;.\d]{0,48}?(?:\b(?:not|never|no|nobody|nowhere|outside|out\s+of|unheard|off\s+the)\b|n['’]t\b)", _I
)
_DENIED_PERIOD = regex(
    r"(?:\b(?:not|never|rather\s+than|instead\s+of|no)|n['’]t)\s+(?:(?:over|across|spread|in|as|for|meant|paid|stated|quoted|given|an?|the|per)\s+){0,3}$",
    _I,
)
# "Do not read the $1 as one year"
_NOT_READ_AS = regex(
    r"(?:\b(?:not|never)|n['’]t)\s+(?:read|take|mistake|treat|see|count|confuse|understand|regard|quote|think)\b[^.;!?]{0,60}"
    r"\b(?:as|for|with|to\s+be)\s+(?:(?:an?|the|per|being|single|full|of)\s+)*$",
    _I,
)
_DENIED_CUE = regex(r"\b(?:not|isn['’]?t|never|nor)\s+(?:at\s+)?(?:the\s+|its\s+|a\s+|an\s+)?$", _I)

_JOINS = regex(
    r"""(?:\s+at\s+one\s+end)?[*_]{0,2}\s*(?:,?\s*(?:(?P<and>and)|to|through|till|until|up\s+to|all\s+the\s+way\s+(?:up\s+)?to|and\s+goes\s+up\s+to)
    |[–—~～-]|→|->|至|到)\s*[*_]{0,2}\s*(?:(?:about|around|roughly|approximately|approx\.?|circa|ca\.?|some|nearly|almost|[~≈])\s*)?
    (?:minus\s+|negative\s+|[+−-]\s?)?""",
    _I | re.VERBOSE,
)
_OPENS_RANGE = regex(
    r"\b(?:between|from|rang(?:e|es|ing)|spans?|anywhere|somewhere|从|在)\W*(?:\w+\W+){0,2}$", _I
)
# "from $1 in Oslo to $2 in Bergen", "$1 taken from $2": two figures and no range.
_NO_RANGE = regex(r"\s*[(]?(?:in|at|for|with)\s+(?:the\s+)?[A-Z][^;]{0,40}?\s(?:up\s+|down\s+)?to\s+$")
_FALLS_FROM = regex(
    r"\b(?:falls?|drops?|sinks?|shrinks?|declin\w*|fell|dropp\w*|falling|cut|down|moves?|changes?)\s+from\s+$",
    _I,
)
# "the top of the band goes from $1 to $2": one end here and the same end there, no band.
_END_MOVES_FROM = regex(
    r"\b(?:top|floor|ceiling|cap|bottom|start|maximum|minimum|max|min|peak|(?:upper|lower|high|low)\s+(?:end|bound|limit))\b[^,;.\d]{0,60}"
    r"\b(?:goes|moves|changes|shifts|rises|falls|drops|climbs|jumps|slips|sinks|grows|shrinks)\s+from\s+$"
    r"|\b(?:lifts?|raises?|takes?|brings?|moves?|shifts?|changes?|cuts?|lowers?|pushes|bumps?|drops?)\s[^,;.\d]{0,40}"
    r"\b(?:top|floor|ceiling|cap|bottom|start|maximum|minimum|max|min|peak)\b[^,;.\d]{0,40}\sfrom\s+$",
    _I,
)
_FROM_BEHIND = regex(
    r"(?:\s+(?:more|less|higher|lower|up|down|a\s+year|on\s+top))?[\s,:;(–—-]*(?:that\s+is,?\s+|namely\s+|going\s+)?from\s+",
    _I,
)
# "$2 above Oslo's: $3 to $1", "$2 higher at the floor, $1 to $3"
_TWO_BEHIND = regex(
    r"[^\d;.:]{0,60}[,:(–—][\s(]*(?:(?:it\s+)?(?:goes|moves|rises|falls)\s+)?(?:from\s+)?", _I
)
_SUBTRACTS = regex(r"[\s*_]*=")  # "$3 - $1 = $2"
_OUTDOES = regex(
    r"\b(?:beats?|tops(?!\s+out)|leads?|exceeds?|overtakes?|out(?:bids?|pays?|does|ranks?|strips?|earns?|weighs?)|wins?(?:\s+over)?)\b[^.;]*$",
    _I,
)
_IS_OUTDONE = regex(r"\b(?:trails?|lags?(?:\s+behind)?|loses?\s+to|falls?\s+behind)\b[^.;]*$", _I)
_WIDTH_AHEAD = regex(r"\b(?:wid(?:e|th)|spread|span|range|band|gap)\b[^.;]*$", _I)
_LABELS = regex(r"\s*[(=:]\s*(?P<labels>[^\n.;()]{10,160})", _I)
_DOWN_TO = regex(r"\s+(?:all\s+the\s+way\s+)?down\s+to\s+(?:only\s+)?", _I)
_FROM = regex(r"\bfrom\s+$", _I)
_TAKEN_FROM = regex(r"\b(?:subtract\w*|deduct\w*|take[sn]?|taking)\b[^.;]*\d[^.;]*\bfrom\s+$", _I)
_TWO_ENDS = regex(r"\d[^\d]*?(?:\bto\b|\btill\b|\bthrough\b|\band\b|[-–—−‒~～〜至到])[^\d]*?\d", _I)
_TORN = regex(
    r"[$£€¥₹][\s]?\d+(?:\.\d+)?[*_]*\s*(?:to|till|through|and|[-–—~至到])\s*[*_]*(?:[A-Z]{0,3}[$£€¥₹])\s?\d[\d.]*\s?[KkMmBw万](?![A-Za-z])",
    _I,
)
_TORN_CODE = regex(
    r"(?P<code>[A-Z]{3})\s?\d+(?:\.\d+)?[*_]*\s*(?:to|till|through|and|[-–—~至到])\s*[*_]*(?P=code)\s?\d[\d.]*\s?[KkMmBw万](?![A-Za-z])"
)
RESPECTIVELY = regex(
    r"\b(?:respectively|in\s+(?:that|this|the\s+same)\s+order|each\s+in\s+turn|分别)", _I
)

_PERIODS: tuple[tuple[Said, re.Pattern[str]], ...] = (
    (
        "year",
        regex(
            r"""\b(?:each|every\s+one|one|any)\s+of\s+(?:the|those|its|all|these|them)?\s*(?:(?:four|4)\s+)?years
            |\b(?:a|per|each|every|any|in\s+a|in\s+one|over\s+one|over\s+a|for\s+one|for\s+a|one|1)[\s-]+(?:single\s+|full\s+|given\s+)?(?:years?|annum|yr)\b
            |\b1[\s-]?(?:years?|yrs?|y)\b
            |\b(?:annually|yearly|annual(?!\s+(?:report|review|refresh|earning))|annuali[sz]ed|year\s+by\s+year|year\s+after\s+year|12-month|every\s+(?:12|twelve)\s+months)\b
            |\bp\.?\s?a\b\.?|/\s?(?:yr|year|annum|y)\b|每年|一年|年均|/\s?年""",
            _I | re.VERBOSE,
        ),
    ),
    (
        "4 years",
        regex(
            r"\b(?:four|4)[\s-]?(?:full\s+|whole\s+)?(?:years?|yrs?|y)\b|\b48\s+months\b|四年|4\s?年", _I
        ),
    ),
    (
        "other",
        regex(
            r"""\b(?:over|across|within|every|per|spread\s+over|for|in)\s+(?:the\s+)?(?:two|three|five|six|seven|eight|ten|2|3|5|6|7|8|10)[\s-]?(?:years?|yrs?)(?!\s+(?:of\s+)?exp)\b
            |\b(?:two|three|five|six|2|3|5|6)-years?\b
            |\b(?:monthly|weekly|hourly|daily|quarterly)\b|\b(?:a|per|each|every)\s+(?:month|week|hour|day|quarter(?!\s+(?:of|million))|fortnight)\b
            |/\s?(?:mo|month|wk|hr|h|day)\b|每月|每周|/\s?月""",
            _I | re.VERBOSE,
        ),
    ),
)

_MINUS_BEFORE = regex(
    r"(?:\b(?:minus|negative)[)*_]*(?:\s+(?:an?|about|around|roughly|some|approximately|almost|nearly|exactly))*\s*"
    r"|\bnegative\s+(?:\w+\s+){1,2}of\s+(?:an?\s+)?"
    r"|(?<![\w)\]%])[-−–－](?:an?\s+|\s?(?=[$£€¥₹A-Z]))?|(?<=[到至])[-−]|负)$",
    _I,
)
_TIGHT_MINUS = regex(r"(?<![A-Za-z0-9)\]%万])[-−]$")
# "$200K of base minus $30K": nothing but the first figure's own noun stands before the word.
_SUBTRACTED_FROM = regex(
    r"[\s)*_]*(?:(?:of|in|a|per|year|annum|annual|yearly|base|salary|pay|bonus|equity|stock|rsus?|grant|sign-?on|total|comp(?:ensation)?|package|cash"
    r"|offer|target|band|top|upper|lower|low|high|maximum|minimum|ceiling|floor|end|the|your|their|its|limit)\b[\s)*_]*){0,6}minus\s+",
    _I | re.S,
)
# "$200K (Acme, Oslo) minus $30K"
_SUBTRACTED_BEHIND = regex(r"^[\s*_]*\([^()]*\)\s*minus\s+$", _I)
_UP_BEFORE = regex(
    r"(?:\b(?:(?<!make )(?<!makes )(?<!made )(?<!making )up(?:\s+by)?|another|additional|extra|further|added|plus\s+another)\s*(?:an?\s+)?|(?<!\s)[+＋]\s?|[+＋]"
    r"|(?:加|涨|上调|提高|增加|多要|多拿|再加)了?\s?)$",
    _I,
)
_BY_BEFORE = regex(
    r"\bby\s+(?:(?:about|around|roughly|some|up\s+to|exactly|another|a\s+further)\s+)?(?:between\s+)?[+]?$",
    _I,
)
# A verb that adds or takes away, right before its amount: "tacks $80K onto the RSUs", "costs you $5K".
_MOVES_BY = regex(
    r"\b(?:add(?:s|ed|ing)?|tack(?:s|ed|ing)?(?:\s+on)?|pil(?:e|es|ed|ing)(?:\s+on)?"
    r"|gain(?:s|ed|ing)?|costs?|costing|los(?:e|es|ing)|lost|sav(?:e|es|ing)"
    r"|giv(?:e|es|ing)\s+up|forgo(?:es|ing)?|sacrific(?:e|es|ing))"
    r"\s+(?:you\s+|them\s+|it\s+)?(?:about\s+|around\s+|roughly\s+|some\s+)?$",
    _I,
)
_DOWN_BEFORE = regex(r"\bdown(?:\s+by)?\s*$", _I)
_UP_BEHIND = regex(
    r"^[\s*_]*(?:(?:a|per|each)\s+year\s+)?(?:more(?!\s+or\s+less)|extra|higher(?!\s+end)|additional|on\s+top(?!\s+of\s+anything)|above|ahead|over\s+the(?!\s+(?:\w+\s+){0,2}(?:years?|months)\b)|larger|bigger|greater|better|richer|dearer|pricier|fatter|stronger|steeper)\b",
    _I,
)
_DOWN_BEHIND = regex(
    r"^[\s*_]*(?:(?:a|per|each)\s+year\s+)?(?:less(?!\s+$)|fewer|below|behind|short|shy|smaller|worse|cheaper|poorer|leaner|weaker|thinner|under\s+the|lower(?!\s+(?:end|bound|limit|edge|part|side|boundary)))\b",
    _I,
)
_CHANGE_BEFORE = regex(
    r"\b(?:increase|raise|bump|increment|lift|boost|step|jump|gap|difference|differential|spread|delta|width|cut|reduction|decrease"
    r"|drop|headroom|shortfall|surplus|advantage|premium|differs?|separat\w+|apart)\s+(?:(?:of|is|are|by|to|at|comes?\s+to|works?\s+out\s+(?:at|to|as))\s+)*(?:[+]\s?)?$",
    _I,
)
_DIFFERENCE_IS = regex(
    r"\b(?:difference|gap|differential|shortfall|margin)\b[^\d;.]{0,70}"
    r"\b(?:is|of|are|was|comes?\s+to|amounts?\s+to|at|=)\s+$",
    _I,
)
_BOTH_ENDS = regex(r"\s*(?:(?:of\s+the\s+\w+\s+)?(?:and|to|&|/|–|-)\s*(?:the\s+|its\s+)?)", _I)
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
_APART = regex(
    r"\b(?:extra|on\s+top|separate(?:ly)?|apart|excluded|excluding|not\s+(?:included|counted|counting|in\s+it)|comes?\s+besides)\b"
    r"|另算|另计|不含|不包括|除外|另外",
    _I,
)
_EDGES = regex(r"\b(?:edges|ends|bounds|boundaries|limits|extremes)\b[^.;]*$", _I)
_SIDE_OF_A_BAND = regex(
    r"[\s*_]*(?:(?P<low>below|beneath|underneath)|(?P<high>above))(?=\s*(?:[,;.(]|$|and\b|over\b|across\b|for\b))",
    _I,
)
_CHANGE_BEHIND = regex(
    r"^[\s*_]*(?:(?:is|are|was|being|makes?)\s+(?:the|a)\s+(?:whole\s+)?|of\s+)(?:gap|difference|differential|distance)\b"
    r"|^[\s*_]*(?:(?:RSU|equity|stock|base|bonus|sign-on|salary)\s+)?(?:apart|gap|difference|differential|spread|wide|increase|raise|bump|increment|jump|step|rise|climb|drop|cut|saving|loss|gain|wider|headroom|lead|advantage|edge|premium|shortfall)\b",
    _I,
)
RAISES = regex(
    r"\b(?:add(?:s|ed|ing|itional)?|more|on\s+top|extra|increas\w*|rais\w*|bump\w*|lift\w*|increment\w*|higher|up|another|boost\w*)\b|[+＋]",
    _I,
)
LOWERS = regex(
    r"\b(?:less(?!\s+than)|lower(?:s|ed|ing)?(?!\s+(?:end|bound|limit|edge|part|side))|reduc\w*|cuts?|cutting|minus|fewer|drop(?:s|ped|ping)?|decreas\w*|(?<!put\s)(?<!set\s)(?<!written\s)(?<!noted\s)down|deduct\w*|take[sn]?\s+away"
    r"|subtract\w*|trim\w*|shav(?:e|es|ed|ing)|slash\w*|shrink\w*|knock\w*\s+off|takes?\s+off|off\s+(?:the|your|my|its|an?|base|rsus?|stock|equity)|lop\w*|below|beneath|cheaper|smaller)\b",
    _I,
)
# "to the nearest $10K": how coarse the rounding is.
_GRAIN = regex(
    r"\bnearest\s+(?P<n>[$£€]?\d[\d,]*\s?[KkMm]?\b|(?:(?:ten|hundred|thousand|five|fifty|million)\b\s*)+)", _I
)
_LIST_NUMERAL = regex(r"^\s*(?:[-*+>]\s+)*(?P<n>\d{1,3})[.)](?=\s)")
_CITATION = regex(r"\[\d{1,3}(?:\s?[,–-]\s?\d{1,3})*\]|\[\^\d+\]")
_DATE = regex(
    r"\b(?:(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+\d{1,2}(?:st|nd|rd|th)?(?:,?\s+(?:19|20)\d\d)?"
    r"|\d{1,2}(?:st|nd|rd|th)?\s+(?:of\s+)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?(?:,?\s+(?:19|20)\d\d)?"
    r"|(?:19|20)\d\d-\d\d-\d\d|q[1-4]\s+(?:fy\s?)?(?:19|20)\d\d|fy\s?(?:19|20)?\d\d"
    r"|(?<![$£€¥₹.,\d])(?<!CNY )(?<!SGD )(?<!USD )"
    r"(?:19|20)\d\d(?:\s?[–—/-]\s?(?:(?:19|20)\d\d|\d\d))?(?:\s?年)?(?:\s+(?:to|and|through)\s+(?:19|20)\d\d)?)"
    r"(?!\w|[,.]?\d|\s?%|\s+(?:thousand|million|dollars|yuan|USD|CNY|SGD))",
    _I,
)
_IDENTIFIER = regex(
    r"(?<![\w$£€¥])[A-Za-z]+[-/]?\d[\w-]*|\b401\(?k\)?|\b\d+[A-Za-z]{2,}\d*\b|\b[A-Z]\d\b", _I
)
_DIGITS = regex(r"\d+")
# A part of pay written together with its figure: "base14.5万", "RSU85k".
_GLUED = regex(r"(?<![A-Za-z])(?:base|salary|bonus|rsus?|stock|equity|total|tc)(?=\d)", _I)
_NEXT_ONES = regex(r"\s+/\s+(?:four|4)[\s-]?(?:years?|yrs?|y)$", _I)
_A_GRANT = regex(r"[\s-]*(?:rsus?|stock|equity|grants?|shares)\b[^\d]{0,20}\d", _I)
_SCALED_WORD = regex(r"^(?P<digits>\d+(?:\.\d+)?)\s?(?:thousand|million|[KkMm](?![A-Za-z]))")
_DOLLAR_BEHIND = regex(r"\s?\$(?!\s?\d|[\[(A-Za-z])")
# A sign before what has none: "minus four parts", "data of -2024".
_SIGNED_WORD = regex(
    r"\b(?:minus|negative)\s+(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty)\b", _I
)
_SIGN_AHEAD = regex(r"(?:\b(?:minus|negative)\s+|(?<=[\w,:(]\s)[-−]|^[-−])$", _I)
_SIGN_WORD = regex(r"\b(?:minus|negative)\s+$", _I)
_RUNGS = regex(r"(?<![\w.,$€£¥-])[1-9]-[1-9]\s?[到至~～]\s?[1-9]-[1-9](?![\d%])", re.ASCII)
_MARK_BEFORE = regex(r"(?:[$£€¥₹₩₪]|\b(?:CNY|SGD|USD|RMB|INR|EUR|GBP))\s?[\d.,]*$")
_MARK_BEHIND = regex(r"[\d.,]*\s?(?:%|percent|[KkMm](?![A-Za-z])|[万萬亿])")
_TIGHT_SIGN = regex(r"\s[-−]$")
_WAN_BEHIND = regex(r"[wW](?![A-Za-z])")
UNREAD = "an amount that could not be read"
_NOUN = regex(r"^[+]?[\s-]?(?P<noun>[A-Za-z]+|小时|个月|用户|[天日周年])")
_TIME = {
    "h": "hour", "hr": "hour", "hrs": "hour", "hour": "hour", "hours": "hour", "day": "day", "days": "day",
    "week": "week", "weeks": "week", "month": "month", "months": "month", "minute": "minute", "minutes": "minute",
    "min": "minute", "year": "year", "years": "year", "yr": "year", "yrs": "year",
    "小时": "hour", "天": "day", "日": "day", "周": "week", "个月": "month", "年": "year", "用户": "user",
}  # fmt: skip


@dataclass
class Number:
    """A number of a sentence with what is said of it. Positions count in the whole text."""

    amount: Amount
    start: int
    end: int
    bound: Bound = ""
    bound_is_own: bool = False  # the cue stands beside this number, not beside one before it
    period: Said = ""
    not_over: Said = ""  # the period that the sentence says it is not over
    before: str = ""  # back to the number before it
    behind: str = ""  # on to the next number
    negative: bool = False
    is_range: bool = False  # written with two ends, equal or not
    torn: bool = False  # "$200 to $480K": the low end lacks its K
    range_end: int | None = None  # index of the number that ends a "between X and Y"
    closes_range: bool = False
    noun: str = ""
    is_change: bool = False  # "$20K more", "up by $20K", "a gap of $20K"
    way: Way = ""
    denied: bool = False  # "not $1"
    is_result: bool = False  # what two figures before it differ by, or their middle

    @property
    def ends(self) -> bool:
        """Whether the number is a whole range: as one amount, or as the first of a joined pair."""
        return self.is_range or self.range_end is not None or self.closes_range

    @property
    def is_years(self) -> bool:
        """ "4 years": a plain number that tells a period, and no amount."""
        return self.amount.unit == "count" and not self.amount.scaled and self.noun == "year"


# So many numbers on each side of a word can be what it speaks of.
BESIDE = 8
# A sentence longer than this is read in pieces.
LONGEST = 1_200


def _whole_sentences(line: str) -> Iterable[tuple[int, str]]:
    """The sentences of a line with their places; full stops of abbreviations end none.

    >>> [s for _, s in sentences("It is 5%, e.g. here. Then more.")]
    ['It is 5%, e.g. here. ', 'Then more.']
    """
    start = 0
    for m in _SENTENCE_END.finditer(line):
        if m.end() > start and line[start : m.end()].strip():
            yield start, line[start : m.end()]
        start = m.end()
    if line[start:].strip():
        yield start, line[start:]


def sentences(line: str) -> Iterable[tuple[int, str]]:
    """The sentences of a line with where they begin; one without an end is cut, at a blank if it can be.

    What is said of a number stands near it: a cut after so many characters costs nothing, and keeps the
    time a hostile line takes in proportion to its length.
    """
    for start, sentence in _whole_sentences(line):
        while len(sentence) > LONGEST:
            at = sentence.rfind(" ", LONGEST // 2, LONGEST)
            at = at if at > 0 else LONGEST
            yield start, sentence[:at]
            start, sentence = start + at, sentence[at:]
        yield start, sentence


def noun_behind(text: str, end: int) -> str:
    """The noun right behind a number, singular: "48 hours" gives "hour"."""
    m = _NOUN.match(text[end : end + 40])
    if not m:
        return ""
    noun = m["noun"].lower()
    return _TIME.get(noun) or (noun[:-1] if noun.endswith("s") and len(noun) > 3 else noun)


@lru_cache(maxsize=4096)
def cost(text: str) -> float:
    """What it costs to look across a piece of a sentence.

    >>> cost(" tops out at ") < cost(", while base is ")
    True
    """
    return sum(_COSTS[str(m.lastgroup)] for m in _PARTING.finditer(text)) + len(text) / 200


def parting(text: str) -> list[str]:
    """The clauses of a piece of a sentence; there is always a first and a last.

    >>> parting("more RSUs and a ")
    ['more RSUs ', ' a ']
    """
    out, start = [], 0
    for m in _PARTING.finditer(text):
        if m.lastgroup != "weak":
            out.append(text[start : m.start()])
            start = m.end()
    return [*out, text[start:]]


def period_in(text: str) -> Said:
    """The period that a text names, "" for none."""
    return next((said for said, pattern in _PERIODS if pattern.search(text)), "")


# ------------------------------------------------------------------------------ finding the numbers


def numbers_of(
    text: str, base: int, mentions: Sequence[Mention]
) -> tuple[list[Number], list[tuple[int, int, str]]]:
    """The numbers of a sentence, and the digits that are no amounts: (start, end, why)."""
    idle: list[tuple[int, int, str]] = []
    taken: list[tuple[int, int]] = []

    def no_amount(start: int, end: int, reason: str) -> None:
        if not any(s < end and start < e for s, e in taken):
            taken.append((start, end))
            idle.append((base + start, base + end, reason))

    if m := _LIST_NUMERAL.match(text):
        no_amount(m.start("n"), m.end("n"), "a list numeral")
    for m in _GRAIN.finditer(text) if "nearest" in text else ():
        no_amount(m.start("n"), m.end("n"), "what a figure is rounded to")
    for m in _CITATION.finditer(text) if "[" in text else ():
        no_amount(m.start(), m.end(), "a citation mark")
    for mention in mentions:
        if mention.kind == "level" or (
            mention.kind in ("company", "place", "role") and re.search(r"\d", mention.text)
        ):
            no_amount(mention.start, mention.end, "a level or another name")
    for m in _DATE.finditer(text):
        no_amount(m.start(), m.end(), UNREAD if _SIGN_AHEAD.search(text[: m.start()]) else "a date")
    for m in _RUNGS.finditer(text):
        no_amount(m.start(), m.end(), "a level or another name")
    for m in _SIGNED_WORD.finditer(text):
        no_amount(m.start(), m.end(), UNREAD)
    apart = _GLUED.sub(lambda m: " " * len(m[0]), text)
    found = [
        _with_currency(_own_period(a, text), text) for a in (*amounts_in(apart), *spelt_amounts_in(text))
    ]
    if "[" in text:
        found += sums_in(text)
    found.sort(key=lambda a: (a.start, -a.end))
    moved = [
        _is_moved_by(b, a.low, a.high, text, a.start) for b, a in zip([None, *found], found, strict=False)
    ]
    found = [part for a, by in zip(found, moved, strict=True) for part in _two_of_a_movement(a, text, by)]
    numbers: list[Number] = []
    for amount in found:
        if any(s < amount.end and amount.start < e for s, e in taken):
            continue
        taken.append((amount.start, amount.end))
        numbers.append(Number(amount, base + amount.start, base + amount.end))
    for m in _IDENTIFIER.finditer(text):
        no_amount(m.start(), m.end(), UNREAD if _SIGN_WORD.search(text[: m.start()]) else "part of a name")
    bare = list(text)  # no digit goes without a verdict
    for start, end in taken:
        bare[start:end] = " " * (end - start)
    for m in _DIGITS.finditer("".join(bare)):
        marked = _MARK_BEFORE.search(text[: m.start()]) or _MARK_BEHIND.match(text[m.end() :])
        marked = marked or (_TIGHT_SIGN.search(text[: m.start()]) and _WAN_BEHIND.match(text[m.end() :]))
        no_amount(m.start(), m.end(), UNREAD if marked else "digits that are no amount")
    return numbers, idle


def _is_moved_by(step: Amount | None, low: Decimal, high: Decimal | None, text: str, start: int) -> bool:
    """ "By $2, from $1 to $3", "$2 above Oslo's: $3 to $1": a figure and the two it is the way between."""
    if step is None or high is None or step.end > start:
        return False
    if not step.low == step.high == abs(high - low):
        return False
    between = text[step.end : start]
    if _FROM_BEHIND.fullmatch(between):
        return True
    return bool(
        _TWO_BEHIND.fullmatch(between) and (low > high or not _WIDTH_AHEAD.search(text[: step.start]))
    )


def _two_of_a_movement(amount: Amount, text: str, by_it: bool) -> Iterable[Amount]:
    """ "The top goes from $1 to $2" has two figures where "$1 to $2" is elsewhere one range."""
    ends = [(m.start(), m.end()) for m in re.finditer(r"\s+to\s+", amount.text)]
    ahead = text[: amount.start]
    if len(ends) != 1 or not (by_it or _END_MOVES_FROM.search(ahead) or _IS_OUTDONE.search(ahead)):
        return [amount]
    cut = ends[0]
    parts = [(amount.start, amount.text[: cut[0]]), (amount.start + cut[1], amount.text[cut[1] :])]
    read = [(at, amounts_in(piece)) for at, piece in parts]
    if any(len(found) != 1 or found[0].unit != amount.unit for _, found in read):
        return [amount]
    return [replace(f[0], start=at + f[0].start, end=at + f[0].end) for at, f in read]


def _own_period(amount: Amount, text: str) -> Amount:
    """An amount without the period that is the next one's: "$1–$2 / four-year stock $3"."""
    cut = _NEXT_ONES.search(amount.text) if amount.period else None
    if cut is None or not _A_GRANT.match(text[amount.end :]):
        return amount
    return replace(amount, period=None, text=amount.text[: cut.start()], end=amount.start + cut.start())


def _with_currency(amount: Amount, text: str) -> Amount:
    """An amount with the currency that words behind it name: "145 thousand Singapore dollars", "145K $"."""
    if not amount.mark and amount.unit != "percent" and (m := _DOLLAR_BEHIND.match(text, amount.end)):
        return replace(
            amount, unit="money", currency="USD", mark="$", text=text[amount.start : m.end()], end=m.end()
        )
    if amount.unit == "percent" or (amount.mark not in ("", "$") and amount.currency):
        return amount
    if amount.text.lower().rstrip().endswith(("dollar", "dollars")) or not amount.mark:
        named = currency_behind(text, amount.end) if not amount.currency else None
        if named and not (amount.unit == "count" and not amount.scaled and amount.low < 1000):
            return replace(
                amount,
                unit="money",
                currency=named[0],
                mark=named[1],
                text=text[amount.start : named[2]],
                end=named[2],
            )
    return amount


def describe(text: str, base: int, numbers: list[Number]) -> None:
    """Give each number what is said of it."""
    _lend_currency(text, base, numbers)
    for i, n in enumerate(numbers):
        begin = numbers[i - 1].end - base if i else 0
        finish = numbers[i + 1].start - base if i + 1 < len(numbers) else len(text)
        n.before = text[begin : n.start - base]
        n.behind = text[n.end - base : finish]
        n.noun = noun_behind(text, n.end - base)
        n.is_range = n.amount.low != n.amount.high or bool(_TWO_ENDS.search(n.amount.text))
        n.torn = n.is_range and bool(_TORN.search(n.amount.text) or _TORN_CODE.search(n.amount.text))
        other = currency_behind(text, n.end - base) if n.is_range and n.amount.mark not in ("", "$") else None
        n.torn = n.torn or (other is not None and n.amount.currency not in (None, other[0]))
        follows = i > 0 and numbers[i - 1].amount.unit == n.amount.unit
        n.negative = n.amount.low < 0 or _is_negative(n, follows)
        _describe_change(n)
    for step, a, b in zip(numbers, numbers[1:], numbers[2:], strict=False):
        if _TAKEN_FROM.search(text[: a.start - base]):
            continue
        if _is_moved_by(step.amount, a.amount.low, b.amount.high, text, a.start - base) and _is_to(a.behind):
            step.is_change = True
    _tell_quarters(text, numbers)
    _tell_results(numbers)
    _join_ranges(text, base, numbers)
    _bind_bounds(text, base, numbers)
    _of_two_edges(text, base, numbers)
    _bind_periods(text, base, numbers)


def _tell_quarters(text: str, numbers: Sequence[Number]) -> None:
    """ "$8 a year, a quarter of $32": of two figures, one four times the other, each has its own period."""
    amounts = [(n, n.amount.low, n.amount.high) for n in numbers if n.amount.unit == "money"]
    pairs = [
        (a, b)
        for i, (a, low, high) in enumerate(amounts)
        for b, part, whole in amounts[max(0, i - BESIDE) : i + BESIDE]
        if part and low == 4 * part and high is not None and whole is not None and high == 4 * whole
    ]
    if pairs and (_QUARTER.search(text) or _PERIODS[0][1].search(text)):
        for a, b in pairs:
            a.period, b.period = "4 years", "year"


def _tell_results(numbers: Sequence[Number]) -> None:
    """ "$5 less $3 is $2": a figure that two before it differ by, or that lies in their middle, is no third one's."""
    single = [n for n in numbers if n.amount.unit != "count" and not n.is_range]
    for k, n in enumerate(single):
        for a, b in itertools.combinations(single[max(0, k - BESIDE) : k], 2):
            x, y = a.amount.low, b.amount.low
            if n.amount.low in (abs(x - y), (x + y) / 2) and n.amount.unit == a.amount.unit == b.amount.unit:
                n.is_result = True


def _lend_currency(text: str, base: int, numbers: list[Number]) -> None:
    """A currency that the sentence names apart ("in yuan: 560K") is that of the amounts without one."""
    named = {
        code
        for code, start, end in currencies_named_in(text)
        if not any(n.start - base <= start and end <= n.end - base for n in numbers)
    }
    if len(named) == 1:
        code = named.pop()
        for n in numbers:
            if n.amount.unit == "money" and not n.amount.mark:
                n.amount = replace(n.amount, currency=code)


def _is_negative(n: Number, follows: bool) -> bool:
    before = n.before[-40:]
    if not (_MINUS_BEFORE.search(before) or _TIGHT_MINUS.search(before)):
        return False
    if re.search(r"(?:^|\n)\s*[-–−]\s$", before) and not follows:
        return bool(re.search(r"\S", n.before[:-2]))  # the dash of a bullet
    if re.search(r"\s[–−-]\s$", before) and not re.search(r"minus|negative", before, _I):
        return False
    return not (follows and (_SUBTRACTED_FROM.fullmatch(n.before) or _SUBTRACTED_BEHIND.search(n.before)))


def _describe_change(n: Number) -> None:
    if _UP_BEFORE.search(n.before) or _UP_BEHIND.match(n.behind):
        n.is_change, n.way = True, "up"
    elif _DOWN_BEFORE.search(n.before) or _DOWN_BEHIND.match(n.behind):
        n.is_change, n.way = True, "down"
    elif (
        _MOVES_BY.search(n.before)
        or _DIFFERENCE_IS.search(n.before)
        or _BY_BEFORE.search(n.before)
        or _CHANGE_BEFORE.search(n.before)
        or _CHANGE_BEHIND.match(n.behind)
    ):
        n.is_change = True


def _is_to(between: str) -> bool:
    return bool(re.fullmatch(r"[\s*_]*(?:to|against|versus|vs\.?|and)[\s*_]*", between, _I))


def _falls(n: Number, numbers: Sequence[Number], ahead: str) -> bool:
    """Whether a figure is what another, smaller one falls from: "drops from $2 to $1" is no range."""
    following = next((o for o in numbers if o.start > n.start), None)
    if following is None or not _FALLS_FROM.search(ahead):
        return False
    return n.amount.low > following.amount.low


def _moves_from(n: Number, numbers: Sequence[Number], ahead: str) -> bool:
    """Whether "from" before a figure opens a movement or a subtraction and no range."""
    if _TAKEN_FROM.search(ahead) or _END_MOVES_FROM.search(ahead) or _falls(n, numbers, ahead):
        return True
    i = next(i for i, o in enumerate(numbers) if o is n)
    step, to = (numbers[i - 1] if i else None), numbers[i + 1] if i + 1 < len(numbers) else None
    if step is None or to is None:
        return False
    between = n.before
    value = abs(to.amount.low - n.amount.low)
    return step.amount.low == value and bool(_FROM_BEHIND.fullmatch(between))


def _join_ranges(text: str, base: int, numbers: list[Number]) -> None:
    """ "between X and Y", "X all the way to Y": two amounts that are one range."""
    for i in range(len(numbers) - 1):
        a, b = numbers[i], numbers[i + 1]
        joint = _JOINS.fullmatch(text[a.end - base : b.start - base])
        if joint is None or a.closes_range or a.is_range or b.is_range:
            continue
        if a.period and b.period and a.period != b.period:
            continue
        if {a.amount.unit, b.amount.unit} == {"percent", "money"}:
            continue
        if _falls(a, numbers, text[: a.start - base]) or _END_MOVES_FROM.search(text[: a.start - base]):
            continue
        if a.amount.low > b.amount.low and _SUBTRACTS.match(text[b.end - base :]):
            continue
        if _TAKEN_FROM.search(text[: a.start - base]) or _are_compared(a, b, text[: a.start - base]):
            continue
        before = numbers[i - 1].amount if i else None
        if _is_moved_by(before, a.amount.low, b.amount.high, text, a.start - base):
            continue
        if joint["and"] and (not _OPENS_RANGE.search(text[: a.start - base]) or RESPECTIVELY.search(text)):
            continue
        if a.amount.unit == "count" and not a.amount.scaled and not b.amount.mark.startswith("$"):
            _lend_scale(a, b)
        a.range_end, b.closes_range = i + 1, True
        a.is_change = b.is_change = a.is_change or b.is_change
        a.way = b.way = a.way or b.way
        a.torn = a.torn or (a.amount.unit == "count" and b.amount.scaled and not a.amount.scaled)


def _are_compared(a: Number, b: Number, ahead: str) -> bool:
    """ "Oslo beats Bergen on the ceiling, $2 to $1": a score, and no range from one to the other."""
    if a.amount.low > b.amount.low:
        return bool(_OUTDOES.search(ahead))
    return bool(_IS_OUTDONE.search(ahead))


def _lend_scale(a: Number, b: Number) -> None:
    """ "155 until 230 thousand dollars": neither number has a mark in front, and the scale is for both."""
    m = _SCALED_WORD.search(b.amount.text)
    if m is None or a.amount.low >= 1000 or a.amount.high != a.amount.low:
        return
    factor = b.amount.low / Decimal(m["digits"])
    if factor > 1 and a.amount.low * factor < b.amount.low:
        value = a.amount.low * factor
        a.amount = replace(
            a.amount, low=value, high=value, unit=b.amount.unit, currency=b.amount.currency, scaled=True
        )


# ------------------------------------------------------------------------------- ends and periods


def _bound_cues(text: str) -> list[tuple[int, int, Bound]]:
    cues: list[tuple[int, int, Bound]] = []
    for pattern, bound in ((NEVER_ABOVE, "high"), (NEVER_BELOW, "low")):
        cues += [(m.start(), m.end(), bound) for m in pattern.finditer(text)]  # type: ignore[misc]
    strong = list(cues)
    for pattern, bound in ((_HIGH, "high"), (_LOW, "low")):
        for m in pattern.finditer(text):
            if any(s < m.end() and m.start() < e for s, e, _ in strong) or _DENIED_CUE.search(
                text[: m.start()]
            ):
                continue
            cues.append((m.start(), m.end(), bound))  # type: ignore[arg-type]
    return sorted(cues)


def _without_pairs(
    cues: list[tuple[int, int, Bound]], text: str, base: int, numbers: Sequence[Number]
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


def _bind_bounds(text: str, base: int, numbers: list[Number]) -> None:
    cues = _without_pairs(_bound_cues(text), text, base, numbers)
    for n in numbers:  # "from" and "anything above" are cues only right before their number
        ahead = text[: n.start - base]
        near = ahead[-160:]
        past = (
            (_OR_PAST.search(near) if _NEGATED.search(ahead) else None)
            or _PAST_IT.search(near)
            or (_NOT_LISTED.search(n.behind) and _MORE_THAN.search(near))
        )
        if past:
            start, end = (at + len(ahead) - len(near) for at in past.span())
            cues = [c for c in cues if not (c[0] < end and start < c[1])]
            cues.append((start, end, "high" if past["high"] else "low"))
        elif _NO_RANGE.match(n.behind) or _moves_from(n, numbers, ahead):
            cues = [c for c in cues if text[c[0] : c[1]].lower() != "from" or ahead[c[1] :].strip()]
        elif (m := _LOW.search(ahead[-30:])) and m.group().lower() == "from":
            cues.append((n.start - base - 5, n.start - base - 1, "low"))
    for a, b in itertools.pairwise(numbers):  # "from $2 down to $1": no ends
        if a.amount.low > b.amount.low and _DOWN_TO.fullmatch(a.behind) and _FROM.search(a.before):
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
        own = [c for c in cues if owners[c] == i]
        if not own:  # a cue that is nearer to a whole range does not speak of it
            begin = numbers[i - 1].end - base if i else 0
            finish = numbers[i + 1].start - base if i + 1 < len(numbers) else len(text)
            own = [c for c in cues if begin <= c[0] and c[1] <= finish and numbers[owners[c]].ends]
        if own:
            if len({c[2] for c in own}) == 2:
                own = [c for c in own if _OF_A_BAND.match(text[c[1] :])] or own
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
    return cost(text[n.end - base : start]) + 0.3


def _owner_of(start: int, end: int, text: str, base: int, numbers: Sequence[Number]) -> int:
    """The number that a cue is cheapest to reach from."""

    if (opening := text.rfind("(", 0, start)) >= 0 and ")" not in text[opening:start]:
        for i, n in enumerate(numbers):  # "$90K (base, low)" speaks of what stands before it
            if n.end - base <= opening and not text[n.end - base : opening].strip(" *_"):
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


def _bind_periods(text: str, base: int, numbers: list[Number]) -> None:
    cues: list[tuple[int, int, Said]] = []
    # "(the four-year grant comes on top)" speaks of no figure of its sentence
    asides = [
        m.span()
        for m in re.finditer(r"[(（][^()（）\d]*(?:4\s?年)?[^()（）\d]*[)）]", text)
        if _APART.search(m[0])
    ]
    for said, pattern in _PERIODS:
        for m in pattern.finditer(text):
            if not any(s < m.end() and m.start() < e for s, e, _ in cues) and not any(
                s <= m.start() < e for s, e in asides
            ):
                cues.append((m.start(), m.end(), said))
    denied = [c for c in cues if _DENIED_PERIOD.search(text[: c[0]]) or _NOT_READ_AS.search(text[: c[0]])]
    cues = [c for c in cues if c not in denied]
    # "all four years or one? It is granted a year": what is asked is not said.
    if (asked := text.rfind("?")) >= 0 and any(c[0] > asked for c in cues):
        cues = [c for c in cues if c[0] > asked]
    for start, end, said in denied:
        i = _owner_of_period(start, end, text, base, numbers)
        if i is not None:
            numbers[i].not_over = said
    for n in numbers:
        if n.amount.period in ("year", "4 years"):
            n.period = n.amount.period
        elif n.amount.period == "month":
            n.period = "other"
    labels = _labels_behind(text, base, numbers)
    # "over four years, so $1 for each year": the one in the figure's own clause says it
    cues.sort(key=lambda c: (_is_before_a_clause(c, text, base, numbers), c))
    for start, end, said in cues:
        if (k := next((k for k, (s, e) in enumerate(labels) if s <= start and end <= e), None)) is not None:
            leader = [n for n in numbers if not n.closes_range and not n.is_years][k]
            leader.period = leader.period or said
            continue
        if any(n.start - base <= start and end <= n.end - base for n in numbers) or not numbers:
            continue
        i = _owner_of_period(start, end, text, base, numbers)
        if i is None or numbers[i].amount.unit == "percent":
            continue
        owner = numbers[i]
        after = start >= owner.end - base
        touches = after and re.fullmatch(r"[\s(*_]*", text[owner.end - base : start])
        if not owner.period or owner.amount.period is None:
            owner.period = said if touches else owner.period or said
            if owner.closes_range:
                numbers[i - 1].period = numbers[i - 1].period or said
            elif owner.range_end is not None:
                numbers[owner.range_end].period = numbers[owner.range_end].period or said


def _is_before_a_clause(cue: tuple[int, int, Said], text: str, base: int, numbers: Sequence[Number]) -> bool:
    """Whether a period stands before all amounts, and something parts it from the first."""
    first = next((n for n in numbers if not n.is_years), None)
    return first is not None and cue[1] <= first.start - base and cost(text[cue[1] : first.start - base]) >= 2


def _labels_behind(text: str, base: int, numbers: Sequence[Number]) -> list[tuple[int, int]]:
    """The labels of a list behind its figures, one for each: "$1, $2, 15% (base, RSU over four years, bonus)"."""
    leaders = [n for n in numbers if not n.closes_range and not n.is_years]
    if len(leaders) < 3:
        return []
    at = max(n.end for n in numbers if not n.is_years) - base
    m = _LABELS.match(text, at)
    if m is None:
        return []
    separator = "/" if m["labels"].count("/") >= len(leaders) - 1 else ","
    out, start = [], m.start("labels")
    for label in m["labels"].split(separator):
        out.append((start, start + len(label)))
        start += len(label) + 1
    return out if len(out) == len(leaders) else []


def _owner_of_period(start: int, end: int, text: str, base: int, numbers: Sequence[Number]) -> int | None:
    """A period stands behind its amount, unless something parts them and nothing parts it from the next."""
    behind = [i for i, n in enumerate(numbers) if n.end - base <= start]
    ahead = [i for i, n in enumerate(numbers) if n.start - base >= end]
    if not behind or not ahead:
        return behind[-1] if behind else ahead[0] if ahead else None
    left, right = behind[-1], ahead[0]
    to_left = cost(text[numbers[left].end - base : start])
    to_right = cost(text[end : numbers[right].start - base])
    return left if to_left <= to_right + 0.2 else right


def _of_two_edges(text: str, base: int, numbers: Sequence[Number]) -> None:
    """ "The two edges are $1 below and $2 above": where each lies, and no difference."""
    for a, b in itertools.pairwise(numbers):
        if (
            a.ends
            or b.ends
            or a.amount.low >= b.amount.low
            or not re.fullmatch(r"\s*(?:,|and|&|/|;)\s*", a.behind)
        ):
            continue
        if _AS_LIMITS.match(b.behind) or _LIMITS_ARE.search(a.before):
            a.bound, b.bound, a.bound_is_own, b.bound_is_own = "low", "high", True, True
    for n in numbers:
        side = _SIDE_OF_A_BAND.match(n.behind)
        if side and _EDGES.search(text[: n.start - base]):
            n.is_change, n.way = False, ""
            n.bound, n.bound_is_own = ("low" if side["low"] else "high"), True


def cues_of_title(title: str) -> tuple[Bound, Said]:
    """The end and the period that the title of a column gives its numbers.

    >>> cues_of_title("Lowest RSU (4 years)")
    ('low', '4 years')
    """
    bounds = {c[2] for c in _bound_cues(title)}
    return (bounds.pop() if len(bounds) == 1 else ""), period_in(title)
