"""What an argument or an address looks like, told without loading what fetches it."""

from __future__ import annotations


def is_url(argument: str) -> bool:
    """Tell whether an argument is an address with a scheme, of the web or not."""
    scheme, mark, _ = argument.partition("://")
    return bool(mark) and scheme.isalnum()


def is_web_url(argument: str) -> bool:
    """Tell whether an argument is an address of the web."""
    return argument.lower().startswith(("http://", "https://"))


def shown_url(url: str) -> str:
    """Return an address as it may be shown: without a user's name and password."""
    before, mark, rest = url.partition("://")
    authority, slash, path = rest.partition("/")
    return f"{before}{mark}...@{authority.rpartition('@')[2]}{slash}{path}" if mark and "@" in authority else url
