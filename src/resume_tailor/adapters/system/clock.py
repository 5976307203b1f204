"""The real clock."""

import secrets
import time
from datetime import UTC, datetime
from uuid import UUID

from resume_tailor.domain.ports.clock import Clock


class SystemClock(Clock):
    """The machine's time; ids of version 7 (RFC 9562), so that new rows land at one end of an
    index. 74 of their bits are random."""

    def now(self) -> datetime:
        """The time in UTC."""
        return datetime.now(UTC)

    def new_id(self) -> UUID:
        """Milliseconds since 1970 in the first 48 bits, then version, variant and random bits."""
        milliseconds = time.time_ns() // 1_000_000
        value = milliseconds << 80 | 0x7 << 76 | secrets.randbits(12) << 64
        return UUID(int=value | 0b10 << 62 | secrets.randbits(62))
