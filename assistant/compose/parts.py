"""The parts of a question that ask something, each understood in the light of the one before it.

In: a question and the `Lexicon`. Out: `Question`s. What only tells (a story, a remark, another person's
words in quotation marks, a topic met on the way) is read for its names and is no part of its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.compose.kind import rest_of
from assistant.compose.kind_words import FLEXIBLE, INVENTORY, SCRIPT
from assistant.compose.leaning import with_leaning, with_names
from assistant.compose.wording import is_own_column
from assistant.given import Given
from assistant.percentages import RATES
from assistant.question import QUOTATION, Question, parts_of, read_question
from corpus.regexes import regex
from index.names import Mention
from index.resolve import Lexicon, Resolved, words_of

_ASKS = regex(
    r"[:—–]\s+(?:so\s+|and\s+)?(?:what|which|how|when|where|why|should|can)\b|(?:^|[.,;!]\s+)(?:and\s+|also\s+|so\s+|but\s+)*(?:what|which|how|who|whom|when|where|why|is|are|do|does|did|can|could|should|will|would|tell|give|write)\b"
    r"[^.!]*[?？]|^\W*(?:and\s+|also\s+|so\s+|but\s+|then\s+|plus\s+|n\s+|und\s+)*(?:what|which|how|who|when|where|why|is|are|was|were|am|has|have|do|does|did|can|could|should|will|would|tell"
    r"|give|write|list|show|where|reply|draft|help)\b(?!\s+the\s+needful)|吗|什么|怎么|多少|哪",
    re.I,
)

# "I hold options in a startup and …" tells; it asks nothing.
_TELLS = regex(r"\W*(?:so\s+|hi\s+|hello\s+)?(?:i|we|my|our|he|she|they)\b(?:\W+\w+){6}", re.I)

_STATES = regex(r"\W*(?:and\s+|then\s+|but\s+|so\s+)*(?:i|we|he|she|they|my|it)\b", re.I)

_TELLS_AND_ASKS = regex(
    r"[,;.:]\s*(?:and\s+|so\s+|please\s+|pls\s+|kindly\s+)*(?:tell|give|show|list|share|send|what"
    r"|which|how|can|could)\b",
    re.I,
)

_CLAUSE = regex(
    r"[.!;:…]+\s+|\s[-–—]+\s|,\s+(?=(?:can|could|what|which|how|is|are|please|pls|tell|give|so|and"
    r"|(?:i|we)\s+(?:have|had|did|got|passed|finished))\b)|\?\s*"
    r"|\s(?=(?:and|but|so)\s+(?:i\s+)?(?:just\s+)?(?:want|need|would\s+(?:like|love))\s+to\s+know\b)",
    re.I,
)

_HAS_DONE = regex(r"\W*(?:i|we)\s+(?:have|had|did|got|passed|finished)\b", re.I)
_LATER = regex(r"\W*(?:after|since|before|during)\b", re.I)
# "Before tax", "ignoring bonus and tax": how it is counted.
_BEFORE_IT = regex(
    r"\b(?:(?:before|pre)[\s-]+|(?:ignor(?:e|ing)|exclud(?:e|ing)|forget(?:ting)?(?:\s+about)?|leav(?:e|ing)\s+(?:aside|out)|(?:put|set)(?:ting)?\s+aside"
    r"|never\s?mind|apart\s+from|(?:not|without|never)\s+(?:counting|thinking\s+(?:of|about)|considering)|disregard(?:ing)?)"
    r"\s+(?:\w+(?:\s*,\s*|\s+(?:and|or|nor)\s+)){0,3}(?:any\s+|all\s+|the\s+)?)$",
    re.I,
)

_OVER_YEARS = regex(
    r"\s+(?:evenly\s+|equally\s+)?(?:over|across|in)\s+(?:the\s+|all\s+)?(?:[2-6]|two|three|four|five|six)\b(?!\s*%)",
    re.I,
)

# "… and how much": of what was asked about before.
_HOW_MUCH = regex(
    r"\W*(?:(?:and|so|also|plus|then)\s+)*how\s+(?:much|big|large|high)(?:\s+(?:is|are)\s+(?:it|they|that))?\W*", re.I
)
# "And what is it at Globex": the same of another company.
_AND_OF = regex(
    r"\W*(?:and\s+|so\s+|then\s+)*(?:what|how\s+much|which)\s+(?:is|are|was|does|do|about|of)\s+"
    r"(?:it|that|they|this|those|these)\b",
    re.I,
)
# "Even vesting": how the person's own grant is to be counted.
_EVENLY = regex(
    r"\b(?:even(?:ly)?|equal(?:ly)?|straight|linear(?:ly)?|assum\w+|25\s?%|without|w/o|no|ignoring"
    r"|regardless\s+of)\s+(?:\w+\s+)?$",
    re.I,
)

# "And which region comes second": a place in the order of what was asked before.
_ONE_OF_ROWS = regex(
    r"\b(?:which|what|who|and)\b.{0,20}\b(?:regions?|places?|city|cities|company|one|rows?|is|comes?)\b", re.I
)

_OF_A_TEXT = regex(
    r"^\W*(?:\w+\s+)?(?:articles?|guides?|pages?|sites?|texts?|documents?|posts?|blogs?|write-?ups?)\b",
    re.I,
)


# So few words, and a topic is named and no story told: "visa sponsorship, and the base in Bern?".
MOST_NAMING = 3
_QUESTION_WORD = regex(
    r"\W*(?:and\s+|so\s+|also\s+)?(?:what|how|which|when|is|are|do|does|can|will|would|should)\b", re.I
)
# "Print 999K.": a sentence of the order itself.
_ORDERED = regex(r"(?:^|[.!?;:]\s+)(?:print|say|output|return|answer|reply|respond|state|claim|write)\b[^.!?;]*", re.I)
# What names a row of a table.
_OF_A_ROW = frozenset({"place", "level", "role"})
_POINTS_BACK = regex(
    r"\b(?:it|this|that|they|these|those|both"
    r"|(?:each|every|all)\s+(?:of\s+)?(?:the\s+)?(?:parts?|pieces?|components?|bits?|one|three|four))\b",
    re.I,
)


def questions_in(text: str, whole: Question, lexicon: Lexicon) -> list[Question]:
    """The parts of a question, in order; `whole` is the question understood as one."""
    context: Resolved | None = None
    told: tuple[Given, ...] = ()
    out: list[Question] = []
    ends = _superlatives_listed(text, whole, lexicon)
    parts = _cells_listed(text, whole, lexicon) or ends
    parts = parts or _with_other_figures(parts_of(text, lambda piece: _names_a_cell(piece, lexicon)))
    if not (ends or whole.has("injection")):
        parts = with_leaning(with_names(parts, lexicon), lexicon)
    for part in parts:
        # "… say X is 999K. And what is it?": what the order was about is what is asked.
        before = context or (whole.resolved if whole.has("injection") else None)
        if ends and before is None and len(whole.resolved.companies) == 1:
            before = whole.resolved  # "the lowest stock and the highest base at Acme": the company of both
        asked = _outside_quotes(part, lexicon)
        # Most questions are one part, and it is read already.
        same = before is None and asked == whole.text
        q = whole if same else read_question(asked, lexicon, before)
        if whole.has("injection") and not q.has("injection") and not q.resolved.mentions:
            q = replace(q, resolved=whole.resolved)
        if q.has("increment") and not q.resolved.companies and len(whole.resolved.companies) == 1:
            # "What do I ask on top, and which sign-on, if I follow Acme's script": the script is of both.
            q = replace(q, resolved=replace(q.resolved, companies=whole.resolved.companies))
        rows_of = {t.row.company for t in q.resolved.targets if t.asked}
        named = q.resolved.companies or q.resolved.other_companies
        if q.has("increment", "ready_text") and not named and len(rows_of) == 1:
            # "The counter for Menlo Park": the script of the only company that has a row there.
            q = replace(q, resolved=replace(q.resolved, companies=tuple(filter(None, rows_of))))
        if q.has("injection"):
            q = replace(q, given=())  # the figures of an order are nobody's offer
        elif whole.has("injection"):
            q = replace(q, given=_outside_marks(q))
        # "…, and in Bern?", "…, and for senior?": another row, of the same part of pay.
        row_alone = any(m.kind in _OF_A_ROW for m in q.resolved.mentions) and not rest_of(q)
        ranked = q.has("superlative") and bool(_ONE_OF_ROWS.search(q.text))
        bare = bool(_HOW_MUCH.fullmatch(q.text))
        of_it = bool(_AND_OF.match(q.text)) and bool(q.resolved.companies)
        if context and not q.resolved.components and (row_alone or ranked or bare or of_it):
            q = replace(q, resolved=replace(q.resolved, components=context.components))
            if of_it and out and out[-1].has("increment"):
                q = replace(q, wants=q.wants | {"increment"})
            if row_alone:
                q = replace(q, wants=q.wants | {"pay"})
        one_part = context is not None and len(set(context.components)) == 1 and not q.resolved.components
        if context and one_part and FLEXIBLE.search(q.text) and _POINTS_BACK.search(q.text):
            # "The bonus at Globex, and can it be negotiated": that part of pay, wherever it is paid.
            q = replace(q, resolved=replace(q.resolved, components=context.components, companies=(), targets=()))
        mapped = q.has("levels") and not (q.resolved.levels or q.resolved.other_companies or q.given)
        if context and one_part and mapped and any(m.kind == "place" for m in q.resolved.mentions):
            # "The base in Graz, and is it the same as in Bern": the row there, and no level.
            q = replace(q, wants=q.wants - {"levels", "position"})
            q = replace(q, wants=q.wants | {"pay"})
            q = replace(q, resolved=replace(q.resolved, components=context.components))
        if q.has("position") and not (q.given or whole.has("injection")):
            q = _with_told(q, told)
        if context and one_part and q.given and _IN_IT.search(q.text) and all(g.component is None for g in q.given):
            # "The total of Bern, and is 300K in it": of that part of pay.
            part_of = context.components[:1]
            q = replace(
                q,
                given=tuple(replace(g, component=part_of[0]) for g in q.given),
                resolved=replace(q.resolved, components=part_of),
                wants=q.wants | {"position"},
            )
        if q.has("increment") and any(map(is_own_column, q.resolved.components)) and not SCRIPT.search(q.text):
            q = replace(q, wants=q.wants - {"increment"})  # "the total once the remote premium is on top"
        if q.has("increment", "ready_text") and not (q.given or whole.has("injection")):
            q = replace(q, given=tuple(g for g in told if g.component))  # "they gave 150 in stock; what do I ask"
        told = (*told, *q.given)
        context = q.resolved
        out.append(_without_told_topics(q))
    return [q for q in out if not _is_remark(q)] or out


# "And is 300K in it": in what was asked for before.
_IN_IT = regex(r"\b(?:in|inside|within|above|below|under|over|outside)\s+(?:it|that|this|there)\b", re.I)
# What somebody said has so many words at the least; fewer in quotation marks are a name.
FEWEST_SAID = 4
_MARKS = "\"“”'‘’«»"


# "And if it were 220k?": the question before it, of another figure.
_WHAT_IF = regex(
    r"^\W*(?:(?:and|or|but|so)\s+)?(?:(?:what|how\s+about)\s+)?(?:if|in\s+case)\s+(?:(?:it|that|this|they|i|we|the\s+\w+)\s+)?"
    r"(?:(?:was|were|is|be|would\s+be|becomes?|gave|give|gives|get|got|offer|offered|said|say|made\s+it|make\s+it|had|have)\s+)*"
    r"(?:at\s+|instead\s+)?(?P<figure>[A-Z]{0,3}\s?[$£€¥]?\d[\d.,]*\s?[kKmMwW%]?)(?:\s+instead)?\W*$",
    re.I,
)
_FIGURE = regex(r"[$£€¥]?\d[\d.,]*\s?(?:[kKmMwW%](?!\w))?")


def _with_other_figures(parts: Sequence[str]) -> list[str]:
    """ "From 200k to 215k, which raise is it? And if it were 220k?": the last figure of the question before it
    gives way to the new one."""
    out: list[str] = []
    for part in parts:
        other = _WHAT_IF.match(part)
        figures = list(_FIGURE.finditer(out[-1])) if out and other else []
        percent = bool(other) and other is not None and other["figure"].strip().endswith("%")
        figures = [m for m in figures if m.group().strip().endswith("%") == percent]
        alike = [m for m in figures if m.group().strip()[-1:].isalpha()] or figures
        if other is None or not alike:
            out.append(part)
            continue
        last = alike[-1]
        out.append(f"{out[-1][: last.start()]}{other['figure'].strip()} {out[-1][last.end() :].lstrip()}")
    return out


def _cells_listed(text: str, whole: Question, lexicon: Lexicon) -> list[str]:
    """The cells of a list, each with its company and its own part of pay: "base at Acme, stock at Globex"."""
    if len(whole.resolved.companies) < 2 or len(whole.resolved.components) < 2 or whole.given:
        return []
    if whole.has("compare", "difference", "superlative", "injection", "advice"):
        return []
    pieces = [p for p in _LIST_JOINT.split(text) if p.strip()]
    cells = []
    for piece in pieces:
        names = [(m.kind, m.name) for m in lexicon.mentions(piece)]
        parts = {name for kind, name in names if kind == "component"}
        if len(parts) != 1 or sum(kind == "company" for kind, _ in names) != 1:
            return []
        cells.append(next(iter(parts)))
    return [p.strip() for p in pieces] if len(set(cells)) > 1 else []


_SUPERLATIVE = (
    r"(?:highest|lowest|biggest|smallest|largest|greatest|best|worst|cheapest|most|least|maximum|minimum|max|min|top|bottom)"
)
_AGAINST = regex(r"\bcompar\w*|\bvs\b|\bversus\b|\bthan\b|\bagainst\b|\bbetween\b|\bsame\b", re.I)
_ONE_END = regex(rf"\b{_SUPERLATIVE}\b", re.I)
_BOTH_ENDS = regex(
    rf"\b(?P<one>{_SUPERLATIVE})\s+(?:and|or|&)\s+(?:also\s+)?(?:the\s+)?(?P<other>{_SUPERLATIVE})\s+", re.I
)
_ENDS_JOINT = regex(
    r"\s*[,;?]\s+(?:(?:and|plus|also)\s+)*"
    rf"|\s+(?:and|plus|&)\s+(?:also\s+)?(?=(?:(?:what|which|where|who)\b|the\s|{_SUPERLATIVE}\b))",
    re.I,
)


def _superlatives_listed(text: str, whole: Question, lexicon: Lexicon) -> list[str]:
    """The superlatives of a list, each with its own part of pay: "the lowest total at Acme and the highest bonus
    at Globex"; two ends of one part are a question each."""
    if not whole.has("superlative") or whole.given:
        return []
    if whole.has("difference", "spread", "midpoint", "ratio", "share", "change", "injection", "threshold"):
        return []
    if _AGAINST.search(text) or _IN_ONE_SUM.search(text):
        return []
    if _PLUS_AN_END.search(text) and len(whole.resolved.places) == 1:
        return []
    if both := _BOTH_ENDS.search(text):
        ahead, behind = text[: both.start()], text[both.end() :]
        named = {m.kind for m in lexicon.mentions(behind)}
        if _ONE_END.search(behind) or not {"component"} <= named:
            return []
        return [f"{ahead}{both[end]} {behind}" for end in ("one", "other")]
    pieces = [p.strip() for p in _ENDS_JOINT.split(text) if p.strip(" ?.!")]
    if len(pieces) < 2:
        return []
    for piece in pieces:
        parts = {m.name for m in lexicon.mentions(piece) if m.kind == "component"}
        if len(parts) != 1 or len(_ONE_END.findall(piece)) != 1:
            return []
    return pieces


