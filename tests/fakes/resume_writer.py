from resume_tailor.domain.model.markdown import to_markdown
from resume_tailor.domain.model.resume import Resume
from resume_tailor.domain.ports.resume_writer import Document, DocumentFormat, ResumeWriter


class FakeWriter(ResumeWriter):
    """Markdown, whatever was asked for."""

    async def write(self, resume: Resume, format_: DocumentFormat) -> Document:
        return Document(to_markdown(resume).encode(), "text/plain", format_)
