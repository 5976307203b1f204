"""Write the pages of the documentation that are made from the code, or check that they are fresh.

`python docs/generate.py` writes them; with `--check` it says which are stale and exits with 1.
"""

import sys
from pathlib import Path

from resume_tailor.adapters.web.errors import FRAMEWORK_ERRORS, status_of
from resume_tailor.domain.errors import DomainError, all_errors, code_of
from resume_tailor.domain.model.session_states import TRANSITIONS, Action, Status
from resume_tailor.entrypoints.settings import PREFIX, Settings

DOCS = Path(__file__).parent
_NOTE = "<!-- Made by docs/generate.py; change the code and run `make docs`. -->\n\n"


def state_machine() -> str:
    """The life of a session, as a Mermaid diagram and as a table."""
    edges: dict[tuple[Status, Status], list[str]] = {}
    for (before, action), after in TRANSITIONS.items():
        if action in (Action.STOP, Action.FAIL) or before is after:
            continue
        edges.setdefault((before, after), []).append(action.value)
    arrows = "\n".join(
        f"    {before.value} --> {after.value}: {', '.join(actions)}"
        for (before, after), actions in edges.items()
    )
    rows = "\n".join(
        f"| `{before.value}` | {action.value} | `{after.value}` |"
        for (before, action), after in TRANSITIONS.items()
    )
    return (
        f"{_NOTE}# The life of a session\n\n"
        "One table in `domain/model/session_states.py` decides what may happen when; whatever is"
        " not in it is refused with 409. What the session is missing decides what a worker does"
        " next, not its status, so a step that a crash cut short is simply begun again. The diagram leaves out"
        " `stop`, `fail` and what leads back to the same state; the table has them.\n\n"
        f"```mermaid\nstateDiagram-v2\n    [*] --> queued\n{arrows}\n```\n\n"
        f"| state | action | next state |\n|---|---|---|\n{rows}\n"
    )


def error_codes() -> str:
    """Every error code with its status and its message."""
    kinds = [kind for kind in all_errors() if DomainError not in kind.__bases__]
    rows = [(status_of(kind()), code_of(kind), kind().message) for kind in kinds]
    rows += [(status, code, message) for status, (code, message) in FRAMEWORK_ERRORS.items()]
    rows += [
        (status_of(kind()), code_of(kind), kind().message)
        for kind in all_errors()
        if DomainError in kind.__bases__
        and code_of(kind) in ("NOT_AUTHENTICATED", "NOT_READY", "INVALID_INPUT")
    ]
    table = "\n".join(
        f"| {status} | `{code}` | {message} |" for status, code, message in sorted(rows)
    )
    return (
        f"{_NOTE}# Error codes\n\n"
        'Every error has the body `{"detail": {"message": "...", "code": "..."}}`. The code is'
        " stable; the message may say more than the one below. Invalid requests (400) add"
        " `detail.fields`. A session that failed carries one of these codes as `failure.code`, or"
        " `INTERNAL_ERROR`.\n\n"
        f"| status | code | message |\n|---|---|---|\n{table}\n"
    )


def settings() -> str:
    """Every setting with its default and its meaning."""
    rows = []
    for name, field in Settings.model_fields.items():
        default = "" if field.default_factory or field.default is None else field.default
        shown = ", ".join(default) if isinstance(default, tuple) else str(default)
        rows.append(
            f"| `{PREFIX}{name.upper()}` | {f'`{shown}`' if shown else ''} | {field.description} |"
        )
    return (
        f"{_NOTE}# Settings\n\n"
        "Settings come from the environment; then from files, for secrets (`RESUME_TAILOR_JWT_SECRET_FILE`"
        " names a file with the value of `RESUME_TAILOR_JWT_SECRET`); then from a file `.env` in the"
        " working folder. `resume-tailor doctor` prints each one, its value, and where it came from.\n\n"
        "| setting | default | meaning |\n|---|---|---|\n" + "\n".join(rows) + "\n"
    )


PAGES = {"state-machine.md": state_machine, "errors.md": error_codes, "settings.md": settings}


def main(arguments: list[str]) -> int:
    """Write or check all pages."""
    stale = [
        name
        for name, make in PAGES.items()
        if not (DOCS / name).exists() or (DOCS / name).read_text("utf-8") != make()
    ]
    if "--check" in arguments:
        for name in stale:
            sys.stderr.write(f"docs/{name} is stale: run `make docs`\n")
        return 1 if stale else 0
    for name in stale:
        (DOCS / name).write_text(PAGES[name](), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
