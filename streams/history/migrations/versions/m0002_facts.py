"""What each case came to, the codes it speaks of, and up to which entry that is derived."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

CODES = ("place", "item", "category", "department", "channel", "person")
NUMBERS = ("revision", "state", "urgent", "sos", "returned", "reopened")
TIMES = ("first_response", "dispatched", "fed_back", "verified", "closed", "ended", "due")


def upgrade() -> None:
    op.create_table(
        "codes",
        sa.Column("id", sa.Integer, autoincrement=True),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("code", sa.String(400), nullable=False),
        sa.PrimaryKeyConstraint("id", name="codes_pk"),
        sa.UniqueConstraint("kind", "code", name="codes_kind_code"),
    )
    op.create_table(
        "case_facts",
        sa.Column("world", sa.Integer, autoincrement=False),
        sa.Column("case_id", sa.String(200)),
        *(sa.Column(name, sa.Integer, nullable=False) for name in (*CODES, *NUMBERS)),
        *(sa.Column(name, sa.BigInteger, nullable=False) for name in ("filed", "received")),
        *(sa.Column(name, sa.BigInteger, nullable=True) for name in TIMES),
        sa.PrimaryKeyConstraint("world", "case_id", name="case_facts_pk"),
    )
    op.create_index("case_facts_filed", "case_facts", ["world", "filed"])
    op.create_index("case_facts_ended", "case_facts", ["world", "ended"])
    op.create_table(
        "derived",
        sa.Column("world", sa.Integer, autoincrement=False),
        sa.Column("name", sa.String(32)),
        sa.Column("ms", sa.BigInteger, nullable=False),
        sa.Column("seq", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("world", "name", name="derived_pk"),
    )
