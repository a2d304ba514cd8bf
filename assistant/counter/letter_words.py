"""The words by which letters name the parts of an offer, and those that name what is none: patterns only.

`KEYWORDS` finds both in a sentence; the longest name wins. What is not pay of this offer (a pension,
a relocation, a share price, what others earn) has the kind `other`, so that its figures are not taken.
"""

from __future__ import annotations

import re

from corpus.regexes import regex

# fmt: off
_SIGN_ON = r"""
    (?:sign(?:ing)?[\s-]*(?:on|in)?[\s-]*(?:bonus(?:es)?|payment|award|incentive|cash)|sign[\s-]?on|signing
    |joining\s+(?:bonus|incentive|payment)
    |welcome\s+bonus|start(?:ing|er)?\s+bonus|commencement\s+bonus|hiring\s+bonus
    |new[\s-]hire\s+(?:cash\s+)?bonus|bonus\s+(?:for|on|upon)\s+signing
    |golden\s+hello|(?:einmalige\s+)?antrittsbonus|antrittsprämie|签字费|签约奖金?|签约费|入职奖金?)"""
_EQUITY = r"""
    (?:restricted\s+(?:stock|share)(?:\s+units?)?(?:\s*\((?:the\s+)?["“]?RSUs?["”]?\))?
    |(?:performance\s+)?(?:RSUs?|PPUs?|GSUs?|PSUs?)|profit\s+participation\s+units?
    |(?:virtual\s+|phantom\s+)?(?:stock|share|equity)\s*(?:options?|awards?|grants?|units?|package)|ESOPs?
    |(?:virtual\s+|phantom\s+)?options?\b(?!\s+(?:[A-Z1-9]\b|to\s+(?!purchase|buy|acquire)))
    |equity|stocks?(?!\s+(?:price|exchange|market))|shares?(?!\s+(?:price|with|your|this))|VSOPs?
    |long[\s-]term\s+incentive(?:\s+award)?|限制性股票|股票期权|股票|期权|股权|Aktienoptionen)"""
_BONUS = r"""
    (?:(?:target\s+)?(?:annual|yearly|performance|discretionary|target|cash|variable|on-target|year-end
    |short[\s-]term)\s+(?:(?:annual|performance|discretionary|target|cash
    |variable)\s+)*(?:bonus(?:es)?(?:\s+(?:target|plan|scheme|opportunity))?|incentive(?:\s+(?:plan|scheme
    |award|opportunity|bonus))?|award)
    |bonus(?:es)?(?:\s+(?:target|plan|scheme|opportunity))?|variable(?:\s+(?:pay|compensation|part
    |component|remuneration))?|incentive\s+(?:plan|scheme|compensation)
    |STI\b|年终奖金?|绩效奖?金?|奖金|Zielbonus|Jahresbonus|variable[rn]?\s+(?:Anteil|Vergütung))"""
_BASE = r"""
    (?:(?:gross\s+|total\s+|annual\s+|annualized\s+|annualised\s+|yearly\s+|monthly\s+|starting\s+
    |initial\s+|hourly\s+)*(?:base|fixed|basic)\s+(?:gross\s+)?(?:annual\s+|monthly\s+|yearly\s+)?(?:salary
    |salaries|pay(?!ment)|compensation|wage|remuneration|rate|CTC|cash|component|part)
    |(?:gross\s+|annual\s+|annualized\s+|annualised\s+|yearly\s+|monthly\s+|starting\s+|total\s+)*(?:salary
    |remuneration)(?!\s+(?:range|band|review))
    |(?<![\w-])(?:base|fixed|fix)(?![\w-]|\s+(?:of|for|units?)\s+(?!(?:about\s+)?[$£€₹A-Z\d]))|(?:Brutto
    |Grund|Jahres|Monats)+(?:jahres|monats)?gehalt|Fixgehalt|Festgehalt|底薪|基本工资|基本薪资|月薪|年薪|base薪资)"""
