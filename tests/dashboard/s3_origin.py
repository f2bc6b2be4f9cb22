"""A small S3 server of our own: PUT, GET and HEAD of objects, for those who sign their requests (SigV4)."""

from __future__ import annotations

import hashlib
import hmac
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import quote, unquote, urlsplit

KEY, SECRET, REGION = "AKIATEST", "secret/of+the=bucket", "eu-test-1"


class Origin:
    """`objects` is what was put, by path; `kinds` their Content-Type; `asked` what was let in."""

    def __init__(self) -> None:
        self.objects: dict[str, bytes] = {}
        self.kinds: dict[str, str] = {}
        self.asked: list[str] = []
        self.turned_away = 0
        self.failing = False
        origin = self

        class Handler(Requests):
            held = origin

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class Requests(BaseHTTPRequestHandler):
    held: Origin
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""

    def do_PUT(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self.let_in(body):
            self.held.objects[self.path] = body
            self.held.kinds[self.path] = self.headers.get("Content-Type", "")
            self.tell(200, b"", ETag=f'"{hashlib.md5(body).hexdigest()}"')

    def do_GET(self) -> None:
        if self.let_in(b""):
            self.object()

    do_HEAD = do_GET

    def object(self) -> None:
        body = self.held.objects.get(self.path)
        if body is None:
            self.tell(404, b"<Error><Code>NoSuchKey</Code></Error>")
        else:
            told = {
                "ETag": f'"{hashlib.md5(body).hexdigest()}"',
                "Last-Modified": "Sat, 28 Nov 2026 12:00:00 GMT",
            }
            self.tell(200, body, **told)

    def let_in(self, body: bytes) -> bool:
        if self.held.failing:
            self.tell(503, b"<Error><Code>SlowDown</Code></Error>")
            return False
        if not signed(self.command, self.path, self.headers, body):
            self.held.turned_away += 1
            self.tell(403, b"<Error><Code>SignatureDoesNotMatch</Code></Error>")
            return False
        self.held.asked.append(f"{self.command} {self.path}")
        return True

    def tell(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


def signed(command: str, path: str, headers: object, body: bytes) -> bool:
    """Whether whoever asks knows the secret: AWS Signature Version 4, as its specification counts it."""
    get = headers.get  # type: ignore[attr-defined]
    told = get("Authorization", "")
    if not told.startswith("AWS4-HMAC-SHA256 "):
        return False
    parts = dict(part.strip().split("=", 1) for part in told.removeprefix("AWS4-HMAC-SHA256 ").split(","))
    who, day, region, service, end = parts["Credential"].split("/")
    content = get("x-amz-content-sha256")
    if (
        who != KEY
        or region != REGION
        or content not in ("UNSIGNED-PAYLOAD", hashlib.sha256(body).hexdigest())
    ):
        return False
    names = parts["SignedHeaders"].split(";")
    place = urlsplit(path)
    canonical = "\n".join(
        (
            command,
            quote(unquote(place.path), safe="/-_.~"),
            place.query,
            *(f"{name}:{' '.join(get(name, '').split())}" for name in names),
            "",
            parts["SignedHeaders"],
            content,
        )
    )
    scope = f"{day}/{region}/{service}/{end}"
    wanted = "\n".join(
        ("AWS4-HMAC-SHA256", get("x-amz-date"), scope, hashlib.sha256(canonical.encode()).hexdigest())
    )
    key = f"AWS4{SECRET}".encode()
    for step in (day, region, service, end):
        key = hmac.digest(key, step.encode(), "sha256")
    return hmac.compare_digest(hmac.digest(key, wanted.encode(), "sha256").hex(), parts["Signature"])
