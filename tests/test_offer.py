"""Every way in gives the same offer, and what is wrong gets one sentence with its place and remedy.

The shapes are those that people write; companies and figures are invented.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.counter.fields import OFFER_FIELDS
from assistant.counter.files import SIZE_LIMIT, read_values, yaml_of
from assistant.counter.interview import interview, understood
from assistant.counter.offer import Equity, Money, Offer, Percent
from assistant.counter.offer_file import offer_values, template, write_offer
from assistant.counter.reading import offer_from, read_offer
from assistant.countering import write_file
from assistant.running import read_text
from corpus.problem import Problem

FULL: dict[str, Any] = {
    "company": "Acme",
    "role": "ML engineer",
    "region": "Oslo, NO",
    "level": "2-2",
    "currency": "USD",
    "base": "SGD 181,000",
    "equity_total": "$410K",
    "equity_years": 4,
    "vesting": [5, 15, 40, 40],
    "equity_kind": "RSU",
    "bonus_percent": "15%",
    "sign_on": ["50k", "30k"],
    "competing_offers": [
        {"company": "Globex", "tc": "EUR 390k", "status": "on the phone", "may_name": False},
        {
            "company": "Initech",
            "currency": "CNY",
            "base": "81w",
            "equity_per_year": "12w",
            "status": "written",
        },
        {"status": "onsite"},
    ],
    "unvested_forfeited": 140000,
    "priorities": ["more stock", "cash in hand"],
    "strengths": ["first author of a paper on ranking"],
    "target": {"base": "205k", "rsu": "500k", "equity_years": 4, "bonus": "20%", "level": "3-1"},
    "walk_away": "262k",
    "max_asks": 2,
    "current_pay": "211k",
    "start_date": "2027-01-15",
    "deadline": "Friday",
    "constraints": ["visa: H-1B"],
    "candidate": "Lin",
    "recruiter": "Ms Brown",
    "tone": "short, warm, not pushy",
    "channel": "phone call",
    "language": "zh",
    "exchange_rates": {"USD/CNY": 7.1, "usd-sgd": "1.35"},
    "rounds": [
        {
            "date": "2026-11-16",
            "from": "recruiter",
            "text": "We can do this:\nmore RSUs.",
            "figures": {"equity_total": "150k"},
        }
    ],
    "notes": "it is under NDA: do not share — 谢谢 🙂",
}


def toml_of(values: dict[str, Any]) -> str:
    """The same fields as TOML."""

    def value(one: Any) -> str:
        if isinstance(one, dict):
            return "{" + ", ".join(f"{json.dumps(k)} = {value(v)}" for k, v in one.items()) + "}"
        if isinstance(one, list):
            return "[" + ",\n  ".join(map(value, one)) + "]"
        return json.dumps(one, ensure_ascii=False)

    return "\n".join(f"{key} = {value(one)}" for key, one in values.items())


def offer(**values: Any) -> Offer:
    return offer_from(values, lambda path: path)


def problem_of(text: str, name: str = "offer.yaml") -> Problem:
    with pytest.raises(Problem) as caught:
        read_offer(text, name)
    return caught.value


# ---- all ways in


def test_all_ways_in_give_the_same_offer() -> None:
    """YAML, JSON, TOML and a request say the same."""
    wanted = offer(**FULL)
    assert read_offer(yaml_of(FULL), "a.yaml") == wanted
    assert read_offer(json.dumps(FULL, indent=2), "a.json") == wanted
    assert read_offer(json.dumps(FULL), "-") == wanted
    assert read_offer(toml_of(FULL), "a.toml") == wanted
    assert read_offer(toml_of(FULL), "standard input") == wanted
    assert set(FULL) | {"bonus", "equity_per_year"} == set(OFFER_FIELDS)


def test_every_field_is_understood() -> None:
    """Amounts are exact, in their own currency, else in the offer's."""
    made = offer(**FULL)
    assert made.base == Money(Decimal(181000), "SGD", "SGD 181,000", "SGD", True)
    assert made.equity == Equity(Money(Decimal(410000), "USD", "$410K", "$", True), Decimal(4))
    assert made.bonus == Percent(Decimal(15), "15%")
    assert [m.value for m in made.sign_on] == [50000, 30000]
    assert made.unvested == Money(Decimal(140000), "USD", "140000", "", False)
    spoken, paper, process = made.competing
    assert (spoken.status, spoken.may_name, spoken.tc and spoken.tc.currency) == ("verbal", False, "EUR")
    assert paper.parts
    assert paper.parts.base
    assert paper.parts.equity
    assert paper.parts.base == Money(Decimal(810000), "CNY", "81w", "", False)
    assert (paper.parts.equity.per_year, paper.parts.equity.over_four_years) == (True, 480000)
    assert (process.company, process.status, process.is_offer) == (None, "in_process", False)
    assert {k: v.value for k, v in made.target.items()} == {"base": 205000, "equity": 500000, "bonus": 20}
    assert made.target_words == {"level": "3-1"}
    assert {k: v.value for k, v in made.walk_away.items()} == {"total": 262000}
    assert (made.tone, made.tone_words, made.channel) == ("shorter", "short, warm, not pushy", "call")
    assert made.exchange_rates == {"USD/CNY": Decimal("7.1"), "USD/SGD": Decimal("1.35")}
    assert made.rounds[0].figures == {"equity_total": "150k"}
    assert made.notes == FULL["notes"]


