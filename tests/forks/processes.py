"""The wall and the camera process of benchmarks/, forked where a start is not what is tested."""

from __future__ import annotations

import subprocess
from typing import IO, cast

from benchmarks import cameras, wall
from tests.forks.child import Child


class Wall(wall.Wall):
    def begun(self, log: IO[bytes]) -> subprocess.Popen[bytes]:
        return cast("subprocess.Popen[bytes]", Child("web", self.folder, self.environment(), log))


class CameraProcess(cameras.CameraProcess):
    """Not where its command line is looked at: it has that of what it was forked from."""

    def begun(self, log: IO[bytes]) -> subprocess.Popen[bytes]:
        return cast("subprocess.Popen[bytes]", Child("cameras", self.folder, self.environment(), log))
