"""The conversation that a client sends."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from .errors import ChatError, Code
from .settings import Settings


class Message(BaseModel):
    """One turn of the conversation."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    role: Literal["user", "assistant"]
    content: str = Field(min_length=1)


class ChatRequest(BaseModel):
    """The body of `POST /v1/chat`: the whole conversation, oldest message first, a question last."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    messages: list[Message] = Field(min_length=1)

    def check(self, settings: Settings) -> None:
        """Raise ChatError when the conversation is over a limit or does not end with a question."""
        if self.messages[-1].role != "user":
            raise ChatError(Code.INVALID_REQUEST, "messages: the last message must have the role 'user'")
        if len(self.messages) > settings.max_messages:
            raise ChatError(
                Code.CONVERSATION_TOO_LONG,
                f"The conversation has more than {settings.max_messages} messages. Please start a new one.",
            )
        if sum(len(message.content) for message in self.messages) > settings.max_characters:
            raise ChatError(
                Code.CONVERSATION_TOO_LONG,
                f"The conversation has more than {settings.max_characters} characters. Please shorten it.",
            )
