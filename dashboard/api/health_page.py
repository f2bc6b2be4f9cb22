"""`/health`: what `/readyz` tells programs, for people, in their language."""

from __future__ import annotations

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from flask import Flask, Response, make_response

from city.time.days import LocalDays
from dashboard.api.condition import Condition
from dashboard.api.health import Readiness, readiness
from dashboard.api.tiles import BaseMap
from dashboard.transport.language import language
from dashboard.transport.page_files import PageFiles
from dashboard.truth.trouble_words import spoken_trouble
from layouts.ages import age
from layouts.health import Fact, health_page, health_words
from layouts.words import words


def register(server: Flask, wall: Condition, base_map: BaseMap, zone: ZoneInfo, files: PageFiles) -> None:
    days = LocalDays(zone)

    @server.get("/health")
    def health() -> Response:
        """Always answered as a page: what is wrong stands in it."""
        lang, now = language(), wall.clock()
        told = readiness(wall, base_map, now)
        held = [
            health_words(lang)["since"].format(
                text=spoken_trouble(lang, each), age=age(lang, now - each.since)
            )
            for each in wall.troubles.held()
        ]
        page = health_page(
            lang,
            days.stamp(now, "%Y-%m-%d %H:%M:%S"),
            "trouble" if held else "ready" if told.ready else "reading",
            held,
            list(facts(lang, told)),
            [*told.missing, *(told.record or []), *([told.basemap] if told.basemap else [])],
            files.sheets("health"),
            files.module("health"),
            wall.world.name,
            wall.world.notes,
        )
        response = make_response(page)
        response.headers["Cache-Control"] = "no-store"
        return response


def facts(lang: str, told: Readiness) -> Iterator[Fact]:
    text = health_words(lang)

    def ago(seconds: float | None) -> str:
        return text["never"] if seconds is None else text["before"].format(age=age(lang, seconds * 1000))

    yield "redis_age", ago(told.truth.redis_age)
    yield "gateway_age", ago(told.truth.gateway_age)
    yield "written", ago(told.written)
    waits = told.oldest_report
    yield "oldest_report", text["none"] if waits is None else age(lang, waits * 1000)
    ahead = told.clocks.ahead.items()
    yield (
        "clocks",
        " · ".join(text[f"of_{name}"].format(by=f"{by:+.1f}") for name, by in ahead) or text["none"],
    )
    cameras = told.cameras
    running = (
        f"{cameras.healthy:,} / {cameras.total:,}" if cameras.healthy is not None else text["cameras_away"]
    )
    yield "cameras", running
    yield "rejected", f"{told.rejected:,}"
    yield "not_told", f"{sum(told.not_told.values()):,}"
    yield "world", words(lang).get(f"world_{told.world}") or text["live"]
    yield "edition", told.edition
    yield "build", told.build
