"""The environment, read into settings."""

from __future__ import annotations

import pytest

from app.settings import Settings, SettingsError


def test_defaults_are_those_of_an_empty_environment():
    assert Settings.from_environment({}) == Settings()
    assert Settings.from_environment({"OPENAI_API_KEY": " ", "PORT": ""}) == Settings()


def test_reads_every_kind():
    settings = Settings.from_environment(
        {
            "OPENAI_API_KEY": "sk-test\n",
            "OPENAI_BASE_URL": "http://models.internal/v1/",
            "OPENAI_MODEL": "local",
            "OPENAI_IDLE_TIMEOUT": "2.5",
            "CHAT_MAX_MESSAGES": "7",
            "LOG_LEVEL": "WARNING",
        }
    )
    assert (settings.api_key, settings.base_url, settings.model) == ("sk-test", "http://models.internal/v1", "local")
    assert (settings.idle_timeout, settings.max_messages, settings.log_level) == (2.5, 7, "warning")


def test_never_shows_the_key():
    assert "sk-test" not in repr(Settings(api_key="sk-test"))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("OPENAI_BASE_URL", "models.internal"),
        ("OPENAI_IDLE_TIMEOUT", "0"),
        ("OPENAI_IDLE_TIMEOUT", "nan"),
        ("OPENAI_IDLE_TIMEOUT", "1h"),
        ("CHAT_MAX_MESSAGES", "0"),
        ("CHAT_MAX_MESSAGES", "-1"),
        ("CHAT_MAX_MESSAGES", "99999999999999999999"),
        ("CHAT_MAX_MESSAGES", "٣"),
        ("PORT", "65536"),
        ("SHUTDOWN_GRACE", "0"),
        ("LOG_LEVEL", "loud"),
    ],
)
def test_names_the_variable_that_cannot_be_used(name, value):
    with pytest.raises(SettingsError, match=f"^{name}: expected .*got"):
        Settings.from_environment({name: value})


def test_does_not_repeat_a_malformed_key():
    with pytest.raises(SettingsError) as caught:
        Settings.from_environment({"OPENAI_API_KEY": "sk-ä b"})
    assert "sk-" not in str(caught.value)
