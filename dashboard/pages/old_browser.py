"""Browsers that are too old for a screen get one page that says so, whatever their scripts could do."""

from __future__ import annotations

import re
from html import escape

from flask import Response, make_response

from dashboard.transport.error_pages import SHEETS
from dashboard.transport.language import language
from layouts.plain_page import plain_page
from layouts.words import words
from streams.access.security_headers import plain_page_policy

LEAST = 120  # of Chromium
CHROMIUM = re.compile(r"\b(?:Headless)?Chrom(?:e|ium)/(\d+)")


def found(agent: str) -> int | None:
    """Its version, when it is a Chromium that is too old."""
    told = CHROMIUM.search(agent)
    version = int(told[1]) if told else LEAST
    return version if version < LEAST else None


def answer(version: int) -> Response:
    lang = language()
    text = words(lang, "screen")
    why = text["screen_old_why"].format(least=LEAST, found=version)
    body = f'<main class="missing"><h1>{escape(text["screen_old"])}</h1><p>{escape(why)}</p></main>'
    response = make_response(plain_page(lang, text["screen_old"], body, sheets=SHEETS), 200)
    response.headers["Cache-Control"] = "no-store"
    response.headers["Content-Security-Policy"] = plain_page_policy()
    return response
