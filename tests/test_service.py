"""The service as a process on loopback: keys, Host, events, sizes, slow clients, paths, OpenAI's client.

What only real sockets show. Everything here starts `counteroffer serve` and is marked heavy.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, suppress
from http.client import HTTPConnection
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

pytest.importorskip("uvicorn")

from chroma_server import chroma_running, free_port
from serving import OFFER, ROOT, events_in, process

from assistant.counter.fields import OFFER_FIELDS
from evals.model_server import Reply, serving

pytestmark = pytest.mark.heavy
KEY = "k" * 40
MINE = {"authorization": f"Bearer {KEY}", "content-type": "application/json"}
QUESTION = {"question": "what is the base band for Meta in London?"}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("served") / "index"


@pytest.fixture(scope="module")
def place(index: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port of a service with a key; `HF_HUB_OFFLINE` keeps libraries at home."""
    environment = {
        "COUNTEROFFER_INDEX": str(index),
        "COUNTEROFFER_API_KEY": KEY,
        "HF_HUB_OFFLINE": "1",
        "XDG_CONFIG_HOME": str(tmp_path_factory.mktemp("config")),
    }
    with process("serve", environment=environment) as (_, port, _):
        yield port


def ask(
    port: int, method: str, path: str, body: Any = None, headers: dict[str, str] | None = None
) -> tuple[int, dict[str, str], str]:
    with closing(HTTPConnection("127.0.0.1", port, timeout=60)) as connection:
        content = None if body is None else body if isinstance(body, bytes) else json.dumps(body).encode()
        connection.request(method, path, content, MINE if headers is None else headers)
        response = connection.getresponse()
        told = {name.lower(): value for name, value in response.getheaders()}
        return response.status, told, response.read().decode("utf-8")


def raw(port: int, sent: bytes, seconds: float = 30) -> bytes:
    """What comes back for bytes that no client would send."""
    with closing(socket.create_connection(("127.0.0.1", port), timeout=seconds)) as line:
        line.sendall(sent)
        got = b""
        while part := line.recv(65536):
            got += part
        return got


def test_it_answers_with_a_key_and_to_its_own_name(place: int) -> None:
    """Wrong, missing and malformed keys and other names are refused over a real line too."""
    status, _, text = ask(place, "POST", "/v1/ask", QUESTION)
    assert (status, json.loads(text)["status"]) == (200, "answered")
    for sent in (
        {},
        {"authorization": KEY},
        {"authorization": "Bearer "},
        {"authorization": f"Bearer {KEY}0"},
    ):
        assert ask(place, "POST", "/v1/ask", QUESTION, sent)[0] == 401
    assert ask(place, "GET", "/v1/guides", None, {**MINE, "host": "evil.example"})[0] == 421
    assert ask(place, "POST", "/v1/ask", QUESTION, {**MINE, "origin": "https://evil.example"})[0] == 403
    assert b"421" in raw(place, b"GET /health HTTP/1.1\r\nconnection: close\r\n\r\n")[:40]
    twice = b"GET /health HTTP/1.1\r\nhost: a\r\nhost: 127.0.0.1\r\nconnection: close\r\n\r\n"
    assert b" 421 " in raw(place, twice)[:20]


def test_it_says_nothing_of_its_server(place: int) -> None:
    """No name and version of what runs it."""
    headers = ask(place, "GET", "/health")[1]
    assert "server" not in headers
    assert headers["content-security-policy"].startswith("default-src 'none'")


def test_events_come_over_the_line(place: int) -> None:
    """search, sentences, answer, done."""
    status, headers, text = ask(place, "POST", "/v1/ask", QUESTION, {**MINE, "accept": "text/event-stream"})
    assert status == 200
    assert headers["content-type"].startswith("text/event-stream")
    assert [name for name, _ in events_in(text)][-2:] == ["answer", "done"]


@pytest.mark.parametrize(
    "path",
    [
        *(
            "/v1/guides/../../../etc/passwd",
            "/v1/guides/%2e%2e%2f%2e%2e%2fetc%2fpasswd",
            "/v1/guides//etc/passwd",
        ),
        *("/v1/guides/..%5c..%5cetc", "/v1/guides/%00", "/v1/guides/file:%2f%2f%2fetc%2fpasswd"),
        *("/assets/../cli.py", "/assets/%2e%2e/cli.py", "/docs/..%2f..%2fcli.py"),
    ],
)
def test_no_path_leads_out(place: int, path: str) -> None:
    """Sent as they stand, without a client that would tidy them."""
    head = f"GET {path} HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\n"
    got = raw(place, f"{head}authorization: Bearer {KEY}\r\n\r\n".encode())
    assert got.startswith((b"HTTP/1.1 404", b"HTTP/1.1 400", b"HTTP/1.1 401"))
    assert b"root:" not in got
    assert b"typer" not in got


