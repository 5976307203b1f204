"""What every reader of postings promises."""

import pytest

from resume_tailor.domain.errors import PostingUnreadable, UrlNotAllowed
from resume_tailor.domain.ports.posting_reader import PostingReader

POSTING = (
    "Platform Engineer\n\nCompany: Tidewater\nLocation: Leeds\n\nWe look for somebody who runs our "
    "services.\n\nRequirements:\n- Kubernetes and Docker in production.\n- Experience with Kafka.\n"
)


class PostingReaderContract:
    """The subject finds a posting at `address`."""

    address: str

    async def test_a_posting_is_fetched(self, subject: PostingReader) -> None:
        posting = await subject.fetch(self.address)
        assert posting.title == "Platform Engineer"
        assert posting.description

    async def test_a_text_is_read_without_fetching(self, subject: PostingReader) -> None:
        posting = await subject.read(POSTING, "https://elsewhere.test/job")
        assert (posting.title, posting.url) == ("Platform Engineer", "https://elsewhere.test/job")

    async def test_what_is_no_posting_is_refused(self, subject: PostingReader) -> None:
        with pytest.raises(PostingUnreadable):
            await subject.read("Hello.")

    async def test_an_address_that_is_not_public_is_refused(self, subject: PostingReader) -> None:
        with pytest.raises(UrlNotAllowed):
            await subject.fetch("http://localhost/job")
