"""What an error of Redis means: its kind in a word, and a sentence that shows no secret and no raw bytes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from redis.exceptions import (
    AuthenticationError,
    BusyLoadingError,
    ConnectionError,
    NoPermissionError,
    NoScriptError,
    OutOfMemoryError,
    ReadOnlyError,
    ResponseError,
    TimeoutError,
)

from streams.server.redact import parts_of, redacted, redacted_text

_PIPELINE = re.compile(r"^Command # \d+ \(.*\) of pipeline caused error: ", re.DOTALL)  # holds what was sent
# As Redis begins its errors, also in the middle: up to 7.0 a script puts its own words first.
_WORDS = {
    "MASTERDOWN": "away",
    "OOM": "full",
    "READONLY": "read_only",
    "MISCONF": "disk",
    "NOREPLICAS": "no_replicas",
    "NOPERM": "no_right",
    "WRONGTYPE": "odd_key",
    "NOSCRIPT": "script",
    "BUSY": "script",
    "LOADING": "loading",
    "NOAUTH": "refused",
    "WRONGPASS": "refused",
}
_WORD = re.compile(r"(?:^|[-\s:])(" + "|".join(_WORDS) + r")(?=\s)")
_CLASSES = (  # what the client has a class for, it tells without the word; the nearer ones first
    (AuthenticationError, "refused"),
    (BusyLoadingError, "loading"),
    (NoPermissionError, "no_right"),
    (ReadOnlyError, "read_only"),
    (OutOfMemoryError, "full"),
    (NoScriptError, "script"),
    (ConnectionError, "away"),
    (TimeoutError, "away"),
)
_LIKE = (  # what 6.2 says without such a word
    ("can't run this command", "no_right"),
    ("can't access at least one", "no_right"),
    ("unknown command", "script"),
    ("error compiling script", "script"),
)
_TOLD = {
    "refused": "refuses our name or password",
    "loading": "is still loading its data",
    "read_only": "is a read-only replica: it takes no writes; give the address of the primary",
    "full": "is out of memory and takes no more (maxmemory)",
    "disk": "takes no writes, because it cannot save them to its disk",
    "no_replicas": "takes no writes, because too few replicas are linked (min-replicas-to-write)",
    "away": "does not answer in time",
}
AWAY = frozenset({"away", "refused", "loading"})  # nothing can be asked of this server at all


@dataclass(frozen=True, slots=True)
class Fault:
    """`kind`: away refused loading read_only full disk no_replicas no_right odd_key script refuses."""

    kind: str
    sentence: str


def kind_of(error: Exception) -> str:
    for class_, kind in _CLASSES:
        if isinstance(error, class_):
            return kind
    if isinstance(error, ResponseError):
        return _word(error) or "refuses"
    return "away" if isinstance(error, OSError) else "refuses"


def _word(error: Exception) -> str | None:
    said = _plain(error)
    word = _WORD.search(said)
    if word:
        return _WORDS[word[1]]
    return next((kind for part, kind in _LIKE if part in said), None)


def fault_of(error: Exception, url: str) -> Fault:
    kind = kind_of(error)
    where = f"Redis at {redacted(url)}" if url else "Redis"
    if kind == "away" and not isinstance(error, TimeoutError):
        return Fault(kind, f"{where} cannot be reached: {_said(error)}")
    if kind in _TOLD:
        signed = "; a % in a password must be written %25" if kind == "refused" and _has_sign(url) else ""
        return Fault(kind, f"{where} {_TOLD[kind]}{signed}")
    if kind == "no_right":
        return Fault(kind, f"{where} does not let this user do what the wall needs: {_said(error)}")
    if kind == "script":
        return Fault(kind, f"{where} does not run our scripts: {_said(error)}")
    if kind == "odd_key":
        return Fault(kind, f"{where} holds another type of value than ours under one of our keys")
    return Fault(kind, f"{where} refuses a command: {_said(error)}")


def _has_sign(url: str) -> bool:
    """Whether what stands in its login may have been meant otherwise than it is read."""
    return "%" in (parts_of(url).login or "")


def trouble(error: Exception, url: str) -> str:
    """What an error of Redis means, in one sentence."""
    return fault_of(error, url).sentence


def _plain(error: Exception) -> str:
    """As Redis said it: without the command that a pipeline puts before it."""
    return _PIPELINE.sub("", str(error)) or type(error).__name__


def _said(error: Exception) -> str:
    return redacted_text(_plain(error))[:200]