_OTHER = r"""
    (?:401\s?\(?k\)?|pension|superannuation|retirement|provident\s+fund|\bPF\b|CPF|gratuity|ESIC?\b
    |insurance|medical|dental|health|HSA|FSA|disability|vacation
    |holidays?|leave\b|PTO|relocation|relocate|moving\s+(?:costs?|expenses)|housing|house\s+rent|HRA|rent\b
    |subsid(?:y|ies)|allowances?|stipend|reimburse\w*|vouchers?|meals?|commut\w+|transport\w*|car\b
    |flights?|tickets?
    |budget|perks?|benefits?|wellness|gym|learning|education|tuition|childcare|(?:referral|retention|stay
    |spot|milestone|project|completion)(?:\s+(?:bonus(?:es)?|award|payment))?|severance|damages|penalty
    |capped|liquidated|notice\s+period
    |refresh\w*|top-?up|promotion\w*|raised|revenue|valuation|valued\s+at\s+\$?\d+(?:\.\d+)?\s*(?:B
    |billion)|funding|series\s+[A-F]\b|ARR|customers|users|employees|GMV
    |(?:share|stock|exercise|strike|purchase|unit)\s+price|fair\s+market\s+value|per\s+share
    |fully[\s-]diluted|factor|multiplier
    |total\s+(?:annual\s+|first[\s-]year\s+|target\s+|yearly\s+|cash\s+|direct\s+
    |rewards?\s+)*(?:compensation|cash|comp|package|value|pay|earnings|rewards?|cost|CTC)|total(?=\s*\|)
    |\bTC\b|OTE|(?:annual\s+|total\s+|fixed\s+\+\s+variable\s+)?CTC|cost\s+to\s+company|总包|年包|总薪酬|gesamt\w*
    |(?:current|present|previous|prior|last|existing)\s+(?:base\s+)?(?:salary|pay|compensation|base
    |employer|job|package)|(?:salary|pay|base\s+salary|base\s+pay|hiring)\s+(?:range|band)|expectations?
    |asked\s+for|requested|looking\s+for|hoping\s+for|competitors?|market|median|average|percentile
    |contribut\w+|match(?:es|ing)?\b|superann\w*|Urlaub|Deutschlandticket|Altersvorsorge|bAV|补贴|公积金|社保|年假
    |房补|餐补|special\s+allowance|(?<!annual\s)\bbasic(?!\s+(?:annual\s+|monthly\s+)?(?:salary|pay
    |compensation))|minimum\s+wage)"""
# fmt: on

KEYWORDS = regex(
    rf"(?P<other>(?<![A-Za-z]){_OTHER}(?![A-Za-z]))|(?P<sign_on>(?<![A-Za-z]){_SIGN_ON}(?![A-Za-z]))"
    rf"|(?P<base>(?<![A-Za-z]){_BASE}(?![A-Za-z]))"
    rf"|(?P<bonus>(?<![A-Za-z]){_BONUS}(?![A-Za-z]))|(?P<equity>(?<![A-Za-z]){_EQUITY}(?![A-Za-z]))",
    re.IGNORECASE | re.VERBOSE,
)
# Fixed pay of an Indian offer is what others call base; "basic" is a part of it for the provident fund.
FIXED_PAY = regex(r"\bfixed\b", re.IGNORECASE)
TOTAL_CTC = regex(r"\bCTC\b|cost\s+to\s+company", re.IGNORECASE)

# What may stand between a name and its amount so that they still belong together.
_BETWEEN = (
    r"(?:\s|[:：|=*_~\-–—()（）\[\]\"“”]|\b(?:of|is|at|to|will|be|would|in|the|amounts?"
    r"|amounting|totall?ing|total|value[ds]?|worth|a|an|your|my|our"
    r"|equal|equals|currently|set|approximately|about|approx|around|with|for|gross"
    r"|annual(?:ly)?|annuali[sz]ed|per|year|yearly|annum|"
    r"target(?:ed|ing)?|grant(?:ed)?|awards?|new|hire|initial|one-?time|lump|sum|cash|payment"
    r"|goes|go|up|went|now|can|do|we|"
    r"estimated|that|has|have|offered|paid|being|cost|full|pre-tax|before|tax|and|says|reads"
    r"|stands|fixed|p\.?a|pcm|"
    r"von|beträgt|brutto|jährlich|in\s+Höhe|as|on|base|USD|plan|opportunity|percentage"
    r"|payable|follows|component)\b\.?|价值|为|是|共|总计|总共|约|每年)*"
)
BEFORE = regex(
    _BETWEEN + r"(?:[(,]?\s*(?:over\s+|vesting\s+over\s+)?(?:\d|four|three|five)[\s-]*(?:years?|yrs?"
    r"|y)\b\s*\)?\s*(?:vest(?:ing)?)?[:：|]?\s*)?" + _BETWEEN,
    re.IGNORECASE,
)
AFTER = regex(
    r"(?:\s|[-–(]|\+(?=\s)|\b(?:per|a|year|yearly|annum|annual(?:ly)?|yr|p\.?a\.?|in|of|as"
    r"|worth|for|your|the|one-?time|target|cash|gross|"
    r"discretionary|performance|usd|total|new|hire|initial|an?|granted|brutto|our|my|value|on"
    r"|targeted)\b\.?|/\s?(?:yr|year|y)\b|的)*",
    re.IGNORECASE,
)

