"""Whether the process lives, and whether it can serve."""

from fastapi import APIRouter

from resume_tailor.adapters.web.dependencies import CheckReadinessDep

router = APIRouter(prefix="/health", tags=["health"])


@router.head("/live", include_in_schema=False)
@router.get("/live")
async def live() -> dict[str, str]:
    """The process answers."""
    return {"status": "ok"}


@router.head("/ready", include_in_schema=False)
@router.get("/ready")
async def ready(check_readiness: CheckReadinessDep) -> dict[str, str]:
    """The database can be reached; 503 if not."""
    await check_readiness.execute()
    return {"status": "ok"}
