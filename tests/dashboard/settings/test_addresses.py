"""Redis as the settings tell it: password files, certificates, and never a secret in a refusal."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.settings.addresses import cameras_client, client
from dashboard.settings.settings import Settings, SettingsError, read_settings
from streams.server.connect import RedisAddressError

URL = "rediss://wall@redis.example:6379"


def told(tmp_path: Path, **environ: str) -> Settings:
    file = tmp_path / "gridwall.toml"
    file.write_text("")
    return read_settings(file, {"GRIDWALL_REDIS_" + key.upper(): value for key, value in environ.items()})


def test_password_and_certificates_stand_in_files_beside_the_settings(tmp_path: Path) -> None:
    for name in ("secret", "ca.pem", "cert.pem", "key.pem"):
        (tmp_path / name).write_text("pa55\n")
    names = {"password_file": "secret", "ca": "ca.pem", "cert": "cert.pem", "key": "key.pem"}
    settings = told(tmp_path, **names, check_hostname="false")
    options = client(settings, URL).get_connection_kwargs()
    assert options["password"] == "pa55"
    assert options["ssl_ca_certs"] == str(tmp_path / "ca.pem")
    assert options["ssl_certfile"] == str(tmp_path / "cert.pem")
    assert options["ssl_keyfile"] == str(tmp_path / "key.pem")
    assert options["ssl_check_hostname"] is False


@pytest.mark.parametrize("name", ["ca", "cert", "key"])
def test_a_missing_file_is_named(tmp_path: Path, name: str) -> None:
    with pytest.raises(RedisAddressError, match=f"redis.{name} must be a readable file, got .*none: No such"):
        client(told(tmp_path, **{name: "none"}), URL)


def test_an_address_of_the_wrong_kind_is_refused_without_showing_it(tmp_path: Path) -> None:
    file = tmp_path / "gridwall.toml"
    file.write_text('[redis]\nurl = ["redis://:pa55@host"]')
    with pytest.raises(SettingsError, match=r"redis\.url must be text, got list") as refusal:
        read_settings(file, {})
    assert "pa55" not in str(refusal.value)


def test_the_camera_process_comes_as_a_user_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "web").write_text("pw-web\n")
    (tmp_path / "cameras").write_text("pw-cameras\n")
    web = {"url": URL, "password_file": "web"}
    own = {"cameras": "rediss://cameras@redis.example:6379", "cameras_password_file": "cameras"}
    options = cameras_client(told(tmp_path, **web, **own)).get_connection_kwargs()
    assert (options["username"], options["password"]) == ("cameras", "pw-cameras")
    options = cameras_client(told(tmp_path, **web)).get_connection_kwargs()
    assert (options["username"], options["password"]) == ("wall", "pw-web")
    options = cameras_client(told(tmp_path, **web, cameras=own["cameras"])).get_connection_kwargs()
    assert options.get("password") is None


def test_a_password_of_the_cameras_user_without_its_address_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RedisAddressError, match=r"wants the address of redis\.cameras, got none"):
        cameras_client(told(tmp_path, url=URL, cameras_password_file="cameras"))
