"""The `ResumeWriter` port: one format, one function."""

import asyncio

from resume_tailor.adapters.documents.json_resume import to_json_resume
from resume_tailor.adapters.documents.plain_text import to_text
from resume_tailor.adapters.documents.typst_pdf import to_pdf, unsupported_characters
from resume_tailor.domain.model.markdown import to_markdown
from resume_tailor.domain.model.resume import Resume
from resume_tailor.domain.ports.resume_writer import Document, DocumentFormat, ResumeWriter


class DocumentWriter(ResumeWriter):
    """Writes in a thread, so that others are served meanwhile."""

    async def write(self, resume: Resume, format_: DocumentFormat) -> Document:
        """The document, with a warning for what a PDF cannot show."""
        return await asyncio.to_thread(write, resume, format_)


def write(resume: Resume, format_: DocumentFormat) -> Document:
    """The document."""
    match format_:
        case DocumentFormat.PDF:
            return Document(to_pdf(resume), "application/pdf", format_, _warnings(resume))
        case DocumentFormat.MARKDOWN:
            return Document(to_markdown(resume).encode(), "text/markdown; charset=utf-8", format_)
        case DocumentFormat.TEXT:
            return Document(to_text(resume).encode(), "text/plain; charset=utf-8", format_)
        case DocumentFormat.JSON:
            return Document(to_json_resume(resume).encode(), "application/json", format_)


def _warnings(resume: Resume) -> tuple[str, ...]:
    missing = unsupported_characters(resume)
    if not missing:
        return ()
    shown = " ".join(missing[:20]) + (" ..." if len(missing) > 20 else "")
    return (f"The PDF's font has no sign for: {shown}. Use Markdown, text or JSON for these.",)
