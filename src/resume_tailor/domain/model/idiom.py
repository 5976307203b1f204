"""How one language says things: stems, words for the same, short forms, and cues."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from resume_tailor.domain.model.phrases import Phrases


def _as_it_is(word: str) -> str:
    return word


@dataclass(frozen=True)
class Idiom:
    """What is known of a language; all of it empty for one that is not known."""

    code: str = ""
    stem: Callable[[str], str] = _as_it_is
    """The stem of a word in small letters."""
    groups: Mapping[str, frozenset[int]] = field(default_factory=dict)
    """By stem, the groups of words that say about the same."""
    short_forms: Mapping[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    """By short form, the stems of each of its long forms."""
    cues: Phrases = field(default_factory=lambda: Phrases({}))
    """Lists named `kind value`, such as `role 4` or `frequency weekly`."""
    small_words: frozenset[str] = frozenset()

    light_words: frozenset[str] = frozenset()
    """Words that add nothing that could be checked."""

    @property
    def is_known(self) -> bool:
        """Whether its words can be judged, not only its numbers and names."""
        return bool(self.cues.names)

    def are_alike(self, stem: str, other: str) -> bool:
        """Whether two stems are of words that say about the same."""
        groups = self.groups.get(stem)
        return stem == other or bool(groups and groups & self.groups.get(other, frozenset()))
