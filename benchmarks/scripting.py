"""What benchmarks with a scripted model share: the model of `examples/`, and a container-like wiring."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

from resume_tailor.adapters.llm.language_model import LanguageModel, Patience
from resume_tailor.adapters.llm.provider import LiteLLMProvider, ModelAddress

EXAMPLES = Path(__file__).parent.parent / "examples"


def _load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("scripted_model", EXAMPLES / "scripted_model.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["scripted_model"] = module
    spec.loader.exec_module(module)
    return module


scripted: Any = _load()


def model_at(base: str) -> LanguageModel:
    """The advisor's model, at a scripted server."""
    address = ModelAddress("openai/scripted", base)
    return LanguageModel([LiteLLMProvider(address)], Patience(calls=10_000, tokens=10**9))
