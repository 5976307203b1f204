"""The data that pages of scripts carry along, before a browser makes a page of it.

`__NEXT_DATA__` and other JSON in scripts, what is assigned to a variable (`window.__INITIAL_STATE__ =
{...}`, the function that Nuxt 2 calls), what Next pushes in pieces, the references of Nuxt 3, and JSON
in attributes (Inertia, Livewire).
"""

import json
import re
from collections.abc import Iterator
from itertools import count, islice
from typing import Any

import chompjs

_SHORTEST, _LONGEST = 200, 3_000_000
"""Characters of a script; less holds no posting, more is a program."""
_MOST_DOCUMENTS = 40
_ASSIGNED = re.compile(
    r"\b(?:window|self|globalThis|var|let|const|this)[\s.\[\"']{1,4}[\w$][\w$.]{0,80}[\"'\]]{0,2}\s{0,9}=\s{0,9}(?=[{\[(]|JSON\.parse\()"
)
_PARSED = re.compile(r"JSON\.parse\(\s*(?:decodeURIComponent\(\s*)?([\"'])")
_CALLED = re.compile(r"\(?\s*function\s*\(([\w$,\s]*)\)\s*\{")
_PUSHED = "__next_f.push("
_ATTRIBUTES = (
    "data-page",
    "data-props",
    "data-react-props",
    "data-state",
    "data-initial-state",
    "data-json",
    "wire:snapshot",
    "data-content",
    "data-job",
    "data-vacancy",
    "data-initial-data",
    "data-store",
)
_REFERENCES = frozenset({"Reactive", "ShallowReactive", "Ref", "ShallowRef", "EmptyRef"})
_DEEPEST = 40
_SHALLOW = 8
_MOST_PARTS = 100_000
"""Objects and values that references may become."""
_MOST_TRIES = 60
"""Assignments in one script that are looked at."""
_UNSAID = frozenset({"null", "undefined", "void 0"})


def state_documents(tree: Any) -> Iterator[Any]:
    """What the scripts and attributes of a page hold, as plain data."""
    pushed: list[str] = []
    number = 0
    for script in tree.iter("script"):
        text = script.text or ""
        kind = (script.get("type") or "").lower()
        if "ld+json" in kind or not _SHORTEST <= len(text) <= _LONGEST:
            continue
        for document in _in_json(text, script) if "json" in kind else _in_script(text, pushed):
            number += 1
            yield _joined(document) if "__ref" in text else document
            if number > _MOST_DOCUMENTS:
                return
    yield from _in_pieces("".join(pushed))
    yield from _in_attributes(tree)


def _joined(data: Any) -> Any:
    """Apollo keeps each object once, by its name, and elsewhere `{"__ref": name}`."""
    stores = [data, *data.values()] if isinstance(data, dict) else []
    for store in stores:
        if isinstance(store, dict) and any(":" in key for key in store):
            return _referenced(store, store, 0, count())
    return data


def _referenced(value: Any, store: dict[str, Any], depth: int, made: Iterator[int]) -> Any:
    if depth > _SHALLOW or next(made) > _MOST_PARTS:
        return None
    if isinstance(value, dict):
        name = value.get("__ref")
        if isinstance(name, str):
            return _referenced(store.get(name), store, depth + 1, made)
        return {key: _referenced(part, store, depth + 1, made) for key, part in value.items()}
    if isinstance(value, list):
        return [_referenced(part, store, depth + 1, made) for part in value]
    return value


def _in_json(text: str, script: Any) -> Iterator[Any]:
    data = _json(text)
    if isinstance(data, list) and "NUXT" in (script.get("id") or ""):
        data = _resolved(data)
    if data is not None:
        yield data


def _in_script(text: str, pushed: list[str]) -> Iterator[Any]:
    _, found, rest = text.partition(_PUSHED)
    if found:
        piece = _json(rest.rstrip().removesuffix(";").rstrip().removesuffix(")"))
        if isinstance(piece, list) and len(piece) > 1 and isinstance(piece[1], str):
            pushed.append(piece[1])
        return
    end = 0
    for start in islice(_ASSIGNED.finditer(text), _MOST_TRIES):
        if start.end() < end:
            continue  # inside of what was read already
        data, end = _assigned(text, start.end())
        if data:
            yield data


