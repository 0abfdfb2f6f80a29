"""The model provider, over the official OpenAI client."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence

import openai
from openai.types.chat import ChatCompletionChunk, ChatCompletionMessageParam

from .drain import Drain
from .errors import ChatError, Code
from .failures import explain
from .messages import Message
from .settings import Settings


class Answer:
    """One answer in the making; iterate it for the text, then `close` it."""

    def __init__(self, chunks: openai.AsyncStream[ChatCompletionChunk], settings: Settings, drain: Drain) -> None:
        self._chunks = chunks
        self._settings = settings
        self._drain = drain
        self.finish_reason: str | None = None

    async def __aiter__(self) -> AsyncIterator[str]:
        """Yield the text piece by piece; raise ChatError when it cannot be finished."""
        clock = asyncio.get_running_loop()
        end = clock.time() + self._settings.total_timeout
        while (chunk := await self._next(end - clock.time())) is not None:
            for choice in chunk.choices[:1]:
                self.finish_reason = choice.finish_reason or self.finish_reason
                if text := choice.delta.content or choice.delta.refusal:
                    yield text
        if self.finish_reason is None:
            # The connection ended in good order but the answer did not.
            raise ChatError(Code.ANSWER_CUT)

    async def close(self) -> None:
        """Let go of the provider's connection; an unfinished answer is abandoned."""
        await self._chunks.close()

    async def _next(self, remaining: float) -> ChatCompletionChunk | None:
        try:
            async with self._drain.limit(min(self._settings.idle_timeout, remaining)):
                return await anext(self._chunks, None)
        except openai.APITimeoutError as error:
            raise explain(error) from error
        except openai.APIConnectionError as error:
            raise ChatError(Code.ANSWER_CUT, details=explain(error).details) from error
        except ChatError:
            raise
        except Exception as error:  # a chunk that is not JSON, or JSON that is not a chunk
            raise explain(error) from error


class Provider:
    """Asks the provider; its client is made at the first question, for it cannot be made without a key."""

    def __init__(self, settings: Settings, drain: Drain) -> None:
        self._settings = settings
        self._drain = drain
        self._client: openai.AsyncOpenAI | None = None

    async def ask(self, messages: Sequence[Message]) -> Answer:
        """Send the conversation; return once the provider has begun to reply.

        Raises ChatError when the key is missing, or when the provider refuses, fails or is too slow.
        """
        client = self._connect()
        try:
            async with self._drain.limit(self._settings.start_timeout):
                chunks = await client.chat.completions.create(
                    model=self._settings.model,
                    messages=self._conversation(messages),
                    max_completion_tokens=self._settings.max_tokens or openai.omit,
                    stream=True,
                )
        except openai.OpenAIError as error:
            raise explain(error) from error
        return Answer(chunks, self._settings, self._drain)

    async def close(self) -> None:
        """Close the pooled connections."""
        if self._client is not None:
            await self._client.close()

    def _connect(self) -> openai.AsyncOpenAI:
        if self._settings.api_key is None:
            raise ChatError(Code.MISSING_KEY)
        if self._client is None:
            self._client = openai.AsyncOpenAI(
                api_key=self._settings.api_key,
                base_url=self._settings.base_url,
                max_retries=self._settings.retries,
                timeout=openai.Timeout(
                    max(self._settings.start_timeout, self._settings.idle_timeout),
                    connect=self._settings.connect_timeout,
                ),
            )
        return self._client

    def _conversation(self, messages: Sequence[Message]) -> list[ChatCompletionMessageParam]:
        conversation: list[ChatCompletionMessageParam] = []
        if self._settings.system_prompt:
            conversation.append({"role": "system", "content": self._settings.system_prompt})
        for message in messages:
            if message.role == "user":
                conversation.append({"role": "user", "content": message.content})
            else:
                conversation.append({"role": "assistant", "content": message.content})
        return conversation
