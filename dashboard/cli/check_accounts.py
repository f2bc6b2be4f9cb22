"""What `gridwall check` says of accounts: whether one goes by the id of somebody on the roster."""

from __future__ import annotations

from collections.abc import Iterator

from city.people.roster import Roster
from dashboard.settings.addresses import client, keys_of
from dashboard.settings.origin import read_origin
from dashboard.settings.settings import Settings
from streams.access.accounts import Accounts
from streams.record.startup import AWAY
from streams.server.connect import RedisAddressError
from streams.server.fitness import Verdict


def origin_findings(settings: Settings) -> Iterator[Verdict]:
    """Where people open it; below a path, what the proxy must do."""
    origin = read_origin(settings.web.origin)
    if origin is not None:
        passed = f": the proxy must pass {origin.path}/ on as it came" if origin.path else ""
        yield Verdict("ok", f"people open the wall at {origin.address}/{passed}")


def password_findings(settings: Settings) -> Iterator[Verdict]:
    """Where people sign in, whether stolen passwords are refused."""
    if settings.web.sign_in == "accounts" and not settings.web.breached_file:
        yield Verdict(
            "warn",
            "no list of stolen passwords (web.breached_file): only common words and names are refused",
        )


def account_findings(settings: Settings, roster: Roster) -> Iterator[Verdict]:
    """No account is made under such an id; a roster may bring one later."""
    if settings.web.sign_in != "accounts":
        return
    try:
        accounts = Accounts(
            client(settings, settings.redis.record or settings.redis.url), keys_of(settings)
        ).all()
    except RedisAddressError:
        return  # what is wrong with Redis was said
    except AWAY:
        return
    both = [account.id for account in accounts if account.id in roster]
    if both:
        yield Verdict(
            "bad",
            f"the roster gives people the ids of accounts, and the audit cannot tell them apart: "
            f"{', '.join(both[:5])}: give these people other ids",
        )
