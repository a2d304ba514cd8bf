"""A language model by its name, `provider:model`, through LangChain.

In: `Settings`. Out: a chat model with a time limit and bounded retries, or None where none is
configured. Raises Problem with the exact line that installs what is missing. Nothing of LangChain or of
a provider is imported unless a model is named, and then only that provider's package.
"""

from __future__ import annotations

import math
import os
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from corpus.problem import Problem

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

    from assistant.settings import Settings

SECONDS = 30.0  # for all that one answer asks of its model
RETRIES = 2  # of a call that fails for a passing reason; the time limit holds for all of them together
MOST_TOKENS = 1_200
NONE = "none"

# provider → (module, what pip installs, the variable its key stands in)
PROVIDERS: dict[str, tuple[str, str, str | None]] = {
    "openai": ("langchain_openai", "counteroffer[openai]", "OPENAI_API_KEY"),
    "anthropic": ("langchain_anthropic", "counteroffer[anthropic]", "ANTHROPIC_API_KEY"),
    "google_genai": ("langchain_google_genai", "counteroffer[google]", "GOOGLE_API_KEY"),
    "ollama": ("langchain_ollama", "counteroffer[ollama]", None),
    "mistralai": ("langchain_mistralai", "langchain-mistralai", "MISTRAL_API_KEY"),
    "groq": ("langchain_groq", "langchain-groq", "GROQ_API_KEY"),
    "deepseek": ("langchain_deepseek", "langchain-deepseek", "DEEPSEEK_API_KEY"),
    "cohere": ("langchain_cohere", "langchain-cohere", "COHERE_API_KEY"),
    "xai": ("langchain_xai", "langchain-xai", "XAI_API_KEY"),
    "together": ("langchain_together", "langchain-together", "TOGETHER_API_KEY"),
    "fireworks": ("langchain_fireworks", "langchain-fireworks", "FIREWORKS_API_KEY"),
    "openrouter": ("langchain_openrouter", "langchain-openrouter", "OPENROUTER_API_KEY"),
}
ALSO = {"google": "google_genai", "gemini": "google_genai", "claude": "anthropic"}


def open_model(settings: Settings) -> BaseChatModel | None:
    """The model that is configured, or None. Raises Problem; it calls nobody yet."""
    name, origin = settings.model.value or NONE, settings.model.origin
    if name == NONE:
        return None
    provider, model = parted(name, origin)
    mend = missing(provider)
    if mend is not None:
        raise Problem(mend[0], f"{origin}: {name}", mend[1])
    from langchain.chat_models import init_chat_model

    try:
        opened: BaseChatModel = init_chat_model(
            model, model_provider=provider, **_options(provider, seconds_of(settings))
        )
        return opened
    except ImportError as error:  # a package of the provider's own is not there
        raise Problem(
            f"{provider} cannot be loaded: {error.name or 'a package'} is missing", name, _pip(provider)
        ) from error
    except Exception as error:  # each provider's package has errors of its own for a wrong configuration
        raise Problem(
            f"the model {name} cannot be set up ({type(error).__name__})",
            origin,
            f"look at the name and at {provider}'s variables, or say --model none",
        ) from error


def parted(name: str, origin: str) -> tuple[str, str]:
    """The provider and the model of a name. Raises Problem.

    >>> parted("google:gemini-x", "--model"), parted("ollama:llama3:8b", "--model")
    (('google_genai', 'gemini-x'), ('ollama', 'llama3:8b'))
    """
    provider, colon, model = name.partition(":")
    provider = ALSO.get(provider.strip().lower(), provider.strip().lower().replace("-", "_"))
    if not colon or not model.strip():
        raise Problem(
            f"{name!r} does not say whose model it is",
            origin,
            "write it as provider:model, such as openai:gpt-4o, or say none",
        )
    if provider not in PROVIDERS:
        raise Problem(
            f"{provider!r} is no provider that is known here",
            f"{origin}: {name}",
            f"name one of {', '.join(PROVIDERS)}, or say none",
        )
    return provider, model.strip()


def missing(provider: str) -> tuple[str, str] | None:
    """What a provider lacks before it can be used, and how to mend it; None where nothing does."""
    module, _, key = PROVIDERS[provider]
    if find_spec("langchain") is None or find_spec(module) is None:
        return f"{provider} models need the package {module.replace('_', '-')}, which is not installed", _pip(
            provider
        )
    if key and not os.environ.get(key) and not _is_own_server(provider):
        if provider == "google_genai" and os.environ.get("GEMINI_API_KEY"):
            return None
        return f"{provider} models need a key, and there is none", f"set {key}, or say --model none"
    return None


def _is_own_server(provider: str) -> bool:
    """A server of one's own (vLLM, llama.cpp …) that speaks OpenAI's protocol asks for no key."""
    return provider == "openai" and bool(
        os.environ.get("OPENAI_BASE_URL") or os.environ.get("OPENAI_API_BASE")
    )


def _pip(provider: str) -> str:
    return f'run: pip install "{PROVIDERS[provider][1]}"'


def seconds_of(settings: Settings) -> float:
    """How long all of one answer's calls may take. Raises Problem."""
    value = settings.model_timeout.value
    if value is None:
        return SECONDS
    try:
        seconds = float(value)
    except ValueError:
        seconds = math.nan
    if not 0 < seconds <= 3600:
        raise Problem(
            f"model_timeout is no number of seconds: {value}",
            settings.model_timeout.origin,
            "write a number above 0, at most 3600",
        )
    return seconds


def _options(provider: str, seconds: float) -> dict[str, Any]:
    """What each provider calls the limits."""
    if provider == "ollama":
        return {"num_predict": MOST_TOKENS, "client_kwargs": {"timeout": seconds}}
    options: dict[str, Any] = {"timeout": seconds, "max_retries": RETRIES, "max_tokens": MOST_TOKENS}
    if provider == "openai":
        options["stream_usage"] = True
        if _is_own_server(provider) and not os.environ.get("OPENAI_API_KEY"):
            options["api_key"] = "none"
    return options


def name_of(model: BaseChatModel) -> str:
    """What a model is called in a result: its kind and its own name."""
    own = next(
        (
            str(v)
            for a in ("model_name", "model", "model_id")
            if isinstance(v := getattr(model, a, None), str) and v
        ),
        "",
    )
    kind = getattr(model, "_llm_type", "")
    provider = {"openai-chat": "openai", "anthropic-chat": "anthropic", "chat-ollama": "ollama"}.get(
        kind, kind
    )
    own = own.removeprefix("models/")
    return f"{provider}:{own}" if provider and own else own or provider or "a model"
