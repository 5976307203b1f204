import pytest

from resume_tailor.domain.ports.resume_writer import DocumentFormat, ResumeWriter
from tests.samples import a_resume


class ResumeWriterContract:
    @pytest.mark.parametrize("format_", DocumentFormat)
    async def test_every_format_can_be_written(
        self, subject: ResumeWriter, format_: DocumentFormat
    ) -> None:
        document = await subject.write(a_resume(), format_)
        assert document.format is format_
        assert document.data
        assert "/" in document.media_type

    async def test_every_line_is_in_it(self, subject: ResumeWriter) -> None:
        text = (await subject.write(a_resume(), DocumentFormat.TEXT)).data.decode()
        for line in a_resume().lines():
            assert line.text in text