def _flag(path: str) -> str:
    return f"--{path.replace('_', '-')}"


def test_flags_are_texts() -> None:
    """Lists and groups may come as one text, as a flag gives them; the place is the flag."""
    flags = {
        "company": "Acme",
        "base": "230k",
        "equity_total": "400k",
        "vesting": "25/25/25/25",
        "sign_on": "50k, 30k",
        "priorities": "equity, then base",
        "target": "base=250k; equity=500k",
        "exchange_rates": "USD/CNY=7.1",
        "competing_offers": ["company=Globex; tc=USD 420,000; status=verbal"],
        "max_asks": "2",
    }
    made = offer_from(flags, _flag)
    assert made.vesting == (25, 25, 25, 25)
    assert [m.value for m in made.sign_on] == [50000, 30000]
    assert made.priorities == ("equity", "base")
    assert {k: v.value for k, v in made.target.items()} == {"base": 250000, "equity": 500000}
    assert made.competing[0].tc
    assert made.competing[0].tc.value == 420000
    with pytest.raises(Problem) as caught:
        offer_from({"equity_total": "lots"}, _flag)
    assert caught.value.where == "--equity-total"


def test_other_keys_are_passed_over_only_where_asked_for() -> None:
    """A line of a batch has keys of its own."""
    line = {"id": 7, "base": "230k", "source": {"x": [1]}}
    made = offer_from(line, str, others_ignored=True)
    assert made.base
    assert made.base.value == 230000
    with pytest.raises(Problem, match="there is no field 'id'"):
        offer_from(line, str)


@pytest.mark.parametrize(
    ("entered", "currency", "value", "of"),
    [
        ("185k", "USD", 185000, "USD"),
        (230000, None, 230000, None),
        (230000.0, "EUR", 230000, "EUR"),
        ("230 000", "EUR", None, None),
        ("EUR 230 000", "USD", 230000, "EUR"),
        ("CNY 1.05M", "USD", 1050000, "CNY"),
        ("80w", "CNY", 800000, "CNY"),
        ("80万", "CNY", 800000, "CNY"),
        ("12 lakh", "INR", 1200000, "INR"),
        ("12 lakh", "USD", None, None),
        ("₹32,00,000", "USD", 3200000, "INR"),
        ("18 LPA", "INR", 1800000, "INR"),
        ("$230K", "CNY", 230000, "USD"),
        ("$230K", "SGD", None, None),
        ("S$230K", "USD", 230000, "SGD"),
        ("CHF 185'000", None, 185000, "CHF"),
        ("¥12M", "JPY", 12000000, "JPY"),
        ("¥12M", None, None, None),
        ("401k", "USD", 401000, "USD"),
        ("9w", "CNY", 90000, "CNY"),
        ("230k/yr", "USD", 230000, "USD"),
        ("1.050", "EUR", None, None),
        ("1,5", "EUR", None, None),
        ("20k a month", "USD", None, None),
    ],
)
def test_amounts_in_peoples_own_notation(
    entered: object, currency: str | None, value: int | None, of: str | None
) -> None:
    """What has one meaning is read, what has two is refused."""
    if value is None:
        with pytest.raises(Problem) as caught:
            offer(base=entered, currency=currency)
        assert caught.value.where == "base"
        assert caught.value.remedy
    else:
        base = offer(base=entered, currency=currency).base
        assert base
        assert (base.value, base.currency) == (value, of)


def test_equity_keeps_its_years() -> None:
    """Years are those that were told: in the field, in the words, or by the vesting; else they are unknown."""
    for values, years, four in (
        ({"equity_total": "300k", "equity_years": "3 years"}, 3, 400000),
        ({"equity_total": "400k over 4 years"}, 4, 400000),
        ({"equity_total": "300k", "vesting": [34, 33, 33]}, 3, 400000),
        ({"equity_per_year": "110k/year", "equity_years": 4}, 1, 440000),
        ({"equity_total": "440k", "equity_per_year": "110k", "equity_years": 4}, 4, 440000),
        ({"equity_total": "400k"}, None, 400000),
        ({"equity_total": 0}, None, 0),
    ):
        equity = offer(**values).equity
        assert equity
        assert (equity.years, equity.over_four_years) == (years, four)


