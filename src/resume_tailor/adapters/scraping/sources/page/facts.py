"""Company and place of a posting from what its page shows, and all three facts together."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from resume_tailor.adapters.scraping.sources.companies import (
    company_by_form,
    company_in_text,
    is_name,
    spelled_in,
)
from resume_tailor.adapters.scraping.sources.page.head import Head, is_alike, split_title
from resume_tailor.adapters.scraping.sources.page.shown import (
    LONGEST_NAME,
    LONGEST_PLACE,
    Shown,
    behind_label,
    place_in_text,
)
from resume_tailor.adapters.scraping.sources.page.titles import title_of
from resume_tailor.adapters.scraping.sources.places import (
    city_in_text,
    city_of_address,
    is_only_country,
    place_at_end,
    place_in_line,
)
from resume_tailor.adapters.scraping.sources.urls import host_of
from resume_tailor.adapters.scraping.sources.values import remote_of
from resume_tailor.adapters.scraping.words import element_names
from resume_tailor.domain.model.phrases import Phrases

_AT = r"(?:at|bei|chez|u|@|w firmie|presso|bij|hos)"
_HIRING = re.compile(
    r"^(?P<company>.{2,80}?) (?:is )?(?:hiring|sucht|recrute|busca|hledá) (?P<title>.+?)(?: in (?P<place>.+))?$"
)
_TITLE_AT = re.compile(
    rf"^(?P<title>.+?) {_AT} (?P<company>[^|]{{2,80}}?)(?: in (?P<place>[^|]{{2,60}}))?$"
)
_ADVERT = re.compile(
    r"(?i)[:?!]|\b(?:stellenangebot|stellenanzeige|offre|emploi|jobs?|recrutement|oferta|empleo|vacancy|vacature|careers?|hiring|nabídka|práce|position)\b"
)
_DASHES = re.compile(r"\s+[–—-]\s+")
_CAREERS = re.compile(r"(?i)\s*(?:careers?|jobs|karriere|kariéra)$")
_COMPANY_NAMES = element_names("company")
_PLACE_NAMES = element_names("place")
_OF_A_NAME = frozenset({"name"})
_MOST_WORDS = 6


@dataclass(frozen=True, slots=True)
class Facts:
    """What was found; empty where nothing was."""

    title: str
    company: str
    location: str
    labelled: int
    """How many of company and place stand under their names."""


class PageFacts:
    """Reads the facts from what is shown at an address."""

    def __init__(self, shown: Shown, head: Head, url: str, phrases: Phrases) -> None:
        self._shown, self._head, self._url, self._phrases = shown, head, url, phrases

    def read(self, description: str) -> Facts:
        """`description` is the posting's text."""
        hiring = self._in_title()
        title = title_of(self._shown, self._head, description) or hiring.get("title", "")
        company = hiring.get("company", "") or _first(self._companies(title, description))
        place = hiring.get("place", "") or _first(self._places(title, description))
        named = bool(self._shown.labelled("company label", LONGEST_NAME))
        placed = bool(self._shown.labelled("place label", LONGEST_PLACE) or self._shown.mapped())
        return Facts(title, self._bare(company), self._bare(place), named + placed)

    def _in_title(self) -> dict[str, str]:
        """`Acme is hiring Nurse in Leeds`, `Nurse at Acme`."""
        for text in self._head.wholes:
            found = _HIRING.match(text) or _TITLE_AT.match(text)
            if found:
                said = {k: v.strip() for k, v in found.groupdict().items() if v}
                said["company"] = split_title(said["company"])[0]
                if (
                    not self._phrases.is_all("job site", said["company"])
                    and len(said["company"].split()) <= _MOST_WORDS
                ):
                    return said
        return {}

    def _companies(self, title: str, description: str) -> Iterator[str]:
        shown = self._shown
        yield shown.labelled("company label", LONGEST_NAME)
        yield shown.named(_COMPANY_NAMES, LONGEST_NAME, title=title, besides=_OF_A_NAME)
        yield shown.named(_COMPANY_NAMES, LONGEST_NAME, title=title)
        yield self._beside_title(title)
        yield self._behind_title(title, description)
        site = self._of_site(title)
        yield site if site.casefold() in description.casefold() else ""
        yield company_by_form("\n".join(shown.under(title)))
        said = company_in_text(description)
        yield site if said and said.casefold() in site.casefold() else said
        yield company_by_form(description)
        yield site
        yield self._of_host(description)

    def _places(self, title: str, description: str) -> Iterator[str]:
        shown = self._shown
        yield shown.labelled("place label", LONGEST_PLACE)
        yield shown.named(_PLACE_NAMES, LONGEST_PLACE, title=title)
        yield shown.mapped()
        yield shown.pinned()
        yield _first(place_in_line(line) for line in shown.under(title))
        yield place_at_end(self._head.title.split("|")[0].strip())
        yield place_at_end(title)
        yield place_in_text(description, self._phrases)
        yield city_of_address(description)
        yield city_in_text(description)

    def _beside_title(self, title: str) -> str:
        """What a part of the page's title says beside the posting's own: `Acme Ltd Nurse | Site`."""
        for part in self._head.parts:
            if title and title in part and len(part) > len(title) + 3:
                rest = part.replace(title, " ").strip(" -–—|,:")
                rest = re.sub(rf"(?i)^{_AT}\s+|[\s,(–—-]+$", "", rest)
                if (
                    is_name(rest)
                    and len(rest.split()) < _MOST_WORDS
                    and rest[0].isupper()
                    and not _ADVERT.search(rest)
                ):
                    return rest
        return ""

    def _behind_title(self, title: str, description: str) -> str:
        """What a title, or the line that repeats it, ends with: `Night Nurse – Lindenhof Clinic`."""
        opening = next((line.strip("# *") for line in description.splitlines() if line), "")
        for text in (title, opening):
            parts = _DASHES.split(text)
            last = parts[-1].strip()
            if (
                len(parts) > 1
                and (text == title or is_alike(parts[0], title))
                and self._shown.names_job(parts[0])
                and not self._shown.names_job(last)
                and _is_plain_name(last)
            ):
                return last
        return ""

    def _of_site(self, title: str) -> str:
        site = self._head.site
        if site and len(site) <= LONGEST_NAME and not self._is_board(site):
            return _CAREERS.sub("", site).strip()
        parts = [p for p in self._head.parts if not self._shown.is_no_title(p)]
        others = [p for p in parts if not is_alike(p, title)]
        named = [
            p
            for p in others
            if not self._is_board(p) and len(p.split()) < _MOST_WORDS and p[:1].isupper()
        ]
        return named[-1] if named and len(others) <= 3 else ""

    def _is_board(self, name: str) -> bool:
        return self._phrases.finds("job site", name)

    def _of_host(self, description: str) -> str:
        host = host_of(self._url)
        labels = [
            label
            for label in host.split(".")[:-1]
            if not self._phrases.is_all("address word", label)
        ]
        return _first(spelled_in(label, description) for label in reversed(labels))

    def _bare(self, text: str) -> str:
        """Without the label that stands in one element with it."""
        labels = ("place label", "company label")
        said = _first(behind_label(text, label, self._phrases) for label in labels)
        return said or text.strip(" ,;|·•-")


def _is_plain_name(text: str) -> bool:
    """Whether each word of a short text begins like a name, and it is no place."""
    words = text.split()
    small = {"of", "and", "the", "de", "la", "und", "&", "for"}
    return (
        0 < len(words) < _MOST_WORDS
        and all(word[0].isupper() or word in small for word in words)
        and not any(letter.isdigit() for letter in text)
        and not remote_of(text)
        and not place_in_line(text)
        and not is_only_country(text)
    )


def _first(texts: Iterator[str]) -> str:
    return next((text for text in texts if text), "")
