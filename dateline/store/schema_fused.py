"""The tables of what follows from many reports together: keys to find neighbours by, links, occurrences, disputes.

All of it can be made anew from the readings and from people's decisions.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Float, ForeignKey, Index, Integer, String, Table, Text

from .schema import metadata


def _report(name: str) -> Column[int]:
    return Column(name, ForeignKey("report.id", ondelete="CASCADE"), primary_key=True)


report_term = Table(  # the heaviest terms of a report, by which those like it are found
    "report_term",
    metadata,
    Column("term", Integer, primary_key=True, autoincrement=False),  # CRC-32 of the stem, signed
    Column("day", Integer, primary_key=True, autoincrement=False),
    Column("report_id", Integer, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

wording_key = Table(  # numbers of sentences, two each, by which copies are found
    "wording_key",
    metadata,
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("day", Integer, primary_key=True, autoincrement=False),
    Column("report_id", Integer, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

reprint = Table(  # a report that holds wording of another
    "reprint",
    metadata,
    _report("copy_id"),
    Column("of_id", ForeignKey("report.id", ondelete="CASCADE"), primary_key=True, index=True),
    Column("share", Float, nullable=False),
    Column("reason", Text, nullable=False),
    sqlite_with_rowid=False,
)

link = Table(  # two events that may be one, in both orders
    "link",
    metadata,
    Column("event_id", ForeignKey("event.id", ondelete="CASCADE"), primary_key=True),
    Column("other_id", ForeignKey("event.id", ondelete="CASCADE"), primary_key=True, index=True),
    Column("score", Float, nullable=False),
    sqlite_with_rowid=False,
)

# What a map and a time line count and are asked with, so that they read no row: see sweeping.
_COUNTED = ("disputes", "status", "standing", "subtype", "country")

occurrence = Table(
    "occurrence",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("type", String(16), nullable=False),
    Column("subtype", String(40)),
    Column("mode", String(40)),
    Column("cameo", String(8)),
    Column("status", String(16), nullable=False),
    Column("outcome", String(16)),
    Column("alleged", Boolean, nullable=False),
    Column("standing", String(16), nullable=False),
    Column("standing_reason", Text, nullable=False),
    Column("sources_low", Integer, nullable=False),
    Column("sources_high", Integer, nullable=False),
    Column("sources", Text, nullable=False),  # names of sources that others rely on, parted by "; "
    Column("actors", Text, nullable=False),  # names, parted by "; "
    Column("recipients", Text, nullable=False),
    Column("via", Text, nullable=False),
    Column("place", Text),
    Column("country", String(3)),
    Column("admin1", Text),
    Column("lat", Float),
    Column("lon", Float),
    Column("place_precision", String(16)),
    Column("radius_km", Float),
    Column("geonames_id", Integer),
    Column("start_on", String(32)),
    Column("end_on", String(32)),
    Column("time_precision", String(16)),
    Column("day", Integer, nullable=False),  # it is listed under: its own first, else that of its first report; or -1
    Column("killed_low", Integer),
    Column("killed_high", Integer),
    Column("injured_low", Integer),
    Column("injured_high", Integer),
    Column("figures", Text, nullable=False),  # in plain words
    Column("words", Text, nullable=False),  # of the report that told it first: its sentence
    Column("accounts", Integer, nullable=False),
    Column("reports", Integer, nullable=False),
    Column("disputes", Integer, nullable=False),  # those that are open
    Column("first_told", String(32)),
    Column("last_told", String(32)),
    Column("changed_at", String(32), nullable=False),
    Index("ix_occurrence_day", "day", "id"),
    Index("ix_occurrence_country_day", "country", "day"),
    Index("ix_occurrence_type_day", "type", "day", "time_precision", *_COUNTED, "lat", "lon"),
    Index("ix_occurrence_subtype_day", "subtype", "day"),
    Index("ix_occurrence_status_day", "status", "day"),
    Index("ix_occurrence_standing_day", "standing", "day"),
    Index("ix_occurrence_place_day", "place", "day"),
    Index("ix_occurrence_admin1_day", "admin1", "day"),
    Index("ix_occurrence_disputes_day", "disputes", "day"),
    Index("ix_occurrence_sources_day", "sources_low", "day", "id"),
    Index("ix_occurrence_killed_day", "killed_high", "day", "id"),
    Index("ix_occurrence_map", "lat", "lon", "place_precision", "day", "time_precision", *_COUNTED, "type"),
    Index("ix_occurrence_changed_at", "changed_at", "id"),
    sqlite_autoincrement=True,  # the number of one that is gone is not given again
)

taking_part = Table(  # an actor of an occurrence
    "taking_part",
    metadata,
    Column("actor_id", ForeignKey("actor.id"), primary_key=True),
    Column("day", Integer, primary_key=True, autoincrement=False),  # of the occurrence
    Column("occurrence_id", ForeignKey("occurrence.id", ondelete="CASCADE"), primary_key=True, index=True),
    Column("side", String(9), primary_key=True),
    sqlite_with_rowid=False,
)

dispute = Table(
    "dispute",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("occurrence_id", ForeignKey("occurrence.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("kind", String(16), nullable=False),
    Column("about", Text, nullable=False),
    Column("strength", String(16), nullable=False),
    Column("settled_by", ForeignKey("event.id", ondelete="SET NULL"), index=True),
    Column("settled_how", Text),
    Column("position", Integer, nullable=False, server_default="0"),  # among those of the occurrence
    Column("opened_at", String(32)),  # when the record first had it
    Column("settled_at", String(32)),  # when the record first had it settled
    Index("ix_dispute_opened_at", "opened_at"),
    Index("ix_dispute_settled_at", "settled_at"),
)

side = Table(  # one side of a dispute: an account that holds it
    "side",
    metadata,
    Column("dispute_id", ForeignKey("dispute.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("event_id", ForeignKey("event.id", ondelete="CASCADE"), primary_key=True, index=True),
    Column("label", Text, nullable=False),
)
