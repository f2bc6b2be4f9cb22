"""Where photos are kept: a folder or an S3 server, the same to whoever asks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard.field.photo_store import PhotoStore, StoreUnreachableError, photo_store
from dashboard.field.photos import Photo, made_anew
from dashboard.settings.settings import SettingsError, read_settings
from tests.dashboard.pictures import photo
from tests.dashboard.s3_origin import KEY, REGION, SECRET, Origin


@pytest.fixture
def origin() -> Iterator[Origin]:
    origin = Origin()
    yield origin
    origin.close()


@pytest.fixture
def bucket(origin: Origin) -> PhotoStore:
    return on_s3(origin)


def on_s3(origin: Origin, secret: str = SECRET, address: str = "s3://city/photos") -> PhotoStore:
    told = {
        "S3": address,
        "S3_ENDPOINT": origin.address,
        "S3_REGION": REGION,
        "S3_KEY": KEY,
        "S3_SECRET": secret,
    }
    environ = {f"GRIDWALL_PHOTOS_{name}": value for name, value in told.items()}
    return photo_store(read_settings(None, environ))


@pytest.fixture
def folder(tmp_path: Path) -> PhotoStore:
    return photo_store(read_settings(None, {"GRIDWALL_PHOTOS_FOLDER": str(tmp_path / "photos")}))


@pytest.fixture(params=["folder", "bucket"])
def store(request: pytest.FixtureRequest) -> PhotoStore:
    store: PhotoStore = request.getfixturevalue(request.param)
    return store


@pytest.fixture
def taken() -> Photo:
    return made_anew(photo())


def test_what_was_put_is_there_and_nothing_else(store: PhotoStore, taken: Photo) -> None:
    assert not store.has(taken.hash)
    store.put(taken.hash, taken.data)
    store.put(taken.hash, taken.data)
    assert store.has(taken.hash)
    assert store.get(taken.hash) == taken.data
    assert store.get("0" * 64) is None


@pytest.mark.parametrize("name", ["", "..", "../" * 20 + "etc/passwd", "A" * 64, "0" * 63, "0" * 64 + "\n"])
def test_only_a_hash_names_a_photo(store: PhotoStore, name: str) -> None:
    with pytest.raises(ValueError, match="named by its hash"):
        store.get(name)


def test_a_folder_is_made_when_the_first_photo_comes(
    folder: PhotoStore, tmp_path: Path, taken: Photo
) -> None:
    assert not (tmp_path / "photos").exists()
    folder.put(taken.hash, taken.data)
    assert (tmp_path / "photos" / taken.hash[:2] / f"{taken.hash}.jpg").read_bytes() == taken.data


def test_a_folder_that_cannot_be_written_is_told_in_a_sentence(tmp_path: Path, taken: Photo) -> None:
    (tmp_path / "file").write_text("")
    store = photo_store(read_settings(None, {"GRIDWALL_PHOTOS_FOLDER": str(tmp_path / "file")}))
    with pytest.raises(StoreUnreachableError, match="cannot be reached"):
        store.put(taken.hash, taken.data)


def test_a_bucket_gets_signed_requests_and_the_kind(bucket: PhotoStore, origin: Origin, taken: Photo) -> None:
    bucket.put(taken.hash, taken.data)
    path = f"/city/photos/{taken.hash[:2]}/{taken.hash}.jpg"
    assert origin.objects == {path: taken.data}
    assert origin.kinds == {path: "image/jpeg"}
    bucket.has(taken.hash)
    bucket.get(taken.hash)
    assert origin.asked == [f"PUT {path}", f"HEAD {path}", f"GET {path}"]
    assert origin.turned_away == 0


def test_a_wrong_secret_is_told_without_it(
    origin: Origin, taken: Photo, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(StoreUnreachableError) as away:
        on_s3(origin, "wrong-secret").put(taken.hash, taken.data)
    said = f"{away.value} {capfd.readouterr()}"
    assert "The photos at s3://city/photos cannot be reached (PermissionDenied" in said
    assert "wrong-secret" not in said and KEY not in said and origin.address not in said
    assert origin.turned_away > 0 and not origin.objects


def test_a_server_that_fails_or_is_gone_is_told_and_comes_back(origin: Origin, taken: Photo) -> None:
    store = on_s3(origin)
    origin.failing = True
    with pytest.raises(StoreUnreachableError):
        store.put(taken.hash, taken.data)
    origin.failing = False
    store.put(taken.hash, taken.data)
    assert store.get(taken.hash) == taken.data


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"S3": "https://bucket"}, "photos.s3 must be an address like s3://bucket/prefix"),
        ({"S3": "s3://b"}, "photos.s3 must be an address"),
        ({"S3_ENDPOINT": "ftp://x"}, "photos.s3_endpoint must be an address like https://host:port"),
        ({"S3_ENDPOINT": "https://name:hidden@x"}, "photos.s3_endpoint must be"),
        ({"S3_KEY": "hidden"}, "both of s3_key and s3_secret wanted, or neither, got one"),
    ],
)
def test_an_address_that_is_none_is_refused_at_the_start(told: dict[str, str], said: str) -> None:
    with pytest.raises(SettingsError) as refused:
        read_settings(None, {f"GRIDWALL_PHOTOS_{name}": value for name, value in told.items()})
    assert said in str(refused.value)
    assert "hidden" not in str(refused.value)


def test_secrets_are_not_in_what_settings_show() -> None:
    settings = read_settings(
        None, {"GRIDWALL_PHOTOS_S3_KEY": "hidden1", "GRIDWALL_PHOTOS_S3_SECRET": "hidden2"}
    )
    assert "hidden" not in repr(settings)


def test_a_photo_whose_folder_cannot_be_made_is_never_taken_for_kept(taken: Photo) -> None:
    """Linux says of a folder below /proc that it is not there, as it says of a photo that is not."""
    store = photo_store(read_settings(None, {"GRIDWALL_PHOTOS_FOLDER": "/proc/photos"}))
    with pytest.raises(StoreUnreachableError, match="cannot be reached"):
        store.put(taken.hash, taken.data)


def test_nothing_of_a_photo_that_was_put_twice_is_left_over(
    folder: PhotoStore, tmp_path: Path, taken: Photo
) -> None:
    folder.put(taken.hash, taken.data)
    folder.put(taken.hash, taken.data)
    assert [file.name for file in (tmp_path / "photos").rglob("*") if file.is_file()] == [f"{taken.hash}.jpg"]
