"""How much a text speaks to a posting: what puts lines and lists in order."""

from resume_tailor.domain.model.job_posting import JobPosting
from resume_tailor.domain.model.lexicon import Lexicon, words

IMPLIED_SHARE = 0.4
"""What an implied term counts for beside a named one when lines are put in order."""


class Relevance:
    """How much texts speak to a posting; what the posting asks for is taken apart once."""

    def __init__(self, posting: JobPosting, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._asked = [
            (r.importance.weight, lexicon.names(r.text), content_stems(r.text, lexicon))
            for r in posting.requirements
        ]

    def of_line(self, text: str) -> float:
        """By the terms that are asked for, and, for requirements that name none, by the words that
        the line shares with them."""
        stems = content_stems(text, self._lexicon)
        total = self.of_terms(text)
        for weight, terms, wanted in self._asked:
            if wanted and not terms:
                total += weight * len(stems & wanted) / len(wanted)
        return total

    def of_terms(self, text: str) -> float:
        """By the terms alone. What is only implied counts less than what is named, since people
        look for the word."""
        proved = self._lexicon.supported(text)
        named = self._lexicon.names(text) & proved
        return sum(
            weight * (len(terms & named) + IMPLIED_SHARE * len(terms & (proved - named)))
            for weight, terms, _ in self._asked
        )


def content_stems(text: str, lexicon: Lexicon) -> frozenset[str]:
    """Beginnings of the words that carry content: enough to see `payment` in `payments`."""
    return frozenset(
        stem(word) for word in words(text) if len(word) > 2 and word not in lexicon.stop_words
    )


def stem(word: str) -> str:
    """A word without its commonest endings; crude, and the same for both sides."""
    for ending in (
        "ations",
        "ation",
        "ments",
        "ment",
        "ings",
        "ing",
        "ers",
        "er",
        "ies",
        "ed",
        "es",
        "s",
        "y",
    ):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word
