"""What can go wrong for a client: one code, one HTTP status and one readable sentence each."""

from __future__ import annotations

from enum import Enum
from typing import Any


class Code(Enum):
    """The failures a client can meet, as `(name, HTTP status, sentence)`.

    The sentences are ours: a provider's own words may quote the key or the conversation.
    """

    INVALID_REQUEST = ("invalid_request", 422, "The request is not valid.")
    BODY_TOO_LARGE = ("body_too_large", 413, "The request is too large.")
    BODY_TIMEOUT = ("body_timeout", 408, "The request took too long to arrive.")
    CONVERSATION_TOO_LONG = ("conversation_too_long", 413, "The conversation is too long. Please start a new one.")
    NOT_FOUND = ("not_found", 404, "There is nothing at this address.")
    METHOD_NOT_ALLOWED = ("method_not_allowed", 405, "This method is not allowed here.")
    BUSY = ("busy", 503, "Too many answers are being written at the moment. Please try again shortly.")
    STOPPING = ("stopping", 503, "The service is restarting. Please ask again in a moment.")
    MISSING_KEY = ("missing_key", 503, "The service has no key for its model provider: OPENAI_API_KEY is not set.")
    KEY_REJECTED = ("key_rejected", 502, "The model provider does not accept the key of this service.")
    QUOTA_EXHAUSTED = ("quota_exhausted", 503, "The account of this service at the model provider is used up.")
    RATE_LIMITED = ("rate_limited", 429, "The model provider has too many requests. Please try again shortly.")
    PROVIDER_REFUSED = ("provider_refused", 502, "The model provider refused the request.")
    PROVIDER_FAILED = ("provider_failed", 502, "The model provider failed to answer. Please try again.")
    PROVIDER_TIMEOUT = ("provider_timeout", 504, "The model provider took too long to answer. Please try again.")
    PROVIDER_UNREACHABLE = ("provider_unreachable", 502, "The model provider cannot be reached.")
    ANSWER_CUT = ("answer_cut", 502, "The model provider stopped in the middle of the answer. Please try again.")
    INTERNAL = ("internal", 500, "Something went wrong in this service.")

    def __init__(self, label: str, status: int, sentence: str) -> None:
        self.label = label
        self.status = status
        self.sentence = sentence


class ChatError(Exception):
    """A failure to tell the client about, before the answer or in the middle of it."""

    def __init__(
        self,
        code: Code,
        message: str | None = None,
        *,
        retry_after: int | None = None,
        details: dict[str, Any] | None = None,
    ) -> None:
        """`retry_after` is in seconds; `details` are for the log only and hold no content."""
        super().__init__(code.label)
        self.code = code
        self.message = message or code.sentence
        self.retry_after = retry_after
        self.details = details or {}

    def body(self, request_id: str) -> dict[str, Any]:
        """The JSON object that clients read, alone in a reply or inside an `error` event."""
        return {"code": self.code.label, "message": self.message, "request_id": request_id}
