"""The headers of every answer."""

from __future__ import annotations

from flask import Flask

from dashboard.transport import content_policy


def headers(tile_url: str = "") -> dict[str, str]:
    server = Flask("test")
    hashes = ["'sha256-one='"]
    content_policy.register(server, lambda: hashes, tile_url)
    hashes.append("'sha256-later='")
    server.add_url_rule("/", "index", lambda: "hello")
    return dict(server.test_client().get("/").headers)


def test_scripts_come_from_here_or_carry_a_hash_asked_for_at_each_answer() -> None:
    told = headers()["Content-Security-Policy"]
    assert "script-src 'self' 'sha256-one=' 'sha256-later=';" in told
    assert "unsafe-eval" not in told
    assert "'unsafe-inline'" not in told.replace("style-src 'self' 'unsafe-inline'", "")
    assert told.startswith("default-src 'none'")
    assert told.endswith("frame-ancestors 'none'")


def test_one_tile_server_is_the_only_outside_origin() -> None:
    assert "http" not in headers()["Content-Security-Policy"]
    told = headers("https://{s}.tiles.example/{z}/{x}/{y}.png")["Content-Security-Policy"]
    assert "img-src 'self' data: https://*.tiles.example;" in told
    assert told.count("http") == 1


def test_a_tile_address_without_an_origin_adds_nothing() -> None:
    assert content_policy.origin_of("/tiles/{z}/{x}/{y}") == ""


def test_other_headers_are_there() -> None:
    assert headers()["X-Content-Type-Options"] == "nosniff"
    assert headers()["Referrer-Policy"] == "same-origin"
