"""What a viewer of one town gets in place of what they may not see: of who is at home afar nothing but a dot,
of cases elsewhere nothing, and no refusal tells whether somebody or something is there. That nothing else
comes, by any way, is the walk's: walk/."""

from __future__ import annotations

import re
from typing import Any

import pytest
from redis import Redis

from city.cameras.cameras import public, read_cameras
from city.cases.decide import COMMANDS
from city.sight import NAMELESS
from dashboard.access.camera_pass import CameraPass
from dashboard.access.viewer import Viewer
from dashboard.console.names import outsider
from dashboard.rooms.rooms import Client
from streams.record.keys import Keys
from streams.server.embedded import EmbeddedRedis
from tests.city.small_city import NOW, PLACES, fix
from tests.dashboard.conftest import AppMaker
from tests.dashboard.office import BOB, Office, now

TOWN = Viewer("seat-1", "officer", "1")  # as the office's browser
DAN = Viewer("dan", "field", "0")
OUTSIDE = ("dan", "eve", "zed", "Dan", "Eve", "139-dan", "139-eve", "c-out", "c-far", "geheim")
TOLD = re.compile(rf"(?<![\w-])(?:{'|'.join(OUTSIDE)})(?![\w-])")


class Recorder:
    """Keeps what a screen of the viewer would have heard, of both kinds."""

    dropped = stuck = waiting = 0

    def __init__(self) -> None:
        self.heard: list[bytes] = []
        self.on_drained = lambda: None

    def offer(self, frame: bytes) -> bool:
        self.heard.append(frame)
        return True

    def text(self) -> str:
        return b"".join(self.heard).decode("utf-8", "ignore")


@pytest.fixture
def town(make_app: AppMaker, redis_server: EmbeddedRedis, redis: Redis, keys: Keys) -> Office:
    """Its cases were seen to by the city's desk: by people from elsewhere too."""
    told = {"REDIS_URL": redis_server.url, "REDIS_PREFIX": keys.prefix, "WEB_VIEWER_AREA": "1"}
    office = Office(make_app(**{f"GRIDWALL_{name}": value for name, value in told.items()}), redis)
    live = office.engine.live
    for who in ("ann", "dan", "eve", "zed"):
        live.fold_fixes(fix(who, "1-1", now()), now())
    live.tick(now())
    office.file("c-out", "2-1", text="geheim", address="geheim")
    office.file("c-far", "2-2", inspector="dan")
    office.file("c-in", inspector="eve", item="fire")
    office.file("c-own", inspector="ann")
    office.file("c-gone")
    office.ask(BOB, "dispatch", "c-in", data={"inspector": "dan"})
    sent = live.cases.get("c-in").assignment.id
    office.ask(DAN, "accept", "c-in", data={"dispatch": sent})
    office.ask(DAN, "feed_back", "c-in", data={"dispatch": sent, "text": "done"})
    office.ask(BOB, "merge", "c-gone", data={"into": "c-out"})
    live.tick(now())
    return office


@pytest.mark.parametrize("who", ["dan", "eve", "zed", "nobody"])
def test_who_is_elsewhere_is_as_unknown_as_nobody(town: Office, who: str) -> None:
    told = town.browser.get(f"/api/people/{who}")
    assert (told.status_code, told.json["code"]) == (404, "unknown_person")


def test_a_search_for_somebody_elsewhere_finds_nothing_that_they_did(town: Office) -> None:
    for word in ("dan", "Dan", "eve", "geheim", "c-out"):
        assert town.browser.get(f"/api/areas/1/search?q={word}").json["cases"] == [], word
    assert [row["id"] for row in town.browser.get("/api/areas/1/search?q=ann").json["cases"]] == ["c-own"]


def test_who_is_elsewhere_is_counted_and_not_listed(town: Office) -> None:
    told = town.browser.get("/api/areas/1-1/list/visiting").json
    assert (told["total"], told["rows"]) == (2, [])
    assert town.browser.get("/api/areas/1/list/unlisted").json["rows"] == []
    assert [row["id"] for row in town.browser.get("/api/areas/1/list/on_duty").json["rows"]] == ["ann"]


def test_a_card_says_that_somebody_from_elsewhere_did_it(town: Office) -> None:
    card = town.browser.get("/api/cases/c-in").json
    assert card["case"]["inspector"] is None and card["steps"][0]["by"] == NAMELESS
    assert card["case"]["assignment"]["inspector"] is None
    assert card["case"]["assignment"]["name"] == list(outsider())
    assert [e["actor"] for e in card["history"]] == ["clerk", "seat-2", NAMELESS, NAMELESS]
    assert town.browser.get("/api/cases/c-gone").json["case"]["merged_into"] is None


