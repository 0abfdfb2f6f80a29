"""The page: a Gradio chat that streams from the backend."""

from __future__ import annotations

import html
from collections.abc import AsyncIterator
from typing import Any

import gradio as gr

from backend import Backend, BackendError, Turn
from settings import Settings

EXAMPLES = [
    "Explain container images to a colleague, in three sentences.",
    "Write a haiku about a quiet release day.",
    "What should a good health check look at?",
]
PLACEHOLDER = "## How can I help?\nAsk anything, or pick one of the suggestions."

# Fonts of the reader's own system: the page asks no other host for anything.
THEME = gr.themes.Soft(
    primary_hue="indigo",
    neutral_hue="slate",
    font=["system-ui", "-apple-system", "Segoe UI", "Roboto", "sans-serif"],
    font_mono=["ui-monospace", "SFMono-Regular", "Menlo", "Consolas", "monospace"],
)
CSS = """
.gradio-container > .main { width: 100%; max-width: 56rem !important; margin: 0 auto !important }
.placeholder-content { text-align: center }
button.example {
    border: 1px solid var(--border-color-primary) !important;
    border-radius: var(--radius-lg) !important;
    background: var(--background-fill-secondary) !important;
    min-height: 0 !important;
}
button.example:hover { border-color: var(--color-accent) !important }
"""


def make_page(settings: Settings, backend: Backend) -> gr.Blocks:
    """The chat; its API endpoint is `chat`."""

    async def respond(question: str, history: list[dict[str, Any]]) -> AsyncIterator[str | list[Any]]:
        """Answer a question, with the conversation so far."""
        answer = ""
        try:
            async for text in backend.ask([*conversation(history), {"role": "user", "content": question}]):
                answer += text
                yield answer
        except BackendError as error:
            notice = make_notice(str(error), partial=bool(answer))
            yield [answer, notice] if answer else [notice]
        else:
            if not answer:
                yield [make_notice("The model had nothing to say.", partial=False)]

    return gr.ChatInterface(
        respond,
        chatbot=gr.Chatbot(placeholder=PLACEHOLDER, show_label=False, buttons=["copy"], scale=1),
        title=settings.title,
        description=f'<div style="text-align: center">{html.escape(settings.description)}</div>',
        examples=EXAMPLES,
        cache_examples=False,
        analytics_enabled=False,
        concurrency_limit=settings.max_answers,
        api_name="chat",
    )


def make_notice(message: str, *, partial: bool) -> gr.ChatMessage:
    """A message from the page itself; its title tells it from what the model said."""
    return gr.ChatMessage(content=message, metadata={"title": "The answer is not complete" if partial else "No answer"})


def conversation(history: list[dict[str, Any]]) -> list[Turn]:
    """What was said so far, without the page's own notices."""
    turns: list[Turn] = []
    for message in history:
        content = text_of(message.get("content"))
        if content and not (message.get("metadata") or {}).get("title"):
            turns.append({"role": message["role"], "content": content})
    return turns


def text_of(content: Any) -> str:
    """The text of a message, which Gradio gives as a string or as a list of parts."""
    if isinstance(content, str):
        return content
    parts = content if isinstance(content, list) else []
    return "".join(part if isinstance(part, str) else str(part.get("text", "")) for part in parts)
