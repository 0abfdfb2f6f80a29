"""The environment, read into settings."""

from __future__ import annotations

import pytest

from settings import Settings, SettingsError


def test_defaults_are_those_of_an_empty_environment():
    assert Settings.from_environment({}) == Settings()
    assert Settings.from_environment({"BACKEND_URL": "", "PORT": " "}) == Settings()


@pytest.mark.parametrize(
    ("environment", "address"),
    [
        ({"GRADIO_SERVER_NAME": "0.0.0.0", "GRADIO_SERVER_PORT": "81"}, ("0.0.0.0", 81)),
        ({"GRADIO_SERVER_NAME": "0.0.0.0", "HOST": "127.0.0.2", "PORT": "82", "GRADIO_SERVER_PORT": "x"}, ("127.0.0.2", 82)),
    ],
)
def test_reads_its_own_address(environment, address):
    settings = Settings.from_environment(environment)
    assert (settings.host, settings.port) == address


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BACKEND_URL", "backend:8000"),
        ("BACKEND_IDLE_TIMEOUT", "0"),
        ("BACKEND_IDLE_TIMEOUT", "nan"),
        ("PORT", "70000"),
        ("PORT", "80.5"),
        ("GRADIO_SERVER_PORT", "many"),
        ("CHAT_MAX_ANSWERS", "0"),
    ],
)
def test_names_the_variable_that_cannot_be_used(name, value):
    with pytest.raises(SettingsError, match=f"^{name}: expected .*got '{value}'"):
        Settings.from_environment({name: value})
