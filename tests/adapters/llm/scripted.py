"""The scripted model of `examples/`, and what tests ask of it."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

from resume_tailor.adapters.llm.language_model import LanguageModel, Patience
from resume_tailor.adapters.llm.provider import LiteLLMProvider, ModelAddress


def _load() -> ModuleType:
    path = Path(__file__).parents[3] / "examples" / "scripted_model.py"
    spec = importlib.util.spec_from_file_location("scripted_model", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["scripted_model"] = module
    spec.loader.exec_module(module)
    return module


scripted = _load()
Answer = scripted.Answer
ScriptedModel = scripted.ScriptedModel
task_of = scripted.task_of

QUICK = Patience(tries=5, seconds=20.0, first_pause=0.01, longest_pause=2.0)


OPEN: list[LanguageModel] = []
"""Models made by a test, to be closed at its end."""


def a_provider(base: str, model: str = "openai/scripted", *, read: float = 5.0) -> LiteLLMProvider:
    address = ModelAddress(model, base, "sk-secret-of-the-test")
    return LiteLLMProvider(address, connect_seconds=1.0, read_seconds=read)


def a_model(base: str, patience: Patience = QUICK, *, read: float = 5.0) -> LanguageModel:
    return models(a_provider(base, read=read), patience=patience)


def models(*providers: LiteLLMProvider, patience: Patience = QUICK) -> LanguageModel:
    model = LanguageModel(providers, patience)
    OPEN.append(model)
    return model
