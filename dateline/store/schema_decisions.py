"""The tables of what people decided: what about, who, when and why. Nothing is ever taken out of them."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, Text

from .schema import metadata

decision = Table(
    "decision",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String(16), nullable=False, index=True),
    Column("field", Text),  # that is corrected, or the scheme of a verdict
    Column("value", Text),
    Column("who", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("made_at", String(32), nullable=False),  # ISO 8601, UTC
    Column("undone_by", ForeignKey("decision.id")),  # the decision that took this one back
)

# Events are named by their words, so that a decision outlives the reading it was made on.
subject = Table(
    "subject",
    metadata,
    Column("decision_id", ForeignKey("decision.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("side", Integer, nullable=False, server_default="0"),  # of two that are not the same
    Column("report_id", ForeignKey("report.id")),
    Column("start", Integer),  # characters of the event's trigger in the report's text
    Column("end", Integer),
    Column("actor_id", ForeignKey("actor.id"), index=True),
    Index("ix_subject_report_id_start", "report_id", "start"),
)
