"""A model that can be relied on: total deadlines, polite retries, a breaker, the next model."""

import asyncio
import random
import time
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field
from typing import Protocol

from resume_tailor.adapters.llm.faults import FaultKind, ModelFault
from resume_tailor.adapters.llm.provider import Message
from resume_tailor.domain.model.usage import Meter, Usage
from resume_tailor.domain.ports.telemetry import Counted, NoTelemetry, Telemetry

_LETTERS_A_TOKEN = 8
"""At most; what says more is cut."""
_FAILURES_TO_OPEN, _OPEN_SECONDS = 5, 30.0


class Provider(Protocol):
    """One model: `LiteLLMProvider`."""

    def stream(
        self, messages: Sequence[Message], max_tokens: int
    ) -> AsyncGenerator[str | Usage, None]:
        """Pieces of text, then the usage; raises `ModelFault`."""

    async def warm_up(self) -> None:
        """Do beforehand what the first question would wait for."""

    async def aclose(self) -> None:
        """Close what is kept open for the next request."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long and how often; seconds."""

    tries: int = 5
    seconds: float = 120.0
    """For all tries of a call together."""
    first_pause: float = 1.0
    longest_pause: float = 30.0
    """Who is asked to wait longer gives up at once."""
    calls: int = 60
    """A session."""
    tokens: int = 400_000
    """A session, both ways."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """The model is waited for; what was said so far will be said anew."""


@dataclass
class Breaker:
    """After some failures in a row nobody waits for a provider that is down."""

    failures: int = 0
    opened: float = field(default=-_OPEN_SECONDS)

    @property
    def is_open(self) -> bool:
        """Whether calls are refused without being made; one may try again after a while."""
        return self.failures >= _FAILURES_TO_OPEN and time.monotonic() < self.opened + _OPEN_SECONDS

    def note(self, *, failed: bool) -> None:
        """How a call ended."""
        self.failures = self.failures + 1 if failed else 0
        if failed:
            self.opened = time.monotonic()


class LanguageModel:
    """Asks the first of its models that answers."""

    def __init__(
        self,
        providers: Sequence[Provider],
        patience: Patience | None = None,
        telemetry: Telemetry | None = None,
    ) -> None:
        self._providers = [(provider, Breaker()) for provider in providers]
        self._patience = patience or Patience()
        self._telemetry = telemetry or NoTelemetry()

    async def ask(
        self, messages: Sequence[Message], max_tokens: int, meter: Meter
    ) -> AsyncGenerator[str | Waiting, None]:
        """The answer as it comes; raises `ModelFault` when no model gives one."""
        self._require_budget(meter)
        for number, (provider, breaker) in enumerate(self._providers, start=1):
            call = _Call(
                provider, breaker, self._patience, messages, max_tokens, meter, self._telemetry
            )
            try:
                async with aclosing(call.pieces()) as pieces:
                    async for piece in pieces:
                        yield piece
            except ModelFault as fault:
                if number == len(self._providers) or not (
                    fault.kind.is_of_the_model or fault.kind.may_pass
                ):
                    raise
                yield Waiting()
            else:
                return

    async def warm_up(self) -> None:
        """Do beforehand what the first question would wait for."""
        for provider, _ in self._providers:
            await provider.warm_up()

    async def aclose(self) -> None:
        """Close what is kept open for the next request."""
        for provider, _ in self._providers:
            await provider.aclose()

    def _require_budget(self, meter: Meter) -> None:
        spent = meter.spent
        tokens = spent.input_tokens + spent.output_tokens
        if spent.calls >= self._patience.calls or tokens >= self._patience.tokens:
            raise ModelFault(FaultKind.SPENT)


class _Call:
    """One question to one model, asked again as long as that may help."""

    def __init__(
        self,
        provider: Provider,
        breaker: Breaker,
        patience: Patience,
        messages: Sequence[Message],
        max_tokens: int,
        meter: Meter,
        telemetry: Telemetry,
    ) -> None:
        self._provider = provider
        self._breaker = breaker
        self._patience = patience
        self._messages = messages
        self._max_tokens = max_tokens
        self._meter = meter
        self._telemetry = telemetry
        self._ends = time.monotonic() + patience.seconds

    async def pieces(self) -> AsyncGenerator[str | Waiting, None]:
        for tried in range(1, self._patience.tries + 1):
            if self._breaker.is_open:
                raise ModelFault(FaultKind.FAILED)
            try:
                async with aclosing(self._once()) as pieces:
                    async for piece in pieces:
                        yield piece
            except ModelFault as fault:
                self._breaker.note(failed=fault.kind.may_pass)
                self._telemetry.count(Counted.MODEL_CALLS, outcome="failed")
                pause = self._pause(fault, tried)
                if pause is None:
                    raise
                self._telemetry.count(Counted.MODEL_RETRIES)
                yield Waiting()
                await asyncio.sleep(pause)
            else:
                self._breaker.note(failed=False)
                self._telemetry.count(Counted.MODEL_CALLS, outcome="answered")
                return

    async def _once(self) -> AsyncGenerator[str, None]:
        """One request; what it says beyond all measure is cut off."""
        left = self._max_tokens * _LETTERS_A_TOKEN
        used = False
        async with aclosing(self._provider.stream(self._messages, self._max_tokens)) as stream:
            try:
                while left > 0:
                    piece = await self._next(stream)
                    if piece is None:
                        return
                    if isinstance(piece, Usage):
                        used = True
                        self._count(piece)
                    else:
                        yield piece[:left]
                        left -= len(piece)
            finally:
                if not used:
                    self._count(self._estimate(left))

    def _count(self, usage: Usage) -> None:
        self._meter.count(usage)
        self._telemetry.count(Counted.MODEL_TOKENS, usage.input_tokens, direction="in")
        self._telemetry.count(Counted.MODEL_TOKENS, usage.output_tokens, direction="out")
        self._telemetry.count(Counted.MODEL_DOLLARS, usage.cost or 0.0)

    async def _next(self, stream: AsyncGenerator[str | Usage, None]) -> str | Usage | None:
        try:
            # Not by `wait_for`, which in Python 3.11 loses a cancellation that comes with a result.
            async with asyncio.timeout(max(0.0, self._ends - time.monotonic())):
                return await anext(stream, None)
        except TimeoutError:
            raise ModelFault(FaultKind.FAILED) from None

    def _estimate(self, left: int) -> Usage:
        """What a request used that did not come to its end; nothing where it said nothing."""
        if left == self._max_tokens * _LETTERS_A_TOKEN:
            return Usage(1)
        sent = sum(len(message["content"]) for message in self._messages) // 4
        return Usage(1, sent, (self._max_tokens * _LETTERS_A_TOKEN - left) // 4)

    def _pause(self, fault: ModelFault, tried: int) -> float | None:
        """Seconds until the next try: what was asked for, else a random part of twice the last; None
        to give up."""
        if not fault.kind.may_pass or tried >= self._patience.tries:
            return None
        most = min(self._patience.longest_pause, self._patience.first_pause * 2 ** (tried - 1))
        pause = random.uniform(0.0, most)  # noqa: S311 - so that not all come at once
        if fault.retry_after is not None:
            if fault.retry_after > self._patience.longest_pause:
                return None
            pause = max(pause, fault.retry_after)
        return pause if time.monotonic() + pause < self._ends else None
