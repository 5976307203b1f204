"""LiteLLM, tamed: one streamed request, no retries, nothing printed, nothing fetched besides.

The only file that knows LiteLLM. It takes two seconds and 190 MB to import, and is imported by the first
request alone. What is set before and around each call was measured against a scripted server; see
`docs/decisions/0010-one-call-to-a-model.md`.
"""

import asyncio
import email.utils
import logging
import os
import time
import warnings
from collections.abc import AsyncGenerator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import httpx

from resume_tailor.adapters.llm.bounded import BoundedTransport
from resume_tailor.adapters.llm.faults import FaultKind, ModelFault, fault_of
from resume_tailor.domain.model.usage import Usage

Message = dict[str, str]
"""`role` and `content`."""

_ENVIRONMENT = {
    "LITELLM_LOCAL_MODEL_COST_MAP": "True",
    "LITELLM_MODE": "PRODUCTION",  # else it reads a `.env` of any parent folder
    "HF_HUB_OFFLINE": "1",
}
_LOGGERS = ("LiteLLM", "LiteLLM Router", "LiteLLM Proxy")
_STREAMS = ("text/event-stream", "application/x-ndjson", "text/plain")
_MOST_TOKENS = 10_000_000
_OLLAMA = "http://127.0.0.1:11434"
_LETTERS_A_TOKEN = 4


@dataclass(frozen=True, slots=True)
class ModelAddress:
    """Which model, where, with which key."""

    model: str
    base: str = ""
    key: str = ""

    @property
    def name(self) -> str:
        """As LiteLLM wants it. Whatever speaks OpenAI's protocol goes by the reader that forgives most
        and wants no key."""
        provider, _, rest = self.model.partition("/")
        if provider in ("ollama", "ollama_chat"):
            return f"hosted_vllm/{rest}"
        if self.base and provider in ("openai", self.model):
            return f"hosted_vllm/{rest or provider}"
        return self.model

    @property
    def root(self) -> str | None:
        """Where requests go; None for the provider's own address."""
        if self.model.startswith(("ollama/", "ollama_chat/")):
            base = (self.base or _OLLAMA).rstrip("/")
            return base if base.endswith("/v1") else f"{base}/v1"
        return self.base or None