def test_a_target_of_equity_is_for_four_years() -> None:
    """Other years are put at four with a formula; the words stay those that were entered."""
    made = offer(target={"equity_per_year": "120k"})
    assert made.target["equity"] == Money(Decimal(480000), None, "120k a year", "", False)
    assert made.target_equity
    assert made.target_equity.formula == "120000 * 4"
    assert offer(target={"stock": "300k", "equity_years": 3}).target["equity"].value == 400000
    with pytest.raises(Problem, match="could be for four years or, as your offer, for each year"):
        offer(equity_per_year="140k", target={"equity": "160k"})
    assert offer(equity_per_year="140k", target={"equity": "600k"}).target["equity"].value == 600000


def test_nothing_told_is_nothing() -> None:
    """Empty fields and words for “not told” are left out, and a country is no “no”."""
    assert offer(company=None, level="not told", base="", priorities=[], target={}, sign_on="n/a") == Offer()
    assert read_offer("region: NO\nlevel: 010\n", "a.yaml").region == "NO"
    assert read_offer("level: 2.10\ndeadline: 2026-12-04\n", "a.yaml").level == "2.10"
    assert read_offer("deadline = 2026-12-04\n", "a.toml").deadline == "2026-12-04"


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("written", "written"),
        ("Signed letter", None),
        ("in writing", "written"),
        ("verbal offer", "verbal"),
        ("oral", "verbal"),
        ("IN-PROCESS", "in_process"),
        ("final round", "in_process"),
        ("no written offer", None),
        ("they love me", None),
    ],
)
def test_a_status_is_one_of_three(words: str, status: str | None) -> None:
    """What cannot be told is refused with all three: a wrong status would be a false claim."""
    offers = [{"company": "Globex", "status": words}]
    if status:
        assert offer(competing_offers=offers).competing[0].status == status
    else:
        with pytest.raises(Problem, match="written, verbal or in_process"):
            offer(competing_offers=offers)


