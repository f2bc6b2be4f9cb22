"""The Common Alerting Protocol of OASIS, versions 1.2 and 1.1 (ITU-T X.1303)."""

from __future__ import annotations

from city.warnings.fields import circle, moment, name, one_of, ring, words
from city.warnings.warning import (
    CERTAINTIES,
    GRADES,
    KINDS,
    SCOPES,
    STATUSES,
    URGENCIES,
    Info,
    Message,
    Reference,
    WarnedArea,
    WarningError,
)
from city.warnings.xml_tree import Element

SPACES = ("urn:oasis:names:tc:emergency:cap:1.2", "urn:oasis:names:tc:emergency:cap:1.1")
_LANGUAGE = "en-US"  # of an info that names none
_NOT_IN_NAMES = frozenset(" ,<&")


def read_cap(alert: Element) -> Message:
    """Raises WarningError."""
    identifier, sender = (_called(field, alert.one(field)) for field in ("identifier", "sender"))
    return Message(
        identifier=identifier,
        sender=sender,
        sent=moment("sent", alert.one("sent"), None),
        status=one_of("status", alert.one("status"), STATUSES),
        kind=one_of("msgType", alert.one("msgType"), KINDS),
        scope=one_of("scope", alert.one("scope"), SCOPES),
        references=_references(alert.one("references")),
        infos=tuple(_info(f"info {at}", info) for at, info in enumerate(alert.all("info"), 1)),
    )


def _called(where: str, text: str) -> str:
    if _NOT_IN_NAMES & set(text):
        raise WarningError(f"{where} must have no blanks, commas, < or &, got {text[:60]}")
    return name(where, text)


def _references(text: str) -> tuple[Reference, ...]:
    found = []
    for told in text.split():
        parts = told.split(",")
        if len(parts) != 3 or not all(parts[:2]):
            raise WarningError(f"references must be sender,identifier,sent between blanks, got {told[:60]}")
        found.append(Reference(parts[0], parts[1]))
    return tuple(dict.fromkeys(found))


def _info(where: str, info: Element) -> Info:
    def at(field: str) -> int | None:
        told = info.one(field)
        return moment(f"{where} {field}", told, None) if told else None

    return Info(
        language=info.one("language")[:20] or _LANGUAGE,
        event=words(name(f"{where} event", info.one("event"), 2000), 120),
        grade=GRADES[one_of(f"{where} severity", info.one("severity"), GRADES)],
        urgency=one_of(f"{where} urgency", info.one("urgency"), URGENCIES),
        certainty=one_of(f"{where} certainty", info.one("certainty"), CERTAINTIES),
        headline=words(info.one("headline"), 160),
        description=words(info.one("description"), 4000, lines=True),
        instruction=words(info.one("instruction"), 4000, lines=True),
        sender_name=words(info.one("senderName"), 120),
        effective=at("effective"),
        onset=at("onset"),
        expires=at("expires"),
        all_clear=any(told.text == "AllClear" for told in info.all("responseType")),
        areas=tuple(_area(f"{where} area {n}", area) for n, area in enumerate(info.all("area"), 1)),
    )


def _area(where: str, area: Element) -> WarnedArea:
    codes = (geocode.one("value") for geocode in area.all("geocode"))
    return WarnedArea(
        description=words(area.one("areaDesc"), 300),
        polygons=tuple(ring(f"{where} polygon", told.text) for told in area.all("polygon") if told.text),
        circles=tuple(circle(f"{where} circle", told.text) for told in area.all("circle") if told.text),
        codes=tuple(dict.fromkeys(code for code in codes if 0 < len(code) <= 64)),
    )
