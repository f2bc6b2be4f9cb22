"""The accounts of a demo: every role in the city, and who works there in two towns and a village."""

from __future__ import annotations

from city.access.grants import Grant
from city.access.roles import ADMINISTRATOR, AUDITOR, HEAD, LEADER, OFFICER, OPERATOR
from city.areas.areas import Areas
from city.cases.actors import DEMO_DESK
from dashboard.accounts.demo_routes import PREFIX
from layouts.accounts.account import account_words
from layouts.words import words
from streams.access.accounts import Accounts
from streams.record.keys import Keys
from streams.server.connect import Client

EVERYWHERE = (LEADER, OPERATOR, OFFICER, HEAD)
TOWNS = 2


def make_demo_accounts(redis: Client, areas: Areas, now: int) -> None:
    """Those that are not there yet; nobody knows a password of them. The made-up officer has one too."""
    accounts, text = Accounts(redis, Keys()), account_words("zh")
    there = {account.id for account in accounts.all()}
    city = areas.root.code
    towns = [area.code for area in areas.children(city)[:TOWNS]]
    below = [area.code for area in areas.children(towns[0])[:1]] if towns else []
    wanted = [(role, city) for role in (*EVERYWHERE, AUDITOR, ADMINISTRATOR)]
    wanted += [(role, town) for town in towns for role in (*EVERYWHERE, AUDITOR, ADMINISTRATOR)]
    wanted += [(role, village) for village in below for role in EVERYWHERE]
    for role, area in wanted:
        id = f"{PREFIX}{role}-{area}"
        if id not in there:
            name = text["of_area"].format(area=areas[area].name, role=text[f"role_{role}"])
            accounts.add(id, name, now, "host", (Grant(role, area),))
    if DEMO_DESK not in there:
        accounts.add(DEMO_DESK, words("zh")["owner_demo"], now, "host", (Grant(OFFICER, city),))
