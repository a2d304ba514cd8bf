"""The words that speak for a kind of answer, each pattern with what it tells.

`kind` weighs them; nothing here decides.
"""

from __future__ import annotations

import re

from corpus.regexes import regex

# All that the tables hold of a place or a company, whatever it is called: "anything on Graz", "dump the table".
INVENTORY = regex(
    r"\b(?:any\s?things?(?!\s+(?:i|we|to|else|wrong|special))|any\s+(?:data|info\w*|figures|numbers)|everything|all\s+(?:of\s+it|four\b|five\s+columns|(?:the\s+)?(?:comp\s+)?(?:figures|fields|cells|columns)|(?:the\s+)?data|(?:the\s+)?info)"
    r"|what(?:['’]?s|\s+is|\s+was)?\s+(?:there|in\s+(?:it|your|the))"
    r"|what(?:ever)?\s+(?:do\s+|have\s+)?(?:you|u|ya|we)(?:['’]?ve)?\s+(?:have|got|know)|(?:whichever|all)\s+(?:you|u|ya)(?:['’]?ve)?\s+(?:have|got)|(?:you|u)\s+know\s+a?bo?u?t"
    r"|what(?:['’]?s|\s+is)\s+the\s+(?:story|deal|situation|picture)|money-?\s?wise|overview|info(?:rmation)?|details|dump|complete|(?:the\s+)?(?:whole\s+)?lot|summary|numbers)\b|\balle(?:s)?\s+(?:zahlen|werte|angaben|gehälter|gehaltsdaten|daten)\b|(?:全部|所有|完整)",
    re.I,
)
FIGURES_WANTED = regex(r"\b(?:pay|pays|paid|figures|numbers|bands?|salary|salaries|comp|amounts?)\b", re.I)
# A table, its lines, or all that stands in one.
LOOK_UP = regex(
    rf"""{INVENTORY.pattern}|\b(?:bands?|ranges?|rows?|lines?|columns?|cells?|tables?|sheets?|charts?|numbers?|figures?|package|everything|entire|whole
    |(?:each|every|all)\s+(?:\w+\s+){{0,2}}(?:parts?|components?|pieces?|columns?|figures?|numbers?)|breakdown|full\s+picture|pays?|salary|salaries
    |what\s+(?:would|will|do|could|can|might)\s+(?:i|one|we|you)\s+(?:get|see|earn)|(?:in|as|for)\s+(?:money|cash|dollars|numbers|figures)|(?:which|what)\s+(?:guides?|compan(?:y|ies))\s+(?:\w+\s+)?(?:mention|cover|includ|list|name|have|has|know)\w*|entry|entries|record|details|particulars|specifics|spell\s+out|rundown|low-?down|deets|stats|the\s+(?:whole\s+)?lot|remuneration|earnings|wages?
    |comp|compensation|floors?|tops?|ceilings?|caps?|max\w*|min\w*|bracket|printed|how\s+much|earn|makes?)\b|多少|薪|工资|待遇|范围|区间""",
    re.IGNORECASE | re.VERBOSE,
)
NUMBER_WANTED = regex(
    r"""\b(?:how\s+much|what(?:'s|s|\s+is|\s+are)?|which|range|band|max\w*|min\w*|tops?|floors?|ceilings?|caps?|bottoms?|values?|cells?|columns?|list|numbers?|figures?
    |usual|typical|normal)\b""",
    re.IGNORECASE | re.VERBOSE,
)
TABLE = regex(r"\b(?:table|rows|lines|sheet|chart|list)\b", re.I)
WHAT_PARTS = regex(r"\bcomponents?\b", re.I)
ADVICE_ABOUT_PAY = regex(
    r"""negotiab|flexib|authori|(?:above|over|beyond|exceed\w*|outside)[\s-]+(?:the\s+)?band|\b(?:beat|match
    |outbid)(?:es|s)?\s+(?:\w+\s+){0,4}(?:offers?|labs?)\b|\blevers?\b|\bscripts?\b|template|\bwhy\b
    |questions?\b.{0,20}\bask|what\s+(?:do|should|shall)\s+i\s+(?:ask|say|answer|do|write)
    |ask\s+(?:for\s+)?(?:equity|base)\s+or|(?:equity|base)\s+or\s+(?:base|equity)\s+first|work(?:s
    |ing)?\s+on|compete|reply|respond|convince|(?:to|i|should|shall|can)\s+say\b|\bsay\s+(?:to|this
    |it(?!['’]s))\b|\bwrite\b|explain|do\s+i\s+count|differ\w*\s+(?:between\s+)?(?:rsus?
    |options?|target|stock)\b|real\s+money""",
    re.IGNORECASE | re.VERBOSE,
)
# A question for advice in so many words, not a word that merely occurs in advice.
ADVICE_ASKED = regex(
    r"""\b(?:should\s+(?:i|we)(?!\s+(?:expect|get|see|be\s+(?:paid|getting|offered|on|making))\b)|how\s+(?:do|should|can|could|would|to)\b(?!\s*(?:much|many|far|big))|what\s+(?:do|should|can|could|would)\s+(?:i|we)\s+(?:say|do|answer|reply
    |ask|write|tell)|can\s+(?:i|we|they)\s+(?:\w+\s+){0,2}(?:ask|negotiat\w*|push|say|rescind|withdraw)|is\s+it\s+(?:advisable|stupid|dumb|crazy|silly|bad|ok|okay|rude|wise|smart|risky|safe
    |normal)\s+to|negotiab\w*|flexib\w*|reply|respond|tips?|advice|levers?|scripts?|rescind\w*|convince|draft|write)\b|怎么|如何|应该""",
    re.IGNORECASE | re.VERBOSE,
)
DO_OR_DONT = regex(
    r"""(?:\b(?:things?|what|moves?|habits?|which)\b.{0,40}\b(?:recommend\w*|advis\w*|suggest\w*|encourag\w*|praise\w*)\s+(?:me\s+|us\s+|to\s+)?do(?:ing)?\b
    |\b(?:positive|green|yes)\s+(?:list|column|side)\b|\bwhat\s+(?:do\s+)?(?:good|great|smart|successful|skilled|bad|poor|clumsy)\s+negotiators?\s+(?:do|don['’]?t|avoid)\b
    |\b(?:what|which)\s+(?:\w+\s+)?(?:behaviou?rs?|habits?|manners|moves?|things)\b.{0,40}\b(?:ruin|spoil|hurt|harm|kill|backfire|damage|wreck|sabotage|help|work)\w*
    |\b(?:what|which|things|list|recommended|anything)\b(?!\s+if\b).{0,40}\b(?:(?<!does\s)(?<!do\s)(?<!did\s)not|(?<!i\shave\s)(?<!i\shad\s)(?<!['’]ve\s)never|avoid|behaviou?rs?)\b
    |\b(?:two|three|four|five|six|seven|\d)\s+(?:[\w-]+\s+){0,2}(?:behaviou?rs|habits|no-?gos|taboos|sins|blunders)\b
    |\b(?:what|which|things|list)\b.{0,40}\b(?:forbidden|blunders?|taboos?|no-?gos?|pitfalls?|sins?|faux\s+pas)\b
    |\b(?:good|bad|right|wrong|recommended|positive|negative|advised|desired|proper)\s+(?:behaviou?rs?|habits?|conduct|manners)\b|\bbehaviou?rs?\b.{0,60}\brecommend\w*|\b(?:things?|stuff|list|what)\s+(?:that\s+|to\s+)?(?:one|i|we|you|people|candidates?)\s+(?:should|must|ought\s+to|may|can|better|had\s+better)(?:\s+not|n['’]?t|\s+never)?\s+(?:better\s+)?do(?!\s+(?:if|when|next|now|about|with)\b)\b|\b(?:do|don['’]?t|avoid)\s+(?:list|column|side|block|section|box|half)\b|\b(?:list|column|side|block|section|box|heading|stands?\s+under|listed\s+under)\b\s*[:(\"“'‘]*\s*(?:do|don['’]?t)\b\s*(?:[)\"”'’?.,;]|$)|\bdo['’]s\b|\bdon['’]?ts\b|\bdont['’]s\b|\bdos\b(?!-)|\blist\s+of\s+do\b|不(?:能|要|该|应该|可以)(?:\w{0,4})做|禁忌|忌讳|雷区|^\W*(?:the\s+)?do(?:\s+not|n['’]?t)s?\s+list\b|\bmistakes\b|\bblunders?\b|\bfaux\s+pas\b|\bno-?\s?no['’]?e?s\b|[“"‘']do(?:n['’]?t)?s?[”"’'](?=\s|[?.!,]|$)|\b(?:do|don['’]?t)\s+(?:bullets?|points|items|lines)\b|should\s+(?:i|we|one)\s+(?:not|never)\b)""",
    re.IGNORECASE | re.VERBOSE,
)

