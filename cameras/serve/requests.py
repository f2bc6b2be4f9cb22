"""What a page may say, checked: one type a message. Knows no socket and no camera."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from cameras.media.media_packet import PANELS
from city.cameras.cameras import ID

MESSAGE_BYTES = 128 * 1024  # an SDP may have 64 kB, and every line end of it takes more in JSON
MOST_PANELS = 16
WIDEST = 16_384
LONGEST_PATH = 200


class RequestError(ValueError):
    """`code` for the page, one sentence for people."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


@dataclass(frozen=True, slots=True)
class Token:
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class PanelRequest:
    panel: int
    camera: str
    main: bool
    width: int


@dataclass(frozen=True, slots=True)
class Show:
    wishes: tuple[PanelRequest, ...]


@dataclass(frozen=True, slots=True)
class Offer:
    panel: int
    sdp: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Get:
    panel: int
    request: int
    path: str


@dataclass(frozen=True, slots=True)
class SeenReport:
    """What a page saw of a gateway's stream, which only it decodes."""

    panel: int
    frozen: bool


def read_message(text: str) -> Token | Show | Offer | Get | SeenReport:
    """Raises RequestError."""
    try:
        told = json.loads(text)
    except (ValueError, RecursionError):
        raise RequestError("not_json", "a message must be JSON") from None
    if not isinstance(told, dict) or len(told) != 1:
        raise RequestError("unknown", f"a message must be an object with one member, got {_shown(told)}")
    ((name, value),) = told.items()
    if name not in READERS:
        raise RequestError("unknown", f"one of {', '.join(READERS)} wanted, got {_shown(name)}")
    return READERS[name](value)


def _token(value: object) -> Token:
    if not isinstance(value, str):
        raise RequestError("unknown", f"token must be text, got {type(value).__name__}")
    return Token(value)


def _show(value: object) -> Show:
    if not isinstance(value, list):
        raise RequestError("show", f"show must be a list, got {type(value).__name__}")
    if len(value) > MOST_PANELS:
        raise RequestError(
            "too_many_panels", f"show must have at most {MOST_PANELS} panels, got {len(value)}"
        )
    wishes = tuple(map(_wish, value))
    if len({wish.panel for wish in wishes}) < len(wishes):
        raise RequestError("show", "each panel of show must have its own number")
    return Show(wishes)


def _wish(value: object) -> PanelRequest:
    if not isinstance(value, dict):
        raise RequestError("show", f"a panel must be an object, got {type(value).__name__}")
    camera, main = value.get("camera"), value.get("main", False)
    if not isinstance(camera, str) or not ID.fullmatch(camera):
        raise RequestError("show", f"camera must be a camera's id, got {_shown(camera)}")
    if not isinstance(main, bool):
        raise RequestError("show", f"main must be true or false, got {_shown(main)}")
    width = _number(value.get("width", 0), "width", 0, WIDEST)
    return PanelRequest(_panel(value), camera, main, width)


def _offer(told: object) -> Offer:
    value = _object(told, "offer")
    sdp = value.get("sdp")
    if not isinstance(sdp, str):
        raise RequestError("offer", f"sdp must be text, got {type(sdp).__name__}")
    return Offer(_panel(value), sdp)


def _get(told: object) -> Get:
    value = _object(told, "get")
    path = value.get("path")
    if not isinstance(path, str) or len(path) > LONGEST_PATH:
        raise RequestError("get", f"path must be text of at most {LONGEST_PATH} characters")
    return Get(_panel(value), _number(value.get("request"), "request", 0, 0xFFFFFFFF), path)


def _seen(told: object) -> SeenReport:
    value = _object(told, "seen")
    frozen = value.get("frozen")
    if not isinstance(frozen, bool):
        raise RequestError("seen", f"frozen must be true or false, got {_shown(frozen)}")
    return SeenReport(_panel(value), frozen)


READERS: dict[str, Callable[[object], Token | Show | Offer | Get | SeenReport]] = {
    "token": _token,
    "show": _show,
    "offer": _offer,
    "get": _get,
    "seen": _seen,
}


def _object(value: object, name: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise RequestError("unknown", f"{name} must be an object, got {type(value).__name__}")
    return value


def _panel(value: dict[str, Any]) -> int:
    return _number(value.get("panel"), "panel", 1, PANELS)


def _number(value: object, name: str, low: int, high: int) -> int:
    """JavaScript's numbers may be whole without looking so."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
        raise RequestError(name, f"{name} must be a whole number from {low} to {high}, got {_shown(value)}")
    return value


def _shown(value: object) -> str:
    return repr(value)[:40]