# ---- what is wrong


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "the file is empty (offer.yaml)"),
        ("# only this\n", "the file says nothing yet (offer.yaml)"),
        ("- a\n- b\n", "the file holds a list, not one offer (offer.yaml:1)"),
        ("# x\nDear Lin, we are happy", "the file holds a text, not fields (offer.yaml:2)"),
        ("company：Acme", "the file holds a text, not fields (offer.yaml:1). To mend it: write the plain colon"),
        ("company: Acme\n\tbase: 1\n", "the line is indented with a tab (offer.yaml:2)"),
        ("base:230k\ncompany: x", "there is no space behind the colon (offer.yaml:1)"),
        ("company: A\nnotes: he said: yes", "this is no YAML: a second colon in the line (offer.yaml:2)"),
        ("company: A\n  base: 1 # see: x", "this is no YAML: the line stands too far right"),
        ("target:\n  base: 1\n   equity: 2", "does not belong to (offer.yaml:3). To mend it: begin every field at the"),
        ('notes: "open', "this is no YAML: a quote is opened and not closed (offer.yaml:1)"),
        ('notes: "open\nbase: 1\n', "this is no YAML: a quote is opened and not closed (offer.yaml:1)"),
        ("priorities: [a, b", "this is no YAML: a bracket is opened and not closed (offer.yaml:1)"),
        ("base: 1\nsign_on: [1, 2\nrole: x", "this is no YAML: a bracket is opened and not closed (offer.yaml:2)"),
        ("company: @Acme", "this is no YAML: a value begins with a sign"),
        ("company: &x Acme\nrole: *x", "“&x” is a YAML alias, which is not read here (offer.yaml:1)"),
        ("role: *x", "“*x” is a YAML alias, which is not read here (offer.yaml:1)"),
        ("a: !!python/object:os.x y", "'!!python/object:os.x' is a YAML tag, which is not read here (offer.yaml:1)"),
        ("company: A\n---\ncompany: B", "the file holds two documents (offer.yaml:2)"),
        ("? [a]\n: b", "this key is no name (offer.yaml:1)"),
        ("company: a\x01b", "a character in the file is no text (U+0001) (offer.yaml:1)"),
        ('notes: "a\\0b"', "notes holds a character that is no text (U+0000) (offer.yaml:1)"),
        ("[" * 50, "the file is nested too deeply (offer.yaml:1)"),
        ("company: A\nbase: 1\nbase: 2\n",
         "'base' stands twice (offer.yaml:3). To mend it: keep one of them; the first is in line 2"),
        ("company: A\nsalery: 1", "there is no field 'salery' (offer.yaml:2). To mend it: write base"),
        ("equity: 400k", "there is no field 'equity' (offer.yaml:1). To mend it: write equity_total (for all"),
        ("location: Oslo", "there is no field 'location' (offer.yaml:1). To mend it: write region"),
        ("xyzzy: 1", "there is no field 'xyzzy' (offer.yaml:1). To mend it: take it out"),
        ("base: 230", "base is 230: that could be 230 or 230,000 (offer.yaml:1). To mend it: write 230k or 230000"),
        ("base: $230", "base is $230: that could be 230 or 230,000 (offer.yaml:1). To mend it: write $230k or $230000"),
        ("base: 80\ncurrency: CNY", "base is 80: that could be 80, 80,000 or 800,000 (offer.yaml:1)"),
        ("base: 32\ncurrency: INR", "To mend it: write 32 lakh or 3200000"),
        ("base: 230.000", "base: '230.000' could be 230,000 or 230 (offer.yaml:1)"),
        ("base: -5k", "base is -5k, which is negative (offer.yaml:1)"),
        ("base: .nan", "base: '.nan' is no amount (offer.yaml:1)"),
        ("base: [1]", "base is to be one amount, and is a list (offer.yaml:1)"),
        ("base: true", "base is to be one amount, and is yes or no (offer.yaml:1)"),
        ("base: 185k-200k", "base is '185k-200k', a range (offer.yaml:1)"),
        ("base: 15%", "base is '15%', a percentage (offer.yaml:1)"),
        ("base: 15k/month", "base is '15k/month', for a month (offer.yaml:1)"),
        ("base: about 230k", "base: 'about 230k' is not one amount (offer.yaml:1)"),
        ("currency: dollers", "'dollers', which is no currency known here (offer.yaml:1). To mend it: write USD"),
        ("currency: ¥", "currency is ¥: that could be CNY or JPY (offer.yaml:1)"),
        ("company: [Acme]", "company is to be a text, and is a list (offer.yaml:1)"),
        ("equity_total: 12,000 options", "To mend it: write what the company says it is worth in money"),
        ("equity_total: 0.5%", "To mend it: write what the company says it is worth in money"),
        ("equity_total: 100k/year", "To mend it: write it as equity_per_year: 100k/year"),
        ("equity_total: 400k\nequity_per_year: 90k", "only one of them is read (offer.yaml:2)"),
        ("equity_years: 2024", "equity_years is '2024', not a number of years (offer.yaml:1)"),
        ("vesting: [25, 25, 25]", "vesting adds up to 75, not to 100 (offer.yaml:1)"),
        ("vesting: monthly", "vesting holds 'monthly', not a percentage (offer.yaml:1)"),
        ("equity_years: 3\nvesting: 25/25/25/25", "equity_years is 3, and vesting names 4 years (offer.yaml:1)"),
        ("bonus_percent: 1500", "bonus_percent is 1500, which is too large for a percentage"),
        ("bonus_percent: 0.15", "bonus_percent is 0.15: that could be 0.15% or 15% (offer.yaml:1)"),
        ("bonus_percent: 15-20%", "bonus_percent is '15-20%', a range (offer.yaml:1)"),
        ("bonus_percent: 30k", "To mend it: write it as bonus: 30k"),
        ("bonus: 15", "bonus is 15: that could be 15% of the base or 15k in money (offer.yaml:1)"),
        ("sign_on: 50", "sign_on is 50: that could be 50 or 50,000 (offer.yaml:1)"),
        ("sign_on: 50k/year", "sign_on is '50k/year', for each year (offer.yaml:1)"),
        ("competing_offers: {company: A}", "competing_offers is to be a list, and is a group of fields"),
        ("competing_offers:\n- company: A\n  status: maybe", "competing_offers[0].status is 'maybe'"),
        ("competing_offers:\n- company: A\n  tc: 420", "420 or 420,000 (offer.yaml:3)"),
        ("competing_offers:\n- company: A\n  total: 1",
         "there is no field 'total' in competing_offers[0] (offer.yaml:3). To mend it: write tc"),
        ("competing_offers:\n- may_name: perhaps", "competing_offers[0].may_name is to be yes or no"),
        ("target: 520k", "target is to name components, and is a text (offer.yaml:1)"),
        ("target: {rsu: 500k, stock: 400k}", "target.stock is named twice, here and as target.rsu (offer.yaml:1)"),
        ("target:\n  holiday: 5", "there is no field 'holiday' in target (offer.yaml:2)"),
        ("max_asks: 0", "max_asks is '0' (offer.yaml:1). To mend it: write a whole number from 1 to 10"),
        ("channel: pigeon", "channel is 'pigeon', and it is mail or call (offer.yaml:1)"),
        ("exchange_rates: {USD/CNY: -7}", "exchange_rates.USD/CNY is '-7', not a rate (offer.yaml:1)"),
        ("exchange_rates: {USD/CNY: 7.1, CNY/USD: 7.1}", "which does not go with USD/CNY 7.1"),
        ("target: {base: 250,000}", "a comma inside { } ends a value, so “250,000…” is read as two (offer.yaml:1)"),
        ("rounds:\n- text: hello", "rounds[0] does not say who wrote (offer.yaml:2)"),
        ("rounds:\n- from: me\n  figures: {base: 230}", "rounds[0].figures.base is 230: that could be"),
        (f"notes: {'x' * 2001}", "notes has 2,001 characters (offer.yaml:1). To mend it: keep at most 2,000"),
        ("x" * 1_000_001, "the file is larger than 1 MB (offer.yaml)"),
    ],
)  # fmt: skip
def test_what_is_wrong_gets_its_sentence(text: str, sentence: str) -> None:
    """One line: what, where, how to mend it."""
    problem = problem_of(text)
    assert sentence in str(problem)
    assert "\n" not in str(problem)
    assert problem.remedy


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        ("o.json", '{\n"company": "A",\n"base": 230k}', "this is no JSON: expecting ',' delimiter (o.json:3:12)"),
        ("o.json", '{"base": 1,\n"base": 2}', "'base' stands twice (o.json:2)"),
        ("o.json", '{"a": 1,\n"base": NaN}', "NaN is no number (o.json:2)"),
        ("o.json", '{"base": -Infinity}', "-Infinity is no number (o.json:1)"),
        ("o.json", '{"base": 1e400000}', "base is too large or too small a number (o.json:1)"),
        ("o.json", '{"base": ' + "9" * 6000 + "}", "base is too large or too small a number (o.json:1)"),
        ("o.json", '{"base": 230.000}', "base: '230.000' could be 230,000 or 230 (o.json:1)"),
        ("o.json", '{"a":' * 60 + "1" + "}" * 60, "the file is nested too deeply (o.json:1)"),
        ("o.json", '{"notes": "\\ud800"}', "notes holds a character that is no text (U+D800)"),
        ("o.json", "{“base”: 1}", "To mend it: write plain quotes"),
        ("o.json", '{"rounds": [\n{"from": "me",\n"figures":\n{"base": 5}}]}', "(o.json:4)"),
        ("o.toml", "base = 1\nbase = 2\n", "this is no TOML: a field stands twice (o.toml:2"),
        ("o.toml", "\nbase = 230k", "(o.toml:2:11)"),
        ("o.toml", "base = nan", "base is NaN, which is no number (o.toml:1)"),
        ("o.toml", "base = inf", "base is Infinity, which is no number (o.toml:1)"),
        ("o.toml", "base = " + "9" * 6000, "too large"),
        ("o.toml", "a = " + "[" * 60, "the file is nested too deeply (o.toml:1)"),
        ("o.toml", "a." * 60 + "b = 1", "the file is nested too deeply (o.toml:1)"),
        ("o.toml", "[target]\n# x\nbase = 5", "target.base is 5: that could be 5 or 5,000 (o.toml:3)"),
        ("o.toml", "target.base = 5", "target.base is 5: that could be 5 or 5,000 (o.toml:1)"),
        ("o.toml", '[[rounds]]\nfrom = "x"\n[[rounds]]\nfrom = "me"\n[rounds.figures]\nbase = 5',
         "rounds[1].figures.base is 5: that could be 5 or 5,000 (o.toml:6)"),
        ("o.toml", 'competing_offers = [\n  {company = "A"},\n  {company = "B", tc = 5}\n]',
         "competing_offers[1].tc is 5: that could be 5 or 5,000 (o.toml:3)"),
        ("o.toml", 'notes = """a\nbase = 3\n"""\nvesting = [5,\n "x"]',
         "vesting[1] holds 'x', not a percentage (o.toml:5)"),
    ],
)  # fmt: skip
def test_json_and_toml_name_the_line_too(name: str, text: str, sentence: str) -> None:
    """The place of every key is known in each format."""
    assert sentence in str(problem_of(text, name))


