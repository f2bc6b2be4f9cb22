"""The other ends of a case: phones, departments and their systems. Table of contents; decides nothing."""

from __future__ import annotations

from flask import Flask

from dashboard.field import api, pages, photo_api, sos
from dashboard.field.photo_store import photo_store
from dashboard.live.engine import Engine


def register(server: Flask, engine: Engine) -> None:
    store = photo_store(engine.settings)
    api.register(server, engine, store)
    sos.register(server, engine)
    photo_api.register(server, engine, store)
    pages.register(server, engine)
