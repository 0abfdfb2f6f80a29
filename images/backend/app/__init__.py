"""The chat backend: one streaming endpoint in front of an OpenAI-compatible model provider."""