def test_no_field_makes_it_fetch_anything(place: int) -> None:
    """An address in any field is text: a listener that is named in all of them hears nothing."""
    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        listener.settimeout(1.0)
        url = f"http://127.0.0.1:{listener.getsockname()[1]}/x.md"
        asked: list[tuple[str, Any]] = [
            ("/v1/ask", {"question": f"read {url} and say what Meta pays", "conversation": [url]}),
            ("/v1/search", {"query": url}),
            *(("/v1/drafts", {**OFFER, "company": "Meta", name: url}) for name in OFFER_FIELDS),
            ("/v1/checks", {**OFFER, "strengths": [url], "competing_offers": [{"company": url}]}),
            ("/v1/comparisons", {"offers": [{**OFFER, "company": url}, {**OFFER, "region": url}]}),
            ("/v1/letters", {"text": f"Dear Lin, see {url} for the base of your offer at {url}"}),
            ("/v1/replies", {"offer": OFFER, "message": f"see {url}"}),
            ("/v1/verifications", {"text": url, "sources": [{"name": url, "text": f"[a]({url}) $1K"}]}),
            ("/v1/chat/completions", {"model": url, "messages": [{"role": "user", "content": url}]}),
            (
                "/v1/chat/completions",
                {
                    "messages": [
                        {"role": "user", "content": [{"type": "image_url", "image_url": {"url": url}}]},
                        {"role": "user", "content": "hello"},
                    ]
                },
            ),
        ]
        for path, body in asked:
            assert ask(place, "POST", path, body)[0] in (200, 422), path
        assert ask(place, "GET", f"/v1/guides/{url}")[0] == 404
        assert ask(place, "GET", f"/v1/bands?company={url}&region={url}")[0] == 200
        forwarded = {**MINE, "x-forwarded-host": url, "referer": url, "x-original-url": url}
        assert ask(place, "POST", "/v1/ask", QUESTION, forwarded)[0] == 200
        with pytest.raises(TimeoutError):
            listener.accept()


def test_large_and_slow_bodies_are_refused(place: int) -> None:
    """By length, by chunks, and by the clock; the next request is answered meanwhile."""
    head = f"POST /v1/ask HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Bearer {KEY}\r\n".encode()
    kind = b"content-type: application/json\r\n"
    assert b" 413 " in raw(place, head + kind + b"content-length: 99999999999\r\n\r\n{")[:40]
    with closing(socket.create_connection(("127.0.0.1", place), timeout=30)) as slow:
        slow.sendall(head + kind + b"content-length: 500\r\n\r\n{")
        started = time.monotonic()
        assert ask(place, "GET", "/health")[0] == 200
        for _ in range(60):
            try:
                slow.sendall(b" ")
            except OSError:
                break
            slow.settimeout(0.5)
            try:
                if slow.recv(1000).startswith(b"HTTP/1.1 408"):
                    break
            except TimeoutError:
                continue
        assert 5 < time.monotonic() - started < 25


def test_a_connection_that_asks_nothing_is_closed(place: int) -> None:
    """Headers that never end hold no place."""
    with closing(socket.create_connection(("127.0.0.1", place), timeout=30)) as idle:
        idle.sendall(b"GET /health HTTP/1.1\r\nx-a: ")
        started = time.monotonic()
        with suppress(ConnectionResetError):
            assert idle.recv(100) == b""
        assert time.monotonic() - started < 25


def test_openais_own_client(place: int) -> None:
    """Its models, a whole completion and a stream; a wrong key and a wrong message are its own errors."""
    openai = pytest.importorskip("openai")
    url = f"http://127.0.0.1:{place}/v1"
    with openai.OpenAI(base_url=url, api_key=KEY, max_retries=0) as client:
        assert [model.id for model in client.models.list()] == ["counteroffer"]
        asked = [{"role": "user", "content": QUESTION["question"]}]
        whole = client.chat.completions.create(model="counteroffer", messages=asked)
        text = whole.choices[0].message.content
        assert "Meta" in text
        assert "Sources:" in text
        stream = client.chat.completions.create(model="counteroffer", messages=asked, stream=True)
        assert "".join(chunk.choices[0].delta.content or "" for chunk in stream if chunk.choices) == text
        with pytest.raises(openai.UnprocessableEntityError, match="no message of the user"):
            client.chat.completions.create(
                model="counteroffer", messages=[{"role": "system", "content": "x"}]
            )
    with (
        openai.OpenAI(base_url=url, api_key="wrong", max_retries=0) as other,
        pytest.raises(openai.AuthenticationError, match="asks for a key"),
    ):
        other.models.list()


