"""A real broker for the tests: Debian's mosquitto on a port that stays, ended and begun again at will."""

from __future__ import annotations

import shutil
import signal
import socket
import subprocess
from pathlib import Path

from paho.mqtt.client import CallbackAPIVersion, Client

from benchmarks.ports import free_port
from benchmarks.wall import end_with_parent
from tests.patience import PATIENCE, until

PLACES = "/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin:/opt/homebrew/sbin"
MOSQUITTO, PASSWD = (shutil.which(name, path=PLACES) for name in ("mosquitto", "mosquitto_passwd"))
WORD = "broker-s3cret"


def _certify(certificate: Path, key: Path) -> None:
    told = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    told += ["-keyout", str(key), "-out", str(certificate), "-days", "2", "-subj", "/CN=localhost"]
    subprocess.run([*told, "-addext", "subjectAltName=DNS:localhost"], check=True, capture_output=True)


class Mosquitto:
    """Lets in `gridwall` and `phones`, who may publish; nobody else. Keeps what it must across a restart."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port, self.tls_port = folder, free_port(), free_port()
        self.certificate = folder / "broker.pem"
        _certify(self.certificate, folder / "broker.key")
        self._process: subprocess.Popen[bytes] | None = None
        (folder / "acl").write_text("user gridwall\ntopic read #\nuser phones\ntopic write #\n")
        for name in ("gridwall", "phones"):
            new = [] if (folder / "users").exists() else ["-c"]
            told = [PASSWD or "", *new, "-b", str(folder / "users"), name, WORD]
            subprocess.run(told, check=True, capture_output=True)
        lines = (
            f"listener {self.tls_port} 127.0.0.1",
            f"certfile {self.certificate}",
            f"keyfile {folder}/broker.key",
            f"listener {self.port} 127.0.0.1",
            "allow_anonymous false",
            f"password_file {folder}/users",
            f"acl_file {folder}/acl",
            "persistence true",
            f"persistence_location {folder}/",
            "user root",
            "log_dest none",
        )
        (folder / "mosquitto.conf").write_text("\n".join(lines) + "\n")

    def start(self) -> None:
        told = [MOSQUITTO or "", "-c", str(self.folder / "mosquitto.conf")]
        self._process = subprocess.Popen(told, preexec_fn=end_with_parent)
        until(self._listens, "the broker listens")

    def end(self) -> None:
        if self._process is not None:
            self._process.send_signal(signal.SIGTERM)
            self._process.wait(PATIENCE)
            self._process = None

    def publish(self, *messages: tuple[str, str]) -> None:
        """With QoS 1; returns when the broker has all of them."""
        client = Client(CallbackAPIVersion.VERSION2)
        client.username_pw_set("phones", WORD)
        client.connect("127.0.0.1", self.port)
        client.loop_start()
        for topic, payload in messages:
            client.publish(topic, payload, qos=1).wait_for_publish(PATIENCE)
        client.disconnect()
        client.loop_stop()

    def _listens(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0
