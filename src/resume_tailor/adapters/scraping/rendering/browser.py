"""The `Renderer` by Playwright and a Chromium that is installed already."""

import asyncio
import logging
import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from resume_tailor.adapters.scraping.fetching.addresses import checked
from resume_tailor.adapters.scraping.fetching.fetch import USER_AGENT
from resume_tailor.adapters.scraping.fetching.guard import GuardedNetwork
from resume_tailor.adapters.scraping.fetching.page import Page
from resume_tailor.adapters.scraping.rendering.proxy import Network, guarded_proxy
from resume_tailor.adapters.scraping.rendering.renderer import Renderer
from resume_tailor.domain.errors import PostingNeedsRendering, PostingUnreachable

log = logging.getLogger(__name__)

_MARK_HIDDEN = (Path(__file__).parent / "visible.js").read_text("utf-8")
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_NOT_NEEDED = frozenset({"image", "media", "font"})
_SETTLED_MS = 4_000
"""A page that is still busy then shows what it has."""
_MOST_TRAFFIC = 6
"""Times the size of a page that its scripts and data may have."""
_ARGUMENTS = (
    "--proxy-bypass-list=<-loopback>",  # this machine's own addresses through the proxy too
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",  # names go to the proxy as names
    "--disable-quic",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--disable-features=AsyncDns,DnsOverHttps,WebRtcHideLocalIpsWithMdns",
    "--disable-dev-shm-usage",
    "--no-pings",
)


def find_browser(chosen: str = "") -> str:
    """The path of a Chromium; empty where there is none or Playwright is not installed."""
    if find_spec("playwright") is None:
        return ""
    if chosen:
        return chosen
    return next((path for name in _NAMES if (path := shutil.which(name))), "")


def make_renderer(
    chosen: str, seconds: float, most_bytes: int, *, allow_private: bool
) -> Renderer | None:
    """None where there is no browser."""
    path = find_browser(chosen)
    if not path:
        return None

    def network() -> GuardedNetwork:
        return GuardedNetwork(allow_private=allow_private)

    return BrowserRenderer(path, seconds, most_bytes, network, allow_private=allow_private)


class BrowserRenderer(Renderer):
    """A browser of its own for each page, so that nothing of one page meets another; one at a time,
    since each takes some 300 MB."""

    def __init__(
        self,
        path: str,
        seconds: float,
        most_bytes: int,
        network: Callable[[], Network],
        *,
        allow_private: bool = False,
    ) -> None:
        self._path = path
        self._seconds = seconds
        self._most_bytes = most_bytes
        self._network = network
        self._allow_private = allow_private
        self._turn = asyncio.Semaphore(1)

    async def render(self, url: str) -> Page:
        """The page as its scripts left it, what is not seen marked as hidden."""
        address = checked(url, allow_private=self._allow_private).url
        traffic = _MOST_TRAFFIC * self._most_bytes
        try:
            async with (
                self._turn,
                asyncio.timeout(self._seconds),
                guarded_proxy(self._network(), traffic) as port,
            ):
                return await self._render(address, port)
        except TimeoutError as error:
            raise PostingUnreachable("The page took too long to run its scripts.") from error

    async def _render(self, url: str, port: int) -> Page:
        from playwright.async_api import Error, async_playwright

        try:
            async with async_playwright() as playwright:
                browser = await playwright.chromium.launch(**self._launch(port))
                try:
                    return await self._visit(browser, url)
                finally:
                    await browser.close()
        except Error as error:
            log.warning("the browser failed: %s", str(error).strip().split("\n")[0])
            raise PostingNeedsRendering(
                "The page is empty until a browser runs its scripts, and ours could not."
            ) from error

    def _launch(self, port: int) -> dict[str, Any]:
        return {
            "executable_path": self._path,
            "args": list(_ARGUMENTS),
            "proxy": {"server": f"socks5://127.0.0.1:{port}"},
            "env": {"PATH": os.defpath, "HOME": "/nonexistent"},
            "chromium_sandbox": os.geteuid() != 0,  # Chromium refuses to start as root with one
            "timeout": self._seconds * 1000,
        }

    async def _visit(self, browser: Any, url: str) -> Page:
        from playwright.async_api import Error

        context = await browser.new_context(
            user_agent=USER_AGENT, service_workers="block", accept_downloads=False
        )
        page = await context.new_page()
        await page.route("**/*", _refuse_what_is_not_needed)
        await page.goto(url, wait_until="domcontentloaded")
        with suppress(Error):  # it is busy still: see what it shows
            await page.wait_for_load_state("networkidle", timeout=_SETTLED_MS)
        await page.evaluate(_MARK_HIDDEN)
        text = await page.content()
        if len(text) > self._most_bytes:
            raise PostingUnreachable("The page is too large.")
        return Page(page.url, text)


async def _refuse_what_is_not_needed(route: Any) -> None:
    if route.request.resource_type in _NOT_NEEDED:
        await route.abort()
    else:
        await route.continue_()
