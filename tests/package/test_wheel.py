"""A wheel holds the whole of the package: installed outside the repository, without an extra, it serves every
page; and what it lacks it says in one line."""

from __future__ import annotations

import json
import subprocess
import tarfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from streams.server.embedded import EmbeddedRedis
from tests.dashboard.running import Web
from tests.package.installed import ROOT, built, without_extras
from tests.package.visit import missing
from tests.test_architecture import PRODUCT

VENDORED = {f"assets/vendor/{name}" for name in ("socket.io.js", "hls.mjs", "plotly.js", "protomaps.mjs")}
KINDS = json.loads((ROOT / "assets" / "pages.json").read_text("utf-8"))
BUILT = {f"assets/built/{kind}.{part}" for kind in KINDS for part in ("mjs", "css")}
MADE = VENDORED | BUILT | {"assets/built/manifest.json"}
HELP = """
import json
from click.testing import CliRunner
from dashboard.cli import COMMANDS, main
told = {name: CliRunner().invoke(main, [name, "--help"]) for name in COMMANDS}
print(json.dumps({name: each.output for name, each in told.items() if each.exit_code}))
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(tmp_path_factory.mktemp("dist"))


@pytest.fixture(scope="module")
def programs(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return without_extras(tmp_path_factory.mktemp("empty"), wheel)


@pytest.fixture(scope="module")
def web(
    programs: Path, redis_server: EmbeddedRedis, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Web]:
    place = tmp_path_factory.mktemp("outside")
    (place / "city").mkdir()  # a folder of a city's files beside the settings hides no package of ours
    web = Web(place, redis_server.url, GRIDWALL_REDIS_PREFIX="{wheel}:")
    web.program, web.home, web.anew = [str(programs / "gridwall")], place, True
    try:
        yield web
    finally:
        web.end()


def known() -> set[str]:
    """Every file of the repository, new ones too, but none that git is told to ignore."""
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.check_output(listed, cwd=ROOT, text=True).split("\0")
    return {name for name in names if (ROOT / name).is_file()}


def said(web: Web, *words: str, **more: str) -> tuple[int, list[str]]:
    """How a command of the installed program ended, and its lines."""
    done = subprocess.run(
        [*web.program, *words], env=web.environ | more, cwd=web.home, capture_output=True, text=True
    )
    return done.returncode, (done.stdout + done.stderr).splitlines()


def test_the_wheel_holds_every_file_of_the_product_and_nothing_else(wheel: Path) -> None:
    packed = set(zipfile.ZipFile(wheel).namelist())
    wanted = {name for name in known() if name.partition("/")[0] in ("assets", *PRODUCT)} | MADE
    assert wanted - packed == set()
    assert {name for name in packed - wanted if ".dist-info/" not in name} == set()
    licences = {name.partition("/licenses/")[2] for name in packed}
    assert licences >= {"LICENSE", "NOTICE", "THIRD_PARTY_NOTICES.md", "city/data/prefectures.LICENSE"}


def test_the_source_archive_holds_nothing_that_git_ignores_but_what_the_browser_loads(wheel: Path) -> None:
    with tarfile.open(next(wheel.parent.glob("*.tar.gz"))) as archive:
        packed = {one.name.partition("/")[2] for one in archive.getmembers() if one.isfile()}
    made = {name for name in packed if name in ("PKG-INFO", "setup.cfg") or ".egg-info/" in name}
    assert packed - made - known() == MADE


def test_nothing_of_the_repository_is_on_the_path_of_an_installed_wheel(programs: Path) -> None:
    asked = f"import {', '.join(PRODUCT)}; print(*(one.__file__ for one in ({', '.join(PRODUCT)})))"
    told = subprocess.check_output([programs / "python", "-c", asked], cwd="/", text=True)
    assert all(file.startswith(str(programs.parent)) for file in told.split())


@pytest.mark.parametrize("path", ["/wall/0", "/console/0"])
def test_every_script_and_sheet_of_an_installed_walls_page_is_there(web: Web, path: str) -> None:
    if web.process is None:
        web.start()
    status, page = web.get(path)
    assert status == 200
    assert missing(page.decode(), web.get) == {}
    assert page.count(b"/built/") == 2 and b"modulepreload" not in page


def test_of_all_commands_only_the_demos_need_an_extra_and_say_which(programs: Path) -> None:
    told = json.loads(subprocess.check_output([programs / "python", "-c", HELP], cwd="/", text=True))
    assert set(told) == {"demo", "desk"}
    for output in told.values():
        assert output.count("\n") == 1 and "pip install 'gridwall[demo]' brings it" in output


def test_a_camera_process_without_its_extra_ends_with_one_line(web: Web) -> None:
    file = web.home / "cameras.toml"
    file.write_text("", "utf-8")
    code, lines = said(web, "cameras", "check", GRIDWALL_CAMERAS_FILE=str(file))
    assert (code, len(lines)) == (1, 1)
    assert "pip install 'gridwall[cameras]' brings it" in lines[0]


@contextmanager
def gone(programs: Path, name: str) -> Iterator[None]:
    file = next(programs.parent.glob(f"lib/*/site-packages/{name}"))
    away = file.rename(file.with_suffix(".away"))
    try:
        yield
    finally:
        away.rename(file)


@pytest.mark.parametrize("name", sorted(VENDORED))
def test_start_refuses_in_one_line_when_an_asset_is_missing(web: Web, programs: Path, name: str) -> None:
    with gone(programs, name):
        code, lines = said(web, "web", GRIDWALL_WEB_PORT="1")
    assert (code, len(lines)) == (1, 1)
    assert f"{name} is not there" in lines[0]


def test_check_names_a_missing_asset_and_the_extras_that_the_settings_want(web: Web, programs: Path) -> None:
    wanted = {"GRIDWALL_PHOTOS_S3": "s3://city/photos", "GRIDWALL_CAMERAS_FILE": "cameras.toml"}
    with gone(programs, "assets/vendor/hls.mjs"):
        code, lines = said(web, "check", **wanted, GRIDWALL_REDIS_URL="")
    assert code == 1
    assert any(line.startswith("BAD") and "hls.mjs is not there" in line for line in lines)
    assert not any("bundle" in line for line in lines)
    assert any(line.startswith("BAD photos.s3: obstore is not installed") for line in lines)
    assert any(line.startswith("!   the camera process cannot run here: aiohttp") for line in lines)


def test_an_installed_wheel_whose_bundle_is_gone_is_called_bad_by_check(web: Web, programs: Path) -> None:
    with gone(programs, "assets/built/wall.mjs"):
        code, lines = said(web, "check", GRIDWALL_REDIS_URL="")
    assert code == 1
    assert any(line.startswith("BAD") and "built holds no whole bundle" in line for line in lines)
