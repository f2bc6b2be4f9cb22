"""`gridwall webhooks`: secrets are shown once and kept nowhere, mistakes are one sentence, hooks are seen."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner
from redis import Redis

from dashboard.access.key_file import KeyFile, Secrets, webhook_secrets
from dashboard.access.key_files import handed_to_webhooks
from dashboard.cli import main
from dashboard.cli.check_webhooks import webhook_findings, webhook_user_findings
from dashboard.settings.settings import Settings, read_settings
from streams.access.audit import AuditLog
from streams.record.keys import Keys
from streams.record.seal import Seal
from streams.record.seal_key import seal_key
from streams.server.embedded import EmbeddedRedis
from streams.webhooks.asked import read_asked
from streams.webhooks.hooks import Hooks, HookState
from streams.webhooks.messages import Message
from streams.webhooks.signing import secret_text
from tests.dashboard.cli.typing_words import Typed
from tests.dashboard.small_files import write_small_city

URL = "https://hooks.example.org/take?token=t0ken"


@pytest.fixture
def environ(tmp_path: Path, redis_server: EmbeddedRedis, keys: Keys) -> dict[str, str]:
    told = {
        "GRIDWALL_REDIS_URL": redis_server.url,
        "GRIDWALL_REDIS_PREFIX": keys.prefix,
        "GRIDWALL_WEB_KEYS_FILE": str(tmp_path / "keys"),
        "GRIDWALL_WEBHOOKS_KEYS_FILE": str(tmp_path / "handed" / "keys"),
    }
    KeyFile(tmp_path / "keys").settle({})
    return write_small_city(tmp_path) | told


@pytest.fixture
def typed(environ: dict[str, str]) -> Typed:
    return lambda *words: CliRunner().invoke(main, ["webhooks", *words], env=environ)


@pytest.fixture
def settings(tmp_path: Path, environ: dict[str, str]) -> Settings:
    (tmp_path / "gridwall.toml").write_text("")
    return read_settings(tmp_path / "gridwall.toml", environ)


def key_of(settings: Settings) -> bytes:
    key = handed_to_webhooks(settings).webhooks
    assert key is not None
    return key


def test_a_secret_is_shown_once_and_stands_nowhere(
    typed: Typed, settings: Settings, redis: Redis, keys: Keys
) -> None:
    made = typed("add", URL, "--areas", "1,2", "--types", "case.closed", "--name", "police")
    assert made.exit_code == 0, made.output
    (hook,) = Hooks(redis, keys).all()
    assert (hook.areas, hook.types, hook.name) == (("1", "2"), ("case.closed",), "police")
    assert made.stdout.strip() == secret_text(key_of(settings), hook)
    listed = typed("list").output
    assert made.stdout.strip() not in listed and "police  https://hooks" in listed and "good" in listed
    held = str([redis.hgetall(keys.webhooks), redis.xrange(keys.audit)])
    assert made.stdout.strip() not in held
    assert [each.act for _, each in AuditLog(redis, keys).newest(9)] == ["webhook_added"]


def test_the_process_is_handed_what_it_needs_and_cannot_make_the_rest_of_it(
    typed: Typed, settings: Settings
) -> None:
    typed("add", URL, "--areas", "0")
    whole = KeyFile(settings.path(settings.web.keys_file)).now
    alone = KeyFile(settings.path(settings.webhooks.keys_file)).now
    assert alone == webhook_secrets(whole) and whole.seats is not None
    assert alone == Secrets(webhooks=alone.webhooks, seal=seal_key(whole.seats))
    assert Seal(lambda: alone.seal, made=True).print == Seal(lambda: whole.seats).print
    assert set(json.loads(settings.path(settings.webhooks.keys_file).read_text())) == {"webhooks", "seal"}


def test_a_rotation_shows_another_secret_and_the_old_one_signs_for_a_day(
    typed: Typed, redis: Redis, keys: Keys
) -> None:
    first = typed("add", URL, "--areas", "0", "--name", "h").stdout.strip()
    second = typed("rotate", "h").stdout.strip()
    assert second.startswith("whsec_") and second != first
    assert "an old secret signs too" in typed("list").output
    (hook,) = Hooks(redis, keys).all()
    assert hook.number == 2 and 0 < hook.old_until - int(redis.time()[0]) * 1000 <= 86_401_000


def test_failures_are_listed_and_sent_again(typed: Typed, redis: Redis, keys: Keys) -> None:
    typed("add", URL, "--areas", "0", "--name", "h")
    (hook,) = Hooks(redis, keys).all()
    for number, made in enumerate((1_764_500_000_000, 1_764_600_000_000)):
        message = Message(f"m{number}", "case.filed", f"c-{number}", "{}", made, 1, 8, "it answered 500")
        redis.hset(keys.webhook_failures(hook.id), message.id, msgspec.json.encode(message))
    assert "m0  2025-11-30 18:53  case.filed  c-0  8 tries  it answered 500" in typed("failures", "h").output
    assert "1 messages are sent again" in typed("replay", "h", "--since", "2025-12-01T00:00").output
    assert "1 messages are sent again" in typed("replay", "h", "m0").output
    asked = [read_asked(value) for value in redis.hvals(keys.webhook_asked)]
    assert {each.message.id: each.message.tried for each in asked if each} == {"m0": 0, "m1": 0}
    assert typed("test", "h").exit_code == 0 and redis.hlen(keys.webhook_asked) == 3
    assert typed("remove", "h").exit_code == 0
    assert not redis.exists(keys.webhook_failures(hook.id), keys.webhooks)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ("add", "https://10.0.0.1/", "--areas", "0"),
            "URL must lead outside: 10.0.0.1 is an address inside",
        ),
        (("add", "http://example.org/", "--areas", "0"), "URL must begin with https://"),
        (("add", URL, "--areas", "9"), "--areas must be codes of this city, got 9"),
        (("add", URL, "--areas", "0", "--types", "x"), "types must be case.*, sos.* or one of their events"),
        (("rotate", "nobody"), "HOOK must be the id or the name of one hook, got 'nobody'"),
        (("replay", "nobody"), "either ID or --since must be given"),
    ],
)
def test_a_mistake_is_one_sentence(typed: Typed, words: tuple[str, ...], said: str) -> None:
    answer = typed(*words)
    assert answer.exit_code == 1 and said in answer.output and answer.output.count("\n") == 1


def test_without_a_key_file_nothing_is_added(typed: Typed, settings: Settings) -> None:
    settings.path(settings.web.keys_file).unlink()
    assert "web.keys_file is not there yet" in typed("add", URL, "--areas", "0").output


def test_check_says_how_hooks_go(typed: Typed, settings: Settings, redis: Redis, keys: Keys) -> None:
    def said() -> list[str]:
        return [f"{found.level} {found.sentence}" for found in webhook_findings(redis, keys)]

    assert said() == []
    typed("add", URL, "--areas", "0", "--name", "h")
    (hook,) = Hooks(redis, keys).all()
    assert said()[0].startswith("warn 1 hooks, and no webhook process that delivers")
    redis.set(keys.webhook_duty, "x")
    failing = HookState(row=3, why="it answered 500")
    redis.hset(keys.webhook_states, hook.id, msgspec.json.encode(failing))
    redis.hset(keys.webhook_failures(hook.id), "m", "{}")
    told = [*said(), *(found.sentence for found in webhook_user_findings(settings))]
    assert told[0] == "ok 1 hooks, and a webhook process that delivers to them"
    assert told[1] == "warn hook h takes no messages: it answered 500"
    assert told[2] == "warn hook h has 1 failures: `gridwall webhooks failures h`"
    assert told[3] == "the webhook user may do all that the webhook process needs"
    assert "write cases" in told[4] and not any("t0ken" in each for each in told)
