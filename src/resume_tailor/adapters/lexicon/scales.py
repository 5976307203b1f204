"""From `data/doubts.txt` to the scales on which doubts are weighed, and back.

A line is `cause = weight`; a `-` before it says that the cause is harmless: it weighs, and does not stand
in the way of a proof. `[thresholds]` has the rest.
"""

from resume_tailor.domain.model.scales import Scales

_HEAD = """\
# What speaks against a text, and how much, as log odds. Written by `benchmarks/fit_grounding.py`; the
# causes are found in `domain/model/grounding/`. Harmless ones begin with `-`.
"""


def parse_scales(text: str) -> Scales:
    """The scales in a file; raises `ValueError` with the line number for a malformed line."""
    weights: dict[str, float] = {}
    thresholds: dict[str, float] = {}
    harmless: set[str] = set()
    current = weights
    for number, raw in enumerate(text.splitlines(), start=1):
        line = raw.partition("#")[0].strip()
        if line == "[thresholds]":
            current = thresholds
        elif line:
            name, _, value = line.partition(" = ")
            if line.startswith("-"):
                name = name.removeprefix("-").strip()
                harmless.add(name)
            try:
                current[name] = float(value)
            except ValueError as error:
                raise ValueError(f"line {number}: no number in {raw!r}") from error
    return Scales(
        weights,
        thresholds.get("bias", 0.0),
        frozenset(harmless),
        thresholds.get("proved below", 0.0),
        thresholds.get("refuted from", 0.0),
    )


def write_scales(scales: Scales) -> str:
    """The file that holds the scales."""
    lines = [
        f"{'-' if cause in scales.harmless else ''}{cause} = {weight:.2f}"
        for cause, weight in sorted(
            scales.weights.items(), key=lambda pair: (-round(pair[1], 2), pair[0])
        )
    ]
    thresholds = {
        "bias": scales.bias,
        "proved below": scales.proved_below,
        "refuted from": scales.refuted_from,
    }
    rest = [f"{name} = {value:.2f}" for name, value in thresholds.items()]
    return _HEAD + "\n".join([*lines, "", "[thresholds]", *rest]) + "\n"
