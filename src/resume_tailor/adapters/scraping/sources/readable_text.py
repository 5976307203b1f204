"""The last resort: the readable text of a page, by trafilatura."""

from typing import Any

from lxml import html as lxml_html

from resume_tailor.adapters.scraping.markup.markdown import tidy


def readable_text(tree: Any) -> str:
    """The text of a tree without hidden parts, with its headings and list items, as Markdown;
    empty if there is none."""
    import trafilatura  # takes half a second, and few pages need it

    page = lxml_html.tostring(tree, encoding="unicode")
    text = trafilatura.extract(
        page,
        output_format="markdown",
        include_comments=False,
        include_tables=True,
        favor_recall=True,
    )
    return tidy(text or "", nested=True)