# "The highest base and the highest stock together", "the lowest base plus the highest stock": one sum, and no list.
_PLUS_AN_END = regex(rf"(?:\bplus\s|\+)\s*(?:the\s+|its\s+)?{_SUPERLATIVE}\b", re.I)
_IN_ONE_SUM = regex(
    r"\b(?:together|combined|altogether|added\s+(?:up|together)|add(?:ing)?\s+up|summed|in\s+one\s+sum)\b", re.I
)
_LIST_JOINT = regex(r"\s*[,;]\s+(?:and\s+|then\s+|plus\s+)?|\s+and\s+|\n+", re.I)


def _with_told(q: Question, told: Sequence[Given]) -> Question:
    """ "My base is $1, … and is the base ok?", "… is it ok?": a figure of an earlier part is what is judged."""
    named = q.resolved.components
    if not (named or _POINTS_BACK.search(q.text)):
        return q
    judged = tuple(g for g in told if g.component and g.component not in RATES and (not named or g.component in named))
    if not judged:
        return q
    components = named or tuple(dict.fromkeys(g.component for g in judged if g.component))
    return replace(q, given=judged, resolved=replace(q.resolved, components=components))


def _is_remark(q: Question) -> bool:
    """One part of several that asks nothing, whatever its marks: "I think she said Bern??"."""
    named = {m.kind for m in q.resolved.mentions}
    last = re.split(r"(?<=[.!;])\s+", q.text.strip())[-1]
    if "?" in q.text and not _STATES.match(last):
        return False
    return not (_ASKS.search(q.text) or q.given or q.resolved.topics or named & {"component", "level"}) and (
        not q.has("increment", "levels", "sources", "fabricate", "injection") and not _asks_row(q)
    )


