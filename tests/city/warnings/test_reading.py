"""Messages of offices to values, and refusals in words."""

from typing import Any

import pytest

from city.warnings.warning import Circle, Reference, WarningError
from tests.city.small_city import at
from tests.city.warnings.messages import CAP, cap, cap_info, gbt, read


def refusal(body: bytes) -> str:
    with pytest.raises(WarningError) as refused:
        read(body)
    return str(refused.value)


def test_a_cap_alert_is_read_with_its_languages_times_and_places() -> None:
    area = (
        "<area><areaDesc>The river</areaDesc><polygon>22,113 22,113.2 22.1,113.2 22,113</polygon>"
        "<circle>22.05,113.05 1.5</circle>"
        "<geocode><valueName>own</valueName><value>1-1</value></geocode></area>"
    )
    times = "<onset>2026-03-10T12:00:00+08:00</onset><expires>2026-03-10T10:00:00-00:00</expires>"
    infos = cap_info(area, times=times) + cap_info(area, language="zh-CN", severity="Extreme")
    message = read(
        cap(infos=infos, references="a@b,x,2026-03-09T00:00:00+08:00 a@b,y,2026-03-09T01:00:00+08:00")
    )
    assert (message.sender, message.identifier, message.sent) == (
        "met@city.example",
        "rain-1",
        at("2026-03-10 09:00"),
    )
    assert message.references == (Reference("a@b", "x"), Reference("a@b", "y"))
    english, chinese = message.infos
    assert (english.grade, chinese.grade, chinese.language) == (3, 4, "zh-CN")
    assert (english.effective, english.onset, english.expires) == (
        None,
        at("2026-03-10 12:00"),
        at("2026-03-10 18:00"),
    )
    (place,) = english.areas
    assert place.polygons == (((22, 113), (22, 113.2), (22.1, 113.2), (22, 113)),)
    assert place.circles == (Circle(22.05, 113.05, 1.5),) and place.codes == ("1-1",)


def test_version_1_1_and_names_with_a_prefix_are_read_too() -> None:
    assert read(cap(space="urn:oasis:names:tc:emergency:cap:1.1")).identifier == "rain-1"
    prefixed = cap(infos="").decode().replace("<", "<c:").replace("<c:/", "</c:").replace("<c:?", "<?")
    cancel = prefixed.replace("xmlns=", "xmlns:c=").replace("Alert", "Ack")
    assert read(cancel.encode()).kind == "Ack"


def test_a_chinese_warning_is_read_with_local_times_codes_between_commas_and_empty_elements() -> None:
    message = read(gbt(codes="441900000000,441900106000", expires="2026-03-10 12:00:00"))
    (info,) = message.infos
    assert (message.sender, message.sent) == ("44190041600000", at("2026-03-10 09:00"))
    assert (info.grade, info.onset, info.expires) == (2, None, at("2026-03-10 12:00"))
    assert info.areas[0].codes == ("441900000000", "441900106000") and info.areas[0].description == "全市"
    assert info.sender_name == "市气象局"  # and not whoever wrote it
    assert read(gbt(sent="2026-03-10 01:00:00+00:00")).sent == at("2026-03-10 09:00")


