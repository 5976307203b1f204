"""Fetching: status codes, retries, the cache, what is sent and what is not."""

import gzip
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from resume_tailor.adapters.scraping.fetching.decoding import decode
from resume_tailor.adapters.scraping.fetching.fetch import FetchLimits, PageFetcher
from resume_tailor.adapters.scraping.fetching.freshness import Freshness
from resume_tailor.adapters.scraping.fetching.robots import refuse_if_disallowed
from resume_tailor.domain.errors import (
    DomainError,
    PostingBlocked,
    PostingNotFound,
    PostingUnreachable,
    PostingUnreadable,
    UrlNotAllowed,
)
from tests.adapters.scraping.internet import Answer, Internet, internet, redirect, respond
from tests.fakes.clock import FakeClock
from tests.fakes.page_cache import FakePageCache

HERE = "https://jobs.example.com/1"
ROBOTS = "https://jobs.example.com/robots.txt"
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


class LateClock(FakeClock):
    """Hours pass."""

    def pass_hours(self, hours: float) -> None:
        self._now += timedelta(hours=hours)


def a_fetcher(limits: FetchLimits | None = None) -> PageFetcher:
    return PageFetcher(FakePageCache(), LateClock(), limits)


async def test_a_page_is_fetched_and_decoded() -> None:
    body = "<p>Žluťoučký</p>".encode("windows-1250")
    pages: dict[str, Answer] = {
        HERE: respond(body, Content_Type="text/html; charset=windows-1250"),
        HERE + "?packed": respond(gzip.compress(b"small"), Content_Encoding="gzip"),
    }
    async with internet(pages) as net:
        assert (await a_fetcher().fetch(HERE + "#part")).text == "<p>Žluťoučký</p>"
        assert (await a_fetcher().fetch(HERE + "?packed")).text == "small"
        head = net.heads[0].lower()
    assert "user-agent: resume-tailor/" in head
    assert not any(word in head for word in ("cookie", "authorization", "referer", "#part"))


@pytest.mark.parametrize(
    ("answer", "error", "says"),
    [
        (respond(status="404 Not Found"), PostingNotFound, "not there"),
        (respond(status="410 Gone"), PostingNotFound, "not there"),
        (respond(status="403 Forbidden"), PostingBlocked, "403"),
        (respond(status="999 Request denied"), PostingBlocked, "999"),
        (respond(status="500 Oops"), PostingUnreachable, "500"),
        (respond(b"x" * 200_000), PostingUnreachable, "too large"),
        (respond(b"x", Content_Encoding="br"), PostingUnreachable, "compressed"),
        (respond(b"not gzip", Content_Encoding="gzip"), PostingUnreachable, "not be fetched"),
        (respond(b"%PDF", Content_Type="application/pdf"), PostingUnreachable, "a file"),
        (respond(b"  "), PostingUnreadable, "empty"),
        (b"rubbish\r\n\r\n", PostingUnreachable, "not be fetched"),
        (b"", PostingUnreachable, "not be fetched"),
        (respond(b"short", Content_Length="500"), PostingUnreachable, "not be fetched"),
        (redirect("/1"), PostingUnreachable, "too often"),
        (redirect("http://["), PostingUnreachable, "not be fetched"),
        (respond(status="302 Found"), PostingUnreachable, "to nowhere"),
        (redirect("http://user@jobs.example.com/"), UrlNotAllowed, "user name"),
        (redirect("gopher://jobs.example.com/"), UrlNotAllowed, "public"),
    ],
)
async def test_what_servers_answer(answer: bytes, error: type[DomainError], says: str) -> None:
    async with internet({HERE: answer}):
        with pytest.raises(error, match=says):
            await a_fetcher(FetchLimits(seconds=5, bytes=100_000)).fetch(HERE)


@pytest.mark.parametrize(
    ("again", "asked"), [("0", 3), ("", 3), ("99999999", 1), ("9" * 30, 3), ("soon", 3)]
)
async def test_a_fault_that_passes_is_waited_for_politely(again: str, asked: int) -> None:
    answer = respond(status="503 Busy", Retry_After=again)
    async with internet({HERE: answer}) as net:
        with pytest.raises(PostingUnreachable, match="503"):
            await a_fetcher().fetch(HERE)
        assert len(net.asked) == asked


async def test_what_is_refused_is_not_asked_again() -> None:
    async with internet({HERE: respond(status="403 Forbidden")}) as net:
        with pytest.raises(PostingBlocked):
            await a_fetcher().fetch(HERE)
        assert len(net.asked) == 1


