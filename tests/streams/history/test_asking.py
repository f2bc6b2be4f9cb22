"""The history process answers web processes, and nobody else; each question by what was kept."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterator, Mapping
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import aiohttp
import pytest
from redis import Redis

from city.time.days import LocalDays
from dashboard.api.history.asking import History as Client
from dashboard.api.history.asking import HistoryAwayError, HistoryRefusedError
from streams.access.history_rights import HISTORY_ROUTES, authorization, check_routes
from streams.access.intake_rights import UndeclaredRouteError
from streams.history import asking
from streams.history.events.keeping import EventKeeping
from streams.history.reviewing import Reviewing
from streams.history.service import Place, Service
from streams.record.keys import Keys
from streams.server.embedded import EmbeddedRedis
from tests.city.small_city import HOUR, NOW, filed
from tests.streams.history.recording import History, event, history, write

KEY = b"k" * 32
TODAY = {"from": "2026-03-10", "to": "2026-03-10"}


@pytest.fixture
def held(redis_server: EmbeddedRedis, redis: Redis, keys: Keys, tmp_path: Path) -> Iterator[History]:
    redis.set(keys.epoch, "first")
    write(
        redis,
        keys,
        [
            filed("c-1", due=NOW + HOUR),
            filed("c-2", "2-1", item="fire"),
            event("c-1", 2, "claimed", NOW + 60_000),
        ],
    )
    with history(redis_server.url, keys, tmp_path) as life:
        life.catch_up()
        yield life


def asked(held: History, client: Callable[[Client, int], Awaitable[None]], **more: Any) -> None:
    """A service of its own with what is held."""
    reviewing = Reviewing(
        held.store, lambda: held.world, LocalDays(ZoneInfo("Asia/Shanghai")), clock=lambda: NOW + 2 * HOUR
    )
    questions = reviewing.questions() | more

    async def live() -> None:
        keeping = EventKeeping(lambda: (held.copier, held.facts))
        async with Service(keeping, (), questions, KEY, Place()) as service:
            await client(Client(f"http://127.0.0.1:{service.port}", lambda: KEY), service.port)

    asyncio.run(live())


def told(held: History, question: str, **told: Any) -> Any:
    found: list[Any] = []

    async def ask(client: Client, _: int) -> None:
        found.append(await asyncio.to_thread(client.ask, question, **told))

    asked(held, ask)
    return found[0]


def test_a_review_tells_an_area_and_what_it_is_split_by(held: History) -> None:
    found = told(held, "review", area="0", splits=["areas", "items"], **TODAY)
    assert found["whole"]["counts"]["reported"] == 2 and found["whole"]["counts"]["overdue"] == 1
    assert [(row["id"], row["counts"]["overdue"]) for row in found["areas"]] == [("1", 1), ("2", 0)]
    assert [row["id"] for row in found["items"]] == ["fire", "hole"]
    assert found["whole"]["first_response_s"] == 60.0
    assert found["began"] == time.strftime("%Y-%m-%d", time.gmtime(time.time() + 8 * 3600))  # of its entries


def test_behind_each_number_stand_its_cases_and_behind_a_case_its_history(held: History) -> None:
    found = told(held, "behind", area="0", split="areas", id="1", number="overdue", **TODAY)
    assert found["total"] == 1 and found["cases"][0]["case"] == "c-1"
    assert found["cases"][0]["place"] == ["0", "1", "1-1"] and found["cases"][0]["state"] == "new"
    case = told(held, "case", case="c-1")
    assert [each["type"] for each in case["events"]] == ["filed", "claimed"]
    assert told(held, "case", case="nobody's") is None


def test_days_are_told_one_by_one_from_the_first_that_is_kept(
    held: History, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(held.store), "first", lambda *_: NOW - 24 * HOUR)
    found = told(held, "days", area="2", **{"from": "2026-03-07", "to": "2026-03-11"})
    assert [(row["day"], row["counts"]["reported"]) for row in found] == [
        *(("2026-03-09", 0), ("2026-03-10", 1), ("2026-03-11", 0))
    ]


@pytest.mark.parametrize(
    ("question", "wrong", "wanted"),
    [
        ("review", {"area": "0", "from": "yesterday", "to": "today"}, "days must be like"),
        ("review", {"area": "", **TODAY}, "area must be"),
        ("review", {"area": "0", "splits": ["moods"], **TODAY}, "splits must be of"),
        ("behind", {"area": "0", "number": "luck", **TODAY}, "number must be one of"),
    ],
)
def test_a_question_that_cannot_be_is_refused_in_a_sentence(
    held: History, question: str, wrong: Mapping[str, Any], wanted: str
) -> None:
    async def ask(client: Client, _: int) -> None:
        with pytest.raises(HistoryRefusedError, match=wanted):
            await asyncio.to_thread(client.ask, question, **wrong)

    asked(held, ask)


def test_nobody_without_the_key_is_answered(held: History) -> None:
    async def ask(_: Client, port: int) -> None:
        url = f"http://127.0.0.1:{port}/history/ask/case"
        async with aiohttp.ClientSession() as session:
            for headers in ({}, {"Authorization": "Bearer x"}, {"Authorization": authorization(b"x" * 32)}):
                async with session.post(url, json={"case": "c-1"}, headers=headers) as response:
                    assert response.status == 401 and "c-1" not in await response.text()
            async with session.get(f"http://127.0.0.1:{port}/history/metrics") as response:
                assert response.status == 200 and "gridwall_history_copied_total" in await response.text()
            through = {"X-Forwarded-For": "10.0.0.1"}
            async with session.get(f"http://127.0.0.1:{port}/history/readyz", headers=through) as response:
                assert response.status == 403

    asked(held, ask)


def test_more_than_it_can_answer_is_told_to_come_again(
    held: History, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "WAITING", 0)
    monkeypatch.setattr(asking, "ASKERS", 1)
    busy, go = asyncio.Event(), asyncio.Event()

    async def ask(client: Client, _: int) -> None:
        loop = asyncio.get_running_loop()
        slow["loop"] = loop
        first = asyncio.create_task(asyncio.to_thread(client.ask, "slow"))
        await busy.wait()
        with pytest.raises(HistoryAwayError, match="more is asked"):
            await asyncio.to_thread(client.ask, "slow")
        go.set()
        assert await first == 1

    slow: dict[str, Any] = {}

    def answer(_: Mapping[str, Any]) -> int:
        slow["loop"].call_soon_threadsafe(busy.set)
        asyncio.run_coroutine_threadsafe(go.wait(), slow["loop"]).result(10)
        return 1

    asked(held, ask, slow=answer)


def test_a_process_that_is_away_is_told_from_one_that_refuses() -> None:
    with pytest.raises(HistoryAwayError):
        Client("http://127.0.0.1:1", lambda: KEY).ask("case")
    with pytest.raises(HistoryAwayError):
        Client("http://127.0.0.1:1", lambda: None).ask("case")


def test_a_route_in_no_table_does_not_start() -> None:
    check_routes(HISTORY_ROUTES)
    with pytest.raises(UndeclaredRouteError):
        check_routes(["/history/everything"])
