"""GB/T 35965.1, which Chinese offices speak: the shape of CAP without its namespace, with a code for the
sender, colours for how grave it is, and area codes of GB/T 2260 between commas.

Elements stand empty where nothing is told. References are bare identifiers, and in practice name the first
message of a series only.
"""

from __future__ import annotations

import re
from zoneinfo import ZoneInfo

from city.warnings.fields import circle, moment, name, one_of, ring, words
from city.warnings.warning import (
    CERTAINTIES,
    COLOURS,
    GRADES,
    KINDS,
    SCOPES,
    STATUSES,
    URGENCIES,
    Info,
    Message,
    Reference,
    WarnedArea,
)
from city.warnings.xml_tree import Element

_LANGUAGE = "zh-CN"
_BETWEEN = re.compile(r"[\s,;\uff0c\uff1b]+")


def read_gbt35965(alert: Element, zone: ZoneInfo) -> Message:
    """`zone`: of times that name none. Raises WarningError."""
    sent = alert.one("sendTime") or alert.one("sent")
    return Message(
        identifier=name("identifier", alert.one("identifier")),
        sender=name("senderCode", alert.one("senderCode") or alert.one("sender")),
        sent=moment("sendTime", sent, zone),
        status=one_of("status", alert.one("status"), STATUSES),
        kind=one_of("msgType", alert.one("msgType"), KINDS),
        scope=one_of("scope", alert.one("scope") or "Public", SCOPES),
        references=tuple(Reference("", told) for told in _several(alert.one("references"))),
        infos=tuple(
            _info(f"info {at}", info, words(alert.one("sender"), 120), zone)
            for at, info in enumerate(alert.all("info"), 1)
        ),
        series=True,
    )


def _several(text: str) -> list[str]:
    return list(dict.fromkeys(part for part in _BETWEEN.split(text) if part))


def _info(where: str, info: Element, sender: str, zone: ZoneInfo) -> Info:
    def at(field: str) -> int | None:
        told = info.one(field)
        return moment(f"{where} {field}", told, zone) if told else None

    grades = COLOURS | GRADES  # some write CAP's words
    event = info.one("eventType") or info.one("event")
    return Info(
        language=info.one("language")[:20] or _LANGUAGE,
        event=words(name(f"{where} eventType", event, 2000), 120),
        grade=grades[one_of(f"{where} severity", info.one("severity"), grades)],
        urgency=one_of(f"{where} urgency", info.one("urgency") or "Unknown", URGENCIES),
        certainty=one_of(f"{where} certainty", info.one("certainty") or "Unknown", CERTAINTIES),
        headline=words(info.one("headline"), 160),
        description=words(info.one("description"), 4000, lines=True),
        instruction=words(info.one("instruction"), 4000, lines=True),
        sender_name=sender,  # senderName is the person who wrote it
        effective=at("effective"),
        onset=at("onset"),
        expires=at("expires"),
        areas=tuple(_area(f"{where} area {n}", area) for n, area in enumerate(info.all("area"), 1)),
    )


def _area(where: str, area: Element) -> WarnedArea:
    codes: list[str] = []
    for told in area.all("geocode"):
        codes += _several(told.one("value") or told.text)
    return WarnedArea(
        description=words(", ".join(_several(area.one("areaDesc"))), 300),
        polygons=tuple(ring(f"{where} polygon", told.text) for told in area.all("polygon") if told.text),
        circles=tuple(circle(f"{where} circle", told.text) for told in area.all("circle") if told.text),
        codes=tuple(dict.fromkeys(code for code in codes if len(code) <= 64)),
    )