@pytest.mark.parametrize("name", ["o.yaml", "o.json", "o.toml"])
@pytest.mark.parametrize(
    "text", ["[" * 999_999, "- " * 400_000, "{" * 900_000, "a: [" + "1," * 400_000, '"' * 999_999, "a=[" * 300_000]
)  # fmt: skip
def test_a_large_strange_file_is_refused(name: str, text: str) -> None:
    """No depth and no number of values makes it slow or breaks it."""
    assert isinstance(problem_of(text, name), Problem)


def test_every_line_of_a_file_is_known() -> None:
    """A wrong value in place of each key of the full offer is reported with that key's line."""
    for name, write in (
        ("o.yaml", yaml_of),
        ("o.json", lambda values: json.dumps(values, indent=1, ensure_ascii=False)),
        ("o.toml", toml_of),
    ):
        text = write(FULL)
        written = read_values(text, name)
        lines = text.splitlines()
        keys = [path for path in written.lines if path[-1] != "]"]
        assert len(keys) > 45
        for path in keys:
            key = path.rpartition(".")[2]
            assert key in lines[written.lines[path] - 1], (name, path)


def test_bytes_and_files(tmp_path: Path) -> None:
    """UTF-16, Windows-1252 and a mark at the start are read; what is no text, or is not there, is said."""
    text = "company: Société\nbase: €230k\n"
    file = tmp_path / "o.yaml"
    for content in (text.encode("utf-8-sig"), text.encode("utf-16"), text.encode("cp1252")):
        file.write_bytes(content)
        base = read_offer(read_text(str(file)), "o.yaml").base
        assert base
        assert base.currency == "EUR"
    file.write_bytes(b"company: \x00\x01")
    with pytest.raises(Problem, match="this is no text: the file is binary"):
        read_text(str(file))
    with pytest.raises(Problem, match="larger than 1 MB"):
        read_offer("#" * (SIZE_LIMIT + 1), "o.yaml")
    for missing in (tmp_path / "none.yaml", tmp_path):
        with pytest.raises(Problem, match="the file cannot be read"):
            read_text(str(missing))
    write_file(str(tmp_path / "new.yaml"), write_offer(offer_values(offer(**FULL))))
    assert read_offer(read_text(str(tmp_path / "new.yaml")), "new.yaml") == offer(**FULL)
    with pytest.raises(Problem, match="the file is there already"):
        write_file(str(file), "x")
    with pytest.raises(Problem, match="the file cannot be written"):
        write_file(str(tmp_path / "no" / "o.yaml"), "x")


