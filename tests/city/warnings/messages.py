"""Warnings as offices send them, in words of our own."""

from zoneinfo import ZoneInfo

from city.warnings.reading import read_warning
from city.warnings.warning import Message

ZONE = ZoneInfo("Asia/Shanghai")
CAP = "urn:oasis:names:tc:emergency:cap:1.2"
RING = "22.0,113.2 22.2,113.2 22.2,113.4 22.0,113.4 22.0,113.2"
AREA = f"<area><areaDesc>Town 2</areaDesc><polygon>{RING}</polygon></area>"


def cap_info(
    area: str = AREA, *, severity: str = "Severe", times: str = "", language: str = "en", more: str = ""
) -> str:
    return (
        f"<info><language>{language}</language><category>Met</category><event>Rainstorm</event>{more}"
        f"<urgency>Immediate</urgency><severity>{severity}</severity><certainty>Likely</certainty>"
        f"{times}<headline>Rain until the evening</headline><description>Streets may flood.</description>"
        f"{area}</info>"
    )


def cap(
    identifier: str = "rain-1",
    *,
    kind: str = "Alert",
    status: str = "Actual",
    sent: str = "2026-03-10T09:00:00+08:00",
    references: str = "",
    infos: str | None = None,
    space: str = CAP,
    head: str = "",
) -> bytes:
    told = cap_info() if infos is None else infos
    named = f"<references>{references}</references>" if references else ""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{head}<alert xmlns="{space}">'
        f"<identifier>{identifier}</identifier>"
        f"<sender>met@city.example</sender><sent>{sent}</sent><status>{status}</status><msgType>{kind}</msgType>"
        f"<scope>Public</scope>{named}{told}</alert>"
    ).encode()


def gbt(
    identifier: str = "44190041600000_20260310090000_0",
    *,
    kind: str = "Alert",
    sent: str = "2026-03-10 09:00:00",
    references: str = "",
    severity: str = "Yellow",
    codes: str = "441900000000",
    expires: str = "",
    encoding: str = "UTF-8",
) -> bytes:
    return f"""<?xml version="1.0" encoding="{encoding}"?>
<alert>
  <identifier>{identifier}</identifier><sender>市气象局</sender><senderCode>44190041600000</senderCode>
  <sendTime>{sent}</sendTime><status>Actual</status><msgType>{kind}</msgType><scope>Public</scope>
  <code><method><methodName>SMS</methodName><message>暴雨</message><audienceGrp/></method></code>
  <secClassification>None</secClassification><note/><references>{references}</references>
  <info>
    <language>zh-CN</language><eventType>11B03</eventType><urgency>Unknown</urgency>
    <severity>{severity}</severity><certainty>Unknown</certainty>
    <effective>{sent}</effective><onset/><expires>{expires}</expires><senderName>值班员</senderName>
    <headline>市气象局发布暴雨黄色预警</headline><description>预计未来三小时有强降水。</description><instruction/><web/>
    <area><areaDesc>全市,全市</areaDesc><polygon/><circle/><geocode>{codes}</geocode></area>
  </info>
</alert>""".encode(encoding)


def read(body: bytes) -> Message:
    return read_warning(body, ZONE)
