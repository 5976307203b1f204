"""Public APIs of applicant systems: which request answers for the posting at an address."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from resume_tailor.adapters.scraping.markup.tree import parse

_FILE = Path(__file__).parent / "apis.toml"
_MOST_CHARACTERS = 2_000_000
_LONGEST_URL = 2_000


@dataclass(frozen=True, slots=True)
class ApiRequest:
    """A request that answers for one posting."""

    name: str
    url: str
    is_final: bool = False
    """Whether "not found" means that the posting is gone."""
    id: str = ""
    """Tells the posting where several are answered."""
    company: str = ""
    """The employer's name in the address, such as `idealistconsulting`."""


@dataclass(frozen=True, slots=True)
class Api:
    """One system; see the head of `apis.toml`."""

    name: str
    page: tuple[re.Pattern[str], ...]
    request: str
    final: bool = False
    id: str = ""
    company: str = ""
    address: tuple[re.Pattern[str], ...] = ()
    embedded: tuple[re.Pattern[str], ...] = ()

    def asked(self, groups: dict[str, str]) -> ApiRequest:
        """The request with the groups of an address put in."""
        said = {name: value or "" for name, value in groups.items()}
        url = self.request.format_map(said)
        return ApiRequest(
            self.name, url, self.final, said.get(self.id, ""), said.get(self.company, "")
        )


def request_for(url: str) -> ApiRequest | None:
    """The request for the posting at an address, if its host is of a known system."""
    if len(url) > _LONGEST_URL or "/.." in url:
        return None
    for api in apis():
        for pattern in api.page:
            found = pattern.match(url)
            if found:
                return api.asked(found.groupdict())
    return None


def request_in(text: str, url: str) -> ApiRequest | None:
    """The request for the posting that a company's own page takes from a system: by an id in its
    address and a board in its text, or by the one posting that it frames or links to."""
    text = text[:_MOST_CHARACTERS]
    for api in apis():
        ids = next((found for p in api.address if (found := p.search(url))), None)
        board = next((found for p in api.embedded if (found := p.search(text))), None)
        if ids and board:
            return api.asked({**board.groupdict(), **ids.groupdict()})
    return _linked(text, url)


def _linked(text: str, url: str) -> ApiRequest | None:
    tree = parse(text)
    if tree is None:
        return None
    for tag, name in (("iframe", "src"), ("a", "href")):
        requests = {
            request
            for element in tree.iter(tag)
            if (request := request_for(element.get(name) or "")) and request.url != url
        }
        if len(requests) == 1:
            return requests.pop()
    return None


@cache
def apis() -> tuple[Api, ...]:
    """All systems of the file."""
    with _FILE.open("rb") as file:
        data = tomllib.load(file)
    return tuple(Api(name, **_compiled(entry)) for name, entry in data.items())


def _compiled(entry: dict[str, Any]) -> dict[str, Any]:
    return {
        key: tuple(re.compile(pattern) for pattern in value) if isinstance(value, list) else value
        for key, value in entry.items()
    }