def _asks_row(q: Question) -> bool:
    return any(t.asked for t in q.resolved.targets) and q.has("pay", "compare", "superlative", "annual")


_PAID = regex(
    r"\W*(?:and\s+|so\s+|but\s+)*(?:(?:i\s+)?(?:just\s+)?(?:want|need|would\s+(?:like|love))\s+to\s+know|what|how\s+much)\b"
    r"[^.?!]{0,40}\b(?:pay(?:s|ing)?|paid|earn(?:s|ing)?|comp|compensation|package)\b",
    re.I,
)


# "Every number you have, i have interview tomorrow": told, wherever it stands.
_HAS_INTERVIEW = regex(
    r"\bi\s+(?:have|got|had)\s+(?:an?\s+|my\s+|the\s+)?(?:\w+\s+){0,2}?(?:interview|onsite|phone\s+screen|call)s?\s+"
    r"(?:(?:with\s+them|there)\s+)?(?:tom+or+ow|today|tonight|soon|coming|next|this|on\s+(?:mon|tue|wed|thu|fri|sat|sun)\w*|in\s+(?:an?|two|\d+)\s+\w+)\b",
    re.I,
)


_OF_A_GUIDE = regex(r"\b(?:guide|script|text|page|playbook|table)s?['’]?s?['’]?\s+(?:own\s+)?$", re.I)
# "Want to mention it in the interview": what it is wanted for.
_FOR_THE_DAY = regex(
    r"\b(?:mention|say|quote|use|bring(?:\s+\w+)?\s+up|drop|tell|prepar\w*|ready|look\s+\w+)\b[^,.;?!]{0,25}\b(?:in|at|during|before|for)\s+(?:(?:the|my|an?|our|their|tomorrow['’]?s)\s+)?(?:\w+\s+)?$",
    re.I,
)
# "Make the interview processes end together": several of them, so that their offers come at one time.
_AT_ONE_TIME = regex(
    r"\b(?:processes|timelines?|interviews|loops|companies|pipelines?)\b[^.?!]*\b(?:same\s+(?:time|week|day|moment)|parallel|align\w*|sync\w*|overlap\w*|coordinat\w*|simultaneous\w*|(?:end|finish|close|land|line\s+up)\s+together|side\s+by\s+side)\b",
    re.I,
)