OLD = regex(
    r"\b(?:previously|originally|formerly|was|were|instead\s+of|up\s+from|down\s+from"
    r"|rather\s+than|compared\s+(?:to|with)"
    r"|vs\.?|versus|from|currently|earlier|before\s+it\s+was|原来|之前)\s*(?:an?\s+|the\s+|about\s+)?$",
    re.IGNORECASE,
)
EXAMPLE = regex(
    r"\bfor\s+(?:example|instance)\b|\be\.\s?g\.|\billustrat|\bhypothetical|\bif\s+(?:our"
    r"|the)\s+(?:share|stock)|\bassum(?:e|ing|es)\b"
    r"|\bbeispiel|\bexample\b|例如|举例",
    re.IGNORECASE,
)
REPAID = regex(
    r"\b(?:repay\w*|repaid|claw\w*|reimburse\w*|returned|recover(?:able|ed)"
    r"|refund\w*|should\s+you\s+(?:resign|leave)"
    r"|if\s+you\s+(?:resign|leave|quit)|zurückzahl\w*)\b|退还|返还",
    re.IGNORECASE,
)
THEIR_OFFER = regex(
    r"\byou(?:['’]ve|\s+have|\s+hold|\s+received|\s+got|\s+mentioned|\s+told\s+us"
    r"|\s+also\s+have)\b[^.;]{0,40}\b(?:offer|package)\b"
    r"|\b(?:competing|other|another|counter)[\s-]*offers?\b|\byour\s+(?:current|present|other)\b",
    re.IGNORECASE,
)
RAISED = regex(
    r"\b(?:increas|rais|improv|bump|mov|chang|updat|adjust|revis|lift|went|go|took|tak|bring"
    r"|brought)\w*",
    re.IGNORECASE,
)
AT_MOST = regex(
    r"(?<!goes )(?<!go )(?<!went )\b(?:up\s+to|as\s+much\s+as|at\s+most"
    r"|max(?:imum)?(?:\s+of)?|bis\s+zu|最高)\s*$",
    re.IGNORECASE,
)
PERIODIC = regex(
    r"""^\s*[,(]?\s*(?:gross\s+|brutto\s+)?(?:(?:per|a|an|each|every|/)\s*(?P<unit>month|mo\b|mth|hour|hr\b|day|week|fortnight|(?:semi-?monthly\s+|bi-?weekly\s+)?pay\s*period|pay\s*check)
    |(?P<adverb>monthly|hourly|bi-?weekly|semi-?monthly|weekly|pcm|/月|每月|monatlich|pro\s+Monat|im\s+Monat)
    |on\s+a\s+(?P<basis>monthly|bi-?weekly|semi-?monthly|weekly|hourly)\s+basis|[x×*]\s*(?P<times>\d\d)\b)""",
    re.IGNORECASE | re.VERBOSE,
)
MONTHLY_NAME = regex(r"\bmonthly\b|月薪|Monatsgehalt", re.IGNORECASE)
SHORTER_NAME = regex(
    r"\b(?:bi-?weekly|semi-?monthly|weekly|fortnightly"
    r"|daily)\s+(?:gross\s+)?(?:base\s+)?(?:salary|pay|wage|rate|remuneration|base)\b",
    re.IGNORECASE,
)
HOURLY_NAME = regex(r"\bhourly\b", re.IGNORECASE)
YEARLY = regex(
    r"\bper\s+annum\b|\bannu|\bper\s+year\b|\ba\s+year\b|\byearly\b|/\s?y(?:ea)?r\b"
    r"|\bp\.\s?a\b|年薪|每年|/年|jahres|\bLPA\b|pro\s+Jahr",
    re.IGNORECASE,
)
MONTHS = regex(
    r"(?P<a>1[3-9]|2[0-4])\s*(?:薪|个月薪?"
    r"|(?:monthly\s+)?(?:months?['’]?\s+(?:of\s+)?)?(?:salar(?:y|ies)|pay)\b|months?\s+(?:a"
    r"|per)\s+year)"
    r"|(?<=[x×*]\s)(?P<x>1[3-9]|2[0-4])\s*months?|(?P<b>13)th[\s-]+month"
    r"|(?P<c>\bAWS\b|annual\s+wage\s+supplement|thirteenth[\s-]+month|dreizehntes|13\.\s*(?:Monats)?gehalt)",
    re.IGNORECASE,
)
SHARES = regex(
    r"^\s*(?:\+\s*)?(?:(?:virtual|restricted|stock|share|common|ordinary|EMI|incentive"
    r"|phantom|performance|new|company)\s+)*"
    r"(?:RSUs?|PPUs?|units?|options?|shares?|ESOPs?|VSOPs?|stock\s+options?|Stück|股|份)\b",
    re.IGNORECASE,
)
_NUMBER = r"(?P<number>\d{1,2}(?:\.5)?|one|two|three|four|five|six|一|两|三|四|五)"
YEARS = regex(
    rf"(?<!following )(?<!remaining )(?<!next )(?<!subsequent )(?<!first )(?<![\d$£€.,%/])\b{_NUMBER}"
    r"(?:\s*\(\d{1,2}\))?[\s-]*"
    rf"(?P<unit>years?|yrs?|y\b|months?|mos?\b|Jahren?)|[分，,(（\s]{_NUMBER.replace('number', 'number2')}\s*年",
    re.IGNORECASE,
)
OVER_ONLY = regex(r"\bover\s+(?P<number>[2-6])(?![\d.,%-]|\s*(?:k|months?|weeks?|days?)\b)", re.IGNORECASE)
NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "一": 1, "两": 2, "三": 3, "四": 4, "五": 5,
}  # fmt: skip
VESTS = regex(r"\bvest|\bcliff|归属|over\s+(?:a\s+)?(?:\d|four|three|five)|unverfall", re.IGNORECASE)
PART_OF_SIGN_ON = regex(
    r"\b(?:first|second|third|1st|2nd|initial|remaining|another|then)\b|\byear\s*[12]\b"
    r"|\banniversar|\bafter\s+(?:twelve|12|6|six|one|\d+)\b|\bupon\b"
    r"|\bon\s+(?:joining|start|your)|\bwithin\b|\bwith\s+your\b|\binstal+ment|第[一二]年|\b(?:half|halves)\b",
    re.IGNORECASE,
)
INSTALMENTS = regex(
    r"\b(?:two|three|2|3)\s+(?:equal\s+)?(?:instal+ments|payments|parts|halves|tranches)\b"
    r"|分两[次年笔]|\b(?P<first>\d{2})\s?%[^.;]{0,60}\b(?:and|then|,)\s+(?:the\s+)?(?:remaining|other\s+)?\s*"
    r"(?P<second>\d{2})\s?%",
    re.IGNORECASE,
)
KINDS = (
    (regex(r"\bPPUs?\b|profit\s+participation", re.IGNORECASE), "PPU"),
    (regex(r"\bRSUs?\b|restricted\s+(?:stock|share)|限制性股票", re.IGNORECASE), "RSU"),
    (
        regex(
            r"\b(?:stock|share)?\s*options?\b(?!\s+(?-i:[A-Z1-9])\b)|\bESOPs?\b|期权|Aktienoptionen"
            r"|\bVSOPs?\b",
            re.IGNORECASE,
        ),
        "options",
    ),
)

# What stands between a label and what it labels: a colon, a cell, or the blanks of a column.
LABEL_END = r"(?:\s*[:：|\t]+\s*|[ ]{3,})"
LEGAL_SUFFIX = (
    r"(?:Inc|Incorporated|LLC|L\.L\.C|Ltd|Limited|Corp|Corporation|GmbH|AG|SE|SAS|S\.A\.S|SA"
    r"|S\.A|B\.?V|N\.V|Pte|Pvt|Private|Pty|plc|PLC|K\.K|KK|FZ-LLC|FZE"
    r"|LLP|LP|Co|Company|OÜ|AB|ApS|Oy|s\.r\.o|Sp\.\s?z\s?o\.o|S\.r\.l|Srl)\b\.?"
)
ROLE_HEAD = (
    r"(?:Engineer|Engineering|Scientist|Researcher|Developer|Manager|Analyst|Architect|Lead"
    r"|Director|Designer|Programmer|Fellow"
    r"|Technical\s+Staff|Specialist|Statistician|Entwickler(?:in)?|Ingenieur(?:in)?|Forscher(?:in)?)"
)