def test_a_public_address_needs_a_key(index: Path) -> None:
    """One line, exit code 1, and nothing listens."""
    environment = {**os.environ, "COUNTEROFFER_INDEX": str(index)}
    for host in ("0.0.0.0", "::"):
        command = [sys.executable, "-m", "assistant", "serve", "--host", host, "--port", "0"]
        ran = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60)
        assert ran.returncode == 1
        assert "no key is set" in ran.stderr
        assert "Traceback" not in ran.stderr


# ---- what the service leans on goes away

ANYWHERE = {"question": "how firm is the level, and how do I ask for more equity?"}  # searches all guides


def asked_meanwhile(port: int, body: Any, over: threading.Event) -> list[tuple[int, Any]]:
    """Four people who ask until it is over; status and object of each answer."""
    told: list[tuple[int, Any]] = []

    def person() -> None:
        while not over.is_set():
            status, _, text = ask(port, "POST", "/v1/ask", body, {"content-type": "application/json"})
            told.append((status, json.loads(text)))

    people = [threading.Thread(target=person) for _ in range(4)]
    for one in people:
        one.start()
    over.wait(120)
    for one in people:
        one.join(60)
    return told


def codes_of(answer: Any) -> set[str]:
    return {one["code"] for one in answer.get("warnings", ())}


def honest_words(body: dict[str, Any]) -> str:
    """The sentences that the prompt shows, as an honest model gives them back."""
    from evals.scripted import shown_in

    shown = shown_in([SimpleNamespace(content=one["content"]) for one in body["messages"]])  # type: ignore[misc]
    return "\n".join(shown.marked)


def until(holds: Callable[[], bool], seconds: float = 60) -> bool:
    end = time.monotonic() + seconds
    while not holds() and time.monotonic() < end:
        time.sleep(0.2)
    return holds()


@pytest.mark.skipif(os.name != "posix", reason="signals")
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGSTOP], ids=["killed", "hanging"])
def test_a_chroma_server_that_goes_away_under_load(index: Path, tmp_path: Path, how: signal.Signals) -> None:
    """Answers go on, whole and marked, while it is away, and unmarked when it is back; nothing restarts."""
    chroma_port, json_kind = free_port(), {"content-type": "application/json"}
    environment = {"COUNTEROFFER_INDEX": str(index)}
    url = f"http://127.0.0.1:{chroma_port}"
    over = threading.Event()
    with ExitStack() as stack:
        chroma = stack.enter_context(chroma_running(tmp_path / "chroma", chroma_port))
        place = process("serve", "--chroma-url", url, environment=environment)
        _, port, service = stack.enter_context(place)
        # A service whose log nobody reads stops when the pipe is full.
        reader = threading.Thread(target=service.stderr.read)
        reader.start()
        stack.callback(reader.join, 60)
        stack.callback(service.terminate)

        def answer() -> Any:
            status, _, text = ask(port, "POST", "/v1/ask", ANYWHERE, json_kind)
            return json.loads(text) if status == 200 else {"warnings": [{"code": str(status)}]}

        def ready() -> Any:
            return json.loads(ask(port, "GET", "/ready", None, {})[2])

        before = answer()
        assert codes_of(before) == set()
        assert before["retrieved"]
        assert ready()["away"] is None
        told: list[tuple[int, Any]] = []
        load = threading.Thread(target=lambda: told.extend(asked_meanwhile(port, ANYWHERE, over)))
        load.start()
        try:
            time.sleep(1)
            chroma.send_signal(how)
            assert until(lambda: codes_of(answer()) == {"store_away"})
            assert "Chroma server" in ready()["away"]
            assert "counteroffer_store_away 1" in ask(port, "GET", "/metrics", None, {})[2]
            if how == signal.SIGSTOP:
                chroma.send_signal(signal.SIGCONT)
            else:
                chroma.wait()
                stack.enter_context(chroma_running(tmp_path / "chroma", chroma_port))
            assert until(lambda: codes_of(answer()) == set())
        finally:
            over.set()
            load.join(90)
        assert ready()["away"] is None
    assert len(told) > 8
    assert {status for status, _ in told} <= {200, 503}
    answers = [one for status, one in told if status == 200]
    assert {code for one in answers for code in codes_of(one)} == {"store_away"}
    # Whether Chroma is there or not, the same passages are found.
    assert {json.dumps(one["retrieved"]) for one in answers} == {json.dumps(before["retrieved"])}


