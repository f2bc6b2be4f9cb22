"""The field's answers reach a wall by HTTP with their key, in order, and wait for one that is away."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from demo.people.answers import AddressError, Answers
from demo.people.errands import Answer

KEY = "k1.secret"
PATIENCE = 30.0


class Ear(ThreadingHTTPServer):
    """A wall's door as HTTP sees it: what it was told, and what it says."""

    def __init__(self, port: int = 0) -> None:
        self.told: list[tuple[str, str | None, Any]] = []
        self.says: list[int] = []
        self.code = ""
        super().__init__(("127.0.0.1", port), Door)
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def stop(self) -> None:
        self.shutdown()
        self.server_close()


class Door(BaseHTTPRequestHandler):
    server: Ear

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.told.append((self.path, self.headers["Authorization"], body))
        self.send_response(self.server.says.pop(0) if self.server.says else 200)
        said = json.dumps({"code": self.server.code}).encode()
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)

    def log_message(self, *_: object) -> None:
        """Silence."""


@pytest.fixture
def ear() -> Iterator[Ear]:
    ear = Ear()
    yield ear
    ear.stop()


def answer(n: int) -> Answer:
    return Answer(f"441900106-20261128-{n}", {"request": f"d{n}:accept", "do": "accept", "dispatch": f"d{n}"})


def heard(answers: Answers, count: int) -> list[tuple[Answer, bool]]:
    found: list[tuple[Answer, bool]] = []
    give_up = time.monotonic() + PATIENCE
    while len(found) < count and time.monotonic() < give_up:
        found += answers.heard()
        time.sleep(0.01)
    return found


def test_an_answer_goes_to_its_case_with_the_key(ear: Ear) -> None:
    answers = Answers(ear.address, KEY, print)
    answers.say(answer(1))
    assert heard(answers, 1) == [(answer(1), True)]
    answers.close()
    assert ear.told == [("/api/cases/441900106-20261128-1/events", f"Bearer {KEY}", answer(1).body)]


def test_a_refusal_is_told_and_not_repeated(ear: Ear) -> None:
    ear.says = [409]
    answers = Answers(ear.address, KEY, print)
    answers.say(answer(1))
    answers.say(answer(2))
    assert heard(answers, 2) == [(answer(1), False), (answer(2), True)]
    answers.close()
    assert len(ear.told) == 2


def test_what_was_told_before_counts_as_told(ear: Ear) -> None:
    ear.says, ear.code = [409], "arrived"
    answers = Answers(ear.address, KEY, print)
    answers.say(answer(1))
    assert heard(answers, 1) == [(answer(1), True)]
    answers.close()


def test_too_many_and_a_broken_wall_are_tried_again_and_told_once(ear: Ear) -> None:
    ear.says = [429, 503, 500]
    said: list[str] = []
    answers = Answers(ear.address, KEY, said.append)
    answers.say(answer(1))
    assert heard(answers, 1) == [(answer(1), True)]
    answers.close()
    assert [body["request"] for _, _, body in ear.told] == ["d1:accept"] * 4
    assert said == [
        "answers wait for the wall: it says 429 Too Many Requests",
        "the wall takes answers again",
    ]


def test_a_wall_that_is_away_is_waited_for(ear: Ear) -> None:
    port = ear.server_address[1]
    ear.stop()
    said: list[str] = []
    answers = Answers(f"http://127.0.0.1:{port}", KEY, said.append)
    answers.say(answer(1))
    give_up = time.monotonic() + PATIENCE
    while not said and time.monotonic() < give_up:
        time.sleep(0.01)
    back = Ear(int(port))
    assert heard(answers, 1) == [(answer(1), True)]
    answers.close()
    back.stop()
    assert KEY not in "".join(said)


@pytest.mark.parametrize("address", ["localhost:8050", "ftp://x", "http://user:secret@host"])
def test_an_address_that_is_none_is_refused_without_its_secret(address: str) -> None:
    with pytest.raises(AddressError, match="answers wanted as http") as told:
        Answers(address, KEY, print)
    assert "secret" not in str(told.value)
