"""A report from a phone's page: it goes the way of every report, as its own inspector and as nobody else."""

from __future__ import annotations

from typing import Any

import pytest

from city.areas.area import Area
from city.areas.areas import Areas
from dashboard.field import nearby_outlines, reports
from dashboard.field.nearby_outlines import NearbyOutlines, outlines
from dashboard.field.report_choices import choices
from dashboard.field.reports import RATE
from streams.clerk.clerk import Clerk
from streams.clerk.photo_proof import FIELD, photos_proof
from streams.messages.contract import decode_reports
from streams.messages.reports import report_fields
from tests.city.small_city import AREAS
from tests.dashboard.field_office import FieldOffice, bearer
from tests.dashboard.office import now

HOLE = {"request": "r-1", "item": "hole", "lat": 22.05, "lon": 113.05, "text": "<b>deep</b>"}


@pytest.fixture
def office(field_office: FieldOffice, monkeypatch: pytest.MonkeyPatch) -> FieldOffice:
    """No clerk files while the answer waits."""
    monkeypatch.setattr(reports, "FILED_SECONDS", 0)
    return field_office


def sent(office: FieldOffice, token: str, **told: Any) -> Any:
    return office.post(token, "/api/field/reports", json=HOLE | told)


def work(office: FieldOffice) -> None:
    """As whoever is the clerk."""
    seal = office.engine.connections.seal
    clerk = Clerk(office.redis, office.keys, office.engine.live, "t", epoch="e", seal=seal)
    clerk.work(now(), {})
    office.fold()


def test_a_report_becomes_a_case_of_whoever_s_link_it_is(office: FieldOffice) -> None:
    link = office.link()
    photo = office.taken(link)
    answer = sent(office, link, photos=[photo])
    assert (answer.status_code, answer.json["ok"], answer.json["case"]) == (200, True, None)
    work(office)
    [case] = list(office.engine.live.cases)
    assert (case.item, case.inspector, case.channel, case.text) == ("hole", "ann", "app", "<b>deep</b>")
    assert (case.area, case.photos) == ("1-1", (photo,))
    assert sent(office, link, photos=[photo]).json["case"] == case.id


def test_sent_again_it_is_the_same_report_and_another_s_id_is_another_s(office: FieldOffice) -> None:
    link = office.link()
    for token in (link, link, office.link(inspector="bob")):
        assert sent(office, token).status_code == 200
    work(office)
    assert sorted(str(case.inspector) for case in office.engine.live.cases) == ["ann", "bob"]
    assert office.redis.xlen(office.keys.rejected) == 0


def test_without_a_place_or_of_an_unknown_matter_it_is_filed_all_the_same(office: FieldOffice) -> None:
    link = office.link()
    sent(office, link, lat=None, lon=None, item="dragon")
    sent(office, link, request="r-2", lat=None, lon=None, area="1-2")
    work(office)
    one, two = sorted(office.engine.live.cases, key=lambda case: case.id)
    assert {(c.to_locate, c.to_sort, c.area) for c in (one, two)} == {
        (True, True, "0"),
        (False, False, "1-2"),
    }


@pytest.mark.parametrize(
    "told", [{"request": "no id!"}, {"item": 7}, {"photos": ["../x"]}, {"text": ["x"]}, {"lat": "north"}]
)
def test_what_is_no_report_is_refused_and_kept_where_refusals_are(
    office: FieldOffice, told: dict[str, Any]
) -> None:
    answer = sent(office, office.link(), **told)
    assert (answer.status_code, answer.json["code"]) == (400, "bad_request")
    work(office)
    [(_, kept)] = office.redis.xrange(office.keys.rejected)  # type: ignore[misc]
    assert b"report must be" in kept[b"reason"] and b"ann" in kept[b"raw"]
    assert len(office.engine.live.cases) == 0


