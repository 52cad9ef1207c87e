"""The tables of the record, its full text and, in SQLite, an R*Tree of where events are."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

# The index follows its table by triggers, so that whoever writes to the file by other means keeps it whole.
SQLITE = (
    """CREATE VIRTUAL TABLE report_words USING fts5(
        title, text, content='report', content_rowid='id', tokenize='unicode61 remove_diacritics 2')""",
    """CREATE TRIGGER report_words_added AFTER INSERT ON report BEGIN
        INSERT INTO report_words(rowid, title, text) VALUES (new.id, new.title, new.text); END""",
    """CREATE TRIGGER report_words_removed AFTER DELETE ON report BEGIN
        INSERT INTO report_words(report_words, rowid, title, text)
        VALUES ('delete', old.id, old.title, old.text); END""",
    """CREATE TRIGGER report_words_changed AFTER UPDATE OF title, text ON report BEGIN
        INSERT INTO report_words(report_words, rowid, title, text) VALUES ('delete', old.id, old.title, old.text);
        INSERT INTO report_words(rowid, title, text) VALUES (new.id, new.title, new.text); END""",
    "CREATE VIRTUAL TABLE event_place USING rtree(id, south, north, west, east)",
    """CREATE TRIGGER event_place_added AFTER INSERT ON event WHEN new.lat IS NOT NULL BEGIN
        INSERT INTO event_place VALUES (new.id, new.lat, new.lat, new.lon, new.lon); END""",
    """CREATE TRIGGER event_place_removed AFTER DELETE ON event BEGIN
        DELETE FROM event_place WHERE id = old.id; END""",
)
POSTGRESQL = (
    """CREATE FUNCTION report_vector(title text, body text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
        $$ SELECT setweight(to_tsvector('simple', coalesce(title, '')), 'A') || to_tsvector('simple', body) $$""",
    "CREATE INDEX ix_report_words ON report USING gin (report_vector(title, text))",
)


def upgrade() -> None:
    """Make the change."""
    op.create_table(
        "actor",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("country", sa.String(length=3), server_default="", nullable=False),
        sa.Column("sector", sa.String(length=8), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_actor")),
        sa.UniqueConstraint("name", "kind", "country", name=op.f("uq_actor_name_kind_country")),
    )
    op.create_table(
        "failure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("failed_at", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_failure")),
        sa.UniqueConstraint("name", "reason", name=op.f("uq_failure_name_reason")),
    )
    op.create_table(
        "report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("outlet", sa.Text(), nullable=True),
        sa.Column("agency", sa.Text(), nullable=True),
        sa.Column("authors", sa.Text(), server_default="", nullable=False),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("language", sa.String(length=8), nullable=True),
        sa.Column("published", sa.String(length=32), nullable=True),
        sa.Column("published_basis", sa.String(length=16), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("added_at", sa.String(length=32), nullable=False),
        sa.Column("earlier_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["earlier_id"], ["report.id"], name=op.f("fk_report_earlier_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report")),
        sa.UniqueConstraint("key", name=op.f("uq_report_key")),
    )
    op.create_index(op.f("ix_report_outlet"), "report", ["outlet"], unique=False)
    op.create_index(op.f("ix_report_published"), "report", ["published"], unique=False)
    op.create_index(op.f("ix_report_url"), "report", ["url"], unique=False)
    op.create_table(
        "event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("local_id", sa.String(length=8), nullable=False),
        sa.Column("type", sa.String(length=16), nullable=False),
        sa.Column("subtype", sa.String(length=40), nullable=True),
        sa.Column("mode", sa.String(length=40), nullable=True),
        sa.Column("cameo", sa.String(length=8), nullable=True),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("outcome", sa.String(length=16), nullable=True),
        sa.Column("alleged", sa.Boolean(), nullable=False),
        sa.Column("start_on", sa.String(length=32), nullable=True),
        sa.Column("end_on", sa.String(length=32), nullable=True),
        sa.Column("time_precision", sa.String(length=16), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("country", sa.String(length=3), nullable=True),
        sa.Column("admin1", sa.Text(), nullable=True),
        sa.Column("lat", sa.Float(), nullable=True),
        sa.Column("lon", sa.Float(), nullable=True),
        sa.Column("place_precision", sa.String(length=16), nullable=True),
        sa.Column("radius_km", sa.Float(), nullable=True),
        sa.Column("geonames_id", sa.Integer(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name=op.f("fk_event_report_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
        sa.UniqueConstraint("report_id", "local_id", name=op.f("uq_event_report_id_local_id")),
    )
    op.create_index(op.f("ix_event_country"), "event", ["country"], unique=False)
    op.create_index("ix_event_lat_lon", "event", ["lat", "lon"], unique=False)
    op.create_index(op.f("ix_event_start_on"), "event", ["start_on"], unique=False)
    op.create_index(op.f("ix_event_status"), "event", ["status"], unique=False)
    op.create_index(op.f("ix_event_subtype"), "event", ["subtype"], unique=False)
    op.create_index(op.f("ix_event_type"), "event", ["type"], unique=False)
    op.create_table(
        "mention",
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=False),
        sa.Column("local_id", sa.String(length=8), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["actor.id"], name=op.f("fk_mention_actor_id")),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name=op.f("fk_mention_report_id"), ondelete="CASCADE"),
        sa.UniqueConstraint("report_id", "local_id", name=op.f("uq_mention_report_id_local_id")),
    )
    op.create_index(op.f("ix_mention_actor_id"), "mention", ["actor_id"], unique=False)
    op.create_table(
        "reading",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("reader", sa.Text(), nullable=False),
        sa.Column("read_at", sa.String(length=32), nullable=False),
        sa.Column("is_current", sa.Boolean(), nullable=False),
        sa.Column("json", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name=op.f("fk_reading_report_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reading")),
    )
    op.create_index(
        "uq_reading_current",
        "reading",
        ["report_id"],
        unique=True,
        sqlite_where=sa.text("is_current"),
        postgresql_where=sa.text("is_current"),
    )
    op.create_table(
        "statement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("local_id", sa.String(length=8), nullable=False),
        sa.Column("act", sa.String(length=16), nullable=False),
        sa.Column("cue", sa.Text(), nullable=False),
        sa.Column("source_kind", sa.String(length=16), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=True),
        sa.Column("source_name", sa.Text(), nullable=True),
        sa.Column("source_words", sa.Text(), nullable=False),
        sa.Column("locality", sa.Text(), nullable=True),
        sa.Column("proximity", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("form", sa.String(length=8), nullable=False),
        sa.Column("to_id", sa.Integer(), nullable=True),
        sa.Column("said_on", sa.String(length=32), nullable=True),
        sa.Column("said_in", sa.Text(), nullable=True),
        sa.Column("within", sa.String(length=8), nullable=True),
        sa.Column("interested", sa.Boolean(), nullable=True),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name=op.f("fk_statement_report_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["source_id"], ["actor.id"], name=op.f("fk_statement_source_id")),
        sa.ForeignKeyConstraint(["to_id"], ["actor.id"], name=op.f("fk_statement_to_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statement")),
        sa.UniqueConstraint("report_id", "local_id", name=op.f("uq_statement_report_id_local_id")),
    )
    op.create_index(op.f("ix_statement_source_id"), "statement", ["source_id"], unique=False)
    op.create_table(
        "count",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("effect", sa.String(length=16), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("low", sa.Integer(), nullable=True),
        sa.Column("high", sa.Integer(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_count_event_id"), ondelete="CASCADE"),
    )
    op.create_index(op.f("ix_count_event_id"), "count", ["event_id"], unique=False)
    op.create_table(
        "party",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("side", sa.String(length=9), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["actor.id"], name=op.f("fk_party_actor_id")),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_party_event_id"), ondelete="CASCADE"),
        sa.UniqueConstraint("event_id", "side", "position", name=op.f("uq_party_event_id_side_position")),
    )
    op.create_index(op.f("ix_party_actor_id"), "party", ["actor_id"], unique=False)
    op.create_table(
        "word",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("statement_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_word_event_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["statement_id"], ["statement.id"], name=op.f("fk_word_statement_id"), ondelete="CASCADE"
        ),
        sa.UniqueConstraint("event_id", "statement_id", name=op.f("uq_word_event_id_statement_id")),
    )
    op.create_index(op.f("ix_word_event_id"), "word", ["event_id"], unique=False)
    op.create_index(op.f("ix_word_statement_id"), "word", ["statement_id"], unique=False)
    if op.get_bind().dialect.name == "sqlite":
        for line in SQLITE:
            op.execute(line)
    else:
        for line in POSTGRESQL:
            op.execute(line)
