"""The light says that other systems are told nothing, and why."""

from __future__ import annotations

import msgspec
from redis import Redis

from dashboard.truth.trouble_words import spoken_trouble
from dashboard.truth.troubles import Troubles
from dashboard.truth.webhooks import WebhookWatch
from layouts.words import LANGUAGES
from streams.record.connections import Connections
from streams.record.keys import Keys
from streams.webhooks.hooks import Hook, Hooks, HookState
from streams.webhooks.tak.kept import TakState


def test_a_process_that_is_away_and_receivers_that_take_nothing_are_told(redis: Redis, keys: Keys) -> None:
    troubles = Troubles()
    watch = WebhookWatch(Connections(keys, "", "", redis, redis, redis), troubles, lambda: 100)

    def codes() -> list[str]:
        watch.judge()
        return sorted(trouble.code for trouble in troubles.held())

    assert codes() == []
    hook = Hook("a1", "https://example.org/t0ken", ("0",), ("case.*",), 1, 1, "police")
    hooks = Hooks(redis, keys)
    hooks.keep(hook)
    assert codes() == ["webhooks_away"]
    redis.set(keys.webhook_duty, "x")
    redis.hset(keys.webhook_states, "a1", msgspec.json.encode(HookState(row=3)))
    assert codes() == ["webhooks_failing"]
    (trouble,) = troubles.held()
    assert not trouble.red(10**9) and "t0ken" not in trouble.text
    assert all("police" in spoken_trouble(lang, trouble) for lang in LANGUAGES)
    redis.hset(keys.webhook_states, "a1", msgspec.json.encode(HookState(row=3, gone=50)))
    assert codes() == ["webhooks_disabled"]
    hooks.remove(hook)
    assert codes() == []


def test_a_tak_server_that_is_away_is_told_by_its_name(redis: Redis, keys: Keys) -> None:
    troubles = Troubles()
    watch = WebhookWatch(Connections(keys, "", "", redis, redis, redis), troubles, lambda: 100)

    def told(state: TakState) -> list[tuple[str, str]]:
        redis.set(keys.tak_link, msgspec.json.encode(state))
        watch.judge()
        return [(trouble.code, trouble.text) for trouble in troubles.held()]

    assert [code for code, _ in told(TakState("tak:8089", True))] == ["webhooks_away"]
    redis.set(keys.webhook_duty, "x")
    assert told(TakState("tak:8089", True)) == told(TakState("tak:8089", row=2)) == []
    ((code, text),) = told(TakState("tak:8089", row=3, why="it refuses connections"))
    assert code == "webhooks_failing" and "TAK tak:8089" in text
    assert told(TakState("tak:8089", True)) == []
