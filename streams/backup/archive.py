"""A backup as one file: a compressed tar of the record in pieces, and of folders as they are."""

from __future__ import annotations

import gzip
import io
import tarfile
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

import msgspec

from streams.backup.record_file import BackupError, Message

FORMAT = 1
PIECE = 16 << 20  # bytes of the record in one member
FAST = 3  # gzip's level
MANIFEST, RECORD, FOLDERS = "manifest.json", "record/", "folders/"


@dataclass(frozen=True, slots=True)
class Manifest:
    """`made`: epoch ms; `parts`: which folders are in it, by name."""

    format: int
    version: str
    made: int
    epoch: str
    parts: tuple[str, ...]


def write_archive(
    path: Path, manifest: Manifest, record: Iterable[bytes], folders: Mapping[str, Path]
) -> tuple[int, int]:
    """How many messages and files. Whole or not at all: it has another name until it is. Raises OSError."""
    making = path.with_name(f"{path.name}.making")
    try:
        with (
            making.open("xb") as raw,
            gzip.GzipFile(fileobj=raw, mode="wb", compresslevel=FAST) as packed,
            tarfile.open(fileobj=packed, mode="w|") as tar,
        ):
            _add(tar, MANIFEST, msgspec.json.encode(manifest))
            count = _add_record(tar, record)
            files = sum(_add_folder(tar, name, folder) for name, folder in folders.items())
        making.chmod(0o600)
        making.rename(path)
    except BaseException:
        making.unlink(missing_ok=True)
        raise
    return count, files


class Archive:
    """Read from its beginning to its end, once. Raises BackupError."""

    def __init__(self, path: Path) -> None:
        try:
            self._tar = tarfile.open(path, mode="r|gz")  # noqa: SIM115 - until it is left
            self._next: tarfile.TarInfo | None = self._tar.next()
            self.manifest = self._manifest()
        except (OSError, EOFError, tarfile.TarError, msgspec.MsgspecError) as error:
            raise BackupError(f"{path}: a backup of Gridwall wanted, got something else ({error})") from None

    def __enter__(self) -> Archive:
        return self

    def __exit__(self, *_: object) -> None:
        self._tar.close()

    def record(self) -> Iterator[Message]:
        """Before the folders."""
        while self._next is not None and self._next.name.startswith(RECORD):
            unpacker = msgspec.msgpack.Decoder(list[bytes])
            for message in unpacker.decode(self._content(self._next)):
                yield msgspec.msgpack.decode(message)
            self._next = self._tar.next()

    def unpack(self, folders: Mapping[str, Path]) -> int:
        """How many files were written into the folders of these names; others are passed over."""
        count = 0
        while self._next is not None:
            place = PurePosixPath(self._next.name)
            if self._next.isfile() and place.parts[:1] == ("folders",) and len(place.parts) > 2:
                folder, rest = folders.get(place.parts[1]), place.parts[2:]
                if any(part in ("..", "") for part in rest):
                    raise BackupError(f"the file names a place outside its folders: {self._next.name!r}")
                if folder is not None:
                    count += self._write(folder.joinpath(*rest), self._next)
            self._next = self._tar.next()
        return count

    def _write(self, target: Path, member: tarfile.TarInfo) -> int:
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with target.open("xb") as file:
            file.write(self._content(member))
        target.chmod(0o600)
        return 1

    def _manifest(self) -> Manifest:
        if self._next is None or self._next.name != MANIFEST:
            raise tarfile.TarError("it has no manifest")
        told: dict[str, Any] = msgspec.json.decode(self._content(self._next))
        if told.get("format") != FORMAT:
            raise tarfile.TarError(f"format {FORMAT} is known, it has {told.get('format')}")
        self._next = self._tar.next()
        return msgspec.convert(told, Manifest)

    def _content(self, member: tarfile.TarInfo) -> bytes:
        file = self._tar.extractfile(member)
        assert file is not None
        return file.read()


def _add_record(tar: tarfile.TarFile, record: Iterable[bytes]) -> int:
    count, piece, size, number = 0, list[bytes](), 0, 0

    def close() -> None:
        nonlocal piece, size, number
        if piece:
            _add(tar, f"{RECORD}{number:06}", msgspec.msgpack.encode(piece))
            piece, size, number = [], 0, number + 1

    for message in record:
        piece.append(message)
        size, count = size + len(message), count + 1
        if size >= PIECE:
            close()
    close()
    return count


def _add_folder(tar: tarfile.TarFile, name: str, folder: Path) -> int:
    files = sorted(file for file in folder.rglob("*") if file.is_file() and not file.is_symlink())
    for file in files:
        _add(tar, f"{FOLDERS}{name}/{file.relative_to(folder).as_posix()}", file.read_bytes())
    return len(files)


def _add(tar: tarfile.TarFile, name: str, content: bytes) -> None:
    told = tarfile.TarInfo(name)
    told.size, told.mtime, told.mode = len(content), int(time.time()), 0o600
    tar.addfile(told, io.BytesIO(content))
