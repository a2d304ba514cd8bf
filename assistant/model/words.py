"""What the words of a sentence are: its language, what they speak of, what they name and quote.

In: a sentence, `Material`. Out: a language's code, the beginnings of words, a reason where a sentence is
not about what it cites. English and Chinese are read; of other languages only which one it is.
"""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.model.references import Material
from corpus.regexes import regex
from index.resolve import words_of

CHINESE = regex(r"[\u3400-\u9fff]")
_KANA = regex(r"[\u3040-\u30ff]")
_OTHER_SCRIPT = regex(r"[\u0400-\u052f\u0590-\u06ff\u0900-\u0dff\u0e00-\u0e7f\uac00-\ud7af]")
# Words that only one of these languages has; "de" and "la" are names' too.
_WORDS = {
    "en": "the is of and to for you your with that this are from what how at in on it be will would an as or by"
    " do we not my they here have should if when which",
    "es": "el los las una para con que es está tu su por como más qué cuál cuánto sueldo salario en del se me cual y",
    "fr": "le les une pour avec que est vous votre dans sur des du et au quel combien salaire pas il ce chez à quelle",
    "de": "der die das und ist für mit ein eine nicht von zu sie ihr im auf was wie viel gehalt dem den"
    " bei als hoch gut zahlt welche ich mein meine kann darf soll muss kein keine habe dass oder aber",
    "pt": "os uma para com que é você seu por mais não em qual quanto salário do da ao",
    "it": "il gli una per con che è il tuo di nel della sono quanto stipendio non più del",
    "nl": "het een van voor met dat je jouw is niet op wat hoe de en",
}
_ANYWHERE = frozenset(("in", "on", "as"))  # English, and other languages' too: they speak for none
_BY_WORD: dict[str, set[str]] = {}
for _code, _line in _WORDS.items():
    for _word in _line.split():
        _BY_WORD.setdefault(_word, set()).add(_code)


def language_of(text: str) -> str:
    """The language of a text: "en", "zh", another's code, "other" for another script, "" where unsure.

    >>> language_of("what is the base in Oslo?"), language_of("阿里杭州 base 多少"), language_of("Meta E5")
    ('en', 'zh', '')
    >>> language_of("¿cuánto es el sueldo para Meta en Berlín?")
    'es'
    """
    if _KANA.search(text):
        return "ja"
    if _OTHER_SCRIPT.search(text):
        return "other"
    if len(CHINESE.findall(text)) >= 2:
        return "zh"
    words = words_of(text)
    counts = dict.fromkeys(_WORDS, 0)
    for word in words:
        for code in _BY_WORD.get(word, ()):
            counts[code] += code != "en" or word not in _ANYWHERE
    best = max(counts, key=lambda code: counts[code])
    if counts[best] == 0 or (best != "en" and counts[best] <= counts["en"] + 1):
        return "en" if counts["en"] or _ANYWHERE.intersection(words) else ""
    return best


# ---- what the words speak of


STOP = frozenset(
    "the a an and or but so if as at by for from in into of on onto to up with than that this these "
    "those it its is are "
    "was were be been being has have had do does did can could may might will would should must not no yes you your "
    "yours they them their there here what which who whom when where why how all any both each few more most other "
    "some such only own same too very just also then once again over under out off about between through during i we "
    "our my me he she his her one two us say says said guide guides figure figures".split()
)


# Words that an adviser uses about anything: they speak neither for nor against a sentence.
ADVISING = frozenset(
    w[:5]
    for w in (
        "range ranges band bands floor floors top tops bottom end ends lie lies lying sit sits stand "
        "stands stay stays polite thing things list "
        "lists see somebody someone side fill gap agree differ difference move moves moved split "
        "share shares fair good better best great fine "
        "ok okay well quite really clearly simply plain short answer yes year years yearly annual "
        "annually month four total sum amount amounts "
        "number numbers look looks looking expect expected given gives give giving get gets getting "
        "go goes going come comes reach reaches run "
        "runs start starts put puts place placed placing add adds added ask asks asked asking talk "
        "talks turn keep keeps make makes take takes "
        "want wants need needs help helps worth little bit still already too lot much many first "
        "second next last one compare compared comes "
        "call calls called state states stated print prints printed according accordingly overall "
        "altogether together roughly exactly whole "
        "part parts person people mind remember means mean kind kindly friendly nice note show shows "
        "shown based case way long time day days"
    ).split()
)


@lru_cache(maxsize=4096)
def stems(text: str) -> frozenset[str]:
    """The beginnings of a text's words that say something."""
    return frozenset(
        w[:5] for w in words_of(text) if len(w) > 2 and w not in STOP and not w[0].isdigit() and "∎" not in w
    )


# ---- what they name and quote

DENIED = regex(
    r"\b(?:not|never|no|neither|nor|if|would|could|without|rather\s+than|instead\s+of|unless|avoid|whether)\b"
    r"|n['’]t\b|不|没|如果",
    re.I,
)


def flat(text: str) -> str:
    return " ".join(text.split())


def quotes(text: str, material: Material) -> bool:
    """Whether a sentence is a composed one, or stands in a quotation of a guide."""
    bare = flat(text).strip(" .").lower()
    if bare in material.once("composed, flat", lambda: flat(material.composed).lower()):
        return True
    quoted = _QUOTED.findall(text)
    return bool(quoted) and all(flat(q).lower().rstrip(".!?") in flat_known(material) for q in quoted)


_QUOTED = regex('[“"]([^“”"]{12,})[”"]')


def flat_known(material: Material) -> str:
    """Every text that may be spoken of, in small letters, its words one space apart."""
    return material.once("known, flat", lambda: flat(material.known).lower())


@lru_cache(maxsize=64)
def names_of(text: str, lexicon: object) -> tuple[frozenset[str], frozenset[str]]:
    mentions = lexicon.mentions(text, correct=False)  # type: ignore[attr-defined]
    words = {w.lower() for w in re.findall(r"[\w’'-]+", text)}
    words |= {re.sub(r"['’]s?$", "", w) for w in words} | {p for w in words for p in re.split(r"[-’'&/]", w)}
    return frozenset(m.name for m in mentions), frozenset(words)
