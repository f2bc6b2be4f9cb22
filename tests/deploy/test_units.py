"""The systemd units are well-formed, start commands that there are, and agree with the rest of deploy/."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from dashboard.cli import main
from tests.deploy.compose import DEPLOY

UNITS = sorted((DEPLOY / "systemd").glob("*.service"))
OURS = [unit for unit in UNITS if "screen" not in unit.name]


def setting(unit: Path, name: str) -> str:
    found = re.search(rf"^{name}=(.+)$", unit.read_text("utf-8"), re.M)
    assert found, f"{unit.name} has no {name}"
    return found[1]


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_systemd_takes_a_unit_without_a_word(unit: Path, tmp_path: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("no systemd-analyze on this machine: the units were not verified")
    text = re.sub(r"^ExecStart=\S+", f"ExecStart={sys.executable}", unit.read_text("utf-8"), flags=re.M)
    copy = tmp_path / unit.name.replace("@", "@8051")
    copy.write_text(text, "utf-8")
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", copy], capture_output=True, text=True, check=False
    )
    told = [line for line in done.stderr.splitlines() if unit.stem in line or str(tmp_path) in line]
    assert told == [] and done.returncode == 0, done.stderr


@pytest.mark.parametrize("unit", OURS, ids=lambda unit: unit.name)
def test_a_units_command_is_one_of_gridwalls_with_options_that_it_has(unit: Path) -> None:
    program, *words = shlex.split(setting(unit, "ExecStart").replace("%i", "8051"))
    assert Path(program).name == "gridwall"
    told = CliRunner().invoke(main, [*words, "--help"])
    assert told.exit_code == 0, told.output


# what is each unit's own; everything else, what it may not do among it, is the same
ITS_OWN = ("Description", "ExecStart", "User", "WorkingDirectory", "StateDirectory", "LoadCredential")
OWN = rf"^(#|(?:{'|'.join(ITS_OWN)}|Environment\w*|StartLimit\w+)=).*\n"


def test_our_units_are_one_but_for_what_they_start_and_as_whom() -> None:
    told = [re.sub(OWN, "", unit.read_text("utf-8"), flags=re.M) for unit in OURS]
    assert len(told) == 5 and len(set(told)) == 1
    for name in ("User", "StateDirectory"):
        assert len({setting(unit, name) for unit in OURS}) == 5, name


@pytest.mark.parametrize("process", ["cameras", "webhooks", "history"])
def test_a_unit_is_handed_the_file_that_the_web_processes_write_for_it(process: str) -> None:
    unit = next(unit for unit in OURS if process in unit.name)
    name, _, path = setting(unit, "LoadCredential").partition(":")
    assert f'keys_file = "{path}"' in (DEPLOY / "gridwall.toml").read_text("utf-8")
    variable = f"GRIDWALL_{process.upper()}_KEYS_FILE"
    assert f"{variable}=/run/credentials/{unit.name}/{name}" in unit.read_text("utf-8")


def test_a_unit_keeps_what_it_writes_where_the_settings_say() -> None:
    web = next(unit for unit in OURS if "@" in unit.name)
    state = f"/var/lib/{setting(web, 'StateDirectory')}/"
    places = re.findall(r'= "(/[^"]+)"', (DEPLOY / "gridwall.toml").read_text("utf-8"))
    assert places and all(place.startswith(state) for place in places)
    assert setting(web, "Environment") == "GRIDWALL_FILE=/etc/gridwall/gridwall.toml"


def test_the_screens_script_is_one_that_sh_can_read() -> None:
    assert subprocess.run(["sh", "-n", DEPLOY / "screen" / "gridwall-screen"], check=False).returncode == 0
