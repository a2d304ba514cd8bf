"""How soon is a model's sentence on the screen, and what does its check cost?

In: a folder of guides. Out: the time from a sentence's last byte leaving the server to its event, of the
first sentence of an answer and of all, for a server that streams word by word and one that streams slowly;
and the processor's time for one check, over the right sentences of `cases/paraphrases*.txt`, and for what is
read of the data before the first of them, while the model has yet to begin. The server speaks OpenAI's
protocol on loopback, LangChain's own client reads it. Wall-clock times mean little on a busy machine; the
processor's do.

    python -m evals.bench_model --json
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import time
from collections.abc import Iterator, Sequence
from itertools import accumulate
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from evals.model_server import Reply, serving
from evals.paraphrases import CASES, answer_judge, letter_judge, read_cases
from evals.product import Product, commit, opened, quantile
from evals.questions import GUIDES
from evals.scripted import shown_in
from evals.scripts import honest

LATEST = 0.050  # seconds from the last byte of the first sentence to its event, for half of the answers
DEAREST = 5.0  # milliseconds of the processor's time for one check, on average
PAUSES = (
    0.005,
    0.04,
)  # seconds between the pieces of a stream: a quick model, and one of some 25 words a second
QUESTIONS = (
    "is 230 base ok for meta london?",
    "what is the RSU band for Meta in Singapore?",
    "compare base at meta and bytedance in new york",
    "midpoint of equity at ByteDance in Singapore",
    "what does the whole package look like for meta berlin",
    "should I bluff about another offer?",
)
_ENDS = re.compile(r"(?:\[P\d+\])+(?=\s|$)")


def delays(product: Product, question: str, pause: float) -> list[float]:
    """Of each worded sentence of an answer, the seconds from its last byte to its event."""
    from langchain_openai import ChatOpenAI
    from pydantic import SecretStr

    from assistant.answer import answer_question
    from assistant.model.speaking import answer_stream

    p = product
    composed = answer_question(question, p.library, p.encoder, p.lexicon)
    told: list[str] = []

    def script(body: dict[str, Any], number: int) -> Reply:
        messages: Any = [SimpleNamespace(content=m["content"]) for m in body["messages"]]
        told.append(honest(shown_in(messages), random.Random(1)).text)
        return Reply(told[-1], pieces=6, pause=pause)

    seen_at: list[float] = []
    with serving(script) as seen:
        model = ChatOpenAI(model="scripted", base_url=seen.url, api_key=SecretStr("none"), stream_usage=True)
        for event in answer_stream(question, composed, p.library, p.lexicon, model, encoder=p.encoder):
            if event.name == "sentence":
                seen_at.append(time.monotonic())
        sent = list(seen.sent)
    lengths = list(accumulate(length for length, _ in sent))
    out = []
    for m, at in zip(_ENDS.finditer(told[0]), seen_at, strict=False):
        last = next(i for i, total in enumerate(lengths) if total >= m.end())
        out.append(at - sent[last][1])
    return out


def costs(product: Product, files: Sequence[Path]) -> Iterator[tuple[str, float]]:
    """The processor's milliseconds for the check of each right sentence, and for what comes before the first."""
    for case in (case for file in files for case in read_cases(file.read_text("utf-8"))):
        find = letter_judge if case.question.startswith("{") else answer_judge
        judge = find(case.question, product)
        started = time.thread_time()
        judge.prepare()
        yield "preparing cpu ms", (time.thread_time() - started) * 1000
        for sentence in case.sentences:
            started = time.thread_time()
            judge.judge(sentence)
            yield "check cpu ms", (time.thread_time() - started) * 1000


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the times; 4 where one is over its bound."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--guides", type=Path, default=GUIDES)
    parser.add_argument("--index", type=Path)
    parser.add_argument("--times", type=int, default=4)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    value: dict[str, Any] = {"commit": commit()}
    with opened(options.guides, options.index) as product:
        delays(product, QUESTIONS[0], 0.0)  # imports and first uses
        for pause in PAUSES:
            every = [delays(product, q, pause) for _ in range(options.times) for q in QUESTIONS]
            firsts, all_ = [d[0] * 1000 for d in every if d], [d * 1000 for one in every for d in one]
            value[f"{1 / pause:.0f} pieces a second"] = {
                "first sentence ms": _spread(firsts),
                "every sentence ms": _spread(all_),
            }
        spent = list(costs(product, sorted(CASES.glob("paraphrases*.txt"))))
        for kind in dict.fromkeys(kind for kind, _ in spent):
            value[kind] = _spread([cost for one, cost in spent if one == kind])
    if options.json:
        print(json.dumps(value, ensure_ascii=False))
    else:
        for name, found in value.items():
            print(f"{name}: {found}")
    late = [v["first sentence ms"]["p50"] > LATEST * 1000 for v in value.values() if "first sentence ms" in v]
    return 4 if any(late) or value["check cpu ms"]["mean"] > DEAREST else 0


def _spread(values: list[float]) -> dict[str, float]:
    return {
        "count": len(values),
        "mean": round(sum(values) / max(1, len(values)), 2),
        "p50": round(quantile(values, 0.5), 2),
        "p95": round(quantile(values, 0.95), 2),
    }


if __name__ == "__main__":
    sys.exit(main())
