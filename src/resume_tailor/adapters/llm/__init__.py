"""The advisor and the second reader that ask a language model, by LiteLLM."""
