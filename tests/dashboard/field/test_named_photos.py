"""Photos that a desk brings when it verifies: taken from who may verify, kept before they are named."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from redis import Redis

from dashboard.access.viewer import Viewer
from dashboard.field.kept_photos import KeptPhotos
from dashboard.field.named_photos import naming_kept_photos
from dashboard.field.photo_store import photo_store
from dashboard.settings.settings import read_settings
from streams.server.embedded import EmbeddedRedis
from tests.dashboard.account_office import HERE, AccountOffice, Guest
from tests.dashboard.field_office import FieldOffice
from tests.dashboard.office import ANN
from tests.dashboard.pictures import noise, photo

NONE = "0" * 64


def kept_at(office: FieldOffice, folder: Path) -> KeptPhotos:
    settings = read_settings(None, {"GRIDWALL_PHOTOS_FOLDER": str(folder)})
    return KeptPhotos(office.engine.connections, photo_store(settings))


def fed_back(office: FieldOffice, sent: bytes | None = None) -> list[str]:
    """c-1, with a photo of this when it is told. Its photos."""
    dispatch, key = office.send("c-1"), office.key()
    photos = [office.taken(key, sent)] if sent else []
    said = {"dispatch": dispatch, "text": "done", "inspector": "ann", "photos": photos}
    assert office.say(key, "c-1", "feed_back", **said).status_code == 200
    return photos


def verified(office: FieldOffice, folder: Path, photos: list[Any], viewer: Viewer = ANN) -> dict[str, Any]:
    """What a desk is answered that verifies c-1 with these."""
    revision = office.engine.live.cases.get("c-1").revision
    asked = {"command": "k-photos", "case": "c-1", "do": "verify", "revision": revision}
    kept, live = kept_at(office, folder), office.engine.live
    carry_out = naming_kept_photos(office.engine.commands.carry_out, kept, lambda: live)
    answer = carry_out(viewer, asked | {"data": {"ok": True, "photos": photos}})
    office.fold()
    return answer


def test_a_kept_photo_verifies_a_case_and_is_shown_with_it(field_office: FieldOffice, tmp_path: Path) -> None:
    taken = field_office.taken(None)
    fed_back(field_office)
    assert verified(field_office, tmp_path / "photos", [taken])["ok"]
    assert field_office.engine.live.cases.get("c-1").state == "verified"
    near, far = field_office.key("near", ("1",)), field_office.key("far", ("2",))
    shown = [field_office.get(key, f"/photos/{taken}").status_code for key in (near, far)]
    assert shown == [200, 404]


@pytest.mark.parametrize("named", [NONE, "../../etc/passwd", "http://127.0.0.1/a.jpg", 7])
def test_a_photo_that_nobody_sent_is_refused_in_words(
    field_office: FieldOffice, tmp_path: Path, named: Any
) -> None:
    fed_back(field_office)
    answer = verified(field_office, tmp_path / "photos", [field_office.taken(None), named])
    assert (answer["ok"], answer["code"]) == (False, "bad_command")
    assert str(named)[:20] in answer["reason"]["zh"] and str(named)[:20] in answer["reason"]["en"]
    assert field_office.engine.live.cases.get("c-1").state == "fed_back"


def test_while_the_photos_are_away_the_command_is_to_be_asked_again(
    field_office: FieldOffice, tmp_path: Path
) -> None:
    (tmp_path / "closed").write_text("no folder")
    fed_back(field_office)
    answer = verified(field_office, tmp_path / "closed", [field_office.taken(None)])
    assert (answer["ok"], answer["code"]) == (False, "away")


def unnamed(answer: dict[str, Any]) -> str:
    """Without the photo that it was asked about."""
    return re.sub("[0-9a-f]{12,}", "", str(answer))


def test_a_desk_names_no_photo_that_somebody_else_sent_and_hears_nothing_of_it(
    field_office: FieldOffice, tmp_path: Path
) -> None:
    theirs = field_office.taken(field_office.link(inspector="bob"))
    fed_back(field_office)
    answers = [verified(field_office, tmp_path / "photos", [photo]) for photo in (theirs, NONE)]
    assert unnamed(answers[0]) == unnamed(answers[1]) and answers[0]["code"] == "bad_command"
    assert field_office.engine.live.cases.get("c-1").photos == ()


def test_a_desk_names_again_what_its_case_has_and_nobody_elsewhere_hears_of_it(
    field_office: FieldOffice, tmp_path: Path
) -> None:
    [taken] = fed_back(field_office, photo())
    far = Viewer("far", "officer", "2", "s")
    answers = [verified(field_office, tmp_path / "photos", [photo], far) for photo in (taken, NONE)]
    assert unnamed(answers[0]) == unnamed(answers[1]) and answers[0]["code"] == "bad_command"
    assert verified(field_office, tmp_path / "photos", [taken])["ok"]


@pytest.fixture(scope="module")
def accounts(tmp_path_factory: pytest.TempPathFactory, redis_server: EmbeddedRedis) -> Any:
    folder = tmp_path_factory.mktemp("evidence")
    redis: Redis = redis_server.client()
    yield AccountOffice(folder, redis, redis_server.url, f"{{{folder.name}}}:")
    redis.close()


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("officer", 201),
        ("head", 201),
        ("department", 201),
        ("leader", 403),
        ("operator", 403),
        ("auditor", 403),
    ],
)
def test_of_accounts_those_bring_photos_who_verify_or_feed_back(
    accounts: AccountOffice, role: str, status: int
) -> None:
    assert accounts.client(role).post("/api/photos", data=photo(), headers=HERE).status_code == status


def test_a_page_of_another_server_brings_no_photo_in_an_officer_s_name(accounts: AccountOffice) -> None:
    elsewhere = HERE | {"Origin": "https://elsewhere.example"}
    assert accounts.client("officer").post("/api/photos", data=photo(), headers=elsewhere).status_code == 403


def test_the_account_that_sent_a_photo_names_it_and_no_colleague_does(accounts: AccountOffice) -> None:
    own = noise((32, 32))  # which nobody else sent
    taken = accounts.client("officer").post("/api/photos", data=own, headers=HERE).json["photo"]
    asked = {"command": "k", "case": "none", "do": "verify", "revision": 1, "data": {"ok": True}}
    asked["data"] |= {"photos": [taken]}
    codes = {
        role: Guest(accounts.app, accounts.cookie(role), "console").ask("command", asked)["code"]
        for role in ("officer", "head")
    }
    assert codes == {"officer": "unknown_case", "head": "bad_command"}
