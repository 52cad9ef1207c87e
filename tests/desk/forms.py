"""A page asked for and a form sent from it, as a browser would."""

from __future__ import annotations

import re
from html import unescape

from fastapi.testclient import TestClient
from httpx import Response

_KEY = re.compile(r'name="form_key" value="([^"]*)"')
_SEEN = re.compile(r'name="seen" value="(\d+)"')


def send(client: TestClient, page: str, action: str, part: bool = False, **fields: object) -> Response:
    """Return the answer to a form of a page, sent with the page's key and what it has seen; ``part`` as htmx asks."""
    shown = client.get(page).text
    return post(client, shown, action, part, **fields)


def post(client: TestClient, shown: str, action: str, part: bool = False, **fields: object) -> Response:
    """Return the answer to a form of a page that was loaded before, whatever happened since."""
    key = _KEY.search(shown)
    assert key is not None, "the page has no form"
    seen = _SEEN.search(shown)
    given = {"form_key": key[1], **({"seen": seen[1]} if seen is not None else {}), **fields}
    headers = {"hx-request": "true"} if part else {}
    return client.post(action, data=given, headers=headers, follow_redirects=False)


def words(page: str) -> str:
    """Return what a page says, without its tags, blanks as one."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", page)).split())
