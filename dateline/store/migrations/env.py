"""Alembic's entry: runs the steps on the connection that ``opening`` hands over, within its transaction."""

from __future__ import annotations

from alembic import context

from dateline.store import schema_collecting, schema_decisions, schema_desk, schema_fused, schema_watching
from dateline.store.schema import metadata

for part in (
    schema_collecting.seed,
    schema_decisions.decision,
    schema_desk.person,
    schema_fused.link,
    schema_watching.watch,
):
    assert part.metadata is metadata  # loaded, so that metadata is whole
context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