class TestCache:
    """Pages that were worth keeping are fetched once as long as they are fresh."""

    @pytest.fixture
    def fetcher(self) -> PageFetcher:
        return a_fetcher()

    @staticmethod
    async def twice(fetcher: PageFetcher, hours: float) -> tuple[str, str]:
        first = await fetcher.fetch(HERE)
        await fetcher.keep(first)
        clock = fetcher._clock
        assert isinstance(clock, LateClock)
        clock.pass_hours(hours)
        second = await fetcher.fetch(HERE)
        await fetcher.keep(second)
        return first.text, second.text

    @pytest.mark.parametrize(
        ("hours", "headers", "asked"),
        [
            (0.5, {}, 1),
            (2, {}, 2),
            (0.5, {"Cache-Control": "max-age=60"}, 2),
            (0.5, {"Cache-Control": "no-store"}, 2),
            (0.5, {"Cache-Control": "private, max-age=9000"}, 2),
            (2, {"Cache-Control": "max-age=9000"}, 1),
            (30, {"Cache-Control": "max-age=31536000"}, 2),
            (2, {"Cache-Control": "max-age=9000", "Age": "8000"}, 2),
            (2, {"Expires": "Sun, 22 Nov 2026 09:00:00 GMT"}, 1),
            (0.1, {"Expires": "0"}, 2),
        ],
    )
    async def test_fresh(
        self, fetcher: PageFetcher, hours: float, headers: dict[str, str], asked: int
    ) -> None:
        async with internet({HERE: respond("<p>one</p>", **headers)}) as net:
            assert await self.twice(fetcher, hours) == ("<p>one</p>", "<p>one</p>")
            assert len(net.asked) == asked

    async def test_what_has_not_changed_is_not_sent_again(self, fetcher: PageFetcher) -> None:
        async with internet({HERE: respond("<p>one</p>", ETag='"v1"')}) as net:
            page = await fetcher.fetch(HERE)
            await fetcher.keep(page)
            net.pages[HERE] = respond(status="304 Not Modified")
            assert (await self.twice(fetcher, 2))[1] == "<p>one</p>"
            assert len(net.asked) == 2, "once fresh, once asked whether it changed"
            assert 'if-none-match: "v1"' in net.heads[1].lower()

    async def test_what_has_changed_is(self, fetcher: PageFetcher) -> None:
        async with internet({HERE: respond("one", ETag='"v1"')}) as net:
            await fetcher.keep(await fetcher.fetch(HERE))
            net.pages[HERE] = respond("two", ETag='"v2"')
            assert await self.twice(fetcher, 2) == ("one", "two")

    async def test_a_page_that_nobody_kept_is_fetched_again(self, fetcher: PageFetcher) -> None:
        """A wall may be gone when the next person asks."""
        async with internet({HERE: respond("wall")}) as net:
            await fetcher.fetch(HERE)
            net.pages[HERE] = respond("posting")
            assert (await fetcher.fetch(HERE)).text == "posting"

    async def test_it_is_kept_by_the_address_that_was_asked_for(self, fetcher: PageFetcher) -> None:
        pages: dict[str, Answer] = {HERE: redirect("/2"), HERE[:-1] + "2": respond("end")}
        async with internet(pages) as net:
            await self.twice(fetcher, 0.1)
            page = await fetcher.fetch(HERE)
            assert (page.url, page.text) == (HERE[:-1] + "2", "end")
            assert len(net.asked) == 2


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({"cache-control": "no-cache", "etag": "x"}, Freshness(0, "x")),
        ({"cache-control": "s-maxage=10, max-age=20"}, Freshness(10)),
        ({"vary": "*"}, Freshness()),
        ({"expires": "rubbish"}, Freshness(0)),
        ({"age": "x" * 50}, Freshness(3_600)),
    ],
)
def test_freshness(headers: dict[str, str], expected: Freshness) -> None:
    assert replace(Freshness.of(headers, NOW)) == expected


class TestRobots:
    async def refused(self, robots: bytes) -> tuple[bool, Internet]:
        async with internet({ROBOTS: robots}) as net:
            try:
                await refuse_if_disallowed(a_fetcher(), HERE)
            except PostingBlocked:
                return True, net
        return False, net

    @pytest.mark.parametrize(
        ("robots", "refused"),
        [
            (respond("User-agent: *\nDisallow: /", Content_Type="text/plain"), True),
            (respond("User-agent: resume-tailor\nDisallow: /1", Content_Type="text/plain"), True),
            (respond("User-agent: other\nDisallow: /", Content_Type="text/plain"), False),
            (respond("User-agent: *\nDisallow: /2", Content_Type="text/plain"), False),
            (respond(status="404 Not Found"), False),
            (respond(""), False),
        ],
    )
    async def test_they_are_respected(self, robots: bytes, *, refused: bool) -> None:
        assert (await self.refused(robots))[0] == refused

    async def test_a_site_that_is_down_says_nothing(self) -> None:
        async with internet({ROBOTS: respond(status="500 Oops")}):
            with pytest.raises(PostingUnreachable):
                await refuse_if_disallowed(a_fetcher(), HERE)


@pytest.mark.parametrize("charset", ["punycode", "idna", "undefined", "rot13", "no such", "", None])
def test_charsets_that_no_page_has(charset: str | None) -> None:
    assert decode("é".encode(), charset) == "é"


@pytest.mark.parametrize(
    ("data", "charset"),
    [
        ("Příliš".encode("utf-16"), None),
        (b"\xef\xbb\xbf" + "Příliš".encode(), "ascii"),
        (b'<meta charset="windows-1250">' + "Příliš".encode("cp1250"), None),
        (b'<?xml version="1.0" encoding="iso-8859-2"?>' + "Příliš".encode("iso-8859-2"), "utf-8"),
    ],
)
def test_charsets_that_pages_have(data: bytes, charset: str | None) -> None:
    assert decode(data, charset).endswith("Příliš")
