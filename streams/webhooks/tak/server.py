"""Which TAK server is told of whose cases, and how it is known. Knows no setting and no case."""

from __future__ import annotations

import re
import ssl
from dataclasses import dataclass

ADDRESS = re.compile(
    r"(tcp|tls)://([A-Za-z0-9_-]{1,63}(?:\.[A-Za-z0-9_-]{1,63})*\.?|\[[0-9A-Fa-f:.]+\])(?::(\d{1,5}))?/?"
)
PORTS = {"tcp": 8087, "tls": 8089}


@dataclass(frozen=True, slots=True)
class TakServer:
    """`area`: the code of the area whose open cases are sent, calls for help among them with `sos`.
    `server_name`: what its certificate is made out to, where that is not `host`; files are paths, empty for
    none; an event is stale after `stale_ms`."""

    host: str
    port: int
    tls: bool
    area: str
    stale_ms: int
    sos: bool = False
    language: str = "zh"
    server_name: str = ""
    ca: str = ""
    cert: str = ""
    key: str = ""

    @property
    def name(self) -> str:
        """For sentences; an address holds no secret here."""
        return f"{f'[{self.host}]' if ':' in self.host else self.host}:{self.port}"

    def context(self) -> ssl.SSLContext | None:
        """None over plain TCP. Raises OSError, ssl.SSLError among them, for files that are none."""
        if not self.tls:
            return None
        context = ssl.create_default_context(cafile=self.ca or None)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        # authorities that TAK's own scripts make lack the key identifiers this flag wants
        context.verify_flags &= ~ssl.VERIFY_X509_STRICT
        if self.cert:
            context.load_cert_chain(self.cert, self.key or None, password=_no_password)
        return context


def _no_password() -> str:
    """A key with a password is refused: nobody sits here to type it."""
    return ""


def read_address(url: str) -> tuple[bool, str, int] | None:
    """Whether by TLS, the host and the port; None for what is no such address."""
    found = ADDRESS.fullmatch(url)
    if not found or int(found[3] or 1) not in range(1, 65536):
        return None
    return found[1] == "tls", found[2].strip("[]"), int(found[3] or PORTS[found[1]])


def why(error: BaseException) -> str:
    """Of a link that did not come about or broke, in a sentence's end."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"its certificate is not good: {error.verify_message}"
    if isinstance(error, ssl.SSLError):
        told = (error.reason or "no reason told").replace("_", " ").lower()
        return f"TLS failed: {told}"
    if isinstance(error, TimeoutError):
        return "no answer in time"
    if isinstance(error, ConnectionRefusedError):
        return "it refuses connections"
    if isinstance(error, ConnectionError):
        return "it broke the connection"
    return getattr(error, "strerror", None) or type(error).__name__
