"""Alembic's entry: runs the steps on the connection that ``opening`` hands over, within its transaction."""

from __future__ import annotations

from alembic import context

from dateline.store import schema_decisions, schema_fused
from dateline.store.schema import metadata

assert schema_decisions.decision.metadata is schema_fused.link.metadata is metadata  # loaded, so that metadata is whole
context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
