"""What the fake unit of work and the fake event stream share: a database in a few dicts."""

import asyncio
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime

from resume_tailor.domain.model.identifiers import SessionId, UserId
from resume_tailor.domain.model.recollection import RememberedAnswer
from resume_tailor.domain.model.session_snapshot import SessionSnapshot
from resume_tailor.domain.model.user import User
from resume_tailor.domain.ports.event_stream import StoredEvent


@dataclass
class Store:
    """Committed state."""

    users: dict[UserId, User] = field(default_factory=dict)
    sessions: dict[SessionId, SessionSnapshot] = field(default_factory=dict)
    created: dict[SessionId, datetime] = field(default_factory=dict)
    updated: dict[SessionId, datetime] = field(default_factory=dict)
    events: dict[SessionId, list[StoredEvent]] = field(default_factory=lambda: defaultdict(list))
    revoked: set[str] = field(default_factory=set)
    answers: list[tuple[UserId, RememberedAnswer]] = field(default_factory=list)
    discarded: dict[str, datetime] = field(default_factory=dict)
    queued: list[SessionId] = field(default_factory=list)
    aborted: list[SessionId] = field(default_factory=list)
    changed: asyncio.Condition = field(default_factory=asyncio.Condition)
    locks: dict[SessionId, asyncio.Lock] = field(default_factory=lambda: defaultdict(asyncio.Lock))

    def now(self) -> datetime:
        return datetime.now(UTC)
