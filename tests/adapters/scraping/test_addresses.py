"""Which addresses are asked for: by their form, by what their names resolve to, at every hop."""

import json
from contextlib import suppress
from typing import Any

import pytest

from resume_tailor.adapters.scraping.fetching.addresses import checked
from resume_tailor.adapters.scraping.fetching.fetch import PageFetcher
from resume_tailor.adapters.scraping.fetching.guard import is_public
from resume_tailor.domain.errors import DomainError, PostingUnreachable, UrlNotAllowed
from tests.adapters.scraping.internet import PUBLIC, Answer, internet, redirect, respond
from tests.conftest import SHARED
from tests.fakes.clock import FakeClock
from tests.fakes.page_cache import FakePageCache

SSRF = SHARED / "attacks/ssrf"
HERE = "https://jobs.example.com/1"


def rows(name: str) -> list[dict[str, Any]]:
    file = SSRF / name
    return [json.loads(line) for line in file.read_text().splitlines()] if file.exists() else []


def a_fetcher() -> PageFetcher:
    return PageFetcher(FakePageCache(), FakeClock())


async def is_refused(url: str) -> bool:
    try:
        await a_fetcher().fetch(url)
    except DomainError:
        return True
    return False


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.31.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "255.255.255.255",
        "198.51.100.7",
        "::1",
        "::",
        "::ffff:127.0.0.1",
        "::ffff:8.8.8.8",
        "fe80::1",
        "fc00::1",
        "ff02::1",
        "2002:7f00:1::",
        "64:ff9b::7f00:1",
        "2001:db8::1",
        "2001::1",
    ],
)
def test_what_is_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", PUBLIC, "2606:4700::1111", "172.32.0.1"])
def test_what_is_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "example.org",
        "ftp://example.org",
        "file:///etc/passwd",
        "http://",
        "http://user@example.org",
        "http://user:pass@example.org",
        "http://example.org:22",
        "http://example.org:99999",
        "http://exa mple.org",
        "http://example.org\\@evil.test",
        "http://[::1",
        "http://[::1]/",
        "http://example..com",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://127.1/",
        "http://localhost/",
        "http://intranet/",
        "http://printer.local/",
        "http://example.org\r\nX: y/",
        "http://exam%70le.org/",
        "http://example.org/" + "x" * 9_000,
    ],
)
def test_addresses_that_are_refused_as_they_stand(url: str) -> None:
    with pytest.raises(UrlNotAllowed):
        checked(url, allow_private=False)


@pytest.mark.parametrize(
    ("url", "clean"),
    [
        ("http://example.org", "http://example.org/"),
        (" https://Jobs.Example.org:443/a?b=c#d ", "https://jobs.example.org/a?b=c"),
        ("https://bücher.example/ž", "https://xn--bcher-kva.example/ž"),
        ("https://example.org:8443/", "https://example.org:8443/"),
        (f"http://{PUBLIC}/", f"http://{PUBLIC}/"),
    ],
)
def test_addresses_that_may_be_asked_for(url: str, clean: str) -> None:
    assert checked(url, allow_private=False).url == clean


@pytest.mark.parametrize(
    "addresses",
    [["127.0.0.1"], [PUBLIC, "10.0.0.1"], ["::1"], ["::ffff:10.0.0.1"], [PUBLIC, "fe80::1"]],
)
async def test_a_name_is_refused_unless_every_address_is_public(addresses: list[str]) -> None:
    async with internet({HERE: respond("<p>secret</p>")}) as net:
        net.dns["jobs.example.com"] = [addresses]
        with pytest.raises(UrlNotAllowed):
            await a_fetcher().fetch(HERE)
        assert net.connected == []


async def test_it_connects_to_the_very_address_that_was_checked() -> None:
    """A name server that answers otherwise the next time is not asked a next time."""
    async with internet({HERE: respond("<p>hello</p>")}) as net:
        net.dns["jobs.example.com"] = [[PUBLIC], ["127.0.0.1"]]
        assert (await a_fetcher().fetch(HERE)).text == "<p>hello</p>"
        assert net.connected == [(PUBLIC, 443)]
        assert "Host: jobs.example.com" in net.heads[0]


async def test_a_name_that_nobody_has() -> None:
    async with internet() as net:
        net.dns["jobs.example.com"] = [[]]
        with pytest.raises(PostingUnreachable, match="no server named jobs"):
            await a_fetcher().fetch(HERE)


async def test_a_redirect_is_resolved_anew() -> None:
    pages: dict[str, Answer] = {HERE: redirect("/2"), "https://jobs.example.com/2": respond("x")}
    async with internet(pages) as net:
        net.dns["jobs.example.com"] = [[PUBLIC], ["127.0.0.1"]]
        with pytest.raises(UrlNotAllowed):
            await a_fetcher().fetch(HERE)


@pytest.mark.skipif(not SSRF.exists(), reason="needs shared/ beside the repository")
@pytest.mark.parametrize("row", rows("urls.jsonl"), ids=lambda row: row["id"])
async def test_urls_of_the_shared_data(row: dict[str, Any]) -> None:
    """A name that changes its address may be refused, or connected to by the one that was checked."""
    answers = _answers(row.get("dns"))
    async with internet() as net:
        net.otherwise = respond("<p>hello</p>")
        with suppress(UrlNotAllowed):
            host = checked(row["url"], allow_private=False).host
            net.dns |= {host: list(answers)} if answers else {}
        refused = await is_refused(row["url"])
        reached = {address for address, _ in net.connected}
    assert all(is_public(address) for address in reached)
    if row["cls"] == "dns-rebinding":
        assert reached <= set(answers[0])
    else:
        assert refused == (row["expect"] == "block")


def _answers(dns: Any) -> list[list[str]]:
    answers = dns.get("answers", []) if isinstance(dns, dict) else dns or []
    if answers and isinstance(answers[0], str):
        answers = [answers]
    return [[a for a in answer if not a.startswith("__")] for answer in answers]


@pytest.mark.skipif(not SSRF.exists(), reason="needs shared/ beside the repository")
@pytest.mark.parametrize("row", rows("redirects.jsonl"), ids=lambda row: row["id"])
async def test_redirects_of_the_shared_data(row: dict[str, Any]) -> None:
    async with internet() as net:
        net.otherwise = respond("<p>the posting</p>")
        for hop in row["chain"]:
            headers = dict(hop.get("headers") or {})
            if hop.get("location") is not None:
                headers["Location"] = hop["location"]
            body = hop.get("body", "<p>the posting</p>")
            net.pages[hop["url"]] = respond(body, f"{hop['status']} Said", **headers)
            host = hop["url"].split("/")[2]
            net.dns.setdefault(host, []).append(hop["dns"])
        refused = await is_refused(row["start"])
        assert refused == (row["expect"] == "block")
        assert all(is_public(address) for address, _ in net.connected)