# ---- the template


def test_the_template_says_nothing_and_names_every_field() -> None:
    """Unfilled it is an empty offer; filled with its own examples it is a good one."""
    assert read_offer(template(), "offer.yaml") == Offer()
    lines = template().splitlines()
    assert {line.split(":")[0] for line in lines if re.match(r"[a-z_]+:", line)} == set(OFFER_FIELDS)
    filled = []
    for line, after in zip(lines, [*lines[1:], ""], strict=True):
        example = None if after.startswith("#  ") else re.fullmatch(r"([a-z_]+):\s+#(?:.*:)? ([^:]+)", line)
        if re.match(r"#  ", line):
            filled.append(line[1:])
        elif example and example[1] not in ("equity_per_year", "bonus"):
            filled.append(f"{example[1]}: {example[2]}")
        elif not example:
            filled.append(line)
    made = read_offer("\n".join(filled), "offer.yaml")
    assert made.base
    assert made.base.value == 230000
    assert made.competing[0].may_name is False
    assert made.target["equity"].value == 500000
    assert made.exchange_rates == {"USD/CNY": Decimal("7.1")}
    assert len(offer_values(made)) == len(OFFER_FIELDS) - 3  # two others instead, and mail is usual


# ---- properties

NAMES = st.sampled_from(
    ["Acme", "字节", "O'Neill & Co: Ltd", "yes", "null", "12", "- x", "# no", "A\nB", "1e5"]
)
TEXTS = st.one_of(NAMES, st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=60))
AMOUNTS = st.one_of(
    st.integers(1000, 10**9),
    st.integers(1, 990).map(lambda n: f"{n}k"),
    st.integers(1, 990).map(lambda n: f"SGD {n},000"),
    st.integers(10, 990).map(lambda n: f"{n}w"),
    st.integers(1, 99).map(lambda n: f"CNY {n / 10}M"),
    st.sampled_from(["$1.25M", "230000.50", "€90k", "CHF 185'000", "₹32,00,000", "£70,000"]),
)
PERCENTS = st.one_of(
    st.integers(0, 60), st.integers(0, 60).map(lambda n: f"{n}%"), st.sampled_from([12.5, "7.5 %"])
)
VESTINGS = st.sampled_from(["25/25/25/25", [5, 15, 40, 40], ["33.3", "33.3", 33.4], [0, 100], "100"])


def a_mapping(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional=fields)


