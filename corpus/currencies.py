"""What currencies are called and printed with, and the scales of amounts: codes, symbols, names, K, lakh, 万.

Data and look-ups: a mark or a name goes in, its ISO code comes out. What a text means by them is for
`corpus.money`.
"""

from __future__ import annotations

import re

from corpus.regexes import regex

CURRENCY_CODES = frozenset({
    "USD", "EUR", "GBP", "CNY", "RMB", "SGD", "INR", "JPY", "CAD", "AUD", "HKD", "TWD", "NTD", "CHF",
    "ILS", "NIS", "BRL", "UYU", "MXN", "KRW", "PLN", "SEK", "NOK", "DKK", "CZK", "HUF", "AED", "SAR",
    "QAR", "ZAR", "NZD", "THB", "MYR", "IDR", "PHP", "VND", "TRY", "RUB", "ARS", "CLP", "COP", "PEN",
    "EGP", "NGN", "ISK", "KES", "RON", "BGN", "UAH", "PKR", "BDT", "LKR",
})  # fmt: skip
# In lower case only what is no English word ("try", "cop" and "pen" are).
LOWER_CODES = frozenset({
    "usd", "eur", "gbp", "cny", "rmb", "sgd", "inr", "jpy", "cad", "aud", "hkd", "twd", "ntd", "chf",
    "ils", "brl", "krw", "nzd",
})  # fmt: skip
_ALIASES = {"RMB": "CNY", "NTD": "TWD", "NIS": "ILS"}
_DOLLARS = {
    "US$": "USD", "S$": "SGD", "SG$": "SGD", "HK$": "HKD", "C$": "CAD", "CA$": "CAD", "CAD$": "CAD",
    "A$": "AUD", "AU$": "AUD", "AUD$": "AUD", "NZ$": "NZD", "R$": "BRL", "BR$": "BRL", "NT$": "TWD",
    "MX$": "MXN", "USD$": "USD", "SGD$": "SGD", "HKD$": "HKD",
}  # fmt: skip
_SYMBOLS = {
    "£": "GBP", "€": "EUR", "₪": "ILS", "₹": "INR", "₩": "KRW", "₽": "RUB", "₺": "TRY", "₫": "VND",
    "฿": "THB", "₱": "PHP", "₦": "NGN", "₴": "UAH", "CN¥": "CNY", "JP¥": "JPY", "人民币": "CNY", "元": "CNY",
    "円": "JPY", "Rs": "INR", "Rs.": "INR", "zł": "PLN", "Fr.": "CHF", "euro": "EUR", "euros": "EUR",
    "yuan": "CNY", "rupees": "INR", "shekels": "ILS", "yen": "JPY", "pounds": "GBP",
    "원": "KRW", "won": "KRW", "Kč": "CZK",
}  # fmt: skip
# Marks of several currencies: which one is meant, only a place tells.
SHARED_MARKS = {"¥": frozenset({"JPY", "CNY"}), "kr": frozenset({"SEK", "NOK", "DKK"})}
# The currencies that people write with a bare "$".
DOLLAR_CURRENCIES = frozenset({"USD", "SGD", "HKD", "CAD", "AUD", "NZD", "TWD", "MXN"})

# What people call a currency in a running text; each may have an "s" behind it.
CURRENCY_NAMES = {
    "SGD": ("singapore dollar", "singaporean dollar", "sing dollar"),
    "CAD": ("canadian dollar", "loonie"),
    "AUD": ("australian dollar",),
    "HKD": ("hong kong dollar", "hongkong dollar", "hk dollar"),
    "NZD": ("new zealand dollar",),
    "TWD": ("new taiwan dollar", "taiwan dollar", "taiwanese dollar"),
    "USD": ("us dollar", "u.s. dollar", "american dollar", "dollar", "buck", "greenback"),
    "GBP": ("british pound", "pound sterling", "pounds sterling", "pound", "sterling", "quid"),
    "EUR": ("euro",),
    "CNY": ("chinese yuan", "yuan renminbi", "chinese renminbi", "yuan", "renminbi", "kuai"),
    "INR": ("indian rupee", "rupee"),
    "JPY": ("japanese yen", "yen"),
    "CHF": ("swiss franc", "franc"),
    "ILS": ("israeli shekel", "shekel"),
    "SEK": ("swedish krona", "swedish kronor", "swedish crown", "kronor"),
    "NOK": ("norwegian krone", "norwegian kroner", "norwegian crown"),
    "DKK": ("danish krone", "danish kroner", "danish crown"),
    "PLN": ("polish zloty", "zloty", "złoty"),
    "CZK": ("czech koruna", "koruna", "czech crown"),
    "KRW": ("korean won",),
    "BRL": ("brazilian real", "reais"),
    "MXN": ("mexican peso",),
    "AED": ("dirham", "emirati dirham"),
}
# What Chinese calls them; nothing parts such a name from the words around it.
HAN_CURRENCIES = {
    "新加坡元": "SGD", "新币": "SGD", "新元": "SGD", "坡币": "SGD", "美元": "USD", "美金": "USD", "美刀": "USD",
    "人民币": "CNY", "欧元": "EUR", "英镑": "GBP", "日元": "JPY", "港元": "HKD", "港币": "HKD", "加元": "CAD",
    "加币": "CAD", "澳元": "AUD", "澳币": "AUD", "卢比": "INR",
}  # fmt: skip
# The mark that an amount is printed with where words behind it name its currency; elsewhere its code.
_MARK_OF = {"USD": "$", "GBP": "£", "EUR": "€", "INR": "₹", "JPY": "¥", "ILS": "₪"}
# Every name but those in Chinese, as a pattern, longest first; it ends where a word ends.
CURRENCY_WORDS = "|".join(
    sorted(
        (
            re.escape(name).replace(r"\ ", r"\s+") + "s?"
            for names in CURRENCY_NAMES.values()
            for name in names
        ),
        key=len,
        reverse=True,
    )
)
HAN_WORDS = "|".join(HAN_CURRENCIES)
CODE_WORDS = "|".join(sorted(LOWER_CODES))
_BY_NAME = {name: code for code, names in CURRENCY_NAMES.items() for name in names}
# A currency however it is named, by its code, its mark, or in words; who uses it says where a word ends.
CURRENCY_ANYHOW = (
    rf"{CURRENCY_WORDS}|{CODE_WORDS}|{HAN_WORDS}|(?:us|sg|hk|ca|au|nz|nt)\s?\$|[sca]\$|[$£€₪₹₩₽₺₫฿₱₦₴¥￥元円]"
)
_ANYHOW = regex(rf"(?<![a-z])(?:{CURRENCY_ANYHOW})(?![a-z])", re.IGNORECASE)

