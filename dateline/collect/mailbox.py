"""A mailbox in view (IMAP): its new messages, read without a mark on them, the password from the environment alone.

The address is imaps://USER@HOST/FOLDER?password-in=VARIABLE. How far it was read is kept as UIDVALIDITY and the last
UID; should a server number its messages anew, those known by their Message-ID are not kept twice.
"""

from __future__ import annotations

import asyncio
import email.parser
import email.policy
import hashlib
import imaplib
import ipaddress
import os
import re
import socket
import ssl
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import parse_qs, unquote, urlsplit

from dateline.errors import UsageError
from dateline.intake.answer import Answer
from dateline.intake.limits import MAX_EMAIL_BYTES
from dateline.intake.reach import VARIABLE, Allowed, NotPublicError, addresses_of, is_public
from dateline.store.collecting import Seed, written
from dateline.store.found import FoundState, NewFound, Told, note_found, numbers_of

from .work import Brought, Work, kept_as

PASSWORD_IN = "password-in"
_AT_ONCE = 20  # messages in memory
_FIRST = timedelta(days=30)  # how far back the first look goes
_SECONDS = 60.0  # for one answer of the server
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_VALIDITY = re.compile(rb"\d{1,10}")
_FETCHED = re.compile(rb"\bUID (\d{1,10})\b")
_SIZE = re.compile(rb"\bUID (\d{1,10})\b.*\bRFC822\.SIZE (\d{1,12})\b|\bRFC822\.SIZE (\d{1,12})\b.*\bUID (\d{1,10})\b")


class MailboxError(Exception):
    """The mailbox cannot be read; the message says why, and holds no password."""


@dataclass(frozen=True, slots=True)
class Mailbox:
    """Where a mailbox is and who reads it."""

    host: str
    port: int
    is_sealed: bool
    user: str
    folder: str
    variable: str

    @classmethod
    def at(cls, address: str) -> Mailbox:
        """Return the mailbox of an address; raises UsageError for one that is not whole, or holds a password."""
        form = f"imaps://USER@HOST/FOLDER?{PASSWORD_IN}=VARIABLE"
        scheme, _, rest = address.partition("://")
        authority = re.split(r"[/?#]", rest, maxsplit=1)[0]
        path = rest[len(authority) :]
        user, _, server = authority.rpartition("@")
        if ":" in user:
            raise UsageError(f"A password must not stand in an address. Name a variable that holds it: {form}")
        try:
            parts = urlsplit(f"{scheme}://{server}{path}")
            host, port = parts.hostname, parts.port
        except ValueError:
            parts, host, port = urlsplit(""), None, None
        variable = parse_qs(parts.query).get(PASSWORD_IN, [""])[0]
        sealed = scheme.lower() == "imaps"
        if not host or not user or not re.fullmatch(r"[A-Za-z_]\w*", variable):
            raise UsageError(f"This is no whole address of a mailbox. Write it as {form}")
        folder = unquote(parts.path.strip("/")) or "INBOX"
        return cls(host, port or (993 if sealed else 143), sealed, unquote(user), folder, variable)


@dataclass(frozen=True, slots=True)
class Message:
    """One message as the server gave it."""

    uid: int
    data: bytes

    @property
    def key(self) -> str:
        """What the message is known by, in whatever mailbox: its Message-ID, or its bytes where it has none."""
        headers = email.parser.BytesHeaderParser(policy=email.policy.compat32).parsebytes(self.data[:200_000])
        own = str(headers.get("Message-ID", "")).strip()
        return hashlib.sha256(f"message:{own}".encode("utf-8", "replace") if own else self.data).hexdigest()


async def ask_mailbox(seed: Seed, work: Work) -> Brought:
    """Return the new messages of a mailbox, some at a time kept already; its problem is why it cannot be read."""
    return await asyncio.to_thread(_read_new, seed, work)


def _read_new(seed: Seed, work: Work) -> Brought:
    try:
        box = Mailbox.at(seed.address)
        connection = _connect(box)
    except (MailboxError, UsageError) as error:
        return Brought(problem=str(error), etag=seed.etag)
    mark, new = seed.etag, 0
    try:
        validity, uids = _new_uids(connection, box, mark, work.clock())
        mark = mark or f"{validity}:0"
        for start in range(0, len(uids), _AT_ONCE):
            part = uids[start : start + _AT_ONCE]
            messages = _fetch(connection, part)
            new += _keep(seed, box, messages, work)
            mark = f"{validity}:{part[-1]}"
        mark = f"{validity}:{uids[-1] if uids else _last(mark, validity)}"
    except (MailboxError, OSError, imaplib.IMAP4.error) as error:
        return Brought(problem=_words(error), etag=mark, new=new)
    finally:
        _log_out(connection)
    return Brought(etag=mark, new=new)


def _connect(box: Mailbox) -> imaplib.IMAP4:
    password = os.environ.get(box.variable)
    if not password:
        raise MailboxError(f"the variable {box.variable} holds no password; set it where dateline watch runs")
    try:
        connection = _Sealed(box) if box.is_sealed else _Plain(box)
    except NotPublicError:
        raise MailboxError(f"its server is not of the public web; allow its name by {VARIABLE}") from None
    except (OSError, imaplib.IMAP4.error) as error:
        raise MailboxError(f"its server cannot be reached ({_words(error)})") from None
    try:
        connection.login(box.user, password)
    except (OSError, imaplib.IMAP4.error):  # the server's words may hold what it was sent
        _log_out(connection)
        raise MailboxError(f"its server does not let {box.user} in; check the password in {box.variable}") from None
    return connection