SAYING = regex(
    r"\bguides?\s+(?:talks?|speaks?|deals?|discuss\w*|writes?|is|are|has\s+(?:something|anything))\b|\b(?:should|says?|prefers?|favou?rs?|advis(?:e|es|ed)|tell(?!\s+(?:me|us)\b)|mention|reveal|disclose|share"
    r"|name(?!\s+(?:all|every|each|me\s+(?:all|every|the)|the\s+(?:\w+\s+)?(?:places|cities|regions|locations|offices"
    r"|countries|companies|firms|towns|sites|guides))))\b",
    re.I,
)

INSIDE = regex(
    r"\b(?:inside|within|in\s+(?:the\s+)?(?:band|range)|below|above|ok|okay|fair|good|low|lowball|where)\b",
    re.I,
)

DATED = regex(r"\b(?:dates?|dated|updated|outdated|vintage|how\s+(?:old|recent|fresh)|sources?)\b", re.I)

# What a guide lists as levers, whatever one calls them.
_LEVERS = (
    r"(?:(?<=every\s)lever|(?<=each\s)lever|(?<=every\s)argument|(?<=each\s)argument|levers|talking\s+points|arguments|bargaining\s+chips|selling\s+points|leverage\s+points|cards|pitches)"
)
EVERY_LEVER = regex(
    rf"^\W*{_LEVERS}\s+(?:for|of|at|with|against|from)\b|\b(?:all|list|name|names|every|each|which|what|many|two|three|four|five|six|\d)\b(?:\W+\w+){{0,4}}\W+{_LEVERS}\b"
    rf"|\b{_LEVERS}\b.{{0,60}}\b(?:all|names?|list)\b|\blevers\s+(?:section|part|chapter|heading|table)\b",
    re.I,
)

