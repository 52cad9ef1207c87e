"""Signed heads in, findings out: one row from the first on, each signed, each at its link, each stamp holding."""

from __future__ import annotations

from cryptography import x509
from sqlalchemy import Connection, select

from dateline.store.schema_collecting import chained

from .findings import Fault, Finding, Found
from .heads import Body, Head, heads_of
from .keys import is_signed
from .stamps import check_stamp


class HeadCheck:
    """Goes through the heads; ``keys`` are those that one trusts from elsewhere, none: the first head's is trusted."""

    def __init__(
        self, connection: Connection, keys: frozenset[str], roots: tuple[x509.Certificate, ...], found: Found
    ) -> None:
        self.heads = 0
        self.stamps = 0
        self.last: Head | None = None
        self.last_stamp: str | None = None
        self._connection = connection
        self._keys = set(keys)
        self._roots = roots
        self._found = found

    def check(self, wanted: str | None) -> None:
        """Check all heads; ``wanted`` is the digest of one that was written down elsewhere and must be among them."""
        before: Head | None = None
        is_there = wanted is None
        for one in heads_of(self._connection):
            self.heads += 1
            is_there = is_there or one.digest == wanted
            self._check(one, before)
            before = one
        self.last = before
        if not is_there:
            self._found(Finding(Fault.MISSING, "head", f"none has the digest {wanted} that you name"))

    def _check(self, one: Head, before: Head | None) -> None:
        name = f"head {one.id}"
        said = one.read()
        if said is None:
            self._found(Finding(Fault.CHANGED, name, "its body is not one that was signed"))
            return
        if not is_signed(bytes.fromhex(said.public_key), one.body, one.signature):
            self._found(Finding(Fault.UNSIGNED, name, "its signature is not of its body"))
        if (one.at, one.number, one.key_id) != (said.at, said.number, said.key):
            self._found(Finding(Fault.CHANGED, name, "its columns are not what its body says"))
        self._check_row(name, one, said, before)
        self._check_key(name, said, before)
        end = self._connection.scalar(select(chained.c.hash).where(chained.c.number == said.number))
        if said.number and end != said.hash:
            why = f"link {said.number} is not the one that was signed" if end else f"link {said.number} is not there"
            self._found(Finding(Fault.CHANGED if end else Fault.MISSING, name, why))
        self._check_stamp(name, one)

    def _check_row(self, name: str, one: Head, said: Body, before: Head | None) -> None:
        """Check that a head follows the one before it."""
        was = before.read() if before is not None else None
        if before is None and (said.previous is not None or said.head != 1):
            self._found(Finding(Fault.MISSING, f"head before {name}", f"it is the head of number {said.head}"))
        elif before is not None and said.previous != before.digest:
            gone = was is not None and said.head > was.head + 1
            why = "a head between it and the one before" if gone else "it does not follow the head before it"
            self._found(Finding(Fault.MISSING if gone else Fault.MOVED, name, why))
        elif before is not None and one.number < before.number:
            self._found(Finding(Fault.MOVED, name, "its link stands before that of the head before it"))

    def _check_key(self, name: str, said: Body, before: Head | None) -> None:
        if not self._keys and before is None:
            self._keys.add(said.key)
        if said.key not in self._keys:
            why = f"by a key that no head before it names; if it is yours: dateline verify --key {said.key}"
            self._found(Finding(Fault.UNSIGNED, name, why))
        if said.next_key is not None and said.key in self._keys:
            self._keys.discard(said.key)  # it is given up: what it signs from now on is a thief's
            self._keys.add(said.next_key)

    def _check_stamp(self, name: str, one: Head) -> None:
        if one.stamp is None:
            return
        self.stamps += 1
        at = check_stamp(one.stamp, one.body, self._roots)
        if at is None:
            self._found(Finding(Fault.CHANGED, f"stamp of {name}", "it does not hold for the head's body"))
        else:
            self.last_stamp = at.isoformat()
