"""What other systems read of cases over Open311: those of their areas, no person and nobody's words."""

from __future__ import annotations

import re
from typing import Any

import pytest

from city.time.days import DAY
from dashboard.field.open311.asked_times import w3
from dashboard.field.open311.door import PUBLIC_RATE
from dashboard.settings.settings import SettingsError
from tests.dashboard.field.open311.conftest import Hotline, Makes, simple
from tests.dashboard.office import ANN, now

SAID = {"text": "call 13800001111", "address": "home of Wang", "inspector": "ann"}
PHOTO = "https://fms.example/1.jpeg"


@pytest.mark.parametrize("let", [False, True])
def test_no_person_goes_out_and_words_only_by_a_setting(hotlines: Makes, let: bool) -> None:
    hotline = hotlines(OPEN311_DESCRIPTIONS=str(let).lower(), OPEN311_MEDIA=str(let).lower())
    hotline.file("c-1", photos=["0" * 64, PHOTO], **SAID)
    hotline.ask(ANN, "dispatch", "c-1", data={"inspector": "ann", "note": "secret note"})
    [told] = simple(hotline.asks("requests/c-1.xml"))["request"]
    words = (told["description"], told["address"], told["media_url"])
    assert words == ((SAID["text"], SAID["address"], PHOTO) if let else (None, None, None))
    said = hotline.asks("requests.xml").text + hotline.asks("servicerequestupdates.xml").text
    assert "ACTION_SCHEDULED" in said and not re.search(r"\bann\b|Ann|139-|seat-1|secret note", said)


def test_calls_what_is_not_sorted_and_what_is_elsewhere_is_not_there(hotline: Hotline) -> None:
    town = hotline.key("town", areas=("1",), actions=("open311",))
    hotline.file("c-1"), hotline.file("c-2", "2-1"), hotline.file("c-sos", sos=True)
    hotline.file("c-odd", item="dragon", to_sort=True)
    assert set(hotline.ids()) == {"c-1", "c-2"}
    assert hotline.ids(api_key=town) == ["c-1"]
    assert hotline.ids(api_key=town, service_request_id="c-1,c-2,c-sos,none,") == ["c-1"]
    for id in ("c-2", "c-sos", "c-odd", "none"):
        answer = hotline.asks(f"requests/{id}.xml", api_key=town)
        assert (answer.status_code, simple(answer)["error"][0]["code"]) == (404, "404"), id
        update = {"api_key": town, "service_request_id": id, "description": "x"}
        assert hotline.sends("servicerequestupdates.xml", update).status_code == 404


def test_requests_are_looked_for_by_time_service_and_status(hotline: Hotline) -> None:
    old = now() - 100 * DAY
    hotline.file("c-new"), hotline.file("c-old", reported=old, received=old, counted=old)
    hotline.file("c-done", outcome="advised")
    assert set(hotline.ids()) == {"c-new", "c-done"}
    assert hotline.ids(status="open") == ["c-new"] and hotline.ids(status="closed") == ["c-done"]
    assert len(hotline.ids(status="open,closed", service_code="hole,other")) == 2
    assert hotline.ids(service_code="other") == []
    assert hotline.ids(start_date=w3(old)) == [*hotline.ids(end_date="2020-01-01T00:00:00+08:00"), "c-old"]
    assert hotline.ids(service_request_id="c-old", start_date=w3(now())) == ["c-old"]
    assert [hotline.ids(page=str(page), page_size="1") for page in (1, 2, 3)].count([]) == 1


@pytest.mark.parametrize(
    "told",
    [
        {"start_date": "2026-01-01T00:00:00Z", "end_date": "2026-06-01T00:00:00Z"},
        {"start_date": "2026-01-02T00:00:00Z", "end_date": "2026-01-01T00:00:00Z"},
        {"start_date": "yesterday"},
        {"end_date": "2026-01-01T00:00:00"},
        {"status": "open,odd"},
        {"page_size": "1001"},
        {"page": "0"},
        {"service_request_id": ",".join(map(str, range(101)))},
    ],
)
def test_what_cannot_be_asked_is_refused(hotline: Hotline, told: dict[str, Any]) -> None:
    answer = hotline.asks("requests.xml", **told)
    assert (answer.status_code, simple(answer)["error"][0]["code"]) == (400, "400")


def test_without_a_key_only_the_area_that_is_public_is_read_and_nothing_written(hotlines: Makes) -> None:
    hotline = hotlines(OPEN311_PUBLIC="1")
    hotline.file("c-1"), hotline.file("c-2", "2-1")
    assert hotline.ids(api_key=None) == ["c-1"] and set(hotline.ids()) == {"c-1", "c-2"}
    assert hotline.asks("requests.xml", api_key="wrong").status_code == 403
    assert hotline.report(api_key=None).status_code == 403
    assert hotline.asks("servicerequestupdates.json", api_key=None).json == []
    statuses = [hotline.asks("requests/c-2.xml", api_key=None).status_code for _ in range(PUBLIC_RATE)]
    assert set(statuses[:-2]) == {404} and statuses[-1] == 429
    with pytest.raises(SettingsError, match=r"open311\.public must be the code of an area"):
        hotlines(OPEN311_PUBLIC="nowhere")


def test_a_process_that_still_reads_the_record_says_nothing_of_it(hotline: Hotline) -> None:
    hotline.engine.chain.record.caught_up = False
    for path in ("requests.xml", "requests/c-1.xml", "servicerequestupdates.xml"):
        assert hotline.asks(path).status_code == 503
    assert hotline.report().status_code == 200


def test_services_are_told_without_a_key_in_the_language_that_is_asked_for(hotlines: Makes) -> None:
    for hotline, usual in ((hotlines(), "坑"), (hotlines(OPEN311_LANGUAGE="en"), "Hole")):
        [told] = simple(hotline.asks("services.xml", api_key=None))["service"]
        assert told == {
            "service_code": "hole",
            "service_name": usual,
            "description": f"类: {usual}",
            "metadata": "false",
            "type": "realtime",
            "keywords": "类",
            "group": "类",
        }
        [told] = hotline.asks("services.json", api_key=None, lang="en").json
        assert (told["service_name"], told["metadata"]) == ("Hole", False)
    definition = simple(hotline.asks("services/hole.xml", api_key=None))
    assert definition == {"service_code": "hole", "attributes": None}
    assert hotline.asks("services/dragon.json", api_key=None).json[0]["code"] == 404
    assert hotline.asks("services.yaml", api_key=None).status_code in (403, 404)


def test_discovery_tells_where_open311_is_spoken(hotlines: Makes) -> None:
    hotline = hotlines(OPEN311_CONTACT="311@city.example")
    told = hotline.asks("discovery.json", api_key=None).json
    assert told["contact"] == "311@city.example"
    [endpoint] = told["endpoints"]
    assert endpoint["url"] == "http://localhost/open311/v2" and endpoint["type"] == "production"
    [endpoint] = simple(hotline.asks("discovery.xml", api_key=None))["endpoints"].values()
    assert endpoint["specification"] == "http://wiki.open311.org/GeoReport_v2"
    assert endpoint["formats"] == {"format": "application/json"}  # the last of two
