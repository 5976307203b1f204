"""Who watches: metrics and traces always, fail points where a test asks for them."""

from resume_tailor.adapters.telemetry.fail_points import FailPoints
from resume_tailor.adapters.telemetry.prometheus import PrometheusTelemetry
from resume_tailor.adapters.telemetry.tracing import make_tracer
from resume_tailor.domain.ports.telemetry import Telemetry


def make_metrics(traces_endpoint: str) -> PrometheusTelemetry:
    """The metrics of this process; its spans go to a collector too, if one is named."""
    return PrometheusTelemetry(make_tracer(traces_endpoint))


def make_telemetry(metrics: PrometheusTelemetry, fail_at: str) -> Telemetry:
    """What everybody reports to."""
    return FailPoints(metrics, fail_at) if fail_at else metrics
