"""The other ends of a case: phones, departments and their systems. Table of contents; decides nothing."""

from __future__ import annotations

from flask import Flask

from dashboard import field_api, field_pages, field_sos, photo_api
from dashboard.engine import Engine
from dashboard.photo_store import photo_store


def register(server: Flask, engine: Engine) -> None:
    store = photo_store(engine.settings)
    field_api.register(server, engine, store)
    field_sos.register(server, engine)
    photo_api.register(server, engine, store)
    field_pages.register(server, engine)