FACTORS = {
    "k": 10**3, "thousand": 10**3, "grand": 10**3, "千": 10**3,
    "tsd": 10**3, "tsd.": 10**3, "tys": 10**3, "tys.": 10**3, "tis": 10**3, "tis.": 10**3,
    "w": 10**4, "wan": 10**4, "万": 10**4, "萬": 10**4, "만": 10**4,
    "l": 10**5, "lpa": 10**5, "lakh": 10**5, "lakhs": 10**5, "lac": 10**5, "lacs": 10**5,
    "m": 10**6, "mn": 10**6, "mm": 10**6, "mln": 10**6, "million": 10**6, "百万": 10**6, "mio": 10**6, "mio.": 10**6,
    "cr": 10**7, "crore": 10**7, "crores": 10**7, "千万": 10**7,
    "亿": 10**8, "億": 10**8, "억": 10**8,
    "b": 10**9, "bn": 10**9, "bln": 10**9, "billion": 10**9,
    "t": 10**12, "tn": 10**12, "trillion": 10**12,
}  # fmt: skip
INDIAN = frozenset({"l", "cr", "lpa"})  # letters that are a scale only beside rupees: a lone L5 is a level
CHINESE = frozenset({"w", "wan", "万", "萬", "亿", "億", "千万", "百万"})


def currency_of(mark: str, bare_dollar: str = "USD") -> str | None:
    """The ISO code that a printed mark stands for; None for `¥` and for marks that are not known.

    >>> currency_of("RMB"), currency_of("S$"), currency_of("$"), currency_of("¥")
    ('CNY', 'SGD', 'USD', None)
    """
    name = mark.replace("\u00a0", " ").replace("\u202f", " ").strip()
    if name == "$" or name.casefold() == "dollars":
        return bare_dollar
    if name.casefold() == "us dollars":
        return "USD"
    code = name[:3].upper()
    if len(name) >= 3 and code in CURRENCY_CODES:  # "CNY", "CNY ¥", "sgd"
        return _ALIASES.get(code, code)
    return _DOLLARS.get(name.replace(" ", "").upper()) or _SYMBOLS.get(name) or _SYMBOLS.get(name.casefold())


def currency_named(words: str) -> tuple[str, str] | None:
    """The code and the mark of a currency that is written out, as a name or as a code.

    >>> currency_named("Singapore dollars"), currency_named("yuan"), currency_named("teapots")
    (('SGD', 'SGD'), ('CNY', 'CNY'), None)
    """
    name = " ".join(words.lower().split())
    if name in HAN_CURRENCIES:
        return (HAN_CURRENCIES[name],) * 2
    if name in LOWER_CODES:
        code = name.upper()
        return (_ALIASES.get(code, code),) * 2
    known = _BY_NAME.get(name) or _BY_NAME.get(name.removesuffix("s"))
    return (known, _MARK_OF.get(known, known)) if known else None


def currency_called(words: str) -> str | None:
    """The code of a currency that `CURRENCY_ANYHOW` found: a name, a code or a mark; `$` is USD, `¥` CNY.

    >>> currency_called("quid"), currency_called("s$"), currency_called("¥")
    ('GBP', 'SGD', 'CNY')
    """
    if words in ("¥", "￥"):
        return "CNY"
    named = currency_named(words)
    return named[0] if named else currency_of(words.upper())


def currencies_in(text: str) -> set[str]:
    """The codes of the currencies that a text names, in whatever way.

    >>> sorted(currencies_in("how many SGD is 90k greenbacks")), sorted(currencies_in("S$ or £ or a $ sign"))
    (['SGD', 'USD'], ['GBP', 'SGD', 'USD'])
    """
    called = (currency_called(found.group()) for found in _ANYHOW.finditer(text))
    return {code for code in called if code}
