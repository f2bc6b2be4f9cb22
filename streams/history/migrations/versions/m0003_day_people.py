"""Who stands behind an ordinal of a day, where tracks are kept."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "day_people",
        sa.Column("day", sa.String(10), nullable=False),
        sa.Column("ordinal", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("inspector", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("day", "ordinal", name="day_people_pk"),
        sa.UniqueConstraint("day", "inspector", name="day_people_inspector"),
    )
