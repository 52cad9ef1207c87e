"""Alembic's entry: runs the steps on the connection that ``opening`` hands over, within its transaction."""

from __future__ import annotations

from alembic import context

from dateline.store import schema_decisions, schema_desk, schema_fused
from dateline.store.schema import metadata

for part in (schema_decisions.decision, schema_desk.person, schema_fused.link):
    assert part.metadata is metadata  # loaded, so that metadata is whole
context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