def _new_uids(connection: imaplib.IMAP4, box: Mailbox, mark: str | None, now: datetime) -> tuple[int, list[int]]:
    """Return the mailbox's UIDVALIDITY and the UIDs that were not read, in their order."""
    quoted = '"' + box.folder.replace("\\", "\\\\").replace('"', '\\"') + '"'
    status, _ = connection.select(quoted, readonly=True)
    if status != "OK":
        raise MailboxError(f"it has no folder {box.folder!r}")
    _, told = connection.response("UIDVALIDITY")
    match = _VALIDITY.search(told[0] or b"") if told else None
    validity = int(match[0]) if match else 0
    last = _last(mark, validity)
    asked = f"UID {last + 1}:*" if last else f"SINCE {_day(now - _FIRST)}"
    status, found = connection.uid("SEARCH", *asked.split(" "))
    if status != "OK":
        raise MailboxError("its server does not search")
    uids = sorted({int(word) for line in found if isinstance(line, bytes) for word in line.split() if word.isdigit()})
    return validity, [uid for uid in uids if uid > last]  # "5:*" holds the last message, be it 4


def _day(at: datetime) -> str:
    """Return a day as IMAP writes it, whatever language this machine speaks."""
    return f"{at.day:02}-{_MONTHS[at.month - 1]}-{at.year}"


def _last(mark: str | None, validity: int) -> int:
    """Return the last UID that was read; 0 where none was, or the server numbers its messages anew."""
    before, _, last = (mark or "").partition(":")
    return int(last) if before == str(validity) and last.isdigit() else 0


def _fetch(connection: imaplib.IMAP4, uids: Sequence[int]) -> list[Message]:
    """Return messages by their UIDs; those that are too long or gone are left out."""
    status, told = connection.uid("FETCH", ",".join(map(str, uids)), "(UID RFC822.SIZE)")
    if status != "OK":
        raise MailboxError("its server gives no messages")
    sizes: dict[int, int] = {}
    for line in told:
        words = line[0] if isinstance(line, tuple) else line
        if isinstance(words, bytes) and (match := _SIZE.search(words)):
            sizes[int(match[1] or match[4])] = int(match[2] or match[3])
    messages = []
    for uid in uids:
        if uid not in sizes or sizes[uid] > MAX_EMAIL_BYTES:
            continue
        status, parts = connection.uid("FETCH", str(uid), f"(UID BODY.PEEK[]<0.{MAX_EMAIL_BYTES}>)")
        data = next((p[1] for p in parts if isinstance(p, tuple) and isinstance(p[1], bytes)), None)
        if status == "OK" and data:
            messages.append(Message(uid, data))
    return messages


def _keep(seed: Seed, box: Mailbox, messages: Sequence[Message], work: Work) -> int:
    """Keep messages that were not kept yet, and return how many."""
    now = work.clock()
    own = f"{'imaps' if box.is_sealed else 'imap'}://{box.host}/{box.folder}"
    by_key = {one.key: one for one in messages}
    told = [
        NewFound(key, f"{own};UID={one.uid}", Told(), FoundState.WAITING, None, modified=None)
        for key, one in by_key.items()
    ]
    with work.record.writing() as connection:
        note_found(connection, seed.id, told, now)
        there = numbers_of(connection, list(by_key))
    waiting = {there[key][0]: one for key, one in by_key.items() if there[key][1] is FoundState.WAITING}
    answers: list[tuple[Answer, int]] = [
        (kept_as(f"{own};UID={one.uid}", one.data, "message/rfc822", written(now), "mailbox"), number)
        for number, one in waiting.items()
    ]
    return work.keep_now(answers)


class _Plain(imaplib.IMAP4):
    """A connection to a server that may be reached, at an address that was checked."""

    def __init__(self, box: Mailbox) -> None:
        self._box = box
        super().__init__(box.host, box.port, _SECONDS)

    def _create_socket(self, timeout: float | None) -> socket.socket:
        return _socket(self._box, timeout)


class _Sealed(imaplib.IMAP4_SSL):
    """The same, under TLS from its first byte."""

    def __init__(self, box: Mailbox) -> None:
        self._box = box
        super().__init__(box.host, box.port, ssl_context=ssl.create_default_context(), timeout=_SECONDS)

    def _create_socket(self, timeout: float | None) -> socket.socket:
        context: ssl.SSLContext = self.ssl_context
        return context.wrap_socket(_socket(self._box, timeout), server_hostname=self._box.host)


def _socket(box: Mailbox, timeout: float | None) -> socket.socket:
    last: OSError | None = None
    for address in addresses_of(box.host, box.port, Allowed.by_environment()):
        if not box.is_sealed and is_public(ipaddress.ip_address(address.partition("%")[0])):
            raise OSError("imap:// would show the password to the web; write imaps://")
        try:
            return socket.create_connection((address, box.port), timeout)
        except OSError as error:
            last = error
    raise last or OSError("its name has no address")


def _log_out(connection: imaplib.IMAP4) -> None:
    try:
        connection.logout()
    except (OSError, imaplib.IMAP4.error):
        connection.shutdown()


def _words(error: Exception) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__
