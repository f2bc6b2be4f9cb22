"""`/arrange/`: the page on which scenes, programmes and rules are edited."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Flask, Response, make_response

from dashboard.access.viewer import Viewer, viewer
from dashboard.transport.language import language
from dashboard.transport.page_files import PageFiles
from layouts.screens.arrange import arrange_page, arrange_words
from streams.access.security_headers import plain_page_policy

ARRANGE = "/arrange/"
POLICY = f"{plain_page_policy()}; frame-src 'self'"  # the preview is a page of ours
Facts = Callable[[str, Viewer], dict[str, Any]]


def register(server: Flask, facts: Facts, files: PageFiles, build: str) -> None:
    """`facts`: what the page's scripts are told."""

    @server.get(ARRANGE)
    def arrange() -> Response:
        lang, who = language(), viewer()
        told = facts(lang, who) | {
            "kind": "arrange",
            "scope": who.scope,
            "words": arrange_words(lang),
            "viewer": {"id": who.id, "role": who.role},
        }
        socket = f"/assets/{build}/vendor/socket.io.js"
        page = arrange_page(lang, told, files.sheets("arrange"), files.module("arrange"), socket)
        response = make_response(page)
        response.headers["Cache-Control"] = "no-cache"
        response.headers["Content-Security-Policy"] = POLICY
        return response
