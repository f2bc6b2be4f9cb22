"""How the pages around accounts are answered: their sheets, what they load, and that nobody keeps them."""

from __future__ import annotations

from flask import Response, make_response, redirect, request

from dashboard.access.account_guard import PEER_KEY, SIGNED_OUT_KEY, STANDING_KEY
from dashboard.access.sessions_door import Standing
from dashboard.accounts.sign_in import Visitor
from dashboard.transport.language import language
from layouts.accounts.signed_out import signed_out_sentence
from layouts.address import at
from layouts.words import LANGUAGES

SHEETS = tuple(f"/assets/styles/{name}.css" for name in ("tokens", "base", "sign_in"))
LIST_SHEETS = (*SHEETS, "/assets/styles/account_rows.css")
AGAIN_S = 3
POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "img-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)


def page_answer(document: str, status: int = 200, policy: str = POLICY) -> Response:
    response = make_response(document, status)
    response.headers["Cache-Control"] = "no-store"
    response.headers["Content-Security-Policy"] = policy
    if status == 503 and request.method == "GET":
        response.headers["Refresh"] = str(AGAIN_S)  # nobody has to come by and load it anew
    return response


def see(place: str) -> Response:
    """On to an address of ours, in the language that was asked for."""
    if request.args.get("lang") in LANGUAGES and "lang=" not in place:
        place += f"{'&' if '?' in place else '?'}lang={language()}"
    response = make_response(redirect(at(place), 303))
    response.headers["Cache-Control"] = "no-store"
    return response


def standing_here() -> Standing:
    """Of whoever asks: the guard lets nobody else as far as here."""
    standing: Standing = request.environ[STANDING_KEY]
    return standing


def signed_out(lang: str) -> str:
    """Why whoever asks is in no more, in a sentence; nothing for who was never in."""
    out = request.environ.get(SIGNED_OUT_KEY)
    return signed_out_sentence(lang, out.reason, out.ms) if out else ""


def visitor() -> Visitor:
    """Who sends the request being answered."""
    return Visitor(str(request.environ.get(PEER_KEY) or ""), request.headers.get("User-Agent", "")[:200])
