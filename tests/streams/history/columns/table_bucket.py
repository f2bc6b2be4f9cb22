"""A small S3 server of our own that tables can stand on: it also lists, deletes, hands out ranges, and writes
only what is not there yet where it is asked to. A process of its own, since the writer of tables lets no
other thread of ours run while it waits: it prints its address, and ends with its standard input."""

from __future__ import annotations

import re
import sys
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape

from tests.dashboard.s3_origin import Origin, Requests


class TableBucket(Origin):
    def __init__(self) -> None:
        super().__init__()
        bucket = self

        class Handler(TableRequests):
            held = bucket

        self._server.RequestHandlerClass = Handler


class TableRequests(Requests):
    @property
    def place(self) -> str:
        return unquote(urlsplit(self.path).path)

    def do_PUT(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if not self.let_in(body):
            return
        if self.headers.get("If-None-Match") == "*" and self.place in self.held.objects:
            self.tell(412, b"<Error><Code>PreconditionFailed</Code></Error>")
            return
        self.held.objects[self.place] = body
        self.tell(200, b"", ETag='"e"')

    def do_GET(self) -> None:
        if not self.let_in(b""):
            return
        asked = parse_qs(urlsplit(self.path).query, keep_blank_values=True)
        if "list-type" in asked:
            self.tell(200, self.listed({name: values[0] for name, values in asked.items()}).encode())
            return
        body = self.held.objects.get(self.place)
        if body is None:
            self.tell(404, b"<Error><Code>NoSuchKey</Code></Error>")
            return
        told = {"ETag": '"e"', "Last-Modified": "Sat, 28 Nov 2026 12:00:00 GMT"}
        wanted = re.fullmatch(r"bytes=(\d*)-(\d*)", self.headers.get("Range", ""))
        if not wanted:
            self.tell(200, body, **told)
            return
        first = int(wanted[1]) if wanted[1] else len(body) - int(wanted[2])
        last = min(int(wanted[2]), len(body) - 1) if wanted[1] and wanted[2] else len(body) - 1
        told["Content-Range"] = f"bytes {first}-{last}/{len(body)}"
        self.tell(206, body[first : last + 1], **told)

    do_HEAD = do_GET

    def do_DELETE(self) -> None:
        if self.let_in(b""):
            self.held.objects.pop(self.place, None)
            self.tell(204, b"")

    def do_POST(self) -> None:
        """Many at once."""
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.path = self.path.replace("?delete", "?delete=")  # as it is signed
        if self.let_in(body):
            gone = re.findall(r"<Key>(.*?)</Key>", body.decode())
            for key in gone:
                self.held.objects.pop(f"{self.place.rstrip('/')}/{key}", None)
            told = "".join(f"<Deleted><Key>{key}</Key></Deleted>" for key in gone)
            self.tell(200, f"<DeleteResult>{told}</DeleteResult>".encode())

    def listed(self, asked: dict[str, str]) -> str:
        bucket = f"{self.place.rstrip('/')}/"
        prefix, after = asked.get("prefix", ""), asked.get("start-after", "")
        keys = sorted(name.removeprefix(bucket) for name in self.held.objects if name.startswith(bucket))
        found, folders = [], set()
        for key in keys:
            if not key.startswith(prefix) or key <= after:
                continue
            rest = key.removeprefix(prefix)
            if asked.get("delimiter") and "/" in rest:
                folders.add(prefix + rest.split("/")[0] + "/")
                continue
            size = len(self.held.objects[bucket + key])
            found.append(
                f"<Contents><Key>{escape(key)}</Key><LastModified>2026-11-28T12:00:00.000Z</LastModified>"
                f'<ETag>"e"</ETag><Size>{size}</Size></Contents>'
            )
        below = "".join(
            f"<CommonPrefixes><Prefix>{each}</Prefix></CommonPrefixes>" for each in sorted(folders)
        )
        whole = "<IsTruncated>false</IsTruncated>"
        return f"<ListBucketResult>{whole}{''.join(found)}{below}</ListBucketResult>"


if __name__ == "__main__":
    server = TableBucket()
    print(server.address, flush=True)
    sys.stdin.read()
    server.close()