# Whether a part of an offer comes once or again: what the tables of the guides note beside it.
RECURS = regex(
    r"\b(?:every\s+year|each\s+year|yearly|(?<!and\s)again(?!\s+and\s+again)|recurr\w*|repeat\w*|one-?\s?(?:time|off)|once(?!\s+(?:i|we|you|they|he|she|it|the|my|their|signed|accepted)\b)|year\s+(?:two|2)|second\s+year|annual(?:ly)?)\b|每年都|一次性",
    re.I,
)

# What belongs to the total, which is no matter of how far it can be moved.
COUNTED = regex(
    r"\b(?:formula|count(?:s|ed)?|contains?|includ\w*|components?|belongs?|consists?|made\s+(?:up\b|of\b|from\b)|goes\s+into|what(?:['’]s|\s+is|\s+all\s+is)\s+in\s+(?:the\s+|an?\s+)?(?:tc|total|package)"
    r"|parts?\s+(?:of|in)\s+(?:the\s+|an?\s+)?(?:tc|total|comp\w*|pay|package|offer))\b",
    re.I,
)

# A question that points at something nobody has named: "how much should it be", "what do they offer".
ABOUT_MINE = regex(
    r"\bhow\s+much\b|\b(?:is|are|was)\s+(?:it|this|that|these|those|mine|they)\b.{0,20}\b(?:good|ok|okay|fair|low|high|normal|enough)\b"
    r"|\bwhat\s+(?:do|does|will|would)\s+(?:they|he|she|it)\s+(?:offer|pay|give)\b|\bwhat(?:'s"
    r"|\s+is)\s+the\s+(?:band|range)\b",
    re.I,
)

COVERAGE = regex(
    r"""\b(?:regions?|cit(?:y|ies)|compan(?:y|ies)|firms?|towns?|employers?|businesses|sites?|places?|locations?|countries|offices?|guides?|cover\w*
    |roles?)\b|哪些""",
    re.IGNORECASE | re.VERBOSE,
)

# "Which companies do you have pay data on": what is covered, whatever it is called.
YOU_COVER = regex(
    r"\b(?:which|what)\s+(?:\w+\s+){0,2}?(?:compan(?:y|ies)|firms?|employers?|cit(?:y|ies)|regions?|places?|locations?|countries|offices?|roles?)\s+"
    r"(?:do|have|are|can|did)\s+(?:you|u|the\s+guides?|these\s+guides?)\b",
    re.I,
)
# "What is DAMO?", "who is …": a name is to be explained, and no row is asked for.
ASKS_WHAT = regex(
    r"\W*(?:and\s+|so\s+)?(?:what|who)(?:['’]?s|\s+is|\s+are|\s+was)\s+(?:the\s+|an?\s+)?(?:\w+\W*){1,3}", re.I
)

SCRIPTS = regex(
    r"""(?=.*\b(?:scripts?|increments?|negotiate[\s-]up)\b)(?=.*\b(?:rsus?|stocks?|equity|base|sign
    |how\s+much|increments?|asks?\b.{0,20}\bper\s+company|one\s+per)\b)""",
    re.DOTALL | re.IGNORECASE | re.VERBOSE,
)