@pytest.mark.parametrize("encoding", ["GBK", "gb2312", "GB18030", "UTF-16"])
def test_encodings_of_chinese_systems_are_read(encoding: str) -> None:
    assert read(gbt(encoding=encoding)).infos[0].headline == "市气象局发布暴雨黄色预警"


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"sent": "2026-03-10T09:00:00"}, "sent must be a time with its zone"),
        ({"sent": "2026-13-10T09:00:00+08:00"}, "sent must be a time with its zone"),
        ({"sent": "1970-01-01T00:00:00+08:00"}, "sent must lie between 2000 and 2100"),
        ({"status": "Real"}, "status must be one of Actual, Exercise, System, Test, Draft, got Real"),
        ({"kind": "Alarm"}, "msgType must be one of Alert, Update, Cancel, Ack, Error, got Alarm"),
        ({"identifier": "a b"}, "identifier must have no blanks"),
        ({"identifier": ""}, "identifier must be a text of 1 to 200 characters, got nothing"),
        ({"kind": "Cancel"}, "references must name what the Cancel takes back, got nothing"),
        ({"references": "x"}, "references must be sender,identifier,sent between blanks, got x"),
        ({"infos": ""}, "an Alert must have an info, got none"),
        ({"infos": cap_info(severity="Red")}, "info 1 severity must be one of Extreme"),
        (
            {"space": "urn:else"},
            "a warning must be an alert of CAP 1.2, CAP 1.1 or GB/T 35965.1, got alert of urn:else",
        ),
    ],
)
def test_a_refusal_says_where_what_was_wanted_and_what_came(changed: dict[str, Any], sentence: str) -> None:
    assert sentence in refusal(cap(**changed))


@pytest.mark.parametrize(
    ("shape", "sentence"),
    [
        ("<polygon>113.2,22.0 113.2,22.1 113.3,22.1 113.2,22.0</polygon>", "(the latitude comes first)"),
        (
            "<polygon>22,113 22,114 22,113</polygon>",
            "info 1 area 1 polygon must have at least 3 different places, got 2",
        ),
        (
            "<circle>22,113</circle>",
            "info 1 area 1 circle must be a place and km, such as 22.97,113.74 5, got 22,113",
        ),
        ("<circle>22,113 -1</circle>", "must have a radius of 0 to 20,000 km, got -1"),
        ("<circle>22,nan 1</circle>", "must be places such as 22.97,113.74, got 22,nan"),
    ],
)
def test_a_place_that_is_none_is_refused(shape: str, sentence: str) -> None:
    assert sentence in refusal(cap(infos=cap_info(f"<area><areaDesc>x</areaDesc>{shape}</area>")))


def test_text_is_kept_as_text_without_what_turns_or_hides_it() -> None:
    headline = "<headline>&lt;b&gt;Flood&#x202E;\n  now</headline>"
    info = cap_info().replace("<headline>Rain until the evening</headline>", headline)
    assert read(cap(infos=info)).infos[0].headline == "<b>Flood now"
    long = cap_info().replace("Rain until the evening", "雨" * 500)
    assert read(cap(infos=long)).infos[0].headline == "雨" * 159 + "…"


LAUGHS = '<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;">]>'
OUTSIDE = '<!DOCTYPE alert [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("head", [LAUGHS, OUTSIDE, '<!DOCTYPE alert SYSTEM "http://example.org/cap.dtd">'])
def test_a_document_type_is_refused_before_anything_of_it_counts(head: str) -> None:
    assert "a warning must have no document type" in refusal(cap(head=head))


def test_what_is_too_large_too_deep_or_too_much_is_refused() -> None:
    assert "at most 262,144 bytes" in refusal(cap() + b" " * 262_144)
    assert "at most 12 deep" in refusal(b"<a>" * 80_000)
    assert "at most 5,000 elements" in refusal(b"<a>" + b"<b/>" * 6_000 + b"</a>")


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (b"", "a warning must be XML, got nothing"),
        (b"{}", "a warning must be well-formed XML"),
        (cap()[:-9], "a warning must be well-formed XML"),
        (
            b'<?xml version="1.0" encoding="Klingon"?><alert/>',
            "UTF-8, UTF-16 or GB 18030, got another encoding",
        ),
        (b"<?xml version='1.0' encoding='gbk'?><alert>\xff\xff</alert>", "in the encoding it declares"),
        (b"<alert>&x;</alert>", "a warning must be well-formed XML"),
        (f'<alert xmlns="{CAP}"/>'.encode(), "identifier must be a text"),
    ],
)
def test_what_is_no_warning_is_refused_in_a_sentence(body: bytes, sentence: str) -> None:
    assert sentence in refusal(body)
