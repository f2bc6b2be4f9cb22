"""`gridwall acl`: users for Redis, with passwords in files and none in what is printed."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from click.testing import CliRunner, Result

from dashboard.cli import main


def acl(*words: str, **told: str) -> Result:
    return CliRunner().invoke(main, ["acl", *words], env={"GRIDWALL_FILE": None, **told})


def test_passwords_are_made_once_and_printed_as_sums_alone(tmp_path: Path) -> None:
    folder = tmp_path / "redis"
    first, second = (acl("--passwords", str(folder), GRIDWALL_REDIS_GATEWAYS="app") for _ in range(2))
    assert first.exit_code == 0 and first.output == second.output
    assert sorted(path.name for path in folder.iterdir()) == [
        *("admin", "cameras", "gateway-app", "health", "history", "intake", "phones", "replica", "web"),
        "webhooks",
    ]
    for path in folder.iterdir():
        password = path.read_text().strip()
        assert len(password) >= 32 and password not in first.output
        assert f"user {path.name} on #{sha256(password.encode()).hexdigest()} " in first.output
        assert path.stat().st_mode & 0o077 == 0
    assert first.output.startswith("user default off\n")


def test_a_password_that_is_there_is_taken(tmp_path: Path) -> None:
    (tmp_path / "web").write_text("a#b?c[d@e%f\n")
    said = acl("--passwords", str(tmp_path)).output
    assert f"user web on #{sha256(b'a#b?c[d@e%f').hexdigest()} " in said


def test_without_passwords_everybody_is_off() -> None:
    said = acl().output.splitlines()
    assert len(said) == 11 and all(" off" in line for line in said)


def test_older_servers_are_told_what_they_understand() -> None:
    new, old = acl().output, acl("--redis", "6.2").output
    assert "%R~" in new and "client|setinfo" in new
    assert "%R~" not in old and "client" not in old


def test_another_word_than_a_version_is_one_sentence() -> None:
    said = acl("--redis", "new")
    assert said.exit_code == 1
    assert said.output == "Error: --redis must be a version such as 6.2 or 7.2, got 'new'\n"
