"""XML feeds as plain data."""

from typing import Any

from lxml import etree

_DEEPEST = 20


def parse_xml(text: str) -> Any | None:
    """Elements as objects of their children, those that repeat as lists; None for what is no XML.
    Entities are not resolved and nothing is fetched."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, recover=True, remove_comments=True
    )
    try:
        root = etree.fromstring(text.encode("utf-8", "ignore"), parser=parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    return _data(root, 0) if root is not None else None


def _data(element: Any, depth: int) -> Any:
    children = [child for child in element if isinstance(child.tag, str)]
    if not children or depth > _DEEPEST:
        return (element.text or "").strip()
    data: dict[str, Any] = {}
    for child in children:
        name = etree.QName(child).localname
        value = _data(child, depth + 1)
        known = data.get(name)
        if known is None:
            data[name] = value
        elif isinstance(known, list):
            known.append(value)
        else:
            data[name] = [known, value]
    return data
