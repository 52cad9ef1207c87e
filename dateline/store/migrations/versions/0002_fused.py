"""What follows from many reports together: links, occurrences, disputes; and what people decided.

Reports that are there already are fused with the next that are added.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the change."""
    op.create_table(
        "decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("field", sa.Text(), nullable=True),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("made_at", sa.String(length=32), nullable=False),
        sa.Column("undone_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["undone_by"], ["decision.id"], name=op.f("fk_decision_undone_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
    )
    op.create_index(op.f("ix_decision_kind"), "decision", ["kind"], unique=False)
    op.create_table(
        "occurrence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("type", sa.String(length=16), nullable=False),
        sa.Column("subtype", sa.String(length=40), nullable=True),
        sa.Column("mode", sa.String(length=40), nullable=True),
        sa.Column("cameo", sa.String(length=8), nullable=True),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("outcome", sa.String(length=16), nullable=True),
        sa.Column("alleged", sa.Boolean(), nullable=False),
        sa.Column("standing", sa.String(length=16), nullable=False),
        sa.Column("standing_reason", sa.Text(), nullable=False),
        sa.Column("sources_low", sa.Integer(), nullable=False),
        sa.Column("sources_high", sa.Integer(), nullable=False),
        sa.Column("sources", sa.Text(), nullable=False),
        sa.Column("actors", sa.Text(), nullable=False),
        sa.Column("recipients", sa.Text(), nullable=False),
        sa.Column("via", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("country", sa.String(length=3), nullable=True),
        sa.Column("admin1", sa.Text(), nullable=True),
        sa.Column("lat", sa.Float(), nullable=True),
        sa.Column("lon", sa.Float(), nullable=True),
        sa.Column("place_precision", sa.String(length=16), nullable=True),
        sa.Column("radius_km", sa.Float(), nullable=True),
        sa.Column("geonames_id", sa.Integer(), nullable=True),
        sa.Column("start_on", sa.String(length=32), nullable=True),
        sa.Column("end_on", sa.String(length=32), nullable=True),
        sa.Column("time_precision", sa.String(length=16), nullable=True),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("killed_low", sa.Integer(), nullable=True),
        sa.Column("killed_high", sa.Integer(), nullable=True),
        sa.Column("injured_low", sa.Integer(), nullable=True),
        sa.Column("injured_high", sa.Integer(), nullable=True),
        sa.Column("figures", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("accounts", sa.Integer(), nullable=False),
        sa.Column("reports", sa.Integer(), nullable=False),
        sa.Column("disputes", sa.Integer(), nullable=False),
        sa.Column("first_told", sa.String(length=32), nullable=True),
        sa.Column("last_told", sa.String(length=32), nullable=True),
        sa.Column("changed_at", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_occurrence")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_occurrence_country_day", "occurrence", ["country", "day"], unique=False)
    op.create_index("ix_occurrence_day", "occurrence", ["day", "id"], unique=False)
    op.create_index("ix_occurrence_disputes_day", "occurrence", ["disputes", "day"], unique=False)
    op.create_index("ix_occurrence_lat_lon", "occurrence", ["lat", "lon"], unique=False)
    op.create_index("ix_occurrence_admin1_day", "occurrence", ["admin1", "day"], unique=False)
    op.create_index("ix_occurrence_place_day", "occurrence", ["place", "day"], unique=False)
    op.create_index("ix_occurrence_standing_day", "occurrence", ["standing", "day"], unique=False)
    op.create_index("ix_occurrence_status_day", "occurrence", ["status", "day"], unique=False)
    op.create_index("ix_occurrence_subtype_day", "occurrence", ["subtype", "day"], unique=False)
    op.create_index("ix_occurrence_type_day", "occurrence", ["type", "day"], unique=False)
    op.create_table(
        "report_term",
        sa.Column("term", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("day", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("report_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("term", "day", "report_id", name=op.f("pk_report_term")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "reprint",
        sa.Column("copy_id", sa.Integer(), nullable=False),
        sa.Column("of_id", sa.Integer(), nullable=False),
        sa.Column("share", sa.Float(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["copy_id"], ["report.id"], name=op.f("fk_reprint_copy_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["of_id"], ["report.id"], name=op.f("fk_reprint_of_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("copy_id", "of_id", name=op.f("pk_reprint")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_reprint_of_id"), "reprint", ["of_id"], unique=False)
    op.create_table(
        "subject",
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("side", sa.Integer(), server_default="0", nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=True),
        sa.Column("start", sa.Integer(), nullable=True),
        sa.Column("end", sa.Integer(), nullable=True),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["actor_id"], ["actor.id"], name=op.f("fk_subject_actor_id")),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["decision.id"], name=op.f("fk_subject_decision_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name=op.f("fk_subject_report_id")),
        sa.PrimaryKeyConstraint("decision_id", "position", name=op.f("pk_subject")),
    )
    op.create_index(op.f("ix_subject_actor_id"), "subject", ["actor_id"], unique=False)
    op.create_index("ix_subject_report_id_start", "subject", ["report_id", "start"], unique=False)
    op.create_table(
        "taking_part",
        sa.Column("actor_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("occurrence_id", sa.Integer(), nullable=False),
        sa.Column("side", sa.String(length=9), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["actor.id"], name=op.f("fk_taking_part_actor_id")),
        sa.ForeignKeyConstraint(
            ["occurrence_id"], ["occurrence.id"], name=op.f("fk_taking_part_occurrence_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("actor_id", "day", "occurrence_id", "side", name=op.f("pk_taking_part")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_taking_part_occurrence_id"), "taking_part", ["occurrence_id"], unique=False)
    op.create_table(
        "wording_key",
        sa.Column("key", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("day", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("report_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("key", "day", "report_id", name=op.f("pk_wording_key")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "dispute",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("occurrence_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("strength", sa.String(length=16), nullable=False),
        sa.Column("settled_by", sa.Integer(), nullable=True),
        sa.Column("settled_how", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["occurrence_id"], ["occurrence.id"], name=op.f("fk_dispute_occurrence_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["settled_by"], ["event.id"], name=op.f("fk_dispute_settled_by"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dispute")),
    )
    op.create_index(op.f("ix_dispute_settled_by"), "dispute", ["settled_by"], unique=False)
    op.create_index(op.f("ix_dispute_occurrence_id"), "dispute", ["occurrence_id"], unique=False)
    op.create_table(
        "link",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_link_event_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["other_id"], ["event.id"], name=op.f("fk_link_other_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("event_id", "other_id", name=op.f("pk_link")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_link_other_id"), "link", ["other_id"], unique=False)
    op.create_table(
        "side",
        sa.Column("dispute_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["dispute_id"], ["dispute.id"], name=op.f("fk_side_dispute_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_side_event_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("dispute_id", "position", "event_id", name=op.f("pk_side")),
    )
    op.create_index(op.f("ix_side_event_id"), "side", ["event_id"], unique=False)
    op.add_column("event", sa.Column("is_deed", sa.Boolean(), server_default=sa.true(), nullable=False))
    op.add_column("event", sa.Column("occurrence_id", sa.Integer(), nullable=True))
    op.add_column("event", sa.Column("block", sa.Integer(), nullable=True))
    op.add_column("event", sa.Column("block_level", sa.Integer(), server_default="0", nullable=False))
    op.add_column("event", sa.Column("is_loose", sa.Boolean(), server_default=sa.true(), nullable=False))
    op.create_index(op.f("ix_event_block"), "event", ["block"], unique=False)
    op.create_index(
        "ix_event_loose",
        "event",
        ["id"],
        unique=False,
        sqlite_where=sa.text("is_loose"),
        postgresql_where=sa.text("is_loose"),
    )
    op.create_index(op.f("ix_event_occurrence_id"), "event", ["occurrence_id"], unique=False)
    op.create_index("ix_event_same_day", "event", ["start_on", "country", "type"], unique=False)
    op.add_column("report", sa.Column("day", sa.Integer(), server_default="-1", nullable=False))
    op.add_column("report", sa.Column("is_fused", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.create_index(op.f("ix_report_day"), "report", ["day"], unique=False)
    op.create_index(
        "ix_report_unfused",
        "report",
        ["id"],
        unique=False,
        sqlite_where=sa.text("NOT is_fused"),
        postgresql_where=sa.text("NOT is_fused"),
    )