# "The three stock increases": what the scripts add, each.
INCREASES = regex(r"\b(?:bumps|increases|raises|uplifts|hikes|top[\s-]?ups|increments)\b", re.I)
HOW_MUCH = regex(r"\b(?:how\s+(?:much|many|big|large|high)|amounts?|figures?|numbers?|sums?)\b|多少", re.I)
SEVERAL = regex(r"\b(?:three|two|3|2|each|every|all|both|respectively|which|rank)\b|scripts\b", re.I)

EVERY = regex(r"\b(?:all|every|each|list|both|three)\b|所有|全部", re.I)
EVERY_FIRM = regex(
    r"\b(?:each|every|all|both|three|two|3|2)\s+(?:(?:of\s+)?(?:the|your|these|those)\s+)?(?:\w+\s+)?(?:compan(?:y|ies)|firms?|employers?|guides?)\b",
    re.I,
)
COVERS_PLACES = regex(
    r"\b(?:which|what|how\s+many|list|name|all)\s+(?:\w+\s+){0,2}?(?:regions?|cit(?:y|ies)|places?|locations?|countries|offices?|towns?|sites?)\b",
    re.I,
)
SCRIPT = regex(r"\b(?:scripts?|counter\s?(?:text|mail|letter)s?|negotiate[\s-]up|templates?)\b", re.I)
# Where a company is, row for row.
EVERY_PLACE = regex(
    r"\b(?:every|each|all|any)\s+(?:of\s+)?(?:the\s+|its\s+|their\s+|your\s+|\w+['’]s?\s+)?(?:\w+\s+)?(?:places?|cit(?:y|ies)|locations?|offices?|regions?|sites?|towns?|countr(?:y|ies)|hubs?)\b"
    r"|\b(?:everywhere|wherever|anywhere\s+they)\b|每个(?:城市|地区|地方)",
    re.I,
)
# What a company's script asks for, by its noun.
ASKS_NOUN = regex(r"\basks\s+(?:of|in|from|by)\b|\b(?:the|their|its|all|each|three|these|those)\s+asks\b", re.I)
# The words to say of what one gives up are asked for, not what a script asks for.
LOST = regex(
    r"\b(?:los(?:e|es|ing|t)|forfeit\w*|giv(?:e|ing)\s+up|leav(?:e|ing)\s+behind|part(?:ing)?\s+with|unvested)\b",
    re.I,
)
TO_SAY = regex(
    r"\b(?:tells?|advises?|suggests?|recommends?|wants?)\s+(?:(?:me|us|one)\s+)?to\s+(?:say|tell|write|answer|reply|ask)\b",
    re.I,
)

YES_OR_NO = regex(
    r"(?:^|[,;:.!?]\s+|\b(?:and|so|but|or)\s+)\W*(?:is|are|do|does|did|will|would|can|could|must|when|how\s+(?:does|do|is|are|often|long))\b"
    r"|\b(?:or\s+(?:just|only|is)|(?:is|are)\s+there|do\s+(?:you|they|we|i)|must|have\s+to)\b|吗|会不会|是不是",
    re.I,
)

FLEXIBLE = regex(
    r"""push\w*\s+(?:on|for)|\bmov(?:e)?able\b|\beasy\s+(?:or|to)\b|flexib|negotiab|how\s+(?:easy|hard)
    |easy\s+or\s+hard|can\b.{0,40}\b(?:negotiat|bargain|haggl)|\b(?:be|get)\s+(?:moved|negotiated|changed)|room\s+(?:on|in
    |for)""",
    re.IGNORECASE | re.VERBOSE,
)

ADVICE_BESIDE = regex(
    r"""\b(?:can\s+they|will\s+they|would\s+they|rescind|cancel|take\s+(?:it\s+)?back|should\s+i|how\s+(?:do
    |should|can)\s+i|what\s+(?:do|should)\s+i|negotiat\w*|ask\s+for|fair|afraid|scared)\b""",
    re.IGNORECASE | re.VERBOSE,
)

