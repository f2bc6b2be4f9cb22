"""The secrets of an installation, in one file that its owner alone may read: what opens the wall, and what
seats and passes to cameras are signed with. All of its processes read it. Knows no page and no Redis."""

from __future__ import annotations

import fcntl
import hmac
import logging
import os
import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import msgspec

from streams.record.seal_key import seal_key

KEY_BYTES = 32
LOOKED_S = 1.0  # between two looks whether the file was changed
OTHERS = 0o077
OF_WEBHOOKS = b"gridwall: secrets of webhooks"
OF_HISTORY = b"gridwall: questions of history"
log = logging.getLogger(__name__)


class KeyFileError(ValueError):
    """One sentence: which file, what was wanted; nothing of what is in it."""


@dataclass(frozen=True, slots=True)
class Secrets:
    """`start` opens the wall; None: nobody has settled on one yet. `seat`: the highest number given.
    `sessions`: what cookies of accounts are signed with, the newest last. `webhooks` and `seal` stand in the
    file that is handed to the webhook process alone: what its secrets are made from, and what the record's
    events are checked with. `history` and `seal` in that of the history process: what web processes are known
    by that ask it."""

    start: str | None = None
    seats: bytes | None = None
    cameras: bytes | None = None
    seat: int = 0
    sessions: tuple[bytes, ...] = ()
    webhooks: bytes | None = None
    seal: bytes | None = None
    history: bytes | None = None


