"""Which advisor serves: the offline one, or one that asks the language model of the settings."""

from resume_tailor.adapters.llm.language_model import LanguageModel, Patience
from resume_tailor.adapters.llm.llm_advisor import LLMAdvisor
from resume_tailor.adapters.llm.provider import LiteLLMProvider, ModelAddress
from resume_tailor.adapters.llm.second_reader import LLMSecondReader
from resume_tailor.domain.ports.advisor import Advisor
from resume_tailor.domain.ports.second_reader import SecondReader
from resume_tailor.domain.ports.telemetry import Telemetry
from resume_tailor.entrypoints.settings import Settings


def make_language_model(settings: Settings, telemetry: Telemetry) -> LanguageModel | None:
    """The models of the settings, the first one first; None where none is set."""
    key = settings.model_api_key.get_secret_value() if settings.model_api_key else ""
    names = [name.strip() for name in settings.model.split(",") if name.strip()]
    if not names:
        return None
    patience = Patience(
        seconds=settings.model_deadline_seconds,
        calls=settings.model_max_calls,
        tokens=settings.model_max_tokens,
    )
    addresses = [ModelAddress(name, settings.model_api_base, key) for name in names]
    return LanguageModel([LiteLLMProvider(address) for address in addresses], patience, telemetry)


def make_advisor(model: LanguageModel | None, offline: Advisor) -> Advisor:
    """The offline advisor, behind the model's if there is one."""
    return LLMAdvisor(model, offline) if model else offline


def make_second_reader(model: LanguageModel | None, *, wanted: bool) -> SecondReader | None:
    """Whoever reads again what code could not decide on; None where nobody does."""
    return LLMSecondReader(model) if model and wanted else None