# All levels of a company's rows: "each of its three levels", "the ladder".
LADDER = regex(
    r"\b(?:all|each|every|three|four|both|the)\b(?:\W+\w+){0,3}?\W+(?:levels?|lvls?|ladders?|grades|rungs)\b",
    re.I,
)
LISTED = regex(r"\s(?:and|plus|&|\+|as\s+well\s+as|along\s+with)\s|[,;]", re.I)
AMOUNT = regex(
    r"\b(?:amounts?|how\s+(?:much|big|large|high)|size|bands?|ranges?|figures?|numbers?|value|sum)\b", re.I
)
# What a company as a whole is worth is no matter of its shares' price.
WORTH = regex(
    r"\bworth\s*(?:\?|$|[.,;]|these\s|now\b|today\b|as\s+a\b)|\bvaluation\b|\bvalued\b|\bmarket\s+cap", re.I
)
# Where one can look for figures oneself is advice.
WHERE_I_LOOK = regex(
    r"\bwhere\s+(?:can|could|should|shall|do|does|would|might|to|else)\s+(?:i|we|one|people|someone)?\s*(?:\w+\s+)?(?:look|find|get|check|see|go|read|search|research|collect|gather|pull|obtain|source|dig|fetch)\b"
    r"|\b(?:which|what|any)\s+(?:sources?|(?:web\s?)?sites?|places?)\s+(?:\w+\s+){0,3}?(?:recommend\w*|trust\w*|advis\w+|suggest\w*)\b",
    re.I,
)

# "The base can't move, what else could be": other parts than the one named.
INSTEAD = regex(r"\belse\b|\binstead\b|\bother\s+(?:parts?|things?|pieces?|items?)\b", re.I)

# Places where one looks things up oneself.
ONLINE = regex(r"\b(?:on\s+the\s+(?:web|internet|net)|online|web\s?(?:sites?|pages?))\b", re.I)
# Words that the person would say themselves are no pushback: "is it smart to say '…'".
MINE_TO_SAY = regex(
    r"\b(?:smart|clever|wise|ok|okay|rude|bad|good|idea|risky|dangerous|stupid|fine|should\s+i|can\s+i|may\s+i|could\s+i|shall\s+i)\b"
    r"\W*(?:\w+\W+){0,3}?(?:say|saying|write|writing|tell|telling|send|sending)\b[^?.!]{0,20}[\"“'‘«]",
    re.I,
)
# "Which of the pieces has the most room": all of them, side by side.
WHICH_PART = regex(
    r"""\b(?:which|what)\s+(?:\w+\s+){0,3}?(?:parts?|pieces?|components?|items?|elements?|bits?|terms?|lines?)\b(?!\s+of\s+(?:that|this|it)\b).{0,40}\b(?:most|easiest|best|biggest|more|room|air
    |flex\w*|mov\w+|push\w*|bend\w*|give|slack|negotiat\w*|soft\w*|hard\w*|fixed|rigid|waste|focus)\b
    |\b(?:flexible|negotiable|movable|flexibility|room)\s+(?:is\s+|are\s+|of\s+|for\s+|in\s+)?(?:each|every|all)\b|\b(?:each|every|all)\b.{0,30}\b(?:flexib\w*|negotiab\w*)
    |\b(?:list|enumerate|name)\b.{0,30}\b(?:things|parts|items|components|points|pieces)\b.{0,30}\bnegotia\w*
    |\b(?:what|which)\b.{0,25}\b(?:can|could|may)\s+(?:be\s+)?(?:moved?|negotiated|pushed|bent|changed)\b
    |\bwhat\s+(?:is|are)\s+(?:the\s+)?(?:most|least|easiest|hardest)\s+(?:\w+\s+){0,3}(?:negotiable|flexible|to\s+(?:move|negotiate|push|change))""",
    re.IGNORECASE | re.VERBOSE,
)
# "Is it bad to ask twice": of what somebody does, and of no figure that was left out.
OF_CONDUCT = regex(
    r"\b(?:is|would|was)\s+(?:it|that)\s+(?:\w+\s+){1,4}?to\s+(?!(?:get|earn|receive|have|be\s+paid)\b)[a-z]{2,}", re.I
)
# "How much pension do I pay on an Initech salary".
TAKEN_FROM_PAY = regex(
    r"\bhow\s+much\b[^.?!]{1,60}\b(?:on|from|off|out\s+of)\s+(?:an?|my|the|such\s+a|this|that)\s+(?:[\w'’-]+\s+){0,3}?"
    r"(?:salary|base|pay|income|package|wage|bonus|stock)\b",
    re.I,
)
# Words of a question that asks where guides differ and of nothing in particular.
OF_DIFFERENCES = frozenset(
    "two both all general guide guides playbook playbooks text texts article articles source sources "
    "document documents say says write tell same thing things everywhere difference differences differ "
    "disagree disagreement disagreements agree contradict contradiction contradictions conflict conflicts "
    "conflicting opinion opinions odds inconsistent inconsistencies other another one point points topic "
    "topics matter matters list name where biggest main among between really anything something any "
    "somewhere mine your yours view views opposite".split()
)
