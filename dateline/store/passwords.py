"""Passwords in, argon2id hashes out; whether a password is that of a hash, with the same work where there is none."""

from __future__ import annotations

import threading
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from dateline.errors import DatelineError, SetupError

if TYPE_CHECKING:
    from argon2 import PasswordHasher

SHORTEST = 12  # letters; by hand: NIST SP 800-63B asks for 8 beside limits on tries, which stand in ``attempts``
_LONGEST = 1024  # beyond it the work of normalising is the sender's to choose
_DISTINCT = 5  # different letters at least: "aaaaaaaaaaaa" is no password
_AT_ONCE = threading.BoundedSemaphore(2)  # each takes 64 MB; more would let strangers fill the memory


class WeakPasswordError(DatelineError):
    """A password is too easy to guess; take a longer one, as four words that do not belong together."""


def hash_password(password: str, login: str) -> str:
    """Return the hash of a new password; raises WeakPasswordError where it is too easy to guess."""
    plain = _plain(password)
    if len(plain) < SHORTEST:
        raise WeakPasswordError(f"A password has {SHORTEST} letters at least; four words that do not belong together.")
    if len(plain) > _LONGEST:
        raise WeakPasswordError(f"A password has {_LONGEST} letters at most.")
    if len(set(plain.casefold())) < _DISTINCT or (login and login.casefold() * 2 in plain.casefold() * 2):
        raise WeakPasswordError("A password that is the login, or few letters again and again, is guessed at once.")
    with _AT_ONCE:
        return _hasher().hash(plain)


def is_password(password: str, hashed: str | None) -> bool:
    """Tell whether a password is that of a hash; where there is none, never, and in the same time."""
    from argon2.exceptions import InvalidHashError, VerificationError

    with _AT_ONCE:
        try:
            return _hasher().verify(hashed or _nobodys(), _plain(password[:_LONGEST])) and hashed is not None
        except (VerificationError, InvalidHashError):
            return False


def _plain(password: str) -> str:
    """Return a password as it is hashed: the same whatever way a keyboard composes its letters."""
    return unicodedata.normalize("NFKC", password)


@cache
def _hasher() -> PasswordHasher:
    try:
        from argon2 import PasswordHasher
    except ImportError:
        raise SetupError(
            "The package argon2-cffi, which keeps passwords, is missing: pip install dateline[desk]"
        ) from None
    return PasswordHasher()  # argon2id with the costs of RFC 9106 for 64 MB


@cache
def _nobodys() -> str:
    return _hasher().hash("the password of nobody")
