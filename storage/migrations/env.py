"""Alembic's entry: migrates on the connection that `storage.schema` hands over, in its
transaction.
"""

from alembic import context

from storage.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,
)
context.run_migrations()
