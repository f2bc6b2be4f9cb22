"""docs/streams.md is the contract: it and the code must name the same streams, fields, keys and limits."""

import re
import shlex
import time
from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from redis import Redis

from city.areas.gone import Gone
from city.cases.case import CaseEvent
from city.cases.effects import EFFECTS
from city.cases.filing import Report
from city.handover.handovers import TYPES
from city.handover.sheet import LISTS, THINGS, Sheet
from city.people.fixes import FixBatch
from city.people.position_fields import NUMBERS, POSITION_FIELDS, ROW, PositionField
from city.rules import Rules
from city.screens.plan import SUBJECTS
from streams.clerk.clerk import Clerk
from streams.clerk.retention import Retention
from streams.editions.edition_entries import Loaded, Withdrawn
from streams.messages import fix, rejects, reports, rows, values
from streams.messages.contract import (
    decode_positions,
    decode_reports,
    event_fields,
    fixes_field,
    heartbeat_fields,
)
from streams.messages.dispatches import NAMES, dispatch_fields
from streams.messages.events import SEALED
from streams.messages.position_docs import fix_table, row_of_fixes
from streams.messages.positions import refusal_fields
from streams.record import append
from streams.record.append import append_event
from streams.record.keys import PREFIX, Keys
from streams.record.world import WORLDS
from streams.screens.plan_store import PlanStore
from streams.server.embedded import EmbeddedRedis
from streams.warnings.warning_entries import LONGEST, TakenBack, message_fields, taken_back_fields
from tests.city.small_city import small_city
from tests.streams.entries import NOW, entry
from tests.streams.screens.acting import hang
from tests.test_readme import run

ROOT = Path(__file__).parents[3]
TEXT = (ROOT / "docs" / "streams.md").read_text("utf-8")


def section(title: str) -> str:
    """What stands under a heading, up to the next one of its level."""
    found = re.search(rf"^## {re.escape(title)}\n(.*?)(?=^## |\Z)", TEXT, re.MULTILINE | re.DOTALL)
    assert found, f"docs/streams.md has no section {title}"
    return found.group(1)


def named(title: str) -> set[str]:
    """The first column of the tables of a section."""
    return set(re.findall(r"^\| `([^`]+)` \|", section(title), re.MULTILINE))


def test_a_fix_is_documented_as_its_fields_print_it() -> None:
    told = section("`positions`")
    assert fix_table() in told and f"a row is {row_of_fixes()} |" in told, (
        "put into docs/streams.md what `python -m streams.messages.position_docs` prints"
    )
    others = {"fixes", *heartbeat_fields("g"), *refusal_fields("s", "r")}
    assert named("`positions`") == {f.name for f in POSITION_FIELDS} | others


def test_a_batch_has_a_column_for_each_field_of_a_row_and_its_arrival() -> None:
    columns = {column.name for column in fields(FixBatch)}
    assert columns == {field.name for field in ROW} | {"received"}


@pytest.mark.parametrize("field", NUMBERS.values(), ids=list(NUMBERS))
def test_a_number_is_taken_up_to_its_limits_and_no_further(field: PositionField) -> None:
    step = (field.high - field.low) / 1e3
    for value, taken in ((field.low, 1), (field.high, 1), (field.low - step, 0), (field.high + step, 0)):
        row = [NOW if f.kind == "time" else "w" if f.kind == "id" else 1 for f in ROW[:8]]
        row[[f.name for f in ROW].index(field.name)] = value
        for told in ({f.name: v for f, v in zip(ROW, row, strict=False)}, {"fixes": fixes_field([row])}):
            batch = decode_positions([entry(0, **told)]).batch
            assert sum(np.isfinite(getattr(batch, field.name))) == taken


def test_every_field_of_reports_is_documented() -> None:
    ours = {"entry", "received"}  # from the entry's id
    assert named("`reports`") == {f.name for f in fields(Report)} - ours


def test_every_field_and_every_type_of_cases_is_documented() -> None:
    event = CaseEvent("", "c", 1, "filed", NOW, "clerk", "k", {})
    assert named("`cases`") == {*event_fields(event), "digest", *EFFECTS, "filed"}


def test_every_field_of_dispatches_is_documented() -> None:
    told = dict.fromkeys(NAMES, "x")
    written = {str(name) for name in dispatch_fields(told)[::2]}
    assert named("`dispatches`") == written | {"case", "revision"}


def test_every_field_of_rejected_is_documented(redis: Redis, keys: Keys) -> None:
    clerk = Clerk(redis, keys, small_city(), "one", epoch="e")
    clerk.offer([rejects.reject("positions", "1-0", None, "?", "raw")])
    clerk.work(NOW, {})
    written = redis.xrange(keys.rejected)[0][1]
    assert named("`rejected`") == {name.decode() for name in written}


def test_every_field_of_wall_and_everything_that_is_done_is_documented(redis: Redis, keys: Keys) -> None:
    hang(PlanStore(redis, keys), "s")
    (_, written), *_ = redis.xrange(keys.wall)
    told = section("`wall`")
    assert named("`wall`") >= {name.decode() for name in written}
    sources = [path.read_text("utf-8") for path in (ROOT / "city" / "screens").glob("*.py")]
    done = set(
        re.findall(r'"([a-z_]+)"', " ".join(re.findall(r"(?:Decision|_saved)\((.*?),", " ".join(sources))))
    )
    rows = set(re.findall(r"`([a-z_]+)`", " ".join(re.findall(r"^\| (`.*?) \|", told, re.MULTILINE))))
    assert {"put", "ended", "changed", "switched_off"} <= done
    assert done <= rows
    assert all(f"`{kind}:" in told for kind in SUBJECTS)


