"""Packed answers: whatever parts they come in they are the same, none is more than it may be, and none is cut short."""

from __future__ import annotations

import gzip
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.intake.unpacking import PackedWronglyError, TooMuchError, Unpacker, is_known_coding

LIMIT = 100_000
TEXT = b"Shelling killed nine people on Friday. " * 40


def _raw(data: bytes) -> bytes:
    made = zlib.compressobj(wbits=-15)
    return made.compress(data) + made.flush()


def _unpack(coding: str, data: bytes, step: int, limit: int = LIMIT) -> bytes:
    unpacker = Unpacker(coding, limit)
    found = b"".join(unpacker.add(data[at : at + step]) for at in range(0, len(data), step))
    unpacker.check_end()
    return found


@pytest.mark.parametrize(
    ("coding", "data"),
    [
        ("gzip", gzip.compress(TEXT)),
        ("x-gzip", gzip.compress(TEXT)),
        ("deflate", zlib.compress(TEXT)),  # as the standard has it
        ("deflate", _raw(TEXT)),  # as some servers send it
        ("gzip", gzip.compress(TEXT[:500]) + gzip.compress(TEXT[500:])),  # written in two goes
        ("gzip", gzip.compress(TEXT) + b"\0" * 50),  # filled up
    ],
    ids=["gzip", "x-gzip", "deflate", "raw deflate", "two goes", "filled up"],
)
@pytest.mark.parametrize("step", [1, 7, 100_000])
def test_parts_make_the_whole(coding: str, data: bytes, step: int) -> None:
    assert _unpack(coding, data, step) == TEXT


@given(data=st.binary(max_size=3_000), step=st.integers(1, 500), cut=st.integers(0, 3_000))
@settings(max_examples=60, deadline=None)
def test_what_is_cut_off_is_never_taken_for_whole(data: bytes, step: int, cut: int) -> None:
    packed = gzip.compress(data)
    assert _unpack("gzip", packed, step) == data
    if cut < len(packed):
        with pytest.raises(PackedWronglyError):
            _unpack("gzip", packed[:cut], step)


@pytest.mark.parametrize("coding", ["gzip", "deflate"])
@pytest.mark.parametrize("step", [1_000, 100_000])
def test_a_bomb_ends_at_the_limit(coding: str, step: int) -> None:
    packed = (gzip.compress if coding == "gzip" else zlib.compress)(bytes(30_000_000))
    with pytest.raises(TooMuchError):
        _unpack(coding, packed, step)
    unpacker = Unpacker(coding, LIMIT)
    with pytest.raises(TooMuchError):
        unpacker.add(packed)
    assert unpacker.size <= LIMIT + 1


def test_a_file_of_very_many_members_is_too_much() -> None:
    with pytest.raises(TooMuchError):  # each is empty, so that only their number could cost time
        _unpack("gzip", gzip.compress(b"") * 5_000, 65_536)


@pytest.mark.parametrize("data", [b"<html>not packed</html>", b"\x1f\x8b\x08\x00rubbish and more of it"])
def test_what_is_packed_otherwise_is_told(data: bytes) -> None:
    with pytest.raises(PackedWronglyError):
        _unpack("gzip", data, 10)


@pytest.mark.parametrize(("coding", "known"), [("gzip", True), ("br", False), ("zstd", False), ("gzip, gzip", False)])
def test_what_is_known(coding: str, known: bool) -> None:
    assert is_known_coding(coding) is known
