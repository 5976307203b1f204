import json
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from resume_tailor.adapters.scraping.fetch import PageFetcher
from resume_tailor.adapters.scraping.guard import check_url, is_public
from resume_tailor.domain.errors import UrlNotAllowed


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


@pytest.mark.parametrize("address", ["8.8.8.8", "93.184.216.34", "2606:4700::1111", "172.32.0.1"])
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
        "https://example.org:80",
        "http://example.org:99999",
        "http://exa mple.org",
        "http://example.org\\@evil.test",
        "http://[::1",
        "http://example..com",
    ],
)
def test_addresses_that_are_refused_as_they_stand(url: str) -> None:
    with pytest.raises(UrlNotAllowed):
        check_url(url, allow_private=False)


@pytest.mark.parametrize(
    "url", ["http://example.org", "https://jobs.example.org:443/a?b=c#d", "https://bücher.example/"]
)
def test_addresses_that_may_be_asked_for(url: str) -> None:
    check_url(url, allow_private=False)


async def test_a_name_of_this_machine_is_refused_at_the_socket() -> None:
    with pytest.raises(UrlNotAllowed):
        await PageFetcher().fetch("http://localhost/job")


def test_hostile_urls_of_the_shared_data(shared: Path) -> None:
    """Each URL that must be blocked is: by its form, or by what its name resolves to."""
    let_through = []
    for row in map(json.loads, (shared / "attacks/ssrf/urls.jsonl").read_text().splitlines()):
        if row["expect"] != "block" or row["strict"] != "must":
            continue
        try:
            check_url(row["url"], allow_private=False)
        except UrlNotAllowed:
            continue
        host = urlsplit(row["url"]).hostname or ""
        addresses = [host] if _is_address(host) else _addresses(row.get("dns"))
        if addresses and all(is_public(address) for address in addresses):
            let_through.append(row["id"])
    assert let_through == []


def _is_address(host: str) -> bool:
    try:
        return bool(ip_address(host))
    except ValueError:
        return False


def _addresses(dns: object) -> list[str]:
    if isinstance(dns, dict):
        return [address for value in dns.values() for address in _addresses(value)]
    if isinstance(dns, list):
        return [address for value in dns for address in _addresses(value)]
    return [dns] if isinstance(dns, str) and set(dns) <= set("0123456789abcdef.:") else []
