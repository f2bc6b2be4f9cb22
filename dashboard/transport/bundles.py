"""Which addresses of scripts are ours. Dash answers one bundle under any version that somebody makes up, read
and packed each time anew: here a name has only the versions that its package has."""

from __future__ import annotations

import importlib
import posixpath
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from dash import Dash
from dash.fingerprint import build_fingerprint, check_fingerprint
from flask import Flask

SUITES = "_dash-component-suites/"
OF_DASH = ("dcc", "html", "dash_table")  # packages within the package


class Bundles:
    """`name(path)`: what an address stands for; None for one that is made up."""

    def __init__(self, server: Flask, pages: Sequence[Dash]) -> None:
        self._pages = pages
        self._versions: dict[str, frozenset[str]] = {}
        with server.test_request_context():
            for page in pages:  # Dash knows its bundles once a document has named them: one of this process
                page._generate_scripts_html()
                page._generate_css_dist_html()

    def name(self, path: str) -> str | None:
        if posixpath.normpath(path) != path:
            return None  # `/assets/./a.css` is `/assets/a.css` under one of endless names
        for page in self._pages:
            prefix = page.config.routes_pathname_prefix + SUITES
            if path.startswith(prefix):
                return self._suite(page, path.removeprefix(prefix))
        return path

    def _suite(self, page: Dash, told: str) -> str | None:
        package, _, file = told.partition("/")
        plain, versioned = check_fingerprint(file)
        known = page.registered_paths.get(package, ())
        if plain not in known:
            return None
        if versioned and _version(file) not in self._of(package, known):
            return None
        return f"{SUITES}{package}/{plain}"

    def _of(self, package: str, files: Iterable[str]) -> frozenset[str]:
        """An asynchronous bundle is asked for with the version of the one that asks for it."""
        if package not in self._versions:
            named = (_named(package, file) for file in files)
            self._versions[package] = frozenset(_version(name) for name in named if name)
        return self._versions[package]


def _named(package: str, file: str) -> str | None:
    """As Dash names it; it knows of some that did not come with it."""
    folder = file.split("/", 1)[0]
    inner = f"{package}.{folder}" if folder in OF_DASH else package
    version = importlib.import_module(inner).__version__
    path = Path(str(sys.modules[package].__file__)).parent / file
    return build_fingerprint(file, version, int(path.stat().st_mtime)) if path.exists() else None


def _version(file: str) -> str:
    return file.rsplit("/", 1)[-1].split(".")[1]
