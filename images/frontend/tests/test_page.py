"""What the page makes of Gradio's messages."""

from __future__ import annotations

from page import conversation, make_notice, text_of


def test_reads_both_forms_of_content():
    assert text_of("plain") == "plain"
    assert text_of([{"type": "text", "text": "in "}, {"type": "text", "text": "parts"}]) == "in parts"
    assert text_of([{"type": "file", "file": {"path": "/x"}}]) == "" == text_of(None)


def test_leaves_its_own_notices_out_of_the_conversation():
    notice = make_notice("The provider is down.", partial=False)
    history = [
        {"role": "user", "content": "first", "metadata": None},
        {"role": "assistant", "content": notice.content, "metadata": notice.metadata},
        {"role": "user", "content": [{"type": "text", "text": "second"}], "metadata": {"title": None}},
        {"role": "assistant", "content": "answer", "metadata": {}},
        {"role": "assistant", "content": ""},
    ]
    assert conversation(history) == [
        {"role": "user", "content": "first"},
        {"role": "user", "content": "second"},
        {"role": "assistant", "content": "answer"},
    ]
