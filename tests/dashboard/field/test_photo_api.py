"""Photos over HTTP: made anew when they come, shown only to whoever may see a case that carries them."""

from __future__ import annotations

import io
from typing import Any

import gevent
import pytest

from tests.dashboard.field_office import FieldOffice, bearer
from tests.dashboard.office import now
from tests.dashboard.pictures import WHERE, colours, noise, photo, png_of, webp_of, with_exif


def code(answer: Any) -> tuple[int, str]:
    assert answer.json["error"].endswith(".")
    return answer.status_code, answer.json["code"]


def carried(office: FieldOffice, **who: str) -> str:
    """A photo that was fed back on c-1."""
    sent, key = office.send("c-1", **who), office.key()
    taken = office.taken(key)
    answer = office.say(
        key, "c-1", "feed_back", dispatch=sent, photos=[taken], **(who or {"inspector": "ann"})
    )
    assert answer.status_code == 200, answer.json
    return taken


def test_a_photo_is_named_by_what_was_kept(field_office: FieldOffice) -> None:
    answer = field_office.post(field_office.key(), "/api/photos", data=with_exif())
    assert (answer.status_code, answer.json["width"], answer.json["height"]) == (201, 64, 48)
    again = field_office.post(field_office.key("other"), "/api/photos", data=with_exif())
    assert again.json == answer.json


def test_a_photo_is_shown_as_a_picture_and_nothing_else(field_office: FieldOffice) -> None:
    shown = field_office.get(None, f"/photos/{carried(field_office)}")
    assert (shown.status_code, shown.content_type) == (200, "image/jpeg")
    assert shown.headers["X-Content-Type-Options"] == "nosniff"
    assert shown.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "immutable" in shown.headers["Cache-Control"] and "private" in shown.headers["Cache-Control"]
    assert colours(shown.data) == ("red", "blue") and WHERE not in shown.data


def test_a_photo_no_case_carries_is_not_shown(field_office: FieldOffice) -> None:
    key = field_office.key()
    taken = field_office.taken(key)
    for token in (None, key):
        assert code(field_office.get(token, f"/photos/{taken}")) == (404, "unknown_photo")


@pytest.mark.parametrize("name", ["0" * 64, "x", "A" * 64, "..%2f..%2fetc%2fpasswd", "0" * 64 + ".jpg"])
def test_only_a_photos_name_finds_one(field_office: FieldOffice, name: str) -> None:
    assert field_office.get(None, f"/photos/{name}").status_code == 404


def test_a_photo_is_seen_by_those_whose_case_it_is(field_office: FieldOffice) -> None:
    taken = carried(field_office)
    near, far = field_office.key("near", ("1",)), field_office.key("far", ("2",))
    ann, bob = field_office.link(inspector="ann"), field_office.link(inspector="bob")
    department = field_office.link(department="d")
    seen = {name: field_office.get(token, f"/photos/{taken}").status_code for name, token in
            (("near", near), ("far", far), ("ann", ann), ("bob", bob), ("d", department))}  # fmt: skip
    assert seen == {"near": 200, "far": 404, "ann": 200, "bob": 404, "d": 404}


def test_a_photo_that_two_cases_carry_is_seen_by_the_people_of_both(field_office: FieldOffice) -> None:
    taken = carried(field_office)
    sent, bob = field_office.send("c-2", inspector="bob"), field_office.link(inspector="bob")
    assert field_office.taken(bob) == taken
    assert field_office.say(bob, "c-2", "feed_back", dispatch=sent, photos=[taken]).status_code == 200
    ann = field_office.link(inspector="ann")
    seen = [field_office.get(token, f"/photos/{taken}").status_code for token in (ann, bob, ann)]
    assert seen == [200, 200, 200]


