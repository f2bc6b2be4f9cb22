"""Events of cases: as Cursor on Target wants them, of what the feed tells and no more, whatever names
hold."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from xml.etree.ElementTree import Element, fromstring
from zoneinfo import ZoneInfo

import pytest
from takproto.functions import xml2message

from city.cases.book import CaseBook
from city.cases.public_case import PublicCase, public_case
from city.rules import Rules
from streams.webhooks.tak.events import Telling, case_event, ping, removal
from streams.webhooks.tak.server import read_address
from tests.city.small_city import AREAS, LOCATOR, MATTERS, NOW, filed
from tests.streams.webhooks.tak.cot_rules import faults, moment

ZONE = ZoneInfo("Asia/Shanghai")
ZH = Telling("zh", {"new": "待分拨"}, "紧急", "时限", ZONE)
EN = Telling("en", {"new": "New"}, "Urgent", "Deadline", ZONE)
STALE = 600_000
PRIVATE = {"text": "打电话 13800138000", "address": "东门 7 号", "inspector": "ann", "photos": ["f" * 64]}
HOSTILE = "<a>&\"'\x00\x1b\u202e]]>\ud800\n</detail></event>"


def told(**data: Any) -> PublicCase:
    case = CaseBook(AREAS, LOCATOR, Rules()).apply(filed("c-1", **data))
    assert case is not None
    return public_case(case, AREAS, MATTERS)


def parsed(raw: bytes) -> Element:
    """By the rules, and by a library that makes of it what TAK servers hand on to clients."""
    event = fromstring(raw)
    assert faults(event, len(raw)) == []
    handed = xml2message(raw).cotEvent
    assert (handed.uid, handed.type, handed.how) == tuple(event.get(name) for name in ("uid", "type", "how"))
    point = event.find("point")
    assert point is not None and (handed.lat, handed.lon) == tuple(
        float(point.attrib[n]) for n in ("lat", "lon")
    )
    assert handed.sendTime == round(moment(event.attrib["time"]).timestamp() * 1000) < handed.staleTime
    contact = event.find("detail/contact")
    assert handed.detail.contact.callsign == ("" if contact is None else contact.get("callsign"))
    return event


def test_a_case_is_a_spot_with_its_number_and_what_the_feed_tells() -> None:
    raw = case_event(replace(told(**PRIVATE), due="2026-03-12T09:30:00.000Z"), ZH, NOW, STALE)
    event = parsed(raw)
    assert (event.get("uid"), event.get("type"), event.get("how")) == ("gridwall.c-1", "b-m-p-s-m", "h-e")
    assert event.get("time") == event.get("start") == "2026-03-10T02:00:00.000Z"
    assert (moment(event.attrib["stale"]) - moment(event.attrib["time"])).total_seconds() == 600
    point = event.find("point")
    assert point is not None and point.attrib == {
        "lat": "22.050000",
        "lon": "113.050000",
        **dict.fromkeys(("hae", "ce", "le"), "9999999.0"),
    }
    assert event.find("detail/contact[@callsign='c-1']") is not None
    assert event.findtext("detail/remarks") == "坑 · 待分拨 · 区1-1 · 时限 2026-03-12 17:30"
    assert event.find("detail/emergency") is None and event.find("detail/archive") is None
    said = "".join(event.itertext()) + str([each.attrib for each in event.iter()])
    assert not any(str(value)[:6] in said for value in (*PRIVATE.values(), "13800138000", "f" * 64))
    assert raw.isascii() and raw.count(b"\n") == 1 and raw.endswith(b"</event>\n")


def test_words_and_colours_are_the_settings_and_the_matters() -> None:
    event = parsed(case_event(replace(told(), item_name_en="Hole", urgency="urgent"), EN, NOW, STALE))
    assert event.findtext("detail/remarks") == "Hole · New · 区1-1 · Urgent"
    assert event.find("detail/color[@argb='-65536']") is not None


def test_a_call_for_help_is_an_alert_that_its_end_cancels_and_removes() -> None:
    event = parsed(case_event(told(sos=True), ZH, NOW, STALE))
    assert event.get("type") == "b-a-o-tbl"
    assert event.find("detail/emergency[@type='911 Alert']") is not None
    over, gone = (parsed(part + b"</event>") for part in removal("c-1", True, NOW).split(b"</event>")[:2])
    assert (over.get("uid"), over.get("type")) == ("gridwall.c-1", "b-a-o-can")
    assert over.find("detail/emergency[@cancel='true']") is not None
    assert gone.get("type") == "t-x-d-d" and gone.get("uid") != "gridwall.c-1"
    assert gone.find("detail/link[@uid='gridwall.c-1']") is not None
    assert gone.find("detail/__forcedelete") is not None


def test_whatever_names_hold_stays_text_and_small() -> None:
    case = replace(told(), case=HOSTILE, item_name=HOSTILE, area_name="灯" * 90_000, state=HOSTILE)
    event = parsed(case_event(case, ZH, NOW, STALE))
    assert [child.tag for child in event] == ["point", "detail"]
    text = event.findtext("detail/remarks", "")
    assert "<a>&" in text and not any(each in text for each in "\x00\x1b\u202e\n") and len(text) < 700
    gone = parsed(removal(HOSTILE, False, NOW))
    link = gone.find("detail/link")
    assert link is not None and link.get("uid") == event.get("uid")
    assert parsed(ping("gridwall-1", NOW)).get("type") == "t-x-c-t"


@pytest.mark.parametrize(
    ("url", "wanted"),
    [
        ("tls://tak.example.org", (True, "tak.example.org", 8089)),
        ("tcp://10.0.0.7", (False, "10.0.0.7", 8087)),
        ("tls://[2001:db8::1]:9000/", (True, "2001:db8::1", 9000)),
        *(
            (wrong, None)
            for wrong in ("udp://h:1", "tls://u:p@h", "tls://h:70000", "tls://a..b", "tls://h/x", "h")
        ),
    ],
)
def test_addresses(url: str, wanted: tuple[bool, str, int] | None) -> None:
    assert read_address(url) == wanted