def test_every_field_of_warnings_is_documented() -> None:
    written = {*message_fields(b"m", "host", NOW), *taken_back_fields(TakenBack("s", "i", "w", "b"), NOW)}
    assert named("`warnings`") == written
    assert f"up to {LONGEST:,} bytes" in section("`warnings`")


def test_every_field_and_type_of_handovers_is_documented() -> None:
    told = section("`handovers`").split("\n| type |")
    fields, types = (set(re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE)) for table in told)
    assert fields == {name.decode() for name in SEALED} | {"digest"}
    assert types == set(TYPES)
    frozen = re.search(r"\| `signed` \| `([a-z ]+)`", told[1])
    empty = Sheet(dict.fromkeys(LISTS), {}, dict.fromkeys(THINGS))
    assert frozen and set(frozen[1].split()) == set(empty.frozen(None))


def test_every_field_of_editions_is_documented() -> None:
    members = {name for kind in (Loaded, Withdrawn) for name in kind.__struct_fields__}
    assert named("`editions`") == members
    gone = re.search(r"each `([a-z_ ]+)`", section("`editions`"))
    assert gone and gone[1].split() == [each.name for each in fields(Gone)]


def test_every_key_is_documented() -> None:
    keys = Keys()
    told = {value for value in vars(keys).values() if isinstance(value, str)} - {keys.prefix}
    told |= {keys.seen("<key>"), keys.number("<prefix>"), keys.rate("<who>"), keys.sign_in("<who>")}
    told |= {keys.gateway_reports("<gateway>"), keys.gateway_positions("<gateway>"), keys.gateway_states}
    told |= {
        keys.warnings,
        keys.history,
        keys.handovers,
        keys.handover_revisions,
        keys.handover_seen("<key>"),
    }
    told |= {keys.plan, keys.wall_lost, keys.wall_seen("<command>"), keys.screen_beat("<screen>")}
    told.add(keys.sightings("<announcement>"))
    told |= {keys.devices, keys.devices_edition, keys.open311("<digest>"), keys.edition_files}
    told |= {keys.editions, keys.editions_last}
    told |= {keys.webhooks, keys.webhook_states, keys.webhook_duty, keys.webhook_cursor, keys.webhook_asked}
    told |= {keys.webhook_waiting("<hook>"), keys.webhook_failures("<hook>")}
    told |= {keys.tak_told, keys.tak_link}
    told.add(keys.counted)
    told |= {keys.pairing, keys.paired("<command>")}
    told |= {keys.upload("<who>", "<photo>"), keys.accounts, keys.sessions, keys.audit, keys.seal}
    streams = named("How long things are kept")
    assert {name.removeprefix(PREFIX) for name in told} == streams | named("Beside the streams")
    assert f"`{PREFIX}`" in TEXT


def test_every_retention_setting_is_documented_with_its_default() -> None:
    kept = section("How long things are kept")
    for setting in fields(Retention):
        if setting.name != "snapshot_seconds":
            row = next(line for line in kept.splitlines() if f"`retention.{setting.name}`" in line)
            assert f"{setting.default:,}" in row


def test_the_numbers_in_the_prose_are_the_codes_numbers() -> None:
    rules, days = Rules(), append.DAY
    for sentence, number in {
        "1 to {} of `A-Z a-z 0-9 . _ : -`": values.ID_LONGEST,
        "at most {} rows": rows.LONGEST,
        "above {} characters it is cut": rules.text_limit,
        "bounded to {} characters": rejects.RAW_LONGEST,
        "A fix up to {} minutes ahead": fix.AHEAD // 60_000,
        "{} such fixes in a row": rules.clock_wrong_after,
        "first answer to each key for {} days": append.ANSWER_KEPT // days,
        "of that town and day, for {} days": append.COUNTER_KEPT // days,
        "with one more than {} days before": rules.report_late_days,
    }.items():
        flat = " ".join(TEXT.split()).lower()
        assert sentence.format(f"{number:,}").lower() in flat, sentence
    assert rules.text_limit < reports.TEXT_LONGEST
    assert all(f"`{world}`" in TEXT for world in WORLDS)


def test_a_phones_backend_reads_dispatches_as_told(own_redis: EmbeddedRedis, tmp_path: Path) -> None:
    with own_redis.client() as redis:
        event = CaseEvent("", "c", 1, "dispatched", NOW, "seat-1", "k")
        append_event(redis, Keys(), event, 0, dispatch={"dispatch": "d-1", "inspector": "ann", "time": NOW})
        lines = re.search(r"```sh\n(.*?)```", section("`dispatches`"), re.DOTALL)
        assert lines
        run(lines[1], own_redis, tmp_path)
        group: Any = redis.xinfo_groups(Keys().dispatches)
        last = redis.xrange(Keys().dispatches)[-1][0]
        assert [(g["name"], g["pending"], g["last-delivered-id"]) for g in group] == [(b"phones", 0, last)]


def test_the_commands_to_begin_with_do_what_they_promise(redis: Redis, keys: Keys) -> None:
    lines = re.findall(r"^redis-cli (.*)$", section("To begin"), re.MULTILINE)
    for line in lines:
        typed = line.replace(PREFIX, keys.prefix).replace("$(date +%s)", str(int(time.time())))
        redis.execute_command(*shlex.split(typed))
    positions = decode_positions(redis.xrange(keys.positions))
    told, refused = decode_reports(redis.xrange(keys.reports))
    assert (len(lines), positions.rejects, refused) == (3, [], [])
    assert positions.batch.inspector == ["w0001"]
    assert [name for name, _ in positions.heartbeats] == ["gateway-1"]
    assert (told[0].item, told[0].text) == ("streetlight-out", "路灯不亮")
