"""Metrics for Prometheus. They are numbers alone; still, keep the path inside of your network."""

from fastapi import APIRouter, Response

from resume_tailor.adapters.web.dependencies import MetricsDep, TakeStockDep
from resume_tailor.domain.errors import NotReady
from resume_tailor.domain.model.session_states import Status
from resume_tailor.domain.use_cases.take_stock import Stock

router = APIRouter(tags=["health"])
_TYPE = "text/plain; version=0.0.4; charset=utf-8"


@router.get("/metrics", response_class=Response)
async def metrics(metrics: MetricsDep, take_stock: TakeStockDep) -> Response:
    """This process's counts and times, and what the database says of sessions and jobs (left out while
    it is away)."""
    try:
        stock = _lines(await take_stock.execute())
    except NotReady:
        stock = ""
    return Response(metrics.text() + stock, media_type=_TYPE)


def _lines(stock: Stock) -> str:
    lines = ["# HELP resume_tailor_sessions Sessions under way, by status"]
    lines.append("# TYPE resume_tailor_sessions gauge")
    lines += [
        f'resume_tailor_sessions{{status="{status.value}"}} {stock.sessions.get(status, 0)}'
        for status in Status
        if not status.is_end
    ]
    for name, text, value in (
        ("jobs_waiting", "Jobs that no worker has taken up", stock.backlog.waiting),
        ("jobs_oldest_seconds", "How long the oldest of them has waited", stock.backlog.seconds),
        ("sessions_stuck", "Sessions that should have moved on", len(stock.stuck)),
    ):
        lines += [
            f"# HELP resume_tailor_{name} {text}",
            f"# TYPE resume_tailor_{name} gauge",
            f"resume_tailor_{name} {value:g}",
        ]
    return "\n".join([*lines, ""])
