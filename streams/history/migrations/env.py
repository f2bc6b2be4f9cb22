"""Run by Alembic. The connection is handed to it, so that nobody needs a file of settings."""

from alembic import context

from streams.history.columns import day_people  # its table stands in the same metadata
from streams.history.events.tables import metadata

assert day_people.day_people.metadata is metadata
context.configure(
    connection=context.config.attributes["connection"], target_metadata=metadata, transactional_ddl=True
)
with context.begin_transaction():
    context.run_migrations()
