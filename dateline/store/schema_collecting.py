"""The tables of collecting: what is kept in view, what was found there, what was fetched, and the chain over it all."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
    true,
)

from .schema import metadata

seed = Table(  # what is kept in view: a feed, a sitemap, a page, a folder, a mailbox; times are ISO 8601, UTC
    "seed",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("address", Text, nullable=False, unique=True),  # without a password, which the environment holds
    Column("name", Text),
    Column("outlet", Text),  # of its reports, where they do not say
    Column("every_s", Integer, nullable=False),  # how often at the most
    Column("takes_full_text", Boolean, nullable=False, server_default=true()),  # follow a feed's links
    Column("is_paused", Boolean, nullable=False, server_default=false()),
    Column("etag", Text),
    Column("modified", Text),  # as the server gave it
    Column("pace_s", Integer),  # how often lately, by how often it brings something
    Column("next_at", String(32), nullable=False, index=True),
    Column("asked_at", String(32)),
    Column("answered_at", String(32)),  # last without a failure
    Column("brought_at", String(32)),  # last with something new
    Column("failures", Integer, nullable=False, server_default="0"),  # one after another
    Column("problem", Text),  # in words, of the last time
    Column("dead_since", String(32)),  # fails for so long that somebody should look
    Column("made_at", String(32), nullable=False),
)

found = Table(  # one address that a seed told of: a page, a file, a message
    "found",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", String(64), nullable=False, unique=True),  # SHA-256 of the address without trackers
    Column("seed_id", ForeignKey("seed.id", ondelete="SET NULL"), index=True),
    Column("address", Text, nullable=False),
    Column("told", Text, nullable=False, server_default="{}"),  # what the feed says of it, JSON
    Column("state", String(16), nullable=False),  # waiting, fetched, read, given up, left
    Column("etag", Text),
    Column("modified", Text),
    Column("digest", String(64)),  # SHA-256 of the text that it last gave
    Column("tries", Integer, nullable=False, server_default="0"),
    Column("problem", Text),
    Column("found_at", String(32), nullable=False),
    Column("next_at", String(32)),  # none: nothing more to do
    Column("asked_at", String(32)),
    Index("ix_found_state_next_at", "state", "next_at"),
)

capture = Table(  # one answer as it was fetched, kept in a WARC file
    "capture",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("found_id", ForeignKey("found.id", ondelete="SET NULL"), index=True),
    Column("address", Text, nullable=False),
    Column("at", String(32), nullable=False),
    Column("status", Integer),  # of HTTP
    Column("media_type", Text),
    Column("file", Text, nullable=False),  # in the evidence folder, parted by "/"
    Column("offset", Integer, nullable=False),  # bytes
    Column("length", Integer, nullable=False),
    Column("digest", String(64), nullable=False),  # SHA-256 of those bytes
    Column("payload_digest", String(64), nullable=False, index=True),  # SHA-256 of what was sent
    Column("is_read", Boolean, nullable=False, server_default=false()),
    Index("ix_capture_is_read", "is_read", "id"),
)

captured = Table(  # which report was read from which capture
    "captured",
    metadata,
    Column("capture_id", ForeignKey("capture.id"), nullable=False),
    Column("report_id", ForeignKey("report.id", ondelete="CASCADE"), nullable=False, index=True),
    UniqueConstraint("capture_id", "report_id"),
)

chained = Table(  # the chain: everything that was added, each tied to what was before
    "chained",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),  # 1, 2, 3 ... without a gap
    Column("at", String(32), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("subject_id", Integer, nullable=False),
    Column("digest", String(64), nullable=False),  # SHA-256 of what was added
    Column("salt", String(32), nullable=False),  # by chance, so that nobody can try guesses on what is withheld
    Column("hash", String(64), nullable=False),  # SHA-256 of the hash before and of this row
    Index("ix_chained_kind_subject_id", "kind", "subject_id"),
)

head = Table(  # the chain's end on a day, signed
    "head",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", String(32), nullable=False),
    Column("number", Integer, nullable=False),  # of the last link
    Column("body", Text, nullable=False),  # what is signed, to the byte
    Column("key_id", String(64), nullable=False),
    Column("signature", LargeBinary, nullable=False),
    Column("stamp", LargeBinary),  # an RFC 3161 response
    Column("stamped_by", Text),
)
