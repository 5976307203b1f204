"""Spans for an OpenTelemetry collector, where one is named and the extra `otel` is installed."""

from contextlib import AbstractContextManager
from importlib.util import find_spec
from typing import Any

from resume_tailor.adapters.telemetry.prometheus import Tracer


def make_tracer(endpoint: str) -> Tracer | None:
    """None without the address of a collector, or without the extra."""
    if not endpoint or not find_spec("opentelemetry.sdk"):
        return None
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
    from opentelemetry.sdk.resources import Resource
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import BatchSpanProcessor

    provider = TracerProvider(resource=Resource.create({"service.name": "resume-tailor"}))
    exporter = OTLPSpanExporter(endpoint=f"{endpoint.rstrip('/')}/v1/traces")
    provider.add_span_processor(BatchSpanProcessor(exporter))
    tracer = provider.get_tracer("resume_tailor")

    def traced(name: str, ids: dict[str, str]) -> AbstractContextManager[Any]:
        found: AbstractContextManager[Any] = tracer.start_as_current_span(name, attributes=ids)
        return found

    return traced
