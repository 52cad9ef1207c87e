"""The tables of the record: what a report says as rows, beside the whole reading they were made from.

``migrations`` makes them step by step; a test holds that both agree. Rows of statements and events are those of a
report's current reading; older readings stay whole in ``reading``.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
    true,
)

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)


def _of_report() -> Column[int]:
    return Column("report_id", ForeignKey("report.id", ondelete="CASCADE"), nullable=False)


report = Table(
    "report",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", String(64), nullable=False, unique=True),  # SHA-256 of text, outlet and address
    Column("name", Text, nullable=False),  # what the input calls it: a file's stem, a row's id
    Column("title", Text),
    Column("outlet", Text, index=True),
    Column("agency", Text),
    Column("authors", Text, nullable=False, server_default=""),  # parted by "; "
    Column("url", Text, index=True),
    Column("language", String(8)),
    Column("published", String(32), index=True),  # ISO 8601
    Column(
        "day", Integer, nullable=False, server_default="-1", index=True
    ),  # of publication, since 1970; -1: not known
    Column("published_basis", String(16), nullable=False),
    Column("text", Text, nullable=False),
    Column("added_at", String(32), nullable=False),  # ISO 8601, UTC
    Column("earlier_id", ForeignKey("report.id")),  # the version of this address that stood there before
    Column("is_fused", Boolean, nullable=False, server_default=false()),  # compared with the others
    Index("ix_report_outlet_day", "outlet", "day", "id"),
    Index("ix_report_agency_day", "agency", "day", "id"),
    Index("ix_report_unfused", "id", sqlite_where=text("NOT is_fused"), postgresql_where=text("NOT is_fused")),
)

reading = Table(
    "reading",
    metadata,
    Column("id", Integer, primary_key=True),
    _of_report(),
    Column("reader", Text, nullable=False),  # version of the reader, and whether rules alone read
    Column("read_at", String(32), nullable=False),
    Column("is_current", Boolean, nullable=False),
    Column("json", Text, nullable=False),  # the contract dateline/reading/1, one line
    Index(
        "uq_reading_current",
        "report_id",
        unique=True,
        sqlite_where=text("is_current"),
        postgresql_where=text("is_current"),
    ),
)

actor = Table(
    "actor",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("kind", String(24), nullable=False),
    Column("country", String(3), nullable=False, server_default=""),  # ISO 3166-1 alpha-3, "" where none is known
    Column("sector", String(8)),
    UniqueConstraint("name", "kind", "country"),
)

mention = Table(
    "mention",
    metadata,
    _of_report(),
    Column("actor_id", ForeignKey("actor.id"), nullable=False, index=True),
    Column("local_id", String(8), nullable=False),  # its id in the reading
    Column("times", Integer, nullable=False),  # how often the report names it
    UniqueConstraint("report_id", "local_id"),
)

statement = Table(
    "statement",
    metadata,
    Column("id", Integer, primary_key=True),
    _of_report(),
    Column("local_id", String(8), nullable=False),
    Column("act", String(16), nullable=False),
    Column("cue", Text, nullable=False),  # its lemma
    Column("source_kind", String(16), nullable=False),
    Column("source_id", ForeignKey("actor.id"), index=True),
    Column("source_name", Text),
    Column("source_words", Text, nullable=False),
    Column("locality", Text),
    Column("proximity", Text),
    Column("reason", Text),
    Column("content", Text, nullable=False),  # its words, parts joined by " ... "
    Column("form", String(8), nullable=False),
    Column("to_id", ForeignKey("actor.id")),
    Column("said_on", String(32)),
    Column("said_in", Text),
    Column("within", String(8)),
    Column("interested", Boolean),
    Column("start", Integer, nullable=False),  # characters of the sentence in the report's text
    Column("end", Integer, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("day", Integer, nullable=False, server_default="-1"),  # of its report's publication, as there
    UniqueConstraint("report_id", "local_id"),
    Index("ix_statement_day", "day", "id"),
    Index("ix_statement_act_day", "act", "day", "id"),
    Index("ix_statement_source_kind_day", "source_kind", "day", "id"),
    Index("ix_statement_source_id_day", "source_id", "day", "id"),
    Index("ix_statement_locality_day", "locality", "day", "id"),
)

event = Table(
    "event",
    metadata,
    Column("id", Integer, primary_key=True),
    _of_report(),
    Column("local_id", String(8), nullable=False),
    Column("type", String(16), nullable=False, index=True),
    Column("subtype", String(40), index=True),
    Column("mode", String(40)),
    Column("cameo", String(8)),
    Column("status", String(16), nullable=False, index=True),
    Column("outcome", String(16)),
    Column("alleged", Boolean, nullable=False),
    Column("start_on", String(32), index=True),  # ISO 8601, inclusive
    Column("end_on", String(32)),
    Column("time_precision", String(16)),
    Column("place", Text),
    Column("country", String(3), index=True),
    Column("admin1", Text),
    Column("lat", Float),
    Column("lon", Float),
    Column("place_precision", String(16)),
    Column("radius_km", Float),
    Column("geonames_id", Integer),
    Column("words", Text, nullable=False),  # its sentence
    Column("start", Integer, nullable=False),  # characters of the trigger in the report's text
    Column("end", Integer, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("is_deed", Boolean, nullable=False, server_default=true()),  # not the saying that a statement already is
    Column("occurrence_id", Integer, index=True),
    Column("block", Integer, index=True),  # events that hang together by links: the number of the first
    Column("block_level", Integer, nullable=False, server_default="0"),  # how sure the links are that hold the block
    Column("is_loose", Boolean, nullable=False, server_default=true()),  # to be grouped
    UniqueConstraint("report_id", "local_id"),
    Index("ix_event_lat_lon", "lat", "lon"),
    Index("ix_event_same_day", "start_on", "country", "type"),
    Index("ix_event_loose", "id", sqlite_where=text("is_loose"), postgresql_where=text("is_loose")),
)

party = Table(
    "party",
    metadata,
    Column("event_id", ForeignKey("event.id", ondelete="CASCADE"), nullable=False),
    Column("side", String(9), nullable=False),  # actor, recipient, via
    Column("position", Integer, nullable=False),
    Column("actor_id", ForeignKey("actor.id"), nullable=False, index=True),
    UniqueConstraint("event_id", "side", "position"),
)

word = Table(
    "word",
    metadata,
    Column("event_id", ForeignKey("event.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("statement_id", ForeignKey("statement.id", ondelete="CASCADE"), nullable=False, index=True),
    UniqueConstraint("event_id", "statement_id"),
)

count = Table(
    "count",
    metadata,
    Column("event_id", ForeignKey("event.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("effect", String(16), nullable=False),
    Column("what", Text, nullable=False),
    Column("low", Integer),
    Column("high", Integer),
    Column("words", Text, nullable=False),
)

failure = Table(
    "failure",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("failed_at", String(32), nullable=False),
    UniqueConstraint("name", "reason"),
)

# What partial indexes hold, in the words that SQLite knows them by: it takes "is_current = 1" for something else.
CURRENT = text("reading.is_current")
UNFUSED = text("NOT report.is_fused")
LOOSE = text("event.is_loose")
