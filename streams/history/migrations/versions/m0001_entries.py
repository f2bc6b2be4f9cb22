"""Entries of the record, the cursors up to which they are copied, and the gaps between them."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "worlds",
        sa.Column("world", sa.Integer, autoincrement=True),
        sa.Column("epoch", sa.String(64), nullable=False),
        sa.Column("since", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("world", name="worlds_pk"),
        sa.UniqueConstraint("epoch"),
    )
    op.create_table(
        "entries",
        sa.Column("world", sa.Integer, autoincrement=False),
        sa.Column("stream", sa.String(16)),
        sa.Column("ms", sa.BigInteger, autoincrement=False),
        sa.Column("seq", sa.BigInteger, autoincrement=False),
        sa.Column("subject", sa.String(200)),
        sa.Column("void", sa.BigInteger, autoincrement=False, server_default="0"),
        sa.Column("fields", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("world", "stream", "ms", "seq", "void", name="entries_pk"),
    )
    op.create_index("entries_subject", "entries", ["world", "stream", "subject"])
    _places()


def _places() -> None:
    op.create_table(
        "cursors",
        sa.Column("world", sa.Integer, autoincrement=False),
        sa.Column("stream", sa.String(16)),
        sa.Column("ms", sa.BigInteger, nullable=False),
        sa.Column("seq", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("world", "stream", name="cursors_pk"),
    )
    op.create_table(
        "gaps",
        sa.Column("world", sa.Integer, autoincrement=False),
        sa.Column("stream", sa.String(16)),
        sa.Column("after_ms", sa.BigInteger, autoincrement=False),
        sa.Column("after_seq", sa.BigInteger, autoincrement=False),
        sa.Column("until_ms", sa.BigInteger, nullable=False),
        sa.Column("until_seq", sa.BigInteger, nullable=False),
        sa.Column("why", sa.String(16), nullable=False),
        sa.Column("noticed", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("world", "stream", "after_ms", "after_seq", name="gaps_pk"),
    )
