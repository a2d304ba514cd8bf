"""The tools as an assistant uses them: the SDK's own client over standard input and over HTTP.

All figures are invented.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import TinyEncoder

pytest.importorskip("mcp", reason="the package mcp is not installed")

from mcp.client import Client
from mcp.client.stdio import StdioServerParameters, stdio_client
from serving import OFFER, ROOT, process, settings_in

from assistant.api.desk import OpenDesk
from assistant.mcp_server import make_server
from assistant.settings import Settings

TOOLS = {"search_guides", "get_bands", "ask", "check_offer", "draft_counter", "verify_text"}
KEY = "k" * 40


@pytest.fixture
def settings(tmp_path: Path, tiny_encoder: TinyEncoder) -> Settings:
    return settings_in(tmp_path, tiny_encoder)


def asked(settings: Settings, encoder: TinyEncoder, work: Callable[[Any], Awaitable[None]]) -> None:
    """Run with a client on a server in this process."""

    async def go() -> None:
        with OpenDesk(settings, encoder=encoder) as desk:
            async with Client(make_server(desk)) as client:
                await work(client)

    asyncio.run(go())


def text_of(result: Any) -> str:
    return "\n".join(block.text for block in result.content)


def test_each_tool_gives_text_and_an_object(settings: Settings, tiny_encoder: TinyEncoder) -> None:
    """Six tools, all of them reading only; what they give is the contract's."""

    async def work(client: Any) -> None:
        listed = (await client.list_tools()).tools
        assert {tool.name for tool in listed} == TOOLS
        assert all(tool.annotations.read_only_hint and tool.description for tool in listed)
        calls: dict[str, tuple[dict[str, Any], str]] = {
            "search_guides": ({"query": "stay calm"}, "Thank the recruiter"),
            "get_bands": ({"company": ["initech"], "region": ["nyc"]}, "$134K–$245K"),
            "ask": ({"question": "base at Initech in Austin?"}, "initech.md:"),
            "check_offer": ({"offer": OFFER}, "$134K"),
            "draft_counter": ({"offer": OFFER}, "Initech"),
            "verify_text": ({"text": "Initech pays $999K in Lisbon."}, "$999K"),
        }
        assert set(calls) == TOOLS
        for name, (arguments, shown) in calls.items():
            result = await client.call_tool(name, arguments)
            assert not result.is_error, (name, text_of(result))
            assert shown in text_of(result), name
            json.dumps(result.structured_content)
            assert str(settings.index_folder.parent) not in text_of(result) + json.dumps(
                result.structured_content
            )
        follow = {"question": "and the equity?", "earlier_questions": ["base at Initech in Lisbon?"]}
        assert "EUR 311K–EUR 622K" in text_of(await client.call_tool("ask", follow))

    asked(settings, tiny_encoder, work)


def test_what_is_wrong_is_said_and_a_bug_is_not(settings: Settings, tiny_encoder: TinyEncoder) -> None:
    """A misspelt field has its remedy; the words of a bug stay here."""

    class Broken(TinyEncoder):
        def encode(self, texts: Any) -> Any:
            if any("zebra" in text for text in texts):
                raise ValueError(f"cannot encode {texts} of /srv/secret")
            return super().encode(texts)

    async def work(client: Any) -> None:
        wrong = await client.call_tool("check_offer", {"offer": {"salery": "1"}})
        assert wrong.is_error
        assert "write base" in text_of(wrong)
        broken = await client.call_tool("search_guides", {"query": "zebra"})
        assert broken.is_error
        assert "secret" not in text_of(broken)

    asked(settings, Broken(), work)


def test_guides_are_resources_and_nothing_else_is(settings: Settings, tiny_encoder: TinyEncoder) -> None:
    """A guide by its name; no path leads out of them."""

    async def work(client: Any) -> None:
        listed = (await client.list_resources()).resources
        assert {str(one.uri) for one in listed} == {"guide:///general.md", "guide:///initech.md"}
        for one in listed:
            text = (await client.read_resource(str(one.uri))).contents[0].text
            assert text.startswith(("# Offers", "---"))
        for path in ("../../etc/passwd", "%2e%2e/%2e%2e/etc/passwd", "/etc/passwd", "nothing.md", "%00"):
            with pytest.raises(Exception, match=r"(?i)no guide|not found|unknown|security|error"):
                await client.read_resource(f"guide:///{path}")

    asked(settings, tiny_encoder, work)


def test_two_prompts_for_the_two_main_uses(settings: Settings, tiny_encoder: TinyEncoder) -> None:
    """Each takes the person's own words."""

    async def work(client: Any) -> None:
        named = {one.name for one in (await client.list_prompts()).prompts}
        assert named == {"answer_from_guides", "counter_my_offer"}
        got = await client.get_prompt("answer_from_guides", {"question": "base in Austin?"})
        assert "base in Austin?" in got.messages[0].content.text

    asked(settings, tiny_encoder, work)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of the packaged guides that the processes share; the first makes it."""
    return tmp_path_factory.mktemp("told") / "index"


async def _use(client: Any) -> None:
    assert {tool.name for tool in (await client.list_tools()).tools} == TOOLS
    result = await client.call_tool("ask", {"question": "what is the base band for Meta in London?"})
    assert not result.is_error
    assert result.structured_content["status"] == "answered"
    listed = (await client.list_resources()).resources
    assert len(listed) == 5
    assert (await client.read_resource(str(listed[0].uri))).contents[0].text
    assert {one.name for one in (await client.list_prompts()).prompts} == {
        "answer_from_guides", "counter_my_offer"
    }  # fmt: skip


@pytest.mark.heavy
def test_over_standard_input(tmp_path: Path, index: Path) -> None:
    """`counteroffer mcp` as a client starts it."""
    environment = {**os.environ, "COUNTEROFFER_INDEX": str(index)}
    command = [sys.executable, "-m", "assistant", "mcp"]
    server = StdioServerParameters(command=command[0], args=command[1:], env=environment, cwd=str(ROOT))

    async def go() -> None:
        with (tmp_path / "errors").open("w") as errors:
            async with Client(stdio_client(server, errlog=errors)) as client:
                await _use(client)

    asyncio.run(go())


@pytest.mark.heavy
def test_over_http(index: Path) -> None:
    """`counteroffer mcp --http` behind a key, a Host check and an Origin check."""
    import httpx2
    from mcp.client.streamable_http import streamable_http_client

    environment = {"COUNTEROFFER_INDEX": str(index), "COUNTEROFFER_API_KEY": KEY}
    with process("mcp", "--http", environment=environment) as (host, port, _):
        url = f"http://{host}:{port}/mcp"

        async def go() -> None:
            mine = {"authorization": f"Bearer {KEY}"}
            async with httpx2.AsyncClient(headers=mine, timeout=60) as sender:
                async with Client(streamable_http_client(url, http_client=sender)) as client:
                    await _use(client)
                for headers, status in (
                    ({"authorization": "Bearer wrong"}, 401),
                    ({"host": "evil.example"}, 421),
                    ({"origin": "https://evil.example"}, 403),
                ):
                    assert (await sender.post(url, json={}, headers=headers)).status_code == status

        asyncio.run(go())
