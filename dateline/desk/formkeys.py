"""A secret of a session in, the key that stands in its forms out: another one each time, so that no page gives it away.

What a page repeats of its address is compressed together with the key; a key that never comes twice cannot be guessed
by the length of pages.
"""

from __future__ import annotations

import hmac
import secrets

_BYTES = 16


def masked(secret: str) -> str:
    """Return a form key for one page."""
    pad = secrets.token_bytes(_BYTES)
    return (pad + _xor(pad, bytes.fromhex(secret))).hex()


def is_key_of(secret: str, given: str) -> bool:
    """Tell whether a form key is one of a secret."""
    try:
        whole = bytes.fromhex(given)
    except ValueError:
        return False
    if len(whole) != 2 * _BYTES:
        return False
    return hmac.compare_digest(_xor(whole[:_BYTES], whole[_BYTES:]), bytes.fromhex(secret))


def _xor(one: bytes, other: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(one, other, strict=True))
