"""Who may see: Basic and Digest authentication (RFC 7616, RFC 2069), for the client and the server.

Digest with MD5 or SHA-256, with qop=auth or without. A password is in no repr and in no error.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field

HASHES = {"md5": hashlib.md5, "sha-256": hashlib.sha256}
# name=value or name="quoted \" value"; the values of one header may be several challenges in a row
_PART = re.compile(r'([A-Za-z0-9_*.-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]*))')
_SCHEME = re.compile(r"(?:^|,)\s*(Basic|Digest)(?:\s+|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Challenge:
    scheme: str  # basic, digest
    realm: str = ""
    nonce: str = ""
    opaque: str = ""
    algorithm: str = ""  # as it was written
    qop: str = ""  # auth, or nothing

    @property
    def rank(self) -> int:
        """The strongest is answered; 0 is one that cannot be."""
        if self.scheme == "basic":
            return 1
        name = (self.algorithm or "MD5").lower()
        return 0 if name not in HASHES else 3 if name == "sha-256" else 2


def read_challenges(values: Iterable[str]) -> list[Challenge]:
    """From the WWW-Authenticate headers, several in one or one each."""
    found: list[Challenge] = []
    for value in values:
        starts = list(_SCHEME.finditer(value))
        ends = [*(mark.start() for mark in starts[1:]), len(value)]
        for mark, end in zip(starts, ends, strict=False):
            found.append(_challenge(mark[1].lower(), _parts(value[mark.end() : end])))
    return found


def _parts(text: str) -> dict[str, str]:
    return {
        m[1].lower(): re.sub(r"\\(.)", r"\1", m[2]) if m[2] is not None else m[3]
        for m in _PART.finditer(text)
    }


def _challenge(scheme: str, parts: dict[str, str]) -> Challenge:
    offered = {name.strip().lower() for name in parts.get("qop", "").split(",")}
    told = {name: parts.get(name, "") for name in ("realm", "nonce", "opaque", "algorithm")}
    return Challenge(scheme, **told, qop="auth" if "auth" in offered else "")


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def digest(challenge: Challenge, login: Login, method: str, uri: str, count: str, ours: str) -> str:
    """The `response` of RFC 7616, 3.4.1; `count` and `ours` (nc, cnonce) matter only with qop."""
    make = HASHES[(challenge.algorithm or "MD5").lower()]

    def of(*words: str) -> str:
        return make(":".join(words).encode()).hexdigest()

    who, what = of(login.user, challenge.realm, login.password), of(method, uri)
    if challenge.qop:
        return of(who, challenge.nonce, count, ours, challenge.qop, what)
    return of(who, challenge.nonce, what)


@dataclass(slots=True)
class Login:
    """A user at one server; answers its newest challenge with every request."""

    user: str = field(repr=False)
    password: str = field(repr=False)
    challenge: Challenge | None = None
    count: int = 0

    def take(self, challenges: list[Challenge]) -> bool:
        """Whether one of them can be answered."""
        best = max(challenges, key=lambda challenge: challenge.rank, default=None)
        if best is None or not best.rank:
            return False
        self.challenge, self.count = best, 0
        return True

    def authorization(self, method: str, uri: str) -> str:
        """ "" before the first challenge: nothing is told to a server that does not ask."""
        asked = self.challenge
        if asked is None:
            return ""
        if asked.scheme == "basic":
            return "Basic " + base64.b64encode(f"{self.user}:{self.password}".encode()).decode()
        self.count += 1
        count, ours = f"{self.count:08x}", secrets.token_hex(8)
        told = {"username": self.user, "realm": asked.realm, "nonce": asked.nonce, "uri": uri}
        told["response"] = digest(asked, self, method, uri, count, ours)
        if asked.opaque:
            told["opaque"] = asked.opaque
        bare = {"algorithm": asked.algorithm} if asked.algorithm else {}
        if asked.qop:
            told["cnonce"] = ours
            bare |= {"qop": asked.qop, "nc": count}
        parts = [f"{name}={_quoted(value)}" for name, value in told.items()]
        return "Digest " + ", ".join(parts + [f"{name}={value}" for name, value in bare.items()])


@dataclass(slots=True)
class Guard:
    """The server's side of one connection: what it asks for, and whether an answer is right."""

    login: Login = field(repr=False)
    realm: str = "cameras"
    algorithms: tuple[str, ...] = ("SHA-256", "MD5")  # the last is what older clients look at
    qop: str = "auth"
    basic: bool = False
    nonce: str = field(default_factory=lambda: secrets.token_hex(16))

    def _asked(self) -> list[Challenge]:
        return [Challenge("digest", self.realm, self.nonce, "", name, self.qop) for name in self.algorithms]

    def challenges(self) -> list[str]:
        """One WWW-Authenticate header each."""
        written = [f'Basic realm="{self.realm}"'] if self.basic else []
        for asked in self._asked():
            qop = f', qop="{asked.qop}"' if asked.qop else ""
            head = f'Digest realm="{asked.realm}", nonce="{asked.nonce}"'
            written.append(f"{head}, algorithm={asked.algorithm}{qop}")
        return written

    def accepts(self, authorization: str, method: str, uri: str) -> bool:
        scheme, _, rest = authorization.strip().partition(" ")
        if scheme.lower() == "basic" and self.basic:
            wanted = f"{self.login.user}:{self.login.password}".encode()
            return hmac.compare_digest(base64.b64encode(wanted), rest.strip().encode())
        if scheme.lower() != "digest":
            return False
        told = _parts(rest)
        name = (told.get("algorithm") or "MD5").lower()
        asked = next((each for each in self._asked() if each.algorithm.lower() == name), None)
        said = (told.get("username"), told.get("nonce"), told.get("uri"), told.get("qop", ""))
        if asked is None or said != (self.login.user, self.nonce, uri, self.qop):
            return False
        wanted_answer = digest(asked, self.login, method, uri, told.get("nc", ""), told.get("cnonce", ""))
        return hmac.compare_digest(wanted_answer.encode(), told.get("response", "").lower().encode())
