"""The tables of the desk: people and what lets them in, what they did, saved views, which sources are protected."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint, true

from .schema import metadata

person = Table(
    "person",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("login", String(64), nullable=False, unique=True),  # in small letters
    Column("name", Text, nullable=False),  # as it stands behind a decision
    Column("role", String(16), nullable=False),
    Column("password_hash", Text, nullable=False),  # argon2id, with its own salt and costs
    Column("is_active", Boolean, nullable=False, server_default=true()),
    Column("made_at", String(32), nullable=False),  # ISO 8601, UTC, as every time here
    Column("looked_at", String(32)),  # what is newer is new to this person
)

attempt = Table(  # wrong passwords, of a login whether there is such a person or not, and of an address
    "attempt",
    metadata,
    Column("key", String(64), primary_key=True),  # SHA-256 of the login or the address
    Column("failures", Integer, nullable=False),
    Column("failed_at", String(32), nullable=False, index=True),
    Column("locked_until", String(32)),
)

session = Table(  # somebody who is logged in, in one browser
    "session",
    metadata,
    Column("key", String(64), primary_key=True),  # SHA-256 of what the cookie holds
    Column("person_id", ForeignKey("person.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("form_key", String(64), nullable=False),  # stands in each form, against forged requests
    Column("made_at", String(32), nullable=False),
    Column("seen_at", String(32), nullable=False),
    Column("ends_at", String(32), nullable=False),
)

token = Table(  # lets a program in, as a person
    "token",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("person_id", ForeignKey("person.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("key", String(64), nullable=False, unique=True),  # SHA-256 of the token
    Column("scopes", Text, nullable=False),  # parted by " "
    Column("made_at", String(32), nullable=False),
    Column("ends_at", String(32)),
    Column("seen_at", String(32)),
    Column("revoked_at", String(32)),
)

audit = Table(  # every change, and every look at a protected source; nothing is ever taken out
    "audit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", String(32), nullable=False),
    Column("who", Text, nullable=False),  # the name at that time
    Column("person_id", ForeignKey("person.id", ondelete="SET NULL")),
    Column("what", String(32), nullable=False),
    Column("subject", Text, nullable=False, server_default=""),  # ids of the record alone, never words of a source
    Index("ix_audit_at", "at"),
)

view = Table(  # a page with its filter, kept under a name
    "view",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("person_id", ForeignKey("person.id", ondelete="CASCADE")),  # none: everybody's
    Column("name", Text, nullable=False),
    Column("page", String(32), nullable=False),
    Column("query", Text, nullable=False),
    Column("made_at", String(32), nullable=False),
    UniqueConstraint("person_id", "name"),
)

protection = Table(  # a source whose name only those may see whose role says so
    "protection",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("actor_id", ForeignKey("actor.id"), index=True),  # an actor, under all its names
    Column("report_id", ForeignKey("report.id", ondelete="CASCADE"), index=True),  # who sent or wrote it, or with
    Column("start", Integer),  # these two one voice of it: the characters of its words in the report's text
    Column("end", Integer),
    Column("who", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("made_at", String(32), nullable=False),
    Column("lifted_at", String(32)),
)
