"""Which worker of `pytest -n` takes which tests: whole files where tests share what their module built, else
single tests. Only the first workers take tests of the browser, whose stage is dear, and take them first."""

from __future__ import annotations

import contextlib
import importlib
from pathlib import Path

import pytest
from _pytest.nodeid import NodeId
from xdist.scheduler import LoadGroupScheduling
from xdist.workermanage import WorkerController

ROOT, TESTS = Path(__file__).parents[1], "tests/**/test_*.py"
BROWSER = "tests/browser/"
STAGES = 2
# what mostly waits begins; what mostly computes fills the gaps at the end
WHOLE = "tests/test_"  # each of these files parses the whole repository, once a process
ORDER = (
    *(BROWSER, *(f"tests/{folder}/" for folder in ("package", "clocks", "dashboard", "cameras", "demo"))),
    WHOLE,
)


def shares(item: pytest.Item) -> bool:
    """Whether the test uses what is built once for its file."""
    if item.nodeid.startswith(WHOLE):
        return True
    known = item._fixtureinfo.name2fixturedefs.values()  # type: ignore[attr-defined]
    return any(made.scope == "module" for of_one_name in known for made in of_one_name)


def place(item: pytest.Item) -> tuple[int, bool]:
    """Of those of a folder first the ones without cameras: the process that pulls them starts once."""
    folders = (number for number, folder in enumerate(ORDER) if item.nodeid.startswith(folder))
    return next(folders, len(ORDER)), item.get_closest_marker("no_pictures") is None


def lane(item: pytest.Item) -> str:
    """Tests of one lane go to one worker; nothing for a test that may go alone."""
    marked = item.get_closest_marker("xdist_group")
    if marked:
        return str(marked.args[0])
    return item.nodeid.partition("::")[0] if shares(item) else ""


@pytest.hookimpl(tryfirst=True)
def pytest_collection(session: pytest.Session) -> None:
    """Each worker loads the files from another one on: what must be compiled is compiled once, not by all at
    the same time. What does not load is told by the collection, which comes next."""
    told = getattr(session.config, "workerinput", None)
    if told is None:
        return
    names = sorted(".".join(file.relative_to(ROOT).with_suffix("").parts) for file in ROOT.glob(TESTS))
    begin = len(names) * int(told["workerid"].removeprefix("gw")) // int(told["workercount"])
    for name in (*names[begin:], *names[:begin]):
        with contextlib.suppress(Exception, pytest.skip.Exception):
            importlib.import_module(name)


@pytest.hookimpl(trylast=True)  # others look for folders at the beginning of an id
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not hasattr(config, "workerinput"):
        return
    items.sort(key=place)
    for item in items:
        if group := lane(item):  # as xdist would; it writes where this pytest does not look
            item._id = NodeId.parse(f"{item.nodeid}@{group}")
            assert item.nodeid.endswith(f"@{group}"), "every worker would build what a file shares"


class Lanes(LoadGroupScheduling):
    def _fits(self, scope: str, node: WorkerController) -> bool:
        return not scope.startswith(BROWSER) or int(node.gateway.id.removeprefix("gw")) < STAGES

    def _next(self, node: WorkerController) -> str | None:
        return next((scope for scope in self.workqueue if self._fits(scope, node)), None)

    def _assign_work_unit(self, node: WorkerController) -> None:
        scope = self._next(node)
        if scope is not None:
            self.workqueue.move_to_end(scope, last=False)
            super()._assign_work_unit(node)

    def _reschedule(self, node: WorkerController) -> None:
        if self.workqueue and self._next(node) is None and not node.shutting_down:
            node.shutdown()
        else:
            super()._reschedule(node)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> Lanes:
    return Lanes(config, log)  # type: ignore[arg-type]