WANTED = a_mapping(
    base=AMOUNTS, stock=AMOUNTS, equity_years=st.sampled_from([4, "4"]), bonus_percent=PERCENTS,
    signing=AMOUNTS, tc=AMOUNTS,
)  # fmt: skip
PARTS: dict[str, st.SearchStrategy[Any]] = {
    "role": TEXTS, "region": TEXTS, "level": TEXTS, "currency": st.sampled_from(["USD", "rmb", "€", "INR"]),
    "base": AMOUNTS, "equity_total": AMOUNTS, "vesting": VESTINGS, "equity_kind": TEXTS, "bonus_percent": PERCENTS,
    "sign_on": st.one_of(AMOUNTS, st.lists(AMOUNTS, max_size=3), st.just(0)), "notes": TEXTS,
}  # fmt: skip
OTHERS = st.lists(
    a_mapping(
        company=TEXTS, tc=AMOUNTS, status=st.sampled_from(["signed", "oral", "onsite"]), may_name=st.booleans(), **PARTS
    ),
    max_size=3,
)  # fmt: skip
ROUNDS = st.lists(
    st.fixed_dictionaries(
        {"from": st.sampled_from(["me", "recruiter"])},
        optional={
            "date": TEXTS,
            "text": TEXTS,
            "figures": a_mapping(base=AMOUNTS, rsu=AMOUNTS, sign_on=AMOUNTS),
        },
    ),
    max_size=3,
)
VALUES = a_mapping(
    company=TEXTS, competing_offers=OTHERS, unvested_forfeited=AMOUNTS, priorities=st.lists(TEXTS, max_size=4),
    strengths=st.lists(TEXTS, max_size=3), target=WANTED, walk_away=st.one_of(AMOUNTS, WANTED),
    max_asks=st.integers(1, 5), current_pay=TEXTS, deadline=TEXTS, constraints=st.lists(TEXTS, max_size=3),
    candidate=TEXTS, recruiter=TEXTS, tone=TEXTS, channel=st.sampled_from(["mail", "call"]), language=TEXTS,
    exchange_rates=a_mapping(**{"USD/CNY": st.sampled_from([7.1, "7.125", 7, 0.00001])}), rounds=ROUNDS, **PARTS,
)  # fmt: skip


@given(VALUES)
@settings(max_examples=150, deadline=None)
def test_an_offer_that_is_written_is_read_back(values: dict[str, Any]) -> None:
    """Nothing is lost or changed on the way through a file, in any format."""
    try:
        made = offer_from(values, str)
    except (
        Problem
    ):  # "80w" beside CNY and "$" are fine, a lone "?" as a text is left out; some pairs disagree
        return
    again = offer_values(made)
    assert read_offer(write_offer(again), "o.yaml") == made
    assert read_offer(json.dumps(again) if again else '{"company": null}', "o.json") == made
    assert offer_from(again, str) == made
    assert offer_values(offer_from(again, str)) == again
    assert understood(again)


KEYS = st.one_of(st.text(max_size=8), st.integers(), st.sampled_from(OFFER_FIELDS))
JUNK = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20), AMOUNTS, PERCENTS,
        st.binary(max_size=3), st.decimals(), st.dates(),
    ),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(KEYS, inner, max_size=4)),
    max_leaves=8,
)  # fmt: skip


@given(st.dictionaries(st.one_of(st.sampled_from(OFFER_FIELDS), st.text(max_size=8)), JUNK, max_size=6))
@settings(max_examples=300, deadline=None)
def test_junk_gives_an_offer_or_a_problem(values: dict[str, Any]) -> None:
    """Never anything else; and what is an offer can be written and read back."""
    try:
        made = offer_from(values, _flag)
    except Problem:
        return
    assert read_offer(write_offer(offer_values(made)), "o.yaml") == made


@given(
    st.sampled_from([yaml_of(FULL), json.dumps(FULL, indent=1), toml_of(FULL), template()]),
    st.lists(
        st.tuples(
            st.integers(0, 3000), st.integers(0, 4), st.text("\t :-{}[]\"'&*!%#,\n=x9k\x00\ud800", max_size=3)
        ),
        max_size=4,
    ),
    st.sampled_from(["o.yaml", "o.json", "o.toml", "-"]),
)  # fmt: skip
@settings(max_examples=200, deadline=None)
def test_a_damaged_file_gives_an_offer_or_a_problem(
    text: str, damage: list[tuple[int, int, str]], name: str
) -> None:
    """Whatever is cut out or put in."""
    for place, cut, put in damage:
        text = text[:place] + put + text[place + cut :]
    with suppress(Problem):
        read_offer(text, name)


# ---- questions and answers