class LiteLLMProvider:
    """One model. Gives pieces of text, then the usage; raises `ModelFault`."""

    def __init__(
        self, address: ModelAddress, *, connect_seconds: float = 5.0, read_seconds: float = 30.0
    ) -> None:
        self.address = address
        self._timeout = httpx.Timeout(
            connect=connect_seconds, read=read_seconds, write=10.0, pool=connect_seconds
        )
        self._client: Any = None
        self._http: httpx.AsyncClient | None = None
        self._loop: asyncio.AbstractEventLoop | None = None

    async def stream(
        self, messages: Sequence[Message], max_tokens: int
    ) -> AsyncGenerator[str | Usage, None]:
        """The answer as it comes. Closing the generator closes the connection at once."""
        litellm = await asyncio.to_thread(_litellm)
        stream = None
        said = 0
        usage: Usage | None = None
        try:
            client = await self._client_here()
            stream = await litellm.acompletion(**self._request(messages, max_tokens, client))
            _require_stream(stream)
            async for chunk in self._chunks_of(stream):
                text = _text_of(chunk)
                said += len(text)
                usage = self._usage_of(litellm, chunk) or usage
                if text:
                    yield text
        except (asyncio.CancelledError, GeneratorExit, ModelFault):
            raise
        except Exception as error:  # noqa: BLE001 - providers raise whatever they like
            raise _fault_of(error) from None  # its text may repeat the key
        finally:
            if stream is not None:
                with suppress(Exception):
                    await stream.aclose()
        if not said:
            raise ModelFault(FaultKind.FAILED)
        yield usage or _estimated(messages, said)

    async def warm_up(self) -> None:
        """Import what the first request would wait for."""
        await asyncio.to_thread(_litellm)

    async def aclose(self) -> None:
        """Close the connections that are kept open for the next request."""
        http, self._http, self._client = self._http, None, None
        if http is not None:
            await http.aclose()

    def _request(self, messages: Sequence[Message], max_tokens: int, client: Any) -> dict[str, Any]:
        return {
            "model": self.address.name,
            "messages": list(messages),
            "stream": True,
            "stream_options": {"include_usage": True},
            "max_tokens": max_tokens,
            "temperature": 0.2,
            "drop_params": True,
            "max_retries": 0,
            "num_retries": 0,
            "timeout": self._timeout.read,
            "api_base": self.address.root,
            "api_key": self.address.key or "none",
            "client": client,
        }

    def _chunks_of(self, stream: Any) -> Any:
        """What LiteLLM has parsed. Its wrapper makes every chunk anew, which costs more than all that we
        do ourselves; those of an OpenAI-compatible server are the same underneath."""
        beneath = getattr(stream, "completion_stream", None)
        return beneath if beneath is not None and self._is_compatible else stream

    @property
    def _is_compatible(self) -> bool:
        return self.address.name.startswith("openai/")

    async def _client_here(self) -> Any:
        """A client of our own, bounded and without redirects or proxies, for this event loop."""
        loop = asyncio.get_running_loop()
        if self._client is None or self._loop is not loop:
            self._client, self._loop = await self._make_client(), loop
        return self._client

    async def _make_client(self) -> Any:
        http = self._http = httpx.AsyncClient(
            transport=BoundedTransport(),
            follow_redirects=False,
            trust_env=False,
            timeout=self._timeout,
        )
        if self._is_compatible:
            import openai

            client: Any = openai.AsyncOpenAI  # typed for a client of its own kind; ours serves too
            return client(
                api_key=self.address.key or "none",
                base_url=self.address.root,
                max_retries=0,
                http_client=http,
            )
        from litellm.llms.custom_httpx.http_handler import AsyncHTTPHandler

        handler = AsyncHTTPHandler(timeout=self._timeout)
        theirs, handler.client = handler.client, http
        await theirs.aclose()
        return handler

    def _usage_of(self, litellm: Any, chunk: Any) -> Usage | None:
        usage = getattr(chunk, "usage", None)
        sent, said = (getattr(usage, name, None) for name in ("prompt_tokens", "completion_tokens"))
        if not all(isinstance(n, int) and 0 <= n <= _MOST_TOKENS for n in (sent, said)):
            return None
        if not sent and not said:
            return None
        return Usage(1, sent or 0, said or 0, self._cost(litellm, sent or 0, said or 0))

    def _cost(self, litellm: Any, sent: int, said: int) -> float | None:
        try:
            prices = litellm.cost_per_token(
                model=self.address.model, prompt_tokens=sent, completion_tokens=said
            )
        except Exception:  # noqa: BLE001 - whatever it raises for a model that it does not know
            return None
        return float(sum(prices))


def _litellm() -> Any:
    """LiteLLM, silent and without a network of its own."""
    os.environ.update(_ENVIRONMENT)
    warnings.filterwarnings("ignore", module="pydantic")
    import litellm

    litellm.suppress_debug_info = True
    litellm.disable_hf_tokenizer_download = True
    for name in _LOGGERS:
        logger = logging.getLogger(name)
        logger.handlers[:] = [logging.NullHandler()]
        logger.propagate = False
    return litellm


def _require_stream(stream: Any) -> None:
    """An HTML page with status 200 must not pass for an answer that says nothing."""
    headers = (getattr(stream, "_hidden_params", None) or {}).get("additional_headers") or {}
    kind = str(headers.get("llm_provider-content-type") or "")
    if kind and not kind.startswith(_STREAMS):
        raise ModelFault(FaultKind.FAILED)


def _text_of(chunk: Any) -> str:
    choices = getattr(chunk, "choices", None)
    content = getattr(choices[0].delta, "content", None) if choices else None
    return content if isinstance(content, str) else ""


def _fault_of(error: Exception) -> ModelFault:
    status = getattr(error, "status_code", None)
    body = getattr(error, "body", None)
    said = f"{getattr(error, 'code', '')} {body} {error}"[:4_000]
    return fault_of(status if isinstance(status, int) else None, said, _retry_after(error))


def _retry_after(error: Exception) -> float | None:
    headers = getattr(error, "litellm_response_headers", None) or {}
    value = str(headers.get("retry-after") or headers.get("llm_provider-retry-after") or "")
    if value.isdigit():
        return float(value)
    with suppress(ValueError, TypeError):
        return max(0.0, email.utils.parsedate_to_datetime(value).timestamp() - time.time())
    return None


def _estimated(messages: Sequence[Message], said: int) -> Usage:
    """What a call used about, where the provider does not say."""
    sent = sum(len(message["content"]) for message in messages)
    return Usage(1, sent // _LETTERS_A_TOKEN, max(1, said // _LETTERS_A_TOKEN))
