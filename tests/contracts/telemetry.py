import pytest

from resume_tailor.domain.ports.telemetry import Counted, Level, Telemetry


class TelemetryContract:
    def test_a_span_lets_errors_through(self, subject: Telemetry) -> None:
        with pytest.raises(LookupError), subject.span("outer", session_id="1"):
            with subject.span("inner"):
                pass
            raise LookupError

    def test_counts_and_levels_are_taken(self, subject: Telemetry) -> None:
        subject.count(Counted.EVENTS_SENT)
        subject.count(Counted.MODEL_TOKENS, 12, direction="in")
        subject.change(Level.SOCKETS, +1)
        subject.change(Level.SOCKETS, -1)