def answers(*said: str) -> Callable[[str], str]:
    """Asks that are answered in turn; after the last, the input ends."""
    left: Iterator[str] = iter(said)

    def ask(question: str) -> str:
        try:
            return next(left)
        except StopIteration:
            raise EOFError from None

    return ask


def test_an_interview_asks_for_everything_and_nothing_twice() -> None:
    """A wrong answer is asked again with its sentence; Enter is “not told”; the file can be kept."""
    said: list[str] = []
    kept: dict[str, str] = {}
    asked: list[str] = []
    script = answers(
        "Acme", "ML engineer", "Oslo", "", "USD",
        "230", "230k",  # refused once, with both readings
        "100k", "per year",
        "15", "50k, 30k", "Friday",
        "maybe", "yes", "Globex", "they love me", "verbal", "420k", "no", "no",
        "", "I led the ranking team", "equity, base",
        "more money", "base 250k, equity 500k",
        "", "Ms Brown", "Lin",
        "base", "231k", "",  # one thing is changed, then all is right
        "my offer",
    )  # fmt: skip

    def ask(question: str) -> str:
        asked.append(question)
        return script(question)

    values = interview(ask, said.append, {}, kept.__setitem__)
    made = offer_from(values, str)
    assert made.base
    assert made.base.value == 231000
    assert made.equity
    assert made.equity.per_year
    assert made.equity.over_four_years == 400000
    assert [m.value for m in made.sign_on] == [50000, 30000]
    assert made.bonus == Percent(Decimal(15), "15%")
    [other] = made.competing
    assert (other.company, other.status, other.may_name) == ("Globex", "verbal", False)
    assert {k: v.value for k, v in made.target.items()} == {"base": 250000, "equity": 500000}
    assert made.priorities == ("equity", "base")
    assert (made.level, made.unvested) == (None, None)
    assert read_offer(kept["my offer.yaml"], "o.yaml") == made
    assert any("could be 230 or 230,000" in line for line in said)
    assert any("written, verbal or in_process" in line for line in said)
    assert all("Traceback" not in line and "(" + ")" not in line for line in said)
    assert "Saved as my offer.yaml." in said
    assert len([q for q in asked if "company is the offer" in q]) == 1


def test_an_interview_asks_only_for_what_is_missing() -> None:
    """What the flags said already is not asked."""
    asked: list[str] = []

    def ask(question: str) -> str:
        asked.append(question)
        return ""

    values = {name: value for name, value in FULL.items() if name not in ("level", "deadline")}
    made = interview(ask, lambda line: None, values)
    assert offer_from(made, str) == offer(**values)
    assert [q.split()[0] for q in asked] == ["Which", "Until", "Is"]
    asked.clear()
    interview(ask, lambda line: None, {"company": "Acme", "base": "SGD 180,000"})
    assert not any("currency" in q for q in asked)


def test_an_interview_names_no_company_unasked() -> None:
    """A process has no total, and another company is named only after a yes."""
    values = {name: FULL[name] for name in FULL if name != "competing_offers"}
    script = answers("yes", "Globex", "interviewing", "", "no", "")
    [other] = offer_from(interview(script, lambda line: None, values), str).competing
    assert (other.company, other.status, other.may_name, other.tc) == ("Globex", "in_process", False, None)


def test_an_interview_that_breaks_off_says_so() -> None:
    """The end of the input is a problem that a person can mend."""
    with pytest.raises(Problem, match="the answers ended before the questions"):
        interview(answers("Acme"), lambda line: None, {})
    with pytest.raises(Problem, match="there is no field 'foo'"):
        interview(answers(), lambda line: None, {"foo": 1})


@given(st.lists(st.text(max_size=12), max_size=60))
@settings(max_examples=60, deadline=None)
def test_any_answers_end_well(said: list[str]) -> None:
    """Whatever is typed, there is an offer or a sentence."""
    try:
        values = interview(answers(*said), lambda line: None, {})
    except Problem:
        return
    offer_from(values, str)


def test_city_is_region_too() -> None:
    """As on the command line; both at once are refused."""
    assert read_offer("city: Oslo", "offer.yaml").region == "Oslo"
    assert "keep one" in (problem_of("city: Oslo\nregion: Bergen").remedy or "")


@pytest.mark.parametrize(
    ("text", "readings"),
    [("base: 1,95k", ("1.95k", "195k")), ("sign_on: 2,50k", ("2.50k", "250k")), ("bonus_percent: 180", ("180", "18"))],
)
def test_a_slip_of_scale_is_asked_back(text: str, readings: tuple[str, str]) -> None:
    """Both readings are shown, and neither is taken."""
    said = str(problem_of(text))
    assert all(reading in said for reading in readings)
    assert read_offer("base: 195,000", "offer.yaml").base
