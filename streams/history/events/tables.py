"""The tables of the store of events. `migrations/` brings an older store to this shape."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    UniqueConstraint,
)

from city.review.facts import ALWAYS, FACT_CODES, FACT_NUMBERS, FACT_TIMES

NAMES = {"ix": "%(table_name)s_%(column_0_name)s", "pk": "%(table_name)s_pk"}
metadata = MetaData(naming_convention=NAMES)

# Each record that was read, by its epoch: ids of cases begin anew in another one.
worlds = Table(
    "worlds",
    metadata,
    Column("world", Integer, primary_key=True, autoincrement=True),
    Column("epoch", String(64), nullable=False, unique=True),
    Column("since", BigInteger, nullable=False),  # epoch ms
)

# The entries as they came; `subject` is the case of those that have one. `void`: 0 of
# one that counts; FORGED of an event that none of our processes wrote; else when we noticed that Redis has it
# no more (epoch ms): its id may come again with other words.
FORGED = -1
entries = Table(
    "entries",
    metadata,
    Column("world", Integer, primary_key=True, autoincrement=False),
    Column("stream", String(16), primary_key=True),
    Column("ms", BigInteger, primary_key=True, autoincrement=False),
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("subject", String(200)),
    Column("void", BigInteger, primary_key=True, autoincrement=False, server_default="0"),
    Column("fields", LargeBinary, nullable=False),  # MessagePack: a map of bytes
    Index("entries_subject", "world", "stream", "subject"),
)

# Up to which entry each stream is copied; written with the entries.
cursors = Table(
    "cursors",
    metadata,
    Column("world", Integer, primary_key=True, autoincrement=False),
    Column("stream", String(16), primary_key=True),
    Column("ms", BigInteger, nullable=False),
    Column("seq", BigInteger, nullable=False),
)

# What is missing between two entries, both not included, and why: `trimmed`, `maybe_trimmed` or `lost`.
gaps = Table(
    "gaps",
    metadata,
    Column("world", Integer, primary_key=True, autoincrement=False),
    Column("stream", String(16), primary_key=True),
    Column("after_ms", BigInteger, primary_key=True, autoincrement=False),
    Column("after_seq", BigInteger, primary_key=True, autoincrement=False),
    Column("until_ms", BigInteger, nullable=False),
    Column("until_seq", BigInteger, nullable=False),
    Column("why", String(16), nullable=False),
    Column("noticed", BigInteger, nullable=False),  # epoch ms
)

# Codes that facts speak of, by number: a place (codes of areas, the root first, / between), an item …
codes = Table(
    "codes",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("kind", String(16), nullable=False),
    Column("code", String(400), nullable=False),
    UniqueConstraint("kind", "code", name="codes_kind_code"),
)

# What each case came to; derived, and made again by `gridwall history rebuild`. Times are epoch ms.
case_facts = Table(
    "case_facts",
    metadata,
    Column("world", Integer, primary_key=True, autoincrement=False),
    Column("case_id", String(200), primary_key=True),
    *(Column(name, Integer, nullable=False) for name in FACT_CODES),
    *(Column(name, Integer, nullable=False) for name in FACT_NUMBERS),
    *(Column(name, BigInteger, nullable=name not in ALWAYS) for name in FACT_TIMES),
    Index("case_facts_filed", "world", "filed"),
    Index("case_facts_ended", "world", "ended"),
)

# Up to which entry each thing is derived.
derived = Table(
    "derived",
    metadata,
    Column("world", Integer, primary_key=True, autoincrement=False),
    Column("name", String(32), primary_key=True),
    Column("ms", BigInteger, nullable=False),
    Column("seq", BigInteger, nullable=False),
)
