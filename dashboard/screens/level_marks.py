"""Pages without a socket say the level of the city when they are made, to whoever signed in: forms, lists,
refusals. What has one hears of it there."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask, Response

from city.screens.plan import Plan
from dashboard.access.viewer import viewer
from dashboard.transport.language import language
from layouts.address import at
from layouts.level_mark import level_mark

LIVE = b'id="gridwall-page"'
SHEET = "/assets/styles/level.css"


def register(server: Flask, plan: Callable[[], Plan]) -> None:
    @server.after_request
    def mark(response: Response) -> Response:
        now = plan().level
        plain = (
            response.mimetype == "text/html" and not response.is_streamed and not response.content_encoding
        )
        if now.code == "normal" or not plain:
            return response
        document = response.get_data()
        if LIVE in document or not viewer().session:
            return response
        response.set_data(marked(document, level_mark(language(), now.code, now.why), at(SHEET)))
        return response


def marked(document: bytes, mark: str, sheet: str) -> bytes:
    """A document with what is said first in its body, and its sheet; one without a body as it is."""
    head, found, rest = document.partition(b"<body")
    attributes, closed, body = rest.partition(b">")
    if not found or not closed:
        return document
    link = f'<link rel="stylesheet" href="{sheet}"></head>'.encode()
    return b"".join((head.replace(b"</head>", link, 1), found, attributes, closed, mark.encode(), body))
