"""Another system's key of one town walks through the feeds of all areas. Everything that is answered is
searched for what belongs to other areas, and for people."""

from __future__ import annotations

import pytest

from streams.access.api_keys import READ, ApiKeys
from tests.city.small_city import AREAS
from tests.dashboard.account_office import AccountOffice, Search, canary
from tests.dashboard.office import now
from tests.dashboard.walk.asked import VALUES, said


@pytest.mark.parametrize("area", ["1", "0"])
def test_a_key_reads_of_its_areas_alone_and_of_no_person(office: AccountOffice, area: str) -> None:
    """A key of the city finds in the same walk what one of a town must not."""
    key = ApiKeys(office.redis, office.keys).make(f"feed-{area}", (area,), now(), actions=(READ,))
    client, search, found, people = office.client("nobody"), Search(AREAS, "1"), set(), set()
    for code in VALUES["code"]:
        path = f"/api/feed/{code}/cases.geojson"
        told = said(client.get(path, headers={"Authorization": f"Bearer {key}"}))
        found |= search.foreign(told, path)
        people |= search.people(told, path)
    assert people == set()
    assert (canary("2", "case") in found) if area == "0" else (found == set())
