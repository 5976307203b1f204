"""What became of it all: read from the database and from what clients were sent."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress

import psycopg

from tests.chaos.people import Seen
from tests.chaos.world import World

_WAITING_OR_ENDED = ("awaiting_input", "completed", "failed", "stopped")

_KEPT_TWICE = "SELECT session_id FROM answers GROUP BY session_id, requirement HAVING count(*) > 1"

_WATCH = """
    CREATE TABLE late_writes (session_id uuid, before jsonb, after jsonb);
    CREATE FUNCTION watch() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
        free text[] = ARRAY['lost_runs', 'usage', 'conversation'];
    BEGIN
        IF OLD.status IN ('stopped', 'failed', 'completed') AND NEW.status = OLD.status
            AND ((NEW.body - free) <> (OLD.body - free)
                 OR (NEW.version, NEW.progress) <> (OLD.version, OLD.progress))
        THEN INSERT INTO late_writes VALUES (OLD.id, OLD.body, NEW.body);
        END IF;
        RETURN NULL;
    END $$;
    CREATE TRIGGER watch AFTER UPDATE ON tailoring_sessions FOR EACH ROW EXECUTE FUNCTION watch();
"""
"""What is written into a session that has ended, but for what a person says and what is counted."""


async def watch(world: World) -> None:
    """Have the database write down what comes too late; its tables must be there."""
    async with asyncio.timeout(60):
        while True:
            with suppress(psycopg.errors.UndefinedTable):
                await world.sql(_WATCH)
                return
            await asyncio.sleep(0.2)


async def verdict(world: World, seen: Sequence[Seen], asked: int) -> dict[str, int]:
    """The figures, all of which should be nothing but the first."""
    rows = await world.sql("SELECT id, status, resume_path FROM tailoring_sessions")
    sessions = {str(session): status for session, status, _ in rows}
    events: dict[str, list[tuple[int, dict[str, object]]]] = {}
    query = "SELECT session_id, seq, payload FROM session_events ORDER BY session_id, seq"
    for session, seq, payload in await world.sql(query):
        events.setdefault(str(session), []).append((seq, payload))  # type: ignore[arg-type]
    ended = sum(s.session in sessions and sessions[s.session] in _WAITING_OR_ENDED for s in seen)
    return {
        "sessions": asked,
        "lost_sessions": asked - ended + _without_file(world, [key for *_, key in rows]),
        "doubled_effects": sum(map(_doubles, events.values()))
        + max(0, len(sessions) - asked)
        + len(await world.sql(_KEPT_TWICE)),
        "sequence_gaps": sum(map(_gaps, seen))
        + sum(
            [seq for seq, _ in found] != list(range(1, len(found) + 1)) for found in events.values()
        ),
        "late_writes": sum(map(_late, events.values()))
        + len(await world.sql("SELECT session_id FROM late_writes")),
        "failed_sessions": sum(status == "failed" for status in sessions.values()),
    }


def _gaps(seen: Seen) -> int:
    """Whether a client was sent a number twice, out of order, or not at all."""
    return int(seen.numbers != list(range(1, len(seen.numbers) + 1)))


def _doubles(events: Sequence[tuple[int, dict[str, object]]]) -> int:
    """Questions that were asked twice, and versions of the resume that were made twice."""
    asked = Counter(p.get("question_id") for _, p in events if p["type"] == "human_input_required")
    versions = Counter(p.get("version") for _, p in events if p["type"] == "resume_update")
    return sum(times - 1 for counted in (asked, versions) for times in counted.values())


def _late(events: Sequence[tuple[int, dict[str, object]]]) -> int:
    """Events after an end that no person has undone."""
    late, over = 0, False
    for _, payload in events:
        status = payload.get("status")
        if over and status in (None, "reading", "matching", "tailoring", "awaiting_input"):
            late += 1
        if status in ("completed", "failed", "stopped"):
            over = True
        elif status == "queued":
            over = False  # somebody has continued it
    return late


def _without_file(world: World, keys: Sequence[object]) -> int:
    """Sessions whose upload is gone."""
    return sum(not (world.folder / "files" / str(key)).is_file() for key in keys)
