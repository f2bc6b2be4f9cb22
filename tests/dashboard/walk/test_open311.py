"""Another system's key of one town walks through Open311, where words go out. Everything that is answered is
searched for what belongs to other areas, and for people."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from redis import Redis

from streams.access.api_keys import OPEN311, ApiKeys
from streams.server.embedded import EmbeddedRedis
from tests.city.small_city import AREAS
from tests.dashboard.account_office import AccountOffice, Search, canary
from tests.dashboard.office import now
from tests.dashboard.walk.asked import CASES, said

KINDS = ("requests", "tokens")
PATHS = ("requests", "servicerequestupdates", *(f"{kind}/{case}" for kind in KINDS for case in CASES))


@pytest.fixture(scope="module")
def wordy(tmp_path_factory: pytest.TempPathFactory, redis_server: EmbeddedRedis) -> Iterator[AccountOffice]:
    folder: Path = tmp_path_factory.mktemp("wordy")
    redis: Redis = redis_server.client()
    let = {"OPEN311_DESCRIPTIONS": "true", "OPEN311_MEDIA": "true"}
    made = AccountOffice(folder, redis, redis_server.url, f"{{{folder.name}}}:", **let)
    made.seed()
    yield made
    redis.close()


def answers(office: AccountOffice, key: str) -> Iterator[tuple[str, bytes]]:
    client = office.client("nobody")
    for path in PATHS:
        for form in ("xml", "json"):
            asked = f"/open311/v2/{path}.{form}?api_key={key}"
            yield asked, said(client.get(asked))
    for case in CASES:
        told = {"service_request_id": case, "description": "x", "api_key": key}
        yield case, said(client.post("/open311/v2/servicerequestupdates.xml", data=told))
        office.fold()


@pytest.mark.parametrize("area", ["1", "0"])
def test_a_key_reads_of_its_areas_alone_and_of_no_person(wordy: AccountOffice, area: str) -> None:
    """A key of the city finds in the same walk what one of a town must not."""
    key = ApiKeys(wordy.redis, wordy.keys).make(f"of-{area}", (area,), now(), actions=(OPEN311,))
    search, found, people = Search(AREAS, "1"), set(), set()
    for asked, told in answers(wordy, key):
        found |= search.foreign(told, asked)
        people |= search.people(told, asked)
    assert people == set()
    assert (canary("2", "text") in found) if area == "0" else (found == set())
