"""What `gridwall check` says of the doors: the intake process's user in Redis, and who may send."""

from __future__ import annotations

from collections.abc import Iterator

from city.people.roster import Roster
from dashboard.settings.addresses import intake_client, intake_urls, keys_of
from dashboard.settings.settings import Settings
from streams.access.api_keys import POSITIONS, ApiKeys
from streams.access.devices import Devices
from streams.record.keys import Keys
from streams.record.reader_rights import intake_missing, intake_too_much
from streams.record.startup import AWAY
from streams.server.connect import Client, RedisAddressError, trouble
from streams.server.fitness import Verdict

NAMED = 5  # in one line


def intake_findings(settings: Settings) -> Iterator[Verdict]:
    """Whether the intake process's own user may do what it needs, and no more."""
    (record, positions), keys = intake_urls(settings), keys_of(settings)
    try:
        redis = intake_client(settings)
        lacking = intake_missing(redis, keys, settings.intake.gateway, positions=record == positions)
        wide = intake_too_much(redis, keys)
    except RedisAddressError as error:
        yield Verdict("bad", f"the intake's user: {error}")
        return
    except AWAY as error:
        yield Verdict("bad", f"the intake's user: {trouble(error, record)}")
        return
    if lacking:
        yield Verdict("bad", f"the intake's user may not {', '.join(lacking[:NAMED])}")
    else:
        yield Verdict("ok", "the intake's user may do all that the intake process needs")
    if wide:
        told = ", ".join(wide)
        yield Verdict("warn", f"the intake's user may also {told}: `gridwall acl` gives each process its own")


def sender_findings(redis: Client, keys: Keys, roster: Roster, now: int) -> Iterator[Verdict]:
    """Keys and devices that positions come by, where there are any. Raises what Redis says."""
    good = [
        key for key in ApiKeys(redis, keys).all() if POSITIONS in key.actions and key.state(now) == "good"
    ]
    devices = Devices(redis, keys).all()
    if not good and not devices:
        return
    if not good:
        yield Verdict("warn", f"{len(devices):,} devices are listed, and no good key sends their positions")
    else:
        yield Verdict("ok", f"{len(good):,} keys may send positions, for {len(devices):,} devices")
    gone = sorted({device.inspector for device in devices.values()} - {p.inspector for p in roster.people})
    if gone:
        more = f" and {len(gone) - NAMED:,} more" if len(gone) > NAMED else ""
        told = f"{', '.join(gone[:NAMED])}{more}"
        yield Verdict("warn", f"devices are refused whose inspector is not on the roster: {told}")
