"""The wall and the camera process of benchmarks/, forked where a start is not what is tested."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from types import MappingProxyType
from typing import IO, cast

from benchmarks import cameras, wall
from tests.forks.child import Child


class Wall(wall.Wall):
    paces: Mapping[str, float] = MappingProxyType({})  # see Child

    def begun(self, log: IO[bytes]) -> subprocess.Popen[bytes]:
        return cast("subprocess.Popen[bytes]", Child("web", self.folder, self.environment(), log, self.paces))


class CameraProcess(cameras.CameraProcess):
    """Not where its command line is looked at: it has that of what it was forked from."""

    paces: Mapping[str, float] = MappingProxyType({})  # see Child

    def begun(self, log: IO[bytes]) -> subprocess.Popen[bytes]:
        child = Child("cameras", self.folder, self.environment(), log, self.paces)
        return cast("subprocess.Popen[bytes]", child)