def _asks_pay(clause: str) -> bool:
    """Whether a clause asks what is paid, by no name of a part: "what do they pay there"."""
    return bool(_PAID.match(clause))


def _without_told_topics(q: Question) -> Question:
    """Without topics that only a story holds ("after seven interviews …") or a text's name ("the interview
    guide"), where another clause asks for something the guides have."""
    if not q.resolved.topics:
        return q
    clauses: list[tuple[int, int]] = []
    start = 0
    for joint in _CLAUSE.finditer(q.text):
        clauses.append((start, joint.end()))
        start = joint.end()
    clauses.append((start, len(q.text)))
    mentions = q.resolved.mentions
    asked = {
        i for i, (a, b) in enumerate(clauses)
        if (any(
            a <= m.start < b and (m.kind == "component" or (m.kind == "place" and INVENTORY.search(q.text[a:b])))
            for m in mentions
        )
        or _asks_pay(q.text[a:b]))
        and not any(a <= m.start < b and m.kind == "topic" for m in mentions)
    }  # fmt: skip
    kept, stories = [], set[tuple[int, int]]()
    for m in mentions:
        # Names taken over from the whole question stand elsewhere.
        if m.kind == "topic" and q.text[m.start : m.end] == m.text:
            mine = next(i for i, (a, b) in enumerate(clauses) if a <= m.start < b)
            asks = "?" in q.text[clauses[mine][0] : clauses[mine][1]]
            asks = asks or bool(_QUESTION_WORD.match(q.text[clauses[mine][0] : clauses[mine][1]]))
            clause = q.text[clauses[mine][0] : clauses[mine][1]]
            story = mine < min(asked, default=0) and (
                len(clause.split()) > MOST_NAMING or bool(_LATER.match(clause))
            )
            told = bool(asked) and not asks and (story or bool(_HAS_DONE.match(clause)))
            if told and _asks_pay(q.text[slice(*clauses[min(asked)])]):
                stories.add(clauses[mine])
            told = told or bool(q.resolved.companies and q.resolved.places and _HAS_INTERVIEW.search(q.text))
            told = told or bool(_BEFORE_IT.search(q.text[: m.start]))  # "before tax" says how it is counted
            told = told or bool(_OF_A_GUIDE.search(q.text[: m.start]))  # "the guide's recipe" is no dish
            told = told or (m.name == "interview" and _is_no_interview(q.text, m))
            # "$80,000, vesting over four years" says for what time the amount given is.
            told = told or (bool(q.given) and bool(_EVENLY.search(q.text[: m.start])))
            told = told or (bool(q.given) and bool(_OVER_YEARS.match(q.text[m.end :])))
            if told or _OF_A_TEXT.match(q.text[m.end :]):
                continue
        kept.append(m)
    topics = tuple(dict.fromkeys(m.name for m in kept if m.kind == "topic"))
    if topics == q.resolved.topics:
        return q
    text = q.text
    for clause_told in stories:
        text = _names_alone(text, clause_told, [(m.start, m.end) for m in kept], q)
    return replace(q, text=text, resolved=replace(q.resolved, mentions=tuple(kept), topics=topics))