class _Written(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    start: str | None = None
    seats: str | None = None
    cameras: str | None = None
    seat: int = 0
    sessions: tuple[str, ...] = ()
    webhooks: str | None = None
    seal: str | None = None
    history: str | None = None


class KeyFile:
    """Holds what the file said last: while it cannot be read, nobody is sent away for it. `passes`,
    `webhooks` and `history`: other files of the kind, for processes that may not read this one: with what
    passes to cameras are signed with alone, and with what the webhook or the history process needs alone."""

    def __init__(
        self,
        path: Path,
        passes: Path | None = None,
        webhooks: Path | None = None,
        history: Path | None = None,
    ) -> None:
        self.path, self._passes, self._webhooks, self._history = path, passes, webhooks, history
        self._held = Secrets()
        self._stamp: tuple[int, int] | None = None
        self._looked = 0.0

    @property
    def now(self) -> Secrets:
        """As the file is, a second ago at the latest."""
        if not self._looked or time.monotonic() - self._looked > LOOKED_S:
            self._looked = time.monotonic()
            self._read_changed()
        return self._held

    def open_door(self) -> str:
        """What opens the wall, made by whoever asks first. Raises KeyFileError."""
        return self._filled({}, "start").start or ""

    def settle(self, before: Mapping[str, bytes]) -> Secrets:
        """Both signing keys: the file's, else those held `before` by another place, else new ones."""
        return self._filled(before, "seats", "cameras")

    def renew_door(self) -> str:
        """Another start token: what was opened with the one before ends. Raises KeyFileError."""
        return self._changed(lambda held: replace(held, start=secrets.token_urlsafe(KEY_BYTES))).start or ""

    def session_keys(self) -> list[bytes]:
        """What cookies of accounts are signed with, made by whoever asks first. Raises KeyFileError."""
        if not self.now.sessions:
            self._changed(lambda held: replace(held, sessions=held.sessions or (_fresh_key(),)))
        return list(self._held.sessions)

    def rotate_sessions(self) -> None:
        """A new key signs from now on; what the one before signed is good until the next rotation."""
        self._changed(lambda held: replace(held, sessions=(*held.sessions[-1:], _fresh_key())))

    def seat_given(self, number: int) -> None:
        """A Redis that lost its memory must not give it again: whose cookie says so still sits there."""
        self._changed(lambda held: replace(held, seat=max(held.seat, number)))

    def _filled(self, before: Mapping[str, bytes], *names: str) -> Secrets:
        def fill(held: Secrets) -> Secrets:
            told: dict[str, Any] = {n: getattr(held, n) or before.get(n) or _made(n) for n in names}
            return replace(held, **told)

        return self._changed(fill)

    def _changed(self, change: Callable[[Secrets], Secrets]) -> Secrets:
        with _locked(self.path):
            there = self.path.exists()
            before = _read(self.path) if there else self._held
            self._held = change(before)
            if self._held != before or not there:
                _write(self.path, self._held, "web.keys_file")
            self._hand_on()
        return self._held

    def _hand_on(self) -> None:
        """Unless it says the same already."""
        passes = Secrets(cameras=self._held.cameras)
        for path, alone, setting in (
            (self._passes, passes, "cameras.keys_file"),
            (self._webhooks, webhook_secrets(self._held), "webhooks.keys_file"),
            (self._history, history_secrets(self._held), "history.keys_file"),
        ):
            if path is None or alone == Secrets():
                continue
            if not path.exists() or _read(path) != alone:
                _write(path, alone, setting)

    def _read_changed(self) -> None:
        try:
            told = self.path.stat()
            stamp = (told.st_mtime_ns, told.st_ino)
            if stamp != self._stamp:
                self._held, self._stamp = _read(self.path), stamp
        except (OSError, KeyFileError) as error:
            if self._held == Secrets():
                return  # it is made when somebody needs it
            log.warning("%s; what it said before still holds", error)


def record_secret(path: Path) -> Callable[[], bytes | None]:
    """What the record is sealed with is made from, for commands: None where no web process made the file."""
    held = KeyFile(path)
    return lambda: held.now.seats


def webhook_secrets(held: Secrets) -> Secrets:
    """All that the webhook process needs of a key file: the file that was handed to it, or a whole one. Empty
    where nobody has settled on one yet."""
    if held.webhooks:
        return held
    if not held.seats:
        return Secrets()
    return Secrets(webhooks=hmac.digest(held.seats, OF_WEBHOOKS, "sha256"), seal=seal_key(held.seats))


def history_secrets(held: Secrets) -> Secrets:
    """All that the history process needs of a key file, in the same way."""
    if held.history:
        return held
    if not held.seats:
        return Secrets()
    return Secrets(history=hmac.digest(held.seats, OF_HISTORY, "sha256"), seal=seal_key(held.seats))


class _locked:
    """One process at a time writes the file; the folder is what all of them can lock."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __enter__(self) -> None:
        folder = self.path.parent
        try:
            if not folder.exists():
                folder.mkdir(mode=0o700, parents=True)
            self.lock = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
        except OSError as error:
            raise KeyFileError(f"{self.path}: cannot be made: {error.strerror} (web.keys_file)") from None
        fcntl.flock(self.lock, fcntl.LOCK_EX)

    def __exit__(self, *_: object) -> None:
        fcntl.flock(self.lock, fcntl.LOCK_UN)  # first: gevent's `close` lets others run, who may want it
        os.close(self.lock)


def _write(path: Path, told: Secrets, setting: str) -> None:
    """Whole or not at all. Raises KeyFileError."""
    keys = (told.seats, told.cameras, told.webhooks, told.seal, told.history)
    seats, cameras, webhooks, seal, history = (key.hex() if key else None for key in keys)
    sessions = tuple(key.hex() for key in told.sessions)
    written = _Written(told.start, seats, cameras, told.seat, sessions, webhooks, seal, history)
    body = msgspec.json.format(msgspec.json.encode(written)) + b"\n"
    fresh = path.with_name(f"{path.name}.new")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        fresh.unlink(missing_ok=True)
        file = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(file, "wb") as out:
            out.write(body)
            out.flush()
            os.fsync(out.fileno())
        _keep_owner(fresh, path)
        os.replace(fresh, path)
    except OSError as error:
        raise KeyFileError(f"{path}: cannot be written: {error.strerror} ({setting})") from None


def _read(path: Path) -> Secrets:
    """Raises KeyFileError."""
    try:
        _for_its_owner(path)
        told = msgspec.json.decode(path.read_bytes(), type=_Written)
        written = (told.seats, told.cameras, told.webhooks, told.seal, told.history)
        seats, cameras, webhooks, seal, history = (bytes.fromhex(key) if key else None for key in written)
        sessions = tuple(bytes.fromhex(key) for key in told.sessions)
    except OSError as error:
        raise KeyFileError(f"{path}: cannot be read: {error.strerror} (web.keys_file)") from None
    except (msgspec.MsgspecError, ValueError):
        raise KeyFileError(
            f"{path}: a key file of Gridwall wanted, got something else (web.keys_file; made where none is)"
        ) from None
    return Secrets(told.start, seats, cameras, told.seat, sessions, webhooks, seal, history)


def _keep_owner(fresh: Path, before: Path) -> None:
    """Root may renew it: the processes that read it are somebody else's."""
    if before.exists() and os.geteuid() == 0:
        told = before.stat()
        os.chown(fresh, told.st_uid, told.st_gid)


def _fresh_key() -> bytes:
    return secrets.token_bytes(KEY_BYTES)


def _made(name: str) -> str | bytes:
    return secrets.token_urlsafe(KEY_BYTES) if name == "start" else secrets.token_bytes(KEY_BYTES)


def _for_its_owner(path: Path) -> None:
    """Somebody else's file, as what systemd hands to a unit, is theirs to close."""
    told = path.stat()
    if told.st_mode & OTHERS and os.geteuid() in (0, told.st_uid):
        path.chmod(0o600)
        log.warning("%s could be read by others; it is its owner's alone now", path)
