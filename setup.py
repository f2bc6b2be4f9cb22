"""Everything of the package stands in pyproject.toml; here only what refuses to build half of it."""

from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py
from setuptools.errors import SetupError

MADE = (
    *(f"assets/vendor/{name}" for name in ("socket.io.js", "hls.mjs", "plotly.js", "protomaps.mjs")),
    "assets/built/manifest.json",
)


class BuildWhole(build_py):
    """Without the browser's libraries a wheel would serve pages that do nothing; unbundled, slow ones."""

    def run(self) -> None:
        missing = [name for name in MADE if not Path(name).exists()]
        if missing and not self.editable_mode:  # a clone gets them when its set-up is done
            raise SetupError(
                f"{missing[0]} is not there: `npm ci && npm run vendor && npm run bundle` bring it"
                " (`make setup` does)"
            )
        super().run()


setup(cmdclass={"build_py": BuildWhole})