def _assigned(text: str, start: int) -> tuple[Any, int]:
    """What stands behind `=`, and where it ends (as far as that is known)."""
    parsed = _PARSED.match(text, start)
    if parsed:
        return _json(_string(text[parsed.end() - 1 :])), start
    called = _CALLED.match(text, start)
    if called:
        return _called(text[called.end() :], called[1]), start
    if text[start] not in "{[":
        return None, start
    try:
        data, end = json.JSONDecoder(strict=False).raw_decode(text, start)
    except (ValueError, RecursionError):
        return _javascript(text[start:]), start + 1
    return data, end


def _called(body: str, parameters: str) -> Any:
    """`(function(a, b) { return {title: a} }("Nurse", 1))`: the arguments put in."""
    begin = re.search(r"return\s*(?=\{)", body)
    if not begin:
        return None
    data = _javascript(body[begin.end() :])
    arguments = _javascript("[" + body[body.rfind("}(") + 2 :].rstrip("; \n)") + "]")
    names = [name.strip() for name in parameters.split(",")]
    if not isinstance(arguments, list) or data is None:
        return data
    return _put_in(data, dict(zip(names, arguments, strict=False)), 0)


def _put_in(data: Any, arguments: dict[str, Any], depth: int) -> Any:
    if depth > _DEEPEST:
        return None
    if isinstance(data, dict):
        return {key: _put_in(value, arguments, depth + 1) for key, value in data.items()}
    if isinstance(data, list):
        return [_put_in(value, arguments, depth + 1) for value in data]
    value = arguments.get(data, data) if isinstance(data, str) else data
    return None if isinstance(value, str) and value in _UNSAID else value


def _in_pieces(text: str) -> Iterator[Any]:
    """React's flight format: lines of `id:JSON`."""
    for line in text.splitlines():
        _, _, value = line.partition(":")
        if len(value) >= _SHORTEST and value[0] in "[{":
            data = _json(value)
            if data is not None:
                yield data


def _in_attributes(tree: Any) -> Iterator[Any]:
    for name in _ATTRIBUTES:
        for value in tree.xpath("//@*[name()=$name]", name=name)[:20]:
            if _SHORTEST <= len(value) <= _LONGEST and value.lstrip()[:1] in "[{":
                data = _json(value)
                if data is not None:
                    yield data


def _resolved(data: list[Any]) -> Any:
    """Nuxt 3 writes each value once, and elsewhere its number in the list."""
    made = count()

    def value_of(index: Any, depth: int) -> Any:
        if not isinstance(index, int) or not 0 <= index < len(data) or depth > _DEEPEST:
            return None
        if next(made) > _MOST_PARTS:
            return None
        value = data[index]
        if isinstance(value, dict):
            return {key: value_of(part, depth + 1) for key, part in value.items()}
        if isinstance(value, list):
            if value and isinstance(value[0], str):
                inner = value[1] if len(value) > 1 else None
                return value_of(inner, depth + 1) if value[0] in _REFERENCES else inner
            return [value_of(part, depth + 1) for part in value]
        return value

    return value_of(0, 0)


def _json(text: str) -> Any:
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def _javascript(text: str) -> Any:
    try:
        return chompjs.parse_js_object(text, loader_kwargs={"strict": False})
    except (ValueError, RecursionError):
        return None


def _string(text: str) -> str:
    """A string literal of a script."""
    literal = re.match(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'", text, re.DOTALL)
    if not literal:
        return ""
    inner = literal[0][1:-1].replace("\\'", "'")
    inner = re.sub(r"\\x([0-9a-fA-F]{2})", r"\\u00\1", inner)
    inner = re.sub(r'(?<!\\)((?:\\\\)*)"', r'\1\\"', inner) if literal[0][0] == "'" else inner
    value = _json(f'"{inner}"')
    return value if isinstance(value, str) else ""
