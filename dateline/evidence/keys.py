"""The key that signs heads: a file that only its owner can read, made at first use; its id, by which others know it."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from .errors import EvidenceError

NEXT = ".next"  # what follows the name of a key's file while it is about to take that key's place
_OTHERS = 0o077  # what a file's mode may not let


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A key that signs: Ed25519."""

    private: Ed25519PrivateKey

    @property
    def public(self) -> bytes:
        """The public key, 32 bytes."""
        return self.private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)

    @property
    def id(self) -> str:
        """By what others know the key."""
        return key_id(self.public)

    def sign(self, body: bytes) -> bytes:
        """Return the signature of some bytes."""
        return self.private.sign(body)


def key_id(public: bytes) -> str:
    """Return the id of a public key: SHA-256 of its DER form, as ``openssl pkey -pubin -outform DER`` writes it."""
    key = Ed25519PublicKey.from_public_bytes(public)
    return hashlib.sha256(key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).hexdigest()


def public_pem(public: bytes) -> bytes:
    """Return a public key as others' programs take it."""
    key = Ed25519PublicKey.from_public_bytes(public)
    return key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def is_signed(public: bytes, body: bytes, signature: bytes) -> bool:
    """Tell whether these bytes were signed by the owner of a public key."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, body)
    except (InvalidSignature, ValueError):
        return False
    return True


def load_key(path: Path) -> SigningKey | None:
    """Return the key of a file, None where there is no such file; raises EvidenceError where it is no key, or open."""
    try:
        with path.open("rb") as stream:
            if os.fstat(stream.fileno()).st_mode & _OTHERS:
                raise EvidenceError(f"{path}: others can read this key; close it: chmod 600 {path}")
            private = load_pem_private_key(stream.read(), None)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise EvidenceError(f"{path}: the key cannot be read ({error.strerror}); let its owner run this") from error
    except (ValueError, TypeError, UnsupportedAlgorithm):
        private = None
    if not isinstance(private, Ed25519PrivateKey):
        raise EvidenceError(f"{path}: this is no Ed25519 key in PEM without a password; put the right file back")
    return SigningKey(private)


def make_key(path: Path) -> SigningKey:
    """Make a key in a new file and return it; one that was made there meanwhile stays and is returned."""
    key = SigningKey(Ed25519PrivateKey.generate())
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        part.unlink(missing_ok=True)
        place = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(place, "wb") as stream:
            stream.write(key.private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
            stream.flush()
            os.fsync(stream.fileno())
        try:
            os.link(part, path)  # whole or not at all, and never over another
        except FileExistsError:
            pass
        finally:
            part.unlink()
    except OSError as error:
        raise EvidenceError(f"{path}: no key can be made there ({error.strerror}); name a file in a folder") from error
    made = load_key(path)
    assert made is not None
    return made