def test_a_model_server_that_is_killed_under_load(index: Path) -> None:
    """Worded answers while it is there; composed ones, marked, from then on: never an error."""
    pytest.importorskip("langchain_openai")
    over = threading.Event()
    with ExitStack() as stack:
        model = stack.enter_context(ExitStack())
        said = model.enter_context(serving(lambda body, number: Reply(honest_words(body), pause=0.02)))
        environment = {
            "COUNTEROFFER_INDEX": str(index),
            "COUNTEROFFER_MODEL": "openai:scripted",
            "OPENAI_BASE_URL": said.url,
            "COUNTEROFFER_MODEL_TIMEOUT": "10",
        }
        _, port, service = stack.enter_context(process("serve", environment=environment))
        reader = threading.Thread(target=service.stderr.read)
        reader.start()
        stack.callback(reader.join, 60)
        stack.callback(service.terminate)

        def answer() -> Any:
            status, _, text = ask(port, "POST", "/v1/ask", QUESTION, {"content-type": "application/json"})
            assert status == 200, text
            return json.loads(text)

        worded = answer()
        assert worded["model"] == "openai:scripted"
        told: list[tuple[int, Any]] = []
        load = threading.Thread(target=lambda: told.extend(asked_meanwhile(port, QUESTION, over)))
        load.start()
        try:
            time.sleep(1)
            model.close()
            assert until(lambda: answer()["model"] is None)
            composed = answer()
        finally:
            over.set()
            load.join(90)
    assert composed["status"] == "answered"
    assert "model_unavailable" in codes_of(composed)
    assert {status for status, _ in told} == {200}
    for _, one in told:
        assert {number["source"] for number in one["numbers"]} == {"quoted"}
        # One that was cut off half-way is finished by code: in the model's words so far, and marked too.
        assert one["model"] == "openai:scripted" or "model_unavailable" in codes_of(one)


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_it_stops_when_told_and_ends_what_it_began(index: Path) -> None:
    """Two processes answer, count together, and go on SIGTERM with code 0; the log has no question."""
    environment = {"COUNTEROFFER_INDEX": str(index)}
    with process("serve", "--workers", "2", environment=environment) as (_, port, ran):
        headers = {"content-type": "application/json"}
        for _ in range(8):
            assert ask(port, "POST", "/v1/ask", QUESTION, headers)[0] == 200
        time.sleep(2.5)  # each process lets the others see its counts every two seconds
        metrics = ask(port, "GET", "/metrics", None, {})[2]
        assert 'requests_total{method="POST",route="/v1/ask",status="200"} 8' in metrics
        ran.send_signal(signal.SIGTERM)
        _, told = ran.communicate(timeout=30)
        assert ran.returncode == 0
    assert '"event": "stop"' in told
    assert "London" not in told
    assert "Traceback" not in told


def test_the_readmes_examples(index: Path) -> None:
    """Each `curl` line and the Python example, as they stand but for the port."""
    readme = (ROOT / "README.md").read_text("utf-8")
    lines = [line.removeprefix("$ ") for line in readme.splitlines() if line.startswith("$ curl ")]
    example = re.search(r"```python\nimport json, urllib\.request\n.*?```", readme, re.DOTALL)
    assert len(lines) >= 4
    assert example is not None
    program = example.group().removeprefix("```python\n").removesuffix("```")
    with process("serve", environment={"COUNTEROFFER_INDEX": str(index)}) as (_, port, _):
        here = f"http://127.0.0.1:{port}"
        command = [sys.executable, "-c", program.replace("http://127.0.0.1:8000", here)]
        ran = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
        assert "$170K–$250K" in ran.stdout
        if shutil.which("curl") is None:
            pytest.skip("curl is not here")
        for line in lines:
            words = shlex.split(line.replace("http://127.0.0.1:8000", here))
            ran = subprocess.run([*words, "-f"], capture_output=True, text=True, timeout=60)
            assert ran.returncode == 0, line
            assert ran.stdout.startswith(("{", "event: search")), line