def test_no_phone_of_somebody_elsewhere_is_told_even_of_who_is_on_the_case(town: Office) -> None:
    sentences = set()
    for who in ("dan", "eve", "zed", "nobody"):
        answer = town.browser.get(f"/api/cases/c-in/phone?inspector={who}")
        sentences.add((answer.status_code, answer.json["error"].replace(who, "-")))
    assert len(sentences) == 1
    assert town.browser.get("/api/cases/c-in/phone?inspector=ann").json["phone"] == "139-ann"


def test_frames_and_queues_hold_dots_and_rows_without_names(town: Office) -> None:
    wire = Recorder()
    screen = Client("s", wire, TOWN)  # type: ignore[arg-type]
    town.engine.screens[screen.sid] = screen
    for code in ("1", "1-1"):
        town.engine.pump.join(screen, code, now())
        town.engine.desks.open(screen, code, now())
        town.engine.live.fold_fixes(fix("dan", "1-1", now(), north=40), now())
        town.ask(BOB, "note", "c-in", data={"text": "more"})
        town.engine.pump.run(now() + 2000)
    assert "c-in" in wire.text() and "ann" in wire.text()
    assert TOLD.findall(wire.text()) == []


def test_the_citys_own_screens_see_everybody(town: Office) -> None:
    wire = Recorder()
    screen = Client("c", wire, Viewer("seat-9", "officer", "0"))  # type: ignore[arg-type]
    town.engine.pump.join(screen, "1", now())
    town.engine.desks.open(screen, "1", now())
    assert {"dan", "eve"} <= set(TOLD.findall(wire.text()))


def said(town: Office, do: str, case: str, data: dict[str, Any]) -> str:
    known = town.engine.live.cases.get(case)
    asked = {"command": "k", "case": case, "do": do, "data": data, "revision": known.revision if known else 1}
    return str(town.engine.commands.carry_out(TOWN, asked))


@pytest.mark.parametrize("do", COMMANDS)
def test_a_case_elsewhere_is_refused_as_one_that_is_not_there(town: Office, do: str) -> None:
    assert said(town, do, "c-out", {}).replace("c-out", "-") == said(town, do, "c-no", {}).replace(
        "c-no", "-"
    )


@pytest.mark.parametrize(
    ("do", "case", "name", "there", "nowhere"),
    [
        ("dispatch", "c-own", "inspector", ("dan", "eve"), "nobody"),
        ("merge", "c-own", "into", ("c-out", "c-far"), "c-none"),
    ],
)
def test_a_refusal_tells_of_nobody_and_nothing_elsewhere(
    town: Office, do: str, case: str, name: str, there: tuple[str, ...], nowhere: str
) -> None:
    told = {said(town, do, case, {name: each}).replace(each, "-") for each in (*there, nowhere)}
    assert len(told) == 1


def test_what_stands_in_the_way_names_nobody_and_nothing_elsewhere(town: Office) -> None:
    asked = {"command": "k", "case": "c-in", "do": "verify", "data": {"ok": True}, "revision": 2}
    conflict = town.engine.commands.carry_out(TOWN, asked | {"do": "close"})
    refusals = [
        str(conflict),
        said(town, "claim", "c-gone", {}),
        said(town, "dispatch", "c-in", {"inspector": "dan"}),
    ]
    assert TOLD.findall(re.sub(r"\bdan\b(?=[ 。])", "", " ".join(refusals))) == []
    assert "elsewhere" in refusals[1]


def test_no_area_elsewhere_is_watched_and_no_case_elsewhere_touched(town: Office) -> None:
    screen = Client("t", Recorder(), TOWN)  # type: ignore[arg-type]
    for code in ("0", "2", "2-1"):
        assert isinstance(town.engine.requests.asked_area(screen, {"area": code}), dict)
    assert town.engine.requests.touch(screen, {"case": "c-out"}) is None


def test_a_pass_to_a_camera_elsewhere_is_refused_as_one_to_none(town: Office) -> None:
    told = {"near": PLACES["1-1"], "far": PLACES["2-1"]}
    fixed = {"kind": "rtsp", "source": "rtsp://h/"}
    rows = [{"id": id_, "name": id_, "lat": lat, "lon": lon, **fixed} for id_, (lat, lon) in told.items()]
    town.engine.watching.look("e", public(read_cameras({"camera": rows}, "t")))
    passes = CameraPass(town.engine.signing, town.engine.watching.allowed, "", "", lambda: NOW)
    asked = {
        id_: passes.grant(TOWN, "http://localhost", {"screen": "s", "cameras": [id_]})
        for id_ in ("near", "far", "none")
    }
    assert asked["near"]["ok"]
    assert asked["far"]["reason"].replace("far", "none") == asked["none"]["reason"]
