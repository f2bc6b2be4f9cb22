"""The Chromium at the gateway's end: beside the tests' own, with its network addresses in the open."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser

from tests.browser.chromium import arguments, program
from tests.browser.whep_gateway import WhepGateway

# a gateway's answer names where it is; a browser by itself would hide that behind a name
HIDDEN_ADDRESSES = "WebRtcHideLocalIpsWithMdns"


@contextmanager
def peer(browser: Browser, wanted: str) -> Iterator[WhepGateway]:
    """A gateway that wants this Authorization."""
    chromium = browser.browser_type.launch(executable_path=program(), args=arguments(HIDDEN_ADDRESSES))
    try:
        gateway = WhepGateway(chromium.new_page(), wanted)
        yield gateway
        gateway.close()
    finally:
        chromium.close()
