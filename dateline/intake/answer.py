"""What an address of the web answered, as it was sent: enough to read it, and to keep it as evidence."""

from __future__ import annotations

from dataclasses import dataclass, field

Headers = tuple[tuple[str, str], ...]
"""Names and values of headers in their order, as they were sent."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request and what came back; ``payload`` is still packed as Content-Encoding says, never chunked.

    ``at`` is ISO 8601 with UTC, when the answer began.
    """

    url: str
    at: str
    request_headers: Headers
    status: int
    reason: str
    version: str  # "HTTP/1.1"
    headers: Headers
    payload: bytes = field(repr=False, default=b"")

    def header(self, name: str) -> str | None:
        """Return the value of a header by its name in any case, the first where it stands twice."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key.lower() == wanted), None)


@dataclass(frozen=True, slots=True)
class Answer:
    """The last exchange of an address after the redirects before it; ``data`` is its payload unpacked."""

    last: Exchange
    redirects: tuple[Exchange, ...] = ()
    data: bytes = field(repr=False, default=b"")

    @property
    def url(self) -> str:
        """The address that answered in the end."""
        return self.last.url
