"""`make dist` tries what it built: a wheel in a really empty environment, its packages fetched, far from the
repository. `gridwall demo` runs there, everything that its pages name is there, and people come."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
import venv
from http.cookiejar import CookieJar
from pathlib import Path

from playwright.sync_api import expect

from benchmarks.page import chromium
from tests.package.installed import ROOT
from tests.package.visit import missing

READY_S, END_S = 120.0, 30.0
ADDRESS = re.compile(r"The wall is at (http://\S+)")


def installed(place: Path, wheel: Path) -> Path:
    """The `bin` of a new environment with the wheel and its extra `demo`, at the versions of the tests."""
    venv.create(place, with_pip=True, symlinks=True)
    pip = [place / "bin" / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "--constraint", ROOT / "constraints.txt", f"{wheel}[demo]"], check=True)
    return place / "bin"


def address_of(demo: subprocess.Popen[bytes], output: Path) -> str:
    """What the demo prints once its wall is ready. Raises SystemExit when it ends or takes too long."""
    give_up = time.monotonic() + READY_S
    while not (found := ADDRESS.search(output.read_text("utf-8"))):
        if demo.poll() is not None or time.monotonic() > give_up:
            raise SystemExit(f"gridwall demo did not come up:\n{output.read_text('utf-8')}")
        time.sleep(0.1)
    return found[1]


def visited(start: str) -> None:
    """Wall and console, as a browser that was let in. Raises SystemExit naming what is missing."""
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    origin = re.match(r"http://[^/]+", start)
    assert origin

    def get(path: str) -> tuple[int, bytes]:
        try:
            with browser.open(origin[0] + path, timeout=30) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, b""

    with browser.open(start, timeout=30) as first:
        first.read()
    for path in ("/wall/441900", "/console/441900104"):
        status, page = get(path)
        gone = missing(page.decode(), get) if status == 200 else {path: status}
        if gone:
            raise SystemExit(f"{path}: {gone}")
        print(f"{path}: everything that the page names is there")


def painted(start: str) -> None:
    """The page in a Chromium: its modules, its socket and its map bring people. Raises SystemExit."""
    with chromium() as browser:
        page = browser.new_page()
        faults: list[str] = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(start)
        on_duty = page.locator('[data-counter="on_duty"]').first
        expect(on_duty).not_to_have_attribute("data-value", re.compile("^0?$"), timeout=READY_S * 1000)
        said = on_duty.get_attribute("data-value")
    if faults:
        raise SystemExit(f"the page says {faults}")
    print(f"in a browser it shows {said} people on duty")


def tried(wheel: Path) -> None:
    with tempfile.TemporaryDirectory(prefix="gridwall-dist-") as folder:
        place = Path(folder)
        programs = installed(place / "venv", wheel)
        environ = {key: value for key, value in os.environ.items() if not key.startswith("GRIDWALL_")}
        output = place / "demo.out"
        with output.open("wb") as said:
            demo = subprocess.Popen(
                [programs / "gridwall", "demo"],
                cwd=place,
                env=environ | {"PYTHONUNBUFFERED": "1"},
                stdout=said,
                stderr=said,
            )
        try:
            start = address_of(demo, output)
            visited(start)
            painted(start)
        finally:
            demo.send_signal(signal.SIGINT)
            demo.wait(END_S)
    print(f"{wheel.name} was installed into an empty environment; gridwall demo ran there")


if __name__ == "__main__":
    tried(Path(sys.argv[1]).resolve())
