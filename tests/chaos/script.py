"""A model that rewrites a line or two, slowly enough to be killed in the middle."""

import json
import re
from collections.abc import Sequence
from typing import Any

from tests.adapters.llm.scripted import Answer, task_of


def honest(messages: Sequence[dict[str, Any]]) -> Any:
    """Copies lines, with a term by its other name."""
    said = str(messages[-1]["content"])
    objects: list[dict[str, Any]] = []
    if task_of(messages) == "requirements":
        numbers = re.findall(r"(?m)^(\d+) \S+ \S+ \S+", said)
        return Answer(json.dumps({"should": [int(n) for n in numbers[:20]]}))
    if task_of(messages) == "changes":
        for id_, line in re.findall(r"(?m)^(e\d+\.b\d+): (.*)$", said):
            objects.append({"line": id_, "text": line.replace("k8s", "Kubernetes"), "for": ["r1"]})
    elif task_of(messages) == "second opinion":
        objects = [{"id": i, "ok": False} for i in re.findall(r"(?m)^text (\S+):", said)]
    elif task_of(messages) == "chat":
        objects = [{"say": "I have looked at it."}]
    return Answer("\n".join(map(json.dumps, objects)) + "\n" if objects else "{}")
