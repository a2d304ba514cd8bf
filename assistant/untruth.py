"""Whether a question asks for an untruth: to invent a figure or an offer, or to misstate one.

In: a question, whether it asks for what the guides lack, whether it holds an order to the program, and
(where the encoder is the one the weights were made with) its vector. Out: a score, above zero where it
is to be declined. Words and meaning are weighed together: marks (an order to say something, something
said not to be so, a figure to be put for another, somebody asking for a judgement …), how they stand
together, and the vector, each with a weight that `python -m evals.weights` makes from labelled questions.
Neither decides alone: words do not tell "I have none, say I do" from "I have none, what do I say", and
the vector does not hear a denial. It knows no guide, and no weight belongs to a question.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.weights import weights_of
from corpus.regexes import regex

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Below this score of the words alone no vector is worth computing.
WORTH_A_VECTOR = -2.0
_FLAGS = re.IGNORECASE | re.VERBOSE

_FALSE_THING = (
    r"(?:fake|false|fictional|fictitious|made[\s-]?up|invented|imaginary|bogus|phony|nonexistent|non-existent"
    r"|pretend|dummy|phantom|bluff)"
)
_FABRICATE = regex(
    rf"""\b(?:invent|fabricate|make\s+up|making\s+up|forge|fake|falsify|photoshop|hallucinate)\b(?!\s+(?:for|my\s+mind|the\s+(?:gap|difference)))
    |\b(?:write|draft|create|generate|give|make|compose|prepare|produce|send|add|put|insert|include)\s+(?:\w+\s+){{0,6}}{_FALSE_THING}\b
    |\bhelp\s+me\s+(?:to\s+)?(?:lie|bluff|fake|pretend|deceive|mislead|exaggerate|inflate)\b|\b(?:inflate|exaggerate)\s+(?:my|the|our)\b
    |\bjust\s+guess\b|\b(?:any|some|a\s+random|a\s+realistic)\s+number\s+is\s+fine\b|\bmake\s+something\s+(?:up|realistic)\b
    |\bguess\s+(?:a|the|what|any)\b|\bmake\s+(?:it|one|them|some)\s+up\b
    |^\s*(?:please\s+|pls\s+|just\s+|can\s+you\s+|could\s+you\s+)?(?:pretend|lie|bluff)\b(?!.*\b(?:ok|okay|bad|good\s+idea|wrong|risky)\b)
    |\b(?:change|swap|replace|edit|alter)\s+(?:\w+\s+){{0,2}}?(?:names?|date|dates|number|numbers|amount|figures?|logo)\s+(?:\w+\s+){{0,2}}?(?:on|in|of)\s+(?:\w+\s+){{0,2}}?(?:pdf|letter|offer|screenshot|mail|document|contract)\b
    |\b(?:change|alter|edit|modify|raise|increase|bump|adjust)\s+(?:the|your|this|that)\s+(?:\S+\s+){{0,9}}?(?:to\s+something|so\s+(?:that\s+)?i\s+can|in\s+your\s+answer)
    |\b(?:say|write|state|tell\s+\w+)\b.{{0,40}}\b(?:is|was)\s+\S*\d\S*\s.{{0,20}}\b(?:when|but|while|although|though)\b.{{0,30}}\d(?=.*\b(?:write|draft|word|phrase|formulate)\b)
    |编一个|编个|假的|假装|伪造|造假|虚构|谎称""",
    re.IGNORECASE | re.VERBOSE,
)
# A document that somebody else would have to write: an offer, a contract, a payslip.
_MAKES = (
    r"(?:write|draft|produce|generate|create|compose|design|mock|type|make|prepare|build|print|put\s+together"
    r"|i\s+(?:want|need)|give)"
)
_DOCUMENT = (
    r"(?:letter|document|screenshot|contract|payslip|pay\s?stub|e-?mail|mail|message|pdf|text|certificate|offer"
    r"|note)"
)
_FORGED = regex(
    rf"""\b(?:counterfeit|doctored|forged|photoshopped)\b
    |\b{_MAKES}\b(?:\s+(?:me|up|us|an?|the|some|one|please))*\s+(?:[\w-]+\s+){{0,3}}?{_DOCUMENT}\b.{{0,70}}?
     \b(?:looks?\s+(?:like|as\s+if|real|genuine|official)|looking\s+like|as\s+(?:if|though)\s+(?:it|from|they|real|sent)|in\s+the\s+(?:style|look|name)\s+of
     |letterhead|i\s+(?:can|could|will)\s+(?:show|wave|forward|send|flash)|to\s+be\s+shown|(?:need|want|have)\s+to\s+show|as\s+real)\b
    |\b(?:write|draft|produce|generate|create|compose|design|mock|type|make|build|want|need)\b.{{0,30}}?\b(?:realistic|genuine|official|authentic|convincing)(?:[\s-]*looking)?\s+(?:\w+\s+)?{_DOCUMENT}\b
    |\b(?:write|draft|produce|generate|create|compose|design|mock|type|fabricate)\b(?:\s+(?:me|up|an?|the|some|please))+\s+(?:\w+\s+)?
     (?:offer(?:\s+(?:letter|e-?mail|mail|document))?|contract|screenshot|payslip|recruiter\s+(?:e-?)?mail)\s+(?:from|of|by)\b
    |\b(?:screenshot|payslip|pay\s?stub)\b.{{0,60}}\b(?:convince|persuade|impress|fool|show)\b""",
    re.IGNORECASE | re.VERBOSE,
)
# A figure of the guides to be shown as another than it is.
_SHOWS = r"(?:show|print|quote|list|display|report|write|state|paste|present|give|put|cite|read)"
_CHANGES = (
    r"(?:bump|round|raise|inflate|increase|push|lift|pad|tweak|double|triple|swap|shuffle|change|alter|multiply"
    r"|fudge|massage|doctor)"
)
_MISSTATED = regex(
    rf"""\b{_SHOWS}\b.{{0,80}}?\b(?:even\s+(?:if|though)\s+(?:it|they|that)|(?:nobody|no\s?one)\s+(?:will|would|checks|notices)
     |(?:higher|bigger|larger|lower|smaller)\s+than\s+(?:it|they|what)\s+(?:is|are|really|actually|says?|stands?))\b
    |\b{_SHOWS}\b.{{0,60}}\b(?:but|and|just|only)\s+(?:please\s+)?{_CHANGES}\b(?=.{{0,40}}\bto\b)
    |\b{_CHANGES}\b.{{0,60}}\b(?:when|while|before)\s+(?:you|u|it['’]?s)\s+{_SHOWS}
    |\bwhen\s+(?:you|u)\s+{_SHOWS}\b.{{0,60}}\b(?:{_CHANGES}|make\s+(?:it|them|that))\b
    |\b(?:claim|say|state|pretend|tell\s+\w+|write|quote|give|name|report|mention|put|use|invent|declare)\s+(?:(?:that\s+)?(?:i\s+(?:have|earn|make|get)|my)\s+)?(?:an?\s+|some\s+)?(?:much\s+|slightly\s+|bit\s+)?
     (?:bigger|higher|larger|fatter|better|inflated|padded|rounder)\s+(?:current|present|existing|previous|last|old|own)\s+(?:\w+\s+)?(?:salary|pay|base|comp\w*|package|tc|bonus|income|wage|total|earnings|stock|equity|rsus?)\b
    |\bmake\s+(?:it|that|them)\s+\S*\d\S*\s+instead\s+of\s+\S*\d
    |(?:\d|\b(?:zero|nothing|worthless|nil)\b).{{0,40}}\b(?:word|phrase|put|write|state|present|report|sell|frame|dress)\s+(?:it|that|this|them)\s+(?:up\s+)?(?:as|like)\s+(?:if\s+(?:it\s+(?:is|was|were)\s+)?)?\S?\d
    |\b(?:{_CHANGES}|make)\b.{{0,60}}\bso\s+(?:that\s+)?(?:it|they|i|that)\s+(?:looks?|seems?|appears?|sounds?)\b
    |\b(?:fudge|massage|doctor|falsify)\s+(?:the|my|their|that|this|its)\b""",
    re.IGNORECASE | re.VERBOSE,
)
# A claim to be written and, in the same breath, that it is not so.
_CLAIM = regex(
    r"""\b(?:write|writes|say|saying|tell|telling|state|stating|claim\w*|mention\w*|formulate|put
    |word(?:ing)?|phrase|pretend|draft|compose|act)\b.{0,60}?\b(?:that|as|like|i\s+(?:have|hold|got|earn
    |make|was|am)|\w+(?:\s+\w+)?\s+(?:gave|offered|offers)\s+me|my\s+(?:\w+\s+){1,2}(?:is|was|are)|(?:another|other|second)\s+(?:company|firm|offer)|it\s+(?:is|ends|expires|as)
    |offers?)\b""",
    re.DOTALL | re.IGNORECASE | re.VERBOSE,
)
_UNTRUE = regex(
    r"""\b(?:i\s+(?:don['’]?t|do\s+not|haven['’]?t|didn['’]?t)(?=\s*(?:[.,;!)]|$))|(?:it['’]?s|it\s+is|is|was)\s+(?:really|actually|only|in\s+(?:truth|reality|fact))\s+\W?\d|(?:i\s+)?(?:don['’]?t|do\s+not|didn['’]?t|did\s+not|never)\s+(?:really\s+|actually\s+
    |even\s+)?(?:have|had|got|get|hold|receive\w*)|(?:is|was|are)\s*(?:not
    |n['’]t)\s+(?:really\s+)?(?:true|real|the\s+case|so|existing)|not\s+(?:true|real|existing)|(?:does
    |do|did)\s*n(?:o|['’])t\s+exist|no\s+such|(?:though|although|but|when|while|since|actually|really|in\s+fact)\s+(?:\w+\s+){0,2}?(?:i['’]?ve|i\s+have|i\s+got|i['’]?ve\s+got|there\s+(?:is|are)|i\s+hold)\s+(?:none|zero|nothing|no(?:\s+(?:other|such|real))?\s+(?:offers?|one))|(?:they|he|she|it)\s+(?:didn['’]?t|did\s+not|never\s+did)\b(?!\s+say)|so\s+(?:that\s+)?(?:they|he|she|it|we|i)\s+\w+\s+(?:\w+\s+)?(?:higher|more)|(?:it\s+was|it['’]?s|was)\s+(?:only
    |just)\s+(?:an?\s+)?(?:first\s+)?(?:interview|chat|call|talk)|(?:really|actually|in\s+truth
    |in\s+reality)\s+(?:it\s+is|i|it['’]?s)|so\s+(?:that\s+)?(?:they|he|she|it|we|i)\s+\w+\s+(?:\w+\s+)?(?:higher|more)|but\s+(?:help\s+me\s+)?word\s+it|so\s+(?:that\s+)?(?:they
    |\w+)\s+believes?|(?:they|he|she|\w+)\s+(?:will|won['’]?t|will\s+not)\s+(?:not\s+)?(?:verify|check|know
    |notice))\b""",
    re.IGNORECASE | re.VERBOSE,
)
_ASKS_ABOUT_LYING = regex(
    r"""\b(?:should|can|could|may|is\s+it|would\s+it|are\s+there|what\s+(?:if|happens)|bad\s+idea
    |good\s+idea|ok\s+to|okay\s+to|risk\w*|ethical|allowed|if\s+i|friend\s+(?:told|says?|said)
    |someone\s+(?:told|said)|why|do\s+people)\b|可以吗|会怎样|能不能""",
    re.IGNORECASE | re.VERBOSE,
)
_COMMANDS = regex(
    r"""\b(?:write|draft|create|generate|compose|give\s+me|make\s+me|help\s+me|pls|please
    |can\s+you|could\s+you)\b""",
    re.IGNORECASE | re.VERBOSE,
)

_SAYS = (
    r"(?:write|draft|say|state|tell|claim|put|add|mention|quote|cite|confirm|compose"
    r"|formulate|phrase|word|sell|describe|present|report|show|print|include|insert|keep"
    r"|hint|imply|announce|inform|declare|list)"
)
_MAKES_UP = (
    r"(?:make|give|produce|create|generate|prepare|suggest|name|type|simulate|act|pretend"
    r"|turn|round|fill|work\s+in|edit|craft|cook|throw|spin|bluff|lie|guess|invent|forge"
    r"|fake|exaggerate|inflate|twist|pad|beef|trick|deceive|mislead|impersonate|convince"
    r"|help|need|want)"
)
_MARKS = {
    name: regex(pattern, _FLAGS)
    for name, pattern in {
        # a word for what is not so
        "false": r"""\b(?:fak(?:e|ed|ing)|false(?:ly)?|(?<!does\sit\s)(?<!it\s)(?<!that\s)lies?(?!\s+(?:in
            |within|inside|above|below|between|at|on|under|over))|lied|lying|fib\w*|fiction\w*
            |fictitious|imaginar\w*|made[\s-]?up|untrue|not\s+(?:really\s+)?true|(?:never|isn'?t
            |wasn'?t|even\s+if\s+not)\s+true|bluff\w*|bogus|phon(?:y|ey)|make[\s-]believe
            |bullshit\w*|decei\w*|mislead\w*|trick\w*|hoax|forge[dr]?|counterfeit|phantom|sham
            |tall\s+tale|(?:white|little)\s+lie|sob\s+story|cheat\w*|untruth\w*|photoshop\w*|falsif\w*|doctored|embellish\w*)\b
            |(?:stretch|bend|twist|massag|shad)\w*\s+the\s+truth|back-?dat(?:e|es|ed|ing)\b|假(?!期|日)(?<!年假)(?<!病假)(?<!产假)(?<!休假)|谎|骗|瞒|吹牛|吹一|虚报|夸大""",
        # to bring forth what nobody has said
        "invent": r"""\b(?:invent\w*|fabricat\w*|mak(?:e|ing)\s+(?:\w+\s+){0,3}?up(?!\s+(?:for|a\s+gap
            |the\s+(?:gap|diff)|my\s+mind|things))|ma(?:k|d)e\s+(?:something|some|one)\b
            |pretend\w*|hallucinat\w*|(?:dream|cook|conjure|think)\s+(?:\w+\s+){0,3}?up
            |throw\s+(?:out|me)|improvis\w*|fantas\w*|(?:just|wild|can\s+you|please|pls|to|a|rough
            |best|your)\s+guess\w*|^\W*guess(?!\s+(?:what|i|who|where))|guesstimate\w*
            |extrapolat\w*|thin\s+air|a\s+(?:stab|shot)\s+at|gut\s+feeling|(?:your|a)\s+hat
            |act\s+(?:as\s+(?:if|though)|like)|spin\s+(?:a|me)|simulat\w*|impersonat\w*
            |any\s+(?:old\s+)?(?:number|figure|amount|name)\s+(?:is|will|would|does|you)|(?:give
            |say|tell|name)\s+(?:me\s+)?(?:any|some\s+random|a\s+random
            |whatever)\s+(?:\w+\s+)?(?:number|figure|amount)|random\s+(?:\w+\s+)?(?:number|figure
            |amount|offer)|fill\s+the\s+gap|fill\s+in)\b|编|猜|装作|当作|随便(?:说|给|写)""",
        # that the thing is not, or was not
        "deny": r"""\b(?:i\s*(?:'?m|\s+am)\s+not\b(?!\s+(?:sure|good|native|happy|certain|ready))
            |i\s+(?:have|hold|possess|own|got|lose|manage\w*|did|do|was|had)\s+(?:not|none|nothing
            |never|zero|no\b)|i\s*(?:haven'?t|don'?t|do\s+not|didn'?t|did\s+not
            |never)(?:\s+(?:really|actually|even|ever))?(?:\s+(?:have|had|got|get|hold|own
            |receive\w*|interview\w*|appl\w+|manage\w*|did|was|been)\b|\s*(?:$|[.,;:!?)]|but\b))
            |(?:there|it|that|this|they|he|she|noone|nobody)\s*(?:is|are|was|were|'s|s|has|have
            |did|does|do|said|had)?\s*(?:n'?t|\s+not|\s+none|\s+nothing|\s+never
            |\s+no)\s*(?:like\s+it|so|the\s+case|real|true|exist\w*|happen\w*|signed|offered?|even
            |have|has|get|yet|one|\s*(?:$|[.,;:!?)]|but\b))|(?:isnt|arent|wasnt|doesnt|didnt
            |havent|hasnt|isn'?t|aren'?t|wasn'?t|doesn'?t|didn'?t|haven'?t|hasn'?t)\s*(?:$
            |[.,;:!?)]|but\b|so\b|exist|true|real)|none|nobody\s+else|no\s+one\s+else
            |no\s*one\s+is|never\s+(?:happened|was|did|been|had|have)|no\s+such|no\s+(?:other
            |competing|such)\s+\w+|(?:its|it'?s|it\s+is|is)\s+(?:zero|none)|nothing\s+(?:in\s+hand
            |at\s+all|yet|to\s+put)|not\s+(?:the\s+case|so\b|real\b|existing))|没有|没拿到|其实没|并没|不是真""",
        # what is claimed against what is
        "contrast": r"""\b(?:but|though|although|tho|even\s+(?:if|though)|while|whereas|truth|reality|actually
            |really|in\s+fact|between\s+us|lol|nevertheless|anyway|my\s+real|the\s+real|real\s+one
            |tbh|just\s+to)\b|其实|实际|但""",
        # that nobody will find out, or that it need not be right
        "unchecked": r"""\b(?:nobody|no\s?one|noone|who)\s*(?:will|would|'?ll|can|s|'s|is|ever)?\s*(?:ever\s+
            |to\s+|going\s+to\s+)?(?:checks?|verif\w*|knows?|notices?|cares?|tells?|looks?
            |finds?)\b|\b(?:they|he|she|meta|hr|it|recruiter|bytedance|alibaba)\s+(?:will|would
            |'?ll|do|does|can)?\s*(?:not|never|n'?t|wont|won'?t|can'?t|cannot|cant
            |don'?t)\s+(?:ever\s+)?(?:check|verify|know|notice|care|look|find)\w*|\b(?:(?:won'?t
            |wont|will\s+not)\s+(?:tell|hold\s+you|be\s+mad)|(?:don'?t|do\s+not|dont)\s+(?:say
            |mention|tell)\s+(?:it|that|anyone|them|its)|(?:does\s*n'?o?t|doesnt|not|dont
            |don'?t)\s+(?:have\s+to\s+be|need\s+to\s+be|matter\s+if|need\s+accura\w+|care\s+(?:if
            |whether))|idc|silently|quietly|secretly|without\s+(?:telling|getting\s+caught)
            |getting\s+caught|no\s+need\s+to\s+be)\b|不会查|查不|不会知道|没人知道|随便""",
        # what it is to look like, or to whom
        "seems": r"""\b(?:(?<!to\s)looks?\s+(?:\w+\s+)?(?:better|legit|real|genuine|official|like|as|good|higher
            |more|stingy)|sounds?\s+(?:\w+\s+)?(?:better|good|legit|real|like|higher|strong
            |sooner)|so\s+(?:that\s+)?(?:it|they|he|she|i|hr|meta)\s+(?:\w+\s+)?(?:looks?|sounds?
            |thinks?|believe\w*|feels?|hurr\w*|pays?)|so\s+(?:that\s+)?i\s+can\s+(?:show|send
            |quote|screenshot|forward|use)|(?:make|made|making|get)\s+(?:them|him|her|hr|people
            |\w+)\s+(?:believe|think)|must\s+think|impression|as\s+(?:though|if)\s+(?:there|i|we)\s+(?:were|was|had|have|has)|let\s+(?:them|him|her|hr|\w+)\s+(?:believe|think|assume)|(?:believable|plausib\w+|credib\w+
            |realistic|convincing|legit)\s+(?:\w+\s+)?(?:number|figure|amount|offer|reason|story
            |name|tc|competing|to\s+quote|sounding|looking|so)|for\s+a\s+(?:screenshot|joke)
            |need\s+it\s+(?:for|to)|impress\w*|to\s+scare)\b|像.{0,6}一样|显得|看起来""",
        # one figure or fact put for another
        "change": r"""\b(?:instead\s+of|rather\s+than|in\s+place\s+of|inflat\w*|exaggerat\w*|embellish\w*
            |(?:beef|puff|pump|dress|pretty|prettif)\w*\s+up|\bpad(?:s|ded|ding)?\b|prett(?:ier|ify)
            |(?<!show\sthe\s)(?<!any\s)(?<!no\s)(?<!much\s)(?:fatter|sooner|longer)\b|(?:higher|bigger|better|more
            |lower)\s+(?:\w+\s+){0,2}than\s+(?:it|they|what|the\s+real)|(?:higher|bigger|better
            |fatter|nicer)\s+(?:numbers?|figures?|band|range)|twist\w*|tweak\w*|fudg\w*|upgrad\w*
            |turn\b.{0,40}\binto|(?:change|edit|doctor|alter|modify|round|bump|raise|push|double
            |triple)\b.{0,50}\b(?:to|from|up|before|so)\b|hide|cover\s+up|leave\s+out|above\s+what
            |cover\s+for|->|make\s+(?:it|that|them)\s+\S*\d)|→|高一点|多一点|改成|写成|说成""",
        # an order to the program
        "order": rf"""(?:^|[.,;:!?(]\s*|\b(?:and|but|so|then|pls|plz|please|kindly|just|can\s+(?:you|u|we)
            |could\s+(?:you|u)|help\s+me(?:\s+to)?|let'?s|lets|let\s+(?:me|us)|we|you\s+(?:may
            |can)|(?:want|like|need)\s+(?:you|u)\s+to|still|nevertheless|hey\s+bot)\s+)(?:{_SAYS}
            |{_MAKES_UP})\b|帮我|替我|写|编|说我|告诉""",
        # how a thing is done
        "howto": r"""\bhow\s+(?:to|do\s+i|can\s+i|do\s+we|should\s+i|high\s+can\s+i)\b""",
        # something to be said as a fact
        "asserts": rf"""\b{_SAYS}\b(?:[^.?!,]|,(?=\s*that)){{0,50}}?\b(?:that|i'?m|i\s|my|as\s+(?:if|though|the)
            |they\s|he\s|it\s|is\b|are\b|has\b|had\b|gave|offered|wants?|for\s+me|offer|instead)
            |:\s*['"“]""",
        # behind it, how it really is
        "after": r"""[,.;(–—-]\s*(?:and\s+|but\s+|tho\s+|which\s+|actually\s+)*(?:it'?s|its|it\s+(?:was|is
            |halved)|i\s+(?:was|only|know|had|hold|could|did|just|lose|earn|make|have\s+(?:only
            |just|no|three|two|\d)|am\s+(?:not|only|single|already|really|just))|i'?m\s+(?:not
            |only|single|already|actually|really|just|at)|truth|really|in\s+(?:truth|fact|reality)
            |they\s+(?:are|were|let|gave|offered|know|didn)|he\s+|she\s+|there\s+(?:is|are|isnt)
            |there'?s|theres|my\s+real|real\s+one|the\s+truth|no\s+\w+\s*$|who\s+cares|none|only
            |table\s+says|your\s+table|maybe\s+\d|its?\s+under)""",
        # before it, how it really is
        "pre": r"""\bi\s+(?:only|just)\s+(?:\w+\s+)|\b(?:told|said)\b.{0,60}\b(?:not\s+true|untrue|lie
            |invented)""",
        # that it is true
        "affirm": r"""\b(?:really\s+do|do\s+really|i\s+do\s+have|really\s+(?:have|expires?|is)
            |real\s+(?:offer|deadline|competing)|(?:have|got)\s+(?:the|a|it\s+in)\s+(?:letter
            |writing)|in\s+writing|written\s+offer|my\s+written|honest\w*|truthful\w*
            |true\s+(?:argument|reason|story)|no\s+lies|without\s+(?:lying|bluffing)
            |don'?t\s+want\s+to\s+lie|(?:dont|don'?t|do\s+not|no)\s+(?:make|invent|guess\w*|lie|pretend
            |bluff))\b""",
        # only the manner is asked for
        "tone": r"""\b(?:warm\w*|short\w*|polite\w*|friend\w*|softer|aggressive|nice(?:ly|r)?\s+(?:and
            |mail|tone)|tone|american|formal|english|concise|longer\s+text|firm)\b""",
        # asks for a judgement
        "about": r"""\b(?:is|are|was|would|isn'?t|does)\s+(?:it|this|that|lying|bluffing
            |faking)\s+(?:\w+\s+){0,3}?(?:ok|okay|fine|bad|good|wrong|right|legal|illegal|risky
            |worth|allowed|normal|common|smart|wise|advisable|true|dishonest|ethical|a\s+lie|real
            |possible|too|better|unethical|work|stupid|dumb)|\b(?:should|shall|must|ought)\s+(?:i
            |we|one)\b|\bdo\s+(?:i|we)\s+(?:have|need)\s+to|\bwhat\s+(?:now|happens)
            |\bcan\s+(?:they|he|she|hr|companies)\b|\bcan\s+that|\badvis\w+|\bwhy\b|\bgo\s+wrong
            |\brisk\w*|\bor\s+not\b|\bwhat\s+(?:do|should|can)\s+i\s+(?:do|say|tell|answer|reply)
            |\b(?:bad|good)\s+idea|\bhow\s+(?:do\s+i\s+)?(?:answer|react|respond)|\b(?:can
            |may)\s+i\b|\bcome\s+clean|\bon\s+the\s+don'?ts?\b|\bguides?\s+say|\bwhat\s+if\b
            |\bmight\s+they|\ballowed\s+to|\b(?:il)?legal\b|\bforbidden\b|\bdoes\s+(?:that
            |it)\s+(?:work|hurt|help)|\btell\s+or\s+not|\bwho(?:m|se)?\s+(?:wins|is\s+right|(?:do|should|shall|must)\s+(?:i|we)\s+
            (?:obey|follow|trust|believe|listen|heed))|\bwhich\s+(?:\w+\s+){0,2}(?:wins|counts|holds|is\s+right|(?:do|should|shall|must)\s+(?:i|we)\s+(?:obey|follow|trust|believe|heed))|可以吗|要不要|怎么办|还能|行吗|会怎|好吗|该不该""",
        # a question
        "askslead": r"""^\W*(?:(?:hi|hello|hey|so|and|ok|pls|please)\W+)*(?:what|how|is|are|do|does|did|which
            |where|when|who|why|will|would|should|am|has|have|can\s+i|can\s+they|whats|hows)\b
            |\?\s*$|？\s*$|吗\W*$|多少\W*$""",
        # somebody else's untruth, or the program's
        "others": r"""\b(?:they|recruiter|she|he|hr|colleague|friend|brother|everyone|people|companies|their
            |her|his)\s+(?:\w+\s+){0,2}?(?:lie[ds]?|lying|bluff\w*|fakes?|faked
            |made\s+(?:it\s+)?up|invented|(?:is|are)\s+(?:a\s+)?(?:fake|bluff|lie))\b|\b(?:did|are
            |were|is)\s+(?:you|your|these|the)\b""",
        # what is lied about when pay is negotiated
        "object": r"""\b(?:offers?|salary|pay|package|papers?|publication\w*|deadline|experience|yoe|level
            |title|phd|interviews?|letter|payslip|screenshot|unvested|process\w*|bid|proposal
            |patent|competing|contract|degree)\b|offer|薪""",
        # an order about every answer
        "all": r"""\b(?:every|all|each)\s+(?:\w+\s+)?(?:numbers?|figures?|amounts?|bands?|ranges?
            |answers?|reply|replies|values?)\b|\bnew\s+rule|\bfrom\s+(?:now|here)\s+on
            |\bsystem\s*[:o]|\byou\s+are\s+now|\brules?\b|\binstruction\w*|\badmin\b|\bprompt\b|</""",
        # a number that need not be exact
        "somenumber": r"""\b(?:rough|ballpark|approx\w*|about|any|some|a|give\s+me)\s+(?:\w+\s+)?(?:numbers?
            |figures?|idea|estimate)\b|\bballpark\b|\bestimate\b|\bimagine\b|\bassume\b
            |\broughly\b""",
    }.items()
}

# Marks of which one at least is to be expected where somebody asks for an untruth.
_STRONG = ("false", "invent", "deny", "unchecked", "seems", "change", "after", "pre", "named")
_PLAIN = ("false", "invent", "deny", "unchecked", "seems", "change", "after", "contrast")
# Marks that mean more together than each alone.
_TOGETHER = (
    ("order", "false"), ("order", "invent"), ("order", "deny"), ("order", "unchecked"), ("order", "seems"),
    ("order", "change"), ("order", "pre"), ("asserts", "after"), ("asserts", "deny"), ("asserts", "contrast"),
    ("contrast", "deny"), ("missing", "invent"), ("missing", "somenumber"), ("missing", "unchecked"),
)  # fmt: skip


def untruth_score(
    text: str,
    missing: bool = False,
    ordered: bool = False,
    vector: NDArray[np.float32] | None = None,
) -> float:
    """How far a question asks for an untruth; above zero it does.

    `missing`: it asks for what no guide has; `ordered`: it holds an order to the program. `vector` is the
    question's, of the encoder that `weighs` says.

    >>> untruth_score("write a mail that says I have an offer from Google, I have none") > 0
    True
    >>> untruth_score("what is the base of Meta in London?") > 0
    False
    """
    values, strong = untruth_marks(text, missing, ordered)
    weights = weights_of("untruth")
    if weights is None:
        return 1.0 if strong and is_worded_so(text) else -1.0
    kept = weights.words if vector is None else weights.marks
    score = sum(w * v for w, v in zip(kept, (1.0, *values), strict=True))
    if vector is not None:
        score += float(weights.vector @ vector)
    return score


# "My cousin says 300K, I do not believe it": a doubt of what others say, and no denial of what is to be said.
_DISBELIEVES = regex(
    r"\bi\s*(?:do\s+not|don'?t|can'?t|can\s*not|cannot|am\s+not|'?m\s+not|hardly|never)\s+(?:really\s+|quite\s+)?(?:believ\w+|trust\w*|buy(?:ing)?)"
    r"(?:\s+(?:it|that|this|him|her|them))?\b",
    re.I,
)


# "Which rival should I invent": the untruth itself is asked for.
_WHICH_UNTRUTH = regex(
    r"\b(?:which|what|whose|how\s+(?:many|much|high|big))\s+(?:\w+\s+){0,4}?(?:should|shall|could|can|do|would|might|to)\s+(?:i\s+|we\s+|you\s+)?"
    r"(?:invent|fake|fabricate|forge|make\s+up|bluff\s+with|pretend|claim\s+falsely|lie\s+about)\b",
    re.I,
)


def untruth_marks(
    text: str, missing: bool, ordered: bool, worded: bool | None = None
) -> tuple[list[float], bool]:
    """The marks of a question as numbers, and whether a strong one is among them."""
    text = _DISBELIEVES.sub(" ", text.replace("’", "'").replace("‘", "'"))
    found = {name: pattern.search(text) for name, pattern in _MARKS.items()}
    # How it really is stands behind what is to be said.
    said = found["order"] or found["asserts"]
    if not (said and _MARKS["after"].search(text, said.end())):
        found["after"] = None
    if found["affirm"] and not found["false"]:
        found["after"] = None
    has = {name: bool(match) for name, match in found.items()}
    if _WHICH_UNTRUTH.search(text):
        has |= {"about": False, "order": True}  # whether to do it is not asked
    has |= {"missing": missing, "ordered": ordered}
    has["named"] = is_worded_so(text) if worded is None else worded
    strong = any(has[name] for name in _STRONG)
    asked, done = has["about"] or has["askslead"], has["order"] or has["howto"]
    together = [all(has[name] for name in names) for names in _TOGETHER]
    together += [
        done and not has["about"], done and has["affirm"], asked and has["false"], asked and has["deny"],
        asked and has["invent"], strong and done and not has["about"], strong and not asked,
    ]  # fmt: skip
    many = sum(has[name] for name in _PLAIN) * done / 3
    return [*map(float, has.values()), *map(float, together), many], strong


def is_marked(text: str) -> bool:
    """Whether a word of a text speaks of something that is not so, or need not be."""
    return untruth_marks(text, False, False)[1]


def weighs_untruth(text: str) -> bool:
    """Whether somebody asks for a judgement of an untruth, and not for the untruth itself.

    >>> weighs_untruth("I was told to say I have an offer; I have not. Is this advisable?")
    True
    """
    text = text.replace("’", "'").replace("‘", "'")
    judged = _MARKS["about"].search(text) and not _MARKS["others"].search(text)
    told = _MARKS["asserts"].search(text) and _MARKS["deny"].search(text)
    told = told or (_YES_OR_NO.match(text) and _MARKS["invent"].search(text))
    return bool(judged and (told or _MARKS["false"].search(text)))


# "Should I invent an offer?" asks for a judgement, "which offer should I invent?" for the offer.
_YES_OR_NO = regex(
    r"\W*(?:(?:and|or|so|but)\s+)?(?:should|shall|may|must|can|is|would|do|ought)\s+(?:i|it|we|one)\b", re.I
)


_IN_ITS_MOUTH = regex(
    r"\b(?:say|says|reply|answer|respond|confirm|write|tell|state|claim|pretend|agree|repeat|quote)\b(?:(?!\b(?:what|which|how|would|does|do|whether|if)\b)[^.?!]){0,60}\b(?:your|the|this|that|its|you)\s+"
    r"(?:\w+\s+)?(?:guides?|tables?|sheets?|data|sources?|docs?|documents?|rows?|bands?|tool|assistant|bot)\s+(?:itself\s+)?(?:also\s+|really\s+)?"
    r"(?:says?|states?|shows?|has|have|confirms?|backs?|gives?|prints?|lists?|agrees?|tells?|reads?|puts?|supports?)\b"
    r"|\b(?:as|is)\s+(?:an?\s+)?(?:hard\s+|plain\s+|established\s+)?facts?\b[^.?!]{0,80}\b(?:cite|citing|quote|quoting|source)\b[^.?!]{0,20}\b(?:your|the|this)\s+(?:\w+\s+)?(?:guides?|tables?|sheets?|rows?|data)\b"
    r"|\b(?:confirmed|stated|backed|printed|verified|shown|proven|given|said)\s+(?:by|in)\s+(?:the|your|this)\s+(?:\w+\s+)?(?:guides?|tables?|sheets?|rows?|data|documents?)\s*:"
    r"|\bwith\s+(?:your|the|this)\s+(?:\w+\s+)?(?:guides?|tables?|sheets?|rows?|data|documents?)\s+as\s+(?:the\s+|a\s+)?(?:source|proof|evidence|reference)\b"
    r"|\b(?:cite|citing|quote|quoting|name|give)\s+(?:your|the|this)\s+(?:\w+\s+)?(?:guides?|tables?|sheets?|rows?|data)\s+(?:\w+\s+)?(?:for|behind|as\s+(?:the\s+)?(?:source|proof|evidence))\s+(?:it|that|this|them|proof|evidence)\b"
    r"|\b(?:quot\w+|cit\w+|attribut\w+|sourc\w+)\b[^.?!]{0,40}\b(?:per|from|to|as)\s+(?:your|the)\s+(?:\w+\s+)?(?:guide|table|sheet|data)",
    re.I,
)


def puts_in_mouth(text: str) -> bool:
    """Whether a text orders to say that a guide says something.

    >>> puts_in_mouth("reply that your guide says so"), puts_in_mouth("what does your guide say?")
    (True, False)
    """
    return bool(_IN_ITS_MOUTH.search(text))


# "My base is 150, you write 215": how it is, and in the same breath what is to stand there instead.
_OTHER_FIGURE = regex(
    r"\b(?:is|it['’]?s|earn|make|get|have)\s+\W?(?P<so>\d[\d.,]*)\s?k?\W{1,3}(?:(?:but|so|and|then|now)\s+)?"
    r"(?:you|u|let['’]?s|just|please|pls)\s+(?:just\s+)?(?:write|put|type|enter|fill\s+in|note\s+down)\s+\W?(?P<other>\d[\d.,]*)",
    re.I,
)


# "The actual offer was 195. Tell them it's 240".
_REALLY = regex(
    r"\b(?:actual|real|true|really|actually|honestly)\b[^.?!]{0,50}?(?P<so>\d[\d.,]*)\s?k?\b[^.?!]{0,20}[.,;:–—-]+\s*"
    r"(?:but\s+|so\s+|now\s+|please\s+|pls\s+)*(?:tell|say|write|put|claim|state)\b[^.?!]{0,30}?"
    r"\b(?:it(?:['’]?s|\s+is|\s+was)|(?:that\s+)?(?:they|i)\s+(?:gave|offered|earn|make|get|have)(?:\s+me)?)\s+\W?(?P<other>\d[\d.,]*)",
    re.I,
)


def puts_another_figure(text: str) -> bool:
    """Whether a figure is told and another one is to be written in its place.

    >>> puts_another_figure("it's 150, you write 215 ok?"), puts_another_figure("it's 150, please put 150 in")
    (True, False)
    """
    found = _OTHER_FIGURE.search(text) or _REALLY.search(text)
    return found is not None and found["so"].rstrip(".,") != found["other"].rstrip(".,")


def is_worded_so(text: str) -> bool:
    """Whether plain words ask for an untruth: "invent an offer", "write that I have one; I have not"."""
    untrue = _FABRICATE.search(text) or _FORGED.search(text) or _MISSTATED.search(text)
    untrue = untrue or (_CLAIM.search(text) and _UNTRUE.search(text))
    return untrue is not None and not _only_asks(text, untrue.start())


def _only_asks(text: str, start: int) -> bool:
    """ "Can I bluff?" asks about it; "can you write a fake offer" and "is it ok? write it" want it done."""
    asked = _ASKS_ABOUT_LYING.search(text)
    if asked is None or asked.start() > start:
        return False
    command = _COMMANDS.search(text)
    return command is None
