"""Alembic's entry: runs the steps on the connection that ``opening`` hands over, within its transaction."""

from __future__ import annotations

from alembic import context

from dateline.store.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
