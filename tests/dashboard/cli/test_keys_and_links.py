"""`gridwall keys` and `gridwall links`: what is secret is shown once, and mistakes are one sentence."""

from __future__ import annotations

import re

import pytest
from redis import Redis

from streams.access.api_keys import ApiKeys
from streams.access.links import Links
from streams.record.keys import Keys
from tests.city.small_city import NOW
from tests.dashboard.cli.typing_words import Typed


def test_a_key_is_shown_once_and_opens(typed: Typed, redis: Redis, keys: Keys) -> None:
    made = typed("keys", "make", "phones", "--area", "1", "--action", "accept", "--days", "30")
    text = made.stdout.strip()
    key = ApiKeys(redis, keys).check(text, NOW)
    assert (key.areas, key.actions) == (("1",), ("accept",))
    listed = typed("keys", "list").output
    assert "phones  good until" in listed
    assert text not in listed and text.rpartition(".")[2] not in listed


def test_a_key_without_limits_speaks_for_the_whole_city(typed: Typed, redis: Redis, keys: Keys) -> None:
    text = typed("keys", "make", "phones").stdout.strip()
    key = ApiKeys(redis, keys).check(text, NOW)
    assert (key.areas, len(key.actions), key.until) == (("0",), 6, None)


def test_rotating_shows_the_new_text_and_revoking_ends_it(typed: Typed, redis: Redis, keys: Keys) -> None:
    old = typed("keys", "make", "phones").stdout.strip()
    new = typed("keys", "rotate", "phones", "--overlap", "5").stdout.strip()
    assert old != new
    assert ApiKeys(redis, keys).check(old, NOW).name == "phones"
    assert "an old text is still good" in typed("keys", "list").output
    assert typed("keys", "revoke", "phones").exit_code == 0
    assert "phones  revoked" in typed("keys", "list").output


def test_a_link_is_shown_once_and_is_that_persons(typed: Typed, redis: Redis, keys: Keys) -> None:
    made = typed("links", "make", "ann", "--days", "7")
    token = re.fullmatch(r"http://localhost:8050/field/(\S+)\n", made.stdout)
    assert token
    link = Links(redis, keys).find(token[1])
    assert link and (link.inspector, link.until - link.made) == ("ann", 7 * 86_400_000)
    listed = typed("links", "list").output
    assert f"{link.id}  ann  good" in listed and token[1] not in listed


def test_a_departments_link_leads_to_its_page(typed: Typed, redis: Redis, keys: Keys) -> None:
    token = typed("links", "make", "--department", "d").stdout.strip().rpartition("/department/")[2]
    link = Links(redis, keys).find(token)
    assert link and link.department == "d"
    assert typed("links", "revoke", "d").output.startswith("1 ended.")
    assert "revoked" in typed("links", "list").output


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["keys", "make", "phones", "--area", "9"], "--area must be the code of an area of this city, got 9"),
        (["keys", "make", "a b"], "name must be 1 to 64"),
        (["keys", "rotate", "nobody"], "name must be a key that is good, got nobody"),
        (["keys", "revoke", "nobody"], "name must be a key, got nobody"),
        (["links", "make", "zoe"], "INSPECTOR must be on the roster, got zoe"),
        (["links", "make", "--department", "x"], "--department must be one of d, got x"),
        (["links", "make", "ann", "--department", "d"], "one of INSPECTOR and --department wanted"),
        (["links", "revoke", "zoe"], "WHOSE must be the id of a good link, or who has one, got zoe"),
        (
            ["keys", "list", "--redis", "redis://:secret@127.0.0.1:1"],
            "redis://***@127.0.0.1:1 cannot be reached",
        ),
    ],
)
def test_a_mistake_is_one_sentence(typed: Typed, words: list[str], said: str) -> None:
    answer = typed(*words)
    assert answer.exit_code != 0
    assert said in answer.output
    assert "Traceback" not in answer.output and "secret" not in answer.output
