"""Cursor on Target 2.0 events of cases, as bytes. Pure.

A case is a spot on the map (`b-m-p-s-m`): types that begin with `a-` would say of which side it is. A call
for help is a 911 alert (`b-a-o-tbl`): TAK servers repeat it until it is cancelled (`b-a-o-can`). All that
is not ASCII is a character reference, so that a server that reads in pieces cuts none in two.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from xml.sax.saxutils import quoteattr

from city.cases.public_case import PublicCase, told_time

SPOT, ALERT, ALERT_OVER, REMOVE, PING = "b-m-p-s-m", "b-a-o-tbl", "b-a-o-can", "t-x-d-d", "t-x-c-t"
ESTIMATED, BY_MACHINE = "h-e", "m-g"  # `how` a place is known
UNKNOWN = "9999999.0"  # metres: height and both errors
RED, YELLOW = -65536, -256  # as TAK counts colours: ARGB in 32 bits with a sign
LONGEST = 200  # characters of one text: the areas' and the matters' files may hold longer ones
NOTICE_MS = 60_000  # for which a removal and the end of an alert are worth reading
PING_MS = 10_000


@dataclass(frozen=True, slots=True)
class Telling:
    """In which words: `states` by state, `urgent` and `due` (what stands before a deadline)."""

    language: str
    states: Mapping[str, str]
    urgent: str
    due: str
    zone: tzinfo


def uid_of(case: str) -> str:
    return f"gridwall.{clean(case)}"


def case_event(case: PublicCase, telling: Telling, now: int, stale_ms: int) -> bytes:
    """It has a place. `now` in epoch ms."""
    callsign = clean(case.case)
    detail = [
        f"<contact callsign={_quoted(callsign)}/>",
        f"<remarks>{_escaped(remarks(case, telling))}</remarks>",
        '<status readiness="true"/>',
    ]
    if case.sos:
        detail.append(f'<emergency type="911 Alert">{_escaped(callsign)}</emergency>')
    else:
        colour = RED if case.urgency == "urgent" else YELLOW
        detail.append(f'<color argb="{colour}"/>')
        detail.append(f'<usericon iconsetpath="COT_MAPPING_SPOTMAP/{SPOT}/{colour}"/>')
    place = f"{case.lat:.6f}", f"{case.lon:.6f}"
    type_ = ALERT if case.sos else SPOT
    return _event(uid_of(case.case), type_, ESTIMATED, now, stale_ms, place, "".join(detail))


def removal(case: str, alert: bool, now: int) -> bytes:
    """What takes a case off the map, one event or two."""
    uid = _quoted(uid_of(case))
    link = f'<link uid={uid} relation="p-p" type="{ALERT if alert else SPOT}"/><__forcedelete/>'
    gone = _event(f"{uid_of(case)}.removed", REMOVE, ESTIMATED, now, NOTICE_MS, ("0.0", "0.0"), link)
    if not alert:
        return gone
    over = f'<emergency cancel="true">{_escaped(clean(case))}</emergency>'
    return _event(uid_of(case), ALERT_OVER, ESTIMATED, now, NOTICE_MS, ("0.0", "0.0"), over) + gone


def ping(name: str, now: int) -> bytes:
    return _event(f"{name}-ping", PING, BY_MACHINE, now, PING_MS, ("0.0", "0.0"), "")


def remarks(case: PublicCase, telling: Telling) -> str:
    """What the feed tells, in words: the matter, how far it is, where, by when."""
    item = _named(case.item_name, case.item_name_en, telling) or case.item
    area = _named(case.area_name, case.area_name_en, telling) or case.area
    parts = [item, telling.states.get(case.state, case.state), area]
    if case.urgency == "urgent":
        parts.append(telling.urgent)
    if case.due is not None:
        due = datetime.fromisoformat(case.due).astimezone(telling.zone)
        parts.append(f"{telling.due} {due:%Y-%m-%d %H:%M}")
    return " · ".join(map(clean, parts))


def _named(name: str | None, name_en: str | None, telling: Telling) -> str | None:
    return (name_en or name) if telling.language == "en" else (name or name_en)


def clean(text: str) -> str:
    """Without what XML may not hold or a map should not: control characters, lone surrogates, marks that
    turn the direction of writing."""
    kept = ("" if unicodedata.category(each) in ("Cc", "Cf", "Cs", "Cn") else each for each in text)
    return "".join(kept)[:LONGEST]


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _quoted(text: str) -> str:
    return quoteattr(text)


def _event(
    uid: str, type_: str, how: str, now: int, stale_ms: int, place: tuple[str, str], detail: str
) -> bytes:
    at = told_time(now)
    text = (
        f'<event version="2.0" uid={_quoted(uid)} type="{type_}" how="{how}" time="{at}" start="{at}" '
        f'stale="{told_time(now + stale_ms)}"><point lat="{place[0]}" lon="{place[1]}" hae="{UNKNOWN}" '
        f'ce="{UNKNOWN}" le="{UNKNOWN}"/><detail>{detail}</detail></event>\n'
    )
    return text.encode("ascii", "xmlcharrefreplace")
