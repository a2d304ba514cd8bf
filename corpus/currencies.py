"""The marks and scales that amounts are printed with: codes, symbols, K, lakh, 万.

Data and one look-up: a mark goes in, its ISO code comes out. What a text means by them is for
`corpus.money`.
"""

from __future__ import annotations

CURRENCY_CODES = frozenset({
    "USD", "EUR", "GBP", "CNY", "RMB", "SGD", "INR", "JPY", "CAD", "AUD", "HKD", "TWD", "NTD", "CHF",
    "ILS", "NIS", "BRL", "UYU", "MXN", "KRW", "PLN", "SEK", "NOK", "DKK", "CZK", "HUF", "AED", "SAR",
    "QAR", "ZAR", "NZD", "THB", "MYR", "IDR", "PHP", "VND", "TRY", "RUB", "ARS", "CLP", "COP", "PEN",
    "EGP", "NGN", "KES", "RON", "BGN", "UAH", "PKR", "BDT", "LKR",
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
}  # fmt: skip
# The currencies that people write with a bare "$".
DOLLAR_CURRENCIES = frozenset({"USD", "SGD", "HKD", "CAD", "AUD", "NZD", "TWD", "MXN"})

FACTORS = {
    "k": 10**3, "thousand": 10**3, "grand": 10**3, "千": 10**3,
    "w": 10**4, "万": 10**4, "萬": 10**4,
    "l": 10**5, "lpa": 10**5, "lakh": 10**5, "lakhs": 10**5, "lac": 10**5, "lacs": 10**5,
    "m": 10**6, "mn": 10**6, "mm": 10**6, "mln": 10**6, "million": 10**6, "百万": 10**6,
    "cr": 10**7, "crore": 10**7, "crores": 10**7, "千万": 10**7,
    "亿": 10**8, "億": 10**8,
    "b": 10**9, "bn": 10**9, "bln": 10**9, "billion": 10**9,
    "t": 10**12, "tn": 10**12, "trillion": 10**12,
}  # fmt: skip
INDIAN = frozenset({"l", "cr", "lpa"})  # letters that are a scale only beside rupees: a lone L5 is a level
CHINESE = frozenset({"w", "万", "萬", "亿", "億", "千万", "百万"})


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
    return _DOLLARS.get(name.replace(" ", "")) or _SYMBOLS.get(name) or _SYMBOLS.get(name.casefold())
