"""The desk: people, sessions, tokens, what they did, saved views, protected sources; and since when what is so."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the change."""
    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("login", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=False),
        sa.Column("is_active", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("made_at", sa.String(length=32), nullable=False),
        sa.Column("looked_at", sa.String(length=32), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("login", name=op.f("uq_person_login")),
    )
    op.create_table(
        "attempt",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("failed_at", sa.String(length=32), nullable=False),
        sa.Column("locked_until", sa.String(length=32), nullable=True),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_attempt")),
    )
    op.create_index(op.f("ix_attempt_failed_at"), "attempt", ["failed_at"], unique=False)
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("what", sa.String(length=32), nullable=False),
        sa.Column("subject", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_audit_person_id"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
    )
    op.create_index("ix_audit_at", "audit", ["at"], unique=False)
    op.create_table(
        "protection",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("report_id", sa.Integer(), nullable=True),
        sa.Column("start", sa.Integer(), nullable=True),
        sa.Column("end", sa.Integer(), nullable=True),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("made_at", sa.String(length=32), nullable=False),
        sa.Column("lifted_at", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(["actor_id"], ["actor.id"], name=op.f("fk_protection_actor_id")),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name=op.f("fk_protection_report_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_protection")),
    )
    op.create_index(op.f("ix_protection_actor_id"), "protection", ["actor_id"], unique=False)
    op.create_index(op.f("ix_protection_report_id"), "protection", ["report_id"], unique=False)
    op.create_table(
        "session",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("form_key", sa.String(length=64), nullable=False),
        sa.Column("made_at", sa.String(length=32), nullable=False),
        sa.Column("seen_at", sa.String(length=32), nullable=False),
        sa.Column("ends_at", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_session_person_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_session")),
    )
    op.create_index(op.f("ix_session_person_id"), "session", ["person_id"], unique=False)
    op.create_table(
        "token",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("scopes", sa.Text(), nullable=False),
        sa.Column("made_at", sa.String(length=32), nullable=False),
        sa.Column("ends_at", sa.String(length=32), nullable=True),
        sa.Column("seen_at", sa.String(length=32), nullable=True),
        sa.Column("revoked_at", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_token_person_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_token")),
        sa.UniqueConstraint("key", name=op.f("uq_token_key")),
    )
    op.create_index(op.f("ix_token_person_id"), "token", ["person_id"], unique=False)
    op.create_table(
        "view",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("page", sa.String(length=32), nullable=False),
        sa.Column("query", sa.Text(), nullable=False),
        sa.Column("made_at", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_view_person_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_view")),
        sa.UniqueConstraint("person_id", "name", name=op.f("uq_view_person_id_name")),
    )
    op.add_column("dispute", sa.Column("position", sa.Integer(), server_default="0", nullable=False))
    op.add_column("dispute", sa.Column("opened_at", sa.String(length=32), nullable=True))
    op.add_column("dispute", sa.Column("settled_at", sa.String(length=32), nullable=True))
    op.create_index("ix_dispute_opened_at", "dispute", ["opened_at"], unique=False)
    op.create_index("ix_dispute_settled_at", "dispute", ["settled_at"], unique=False)
    op.create_index("ix_occurrence_changed_at", "occurrence", ["changed_at", "id"], unique=False)
    op.add_column("statement", sa.Column("day", sa.Integer(), server_default="-1", nullable=False))
    op.execute("UPDATE statement SET day = (SELECT report.day FROM report WHERE report.id = statement.report_id)")
    op.create_index("ix_statement_day", "statement", ["day", "id"], unique=False)
    op.create_index("ix_statement_act_day", "statement", ["act", "day", "id"], unique=False)
    op.create_index("ix_statement_source_kind_day", "statement", ["source_kind", "day", "id"], unique=False)
    op.create_index("ix_statement_source_id_day", "statement", ["source_id", "day", "id"], unique=False)
    op.create_index("ix_statement_locality_day", "statement", ["locality", "day", "id"], unique=False)
    op.create_index("ix_report_outlet_day", "report", ["outlet", "day", "id"], unique=False)
    op.create_index("ix_report_agency_day", "report", ["agency", "day", "id"], unique=False)
    op.create_index("ix_occurrence_sources_day", "occurrence", ["sources_low", "day", "id"], unique=False)
    op.create_index("ix_occurrence_killed_day", "occurrence", ["killed_high", "day", "id"], unique=False)
    counted = ["disputes", "status", "standing", "subtype", "country"]
    op.drop_index("ix_occurrence_lat_lon", "occurrence")
    by_place = ["lat", "lon", "place_precision", "day", "time_precision", *counted, "type"]
    op.create_index("ix_occurrence_map", "occurrence", by_place, unique=False)
    op.drop_index("ix_occurrence_type_day", "occurrence")
    by_type = ["type", "day", "time_precision", *counted, "lat", "lon"]
    op.create_index("ix_occurrence_type_day", "occurrence", by_type, unique=False)
