"""Photos that a desk brings when it verifies: taken from who may verify, kept before they are named."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from redis import Redis

from dashboard.field.named_photos import naming_kept_photos
from dashboard.field.photo_store import PhotoStore, photo_store
from dashboard.settings.settings import read_settings
from streams.server.embedded import EmbeddedRedis
from tests.dashboard.account_office import HERE, AccountOffice
from tests.dashboard.field_office import FieldOffice
from tests.dashboard.office import ANN
from tests.dashboard.pictures import photo

NONE = "0" * 64


def store_at(folder: Path) -> PhotoStore:
    return photo_store(read_settings(None, {"GRIDWALL_PHOTOS_FOLDER": str(folder)}))


def verified(office: FieldOffice, store: PhotoStore, photos: list[Any]) -> dict[str, Any]:
    """What c-1, fed back without a photo, is answered when a desk verifies it with these."""
    sent, key = office.send("c-1"), office.key()
    assert office.say(key, "c-1", "feed_back", dispatch=sent, text="done", inspector="ann").status_code == 200
    revision = office.engine.live.cases.get("c-1").revision
    asked = {"command": "k-photos", "case": "c-1", "do": "verify", "revision": revision}
    carry_out = naming_kept_photos(office.engine.commands.carry_out, store)
    answer = carry_out(ANN, asked | {"data": {"ok": True, "photos": photos}})
    office.fold()
    return answer


def test_a_kept_photo_verifies_a_case_and_is_shown_with_it(field_office: FieldOffice, tmp_path: Path) -> None:
    taken = field_office.taken(None)
    assert verified(field_office, store_at(tmp_path / "photos"), [taken])["ok"]
    assert field_office.engine.live.cases.get("c-1").state == "verified"
    near, far = field_office.key("near", ("1",)), field_office.key("far", ("2",))
    shown = [field_office.get(key, f"/photos/{taken}").status_code for key in (near, far)]
    assert shown == [200, 404]


@pytest.mark.parametrize("named", [NONE, "../../etc/passwd", "http://127.0.0.1/a.jpg", 7])
def test_a_photo_that_nobody_sent_is_refused_in_words(
    field_office: FieldOffice, tmp_path: Path, named: Any
) -> None:
    answer = verified(field_office, store_at(tmp_path / "photos"), [field_office.taken(None), named])
    assert (answer["ok"], answer["code"]) == (False, "bad_command")
    assert str(named)[:20] in answer["reason"]["zh"] and str(named)[:20] in answer["reason"]["en"]
    assert field_office.engine.live.cases.get("c-1").state == "fed_back"


def test_while_the_photos_are_away_the_command_is_to_be_asked_again(
    field_office: FieldOffice, tmp_path: Path
) -> None:
    (tmp_path / "closed").write_text("no folder")
    answer = verified(field_office, store_at(tmp_path / "closed"), [NONE])
    assert (answer["ok"], answer["code"]) == (False, "away")


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
