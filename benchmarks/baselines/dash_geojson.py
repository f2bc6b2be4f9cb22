"""The wall as Dash is usually made to do it: dcc.Interval every second, one callback, dl.GeoJSON drawn on
Leaflet's canvas. Gzip, one answer built per area and second however many ask, nothing sent that did not
change. `python -m benchmarks.baselines.dash_geojson REDIS KEY ROSTER PORT`."""

import gzip
import sys
import threading
import time
from pathlib import Path
from typing import Any

import dash_leaflet as dl
from dash import Dash, Input, Output, State, dcc, html, no_update
from flask import Flask, Response, request
from gunicorn.app.base import BaseApplication

from benchmarks.baselines.newest import Newest
from streams.server.connect import connect

ASSETS = Path(__file__).parent / "assets"


def read_forever(newest: Newest, url: str, key: str) -> None:
    redis: Any = connect(url)  # its own types say "anything" for the answer of XREAD
    last = "$"
    while True:
        for _, entries in redis.xread({key: last}, count=2000, block=1000) or []:
            newest.take(entries)
            last = entries[-1][0]


def collection(newest: Newest, area: str) -> dict[str, Any]:
    features = [
        {
            "type": "Feature",
            "geometry": {
                "type": "Point",
                "coordinates": [round(newest.lon[row], 6), round(newest.lat[row], 6)],
            },
            "properties": {"id": newest.ids[row], "time": newest.time[row]},
        }
        for row in newest.people.get(area, [])
        if newest.time[row]
    ]
    return {"type": "FeatureCollection", "features": features}


class Answers:
    """One answer per area and second."""

    def __init__(self, newest: Newest) -> None:
        self.newest = newest
        self.lock = threading.Lock()
        self.kept: dict[str, tuple[int, int, Any, str]] = {}

    def get(self, area: str) -> tuple[Any, str]:
        second = int(time.time())
        with self.lock:
            kept = self.kept.get(area)
            if kept is None or kept[0] != second:
                if kept is not None and kept[1] == self.newest.version:
                    return no_update, kept[3]
                counts = self.newest.on_duty(area)
                text = " ".join(f"{code} {count}" for code, count in sorted(counts.items()))
                kept = (second, self.newest.version, collection(self.newest, area), text)
                self.kept[area] = kept
            return kept[2], kept[3]


def compress(response: Response) -> Response:
    if "gzip" in request.headers.get("Accept-Encoding", "") and not response.direct_passthrough:
        response.set_data(gzip.compress(response.get_data(), 6))
        response.headers["Content-Encoding"] = "gzip"
    return response


def layout() -> Any:
    middle = {"center": [22.9, 113.88], "zoom": 11, "preferCanvas": True}
    points = dl.GeoJSON(id="people", pointToLayer={"variable": "bench.point"})
    place = {"width": "100vw", "height": "90vh"}
    return html.Div(
        [
            dcc.Location(id="url"),
            dcc.Interval(id="tick", interval=1000),
            html.Div(id="counters"),
            dl.Map([points], style=place, **middle),
        ]
    )


def create_app(url: str, key: str, roster: str) -> Flask:
    newest = Newest(Path(roster))
    answers = Answers(newest)
    app = Dash(__name__, assets_folder=str(ASSETS), title="baseline", update_title=None)
    app.layout = layout()

    @app.callback(  # type: ignore[untyped-decorator]
        Output("people", "data"),
        Output("counters", "children"),
        Input("tick", "n_intervals"),
        State("url", "pathname"),
    )
    def tick(_: int, path: str) -> tuple[Any, str]:
        return answers.get(path.strip("/"))

    server: Flask = app.server
    server.after_request(compress)
    threading.Thread(target=read_forever, args=(newest, url, key), daemon=True).start()
    return server


class Server(BaseApplication):  # type: ignore[misc]
    def __init__(self, url: str, key: str, roster: str, port: str) -> None:
        self.arguments, self.port = (url, key, roster), port
        super().__init__()

    def load_config(self) -> None:
        told = {"bind": f"127.0.0.1:{self.port}", "worker_class": "gthread", "threads": 16, "keepalive": 30}
        for name, value in {**told, "loglevel": "warning", "control_socket_disable": True}.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        return create_app(*self.arguments)


if __name__ == "__main__":
    Server(*sys.argv[1:]).run()