def test_a_photo_that_nobody_sent_is_asked_for_first(office: FieldOffice) -> None:
    assert sent(office, office.link(), photos=["0" * 64]).status_code == 400
    assert decode_reports(office.redis.xrange(office.keys.reports)) == ([], [])  # type: ignore[arg-type]


@pytest.mark.parametrize("proof", ["none", "empty", "of another report"])
def test_a_gateway_that_names_a_kept_photo_shows_it_to_nobody(office: FieldOffice, proof: str) -> None:
    """The name may have been read in a case elsewhere; an address of a picture stays what it is."""
    link, seal = office.link(), office.engine.connections.seal
    photo, elsewhere = office.taken(link), "https://pictures.example/1.jpg"
    named = report_fields("g-1", now(), "hole", area="2", photos=f"{photo} {elsewhere}")
    proofs = {"none": {}, "empty": {FIELD: ""}, "of another report": photos_proof(seal, "r-1", [photo])}
    office.redis.xadd(office.keys.reports, named | proofs[proof])  # type: ignore[arg-type]
    work(office)
    [case] = list(office.engine.live.cases)
    assert case.photos == (elsewhere,)


def test_only_an_inspector_s_good_link_reports(office: FieldOffice) -> None:
    key, department = office.key(), office.link(department="d")
    for token, status in ((key, 403), (department, 403), (office.link(-1), 401), ("f-x", 401)):
        assert sent(office, token).status_code == status
    assert office.client.post("/api/field/reports", json=HOLE, headers=bearer(None)).status_code == 403


def test_too_many_at_once_are_told_when_to_come_again(office: FieldOffice) -> None:
    link = office.link()
    for number in range(RATE):
        assert sent(office, link, request=f"r-{number}").status_code == 200
    answer = sent(office, link, request="r-more")
    assert (answer.status_code, answer.json["code"]) == (429, "too_many")
    assert int(answer.headers["Retry-After"]) > 0


def test_a_page_has_matters_and_the_areas_around_its_owner_s_home_beforehand(office: FieldOffice) -> None:
    live = office.engine.live
    person = live.roster.get("ann")
    assert person is not None
    told = choices(live, person, now())
    assert told["areas"][0][0] == person.area
    assert [code for _, rows in told["items"] for code, *_ in rows] == list(live.matters.items)


def test_a_page_has_the_outlines_around_its_owner_s_home_those_nearest_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told = outlines(AREAS, "1-2")
    assert [code for code, *_ in told["grids"]] == ["1-2", "1-1"]  # its town's
    assert [told["above"][index][0] for *_, index, _ in told["grids"]] == ["1", "1"]
    ring = told["grids"][0][-1][0]
    assert sum(ring[0::2][1:]) == sum(ring[1::2][1:]) == 0  # differences lead back to where it began
    assert [code for code, *_ in outlines(AREAS, "0")["grids"]] == ["1-1", "1-2", "2-1", "2-2"]
    monkeypatch.setattr("dashboard.field.nearby_outlines.MOST_POINTS", 5)
    assert [code for code, *_ in outlines(AREAS, "1-2")["grids"]] == [
        "1-2"
    ]  # and no more than a phone can carry
    assert outlines(AREAS, "gone")["grids"] == []


def test_each_outline_is_made_once_in_an_edition_of_the_areas(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    nearby, usual = NearbyOutlines(), nearby_outlines.rings_e5

    def counted(area: Area) -> list[list[int]]:
        made.append(area.code)
        return usual(area)

    monkeypatch.setattr(nearby_outlines, "rings_e5", counted)
    for home in ("1-2", "1-1", "1-2"):
        assert nearby.around(AREAS, home) == outlines(AREAS, home, {})
    made.clear()
    nearby.around(AREAS, "0")
    assert sorted(made) == ["2-1", "2-2"]  # those of the other town alone
    made.clear()
    nearby.around(Areas(AREAS.levels, AREAS.order), "1-2")
    assert sorted(made) == ["1-1", "1-2"]
