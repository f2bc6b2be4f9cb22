"""Which language a request is answered in."""

from __future__ import annotations

from flask import request
from werkzeug.wrappers import Request

from layouts.words import LANGUAGES


def language() -> str:
    """Of the request being answered."""
    return language_of(request)


def language_of(asked: Request) -> str:
    """Asked for in the address, else the browser's, else Chinese."""
    named = asked.args.get("lang")
    if named in LANGUAGES:
        return str(named)
    return str(asked.accept_languages.best_match(LANGUAGES, LANGUAGES[0]))
