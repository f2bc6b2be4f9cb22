"""The same questions to the columns and to PostgreSQL on the same rows, by turns of chance, and how long each
takes until all of its answer is there."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from benchmarks.postgres import postgres, programs
from benchmarks.probes import percentile
from benchmarks.report import Report, verdict
from city.time.days import HOUR, MINUTE
from streams.history.columns.column_table import ColumnTable
from streams.history.columns.engine import connect, files
from streams.history.columns.place import Folder
from streams.history.columns.tables import FIXES
from streams.history.questions.reader import Reader
from streams.history.questions.sql import EVER, QUESTIONS

TIMES = 100  # each is asked
NEWEST = 15 * MINUTE  # in which people have a fix
GOALS = {"town_tracks": 50.0, "person_track": 30.0, "everybody": 100.0, "near": 0.0}  # ms, p95
WORDS = {
    "town_tracks": "a town's hour of tracks",
    "person_track": "one person's day",
    "everybody": "everybody as of a moment",
    "near": "who was near a place in ten minutes",
}
INDEXES = ("(town, time)", "(person, time)", "(time)")
Told = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Asked:
    """The day of the columns is `begins` to `ends`; PostgreSQL has `first` to `last` of it."""

    folder: Path
    begins: int
    ends: int
    first: int
    last: int
    chance: random.Random


def ask_both(report: Report, asked: Asked) -> None:
    place = Folder(asked.folder / "columns")
    reader = Reader(place, asked.folder / "spill")
    towns, people = _who(place, asked)
    questions = {name: [_told(name, asked, towns, people) for _ in range(TIMES)] for name in GOALS}
    days = [{**told, "first": asked.begins, "last": asked.ends} for told in questions["person_track"]]
    rows: list[list[str]] = []
    ours = {
        name: timed(lambda told, name=name: _ours(reader, name, told), each)
        for name, each in questions.items()
    }  # type: ignore[misc]
    whole = timed(lambda told: _ours(reader, "person_track", told), days)
    reader.close()
    theirs = _postgres(report, asked, place, questions)
    for name, (took, found) in ours.items():
        other = theirs.get(name)
        if other and other[1] != found:
            report.void(f"PostgreSQL answers {name} with {other[1]:,} rows, the columns with {found:,}")
        rows.append(_row(report, WORDS[name], took, found, GOALS[name], other))
    rows.append(_row(report, "… of the whole day, which PostgreSQL has not", *whole, 30.0, None))
    report.table(["question", "rows", "p50", "p95", "goal", "", "PostgreSQL p50", "p95"], rows)


def timed(ask: Callable[[Told], int], each: list[Told]) -> tuple[list[float], int]:
    """ms each, after three that do not count, and the rows of all."""
    for told in each[:3]:
        ask(told)
    took, rows = [], 0
    for told in each:
        began = time.perf_counter()
        rows += ask(told)
        took.append((time.perf_counter() - began) * 1000)
    return took, rows


def _row(
    report: Report,
    word: str,
    took: list[float],
    rows: int,
    goal: float,
    other: tuple[list[float], int] | None,
) -> list[str]:
    told = [percentile(took, 0.5), percentile(took, 0.95)]
    theirs = [percentile(other[0], 0.5), percentile(other[0], 0.95)] if other else []
    report.keep(f"columns {word}", {"rows": rows, "ours_ms": told, "postgresql_ms": theirs})
    wanted = [f"{goal:.0f} ms", verdict(told[1], goal)] if goal else ["", ""]
    shown = [f"{ms:,.1f} ms" for ms in told]
    return [
        word,
        f"{rows // len(took):,}",
        *shown,
        *wanted,
        *([f"{ms:,.1f} ms" for ms in theirs] or ["", ""]),
    ]


def _ours(reader: Reader, name: str, told: Told) -> int:
    return len(next(iter(reader.ask(name, **told).values())))


def _who(place: Folder, asked: Asked) -> tuple[list[str], list[int]]:
    paths = _paths(place)
    with connect(asked.folder / "spill") as engine:
        span = f"time BETWEEN {asked.first} AND {asked.first + MINUTE}"
        told = f"FROM read_parquet({files(paths)}) WHERE {span}"
        towns = engine.execute(f"SELECT DISTINCT town {told} ORDER BY 1").fetchall()
        people = engine.execute(f"SELECT DISTINCT person {told} ORDER BY 1").fetchall()
    return [town for (town,) in towns if town], [person for (person,) in people]


def _paths(place: Folder) -> list[str]:
    return place.local(FIXES.name, [part.path for part in ColumnTable(place, FIXES).parts()])


def _told(name: str, asked: Asked, towns: list[str], people: list[int]) -> Told:
    chance = asked.chance
    at = chance.randrange(asked.first + NEWEST, asked.last)
    if name == "town_tracks":
        first = chance.randrange(asked.first, asked.last - HOUR)
        return {"town": chance.choice(towns), "first": first, "last": first + HOUR, "known": EVER}
    if name == "person_track":
        return {"person": chance.choice(people), "first": asked.first, "last": asked.last, "known": EVER}
    if name == "everybody":
        return {"first": at - NEWEST, "last": at, "known": at}
    lat, lon, half = (
        chance.randrange(22_800_000, 23_100_000),
        chance.randrange(113_600_000, 114_100_000),
        3000,
    )
    box = {"south": lat - half, "north_end": lat + half, "west": lon - half, "east_end": lon + half}
    place = {"lat": lat, "lon": lon, "metres": 300.0, "north": 0.11132, "east": 0.1026}
    return {**box, **place, "first": at - 10 * MINUTE, "last": at, "known": EVER}


def _postgres(
    report: Report, asked: Asked, place: Folder, questions: dict[str, list[Told]]
) -> dict[str, tuple[list[float], int]]:
    found = programs()
    if found is None:
        report.say("no PostgreSQL of Debian's here: nothing beside the columns")
        return {}
    with postgres(found) as address, psycopg.connect(address, autocommit=True) as database:
        began = time.monotonic()
        count = _load(database, asked, place)
        size = database.execute("SELECT pg_total_relation_size('fixes')").fetchall()[0][0]
        share = (asked.last - asked.first) / (asked.ends - asked.begins)
        report.say(
            f"PostgreSQL has {share:.0%} of the day: {count:,} rows, {size / count:.0f} bytes each with its "
            f"three indexes, loaded in {time.monotonic() - began:.0f} s"
        )
        return {
            name: timed(lambda told, name=name: _theirs(database, name, told), each)  # type: ignore[misc]
            for name, each in questions.items()
        }


def _load(database: psycopg.Connection[Any], asked: Asked, place: Folder) -> int:
    """The same rows, sorted as the columns are."""
    kinds = {
        "string": "text",
        "long": "bigint",
        "integer": "integer",
        "short": "smallint",
        "byte": "smallint",
    }
    columns = ", ".join(f"{name} {kinds[kind.delta]} NOT NULL" for name, kind in FIXES.columns.items())
    database.execute(f"CREATE UNLOGGED TABLE fixes ({columns})")  # type: ignore[arg-type]
    csv = asked.folder / "fixes.csv"
    with connect(asked.folder / "spill") as engine:
        span = f"time BETWEEN {asked.first} AND {asked.last}"
        rows = f"SELECT {', '.join(FIXES.columns)} FROM read_parquet({files(_paths(place))}) WHERE {span}"
        engine.execute(f"COPY ({rows}) TO '{csv}' (FORMAT csv, HEADER false, FORCE_QUOTE (town))").fetchall()
    taking = "COPY fixes FROM STDIN (FORMAT csv)"
    with csv.open("rb") as file, database.cursor() as cursor, cursor.copy(taking) as copy:
        while piece := file.read(1 << 20):
            copy.write(piece)
    csv.unlink()
    for index in INDEXES:
        database.execute(f"CREATE INDEX ON fixes {index}")  # type: ignore[arg-type]
    database.execute("VACUUM ANALYZE fixes")
    return int(database.execute("SELECT count(*) FROM fixes").fetchall()[0][0])


def _theirs(database: psycopg.Connection[Any], name: str, told: Told) -> int:
    """All of the answer as binary pieces: nothing is made of them, which costs more than to find them."""
    text = QUESTIONS[name].text if name != "everybody" else EVERYBODY
    for parameter, kind in QUESTIONS[name].parameters.items():
        value = f"'{told[parameter]}'" if kind == "String" else str(told[parameter])
        text = text.replace(f"{{{parameter}:{kind}}}", value)
    text = text.replace("argMin(time, metres)", "min(time)").rstrip()
    rows = 0
    with database.cursor() as cursor, cursor.copy(f"COPY ({text}) TO STDOUT (FORMAT binary)") as copy:  # type: ignore[arg-type]
        for _ in copy:
            rows += 1
    return rows - 1  # the last piece is the end


EVERYBODY = """
SELECT DISTINCT ON (person) person, time, town, lat, lon
FROM fixes
WHERE time BETWEEN {first:Int64} AND {last:Int64} AND time + delay <= {known:Int64}
ORDER BY person, time DESC
"""
