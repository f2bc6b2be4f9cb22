"""`gridwall acl`: the users of the record's Redis, each with what it needs and no more, as an ACL file."""

from __future__ import annotations

import hashlib
import os
import re
import secrets
from pathlib import Path

import click

from dashboard.settings.addresses import keys_of
from dashboard.settings.settings import SettingsError, read_settings
from streams.record.redis_users import Version, acl_file, redis_users
from streams.server.connect import RedisAddressError, password_in


@click.command()
@click.option("--settings", "file", type=click.Path(path_type=Path, dir_okay=False), help="Settings file.")
@click.option(
    "--passwords",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder with a password file for each user; those that are missing are made. Without, all are off.",
)
@click.option("--redis", "version", default="7.2", metavar="VERSION", show_default=True, help="Of Redis.")
def acl(file: Path | None, passwords: Path | None, version: str) -> None:
    """Print an ACL file for Redis (aclfile): web, cameras, intake, gateways, phones, replica, admin.

    It holds no password, only their SHA-256: the passwords stand in the folder, one file a user, for
    redis.password_file and for whoever else needs one.
    """
    try:
        settings = read_settings(file)
        keys, intake = keys_of(settings), settings.intake.gateway
        names = ["admin", *(user.name for user in redis_users(keys, intake))]
        hashes = {name: _hash(passwords, name) for name in names} if passwords else {}
    except (SettingsError, RedisAddressError) as error:
        raise click.ClickException(str(error)) from None
    for line in acl_file(keys, _version(version), hashes, intake):
        click.echo(line)


def _version(told: str) -> Version:
    """Valkey counts on from Redis 7.2."""
    found = re.match(r"(\d+)\.(\d+)", told)
    if not found:
        raise click.ClickException(f"--redis must be a version such as 6.2 or 7.2, got {told!r}")
    return int(found[1]), int(found[2])


def _hash(folder: Path, name: str) -> str:
    path = folder / name
    if not path.exists():
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            made = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except OSError as error:
            raise click.ClickException(f"{path}: cannot be made: {error.strerror}") from None
        with os.fdopen(made, "w") as out:
            out.write(f"{secrets.token_urlsafe(24)}\n")
    return hashlib.sha256(password_in(str(path)).encode()).hexdigest()
