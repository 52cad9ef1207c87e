"""A signed head in, a time stamp of another party out (RFC 3161): that the head was there at that time."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

import httpx
from cryptography import x509
from rfc3161_client import HashAlgorithm, TimestampRequestBuilder, VerifierBuilder, decode_timestamp_response
from rfc3161_client.errors import VerificationError
from sqlalchemy import select, update

from dateline.store.chain import Entry, append_all
from dateline.store.digests import Kind, digest_of, stamp_line
from dateline.store.record import Record
from dateline.store.schema_collecting import head

from .errors import EvidenceError
from .heads import head_of

_WAIT_S = 30  # for the server: it answers at once or not at all
_LARGEST = 1_000_000  # bytes of an answer: one with a long chain of certificates has some thousand
_GRANTED = 0


@dataclass(frozen=True, slots=True)
class Server:
    """Where to ask for stamps, and the certificates that one trusts to have issued them; none: this is not checked."""

    address: str
    roots: tuple[x509.Certificate, ...] = ()

    @property
    def shown(self) -> str:
        """The address without a password."""
        parts = urlsplit(self.address)
        return parts._replace(netloc=parts.netloc.rpartition("@")[2], query="", fragment="").geturl()


@dataclass(frozen=True, slots=True)
class Stamped:
    """How many heads got a stamp, and why others have none yet."""

    stamped: int
    problem: str | None = None


def load_roots(path: Path) -> tuple[x509.Certificate, ...]:
    """Return the certificates of a PEM file; raises EvidenceError."""
    try:
        return tuple(x509.load_pem_x509_certificates(path.read_bytes()))
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it holds no certificate in PEM"
        raise EvidenceError(f"{path}: the certificates cannot be read ({reason}); name the right file") from error


def stamp_heads(record: Record, server: Server) -> Stamped:
    """Get, keep and chain a stamp for each head that has none, the first first, until the server gives none."""
    done = 0
    with record.engine.connect() as connection:
        waiting = connection.scalars(select(head.c.id).where(head.c.stamp.is_(None)).order_by(head.c.id)).all()
    for number in waiting:
        with record.engine.connect() as connection:
            of = head_of(connection, number)
        if of is None or of.stamp is not None:
            continue
        try:
            stamp = ask_for_stamp(server, of.body)
        except EvidenceError as error:
            return Stamped(done, str(error))
        with record.writing() as connection:
            new = update(head).where(head.c.id == number, head.c.stamp.is_(None))
            if connection.execute(new.values(stamp=stamp, stamped_by=server.shown)).rowcount:
                append_all(connection, [Entry(Kind.STAMP, number, digest_of(stamp_line(stamp, server.shown)))])
                done += 1
    return Stamped(done)


def ask_for_stamp(server: Server, body: bytes) -> bytes:
    """Return a server's stamp on these bytes, checked; raises EvidenceError where it gives none."""
    asked = TimestampRequestBuilder(body, HashAlgorithm.SHA256, nonce=True, cert_req=True).build()
    headers = {"Content-Type": "application/timestamp-query", "Accept": "application/timestamp-reply"}
    try:
        answer = httpx.post(server.address, content=asked.as_bytes(), headers=headers, timeout=_WAIT_S)
        answer.raise_for_status()
        stamp = answer.content
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise EvidenceError(f"{server.shown}: gives no time stamp ({type(error).__name__}); try again later") from None
    if len(stamp) > _LARGEST or check_stamp(stamp, body, server.roots, asked.nonce) is None:
        raise EvidenceError(
            f"{server.shown}: gives no time stamp that holds; see that DATELINE_TSA names such a server"
        )
    return stamp


def check_stamp(
    stamp: bytes, body: bytes, roots: tuple[x509.Certificate, ...] = (), nonce: int | None = None
) -> datetime | None:
    """Return the time of a stamp on these bytes, None where it is none, or not issued under one of the roots.

    Without roots it is not checked who issued it.
    """
    try:
        answer = decode_timestamp_response(stamp)
        said = answer.tst_info
        if answer.status != _GRANTED or said.message_imprint.message != hashlib.sha256(body).digest():
            return None
        if nonce is not None and said.nonce != nonce:
            return None
        if roots:
            VerifierBuilder(roots=list(roots), nonce=nonce).build().verify_message(answer, body)
        return said.gen_time
    except (ValueError, VerificationError):
        return None
