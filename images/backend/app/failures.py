"""From the provider's failures to what a client is told."""

from __future__ import annotations

import openai

from .errors import ChatError, Code

MAX_RETRY_AFTER = 600


def explain(error: Exception) -> ChatError:
    """The client's view of an exception that the OpenAI client raised.

    The provider's own text is dropped, for it may quote the key or the conversation; its status,
    its code and its request id are kept for the log.
    """
    if isinstance(error, openai.APIStatusError):
        return _explain_status(error)
    if isinstance(error, openai.APITimeoutError):
        return ChatError(Code.PROVIDER_TIMEOUT)
    if isinstance(error, openai.APIConnectionError):
        return ChatError(Code.PROVIDER_UNREACHABLE, details={"cause": type(error.__cause__).__name__})
    if isinstance(error, openai.APIError):  # an error object inside the stream
        return ChatError(Code.PROVIDER_FAILED, details={"provider_code": error.code})
    return ChatError(Code.PROVIDER_FAILED, details={"cause": type(error).__name__})


def _explain_status(error: openai.APIStatusError) -> ChatError:
    details = {
        "provider_status": error.status_code,
        "provider_code": error.code,
        "provider_request_id": error.request_id,
    }
    match error:
        case openai.AuthenticationError() | openai.PermissionDeniedError():
            code = Code.KEY_REJECTED
        case openai.RateLimitError() if error.code == "insufficient_quota":
            code = Code.QUOTA_EXHAUSTED
        case openai.RateLimitError():
            code = Code.RATE_LIMITED
        case openai.APIStatusError() if error.code == "context_length_exceeded":
            code = Code.CONVERSATION_TOO_LONG
        case openai.APIStatusError() if error.status_code < 500:
            code = Code.PROVIDER_REFUSED
        case _:
            code = Code.PROVIDER_FAILED
    retry_after = _retry_after(error) if code is Code.RATE_LIMITED else None
    return ChatError(code, retry_after=retry_after, details=details)


def _retry_after(error: openai.APIStatusError) -> int | None:
    value = error.response.headers.get("retry-after", "")
    return min(int(value), MAX_RETRY_AFTER) if value.isascii() and value.isdigit() and len(value) < 10 else None
