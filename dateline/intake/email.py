"""An e-mail (.eml) to one text, a mailbox (.mbox) to one for each message.

Read are subject, date and sender, and the text of the plain or HTML part; attachments are not.
"""

from __future__ import annotations

import email
import email.policy
import email.utils
import re
from collections.abc import Iterator
from dataclasses import replace
from email.message import EmailMessage
from itertools import pairwise

from dateline.errors import InputError
from dateline.record.report import Span

from .agencies import agency_named
from .credits import read_byline
from .encoding import decode
from .html import receive_html
from .limits import MAX_EMAIL_BYTES, MEGABYTE
from .published import parse_date
from .received import Received
from .text import receive_text

_OFFICES = re.compile(
    r"news|info|press|desk|alert|editor|redac|noreply|no-reply|donotreply|mail|contact|media|office|bulletin|digest|list|feed|wire|spokes",
    re.IGNORECASE,
)
_MOST_HEADER = 10_000  # characters, by hand: the standard library's parser takes time by the square of them
_PREFIX = re.compile(r"^\s*(?:(?:re|fw|fwd|aw|wg)\s*:\s*)+", re.IGNORECASE)
_ENVELOPE = re.compile(rb"(?:\A|(?<=\n\n)|(?<=\n\r\n))From [^\r\n]{3,200}\r?\n(?=[A-Za-z-]{2,40}:)")
_QUOTED_FROM = re.compile(rb"^>From ", re.MULTILINE)
_SIGNATURE = re.compile(r"^-- ?$", re.MULTILINE)


class _BoundedPolicy(email.policy.EmailPolicy):
    """The policy of the standard library, with headers cut off that are longer than anybody writes them."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        """Return name and value of a header as they stand, the value within bounds."""
        name, value = super().header_source_parse(sourcelines)
        return name, value[:_MOST_HEADER]


_POLICY = _BoundedPolicy()


def read_email(data: bytes, name: str) -> Received:
    """Return the report of an e-mail; meant for the worker process, which bounds its time and memory."""
    if len(data) > MAX_EMAIL_BYTES:
        raise InputError(
            name,
            f"{len(data) / MEGABYTE:.0f} MB of e-mail are over the limit of {MAX_EMAIL_BYTES // MEGABYTE} MB",
            "save its text",
        )
    message = email.message_from_bytes(data, policy=_POLICY)
    if not isinstance(message, EmailMessage) or not message.keys():
        raise InputError(name, "it has no e-mail headers", "save the whole message as .eml")
    found = _content(message, name)
    sender = _header(message, "From")
    person, address = email.utils.parseaddr(sender or "")
    byline = read_byline(person) if person else None
    is_office = bool(_OFFICES.search(address.split("@")[0]) or (byline and not byline.authors))
    subject = _PREFIX.sub("", _header(message, "Subject") or "") or None
    agency = agency_named(person) or agency_named(
        re.sub(r"\s+(?:newsroom|news|alerts?|desk|wire)$", "", person, flags=re.IGNORECASE)
    )
    return replace(
        found,
        title=subject or found.title,
        outlet=found.outlet or (person or None if is_office else None),
        authors=found.authors or (byline.authors if byline and not is_office else ()),
        agency=found.agency or agency,
        published=_sent(message) or found.published,
        language=found.language or _header(message, "Content-Language"),
    )


def read_mbox(data: bytes, name: str) -> Iterator[Received | InputError]:
    """Yield the report of each message of a mailbox, or the error that says why one cannot be read."""
    starts = [match.end() for match in _ENVELOPE.finditer(data)]
    if not starts:
        yield InputError(name, "it is no mailbox", "save each message as .eml")
        return
    for number, (start, end) in enumerate(pairwise((*starts, len(data) + 1)), 1):
        last = end > len(data)
        message = data[start:] if last else data[start : data.rindex(b"From ", start, end)]
        try:
            yield read_email(_QUOTED_FROM.sub(b"From ", message), name)
        except InputError as error:
            yield InputError(name, error.reason, error.remedy, f"message {number}")


def _header(message: EmailMessage, key: str) -> str | None:
    try:
        value = message.get(key)
    except (ValueError, IndexError, TypeError, AttributeError, LookupError):
        return None  # a header that the standard library cannot take apart
    if value is None:
        return None
    return " ".join(str(value).encode("utf-8", "replace").decode("utf-8").split()) or None


def _sent(message: EmailMessage) -> str | None:
    words = _header(message, "Date")
    if words is None:
        return None
    words = re.sub(r"\s*\([^)]*\)\s*$", "", words)
    try:
        return email.utils.parsedate_to_datetime(words).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return parse_date(words)


def _content(message: EmailMessage, name: str) -> Received:
    """Return the first part that holds the report: plain text, or HTML where that is all there is."""
    part = _part(message, "plain") or _part(message, "html")
    if part is None:
        raise InputError(name, "the e-mail has no text, only attachments", "save the attachment and give that file")
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    words = decode(data, name, part.get_content_charset())
    if part.get_content_subtype() == "html":
        return receive_html(words, name)
    text = words.replace("\r\n", "\n").strip("\n")
    found = receive_text(text)
    signature = _SIGNATURE.search(text, found.body.start if found.body else 0)
    if signature and found.body and signature.start() > found.body.start + 40:
        end = len(text[: min(signature.start(), found.body.end)].rstrip())
        found = replace(found, body=Span(found.body.start, end))
    return found


def _part(message: EmailMessage, subtype: str) -> EmailMessage | None:
    for part in message.walk():
        if (
            part.get_content_maintype() == "text"
            and part.get_content_subtype() == subtype
            and part.get_content_disposition() != "attachment"
        ):
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes) and payload.strip() and isinstance(part, EmailMessage):
                return part
    return None
