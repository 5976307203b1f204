"""What the head of a page says, which nobody sees but in the window's title."""

import re
from dataclasses import dataclass
from typing import Any

from resume_tailor.adapters.scraping.markup.tree import squeeze, tag_of, text_of

_SEPARATOR = re.compile(r"\s+[|–—•·»:-]+\s+|\s*\|\s*")
_LAST_PART = re.compile(r"\s*\|[^|]*$")
_LONGEST_PART = 160


@dataclass(frozen=True, slots=True)
class Head:
    """Title, site and kind, as the page gives them for search engines; empty where it does not."""

    title: str
    og_title: str
    site: str
    kind: str
    """What the page calls itself, such as `article`."""

    @classmethod
    def of(cls, tree: Any) -> "Head":
        """From a tree that still has its head."""
        metas = {
            (meta.get("property") or meta.get("name") or "").lower(): meta.get("content") or ""
            for meta in tree.iter("meta")
        }
        title = next((text_of(t) for t in tree.iter("title") if tag_of(t.getparent()) != "svg"), "")
        og_title, site = squeeze(metas.get("og:title", "")), squeeze(metas.get("og:site_name", ""))
        return cls(title, og_title, site, metas.get("og:type", ""))

    @property
    def written(self) -> str:
        """Both titles, to look for words in."""
        return f"{self.title} {self.og_title}".strip()

    @property
    def wholes(self) -> tuple[str, ...]:
        """Each title without what stands behind its last bar, mostly the site."""
        return tuple(_LAST_PART.sub("", text) for text in (self.og_title, self.title))

    @property
    def parts(self) -> tuple[str, ...]:
        """What separators divide a title into, without the site's name."""
        parts = (part.strip() for part in split_title(self.og_title or self.title))
        return tuple(p for p in parts if 2 < len(p) <= _LONGEST_PART and p != self.site)


def split_title(text: str) -> list[str]:
    """`Nurse | St. Mary - Jobs` in three."""
    return _SEPARATOR.split(text)


def is_alike(one: str, other: str) -> bool:
    """Whether one text holds the other, but for case and punctuation."""
    a, b = (re.sub(r"\W+", "", text.casefold()) for text in (one, other))
    return bool(a) and bool(b) and (a in b or b in a)
