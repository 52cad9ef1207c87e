"""The tables of standing watches: what is watched for whom, what came up, and how it was told."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint, true

from .schema import metadata

watch = Table(  # a standing question; times are ISO 8601, UTC
    "watch",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("person_id", ForeignKey("person.id", ondelete="CASCADE"), index=True),  # none: of the command line
    Column("name", Text, nullable=False),
    Column("asked", Text, nullable=False),  # what is asked, JSON
    Column("fires_on", Text, nullable=False),  # new, changed, disputed; parted by " "
    Column("is_active", Boolean, nullable=False, server_default=true()),
    Column("digest_at", String(5)),  # HH:MM, once a day; none: at once
    Column("quiet_from", String(5)),
    Column("quiet_until", String(5)),
    Column("zone", String(64), nullable=False, server_default="UTC"),  # of those three, as IANA names it
    Column("feed_key", String(64), nullable=False, unique=True),  # lets a reader of feeds in, to this one alone
    Column("seen", Text, nullable=False, server_default="{}"),  # how far the record was looked at, JSON
    Column("made_at", String(32), nullable=False),
    UniqueConstraint("person_id", "name"),
)

channel = Table(  # one way to tell of a watch: e-mail or a webhook; its feed is always there
    "channel",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("watch_id", ForeignKey("watch.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("kind", String(16), nullable=False),
    Column("target", Text, nullable=False),
    Column("secret", Text),  # that signs a webhook's body; shown once, when it is made
    Column("failures", Integer, nullable=False, server_default="0"),
    Column("problem", Text),
)

alert = Table(  # one thing that came up for a watch
    "alert",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("watch_id", ForeignKey("watch.id", ondelete="CASCADE"), nullable=False),
    Column("cause", String(16), nullable=False),  # new, changed, disputed
    Column("occurrence_id", Integer, nullable=False),
    Column("dispute_id", Integer),
    Column("state", String(64), nullable=False),  # of what is told of, in short: one state is told once
    Column("words", Text, nullable=False),  # JSON, nothing protected in it
    Column("at", String(32), nullable=False),
    UniqueConstraint("watch_id", "cause", "occurrence_id", "state"),
    Index("ix_alert_watch_id", "watch_id", "id"),
    Index("ix_alert_occurrence_id", "occurrence_id"),
)

delivery = Table(  # what is told by one channel at once: one alert or a digest
    "delivery",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("channel_id", ForeignKey("channel.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("key", String(64), nullable=False, unique=True),  # the receiver knows by it what it has already
    Column("first_alert", Integer, nullable=False),  # of the watch, from this to that
    Column("last_alert", Integer, nullable=False),
    Column("state", String(16), nullable=False),  # waiting, sent, given up
    Column("tries", Integer, nullable=False, server_default="0"),
    Column("problem", Text),
    Column("made_at", String(32), nullable=False),
    Column("next_at", String(32), nullable=False),
    Column("sent_at", String(32)),
    Index("ix_delivery_state_next_at", "state", "next_at"),
)

known_state = Table(  # an occurrence as the watches last saw it, so that they can say what it was before
    "known_state",
    metadata,
    Column("occurrence_id", ForeignKey("occurrence.id", ondelete="CASCADE"), primary_key=True),
    Column("version", Integer, nullable=False, server_default="0"),  # one more with each change that can be told
    Column("changed_at", String(32), nullable=False, index=True),  # of the occurrence; "" where it may change unseen
    Column("reports", Integer, nullable=False),
    Column("state", Text, nullable=False),  # the columns of ``occurrence`` that are told of, JSON
    Column("disputed", Text, nullable=False, server_default="[]"),  # its disputes and which are settled, JSON
)

looked_at = Table(  # a reading whose events the watches have seen: what only it tells is not new
    "looked_at",
    metadata,
    Column("reading_id", ForeignKey("reading.id", ondelete="CASCADE"), primary_key=True),
)
