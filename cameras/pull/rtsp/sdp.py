"""What a camera offers (SDP, RFC 8866): its video tracks, and the addresses to ask for them by."""

from __future__ import annotations

import base64
from dataclasses import dataclass, field

STATIC = {"26": ("JPEG", 90_000), "31": ("H261", 90_000), "32": ("MPV", 90_000), "33": ("MP2T", 90_000)}
CODECS = {"H264": "h264", "H265": "h265", "HEVC": "h265", "JPEG": "jpeg"}
MEDIA = 32


@dataclass(slots=True)
class Track:
    """`codec` is h264, h265 or jpeg; or, of one that nobody here can show, the name the camera gives it."""

    payload: int
    codec: str = ""
    rate: int = 90_000  # ticks a second
    control: str = ""
    parameters: dict[str, str] = field(default_factory=dict)  # of a=fmtp, names in lower case

    @property
    def known(self) -> bool:
        return self.codec in CODECS.values()

    @property
    def sets(self) -> list[bytes]:
        """Parameter sets told beforehand; those that are no base64 are left out, as they come in band too."""
        names = ("sprop-parameter-sets", "sprop-vps", "sprop-sps", "sprop-pps")
        told = [text for name in names for text in self.parameters.get(name, "").split(",")]
        return [data for text in told if (data := _decoded(text))]


@dataclass(slots=True)
class TrackOffer:
    control: str = ""  # of the whole session
    tracks: list[Track] = field(default_factory=list)  # of video


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text.strip() + "=" * (-len(text.strip()) % 4))
    except ValueError:
        return b""


def read_offer(body: bytes) -> TrackOffer:
    """Lines that say nothing to us are passed over; audio and metadata are."""
    offer = TrackOffer()
    section: TrackOffer | Track | None = offer
    for line in body.decode("utf-8", "replace").splitlines():
        kind, _, value = line.strip().partition("=")
        if kind == "m":
            section = _track(value) if len(offer.tracks) < MEDIA else None
            if section is not None:
                offer.tracks.append(section)
        elif kind == "a" and section is not None:
            name, _, told = value.partition(":")
            _attribute(section, name.strip().lower(), told.strip())
    return offer


def _track(value: str) -> Track | None:
    words = value.split()
    if len(words) < 4 or words[0].lower() != "video" or not _number(words[3]):
        return None
    codec, rate = STATIC.get(words[3], ("", 90_000))
    return Track(int(words[3]), CODECS.get(codec, codec), rate)


def _attribute(section: TrackOffer | Track, name: str, told: str) -> None:
    if name == "control":
        section.control = told
    elif isinstance(section, Track):
        payload, _, rest = told.partition(" ")
        if payload != str(section.payload):
            return
        if name == "rtpmap":
            codec, rate, *_ = [*rest.strip().split("/"), ""]
            section.codec = CODECS.get(codec.upper(), _plain(codec))
            section.rate = int(rate) if _number(rate) and int(rate) else 90_000
        elif name == "fmtp":
            pairs = (part.partition("=") for part in rest.split(";"))
            section.parameters |= {key.strip().lower(): value.strip() for key, _, value in pairs}


def _plain(name: str) -> str:
    """A codec's name, to be read by people."""
    return name[:16] if name.isascii() and name.isprintable() else "unknown"


def _number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= 7


def resolve(base: str, control: str) -> str:
    """The address of a control: absolute, or told against a base.

    Not as RFC 3986 would have it: cameras mean `base/control`, whether or not the base ends with a stroke or
    has a query.
    """
    if not control or control == "*":
        return base
    if "://" in control:
        return control
    if control.startswith("/"):
        scheme, _, rest = base.partition("://")
        return f"{scheme}://{rest.partition('/')[0]}{control}"
    return f"{base.removesuffix('/')}/{control}"