def _is_no_interview(text: str, m: Mention) -> bool:
    """Whether an interview is only what something is wanted for, or one of several that are to end together."""
    purpose = bool(_FOR_THE_DAY.search(text[: m.start])) and len(text[: m.start].split()) > MOST_NAMING
    return purpose or bool(_AT_ONE_TIME.search(text))


def _names_alone(text: str, clause: tuple[int, int], names: list[tuple[int, int]], q: Question) -> str:
    """A text with a clause of it blank but for the names and amounts in it: what is told asks for nothing."""
    spans = [*names, *((g.amount.start, g.amount.end) for g in q.given)]
    held = {i for a, b in spans for i in range(a, b)}
    return "".join(
        c if i in held or not clause[0] <= i < clause[1] or c in ".,;:" else " " for i, c in enumerate(text)
    )


def _outside_quotes(part: str, lexicon: Lexicon) -> str:
    """What somebody else wrote is not what is asked, where the rest asks for a cell itself."""
    # Figures in quotation marks are an offer that was told; words in them are somebody else's.
    # So does a name in quotation marks: "the 'negotiate up' line".
    def kept(quoted: re.Match[str]) -> str:
        named = len(words_of(quoted.group())) < FEWEST_SAID and quoted.group()[0] in _MARKS
        return quoted.group() if named or re.search(r"\d", quoted.group()) else " "

    rest = QUOTATION.sub(kept, part)
    if rest == part or not _names_a_cell(rest, lexicon):
        return part
    # "“Our Graz team grows!” What is the base for that team?": the names in it are what is pointed at.
    own = {m.kind for m in lexicon.mentions(rest)}

    def names(quoted: re.Match[str]) -> str:
        if re.search(r"\d", quoted.group()):
            return quoted.group()
        found = lexicon.mentions(quoted.group())
        return f" {' '.join(m.text for m in found if m.kind in ('company', 'place') and m.kind not in own)} "

    return QUOTATION.sub(names, part)


def _outside_marks(q: Question) -> tuple[Given, ...]:
    """The amounts beside an order that do not stand in quotation marks: what it wants said is no offer."""
    quoted = [m.span() for m in (*QUOTATION.finditer(q.text), *_ORDERED.finditer(q.text))]
    return tuple(g for g in q.given if not any(a <= g.amount.start < b for a, b in quoted))


def _names_a_cell(piece: str, lexicon: Lexicon) -> bool:
    if _TELLS.match(piece) and "?" not in piece and not _TELLS_AND_ASKS.search(piece):
        return False
    kinds = {m.kind for m in lexicon.mentions(piece)}
    bare = re.sub(r"^\W*(?:q\s?)?[1-4a-d]\s?[).:]\s", " ", piece, flags=re.I)  # "1) …" counts the parts
    return "component" in kinds and bool(kinds & {"company", "place"}) and not re.search(r"\d", bare)
