from dataclasses import replace

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

    @pytest.mark.parametrize("format_", [f for f in DocumentFormat if f is not DocumentFormat.PDF])
    async def test_the_details_of_a_header_are_in_it(
        self, subject: ResumeWriter, format_: DocumentFormat
    ) -> None:
        entry = replace(next(a_resume().entries())[1], details=("parcelwing.example",))
        document = await subject.write(a_resume().with_entry(entry), format_)
        assert "parcelwing.example" in document.data.decode().replace("\\", "")

    async def test_every_line_is_in_it(self, subject: ResumeWriter) -> None:
        text = (await subject.write(a_resume(), DocumentFormat.TEXT)).data.decode()
        for line in a_resume().lines():
            assert line.text in text