def test_whoever_only_knows_a_photos_name_cannot_attach_it(field_office: FieldOffice) -> None:
    taken = carried(field_office)
    sent, bob = field_office.send("c-2", inspector="bob"), field_office.link(inspector="bob")
    foreign, none = (
        field_office.say(bob, "c-2", "feed_back", dispatch=sent, photos=[photo])
        for photo in (taken, "0" * 64)
    )
    assert code(foreign) == code(none) == (400, "bad_request")
    assert foreign.text.replace(taken[:12], "0" * 12) == none.text
    report = {"request": "r", "item": "hole", "photos": [taken]}
    assert code(field_office.post(bob, "/api/field/reports", json=report)) == (400, "bad_request")
    assert field_office.get(bob, f"/photos/{taken}").status_code == 404


def test_a_link_hears_nothing_of_the_photos_of_a_case_it_is_not_sent_to(field_office: FieldOffice) -> None:
    taken, bob = carried(field_office), field_office.link(inspector="bob")
    said = [
        field_office.say(bob, "c-1", "feed_back", dispatch="c-1.2", photos=[photo])
        for photo in (taken, "0" * 64)
    ]
    assert said[0].text.replace(taken[:12], "0" * 12) == said[1].text and said[0].status_code == 400


@pytest.mark.parametrize(
    ("sent", "status", "said"),
    [
        (b"", 415, "not_a_photo"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", 415, "not_a_photo"),
        (b"<!doctype html><script>alert(1)</script>", 415, "not_a_photo"),
        (photo()[:200], 415, "broken_photo"),
        (png_of(60_000, 60_000, bytes(100_000)), 413, "photo_too_large"),
        (webp_of(16_000, 16_000), 413, "photo_too_large"),
        (noise((3400, 3000)), 413, "photo_too_big"),
        (bytes(50_000_000), 413, "photo_too_big"),
    ],
    ids=["nothing", "svg", "html", "half", "png bomb", "webp bomb", "10 MB", "50 MB"],
)
def test_what_is_no_photo_is_refused_and_kept_nowhere(
    field_office: FieldOffice, sent: bytes, status: int, said: str, tmp_path: Any
) -> None:
    answer = field_office.post(field_office.key(), "/api/photos", data=sent)
    assert code(answer) == (status, said)
    assert not list((tmp_path / "photos").rglob("*.*"))


def test_what_says_it_is_small_and_is_not_is_cut_off(field_office: FieldOffice) -> None:
    """Without a length, as a body sent in chunks comes."""
    body = io.BytesIO(noise((3400, 3000)) + bytes(60_000_000))
    answer = field_office.client.post(
        "/api/photos",
        headers=bearer(field_office.key()),
        environ_overrides={"wsgi.input": body, "wsgi.input_terminated": True, "CONTENT_LENGTH": ""},
    )
    assert code(answer) == (413, "photo_too_big")
    assert body.tell() < 11_000_000


def test_who_may_not_feed_back_sends_no_photos(field_office: FieldOffice) -> None:
    key = field_office.key(actions=["accept"])
    assert code(field_office.post(key, "/api/photos", data=photo())) == (403, "not_allowed")
    assert code(field_office.post("forged", "/api/photos", data=photo())) == (401, "bad_key")
    expired = field_office.key("old", until=now())
    assert code(field_office.post(expired, "/api/photos", data=photo())) == (401, "bad_key")


def test_an_address_in_a_report_is_text_and_never_fetched(field_office: FieldOffice) -> None:
    address = "http://127.0.0.1:1/photo.jpg"
    field_office.file("c-2", photos=[address])
    work = field_office.send("c-3")
    assert work
    assert field_office.get(None, f"/photos/{address}").status_code == 404


class Trickle(io.RawIOBase):
    """A body that never ends and hardly comes."""

    def read(self, size: int = -1) -> bytes:
        gevent.sleep(30)
        return b""


def test_who_sends_without_end_gives_the_place_back(
    field_office: FieldOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dashboard.field.photo_api.UPLOAD_SECONDS", 0.02)
    key = field_office.key()
    told = {"wsgi.input": Trickle(), "wsgi.input_terminated": True, "CONTENT_LENGTH": ""}
    for _ in range(20):
        answer = field_office.client.post("/api/photos", headers=bearer(key), environ_overrides=told)
        assert code(answer) == (408, "too_slow")
    monkeypatch.setattr("dashboard.field.photo_api.UPLOAD_SECONDS", 60.0)
    assert field_office.taken(key)
