"""Reports over Open311 go the way of every report, once, and who sent them is not kept."""

from __future__ import annotations

import io
import logging
from typing import Any

import pytest
from flask.testing import FlaskClient

from dashboard.field.open311 import asking
from tests.city.small_city import PLACES
from tests.dashboard.field.open311.conftest import HOLE, Hotline, simple
from tests.dashboard.field_office import bearer
from tests.dashboard.pictures import photo

PERSON = {"first_name": "Wang", "last_name": "Xiaoming", "phone": "13800001111", "email": "wang@example.org"}


def cases(hotline: Hotline) -> list[Any]:
    return sorted(hotline.engine.live.cases, key=lambda case: case.id)


def test_a_report_is_answered_an_id_at_once_that_is_its_case_s_ever_after(hotline: Hotline) -> None:
    answer = hotline.report(**PERSON)
    [taken] = simple(answer)["request"]
    assert hotline.asks(f"requests/{taken['service_request_id']}.xml").status_code == 404
    hotline.work()
    [case] = cases(hotline)
    assert (case.item, case.area, case.text, case.channel) == ("hole", "1-1", "<b>deep</b>", "open311")
    [told] = simple(hotline.asks(f"requests/{taken['service_request_id']}.xml"))["request"]
    assert told["service_request_id"] == taken["service_request_id"]
    assert (told["status"], told["service_code"], told["lat"]) == ("open", "hole", "22.05")
    kept = str(hotline.redis.xrange(hotline.keys.reports)) + str(hotline.redis.xrange(hotline.keys.cases))
    assert [value for value in PERSON.values() if value in kept] == []
    [token] = hotline.asks(f"tokens/{taken['service_request_id']}.json").json
    assert token["service_request_id"] == token["token"] == taken["service_request_id"]


def test_the_same_again_is_the_same_report_also_when_the_first_answer_was_lost(hotline: Hotline) -> None:
    one = hotline.filed()
    assert hotline.filed() == one
    assert hotline.filed(description="another") != one
    own = {"attribute[fixmystreet_id]": "7"}
    assert hotline.filed(**own) == hotline.filed(**own)
    hotline.report(description="soon"), hotline.report(description="soon"), hotline.work()
    assert len(cases(hotline)) == 4 and hotline.redis.xlen(hotline.keys.rejected) == 0
    other = hotline.key("other", actions=("open311",))  # ids and words of one are nobody else's
    assert hotline.filed(api_key=other) != one


def test_a_report_whose_entry_was_not_written_is_written_when_it_comes_again(
    hotline: Hotline, monkeypatch: pytest.MonkeyPatch
) -> None:
    class KilledError(Exception):
        pass

    def killed(*_: object) -> None:
        raise KilledError

    with monkeypatch.context() as patch:
        patch.setattr(asking, "photos_proof", killed)
        assert hotline.report().status_code == 500
    assert hotline.redis.xlen(hotline.keys.reports) == 0
    hotline.filed()
    assert len(cases(hotline)) == 1


def test_a_key_of_a_town_reports_there_alone(hotline: Hotline) -> None:
    town = hotline.key("town", areas=("1",), actions=("open311",))
    lat, lon = map(str, PLACES["2-1"])
    for place in ({"lat": lat, "long": lon}, {"lat": "50", "long": "0"}):
        answer = hotline.report(api_key=town, **place)
        assert (answer.status_code, simple(answer)["error"][0]["code"]) == (400, "400")
    hotline.filed(api_key=town, lat=None, long=None, address_string="Long Street 1")
    [case] = cases(hotline)
    assert (case.area, case.address, case.to_locate) == ("1", "Long Street 1", False)


def test_without_a_place_of_the_city_an_officer_of_the_city_looks(hotline: Hotline) -> None:
    hotline.filed(lat="50", long="0"), hotline.filed(lat=None, long=None, address_string="somewhere")
    assert {(case.area, case.to_locate) for case in cases(hotline)} == {("0", True)}


@pytest.mark.parametrize(
    ("told", "status", "words"),
    [
        ({"service_code": None}, 400, "service_code"),
        ({"service_code": "dragon"}, 404, "dragon"),
        ({"lat": None}, 400, "both"),
        ({"lat": "north"}, 400, "degrees"),
        ({"lat": "nan"}, 400, "degrees"),
        ({"lat": None, "long": None}, 400, "address_string"),
        ({"jurisdiction_id": "elsewhere.example"}, 404, "elsewhere.example"),
        ({"api_key": None}, 403, "api_key"),
        ({"api_key": "gridwall-key.fms.wrong"}, 403, "api_key"),
    ],
)
def test_what_cannot_be_taken_is_told_as_the_specification_says(
    hotline: Hotline, told: dict[str, Any], status: int, words: str
) -> None:
    answer = hotline.sends("requests.xml?lang=en", {**asked(), **told})
    [error] = simple(answer)["error"]
    assert (answer.status_code, error["code"]) == (status, str(status))
    assert words in error["description"]
    [same] = hotline.sends("requests.json", {**asked(), **told}).json
    assert same["code"] == status and same["description"] != error["description"]  # in Chinese
    hotline.work()
    kept = [str(fields) for _, fields in hotline.redis.xrange(hotline.keys.rejected)]  # type: ignore[union-attr]
    good = "api_key" not in told and "jurisdiction_id" not in told
    assert ["key:fms" in each and "gridwall-key" not in each for each in kept] == [True, True][: 2 * good]
    assert cases(hotline) == [] and "deep" not in str(kept)


def asked() -> dict[str, Any]:
    return HOLE | PERSON


def test_a_key_opens_nothing_it_was_not_given_and_stands_in_no_log(
    hotline: Hotline, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    phones = hotline.key("phones")
    answers = [
        hotline.report(api_key=phones),
        hotline.asks("requests.xml", api_key=phones),
        hotline.report(),
        hotline.asks("requests.xml", status="odd"),
        hotline.say(hotline.secret, "c-1", "accept", dispatch="c-1.2"),
        hotline.client.get("/open311/v2/requests.xml", headers=bearer(hotline.secret)),
    ]
    assert [answer.status_code for answer in answers] == [401, 401, 200, 400, 403, 200]
    hotline.api_keys.revoke("fms", 1)
    answers.append(hotline.report(description="2"))
    assert answers[-1].status_code == 403
    said = caplog.text + "".join(answer.text for answer in answers)
    assert "gridwall-key" not in said and "fms" in caplog.text


def test_photos_are_kept_and_addresses_of_photos_stay_words(hotline: Hotline) -> None:
    stranger = hotline.taken(hotline.link(), photo(size=(32, 24)))
    files = [(io.BytesIO(photo()), "a.jpg"), (io.BytesIO(b"no photo"), "b.jpg")]
    urls = ["https://fms.example/1.jpeg", "ftp://fms.example/2", f"http://x {stranger}", "javascript:1"]
    answer = hotline.sends("requests.xml?lang=en", asked() | {"media": files, "media_url": urls})
    assert "not kept" in simple(answer)["request"][0]["service_notice"]
    hotline.work()
    [case] = cases(hotline)
    kept, address = case.photos
    assert address == urls[0] and kept != stranger
    assert hotline.get(hotline.key(), f"/photos/{kept}").mimetype == "image/jpeg"
    assert hotline.get(hotline.secret, f"/photos/{kept}").status_code == 403
    assert hotline.asks("requests.json").json[0]["media_url"] is None


def test_one_address_holds_few_of_the_places_where_reports_are_read(
    hotline: Hotline, monkeypatch: pytest.MonkeyPatch
) -> None:
    inner: list[Any] = []

    def read() -> None:
        """The next one comes while this one is being read."""
        if len(inner) < asking.EACH:
            inner.append(None)
            inner.append(hotline.report().status_code)

    monkeypatch.setattr(asking, "EACH", 2), monkeypatch.setattr(asking, "_read", read)
    assert hotline.report().status_code == 200
    assert 503 in inner and hotline.report().status_code == 200


def test_too_many_requests_of_a_key_are_told_when_to_come_again(hotline: Hotline) -> None:
    slow = hotline.key("slow", actions=("open311",), rate=1)
    assert hotline.asks("requests.xml", api_key=slow).status_code == 200
    answer = hotline.asks("requests.xml", api_key=slow)
    assert answer.status_code == 429 and int(answer.headers["Retry-After"]) > 0
    assert simple(answer)["error"][0]["code"] == "429"


def test_while_redis_is_away_nothing_is_taken_and_the_sender_told_to_come_again(client: FlaskClient) -> None:
    answer = client.post("/open311/v2/requests.xml", data=HOLE | {"api_key": "gridwall-key.fms.text"})
    assert (answer.status_code, simple(answer)["error"][0]["code"]) == (503, "503")
    assert int(answer.headers["Retry-After"]) > 0
